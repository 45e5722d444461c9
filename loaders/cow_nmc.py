"""COW National Material Capabilities: what each state had, 1816 on: armies, spending, industry, people.

What a state has is no relation between two states, and no claim is made of it. Each row is kept as figures of
one state in one year, which `kg metric capability` reads:

    milex   military spending of the year, thousands of current US dollars (before 1914 thousands of current pounds)
    milper  military personnel, thousands
    irst    iron and steel production, thousands of tons
    pec     primary energy consumption, thousands of coal-ton equivalents
    tpop    total population, thousands
    upop    population of cities of 100,000 and more, thousands
    cinc    composite index of national capability: mean of the state's shares of the six world totals, 0 to 1

-9 is missing: the figure is left out, and is not 0. The column `version` is kept as the file has it; the files of
version 5.0 say 2011 there.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kg.errors import BadInput
from kg.model import Actor, Document, Loaded, Measured, Passage, Source
from kg.stata import has_columns, open_rows
from kg.states import by_cow, states
from kg.tables import Row, integer, looks_like, number, shown, table_document, version_of
from kg.tables import year as year_of

SOURCE = Source(
    "cow_nmc",
    "COW National Material Capabilities",
    "dataset",
    "free for scholarly use with citation",
    "Singer, J. David, Stuart Bremer and John Stuckey. 1972. Capability Distribution, Uncertainty, and Major Power "
    "War, 1820-1965. In Bruce Russett (ed.), Peace, War, and Numbers, 19-48. Beverly Hills: Sage; Singer, J. David. "
    "1987. Reconstructing the Correlates of War Dataset on Material Capabilities of States, 1816-1985. International "
    "Interactions 14: 115-132",
    "https://correlatesofwar.org/data-sets/national-material-capabilities/",
)
FORMAT = "cow_nmc"
DESCRIPTION = "COW national material capabilities (NMC_5_0.csv, NMC-60-abridged.csv or .dta): state-years with cinc"
EXPECTED = {"2011": {"rows": 15_171}}  # NMC 5.0

COMPONENTS = ("milex", "milper", "irst", "pec", "tpop", "upop")
NEEDED = ("ccode", "year", *COMPONENTS)
# Left out: where each figure comes from and how good it is, which only the supplementary files tell.
IGNORED = (*(c + what for c in COMPONENTS for what in ("source", "note", "qualitycode", "anomalycode")),
           "upopgrowth", "upopgrowthsource", "version")  # fmt: skip
MISSING = -9
FIRST, LAST = 1816, 2100  # the state system begins with 1816
# What `docs/sources.md` tells a user: see kg.documentation.
YEARS = "1816-2012 (5.0), to 2016 (6.0)"
FILES = "National Material Capabilities: NMC_5_0.csv, or NMC-60-abridged.csv of version 6.0"
BECOMES = {
    "ccode, stateabb": "the state that the figures are of; no relation",
    "year": "the year of the figures",
    "milex, milper, irst, pec, tpop, upop": "figures under the same names, see above for their units",
    "cinc": "the figure `cinc`",
}
LEFT_OUT = {
    ", ".join(c + what for c in COMPONENTS for what in ("source", "note", "qualitycode", "anomalycode")):
        "where each figure comes from and how good it is: only the supplementary files tell",
    "upopgrowth, upopgrowthsource": "growth, which the makers filled gaps with",
    "version": "kept with the document",
}  # fmt: skip
REPAIRS = (
    "-9 is missing: the figure is left out, and is not 0.",
    "The files of version 5.0 call themselves 2011 in the column `version`; the version is kept as told.",
    "A state-year that is told twice is refused with both lines.",
)


def matches(head: bytes, path: Path) -> bool:
    """Two of the components are enough, so that a table without a third is told what it lacks."""
    told = [c for c in COMPONENTS for is_there in (looks_like, has_columns) if is_there(head, ("ccode", "year", c))]
    return len(told) > 1


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    """The figures of each state-year; `source` is not used, since the data set is its own."""
    table = open_rows(path, NEEDED, ("stateabb", "cinc", *IGNORED))
    document = table_document(path, SOURCE, FORMAT, version_of(table), published)
    yield SOURCE
    yield document
    told: dict[tuple[int, int], int] = {}
    yield from table.read(lambda row: [measured(row, document, told)], IGNORED)


def measured(row: Row, document: Document, told: dict[tuple[int, int], int]) -> Measured:
    """The figures of one row; `told` knows the line in which each state-year was told before."""
    text = shown(row, ("stateabb", *NEEDED, "cinc"))
    code = integer(row.pop("ccode"), "ccode")
    year = year_of(row.pop("year"), "year", FIRST, LAST)
    here = state(code, row.pop("stateabb", ""))
    figures = {name: value for name in (*COMPONENTS, "cinc") if (value := figure(row.pop(name, ""), name)) is not None}
    if figures.get("cinc", 0) > 1:
        raise BadInput(f"cinc: {figures['cinc']:g} is a share above 1")
    if (before := told.setdefault((code, year), row.line)) != row.line:
        raise BadInput(f"ccode {code} in {year} was told in line {before}")
    return Measured(Passage(document.id, text, row=row.line), here, year, figures)


def figure(cell: str, name: str) -> float | None:
    """A figure as it stands, None where it is missing.

    >>> figure("3823", "milex"), figure("-9", "milex"), figure("0", "irst")
    (3823.0, None, 0.0)
    """
    value = number(cell, name)
    if value is None or value == MISSING:
        return None
    if value < 0:
        raise BadInput(f"{name}: {value:g} is below 0 and not {MISSING}")
    return value


def state(code: int, abbreviation: str) -> Actor:
    found = by_cow(code)
    if found is None:
        raise BadInput(f"ccode: no state has the COW number {code}")
    if abbreviation != found.cow_abb and abbreviation in abbreviations():
        raise BadInput(f"stateabb {abbreviation!r} and ccode {code} are two states")
    return Actor(found.name, "state", found.id, found.id)


@cache
def abbreviations() -> frozenset[str]:
    return frozenset(s.cow_abb for s in states() if s.cow_abb)
