"""SIPRI tables of import and export values: how much each state received or supplied in each year, in million TIV.

A cell is the total of all that one state received (or supplied) in one year, from whomever. It is no transfer
between two, so no claim is made of it: each is kept as a figure of one state in one year, `tiv_imported` or
`tiv_exported`. Nothing adds these totals to the deliveries of the trade register, of which they are the sums;
`kg metric tiv --source sipri_values` reads them by themselves.

SIPRI rounds: "0" is something below half a million, and each other figure may be half a million more or less. An
empty cell is no transfer that SIPRI identified; it is left out, and is not 0. Rows of totals (the world, the
sum of the column) and the columns behind the years (sums, percentages) are left out too: they follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kg.loaders.sipri import SOURCE as SIPRI
from kg.loaders.sipri import actor, generated_on, obtained

from kg.errors import BadInput
from kg.model import Document, Loaded, Measured, Passage
from kg.tables import Row, looks_like, number, open_table, table_document

SOURCE = replace(SIPRI, id="sipri_values", name="SIPRI Arms Transfers Database, values by state and year")
FORMAT = "sipri_values"
DESCRIPTION = "SIPRI import and export values (import-values_*.csv, export-values_*.csv): TIV by state and year"

# What the first column is called, by what the table is of.
FIRST = {"Recipient": "tiv_imported", "Imports by": "tiv_imported", "Imports to": "tiv_imported",
         "Supplier": "tiv_exported", "Exports by": "tiv_exported", "Exports from": "tiv_exported"}  # fmt: skip
YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
SUMS = re.compile(r"(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d|percentage.*|sum.*|total.*|share.*", re.IGNORECASE)
TOTALS = re.compile(r"(?:world )?total\b", re.IGNORECASE)  # "Total world import" and the like, at the end
HEADER = re.compile(
    r'(?:^|\r)(?:[^,;|\t\r\n]{0,40}[,;|\t]){0,9}"?(?:19|20)\d\d"?[,;|\t]"?(?:19|20)\d\d"?[,;|\t\r\n]', re.M
)
# What `docs/sources.md` tells a user: see kg.documentation.
YEARS = "1950 to the year before the export; the columns say which"
FILES = "Import/export values, downloaded as csv: import-values_*.csv, export-values_*.csv"
BECOMES = {
    "Recipient, Imports by, Imports to": "the state of the figure `tiv_imported`; no relation",
    "Supplier, Exports by, Exports from": "the state of the figure `tiv_exported`; no relation",
    "columns of years (1950, 1951, …)": "the figure of that year, million TIV",
}
LEFT_OUT = {"columns of sums and percentages, the row of the world's total": "they follow from the others"}
REPAIRS = (
    '"0 " with a blank is less than half a million and is kept as 0; an empty cell is nothing that SIPRI identified '
    "and is left out.",
    "The header is found below a preamble of any length.",
    "A second row of one name is refused with both lines.",
)


def matches(head: bytes, path: Path) -> bool:
    """Columns of years below SIPRI's name. (An article has blanks between its years.)"""
    text = head.replace(b"\0", b"").decode("latin-1")  # UTF-16 without its zeros
    return "SIPRI" in text and HEADER.search(text) is not None and not looks_like(head, ("Supplier", "Recipient"))


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    """One figure for each state and year in which something was received or supplied."""
    first, years, sums = _columns(path)
    table = open_table(path, (first,))
    generated = generated_on("\n".join(table.header.preamble))
    version = f"generated {generated}" if generated else obtained(path, published)
    document = table_document(path, SOURCE, FORMAT, version, published or generated)
    yield SOURCE
    yield document
    told: dict[str, int] = {}
    yield from table.read(lambda row: figures(row, first, years, document, told), sums)


def _columns(path: Path) -> tuple[str, list[str], list[str]]:
    """The column of states, those of years, and those of sums; BadInput where the first two are not there."""
    for first in FIRST:
        try:
            names = open_table(path, (first,)).header.names
        except BadInput:
            continue
        years = [name for name in names if YEAR.fullmatch(name)]
        if years:
            return first, years, [name for name in names if SUMS.fullmatch(name)]
    raise BadInput(f"header: no line with one of the columns {', '.join(map(repr, FIRST))} and columns of years",
                   str(path))  # fmt: skip


def figures(row: Row, first: str, years: Sequence[str], document: Document, told: dict[str, int]) -> list[Measured]:
    """What one state received or supplied, by year; `told` knows the line in which each was told before.

    A second row of one name would be added to the first, as that of a predecessor is.
    """
    name = row.pop(first)
    if not name:
        raise BadInput(f"{first}: no name")
    if TOTALS.match(name):
        row.clear()
        return []
    found = []
    for year in years:
        tiv = number(row.pop(year), year)
        if tiv is not None and tiv < 0:
            raise BadInput(f"{year}: {tiv:g} is below 0")
        if tiv is not None:
            passage = Passage(document.id, f"{first} {name}, {year}: {tiv:g} million TIV", row=row.line)
            found.append(Measured(passage, actor(name, year), int(year), {FIRST[first]: tiv}))
    if (before := told.setdefault(name, row.line)) != row.line:
        raise BadInput(f"{name} was told in line {before}")
    return found
