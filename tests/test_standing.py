"""What stands whatever the sentence denies."""

from __future__ import annotations

import pytest

from kg.text.extract import explain_sentence


def read(text: str) -> dict[tuple[str, str | None, str | None], tuple[str, str]]:
    """Polarity and modality by relation and sides."""
    return {
        (c["relation"], c["subject"]["state"], c["object"] and c["object"]["state"]): (c["polarity"], c["modality"])
        for c in explain_sentence(text)
    }


@pytest.mark.parametrize(
    "text, deed",
    [
        ("Brazil has not condemned Russia's invasion of Ukraine.", ("ATTACKS", "RUS", "UKR")),
        ("Serbia opposes Russia's invasion of Ukraine.", ("ATTACKS", "RUS", "UKR")),
        ("South Africa cannot ignore Israel's attacks on Lebanon.", ("ATTACKS", "ISR", "LBN")),
        ("The U.S. sanctions on Iran have not worked.", ("SANCTIONS", "USA", "IRN")),
        ("China does not accept the U.S. sanctions on Iran.", ("SANCTIONS", "USA", "IRN")),
        ("The talks between Iran and the United States did not produce a deal.", ("MEETS_WITH", "IRN", "USA")),
        ("Russia's support for Syria has not ended.", ("SUPPORTS", "RUS", "SYR")),
        ("Iran does not recognise Israel and backs Hezbollah.", ("SUPPORTS", "IRN", "LBN")),
        ("Iran's ally Syria did not take part in the talks.", ("ALLIED_WITH", "IRN", "SYR")),
        ("Israel dismissed calls by France for a ceasefire.", ("REQUESTS", "FRA", "ISR")),
        ("Israel will not attend the talks, accusing Qatar of bias.", ("ACCUSES", "ISR", "QAT")),
    ],
)
def test_what_is_only_named_under_a_denial_is_no_denial(text, deed):
    """Version 21 told each of them as denied."""
    found = read(text)
    ends = {deed, (deed[0], deed[2], deed[1]), (deed[0], deed[1], None)}
    told = [how for what, how in found.items() if what in ends]
    assert told == [("positive", "asserted")]


@pytest.mark.parametrize(
    "text, deed",
    [
        ("Israel has not carried out its attack on Iran.", ("ATTACKS", "ISR", "IRN")),
        ("Russia denied its invasion of Ukraine.", ("ATTACKS", "RUS", "UKR")),
        ("Russia has not launched its invasion of Ukraine.", ("ATTACKS", "RUS", "UKR")),
        ("The meeting between Putin and Trump did not take place.", ("MEETS_WITH", "RUS", "USA")),
        ("Turkey did not impose the sanctions on Russia.", ("SANCTIONS", "TUR", "RUS")),
        ("Serbia and Kosovo did not sign the agreement.", ("AGREES_WITH", "SRB", "XKX")),
        ("Russia did not attack Poland and support Belarus.", ("SUPPORTS", "RUS", "BLR")),
    ],
)
def test_what_is_denied_is(text, deed):
    found = read(text)
    told = {how[0] for what, how in found.items() if what[0] == deed[0] and set(what[1:]) == set(deed[1:])}
    assert told == {"negative"}


def test_a_charge_made_while_denying_is_the_deniers_word():
    found = read("China rejected the accusation, saying the United States sells weapons to Taiwan.")
    assert found["ARMS_TRANSFER", "USA", "TWN"] == ("positive", "reported")


@pytest.mark.parametrize(
    "text, whom, no_one",
    [
        ("North Korea has sent troops to Russia, South Korea and Ukraine said.", "RUS", {"KOR", "UKR"}),
        ("Iran supplied weapons to Sudan, Egypt and Saudi Arabia said.", "SDN", {"EGY", "SAU"}),
    ],
)
def test_who_says_so_at_the_end_gets_nothing(text, whom, no_one):
    """Version 21 had troops and weapons go to those who only said so."""
    told = {
        c["object"]["state"] for c in explain_sentence(text) if c["relation"] in ("TROOP_DEPLOYMENT", "ARMS_TRANSFER")
    }
    assert whom in told and not told & no_one


def test_the_maker_of_a_weapon_gives_nothing_that_another_promised():
    found = read("Ukraine has not yet received the F-16 jets promised by Denmark.")
    assert ("ARMS_TRANSFER", "DNK", "UKR") in found and ("ARMS_TRANSFER", "USA", "UKR") not in found


@pytest.mark.parametrize(
    "text, told, untold",
    [
        (
            "Israel welcomed the U.S. decision to sanction Iran.",
            ("SANCTIONS", "USA", "IRN"),
            ("SANCTIONS", "ISR", "IRN"),
        ),
        ("Italy supported the bid by Ukraine to join NATO.", None, ("MEMBER_OF", "ITA", None)),
        ("Norway joined the EU in condemning Russia.", ("ACCUSES", "NOR", "RUS"), ("MEMBER_OF", "NOR", None)),
        ("Lavrov discussed the war with Blinken.", ("MEETS_WITH", "RUS", "USA"), ("COMBAT", "RUS", "USA")),
        ("Mali gave France one month to pull out its troops.", None, ("TROOP_WITHDRAWAL", "FRA", "MLI")),
    ],
)
def test_whose_plan_it_is_and_what_only_sounds_like_a_deed(text, told, untold):
    """Version 21 had each of the last column."""
    found = read(text)
    assert (told is None or told in found) and untold not in found


def test_a_deadline_is_no_day_on_which_it_happened():
    [claim] = [c for c in explain_sentence("India withdrew its troops from the Maldives ahead of a May 10 deadline.")]
    assert claim["relation"] == "TROOP_WITHDRAWAL" and claim["time"] is None
