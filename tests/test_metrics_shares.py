"""Dependence, concentration and volumes: shares with a denominator, an interval, and weights that add up."""

from __future__ import annotations

import csv
import gzip
import random
from itertools import pairwise
from math import fsum
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.errors import Usage
from kg.metrics import METRICS, Point, listing
from kg.model import Actor, Claim, Document, Passage, Source

SUPPLIERS = ("CHN", "RUS", "CUB", "IRN")


def network(*edges: tuple[str, str, dict[str, object]]) -> nx.MultiDiGraph:
    """Ties as facts f0, f1, … in the order given."""
    graph = nx.MultiDiGraph()
    for n, (a, b, data) in enumerate(edges):
        graph.add_edge(a, b, key=str(data.get("fact", f"f{n}")), **data)
    return graph


def delivery(supplier: str, tiv: float, year: str = "1990", **more: object) -> tuple[str, str, dict[str, object]]:
    told = {"relation": "ARMS_TRANSFER", "source": "sipri", "tiv": tiv, "since": year, "until": year, "belief": 0.97}
    return supplier, "PRK", told | more


def pledge(giver: str, since: str, until: str | None, **more: object) -> tuple[str, str, dict[str, object]]:
    told = {"relation": "ALLIED_WITH", "source": "atop", "version": "5.1", "pledge": "defense", "belief": 0.97}
    return giver, "PRK", told | {"since": since, "until": until} | more


def flow(a: str, b: str, usd: float, year: str = "2010", **more: object) -> tuple[str, str, dict[str, object]]:
    told = {"relation": "TRADES_WITH", "source": "cow_trade", "unit": "USD", "quantity_min": usd, "quantity_max": usd}
    return a, b, told | {"since": year, "until": year, "belief": 0.97} | more


def published(share: float, year: str, denominator: str) -> tuple[str, str, dict[str, object]]:
    told = {"relation": "DEPENDS_ON", "source": "trade_shares", "unit": "share", "denominator": denominator}
    return "PRK", "CHN", told | {"quantity_min": share, "quantity_max": share, "since": year, "until": year}


def series(graph: nx.MultiDiGraph, name: str = "dependence", **arguments: object) -> list[Point]:
    return METRICS[name].compute(graph, **{"of": "PRK"} | arguments).series


def adds_up(point: Point) -> bool:
    assert point.value is not None
    return abs(fsum(w for _, w in point.parts) - point.value) <= 1e-9


# -- what a share is -------------------------------------------------------------------------------


def test_dependence_for_arms_is_the_share_of_all_tiv_received() -> None:
    """30 of 40 million TIV came from China: 0.75, and each fact of China carries its part of it."""
    graph = network(delivery("CHN", 20), delivery("CHN", 10), delivery("RUS", 10))
    [point] = series(graph, on="CHN", dimension="arms")
    assert (point.value, point.year, point.source, point.n_facts) == (0.75, 1990, "sipri", 3)
    assert point.parts == (("f0", 0.5), ("f1", 0.25)) and "TIV delivered to PRK" in str(point.denominator)


def test_nothing_received_is_no_dependence_and_not_zero() -> None:
    """In 1991 nothing arrived: there is nothing to measure. In 1992 all came from others: 0."""
    graph = network(delivery("CHN", 5, "1990"), delivery("RUS", 5, "1992"))
    assert [(p.year, p.value) for p in series(graph, on="CHN", dimension="arms")] == [
        (1990, 1.0),
        (1991, None),
        (1992, 0.0),
    ]


def test_zero_is_opened_by_the_facts_about_the_others() -> None:
    """A value of 0 rests on what the others delivered."""
    [point] = series(network(delivery("RUS", 5)), on="CHN", dimension="arms")
    assert (point.value, point.parts, point.lo, point.hi) == (0.0, (("f0", 0.0),), 0.0, 0.0)


def test_a_delivery_of_less_than_half_a_tiv_is_no_denominator() -> None:
    """SIPRI prints 0 for less than 0.5: no division by it, and the reason is told."""
    [point] = series(network(delivery("CHN", 0.0)), on="CHN", dimension="arms")
    assert point.value is None and point.lo is None and "no amounts above 0" in str(point.note)


