"""Dates that are counted from another day: "on Tuesday" and "last year" from the day of publication, "the next day" and
"a week later" from the day of which the text spoke last.

Without the day from which they are counted they are not resolved.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from kg.text.when_written import COUNT, DAYS, MONTH, Dates, Match, Reader, Reading, ahead, count_of, month_of, year_near

# -- from the day of publication -------------------------------------------------------------------


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
    if ahead(match, reading):
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
    if (match["rel"] or "").casefold() == "next" or ahead(match, reading):
        saturday += timedelta(days=7)
    return saturday.isoformat(), (saturday + timedelta(days=1)).isoformat()


HOLIDAYS = {"new year's day": (1, 1), "new year's eve": (12, 31), "christmas day": (12, 25), "christmas eve": (12, 24),
            "boxing day": (12, 26)}  # fmt: skip


def _holiday(match: Match, reading: Reading) -> Dates | None:
    found = HOLIDAYS.get(match["holiday"].casefold().replace("’", "'"))
    if found is None:
        return None
    month, day = found
    year = year_near(month, day, match, reading)
    return (f"{year:04d}-{month:02d}-{day:02d}", None) if year else None


def _relative_month(match: Match, reading: Reading) -> Dates | None:
    """ "Last October" in October 2024 is that of 2023, "this October" that of 2024."""
    month, now, rel = month_of(match["m"]), reading.month, match["rel"].casefold()
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
    return (f"{reading.year + shift:04d}-{month_of(match['m']):02d}", None) if reading.year else None


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
    return _shifted(-count_of(match["n"]), match["unit"].casefold(), reading)


def _from_now(match: Match, reading: Reading) -> Dates | None:
    return _shifted(count_of(match["n"]), match["unit"].casefold(), reading)


def _past_span(match: Match, reading: Reading) -> Dates | None:
    """ "Over the past three years", "in the next decade": from or to the day of publication."""
    count, unit = count_of(match["n"]) if match["n"] else 1, match["unit"].casefold()
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


FROM_PUBLICATION: list[tuple[re.Pattern[str], Reader]] = [
    (re.compile(rf"\b(?P<m>{MONTH})\s(?:of\s)?(?P<rel>last|this|next)\syear\b"), _month_of_last),
    (
        re.compile(rf"\b(?P<rel>(?i:last|this|next|this past|earlier this|the previous))\s(?P<m>{MONTH})"),
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
            rf"\b(?:(?:about|around|more than|over|nearly|almost|just)\s)?(?P<n>{COUNT})\s"
            r"(?P<unit>day|week|month|year|decade)s?\sago\b",
            re.IGNORECASE,
        ),
        _ago,
    ),
    (re.compile(r"\b(?:(?P<rel>last|this|next|past)\s)?weekend\b(?!\s[a-z]*s\b)", re.IGNORECASE), _weekend),
    (re.compile(r"\b(?P<holiday>(?:New Year|Christmas|Boxing)(?:['’]s)? (?:Day|Eve))\b", re.IGNORECASE), _holiday),
    (
        re.compile(
            rf"\b(?P<n>{COUNT})\s(?P<unit>day|week|month|year|decade)s?(?:['’]\stime|\sfrom\snow)\b", re.IGNORECASE
        ),
        _from_now,
    ),
    (
        re.compile(
            rf"\b(?:over|in|during|for|within)\sthe\s(?P<rel>past|last|next|coming)\s(?:(?P<n>{COUNT})\s)?"
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
]

# -- from a day told before ------------------------------------------------------------------------


def _same(match: Match, here: str | None, reading: Reading) -> str | None:
    """ "That night", "the same month": the day, the month, the year told before."""
    base = here or (reading.told_day if FINE[unit_of(match)] == 10 else reading.told)
    return base[: FINE[unit_of(match)]] if base is not None else None


def _within_it(match: Match, here: str | None, reading: Reading) -> str | None:
    """ "Earlier in the month", "later in the day": of the text's day, where it has told none."""
    base = here or (reading.told_day if FINE[unit_of(match)] == 10 else reading.told) or reading.published
    return base[: FINE[unit_of(match)]] if base is not None else None


def _neighbour(match: Match, here: str | None, reading: Reading) -> str | None:
    """ "The following day", "the month before", "on the eve of the meeting"."""
    back = re.search("previous|preceding|before|eve", match.group(), re.IGNORECASE)
    return _moved(here or reading.told_day, -1 if back else 1, unit_of(match))


def _later(match: Match, here: str | None, reading: Reading) -> str | None:
    """ "Two days earlier", "a year later"; without a day told before only the month of a late day is sure."""
    sign = -1 if match["way"].casefold() in ("earlier", "before", "previously") else 1
    base = here or reading.told_day
    if base is None and sign < 0 and reading.day is not None and reading.day.day > 7 and unit_of(match) == "day":
        return _month(reading.month or 0)
    return _moved(base, sign * count_of(match["n"]), unit_of(match))


def _after_it(match: Match, here: str | None, reading: Reading) -> str | None:
    """ "On Sunday, two days after a drone killed the general": when he was killed. "Two days after the vote" is when
    the rest of the sentence happened, counted from the vote told before."""
    sign = 1 if match["way"].casefold() == "after" else -1
    if A_THING.match(reading.sentence, match.end()):
        return _moved(reading.told_day, sign * count_of(match["n"]), unit_of(match)) if here is None else None
    return _moved(here or reading.told_day, -sign * count_of(match["n"]), unit_of(match))


def _at_once(match: Match, here: str | None, reading: Reading) -> str | None:
    """ "Hours before the president landed": the same day; "shortly after he had come to power": the same month."""
    if A_THING.match(reading.sentence, match.end()):
        return None
    base = here or reading.told_day or reading.published
    return base[: FINE["month" if match["soon"] else "day"]] if base is not None else None


def _soon(match: Match, here: str | None, reading: Reading) -> str | None:
    """ "Soon afterwards": the month told before."""
    return (here or reading.told or "")[:7] or None


def unit_of(match: Match) -> str:
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
            rf"\b{_ABOUT}(?P<n>{COUNT})\s(?P<unit>day|week|month|year)s?\s"
            rf"(?P<way>earlier|later|afterwards?|previously|before{_END})\b",
            _later,
        ),
        (
            rf"(?<!\bin\s)(?<!\bwithin\s)\b{_ABOUT}(?P<n>{COUNT})\s(?P<unit>day|week|month|year)s?\s"
            r"(?P<way>after|before)\b(?=\s)(?P<of>)",  # no "leaves in four days after ending its mission"
            _after_it,
        ),
        (
            rf"\b(?:(?:{COUNT}|just|some|a few|several)\s)?(?:(?:hours?|minutes)|(?P<soon>shortly|soon|not long))\s"
            r"(?:after|before)\b(?=\s)(?P<of>)(?P<unit>)",
            _at_once,
        ),
    )
]
