"""What the graph may hold, read from cypher/schema.yaml: labels, relations, properties, constraints.

Neo4j's community edition and the embedded engine both check nothing but uniqueness, so that what a
row may say is checked here, before it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from kg.dates import is_partial
from kg.errors import BadInput, KgError

LABEL = re.compile(r"[A-Z][A-Za-z]*")
RELATION = re.compile(r"[A-Z]+(?:_[A-Z]+)*")
# What a query names in its patterns, -[r:A|B]- and (n:X&Y), without what stands in quotes or comments.
QUOTED = re.compile(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/""", re.DOTALL)
TYPES_NAMED = re.compile(r"-\s*\[\s*\w*\s*:([\w\s|&!:%`]*?)(?=[\]{*]|\bWHERE\b)", re.IGNORECASE)
LABELS_NAMED = re.compile(r"\(\s*\w*\s*:([\w\s|&!:%`]*?)(?=[){]|\bWHERE\b)", re.IGNORECASE)
FULLTEXT = (("Document", "title"), ("Passage", "text"))
# Looked up by queries; ids are looked up by their constraint.
INDEXED = (("Fact", "relation"), ("Fact", "known"), ("Entity", "name"))


@dataclass(frozen=True, slots=True)
class Label:
    """A label of nodes. `kind` labels stand beside Entity and have no id of their own."""

    name: str
    description: str
    kind: bool


