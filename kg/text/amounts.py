"""Amounts in a sentence, as ranges with their bound words: "up to 12,000 troops" is at most 12,000.

Plain patterns, each linear in the sentence. Numbers that count nothing (dates, ages, calibres, names of
weapons and units, articles of law) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Quantity


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount: characters `start` to `end` of the sentence, and the noun that it counts."""

    start: int
    end: int
    quantity: Quantity
    noun: str | None
    cumulative: bool = False  # counted since some day ("in total", "so far"), not added by this event


SMALL = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000, "k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000,
    "tn": 1_000_000_000_000, "b": 1_000_000_000,
}  # fmt: skip
VAGUE_SCALES = "dozens|scores|hundreds|thousands|tens|millions|billions"
CURRENCIES = {
    "$": "USD", "us$": "USD", "a$": "AUD", "c$": "CAD", "nz$": "NZD", "s$": "SGD", "hk$": "HKD", "€": "EUR",
    "£": "GBP", "¥": "JPY", "₩": "KRW", "₹": "INR", "₽": "RUB", "₺": "TRY", "₴": "UAH", "r$": "BRL", "nt$": "TWD",
    "usd": "USD", "eur": "EUR", "gbp": "GBP",
}  # fmt: skip
MONEY_WORDS = {
    "dollar": "USD", "us dollar": "USD", "u.s. dollar": "USD", "australian dollar": "AUD", "canadian dollar": "CAD",
    "euro": "EUR", "pound": "GBP", "yen": "JPY", "won": "KRW", "yuan": "CNY", "renminbi": "CNY", "rouble": "RUB",
    "ruble": "RUB", "rupee": "INR", "franc": "CHF", "krona": "SEK", "kronor": "SEK", "krone": "NOK", "kroner": "NOK",
    "rand": "ZAR", "shekel": "ILS", "dirham": "AED", "riyal": "SAR", "zloty": "PLN", "lira": "TRY", "peso": "PHP",
    "naira": "NGN", "hryvnia": "UAH", "baht": "THB", "rupiah": "IDR", "ringgit": "MYR", "dinar": "IQD", "real": "BRL",
}  # fmt: skip
PEOPLE = frozenset(
    """troops soldiers servicemen servicewomen personnel fighters marines sailors airmen paratroopers peacekeepers
    mercenaries contractors advisers advisors instructors trainers recruits conscripts reservists militants militiamen
    commandos men officers engineers police policemen gendarmes legionnaires forces combatants volunteers""".split()
)
HARMED = {
    "killed": "killed", "dead": "killed", "deaths": "killed", "fatalities": "killed", "died": "killed",
    "wounded": "wounded", "injured": "wounded", "casualties": "casualties", "losses": "casualties",
}  # fmt: skip
MAXIMUM = (
    r"up to|as many as|at most|no more than|not more than|a maximum of|maximum of|fewer than|less than|below|under"
)
MINIMUM = (
    r"at least|more than|over|upwards of|no fewer than|no less than|not less than|in excess of|exceeding|"
    r"a minimum of|minimum of|above|well over"
)
ABOUT = (
    r"about|around|some|roughly|nearly|almost|approximately|an estimated|estimated|close to|circa|"
    r"just over|just under|a total of|a further|another|an additional"
)
CUMULATIVE = re.compile(
    r"\b(?:in total|a total of|altogether|so far|to date|since|cumulative|overall)\b", re.IGNORECASE
)

_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3}){1,4}(?!\d)(?:\.\d{1,3})?|\d{1,15}(?:\.\d{1,4})?"
_WORDS = "|".join(sorted(SMALL, key=len, reverse=True))
_WORD_NUMBER = (
    rf"(?:half a|a half|a|an|{_WORDS})(?:[ -](?:{_WORDS}))?(?: (?:dozen|hundred|thousand|million|billion|trillion)){{1,2}}"
    rf"|(?:{_WORDS})(?:-(?:{_WORDS}))?"
)
_SCALE = r"(?:[ -]?(?:hundred|thousand|million|billion|trillion)\b|(?:bn|tn|mn|[kmb])\b)"
_MONEY = r"(?:US\$|A\$|C\$|NZ\$|S\$|HK\$|R\$|NT\$|[$€£¥₩₹₽₺₴]|USD |EUR |GBP )"


