"""Results as py2neo subgraphs, and back: for notebooks that were written for py2neo.

py2neo has reached the end of its life: its last release, 2021.2.4, calls itself that and recommends the
official driver. It speaks Bolt up to 4.3, knows no schema statement of Neo4j 5, and gets no security
fixes. So this module only converts; loading and querying never pass through it. It is an extra:
pip install '.[py2neo]', in the folder of kg's README.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.errors import Usage
from kg.model import RELATIONS, content_id

if TYPE_CHECKING:
    import networkx as nx

    from kg.store.bolt import BoltStore


def _py2neo() -> Any:
    try:
        import py2neo
    except ImportError:
        raise Usage("py2neo is not installed; pip install '.[py2neo]', in the folder of kg's README") from None
    return py2neo


def to_subgraph(graph: nx.MultiDiGraph) -> Any:
    """A graph of facts as a py2neo.Subgraph: `Entity` nodes with their kind, one relationship for each fact.

    >>> import networkx as nx
    >>> G = nx.MultiDiGraph()
    >>> _ = G.add_edge("PRK", "CHN", key="f1", relation="ALLIED_WITH", since="1961")
    >>> [(type(r).__name__, r["since"]) for r in to_subgraph(G).relationships]
    [('ALLIED_WITH', '1961')]
    """
    py2neo = _py2neo()
    nodes = {}
    for id, told in graph.nodes(data=True):
        node = py2neo.Node("Entity", told.get("kind", "State"), id=id, name=told.get("label", id))
        node.__primarylabel__, node.__primarykey__ = "Entity", "id"
        nodes[id] = node
    ties = []
    for start, end, key, told in graph.edges(keys=True, data=True):
        relation = told["relation"]
        if relation not in RELATIONS:
            raise Usage(f"{relation!r} is no relation of this graph")
        values = {k: v for k, v in told.items() if v is not None and k != "relation"} | {"key": key}
        ties.append(py2neo.Relationship.type(relation)(nodes[start], nodes[end], **values))
    return py2neo.Subgraph(list(nodes.values()), ties)


def from_subgraph(subgraph: Any) -> nx.MultiDiGraph:
    """A py2neo.Subgraph as the graph that metrics and pages take; nodes need an `id`."""
    import networkx as nx

    graph = nx.MultiDiGraph()
    for node in subgraph.nodes:
        if node["id"] is None:
            raise Usage(f"a node without an id: {dict(node)!r}")
        kinds = sorted(set(node.labels) - {"Entity"})
        graph.add_node(node["id"], label=node["name"] or node["id"], kind=kinds[0] if kinds else "Unresolved")
    for tie in subgraph.relationships:
        relation, values = type(tie).__name__, {k: v for k, v in dict(tie).items() if k not in ("key", "h")}
        start, end = tie.start_node["id"], tie.end_node["id"]
        key = tie["key"] or content_id(relation, start, end, values)
        graph.add_edge(start, end, key=key, relation=relation, **values)
    return graph


def graph_of(store: BoltStore) -> Any:
    """A py2neo.Graph that reads from a store."""
    store.connect()
    url, user, password = store.address()
    options = {"auth": (user, password)} if password else {}
    return _py2neo().Graph(url, name=store._database(), **options)
