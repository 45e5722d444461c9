"""Dates in a sentence, as fine as the words and no finer: "last October" is a month, "the 1990s" ten years.

Each rule finds one way of writing a date and reads it; the word before it then says whether it is a
point, an open interval ("since 2015", "until 21 August") or the end of a span. The rules are those of
`when_written` and, for words like "on Tuesday" or "a day later", of `when_counted`.
Every look around a date is bounded, so the time is linear in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kg.dates import first_day, is_partial
from kg.text.when_counted import COUNTED_FROM, FROM_PUBLICATION, unit_of
from kg.text.when_written import BARE, DAYS, IN_FIGURES, MONTHS, WRITTEN, YEAR, Dates, Match, Reading

Kind = Literal["point", "since", "until", "span"]


@dataclass(frozen=True, slots=True)
class Time:
    """One mention of time, from character `start` to `end`.

    A point has `since` only, and so has an open interval; `kind` tells them apart. "until" has only
    `until`, a span has both.
    """

    start: int
    end: int
    since: str | None
    until: str | None
    text: str
    kind: Kind = "point"


# "March last year" before "March": what a rule has read is left alone by those after it.
RULES = (*WRITTEN, *FROM_PUBLICATION, *BARE)
WORDED = tuple(rule for rule in RULES if rule[1] not in IN_FIGURES)  # what there may be in a sentence without a figure
# Without one of these no rule finds anything: one look instead of fifty, in a sentence of three.
UNITS = (
    r"day|night|morning|noon|evening|week|month|year|hour|minute|\bthen\b|thereafter|afterward|\beve\b|\blong\b|soon|"
    r"shortly"
)
COUNTABLE = re.compile(UNITS, re.IGNORECASE)
FIGURE = re.compile(r"\d")
TIMELY = re.compile(
    rf"\d|(?i:{UNITS}|decade|quarter|half|spring|summer|autumn|fall|yesterday|tomorrow|tonight)|"
    rf"\b(?:{'|'.join(sorted({name[:3] for name in MONTHS}))})"
)

_HEDGE = (
    r"(?:(?:the\s)?(?:end|start|beginning|middle)\sof\s|about\s|around\s|at least\s|late\s|early\s|the\s|on\s|in\s|"
    r"sometime in\s|of\s){0,2}"
)
SINCE = re.compile(
    rf"\b(?:not before|ever since|since|starting|beginning|effective|as of|as from|with effect from)\s{_HEDGE}$",
    re.IGNORECASE,
)
FROM = re.compile(r"\bfrom\s(?:the\s|about\s)?$", re.IGNORECASE)
UNTIL = re.compile(
    rf"\b(?:until|till|through|by|before|no later than|prior to|up to|up until)\s{_HEDGE}$", re.IGNORECASE
)
AFTER = re.compile(r"\bafter\s$", re.IGNORECASE)
BETWEEN = re.compile(r"\bbetween\s(?:the\s)?$", re.IGNORECASE)


def times(sentence: str, published: str | None, told: str | None = None, told_day: str | None = None) -> list[Time]:
    """The times that a sentence names, in the order of their places, as partial ISO dates; `told` is the time and
    `told_day` the day of which the text spoke last.

    >>> [(t.since, t.until, t.kind) for t in times("Signed on 19 June 2024, after talks since 2015.", None)]
    [('2024-06-19', None, 'point'), ('2015', None, 'since')]
    >>> [t.since for t in times("Troops arrived on Tuesday.", "2024-10-24")], times("They came on Tuesday.", None)
    (['2024-10-22'], [])
    >>> [t.since for t in times("The next day they left.", None, "2024-02-29")]
    ['2024-03-01']
    """
    if not TIMELY.search(sentence):
        return []
    reading = Reading(sentence, published if published and is_partial(published) else None, told, told_day or told)
    taken = bytearray(len(sentence))
    found: list[Time] = []
    for pattern, reader in RULES if FIGURE.search(sentence) else WORDED:
        for match in pattern.finditer(sentence):
            if any(taken[match.start() : match.end()]):
                continue
            dates = reader(match, reading)
            if dates is None:
                continue
            taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
            if all(d is None or is_partial(d) for d in dates) and any(dates):
                found.append(_of_kind(match, dates, sentence))
    if COUNTABLE.search(sentence):
        found += _counted_from(found, taken, reading)
    found.sort(key=lambda t: t.start)
    return list(_joined(found, sentence))


def _counted_from(found: list[Time], taken: bytearray, reading: Reading) -> Iterator[Time]:
    """What is counted from another day, "a day later", "two days after the rebels had struck": from the day named
    before it in the sentence, else from the one of which the text spoke last."""
    for pattern, reader in COUNTED_FROM:
        for match in pattern.finditer(reading.sentence):
            if any(taken[match.start() : match.end()]):
                continue
            points = [t for t in found if t.since and (t.kind in ("point", "span") or _is_explained(t, match, reading))]
            before = [t for t in points if t.end <= match.start()]
            after = [t for t in points if t.start >= match.end()] if "of" in match.groupdict() else []
            near = max(before, key=lambda t: t.end, default=None) or min(after, key=lambda t: t.start, default=None)
            if near is not None and near.kind == "span" and "of" in match.groupdict() and unit_of(match) == "day":
                continue  # "next week, two days after the raid": two days after no day of it
            here = near.since if near is not None else None
            if here is not None and len(here) < 10 and unit_of(match) == "day":
                here = None  # "in 2019 ..., a day later" is counted from the day before
            date = reader(match, here, reading)
            if date is not None and is_partial(date):
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                kind: Kind = "since" if match.group().casefold() == "since then" else "point"
                yield Time(match.start(), match.end(), date, None, match.group(), kind)


def _is_explained(time: Time, match: Match, reading: Reading) -> bool:
    """ "Since 8 October, a day after the raid": that day, and no other."""
    return time.kind == "since" and reading.sentence[time.end : match.start()] == ", "


def _of_kind(match: Match, dates: Dates, sentence: str) -> Time:
    """What the words before make of a date: an open interval on one side, or the date itself."""
    start, end = match.span()
    since, until = dates
    text = match.group()
    before = sentence[max(0, start - 40) : start]
    if until is not None and (FROM.search(before) or BETWEEN.search(before)):
        return Time(start, end, since, until, text, "span")  # "from 3 to 12 March"
    if SINCE.search(before) or FROM.search(before) or (AFTER.search(before) and not _names_a_thing(sentence, end)):
        return Time(start, end, since, None, text, "since")
    if UNTIL.search(before):
        return Time(start, end, None, until or since, text, "until")
    if until is not None and until != since:
        return Time(start, end, since, until, text, "span")
    return Time(start, end, since, None, text, "point")


def _names_a_thing(sentence: str, end: int) -> bool:
    """ "after the 2014 annexation": the year belongs to a noun."""
    return bool(re.match(r"\s[A-Za-z]", sentence[end : end + 2]))


def _joined(found: list[Time], sentence: str) -> Iterator[Time]:
    """ "from March 2021 to June 2022", "between 3 May and 7 June": two dates that are the ends of one span."""
    waiting: Time | None = None
    for time in found:
        if waiting is not None and (span := _span(waiting, time, sentence)):
            yield span
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = time
    if waiting is not None:
        yield waiting


def _span(first: Time, last: Time, sentence: str) -> Time | None:
    between = sentence[first.end : last.start].strip().casefold() if last.start - first.end < 12 else ""
    if between in ("and", "and the") and all(re.fullmatch(r"(?:the\s)?[12]\d\d0s", t.text) for t in (first, last)):
        return Time(first.start, last.end, first.since, last.until, sentence[first.start : last.end], "span")
    if between == "and" and all(re.fullmatch(YEAR, t.text) and t.kind == "point" for t in (first, last)):
        return Time(first.start, last.end, first.since, last.since, sentence[first.start : last.end], "span")
    days = between == "and" and first.text.split()[-1] in DAYS and last.text in DAYS
    days = days and first.kind == last.kind == "point"
    if days and first.since and last.since and first.since < last.since:  # "on Friday and Saturday"
        return Time(first.start, last.end, first.since, last.since, sentence[first.start : last.end], "span")
    range_of = BETWEEN.search(sentence[max(0, first.start - 16) : first.start])
    if between not in (("and",) if range_of else ("to", "until", "through", "till", "-", "–", "up to")):
        return None
    since, until = first.since, last.since or last.until
    if since is None or until is None or first.kind not in ("since", "point") or last.kind == "span":
        return None
    if since > until and len(since) == len(until) == 10 and first.text in DAYS:
        since = (date.fromisoformat(since) - timedelta(weeks=1)).isoformat()
    if first_day(since) > first_day(until) and len(since) == len(until) and since[:4] == until[:4]:
        since = f"{int(since[:4]) - 1:04d}{since[4:]}"
    if first_day(since) > first_day(until)[: len(since)].ljust(10, "9"):
        return None
    return Time(first.start, last.end, since, until, sentence[first.start : last.end], "span")
