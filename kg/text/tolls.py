"""The dead and the wounded of one blow, where a claim tells of the one and the sentence of both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kg.model import Claim, Quantity
from kg.text.amounts import last_word
from kg.text.counted_nouns import HARM

if TYPE_CHECKING:
    from kg.text.amounts import Amount
    from kg.text.mentions import Mention
else:
    Amount = Mention = Any

# Between the two numbers: "killing four sailors and wounding nineteen", "78 dead and more than 320 wounded"
BETWEEN = re.compile(
    r"(?: [a-z][\w'’-]*){0,7},? (?:and|but|while) (?:(?:left|leaving|had|saw) )?"
    r"(?:(?:wound(?:ed|ing)|injur(?:ed|ing)|hurt(?:ing)?|kill(?:ed|ing)) )?"
    r"(?:(?:another|a further|some|about|around|nearly|almost|over) )?"
)
FATAL, HURT = "killed", "wounded"


def both_harms(text: str, numbers: Sequence[Amount], named: Sequence[Mention], found: list[Claim]) -> list[Claim]:
    """What was read of a sentence, with the wounded of those whose dead are told, and the dead of the wounded: "four
    sailors were killed and nineteen wounded" tells both of the same men, by the same hand."""
    more: list[Claim] = []
    for one, other in pairwise(numbers):
        harms = _harm(one), _harm(other)
        if set(harms) != {FATAL, HURT} or not _of_the_same(text, one, other, named):
            continue
        for claim in found:
            if claim.relation != "CASUALTIES" or claim.quantity is None or claim.polarity == "negative":
                continue
            twin = other if _counts(claim, one) else one if _counts(claim, other) else None
            if twin is not None:
                quantity = replace(twin.quantity, unit=_harm(twin))
                more.append(replace(claim, quantity=quantity, because={**claim.because, "beside": twin.quantity.text}))
    return [*found, *more]


def _harm(amount: Amount) -> str | None:
    """Whether the dead or the wounded are counted."""
    unit = amount.quantity.unit
    return unit if unit in (FATAL, HURT) and not amount.quantity.vague else None


def _counts(claim: Claim, amount: Amount) -> bool:
    quantity = claim.quantity or Quantity()
    return (quantity.low, quantity.high) == (amount.quantity.low, amount.quantity.high)


def _of_the_same(text: str, one: Amount, other: Amount, named: Sequence[Mention]) -> bool:
    """Whether the second number names nobody of its own, and none is named between the two."""
    noun = last_word(other)
    bare = not noun or noun in HARM or noun in ("others", "more")
    between = text[one.end : other.start]
    return bare and BETWEEN.fullmatch(between) is not None and all(not one.end <= m.start < other.start for m in named)
