"""An actor at a place in a sentence, and small things that are said of some of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any


@dataclass(frozen=True, slots=True)
class Who:
    """An actor at a place in the sentence, and by what it was recognised."""

    actor: Actor
    token: int
    how: str = "name"  # name, forces, office, people, coreference, unknown
    antecedent: str | None = None


def again(actor: Actor, token: Token) -> Who:
    """An actor of the text before, where a word of this sentence stands for it."""
    return Who(actor, token.i, "coreference", actor.name)


def resolved(found: Iterable[Actor | None], token: Token) -> list[Who]:
    """Those of the text before that are known."""
    return [again(a, token) for a in found if a is not None]


def distinct(found: Iterable[Who]) -> list[Who]:
    """Each actor once, where he first stands."""
    if isinstance(found, list) and len(found) < 2:
        return found[:]
    seen: dict[str, Who] = {}
    for who in found:
        seen.setdefault(who.actor.key, who)
    return list(seen.values())


def state_of(whos: list[Who]) -> str | None:
    return next((w.actor.state for w in whos if w.actor.state), None)


@cache
def _heads() -> dict[str, str]:
    """The organisation of each person whom the table of leaders has at the head of one."""
    from kg.states import table

    return {row["id"]: row["org"] for row in reversed(list(table("leaders.csv"))) if row["org"]}


def organisation_of(person: Actor) -> Actor | None:
    """The organisation at whose head the table of leaders has somebody."""
    from kg.resolve import label_of

    id = _heads().get(person.id or "")
    return Actor(label_of(id) or id, "organisation", id) if id else None


def band_of(person: Actor) -> Actor | None:
    """The armed group at whose head the table of leaders has somebody."""
    from kg.resolve import label_of

    id = _heads().get(person.id or "", "")
    return Actor(label_of(id) or id, "armed_group", id, person.state) if id.startswith("group:") else None
