"""COW inter-state wars 4.0: who fought whom from when to when, and each side's battle deaths, 1823-2003.

A row is a state in a war. Two states on different sides whose spells touch fought each other:
COMBAT. Battle deaths are CASUALTIES of the state, with nobody named as the one who inflicted them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kg.dates import first_day, last_day, overlaps
from kg.errors import BadInput
from kg.model import Actor, Claim, Document, Loaded, Passage, Quantity, Source
from kg.plausible import implausible
from kg.states import by_cow
from kg.tables import Row, flag, integer, looks_like, number, open_table, partial_date, table_document

SOURCE = Source(
    "cow_wars",
    "COW Inter-State War Data",
    "dataset",
    "free for scholarly use with citation",
    "Sarkees, Meredith Reid and Frank Wayman. 2010. Resort to War: 1816-2007. CQ Press",
    "https://correlatesofwar.org/data-sets/cow-war/",
)
FORMAT = "cow_wars"
DESCRIPTION = "COW inter-state wars (Inter-StateWarData_v4.0.csv): who fought whom, battle deaths"
EXTRACTOR = "cow_wars 1"
EXPECTED = {"4": {"rows": 337, "wars": 95}}

NEEDED = ("WarNum", "WarName", "ccode", "StateName", "Side", "StartMonth1", "StartDay1", "StartYear1", "EndMonth1",
          "EndDay1", "EndYear1", "BatDeath")  # fmt: skip
OPTIONAL = ("WarType", "StartMonth2", "StartDay2", "StartYear2", "EndMonth2", "EndDay2", "EndYear2", "TransFrom",
            "WhereFought", "Initiator", "Outcome", "TransTo", "Version")  # fmt: skip
# Left out: which war this one grew from or into, and the world region.
IGNORED = ("WarType", "TransFrom", "TransTo", "WhereFought", "Version")
OUTCOMES = {"1": "won", "2": "lost", "3": "compromise", "4": "became another war", "5": "goes on", "6": "stalemate",
            "7": "went on below the level of war", "8": "changed sides"}  # fmt: skip
MISSING = ("-9", "-8", "-7")


class Part(NamedTuple):
    """One state's part in one war; a state may leave and return, so there are one or two spells."""

    row: int
    raw: str
    state: Actor
    side: str
    spells: tuple[tuple[str, str | None], ...]
    initiator: bool
    outcome: str | None


# What `docs/sources.md` tells a user: see kg.documentation.
YEARS = "1823-2003"
FILES = "COW Wars 4.0: Inter-StateWarData_v4.0.csv"
BECOMES = {
    "WarNum, WarName": "`conflict`",
    "ccode, StateName": "subject of CASUALTIES; subject (side 1) or object (side 2) of COMBAT",
    "Side": "who fought whom",
    "StartYear1, StartMonth1, StartDay1, StartYear2, StartMonth2, StartDay2": "`since`",
    "EndYear1, EndMonth1, EndDay1, EndYear2, EndMonth2, EndDay2": "`until`; -7 is not ended",
    "BatDeath": "the quantity of CASUALTIES, killed",
    "Initiator": "`initiator`",
    "Outcome": "`outcome`",
}
LEFT_OUT = {
    "WarType": "all are wars between states",
    "TransFrom, TransTo": "which war this one grew from or into",
    "WhereFought": "the world region",
    "Version": "kept with the document",
}
REPAIRS = (
    "-8 and -9 are missing, never numbers; parts of a date that are missing leave it coarser.",
    "Two states fought each other only in the days on which both were in the war.",
)


def matches(head: bytes, path: Path) -> bool:
    return looks_like(head, ("WarNum", "WarName", "BatDeath", "Side"))


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    """Battle deaths as they come, then the fighting, once each war's sides are known."""
    document = table_document(path, SOURCE, FORMAT, "4.0", published)
    yield SOURCE
    yield document
    wars: dict[str, list[Part]] = defaultdict(list)

    def losses(row: Row) -> list[Claim]:
        name, part, dead = read(row)
        found = list(casualties(name, part, dead, document))
        if wrong := next(filter(None, map(implausible, found)), ""):
            raise BadInput(wrong)
        wars[name].append(part)
        return found

    yield from open_table(path, NEEDED, OPTIONAL).read(losses, IGNORED)
    for name, parts in wars.items():
        yield from fighting(name, parts, document)


def read(row: Row) -> tuple[str, Part, float | None]:
    """Name of the war, the state's part in it, and its battle deaths."""
    name = f"{row.pop('WarNum')} {row.pop('WarName')}"
    spells = tuple(s for s in (_spell(row, "1"), _spell(row, "2")) if s)
    if not spells:
        raise BadInput("StartYear1: no year of beginning")
    code, called = integer(row.pop("ccode"), "ccode"), row.pop("StateName")
    state = by_cow(code, int(spells[0][0][:4]))
    if state is None:
        raise BadInput(f"ccode: no state has the COW number {code}")
    side = row.pop("Side")
    if side not in ("1", "2"):
        raise BadInput(f"Side: {side!r} is neither 1 nor 2")
    part = Part(row.line, row.raw, Actor(called, "state", state.id, state.id), side, spells,
                flag("1" if row.pop("Initiator", "2") == "1" else "0", "Initiator"),
                OUTCOMES.get(row.pop("Outcome", "")))  # fmt: skip
    return name, part, number(row.pop("BatDeath"), "BatDeath", missing=MISSING)


def _spell(row: Row, n: str) -> tuple[str, str | None] | None:
    """From when to when, as fine as the parts are given; -8 and -9 are missing, -7 means not ended."""
    dates = []
    for end in ("Start", "End"):
        cells = [row.pop(f"{end}{part}{n}", "") for part in ("Year", "Month", "Day")]
        dates.append(partial_date(*("" if c in MISSING else c for c in cells), what=f"{end}Year{n}"))
    since, until = dates
    if since and until and last_day(until) < first_day(since):
        raise BadInput(f"EndYear{n}: ends in {until}, before it begins in {since}")
    return (since, until) if since else None


def casualties(name: str, part: Part, dead: float | None, document: Document) -> Iterator[Claim]:
    if dead is not None:
        yield Claim(
            Passage(document.id, part.raw[:300], row=part.row),
            "CASUALTIES",
            part.state,
            quantity=Quantity(value=dead, unit="killed"),
            since=part.spells[0][0],
            until=part.spells[-1][1],
            extractor=EXTRACTOR,
            matter=f"{name}/{part.spells[0][0]}",
            details={"conflict": name},
        )


def fighting(name: str, parts: list[Part], document: Document) -> Iterator[Claim]:
    """COMBAT between each two states of different sides, for the days on which both were in the war."""
    for a in parts:
        for b in parts:
            if a.side == "1" and b.side == "2" and (spell := _common(a, b)):
                yield Claim(
                    Passage(document.id, a.raw[:300], row=a.row),
                    "COMBAT",
                    a.state,
                    b.state,
                    since=spell[0],
                    until=spell[1],
                    extractor=EXTRACTOR,
                    matter=f"{name}/{spell[0]}",
                    details={"conflict": name, "partner_row": b.row, "initiator": a.initiator, "outcome": a.outcome},
                )


def _common(a: Part, b: Part) -> tuple[str, str | None] | None:
    """The first to the last day on which both fought; None where they were never in it together."""
    both = [
        (max(x[0], y[0]), min((e for e in (x[1], y[1]) if e), default=None))
        for x in a.spells
        for y in b.spells
        if overlaps(*x, *y)
    ]
    return (both[0][0], both[-1][1]) if both else None
