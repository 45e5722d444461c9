"""The graph as rows: every node and relationship that a build writes, and the digest of it all.

Rows are plain dictionaries with a content hash `h`, so that a store can tell what changed without
knowing what anything means. A table's row is told by its fact's `source, version, row` and has no
node of its own; sentences have.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.facts import Context, Contradiction, Fact, fact_values
from kg.graphs import kind, label
from kg.log import Decision
from kg.model import Actor, Claim, Source, compact, content_id
from kg.states import army_id, succession

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Projection:
    """All rows of one graph, and a digest that is the same for the same record however it was loaded."""

    nodes: list[Row]
    edges: list[Row]
    digest: str


def project(
    facts: Iterable[Fact],
    conflicts: Iterable[Contradiction],
    claims: Mapping[str, Claim],
    context: Context,
    sources: Mapping[str, Source],
    decisions: Iterable[Decision] = (),
) -> Projection:
    """`claims` are those of texts that bear on the facts; claims of tables are their fact."""
    facts = list(facts)
    rows = _Rows()
    for fact in facts:
        rows.fact(fact)
    for conflict in conflicts:
        rows.edge("CONTRADICTS", ("Fact", conflict.a), ("Fact", conflict.b), about=conflict.about)
    told = [(fact, id, stance) for fact in facts for id, stance in fact.claims if id in claims]
    for fact, id, stance in told:
        rows.claim(id, claims[id], context)
        rows.edge("BEARS_ON", ("Claim", id), ("Fact", fact.id), stance=stance)
    for document in {claims[id].passage.document for _, id, _ in told}:
        rows.document(document, context, sources)
    rows.identities()
    for decision in decisions:
        rows.node("Decision", decision.id, at=decision.at, action=decision.kind, a=decision.a, b=decision.b,
                  reason=decision.reason)  # fmt: skip
    return rows.finished()


class _Rows:
    """Collects rows once each; what is said of an entity does not depend on who names it first."""

    def __init__(self) -> None:
        self.nodes: dict[tuple[str, str], Row] = {}
        self.edges: dict[str, Row] = {}
        self.kinds: dict[str, str] = {}
        self.last: dict[str, Actor] = {}

    def node(self, label: str, id: str, extra_label: str | None = None, **props: Any) -> tuple[str, str]:
        labels = [label, extra_label] if extra_label else [label]
        self.nodes[label, id] = {"label": label, "labels": labels, "id": id} | compact(props)
        return label, id

    def edge(self, type: str, start: tuple[str, str], end: tuple[str, str], key: str = "", **props: Any) -> None:
        row = {
            "type": type,
            "start_label": start[0],
            "start_id": start[1],
            "end_label": end[0],
            "end_id": end[1],
        } | compact(props)
        row["key"] = key or content_id(type, *start, *end)
        self.edges[row["key"]] = row

    def entity(self, actor: Actor) -> tuple[str, str]:
        """One node for each key; a key that comes under two types takes the first in the alphabet."""
        key = actor.key
        if self.last.get(key) == actor:  # a state comes with each of its facts, and nothing changes
            return "Entity", key
        self.last[key] = actor
        found = kind(actor)
        self.kinds[key] = min(self.kinds.get(key, found), found)
        name = label(actor)
        known = self.nodes.get(("Entity", key), {}).get("name", name)
        return self.node("Entity", key, self.kinds[key], name=min(known, name), state=actor.state)

    def fact(self, fact: Fact) -> None:
        values = fact_values(fact) | {"contested": bool(fact.contested), "contested_in": list(fact.contested)}
        self.node("Fact", fact.id, **{k: v for k, v in values.items() if k != "id"})  # type: ignore[arg-type]
        start = self.entity(fact.subject)
        if fact.place:
            self.entity(fact.place)
        if fact.object:
            end = self.entity(fact.object)
            props = {k: v for k, v in values.items() if k not in _NOT_ON_EDGES}
            self.edge(fact.relation, start, end, key=fact.id, fact=fact.id, **props)
        self.deployment(fact, values)

    def deployment(self, fact: Fact, values: Mapping[str, Any]) -> None:
        """Troops that a state sent to a named place are its army in that region."""
        if fact.relation != "TROOP_DEPLOYMENT" or not fact.place or kind(fact.place) != "Region":
            return
        force = fact.subject
        if kind(force) == "State":
            force = Actor(f"armed forces of {label(force)}", "armed_force", army_id(force.key), force.key)
        if kind(force) == "Army":
            props = {k: v for k, v in values.items() if k not in _NOT_ON_EDGES}
            key = content_id("place", fact.id)
            self.edge("TROOP_DEPLOYMENT", self.entity(force), self.entity(fact.place), key=key, fact=fact.id, **props)

    def claim(self, id: str, claim: Claim, context: Context) -> None:
        passage = claim.passage
        quantity = claim.quantity
        actor = context.judgements.actor
        here = self.node(
            "Claim", id,
            relation=claim.relation, modality=claim.modality, polarity=claim.polarity, since=claim.since,
            until=claim.until, change=claim.change, item=claim.item, extractor=claim.extractor,
            speaker=", ".join(s.name for s in claim.speakers),
            quantity_min=quantity.low if quantity else None, quantity_max=quantity.high if quantity else None,
            quantity_text=quantity.text if quantity else None, unit=quantity.unit if quantity else None,
        )  # fmt: skip
        where = self.node("Passage", passage.id, text=passage.text, start=passage.start, stop=passage.end)
        self.edge("STATED_IN", here, where)
        self.edge("PART_OF", where, ("Document", passage.document))
        for type, named in (("SUBJECT", claim.subject), ("OBJECT", claim.object), ("PLACE", claim.place)):
            if (resolved := actor(named)) is not None:
                self.edge(type, here, self.entity(resolved))
        for speaker in claim.speakers:
            self.edge("SPEAKER", here, self.entity(speaker))

    def document(self, id: str, context: Context, sources: Mapping[str, Source]) -> None:
        document = context.documents[id]
        here = self.node("Document", id, title=document.title, published=document.published, url=document.url,
                         language=document.language, format=document.format, name=document.name)  # fmt: skip
        source = sources.get(document.source)
        self.edge("PUBLISHED_BY", here, self.node("Source", document.source, name=source.name if source else None,
                                                  kind=source.kind if source else None))  # fmt: skip
        self.edge("IN_STORY", here, self.node("Story", context.story(id)))

    def identities(self) -> None:
        """Whose army, region or leader an entity is, and which state followed which."""
        for row in [r for (kind_, _), r in self.nodes.items() if kind_ == "Entity"]:
            state = row.get("state")
            if state and state != row["id"]:
                self.edge("BELONGS_TO", ("Entity", row["id"]), self.entity(Actor(state, "state", state, state)))
        for before, after, day in succession():
            if ("Entity", before) in self.nodes or ("Entity", after) in self.nodes:
                start, end = (self.entity(Actor(s, "state", s, s)) for s in (before, after))
                self.edge("SUCCEEDED_BY", start, end, on=day)

    def finished(self) -> Projection:
        nodes = [_hashed(self.nodes[key]) for key in sorted(self.nodes)]
        edges = [_hashed(self.edges[key]) for key in sorted(self.edges)]
        whole = hashlib.sha256()
        for row in _both(nodes, edges):
            whole.update(row["h"].encode())
        return Projection(nodes, edges, whole.hexdigest())


_NOT_ON_EDGES = frozenset(("id", "subject", "object", "relation", "contested_in", "last_known"))


def _hashed(row: Row) -> Row:
    row["h"] = content_id(row)
    return row


def _both(nodes: list[Row], edges: list[Row]) -> Iterator[Row]:
    yield from nodes
    yield from edges
