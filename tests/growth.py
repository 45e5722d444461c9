"""How the cost of a task grows with its input: what a hostile text is tested by, on a busy machine as on a quiet one."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def growth(task: Callable[[T], object], small: T, large: T) -> float:
    """How many times the processor time of the small input the large one takes, each the least of three runs.

    The runs are taken in turns, so that what slows the machine slows both; other programs' time does not count.
    """
    least = [float("inf"), float("inf")]
    for _ in range(3):
        for place, given in enumerate((small, large)):
            began = time.process_time()
            task(given)
            least[place] = min(least[place], time.process_time() - began)
    return least[1] / max(least[0], 1e-6)


def linear(task: Callable[[T], object], small: T, large: T) -> bool:
    """Whether eight times the input takes some eight times as long, and not the sixty-four times of a square.

    Asked up to three times: one disturbed run decides nothing. What is cut at a cap takes less.
    """
    return any(growth(task, small, large) < 24 for _ in range(3))


def repeated(piece: str, length: int) -> str:
    """So many characters of a piece over and over."""
    return (piece * (length // len(piece) + 1))[:length]
