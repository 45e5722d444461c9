"""Windows of time that a report speaks of: a year, a month or an ISO week, by their absolute days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kg.dates import checked, first_day, is_partial, last_day
from kg.errors import Usage

KINDS = ("year", "month", "week")
WINDOW = re.compile(r"(\d{4})(?:-(?:(\d{2})|W(\d{2})))?")


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """Days `start` to `end`, both included, in UTC."""

    start: str
    end: str
    name: str
    kind: str  # one of KINDS

    def __str__(self) -> str:
        return self.name


def parse(name: str) -> Window:
    """
    >>> w = parse("2024-W01")
    >>> w.start, w.end, w.kind
    ('2024-01-01', '2024-01-07', 'week')
    """
    found = WINDOW.fullmatch(name) if isinstance(name, str) else None
    if not found or found[1] == "0000":
        raise Usage(f"--window {name!r} is no window; write a year 2024, a month 2024-10 or an ISO week 2024-W43")
    if found[3]:
        return _week(name, int(found[1]), int(found[3]))
    if not is_partial(name):
        raise Usage(f"--window {name!r}: months run from 01 to 12")
    return Window(first_day(name), last_day(name), name, "month" if found[2] else "year")


def _week(name: str, year: int, week: int) -> Window:
    weeks = _weeks(year)
    if not 1 <= week <= weeks:
        raise Usage(f"--window {name!r}: the ISO weeks of {year} run from 01 to {weeks}")
    try:
        monday = date.fromisocalendar(year, week, 1)
        sunday = monday + timedelta(days=6)
    except (ValueError, OverflowError):
        raise Usage(f"--window {name!r} lies outside the calendar") from None
    return Window(_iso(monday), _iso(sunday), f"{year:04d}-W{week:02d}", "week")


def _weeks(year: int) -> int:
    """52 or 53: 28 December lies in the last ISO week of its year."""
    return date(year, 12, 28).isocalendar().week


def holding(day: str, kind: str) -> Window:
    """The window of a kind that a day lies in. Of a partial date it is the first day that counts.

    >>> holding("2024-12-30", "week").name, holding("2024-12-30", "month").name
    ('2025-W01', '2024-12')
    """
    if kind not in KINDS:
        raise Usage(f"windows are by {', '.join(KINDS)}; not by {kind!r}")
    first = first_day(checked(day))
    if kind == "week":
        year, week, _ = date.fromisoformat(first).isocalendar()
        return parse(f"{year:04d}-W{week:02d}")
    return parse(first[:4] if kind == "year" else first[:7])


def previous(window: Window) -> Window:
    """
    >>> previous(parse("2024-01")).name, previous(parse("2021-W01")).name, previous(parse("2024")).name
    ('2023-12', '2020-W53', '2023')
    """
    return _beside(window, -1)


def following(window: Window) -> Window:
    """
    >>> following(parse("2020-W53")).name
    '2021-W01'
    """
    return _beside(window, 1)


def _beside(window: Window, direction: int) -> Window:
    edge = window.start if direction < 0 else window.end
    try:
        day = date.fromisoformat(edge) + timedelta(days=direction)
    except OverflowError:
        raise Usage(f"--window {window.name!r} has nothing {'before' if direction < 0 else 'after'} it") from None
    return holding(_iso(day), window.kind)


def due(kind: str, until: str, done: str | None = None, first: str | None = None) -> list[Window]:
    """Every window that ended by the last day of `until`, after the last one `done`, the oldest first.

    `until` is the newest date of the record, or today: a window that is still running is not due, so that
    its report does not change under its readers. Without one done they begin with the window of `first`,
    and without either there is only the latest. So a run that was missed is made up by the next.

    >>> [w.name for w in due("month", "2025-01-20", done="2024-10")]
    ['2024-11', '2024-12']
    >>> [w.name for w in due("week", "2025-01-05")]
    ['2025-W01']
    """
    newest = last_day(checked(until, "until"))
    last = holding(newest, kind)
    if last.end > newest:
        last = previous(last)
    if done is not None:
        return list(_between(following(_of_kind(done, kind)), last))
    return list(_between(holding(first, kind) if first else last, last))


def _of_kind(done: str, kind: str) -> Window:
    """The last success; where a report changed from months to weeks, the week that its last day lies in."""
    window = parse(done)
    return window if window.kind == kind else holding(window.end, kind)


def _between(start: Window, last: Window) -> Iterator[Window]:
    window = start
    while window.start <= last.start:
        yield window
        window = following(window)


def _iso(day: date) -> str:
    return f"{day.year:04d}-{day.month:02d}-{day.day:02d}"
