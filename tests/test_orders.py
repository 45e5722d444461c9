"""What is ordered, given, asked for and signed: which number of its sentence is a claim's own."""

from __future__ import annotations

import pytest

from kg.text.amounts import amounts
from kg.text.extract import explain_sentence

Number = float | tuple[float | None, float | None] | None


def numbers(text: str, relation: str) -> list[tuple[str | None, Number]]:
    """Item and number of the claims of a relation; a range is (least, most)."""
    found: list[tuple[str | None, Number]] = []
    for claim in explain_sentence(text):
        if claim["relation"] == relation:
            q = claim["quantity"] or {}
            low, high = q.get("min"), q.get("max")
            said = q.get("value") if q.get("value") is not None or (low, high) == (None, None) else (low, high)
            found.append(((claim.get("item") or {}).get("name"), said))
    return found


def number(text: str, relation: str) -> list[Number]:
    return [n for _, n in numbers(text, relation)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Evo Morales met the Russian leader and asked for a credit of $100 million for an air base.", 100e6),
        ("Pakistan has asked France for a price for 32 Mirage 2000s.", 32),
        ("Oman has asked London for an offer for 12 Typhoons.", 12),
        ("Malaysia has asked Kuwait to sell it all 33 F/A-18 Hornets.", 33),
        ("The Kenyan government asked Tokyo to give it four radars.", 4),
        ("Chad asked Paris for a loan of 40 million euros.", 40e6),
        ("Chile asked Spain for help after two earthquakes.", None),
        ("Georgia asked Washington to pay 200 soldiers in Iraq.", None),
        ("Chad asked France to give its 1,200 soldiers bread for three weeks.", None),
        ("Ukraine asked Germany to send it 18 more tanks, which need 40 mechanics each.", 18),
        ("Ghana asked Togo for talks on the two fishermen it holds.", None),
        ("Jordan asked the Security Council to demand the withdrawal of 500 soldiers.", None),
    ],
)
def test_what_is_asked_for_is_counted_wherever_the_request_names_it(text: str, expected: Number) -> None:
    assert number(text, "REQUESTS") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vladimir Putin spent 12 hours in Caracas and signed 31 agreements with President Hugo Chavez.", 31),
        ("Cuba and Vietnam signed 14 accords in Hanoi on Friday.", 14),
        ("Sudan and Ethiopia signed a package of 13 agreements in Khartoum on Wednesday.", 13),
        ("Angola signed nine contracts worth $2 billion with China on Friday.", 2e9),
        ("It was one of eight accords that India and Oman signed in Muscat on Friday.", None),
        ("India and Oman signed two agreements in Muscat on Friday.", None),
    ],
)
def test_many_accords_are_counted_unless_their_worth_is_told(text: str, expected: Number) -> None:
    assert number(text, "AGREES_WITH") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The United States raised its aid to Lebanon by $15 million to $120 million.", [120e6]),
        ("Japan gave Chad 4 to 6 million dollars.", [(4e6, 6e6)]),
    ],
)
def test_what_is_raised_by_so_much_to_so_much_is_no_range(text: str, expected: list[Number]) -> None:
    assert number(text, "AIDS") == expected


