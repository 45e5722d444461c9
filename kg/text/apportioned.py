"""Some of many: which of two numbers is the part that a claim is about, and which the whole."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kg.model import Quantity
from kg.text.actors import Sentence
from kg.text.frames import Match
from kg.text.grammar import PASSIVE, SUBJECTS

if TYPE_CHECKING:
    from kg.text.amounts import Amount
else:
    Amount = Any

OF_THEM = re.compile(r" of (?:them|whom|these|those)\b[^,.;]*")


def some_of(match: Match, numbers: list[Amount]) -> Amount | None:
    """ "Of the 1,500 soldiers sent to Kursk, 300 have died": not all of them."""
    bare = [c for c in match.verb.children if c.dep_ in (*SUBJECTS, *PASSIVE) and c.pos_ == "NUM"]
    first = [t for t in bare if any(c.lower_ == "of" and c.i == 0 for c in t.children)]
    return next((a for t in first for a in numbers if a.start <= t.idx < a.end), None)


def of_them(s: Sentence, match: Match, numbers: list[Amount], wanted: str) -> Quantity | None:
    """ "Fifteen people were killed, eight of them Cambodians": of Cambodia it is the eight."""
    if wanted not in ("people", "casualties") or len(numbers) < 2:
        return None
    for whole, part in pairwise(numbers):
        them = OF_THEM.match(s.text, _after_number(part))
        theirs = them is not None and any(
            m.state == match.subject.actor.state and part.start <= m.start < them.end() for m in s.mentions if m.state
        )
        if theirs and not part.quantity.vague:
            return replace(part.quantity, unit=whole.quantity.unit)
    return None


def _after_number(amount: Amount) -> int:
    """Where the words of a number end: of "150 of them" after "150"."""
    return amount.start + len((amount.quantity.text or "").split(" of ")[0])


def of_a_side(s: Sentence, told: Quantity | None, numbers: list[Amount], sides: set[str]) -> Quantity | None:
    """ "Three Americans are still held, and so are six South Koreans": of America it is the three. An amount of a
    people that is no side of the claim gives way to that of one that is; where there is none, the claim has none."""
    mine = next((a for a in numbers if a.quantity == told), None)
    if told is None or mine is None or (told.unit or "").isupper():
        return told  # "23 million German marks"
    if (mine.noun or "").rsplit(" ", 1)[-1] in HIRED:
        return told  # "3,800 Syrian fighters were sent by Turkey"
    whose = people_of(s, mine)
    if whose is None or whose in sides:
        return told
    theirs = [a.quantity for a in numbers if people_of(s, a) in sides]
    return theirs[0] if len(theirs) == 1 else None


HIRED = ("fighters", "mercenaries", "militiamen", "recruits", "rebels")
JOINED = re.compile(r",? (?:and |or )?|, ")
BETWEEN = re.compile(r"\s*(?:of (?:them|whom)|other|more|further|additional|former|local)?\s*")


def people_of(s: Sentence, amount: Amount) -> str | None:
    """The state whose people an amount counts: "six South Koreans", "150 of them Australians"."""
    end = _after_number(amount)
    after = [m for m in s.mentions if m.start >= end and m.kind.startswith(("demonym", "adjective"))]
    mine = next((m for m in after if BETWEEN.fullmatch(s.text, end, m.start)), None)
    shared = mine is not None and any(JOINED.fullmatch(s.text, mine.end, m.start) for m in after)
    return mine.state if mine is not None and not shared else None  # "1,500 Greek and Cypriot soldiers" are of both