def test_a_deal_over_several_years_is_split_evenly_and_said_to_be_an_estimate() -> None:
    """250 TIV of missiles in 2023-24 (SIPRI's file of 2026): 125 a year, and the note calls it an estimate."""
    graph = network(
        ("PRK", "RUS", {"relation": "ARMS_TRANSFER", "source": "sipri", "tiv": 250.0, "years": "2023; 2024"})
    )
    found = METRICS["tiv"].compute(graph, of="PRK", role="supplier")
    assert [(p.year, p.value) for p in found.series] == [(2023, 125.0), (2024, 125.0)]
    assert "estimate" in str(found.note) and found.last_year == 2024


def test_the_newest_version_of_a_register_is_taken_and_an_older_one_can_be_named() -> None:
    """Two versions tell one deal twice (12.5 and 250 TIV); they are never summed."""
    old = delivery("RUS", 12.5, version="generated 2024-04-13")
    new = delivery("RUS", 250, version="obtained 2026-02")
    newest = METRICS["tiv"].compute(network(old, new), of="PRK")
    assert newest.series[0].value == 250 and "generated 2024-04-13" in str(newest.note)
    [point] = series(network(old, new), "tiv", source="sipri@2024-04-13")
    assert (point.value, point.source) == (12.5, "sipri@2024-04-13")
    with pytest.raises(Usage, match="no such version"):
        series(network(old, new), "tiv", source="sipri@1999")


def test_a_version_that_names_no_date_is_not_taken_for_the_newest() -> None:
    """How old an undated file is, nobody knows; it can be asked for by its name."""
    graph = network(
        delivery("RUS", 12.5, version="generated 2024-04-13"), delivery("RUS", 250, version="undated f99999f7")
    )
    assert series(graph, "tiv")[0].value == 12.5
    assert series(graph, "tiv", source="sipri@undated")[0].value == 250


def test_what_russia_sold_is_not_all_that_was_bought() -> None:
    """A file asked for Russia's deliveries alone holds nobody else's: it gives no share of all, though it gives TIV."""
    graph = network(delivery("RUS", 10.0, version="generated 2025-11-20, only from Russia"))
    for name, arguments in (
        ("dependence", {"on": "RUS", "dimension": "arms"}),
        ("concentration", {"dimension": "arms"}),
    ):
        found = METRICS[name].compute(graph, of="PRK", **arguments)
        assert found.series == [] and "only from Russia' is a part of the register" in str(found.note)
    assert [p.value for p in series(graph, "tiv")] == [10.0]


def test_a_part_of_a_register_is_not_taken_while_there_is_a_whole_one() -> None:
    """It may be newer. What Russia itself delivered to all is whole in it, and what Turkey got in one of Turkey."""
    graph = network(
        delivery("RUS", 10.0, version="generated 2025-11-20, only from Russia", fact="part"),
        delivery("CHN", 30.0, version="generated 2024-10-13", fact="a"),
        delivery("RUS", 10.0, version="generated 2024-10-13", fact="b"),
    )
    found = METRICS["dependence"].compute(graph, of="PRK", on="RUS", dimension="arms")
    assert [p.value for p in found.series] == [0.25]
    assert "the newest whole version that tells its date, 'generated 2024-10-13'" in str(found.note)
    own = network(delivery("RUS", 10.0, version="generated 2025-11-20, only to North Korea"))
    assert [p.value for p in series(own, on="RUS", dimension="arms")] == [1.0]
    assert series(network(delivery("RUS", 1.0, version="g 2025, only from Russia")), "tiv", of="RUS", role="supplier")


def test_a_version_without_a_name_is_told_as_such() -> None:
    """It is listed beside the newest as what it is, and not as an empty word."""
    graph = network(delivery("RUS", 10.0, version=None), delivery("RUS", 10.0, version="5.1"))
    note = METRICS["dependence"].compute(graph, of="PRK", on="RUS", dimension="arms").note
    assert "also here: one without a version (" in str(note)


