"""The corpus of our own articles: its format, its splits, its second readings."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.model import RELATIONS
from kg.text import learned
from quality.corpus import Malformed, articles, check, main, passages, read, splits

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
WEIGHTS = Path(learned.__file__).with_name(learned.WEIGHTS)


def article(folder: Path, *lines: str) -> Path:
    path = folder / "ships-1.txt"
    path.write_text("\n".join(("A title", "Harbour Post, 2024-06-26", "", *lines)) + "\n", encoding="utf-8")
    return path


def test_a_line_below_a_sentence_is_a_claim_of_it(tmp_path: Path):
    found = read(
        article(
            tmp_path,
            "Kenya sent at least 200 officers to Haiti on Tuesday, officials said.",
            "    TROOP_DEPLOYMENT Kenya -> Haiti; n >=200 officers; on 2024-06-25; reported; by officials; deep",
        )
    )
    (claim,) = found.claims
    assert (claim["subject"]["state"], claim["object"]["state"]) == ("KEN", "HTI")
    assert claim["quantity"]["min"] == 200 and "max" not in claim["quantity"]
    assert (claim["time"]["start"], claim["modality"], claim["tier"]) == ("2024-06-25", "reported", "deep")
    assert claim["sentence"] in found.text


def test_a_list_with_a_double_arrow_is_each_with_each(tmp_path: Path):
    found = read(article(tmp_path, "They drill.", "    COOPERATES_WITH India + Japan + Australia <->; future"))
    assert {(c["subject"]["name"], c["object"]["name"]) for c in found.claims} == {
        ("India", "Japan"), ("India", "Australia"), ("Japan", "Australia"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        ("1000..2000 shells", {"min": 1000, "max": 2000}),
        ("<=12,000 troops", {"max": 12000}),
        ("~ dozens", {"vague": True}),
    ],
)
def test_a_quantity_keeps_its_bounds(tmp_path: Path, number: str, wanted: dict[str, float]):
    found = read(article(tmp_path, "Some.", f"    MOBILIZES Peru -> -; n {number}"))
    quantity = found.claims[0]["quantity"]
    assert {k: quantity[k] for k in wanted} == wanted


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("    SINGS Peru -> Chile", "none of the relations"),
        ("    ATTACKS Peru Chile", "wanted `A -> B`"),
        ("    ATTACKS Peru -> Atlantis", "is no state"),
        ("    ATTACKS Peru -> Chile; on last week", "is no date"),
        ("    ATTACKS Peru -> Chile; loudly", "is not understood"),
        ("    ATTACKS Peru -> Chile; n 5 troops; n 2 tanks", "a second amount"),
    ],
)
def test_a_line_that_cannot_be_understood_is_named(tmp_path: Path, line: str, reason: str):
    with pytest.raises(Malformed, match=reason) as problem:
        read(article(tmp_path, "Some.", line))
    assert "ships-1.txt:5" in str(problem.value)


SHORT = """@2024-06-25
Kenya sent at least 200 police officers to Haiti on Tuesday.
    TROOP_DEPLOYMENT Kenya -> Haiti; n >=200 officers; on 2024-06-25

@2025-03-03
Hezbollah fired at a tank. Will it go on?
    ATTACKS Hezbollah -> -
    x a question
---
Hezbollah = the group | armed_group | LBN
"""


def test_a_file_of_short_texts_is_one_article_for_each(tmp_path: Path):
    path = tmp_path / "war.txt"
    path.write_text(SHORT, encoding="utf-8")
    one, other = articles([tmp_path])
    assert (one.date, one.title, one.claims[0]["quantity"]["min"]) == ("2024-06-25", "", 200)
    assert (other.claims[0]["subject"]["state"], len(other.claims), len(other.gold)) == ("LBN", 1, 2)
    assert one.id != other.id and not check([tmp_path])


@pytest.mark.parametrize(
    ("line", "wrong", "reason"),
    [
        (1, "Kenya sent officers to Haiti.", "begins with its day"),
        (1, "@last week", "YYYY-MM-DD"),
        (2, "    TROOP_DEPLOYMENT Kenya -> Haiti", "before any sentence"),
        (7, "    SHOOTS Hezbollah -> -", "none of the relations"),
    ],
)
def test_a_line_of_short_texts_that_cannot_be_understood_is_named(tmp_path: Path, line: int, wrong: str, reason: str):
    lines = SHORT.split("\n")
    lines[line - 1] = wrong
    path = tmp_path / "war.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(Malformed, match=reason) as problem:
        passages(path)
    assert f"war.txt:{line}" in str(problem.value)


def test_the_whole_corpus_is_understood_and_large_enough_to_train_on():
    parts = splits(CORPUS)
    topics = {path.parent.name for path in CORPUS.glob("*/*.txt")}
    assert topics == set(parts)
    found = list(articles([CORPUS / topic for topic in topics]))
    assert len(found) >= 300
    assert {c["relation"] for a in found for c in a.claims} == set(RELATIONS)
    assert len({a.id for a in found}) == len(found)
    assert not [p for p in check([CORPUS / t for t in topics]) if "never names" not in p]


def test_a_topic_is_in_one_split_and_each_split_has_topics():
    with (CORPUS / "splits.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["topic"] for row in rows}) == len(rows) == len(splits(CORPUS))
    assert {row["topic"] for row in rows} == {f.name for f in CORPUS.iterdir() if f.is_dir()} - {"second"}
    assert {(row["style"], row["split"]) for row in rows} == {
        (style, split) for style in ("news", "varied", "formulas") for split in ("train", "dev", "test")
    } | {("news", "weigh")} | {(style, split) for style in ("rest", "numbers") for split in ("train", "test")}


def test_the_second_reading_is_of_the_same_sentences():
    for path in sorted((CORPUS / "second").rglob("*.txt")):
        first, second = read(CORPUS / path.parent.name / path.name), read(path)
        assert first.text == second.text, path.name


def test_second_readings_stay_out_of_what_is_built(tmp_path: Path):
    assert main(["build", str(CORPUS), str(tmp_path)]) == 0
    texts = [path.stem for path in tmp_path.rglob("*.txt")]
    assert len(texts) == len(set(texts)) >= 300
