"""What is over or elsewhere: troops moved on, missions that end, sanctions lifted, visits put off."""

from __future__ import annotations

import pytest

from kg.text.extract import explain_sentence


def read(text: str) -> dict[tuple[str, str | None, str | None], str]:
    """Relation and sides -> polarity and modality."""
    return {
        (c["relation"], c["subject"]["name"], c["object"] and c["object"]["name"]): f"{c['polarity']} {c['modality']}"
        for c in explain_sentence(text)
    }


@pytest.mark.parametrize(
    "text, who, out, to",
    [
        ("Canada moved its troops from Iraq to Kuwait.", "Canada", "Iraq", "Kuwait"),
        ("Russia transferred soldiers from Armenia to Belarus.", "Russia", "Armenia", "Belarus"),
    ],
)
def test_who_moves_troops_withdraws_and_deploys_them(text, who, out, to):
    found = read(text)
    assert ("TROOP_WITHDRAWAL", who, out) in found and ("TROOP_DEPLOYMENT", who, to) in found


@pytest.mark.parametrize(
    "text",
    [
        "Chad moved troops from Abeche to the border with Sudan.",
        "Ukraine moved soldiers from Odesa to Lviv.",
        "The firm moved workers from Spain to Italy.",
    ],
)
def test_who_moves_them_at_home_withdraws_from_nowhere(text):
    assert all(relation not in ("TROOP_WITHDRAWAL", "TROOP_DEPLOYMENT") for relation, *_ in read(text))


@pytest.mark.parametrize(
    "text",
    ["The U.N. mission in Haiti ended in October.", "The U.N. mission in Haiti ended its operations in October."],
)
def test_a_mission_that_ends_has_left(text):
    assert any(relation == "TROOP_WITHDRAWAL" and whom == "Haiti" for relation, _, whom in read(text))


def test_a_fact_finding_mission_is_no_force():
    assert read("The U.N. fact-finding mission in Libya ended on Friday.") == {}


@pytest.mark.parametrize(
    "text, claim, polarity",
    [
        ("EU sanctions on Burundi were lifted in 2022.", ("SANCTIONS", "EU", "Burundi"), "negative asserted"),
        ("EU sanctions on Burundi have not been lifted.", ("SANCTIONS", "EU", "Burundi"), "positive asserted"),
        ("EU sanctions on Burundi were partly lifted.", ("SANCTIONS", "EU", "Burundi"), "positive asserted"),
        ("If EU sanctions on Burundi were lifted, exports would grow.", ("SANCTIONS", "EU", "Burundi"),
         "positive conditional"),
        ("China, which had imposed a ban on Norwegian salmon in 2010, lifted it in 2016.",
         ("SANCTIONS", "China", "Norway"), "negative asserted"),
        ("Latvia has ended its dependence on Russian gas.", ("DEPENDS_ON", "Latvia", "Russia"), "negative asserted"),
        ("Latvia has not ended its dependence on Russian gas.", ("DEPENDS_ON", "Latvia", "Russia"),
         "positive asserted"),
        ("Latvia has cut its dependence on Russian gas.", ("DEPENDS_ON", "Latvia", "Russia"), "positive asserted"),
        ("Trade between Chad and Niger has stopped.", ("TRADES_WITH", "Chad", "Niger"), "negative asserted"),
        ("Modi's trip to France was postponed after floods hit Delhi.", ("MEETS_WITH", "Narendra Modi", "France"),
         "negative asserted"),
        ("Modi's visit to France was cancelled.", ("MEETS_WITH", "Narendra Modi", "France"), "negative asserted"),
    ],
)  # fmt: skip
def test_what_was_ended_is_told_as_ended(text, claim, polarity):
    claims = explain_sentence(text)
    same = [c for c in claims if (c["relation"], c["subject"]["name"], c["object"] and c["object"]["name"]) == claim]
    assert f"{same[-1]['polarity']} {same[-1]['modality']}" == polarity


@pytest.mark.parametrize(
    "text, modality",
    [
        ("Kenya launched an operation against al Shabaab.", "positive asserted"),
        ("Kenya will launch an operation against al Shabaab.", "positive future"),
        ("Kenya denied launching an operation against al Shabaab.", "negative reported"),
    ],
)
def test_an_operation_against_somebody_is_an_attack(text, modality):
    assert read(text).get(("ATTACKS", "Kenya", "al Shabaab")) == modality


def test_an_operation_against_a_crime_is_none():
    assert all(relation != "ATTACKS" for relation, *_ in read("Spain launched an operation against smuggling."))


@pytest.mark.parametrize(
    "text, place",
    [
        ("Ukrainian troops withdrew from Lysychansk after weeks of fighting.", "Lysychansk"),
        ("Syrian government forces retreated from Homs after a rebel offensive.", "Homs"),
    ],
)
def test_who_retreats_from_a_town_of_his_own_has_lost_it(text, place):
    found = read(text)
    assert any(claim[0] == "CONTROLS" and claim[2] == place and found[claim] == "negative asserted" for claim in found)


@pytest.mark.parametrize(
    "text",
    [
        "Ukrainian troops withdrew from Lysychansk.",
        "M23 rebels withdrew from Walikale after a truce that ended the fighting.",
        "Colombian police withdrew from Cali after the fighting.",
        "Russian troops withdrew from Kherson after weeks of fighting.",
    ],
)
def test_who_leaves_quietly_or_abroad_has_lost_nothing_of_his_own(text):
    assert all(relation != "CONTROLS" for relation, *_ in read(text))