def test_the_scale_of_a_range_in_words_is_that_of_both_ends() -> None:
    found = amounts("North Korea sent Russia between four and six million rounds.")
    assert [(a.quantity.min, a.quantity.max) for a in found] == [(4e6, 6e6)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Azerbaijan has taken delivery of 36 howitzers and ten Polonez launchers from Belarus.",
         {("howitzers", 36), ("Polonez launchers", 10)}),
        ("Azerbaijan has bought 36 howitzers from Russia and ten launchers from Belarus.",
         {("howitzers", 36), ("launchers", 10)}),
        ("The United States has offered Slovakia 12 Bell attack helicopters and Hellfire missiles.",
         {("Bell", 12), ("Hellfire", None)}),
        ("Turkey sent Niger 12 drones and Karayel aircraft.", {("drones", 12), ("Karayel", None)}),
        ("Turkey delivered two of six drones to Niger.", {("drones", 2)}),
        ("Russia delivered 20 refurbished MiG-29 fighters to Serbia.", {("MiG-29", 20)}),
        ("Myanmar bought JF-17s from Pakistan at $25 million apiece.", {("JF-17", None)}),
        ("Myanmar bought JF-17s from Pakistan for $250 million.", {("JF-17", 250e6)}),
    ],
)  # fmt: skip
def test_of_goods_that_are_listed_each_has_its_own_number_or_none(
    text: str, expected: set[tuple[str | None, Number]]
) -> None:
    assert set(numbers(text, "ARMS_TRANSFER")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The United States will send Pakistan 350,000 tons of wheat valued at $60 million.", 350_000),
        ("Germany sent Chad blankets worth $2 million.", 2e6),
        ("Norway gave Chad $3 million for 200 schools.", 3e6),
        ("Washington spent $50 million; Tallinn will give Moscow 23 million German marks.", 23e6),
    ],
)
def test_relief_that_is_weighed_and_valued_goes_by_its_weight(text: str, expected: Number) -> None:
    assert number(text, "AIDS") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lithuania signed for eight HIMARS and Latvia has asked Washington for six.", 6),
        ("Canada depends on the United States for guided bombs and has requested 300 more.", 300),
        ("Guatemala urges the United Nations to provide twelve military helicopters.", 12),
        ("Kenya asked Britain for money to pay 200 soldiers.", None),
        ("Paraguay asked Taipei to invest 1 billion dollars as proof of friendship.", 1e9),
    ],
)
def test_who_asks_for_so_many_asks_for_what_was_named_before(text: str, expected: Number) -> None:
    assert number(text, "REQUESTS") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sixty American marines are training the Georgian battalion at Krtsanisi.", 60),
        ("More than 500 American advisers train the Saudi air force.", (500, None)),
        ("Eight Malaysian pilots have been training at Sacheon in South Korea since September.", 8),
        ("Turkey has trained 508 of the 1,600 soldiers it undertook to take from Bosnia.", 508),
        ("British officers are training the Kenyan army.", None),
    ],
)
def test_who_teaches_or_is_taught_is_counted(text: str, expected: Number) -> None:
    assert number(text, "MILITARY_AID") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Venezuela sells 2.6 million barrels of oil a day to the United States.", 2.6e6),
        ("Venezuela, which pumps 2.6 million barrels a day, sells oil to the United States.", None),
    ],
)
def test_what_is_pumped_is_not_what_is_sold_of_it(text: str, expected: Number) -> None:
    assert number(text, "TRADES_WITH") == [expected]


def test_what_somebody_has_is_not_what_he_got_of_it_from_one_of_several() -> None:
    text = "Ukraine has some 40 F-16s, most of them bought from Norway."
    assert number(text, "ARMS_TRANSFER") in ([None], [])
    assert number("Ukraine bought some 40 F-16s, most of them used, from Norway.", "ARMS_TRANSFER") == [40]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya thanked China for its gift of 20 trucks.", [20]),
        ("Chad thanked France for 20 armoured vehicles.", [20]),
        ("Kenya thanked China for its gift of 20 books.", []),
    ],
)
def test_what_somebody_thanks_for_he_got(text: str, expected: list[Number]) -> None:
    assert number(text, "ARMS_TRANSFER") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Qatar will pay $60 million towards the salaries of the Lebanese army.", [60e6]),
        ("Qatar paid $60 million for the salaries of Lebanon's soldiers.", [60e6]),
        ("Qatar paid $60 million for a hotel in Lebanon.", []),
        ("Germany pays 2 million euros towards the stipends of 300 Syrian students.", []),
    ],
)
def test_who_pays_soldiers_aids_their_army(text: str, expected: list[Number]) -> None:
    assert number(text, "MILITARY_AID") == expected
