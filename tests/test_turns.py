"""Turns of real news, ministries' notices and peacekeepers' statements that were read wrongly; the sentences are
invented. Whom peacekeepers belong to, what is said of the dead, what must be lifted, which verb is whose."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kg.model import Document
from kg.text import cascade
from kg.text.extract import explain_sentence, extract
from kg.text.lines import claim_line


def claims(text: str, *relations: str) -> list[dict[str, Any]]:
    return [c for c in explain_sentence(text) if c["relation"] in relations]


def sides(text: str, *relations: str) -> set[tuple[str | None, str | None]]:
    """Subject and object by state, else by id."""
    return {(side(c["subject"]), side(c["object"])) for c in claims(text, *relations)}


def side(actor: dict[str, Any] | None) -> str | None:
    return None if actor is None else actor["state"] or actor["id"] or actor["name"]


def read(text: str, title: str = "") -> list[dict[str, Any]]:
    document = Document("outlet:x", title, text, "2021-06-18", "text", name="t")
    return [claim_line(c, "t") for c in extract(document)]


# Peacekeepers and the dead


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("The UN mission in Mali was attacked on Friday. One peacekeeper was killed, the mission said.", "org:UN"),
        ("MINUSMA said its camp was shelled on Friday. Two peacekeepers were killed.", "org:MINUSMA"),
        ("Four peacekeepers working with the United Nations mission in Mali have been killed.", "org:UN"),
        ("Two peacekeepers from Togo were killed in Mali on Friday.", "TGO"),
    ],
)
def test_peacekeepers_are_not_the_hosts_but_whose_peace_they_keep(text: str, whose: str) -> None:
    found = [c for c in read(text) if c["relation"] == "CASUALTIES"]
    assert found
    assert {side(c["subject"]) for c in found} == {whose}


@pytest.mark.parametrize(
    ("text", "state", "number", "modality"),
    [
        ("Two Indians were reported killed on Saturday in shelling by Pakistan.", "IND", 2, "reported"),
        ("Five Kenyan soldiers were feared dead after the ambush.", "KEN", 5, "speculated"),
        ("The killing of 12 Turkish soldiers in an ambush in Hakkari shocked the country.", "TUR", 12, "asserted"),
        ("Three Basotho shepherds were shot dead near Quthing.", "LSO", 3, "asserted"),
    ],
)
def test_the_dead_are_counted_however_their_death_is_told(text: str, state: str, number: int, modality: str) -> None:
    [dead] = claims(text, "CASUALTIES")
    assert (dead["subject"]["state"], dead["modality"]) == (state, modality)
    assert (dead["quantity"]["value"], dead["quantity"]["unit"]) == (number, "killed")


def test_children_who_die_in_a_raid_on_militants_are_no_militants() -> None:
    assert sides("Iran bombed militants in Balochistan, Pakistan, killing two children.", "CASUALTIES") == {
        ("PAK", "IRN")
    }


def test_who_lost_men_in_an_ambush_was_ambushed() -> None:
    text = "The Wagner group lost dozens of fighters in an ambush by Tuareg rebels near Tinzaouaten in Mali."
    assert [c["object"]["id"] for c in claims(text, "ATTACKS")] == ["group:WAGNER"]


@pytest.mark.parametrize("text", ["Six people were killed after a roof collapsed at a shopping mall in Trujillo, Peru.",
                                  "A pileup near Goyang, South Korea, injured nine people."])  # fmt: skip
def test_the_dead_of_accidents_are_no_casualties(text: str) -> None:
    assert not claims(text, "CASUALTIES")


# Who does it


@pytest.mark.parametrize("name", ["ECOWAS", "IGAD"])
@pytest.mark.parametrize(
    ("does", "relation"),
    [("imposed sanctions on Niger", "SANCTIONS"), ("lifted sanctions on Niger", "SANCTIONS"), ("condemned Niger", "ACCUSES")],
)  # fmt: skip
def test_an_acronym_at_the_head_of_a_sentence_acts(name: str, does: str, relation: str) -> None:
    assert (f"org:{name}", "NER") in sides(f"{name} {does}.", relation)


@pytest.mark.parametrize(
    ("text", "relation", "who"),
    [
        ("Poland accused Belarus of pushing migrants over the border and massed 15,000 troops there.", "MOBILIZES", "POL"),
        ("Turkey accused Greece of arming islands, urged it to stop and sent two frigates to Cyprus.",
         "TROOP_DEPLOYMENT", "TUR"),
        ("Burkina Faso asked French troops to leave and denied having called on Wagner.", "REQUESTS", "BFA"),
    ],
)  # fmt: skip
def test_a_second_finite_verb_goes_on_with_the_first_subject(text: str, relation: str, who: str) -> None:
    found = claims(text, relation)
    assert found
    assert {c["subject"]["state"] for c in found} == {who}


def test_whom_a_participle_accuses_is_not_its_own_subject() -> None:
    text = "Sudan cut ties with Iran, accusing it of arming the rebels."
    [arms] = claims(text, "ARMS_TRANSFER")
    assert (arms["subject"]["state"], arms["modality"]) == ("IRN", "alleged")


@pytest.mark.parametrize(
    "text",
    [
        "Clashes between Serb police and ethnic Albanians in Kosovo left 51 people dead.",
        "Kyrgyz troops shot at ethnic Uzbeks in Osh, killing 12.",
    ],
)
def test_a_people_of_the_name_is_no_state(text: str) -> None:
    found = explain_sentence(text)
    assert found
    assert not {side(a) for c in found for a in (c["subject"], c["object"])} & {"ALB", "UZB"}


def test_a_state_named_beside_others_of_a_kind_is_itself() -> None:
    asked = {c["object"]["name"] for c in claims("Russia urged Georgia and Western countries to wait.", "REQUESTS")}
    assert "Georgia" in asked
    assert not any("and" in name for name in asked)


def test_the_emirate_is_the_one_whose_border_was_named() -> None:
    found = read("Iraq massed troops near the Kuwaiti border. Washington rushed 4,000 soldiers to the emirate.")
    assert [side(c["object"]) for c in found if c["relation"] == "TROOP_DEPLOYMENT"] == ["KWT"]


@pytest.mark.parametrize("text", ["New Delhi/UNI: United Nations Secretary-General Antonio Guterres met envoys.",
                                  "KYIV, Ukraine: Secretary-General Antonio Guterres met envoys."])  # fmt: skip
def test_who_is_named_after_a_dateline_does_not_lead_its_state(text: str) -> None:
    assert all(c["object"]["type"] != "state" for c in claims(text, "LEADS"))


# What is asked, punished, given


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Serbia insisted on Monday that EU sanctions must be lifted before it would return.", ("SRB", "org:EU")),
        ("Sudan said Chadian troops must leave the region at once.", ("SDN", "TCD")),
    ],
)
def test_what_must_end_is_asked_of_whose_it_is(text: str, ends: tuple[str, str]) -> None:
    assert ends in sides(text, "REQUESTS")


def test_sanctions_on_those_responsible_are_on_no_state() -> None:
    text = "Gunmen attacked the UN mission in Mali. The Security Council imposed sanctions on those responsible for it."
    assert not [c for c in read(text) if c["relation"] == "SANCTIONS" and c["object"]["type"] == "state"]


def test_a_chief_does_not_threaten_his_own_organisation() -> None:
    text = "Guterres warned that targeting U.N. peacekeepers may constitute a war crime."
    assert ("org:UN", "org:UN") not in {(c["subject"]["id"], side(c["object"])) for c in explain_sentence(text)}
    assert not [c for c in claims(text, "THREATENS") if side(c["object"]) == "org:UN"]


def test_what_somebody_is_thanked_for_has_been_given() -> None:
    text = '"These guns will change the war," Reznikov wrote, thanking Norway for delivering 12 howitzers to Ukraine.'
    given = [c for c in read(text, "Ukraine gets guns") if c["relation"] == "ARMS_TRANSFER"]
    assert given
    assert {c["modality"] for c in given} <= {"asserted", "reported"}


def test_what_is_requested_to_be_bought_is_yet_to_come() -> None:
    [sale] = claims("Saudi Arabia has requested to buy 730 Patriot missiles.", "ARMS_TRANSFER")
    assert (sale["subject"]["state"], sale["object"]["state"], sale["modality"]) == ("USA", "SAU", "future")
    assert sale["quantity"]["value"] == 730


@pytest.mark.parametrize(
    "text",
    [
        "Not a single French soldier remains in Niger.",
        "Zero Dutch soldiers are in Mali.",
        "None of the 50 tanks promised by Spain has reached Ukraine.",
    ],
)
def test_not_one_is_none(text: str) -> None:
    found = claims(text, "TROOP_DEPLOYMENT", "ARMS_TRANSFER")
    assert found
    assert {c["polarity"] for c in found} == {"negative"}


def test_a_possibility_that_is_ruled_out_is_denied() -> None:
    text = (
        "The Dutch defence ministry has ruled out the possibility that the aircraft was shot down by Taliban fighters."
    )
    assert {(c["polarity"], c["modality"]) for c in claims(text, "ATTACKS")} == {("negative", "reported")}


@pytest.mark.parametrize("text", ["A novel imagines that China invaded Taiwan in 2027.",
                                  "In the exercise scenario, Russia attacked Estonia."])  # fmt: skip
def test_fiction_and_war_games_state_nothing(text: str) -> None:
    assert not explain_sentence(text)


@pytest.mark.parametrize(
    "text",
    [
        "Chile and Bolivia restored diplomatic ties that they had cut in 1978.",
        "Japan resumed talks with North Korea that had broken down in 2008.",
    ],
)
def test_what_had_been_done_before_keeps_its_time_for_itself(text: str) -> None:
    found = claims(text, "AGREES_WITH", "MEETS_WITH")
    assert found
    assert all(c["time"] is None for c in found)


def test_a_pact_of_two_sells_nobody_what_the_sentence_before_spoke_of() -> None:
    text = "Mali may buy jets from China. Mali and Russia signed a defence pact on April 9."
    assert {(side(c["subject"]), side(c["object"]), c["modality"]) for c in read(text) if c["relation"] == "ARMS_TRANSFER"} == {
        ("CHN", "MLI", "speculated")
    }  # fmt: skip


# What must never be lost


def test_a_sentence_that_opens_with_and_costs_the_document_nothing() -> None:
    text = "And, in the first such move, France and Chad agreed to meet. Kenya sent 200 soldiers to Haiti on Friday."
    assert [c for c in read(text) if c["relation"] == "TROOP_DEPLOYMENT"]


def test_a_parse_that_cannot_be_mended_loses_its_own_sentence_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.text import extract as extraction

    mended = extraction.mended

    def failing(doc: Any, known: frozenset[str]) -> Any:
        if "Peru" in doc.text:
            raise IndexError("a slip")
        return mended(doc, known)

    monkeypatch.setattr(extraction, "mended", failing)
    unread: list[Any] = []
    document = Document("outlet:x", "", "Peru attacked Chile. Kenya sent 200 soldiers to Haiti.", "2021-06-18", "text")
    found = list(extract(replace(document, name="t"), unread=unread))
    assert {c.relation for c in found} == {"TROOP_DEPLOYMENT"}
    assert [one.where for one in unread] == ["t, characters 0 to 20"]


def test_the_version_of_the_reading_is_told() -> None:
    assert cascade.VERSION == "27"


# Who did the same, and what a denial bears on


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "North Macedonia and Greece held joint exercises, and so did China and Russia.",
            {("MKD", "GRC"), ("CHN", "RUS")},
        ),
        ("Chad and Mali held joint exercises in May, as did Oman and Kenya.", {("TCD", "MLI"), ("OMN", "KEN")}),
    ],
)
def test_two_who_do_as_two_others_do_it_with_one_another_alone(text: str, pairs: set[tuple[str, str]]) -> None:
    found = sides(text, "COOPERATES_WITH")
    assert found and {frozenset(pair) for pair in found if None not in pair} <= {frozenset(pair) for pair in pairs}


@pytest.mark.parametrize(
    "text",
    [
        "Azerbaijan claimed that its forces had killed 25 Armenian soldiers. Armenia denied the claim.",
        "Baku said that its troops had killed 25 Armenian soldiers near Sotk. Yerevan called the report false.",
    ],
)
def test_who_denies_that_he_was_hit_denies_his_losses_too(text: str) -> None:
    denied = [c for c in read(text) if c["polarity"] == "negative"]
    assert {(c["relation"], side(c["subject"]), side(c["object"])) for c in denied} == {
        ("ATTACKS", "AZE", "ARM"),
        ("CASUALTIES", "ARM", "AZE"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Ethiopian forces attacked Eritrea on 5 March 2025, Eritrea's government said. Ethiopia denied the attack.",
        "Russia had supplied missiles to Iran, a US official alleged. Moscow denied any such delivery.",
    ],
)
def test_who_denies_the_deed_denies_what_was_told_of_it(text: str) -> None:
    told = [c for c in read(text) if c["polarity"] == "positive" and c["relation"] in ("ATTACKS", "ARMS_TRANSFER")]
    denied = [c for c in read(text) if c["polarity"] == "negative"]
    assert told and {(c["relation"], side(c["subject"])) for c in denied} == {
        (c["relation"], side(c["subject"])) for c in told
    }


def test_who_denies_a_strike_denies_no_losses_of_others() -> None:
    text = "Ukraine said Russian shelling killed 12 people in Odesa. Russia denied responsibility."
    assert {c["relation"] for c in read(text) if c["polarity"] == "negative"} == {"ATTACKS"}
