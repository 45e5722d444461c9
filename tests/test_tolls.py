"""The dead and the wounded of one blow: a sentence that counts both tells two claims of the same sides."""

from __future__ import annotations

import pytest

from kg.model import Document
from kg.text.extract import extract

DAY = "2024-06-20"


def harmed(sentence: str) -> set[tuple[str | None, str | None, float | None, str | None]]:
    """Whose men, by whom, how many at least, and what befell them."""
    claims = extract(Document("outlet:x", "", sentence, DAY, "text", name="t"))
    return {
        (c.subject.state, c.object.state if c.object else None, c.quantity.low, c.quantity.unit)
        for c in claims
        if c.relation == "CASUALTIES" and c.quantity is not None
    }


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Three U.S. Army soldiers died and two were wounded in an ambush in southwestern Niger on Wednesday.",
         {("USA", None, 3, "killed"), ("USA", None, 2, "wounded")}),
        ("Nine Djiboutian soldiers have been killed and more than 60 wounded in clashes with Eritrean forces.",
         {("DJI", "ERI", 9, "killed"), ("DJI", "ERI", 60, "wounded")}),
        ("Three Armenian soldiers were killed and six wounded on Monday in what Yerevan called an Azerbaijani raid.",
         {("ARM", "AZE", 3, "killed"), ("ARM", "AZE", 6, "wounded")}),
        ("Gunmen attacked an army post in northern Togo on Wednesday, killing eight soldiers and wounding 13.",
         {("TGO", "TGO", 8, "killed"), ("TGO", "TGO", 13, "wounded")}),
        ("Syrian state radio spoke of 33 dead and 208 wounded.",
         {("SYR", None, 33, "killed"), ("SYR", None, 208, "wounded")}),
    ],
)  # fmt: skip
def test_who_was_wounded_beside_the_dead_is_told_of_the_same_sides(sentence: str, wanted: set[tuple[str, ...]]):
    assert harmed(sentence) == wanted


def test_the_wounded_of_somebody_else_are_not_those_of_the_dead():
    found = harmed("Two Indian soldiers were killed and four Pakistani civilians wounded on the line on Monday.")
    assert ("IND", None, 4, "wounded") not in found and ("IND", None, 2, "killed") in found


def test_what_was_shot_down_is_no_casualty():
    found = harmed("Peru admits to having lost nine aircraft and 46 men, and Ecuador puts its own dead at about 30.")
    assert {(side, number) for side, _, number, _ in found} == {("PER", 46), ("ECU", 30)}
