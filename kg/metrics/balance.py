"""How balanced a signed network is: friends of friends are friends, enemies of enemies are friends.

Three measures, which do not rank years alike; a report has to name the one it uses. The network comes
from rows network, a, b, sign, or from the ties of a year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from math import fsum
from typing import Any

import networkx as nx
import numpy as np

from kg.errors import BadInput, Usage
from kg.metrics.base import (
    TEXT,
    Array,
    Point,
    Result,
    Tie,
    balanced,
    ended,
    in_force,
    inside,
    n_stories,
    need,
    of_source,
    only_source,
    ties,
)
from kg.model import Rejected

POSITIVE = ("ALLIED_WITH", "AGREES_WITH", "SUPPORTS", "COOPERATES_WITH", "MILITARY_AID", "AIDS", "ARMS_TRANSFER",
            "BASE_ACCESS")  # fmt: skip
NEGATIVE = ("SANCTIONS", "ACCUSES", "THREATENS", "REJECTS", "PROTESTS", "COMBAT", "ATTACKS", "CASUALTIES", "COERCES")
BALANCE = {
    "triangle": "Share of balanced triangles among all triangles: 1 for a balanced network, 0 for none balanced",
    "walk": "Balanced share of closed walks, sum exp(eig A) / sum exp(eig |A|): 1 for balance, above 0",
    "frustration": "Fewest ties whose removal leaves a balanced network: 0 for balance",
}
BASIS = {"triangle": "all triangles", "walk": "all closed walks", "frustration": "number of ties"}
SECONDS = 60.0  # for one network; the frustration index is NP-hard, and real networks take far less


@dataclass(slots=True)
class Signed:
    """A signed network: each pair of nodes once, with the facts that its sign rests on."""

    name: str
    signs: dict[tuple[str, str], int]
    facts: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)

    @property
    def nodes(self) -> list[str]:
        return sorted({end for pair in self.signs for end in pair})

    def matrix(self) -> Array:
        place = {node: k for k, node in enumerate(self.nodes)}
        table = np.zeros((len(place), len(place)))
        for (a, b), sign in self.signs.items():
            table[place[a], place[b]] = table[place[b], place[a]] = sign
        return table


Pairs = dict[tuple[str, str], list[Tie]]
# A value, or None and why not; and what each pair of nodes gives to it, with a constant under None.
Measured = tuple[float | None, str | None, dict[tuple[str, str] | None, float]]


def balance(
    graph: nx.MultiDiGraph | None,
    *,
    measure: str | None = None,
    edges: Iterable[Mapping[str, Any] | Rejected] | None = None,
    source: str | None = None,
    start: int | None = None,
    end: int | None = None,
    seed: int = 0,
) -> Result:
    """How balanced each network of `edges` is, or the ties between states in each year.

    None where there is nothing to be balanced: no triangle, or no tie at all. Signs from the graph: of a
    pair with friendly and hostile ties in a year the side with more belief counts; equal sides count as none.

    >>> signs = (("x", "y", 1), ("y", "z", 1), ("x", "z", -1))
    >>> rows = [{"network": "n", "a": a, "b": b, "sign": sign} for a, b, sign in signs]
    >>> [balance(None, measure=m, edges=rows).series[0].value for m in ("triangle", "frustration")]
    [0.0, 1.0]

    Cartwright, D. and Harary, F. (1956), Psychological Review 63(5); Estrada, E. and Benzi, M. (2014),
    Physical Review E 90(4); Aref, S. and Wilson, M. (2019), Journal of Complex Networks 7(2).
    """
    measure = need((measure or "triangle").casefold(), "--measure", "balance", tuple(BALANCE))
    remarks: list[str] = []
    if edges is not None:
        found, rejected = networks(edges)
        series = [_value(n, measure, None, "edges file") for n in found]
        remarks.append("`of` names the network; its ties come from a file and not from the record")
        result = ended("balance", BALANCE[measure], series, None, remarks, "the file has no signed ties")
        return replace(result, rejected=tuple(rejected))
    if graph is None:
        raise Usage("balance needs a graph or --edges FILE.csv")
    by_year, name, remarks = _by_year(graph, source)
    shown = [y for y in sorted(by_year) if inside(y, start, end)]
    series = [_value(_signed(str(y), by_year[y]), measure, y, name) for y in shown]
    last = max(by_year, default=None)
    return ended("balance", BALANCE[measure], series, last, remarks, "no dated ties between states with a sign here")


def networks(rows: Iterable[Mapping[str, Any] | Rejected]) -> tuple[list[Signed], list[Rejected]]:
    """The networks of rows network, a, b, sign, in the order of the rows, and the rows that have no part in them.

    A pair told twice must be told alike: one with both signs is left out of its network, since neither can be trusted.

    >>> [n.signs for n in networks([{"network": "n", "a": "x", "b": "y", "sign": "-1"}])[0]]
    [{('x', 'y'): -1}]
    """
    found: dict[str, Signed] = {}
    rejected: list[Rejected] = []
    both: dict[tuple[str, tuple[str, str]], str] = {}
    for number, row in enumerate(rows, 2):
        where = row_id(row, number)
        try:
            name, pair, sign = _tie(row)
        except BadInput as problem:
            rejected.append(Rejected(where, problem.reason))
            continue
        if sign == 0:
            continue
        network = found.setdefault(name, Signed(name, {}))
        if network.signs.setdefault(pair, sign) != sign:
            both.setdefault((name, pair), where)
        network.facts.setdefault(pair, []).append(where)
    for (name, pair), where in both.items():
        del found[name].signs[pair]
        reason = f"{pair[0]} and {pair[1]} have both signs in network {name!r}: left out; leave the right rows only"
        rejected.append(Rejected(where, f"{reason} of {', '.join(found[name].facts.pop(pair))}"))
    return list(found.values()), rejected


def row_id(row: Mapping[str, Any] | Rejected, number: int) -> str:
    """What a row is called among the parts of a value: by its line in a file, else by its place, the header being 1."""
    return row.where if isinstance(row, Rejected) else f"row {getattr(row, 'line', number)}"


def _tie(row: Mapping[str, Any] | Rejected) -> tuple[str, tuple[str, str], int]:
    if isinstance(row, Rejected):
        raise BadInput(row.reason)
    name, a, b = (str(row.get(k) or "").strip() for k in ("network", "a", "b"))
    if not a or not b:
        raise BadInput("a tie needs two ends, a and b")
    if a == b:
        raise BadInput(f"{a[:40]!r} has a tie to itself, which is none of a network")
    return name, (min(a, b), max(a, b)), _sign(row.get("sign"))


def _sign(told: Any) -> int:
    text = str(told if told is not None else "").strip().replace("−", "-")
    try:
        value = float({"+": "1", "-": "-1"}.get(text, text))
    except ValueError:
        value = 2.0
    if value not in (-1.0, 0.0, 1.0):
        raise BadInput(f"sign is {text[:40]!r}; write 1 or -1")
    return int(value)


def _by_year(graph: nx.MultiDiGraph, source: str | None) -> tuple[dict[int, Pairs], str | None, list[str]]:
    found = [
        t for t in ties(graph, (*POSITIVE, *NEGATIVE))
        if all(graph.nodes[end].get("kind", "State") == "State" for end in (t.a, t.b))
    ]  # fmt: skip
    if source is None:
        chosen, remarks = of_source(graph, [t for t in found if t.source != TEXT], None)
        chosen += [t for t in found if t.source == TEXT]
    else:
        chosen, remarks = of_source(graph, found, source)
    told: dict[int, Pairs] = {}
    for tie, lasted in in_force(sorted(chosen, key=lambda t: t.fact)):
        for year in lasted:
            told.setdefault(year, {}).setdefault((min(tie.a, tie.b), max(tie.a, tie.b)), []).append(tie)
    return told, source or only_source(chosen), remarks + _ends(told)


def _ends(told: Mapping[int, Pairs]) -> list[str]:
    """Where tables end in different years: after the last that tells of hostility a network looks balanced."""
    last: dict[tuple[bool, str], int] = {}
    for year, pairs in told.items():
        for tie in (t for found in pairs.values() for t in found if t.source not in ("", TEXT)):
            key = (tie.data.get("relation") in POSITIVE, tie.source)
            last[key] = max(year, last.get(key, year))
    if len(set(last.values())) < 2:
        return []
    friendly, hostile = (
        ", ".join(f"{source} {year}" for (good, source), year in sorted(last.items()) if good is wanted)
        for wanted in (True, False)
    )
    return [f"the last years of friendly ties: {friendly or 'none told'}; of hostile ones: {hostile or 'none told'}; "
            "a value after one of these is without its ties, and is not to be compared with those before"]  # fmt: skip


def _signed(name: str, pairs: Pairs) -> Signed:
    network = Signed(name, {})
    for pair, found in sorted(pairs.items()):
        leaning = fsum(t.belief if t.data.get("relation") in POSITIVE else -t.belief for t in found)
        if leaning:
            network.signs[pair] = 1 if leaning > 0 else -1
            network.facts[pair] = [t.fact for t in found]
            network.ties += found
    return network


def _value(network: Signed, measure: str, year: int | None, source: str | None) -> Point:
    value, why, by_pair = MEASURES[measure](network)
    weights = [
        (fact, weight / len(network.facts[pair])) if pair is not None else ("", weight)
        for pair, weight in by_pair.items()
        for fact in (network.facts[pair] if pair is not None else ("",))
    ]
    n_facts = sum(map(len, network.facts.values()))
    return Point(year, None if year is not None else network.name, None, value, None, None, n_facts,
                 n_stories(network.ties), source, BASIS[measure], balanced(weights), why)  # fmt: skip


# -- measures --------------------------------------------------------------------------------------


def triangle(network: Signed) -> Measured:
    """Balanced / all triangles, counted by traces: tr A^3 = 6 (balanced - unbalanced), tr |A|^3 = 6 all."""
    signs = network.matrix()
    around = np.abs(signs)
    with_signs, without = signs * (signs @ signs), around * (around @ around)
    total = without.sum() / 6
    if total == 0:
        return None, "no triangles", {}
    value = float((with_signs.sum() / 6 + total) / 2 / total)
    on_tie = (with_signs + without) / 2  # balanced triangles that each tie is part of; a third of each is its own
    return value, None, {pair: float(x) / 3 / float(total) for pair, x in _entries(network, on_tie) if x}


def walk(network: Signed) -> Measured:
    """tr exp A / tr exp |A|. tr exp A = n + sum over ties of A_ij phi(A)_ij, phi(x) = (e^x - 1) / x, both ways."""
    signs = network.matrix()
    if not len(signs):
        return None, "no ties", {}
    found, vectors = np.linalg.eigh(signs)
    around = np.linalg.eigvalsh(np.abs(signs))
    top = max(found.max(), around.max())  # scaled by its largest term: e^x overflows beyond 709
    bottom = float(np.exp(around - top).sum())
    value = min(1.0, float(np.exp(found - top).sum()) / bottom)  # a balanced network is no more than balanced
    with np.errstate(invalid="ignore"):
        phi = np.where(np.abs(found) < 1e-12, np.exp(-top), (np.exp(found - top) - np.exp(-top)) / found)
    by_tie = signs * ((vectors * phi) @ vectors.T) * 2 / bottom
    parts: dict[tuple[str, str] | None, float] = {pair: float(x) for pair, x in _entries(network, by_tie)}
    parts[None] = value - fsum(parts.values())
    return value, None, parts


def frustration(network: Signed) -> Measured:
    """Fewest ties to remove, proven to be the fewest."""
    if not network.signs:
        return None, "no ties", {}
    removed = removal(list(network.signs), list(network.signs.values()), SECONDS)
    if removed is None:
        return None, f"not proven within {SECONDS:.0f} seconds", {}
    pairs = list(network.signs)
    return float(len(removed)), None, {pairs[k]: 1.0 for k in removed}


def _entries(network: Signed, table: Array) -> Iterable[tuple[tuple[str, str], float]]:
    place = {node: k for k, node in enumerate(network.nodes)}
    for a, b in network.signs:
        yield (a, b), table[place[a], place[b]]


MEASURES: Mapping[str, Callable[[Signed], Measured]] = {"triangle": triangle, "walk": walk, "frustration": frustration}


def removal(pairs: Sequence[tuple[str, str]], signs: Sequence[int], seconds: float) -> list[int] | None:
    """The numbers of the fewest ties to remove for balance; None when it is not proven in time.

    A network is balanced when its nodes fall into two sides with all friendly ties within and all hostile
    ties between them. Variables: a side y of each node, and x = 1 for each tie that its sides contradict;
    of each unbalanced triangle one tie has to go, which makes the bounds tight enough for real networks.

    >>> len(removal([("x", "y"), ("y", "z"), ("x", "z")], [1, 1, -1], 10.0))
    1

    Aref, S., Mason, A. and Wilson, M. (2020), "A modeling and computational study of the frustration index
    in signed networks", Networks 75(1).
    """
    optimize: Any = import_module("scipy.optimize")
    nodes = sorted({end for pair in pairs for end in pair})
    place = {node: k for k, node in enumerate(nodes)}
    ends = [(place[a], place[b]) for a, b in pairs]
    table, least = _programme(ends, signs, _unbalanced_triangles(pairs, signs), len(nodes))
    cost = np.concatenate([np.zeros(len(nodes)), np.ones(len(pairs))])
    lowest = np.zeros(len(cost))
    busiest = np.bincount(np.array(ends).ravel(), minlength=len(nodes)).argmax()
    lowest[busiest] = 1  # the two sides can be swapped: one node's side is free to choose
    found = optimize.milp(
        cost,
        constraints=optimize.LinearConstraint(table, lb=least),
        integrality=1 - cost,
        bounds=optimize.Bounds(lowest, 1),
        options={"time_limit": seconds},
    )
    if not found.success:
        return None
    side = np.where(found.x[: len(nodes)] > 0.5, 1, -1)
    return [k for k, ((i, j), sign) in enumerate(zip(ends, signs, strict=True)) if side[i] * side[j] != sign]


def _programme(
    ends: Sequence[tuple[int, int]], signs: Sequence[int], triangles: Sequence[tuple[int, ...]], n: int
) -> tuple[Any, Array]:
    """Rows of `table @ (y, x) >= least`: two for each tie, one for each unbalanced triangle."""
    sparse: Any = import_module("scipy.sparse")
    rows: list[tuple[tuple[int, ...], tuple[int, ...], int]] = []
    for k, ((i, j), sign) in enumerate(zip(ends, signs, strict=True), n):
        if sign > 0:  # x >= |y_i - y_j|
            rows += [((k, i, j), (1, -1, 1), 0), ((k, i, j), (1, 1, -1), 0)]
        else:  # x >= |y_i + y_j - 1|
            rows += [((k, i, j), (1, -1, -1), -1), ((k, i, j), (1, 1, 1), 1)]
    rows += [(tuple(n + k for k in three), (1, 1, 1), 1) for three in triangles]
    columns = np.array([row[0] for row in rows]).ravel()
    values = np.array([row[1] for row in rows], dtype=float).ravel()
    starts = np.arange(0, 3 * len(rows) + 1, 3)
    table = sparse.csr_array((values, columns, starts), shape=(len(rows), n + len(ends)))
    return table, np.array([row[2] for row in rows], dtype=float)


def _unbalanced_triangles(pairs: Sequence[tuple[str, str]], signs: Sequence[int]) -> list[tuple[int, ...]]:
    number = {pair: k for k, pair in enumerate(pairs)}
    beyond: dict[str, list[str]] = {}
    for a, b in pairs:
        beyond.setdefault(a, []).append(b)
    cuts: list[tuple[int, ...]] = []
    for (a, b), k in number.items():
        for c in beyond.get(b, ()):
            if (a, c) in number:
                three = (k, number[(b, c)], number[(a, c)])
                if signs[three[0]] * signs[three[1]] * signs[three[2]] < 0:
                    cuts.append(three)
    return cuts
