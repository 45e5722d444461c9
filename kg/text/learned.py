"""Which relations two actors of a sentence stand in, by weights learned from the corpus.

The frames propose; the scorer weighs what they found together with all else that is seen of two actors
(pairs.py), then each relation beside its rivals in the sentence (rivals.py). What is likely enough is read, also where
no frame spoke; what a frame said and the weights find unlikely is left out. Stance, amounts, dates and places are
read by rule in both cases.

Weights are plain arrays in `scorer.npz` (no pickle), written by `make train`. Without the file the frames
stand alone.
"""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.errors import Usage
from kg.model import SYMMETRIC
from kg.text.actors import Sentence
from kg.text.arguments import Arguments
from kg.text.frames import Frame, Match
from kg.text.pairs import End, Pair, pairs
from kg.text.rivals import Seen, compared
from kg.text.slots_plain import UNKNOWN
from kg.text.who import Who

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

WEIGHTS = "scorer.npz"
BESIDE = 0.85  # chance from which more is read of a side for which a frame has found the other
ALONE = ("MOBILIZES", "CASUALTIES", "PROTESTS", "TROOP_WITHDRAWAL", "TROOP_DEPLOYMENT", "THREATENS", "REQUESTS",
         "SUPPORTS", "ARMS_TRANSFER")  # relations that may have no object  # fmt: skip
LEFT_OUT = frozenset(("LEADS", "PART_OF"))  # titles and parts are read by rules of their own


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights of what is seen of a pair, by relation, and weights of what is seen beside the rivals."""

    features: dict[str, int]
    relations: tuple[str, ...]
    weights: np.ndarray  # features x relations
    bias: np.ndarray  # of each relation
    beside: dict[str, float]  # weight of each observation among rivals; "" is the bias
    spoken: float  # chance from which a relation is read that a frame found
    silent: float  # ... that no frame found

    def odds(self, rows: Iterable[Iterable[str]]) -> np.ndarray:
        """Log-odds of each relation for each row of observations, by itself: rows x relations."""
        known = [[n for f in row if (n := self.features.get(f)) is not None] for row in rows]
        result = np.tile(self.bias, (len(known), 1))
        some = [n for n, row in enumerate(known) if row]
        if some:
            starts = np.cumsum([0, *(len(known[n]) for n in some[:-1])])
            result[some] += np.add.reduceat(self.weights[[n for row in known for n in row]], starts)
        return result

    def chances(self, found: Sequence[Seen]) -> np.ndarray:
        """Chance of each relation for each pair of one sentence, its rivals considered: pairs x relations."""
        odds = self.odds(one.seen for one in found)
        result = np.zeros_like(odds)
        for n, k, seen in compared(found, odds, self.relations):
            total = self.beside.get("", 0.0) + sum(self.beside.get(s, 0.0) for s in seen)
            result[n, k] = 1.0 / (1.0 + np.exp(-total))
        return result

    def reasons(self, seen: Iterable[str], relation: str, most: int = 3) -> list[str]:
        """The observations that speak most for a relation."""
        column = self.relations.index(relation)
        known = sorted((float(self.weights[self.features[f], column]), f) for f in seen if f in self.features)
        return [f for weight, f in reversed(known[-most:]) if weight > 0]


def scorer() -> Scorer | None:
    """The shipped weights, or those of the file that `KG_SCORER` names; None where there are none, or for "none"."""
    return _loaded(os.environ.get("KG_SCORER"))


def own_weights() -> str:
    """What `KG_SCORER` makes of the reading, for the name of the extractor; "" for the shipped weights."""
    name = os.environ.get("KG_SCORER")
    if not name:
        return ""
    return " alone" if name == "none" else f" weights:{hashlib.sha256(_bytes(Path(name))).hexdigest()[:8]}"


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise Usage(f"{file}: weights (KG_SCORER) cannot be read: {problem.strerror}") from problem


@cache
def _loaded(name: str | None) -> Scorer | None:
    shipped = resources.files("kg.text") / WEIGHTS
    if name == "none" or (not name and not shipped.is_file()):
        return None
    data = _bytes(Path(name)) if name else shipped.read_bytes()
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            return _of_arrays(arrays)
    except (ValueError, KeyError, OSError, zipfile.BadZipFile) as problem:
        raise Usage(f"{name or WEIGHTS}: no weights as `python -m quality.train` writes them: {problem}") from problem


def _of_arrays(arrays: Any) -> Scorer:
    names = bytes(arrays["features"]).decode("utf-8").split("\n")
    beside = bytes(arrays["beside"]).decode("utf-8").split("\n")
    return Scorer(
        {name: n for n, name in enumerate(names)},
        tuple(bytes(arrays["relations"]).decode("utf-8").split("\n")),
        arrays["weights"].astype(np.float32) * arrays["scale"],
        arrays["bias"],
        dict(zip(beside, arrays["beside_weights"].tolist(), strict=True)),
        float(arrays["spoken"]),
        float(arrays["silent"]),
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """A relation that is read, how likely it is, and by what."""

    match: Match
    chance: float
    reasons: list[str]


def judged(s: Sentence, matches: list[Match], model: Scorer | None) -> list[Judged]:
    """What is read in a sentence: the frames' findings that the weights bear out, and what else they find likely."""
    if model is None:
        return [Judged(m, 1.0, []) for m in matches]
    apart = [Judged(m, 1.0, []) for m in matches if m.frame.relation in LEFT_OUT]
    found = pairs(s, [m for m in matches if m.frame.relation not in LEFT_OUT])
    if not found:
        return apart
    chances = model.chances([seen(p) for p in found])
    read: list[Judged] = []
    for n, relation in enumerate(model.relations):
        for pair, chance in _likely(found, chances[:, n], relation, model):
            reasons = model.reasons(pair.seen, relation)
            spoken = [m for m in pair.matches if m.frame.relation == relation]
            for m in spoken or [_match(s, pair, relation, model)]:
                read.append(Judged(m, chance, reasons))
    return [*apart, *read]


