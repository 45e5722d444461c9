"""Amounts in a sentence, as ranges with their bound words: "up to 12,000 troops" is at most 12,000.

A numeral is found first; then the words before it (bounds), the words after it (scale, currency, the
counted noun) and the company it keeps decide what it says. Numbers that count nothing are left out:
years, ages, distances, calibres, names of weapons, units and laws. Every look around a numeral is
bounded, so the time is linear in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.model import Quantity
from kg.text.counted_nouns import (
    FORMATIONS,
    HARM,
    KNOWN,
    PEOPLE,
    SINGULAR,
    STRONG,
    are_planes,
    is_demonym,
    is_group,
    last_noun,
    listed,
    said,
    words_after,
)
from kg.text.mentions import is_designation
from kg.text.numerals import CODES, NUMERAL, SMALL, SMALL_WORDS, YEAR, Number, numeral, other_end
from kg.text.when_written import YEAR_BEFORE


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount: characters `start` to `end` of the sentence, with the noun that it counts.

    `noun` is the head for people ("soldiers"), the words as said for things ("F-16 fighter jets"), None
    where nothing is named at the number itself.
    """

    start: int
    end: int
    quantity: Quantity
    noun: str | None
    cumulative: bool = False  # counted since some day ("in total", "so far"), not added by this event


# -- words ----------------------------------------------------------------------------------------


COINS = {
    "dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "won": "KRW", "yuan": "CNY",
    "renminbi": "CNY", "rouble": "RUB", "ruble": "RUB", "rupee": "INR", "franc": "CHF", "krona": "SEK",
    "kronor": "SEK", "krone": "NOK", "kroner": "NOK", "zloty": "PLN", "rand": "ZAR", "shekel": "ILS",
    "dirham": "AED", "riyal": "SAR", "lira": "TRY", "naira": "NGN", "hryvnia": "UAH", "baht": "THB",
    "rupiah": "IDR", "ringgit": "MYR", "tenge": "KZT", "birr": "ETB",
}  # fmt: skip
# A coin's state may stand before it; "pesos" and "dinars" name no currency without one. "U.S." is "USUS" by then.
COINS_OF = {
    "us dollar": "USD", "usus dollar": "USD", "american dollar": "USD", "australian dollar": "AUD",
    "canadian dollar": "CAD", "new zealand dollar": "NZD", "singapore dollar": "SGD", "taiwan dollar": "TWD",
    "hong kong dollar": "HKD",
    "swiss franc": "CHF", "cfa franc": "XOF", "danish krone": "DKK", "danish kroner": "DKK",
    "pakistani rupee": "PKR", "indian rupee": "INR", "egyptian pound": "EGP", "syrian pound": "SYP",
    "german mark": "DEM", "deutsche mark": "DEM", "finnish mark": "FIM", "finnish markka": "FIM",
    "turkish lira": "TRY", "philippine peso": "PHP", "mexican peso": "MXN", "colombian peso": "COP",
    "chilean peso": "CLP", "argentine peso": "ARS", "iraqi dinar": "IQD", "kuwaiti dinar": "KWD",
    "serbian dinar": "RSD", "iranian rial": "IRR", "saudi riyal": "SAR", "qatari riyal": "QAR",
    "brazilian real": "BRL", "south korean won": "KRW", "north korean won": "KPW", "swedish krona": "SEK",
    "swedish kronor": "SEK", "norwegian krone": "NOK", "norwegian kroner": "NOK", "russian rouble": "RUB",
    "russian ruble": "RUB", "chinese yuan": "CNY", "japanese yen": "JPY", "polish zloty": "PLN",
}  # fmt: skip
# Words before a plain number that make it the number of a type, a law or a place.
DESIGNATORS = frozenset(
    listed(
        """type level track article section resolution chapter flight boeing airbus mark mk phase group stream
        no number nos route highway room sector zone title protocol annex stage tier class batch unit camp
        brigade division regiment law act order decree bill leopard challenger merkava agni hwasong fateh
        shahed storm titan sukhoi antonov ilyushin tupolev mikoyan pier gate page line plan option point
        agenda vision opec g group chapter formula world war apollo rule paragraph clause directive
        amendment force day base airbase airfield outpost hangar runway sentinel hermes master bell giraffe saab falcon
        gulfstream dornier cessna anka barak orbiter
        predator reaper seahawk heron skylark minuteman polaris gepard marder abrams starlink ukraine's grad msta
        pukguksong topol bulava kinzhal zircon kalibr javelin harpoon exocet tomahawk"""
    )
) - {"force", "world", "war", "ukraine's", "vision", "abrams"}  # fmt: skip
NO_AMOUNT = re.compile(
    r"[\s-]?(?:(?:mm|cm|km|kg|kph|mph|kilomet\w{1,5}|met(?:re|er)s?|miles?|feet|foot|ft|knots|nautical|square|hectares?|acres?|"
    r"degrees?|per\scent\spoints?|percentage|(?-i:m)(?!-\d)|hours?|minutes?|seconds?(?!-hand)|days?|weeks?|months?|years?|decades?|centur\w{1,3}|times|"
    r"fold|year-olds?|o.clock|[ap]\.?m\.?|st|nd|rd|th|x|GMT|UTC|january|february|(?-i:March|May)|april|june|july|august|"
    r"september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|BC|AD|CE)\b|°|:\d|/\d)",
    re.IGNORECASE,
)
MONTH_BEFORE = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|"
    r"aug|sept?|oct|nov|dec)\.?\s$",
    re.IGNORECASE,
)

