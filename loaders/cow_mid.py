"""COW Militarized Interstate Disputes (MID): who threatened, showed or used force against whom, 1816-2010 or 2014.

The table of participants (MIDB) is read, as csv or Stata file. It tells of each state which side it stood on,
when, and the furthest it went itself. That is a claim about each state of the other side with which it was in the
dispute together:

    threat (hostility level 2), and a declaration of war     THREATENS
    display of force (3): shows, alerts, mobilisations       MOBILIZES
    use of force (4): attack, occupation                     ATTACKS
                      blockade, seizure                      COERCES
                      clash                                  COMBAT
    war (5)                                                  COMBAT
    deaths                                                   CASUALTIES

Where several states stood on the other side, the table does not say which of them the act was meant for: those
claims are marked `estimated`. A state that did nothing (level 1) is only a target.

The table of disputes (MIDA) has outcome, settlement and length of each dispute and names no state. None of our
relations can be told of nobody, so it is known and refused; its dates, deaths and levels are in MIDB by state.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kg.dates import overlaps
from kg.errors import BadInput
from kg.model import Actor, Claim, Document, Loaded, Passage, Quantity, Source, compact
from kg.stata import has_columns, open_rows
from kg.states import by_cow
from kg.tables import (
    Row,
    Table,
    flag,
    integer,
    looks_like,
    more_than_expected,
    number,
    partial_date,
    table_document,
    version_of,
)

SOURCE = Source(
    "cow_mid",
    "COW Militarized Interstate Disputes",
    "dataset",
    "free for scholarly use with citation",
    "Palmer, Glenn, Vito D'Orazio, Michael Kenwick and Matthew Lane. 2015. The MID4 Dataset, 2002-2010. Conflict "
    "Management and Peace Science 32(2); Palmer, Glenn, et al. 2022. The MID5 Dataset, 2011-2014. Conflict Management "
    "and Peace Science 39(4)",
    "https://correlatesofwar.org/data-sets/mids/",
)
FORMAT = "cow_mid"
DESCRIPTION = "COW militarized disputes by participant (MIDB *.csv, *.dta): who threatened or used force against whom"
EXTRACTOR = "cow_mid 1"
EXPECTED = {"4.3": {"rows": 5_558, "disputes": 2_315}}

NUMBERS = ("dispnum", "dispnum3", "dispnum4")  # by release; -9 where a dispute has no number in that series
SIGN = ("ccode", "sidea", "hostlev")  # what tells the table, so that a missing column is named
NEEDED = ("ccode", "styear", "endyear", "sidea", "hostlev", "hiact")
OPTIONAL = ("stabb", "stday", "stmon", "endday", "endmon", "fatality", "fatalpre", "revstate", "orig", "version")
# Left out: what a revisionist state wanted to revise, and the state's abbreviation.
IGNORED = ("stabb", "revtype1", "revtype2", "version")
DISPUTES = ("outcome", "settle", "numa", "numb")  # columns that only MIDA has
MISSING = ("-9", "-8")

ACTIONS = {
    1: "threat to use force", 2: "threat to blockade", 3: "threat to occupy territory", 4: "threat to declare war",
    5: "threat to use chemical, biological or radiological weapons", 6: "threat to join a war", 7: "show of force",
    8: "alert", 9: "nuclear alert", 10: "mobilization", 11: "fortification of a border", 12: "violation of a border",
    13: "blockade", 14: "occupation of territory", 15: "seizure", 16: "attack", 17: "clash", 18: "declaration of war",
    19: "use of chemical, biological or radiological weapons", 20: "beginning of a war", 21: "joining of a war",
}  # fmt: skip
BY_ACTION = {13: "COERCES", 15: "COERCES", 17: "COMBAT", 18: "THREATENS"}
BY_LEVEL = {2: "THREATENS", 3: "MOBILIZES", 4: "ATTACKS", 5: "COMBAT"}
LEVELS = range(6)  # 0: one state of release 4.3 that took no part of its own
# Deaths as classes; -9 is missing. The last has no upper end.
DEATHS = {1: (1, 25), 2: (26, 100), 3: (101, 250), 4: (251, 500), 5: (501, 999), 6: (1000, None)}


class Part(NamedTuple):
    """One state's part in one dispute; a state that left and came back has two."""

    row: int
    raw: str
    state: Actor
    side_a: bool
    since: str
    until: str | None
    level: int
    action: int | None
    revisionist: bool
    original: bool
    dead: Quantity | None


