"""POLECAT, weekly and yearly tables of events coded by NGEC in PLOVER's types and modes: 40 columns with tabs.

Cells with "; " hold lists: an event of two actors and one recipient counts for each directed pair of states. An actor
is the state of its country, whatever its sector (the primary one is kept); one without a known country is the
organisation that its name means. "None" and empty cells are both missing.

The code is the type with its mode (RETREAT/withdraw); aid has no modes, and where its contexts say so it is
AID/military or AID/peacekeeping. Left out: titles, names as they stand in the report, other contexts, people and
organisations of the story. Known faults: the country of an actor is told by a machine from its name; some files name
a column Headline that no row has, and some have separators behind the last cell. Both are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.event_layout import header_of, normal, resolved, translated
from kg.events import loaded, without_counts
from kg.model import Loaded, Source
from kg.resolve import resolve, state_named
from kg.states import by_iso3
from kg.tables import Header, first_lines, looks_like

if TYPE_CHECKING:
    import polars as pl

SOURCE = Source(
    "polecat",
    "POLECAT",
    "dataset",
    "as its Dataverse page says; cite the data set",
    "Scarborough, Grace I., Benjamin E. Bagozzi, Andreas Beger, John Berrie, Andrew Halterman, Philip A. Schrodt and "
    "Jevon Spivey. 2023. POLECAT Weekly Data. Harvard Dataverse, doi:10.7910/DVN/AJGVIT",
    "https://doi.org/10.7910/DVN/AJGVIT",
)
FORMAT = "polecat"
DESCRIPTION = "POLECAT events (ngecEvents*.txt, 40 columns, ISO-8859-1)"
EXTRACTOR = "polecat 1"
ONTOLOGY = "PLOVER"
SEVERAL = True  # a row may tell of several pairs
TOLD = {"date": "Event Date", "code": "Event Type", "intensity": "Intensity"}
NEEDED = ("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Actor Name", "Actor Country",
          "Recipient Name", "Recipient Country")  # fmt: skip
COLUMNS = (
    *NEEDED, "Quad Code", "Contexts", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City", "District", "Province",
    "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date",
    "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
LIST = "; "
AID_CONTEXTS = ("peacekeeping", "military")  # the first that an event has
# What `docs/sources.md` tells a user: see kg.documentation.
YEARS = "2018 on"
FILES = "any ngecEventsDV-*.txt, weekly or yearly (unzipped or zipped)"
BECOMES = {
    "Actor Country, Actor Name": "subject, a state or else an organisation; lists are split",
    "Recipient Country, Recipient Name": "object, a state or else an organisation; lists are split",
    "Event Type, Event Mode": "relation, polarity and modality, by kg/data/plover_relations.csv; `codes`",
    "Contexts": "military or peacekeeping aid, where the type is AID; other contexts are left out",
    "Event Date": "`since` and `until`, the month",
    "Event ID": "counts an event once",
    "Intensity": "`intensity`: mean, lowest and highest",
    "Publication Date, Primary Actor Sector, Primary Recipient Sector, City, District, Province, Country, Latitude, "
    "Longitude, Source": "kept with the row in Parquet, to which each claim points",
}  # fmt: skip
LEFT_OUT = {
    "Quad Code": "follows from the type",
    "Actor COW, Recipient COW": "numbers that repeat the country",
    "Actor Sectors, Recipient Sectors, Actor Title, Recipient Title, Actor Name Raw, Recipient Name Raw, "
    "Wikipedia Actor ID, Wikipedia Recipient ID": "further sectors, titles and names as they stand in the report",
    "Placename, GeoNames ID, Raw Placename, Feature Type": "other names and codes of the place",
    "Story People, Story Organizations, Story Locations": "who and what else the story names",
    "Language, Version": "of the report and of the coder",
}  # fmt: skip
REPAIRS = (
    'Cells with "; " are lists: an event of two actors and one recipient counts for each pair.',
    '"None" and empty cells are both missing.',
    "Some files name a column Headline that no row has, and some have separators behind the last cell.",
)


def matches(head: bytes, path: Path) -> bool:
    return looks_like(head, NEEDED) and b"\t" in head


def version_of(path: Path) -> None:
    """Each row has the version of the coder; the files do not say theirs."""


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    """One claim for each directed pair of states or organisations, month and relation; `source` is not used."""
    import kg.loaders.polecat as layout

    return without_counts(loaded(layout, path, published))


def shape(path: Path) -> tuple[tuple[str, ...], int]:
    header = _without_headline(path, header_of(path, NEEDED, COLUMNS))
    names = list(header.names)
    while names[-1].endswith("?"):  # separators behind the last name
        names.pop()
    return tuple(names), header.line


def _without_headline(path: Path, header: Header) -> Header:
    """Some files name a column that their rows do not have."""
    rows = [line for line in first_lines(path)[header.line :] if line.strip()]
    if "Headline" not in header.names or not rows or rows[0].count("\t") + 1 >= len(header.names):
        return header
    return replace(header, names=tuple(name for name in header.names if name != "Headline"))


def frame(cells: pl.LazyFrame, names: Sequence[str]) -> pl.LazyFrame:
    """Cells of such a file in the layout of `kg.event_layout.COLUMNS`; a row of several pairs is there for each."""
    import polars as pl

    def cell(name: str) -> pl.Expr:
        if name not in names:
            return pl.lit(None, pl.String)
        said = pl.col(name).str.strip_chars('" ')
        return pl.when(said.is_in(["None", "NA", ""]).not_()).then(said)

    sides = {"source": "Actor", "target": "Recipient"}
    countries = resolved(cells, [*(cell(f"{s} Country") for s in sides.values()), cell("Country")], each(_state))
    bodies = resolved(cells, [cell(f"{s} Name") for s in sides.values()], each(_organisation))

    def who(ours: str) -> dict[str, pl.Expr]:
        name, of = cell(f"{sides[ours]} Name"), cell(f"{sides[ours]} Country")
        return {
            ours: pl.coalesce(translated(of, countries), translated(name, bodies)),
            f"{ours}_name": name,
            f"{ours}_code": of,
            f"{ours}_type": cell(f"Primary {sides[ours]} Sector"),
        }

    rows = normal(
        cells, ONTOLOGY, cell("Event ID"), _day(cell("Event Date")),
        _code(cell("Event Type"), cell("Event Mode"), cell("Contexts")), cell("Intensity"), **who("source"),
        **who("target"), place=translated(cell("Country"), countries).str.extract("^([^;]*)"),
        place_name=pl.concat_str([cell(n) for n in ("City", "District", "Province", "Country")], separator=", ",
                                 ignore_nulls=True),
        lat=cell("Latitude"), lon=cell("Longitude"), url=cell("Source"), added=_day(cell("Publication Date")),
    )  # fmt: skip
    lists = rows.with_columns(pl.col("source", "target").str.split(LIST))
    return lists.explode("source").explode("target")


def _day(cell: pl.Expr) -> pl.Expr:
    return cell.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)


def _code(type: pl.Expr, mode: pl.Expr, contexts: pl.Expr) -> pl.Expr:
    """TYPE or TYPE/mode; the contexts of aid stand in the place of its mode."""
    import polars as pl

    type, mode = type.str.to_uppercase(), mode.str.to_lowercase()
    told = contexts.str.to_lowercase().str.split(";").list.eval(pl.element().str.strip_chars())
    for context in reversed(AID_CONTEXTS):
        mode = (
            pl.when((type == "AID") & told.list.contains(context).fill_null(False))
            .then(pl.lit(context))
            .otherwise(mode)
        )
    return pl.when(type.is_not_null()).then(pl.concat_str([type, mode], separator="/", ignore_nulls=True))


def each(meant: Callable[[str], str | None]) -> Callable[[str], str | None]:
    """The ids of the entries of a list, once each, as a list again; None where no entry is known."""

    def ids(said: str) -> str | None:
        found = (meant(entry.strip()) for part in said.split(";") for entry in part.split("|"))
        return LIST.join(sorted({id for id in found if id})) or None

    return ids


@cache
def _state(said: str) -> str | None:
    """The state of a code of three letters, or of a name."""
    found = by_iso3(said.upper()) if len(said) == 3 else None
    return found.id if found else state_named(said)


@cache
def _organisation(name: str) -> str | None:
    """The id of an organisation by its exact name."""
    found = resolve(name)
    return found.id if found.id and found.id.startswith("org:") and found.kind == "organisation" else None
