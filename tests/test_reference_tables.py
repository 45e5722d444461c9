"""Whole public tables, read by the loaders and counted by the metrics, against plain sums and published figures.

What other files check on whole tables is not repeated: every state's TIV by year (test_loader_sipri), events by directed
dyad (test_loader_events), ATOP's state-years and dyads (test_loader_atop), overlap of ATOP and COW (test_metrics_overlap).
"""

from __future__ import annotations

import csv
import gzip
import os
from collections import defaultdict
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from kg.facts import Context, build
from kg.graphs import graph_of
from kg.metrics import METRICS, Point
from kg.model import Claim, Document
from kg.states import by_cow, members

CODES = {"defense": 3, "offense": 3, "neutral": 2, "consul": 2, "nonagg": 1}
DYAD_YEARS = 994_005  # undirected, of the members of COW's state system in 1816 to 2018
# Sum over all undirected dyads of a year of their distance sum |x - y|, from ATOP 5.1's own directed dyad-years (as the
# R package peacesciencer carries them): what S counts. Years in which members and dyad-years agree on every pledge.
DISTANCES = {
    1816: 4500, 1832: 6252, 1850: 12_324, 1870: 6714, 1880: 4914, 1916: 11_415, 1920: 11_720, 1938: 36_152,
    1945: 123_578, 1949: 127_698, 1955: 183_443, 1960: 265_808, 1970: 417_403, 1980: 758_466, 1985: 927_784,
    1989: 945_374, 1990: 1_012_070, 1991: 1_128_594, 1992: 1_264_246, 2000: 1_768_958, 2010: 2_371_850,
    2018: 2_455_998,
}  # fmt: skip
# S of svmiller/fpsim, SALLYVA, to its six digits.
QUOTED = {
    ("GBR", "FRA", 1914): 0.837037, ("DEU", "RUS", 1914): 0.659259, ("USA", "RUS", 1985): 0.229814,
    ("PRK", "RUS", 1990): 0.684848, ("PRK", "RUS", 2018): 0.630769, ("PRK", "CHN", 2018): 0.890598,
    ("RUS", "CHN", 2018): 0.664957, ("KOR", "USA", 2018): 0.254701,
}  # fmt: skip


def graph(path: Path, loader: str, keep: set[str] | None = None, relation: str | None = None) -> nx.MultiDiGraph:
    """The graph of a table's claims, or of those that are about some states or of one relation."""
    claims, documents = [], {}
    for thing in import_module(f"kg.loaders.{loader}").load(path):
        if isinstance(thing, Document):
            documents[thing.id] = thing
        elif isinstance(thing, Claim) and relation in (None, thing.relation):
            ends = {thing.subject.key, thing.object.key if thing.object else ""}
            if keep is None or keep & ends:
                claims.append((thing.id, thing))
    return graph_of(build(claims, Context(documents, {})), by_state=True)


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a plain or compressed csv."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(content.decode("utf-8").splitlines()))


# -- S over two centuries --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def s(shared: Path) -> dict[int, list[Point]]:
    """S of all dyads by year, from ATOP's members."""
    return of_all_years(graph(shared / "data/atop/atop5_1m.csv", "atop", relation="ALLIED_WITH"))


def of_all_years(ties: nx.MultiDiGraph) -> dict[int, list[Point]]:
    found: dict[int, list[Point]] = defaultdict(list)
    for point in METRICS["similarity"].compute(ties, measure="s", source="atop").series:
        found[point.year].append(point)
    return found


def plain_s(pledged: Iterable[tuple[str | None, str | None, int]], year: int) -> dict[tuple[str, str], float]:
    """1 - 2 sum |x - y| / (3 n), written out, from (giver, taker, code) of one year."""
    system = sorted(members(year))
    place = {id: k for k, id in enumerate(system)}
    rows = np.zeros((len(system), len(system)))
    for giver, taker, code in pledged:
        if giver in place and taker in place:
            rows[place[giver], place[taker]] = max(rows[place[giver], place[taker]], code)
    np.fill_diagonal(rows, 3)
    return {
        (a, b): 1 - 2 * float(np.abs(rows[i] - rows[j]).sum()) / (3 * len(system))
        for i, a in enumerate(system)
        for j, b in enumerate(system)
        if i < j
    }


