"""Dates as they are written: a day, a month, a year or a part of one, as fine as the words and no finer.

Here are also the words of which dates are made. Where no year is written it is the one that lies nearest to the day of
publication; without that day such a date is not resolved.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

Match = re.Match[str]


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

# parts of patterns
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b(?:\.(?=[ ,]))?"
_SAFE_MONTH = "|".join(m for m in FULL if m not in ("March", "May"))
YEAR = r"(?:1[5-9]|20)\d\d"
COUNT = "(?:" + "|".join(sorted(COUNTS, key=len, reverse=True)) + r"|\d{1,3})"
_D = r"\d{1,2}(?:st|nd|rd|th)?"
_OF_YEAR = rf"(?:,?\s(?:(?P<y>{YEAR})|(?P<rel>last|this|next)\syear)\b)?"
_TO = r"\s?(?:-|–|to|and|until|through)\s?"
_PART = (
    r"(?:(?:the\s)?(?:very\s)?(?:early|mid|late|beginning of|start of|middle of|end of|turn of|"
    r"(?:first|second) half of|(?:first|second|third|fourth|last|final) quarter of|"
    r"(?:spring|summer|autumn|fall|winter)(?:\sof)?)[\s-])"
)
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}

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
COUNT_AFTER = re.compile(rf"\s(?:(?!of\s)[\w-]{{1,20}}\s){{0,3}}(?:{COUNTED})\b", re.IGNORECASE)
FUTURE = re.compile(
    r"\b(?:will|shall|would|plans? to|planned|due|scheduled|expected|set to|is to|are to|to be held|going to|aims? to|"
    r"intends? to|hopes? to|coming|upcoming|forthcoming|next)\b",
    re.IGNORECASE,
)
SAID = re.compile(
    r"\b(?:said|says|told|announced|reported|wrote|confirmed|declared|warned|claimed|added)\b", re.IGNORECASE
)
PAST = re.compile(
    r"\b(?:had|was|were|did|have|has|\w{3,20}ed|left|came|went|held|met|sent|ran|fought|kept|withdrew|gave|"
    r"sold|took|built|bought|brought|made|got|lent|flew|paid|lost|won|rose|fell|grew|began)\b",
    re.IGNORECASE,
)
_NEAR = (
    "(?:the|early|late|mid|next|this|last|end|of|beginning|start|middle|around|about|at"
    "|noon|midday|midnight|dawn|dusk|on)"
)


def month_of(written: str) -> int:
    return MONTHS[written.rstrip(".")]


def count_of(word: str) -> int:
    word = " ".join(word.casefold().split())
    return COUNTS[word] if word in COUNTS else int(word)


# -- the year that is not written ------------------------------------------------------------------


def year_near(month: int, day: int | None, match: Match, reading: Reading) -> int | None:
    """The year of a date without one: the last such day before publication, or the next where the future is told of.

    A day up to a month ahead is announced, not eleven months old, whatever the words.
    """
    now, year = reading.month, reading.year
    if year is None or now is None:
        return None
    ahead_by = (month - 1 - now % 12) * 30.5
    if day is not None and reading.day is not None:
        ahead_by += day - reading.day.day
    if ahead(match, reading):
        return year if ahead_by >= 0 else year + 1
    if ahead_by <= 0 or (day is not None and ahead_by <= 31):
        return year
    return year - 1


def ahead(match: Match, reading: Reading) -> bool:
    """Whether the words before a date speak of the future; what somebody "said on Tuesday" was said before."""
    before = reading.sentence[max(0, match.start() - 90) : match.start()]
    cues = [m.end() for m in FUTURE.finditer(before)]
    said = [m.end() for m in SAID.finditer(before)]
    if cues and (not said or said[-1] < cues[-1]):
        return True
    closing = re.search(rf"\b(?:by|until|till|no later than)\s(?:{_NEAR}\s){{0,3}}$", before, re.IGNORECASE)
    done = re.match(r"[^,;.]{0,40}\b(?:had|has|have|was|were)\b", reading.sentence[match.end() :])
    return bool(closing) and not PAST.search(before) and not done


# -- dates -----------------------------------------------------------------------------------------


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
    month, day = month_of(match["m"]), int(re.sub(r"\D", "", match["d"]))
    year = int(match["y"]) if match["y"] else year_near(month, day, match, reading)
    if match["rel"] and reading.year:  # "on 3 May last year"
        year = reading.year + {"last": -1, "next": 1}.get(match["rel"], 0)
    if year is None or not 1 <= day <= 31:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}", None


def _days_of_month(match: Match, reading: Reading) -> Dates | None:
    month, first, last = month_of(match["m"]), *(int(re.sub(r"\D", "", match[d])) for d in ("d", "d2"))
    year = int(match["y"]) if match["y"] else year_near(month, last, match, reading)
    if year is None or not 1 <= first < last <= 31:
        return None
    return f"{year:04d}-{month:02d}-{first:02d}", f"{year:04d}-{month:02d}-{last:02d}"


def _month_year(match: Match, reading: Reading) -> Dates | None:
    return f"{int(match['y']):04d}-{month_of(match['m']):02d}", None


def _months(match: Match, reading: Reading) -> Dates | None:
    """ "January-March" of a year, or of the year in which its end lies nearest to the day of publication."""
    first, last = month_of(match["m"]), month_of(match["m2"])
    year = int(match["y"]) if match["y"] else year_near(last, None, match, reading)
    return (f"{year:04d}-{first:02d}", f"{year:04d}-{last:02d}") if year and first < last else None


def _first_months(match: Match, reading: Reading) -> Dates | None:
    """ "The first ten months of 2025"."""
    count = count_of(match["n"])
    return (f"{match['y']}-01", f"{match['y']}-{count:02d}") if 1 <= count <= 12 else None


def _years(match: Match, reading: Reading) -> Dates | None:
    """2014-2016 and 2014-16 are spans; 2024-10 is a month."""
    first, last = match["y"], match["y2"]
    if len(last) == 4:
        return (first, last) if first < last else None
    if last > first[2:]:
        return first, first[:2] + last
    return (f"{first}-{last}", None) if "01" <= last <= "12" else None


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


def _decade(match: Match, reading: Reading) -> Dates | None:
    first, part = int(match["y"]), (match["part"] or "").casefold()
    low, high = (0, 4) if "early" in part else (4, 6) if "mid" in part else (6, 9) if "late" in part else (0, 9)
    return f"{first + low:04d}", f"{first + high:04d}"


def _lone_month(match: Match, reading: Reading) -> Dates | None:
    month = month_of(match["m"])
    year = year_near(month, None, match, reading)
    return (f"{year:04d}-{month:02d}", None) if year else None


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


def _nothing(match: Match, reading: Reading) -> Dates | None:
    """A use of a name of a day or month that is no date; it keeps other rules away."""
    return None, None


WRITTEN: list[tuple[re.Pattern[str], Reader]] = [
    (re.compile(r"\b(?:Black|Good|Bloody) (?:Friday|Sunday|Monday)\b|\bFriday(?:'s)? (?:prayers|sermon)\b"), _nothing),
    # A weekday beside its date says nothing more.
    (re.compile(rf"\b(?:{'|'.join(DAYS)})(?=,?\s\(?(?:the\s)?(?:{_D}\s(?:of\s)?{MONTH}|{MONTH}\s{_D}\b))"), _nothing),
    (re.compile(r"(?<![\w-])(?P<iso>\d{4}-\d{2}-\d{2})(?![\d-])"), _iso),
    (re.compile(rf"(?<![\w./])(?P<a>\d{{1,2}})(?P<sep>[./])(?P<b>\d{{1,2}})(?P=sep)(?P<y>{YEAR})\b"), _numeric),
    (re.compile(rf"\b(?P<d>{_D}){_TO}(?P<d2>{_D})\s(?P<m>{MONTH}),?(?:\s(?P<y>{YEAR})\b)?"), _days_of_month),
    (
        re.compile(rf"\b(?P<m>{MONTH})\s(?P<d>{_D}){_TO}(?P<d2>{_D})\b(?!,\d{{3}})(?:,?\s(?P<y>{YEAR})\b)?"),
        _days_of_month,
    ),
    (re.compile(rf"\b(?:the\s)?(?P<d>{_D})(?:\sof)?\s(?P<m>{MONTH}){_OF_YEAR}"), _day_month),
    (re.compile(rf"\b(?P<m>{MONTH})\s(?P<d>{_D})\b(?!,\d{{3}}|\s(?:{COUNTED})\b){_OF_YEAR}"), _day_month),
    (re.compile(rf"\b(?P<m>{MONTH})\s?[-–]\s?(?P<m2>{MONTH})(?:,?\s(?P<y>{YEAR})\b)?"), _months),
    (
        re.compile(rf"\bfirst\s(?P<n>{COUNT})\smonths\s(?:of|in)\s(?P<y>{YEAR})\b", re.IGNORECASE),
        _first_months,
    ),
    (
        re.compile(rf"\b(?:from|between)\s(?P<y>{YEAR})\s(?:to|until|and|through)\s(?P<y2>{YEAR})\b", re.IGNORECASE),
        _years,
    ),
    (re.compile(rf"(?<![\w,.$€£/#-])(?P<y>{YEAR})\s?[-–/]\s?(?P<y2>{YEAR}|\d\d)\b(?![-\d])"), _years),
    (
        re.compile(
            rf"\b(?:the\s)?(?P<n>{'|'.join(QUARTERS)})\s(?P<unit>quarter|half)\b(?:\sof\s(?P<y>{YEAR})\b|(?=[.,;]))",
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
        re.compile(rf"\b(?:[Tt]he\s)?(?:(?:[Ee]arly|[Mm]id|[Ll]ate)[\s-])?(?P<m>{MONTH}),?(?:\sof)?\s(?P<y>{YEAR})\b"),
        _month_year,
    ),
]
IN_FIGURES = (_iso, _numeric, _days_of_month, _day_month, _first_months, _years, _decade, _month_year, _year)
# What is left once the other rules have taken theirs.
BARE: list[tuple[re.Pattern[str], Reader]] = [
    # "May" and "March" are also verbs and a name: they need a word of time before them. "April Jones" is a person.
    (
        re.compile(
            r"(?=Ma)"  # first, for speed
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
            rf"(?<![\w,.$€£/#+-])(?P<part>{_PART})?(?P<y>{YEAR})\b(?![,.]\d|[-/]\w|\s?(?:%|per\s?cent|million|billion))",
            re.IGNORECASE,
        ),
        _year,
    ),
]
