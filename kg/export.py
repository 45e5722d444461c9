"""Facts in the formats of other tools; the suffix of the file names the format."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from kg.dates import first_day, last_day
from kg.errors import Usage
from kg.facts import Fact, fact_values
from kg.files import replaced
from kg.graphs import graph_of, kind, label
from kg.lasting import days
from kg.ledger import opened
from kg.measure import sentence
from kg.model import Actor
from kg.output import as_csv
from kg.views.evidence import UNPRINTABLE

if TYPE_CHECKING:
    import networkx as nx

    from kg.workspace import Workspace

# Ids of STIX objects are made from ours, so that the same fact is the same object in each export.
STIX_NAMESPACE = UUID("8f0c1f6e-3a53-5f0e-9d0b-6a2f6f1f7c11")
NO_DATE = "1970-01-01"  # STIX wants a date where our source has none; marked beside it


def export(work: Workspace, file: Path, known: str | None = None) -> dict[str, Any]:
    """Writes all facts, as known on a day; returns the file with the numbers of nodes and edges in it."""
    suffix = next((s for s in WRITERS if file.name.endswith(s)), None)
    if suffix is None:
        raise Usage(f"{file}: the suffix has to be one of {', '.join(WRITERS)}")
    facts = work.with_disputes(work.facts(known=known), known)
    graph = graph_of(facts)
    with replaced(file) as draft:
        WRITERS[suffix](work, facts, graph, draft)
    return {"schema": 1, "file": str(file), "nodes": graph.number_of_nodes(), "edges": graph.number_of_edges()}


def _flat(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """A copy with nothing but text and numbers, as GraphML and GEXF need; `relation` is kept as such."""
    import networkx as nx

    flat = nx.MultiDiGraph()
    flat.add_nodes_from((_xml(n), {k: _xml(x) for k, x in d.items()}) for n, d in graph.nodes(data=True))
    for u, v, key, values in graph.edges(keys=True, data=True):
        flat.add_edge(_xml(u), _xml(v), key=key, **{k: _xml(x) for k, x in values.items() if x is not None})
    return flat


def _xml(value: Any) -> Any:
    """What XML can hold: a control character, which a cell of a table may have, would make the whole file unreadable.

    >>> _xml("MiG-29\\x01"), _xml(24), _xml(["a"])
    ('MiG-29�', 24, '["a"]')
    """
    if isinstance(value, str):
        return UNPRINTABLE.sub("\ufffd", value)
    return value if isinstance(value, int | float | bool) else json.dumps(value)


def _graphml(work: Workspace, facts: list[Fact], graph: nx.MultiDiGraph, file: Path) -> None:
    import networkx as nx

    nx.write_graphml(_flat(graph), file)


def _gexf(work: Workspace, facts: list[Fact], graph: nx.MultiDiGraph, file: Path) -> None:
    """Dynamic GEXF: Gephi's timeline reads `start` and `end` of an edge, which are those of the page's.

    They are whole days, since Gephi takes "1996" for a number of milliseconds; `since` and `until` stay as told.
    """
    import networkx as nx

    flat = _flat(graph)
    spans = {f.id: days(fact_values(f)) for f in facts}
    for _, _, values in flat.edges(data=True):
        start, end = spans[values["fact"]]
        values |= {"start": first_day(start)} if start else {}
        values |= {"end": last_day(end)} if end else {}
        values["id"] = values["fact"]
    nx.write_gexf(flat, file)


def _rows(facts: list[Fact]) -> Iterator[dict[str, Any]]:
    for fact in facts:
        row = fact_values(fact)
        row["subject_name"], row["object_name"] = label(fact.subject), label(fact.object) if fact.object else None
        yield row


def _columns(rows: list[dict[str, Any]]) -> list[str]:
    first = ["id", "relation", "subject", "subject_name", "object", "object_name"]
    return first + sorted({k for r in rows for k in r} - set(first))


def _csv(work: Workspace, facts: list[Fact], graph: nx.MultiDiGraph, file: Path) -> None:
    rows = list(_rows(facts))
    file.write_text(as_csv(rows, _columns(rows)), encoding="utf-8")


def _parquet(work: Workspace, facts: list[Fact], graph: nx.MultiDiGraph, file: Path) -> None:
    import polars as pl

    rows = list(_rows(facts))
    columns = {c: _of_one_type([r.get(c) for r in rows]) for c in _columns(rows)}
    pl.DataFrame(columns, strict=False).write_parquet(file)


def _of_one_type(values: list[Any]) -> list[Any]:
    """A column as it is where its values are all yes or no, all numbers or all text; else all as text.

    >>> _of_one_type([1, None, 2.5]), _of_one_type([True, None]), _of_one_type([1, "a", ["b"]])
    ([1.0, None, 2.5], [True, None], ['1', 'a', '["b"]'])
    """
    kinds = {type(v) for v in values if v is not None}
    if len(kinds) <= 1 and not kinds & {list, dict}:
        return values
    if kinds == {int, float}:
        return [None if v is None else float(v) for v in values]
    return [v if v is None or isinstance(v, str) else json.dumps(v, ensure_ascii=False) for v in values]


def _json(work: Workspace, facts: list[Fact], graph: nx.MultiDiGraph, file: Path) -> None:
    """FtM-like statements: one value of one property of one entity, from one source, a line each."""
    claims = opened(work, facts)
    entities = {end.key: end for f in facts for end in (f.subject, f.object, f.place) if end}
    lines: list[dict[str, Any]] = [
        {"entity_id": key, "schema": kind(end), "prop": "name", "value": label(end), "dataset": "kg"}
        for key, end in sorted(entities.items())
    ]
    for fact in facts:
        for prop, value in fact_values(fact).items():
            lines.append({"entity_id": fact.id, "schema": fact.relation, "prop": prop, "value": value,
                          "dataset": fact.source, "first_seen": fact.known, "last_seen": fact.last_known})  # fmt: skip
        for claim in claims[fact.id]:
            lines.append({"entity_id": fact.id, "schema": fact.relation, "prop": "proof", "value": claim["text"],
                          "dataset": claim["source_id"], "first_seen": claim["published"], "claim": claim})  # fmt: skip
    file.write_text("".join(json.dumps(x, ensure_ascii=False) + "\n" for x in lines), encoding="utf-8")


def _stix(work: Workspace, facts: list[Fact], graph: nx.MultiDiGraph, file: Path) -> None:
    """A STIX 2.1 bundle: identities, relationships, and notes of what has one side only.

    Confidence is belief; sentences and rows are external references; an extension has all that a fact says.
    """
    claims = opened(work, facts)
    ends = {end.key: end for f in facts for end in (f.subject, f.object) if end}
    objects = _stix_extension() + [
        {"type": "identity", "spec_version": "2.1", "id": _stix_id("identity", key), "created": _stix_time(None),
         "modified": _stix_time(None), "name": label(end), "identity_class": _STIX_CLASS.get(kind(end), "unspecified")}
        for key, end in sorted(ends.items())
    ]  # fmt: skip
    objects += [_stix_fact(f, claims[f.id]) for f in facts]
    bundle = {"type": "bundle", "id": _stix_id("bundle", *[f.id for f in facts]), "objects": objects}
    file.write_text(json.dumps(bundle, ensure_ascii=False, indent=1), encoding="utf-8")


_STIX_CLASS = {"State": "organization", "Army": "organization", "Organisation": "organization", "Person": "individual"}


def _stix_extension() -> list[dict[str, Any]]:
    """What says that facts carry the properties of docs/schema.md, and who says so."""
    by, common = _stix_id("identity", "kg", "tool"), {"spec_version": "2.1", "created": _stix_time(None)}
    common |= {"modified": _stix_time(None)}
    return [
        {"type": "identity", "id": by, **common, "name": "alliance-kg", "identity_class": "system"},
        {"type": "extension-definition", "id": _stix_id("extension-definition", "fact"), **common,
         "created_by_ref": by, "name": "A fact of kg", "schema": "docs/schema.md", "version": "1.0.0",
         "extension_types": ["property-extension"]},
    ]  # fmt: skip


def _stix_fact(fact: Fact, claims: list[dict[str, Any]]) -> dict[str, Any]:
    """A relationship; a note about its subject where a fact names no other side."""
    told = fact_values(fact)
    silent = "; date of publication unknown" if fact.known is None else ""
    common = {
        "spec_version": "2.1",
        "created": _stix_time(fact.known),
        "modified": _stix_time(fact.last_known),
        "confidence": round(100 * fact.belief),
        "external_references": [_stix_reference(c) for c in claims] or [{"source_name": "kg"}],
        "labels": sorted({fact.hedge, *(f"contested-{c}" for c in fact.contested)}),
        "extensions": {_stix_id("extension-definition", "fact"): {"extension_type": "property-extension", **told}},
    }
    subject = _stix_id("identity", fact.subject.key)
    if fact.object is None:
        return common | {"type": "note", "id": _stix_id("note", fact.id), "abstract": fact.relation,
                         "content": sentence(fact) + silent, "object_refs": [subject]}  # fmt: skip
    days = {"start_time": _stix_time(fact.since)} if fact.since else {}
    days |= {"stop_time": f"{last_day(fact.until)}T23:59:59.999Z"} if fact.until else {}
    return (
        common
        | days
        | {
            "type": "relationship",
            "id": _stix_id("relationship", fact.id),
            "relationship_type": fact.relation.lower().replace("_", "-"),
            "source_ref": subject,
            "target_ref": _stix_id("identity", fact.object.key),
            "description": sentence(fact) + silent,
        }
    )


def _stix_reference(claim: dict[str, Any]) -> dict[str, Any]:
    """A sentence or row with its stance, how firmly it is said, by whom and when: a denial is no support."""
    said = [claim["stance"], claim["modality"], claim["speaker"], claim["published"]]
    found = {
        "source_name": claim["source"] or claim["source_id"],
        "description": f"{', '.join(s for s in said if s)}: {claim['text']}",
        "external_id": claim["claim"],
    }
    return found | ({"url": claim["url"]} if claim["url"] else {})


def _stix_id(type: str, *content: str) -> str:
    return f"{type}--{uuid5(STIX_NAMESPACE, '|'.join(content))}"


def _stix_time(date: str | None) -> str:
    return f"{first_day(date or NO_DATE)}T00:00:00.000Z"


def _turtle(work: Workspace, facts: list[Fact], graph: nx.MultiDiGraph, file: Path) -> None:
    """RDF as Wikibase does it: a statement node with everything, and a direct triple for short queries."""
    ends: dict[str, Actor] = {end.key: end for f in facts for end in (f.subject, f.object) if end}
    lines = ["@prefix kg: <urn:kg:> .", "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .", ""]
    lines += [
        f"{_uri(key)} a kg:{kind(end)} ; rdfs:label {_literal(label(end))} ." for key, end in sorted(ends.items())
    ]
    for fact in facts:
        if fact.object and fact.polarity == "positive":
            lines.append(f"{_uri(fact.subject.key)} kg:{fact.relation} {_uri(fact.object.key)} .")
        values = fact_values(fact)
        told = [
            f"kg:{k} {_literal(v)}" for k, v in values.items() if k not in ("id", "subject", "object") and v is not None
        ]
        told.append(f"kg:subject {_uri(fact.subject.key)}")
        if fact.object:
            told.append(f"kg:object {_uri(fact.object.key)}")
        lines.append(f"{_uri('fact/' + fact.id)} a kg:Fact ; " + " ; ".join(told) + " .")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _uri(key: str) -> str:
    from urllib.parse import quote

    return f"<urn:kg:{quote(key, safe='/-_.')}>"


def _literal(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return json.dumps(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), ensure_ascii=False)


WRITERS: dict[str, Callable[[Any, list[Fact], Any, Path], None]] = {
    ".graphml": _graphml,
    ".gexf": _gexf,
    ".csv": _csv,
    ".parquet": _parquet,
    ".stix.json": _stix,
    ".json": _json,
    ".ttl": _turtle,
}
