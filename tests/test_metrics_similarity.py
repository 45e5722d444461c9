"""Similarity of alliance ties: values of the literature from ATOP's member file, and plain loops on random ties."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import Usage
from kg.metrics import METRICS, Point

MEASURES = ("s", "s2", "pi", "kappa", "taub")
# S and S squared of svmiller/fpsim 1daeea6, SALLYVA and SALLYVS: ATOP 5.1, valued ties, unweighted.
QUOTED = {
    ("GBR", "FRA", 1914): (0.837037, 0.876543), ("DEU", "RUS", 1914): (0.659259, 0.688889),
    ("USA", "RUS", 1985): (0.229814, 0.326432), ("PRK", "RUS", 1990): (0.684848, 0.776431),
    ("PRK", "RUS", 2018): (0.630769, 0.778917), ("PRK", "CHN", 2018): (0.890598, 0.943020),
    ("RUS", "CHN", 2018): (0.664957, 0.833618), ("KOR", "USA", 2018): (0.254701, 0.350427),
}  # fmt: skip
STATES = ("CHN", "DEU", "FRA", "GBR", "ITA", "JPN", "RUS", "USA")
YEAR = 1920
ties = st.dictionaries(
    st.tuples(st.sampled_from(STATES), st.sampled_from(STATES)).filter(lambda t: t[0] != t[1]),
    st.sampled_from(("defense", "offense,nonagg", "neutral", "consul", "nonagg", "none")), min_size=1, max_size=25,
)  # fmt: skip
CODE = {"defense": 3, "offense,nonagg": 3, "neutral": 2, "consul": 2, "nonagg": 1, "none": 0}


def network(pledges: dict[tuple[str, str], str], belief: float = 0.97) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    for n, ((a, b), pledge) in enumerate(pledges.items()):
        graph.add_edge(a, b, key=f"f{n:02}", relation="ALLIED_WITH", source="atop", version="5.1", pledge=pledge,
                       since=f"{YEAR}-05-01", until=f"{YEAR}-06-30", belief=belief)  # fmt: skip
    return graph


def rows(pledges: dict[tuple[str, str], str]) -> tuple[list[str], dict[str, list[int]]]:
    from kg.states import members

    system = sorted(members(YEAR))
    return system, {a: [3 if a == b else CODE[pledges.get((a, b), "none")] for b in system] for a in STATES}


def plain(x: list[int], y: list[int], measure: str) -> float | None:
    """The formulas of the literature, term by term."""
    n, both = len(x), list(zip(x, y, strict=True))
    if measure == "s":
        return 1 - 2 * sum(abs(a - b) for a, b in both) / (3 * n)
    if measure == "s2":
        return 1 - 2 * sum((a - b) ** 2 for a, b in both) / (9 * n)
    if measure == "pi":
        observed = sum(a == b for a, b in both) / n
        expected = sum((k / (2 * n)) ** 2 for k in Counter(x + y).values())
        return None if expected == 1 else (observed - expected) / (1 - expected)
    if measure == "kappa":
        chance = sum((a - b) ** 2 for a in x for b in y) / n**2
        return None if chance == 0 else 1 - sum((a - b) ** 2 for a, b in both) / n / chance
    pairs = [((a > c) - (a < c), (b > d) - (b < d)) for (a, b), (c, d) in combinations(both, 2)]
    untied = [sum(p[k] != 0 for p in pairs) for k in (0, 1)]
    return sum(p * q for p, q in pairs) / (untied[0] * untied[1]) ** 0.5 if all(untied) else None


def value(graph: nx.MultiDiGraph, of: str, on: str, year: int, measure: str) -> Point:
    [point] = METRICS["similarity"].compute(graph, of=of, on=on, measure=measure, start=year, end=year).series
    return point


@settings(max_examples=25)
@given(ties)
def test_each_measure_is_its_formula(pledges: dict[tuple[str, str], str]) -> None:
    """All dyads at once, one state's dyads, and one dyad: all the same as the formula term by term."""
    graph = network(pledges)
    _, ties_of = rows(pledges)
    only = {"start": YEAR, "end": YEAR}
    for measure in MEASURES:
        compute = METRICS["similarity"].compute
        whole = {(p.of, p.on): p.value for p in compute(graph, measure=measure, source="atop", **only).series}
        of_china = {p.on: p.value for p in compute(graph, measure=measure, of="CHN", **only).series}
        for a, b in combinations(STATES, 2):
            assert whole[a, b] == pytest.approx(plain(ties_of[a], ties_of[b], measure), abs=1e-12)
        assert all(of_china[b] == whole["CHN", b] for b in STATES[1:])
        point = value(graph, "CHN", "DEU", YEAR, measure)
        assert point.value == pytest.approx(whole["CHN", "DEU"], abs=1e-12)
        if point.value is not None:
            assert sum(w for _, w in point.parts) == pytest.approx(point.value, abs=1e-9)
            assert point.lo <= point.value <= point.hi


