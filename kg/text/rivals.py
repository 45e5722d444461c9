"""A relation of two actors among its rivals in the sentence: of other actors, and other relations of the same two.

"Britain condemned the assault" says one thing about one other side, though three may be meant. How likely a pair is by
itself (reader.py) is looked at beside what the frames found and how likely its rivals are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kg.model import SYMMETRIC

FLOOR = -3.5  # log-odds below which a relation that no frame found is not looked at
UNLIKELY = -2.5  # ... and below which the weights give it no chance that would be enough
FAR = 6.0  # log-odds that a rival can be apart, at most


@dataclass(frozen=True, slots=True)
class Seen:
    """A pair as its rivals see it."""

    spoken: frozenset[str]  # relations that a frame found
    sides: tuple[str, str]  # an army or a leader as its state; "" for nobody
    before: bool  # one of them is not named in the sentence


def compared(
    found: Sequence[Seen], odds: np.ndarray, relations: Sequence[str], least: float = FLOOR
) -> Iterator[tuple[int, int, dict[str, float]]]:
    """(pair, relation, what is seen of it) of each that is worth a look; `odds` are log-odds, pairs x relations. What
    no frame found and is less likely than `least` is a rival only."""
    sides = [one.sides for one in found]
    told_of: dict[str, list[int]] = {}  # relation -> the pairs of which a frame found it
    for n, one in enumerate(found):
        for relation in one.spoken:
            told_of.setdefault(relation, []).append(n)
    near = odds.clip(-FAR, FAR)
    best: list[list[float]] = np.sort(near, axis=1)[:, :-3:-1].tolist()  # the two likeliest relations of each pair
    likely = np.any(odds > least, axis=0).tolist()
    for k, relation in enumerate(relations):
        by_frame = told_of.get(relation, [])
        if not likely[k] and not by_frame:
            continue
        told = [sides[n] for n in by_frame]
        column: list[float] = near[:, k].tolist()
        listed = sorted({*np.flatnonzero(near[:, k] > FLOOR).tolist(), *by_frame})
        rivals = [(*sides[n], column[n]) for n in listed]
        for n in listed:
            if column[n] <= least and n not in by_frame:
                continue
            other = next((x for x in best[n] if x != column[n]), best[n][-1]) if len(relations) > 1 else -FAR
            seen = _alone(found[n], column[n], other, relation)
            seen |= _beside(sides[n], told, relation, n in by_frame)
            seen |= _over(sides[n], column[n], rivals, relation)
            yield n, k, seen


def _alone(one: Seen, value: float, other: float, relation: str) -> dict[str, float]:
    """What is seen of a relation of a pair whose likeliest other relation is so likely."""
    by_frame = relation in one.spoken
    how = "spoken" if by_frame else "silent"
    seen = {
        how: 1.0,
        f"odds {how}": value,
        f"{relation} {how}": 1.0,
        f"over other relation {how}": _apart(value, other),
    }
    if one.spoken - {relation}:
        seen[f"other spoken {how}"] = 1.0
    if one.before:
        seen[f"before {how}"] = 1.0
    if not one.sides[1]:
        seen[f"nobody {how}"] = 1.0
    elif one.sides[0] == one.sides[1]:
        seen[f"one side {how}"] = 1.0
    return seen


def _beside(sides: tuple[str, str], told: list[tuple[str, str]], relation: str, by_frame: bool) -> dict[str, float]:
    """What the frames say of the relation elsewhere in the sentence."""
    a, b = sides
    others = [t for t in told if t != sides]
    if not others:
        return {}
    how = "spoken" if by_frame else "silent"
    seen = {f"told {how}": 1.0}
    if any(one == a for one, _ in others):
        seen[f"told of the doer {how}"] = 1.0
    if b and any(other == b for _, other in others):
        seen[f"told of the other {how}"] = 1.0
    if relation not in SYMMETRIC and any((other and other == a) or one == b for one, other in others):
        seen[f"told turned {how}"] = 1.0
    return seen


def _over(
    sides: tuple[str, str], value: float, rivals: list[tuple[str, str, float]], relation: str
) -> dict[str, float]:
    """How much likelier it is than the same of another object, of another subject, and of the two turned round."""
    a, b = sides
    best: dict[str, float] = {}
    directed = relation not in SYMMETRIC
    for one, other, odds in rivals:
        if one == a:
            if other != b:
                best["object"] = max(odds, best.get("object", -FAR))
        elif other == b:
            best["subject"] = max(odds, best.get("subject", -FAR))
        if directed and one == b and other == a:
            best["turned"] = max(odds, best.get("turned", -FAR))
    seen: dict[str, float] = {}
    for name, rival in best.items():
        seen[f"over {name}"] = _apart(value, rival)
        seen[f"has rival {name}"] = 1.0
    return seen


def _apart(one: float, other: float) -> float:
    return max(-FAR, min(FAR, one - other))
