"""Who says so: the subject of a verb of saying, named as the text names it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.actors import Sentence
from kg.text.arguments import Arguments
from kg.text.closings import VOICES, closings, kinds_of
from kg.text.cues import all_cues, any_cues, cues
from kg.text.grammar import DAYS, PASSIVE, SPOKESMEN, SUBJECTS, by_agents, is_passive, is_relative, objects
from kg.text.mentions import missions, state_name, words
from kg.text.pronouns import NO_PERSON, denies_story

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any


def speakers(s: Sentence, verb: Token) -> list[Actor]:
    """Who stands as the subject of a verb of saying, named as shortly as the text allows; whom he cites comes after
    him: "Kyodo reported, quoting officials", "TASS quoted the army as saying"."""
    quoting = verb.head.head if verb.dep_ == "pcomp" and verb.head.lower_ == "as" else verb
    if quoting.lemma_ not in QUOTES:
        return [*_subjects(s, verb), *cited(s, verb)]
    if is_passive(quoting):  # "the minister was quoted by TASS as saying"
        told = [a for t in by_agents(quoting) for a in speaker(s, t)]
        return [*told, *(a for c in quoting.children if c.dep_ in PASSIVE for a in speaker(s, c))]
    return [*_subjects(s, quoting), *(a for c in quoting.children if c.dep_ == "dobj" for a in speaker(s, c))]


QUOTES = frozenset(("quote", "cite"))


def cited(s: Sentence, verb: Token) -> list[Actor]:
    """Whom somebody cites who says something: "Reuters, citing officials, said"."""
    said = [c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i]  # "reported that it had, citing officials"
    citing = [
        c for t in (verb, *said) for c in t.children if c.lemma_ in QUOTES and c.tag_ == "VBG" and c.dep_ == "advcl"
    ]
    cites = [t for c in citing for o in c.children if o.dep_ == "dobj" for t in (o, *o.conjuncts)]
    whose = ("poss", "compound", "amod", "prep", "det")
    cites = [t for t in cites if t.lower_ != "reports" or any(c.dep_ in whose for c in t.children)]
    voices = [t for t in cites if t.pos_ == "PROPN" or kinds_of(s, t) & VOICES]  # not "citing reports of gunfire"
    return [a for t in voices for a in speaker(s, t)]


def _quoted_by(s: Sentence, token: Token) -> list[Actor]:
    """Who quotes a speaker: "a spokesman, quoted by the radio, said"."""
    by = [t for c in token.children if c.dep_ == "acl" and c.lemma_ in QUOTES for t in by_agents(c)]
    return [a for t in by for a in speaker(s, t)]


def _subjects(s: Sentence, verb: Token) -> list[Actor]:
    tokens = Arguments(s, verb, "verbs").agents(verb)
    if is_passive(verb):
        tokens = by_agents(verb)
        if not tokens and verb.tag_ == "VBN" and not any(c.dep_ in ("auxpass", "aux") for c in verb.children):
            tokens = [c for c in verb.children if c.dep_ == "nsubj"]  # "a naval officer speculated"
    elif not tokens and verb.i > 1 and verb.tag_ in ("VBD", "VBZ", "VBP") and verb.lemma_.lower() in all_cues():
        before = s.doc[verb.i - 1]  # "..., killing one soldier, a southern officer said": lost by the parser
        while before.dep_ == "pobj" and before.head.head.pos_ in ("NOUN", "PROPN") and before.head.head.i < before.i:
            before = before.head.head  # "a diplomat in Barbados said"
        opens = s.doc[before.left_edge.i - 1].text if before.left_edge.i > 0 else ""
        tokens = [before] if before.pos_ in ("NOUN", "PROPN") and opens in (",", ";", '"', "”") else []
    own = [c for c in verb.children if c.dep_ in SUBJECTS]
    if not own and not is_passive(verb):  # "an officer, speaking by telephone, said": told of him by the parser
        tokens = [c.head for c in closings(s) if c.verb == verb] or tokens
    if own and not is_passive(verb):  # "troops pushed in, and officials claim ...": not who pushed in
        tokens = [t for t in tokens if any(c == t or c.is_ancestor(t) for c in own)] or tokens
    tokens = [t for token in tokens for t in (_behind_the_town(token) if _is_where(token) else [token])]
    tokens = [t for token in tokens for t in (*(n for n in named_before(s, token) if n not in tokens), token)]
    if verb.dep_ == "relcl":
        tokens = [
            t for token in tokens for t in (_whose_word(s, verb.head if is_relative(token) else token) or [token])
        ]
    names = {t.i for t in tokens if t.pos_ == "PROPN"}
    found = []
    for token in tokens:
        if token.pos_ == "NOUN" and token.i + 1 in names:
            continue  # "the news agency Interfax": two subjects to the parser
        found += [*_quoted_by(s, token), *speaker(s, token)]
        second = [
            c for c in token.children if c.dep_ == "appos" and c.i in s.head_of and s.head_of[c.i].type == "state"
        ]
        lists = [t for c in second if c.conjuncts and token.i in s.head_of for t in (c, *c.conjuncts)]
        for other in (*token.conjuncts, *lists):  # "Norway, Finland and Spain"
            if other not in tokens and other.i > token.i and other.pos_ in ("NOUN", "PROPN"):
                found += speaker(s, other)
    return found


def _whose_word(s: Sentence, noun: Token) -> list[Token]:
    """ "Condemnation from Moscow, which accused ...": the parser hangs it on what was said."""
    by = [c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("from", "by")]
    return [] if not by or s.one(noun, 0) else [o for c in by for o in objects(c) if s.one(o, 0)]


def _is_where(token: Token) -> bool:
    return token.dep_ == "pobj" and token.head.lower_ in ("in", "at", "near")


def _behind_the_town(token: Token) -> list[Token]:
    """ "... marines in Darwin, A and B announced": joined to the town by the parser."""
    return [t for t in token.conjuncts if t.i > token.i]


def named_before(s: Sentence, token: Token) -> list[Token]:
    """ "..., Barack Obama and Julia Gillard announced": the first of two names, which the parser hung elsewhere."""
    at = token.left_edge.i
    if token.pos_ != "PROPN" or at < 2 or s.doc[at - 1].lower_ != "and" or s.doc[at - 2].pos_ != "PROPN":
        return []
    before = s.doc[at - 2]
    return [before] if before.i in s.head_of else []


PRONOUNS = frozenset(("he", "she", "it"))  # that may mean who spoke before


def _is_named_before(s: Sentence, pronoun: Token) -> bool:
    """ "When Lavrov arrived in Mali, he said": whom a pronoun may mean stands in its own sentence."""
    before = s.doc[: pronoun.i]
    if pronoun.lower_ == "it":
        return any(t.dep_ in SUBJECTS and s.actors(t) for t in before)
    return any(w.actor.type == "leader" for t in before if t.pos_ == "PROPN" for w in s.one(t, 0))


def voice(s: Sentence) -> tuple[Actor, str] | None:
    """Who alone speaks in a sentence, and the pronoun that may mean him in the next one: "he", "she", "he or she" where
    the text does not tell, "it" for a body."""
    told = [t for t in s.doc if t.dep_ == "ROOT" and t.lemma_.lower() in any_cues("reported", "alleged")]
    found = [(a, c) for t in told for c in t.children if c.dep_ in SUBJECTS for a in speaker(s, c)]
    if not found and (apart := closings(s)):
        found = [(a, apart[0].head) for a in speaker(s, apart[0].head, slice(apart[0].start + 1, apart[0].verb.i))]
    if len(found) != 1 or found[0][0].type in ("state", "region"):
        return None
    actor, token = found[0]
    if token.lower_ in PRONOUNS:
        return actor, token.lower_
    body = s.lemma(token) in NO_PERSON or actor.type in ("agency", "organisation", "armed_group", "armed_force")
    is_person = not body and token.tag_ in ("NN", "NNP") and (token.pos_ != "PROPN" or actor.type != "government")
    return actor, "he or she" if is_person else "it"


def speaker(s: Sentence, token: Token, part: slice | None = None) -> list[Actor]:
    """Who a noun is that says something; `part` is where his phrase stands, if that is known."""
    if token.lower_ in PRONOUNS and (spoke := s.discourse.speaking(token.lower_)) is not None:
        back, before = spoke
        if not _is_named_before(s, token) and (back <= 1 or not s.one(token, 0)):  # "a diplomat said ... He added ..."
            return [before]
    if token.lower_ == "it" and denies_story(token.head):
        return [w.actor for w in s.one(token, 0)]
    public = token.lower_ == "figures" and any(c.dep_ in ("compound", "amod") for c in token.children)
    if (s.lemma(token) in cues("mute") | {"side"} and not public) or _is_day(token):
        return []  # "figures show", but "opposition figures say"
    if (
        token.text == "Force"
        and s.is_definite(token)
        and not any(c.dep_ in ("compound", "amod") for c in token.children)
    ):
        keepers = [m for i, m in sorted(s.head_of.items()) if i < token.i and m.id in missions()]
        return [Actor(m.text, m.type, m.id, m.state) for m in keepers[:1]] or [Actor(token.text, "group")]
    if s.lemma(token) in PAPERS:  # "according to a report of UN experts", "by a count of the think tank"
        below = [c for c in token.children if c.dep_ == "poss"]
        below += [
            o for c in token.children if c.dep_ == "prep" and c.lower_ in ("of", "by", "from") for o in objects(c)
        ]
        if below:
            return speaker(s, below[0]) if _may_speak(s, below[0]) else []
        if (issuer := _issuer(s, token)) is not None:
            return [issuer]
    person = s.one(token, 0)
    kinds = kinds_of(s, token)
    for who in person:
        if who.actor.type == "leader":
            return [_in_full(s, token, who.actor)]
    if not person and token.text in s.discourse.persons:  # "Pahor said", a noun to the parser
        return [Actor(s.discourse.persons[token.text], "group")]
    if token.pos_ == "PRON" or token.tag_ in ("WDT", "WP"):
        return [w.actor for w in person]
    seat = s.head_of.get(token.i)
    if seat is not None and seat.kind == "government" and seat.state:  # "the Kremlin", "the Danish defence ministry"
        return [Actor(seat.text.removeprefix("the "), "government", None, seat.state)]
    if token.i in s.head_of and person:
        return [w.actor for w in person if w.how != "adjective"] or [Actor(token.text, "group")]
    if token.pos_ in ("NOUN", "PROPN") and s.lemma(token) in ORGANS and not _is_its(token):
        owner = next((w.actor.state for w in (*s.owners(token), *person) if w.actor.state), None)
        return [Actor(_speaker_phrase(s, token, part), "government", None, owner)]
    misread = token.text.islower() and not person  # "its committee", a name to the parser
    noun = token.pos_ in ("NOUN", "NUM", "ADJ", "PRON") or misread
    if token.pos_ == "PROPN" and not noun:
        if person:
            return [person[0].actor]
        body = token.text in BODIES and any(
            c.dep_ == "prep" and c.i == token.i + 1 and c.lower_ in ("for", "of") for c in token.children
        )
        return [Actor(_speaker_phrase(s, token, part) if body else s.proper(token), "group")]
    if noun:
        if s.lemma(token) in RULES and any(c.dep_ == "poss" for c in token.children):
            ruled = [w.actor for w in s.owners(token) if w.actor.type == "state"]
            if ruled:
                return ruled[:1]  # "Yemen's recognised government", "its foreign ministry"
        if (
            person
            and person[0].how == "coreference"
            and (
                "state_nouns" in kinds
                or (kinds & {"rebels", "people_only"} and person[0].actor.type == "armed_group")
                or (s.lemma(token) in BODY and person[0].actor.type in ("armed_group", "organisation"))
            )
        ):
            return [_by_label(w.actor) for w in person]
        own = [c for c in token.children if c.dep_ in ("compound", "nmod") and c.i in s.head_of]
        if s.lemma(token) in BODY and own and s.head_of[own[-1].i].type in ("armed_group", "organisation"):
            return [w.actor for w in s.one(own[-1], 0)]  # "the Wagner group"
        named = [c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > token.i]
        named = named or _named_after(s, token)
        its = any(c.dep_ == "poss" for c in token.children)  # "its manufacturer, Kongsberg"
        if named and (kinds & {"leader_titles", "other_titles", "media"} or its or named[0].left_edge.i == token.i + 1):
            known = [w.actor for w in s.one(named[0], 0)]  # "the think tank All Eyes", "the spokesman, Alfred Mutua"
            return known or [Actor(s.proper(named[0]), "agency" if "media" in kinds else "group")]
        state = (
            person[0].actor.state if person else next((w.actor.state for w in s.owners(token) if w.actor.state), None)
        )
        kind = "media" if "media" in kinds else "government" if "government" in kinds else "group"
        return [Actor(_speaker_phrase(s, token, part), "agency" if kind == "media" else kind, None, state)]
    return []


def _is_day(token: Token) -> bool:
    """ "On Monday", "in May"; but "Theresa May"."""
    return token.text in DAYS and not any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in token.children)


BODIES = words("""
    Observatory Institute Council Committee Centre Center Network Agency Foundation Office Ministry Commission Fund
    Initiative Group Bureau Department Federation Association Union Society Organisation Organization Movement Front
    Court League Board Campaign School Academy Forum Project Watch Monitor Directorate Command University
    Times Trust Voice Radio Panel
    """)
BODY = words("group movement organisation organization coalition militia bloc alliance council front commission")
PAPERS = frozenset(("report", "count", "estimate", "figure", "statement", "account", "study", "assessment", "tally"))
# Of a state: "the Danish defence ministry".
ORGANS = words("ministry army military embassy navy police command parliament")


def _may_speak(s: Sentence, token: Token) -> bool:
    """ "A report of experts", "a count of the think tank"; not "reports of gunfire", which are nobody's."""
    known = token.pos_ != "NOUN" or token.i in s.part_of or s.is_definite(token)
    return known or bool(kinds_of(s, token) & VOICES) or s.lemma(token) in BODY | ORGANS | SPECIALISTS


