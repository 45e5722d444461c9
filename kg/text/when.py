"""Dates in a sentence, as fine as the words and no finer: "last October" is a month, "the 1990s" ten years.

Each rule finds one way of writing a date and reads it; the word before it then says whether it is a
point, an open interval ("since 2015", "until 21 August") or the end of a span. Relative words ("on
Tuesday", "last year") are counted from the day of publication; without that day they are not resolved.
Every look around a date is bounded, so the time is linear in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kg.dates import first_day, is_partial

Kind = Literal["point", "since", "until", "span"]
Match = re.Match[str]


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


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule may look at: the sentence, and the day of publication as far as it is known."""

    sentence: str
    published: str | None
    told: str | None = None  # the time of which the text spoke last: "the same month"
    told_day: str | None = None  # the last that is a day: for "the next day"

    @property
    def year(self) -> int | None:
        return int(self.published[:4]) if self.published else None

    @property
    def month(self) -> int | None:
        """Months since year 0, so that months can be counted across years."""
        if not self.published or len(self.published) < 7:
            return None
        return int(self.published[:4]) * 12 + int(self.published[5:7]) - 1

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.published) if self.published and len(self.published) == 10 else None


Dates = tuple[str | None, str | None]  # first and last; the last is None where it is one date
Reader = Callable[[Match, Reading], Dates | None]

# -- words ----------------------------------------------------------------------------------------

