"""A larger network teaches the reader's: what it makes of topics from which it has not learned.

The gold of a text is what one writer thought worth a line. What a network that learned from other writers makes of it
beside that says how likely each pair is, and what is nearly right (Hinton et al. 2015). So the topics are in four
parts, and what is told of each was learned from the other three.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from quality.batches import Batch
from quality.encoders import large
from quality.learning import Answers, Course, answered, learn
from quality.network import TEACHER, Network

PARTS = 4
COURSE = Course(rounds=9, rate=7e-5, above=1e-3, fields=0.5)


def taught(parts: Sequence[Sequence[Batch]], known: Sequence[str], relations: int, say: Any = print) -> list[Answers]:
    """The answers to the batches of each part in turn, of a teacher that learned from the other parts."""
    every, weights = large()
    found: list[Answers] = []
    for n, part in enumerate(parts):
        torch.manual_seed(n)
        net = Network(len(known), relations, TEACHER)
        net.enc.take(weights, [every[piece] for piece in known])
        others = [b for m, other in enumerate(parts) if m != n for b in other]
        say(f"teacher {n + 1} of {len(parts)}: {len(others)} batches", flush=True)
        found += answered(learn(net, others, known, COURSE, say=say), part)
    return found