@pytest.mark.parametrize(
    ("of", "on", "role", "why"),
    [("PRK", "USA", "recipient", "no deliveries from USA with PRK as recipient"),
     ("RUS", "USA", "supplier", "no deliveries to USA with RUS as supplier")],
)  # fmt: skip
def test_that_a_partner_delivered_nothing_is_not_told_of_all(of: str, on: str, role: str, why: str) -> None:
    """North Korea got arms, and none of them from the United States."""
    result = METRICS["tiv"].compute(network(delivery("RUS", 10)), of=of, on=on, role=role)
    assert not result.series and why in result.note


def test_a_line_ends_with_its_last_year() -> None:
    """No data after the last year; a window beyond it extends nothing and does not move the last year."""
    graph = network(delivery("CHN", 5, "1990"), delivery("CHN", 5, "1995"))
    found = METRICS["dependence"].compute(graph, of="PRK", on="CHN", dimension="arms", start=1994, end=2020)
    assert [p.year for p in found.series] == [1994, 1995] and found.last_year == 1995
    assert "no data after 1995" in str(found.note)


def test_text_is_no_arms_register() -> None:
    """A report of a transfer has no TIV and changes no share of deliveries."""
    graph = network(
        delivery("CHN", 5), ("RUS", "PRK", {"relation": "ARMS_TRANSFER", "source": "text", "known": "1990"})
    )
    assert series(graph, on="CHN", dimension="arms")[0].value == 1.0


@pytest.mark.parametrize("hedge", ["denied", "doubted"])
def test_what_is_only_denied_or_doubted_is_no_tie(hedge: str) -> None:
    """A fact that sources only deny, or only expect to end, counts nowhere: nobody says that it is there."""
    unsaid = ("RUS", "PRK", {"relation": "ALLIED_WITH", "source": "text", "known": "2024", "hedge": hedge})
    assert series(network(unsaid), on="RUS", dimension="text") == []


# -- treaties, trade, text -------------------------------------------------------------------------


def test_treaties_are_the_pledges_received() -> None:
    """ATOP: China's pledge from 1961, Russia's until 1996: each half until then, and China alone after."""
    graph = network(pledge("CHN", "1961-07-11", None, right_censored=True), pledge("RUS", "1961-07-06", "1996-09-10"))
    by_year = {p.year: p for p in series(graph, on="CHN", dimension="treaties")}
    assert (by_year[1996].value, by_year[1997].value, max(by_year)) == (0.5, 1.0, 2018)
    assert all(p.value == 0.0 for p in series(graph, on="RUS", dimension="treaties", start=1997))


def test_two_treaties_with_one_partner_are_one_partner() -> None:
    """The share counts states; the two facts split the weight of the one state."""
    graph = network(pledge("RUS", "1990", "1990"), pledge("RUS", "1990", "1990"), pledge("CHN", "1990", "1990"))
    [point] = series(graph, on="RUS", dimension="treaties")
    assert point.value == 0.5 and point.parts == (("f0", 0.25), ("f1", 0.25))


def test_a_pledge_of_neutrality_or_by_the_state_itself_is_no_defence_received() -> None:
    """Only pledges to defend, and only those received."""
    neutral = pledge("CHN", "1990", "1990", pledge="neutral")
    own = ("PRK", "CHN", pledge("CHN", "1990", "1990")[2])
    found = METRICS["dependence"].compute(network(neutral, own), of="PRK", on="CHN", dimension="treaties")
    assert (found.series, found.last_year) == ([], None) and "no data" in str(found.note)


def test_trade_shares_with_different_denominators_stay_apart() -> None:
    """COW's 56.0 % and KITA's 45.3 % for 2010 differ by the denominator: two lines, said not to be comparable."""
    graph = network(
        flow("CHN", "PRK", 56), flow("PRK", "JPN", 44), published(0.453, "2010", "KITA, South Korea counted")
    )
    found = METRICS["dependence"].compute(graph, of="PRK", on="CHN", dimension="trade")
    lines = {(p.source, p.denominator): p.value for p in found.series}
    assert sorted(lines.values()) == [0.453, 0.56] and len(lines) == 2 and "not comparable" in str(found.note)


