"""Who gives a state how much of what: dependence on one partner, concentration over all, volumes of arms.

Each dimension is a reading of ties as amounts by year and partner. One line of a series has one source
and one denominator; lines are never joined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from math import fsum

import networkx as nx
import numpy as np

from kg.dates import year_of
from kg.errors import Usage
from kg.metrics.base import (
    Array,
    Part,
    Point,
    Result,
    Tie,
    balanced,
    bounds,
    drawn_amounts,
    ended,
    generator,
    grouped,
    indicator,
    inside,
    n_stories,
    need,
    number,
    of_source,
    ratio,
    spans,
    windowed,
)
from kg.metrics.readings import READINGS, Line, arms, direction

DIMENSIONS = ("trade", "arms", "treaties", "votes", "events", "text")

DEPENDENCE = "Share of what a state receives, or shares with all others, that is with one partner, in one dimension"
CONCENTRATION = "Herfindahl index of a state's partners in one dimension: 1/n for n equal partners, 1 for a single one"
TIV = "Volume of arms transferred in the year, in SIPRI trend-indicator values (millions): capability, not price"

TOTALS = "sipri_values"  # a source of totals by state, which are no transfers between two
ROUNDING = 0.5  # million TIV
MANY_GAPS = 5  # flows that a note names

Measure = Callable[[Sequence[Part], Array], Array]

# -- values ----------------------------------------------------------------------------------------


def dependence(
    graph: nx.MultiDiGraph,
    *,
    of: str | None = None,
    on: str | None = None,
    dimension: str | None = None,
    source: str | None = None,
    start: int | None = None,
    end: int | None = None,
    seed: int = 0,
) -> Result:
    """How much of one dimension of a state's ties is with one partner: 0 (nothing) to 1 (everything).

    None in a year in which the state has no ties of the dimension at all: then there is no dependence
    to measure, which is not the same as 0. 0 where the source tells flows of 0 between the two (NO_TRADE_WITH). None
    where a flow between the two is missing in the source, one way or both: a table of trade that tells of no flow
    between them, and of no 0, may know of none, or know nothing. A flow that is
    missing with another partner is in no sum; where the source tells its other way, the note names it.

    >>> G = nx.MultiDiGraph()
    >>> for supplier, tiv in (("CHN", 30.0), ("RUS", 10.0)):
    ...     _ = G.add_edge(supplier, "PRK", key=supplier, relation="ARMS_TRANSFER", tiv=tiv, since="1990")
    >>> [point] = dependence(G, of="PRK", on="CHN", dimension="arms").series
    >>> point.year, point.value, point.parts
    (1990, 0.75, (('CHN', 0.75),))

    Hirschman, A. O. (1945), National Power and the Structure of Foreign Trade.
    """
    of, on = need(of, "--of", "dependence"), need(on, "--on", "dependence")
    dimension = need(dimension, "--dimension", "dependence", DIMENSIONS)
    if of == on:
        raise Usage(f"dependence: --of and --on are both {of}")
    if dimension == "votes":
        from kg.metrics.votes import agreement

        found = agreement(graph, of=of, on=on, source=source, start=start, end=end, seed=seed)
        return replace(found, metric="dependence", definition=f"{DEPENDENCE}: votes (agreement in the UN)")
    lines, remarks = READINGS[dimension](graph, of, source)
    if dimension == "text":
        remarks += direction(graph, of, on)
    lines = [line for line in lines if not line.part]
    series = []
    for line in lines:
        series += [_share(line, year, of, on, seed) for year in _shown(line, on, start, end)]
    remarks += _told_missing(lines, series) + _untold(lines, series, of, on)
    definition = f"{DEPENDENCE}: {dimension}"
    return _told("dependence", definition, dimension, of, on, lines, series, remarks)


def concentration(
    graph: nx.MultiDiGraph,
    *,
    of: str | None = None,
    dimension: str | None = None,
    source: str | None = None,
    start: int | None = None,
    end: int | None = None,
    seed: int = 0,
) -> Result:
    """How concentrated a state's ties are on few partners: sum of squared shares, 1/n to 1.

    None where there are no ties. Votes have no concentration: agreement shares are not parts of a whole.

    >>> G = nx.MultiDiGraph()
    >>> for supplier in ("CHN", "RUS"):
    ...     _ = G.add_edge(supplier, "PRK", key=supplier, relation="ARMS_TRANSFER", tiv=5.0, since="1990")
    >>> concentration(G, of="PRK", dimension="arms").series[0].value
    0.5

    Hirschman, A. O. (1964), "The Paternity of an Index", American Economic Review 54(5).
    """
    of = need(of, "--of", "concentration")
    dimension = need(dimension, "--dimension", "concentration", tuple(d for d in DIMENSIONS if d != "votes"))
    lines, remarks = READINGS[dimension](graph, of, source)
    if any(not line.whole for line in lines):
        remarks.append("published shares of single partners are left out: they do not add up to a whole")
    lines = [line for line in lines if line.whole and not line.part]
    series = []
    for line in lines:
        series += [_herfindahl(line, year, of, seed) for year in _shown(line, None, start, end)]
    remarks += _told_missing(lines, series)
    return _told("concentration", f"{CONCENTRATION}: {dimension}", dimension, of, None, lines, series, remarks)


def tiv(
    graph: nx.MultiDiGraph,
    *,
    of: str | None = None,
    on: str | None = None,
    role: str | None = None,
    source: str | None = None,
    start: int | None = None,
    end: int | None = None,
    seed: int = 0,
) -> Result:
    """How much a state received (or supplied) in a year, in million TIV; with `on` only from (or to) that partner.

    A year without deliveries between two years with some has no value: a register tells deliveries, not their lack.
    From a source of totals (`sipri_values`) the figures are SIPRI's own, which know no partner.

    >>> G = nx.MultiDiGraph()
    >>> _ = G.add_edge("RUS", "PRK", key="deal", relation="ARMS_TRANSFER", source="sipri", tiv=9.0, years="1990; 1992")
    >>> [(p.year, p.value) for p in tiv(G, of="PRK").series]
    [(1990, 4.5), (1991, None), (1992, 4.5)]

    SIPRI Arms Transfers Database, Sources and methods: the trend-indicator value.
    """
    of = need(of, "--of", "tiv")
    role = need(role or "recipient", "--role", "tiv", ("recipient", "supplier"))
    if (source or "").partition("@")[0] == TOTALS:
        return _printed_totals(graph, of, on, role, str(source), start, end)
    lines, remarks = arms(graph, of, source, role)
    series, kept = [], []
    for line in lines:
        if on is not None:
            of_partner = {y: [p for p in parts if p.partner == on] for y, parts in line.by_year.items()}
            line = replace(line, by_year={y: parts for y, parts in of_partner.items() if parts})
        kept.append(replace(line, denominator=f"million TIV, {of} as {role}"))
        series += [_sum(kept[-1], year, of, on, seed) for year in windowed(line.by_year, start, end)]
    last = max((max(line.by_year) for line in kept if line.by_year), default=None)
    partner = f" {'from' if role == 'recipient' else 'to'} {on}" if on else ""
    nothing = f"no deliveries{partner} with {of} as {role} in the sources loaded"
    return ended("tiv", TIV, series, last, remarks, nothing)


def _printed_totals(
    graph: nx.MultiDiGraph, of: str, on: str | None, role: str, source: str, start: int | None, end: int | None
) -> Result:
    """Totals by year as SIPRI printed them; each is rounded, so that it may be half a million more or less.

    Never added to deliveries, whose sums they are. Predecessor and successor in one year (the Soviet Union and
    Russia) have a row each, and their totals are added.
    """
    if on is not None:
        raise Usage(f"tiv: {source} has totals of each state and knows no partner; without --on, or another --source")
    figure = "tiv_imported" if role == "recipient" else "tiv_exported"
    rows = [
        Tie(str(key), a, b, data)
        for a, b, key, data in graph.edges(keys=True, data=True)
        if data.get("source") == TOTALS
    ]
    chosen, remarks = of_source(graph, sorted(rows, key=lambda t: t.fact), source)
    by_year: dict[int, list[tuple[str, float]]] = {}
    for row in chosen:
        year, value = year_of(row.data.get("since")), number(row, figure)
        if row.a == of and year is not None and value is not None:
            by_year.setdefault(year, []).append((row.fact, value))
    basis = f"million TIV, {of} as {role}, printed totals"
    series = [_printed(by_year.get(y, []), y, of, source, basis) for y in windowed(by_year, start, end)]
    return ended("tiv", TIV, series, max(by_year, default=None), remarks,
                 f"no totals of {of} as {role} in the tables loaded")  # fmt: skip


def _printed(parts: Sequence[tuple[str, float]], year: int, of: str, source: str, basis: str) -> Point:
    if not parts:
        return Point(year, of, source=source, denominator=basis, note=f"no data for {of} in {year}")
    value, spread = fsum(v for _, v in parts), ROUNDING * len(parts)
    return Point(year, of, None, value, max(0.0, value - spread), value + spread, len(parts), 1, source, basis,
                 balanced(parts))  # fmt: skip


def _shown(line: Line, on: str | None, start: int | None, end: int | None) -> list[int]:
    """The years of a line in the window; a published share is shown where it is of this partner."""
    told = [y for y, parts in line.by_year.items() if line.whole or any(p.partner == on for p in parts)]
    return windowed(told, start, end) if line.fill else sorted(y for y in told if inside(y, start, end))


def _share(line: Line, year: int, of: str, on: str, seed: int) -> Point:
    parts = line.by_year.get(year, [])
    if not line.whole:
        return _published(line, year, of, on, seed)
    zeros = [p for p in line.zeros.get(year, []) if p.partner == on]
    if unknown := [tie for tie in _reverse_missing(line.all(year)) if tie.other(of) == on]:
        return Point(year, of, on, None, None, None, len(parts), n_stories(p.tie for p in parts), line.source,
                     line.denominator, (), f"missing in the source: {_flow_back(unknown[0], year)}")  # fmt: skip
    amounts = _amounts(line, parts)
    total = fsum(amounts)
    if total <= 0:
        return _nothing(line, year, of, on, parts)
    with_on = [(p, a) for p, a in zip(parts, amounts, strict=True) if p.partner == on]
    if line.gaps and not (with_on or zeros):
        return Point(year, of, on, None, None, None, len(parts), n_stories(p.tie for p in parts), line.source,
                     line.denominator, (), _no_flow(of, on, str(year)))  # fmt: skip
    with_on += [(p, 0.0) for p in zeros]
    value = fsum(a for _, a in with_on) / total
    # Nothing from this partner, and no word on it: the facts about the others say so, each with weight 0.
    weights = [(p.tie.fact, a / total) for p, a in with_on] or [(p.tie.fact, 0.0) for p in parts]
    low, high = bounds(value, _draws(line, parts, _share_on(on), seed, year, of, on), 0.0, 1.0)
    whole = [*parts, *zeros]
    return Point(year, of, on, value, low, high, len(whole), n_stories(p.tie for p in whole), line.source,
                 line.denominator, balanced(weights))  # fmt: skip


def _published(line: Line, year: int, of: str, on: str, seed: int) -> Point:
    """A share as somebody published it; the middle of several on one basis."""
    parts = [p for p in line.by_year.get(year, []) if p.partner == on]
    value = fsum(p.amount for p in parts) / len(parts)
    told = [p.tie for p in parts]
    if not all(0 <= p.low <= p.high <= 1 for p in parts):
        return Point(year, of, on, None, None, None, len(parts), n_stories(told), line.source, line.denominator,
                     (), "the published share is not between 0 and 1")  # fmt: skip
    low, high = min(p.low for p in parts), max(p.high for p in parts)
    return Point(year, of, on, value, min(low, value), max(high, value), len(parts), n_stories(told), line.source,
                 line.denominator, balanced((p.tie.fact, p.amount / len(parts)) for p in parts))  # fmt: skip


def _herfindahl(line: Line, year: int, of: str, seed: int) -> Point:
    parts = line.by_year.get(year, [])
    amounts = _amounts(line, parts)
    total = fsum(amounts)
    if total <= 0:
        return _nothing(line, year, of, None, parts)
    by_partner = grouped((p.partner, a) for p, a in zip(parts, amounts, strict=True))
    shares = {partner: fsum(given) / total for partner, given in by_partner.items()}
    value = min(1.0, fsum(s * s for s in shares.values()))
    weights = [(p.tie.fact, shares[p.partner] * a / total) for p, a in zip(parts, amounts, strict=True)]
    low, high = bounds(value, _draws(line, parts, _squared_shares, seed, year, of), 0.0, 1.0)
    return Point(year, of, None, value, low, high, len(parts), n_stories(p.tie for p in parts), line.source,
                 line.denominator, balanced(weights))  # fmt: skip


def _sum(line: Line, year: int, of: str, on: str | None, seed: int) -> Point:
    parts = line.by_year.get(year, [])
    if not parts:
        return _nothing(line, year, of, on, parts)
    value = fsum(p.amount for p in parts)
    low, high = bounds(value, _draws(line, parts, _totals, seed, year, of, on))
    return Point(year, of, on, value, low, high, len(parts), n_stories(p.tie for p in parts), line.source,
                 line.denominator, balanced((p.tie.fact, p.amount) for p in parts))  # fmt: skip


def _nothing(line: Line, year: int, of: str, on: str | None, parts: Sequence[Part]) -> Point:
    zero = parts or line.zeros.get(year)
    why = f"no amounts above 0 for {of} in {year}" if zero else f"no data for {of} in {year}"
    return Point(year, of, on, None, None, None, len(parts), n_stories(p.tie for p in parts), line.source,
                 line.denominator, (), why)  # fmt: skip


def _reverse_missing(parts: Sequence[Part]) -> list[Tie]:
    """The flows of which the source does not know what went the other way, where no other row tells it."""
    told = {(p.tie.a, p.tie.b) for p in parts}
    return [p.tie for p in parts if p.tie.data.get("reverse_missing") and (p.tie.b, p.tie.a) not in told]


def _flow_back(tie: Tie, year: int) -> str:
    return f"{tie.b} to {tie.a} in {year}"


def _told_missing(lines: Iterable[Line], series: Iterable[Point]) -> list[str]:
    """What is missing in the years shown, so that no sum passes for whole."""
    shown = {(p.source, p.denominator, p.year) for p in series}
    gaps = [_flow_back(tie, year) for line in lines for year in sorted(line.by_year)
            if (line.source, line.denominator, year) in shown for tie in _reverse_missing(line.all(year))]  # fmt: skip
    more = f" and {len(gaps) - MANY_GAPS} more" if len(gaps) > MANY_GAPS else ""
    return [f"missing in the source, and in no sum: {', '.join(gaps[:MANY_GAPS])}{more}"] if gaps else []


def _untold(lines: Iterable[Line], series: Iterable[Point], of: str, on: str) -> list[str]:
    """The years shown in which a table of flows has some of a state's, and none of the pair's."""
    gaps = {(line.source, line.denominator): line for line in lines if line.gaps}
    years = [
        p.year for p in series
        if p.year is not None and (line := gaps.get((str(p.source), str(p.denominator))))
        and line.by_year.get(p.year) and not any(part.partner == on for part in line.all(p.year))
    ]  # fmt: skip
    zero = [
        p.year for p in series if p.value == 0 and p.year is not None and (str(p.source), str(p.denominator)) in gaps
    ]
    told = f"the source tells flows of 0 between {of} and {on} in {spans(zero)}, which may stand for none reported"
    return ([_no_flow(of, on, spans(years))] if years else []) + ([told] if zero else [])


def _no_flow(of: str, on: str, when: str) -> str:
    return f"no flow between {of} and {on} is told in {when}: there was none, or it is not known"


def _amounts(line: Line, parts: Sequence[Part]) -> list[float]:
    """The amount of each part; where partners are counted, a partner's facts share its 1."""
    if not line.counted:
        return [p.amount for p in parts]
    facts = grouped((p.partner, p) for p in parts)
    return [1.0 / len(facts[p.partner]) for p in parts]


