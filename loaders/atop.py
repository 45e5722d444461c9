"""ATOP (Alliance Treaty Obligations and Provisions): who pledged what to whom, 1815 on.

The members' file (atop5_1m.csv) is complete: one row for each member in each phase of each treaty.
A row is a MEMBER_OF claim, and each two members of one treaty and phase whose memberships share a day
give two ALLIED_WITH claims, giver to taker, with what the giver's row pledges. A member that pledged
nothing is an ally all the same (ATOP's own dyads count it, `atopally`); its pledge reads "none".

ATOP numbers its treaties and does not name them. A treaty is called by its number, the year of its first
entry and its members ("ATOP treaty 3445 of 1961: China, North Korea"), or by the organisation that it founded.

ATOP's own directed dyad-years (atop5_1ddyr.csv) are read too: years with the same pledges become one
spell. They do not name the treaty, and keep a version of their own so that the two stay two codings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import permutations
from pathlib import Path

from kg.dates import first_day, last_day, overlaps
from kg.errors import BadInput
from kg.model import Actor, Claim, Loaded, Passage, Scalar, Source
from kg.resolve import label_of
from kg.states import FOUNDING, by_cow, succession
from kg.states import state as state_of
from kg.tables import (
    Row,
    Table,
    first_lines,
    flag,
    integer,
    looks_like,
    more_than_expected,
    open_table,
    partial_date,
    shown,
    spells,
    table_document,
    version_of,
)
from kg.tables import year as year_of

SOURCE = Source(
    "atop",
    "Alliance Treaty Obligations and Provisions (ATOP)",
    "dataset",
    "free for scholarly use with citation",
    "Leeds, Brett Ashley, Jeffrey M. Ritter, Sara McLaughlin Mitchell and Andrew G. Long. 2002. Alliance Treaty "
    "Obligations and Provisions, 1815-1944. International Interactions 28(3): 237-260",
    "http://www.atopdata.org",
)
FORMAT = "atop"
DESCRIPTION = "ATOP alliance members (atop5_1m.csv) or directed dyad-years (atop5_1ddyr.csv)"
EXTRACTOR = "atop 1"
# Rows and treaties of the members' file, and rows of the dyad-years, by version of the whole file.
EXPECTED = {"5.1": {"rows": 2510, "treaties": 789}, "5.1 dyad-years": {"rows": 273_296}}
LAST_YEAR = {"5.0": 2018, "5.1": 2018}  # a spell that reaches it was in force when the data end

PLEDGES = ("defense", "offense", "neutral", "nonagg", "consul")
TREATY = ("atopid", "member", "phase")
ENTRY, EXIT = ("yrent", "moent", "dayent"), ("yrexit", "moexit", "dayexit")
NEEDED = (*TREATY, *ENTRY, *EXIT, *PLEDGES)
# Left out: how treaties were made and ended, their conditions and their other provisions (codebook, 2.33 to 2.37).
IGNORED = tuple(
    """cowid cow4id cowsys ineffect bilat maxphase wartime cowwar estmode pubsecr secrart proadd futmem speclgth
    length renounce proren renewlgt term termmode termcaus active conditio defcon offcon neucon concon defcoadv
    defcoloc defcocon defconum defcodem defconpr offcoadv offcoloc offcocon offconum offcodem neucoadv neucoloc
    neucocon neuconum neucodem neuconpr neucoatt concoadv concoloc concocon concoreq olimob asymm obvary notaiden
    dipaid terrres seppeace thirdcom noothall specthrt statthr1 statthr2 conwtin medarb milcon milaid intcom subord
    organ1 orgpurp1 organ2 orgpurp2 base contrib armred acqterr divgains demwith reflnun refothio natrefal compag
    nomicoop conres agprois conmen ecaid interv source new5 rev5 version""".split()  # noqa: SIM905
)
DYAD = ("statea", "stateb", "year", *PLEDGES)
# Left out: identifiers that repeat the two states, counts, and the numbers of the treaties.
DYAD_IGNORED = ("ddyad", "atopally", "shareob", "transyr", "bilatno", "multino", "number", "asymm", "version",
                *(f"atopid{n}" for n in range(1, 13)))  # fmt: skip
# The other files of ATOP say the same by another unit; their columns, and why they are not read.
OTHERS = {
    ("atopidphase", "begyr", "mem1"): "is ATOP by phase of alliance",
    ("atopid", "begyr", "mem1"): "is ATOP by alliance",
    ("atopally", "state", "transyr"): "is ATOP by state and year",
    ("atopally", "mem1", "mem2", "year"): "is ATOP by undirected dyad and year",
}
# Signatories that ATOP counts by Gleditsch and Ward and COW does not number: ATOP's number, and whom it stands for.
# 8152 signed treaty 1320 with France in 1874; footnote 18 of the codebook calls that pair France and Annam.
OWN_NUMBERS = {8152: "VNM815"}
MOST_NUMBER = 9_999
NAMED_MEMBERS = 3  # a treaty of more is called by these and the number of the others
MEMBERS_SIGN, DYADS_SIGN = ("atopid", "member", "yrent"), ("atopally", "statea", "stateb")


@dataclass(frozen=True, slots=True)
class Member:
    """One state in one phase of one treaty."""

    number: int
    actor: Actor
    since: str
    until: str | None  # None: in force when the data end
    pledge: str
    passage: Passage


# What `docs/sources.md` tells a user: see kg.documentation.
YEARS = "1815-2018"
FILES = "ATOP 5.1 (csv): atop5_1m.csv, the members; or atop5_1ddyr.csv, the directed dyad-years"
BECOMES = {
    "atopid": "the treaty: object of MEMBER_OF (an organisation, called by its number, first year and members, or by "
    "the organisation that it founded); `treaty` of ALLIED_WITH",
    "member": "subject of MEMBER_OF; subject (who pledges) and object of ALLIED_WITH",
    "phase": "`phase`; only members of one phase are allies by it",
    "yrent, moent, dayent": "`since`, as fine as it is told",
    "yrexit, moexit, dayexit": "`until`; year 0 is in force when the data end, without an end",
    "defense, offense, neutral, nonagg, consul": "`pledge` of ALLIED_WITH and MEMBER_OF",
    "statea, stateb": "subject (who pledges) and object of ALLIED_WITH, in the dyad-years",
    "year": "`since` and `until`, in the dyad-years: years in a row with the same pledges are one spell",
}
LEFT_OUT = {
    "cowid, cow4id, cowsys, cowwar": "numbers of the same treaty, state or war in lists of COW",
    "ineffect, bilat, maxphase, active": "follow from the other rows of the treaty",
    "wartime, estmode, pubsecr, secrart, proadd, futmem": "how the treaty was made; there is no relation for it",
    "speclgth, length, renounce, proren, renewlgt, term, termmode, termcaus":
        "what was agreed on length and renewal, and how it ended: the dates of each member say when it was in force",
    "conditio, defcon, offcon, neucon, concon, defcoadv, defcoloc, defcocon, defconum, defcodem, defconpr, offcoadv, "
    "offcoloc, offcocon, offconum, offcodem, neucoadv, neucoloc, neucocon, neuconum, neucodem, neuconpr, neucoatt, "
    "concoadv, concoloc, concocon, concoreq": "conditions of a pledge: a pledge counts whatever its conditions",
    "olimob, asymm, obvary, notaiden, dipaid, terrres, seppeace, thirdcom, noothall, specthrt, statthr1, statthr2, "
    "conwtin, medarb, milcon, milaid, intcom, subord, organ1, orgpurp1, organ2, orgpurp2, base, contrib, armred, "
    "acqterr, divgains, demwith, reflnun, refothio, natrefal, compag, nomicoop, conres, agprois, conmen, ecaid, "
    "interv": "other provisions: what a treaty foresees is not yet what was done",
    "source, new5, rev5, version": "where and when a row was coded; the version is kept with the document",
    "ddyad, atopally, shareob, transyr, bilatno, multino, number, atopid1, atopid2, atopid3, atopid4, atopid5, "
    "atopid6, atopid7, atopid8, atopid9, atopid10, atopid11, atopid12":
        "of the dyad-years: what repeats the two states, counts, and numbers of treaties, which are several to a row",
}  # fmt: skip
REPAIRS = (
    "Phases of a treaty are rows of their own. Of two phases in one year the metrics count the later one, as ATOP's "
    "state-years do; with this the members give the obligations of all 11,923 state-years.",
    "Days that ATOP does not know are empty (5 entries, 31 exits in 5.1): the month is kept, and no day is made up.",
    "A member that COW does not number has a four-digit number of ATOP's own: 8152 is Annam, which ATOP itself drops "
    "from its dyads (20 directed dyad-years). A number that is in no list is kept, and called “unknown signatory”.",
    "Two states are allies if their memberships share a day. By calendar years Yugoslavia would be allied in 1992 "
    "with three states that entered after it had left.",
    "A successor enters on the day on which its predecessor leaves (Germany, Yemen in 1990): no alliance of the two. "
    "With this the members give all 273,296 directed dyad-years of ATOP's own file and 20 more (Annam).",
    "A member's row does not say towards whom it pledged. Where a treaty bound its members to some of the others only "
    "(Locarno, the Quadruple Alliance of 1834), ATOP's dyad-years have fewer pledges than its members give, in 346 "
    "directed dyad-years of 273,296; S from the members is that of the dyad-years in 99.38 % of 994,005 cases.",
)


def matches(head: bytes, path: Path) -> bool:
    return any(looks_like(head, sign) for sign in (MEMBERS_SIGN, DYADS_SIGN, *OTHERS))


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    """Members or directed dyad-years; `source` is not used, since the data set is its own."""
    top = "\n".join(first_lines(path)).encode()
    if looks_like(top, DYADS_SIGN):
        yield from _dyad_years(open_table(path, DYAD, DYAD_IGNORED), published)
        return
    for sign, reason in OTHERS.items():
        if looks_like(top, sign) and not looks_like(top, MEMBERS_SIGN):
            raise BadInput(f"{reason}; load the members' file (atop5_1m.csv): it holds the same treaties", str(path))
    yield from _members(open_table(path, NEEDED, IGNORED), published)


# -- members -------------------------------------------------------------------------------------


def _members(table: Table, published: str | None) -> Iterator[Loaded]:
    version = version_of(table)
    document = table_document(table.path, SOURCE, FORMAT, version, published)
    yield SOURCE
    yield document
    phases: dict[tuple[str, int], list[Member]] = defaultdict(list)

    def membership(row: Row) -> Iterator[Claim]:
        passage = Passage(document.id, shown(row, NEEDED), row=row.line)
        treaty, phase, member = _member(row, passage)
        phases[treaty, phase].append(member)
        yield from ()

    yield from table.read(membership, IGNORED)
    treaties = _treaties(phases)
    for (treaty, phase), members in phases.items():
        for member in members:
            yield _claim(member, "MEMBER_OF", treaty, phase, treaties[treaty])
        for giver, taker in permutations(members, 2):
            both = overlaps(giver.since, giver.until, taker.since, taker.until)
            if both and giver.number != taker.number and not _in_turn(giver, taker):
                yield _claim(giver, "ALLIED_WITH", treaty, phase, taker.actor, taker)
    yield from more_than_expected(table, EXPECTED, version, sum(map(len, phases.values())))


def _treaties(phases: Mapping[tuple[str, int], Sequence[Member]]) -> dict[str, Actor]:
    """Each treaty as an organisation with a name to read, from all rows about it."""
    signed: dict[str, list[Member]] = defaultdict(list)
    for (treaty, _), members in phases.items():
        signed[treaty] += members
    return {
        treaty: Actor(_name(treaty, members), "organisation", f"org:ATOP-{treaty}")
        for treaty, members in signed.items()
    }


def _name(treaty: str, members: Sequence[Member]) -> str:
    """What to call a treaty, which ATOP only numbers: by the organisation that it founded, else by its members."""
    if founded := FOUNDING.get(treaty):
        return f"{label_of(founded)} (ATOP treaty {treaty})"
    entered = sorted(members, key=lambda m: (first_day(m.since), m.actor.name))
    names = list(dict.fromkeys(m.actor.name for m in entered))
    more = len(names) - NAMED_MEMBERS
    told = ", ".join(names[:NAMED_MEMBERS]) + (f" and {more} more" if more > 0 else "")
    return f"ATOP treaty {treaty} of {entered[0].since[:4]}: {told}"


def _in_turn(one: Member, other: Member) -> bool:
    """Whether one of the two took the other's place, and came into the treaty with it.

    ATOP lets West Germany leave and Germany enter on one day, 3 October 1990, and counts no alliance between the two.
    """
    on = _replaced().get(frozenset((one.actor.id, other.actor.id)))
    return on is not None and max(first_day(m.since) for m in (one, other)) >= on


@cache
def _replaced() -> dict[frozenset[str | None], str]:
    """The day on which a state that is no more passed into another, by the two."""
    return {frozenset((old, new)): on for old, new, on in succession() if state_of(old).life[1]}


def _member(row: Row, passage: Passage) -> tuple[str, int, Member]:
    number = _numbered(row, "member")
    since, until = _date(row, ENTRY), _date(row, EXIT)
    if since is None:
        raise BadInput("yrent: there is no year of entry")
    if until and last_day(until) < first_day(since):
        raise BadInput(f"leaves in {until}, before it enters in {since}")
    treaty, phase = _numbered(row, "atopid"), _numbered(row, "phase", least=0)
    return str(treaty), phase, Member(number, state(number, int(since[:4])), since, until, _pledge(row), passage)


def _numbered(row: Row, column: str, least: int = 1) -> int:
    """A number of ATOP's or COW's lists, which have four digits at most."""
    cell = row.pop(column)
    number = integer(cell, column)
    if not least <= number <= MOST_NUMBER:
        raise BadInput(f"{column}: {cell[:40]!r} is no number between {least} and {MOST_NUMBER}")
    return number


def _date(row: Row, columns: tuple[str, str, str]) -> str | None:
    year, month, day = (row.pop(c) for c in columns)
    return partial_date(year, month, day, columns[0])


def _pledge(row: Row) -> str:
    return ",".join([p for p in PLEDGES if flag(row.pop(p), p)]) or "none"


def _claim(member: Member, relation: str, treaty: str, phase: int, to: Actor, taker: Member | None = None) -> Claim:
    """What a member's row says of the treaty, or of one other member for as long as both are in it."""
    since = max(member.since, taker.since, key=first_day) if taker else member.since
    ends = [m.until for m in (member, taker) if m and m.until]
    until = min(ends, key=last_day, default=None)
    entered = f"{member.since}/{taker.since}" if taker else member.since
    details: dict[str, Scalar] = {
        "pledge": member.pledge, "treaty": treaty, "phase": phase, "right_censored": until is None,
    }  # fmt: skip
    if taker:
        details["partner_row"] = taker.passage.row
    return Claim(
        member.passage, relation, member.actor, to, since=since, until=until, extractor=EXTRACTOR,
        matter=f"{treaty}.{phase}/{entered}", details=details,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def state(number: int, year: int) -> Actor:
    """The state of a number of the Correlates of War, or of one of ATOP's own; any other number stays a number.

    ATOP codes who signs, and some sign before they count as members of the state system.

    >>> state(8152, 1874).name, state(9999, 1990).name, state(9999, 1990).id
    ('Vietnam before 1893', 'unknown signatory (ATOP number 9999)', 'atop:9999')
    """
    found = state_of(OWN_NUMBERS[number]) if number in OWN_NUMBERS else by_cow(number, year)
    if found is None:
        return Actor(f"unknown signatory (ATOP number {number})", "state", f"atop:{number}")
    return Actor(found.name, "state", found.id, found.id)


# -- directed dyad-years -------------------------------------------------------------------------


def _dyad_years(table: Table, published: str | None) -> Iterator[Loaded]:
    told = version_of(table)
    version = f"{told or ''} dyad-years".strip()
    document = table_document(table.path, SOURCE, FORMAT, version, published)
    yield SOURCE
    yield document
    pledged: dict[tuple[int, int], dict[int, tuple[str, int]]] = defaultdict(dict)

    def remember(row: Row) -> Iterator[Claim]:
        giver, taker = _numbered(row, "statea"), _numbered(row, "stateb")
        year, pledge = year_of(row.pop("year"), first=1800), _pledge(row)
        if pledged[giver, taker].setdefault(year, (pledge, row.line))[0] != pledge:
            raise BadInput(f"{giver} to {taker} in {year} is told twice, with other pledges")
        yield from ()

    yield from table.read(remember, DYAD_IGNORED)
    for (giver, taker), years in pledged.items():
        for since, until, pledge, line in spells(years):
            open_end = until == LAST_YEAR.get(told or "")
            text = f"stateA {giver}, stateB {taker}, {since} to {until}: {pledge}"
            yield Claim(
                Passage(document.id, text, row=line), "ALLIED_WITH", state(giver, since), state(taker, since),
                since=str(since), until=None if open_end else str(until), extractor=EXTRACTOR,
                matter=f"ddyr/{since}", details={"pledge": pledge, "right_censored": open_end},
            )  # fmt: skip
    yield from more_than_expected(table, EXPECTED, version, sum(map(len, pledged.values())))