def test_s_is_told_for_every_dyad_of_two_centuries(s: dict[int, list[Point]]) -> None:
    """994,005 undirected dyad-years, each year's n (n - 1) / 2."""
    assert sum(map(len, s.values())) == DYAD_YEARS and set(s) == set(range(1816, 2019))
    assert all(len(found) == len(members(year)) * (len(members(year)) - 1) // 2 for year, found in s.items())


@pytest.mark.parametrize("year", DISTANCES)
def test_the_distances_of_a_year_add_up_to_those_of_atops_own_dyads(s: dict[int, list[Point]], year: int) -> None:
    """From members alone: same-year successions (1990, 1991, 1992) and phases (1816 to 1920) come out as ATOP has them."""
    n = len(members(year))
    assert sum(round((1 - (p.value or 0)) * 3 * n / 2) for p in s[year]) == DISTANCES[year]


@pytest.mark.parametrize(("dyad", "quoted"), QUOTED.items())
def test_a_quoted_s_is_the_very_fraction_that_rounds_to_it(
    s: dict[int, list[Point]], dyad: tuple[str, str, int], quoted: float
) -> None:
    """S is 1 - 2 k / (3 n) for a whole k; six digits tell which, and the value is that fraction to 1e-9."""
    a, b, year = dyad
    n = len(members(year))
    k = round((1 - quoted) * 3 * n / 2)
    [point] = [p for p in s[year] if {p.of, p.on} == {a, b}]
    assert point.value == pytest.approx(1 - 2 * k / (3 * n), abs=1e-9)
    assert round(1 - 2 * k / (3 * n), 6) == quoted


@pytest.fixture(scope="module")
def dyads(shared: Path) -> Path:
    """ATOP's directed dyad-years, which are too large to lie with the other files."""
    path = Path(os.environ.get("KG_ATOP_DYADS") or shared / "data/atop/atop5_1ddyr.csv")
    if not path.is_file():
        pytest.skip("needs atop5_1ddyr.csv of www.atopdata.org; KG_ATOP_DYADS says where it is")
    return path


@pytest.fixture(scope="module")
def reference(dyads: Path) -> dict[int, dict[tuple[str, str], float]]:
    """S of all dyads by year by a plain loop over ATOP's directed dyad-years."""
    pledged: dict[int, list[tuple[str | None, str | None, int]]] = defaultdict(list)
    for row in table(dyads):
        told = {name.casefold(): cell for name, cell in row.items()}
        giver, taker = (by_cow(int(float(told[end]))) for end in ("statea", "stateb"))
        code = max((c for name, c in CODES.items() if told[name] == "1"), default=0)
        pledged[int(told["year"])].append((giver and giver.id, taker and taker.id, code))
    return {year: plain_s(pledged[year], year) for year in range(1816, 2019)}


def agreeing(found: dict[int, list[Point]], told: dict[int, dict[tuple[str, str], float]]) -> int:
    return sum(abs((p.value or 0) - told[y][p.of, str(p.on)]) <= 1e-9 for y, points in found.items() for p in points)


def test_s_from_atops_dyad_years_is_exact_everywhere(
    dyads: Path, reference: dict[int, dict[tuple[str, str], float]]
) -> None:
    """All 994,005 within 1e-9."""
    assert agreeing(of_all_years(graph(dyads, "atop")), reference) == DYAD_YEARS


def test_s_from_atops_members_is_exact_in_more_than_99_3_per_cent(
    s: dict[int, list[Point]], reference: dict[int, dict[tuple[str, str], float]]
) -> None:
    """987,853 of 994,005. The others have a treaty that bound its members to some of the others only (Locarno)."""
    assert agreeing(s, reference) / DYAD_YEARS >= 0.993


# -- arms, trade, votes ----------------------------------------------------------------------------


def test_north_korea_supplied_russia_with_what_each_version_of_the_register_says(shared: Path) -> None:
    """13 TIV in 2023 (SIPRI's export values of 13 April 2024, which are rounded); 250 for the missiles of 2023 and 2024
    in the register of 2026."""
    april = graph(shared / "data/sipri/trade-register_1990-2023_generated-2024-04-13.csv", "sipri", {"PRK"})
    supplied = {p.year: p.value for p in METRICS["tiv"].compute(april, of="PRK", role="supplier").series}
    assert abs((supplied[2023] or 0) - 13) <= 0.5 and max(supplied) == 2023
    later = graph(shared / "data/sipri/trade-register_1950-2024_obtained-2026-02.csv", "sipri", {"PRK"})
    missiles = [
        d for a, b, d in later.edges(data=True) if (a, b) == ("PRK", "RUS") and str(d.get("item")).startswith("Hwasong")
    ]
    assert sum(d["tiv"] for d in missiles if str(d["since"]) >= "2023") == pytest.approx(250, abs=0.5)


@pytest.fixture(scope="module")
def trade(shared: Path) -> tuple[Path, nx.MultiDiGraph]:
    path = shared / "data/cow/derived/cow_trade_directed_dyads_nk_all_years_and_2010_2014.csv.gz"
    return path, graph(path, "cow_trade", {"PRK"})


@pytest.mark.parametrize("partner", ["CHN", "RUS"])
def test_shares_of_north_koreas_trade_are_those_of_a_plain_sum_in_every_year(
    trade: tuple[Path, nx.MultiDiGraph], partner: str
) -> None:
    """(imports + exports with the partner) / all, by a loop over COW's dyads, in each year that tells both flows of the
    two: with China from 1978, and none of the years 1958 to 1977, of which COW has no row for them. Where COW tells 0 both
    ways, as with the Soviet Union from 1960, the share is 0, and the note says of which years.
    """
    path, flowing = trade
    number = {"CHN": "710", "RUS": "365"}[partner]
    flows: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in table(path):
        if row["ccode1"] == "731":
            flows[int(row["year"])][row["ccode2"]] += sum(float(row[f] or 0) for f in ("flow1", "flow2"))
    known = {
        int(row["year"]) for row in table(path)
        if (row["ccode1"], row["ccode2"]) == ("731", number) and row["flow1"] and row["flow2"]
    }  # fmt: skip
    told = {year: flows[year][number] / sum(flows[year].values()) for year in known if sum(flows[year].values())}
    found = METRICS["dependence"].compute(flowing, of="PRK", on=partner, dimension="trade", source="cow_trade")
    shares = {p.year: p.value for p in found.series if p.value is not None}
    assert set(shares) == set(told) and max(told) == 2014
    assert min(year for year, share in shares.items() if share) == {"CHN": 1978, "RUS": 1992}[partner]
    assert ("tells flows of 0 between PRK and RUS" in str(found.note)) == (partner == "RUS")
    assert all(abs(shares[year] - share) <= 0.001 for year, share in told.items())


def test_agreement_in_the_un_from_the_votes_as_loaded(shared: Path) -> None:
    """By the day of each vote (counted in plain Python): of the 71 roll calls of 2022 that North Korea and China both
    took part in, they voted alike in 58, of 78 of 2023 in 60. By the column `year`, which says 2022 of both and of 2024,
    it would be 122 of 154.
    """
    votes = graph(shared / "data/un_votes/un_votes_2010_2022.csv.gz", "un_votes", {"PRK", "RUS", "CHN", "USA", "ISR"})
    told = {
        ("PRK", "CHN"): {2019: 66 / 79, 2020: 75 / 86, 2021: 60 / 69, 2022: 58 / 71, 2023: 60 / 78, 2024: 4 / 5},
        ("PRK", "RUS"): {2019: 60 / 77, 2020: 67 / 87, 2021: 54 / 69, 2022: 59 / 72, 2023: 66 / 79, 2024: 5 / 5},
        ("USA", "ISR"): {2019: 83 / 88, 2020: 83 / 94, 2021: 66 / 76, 2022: 69 / 78, 2023: 78 / 88, 2024: 3 / 4},
    }
    for (of, on), shares in told.items():
        found = METRICS["agreement"].compute(votes, of=of, on=on, start=2019)
        assert {p.year: p.value for p in found.series} == pytest.approx(shares, abs=1e-12)
        assert found.last_year == 2024
