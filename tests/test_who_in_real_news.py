"""Who did what to whom where a clause beside the name tells it."""

from __future__ import annotations

import pytest

from kg.text.extract import explain_sentence


def read(text: str) -> set[tuple[str, str, str | None, str]]:
    claims = explain_sentence(text)
    return {(c["relation"], c["subject"]["name"], c["object"] and c["object"]["name"], c["polarity"]) for c in claims}


def relations(text: str) -> set[str]:
    return {c["relation"] for c in explain_sentence(text)}


@pytest.mark.parametrize(
    "text, led",
    [
        ("Mali and Hamas, a movement led by Khalil al-Hayya, are at odds.", "Hamas"),
        ("Hezbollah and Hamas, a movement led by Khalil al-Hayya, met.", "Hamas"),
        ("Hezbollah, a movement led by Naim Qassem, fired at Israel.", "Hezbollah"),
    ],
)
def test_of_two_names_the_one_beside_the_band_says_who_is_led(text, led):
    """Version 24 read the first of the two, or both."""
    assert {(who, whom) for r, _, whom, _ in read(text) if r == "LEADS" for who in (led,)} == {(led, led)}


@pytest.mark.parametrize(
    "text, backed",
    [
        ("Habre's regime was toppled in 1990 by a militia led by Idriss Deby and backed by Libya.", "militia"),
        ("Habre was toppled in 1990 by a militia trained by Sudan and backed by Libya.", "militia"),
    ],
)
def test_who_topples_him_is_backed_and_not_he(text, backed):
    assert {(who, whom) for r, who, whom, _ in read(text) if r == "SUPPORTS"} == {("Libya", backed)}


def test_a_second_verb_of_its_own_is_told_of_the_subject():
    found = read("Chad was attacked by rebels led by Omar Saleh and was bombed by Libya.")
    assert ("ATTACKS", "Libya", "Chad", "positive") in found


@pytest.mark.parametrize(
    "text",
    [
        "Thousands of people held a rally in Lome to back President Eyadema.",
        "Thousands of Togolese staged a march in Lome in support of the president.",
        "Hundreds of students staged a rally in Harare to urge Mugabe to stand again.",
    ],
)
def test_a_rally_for_him_is_none_against_his_state(text):
    assert "PROTESTS" not in relations(text)


@pytest.mark.parametrize(
    "text, whom",
    [
        ("Students held a rally in Lome to urge the president to resign.", "Togo"),
        ("Students held a rally in Lome in support of the jailed opposition leader.", "Togo"),
        ("Thousands of people held a rally outside the French embassy in Lome in support of Palestinians.", "France"),
    ],
)
def test_a_rally_for_his_rivals_is(text, whom):
    assert ("PROTESTS", whom) in {(r, other) for r, _, other, _ in read(text)}


def test_nobody_marches_against_himself():
    found = read("Togolese police broke up a rally called by the opposition in Lome.")
    assert not any(r == "PROTESTS" and who == whom for r, who, whom, _ in found)
    assert not any(
        r == "PROTESTS" and who == whom
        for r, who, whom, _ in read("Togolese police moved in to break up a march called by the political opposition.")
    )


@pytest.mark.parametrize(
    "text, who, whom",
    [
        ("Iran released 12 Kuwaiti prisoners on Sunday.", "Iran", "Kuwait"),
        ("Maoist rebels freed 15 Nepalese policemen on Sunday.", "Maoist rebels", "Nepal"),
        ("Eritrea freed 30 Djiboutian soldiers on Sunday.", "Eritrea", "Djibouti"),
    ],
)
def test_who_frees_prisoners_holds_them_no_longer(text, who, whom):
    """The release is told as crews' is."""
    assert ("COERCES", who, whom, "negative") in read(text)


def test_who_frees_his_own_people_held_nobody_of_another():
    assert "COERCES" not in relations("Egypt released 12 Egyptian prisoners on Sunday.")


@pytest.mark.parametrize(
    "text",
    [
        "The Kenyan coastguard fired at a Somali boat in the Indian Ocean, wounding two sailors.",
        "The Omani navy opened fire at an Iranian boat in the Arabian Sea, injuring a fisherman and detaining its crew.",
    ],
)
def test_who_is_hurt_on_a_boat_is_of_its_state(text):
    found = read(text)
    hurt = "Somalia" if "Somali" in text else "Iran"
    assert any(r == "CASUALTIES" and who == hurt for r, who, _, _ in found)