MAXIMUM = (
    r"up to|as many as|as much as|at most|no more than|not more than|a maximum of|maximum of|fewer than|less than|"
    r"below|just under|not quite|under(?!\s(?:an?|the|its|their)\b)|capped at|limited to|a ceiling of|not exceeding|"
    r"a maximum"
)
MINIMUM = (
    r"at least|more than|over|upwards? of|no fewer than|no less than|not less than|in excess of|"
    r"exceed(?:s|ed|ing)?|a minimum of|"
    r"minimum of|above|well over|greater than|surpass(?:ed|ing|es)|topp(?:ed|ing)|beyond"
)
ABOUT = (
    r"about|around|some|roughly|nearly|almost|approximately|an estimated|estimated|close to|circa|just over|"
    r"a total of|in total|a further|another|an additional|an extra|perhaps|the|its|their|his|an?|of|likely|probably|"
    r"possibly|currently|another|additional|reportedly"
)
BEFORE = re.compile(
    rf"(?:(?P<bound>\b(?:{MAXIMUM})|\b(?:{MINIMUM}))\s)?(?:(?P<about>\b(?:{ABOUT}))\s){{0,2}}$", re.IGNORECASE
)
BETWEEN = re.compile(r"\b(?:between|from)\s(?:an estimated\s|about\s|around\s|some\s)?$", re.IGNORECASE)
HANDED = re.compile(
    r"\b(?:hand|turn|tak|took|sign|giv|gave|pass|bring|brought|carr|ferr)\w{0,4}\sover\s(?:(?:the|its|their|his|all)\s)?$",
    re.IGNORECASE,
)
IS_MAX, IS_MIN = re.compile(MAXIMUM, re.IGNORECASE), re.compile(MINIMUM, re.IGNORECASE)
AFTER = re.compile(
    r"\+(?!\w)|-plus\b|\s(?:(?P<min>or more|and more|and above|plus)|(?P<max>or fewer|or less|at most|at the most)"
    r"|or so)\b",
    re.IGNORECASE,
)
MOVES = re.compile(
    r"\b(?:rose|risen|rise|rises|rising|fell|fall|falls|fallen|falling|grew|grown|grow|increased?|increasing|declined?|declining|"
    r"dropped|drop|shrank|shrunk|went|up|down|raised?|raising|reduced?|reducing|cut|cutting|lowered|expanded|doubled|tripled|"
    r"jumped|climbed|soared|plunged|swelled|slid|moved|raises|lift(?:ed|s|ing)?|expand(?:s|ing)?|boost(?:ed|s|ing)?|cuts)\b[^.;]{0,60}\bfrom\s$",
    re.IGNORECASE,
)
TOTAL = re.compile(
    r"\b(?:in total|a total of|totall?ing|the total|altogether|all told|so far|to date|since|"
    r"cumulative(?:ly)?|overall|in all)\b",
    re.IGNORECASE,
)
ADDED = re.compile(r"\b(?:additional|another|further|extra|new|more)\b", re.IGNORECASE)

# -- what stands around a numeral (numerals.py) ----------------------------------------------------

