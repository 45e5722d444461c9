"""Notes of a learned text: their marks behind a word or a stop, and the notes themselves, which state nothing."""

from __future__ import annotations

import re

from kg.text.when_written import MONTH, YEAR

RAISED = "¹²³⁰⁴⁵⁶⁷⁸⁹"
# "Algeria.(3) ", "Algeria.¹ ", "Algeria.† ", "Algeria.14 "; "3.5 tanks" is a number.
AFTER_STOP = (
    rf"(?:\[\d{{1,3}}\]|\(\d{{1,3}}\)|[{RAISED}]{{1,3}}|[†‡*]{{1,3}}"
    r"|(?:(?<=[a-z]{3}[.!?])|(?<=[ -](?:19|20)\d\d\.))\d{1,3}(?=\s+[\"“‘]?[A-Z]|\s*\Z))"
)
MARK = re.compile(
    rf"(?:(?<=[.!?\"”’)])|(?<=[.!?]\s)){AFTER_STOP}(?=\s|$)|(?<=[.,;:!?\"”’)])[{RAISED}]{{1,3}}|"
    rf"(?:(?<=[a-z]{{3}})|(?<=\d{{4}}))[{RAISED}]{{1,3}}(?!\w)|"  # not "km²"
    r"\s\((?:see )?(?:foot)?notes? \d{1,3}\)"
)
MAY_MARK = re.compile(rf"[{RAISED}†‡*[(]|[.!?]\s?\d")  # most sentences have none, and this is quick to see
NOTE = re.compile(
    r"\W{0,6}(?:\d{1,3}\W{1,6})?(?:(?:See|Cf\.|Quoted in|Cited in)(?: also)?:? [\"“‘«].*"
    r"|(?:(?:The )?[Aa]uthors?[’']?s? )?(?:[Ii]nterviews?|[Tt]alks|[Cc]onversations?|[Cc]orrespondence) with "
    rf"[^,]{{2,60}}(?:, [^,]{{2,30}}){{0,2}}, (?:\d{{1,2}} )?{MONTH},? {YEAR}\W*)$",
    re.DOTALL,
)


def without_notes(text: str) -> str:
    """The same number of characters, the marks of notes blanked.

    >>> without_notes("Chad bought jets in 2015¹ and tanks.(3)")
    'Chad bought jets in 2015  and tanks.   '
    """
    return MARK.sub(lambda m: " " * len(m.group()), text) if MAY_MARK.search(text) else text


def is_note(text: str) -> bool:
    """Whether a sentence only says where something is told.

    >>> is_note("[7] Interview with a diplomat, Rabat, 3 March 2016."), is_note("See that it is signed.")
    (True, False)
    """
    return NOTE.match(text) is not None
