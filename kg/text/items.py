"""Which goods a frame is about: each kind of them is an item of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.text.arguments import Arguments
from kg.text.frames import Frame
from kg.text.grammar import conjuncts, objects
from kg.text.mentions import classes, is_designation, made_by, words

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

SUMS = words(
    "weapon weaponry arm armament package sale equipment hardware deal shipment consignment tranche contract order"
)


def items_of(a: Arguments, frame: Frame, theme: Token | bool | None) -> list[Token | None]:
    """The goods: each coordinated theme that is a weapon is an item of its own."""
    place = frame.get("item")
    if place in (None, "none"):
        return [None]
    if place == "theme":
        tokens = [t for t in a.themes() if t == theme] or a.themes()[:1]
    elif place == "agent":
        tokens = a.agents()
    elif place == "accord_goods":  # "the agreement spoke of 980 tanks", "the contract covers 12 jets"
        tokens = [*a.themes(), *a.prepositional("of"), *a.prepositional("for")]
    elif place == "share":
        tokens = [t for x in (*a.themes(), *a.agents()) for t in a.prepositional("of", x)]
    elif place in ("weapons", "hardware"):
        tokens = [
            t
            for x in a.themes()
            for t in (x, *a.prepositional("for", x), *a.prepositional("of", x))
            if "weapons" in a.s.kinds(t)
        ]
        if place == "hardware":
            tokens = [t for t in tokens if not _crewed(a, t)]
    else:
        tokens = [t for t in a.prepositional(str(place))]
        if frame.relation == "ARMS_TRANSFER" and a.kind == "nouns" and not tokens:
            tokens = [c for c in a.trigger.children if c.dep_ == "compound" and a.s.lemma(c) in classes()["weapons"]]
    if frame.relation == "ARMS_TRANSFER" and all(a.s.lemma(t) in SUMS for t in tokens):
        tokens = _listed_goods(a) or tokens
    every: list[Token | None] = []
    for token in tokens:
        if place == "from" and not any(is_designation(t.text) for t in token.subtree):
            continue
        if (
            (
                "weapons" not in a.s.kinds(token)
                and frame.relation in ("ARMS_TRANSFER", "REJECTS", "REQUESTS")
                and place not in ("share",)
            )
            and place != "from"
            and a.s.lemma(token) not in classes()["weapons"]
        ):
            continue
        every.append(token)
        every += [c for c in conjuncts(token) if "weapons" in a.s.kinds(c) and _of_its_own(c)]
    return every or [None]


def _listed_goods(a: Arguments) -> list[Token]:
    """What a sum of arms is made of: "arms worth $2 billion, including four destroyers", "a package: 82 launchers"."""
    after = [t for t in a.verb.subtree if t.i > a.trigger.i]
    heads = [o for t in after if t.lower_ == "including" for o in objects(t)]
    heads += [t for t in after if t.dep_ == "appos" and t.head.pos_ == "NOUN" and a.s.lemma(t.head) in SUMS]
    return [t for t in heads if "weapons" in a.s.kinds(t) and a.s.lemma(t) not in SUMS]


def _of_its_own(token: Token) -> bool:
    """ "210 missiles and 37 launchers", "K2 tanks and FA-50 jets" are two deliveries, "tanks and artillery" is one."""
    return token.pos_ in ("PROPN", "NUM") or any(
        c.pos_ in ("NUM", "PROPN") or c.dep_ == "nummod" or is_designation(c.text) or made_by(c.text) is not None
        for c in token.children
        if c.i < token.i
    )


def _crewed(a: Arguments, token: Token) -> bool:
    return bool(a.s.words(token) & (classes()["people_forces"] - classes()["weapons"]))
