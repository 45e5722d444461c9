"""In a text of one sentence the network is followed sooner where both sides act than where one is only called so."""

from __future__ import annotations

import pytest

from kg.text import learned
from kg.text.extract import explain_sentence


def read(text: str) -> set[tuple[str, str, str | None]]:
    claims = explain_sentence(text)
    return {(c["relation"], c["subject"]["name"], c["object"] and c["object"]["name"]) for c in claims}


@pytest.mark.parametrize(
    "text, claim",
    [
        ("Haiti has lost a friend, Chad, which recognised Taiwan.", ("SUPPORTS", "Chad", "Taiwan")),
        ("'We will not sell', Accra tells Lome over the port", ("REJECTS", "Ghana", "Togo")),
        ("Sale of 40 spare engines to Kuwait, $30m, cleared by US State Department",
         ("ARMS_TRANSFER", "United States", "Kuwait")),
        ("The Moroccan air force has 24 Rafales and wants 12 more, a purchase that Paris hopes to sign by June.",
         ("ARMS_TRANSFER", "France", "Morocco")),
        ("Chad mourned 40 soldiers killed in an attack claimed by Boko Haram.", ("ATTACKS", "Boko Haram", "Chad")),
    ],
)  # fmt: skip
def test_states_bands_and_those_who_act_for_them_are_heard_where_no_frame_speaks(text, claim, monkeypatch):
    assert claim in read(text)
    monkeypatch.setattr(learned, "BOTH_ACT", learned.UNHEARD)
    assert claim not in read(text)


@pytest.mark.parametrize(
    "text, claim",
    [
        ("A Danish cook criticised the Swedish version of the dish.", ("ACCUSES", "Denmark", "Sweden")),
        ("Moroccan actors visit Tunis next week.", ("MEETS_WITH", "Tunisia", "Morocco")),
    ],
)
def test_who_is_only_called_after_a_state_is_not_that_state(text, claim, monkeypatch):
    assert claim not in read(text)
    monkeypatch.setattr(learned, "both_act", lambda *_: True)
    assert claim in read(text)


@pytest.mark.parametrize(
    "text, claim",
    [
        ("The tanks are old, but Poland will send them to Latvia.", ("TROOP_DEPLOYMENT", "Poland", "Latvia")),
        ("Ghana said Benin should help itself.", ("REQUESTS", "Ghana", "Benin")),
    ],
)
def test_where_a_pronoun_leaves_in_doubt_who_is_meant_nothing_more_is_heard(text, claim, monkeypatch):
    assert claim not in read(text)
    monkeypatch.setattr(learned, "is_in_doubt", lambda *_: False)
    assert claim in read(text)
