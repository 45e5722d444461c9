"""Position in a network, against NetworkX on random graphs, and where a measure is not defined."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.errors import Usage
from kg.metrics import METRICS, Point

NAMES = ("degree", "strength", "eigenvector", "betweenness", "pagerank")
nodes = st.sampled_from("ABCDEFGH")
tied = st.tuples(nodes, nodes, st.floats(0.05, 1.0)).filter(lambda t: t[0] != t[1])
networks = st.lists(tied, min_size=1, max_size=20)


def network(edges: list[tuple[str, str, float]], relation: str = "AIDS", **more: object) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    for n, (a, b, belief) in enumerate(edges):
        told = {"relation": relation, "source": "text", "known": "2024", "since": "2024", "until": "2024"}
        graph.add_edge(a, b, key=f"f{n:02}", belief=belief, **told | more)
    return graph


def simple(edges: list[tuple[str, str, float]], kind: type[nx.Graph]) -> nx.Graph:
    graph = kind()
    for a, b, weight in edges:
        graph.add_edge(a, b, weight=weight + graph.get_edge_data(a, b, {"weight": 0.0})["weight"])
    return graph


def measured(graph: nx.MultiDiGraph, name: str, **arguments: object) -> dict[str | None, Point]:
    return {p.of: p for p in METRICS[name].compute(graph, relation="AIDS", **arguments).series}


@settings(max_examples=60)
@given(networks)
def test_measures_of_position_are_those_of_networkx(edges: list[tuple[str, str, float]]) -> None:
    """Ties between two actors are added up to one; then each measure is NetworkX's."""
    graph = network(edges)
    both, arcs = simple(edges, nx.Graph), simple(edges, nx.DiGraph)
    expected = {
        "degree": dict(both.degree()),
        "strength": dict(both.degree(weight="weight")),
        "betweenness": nx.betweenness_centrality(both),
        "pagerank": nx.pagerank(arcs, tol=1e-13, max_iter=1000),
    }
    for name, values in expected.items():
        found = measured(graph, name)
        assert {n: p.value for n, p in found.items()} == pytest.approx(values, abs=1e-9)


def leading_vector(both: nx.Graph) -> dict[str, float]:
    """By NetworkX's power iteration; where two eigenvalues are so near that it does not end, by numpy."""
    try:
        return nx.eigenvector_centrality(both, 9999, 1e-11, weight="weight")
    except nx.PowerIterationFailedConvergence:
        _, vectors = np.linalg.eigh(nx.to_numpy_array(both, weight="weight"))
        return dict(zip(both, np.abs(vectors[:, -1]).tolist(), strict=True))


NEARLY_TWO = [
    ("A", "D", 0.0625), ("A", "E", 1.0), ("A", "E", 1.0), ("B", "C", 1.0), ("B", "C", 1.0), ("B", "D", 0.125),
]  # fmt: skip


@settings(max_examples=60)
@given(networks)
@example(NEARLY_TWO)
def test_eigenvector_centrality_is_that_of_networkx_where_it_is_defined(edges: list[tuple[str, str, float]]) -> None:
    """On a connected graph the same as NetworkX; on others an eigenvector, 0 outside the leading group."""
    both = simple(edges, nx.Graph)
    found = {n: p.value for n, p in measured(network(edges), "eigenvector").items()}
    if nx.is_connected(both):
        assert found == pytest.approx(leading_vector(both), abs=1e-6)
    elif None not in found.values():
        leading = [c for c in nx.connected_components(both) if any(found[n] > 0 for n in c)]
        assert len(leading) == 1 and sum(v * v for v in found.values()) == pytest.approx(1.0)


@settings(max_examples=40)
@given(networks)
def test_the_parts_of_a_position_add_up_to_it(edges: list[tuple[str, str, float]]) -> None:
    """For one state each measure comes apart into its ties, alone as in the whole network; lo <= value <= hi."""
    graph, state = network(edges), edges[0][0]
    for name in NAMES:
        [point] = METRICS[name].compute(graph, relation="AIDS", of=state).series
        whole = measured(graph, name)[state]
        assert point.value == whole.value and point.n_facts == whole.n_facts
        if point.value is not None:
            assert sum(w for _, w in point.parts) == pytest.approx(point.value, abs=1e-9)
            assert point.lo is None or point.lo <= point.value <= point.hi
            assert all(
                fact == "" or fact in dict.fromkeys(k for *_, k in graph.edges(keys=True)) for fact, _ in point.parts
            )


