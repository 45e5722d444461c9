"""Lists in which each has a number of his own: contingents by country, hosts, the dead of two sides."""

from __future__ import annotations

import pytest

from kg.model import Document
from kg.text.extract import extract
from kg.text.mentions import names
from kg.text.tallies import runs

DAY = "2024-05-10"


def told(sentence: str, relation: str) -> dict[tuple[str, str | None], float | None]:
    """Who did it to whom, and the number."""
    claims = extract(Document("outlet:x", "", sentence, DAY, "text", name="t"))
    return {
        (c.subject.state or c.subject.id or c.subject.name, c.object.state if c.object else None): c.quantity.low
        if c.quantity
        else None
        for c in claims
        if c.relation == relation
    }


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Thailand (705), China (about 400) and Japan (600) sent engineers to Cambodia.",
         {("THA", "KHM"): 705, ("CHN", "KHM"): 400, ("JPN", "KHM"): 600}),
        ("Chad (1,400 men), Senegal (980) and Togo (930) have deployed soldiers in Mali.",
         {("TCD", "MLI"): 1400, ("SEN", "MLI"): 980, ("TGO", "MLI"): 930}),
        ("In Iraq there are the South Koreans with 3,260 men, the Japanese with 600 and the Australians with 900.",
         {("KOR", "IRQ"): 3260, ("JPN", "IRQ"): 600, ("AUS", "IRQ"): 900}),
        ("Police from Kenya (400), Jamaica (24) and Belize (2) are in Haiti.",
         {("KEN", "HTI"): 400, ("JAM", "HTI"): 24, ("BLZ", "HTI"): 2}),
        ("Operation Alba is to send 6,000 men to Albania: 2,500 Italians, 1,000 French and 350 Spaniards.",
         {("ITA", "ALB"): 2500, ("FRA", "ALB"): 1000, ("ESP", "ALB"): 350}),
        ("In 1999 NATO had 50,000 men in Kosovo: Americans (7,000), Britons (13,000) and Italians (5,000).",
         {("org:NATO", "XKX"): 50000, ("USA", "XKX"): 7000, ("GBR", "XKX"): 13000, ("ITA", "XKX"): 5000}),
        ("UNMIL in Liberia has 3,000 Pakistanis, 2,000 Bangladeshis and 700 Ghanaians.",
         {("PAK", "LBR"): 3000, ("BGD", "LBR"): 2000, ("GHA", "LBR"): 700}),
        ("Washington keeps 3,000 soldiers in Poland, 2,000 in Romania and 500 in Latvia.",
         {("USA", "POL"): 3000, ("USA", "ROU"): 2000, ("USA", "LVA"): 500}),
    ],
)  # fmt: skip
def test_each_contingent_of_a_list_has_its_own_strength(sentence: str, wanted: dict[tuple[str, str], float]):
    found = told(sentence, "TROOP_DEPLOYMENT")
    assert {pair: found.get(pair) for pair in wanted} == wanted


def test_each_customer_of_a_list_has_his_own_count():
    found = told("Russia sold tanks to India (300), Algeria (120) and Vietnam (64).", "ARMS_TRANSFER")
    assert found == {("RUS", "IND"): 300, ("RUS", "DZA"): 120, ("RUS", "VNM"): 64}


def test_each_people_has_its_own_dead():
    assert told("In the clash 3 Armenians and 5 Azerbaijanis were killed.", "CASUALTIES") == {
        ("ARM", None): 3,
        ("AZE", None): 5,
    }


def test_a_sum_that_several_give_is_parted_where_the_text_parts_it():
    found = told("Norway, Sweden and Denmark have lent Iceland 1.5 billion euros since May, 500 million each.", "AIDS")
    assert found == {(state, "ISL"): 500e6 for state in ("NOR", "SWE", "DNK")}


@pytest.mark.parametrize(
    ("sentence", "state", "wanted"),
    [
        ("A Uruguayan blue helmet died and three of his comrades were hurt on Thursday near Goma.", "URY", 1),
        ("A Burmese officer said by telephone that fourteen townspeople there had lost their lives.", "MMR", 14),
        ("Fourteen Burmese villagers have lost their lives.", "MMR", 14),
    ],
)
def test_those_are_the_dead_of_whom_the_verb_is_told(sentence: str, state: str, wanted: float):
    assert told(sentence, "CASUALTIES")[state, None] == wanted


def test_what_is_sent_along_is_not_the_number_of_the_men():
    sent = told("Poland sent 20 engineers to Ukraine with 300 generators, Lithuania with 40.", "TROOP_DEPLOYMENT")
    assert sent["POL", "UKR"] == 20


def test_who_lost_so_many_did_not_withdraw_so_many():
    assert told("Israel lost 12 in the fighting, and withdrew its troops from Lebanon.", "TROOP_WITHDRAWAL") == {
        ("ISR", "LBN"): None
    }


def test_the_first_of_them_who_arrive_are_counted():
    said = "Australia will host 2,500 American marines this year. The first 800 arrived at Darwin on Wednesday."
    claims = extract(Document("outlet:x", "", said, DAY, "text", name="t"))
    assert [c.quantity.value for c in claims if c.relation == "TROOP_DEPLOYMENT" and c.quantity] == [2500, 800]


@pytest.mark.parametrize(
    "sentence",
    [
        "Poland (2004), Romania (2007) and Croatia (2013) joined the European Union.",  # years
        "South Korea came third with 12 percent, Japan fourth with 10 percent and Taiwan with 4 percent.",  # shares
        "Germany, with 80 million people, and France trade with Poland.",  # one of them alone
        "Egypt won with 3 points. Jordan with 2 came last.",  # two sentences
        "Iran is 900 km from Israel and 60 km from Oman.",  # distances
        "Macron flew to Chad (12 May) and Niger (14 May) to thank the soldiers.",  # days
    ],
)
def test_what_counts_nothing_is_no_list(sentence: str):
    assert runs(sentence, names().mentions(sentence, DAY)) == []


def test_who_takes_over_an_army_does_not_have_more_than_it():
    """ "Took over the 28,500" is no bound."""
    said = "General James Thurman, who took over the 28,500 American troops in South Korea in July, has visited twice."
    claims = extract(Document("outlet:x", "", said, DAY, "text", name="t"))
    assert [c.quantity.value for c in claims if c.relation == "TROOP_DEPLOYMENT" and c.quantity] == [28500]