# -- the same values in each draw ------------------------------------------------------------------


def _draws(line: Line, parts: Sequence[Part], measure: Measure, seed: int, *about: object) -> Array:
    amounts = drawn_amounts(parts, generator(seed, line.source, line.denominator, *about))
    if line.counted:
        names, table = indicator([p.partner for p in parts])
        there = (amounts @ table > 0).astype(float)
        return measure([p._replace(partner=name) for p, name in zip(_firsts(parts, names), names, strict=True)], there)
    return measure(parts, amounts)


def _firsts(parts: Sequence[Part], names: Iterable[str]) -> list[Part]:
    first = {p.partner: p for p in reversed(parts)}
    return [first[name] for name in names]


def _share_on(on: str) -> Measure:
    def measure(parts: Sequence[Part], amounts: Array) -> Array:
        chosen = np.array([p.partner == on for p in parts])
        return ratio(amounts[:, chosen].sum(axis=1), amounts.sum(axis=1))

    return measure


def _squared_shares(parts: Sequence[Part], amounts: Array) -> Array:
    by_partner = amounts @ indicator([p.partner for p in parts])[1]
    return ratio((by_partner**2).sum(axis=1), by_partner.sum(axis=1) ** 2)


def _totals(parts: Sequence[Part], amounts: Array) -> Array:
    total: Array = amounts.sum(axis=1)
    return total


def _told(
    metric: str,
    definition: str,
    dimension: str,
    of: str,
    on: str | None,
    lines: Sequence[Line],
    series: list[Point],
    remarks: list[str],
) -> Result:
    """The result, with the last year of all data, inside the window or not."""
    if len({(line.source, line.denominator) for line in lines if _shown(line, on, None, None)}) > 1:
        shown = {(p.source, p.denominator) for p in series}
        if len(shown) > 1:
            remarks = [*remarks, f"{len(shown)} lines, one for each source and denominator; they are not comparable"]
    known = [y for line in lines for y in _shown(line, on, None, None) if _has_value(line, y)]
    if dimension == "arms" and known:
        remarks = [*remarks, "the line ends with the last year in which deliveries were identified"]
    return ended(metric, definition, series, max(known, default=None), remarks,
                 f"no data on {dimension} for {of}" + (f" and {on}" if on else ""))  # fmt: skip


def _has_value(line: Line, year: int) -> bool:
    return any(p.amount > 0 for p in line.by_year.get(year, [])) or not line.whole


__all__ = ["concentration", "dependence", "tiv"]
