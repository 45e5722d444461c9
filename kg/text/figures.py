"""The amounts and times of a sentence that may be a claim's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.text.actors import Sentence
from kg.text.asides import is_aside
from kg.text.frames import Match
from kg.text.quantities import own_amounts

if TYPE_CHECKING:
    from kg.text.amounts import Amount
    from kg.text.when import Time
else:
    Amount = Time = Any


@dataclass(frozen=True, slots=True)
class Figures:
    """What a claim may be about, in the order of the sentence."""

    numbers: list[Amount]
    others: list[Amount]  # amounts of what the doer does next
    spare: list[Amount]  # counts of which it is not said what they count
    times: list[Time]

    @property
    def amounts(self) -> list[Amount]:
        """All of which the reader is asked."""
        return [*self.numbers, *self.others, *self.spare]


def figures(s: Sentence, match: Match, numbers: list[Amount], spare: list[Amount], times: list[Time]) -> Figures:
    """Those that may be of a match, of all amounts, spare counts and times of its sentence."""
    counts = [a for a in spare if not is_aside(s, match, a.start)]
    days = [t for t in times if not is_aside(s, match, t.start, True)]
    return Figures(*own_amounts(s, match, numbers), counts, days)
