"""Where nodes stand: worked out here and once, so that a page is drawn at once and always the same.

Physics in the browser took 26.5 s to draw 300 nodes, fixed positions 0.65 s.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt

import networkx as nx
import numpy as np
from numpy.typing import NDArray

WIDE, HIGH = 100.0, 70.0  # room for a node with its name, in the page's units
TIGHT = 0.62  # of that for large pictures, where names are shown as one comes nearer
ASPECT = 1.05  # of the canvas
SMALL = 50  # up to here distances follow the number of steps; it takes too long for more
GAP = 40.0

Points = NDArray[np.float64]


def positions(
    nodes: Sequence[str], pairs: Iterable[tuple[str, str]], centre: str | None = None
) -> dict[str, tuple[int, int]]:
    """A place for each node; ties make neighbours, and no two names lie on each other.

    Parts that are not connected lie side by side, the largest first. The same nodes and pairs give the
    same places in whatever order they come.

    >>> positions(["A"], [])
    {'A': (0, 0)}
    """
    plain = nx.Graph()
    plain.add_nodes_from(sorted(nodes))
    plain.add_edges_from(sorted({(min(p), max(p)) for p in pairs if p[0] != p[1]}))
    room = _room(len(plain))
    parts = sorted((sorted(c) for c in nx.connected_components(plain)), key=lambda c: (-len(c), c[0]))
    placed = [(names, _placed(plain.subgraph(names), names, centre, room)) for names in parts]
    return _packed(placed, WIDE * room, HIGH * room)


def _room(nodes: int) -> float:
    """More than its name for each of a few nodes, so that the words on the lines fit; less for each of many."""
    if nodes <= 60:
        return 1.7 - 0.7 * max(0, nodes - 10) / 50
    return max(TIGHT, 1.0 - max(0, nodes - 80) / 400)


def _placed(part: nx.Graph, names: list[str], centre: str | None, room: float) -> Points:
    """One connected part, its middle at 0, 0."""
    if len(names) == 1:
        return np.zeros((1, 2))
    ordered = nx.Graph()  # a subgraph's own order follows hashes
    ordered.add_nodes_from(names)
    ordered.add_edges_from(sorted((min(e), max(e)) for e in part.edges))
    start = nx.circular_layout(ordered)  # type: ignore[no-untyped-call]
    if len(names) <= SMALL:
        found = nx.kamada_kawai_layout(ordered, pos=start)  # type: ignore[no-untyped-call]
    else:
        apart = 2.2 / sqrt(len(names))
        found = nx.spring_layout(ordered, pos=start, k=apart, seed=7, iterations=120 if len(names) <= 400 else 30)
    points = np.array([found[n] for n in names], dtype=np.float64)
    if centre in names:
        points -= points[names.index(str(centre))]
    spread = np.ptp(points, axis=0).max() or 1.0
    side = 1.15 * sqrt(len(names) * WIDE * HIGH * ASPECT) * room
    points *= np.array([side * sqrt(ASPECT), side / sqrt(ASPECT)]) / spread
    points = _apart(points, WIDE * room, HIGH * room)
    middle: Points = (points.max(axis=0) + points.min(axis=0)) / 2
    return points - middle


def _apart(points: Points, wide: float, high: float) -> Points:
    """Pushes boxes that overlap away from each other, along the shorter way, until none does."""
    points = points + np.arange(len(points))[:, None] * np.array([1e-3, 2e-3])  # two at one place can part
    for number in range(1, 1 + (400 if len(points) <= 400 else 150)):
        if number % 25 == 0:
            points = points * 1.02  # a crowd that cannot part gets more room
        dx, dy = (points[:, None, k] - points[None, :, k] for k in (0, 1))
        over_x, over_y = wide - np.abs(dx), high - np.abs(dy)
        clash = (over_x > 0) & (over_y > 0)
        np.fill_diagonal(clash, False)
        if not clash.any():
            break
        sideways = clash & (over_x / wide <= over_y / high)
        push = np.stack(
            [
                np.where(sideways, np.sign(dx) * over_x, 0).sum(axis=1),
                np.where(clash & ~sideways, np.sign(dy) * over_y, 0).sum(axis=1),
            ],
            axis=1,
        )
        points = points + 0.45 * push / np.maximum(1, clash.sum(axis=1))[:, None] ** 0.5
    return points


def _packed(placed: list[tuple[list[str], Points]], wide: float, high: float) -> dict[str, tuple[int, int]]:
    """Parts in rows, as wide as the whole would be if it had the shape of the canvas."""
    sizes = [np.ptp(points, axis=0) + np.array([wide, high]) for _, points in placed]
    area = sum((w + GAP) * (h + GAP) for w, h in sizes)
    row_width = max([w for w, _ in sizes] + [sqrt(area * ASPECT)]) if sizes else 0.0
    found: dict[str, tuple[int, int]] = {}
    left = top = row_height = 0.0
    for (names, points), (w, h) in zip(placed, sizes, strict=True):
        if left > 0 and left + w > row_width:
            left, top, row_height = 0.0, top + row_height + GAP, 0.0
        middle = np.array([left + w / 2, top + h / 2])
        for name, (x, y) in zip(names, points + middle, strict=True):
            found[name] = (round(float(x)), round(float(y)))
        left, row_height = left + w + GAP, max(row_height, h)
    return _centred(found)


def _centred(found: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    if not found:
        return found
    xs, ys = ([p[k] for p in found.values()] for k in (0, 1))
    x, y = (min(xs) + max(xs)) // 2, (min(ys) + max(ys)) // 2
    return {name: (p[0] - x, p[1] - y) for name, p in sorted(found.items())}