def test_all_dyads_of_the_system_are_told_once() -> None:
    """n (n - 1) / 2 undirected dyads of the members of the year, no state with itself."""
    from kg.states import members

    n = len(members(YEAR))
    found = METRICS["similarity"].compute(network({("CHN", "DEU"): "none"}), measure="s").series
    assert len({frozenset((p.of, p.on)) for p in found}) == len(found) == n * (n - 1) // 2


def test_the_facts_of_a_dyad_tell_what_sets_the_two_apart() -> None:
    """A defence pledge to a third state that the other does not make takes 2 * 3 / (3 n) away from S."""
    graph = network({("CHN", "DEU"): "defense", ("CHN", "ITA"): "consul", ("RUS", "ITA"): "consul"})
    n = len(rows({})[0])
    parts = dict(value(graph, "CHN", "RUS", YEAR, "s").parts)
    assert parts == {"": pytest.approx(1 - 4 / n), "f00": pytest.approx(-2 / n)}


@pytest.mark.parametrize(("pledge", "code"), [("defense", 3), ("neutral", 2), ("nonagg", 2), ("entente", 1)])
def test_alliances_of_cow_are_coded_by_cows_types(pledge: str, code: int) -> None:
    """COW orders defence pact, neutrality or non-aggression pact, entente (Signorino and Ritter 1999)."""
    graph = network({("CHN", "DEU"): pledge})
    for *_, data in graph.edges(data=True):
        data["source"] = "cow_alliance"
    [point] = METRICS["similarity"].compute(graph, of="CHN", on="RUS", source="cow", start=YEAR, end=YEAR).series
    n = len(rows({})[0])
    assert point.source == "cow" and point.value == pytest.approx(1 - 2 * (3 + 3 + code) / (3 * n), abs=1e-12)


def test_no_member_of_the_system_has_no_similarity() -> None:
    """Israel was no state in 1920."""
    point = value(network({("CHN", "DEU"): "defense"}), "CHN", "ISR", YEAR, "s")
    assert point.value is None and "ISR: no member" in str(point.note)


def test_an_unknown_measure_is_refused() -> None:
    """With the list of those that exist."""
    with pytest.raises(Usage, match="s, s2, pi, kappa, taub"):
        METRICS["similarity"].compute(nx.MultiDiGraph(), measure="cosine")


@pytest.fixture(scope="module")
def atop(shared: Path) -> nx.MultiDiGraph:
    """ATOP's member file through its loader, as facts."""
    from kg.loaders.atop import load

    from kg.facts import Context, build
    from kg.graphs import graph_of
    from kg.model import Claim, Document

    loaded = list(load(shared / "data/atop/atop5_1m.csv"))
    documents = {d.id: d for d in loaded if isinstance(d, Document)}
    claims = [(c.id, c) for c in loaded if isinstance(c, Claim) and c.relation == "ALLIED_WITH"]
    return graph_of(build(claims, Context(documents, {})), by_state=True)


