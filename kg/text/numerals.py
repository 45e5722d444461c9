"""Numerals as written: digits, words, scales and signs, and the other end of a range."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL = {word: n for n, word in enumerate(_ONES.split(), 1)}
SMALL |= {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
SCALES = {
    "dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trln": 1e12,
}  # fmt: skip
SIGNS = {
    "$": "USD", "us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "nz$": "NZD", "s$": "SGD",
    "hk$": "HKD", "nt$": "TWD", "r$": "BRL", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW", "₹": "INR",
    "₽": "RUB", "₺": "TRY", "₴": "UAH", "₪": "ILS", "₦": "NGN", "₱": "PHP",
}  # fmt: skip
CODES = "USD|EUR|GBP|JPY|CNY|RUB|INR|KRW|AUD|CAD|CHF|PLN|SEK|NOK|TRY|UAH"

_DIGITS = (
    r"\d{1,3}(?:,\d{3}){1,4}(?!,?\d)(?:\.\d{1,3})?|\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,4}(?!,?\d)|"
    r"\d{1,15}(?!\d)(?:\.\d{1,4})?"
)
SMALL_WORDS = "|".join(sorted(SMALL, key=len, reverse=True))
_BIG = "dozen|hundred|thousand|million|billion|trillion"
_WORDS = (
    rf"(?:half an?|an?)[ -](?:{_BIG})\b(?:[ -](?:{_BIG})\b)?|a pair of\b|"
    rf"(?:{SMALL_WORDS})\b(?:[ -](?:{SMALL_WORDS}|{_BIG})\b|(?<=red|and|ion) and (?:{SMALL_WORDS})\b){{0,6}}"
)
_SIGN = r"(?:US|AU|A|CA|C|NZ|S|HK|NT|R)?\$|[€£¥₩₹₽₺₴₪₦₱]"
_NUMERAL = (
    rf"(?:(?P<sign>{_SIGN})\s?|(?P<code>{CODES})\s)?"
    rf"(?:(?P<digits>{_DIGITS})|(?P<words>{_WORDS}))"
    rf"(?:(?P<suffix>[kmb]|\s?(?:[bmt]n|[bm]ln|trln)|(?(sign)\s[mb]|(?!)))\b|[ -]?(?P<scale>(?:{_BIG}))\b)?"
)
NUMERAL = re.compile(rf"(?<![\w.,$€£¥₩+#/:@&~^-]){_NUMERAL}", re.IGNORECASE)
SECOND = re.compile(_NUMERAL, re.IGNORECASE)  # right after a dash
JOIN = re.compile(r"\s?[-–—]\s?|\s(?:to|and|or)\s(?:about\s|around\s|some\s|as many as\s|up to\s)?", re.IGNORECASE)
YEAR = re.compile(r"1[5-9]\d\d|2[01]\d\d")
DATED = re.compile(r"\b(?:in|since|by|during|of)\s$")


@dataclass(frozen=True, slots=True)
class Number:
    """A numeral as written: its place, its value, and whether it is bare digits as in a year."""

    start: int
    end: int
    value: float
    currency: str | None
    bare: str  # the digits where nothing else is written, else ""
    scaled: bool
    short: bool  # "300m": a scale only if something countable follows; else metres
    base: float  # the value before its scale


def numeral(match: re.Match[str]) -> Number:
    """A match of NUMERAL as a number.

    >>> found = numeral(NUMERAL.search("worth $1.2 billion"))
    >>> (found.value, found.currency, found.scaled)
    (1200000000.0, 'USD', True)
    """
    sign = match["sign"] or match["code"]
    currency = SIGNS.get(sign.casefold(), sign.upper()) if sign else None
    written = match["digits"] or match["words"]
    base = plain(written)
    scale = (match["suffix"] or match["scale"] or "").strip().casefold()
    bare = match["digits"] if match["digits"] and match["digits"].isdigit() and not scale and not sign else ""
    value = base * SCALES[scale] if scale else base
    scaled = bool(scale) or bool(match["words"] and value >= 100)
    if match["words"] and scaled and not scale:  # "between four and six million": six of them
        base = value / SCALES.get(written.casefold().rpartition(" ")[2], 1.0)
    return Number(
        match.start(), match.end(), value, currency, bare, scaled, len((match["suffix"] or "").strip()) == 1, base
    )


def plain(text: str) -> float:
    """The value of digits or words.

    >>> [plain(t) for t in ("twenty-five", "half a million", "two dozen", "10 000", "two hundred and fifty thousand")]
    [25.0, 500000.0, 24.0, 10000.0, 250000.0]
    """
    if text[0].isdigit():
        return float(re.sub(r"[,\u00a0\u202f ]", "", text))
    total = part = 0.0
    for word in re.split(r"[ -]", text.casefold()):
        if word in SMALL:
            part += SMALL[word]
        elif word == "pair":
            part = 2.0
        elif word == "half":
            part = 0.5
        elif word in ("hundred", "dozen"):
            part = (part or 1.0) * SCALES[word]
        elif word in SCALES:
            total, part = total + (part or 1.0) * SCALES[word], 0.0
    return total + part


def other_end(sentence: str, first: Number) -> tuple[Number | None, int]:
    """The other end of a range: "10 to 12 million", "11,000-12,000", "between 5 and 7"."""
    join = JOIN.match(sentence, first.end)
    match = SECOND.match(sentence, join.end()) if join else None
    if join is None or match is None:
        return None, first.end
    word, second = join.group().strip(" -–—").split(" ")[0].casefold(), numeral(match)
    year = YEAR.fullmatch(first.bare) and not YEAR.fullmatch(second.bare)
    if word == "to" and year and DATED.search(sentence, max(0, first.start - 8), first.start):
        return None, first.end  # "rose in 2024 to 15 billion"
    if word == "and" and not re.search(
        r"\bbetween\s(?:\w{1,10}\s){0,2}$", sentence[max(0, first.start - 32) : first.start], re.I
    ):
        return None, first.end
    return second, second.end
