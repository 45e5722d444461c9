"""States over two centuries: what the Correlates of War project numbers, with codes and dates.

`kg/data/states.csv` holds one line for each COW number: spells of membership in the state system
(Correlates of War 2016; open where the data end), Gleditsch-Ward numbers by year, ISO 3166 codes; and
below them states that only Gleditsch and Ward count (Tibet), and those that neither counts (Palestine).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.dates import overlaps
from kg.errors import Usage

DATA = Path(__file__).parent / "data"
# Treaties, by ATOP's number, that founded an organisation of kg/data/organisations.csv, by the day of first entry
# (1949-04-04) and its first members (a test compares both). A treaty stays a node of its own: ATOP dates its members
# by signature.
FOUNDING = {
    "3015": "org:ARABLEAGUE", "3075": "org:RIO", "3150": "org:OAS", "3180": "org:NATO", "3215": "org:ANZUS",
    "3260": "org:SEATO", "3275": "org:CENTO", "3285": "org:WTO-WARSAW", "3900": "org:OECS", "3995": "org:UMA",
    "4220": "org:CSTO", "5090": "org:ICGLR",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class State:
    """One state: its names in the tables of the field, and when it was a member of the state system."""

    id: str  # ISO 3166 alpha-3 of today where there is one
    name: str
    cow: int | None
    cow_abb: str
    gw: tuple[tuple[int, int, int | None], ...]  # number, first year, last year
    gw_small: int | None  # number in Gleditsch's list of microstates, which UCDP uses and the crosswalk does not
    iso3: str | None
    spells: tuple[tuple[str, str | None], ...]

    def in_system(self, year: int) -> bool:
        """Whether it was a member on at least one day of the year."""
        return any(overlaps(since, until, str(year), str(year)) for since, until in self.spells)

    def gw_in(self, year: int) -> int | None:
        """Its Gleditsch-Ward number in that year; of two, the one that goes on.

        >>> [state("SRB").gw_in(year) for year in (1910, 1990, 2006)]
        [340, 345, 340]
        """
        held = [(first, n) for n, first, last in self.gw if first <= year <= (last or year)]
        return max(held)[1] if held else None

    @property
    def life(self) -> tuple[str | None, str | None]:
        """From the first day to the last on which COW or Gleditsch and Ward count it; None is open or unknown.

        Occupations are no end: France was France in 1943.

        >>> state("GDR").life, state("FRA").life, state("PSE").life
        (('1949', '1990-10-02'), ('1816-01-01', None), (None, None))
        """
        starts = [since for since, _ in self.spells] + [str(first) for _, first, _ in self.gw]
        ends = [until for _, until in self.spells] + [str(last) if last else None for *_, last in self.gw]
        if not starts:
            return None, None
        return min(starts, key=lambda d: d[:4]), None if None in ends else max((e for e in ends if e), key=_late)


def _late(date: str) -> tuple[str, int, str]:
    """Of two ends in one year the day is the better one: it says more."""
    return date[:4], len(date), date


@cache
def states() -> tuple[State, ...]:
    """All states, those of the COW system first, in the order of their numbers."""
    return tuple(_state(row) for row in table("states.csv"))


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of the curated tables."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _state(row: dict[str, str]) -> State:
    return State(
        row["id"],
        row["name"],
        int(row["cow"]) if row["cow"] else None,
        row["cow_abb"],
        tuple(_dated_code(code) for code in row["gw"].split(";") if code),
        int(row["gw_small"]) if row["gw_small"] else None,
        row["iso3"] or None,
        tuple((s.split("/")[0], s.split("/")[1] or None) for s in row["spells"].split(";") if s),
    )


def _dated_code(text: str) -> tuple[int, int, int | None]:
    number, _, years = text.partition(":")
    first, _, last = years.partition("-")
    return int(number), int(first), int(last) if last else None


@cache
def by_id() -> dict[str, State]:
    return {s.id: s for s in states()}


def state(id: str) -> State:
    """The state with this id; `Usage` where there is none."""
    if id not in by_id():
        raise Usage(f"{id!r} is no id of a state")
    return by_id()[id]


@cache
def _numbered() -> dict[int, State]:
    return {s.cow: s for s in states() if s.cow is not None}


def by_cow(number: int, year: int | None = None) -> State | None:
    """The state with this COW number; the number means the same in all years.

    >>> by_cow(365).id, by_cow(817).id, by_cow(1)
    ('RUS', 'RVN', None)
    """
    return _numbered().get(number)


@cache
def by_gw(number: int, year: int | None = None) -> State | None:
    """The state with this Gleditsch-Ward number in that year, or the latest one without a year.

    A year in which nobody held the number gives the one state that ever did. A number that only the list of
    microstates has is looked for last; it need not be COW's: 970 is Kiribati there, and Nauru in COW.

    >>> by_gw(260, 1980).id, by_gw(260, 2000).id, by_gw(340, 2010).id, by_gw(678).id, by_gw(970).id
    ('GFR', 'DEU', 'SRB', 'YEM', 'KIR')
    """
    spells = sorted(((first, last, s.id) for s in states() for n, first, last in s.gw if n == number), reverse=True)
    held = [id for first, last, id in spells if year is None or first <= year <= (last or year)]
    ever = {id for *_, id in spells}
    if held or len(ever) == 1:
        return state(held[0] if held else ever.pop())
    return None if ever else next((s for s in states() if s.gw_small == number), None)


def by_iso3(code: str) -> State | None:
    """The state of today with this ISO 3166 alpha-3 code."""
    found = by_id().get(code.upper())
    return found if found and found.iso3 else None


def by_source_name(name: str, source: str = "", on: str | None = None) -> State | None:
    """The state that a data set means by this name; exact names of the tables only, never similar ones."""
    from kg.resolve import state_named

    found = state_named(name, on, source)
    return state(found) if found else None


@cache
def members(year: int) -> tuple[str, ...]:
    """Ids of the members of the state system in that year, in the order of their COW numbers.

    >>> len(members(1816)), len(members(2016))
    (23, 195)
    """
    return tuple(s.id for s in sorted(states(), key=lambda s: s.cow or 0) if s.in_system(year))


def crosswalk(year: int) -> list[tuple[str, int | None, int | None, str | None]]:
    """(id, COW number, Gleditsch-Ward number, ISO code) of each state that either system counts in that year.

    A number is None where its system does not count the state in that year: COW has no Canada before 1920,
    Gleditsch and Ward no Monaco.
    """
    found = [(s.id, s.cow if s.in_system(year) else None, s.gw_in(year), s.iso3) for s in states()]
    return [row for row in found if row[1] is not None or row[2] is not None]


def army_id(state: str) -> str:
    """The id of a state's armed forces as a whole."""
    return f"army:{state}"


