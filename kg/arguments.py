"""What is handed to the verbs: in a notebook anything may be, where the command line passes only text."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from kg.errors import Ambiguous, Usage

if TYPE_CHECKING:
    from kg.workspace import Workspace

P = ParamSpec("P")
T = TypeVar("T")
MANY = 10  # that begin alike: so many are listed
JUDGEMENTS = ("accept", "reject", "merge", "undo")


def of_one_state(verb: Callable[Concatenate[Workspace, P], T]) -> Callable[Concatenate[Workspace, P], T]:
    """A verb that answers from one state of the record, the newest when it is asked, whatever others write meanwhile.

    What was worked out from an older state is forgotten: a notebook stays open while a timer loads the news.
    """

    @wraps(verb)
    def asked(work: Workspace, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with somewhere(work), work.log.snapshot():
            work.notice(work.log.moment())
            return verb(work, *args, **kwargs)

    return asked


@contextmanager
def somewhere(work: Workspace) -> Iterator[None]:
    """While there is no record, what is asked of it is asked of an empty one that passes: reading makes no folder."""
    if (work.data / "claims.db").exists():
        yield
        return
    real = work.data
    with tempfile.TemporaryDirectory(prefix="kg-nothing-") as passing:
        work.data = Path(passing)
        try:
            yield
        finally:
            work.close()
            work.forget()
            work.data = real


def several(given: Any, what: str) -> list[Any]:
    """One path or name as a list of one: a text is no list of its letters.

    >>> several("news/", "paths"), several(["a", "b"], "paths")
    (['news/'], ['a', 'b'])
    """
    if isinstance(given, str | Path):
        return [given]
    if not isinstance(given, Iterable):
        raise Usage(f"{what}: {given!r} is neither a name nor a list of names")
    return list(given)


def text(given: Any, what: str) -> str:
    """The text as it is, or `Usage`."""
    if not isinstance(given, str):
        raise Usage(f"{what}: {given!r} is no text")
    return given


def parameters(params: Mapping[str, Any] | None, keywords: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a query, as a dictionary, as keywords, or both; none is given twice.

    >>> parameters({"state": "PRK"}, {"year": 2018})
    {'state': 'PRK', 'year': 2018}
    """
    given = dict(params or {})
    if twice := sorted(given.keys() & keywords.keys()):
        raise Usage(f"the parameter {twice[0]} is given twice")
    return given | dict(keywords)


def only(beginning: str, found: Mapping[str, str]) -> str:
    """The only id that was found, or the beginning itself where none was; nothing is guessed between several."""
    if len(found) > 1:
        told = [{"id": id, "reason": reason} for id, reason in sorted(found.items())[:MANY]]
        raise Ambiguous(f"{len(found)} ids begin with {beginning!r}; write more of the one you mean", told)
    return next(iter(found), beginning)


def bounds(limit: float, timeout: float) -> None:
    """Refuses to ask for no rows, or for an answer in no time."""
    if limit < 1:
        raise Usage(f"--limit {limit}: ask for 1 row or more")
    if timeout <= 0:
        raise Usage(f"--timeout {timeout}: give it some seconds")


def judgement(kind: str, b: str | None) -> None:
    """Refuses what no rebuild could replay: a decision stays in the record for good."""
    if kind not in JUDGEMENTS:
        raise Usage(f"no decision is called {kind!r}; there are: {', '.join(JUDGEMENTS)}")
    if kind == "merge" and b is None:
        raise Usage("merge needs two names: the one that stays, and the one that is the same")