@pytest.mark.parametrize(("dyad", "quoted"), QUOTED.items())
def test_s_from_atop_members_is_that_of_the_literature(
    atop: nx.MultiDiGraph, dyad: tuple[str, str, int], quoted: tuple[float, float]
) -> None:
    """Miller's S and S squared from ATOP 5.1's dyad-years; here from its members, for the dyads quoted."""
    of, on, year = dyad
    told = [value(atop, of, on, year, m) for m in ("s", "s2")]
    assert [round(p.value, 6) for p in told] == list(quoted)


def test_north_and_south_korea_look_alike_to_s_and_not_to_kappa(atop: nx.MultiDiGraph) -> None:
    """S 0.959 in 2018 for two states at war: S alone is no measure of closeness (Haege 2011)."""
    assert round(value(atop, "PRK", "KOR", 2018, "s").value, 3) == 0.959
    assert value(atop, "PRK", "KOR", 2018, "kappa").value < 0.8


def test_a_treaty_of_2024_would_hardly_move_s(atop: nx.MultiDiGraph) -> None:
    """With a defence pact with Russia in 2018: with Russia 0.630769 to 0.637607, with China 0.890598 to 0.887179."""
    scenario = atop.copy()
    for a, b in (("PRK", "RUS"), ("RUS", "PRK")):
        scenario.add_edge(a, b, key=f"2024/{a}", relation="ALLIED_WITH", source="atop", version="5.1", pledge="defense",
                          since="2018", until="2018")  # fmt: skip
    assert [round(value(scenario, "PRK", b, 2018, "s").value, 6) for b in ("RUS", "CHN")] == [0.637607, 0.887179]


def test_all_dyads_since_1816_are_computed_in_seconds(atop: nx.MultiDiGraph) -> None:
    """About a million undirected dyad-years; the same as one dyad asked alone, never outside -1 to 1."""
    found = METRICS["similarity"].compute(atop, measure="s", source="atop")
    assert 990_000 < len(found.series) < 1_000_000 and found.last_year == 2018
    values = np.array([p.value for p in found.series])
    assert values.min() >= -1 and values.max() <= 1
    russia = next(p for p in reversed(found.series) if (p.of, p.on) == ("PRK", "RUS"))
    assert russia.value == value(atop, "PRK", "RUS", 2018, "s").value


def test_of_two_phases_of_a_treaty_in_one_year_the_later_one_counts() -> None:
    """So that a year of transition is coded once; ATOP's state-years of 1888 and 1905 are coded like this."""
    graph = nx.MultiDiGraph()
    for phase, (pledge, since, until) in enumerate((("defense", "1919", "1920-03"), ("consul", "1920-03", "1921")), 1):
        graph.add_edge("CHN", "DEU", key=f"p{phase}", relation="ALLIED_WITH", source="atop", version="5.1", treaty="1",
                       phase=phase, pledge=pledge, since=since, until=until)  # fmt: skip
    facts = {year: {f for f, _ in value(graph, "CHN", "RUS", year, "s").parts} - {""} for year in (1919, 1920, 1921)}
    assert facts == {1919: {"p1"}, 1920: {"p2"}, 1921: {"p2"}}


def test_the_obligations_of_each_state_and_year_are_those_of_atop(atop: nx.MultiDiGraph, shared: Path) -> None:
    """ATOP's own state-year file (11,923 rows): the same five obligations in all but a few, from the members' file."""
    from kg.metrics.base import in_force
    from kg.metrics.base import ties as ties_of
    from kg.metrics.readings import pledges
    from kg.states import by_cow

    words = ("defense", "offense", "neutral", "nonagg", "consul")
    made: dict[tuple[str, int], set[str]] = {}
    for tie, years in in_force(ties_of(atop, ("ALLIED_WITH",))):
        for year in years:
            made.setdefault((tie.a, year), set()).update(pledges(tie) - {"none"})
    with gzip.open(shared / "data/atop/atop5_1sy.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    differing = 0
    for row in rows:
        state = by_cow(int(row["state"]), int(row["year"]))
        told = {word for word in words if row[word].strip() not in ("", "0")}
        differing += state is None or made.get((state.id, int(row["year"]))) != told
    assert len(rows) == 11_923 and differing == 0
