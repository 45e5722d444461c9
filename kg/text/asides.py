"""Clauses about something else: their numbers and times are no fields of the claim that is told beside them; and what
was promised in such a clause and is handed over in the sentence's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.text.actors import Sentence
from kg.text.cues import cues
from kg.text.frames import Frame, Match
from kg.text.grammar import PASSIVE, SUBJECTS, is_passive
from kg.text.mentions import words
from kg.text.settling import LIFTED_LATER

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

PROMISES = words("promise pledge offer order commission request vow earmark commit")
GIVES = words("""
    give hand send deliver supply transfer ship donate provide sell lend grant lease
    receive get obtain acquire""")
ARRIVES = words("deliver hand ship give send transfer receive commission induct")  # in the passive
COMES = words("arrive land reach come dock roll")
COUNTED_BY = words("number value cost price amount sum none letter")
KEPT = "kept"  # among the slots: by which word a promise is kept
LEAVES = words("withdraw pull recall evacuate withdrew remove")
EARLIER = frozenset(("after", "before"))


def is_aside(s: Sentence, match: Match, start: int, is_time: bool = False) -> bool:
    """Whether what begins at a character stands in a clause about something else: "bought jets from France, which sold
    Greece 24 in 2021", "sent troops two years after it had left", "four of the 20 tanks that it promised in 2022"."""
    token = next((t for t in reversed(s.doc) if t.idx <= start), None)
    if token is None:
        return False
    if match.trigger.pos_ == "NOUN" and answers(match.trigger) and not answers(token):
        return True
    own = {match.verb.i, match.trigger.i}
    own |= {t.i for t in (match.theme, match.item) if t is not None}
    if KEPT not in match.slots:
        own |= {who.token for who in (match.subject, match.object) if who is not None and who.how != "coreference"}
    for clause in (token, *token.ancestors):
        if clause.i in (match.verb.i, match.trigger.i):
            return False
        if is_time and match.frame.relation == "CASUALTIES" and _is_blow(clause):
            return False  # "died after a drone struck their camp on Sunday": on Sunday
        if (
            (not is_time or KEPT in match.slots)
            and _is_done_too(clause, match)
            and not any(t.i in own for t in clause.subtree)
        ):
            return True
        if _is_of_another(s, clause) and not any(t.i in own for t in clause.subtree):
            return True
    return False


def _is_blow(clause: Token) -> bool:
    """ "After a drone struck their camp", and not "two years after", "before"."""
    marks = [c for c in clause.children if c.i < clause.i and c.dep_ in ("mark", "advmod", "npadvmod")]
    return clause.lemma_ in BLOWS and [c.lower_ for c in marks] == ["after"]


BLOWS = words("strike hit bomb shell attack raid ambush explode blow ram fire crash shoot detonate target")


def _is_before(clause: Token) -> bool:
    marked = clause.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in EARLIER for c in clause.children)
    return marked or (clause.dep_ == "prep" and clause.lower_ in EARLIER)


def _is_done_too(clause: Token, match: Match) -> bool:
    """ "Poland gave tanks to Ukraine and Slovakia sent 13 jets", "received jets and ordered 30 more": another deed."""
    joined = clause.dep_ == "conj" and clause.pos_ == "VERB" and clause.i > match.verb.i
    return joined and any(c.dep_ == "dobj" for c in clause.children) and match.verb in clause.ancestors


def answers(token: Token) -> bool:
    """ "Began drills in response to the arrival of a warship": whether a word tells of the arrival."""
    preps = [t for t in token.ancestors if t.dep_ == "prep" and t.lower_ == "to"]
    return any(t.head.lemma_ in ("response", "reaction", "answer", "retaliation") for t in preps)


def is_in_clause_of(s: Sentence, verb: Token, start: int) -> bool:
    """Whether a claim is told in a clause about a named actor, and what begins at a character too: "from the US, which
    sold Finland 64"."""
    if verb.dep_ != "relcl" or verb.head.i not in s.part_of:
        return False
    return any(t.idx <= start < t.idx + len(t) for t in verb.subtree)


def _is_of_another(s: Sentence, clause: Token) -> bool:
    if clause.dep_ == "relcl":
        return clause.lemma_ in PROMISES or (clause.head.i in s.part_of and _is_deed(clause))
    if clause.dep_ == "conj" and clause.lemma_ in LEAVES and clause.head.lemma_ in GIVES:
        return any(c.dep_ == "dobj" and c.lower_ == "them" for c in clause.children)  # "sent men and withdrew them in"
    if clause.dep_ in ("appos", "amod", "acl") and clause.head.i in s.part_of and clause.pos_ in ("NOUN", "ADJ"):
        return True  # "Guinea, a French colony until 1958", "Chad, independent since 1960"
    if clause.dep_ == "acl":
        return clause.lemma_ in PROMISES
    contrast = any(c.dep_ == "mark" and c.lower_ in ("while", "whereas") for c in clause.children)
    if clause.dep_ == "advcl" and contrast and any(c.dep_ in SUBJECTS for c in clause.children):
        return True  # "ended aid to Rwanda, while China lent it $300m"
    return _is_before(clause) and (clause.dep_ == "advcl" or any(c.dep_ == "pcomp" for c in clause.children))