PERCENT = re.compile(r"\s?%|[\s-]per\s?cent\b", re.IGNORECASE)
CHANGED_BY = re.compile(
    r"\b(?:by|rose|risen|fell|grew|up|down|increased|declined|dropped|jumped|climbed|soared|shrank|slumped)\s"
    r"(?:(?!from\b|to\b)\w{1,14}\s){0,2}$",
    re.IGNORECASE,
)
CHANGE_AFTER = re.compile(
    r"\s(?:increase|rise|fall|drop|decline|growth|jump|cut|reduction|tariffs?|more|less|higher|lower|interest|duty|duties)\b",
    re.IGNORECASE,
)
SHARE = re.compile(
    r"\b(?P<share>half|a third|one[ -]third|two[ -]thirds|a quarter|one[ -]quarter|three[ -]quarters|a fifth|"
    r"one[ -]fifth|"
    r"two[ -]fifths|three[ -]fifths|four[ -]fifths|a tenth|one[ -]tenth|nine[ -]tenths)"
    r"(?=\s(?:of|its|their|the)\s)(?!\sof what\b)",
    re.IGNORECASE,
)
PARTS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10}
_MANY = "dozens|scores|hundreds|thousands|millions|billions"
VAGUE = re.compile(
    rf"\b(?:(?:tens|hundreds) of (?:thousands|millions|billions)|(?:{_MANY})(?! of (?:{_MANY})))\b"
    r"|\b(?:several|a few|many|a couple of|a couple|some few) (?:hundred|thousand|million|billion|dozen)s?\b(?! and\b)"
    rf"|\b(?:an?|one) (?:{FORMATIONS})\b(?=[.,;]|\s(?:of|to|in|from|at|on|for|was|were|is|has|had|and|each)\b|$)",
    re.IGNORECASE,
)
_STATES = "|".join(sorted({name.rpartition(" ")[0] for name in COINS_OF}, key=len, reverse=True))
DOTTED = re.compile(r"\bU\.([SNK])\.(?=\s\w)")
COIN = re.compile(rf"^[\s-](?:of\s)?(?P<state>(?:{_STATES})\s)?(?P<coin>[A-Za-z]{{3,9}})\b", re.IGNORECASE)
PASSIVE = re.compile(
    r"(?:\s(?:others?|more))?(?:,[^,;.]{0,60},)?\s(?:(?:were|was|are|is|had|have|has|been|being|reportedly|also|believed|said|thought|likely|shot|found|to|be)\s){0,5}"
    r"(?P<harm>killed|dead|died|wounded|injured|hurt|captured|missing)\b(?P<more>\s(?:and|or|and/or)\s(?:killed|wounded|injured|dead|missing))?",
    re.IGNORECASE,
)
ACTIVE = re.compile(
    r"\b(kill(?:ed|ing|s)|wound(?:ed|ing)|injur(?:ed|ing|es)|captur(?:ed|ing))\s(?:\w{1,12}\s){0,3}$", re.I
)
BOTH_HARMS = re.compile(r"\s(?:and|or|and/or)\s(?:killed|wounded|injured|dead|missing)\b", re.IGNORECASE)
COUNTING = re.compile(
    r"\b(?:number|total|figure|tally|toll|force|presence|contingent|strength|casualties|losses|dead|deaths|killed|wounded|prisoners|it|them|those|"
    r"numbered|numbering|numbers?|size)\b(?:[^.;]{0,30}\s|[^.;]{0,50}\sby\s[\d,]{1,9}\s)"
    r"(?:to|at|reach|reached|reaching|is|was|of|stood at|numbered|numbering|nears?|hit)\s$|"
    r"\b(?:numbered|numbering|lost|losing|loses)\s$",
    re.IGNORECASE,
)


def last_word(amount: Amount) -> str:
    """The noun that is counted, without what stands before it."""
    return (amount.noun or "").split(" ")[-1].lower()


def amounts(sentence: str) -> list[Amount]:
    """The amounts of a sentence, in the order of their places.

    Money is in whole units of its currency, shares in percent.

    >>> found = amounts("It sent up to 12,000 North Korean soldiers and dozens of 155mm guns to Kursk in 2024.")
    >>> [(a.quantity.max, a.quantity.unit, a.noun, a.quantity.vague) for a in found]
    [(12000.0, 'troops', 'soldiers', False), (None, 'guns', '155mm guns', True)]
    >>> [(a.quantity.value, a.quantity.unit) for a in amounts("The A$368 billion plan runs to 2055.")]
    [(368000000000.0, 'AUD')]
    >>> [(a.quantity.value, a.noun) for a in amounts("Two French, ten Dutch and three Malian soldiers were killed.")]
    [(2.0, 'soldiers'), (10.0, 'soldiers'), (3.0, 'soldiers')]
    """
    found: list[Amount] = []
    sentence = DOTTED.sub(lambda m: 2 * f"U{m[1]}", sentence)  # "four U.S. soldiers": no end of a sentence
    taken = bytearray(len(sentence))
    for reader in (_vague, _shares, _numbers):
        for amount in reader(sentence, taken):
            if not any(taken[amount.start : amount.end]):
                found.append(amount)
                taken[amount.start : amount.end] = b"\1" * (amount.end - amount.start)
    found.sort(key=lambda a: a.start)
    found = _with_lists(sentence, found)
    return [_with_total(a, sentence) for a in _with_units(found, sentence)]


