"""How agencies open and close their sentences: a city in capitals before the first one, sums in US dollars, what is so
today beside what happened on a day."""

from __future__ import annotations

import pytest

from kg.model import Actor, Claim, Document
from kg.text.datelines import label_of
from kg.text.extract import extract
from kg.text.mentions import names


def read(text: str, published: str = "2021-03-10") -> list[Claim]:
    return list(extract(Document("outlet:x", "", text, published, "text")))


def side(actor: Actor) -> str:
    return actor.state or actor.name


def told(text: str, published: str = "2021-03-10") -> list[str]:
    return [
        f"{c.relation} {side(c.subject)} {side(c.object) if c.object else ''} {c.polarity}"
        for c in read(text, published)
        if c.relation != "LEADS"
    ]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("TUNIS Libyan jets bombed a convoy.", "TUNIS "),
        ("OSLO The government will send two frigates.", "OSLO "),
        ("NEW DELHI Two soldiers died.", "NEW DELHI "),
        ("NAIROBI/GENEVA Somali forces took the town.", "NAIROBI/GENEVA "),
        ("LIMA, Peru (AP) _ Chile has sent troops.", "LIMA, Peru (AP) _ "),
        ("WELLINGTON, New Zealand (AP)_ Fiji has sent troops.", "WELLINGTON, New Zealand (AP)_ "),
        ("Dhaka, Aug 1 (BSS) India will sell three ships.", "Dhaka, Aug 1 (BSS) "),
        ("MOSCOW Mayor Yuri Luzhkov said no.", ""),
        ("NATO The alliance said no.", ""),
        ("PARIS agreed.", ""),
    ],
)
def test_a_city_in_capitals_is_where_it_was_filed(text: str, label: str) -> None:
    assert label_of(text) == label


def test_the_city_of_a_dateline_without_a_dash_takes_no_part() -> None:
    assert told("TUNIS Libyan shelling killed 12 Chadian rebels near Sabha on Sunday, army sources said.") == [
        "ATTACKS LBY TCD positive",
        "CASUALTIES TCD LBY positive",
    ]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("a loan of 40 million US dollars", []),
        ("a 40-million-U.S.-dollar loan", []),
        ("40 US soldiers", ["USA"]),
        ("US dollar policy", ["USA"]),
    ],
)
def test_sums_in_us_dollars_are_nobodys_gift(text: str, states: list[str]) -> None:
    assert [m.state for m in names().mentions(text, "2021-03-10") if m.type == "state"] == states


def test_what_a_relative_clause_says_is_so_has_not_the_day_of_the_deed() -> None:
    (held,) = read("The town of Afrin, which is held by Turkish forces, was shelled on Monday.")
    assert (held.relation, held.since) == ("CONTROLS", None)
    (taken,) = [
        c for c in read("The town of Afrin was seized by Turkish forces on Monday.") if c.relation == "CONTROLS"
    ]
    assert taken.since == "2021-03-08"


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        ("Brazil wants Bolivia to join Mercosur.", []),
        ("Brazil asked Bolivia to join Mercosur.", ["BOL"]),
        ("Bolivia wants to join Mercosur.", ["BOL"]),
    ],
)
def test_who_wants_another_to_join_does_not_join(text: str, joins: list[str]) -> None:
    assert [c.subject.state for c in read(text) if c.relation == "MEMBER_OF"] == joins


def test_whoever_lists_a_group_as_terrorist_stands_after_by() -> None:
    assert told("The ELN was designated as a terrorist organisation by Chile in 2019.") == [
        "SANCTIONS CHL COL positive"
    ]
    assert told("Al-Shabaab, which was designated as a terrorist group by Kenya, attacked Uganda on Monday.") == [
        "SANCTIONS KEN SOM positive",
        "ATTACKS SOM UGA positive",
    ]


def test_arms_withheld_are_not_given_and_no_troops_go_home() -> None:
    assert told("Berlin has withheld six Tornado jets from Riyadh since May.") == ["ARMS_TRANSFER DEU SAU negative"]


@pytest.mark.parametrize("kind", ["Hercules planes", "Apache helicopters"])
def test_the_make_of_a_plane_is_no_place(kind: str) -> None:
    (claim,) = [c for c in read(f"Norway will send two {kind} and 90 commandos to Mali.") if c.object]
    assert claim.place is None
