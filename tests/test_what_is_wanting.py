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


def test_a_denied_accusation_has_been_made():
    found = read("Kenya denied accusations by Uganda that it had supplied weapons to Sudan.")
    assert {("ACCUSES", "UGA", "KEN", "asserted"), ("ARMS_TRANSFER", "KEN", "SDN", "alleged"),
            ("no ARMS_TRANSFER", "KEN", "SDN", "reported")} <= found  # fmt: skip


def test_of_others_that_are_accused_the_denier_is_none():
    assert ("ACCUSES", "UGA", "FRA", "asserted") not in read(
        "France rejected allegations by Uganda that Kenya had armed Sudan."
    )


@pytest.mark.parametrize(
    "text, who, whom",
    [
        ("The Kenyan general said his troops had attacked Somali positions near Kismayo.", "KEN", "SOM"),
        ("The Turkish prime minister said his forces had attacked Syrian troops.", "TUR", "SYR"),
        ("The head of the Taliban said his fighters had attacked Pakistani troops.", "AFG", "PAK"),
    ],
)
def test_his_troops_are_those_of_whom_he_speaks_for(text, who, whom):
    found = read(text)
    assert ("ATTACKS", who, whom, "reported") in found and ("ATTACKS", whom, who, "reported") not in found


def test_a_leaders_fighters_are_his_bands():
    found = explain_sentence("Hamas leader Khalil al-Hayya said his fighters had attacked Israeli troops.")
    [attack] = [c for c in found if c["relation"] == "ATTACKS"]
    assert attack["subject"]["name"] == "Hamas" and attack["object"]["state"] == "ISR"


def test_a_town_taken_by_one_account_is_not_by_the_others():
    found = read("Russia said its troops had captured Mariupol, but Ukraine denied it.")
    assert {one[0] for one in found} == {"CONTROLS", "no CONTROLS"}


@pytest.mark.parametrize(
    "text",
    [
        "Kenya denied that it was behind the attack on Somalia.",
        "Kenya said it was not responsible for the attack on Somalia.",
        "Kenya said it had nothing to do with the attack on Somalia.",
        "Kenya denied any link to the attack on Somalia.",
    ],
)
def test_who_was_not_behind_an_attack_denies_it(text):
    assert ("no ATTACKS", "KEN", "SOM", "reported") in read(text)


def test_who_was_behind_an_attack_made_it():
    for told in ("behind", "responsible for", "to blame for"):
        found = read(f"Kuwait said Iraq was {told} the attack on Kuwait.")
        assert any(one[:3] == ("ATTACKS", "IRQ", "KWT") for one in found)
        assert not any(one[:3] == ("ATTACKS", "KWT", "IRQ") for one in found)


def test_a_base_that_is_struck_is_there():
    """Whoever denies the attack on it."""
    assert not any(
        one[0] == "no BASE_ACCESS" for one in read("Iran denied a role in the attack on the U.S. base in Oman.")
    )


def test_a_clash_in_which_men_fall_is_told_by_whom_they_fell_for():
    found = explain_sentence("Kenya said three of its soldiers had been killed in clashes with al-Shabaab.")
    assert all([a["name"] for a in c["attribution"]] == ["Kenya"] for c in found)


@pytest.mark.parametrize(
    "text, claim",
    [
        ("Syria condemned the Turkish strikes on its territory.", ("ATTACKS", "TUR", "SYR", "asserted")),
        ("Kenya will continue its operations against al-Shabaab in Somalia.", ("ATTACKS", "KEN", "SOM", "future")),
        ("Russian forces captured Bakhmut.", ("CONTROLS", "RUS", "UKR", "asserted")),
    ],
)
def test_what_is_struck_fought_on_and_taken(text, claim):
    assert claim in read(text)


def test_who_denies_a_charge_says_nothing_of_the_accuser():
    """Version 22 had Kenya deny that it armed Uganda."""
    from kg.model import Document
    from kg.text.extract import extract

    text = "Uganda accuses Kenya of supplying weapons to the Rapid Support Forces. Kenya denies this."
    found = extract(Document("outlet:x", "", text, "2024-06-15", "text", name="d"))
    assert [c.object.name for c in found if c.polarity == "negative" and c.object] == ["Rapid Support Forces"]


def test_who_will_not_stop_goes_on():
    for text in ("Turkey ignored calls to end its raids on Syria.", "Turkey refused to halt its raids on Syria."):
        assert read(text) == {("ATTACKS", "TUR", "SYR", "asserted")}


def test_who_will_not_confirm_denies_nothing():
    assert read("Israel would not confirm that it had attacked Syria.") == {("ATTACKS", "ISR", "SYR", "speculated")}


def test_when_something_will_come_nobody_says():
    assert not read("Britain did not say when the jets would be delivered to Turkey.")
    assert not read("It was unclear when Britain would deliver the jets to Turkey.")


def test_whom_somebody_cites_at_the_end_has_said_so():
    [claim] = explain_sentence("Reuters reported that Serbia had sold shells to Chile, citing two diplomats.")
    assert [a["name"] for a in claim["attribution"]] == ["Reuters", "two diplomats"]
