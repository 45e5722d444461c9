"""Whose "its soldiers" are where one tells of what another did to them: nobody kills his own."""

from __future__ import annotations

import pytest

from kg.text.extract import explain_sentence


def read(text: str) -> set[tuple[str, str | None, str | None]]:
    claims = explain_sentence(text)
    return {(c["relation"], c["subject"]["state"], c["object"] and (c["object"]["state"])) for c in claims}


@pytest.mark.parametrize(
    "text, relation, who, whom",
    [
        ("Iran said that Israel had killed two of its officers.", "CASUALTIES", "IRN", "ISR"),
        ("Iran said that Israel had killed two of its officers.", "ATTACKS", "ISR", "IRN"),
        ("Pakistan says Indian shelling killed five of its soldiers.", "CASUALTIES", "PAK", "IND"),
        ("Kuwait said Iraq had detained four of its citizens.", "COERCES", "IRQ", "KWT"),
        ("Rwanda said that Congolese troops shelled its territory and killed two of its citizens.", "CASUALTIES", "RWA",
         "COD"),
        ("Seoul said North Korea fired on its patrol boats, killing four of its sailors.", "CASUALTIES", "KOR", "PRK"),
        ("The Philippines said a Chinese coastguard ship had rammed one of its boats and injured three of its sailors.",
         "CASUALTIES", "PHL", "CHN"),
        ("Manila said China's coastguard fired water cannon at its boats.", "ATTACKS", "CHN", "PHL"),
    ],
)  # fmt: skip
def test_who_complains_of_the_dead_has_lost_them(text, relation, who, whom):
    """Version 21 took them for the killer's, or had nothing."""
    found = read(text)
    assert (relation, who, whom) in found and (relation, whom, who) not in found


def test_a_group_that_fights_the_state_it_lives_in_kills_that_states_soldiers():
    """The PKK is Turkish, too."""
    found = explain_sentence("Turkey said the PKK had killed three of its soldiers.")
    [claim] = [c for c in found if c["relation"] == "CASUALTIES"]
    assert claim["subject"]["name"] == "Turkey" and claim["object"]["name"] == "PKK"


def test_its_own_are_the_doers():
    """Who complains of that has lost nobody."""
    found = read("Aliyev said Armenia had killed four of its own citizens.")
    assert not any(relation == "CASUALTIES" and who == "AZE" for relation, who, _ in found)