def test_lines_are_sorted_by_source_and_denominator_then_year() -> None:
    """So that a reader never jumps between denominators."""
    graph = network(published(0.9, "2018", "b"), published(0.5, "2010", "b"), published(0.7, "2012", "a"))
    told = [(p.source, p.denominator, p.year) for p in series(graph, on="CHN", dimension="trade")]
    assert told == sorted(told)


def test_a_flow_told_by_both_sides_counts_once() -> None:
    """The importer's figure is taken; the exporter's of the same flow is another view of it and not more trade."""
    graph = network(
        flow("CHN", "PRK", 10, flow="exports"), flow("CHN", "PRK", 30, flow="imports"), flow("RUS", "PRK", 10)
    )
    [point] = series(graph, on="CHN", dimension="trade")
    assert point.value == 0.75 and point.n_facts == 2


MISSING_FLOW = """ccode1,ccode2,year,importer1,importer2,flow1,flow2
816,710,2012,Vietnam,China,300,200
816,2,2012,Vietnam,United States,100,400
816,710,2013,Vietnam,China,-9,250
816,2,2013,Vietnam,United States,100,400
"""


@pytest.fixture(scope="module")
def vietnam(tmp_path_factory: pytest.TempPathFactory) -> kg.Workspace:
    """Vietnam's trade with China and the United States, made up; what came from China in 2013 is missing (-9)."""
    folder = tmp_path_factory.mktemp("trade")
    (folder / "trade.csv").write_text(MISSING_FLOW)
    g = kg.open(folder / "kg-data")
    g.load([folder / "trade.csv"])
    return g


def test_a_missing_flow_is_not_nothing(vietnam: kg.Workspace) -> None:
    """2012: 500 of 1,000, half. 2013: 250 and an unknown amount of 750 and the same: no share, and the note says why."""
    found = vietnam.metric("dependence", of="Vietnam", on="China", dimension="trade")
    assert [(p["year"], p["value"]) for p in found["series"]] == [(2012, 0.5), (2013, None)]
    assert found["series"][1]["lo"] is found["series"][1]["hi"] is None
    assert "missing in the source, and in no sum: CHN to VNM in 2013" in found["note"] and found["last_year"] == 2013
    assert vietnam.explain(found["series"][1]["id"])["note"] == "missing in the source: CHN to VNM in 2013"


def test_a_flow_of_0_is_a_share_of_0_and_a_missing_one_is_none(tmp_path: Path) -> None:
    """Cuba's trade with the United States: 0 both ways in 1962 and 1963, missing in 1964, one way 0 and the other missing
    in 1965, no row in 1966. Its trade with Russia is known in each year."""
    pair = {1962: "0,0", 1963: "0.0,0", 1964: "-9,-9", 1965: "0,-9"}
    rows = [f"40,2,{year},{flows}" for year, flows in pair.items()] + [f"40,365,{y},10,20" for y in range(1962, 1967)]
    (tmp_path / "trade.csv").write_text("ccode1,ccode2,year,flow1,flow2\n" + "\n".join(rows))
    g = kg.open(tmp_path / "kg-data")
    g.load([tmp_path / "trade.csv"])
    found = g.metric("dependence", of="Cuba", on="United States", dimension="trade")
    assert {p["year"]: p["value"] for p in found["series"]} == {1962: 0, 1963: 0, 1964: None, 1965: None, 1966: None}
    assert (
        "between CUB and USA is told in 1964, 1966" in found["note"]
        and "in no sum: CUB to USA in 1965" in found["note"]
    )
    opened = g.explain(found["series"][1]["id"])
    assert [(p["weight"], p["claims"][0]["text"]) for p in opened["parts"]] == [
        (0.0, "ccode1 40, ccode2 2, year 1962, flow1 0, flow2 0")] * 2  # fmt: skip
    with_russia = g.metric("dependence", of="Cuba", on="Russia", dimension="trade")["series"]
    assert {p["value"] for p in with_russia} == {1.0}
    assert {p["value"] for p in g.metric("concentration", of="Cuba", dimension="trade")["series"]} == {1.0}
    g.close()