def test_two_groups_that_lead_alike_have_no_leading_eigenvector() -> None:
    """Two separate pairs: NetworkX calls this ambiguous, and so does the note."""
    found = measured(network([("A", "B", 0.5), ("C", "D", 0.5)]), "eigenvector")
    assert all(p.value is None and "same leading eigenvalue" in str(p.note) for p in found.values()) and len(found) == 4


def test_nobody_is_between_two() -> None:
    """With two actors there is no pair to be between."""
    assert {p.value for p in measured(network([("A", "B", 0.5)]), "betweenness").values()} == {0.0}


def test_ties_of_weight_zero_are_no_ties() -> None:
    """A fact of belief 0 carries nothing."""
    assert METRICS["pagerank"].compute(network([("A", "B", 0.0)]), relation="AIDS").series == []


def test_a_state_without_ties_in_the_year_has_no_value() -> None:
    """Not 0: it is not in the network."""
    [point] = METRICS["degree"].compute(network([("A", "B", 0.5)]), relation="AIDS", of="Z").series
    assert point.value is None and "no ties" in str(point.note)


def test_arms_weigh_by_the_tiv_of_the_year() -> None:
    """A deal of 10 TIV over 2023 and 2024 gives its supplier 5 in each."""
    graph = network([("A", "B", 0.97)], "ARMS_TRANSFER", source="sipri", tiv=10.0, years="2023; 2024")
    found = METRICS["strength"].compute(graph, relation="arms_transfer", of="A").series
    assert [(p.year, p.value) for p in found] == [(2023, 5.0), (2024, 5.0)]


def test_tiv_and_belief_are_never_added_up() -> None:
    """What a register counts in TIV and what reports tell are two lines, so that no arms trade ends with its register."""
    graph = network([("RUS", "MLI", 0.97)], "ARMS_TRANSFER", source="sipri", tiv=40.0, since="2022", until="2022")
    for year, belief in (("2022", 0.7), ("2024", 0.4)):
        told = {"relation": "ARMS_TRANSFER", "source": "text", "since": year, "last_known": year, "belief": belief}
        graph.add_edge("RUS", "MLI", key=year, **told)
    found = METRICS["strength"].compute(graph, relation="ARMS_TRANSFER", of="MLI")
    lines = [(p.denominator, p.year, p.value) for p in found.series]
    tiv, belief = (f"ties of ARMS_TRANSFER, weight: {unit}" for unit in ("TIV delivered", "belief"))
    assert lines == [(tiv, 2022, 40.0), (belief, 2022, 0.7), (belief, 2024, 0.4)]
    assert "2 lines, one for each weight; they are not comparable" in str(found.note)
    assert [p.value for p in METRICS["degree"].compute(graph, relation="ARMS_TRANSFER", of="MLI").series] == [1.0, 1.0]


def test_a_purchase_that_is_only_planned_makes_no_partner() -> None:
    """Poland plans to buy drones from Turkey by 2027, and would buy jets from Korea: it has tanks from Germany."""
    graph = network([("DEU", "POL", 0.9)], "ARMS_TRANSFER", hedge="asserted")
    for seller, hedge in (("TUR", "future"), ("KOR", "conditional")):
        told = {"relation": "ARMS_TRANSFER", "source": "text", "since": "2024", "until": "2027", "belief": 0.3}
        graph.add_edge(seller, "POL", key=seller, hedge=hedge, **told)
    for name, value in (("degree", 1.0), ("strength", 0.9)):
        found = METRICS[name].compute(graph, relation="ARMS_TRANSFER", of="POL")
        assert [(p.year, p.value) for p in found.series] == [(2024, value)]
        assert "left out, since only planned or conditional: 2 of the ties" in str(found.note)
    assert METRICS["degree"].compute(graph, relation="ARMS_TRANSFER", of="TUR").last_year is None


def test_one_trade_that_two_tables_tell_counts_in_each_once() -> None:
    """COW and BACI tell the same flows: their sum would be twice the trade."""
    graph = nx.MultiDiGraph()
    for source, usd in (("cow_trade", 10.0), ("baci", 12.0)):
        told = {"relation": "TRADES_WITH", "source": source, "unit": "USD", "quantity_min": usd, "quantity_max": usd}
        graph.add_edge("CHN", "PRK", key=source, since="2010", until="2010", belief=0.97, **told)
    found = METRICS["strength"].compute(graph, relation="TRADES_WITH", of="PRK").series
    assert [(p.source, p.value) for p in found] == [("baci", 12.0), ("cow_trade", 10.0)]


def test_a_relation_that_does_not_exist_is_refused() -> None:
    """With the list of those that do."""
    with pytest.raises(Usage, match="ALLIED_WITH"):
        METRICS["degree"].compute(nx.MultiDiGraph(), relation="FRIENDS")
