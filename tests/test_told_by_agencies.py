"""What news agencies tell in words of their own: who is host to soldiers, who orders an embargo, who fell where, whose
deed a clause without a verb is, and what somebody warns that another would do."""

from __future__ import annotations

from typing import Any

import pytest

from kg.text.extract import explain_sentence

DAY = "2024-05-15"


def told(text: str, relation: str) -> list[dict[str, Any]]:
    """The claims of one relation in a text."""
    return [c for c in explain_sentence(text, DAY) if c["relation"] == relation]


def ends(claim: dict[str, Any]) -> tuple[str, str | None]:
    other = claim["object"]
    return claim["subject"]["name"], other and other["name"]


def counts(text: str, relation: str) -> set[tuple[str, float | None]]:
    """Of whom a relation is told, and how many."""
    return {(c["subject"]["name"], (c["quantity"] or {}).get("value")) for c in told(text, relation)}


# Soldiers at home with a host


@pytest.mark.parametrize(
    ("text", "whose", "where", "number"),
    [
        ("Qatar is home to 12,000 US soldiers.", "United States", "Qatar", 12000),
        ("Chad was home to 1,000 French soldiers until 2024.", "France", "Chad", 1000),
        ("The officials met in Niger, which is home to 1,100 US soldiers.", "United States", "Niger", 1100),
        ("Japan is home to around 54,000 US military personnel.", "United States", "Japan", 54000),
        ("The Al Udeid base in Qatar is home to 10,000 US troops.", "United States", "Qatar", 10000),
        ("Cyprus hosts some 2,200 British soldiers.", "United Kingdom", "Cyprus", 2200),
    ],
)
def test_a_state_that_is_home_to_soldiers_is_host_to_a_deployment(text: str, whose: str, where: str, number: int):
    """How many they are is told of their deployment; of a base nothing is said."""
    [claim] = told(text, "TROOP_DEPLOYMENT")
    assert (*ends(claim), claim["quantity"]["value"]) == (whose, where, number)
    assert told(text, "BASE_ACCESS") == []


def test_the_home_of_a_fleet_is_a_base():
    [claim] = told("Bahrain, which is home to the US Fifth Fleet, condemned the raid.", "BASE_ACCESS")
    assert ends(claim) == ("United States", "Bahrain")


@pytest.mark.parametrize(
    "text",
    [
        "Germany is home to 3.5 million people of Turkish origin.",
        "Jordan is home to 670,000 Syrian refugees.",
        "France brought home 1,200 soldiers from Mali.",
    ],
)
def test_whose_home_a_state_is_need_be_no_soldiers(text: str):
    assert told(text, "TROOP_DEPLOYMENT") == []


# What is ordered


@pytest.mark.parametrize(
    ("text", "by", "on"),
    [
        ("Turkey ordered a global embargo on Israel.", "Turkey", "Israel"),
        ("The United States ordered an arms embargo on Belarus.", "United States", "Belarus"),
        ("President Bush ordered sanctions against Liberia.", "Bush", "Liberia"),
        ("Canada ordered a freeze on the assets of Myanmar's generals.", "Canada", "Myanmar"),
        ("The UN Security Council ordered an arms embargo against Libya.", "UN Security Council", "Libya"),
    ],
)
def test_who_orders_an_embargo_imposes_it(text: str, by: str, on: str):
    [claim] = told(text, "SANCTIONS")
    assert (*ends(claim), claim["modality"]) == (by, on, "asserted")


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Ethiopia ordered its troops to attack Eritrea.", "ATTACKS"),
        ("Putin ordered an attack on Georgia.", "ATTACKS"),
        ("India ordered 26 Rafale jets from France.", "ARMS_TRANSFER"),
        ("Turkey will order an embargo on Israel.", "SANCTIONS"),
    ],
)
def test_what_others_are_ordered_to_do_is_yet_to_be_done(text: str, relation: str):
    assert {c["modality"] for c in told(text, relation)} == {"future"}