def _number_pattern(n: int) -> str:
    return rf"(?P<money{n}>{_MONEY}\s?)?(?P<n{n}>{_DIGITS}|{_WORD_NUMBER})(?P<scale{n}>{_SCALE})?"


_JOIN = r"\s?(?:-|–|—|\bto\b|\band\b|\bor\b)\s?"
PATTERN = re.compile(
    rf"(?<![\w.,$€£¥-])(?:(?P<bound>{MAXIMUM}|{MINIMUM}|{ABOUT}|between|from)\s)?(?:(?:about|around|some|an?)\s)?"
    + _number_pattern(1)
    + rf"(?:(?P<join>{_JOIN})"
    + _number_pattern(2)
    + r")?(?P<after>\s(?:or more|or fewer|or less|or so)\b|\+)?(?![\w])",
    re.IGNORECASE,
)
VAGUE = re.compile(
    rf"\b(?:(?:several|many|a few|some|tens of|hundreds of)\s)?(?:{VAGUE_SCALES})\b(?:\sof(?:\s(?:{VAGUE_SCALES})\sof)?)?"
    r"|\b(?:several|a few)\s(?:hundred|thousand|million|dozen)\b|\b(?:a|one)\s(?:battalion|brigade|regiment|division) of\b",
    re.IGNORECASE,
)
PERCENT = re.compile(r"\s?(?:%|per\s?cent|percent)\b|\s?%", re.IGNORECASE)
# What stands before or after a number that counts nothing.
NOT_BEFORE = re.compile(
    r"(?:\b(?:resolution|article|article no|chapter|section|no|number|flight|group of|phase|day|type|mark|mk|boeing|airbus|"
    r"in|since|by|until|of|aged?|age|january|february|march|april|may|june|july|august|september|october|november|"
    r"december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|early|late|mid|spring|summer|autumn|winter|fall)\.?\s|#|no\.\s?)$",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"\b(?:resolution|article|section|chapter|flight|boeing|airbus|no)\.?\s$|#$", re.IGNORECASE)
HARMING = re.compile(r"\b(killed|killing|kill|wounded|wounding|injured|injuring)\s(?:\w+\s){0,2}$", re.IGNORECASE)
HARM = {"kill": "killed", "woun": "wounded", "inju": "wounded"}
NOT_AFTER = re.compile(
    r"(?:\s?-?(?:st|nd|rd|th|mm|cm|km|kg|kilomet\w*|met(?:er|re)s?|miles?|feet|nautical|tonnes?|tons?|knots|hours?|minutes?|"
    r"seconds?|days?|weeks?|months?|years?|decades?|years?-old|year-old|percentage|degrees|o'clock|a\.?m\.?\b|p\.?m\.?\b|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)\b|:\d|/\d|°)",
    re.IGNORECASE,
)
SHIPPED = re.compile(r"\s?-?(?:tonnes?|tons?)\b", re.IGNORECASE)
NOUN = re.compile(
    r"(?:-strong)?(?:\s(?:of\s)?(?:the\s|its\s|their\s|his\s|us\s)?)((?:[\w'’./-]+\s?){1,7})", re.IGNORECASE
)
STOP = frozenset(
    """and or but to in on at for from with by into against near across along after before during while as that which who
    whom whose was were are is be been being have has had will would could may might should can did do does since until
    till over under about between among this these those it they he she we i a an the last next every per""".split()
)
YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d")


