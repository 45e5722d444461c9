"""What stands before a sentence and is no part of it: where and when it was filed, the hour, the date of a timeline.

What is filed in Moscow on 20 April is no deed of Moscow's, and none of that day; what a timeline tells after a date is
of that date.
"""

from __future__ import annotations

import re

from kg.dates import is_partial
from kg.text.mentions import is_roll, names
from kg.text.when_written import MONTH, YEAR

_CITY = r"[A-Z][\w.'’-]{1,20}(?:[ /][A-Z][\w.'’-]{1,20}){0,3}(?:, [A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{1,20})?)?"
_DAY = rf"(?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})(?!\d)"
_DASH = r" ?[-–—_]{1,2} (?!\d)"  # "_" in agencies' archives
LABEL = re.compile(  # "SEOUL, Oct 3 (Agency) - "
    r"(?:[A-Z][A-Z .'/-]{2,30}(?:, [A-Z][a-z]+(?: [A-Z][a-z]+)?\.? ?\d{0,2})?(?: \([^)]{2,30}\))? ?[-–—_]{1,2} "
    rf"|{_CITY}, {_DAY}(?:,? {YEAR})?,? ?\([^()]{{2,30}}\)(?:{_DASH}|: )"  # Moscow, April 20 (Agency) --
    rf"|{_CITY}, {_DAY}(?:,? {YEAR})? ?\([A-Z]{{2,12}}\) (?=[A-Z])"  # Delhi, Aug 1 (AGCY) Two ships
    rf"|{_CITY}, {_DAY}(?:, [A-Z][\w.-]{{1,20}}(?: [A-Z][\w.-]{{1,20}})?)?{_DASH}"  # Damascus, March 3, SNA –
    r"|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)? \([A-Z][A-Za-z ]{1,20}\) ?[-–—]{1,2} "
    rf"|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){{0,2}}/[A-Z][\w.'’-]{{1,20}}(?: [A-Z][\w'’-]+)?(?:{_DASH}|: )"  # Ankara/Agency:
    r"|[A-Z][A-Z .'/-]{2,30}, [A-Z][a-z]+(?: [A-Z][a-z]+)?: "  # KYIV, Ukraine:
    r"|\[\d{1,2}[:.]\d{2}(?: ?[A-Z]{3,4})?\] ?[-–—:]? ?"  # [09:25]
    r"|\d{1,2}[:.]\d{2}(?: ?[A-Z]{3,4})? ?[-–—:]? )"  # 09:25 -
)
BARE = re.compile(r"(?P<city>[A-Z]{3,}(?:[ -][A-Z]{3,}){0,2})(?:/[A-Z]{3,})? (?=\d|U\.[SN]\.|[A-Z][a-z'’]|A )")
OPENS = re.compile(r"(?:A|An|The|At least|About|Around|Some|More than|Nearly|Two|Three|Four|Five|Six|Seven|\d[\d,]*) ")
_NO_YEAR = rf"(?:\d{{1,2}} {MONTH}|{MONTH} \d{{1,2}})"
_YEAR_FIRST = rf"(?P<year>{YEAR}), ?(?P<month>{MONTH})(?: (?P<day>\d{{1,2}}))?"
_NUMBERS = rf"(?P<y>{YEAR})[/-](?P<m>\d{{2}})(?:[/-](?P<d>\d{{2}}))?"
_DATED = rf"(?:{_YEAR_FIRST}|{_NUMBERS}|\d{{1,2}} {MONTH},? {YEAR}|{MONTH} \d{{1,2}},? {YEAR}|{MONTH},? {YEAR}|{YEAR})"
HEADING = re.compile(
    rf"(?P<head>\s*(?:[-*•–] )?(?P<date>{_DATED}|{_NO_YEAR})(?P<mark> ?: | ?[-–—]{{1,2}} |\. ))(?=[\"“‘'(]?[A-Z])"
)
LONGEST = 60  # characters of a name that may open a sentence
ALONE = re.compile(rf"\s*(?:[-*•–] )?{_DATED}")


def label_of(text: str) -> str:
    """The dateline, clock time or timeline's date before a sentence: where or when it was filed, not what it says.

    >>> label_of("SEOUL - Two ships left."), label_of("09:25 Two ships left."), label_of("3 May 2010: Two ships leave.")
    ('SEOUL - ', '09:25 ', '3 May 2010: ')
    """
    if heading := _heading(text):
        return heading["head"]
    found = LABEL.match(text)
    if found is None:
        return _bare(text)
    return "" if is_roll(text) else found.group()


def _bare(text: str) -> str:
    """ "ANKARA Turkish jets struck", "OSLO The government said": a city in capitals with no sign after it, before what
    can open a sentence; not "MOSCOW Mayor Luzhkov"."""
    found = BARE.match(text)
    if found is None:
        return ""
    rest = text[found.end() :]
    place = any(c.kind == "capital" or c.type == "region" for c in names().meanings.get(found["city"].title(), ()))
    opens = place and (OPENS.match(rest) or any(m.start == 0 for m in names().mentions(rest[:LONGEST])))
    return found.group() if opens else ""


def _heading(text: str) -> re.Match[str] | None:
    found = HEADING.match(text)
    undated = found is not None and not re.search(YEAR, found["date"])
    return None if found is None or (undated and found["mark"] == ". ") else found


def is_heading(text: str) -> bool:
    """Whether what stands before a stop is only a date with its year: "10 February 1995. Peru sends troops"."""
    return ALONE.fullmatch(text) is not None


def date_before(text: str, published: str | None) -> str | None:
    """The date at the head of a timeline's line, which is that of all the line tells.

    >>> date_before("1999, May 26: India bombs Kargil.", "2018-08-08"), date_before("MOSCOW, May 2 - He left.", None)
    ('1999-05-26', None)
    """
    from kg.text.when import times

    found = _heading(text)
    if found is None:
        return None
    written = found["date"]
    if found["year"]:
        written = f"{found['day'] or ''} {found['month']} {found['year']}".strip()
    elif found["m"]:
        written = "-".join(part for part in (found["y"], found["m"], found["d"]) if part)
        return written if is_partial(written) else None
    return next((t.since for t in times(written, published) if t.kind == "point"), None)
