"""Several texts of lessons (lessons.py) as tensors, as the network (network.py) takes them; places are those of all
pieces of the texts in one row. Nothing here needs the parser, so that what was gathered on one machine can be learned
on another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from kg.model import ACTOR_TYPES
from kg.text.reader import BEFORE, HERE, NOBODY, NONE, POINTERS, UNSAID, pair_marks
from kg.text.scene import FARTHEST, MENTIONS

if TYPE_CHECKING:
    from quality.lessons import Answer, Text
else:
    Answer = Text = Any

Ragged = tuple[Tensor, Tensor]  # rows filled up, and which of it is filled with something


@dataclass(frozen=True, slots=True)
class Told:
    """What the gold says of relations of pairs: one row each."""

    pair: Tensor
    relation: Tensor
    modality: Tensor
    denied: Tensor
    said: Tensor
    right: tuple[Tensor, ...]  # of each of POINTERS: which of its places are right, the last one for none; a row of
    # which none is right is not known


@dataclass(frozen=True, slots=True)
class Batch:
    """What the network sees of some texts, and what is right of it."""

    ids: Tensor  # texts x pieces
    marks: Tensor
    mask: Tensor
    here: Ragged  # actors x mentions: places of the sentence that name it
    before: Ragged
    types: Tensor  # of each actor
    back: Tensor
    there: Tensor
    a: Tensor  # of each pair: its actors, and its sentence
    b: Tensor
    of: Tensor
    two: Tensor
    sentence: Ragged  # sentences x pieces, and so on
    pairs_of: Ragged
    at: Tensor  # of each pair: its place in that, row after row
    amounts: Ragged
    times: Ragged
    nouns: Ragged
    inside: Ragged  # sentences x actors
    right: Tensor  # 2 x right relations: pair, relation
    told: Told

    def to(self, device: str | torch.device) -> Batch:
        """The same on another device."""
        return _moved(self, device)


def _moved(x: Any, device: Any) -> Any:
    if isinstance(x, Tensor):
        return x.to(device)
    if isinstance(x, tuple):
        return tuple(_moved(one, device) for one in x)
    return replace(x, **{f.name: _moved(getattr(x, f.name), device) for f in fields(x)})


def in_batches(texts: Sequence[Text], size: int) -> Iterator[Batch]:
    """Batches of texts of like length, so that little is filled up."""
    ordered = sorted(texts, key=lambda t: len(t[0].scene.window.pieces) // 24)
    return (batch(ordered[n : n + size]) for n in range(0, len(ordered), size))


def batch(texts: Sequence[Text]) -> Batch:
    """Some texts as tensors."""
    windows = [text[0].scene.window for text in texts]
    length = max(len(w.pieces) for w in windows)
    ids, marks = (torch.zeros(len(texts), length, dtype=torch.long) for _ in range(2))
    mask = torch.zeros(len(texts), length, dtype=torch.bool)
    here, before, sentence, amounts, times, nouns, inside = ([] for _ in range(7))
    types, back, there, a, b, of, two, pairs_of = ([] for _ in range(8))
    right: list[tuple[int, int]] = []
    told: list[Answer] = []
    for row, (text, window) in enumerate(zip(texts, windows, strict=True)):
        at, size = row * length, len(window.pieces)
        ids[row, :size] = torch.tensor(window.pieces)
        marks[row, list(window.marks)] = 1
        mask[row, :size] = True
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
            two += pair_marks(scene)
            pairs_of.append(list(range(pair, len(a))))
            sentence.append(list(range(at + scene.start, at + scene.stop)))
            amounts.append([at + p for p in lesson.amounts])
            times.append([at + p for p in lesson.times])
            nouns.append([at + p for p in lesson.nouns])
            right += [(pair + n, k) for n, k in lesson.right]
            told += [replace(t, pair=pair + t.pair) for t in lesson.told]
    filled = [_filled(rows) for rows in (amounts, times, inside, nouns)]
    mine, is_pair = _filled(pairs_of)
    return Batch(
        ids, marks, mask, _filled(here, MENTIONS), _filled(before, MENTIONS),
        *map(torch.tensor, (types, back, there, a, b, of)), torch.tensor(two, dtype=torch.float32),
        _filled(sentence), (mine, is_pair), is_pair.flatten().nonzero()[:, 0],
        filled[0], filled[1], filled[3], filled[2],
        torch.tensor(right, dtype=torch.long).reshape(-1, 2).T.contiguous(),
        _told(told, [places.shape[1] for places, _ in filled]),
    )  # fmt: skip


def _told(told: list[Answer], widths: list[int]) -> Told:
    """`widths`: how many places each of POINTERS has."""
    right = [torch.zeros(len(told), width + 1, dtype=torch.bool) for width in widths]
    for n, one in enumerate(told):
        for name, table in zip(POINTERS, right, strict=True):
            table[n, list(getattr(one, name) or ())] = True
    pair, relation, modality = (
        torch.tensor([getattr(t, name) for t in told], dtype=torch.long) for name in ("pair", "relation", "modality")
    )
    denied, said = (torch.tensor([float(getattr(t, name)) for t in told]) for name in ("denied", "said"))
    return Told(pair, relation, modality, denied, said, tuple(right))


def _filled(rows: list[list[int]], width: int | None = None) -> Ragged:
    width = width or max(1, max(map(len, rows), default=1))
    places, is_one = torch.zeros(len(rows), width, dtype=torch.long), torch.zeros(len(rows), width, dtype=torch.bool)
    for n, row in enumerate(rows):
        if row:
            places[n, : len(row)] = torch.tensor(row[:width])
            is_one[n, : len(row)] = True
    return places, is_one
