"""A sentence in which the rules fail costs nothing else: it is counted and listed, and the rest is read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.model import Document
from kg.text import extract as extraction
from kg.text import mending
from kg.text.cascade import can_claim, choose, parts_of
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


def claims_of(path):
    """(relations, what stderr tells, exit code) of `kg claims`."""
    told = CliRunner().invoke(main, ["claims", str(path)])
    return [json.loads(line)["relation"] for line in told.stdout.splitlines()], told.stderr, told.exit_code


SENT = "Norway sent 40 soldiers to Mali on 3 May 2024."
BROKEN_FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>
<item><title>Norway</title><description>{SENT}</description></item>
<item><title>Peru & Chad</title><description>Peru sold"""


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("long.txt", f"{SENT}\n\n" + "12345678 \n" * 600_000, "only the beginning was read"),
        ("feb.txt", f"---\ntitle: Norway\npublished: 2023-02-31\n---\n{SENT}", "'2023-02-31' is no date"),
        (
            "feb.jsonl",
            json.dumps({"text": SENT, "published": "2023-02-31"}),
            "is no date; the document is read without it",
        ),
        (
            "url.jsonl",
            json.dumps({"text": SENT, "url": "C:/a"}),
            "is no http(s) address; the document is read without it",
        ),
        ("feed.xml", BROKEN_FEED, "the feed is malformed"),
        ("lines.jsonl", json.dumps({"text": SENT}) + '\n{"title": "Peru"}\n', "lines.jsonl:2: has no text"),
        ("bad.jsonl", json.dumps({"text": SENT}) + "\n{bad\n", "bad.jsonl:2: is no JSON"),
    ],
)
def test_claims_say_what_of_a_file_was_not_read_as_a_load_does(tmp_path, name, text, reason):
    (tmp_path / name).write_text(text, encoding="utf-8")
    found, told, code = claims_of(tmp_path / name)
    assert found == ["TROOP_DEPLOYMENT"] and reason in told and code == 4


def test_claims_name_a_sentence_that_could_not_be_read(fails_on_ships, tmp_path):
    (tmp_path / "wire.txt").write_text(TEXT, encoding="utf-8")
    found, told, code = claims_of(tmp_path / "wire.txt")
    assert found == ["TROOP_DEPLOYMENT", "AIDS"] and "a sentence could not be read" in told and code == 4


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
        "THE FLEET SENT A DESTROYER TO THE LINE",
    ],
)
def test_who_is_meant_but_not_named_is_worth_a_parse(text: str) -> None:
    """In a text that names states; in one that names nobody, nothing is."""
    assert can_claim(text, [])
    (part,) = parts_of(sentences(text), [])
    for is_named in (True, False):
        choose([part], is_named, None)
        assert part.wanted is is_named


@pytest.mark.parametrize("text", ["Four more have been ordered in the meantime.", "A return visit took place in May."])
def test_what_a_sentence_tells_of_nobody_named_is_asked_of_the_reader(text: str) -> None:
    """Nobody is named or pointed at; who ordered them is told before."""
    assert not can_claim(text, [])
    (part,) = parts_of(sentences(text), [])
    for is_likely in (True, False):
        choose([part], True, lambda start, length, is_likely=is_likely: is_likely)
        assert part.wanted is is_likely
    choose([part], False, lambda start, length: True)
    assert not part.wanted  # where the text names nobody, nobody is meant


LOOPED = (
    "Russia, which sold Addis Ababa at least eight Su-27 fighters worth some $150 million and provided Asmara with six "
    "MiG-29s, voted for it."
)


def test_a_parse_is_put_right_without_a_word_that_hangs_on_itself() -> None:
    """Such a sentence was read for ever: a load stood still at it."""
    found = list(extract(Document("outlet:x", "", LOOPED, "2000-05-18", "text")))
    assert {(c.relation, c.object.state) for c in found if c.object} >= {("ARMS_TRANSFER", "ETH")}


def test_where_putting_right_would_go_round_the_parse_stays_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    parse = extraction.parser(extraction.model_name())
    assert parse is not None
    whole = parse(LOOPED)
    heads = [t.head.i for t in whole]

    def hung(token: Any) -> None:
        token.head = token.nbor(-1)

    monkeypatch.setattr(mending, "_worth", hung)
    kept = mending.mended(whole, frozenset())
    assert [t.head.i for t in kept] == heads
    assert kept.text == LOOPED
    assert all(t.tag_ for t in kept)
