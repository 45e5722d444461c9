"""Sentences with their exact places in the text, by rules and fast.

A sentence ends at a stop, a question mark or an exclamation mark, unless the stop belongs to an
abbreviation, an initial or a number; and where a paragraph or a line of its own ends, with or
without a stop: headlines and cut snippets have none. `text[s.start:s.end] == s.text` always holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.text.datelines import is_heading
from kg.text.notes import AFTER_STOP, RAISED

ALNUM = re.compile(r"[^\W_]")
SENTENCE_CAP = 2000  # characters; longer ones are cut at white space


@dataclass(frozen=True, slots=True)
class Span:
    """One sentence: characters `start` to `end` of the text it stands in; or a clause `within` a sentence."""

    start: int
    end: int
    text: str
    within: Span | None = None

    @property
    def quoted(self) -> Span:
        """What a claim quotes: the whole sentence."""
        return self.within or self


def sentences(text: str) -> list[Span]:
    """The sentences of a text, in order, none overlapping, none without a letter or a digit.

    >>> [s.text for s in sentences("The U.S. Navy met Gen. Kim at 9 a.m. Friday. He left.")]
    ['The U.S. Navy met Gen. Kim at 9 a.m. Friday.', 'He left.']
    """
    return [
        Span(start, end, text[start:end])
        for block in _blocks(text)
        for piece in _split(text, *block)
        for start, end in _capped(text, *piece)
        if ALNUM.search(text, start, end)
    ]


# Lines and paragraphs

WRAPPED = 160  # characters; longer lines are paragraphs
LINE = re.compile(r"[^\n]+|(?<=\n)(?=\n)")
OWN_LINE = re.compile(r"\s*(?:[-*•–—‣▪]\s|#{1,6}\s|\d{1,3}[.)]\s|>|\||={3,}|-{3,})")
TERMINAL = re.compile(r"[.!?…。！？؟۔।:;][\"'”’»)\]]*\s*$")


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that no sentence crosses: paragraphs, and lines that stand for themselves.

    A line end inside a paragraph is only white space where the text was wrapped: where the next line
    goes on in lower case, or where the first word of the next line would not have fitted any more.
    """
    lines = [(m.start(), m.end()) for m in LINE.finditer(text)]
    width = _width(text, lines)
    start = 0
    for line, after in zip(lines, [*lines[1:], None], strict=False):
        if after is None or not _goes_on(text, line, after, width):
            yield start, line[1]
            start = after[0] if after else line[1]


def _width(text: str, lines: list[tuple[int, int]]) -> int:
    """How wide the text was wrapped: its longest line, among paragraphs of which a line goes on in lower case."""
    width = widest = 0
    wrapped, previous = False, ""
    for begin, end in [*lines, (0, 0)]:
        line = text[begin : min(end, begin + 200)]
        if not line.strip():
            if wrapped and widest <= WRAPPED:
                width = max(width, widest)
            widest, wrapped, previous = 0, False, ""
            continue
        wrapped = wrapped or (_lower(line) and bool(previous) and not TERMINAL.search(previous))
        widest, previous = max(widest, end - begin), text[max(begin, end - 8) : end]
    return width


def _lower(line: str) -> bool:
    return line.lstrip("\"'“‘(« \t")[:1].islower()


def _goes_on(text: str, line: tuple[int, int], after: tuple[int, int], width: int) -> bool:
    following = text[after[0] : min(after[1], after[0] + 400)]
    if not following.strip() or not text[line[0] : line[1]].strip() or OWN_LINE.match(following):
        return False
    current = text[max(line[0], line[1] - 400) : line[1]].rstrip()
    if re.match(r"\s*#{1,6}\s", text[line[0] : line[0] + 12]):
        return False
    if line[1] - line[0] > width:
        # Not wrapped, but "said on\nFriday" and "said\nthat" are still one sentence.
        return _lower(following) and not TERMINAL.search(current[-8:])
    first = following.split(maxsplit=1)[0]
    fits = (line[1] - line[0]) + 1 + len(first) <= width
    return not fits or (_lower(following) and not TERMINAL.search(current[-8:]))


# Stops

CLOSERS = rf"[\"'”’»)\]]*+{AFTER_STOP}{{0,9}}"
STOP = re.compile(
    rf"(?:(?<![.!?…])[.!?…]++{CLOSERS}(?=\s)|[。！？؟۔।]++[\"'”’»」』）]*|(?<=[a-z]{{2}})[.!?][\"”’]?(?=[A-Z“][a-z]))"
)
BEFORE = re.compile(r"[\w.’'&-]*\Z")
INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")  # "U.S"
FIRST_WORD = re.compile(r"([^\W\d_]+)[\s,’']")


