"""Words quoted over several sentences: what stands between the marks is the word of him who is named at one end.

"Sweden has sent men," the minister said. "Norway has sent a ship. Finland will send a company." Only the first sentence
has the minister in it; all three are his.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.model import Actor, Claim
from kg.text.sides import VERBAL, same_voice

PARAGRAPH = re.compile(r"[^\n]+")
MARK = re.compile(r"\"|``|''")
OPENS = re.compile(r"[\s(\[:;—–-]?$")  # what stands before a mark that opens
SETTLED = frozenset(("LEADS", "PART_OF"))  # told by a title and not by what is said
REACH = 3  # characters from a quotation to the sentence that goes on with it


@dataclass(frozen=True, slots=True)
class Voice:
    """A sentence, by its characters, and who alone speaks in it."""

    start: int
    end: int
    actor: Actor


def quotations(text: str) -> list[tuple[int, int]]:
    """Where quotations begin and end, marks and all, in a text of plain marks; an open one ends with its paragraph.
    Where a mark would open one within a word, as if one were missing before it, the rest of its paragraph has none.

    >>> told = 'He said: "We left. They came." Then he "went".'
    >>> [told[a:b] for a, b in quotations(told)]
    ['"We left. They came."', '"went"']
    """
    found = []
    for paragraph in PARAGRAPH.finditer(text):
        marks = [m.span() for m in MARK.finditer(text, *paragraph.span())]
        for n in range(0, len(marks), 2):
            if not OPENS.match(text[max(0, marks[n][0] - 1) : marks[n][0]]):
                break
            end = marks[n + 1][1] if n + 1 < len(marks) else paragraph.end()
            found.append((marks[n][0], end))
    return found


def speakers_of(spans: Sequence[tuple[int, int]], voices: Sequence[Voice]) -> dict[int, Actor]:
    """Who speaks in each quotation, by where it begins: whoever speaks in the sentence that it ends or begins in, or
    who spoke in the quotation right before it."""
    starts = [v.start for v in voices]
    found: dict[int, Actor] = {}
    for n, (start, end) in enumerate(spans):
        near = voices[max(0, bisect_left(starts, start - 400) - 1) : bisect_left(starts, end + 1)]
        beside = [v for v in near if v.start < end and v.end > start and not (v.start >= start and v.end <= end)]
        after, before = [v for v in beside if v.end > end], [v for v in beside if v.start < start]
        if after or before:
            found[start] = (after or before)[-1].actor
            continue
        earlier = [v for v in near if v.end <= start and start - v.end <= REACH]
        if n and earlier and spans[n - 1][0] in found and earlier[-1].start < spans[n - 1][1]:
            found[start] = found[spans[n - 1][0]]
        elif n and spans[n - 1][0] in found and start - spans[n - 1][1] <= REACH:
            found[start] = found[spans[n - 1][0]]  # the paragraph before was left open
    return found


def spoken(claims: Iterable[Claim], text: str, voices: Sequence[Voice]) -> list[Claim]:
    """The claims of a text, those of sentences that lie within a quotation told by whoever is quoted."""
    claims = list(claims)
    if not voices or not MARK.search(text):
        return claims
    spans = quotations(text)
    who: Mapping[int, Actor] = speakers_of(spans, voices)
    starts = [a for a, _ in spans]
    return [_told(c, spans, starts, who) for c in claims]


def _told(claim: Claim, spans: Sequence[tuple[int, int]], starts: Sequence[int], who: Mapping[int, Actor]) -> Claim:
    at, end = claim.passage.start or 0, claim.passage.end or 0
    n = bisect_left(starts, at + 1) - 1
    if n < 0 or starts[n] not in who or claim.speakers or claim.relation in SETTLED:
        return claim
    if end > spans[n][1] + 1 or at >= spans[n][1]:
        return claim
    actor = who[starts[n]]
    if claim.relation in VERBAL and same_voice(claim.subject, (actor,)):
        return claim
    modality = "reported" if claim.modality == "asserted" else claim.modality
    return replace(claim, modality=modality, speakers=(actor,))
