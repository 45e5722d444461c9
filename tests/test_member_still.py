"""Who stays a member, holds on to a bid or only talks: what is left, given up or talked about is something else."""

from __future__ import annotations

import pytest

from kg.text.extract import explain_sentence


def read(text: str, published: str | None = None) -> set[tuple[str, str, str | None, str, str]]:
    return {
        (c["relation"], c["subject"]["name"], c["object"] and c["object"]["name"], c["polarity"], c["modality"])
        for c in explain_sentence(text, published)
    }


@pytest.mark.parametrize(
    "text, who, union",
    [
        ("Ethiopia left the AU but remains a member of IGAD.", "Ethiopia", "IGAD"),
        ("Armenia quit the CSTO and is still a member of the Eurasian Economic Union.", "Armenia",
         "Eurasian Economic Union"),
        ("EU members Hungary and Slovakia did not send tanks to Ukraine.", "Slovakia", "EU"),
    ],
)  # fmt: skip
def test_who_leaves_one_body_is_a_member_of_the_other(text, who, union):
    """Version 22 denied it."""
    assert ("MEMBER_OF", who, union, "positive", "asserted") in read(text)


@pytest.mark.parametrize(
    "text, polarity, modality",
    [
        ("Georgia will never give up its bid to join NATO.", "positive", "future"),
        ("Georgia has not abandoned its hopes of joining NATO.", "positive", "speculated"),
        ("Georgia refused to drop its plan to join NATO.", "positive", "future"),
        ("Georgia gave up its bid to join NATO.", "negative", "asserted"),
    ],
)
def test_a_bid_that_is_not_given_up_goes_on(text, polarity, modality):
    """ "Never" and "give up" are two negatives."""
    assert {c[3:] for c in read(text) if c[0] == "MEMBER_OF"} == {(polarity, modality)}


def test_support_that_is_given_up_is_none():
    """ "Gave up its support" was read as giving it."""
    assert ("SUPPORTS", "Syria", "Hezbollah", "negative", "asserted") in read(
        "Syria gave up its support for Hezbollah."
    )
    assert ("SUPPORTS", "Syria", "Hezbollah", "positive", "future") in read(
        "Syria will not give up its support for Hezbollah."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Talks between Chile and Peru on a fishing treaty collapsed.",
        "Talks between Israel and Hamas ended without a truce.",
    ],
)
def test_who_talks_has_yet_to_agree(text):
    """A treaty that is talked about is none."""
    assert "AGREES_WITH" not in {c[0] for c in read(text)}


def test_talks_that_lead_to_a_treaty_do():
    """What they end with."""
    assert "AGREES_WITH" in {c[0] for c in read("Talks between Greece and Turkey ended with an agreement on gas.")}
