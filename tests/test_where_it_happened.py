"""Which of the places that a sentence names is that of a claim: the network's word beside the rules'."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kg.model import Actor, Claim, Document
from kg.text import learned
from kg.text.actors import Sentence
from kg.text.coreference import Discourse
from kg.text.extract import extract, model_name, parser
from kg.text.mentions import names
from kg.text.sites import SIGNS, Site, Where, located, sites

WIDTH = 4


def named(text: str) -> list[str]:
    parse = parser(model_name())
    assert parse is not None
    return [site.actor.name for site in sites(Sentence(parse(text), names().mentions(text, "2020-05-05"), Discourse()))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkish jets bombed rebels near Afrin, officials in Ankara said.", ["Afrin", "Ankara"]),
        ("Chadian soldiers drove the rebels out of Goudji.", ["Goudji"]),
        ("French troops fought in northern Mali and in Niger.", ["northern Mali", "Niger"]),
        ("The French and the German navies met.", []),  # nobody is in "the French"
    ],
)
def test_places_are_known_ones_states_by_name_and_names_after_a_word_of_place(text: str, expected: list[str]) -> None:
    assert named(text) == expected


def weights(by_rule: float, none: float) -> dict[str, np.ndarray]:
    """Weights that mind only whether a rule names a place."""
    signs = np.zeros(len(SIGNS))
    signs[SIGNS.index("by rule")] = by_rule
    empty = {
        "q.weight": (2, WIDTH),
        "q.bias": 2,
        "k.weight": (2, WIDTH),
        "b.weight": (1, WIDTH),
        "none.weight": (1, WIDTH),
    }
    return {f"site.{name}": np.zeros(shape) for name, shape in empty.items()} | {
        "site.signs": signs,
        "site.none.bias": np.array([none]),
    }


def where(by_rule: float, none: float, words: list[list[float]] | None = None) -> Where:
    found = tuple(Site(n, Actor(name, "region")) for n, name in enumerate(("Afrin", "Ankara")))
    return Where(found, np.ones(WIDTH), np.array(words or [[0.0] * WIDTH] * 2), weights(by_rule, none))


@pytest.fixture(scope="module")
def claim() -> Claim:
    (one,) = extract(Document("outlet:x", "", "Turkish jets bombed Syria on Monday.", "2020-05-05", "text"))
    return replace(one, place=None)


def at(claim: Claim, place: str | None, where: Where) -> str | None:
    from types import SimpleNamespace

    parse = parser(model_name())
    assert parse is not None
    match = SimpleNamespace(subject=SimpleNamespace(token=7), object=None, verb=parse("Jets struck it")[1])
    told = replace(claim, place=Actor(place, "region") if place else None)
    found = located(told, match, where).place  # type: ignore[arg-type]
    return found.name if found else None


def test_the_place_of_a_rule_stays_unless_it_is_unlikely(claim: Claim) -> None:
    assert at(claim, "Ankara", where(by_rule=3, none=0)) == "Ankara"
    assert at(claim, "Ankara", where(by_rule=0, none=5)) is None
    assert at(claim, "Idlib", where(by_rule=0, none=5)) == "Idlib"  # no candidate: nobody was asked about it


def test_a_place_that_no_rule_names_must_be_likelier_than_not(claim: Claim) -> None:
    assert at(claim, None, where(by_rule=0, none=0)) is None  # each one in three
    sure = where(by_rule=0, none=0, words=[[1.0] * WIDTH, [0.0] * WIDTH])
    sure.weights["site.b.weight"][:] = 1.0  # type: ignore[index]
    assert at(claim, None, sure) == "Afrin"


def test_weights_without_places_leave_the_place_to_the_rules(claim: Claim) -> None:
    none = replace(where(by_rule=0, none=5), weights={})
    assert at(claim, "Ankara", none) == "Ankara"


def test_chances_are_those_of_each_place_and_of_none() -> None:
    chances = where(by_rule=2, none=1).chances(np.eye(len(SIGNS))[[0, 1]])
    assert chances.shape == (3,)
    assert chances.sum() == pytest.approx(1)
    assert chances[0] > chances[2] > chances[1]


ARTICLE = (
    "ANKARA - Turkish jets killed 12 Kurdish fighters in northern Iraq on Monday, the defence ministry said. "
    "The raid near the town of Metina came a day after an attack on a Turkish post. "
    "In Syria, Turkish drones struck a convoy outside Manbij and wounded three men. "
    "Britain and Jordan held a joint exercise in the Wadi Rum desert last week, their armies said, and the foreign "
    "ministers of Jordan and Iraq met in Amman on Sunday."
)


def test_places_of_an_article() -> None:
    assert learned.scorer() is not None
    found = {
        (c.relation, c.place.name)
        for c in extract(Document("outlet:x", "Turkey strikes Iraq", ARTICLE, "2022-04-19", "text"))
        if c.place is not None
    }
    assert ("MEETS_WITH", "Amman") in found
    assert ("COOPERATES_WITH", "Wadi Rum desert") in found or ("COOPERATES_WITH", "Wadi Rum") in found
    assert any(place == "northern Iraq" for relation, place in found if relation in ("ATTACKS", "CASUALTIES"))