def amounts(sentence: str) -> list[Amount]:
    """The amounts of a sentence, in the order of their places.

    >>> [(a.quantity.max, a.noun) for a in amounts("It sent up to 12,000 North Korean soldiers to Kursk.")]
    [(12000.0, 'North Korean soldiers')]
    >>> [a.quantity.value for a in amounts("The A$368 billion plan was agreed in 2023.")]
    [368000000000.0]
    """
    total = bool(CUMULATIVE.search(sentence))
    found: list[Amount] = []
    for amount in (*_numbers(sentence, total), *_vague(sentence, total)):
        if not any(a.start < amount.end and amount.start < a.end for a in found):
            found.append(amount)
    return sorted(found, key=lambda a: a.start)


def _vague(sentence: str, total: bool) -> Iterator[Amount]:
    """Words for many without a number: kept, never counted."""
    for match in VAGUE.finditer(sentence):
        noun, end = _noun(sentence, match.end())
        unit, _ = _unit(sentence, noun, match.start(), end)
        words = sentence[match.start() : match.end()]
        yield Amount(match.start(), end, Quantity(unit=unit, text=words, vague=True), noun, total)


def _numbers(sentence: str, total: bool) -> Iterator[Amount]:
    for match in PATTERN.finditer(sentence):
        start, end = match.start(), match.end()
        first, second = _value(match, 1), _value(match, 2)
        joined = (match["join"] or "").strip().casefold()
        bound = (match["bound"] or "").casefold()
        currency = _currency(match)
        if (
            second is not None
            and (joined in ("and", "or") and bound != "between")
            and not (joined == "or" and not currency)
        ):
            # "5 tanks and 3 guns" is two amounts; here the second number follows at once, which is rarely a range.
            second, end = None, match.start("join")
        if first is None or _counts_nothing(sentence, match, end, currency, bound):
            continue
        percent = PERCENT.match(sentence, end)
        noun, noun_end = (None, percent.end()) if percent else _noun(sentence, end)
        if currency is None and not percent and noun:
            currency, noun = _money_word(noun)
        if currency is None and not percent and match["n1"].casefold() in ("one", "a", "an") and not match["scale1"]:
            continue
        unit = "percent" if percent else currency or _unit(sentence, noun, start, noun_end)[0]
        text = sentence[start : percent.end() if percent else end].strip()
        quantity = _quantity(first, second, bound, (match["after"] or "").strip().casefold(), unit, text)
        if unit is None and noun is None and not percent and not (bound and first >= 100):
            continue
        yield Amount(start, noun_end, quantity, noun, total)


def _value(match: re.Match[str], n: int) -> float | None:
    text = match[f"n{n}"]
    if text is None:
        return None
    scale = (match[f"scale{n}"] or "").strip(" -").casefold()
    if n == 1 and not scale and match["n2"] and match["scale2"] and match[f"money{n}"] == match["money2"]:
        scale = match["scale2"].strip(" -").casefold()  # "10 to 12 million"
    return _plain(text.casefold()) * SCALES.get(scale, 1)


def _plain(text: str) -> float:
    """
    >>> _plain("twenty-five"), _plain("half a million"), _plain("two dozen"), _plain("10 000"), _plain("two hundred thousand")
    (25.0, 500000.0, 24.0, 10000.0, 200000.0)
    """
    digits = re.sub(r"[,\u00a0\u202f ]", "", text)
    if digits[0].isdigit():
        return float(digits)
    value, whole = 0.0, 1.0
    for word in re.split(r"[ -]", text):
        if word in SMALL:
            value += SMALL[word]
        elif word == "half":
            value = 0.5
        elif word in SCALES:
            value, whole = (value or 1.0), whole * SCALES[word]
    return (value or 1.0) * whole


