"""Long sentences: whom, when and of whom a clause tells is its own, and not its neighbour's."""

from __future__ import annotations

from typing import Any

import pytest

from kg.text.extract import explain_sentence


def claims(text: str) -> list[dict[str, Any]]:
    return explain_sentence(text)


def read(text: str) -> set[tuple[str, str | None, str | None]]:
    return {(c["relation"], c["subject"]["name"], c["object"] and c["object"]["name"]) for c in claims(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Serbia spurned a plan for a truce with Kosovo on Friday.",
        "Ethiopia is weighing an appeal for a peace treaty with Eritrea.",
        "Sudan agreed to accept a Kenyan proposal for a ceasefire with Chad.",
        "Kenya flew 60 people out of Chad, despite a truce agreed by both sides.",
    ],
)
def test_what_is_only_proposed_is_no_agreement(text):
    """Nor is a truce "by both sides" one of the two states that happen to be named."""
    assert not any(relation == "AGREES_WITH" for relation, *_ in read(text))


def test_an_agreement_stays_one():
    assert ("AGREES_WITH", "Armenia", "Azerbaijan") in read("Armenia signed a deal for a truce with Azerbaijan.")
    assert ("AGREES_WITH", "Israel", "Hezbollah") in read("Israel agreed to a plan for a truce with Hezbollah.")


@pytest.mark.parametrize(
    "text",
    [
        "Egypt bombed Derna on Monday, killing six soldiers, after Sudan attacked Chad.",
        "Egypt bombed Derna on Monday and killed six soldiers, after Sudan attacked Chad.",
    ],
)
def test_the_dead_are_of_those_who_were_shelled(text):
    found = read(text)
    assert ("CASUALTIES", "Libya", "Egypt") in found
    assert not {("CASUALTIES", "Chad", "Egypt"), ("ATTACKS", "Egypt", "Chad")} & found


def test_who_strikes_the_killers_has_been_struck_by_them():
    found = read("Kenya bombed sites in Somalia linked to militants who killed nine people in March.")
    assert ("ATTACKS", "militants", "Kenya") in found
    assert not {("ATTACKS", "militants", "Somalia"), ("CASUALTIES", "Somalia", "militants")} & found


def test_when_they_had_struck_is_not_when_they_are_struck():
    [claim] = claims("Turkey struck sites in Iraq linked to groups that attacked it in May.")
    assert claim["relation"] == "ATTACKS" and claim["time"] is None


@pytest.mark.parametrize(
    "text",
    [
        "The offensive followed a raid by Boko Haram on Chad in March, in which militants killed 90 soldiers.",
        "Chad is still looking for men taken in a raid by Boko Haram on Chad, in which gunmen killed 90 soldiers.",
    ],
)
def test_the_gunmen_of_a_raid_are_the_raiders(text):
    found = read(text)
    assert ("CASUALTIES", "Chad", "Boko Haram") in found
    assert not any(name in ("gunmen", "militants") for claim in found for name in claim)


@pytest.mark.parametrize(
    "text",
    [
        "Chad shut its embassy and hours later accused Libya of arming rebels.",
        "Chad quit a pact on Monday that bound the two, and months later accused Libya of arming rebels.",
    ],
)
def test_hours_accuse_nobody(text):
    found = read(text)
    assert ("ACCUSES", "Chad", "Libya") in found
    assert all(a["name"] == "Chad" for c in claims(text) for a in c["attribution"] or ())


def test_a_bloc_called_by_its_letters_acts():
    found = read("Chad shut its border after the regional bloc ECCAS imposed sanctions on Gabon.")
    assert ("SANCTIONS", "ECCAS", "Gabon") in found
    found = read("The regional bloc ECOWAS imposed sanctions on Guinea.")
    assert ("SANCTIONS", "ECOWAS", "Guinea") in found


