"""COW Formal Alliances 4.1: defence pacts, neutrality, non-aggression pacts and ententes, 1816 to 2012.

ALLIED_WITH, state to state and back, since COW codes one type for both. Three layouts are read:

- by member (alliance_v4.1_by_member.csv): the members of one treaty whose memberships share a day, each way,
  with what the giver's row says; and MEMBER_OF for each row;
- by dyad (alliance_v4.1_by_dyad.csv and _by_dyad_yearly.csv): the yearly file has a few rows with year 0, whose
  years follow from the dates of the dyad, and dyad-years told several times, whose pledges are put together;
- plain directed dyad-years with columns cow_defense, cow_neutral, cow_nonagg, cow_entente.

Years in a row with the same pledges are one spell. The yearly file called "directed" is not directed: it
lists each pair both ways with the same flags, and is read like the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from pathlib import Path

from kg.dates import first_day, last_day, overlaps
from kg.errors import BadInput
from kg.model import Actor, Claim, Document, Loaded, Passage, Scalar, Source
from kg.states import by_cow
from kg.tables import (
    Row,
    Table,
    first_lines,
    flag,
    integer,
    looks_like,
    open_table,
    partial_date,
    shown,
    spells,
    table_document,
    version_of,
)
from kg.tables import year as year_of

SOURCE = Source(
    "cow_alliance",
    "Correlates of War Formal Alliances",
    "dataset",
    "scholarly use with citation",
    "Gibler, Douglas M. 2009. International military alliances, 1648-2008. CQ Press",
    "https://correlatesofwar.org/data-sets/formal-alliances/",
)
FORMAT = "cow_alliance"
DESCRIPTION = "COW formal alliances (alliance_v4.1_by_member.csv, _by_dyad.csv, _by_dyad_yearly.csv)"
EXTRACTOR = "cow_alliance 1"
# Directed dyad-years of the whole data set, 1816-2012, doubles merged.
EXPECTED = {"4.1": {"rows": 120_784}}

# COW's names of the four pledges, and ours.
PLEDGES = {"defense": "defense", "neutrality": "neutral", "nonaggression": "nonagg", "entente": "entente"}
PLAIN = {"cow_defense": "defense", "cow_neutral": "neutral", "cow_nonagg": "nonagg", "cow_entente": "entente"}
START, END = ("dyad_st_year", "dyad_st_month", "dyad_st_day"), ("dyad_end_year", "dyad_end_month", "dyad_end_day")
JOINED, LEFT = ("mem_st_year", "mem_st_month", "mem_st_day"), ("mem_end_year", "mem_end_month", "mem_end_day")
DYAD = ("ccode1", "ccode2", *START, *END, *PLEDGES)
MEMBER = ("version4id", "ccode", *JOINED, *LEFT, *PLEDGES)
YEARLY = ("ccode1", "ccode2", "year", *PLAIN)
# Left out: names that repeat codes, the dates of the treaty where the member's own are given, COW's own type.
IGNORED = ("version4id", "state_name", "state_name1", "state_name2", "all_st_day", "all_st_month", "all_st_year",
           "all_end_day", "all_end_month", "all_end_year", "ss_type", "left_censor", "right_censor", "asymmetric",
           "year", "version")  # fmt: skip
MEMBER_SIGN, DYAD_SIGN, YEARLY_SIGN = ("version4id", "ccode", "mem_st_year"), ("ccode1", "dyad_st_year"), tuple(PLAIN)
LAST_YEAR = 2012  # of version 4.1: a dyad without an end was in force then
NO_DATE = ("", "NA", "0", "-9", ".")

Years = dict[int, tuple[str, int]]  # of a directed dyad: year -> pledge and row
# What `docs/sources.md` tells a user: see kg.documentation.
YEARS = "1816-2012"
FILES = "Formal Alliances 4.1: alliance_v4.1_by_member.csv, or alliance_v4.1_by_dyad_yearly.csv"
BECOMES = {
    "version4id": "the treaty, in the file by member: object of MEMBER_OF, `treaty` of ALLIED_WITH",
    "ccode": "subject of MEMBER_OF; subject and object of ALLIED_WITH",
    "ccode1, ccode2": "subject and object of ALLIED_WITH, both ways",
    "mem_st_year, mem_st_month, mem_st_day, dyad_st_year, dyad_st_month, dyad_st_day": "`since`",
    "mem_end_year, mem_end_month, mem_end_day, dyad_end_year, dyad_end_month, dyad_end_day": "`until`; empty is open",
    "defense, neutrality, nonaggression, entente, cow_defense, cow_neutral, cow_nonagg, cow_entente":
        "`pledge`: defense, neutral, nonagg, entente",
    "year": "`since` and `until` of files by year: years in a row with the same pledges are one spell",
}  # fmt: skip
LEFT_OUT = {
    "state_name, state_name1, state_name2": "names that repeat the numbers",
    "all_st_day, all_st_month, all_st_year, all_end_day, all_end_month, all_end_year":
        "the dates of the treaty, where the member's own are given",
    "ss_type, asymmetric": "COW's own type, which follows from the four pledges",
    "left_censor, right_censor": "follow from the dates",
    "version": "kept with the document",
}  # fmt: skip
REPAIRS = (
    "Rows with year 0 in the yearly file (2-666, 651-666) get the years between the dates of the dyad.",
    "A dyad-year told several times with other pledges is one, with all of them.",
    'The file called "directed" is not directed: both ways are read alike.',
)


def matches(head: bytes, path: Path) -> bool:
    return any(looks_like(head, sign) for sign in (MEMBER_SIGN, DYAD_SIGN, YEARLY_SIGN))


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    """Members, dyads or dyad-years, by the header; `source` is not used, since the data set is its own."""
    head = "\n".join(first_lines(path)).encode()
    if looks_like(head, MEMBER_SIGN):
        yield from _members(open_table(path, MEMBER, IGNORED), published)
    elif looks_like(head, YEARLY_SIGN):
        yield from _years(open_table(path, YEARLY, IGNORED), published)
    else:
        yield from _years(open_table(path, DYAD, IGNORED), published)


def _document(table: Table, published: str | None, by: str) -> Document:
    """Files by member and by dyad say the same by other rows; each is a version of its own."""
    return table_document(table.path, SOURCE, FORMAT, f"{version_of(table) or ''} {by}".strip(), published)


@lru_cache(maxsize=4096)
def state(number: int) -> Actor:
    found = by_cow(number)
    if found is None:
        raise BadInput(f"no state has the COW number {number}")
    return Actor(found.name, "state", found.id, found.id)


# -- by member -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Member:
    """One membership in one treaty."""

    number: int
    actor: Actor
    since: str
    until: str | None
    pledge: str
    passage: Passage


def _members(table: Table, published: str | None) -> Iterator[Loaded]:
    document = _document(table, published, "by member")
    yield SOURCE
    yield document
    treaties: dict[str, list[Member]] = defaultdict(list)

    def membership(row: Row) -> Iterator[Claim]:
        passage = Passage(document.id, shown(row, MEMBER), row=row.line)
        treaty = str(integer(row.pop("version4id"), "version4id"))
        number, since, until = integer(row.pop("ccode"), "ccode"), _date(row, JOINED), _date(row, LEFT)
        if since is None or (until and last_day(until) < first_day(since)):
            raise BadInput(f"membership from {since} to {until}")
        member = Member(number, state(number), since, until, _pledge(row, PLEDGES), passage)
        treaties[treaty].append(member)
        yield _claim(member, "MEMBER_OF", treaty, Actor(f"COW {treaty}", "organisation", f"org:COW-{treaty}"))

    yield from table.read(membership, IGNORED)
    for treaty, members in treaties.items():
        for giver, taker in permutations(members, 2):
            if giver.number != taker.number and overlaps(giver.since, giver.until, taker.since, taker.until):
                yield _claim(giver, "ALLIED_WITH", treaty, taker.actor, taker)


def _claim(member: Member, relation: str, treaty: str, to: Actor, taker: Member | None = None) -> Claim:
    since = max(member.since, taker.since, key=first_day) if taker else member.since
    until = min((m.until for m in (member, taker) if m and m.until), key=last_day, default=None)
    entered = f"{member.since}/{taker.since}" if taker else member.since
    details: dict[str, Scalar] = {"pledge": member.pledge, "treaty": treaty, "right_censored": until is None}
    if taker:
        details["partner_row"] = taker.passage.row
    return Claim(
        member.passage, relation, member.actor, to, since=since, until=until, extractor=EXTRACTOR,
        matter=f"{treaty}/{entered}", details=details,
    )  # fmt: skip


# -- by dyad and by year -------------------------------------------------------------------------


def _years(table: Table, published: str | None) -> Iterator[Loaded]:
    document = _document(table, published, "by dyad")
    yield SOURCE
    yield document
    dyads: dict[tuple[int, int], Years] = defaultdict(dict)

    def remember(row: Row) -> Iterator[Claim]:
        one, two = integer(row.pop("ccode1"), "ccode1"), integer(row.pop("ccode2"), "ccode2")
        state(one), state(two)  # refuses the row where there is no such state
        years, pledge = _span(row)
        for pair in ((one, two), (two, one)):
            for year in years:
                before = dyads[pair].get(year, (pledge, row.line))
                dyads[pair][year] = (_both(before[0], pledge), before[1])
        yield from ()

    yield from table.read(remember, IGNORED)
    version = version_of(table)  # without one nobody knows whether the data end with the file
    for (one, two), years in dyads.items():
        for since, until, pledge, line in spells(years):
            open_end = version is not None and until == LAST_YEAR
            text = f"ccode {one} and {two}, {since} to {until}: {pledge}"
            yield Claim(
                Passage(document.id, text, row=line), "ALLIED_WITH", state(one), state(two),
                since=str(since), until=None if open_end else str(until), extractor=EXTRACTOR,
                matter=f"years/{since}", details={"pledge": pledge, "right_censored": open_end},
            )  # fmt: skip


def _span(row: Row) -> tuple[range, str]:
    """The years that a row speaks of: its year, or where that is 0 or there is none those of the dyad's dates."""
    if "cow_defense" in row:
        year = year_of(row.pop("year"), first=1800)
        return range(year, year + 1), _pledge(row, PLAIN)
    since, until = _date(row, START), _date(row, END)
    pledge = _pledge(row, PLEDGES)
    told = row.pop("year", "")
    if told not in NO_DATE:
        year = year_of(told, first=1800)
        return range(year, year + 1), pledge
    if since is None:
        raise BadInput("there is neither a year nor a first year of the dyad")
    return range(int(since[:4]), int((until or str(LAST_YEAR))[:4]) + 1), pledge


def _date(row: Row, columns: tuple[str, str, str]) -> str | None:
    year, month, day = (row.pop(c) for c in columns)
    return partial_date(year, month, day, columns[0])


def _pledge(row: Row, columns: dict[str, str]) -> str:
    return ",".join([name for column, name in columns.items() if flag(row.pop(column), column)]) or "none"


def _both(a: str, b: str) -> str:
    """
    >>> _both("nonagg", "defense,entente"), _both("none", "entente")
    ('defense,nonagg,entente', 'entente')
    """
    told = {*a.split(","), *b.split(",")}
    return ",".join(name for name in PLEDGES.values() if name in told) or "none"
