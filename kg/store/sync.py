"""Brings a graph to what a projection says, writing only what differs.

Every node and relationship carries the hash `h` of its row. What is in the graph with the same hash
stays; all else is taken away and written anew. Hence a build from nothing and one from any earlier,
later or half-written state end in the same graph, and a build that was killed is healed by the next.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from kg.errors import Failed, KgError, Locked, Unreachable
from kg.schema import Schema, load_schema
from kg.store.bolt import RETRIES, BoltStore

Row = Mapping[str, Any]
Place = tuple[str, str]  # a label and an id, or a type and a key
Ends = tuple[str, ...]  # of a relationship: label and id of its start, label and id of its end; () of a node
LAST = "Run"  # the stamp of a build: taken away before the first change, written after the last
_NOT_PROPERTIES = frozenset(("type", "start_label", "start_id", "end_label", "end_id"))


@dataclass(slots=True)
class Manifest:
    """What is in a graph: hashes by node and by relationship, and the labels of nodes."""

    nodes: dict[tuple[str, str], str] = field(default_factory=dict)  # (label, id) -> h
    labels: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    edges: dict[tuple[str, str], str] = field(default_factory=dict)  # (type, key) -> h; "" where a key is there twice


def manifest(store: BoltStore, schema: Schema) -> Manifest:
    """Reads all hashes of a graph: three small values for each node and relationship."""
    found = Manifest()
    for label in schema.labels:
        for id, h, labels in store.rows(f"MATCH (n:{label}) RETURN n.id, n.h, labels(n)"):
            found.nodes[label, id] = h or ""
            found.labels[label, id] = frozenset(labels)
    for type in schema.types:
        for key, h in store.rows(f"MATCH ()-[r:{type}]->() RETURN r.key, r.h"):
            place = type, key or ""
            found.edges[place] = "" if place in found.edges else h or ""
    return found


def sync(store: BoltStore, nodes: Iterable[Row], edges: Iterable[Row]) -> dict[str, int]:
    """Makes the graph hold exactly these rows; counts of what was written, deleted and left as it was.

    Nodes are {"label", "labels", "id", "h", …}, edges {"type", "start_label", "start_id", "end_label",
    "end_id", "key", "h", …}. A row that the schema does not know is refused before anything is written.
    When the server goes away, waits for it to come back and starts from what is there.
    """
    wanted = Wanted(load_schema())
    for row in nodes:
        wanted.node(row)
    for row in edges:
        wanted.edge(row)
    patience = time.monotonic() + RETRIES
    pause = 0.5
    while True:
        try:
            with own_statements(store):
                return _sync(store, wanted)
        except Unreachable:
            # What was being written may be in the graph or not: only looking again can tell.
            if time.monotonic() + pause > patience:
                raise
            time.sleep(pause)
            pause *= 2


def change(
    store: BoltStore, old: Mapping[Place, Ends], new: Mapping[Place, Row], stamp: Row, before_stamp: Callable[[], None]
) -> None:
    """Takes away what is old and writes what is new, in a graph of which it is known what it holds.

    The stamp of the last build goes first and the new one comes last, so that half of it is known as such.
    """
    schema = load_schema()
    for row in new.values():
        (schema.check_edge if "type" in row else schema.check_node)(row)
    with own_statements(store):
        _change(store, old, new, stamp, before_stamp)


@contextmanager
def own_statements(store: BoltStore) -> Iterator[None]:
    """What goes wrong with statements that no user wrote is a failure of the engine, and no wrong usage."""
    try:
        yield
    except (Failed, Locked, Unreachable):
        raise
    except KgError as problem:
        raise Failed(
            f"{store.where}: the graph could not be written ({problem}); the record is whole, "
            "and kg build --full writes the graph anew"
        ) from problem


def _change(
    store: BoltStore, old: Mapping[Place, Ends], new: Mapping[Place, Row], stamp: Row, before_stamp: Callable[[], None]
) -> None:
    store.delete_nodes(LAST, [stamp["id"]])
    cut: dict[tuple[str, str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for (type, key), ends in sorted(old.items()):
        if ends:
            cut[type, ends[0], ends[2]].append((ends[1], ends[3], key))
    for (type, start_label, end_label), members in cut.items():
        _cut(store, type, start_label, end_label, members)
    for label, ids in _by_first(place for place, ends in old.items() if not ends and place not in new).items():
        store.delete_nodes(label, ids)
    _write_nodes(store, [row for row in new.values() if "type" not in row])
    _write_edges(store, [row for row in new.values() if "type" in row])
    before_stamp()
    _write_nodes(store, [stamp])


class Wanted:
    """The rows of a projection, checked and by their place."""

    def __init__(self, schema: Schema):
        self.schema = schema
        self.nodes: dict[tuple[str, str], Row] = {}
        self.edges: dict[tuple[str, str], Row] = {}

    def node(self, row: Row) -> None:
        self.schema.check_node(row)
        self.nodes[row["label"], row["id"]] = row

    def edge(self, row: Row) -> None:
        self.schema.check_edge(row)
        self.edges[row["type"], row["key"]] = row


def _sync(store: BoltStore, wanted: Wanted) -> dict[str, int]:
    there = manifest(store, wanted.schema)
    gone = {place for place in there.nodes if place not in wanted.nodes}
    moved = {place for place, row in wanted.nodes.items() if there.labels.get(place, _labels(row)) != _labels(row)}
    changed = {place for place, h in there.nodes.items() if place in wanted.nodes and wanted.nodes[place]["h"] != h}
    new_nodes = (wanted.nodes.keys() - there.nodes.keys()) | moved
    stale = {place for place, h in there.edges.items() if place not in wanted.edges or wanted.edges[place]["h"] != h}
    new_edges = {
        place
        for place, row in wanted.edges.items()
        if place not in there.edges
        or place in stale
        or (moved and not moved.isdisjoint(_ends(row)))  # they go with the node and come back with it
    }
    written = len(new_nodes) + len(changed - moved) + len(new_edges)
    deleted = len(gone) + len({place for place in stale if place not in wanted.edges})
    if written or deleted:
        store.delete_nodes(LAST, [id for label, id in there.nodes if label == LAST])
        _take_away(store, stale)
        for label, ids in _by_first(gone | moved).items():
            store.delete_nodes(label, ids)
        _write_nodes(store, [wanted.nodes[p] for p in sorted(new_nodes | changed) if p[0] != LAST])
        _write_edges(store, [wanted.edges[p] for p in sorted(new_edges)])
        _write_nodes(store, [row for (label, _), row in wanted.nodes.items() if label == LAST])
    unchanged = len(wanted.nodes) + len(wanted.edges) - written
    return {"written": written, "deleted": deleted, "unchanged": unchanged}


def _labels(row: Row) -> frozenset[str]:
    return frozenset(row["labels"])


def _ends(row: Row) -> tuple[tuple[str, str], tuple[str, str]]:
    return (row["start_label"], row["start_id"]), (row["end_label"], row["end_id"])


def _by_first(places: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for first, second in sorted(places):
        groups[first].append(second)
    return groups


def _take_away(store: BoltStore, stale: set[tuple[str, str]]) -> None:
    """Relationships are found by their ends: an index on keys of relationships would halve the speed of loading."""
    for type, keys in _by_first(stale).items():
        chosen = set(keys)
        groups: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
        query = f"MATCH (a)-[r:{type}]->(b) RETURN labels(a), a.id, r.key, labels(b), b.id"
        for start_labels, start, key, end_labels, end in store.rows(query):
            if (key or "") in chosen:
                groups[_main(start_labels), _main(end_labels)].append((start, end, key or ""))
        for (start_label, end_label), ends_of in groups.items():
            _cut(store, type, start_label, end_label, sorted(set(ends_of)))


def _cut(store: BoltStore, type: str, start_label: str, end_label: str, ends: Sequence[tuple[str, str, str]]) -> None:
    """Takes away relationships that are there; from a server another client may have taken some in between."""
    gone = store.delete_edges(type, start_label, end_label, ends)
    if gone < len(ends) and store.kind == "embedded":
        raise KgError(f"{type}: {len(ends) - gone} of {len(ends)} relationships were not taken away")


def _main(labels: Iterable[str]) -> str:
    """The one of a node's labels that has the id."""
    return next(label for label in load_schema().labels if label in set(labels))


def _write_nodes(store: BoltStore, rows: Iterable[Row]) -> None:
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[tuple(row["labels"])].append({k: v for k, v in row.items() if k not in ("label", "labels")})
    for labels, members in groups.items():
        store.write_nodes(labels, members)


def _write_edges(store: BoltStore, rows: Iterable[Row]) -> None:
    groups: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        props = {k: v for k, v in row.items() if k not in _NOT_PROPERTIES}
        edge = {"start": row["start_id"], "end": row["end_id"], "props": props}
        groups[row["type"], row["start_label"], row["end_label"]].append(edge)
    for (type, start_label, end_label), members in groups.items():
        store.write_edges(type, start_label, end_label, members, new=True)
