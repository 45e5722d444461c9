"""What only sounds like a relation, or came to nothing: memberships that are backed, plans not kept, things not decided."""

from __future__ import annotations

import pytest

from kg.text.extract import explain_sentence

Told = tuple[str, str | None, str | None, str]


def told(text: str, *relations: str) -> set[Told]:
    """Relation, sides and how it is told, for the relations named: all but titles where none is."""
    claims = [c for c in explain_sentence(text) if c["relation"] in relations or (not relations)]
    return {
        (c["relation"], c["subject"]["state"], c["object"] and (c["object"]["state"] or c["object"]["id"]),
         ("no " if c["polarity"] == "negative" else "") + c["modality"])
        for c in claims if c["relation"] != "LEADS"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The United States backed India's permanent membership of the UN Security Council.", {("USA", "IND")}),
        ("Turkey reaffirmed its support for Georgia's membership of NATO.", {("TUR", "GEO")}),
        ("Turkey ratified Finland's NATO membership.", {("TUR", "FIN")}),
        ("Germany supports Montenegro's EU membership.", {("DEU", "MNE")}),
    ],
)
def test_who_backs_a_membership_supports_him_who_is_to_have_it(text: str, expected: set[tuple[str, str]]) -> None:
    found = told(text)
    assert {(who, whom) for _, who, whom, _ in found} == expected
    assert {relation for relation, *_ in found} == {"SUPPORTS"}


def test_a_membership_that_is_vetoed_or_not_ratified_is_none_of_who_votes() -> None:
    assert told("Greece vetoed Macedonia's NATO membership in 2008.") == {("REJECTS", "GRC", "MKD", "asserted")}
    assert not told("Hungary has not yet ratified Sweden's NATO membership.", "MEMBER_OF")


def test_a_membership_that_is_won_or_angers_somebody_is_one() -> None:
    for text in ("Finland's membership of NATO angered Russia.", "Finland secured its NATO membership in 2023."):
        assert told(text, "MEMBER_OF") == {("MEMBER_OF", "FIN", "org:NATO", "asserted")}


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Italy was to have delivered six helicopters to Algeria in 2013, but did not.", "no asserted"),
        ("France was to deliver two Mistral ships to Russia in 2014, but never did.", "no asserted"),
        ("The US was due to deliver 50 jets to Iraq, but they never came.", "no asserted"),
        ("China was to sell missiles to Iran, but the sale was cancelled.", "no asserted"),
        ("France promised to deliver six frigates to Greece, but never delivered them.", "no asserted"),
        ("Italy was to have delivered six helicopters to Algeria in 2013.", "future"),
        ("Germany is to deliver ten tanks to Ukraine, but not aircraft.", "future"),
        ("Poland will send tanks to Ukraine, but Germany will not.", "future"),
    ],
)
def test_what_was_planned_and_not_done_did_not_take_place(text: str, how: str) -> None:
    assert {one[3] for one in told(text, "ARMS_TRANSFER")} == {how}


def test_soldiers_who_were_to_go_and_did_not_are_not_there() -> None:
    text = "Belarus was to have sent 500 troops to Syria, but it did not happen."
    assert told(text) == {("TROOP_DEPLOYMENT", "BLR", "SYR", "no asserted")}


@pytest.mark.parametrize(
    "text",
    [
        "The Thai side invited the Chinese side to take part in the air show.",
        "Vietnam invited Japan to take part in a seminar.",
        "Oman invited the Indian minister to visit Muscat.",
    ],
)
def test_who_is_invited_is_given_no_base(text: str) -> None:
    assert not told(text, "BASE_ACCESS")


def test_who_is_invited_to_use_a_base_is() -> None:
    text = "Niger invited American troops to use its airbase."
    assert told(text, "BASE_ACCESS") == {("BASE_ACCESS", "USA", "NER", "asserted")}


@pytest.mark.parametrize(
    "text",
    [
        "Brazil has not decided whether to buy 36 fighters from France.",
        "Canada has not decided whether to send troops to Mali.",
        "Brazil has not decided when to withdraw its troops from Haiti.",
        "France did not discuss sending troops to Mali.",
        "Modi and Macron did not discuss the purchase of submarines from France.",
        "France did not mention the sale of jets to Egypt.",
    ],
)
def test_what_is_not_decided_or_spoken_of_is_not_denied(text: str) -> None:
    assert not told(text)


def test_what_is_not_mentioned_has_taken_place_and_what_is_decided_against_has_not() -> None:
    assert told("Xi did not mention Russia's invasion of Ukraine.") == {("ATTACKS", "RUS", "UKR", "asserted")}
    found = told("Germany has decided not to send tanks to Ukraine.")
    assert found == {("ARMS_TRANSFER", "DEU", "UKR", "no asserted")}


