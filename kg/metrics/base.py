"""What all metrics share: ties with their years and versions, values with their parts, and intervals.

A metric takes a MultiDiGraph whose edges are facts (key = fact id) and returns numbers. Facts are read
in the order of their ids, so that the same facts give the same bytes in whatever order they came.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, inf, isfinite
from typing import Any, NamedTuple, TypeVar

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.dates import is_to_come, year_of
from kg.errors import Usage
from kg.model import NO_TIE, UNDATED, Rejected

K = TypeVar("K")
Array = NDArray[np.float64]

DRAWS = 500
CENTRAL = (5.0, 95.0)  # percentiles of the draws that bound an interval
TEXT = "text"
# The last year that a data set covers, by its codebook: until when a tie "still in force" is known to be so.
COVERED = {("atop", "5"): 2018, ("cow_alliance", "4"): 2012}


class Point(NamedTuple):
    """One value of a series. `parts` are (fact, weight) and add up to `value` within 1e-9.

    A part without a fact is a constant of the formula. `value` is None where it is not defined or
    there are no data; `note` then says which. lo <= value <= hi.
    """

    year: int | None = None
    of: str | None = None
    on: str | None = None
    value: float | None = None
    lo: float | None = None
    hi: float | None = None
    n_facts: int = 0
    n_stories: int = 0
    source: str | None = None
    denominator: str | None = None
    parts: tuple[tuple[str, float], ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A series of values, sorted by source and denominator, then by year."""

    metric: str
    definition: str
    series: list[Point]
    last_year: int | None  # the last year that has a value; a line ends there
    note: str | None = None
    rejected: tuple[Rejected, ...] = ()  # rows of a file of one's own that have no part in it


class Tie(NamedTuple):
    """One edge of the graph: a fact with two ends."""

    fact: str
    a: str
    b: str
    data: Mapping[str, Any]

    @property
    def source(self) -> str:
        return str(self.data.get("source") or "")

    @property
    def belief(self) -> float:
        """A graph made by hand says nothing of belief; then its ties are certain."""
        belief = self.data.get("belief")
        return 1.0 if belief is None else float(belief)

    def other(self, state: str) -> str:
        return self.b if self.a == state else self.a


class Part(NamedTuple):
    """What one tie gives to a sum: `amount`, and the range `low` to `high` that its sources allow."""

    tie: Tie
    partner: str
    amount: float
    low: float
    high: float


# -- choosing ties -------------------------------------------------------------------------------


def ties(graph: nx.MultiDiGraph, relations: Collection[str] = (), about: str | None = None) -> list[Tie]:
    """The ties of some relations, about one state or all, in the order of their facts.

    What sources only deny, or only doubt, is no tie.
    """
    if about is None:
        edges: Iterable[Any] = graph.edges(keys=True, data=True)
    elif about in graph:
        edges = [*graph.out_edges(about, keys=True, data=True), *graph.in_edges(about, keys=True, data=True)]
    else:
        edges = ()
    found = (
        Tie(str(key), a, b, data)
        for a, b, key, data in edges
        if (not relations or data.get("relation") in relations) and data.get("hedge") not in NO_TIE and a != b
    )
    return sorted(found, key=lambda t: (t.fact, str(t.a), str(t.b)))


def of_source(
    graph: nx.MultiDiGraph, found: Sequence[Tie], source: str | None, default: Sequence[str] = ()
) -> tuple[list[Tie], list[str]]:
    """The ties of one source in one version, and remarks on what was chosen.

    "sipri" is the newest version there is, "sipri@2024-04-13" the one whose name holds that. What versions there are
    `graph` tells (`graph.graph["versions"]`, by source), since the newest may have no tie among those found.
    Without a source: the first of `default` that the graph has, else all tables.
    """
    name, _, version = (source or "").partition("@")
    if not name:
        name = next((d for d in default if any(_is_of(t, d) for t in found)), "")
    kept = [t for t in found if (_is_of(t, name) if name else t.source != TEXT)]
    return _of_version(kept, version, graph.graph.get("versions", {}))


def only_source(found: Iterable[Tie]) -> str | None:
    """The name of the source of some ties, where they have one source; None for several."""
    names = {t.source for t in found}
    return (names.pop() or None) if len(names) == 1 else None


def _is_of(tie: Tie, name: str) -> bool:
    """`cow` means each table of COW; the relation already tells alliances from trade."""
    return tie.source == name or tie.source.startswith(name + "_")


