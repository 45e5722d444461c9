"""Whether two data sets see the same alliances: the overlap of their dyads, year by year."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

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
    last_covered,
    n_stories,
    need,
    of_source,
    ratio,
    ties,
)
from kg.metrics.readings import pledges

OVERLAP = "Share of the dyads allied in one of two sources or in both that are allied in both"
SOURCES = "atop,cow_alliance"
MEASURES = {"defense": "a defence pact", "any": "any alliance"}

Dyad = tuple[str, str]
Told = dict[Dyad, list[Tie]]  # the dyads of a year, with the ties that say so


def overlap(
    graph: nx.MultiDiGraph,
    *,
    measure: str | None = None,
    source: str | None = None,
    start: int | None = None,
    end: int | None = None,
    seed: int = 0,
) -> Result:
    """How far two sources agree on who is allied with whom, by year: Jaccard's index, 0 to 1, and the dyads of each.

    A dyad counts where either state pledged to the other, in every calendar year in which the pledge has a day. Only
    pairs of members of the state system in that year are compared, and only years that both sources cover. None in a
    year in which neither has a dyad.

    >>> G = nx.MultiDiGraph()
    >>> for key, source, a, b in (("1", "atop", "GBR", "FRA"), ("2", "cow_alliance", "FRA", "GBR"),
    ...                           ("3", "atop", "FRA", "RUS")):
    ...     _ = G.add_edge(a, b, key=key, relation="ALLIED_WITH", source=source, pledge="defense", since="1908",
    ...                    until="1908")
    >>> [(p.denominator, p.value) for p in overlap(G).series]  # doctest: +NORMALIZE_WHITESPACE
    [('dyads with a defence pact in atop', 2.0),
     ('dyads with a defence pact in cow_alliance', 1.0),
     ('share of the dyads with a defence pact in either', 0.5)]

    Jaccard, P. (1912), "The Distribution of the Flora in the Alpine Zone", New Phytologist 11(2).
    """
    measure = need((measure or "defense").casefold(), "--measure", "overlap", tuple(MEASURES))
    names = [name.strip() for name in (source or SOURCES).split(",")]
    if len(names) != 2 or not all(names) or names[0] == names[1]:
        raise Usage(f"overlap: --source {source!r}: write two sources with a comma between them: {SOURCES}")
    found = [t for t in ties(graph, ("ALLIED_WITH",)) if t.source != TEXT]
    codings, remarks = zip(*(of_source(graph, found, name) for name in names), strict=True)
    sides = [by_year(chosen, measure) for chosen in codings]
    covered = [covered_years(chosen, side) for chosen, side in zip(codings, sides, strict=True)]
    told = [note for notes in remarks for note in notes]
    told += [f"no alliances of {name} are loaded" for name, years in zip(names, covered, strict=True) if not years]
    series: list[Point] = []
    for year in sorted(set(covered[0]) & set(covered[1])):
        if inside(year, start, end):
            series += _points(year, [side.get(year, {}) for side in sides], names, measure, ",".join(names), seed)
    series.sort(key=lambda p: (str(p.denominator), p.year or 0))
    last = max(set(covered[0]) & set(covered[1]), default=None)
    return ended("overlap", f"{OVERLAP}: {MEASURES[measure]}", series, last, told,
                 f"no alliances of both {names[0]} and {names[1]} in the sources loaded")  # fmt: skip


def by_year(chosen: Sequence[Tie], measure: str) -> dict[int, Told]:
    """The dyads of each year, the states of each in the order of their ids."""
    years: dict[int, Told] = {}
    for tie, lasted in in_force(chosen):
        if measure == "any" or "defense" in pledges(tie):
            for year in lasted:
                if not {tie.a, tie.b} - system(year):
                    years.setdefault(year, {}).setdefault((min(tie.a, tie.b), max(tie.a, tie.b)), []).append(tie)
    return years


@cache
def system(year: int) -> frozenset[str]:
    """The members of the state system in a year."""
    from kg.states import members

    return frozenset(members(year))


def covered_years(chosen: Sequence[Tie], side: Mapping[int, Told]) -> Sequence[int]:
    """From the first year of a source to the last that it covers."""
    last = last_covered(chosen)
    return range(min(side), last + 1) if side and last is not None else ()


def _points(
    year: int, sides: Sequence[Told], names: Sequence[str], measure: str, source: str, seed: int
) -> Iterator[Point]:
    """The number of dyads of each source, and the share that is in both."""
    pact = MEASURES[measure]
    for name, side in zip(names, sides, strict=True):
        yield _count(year, source, f"dyads with {pact} in {name}", side, seed)
    yield _share(year, source, f"share of the dyads with {pact} in either", sides, seed)


def _count(year: int, source: str, basis: str, side: Told, seed: int) -> Point:
    draws = _there(side, generator(seed, year, basis)).sum(axis=1).astype(float)
    return _point(year, source, basis, side, side, 1.0, draws)


def _share(year: int, source: str, basis: str, sides: Sequence[Told], seed: int) -> Point:
    told = {d: [t for side in sides for t in side.get(d, ())] for d in sorted(set(sides[0]) | set(sides[1]))}
    if not told:
        return Point(year, source=source, denominator=basis, note=f"neither source has such a dyad in {year}")
    rng, columns = generator(seed, year, basis), {dyad: k for k, dyad in enumerate(told)}
    there = [np.zeros((DRAWS, len(told)), dtype=bool) for _ in sides]
    for table, side in zip(there, sides, strict=True):
        table[:, [columns[d] for d in side]] = _there(side, rng)
    both, either = (there[0] & there[1]).sum(axis=1), (there[0] | there[1]).sum(axis=1)
    shared = [d for d in told if d in sides[0] and d in sides[1]]
    return _point(year, source, basis, told, shared, 1.0 / len(told), ratio(both.astype(float), either.astype(float)))


def _point(
    year: int, source: str, basis: str, told: Told, counted: Collection[Dyad], each: float, draws: Array
) -> Point:
    """The value that the counted dyads add up to; the facts of one dyad share its part."""
    value = len(counted) * each
    flat = [t for found in told.values() for t in found]
    weights = [(t.fact, each / len(told[d])) for d in counted for t in told[d]] or [(t.fact, 0.0) for t in flat]
    low, high = bounds(value, draws, 0.0)
    return Point(year, None, None, value, low, high, len(flat), n_stories(flat), source, basis, balanced(weights))


def _there(side: Told, rng: np.random.Generator) -> NDArray[np.bool_]:
    """DRAWS x dyads: whether a dyad is there, which it is where one of its facts is so."""
    if not side:
        return np.zeros((DRAWS, 0), dtype=bool)
    starts = np.cumsum([0, *(len(found) for found in side.values())][:-1])
    return np.asarray(np.logical_or.reduceat(drawn([t for f in side.values() for t in f], rng), starts, axis=1))


__all__ = ["overlap"]
