"""From the record to a report: what changed in a window, what the metrics are worth, and on what they rest.

Everything is as known at the end of the window, so that the report of a past week comes out the same
whatever has been loaded since about later weeks.
"""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any

from kg import __version__
from kg.facts import Fact, is_known, is_table
from kg.graphs import edge_values, label, label_for
from kg.ledger import differing, opened, quantity_words
from kg.measure import computed, namer, prepared, sentence
from kg.model import UNHEDGED, Quantity
from kg.reports.config import Config
from kg.reports.report import Change, Changes, Difference, Evidence, Health, Matter, MetricRow, Owed, Report
from kg.reports.windows import Window, previous
from kg.views.evidence import edge_of, sentence_of

if TYPE_CHECKING:
    from kg.metrics import Point
    from kg.workspace import Workspace

MATTERS = 40  # contested matters on one report
PARTS = 3  # facts shown under each metric value
TOLD = {"quantity_min": "quantity", "quantity_max": "quantity"}
# What changes with every report about a matter, and is told by the sentences themselves.
COUNTED = frozenset(("n_claims", "n_documents", "n_stories", "belief_lo", "belief_hi", "last_known", "known", "row"))


def brief(work: Workspace, config: Config, window: Window, file: str | None = None) -> Report:
    """The report of one window; `file` is the name of the file that describes it, if it is not one of ours."""
    before = previous(window)
    earlier = work.facts_of_day(config.relations, config.of, before.end)
    facts = work.facts_of_day(config.relations, config.of, window.end)
    documents = {id: d for id, d in work.context.documents.items() if is_known(d, window.end)}
    rows, evidence = metric_rows(work, config, window)
    articles = [d for d in documents.values() if not is_table(d)]
    tables = {f.source for f in facts} | {r.source.partition("@")[0] for r in rows}
    undated = work.undated_in_view(window.end, tables)
    return Report(
        title=config.title,
        name=config.name,
        about=config.about,
        window=window,
        previous=before,
        cutoff=max((d.published for d in articles if d.published), default=None),
        digest=work.log.digest(documents),
        code_version=__version__,
        counts=_counts(work, documents, config, len(facts)),
        changes=changes(work, earlier, facts, window),
        metrics=tuple(rows),
        contested=tuple(matters(work, facts)),
        evidence=tuple(evidence),
        health=health(work, documents, window, before),
        sources=tuple(owed(work, tables | {d.source for d in articles})),
        commands=tuple(_commands(config, window, before, file)),
        notes=(f"{undated}.",) if undated else (),
    )


def _counts(work: Workspace, documents: Iterable[str], config: Config, facts: int) -> tuple[tuple[str, int], ...]:
    """What there is; of the facts only those that the report is about, and so named."""
    known = set(documents)
    about = f"facts about {' and '.join(map(label_for, config.of))}" if config.of else "facts"
    about += " in the relations of this report" if config.relations else ""
    stories = {work.context.story(id) for id in known}
    rejected = len(work.log.rejected(documents=known))
    return (("documents", len(known)), ("stories", len(stories)), (about, facts), ("rejected records", rejected))


# -- what changed --------------------------------------------------------------------------------


def changes(work: Workspace, before: Sequence[Fact], after: Sequence[Fact], window: Window) -> Changes:
    """What became known in the window: of text only, since a new version of a table is no event."""
    old = {f.id: f for f in before if f.source == "text" and f.object}
    new = {f.id: f for f in after if f.source == "text" and f.object}
    told = {id: d for id in old.keys() & new.keys() if (d := differences(old[id], new[id]))}
    ended = {f.id: f for f in after if f.id in old and _ends_in(f, window)}
    shown = [
        *(new[i] for i in new.keys() - old.keys()),
        *(old[i] for i in old.keys() - new.keys()),
        *(new[i] for i in told),
    ]
    claims = opened(work, [*shown, *ended.values()])
    return Changes(
        added=_sorted(_change(new[i], claims) for i in new.keys() - old.keys()),
        removed=_sorted(_change(f, claims) for f in {**{i: old[i] for i in old.keys() - new.keys()}, **ended}.values()),
        changed=_sorted(_change(new[i], claims, d) for i, d in told.items() if i not in ended),
    )


