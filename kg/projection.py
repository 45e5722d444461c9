"""The graph as rows, and what each part of the record adds to it.

A part is what the facts between two actors in one relation say: rows that no other part has (the facts, their
edges, the sentences that bear on them) and tellings that parts share (an actor, a document, a source). The graph
is all parts taken together. Where tellings of one place differ, the first in the alphabet counts, so that nothing
depends on the order in which parts come.

Rows are plain dictionaries with a content hash `h`, so that a store can tell what changed without
knowing what anything means. A table's row is told by its fact's `source, version, row` and has no
node of its own; sentences have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from kg.facts import Context, Fact, contradictions, disputed, fact_values
from kg.graphs import BREAKAWAY, acts_for, force_of, kind, label
from kg.log import Decision
from kg.model import Actor, Claim, Source, canonical, compact, content_id, named_by
from kg.states import FOUNDING, succession

Row = dict[str, Any]
Place = tuple[str, str]  # a label and an id, or a type and a key
Telling = tuple[str, str, str]  # a place, and the hash of what is told of it
Shared = tuple[Telling, str]  # and what is told, as JSON


@dataclass(slots=True)
class Part:
    """Rows of its own by their place, and tellings that other parts may have too."""

    own: dict[Place, Row] = field(default_factory=dict)
    told: dict[Telling, str] = field(default_factory=dict)

    def node(self, label: str, id: str, props: Row) -> Place:
        self.own[label, id] = hashed(_node(label, id, props))
        return label, id

    def edge(self, type: str, start: Place, end: Place, props: Row | None = None, key: str = "") -> None:
        row = hashed(_edge(type, start, end, props or {}, key))
        self.own[type, row["key"]] = row

    def share(self, *shared: Shared) -> None:
        self.told.update(shared)

    def entity(self, actor: Actor) -> Place:
        self.share(*_entity(actor))
        return "Entity", actor.key


def part_of(
    facts: Iterable[Fact], claims: Mapping[str, Claim], context: Context, sources: Mapping[str, Source],
    first: Mapping[tuple[str, str], int],
) -> Part:  # fmt: skip
    """What facts add to the graph: all those of one relation between two actors, as `contradictions` compares them.

    `claims` are those of texts that bear on the facts; claims of tables are their fact. `first`: when versions begin.
    """
    part = Part()
    facts = list(facts)
    conflicts = contradictions(facts, first)
    within = {f.id: f.contested for f in facts}
    for fact in disputed(facts, conflicts):
        _fact(part, fact, within[fact.id])
        for id, stance in fact.claims:
            if id in claims:
                _claim(part, id, claims[id], context)
                answered = claims[id].details.get("answers")
                if answered in claims:
                    how = "retraction" if claims[id].details.get("retracts") else "denial"
                    part.edge("ANSWERS", ("Claim", id), ("Claim", str(answered)), {"how": how})
                _document(part, claims[id].passage.document, context, sources)
                part.edge("BEARS_ON", ("Claim", id), ("Fact", fact.id), {"stance": stance})
    for c in conflicts:
        part.edge("CONTRADICTS", ("Fact", c.a), ("Fact", c.b), {"about": c.about})
    return part


def decided(part: Part, decisions: Iterable[Decision]) -> None:
    for d in decisions:
        part.node("Decision", d.id, compact({"at": d.at, "action": d.kind, "a": d.a, "b": d.b, "reason": d.reason}))


def succeeded(part: Part, is_there: Callable[[str], bool]) -> None:
    """Which state followed which, of those that are in the graph."""
    added = set[str]()
    for before, after, day in succession():
        if {before, after} & added or is_there(before) or is_there(after):
            start, end = (part.entity(Actor(s, "state", s, s)) for s in (before, after))
            part.edge("SUCCEEDED_BY", start, end, {"on": day})
            added |= {before, after}


def _fact(part: Part, fact: Fact, within: Sequence[str]) -> None:
    """`within`: in what its own claims contradict each other; another fact that does has a CONTRADICTS of its own."""
    values: dict[str, Any] = fact_values(fact) | {"contested": bool(fact.contested)}
    if within:
        values["contested_in"] = list(within)
    part.node("Fact", fact.id, values)
    start = part.entity(fact.subject)
    if fact.place:
        part.entity(fact.place)
    if fact.object:
        part.edge(fact.relation, start, part.entity(fact.object), _on_edge(fact, values), fact.id)
    _deployment(part, fact, values)


def _deployment(part: Part, fact: Fact, values: Mapping[str, Any]) -> None:
    """Troops that a state sent to a named place are its army in that region."""
    if fact.relation != "TROOP_DEPLOYMENT" or not fact.place or kind(fact.place) != "Region":
        return
    force = fact.subject
    if kind(force) == "State":
        force = force_of(force)
    if kind(force) == "Army":
        key = content_id("place", fact.id)
        part.edge("TROOP_DEPLOYMENT", part.entity(force), part.entity(fact.place), _on_edge(fact, values), key)


def _on_edge(fact: Fact, values: Mapping[str, Any]) -> Row:
    return {k: v for k, v in values.items() if k not in _NOT_ON_EDGES} | {"fact": fact.id}


def _claim(part: Part, id: str, claim: Claim, context: Context) -> None:
    passage = claim.passage
    quantity = claim.quantity
    actor = context.judgements.actor
    told = compact(dict(
        relation=claim.relation, modality=claim.modality, polarity=claim.polarity, since=claim.since,
        until=claim.until, change=claim.change, item=claim.item, extractor=claim.extractor,
        speaker=", ".join(s.name for s in claim.speakers),
        quantity_min=quantity.low if quantity else None, quantity_max=quantity.high if quantity else None,
        quantity_text=quantity.text if quantity else None, unit=quantity.unit if quantity else None,
    ))  # fmt: skip
    here = part.node("Claim", id, told)
    where = ("Passage", passage.id)
    part.share(_shared_node(*where, text=passage.text, start=passage.start, stop=passage.end))
    part.share(_shared_edge("PART_OF", where, ("Document", passage.document)))
    part.edge("STATED_IN", here, where)
    for type, named in (("SUBJECT", claim.subject), ("OBJECT", claim.object), ("PLACE", claim.place)):
        if (resolved := actor(named)) is not None:
            part.edge(type, here, part.entity(resolved))
    for speaker in claim.speakers:
        part.edge("SPEAKER", here, part.entity(speaker))


def _document(part: Part, id: str, context: Context, sources: Mapping[str, Source]) -> None:
    here, story = ("Document", id), ("Story", context.story(id))
    d = context.documents[id]
    published_by = ("Source", d.source)
    source = sources.get(d.source)
    part.share(
        _shared_node(*here, title=d.title, published=d.published, url=d.url, language=d.language, format=d.format,
                     name=d.name),
        _shared_node(*published_by, name=source.name if source else None, kind=source.kind if source else None),
        _shared_node(*story),
        _shared_edge("PUBLISHED_BY", here, published_by),
        _shared_edge("IN_STORY", here, story),
    )  # fmt: skip


@lru_cache(maxsize=65_536)  # a state comes with each of its facts
def _entity(actor: Actor) -> tuple[Shared, ...]:
    """One node for each key, which belongs to its state; a key that comes under two types takes the first of them."""
    here = ("Entity", actor.key)
    own = _shared_node(
        *here, extra_label=kind(actor), name=label(actor), state=actor.state, acts_for=acts_for(actor),
        breakaway=(actor.key in BREAKAWAY) or None, founded=FOUNDING.get(actor.key.removeprefix("org:ATOP-")),
    )  # fmt: skip
    if not actor.state or actor.state == actor.key:
        return (own,)
    state = Actor(actor.state, "state", actor.state, actor.state)
    return own, *_entity(state), _shared_edge("BELONGS_TO", here, ("Entity", actor.state))


# -- rows ----------------------------------------------------------------------------------------


def _node(label: str, id: str, props: Row, extra_label: str | None = None) -> Row:
    return {"label": label, "labels": [label, extra_label] if extra_label else [label], "id": id} | props


def _edge(type: str, start: Place, end: Place, props: Row, key: str = "") -> Row:
    row = {"type": type, "start_label": start[0], "start_id": start[1], "end_label": end[0], "end_id": end[1]}
    return row | props | {"key": key or content_id(type, *start, *end)}


def hashed(row: Row) -> Row:
    row["h"] = content_id(row)
    return row


def _shared_node(label: str, id: str, extra_label: str | None = None, **props: Any) -> Shared:
    return _telling(label, id, _node(label, id, compact(props), extra_label))


def _shared_edge(type: str, start: Place, end: Place) -> Shared:
    row = _edge(type, start, end, {})
    return _telling(type, row["key"], row)


def _telling(kind: str, id: str, told: Any) -> Shared:
    text = canonical(told)
    return (kind, id, named_by(f"[{text}]")), text  # the hash that `hashed` gives a row


_NOT_ON_EDGES = frozenset(("id", "subject", "object", "relation", "contested_in", "last_known"))