def _is_deed(clause: Token) -> bool:
    """ "From the US, which sold Finland 64": what a state does to something; not "a deal with China, which was worth",
    "which took effect", "came on Sunday", which is told of the deal, wherever the parser hangs it."""
    acts = clause.lemma_ in GIVES | TAKES and clause.tag_ == "VBD" and not is_passive(clause)
    return acts and any(c.dep_ in ("dobj", "dative") for c in clause.children)


TAKES = words("buy purchase seize capture annex occupy attack invade expel sanction spend lose kill bomb deploy take")


def handed_over(match: Match) -> Match:
    """ "Has given it four of the 20 tanks that it promised in 2022", "the vehicles that France promised arrived on
    Friday": a promise that is kept is told by the verb of giving, with its number, time and firmness."""
    promise = match.verb
    if promise.lemma_ in GIVES and _is_done(promise) and _gives_what_was_promised(promise):
        return _told_by(match, promise, None)
    giving, part = giving_verb(promise) if promise.lemma_ in PROMISES else (None, None)
    return _told_by(match, giving, part) if giving is not None and _is_done(giving) else match


LIFTED = Frame(LIFTED_LATER, "SANCTIONS", {"polarity": "negative"})


def lifted_later(match: Match) -> list[Match]:
    """ "Imposed sanctions on Sudan in 1997 and lifted them in 2017", "an embargo, which it lifted": lifted as well."""
    if match.frame.relation != "SANCTIONS" or match.frame.get("polarity") == "negative" or match.object is None:
        return []
    papers = [t for t in match.verb.subtree if t.lemma_ in ("sanction", "embargo", "tariff", "ban", "penalty")]
    later = [v for v in match.verb.children if v.dep_ == "conj" and _lifts(v, ("them", "it", "these", "those"))]
    later += [v for t in papers for v in t.subtree if v.dep_ == "relcl" and _lifts(v, ("which", "that"))]
    return [replace(match, frame=LIFTED, trigger=v, verb=v, theme=None, item=None) for v in dict.fromkeys(later)]


def _lifts(verb: Token, words: tuple[str, ...]) -> bool:
    if any(c.dep_ in ("neg", "nsubj") and c.tag_ != "PRP" for c in verb.children):
        return False  # "did not lift them", "and the UN lifted them"
    return verb.lemma_ in cues("lifted") and any(c.dep_ == "dobj" and c.lower_ in words for c in verb.children)


def giving_verb(promise: Token) -> tuple[Token | None, Token | None]:
    """The verb by which what was promised in a relative clause comes, done or not, and the number that comes of it."""
    noun = promise.head if promise.dep_ in ("relcl", "acl") else promise
    part: Token | None = None
    while (noun.dep_ == "pobj" and noun.head.lower_ == "of") or noun.dep_ in ("prep", "nummod"):
        above = noun.head
        if noun.dep_ == "prep" and above.pos_ == "VERB":  # "of the 30 jets that it ordered, Italy delivered 13"
            part = next((c for c in above.children if c.dep_ in ("dobj", *PASSIVE) and c.pos_ == "NUM"), None)
            return (above, part) if part is not None and above.lemma_ in GIVES | ARRIVES else (None, None)
        if above.pos_ not in ("NOUN", "NUM", "ADP", "PROPN", "DET", "PRON"):
            break
        part = above if above.pos_ == "NUM" else part
        noun = above
    giving = noun.head
    if noun == promise or noun.lemma_.lower() in COUNTED_BY:
        return None, None
    thing = noun.dep_ == "dobj" or (noun.dep_ == "dative" and noun.pos_ != "PROPN")
    given = thing and giving.lemma_ in GIVES and not is_passive(giving)
    given = given or (noun.lemma_ == "delivery" and giving.lemma_ == "take")
    comes = noun.dep_ in (*SUBJECTS, *PASSIVE) and (giving.lemma_ in COMES or giving.lemma_ in ARRIVES)
    comes = comes and (giving.lemma_ in COMES or is_passive(giving))
    return (giving, part) if given or comes else (None, None)


def _gives_what_was_promised(verb: Token) -> bool:
    goods = [t for t in verb.subtree if t.dep_ in ("relcl", "acl") and t.lemma_ in PROMISES]
    return any(_verb_above(t.head) == verb for t in goods)


def _verb_above(token: Token) -> Token | None:
    return next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), None)


def _told_by(match: Match, giving: Token, part: Token | None) -> Match:
    slots = {**match.slots, KEPT: giving.text}
    return replace(match, verb=giving, trigger=giving, theme=part or match.theme, slots=slots)


def _is_done(verb: Token) -> bool:
    """Told of the past and not denied: "has delivered", "arrived", "were handed over"."""
    aux = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    denied = any(c.dep_ == "neg" for c in verb.children)
    return verb.tag_ in ("VBD", "VBN") and not denied and aux <= {"has", "have", "had", "was", "were", "been", "'ve"}
