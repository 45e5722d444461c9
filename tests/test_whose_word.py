"""Whose word a claim is: quotations over several sentences, whom a paper cites, what is told of a speaker before he
speaks, newspapers that bear a state's name, charges that are denied. The sentences are invented."""

from __future__ import annotations

from typing import Any

import pytest

from kg.model import Actor, Document
from kg.text.extract import extract
from kg.text.lines import claim_line
from kg.text.mentions import names
from kg.text.quotations import Voice, quotations, speakers_of


def read(text: str, *relations: str) -> list[dict[str, Any]]:
    document = Document("outlet:x", "", text, "2024-06-01", "text", name="t")
    found = [claim_line(c, "t") for c in extract(document)]
    return [c for c in found if not relations or c["relation"] in relations]


def voices(claim: dict[str, Any]) -> list[str]:
    return [a["name"] for a in claim["attribution"]]


def told(text: str, *relations: str) -> list[tuple[str | None, str, list[str]]]:
    """Of each claim whose deed it is, how firmly it is told, and by whom."""
    return sorted((c["subject"]["state"], c["modality"], voices(c)) for c in read(text, *relations))


# Quotations over several sentences


def test_every_sentence_of_a_quotation_is_the_word_of_him_who_is_quoted() -> None:
    after = (
        '"Sweden has sent 200 soldiers to Chad," Defence Minister Sten Tolgfors said. '
        '"Norway has sent 50 soldiers to Chad. Finland will send a company to Chad."'
    )
    assert told(after, "TROOP_DEPLOYMENT") == [
        ("FIN", "future", ["Sten Tolgfors"]),
        ("NOR", "reported", ["Sten Tolgfors"]),
        ("SWE", "reported", ["Sten Tolgfors"]),
    ]
    before = '"Sweden has sent 200 soldiers to Chad. Norway has sent 50 soldiers to Chad," a Swedish general said.'
    assert [(modality, by) for _, modality, by in told(before)] == 2 * [("reported", ["a Swedish general"])]


def test_what_stands_after_a_quotation_is_the_texts_own() -> None:
    text = (
        'The Swedish minister said: "Sweden has sent 200 soldiers to Chad. Norway has sent 50 soldiers to Chad." '
        "Denmark has sent 30 soldiers to Chad."
    )
    assert told(text, "TROOP_DEPLOYMENT") == [
        ("DNK", "asserted", []),
        ("NOR", "reported", ["Swedish minister"]),
        ("SWE", "reported", ["Swedish minister"]),
    ]


def test_a_quotation_that_is_left_open_goes_on_in_the_next_paragraph() -> None:
    text = 'He said: "We left. They came.\n"They took the town." Nobody else spoke.'
    spans = quotations(text)
    assert [text[a:b] for a, b in spans] == ['"We left. They came.', '"They took the town."']
    who = Actor("a general", "group")
    assert speakers_of(spans, [Voice(0, 17, who)]) == {spans[0][0]: who, spans[1][0]: who}


def test_where_a_mark_is_missing_no_other_is_taken_for_it() -> None:
    text = 'He said: "We left, he said. Chad attacked Sudan." He said: "It was so."'
    assert [text[a:b] for a, b in quotations(text)] == ['"We left, he said. Chad attacked Sudan."', '"It was so."']
    assert quotations('They left," he said. "They came."') == []


def test_nobody_is_guessed_for_a_quotation_that_nobody_speaks() -> None:
    text = 'The parliament met on Friday. "Norway has sent 50 soldiers to Chad. Sweden will send a company to Chad."'
    assert [by for *_, by in told(text, "TROOP_DEPLOYMENT")] == [[], []]


