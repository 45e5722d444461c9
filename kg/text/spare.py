"""Counts of which a sentence does not say what they count: "Germany has given three", "a logistics unit of 60"; and
what is one more of its kind: "a third submarine". Rules leave them alone; the reader may find one of them a claim's own
(beside.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kg.model import Quantity
from kg.text.actors import Sentence
from kg.text.amounts import DESIGNATORS, GAPPED, MONTH_BEFORE, NO_AMOUNT, PERCENT, Amount, bare_amount
from kg.text.mentions import is_designation, made_by, words
from kg.text.numerals import NUMERAL, YEAR, Number, numeral, other_end

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.text.when import Time
else:
    Token = Time = Any

# Of which one more is told: craft, formations, and what weapons are sold in.
SINGLE = words("""
    frigate corvette submarine destroyer cutter vessel boat ship warship minesweeper minehunter carrier plane aircraft
    helicopter jet fighter bomber transport gunship gunboat battery system radar satellite launcher ferry tug dock
    company platoon battalion squadron brigade regiment division battlegroup
    """)
ONE_MORE = words("another second third fourth fifth sixth seventh eighth ninth tenth single")
KNOWN_ONES = frozenset(("the", "these", "those", "all", "both", "any", "either", "article", "chapter"))
HALF = re.compile(r" and a half\b| (?:against|in favour|abstained)\b")
WORD_BEFORE = re.compile(r"([A-Za-z][\w'’.-]*)\s$")


def spare(
    s: Sentence, text: str, known: Sequence[Amount], times: Sequence[Time], nouns: Sequence[Token]
) -> list[Amount]:
    """The counts of a sentence that are among none of its known amounts and times, in the order of their places."""
    taken = [(a.start, a.end) for a in known] + [(t.start, t.end) for t in times]
    names = {m.end for m in s.mentions}
    return sorted([*_bare(text, taken, names), *_one_more(s, nouns, taken)], key=lambda a: a.start)


def _bare(text: str, taken: list[tuple[int, int]], names: set[int]) -> Iterator[Amount]:
    """ "Has given three", "sold Colombo 16", "the first five": numerals without a noun."""
    place = 0
    while match := NUMERAL.search(text, place):
        first = numeral(match)
        second, end = other_end(text, first)
        place = max(end, match.end())
        if any(start < place and first.start < stop for start, stop in taken):
            continue
        if (second is None or second.value > first.value) and _may_count(text, first, end, names):
            yield bare_amount(text, first, second.value if second is not None else None, place)


def _may_count(text: str, first: Number, end: int, names: set[int]) -> bool:
    before = text[max(0, first.start - 24) : first.start]
    percent = PERCENT.match(text, end)
    if (
        first.currency
        or first.short
        or MONTH_BEFORE.search(before)
        or YEAR.fullmatch(first.bare)
        or HALF.match(text, end)
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


def _one_more(s: Sentence, nouns: Sequence[Token], taken: list[tuple[int, int]]) -> Iterator[Amount]:
    """ "A second battery", "another corvette", "a sixth KC-390"."""
    for t in nouns:
        if t.tag_ not in ("NN", "NNP") or any(start <= t.idx < stop for start, stop in taken):
            continue
        lemma = s.lemma(t)
        if lemma not in SINGLE and not is_designation(t.text) and made_by(t.text) is None:
            continue
        before = [c for c in t.children if c.i < t.i]
        if any(c.lower_ in ONE_MORE for c in before) and all(c.lower_ != "the" for c in before):
            told = s.doc.text[min(c.idx for c in before) : t.idx + len(t)]
            yield Amount(t.idx, t.idx + len(t), Quantity(1.0, unit=lemma, text=told), t.text)
