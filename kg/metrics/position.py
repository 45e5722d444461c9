"""Where a state stands in the network of one relation: degree, strength, eigenvector, betweenness, PageRank.

For each year the ties in force are collapsed to a simple graph: the weights of several ties between two
actors are added up. What a tie weighs is said in the denominator of each value; what is weighed otherwise is
another line:

    arms transfers      TIV delivered in the year
    trade of a table    the flow, in the unit of the source
    all others          belief, 0 to 1
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from math import fsum
from typing import Any

import networkx as nx
import numpy as np

from kg.errors import Usage
from kg.metrics.base import (
    DRAWS,
    TEXT,
    Array,
    Point,
    Result,
    Tie,
    balanced,
    bounds,
    delivery_years,
    drawn,
    ended,
    generator,
    in_force,
    inside,
    middle,
    n_stories,
    need,
    number,
    of_source,
    only_source,
    ties,
    years,
)
from kg.model import RELATIONS, SYMMETRIC

DEFINITIONS = {
    "degree": "Number of partners that a state has ties of one relation with, in either direction",
    "strength": "Sum of the weights of a state's ties of one relation, in either direction",
    "eigenvector": "Centrality by the centrality of the partners: leading eigenvector of the weighted ties, length 1",
    "betweenness": "Share of shortest paths between two others that pass through a state, ties unweighted: 0 to 1",
    "pagerank": "Share of time that a walk along the ties spends at a state, damping 0.85; adds up to 1 over all",
}
WEIGHTED = ("strength", "eigenvector", "pagerank")  # the others go by ties and not by what they weigh
NOT_YET = ("future", "conditional")  # hedges of what may come
DAMPING = 0.85
TOLERANCE = 1e-12
TIE = 1e-9  # two components whose leading eigenvalues differ by less have no one leading eigenvector


@dataclass(slots=True)
class Weighted:
    """The ties of one year with what each weighs; ties of weight 0 are left out."""

    ties: list[Tie] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    around: dict[str, list[int]] = field(default_factory=dict)  # the numbers of the ties of each node

    def add(self, tie: Tie, weight: float) -> None:
        for end in (tie.a, tie.b):
            self.around.setdefault(end, []).append(len(self.ties))
        self.ties.append(tie)
        self.weights.append(weight)

    @property
    def nodes(self) -> list[str]:
        return sorted(self.around)

    def at(self, state: str) -> list[tuple[Tie, float]]:
        return [(self.ties[k], self.weights[k]) for k in self.around.get(state, ())]


# A value for each node, or why there is none; and the parts of one node's value.
Values = tuple[dict[str, float], str | None]
Parts = Callable[[str], Iterable[tuple[str, float]]]


def position(
    graph: nx.MultiDiGraph,
    metric: str,
    *,
    of: str | None = None,
    relation: str | None = None,
    source: str | None = None,
    start: int | None = None,
    end: int | None = None,
    seed: int = 0,
) -> Result:
    """One measure of position by year: for one state, or for all that have ties in the year.

    None, with the reason, where a measure is not defined. Parts are given for one state. Degree and
    strength have an interval; the others are of the network as a whole and have none. What nobody tells but as a
    plan or on a condition is no tie yet.

    >>> G = nx.MultiDiGraph()
    >>> for ally in ("CHN", "RUS"):
    ...     _ = G.add_edge("PRK", ally, key=ally, relation="ALLIED_WITH", source="atop", since="1961", until="1961")
    >>> position(G, "degree", of="PRK", relation="ALLIED_WITH").series[0].value
    2.0

    Freeman, L. (1978), Social Networks 1; Bonacich, P. (1987), American Journal of Sociology 92(5);
    Page, L. et al. (1999), The PageRank Citation Ranking.
    """
    if relation is not None:
        relation = need(relation.upper(), "--relation", metric, tuple(RELATIONS))
    found = ties(graph, (relation,) if relation else tuple(RELATIONS))
    told, remarks = _one_source(graph, found, source)
    chosen = [t for t in told if t.data.get("hedge") not in NOT_YET]
    asked = of if metric in INTERVALS else None  # the others are of the network as a whole
    if not_yet := sum(t.data.get("hedge") in NOT_YET and (asked is None or asked in (t.a, t.b)) for t in told):
        remarks = [*remarks, f"left out, since only planned or conditional: {not_yet} of the ties"]
    apart = _lines(metric, relation, chosen)
    remarks += _together(apart.values()) if source is None else ()
    lines = {basis: _by_year(told) for basis, told in apart.items()}
    series: list[Point] = []
    for basis, by_year in lines.items():
        name = source or only_source(t for here in by_year.values() for t in here.ties)
        for year in sorted(y for y in by_year if inside(y, start, end)):
            series += _of_year(metric, by_year[year], year, of, name, basis, seed)
    if len({p.denominator for p in series}) > 1:
        remarks.append(f"{len({p.denominator for p in series})} lines, one for each weight; they are not comparable")
    undated = sum(1 for t in chosen if not years(t))
    if undated:
        remarks.append(f"{undated} undated ties are left out")
    kept = [y for by_year in lines.values() for y in by_year if of is None or of in by_year[y].around]
    what = f"of {relation}" if relation else "of any relation"
    return ended(metric, DEFINITIONS[metric], series, max(kept, default=None), remarks, f"no dated ties {what} here")


def _one_source(graph: nx.MultiDiGraph, found: Sequence[Tie], source: str | None) -> tuple[list[Tie], list[str]]:
    """Text and the newest version of each table; one source where it is named."""
    if source is not None:
        if source not in (TEXT, "") and not any(t.source for t in found):
            raise Usage(f"--source {source}: the ties here name no source")
        return of_source(graph, found, source)
    tables, remarks = of_source(graph, [t for t in found if t.source != TEXT], None)
    return sorted([*tables, *(t for t in found if t.source == TEXT)], key=lambda t: t.fact), remarks


def _together(lines: Iterable[Sequence[Tie]]) -> list[str]:
    """Which tables are in one line, if several are."""
    found = [sorted({t.source for t in line} - {"", TEXT}) for line in lines]
    return [f"{', '.join(s)} and text are taken together; --source takes one of them" for s in found if len(s) > 1]


def _lines(metric: str, relation: str | None, chosen: Sequence[Tie]) -> dict[str, list[Tie]]:
    """The ties by what their weights are counted in: TIV, money and belief add up to no number.

    Whoever counts partners or paths takes them together, since there weights play no part.
    """
    basis = f"ties of {relation or 'all relations'}, weight: "
    if metric not in WEIGHTED:
        return {basis + _weight_words(relation): list(chosen)}
    lines: dict[str, list[Tie]] = {}
    for tie in chosen:
        lines.setdefault(basis + _unit(tie), []).append(tie)
    return dict(sorted(lines.items()))


def _unit(tie: Tie) -> str:
    if _is_delivered(tie):
        return "TIV delivered"
    return f"flow, {tie.data.get('unit') or 'unit not told'}, by {tie.source}" if _is_flow(tie) else "belief"


def _by_year(chosen: Sequence[Tie]) -> dict[int, Weighted]:
    by_year: dict[int, Weighted] = {}
    for tie, lasted in in_force(chosen):
        told = delivery_years(tie) if tie.data.get("years") else lasted
        weight = weight_of(tie) / max(1, len(told)) if _is_delivered(tie) else weight_of(tie)
        for year in told if weight > 0 else ():
            by_year.setdefault(year, Weighted()).add(tie, weight)
    return by_year


def weight_of(tie: Tie) -> float:
    """TIV, flow or belief.

    >>> weight_of(Tie("f", "RUS", "PRK", {"relation": "ARMS_TRANSFER", "tiv": 9.0, "belief": 0.97}))
    9.0
    >>> weight_of(Tie("f", "RUS", "PRK", {"relation": "ALLIED_WITH", "belief": 0.97}))
    0.97
    """
    if _is_delivered(tie):
        return number(tie, "tiv") or 0.0
    if _is_flow(tie):
        return middle(tie) or 0.0
    return tie.belief


def _is_delivered(tie: Tie) -> bool:
    return tie.data.get("relation") == "ARMS_TRANSFER" and tie.data.get("tiv") is not None


def _is_flow(tie: Tie) -> bool:
    return tie.data.get("relation") == "TRADES_WITH" and tie.source != TEXT


def _weight_words(relation: str | None) -> str:
    words = {"ARMS_TRANSFER": "TIV delivered, belief where text tells", "TRADES_WITH": "flow, belief where text tells"}
    return words.get(relation or "", "belief" if relation else "TIV, flow or belief")


def _of_year(
    metric: str, here: Weighted, year: int, of: str | None, source: str | None, basis: str, seed: int
) -> list[Point]:
    values, why, parts_of = MEASURES[metric](here)
    points = []
    for node in here.nodes if of is None else [of]:
        if node not in values:
            reason = why or f"{node} has no ties in {year}"
            points.append(Point(year, node, None, None, None, None, 0, 0, source, basis, (), reason))
            continue
        value = values[node]
        low = high = None
        if metric in INTERVALS and of is not None:
            low, high = bounds(value, INTERVALS[metric](here, node, generator(seed, metric, year, node, source)))
        parts = balanced(parts_of(node)) if of is not None else ()
        points.append(Point(year, node, None, value, low, high, *_counts(here, node), source, basis, parts))
    return points


def _counts(here: Weighted, node: str) -> tuple[int, int]:
    told = [t for t, _ in here.at(node)]
    return len(told), n_stories(told)


# -- measures --------------------------------------------------------------------------------------


def simple(here: Weighted) -> nx.Graph:
    """The year as an undirected simple graph; weights between two actors are added up in both directions."""
    graph = nx.Graph()
    graph.add_nodes_from(here.nodes)
    for tie, weight in zip(here.ties, here.weights, strict=True):
        before = graph.get_edge_data(tie.a, tie.b, {"weight": 0.0})["weight"]
        graph.add_edge(tie.a, tie.b, weight=before + weight)
    return graph


def directed(here: Weighted) -> nx.DiGraph:
    """The year as a directed simple graph; ties of symmetric relations told by text count both ways."""
    graph = nx.DiGraph()
    graph.add_nodes_from(here.nodes)
    for a, b, weight, _ in _arcs(here):
        before = graph.get_edge_data(a, b, {"weight": 0.0})["weight"]
        graph.add_edge(a, b, weight=before + weight)
    return graph


def _arcs(here: Weighted) -> Iterable[tuple[str, str, float, Tie]]:
    for tie, weight in zip(here.ties, here.weights, strict=True):
        yield tie.a, tie.b, weight, tie
        if tie.data.get("relation") in SYMMETRIC and tie.source in (TEXT, ""):
            yield tie.b, tie.a, weight, tie


def degree(here: Weighted) -> tuple[dict[str, float], str | None, Parts]:
    partners: dict[str, dict[str, list[str]]] = {n: {} for n in here.nodes}
    for tie in here.ties:
        partners[tie.a].setdefault(tie.b, []).append(tie.fact)
        partners[tie.b].setdefault(tie.a, []).append(tie.fact)

    def parts(node: str) -> Iterable[tuple[str, float]]:
        return [(fact, 1 / len(facts)) for facts in partners[node].values() for fact in facts]

    return {n: float(len(p)) for n, p in partners.items()}, None, parts


def strength(here: Weighted) -> tuple[dict[str, float], str | None, Parts]:
    weights: dict[str, list[float]] = {n: [] for n in here.nodes}
    for tie, weight in zip(here.ties, here.weights, strict=True):
        weights[tie.a].append(weight)
        weights[tie.b].append(weight)
    return (
        {n: fsum(w) for n, w in weights.items()},
        None,
        lambda node: [(t.fact, w) for t, w in here.at(node)],
    )


def eigenvector(here: Weighted) -> tuple[dict[str, float], str | None, Parts]:
    """Of the component with the largest eigenvalue; 0 in the others. Two such components: not defined."""
    graph = simple(here)
    leading = [(*_leading(graph, sorted(c)), sorted(c)) for c in nx.connected_components(graph)]
    leading.sort(key=lambda found: (-found[0], found[2]))
    if len(leading) > 1 and leading[0][0] - leading[1][0] <= TIE * leading[0][0]:
        return {}, "several separate groups have the same leading eigenvalue", lambda node: ()
    largest, vector, members = leading[0]
    values = dict.fromkeys(here.nodes, 0.0) | dict(zip(members, vector.tolist(), strict=True))

    def parts(node: str) -> Iterable[tuple[str, float]]:
        told = [(t.fact, w * values[t.other(node)] / largest) for t, w in here.at(node)] if values[node] else []
        return [("", values[node] - fsum(w for _, w in told)), *told]

    return values, None, parts


def _leading(graph: nx.Graph, members: Sequence[str]) -> tuple[float, Array]:
    """(largest eigenvalue, its vector with no negative entry) of one connected component."""
    if len(members) > 500:
        linalg: Any = import_module("scipy.sparse.linalg")
        matrix = nx.to_scipy_sparse_array(graph.subgraph(members), nodelist=members, dtype=float)
        found, vectors = linalg.eigsh(matrix, k=1, which="LA", v0=np.ones(len(members)), tol=1e-14)
        return float(found[0]), np.abs(vectors[:, 0])
    found, vectors = np.linalg.eigh(nx.to_numpy_array(graph, nodelist=members))
    return float(found[-1]), np.abs(vectors[:, -1])


def betweenness(here: Weighted) -> tuple[dict[str, float], str | None, Parts]:
    """Brandes' accumulation for all sources at once: a matrix product for each step of distance."""
    n = len(here.nodes)
    scale = (n - 1) * (n - 2)
    if scale <= 0:
        return dict.fromkeys(here.nodes, 0.0), None, lambda node: [("", 0.0)]
    adjacency = (nx.to_numpy_array(simple(here), nodelist=here.nodes) > 0).astype(float)
    paths, distance = _shortest(adjacency)
    behind = np.zeros((n, n))  # [s, v]: share of the paths from s that go on behind v
    for step in range(int(distance.max()), 0, -1):
        share = np.divide(1 + behind, paths, out=np.zeros((n, n)), where=distance == step)
        behind += np.where(distance == step - 1, paths * (share @ adjacency), 0.0)
    np.fill_diagonal(behind, 0.0)
    values = dict(zip(here.nodes, (behind.sum(axis=0) / scale).tolist(), strict=True))
    place = {id: k for k, id in enumerate(here.nodes)}

    def parts(node: str) -> Iterable[tuple[str, float]]:
        """What leaves a node for each of its partners, over all sources but itself."""
        v, told = place[node], []
        facts: dict[str, list[str]] = {}
        for tie, _ in here.at(node):
            facts.setdefault(tie.other(node), []).append(tie.fact)
        for partner, known in facts.items():
            w = place[partner]
            further = (distance[:, w] == distance[:, v] + 1) & (distance[:, v] > 0)
            gone = np.divide(paths[:, v] * (1 + behind[:, w]), paths[:, w], out=np.zeros(n), where=further)
            told += [(fact, float(gone.sum()) / scale / len(known)) for fact in known]
        return [("", values[node] - fsum(w for _, w in told)), *told]

    return values, None, parts