# "12 Indian and " before "five Chinese soldiers": whose they are, and no noun of their own
LIST_REACH = 80  # characters before an amount in which the one before it in a list stands
LISTED_BEFORE = re.compile(r"(?P<whose>(?: [A-Z][\w'’-]+){1,3})(?:,| and|, and) $")


def _with_lists(sentence: str, found: list[Amount]) -> list[Amount]:
    """With the amounts of lists that have their noun at the end: "12 Indian and five Chinese soldiers"."""
    kept: dict[int, Amount] = {a.start: a for a in found}
    for last in reversed(found):
        before = _listed_before(sentence, last)
        while before is not None:
            same = next((a for a in found if a.start < before.end and before.start < a.end), None)
            if same is not None and (same.noun or same.quantity.unit):
                break  # it has a noun of its own
            if same is not None:
                kept.pop(same.start, None)
            kept[before.start] = before
            before = _listed_before(sentence, before)
    return [kept[start] for start in sorted(kept)]


def _listed_before(sentence: str, last: Amount) -> Amount | None:
    """The amount before one in a list, if all that stands between the two is whose it is: "12 Indian and "."""
    low = max(0, last.start - LIST_REACH)
    listed = LISTED_BEFORE.search(sentence, low, last.start) if last.noun and not last.quantity.vague else None
    if listed is None or not is_demonym(listed["whose"].strip()):
        return None
    number = next((m for m in NUMERAL.finditer(sentence, low, listed.start()) if m.end() == listed.start()), None)
    if number is None or YEAR.fullmatch(number.group()):
        return None
    first = numeral(number)
    start, bound = _bound(sentence, first.start)
    quantity = _quantity(first.value, None, bound, None, last.quantity.unit, sentence[start : first.end])
    return Amount(start, listed.end("whose"), quantity, last.noun)


# -- readers --------------------------------------------------------------------------------------


def _vague(sentence: str, taken: bytearray) -> Iterator[Amount]:
    """Words for many without a number: kept, never counted."""
    for match in VAGUE.finditer(sentence):
        words, end = words_after(sentence, match.end())
        currency, noun, end = _money(sentence, match.end(), words, end)
        head = re.sub(r"^\w+ ", "", match.group().casefold())
        unit = currency or _unit(sentence, match.start(), end, words)
        if not currency and not words and head in FORMATIONS.split("|"):
            unit = "troops"
        yield Amount(
            match.start(), end, Quantity(unit=unit, text=match.group(), vague=True), noun if currency else said(words)
        )


def _numbers(sentence: str, taken: bytearray) -> Iterator[Amount]:
    place = 0
    while match := NUMERAL.search(sentence, place):
        first = numeral(match)
        second, end = other_end(sentence, first)
        by = second is not None and second.value >= 2 * first.value and first.scaled == second.scaled
        by = by or (second is not None and bool(first.currency and second.currency))
        if by and BY.search(sentence, max(0, first.start - 80), first.start):
            second, end = None, first.end  # "cut by 1,000 to 3,000": the first is what it fell by
        place = end
        amount = _amount(sentence, first, second, end) if first.start == match.start() else None
        if amount is not None:
            yield amount
            place = max(end, amount.start + len(amount.quantity.text or ""))
        elif second is not None:
            place = first.end


def _shares(sentence: str, taken: bytearray) -> Iterator[Amount]:
    """ "Two-thirds of its arms" is a share of 66.7 percent."""
    for match in SHARE.finditer(sentence):
        words = re.split(r"[ -]", match["share"].casefold())
        value = 100 * PARTS[words[-1].rstrip("s")] * (SMALL.get(words[0], 1) if len(words) > 1 else 1)
        start, bound = _bound(sentence, match.start())
        text = sentence[start : match.end()]
        yield Amount(start, match.end(), _quantity(value, None, bound, None, "percent", text), None)