FULL = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MONTHS = {name: n for n, name in enumerate(FULL, 1)} | {name[:3]: n for n, name in enumerate(FULL, 1)} | {"Sept": 9}
MONTHS |= {name.upper(): n for name, n in MONTHS.items()}
DAYS = {d: n for n, d in enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))}
COUNTS = {
    word: n
    for n, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
} | {"a": 1, "an": 1, "a couple of": 2, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
COUNTED = (
    "troops|soldiers|personnel|people|tanks|shells|missiles|drones|aircraft|vehicles|men|fighters|containers|civilians|"
    "marines|members|staff|officers|rounds|jets|guns|rockets|dollars|euros|tonnes|tons|sailors|police|peacekeepers|mines"
)

_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b(?:\.(?=[ ,]))?"
_SAFE_MONTH = "|".join(m for m in FULL if m not in ("March", "May"))
_YEAR = r"(?:1[5-9]|20)\d\d"
_COUNT = "(?:" + "|".join(sorted(COUNTS, key=len, reverse=True)) + r"|\d{1,3})"
_D = r"\d{1,2}(?:st|nd|rd|th)?"
_TO = r"\s?(?:-|–|to|and|until|through)\s?"
_PART = (
    r"(?:(?:the\s)?(?:very\s)?(?:early|mid|late|beginning of|start of|middle of|end of|turn of|"
    r"(?:first|second) half of|(?:first|second|third|fourth|last|final) quarter of|"
    r"(?:spring|summer|autumn|fall|winter)(?:\sof)?)[\s-])"
)

# A four-digit number after these is a year, even where something that can be counted follows: "in 2022 troops".
YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|until|during|before|after|early|mid|late|year|spring|summer|autumn|winter|fall|fiscal|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)|^By|[,;]\sby)[\s-]$",
    re.IGNORECASE,
)
NUMBERED = re.compile(
    r"\b(?:resolutions?|article|section|law|decree|unit|no|number|boeing|airbus|type|project|at least|more than|"
    r"fewer than|some|only|another|additional)\.?\s$",
    re.IGNORECASE,
)
COUNT_AFTER = re.compile(rf"\s(?:[\w-]{{1,20}}\s){{0,3}}(?:{COUNTED})\b", re.IGNORECASE)
FUTURE = re.compile(
    r"\b(?:will|shall|would|plans? to|planned|due|scheduled|expected|set to|is to|are to|to be held|going to|aims? to|"
    r"intends? to|hopes? to|coming|upcoming|forthcoming|next)\b",
    re.IGNORECASE,
)
SAID = re.compile(
    r"\b(?:said|says|told|announced|reported|wrote|confirmed|declared|warned|claimed|added)\b", re.IGNORECASE
)
PAST = re.compile(
    r"\b(?:had|was|were|did|have|has|\w{3,20}ed|left|came|went|held|met|sent|ran|fought|kept)\b", re.IGNORECASE
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
    reading = Reading(sentence, published if published and is_partial(published) else None, told, told_day or told)
    taken = bytearray(len(sentence))
    found: list[Time] = []
    for pattern, reader in RULES:
        for match in pattern.finditer(sentence):
            if any(taken[match.start() : match.end()]):
                continue
            dates = reader(match, reading)
            if dates is None:
                continue
            taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
            if all(d is None or is_partial(d) for d in dates) and any(dates):
                found.append(_of_kind(match, dates, sentence))
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
            points = [t for t in found if t.since and t.kind in ("point", "span")]
            before = [t for t in points if t.end <= match.start()]
            after = [t for t in points if t.start >= match.end()] if "of" in match.groupdict() else []
            near = max(before, key=lambda t: t.end, default=None) or min(after, key=lambda t: t.start, default=None)
            here = near.since if near is not None else None
            if here is not None and len(here) < 10 and _unit(match) == "day":
                here = None  # "in 2019 ..., a day later" is counted from the day before
            date = reader(match, here, reading)
            if date is not None and is_partial(date):
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                kind: Kind = "since" if match.group().casefold() == "since then" else "point"
                yield Time(match.start(), match.end(), date, None, match.group(), kind)


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
    if between == "and" and all(re.fullmatch(_YEAR, t.text) and t.kind == "point" for t in (first, last)):
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


# -- absolute dates -------------------------------------------------------------------------------


def _iso(match: Match, reading: Reading) -> Dates | None:
    return match["iso"], None


def _numeric(match: Match, reading: Reading) -> Dates | None:
    """12.09.2023 has its day first; 12/09/2023 may be either, so it is read only where one part exceeds 12."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    if match["sep"] == "/" and a <= 12 and b <= 12 and a != b:
        return f"{year:04d}", None
    day, month = (b, a) if match["sep"] == "/" and b > 12 else (a, b)
    return f"{year:04d}-{month:02d}-{day:02d}", None


def _day_month(match: Match, reading: Reading) -> Dates | None:
    month, day = _month_of(match["m"]), int(re.sub(r"\D", "", match["d"]))
    year = int(match["y"]) if match["y"] else _year_near(month, day, match, reading)
    if year is None or not 1 <= day <= 31:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}", None


def _days_of_month(match: Match, reading: Reading) -> Dates | None:
    month, first, last = _month_of(match["m"]), *(int(re.sub(r"\D", "", match[d])) for d in ("d", "d2"))
    year = int(match["y"]) if match["y"] else _year_near(month, last, match, reading)
    if year is None or not 1 <= first < last <= 31:
        return None
    return f"{year:04d}-{month:02d}-{first:02d}", f"{year:04d}-{month:02d}-{last:02d}"


def _month_year(match: Match, reading: Reading) -> Dates | None:
    return f"{int(match['y']):04d}-{_month_of(match['m']):02d}", None


def _years(match: Match, reading: Reading) -> Dates | None:
    """2014-2016 and 2014-16 are spans; 2024-10 is a month."""
    first, last = match["y"], match["y2"]
    if len(last) == 4:
        return (first, last) if first < last else None
    if last > first[2:]:
        return first, first[:2] + last
    return (f"{first}-{last}", None) if "01" <= last <= "12" else None


def _decade(match: Match, reading: Reading) -> Dates | None:
    first, part = int(match["y"]), (match["part"] or "").casefold()
    low, high = (0, 4) if "early" in part else (4, 6) if "mid" in part else (6, 9) if "late" in part else (0, 9)
    return f"{first + low:04d}", f"{first + high:04d}"


def _year(match: Match, reading: Reading) -> Dates | None:
    if not match["part"] and is_count(reading.sentence, match.start(), match.end()):
        return None
    return match["y"], None


def is_count(sentence: str, start: int, end: int) -> bool:
    """Whether four digits that could be a year count something or number a law: "2000 soldiers", "Resolution 1701".

    >>> s = "In 2022 troops of 2000 soldiers came."
    >>> is_count(s, 3, 7), is_count(s, 18, 22)
    (False, True)
    """
    before = sentence[max(0, start - 24) : start]
    if NUMBERED.search(before):
        return True
    return not YEAR_BEFORE.search(before) and bool(COUNT_AFTER.match(sentence, end))


def _month_of(written: str) -> int:
    return MONTHS[written.rstrip(".")]


def _year_near(month: int, day: int | None, match: Match, reading: Reading) -> int | None:
    """The year of a date without one: the last such day before publication, or the next where the future is told of.

    A day up to a month ahead is announced, not eleven months old, whatever the words.
    """
    now, year = reading.month, reading.year
    if year is None or now is None:
        return None
    ahead_by = (month - 1 - now % 12) * 30.5
    if day is not None and reading.day is not None:
        ahead_by += day - reading.day.day
    if _ahead(match, reading):
        return year if ahead_by >= 0 else year + 1
    if ahead_by <= 0 or (day is not None and ahead_by <= 31):
        return year
    return year - 1


_NEAR = (
    "(?:the|early|late|mid|next|this|last|end|of|beginning|start|middle|around|about|at"
    "|noon|midday|midnight|dawn|dusk|on)"
)


def _ahead(match: Match, reading: Reading) -> bool:
    """Whether the words before a date speak of the future; what somebody "said on Tuesday" was said before."""
    before = reading.sentence[max(0, match.start() - 90) : match.start()]
    cues = [m.end() for m in FUTURE.finditer(before)]
    said = [m.end() for m in SAID.finditer(before)]
    if cues and (not said or said[-1] < cues[-1]):
        return True
    closing = re.search(rf"\b(?:by|until|till|no later than)\s(?:{_NEAR}\s){{0,3}}$", before, re.IGNORECASE)
    done = re.match(r"[^,;.]{0,40}\b(?:had|has|have|was|were)\b", reading.sentence[match.end() :])
    return bool(closing) and not PAST.search(before) and not done


# -- dates told from the day of publication -------------------------------------------------------


def _weekday(match: Match, reading: Reading) -> Dates | None:
    """A weekday is the last one before publication, that day included; the next one where it is announced."""
    day, rel = reading.day, (match["rel"] or "").strip().casefold()
    if day is None:
        return None
    back = (day.weekday() - DAYS[match["day"]]) % 7
    if rel in ("last", "the previous", "this past", "past"):
        return (day - timedelta(days=back or 7)).isoformat(), None
    if rel in ("next", "this coming", "coming"):
        return (day + timedelta(days=(7 - back) % 7 or 7)).isoformat(), None
    if _ahead(match, reading):
        return (day + timedelta(days=(7 - back) % 7)).isoformat(), None
    return (day - timedelta(days=back)).isoformat(), None


def _today(match: Match, reading: Reading) -> Dates | None:
    if reading.day is None:
        return None
    shift = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "last night": -1}
    return (reading.day + timedelta(days=shift.get(match["word"].casefold(), 0))).isoformat(), None


def _weekend(match: Match, reading: Reading) -> Dates | None:
    """ "Over the weekend" is the last Saturday and Sunday before publication."""
    day = reading.day
    if day is None:
        return None
    saturday = day - timedelta(days=(day.weekday() - 5) % 7)
    if (match["rel"] or "").casefold() == "next" or _ahead(match, reading):
        saturday += timedelta(days=7)
    return saturday.isoformat(), (saturday + timedelta(days=1)).isoformat()


HOLIDAYS = {"new year's day": (1, 1), "new year's eve": (12, 31), "christmas day": (12, 25), "christmas eve": (12, 24),
            "boxing day": (12, 26)}  # fmt: skip


def _holiday(match: Match, reading: Reading) -> Dates | None:
    found = HOLIDAYS.get(match["holiday"].casefold().replace("’", "'"))
    if found is None:
        return None
    month, day = found
    year = _year_near(month, day, match, reading)
    return (f"{year:04d}-{month:02d}-{day:02d}", None) if year else None


def _first_months(match: Match, reading: Reading) -> Dates | None:
    """ "The first ten months of 2025"."""
    count = _count(match["n"])
    return (f"{match['y']}-01", f"{match['y']}-{count:02d}") if 1 <= count <= 12 else None


def _relative_month(match: Match, reading: Reading) -> Dates | None:
    """ "Last October" in October 2024 is that of 2023, "this October" that of 2024."""
    month, now, rel = _month_of(match["m"]), reading.month, match["rel"].casefold()
    if now is None:
        return None
    year = now // 12
    if rel == "next":
        year += month <= now % 12 + 1
    elif rel in ("last", "the previous", "this past"):
        year -= month >= now % 12 + 1
    return f"{year:04d}-{month:02d}", None


def _month_of_last(match: Match, reading: Reading) -> Dates | None:
    """ "In April last year"."""
    shift = {"last": -1, "next": 1}.get(match["rel"].casefold(), 0)
    return (f"{reading.year + shift:04d}-{_month_of(match['m']):02d}", None) if reading.year else None


def _lone_month(match: Match, reading: Reading) -> Dates | None:
    month = _month_of(match["m"])
    year = _year_near(month, None, match, reading)
    return (f"{year:04d}-{month:02d}", None) if year else None


def _relative_unit(match: Match, reading: Reading) -> Dates | None:
    """ "Last week" is the seven days from Monday; "last month", "next year" a month, a year."""
    rel, unit = match["rel"].casefold(), match["unit"].casefold()
    if rel == "the" and " of " not in match.group().casefold():
        return None  # "the year" alone names none
    shift = -1 if re.search("last|past|previous", rel) else 1 if re.search("next|coming", rel) else 0
    if unit == "year":
        return (f"{reading.year + shift:04d}", None) if reading.year else None
    if unit == "decade":
        first = (reading.year or 0) // 10 * 10 + 10 * shift
        return (f"{first:04d}", f"{first + 9:04d}") if reading.year else None
    if unit == "month":
        return (_month(reading.month + shift), None) if reading.month else None
    if reading.day is None:
        return None
    monday = reading.day - timedelta(days=reading.day.weekday()) + timedelta(weeks=shift)
    return monday.isoformat(), (monday + timedelta(days=6)).isoformat()


def _month(months: int) -> str:
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}


def _part_of_year(match: Match, reading: Reading) -> Dates | None:
    """ "The first quarter of 2018" is January to March; without a year it is the last one that had begun."""
    months = 3 if match["unit"].casefold() == "quarter" else 6
    number = QUARTERS[match["n"].casefold()]
    number = min(number, 2) if months == 6 else number
    first, last = (number - 1) * months + 1, number * months
    year = int(match["y"]) if match["y"] else reading.year
    if year is None or (not match["y"] and (match["n"].casefold() in ("last", "final") or reading.month is None)):
        return None
    if not match["y"] and reading.month is not None and year * 12 + first - 1 > reading.month:
        year -= 1
    return f"{year:04d}-{first:02d}", f"{year:04d}-{last:02d}"


def _year_end(match: Match, reading: Reading) -> Dates | None:
    return (f"{reading.year:04d}", None) if reading.year else None


def _season(match: Match, reading: Reading) -> Dates | None:
    """ "Last summer" is told by its year. Winters lie in two years and are left out."""
    if reading.month is None:
        return None
    year, month = divmod(reading.month, 12)
    over = month + 1 > {"spring": 5, "summer": 8, "autumn": 11, "fall": 11}[match["season"].casefold()]
    rel = match["rel"].casefold()
    year += -1 if rel == "last" and not over else 1 if rel == "next" and month + 1 >= 3 else 0
    return f"{year:04d}", None


def _ago(match: Match, reading: Reading) -> Dates | None:
    """ "Two weeks ago" names a week and no day, so it is told by its month; "three years ago" by its year."""
    return _shifted(-_count(match["n"]), match["unit"].casefold(), reading)


def _from_now(match: Match, reading: Reading) -> Dates | None:
    return _shifted(_count(match["n"]), match["unit"].casefold(), reading)


# -- dates told from another day -------------------------------------------------------------------


def _same(match: Match, here: str | None, reading: Reading) -> str | None:
    """ "That night", "the same month": the day, the month, the year told before."""
    base = here or (reading.told_day if FINE[_unit(match)] == 10 else reading.told)
    return base[: FINE[_unit(match)]] if base is not None else None


def _within_it(match: Match, here: str | None, reading: Reading) -> str | None:
    """ "Earlier in the month", "later in the day": of the text's day, where it has told none."""
    base = here or (reading.told_day if FINE[_unit(match)] == 10 else reading.told) or reading.published
    return base[: FINE[_unit(match)]] if base is not None else None


def _neighbour(match: Match, here: str | None, reading: Reading) -> str | None:
    """ "The following day", "the month before", "on the eve of the meeting"."""
    back = re.search("previous|preceding|before|eve", match.group(), re.IGNORECASE)
    return _moved(here or reading.told_day, -1 if back else 1, _unit(match))


def _later(match: Match, here: str | None, reading: Reading) -> str | None:
    """ "Two days earlier", "a year later"; without a day told before only the month of a late day is sure."""
    sign = -1 if match["way"].casefold() in ("earlier", "before", "previously") else 1
    base = here or reading.told_day
    if base is None and sign < 0 and reading.day is not None and reading.day.day > 7 and _unit(match) == "day":
        return _month(reading.month or 0)
    return _moved(base, sign * _count(match["n"]), _unit(match))


def _after_it(match: Match, here: str | None, reading: Reading) -> str | None:
    """ "On Sunday, two days after a drone killed the general": when he was killed. "Two days after the vote" is when
    the rest of the sentence happened, counted from the vote told before."""
    sign = 1 if match["way"].casefold() == "after" else -1
    if A_THING.match(reading.sentence, match.end()):
        return _moved(reading.told_day, sign * _count(match["n"]), _unit(match)) if here is None else None
    return _moved(here or reading.told_day or reading.published, -sign * _count(match["n"]), _unit(match))


def _at_once(match: Match, here: str | None, reading: Reading) -> str | None:
    """ "Hours before the president landed": the same day; "shortly after he had come to power": the same month."""
    if A_THING.match(reading.sentence, match.end()):
        return None
    base = here or reading.told_day or reading.published
    return base[: FINE["month" if match["soon"] else "day"]] if base is not None else None


def _soon(match: Match, here: str | None, reading: Reading) -> str | None:
    """ "Soon afterwards": the month told before."""
    return (here or reading.told or "")[:7] or None


def _unit(match: Match) -> str:
    unit = (match["unit"] or "day").casefold()
    return unit if unit in FINE else "day"


def _moved(base: str | None, count: int, unit: str) -> str | None:
    if base is None:
        return None
    if unit == "year":
        return f"{int(base[:4]) + count:04d}"
    if unit == "month":
        return _month(int(base[:4]) * 12 + int(base[5:7]) - 1 + count) if len(base) >= 7 else None
    if len(base) < 10:
        return base if abs(count) <= 2 and unit == "day" else None
    then = (date.fromisoformat(base) + timedelta(days=count * (7 if unit == "week" else 1))).isoformat()
    return then[:7] if unit == "week" else then


FINE = {"day": 10, "week": 7, "month": 7, "year": 4}  # how much of a date the unit tells
A_THING = re.compile(
    r"\s(?:the|this|that|his|her|its|their|a|an)\s[\w-]+(?:\s[\w-]+)?"
    r"(?:[,.;]|\s(?:of|on|in|at|with|between|against|from|to)\s)"
)  # a noun phrase, no clause
_PARTS = "day|night|morning|afternoon|evening|week|weekend|month|year"

CountedReader = Callable[[Match, "str | None", Reading], "str | None"]
_ABOUT = r"(?:(?:about|around|some|barely|only|just|exactly)\s)?"
_END = r"(?=[\s,.;]*(?:[,.;]|$))"
COUNTED_FROM: list[tuple[re.Pattern[str], CountedReader]] = [
    (re.compile(pattern, re.IGNORECASE), reader)
    for pattern, reader in (
        (r"\b(?:earlier|later|early|late)\s(?:in|on)\s(?:the|that)\s(?P<unit>day|night|month|year)\b", _within_it),
        (r"\b(?:earlier|later)\sthat\s(?P<unit>day|night|month|year)\b", _same),
        (
            rf"\b(?:the\s(?:very\s)?same|that(?:\svery|\ssame)?)\s(?P<unit>{_PARTS})\b(?!\s(?:ago|after|before))",
            _same,
        ),
        (r"\bsince\sthen(?P<unit>)\b", _same),
        (r"\b(?:soon|shortly|immediately)\s(?:afterwards?|thereafter)(?P<unit>)\b", _soon),
        (r"\bthe\s(?:next|following)\s(?P<unit>day|night|morning|afternoon|evening)\b", _neighbour),
        (r"\bthe\s(?:following|previous|preceding)\s(?P<unit>day|week|month|year)\b", _neighbour),
        (rf"\bthe\s(?P<unit>day|night|evening|month|year)\s(?:before|after)\b{_END}", _neighbour),
        (r"\bon\sthe\seve\sof(?P<unit>)\sth", _neighbour),
        (
            rf"\b{_ABOUT}(?P<n>{_COUNT})\s(?P<unit>day|week|month|year)s?\s"
            rf"(?P<way>earlier|later|afterwards?|previously|before{_END})\b",
            _later,
        ),
        (
            rf"\b{_ABOUT}(?P<n>{_COUNT})\s(?P<unit>day|week|month|year)s?\s(?P<way>after|before)\b(?=\s)(?P<of>)",
            _after_it,
        ),
        (
            rf"\b(?:(?:{_COUNT}|just|some|a few|several)\s)?(?:(?:hours?|minutes)|(?P<soon>shortly|soon|not long))\s"
            r"(?:after|before)\b(?=\s)(?P<of>)(?P<unit>)",
            _at_once,
        ),
    )
]


# -- the rest ---------------------------------------------------------------------------------------


def _past_span(match: Match, reading: Reading) -> Dates | None:
    """ "Over the past three years", "in the next decade": from or to the day of publication."""
    count, unit = _count(match["n"]) if match["n"] else 1, match["unit"].casefold()
    if unit in ("day", "week") or (not match["n"] and unit != "decade"):
        return None
    sign = 1 if match["rel"].casefold() in ("next", "coming") else -1
    ends = _shifted(sign * count, unit, reading), _shifted(0, unit, reading)
    if ends[0] is None or ends[1] is None:
        return None
    first, last = sorted((ends[0][0] or "", ends[1][0] or ""))
    return first, last


def _shifted(count: int, unit: str, reading: Reading) -> Dates | None:
    if unit in ("year", "decade"):
        year = (reading.year or 0) + count * (10 if unit == "decade" else 1)
        return (f"{year:04d}", None) if reading.year and 0 < year < 10000 else None
    if unit == "month":
        return (_month(reading.month + count), None) if reading.month else None
    if reading.day is None:
        return None
    then = (reading.day + timedelta(days=count * (7 if unit == "week" else 1))).isoformat()
    return (then[:7] if unit == "week" else then), None


def _count(word: str) -> int:
    word = " ".join(word.casefold().split())
    return COUNTS[word] if word in COUNTS else int(word)


def _nothing(match: Match, reading: Reading) -> Dates | None:
    """A use of a name of a day or month that is no date; it keeps other rules away."""
    return None, None


RULES: list[tuple[re.Pattern[str], Reader]] = [
    (re.compile(r"\b(?:Black|Good|Bloody) (?:Friday|Sunday|Monday)\b|\bFriday(?:'s)? (?:prayers|sermon)\b"), _nothing),
    # A weekday beside its date says nothing more.
    (re.compile(rf"\b(?:{'|'.join(DAYS)})(?=,?\s\(?(?:the\s)?(?:{_D}\s(?:of\s)?{_MONTH}|{_MONTH}\s{_D}\b))"), _nothing),
    (re.compile(r"(?<![\w-])(?P<iso>\d{4}-\d{2}-\d{2})(?![\d-])"), _iso),
    (re.compile(rf"(?<![\w./])(?P<a>\d{{1,2}})(?P<sep>[./])(?P<b>\d{{1,2}})(?P=sep)(?P<y>{_YEAR})\b"), _numeric),
    (re.compile(rf"\b(?P<d>{_D}){_TO}(?P<d2>{_D})\s(?P<m>{_MONTH}),?(?:\s(?P<y>{_YEAR})\b)?"), _days_of_month),
    (
        re.compile(rf"\b(?P<m>{_MONTH})\s(?P<d>{_D}){_TO}(?P<d2>{_D})\b(?!,\d{{3}})(?:,?\s(?P<y>{_YEAR})\b)?"),
        _days_of_month,
    ),
    (re.compile(rf"\b(?:the\s)?(?P<d>{_D})(?:\sof)?\s(?P<m>{_MONTH})(?:,?\s(?P<y>{_YEAR})\b)?"), _day_month),
    (
        re.compile(rf"\b(?P<m>{_MONTH})\s(?P<d>{_D})\b(?!,\d{{3}}|\s(?:{COUNTED})\b)(?:,?\s(?P<y>{_YEAR})\b)?"),
        _day_month,
    ),
    (
        re.compile(rf"\bfirst\s(?P<n>{_COUNT})\smonths\s(?:of|in)\s(?P<y>{_YEAR})\b", re.IGNORECASE),
        _first_months,
    ),
    (
        re.compile(rf"\b(?:from|between)\s(?P<y>{_YEAR})\s(?:to|until|and|through)\s(?P<y2>{_YEAR})\b", re.IGNORECASE),
        _years,
    ),
    (re.compile(rf"(?<![\w,.$€£/#-])(?P<y>{_YEAR})\s?[-–/]\s?(?P<y2>{_YEAR}|\d\d)\b(?![-\d])"), _years),
    (
        re.compile(
            rf"\b(?:the\s)?(?P<n>{'|'.join(QUARTERS)})\s(?P<unit>quarter|half)\b(?:\sof\s(?P<y>{_YEAR})\b|(?=[.,;]))",
            re.IGNORECASE,
        ),
        _part_of_year,
    ),
    (
        re.compile(
            rf"(?<![\w$€£#-])(?P<part>(?:the\s)?(?:early|mid|late)(?:\sto mid)?[\s-])?(?:the\s)?"
            rf"(?P<y>(?:1[5-9]|20)\d0)['’]?s\b(?!\s(?:{COUNTED}))",
            re.IGNORECASE,
        ),
        _decade,
    ),
    (
        re.compile(
            rf"\b(?:[Tt]he\s)?(?:(?:[Ee]arly|[Mm]id|[Ll]ate)[\s-])?(?P<m>{_MONTH}),?(?:\sof)?\s(?P<y>{_YEAR})\b"
        ),
        _month_year,
    ),
    (re.compile(rf"\b(?P<m>{_MONTH})\s(?:of\s)?(?P<rel>last|this|next)\syear\b"), _month_of_last),
    (
        re.compile(rf"\b(?P<rel>(?i:last|this|next|this past|earlier this|the previous))\s(?P<m>{_MONTH})"),
        _relative_month,
    ),
    (
        re.compile(
            r"\b(?:(?P<rel>(?i:last|next|this past|this coming|past|coming|the previous|this))\s)?"
            rf"(?P<day>{'|'.join(DAYS)})\b"
        ),
        _weekday,
    ),
    (
        re.compile(
            r"\b(?P<word>the day before yesterday|today|yesterday|tomorrow|tonight|last night|"
            r"this (?:morning|afternoon|evening)|overnight)\b",
            re.IGNORECASE,
        ),
        _today,
    ),
    (
        re.compile(
            rf"\b(?:(?:about|around|more than|over|nearly|almost|just)\s)?(?P<n>{_COUNT})\s"
            r"(?P<unit>day|week|month|year|decade)s?\sago\b",
            re.IGNORECASE,
        ),
        _ago,
    ),
    (re.compile(r"\b(?:(?P<rel>last|this|next|past)\s)?weekend\b(?!\s[a-z]*s\b)", re.IGNORECASE), _weekend),
    (re.compile(r"\b(?P<holiday>(?:New Year|Christmas|Boxing)(?:['’]s)? (?:Day|Eve))\b", re.IGNORECASE), _holiday),
    (
        re.compile(
            rf"\b(?P<n>{_COUNT})\s(?P<unit>day|week|month|year|decade)s?(?:['’]\stime|\sfrom\snow)\b", re.IGNORECASE
        ),
        _from_now,
    ),
    (
        re.compile(
            rf"\b(?:over|in|during|for|within)\sthe\s(?P<rel>past|last|next|coming)\s(?:(?P<n>{_COUNT})\s)?"
            r"(?P<unit>month|year|decade)s?\b",
            re.IGNORECASE,
        ),
        _past_span,
    ),
    (
        re.compile(
            r"\b(?:the\s(?:end|start|beginning|middle)\sof\s|(?:early|mid|late|earlier|later)[\s-])?"
            r"(?P<rel>last|this|next|the past|the previous|the coming|the)\s(?P<unit>week|month|year|decade)\b",
            re.IGNORECASE,
        ),
        _relative_unit,
    ),
    (re.compile(r"\b(?:the )?(?:year['’]s end|year[ -]end|end of year)\b", re.IGNORECASE), _year_end),
    (re.compile(r"\b(?P<rel>last|this|next)\s(?P<season>spring|summer|autumn|fall)\b", re.IGNORECASE), _season),
    # "May" and "March" are also verbs and a name: they need a word of time before them. "April Jones" is a person.
    (
        re.compile(
            r"(?:(?<=\bin )|(?<=\bsince )|(?<=\buntil )|(?<=\bby )|(?<=\bfrom )|(?<=\bof )|(?<=\bto )|(?<=\bduring )|"
            r"(?<=\bmid-)|(?<=\bearly )|(?<=\blate )|(?<=\bbefore )|(?<=\bafter ))(?P<m>March|May)\b(?!\s[A-Z0-9])"
        ),
        _lone_month,
    ),
    # "In March Berlin signed": after "in" a month is one, whatever name follows.
    (re.compile(rf"(?:(?<=\b[Ii]n )|(?<=\b[Ss]ince ))(?P<m>{'|'.join(FULL)})\b(?!\s\d)"), _lone_month),
    (
        re.compile(rf"(?<!-)\b(?:(?:[Ee]arly|[Ll]ate)\s|[Mm]id-)?(?P<m>{_SAFE_MONTH})\b(?!\s[A-Z0-9]|-\d)"),
        _lone_month,
    ),
    (
        re.compile(
            rf"(?<![\w,.$€£/#+-])(?P<part>{_PART})?(?P<y>{_YEAR})\b(?![,.]\d|[-/]\w|\s?(?:%|per\s?cent|million|billion))",
            re.IGNORECASE,
        ),
        _year,
    ),
]