def _ends_in(fact: Fact, window: Window) -> bool:
    """Whether an end is told of it that lies in the window; a deadline is none."""
    return bool(fact.until and window.start <= fact.until[:10] <= window.end and not fact.details.get("deadline"))


def _sorted(found: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(sorted(found, key=lambda c: (-c.edge.n_stories, c.edge.relation, c.subject, c.object, c.edge.id)))


def _change(fact: Fact, claims: Mapping[str, Any], told: Sequence[Difference] = ()) -> Change:
    assert fact.object is not None
    edge = edge_of(fact.id, fact.subject.key, fact.object.key, edge_values(fact), claims[fact.id])
    return Change(edge, label(fact.subject), label(fact.object), tuple(told))


def differences(old: Fact, new: Fact) -> list[Difference]:
    """What is told differently, in words: figures, dates, hedges, belief, disputes."""
    named = dict.fromkeys(TOLD.get(k, k) for k in differing(old, new) if k not in COUNTED)
    return [Difference(what, _words(old, what), _words(new, what)) for what in named]


def _words(fact: Fact, what: str) -> str:
    if what in ("quantity", "unit"):
        return quantity_words(Quantity(min=fact.quantity_min, max=fact.quantity_max, unit=fact.unit)) or "no figure"
    value = getattr(fact, what, fact.details.get(what))
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "no"
    return str(value if value is not None else "not said")


# -- metrics ---------------------------------------------------------------------------------------


def metric_rows(work: Workspace, config: Config, window: Window) -> tuple[list[MetricRow], list[Evidence]]:
    """One row for each dimension, pair, source and denominator, with what its value rests on most."""
    rows: list[MetricRow] = []
    evidence: list[Evidence] = []
    for dimension, of, on in product(config.dimensions, config.of, config.on):
        if of == on:
            continue
        arguments = {"of": of, "on": on, "dimension": dimension, "known": window.end, "end": int(window.end[:4])}
        chosen, arguments = prepared("dependence", arguments, work.merges())
        result, facts = computed(work, chosen, arguments)
        firm = result if _all_firm(facts) else computed(work, chosen, arguments | {"without": "hedged"})[0]
        name_of = namer("dependence", arguments)
        for line in _lines(result.series):
            row = _row(line, dimension, _line_like(firm.series, line[-1]), result.note, name_of)
            rows.append(row)
            evidence += _evidence(work, line, facts)
        if not result.series:
            rows.append(MetricRow("dependence", None, "", dimension, of, on, note=result.note or "no data"))
    return rows, evidence


def _all_firm(facts: Mapping[str, Fact]) -> bool:
    """Whether nothing hedged is among them, as in a table of votes: then the value without it is the value."""
    return all(len(f.claims) == 1 and f.hedge in UNHEDGED for f in facts.values())


def _lines(series: Sequence[Point]) -> list[list[Point]]:
    """Points by source and denominator: what may stand in one line."""
    lines: dict[tuple[str | None, str | None], list[Point]] = {}
    for point in series:
        lines.setdefault((point.source, point.denominator), []).append(point)
    return list(lines.values())


def _line_like(series: Sequence[Point], like: Point) -> dict[int | None, float | None]:
    same = (like.source, like.denominator)
    return {p.year: p.value for p in series if (p.source, p.denominator) == same}


def _row(
    line: list[Point], dimension: str, firm: Mapping[int | None, float | None], note: str | None, name_of: Any
) -> MetricRow:
    told = [p for p in line if p.value is not None] or line[-1:]
    last, earlier = told[-1], told[-2] if len(told) > 1 else None
    return MetricRow(
        "dependence",
        last.value,
        last.source or "",
        dimension,
        last.of or "",
        last.on or "",
        last.year,
        last.lo,
        last.hi,
        earlier.value if earlier else None,
        last.n_stories,
        last.n_facts,
        last.denominator or "",
        last.year,
        tuple((p.year, p.value, p.lo, p.hi) for p in line if p.year is not None),
        firm.get(last.year),
        firm.get(earlier.year) if earlier else None,
        "share",
        last.note or "",
        name_of(last),
        previous_year=earlier.year if earlier else None,
    )


def _evidence(work: Workspace, line: list[Point], facts: Mapping[str, Fact]) -> list[Evidence]:
    last = next((p for p in reversed(line) if p.value is not None), None)
    if last is None:
        return []
    heaviest = sorted((p for p in last.parts if p[0] in facts), key=lambda p: (-abs(p[1]), p[0]))[:PARTS]
    claims = opened(work, [facts[id] for id, _ in heaviest])
    return [
        Evidence(
            f"{last.source} {last.year}: {sentence(facts[id])}", weight, id, tuple(sentence_of(c) for c in claims[id])
        )
        for id, weight in heaviest
    ]


# -- disputes, health, sources ---------------------------------------------------------------------


def matters(work: Workspace, facts: Sequence[Fact]) -> list[Matter]:
    """What sources contradict each other about, the most told first."""
    disputed = sorted((f for f in facts if f.contested), key=lambda f: (-len(f.claims), f.id))[:MATTERS]
    claims = opened(work, disputed)
    return [Matter(sentence(f), f.contested, f.id, tuple(sentence_of(c) for c in claims[f.id])) for f in disputed]


def health(work: Workspace, known: Iterable[str], window: Window, before: Window) -> Health:
    """How much there was to read, by month and outlet, in this window and the one before.

    And what was rejected in files of documents `known` by its end: a report of that day stays as it was then.
    """
    counts: Counter[tuple[str, str]] = Counter()
    undated = 0
    for document in work.context.documents.values():
        if is_table(document):
            continue
        if document.published is None:
            undated += 1
        elif before.start <= document.published <= window.end:
            source = work.sources.get(document.source)
            counts[document.published[:7], source.name if source else document.source] += 1
    rejected = [(r.where, r.reason) for r in work.log.rejected(documents=known)[:50]]
    listed = tuple((period, outlet, n) for (period, outlet), n in sorted(counts.items()))
    return Health(listed, undated, tuple(_coverage(work, window)), tuple(rejected))


def _coverage(work: Workspace, window: Window) -> list[tuple[str, int | None]]:
    """The last year that each data set covers; None where it tells of no year."""
    last = work.covered(window.end)
    there = {
        (d.source, d.version or "") for d in work.context.documents.values() if is_table(d) and is_known(d, window.end)
    }
    return sorted((" ".join(version).strip(), last.get(version)) for version in there)


def owed(work: Workspace, used: Iterable[str]) -> list[Owed]:
    """The sources of the report and what they ask to be cited as."""
    found = [work.sources[s] for s in sorted(used) if s in work.sources]
    return [Owed(s.name, s.citation or "", s.licence or "", s.url) for s in found]


def _commands(config: Config, window: Window, before: Window, file: str | None) -> list[tuple[str, str]]:
    told = [("what changed", f"kg diff --from {before.end} --to {window.end}")]
    for dimension, of, on in product(config.dimensions, config.of, config.on):
        command = f"kg metric dependence --of {of} --on {on} --dimension {dimension} --known {window.end}"
        told.append((f"{dimension}, {of} on {on}", command))
    own = f" --config {shlex.quote(file)}" if file else ""
    told.append(("this report again", f"kg report run {shlex.quote(config.name)} --window {window.name}{own}"))
    return told
