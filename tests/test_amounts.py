"""Amounts in news sentences: bounds kept, ranges whole, names and dates left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from growth import linear, repeated

from kg.text.amounts import Amount, amounts
from kg.text.extract import explain_sentence


def only(sentence: str) -> Amount:
    found = amounts(sentence)
    assert len(found) == 1, found
    return found[0]


def told(sentence: str) -> list[tuple[float | None, float | None, float | None, str | None]]:
    return [(a.quantity.value, a.quantity.min, a.quantity.max, a.quantity.unit) for a in amounts(sentence)]


@pytest.mark.parametrize("words", ["up to", "as many as", "at most", "no more than", "a maximum of", "fewer than"])
def test_an_upper_bound_is_only_a_maximum(words: str):
    """ "Up to 12,000" never becomes 12,000: the commonest loss of number readers."""
    assert told(f"It sent {words} 12,000 North Korean soldiers.") == [(None, None, 12000, "troops")]


@pytest.mark.parametrize("words", ["at least", "more than", "over", "upwards of", "no fewer than", "in excess of"])
def test_a_lower_bound_is_only_a_minimum(words: str):
    """ "More than 100" of the jets is a least number."""
    assert told(f"It ordered {words} 100 F-35 jets.") == [(None, 100, None, "jets")]


@pytest.mark.parametrize(
    "words", ["about", "around", "some", "roughly", "nearly", "almost", "an estimated", "just over"]
)
def test_an_estimate_is_a_value(words: str):
    """ "Some 4,000" is read as 4,000, and the words are kept beside it."""
    found = only(f"It hosts {words} 4,000 soldiers.")
    assert (found.quantity.value, found.quantity.text) == (4000, f"{words} 4,000")


@pytest.mark.parametrize(
    ("sentence", "low", "high", "unit"),
    [
        ("Between 11,000 and 12,000 troops are there.", 11000, 12000, "troops"),
        ("There are 11,000-12,000 troops.", 11000, 12000, "troops"),
        ("There are 11 000–12 000 troops.", 11000, 12000, "troops"),
        ("From 500 to 700 mercenaries came.", 500, 700, "troops"),
        ("It holds 4 to 6 million shells.", 4e6, 6e6, "shells"),
        ("It costs €1.5-2 billion.", 1.5e9, 2e9, "EUR"),
        ("It costs $2.5 million-$3 million.", 2.5e6, 3e6, "USD"),
        ("It buys 80-90% of them there.", 80, 90, "percent"),
    ],
)
def test_a_range_keeps_both_ends(sentence: str, low: float, high: float, unit: str):
    """A scale said once holds for both ends, and a currency too."""
    assert told(sentence) == [(None, low, high, unit)]


def test_a_move_from_one_figure_to_another_is_no_range():
    """Where numbers rose from 1,500 to 3,000 there are 3,000 now."""
    assert told("The number of troops rose from 1,500 to 3,000.") == [(3000, None, None, "troops")]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("twelve", 12), ("twenty-five", 25), ("two dozen", 24), ("a dozen", 12), ("half a million", 5e5), ("1.5 million", 1.5e6),
        ("10 000", 10000), ("10,000", 10000), ("12000", 12000), ("6 million", 6e6), ("two hundred thousand", 2e5),
        ("one hundred and fifty", 150), ("300k", 3e5), ("6.5m", 6.5e6), ("2000", 2000),
    ],
)  # fmt: skip
def test_numerals_as_the_press_writes_them(written: str, value: float):
    """Digits with commas or spaces, words, dozens, and scales set close."""
    assert told(f"It fired {written} shells.") == [(value, None, None, "shells")]


@pytest.mark.parametrize(
    ("written", "value", "currency"),
    [
        ("A$368 billion", 368e9, "AUD"), ("$1.2bn", 1.2e9, "USD"), ("US$61 billion", 61e9, "USD"), ("300m euros", 3e8, "EUR"),
        ("2 trillion won", 2e12, "KRW"), ("£2.3 billion", 2.3e9, "GBP"), ("100 billion yen", 1e11, "JPY"),
        ("500 million Swiss francs", 5e8, "CHF"), ("USD 40 million", 4e7, "USD"), ("40 million dollars", 4e7, "USD"),
        ("40 million U.S. dollars", 4e7, "USD"), ("5 million Hong Kong dollars", 5e6, "HKD"),
        ("3 billion Pakistani rupees", 3e9, "PKR"),
    ],
)  # fmt: skip
def test_money_is_in_whole_units_of_its_currency(written: str, value: float, currency: str):
    """A submarine plan of A$368 billion is 368e9 AUD, not a dollar to the power of 3.68e11."""
    assert told(f"They agreed on {written} for it.") == [(value, None, None, currency)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("At least 600 North Korean soldiers were killed and 4,100 wounded.", [(600, "killed"), (4100, "wounded")]),
        ("It suffered 4,700 casualties, including 600 dead.", [(4700, "casualties"), (600, "killed")]),
        ("The strike killed 12 people and wounded 30.", [(12, "killed"), (30, "wounded")]),
        ("Losses were put at 4,000 killed and wounded.", [(4000, "casualties")]),
        ("More than 300 were killed.", [(300, "killed")]),
        ("Seven sailors died.", [(7, "killed")]),
        ("One soldier was injured.", [(1, "wounded")]),
    ],
)
def test_harm_is_told_apart(sentence: str, expected: list[tuple[float, str]]):
    """Killed, wounded, and casualties, which are both: three units that are never added up."""
    assert [(a.quantity.low, a.quantity.unit) for a in amounts(sentence)] == expected


@pytest.mark.parametrize(
    ("sentence", "noun", "unit"),
    [
        ("It sent 3,000 North Korean soldiers.", "soldiers", "troops"),
        ("It sent 400 police officers.", "officers", "troops"),
        ("A 12,000-strong force crossed.", "force", "troops"),
        ("It bought nine F-16 fighter jets.", "F-16 fighter jets", "jets"),
        ("It bought 48 FA-50 fighters.", "FA-50 fighters", "fighters"),
        ("It sent 48 Kurdish fighters.", "fighters", "troops"),
        ("It shipped 15,809 containers in all.", "containers", "containers"),
        ("Over 8 million 152mm artillery shells went.", "152mm artillery shells", "shells"),
        ("It gave 30 aircraft to Mali.", "aircraft", "aircraft"),
        ("It gave Mali 14 Leopard 2 tanks.", "Leopard 2 tanks", "tanks"),
    ],
)
def test_the_counted_noun_gives_the_unit(sentence: str, noun: str, unit: str):
    """People are counted as troops whatever they are called; things by their own plural."""
    found = only(sentence)
    assert (found.noun, found.quantity.unit) == (noun, unit)
    assert sentence[found.start : found.end].endswith(noun)


def test_a_number_without_a_noun_counts_what_was_counted_before():
    """ "Had ordered 18 Rafale fighters ... raised the number to 24": fighters, too."""
    assert told("It ordered 18 Rafale fighters in January and raised the number to 24.")[1] == (
        24,
        None,
        None,
        "fighters",
    )
    assert told("How many Chinese troops is unknown; the pact allows up to 10,000, it said.") == [
        (None, None, 10000, "troops")
    ]


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("Dozens of drones were fired.", "drones"),
        ("It sends thousands of ...", None),
        ("Tens of thousands of shells went.", "shells"),
        ("Several thousand troops stayed.", "troops"),
        ("A few hundred instructors came.", "troops"),
        ("A battalion of marines came.", "troops"),
        ("It gave hundreds of millions of dollars in aid.", "USD"),
    ],
)
def test_many_without_a_number_is_kept_and_not_counted(sentence: str, unit: str | None):
    """ "Thousands" is evidence of a size, not a figure."""
    quantity = only(sentence).quantity
    assert (quantity.vague, quantity.low, quantity.high, quantity.unit) == (True, None, None, unit)


@pytest.mark.parametrize(
    ("sentence", "percent"),
    [
        ("China has 98.3 percent of its trade.", 98.3),
        ("It was up from 91.5% in 2016.", 91.5),
        ("Two-thirds of its exports went there.", 100 * 2 / 3),
        ("It bought half of its arms there.", 50),
    ],
)
def test_a_share_is_in_percent(sentence: str, percent: float):
    """Shares by figures or by words, on one scale."""
    found = only(sentence).quantity
    assert (found.value, found.unit) == (pytest.approx(percent), "percent")


@pytest.mark.parametrize(
    "sentence",
    [
        "In 2022 Russian troops came; the 1961 treaty, 19 June 2024 and June 19 are dates.",
        "He is 42 years old, a 36-year-old called at 10:30 p.m. for 90 minutes.",
        "The 155th brigade fired 155mm shells from 122-mm guns.",
        "MiG-29, Su-35, S-400, R-77, T-72, the HIMARS M142 and a Boeing 737.",
        "Resolution 2231 and Article 5 bind the G7, the P5+1 and the E3.",
        "The US 5th Fleet and the 7th Fleet sailed to the 38th parallel on 9/11.",
        "One of them spoke; one Ukrainian official said no.",
        "Exports fell by 12 per cent after a 25 percent tariff; they were up 3%.",
        "Call +1 202 555 0123.",
        "It was a 300 km range, a 2,000-pound bomb, a 10-year deal, a three-day visit and a four-star general.",
        "The vote was 14-0, then 141 to 5.",
        "Not one soldier crossed.",
        "Five Eyes and the Group of 77 met in Room 39 about Section 301.",
        "It lies 300m from the border; 1,5 is written elsewhere.",
    ],
)
def test_numbers_that_count_nothing(sentence: str):
    """Dates, ages, units, calibres, weapons, laws, fleets, pronouns, changes, telephones, distances and votes."""
    assert amounts(sentence) == []


def test_a_running_total_is_marked():
    """ "Bringing the total to 14,000" restates a stock; "an additional 3,000" adds to it."""
    found = amounts("An additional 3,000 troops were sent, bringing the total to 14,000.")
    assert [(a.quantity.value, a.cumulative) for a in found] == [(3000, False), (14000, True)]
    assert only("Since 2023 it has sent 15,809 containers.").cumulative


def test_places_are_exact():
    """Characters `start` to `end` hold the bound words, the number and its noun; mentions do not overlap."""
    sentence = "Kyiv says “up to 12,000” men, 64 ships and some €300m came."
    found = amounts(sentence)
    assert [a.quantity.text for a in found] == ["up to 12,000", "64", "some €300m"]
    assert all((a.quantity.text or "") in sentence[a.start : a.end] for a in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


@pytest.mark.parametrize(
    "piece",
    [
        "1,",
        "1",
        "one ",
        "a dozen ",
        "hundreds of ",
        "10 to ",
        "5 troops, ",
        "1 000 ",
        "$1",
        "rose from 1 to ",
        "killed ",
    ],
)
def test_hostile_sentences_cost_linear_time(piece: str):
    """Eight times as much of anything takes some eight times as long."""
    text = repeated(piece, 32_000)
    assert linear(amounts, text[:4_000], text)


def test_amounts_of_the_annotated_news(shared: Path):
    """Every gold quantity of news_dev is read from its own sentence, with its bound."""
    folder = shared / "data" / "extraction" / "news_dev"
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    counted = [c for c in gold if c.get("quantity") and not c["quantity"]["vague"]]
    right = [c for c in counted if any(_agrees(c["quantity"], a) for a in amounts(c["sentence"]))]
    assert len(counted) == 21
    assert len(right) / len(counted) >= 0.95, [c["claim_id"] for c in counted if c not in right]


def _agrees(gold: dict[str, float | None], found: Amount) -> bool:
    return (found.quantity.value, found.quantity.min, found.quantity.max) == (gold["value"], gold["min"], gold["max"])


def test_a_handed_over_number_is_no_lower_bound() -> None:
    """ "Over" belongs to the verb there."""
    assert told("Ghana handed over 5,000 rifles.") == [(5000.0, None, None, "rifles")]


def test_a_part_of_those_told_of_is_an_amount() -> None:
    """ "Nine of them", "500 of its 650": without a noun of their own."""
    assert [a.quantity.value for a in amounts("Nine of them were killed.")] == [9.0]
    assert [a.quantity.value for a in amounts("It will pull out 500 of its 650 airmen.")] == [500.0, 650.0]


@pytest.mark.parametrize(
    ("sentence", "relation", "value", "unit"),
    [
        ("Ghana expelled two Togolese diplomats.", "REJECTS", 2.0, "diplomats"),
        ("Ghana imposed sanctions on three Togolese ministers.", "SANCTIONS", 3.0, "ministers"),
        ("Ghana imposed tariffs of 25 percent on Togolese goods.", "SANCTIONS", 25.0, "percent"),
        ("Ghana struck 40 targets in Togo.", "ATTACKS", 40.0, "targets"),
        ("Ghana attacked Togo with 30 drones.", "ATTACKS", 30.0, "drones"),
        ("Rebels captured 47 Togolese conscripts.", "COERCES", 47.0, "captured"),
        ("Ghana sold Togo radars worth $51 million.", "ARMS_TRANSFER", 51e6, "USD"),
        ("Ghana sold Togo 12 radars worth $51 million.", "ARMS_TRANSFER", 12.0, "radars"),
        ("Ghana sent a battalion of about 700 men to Togo.", "TROOP_DEPLOYMENT", 700.0, "troops"),
        ("Ghana sent a battalion to Togo.", "TROOP_DEPLOYMENT", 1.0, "battalions"),
        ("Ghana sent one company to Togo.", "TROOP_DEPLOYMENT", 1.0, "companies"),
        ("Ghana will deliver the first two of six drones to Togo.", "ARMS_TRANSFER", 2.0, "drones"),
        ("Ghana will give 20 of its 60 tanks to Togo.", "ARMS_TRANSFER", 20.0, "tanks"),
        ("Ghana keeps two radars and 300 soldiers in Togo.", "TROOP_DEPLOYMENT", 300.0, "troops"),
        ("Ghana exported 1.5 million barrels of oil to Togo.", "TRADES_WITH", 1.5e6, "barrels"),
        ("Ghana and Togo plan a joint force of 500 men.", "COOPERATES_WITH", 500.0, "troops"),
        ("A Togolese was killed by soldiers from Ghana.", "CASUALTIES", 1.0, "killed"),
        ("Two Togolese soldiers lost their lives in Ghana.", "CASUALTIES", 2.0, "killed"),
    ],
)
def test_a_claim_takes_the_amount_that_its_frame_counts(
    sentence: str, relation: str, value: float, unit: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Men before things, goods before their price; what an attack is made with or strikes; whom a ban is on."""
    if sentence.startswith("Ghana and Togo plan a joint force"):
        monkeypatch.setenv("KG_SCORER", "none")  # the network finds that a plan has no amount yet
    found = [c["quantity"] for c in explain_sentence(sentence) if c["relation"] == relation]
    assert found and found[0] is not None
    assert (found[0]["value"], found[0]["unit"]) == (value, unit)


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("Ghana relies on Togo and Benin for a third of its power.", "DEPENDS_ON"),
        ("Ghana asked the two governments of Togo and Benin for help.", "REQUESTS"),
    ],
)
def test_what_counts_the_sides_is_no_amount_of_a_claim(sentence: str, relation: str) -> None:
    found = [c["quantity"] for c in explain_sentence(sentence) if c["relation"] == relation]
    assert found and set(map(str, found)) == {"None"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Two French, ten Dutch and three Malian soldiers were killed.", [2, 10, 3]),
        ("Some 200 French and up to 300 Dutch soldiers left.", [200, (None, 300)]),
        ("On 14 May and 15 June it sent 300 soldiers.", [300]),  # days are no soldiers
        ("In 2014 Russian and 300 Chechen fighters crossed.", [300]),
        ("Since Oct. 7 Hamas and two smaller groups have fought.", [2]),
        ("It sold 20 MiGs and 300 missiles.", [20, 300]),
        ("It sent 31 Abrams, 50 Bradleys and 300 trainers.", [31, 50, 300]),  # each thing has its own noun
        ("It received the first two of 14 Su-35 fighters.", [2, 14]),
        ("Italy keeps 150 at a support base.", [150]),
        ("Seoul sent 300 back to Kabul.", [300]),
        ("It sent 500 more to Wiesbaden.", [500]),
        ("Serbia has ordered Hermes 900 drones and a Ground Master 200 radar.", []),  # names, and no numbers of things
        ("It will raise the training mission in the north of Iraq from 500 to 4,000 personnel.", [4000]),
    ],
)
def test_lists_of_states_parts_of_orders_and_numbers_without_a_noun(sentence: str, expected: list):
    """Of a list each state has its own number; "150" after "keeps" is men, "900" after "Hermes" is a name."""
    found = [a.quantity.value or (a.quantity.min, a.quantity.max) for a in amounts(sentence)]
    assert found == expected


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Trade rose by 24 percent in 2024 to 15 billion dollars.", 15e9),  # a year and a sum are no range
        ("The contingent was cut from 250 to 200 by June.", 200),
        ("A pair of Chinese corvettes has been tied up at Ream.", 2),
        ("Angola sent a battalion of 600 to Congo.", 600),
    ],
)
def test_numbers_that_look_like_something_else(sentence: str, value: float):
    assert value in [a.quantity.value for a in amounts(sentence)]


