"""A meeting or a pact told without a day, in the sentence after one that has a day."""

from __future__ import annotations

import pytest

from kg.model import Document
from kg.text.extract import extract

DAY = "2022-05-03"


def told(text: str, relation: str, published: str | None = DAY) -> list[tuple[str | None, object]]:
    found = extract(Document("outlet:x", "", text, published, "text", name="d"))
    return [(c.since, c.because.get("time")) for c in found if c.relation == relation]


@pytest.mark.parametrize(
    "text",
    [
        "Turkey delivered two corvettes to Egypt on 1 May 2016. Egypt and Sudan held talks in Khartoum.",
        "Kenya sent 300 soldiers to Somalia on 12 March 2019. Kenya and Uganda held talks in Nairobi.",
    ],
)
def test_a_day_long_past_is_not_that_of_the_next_meeting_of_others(text: str):
    assert told(text, "MEETS_WITH") == [(None, None)]


def test_who_meets_in_the_next_breath_does_so_that_day_and_the_claim_says_whence_the_day_is():
    text = "Modi flew to Dhaka on Saturday. He signed a pact with Bangladesh."
    assert told(text, "AGREES_WITH") == [("2022-04-30", "of the sentence before")]


def test_the_day_of_the_news_is_that_of_its_meetings():
    text = "Armenia received a Russian delegation on Monday. Armenia and Russia signed an agreement on gas."
    assert told(text, "AGREES_WITH") == [("2022-05-02", "of the sentence before")]


def test_a_day_of_its_own_is_not_marked():
    assert told("Egypt and Sudan held talks in Khartoum on Monday.", "MEETS_WITH") == [("2022-05-02", None)]
