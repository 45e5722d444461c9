"""Train the reader's weights: `python -m quality.train` writes kg/text/scorer.npz from corpus/ (its train topics).

Two steps. A logistic regression for each relation weighs what is seen of a pair of actors. A second one weighs
each relation beside its rivals in the sentence, learned from chances that the first gave to topics it had not seen.
Deterministic: the same corpus, parser and numpy give the same bytes. Minutes on one core.

    python -m quality.train --cross     # also precision and recall by threshold, over topics not seen
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from kg.model import RELATIONS, SYMMETRIC, Document
from kg.text import learned
from kg.text.actors import Sentence
from kg.text.cascade import Part
from kg.text.extract import watched
from kg.text.frames import Match
from kg.text.pairs import Pair, pairs
from kg.text.rivals import Seen, compared
from quality.corpus import Article, articles, splits
from quality.scores import CORPUS, scorer

LEAST = 3  # an observation must be seen in so many pairs
ROUNDS, BATCH, RATE, DROPPED = 4, 256, 0.1, 0.2  # of the first step, by descent with a rate of its own for each weight
PENALTY = 1e-4  # L2, of each weight for each pair in which it is seen
PENALTY_BESIDE = 1.0  # L2, of the second step
FOLDS = 4
LEAST_STEPS = 4  # an observation of less weight for every relation, of 127 steps, is not kept
SPOKEN, SILENT = 0.3, 0.6  # chances from which a relation is read that a frame found, and that none found
LEARNED = tuple(r for r in RELATIONS if r not in learned.LEFT_OUT)


@dataclass(frozen=True, slots=True)
class Example:
    """One pair of a sentence, and the relations that the gold has of it."""

    seen: Seen
    right: frozenset[str]
    sentence: tuple[str, int]


Topic = tuple[str, list[Example]]


def examples(article: Article) -> list[Example]:
    """Every pair of an article, with the relations that the gold says of it in that sentence."""
    gold: dict[str, list[dict[str, Any]]] = {}
    norm = scorer()["norm_sentence"]
    for row in article.claims:
        gold.setdefault(norm(row["sentence"]), []).append(row)
    found: list[Example] = []

    def watch(part: Part, s: Sentence, matches: list[Match]) -> None:
        here = norm(part.span.text)  # a line of the corpus may hold two short sentences
        rows = [row for sentence, said in gold.items() if here in sentence for row in said]
        for pair in pairs(s, [m for m in matches if m.frame.relation not in learned.LEFT_OUT]):
            right = frozenset(row["relation"] for row in rows if _same(row, pair))
            found.append(Example(learned.seen(pair), right, (article.id, part.span.start)))

    watched(document_of(article), watch)
    return found


def document_of(article: Article) -> Document:
    body = article.text.split("\n", 2)[2]
    source = "outlet:" + article.outlet.lower().replace(" ", "-")
    return Document(source, article.title, body, article.date, "text", name=article.id)


def _same(row: dict[str, Any], pair: Pair) -> bool:
    a, b = pair.a.actor, pair.b.actor if pair.b else None
    if b is None:
        return is_actor(row["subject"], a) and (row["object"] is None or row["object_optional"])
    if row["object"] is None:
        return False
    if is_actor(row["subject"], a) and is_actor(row["object"], b):
        return True
    return row["relation"] in SYMMETRIC and is_actor(row["subject"], b) and is_actor(row["object"], a)


def is_actor(gold: dict[str, Any], actor: Any) -> bool:
    """Whether an actor that was read is the one of the gold, at the level of states."""
    if gold["state"]:
        return bool(actor.state == gold["state"])
    norm = scorer()["norm"]
    return norm(actor.name) in {norm(n) for n in (gold["name"], *gold["accept"])}


def fitted(groups: list[Topic]) -> learned.Scorer:
    """Both steps' weights."""
    rows: list[Example] = []
    odds: list[np.ndarray] = []
    for fold in range(FOLDS):
        first = first_step([e for n, (_, found) in enumerate(groups) if n % FOLDS != fold for e in found])
        unseen = [e for n, (_, found) in enumerate(groups) if n % FOLDS == fold for e in found]
        rows += unseen
        odds.append(first.odds(e.seen.seen for e in unseen) if unseen else np.zeros((0, len(LEARNED))))
    beside = second_step(rows, np.concatenate(odds))
    first = first_step([e for _, found in groups for e in found])
    return learned.Scorer(first.features, LEARNED, first.weights, first.bias, beside, SPOKEN, SILENT)


def first_step(rows: list[Example]) -> learned.Scorer:
    """Weights of what is seen of a pair, by relation: AdaGrad over batches, some observations dropped at each."""
    counts = Counter(f for row in rows for f in row.seen.seen)
    index = {f: n for n, f in enumerate(sorted(f for f, n in counts.items() if n >= LEAST))}
    x = matrix([row.seen.seen for row in rows], index)
    y = np.array([[r in row.right for r in LEARNED] for row in rows], dtype=np.float32)
    random = np.random.default_rng(0)
    weights, bias = np.zeros((len(index), len(LEARNED)), np.float32), np.full(len(LEARNED), -5.0, np.float32)
    steps, step = np.full_like(weights, 0.1), np.full_like(bias, 0.1)
    for _ in range(ROUNDS):
        order = random.permutation(len(rows))
        for start in range(0, len(rows), BATCH):
            chosen = order[start : start + BATCH]
            batch = x[chosen]
            batch.data = (batch.data * (random.random(batch.nnz) > DROPPED) / (1 - DROPPED)).astype(np.float32)
            used = np.unique(batch.indices)
            batch = batch[:, used]
            slope = 1 / (1 + np.exp(-np.clip(batch @ weights[used] + bias, -30, 30))) - y[chosen]
            gradient = batch.T.tocsr() @ slope + PENALTY * BATCH * weights[used]
            steps[used] += gradient**2
            weights[used] -= RATE * gradient / np.sqrt(steps[used])
            step += slope.sum(axis=0) ** 2
            bias -= RATE * slope.sum(axis=0) / np.sqrt(step)
    return learned.Scorer(index, LEARNED, weights, bias, {}, SPOKEN, SILENT)