@pytest.mark.parametrize(
    ("text", "who", "where"),
    [
        ("Syria is calm, yet Turkey keeps 5,000 soldiers on its soil.", "TUR", "SYR"),
        ("Tajikistan is small; Russia maintains 7,000 soldiers on its territory.", "RUS", "TJK"),
        ("Chad's government says France keeps 1,200 soldiers on its territory.", "FRA", "TCD"),
    ],
)
def test_soldiers_kept_on_the_soil_of_who_was_told_of_are_deployed_there(text: str, who: str, where: str) -> None:
    found = told(text, "TROOP_DEPLOYMENT", "MOBILIZES")
    assert [one[:3] for one in found] == [("TROOP_DEPLOYMENT", who, where)]


def test_soldiers_kept_on_ones_own_soil_are_not() -> None:
    for text in ("Russia keeps 9,000 soldiers on its own territory.", "Poland says it keeps 900 troops on its soil."):
        assert {one[0] for one in told(text)} == {"MOBILIZES"}


@pytest.mark.parametrize(
    ("text", "how", "speakers"),
    [
        ("Vietnam rejected China's draft in May – Hanoi had warned that it could lead to war.", "asserted", []),
        ("Poland expelled three Russian diplomats on Friday – Moscow had said it might retaliate.", "asserted", []),
        ("Poland expelled three Russian diplomats on Friday – Warsaw said.", "reported", ["Poland"]),
    ],
)
def test_a_statement_after_a_dash_has_a_voice_of_its_own(text: str, how: str, speakers: list[str]) -> None:
    found = [c for c in explain_sentence(text) if c["relation"] == "REJECTS"]
    assert [(c["modality"], [a["name"] for a in c["attribution"]]) for c in found] == [(how, speakers)]


@pytest.mark.parametrize(
    "text",
    [
        "Turkey condemned the deal; Bahrain and Egypt praised it.",
        "Cuba denounced the raid; Israel praised it.",
        "Russia condemned the strike and Britain defended it.",
    ],
)
def test_who_praises_what_another_condemned_does_not_praise_him(text: str) -> None:
    assert not told(text, "SUPPORTS")


def test_who_praises_a_state_and_defends_it_supports_it() -> None:
    assert told("Iran praised Syria and defended it.") == {("SUPPORTS", "IRN", "SYR", "asserted")}


def test_of_two_who_drill_only_he_whose_soldiers_they_are_mobilizes() -> None:
    text = "The United States and South Korea started war drills aimed at North Korea, mobilizing 30,000 U.S. troops."
    assert told(text, "MOBILIZES") == {("MOBILIZES", "USA", None, "asserted")}


def test_a_letter_is_no_meeting() -> None:
    assert not told("Xi Jinping received a letter from Joe Biden.", "MEETS_WITH")
    assert told("Xi Jinping received Joe Biden in Beijing.", "MEETS_WITH")


@pytest.mark.parametrize(
    ("text", "whose", "by"),
    [
        ("Armenia says 21 soldiers were killed and 90 wounded by Azerbaijani shelling.", "ARM", "AZE"),
        ("Azerbaijan attacked Armenia. Doctors say 32 people were killed and more than 200 wounded by Azerbaijani "
         "shelling.", "ARM", "AZE"),
    ],
)  # fmt: skip
def test_who_shells_has_no_dead_by_his_own_shells(text: str, whose: str, by: str) -> None:
    found = told(text, "CASUALTIES")
    assert {one[1] for one in found} == {whose}
    assert by in {one[2] for one in found}


def test_of_two_presidents_each_leads_his_own_state() -> None:
    text = "The law was signed by President Vladimir Putin and Kim Jong-un, the North Korean leader."
    claims = explain_sentence(text)
    leads = {(c["subject"]["name"], c["object"]["name"]) for c in claims if c["relation"] == "LEADS"}
    assert leads == {("Vladimir Putin", "Russia"), ("Kim Jong-un", "North Korea")}


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("Bulgaria's parliament approved its membership of NATO in 2004.", ("MEMBER_OF", "Bulgaria", "positive", "asserted")),
        ("France will send Mirages to Ukraine, but they will not arrive before 2025.",
         ("ARMS_TRANSFER", "France", "positive", "future")),
        ("Djibouti invited China to build a base.", ("BASE_ACCESS", "China", "positive", "asserted")),
        ("Ukraine fights on while Belarus keeps Wagner men on its soil.",
         ("TROOP_DEPLOYMENT", "Wagner", "positive", "asserted")),
        ("Iran armed the Houthis — the Pentagon said it had photographs of the launchers.",
         ("ARMS_TRANSFER", "Iran", "positive", "reported")),
    ],
)  # fmt: skip
def test_what_only_looks_untold_is_told(sentence: str, claim: tuple[str, str, str, str]) -> None:
    found = {(c["relation"], c["subject"]["name"], c["polarity"], c["modality"]) for c in explain_sentence(sentence)}
    assert claim in found


@pytest.mark.parametrize("sentence", ["MICHAEL JORDAN condemned Israel.", "BANK OF AMERICA has cut ties with Russia."])
def test_part_of_a_name_in_capitals_is_no_state(sentence: str) -> None:
    assert not {c["subject"]["name"] for c in explain_sentence(sentence)} & {"Jordan", "United States"}