# Whom somebody cites


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Japan will donate five ships to Vietnam, Kyodo reported, quoting Japanese officials.",
         ["Kyodo", "Japanese officials"]),
        ("Reuters, citing Ukrainian officials, said Russia had fired 20 missiles at Kyiv.",
         ["Reuters", "Ukrainian officials"]),
        ("Citing Ukrainian officials, Reuters said Russia had fired 20 missiles at Kyiv.",
         ["Reuters", "Ukrainian officials"]),
        ("Xinhua quoted the Norwegian foreign ministry as saying that Norway had sent 50 soldiers to Chad.",
         ["Xinhua", "Norwegian foreign ministry"]),
        ("Defence Minister Sergei Ivanov was quoted by RIA Novosti as saying that Russia had withdrawn 300 troops from "
         "Georgia.", ["RIA Novosti", "Sergei Ivanov"]),
        ("Moldova expelled 45 Russian diplomats, the minister said, citing reports of spying equipment.", ["minister"]),
        ("Moldova expelled 45 Russian diplomats, the minister said, citing hostile acts and reports of spying.",
         ["minister"]),
        ("According to a report of UN experts, Rwanda has sent 3,000 soldiers to Congo.", ["UN experts"]),
        ("By a count of the think tank, Russia has fired 300 missiles at Ukraine.", ["think tank"]),
        ("Uganda has deployed soldiers to South Sudan, a diplomat told AFP.", ["a diplomat"]),
    ],
)  # fmt: skip
def test_whom_a_paper_cites_speaks_too_and_who_is_only_told_does_not(text: str, by: list[str]) -> None:
    found = [voices(c) for c in read(text) if c["modality"] in ("reported", "future")]
    assert found
    assert all(one == by for one in found)


# Where he who speaks stands


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Uganda has deployed soldiers to South Sudan, a Ugandan officer who asked not to be named told AFP.",
         "a Ugandan officer"),
        ("Russian jets bombed Gori, a Georgian officer, speaking by telephone from Tbilisi, said.",
         "a Georgian officer"),
        ("Russian jets bombed Gori, the Georgian president, who was in Paris, said.", "Georgian president"),
        ("Norway has sent two launchers to Ukraine, Bjoern Gram, the defence minister, said.", "Bjoern Gram"),
        ("Norway has sent two launchers to Ukraine, the defence minister, Bjoern Gram, said.", "Bjoern Gram"),
        ("Britain has sent a frigate to Oman, Prime Minister Theresa May said.", "Theresa May"),
        ("Sweden has sent 200 soldiers to Chad, confirmed Defence Minister Sten Tolgfors.", "Sten Tolgfors"),
        ("Sweden has sent 200 soldiers to Chad, read a statement from the defence ministry.", "defence ministry"),
    ],
)  # fmt: skip
def test_who_speaks_is_found_over_what_is_told_of_him(text: str, by: str) -> None:
    found = read(text, "TROOP_DEPLOYMENT", "ATTACKS", "ARMS_TRANSFER")
    assert found
    assert all(voices(c) == [by] and c["modality"] == "reported" for c in found if c["object"]["state"])


def test_all_that_stands_before_the_speaker_is_his_word() -> None:
    text = (
        "Sweden has delivered 5,000 anti-tank weapons to Ukraine, and Finland plans to give 2,500 rifles, the two "
        "defence ministries said."
    )
    assert [(who, by) for who, _, by in told(text)] == [
        ("FIN", ["two defence ministries"]),
        ("SWE", ["two defence ministries"]),
    ]
    own = "Denmark has sent 30 soldiers to Chad, the minister said, but Norway has sent 50 soldiers to Mali."
    assert [by for *_, by in told(own, "TROOP_DEPLOYMENT")] == [["minister"], []]


# Newspapers


@pytest.mark.parametrize(
    "paper",
    ["Washington Post", "South China Morning Post", "Bangkok Post", "Kyiv Independent", "Times of Israel",
     "Press Trust of India", "Moscow Times"],
)  # fmt: skip
def test_a_newspaper_is_not_the_state_of_its_name(paper: str) -> None:
    (claim,) = read(f"The {paper} said France had sent 20 soldiers to Mali.", "TROOP_DEPLOYMENT")
    assert voices(claim) == [paper]
    assert claim["attribution"][0]["state"] is None
    assert [m.state for m in names().mentions(f"The {paper} said France had acted.")] == ["FRA"]


def test_a_state_before_an_institution_of_its_own_stays_one() -> None:
    found = [
        m.state for m in names().mentions("Washington posted troops there; a China star fell; Iran times it well.")
    ]
    assert found == ["USA", "CHN", "IRN"]


# Charges that are denied


@pytest.mark.parametrize(
    "denied",
    ["a charge Rwanda denies", "a charge Kigali has repeatedly denied", "an allegation denied by Rwanda",
     "which Kigali denies", "a charge that Rwanda rejects"],
)  # fmt: skip
def test_a_charge_stands_beside_its_denial(denied: str) -> None:
    found = read(f"France accused Rwanda of arming the M23 rebels, {denied}.", "ARMS_TRANSFER")
    assert sorted((c["polarity"], c["modality"], *voices(c)) for c in found) == [
        ("negative", "reported", "Rwanda"),
        ("positive", "alleged", "France"),
    ]