# The dead of two places


@pytest.mark.parametrize(
    ("text", "fallen"),
    [
        ("In the al-Qaeda attacks 247 died in Kenya and 10 in Tanzania.", {("Kenya", 247), ("Tanzania", 10)}),
        ("The bombings killed 213 people in Kenya and 11 in Tanzania.", {("Kenya", 213), ("Tanzania", 11)}),
        ("The clashes cost lives: 34 soldiers were killed in Chad and 12 in Niger.", {("Chad", 34), ("Niger", 12)}),
        (
            "Forty-one civilians died in Armenia and 65 in Azerbaijan during the shelling.",
            {("Armenia", 41), ("Azerbaijan", 65)},
        ),
        ("Rebels killed 30 soldiers in Mali and 12 civilians in Niger.", {("Mali", 30), ("Niger", 12)}),
    ],
)
def test_each_of_two_places_has_its_own_dead(text: str, fallen: set[tuple[str, int]]):
    assert counts(text, "CASUALTIES") == fallen


def test_who_killed_here_killed_there_too():
    found = told("Israeli strikes killed 30 people in Lebanon and four in Syria.", "CASUALTIES")
    assert {ends(c) for c in found} == {("Lebanon", "Israel"), ("Syria", "Israel")}
    assert {c["place"] for c in found} == {None}


def test_nobody_kills_his_own_at_the_second_place():
    [lost, own] = told("Israeli strikes killed 610 people in Iran and 28 in Israel.", "CASUALTIES")
    assert (ends(lost), ends(own)) == (("Iran", "Israel"), ("Israel", None))


def test_two_towns_of_a_state_have_each_its_own_dead():
    found = told("Russian missiles killed 14 people in Kharkiv and five in Odesa.", "CASUALTIES")
    assert {(c["place"]["name"], c["quantity"]["value"]) for c in found} == {("Kharkiv", 14), ("Odesa", 5)}


@pytest.mark.parametrize(
    "text",
    [
        "Israeli strikes killed 30 people in Lebanon and 12 years later nobody was tried.",
        "Israeli strikes killed 30 people in Lebanon in 10 days.",
        "Israeli strikes killed 30 people in Lebanon, 12 in Tyre.",
    ],
)
def test_a_number_of_years_or_a_part_is_no_second_count(text: str):
    assert counts(text, "CASUALTIES") == {("Lebanon", 30)}


def test_an_earthquake_that_killed_in_two_states_is_nobodys():
    assert told("The quake killed 1,200 in Turkey and 300 in Syria.", "CASUALTIES") == []


# Several who are counted


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Kenya sent 250 soldiers and 40 police officers to Haiti.", {250, 40}),
        ("Ghana deployed 600 troops and 120 gendarmes to Liberia.", {600, 120}),
        ("Fiji sent 120 soldiers and about 35 police to Iraq.", {120, 35}),
        ("Chile withdrew 500 soldiers and 60 policemen from Haiti.", {500, 60}),
    ],
)
def test_police_who_go_with_soldiers_are_counted_apart(text: str, numbers: set[int]):
    found = told(text, "TROOP_DEPLOYMENT") + told(text, "TROOP_WITHDRAWAL")
    assert {c["quantity"]["value"] for c in found} == numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Italy sent 400 soldiers and 35 doctors to Lebanon.", 400),
        ("Uganda deployed 800 soldiers and 20 tanks to Somalia.", 800),
        ("Kenya sent 250 soldiers, 40 of them women, to Haiti.", 250),
    ],
)
def test_doctors_and_tanks_and_a_part_of_them_are_no_second_contingent(text: str, number: int):
    assert [c["quantity"]["value"] for c in told(text, "TROOP_DEPLOYMENT")] == [number]


