"""Which of the places that a sentence names is where a claim happened: the network's word beside that of the rules.

The rules (places.py) look at what hangs on the claim's own words. "Nato jets killed twelve rebels near Sabha, the
army in Tripoli said" has two places, and a sentence of news has them anywhere. Here each is a candidate: the vector of
its first piece is asked a question made of the claim's pair and relation, and ten plain signs are weighed beside, first
of all whether a rule names it. Weights are learned from the corpus with the encoder left as it is (quality/places.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.model import Actor, Claim
from kg.text.actors import Sentence
from kg.text.fields import place_of
from kg.text.frames import Match
from kg.text.grammar import is_later
from kg.text.mentions import words
from kg.text.places import is_of_reason

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

BEFORE = words("""
    in at near off on over outside around into inside along to through within from above of toward towards across
    between against for by south north east west beyond
    """)
SIGNS = (
    "by rule", "another by rule", "region", "state", "of the object", "of the subject", "of another state",
    "of no known state", "is the object", "is the subject",
)  # fmt: skip
DROPPED, ENOUGH = 0.2, 0.5  # chance below which the rule's place is dropped, and from which another is taken


@dataclass(frozen=True, slots=True)
class Site:
    """A place of a sentence: the word that names it, and what it is called there."""

    token: int
    actor: Actor


@dataclass(frozen=True, slots=True)
class Where:
    """What the network is asked about the places of a sentence, for one relation of one pair."""

    sites: tuple[Site, ...]
    asked: np.ndarray  # what it makes of the claim
    words: np.ndarray  # its vectors of the places
    weights: Mapping[str, np.ndarray]

    def chances(self, signs: np.ndarray) -> np.ndarray:
        """Of each place, and last of none, by the signs that speak for it (places x SIGNS)."""
        w = self.weights
        key = w["site.k.weight"].T @ (w["site.q.weight"] @ self.asked + w["site.q.bias"])
        odds = self.words @ (key / np.sqrt(len(w["site.q.bias"])) + w["site.b.weight"][0]) + signs @ w["site.signs"]
        none = w["site.none.weight"][0] @ self.asked + w["site.none.bias"][0]
        odds = np.append(odds, none)
        shares: np.ndarray = np.exp(odds - odds.max())
        shares /= shares.sum()
        return shares


def sites(s: Sentence) -> list[Site]:
    """The places of a sentence, in its order: those that the tables know, states by their name, and what hangs as a
    name on a word of place."""
    found = [(t.i, place_of(s, t)) for t in s.doc if _may_be(s, t)]
    return [Site(i, place) for i, place in found if place is not None]


def _may_be(s: Sentence, token: Token) -> bool:
    known = s.head_of.get(token.i)
    if known is not None:
        return known.type in ("region", "state") and not known.is_adjective
    if token.pos_ != "PROPN" or token.i in s.part_of:
        return False
    return token.dep_ in ("dobj", "conj", "appos") or (token.dep_ == "pobj" and token.head.lower_ in BEFORE)


def signs(claim: Claim, match: Match, sites: Sequence[Site]) -> np.ndarray:
    """What speaks for each place to be that of a claim whose own is the rule's: places x SIGNS."""
    sides = claim.subject.side, claim.object.side if claim.object is not None else None
    ends = match.subject.token, match.object.token if match.object is not None else None
    return np.array([_signs(site, claim.place, sides, ends) for site in sites], dtype=np.float32)


def _signs(
    site: Site, by_rule: Actor | None, sides: tuple[str, str | None], ends: tuple[int, int | None]
) -> list[bool]:
    state, told = site.actor.state, by_rule is not None and is_same(site.actor, by_rule)
    subject, other = sides
    whose = [state == other, state == subject and state != other, state not in sides] if state else [False] * 3
    kinds = [site.actor.type == "region", site.actor.type == "state"]
    return [
        told,
        by_rule is not None and not told,
        *kinds,
        *whose,
        not state,
        site.token == ends[1],
        site.token == ends[0],
    ]


def is_same(one: Actor, other: Actor) -> bool:
    """Whether two places have one name."""
    return one.name.casefold().removeprefix("the ") == other.name.casefold().removeprefix("the ")


def located(claim: Claim, match: Match, where: Where | None) -> Claim:
    """A claim at the place of its sentence that is likeliest; as the rules have it where the network was not asked."""
    if where is None or not where.sites or "site.signs" not in where.weights:
        return claim
    chances = where.chances(signs(claim, match, where.sites))
    mine = [n for n, site in enumerate(where.sites) if claim.place is not None and is_same(site.actor, claim.place)]
    if claim.place is not None and (not mine or chances[mine].sum() >= DROPPED):
        return claim
    chances[[n for n, site in enumerate(where.sites) if _is_elsewhere(match, site)]] = 0.0
    best = int(chances[:-1].argmax())
    return replace(claim, place=where.sites[best].actor if chances[best] >= ENOUGH else None)


def _is_elsewhere(match: Match, site: Site) -> bool:
    """ "Shelled Oman in retaliation for a raid in Aden", "two days after a raid in Aden": the raid was there."""
    prep = match.verb.doc[site.token].head
    return prep.dep_ == "prep" and (is_of_reason(prep) or is_later(match.verb, prep))
