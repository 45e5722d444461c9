"""A relation of two actors among its rivals in the sentence: of other actors, and other relations of the same two.

"Britain condemned the assault" says one thing about one other side, though three may be meant. How likely a pair is by
itself (learned.py) is looked at beside how likely its rivals are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kg.model import SYMMETRIC

FLOOR = -4.5  # log-odds below which a relation that no frame found is not looked at
SHARED = ("roles=", "how=", "order=", "types=", "one=")  # observations that mean the same for every relation


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of one pair of a sentence: who stands in it, by whom it was spoken of, and what is seen of it."""

    seen: tuple[str, ...]
    spoken: frozenset[str]  # relations that a frame found
    sides: tuple[str, str]  # an army or a leader as its state; "" for nobody
    before: bool  # one of them is not named in the sentence


def compared(found: Sequence[Seen], odds: np.ndarray, relations: Sequence[str]) -> Iterator[tuple[int, int, list[str]]]:
    """(pair, relation, observations) of each that is worth a look; `odds` are log-odds, pairs x relations."""
    place = {one.sides: n for n, one in enumerate(found)}
    shared = [[s for s in one.seen if s.startswith(SHARED)] for one in found]
    rows, columns = odds.tolist(), odds.T.tolist()
    for k, relation in enumerate(relations):
        values = columns[k]
        listed = [n for n, one in enumerate(found) if values[n] > FLOOR or relation in one.spoken]
        told = any(relation in found[n].spoken for n in listed)
        for n in listed:
            seen = _alone(found, rows, n, k, relation) + _rivals(found, values, listed, place, n, relation, told)
            yield n, k, [*seen, *(f"{s} {relation in SYMMETRIC}" for s in shared[n])]


def _bucket(value: float, width: float = 1.0) -> int:
    return round(max(-6.0, min(6.0, value)) / width)


def _alone(found: Sequence[Seen], odds: list[list[float]], n: int, k: int, relation: str) -> list[str]:
    one, value = found[n], odds[n][k]
    spoken = relation in one.spoken
    other = max([*odds[n][:k], *odds[n][k + 1 :]], default=FLOOR)
    step = _bucket(value, 0.5)
    return [
        f"odds={step}",
        f"odds={step} spoken={spoken}",
        f"odds={step} before={one.before}",
        relation,
        f"{relation} odds={_bucket(value, 1.5)}",
        f"{relation} spoken={spoken}",
        f"{relation} nobody={not one.sides[1]}",
        f"other relation={_bucket(other)}",
        f"over other relation={_bucket(value - other)}",
        f"other spoken={bool(one.spoken - {relation})} spoken={spoken}",
        f"one side={one.sides[0] == one.sides[1]}",
        f"pairs={min(len(found) // 8, 6)}",
    ]


def _rivals(
    found: Sequence[Seen],
    odds: list[float],
    listed: list[int],
    place: dict[tuple[str, str], int],
    n: int,
    relation: str,
    told: bool,
) -> list[str]:
    (a, b), value = found[n].sides, odds[n]
    spoken = relation in found[n].spoken
    groups: dict[str, list[float]] = {"object": [], "subject": [], "any": [], "same": []}
    for m in listed:
        if m == n:
            continue
        one, other = found[m].sides
        rival = odds[m]
        groups["same" if (one, other) == (a, b) else "any"].append(rival)
        if (one == a) != (other == b):
            groups["object" if one == a else "subject"].append(rival)
    seen = [f"better same={any(v > value for v in groups['same'])}", f"told={told} spoken={spoken}"]
    for name, most in (("object", 3), ("subject", 3), ("any", 5)):
        better = sum(v > value for v in groups[name])
        over = _bucket(value - max(groups[name])) if groups[name] else "-"
        seen += [f"better {name}={min(better, most)}", f"over {name}={over}"]
        if name == "object":
            seen.append(f"better object={min(better, 2)} before={found[n].before} told={told}")
    turned = place.get((b, a))
    over = _bucket(value - odds[turned]) if turned is not None else "-"
    return [*seen, f"over turned={over} {relation in SYMMETRIC}"]
