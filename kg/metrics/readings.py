"""Ties as amounts by year and partner, one reading for each dimension: what dependence and concentration divide.

One line of a reading has one source and one denominator; lines are never joined.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import networkx as nx

from kg.dates import year_of
from kg.metrics.base import (
    TEXT,
    Part,
    Tie,
    delivery_years,
    in_force,
    is_part,
    middle,
    number,
    of_source,
    partial,
    ties,
)
from kg.model import FACTUAL

EVENT_SOURCES = ("icews", "gdelt", "polecat", "phoenix")
CODED = 0.97  # that a coded event was reported as it was coded: as rows of other tables
COOPERATION = (
    "ALLIED_WITH", "MEMBER_OF", "AGREES_WITH", "SUPPORTS", "MEETS_WITH", "COOPERATES_WITH", "CONCEDES", "MILITARY_AID",
    "AIDS", "ARMS_TRANSFER", "TROOP_DEPLOYMENT", "BASE_ACCESS", "TRADES_WITH", "DEPENDS_ON",
)  # fmt: skip
# What makes troops in a state those of an enemy.
FIGHTING = ("ATTACKS", "COMBAT", "CASUALTIES")
HOLDING, PROTEST = "CONTROLS", ("ACCUSES", "REJECTS")


@dataclass(slots=True)
class Line:
    """Amounts by year from one source, with one denominator.

    `whole`: the amounts of a year add up to the denominator; a published share is only a part of it.
    `counted`: each partner counts once, however many facts tie it.
    `gaps`: a partner of whom nothing is told may be one of whom nothing is known; its share is none and not 0.
    `zeros`: what is told to be 0, by year; it adds nothing to a sum, and knows a share of 0 from an unknown one.
    """

    source: str
    denominator: str
    by_year: dict[int, list[Part]] = field(default_factory=dict)
    zeros: dict[int, list[Part]] = field(default_factory=dict)
    whole: bool = True
    counted: bool = False
    gaps: bool = False
    part: bool = False  # a file that leaves out other partners: there is no whole, and so no share
    fill: bool = True  # show the years without data between the first and the last as such

    def add(self, year: int, part: Part) -> None:
        self.by_year.setdefault(year, []).append(part)

    def all(self, year: int) -> list[Part]:
        """All that is told of a year, zeros too."""
        return [*self.by_year.get(year, []), *self.zeros.get(year, [])]


Reading = tuple[list[Line], list[str]]


# -- dimensions: ties as amounts -----------------------------------------------------------------


def arms(graph: nx.MultiDiGraph, of: str, source: str | None, role: str = "recipient") -> Reading:
    """TIV by delivery year and partner. A deal over several years is split evenly: an estimate."""
    end = "b" if role == "recipient" else "a"
    found = [t for t in ties(graph, ("ARMS_TRANSFER",), of) if getattr(t, end) == of and number(t, "tiv") is not None]
    chosen, remarks = of_source(graph, found, source, ("sipri",))
    received = "delivered to" if role == "recipient" else "delivered by"
    lines: dict[str, Line] = {}
    split = False
    parts = sorted({v for t in chosen if is_part(v := str(t.data.get("version") or ""), role)})
    remarks += [partial(v, received, of) for v in parts]
    for tie in chosen:
        spread = delivery_years(tie)
        split |= len(spread) > 1
        line = lines.setdefault(
            tie.source, Line(source or tie.source, f"all TIV {received} {of} in the year", part=bool(parts))
        )
        for year in spread:
            tiv = (number(tie, "tiv") or 0.0) / len(spread)
            low, high = _range(tie, tiv, "TIV", len(spread))
            line.add(year, Part(tie, tie.other(of), tiv, low, high))
    if split:
        remarks.append("the register gives some deals for several delivery years together; these are split evenly, "
                       "which is an estimate")  # fmt: skip
    return sorted(lines.values(), key=lambda line: line.source), remarks


def treaties(graph: nx.MultiDiGraph, of: str, source: str | None) -> Reading:
    """States pledged to defend `of`, by year."""
    pledged = (t for t in ties(graph, ("ALLIED_WITH",), of) if t.b == of)
    chosen, remarks = of_source(graph, [t for t in pledged if "defense" in pledges(t)], source, ("atop",))
    everything = [t for t in ties(graph, ("ALLIED_WITH",)) if t.source != TEXT]
    lines: dict[str, Line] = {}
    for tie, told in in_force(chosen, everything):
        line = lines.setdefault(
            tie.source, Line(source or tie.source, f"all states pledged to defend {of} in the year", counted=True)
        )
        for year in told:
            line.add(year, Part(tie, tie.a, 1.0, 1.0, 1.0))
    return sorted(lines.values(), key=lambda line: line.source), remarks


def pledges(tie: Tie) -> frozenset[str]:
    """The obligations of a tie, in ATOP's words whatever the source's spelling.

    >>> sorted(pledges(Tie("f", "RUS", "PRK", {"pledge": "defence, nonagg"})))
    ['defense', 'nonagg']
    """
    told = str(tie.data.get("pledge") or "").casefold().replace(";", ",").split(",")
    return frozenset(_SPELLINGS.get(word.strip(), word.strip()) for word in told if word.strip())


_SPELLINGS = {
    "defence": "defense", "defensive": "defense", "offence": "offense", "neutrality": "neutral",
    "nonaggression": "nonagg", "non-aggression": "nonagg", "consultation": "consul",
}  # fmt: skip


def trade(graph: nx.MultiDiGraph, of: str, source: str | None) -> Reading:
    """Flows of a table of trade, and shares that others have published, each with its own denominator."""
    flows = [t for t in ties(graph, ("TRADES_WITH",), of) if t.source != TEXT and middle(t) is not None]
    shares = [
        t for t in ties(graph, ("DEPENDS_ON",), of)
        if t.a == of and t.source != TEXT and t.data.get("unit") == "share" and middle(t) is not None
        and t.data.get("share_of") in (None, "trade")
    ]  # fmt: skip
    nothing = ties(graph, ("NO_TRADE_WITH",), of)
    chosen, remarks = of_source(graph, [*flows, *shares, *nothing], source)
    lines: dict[tuple[str, str], Line] = {}
    flow_basis = f"all exports and imports of {of} in the year"
    seen: set[tuple[str, str, str, int]] = set()
    # A flow told twice, by its importer and by its exporter, counts once: as the importer reports it.
    for tie in sorted(chosen, key=lambda t: (t.data.get("flow") != "imports", t.fact)):
        year = year_of(tie.data.get("since"))
        amount = middle(tie)
        if year is None or amount is None:
            continue
        if tie.data.get("relation") == "NO_TRADE_WITH":
            line = lines.setdefault((tie.source, flow_basis), Line(source or tie.source, flow_basis, gaps=True))
            for untraded in range(year, (year_of(tie.data.get("until")) or year) + 1):
                line.zeros.setdefault(untraded, []).append(Part(tie, tie.other(of), 0.0, 0.0, 0.0))
            continue
        low, high = _range(tie, amount, tie.data.get("unit"), 1)
        part = Part(tie, tie.other(of), amount, low, high)
        if tie.data.get("relation") == "DEPENDS_ON":
            basis = str(tie.data.get("denominator") or "not told by the source")
            line = lines.setdefault((tie.source, basis), Line(source or tie.source, basis, whole=False, fill=False))
            line.add(year, part)
        elif (tie.source, tie.a, tie.b, year) not in seen:
            seen.add((tie.source, tie.a, tie.b, year))
            line = lines.setdefault((tie.source, flow_basis), Line(source or tie.source, flow_basis, gaps=True))
            line.add(year, part)
    for line in lines.values():
        for parts in line.by_year.values():
            parts.sort(key=lambda p: (p.tie.fact, p.partner))
    if any(line.gaps for line in lines.values()):
        remarks.append("the whole is the flows told: partners of whom a table tells no flow in a year are not in it")
    if any(line.zeros and not line.by_year for line in lines.values()):
        remarks.append(f"every flow of {of} that is told is 0")
    return [lines[k] for k in sorted(lines)], remarks


def events(graph: nx.MultiDiGraph, of: str, source: str | None) -> Reading:
    """Coded events with each partner, by year: those that the metric `events` counts in both roles."""
    chosen, remarks = of_source(graph, coded(graph, of), source)
    lines: dict[str, Line] = {}
    for tie in chosen:
        year = year_of(tie.data.get("since") or tie.data.get("known"))
        if year is not None:
            count = event_count(tie)
            line = lines.setdefault(tie.source, Line(source or tie.source, f"all events with {of} in the year"))
            line.add(year, Part(tie, tie.other(of), count, count, count))
    return sorted(lines.values(), key=lambda line: line.source), remarks


def coded(graph: nx.MultiDiGraph, of: str) -> list[Tie]:
    """The facts of event data about a state, also those that say what was undone: each event was coded.

    How firmly a source of events is believed does not depend on what the event means: an intention to meet was
    coded as surely as a meeting.
    """
    if of not in graph:
        return []
    edges = [*graph.out_edges(of, keys=True, data=True), *graph.in_edges(of, keys=True, data=True)]
    told = [Tie(str(key), a, b, {**data, "belief": CODED} if "belief" in data else data) for a, b, key, data in edges
            if a != b and _is_coded(data)]  # fmt: skip
    return sorted(told, key=lambda t: t.fact)


def _is_coded(data: Mapping[str, Any]) -> bool:
    """Whether an edge stands for coded events: a graph made by hand may have an intensity and no source."""
    source = data.get("source")
    return source in EVENT_SOURCES or data.get("n_events") is not None or (not source and "intensity" in data)


def event_count(tie: Tie) -> float:
    count = number(tie, "n_events")
    return 1.0 if count is None else count


def text(graph: nx.MultiDiGraph, of: str, source: str | None) -> Reading:
    """Reports of cooperation, by the year of the first report; a decrease of dependence is told apart.

    Troops of one side with another that it fights are no cooperation.
    """
    told = [t for t in ties(graph, COOPERATION, of) if t.source == TEXT]
    hostile = [
        t for t in ties(graph, (*FIGHTING, HOLDING, *PROTEST), of)
        if t.data.get("hedge", "asserted") in FACTUAL and t.data.get("n_events") is None
    ]  # fmt: skip
    line = Line(TEXT, f"all reports of cooperation with {of}, weighted by belief, by year of first report", fill=False)
    undated = against = 0
    for tie in told:
        year = year_of(tie.data.get("known"))
        if tie.data.get("relation") == "DEPENDS_ON" and (tie.a != of or tie.data.get("change") == "decrease"):
            continue
        if year is None:
            undated += 1
        elif tie.data.get("relation") == "TROOP_DEPLOYMENT" and fought(tie, hostile, year):
            against += 1
        else:
            line.add(year, Part(tie, tie.other(of), tie.belief, 1.0, 1.0))
    remarks = [f"{undated} undated reports are left out"] if undated else []
    if against:
        remarks.append(f"no cooperation, and left out: {against} of the reports of troops in a state, which is told to "
                       "fight or to protest against whose they are in the same years")  # fmt: skip
    return ([line] if line.by_year else []), remarks


def fought(troops: Tie, hostile: Sequence[Tie], year: int) -> bool:
    """Whether the two sides of a deployment fight each other while it lasts, as far as this year.

    Also where one holds a place of the other by then, and is accused or rejected by it. The same rule in Cypher is in
    the queries `partners` and `paths`.
    """
    begin = year_of(troops.data.get("since") or troops.data.get("known")) or year
    end = min(year, year_of(troops.data.get("until")) or year)
    pair = {troops.a, troops.b}
    meanwhile = [t for t in hostile if {t.a, t.b} == pair and _overlaps(t, begin, end)]
    if any(t.data.get("relation") in FIGHTING and t.data.get("of_states", True) for t in meanwhile):
        return True
    held = [t for t in meanwhile if t.data.get("relation") == HOLDING]
    protests = [t for t in meanwhile if t.data.get("relation") in PROTEST and t.data.get("of_states", True)]
    return any((p.a, p.b) == (t.b, t.a) for t in held for p in protests)


def _overlaps(tie: Tie, begin: int, end: int) -> bool:
    """Whether it is told of one of these years; what is held is held until the sources say otherwise."""
    first = year_of(tie.data.get("since") or tie.data.get("known"))
    last = year_of(tie.data.get("until")) or (end if tie.data.get("relation") == HOLDING else first)
    return first is not None and last is not None and first <= end and last >= begin


def direction(graph: nx.MultiDiGraph, of: str, on: str) -> list[str]:
    """What text says about the change of dependence itself, each with its year and how firmly."""
    told = [
        t for t in ties(graph, ("DEPENDS_ON",), of)
        if t.source == TEXT and (t.a, t.b) == (of, on) and t.data.get("change")
    ]  # fmt: skip
    said = [
        f"{t.data['change']} ({str(t.data.get('known') or 'undated')[:4]}, {t.data.get('hedge', 'asserted')}, "
        f"belief {t.belief:.2f})"
        for t in sorted(told, key=lambda t: (str(t.data.get("known") or ""), t.fact))
    ]
    return [f"text on the dependence of {of} on {on} itself: {', '.join(said)}"] if said else []


READINGS: Mapping[str, Callable[[nx.MultiDiGraph, str, str | None], Reading]] = {
    "arms": arms,
    "treaties": treaties,
    "trade": trade,
    "events": events,
    "text": text,
}


def _range(tie: Tie, amount: float, unit: Any, shares: int) -> tuple[float, float]:
    """The range of an amount that is told in this unit; the amount itself where the range is of something else."""
    low, high = number(tie, "quantity_min"), number(tie, "quantity_max")
    if tie.data.get("unit") != unit or low is None or high is None:
        return amount, amount
    return min(low / shares, amount), max(high / shares, amount)
