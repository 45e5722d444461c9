"""What is told and has not happened: "stopped short of sending", "almost attacked", "it is not true that ..."."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.text.cues import Stance, cues
from kg.text.grammar import SUBJECTS
from kg.text.mentions import words

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

INSTEAD = {"of": ("instead", "short"), "than": ("rather",), "from": ("far",)}
NEARLY = words("almost nearly")
ALL_BUT = words("double triple treble halve complete finish reach exhaust")  # what is nearly doubled has grown
HARDLY = words("hardly scarcely barely")
TRUE, FALSE = words("true correct accurate"), words("false untrue unfounded baseless incorrect fake")
NOBODY = words("nothing nobody none")


def undone(found: Stance, verb: Token, relation: str) -> None:
    """Notes where a clause, of which this is the verb, tells what has not been done."""
    said = False
    sign = _instead(verb) or _nearly(verb) or _by_none(verb) or (_lifted(verb) if relation == "SANCTIONS" else None)
    if sign is None:
        sign, said = _untrue(verb), True
    if sign is None:
        return
    found.negate(sign)
    if said:
        found.add("reported", sign)


def _instead(verb: Token) -> Token | None:
    """ "Instead of attacking Iran", "stopped short of sending troops", "rather than pulling out"."""
    for short in verb.children:
        if short.lower_ == "short" and any(c.lower_ == "of" for c in short.children):
            return short
    prep = verb.head
    if verb.dep_ not in ("pcomp", "pobj") or prep.i < 1:
        return None
    return prep if prep.nbor(-1).lower_ in INSTEAD.get(prep.lower_, ()) else None


def _nearly(verb: Token) -> Token | None:
    near = verb.nbor(-1) if verb.i > 0 else verb
    ours = near.lower_ in NEARLY and near.head == verb and verb.pos_ == "VERB" and verb.lemma_ not in ALL_BUT
    return near if ours else None


def _lifted(verb: Token) -> Token | None:
    """ "Sanctions imposed on Mali by ECOWAS were lifted"."""
    noun = verb.head
    gone = verb.dep_ in ("acl", "relcl") and noun.dep_ in ("nsubjpass", "dobj") and noun.head.lemma_ in cues("lifted")
    return noun.head if gone else None


def _by_none(verb: Token) -> Token | None:
    """ "Hardly any of the tanks have arrived"."""
    for subject in (c for c in verb.children if c.dep_ in (*SUBJECTS, "nsubjpass")):
        first = subject.left_edge
        if first.lower_ in HARDLY and first.nbor(1).lower_ == "any":
            return first
    return None


def _untrue(verb: Token) -> Token | None:
    """ "It is not true that ...", "reports that ... proved false", "nothing suggests that ..."."""
    above = verb.head
    if verb.dep_ == "ccomp" and above.pos_ in ("VERB", "AUX"):
        nobody = next((c for c in above.children if c.dep_ in SUBJECTS and c.lower_ in NOBODY), None)
        return nobody if nobody is not None and above.i < verb.i else _called_false(above)
    if verb.dep_ in ("acl", "relcl") and above.dep_ in SUBJECTS and above.head.pos_ in ("VERB", "AUX"):
        told = above.lemma_.lower() in cues("nouns", "reported") | cues("nouns", "alleged")
        return _called_false(above.head) if told and any(c.lower_ == "that" for c in verb.children) else None
    return None


def _called_false(verb: Token) -> Token | None:
    """The word by which something is called false."""
    below = [verb, *(c for c in verb.children if c.dep_ == "xcomp")]
    called = [c for t in below for c in t.children if c.dep_ in ("acomp", "oprd", "attr")]
    no = any(c.dep_ == "neg" for c in verb.children)
    return next((c for c in called if c.lower_ in (TRUE if no else FALSE)), None)