@dataclass(frozen=True, slots=True)
class Relation:
    """A type of relationships. `ends` is None for the analysts' edges: those run between entities."""

    name: str
    description: str
    symmetric: bool
    ends: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Property:
    """A property of facts and edges."""

    name: str
    type: str  # string, number, integer, boolean, date
    description: str
    unit: str | None
    range: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Schema:
    """All that the graph may hold."""

    nodes: Mapping[str, Label]
    evidence: Mapping[str, Relation]
    edges: Mapping[str, Relation]
    properties: Mapping[str, Property]

    @property
    def types(self) -> tuple[str, ...]:
        """Every type of relationship, each once."""
        return tuple(dict.fromkeys([*self.evidence, *self.edges]))

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that have an id: every node has exactly one of them."""
        return tuple(name for name, label in self.nodes.items() if not label.kind)

    def unknown_in(self, cypher: str) -> list[tuple[str, str | None]]:
        """The labels and types that a query names and this schema does not know, each with the nearest that it knows.

        >>> load_schema().unknown_in("MATCH (a:Sate)-[r:ARMS_TRANFER|DEPENDS_ON]->() WHERE a.name = '(x:Y)' RETURN a")
        [('ARMS_TRANFER', 'ARMS_TRANSFER'), ('Sate', 'State')]
        """
        bare = QUOTED.sub("''", cypher)
        found = []
        for pattern, names in ((TYPES_NAMED, self.types), (LABELS_NAMED, tuple(self.nodes))):
            by_lower = {name.lower(): name for name in names}
            for name in dict.fromkeys(n for told in pattern.findall(bare) for n in re.findall(r"\w+", told)):
                if name not in names:
                    near = get_close_matches(name.lower(), by_lower, n=1)
                    found.append((name, by_lower[near[0]] if near else None))
        return found

    def check_node(self, row: Mapping[str, Any]) -> None:
        """Refuses a node that the schema does not know.

        >>> load_schema().check_node({"label": "Planet", "labels": ["Planet"], "id": "x"})
        Traceback (most recent call last):
        kg.errors.BadInput: node 'x': label 'Planet' is not in schema.yaml
        """
        where = f"node {row.get('id')!r}"
        for label in row["labels"]:
            if label not in self.nodes:
                raise BadInput(f"label {label!r} is not in schema.yaml", where)
        if row["label"] not in self.labels:
            raise BadInput(f"{row['label']!r} is a kind; it needs a label with an id beside it, such as Entity", where)
        if not isinstance(row.get("id"), str) or not row["id"]:
            raise BadInput("a node needs an id, a text", where)
        self._check_properties(row, where)

    def check_edge(self, row: Mapping[str, Any]) -> None:
        """Refuses a relationship that the schema does not know, or between ends that it does not join."""
        where = f"{row['type']} {row['start_id']!r} to {row['end_id']!r}"
        ends = (row["start_label"], row["end_label"])
        allowed = [r.ends or ("Entity", "Entity") for r in self._relations(row["type"])]
        if not allowed:
            raise BadInput(f"relation {row['type']!r} is not in schema.yaml", where)
        if ends not in allowed:
            raise BadInput(f"runs from {ends[0]} to {ends[1]}; the schema has {' or '.join(map(str, allowed))}", where)
        self._check_properties(row, where)

    def _relations(self, type: str) -> list[Relation]:
        return [group[type] for group in (self.edges, self.evidence) if type in group]

    def _check_properties(self, row: Mapping[str, Any], where: str) -> None:
        for name, value in row.items():
            problem = _problem(value) or self._mismatch(name, value)
            if problem:
                raise BadInput(f"{name} {problem}", where)

    def _mismatch(self, name: str, value: Any) -> str | None:
        declared = self.properties.get(name)
        if declared is None or value is None or isinstance(value, list):
            return None
        if not _fits(value, declared.type):
            return f"should be of type {declared.type}, not {value!r}"
        if declared.range and not declared.range[0] <= value <= declared.range[1]:
            return f"should be from {declared.range[0]:g} to {declared.range[1]:g}, not {value!r}"
        return None


def _fits(value: Any, type: str) -> bool:
    if type == "boolean" or isinstance(value, bool):
        return type == "boolean" and isinstance(value, bool)
    if type == "number":
        return isinstance(value, int | float)
    if type == "integer":
        return isinstance(value, int)
    if type == "date":
        return isinstance(value, str) and is_partial(value)
    return isinstance(value, str)


def _problem(value: Any) -> str | None:
    """What no engine keeps alike: maps, lists of lists, lists of several types, numbers beyond 64 bits."""
    if isinstance(value, list):
        kinds = {type(v) for v in value}
        if len(kinds) > 1:
            return f"is a list of mixed types ({', '.join(sorted(k.__name__ for k in kinds))})"
        return next((p for p in map(_problem, value) if p), None) if kinds != {list} else "is a list of lists"
    if isinstance(value, int) and not isinstance(value, bool) and not -(2**63) <= value < 2**63:
        return f"does not fit in 64 bits: {value}"
    if value is not None and not isinstance(value, str | int | float | bool):
        return f"is a {type(value).__name__}; a property is a text, a number, true, false or a list of one of them"
    return None


@cache
def load_schema() -> Schema:
    """The schema of this release, checked.

    >>> load_schema().edges["ALLIED_WITH"].symmetric, "Fact" in load_schema().labels
    (True, True)
    """
    import yaml

    text = files("kg.cypher").joinpath("schema.yaml").read_text(encoding="utf-8")
    return parse_schema(yaml.safe_load(text))


def parse_schema(told: Mapping[str, Any]) -> Schema:
    """A schema from the content of a schema.yaml; names that no engine could keep are refused."""
    schema = Schema(
        {n: Label(n, v["description"], bool(v.get("kind"))) for n, v in told["nodes"].items()},
        {n: _relation(n, v) for n, v in told["evidence"].items()},
        {n: _relation(n, v) for n, v in told["edges"].items()},
        {n: _property(n, v) for part in ("properties", "details") for n, v in (told.get(part) or {}).items()},
    )
    for problem in _bad_names(schema):
        raise KgError(f"schema.yaml: {problem}")
    return schema


def _relation(name: str, told: Mapping[str, Any]) -> Relation:
    ends = (told["from"], told["to"]) if "from" in told else None
    return Relation(name, told["description"], bool(told.get("symmetric")), ends)


def _property(name: str, told: Mapping[str, Any]) -> Property:
    low_high = told.get("range")
    span = (float(low_high[0]), float(low_high[1])) if low_high else None
    return Property(name, told["type"], told["description"], told.get("unit"), span)


def _bad_names(schema: Schema) -> Iterator[str]:
    for name in schema.nodes:
        if not LABEL.fullmatch(name):
            yield f"label {name!r} is not CamelCase"
    for name in schema.types:
        if not RELATION.fullmatch(name):
            yield f"relation {name!r} is not UPPER_SNAKE"
        if name in schema.nodes:
            yield f"{name!r} is a label and a relation; the embedded engine keeps one namespace for the two"
    for relation in schema.evidence.values():
        for end in relation.ends or ():
            if end not in schema.nodes:
                yield f"{relation.name} joins {end!r}, which is no label"


def constraints(schema: Schema) -> list[str]:
    """Cypher that both engines understand: ids are unique, some properties are indexed."""
    unique = [
        f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        for label in schema.labels
    ]
    indexes = [
        f"CREATE INDEX {label.lower()}_{name} IF NOT EXISTS FOR (n:{label}) ON (n.{name})" for label, name in INDEXED
    ]
    return unique + indexes


def fulltext_neo4j() -> list[str]:
    """Neo4j's full-text indexes."""
    return [
        f"CREATE FULLTEXT INDEX {label.lower()}_{name} IF NOT EXISTS FOR (n:{label}) ON EACH [n.{name}]"
        for label, name in FULLTEXT
    ]


