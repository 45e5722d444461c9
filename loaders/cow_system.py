"""COW state system: which states there were, year by year (system2016.csv) or spell by spell (statelist, majors).

There is no relation "exists"; membership in the system is MEMBER_OF "org:COW-SYSTEM" (of the major
powers: "org:COW-MAJORS"). Years that follow each other are one spell, cited by their first row. A spell
that lasts until the data end is open: nobody says that the state ended.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from pathlib import Path

from kg.errors import BadInput
from kg.model import Actor, Claim, Document, Loaded, Passage, Rejected, Source, Understood
from kg.states import by_cow, states
from kg.tables import (
    Row,
    Table,
    integer,
    looks_like,
    more_than_expected,
    open_table,
    partial_date,
    table_document,
    version_of,
)
from kg.tables import year as year_of

SOURCE = Source(
    "cow_system",
    "COW State System Membership",
    "dataset",
    "free for scholarly use with citation",
    "Correlates of War Project. 2017. State System Membership List, v2016",
    "https://correlatesofwar.org/data-sets/state-system-membership/",
)
FORMAT = "cow_system"
DESCRIPTION = "COW state system (system2016.csv, statelist2016.csv, majors2016.csv): members by year or spell"
EXTRACTOR = "cow_system 2"
EXPECTED = {"2016": {"rows": 15_951}}  # of system2016.csv

NEEDED = ("stateabb", "ccode")
SPELL = ("styear", "stmonth", "stday", "endyear", "endmonth", "endday")
ALL = ("statenme", "year", "version", *SPELL)
FIRST, LAST = 1816, 2100  # the system begins with 1816
SYSTEM = Actor("COW state system", "organisation", "org:COW-SYSTEM")
MAJORS = Actor("COW major powers", "organisation", "org:COW-MAJORS")
# What `docs/sources.md` tells a user: see kg.documentation.
YEARS = "1816-2016"
FILES = "State System Membership: system2016.csv or statelist2016.csv, and majors2016.csv"
BECOMES = {
    "ccode": "subject of MEMBER_OF, the state system or the major powers",
    "stateabb": "a check on the number: the two must mean one state",
    "statenme": "tells the list of states from the list of major powers, which has no names",
    "year": "`since` and `until`: years in a row are one spell",
    "styear, stmonth, stday": "`since`",
    "endyear, endmonth, endday": "`until`; the day on which the data end leaves the spell open",
}
LEFT_OUT = {"version": "kept with the document; it tells where the data end"}
REPAIRS = ("A spell that lasts until the data end has no end here: nobody says that the state ended.",)


def matches(head: bytes, path: Path) -> bool:
    return looks_like(head, (*NEEDED, "year", "version")) or looks_like(head, (*NEEDED, *SPELL))


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    """Spells of membership, from either layout."""
    table = open_table(path, NEEDED, ALL)
    names = set(table.header.names)
    if "year" not in names and (missing := [column for column in SPELL if column not in names]):
        raise BadInput(f"header: no column 'year', and not all of a spell: no {', '.join(missing)}", str(path))
    version = version_of(table)
    document = table_document(path, SOURCE, FORMAT, version, published)
    yield SOURCE
    yield document
    if "year" in names:
        yield from _from_years(open_table(path, NEEDED, ALL), document)
    else:
        # The list of states names them; the list of major powers has spells and no names.
        group = SYSTEM if "statenme" in names else MAJORS
        end = f"{version}-12-31" if _is_year(version) else _last_end(table)
        table = open_table(path, NEEDED, ALL)
        yield from table.read(partial(spell, document=document, group=group, end=end), ("statenme", "version"))


def spell(row: Row, document: Document, group: Actor, end: str | None) -> list[Claim]:
    """The one membership that a row tells; `end` is the day on which the data end."""
    member, text = _state(row)
    since, until = (_day(row, side) for side in ("st", "end"))
    if since is None:
        raise BadInput("styear: no year of beginning")
    if until is not None and until < since:
        raise BadInput(f"endyear: ends on {until}, before it begins on {since}")
    return [_claim(document, row.line, text, member, group, since, until, until is None or until == end)]


def _day(row: Row, side: str) -> str | None:
    cells = [row.pop(side + part) for part in ("year", "month", "day")]
    if cells[0]:
        year_of(cells[0], f"{side}year", FIRST, LAST)
    return partial_date(cells[0], cells[1], cells[2], f"{side}year")


def _last_end(table: Table) -> str | None:
    """The latest end in the file: the day on which the data end, where no version says it."""
    ends = set()
    for row in table:
        if isinstance(row, Row):
            try:
                ends.add(_day(row, "end") or "")
            except BadInput:
                continue  # told when the row is read
    return max(ends, default=None) or None


def _is_year(version: str | None) -> bool:
    return version is not None and version.isdecimal() and FIRST <= int(version) <= LAST


# -- state-years ---------------------------------------------------------------------------------


def _from_years(table: Table, document: Document) -> Iterator[Claim | Rejected | Understood]:
    """Years that follow each other, joined; bad rows are told as they come."""
    years: dict[Actor, dict[int, tuple[int, str]]] = defaultdict(dict)
    latest = int(document.version) if document.version and _is_year(document.version) else LAST

    def remember(row: Row) -> Iterator[Claim]:
        member, text = _state(row)
        year = year_of(row.pop("year"), "year", FIRST, latest)
        if year in years[member]:
            raise BadInput(f"{text} in {year} was told in line {years[member][year][0]}")
        years[member][year] = (row.line, text)
        yield from ()

    yield from table.read(remember, ("statenme", "version"))
    yield from more_than_expected(table, EXPECTED, document.version, sum(map(len, years.values())))
    last = latest if latest < LAST else max((y for found in years.values() for y in found), default=LAST)
    for member, found in years.items():
        for start, end in _runs(sorted(found)):
            line, text = found[start]
            yield _claim(document, line, text, member, SYSTEM, str(start), str(end), end == last)


def _runs(years: list[int]) -> Iterator[tuple[int, int]]:
    """
    >>> list(_runs([1902, 1903, 1904, 1909, 1910]))
    [(1902, 1904), (1909, 1910)]
    """
    for _, run in groupby(enumerate(years), key=lambda item: item[1] - item[0]):
        found = [year for _, year in run]
        yield found[0], found[-1]


# -- rows and claims -----------------------------------------------------------------------------


def _state(row: Row) -> tuple[Actor, str]:
    number, abbreviation = integer(row.pop("ccode"), "ccode"), row.pop("stateabb")
    found = by_cow(number)
    if found is None:
        raise BadInput(f"ccode: no state has the COW number {number}")
    if abbreviation != found.cow_abb and any(s.cow_abb == abbreviation for s in states() if abbreviation):
        raise BadInput(f"stateabb {abbreviation!r} and ccode {number} are two states")
    return Actor(found.name, "state", found.id, found.id), f"{abbreviation or found.cow_abb} ({number})"


def _claim(
    document: Document, line: int, text: str, member: Actor, group: Actor, since: str, until: str | None, open: bool
) -> Claim:
    return Claim(
        Passage(document.id, f"{text}: {group.name} {since} to {until or 'now'}", row=line),
        "MEMBER_OF",
        member,
        group,
        since=since,
        until=None if open else until,
        extractor=EXTRACTOR,
        matter=f"{group.id}/{since}",
        details={"right_censored": True} if open else {},
    )