def test_a_force_that_is_cut_loses_the_difference():
    """Of those who leave, the text says two figures; the claim quotes both."""
    text = "Italy then announced that it would cut its contingent in Kosovo from 1,700 to 1,100."
    (claim,) = [c for c in explain_sentence(text) if c["relation"] == "TROOP_WITHDRAWAL"]
    assert (claim["quantity"]["value"], claim["quantity"]["text"]) == (600, "1,700 to 1,100")


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Germany cut 200 of its soldiers in Mali, and its budget fell from 50 million to 40 million euros.", 200),
        ("The US will reduce its troops in Iraq from 5,200 to 3,000 and in Afghanistan from 8,600 to 4,500.", None),
        ("The United States cut its troops in Mali as defence spending fell from 2 to 1.4 percent.", None),
    ],
)
def test_figures_that_fall_elsewhere_are_no_soldiers(sentence: str, value: float | None):
    found = [c["quantity"] for c in explain_sentence(sentence) if c["relation"] == "TROOP_WITHDRAWAL"]
    assert {q and q["value"] for q in found} == {value}


@pytest.mark.parametrize(
    ("sentence", "relation", "found"),
    [
        (
            "Some 1,500 of the 5,000 Kenyan soldiers in Somalia will leave by March.",
            "TROOP_WITHDRAWAL",
            [("SOM", 1500)],
        ),
        (
            "The United States has 28,500 troops in South Korea and 55,000 in Japan.",
            "TROOP_DEPLOYMENT",
            [("KOR", 28500), ("JPN", 55000)],
        ),
        ("The first of eight submarines was handed to Pakistan by China in April.", "ARMS_TRANSFER", [("PAK", 1)]),
        ("Pakistan ordered eight submarines from China.", "ARMS_TRANSFER", [("PAK", 8)]),
        (
            "Britain gave 14 tanks to Ukraine and 50 guns to Poland, while Germany delivered 18 tanks to Ukraine.",
            "ARMS_TRANSFER",
            [("UKR", 14), ("POL", 50), ("UKR", 18)],
        ),
    ],
)
def test_each_place_and_part_has_its_number(sentence: str, relation: str, found: list[tuple[str, float]]):
    claims = [c for c in explain_sentence(sentence) if c["relation"] == relation]
    assert sorted((c["object"]["state"], c["quantity"]["value"]) for c in claims) == sorted(found)