def second_step(rows: list[Example], odds: np.ndarray) -> dict[str, float]:
    """Weights of what is seen of a relation beside its rivals, by logistic regression; "" is the bias."""
    found = list(among_rivals(rows, odds))
    counts = Counter(s for _, _, seen in found for s in seen)
    index = {s: n for n, s in enumerate(sorted(s for s, n in counts.items() if n >= 5))}
    x = matrix([seen for _, _, seen in found], index)
    sign = np.array([1.0 if LEARNED[k] in rows[n].right else -1.0 for n, k, _ in found])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (x @ w[:-1] + w[-1])
        slope = -sign / (1 + np.exp(np.clip(margin, -50, 50)))
        gradient = np.append(x.T @ slope + PENALTY_BESIDE * w[:-1], slope.sum())
        return float(np.logaddexp(0, -margin).sum() + 0.5 * PENALTY_BESIDE * (w[:-1] ** 2).sum()), gradient

    w = minimize(loss, np.zeros(len(index) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    return {"": float(w[-1]), **{s: float(w[n]) for s, n in index.items()}}


def among_rivals(rows: list[Example], odds: np.ndarray) -> Iterator[tuple[int, int, list[str]]]:
    """(row, relation, observations among rivals); the rows of a sentence stand together."""
    start = 0
    for _, group in groupby(rows, key=lambda row: row.sentence):
        found = [row.seen for row in group]
        for n, k, seen in compared(found, odds[start : start + len(found)], LEARNED):
            yield start + n, k, seen
        start += len(found)


def matrix(rows: Iterable[Iterable[str]], index: dict[str, int]) -> sparse.csr_matrix:
    """Observations as a sparse matrix of ones: rows x known observations."""
    found = [[index[f] for f in row if f in index] for row in rows]
    ends = np.cumsum([0] + [len(f) for f in found])
    columns = np.fromiter((c for f in found for c in f), dtype=np.int32, count=ends[-1])
    return sparse.csr_matrix((np.ones(ends[-1], dtype=np.float32), columns, ends), shape=(len(found), len(index)))


def save(model: learned.Scorer, path: Path) -> None:
    """Arrays without pickle, weights in 8-bit steps of their relation, in a zip of fixed dates."""
    scale = np.maximum(np.abs(model.weights).max(axis=0), 1e-9) / 127
    steps = np.round(model.weights / scale).astype(np.int8)
    kept = np.flatnonzero(np.abs(steps).max(axis=1) >= LEAST_STEPS)
    names = sorted(model.features, key=lambda f: model.features[f])
    arrays = {
        "features": _letters(names[n] for n in kept),
        "relations": _letters(model.relations),
        "weights": steps[kept],
        "scale": scale.astype(np.float32),
        "bias": model.bias.astype(np.float32),
        "beside": _letters(model.beside),
        "beside_weights": np.array(list(model.beside.values()), dtype=np.float32),
        "spoken": np.float64(model.spoken),
        "silent": np.float64(model.silent),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.asarray(array), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), buffer.getvalue())


def _letters(names: Iterable[str]) -> np.ndarray:
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def gathered(split: str) -> list[Topic]:
    """Examples of the articles of a split, by topic."""
    topics = [t for t, part in splits(CORPUS).items() if part == split and (CORPUS / t).is_dir()]
    return [(t, [e for a in articles([CORPUS / t]) for e in examples(a)]) for t in topics]


def crossed(groups: list[Topic]) -> tuple[list[Example], np.ndarray]:
    """Every example with its chances by weights, of both steps, that have not seen its topic."""
    rows: list[Example] = []
    chances: list[np.ndarray] = []
    for fold in range(FOLDS):
        model = fitted([g for n, g in enumerate(groups) if n % FOLDS != fold])
        unseen = [e for n, (_, found) in enumerate(groups) if n % FOLDS == fold for e in found]
        for _, sentence in groupby(unseen, key=lambda e: e.sentence):
            found = list(sentence)
            rows += found
            chances.append(model.chances([e.seen for e in found]))
    return rows, np.concatenate(chances)


def by_threshold(rows: list[Example], chances: np.ndarray) -> list[str]:
    """Precision and recall of pairs at each threshold, of what frames found and of what none found."""
    right = np.array([[r in row.right for r in LEARNED] for row in rows])
    spoken = np.array([[r in row.seen.spoken for r in LEARNED] for row in rows])
    lines = []
    for name, part in (("a frame found", spoken), ("no frame found", ~spoken)):
        for step in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7):
            said = (chances >= step) & part
            precision = right[said].mean() if said.any() else 0.0
            lines.append(
                f"{name}, from {step}: precision {precision:.3f} of {said.sum()}, "
                f"{(right & said).sum()} of {(right & part).sum()} right ones"
            )
    return lines


def main(arguments: list[str]) -> int:
    groups = gathered("train")
    rows = [e for _, found in groups for e in found]
    print(f"{len(groups)} topics, {len(rows):,} pairs, {sum(len(e.right) for e in rows):,} right")
    if "--cross" in arguments:
        print("\n".join(by_threshold(*crossed(groups))))
    model = fitted(groups)
    path = Path(learned.__file__).with_name(learned.WEIGHTS)
    save(model, path)
    print(f"{path.name}: {path.stat().st_size:,} bytes, {len(model.features):,} observations")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
