"""UCDP/PRIO Armed Conflict Dataset: who fought whom in which year, 1946 to the last year of the version.

A row is a conflict in a year; its sides are lists inside fields. Each state or group of one side
fought each of the other: COMBAT, one claim for each pair. States that joined with troops
(`side_a_2nd`, `side_b_2nd`) fought too, and are marked as secondary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kg.dates import is_partial
from kg.errors import BadInput
from kg.model import Actor, Claim, Document, Loaded, Passage, Source
from kg.states import by_gw
from kg.tables import MISSING, Row, flag, integer, looks_like, open_table, table_document
from kg.tables import year as year_of

SOURCE = Source(
    "ucdp",
    "UCDP/PRIO Armed Conflict Dataset",
    "dataset",
    "CC BY 4.0",
    "Gleditsch, Nils Petter, et al. 2002. Armed Conflict 1946-2001: A New Dataset. Journal of Peace Research 39(5); "
    "Davies, Shawn, Therese Pettersson and Magnus Öberg. 2022. Organized violence 1989-2021. "
    "Journal of Peace Research 59(4)",
    "https://ucdp.uu.se/downloads/",
)
FORMAT = "ucdp"
DESCRIPTION = "UCDP/PRIO armed conflicts by year (ucdp-prio-acd-*.csv): who fought whom"
EXTRACTOR = "ucdp 1"
# Conflict-years and conflicts of the whole file, by version.
EXPECTED = {"22.1": {"rows": 2568, "conflicts": 294}}

SIDES = ("side_a", "side_a_2nd", "side_b", "side_b_2nd")
NEEDED = ("conflict_id", "location", "side_a", "side_a_id", "side_b", "side_b_id", "year", "intensity_level",
          "type_of_conflict", "gwno_a", "gwno_b", "gwno_loc", "version")  # fmt: skip
OPTIONAL = ("side_a_2nd", "side_b_2nd", "gwno_a_2nd", "gwno_b_2nd", "incompatibility", "territory_name", "start_date",
            "start_prec", "start_date2", "start_prec2", "ep_end", "ep_end_date", "ep_end_prec",
            "cumulative_intensity", "region")  # fmt: skip
# Left out: how many dead since the beginning (a running class, not an event), the world region.
IGNORED = ("cumulative_intensity", "region", "start_prec", "ep_end_prec", "start_date", "start_date2", "start_prec2")
TYPES = {"1": "extrasystemic", "2": "interstate", "3": "intrastate", "4": "internationalized intrastate"}
ABOUT = {"1": "territory", "2": "government", "3": "government and territory"}
INTENSITIES = (1, 2)  # minor, war
LIST = re.compile(r",\s*")
NO_STATES = (751,)  # Hyderabad, 1947-48: numbered by UCDP, and in neither Gleditsch and Ward's list nor COW's
# What `docs/sources.md` tells a user: see kg.documentation.
YEARS = "1946-2021 (22.1); later in later versions"
FILES = "UCDP/PRIO Armed Conflict Dataset, csv: ucdp-prio-acd-221.csv (or a later version)"
BECOMES = {
    "side_a, side_a_id, gwno_a, side_a_2nd, gwno_a_2nd": "subjects of COMBAT; lists are split",
    "side_b, side_b_id, gwno_b, side_b_2nd, gwno_b_2nd": "objects of COMBAT; lists are split",
    "year": "`since` and `until`",
    "ep_end, ep_end_date": "`until`, in the year in which the fighting ended",
    "conflict_id, location, territory_name": "`conflict`; a disputed territory is the place",
    "intensity_level": "`intensity`: 1 from 25 dead in the year, 2 from 1,000",
    "type_of_conflict": "`conflict_type`",
    "incompatibility": "`about`: territory or government",
    "version": "the version of the document",
}
LEFT_OUT = {
    "gwno_loc": "the states whose government or territory is fought over: they are sides, or the location",
    "start_date, start_prec, start_date2, start_prec2": "when the conflict began, which is not when the year's did",
    "ep_end_prec": "how fine the day of the end is",
    "cumulative_intensity": "a running class of all dead since the beginning, no event",
    "region": "the world region",
}
REPAIRS = (
    "Sides are lists inside a field (side_b in 471 rows of 22.1): each of one side against each of the other.",
    "Names of groups may hold commas: they keep their numbers only where both lists are equally long.",
    "A list of governments without as many Gleditsch-Ward numbers is refused by row.",
    "Hyderabad (751, 1947-48) is in no list of states: its government is a party by its name and UCDP's number for it.",
)


def matches(head: bytes, path: Path) -> bool:
    return looks_like(head, ("conflict_id", "side_a", "gwno_a", "intensity_level"))


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    """Claims of each conflict-year; `source` is not used, since the data set is its own."""
    table = open_table(path, NEEDED, OPTIONAL)
    first = next((row for row in table if isinstance(row, Row)), None)
    document = table_document(path, SOURCE, FORMAT, first["version"] if first else None, published)
    yield SOURCE
    yield document
    yield from open_table(path, NEEDED, OPTIONAL).read(lambda row: list(claims(row, document)), IGNORED)


def claims(row: Row, document: Document) -> Iterator[Claim]:
    """COMBAT of each member of side A with each of side B in that year."""
    year = year_of(row.pop("year"))
    number, version = row.pop("conflict_id"), row.pop("version")
    intensity = integer(row.pop("intensity_level"), "intensity_level")
    kind, about = row.pop("type_of_conflict"), row.pop("incompatibility", "")
    if kind not in TYPES:
        raise BadInput(f"type_of_conflict: {kind!r} is none of {', '.join(TYPES)}")
    territory, location = row.pop("territory_name", ""), row.pop("location")
    row.pop("gwno_loc")
    ended = flag(row.pop("ep_end", "0"), "ep_end")
    last_day = row.pop("ep_end_date", "")
    if last_day not in MISSING and not is_partial(last_day):
        raise BadInput(f"ep_end_date: {last_day[:40]!r} is no date such as 1991-02-28")
    if ended and last_day not in MISSING and last_day[:4] != str(year):
        raise BadInput(f"ep_end_date: {last_day} is not in the year {year}, in which the fighting ended")
    if about not in ABOUT and about not in MISSING:
        raise BadInput(f"incompatibility: {about[:40]!r} is none of {', '.join(ABOUT)}")
    if intensity not in INTENSITIES:
        raise BadInput(f"intensity_level: {intensity} is neither 1 (minor) nor 2 (war)")
    sides = {side: list(parties(row, side, year)) for side in SIDES}
    passage = Passage(document.id, f"{location} {year}: {row.raw[:200]}", row=row.line)
    for a in (*sides["side_a"], *sides["side_a_2nd"]):
        for b in (*sides["side_b"], *sides["side_b_2nd"]):
            secondary = a in sides["side_a_2nd"] or b in sides["side_b_2nd"]
            yield Claim(
                passage,
                "COMBAT",
                a,
                b,
                since=str(year),
                until=last_day if ended and last_day not in MISSING else str(year),
                extractor=EXTRACTOR,
                matter=f"{number}/{year}",
                details={
                    "conflict": f"{number} {territory or location}",
                    "intensity": intensity,
                    "conflict_type": TYPES[kind],
                    "about": ABOUT.get(about),
                    "role": "secondary" if secondary else "primary",
                },
                place=Actor(territory, "region") if territory else None,
            )
    del version


def parties(row: Row, side: str, year: int) -> Iterator[Actor]:
    """The members of one side: states by their Gleditsch-Ward number, groups by UCDP's own."""
    names = [n for n in LIST.split(row.pop(side, "")) if n]
    ids = [i for i in LIST.split(row.pop(f"{side}_id", "")) if i]
    codes = [c for c in LIST.split(row.pop(side.replace("side", "gwno"), "")) if c]
    governments = [n for n in names if n.startswith("Government of")]
    if len(codes) != len(governments):
        raise BadInput(f"{side}: {len(governments)} governments but {len(codes)} Gleditsch-Ward numbers")
    # Names of groups may hold commas; only equally long lists can be told apart with certainty.
    numbered = ids if len(ids) == len(names) else [None] * len(names)
    for name, id in zip(names, numbered, strict=True):
        if name in governments:
            number = integer(codes[governments.index(name)], side)
            state = by_gw(number, year)
            if state is None and number in NO_STATES:
                yield Actor(name, "group", f"ucdp:{id}" if id else None)
                continue
            if state is None:
                raise BadInput(f"{side}: no state has the Gleditsch-Ward number {number} in {year}")
            yield Actor(state.name, "state", state.id, state.id)
        else:
            yield Actor(name, "armed_group", f"ucdp:{id}" if id else None)
