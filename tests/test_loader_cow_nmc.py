"""National capabilities: what each state had, kept as figures of one state and never as a tie between two."""

from __future__ import annotations

import csv
import gzip
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import networkx as nx
import pytest
from kg.loaders import cow_nmc
from malformed import Slice, Variant, check, variants

import kg
from kg.metrics import METRICS
from kg.metrics.capability import COMPONENTS, composite
from kg.model import Claim, Document, Measured, Rejected
from kg.sources import detect

HEADER = "stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version"
# Three states that are the whole world of 1900: every share can be worked out by hand.
WORLD = f"""{HEADER}
USA,2,1900,600,60,50,500,500,50,.5416667,2011
GMY,255,1900,200,20,50,-9,300,30,.26,2011
RUS,365,1900,200,20,0,500,200,20,.2166667,2011
"""


GOOD = Slice(
    WORLD,
    needed="upop",
    bad={
        "milex": ("-3", "milex: -3 is below 0 and not -9"),
        "cinc": ("1.2", "cinc: 1.2 is a share above 1"),
        "stateabb": ("RUS", "stateabb 'RUS' and ccode 2 are two states"),
        "ccode": ("999", "no state has the COW number 999"),
        "year": ("19", "year: '19' is no year between 1816 and 2100"),
        "tpop": ("many", "tpop: 'many' is no number"),
    },
)


@pytest.mark.parametrize("variant", variants(GOOD), ids=str)
def test_damage_is_told_by_line_and_the_other_rows_are_kept(variant: Variant, tmp_path):
    """Encodings, separators, columns, broken lines, compression, suffixes."""
    check(cow_nmc, GOOD, variant, tmp_path)


def loaded(path: Path) -> tuple[list[Measured], list[Rejected]]:
    found = list(cow_nmc.load(path))
    assert not any(isinstance(x, Claim) for x in found)
    return [x for x in found if isinstance(x, Measured)], [x for x in found if isinstance(x, Rejected)]


def written(folder: Path, text: str = WORLD, name: str = "NMC.csv", encoding: str = "utf-8") -> Path:
    (folder / name).write_text(text, encoding=encoding)
    return folder / name


@pytest.fixture(scope="module")
def real(shared: Path) -> Path:
    return shared / "data" / "cow" / "NMC_5_0.csv.gz"


def test_every_state_year_of_version_5_is_kept(real):
    """15,171 state-years, 1816 to 2012; 2,535 of them miss one figure or more (counted from the file by csv)."""
    assert detect(real).name == "cow_nmc"
    rows, rejected = loaded(real)
    assert not rejected and len(rows) == cow_nmc.EXPECTED["2011"]["rows"] == 15_171
    assert (min(r.year for r in rows), max(r.year for r in rows)) == (1816, 2012)
    assert Counter(len(r.figures) == 7 for r in rows) == {True: 12_636, False: 2_535}
    document = next(x for x in cow_nmc.load(real) if isinstance(x, Document))
    assert document.version == "2011", "what the column `version` of NMC 5.0 says"


def test_the_composite_index_is_the_mean_of_six_world_shares_to_the_last_printed_digit(real):
    """All 15,171 values of the file, those with missing components too: within half a unit of the last digit, and the
    rounding of the single precision in which the makers computed."""
    printed = {}
    with gzip.open(real, "rt", encoding="ascii") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            printed[line] = Decimal(row["cinc"])
    years: dict[int, dict[str, dict[str, float]]] = defaultdict(dict)
    for row in loaded(real)[0]:
        years[row.year][str(row.passage.row)] = {k: v for k, v in row.figures.items() if k in COMPONENTS}
    checked = 0
    for rows in years.values():
        for line, value in composite(rows).items():
            told = printed[int(line)]
            exponent = told.as_tuple().exponent
            assert isinstance(exponent, int)
            # Seven decimals are printed of all but the smallest, and zeros at the end are left out.
            half = 0.5 * 10.0 ** min(exponent, -7)
            assert abs(value - float(told)) <= half + value * 2**-23, (line, told, value)
            checked += 1
    assert checked == 15_171


