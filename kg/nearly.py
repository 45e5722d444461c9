"""Which known table a file nearly is: one whose column was renamed or left out, also below a preamble of prose.

Such a file is none that a loader takes, and must not be read as an article for its preamble's sake.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

from kg.errors import BadInput
from kg.model import Document, Source
from kg.tables import column_names

# Columns of tables of any kind, and names in any list.
COMMON = frozenset(("year", "date", "source", "url", "published", "note", "id", "of", "on", "text", "title", "country",
                    "name", "version", "region", "type", "status", "total", "unit", "share", "location"))  # fmt: skip
KNOWN = 3  # columns that a header has at least, and half of all
OWN = 2  # of them that are not common ones


def nearly(head: bytes, path: Path, loaders: Iterable[ModuleType]) -> str | None:
    """What a file nearly is and what it lacks, in the words of its loader; None where it is like none of the tables."""
    headers = [names for names in column_names(head) if len(names) >= KNOWN]
    found = []
    for module in loaders if headers else ():
        known = _columns(module)
        alike = max((len(names & known) for names in headers if _is_like(names, known)), default=0)
        if alike and (reason := _what_it_lacks(module, path)):
            lacking = reason.partition("; found:")[0].count("'") // 2
            found.append((lacking - alike, str(module.FORMAT), reason))
    if not found:
        return None
    _, format, reason = min(found)
    return f"looks like a table of the format {format}, but {reason}"


def _is_like(names: frozenset[str], known: frozenset[str]) -> bool:
    both = names & known
    return len(both) >= KNOWN and len(both) * 2 >= len(names) and len(both - COMMON) >= OWN


@cache
def _columns(module: ModuleType) -> frozenset[str]:
    """All columns that the documentation of a loader names; a loader without one has none."""
    told: Iterator[str] = (n for part in ("BECOMES", "LEFT_OUT") for n in getattr(module, part, ()))
    return frozenset(name.partition(" (to ")[0].casefold() for names in told for name in names.split(", "))


def _what_it_lacks(module: ModuleType, path: Path) -> str | None:
    """Why the loader does not begin with the file; None where it does, or does not tell columns."""
    try:
        next((thing for thing in module.load(path) if not isinstance(thing, Source | Document)), None)
    except BadInput as problem:
        return problem.reason if "no column" in problem.reason else None
    return None
