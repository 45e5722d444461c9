"""Clauses about something else: their numbers and times are no fields of the claim that is told beside them; and what
was promised in such a clause and is handed over in the sentence's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.text.actors import Sentence
from kg.text.frames import Match
from kg.text.grammar import PASSIVE, SUBJECTS, is_passive
from kg.text.mentions import words

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

PROMISES = words("promise pledge offer order commission request vow earmark commit")
GIVES = words("give hand send deliver supply transfer ship donate provide sell lend grant return lease receive get take")
ARRIVES = words("arrive deliver hand land reach come ship give send transfer dock roll")
KEPT = "kept"  # among the slots: by which word a promise is kept
EARLIER = frozenset(("after", "before"))


def is_aside(s: Sentence, match: Match, start: int) -> bool:
    """Whether what begins at a character stands in a clause about something else: "bought jets from France, which sold
    Greece 24 in 2021", "sent troops two years after it had left", "four of the 20 tanks that it promised in 2022"."""
    token = next((t for t in reversed(s.doc) if t.idx <= start), None)
    if token is None:
        return False
    own = {match.verb.i, match.trigger.i}
    own |= {t.i for t in (match.theme, match.item) if t is not None}
    if KEPT not in match.slots:
        own |= {who.token for who in (match.subject, match.object) if who is not None and who.how != "coreference"}
    for clause in (token, *token.ancestors):
        if clause.i in (match.verb.i, match.trigger.i):
            return False
        if _is_of_another(s, clause) and not any(t.i in own for t in clause.subtree):
            return True
    return False


def _is_of_another(s: Sentence, clause: Token) -> bool:
    if clause.dep_ == "relcl":
        return clause.head.i in s.part_of or clause.lemma_ in PROMISES
    if clause.dep_ == "acl":
        return clause.lemma_ in PROMISES
    if clause.dep_ == "advcl":
        return any(c.dep_ == "mark" and c.lower_ in EARLIER for c in clause.children)
    return clause.dep_ == "prep" and clause.lower_ in EARLIER and any(c.dep_ == "pcomp" for c in clause.children)


def handed_over(match: Match) -> Match:
    """ "Has given it four of the 20 tanks that it promised in 2022", "the vehicles that France promised arrived on
    Friday": a promise that is kept is told by the verb of giving, with its number, time and firmness."""
    promise = match.verb
    if promise.lemma_ in GIVES and _is_done(promise) and _gives_what_was_promised(promise):
        return _told_by(match, promise, None)
    if promise.lemma_ not in PROMISES or promise.dep_ not in ("relcl", "acl"):
        return match
    noun = promise.head
    part: Token | None = None
    if noun.dep_ == "pobj" and noun.head.lower_ == "of":  # "four of the tanks"; "of the 30 jets, Italy delivered 13"
        above = noun.head.head
        if above.pos_ == "VERB":
            objects = [c for c in above.children if c.dep_ in ("dobj", *PASSIVE) and c.pos_ == "NUM"]
            part = next(iter(objects), None)
            return _told_by(match, above, part) if part is not None and _is_done(above) else match
        part = noun = above
    if noun.dep_ == "nummod":  # "handed Moldova 20 of the 50": no 20 Moldovas
        noun = noun.head
    giving = noun.head
    gives = noun.dep_ in ("dobj", "dative") and giving.lemma_ in GIVES and not is_passive(giving)
    comes = noun.dep_ in (*SUBJECTS, *PASSIVE) and giving.lemma_ in ARRIVES
    comes = comes and (giving.lemma_ in ("arrive", "land", "come", "reach", "dock", "roll") or is_passive(giving))
    return _told_by(match, giving, part) if (gives or comes) and _is_done(giving) else match


def _gives_what_was_promised(verb: Token) -> bool:
    goods = [t for t in verb.subtree if t.dep_ in ("relcl", "acl") and t.lemma_ in PROMISES]
    return any(_verb_above(t.head) == verb for t in goods)


def _verb_above(token: Token) -> Token | None:
    return next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), None)


def _told_by(match: Match, giving: Token, part: Token | None) -> Match:
    return replace(match, verb=giving, trigger=giving, theme=part or match.theme, slots={**match.slots, KEPT: giving.text})


def _is_done(verb: Token) -> bool:
    """Told of the past and not denied: "has delivered", "arrived", "were handed over"."""
    aux = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    denied = any(c.dep_ == "neg" for c in verb.children)
    return verb.tag_ in ("VBD", "VBN") and not denied and aux <= {"has", "have", "had", "was", "were", "been", "'ve"}
