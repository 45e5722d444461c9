"""What is warned of, waited for, allowed, called off or threatened is not told as done."""

from __future__ import annotations

import pytest

from kg.text.extract import explain_sentence


def read(text: str) -> set[tuple[str, str | None, str | None, str, str]]:
    return {
        (c["relation"], c["subject"]["state"], c["object"] and c["object"]["state"], c["polarity"], c["modality"])
        for c in explain_sentence(text)
    }


@pytest.mark.parametrize(
    "text, relation",
    [
        ("Ethiopia warned Eritrea against attacking Sudan.", "ATTACKS"),
        ("China has cautioned Japan against sending troops to Taiwan.", "TROOP_DEPLOYMENT"),
        ("France warned Turkey against selling drones to Libya.", "ARMS_TRANSFER"),
        ("Kenya warned against sending weapons to Sudan.", "ARMS_TRANSFER"),
        ("Pakistan has threatened to launch an operation against the TTP.", "ATTACKS"),
        ("Oman will not allow Israel to use its airspace to attack Yemen.", "ATTACKS"),
        ("Oman refused to let Israel use its airspace to attack Yemen.", "ATTACKS"),
    ],
)
def test_what_is_warned_of_or_barred_is_not_told(text, relation):
    assert relation not in {c[0] for c in read(text)}


def test_what_goes_on_stands_though_somebody_warns_against_it():
    found = read("Kenya warned Ethiopia against continuing to arm the Oromo Liberation Army.")
    assert "ARMS_TRANSFER" in {c[0] for c in found}


def test_a_deed_told_beside_the_warning_stands():
    found = read("France warned Rwanda against supporting the M23, which has attacked Goma.")
    assert {c[0] for c in found} >= {"ATTACKS"} and "SUPPORTS" not in {c[0] for c in found}


@pytest.mark.parametrize(
    "text, claim",
    [
        (
            "Armenia said it would not sign the treaty until Azerbaijan withdrew its troops from Armenia.",
            ("TROOP_WITHDRAWAL", "AZE", "ARM", "positive", "conditional"),
        ),
        (
            "Cuba said it would not hold talks before the United States lifted its sanctions.",
            ("SANCTIONS", "USA", "CUB", "negative", "conditional"),
        ),
        (
            "Somalia vowed not to negotiate until Ethiopia withdrew its troops from Somalia.",
            ("TROOP_WITHDRAWAL", "ETH", "SOM", "positive", "conditional"),
        ),
        (
            "Sudan said it would free the prisoners after Ethiopia withdrew its troops from Sudan.",
            ("TROOP_WITHDRAWAL", "ETH", "SDN", "positive", "conditional"),
        ),
    ],
)
def test_what_somebody_waits_for_is_a_condition(text, claim):
    """In the past tense because it is told of the past."""
    assert claim in read(text)


@pytest.mark.parametrize(
    "text, claim",
    [
        (
            "Ethiopia said it had not negotiated until Eritrea withdrew its troops from Ethiopia.",
            ("TROOP_WITHDRAWAL", "ERI", "ETH", "positive", "asserted"),
        ),
        (
            "Poland said it would close the border after Belarus attacked its guards.",
            ("ATTACKS", "BLR", "POL", "positive", "asserted"),
        ),
    ],
)
def test_what_came_before_is_no_condition(text, claim):
    assert claim in read(text)


@pytest.mark.parametrize(
    "text, polarity, modality",
    [
        ("Turkey agreed to halt its air strikes on Iraq.", "negative", "future"),
        ("Turkey will suspend its attacks on Iraq.", "negative", "future"),
        ("Turkey agreed to end attacks on Iraq.", "negative", "future"),
        ("Turkey called off its offensive against Iraq.", "negative", "asserted"),
        ("Turkey refused to stop its attacks on Iraq.", "positive", "asserted"),
        ("Turkey said it would not stop its attacks on Iraq.", "positive", "future"),
        ("Turkey has postponed its attack on Iraq.", "positive", "future"),
        ("Turkey plans to resume its attacks on Iraq.", "positive", "future"),
    ],
)
def test_who_stops_his_attacks_attacks_no_more(text, polarity, modality):
    assert ("ATTACKS", "TUR", "IRQ", polarity, modality) in read(text)


