"""Trade between states: who imported what from whom, each flow once."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest
from kg.loaders import cow_trade

import kg
from kg.errors import BadInput
from kg.model import Claim, Document, Rejected
from kg.sources import detect

RAW = Path(__file__).parent / "data" / "cow_trade" / "Dyadic_COW_4.0.csv"


def loaded(path: Path) -> tuple[list[Claim], list[Rejected]]:
    found = list(cow_trade.load(path))
    return [x for x in found if isinstance(x, Claim)], [x for x in found if isinstance(x, Rejected)]


@pytest.fixture(scope="module")
def real(shared: Path) -> list[Claim]:
    path = next((shared / "data" / "cow" / "derived").glob("cow_trade_directed*"))
    assert detect(path).name == "cow_trade"
    claims, rejected = loaded(path)
    assert not rejected
    return claims


@pytest.fixture(scope="module")
def flows(real: list[Claim]) -> list[Claim]:
    return [c for c in real if c.relation == "TRADES_WITH"]


def test_each_flow_is_told_once_though_the_file_lists_each_pair_twice(flows):
    """165,076 rows, in both directions; 80,153 flows are known and above 0."""
    assert len(flows) == 80_153
    told = Counter((c.subject.id, c.object.id, c.since) for c in flows if c.object)
    assert max(told.values()) == 1 and all(c.details["flow"] == "imports" for c in flows)


def test_each_flow_of_0_is_in_one_spell_without_trade(real):
    """Counted by other means: of the flows of the file 79,739 are 0, of which 4,956 have a missing flow back."""
    spells = [c for c in real if c.relation == "NO_TRADE_WITH"]
    years: dict[bool, int] = {True: 0, False: 0}
    for spell in spells:
        assert spell.since and spell.until and spell.quantity and spell.quantity.value == 0
        years["reverse_missing" in spell.details] += int(spell.until) - int(spell.since) + 1
    assert years == {True: 4_956, False: 74_783} and len(spells) < sum(years.values()) / 4


@pytest.mark.parametrize(
    ("partner", "year", "share"),
    [("CHN", "1990", 0.245), ("CHN", "2000", 0.206), ("CHN", "2005", 0.373), ("CHN", "2008", 0.341),
     ("CHN", "2010", 0.560), ("CHN", "2012", 0.753), ("CHN", "2014", 0.793), ("RUS", "2014", 0.012)],
)  # fmt: skip
def test_partners_have_the_shares_of_north_koreas_trade_that_were_counted_before(flows, partner, year, share):
    """Imports and exports together, of all; from the same table, counted by other means (to a tenth of a per cent)."""
    trade: dict[str | None, float] = defaultdict(float)
    for claim in flows:
        if claim.since == year and claim.object and claim.quantity and "PRK" in (claim.subject.id, claim.object.id):
            other = claim.object.id if claim.subject.id == "PRK" else claim.subject.id
            trade[other] += claim.quantity.value or 0
    assert trade[partner] / sum(trade.values()) == pytest.approx(share, abs=0.001)


def test_cows_own_layout_gives_both_flows_of_a_row():
    """flow1 is what the first imports from the second, in millions; -9 is missing, and 0 is no trade."""
    claims, rejected = loaded(RAW)
    assert {(c.subject.id, c.object.id, c.quantity.value, c.quantity.unit) for c in claims} == {
        ("PRK", "CHN", 2_502_500_000.0, "USD"),
        ("CHN", "PRK", 3_560_000_000.0, "USD"),
        ("PRK", "RUS", 10_250_000.0, "USD"),
        ("KOR", "PRK", 0.0, "USD"),
    }
    [nothing] = [c for c in claims if c.relation == "NO_TRADE_WITH"]
    assert nothing.subject.id == "KOR" and nothing.details["reverse_missing"]
    assert not rejected and {(c.since, c.until) for c in claims} == {("2012", "2012")}
    assert next(x for x in cow_trade.load(RAW) if isinstance(x, Document)).version == "4"


HEADER = "ccode1,ccode2,year,importer1,importer2,flow1,flow2\n"


def test_a_flow_is_as_many_dollars_as_it_says(tmp_path):
    """536.862 million, of which binary fractions make 536861999.99999994, and the least that the file tells."""
    path = tmp_path / "trade.csv"
    path.write_text("ccode1,ccode2,year,flow1,flow2\n651,640,2012,536.862,0.000001\n")
    assert [c.quantity and c.quantity.value for c in loaded(path)[0]] == [536_862_000.0, 1.0]


def test_a_second_figure_for_one_flow_stands_beside_the_first_whatever_the_order(tmp_path):
    """Vietnam's imports from China in 2012 as 300 and as 999 millions: both are kept, and the flow is contested."""
    one, other = "816,710,2012,Vietnam,China,300,200\n", "816,710,2012,Vietnam,China,999,200\n"
    for name, lines in (("a", (one, other)), ("b", (other, one)), ("c", (one, "816,2,1990,,,1,1\n", other))):
        (path := tmp_path / f"{name}.csv").write_text(HEADER + "".join(lines))
        g = kg.open(tmp_path / f"kg-data-{name}")
        g.load([path])
        facts = {f.ends[1]: f for f in g.facts(["TRADES_WITH"]) if "CHN" in f.ends[1:]}
        g.close()
        assert (facts["CHN"].quantity_min, facts["CHN"].quantity_max) == (300e6, 999e6)
        assert facts["CHN"].contested == ("quantity",) and len(facts["CHN"].claims) == 2
        # What both rows say alike, Vietnam's exports, is told once.
        assert facts["VNM"].contested == () and len(facts["VNM"].claims) == 1


