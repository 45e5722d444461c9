"""What became of a promise, whose the soldiers are of whom somebody speaks, and where soldiers who serve beside others
are: none of it is to be read the other way round."""

from __future__ import annotations

import pytest

from kg.model import Claim, Document
from kg.text.extract import extract


def read(text: str, published: str = "2024-10-25") -> list[Claim]:
    return list(extract(Document("outlet:wire", "", text, published, "text", name="a")))


def sides(relation: str, text: str) -> set[tuple[str, str | None, str]]:
    found = [c for c in read(text) if c.relation == relation]
    return {(c.subject.side, c.object.side if c.object else None, c.polarity) for c in found}


@pytest.mark.parametrize(
    ("text", "relation", "told"),
    [
        (
            "Egypt had agreed to buy 24 jets from Russia but dropped the deal after an American warning.",
            "ARMS_TRANSFER", {("RUS", "EGY", "negative")},
        ),
        (
            "Manila signed a contract for 16 Russian helicopters but cancelled it in July.",
            "ARMS_TRANSFER", {("RUS", "PHL", "negative")},
        ),
        (
            "Oman agreed to buy 12 tanks from Turkey and later cancelled the order.",
            "ARMS_TRANSFER", {("TUR", "OMN", "negative")},
        ),
        (
            "Kenya planned to send 300 soldiers to Haiti but shelved the mission in May.",
            "TROOP_DEPLOYMENT", {("KEN", "HTI", "negative")},
        ),
        (
            "Spain agreed to sell 400 bombs to Saudi Arabia but cancelled a deal with Qatar.",
            "ARMS_TRANSFER", {("ESP", "SAU", "positive")},
        ),
        (
            "Spain agreed to sell 400 bombs to Saudi Arabia but did not cancel the deal.",
            "ARMS_TRANSFER", {("ESP", "SAU", "positive")},
        ),
        (
            "Denmark delivered 19 jets to Ukraine but cancelled the order for more.",
            "ARMS_TRANSFER", {("DNK", "UKR", "positive")},
        ),
    ],
)  # fmt: skip
def test_a_promise_that_is_dropped_in_the_same_breath_does_not_hold(
    text: str, relation: str, told: set[tuple[str, str | None, str]]
) -> None:
    assert sides(relation, text) == told


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "The United States warned Pyongyang on Friday. The Pentagon said up to 12,000 North Korean soldiers could be "
            "in Russia by the end of the month.",
            "PRK",
        ),
        ("Paris said as many as 3,000 Chadian soldiers may be in Niger by June.", "TCD"),
        ("France said it would send 300 soldiers to Niger.", "FRA"),
    ],
)
def test_who_speaks_of_soldiers_has_not_sent_them(text: str, who: str) -> None:
    assert {one for one, _, _ in sides("TROOP_DEPLOYMENT", text)} == {who}


@pytest.mark.parametrize(
    ("text", "members"),
    [
        (
            "Sweden became NATO's 32nd member on Thursday. Turkey and Hungary had held up the accession for months.",
            {"SWE"},
        ),
        ("Sweden became NATO's 32nd member on Thursday. Hungary ratified its accession in February.", {"SWE"}),
        ("Ukraine submitted its application for membership of NATO.", {"UKR"}),
    ],
)
def test_who_judges_an_accession_does_not_accede(text: str, members: set[str]) -> None:
    assert {one for one, _, _ in sides("MEMBER_OF", text)} == members


def test_soldiers_who_fly_to_one_land_to_serve_beside_others_are_in_that_land() -> None:
    text = (
        "A contingent of 370 Honduran soldiers will fly to Iraq on Monday to serve alongside troops from El Salvador and "
        "Nicaragua."
    )
    assert {other for one, other, _ in sides("TROOP_DEPLOYMENT", text) if one == "HND"} == {"IRQ"}
    there = "Rwandan soldiers have been fighting alongside the Mozambican army since July."
    assert ("RWA", "MOZ", "positive") in sides("TROOP_DEPLOYMENT", there)