def test_the_denominator_of_a_share_can_be_opened(vietnam: kg.Workspace) -> None:
    """China's half of 2012 rests on two flows; the 1,000 of which it is the half are four, each with its row."""
    found = vietnam.metric("dependence", of="Vietnam", on="China", dimension="trade", source="cow_trade", end=2012)
    share = vietnam.explain(found["series"][0]["id"])
    assert (len(share["parts"]), share["n_facts"]) == (2, 4) and "all exports and imports" in share["denominator"]
    whole = vietnam.explain(share["denominator_id"])
    told = [claim["text"] for part in whole["parts"] for claim in part["claims"]]
    assert len(told) == 4 and all("816" in row and "2012" in row for row in told)
    assert {part["fact"] for part in share["parts"]} < {part["fact"] for part in whole["parts"]}


def test_a_flow_that_is_missing_with_another_partner_is_told_in_the_note(vietnam: kg.Workspace) -> None:
    """The United States have 500 of the 750 that are known of 2013; the sum is said to lack China's exports."""
    call = {"of": "Vietnam", "on": "United States", "dimension": "trade"}
    found = vietnam.metric("dependence", **call)
    assert [p["value"] for p in found["series"]] == [0.5, pytest.approx(500 / 750)]
    assert "in no sum: CHN to VNM in 2013" in found["note"]
    assert "missing" not in vietnam.metric("dependence", **call, end=2012)["note"]
    assert "in no sum: CHN to VNM in 2013" in vietnam.metric("concentration", of="Vietnam", dimension="trade")["note"]


def test_the_interval_of_the_only_supplier_ends_at_1() -> None:
    """Nine deals that only Russia delivered: whatever of them is drawn, it is all Russia's, and not more than all."""
    amounts = (0.1, 0.7, 3.3, 1.1, 0.3, 12.7, 5.9, 0.2, 2.6)
    for k in range(len(amounts)):
        G = nx.MultiDiGraph()
        for n, tiv in enumerate((*amounts[k:], *amounts[:k])):
            G.add_edge("RUS", "ARM", key=f"d{n}", relation="ARMS_TRANSFER", source="sipri", tiv=tiv, since="1995",
                       belief=0.97)  # fmt: skip
        [share] = series(G, of="ARM", on="RUS", dimension="arms")
        [whole] = METRICS["concentration"].compute(G, of="ARM", dimension="arms").series
        for point in (share, whole):
            assert point.value == point.hi == 1.0 and point.lo == pytest.approx(1.0, abs=1e-12)


def test_trade_that_is_missing_both_ways_is_no_dependence_of_0(tmp_path: Path) -> None:
    """COW's -9 both ways between North Korea and China in 1963: no share of China. Russia has all of what is told, which
    is not all there was, and the note says so. In 1964 four of sixteen are with China.
    """
    rows = "731,710,1963,-9,-9\n731,365,1963,5,7\n731,710,1964,3,1\n731,365,1964,5,7\n"
    (tmp_path / "trade.csv").write_text(f"ccode1,ccode2,year,flow1,flow2\n{rows}")
    g = kg.open(tmp_path / "kg-data")
    g.load([tmp_path / "trade.csv"])
    china, russia = (g.metric("dependence", of="PRK", on=on, dimension="trade") for on in ("CHN", "RUS"))
    assert [china["series"][0][k] for k in ("year", "value", "lo", "hi")] == [1963, None, None, None]
    assert china["series"][1]["value"] == 4 / 16 and [p["value"] for p in russia["series"]] == [1.0, 12 / 16]
    told = "no flow between PRK and CHN is told in 1963: there was none, or it is not known"
    assert told in china["note"] and told not in russia["note"]
    assert all("partners of whom a table tells no flow in a year are not in it" in x["note"] for x in (china, russia))
    assert g.explain(china["series"][0]["id"])["note"] == told


def test_published_shares_have_no_concentration() -> None:
    """The share of one partner is no distribution over partners."""
    found = METRICS["concentration"].compute(network(published(0.9, "2018", "KITA")), of="PRK", dimension="trade")
    assert found.series == [] and "do not add up" in str(found.note)


