"""What the reader sees at a glance: sentences that name states and say nothing of what they do to one another are not
parsed. The texts are invented."""

from __future__ import annotations

from typing import Any

import pytest

from kg.model import Document
from kg.text import cascade, extract
from kg.text.learned import Following, scorer
from kg.text.mentions import names
from kg.text.sentences import sentences

CUP = (
    "France beat Italy 2-1 in Turin on Saturday to win their group at the European championship. Marc Delon scored twice "
    "in the second half after the Italian keeper, Paolo Ferri, had saved a penalty. Germany, who lost to Spain on "
    "Friday, take on Portugal in the last match of the group, and must win it to stay in the tournament. The French "
    "coach said that his players had taken their chances and that the Italians had been the better side for an hour."
)
BORDER = "Rwandan troops crossed into Congo on Friday and shelled the town of Goma, killing at least 12 civilians."


def document(text: str) -> Document:
    return Document("outlet:x", "", text, "2024-06-18", "text", name="t")


def parsed(text: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sentences of a text that the parser sees."""
    seen: list[str] = []
    choose = cascade.choose

    def watched(parts: list[cascade.Part], named: bool, glance: Any) -> None:
        choose(parts, named, glance)
        seen.extend(part.span.text for part in parts if part.wanted)

    monkeypatch.setattr(cascade, "choose", watched)
    list(extract.extract(document(text)))
    return seen


def told(text: str) -> list[tuple[str, str, str]]:
    return [(c.relation, c.subject.name, c.passage.text) for c in extract.extract(document(text))]


def test_a_match_between_states_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert parsed(CUP, monkeypatch) == []


def test_a_war_told_among_the_sport_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert parsed(f"{CUP} {BORDER}", monkeypatch) == [BORDER]
    assert {relation for relation, _, _ in told(f"{CUP} {BORDER}")} >= {"ATTACKS", "CASUALTIES"}


def test_a_sentence_alone_is_always_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    first = sentences(CUP)[0].text
    assert parsed(first, monkeypatch) == [first]


def test_frames_alone_see_every_sentence_that_names_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_SCORER", "none")
    assert len(parsed(CUP, monkeypatch)) == len(sentences(CUP))


def test_a_long_text_is_encoded_once_for_the_glance_and_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    model = scorer()
    assert model is not None
    windows: list[int] = []
    encoded = type(model.reader).encoded
    monkeypatch.setattr(type(model.reader), "encoded", lambda r, w: windows.append(w.first) or encoded(r, w))
    places = [
        "Goma",
        "Bukavu",
        "Uvira",
        "Beni",
        "Butembo",
        "Bunia",
        "Rutshuru",
        "Masisi",
        "Walikale",
        "Kindu",
        "Kalemie",
        "Kisangani",
    ]
    told(" ".join(BORDER.replace("Goma", place) for place in places * 4))
    assert len(windows) == len(set(windows)) > 3


def test_the_glance_looks_at_the_words_where_the_reading_finds_them() -> None:
    model = scorer()
    assert model is not None
    whole = document(f"{CUP} {BORDER}")
    following = Following(model, whole, names().mentions(whole.text, whole.published))
    start = whole.text.index("Rwandan")
    window, first, stop = following.scenes.place(start, len(BORDER))
    pieces = {number: piece for piece, number in model.reader.known.items()}
    here = [pieces[n] for n in window.pieces[first:stop]]
    assert here[:2] == ["rwanda", "##n"] and here[-1] == "."
    assert following.may_claim(start, len(BORDER)) and not following.may_claim(0, len(sentences(CUP)[0].text))
