"""Who fills a slot of a frame: a source of frames.yaml by its name, from the modules of each matter."""

from __future__ import annotations

from collections.abc import Callable

from kg.text import (
    slots_accords,
    slots_casualties,
    slots_clauses,
    slots_crowds,
    slots_fights,
    slots_forces,
    slots_gifts,
    slots_places,
    slots_plain,
    slots_quarrels,
    slots_raids,
    slots_voices,
)
from kg.text.arguments import Arguments
from kg.text.slots_forces import BORDERS
from kg.text.slots_plain import (
    OWNED,
    PLACES,
    agent_inside,
    around,
    inside,
    maker_of,
    makers_of,
    owners_after,
    put_forward_by,
    theme_inside,
)
from kg.text.who import Who

BESIDE = frozenset(("near", "along", "across", "over"))  # a border there is no party: "fired across the frontier"
MATTERS = (
    slots_plain,
    slots_clauses,
    slots_places,
    slots_forces,
    slots_raids,
    slots_fights,
    slots_casualties,
    slots_crowds,
    slots_gifts,
    slots_accords,
    slots_quarrels,
    slots_voices,
)
# "taker" of frames.yaml is answered by `from_taker`, "compound.owner" by `from_compound_owner`.
SLOTS: dict[str, Callable[[Arguments], list[Who]]] = {
    name.removeprefix("from_"): function
    for matter in MATTERS
    for name, function in vars(matter).items()
    if name.startswith("from_")
}


def find(a: Arguments, source: str) -> list[Who]:
    """The actors that a slot source of frames.yaml names: a slot by its name, else what stands after a preposition."""
    slot = SLOTS.get(source.replace(".", "_"))
    if slot is not None:
        return slot(a)
    base, _, rest = source.partition(".")
    if base == "theme":
        return theme_inside(a, rest)
    if base == "agent":
        return agent_inside(a, rest)
    tokens = a.prepositional(base)
    if base in BESIDE:
        tokens = [t for t in tokens if a.s.lemma(t) not in BORDERS and t.text != "Line"]
    if rest == "owner":
        return [w for t in tokens for w in a.s.owners(a.s.head_noun(t))]
    if rest == "maker":
        return [maker_of(m) for t in tokens for m in makers_of(a, t)]
    if rest == "by":
        made = [i for t in tokens for i in a.prepositional("by", a.s.head_noun(t)) or put_forward_by(a, t)]
        return [w for i in made for w in a.s.actors(i)]
    if rest:  # "of.with": the suspension of air links with Serbia
        return [w for t in tokens for w in inside(a, t, rest)]
    found = [w for t in tokens for w in a.s.actors(t)]
    if not found and base in PLACES:
        found = [w for t in tokens for w in around(a, t)]
    if not found and base in OWNED:  # "curbs on Syrian energy", "a raid on Russian logistics"
        found = owners_after(a, tokens)
    return found