def _of_version(kept: Sequence[Tie], version: str, there: Mapping[str, Collection[str]]) -> tuple[list[Tie], list[str]]:
    telling: dict[str, set[str]] = {}
    for tie in kept:
        telling.setdefault(tie.source, set()).add(str(tie.data.get("version") or ""))
    chosen, remarks = {}, []
    for source, told in sorted(telling.items()):
        names = told.union(there.get(source, ()))
        fitting = [v for v in names if version.casefold() in v.casefold()]
        if not fitting:
            raise Usage(f"--source {source}@{version}: there is no such version; there are: {', '.join(sorted(names))}")
        chosen[source] = max(fitting, key=version_order)
        if len(names) > 1 and not version:
            remarks.append(_choice(source, chosen[source], names))
        if chosen[source] not in told:
            remarks.append(f"{source}: {chosen[source]!r} has nothing of this; {_named(told)} had")
    return [t for t in kept if str(t.data.get("version") or "") == chosen[t.source]], remarks


def _choice(source: str, chosen: str, names: Collection[str]) -> str:
    """What is said of the version taken where there are several."""
    others = f"also here: {_named({*names} - {chosen})} (--source {source}@VERSION"
    if chosen.startswith(UNDATED):
        return (f"{source}: none of its versions tells its date, and which is the newest is not known: taken is "
                f"{chosen!r}, by its name alone; {others}, or load with --published DATE)")  # fmt: skip
    newest = "newest whole version" if any(PART in v for v in names) else "newest version"
    return f"{source}: the {newest} that tells its date, {chosen!r}; {others})"


def _named(versions: Iterable[str]) -> str:
    return ", ".join(v or "one without a version" for v in sorted(versions, key=version_order))


PART = ", only "  # in the name of a version; what follows says of what


def version_order(version: str) -> tuple[bool, tuple[int, ...], str]:
    """Versions by the numbers in their names. One that names no date is never taken for the newest.

    Before all others come those of which the name says that they hold a part ("…, only from Russia").

    >>> max("generated 2024-10-13", "generated 2024-04-13", "obtained 2026-02", key=version_order)
    'obtained 2026-02'
    >>> max("5.1", "5.09", "v10.0", "undated f17595f7", key=version_order)
    'v10.0'
    """
    told = [] if version.startswith(UNDATED) else re.findall(r"(?<![0-9A-Za-z])v?(\d+)(?![0-9A-Za-z])", version)
    return PART not in version, tuple(int(n[:9]) for n in told[:8]), version


def is_part(version: str, of_role: str) -> bool:
    """Whether a version of a register leaves out what others than some gave a recipient, or got of a supplier.

    >>> [is_part("generated 2024-10-13, only from Russia", role) for role in ("recipient", "supplier")]
    [True, False]
    """
    _, found, asked = version.partition(PART)
    return bool(found) and (asked.startswith("from ") if of_role == "recipient" else " to " in f" {asked}")


def partial(version: str, received: str, of: str) -> str:
    """What is said of a version that is a part."""
    return (f"{version!r} is a part of the register: what else was {received} {of} is not in it, so that no share of "
            "all can be told; load one of all suppliers and recipients")  # fmt: skip


# -- years ---------------------------------------------------------------------------------------


def years(tie: Tie, covered: int | None = None) -> Sequence[int]:
    """The calendar years in which a tie has at least one day; () where no date is told.

    A table's tie still in force lasts to the last year its source covers; a state of affairs told by
    text lasts to the last report of it, and not beyond.
    """
    data = tie.data
    since = year_of(data.get("since") or (data.get("known") if tie.source == TEXT else None))
    if since is None:
        return ()
    until = year_of(data.get("until"))
    if until is None and tie.source == TEXT:
        until = year_of(data.get("last_known"))
    elif until is None and may_last(data):
        until = covered
    return range(since, max(since, until or since) + 1)


def may_last(data: Mapping[str, Any]) -> bool:
    """Whether a table's tie without an end was still in force when the table was made."""
    return bool(data.get("right_censored")) or data.get("relation") in ("ALLIED_WITH", "MEMBER_OF")


def covered_by_codebook(source: str, version: str | None) -> int | None:
    """The last year that a version of a data set covers, where its codebook is known; its last entry may be earlier.

    >>> covered_by_codebook("atop", "5.1"), covered_by_codebook("atop", None)
    (2018, None)
    """
    major = re.match(r"\d+", str(version or ""))
    return COVERED.get((source, major[0] if major else ""))