@pytest.mark.parametrize(
    ("text", "relation", "each"),
    [
        ("The rebels killed 12 Malian and 5 French soldiers.", "CASUALTIES", {("Mali", 12), ("France", 5)}),
        (
            "Some 180 Rwandan and 84 Burundian peacekeepers arrived in the Central African Republic.",
            "TROOP_DEPLOYMENT",
            {("Rwanda", 180), ("Burundi", 84)},
        ),
        (
            "About 300 Nigerian and 150 Togolese soldiers were sent to Gambia.",
            "TROOP_DEPLOYMENT",
            {("Nigeria", 300), ("Togo", 150)},
        ),
        ("A mine wounded 3 Ukrainian and 2 Polish soldiers.", "CASUALTIES", {("Ukraine", 3), ("Poland", 2)}),
    ],
)
def test_of_two_peoples_each_has_its_own_number(text: str, relation: str, each: set[tuple[str, int]]):
    assert counts(text, relation) == each


# Whom a raid hits, and who is hit


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Russia struck Syrian rebel positions in Idlib.", "Syrian rebels"),
        ("Chad bombed Sudanese rebel camps.", "Sudanese rebels"),
        ("Uganda attacked rebel hideouts in South Sudan.", "rebels"),
        ("Turkish jets hit Kurdish militant hideouts in Iraq.", "militants"),
        ("India carried out strikes on militant camps in Pakistan.", "militants"),
        ("The United States launched missile attacks on terrorist sites in Sudan.", "terrorists"),
        ("Israel bombed army bases in Syria.", "Syria"),
        ("Turkish jets bombed PKK camps in Iraq.", "PKK"),
    ],
)
def test_a_raid_on_the_camps_of_a_band_hits_the_band(text: str, whom: str):
    assert [ends(c)[1] for c in told(text, "ATTACKS")] == [whom]


@pytest.mark.parametrize(
    ("text", "whose", "by"),
    [
        ("Three civilians were killed in the Russian fire on Kherson.", "Ukraine", "Russia"),
        ("Ukraine said three people were killed in the Russian fire on Kherson.", "Ukraine", "Russia"),
        ("Armenia said that two soldiers were killed in the fire on Jermuk.", "Armenia", None),
        (
            "Russia denied the charge. Six people were killed in the fire on Zaporizhzhia, Ukraine said.",
            "Ukraine",
            None,
        ),
    ],
)
def test_the_dead_of_fire_on_a_town_are_those_of_its_state(text: str, whose: str, by: str | None):
    [claim] = told(text, "CASUALTIES")
    assert ends(claim) == (whose, by)


def test_a_fire_in_a_town_is_nobodys_fire():
    assert told("Twelve people were killed in a fire in Nairobi.", "CASUALTIES") == []


@pytest.mark.parametrize(
    "text",
    [
        "Al-Shabaab, which is listed as a terrorist group by the US, attacked Kenya.",
        "Al-Shabaab, which is designated as a terrorist group by the US, attacked Kenya.",
        "Al-Shabaab, blacklisted as a terrorist organisation by the US, attacked Kenyan soldiers.",
        "Al-Shabaab, banned as a terrorist group by the US, raided Kenya.",
        "Al-Shabaab, which is proscribed as a terrorist organisation by the US, fired rockets at Kenya.",
    ],
)
def test_a_band_that_is_called_a_name_attacks_all_the_same(text: str):
    assert [ends(c) for c in told(text, "ATTACKS")] == [("Al-Shabaab", "Kenya")]


@pytest.mark.parametrize(
    "text",
    [
        "Al-Shabaab, which is listed as a terrorist group by the US, attacked Kenya.",
        "Al-Shabaab, blacklisted as a terrorist organisation by the US, attacked Kenyan soldiers.",
    ],
)
def test_who_lists_a_band_sanctions_it(text: str):
    assert [ends(c) for c in told(text, "SANCTIONS")] == [("United States", "Al-Shabaab")]


@pytest.mark.parametrize("text", ["The ban hit Chile hardest.", "Iran was hit by a ban on its oil by Spain."])
def test_who_is_hit_by_a_ban_is_not_attacked(text: str):
    assert told(text, "ATTACKS") == []


