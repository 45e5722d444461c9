"""What a relation counts beside the usual: arms and teachers of an army, shares of exports, attackers, a unit each."""

from __future__ import annotations

import pytest

from kg.model import Document
from kg.text.amounts import amounts
from kg.text.extract import extract


def told(text: str, relation: str, subject: str) -> set[float | None]:
    """The amounts of the claims of a relation and a subject; None of one without."""
    claims = extract(Document("paper", "", text, "2016-08-08", "text"))
    mine = [c for c in claims if c.relation == relation and subject in (c.subject.state, c.subject.name)]
    return {c.quantity.value if c.quantity is not None else None for c in mine}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It bought eight transport and training aircraft.", [(8, "transport and training aircraft")]),
        ("It ordered 24 reconnaissance and attack helicopters.", [(24, "reconnaissance and attack helicopters")]),
        ("It bought eight tanks and attack helicopters.", [(8, "tanks")]),
        ("It bought eight and sold ten jets.", [(10, "jets")]),
        ("It lends the sector 300 more soldiers.", [(300, "soldiers")]),
        ("It withdrew from sector 300 on Monday.", []),
        ("They offered a battalion each.", [(None, None)]),
    ],
)
def test_what_is_counted_may_be_of_two_kinds_or_come_on_top(text: str, found: list[tuple[float | None, str]]) -> None:
    assert [(a.quantity.value, a.noun) for a in amounts(text)] == found


@pytest.mark.parametrize(
    ("text", "subject", "number"),
    [
        ("France keeps about 60 military trainers in Chad.", "FRA", 60),
        ("Some 400 Iranian instructors are believed to be training Bosnian units near Zenica.", "IRN", 400),
        ("Some 90 Danish instructors are believed to be training Ukrainian soldiers near Lviv.", "DNK", 90),
        ("Britain has sent instructors to train the Kenyan army, which has 40,000 men.", "GBR", None),
    ],
)
def test_who_teaches_an_army_is_counted(text: str, subject: str, number: float | None) -> None:
    assert told(text, "MILITARY_AID", subject) == {number}


@pytest.mark.parametrize(
    ("text", "subject", "number"),
    [
        ("China takes about 85 percent of Mongolian exports, above all coal.", "CHN", 85),
        ("Chad takes some 30 percent of Cameroonian exports.", "TCD", 30),
        ("Turkey buys about 40 percent of its gas from Russia.", "TUR", 40),
        ("China takes about a third of Mongolian exports.", "CHN", None),
        ("Russia's exports to Finland fell by 40 percent.", "RUS", None),
    ],
)
def test_a_share_in_figures_that_is_taken_is_traded(text: str, subject: str, number: float | None) -> None:
    assert told(text, "TRADES_WITH", subject) == {number}


def test_a_share_of_what_one_needs_is_told_of_the_need() -> None:
    assert told("Turkey buys about 40 percent of its gas from Russia.", "DEPENDS_ON", "TUR") == {40}


@pytest.mark.parametrize(
    ("text", "subject", "number"),
    [
        ("Some 900 Tamil Tigers attacked a base in Sri Lanka on Monday.", "Tamil Tigers", 900),
        ("Three rockets fired from Iraq landed in Kuwait on Monday.", "IRQ", 3),
        ("Four rockets fired from Lebanon landed in Israel on Monday.", "LBN", 4),
        ("Some 900 villagers saw Iran attack a base in Iraq.", "IRN", None),
    ],
)
def test_who_or_what_attacks_is_counted(text: str, subject: str, number: float | None) -> None:
    assert told(text, "ATTACKS", subject) == {number}


@pytest.mark.parametrize(
    ("text", "subject", "number"),
    [
        ("Lithuania has requested 6.4 billion euros from the European Union.", "LTU", 6.4e9),
        ("The Philippines has requested 20 patrol boats from Japan.", "PHL", 20),
        ("Washington asked Tashkent to take in 9,000 Afghans.", "USA", None),
    ],
)
def test_what_a_request_is_for_is_counted(text: str, subject: str, number: float | None) -> None:
    assert told(text, "REQUESTS", subject) == {number}


@pytest.mark.parametrize("verb", ["have offered", "have each pledged"])
def test_each_of_two_sends_a_unit(verb: str) -> None:
    each = "" if "each" in verb else " each"
    text = f"Norway and Sweden {verb} a battalion{each} for the force in Sudan."
    assert told(text, "TROOP_DEPLOYMENT", "NOR") == told(text, "TROOP_DEPLOYMENT", "SWE") == {1}
