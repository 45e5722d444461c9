"""A small network that reads a sentence in its text: how likely each relation of each pair of actors is.

An encoder of a few layers (Vaswani et al. 2017) turns the word pieces of a window into vectors. An actor is the sum of
the vectors that name it in the sentence, or before it; a pair looks at the sentence's words with a question made of its
two actors; a layer on top gives log-odds of each relation. From the same vectors come, for a relation that is read, how
firmly it is said, whether it is denied, and which amount, which time and whose word are its own. Nothing here writes
text: all answers are chances over closed lists.

Weights are plain arrays in `reader.npz` (no pickle), written by `python -m quality.train`. The encoder's layers are a
graph of operations (ONNX) among them, in steps of eight bits (quality/encoding.py), which onnxruntime runs; all above
is computed with numpy in single precision. Both on one core.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from kg.model import ACTOR_TYPES, MODALITIES, Actor
from kg.text.scene import FARTHEST, Scene, Window
from kg.text.sites import Site, Where

HEADS = 12  # of the encoder
LOOKS = 2  # questions that a pair asks of the sentence
POINTERS = ("amount", "time", "speaker", "item")  # places looked for in the sentence; weights have their first letters
POINTED = len(POINTERS)
NOBODY = len(ACTOR_TYPES)  # type of the side that nobody is
SLOWER = ["SkipLayerNormFusion"]  # does at once what takes a sixth of the time in two steps
HERE, BEFORE, UNSAID, NONE = range(4)  # how an actor is there: named here, before, only meant; nobody


Encoded = tuple[np.ndarray, np.ndarray]  # of each piece its vector, and what it says to a pair that looks at it


@dataclass(frozen=True, slots=True)
class Read:
    """What the network makes of a scene."""

    scene: Scene
    odds: np.ndarray  # log-odds, pairs x relations
    looked: np.ndarray  # how much each pair looks at each piece of the sentence, pairs x pieces; rows add up to 1
    words: np.ndarray  # vectors of the window's pieces
    actors: np.ndarray  # vectors of the scene's actors
    inner: np.ndarray  # of each pair: the last layer but one, and what it found in the sentence
    pointed: dict[Any, np.ndarray] = field(default_factory=dict)  # what was made of places that may be pointed at


@dataclass(frozen=True, slots=True)
class Fields:
    """What goes with one relation of one pair: chances."""

    modality: dict[str, float]  # of each label; of none where the rules decide
    denied: float
    said: float  # that somebody is named whose word it is
    amount: np.ndarray  # of each amount of the sentence, and last of none
    time: np.ndarray  # of each time, and last of none
    speaker: np.ndarray  # of each actor of the scene, and last of none of them
    item: np.ndarray  # of each noun that may be what was given or sent, and last of none
    actors: tuple[Actor, ...] = ()  # whose chances `speaker` has
    where: Where | None = None  # which of the places of the sentence is its own


def at_a_glance(words: np.ndarray) -> np.ndarray:
    """A sentence of these vectors as one: the largest and the mean of each place."""
    return np.concatenate([words.max(axis=0), words.mean(axis=0)])


class Reader:
    """The network with its weights: {name: array}, and the encoder's layers as a graph (ONNX).

    Raises ValueError where the graph is none.
    """

    def __init__(self, arrays: dict[str, Any], encoder: bytes):
        self.w = arrays
        self.encoder = session(encoder)
        self.relations: tuple[str, ...] = tuple(arrays["relations"])
        self.known: dict[str, int] = {piece: n for n, piece in enumerate(arrays["pieces"])}
        self.turned: dict[str, np.ndarray] = {}  # weights as they are multiplied, row by row: a tenth faster

    def encoded(self, window: Window) -> Encoded:
        """What each piece of a window is in its text."""
        words, looked = self.encoder.run(["y", "kv"], {"x": embedded(self.w, window)})
        return words[0], looked[0]

    def may_claim(self, words: np.ndarray) -> bool:
        """Whether a sentence of these vectors may hold a claim."""
        return bool((at_a_glance(words) * self.w["glance.weight"]).sum() + self.w["glance.bias"] > 0)

    @cached_property
    def _of_pairs(self) -> list[np.ndarray]:
        """What a pair asks and the layer above as one product, in parts: of its first actor, its second one, the two
        multiplied, and what it found. So an actor of many pairs is multiplied once."""
        asks, last = self.w["q.weight"].T.copy(), self.w["out.1.weight"].T.copy()
        size = len(asks) // 3
        parts = [np.concatenate([asks[n : n + size], last[n : n + size]], axis=1) for n in range(0, 3 * size, size)]
        return [*parts, last[3 * size :]]

    def read(self, scene: Scene, encoded: Encoded) -> Read:
        """The relations of every pair of a scene, whose window is `encoded`."""
        w, (words, looked_at) = self.w, encoded
        actors = self._actors(scene, words)
        a, b = np.array([p[0] for p in scene.pairs]), np.array([p[1] for p in scene.pairs])  # -1, nobody, is the last
        one, other = _gelu(self._linear("pa.1", actors)), _gelu(self._linear("pb.1", actors))
        here = looked_at[scene.start : scene.stop]
        width = w["q.weight"].shape[0] // LOOKS
        of_one, of_other, of_both, of_found = self._of_pairs
        both = (one @ of_one)[a] + (other @ of_other)[b] + (one[a] * other[b]) @ of_both  # what is asked, and last
        asked = (both[:, : LOOKS * width] + w["q.bias"]).reshape(len(both), LOOKS, width).transpose(1, 0, 2)
        keys = here[:, : LOOKS * width].reshape(len(here), LOOKS, width).transpose(1, 2, 0)
        looked = _shares((asked @ keys).transpose(1, 0, 2) / np.float32(np.sqrt(width)))  # pairs x looks x pieces
        seen = (looked.reshape(-1, len(here)) @ here[:, LOOKS * width :]).reshape(len(both), -1)
        two = np.array(pair_marks(scene), dtype=np.float32)
        last = _gelu(both[:, LOOKS * width :] + np.concatenate([seen, two], axis=1) @ of_found + w["out.1.bias"])
        return Read(
            scene,
            self._linear("out.4", last),
            looked.mean(axis=1),
            words,
            actors,
            np.concatenate([last, seen], axis=1),
        )

    def _actors(self, scene: Scene, words: np.ndarray) -> np.ndarray:
        """A vector for each actor of a scene, and one for nobody."""
        w = self.w
        types = [*(ACTOR_TYPES.index(one.actor.type) for one in scene.actors), NOBODY]
        there = [*(HERE if one.here else BEFORE if one.before else UNSAID for one in scene.actors), NONE]
        back = [*(one.back for one in scene.actors), FARTHEST + 1]
        rows: np.ndarray = w["typ.weight"][types] + w["dist.weight"][back] + w["st.weight"][there]
        for name, places in (
            ("here", {n: one.here for n, one in enumerate(scene.actors) if one.here}),
            ("bef", {n: one.before for n, one in enumerate(scene.actors) if one.before}),
        ):
            if places:
                rows[list(places)] += self._linear(name, _soft_maxima(words, list(places.values())))
        return rows

    def fields(
        self,
        read: Read,
        pair: int,
        relation: str,
        amounts: Sequence[int],
        times: Sequence[int],
        nouns: Sequence[int],
        sites: Sequence[tuple[Site, int]] = (),
    ) -> Fields:
        """What goes with a relation of a pair of the scene; amounts, times, nouns and sites by the pieces where they
        begin."""
        row = np.concatenate([read.inner[pair], self.w["rel.weight"][self.relations.index(relation)]])
        weight, bias = self._of_fields
        inner = _gelu(self._linear("g.1", row))
        told = inner @ weight + bias
        firm, (denied, said) = told[: len(MODALITIES)], told[len(MODALITIES) : len(MODALITIES) + 2]
        asked = told[len(MODALITIES) + 2 :].reshape(POINTED, -1)
        asked /= np.float32(np.sqrt(asked.shape[1]))
        none = ((asked * self.w["none"]).sum(axis=1) + self.w["nb"]).tolist()
        places = tuple(amounts), tuple(times), None, tuple(nouns)  # a speaker is one of the actors
        amount, time, speaker, item = (self._pointed(read, n, asked[n], none[n], places[n]) for n in range(POINTED))
        return Fields(
            dict(zip(MODALITIES, _shares(firm).tolist(), strict=True)),
            float(_chance(denied)),
            float(_chance(said)),
            amount,
            time,
            speaker,
            item,
            tuple(one.actor for one in read.scene.actors),
            Where(tuple(site for site, _ in sites), inner, read.words[[piece for _, piece in sites]], self.w)
            if sites
            else None,
        )

    @cached_property
    def _of_fields(self) -> tuple[np.ndarray, np.ndarray]:
        """Weights and bias of modality, denial, a speaker and what is asked of the places of each field, as one."""
        parts = ["mod", "neg", "said", *(f"q{name[0]}" for name in POINTERS)]
        weight = np.concatenate([self.w[f"{part}.weight"] for part in parts]).T.copy()
        return weight, np.concatenate([self.w[f"{part}.bias"] for part in parts])

    def _pointed(
        self, read: Read, n: int, asked: np.ndarray, none: float, places: tuple[int, ...] | None
    ) -> np.ndarray:
        """Chances of each place, or of each actor, and last of none of them."""
        if places is not None and not places:
            return np.ones(1, dtype=np.float32)
        if (n, places) not in read.pointed:  # the claims of a sentence point at the same ones
            rows = read.actors[:-1] if places is None else read.words[list(places)]
            read.pointed[n, places] = self._linear(f"k{POINTERS[n][0]}", rows)
        odds = [*(read.pointed[n, places] @ asked).tolist(), none]
        most = max(odds)
        shares = [math.exp(x - most) for x in odds]  # of so few numpy takes longer
        whole = sum(shares)
        return np.array([x / whole for x in shares], dtype=np.float32)

    def _linear(self, name: str, x: np.ndarray) -> np.ndarray:
        weight = self.turned.get(name)
        if weight is None:
            weight = self.turned.setdefault(name, self.w[f"{name}.weight"].T.copy())
        result: np.ndarray = x @ weight
        result += self.w[f"{name}.bias"]
        return result


def session(graph: bytes) -> Any:
    """What runs a graph of operations, on one core: `run(["y"], {"x": ...})`. Raises ValueError where it is none."""
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # which only some builds for Windows have
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors
    try:
        return onnxruntime.InferenceSession(
            graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER
        )
    except Exception as problem:  # of this library each kind of error is one of its own, with nothing above it
        raise ValueError(f"the encoder cannot be run: {problem}") from problem


def embedded(weights: Mapping[str, np.ndarray], window: Window) -> np.ndarray:
    """A window as the encoder takes it, of each piece what it is, where it stands and how it is marked: 1 x pieces x
    width."""
    marks = np.zeros(len(window.pieces), dtype=np.intp)
    marks[list(window.marks)] = 1
    found: np.ndarray = weights["enc.emb.weight"][list(window.pieces)] + weights["enc.pos.weight"][: len(marks)]
    found += weights["enc.mark.weight"][marks]
    return found[None]


def pair_marks(scene: Scene) -> list[tuple[bool, bool]]:
    """Of each pair whether its actors are of one state, and whether the first is named first; not so with nobody."""
    sides = [one.side for one in scene.actors]
    first = [one.here[0] if one.here else None for one in scene.actors]
    marks = []
    for a, b in scene.pairs:
        one, other = first[a], first[b]
        is_before = b >= 0 and one is not None and other is not None and one < other
        marks.append((b >= 0 and sides[a] == sides[b], is_before))
    return marks


def _shares(x: np.ndarray) -> np.ndarray:
    """Softmax over the last axis."""
    x = np.exp(x - x.max(axis=-1, keepdims=True))
    x /= x.sum(axis=-1, keepdims=True)
    return x


def _soft_maxima(words: np.ndarray, places: Sequence[Sequence[int]]) -> np.ndarray:
    """Logarithm of the sum of exponentials of the rows at some places, column by column; a row for each of `places`."""
    longest = max(map(len, places))
    rows = words[[[*where, *[0] * (longest - len(where))] for where in places]]
    for row, where in zip(rows, places, strict=True):
        row[len(where) :] = -np.inf  # adds nothing
    most: np.ndarray = rows.max(axis=1)
    most = most + np.log(np.exp(rows - most[:, None]).sum(axis=1))
    return most


def _gelu(x: np.ndarray) -> np.ndarray:
    """x times the share of a normal distribution below it, by the usual approximation (Hendrycks & Gimpel 2016)."""
    inner: np.ndarray = x * x
    inner *= np.float32(0.044715)
    inner += 1
    inner *= x
    inner *= np.float32(np.sqrt(2 / np.pi))
    np.tanh(inner, out=inner)
    inner += 1
    inner *= x
    inner *= np.float32(0.5)
    return inner


def _chance(x: np.ndarray) -> np.ndarray:
    chance: np.ndarray = (1 + np.tanh(x / 2)) / 2  # the same as 1 / (1 + exp(-x)), and never too large
    return chance