def test_whoever_supervises_the_end_of_a_war_is_not_for_that_with_those_who_fought_it() -> None:
    text = "The Council voted to send 15,000 troops to supervise a truce that ended a war between Israel and Hizbollah."
    assert {other for _, other, _ in sides("TROOP_DEPLOYMENT", text)} <= {None}
    border = "Canada sent 450 soldiers to patrol the border between Eritrea and Ethiopia."
    assert {other for _, other, _ in sides("TROOP_DEPLOYMENT", border)} == {"ERI", "ETH"}


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Eritrea and Ethiopia declared their war over on Monday.", "negative"),
        ("The war between Eritrea and Ethiopia is over.", "negative"),
        ("The war between Eritrea and Ethiopia is not over.", "positive"),
        ("The war between Eritrea and Ethiopia is over a strip of land.", "positive"),
    ],
)
def test_a_war_that_is_over_is_no_longer_fought(text: str, polarity: str) -> None:
    assert [p for _, _, p in sides("COMBAT", text)] == [polarity]


@pytest.mark.parametrize(
    "text",
    [
        "Armenia and Azerbaijan signed a deal to end six weeks of fighting.",
        "Chad and Sudan agreed to end the fighting between them.",
    ],
)
def test_what_a_deal_is_to_end_goes_on(text: str) -> None:
    assert [(c.modality, c.polarity) for c in read(text) if c.relation == "COMBAT"] == [("asserted", "positive")]


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Niger revoked an accord that let about 1,000 American soldiers use a drone base at Agadez.", "negative"),
        ("Chad has ended a pact under which France used the base at Faya.", "negative"),
        ("Niger may revoke an accord that lets 1,000 American soldiers use a base at Agadez.", "positive"),
    ],
)
def test_a_base_goes_with_the_accord_that_is_revoked(text: str, polarity: str) -> None:
    assert [p for _, _, p in sides("BASE_ACCESS", text)] == [polarity]


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Sweden, not a NATO member, offered 5,000 anti-tank weapons to Ukraine.", "negative"),
        ("Hungary, not yet a member of NATO, sent Ukraine 20 tanks.", "negative"),
        ("Austria, no member of NATO, let American planes pass.", "negative"),
        ("Sweden, NATO's newest member, offered Ukraine 20 tanks.", "positive"),
    ],
)
def test_who_is_called_no_member_is_none(text: str, polarity: str) -> None:
    assert {p for _, other, p in sides("MEMBER_OF", text) if other == "org:NATO"} == {polarity}


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("The court in The Hague rejected China's claims in the South China Sea.", set()),
        ("Judges in The Hague ordered Russia to withdraw its soldiers from Ukraine.", set()),
        ("A court in London froze the assets of a Russian bank.", {"GBR"}),
    ],
)
def test_the_court_in_the_hague_is_not_the_netherlands(text: str, states: set[str]) -> None:
    found = {c.subject.state for c in read(text) if c.relation in ("REJECTS", "REQUESTS", "SANCTIONS", "COERCES")}
    assert {state for state in found if state} == states


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("North Korea sent another 1,500 soldiers to Russia's Far East for training.", "Russia's Far East"),
        ("Turkish troops crossed into north-eastern Syria on Wednesday.", "north-eastern Syria"),
        ("Turkish troops crossed into northern Syria on Wednesday.", "northern Syria"),
    ],
)
def test_a_place_keeps_all_of_its_name(text: str, place: str) -> None:
    assert [c.place.name for c in read(text) if c.relation == "TROOP_DEPLOYMENT" and c.place] == [place]


def test_the_islands_are_those_that_were_named() -> None:
    text = (
        "The Solomon Islands and China have signed a security pact, Beijing said on Tuesday. Australia's foreign minister "
        "said Canberra was deeply disappointed. A leaked draft would allow Chinese police to be sent to the islands."
    )
    assert {other for _, other, _ in sides("TROOP_DEPLOYMENT", text)} == {"SLB"}


def test_those_who_follow_break_with_the_state_and_not_with_its_crowd() -> None:
    text = (
        "Saudi Arabia broke off relations with Iran on Sunday after protesters had stormed its embassy in Tehran. "
        "Bahrain and Sudan followed. Kuwait recalled its ambassador."
    )
    assert all(c.object is None or c.object.type == "state" for c in read(text) if c.relation == "REJECTS")
