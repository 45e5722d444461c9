"""Python's search for cycles of garbage, and when it is not worth its time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_search_for_cycles() -> Iterator[None]:
    """Off while many objects are made that live on and have none: looking again and again takes up to half the time.

    As a decorator or in a `with`; on again at the end, by whatever way it comes, if it was on before.

    >>> with no_search_for_cycles():
    ...     gc.isenabled()
    False
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