def _amount(sentence: str, first: Number, second: Number | None, end: int) -> Amount | None:
    currency = first.currency or (second.currency if second else None)
    if re.match(r",\d", sentence[end : end + 2]):
        return None  # "1,5": a comma that is neither of thousands nor of a list
    percent = PERCENT.match(sentence, end)
    before, text_end = sentence[max(0, first.start - 60) : first.start], end
    if percent:
        if CHANGED_BY.search(before) or CHANGE_AFTER.match(sentence, percent.end()):
            return None
        end = text_end = percent.end()
    elif not currency and NO_AMOUNT.match(sentence, end):
        return None
    after = AFTER.match(sentence, end)
    end = after.end() if after else end
    text_end = max(text_end, end)
    noun: str | None
    words, noun_end = ([], end) if percent else words_after(sentence, end)
    if currency is None and not percent:
        currency, noun, noun_end = _money(sentence, end, words, noun_end)
    else:
        noun = " ".join(words) or None
    if currency is None and not percent:
        noun = said(words)
        if _counts_nothing(sentence, first, end, words, before):
            return None
    low, high = _ends(first, second)
    if second is not None and _moves(sentence, first, second, before, bool(words or currency or percent)):
        # "rose from 1,500 to 3,000" is no range: the later figure stands.
        unit = _kind(sentence, second.start, noun_end, words, currency, percent)
        text = sentence[second.start : text_end]
        return Amount(second.start, noun_end, _quantity(second.value, None, "", after, unit, text), noun)
    if second is not None and high is None:
        return None  # "a vote of 14-0"
    start, bound = _bound(sentence, first.start)
    if high is not None and (between := BETWEEN.search(before)):
        start = first.start - len(between.group())
    unit = _kind(sentence, start, noun_end, words, currency, percent)
    if words and words[-1].casefold() in BANDS and STRONG.match(sentence, first.end):
        unit = "troops"  # "a 460-man battle group"
    if unit is None and noun is None and not _stands_alone(sentence, first, bound, start):
        return None
    return Amount(start, noun_end, _quantity(low, high, bound, after, unit, sentence[start:text_end]), noun)


BY = re.compile(
    r"\b(?:cut|reduc|lower|shrink|shrank|shrunk|trim|increas|rais|rose|ris|fell|fall|grew|grow|climb|expand|boost|drop|declin|swell)\w{0,4}\b"
    r"[^.;]{0,60}\bby\s(?:some\s|about\s|around\s)?$",
    re.IGNORECASE,
)
UP_FROM = re.compile(r"\sto\s")


def _moves(sentence: str, first: Number, second: Number, before: str, is_counted: bool) -> bool:
    """ "Rose from 1,500 to 3,000", "cut from 250 to 200"; not "went from 5-3 to 4-1", "shut from 10 to 6"."""
    if not MOVES.search(before) or not UP_FROM.match(sentence, first.end):
        return False
    return second.value > first.value or is_counted or first.value >= 100


def fewer(sentence: str) -> Iterator[tuple[int, Quantity]]:
    """By how much something falls, and where the two figures stand that say so.

    >>> [(start, q.value, q.text) for start, q in fewer("Italy cut its contingent from 1,700 to 1,100.")]
    [(30, 600.0, '1,700 to 1,100')]
    """
    for match in NUMERAL.finditer(sentence):
        first = numeral(match)
        second, end = other_end(sentence, first)
        if second is None or second.value >= first.value or YEAR.fullmatch(first.bare):
            continue
        if first.currency or second.currency or PERCENT.match(sentence, end) or NO_AMOUNT.match(sentence, end):
            continue
        words, noun_end = words_after(sentence, end)
        before = sentence[max(0, first.start - 60) : first.start]
        if _money(sentence, end, words, noun_end)[0] is None and _moves(sentence, first, second, before, bool(words)):
            yield first.start, Quantity(first.value - second.value, text=sentence[first.start : end])


def bare_amount(sentence: str, first: Number, high: float | None, end: int) -> Amount:
    """A numeral at which nothing is named that it counts, as an amount: "up to 48", "twelve of which"."""
    start, bound = _bound(sentence, first.start)
    percent = PERCENT.match(sentence, end)
    end = percent.end() if percent else end
    after = AFTER.match(sentence, end)
    stop = after.end() if after else end
    unit = "percent" if percent else last_noun(sentence[max(0, start - 160) : start])
    return Amount(start, stop, _quantity(first.value, high, bound, after, unit, sentence[start:stop]), None)


def _ends(first: Number, second: Number | None) -> tuple[float, float | None]:
    if second is None:
        return first.value, None
    low = first.value
    if not first.scaled and second.scaled and second.base and first.base <= second.base:
        low = first.value * second.value / second.base  # "4 to 6 million"
    return low, (second.value if second.value > low else None)


def _bound(sentence: str, start: int) -> tuple[int, str]:
    """Where the amount begins with its bound words, and the bound: "as many as", "more than", or ""."""
    match = BEFORE.search(sentence[max(0, start - 44) : start])
    if match is None or not match.group():
        return start, ""
    if (match["bound"] or "").casefold() == "over" and HANDED.search(sentence[max(0, start - 60) : start]):
        return start, ""
    if not match["bound"] and (match["about"] or "").casefold() in ("the", "its", "their", "his", "of", "a", "an"):
        return start, ""
    said = re.sub(r"^of\s", "", match.group(), flags=re.IGNORECASE)  # "120 of some 1,100"
    return start - len(said), (match["bound"] or "").casefold()


