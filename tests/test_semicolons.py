"""Two deeds that a semicolon parts: neither takes the other's buyer, goods, number or speaker."""

from __future__ import annotations

import pytest

from kg.model import Claim, Document
from kg.text.cascade import trigger_forms
from kg.text.extract import extract
from kg.text.semicolons import clauses
from kg.text.sentences import sentences


def read(text: str) -> list[Claim]:
    return list(extract(Document("wire", "", text, "2024-11-14", "text")))


@pytest.mark.parametrize(
    ("text", "sales"),
    [
        ("Peru bought two frigates from Italy; Chile ordered tanks from Germany.",
         {("ITA", "PER", 2.0), ("DEU", "CHL", None)}),
        ("Romania ordered tanks from the United States; Bulgaria bought eight jets from Germany.",
         {("USA", "ROU", None), ("DEU", "BGR", 8.0)}),
        ("Serbia received six helicopters from Russia; Croatia got twelve jets from France.",
         {("RUS", "SRB", 6.0), ("FRA", "HRV", 12.0)}),
    ],
)  # fmt: skip
def test_each_sale_keeps_its_own_sides_and_number(text: str, sales: set[tuple[str, str, float | None]]) -> None:
    found = [c for c in read(text) if c.relation == "ARMS_TRANSFER"]
    assert {(c.subject.state, c.object and c.object.state, c.quantity and c.quantity.value) for c in found} == sales


def test_a_claim_quotes_the_whole_sentence() -> None:
    text = "Canada gave Ukraine 20 million dollars; Japan lent money to Vietnam."
    found = read(text)
    assert {c.subject.state for c in found} == {"CAN", "JPN"}
    assert {(c.passage.text, c.passage.start, c.passage.end) for c in found} == {(text, 0, len(text))}


@pytest.mark.parametrize(
    "text",
    [
        "Denmark has pledged 19 fighter jets to Ukraine; Norway, 22; and the Netherlands, 24.",
        "The talks were attended by Pierre Nkurunziza, president of Burundi; Paul Kagame, president of Rwanda; and others.",
        "It ordered three frigates; two of them in France.",
    ],
)
def test_a_list_is_no_second_clause(text: str) -> None:
    assert [s.text for s in clauses(sentences(text), trigger_forms().__contains__)] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "US officials say Iran sold drones to Russia; that China has sent chips to Moscow; and that Mali shipped shells there.",
        "According to Kyiv, Russia has lost 400 tanks; North Korea has sent 10,000 troops to Kursk.",
    ],
)
def test_who_says_it_all_says_the_second_clause_too(text: str) -> None:
    assert {(c.modality, bool(c.speakers)) for c in read(text)} == {("reported", True)}


def test_a_delivery_of_what_was_bought_is_no_second_sale() -> None:
    found = read("Zimbabwe bought helicopters from Russia; delivery was completed in May.")
    assert [c.relation for c in found] == ["ARMS_TRANSFER"]