@pytest.mark.parametrize(
    "text",
    [
        "The Houthis fired two missiles at a ship.",
        "The Houthis fired a missile at a tanker in the Red Sea.",
        "Yemen's Houthis attacked a cargo ship off Yemen.",
        "The Houthis in Yemen attacked two merchant ships on Monday.",
    ],
)
def test_who_fires_at_a_ship_of_nobodys_attacks_no_land(text: str):
    assert all((c["object"] or {}).get("state") is None for c in told(text, "ATTACKS"))


# Deeds without a verb of their own


@pytest.mark.parametrize(
    ("text", "relation", "deeds"),
    [
        (
            "China sold jets to Pakistan, and Russia tanks to India.",
            "ARMS_TRANSFER",
            {("China", "Pakistan"), ("Russia", "India")},
        ),
        (
            "Russia supplies tanks to Algeria, and Germany frigates.",
            "ARMS_TRANSFER",
            {("Russia", "Algeria"), ("Germany", "Algeria")},
        ),
        (
            "Kenya sent police to Haiti, Jamaica soldiers.",
            "TROOP_DEPLOYMENT",
            {("Kenya", "Haiti"), ("Jamaica", "Haiti")},
        ),
        (
            "Britain sent tanks to Estonia, France to Romania.",
            "ARMS_TRANSFER",
            {("United Kingdom", "Estonia"), ("France", "Romania")},
        ),
        (
            "Germany will deploy a brigade to Lithuania, the US one to Poland.",
            "TROOP_DEPLOYMENT",
            {("Germany", "Lithuania"), ("United States", "Poland")},
        ),
    ],
)
def test_the_second_giver_borrows_the_verb_of_the_first(text: str, relation: str, deeds: set[tuple[str, str]]):
    assert {ends(c) for c in told(text, relation)} == deeds


@pytest.mark.parametrize(
    ("text", "deeds"),
    [
        ("Britain sent tanks to Estonia, France said.", {("United Kingdom", "Estonia")}),
        ("Britain sent tanks to Estonia, a neighbour of Russia.", {("United Kingdom", "Estonia")}),
        ("Russia sold tanks to India, Pakistan officials to the dismay of China.", {("Russia", "India")}),
    ],
)
def test_who_only_speaks_or_is_near_gives_nothing(text: str, deeds: set[tuple[str, str]]):
    assert {ends(c) for c in told(text, "ARMS_TRANSFER")} == deeds


# What another may do


@pytest.mark.parametrize(
    ("text", "who", "whom", "says"),
    [
        ("Ukraine insisted that Russia would invade.", "Russia", "Ukraine", "Ukraine"),
        ("Estonia feared that Russia would invade Latvia.", "Russia", "Latvia", "Estonia"),
        ("The Pentagon predicted that China would attack Taiwan.", "China", "Taiwan", "The Pentagon"),
        ("The United States warned that Russia would invade Ukraine.", "Russia", "Ukraine", "United States"),
        ("Analysts warned that Ethiopia would attack Eritrea.", "Ethiopia", "Eritrea", "Analysts"),
    ],
)
def test_that_another_would_attack_is_the_guess_of_who_warns_of_it(text: str, who: str, whom: str, says: str):
    [claim] = told(text, "ATTACKS")
    assert (*ends(claim), claim["modality"]) == (who, whom, "speculated")
    assert [a["name"] for a in claim["attribution"]] == [says]
    assert told(text, "THREATENS") == []


def test_who_warns_of_his_own_attack_threatens():
    assert [ends(c) for c in told("Russia warned that it would strike Ukraine.", "THREATENS")] == [
        ("Russia", "Ukraine")
    ]


