"""Train the second reader: `python -m quality.train` writes kg/text/scorer.npz from corpus/ (its train topics).

Deterministic: the same corpus, parser and numpy give the same bytes. Minutes on one core.

    python -m quality.train --curve     # F1 of the development topics against the number of articles
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from kg.model import SYMMETRIC, Document
from kg.text import learned
from kg.text.actors import Sentence
from kg.text.cascade import Part
from kg.text.extract import watched
from quality.corpus import Article, articles, splits
from quality.scores import CORPUS, scorer

LEAST = 2  # a feature must be seen in so many pairs
STRENGTH = 1.0  # of the L2 penalty
THRESHOLD = 0.65  # chance from which a relation is read: below it more is wrong than right on development topics


Example = tuple[tuple[str, ...], bool]  # what is seen of a candidate, and whether the gold has it


def examples(article: Article) -> list[Example]:
    """Every candidate of an article, with whether the gold says it of that sentence."""
    gold: dict[str, list[dict[str, Any]]] = {}
    norm = scorer()["norm_sentence"]
    for row in article.claims:
        gold.setdefault(norm(row["sentence"]), []).append(row)
    found: list[Example] = []

    def watch(part: Part, s: Sentence) -> None:
        here = norm(part.span.text)  # a line of the corpus may hold two short sentences
        rows = [row for sentence, found in gold.items() if here in sentence for row in found]
        found.extend((c.features, any(_same(row, c) for row in rows)) for c in learned.candidates(s))

    watched(document_of(article), watch)
    return found


def document_of(article: Article) -> Document:
    body = article.text.split("\n", 2)[2]
    source = "outlet:" + article.outlet.lower().replace(" ", "-")
    return Document(source, article.title, body, article.date, "text", name=article.id)


def _same(row: dict[str, Any], candidate: learned.Candidate) -> bool:
    if row["relation"] != candidate.relation:
        return False
    a, b = candidate.subject.actor, candidate.object.actor if candidate.object else None
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


def fitted(rows: list[Example], threshold: float = 0.5) -> learned.Scorer:
    """Weights by logistic regression with an L2 penalty."""
    counts = Counter(f for features, _ in rows for f in set(features))
    names = sorted(f for f, n in counts.items() if n >= LEAST)
    index = {f: n for n, f in enumerate(names)}
    found = [[index[f] for f in features if f in index] for features, _ in rows]
    lengths = np.cumsum([0] + [len(f) for f in found])
    columns = np.fromiter((c for f in found for c in f), dtype=np.int64, count=lengths[-1])
    x = sparse.csr_matrix((np.ones(lengths[-1]), columns, lengths), shape=(len(rows), len(names)))
    sign = np.array([1.0 if right else -1.0 for _, right in rows])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (x @ w[:-1] + w[-1])
        slope = -sign / (1 + np.exp(np.clip(margin, -50, 50)))
        gradient = np.append(x.T @ slope + STRENGTH * w[:-1], slope.sum())
        return float(np.logaddexp(0, -margin).sum() + 0.5 * STRENGTH * (w[:-1] ** 2).sum()), gradient

    w = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return learned.Scorer(index, w[:-1].astype(np.float32), float(w[-1]), threshold)


def save(model: learned.Scorer, path: Path) -> None:
    """Arrays without pickle, weights in 16-bit steps, in a zip of fixed dates."""
    scale = float(np.abs(model.weights).max()) / 32767
    steps = np.round(model.weights / scale).astype(np.int16)
    names = sorted(model.features, key=lambda f: model.features[f])
    arrays = {
        "features": np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
        "weights": steps,
        "scale": np.float64(scale),
        "bias": np.float64(model.bias),
        "threshold": np.float64(model.threshold),
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


def crossed(groups: list[tuple[str, list[Example]]], folds: int = 5) -> list[tuple[float, bool]]:
    """(chance, whether it is right) of every candidate by weights that have not seen its topic."""
    found: list[tuple[float, bool]] = []
    for fold in range(folds):
        model = fitted([e for n, (_, rows) in enumerate(groups) if n % folds != fold for e in rows])
        unseen = (e for n, (_, rows) in enumerate(groups) if n % folds == fold for e in rows)
        found += [(model.chance(features), right) for features, right in unseen]
    return found


def main(arguments: list[str]) -> int:
    groups = gathered("train")
    rows = [e for _, found in groups for e in found]
    wanted = sum(right for _, right in rows)
    print(f"{len(groups)} topics, {len(rows):,} candidates, {wanted:,} right")
    chances = crossed(groups)
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        said = [right for chance, right in chances if chance >= threshold]
        right = sum(said)
        precision, recall = right / max(1, len(said)), right / wanted
        print(f"  threshold {threshold}: precision {precision:.3f} recall {recall:.3f} ({len(said)})")
    model = fitted(rows, THRESHOLD)
    path = Path(learned.__file__).with_name(learned.WEIGHTS)
    save(model, path)
    print(f"{path.name}: {path.stat().st_size:,} bytes, {len(model.features):,} features")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
