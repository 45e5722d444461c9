"""Who acts: bare chambers, departments, the West; whose borders, armies and forces are named beside others."""

from __future__ import annotations

import pytest

from kg.text.extract import explain_sentence


def read(text: str) -> set[tuple[str, str | None, str | None]]:
    claims = explain_sentence(text)
    return {(c["relation"], c["subject"]["name"], c["object"] and c["object"]["name"]) for c in claims}


@pytest.mark.parametrize(
    "text, relation, who, whom",
    [
        ("Congress approved $2 billion in military aid to Jordan.", "MILITARY_AID", "United States", "Jordan"),
        ("The Senate approved $300 million in aid to Moldova.", "AIDS", "United States", "Moldova"),
        ("The House blocked military aid to Egypt.", "MILITARY_AID", "United States", "Egypt"),
        ("Western sanctions on Myanmar have hit its banks.", "SANCTIONS", "the West", "Myanmar"),
        ("The U.S. Treasury Department imposed sanctions on two Sudanese firms.", "SANCTIONS",
         "U.S. Treasury Department", "Sudan"),
        ("Ghana's ambassador was declared persona non grata by Togo.", "REJECTS", "Togo", "Ghana"),
        ("The Iranian ambassador to Albania was expelled.", "REJECTS", "Albania", "Iran"),
    ],
)  # fmt: skip
def test_who_acts(text, relation, who, whom):
    assert (relation, who, whom) in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ghana's parliament met. Nigeria's leader spoke. The Senate condemned Niger.",
        "In Nigeria the House of Representatives condemned Niger.",
        "Brazil's Congress condemned Venezuela.",
        "The opposition Congress party condemned Pakistan.",
        "The African National Congress condemned Israel.",
    ],
)
def test_other_chambers_are_not_the_united_states(text):
    assert all("United States" not in claim for claim in read(text))


@pytest.mark.parametrize(
    "text, one, other",
    [
        ("The Malian army and JNIM fighters clashed near Gao.", "Mali", "JNIM"),
        ("Fighting broke out between Nigeria's army and Boko Haram militants.", "Nigeria", "Boko Haram"),
    ],
)
def test_an_army_and_fighters_are_two(text, one, other):
    assert ("COMBAT", one, other) in read(text)


def test_two_armies_of_one_side_do_not_fight_each_other():
    assert all(relation != "COMBAT" for relation, *_ in read("Mali's army and police killed 20 JNIM fighters."))


def test_whose_border_it_is_exercises_with_nobody():
    found = read("Latvia and Spain held exercises near the border with Belarus.")
    assert {claim for claim in found if claim[0] == "COOPERATES_WITH"} == {("COOPERATES_WITH", "Latvia", "Spain")}
    assert ("COOPERATES_WITH", "Serbia", "Russia") in read("Serbia held exercises with Russia near the border.")


def test_who_backs_forces_does_not_attack():
    found = read("U.S.-backed Syrian forces attacked Islamic State positions.")
    assert ("SUPPORTS", "United States", "Syria") in found
    assert all(relation != "ATTACKS" or who != "United States" for relation, who, _ in found)


@pytest.mark.parametrize(
    "text, who, whom",
    [
        ("Norway said Russia should release the sailors.", "Norway", "Russia"),
        ("Uganda should pull its soldiers out of Congo, Belgium said.", "Belgium", "Uganda"),
        ("Somalia said Ethiopian troops should leave the country.", "Somalia", "Ethiopia"),
        ("China said Japan needed to respect the treaty.", "China", "Japan"),
    ],
)
def test_what_one_says_another_should_do_is_asked_of_it(text, who, whom):
    found = {(c["subject"]["name"], c["object"]["name"]) for c in explain_sentence(text) if c["relation"] == "REQUESTS"}
    assert (who, whom) in found


@pytest.mark.parametrize(
    "text",
    [
        "Norway said Russia should be punished.",
        "Chad said Chad should join the force.",
        "Norway said Russia should have known of it.",
        "Sweden said Ukraine needed to buy shells.",
        "France said Taiwan should defend itself.",
        "Jordan said Israeli hostages should be freed.",
    ],
)
def test_what_should_befall_somebody_is_asked_of_nobody(text):
    assert all(relation != "REQUESTS" for relation, *_ in read(text))


def test_who_keeps_to_sanctions_is_not_under_them():
    assert read("Georgia abides by Western sanctions but has imposed none.") == set()


@pytest.mark.parametrize(
    "text, relation, who, whom",
    [
        ("Pope Francis urged Sudan to end the war.", "REQUESTS", "Pope Francis", "Sudan"),
        ("Togo has been accused of arming rebels by Benin.", "ACCUSES", "Benin", "Togo"),
        ("The Senate passed an aid bill for Ukraine.", "AIDS", "United States", "Ukraine"),
        ("The meeting was attended by the foreign ministers of Egypt and Jordan.", "MEETS_WITH", "Egypt", "Jordan"),
    ],
)
def test_who_says_and_gives(text, relation, who, whom):
    assert (relation, who, whom) in read(text)


def test_by_what_means_accuses_nobody():
    assert all(relation != "ACCUSES" for relation, *_ in read("Togo was accused of making money by smuggling gold."))