def _quantity(first: float, second: float | None, bound: str, after: str, unit: str | None, text: str) -> Quantity:
    if second is not None and second > first:
        return Quantity(min=first, max=second, unit=unit, text=text)
    if after in ("or more", "+") or re.fullmatch(MINIMUM, bound):
        return Quantity(min=first, unit=unit, text=text)
    if after in ("or fewer", "or less") or re.fullmatch(MAXIMUM, bound):
        return Quantity(max=first, unit=unit, text=text)
    return Quantity(value=first, unit=unit, text=text)


def _currency(match: re.Match[str]) -> str | None:
    sign = (match["money1"] or match["money2"] or "").strip().casefold()
    return CURRENCIES.get(sign)


def _money_word(noun: str) -> tuple[str | None, str | None]:
    """The currency that a counted noun names: "dollars of aid" leaves "aid"."""
    words = noun.casefold().split()
    for length in (2, 1):
        named = " ".join(words[:length]).rstrip("s")
        if named in MONEY_WORDS:
            rest = " ".join(noun.split()[length:])
            return MONEY_WORDS[named], re.sub(r"^(?:of|in|worth of)\s", "", rest) or None
    return None, noun


def _counts_nothing(sentence: str, match: re.Match[str], end: int, currency: str | None, bound: str) -> bool:
    """Dates, ages, distances, names: a number that is no amount of anything."""
    if currency:
        return False
    plain = match["n1"]
    before, after = sentence[max(0, match.start("n1") - 24) : match.start("n1")], sentence[end : end + 24]
    if NOT_AFTER.match(after) and not SHIPPED.match(after):
        return True
    if match["scale1"] or not plain[0].isdigit():
        return False
    if YEAR.fullmatch(plain) and not bound and not re.match(r"\s[a-z]*\s?(?:" + "|".join(PEOPLE) + r")\b", after):
        return True
    if (
        before.endswith(("-", "/"))
        or re.search(r"[A-Z][\w]*[- ]$", before)
        and not bound
        and len(plain) <= 4
        and "," not in plain
    ):
        name = re.search(r"([A-Z][\w.]*)[- ]$", before)
        return bool(
            before.endswith(("-", "/")) or (name and name[1] not in ("The", "Some", "About", "At") and len(plain) <= 3)
        )
    if NUMBERED.search(before):
        return True
    return not bound and bool(NOT_BEFORE.search(before)) and (len(plain) <= 2 or bool(YEAR.fullmatch(plain)))


def _noun(sentence: str, end: int) -> tuple[str | None, int]:
    """The counted noun phrase after a number: up to its head, without what follows."""
    match = NOUN.match(sentence, end)
    if not match:
        return None, end
    words: list[str] = []
    stop = match.start(1)
    for word in re.finditer(r"[\w'’./-]+", match[1]):
        clean = word.group().strip(".")
        if clean.casefold() in STOP or (words and words[-1].casefold() in PEOPLE | HARMED.keys()):
            break
        words.append(clean)
        stop = match.start(1) + word.start() + len(clean)
        if word.group().endswith(".") or word.group().endswith("'s"):
            break
        if words[-1].casefold().endswith("s") and len(words) > 1 and words[-1].islower():
            break
    return (" ".join(words) or None), (stop if words else end)


def _unit(sentence: str, noun: str | None, start: int, end: int) -> tuple[str | None, str | None]:
    """A normal unit for what is counted: troops, killed, wounded, casualties, or the plural noun itself."""
    near = sentence[end : end + 40].casefold()
    last = noun.split()[-1].casefold().strip(".") if noun else ""
    for word in (last, *(w.casefold() for w in (noun or "").split())):
        if word in HARMED:
            return HARMED[word], noun
    if found := re.match(
        r"\s(?:were |was |have been |had been |are |being )?(?:reported )?(killed|dead|wounded|injured)\b", near
    ):
        return HARMED[found[1]], noun
    if found := HARMING.search(sentence[max(0, start - 40) : start]):
        return HARM[found[1][:4].casefold()], noun
    if last in PEOPLE:
        return "troops", noun
    return (last or None), noun
