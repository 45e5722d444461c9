"""Attacks, their dead and what is taken: told as a charge, as a denial, as an aim, and each place by itself."""

from __future__ import annotations

import pytest

from kg.text.extract import explain_sentence


def read(text: str, relation: str) -> list[tuple[str, str | None, str, str]]:
    claims = [c for c in explain_sentence(text, "2024-06-15") if c["relation"] == relation]
    return [(c["subject"]["name"], c["object"] and c["object"]["name"], c["modality"], c["polarity"]) for c in claims]


@pytest.mark.parametrize("relation", ["ATTACKS", "CASUALTIES"])
def test_what_is_read_from_the_verb_of_a_charge_is_alleged(relation):
    found = read("Ethiopia accused Eritrea of firing across the border and wounding three soldiers.", relation)
    assert found and all(modality == "alleged" for *_, modality, _ in found)


@pytest.mark.parametrize(
    "text",
    [
        "Jordan denied any part in the Hamas raid on Israel.",
        "Jordan said it was not behind the Hamas raid on Israel.",
        "Jordan rejected accusations that it was involved in the Hamas raid on Israel.",
    ],
)
def test_who_had_no_part_in_an_attack_does_not_deny_that_it_was_made(text):
    assert read(text, "ATTACKS") == [("Hamas", "Israel", "asserted", "positive")]


def test_who_made_the_attack_denies_it_himself():
    assert read("Jordan denied a role in its attack on Israel.", "ATTACKS")[0][3] == "negative"


def test_a_group_that_fights_across_the_border_does_not_attack_the_state_it_lives_in():
    assert not any(whom == "Lebanon" for _, whom, *_ in read("Hezbollah shelled a barracks on Monday.", "ATTACKS"))
    assert read("Boko Haram attacked a barracks.", "ATTACKS")[0][:2] == ("Boko Haram", "Nigeria")


def test_what_is_only_attempted_is_yet_to_come():
    found = read("Chadian troops attacked in an effort to retake control of Kidal.", "CONTROLS")
    assert all(modality == "future" for *_, modality, _ in found)


def test_a_bombing_is_the_word_of_who_counts_the_dead_and_the_wounded():
    text = "Khartoum said five people were killed and nine wounded when Ethiopia bombed Kassala."
    assert [modality for *_, modality, _ in read(text, "ATTACKS")] == ["reported"]


@pytest.mark.parametrize(
    "text, who",
    [
        ("Bosnian Serb soldiers captured Zepa.", "Bosnian Serb soldiers"),
        ("Syrian Kurdish troops captured Raqqa.", "Syrian Kurdish troops"),
        ("Syrian troops captured Raqqa.", "Syria"),
    ],
)
def test_a_people_within_a_state_has_forces_of_its_own(text, who):
    assert {subject for subject, *_ in read(text, "CONTROLS")} == {who}


def test_who_denies_one_thing_has_offered_the_other():
    text = "Oman offered France the use of its ports but said it was not part of the war."
    assert read(text, "BASE_ACCESS")[0][2:] == ("future", "positive")


def test_out_of_the_country_is_out_of_his_who_orders_it():
    text = "Chad ordered French soldiers out of the country and cancelled an accord with Benin."
    assert [whom for _, whom, *_ in read(text, "TROOP_WITHDRAWAL")] == ["Chad"]


@pytest.mark.parametrize(
    "text, relation",
    [
        ("The tanker was hit by a rocket fired by the Houthis.", "MOBILIZES"),
        ("Rockets fired by Hezbollah killed four people in northern Israel.", "MOBILIZES"),
        ("Poland refused to send jets, saying that it would mean war with Russia.", "THREATENS"),
        ("Russian ships approaching Estonia were followed by patrol boats.", "REQUESTS"),
        ("Chad is not taking part in the invasion of Sudan.", "REJECTS"),
        ("Norway scrambled jets to intercept a Russian missile.", "ATTACKS"),
        ("Sudan said the plane was shot down by rebels.", "ATTACKS"),
        ("Georgian troops entered Abkhazia on Monday.", "CONTROLS"),
    ],
)
def test_what_is_no_deed_of_that_kind(text, relation):
    assert read(text, relation) == []


@pytest.mark.parametrize(
    "text, who, whom",
    [
        ("Ten Kenyan troops were killed in a raid by al-Shabaab.", "al-Shabaab", "Kenya"),
        ("Four Turkish soldiers were killed in a Russian raid in Syria.", "Russia", "Turkey"),
        ("Six Afghan troops were killed and two wounded in shelling by the Taliban.", "the Taliban", "Afghanistan"),
        ("Saudi jets bombed Houthi-held suburbs of Sanaa.", "Saudi Arabia", "Houthi"),
        ("Kenyan troops returned fire after Somali soldiers shot at a post.", "Kenya", "Somalia"),
        ("Georgian troops halted a Russian advance on Gori.", "Russia", "Georgia"),
        ("RUSSIA SHELLS GEORGIA, TBILISI SAYS", "Russia", "Georgia"),
    ],
)
def test_whose_attack_it_was_and_on_whom(text, who, whom):
    assert (who, whom) in {one[:2] for one in read(text, "ATTACKS")}


def test_after_an_attack_in_a_third_state_the_dead_are_not_its_target():
    assert read("Two Kenyan soldiers were killed days after the Iranian raid in Syria.", "ATTACKS")[0][1] == "Syria"


def test_each_place_that_is_taken_is_told():
    found = read("The M23 rebels have captured Goma and Bukavu.", "CONTROLS")
    assert {place for _, place, *_ in found} == {"Goma", "Bukavu"}
    found = explain_sentence("Israel bombed Sidon on Monday and hit Tyre on Tuesday.", "2024-06-15")
    assert {c["place"]["name"] for c in found if c["relation"] == "ATTACKS"} == {"Sidon", "Tyre"}


def test_who_exchanges_prisoners_agrees():
    text = "Armenia and Azerbaijan have carried out a prisoner exchange."
    assert read(text, "AGREES_WITH") == [("Armenia", "Azerbaijan", "asserted", "positive")]


def test_the_dead_of_an_attack_that_is_answered_are_his_who_answers():
    text = "Hezbollah fired rockets at Israel after a strike killed a commander."
    assert not any(whose == "Israel" for whose, *_ in read(text, "CASUALTIES"))


def test_what_has_been_done_is_not_dated_by_who_says_so_later():
    text = "France has used a Chadian airfield to bomb targets in Mali, Paris said last month."
    assert [c["time"] for c in explain_sentence(text, "2024-06-15") if c["relation"] == "ATTACKS"] == [None]
