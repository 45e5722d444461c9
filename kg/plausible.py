"""What no row of a table can mean: an end before its beginning, less than nothing, more than there is in the world.

A table that says so has been damaged on its way, or its columns are not what they are taken for. The row is refused
with what was found, and the others are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.dates import first_day, last_day
from kg.model import Claim, Measured

FIRST_YEAR, LAST_YEAR = 1000, 2200  # what a year in a table can be
# More than any table of the field can mean, by unit: all men under arms in 1945 were fewer than 100 million, all the
# world's trade in a year is some 3e13 dollars, and a register counts shells by the ten million.
MOST: Mapping[str, float] = {"troops": 1e8, "killed": 1e9, "wounded": 1e9, "units": 1e9, "USD": 1e15, "share": 1.0}
FIGURES = ("tiv", "tiv_unit", "tiv_order", "number_ordered")  # details that are amounts
MOST_IN_DETAILS = 1e9  # million TIV, or units
MOST_FIGURE = 1e15  # of what one state has, in the units of its table


def implausible(told: Claim | Measured) -> str:
    """What is wrong with the dates or amounts of a row; "" where nothing is.

    >>> from kg.model import Actor, Passage
    >>> implausible(Claim(Passage("d", "row"), "COMBAT", Actor("Russia"), since="1904-02-08", until="1903"))
    'ends in 1903, before it begins in 1904-02-08'
    """
    if isinstance(told, Measured):
        return next((f"{k}: {v:g} is more than can be" for k, v in told.figures.items() if v > MOST_FIGURE), "")
    for date in filter(None, (told.since, told.until)):
        if not FIRST_YEAR <= int(date[:4]) <= LAST_YEAR:
            return f"{date} is not between {FIRST_YEAR} and {LAST_YEAR}"
    if told.since and told.until and last_day(told.until) < first_day(told.since):
        return f"ends in {told.until}, before it begins in {told.since}"
    return next(_wrong_amounts(told), "")


def _wrong_amounts(claim: Claim) -> Iterator[str]:
    quantity = claim.quantity
    for amount in (quantity.value, quantity.min, quantity.max) if quantity else ():
        unit = (quantity.unit if quantity else None) or ""
        if amount is not None and amount < 0:
            yield f"{amount:g} {unit} is below 0"
        if amount is not None and amount > MOST.get(unit, MOST_FIGURE):
            yield f"{amount:g} {unit} is more than can be"
    for name in FIGURES:
        told = claim.details.get(name)
        if isinstance(told, int | float) and not 0 <= told <= MOST_IN_DETAILS:
            yield f"{name}: {told:g} is {'below 0' if told < 0 else 'more than can be'}"
