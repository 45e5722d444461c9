"""What single states have: figures of a table of national capabilities, and the composite index made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum

import networkx as nx

from kg.dates import year_of
from kg.metrics.base import Point, Result, Tie, ended, grouped, need, number, of_source, windowed

COMPONENTS = ("milex", "milper", "irst", "pec", "tpop", "upop")
UNITS = {
    "cinc": "share of the world",
    "computed": "share of the world",
    "milex": "thousand USD, before 1914 thousand GBP",
    "milper": "thousand persons",
    "irst": "thousand tons",
    "pec": "thousand coal-ton equivalents",
    "tpop": "thousand persons",
    "upop": "thousand persons",
}
CAPABILITY = "What a state has by a table of national capabilities"


def capability(
    graph: nx.MultiDiGraph,
    *,
    of: str | None = None,
    measure: str | None = None,
    source: str | None = None,
    start: int | None = None,
    end: int | None = None,
    seed: int = 0,
) -> Result:
    """What a state has in each year: its composite index (0 to 1), or one figure in the table's own unit.

    Each row of the table is a loop of its state. None in a year in which the table misses the figure.

    >>> G = nx.MultiDiGraph()
    >>> for state, milper in (("PRK", 1200), ("KOR", 600)):
    ...     _ = G.add_edge(state, state, key=state, relation="MEASURED", source="cow_nmc", since="2012", milper=milper)
    >>> capability(G, of="KOR", measure="milper").series[0].value
    600.0

    Singer, J. D., Bremer, S. and Stuckey, J. (1972), "Capability Distribution, Uncertainty, and Major Power War".
    """
    of = need(of, "--of", "capability")
    measure = need((measure or "cinc").casefold(), "--measure", "capability", tuple(UNITS))
    found = [Tie(str(key), a, b, data) for a, b, key, data in graph.edges(keys=True, data=True)
             if data.get("relation") == "MEASURED" and any(name in data for name in UNITS)]  # fmt: skip
    chosen, remarks = of_source(graph, sorted(found, key=lambda t: t.fact), source, ("cow_nmc",))
    by_year = grouped((year_of(t.data["since"]), t) for t in chosen if t.data.get("since"))
    own = {y: row for y, rows in by_year.items() if y for row in rows if row.a == of}
    series = [_point(by_year.get(y, []), own.get(y), y, of, measure, source) for y in windowed(own, start, end)]
    return ended("capability", f"{CAPABILITY}: {measure}", series, max(own, default=None), remarks,
                 f"no table of capabilities tells of {of}")  # fmt: skip


def _point(rows: Sequence[Tie], own: Tie | None, year: int, of: str, measure: str, source: str | None) -> Point:
    if own is None:
        return Point(year, of, source=source, denominator=UNITS[measure], note=f"no row for {of} in {year}")
    if measure == "computed":
        value = composite({t.fact: figures(t) for t in rows}).get(own.fact)
    else:
        value = number(own, measure)
    parts = ((own.fact, value),) if value is not None else ()
    missing = [name for name in COMPONENTS if name not in figures(own)]
    note = f"the table has no {measure} for {of} in {year}" if value is None else None
    if value is not None and measure in ("cinc", "computed") and missing:
        note = f"without {', '.join(missing)}, which the table does not have for {of} in {year}"
    return Point(year, of, None, value, value, value, 1, 1, own.source, UNITS[measure], parts, note)


def figures(row: Tie) -> dict[str, float]:
    """The components that a row tells; a missing one is not there."""
    return {name: value for name in COMPONENTS if (value := number(row, name)) is not None}


def composite(rows: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """The composite index of each state of one year: its mean share of the world totals, 0 to 1.

    A component that is missing for a state is left out of its mean, as the makers do (their 15,171 values of
    version 5.0 come out so); one that nobody has is left out of all.

    >>> composite({"A": {"milper": 30, "tpop": 50}, "B": {"milper": 10, "tpop": 150}, "C": {"tpop": 0}})
    {'A': 0.5, 'B': 0.5, 'C': 0.0}
    """
    totals = {name: fsum(row.get(name, 0.0) for row in rows.values()) for name in COMPONENTS}
    shares = {
        state: [row[name] / totals[name] for name in COMPONENTS if name in row and totals[name] > 0]
        for state, row in rows.items()
    }
    return {state: fsum(told) / len(told) for state, told in shares.items() if told}


__all__ = ["COMPONENTS", "capability", "composite"]