def _shortest(adjacency: Array) -> tuple[Array, Array]:
    """(number of shortest paths, their length) between all pairs; length -1 where there is none."""
    n = len(adjacency)
    paths, distance = np.eye(n), np.where(np.eye(n) > 0, 0.0, -1.0)
    frontier, step = np.eye(n), 0
    while frontier.any():
        step += 1
        frontier = np.where(distance < 0, frontier @ adjacency, 0.0)
        distance[frontier > 0] = step
        paths += frontier
    return paths, distance


def pagerank(here: Weighted) -> tuple[dict[str, float], str | None, Parts]:
    graph = directed(here)
    try:
        values = nx.pagerank(graph, alpha=DAMPING, weight="weight", tol=TOLERANCE, max_iter=1000)
    except nx.PowerIterationFailedConvergence:
        return {}, "the iteration did not settle in 1,000 steps", lambda node: ()
    out: dict[str, float] = dict(graph.out_degree(weight="weight"))

    def parts(node: str) -> Iterable[tuple[str, float]]:
        told = [(t.fact, DAMPING * values[a] * w / out[a]) for a, b, w, t in _arcs(here) if b == node]
        return [("", values[node] - fsum(w for _, w in told)), *told]

    return {n: float(v) for n, v in values.items()}, None, parts


