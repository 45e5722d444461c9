"""The corpus of our own articles: its format, its splits, and the second reader that is trained on it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kg.model import RELATIONS
from kg.text import learned
from kg.text.extract import explain_sentence
from quality import train
from quality.corpus import Malformed, articles, check, main, read, splits

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


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
    ],
)
def test_a_line_that_cannot_be_understood_is_named(tmp_path: Path, line: str, reason: str):
    with pytest.raises(Malformed, match=reason) as problem:
        read(article(tmp_path, "Some.", line))
    assert "ships-1.txt:5" in str(problem.value)


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
    parts = splits(CORPUS)
    assert {part: sum(p == part for p in parts.values()) for part in ("train", "dev", "test")} == {
        "train": 34, "dev": 16, "test": 11,
    }  # fmt: skip


def test_the_second_reading_is_of_the_same_sentences():
    for path in sorted((CORPUS / "second").rglob("*.txt")):
        first, second = read(CORPUS / path.parent.name / path.name), read(path)
        assert first.text == second.text, path.name


# The second reader


def test_the_weights_are_arrays_without_pickle():
    with np.load(Path(learned.__file__).with_name(learned.WEIGHTS), allow_pickle=False) as arrays:
        assert set(arrays.files) == {"features", "weights", "scale", "bias", "threshold"}
    assert Path(learned.__file__).with_name(learned.WEIGHTS).stat().st_size < 20_000_000


def test_the_second_reader_says_by_what_it_read():
    """ "Gave way to" is no frame's; the chance and the strongest features stand beside the claim."""
    model = learned.scorer()
    assert model is not None and 0.5 <= model.threshold < 1
    lines = explain_sentence("American missiles would by now have struck Syria, officials in Ankara said.")
    assert all("frame" in line["explain"] for line in lines)
    for line in (line for line in lines if line["explain"]["frame"].startswith("learned")):
        assert line["explain"]["chance"] >= model.threshold and line["explain"]["features"]


def test_training_twice_gives_the_same_bytes(tmp_path: Path):
    rows = [((f"word={n % 7}", "a=nsubj" if n % 3 else "a=dobj"), n % 3 == 1) for n in range(200)]
    for name in ("one", "two"):
        train.save(train.fitted(rows, 0.6), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_training_learns_what_tells_the_right_from_the_wrong():
    rows = [((f"word={n % 7}", "a=nsubj" if n % 2 else "a=dobj"), bool(n % 2)) for n in range(200)]
    model = train.fitted(rows)
    assert model.chance(("a=nsubj",)) > 0.9 > 0.1 > model.chance(("a=dobj",))
    assert model.reasons(("a=nsubj", "word=1"))[:1] == ["a=nsubj"]


def test_second_readings_stay_out_of_what_is_built(tmp_path: Path):
    assert main(["build", str(CORPUS), str(tmp_path)]) == 0
    texts = [path.stem for path in tmp_path.rglob("*.txt")]
    assert len(texts) == len(set(texts)) >= 300