def test_thousands_without_a_comma_are_no_year():
    (found,) = amounts("Poland will send 1500 to 3000 soldiers to Ukraine.")
    assert (found.quantity.min, found.quantity.max) == (1500, 3000)


@pytest.mark.parametrize(
    "sentence", ["Poland went from 5-3 to 4-1 in matches.", "The border was shut down from 10 to 6."]
)
def test_scores_and_hours_are_no_amounts(sentence: str):
    assert amounts(sentence) == []


def test_the_troops_of_many_together_are_of_none_of_them(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    found = explain_sentence(
        "Senegal, Nigeria, Ivory Coast and Ghana have begun moving 631 soldiers into Guinea-Bissau."
    )
    assert len(found) == 4 and all(c["quantity"] is None for c in found)


def test_of_several_contingents_each_has_its_own_number():
    text = "Eight years later 625 Senegalese soldiers remain in Gambia, alongside 190 Nigerians and 57 Ghanaians."
    found = {c["subject"]["state"]: c["quantity"]["value"] for c in explain_sentence(text)}
    assert found == {"SEN": 625, "NGA": 190, "GHA": 57}
    (own,) = explain_sentence("Kenya sent 200 soldiers to Somalia to protect 500 Kenyan workers.")
    assert own["quantity"]["value"] == 200


def test_second_hand_goods_are_counted_and_no_seconds():
    (found,) = amounts("Japan gave Vietnam two second-hand patrol boats.")
    assert found.quantity.value == 2
    assert amounts("The blast lasted 20 seconds.") == []


def test_may_and_march_are_months_only_with_a_capital():
    (found,) = amounts("At least 200 may have died.")
    assert found.quantity.min == 200
    assert [a.quantity.value for a in amounts("On 12 March 40 soldiers left.")] == [40]
