"""Counts of which it is not said what they count: they are candidates for the reader, and nothing else."""

from __future__ import annotations

import pytest

from kg.model import Document
from kg.text import extract as reading
from kg.text.amounts import amounts
from kg.text.extract import extract
from kg.text.mentions import names
from kg.text.spare import spare
from kg.text.when import times


def counts(text: str) -> list[tuple[float | None, float | None, str | None]]:
    """Lower and upper end of each spare count, and its words."""
    found = spare(text, amounts(text), times(text, "2024-06-20"), names().mentions(text))
    return [(a.quantity.low, a.quantity.high, a.quantity.text) for a in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Germany has given three, of which the last is on its way.", [(3, 3, "three")]),
        ("Britain will furnish a logistics unit of 60 for the first three months.", [(60, 60, "60")]),
        ("Kfir jets, of which Israel has sold Colombo 16 over the years, bombed it.", [(16, 16, "16")]),
        ("As many as 48 are due by 2028.", []),  # which amounts.py knows, for its bound
        ("Its army took 321 and Berlin wants some more.", [(321, 321, "321")]),
        ("It imposed a duty of 35 per cent on all goods.", []),
        ("Gazprom has cut its deliveries by 30 percent.", [(30, 30, "30 percent")]),
        ("Japan handed over two boats to Vietnam and one to Malaysia.", [(1, 1, "one")]),
        ("Romania decided to donate one of its own.", [(1, 1, "one")]),
    ],
)
def test_what_is_counted_without_a_name_is_kept(text: str, wanted: list[tuple[float, float, str]]):
    assert counts(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The four will send observers to both outposts.",  # who, and not how many
        "The group left Mali three and a half years after it came.",
        "The parliament voted by 325 to 184 to send soldiers.",
        "Japan will mount Type 12 missiles there.",
        "They met on 14 March 2021 at 10:30.",
        "It passed resolution 1701 in 2006.",
        "He was 45 years old and lived 30 kilometres away.",
        "The carrier was the first of its class.",
        "France sent a frigate and then a second battery.",  # one, as writers see it in half of such sentences only
    ],
)
def test_days_years_names_votes_and_those_who_are_known_are_no_counts(text: str):
    assert counts(text) == []


def test_a_count_may_become_the_claims_own():
    text = (
        "Seoul is a member of the coalition against Iraq. Seoul has also pledged $500 million to the coalition and "
        "sent a medical unit of 154 to Saudi Arabia last week, the South Korean government said on Monday. "
        "The unit is to stay until the end of the year and will work in a hospital near Dhahran with British doctors."
    )
    claims = extract(Document("outlet:x", "South Koreans in Saudi Arabia", text, "1991-01-28", "text", name="t"))
    sent = [c for c in claims if c.relation == "TROOP_DEPLOYMENT" and c.object and c.object.state == "SAU"]
    assert [c.quantity.value for c in sent if c.quantity] == [154]


def test_without_the_reader_there_are_none(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    asked: list[str] = []
    monkeypatch.setattr(reading, "spare", lambda *a: iter(asked.append("asked") or []))
    list(extract(Document("outlet:x", "", "France gave Niger three in May and Chad two.", "2024-06-20", "text")))
    assert asked == []