@cache
def succession() -> tuple[tuple[str, str, str], ...]:
    """(predecessor, successor, day) where the state system counts two states."""
    return tuple((row["before"], row["after"], row["on"]) for row in table("succession.csv"))


@cache
def _memberships() -> dict[str, tuple[tuple[str, str | None, str | None], ...]]:
    found: dict[str, list[tuple[str, str | None, str | None]]] = {}
    for row in table("members.csv"):
        found.setdefault(row["org"], []).append((row["state"], row["since"] or None, row["until"] or None))
    return {org: tuple(rows) for org, rows in found.items()}


def members_of(org: str, on: str | None = None) -> tuple[str, ...]:
    """Ids of the states in an organisation on a date; without a date, those that are in it now.

    () where the tables do not list the members of that organisation.

    >>> "FIN" in members_of("org:NATO", "2023-04-03"), "FIN" in members_of("org:NATO", "2023-04-04")
    (False, True)
    """
    rows = _memberships().get(org, ())
    return tuple(sorted({s for s, a, b in rows if (b is None if on is None else overlaps(a, b, on, on))}))


@cache
def _codes() -> dict[tuple[str, str], str]:
    rows = list(table("codes.csv"))
    return {(scheme, code): row["id"] for row in rows for scheme in ("cameo", "fips") for code in row[scheme].split()}


def by_code(scheme: str, code: str) -> State | None:
    """The state with this code of event data: `cameo` (actors, three letters) or `fips` (places, two letters).

    >>> by_code("cameo", "PRK").id, by_code("fips", "KN").id, by_code("fips", "AU").id
    ('PRK', 'PRK', 'AUT')
    """
    found = _codes().get((scheme, code.upper()))
    return state(found) if found else None


# Letters that Unicode does not take apart into a letter and an accent.
PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "&": " and "})


def norm(text: str) -> str:
    """A name without case, accents, punctuation and "the" around it: what names are compared by.

    >>> norm("The Côte d’Ivoire"), norm("U.S.A."), norm("St. Kitts & Nevis"), norm("Gambia, The")
    ('cote d ivoire', 'usa', 'saint kitts and nevis', 'gambia')
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(PLAIN)
    plain = re.sub(r"\b(\w)\.(?=\w\.|\s|$)", r"\1", plain)
    words = " ".join(re.findall(r"\w+", plain))
    return re.sub(r"^st (?=\w)", "saint ", re.sub(r"^the (?=\w)|(?<=\w) the$", "", words))
