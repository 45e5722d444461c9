"""Accidents, disasters and diseases kill many, and nobody's war does: no casualties of it are told."""

from __future__ import annotations

import pytest

from kg.model import Claim, Document
from kg.text.extract import extract


def casualties(text: str, title: str = "") -> list[Claim]:
    found = extract(Document("wire", title, text, "2024-11-14", "text"))
    return [c for c in found if c.relation == "CASUALTIES"]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Quake kills 30 in Nepal", "An earthquake killed 30 people in Nepal on Friday. Another 200 were injured."),
        (
            "Bus plunges into ravine in Peru",
            "Nineteen people were killed on Sunday in Peru. Twelve others were injured.",
        ),
        ("", "A ferry capsized off Tanzania. At least 40 Tanzanians died, the government said."),
        ("", "The disease has claimed 1,034 lives in Haiti since October."),
        (
            "Fire guts market in Ghana",
            "The blaze killed four people in Ghana's capital. Nobody knows who owned the shed.",
        ),
    ],
)
def test_the_dead_of_a_disaster_are_no_casualties(title: str, text: str) -> None:
    assert casualties(text, title) == []


@pytest.mark.parametrize(
    ("title", "text", "state", "number"),
    [
        ("", "Five Kenyan soldiers died in a helicopter crash in Somalia.", "KEN", 5),  # who serves is entered
        ("Quake kills 30 in Nepal",
         "An earthquake killed 30 people in Nepal. Rebels killed six Nepalese policemen on Saturday.", "NPL", 6),
        ("Storm hits Gaza", "Israeli shells killed nine people in Gaza on Friday, medics said.", "PSE", 9),
    ],
)  # fmt: skip
def test_who_fell_in_service_or_by_somebodys_hand_is_told(title: str, text: str, state: str, number: int) -> None:
    found = casualties(text, title)
    assert [(c.subject.state, c.quantity and c.quantity.value) for c in found] == [(state, number)]


@pytest.mark.parametrize(
    ("text", "state", "number"),
    [
        ("Of the 1,500 North Korean soldiers sent to Kursk, 300 have died.", "PRK", 300),
        ("Of 300 Ugandan soldiers in Somalia, 20 were killed on Monday.", "UGA", 20),
        ("Three of the 200 Kenyan policemen in Haiti have been killed.", "KEN", 3),
    ],
)
def test_of_many_who_were_sent_the_dead_are_the_few(text: str, state: str, number: int) -> None:
    assert [(c.subject.state, c.quantity and c.quantity.value) for c in casualties(text)] == [(state, number)]


@pytest.mark.parametrize(
    ("title", "text", "state"),
    [
        ("", "Russia lost 40,000 men when the Kharkiv line collapsed.", "RUS"),
        ("", "In Desert Storm Kuwait lost 200 men.", "KWT"),
        ("Famine looms in Gaza", "Gaza says 35,000 Palestinians have been killed.", "PSE"),
        ("Crisis in Sudan", "Cholera has spread. More than 15,000 Sudanese have been killed since April 2023.", "SDN"),
    ],
)
def test_what_only_sounds_like_a_disaster_or_lasts_beside_a_war_hides_no_dead(
    title: str, text: str, state: str
) -> None:
    assert [c.subject.state for c in casualties(text, title)] == [state]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Four Americans were killed in Niger when their helicopter crashed after it was hit by a grenade.", "USA"),
        ("Four Saudis were killed in Jizan as Houthi projectiles crashed into a market.", "SAU"),
    ],
)
def test_who_was_brought_down_fell_to_somebody(text: str, state: str) -> None:
    assert {c.subject.state for c in casualties(text)} == {state}
