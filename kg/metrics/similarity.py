"""How alike two states' ties to all states are: S, Scott's pi, Cohen's kappa and Kendall's tau-b.

For each year one matrix of codes: row i holds what state i pledged to each of the n members of the
state system (3 defence or offence, 2 neutrality or consultation, 1 non-aggression, 0 nothing; itself 3;
of COW's alliances 3 defence, 2 neutrality or non-aggression, 1 entente).
All dyads of a year come out of a few matrix products of small whole numbers, which are exact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

import networkx as nx
import numpy as np
from numpy.typing import NDArray

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
    drawn,
    ended,
    generator,
    in_force,
    inside,
    n_stories,
    need,
    of_source,
    ties,
)
from kg.metrics.readings import pledges

SIMILARITY = {
    "s": "S of two states' alliance ties, valued and unweighted: 1 for the same ties to all states, down to -1",
    "s2": "S of two states' alliance ties with squared distances: 1 for the same ties, down to -1",
    "pi": "Scott's pi of two states' alliance ties: 1 for the same ties, 0 for no more agreement than chance",
    "kappa": "Cohen's kappa of two states' alliance ties, squared distances: 1 the same ties, 0 as alike as by chance",
    "taub": "Kendall's tau-b of two states' alliance ties: 1 the same order of ties, -1 the reverse",
}
CODES = {"defense": 3, "offense": 3, "neutral": 2, "consul": 2, "entente": 2, "nonagg": 1}
# COW has its own order of types: defence pact, neutrality or non-aggression pact, entente.
COW_CODES = {"defense": 3, "neutral": 2, "nonagg": 2, "entente": 1}
HIGHEST = 3
FIRST_YEAR = 1816  # the state system of the Correlates of War begins
BASIS = "ties to all members of the state system in the year"
UNDEFINED = "not defined: the two rows of ties do not vary, so chance agreement is 1"

Matrix = NDArray[np.float64]
Whole = NDArray[np.int64]


class Spell(NamedTuple):
    """What `a` pledged to `b` from one year to another."""

    tie: Tie
    code: int
    first: int
    last: int


def similarity(
    graph: nx.MultiDiGraph,
    *,
    of: str | None = None,
    on: str | None = None,
    measure: str | None = None,
    source: str | None = None,
    start: int | None = None,
    end: int | None = None,
    seed: int = 0,
) -> Result:
    """How alike two states' alliance ties are, by year; all undirected dyads of the system without `of` and `on`.

    Defined for every pair of members; pi, kappa and tau-b are None where chance agreement is perfect. A
    tie counts in every calendar year in which it has a day, of two phases of a treaty the later one. S is
    no measure of closeness: where almost nobody has ties, almost all states are alike; read kappa or pi
    beside it (Haege 2011). Interval and parts are given for a single dyad, not for all dyads at once.

    >>> G = nx.MultiDiGraph()
    >>> similarity(G, of="GBR", on="FRA", measure="s").note
    'no alliances in the sources loaded'

    Signorino, C. and Ritter, J. (1999), "Tau-b or Not Tau-b", International Studies Quarterly 43(1);
    Haege, F. (2011), "Choice or Circumstance?", Political Analysis 19(3).
    """
    measure = need((measure or "s").casefold(), "--measure", "similarity", tuple(SIMILARITY))
    if of is not None and of == on:
        raise Usage(f"similarity: --of and --on are both {of}")
    if of is None and on is not None:
        of, on = on, None
    found = [t for t in ties(graph, ("ALLIED_WITH",)) if t.source != TEXT or source == TEXT]
    chosen, remarks = of_source(graph, found, source, ("atop", "cow_alliance"))
    spells = _spells(chosen)
    name = source or next((t.source for t in chosen), None)
    told = [y for s in spells for y in (s.first, s.last)]
    last = max(told, default=None)
    covered = range(max(FIRST_YEAR, min(told, default=FIRST_YEAR)), (last or 0) + 1)
    spells = [s for s in spells if s.code and (on is None or s.tie.a in (of, on))]  # one dyad needs its own rows
    series: list[Point] = []
    table = Table(spells)
    for year in covered:
        if inside(year, start, end):
            series += _of_year(year, spells, table, of, on, measure, name, seed)
    if measure in ("s", "s2") and series:
        remarks.append("S is high wherever ties are few; read --measure kappa or pi beside it")
    return ended("similarity", SIMILARITY[measure], series, last, remarks, "no alliances in the sources loaded")


def _spells(chosen: Sequence[Tie]) -> list[Spell]:
    spells = []
    for tie, told in in_force(chosen):
        if told:
            order = COW_CODES if tie.source.startswith("cow") else CODES
            code = max((order.get(p, 0) for p in pledges(tie)), default=0)
            spells.append(Spell(tie, code, told[0], told[-1]))
    return spells


def _of_year(
    year: int,
    spells: Sequence[Spell],
    table: Table,
    of: str | None,
    on: str | None,
    measure: str,
    source: str | None,
    seed: int,
) -> list[Point]:
    from kg.states import members

    system = sorted(members(year))
    place = {id: k for k, id in enumerate(system)}
    if of is not None and on is not None:
        return [_dyad(year, system, spells, of, on, measure, source, seed)]
    if of is not None and of not in place:
        return [_stranger(year, of, None, source)]
    current = table.of_year(year, place)
    values = MEASURES[measure](codes(len(system), *current))
    counts = np.bincount(current[0], minlength=len(system))
    if of is not None:
        row = place[of]
        others = np.array([k for k in range(len(system)) if k != row], dtype=int)
        rows, columns = np.full(len(others), row), others
    else:
        rows, columns = np.triu_indices(len(system), 1)
    return _points(year, system, rows, columns, values[rows, columns], (counts[rows] + counts[columns]), source)


def _points(
    year: int,
    system: Sequence[str],
    rows: Whole,
    columns: Whole,
    values: Array,
    counts: Whole,
    source: str | None,
) -> list[Point]:
    told = [None if v != v else v for v in values.tolist()]
    named = zip(
        repeat(year),
        (system[i] for i in rows.tolist()),
        (system[j] for j in columns.tolist()),
        told,
        repeat(None),
        repeat(None),
        counts.tolist(),
        (counts > 0).astype(int).tolist(),
        repeat(source),
        repeat(BASIS),
        repeat(()),
        (UNDEFINED if v is None else None for v in told),
        strict=False,
    )
    return list(map(Point._make, named))


class Table:
    """Spells as columns of numbers, so that a year is chosen and coded without a loop over ties."""

    def __init__(self, spells: Sequence[Spell]):
        self.ids = sorted({end for s in spells for end in (s.tie.a, s.tie.b)})
        at = {id: k for k, id in enumerate(self.ids)}
        rows = [(at[s.tie.a], at[s.tie.b], s.code, s.first, s.last) for s in spells]
        self.columns = np.array(rows, dtype=np.int64).reshape(-1, 5).T

    def of_year(self, year: int, place: Mapping[str, int]) -> tuple[Whole, Whole, Whole]:
        """(giver, taker, code) of the ties in force between members of the system, numbered by `place`."""
        a, b, code, first, last = self.columns
        where = np.array([place.get(id, -1) for id in self.ids], dtype=np.int64)
        kept = (first <= year) & (year <= last)
        giver, taker, code = where[a[kept]], where[b[kept]], code[kept]
        members = (giver >= 0) & (taker >= 0)
        return giver[members], taker[members], code[members]


def codes(n: int, giver: Whole, taker: Whole, code: Whole) -> Matrix:
    """The matrix of codes of one year: the firmest pledge of each state (row) to each (column).

    >>> codes(2, np.array([0, 0]), np.array([1, 1]), np.array([1, 2])).tolist()
    [[3.0, 2.0], [0.0, 3.0]]
    """
    matrix = np.zeros((n, n))
    np.maximum.at(matrix, (giver, taker), code)
    np.fill_diagonal(matrix, HIGHEST)
    return matrix


# -- measures: from the codes of n states to an n x n table of values ------------------------------


def s_absolute(x: Matrix) -> Matrix:
    """1 - 2 sum|x - y| / (3 n), the distance counted threshold by threshold.

    >>> s_absolute(np.array([[3.0, 0.0], [1.0, 3.0]]))[0, 1].item()
    -0.6666666666666667
    """
    distance = np.zeros((len(x), len(x)))
    for threshold in range(1, HIGHEST + 1):
        above = (x >= threshold).astype(np.float32)  # counts below 2^24 are exact
        counts = above.sum(axis=1, dtype=float)
        distance += counts[:, None] + counts[None, :] - 2 * (above @ above.T)
    return 1 - 2 * distance / (HIGHEST * len(x))


def s_squared(x: Matrix) -> Matrix:
    """1 - 2 sum (x - y)^2 / (9 n).

    >>> s_squared(np.array([[3.0, 3.0], [3.0, 3.0]]))[0, 1].item()
    1.0
    """
    return 1 - 2 * squared_distance(x) / (HIGHEST**2 * len(x))


def squared_distance(x: Matrix) -> Matrix:
    squares = (x**2).sum(axis=1)
    distance: Matrix = squares[:, None] + squares[None, :] - 2 * (x @ x.T)
    return distance


def pi(x: Matrix) -> Matrix:
    """(po - pe) / (1 - pe): po the share of equal codes, pe from the pooled frequencies of the codes.

    >>> pi(np.array([[3.0, 0.0], [3.0, 0.0]]))[0, 1].item()
    1.0
    """
    n = len(x)
    equal, expected = np.zeros((n, n)), np.zeros((n, n))
    for code in range(HIGHEST + 1):
        has = (x == code).astype(float)
        counts = has.sum(axis=1)
        equal += has @ has.T
        expected += (counts[:, None] + counts[None, :]) ** 2
    # Numerator and denominator are whole numbers times 4 n^2, so that "no variation" is exactly 0.
    return _over(4 * n * equal - expected, 4 * n * n - expected)


def kappa(x: Matrix) -> Matrix:
    """1 - sum (x - y)^2 / expected, over all pairs of an entry of x with an entry of y.

    >>> kappa(np.array([[3.0, 0.0], [0.0, 3.0]]))[0, 1].item()
    -1.0
    """
    n = len(x)
    sums, squares = x.sum(axis=1), (x**2).sum(axis=1)
    expected = n * (squares[:, None] + squares[None, :]) - 2 * sums[:, None] * sums[None, :]
    return _over(expected - n * squared_distance(x), expected)


def tau_b(x: Matrix) -> Matrix:
    """(concordant - discordant) / sqrt(pairs not tied in x * pairs not tied in y).

    >>> tau_b(np.array([[3.0, 0.0, 1.0], [3.0, 0.0, 2.0], [0.0, 3.0, 2.0]]))[0, 1:].tolist()
    [1.0, -1.0]
    """
    n = len(x)
    has = [(x == code).astype(np.float32) for code in range(HIGHEST + 1)]  # counts below 2^24 are exact
    together = np.array([[a @ b.T for b in has] for a in has], dtype=float)  # pairs coded (a, b), of each dyad
    balance = np.zeros((n, n))
    for a in range(HIGHEST):
        above = together[a + 1 :].sum(axis=0)
        for b in range(HIGHEST + 1):
            balance += together[a, b] * (above[b + 1 :].sum(axis=0) - above[:b].sum(axis=0))
    tied = sum((h.sum(axis=1, dtype=float) ** 2 for h in has), np.full(n, -float(n))) / 2
    untied = n * (n - 1) / 2 - tied
    return _over(balance, np.sqrt(untied[:, None] * untied[None, :]))


def _over(top: Matrix, bottom: Matrix) -> Matrix:
    """top / bottom; nan where bottom is 0, which is exact here."""
    quotient: Matrix = np.divide(top, bottom, out=np.full(bottom.shape, np.nan), where=bottom > 0)
    return quotient


MEASURES: Mapping[str, Callable[[Matrix], Matrix]] = {
    "s": s_absolute,
    "s2": s_squared,
    "pi": pi,
    "kappa": kappa,
    "taub": tau_b,
}


# -- one dyad, with interval and parts -------------------------------------------------------------


def _dyad(
    year: int,
    system: Sequence[str],
    spells: Sequence[Spell],
    of: str,
    on: str,
    measure: str,
    source: str | None,
    seed: int,
) -> Point:
    place = {id: k for k, id in enumerate(system)}
    if of not in place or on not in place:
        return _stranger(year, of, on, source, *(id for id in (of, on) if id not in place))
    rows = {of: 0, on: 1}
    mine = [s for s in spells if s.first <= year <= s.last and s.tie.a in rows and s.tie.b in place]
    ends = [(rows[s.tie.a], place[s.tie.b]) for s in mine]
    pair = np.zeros((2, len(system)))
    for (row, column), spell in zip(ends, mine, strict=True):
        pair[row, column] = max(pair[row, column], spell.code)
    pair[0, place[of]] = pair[1, place[on]] = HIGHEST
    value = float(_of_rows(pair[None], measure)[0])
    told = [s.tie for s in mine]
    if value != value:
        return Point(year, of, on, None, None, None, len(told), n_stories(told), source, BASIS, (), UNDEFINED)
    draws = _of_rows(_resampled(mine, ends, place, of, on, generator(seed, year, of, on, source)), measure)
    low, high = bounds(value, draws, most=1.0)
    return Point(year, of, on, value, low, high, len(told), n_stories(told), source, BASIS,
                 _parts(pair, mine, ends, value, measure))  # fmt: skip


def _of_rows(pairs: Array, measure: str) -> Array:
    """A measure for many pairs of rows at once: draws x 2 x n."""
    x, y = pairs[:, 0, :], pairs[:, 1, :]
    n = x.shape[1]
    if measure == "s":
        return np.asarray(1 - 2 * np.abs(x - y).sum(axis=1) / (HIGHEST * n))
    if measure == "s2":
        return np.asarray(1 - 2 * ((x - y) ** 2).sum(axis=1) / (HIGHEST**2 * n))
    if measure == "kappa":
        expected = n * ((x**2).sum(axis=1) + (y**2).sum(axis=1)) - 2 * x.sum(axis=1) * y.sum(axis=1)
        return _over(expected - n * ((x - y) ** 2).sum(axis=1), expected)
    counts = np.stack([[(row == code).sum(axis=1) for code in range(HIGHEST + 1)] for row in (x, y)]).astype(float)
    if measure == "pi":
        equal = (x == y).sum(axis=1)
        expected = (counts.sum(axis=0) ** 2).sum(axis=0)
        return _over(4.0 * n * equal - expected, 4.0 * n * n - expected)
    return _tau_of_rows(x, y, counts, n)


def _tau_of_rows(x: Array, y: Array, counts: Array, n: int) -> Array:
    table = np.zeros((HIGHEST + 1, HIGHEST + 1, len(x)))
    for a in range(HIGHEST + 1):
        for b in range(HIGHEST + 1):
            table[a, b] = ((x == a) & (y == b)).sum(axis=1)
    balance = np.zeros(len(x))
    for a in range(HIGHEST):
        for b in range(HIGHEST + 1):
            both = table[a + 1 :, b + 1 :].sum(axis=(0, 1)) - table[a + 1 :, :b].sum(axis=(0, 1))
            balance += table[a, b] * both
    untied = n * (n - 1) / 2 - (counts * (counts - 1)).sum(axis=1) / 2
    return _over(balance, np.asarray(np.sqrt(untied[0] * untied[1])))


def _resampled(
    mine: Sequence[Spell],
    ends: Sequence[tuple[int, int]],
    place: Mapping[str, int],
    of: str,
    on: str,
    rng: np.random.Generator,
) -> Array:
    pairs = np.zeros((DRAWS, 2, len(place)))
    there = drawn([s.tie for s in mine], rng)
    for k, ((row, column), spell) in enumerate(zip(ends, mine, strict=True)):
        np.maximum(pairs[:, row, column], there[:, k] * spell.code, out=pairs[:, row, column])
    pairs[:, 0, place[of]] = pairs[:, 1, place[on]] = HIGHEST
    return pairs


def _parts(
    pair: Array, mine: Sequence[Spell], ends: Sequence[tuple[int, int]], value: float, measure: str
) -> tuple[tuple[str, float], ...]:
    """The tie to each third state takes its distance away from 1, halved between facts on the two sides.

    S and S squared come apart exactly like this: -2 |x - y| / (3 n) for each state that the two differ on,
    and a constant for 1 and for the two states themselves. Kappa does too, with its own scale. Of pi and
    tau-b the parts are what the value would lose without the fact, and the constant is the rest.
    """
    if measure in ("pi", "taub"):
        return _left_out(pair, mine, ends, value, measure)
    n = pair.shape[1]
    apart = np.abs(pair[0] - pair[1])
    if measure == "s":
        cost = -2 * apart / (HIGHEST * n)
    elif measure == "s2":
        cost = -2 * apart**2 / (HIGHEST**2 * n)
    else:
        squares, sums = (pair**2).sum(axis=1), pair.sum(axis=1)
        cost = -n * apart**2 / (n * squares.sum() - 2 * sums[0] * sums[1])
    at: dict[int, list[str]] = {}
    for (row, column), spell in zip(ends, mine, strict=True):
        # Where the two differ, the facts of the firmer pledge are what sets them apart.
        if spell.code == pair[row, column] and pair[row, column] > pair[1 - row, column]:
            at.setdefault(column, []).append(spell.tie.fact)
    weights = [(fact, float(cost[column]) / len(facts)) for column, facts in at.items() for fact in facts]
    return _with_constant(weights, value)


def _left_out(
    pair: Array, mine: Sequence[Spell], ends: Sequence[tuple[int, int]], value: float, measure: str
) -> tuple[tuple[str, float], ...]:
    """What the value loses without each fact; a fact whose loss leaves it undefined has no part."""
    weights = []
    for k, spell in enumerate(mine):
        without = pair.copy()
        row, column = ends[k]
        rest = [s.code for i, s in enumerate(mine) if i != k and ends[i] == (row, column)]
        without[row, column] = max(rest, default=0)
        then = float(_of_rows(without[None], measure)[0])
        if then == then and then != value:
            weights.append((spell.tie.fact, value - then))
    return _with_constant(weights, value)


def _with_constant(weights: Sequence[tuple[str, float]], value: float) -> tuple[tuple[str, float], ...]:
    told = balanced(weights)
    return (("", value - sum(w for _, w in told)), *told)


def _stranger(year: int, of: str, on: str | None, source: str | None, *who: str) -> Point:
    outside = " and ".join(who or (of,))
    return Point(year, of, on, source=source, denominator=BASIS,
                 note=f"{outside}: no member of the state system in {year}")  # fmt: skip
