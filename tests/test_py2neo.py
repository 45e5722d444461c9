"""py2neo, for old notebooks: results go over and come back on each engine."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.store.bolt import BoltStore
from kg.store.sync import sync

pytest.importorskip("py2neo", reason="needs pip install '.[py2neo]'")
pytest_plugins = ("tests.stores",)


def pact() -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    graph.add_node("PRK", label="North Korea", kind="State")
    graph.add_node("CHN", label="China", kind="State")
    graph.add_edge("PRK", "CHN", key="f1", relation="ALLIED_WITH", since="1961-07-11", belief=0.97, contested=False)
    graph.add_edge("PRK", "CHN", key="f2", relation="MEETS_WITH", since="2024-10")
    return graph


def test_a_graph_goes_to_py2neo_and_comes_back():
    """The Sino-North Korean treaty of 11 July 1961, there and back without a loss."""
    from kg.py2neo_bridge import from_subgraph, to_subgraph

    back = from_subgraph(to_subgraph(pact()))
    assert dict(back.nodes(data=True)) == dict(pact().nodes(data=True))
    assert sorted(back.edges(keys=True, data=True)) == sorted(pact().edges(keys=True, data=True))


def test_py2neo_reads_what_a_build_wrote(store: BoltStore):
    """An old notebook's Graph.run and to_subgraph on the embedded engine and on both servers."""
    from kg.py2neo_bridge import from_subgraph, graph_of

    states = {"PRK": "North Korea", "CHN": "China"}
    nodes = [{"label": "Entity", "labels": ["Entity", "State"], "id": k, "name": n, "h": k} for k, n in states.items()]
    edge = {"type": "ALLIED_WITH", "start_label": "Entity", "start_id": "PRK", "end_label": "Entity", "end_id": "CHN",
            "key": "f1", "fact": "f1", "since": "1961-07-11", "h": "x"}  # fmt: skip
    sync(store, nodes, [edge])
    old = graph_of(store)
    assert old.run("MATCH (n:Entity) RETURN count(n) AS n").evaluate() == 2
    found = old.run("MATCH p = (:Entity {id: 'PRK'})-[:ALLIED_WITH]->(:Entity) RETURN p").to_subgraph()
    graph = from_subgraph(found)
    assert list(graph.edges(keys=True)) == [("PRK", "CHN", "f1")]
    assert graph.nodes["PRK"] == {"label": "North Korea", "kind": "State"}
