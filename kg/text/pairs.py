"""Pairs of actors of a sentence that something may be said of.

A pair is ordered: who may do something, and to whom. The second actor may be one that only the text before the
sentence named (the host of the troops, the other side of the talks), or nobody. Nothing here knows a relation: the
frames' findings are put to their pairs, and the reader (reader.py) says what is likely.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.actors import Sentence
from kg.text.closings import closings
from kg.text.frames import Match
from kg.text.who import Who

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

MOST_ACTORS = 10  # of one sentence; lists of more are no news about any two of them
REACH = 7  # steps up the parse in which two actors are near each other
BEFORE = 8  # actors of the text before a sentence that may be the other side
LAST = 3  # of them that may be both sides of a sentence that names nobody


@dataclass(frozen=True, slots=True)
class End:
    """One side of a pair: an actor, and the token that stands for it; None where only the text before names it."""

    actor: Actor
    who: Who | None = None  # None: not in this sentence
    token: Token | None = None

    @property
    def key(self) -> str:
        return self.actor.key

    @property
    def side(self) -> str:
        """An army or a leader as its state."""
        return self.actor.side


@dataclass(slots=True)
class Pair:
    """Two actors, and what the frames found of them."""

    a: End
    b: End | None
    matches: list[Match] = field(default_factory=list)  # a being the subject

    @property
    def sides(self) -> tuple[str, str]:
        """An army or a leader as its state; "" for nobody."""
        return self.a.side, self.b.side if self.b else ""

    @property
    def is_from_before(self) -> bool:
        """Whether the sentence does not name one of the two."""
        return self.a.token is None or (self.b is not None and self.b.token is None)


def pairs(s: Sentence, matches: list[Match], before: Iterable[End] = ()) -> list[Pair]:
    """Every ordered pair of actors of a sentence, each actor with nobody, and each with those named before it, of whom
    `before` gives the last one first; of a sentence that names nobody, those named last."""
    inside = actors_of(s)
    # "..., the agency said": no side of what it says
    sayers = {i for c in closings(s) for i in range(c.start, c.verb.i)}
    inside = [e for e in inside if e.token is not None and e.token.i not in sayers]
    here = {e.key for e in inside}
    before = list(islice((e for e in before if e.key not in here), BEFORE))
    found: dict[tuple[str, str], Pair] = {}
    above: dict[int, list[int]] = {}
    for ends, pair in _ordered(inside, before):
        known = found.get(ends)
        if known is None or _distance(pair, above) < _distance(known, above):
            found[ends] = pair
    for match in matches:
        ends = (match.subject.actor.key, match.object.actor.key if match.object else "")
        if ends not in found:
            found[ends] = Pair(_end(s, match.subject), _end(s, match.object) if match.object else None)
        found[ends].matches.append(match)
    return list(found.values())


def _end(s: Sentence, who: Who) -> End:
    return End(who.actor, who, s.doc[who.token])


def _ordered(inside: list[End], before: list[End]) -> Iterator[tuple[tuple[str, str], Pair]]:
    here, past = [(e.key, e) for e in inside], [(e.key, e) for e in before]
    if len({key for key, _ in here}) > MOST_ACTORS:
        return
    if not here:  # "The contract provides for 180 tanks": all is said of those named last
        last = past[:LAST]
        for key, a in last:
            yield (key, ""), Pair(a, None)
            yield from (((key, other), Pair(a, b)) for other, b in last if a is not b)
    for key, a in here:
        yield (key, ""), Pair(a, None)
        for other, b in here:
            if key != other and a.token != b.token:
                yield (key, other), Pair(a, b)
        for other, b in past:
            yield (key, other), Pair(a, b)
            yield (other, key), Pair(b, a)


def _distance(pair: Pair, above: dict[int, list[int]]) -> int:
    """How far apart two ends stand in the parse: of two mentions of one actor the nearer is looked at. `above` keeps
    the places of a token and of all that it hangs on."""
    tokens = [e.token for e in (pair.a, pair.b) if e is not None and e.token is not None]
    for t in tokens:
        if t.i not in above:
            above[t.i] = [t.i, *(over.i for over in t.ancestors)]
    if len(tokens) < 2:
        return len(above[tokens[0].i]) - 1 if tokens else 99
    one, other = (above[t.i][: REACH + 1] for t in tokens)
    return next((n + one.index(i) for n, i in enumerate(other) if i in one), len(one) + len(other))


def actors_of(s: Sentence) -> list[End]:
    """Actors with the highest token that stands for them; two mentions of one actor are both looked at."""
    found: list[End] = []
    for token in s.doc:
        if token.pos_ not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM"):
            continue
        if token.i in s.part_of and token.i not in s.head_of:
            continue
        whos = s.one(token, 0)
        head = token.head
        upward = token.dep_ in ("amod", "compound", "nmod", "poss", "nummod", "appos") and head != token
        above = {w.actor.key for w in s.one(head, 1)} if whos and upward else set()
        found += [End(who.actor, who, token) for who in whos if who.actor.key not in above]
    return found[: MOST_ACTORS * 2]
