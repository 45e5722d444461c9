"""The dead of two places that one verb tells of: "247 died in Kenya and 10 in Tanzania"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kg.model import Actor, Claim, Quantity
from kg.text.mentions import state_actor
from kg.text.sites import is_same, sites
from kg.text.tallies import NUMBER, number_read

if TYPE_CHECKING:
    from kg.text.actors import Sentence
else:
    Sentence = Any

PEOPLE = r"people|persons|civilians|soldiers|troops|men|women|children|policemen|villagers|others|more"
# Before the name of a place: "213 people in", "34 soldiers were killed in", "ten in"
FELL_IN = re.compile(
    rf"(?:^|[ (]){NUMBER}(?: (?:{PEOPLE})\b)?"
    r"(?: (?:(?:have|had) )?(?:died|perished|fell|(?:were|been) (?:killed|wounded)))? (?:in|at) (?:the )?$",
    re.IGNORECASE,
)
AND = re.compile(r",? and(?: (?:another|a further))?")


@dataclass(frozen=True, slots=True)
class Count:
    """How many fell at a place, and where in the sentence that stands."""

    start: int
    end: int
    place: Actor
    number: Quantity


def fallen_elsewhere(s: Sentence, found: list[Claim]) -> list[Claim]:
    """What was read of a sentence, with the dead of the second place of two: "killed 30 people in Lebanon and four in
    Syria", "12 soldiers died in Mali and six in Niger". Those of either are its own, or of whom both are told."""
    dead = [c for c in found if c.relation == "CASUALTIES" and c.quantity is not None and c.polarity == "positive"]
    for one, other in _pairs(s) if dead else ():
        model = next((c for c in dead if _is_told(c, one.number)), None)
        if model is None or any(_is_told(c, other.number) for c in dead):
            continue
        first = replace(model, place=_site(one, model.subject) if _is_at(model, other.place) else model.place)
        found = [*(first if c is model else c for c in found), _there(model, one, other)]
    return found


def _pairs(s: Sentence) -> Iterator[tuple[Count, Count]]:
    text = s.written or s.text
    counts = []
    for site in sites(s):
        named = s.part_of.get(site.token)
        start = named.start if named is not None else s.doc[site.token].idx
        before = FELL_IN.search(text[max(0, start - 70) : start])
        number = number_read(before["number"]) if before else None
        if before and number:
            end = named.end if named is not None else start + len(s.doc[site.token])
            counts.append(Count(max(0, start - 70) + before.start(), end, site.actor, number))
    for one, other in pairwise(counts):
        if AND.fullmatch(text[one.end : other.start]):
            yield one, other


def _is_told(claim: Claim, number: Quantity) -> bool:
    return claim.quantity is not None and (claim.quantity.low, claim.quantity.high) == (number.low, number.high)


def _is_at(claim: Claim, place: Actor) -> bool:
    return claim.place is not None and is_same(claim.place, place)


def _site(count: Count, fallen: Actor) -> Actor | None:
    """Where they fell, if more is told of it than whose they are."""
    return None if count.place.type == "state" and count.place.state == fallen.state else count.place


def _there(model: Claim, one: Count, other: Count) -> Claim:
    """What is told of those who fell at the second place: of that state, or of him whose the first were elsewhere."""
    own = one.place.state == model.subject.state and other.place.state is not None
    fallen = state_actor(other.place.state or "") if own else model.subject
    by = model.object if model.object is None or model.object.state != fallen.state else None
    number = replace(other.number, unit=model.quantity.unit if model.quantity else None)
    because = {**model.because, "beside": one.number.text}
    return replace(model, subject=fallen, object=by, quantity=number, place=_site(other, fallen), because=because)
