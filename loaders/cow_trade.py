"""COW Bilateral Trade: what each state imported from each other state, 1870 to 2014.

TRADES_WITH, exporter to importer, one claim for each flow and year, in current US dollars as the importer
counts them. A flow of 0 says that nothing was traded and a missing one (-9, or empty) that nothing is known. Neither
is a tie. Years in a row in which a flow is told as 0 are one claim of NO_TRADE_WITH, which stays in the record and lets
the metrics tell a share of 0 from one that nobody knows; a missing flow gives no claim. Where only one way is missing,
the claim of the other says so.
Files that list each pair in both directions are not counted twice; a flow that is told again with another
figure gives a claim of its own, and is contested.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from kg.errors import BadInput
from kg.model import Actor, Claim, Document, Loaded, Passage, Quantity, Source
from kg.states import by_cow
from kg.tables import Row, integer, looks_like, number, open_table, shown, spells, table_document, version_of
from kg.tables import year as year_of

SOURCE = Source(
    "cow_trade",
    "Correlates of War Bilateral Trade",
    "dataset",
    "scholarly use with citation",
    "Barbieri, Katherine, Omar M. G. Keshk and Brian Pollins. 2009. Trading Data: Evaluating our Assumptions and Coding"
    " Rules. Conflict Management and Peace Science 26(5): 471-491",
    "https://correlatesofwar.org/data-sets/bilateral-trade/",
)
FORMAT = "cow_trade"
DESCRIPTION = "COW bilateral trade (Dyadic_COW_4.0.csv, or dyad-years with ccode1, ccode2, year, flow1, flow2)"
EXTRACTOR = "cow_trade 1"
EXPECTED = {"4.0": {"rows": 886_830}}

NEEDED = ("ccode1", "ccode2", "year", "flow1", "flow2")
# Left out: COW's interpolated flows and its flags for them, alternative series, sources, and names that repeat codes.
IGNORED = ("importer1", "importer2", "smoothflow1", "smoothflow2", "smoothtotrade", "spike1", "spike2", "dip1", "dip2",
           "trdspike", "tradedip", "bel_lux_alt_flow1", "bel_lux_alt_flow2", "china_alt_flow1", "china_alt_flow2",
           "source1", "source2", "version")  # fmt: skip
MISSING = ("-9", "-9.0", "-9.00", "-9.000000")
MILLION = 1_000_000
UNTOLD = -1.0
ZERO_AND_MISSING = -2.0  # a flow of 0 in a row where the flow back is missing
ZEROS = (0.0, ZERO_AND_MISSING)
FIRST_YEAR = 1800
# What `docs/sources.md` tells a user: see kg.documentation.
YEARS = "1870-2014"
FILES = "Bilateral Trade 4.0: Dyadic_COW_4.0.csv"
BECOMES = {
    "ccode1, ccode2": "subject (exporter) and object (importer) of TRADES_WITH",
    "year": "`since` and `until`",
    "flow1": "the quantity, US dollars: imports of the first state from the second; 0 is NO_TRADE_WITH",
    "flow2": "the quantity, US dollars: imports of the second state from the first; 0 is NO_TRADE_WITH",
}
LEFT_OUT = {
    "importer1, importer2": "names that repeat the numbers",
    "smoothflow1, smoothflow2, smoothtotrade": "COW's interpolations, which nobody reported",
    "spike1, spike2, dip1, dip2, trdspike, tradedip": "flags for the same",
    "bel_lux_alt_flow1, bel_lux_alt_flow2, china_alt_flow1, china_alt_flow2":
        "other series with another denominator",
    "source1, source2, version": "codes of the reports; the version is kept with the document",
}  # fmt: skip
REPAIRS = (
    "-9, like an empty cell, is missing and 0 is no trade: neither is a tie. Years in a row with a flow of 0 are one "
    "claim of NO_TRADE_WITH; a missing flow gives none. Where only one way is missing, the claim of the other says so.",
    "A 0 of COW's can stand for trade that neither side reported: it has 0 between North Korea and the Soviet Union in "
    "1960-63 and 1981-91, who did trade. It is kept as COW tells it, and the metrics name the years of a share of 0.",
    "Files that list each pair in both directions give each flow once.",
    "A flow that is told again with another figure is kept with both, contested; told as 0 as well, it is refused.",
)


def matches(head: bytes, path: Path) -> bool:
    return looks_like(head, ("ccode1", "ccode2", "flow1"))


def load(
    path: Path, published: str | None = None, source: str | None = None, version: str | None = None
) -> Iterator[Loaded]:
    """Flows of a file in either layout; `source` is not used, since the data set is its own."""
    table = open_table(path, NEEDED, IGNORED)
    document = table_document(path, SOURCE, FORMAT, version or version_of(table), published)
    yield SOURCE
    yield document
    told = Told()
    yield from table.read(lambda row: claims(row, document, told), IGNORED)
    yield from nothing_traded(document, told)


def claims(row: Row, document: Document, told: Told) -> Iterator[Claim]:
    """Imports of the first state from the second (flow1), and of the second from the first (flow2)."""
    text = shown(row, NEEDED)
    one, two = integer(row.pop("ccode1"), "ccode1"), integer(row.pop("ccode2"), "ccode2")
    year = year_of(row.pop("year"), first=FIRST_YEAR)
    if one == two:
        raise BadInput(f"ccode1 and ccode2 are both {one}")
    ends = {number: state(number, year) for number in (one, two)}
    flows = [(column, number(row.pop(column), column, MISSING)) for column in ("flow1", "flow2")]
    for column, value in flows:
        if value is not None and value < 0:
            raise BadInput(f"{column}: {value:g} is below 0 and not -9")
    unknown = any(value is None for _, value in flows)
    for importer, exporter, (column, value) in ((one, two, flows[0]), (two, one, flows[1])):
        if value is None:
            continue
        before = told.before(exporter, importer, year)
        if before is not None and 0 in (before, value) and before != value:
            raise BadInput(f"{column}: {value:g} here, and {before:g} in another row of the same pair and year")
        if before is None:
            told.first(exporter, importer, year, value or (ZERO_AND_MISSING if unknown else 0.0), row.line, text)
        if value and value != before:
            yield Claim(
                Passage(document.id, text, row=row.line),
                "TRADES_WITH",
                ends[exporter],
                ends[importer],
                quantity=Quantity(value=dollars(value), unit="USD"),
                since=str(year),
                until=str(year),
                extractor=EXTRACTOR,
                matter=str(year),
                details={"flow": "imports"} | ({"reverse_missing": True} if unknown else {}),
            )


def dollars(millions: float) -> float:
    """Without what binary fractions add in the sixteenth digit.

    >>> 536.862 * MILLION, dollars(536.862)
    (536861999.99999994, 536862000.0)
    """
    return float(f"{millions * MILLION:.15g}")


def nothing_traded(document: Document, told: Told) -> Iterator[Claim]:
    """Years in a row in which a flow was told as 0, by the row of the first of them; what is missing is no 0."""
    for exporter, importer, zeros in told.nothing():
        for since, until, back, line in spells(zeros):
            yield Claim(
                Passage(document.id, told.texts[line], row=line),
                "NO_TRADE_WITH",
                state(exporter, since),
                state(importer, since),
                quantity=Quantity(value=0.0, unit="USD"),
                since=str(since),
                until=str(until),
                extractor=EXTRACTOR,
                matter=str(since),
                details={"flow": "imports"} | ({"reverse_missing": True} if back else {}),
            )


class Told:
    """What was told of each flow first, and where: arrays by year for each pair, so that a million rows fit in some
    50 MB. Of the rows only those are kept that may be the first of several years without trade."""

    def __init__(self) -> None:
        self.flows: dict[tuple[int, int], tuple[int, array[float], array[int]]] = {}
        self.texts: dict[int, str] = {}  # by line

    def before(self, exporter: int, importer: int, year: int) -> float | None:
        """What this flow was told to be by the first row about it; None where that is still to come."""
        since, values, _ = self.flows.get((exporter, importer), (year, array("d"), array("L")))
        before = values[year - since] if 0 <= year - since < len(values) else UNTOLD
        return None if before == UNTOLD else 0.0 if before == ZERO_AND_MISSING else before

    def first(self, exporter: int, importer: int, year: int, value: float, line: int, text: str) -> None:
        """Keeps the first telling of a flow; `value` is ZERO_AND_MISSING for a 0 whose flow back is missing."""
        since, values, lines = self.flows.get((exporter, importer), (year, array("d"), array("L")))
        if year < since:
            values = array("d", [UNTOLD] * (since - year)) + values
            lines = array("L", [0] * (since - year)) + lines
            since = year
        more = year - since + 1 - len(values)
        values.extend([UNTOLD] * more)
        lines.extend([0] * more)
        at = year - since
        values[at], lines[at] = value, line
        self.flows[exporter, importer] = since, values, lines
        if value in ZEROS and not (at and values[at - 1] == value):
            self.texts[line] = text

    def nothing(self) -> Iterator[tuple[int, int, dict[int, tuple[str, int]]]]:
        """Exporter, importer, and of each year with a flow of 0 whether the flow back is missing, and the line."""
        for (exporter, importer), (since, values, lines) in self.flows.items():
            told = zip(values, lines, strict=True)
            zeros = {since + n: ("missing" if v else "", line) for n, (v, line) in enumerate(told) if v in ZEROS}
            if zeros:
                yield exporter, importer, zeros


@lru_cache(maxsize=65_536)
def state(number: int, year: int) -> Actor:
    found = by_cow(number, year) or by_cow(number)
    if found is None:
        raise BadInput(f"no state has the COW number {number}")
    return Actor(found.name, "state", found.id, found.id)
