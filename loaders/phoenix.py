"""Phoenix event files: one line for each event, tabs, no header, CAMEO codes of actors and events.

Files of the daily feed have 26 columns; those with a column of the actors' attributes behind the issues have 27. An
actor is the state that its entity (or its full code) begins with, whatever its role (kept); one without a state is
the international organisation whose code stands in it (IGOUNO, IGOEUREEC). Ids of sentences
and addresses are kept as they stand, lists with ";". Ids of events count up within a file and are no ids beyond it.

Left out: attributes, issues, the class of the event as the file has it (our quad is told by the CAMEO code; the
file's has a class 0 for statements).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import BadInput
from kg.event_layout import group_codes, normal, resolved, state_codes, translated
from kg.events import loaded, without_counts
from kg.model import Loaded, Source
from kg.resolve import state_named
from kg.states import by_code, by_iso3
from kg.tables import first_lines

if TYPE_CHECKING:
    import polars as pl

SOURCE = Source(
    "phoenix",
    "Phoenix Event Data Set",
    "dataset",
    "as the Open Event Data Alliance's page says; cite the data set",
    "Open Event Data Alliance. 2014-. Phoenix Event Data Set. http://openeventdata.org",
    "http://openeventdata.org",
)
FORMAT = "phoenix"
DESCRIPTION = "Phoenix events (events.full.YYYYMMDD.txt; 26 or 27 columns, no header)"
EXTRACTOR = "phoenix 1"
ONTOLOGY = "CAMEO"
TOLD = {"date": "date", "code": "eventcode", "intensity": "goldstein"}
_ACTORS = tuple(
    f"{side}actor{part}" for side in ("source", "target") for part in ("full", "entity", "role", "attribute")
)


def _columns(attributes: bool) -> tuple[str, ...]:
    return (
        "eventid", "date", "year", "month", "day", *_ACTORS, "eventcode", "rootcode", "quadclass", "goldstein",
        "joinedissues", *(("actorattributes",) if attributes else ()), "lat", "lon", "locationname", "statename",
        "countryname", "sentenceid", "urls", "newssources",
    )  # fmt: skip


VERSIONS = {26: _columns(attributes=False), 27: _columns(attributes=True)}
COLUMNS = VERSIONS[27]
BEGINS = re.compile(r"[^\t]{1,80}\t(\d{4})-?(\d\d)-?(\d\d)\t\1\t0?\d{1,2}\t0?\d{1,2}\t")
# What `docs/sources.md` tells a user: see kg.documentation.
YEARS = "June 2014 on"
FILES = "any events.full.YYYYMMDD.txt (unzipped or zipped)"
BECOMES = {
    "sourceactorfull, sourceactorentity, sourceactorrole, sourceactorattribute":
        "subject: a state, or else an organisation by its code",
    "targetactorfull, targetactorentity, targetactorrole, targetactorattribute":
        "object: a state, or else an organisation by its code",
    "eventcode": "relation, polarity and modality, by kg/data/cameo_relations.csv; `codes`",
    "date": "`since` and `until`, the month",
    "eventid": "counts an event once in a file; it is no id beyond it",
    "goldstein": "`intensity`: mean, lowest and highest",
    "lat, lon, locationname, statename, countryname, sentenceid, urls, newssources":
        "kept with the row in Parquet, to which each claim points",
}  # fmt: skip
LEFT_OUT = {
    "year, month, day, rootcode": "follow from the day and the code",
    "quadclass": "has a class 0 for statements; ours is told by the code",
    "joinedissues, actorattributes": "topics of the sentence, and attributes of the actors",
}
REPAIRS = (
    "Files have 26 or 27 columns and no header; the width tells which.",
    "An international organisation without a state is the one whose code stands in it (IGOUNO, IGOEUREEC).",
)


def matches(head: bytes, path: Path) -> bool:
    """No header: most lines begin with an id, a day and its year, month and day, and have a known width."""
    lines = head.decode("latin-1").split("\n")[:40]
    return _width(lines[:-1] if len(lines) > 1 else lines) is not None


def _width(lines: list[str]) -> int | None:
    widths = Counter(line.count("\t") + 1 for line in lines if BEGINS.match(line))
    told = [(n, w) for w, n in widths.items() if w in VERSIONS]
    return max(told)[1] if told and 2 * sum(n for n, _ in told) >= sum(1 for line in lines if line.strip()) else None


def version_of(path: Path) -> None:
    """The ids of events end with a version; the files do not say one."""


def shape(path: Path) -> tuple[tuple[str, ...], int]:
    width = _width(first_lines(path))
    if width is None:
        raise BadInput("is no Phoenix file: its lines do not have 26 or 27 columns that begin with an id, a day "
                       "(20140620), a year, a month and a day", str(path))  # fmt: skip
    return VERSIONS[width], 0


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    """One claim for each directed pair of states or organisations, month and relation; `source` is not used."""
    import kg.loaders.phoenix as layout

    return without_counts(loaded(layout, path, published))


def frame(cells: pl.LazyFrame, names: Sequence[str]) -> pl.LazyFrame:
    """Cells of such a file in the normal layout: see `kg.event_layout.COLUMNS`."""
    import polars as pl

    def cell(name: str) -> pl.Expr:
        said = pl.col(name).str.strip_chars('" ')
        return pl.when(said.is_in(["NA", "None", ""]).not_()).then(said)

    country = resolved(cells, [cell("countryname")], _country)
    return normal(
        cells, ONTOLOGY, cell("eventid"), cell("date").str.replace_all("-", "").str.to_date("%Y%m%d", strict=False),
        cell("eventcode"), cell("goldstein"), **_who(cell, "source"), **_who(cell, "target"),
        place=translated(cell("countryname"), country),
        place_name=pl.concat_str([cell(n) for n in ("locationname", "statename", "countryname")], separator=", ",
                                 ignore_nulls=True),
        lat=cell("lat"), lon=cell("lon"), url=pl.coalesce(cell("urls"), cell("newssources")), story=cell("sentenceid"),
    )  # fmt: skip


def _who(cell: Callable[[str], pl.Expr], side: str) -> dict[str, pl.Expr]:
    """The state that entity or full code begin with; without one the organisation of any code of three letters."""
    import polars as pl

    full, entity, role, attribute = (cell(f"{side}actor{part}") for part in ("full", "entity", "role", "attribute"))
    states, groups = state_codes("cameo"), group_codes()
    parts = (entity, role, attribute.str.slice(0, 3), full.str.slice(3, 3), full.str.slice(6, 3), full.str.slice(0, 3))
    state = pl.coalesce(*(translated(code.str.slice(0, 3), states) for code in (entity, full)))
    return {
        side: pl.coalesce(state, *(translated(code, groups) for code in parts)),
        f"{side}_name": pl.lit(None),
        f"{side}_code": pl.coalesce(full, entity),
        f"{side}_type": role,
    }


def _country(said: str) -> str | None:
    """The state of a place: by its code of three letters or its name."""
    found = by_iso3(said.upper()) or by_code("cameo", said) if len(said) == 3 else None
    return found.id if found else state_named(said)
