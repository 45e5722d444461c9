"""The reader's network and how it learns: taught by larger networks first, then by what two pupils of these make of the
same texts together.

The gold is learned by heart in some ten rounds: alone, a pupil finds four of five relations of the texts that it
learned from, and half of those of others. What several networks answer on average is nearer to what others would say,
pieces are hidden, so that no text comes twice, and what is kept is the mean of the weights on the way (Izmailov et al.
2018).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from quality.batches import Batch
from quality.encoders import small
from quality.learning import Course, answered, averaged, learn
from quality.network import DEEPER, READER, Network, Shape
from quality.teaching import taught

FIRST = Course(rounds=16, rate=3e-4, above=1.5e-3, share=0.6, fields=1.0)
SHAPES = (DEEPER, READER)  # of the two pupils that teach the last one together; the second is that one's own
AGAIN = Course(rounds=12, rate=2e-4, above=7e-4, share=0.7, fields=0.5, hidden=0.12, mean=0.0015)


def pupil(parts: Sequence[Sequence[Batch]], known: Sequence[str], relations: int, say: Any = print) -> Network:
    """The reader's network, learned from batches of the parts of the corpus."""
    batches = [b for part in parts for b in part]
    told = taught(parts, known, relations, say)
    deeper, net = (learn(_begun(shape, known, relations), batches, known, FIRST, told, say) for shape in SHAPES)
    told = averaged([answered(one, batches) for one in (deeper, net)])
    return learn(net, batches, known, AGAIN, told, say)


def _begun(shape: Shape, known: Sequence[str], relations: int) -> Network:
    """A network with the first layers of the small encoder."""
    every, weights = small()
    torch.manual_seed(0)
    net = Network(len(known), relations, shape)
    net.enc.take(weights, [every[piece] for piece in known])
    return net
