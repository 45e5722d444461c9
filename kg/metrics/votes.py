"""How alike two states vote in the UN General Assembly."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from typing import NamedTuple

import networkx as nx
import numpy as np

from kg.dates import year_of
from kg.errors import Usage
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
    of_source,
    ratio,
    ties,
    windowed,
)

AGREEMENT = {
    "share": "Share of the UN roll calls that both took part in, in which both voted the same",
    "s": "S of two states' UN votes (yes, abstain, no): 1 for the same votes, -1 for opposite ones throughout",
}
BASIS = {
    "share": "roll calls both took part in",
    "s": "roll calls both took part in, S with range 2",
}
RANGE = 2  # from 1, yes, to 3, no


class RollCall(NamedTuple):
    """One roll call in which both took part."""

    of: Tie
    on: Tie
    apart: int  # 0 the same vote, 1 one of them abstained, 2 opposite votes


def agreement(
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
    """How alike two states vote, by the calendar year of the vote: the share of equal votes (0 to 1), or S (-1 to 1).

    Absence is no vote: only roll calls in which both took part count. None in a year without any.

    >>> G = nx.MultiDiGraph()
    >>> for call, votes in enumerate(((1, 1), (1, 2), (1, 1), (1, 3))):
    ...     for state, vote in zip(("PRK", "RUS"), votes):
    ...         _ = G.add_edge(state, call, key=f"{state}{call}", relation="VOTES_ON", vote=vote, since="2022")
    >>> [agreement(G, of="PRK", on="RUS", measure=m).series[0].value for m in ("share", "s")]
    [0.5, 0.25]

    Signorino, C. and Ritter, J. (1999), "Tau-b or Not Tau-b", International Studies Quarterly 43(1).
    """
    of, on = need(of, "--of", "agreement"), need(on, "--on", "agreement")
    measure = need((measure or "share").casefold(), "--measure", "agreement", tuple(AGREEMENT))
    if of == on:
        raise Usage(f"agreement: --of and --on are both {of}")
    cast, remarks = of_source(graph, ties(graph, ("VOTES_ON",)), source, ("un_votes",))
    name = source or next((t.source for t in cast), None)
    by_year = roll_calls(cast, of, on)
    series = [
        _point(by_year.get(year, []), year, of, on, measure, name, seed) for year in windowed(by_year, start, end)
    ]
    last = max(by_year, default=None)
    if measure == "share" and by_year:
        remarks.append("S of the same votes: kg metric agreement --measure s")
    return ended("agreement", AGREEMENT[measure], series, last, remarks, f"no roll calls of both {of} and {on}")


def roll_calls(cast: Sequence[Tie], of: str, on: str) -> dict[int, list[RollCall]]:
    """By year, the roll calls in which both voted; a vote told twice counts once."""
    votes: dict[str, dict[tuple[str, str], Tie]] = {of: {}, on: {}}
    for tie in cast:
        if tie.a in votes and tie.data.get("vote") in (1, 2, 3):
            votes[tie.a].setdefault((str(tie.b), str(tie.data.get("item") or "")), tie)
    by_year: dict[int, list[RollCall]] = {}
    for call in sorted(votes[of].keys() & votes[on].keys()):
        mine, theirs = votes[of][call], votes[on][call]
        year = _year(mine) or _year(theirs)
        if year is not None:
            by_year.setdefault(year, []).append(RollCall(mine, theirs, abs(mine.data["vote"] - theirs.data["vote"])))
    return by_year


def _year(tie: Tie) -> int | None:
    """The calendar year of the vote's own day; a session, or the file of a year, also holds votes of the next year."""
    return year_of(tie.data.get("since"))


def _point(
    calls: Sequence[RollCall], year: int, of: str, on: str, measure: str, source: str | None, seed: int
) -> Point:
    basis = BASIS[measure]
    if not calls:
        return Point(year, of, on, source=source, denominator=basis, note=f"no roll call in {year} that both voted on")
    score = np.array([_score(c, measure) for c in calls])
    value = fsum(score) / len(calls)
    told = [t for c in calls for t in (c.of, c.on)]
    low, high = bounds(value, _draws(calls, score, seed, of, on, year, measure), -1.0 if measure == "s" else 0.0, 1.0)
    # S starts at 1 and each difference takes away; a share starts at 0 and each equal vote adds.
    shift = 1.0 if measure == "s" else 0.0
    weights = [
        (t.fact, (x - shift) / (2 * len(calls)))
        for c, x in zip(calls, score, strict=True)
        for t in (c.of, c.on)
        if x != shift
    ]
    parts = balanced([("", 1.0), *weights] if measure == "s" else weights or [(t.fact, 0.0) for t in told])
    return Point(year, of, on, value, low, high, len(told), n_stories(told), source, basis, parts)


def _score(call: RollCall, measure: str) -> float:
    return 1.0 - 2.0 * call.apart / RANGE if measure == "s" else float(call.apart == 0)


def _draws(calls: Sequence[RollCall], score: Array, seed: int, *about: object) -> Array:
    """A roll call counts in a draw where both votes are so."""
    rng = generator(seed, *about)
    there = (drawn([c.of for c in calls], rng) & drawn([c.on for c in calls], rng)).astype(float)
    return ratio(there @ score, there.sum(axis=1))
