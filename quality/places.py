"""How the reader learns which place of a sentence is that of a claim: what is asked is learned alone, the network as
it is.

What is right is the gold's place for the relation and the sides that were read; of what the gold does not claim
nothing is learned. A question of `WIDTH` numbers for each claim, a key for each place, ten signs (kg/text/sites.py).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.model import SYMMETRIC, Claim
from kg.text import extract
from kg.text.extract import Reading
from kg.text.frames import Match
from kg.text.learned import scorer
from kg.text.sites import SIGNS, Where, signs
from quality import scores
from quality.corpus import Article
from quality.lessons import document_of

WIDTH, ROUNDS, CLAIMS = 48, 6, 256  # claims of one step
RATE, DECAY, HIDDEN = 2e-3, 0.05, 0.2  # of the vectors a fifth of the places is hidden
MOST = 12  # places of a sentence


@dataclass(frozen=True, slots=True)
class Example:
    """One claim: what the network makes of it and of the places of its sentence, and which are right."""

    asked: np.ndarray
    words: np.ndarray
    signs: np.ndarray
    right: list[bool]


def examples(articles: Sequence[Article]) -> list[Example]:
    """The claims of some articles that the gold has too."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        return [one for found in pool.map(_of_article, articles, chunksize=8) for one in found]


def _of_article(article: Article) -> list[Example]:
    norm, plain = scores.scorer()["norm"], scores.scorer()["norm_sentence"]
    gold = [(plain(g["sentence"]), g) for g in article.gold if not g.get("negative")]
    found: dict[Any, Example] = {}

    def look(claim: Claim, match: Match, where: Where | None) -> Claim:
        said = plain(claim.passage.text)
        told = [g for sentence, g in gold if sentence in said or said in sentence]
        mine = [g for g in told if _is_of(claim, g)]
        key = (
            claim.passage.start,
            claim.relation,
            claim.subject.side,
            claim.object and claim.object.side,
            match.trigger.i,
        )
        if where is None or not where.sites or not mine or key in found:
            return claim
        best = max(mine, key=lambda g: (g["modality"] == claim.modality, g["tier"] != "optional"))
        place = best.get("place")
        names = {norm(place["name"]), *map(norm, place.get("accept", []))} if place else set()
        right = [norm(site.actor.name) in names for site in where.sites]
        found[key] = Example(
            where.asked.astype(np.float16), where.words.astype(np.float16), signs(claim, match, where.sites), right
        )
        return claim

    Reading.located = staticmethod(look)  # type: ignore[assignment]
    model = scorer()
    assert model is not None
    extract.watched(document_of(article), lambda *_: None, model)
    return list(found.values())


def _is_of(claim: Claim, gold: dict[str, Any]) -> bool:
    """Whether a claim of the gold is of the relation and the sides of one that was read."""
    sides = [a and (a.get("state") or a["name"]) for a in (gold["subject"], gold.get("object"))]
    mine = [a and (a.state or a.name) for a in (claim.subject, claim.object)]
    turned = claim.relation in SYMMETRIC and sides[::-1] == mine
    left_out = claim.object is None and bool(gold.get("object_optional")) and sides[0] == mine[0]
    return gold["relation"] == claim.relation and (sides == mine or turned or left_out)


def learned(found: Sequence[Example]) -> dict[str, np.ndarray]:
    """The weights of what is asked of a sentence's places."""
    import torch
    from torch import nn

    torch.manual_seed(0)
    asked, words, marks, known, right = (torch.tensor(one) for one in _tables(found))
    layers = nn.ModuleDict({
        "q": nn.Linear(asked.shape[1], WIDTH), "k": nn.Linear(words.shape[2], WIDTH, bias=False),
        "b": nn.Linear(words.shape[2], 1, bias=False), "none": nn.Linear(asked.shape[1], 1),
        "signs": nn.Linear(len(SIGNS), 1, bias=False),
    })  # fmt: skip
    hide = nn.Dropout(HIDDEN)
    steps = torch.optim.AdamW(layers.parameters(), lr=RATE, weight_decay=DECAY)
    for _ in range(ROUNDS):
        for n in torch.randperm(len(asked)).split(CLAIMS):
            h, v = hide(asked[n].float()), hide(words[n].float())
            odds = (layers["k"](v) * layers["q"](h)[:, None]).sum(-1) / WIDTH**0.5
            odds = odds + layers["b"](v)[..., 0] + layers["signs"](marks[n])[..., 0]
            odds = torch.cat([odds.masked_fill(~known[n], -1e4), layers["none"](h)], dim=1)
            loss = -(right[n] * odds.log_softmax(dim=1)).sum(dim=1).mean()
            steps.zero_grad()
            loss.backward()
            steps.step()
    kept = {f"site.{name}": table.detach().numpy() for name, table in layers.state_dict().items()}
    kept["site.signs"] = kept.pop("site.signs.weight")[0]
    return kept


def _tables(found: Sequence[Example]) -> tuple[np.ndarray, ...]:
    """What was asked, the places, their signs, which there are, and the share of each in what is right, none last."""
    rows, width = len(found), found[0].words.shape[1]
    words = np.zeros((rows, MOST, width), dtype=np.float16)
    marks = np.zeros((rows, MOST, len(SIGNS)), dtype=np.float32)
    known = np.zeros((rows, MOST), dtype=bool)
    right = np.zeros((rows, MOST + 1), dtype=np.float32)
    for n, one in enumerate(found):
        size = min(MOST, len(one.right))
        words[n, :size], marks[n, :size], known[n, :size] = one.words[:size], one.signs[:size], True
        right[n, :size] = one.right[:size]
        right[n, MOST] = not any(one.right[:size])
    right /= right.sum(axis=1, keepdims=True)
    return np.stack([one.asked for one in found]), words, marks, known, right
