"""Metrics over the record, and the way back from each value to its sentences.

The id of a value says how it was computed (metric/dependence/of=PRK/on=CHN/…/year=2016), so that
`explain` computes it again from the record and nothing has to be kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from kg.arguments import text
from kg.errors import BadInput, Usage
from kg.facts import Fact, Judgements, build, fact_values
from kg.graphs import graph_of, label
from kg.ledger import opened, opened_row, quantity_words
from kg.model import Claim, Measured, Quantity, Rejected
from kg.output import Rows
from kg.views.evidence import named_once, on_review

if TYPE_CHECKING:
    import networkx as nx

    from kg.metrics import Metric, Point, Result
    from kg.tables import Row
    from kg.workspace import Workspace

ACTORS = ("of", "on")
IDENTITY = ("of", "on", "year", "source", "denominator")
SELECTION = ("known", "without")
SERIES = ("year", "of", "on", "value", "lo", "hi", "n_facts", "n_stories", "source", "denominator", "id")
KEY = re.compile(r"(?:army|org|region|leader|group|agency|ucdp|atop|unrc):\S.*")


def metric(work: Workspace, name: str, **arguments: Any) -> dict[str, Any]:
    """A metric as a series of values, each with an interval, its counts and an id that explains it."""
    chosen, arguments = prepared(name, arguments, work.merges())
    result, _ = computed(work, chosen, arguments)
    name_of = namer(name, arguments)
    undated = work.undated_in_view(arguments.get("known"), {(p.source or "").partition("@")[0] for p in result.series})
    rejected = [{"where": r.where, "reason": r.reason} for r in result.rejected]
    if rejected and not result.series:
        first = "{where}: {reason}".format_map(rejected[0])
        raise Usage(f"--edges {arguments['edges']}: no row could be read; the first: {first}")
    return {
        "schema": 1,
        "metric": name,
        "definition": result.definition,
        "arguments": {k: v for k, v in arguments.items() if v is not None},
        "series": Rows((point_values(p, name_of(p)) for p in result.series), SERIES),
        "last_year": result.last_year,
        "note": ". ".join(told for told in (undated, result.note) if told),
    } | ({"rejected": rejected} if "edges" in arguments else {})


def prepared(name: str, arguments: Mapping[str, Any], same: Mapping[str, str]) -> tuple[Metric, dict[str, Any]]:
    """The metric, and its arguments with names resolved, as the merges of reviewers have it; `Usage` for what does not
    exist."""
    from kg.metrics import METRICS

    if name not in METRICS:
        raise Usage(f"no metric is called {name!r}; there are: {', '.join(sorted(METRICS))}")
    found = {
        k: v for k, v in arguments.items() if v is not None and (v != "" or k == "known") and (k, v) != ("seed", 0)
    }
    if "edges" not in found:
        found |= {key: actor_key(str(found[key]), same) for key in ACTORS if key in found}
    if "start" in found and "end" in found and int(found["start"]) > int(found["end"]):
        raise Usage(f"--from {found['start']} is after --to {found['end']}")
    return METRICS[name], found


def actor_key(name: str, same: Mapping[str, str]) -> str:
    """The id of a name; ids that come out of metrics and are in no table are taken as they are.

    Of one that was merged into another on review it is that other's; `same` tells who was.
    """
    from kg.resolve import required

    key = name if name.startswith("?") or KEY.fullmatch(name) else required(name, same=same)
    return same.get(key, key)


def computed(work: Workspace, chosen: Metric, arguments: Mapping[str, Any]) -> tuple[Result, dict[str, Fact]]:
    """The result with the facts that it was computed from, by id."""
    selection = {k: arguments[k] for k in SELECTION if k in arguments}
    rest = {k: v for k, v in arguments.items() if k not in SELECTION}
    about = [rest[k] for k in chosen.about if k in rest]
    relations = chosen.relations(rest)
    known, without = selection.get("known"), work.excluding(selection.get("without"))
    if "edges" not in rest:
        work.must_know_source(rest.get("source"))
    if chosen.reads_figures(rest.get("source")):
        return chosen.compute(measured_graph(work, work.measured(known, without)), **rest), {}
    facts = work.facts(relations, about, known, without)
    if isinstance(rest.get("edges"), Path | str):
        rest["edges"] = signed_edges(Path(rest["edges"]))
    graph = graph_of(facts, by_state=True)
    graph.graph["versions"] = work.versions(relations, known, selection.get("without"))
    _reach(work, graph, known)
    return chosen.compute(graph, **rest), {f.id: f for f in facts}


def _reach(work: Workspace, graph: nx.MultiDiGraph, known: str | None) -> None:
    """Tells each tie of a file of ties that last how far the file reaches: the graph may hold those of one state."""
    from kg.metrics.base import may_last

    ties = [data for *_, data in graph.edges(data=True)]
    lasting = {(str(t["source"]), str(t.get("version") or "")) for t in ties if may_last(t)}
    covered = work.covered(known, lasting) if lasting else {}
    for tie in ties:
        if year := covered.get((str(tie["source"]), str(tie.get("version") or ""))):
            tie["covered"] = year


def measured_graph(work: Workspace, rows: Iterable[tuple[str, Measured]]) -> nx.MultiDiGraph:
    """Each row of figures as a loop of its state: what a state has is a tie with none but itself."""
    import networkx as nx

    graph = nx.MultiDiGraph()
    for id, row in rows:
        document = work.context.documents[row.passage.document]
        graph.add_edge(row.subject.key, row.subject.key, key=id, relation="MEASURED", source=document.source,
                       version=document.version, since=str(row.year), **row.figures)  # fmt: skip
    return graph


def signed_edges(path: Path) -> list[Row | Rejected]:
    """The rows of a file with the columns network, a, b, sign, and those that are none; `Usage` for another file."""
    from kg.sources import SIGNED
    from kg.tables import open_table

    if path.exists() and not path.is_file():  # a pipe can be read once: neither for its header first nor to explain
        raise Usage(f"--edges {path}: is no regular file")
    try:
        return list(open_table(path, SIGNED))
    except BadInput as problem:
        raise Usage(f"--edges {problem}") from problem


def point_values(point: Point, id: str) -> dict[str, Any]:
    return {
        "year": point.year,
        "of": point.of,
        "on": point.on,
        "value": point.value,
        "lo": point.lo,
        "hi": point.hi,
        "n_facts": point.n_facts,
        "n_stories": point.n_stories,
        "source": point.source,
        "denominator": point.denominator,
        "id": id,
    }


def namer(name: str, arguments: Mapping[str, Any]) -> Callable[[Point], str]:
    """Names values by how they were computed: metric/dependence/dimension=arms/of=PRK/on=CHN/source=sipri/year=1990.

    That is, the arguments of the call and what tells this value from the others of its series.
    """
    fixed = {k: v for k, v in arguments.items() if k not in ("start", "end")}

    @lru_cache(maxsize=4096)
    def pair(key: str, value: object) -> str:
        return f"{key}={quote(str(value), safe='')}"

    def named(point: Point) -> str:
        told = fixed | {k: v for k in IDENTITY if (v := getattr(point, k)) is not None}
        return "/".join(["metric", name, *(pair(k, told[k]) for k in sorted(told))])

    return named


def explain(work: Workspace, id: str) -> dict[str, Any]:
    """Opens a metric value, a fact or an edge (edges carry their fact's id), or a claim."""
    if text(id, "explain").startswith("metric/"):
        return _explain_value(work, id)
    id = work.whole_id(id)
    fact = next((f for f in work.facts_beginning(id) if f.id == id), None)
    if fact is not None:
        [fact] = work.with_disputes([fact])
        value = 0.0 if fact.reviewed == "rejected" else fact.belief
        return {"schema": 1, "id": id, "kind": "fact", "value": value, "reviewed": fact.reviewed,
                "fact": fact_values(fact), "parts": parts(work, [(fact.id, value)], {fact.id: fact})}  # fmt: skip
    claim = dict(work.log.claims(ids=[id], because=True)).get(id)
    if claim is None:
        judged = [f"{d['n']} ({d['kind']})" for d in work.decisions() if d["a"] == id]
        was = f"; decision {judged[-1]} is on it, by names that are others since a merge" if judged else ""
        raise Usage(f"nothing here has the id {id!r}; metrics, kg contested and the graph's `fact` give ids{was}")
    rejected = id in work.judgements.rejected
    bearing = _alone(work, id, claim) if rejected else work.facts([claim.relation])
    found = {f.id: f for f in bearing if any(i == id for i, _ in f.claims)}
    weights = [(f.id, 0.0 if rejected else f.belief) for f in found.values()]
    return {"schema": 1, "id": id, "kind": "claim", "value": None, "reviewed": "rejected" if rejected else None,
            "because": dict(claim.because), "parts": parts(work, weights, found)}  # fmt: skip


def _alone(work: Workspace, id: str, claim: Claim) -> list[Fact]:
    """The fact that a rejected claim would make if it were not rejected, and alone."""
    return build([(id, claim)], replace(work.context, judgements=Judgements(same=work.merges())))


def _explain_value(work: Workspace, id: str) -> dict[str, Any]:
    name, arguments = _parsed(id)
    chosen, arguments = prepared(name, arguments, work.merges())
    narrowed = arguments | {"start": arguments.get("year"), "end": arguments.get("year")}
    told_apart = ("of", "source") if "edges" in narrowed else ()  # of a file of signed edges the names of its networks
    wanted = {k: narrowed.pop(k) for k in ("year", "denominator", *told_apart) if k in narrowed}
    call = {k: v for k, v in narrowed.items() if v is not None}
    result, facts = computed(work, chosen, call)
    found = [p for p in result.series if _is_wanted(p, arguments, wanted)]
    if not found:
        raise Usage(f"{id}: there is no such value in this record now; run kg metric {name} again")
    point = found[0]
    return {"schema": 1, "id": id, "kind": "metric", "value": point.value, "lo": point.lo, "hi": point.hi,
            "definition": result.definition, "note": point.note or result.note or "", "n_facts": point.n_facts,
            "denominator": point.denominator, "denominator_id": _whole(name, arguments, point),
            "parts": _rows_of(Path(call["edges"]), point) if "edges" in call
            else parts(work, point.parts, facts)}  # fmt: skip


def _rows_of(path: Path, point: Point) -> list[dict[str, Any]]:
    """The rows of a file of signed edges that a value rests on: they are no facts, and nothing here bears them out."""
    ties = {f"row {row.line}": row for row in signed_edges(path) if not isinstance(row, Rejected)}
    labels = {id: f"{row['a']} and {row['b']}, {row['sign']}, in {path.name}:{row.line}" for id, row in ties.items()}
    return [
        {"fact": id, "weight": weight, "label": labels.get(id, "constant of the formula"), "claims": []}
        for id, weight in point.parts
    ]


def _whole(name: str, arguments: Mapping[str, Any], point: Point) -> str | None:
    """What opens a share's denominator: the concentration over all partners rests on each fact in it."""
    if name != "dependence" or point.value is None or point.n_facts <= len(point.parts):
        return None
    return namer("concentration", {k: v for k, v in arguments.items() if k != "on"})(point._replace(on=None))


def _parsed(id: str) -> tuple[str, dict[str, Any]]:
    _, name, *pairs = id.split("/")
    arguments: dict[str, Any] = {}
    for pair in pairs:
        key, _, value = pair.partition("=")
        number = key in ("year", "seed")
        if number and not re.fullmatch(r"-?\d{1,9}", value, re.ASCII):
            raise Usage(f"{id}: {key} {value!r} is no whole number")
        arguments[key] = int(value) if number else unquote(value)
    return name, arguments


def _is_wanted(point: Point, arguments: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    same_ends = all(getattr(point, k) == arguments[k] for k in ACTORS if k in arguments)
    same_source = "source" not in arguments or point.source == arguments["source"]
    return same_ends and same_source and all(getattr(point, k) == v for k, v in wanted.items())


def parts(work: Workspace, weights: Iterable[tuple[str, float]], facts: Mapping[str, Fact]) -> list[dict[str, Any]]:
    """Each fact's part of a value with the claims behind it; a part without a fact is a constant of the formula."""
    weights = list(weights)
    claims = opened(work, [facts[id] for id, _ in weights if id in facts])
    labels = {id: sentence(facts[id]) for id in claims}
    for id, row in work.log.measured([id for id, _ in weights if id not in facts] or [""]):
        claims[id], labels[id] = [opened_row(work, id, row)], f"{row.subject.name} in {row.year}"
    return [
        {"fact": id, "weight": weight, "label": labels.get(id, "constant of the formula"), "claims": claims.get(id, [])}
        for id, weight in weights
    ]


def sentence(fact: Fact) -> str:
    """A fact in one line: who, what, whom, how many, when, how firmly."""
    low, high, unit, item = fact.quantity_min, fact.quantity_max, fact.unit, fact.item
    if low is not None or high is not None:
        unit, item = named_once(unit, item)
    amount = quantity_words(Quantity(min=low, max=high, unit=unit))
    told = [
        label(fact.subject),
        fact.relation,
        label(fact.object) if fact.object else "",
        amount or "",
        item or "",
    ]
    told += [f"in {label(fact.place)}" if fact.place else "", _days(fact)]
    marks = [fact.hedge, "contested" if fact.contested else "", on_review(fact.reviewed)]
    return " ".join(t for t in told if t) + f" [{', '.join(m for m in marks if m)}]"


def _days(fact: Fact) -> str:
    if fact.details.get("deadline") and fact.until in (None, fact.since):
        return f"by {fact.since}"
    return "–".join(d for d in (fact.since, fact.until) if d)
