"""Facts as a NetworkX graph: what metrics, pages and exports work on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

import networkx as nx

from kg.cycles import no_search_for_cycles
from kg.dates import overlaps
from kg.facts import Fact, Outline, fact_values
from kg.lasting import days
from kg.model import FAMILIES, Actor
from kg.resolve import label_of
from kg.states import army_id, table

KINDS = {
    "state": "State",
    "government": "State",
    "armed_force": "Army",
    "armed_group": "Organisation",
    "organisation": "Organisation",
    "agency": "Organisation",
    "group": "Organisation",
    "leader": "Person",
    "region": "Region",
    "weapon": "Weapon",
}
MOVES = ("TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL", "MOBILIZES")  # what a force does in a place
IN_PLACES = ("TROOP_DEPLOYMENT", "BASE_ACCESS")  # what a state lets another do on its soil
# What a state does with another of its own will, and nobody else in its name.
OF_ONES_OWN = frozenset((*FAMILIES["alliance"], *FAMILIES["material_aid"], *IN_PLACES, "TRADES_WITH", "DEPENDS_ON"))
# Governments that the tables have as organisations, since another one claimed the same state.
GOVERNMENTS = frozenset(f"group:{name}" for name in (
    "GNA", "GNU", "NTC", "PA", "PLC-YEM", "SAC-MMR", "SLORC", "SPDC", "TMC-SDN",
))  # fmt: skip
# Regions that a government of their own rules against the will of the state that they belong to in the tables.
BREAKAWAY = frozenset(f"region:{name}" for name in (
    "AZE-Nagorno-Karabakh", "CYP-Northern-Cyprus", "GEO-Abkhazia", "GEO-South-Ossetia", "MDA-Transnistria",
    "SOM-Somaliland",
))  # fmt: skip
# Roles in leaders.csv of those who speak for a group or a region ("Hamas leader", "president of Somaliland") and not
# for the state.
_NOT_FOR_A_STATE = re.compile(
    r"(?!High Rep|Bosnian Serb member|envoy to|director general).*[A-Z]|rebel|opposition|paramilitary|party"
)


@no_search_for_cycles()
def graph_of(facts: Iterable[Fact], by_state: bool = False) -> nx.MultiDiGraph:
    """One edge for each fact with two ends, keyed by the fact's id, with all that the fact says.

    Nodes carry `label` and `kind`; a name that could not be resolved is a node of its own, marked
    by kind "Unresolved". With `by_state` armies, leaders, regions and armed groups count as their state, and ties
    of a state with itself are left out; but who is not the state, its forces, organs or leaders takes part in its
    alliances, aid and trade with others in no name but his own. `of_states` of an edge says whether both ends act for
    the states that they count as. Facts with one end (mobilisation, casualties of an unknown
    hand) are no edges; they are in the list of facts.
    """
    graph = nx.MultiDiGraph()
    for fact in facts:
        if fact.object is None:
            continue
        ends = [fact.subject, fact.object]
        told: dict[str, Any] = {}
        if by_state:
            if fact.subject.side == fact.object.side:
                continue
            told["of_states"] = None not in (acts_for(fact.subject), acts_for(fact.object))
            ends = [_as_state(end, fact) for end in ends]
        for end in ends:
            if end.key not in graph:
                graph.add_node(end.key, label=label(end), kind=kind(end))
        graph.add_edge(ends[0].key, ends[1].key, key=fact.id, **edge_values(fact), **told)
    return graph


def _as_state(actor: Actor, fact: Fact) -> Actor:
    if not actor.state:
        return actor
    in_place = fact.relation in IN_PLACES
    soil = in_place and kind(actor) == "Region" and actor.key not in BREAKAWAY
    own = fact.relation in OF_ONES_OWN and fact.details.get("n_events") is None
    if own and acts_for(actor) is None and not soil:
        return actor
    place = fact.place
    if in_place and actor is fact.object and place and place.key in BREAKAWAY and place.state == actor.state:
        return place
    return Actor(actor.name, "state", actor.state, actor.state)


@lru_cache(maxsize=65_536)
def acts_for(actor: Actor) -> str | None:
    """The state for which somebody acts: a state itself, its government, forces, organs and leaders.

    None for regions and armed groups, also those that belong to a state: what is done with them is not done with it.

    >>> acts_for(Actor("KPA", "armed_force", "army:PRK-KPA", "PRK"))
    'PRK'
    >>> acts_for(Actor("M23", "armed_group", "group:M23", "COD"))
    """
    if actor.type in ("state", "government", "armed_force", "agency") or actor.key in GOVERNMENTS:
        return actor.state or (actor.key if kind(actor) == "State" else None)
    return actor.state if actor.type == "leader" and actor.key not in _of_others() else None


@cache
def _of_others() -> frozenset[str]:
    """Leaders who never held an office of their state: of rebels, of parties, of regions."""
    rows = list(table("leaders.csv"))
    own = {r["id"] for r in rows if r["org"] in ("", *GOVERNMENTS) and not _NOT_FOR_A_STATE.match(r["role"])}
    return frozenset(r["id"] for r in rows) - own


def force_of(state: Actor) -> Actor:
    """The armed forces of a state as a whole."""
    return Actor(f"armed forces of {label(state)}", "armed_force", army_id(state.key), state.key)


def moves_somewhere(fact: Fact | Outline) -> bool:
    """Whether it says what a force does in a region: `drawn_around` may draw such a tie between others."""
    return fact.relation in MOVES and fact.place is not None


def drawn_around(fact: Fact, ego: str) -> Fact:
    """The fact as a picture of one place or army shows it: what forces do in a region runs from them to the region.

    North Korea's troops for Russia, in Kursk, are a tie of the two states; around Kursk they are one of
    North Korea with Kursk, around North Korea's army one of that army with Kursk.
    """
    if fact.relation not in MOVES or fact.place is None or kind(fact.place) != "Region":
        return fact
    if fact.place.key == ego:
        return replace(fact, object=fact.place)
    if kind(fact.subject) == "State" and army_id(fact.subject.key) == ego:
        return replace(fact, subject=force_of(fact.subject), object=fact.place)
    return fact


def outline_values(outline: Outline) -> dict[str, Any]:
    """What `kg.views.select` asks of an edge, of a fact in outline; `edge_values` has the same under these names."""
    return {
        "relation": outline.relation,
        "place": outline.place.key if outline.place else None,
        "since": outline.since,
        "until": outline.until,
        "known": outline.known,
        "last_known": outline.known,
        "source": outline.source,
        "belief": outline.belief,
        "n_stories": 1,
    }


def edge_values(fact: Fact) -> dict[str, Any]:
    """All the attributes that the contract of the graph names, with None where nothing is said."""
    empty: dict[str, Any] = dict.fromkeys(
        ("since", "until", "known", "quantity_min", "quantity_max", "unit", "item", "change", "version", "row", "place")
    )
    values = empty | fact_values(fact)
    values["contested"] = bool(fact.contested)
    values["fact"] = fact.id
    values["stories"] = list(fact.stories)
    for name in ("id", "subject", "object"):
        values.pop(name)
    return values


def within(facts: Iterable[Fact], start: str | None, end: str | None) -> list[Fact]:
    """The facts that have a day in the window; undated ones only when the window is open at both ends."""
    if start is None and end is None:
        return list(facts)
    chosen = []
    for fact in facts:
        since, until = days(fact_values(fact))
        if (since or until) and overlaps(since, until, start, end):
            chosen.append(fact)
    return chosen


def kind(actor: Actor) -> str:
    return KINDS.get(actor.type, "Organisation") if actor.id else "Unresolved"


def label(actor: Actor) -> str:
    """The name that the tables give an id; the name as said where there is none."""
    return (label_of(actor.id) if actor.id else None) or actor.name


def label_for(id: str | None) -> str:
    """The name of an id; the id itself where the tables have no name for it."""
    return (label_of(id) or id) if id else ""