def fulltext_embedded() -> list[str]:
    """The embedded engine's full-text indexes, in its SQL: it has no Cypher for them."""
    return [
        statement
        for label, name in FULLTEXT
        for statement in (
            f"CREATE PROPERTY {label}.{name} IF NOT EXISTS STRING",
            f"CREATE INDEX IF NOT EXISTS ON {label} ({name}) FULL_TEXT",
        )
    ]


VERSIONS = """\
## Versions of a register

Where several versions of a register or data set are loaded, a deal or a pact that each of them tells is one edge for
each. A sum over all of them counts it as often. (Several files of one version, as of a table that was saved again or
corrected, are one edge and one voice: decision 24.) What versions there are, and a sum over one:

    MATCH ()-[r:ARMS_TRANSFER]->(:State {id: 'ARM'}) WHERE r.tiv IS NOT NULL
    RETURN r.source AS source, r.version AS version, count(*) AS deals, sum(r.tiv) AS tiv ORDER BY source, version

    MATCH (a:State)-[r:ARMS_TRANSFER {source: 'sipri', version: 'generated 2024-10-13'}]->(:State {id: 'ARM'})
    RETURN a.name AS supplier, sum(r.tiv) AS tiv ORDER BY tiv DESC"""


def markdown() -> str:
    """docs/schema.md: every label, relation and property with its meaning."""
    schema = load_schema()
    lines = ["# What the graph holds", "", "Written from `cypher/schema.yaml`; edit that file, not this page.", ""]
    lines += ["## Nodes", "", "| label | what it is |", "| --- | --- |"]
    for label in schema.nodes.values():
        beside = " (beside `Entity`)" if label.kind else ""
        lines.append(f"| `{label.name}`{beside} | {label.description} |")
    lines += ["", "## Edges between actors", "", "One for each fact with an object.", "", "| relation | meaning |",
              "| --- | --- |"]  # fmt: skip
    for edge in schema.edges.values():
        lines.append(f"| `{edge.name}`{' (symmetric)' if edge.symmetric else ''} | {edge.description} |")
    lines += ["", "## Evidence", "", "| relationship | from | to | meaning |", "| --- | --- | --- | --- |"]
    for relation in schema.evidence.values():
        start, end = relation.ends or ("", "")
        lines.append(f"| `{relation.name}` | `{start}` | `{end}` | {relation.description} |")
    lines += ["", "## Properties of facts and edges", "", "| property | type | unit | meaning |",
              "| --- | --- | --- | --- |"]  # fmt: skip
    for p in schema.properties.values():
        lines.append(f"| `{p.name}` | {p.type} | {p.unit or ''} | {p.description} |")
    lines += ["", VERSIONS]
    return "\n".join(lines) + "\n"