def _these(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A name or a number follows these, never a new sentence.
NEVER = _these(
    """mr mrs ms mx dr drs prof profs gen lt lieut col maj capt cpt sgt cpl pfc pvt adm radm vadm cmdr cdr comdr
    brig sen sens rep reps gov govs amb pres rev hon fr st ste ft mt msgr messrs mme mlle supt insp det secy asst
    assoc dep atty v vs cf viz eg ie ca approx e.g i.e maj.-gen lt.-gen lt.-col gov.-gen"""
)
# Before a number they are part of it; else they end a sentence like any word.
BEFORE_NUMBER = _these(
    """no nos nr art arts sec secs fig figs vol p pp para paras res ch cl app c jan feb mar apr jun jul aug sep
    sept oct nov dec"""
)
# These may stand at an end: only a word that begins sentences tells.
MAYBE = _these("jr sr inc corp ltd co bros etc al est dept govt intl natl ret plc ltda u.s u.k u.n e.u")
CLOCK = frozenset(("a.m", "p.m", "am", "pm"))
AFTER_CLOCK = re.compile(
    r"(?:(?:GMT|UTC|ET|E[SD]T|CES?T|EES?T|MSK|KST|JST|IST|BST|P[SD]T|C[SD]T|M[SD]T)\b|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"[a-z]*\b|[A-Z]\w+(?:\s[A-Z]\w+)?\s(?:[Tt]ime|[Ll]ocal)\b|Eastern|Greenwich|Universal|Local)"
)
STARTERS = _these(
    """a after all although amid among an and another any as asked at because before both but by critics despite
    during each earlier either even every few following for from had has have he her here his how however if in
    instead it its last later many meanwhile more moreover most much neither never no nobody none nor not now
    officials on once one only other others our over perhaps she similarly since so some still such that the
    their then there these they this those though thus to today two three under unless until we were what when
    where whether which while who whose why will with without would yet you"""
)
SAID = re.compile(
    r"(?:[\w’'.-]+\s+){0,4}?(?:said|says|say|asked|asks|added|adds|told|wrote|writes|replied|answered|"
    r"declared|warned|insisted|shouted|tweeted|posted|noted|exclaimed|remarked|demanded)\b"
)


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cuts one block at its stops."""
    begin = start
    for found in STOP.finditer(text, start, end):
        if found.end() < end and _ends(text, begin, found, end):
            yield from _trimmed(text, begin, found.end())
            begin = found.end()
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _ends(text: str, begin: int, found: re.Match[str], end: int) -> bool:
    """Whether the sentence that began at `begin` ends with this stop."""
    stop = found[0]
    if stop[0] in "。！？؟۔।":
        return True
    following = text[found.end() : min(end, found.end() + 120)].lstrip()
    if not following or stop.strip("\"'”’»)]") == "":
        return False
    bare = following.lstrip("\"'“‘”’«([—–- ")
    if bare[:1].islower():
        return False
    quoted = stop[-1] in "\"”’'»"
    if quoted and SAID.match(following):
        return False
    marks = stop.rstrip(f"\"'”’»()[]0123456789†‡*{RAISED}")
    if marks != ".":  # "?", "!", "...", "?!"
        return True
    return quoted or _ends_with_stop(text, begin, found.start(), bare)


def _ends_with_stop(text: str, begin: int, stop: int, following: str) -> bool:
    """Whether one full stop ends a sentence: by the word before it and the word after it."""
    found = BEFORE.search(text, max(begin, stop - 24), stop)
    before = found[0] if found else ""
    word = before.lower().lstrip("'’-.")
    if word in NEVER:
        return False
    if stop - begin < 32 and is_heading(
        text[begin:stop]
    ):  # "10 February 1995. Peru sends troops": one line of a timeline
        return False
    if word in BEFORE_NUMBER and (following[:1].isdigit() or text[stop + 1 : stop + 2].isdigit()):
        return False
    if word in CLOCK:
        return not AFTER_CLOCK.match(following)
    if word in MAYBE or ("." in before and INITIALS.fullmatch(before)):
        return _starter(following)
    if len(before) == 1 and before.isupper():  # an initial: "George W. Bush", but "World War I. The"
        return _starter(following)
    # "1. Russia" at the beginning of a line is a number of a list.
    return not (before.isdigit() and not text[begin:stop].strip(" \t\n\"'“(0123456789"))


def _starter(following: str) -> bool:
    found = FIRST_WORD.match(following)
    return bool(found) and found is not None and found[1].lower() in STARTERS and found[1][0].isupper()


# A cap


def _capped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Pieces of at most SENTENCE_CAP characters, cut after a semicolon or comma, else at a blank."""
    while end - start > SENTENCE_CAP:
        half, limit = start + SENTENCE_CAP // 2, start + SENTENCE_CAP
        found = (text.rfind(mark, half, limit) for mark in ("\n", "; ", ", ", " ", "\t"))
        cut = next((at + 1 for at in found if at > 0), limit)
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)
