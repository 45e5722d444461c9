"""The normal layout of coded events, and what the codes of their sources mean in our terms.

A loader says how the columns of its source become this layout (`Layout.frame`, by `normal`); `kg.events` reads all
sources by it.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from kg.errors import BadInput
from kg.model import Source
from kg.resolve import label_of
from kg.states import DATA, table
from kg.tables import Header, open_table

if TYPE_CHECKING:
    import polars as pl

# The normal layout. Ids of actors and places are ours ("PRK", "org:NATO"); codes and names are the source's.
COLUMNS = {
    "row": "Int64",  # line of the file
    "event": "String",  # the source's id of the event
    "date": "Date",
    "source": "String",  # who acts
    "source_name": "String",
    "source_code": "String",
    "source_type": "String",  # in the source's words: GOV, MIL
    "target": "String",  # on whom
    "target_name": "String",
    "target_code": "String",
    "target_type": "String",
    "code": "String",  # what: of CAMEO, or the event type and mode of PLOVER
    "root": "String",
    "quad": "Int8",  # 1, 2: verbal, material cooperation; 3, 4: verbal, material conflict
    "intensity": "Float64",  # Goldstein's scale: -10 hostile to 10 friendly
    "place": "String",  # the state in which it happened
    "place_name": "String",
    "lat": "Float64",
    "lon": "Float64",
    "url": "String",  # where the report is; its publisher where the source gives no address
    "story": "String",  # the source's number of the report and sentence
    "mentions": "Int64",
    "sources": "Int64",
    "articles": "Int64",
    "added": "Date",  # the day on which the source learnt of it
    "problem": "UInt8",  # why the row is bad: one of PROBLEMS; 0 is none
}
QUADS = {
    "CAMEO": {f"{n:02d}": "1" if n < 6 else "2" if n < 9 else "3" if n < 14 else "4" for n in range(1, 21)},
    "PLOVER": {
        **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "1"),
        **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "2"),
        **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "3"),
        **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "4"),
    },
}  # fmt: skip
# A root and up to two digits more.
CAMEO_CODES = [
    root + more for root in QUADS["CAMEO"] for n in range(3) for more in map("".join, product("0123456789", repeat=n))
]
PROBLEMS = {
    1: "event id: there is none",
    2: "date: {date!r} is no day of the calendar",
    3: "code: {code!r} is no code of {ontology}",
    4: "intensity: {intensity!r} is no number between -10 and 10",
}


class Layout(Protocol):
    """What a loader of events says of its source; its module is one."""

    SOURCE: Source
    FORMAT: str
    EXTRACTOR: str
    ONTOLOGY: str  # CAMEO or PLOVER: which table of relations holds
    COLUMNS: Sequence[str]  # all that it may have; others are reported
    TOLD: Mapping[str, str]  # which cells hold date, code and intensity, to show what is wrong with them

    @staticmethod
    def shape(path: Path) -> tuple[Sequence[str], int]:
        """The names of the columns of this file, from left to right, and how many lines stand above its rows."""

    @staticmethod
    def frame(cells: pl.LazyFrame, names: Sequence[str]) -> pl.LazyFrame:
        """Cells of these columns as text, with the number of each line in `row`, in the normal layout."""

    @staticmethod
    def version_of(path: Path) -> str | None:
        """The version of the source that this file is of."""


class Meaning(NamedTuple):
    """What a code of an ontology says in our terms."""

    relation: str
    polarity: Any
    modality: str


# -- codes ---------------------------------------------------------------------------------------


@cache
def relations(ontology: str) -> Mapping[str, Meaning]:
    """Code prefix to meaning, by the table of the ontology; a code without a relation is in no line of it."""
    with (DATA / f"{ontology.lower()}_relations.csv").open(encoding="utf-8", newline="") as file:
        return {r["code"]: Meaning(r["relation"], r["polarity"], r["modality"]) for r in csv.DictReader(file)}


@cache
def meaning(ontology: str, code: str) -> Meaning | None:
    """What a code means: the longest prefix that the table has wins.

    >>> meaning("CAMEO", "0721").relation, meaning("CAMEO", "071").relation, meaning("CAMEO", "999")
    ('MILITARY_AID', 'AIDS', None)
    """
    known = relations(ontology)
    return next((known[code[:n]] for n in range(len(code), 0, -1) if code[:n] in known), None)


@cache
def state_codes(scheme: str) -> Mapping[str, str]:
    """Code to id of the state, for `cameo` or `fips`."""
    return {code: row["id"] for row in table("codes.csv") for code in row[scheme].split()}


# Organisations by their codes in CAMEO's dictionaries of international actors.
GROUP_CODES = {
    "NAT": "org:NATO", "EEC": "org:EU", "UNO": "org:UN", "AFU": "org:AU", "ASN": "org:ASEAN", "CIS": "org:CIS",
    "GCC": "org:GCC", "ARL": "org:ARABLEAGUE", "OIC": "org:OIC", "SCO": "org:SCO", "ECA": "org:ECOWAS",
    "WAS": "org:ECOWAS", "SAD": "org:SADC", "OAS": "org:OAS", "SCE": "org:OSCE", "OPC": "org:OPEC",
    "IAE": "org:IAEA", "IMF": "org:IMF", "WBK": "org:WB", "WTO": "org:WTO",
}  # fmt: skip


@cache
def group_codes() -> Mapping[str, str]:
    """The codes of those organisations that our tables know."""
    return {code: id for code, id in GROUP_CODES.items() if label_of(id)}


def translated(column: pl.Expr, names: Mapping[str, str]) -> pl.Expr:
    """Each value by a dictionary; None where it has no entry."""
    import polars as pl

    told = sorted(names)
    number = column.cast(pl.Enum(told), strict=False).to_physical()  # twice as fast as `replace_strict`
    return pl.lit(pl.Series([names[name] for name in told], dtype=pl.String)).gather(number)


def normal(
    cells: pl.LazyFrame, ontology: str, event: pl.Expr, date: pl.Expr, code: pl.Expr, intensity: pl.Expr,
    **others: pl.Expr,
) -> pl.LazyFrame:  # fmt: skip
    """The cells of a source in the normal layout; columns that it does not have are empty.

    `intensity` is the cell as it stands; a root and a quad class that are not given are told by the code.
    """
    import polars as pl

    root = code.str.slice(0, 2) if ontology == "CAMEO" else code.str.extract("^([^/]*)")
    given: dict[str, pl.Expr] = {
        "row": pl.col("row"), "event": event, "date": date, "code": code, "root": root,
        "quad": translated(root, QUADS[ontology]), "intensity": intensity,
        "problem": _problem(event, date, code, root, intensity, ontology), **others,
    }  # fmt: skip
    types = {"String": pl.String, "Int8": pl.Int8, "Int64": pl.Int64, "Float64": pl.Float64, "Date": pl.Date,
             "UInt8": pl.UInt8}  # fmt: skip
    return cells.select(
        given.get(name, pl.lit(None)).cast(types[kind], strict=False).alias(name) for name, kind in COLUMNS.items()
    )


def _problem(event: pl.Expr, date: pl.Expr, code: pl.Expr, root: pl.Expr, intensity: pl.Expr, ontology: str) -> pl.Expr:
    """The number of the first thing that is wrong with a row, 0 where nothing is; see PROBLEMS."""
    import polars as pl

    known = code.is_in(CAMEO_CODES) if ontology == "CAMEO" else root.is_in(sorted(QUADS[ontology]))
    number = intensity.cast(pl.Float64, strict=False)
    sound = intensity.is_null() | number.is_between(-10, 10).fill_null(False)
    return (
        pl.when(event.is_null()).then(1)
        .when(date.is_null()).then(2)
        .when(~known.fill_null(False)).then(3)
        .when(~sound).then(4)
        .otherwise(0)
    )  # fmt: skip


# -- cells ---------------------------------------------------------------------------------------


def cells_of(lines: bytes, names: Sequence[str], done: int) -> pl.LazyFrame:
    """The cells of some sound lines with tabs as text, with the number of each line in `row`; quotes are no marks.

    `names` are the columns from left to right; `done` lines of the file stand above these.
    """
    import polars as pl

    cells = pl.scan_csv(
        lines, separator="\t", has_header=False, schema=dict.fromkeys(names, pl.String), quote_char=None,
        row_index_name="row", row_index_offset=done + 1,
    )  # fmt: skip
    return cells.with_columns(pl.col("row").cast(pl.Int64))


def header_of(path: Path, needed: Sequence[str], known: Iterable[str]) -> Header:
    """The header of a table with tabs; BadInput says which column is missing."""
    header = open_table(path, needed, tuple(known)).header
    if header.separator != "\t":
        raise BadInput(f"header: the columns stand between {header.separator!r}; event data have tabs", str(path))
    return header


def resolved(cells: pl.LazyFrame, columns: Sequence[pl.Expr], meant: Callable[[str], str | None]) -> dict[str, str]:
    """Each name that stands in these columns and means somebody known, with the id; all names are looked at once."""
    found: set[str] = set()
    for column in columns:
        found |= set(cells.select(column.alias("name").unique()).collect(engine="streaming")["name"].drop_nulls())
    return {name: id for name in sorted(found) if (id := meant(name))}
