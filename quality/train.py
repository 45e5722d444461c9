"""Train the second reader: `python -m quality.train` writes kg/text/scorer.npz from corpus/ (its train topics).

Deterministic: the same corpus, parser and numpy give the same bytes. Minutes on one core.

    python -m quality.train --curve     # F1 of the development topics against the number of articles
"""

from __future__ import annotations

import io
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
from kg.text.extract import Part, watched
from quality.corpus import Article
from quality.scores import scorer

LEAST = 2  # a feature must be seen in so many pairs
STRENGTH = 1.0  # of the L2 penalty


Example = tuple[tuple[str, ...], set[str]]  # what is seen of a pair, and the relations it stands in


def examples(article: Article) -> list[Example]:
    """Every pair of actors of an article, with the relations that the gold has between them."""
    gold: dict[str, list[dict[str, Any]]] = {}
    norm = scorer()["norm_sentence"]
    for row in article.claims:
        gold.setdefault(norm(row["sentence"]), []).append(row)
    body = article.text.split("\n", 2)[2]
    source = "outlet:" + article.outlet.lower().replace(" ", "-")
    document = Document(source, article.title, body, article.date, "text", name=article.id)
    found: list[Example] = []

    def watch(part: Part, s: Sentence) -> None:
        rows = gold.get(norm(part.span.text), [])
        found.extend((p.features, {row["relation"] for row in rows if _same(row, p)}) for p in learned.pairs(s))

    watched(document, watch)
    return found


def _same(row: dict[str, Any], pair: learned.Pair) -> bool:
    a, b = pair.subject.actor, pair.object.actor if pair.object else None
    if b is None:
        return _is(row["subject"], a) and (row["object"] is None or row["object_optional"])
    if row["object"] is None:
        return False
    if _is(row["subject"], a) and _is(row["object"], b):
        return True
    return row["relation"] in SYMMETRIC and _is(row["subject"], b) and _is(row["object"], a)


def _is(gold: dict[str, Any], actor: Any) -> bool:
    if gold["state"]:
        return bool(actor.state == gold["state"])
    norm = scorer()["norm"]
    return norm(actor.name) in {norm(n) for n in (gold["name"], *gold["accept"])}


def fitted(rows: list[Example], threshold: float = 0.5) -> learned.Scorer:
    """Weights for each relation by logistic regression, one against the rest."""
    counts = Counter(f for features, _ in rows for f in set(features))
    names = sorted(f for f, n in counts.items() if n >= LEAST)
    index = {f: n for n, f in enumerate(names)}
    relations = tuple(sorted({r for _, labels in rows for r in labels}))
    found = [[index[f] for f in features if f in index] for features, _ in rows]
    lengths = np.cumsum([0] + [len(f) for f in found])
    columns = np.fromiter((c for f in found for c in f), dtype=np.int64, count=lengths[-1])
    x = sparse.csr_matrix((np.ones(lengths[-1]), columns, lengths), shape=(len(rows), len(names)))
    weights = np.zeros((len(names), len(relations)))
    bias = np.zeros(len(relations))
    for column, relation in enumerate(relations):
        y = np.array([relation in labels for _, labels in rows], dtype=float)
        weights[:, column], bias[column] = _regression(x, y)
    return learned.Scorer(relations, index, weights.astype(np.float32), bias.astype(np.float32), threshold)


def _regression(x: sparse.csr_matrix, y: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights and bias that minimise the log loss with an L2 penalty on the weights."""
    sign = 2 * y - 1

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (x @ w[:-1] + w[-1])
        slope = -sign / (1 + np.exp(np.clip(margin, -50, 50)))
        gradient = np.append(x.T @ slope + STRENGTH * w[:-1], slope.sum())
        return float(np.logaddexp(0, -margin).sum() + 0.5 * STRENGTH * (w[:-1] ** 2).sum()), gradient

    start = np.zeros(x.shape[1] + 1)
    share = max(y.mean(), 1e-6)
    start[-1] = np.log(share / (1 - share))
    w = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 60}).x
    return w[:-1], float(w[-1])


def save(model: learned.Scorer, path: Path) -> None:
    """Arrays without pickle, weights as 8-bit steps of each relation's scale, in a zip of fixed dates."""
    scale = np.maximum(np.abs(model.weights).max(axis=0), 1e-9) / 127
    steps = np.round(model.weights / scale).astype(np.int8)
    kept = np.flatnonzero(np.any(steps != 0, axis=1))
    names = sorted(model.features, key=lambda f: model.features[f])
    arrays = {
        "relations": np.frombuffer(" ".join(model.relations).encode(), dtype=np.uint8),
        "features": np.frombuffer("\n".join(names[n] for n in kept).encode(), dtype=np.uint8),
        "weights": steps[kept],
        "scale": scale.astype(np.float32),
        "bias": model.bias.astype(np.float32),
        "threshold": np.float32(model.threshold),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.asarray(array), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), buffer.getvalue())
