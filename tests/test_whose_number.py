"""A number stands in the sentence and is another's: of the whole of which a side took a part, of the force that it
leads, of the next place, of the clause before, of the crew, in the name of a base. It is not told of the claim."""

from __future__ import annotations

import pytest

from kg.model import Claim, Document
from kg.text.amounts import amounts
from kg.text.extract import extract


def read(text: str) -> list[Claim]:
    return list(extract(Document("outlet:wire", "", text, "2023-05-10", "text", name="a")))


def counted(relation: str, other: str | None, text: str) -> list[tuple[float | None, str | None]]:
    """What the claims of a relation with a state, or of any, are counted by; (None, None) for nothing."""
    found = [c for c in read(text) if c.relation == relation and (other is None or (c.object and c.object.id == other))]
    assert found, f"no {relation} was read"
    return [(c.quantity.value, c.quantity.unit) if c.quantity else (None, None) for c in found]


@pytest.mark.parametrize(
    ("text", "relation", "other", "own"),
    [
        (
            "Last year Turkish arms exports rose to a record 5.5 billion dollars, of which Qatar took 12 percent.",
            "ARMS_TRANSFER", "QAT", (12.0, "percent"),
        ),
        (
            "South Korean arms exports came to 17.3 billion dollars last year, of which Poland accounted for 72 percent.",
            "ARMS_TRANSFER", "POL", (72.0, "percent"),
        ),
        (
            "France sold weapons for 4 billion euros last year, of which Egypt received a third.",
            "ARMS_TRANSFER", "EGY", (None, None),
        ),
        (
            "Last year Moldova sold 40 million bottles of wine, 62 percent of them to Russia.",
            "TRADES_WITH", "RUS", (62.0, "percent"),
        ),
        ("Turkey sold Ukraine 120 drones, 20 of them for its navy.", "ARMS_TRANSFER", "UKR", (120.0, "drones")),
    ],
)  # fmt: skip
def test_of_a_whole_a_side_has_its_part(
    text: str, relation: str, other: str, own: tuple[float | None, str | None]
) -> None:
    assert counted(relation, other, text) == [own]


@pytest.mark.parametrize(
    ("text", "other", "own"),
    [
        ("Some 60 percent of Chad's cotton is sold to China, while most of its sugar comes from Sudan.", "SDN", None),
        ("Chad sends 70 percent of its cattle to Nigeria, and nearly all its flour comes from Cameroon.", "CMR", None),
        ("Mongolia buys 95 percent of its petrol from Russia.", "RUS", 95.0),
        ("Norway has 80 soldiers in Mali, and 40 percent of its ammunition comes from Sweden.", "SWE", 40.0),
    ],
)
def test_a_share_is_of_its_own_clause(text: str, other: str, own: float | None) -> None:
    assert {value for value, _ in counted("DEPENDS_ON", other, text)} == {own}


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("French paratroopers landed at Bunia at the head of a force of 1,400 that is to disarm the militias.", None),
        ("Kenyan police arrived in Haiti on Tuesday at the head of a mission of some 2,500.", None),
        ("Nigerian peacekeepers landed in Monrovia on Monday, the vanguard of a West African force of 3,250.", None),
        ("France sent 400 men to Chad, part of a force of 3,700 that the EU is assembling.", 400.0),
        ("France sent a force of 1,400 soldiers to Bunia.", 1400.0),
    ],
)
def test_who_leads_a_force_is_not_all_of_it(text: str, own: float | None) -> None:
    assert {value for value, _ in counted("TROOP_DEPLOYMENT", None, text)} == {own}


def test_the_soldiers_of_one_place_are_not_those_of_the_next() -> None:
    text = "Fiji has 302 soldiers with UNDOF on the Golan, 329 with the observers in Sinai and 158 in Iraq."
    assert counted("TROOP_DEPLOYMENT", "EGY", text) == [(None, None)]
    assert counted("TROOP_DEPLOYMENT", "IRQ", text) == [(158.0, "troops")]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Eritrea boarded a Yemeni trawler with 14 men on board.", None),
        ("Iranian forces seized the South Korean tanker Hankuk Chemi with 20 men aboard.", None),
        ("Eritrea seized 14 Yemeni fishermen.", 14.0),
    ],
)
def test_who_is_aboard_is_not_what_was_seized(text: str, own: float | None) -> None:
    assert {value for value, _ in counted("COERCES", None, text)} == {own}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The United States handed Air Base 201 back on 5 August.", None),
        ("The last Americans left Airfield 12 on Sunday.", None),
        ("Russia will base 20 jets in Syria.", 20.0),
    ],
)
def test_the_number_in_the_name_of_a_base_counts_nothing(text: str, number: float | None) -> None:
    told = [a.quantity.value for a in amounts(text)]
    assert told == ([] if number is None else [number])


def test_a_base_that_is_handed_back_is_no_transfer_of_arms() -> None:
    text = "The United States handed Air Base 201 back on 5 August, Niger's junta said."
    assert {c.relation for c in read(text)} == {"TROOP_WITHDRAWAL"}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("The European Union imposed sanctions on three Hamas commanders.", "commanders"),
        ("Israel arrested four Hamas officials.", "officials"),
        ("Saudi Arabia captured forty Houthis near Najran.", "Houthis"),
    ],
)
def test_who_belongs_to_a_group_is_counted_by_what_he_is(text: str, unit: str) -> None:
    assert [a.quantity.unit for a in amounts(text)] == [unit]