MEASURES: Mapping[str, Callable[[Weighted], tuple[dict[str, float], str | None, Parts]]] = {
    "degree": degree,
    "strength": strength,
    "eigenvector": eigenvector,
    "betweenness": betweenness,
    "pagerank": pagerank,
}


# -- intervals -------------------------------------------------------------------------------------


def _degree_draws(here: Weighted, node: str, rng: np.random.Generator) -> Array:
    told = [t for t, _ in here.at(node)]
    there = drawn(told, rng)
    total = np.zeros(DRAWS)
    for partner in sorted({t.other(node) for t in told}):
        total += there[:, [t.other(node) == partner for t in told]].any(axis=1)
    return total


def _strength_draws(here: Weighted, node: str, rng: np.random.Generator) -> Array:
    """A tie weighed by belief counts 1 in the draws in which it is so."""
    told = here.at(node)
    full = np.array([1.0 if w == t.belief and not _measured(t) else w for t, w in told])
    total: Array = drawn([t for t, _ in told], rng) @ full
    return total


def _measured(tie: Tie) -> bool:
    return _is_delivered(tie) or (tie.data.get("relation") == "TRADES_WITH" and tie.source != TEXT)


INTERVALS: Mapping[str, Callable[[Weighted, str, np.random.Generator], Array]] = {
    "degree": _degree_draws,
    "strength": _strength_draws,
}


def _named(metric: str) -> Callable[..., Result]:
    def compute(graph: nx.MultiDiGraph, **arguments: Any) -> Result:
        return position(graph, metric, **arguments)

    compute.__name__ = metric
    compute.__doc__ = DEFINITIONS[metric]
    return compute


COMPUTE: Mapping[str, Callable[..., Result]] = {name: _named(name) for name in DEFINITIONS}
__all__ = ["COMPUTE", "position"]
