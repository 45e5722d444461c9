"""A sentence as the reader looks at it: the words around it, who is named where, and which pairs may be meant.

A document is cut into windows of word pieces (wordpiece.py), its title before each, so that what a sentence leaves out
("the two sides", "its neighbour") stands beside it. Of every actor of the sentence, and of those named before it, a
scene knows the places.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.model import Actor, Document
from kg.text.actors import Sentence
from kg.text.frames import Match
from kg.text.mentions import state_actor
from kg.text.pairs import End, Pair, pairs
from kg.text.slots_plain import UNKNOWN
from kg.text.wordpiece import END, START, pieces

if TYPE_CHECKING:
    from kg.text.mentions import Mention
else:
    Mention = Any

LONGEST = 300  # pieces of a window, title and all: as long as the articles that the reader learned from
CONTEXT = 120  # of them before a sentence that begins a window of its own
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
    back: int  # read sentences since it was named; 0: never before, FARTHEST: in the title only

    @property
    def side(self) -> str:
        return self.actor.side


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence in its window; pairs are numbers of `actors`; -1 is nobody."""

    window: Window
    start: int  # the pieces of the sentence
    stop: int
    actors: tuple[Placed, ...]
    pairs: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]  # of each piece of the sentence, its character in the sentence
    is_plain: bool  # False: the sentence was written anew (gapping.py), and its words stand elsewhere

    def piece(self, char: int) -> int:
        """The piece of the window in which a character of the sentence stands; of what is cut off, the last one."""
        return min(self.stop - 1, self.start + max(0, bisect_right(self.starts, char) - 1))


