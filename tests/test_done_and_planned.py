"""Numbers of one sentence that are of two times: done and planned, this loss and an earlier one, part and whole."""

from __future__ import annotations

import pytest

from kg.model import Claim, Document
from kg.text.extract import extract


def read(text: str, published: str = "2024-06-15") -> list[Claim]:
    return list(extract(Document("outlet:test", "", text, published, "text", name="t")))


def told(text: str, relation: str, published: str = "2024-06-15") -> list[tuple[str, float | None, str | None]]:
    """Modality, number and time of each claim of a relation."""
    return sorted(
        (c.modality, c.quantity.value or c.quantity.min if c.quantity else None, c.since)
        for c in read(text, published)
        if c.relation == relation
    )


@pytest.mark.parametrize(
    "text, relation, expected",
    [
        (
            "The EU has trained 30,000 Ukrainian soldiers and aims to train 60,000 by the end of 2024.",
            "MILITARY_AID",
            [("asserted", 30_000), ("future", 60_000)],
        ),
        (
            "Germany has delivered 18 tanks to Ukraine and will deliver 40 more.",
            "ARMS_TRANSFER",
            [("asserted", 18), ("future", 40)],
        ),
        (
            "Germany has delivered 18 tanks to Ukraine and plans to deliver 40 more this year.",
            "ARMS_TRANSFER",
            [("asserted", 18), ("future", 40)],
        ),
        (
            "Chad sent 300 soldiers to Mali and will send 200 more in May.",
            "TROOP_DEPLOYMENT",
            [("asserted", 300), ("future", 200)],
        ),
        (
            "The U.S. sold 20 F-16s to Taiwan and may sell 40 to Turkey.",
            "ARMS_TRANSFER",
            [("asserted", 20), ("speculated", 40)],
        ),
    ],
)
def test_what_is_done_and_what_is_planned_keep_their_own_numbers(text, relation, expected):
    assert [(modality, number) for modality, number, _ in told(text, relation)] == expected


@pytest.mark.parametrize(
    "text, numbers",
    [
        (
            "The Malian army lost 42 soldiers on August 7 in an attack by jihadists, its worst toll since 2019, when 49 "
            "died in Indelimane.",
            [("asserted", 42, "2020-08-07"), ("asserted", 49, "2019")],
        ),
        (
            "Gunmen killed 22 Nigerian soldiers on Friday, the deadliest attack since March, when 47 were killed at Auno.",
            [("asserted", 22, "2020-08-07"), ("asserted", 47, "2020-03")],
        ),
    ],
)
def test_an_earlier_loss_is_of_its_own_time(text, numbers):
    """Version 21 had 49 dead on 7 August."""
    assert told(text, "CASUALTIES", "2020-08-08") == numbers


@pytest.mark.parametrize(
    "text, relation, number",
    [
        (
            "The first 400 of the 1,000 police officers Kenya has promised for a U.N.-backed mission landed in Haiti.",
            "TROOP_DEPLOYMENT",
            400,
        ),
        ("Of the 700 soldiers Malaysia promised to Lebanon, 300 have arrived.", "TROOP_DEPLOYMENT", 300),
        (
            "Montenegro on Friday took over the first 20 of 67 armoured vehicles bought from the American maker Oshkosh.",
            "ARMS_TRANSFER",
            20,
        ),
    ],
)
def test_of_what_was_promised_the_part_that_came_is_told_as_done(text, relation, number):
    assert [(m, n) for m, n, _ in told(text, relation)] == [("asserted", number)]


def test_a_ship_that_its_buyer_sends_somewhere_is_dated_by_the_purchase():
    """The sending is another deed than the sale."""
    text = "The Iraqi navy has sent a patrol ship, bought from Italy in 2009, to the mouth of the channel."
    assert told(text, "ARMS_TRANSFER") == [("asserted", None, "2009")]


@pytest.mark.parametrize(
    "text, number, words",
    [
        ("Cambodian artillery fired on a Thai post, killing a captain and four soldiers.", 5, "a captain and four soldiers"),
        ("A Turkish air strike killed a woman and her three children in northern Iraq.", 4, "a woman and her three children"),
        ("Indian shelling killed two Pakistani soldiers and a policeman on Monday.", 3, "two Pakistani soldiers and a policeman"),
        ("Three Kenyan policemen and two soldiers were killed by al-Shabaab.", 5, "Three Kenyan policemen and two soldiers"),
    ],
)  # fmt: skip
def test_the_dead_of_one_side_are_summed(text, number, words):
    """Version 21 had one dead captain and nobody else."""
    [claim] = [c for c in read(text) if c.relation == "CASUALTIES"]
    assert claim.quantity is not None
    assert (claim.quantity.value, claim.quantity.text, claim.quantity.unit) == (number, words, "killed")


@pytest.mark.parametrize(
    "text, expected",
    [
        ("A Kenyan officer and an Ethiopian soldier were killed by al-Shabaab.", {"ETH": 1, "KEN": 1}),
        ("Two Ukrainian soldiers and five Russian-backed rebels died on Monday.", {"UKR": 2}),
        ("Indian shelling killed two Pakistani soldiers and wounded three civilians.", {"PAK": 2}),
    ],
)
def test_the_dead_of_two_sides_are_not(text, expected):
    dead = [c for c in read(text) if c.relation == "CASUALTIES" and c.quantity and c.quantity.unit == "killed"]
    assert {c.subject.state: c.quantity.value for c in dead if c.subject.state and c.quantity} == expected


@pytest.mark.parametrize(
    "text, relation",
    [
        (
            "Iran said that Israel had killed two officers, that Jordan had closed its airspace and that Washington had armed "
            "Israel.",
            "ARMS_TRANSFER",
        ),
        ("Ethiopia said Eritrea had shelled Badme, that Sudan had armed the rebels and that Egypt had sent troops to Somalia.",
         "TROOP_DEPLOYMENT"),
    ],
)  # fmt: skip
def test_all_that_follows_said_that_is_somebodys_word(text, relation):
    """Version 21 told the second and the third as plain facts."""
    [claim] = [c for c in read(text) if c.relation == relation]
    assert claim.modality == "reported" and [a.name for a in claim.speakers] == [text.split()[0]]


def test_what_counts_partners_counts_no_troops():
    text = (
        "The switch leaves Taiwan with 13 formal partners and raises a question about the American troops in Honduras."
    )
    assert told(text, "TROOP_DEPLOYMENT") == [("asserted", None, None)]


@pytest.mark.parametrize(
    "text, relation, since",
    [
        ("Finland, which joined NATO in 2023, has expelled a Russian diplomat.", "REJECTS", None),
        ("Chad, which left the force in May, signed a pact with Russia on Friday.", "AGREES_WITH", "2024-06-14"),
        ("Colombia said on Wednesday it would cut ties with Israel.", "REJECTS", None),
    ],
)
def test_the_time_of_another_deed_dates_nothing(text, relation, since):
    """Version 21: expelled in 2023; ties to be cut on the coming Wednesday."""
    assert [time for _, _, time in told(text, relation)] == [since]
