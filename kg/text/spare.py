"""Counts of which a sentence does not say what they count: "Germany has given three", "a logistics unit of 60". Rules
leave them alone; the reader may find one of them a claim's own (beside.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kg.text.amounts import DESIGNATORS, GAPPED, INHABITED, MONTH_BEFORE, NO_AMOUNT, PERCENT, Amount, bare_amount
from kg.text.numerals import NUMERAL, YEAR, Number, numeral, other_end

if TYPE_CHECKING:
    from kg.text.mentions import Mention
    from kg.text.when import Time
else:
    Mention = Time = Any

KNOWN_ONES = frozenset(("the", "these", "those", "all", "both", "any", "either", "article", "chapter"))
HALF = re.compile(r" and a half\b| (?:against|in favour|abstained)\b")
# By how much something changed is no amount of it: "exports fell by 40 percent". "Cut its deliveries by 30 percent" is.
FELL = re.compile(
    r"\b(?:rose|fell|grew|increased|declined|dropped|jumped|climbed|soared|shrank|slumped) by (?:about |some )?$"
)
WORD_BEFORE = re.compile(r"([A-Za-z][\w'’.-]*)\s$")


def spare(text: str, known: Sequence[Amount], times: Sequence[Time], named: Iterable[Mention]) -> Iterator[Amount]:
    """The counts of a sentence that are among none of its known amounts and times, in the order of their places:
    numerals without a noun.

    >>> from kg.text.amounts import amounts
    >>> told = "Germany has given three, of which the last is on its way."
    >>> [(a.quantity.value, a.noun) for a in spare(told, amounts(told), [], [])]
    [(3.0, None)]
    """
    named = list(named)
    states = {m.end for m in named if m.type == "state" and not m.is_adjective}
    taken = [(a.start, a.end) for a in known] + [(t.start, t.end) for t in times]
    names = {m.end for m in named}
    place = 0
    while match := NUMERAL.search(text, place):
        first = numeral(match)
        second, end = other_end(text, first)
        place = max(end, match.end())
        if any(start < place and first.start < stop for start, stop in taken):
            continue
        if (
            (second is None or second.value > first.value)
            and _may_count(text, first, end, names)
            and not _is_age(text, first, end, states)
        ):
            yield bare_amount(text, first, second.value if second is not None else None, place)


AGED = re.compile(r"[A-Za-z]\.?, (?P<said>(?:aged|age) )?$")


def _is_age(text: str, first: Number, end: int, states: set[int]) -> bool:
    """ "A British businessman, 45, in Shanghai", "a soldier, aged 40": how old one is; not "Chad, 45, and so on"."""
    before = AGED.search(text, max(0, first.start - 12), first.start)
    if before is None or not first.bare or not 10 < first.value < 100:
        return False
    return bool(before["said"]) or (text[end : end + 1] in (",", ".") and text.rfind(",", 0, first.start) not in states)


def _may_count(text: str, first: Number, end: int, names: set[int]) -> bool:
    before = text[max(0, first.start - 32) : first.start]
    percent = PERCENT.match(text, end)
    if (
        first.currency
        or first.short
        or MONTH_BEFORE.search(before)
        or YEAR.fullmatch(first.bare)
        or HALF.match(text, end)
        or INHABITED.search(before)
        or text.startswith(" inhabitants", end)
        or (percent and FELL.search(before))
    ):
        return False
    if not percent and (NO_AMOUNT.match(text, end) or text[end : end + 1] in ("-", "'", "’")):
        return False
    written = WORD_BEFORE.search(before)
    word = written[1] if written else ""
    if first.bare and (word.casefold().rstrip(".") in DESIGNATORS or first.bare.startswith("0")):
        return False
    if first.bare and word[:1].isupper() and first.start - 1 not in names:
        return False  # "Type 12", but "sold Colombo 16"
    if not first.bare and word.casefold() in KNOWN_ONES:
        return False  # "the four will send observers"
    return first.value > 1 or text.startswith(" of ", end) or GAPPED.match(text, end) is not None
