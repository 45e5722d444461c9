"""Joint military exercises, 1980-2010 (the layout of troopdata's mme file): who trained with whom, and when.

COOPERATES_WITH between each two participants of an exercise. Dates come in two styles, 1/14/80 and
1980-01-xx, and are kept as fine as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from kg.dates import first_day, last_day
from kg.errors import BadInput
from kg.model import Actor, Claim, Document, Loaded, Passage, Source
from kg.resolve import resolve
from kg.states import by_source_name
from kg.tables import Row, flag, looks_like, open_table, partial_date, table_document

SOURCE = Source(
    "exercises",
    "Joint Military Exercises (MME)",
    "dataset",
    "distributed with the R package troopdata, GPL (>= 3)",
    "D'Orazio, Vito and Kevin Galambos. 2021. Multinational Military Exercises",
    "https://cran.r-project.org/package=troopdata",
)
FORMAT = "exercises"
DESCRIPTION = "joint military exercises (mme_v7.csv): participants, place, dates"
EXTRACTOR = "exercises 1"
EXPECTED = {"7": {"rows": 3_707}}

NEEDED = ("MMEID", "Ex_Name", "StartDate", "EndDate", "StateA", "StateB")
PARTS = ("year", "month", "day")
KINDS = ("CPX", "Air", "Land", "Sea", "Amphibious", "Cyber", "Warfighting", "Peacekeeping", "Humanitarian")
OPTIONAL = ("Series_Name", "Location", "lat", "lon", "FocusDescription", "AdditionalParticipantInfo", *KINDS,
            *(f"{end}.{part}" for end in "se" for part in PARTS))  # fmt: skip
# Left out: coordinates of the place, and free text on the focus.
IGNORED = ("lat", "lon", "FocusDescription")
MISSING = ("", "-9", "NA")
NO_STATES = ("organisation", "region")  # who takes part and is no state
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})")
DASHED = re.compile(r"(\d{4})-(\d{2}|xx)-(\d{2}|xx)")
# What `docs/sources.md` tells a user: see kg.documentation.
YEARS = "1980-2010"
FILES = "the R package troopdata: mme_v7.csv"
BECOMES = {
    "MMEID": "tells exercises apart",
    "Ex_Name, Series_Name": "`exercise`",
    "StateA, StateB (to StateAM)": "the two ends of COOPERATES_WITH: each pair of participants",
    "AdditionalParticipantInfo": "a participant where it is the name of an organisation and nothing else (NATO); other "
    "words are left out",
    "StartDate, s.year, s.month, s.day": "`since`",
    "EndDate, e.year, e.month, e.day": "`until`",
    "Location": "the place",
    "CPX, Air, Land, Sea, Amphibious, Cyber, Warfighting, Peacekeeping, Humanitarian": "`kinds`",
}
LEFT_OUT = {
    "lat, lon": "coordinates of a place that is often as wide as a country or a sea",
    "FocusDescription": "free text",
}
REPAIRS = (
    "Days are written 1/14/80 or 1980-01-xx (22 % incomplete): kept as fine as they are.",
    "In 6 rows of version 7 the end lies before the beginning: the month or year in which both lie is kept.",
    "-9, NA and xx are missing. An exercise with one named participant is no claim.",
    "NATO is the organisation that texts mean by it. Territories that take part by themselves (Bermuda, Hong Kong) "
    "stay places and are not counted as the state that they are part of.",
    "A state named twice in one row, or by two of its names, takes part once.",
)


def matches(head: bytes, path: Path) -> bool:
    return looks_like(head, ("MMEID", "Ex_Name", "StateA"))


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    document = table_document(path, SOURCE, FORMAT, None, published)
    yield SOURCE
    yield document
    yield from open_table(path, NEEDED, OPTIONAL).read(lambda row: list(claims(row, document)), IGNORED)


def claims(row: Row, document: Document) -> Iterator[Claim]:
    """One claim for each two participants; an exercise with one named participant yields none."""
    id, name, series, place = (told(row.pop(c, "")) for c in ("MMEID", "Ex_Name", "Series_Name", "Location"))
    since, until = agreed(date(row, "Start"), date(row, "End"))
    kinds = ",".join([k.lower() for k in KINDS if flag(told(row.pop(k, "")), k)])
    columns = [column for column in list(row) if re.fullmatch(r"State[A-Z]{1,2}", column)]
    names = [n for column in columns if (n := told(row.pop(column)))]
    names += in_words(row.pop("AdditionalParticipantInfo", ""), since)
    participants = {p.key: p for p in (participant(n, since) for n in reversed(names))}
    text = f"{name or series or 'exercise without a name'}, {place or 'place not told'}, {since or 'undated'}: "
    text += ", ".join(names)
    for (_, a), (_, b) in combinations(sorted(participants.items()), 2):
        yield Claim(
            Passage(document.id, text[:500], row=row.line),
            "COOPERATES_WITH",
            a,
            b,
            place=Actor(place, "region") if place else None,
            since=since,
            until=until,
            extractor=EXTRACTOR,
            matter=id,
            details={"exercise": name or series or None, "kinds": kinds or None},
        )


def agreed(since: str | None, until: str | None) -> tuple[str | None, str | None]:
    """Both dates; where the end lies before the beginning, one is wrong, and both are cut to what they agree on.

    >>> agreed("1982-11-11", "1982-11-10"), agreed("2000-04-24", "2000-01"), agreed("1980-01-14", "1980-01-21")
    (('1982-11', '1982-11'), ('2000', '2000'), ('1980-01-14', '1980-01-21'))
    """
    if not since or not until or first_day(since) <= last_day(until):
        return since, until
    common = next((since[:length] for length in (7, 4) if since[:length] == until[:length]), None)
    if common is None:
        raise BadInput(f"ends in {until}, before it begins in {since}")
    return common, common


def told(cell: str) -> str:
    """What a cell says; "" where it is missing."""
    return "" if cell in MISSING else cell


def date(row: Row, end: str) -> str | None:
    """The first or last day, from the date itself or else from its parts; None where nothing is known."""
    written = row.pop(f"{end}Date")
    cells = [row.pop(f"{end[0].lower()}.{part}", "") for part in PARTS]
    if found := SLASHED.fullmatch(written):
        month, day, year = found.groups()
        century = "" if len(year) == 4 else "19" if year >= "50" else "20"
        return partial_date(century + year, month, day, f"{end}Date")
    if found := DASHED.fullmatch(written):
        return partial_date(*("" if c == "xx" else c for c in found.groups()), what=f"{end}Date")
    if written not in ("", "NA", "-9"):
        raise BadInput(f"{end}Date: {written[:40]!r} is neither 1/14/80 nor 1980-01-xx")
    return partial_date(*("" if c in ("xx", "NA", "-9") else c for c in cells), what=f"{end}Date")


def participant(name: str, on: str | None) -> Actor:
    """The state of this name, or the organisation or place that the tables of names have for it.

    Their ids are those of the rest of the graph: NATO is org:NATO here as in texts. A territory that sends forces of
    its own (Bermuda's regiment, Hong Kong's in 1993) stays a place, and is not counted as the state that it is part of
    today. What no table has keeps its name.
    """
    if state := by_source_name(name, "exercises", on):
        return Actor(name, "state", state.id, state.id)
    found = resolve(name, on)
    return Actor(name, found.kind, found.id) if found.id and found.kind in NO_STATES else Actor(name, "group")


def in_words(cell: str, on: str | None) -> list[str]:
    """A participant that stands alone in the column of words: "NATO", in 27 exercises of version 7.

    Words that tell more ("forces from 17 NATO nations") are left out, since they do not say who took part.
    """
    return [cell] if participant(cell, on).type == "organisation" else []
