"""Blows: whose the dead are in a second clause and by the place, who is blamed for them, what is supplied and hit."""

from __future__ import annotations

import pytest

from kg.text.extract import explain_sentence

Told = set[tuple[str, str | None, float | None, str | None]]


def dead(text: str) -> Told:
    found = [c for c in explain_sentence(text) if c["relation"] == "CASUALTIES"]
    return {
        (c["subject"]["name"], c["object"] and c["object"]["name"], (c["quantity"] or {}).get("value"),
         (c["quantity"] or {}).get("unit"))
        for c in found
    }  # fmt: skip


def sides(text: str, relation: str) -> set[tuple[str, str | None]]:
    claims = [c for c in explain_sentence(text) if c["relation"] == relation]
    return {(c["subject"]["name"], c["object"] and c["object"]["name"]) for c in claims}


@pytest.mark.parametrize("others", ["three others were injured", "three more were hurt", "three others wounded"])
def test_others_are_hurt_as_their_own_verb_says(others):
    text = f"Two Kenyan soldiers were killed and {others} in an attack by al Shabaab."
    assert dead(text) == {("Kenya", "al Shabaab", 2.0, "killed"), ("Kenya", "al Shabaab", 3.0, "wounded")}


@pytest.mark.parametrize(
    "text",
    [
        "Uganda's army killed nine ADF rebels, while two soldiers were wounded.",
        "Ugandan troops killed nine ADF rebels and two soldiers were wounded.",
        "Ugandan troops killed nine ADF rebels in a raid in which two soldiers were wounded.",
    ],
)
def test_soldiers_who_fall_beside_rebels_are_the_states(text):
    assert ("Uganda", "ADF rebels", 2.0, "wounded") in dead(text)


def test_of_two_states_soldiers_it_is_not_told():
    text = "Indian troops killed two Pakistani soldiers, and three soldiers were wounded."
    assert not any(who == "India" for who, *_ in dead(text))


@pytest.mark.parametrize(
    "text, state",
    [
        ("Six soldiers were killed when militants attacked a camp in northern Niger.", "Niger"),
        ("Four policemen were killed when gunmen stormed a checkpoint in Egypt.", "Egypt"),
        ("Two soldiers were killed when militants attacked a French base in Mali.", "France"),
    ],
)
def test_the_dead_are_of_the_place_where_a_group_strikes_too(text, state):
    assert {who for who, *_ in dead(text)} == {state}


def test_an_attack_kills_and_not_the_base():
    text = "Al Shabaab claimed responsibility for an attack on a Kenyan base that killed four soldiers."
    assert dead(text) == {("Kenya", "Al Shabaab", 4.0, "killed")}
    assert sides(text, "ATTACKS") == {("Al Shabaab", "Kenya")}


def test_a_group_that_is_attacked_may_have_killed():
    assert ("Israel", "Hezbollah", 2.0, "killed") in dead(
        "Iran condemned a raid on Hezbollah, which killed two Israelis."
    )


@pytest.mark.parametrize(
    "text, whom",
    [
        ("Paris blamed the attack on a base in Niger on Libya.", "Libya"),
        ("Turkey blamed an attack on an army post on the PKK.", "PKK"),
        ("Paris blamed the attack on Libya.", "Libya"),
        ("Paris blamed the attack on Libya on Sunday.", "Libya"),
    ],
)
def test_blamed_is_who_stands_behind_the_last_on(text, whom):
    assert {other for _, other in sides(text, "ACCUSES")} == {whom}


def test_troops_that_help_somebody_fight_go_to_him():
    assert sides("Cuba sent troops to help Ethiopia fight Somalia.", "TROOP_DEPLOYMENT") == {("Cuba", "Ethiopia")}
    assert sides("Britain sent soldiers to Kenya to help fight al Shabaab.", "TROOP_DEPLOYMENT") == {
        ("United Kingdom", "Kenya")
    }


@pytest.mark.parametrize(
    "text",
    [
        "Israel said it had intercepted missiles supplied by Iran.",
        "Ukraine shot down drones supplied by Iran.",
        "Rockets supplied by Iran have been used to strike targets inside Israel.",
    ],
)
def test_what_is_supplied_goes_not_to_whom_it_hits(text):
    assert not sides(text, "ARMS_TRANSFER")


def test_who_uses_or_loses_it_got_it():
    assert ("Iran", "Russia") in sides("Russia used drones supplied by Iran to attack Kyiv.", "ARMS_TRANSFER")
    assert ("Norway", "Ukraine") in sides("Russia destroyed tanks supplied to Ukraine by Norway.", "ARMS_TRANSFER")


@pytest.mark.parametrize("hurt", ["two were wounded", "two others were wounded"])
def test_a_soldier_and_two_are_counted_each_for_himself(hurt):
    text = f"An Indian soldier was killed and {hurt} in Pakistani shelling."
    assert dead(text) == {("India", "Pakistan", 1.0, "killed"), ("India", "Pakistan", 2.0, "wounded")}


def test_whoever_is_helped_fights():
    """The parser takes the verb after the name for a part of it."""
    text = "Kenya sent soldiers to help Somalia repel Ethiopia."
    assert sides(text, "TROOP_DEPLOYMENT") == {("Kenya", "Somalia")}
    text = "Norway sent soldiers to help NATO battle groups in Latvia."
    assert not sides(text, "COMBAT")


def test_while_sets_a_states_soldiers_against_villagers():
    text = "Indian troops killed four Pakistani villagers, while two soldiers were wounded."
    assert not any(who == "Pakistan" and unit == "wounded" for who, _, _, unit in dead(text))


def test_the_first_on_may_hang_on_the_verb():
    assert sides("Ukraine blamed the strike on a hospital in Kyiv on Russia.", "ACCUSES") == {("Ukraine", "Russia")}


def test_of_whom_a_group_kills_some_it_wounds_the_others():
    """They are not the group's own."""
    text = "Al Shabaab gunmen killed two Kenyan soldiers and wounded three others."
    assert dead(text) == {("Kenya", "Al Shabaab", 2.0, "killed"), ("Kenya", "Al Shabaab", 3.0, "wounded")}
