"""Each number with its own deed, time and side: what is done and what is to come, before and after, ours and theirs."""

from __future__ import annotations

import pytest

from kg.model import Document
from kg.text.extract import extract
from kg.text.lines import claim_line


def read(text: str, published: str = "2023-03-10") -> list[dict]:
    document = Document("unknown", "", text, published, "text")
    return [claim_line(c, "sentence", explain=True) for c in extract(document)]


def told(text: str, relation: str) -> set[tuple[str, float | None, str | None]]:
    """How firmly, how many, when or until when."""
    found = [c for c in read(text) if c["relation"] == relation]
    times = [c["time"] or {"start": None, "end": None} for c in found]
    return {
        (c["modality"], (c["quantity"] or {}).get("value"), t["start"] or t["end"])
        for c, t in zip(found, times, strict=True)
    }


def fallen(text: str) -> set[tuple[str, float | None, str | None]]:
    """Whose dead, how many, by whom."""
    found = [c for c in read(text) if c["relation"] == "CASUALTIES"]
    return {
        (c["subject"]["name"], (c["quantity"] or {}).get("value"), c["object"] and c["object"]["name"]) for c in found
    }


@pytest.mark.parametrize(
    "text, relation, claims",
    [
        ("Spain sent 60 soldiers to Latvia on Tuesday and will send 90 more next month.", "TROOP_DEPLOYMENT",
         {("asserted", 60.0, "2023-03-07"), ("future", 90.0, "2023-04")}),
        ("Japan has delivered six helicopters to Peru and may deliver another 30 in 2024.", "ARMS_TRANSFER",
         {("asserted", 6.0, None), ("speculated", 30.0, "2024")}),
        ("Kenya withdrew one battalion from Haiti on Tuesday and will withdraw two more next month.",
         "TROOP_WITHDRAWAL", {("asserted", 1.0, "2023-03-07"), ("future", 2.0, "2023-04")}),
        ("Spain sent 60 soldiers to Latvia on Tuesday, and another 90 will follow in May.", "TROOP_DEPLOYMENT",
         {("asserted", 60.0, "2023-03-07"), ("future", 90.0, "2023-05")}),
        ("Spain sent 60 soldiers to Latvia on Tuesday. Another 90 will follow next month.", "TROOP_DEPLOYMENT",
         {("asserted", 60.0, "2023-03-07"), ("future", 90.0, "2023-04")}),
        ("Kenya is withdrawing its troops from Haiti. About 400 will leave by the end of the year.",
         "TROOP_WITHDRAWAL", {("asserted", None, None), ("future", 400.0, "2023")}),
        ("Spain, which has 600 soldiers in Latvia, will send 200 more.", "TROOP_DEPLOYMENT",
         {("asserted", 600.0, None), ("future", 200.0, None)}),
        ("Japan has delivered six of the 16 helicopters that it promised Peru.", "ARMS_TRANSFER",
         {("asserted", 6.0, None), ("future", 16.0, None)}),
        ("Japan promised Peru 16 helicopters and has delivered six.", "ARMS_TRANSFER",
         {("asserted", 6.0, None), ("future", 16.0, None)}),
        ("The first of the 16 helicopters that Peru ordered from Japan was delivered on Tuesday.", "ARMS_TRANSFER",
         {("asserted", 1.0, "2023-03-07"), ("future", 16.0, None)}),
        ("Six tanks and eight howitzers, which Japan had promised, reached Peru on Tuesday.", "ARMS_TRANSFER",
         {("asserted", 6.0, "2023-03-07"), ("asserted", 8.0, "2023-03-07")}),
        ("Japan sends six howitzers, eight tanks to Peru", "ARMS_TRANSFER",
         {("asserted", 6.0, None), ("asserted", 8.0, None)}),
        ("Japan accused Chad on Tuesday of shipping field guns to Mali.", "ARMS_TRANSFER",
         {("alleged", None, None)}),
        ("The number of Kenyan troops in Haiti rose by 150 to 700.", "TROOP_DEPLOYMENT", {("asserted", 700.0, None)}),
        ("The number of Kenyan troops in Haiti has fallen by 150 to 700.", "TROOP_DEPLOYMENT",
         {("asserted", 700.0, None)}),
        ("Chile is host to 400,000 Peruvians.", "TROOP_DEPLOYMENT", set()),
        ("Iraq invaded Kuwait on January 2 last year.", "ATTACKS", {("asserted", None, "2022-01-02")}),
        ("Chad shelled Sudan two days after Sudan had closed the border.", "ATTACKS", {("asserted", None, None)}),
        ("Chad shelled Sudan in response to the sinking of a ferry in January.", "ATTACKS",
         {("asserted", None, None)}),
        ("Hundreds protested in Lima against the Chilean bombing of Bolivia.", "ATTACKS", {("asserted", None, None)}),
        ("Japan cut its military aid to Peru by $30 million.", "REJECTS", set()),
    ],
)  # fmt: skip
def test_each_number_is_told_with_its_own_deed_and_time(text, relation, claims):
    """In version 22 one of two was lost, or had the time or the firmness of the other."""
    assert told(text, relation) == claims


@pytest.mark.parametrize(
    "text, dead",
    [
        ("Fifty Taliban and nine policemen were killed in Kunduz.", {("Taliban", 50.0, None), ("Afghanistan", 9.0, None)}),
        ("Eight Kenyans and four Ugandans have been killed.", {("Kenya", 8.0, None), ("Uganda", 4.0, None)}),
        ("The Turkish army said 20 PKK fighters and six soldiers had died in the fighting.",
         {("PKK", 20.0, "Turkey"), ("Turkey", 6.0, "PKK")}),
        ("Turkish troops killed 20 PKK fighters in Hakkari and lost six men.",
         {("PKK", 20.0, "Turkey"), ("Turkey", 6.0, "PKK")}),
        ("Georgia said it had killed 40 Russian soldiers, while Russia put its dead at six.",
         {("Russia", 40.0, "Georgia"), ("Russia", 6.0, "Georgia")}),
    ],
)  # fmt: skip
def test_each_side_has_its_own_dead(text, dead):
    """In version 22 one of the two was missing."""
    assert fallen(text) == dead


@pytest.mark.parametrize(
    "text",
    [
        "Chad bombed Sudan on Monday, a day after an attack that killed nine of its soldiers.",
        "Chad shelled northern Sudan on Monday after rockets had wounded nine people in Abeche.",
        "The United States bombed a Libyan air base on Monday, three days after an attack that killed 60 people.",
    ],
)
def test_who_strikes_later_did_not_kill_before(text):
    """Version 22 had him kill them, whoever they were."""
    assert not any(whom for _, _, whom in fallen(text))
    assert not any(who == "Sudan" for who, _, _ in fallen(text))


def test_all_of_a_list_have_their_own_number_whatever_one_of_them_is_called():
    """Version 22 gave Uganda the numbers of the others."""
    found = read("Kenya has 300 soldiers in Haiti, Ghana 500, and Uganda, the largest contributor, 800.")
    assert {(c["subject"]["name"], c["quantity"]["value"]) for c in found} == {
        ("Kenya", 300.0), ("Ghana", 500.0), ("Uganda", 800.0)
    }  # fmt: skip


def test_the_boats_of_fishermen_are_of_their_state():
    """Version 22 had "boats" coerced."""
    found = read("Iran arrested nine Omani fishermen and seized three boats.")
    assert {(c["object"]["name"], c["quantity"]["value"]) for c in found} == {("Oman", 9.0), ("Oman", 3.0)}