def test_a_table_of_state_years_without_abbreviations_is_the_same_table(shared):
    """The figures to 2016 as an R package keeps them, without stateabb and version: 17,121 state-years."""
    path = shared / "data" / "cow" / "derived" / "cow_nmc_state_year.csv.gz"
    assert detect(path).name == "cow_nmc"
    rows, rejected = loaded(path)
    assert not rejected and len(rows) == 17_121


def test_missing_is_left_out_and_zero_is_zero(tmp_path):
    """-9 is no figure; 0 tons of steel is one."""
    rows, rejected = loaded(written(tmp_path))
    figures = {r.subject.id: r.figures for r in rows}
    assert not rejected and "pec" not in figures["DEU"] and figures["RUS"]["irst"] == 0.0


def test_a_record_keeps_the_figures_and_a_metric_opens_down_to_the_row(tmp_path):
    """By hand: the USA have .6, .6, .5, .5, .5 and .5 of the world, which is .5333 on average."""
    with kg.open(tmp_path / "data") as work:
        [result] = work.load([written(tmp_path)])
        assert (result.status, result.rows, result.claims) == ("loaded", 3, 0)
        assert work.load([tmp_path / "NMC.csv"])[0].status == "unchanged"
        assert work.facts() == [], "what a state has is no tie"
        [point] = work.metric("capability", of="United States", measure="computed")["series"]
        assert point["value"] == pytest.approx((0.6 + 0.6 + 0.5 + 0.5 + 0.5 + 0.5) / 6)
        told = work.explain(point["id"])
        assert sum(p["weight"] for p in told["parts"]) == point["value"]
        assert told["parts"][0]["claims"][0]["row"] == 2
        assert told["parts"][0]["claims"][0]["text"].startswith("stateabb USA, ccode 2, year 1900, milex 600")
        assert work.metric("capability", of="USA", measure="milex")["series"][0]["value"] == 600
        assert work.metric("capability", of="USA", without="source:cow_nmc")["series"] == []


def test_a_missing_figure_has_no_value_and_an_index_says_what_it_is_without(tmp_path):
    """Germany's energy is missing: no value; its index is the mean of the five shares that there are."""
    with kg.open(tmp_path / "data") as work:
        work.load([written(tmp_path)])
        [energy] = work.metric("capability", of="DEU", measure="pec")["series"]
        assert energy["value"] is None
        [index] = work.metric("capability", of="DEU", measure="computed")["series"]
        assert index["value"] == pytest.approx((0.2 + 0.2 + 0.5 + 0.3 + 0.3) / 5)
        assert "without pec" in work.explain(index["id"])["note"]


def test_a_record_of_before_takes_figures_up(tmp_path):
    """Records made by the first release have no place for figures; opening one makes it, and nothing else changes."""
    with kg.open(tmp_path / "data") as work:
        work.log.db.execute("DROP TABLE measured")
    with kg.open(tmp_path / "data") as work:
        assert work.load([written(tmp_path)])[0].status == "loaded" and len(work.measured()) == 3


def test_figures_of_another_kind_are_no_capabilities(tmp_path):
    """SIPRI's totals are figures of a state too; without a table of capabilities there is no series."""
    graph = nx.MultiDiGraph()
    graph.add_edge("USA", "USA", key="r", relation="MEASURED", source="sipri_values", since="1990", imports=5.0)
    assert METRICS["capability"].compute(graph, of="USA").series == []


def test_two_records_merge_with_their_figures(tmp_path):
    """The union of two machines' records holds the rows of both, once."""
    with kg.open(tmp_path / "a") as one:
        one.load([written(tmp_path)])
    with kg.open(tmp_path / "b") as two:
        two.load([tmp_path / "a" / "claims.db"])
        two.load([tmp_path / "a" / "claims.db"])
        assert len(two.measured()) == 3


def test_a_state_year_is_told_once(tmp_path):
    """A second row of one state and year is refused, whatever it says."""
    rows, rejected = loaded(written(tmp_path, WORLD + "USA,2,1900,1,1,1,1,1,1,.1,2011\n"))
    assert len(rows) == 3 and [(r.where, r.reason) for r in rejected] == [
        ("NMC.csv:5", "ccode 2 in 1900 was told in line 2")]  # fmt: skip
