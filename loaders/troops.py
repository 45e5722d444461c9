"""US military personnel abroad by country and year, 1950 on (the layout of the R package troopdata).

TROOP_DEPLOYMENT of the United States to each host: active-duty personnel on the day of the year's
count, a stock. A count of 0 is a claim that nobody was there and yields none; NA is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.errors import BadInput
from kg.model import Actor, Claim, Document, Loaded, Passage, Quantity, Source
from kg.states import by_cow, by_iso3, by_source_name
from kg.tables import MISSING, Row, integer, looks_like, number, open_table, table_document
from kg.tables import year as year_of

SOURCE = Source(
    "troopdata",
    "US Overseas Military Deployments (troopdata)",
    "dataset",
    "figures are the US Department of Defense's; the package that compiles them is GPL (>= 3)",
    "Allen, Michael A., Michael E. Flynn and Carla Martinez Machain. 2022. Global U.S. military deployment data: "
    "1950-2020. Conflict Management and Peace Science 39(3)",
    "https://cran.r-project.org/package=troopdata",
)
FORMAT = "troopdata"
DESCRIPTION = "US military personnel abroad by host and year (troopdata): active duty, by branch"
EXTRACTOR = "troopdata 1"
EXPECTED = {"1950-2024": {"rows": 13_135}}

NEEDED = ("countryname", "year", "ccode", "troops_ad")
BRANCHES = ("army_ad", "navy_ad", "air_force_ad", "marine_corps_ad", "coast_guard_ad", "space_force_ad")
# Left out: reserves and civilians, which are no deployed troops, and the world region.
IGNORED = ("region", "army_national_guard", "air_national_guard", "army_reserve", "navy_reserve",
           "marine_corps_reserve", "air_force_reserve", "coast_guard_reserve", "total_selected_reserve",
           "army_civilian", "navy_civilian", "marine_corps_civilian", "air_force_civilian", "dod_civilian",
           "total_civilian")  # fmt: skip
USA = Actor("United States", "state", "USA", "USA")
# What `docs/sources.md` tells a user: see kg.documentation.
YEARS = "1950-2024"
FILES = "the R package troopdata, its country-years written out as csv"
BECOMES = {
    "countryname, ccode, iso3c": "object of TROOP_DEPLOYMENT, the host; territories and seas are regions",
    "year": "`since` and `until`",
    "troops_ad": "the quantity, troops on active duty: a stock",
    "army_ad, navy_ad, air_force_ad, marine_corps_ad, coast_guard_ad, space_force_ad": "`branch`",
}
LEFT_OUT = {
    "army_national_guard, air_national_guard, army_reserve, navy_reserve, marine_corps_reserve, air_force_reserve, "
    "coast_guard_reserve, total_selected_reserve": "reserves are no deployed troops",
    "army_civilian, navy_civilian, marine_corps_civilian, air_force_civilian, dod_civilian, total_civilian":
        "civilians are no troops",
    "region": "the world region",
}  # fmt: skip
REPAIRS = (
    "Numbers of 1,000 and more (Aden 1029) are no states of COW: a region under the name that the file gives.",
    "A row without a number whose name is no state's, as one of totals, is refused.",
    "327 is the Papal States, which ended in 1870; the file means the Vatican.",
    "6 rows have fewer than 0 in a branch (marine corps in Turkey, 1959: -35): that branch is left out, the total "
    "stays, and `uncertain` says branch.",
    "NA is missing; 0 says that nobody was there and is no deployment.",
)


def matches(head: bytes, path: Path) -> bool:
    return looks_like(head, ("countryname", "ccode", "troops_ad"))


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    document = table_document(path, SOURCE, FORMAT, None, published)
    yield SOURCE
    yield document
    table = open_table(path, NEEDED, ("iso3c", *BRANCHES, *IGNORED))
    yield from table.read(lambda row: list(claims(row, document)), IGNORED)


def claims(row: Row, document: Document) -> Iterator[Claim]:
    """How many were stationed in one host, or nothing where none were or none are known."""
    year, name = year_of(row.pop("year")), row.pop("countryname")
    if not name:
        raise BadInput("countryname: no name")
    here = host(name, row.pop("ccode"), row.pop("iso3c", ""), year)
    troops = number(row.pop("troops_ad"), "troops_ad")
    branches = {b.removesuffix("_ad"): number(row.pop(b, ""), b) for b in BRANCHES}
    if troops is not None and troops < 0:
        raise BadInput(f"troops_ad: {troops:g} is below 0")
    below = [b for b, n in branches.items() if n is not None and n < 0]
    if troops and here.id != "USA":
        yield Claim(
            Passage(document.id, f"{name}, {year}: {troops:g} on active duty", row=row.line),
            "TROOP_DEPLOYMENT",
            USA,
            here,
            quantity=Quantity(value=troops, unit="troops"),
            since=str(year),
            until=str(year),
            extractor=EXTRACTOR,
            matter=f"{name}/{year}",
            details={
                "branch": ", ".join(f"{b} {n:g}" for b, n in branches.items() if n and n > 0) or None,
                **({"uncertain": "branch"} if below else {}),
            },
        )


def host(name: str, cow: str, iso3: str, year: int) -> Actor:
    """The host as a state; a territory or a sea (numbers of 1,000 and more) as a region of its own name.

    What has no number is no place where troops are, but a row of totals. Puerto Rico, a territory, has the number 6.
    """
    code = None if cow in MISSING else integer(cow, "ccode")
    state = by_cow(code, year) if code is not None and code < 1000 else None
    if state and state.life[1] and state.life[1][:4] < str(year):
        state = None  # 327 is the Papal States, which ended in 1870; the file means the Vatican
    state = state or (by_iso3(iso3) if iso3 not in MISSING else None) or by_source_name(name, "troopdata", str(year))
    if state:
        return Actor(name, "state", state.id, state.id)
    if code is None:
        raise BadInput(f"{name[:40]!r} is no state that is known, and has no number: a row of totals?")
    return Actor(name, "region")