def last_covered(found: Iterable[Tie]) -> int | None:
    """The last year that a source speaks of: by its codebook where the version is known, else by the dates of its file.

    The ties of one state may end earlier than the file; where it is known how far that reaches they say so: `covered`.
    """
    last: int | None = None
    for tie in found:
        told = [year_of(tie.data.get("since")), year_of(tie.data.get("until"))]
        told += covered_by_codebook(tie.source, tie.data.get("version")), tie.data.get("covered")
        last = max((y for y in (*told, last) if y is not None), default=None)
    return last


def in_force(found: Sequence[Tie], everything: Iterable[Tie] | None = None) -> list[tuple[Tie, Sequence[int]]]:
    """Each tie with the calendar years in which it counts: all in which it has a day.

    In the year in which one phase of a treaty passes into a later one, the later one counts: this is how
    ATOP's own state-years are coded (all 11,923 of version 5.1 have the same obligations so).
    """
    sources = grouped((t.source, t) for t in (everything if everything is not None else found))
    covered = {name: last_covered(told) for name, told in sources.items()}
    dated = [(tie, years(tie, covered.get(tie.source))) for tie in found]
    phases = grouped((_treaty(tie), (tie, told)) for tie, told in dated if told and tie.data.get("treaty"))
    return [
        (tie, told[:-1] if told and any(_follows(t, tie, y, told) for t, y in phases.get(_treaty(tie), ())) else told)
        for tie, told in dated
    ]


def _treaty(tie: Tie) -> tuple[str, ...]:
    return tie.source, str(tie.data.get("version")), str(tie.data.get("treaty")), str(tie.a), str(tie.b)


def _follows(later: Tie, earlier: Tie, begins: Sequence[int], lasted: Sequence[int]) -> bool:
    order = [number(tie, "phase") or 0.0 for tie in (later, earlier)]
    return order[0] > order[1] and begins[0] == lasted[-1]


def delivery_years(tie: Tie) -> Sequence[int]:
    """The years over which a register spreads one deal: those it lists, else from first to last.

    >>> delivery_years(Tie("f", "CHN", "PRK", {"years": "2017; 2019", "since": "2017", "until": "2019"}))
    [2017, 2019]
    """
    listed = sorted({int(y) for y in re.findall(r"(?<!\d)\d{4}(?!\d)", str(tie.data.get("years") or ""))})
    return listed or years(tie)


def windowed(of_years: Iterable[int], start: int | None, end: int | None) -> list[int]:
    """The years from the first to the last that have data, inside the window: gaps are seen, nothing is extended.

    Of years to come only those are there that have data.

    >>> windowed([1990, 1993], None, None), windowed([1990, 1993], 1992, 2020), windowed([], 1990, 2000)
    ([1990, 1991, 1992, 1993], [1992, 1993], [])
    >>> windowed([2020, 2022, 9999], None, None)
    [2020, 2021, 2022, 9999]
    """
    found = sorted(of_years)
    if not found:
        return []
    first = found[0] if start is None else max(found[0], start)
    last = found[-1] if end is None else min(found[-1], end)
    come = max((year for year in found if not is_to_come(f"{year:04d}")), default=found[0])
    told = [*range(found[0], come), *(year for year in found if year >= come)]
    return [year for year in told if first <= year <= last]


def spans(of_years: Iterable[int]) -> str:
    """Years in few words.

    >>> spans([1958, 1959, 1960, 1962])
    '1958-1960, 1962'
    """
    found = sorted(set(of_years))
    ends = [[y, y] for y in found if y - 1 not in found]
    for span in ends:
        while span[1] + 1 in found:
            span[1] += 1
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in ends)


def inside(year: int, start: int | None, end: int | None) -> bool:
    return (start is None or year >= start) and (end is None or year <= end)


def number(tie: Tie, name: str) -> float | None:
    """A finite number that is not negative: tables write -9 for missing."""
    value = tie.data.get(name)
    if value is None or isinstance(value, str | bool):
        return None
    return float(value) if isfinite(value) and value >= 0 else None


def middle(tie: Tie) -> float | None:
    """The middle of a quantity's range; its one end where the other is open."""
    ends = [v for k in ("quantity_min", "quantity_max") if (v := number(tie, k)) is not None]
    return fsum(ends) / len(ends) if ends else None


# -- values --------------------------------------------------------------------------------------


def n_stories(found: Iterable[Tie]) -> int:
    """Independent stories behind some ties: each table is one; text counts its distinct stories.

    Where the graph gives only counts, the largest count stands for all: at least so many.
    """
    tables: set[tuple[str, Any]] = set()
    told: set[str] = set()
    at_least = 0
    for tie in found:
        if tie.source not in ("", TEXT):
            tables.add((tie.source, tie.data.get("version")))
        elif tie.data.get("stories"):
            told.update(tie.data["stories"])
        else:
            at_least = max(at_least, int(tie.data.get("n_stories") or 1))
    return len(tables) + max(len(told), at_least)


