"""What is said beside a deed: that nobody was hurt, that no details were given, that somebody denies the charge."""

from __future__ import annotations

import pytest

from kg.text.extract import explain_sentence


def read(text: str) -> set[tuple[str, str | None, str | None, str]]:
    claims = explain_sentence(text)
    return {
        (
            c["relation"] if c["polarity"] == "positive" else f"no {c['relation']}",
            c["subject"]["state"],
            c["object"] and c["object"]["state"],
            c["modality"],
        )
        for c in claims
    }


@pytest.mark.parametrize(
    "text, claim",
    [
        ("There was no damage from the Turkish raid on Kirkuk.", ("ATTACKS", "TUR", "IRQ", "asserted")),
        ("Jordan said there were no injuries in the Israeli strike on Amman.", ("ATTACKS", "ISR", "JOR", "reported")),
        ("Turkey gave no details of its raid on Kirkuk.", ("ATTACKS", "TUR", "IRQ", "asserted")),
        ("Denmark set no date for the withdrawal of its troops from Mali.", ("TROOP_WITHDRAWAL", "DNK", "MLI", "future")),
        ("Norway gave no explanation for its sanctions on Belarus.", ("SANCTIONS", "NOR", "BLR", "asserted")),
    ],
)  # fmt: skip
def test_the_deed_stands_where_harm_or_details_are_wanting(text, claim):
    """Version 22 denied the deed."""
    found = read(text)
    assert claim in found and not any(one[0].startswith("no ") for one in found)


def test_no_report_of_a_deed_is_another_matter():
    assert ("no ATTACKS", "TUR", "IRQ", "reported") in read("There were no reports of a Turkish raid on Kirkuk.")


@pytest.mark.parametrize("verb", ["admitted", "said on Friday", "has confirmed"])
def test_what_is_said_for_the_first_time_is_said(verb):
    [claim] = explain_sentence(f"Serbia {verb} for the first time that it had sold shells to Chile.")
    assert claim["modality"] == "reported" and [a["name"] for a in claim["attribution"]] == ["Serbia"]


def test_who_says_so_in_a_statement_is_named():
    [claim] = explain_sentence("Serbia said in a statement that it had sold shells to Chile.")
    assert [a["name"] for a in claim["attribution"]] == ["Serbia"]


@pytest.mark.parametrize(
    "ending", ["a charge Kenya rejected", "charges Kenya rejects", "something Kenya denies", "a claim it denies",
               "allegations that Kenya denies"]
)  # fmt: skip
def test_who_rejects_a_charge_in_few_words_denies_it(ending):
    """And the charge itself is made."""
    found = read(f"Uganda accused Kenya of arming Sudan, {ending}.")
    assert ("ACCUSES", "UGA", "KEN", "asserted") in found
    assert ("ARMS_TRANSFER", "KEN", "SDN", "alleged") in found
    assert ("no ARMS_TRANSFER", "KEN", "SDN", "reported") in found
