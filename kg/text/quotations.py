"""Words quoted over several sentences: what stands between the marks is the word of him who is named at one end.

"Sweden has sent men," the minister said. "Norway has sent a ship. Finland will send a company." Only the first sentence
has the minister in it; all three are his.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Actor, Claim
from kg.text.sides import VERBAL, same_voice, told_by

PARAGRAPH = re.compile(r"[^\n]+")
MARK = re.compile(r"\"|``|''")
OPENS = re.compile(r"[\s(\[:;—–-]?$")  # what stands before a mark that opens
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
        last = spans[n - 1] if n else (0, 0)
        earlier = [v for v in near if v.end <= start and start - v.end <= REACH]
        goes_on = bool(earlier) and earlier[-1].start < last[1]
        if n and last[0] in found and (goes_on or start - last[1] <= REACH):  # or its paragraph was left open
            found[start] = found[last[0]]
    return found


class Quoted:
    """The quotations of a text that somebody is known to speak."""

    def __init__(self, text: str, voices: Sequence[Voice]):
        self.spans = quotations(text) if voices else []
        self.starts = [start for start, _ in self.spans]
        self.speakers = speakers_of(self.spans, voices)

    def told(self, claim: Claim) -> Claim:
        """A claim, told by whoever is quoted where its sentence lies within a quotation and names no speaker."""
        at, end = claim.passage.start or 0, claim.passage.end or 0
        n = bisect_left(self.starts, at + 1) - 1
        who = self.speakers.get(self.starts[n]) if n >= 0 else None
        if who is None or claim.speakers or at >= self.spans[n][1] or end > self.spans[n][1] + 1:
            return claim
        if claim.relation in VERBAL and same_voice(claim.subject, (who,)):
            return claim
        return told_by(claim, who)
