"""How strong a force is, how many sites it may use, how many things were destroyed, how many were wounded."""

from __future__ import annotations

import pytest

from kg.model import Claim, Document
from kg.text.amounts import amounts
from kg.text.extract import extract


def read(text: str, relation: str, subject: str) -> list[Claim]:
    found = extract(Document("paper", "", text, "2016-08-08", "text"))
    return [c for c in found if c.relation == relation and subject in (c.subject.state, c.subject.name)]


def told(text: str, relation: str, subject: str) -> set[tuple[float | None, float | None, float | None]]:
    """(value, least, most) of the claims of a relation and a subject."""
    quantities = [c.quantity for c in read(text, relation, subject)]
    return {(q.value, q.min, q.max) if q is not None else (None, None, None) for q in quantities}


def counted(text: str) -> list[tuple[float | None, str | None]]:
    return [(a.quantity.value, a.noun) for a in amounts(text) if not a.quantity.vague]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sweden is sending its first cavalry, 280 strong, to Mali.", [(280, None)]),
        ("The ship has a crew of 180.", [(180, None)]),
        ("An advance party of 60 landed in Dili.", [(60, None)]),
        ("A Latvian platoon of 34 serves with them.", [(34, None)]),
        ("It opens 12 military areas to its ally.", [(12, "military areas")]),
        ("They overran nine army posts.", [(9, "army posts")]),
        ("They killed 15 police officers.", [(15, "officers")]),
        ("He turned 60 and is strong.", []),
    ],
)
def test_men_without_a_noun_and_sites_of_a_service_are_counted(
    text: str, found: list[tuple[float | None, str | None]]
) -> None:
    assert counted(text) == found


@pytest.mark.parametrize(
    ("text", "subject", "number"),
    [
        ("Norway sent a company of 140 conscripts to Latvia.", "NOR", 140),
        ("A contingent of 1,850 Russian peacekeepers will be stationed in Armenia.", "RUS", 1850),
        ("Chile has promised Haiti a battalion of 600.", "CHL", 600),
        ("Spain is sending a frigate with a crew of 200 to Somalia.", "ESP", 200),
        ("Two Turkish C-130s landed in Mogadishu with about 250 commandos.", "TUR", 250),
        ("Italy sent six planes with 200 men to guard them to Libya.", "ITA", 6),
        ("Greece sent 12 planes with 300 men to guard them to Cyprus.", "GRC", 12),
        ("Greece, Malta and Italy have promised to contribute to the force in Lebanon, most of them between 30 and 90 "
         "engineers each.", "MLT", None),
        ("Some 4,500 of the soldiers in Bosnia are French, 3,000 British.", "FRA", 4500),
        ("Some 4,500 of the soldiers in Bosnia are French, 3,000 British.", "GBR", 3000),
        ("Some 900 of the soldiers in Mali are Canadians, 800 come from Nepal and 200 from Chile.", "CAN", 900),
        ("Some 900 of the soldiers in Mali are Canadians, 800 come from Nepal and 200 from Chile.", "CHL", 200),
        ("Spain sent 300 soldiers from Morocco to Mali.", "ESP", 300),
        ("Russia sent 12 planes to Syria with 300 soldiers to guard them.", "RUS", 12),
        ("Two Turkish planes landed in Tripoli carrying 300 Syrian fighters.", "TUR", 300),
        ("Spain sent 300 soldiers to Mali, and 500 of the men there are French.", "ESP", 300),
        ("Kuwait and Bahrain each sent 1,500 men to Saudi Arabia, and Oman 200.", "BHR", 1500),
        ("Peru has sent 300 soldiers to Haiti, and 500 of the refugees came from Chile.", "PER", 300),
    ],
)  # fmt: skip
def test_of_each_state_the_men_are_its_own(text: str, subject: str, number: float | None) -> None:
    found = told(text, "TROOP_DEPLOYMENT", subject)
    assert found == {(number, None, None)} if number else found == {(None, 30, 90)}


@pytest.mark.parametrize(
    "text",
    [
        "Norway, Nepal and Ghana sent soldiers to Mali, and 20 officers got $500 each.",
    ],
)
def test_what_others_are_is_no_number_of_theirs(text: str) -> None:
    assert told(text, "TROOP_DEPLOYMENT", "NPL") == {(None, None, None)}


def test_of_two_units_the_first_is_not_all() -> None:
    text = "Ghana sent a company of 120 men and a battalion of 700 to Liberia."
    assert told(text, "TROOP_DEPLOYMENT", "GHA") == {(None, None, None)}


def test_where_each_host_has_a_number_it_is_that() -> None:
    text = "Russia has 9,000 soldiers in Lithuania, 4,000 in Latvia and 3,000 in Estonia."
    found = {c.object.state: c.quantity.value for c in read(text, "TROOP_DEPLOYMENT", "RUS") if c.object and c.quantity}
    assert (found["LVA"], found["EST"]) == (4000, 3000)


@pytest.mark.parametrize(
    ("text", "killed", "wounded"),
    [
        ("The Pentagon lists 12 Americans killed in action and 67 wounded.", 12, 67),
        ("In the ambush nine Chadian soldiers were killed and 31 wounded.", 9, 31),
    ],
)
def test_the_wounded_are_not_as_many_as_the_dead(text: str, killed: float, wounded: float) -> None:
    found = [c.quantity for c in extract(Document("paper", "", text, "2016-08-08", "text")) if c.quantity]
    assert {(q.unit, q.value) for q in found} == {("killed", killed), ("wounded", wounded)}


