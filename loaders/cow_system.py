"""COW state system: which states there were, year by year (system2016.csv) or spell by spell (statelist, majors).

There is no relation "exists"; membership in the system is MEMBER_OF "org:COW-SYSTEM" (of the major
powers: "org:COW-MAJORS"). Years that follow each other are one spell, cited by their first row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from kg.errors import BadInput
from kg.model import Actor, Claim, Document, Loaded, Passage, Rejected, Source
from kg.states import by_cow
from kg.tables import Row, integer, looks_like, nothing_left, open_table, partial_date, table_document
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
EXTRACTOR = "cow_system 1"
EXPECTED = {"2016": {"rows": 15_950}}

NEEDED = ("stateabb", "ccode")
SPELL = ("styear", "stmonth", "stday", "endyear", "endmonth", "endday")
SYSTEM = Actor("COW state system", "organisation", "org:COW-SYSTEM")
MAJORS = Actor("COW major powers", "organisation", "org:COW-MAJORS")


def matches(head: bytes, path: Path) -> bool:
    return looks_like(head, (*NEEDED, "year", "version")) or looks_like(head, (*NEEDED, *SPELL))


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    """Spells of membership, from either layout."""
    table = open_table(path, NEEDED, ("statenme", "year", "version", *SPELL))
    spells = set(SPELL) <= set(table.header.names)
    if not spells and "year" not in table.header.names:
        raise BadInput(f"header: neither 'year' nor {', '.join(SPELL)}", str(path))
    first = next((row for row in table if isinstance(row, Row)), None)
    version = first.get("version") if first else None
    document = table_document(path, SOURCE, FORMAT, version, published)
    yield SOURCE
    yield document
    table = open_table(path, NEEDED, ("statenme", "year", "version", *SPELL))
    # The list of states names them; the list of major powers has spells and no names.
    group = MAJORS if spells and "statenme" not in table.header.names else SYSTEM
    if spells:
        yield from table.read(lambda row: [spell(row, document, group)], ("statenme", "version"))
    else:
        yield from _from_years(table, document)


def spell(row: Row, document: Document, group: Actor) -> Claim:
    member, text = _state(row)
    dates = []
    for end in ("st", "end"):
        dates.append(partial_date(*(row.pop(f"{end}{part}") for part in ("year", "month", "day")), what=f"{end}year"))
    if dates[0] is None:
        raise BadInput("styear: no year of beginning")
    return _claim(document, row.line, text, member, group, dates[0], dates[1], dates[1] == "2016-12-31")


def _from_years(table: object, document: Document) -> Iterator[Claim | Rejected]:
    """Years that follow each other, joined; bad rows are told as they come."""
    years: dict[Actor, dict[int, tuple[int, str]]] = defaultdict(dict)
    good = bad = 0
    for row in table:  # type: ignore[attr-defined]
        if isinstance(row, Rejected):
            bad += 1
            yield row
            continue
        try:
            member, text = _state(row)
            years[member][year_of(row.pop("year"))] = (row.line, text)
            good += 1
            yield from nothing_left(row, ("statenme", "version"))
        except BadInput as problem:
            bad += 1
            yield row.rejected(problem.reason)
    if bad > good:
        raise BadInput(f"{bad} of {good + bad} rows cannot be read: wrong format?")
    last = max((y for found in years.values() for y in found), default=0)
    for member, found in years.items():
        for start, end in _runs(sorted(found)):
            line, text = found[start]
            yield _claim(document, line, text, member, SYSTEM, str(start), str(end), end == last)


def _runs(years: list[int]) -> Iterator[tuple[int, int]]:
    """
    >>> list(_runs([1902, 1903, 1904, 1909, 1910]))
    [(1902, 1904), (1909, 1910)]
    """
    start = previous = None
    for year in years:
        if previous is None or year != previous + 1:
            if start is not None and previous is not None:
                yield start, previous
            start = year
        previous = year
    if start is not None and previous is not None:
        yield start, previous


def _state(row: Row) -> tuple[Actor, str]:
    number, abbreviation = integer(row.pop("ccode"), "ccode"), row.pop("stateabb")
    found = by_cow(number)
    if found is None:
        raise BadInput(f"ccode: no state has the COW number {number}")
    return Actor(found.name, "state", found.id, found.id), f"{abbreviation} ({number})"


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