def test_text_weighs_reports_by_belief_and_tells_the_direction_apart() -> None:
    """Beliefs .9 with Russia and .3 with China: 0.75. "Reducing its reliance" is told, and is no cooperation."""
    told = {"source": "text", "known": "2024-10-18"}
    graph = network(
        ("PRK", "RUS", told | {"relation": "TROOP_DEPLOYMENT", "belief": 0.9}),
        ("CHN", "PRK", told | {"relation": "AIDS", "belief": 0.3}),
        ("PRK", "CHN", told | {"relation": "DEPENDS_ON", "belief": 0.4, "change": "decrease", "hedge": "alleged"}),
    )
    [point] = series(graph, on="RUS", dimension="text")
    assert point.value == pytest.approx(0.75, abs=1e-12) and adds_up(point)
    assert "decrease (2024, alleged" in str(
        METRICS["dependence"].compute(graph, of="PRK", on="CHN", dimension="text").note
    )


# -- concentration ---------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 2, 3, 7])
def test_concentration_of_equal_partners_is_one_over_n(n: int) -> None:
    """Herfindahl: 1/n for n equal partners, 1 for a single one."""
    [point] = series(network(*(delivery(f"S{k}", 4.0) for k in range(n))), "concentration", dimension="arms")
    assert point.value == pytest.approx(1 / n, abs=1e-12) and adds_up(point)


# -- intervals and reproducibility -----------------------------------------------------------------


amounts = st.floats(0.0, 1e6, allow_nan=False).map(lambda x: round(x, 3))
deliveries = st.lists(st.tuples(st.sampled_from(SUPPLIERS), amounts, st.floats(0.0, 1.0)), min_size=1, max_size=9)


@settings(max_examples=60)
@given(deliveries, st.integers(0, 3))
def test_values_lie_in_their_interval_and_their_parts_add_up(rows: list[tuple[str, float, float]], seed: int) -> None:
    """For any deliveries: 0 <= lo <= value <= hi <= 1, and the weights add up to the value."""
    graph = network(*(delivery(s, tiv, belief=belief) for s, tiv, belief in rows))
    total = fsum(tiv for _, tiv, _ in rows)
    by_supplier = {s: fsum(tiv for who, tiv, _ in rows if who == s) for s in SUPPLIERS}
    [share] = series(graph, on="CHN", dimension="arms", seed=seed)
    [hhi] = series(graph, "concentration", dimension="arms", seed=seed)
    if total == 0:
        assert share.value is None and hhi.value is None
        return
    assert share.value == pytest.approx(by_supplier["CHN"] / total, abs=1e-12)
    assert hhi.value == pytest.approx(sum((x / total) ** 2 for x in by_supplier.values()), abs=1e-12)
    for point in (share, hhi):
        assert 0 <= point.lo <= point.value <= point.hi <= 1 + 1e-12 and adds_up(point)


@settings(max_examples=20)
@given(deliveries, st.randoms())
def test_the_same_facts_give_the_same_bytes_in_any_order(
    rows: list[tuple[str, float, float]], order: random.Random
) -> None:
    """Order of loading changes no digit, and the same seed draws the same."""
    edges = [delivery(s, tiv, belief=b, fact=f"f{n}") for n, (s, tiv, b) in enumerate(rows)]
    shuffled = order.sample(edges, len(edges))
    for name, more in (("dependence", {"on": "CHN"}), ("concentration", {})):
        told = [repr(series(network(*e), name, dimension="arms", seed=7, **more)) for e in (edges, shuffled, edges)]
        assert told[0] == told[1] == told[2]


def test_a_value_alone_and_in_a_series_has_the_same_interval() -> None:
    """What explain computes for one year is what the series showed."""
    graph = network(*(delivery(s, 3.0 + n, str(1990 + n % 3), belief=0.5) for n, s in enumerate(SUPPLIERS * 3)))
    whole = {p.year: p for p in series(graph, on="CHN", dimension="arms", seed=3)}
    for year, point in whole.items():
        assert series(graph, on="CHN", dimension="arms", seed=3, start=year, end=year) == [point]