def test_what_one_says_one_will_do_is_to_come():
    found = told("Turkey insisted that its troops would stay in Syria.", "TROOP_DEPLOYMENT")
    assert [c["modality"] for c in found] == ["future"]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Switzerland could send air defence systems to Ukraine.", "speculated"),
        ("Israel may dispatch Patriot batteries to Ukraine.", "speculated"),
        ("Germany dispatched air defence systems to Poland in May.", "asserted"),
    ],
)
def test_what_may_be_sent_is_not_sent(text: str, modality: str):
    assert {c["modality"] for c in told(text, "ARMS_TRANSFER")} == {modality}


# Prisoners, missions, bases


@pytest.mark.parametrize(
    ("text", "by", "whose", "number"),
    [
        ("Eritrea released 350 Ethiopian prisoners of war.", "Eritrea", "Ethiopia", 350),
        ("Morocco freed 185 Algerian prisoners.", "Morocco", "Algeria", 185),
        ("The Polisario Front freed 404 Moroccan prisoners of war.", "Polisario Front", "Morocco", 404),
        ("The Taliban freed three Australian hostages.", "Taliban", "Australia", 3),
    ],
)
def test_prisoners_who_are_freed_are_held_no_more(text: str, by: str, whose: str, number: int):
    """One claim, and not that somebody yielded besides."""
    [claim] = told(text, "COERCES")
    assert (*ends(claim), claim["polarity"], claim["quantity"]["value"]) == (by, whose, "negative", number)
    assert told(text, "CONCEDES") == []


@pytest.mark.parametrize(
    "text",
    [
        "Under pressure from the United States, Iran gave in and freed two journalists.",
        "Oman relented and released the Qatari pilot.",
    ],
)
def test_who_relents_and_frees_somebody_yields(text: str):
    assert len(told(text, "CONCEDES")) == 1


@pytest.mark.parametrize(
    ("text", "whose", "where"),
    [
        ("Bundestag extends Mali mission", "Germany", "Mali"),
        ("German parliament extends Niger mission", "Germany", "Niger"),
        ("Turkish parliament extends Somalia mission", "Turkey", "Somalia"),
        ("The Bundestag extended the mission in Mali by a year.", "Germany", "Mali"),
        ("Bundestag prolongs Lebanon mission", "Germany", "Lebanon"),
    ],
)
def test_a_parliament_that_extends_a_mission_keeps_its_soldiers_there(text: str, whose: str, where: str):
    assert [ends(c) for c in told(text, "TROOP_DEPLOYMENT")] == [(whose, where)]


@pytest.mark.parametrize(
    "text",
    [
        "The Bundestag extends its summer recess.",
        "The Bundestag extended the diplomatic mission in Mali.",
        "The Security Council extended the mission in Mali.",
    ],
)
def test_other_missions_and_recesses_deploy_nobody(text: str):
    assert told(text, "TROOP_DEPLOYMENT") == []


@pytest.mark.parametrize(
    ("text", "who", "where"),
    [
        ("The US military lost access to its bases in Niger.", "United States", "Niger"),
        ("France loses access to base in Chad", "France", "Chad"),
        ("The US lost access to its drone base in Niger.", "United States", "Niger"),
        ("Russia lost access to its naval base in Syria.", "Russia", "Syria"),
    ],
)
def test_who_loses_access_to_a_base_uses_it_no_more(text: str, who: str, where: str):
    assert [(*ends(c), c["polarity"]) for c in told(text, "BASE_ACCESS")] == [(who, where, "negative")]


def test_who_has_not_lost_access_to_a_base_still_uses_it():
    found = told("The US has not lost access to its base in Niger.", "BASE_ACCESS")
    assert [c["polarity"] for c in found] == ["positive"]
    assert told("Mali lost access to the sea.", "BASE_ACCESS") == []


def test_a_headline_tells_what_is_to_come_whoever_says_so():
    [claim] = told("Poland to buy 250 tanks from US, minister says", "ARMS_TRANSFER")
    assert (*ends(claim), claim["modality"]) == ("United States", "Poland", "future")
    [done] = told("Poland bought 250 tanks from US, minister says", "ARMS_TRANSFER")
    assert done["modality"] == "reported"
