"""Communiqués, speakers before a colon and English put into it from other tongues: the forms in which states write."""

from __future__ import annotations

from typing import Any

import pytest

from kg.text.extract import explain_sentence


def read(text: str) -> list[dict[str, Any]]:
    return explain_sentence(text)


def told(text: str) -> set[tuple[str, str | None, str | None]]:
    ends = [(c["relation"], c["subject"], c["object"] or {}) for c in read(text)]
    return {(r, s["state"] or s["name"], o.get("state") or o.get("name")) for r, s, o in ends}


@pytest.mark.parametrize(
    "text",
    [
        "No decision has been taken on sending Kenyan soldiers to Haiti.",
        "The cabinet has taken no decision on sending Kenyan soldiers to Haiti.",
        "No plans to send soldiers to Haiti, Nairobi says",
        "No plan to send soldiers to Haiti, says Kenya",
    ],
)
def test_what_is_not_decided_is_not_done(text):
    [claim] = [c for c in read(text) if c["relation"] == "TROOP_DEPLOYMENT"]
    assert claim["polarity"] == "negative" and claim["subject"]["state"] == "KEN"


def test_what_is_decided_on_is_yet_to_come():
    [claim] = read("A decision on sending Kenyan soldiers to Haiti has been taken.")
    assert (claim["polarity"], claim["modality"]) == ("positive", "future")


@pytest.mark.parametrize(
    "text, whom",
    [
        ("Algeria condemned the attacks of Israel.", "ISR"),
        ("The African Union condemns the offensive of M23.", "COD"),
        ("Peru condemned the aggression of Iraq against Kuwait.", "IRQ"),
        ("Algeria denounced the strikes of Israel on Gaza.", "ISR"),
    ],
)
def test_of_after_an_attack_tells_whose_it_is(text, whom):
    assert [whom] == [other for relation, _, other in told(text) if relation == "ACCUSES"]


@pytest.mark.parametrize("text", ["Algeria condemned the bombing of Iraq.", "Mali condemned the attack of Gao."])
def test_of_after_a_bombing_or_before_a_town_tells_who_suffers(text):
    assert not [claim for claim in told(text) if claim[0] == "ACCUSES"]


def test_the_allies_of_nato_are_nato():
    assert ("TROOP_DEPLOYMENT", "NATO", "LVA") in told("NATO Allies deployed troops to Latvia.")
    assert not told("The Allies landed in Normandy.")


@pytest.mark.parametrize(
    "text, who",
    [
        ("Ethiopia: four soldiers killed in southern Somalia", "ETH"),
        ("Ethiopian army: four soldiers killed in southern Somalia", "ETH"),
        ("Ethiopia says four soldiers killed in southern Somalia", "ETH"),
        ("Ethiopia said four soldiers had been killed in Somalia.", "ETH"),
        ("Ethiopia: four Somali soldiers killed in southern Somalia", "SOM"),
        ("Ethiopia said four civilians had been killed in Somalia.", "SOM"),
    ],
)
def test_who_counts_soldiers_that_fell_abroad_has_lost_them(text, who):
    [claim] = [c for c in read(text) if c["relation"] == "CASUALTIES"]
    assert claim["subject"]["state"] == who and claim["modality"] == "reported"


def test_a_state_before_a_colon_is_a_place_or_a_topic():
    assert [c["modality"] for c in read("Ukraine: Russian drone hits Odesa")] == ["asserted"]
    assert not read("Ethiopia: talks open in Nairobi")


@pytest.mark.parametrize(
    "text, claim",
    [
        ("His Majesty the King of Morocco received the President of Gabon.", ("MEETS_WITH", "MAR", "GAB")),
        ("The President of Gabon met His Majesty the King of Morocco.", ("MEETS_WITH", "GAB", "MAR")),
    ],
)
def test_honours_hide_no_office(text, claim):
    assert told(text) == {claim}


def test_an_honour_alone_is_nobody():
    assert not told("His Excellency the Minister of Defence was received by the President of Gabon.")


@pytest.mark.parametrize(
    "text, claim",
    [
        ("Libya backs Sudan, to which it has supplied missiles and drones.", ("ARMS_TRANSFER", "LBY", "SDN")),
        ("Brazil is a partner of Chile, to which it has sold fighter jets.", ("ARMS_TRANSFER", "BRA", "CHL")),
    ],
)
def test_to_which_it_supplies_is_to_the_name_before(text, claim):
    assert claim in told(text)


def test_whom_one_will_arm_one_has_not_met():
    text = "Following the talks, Macron announced that France would send missiles to Ukraine."
    assert told(text) == {("ARMS_TRANSFER", "FRA", "UKR")}
    met = told("Following the talks with Zelensky, Macron announced that France would send missiles to Ukraine.")
    assert "MEETS_WITH" in {relation for relation, _, _ in met}


@pytest.mark.parametrize(
    "text",
    [
        "The Ministry of Foreign Affairs of Chile summoned the ambassador of Peru and handed him a note of protest.",
        "The Foreign Ministry of Chile summoned the ambassador of Peru and handed him a note of protest.",
    ],
)
def test_him_is_no_part_of_the_ministry(text):
    assert told(text) == {("ACCUSES", "CHL", "PER")}


@pytest.mark.parametrize(
    "given, whom",
    [
        ("to the humanitarian response in Yemen", "YEM"),
        ("for reconstruction in Mali", "MLI"),
        ("to the UN relief effort in Yemen", "YEM"),
        ("to the war effort in Yemen", None),
    ],
)
def test_relief_is_for_the_land_where_it_is_given(given, whom):
    assert told(f"Norway contributed $3 million {given}.") == ({("AIDS", "NOR", whom)} if whom else set())


def test_security_assistance_is_one_thing():
    found = told("The Pentagon announced a $30 million security assistance package for Jordan.")
    assert found == {("MILITARY_AID", "USA", "JOR")}


def test_no_continent_lets_a_base():
    found = told("Djibouti hosts the largest French military base in Africa.")
    assert {other for relation, _, other in found if relation == "BASE_ACCESS"} == {"DJI"}


def test_a_joint_force_by_name_joins_nobody():
    found = told("The Joint Task Force operates from Camp Lemonnier in Djibouti, a US base.")
    assert "COOPERATES_WITH" not in {relation for relation, _, _ in found}


def test_what_experts_document_is_their_word():
    [claim] = read("The Panel of Experts documented the delivery of weapons by Chad to the RSF.")
    assert claim["modality"] == "reported"
    assert [a["name"] for a in claim["attribution"]] == ["Panel of Experts"]


def test_the_force_that_says_so_is_the_mission():
    found = read("UNIFIL patrols saw Israeli tanks crossing into Lebanon, the Force said.")
    assert found and {a["name"] for c in found for a in c["attribution"]} == {"UNIFIL"}


def test_what_an_agency_learned_is_the_word_of_whom_it_learned_it_from():
    [claim] = read("Russia delivered helicopters to Mali, TASS learned from the Defence Ministry.")
    assert claim["modality"] == "reported" and [a["name"] for a in claim["attribution"]] == ["Defence Ministry"]
