"""How the network learns from batches of lessons: from what the gold says, and from a larger network that learned on
other topics (teaching.py). Wants torch and no parser; runs on a processor or, if there is one, on a graphics card."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from quality.batches import Batch
from quality.network import Network

MASKED = 0.3  # share of the names that are hidden, in six of ten texts: deeds are to be read, not who usually does them
SOME = 0.6  # share of the texts of which something is hidden
MOST_PIECES = 3  # of a word that are hidden with its first one

Answers = tuple[Tensor, tuple[Tensor, ...]]  # log-odds of relations, and those of fields


@dataclass(frozen=True, slots=True)
class Course:
    """How it learns: rounds through the batches, rates at most of the encoder and of what is above it, how much weight
    the teacher's answers have beside the gold's, and how much the fields have beside the relations."""

    rounds: int
    rate: float
    above: float
    share: float = 0.0
    fields: float = 0.3
    hidden: float = 0.0  # share of the pieces that are no names and are hidden, in six of ten texts
    mean: float = 0.0  # how far the mean of the weights, which is kept, moves at each step; 0: the last ones are kept


def device() -> str:
    return "cuda" if torch.cuda.is_available() else "cpu"


def learn(
    net: Network,
    batches: Sequence[Batch],
    known: Sequence[str],
    course: Course,
    taught: Sequence[Answers] | None = None,
    say: Any = print,
    shares: Sequence[float] | None = None,
) -> Network:
    """The network, trained by AdamW (Loshchilov & Hutter 2019); its rate rises for a tenth of the steps, then falls.
    `taught` are a teacher's answers to each batch; they lie where the batches lie. `shares`, where given, are how much
    weight these have in each batch, in place of the course's."""
    where = batches[0].ids.device
    net = net.to(where)
    below = [p for p in net.enc.parameters() if p.requires_grad]
    above = [p for name, p in net.named_parameters() if not name.startswith("enc.")]
    rates = [{"params": below, "lr": course.rate}, {"params": above, "lr": course.above}]
    descent = torch.optim.AdamW(rates, weight_decay=0.01, fused=where.type == "cuda")
    hide = Hiding(known, where)
    kept = {name: table.detach().clone() for name, table in net.named_parameters()} if course.mean else {}
    order = list(range(len(batches)))
    chance = random.Random(0)
    most = course.rounds * len(order)
    rate = torch.optim.lr_scheduler.LambdaLR(descent, lambda n: min(1.0, 10 * (n + 1) / most) * (most - n) / most)
    began = time.monotonic()
    net.train()
    for epoch in range(course.rounds):
        chance.shuffle(order)
        total = torch.zeros((), device=where)
        for n in order:
            b = batches[n]
            with torch.autocast(where.type, torch.bfloat16):
                answers = net(b, hide.some(b, course.hidden))
            share = shares[n] if shares else course.share
            loss = _loss(answers, b, taught[n] if taught else None, share, course.fields) / len(b.ids) / 10
            descent.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            descent.step()
            rate.step()
            for name, table in net.named_parameters() if kept else ():
                kept[name].lerp_(table.detach(), course.mean)
            total += loss.detach()
        spent = time.monotonic() - began
        say(f"round {epoch + 1} of {course.rounds}: loss {float(total) / len(order):.3f}, {spent:.0f} s", flush=True)
    if kept:
        net.load_state_dict(kept)
    return net.eval()


def answered(net: Network, batches: Sequence[Batch]) -> list[Answers]:
    """What a network makes of batches, as a teacher tells it: in half precision, not to be learned from back."""
    found = []
    with torch.no_grad(), torch.autocast(batches[0].ids.device.type, torch.bfloat16):
        for b in batches:
            odds, fields = net(b)
            found.append((odds.half(), tuple(x.clamp(min=-6e4).half() for x in fields)))
    return found


def averaged(several: Sequence[Sequence[Answers]]) -> list[Answers]:
    """What several networks make of the same batches, on average of their log-odds."""
    result = []
    for answers in zip(*several, strict=True):
        odds = torch.stack([odds.float() for odds, _ in answers]).mean(0).half()
        fields = zip(*(fields for _, fields in answers), strict=True)
        result.append((odds, tuple(torch.stack([x.float() for x in one]).mean(0).half() for one in fields)))
    return result


class Hiding:
    """Hides pieces of texts, so that no text is learned by heart."""

    def __init__(self, known: Sequence[str], where: torch.device | str = "cpu"):
        self.inner = torch.tensor([piece.startswith("##") for piece in known], device=where)
        self.signs = torch.tensor([piece.startswith("[") for piece in known], device=where)
        self.mask = list(known).index("[MASK]")

    def some(self, b: Batch, others: float = 0.0) -> Tensor:
        """The pieces of a batch, some names hidden, each as a whole, and a share of all others."""
        shape, where = b.ids.shape, b.ids.device
        chances, some = torch.rand(shape, device=where), torch.rand(shape[0], 1, device=where)
        hidden = (chances < MASKED) & (some < SOME) & (b.marks == 1)
        for _ in range(MOST_PIECES):
            hidden[:, 1:] |= hidden[:, :-1] & self.inner[b.ids[:, 1:]]
        if others:
            chances, some = torch.rand(shape, device=where), torch.rand(shape[0], 1, device=where)
            hidden |= (chances < others) & (some < SOME) & (b.marks == 0) & ~self.signs[b.ids]
        return b.ids.masked_fill(hidden, self.mask)


def _loss(answers: Answers, b: Batch, taught: Answers | None, share: float, fields: float) -> Tensor:
    odds, (firm, denied, said, *pointed) = answers
    told = b.told
    right = torch.zeros_like(odds)
    right[b.right[0], b.right[1]] = 1.0
    modality = functional.one_hot(told.modality, firm.shape[1]).float()
    is_denied, is_said = told.denied, told.said
    likely = [(x.log_softmax(-1)) for x in pointed]
    beside = odds.new_zeros(())
    share = share if taught else 0.0
    rest = 1.0 - share
    for x, places in zip(likely, told.right, strict=True):
        some = places.any(1)
        beside = beside - rest * (x.masked_fill(~places, -1e4).logsumexp(-1) * some).sum()
    if taught:
        theirs, (firmly, deny, say, *point) = taught
        right = rest * right + share * theirs.float().sigmoid()
        modality = rest * modality + share * firmly.float().softmax(-1)
        is_denied = rest * is_denied + share * deny.float().sigmoid()
        is_said = rest * is_said + share * say.float().sigmoid()
        for x, other in zip(likely, point, strict=True):
            beside = beside - share * (other.float().softmax(-1) * x.clamp(min=-1e4)).sum()
    beside = beside - (modality * firm.log_softmax(-1)).sum()
    beside = beside + _binary(denied, is_denied) + _binary(said, is_said)
    return _binary(odds, right) + fields * beside


def _binary(odds: Tensor, right: Tensor) -> Tensor:
    return functional.binary_cross_entropy_with_logits(odds, right, reduction="sum")
