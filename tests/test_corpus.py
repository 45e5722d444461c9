"""The corpus of our own articles: its format, its splits, and the second reader that is trained on it."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from kg.doctor import examine
from kg.errors import Usage
from kg.model import RELATIONS
from kg.text import extract, learned, rivals
from kg.text.extract import explain_sentence
from kg.text.rivals import Seen
from quality import train
from quality.corpus import Malformed, articles, check, main, read, splits

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
    with (CORPUS / "splits.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["topic"] for row in rows}) == len(rows) == len(splits(CORPUS))
    assert {row["topic"] for row in rows} == {f.name for f in CORPUS.iterdir() if f.is_dir()} - {"second"}
    assert {(row["style"], row["split"]) for row in rows} == {
        (style, split) for style in ("news", "varied") for split in ("train", "dev", "test")
    }


def test_the_second_reading_is_of_the_same_sentences():
    for path in sorted((CORPUS / "second").rglob("*.txt")):
        first, second = read(CORPUS / path.parent.name / path.name), read(path)
        assert first.text == second.text, path.name


# The second reader


def test_the_weights_are_arrays_without_pickle():
    with np.load(WEIGHTS, allow_pickle=False) as arrays:
        assert {"features", "relations", "weights", "bias", "beside"} <= set(arrays.files)
    assert WEIGHTS.stat().st_size < 20_000_000


def test_each_claim_says_how_likely_it_was_and_by_what():
    """The chance and the strongest observations stand beside the frame, or in its place where none spoke."""
    model = learned.scorer()
    assert model is not None and 0 < model.spoken <= model.silent < 1
    (claim,) = [c for c in explain_sentence("Kenya sent 200 police officers to Haiti.") if c["relation"] != "LEADS"]
    assert claim["explain"]["frame"].startswith("TROOP_DEPLOYMENT")
    assert claim["explain"]["chance"] >= model.spoken and claim["explain"]["features"]


def test_without_weights_the_frames_stand_as_they_are(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(extract, "scorer", lambda: None)
    (claim,) = [c for c in explain_sentence("Kenya sent 200 police officers to Haiti.") if c["relation"] != "LEADS"]
    assert claim["explain"]["chance"] == 1


def test_weights_of_ones_own_are_told_apart_or_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """`KG_SCORER`: a file of weights, or none; each has its own name on the claims, and a broken one is said."""
    shipped = extract.extractor_name()
    monkeypatch.setenv("KG_SCORER", "none")
    assert learned.scorer() is None and extract.extractor_name() == f"{shipped} alone"
    mine = tmp_path / "mine.npz"
    train.save(train.fitted(made(40)), mine)
    monkeypatch.setenv("KG_SCORER", str(mine))
    model = learned.scorer()
    assert model is not None and "top=send" in model.features and "weights:" in extract.extractor_name()
    mine.write_bytes(b"PK no weights")
    monkeypatch.setenv("KG_SCORER", str(tmp_path / "." / "mine.npz"))
    learned._loaded.cache_clear()
    with pytest.raises(Usage, match=r"mine\.npz"):
        learned.scorer()


def seen(*what: str, spoken: str = "", sides: tuple[str, str] = ("KEN", "HTI"), before: bool = False) -> Seen:
    return Seen(what, frozenset(spoken.split()), sides, before)


def made(number: int) -> list[train.Topic]:
    """Topics in which who is named first sends, and who is named second is sent to."""
    example = [
        train.Example(
            seen("top=send", "roles=subject|to" if n % 2 else "roles=to|subject", sides=("A", "B") if n % 2 else ("B", "A")),
            frozenset(("TROOP_DEPLOYMENT",)) if n % 2 else frozenset(),
            ("x", n // 2),
        )
        for n in range(number)
    ]  # fmt: skip
    return [(str(n), example) for n in range(4)]


def test_training_twice_gives_the_same_bytes(tmp_path: Path):
    for name in ("one", "two"):
        train.save(train.fitted(made(40)), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


OBSERVED = """
from quality.corpus import read
from quality.train import examples
from pathlib import Path
import json, sys
for example in examples(read(Path(sys.argv[1]))):
    print(json.dumps(example.seen.seen), sorted(example.right))
"""


def test_what_is_seen_does_not_depend_on_the_seed_of_hashes(shared: Path):
    article = sorted((CORPUS / min(t for t, part in splits(CORPUS).items() if part == "train")).glob("*.txt"))[0]
    seen = set()
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", OBSERVED, str(article)], env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=CORPUS.parent, capture_output=True, text=True, check=True,
        )  # fmt: skip
        seen.add(run.stdout)
    assert len(seen) == 1
    assert seen.pop().count("any") > 20


def test_training_learns_who_sends_and_who_is_sent_to():
    model = train.fitted(made(400))
    column = model.relations.index("TROOP_DEPLOYMENT")
    right, wrong = model.chances(
        [seen("top=send", "roles=subject|to", sides=("A", "B")), seen("top=send", "roles=to|subject", sides=("B", "A"))]
    )[:, column]
    assert right > 0.9 > 0.1 > wrong
    assert model.reasons(("roles=subject|to", "roles=to|subject"), "TROOP_DEPLOYMENT") == ["roles=subject|to"]


def test_rivals_are_counted_where_they_are_likelier():
    """Of two who may be condemned the likelier one leaves the other behind."""
    found = [seen(sides=("GBR", "RUS")), seen(sides=("GBR", "UKR"))]
    odds = np.array([[2.0], [0.5]])
    (_, _, first), (_, _, second) = rivals.compared(found, odds, ["ACCUSES"])
    assert "better object=0" in first and "over object=2" in first
    assert "better object=1" in second


def test_what_is_unlikely_and_no_frames_is_not_looked_at():
    found = [seen(), seen(spoken="ACCUSES", sides=("GBR", "RUS"))]
    assert [n for n, _, _ in rivals.compared(found, np.full((2, 1), -9.0), ["ACCUSES"])] == [1]


def test_second_readings_stay_out_of_what_is_built(tmp_path: Path):
    assert main(["build", str(CORPUS), str(tmp_path)]) == 0
    texts = [path.stem for path in tmp_path.rglob("*.txt")]
    assert len(texts) == len(set(texts)) >= 300


def test_doctor_tells_which_weights_decide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def weights() -> dict[str, str]:
        return next(row for row in examine(data=str(tmp_path)) if row["what"] == "weights")

    assert weights()["found"].startswith("shipped: ")
    monkeypatch.setenv("KG_SCORER", "none")
    assert weights()["found"] == "none"
    monkeypatch.setenv("KG_SCORER", str(tmp_path / "missing.npz"))
    assert weights()["found"] == "not usable" and "missing.npz" in weights()["advice"]