def seen(pair: Pair) -> Seen:
    """A pair as its rivals see it."""
    spoken = frozenset(m.frame.relation for m in pair.matches)
    return Seen(tuple(pair.seen), spoken, (_side(pair.a), _side(pair.b)), _from_before(pair))


def _likely(found: list[Pair], chances: np.ndarray, relation: str, model: Scorer) -> list[tuple[Pair, float]]:
    """The pairs for which a relation is likely enough, the surest first and each matter once: an army and its state
    are one side, and who is only known from before is one actor at most beside the one that is named."""
    told = any(m.frame.relation == relation for pair in found for m in pair.matches)
    if not told and chances.max() < model.silent:
        return []
    ends_of = [_ends(pair, relation) for pair in found]
    best: dict[tuple[str, str], float] = {}
    for ends, chance in zip(ends_of, chances.tolist(), strict=True):
        best[ends] = max(chance, best.get(ends, 0.0))
    ranked = []
    for pair, ends, chance in zip(found, ends_of, chances.tolist(), strict=True):
        frames = [m.frame for m in pair.matches if m.frame.relation == relation]
        spoken = bool(frames)
        if spoken:  # as likely as the same of his army or his state, or of nobody, instead of which it is told
            chance = max(best[ends], best.get((_side(pair.a), ""), 0.0))
        # What an analyst's own frame says is not overruled, nor that somebody did it of whom the text says no more.
        sure = any(f.is_own for f in frames) or (spoken and pair.a.actor == UNKNOWN)
        least = 0.0 if sure else model.spoken if spoken else model.silent
        if chance >= least and (sure or pair.b is not None or relation in ALONE):
            ranked.append((spoken, not _from_before(pair), chance, pair))
    ranked.sort(key=lambda r: r[:3], reverse=True)
    kept: dict[tuple[str, str], tuple[Pair, float]] = {}
    # Who stands as subject, as object (of a symmetric relation as both): in what is kept, and in what a frame found.
    subjects, others = set[str](), set[str]()
    told_subjects, told_others = set[str](), set[str]()
    for spoken, named, chance, pair in ranked:
        one, other = _side(pair.a), _side(pair.b)
        ends = _ends(pair, relation)
        if ends in kept and not (spoken and kept[ends][0].ends == pair.ends):
            continue
        if not spoken and (one == other or (not named and (one in subjects or other in others))):
            continue
        if not other and one in subjects and not spoken:
            continue
        turned = relation not in SYMMETRIC and (one in told_others or (other and other in told_subjects))
        if not spoken and chance < BESIDE and (one in told_subjects or other in told_others or turned):
            continue
        kept[ends] = (pair, chance)
        doing, done_to = ({one, other},) * 2 if relation in SYMMETRIC else ({one}, {other})
        subjects |= doing
        others |= done_to
        if spoken:
            told_subjects |= doing
            told_others |= done_to
    return list(kept.values())


def _ends(pair: Pair, relation: str) -> tuple[str, str]:
    """The two sides, an army and a leader as their state; in one order where the relation has none."""
    one, other = _side(pair.a), _side(pair.b)
    return (min(one, other), max(one, other)) if relation in SYMMETRIC and other else (one, other)


def _from_before(pair: Pair) -> bool:
    return pair.a.token is None or (pair.b is not None and pair.b.token is None)


def _side(end: End | None) -> str:
    return (end.actor.state or end.key) if end is not None else ""


def _match(s: Sentence, pair: Pair, relation: str, model: Scorer) -> Match:
    """A likely relation as the rest of the extractor takes it: with the word that speaks most for it."""
    trigger = _trigger(s, pair, relation, model)
    frame = Frame(f"learned {relation}", relation, {"quantity": QUANTITIES.get(relation, "")})
    arguments = Arguments(s, trigger, "verbs" if trigger.pos_ in ("VERB", "AUX") else "nouns", frame)
    theme = next(iter(arguments.themes()), None)
    item = theme if theme is not None and relation == "ARMS_TRANSFER" and "weapons" in s.kinds(theme) else None
    return Match(
        frame, trigger, arguments.verb, _who(pair.a, trigger), _who(pair.b, trigger) if pair.b else None, item, theme
    )


def _who(end: End, trigger: Token) -> Who:
    return end.who or Who(end.actor, trigger.i, "coreference", end.actor.name)


def _trigger(s: Sentence, pair: Pair, relation: str, model: Scorer) -> Token:
    column = model.relations.index(relation)
    weight: dict[int, float] = {t.i: 0.0 for t in pair.words}
    for seen, token in pair.at.items():
        row = model.features.get(seen)
        if row is not None and token in weight:
            weight[token] += float(model.weights[row, column])
    if not weight:
        end = pair.a.token or (pair.b.token if pair.b else None)
        assert end is not None
        return next((t for t in end.ancestors if t.pos_ == "VERB"), end)
    return s.doc[max(weight, key=lambda i: (weight[i], -i))]


QUANTITIES = {
    "TROOP_DEPLOYMENT": "people", "TROOP_WITHDRAWAL": "people", "MOBILIZES": "people", "CASUALTIES": "casualties",
    "ARMS_TRANSFER": "arms", "MILITARY_AID": "money", "AIDS": "money", "TRADES_WITH": "money", "DEPENDS_ON": "percent",
}  # fmt: skip