# What `docs/sources.md` tells a user: see kg.documentation.
YEARS = "1816-2010 (4.3), to 2014 (5.0)"
FILES = "Militarized Interstate Disputes: MIDB 4.3.csv or .dta, or MIDB 5.0.csv (by participant; not MIDA)"
BECOMES = {
    "dispnum, dispnum3, dispnum4": "`conflict`: the number of the dispute",
    "ccode": "subject; object of the claims of the other side",
    "sidea": "who stood against whom",
    "styear, stmon, stday": "`since`",
    "endyear, endmon, endday": "`until`",
    "hostlev, hiact": "the relation (see above), `hostility` and `action`",
    "fatality, fatalpre": "the quantity of CASUALTIES, killed: the number, or the bounds of its class",
    "revstate": "`revisionist`",
    "orig": "`initiator`, for states of side A",
}
LEFT_OUT = {
    "stabb": "an abbreviation that repeats the number",
    "revtype1, revtype2": "what a revisionist state wanted to revise",
    "version": "kept with the document",
}
REPAIRS = (
    "-9 and -8 are missing: a day that is missing leaves the month.",
    "Where several states stood on the other side nobody says which one an act was meant for: marked `estimated`.",
    "MIDA names no states; it is known and refused, with the name of the file to load.",
)


def matches(head: bytes, path: Path) -> bool:
    return any(knows(head, signature) for knows in (looks_like, has_columns) for signature in (SIGN, DISPUTES))


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    """Each row is read before the first claim: a dispute's participants need not stand together."""
    table = _participants(path)
    version = version_of(table)
    document = table_document(path, SOURCE, FORMAT, version, published)
    yield SOURCE
    yield document
    disputes: dict[str, list[Part]] = defaultdict(list)

    def remember(row: Row) -> Iterator[Claim]:
        name, part = read(row)
        disputes[name].append(part)
        yield from ()

    yield from table.read(remember, IGNORED)
    yield from more_than_expected(table, EXPECTED, version, sum(map(len, disputes.values())))
    for name, parts in disputes.items():
        for part in parts:
            yield from claims(name, part, parts, document)


def _participants(path: Path) -> Table:
    try:
        return open_rows(path, NEEDED, (*NUMBERS, *OPTIONAL, *IGNORED))
    except BadInput as problem:
        if _lists_disputes(path):
            raise BadInput(
                "is the table of disputes (MIDA), which names no states, so that nothing can be said of anybody; "
                "load the table of participants (MIDB)", str(path),
            ) from None  # fmt: skip
        raise problem


def _lists_disputes(path: Path) -> bool:
    try:
        open_rows(path, DISPUTES)
    except BadInput:
        return False
    return True