def test_doubt_widens_the_interval() -> None:
    """Sure facts leave no doubt; the less a fact is believed, the wider the interval of the share."""
    widths = []
    for belief in (1.0, 0.9, 0.5):
        [p] = series(network(*(delivery(s, 10.0, belief=belief) for s in SUPPLIERS)), on="CHN", dimension="arms")
        widths.append(p.hi - p.lo)
    assert widths[0] == 0.0 and all(a < b for a, b in pairwise(widths))


def test_a_range_of_quantities_is_drawn_from_end_to_end() -> None:
    """Flows of 10 to 30 against 20: the share lies between 1/3 and 3/5, its middle is 1/2."""
    graph = network(flow("CHN", "PRK", 10, quantity_max=30.0, belief=1.0), flow("RUS", "PRK", 20, belief=1.0))
    [point] = series(graph, on="CHN", dimension="trade")
    assert point.value == 0.5 and 1 / 3 < point.lo < 0.37 and 0.57 < point.hi < 0.6


# -- calling ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("dependence", {"of": "PRK", "dimension": "arms"}, "--on"),
        ("dependence", {"of": "PRK", "on": "CHN"}, "--dimension"),
        ("dependence", {"of": "PRK", "on": "CHN", "dimension": "love"}, "love"),
        ("dependence", {"of": "PRK", "on": "PRK", "dimension": "arms"}, "both"),
        ("concentration", {"of": "PRK", "dimension": "votes"}, "votes"),
        ("tiv", {"of": "PRK", "role": "owner"}, "owner"),
        ("tiv", {"of": "PRK", "dimension": "arms"}, "takes no --dimension"),
    ],
)
def test_a_wrong_call_says_what_would_do(name: str, arguments: dict[str, str], message: str) -> None:
    """Nothing is guessed: "dependence" without a dimension is no question."""
    with pytest.raises(Usage, match=message):
        METRICS[name].compute(nx.MultiDiGraph(), **arguments)


@pytest.mark.parametrize("name", sorted(METRICS))
def test_every_metric_says_so_when_there_are_no_data(name: str) -> None:
    """An empty graph gives an empty series with a note, not an error and not a 0."""
    arguments = {"of": "PRK", "on": "CHN", "dimension": "arms", "measure": None}
    taken = {k: v for k, v in arguments.items() if k in METRICS[name].arguments}
    found = METRICS[name].compute(nx.MultiDiGraph(), seed=1, **taken)
    assert (found.series, found.last_year) == ([], None) and found.note


def test_the_listing_tells_formula_range_and_source_of_each_metric() -> None:
    """kg metric --list is what a reader checks a number against."""
    rows = {row["name"]: row for row in listing()}
    assert set(rows) == set(METRICS) and {"dependence", "similarity", "balance", "pagerank"} <= set(rows)
    assert all(row[k] for row in rows.values() for k in ("definition", "formula", "range", "reference", "arguments"))


# -- real tables -----------------------------------------------------------------------------------


def loaded(path: Path, loader: str, keep: set[str]) -> nx.MultiDiGraph:
    """The graph of a table's claims that are about some states."""
    from importlib import import_module

    from kg.facts import Context, build
    from kg.graphs import graph_of
    from kg.model import Claim, Document

    claims, documents = [], {}
    for item in import_module(f"kg.loaders.{loader}").load(path):
        if isinstance(item, Document):
            documents[item.id] = item
        elif isinstance(item, Claim) and keep & {item.subject.key, item.object.key if item.object else ""}:
            claims.append((item.id, item))
    return graph_of(build(claims, Context(documents, {})), by_state=True)


def test_deliveries_to_north_korea_are_those_of_sipri(shared: Path) -> None:
    """340 TIV (1990), 54 a year (1997-99), 4 (2009), 1 (2010), nothing after: SIPRI's import values of 13 Apr 2024."""
    graph = loaded(shared / "data/sipri/trade-register_1990-2023_generated-2024-04-13.csv", "sipri", {"PRK"})
    found = METRICS["tiv"].compute(graph, of="PRK", role="recipient")
    by_year = {p.year: p.value for p in found.series}
    printed = {1990: 340, 1997: 54, 1998: 54, 1999: 54, 2009: 4, 2010: 1}  # SIPRI rounds to whole TIV
    assert all(abs(by_year[year] - tiv) <= 0.5 for year, tiv in printed.items())
    assert found.last_year == 2010 and "no data after 2010" in str(found.note)
    chinese = {p.year: p.value for p in series(graph, on="CHN", dimension="arms")}
    assert all(not value for year, value in chinese.items() if year > 1995)


