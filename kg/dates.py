"""Partial dates: "2024", "2024-10", "2024-10-08". As fine as the source says, and no finer.

A partial date is a span of days. Two questions follow from that: does a span lie inside a window,
and was something known by a day? Both are answered on first and last days, never on the text.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from kg.errors import Usage

PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def is_partial(text: str) -> bool:
    """Whether this is a date of the calendar, in full or in part.

    >>> [is_partial(d) for d in ("2024", "2024-10", "2024-02-30", "Oct 2024")]
    [True, True, False, False]
    """
    found = PARTIAL.fullmatch(text)
    if not found or int(found[1]) == 0:
        return False
    year, month, day = (int(part or 1) for part in found.groups())
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def checked(text: str, what: str = "date") -> str:
    """The date as it is, or `Usage` with what would do."""
    if not isinstance(text, str):  # a number, or a date of Python: in a notebook
        raise Usage(f"{what}: {text!r} is no text; write '2024', '2024-10' or '2024-10-08'")
    if not is_partial(text):
        raise Usage(f"{what}: {text!r} is no date; write 2024, 2024-10 or 2024-10-08")
    return text


def first_day(date: str) -> str:
    """
    >>> first_day("2024-10")
    '2024-10-01'
    """
    return (date + "-01-01")[:10] if len(date) == 4 else (date + "-01")[:10]


def last_day(date: str) -> str:
    """
    >>> last_day("2024"), last_day("2024-02"), last_day("2024-02-03")
    ('2024-12-31', '2024-02-29', '2024-02-03')
    """
    if len(date) == 4:
        return date + "-12-31"
    if len(date) == 7:
        return f"{date}-{monthrange(int(date[:4]), int(date[5:7]))[1]:02d}"
    return date


def today() -> str:
    """The day that it is here."""
    return date.today().isoformat()


def is_to_come(told: str) -> bool:
    """Whether no time zone of the earth has reached that day, month or year.

    >>> is_to_come("2024-10"), is_to_come("9999")
    (False, True)
    """
    return first_day(told) > (date.today() + timedelta(days=1)).isoformat()


def year_of(date: str | None) -> int | None:
    """
    >>> year_of("2024-10"), year_of(None)
    (2024, None)
    """
    return int(date[:4]) if date else None


def known_by(published: str | None, day: str | None) -> bool:
    """Whether something published then was surely known by the end of `day`.

    Without a day everything is known. What has no date of publication is known at no past day.

    >>> known_by("2024-10", "2024-10-15"), known_by("2024-10", "2024-10"), known_by(None, "2024")
    (False, True, False)
    """
    if day is None:
        return True
    return published is not None and last_day(published) <= last_day(day)


def overlaps(since: str | None, until: str | None, start: str | None, end: str | None) -> bool:
    """Whether [since, until] can have a day in [start, end]; None is open on that side.

    >>> overlaps("1961", "2018", "2018-06", "2020"), overlaps("1961", "1995", "1996", None)
    (True, False)
    """
    after = since is not None and end is not None and first_day(since) > last_day(end)
    before = until is not None and start is not None and last_day(until) < first_day(start)
    return not (after or before)