def _quantity(
    low: float, high: float | None, bound: str, after: re.Match[str] | None, unit: str | None, text: str
) -> Quantity:
    if high is not None:
        return Quantity(min=low, max=high, unit=unit, text=text)
    if (bound and IS_MIN.fullmatch(bound)) or (after and (after["min"] or after.group() in ("+", "-plus"))):
        return Quantity(min=low, unit=unit, text=text)
    if (bound and IS_MAX.fullmatch(bound)) or (after and after["max"]):
        return Quantity(max=low, unit=unit, text=text)
    return Quantity(value=low, unit=unit, text=text)


# -- what a number counts -------------------------------------------------------------------------


def _money(sentence: str, end: int, words: list[str], noun_end: int) -> tuple[str | None, str | None, int]:
    """The currency that stands after a number: "2 trillion won", "300m euros in loans"."""
    after = sentence[end : end + 48]
    if code := re.match(rf"\s?({CODES})\b", after):
        return code[1], None, end + code.end()
    if after.startswith("-") and not re.match(r"-(?:dollar|euro|yen|won|yuan|rouble|ruble)\b", after, re.IGNORECASE):
        return None, said(words), noun_end  # "a 2,000-pound bomb"
    if named := COIN.match(after):
        coin = named["coin"].casefold()
        coin = coin if coin in COINS else coin.removesuffix("s")
        state = (named["state"] or "").strip().casefold()
        if currency := COINS_OF.get(f"{state} {coin}".strip()) or (None if state else COINS.get(coin)):
            return currency, None, end + named.end()
    return None, said(words), noun_end


def _kind(sentence: str, start: int, end: int, words: list[str], currency: str | None, percent: object) -> str | None:
    return "percent" if percent else currency or _unit(sentence, start, end, words)


BANDS = frozenset(listed("group team unit battalion company brigade regiment squadron platoon party"))


def _unit(sentence: str, start: int, end: int, words: list[str]) -> str | None:
    """A normal unit: troops, killed, wounded, casualties, captured, or the counted noun itself."""
    head = words[-1].casefold() if words else ""
    harmed = next((HARM[w.casefold()] for w in reversed(words) if w.casefold() in HARM), None)
    if harmed:
        return "casualties" if harmed in ("killed", "wounded") and BOTH_HARMS.match(sentence, end) else harmed
    countable = not words or head in PEOPLE or head in PERSONS or head.removesuffix("s") in PERSONS
    if countable and (passive := PASSIVE.match(sentence, end)):
        return "casualties" if passive["more"] else HARM[passive["harm"].casefold()]
    if countable and (active := ACTIVE.search(sentence[max(0, start - 40) : start])):
        stem = active[1].casefold()
        return "killed" if stem.startswith("k") else "captured" if stem.startswith("c") else "wounded"
    if head in PEOPLE or (head + "s") in PEOPLE or head in ("man", "serviceman", "policeman", "mercenary"):
        return head if are_planes(words) else "troops"
    if head in ("force", "contingent", "garrison", "detachment", "army", "corps", "presence", "mission"):
        return "troops"
    return (words[-1] if words[-1][0].isupper() else head) if words else None


INHABITED = re.compile(
    r"\b(?:population|a (?:country|nation|people|state|city|town) of)(?: of| is| was)?"
    r"(?: about| some| around| nearly| over)? $"
)
PERSONS = frozenset(
    listed(
        """people person civilian resident citizen child worker national student journalist fisherman fishermen
        children women militant inmate member prisoner hostage soldier troop man marine sailor officer
        fighter"""
    )
)


DOES = frozenset(listed("order plan act bill point line force camp base"))
NAMED_BY_NUMBER = frozenset(
    listed("eyes nations gorges sisters seas sessions seasons kings lions powers pillars tigers")
)


