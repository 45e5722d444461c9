"""Clauses about something else: their numbers and times are no fields of the claim that is told beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.text.actors import Sentence
from kg.text.frames import Match
from kg.text.grammar import SUBJECTS, is_passive
from kg.text.mentions import words
from kg.text.promises import GIVES, KEPT, PROMISES

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

LEAVES = words("withdraw pull recall evacuate remove")
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
        done_too = (not is_time or KEPT in match.slots) and _is_done_too(clause, match)
        other = done_too or _is_of_another(s, clause)
        if other and not any(t.i in own for t in clause.subtree):
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
        # "Guinea, a French colony until 1958", "Chad, independent since 1960", and not "sixty American marines"
        return not clause.like_num
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
