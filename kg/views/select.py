"""Which part of a graph to draw: a person can read some 300 nodes, and is told what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable
from typing import Any

import networkx as nx

from kg.dates import first_day, last_day, overlaps
from kg.errors import Usage
from kg.lasting import days, is_followed
from kg.model import NO_TIE

MOST_NODES = 1_000  # no picture of more can be read, and browsers slow down
MOST_EDGES = 1_000  # up to 300 nodes; a larger picture may have as many a node
OWN = 0.75  # of the ties drawn around one node so many may be its own before those of the others come

Edge = tuple[str, str, str, dict[str, Any]]


def select(
    graph: nx.MultiDiGraph,
    ego: str | None = None,
    depth: int = 1,
    start: str | None = None,
    end: str | None = None,
    relations: Collection[str] = (),
    limit: int = 300,
    most_edges: int | None = None,
) -> tuple[nx.MultiDiGraph, list[str]]:
    """The part to draw, and sentences that say what was left out.

    Chosen are the ties of some relations that have a day in the window, around one node within `depth`
    steps. If that is more than `limit` nodes, the best supported ties are kept: first the best of each
    pair and relation, nearest to the ego first, by independent stories, then belief. Of too many ties around
    one node most are its own, one of each relation in turn: a table of yearly trade leaves room for arms and pacts.
    The order of the graph plays no part.

    >>> g = nx.MultiDiGraph()
    >>> _ = g.add_edge("CHN", "PRK", key="f1", relation="ALLIED_WITH", n_stories=1)
    >>> _ = g.add_edge("RUS", "PRK", key="f2", relation="ARMS_TRANSFER", n_stories=3)
    >>> part, left_out = select(g, limit=2)
    >>> sorted(part), left_out[0]
    (['PRK', 'RUS'], '1 of 3 nodes and 1 of 2 ties; shown are those with most independent reports')
    """
    edges = [(a, b, str(key), data) for a, b, key, data in graph.edges(keys=True, data=True)]
    edges = [e for e in edges if not relations or e[3].get("relation") in relations]
    is_place = graph.nodes.get(ego, {}).get("kind") == "Region"
    kept, left_out = best(edges, ego, is_place, depth, start, end, limit, most_edges)
    return _part(graph, kept, ego), left_out


def best(
    edges: list[Edge],
    ego: str | None = None,
    is_place: bool = False,
    depth: int = 1,
    start: str | None = None,
    end: str | None = None,
    limit: int = 300,
    most_edges: int | None = None,
) -> tuple[list[Edge], list[str]]:
    """The edges to draw, as `select` chooses them, and what was left out. `is_place`: the ego is a region.

    Of an edge's values it looks at relation, place, dates, hedge, source, belief and n_stories.
    """
    if not 1 <= limit <= MOST_NODES:
        raise Usage(f"--limit {limit}: a page holds 1 to {MOST_NODES} nodes")
    left_out: list[str] = []
    faded = _faded(edges, start)
    edges = _within(edges, start, end, left_out)
    distance: dict[Hashable, int] = {}
    if ego is not None:
        distance = _distances(edges, ego, depth)
        edges = [e for e in edges if e[0] in distance and e[1] in distance]
        if is_place:
            edges = _there(edges, distance, ego, depth, left_out)
        faded = [e for e in faded if ego in (*e[:2], e[3].get("place")) or (e[0] in distance and e[1] in distance)]
        if not edges:
            left_out.append(f"{ego} has no ties in this selection")
    if faded:
        left_out.append(_last_reported(faded, start))
    room = most_edges or max(MOST_EDGES, MOST_EDGES * limit // 300)
    kept = _best(edges, distance, ego, limit, room)
    if len(kept) < len(edges):
        left_out.append(_missing(edges, kept))
    return kept, left_out


def _within(edges: list[Edge], start: str | None, end: str | None, left_out: list[str]) -> list[Edge]:
    """The edges with a day in the window; what has no date cannot be placed, and is said to be left out."""
    if start is None and end is None:
        return edges
    dated = [(e, days(e[3])) for e in edges]
    undated = sum(1 for _, span in dated if span == (None, None))
    if undated:
        left_out.append(f"{undated:,} undated {'tie' if undated == 1 else 'ties'}, since a window was asked for")
    return [e for e, span in dated if span != (None, None) and overlaps(*span, start, end)]


def _faded(edges: list[Edge], start: str | None) -> list[Edge]:
    """What may hold in the window, but was last reported before it, and of a kind that is followed no further."""
    if start is None:
        return []
    last = ((e, days(e[3])[1]) for e in edges if is_followed(e[3]))
    return [e for e, day in last if day and last_day(day) < first_day(start)]


def _last_reported(faded: list[Edge], start: str | None) -> str:
    told_of = [(e[3]["relation"], e[3].get("hedge")) for e in faded]
    kinds = Counter(f"{relation} {hedge}" if hedge in NO_TIE else relation for relation, hedge in told_of)
    told = ", ".join(f"{n:,} {kind}" for kind, n in sorted(kinds.items()))
    which = "tie that counts" if len(faded) == 1 else "ties that count"
    return f"{len(faded):,} {which} no longer than reported, last reported before {start}: {told}"


def _distances(edges: list[Edge], ego: str, depth: int) -> dict[Hashable, int]:
    """Steps from the ego, whatever the direction of the ties; who does something in a place is one step from it."""
    plain = nx.Graph([(a, b) for a, b, _, _ in edges])
    plain.add_edges_from((ego, end) for a, b, _, data in edges if data.get("place") == ego for end in (a, b))
    if ego not in plain:
        return {}
    return dict(nx.single_source_shortest_path_length(plain, ego, cutoff=depth))


def _there(edges: list[Edge], distance: dict[Hashable, int], place: str, depth: int, left_out: list[str]) -> list[Edge]:
    """What touches a place or is told in it, and not all else that those who are there have with each other."""
    there = [e for e in edges if e[3].get("place") == place or min(distance[e[0]], distance[e[1]]) < depth]
    if elsewhere := len(edges) - len(there):
        ties = "tie" if elsewhere == 1 else "ties"
        left_out.append(f"{elsewhere:,} {ties} of those around {place} that are not told of it")
    return there


def _best(edges: list[Edge], distance: dict[Hashable, int], ego: str | None, limit: int, most_edges: int) -> list[Edge]:
    nodes = {ego} if ego is not None else set()
    kept: list[Edge] = []
    ranked = _ranked(edges, distance)
    if ego is not None and len(ranked) > most_edges:
        own = _relations_in_turn([e for e in ranked if ego in (*e[:2], e[3].get("place"))])[: int(OWN * most_edges)]
        first = {e[:3] for e in own}
        ranked = own + [e for e in ranked if e[:3] not in first]
    for edge in ranked:
        if len(kept) >= most_edges:
            break
        ends = {edge[0], edge[1]}
        if len(nodes | ends) <= limit:
            nodes |= ends
            kept.append(edge)
    return kept


def _ranked(edges: list[Edge], distance: dict[Hashable, int]) -> list[Edge]:
    """The best of each pair and relation before the second of any: breadth before a long list of deals."""
    by_support = sorted(edges, key=lambda e: (-(e[3].get("n_stories") or 0), -(e[3].get("belief") or 0.0), e[2]))
    seen: Counter[tuple[Any, ...]] = Counter()
    turns: list[tuple[int, int, int]] = []
    for place, (a, b, _, data) in enumerate(by_support):
        tie = (a, b, data.get("relation"))
        turns.append((seen[tie], min(distance.get(a, 0), distance.get(b, 0)), place))
        seen[tie] += 1
    return [by_support[place] for _, _, place in sorted(turns)]


def _relations_in_turn(ranked: list[Edge]) -> list[Edge]:
    """Of the ties that as many stories tell the best of each relation, then the second of each."""
    seen: Counter[tuple[Any, ...]] = Counter()
    turns: list[tuple[int, int, int]] = []
    for place, (*_, data) in enumerate(ranked):
        stories = data.get("n_stories") or 0
        turns.append((-stories, seen[stories, data.get("relation")], place))
        seen[stories, data.get("relation")] += 1
    return [ranked[place] for *_, place in sorted(turns)]


def _missing(edges: list[Edge], kept: list[Edge]) -> str:
    nodes = len({n for e in edges for n in e[:2]})
    drawn = len({n for e in kept for n in e[:2]})
    lost = len(edges) - len(kept)
    of_nodes = f"{nodes - drawn:,} of {nodes:,} nodes and " if nodes > drawn else ""
    return f"{of_nodes}{lost:,} of {len(edges):,} ties; shown are those with most independent reports"


def _part(graph: nx.MultiDiGraph, kept: list[Edge], ego: str | None) -> nx.MultiDiGraph:
    part = nx.MultiDiGraph()
    nodes = {n for e in kept for n in e[:2]} | ({ego} if ego is not None and ego in graph else set())
    part.add_nodes_from((n, dict(graph.nodes[n])) for n in sorted(nodes))
    part.add_edges_from((a, b, key, dict(data)) for a, b, key, data in sorted(kept, key=lambda e: (e[2], e[0], e[1])))
    return part