def read(row: Row) -> tuple[str, Part]:
    """Number of the dispute, and the state's part in it."""
    numbers = [row.pop(column, "") for column in NUMBERS]
    name = next((str(integer(n, "dispute number")) for n in numbers if n not in ("", "0", *MISSING)), None)
    if name is None:
        raise BadInput(f"{', '.join(NUMBERS)}: the dispute has no number")
    since, until = _date(row, "st"), _date(row, "end")
    if since is None:
        raise BadInput("styear: no year of beginning")
    if not overlaps(since, None, None, until):
        raise BadInput(f"ends {until}, before it began {since}")
    code = integer(row.pop("ccode"), "ccode")
    state = by_cow(code, int(since[:4]))
    if state is None:
        raise BadInput(f"ccode: no state has the COW number {code}")
    level = integer(row.pop("hostlev"), "hostlev")
    if level not in LEVELS:
        raise BadInput(f"hostlev: {level} is none of 1 to 5")
    done = number(row.pop("hiact"), "hiact", MISSING)
    if done and done not in ACTIONS:
        raise BadInput(f"hiact: {done:g} is none of 0 to 21")
    part = Part(
        row.line,
        row.raw,
        Actor(state.name, "state", state.id, state.id),
        flag(row.pop("sidea"), "sidea"),
        since,
        until,
        level,
        int(done) if done else None,
        flag(row.pop("revstate", "0").replace("-9", ""), "revstate"),
        flag(row.pop("orig", "0").replace("-9", ""), "orig"),
        _deaths(row.pop("fatality", ""), row.pop("fatalpre", "")),
    )
    return name, part


def _date(row: Row, end: str) -> str | None:
    """As fine as it is given: the day is -9 in a quarter of the older disputes."""
    cells = [row.pop(f"{end}{part}", "") for part in ("year", "mon", "day")]
    return partial_date(*("" if c in MISSING else c for c in cells), what=f"{end}year")


def _deaths(level: str, exact: str) -> Quantity | None:
    """How many of the state's soldiers died: a number where it is known, else the bounds of its class; None for none.

    >>> _deaths("2", "-9"), _deaths("0", "0")
    (Quantity(value=None, min=26, max=100, unit='killed', text=None, vague=False), None)
    """
    known, told = number(exact, "fatalpre", MISSING), number(level, "fatality", MISSING)
    if told and told not in DEATHS:
        raise BadInput(f"fatality: {told:g} is none of 0 to 6")
    if known is not None and known > 0:
        return Quantity(value=known, unit="killed")
    return Quantity(min=DEATHS[int(told)][0], max=DEATHS[int(told)][1], unit="killed") if told else None


def relation(level: int, action: int | None) -> str | None:
    """What a state did, by the furthest it went; None where it did nothing.

    >>> relation(2, 1), relation(3, 7), relation(4, 15), relation(4, None), relation(5, 20), relation(1, None)
    ('THREATENS', 'MOBILIZES', 'COERCES', 'ATTACKS', 'COMBAT', None)
    """
    if level == 4 and action in BY_ACTION:
        return BY_ACTION[action]
    return BY_LEVEL.get(level)


def claims(name: str, part: Part, parts: list[Part], document: Document) -> Iterator[Claim]:
    """What one state did to each of the other side, and how many it lost."""
    against = [p for p in parts if p.side_a != part.side_a and overlaps(part.since, part.until, p.since, p.until)]
    alone = len({p.state.key for p in against}) <= 1
    passage = Passage(document.id, part.raw[:300], row=part.row)
    if part.dead is not None:
        yield Claim(
            passage, "CASUALTIES", part.state, against[0].state if against and alone else None,
            quantity=part.dead, since=part.since, until=part.until, extractor=EXTRACTOR,
            matter=f"{name}/{part.since}", details={"conflict": f"MID {name}"},
        )  # fmt: skip
    what = relation(part.level, part.action)
    for other in against if what else ():
        if what == "COMBAT" and not part.side_a and relation(other.level, other.action) == "COMBAT":
            continue  # told once, by side A
        yield Claim(
            passage, str(what), part.state, other.state,
            since=max(part.since, other.since), until=min((d for d in (part.until, other.until) if d), default=None),
            extractor=EXTRACTOR, matter=f"{name}/{part.since}/{other.since}",
            details=compact({
                "conflict": f"MID {name}", "hostility": part.level, "action": ACTIONS.get(part.action or 0),
                "partner_row": other.row, "estimated": None if alone else True,
                "initiator": part.side_a and part.original, "revisionist": part.revisionist or None,
            }),
        )  # fmt: skip
