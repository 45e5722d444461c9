"""Structural balance: published numbers, and plain search on small networks."""

from __future__ import annotations

import csv
import gzip
from itertools import combinations, product
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import Usage
from kg.metrics import METRICS, Point

# Windows of Doreian and Mrvar's networks: triangle, walk, frustration, measured when the data were collected.
COW = {
    "46-49": (0.9535, 0.6576, 17), "56-59": (0.8607, 0.1260, 34), "64-67": (0.9491, 0.6946, 24),
    "80-83": (0.8985, 0.1347, 48), "96-99": (0.9368, 0.3639, 45),
}  # fmt: skip


def rows(signs: dict[tuple[int, int], int], network: str = "n") -> list[dict[str, object]]:
    return [{"network": network, "a": f"s{a}", "b": f"s{b}", "sign": sign} for (a, b), sign in signs.items()]


def measured(signs: dict[tuple[int, int], int], measure: str) -> Point:
    [point] = METRICS["balance"].compute(nx.MultiDiGraph(), edges=rows(signs), measure=measure).series
    return point


pairs = st.integers(3, 7).flatmap(
    lambda n: st.dictionaries(st.sampled_from(list(combinations(range(n), 2))), st.sampled_from((1, -1)), min_size=1)
)


@settings(max_examples=50)
@given(pairs)
def test_frustration_is_the_fewest_ties_that_any_two_sides_contradict(signs: dict[tuple[int, int], int]) -> None:
    """Against trying all ways to take sides."""
    nodes = sorted({end for pair in signs for end in pair})
    fewest = min(
        sum(sides[a] * sides[b] != sign for (a, b), sign in signs.items())
        for choice in product((1, -1), repeat=len(nodes))
        for sides in [dict(zip(nodes, choice, strict=True))]
    )
    point = measured(signs, "frustration")
    assert point.value == fewest and sum(w for _, w in point.parts) == fewest


@settings(max_examples=50)
@given(pairs)
def test_triangle_balance_counts_triangles(signs: dict[tuple[int, int], int]) -> None:
    """Against listing all triangles: balanced where the product of the signs is positive."""
    nodes = sorted({end for pair in signs for end in pair})
    triangles = [
        signs[a, b] * signs[b, c] * signs[a, c]
        for a, b, c in combinations(nodes, 3)
        if {(a, b), (b, c), (a, c)} <= signs.keys()
    ]
    point = measured(signs, "triangle")
    if not triangles:
        assert point.value is None and point.note == "no triangles"
        return
    assert point.value == pytest.approx(sum(t > 0 for t in triangles) / len(triangles), abs=1e-12)
    assert sum(w for _, w in point.parts) == pytest.approx(point.value, abs=1e-9)


@settings(max_examples=50)
@given(pairs)
def test_walk_balance_is_the_ratio_of_two_traces(signs: dict[tuple[int, int], int]) -> None:
    """Against matrix exponentials by SciPy; 1 exactly for a network that can be split into two sides."""
    from scipy.linalg import expm

    nodes = sorted({end for pair in signs for end in pair})
    table = np.zeros((len(nodes), len(nodes)))
    for (a, b), sign in signs.items():
        table[nodes.index(a), nodes.index(b)] = table[nodes.index(b), nodes.index(a)] = sign
    point = measured(signs, "walk")
    assert point.value == pytest.approx(np.trace(expm(table)) / np.trace(expm(np.abs(table))), abs=1e-9)
    assert sum(w for _, w in point.parts) == pytest.approx(point.value, abs=1e-9)
    assert (measured(signs, "frustration").value == 0) == (point.value > 1 - 1e-9)


def test_balance_of_published_networks(shared: Path) -> None:
    """The Gahuku-Gama tribes as signnet prints them (0.8676471, 0.3575761, 7), and five windows of COW networks."""
    path = shared / "data/signed/signed_edges_cow_1946-1999_and_tribes.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        told = list(csv.DictReader(file))
    found = {
        m: {p.of: p for p in METRICS["balance"].compute(nx.MultiDiGraph(), measure=m, edges=told).series}
        for m in ("triangle", "walk", "frustration")
    }
    tribes = [found[m]["tribes"].value for m in found]
    assert tribes == [pytest.approx(0.8676471, abs=5e-8), pytest.approx(0.3575761, abs=5e-8), 7.0]
    for network, numbers in COW.items():
        assert [round(found[m][network].value, 4) for m in found] == list(numbers)
    proven = [p.value for p in found["frustration"].values()]
    assert len(proven) == 52 and (min(proven), max(proven)) == (7.0, 50.0)