SPECIALISTS = words("expert researcher analyst scholar economist journalist reporter lawyer witness resident observer")


def _issuer(s: Sentence, paper: Token) -> Actor | None:
    """Whose paper it is by the word before it: "an Indian army statement" is the word of the Indian army."""
    organ = s.doc[paper.i - 1] if paper.i else paper
    if organ.dep_ != "compound" or organ.head != paper or s.lemma(organ) not in ORGANS | RULES:
        return None
    first = min((c.left_edge.i for c in paper.children if c.dep_ in ("amod", "compound", "nmod")), default=organ.i)
    known = next((m.state for i, m in sorted(s.head_of.items()) if first <= i < paper.i and m.state), None)
    return Actor(s.doc[first : paper.i].text, "government", None, known) if known else None


def _is_its(token: Token) -> bool:
    """ "Its army", "whose navy": named by the state and not with it."""
    return any(c.dep_ == "poss" and c.pos_ in ("PRON", "DET") for c in token.children)


def _speaker_phrase(s: Sentence, token: Token, part: slice | None = None) -> str:
    left = [
        c.left_edge.i
        for c in token.children
        if c.i < token.i and c.dep_ in ("amod", "compound", "nmod", "poss", "nummod", "det", "quantmod")
    ]
    right = [  # "three traders in Tokyo", "a manager of the utility"
        max(t.i for t in c.subtree)
        for c in token.children
        if c.dep_ == "prep" and c.i == token.i + 1 and c.lower_ in ("of", "in", "at", "from", "for", "to", "with")
        and not any(g.dep_ == "pcomp" for g in c.children)  # "accused by experts of backing rebels"
        and not any(t.dep_ in ("relcl", "acl", "appos", "conj") or t.is_punct for t in c.subtree)
    ]  # fmt: skip
    right += [  # "a monitor based in Coventry"
        max(t.i for t in c.subtree)
        for c in token.children
        if c.dep_ == "acl" and c.i == token.i + 1 and c.lower_ in ("based", "posted", "stationed", "briefed")
        and not any(t.is_punct for t in c.subtree)
    ]  # fmt: skip
    right += [  # "two persons familiar with the talks"
        max(t.i for t in c.subtree)
        for c in token.children
        if c.dep_ == "amod" and c.i == token.i + 1 and c.lower_ in ("familiar", "close", "loyal")
        and not any(t.is_punct for t in c.subtree)
    ]  # fmt: skip
    first, last = min([token.i, *left]), max([token.i, *right]) + 1
    if part is not None and part.start <= token.i < part.stop:
        last = min(last, part.stop)
        if token.i + 1 < part.stop and s.doc[token.i + 1].lower_ in ("familiar", "close", "loyal"):
            last = part.stop  # "people familiar with the talks"
        if all(t.pos_ in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PART") for t in s.doc[part.start : token.i]):
            first = part.start  # "an African newsletter reports": its words hung on the verb
    text: str = s.doc[first:last].text.strip()  # of what stands before a sentence blanks are left
    return text[4:] if text.lower().startswith("the ") else text


def _named_after(s: Sentence, token: Token) -> list[Token]:
    """ "A spokesman for the Taliban, Zabihullah Mujahid,": whose name the parser hangs on his masters."""
    if token.lemma_ not in SPOKESMEN:
        return []
    below = [o for c in token.children if c.dep_ == "prep" for o in objects(c)]
    named = [c for o in below for c in o.children if c.dep_ in ("appos", "conj") and c.pos_ == "PROPN"]
    return [c for c in named if s.doc[c.left_edge.i - 1].text == "," and c.i not in s.part_of]


def _by_label(actor: Actor) -> Actor:
    """A group by its usual name, "Houthis" and not "Houthi"."""
    label = state_name(actor.id) if actor.type == "armed_group" and actor.id else ""
    return replace(actor, name=label) if label == f"{actor.name}s" else actor


RULES = frozenset(("government", "ministry", "cabinet", "administration", "junta", "regime"))


def _in_full(s: Sentence, token: Token, actor: Actor) -> Actor:
    """A leader by his full name where the text has it: "Ricardo Maduro" and not "Maduro"."""
    if " " in actor.name:
        return actor
    full = s.proper(token) if token.pos_ == "PROPN" else ""
    full = full if full.endswith(" " + actor.name) else s.discourse.persons.get(actor.name, actor.name)
    return replace(actor, name=full)