def test_who_stops_anothers_attacks_makes_none():
    found = read("The United States will stop Eritrean attacks on Sudan.")
    assert not any(c[:2] == ("ATTACKS", "USA") for c in found)


@pytest.mark.parametrize(
    "text, claim",
    [
        (
            "Spain allowed Greece to send tanks to Ukraine.",
            ("ARMS_TRANSFER", "GRC", "UKR", "positive", "future"),
        ),
        (
            "The treaty allows Turkey to station troops in Azerbaijan.",
            ("TROOP_DEPLOYMENT", "TUR", "AZE", "positive", "future"),
        ),
        (
            "Kenya and Somalia signed a pact that allows Kenyan troops to be deployed in Somalia.",
            ("TROOP_DEPLOYMENT", "KEN", "SOM", "positive", "future"),
        ),
        (
            "Belarus let Russia use its territory to attack Ukraine.",
            ("ATTACKS", "RUS", "UKR", "positive", "asserted"),
        ),
        (
            "Armenia revoked the accord that allowed Russian soldiers to be stationed in the country.",
            ("TROOP_DEPLOYMENT", "RUS", "ARM", "positive", "asserted"),
        ),
        (
            "Spain did not allow Greece to send tanks to Ukraine.",
            ("ARMS_TRANSFER", "GRC", "UKR", "negative", "asserted"),
        ),
    ],
)
def test_what_is_allowed_is_yet_to_come(text, claim):
    found = read(text)
    assert claim in found and not any(c[:3] == ("BASE_ACCESS", "GRC", "ESP") for c in found)


@pytest.mark.parametrize("verb", ["opposes", "rejects", "rejected", "condemned"])
def test_troops_whose_presence_is_opposed_are_there(verb):
    found = read(f"Iraq {verb} the presence of Turkish troops in Iraq.")
    assert ("TROOP_DEPLOYMENT", "TUR", "IRQ", "positive", "asserted") in found


@pytest.mark.parametrize(
    "text", ["Egypt opposes the presence of Turkish troops in Libya.", "Iraq rejects any presence of Turkish troops in Iraq."]
)  # fmt: skip
def test_troops_that_somebody_would_not_see_there_may_not_be(text):
    assert "TROOP_DEPLOYMENT" not in {c[0] for c in read(text)}


def test_troops_whose_presence_is_denied_are_not():
    found = read("Iraq denied the presence of Turkish troops in Iraq.")
    assert {c[3] for c in found if c[0] == "TROOP_DEPLOYMENT"} == {"negative"}


def test_a_deed_stands_beside_a_denial_of_its_kind():
    found = read("Eritrea, which denies attacking civilians, bombed a clinic in Ethiopia.")
    assert {c[3:] for c in found if c[0] == "ATTACKS"} == {("negative", "reported"), ("positive", "asserted")}


def test_a_denial_alone_is_one():
    found = read("Eritrea, which has bombed Ethiopia, denied attacking civilians.")
    assert ("ATTACKS", "ERI", "ETH", "positive", "asserted") in found


def test_what_could_not_be_ruled_out_is_possible():
    found = read("Macron said sending troops to Ukraine could not be ruled out.")
    assert ("TROOP_DEPLOYMENT", "FRA", "UKR", "positive", "speculated") in found


@pytest.mark.parametrize(
    "text, claim",
    [
        ("Turkey cancelled a planned meeting with Greece.", ("REJECTS", "TUR", "GRC", "positive", "asserted")),
        ("Turkey will cancel a planned meeting with Greece.", ("REJECTS", "TUR", "GRC", "positive", "future")),
        ("The EU voted to condemn Belarus.", ("ACCUSES", None, "BLR", "positive", "asserted")),
        ("The EU will vote to condemn Belarus.", ("ACCUSES", None, "BLR", "positive", "future")),
        ("The U.S. Senate voted to impose sanctions on Iran.", ("SANCTIONS", "USA", "IRN", "positive", "future")),
    ],
)
def test_a_plan_that_is_cancelled_and_a_vote_that_is_taken_are_done(text, claim):
    assert claim in read(text)
