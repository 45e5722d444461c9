"""States over two centuries: what the Correlates of War project numbers, with codes and dates.

`kg/data/states.csv` holds one line for each COW number: spells of membership in the state system
(Correlates of War 2016; open where the data end), Gleditsch-Ward numbers by year, ISO 3166 codes.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.dates import overlaps
from kg.errors import Usage

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class State:
    """One state: its names in the tables of the field, and when it was a member of the state system."""

    id: str  # ISO 3166 alpha-3 of today where there is one
    name: str
    cow: int | None
    cow_abb: str
    gw: tuple[tuple[int, int, int | None], ...]  # number, first year, last year
    iso3: str | None
    spells: tuple[tuple[str, str | None], ...]

    def in_system(self, year: int) -> bool:
        """Whether it was a member on at least one day of the year."""
        return any(overlaps(since, until, str(year), str(year)) for since, until in self.spells)


@cache
def states() -> tuple[State, ...]:
    with (DATA / "states.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_state(row) for row in csv.DictReader(file))


def _state(row: dict[str, str]) -> State:
    return State(
        row["id"],
        row["name"],
        int(row["cow"]) if row["cow"] else None,
        row["cow_abb"],
        tuple(_dated_code(code) for code in row["gw"].split(";") if code),
        row["iso3"] or None,
        tuple((s.split("/")[0], s.split("/")[1] or None) for s in row["spells"].split(";") if s),
    )


def _dated_code(text: str) -> tuple[int, int, int | None]:
    number, _, years = text.partition(":")
    first, _, last = years.partition("-")
    return int(number), int(first or 0), int(last) if last else None


@cache
def _by_id() -> dict[str, State]:
    return {s.id: s for s in states()}


def state(id: str) -> State:
    """The state with this id; `Usage` where there is none."""
    if id not in _by_id():
        raise Usage(f"{id!r} is no id of a state")
    return _by_id()[id]


def by_cow(number: int, year: int | None = None) -> State | None:
    """The state with this COW number; the number means the same in all years."""
    return next((s for s in states() if s.cow == number), None)


def by_gw(number: int, year: int | None = None) -> State | None:
    """The state with this Gleditsch-Ward number in that year.

    >>> by_gw(260, 1980).id, by_gw(260, 2000).id, by_gw(340, 2010).id
    ('GFR', 'DEU', 'SRB')
    """
    found = [
        s for s in states() for code, first, last in s.gw
        if code == number and (year is None or (first <= year and (last is None or year <= last)))
    ]  # fmt: skip
    if not found and year is not None:
        found = [s for s in states() if any(code == number for code, _, _ in s.gw)]
    return found[0] if found else by_cow(number)


def by_iso3(code: str) -> State | None:
    return next((s for s in states() if s.iso3 == code.upper()), None)


def by_source_name(name: str, source: str = "", on: str | None = None) -> State | None:
    """The state that a data set means by this name; exact names of the tables only, never similar ones."""
    from kg.resolve import state_named

    found = state_named(name, on, source)
    return state(found) if found else None


def members(year: int) -> tuple[str, ...]:
    """Ids of the members of the state system in that year, in the order of their COW numbers.

    >>> len(members(1816)), len(members(2016))
    (23, 195)
    """
    return tuple(s.id for s in sorted(states(), key=lambda s: s.cow or 0) if s.in_system(year))


def crosswalk(year: int) -> list[tuple[str, int | None, int | None, str | None]]:
    """(id, COW number, Gleditsch-Ward number, ISO code) of each member in that year."""
    return [(s.id, s.cow, _gw_in(s, year), s.iso3) for s in map(state, members(year))]


def _gw_in(s: State, year: int) -> int | None:
    return next((n for n, first, last in s.gw if first <= year and (last is None or year <= last)), None)


def army_id(state: str) -> str:
    """The id of a state's armed forces as a whole."""
    return f"army:{state}"


@cache
def succession() -> tuple[tuple[str, str, str], ...]:
    """(predecessor, successor, day) where the state system counts two states."""
    with (DATA / "succession.csv").open(encoding="utf-8", newline="") as file:
        return tuple((r["before"], r["after"], r["on"]) for r in csv.DictReader(file))


def norm(text: str) -> str:
    """A name without case, accents, punctuation and a leading "the": what names are compared by.

    >>> norm("The Côte d’Ivoire"), norm("U.S.A.")
    ('cote d ivoire', 'usa')
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"\b(\w)\.(?=\w\.|\s|$)", r"\1", plain)
    return re.sub(r"^the ", "", " ".join(re.findall(r"\w+", plain)))