def _counts_nothing(sentence: str, first: Number, end: int, words: list[str], before: str) -> bool:
    """Years, days, types, laws, telephone numbers, "one" as a pronoun: numbers that are no amounts."""
    head = words[-1].casefold() if words else ""
    counted = head in KNOWN
    if re.search(r"\b(?:not|no)\s$", before, re.IGNORECASE):
        return True  # "not one soldier"
    if first.short and not counted and not words:
        return True  # "300m from the border"
    written = sentence[first.start : first.end].casefold()
    if INHABITED.search(before) or (head == "inhabitants" and before.lower().endswith("with ")):
        return True  # "a country of 3 million" that does something
    if re.search(r"\b(?:one|\d)\s(?:in|out of)\s$|\bper\s$", before, re.IGNORECASE):
        return True  # "one in five", "5.5 per 1,000"
    if written == "one":
        return head not in SINGULAR
    if STRONG.match(sentence, end):
        return False
    if sentence[end : end + 1] == "-" or (sentence[end : end + 1] in "'’" and end < len(sentence)):
        return True  # "a 10-year deal", "2023's"
    if written in SMALL and written[0] != sentence[first.start] and words and words[-1][0].isupper():
        people = head.endswith("s") or any(
            f(words[-1]) for f in (is_demonym, is_designation, is_group)
        )  # "Three Israelis"
        return head in NAMED_BY_NUMBER or not people  # "Five Eyes"
    if not first.bare:
        # digits in groups with more digits beside them: a telephone number
        near = re.search(r"\d\s$", before) or re.match(r"\s\d", sentence[end : end + 2])
        return bool(near and re.search(r"\d[ \u00a0\u202f]\d", written))
    if first.bare.startswith("0") or re.match(r"\.\d", sentence[end : end + 2]):
        return True
    if YEAR.fullmatch(first.bare) and "of" in words and not words[0].endswith("s"):
        return True  # "the 2018 delivery of missiles"
    if YEAR.fullmatch(first.bare) and (
        not counted or YEAR_BEFORE.search(sentence[max(0, first.start - 16) : first.start])
    ):
        return True
    if MONTH_BEFORE.search(before) and len(first.bare) <= 2 and not counted:
        return True
    if re.search(r"\b(?:aged?|day)\s$", before, re.IGNORECASE) and not counted:
        return True
    name = re.search(r"([A-Za-z][\w'’.]*)\s$", before)
    does = bool(words) and name is not None and name[1] in DOES  # "may order 18 jets", no "Order 18"
    does = does or (bool(words) and sentence.startswith(" more ", first.end))  # "lends the sector 700 more men"
    if name and name[1].casefold().rstrip(".") in DESIGNATORS and not does:
        return True
    if name is None or not name[1][0].isupper() or first.start <= len(name[0]) or words:
        return False
    part = bool(OF_THEM.match(sentence, first.end))  # "handed Moldova 20 of the 50 vehicles"
    return not (part or (GIVEN.search(before) and LEFT_OUT.match(sentence, first.end)))


def _stands_alone(sentence: str, first: Number, bound: str, start: int) -> bool:
    """Whether a number without a noun is an amount all the same: "raised the number to 24", "over 300"."""
    before = sentence[max(0, start - 80) : start]
    if COUNTING.search(before):
        return True
    if first.value > 1 and OF_THEM.match(sentence, first.end):
        return True
    if first.value > 1 and (SENT.search(before) or GIVEN.search(before)) and LEFT_OUT.match(sentence, first.end):
        return True
    if (
        first.value > 1
        and FIRST.search(sentence[max(0, first.start - 16) : first.start])
        and COME.match(sentence, first.end)
    ):
        return True
    if first.value > 1 and GAPPED.match(sentence, first.end) and LISTED_ON.search(sentence, max(0, start - 160), start):
        return True
    if first.value > 1 and (UNIT_OF.search(before) or sentence.startswith(" strong", first.end)):
        return True
    if first.value > 1 and OF_SO_MANY.search(sentence[: first.start]) and DO.match(sentence, first.end):
        return True
    large = first.value >= 100 and (first.scaled or not first.bare or len(first.bare) > 4 or bool(bound))
    return large or (bool(bound) and first.value >= 10) or (start < first.start and first.value >= 100)


def _with_units(found: list[Amount], sentence: str) -> Iterator[Amount]:
    """A number without a noun counts what was counted before it: "3,000 troops ..., up to 10,000 by December"."""
    last: str | None = None
    place = 0
    for amount, following in zip(found, [*found[1:], None][: len(found)], strict=True):
        unit = amount.quantity.unit
        if unit is None and following and OF_ITS.fullmatch(sentence[amount.end : following.start][:12]):
            unit = following.quantity.unit  # "20,000 of its 50,000 fighters"
        if unit is None:
            unit = last_noun(sentence[max(place, amount.start - 160) : amount.start]) or last
        if unit and unit != "percent" and not re.fullmatch("[A-Z]{3}", unit):
            last, place = unit, amount.end
        yield replace(amount, quantity=replace(amount.quantity, unit=unit))


