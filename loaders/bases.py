"""US bases abroad with their coordinates, as of 2018 (the layout of the R package troopdata; after David Vine).

BASE_ACCESS of the United States to each host, one claim for each site. The table has no dates: a site was in use
at some time from the Cold War to 2018, and nothing says when. Coordinates are details; a site without a name has
those of its country and is marked `uncertain`.

Repaired: the table gives the Democratic Republic of the Congo the number of the other Congo (484), and writes
"Georigia". Sites on territory of the United States (Guam, Puerto Rico and others) are no access to another state
and give no claim. Dependent territories are regions of the state that the table names; Antarctica, which it gives to
New Zealand, and Hong Kong are regions of no state.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg.errors import BadInput
from kg.model import Actor, Claim, Document, Loaded, Passage, Source, compact
from kg.states import by_cow, by_source_name, state
from kg.tables import Row, flag, integer, looks_like, number, open_table, shown, table_document

SOURCE = Source(
    "bases",
    "US Overseas Military Bases (troopdata)",
    "dataset",
    "distributed with the R package troopdata, GPL (>= 3)",
    "Vine, David. 2015. Base Nation: How U.S. Military Bases Abroad Harm America and the World. Metropolitan Books; "
    "Allen, Michael A., Michael E. Flynn and Carla Martinez Machain. 2022. Global U.S. military deployment data: "
    "1950-2020. Conflict Management and Peace Science 39(3)",
    "https://cran.r-project.org/package=troopdata",
)
FORMAT = "bases"
DESCRIPTION = "US bases abroad (basedata.csv of troopdata): host, name, coordinates, size"
EXTRACTOR = "bases 1"
VERSION = "2018"  # the last year to which its makers brought the list
EXPECTED = {VERSION: {"rows": 414}}

SIGN = ("countryname", "ccode", "basename")
NEEDED = (*SIGN, "lat", "lon")
# What a site is: a base; a small one ("lilypad": under 200 people, or "other site" in the Pentagon's list); a base
# of the host that the United States paid for.
KINDS = {"base": "base", "lilypad": "lilypad", "fundedsite": "base of the host funded by the US"}
IGNORED = ("iso3c",)  # follows from ccode, with its errors
USA = Actor("United States", "state", "USA", "USA")
REPAIRED = {"Congo, Democratic Republic": "COD", "Georigia": "GEO"}
NOBODYS = frozenset(("Antarctica", "Hong Kong"))
# What `docs/sources.md` tells a user: see kg.documentation.
YEARS = "as of 2018; no dates"
FILES = "the R package troopdata: basedata.csv"
BECOMES = {
    "countryname, ccode": "object of BASE_ACCESS, the host",
    "basename": "the place",
    "lat, lon": "`latitude`, `longitude`",
    "base, lilypad, fundedsite": "`kinds`",
}
LEFT_OUT = {"iso3c": "follows from ccode, with its errors"}
REPAIRS = (
    "The Democratic Republic of the Congo has the number of the other Congo (484): read by its name.",
    '"Georigia" is Georgia.',
    "A site without a name has the coordinates of its country: its place is marked `uncertain`.",
    "Antarctica, which the table gives to New Zealand, and Hong Kong are regions of no state.",
)


def matches(head: bytes, path: Path) -> bool:
    return looks_like(head, SIGN)


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    document = table_document(path, SOURCE, FORMAT, VERSION, published)
    yield SOURCE
    yield document
    told: Counter[tuple[str, str]] = Counter()
    table = open_table(path, NEEDED, (*KINDS, *IGNORED))
    yield from table.read(lambda row: claims(row, document, told), IGNORED)


def claims(row: Row, document: Document, told: Counter[tuple[str, str]]) -> list[Claim]:
    """Access to one site, or none where it is the United States' own territory."""
    passage = Passage(document.id, shown(row, ("countryname", "basename", "lat", "lon", *KINDS)), row=row.line)
    country, base = row.pop("countryname"), row.pop("basename")
    if not country:
        raise BadInput("countryname: no name")
    here = host(country, integer(row.pop("ccode"), "ccode"))
    latitude, longitude = coordinate(row.pop("lat"), "lat", 90), coordinate(row.pop("lon"), "lon", 180)
    kinds = [word for column, word in KINDS.items() if flag(row.pop(column, ""), column)]
    if here.state == "USA":
        return []
    named = base not in ("", "NA")
    told[country, base] += 1  # the table has one site twice
    return [
        Claim(
            passage, "BASE_ACCESS", USA, here,
            place=Actor(base, "region", None, here.state) if named else None,
            extractor=EXTRACTOR,
            matter=f"{country}/{base}" + (f"#{told[country, base]}" if told[country, base] > 1 else ""),
            details=compact({
                "latitude": latitude, "longitude": longitude, "kinds": ", ".join(kinds),
                "uncertain": None if named or latitude is None else "place",
            }),
        )
    ]  # fmt: skip


def host(name: str, cow: int) -> Actor:
    """The host: a state, or a territory as a region of its state.

    >>> host("Greenland", 390).state, host("Japan", 740).id, host("Congo, Democratic Republic", 484).id
    ('DNK', 'JPN', 'COD')
    """
    coded = by_cow(cow)
    if coded is None:
        raise BadInput(f"ccode: no state has the COW number {cow}")
    named = state(REPAIRED[name]) if name in REPAIRED else by_source_name(name, "troopdata")
    if named is not None:
        return Actor(named.name, "state", named.id, named.id)
    return Actor(name, "region", None, None if name in NOBODYS else coded.id)


def coordinate(cell: str, what: str, most: int) -> float | None:
    degrees = number(cell, what)
    if degrees is not None and abs(degrees) > most:
        raise BadInput(f"{what}: {cell[:40]!r} is not between -{most} and {most} degrees")
    return degrees
