"""A sentence as the reader looks at it: the words around it, who is named where, and which pairs may be meant.

A document is cut into windows of word pieces (wordpiece.py), its title before each, so that what a sentence leaves out
("the two sides", "its neighbour") stands beside it. Of every actor of the sentence, and of those named before it, a
scene knows the places.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.model import Actor, Document
from kg.text.actors import Sentence
from kg.text.mentions import state_actor
from kg.text.pairs import End, Pair
from kg.text.slots_plain import UNKNOWN
from kg.text.wordpiece import END, START, pieces

if TYPE_CHECKING:
    from kg.text.mentions import Mention
else:
    Mention = Any

LONGEST = 300  # pieces of a window, title and all: as long as the articles that the reader learned from
BEFORE = 120  # of them before a sentence that begins a window of its own
TITLE = 60  # at most of the title
MENTIONS = 4  # of one actor that are looked at, in the sentence or before it
FARTHEST = 9  # sentences back; the title is as far


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces of a text, those that begin a known name marked; `first` is the text's piece after the title's."""

    pieces: tuple[int, ...]
    marks: tuple[int, ...]
    title: int  # how many are the title's
    first: int


@dataclass(frozen=True, slots=True)
class Placed:
    """An actor and the pieces of the window that name it."""

    actor: Actor
    here: tuple[int, ...]  # in the sentence
    before: tuple[int, ...]  # before it, if nowhere in it
    back: int  # sentences since it was named; 0: never before, FARTHEST: in the title only

    @property
    def side(self) -> str:
        return self.actor.state or self.actor.key


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence in its window; pairs are numbers of `actors`; -1 is nobody."""

    window: Window
    start: int  # the pieces of the sentence
    stop: int
    actors: tuple[Placed, ...]
    pairs: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]  # of each piece of the sentence, its character in the sentence
    is_plain: bool = True  # False: the sentence was written anew (gapping.py), and its words stand elsewhere

    def piece(self, char: int) -> int:
        """The piece of the window in which a character of the sentence stands."""
        return self.start + max(0, bisect_right(self.starts, char) - 1)


class Scenes:
    """The scenes of one document, in the order of its sentences."""

    def __init__(
        self, document: Document, mentions: Sequence[Mention], title: Sequence[Mention], known: Mapping[str, int]
    ):
        ids, starts = pieces(document.title or "", known)
        self.title = [known[START], *ids[:TITLE], known[END]]
        self.text, self.starts = pieces(document.text, known)
        self.named: dict[str, list[tuple[int, int]]] = {}  # side -> (character, piece of the title or the text)
        for m in title:
            place = bisect_right(starts, m.start)  # its piece, one on for the start
            if 0 < place <= TITLE:
                self._name(m.state or m.id or m.text, -1, place)
        for m in mentions:
            self._name(m.state or m.id or m.text, m.start, self._piece(m.start))
        self.marked = {p for places in self.named.values() for char, p in places if char >= 0}
        self.window = Window((), (), 0, 0)
        self.told: list[int] = []  # where the sentences begin that were looked at
        self.met: dict[str, tuple[int, End]] = {}  # whom they and the title name, and at which character last
        for m in title:
            self._meet(-1, m)
        self.coming = sorted(mentions, key=lambda m: -m.start)  # names that are not yet reached, the first one last

    def before(self, start: int) -> list[End]:
        """Whom the text named before a character of it, the last one first."""
        while self.coming and self.coming[-1].start < start:
            m = self.coming.pop()
            self._meet(m.start, m)
        return [end for _, end in sorted(self.met.values(), key=lambda met: -met[0])]

    def _meet(self, char: int, m: Mention) -> None:
        if m.state or m.type in ("organisation", "armed_group"):
            actor = state_actor(m.state) if m.state else Actor(m.text, m.type, m.id)
            self.met[actor.key] = char, End(actor)

    def _name(self, side: str, char: int, piece: int) -> None:
        self.named.setdefault(side, []).append((char, piece))

    def _piece(self, char: int) -> int:
        return max(0, bisect_right(self.starts, char) - 1)

    def _of(self, start: int, stop: int) -> Window:
        """The window of a sentence: the last one if it holds it, else one that begins a little before."""
        w = self.window
        room = LONGEST - len(self.title)
        if not w.pieces or start < w.first or stop > w.first + len(w.pieces) - w.title:
            first = 0 if stop <= room else max(0, start - BEFORE)
            shown = self.text[first : first + room]
            marks = (len(self.title) + p - first for p in sorted(self.marked) if first <= p < first + len(shown))
            titled = (p for places in self.named.values() for char, p in places if char < 0)
            w = self.window = Window((*self.title, *shown), (*sorted(titled), *marks), len(self.title), first)
        return w

    def scene(self, s: Sentence, found: Sequence[Pair], start: int, length: int) -> Scene:
        """A sentence that begins at a character of the text and is so long, with the pairs that were found in it."""
        first, last = self._piece(start), self._piece(start + max(0, length - 1)) + 1
        w = self._of(first, last)
        shift = w.title - w.first
        stop = min(last + shift, len(w.pieces))
        plain = len(s.doc.text) == length
        ends: dict[str, End] = {}
        places: dict[str, list[int]] = {}
        for end in (end for pair in found for end in (pair.a, pair.b) if end is not None):
            if end.key not in ends or (ends[end.key].token is None and end.token is not None):
                ends[end.key] = end
            if end.token is not None and plain:
                at = min(self._piece(start + end.token.idx) + shift, stop - 1)
                if at not in places.setdefault(end.key, []):
                    places[end.key].append(at)
        placed = [self._placed(end, tuple(places.get(key, ())), start, w) for key, end in ends.items()]
        number = {key: n for n, key in enumerate(ends)}
        numbered = tuple((number[p.a.key], number[p.b.key] if p.b else -1) for p in found)
        starts = tuple(c - start for c in self.starts[first:last])
        return Scene(w, first + shift, stop, tuple(placed), numbered, starts, plain)

    def _placed(self, end: End, here: tuple[int, ...], start: int, w: Window) -> Placed:
        side = end.side
        past = sorted((char, p) for char, p in self.named.get(side, ()) if char < start)
        shift = w.title - w.first
        seen = [p if char < 0 else p + shift for char, p in past if char < 0 or w.first <= p]
        before = (
            [] if here else list(dict.fromkeys([*(seen[:1] if past and past[0][0] < 0 else []), *seen[-MENTIONS:]]))
        )
        back = 0
        if past:
            char = past[-1][0]
            back = FARTHEST if char < 0 else min(FARTHEST, 1 + sum(char < t < start for t in self.told))
        return Placed(end.actor, here[:MENTIONS], tuple(before[-MENTIONS:]), back)

    def remember(self, found: Sequence[Pair], start: int) -> None:
        """Who took part in a sentence, for those after it."""
        self.told.append(start)
        for pair in found:
            for end in (pair.a, pair.b):
                if end is not None and end.token is not None and end.actor != UNKNOWN:
                    char = start + end.token.idx
                    self.met[end.key] = char, End(end.actor)
                    self._name(end.side, char, self._piece(char))