@pytest.mark.parametrize("flows", [("300", "0"), ("0", "300")])
def test_a_flow_cannot_be_nothing_and_something(tmp_path, flows):
    """0 says that nothing was traded: no claim can carry that, so the row that contradicts another is listed."""
    path = tmp_path / "trade.csv"
    path.write_text(HEADER + "".join(f"816,710,2012,Vietnam,China,{flow},200\n" for flow in flows))
    _, [row] = loaded(path)
    assert row.where == "trade.csv:3" and f"flow1: {flows[1]} here, and {flows[0]} in another row" in row.reason


def test_years_without_trade_are_told_apart_from_years_that_are_missing(tmp_path):
    """Cuba imported nothing from the United States in 1962-64 and 1966; of 1965 nothing is known. The rows stand in no
    order, and each spell is cited by the row of its first year."""
    path = tmp_path / "trade.csv"
    path.write_text(HEADER + "".join(f"40,2,{year},Cuba,United States,{flow},-9\n" for year, flow in
                    ((1964, 0), (1963, "0.0"), (1962, 0), (1965, -9), (1966, "0"), (1967, 5))))  # fmt: skip
    claims, rejected = loaded(path)
    told = sorted((c.relation, c.subject.id, c.since, c.until, c.passage.row) for c in claims)
    assert not rejected and told == [
        ("NO_TRADE_WITH", "USA", "1962", "1964", 4), ("NO_TRADE_WITH", "USA", "1966", "1966", 6),
        ("TRADES_WITH", "USA", "1967", "1967", 7),
    ]  # fmt: skip
    assert "year 1962" in next(c.passage.text for c in claims if c.since == "1962")


def test_a_missing_figure_contradicts_none(tmp_path):
    """-9 in one row and a figure in the other: the figure is all that is known."""
    path = tmp_path / "trade.csv"
    path.write_text(HEADER + "816,710,2012,Vietnam,China,-9,200\n816,710,2012,Vietnam,China,300,200\n")
    claims, rejected = loaded(path)
    assert sorted(c.quantity.value for c in claims if c.quantity) == [200e6, 300e6] and not rejected


def test_half_a_directed_file_still_gives_both_flows(tmp_path):
    """Only North Korea's rows, cut out of a directed file: its exports are in flow2."""
    path = tmp_path / "nk.csv"
    path.write_text("ccode1,ccode2,year,flow1,flow2\n731,710,2012,3560,2502.5\n731,365,2012,,10\n")
    flows = {(c.subject.id, c.object.id) for c in loaded(path)[0]}
    assert flows == {("CHN", "PRK"), ("PRK", "CHN"), ("PRK", "RUS")}


def test_both_flows_of_a_row_are_stated_in_that_row(real):
    """One row is one passage, whatever the number of claims in it."""
    texts: dict[str, set[str]] = defaultdict(set)
    for claim in real:
        texts[claim.passage.id].add(claim.passage.text)
    assert all(len(told) == 1 for told in texts.values())


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('731,710,2012,"3,560",1', "flow1: '3,560' is no number"),
        ("731,710,2012,-3,1", "flow1: -3 is below 0 and not -9"),
        ("731,731,2012,3,1", "ccode1 and ccode2 are both 731"),
        ("731,999,2012,0,0", "no state has the COW number 999"),
        ("731,999,2012,3,1", "no state has the COW number 999"),
        ("731,710,12,3,1", "year: '12' is no year between 1800 and 2200"),
    ],
)
def test_a_bad_row_is_refused_and_the_others_are_read(tmp_path, row, reason):
    """One bad row among good ones."""
    path = tmp_path / "t.csv"
    path.write_text(f"ccode1,ccode2,year,flow1,flow2\n731,365,2012,1,2\n{row}\n731,365,2013,1,2\n")
    claims, rejected = loaded(path)
    assert len(claims) == 4 and [(r.where, r.reason) for r in rejected] == [("t.csv:3", reason)]


def test_a_renamed_column_is_named(tmp_path):
    """flow2 without its number."""
    (tmp_path / "t.csv").write_text(RAW.read_text().replace("flow2", "flowtwo", 1))
    with pytest.raises(BadInput, match="no column 'flow2'"):
        loaded(tmp_path / "t.csv")
