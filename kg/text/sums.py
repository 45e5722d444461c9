"""The dead of one side that a sentence names by parts: "a captain and four soldiers" are five."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.model import Quantity
from kg.text.actors import Sentence
from kg.text.fields import holds
from kg.text.frames import Match
from kg.text.mentions import words
from kg.text.slots_casualties import MORTALS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.text.amounts import Amount
else:
    Token = Amount = Any

RANKS = words("""
    general colonel lieutenant major captain sergeant corporal brigadier lieutenant-colonel warrant commander
    mother father daughter son wife husband brother sister driver diplomat interpreter translator
    """)
FOES = words("fighter leader chief member other person people life body family relative victim comrade colleague")


def with_those_beside(s: Sentence, match: Match, found: Quantity | None, numbers: list[Amount]) -> Quantity | None:
    """A count of dead or wounded with those who are named beside them: "two soldiers and a policeman" are three.

    As it was where the parts are of several states, where one of them is not counted, or where one may be of the
    other side ("a soldier and two fighters").
    """
    told = None if found is None else found.min if found.value is None and found.max is None else found.value
    if found is None or found.vague or told is None:
        return found
    for first in s.doc:
        if first.pos_ not in ("NOUN", "PROPN") or first.dep_ == "conj" or not first.conjuncts:
            continue
        parts = [first, *first.conjuncts]
        counts = [_count(s, part, numbers) for part in parts]
        if told not in counts or None in counts or not all(_is_of_one_side(s, part) for part in parts):
            continue
        whose = [_states(s, part) for part in parts]
        if len(set.union(*whose)) > 1 or whose[0] != set.union(*whose):
            continue  # "a guard and ten Tajik villagers": of whom the guard is nobody says
        start, end = _first(first).idx, parts[-1].idx + len(parts[-1])
        if start <= match.trigger.idx < end:
            continue
        total, text = float(sum(c or 0.0 for c in counts)), s.text[start:end]
        return replace(found, min=total, text=text) if found.value is None else replace(found, value=total, text=text)
    return found


def _count(s: Sentence, part: Token, numbers: list[Amount]) -> float | None:
    """How many of them there are, where it is told as one number."""
    own = [a.quantity for a in numbers if holds(a, part)]
    if own:
        exact = len(own) == 1 and not own[0].vague and own[0].max is None
        return own[0].value or own[0].min if exact else None
    single = part.tag_ in ("NN", "NNP") and any(c.lower_ in ("a", "an", "one") for c in part.children)
    return 1.0 if single else None


def _is_of_one_side(s: Sentence, part: Token) -> bool:
    return (s.lemma(part) in MORTALS and s.lemma(part) not in FOES) or s.lemma(part) in RANKS


def _states(s: Sentence, part: Token) -> set[str | None]:
    """The states that are named in a part's own words."""
    return {s.head_of[t.i].state for t in [part, *part.lefts] if t.i in s.head_of}


def _first(token: Token) -> Token:
    """The first word of a noun's own: "a" of "a captain"."""
    return min([token, *token.lefts], key=lambda t: t.i)
