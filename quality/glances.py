"""How the reader learns at a glance which sentences may hold a claim, so that the parser need not see the others.

What is right is its own word: whether the whole reading, without a glance, makes a claim of a sentence. A logistic
regression over the sentence's vectors in its text, the largest and the mean of each place, decides, with a threshold
that `LOST` of the sentences with claims fall below.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import numpy as np
from scipy.optimize import minimize

from kg.text import extract
from kg.text.cascade import Part
from kg.text.learned import SHORT, scorer
from kg.text.reader import at_a_glance
from quality.corpus import Article
from quality.lessons import document_of

LOST = 0.0015  # of articles that are learned from
PENALTY = 30.0  # L2, of places in units of their spread
EVERY = {"glance.weight": np.float32(0), "glance.bias": np.float32(1)}  # every sentence may

Seen = tuple[np.ndarray, bool]  # a sentence at a glance, and whether it holds a claim


def glances(articles: Sequence[Article]) -> list[Seen]:
    """Every sentence of some articles that the parser sees without a glance."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        return [seen for found in pool.map(_of_article, articles, chunksize=8) for seen in found]


def _of_article(article: Article) -> list[Seen]:
    model = scorer()
    assert model is not None
    model.reader.w.update(EVERY)
    looked: dict[int, np.ndarray] = {}

    def watch(part: Part, s: Any, matches: Any, reading: extract.Reading, is_plain: bool) -> None:
        following = reading.following
        assert following is not None
        window, first, stop = following.scenes.place(part.span.start, len(part.span.text))
        if len(window.pieces) >= SHORT:
            looked[part.span.quoted.start] = at_a_glance(following.encoded(window)[0][first:stop])

    said = {claim.passage.start for claim in extract.watched(document_of(article), watch, model)}
    return [(seen, start in said) for start, seen in looked.items()]


def learned(seen: Sequence[Seen]) -> dict[str, np.ndarray]:
    """The weights of a glance."""
    x, right = np.array([one for one, _ in seen], dtype=np.float64), np.array([is_right for _, is_right in seen])
    middle, spread = x.mean(axis=0), x.std(axis=0) + 1e-6
    x = np.hstack([(x - middle) / spread, np.ones((len(x), 1))])
    y = np.where(right, 1.0, -1.0)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        margin = y * (x @ w)
        slope = -y / (1 + np.exp(np.clip(margin, -50, 50)))
        small = np.append(w[:-1], 0.0)
        return float(np.logaddexp(0, -margin).sum() + 0.5 * PENALTY * (small**2).sum()), x.T @ slope + PENALTY * small

    w = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    least = np.quantile((x @ w)[right], LOST)
    weight = w[:-1] / spread
    return {"glance.weight": weight.astype(np.float32), "glance.bias": np.float32(w[-1] - weight @ middle - least)}
