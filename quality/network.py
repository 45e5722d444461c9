"""The reader's network (kg/text/reader.py) as torch trains it; names of weights are the same in both.

It starts from the layers of a small published encoder (encoders.py). What teaches it (teaching.py) is the same network
on a larger one, of which nothing is shipped.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.model import MODALITIES
from kg.text.reader import HEADS, LOOKS, NOBODY, POINTED
from kg.text.scene import FARTHEST, LONGEST
from quality.batches import Batch

SMALL, LAST, NAMED = 160, 256, 64


@dataclass(frozen=True, slots=True)
class Shape:
    """What an encoder is like."""

    width: int = 384
    layers: tuple[int, ...] = (0, 1, 2)  # those of the encoder that it starts from
    buckets: int = 0  # of distances between pieces, of which each head has a weight; 0: places alone
    smallest: float = 1e-12


READER = Shape()
DEEPER = Shape(layers=(0, 1, 2, 3))  # learns beside the reader's, which then learns from both
TEACHER = Shape(768, tuple(range(12)), 32, 1e-5)
FARTHEST_APART = 128  # pieces; what is farther apart is one bucket

# Names of the parts of a layer in the files of weights, by ours
PARTS = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value", "o": "attention.output.dense",
    "n1": "attention.output.LayerNorm", "f1": "intermediate.dense", "f2": "output.dense", "n2": "output.LayerNorm",
}  # fmt: skip
TEACHERS_PARTS = PARTS | {
    "q": "attention.attn.q", "k": "attention.attn.k", "v": "attention.attn.v", "o": "attention.attn.o",
    "n1": "attention.LayerNorm",
}  # fmt: skip


class Layer(nn.Module):
    def __init__(self, width: int, smallest: float) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(width, width) for _ in range(4))
        self.f1, self.f2 = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.n1, self.n2 = (nn.LayerNorm(width, eps=smallest) for _ in range(2))
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        q, k, v = (f(x).unflatten(-1, (HEADS, -1)).transpose(1, 2) for f in (self.q, self.k, self.v))
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).flatten(-2)
        x = self.n1(x + self.drop(self.o(seen)))
        return self.n2(x + self.drop(self.f2(functional.gelu(self.f1(x), approximate="tanh"))))


class Encoder(nn.Module):
    def __init__(self, pieces: int, shape: Shape):
        super().__init__()
        self.shape = shape
        self.emb, self.pos, self.mark = (nn.Embedding(n, shape.width) for n in (pieces, LONGEST, 2))
        self.norm, self.drop = nn.LayerNorm(shape.width, eps=shape.smallest), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(shape.width, shape.smallest) for _ in shape.layers)
        nn.init.zeros_(self.mark.weight)
        if shape.buckets:
            self.apart = nn.Embedding(shape.buckets, HEADS)

    def take(self, weights: Mapping[str, Tensor], kept: Sequence[int]) -> None:
        """Begins with the weights of another encoder: of the kept pieces, and of its own layers."""
        base = "embeddings."
        self.emb.weight.data = weights[f"{base}word_embeddings.weight"][list(kept)].clone()
        places = weights[f"{base}position_embeddings.weight"]
        if self.shape.buckets:
            self.apart.weight.data = weights["encoder.relative_attention_bias.weight"].clone()
            places = places[2:]  # its first two are of what fills up
        else:
            places = places + weights[f"{base}token_type_embeddings.weight"][0]
        self.pos.weight.data = places[:LONGEST].clone()
        pairs = [(f"{base}LayerNorm", self.norm)]
        for n, layer in zip(self.shape.layers, self.layers, strict=True):
            for name, part in (TEACHERS_PARTS if self.shape.buckets else PARTS).items():
                pairs.append((f"encoder.layer.{n}.{part}", getattr(layer, name)))
        for name, part in pairs:
            part.weight.data, part.bias.data = weights[f"{name}.weight"].clone(), weights[f"{name}.bias"].clone()
        self.emb.weight.requires_grad = False

    def forward(self, ids: Tensor, mask: Tensor, marks: Tensor) -> Tensor:
        x = self.drop(self.norm(self.emb(ids) + self.pos.weight[: ids.shape[1]] + self.mark(marks)))
        seen = mask[:, None, None, :]
        if self.shape.buckets:
            distances = self.apart(self._buckets(ids.shape[1]).to(ids.device)).permute(2, 0, 1)
            seen = distances.masked_fill(~seen, -1e4)  # texts x heads x pieces x pieces
        for layer in self.layers:
            x = layer(x, seen)
        return x

    def _buckets(self, length: int) -> Tensor:
        """The bucket of the distance of each piece to each other: fine when near, coarse when far (Raffel et al. 2020,
        T5, as MPNet has it)."""
        half = self.shape.buckets // 2
        fine = half // 2
        place = torch.arange(length)
        back = place[:, None] - place[None, :]
        far = back.abs()
        coarse = fine + (far.clamp(min=1) / fine).log() / math.log(FARTHEST_APART / fine) * (half - fine)
        return (back < 0) * half + torch.where(far < fine, far, coarse.long().clamp(max=half - 1))


class Network(nn.Module):
    def __init__(self, pieces: int, relations: int, shape: Shape = READER):
        super().__init__()
        self.enc = Encoder(pieces, shape)
        width = shape.width
        self.here, self.bef = nn.Linear(width, SMALL), nn.Linear(width, SMALL)
        self.typ, self.dist, self.st = (
            nn.Embedding(NOBODY + 1, SMALL),
            nn.Embedding(FARTHEST + 2, SMALL),
            nn.Embedding(4, SMALL),
        )
        self.pa = nn.Sequential(nn.Dropout(0.2), nn.Linear(SMALL, SMALL), nn.GELU("tanh"))
        self.pb = nn.Sequential(nn.Dropout(0.2), nn.Linear(SMALL, SMALL), nn.GELU("tanh"))
        self.q, self.k, self.v = (
            nn.Linear(3 * SMALL, LOOKS * SMALL),
            nn.Linear(width, LOOKS * SMALL),
            nn.Linear(width, SMALL),
        )
        seen = LOOKS * SMALL
        self.out = nn.Sequential(
            nn.Dropout(0.2),
            nn.Linear(3 * SMALL + seen + 2, LAST),
            nn.GELU("tanh"),
            nn.Dropout(0.1),
            nn.Linear(LAST, relations),
        )
        self.out[-1].bias.data.fill_(-4.0)
        self.rel = nn.Embedding(relations, NAMED)
        self.g = nn.Sequential(nn.Dropout(0.2), nn.Linear(LAST + seen + NAMED, LAST), nn.GELU("tanh"))
        self.mod, self.neg, self.said = nn.Linear(LAST, len(MODALITIES)), nn.Linear(LAST, 1), nn.Linear(LAST, 1)
        self.qa, self.ka = nn.Linear(LAST, SMALL), nn.Linear(width, SMALL)
        self.qt, self.kt = nn.Linear(LAST, SMALL), nn.Linear(width, SMALL)
        self.qs, self.ks = nn.Linear(LAST, SMALL), nn.Linear(SMALL, SMALL)
        self.qi, self.ki = nn.Linear(LAST, SMALL), nn.Linear(width, SMALL)
        self.none, self.nb = nn.Parameter(torch.zeros(POINTED, SMALL)), nn.Parameter(torch.zeros(POINTED))
        for table in (self.typ, self.dist, self.st):
            nn.init.normal_(table.weight, std=0.1)

    def forward(self, b: Batch, ids: Tensor | None = None) -> tuple[Tensor, tuple[Tensor, ...]]:
        """Log-odds of every pair, and the fields of what the gold tells: log-odds of each modality, of denial and of a
        speaker, and of each place that a field may be at; `ids` in place of the batch's own pieces."""
        words = self.enc(b.ids if ids is None else ids, b.mask, b.marks).flatten(0, 1)
        actors = self.typ(b.types) + self.dist(b.back) + self.st(b.there)
        for layer, (places, is_one) in ((self.here, b.here), (self.bef, b.before)):
            rows = _rows(words, places).float().masked_fill(~is_one[..., None], -1e4).logsumexp(1)
            some = is_one.any(1)[:, None]
            actors = actors + layer(rows * some) * some
        one, other = _rows(self.pa(actors), b.a), _rows(self.pb(actors), b.b)
        both = torch.cat([one, other, one * other], -1)
        (places, is_one), (mine, _) = b.sentence, b.pairs_of
        here = _rows(words, places)
        keys, asked = self.k(here).unflatten(-1, (LOOKS, SMALL)), self.q(both).unflatten(-1, (LOOKS, SMALL))
        scores = torch.einsum("sphd,slhd->sphl", _rows(asked, mine), keys) / math.sqrt(SMALL)
        looked = scores.masked_fill(~is_one[:, None, None, :], -1e4).softmax(-1)
        seen = _rows(torch.einsum("sphl,sld->sphd", looked, self.v(here)).flatten(0, 1), b.at).flatten(1)
        last = self.out[:3](torch.cat([both, seen, b.two], -1))
        odds = self.out[3:](last).float()
        n, k = b.told.pair, b.told.relation
        g = self.g(torch.cat([_rows(last, n), _rows(seen, n), self.rel(k)], -1))
        of = b.of[n]
        return odds, (
            self.mod(g).float(), self.neg(g).float()[:, 0], self.said(g).float()[:, 0],
            self._pointed(0, self.qa(g), self.ka(_rows(words, b.amounts[0])), b.amounts[1], of),
            self._pointed(1, self.qt(g), self.kt(_rows(words, b.times[0])), b.times[1], of),
            self._pointed(2, self.qs(g), self.ks(_rows(actors, b.inside[0])), b.inside[1], of),
            self._pointed(3, self.qi(g), self.ki(_rows(words, b.nouns[0])), b.nouns[1], of),
        )  # fmt: skip

    def _pointed(self, n: int, asked: Tensor, keys: Tensor, is_one: Tensor, of: Tensor) -> Tensor:
        scores = torch.einsum("td,tcd->tc", asked, _rows(keys, of).to(asked.dtype)) / math.sqrt(SMALL)
        none = (asked * self.none[n]).sum(-1, keepdim=True).float() / math.sqrt(SMALL) + self.nb[n]
        return torch.cat([scores.float().masked_fill(~is_one[of], -1e4), none], -1)


def _rows(x: Tensor, places: Tensor) -> Tensor:
    """The rows at some places, as x[places]; what is learned back to a row is added up without sorting the places."""
    return x.index_select(0, places.flatten()).unflatten(0, places.shape)