class Scenes:
    """The scenes of one document; its sentences are to be entered one after the other."""

    def __init__(
        self,
        document: Document,
        mentions: Iterable[Mention],
        title: Iterable[Mention],
        known: Mapping[str, int],
        longest: int = LONGEST,
    ):
        ids, starts = pieces(document.title or "", known)
        self._title = [known[START], *ids[:TITLE], known[END]]
        self._room = longest - len(self._title)
        self._text, self._starts = pieces(document.text, known)
        self._named: dict[
            str, list[tuple[int, int]]
        ] = {}  # side -> (character, piece of the title or the text), in order
        self._met: dict[str, End] = {}  # whom the text has named so far, the last one last
        self._read: list[int] = []  # where the sentences begin that were entered
        self._window = Window((), (), 0, -1)
        self._windows: dict[tuple[int, int], Window] = {}  # of sentences that were looked at
        titled = []
        for m in title:
            place = bisect_right(starts, m.start)  # its piece, one on for the start
            if actor := _side(m):
                self._meet(actor)
                if 0 < place <= TITLE:
                    titled.append(place)
                    self._name(actor, -1, place)
        self._titled = sorted(titled)
        self._coming: list[tuple[int, Actor]] = []  # names that are not yet reached, the first one last
        for m in mentions:
            if actor := _side(m):
                self._name(actor, m.start, self._piece(m.start))
                self._coming.append((m.start, actor))
        self._coming.sort(key=lambda one: -one[0])
        self._marked = sorted({self._piece(char) for char, _ in self._coming})

    def enter(
        self, s: Sentence, matches: list[Match], start: int, length: int, is_plain: bool
    ) -> tuple[list[Pair], Scene]:
        """The pairs of a sentence that begins at a character of the text and is so long, and its scene."""
        found = pairs(s, matches, self._before(start))
        scene = self._scene(found, start, length, is_plain)
        if not self._read or self._read[-1] != start:
            self._read.append(start)
        for end in reversed(_once(reversed(_ends(found)))):  # in the order in which they last stand
            if end.token is not None and end.actor != UNKNOWN:
                self._meet(end.actor)
                if is_plain:
                    char = start + end.token.idx
                    self._name(end.actor, char, self._piece(char))
        return found, scene

    def _before(self, start: int) -> Iterator[End]:
        """Whom the text named before a character of it, the last one first."""
        while self._coming and self._coming[-1][0] < start:
            self._meet(self._coming.pop()[1])
        return reversed(self._met.values())

    def _meet(self, actor: Actor) -> None:
        self._met.pop(actor.key, None)
        self._met[actor.key] = End(actor)

    def _name(self, actor: Actor, char: int, piece: int) -> None:
        places = self._named.setdefault(actor.state or actor.key, [])
        n = bisect_left(places, (char, piece))
        if n == len(places) or places[n] != (char, piece):
            insort(places, (char, piece))

    def _piece(self, char: int) -> int:
        return max(0, bisect_right(self._starts, char) - 1)

    def place(self, start: int, length: int) -> tuple[Window, int, int]:
        """The window of a sentence that begins at a character of the text and is so long, and its pieces there."""
        last = self._piece(start + max(0, length - 1)) + 1
        first = min(bisect_left(self._starts, start), last - 1)
        if (first, last) not in self._windows:
            self._windows[first, last] = self._of(first, last)
        w = self._windows[first, last]
        shift = w.title - w.first
        return w, first + shift, max(first + shift + 1, min(last + shift, len(w.pieces)))

    def _of(self, start: int, stop: int) -> Window:
        """The window of a sentence: the last one if it holds it, else one that begins a little before."""
        w = self._window
        if w.first <= start and stop <= w.first + len(w.pieces) - w.title:
            return w
        context = max(0, min(CONTEXT, self._room - (stop - start)))
        first = 0 if stop <= self._room else max(0, start - context)
        if first != w.first:
            shown = self._text[first : first + self._room]
            marked = self._marked[bisect_left(self._marked, first) : bisect_left(self._marked, first + len(shown))]
            marks = (*self._titled, *(len(self._title) + p - first for p in marked))
            self._window = Window((*self._title, *shown), marks, len(self._title), first)
        return self._window

    def _scene(self, found: Sequence[Pair], start: int, length: int, is_plain: bool) -> Scene:
        w, begins, stop = self.place(start, length)
        shift = w.title - w.first
        ends: dict[str, End] = {}
        places: dict[str, set[int]] = {}
        for end in _once(_ends(found)):
            if end.key not in ends or (ends[end.key].token is None and end.token is not None):
                ends[end.key] = end
            if end.token is not None:
                named = [start + end.token.idx] if is_plain else self._chars(end, start, length)
                places.setdefault(end.key, set()).update(min(self._piece(c) + shift, stop - 1) for c in named)
        placed = [self._placed(end, sorted(places.get(key, ())), start, w) for key, end in ends.items()]
        number = {key: n for n, key in enumerate(ends)}
        numbered = tuple((number[p.a.key], number[p.b.key] if p.b else -1) for p in found)
        last = self._piece(start + max(0, length - 1)) + 1
        starts = tuple(c - start for c in self._starts[begins - shift : last])
        return Scene(w, begins, stop, tuple(placed), numbered, starts, is_plain)

    def _chars(self, end: End, start: int, length: int) -> list[int]:
        """The characters at which a known name stands in a sentence that was written anew."""
        named = self._named.get(end.side, [])
        return [char for char, _ in named[bisect_left(named, (start,)) : bisect_left(named, (start + length,))]]

    def _placed(self, end: End, here: Sequence[int], start: int, w: Window) -> Placed:
        named = self._named.get(end.side, [])
        past = bisect_left(named, (start,))
        if not past:
            return Placed(end.actor, tuple(here[:MENTIONS]), (), 0)
        char = named[past - 1][0]
        back = FARTHEST if char < 0 else 1 + bisect_left(self._read, start) - bisect_right(self._read, char)
        before: list[int] = []
        if not here:
            in_title = [piece for char, piece in named[:1] if char < 0]
            recent = dict.fromkeys(
                p + w.title - w.first for c, p in named[max(0, past - MENTIONS) : past] if c >= 0 and p >= w.first
            )
            before = [*in_title, *list(recent)[-(MENTIONS - len(in_title)) :]]
        return Placed(end.actor, tuple(here[:MENTIONS]), tuple(before), min(FARTHEST, back))


def _ends(found: Iterable[Pair]) -> list[End]:
    return [end for pair in found for end in (pair.a, pair.b) if end is not None]


def _once(ends: Iterable[End]) -> list[End]:
    """Each side once, though it stands in many pairs, where it first comes."""
    return list({id(end): end for end in ends}.values())


def _side(m: Mention) -> Actor | None:
    """Whom a name makes known as a side: a state, also by its army or a place in it, a bloc, an armed group."""
    if m.state:
        return state_actor(m.state)
    return Actor(m.text, m.type, m.id) if m.type in ("organisation", "armed_group") else None
