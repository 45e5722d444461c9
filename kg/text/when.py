"""Dates in a sentence, as fine as the words and no finer: "last October" is a month, "the 1990s" ten years.

Relative words ("on Tuesday", "last year") are counted from the day of publication; without that day
they are not resolved, and nothing is guessed. Plain patterns, each linear in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kg.dates import first_day, is_partial

Kind = Literal["point", "since", "until", "span"]


@dataclass(frozen=True, slots=True)
class Time:
    """One mention of time. `kind` tells a day from an interval that is open on one side."""

    start: int
    end: int
    since: str | None
    until: str | None
    text: str
    kind: Kind = "point"


MONTHS = {
    m: n for n, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1)
    for m in names.split()
}  # fmt: skip
DAYS = {d: n for n, d in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))}
COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "a couple of": 2, "fifteen": 15, "twenty": 20, "thirty": 30,
}  # fmt: skip
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
# "may" and "march" are also verbs, so without a day or a year only the spelling of a month counts.
_LONE_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = "|".join(DAYS)
_YEAR = r"(?:1[5-9]|20)\d\d"
_COUNT = "|".join(sorted(COUNTS, key=len, reverse=True)) + r"|\d{1,3}"
_PART = r"(?:(?:the\s)?(?:early|mid|late|beginning of|start of|middle of|end of|spring of|summer of|autumn of|fall of|winter of|first half of|second half of|(?:first|second|third|fourth) quarter of|spring|summer|autumn|fall|winter)[\s-])"
RULES: list[tuple[str, re.Pattern[str]]] = [
    ("iso", re.compile(r"\b(?P<iso>\d{4}-\d{2}-\d{2})\b")),
    (
        "dmy",
        re.compile(
            rf"\b(?:the\s)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?\s(?P<m>{_MONTH})\b\.?,?(?:\s(?P<y>{_YEAR})\b)?",
            re.I,
        ),
    ),
    (
        "mdy",
        re.compile(
            rf"\b(?P<m>{_MONTH})\b\.?\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,\d{{3}})(?:,?\s(?P<y>{_YEAR})\b)?(?!\s?(?:per|%))",
            re.I,
        ),
    ),
    ("years", re.compile(rf"\b(?:from|between)\s(?P<y>{_YEAR})\s(?:to|until|and|through)\s(?P<y2>{_YEAR})\b", re.I)),
    ("years", re.compile(rf"\b(?P<y>{_YEAR})\s?(?:-|–)\s?(?P<y2>{_YEAR}|\d\d)\b(?!-)")),
    ("decade", re.compile(r"\b(?P<part>(?:the\s)?(?:early|mid|late)[\s-])?(?:the\s)?(?P<y>(?:1[5-9]|20)\d0)s\b", re.I)),
    ("my", re.compile(rf"\b(?P<part>{_PART})?(?P<m>{_MONTH})\b\.?,?(?:\sof)?\s(?P<y>{_YEAR})\b", re.I)),
    (
        "rel_month",
        re.compile(rf"\b(?P<rel>last|this|next|this past|earlier this|the previous)\s(?P<m>{_MONTH})\b", re.I),
    ),
    ("rel_day", re.compile(rf"\b(?:(?P<rel>last|next|this|this coming|the previous)\s)?(?P<day>{_DAY})s?\b", re.I)),
    ("today", re.compile(r"\b(?P<word>today|yesterday|tomorrow|tonight|the day before yesterday)\b", re.I)),
    (
        "ago",
        re.compile(
            rf"\b(?:about\s|around\s|more than\s|over\s|nearly\s|almost\s)?(?P<n>{_COUNT})\s(?P<unit>day|week|month|year|decade)s?\s(?:ago|earlier)\b",
            re.I,
        ),
    ),
    (
        "rel_unit",
        re.compile(
            r"\b(?P<rel>last|this|next|the past|the previous|earlier this|later this|early this|late last|early next|later last|the end of this|the end of next|the end of the)\s(?P<unit>week|month|year)\b",
            re.I,
        ),
    ),
    (
        "lone_month",
        re.compile(
            rf"\b(?P<prep>in|since|until|by|from|during|of|through|before|after|to|early|mid|late|early-|mid-|late-)[\s-]?(?:early\s|mid-|late\s)?(?P<m>{_LONE_MONTH})\b(?!\s\d)"
        ),
    ),
    (
        "year",
        re.compile(
            rf"(?<![\w,.$€£/#-])(?P<part>{_PART})?(?P<y>{_YEAR})\b(?![,.]?\d|\s?(?:%|per\s?cent|million|billion)|-\w)"
        ),
    ),
]
FUTURE = re.compile(
    r"\b(?:will|shall|would|next|plans? to|planned|due|scheduled|by|until|expected|set to|to be|going to|aims? to|from)\b",
    re.I,
)
SINCE = re.compile(r"\b(?:ever since|since|starting|beginning|as of|from)\s(?:at least\s|about\s|the\s)*$", re.I)
UNTIL = re.compile(r"\b(?:until|till|through|by|before|no later than|up to|to)\s(?:at least\s|about\s|the\s)*$", re.I)
COUNTED = re.compile(
    r"\s(?:[A-Z]?[a-z]+\s){0,2}(?:troops|soldiers|personnel|people|tanks|shells|missiles|drones|aircraft|vehicles|men|fighters|"
    r"containers|civilians|marines|members|staff|officers|rounds|jets|guns|rockets|dollars|euros)\b"
)


def times(sentence: str, published: str | None) -> list[Time]:
    """The times that a sentence names, in the order of their places.

    >>> [(t.since, t.kind) for t in times("It was signed on 19 June 2024, since 2015 the third.", None)]
    [('2024-06-19', 'point'), ('2015', 'since')]
    >>> [t.since for t in times("Troops arrived on Tuesday.", "2024-10-24")], times("They came on Tuesday.", None)
    (['2024-10-22'], [])
    """
    found: list[Time] = []
    for rule, pattern in RULES:
        for match in pattern.finditer(sentence):
            if any(t.start < match.end() and match.start() < t.end for t in found):
                continue
            told = _resolved(rule, match, sentence, published)
            if told:
                found.append(told)
    return list(_joined(sorted(found, key=lambda t: t.start), sentence))


def _resolved(rule: str, match: re.Match[str], sentence: str, published: str | None) -> Time | None:
    day = date.fromisoformat(first_day(published)) if published and len(published) == 10 else None
    if rule == "year" and _is_a_count(match, sentence):
        return None
    dates = _READ[rule](match, sentence, published, day)
    if dates is None:
        return None
    since, until = dates
    if any(d is not None and not is_partial(d) for d in (since, until)):
        return None
    start = match.start()
    return _of_kind(Time(start, match.end(), since, until, match.group().strip()), sentence, rule)


def _is_a_count(match: re.Match[str], sentence: str) -> bool:
    """ "2,000 troops" and "2000 soldiers" are no years; nor is a number of a law or a type."""
    before = sentence[max(0, match.start() - 20) : match.start()]
    named = re.search(
        r"\b(?:resolution|article|section|no|number|boeing|up to|at least|more than|some|about|nearly)\.?\s$",
        before,
        re.I,
    )
    return bool(named) or (not match["part"] and bool(COUNTED.match(sentence, match.end())))


def _of_kind(told: Time, sentence: str, rule: str) -> Time:
    """What the word before makes of a date: an open interval on one side, or the date itself."""
    before = sentence[max(0, told.start - 30) : told.start]
    prep = before + (" " + re.match(r"\w+", told.text)[0] + " " if rule == "lone_month" else "")  # type: ignore[index]
    if told.until is not None and told.since != told.until:
        return Time(told.start, told.end, told.since, told.until, told.text, "span")
    point = told.since
    if SINCE.search(prep) and not re.search(r"\bfrom\s$", prep, re.I):
        return Time(told.start, told.end, point, None, told.text, "since")
    if re.search(r"\bfrom\s(?:the\s)?$", prep, re.I):
        return Time(told.start, told.end, point, None, told.text, "since")
    if UNTIL.search(prep) and not re.search(r"\bto\s(?:the\s)?$", prep, re.I):
        return Time(told.start, told.end, None, point, told.text, "until")
    return Time(told.start, told.end, point, None, told.text, "point")


def _joined(found: list[Time], sentence: str) -> Iterator[Time]:
    """ "from March 2021 to June 2022": two dates that are the ends of one span."""
    waiting: Time | None = None
    for time in found:
        if waiting is not None:
            between = sentence[waiting.end : time.start].strip().casefold()
            if (
                waiting.kind == "since"
                and time.kind in ("point", "until")
                and between in ("to", "until", "through", "till", "-", "–")
            ):
                end = time.since or time.until
                yield Time(waiting.start, time.end, waiting.since, end, sentence[waiting.start : time.end], "span")
                waiting = None
                continue
            yield waiting
        waiting = time
    if waiting is not None:
        yield waiting


# -- one reader for each rule: (since, until), or None where it cannot be known ------------------

Dates = tuple[str | None, str | None]


def _iso(match: re.Match[str], sentence: str, published: str | None, day: date | None) -> Dates | None:
    return match["iso"], None


def _day_month(match: re.Match[str], sentence: str, published: str | None, day: date | None) -> Dates | None:
    month, number = MONTHS[match["m"].casefold()], int(match["d"])
    if not 1 <= number <= 31:
        return None
    if (
        match["m"].casefold()
        in ("may", "march", "mar", "jan", "jun", "dec", "sep", "oct", "nov", "feb", "apr", "aug", "jul")
        and match["m"].islower()
    ):
        return None
    year = int(match["y"]) if match["y"] else _year_near(month, number, sentence, match.start(), published)
    return (f"{year:04d}-{month:02d}-{number:02d}", None) if year else None


def _year_near(month: int, number: int, sentence: str, place: int, published: str | None) -> int | None:
    """A day without a year is the last such day before publication, or the next one where the future is spoken of."""
    if not published:
        return None
    year = int(published[:4])
    if len(published) < 7:
        return year
    then, now = f"{month:02d}-{number or 1:02d}", (published + "-31")[5:10]
    ahead = bool(FUTURE.search(sentence[max(0, place - 60) : place]))
    if then > now and not ahead:
        # A few days ahead is an announced date, months ahead is last year's.
        return year if _days_between(published, year, month, number or 1) <= 45 and ahead else year - 1
    if ahead and then < now and _days_between(published, year, month, number or 1) < -60:
        return year + 1
    return year


def _days_between(published: str, year: int, month: int, number: int) -> int:
    try:
        return (date(year, month, min(number, 28)) - date.fromisoformat(first_day(published))).days
    except ValueError:
        return 0


def _month_year(match: re.Match[str], sentence: str, published: str | None, day: date | None) -> Dates | None:
    if match["m"].islower() and match["m"] in ("may", "march"):
        return None
    return f"{int(match['y']):04d}-{MONTHS[match['m'].casefold()]:02d}", None


def _years(match: re.Match[str], sentence: str, published: str | None, day: date | None) -> Dates | None:
    first, last = match["y"], match["y2"]
    last = last if len(last) == 4 else first[:2] + last
    return (first, last) if first < last else None


def _decade(match: re.Match[str], sentence: str, published: str | None, day: date | None) -> Dates | None:
    first = int(match["y"])
    part = (match["part"] or "").casefold()
    low, high = (0, 3) if "early" in part else (4, 6) if "mid" in part else (7, 9) if "late" in part else (0, 9)
    return f"{first + low:04d}", f"{first + high:04d}"


def _relative_month(match: re.Match[str], sentence: str, published: str | None, day: date | None) -> Dates | None:
    if not published or len(published) < 7:
        return None
    month, year, now = MONTHS[match["m"].casefold()], int(published[:4]), int(published[5:7])
    rel = match["rel"].casefold()
    if rel == "next":
        year += month <= now
    elif rel in ("last", "the previous", "this past"):
        year -= month >= now
    return f"{year:04d}-{month:02d}", None


def _weekday(match: re.Match[str], sentence: str, published: str | None, day: date | None) -> Dates | None:
    """A weekday is the last one before publication, that day included; the next one where it is announced."""
    if day is None or not match["day"][0].isupper():
        return None
    rel, wanted = (match["rel"] or "").casefold(), DAYS[match["day"].casefold()]
    back = (day.weekday() - wanted) % 7
    ahead = (
        rel.startswith("next")
        or rel == "this coming"
        or bool(
            re.search(
                r"\b(?:will|due|scheduled|to be held|is to|are to|plans? to|expected)\b",
                sentence[: match.start()],
                re.I,
            )
        )
    )
    if ahead and not rel.startswith("last"):
        return (day + timedelta(days=(7 - back) % 7 or 7)).isoformat(), None
    if rel in ("last", "the previous") and back == 0:
        back = 7
    return (day - timedelta(days=back)).isoformat(), None


def _today(match: re.Match[str], sentence: str, published: str | None, day: date | None) -> Dates | None:
    if day is None:
        return None
    shift = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2}.get(match["word"].casefold(), 0)
    return (day + timedelta(days=shift)).isoformat(), None


def _ago(match: re.Match[str], sentence: str, published: str | None, day: date | None) -> Dates | None:
    """ "Two weeks ago" names a week and no day, so it is told by its month; "three years ago" by its year."""
    if not published:
        return None
    count = COUNTS.get(match["n"].casefold()) or int(match["n"])
    unit = match["unit"].casefold()
    year = int(published[:4])
    if unit in ("year", "decade"):
        return f"{year - count * (10 if unit == 'decade' else 1):04d}", None
    if day is None:
        return None
    if unit == "day":
        return (day - timedelta(days=count)).isoformat(), None
    if unit == "week":
        return (day - timedelta(weeks=count)).isoformat()[:7], None
    months = day.year * 12 + day.month - 1 - count
    return f"{months // 12:04d}-{months % 12 + 1:02d}", None


def _relative_unit(match: re.Match[str], sentence: str, published: str | None, day: date | None) -> Dates | None:
    if not published:
        return None
    rel, unit = match["rel"].casefold(), match["unit"].casefold()
    shift = -1 if "last" in rel or "past" in rel or "previous" in rel else 1 if "next" in rel else 0
    if unit == "year":
        return f"{int(published[:4]) + shift:04d}", None
    if unit == "month" and len(published) >= 7:
        months = int(published[:4]) * 12 + int(published[5:7]) - 1 + shift
        return f"{months // 12:04d}-{months % 12 + 1:02d}", None
    if day is None or unit == "month":
        return None
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
    return monday.isoformat(), (monday + timedelta(days=6)).isoformat()


def _lone_month(match: re.Match[str], sentence: str, published: str | None, day: date | None) -> Dates | None:
    month = MONTHS[match["m"].casefold()]
    year = _year_near(month, 0, sentence, match.start(), published)
    if (
        published
        and len(published) >= 7
        and match["prep"].casefold() in ("until", "by", "through")
        and month >= int(published[5:7])
    ):
        year = int(published[:4])
    return (f"{year:04d}-{month:02d}", None) if year else None


def _year(match: re.Match[str], sentence: str, published: str | None, day: date | None) -> Dates | None:
    return match["y"], None


_READ = {
    "iso": _iso, "dmy": _day_month, "mdy": _day_month, "years": _years, "decade": _decade, "my": _month_year,
    "rel_month": _relative_month, "rel_day": _weekday, "today": _today, "ago": _ago, "rel_unit": _relative_unit,
    "lone_month": _lone_month, "year": _year,
}  # fmt: skip
