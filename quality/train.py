"""Train the reader's weights: `python -m quality.train` writes kg/text/scorer.npz from corpus/ (its train topics).

Deterministic: the same corpus, parser and numpy give the same bytes. Minutes on one core.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
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
from quality.corpus import Article, articles, splits
from quality.scores import CORPUS, scorer

LEAST = 3  # a feature must be seen in so many pairs
STRENGTH = 1.0  # of the L2 penalty
SPOKEN, SILENT = 0.3, 0.5  # chances from which a relation is read that a frame found, and that none found
LEARNED = tuple(r for r in RELATIONS if r not in learned.LEFT_OUT)


@dataclass(frozen=True, slots=True)
class Example:
    """What is seen of a pair, the relations that the gold has of it, and those that a frame found."""

    seen: tuple[str, ...]
    right: frozenset[str]
    spoken: frozenset[str]
    alone: bool = False


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
            spoken = frozenset(m.frame.relation for m in pair.matches)
            found.append(Example(tuple(pair.seen), right, spoken, pair.b is None))

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


def fitted(rows: list[Example], tell: Callable[[str], None] = lambda line: None) -> learned.Scorer:
    """Weights by logistic regression with an L2 penalty, one for each relation."""
    counts = Counter(f for row in rows for f in set(row.seen))
    names = sorted(f for f, n in counts.items() if n >= LEAST)
    index = {f: n for n, f in enumerate(names)}
    x = matrix(rows, index)
    weights, biases = np.zeros((len(names), len(LEARNED)), dtype=np.float32), np.zeros(len(LEARNED), dtype=np.float32)
    for n, relation in enumerate(LEARNED):
        sign = np.array([1.0 if relation in row.right else -1.0 for row in rows])
        weights[:, n], biases[n] = _one(x, sign)
        tell(relation)
    return learned.Scorer(index, LEARNED, weights, biases, SPOKEN, SILENT)


def matrix(rows: list[Example], index: dict[str, int]) -> sparse.csr_matrix:
    found = [[index[f] for f in row.seen if f in index] for row in rows]
    lengths = np.cumsum([0] + [len(f) for f in found])
    columns = np.fromiter((c for f in found for c in f), dtype=np.int32, count=lengths[-1])
    return sparse.csr_matrix(
        (np.ones(lengths[-1], dtype=np.float32), columns, lengths), shape=(len(rows), len(index))
    )


def _one(x: sparse.csr_matrix, sign: np.ndarray) -> tuple[np.ndarray, float]:
    turned = x.T.tocsr()
    bias = float(np.log(max((sign > 0).sum(), 1) / max((sign < 0).sum(), 1)))

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (x @ w[:-1].astype(np.float32) + w[-1])
        slope = -sign / (1 + np.exp(np.clip(margin, -50, 50)))
        gradient = np.append(turned @ slope.astype(np.float32) + STRENGTH * w[:-1], slope.sum())
        return float(np.logaddexp(0, -margin).sum() + 0.5 * STRENGTH * (w[:-1] ** 2).sum()), gradient

    start = np.append(np.zeros(x.shape[1]), bias)
    w = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 60}).x
    return w[:-1].astype(np.float32), float(w[-1])


def save(model: learned.Scorer, path: Path) -> None:
    """Arrays without pickle, weights in 8-bit steps of their relation, in a zip of fixed dates."""
    scale = np.maximum(np.abs(model.weights).max(axis=0), 1e-9) / 127
    steps = np.round(model.weights / scale).astype(np.int8)
    kept = np.flatnonzero(np.abs(steps).max(axis=1) > 0)
    names = sorted(model.features, key=lambda f: model.features[f])
    arrays = {
        "features": np.frombuffer("\n".join(names[n] for n in kept).encode(), dtype=np.uint8),
        "relations": np.frombuffer("\n".join(model.relations).encode(), dtype=np.uint8),
        "weights": steps[kept],
        "scale": scale.astype(np.float32),
        "bias": model.bias.astype(np.float32),
        "spoken": np.float64(model.spoken),
        "silent": np.float64(model.silent),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.asarray(array), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), buffer.getvalue())


def gathered(split: str) -> list[tuple[str, list[Example]]]:
    """Examples of the articles of a split, by topic."""
    topics = [t for t, part in splits(CORPUS).items() if part == split and (CORPUS / t).is_dir()]
    return [(t, [e for a in articles([CORPUS / t]) for e in examples(a)]) for t in topics]


def crossed(groups: list[tuple[str, list[Example]]], folds: int = 4) -> tuple[list[Example], np.ndarray]:
    """Every example with its chances by weights that have not seen its topic."""
    rows: list[Example] = []
    chances: list[np.ndarray] = []
    for fold in range(folds):
        model = fitted([e for n, (_, found) in enumerate(groups) if n % folds != fold for e in found])
        unseen = [e for n, (_, found) in enumerate(groups) if n % folds == fold for e in found]
        sums = matrix(unseen, model.features) @ model.weights + model.bias
        rows += unseen
        chances.append(1 / (1 + np.exp(-sums)))
    return rows, np.concatenate(chances)


def table_of(rows: list[Example], chances: np.ndarray, steps: Iterable[float]) -> list[str]:
    """Precision and recall of pairs at each threshold, of what frames found and of what none found."""
    right = np.array([[r in row.right for r in LEARNED] for row in rows])
    spoken = np.array([[r in row.spoken for r in LEARNED] for row in rows])
    lines = []
    for name, part in (("a frame found", spoken), ("no frame found", ~spoken)):
        for step in steps:
            said = (chances >= step) & part
            lines.append(
                f"{name} from {step}: precision {right[said].mean() if said.any() else 0:.3f} "
                f"of {said.sum()}, {(right & said).sum()} of {(right & part).sum()} right ones"
            )
    return lines


def main(arguments: list[str]) -> int:
    groups = gathered("train")
    rows = [e for _, found in groups for e in found]
    print(f"{len(groups)} topics, {len(rows):,} pairs, {sum(len(e.right) for e in rows):,} right")
    if "--cross" in arguments:
        print("\n".join(table_of(*crossed(groups), (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7))))
    model = fitted(rows)
    path = Path(learned.__file__).with_name(learned.WEIGHTS)
    save(model, path)
    print(f"{path.name}: {path.stat().st_size:,} bytes, {len(model.features):,} features")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
