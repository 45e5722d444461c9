"""How many coded events one state directs at another, and how friendly or hostile they are on average."""

from __future__ import annotations

from math import fsum, inf

import networkx as nx
import numpy as np

from kg.dates import is_to_come, year_of
from kg.metrics.base import (
    Array,
    Point,
    Result,
    Tie,
    balanced,
    bounds,
    drawn,
    ended,
    generator,
    n_stories,
    need,
    number,
    of_source,
    ratio,
    spans,
    windowed,
)
from kg.metrics.readings import coded, event_count

ROLES = ("source", "target", "both")
EVENTS = {
    "count": "Number of coded events of one state towards another in the year, or with anybody",
    "intensity": "Mean intensity of the coded events in the year, from -10 (hostile) to 10 (friendly)",
}


def events(
    graph: nx.MultiDiGraph,
    *,
    of: str | None = None,
    on: str | None = None,
    measure: str | None = None,
    role: str | None = None,
    source: str | None = None,
    start: int | None = None,
    end: int | None = None,
    seed: int = 0,
) -> Result:
    """Events of one state towards another, by year: their number, or the mean of their intensity (Goldstein's scale).

    `role` is that of the first state: source (who acts), target, or both. With another state it acts, unless asked
    otherwise; without one its events in both roles count. Each data set is a line of its own, and every coded event
    counts, also what is intended or undone. The mean is None in a year whose events carry no intensity.

    >>> G = nx.MultiDiGraph()
    >>> for n, x in ((1, 4.0), (2, -2.0)):
    ...     _ = G.add_edge("PRK", "RUS", key=str(n), relation="MEETS_WITH", intensity=x, since="2018-06-01")
    >>> [events(G, of="PRK", on="RUS", measure=m).series[0].value for m in ("count", "intensity")]
    [2.0, 1.0]
    >>> events(G, of="RUS", on="PRK").series, events(G, of="RUS", on="PRK", role="target").series[0].value
    ([], 2.0)

    Goldstein, J. (1992), "A Conflict-Cooperation Scale for WEIS Events Data", Journal of Conflict Resolution 36(2).
    """
    of = need(of, "--of", "events")
    measure = need((measure or "count").casefold(), "--measure", "events", tuple(EVENTS))
    role = need((role or ("source" if on else "both")).casefold(), "--role", "events", ROLES)
    told = [t for t in coded(graph, of) if on is None or on in (t.a, t.b)]
    found, remarks = of_source(
        graph, [t for t in told if role == "both" or of == (t.a if role == "source" else t.b)], source
    )
    by_line: dict[str, dict[int, list[Tie]]] = {}
    for tie in found:
        year = year_of(tie.data.get("since") or tie.data.get("known"))
        if year is not None:
            by_line.setdefault(tie.source, {}).setdefault(year, []).append(tie)
    series, known = [], []
    for name, by_year in sorted(by_line.items()):
        known += list(by_year)
        for year in windowed(by_year, start, end):
            series.append(_point(by_year.get(year, []), year, of, on, measure, source or name, seed))
    if ahead := [year for year in known if is_to_come(f"{year:04d}")]:
        remarks = [*remarks, f"events are dated in years to come: {spans(ahead)}"]
        known = [year for year in known if year not in ahead] or ahead
    between = f"{of} and {on} (role {role})" if on else of
    return ended("events", EVENTS[measure], series, max(known, default=None), remarks, f"no event data for {between}")


def _point(found: list[Tie], year: int, of: str, on: str | None, measure: str, source: str, seed: int) -> Point:
    basis = "events" if measure == "count" else "events that carry an intensity"
    told = [t for t in found if measure == "count" or _intensity(t) is not None]
    counts = np.array([event_count(t) if measure == "count" else _rated(t) for t in told])
    total = fsum(counts)
    if not told or total <= 0:
        return Point(year, of, on, source=source, denominator=basis, note=f"no {basis} in {year}")
    there = drawn(told, generator(seed, source, measure, year, of, on)) * counts
    if measure == "count":
        value, draws = total, there.sum(axis=1)
        weights = counts
    else:
        strengths = np.array([_intensity(t) or 0.0 for t in told])
        weights = counts * strengths / total
        value, draws = fsum(weights), ratio(there @ strengths, there.sum(axis=1))
    low, high = bounds(value, _as_floats(draws), *((0.0, inf) if measure == "count" else (-10.0, 10.0)))
    parts = balanced((t.fact, float(w)) for t, w in zip(told, weights, strict=True))
    return Point(year, of, on, value, low, high, len(told), n_stories(told), source, basis, parts)


def _rated(tie: Tie) -> float:
    """How many of its events carry an intensity."""
    rated = number(tie, "n_rated")
    return event_count(tie) if rated is None else rated


def _intensity(tie: Tie) -> float | None:
    """Goldstein's scale has negative numbers, which `number` takes for missing."""
    value = tie.data.get("intensity")
    if value is None or isinstance(value, str | bool) or not -10 <= value <= 10:
        return None
    return float(value)


def _as_floats(draws: Array) -> Array:
    return np.asarray(draws, dtype=float)
