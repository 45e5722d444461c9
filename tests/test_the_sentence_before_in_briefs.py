"""Briefs of two sentences: what the second tells, of whom the first told."""

from __future__ import annotations

import pytest

from kg.model import Actor, Document
from kg.text.extract import extract


def name(actor: Actor | None) -> str | None:
    """A group by its id, all that is of a state as that."""
    return None if actor is None else actor.id if actor.type == "armed_group" else actor.side


def read(text: str) -> set[tuple[str | None, ...]]:
    claims = extract(Document("outlet:wire", "", text, "2024-06-15", "text", name="brief"))
    return {(c.relation, name(c.subject), name(c.object), c.modality, c.polarity) for c in claims}


@pytest.mark.parametrize(
    "text, relation, who, whom",
    [
        ("Chad rebuked Niger, which said it would sell drones to Mali.", "ARMS_TRANSFER", "NER", "MLI"),
        ("Kyrgyzstan thanked Turkey, which has said it will deliver drones to Bishkek.", "ARMS_TRANSFER", "TUR", "KGZ"),
        ("Chad protested to Libya over the raid. France has 900 soldiers in the country.", "TROOP_DEPLOYMENT", "FRA",
         "TCD"),
        ("Chad accused Libya of spying. About 900 French soldiers are stationed there.", "TROOP_DEPLOYMENT", "FRA",
         "TCD"),
        ("Lebanon's Hezbollah shelled a village. The Iran-backed group said it had also struck an Israeli base.",
         "ATTACKS", "group:HEZBOLLAH", "ISR"),
        ("Kenya denied arming the Rapid Support Forces in Sudan. The group has been fighting the army since 2023.",
         "COMBAT", "group:RSF", "SDN"),
        ("Turkish troops killed six fighters of the Kurdistan Workers Party.", "CASUALTIES", "group:PKK", "TUR"),
        ("Congo's army and the M23 accused each other of shelling villages.", "ACCUSES", "group:M23", "COD"),
        ("Chad broke off relations with Libya. Niger withdrew its ambassador.", "REJECTS", "NER", "LBY"),
        ("Chad raided a post in Sudan. The bitter neighbours have fought three wars since 1970.", "COMBAT", "TCD", "SDN"),
    ],
)  # fmt: skip
def test_whom_the_second_sentence_is_about(text, relation, who, whom):
    """Version 23 had another state there, or nobody."""
    assert (relation, who, whom) in {claim[:3] for claim in read(text)}


@pytest.mark.parametrize(
    "text, relation, who, whom",
    [
        ("Chad rebuked Niger, which said it would sell drones to Mali.", "ARMS_TRANSFER", "TCD", "MLI"),
        ("Chad criticised Libya. About 900 French soldiers are stationed in the country.", "TROOP_DEPLOYMENT", "FRA",
         "LBY"),
        ("Armenia considers Azerbaijan a terrorist state.", "SUPPORTS", "ARM", "AZE"),
        ("Kenya denied arming the Rapid Support Forces in Sudan. The group has been at war with the army since 2023.",
         "COMBAT", "group:RSF", "KEN"),
        ("Iran shelled a market in Iraq. Tehran says the market was hit by an Iraqi rocket.", "ATTACKS", "IRQ", "IRN"),
        ("Peru accused Chile of giving in to terrorism.", "CONCEDES", "CHL", "PER"),
        ("Romania has received F-16 jets from its allies.", "ARMS_TRANSFER", "USA", "ROU"),
    ],
)  # fmt: skip
def test_what_is_not_told_of_them(text, relation, who, whom):
    assert (relation, who, whom) not in {claim[:3] for claim in read(text)}


def test_what_came_before_is_not_to_come():
    """The drill is in a week; the visit has been."""
    found = read("China will drill next week, a day after the German defence minister visited Taipei.")
    assert ("MEETS_WITH", "DEU", "TWN", "asserted", "positive") in found


@pytest.mark.parametrize(
    "text, denied",
    [
        ("Gunmen attacked a hotel in Niger. Libya said it had nothing to do with the attack.", True),
        (
            "Two armed groups crossed from Libya and attacked villages in Niger, officials in Niamey said. Libya denied any role.",
            True,
        ),
        ("Gunmen attacked a hotel in Niger. Libya said the talks had nothing to do with the attack.", False),
    ],
)
def test_who_had_nothing_to_do_with_it(text, denied):
    assert (("ATTACKS", "LBY", "NER", "reported", "negative") in read(text)) is denied


@pytest.mark.parametrize(
    "text, counted",
    [
        ("Russia struck a market in Ukraine, killing 20 people. The death toll rose to 33 on Tuesday.", True),
        ("Russia struck a market in Ukraine, killing 20 people. The death toll in Turkey rose to 33.", False),
        ("Russia struck a market in Ukraine, killing 20 people. The number of guests rose to 33.", False),
    ],
)
def test_the_toll_of_a_blow_told_before(text, counted):
    claims = extract(Document("outlet:wire", "", text, "2024-06-15", "text", name="brief"))
    tolls = {(c.subject.side, c.object and c.object.side, c.quantity and c.quantity.low) for c in claims}
    assert (("UKR", "RUS", 33) in tolls) is counted


@pytest.mark.parametrize(
    "text, who, whom",
    [
        ("The drills follow a spate of attacks on Saudi Arabia by the Houthis.", "group:HOUTHIS", "SAU"),
        ("The patrols follow attacks on tankers by the Houthis.", "group:HOUTHIS", "?group:tankers"),
        ("Two Israeli soldiers were hurt when Hezbollah fired missiles across the border.", "group:HEZBOLLAH", "ISR"),
    ],
)
def test_who_struck_whom(text, who, whom):
    found = {claim[:3] for claim in read(text)}
    assert ("ATTACKS", who, whom) in found
    assert not any(relation == "MOBILIZES" for relation, _, _ in found)


def test_who_says_it_would_respond_threatens():
    """That is said, and not told of him by others."""
    found = read("Oman shelled Yemen. Yemen said it would respond in kind.")
    assert ("THREATENS", "YEM", "OMN", "asserted", "positive") in found


def test_where_they_set_out_is_not_struck():
    found = read("Niger lies close to Chad, from where rebels invaded in May.")
    assert not any(claim[0] == "ATTACKS" and claim[2] == "TCD" for claim in found)


def test_the_wounded_beside_the_dead_may_be_dozens():
    text = "Israel struck Beirut, killing 12 people and wounding dozens."
    claims = extract(Document("outlet:wire", "", text, "2024-06-15", "text", name="brief"))
    assert {c.quantity.text for c in claims if c.relation == "CASUALTIES" and c.quantity} == {"12", "dozens"}


def test_a_country_that_keeps_policemen_is_read(recwarn):
    """Whose they are and whose country it is must not ask each other for ever."""
    read("Chad accused Libya of spying. The neighbour, without an army, keeps 80 border policemen in the country.")
    assert not [w for w in recwarn if "could not be read" in str(w.message)]
