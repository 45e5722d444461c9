"""ICEWS coded events, yearly tables with tabs: who does what to whom, in CAMEO codes, with names of countries.

An actor is the state whose country it is coded with, whatever its sector (sectors are kept); one without a country is
the organisation that its name or the last words in brackets mean ("Ministry (European Union)"). "NA" and empty cells
are both missing. The column Intensity is Goldstein's value of the code. Reports have a publisher and a story number
and no address.

Left out: the text of the code, city, district and province.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.event_layout import header_of, normal, resolved, translated
from kg.events import loaded, without_counts
from kg.model import Loaded, Source
from kg.resolve import resolve, state_named
from kg.tables import looks_like

if TYPE_CHECKING:
    import polars as pl

SOURCE = Source(
    "icews",
    "ICEWS Coded Event Data",
    "dataset",
    "free for research with citation (Dataverse terms)",
    "Boschee, Elizabeth, Jennifer Lautenschlager, Sean O'Brien, Steve Shellman, James Starz and Michael Ward. 2015. "
    "ICEWS Coded Event Data. Harvard Dataverse, doi:10.7910/DVN/28075",
    "https://doi.org/10.7910/DVN/28075",
)
FORMAT = "icews"
DESCRIPTION = "ICEWS coded events (events.YYYY.tab, 20 columns)"
EXTRACTOR = "icews 1"
ONTOLOGY = "CAMEO"
TOLD = {"date": "Event Date", "code": "CAMEO Code", "intensity": "Intensity"}
NEEDED = ("Event ID", "Event Date", "Source Name", "Source Country", "CAMEO Code", "Intensity", "Target Name",
          "Target Country")  # fmt: skip
COLUMNS = (*NEEDED, "Source Sectors", "Target Sectors", "Event Text", "Story ID", "Sentence Number", "Publisher",
           "City", "District", "Province", "Country", "Latitude", "Longitude")  # fmt: skip
# What `docs/sources.md` tells a user: see kg.documentation.
YEARS = "1995-2023"
FILES = "ICEWS Coded Event Data: events.YYYY.*.tab (unzipped or zipped)"
BECOMES = {
    "Source Country, Source Name": "subject, a state or else an organisation",
    "Target Country, Target Name": "object, a state or else an organisation",
    "CAMEO Code": "relation, polarity and modality, by kg/data/cameo_relations.csv; `codes`",
    "Event Date": "`since` and `until`, the month",
    "Event ID": "counts an event once",
    "Intensity": "`intensity`: mean, lowest and highest",
    "Source Sectors, Target Sectors, Publisher, Story ID, Sentence Number, City, District, Province, Country, "
    "Latitude, Longitude": "kept with the row in Parquet, to which each claim points",
}  # fmt: skip
LEFT_OUT = {"Event Text": "the text of the code, which the code tells"}
REPAIRS = (
    '"NA" and empty cells are both missing; some editions put quotes around names.',
    "An actor without a country is the organisation of its name, or of the last words in brackets.",
    "An event that is told again, in the same file, counts once.",
)


def matches(head: bytes, path: Path) -> bool:
    return looks_like(head, NEEDED) and b"\t" in head


def version_of(path: Path) -> None:
    """The files do not say."""


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    """One claim for each directed pair of states or organisations, month and relation; `source` is not used."""
    import kg.loaders.icews as layout

    return without_counts(loaded(layout, path, published))


def shape(path: Path) -> tuple[tuple[str, ...], int]:
    header = header_of(path, NEEDED, COLUMNS)
    return header.names, header.line


def frame(cells: pl.LazyFrame, names: Sequence[str]) -> pl.LazyFrame:
    """Cells of such a file in the normal layout: see `kg.event_layout.COLUMNS`."""
    import polars as pl

    def cell(name: str) -> pl.Expr:
        """What a cell says; some editions put quotes around names."""
        if name not in names:
            return pl.lit(None, pl.String)
        said = pl.col(name).str.strip_chars('" ')
        return pl.when(said.is_in(["NA", ""]).not_()).then(said)

    places = [cell(f"{side} Country") for side in ("Source", "Target")]
    country = resolved(cells, [*places, cell("Country")], lambda name: state_named(name, source="icews"))
    unplaced = [pl.when(p.is_null()).then(_body(cell(f"{side} Name")))
                for side, p in zip(("Source", "Target"), places, strict=True)]  # fmt: skip
    body = resolved(cells, unplaced, organisation)

    def who(side: str, ours: str) -> dict[str, pl.Expr]:
        name, of = cell(f"{side} Name"), cell(f"{side} Country")
        return {
            ours: pl.when(of.is_null()).then(translated(_body(name), body)).otherwise(translated(of, country)),
            f"{ours}_name": name,
            f"{ours}_code": of,
            f"{ours}_type": cell(f"{side} Sectors"),
        }

    return normal(
        cells, ONTOLOGY, cell("Event ID"), cell("Event Date").str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False),
        cell("CAMEO Code"), cell("Intensity"), **who("Source", "source"), **who("Target", "target"),
        place=translated(cell("Country"), country),
        place_name=pl.concat_str([cell(n) for n in ("City", "District", "Province", "Country")], separator=", ",
                                 ignore_nulls=True),
        lat=cell("Latitude"), lon=cell("Longitude"), url=cell("Publisher"),
        story=pl.concat_str([cell("Story ID"), cell("Sentence Number")], separator="/"),
    )  # fmt: skip


def _body(name: pl.Expr) -> pl.Expr:
    """What an actor belongs to: the last words in brackets, else its name.

    "Ministry (European Union)" is the European Union's.
    """
    import polars as pl

    return pl.coalesce(name.str.extract(r"\(([^()]+)\)$"), name)


@cache  # a file is read in parts, and most names stand in many of them
def organisation(name: str) -> str | None:
    """The id of an organisation by its exact name."""
    found = resolve(name)
    return found.id if found.id and found.id.startswith("org:") and found.kind == "organisation" else None