def test_north_koreas_trade_with_china_is_that_of_cow(shared: Path) -> None:
    """COW dyadic trade: 24.5 % (1990), 20.6 % (2000), 37.3 % (2005), 56.0 % (2010), 79.3 % (2014); Russia 1.2 %."""
    path = shared / "data/cow/derived/cow_trade_directed_dyads_nk_all_years_and_2010_2014.csv.gz"
    graph = loaded(path, "cow_trade", {"PRK"})
    china = {p.year: p.value for p in series(graph, on="CHN", dimension="trade")}
    told = [round(100 * china[y], 1) for y in (1990, 2000, 2005, 2008, 2010, 2012, 2014)]
    assert told == [24.5, 20.6, 37.3, 34.1, 56.0, 75.3, 79.3]
    russia = {p.year: p.value for p in series(graph, on="RUS", dimension="trade")}
    assert round(100 * russia[2014], 1) == 1.2 and max(china) == 2014


def test_votes_since_2022_are_nearer_to_russia_than_to_china(shared: Path) -> None:
    """Agreement of North Korea by the day of each vote: 2022 0.819 with Russia, 0.817 with China, 2023 0.835 and 0.769;
    2010-2021 China ahead.
    """
    numbers = {"731": "PRK", "365": "RUS", "710": "CHN"}
    graph = nx.MultiDiGraph()
    with gzip.open(shared / "data/un_votes/un_votes_2010_2022.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["ccode"] in numbers:
                told = {"relation": "VOTES_ON", "source": "un_votes", "vote": int(row["vote"]), "since": row["date"]}
                key = f"{row['resid']}/{row['ccode']}"
                graph.add_edge(numbers[row["ccode"]], f"unrc:{row['resid']}", key=key, belief=0.97, **told)
    russia, china = ({p.year: p for p in series(graph, on=on, dimension="votes")} for on in ("RUS", "CHN"))
    told = [(round(russia[y].value, 3), round(china[y].value, 3)) for y in (2022, 2023)]
    assert told == [(0.819, 0.817), (0.835, 0.769)]
    assert all(china[y].value > russia[y].value for y in range(2010, 2022))
    assert all(adds_up(p) and p.lo <= p.value <= p.hi for p in (*russia.values(), *china.values()))
    opposed = METRICS["agreement"].compute(graph, of="PRK", on="RUS", measure="s")
    assert all(adds_up(p) and -1 <= p.lo <= p.value <= p.hi <= 1 for p in opposed.series)


def test_a_line_of_treaties_ends_where_its_file_does_whoever_is_asked_about(tmp_path: Path) -> None:
    """ATOP without its version. Jordan's last event is of 1950, the file's of 2010: that the pact holds is told till then."""
    jor, syr, egy, irq = (Actor(s, "state", s, s) for s in ("JOR", "SYR", "EGY", "IRQ"))
    table = Document("atop", "ATOP", "", "2019-01-01", "atop", digest="1" * 64)
    told = [(syr, jor, "1950-06-17", None), (jor, syr, "1950-06-17", None), (egy, irq, "2005", "2010")]
    pacts = [
        Claim(Passage(table.id, "", row=row), "ALLIED_WITH", a, b, since=since, until=until, matter=str(row),
              details={"pledge": "defense", "right_censored": until is None})
        for row, (a, b, since, until) in enumerate(told)
    ]  # fmt: skip
    with kg.open(tmp_path) as work:
        work.log.add([Source("atop", "ATOP")], [table], pacts)
        for on in ("Syria", "Egypt"):
            assert work.metric("dependence", of="Jordan", on=on, dimension="treaties")["last_year"] == 2010
        assert work.metric("degree", of="Jordan", relation="ALLIED_WITH")["last_year"] == 2010
