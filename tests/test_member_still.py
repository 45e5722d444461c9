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


@pytest.mark.parametrize(
    "text, relation",
    [
        ("The African Union backed the accord, but Sudan pulled out of it.", "MEMBER_OF"),
        ("Jordan signed the water deal, but Israel withdrew from it.", "TROOP_WITHDRAWAL"),
        ("Slovakia will not back Georgia joining the EU.", "MEMBER_OF"),
        ("Greece lifted its veto on Albania joining NATO.", "MEMBER_OF"),
        ("Austria is against Turkey joining the EU.", "MEMBER_OF"),
        ("India and Oman held a joint drill off Duqm as NATO leaders met in Rome.", "MEETS_WITH"),
        ("The Spanish ambassador left Niger for Madrid on Monday.", "MEETS_WITH"),
        ("Burkina Faso announced its withdrawal from ECOWAS.", "TROOP_WITHDRAWAL"),
        ("Russia withdrew from the 1990 arms treaty with Poland.", "AGREES_WITH"),
    ],
)
def test_what_is_told_of_something_else(text, relation):
    """Each was claimed."""
    assert relation not in {c[0] for c in read(text)}


def test_who_comes_back_is_a_member():
    """That it had left is earlier, and not of that day."""
    found = read("Seychelles rejoined the SADC on Monday, four years after it left the bloc.")
    assert {c[3] for c in found if c[0] == "MEMBER_OF"} == {"positive"}


def test_a_candidate_is_yet_to_join():
    """... and where it has joined, it has."""
    found = {c[2]: c[4] for c in read("Albania joined NATO in 2009 and is a candidate to join the EU.")}
    assert found == {"NATO": "asserted", "EU": "future"}


def test_a_member_is_not_one_since_it_left_another():
    """The year is that of the first verb."""
    claims = explain_sentence("Qatar quit OPEC in 2019 but belongs to the Arab League.")
    [league] = [c for c in claims if c["object"]["name"] == "Arab League"]
    assert league["time"] is None


def test_the_year_of_a_treaty_is_not_that_of_leaving_it():
    """ "The 2015 deal"."""
    [claim] = explain_sentence("The United States withdrew from the 2015 nuclear deal with Iran.")
    assert claim["relation"] == "REJECTS" and claim["time"] is None


def test_troops_that_leave_for_elsewhere_leave():
    """ "Left Mali": whatever they leave it for."""
    assert ("TROOP_WITHDRAWAL", "Italy", "Niger", "positive", "asserted") in read("Italian troops left Niger for Chad.")


@pytest.mark.parametrize(
    "text, relation, who",
    [
        (
            "Norway sent troops to Latvia, followed by Spain and Italy.",
            "TROOP_DEPLOYMENT",
            {"Norway", "Spain", "Italy"},
        ),
        ("Norway, followed by Spain, imposed sanctions on Belarus.", "SANCTIONS", {"Norway", "Spain"}),
        ("Mali, Guinea and Niger said they were leaving the African Union.", "REJECTS", {"Mali", "Guinea", "Niger"}),
        ("Fiji returned to the Commonwealth.", "MEMBER_OF", {"Fiji"}),
    ],
)
def test_each_of_them_does(text, relation, who):
    """All but the first were lost, or all."""
    assert {c[1] for c in read(text) if c[0] == relation} == who


def test_who_follows_a_host_is_visited():
    """ "Followed by Austria": whom he visited next."""
    assert {c[1] for c in read("Orban visited Serbia on Monday, followed by Austria.")} == {"Viktor Orban"}


def test_a_mission_is_what_it_is_called():
    """... and not the organisation."""
    [claim] = explain_sentence("Rebels attacked the African Union mission in Somalia, AMISOM, on Friday.")
    assert claim["object"]["name"] == "AMISOM"


def test_who_announces_that_it_is_leaving_leaves():
    """By that it does."""
    found = read("Chad announced on Sunday that it was leaving the African Union.")
    assert ("REJECTS", "Chad", "African Union", "positive", "asserted") in {
        (c[0], c[1], (c[2] or "").removeprefix("the "), *c[3:]) for c in found
    }


def test_one_envoy_is_one():
    """The two are the other's; and those ordered out are counted as those expelled are."""
    claims = explain_sentence(
        "Peru expelled a Cuban envoy, and Havana responded by ordering two embassy staff of Peru to leave."
    )
    told = {
        c["subject"]["name"]: c["quantity"] and c["quantity"]["value"] for c in claims if c["relation"] == "REJECTS"
    }
    assert told.get("Peru", 0) is None
    [claim] = [
        c for c in explain_sentence("Fiji ordered two Chinese embassy staff to leave.") if c["relation"] == "REJECTS"
    ]
    assert claim["quantity"]["value"] == 2


def test_three_who_meet_of_whom_one_is_called_a_counterpart():
    """The first and the second met, too."""
    claims = explain_sentence(
        "Turkish President Recep Tayyip Erdogan, his Russian counterpart Vladimir Putin and Iranian President Ebrahim"
        " Raisi met in Sochi."
    )
    sides = {frozenset((c["subject"]["state"], c["object"]["state"])) for c in claims if c["relation"] == "MEETS_WITH"}
    assert sides == {frozenset(p) for p in (("TUR", "RUS"), ("TUR", "IRN"), ("RUS", "IRN"))}


def test_a_purchase_that_is_given_up_is_none():
    """ "Gave up" was read as giving."""
    assert ("ARMS_TRANSFER", "United States", "Oman", "negative", "asserted") in read(
        "Oman gave up the purchase of two frigates from the United States."
    )
