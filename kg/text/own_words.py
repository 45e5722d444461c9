"""The words at a claim itself: modals, negation, adverbs and adjectives that hang on its verb or its nouns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.text.actors import Sentence
from kg.text.cues import Stance, any_cues, cues
from kg.text.frames import Match
from kg.text.grammar import PASSIVE, SUBJECTS
from kg.text.mentions import words
from kg.text.undone import is_apart

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any


# Who does not do so goes on with what he does: "will not waver in its support".
WAVERS = words("waver falter flinch budge swerve relent tire weary")


def own_words(found: Stance, s: Sentence, token: Token) -> None:
    """Modals, negation and adverbs that hang on a word."""
    inverted = False
    for child in token.children:
        word = child.lower_
        if child.dep_ == "neg" or (word in cues("adverbs", "negative") and child.dep_ in ("advmod", "preconj", "neg")):
            if token.lemma_ not in WAVERS and not (
                word == "not"
                and (
                    any(c.lower_ in ("only", "just", "merely") for c in (child, *child.children, *_next(child)))
                    or (child.i > token.i and is_apart(child))  # "sent troops to Somalia, not to Sudan"
                    or _is_one_of_several(token)
                )
            ):
                found.negate(child)
        elif child.pos_ == "PRON" and child.lower_.endswith(("self", "selves")) and child.i < token.i:
            no = next((t for t in (*child.children, *_before(child)) if t.lower_ in ("not", "never", "n't")), None)
            if no is not None and no.head != token:
                found.negate(no)  # "would not itself send troops"
        elif child.dep_ == "advmod" and word == "longer" and any(c.lower_ == "no" for c in child.children):
            found.negate(child)
        elif child.dep_ == "aux" and child.lower_ == "to" and is_headline(token):
            found.add("future", child)
        elif child.dep_ == "aux":
            inverted = inverted or (child.i == token.sent.start and word in ("should", "were", "had"))
            modal(found, s, child, token)
        elif child.dep_ in ("advmod", "mark", "intj", "amod", "npadvmod"):
            _adverb(found, child, token)
        elif child.dep_ == "agent":  # "was downed, allegedly by a jet"
            for adverb in (c for c in (*child.children, *_before(child)) if c.dep_ == "advmod"):
                _adverb(found, adverb, token)
        elif child.dep_ == "prep" and any(c.lower_ == "neither" for c in (*child.children, *_before(child))):
            found.negate(child)  # "belongs neither to the League nor ..."
        elif child.dep_ in ("dobj", "attr") and _is_none(child):
            found.negate(child)
    if token.dep_ == "appos" and any(  # "Britain, no longer a member"
        c.lower_ == "longer" and c.i < token.i and any(g.lower_ in ("no", "not") for g in _before(c))
        for c in token.head.children
    ):  # fmt: skip
        found.negate(token)
    if token.pos_ == "NOUN" and (no := _denied_before(token)) is not None:
        found.negate(no)
    for child in token.children:
        if child.dep_ in ("det",) and child.lower_ in ("no", "neither") and token.pos_ in ("NOUN", "PROPN"):
            found.negate(child)
    if inverted:
        found.add("conditional", "inversion")


def _is_one_of_several(be: Token) -> bool:
    """ "Is not the only supplier of arms to Vietnam": it is one."""
    nouns = [c for c in be.children if c.dep_ == "attr" and c.i > be.i] if be.lemma_ == "be" else []
    nouns = [n for n in nouns if not any(t.pos_ in ("NOUN", "PROPN") for t in n.doc[be.i + 1 : n.i] if t.head != n)]
    return any(c.lower_ in ("only", "sole", "main", "first", "largest", "biggest") for n in nouns for c in n.children)


def _is_none(noun: Token) -> bool:
    """ "Withdrew none of its launchers", "sent neither tanks nor guns"."""
    return noun.lower_ in ("none", "nothing") or any(c.lower_ == "neither" for c in noun.children)


def is_headline(verb: Token) -> bool:
    """ "Peru to sign accord", "Top envoy to visit Cairo": an infinitive that nothing governs."""
    if not any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
        return False
    if verb.dep_ == "ROOT":
        return verb.tag_ == "VB"
    above = verb.head
    if verb.dep_ == "ccomp" and above.dep_ == "ROOT" and above.i > verb.i:  # "Peru to sign accord, envoy says"
        return verb.tag_ == "VB" and verb.left_edge.i == 0 and any(c.dep_ in SUBJECTS for c in verb.children)
    return (
        verb.dep_ in ("relcl", "acl") and above.dep_ == "ROOT" and above.pos_ in ("NOUN", "PROPN") and above.i < verb.i
    )


def _denied_before(token: Token) -> Token | None:
    """ "Hungary, not yet a member", "is a member of neither the one nor the other": the word that says so."""
    of = [o for c in token.children if c.dep_ == "prep" and c.lower_ in ("of", "to") for o in c.children]
    if neither := [c for o in of for c in o.children if c.dep_ == "preconj" and c.lower_ == "neither"]:
        return neither[0]
    first = token.left_edge.i
    before = list(token.doc[max(0, first - 2) : first]) if token.dep_ == "appos" else []
    words = [t.lower_ for t in before]
    if words[-1:] in (["not"], ["never"]):
        return before[-1]
    return before[0] if words in (["not", "yet"], ["not", "itself"]) else None


def _before(token: Token) -> list[Token]:
    return [token.doc[token.i - 1]] if token.i > 0 else []


def _next(token: Token) -> list[Token]:
    return [token.doc[token.i + 1]] if token.i + 1 < len(token.doc) else []


def modal(found: Stance, s: Sentence, child: Token, token: Token) -> None:
    word = child.lower_
    if child.i == token.doc[0].i and word == "should":
        found.add("conditional", child)
    elif word in cues("modals", "future"):
        found.add("future", child)
    elif word == "may" and _is_allowed(token):
        return  # whether it does so is another matter, and "may use the base" asks no more
    elif word in cues("modals", "speculated"):
        if not (word == "could" and negated(token)):  # "could not agree on a date": it did not
            found.add("speculated", child)
    elif word in cues("modals", "hypothetical") and token.lemma_ in ("like", "love", "prefer"):
        found.add("speculated", child)  # "would like to join"
    elif word in cues("modals", "hypothetical") and token.lemma_ in PERMITS and negated(token):
        return  # "would not let them use its airfields": it refused
    elif word in cues("modals", "hypothetical"):
        if_so = _in_hypothesis(token) and not is_warned_of(s, token)
        found.add("conditional" if if_so else "future", child)
    elif word in cues("modals", "unsaid"):
        found.said = False
        found.cues.append(f"unsaid: {child}")


ACCORDS = words("treaty pact agreement accord deal convention protocol arrangement memorandum lease")


def _is_allowed(verb: Token) -> bool:
    """ "Under a pact of 1993 Greek aircraft may use the base": a right, and no guess; not under a "proposed" one."""
    under = [c for c in verb.children if c.dep_ == "prep" and c.lower_ == "under"]
    papers = [o for prep in under for o in prep.children if o.lemma_ in ACCORDS]
    stand = [o for o in papers if not any(c.lower_ in PENDING or c.lemma_ in UNSETTLED for c in o.children)]
    return verb.lemma_ in ("use", "dock", "land", "refuel", "call") and bool(stand)


PENDING = words("proposed draft planned possible new future eventual pending tentative")
UNSETTLED = words("negotiate propose reject expect discuss draft plan consider refuse oppose debate")


PERMITS = frozenset(("let", "allow", "permit", "exclude", "rule", "confirm", "accept"))


def _in_hypothesis(token: Token) -> bool:
    """ "would" beside an if-clause, or without a reported clause that moves a future into the past."""
    for clause in [c for c in token.children if c.dep_ == "advcl"]:
        if any(c.dep_ == "mark" and c.lower_ in cues("conditionals") for c in clause.children):
            return True
    return not any(
        a.lemma_.lower() in any_cues("reported", "future", "alleged", "speculated", "denied") for a in token.ancestors
    )


def is_warned_of(s: Sentence, verb: Token) -> bool:
    """ "Warned that Chad would invade", "feared Chad would": what another may do, in the eyes of who warns of it; not
    what one warns that one would do oneself, nor what another would do "if"."""
    said = verb
    while said.dep_ == "conj" and said.head.pos_ == "VERB":
        said = said.head
    above = who = said.head if said.dep_ == "ccomp" else said
    while who.dep_ == "conj" and not any(c.dep_ in SUBJECTS for c in who.children):
        who = who.head  # "opposes the plan and warned that"
    doers = [c for c in said.children if c.dep_ in SUBJECTS and c.pos_ != "PRON"]
    does = {w.actor.state for c in doers for w in s.actors(c)} - {None}
    says = {w.actor.state for c in who.children if c.dep_ in SUBJECTS for w in s.actors(c)}
    iffy = any(c.dep_ == "advcl" for t in {verb, said} for c in t.children)
    return above != said and above.lemma_ in WARNS and bool(does) and says.isdisjoint(does) and not iffy


WARNS = words("warn caution fear predict insist")


def _adverb(found: Stance, child: Token, token: Token) -> None:
    word = child.lower_
    for label in ("reported", "alleged", "speculated"):
        if word in cues("adverbs", label):
            found.add(label, child)
            return
    if child.dep_ == "mark" and word in cues("conditionals"):
        found.add("conditional", child)
    elif child.dep_ == "mark" and word == "whether":
        found.add("speculated", child)


HELD = frozenset(("COERCES", "CASUALTIES", "ATTACKS", "REJECTS"))


HANDS = words("deliver send hand receive supply provide ship give get dispatch transfer")


def _has_handed(verb: Token) -> bool:
    """Whether goods have changed hands: what had been promised is no longer to come."""
    past = verb.tag_ == "VBD" or any(c.dep_ in ("aux", "auxpass") and c.lemma_ in ("have", "be") for c in verb.children)
    plain = not any(c.tag_ in ("MD", "TO") or c.dep_ == "neg" for c in verb.children)
    return verb.lemma_ in HANDS and verb.tag_ in ("VBD", "VBN") and past and plain


def _is_refusal(match: Match) -> bool:
    ends = match.frame.relation == "MEETS_WITH" and match.frame.get("polarity") == "negative"
    return match.frame.relation == "REJECTS" or ends


def noun_words(found: Stance, s: Sentence, match: Match) -> None:
    """Adjectives and determiners of nouns: "planned deployment", "no troops", "alleged deliveries"."""
    nouns = [t for t in (match.trigger, match.theme) if t is not None and t.pos_ in ("NOUN", "PROPN")]
    for noun in nouns:
        for child in noun.children:
            if child.dep_ == "amod":
                for label in ("speculated", "alleged", "future", "reported"):
                    if child.lower_ == "suspected" and noun != match.trigger and match.frame.relation in HELD:
                        continue  # "detained 14 suspected guerrillas": that they were detained is sure
                    if label == "future" and noun != match.trigger and _has_handed(match.verb):
                        continue  # "has delivered the promised tanks"
                    if label == "future" and noun != match.trigger and _is_refusal(match):
                        continue  # "cancelled a planned visit": that it did is no plan
                    if child.lower_ in cues("adjectives", label):
                        found.add(label, child)
            if _says_none(child) and noun != match.trigger:  # that is asked with its own words
                found.negate(child)
    finite = match.verb
    while finite.dep_ in ("xcomp", "acomp") and not any(c.dep_ in SUBJECTS + PASSIVE for c in finite.children):
        finite = finite.head  # "neither Oslo nor Rome is ready to send"
    for subject in [c for c in finite.children if c.dep_ in SUBJECTS + PASSIVE]:
        if subject in nouns:
            continue
        for child in subject.children:
            neither = child.lower_ in ("no", "neither") and child.dep_ in ("det", "preconj", "cc")
            if neither or _says_none(child):  # "Neither Russia nor Turkey has withdrawn"
                found.negate(child)
        if subject.lower_ in ("nobody", "none", "neither", "nothing"):
            found.negate(subject)


def _says_none(word: Token) -> bool:
    """ "No soldiers", "zero soldiers", "not a single soldier"."""
    single = any(c.lower_ in ("single", "one") and word.i < c.i < word.head.i for c in word.head.children)
    return (word.dep_ == "det" and word.lower_ == "no") or word.lower_ == "zero" or (word.lower_ == "not" and single)


def negated(token: Token) -> bool:
    return any(c.dep_ == "neg" for c in token.children)