@pytest.mark.parametrize(
    ("text", "relation", "subject", "number"),
    [
        ("The accord gives American troops access to 14 military areas in Finland.", "BASE_ACCESS", "USA", 14),
        ("The United States has access to nine Philippine bases.", "BASE_ACCESS", "USA", 9),
        ("Djibouti lets France use three airfields.", "BASE_ACCESS", "FRA", 3),
        ("Djibouti lets France use an airfield.", "BASE_ACCESS", "FRA", None),
        ("The Ukrainian army destroyed nine Russian helicopters at Berdyansk.", "ATTACKS", "UKR", 9),
        ("Iranian forces diverted the South Korean tanker Hankuk Chemi on Monday and are holding its 20 sailors.",
         "COERCES", "IRN", 20),
        ("China and Cambodia opened an exercise on Thursday with 2,000 soldiers.", "COOPERATES_WITH", "CHN", 2000),
        ("China and Cambodia opened an exercise after 2,000 refugees had come home.", "COOPERATES_WITH", "CHN", None),
        ("India and the United States cooperate in training 2,000 pilots.", "COOPERATES_WITH", "IND", None),
        ("China and Russia opened an exercise in which 3,200 Chinese soldiers take part.", "COOPERATES_WITH", "CHN",
         None),
        ("Laos and Vietnam began an exercise with 17,600 soldiers, 12,200 of them Lao.", "COOPERATES_WITH", "LAO",
         17600),
        ("Some 70 Polish soldiers took part in an exercise with Lithuania.", "COOPERATES_WITH", "POL", None),
        ("Some 300 workers protested in Tunis against the government.", "PROTESTS", "workers", 300),
        ("Around 30 Serb gunmen ambushed a patrol of Kosovo at Banjska.", "ATTACKS", "Serb gunmen", 30),
    ],
)  # fmt: skip
def test_sites_things_and_doers_are_counted(text: str, relation: str, subject: str, number: float | None) -> None:
    assert {value for value, _, _ in told(text, relation, subject)} == {number}


def test_boats_that_are_seized_and_sailors_that_are_held_are_two_numbers() -> None:
    text = "Kuwait's coast guard seized two Iraqi trawlers on Wednesday and held their 12 sailors."
    assert {value for value, _, _ in told(text, "COERCES", "KWT")} == {2, 12}


def test_of_two_capitals_each_has_its_own_dead() -> None:
    text = "Baku reported 21 killed and 34 wounded, Yerevan 52 killed and 116 wounded."
    assert told(text, "CASUALTIES", "AZE") == {(21, None, None), (34, None, None)}


@pytest.mark.parametrize(
    ("text", "subject", "number"),
    [
        (
            "Morocco has flown in 1,300 men to Saudi Arabia and Syria intends to send a brigade of up to 4,000.",
            "MAR",
            1300,
        ),
        ("Italy will send 320 of its 1,800 men in Sarajevo to Albania.", "ITA", 320),
        (
            "Russia offered to put 1,000 men of its 201st Division, 6,000 of whom are in Tajikistan, on alert.",
            "RUS",
            6000,
        ),
    ],
)
def test_the_men_are_those_of_the_clause_of_who_sends_them(text: str, subject: str, number: float) -> None:
    assert told(text, "TROOP_DEPLOYMENT", subject) == {(number, None, None)}


@pytest.mark.parametrize(
    "text",
    [
        "Argentina impounded a Venezuelan Boeing and took the passports of its five crew members.",
        "Iran seized a South Korean tanker and Oman freed its 20 sailors.",
    ],
)
def test_what_another_does_or_what_is_only_owned_is_not_held(text: str) -> None:
    found = extract(Document("paper", "", text, "2016-08-08", "text"))
    assert all(c.quantity is None for c in found if c.relation == "COERCES")


def test_peoples_that_stand_together_share_one_number() -> None:
    """ "100 American, British and French aircraft": of each pair and each doer the number is that of all."""
    text = "On Jan. 13 more than 100 American, British and French aircraft bombed missile sites in southern Iraq."
    for state in ("USA", "GBR", "FRA"):
        assert told(text, "ATTACKS", state) == {(None, 100, None)}
    assert [a.noun for a in amounts("About 1,500 Israeli, Greek and Cypriot soldiers trained.")] == ["soldiers"]


def test_each_host_has_the_men_who_stand_beside_it() -> None:
    text = "Ten Finnish officers serve in the UN observer mission in Jerusalem and 200 soldiers in Lebanon."
    claims = extract(Document("outlet:x", "", text, "2024-06-20", "text", name="t"))
    found = {c.object.state: c.quantity.value for c in claims if c.object and c.quantity}
    assert found["LBN"] == 200
    text = "Germany will station about 4,800 soldiers and 200 civilian staff in Lithuania by the end of 2027."
    assert told(text, "TROOP_DEPLOYMENT", "DEU") == {(4800, None, None)}  # both of them there


def test_each_type_of_aircraft_has_its_own_number() -> None:
    text = "Peru ordered two Mi-35 and six Mi-17 helicopters from Russia in July."
    assert told(text, "ARMS_TRANSFER", "RUS") == {(2, None, None), (6, None, None)}


def test_things_that_are_worth_a_sum_are_counted_and_not_the_sum() -> None:
    text = "The United States gave the Ivorian army 45 pick-up trucks worth $3.2 million for its northern posts."
    assert told(text, "MILITARY_AID", "USA") == {(45, None, None)}


def test_a_number_of_soldiers_that_falls_kills_nobody() -> None:
    text = "The number of French soldiers in the Sahel will fall from 5,100 to 2,500."
    assert told(text, "CASUALTIES", "FRA") == set()


def test_what_is_refused_is_counted() -> None:
    text = "Andrej Babis turned down a request from Ukraine for four L-159 jets."
    claims = extract(Document("outlet:x", "", text, "2024-06-20", "text", name="t"))
    assert {c.quantity.value for c in claims if c.relation == "REJECTS" and c.quantity} == {4}