@pytest.mark.parametrize(
    "text, who, whom",
    [
        ("Fighting broke out between the army and the Rapid Support Forces in Sudan.", "Sudan", "Rapid Support Forces"),
        ("Fighting between the army and rebels in Chad went on.", "Chad", "rebels"),
        ("Clashes between the army and the Rapid Support Forces resumed.", "Sudan", "Rapid Support Forces"),
    ],
)
def test_the_army_is_of_the_land_where_it_fights(text, who, whom):
    assert ("COMBAT", who, whom) in read(text)


def test_where_talks_are_held_is_no_side():
    assert ("MEETS_WITH", "Cuba", "FARC") not in read("Talks between the government and the FARC in Cuba resumed.")


def test_people_flown_out_are_no_troops_and_money_for_ones_own_army_no_aid():
    assert not read("Chad evacuated 80 people from Sudan on Monday.")
    assert not read("Estonia will spend two billion euros on its army, citing tensions with Belarus.")
    assert read("Chad evacuated its 80 soldiers from Sudan on Monday.") == {("TROOP_WITHDRAWAL", "Chad", "Sudan")}


def test_blame_for_a_raid_is_no_raid():
    text = "Chad answered a raid on its consulate, for which it blames Libya."
    assert not any(c["relation"] == "ATTACKS" and c["modality"] == "asserted" for c in claims(text))


def test_a_name_without_its_apostrophe():
    found = read("Turkey bombed the Kurdistan Workers Party in northern Iraq.")
    assert any(r == "ATTACKS" and who == "Turkey" and whom == "Kurdistan Workers Party" for r, who, whom in found)


def stands(text: str, relation: str) -> list[tuple[str, list[str]]]:
    found = [c for c in claims(text) if c["relation"] == relation]
    return [(c["modality"], [a["name"] for a in c["attribution"] or ()]) for c in found]


@pytest.mark.parametrize(
    "text, relation",
    [
        ("Hezbollah, which is armed and financed by Iran, fired rockets at Israel, the army said.", "MILITARY_AID"),
        ("Despite a truce between Chad and Libya, rebels killed two people on Monday, the UN said.", "AGREES_WITH"),
        ("Chad shut the port and said it would close its embassy, accusing Libya of a raid.", "ACCUSES"),
    ],
)
def test_what_an_aside_tells_is_not_the_speakers(text, relation):
    assert stands(text, relation) == [("asserted", [])]


def place(text: str) -> list[str | None]:
    return [c["place"] and c["place"]["name"] for c in claims(text) if c["subject"]["name"] in ("Iran", "Hezbollah")]


@pytest.mark.parametrize(
    "text",
    [
        "Iran fired 40 missiles at Israel in retaliation for a strike on its consulate in Damascus.",
        "Hezbollah fired 90 rockets at Israel, as Israeli troops expanded their operation in southern Lebanon.",
    ],
)
def test_an_answer_is_not_given_where_the_first_blow_fell(text):
    assert place(text) == [None]


def test_a_war_has_its_year_whatever_was_the_first_since():
    [war] = claims("It was the first visit since the 1973 war between Egypt and Israel.")
    assert war["relation"] == "COMBAT" and war["time"]["start"] == "1973"


def test_who_left_is_no_member():
    found = read("Niger expelled the ambassador of France after the three states left ECOWAS.")
    assert not any(relation == "MEMBER_OF" for relation, *_ in found)


def test_the_three_countries_are_those_that_were_listed():
    found = read("Mali, Niger and Chad said they would quit ECOWAS, prompting Nigeria to withdraw its envoys from the "
                 "three states.")  # fmt: skip
    assert {("REJECTS", "Nigeria", "Mali"), ("REJECTS", "Nigeria", "Niger"), ("REJECTS", "Nigeria", "Chad")} <= found


def test_what_a_promise_leads_to_has_been_done():
    text = "Kenya said it would quit the union, drawing criticism from Uganda."
    assert stands(text, "ACCUSES") == [("asserted", [])]


def test_the_three_states_are_no_member_of_the_list_in_which_they_stand():
    """Asking who they are asked in a circle."""
    assert claims("Chad, Mali and the three countries met in Paris on Monday.") is not None