def balanced(parts: Mapping[str, float] | Iterable[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """Parts with one weight for each fact, constants first.

    >>> balanced([("b", 0.5), ("a", 0.25), ("b", 0.25)])
    (('a', 0.25), ('b', 0.75))
    """
    weights: dict[str, list[float]] = {}
    for fact, weight in parts.items() if isinstance(parts, Mapping) else parts:
        weights.setdefault(fact, []).append(weight)
    return tuple((fact, fsum(told)) for fact, told in sorted(weights.items()))


def grouped(items: Iterable[tuple[K, Any]]) -> dict[K, list[Any]]:
    groups: dict[K, list[Any]] = {}
    for key, item in items:
        groups.setdefault(key, []).append(item)
    return groups


# -- intervals -----------------------------------------------------------------------------------


def generator(seed: int, *about: object) -> np.random.Generator:
    """Random numbers of their own for each value: a value alone and in a series has the same interval."""
    return np.random.default_rng([abs(int(seed)), zlib.crc32(repr(about).encode())])


def drawn(found: Sequence[Tie], rng: np.random.Generator) -> NDArray[np.bool_]:
    """DRAWS x ties: whether each tie is so in each draw, by its belief."""
    return rng.random((DRAWS, len(found))) < np.array([t.belief for t in found])


def drawn_amounts(parts: Sequence[Part], rng: np.random.Generator) -> Array:
    """DRAWS x parts: the amount of each, uniform over its range, and 0 where its fact is not so."""
    low = np.array([p.low for p in parts])
    high = np.array([p.high for p in parts])
    there = drawn([p.tie for p in parts], rng)
    if np.array_equal(low, high):
        return np.where(there, low, 0.0)
    return np.where(there, low + (high - low) * rng.random(there.shape), 0.0)


def bounds(value: float, draws: Array, least: float = -inf, most: float = inf) -> tuple[float, float]:
    """The 5th and 95th percentile of the draws in which the value is defined, widened to hold the value.

    The value counts every fact in full, while a draw can only leave facts out; without widening it could
    lie outside the middle of its own draws. A draw adds up the same numbers in another order and may be rounded to just
    outside the metric's range, `least` to `most`.

    >>> bounds(1.0, np.array([1.0, 1.0000000000000002]), 0.0, 1.0)
    (1.0, 1.0)
    """
    defined = draws[np.isfinite(draws)]
    if not len(defined):
        return value, value
    low, high = np.percentile(defined, CENTRAL)
    return max(least, min(value, float(low))), min(most, max(value, float(high)))


def ratio(top: Array, bottom: Array) -> Array:
    """top / bottom; nan where bottom is 0, without a warning."""
    quotient: Array = np.divide(top, bottom, out=np.full(np.shape(bottom), np.nan), where=bottom > 0)
    return quotient


def indicator(names: Sequence[str]) -> tuple[list[str], Array]:
    """(distinct names in order, items x names with 1 where the item has the name)."""
    distinct = sorted(set(names))
    place = {name: k for k, name in enumerate(distinct)}
    table = np.zeros((len(names), len(distinct)))
    table[np.arange(len(names)), [place[n] for n in names]] = 1.0
    return distinct, table


# -- arguments -----------------------------------------------------------------------------------


def need(value: str | None, option: str, metric: str, known: Sequence[str] = ()) -> str:
    """The argument, or `Usage` that says what to write."""
    if value is None or (known and value not in known):
        asked = f"{option} {value!r}: " if value is not None else ""
        choices = f"one of {', '.join(known)}" if known else "an id or a name"
        raise Usage(f"{metric}: {asked}{option} needs {choices}")
    return value


def result(metric: str, definition: str, series: list[Point], remarks: Iterable[str], nothing: str) -> Result:
    """The series with its last year and a note that says where the data end."""
    last = max((p.year for p in series if p.year is not None and p.value is not None), default=None)
    return ended(metric, definition, series, last, remarks, nothing)


def ended(
    metric: str, definition: str, series: list[Point], last: int | None, remarks: Iterable[str], nothing: str
) -> Result:
    remarks = [*dict.fromkeys(r for r in remarks if r)]
    if last is not None:
        remarks.append(f"no data after {last}")
    elif not any(p.value is not None for p in series):
        remarks.insert(0, nothing)
    return Result(metric, definition, series, last, ". ".join(remarks) or None)


Compute = Callable[..., Result]