def test_many_ties_do_not_overflow() -> None:
    """720 states all allied: e^719 is no floating-point number, and the network is balanced."""
    signs = {pair: 1 for pair in combinations(range(720), 2)}
    assert measured(signs, "walk").value == pytest.approx(1.0, abs=1e-9)


def test_no_network_is_more_than_balanced() -> None:
    """Two friends with one enemy: the two traces are one number, of which the digits gave 1.0000000000000002."""
    point = measured({(1, 2): 1, (2, 3): -1, (1, 3): -1}, "walk")
    assert point.value == 1.0 and sum(w for _, w in point.parts) == pytest.approx(1.0, abs=1e-9)


@pytest.mark.parametrize(
    "row",
    [{"a": "x", "b": "y", "sign": "maybe"}, {"a": "x", "b": "y", "sign": "2"}, {"a": "", "b": "y", "sign": "1"},
     {"a": "x", "b": "x ", "sign": "1"}],
)  # fmt: skip
def test_a_row_without_a_sign_or_two_ends_is_named(row: dict[str, str]) -> None:
    """Nothing is guessed about a tie that cannot be read, and the others are measured without it."""
    good = rows({(1, 2): 1, (2, 3): 1, (1, 3): -1})
    result = METRICS["balance"].compute(nx.MultiDiGraph(), edges=[{"network": "n"} | row, *good])
    assert [r.where for r in result.rejected] == ["row 2"] and [p.value for p in result.series] == [0.0]


def test_a_pair_with_both_signs_in_one_network_has_no_part_in_it() -> None:
    """Friend and enemy at once is a contradiction in the file: neither sign is taken, and the pair is named."""
    good = rows({(1, 2): 1, (2, 3): 1, (1, 3): -1})
    edges = [*rows({(3, 4): 1}), *good, *rows({(4, 3): -1, (2, 4): 1})]
    result = METRICS["balance"].compute(nx.MultiDiGraph(), measure="frustration", edges=edges)
    [told] = result.rejected
    assert told.where == "row 6" and "have both signs" in told.reason and "row 2, row 6" in told.reason
    assert [(p.value, p.n_facts) for p in result.series] == [(1.0, 4)]


def test_an_unknown_measure_is_refused() -> None:
    """The three measures do not rank years alike: the caller names one of them."""
    with pytest.raises(Usage, match="triangle, walk, frustration"):
        METRICS["balance"].compute(nx.MultiDiGraph(), measure="harmony", edges=rows({(1, 2): 1}))


def test_signs_of_the_graph_follow_the_ties_of_the_year() -> None:
    """Two allies of one state who fight each other: the triangle is unbalanced while they fight, gone after."""
    graph = nx.MultiDiGraph()
    for n, (a, b, relation, since, until) in enumerate(
        (
            ("A", "B", "ALLIED_WITH", "1990", "1992"),
            ("A", "C", "ALLIED_WITH", "1990", "1992"),
            ("B", "C", "COMBAT", "1991", "1991"),
        )
    ):
        graph.add_edge(a, b, key=f"f{n}", relation=relation, source="atop", since=since, until=until, belief=0.97)
    triangle, fewest = (METRICS["balance"].compute(graph, measure=m).series for m in ("triangle", "frustration"))
    assert [(p.year, p.value) for p in triangle] == [(1990, None), (1991, 0.0), (1992, None)]
    assert [p.value for p in fewest] == [0.0, 1.0, 0.0]
    assert {f for f, _ in fewest[1].parts} <= {"f0", "f1", "f2"}


def test_peace_after_the_last_year_of_a_table_of_disputes_is_told_to_be_its_end() -> None:
    """Disputes are told to 2010 and alliances to 2018: a network without hostility in 2015 is one without data on it."""
    graph = nx.MultiDiGraph()
    for relation, source, until in (("ALLIED_WITH", "atop", "2018"), ("COMBAT", "cow_mid", "2010")):
        told = {"relation": relation, "source": source, "since": "2009", "until": until, "belief": 0.97}
        graph.add_edge("IND", "PAK" if relation == "COMBAT" else "NPL", key=source, **told)
    note = str(METRICS["balance"].compute(graph, measure="frustration").note)
    assert "friendly ties: atop 2018; of hostile ones: cow_mid 2010; a value after one of these is without" in note
    one = graph.edge_subgraph([("IND", "NPL", "atop")])
    assert "last years" not in str(METRICS["balance"].compute(one, measure="frustration").note)