OF_THEM = re.compile(
    rf"\s(?:more\s)?of\s(?:(?:them|whom|these|those)\b|(?:(?:its|their|his|the)\s)?(?:about\s|some\s)?(?:\d|(?:{SMALL_WORDS})\b))",
    re.IGNORECASE,
)
# "Italy keeps 150 at a support base", "sent 300 back", "another 90 left": people or things named before
SENT = re.compile(
    r"\b(?:sen[dt]|sends|sending|keeps?|kept|keeping|deploy(?:s|ed|ing)?|withdr[ae]ws?|withdrawn|pull(?:s|ed|ing)?|"
    r"contribut(?:es?|ed|ing)|station(?:s|ed|ing)?|add(?:s|ed|ing)?|fl(?:ies|ew|ying)|offer(?:s|ed|ing)?|pledg(?:es?|ed|ing)|"
    r"sell(?:s|ing)?|sold|suppl(?:y|ies|ied|ying)|leas(?:e|es|ed|ing)|acquir(?:e|es|ed|ing)|"
    r"ship(?:s|ped|ping)?|len[dt]|lends|transfer(?:s|red)?|hand(?:s|ed)?|"
    r"promis(?:es?|ed|ing)|expel(?:s|led|ling)?|order(?:s|ed|ing)?|deliver(?:s|ed|ing)?|receiv(?:es?|ed|ing)|gave|gives?|"
    r"donat(?:es?|ed|ing)|captur(?:es|ed|ing)|free[ds]|request(?:s|ed|ing)?|another|a further|"
    r"asked\s(?:[A-Z][\w'’-]+\s){1,2}for)\s$",
    re.IGNORECASE,
)
# "sold Finland 64 in 2021"
GIVEN = re.compile(
    r"\b(?:sold|sells?|selling|gave|gives?|given|giving|sent|sends?|sending|lent|lends?|handed|offer(?:s|ed)?|promised|supplied|"
    r"granted|leased|delivered|shipped)\s(?:the\s)?[A-Z][\w'’.-]+(?:\s(?:and\s)?[A-Z][\w'’-]+){0,2}\s$"
)
LEFT_OUT = re.compile(
    r"\s(?:more|others?|back|there|here|home|abroad|at|in|to|from|on|for|under|by|and|left|returned)\b|[,.;]",
    re.IGNORECASE,
)
# "The first 800 arrived", "another 90 returned home", "the last 200 left"
FIRST = re.compile(r"\b(?:first|last|remaining|another|a further|other) $", re.IGNORECASE)
COME = re.compile(
    r" (?:arrived?|landed|came|returned?|left|flew|departed|went|disembarked|will (?:arrive|leave|follow|return)|"
    r"followed|are to (?:arrive|leave|follow|return)|have (?:arrived|left|returned))\b"
)
# "105 soldiers in Congo and 89 more in Haiti", "1,050 tanks from the Americans and 100 from the Germans"
GAPPED = re.compile(
    r"(?: more| others?)? (?:in|to|at|from|by|for) (?:the )?(?!(?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)[A-Z][a-z]"
)
LISTED_ON = re.compile(
    rf"(?:\d|\b(?:{SMALL_WORDS}))\b[\w’'-]*(?: [\w’'.-]+){{1,12}}(?:,|,? and|;)"
    r"(?: since [A-Z]\w+,|, since [A-Z]\w+,)? (?:another |a further |some |about |only )?$"
)
# "Of the 30,000 troops promised, 400 have arrived"
OF_SO_MANY = re.compile(
    rf"^Of (?:the |its |their |some |about )?(?:\d|(?:{SMALL_WORDS})\b)[^.;]{{3,100}}, (?:only |just |some |about )?$"
)
DO = re.compile(r" (?:have|has|had|were|was|are|will|would|[a-z]+ed|came|left|went|fled)\b")
UNIT_OF = re.compile(
    rf"\b(?:{FORMATIONS}|force|mission|garrison|crew|party)\sof\s$", re.IGNORECASE
)  # "a company of 60"
OF_ITS = re.compile(r"\sof\s(?:its|the|their|his|those)?\s?", re.IGNORECASE)


def _with_total(amount: Amount, sentence: str) -> Amount:
    """Whether it is a running total, told by the words of its own part of the sentence."""
    left = sentence.rfind(";", max(0, amount.start - 200), amount.start) + 1 or max(0, amount.start - 200)
    right = sentence.find(";", amount.end, amount.end + 120)
    part = sentence[left : right if right >= 0 else amount.end + 120]
    added = ADDED.search(sentence, max(0, amount.start - 1), amount.end)
    return replace(amount, cumulative=bool(TOTAL.search(part)) and not added)
