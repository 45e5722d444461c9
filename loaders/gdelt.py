"""GDELT event files, as the project publishes them: one line for each event, tabs, no header, quotes as they come.

Version 1.0 has 57 columns (58 with the address of the report), version 2.0 has 61. Actors carry CAMEO codes (PRK for
North Korea), places FIPS codes (KN for North Korea, while AU is Austria and AS Australia). An actor is the state whose
country code it carries, whatever its role (Actor1Type1Code is kept); one without a state is the organisation whose
known-group code it carries. A file is taken as published on the last day on which its events were added.

Left out: ethnic and religious codes, the places of the two actors, average tone. Known faults: about one event in a
hundred is dated a month or more before it was added, some by exactly a year; dates are kept as the source gives them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import BadInput
from kg.event_layout import group_codes, normal, state_codes, translated
from kg.events import loaded, without_counts
from kg.model import Loaded, Source
from kg.tables import first_lines

if TYPE_CHECKING:
    import polars as pl

SOURCE = Source(
    "gdelt",
    "GDELT Event Database",
    "dataset",
    "free for any use with a citation and a link to the GDELT Project",
    "Leetaru, Kalev and Philip A. Schrodt. 2013. GDELT: Global Data on Events, Location, and Tone, 1979-2012. "
    "ISA Annual Convention; https://www.gdeltproject.org",
    "https://www.gdeltproject.org",
)
FORMAT = "gdelt"
DESCRIPTION = (
    "GDELT 1.0 and 2.0 events (YYYYMMDD.export.CSV, YYYYMMDDHHMMSS.export.CSV; 57, 58 or 61 columns, no header)"
)
EXTRACTOR = "gdelt 1"
ONTOLOGY = "CAMEO"
TOLD = {"date": "SQLDATE", "code": "EventCode", "intensity": "GoldsteinScale"}
PUBLISHES_AS_ADDED = True


def _actor(n: int) -> tuple[str, ...]:
    parts = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code",
             "Type1Code", "Type2Code", "Type3Code")  # fmt: skip
    return tuple(f"Actor{n}{part}" for part in parts)


def _place(whose: str, second: bool) -> tuple[str, ...]:
    parts = ("Type", "FullName", "CountryCode", "ADM1Code", *(("ADM2Code",) if second else ()), "Lat", "Long",
             "FeatureID")  # fmt: skip
    return tuple(f"{whose}Geo_{part}" for part in parts)


def _columns(second: bool, address: bool) -> tuple[str, ...]:
    return (
        "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", *_actor(1), *_actor(2),
        "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
        "NumMentions", "NumSources", "NumArticles", "AvgTone",
        *_place("Actor1", second), *_place("Actor2", second), *_place("Action", second),
        "DATEADDED", *(("SOURCEURL",) if address else ()),
    )  # fmt: skip


# By the number of columns: version, names.
VERSIONS = {
    57: ("1.0", _columns(second=False, address=False)),
    58: ("1.0", _columns(second=False, address=True)),
    61: ("2.0", _columns(second=True, address=True)),
}
COLUMNS = VERSIONS[61][1]
BEGINS = re.compile(r"\d{1,12}\t\d{8}\t\d{6}\t\d{4}\t\d{4}(?:\.\d*)?\t")
# What `docs/sources.md` tells a user: see kg.documentation.
YEARS = "1979 on (1.0), February 2015 on (2.0)"
FILES = "any YYYYMMDD.export.CSV.zip (1.0) or YYYYMMDDHHMMSS.export.CSV.zip (2.0), as it is"
BECOMES = {
    "Actor1CountryCode, Actor1KnownGroupCode": "subject, a state or else an organisation",
    "Actor2CountryCode, Actor2KnownGroupCode": "object, a state or else an organisation",
    "EventCode": "relation, polarity and modality, by kg/data/cameo_relations.csv; `codes`",
    "SQLDATE": "`since` and `until`, the month",
    "GLOBALEVENTID": "counts an event once",
    "GoldsteinScale": "`intensity`: mean, lowest and highest",
    "DATEADDED": "the day on which the file is taken as published",
    "Actor1Code, Actor1Name, Actor1Type1Code, Actor2Code, Actor2Name, Actor2Type1Code, QuadClass, NumMentions, "
    "NumSources, NumArticles, SOURCEURL, ActionGeo_FullName, ActionGeo_CountryCode, ActionGeo_Lat, ActionGeo_Long":
        "kept with the row in Parquet, to which each claim points",
}  # fmt: skip
LEFT_OUT = {
    "MonthYear, Year, FractionDate, EventBaseCode, EventRootCode": "follow from the day and the code",
    "Actor1EthnicCode, Actor1Religion1Code, Actor1Religion2Code, Actor2EthnicCode, Actor2Religion1Code, "
    "Actor2Religion2Code": "ethnic and religious codes: no actor of ours",
    "Actor1Type2Code, Actor1Type3Code, Actor2Type2Code, Actor2Type3Code": "further roles of an actor",
    "Actor1Geo_Type, Actor1Geo_FullName, Actor1Geo_CountryCode, Actor1Geo_ADM1Code, Actor1Geo_ADM2Code, "
    "Actor1Geo_Lat, Actor1Geo_Long, Actor1Geo_FeatureID, Actor2Geo_Type, Actor2Geo_FullName, Actor2Geo_CountryCode, "
    "Actor2Geo_ADM1Code, Actor2Geo_ADM2Code, Actor2Geo_Lat, Actor2Geo_Long, Actor2Geo_FeatureID":
        "places of the two actors, which are guesses from the text",
    "ActionGeo_Type, ActionGeo_ADM1Code, ActionGeo_ADM2Code, ActionGeo_FeatureID": "other codes of the place",
    "IsRootEvent": "whether the event stood in the first paragraph",
    "AvgTone": "the tone of the articles, not of the states",
}  # fmt: skip
REPAIRS = (
    "Actors have CAMEO codes of countries, places FIPS codes: AU is Austria as a place, AUS Australia as an actor.",
    "About one event in a hundred is dated a month or more before it was added, some by exactly a year: kept as told.",
    "Quotes are letters; an event that is told again, in the same file, counts once.",
    "About a quarter of the events name one actor only: kept in Parquet, and no claim.",
)


def matches(head: bytes, path: Path) -> bool:
    """No header: most lines begin with an id, a day, a month, a year and a fraction, and have a known width."""
    lines = head.decode("latin-1").split("\n")[:40]
    return _width(lines[:-1] if len(lines) > 1 else lines) is not None


def _width(lines: list[str]) -> int | None:
    widths = Counter(line.count("\t") + 1 for line in lines if BEGINS.match(line))
    told = [(n, w) for w, n in widths.items() if w in VERSIONS]
    return max(told)[1] if told and 2 * sum(n for n, _ in told) >= sum(1 for line in lines if line.strip()) else None


def shape(path: Path) -> tuple[tuple[str, ...], int]:
    return _version(path)[1], 0


def version_of(path: Path) -> str:
    return _version(path)[0]


def _version(path: Path) -> tuple[str, tuple[str, ...]]:
    width = _width(first_lines(path))
    if width is None:
        raise BadInput("is no GDELT file: its lines do not have 57, 58 or 61 columns that begin with "
                       "an id, a day (20240131), a month, a year and a fraction", str(path))  # fmt: skip
    return VERSIONS[width]


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    """One claim for each directed pair of states or organisations, month and relation; `source` is not used."""
    import kg.loaders.gdelt as layout

    return without_counts(loaded(layout, path, published))


def frame(cells: pl.LazyFrame, names: Sequence[str]) -> pl.LazyFrame:
    """Cells of such a file in the normal layout: see `kg.event_layout.COLUMNS`."""
    import polars as pl

    return normal(
        cells, ONTOLOGY, pl.col("GLOBALEVENTID"), _day("SQLDATE"), pl.col("EventCode"),
        pl.col("GoldsteinScale"), **_who(1, "source"), **_who(2, "target"), quad=pl.col("QuadClass"),
        place=translated(pl.col("ActionGeo_CountryCode"), state_codes("fips")),
        place_name=pl.col("ActionGeo_FullName"), lat=pl.col("ActionGeo_Lat"), lon=pl.col("ActionGeo_Long"),
        url=pl.col("SOURCEURL") if "SOURCEURL" in names else pl.lit(None), mentions=pl.col("NumMentions"),
        sources=pl.col("NumSources"), articles=pl.col("NumArticles"), added=_day("DATEADDED"),
    )  # fmt: skip


def _day(name: str) -> pl.Expr:
    import polars as pl

    return pl.col(name).str.slice(0, 8).str.to_date("%Y%m%d", strict=False)


def _who(n: int, side: str) -> dict[str, pl.Expr]:
    """The state of the country code; without one the organisation of the known-group code."""
    import polars as pl

    state = translated(pl.col(f"Actor{n}CountryCode"), state_codes("cameo"))
    group = translated(pl.col(f"Actor{n}KnownGroupCode"), group_codes())
    return {
        side: pl.coalesce(state, group),
        f"{side}_name": pl.col(f"Actor{n}Name"),
        f"{side}_code": pl.col(f"Actor{n}Code"),
        f"{side}_type": pl.col(f"Actor{n}Type1Code"),
    }
