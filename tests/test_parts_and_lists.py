"""Which number is a claim's own: lists of arms, parts of a whole, several sides' dead, and what counts nobody. The
sentences are invented."""

from __future__ import annotations

import pytest

from kg.text.amounts import amounts
from kg.text.extract import explain_sentence


def counted(text: str, relation: str) -> list[tuple[str | None, float | None]]:
    """Of each claim of a relation whose it is and how much."""
    found = [c for c in explain_sentence(text) if c["relation"] == relation]
    return [(c["subject"]["state"], (c["quantity"] or {}).get("value")) for c in found]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Germany delivered 18 Leopard 2A6 tanks, 40 Marder fighting vehicles and two Patriot batteries to Ukraine.",
         {18, 40, 2}),
        ("South Africa supplied Rwanda with 20,000 R-4 rifles, 5,000 hand grenades and 10 tonnes of ammunition.",
         {20000, 5000, 10}),
        ("The U.S. sold 20 F-16s to Taiwan and may sell 40 to Turkey.", {20, 40}),
        ("Of 34 Mirage jets ordered by Taiwan from France, eight have been delivered.", {8}),
    ],
)  # fmt: skip
def test_each_kind_of_arms_has_its_own_number(text: str, numbers: set[float]) -> None:
    assert {n for _, n in counted(text, "ARMS_TRANSFER")} == numbers


def test_of_troops_promised_those_count_that_came() -> None:
    assert counted("Of the 30,000 troops Sudan offered, 400 have reached Yemen.", "TROOP_DEPLOYMENT") == [("SDN", 400)]


def test_battalions_are_counted_by_their_men_where_these_are_told() -> None:
    text = "Two battalions, or 1,700 men, were sent by Burundi to Somalia."
    assert counted(text, "TROOP_DEPLOYMENT") == [("BDI", 1700)]
    (band,) = amounts("a 460-man battle group")
    assert (band.quantity.value, band.quantity.unit) == (460, "troops")


def test_planes_and_ships_have_each_their_own_number() -> None:
    text = "China sent 38 military aircraft and nine ships towards Taiwan on Thursday."
    assert [n for _, n in counted(text, "TROOP_DEPLOYMENT")] == [38]


def test_each_side_has_its_own_dead() -> None:
    text = "Nine Indian and 12 Pakistani soldiers were killed in clashes in Kashmir on Friday."
    assert sorted(counted(text, "CASUALTIES"), key=str) == [("IND", 9), ("PAK", 12)]


def test_who_was_hurt_is_wounded() -> None:
    (hurt,) = [a for a in amounts("Azerbaijan lost 80 men, and 281 were hurt.") if a.quantity.value == 281]
    assert hurt.quantity.unit == "wounded"


@pytest.mark.parametrize(
    "text",
    [
        "Armenia, with a population of 3 million, mobilised its reservists.",
        "Kuwait, with 2 million inhabitants, mobilised its reservists.",
    ],
)
def test_how_many_live_in_a_state_is_no_mobilisation(text: str) -> None:
    assert [n for _, n in counted(text, "MOBILIZES")] == [None]


@pytest.mark.parametrize(
    "text",
    ["Chinese police arrested a British businessman, 45, in Shanghai on spying charges.",
     "Iran detained an American, 32, in May.", "Iran detained a Frenchman, aged 49, in May."],
)  # fmt: skip
def test_how_old_a_captive_is_is_not_how_many_they_are(text: str) -> None:
    assert [n for _, n in counted(text, "COERCES")] in ([None], [1])


def test_money_that_rose_from_an_earlier_sum_is_given() -> None:
    text = "The U.S. gave Jordan $1.2 billion in aid, up from $1 billion last year."
    assert counted(text, "AIDS") == [("USA", 1.2e9)]
    cut = amounts("It cut its aid by $10 million to $16 million.")[0]
    assert cut.quantity.value == 10e6
