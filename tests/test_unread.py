"""A sentence in which the rules fail costs nothing else: it is counted and listed, and the rest is read."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.model import Document
from kg.text import extract as extraction
from kg.text.cascade import can_claim, is_wanted, parts_of
from kg.text.extract import Unread, extract
from kg.text.sentences import sentences

TEXT = "Norway sent 40 soldiers to Mali. Peru sold Chad two ships. Japan lent Nepal 20 million dollars."


@pytest.fixture
def fails_on_ships(monkeypatch):
    whole = extraction.matches

    def failing(s):
        if "ships" in s.spoken:
            raise RecursionError("a loop")
        return whole(s)

    monkeypatch.setattr(extraction, "matches", failing)


def relations(claims):
    return [c.relation for c in claims]


def test_a_failing_sentence_is_named_and_its_neighbours_are_read(fails_on_ships):
    with pytest.warns(Unread, match=r"characters 33 to 58: a sentence could not be read \(RecursionError\)"):
        found = list(extract(Document("wire", "", TEXT, "2024-05-01", "text", name="w.txt")))
    assert relations(found) == ["TROOP_DEPLOYMENT", "AIDS"]


def test_a_load_lists_the_sentence_and_keeps_the_other_claims(fails_on_ships, tmp_path):
    file = tmp_path / "wire.txt"
    file.write_text(TEXT, encoding="utf-8")
    said = CliRunner().invoke(main, ["load", str(file), "--store", str(tmp_path / "s"), "--json"])
    [result] = json.loads(said.stdout)["inputs"]
    assert result["claims"] == 2
    assert result["status"] == "partial"
    assert "could not be read" in json.dumps(result["rejected"])


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Nigerian members of the force left Liberia.", "TROOP_WITHDRAWAL"),
        ("Polish members of the brigade arrived in Iraq.", "TROOP_DEPLOYMENT"),
        ("Ghanaian members of this contingent left Liberia.", "TROOP_WITHDRAWAL"),
    ],
)
def test_members_of_the_force_are_whose_people_they_are(text, relation):
    # each once asked the other without end whose it was
    found = list(extract(Document("wire", "", text, "2004-05-01", "text")))
    assert [(c.relation, c.subject.state) for c in found] in (
        [(relation, "NGA")],
        [(relation, "POL")],
        [(relation, "GHA")],
    )


@pytest.mark.parametrize(
    "text",
    [
        "Morocco plans to buy F-16s",
        "It was the debt that Havana owed the Soviet Union",  # what ends with a name has no word after it
        "Cuba repaid the 32 billion dollars that Havana owed the Soviet Union",
    ],
)
def test_a_text_without_a_stop_is_read_to_its_last_word(text):
    unread = []
    list(extract(Document("wire", "", text, "2004-05-01", "text"), unread=unread))
    assert unread == []


@pytest.mark.parametrize(
    "text",
    [
        "The president declared a state of emergency and called up reservists.",
        "Foreign armies have 180 days to leave.",
        "Congress has pressed the allies for years.",
        "The company demands $160 for 1,000 cubic metres.",
        "The fleet sent a destroyer to the line.",
    ],
)
def test_who_is_meant_but_not_named_is_worth_a_parse(text: str) -> None:
    """In a text that names states; in one that names nobody, nothing is."""
    assert can_claim(text, [])
    (part,) = parts_of(sentences(text), [])
    assert is_wanted(part, named=True) and not is_wanted(part, named=False)
