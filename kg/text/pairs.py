"""What is seen of two actors in a sentence: how they hang on its words, what kinds of words these are, and which
frames spoke of them.

A pair is ordered: who may do something, and to whom. The second actor may be one that only the text before the
sentence named (the host of the troops, the other side of the talks), or nobody. The learned reader (learned.py)
weighs these observations; nothing here knows a relation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.actors import Sentence
from kg.text.closings import closings
from kg.text.frames import Match
from kg.text.grammar import PASSIVE, SUBJECTS, is_passive, particle_lemma, themes_of
from kg.text.mentions import classes_of, state_actor, table
from kg.text.who import Who

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

MOST_ACTORS = 8  # of one sentence; lists of more are no news about any two of them
REACH = 7  # steps from an actor up the parse that its way is looked at
BEFORE = 4  # actors of the text before a sentence that may be the other side


@dataclass(frozen=True, slots=True)
class End:
    """One side of a pair: an actor, and the token that stands for it, or how the text before knows it."""

    actor: Actor
    who: Who | None  # None: not in this sentence
    token: Token | None
    known: tuple[str, ...] = ()  # "focus", "host", "title", ...: what it was before this sentence

    @property
    def key(self) -> str:
        return self.actor.key


@dataclass(slots=True)
class Pair:
    """Two actors, the words between them that may say something, and all that is seen of them."""

    a: End
    b: End | None
    words: list[Token] = field(default_factory=list)  # that may carry the relation
    seen: dict[str, None] = field(default_factory=dict)  # observations, in order
    at: dict[str, int] = field(default_factory=dict)  # observation -> token that it is about
    matches: list[Match] = field(default_factory=list)  # of the frames, a being the subject

    @property
    def ends(self) -> tuple[str, str]:
        return self.a.key, self.b.key if self.b else ""

    def see(self, what: str, token: Token | None = None) -> None:
        self.seen[what] = None
        if token is not None:
            self.at.setdefault(what, token.i)


@cache
def senses() -> dict[str, tuple[str, ...]]:
    """Lemma -> the kinds of doing or thing that it can name (senses.yaml)."""
    found: dict[str, list[str]] = {}
    for name, listed in table("senses.yaml").items():
        for word in str(listed).split():
            found.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in found.items()}


class Looked:
    """What is known of the tokens of one sentence: looked up once, asked by every pair."""

    def __init__(self, s: Sentence):
        self.s = s
        self.kept: dict[int, tuple[str, tuple[str, ...]]] = {}
        self.ways: dict[int, list[Token]] = {}
        # Words that name what is done or what is there, with their senses: place, token, whether it is an adjective.
        self.content = [
            (t.i, t, t.pos_ == "ADJ", self.of(t)[1])
            for t in s.doc
            if t.pos_ in ("VERB", "NOUN", "ADJ") and t.i not in s.part_of
        ]
        inside = dict.fromkeys(name for _, _, is_adjective, names in self.content if not is_adjective for name in names)
        self.inside = {mark: dict.fromkeys(f"in~{name} {mark}" for name in inside) for mark in ("a", "b")}

    def up(self, token: Token) -> list[Token]:
        """A token and what it hangs on, REACH steps up."""
        if token.i not in self.ways:
            self.ways[token.i] = [token, *islice(token.ancestors, REACH)]
        return self.ways[token.i]

    def of(self, token: Token) -> tuple[str, tuple[str, ...]]:
        """The lemma of a token, with its particle, and its senses."""
        if token.i not in self.kept:
            lemma = particle_lemma(token) if token.pos_ == "VERB" else self.s.lemma(token)
            names: dict[str, None] = {}
            keys = [lemma, *([self.s.lemma(token)] if token.pos_ == "VERB" else sorted(self.s.words(token)))]
            for key in keys:
                names.update(dict.fromkeys(senses().get(key, ())))
            if token.pos_ != "VERB":
                names.update(
                    dict.fromkeys(f"n:{k}" for w in sorted(self.s.words(token)) for k in sorted(classes_of(w)))
                )
            self.kept[token.i] = (lemma, tuple(names))
        return self.kept[token.i]


def pairs(s: Sentence, matches: list[Match]) -> list[Pair]:
    """Every ordered pair of actors of a sentence, each actor with nobody, and each with those named before."""
    looked = Looked(s)
    inside = actors_of(s)
    sayers = {
        i for c in closings(s) for i in range(c.start, c.verb.i)
    }  # "..., the agency said": no side of what it says
    inside = [e for e in inside if e.token is None or e.token.i not in sayers]
    before = _before(s, {e.key for e in inside})
    found: dict[tuple[str, str], Pair] = {}
    for pair in _ordered(s, inside, before):
        known = found.get(pair.ends)
        if known is None or _near(looked, pair) < _near(looked, known):
            found[pair.ends] = pair
    for match in matches:
        ends = (match.subject.actor.key, match.object.actor.key if match.object else "")
        if ends not in found:
            found[ends] = Pair(_end(s, match.subject), _end(s, match.object) if match.object else None)
        found[ends].matches.append(match)
    every = list(found.values())
    for pair in every:
        _see(s, looked, pair, len(inside), found)
    return every


def _end(s: Sentence, who: Who) -> End:
    return End(who.actor, who, s.doc[who.token])


def _ordered(s: Sentence, inside: list[End], before: list[End]) -> Iterator[Pair]:
    if len({e.key for e in inside}) > MOST_ACTORS:
        return
    for a in inside:
        yield Pair(a, None)
        for b in inside:
            if a.key != b.key and a.token != b.token:
                yield Pair(a, b)
        for b in before:
            yield Pair(a, b)
            yield Pair(b, a)


def _near(looked: Looked, pair: Pair) -> int:
    """How far apart two ends stand in the sentence: of two mentions of one actor the nearer is looked at."""
    if pair.a.token is None or pair.b is None or pair.b.token is None:
        end = pair.a.token or (pair.b.token if pair.b else None)
        return len(list(end.ancestors)) if end is not None else 99
    up, down, _ = _way(looked, pair.a.token, pair.b.token)
    return len(up) + len(down)


def actors_of(s: Sentence) -> list[End]:
    """Actors with the highest token that stands for them; two mentions of one actor are both looked at."""
    found: list[End] = []
    for token in s.doc:
        if token.pos_ not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM"):
            continue
        if token.i in s.part_of and token.i not in s.head_of:
            continue
        head = token.head
        upward = token.dep_ in ("amod", "compound", "nmod", "poss", "nummod", "appos") and head != token
        above = {w.actor.key for w in s.one(head, 1)} if upward else set()
        found += [End(who.actor, who, token) for who in s.one(token, 0) if who.actor.key not in above]
    return found[: MOST_ACTORS * 2]


def _before(s: Sentence, here: set[str]) -> list[End]:
    """Actors that the text named before the sentence and that it may be about, with what they were there."""
    d = s.discourse
    roles: dict[str, tuple[Actor, list[str]]] = {}

    def add(actor: Actor | None, role: str) -> None:
        if actor is not None and actor.key not in here:
            roles.setdefault(actor.key, (actor, []))[1].append(role)

    for actor in d.thing():
        add(actor, "focus")
    for actor in d.pair:
        add(actor, "pair")
    add(d.where, "where")
    host = d.theatre(set())
    add(state_actor(host) if host else None, "theatre")
    for one in s.mentions:
        host = d.hosts.get(one.state or "")
        add(state_actor(host) if host else None, "host")
    first = d.topic()
    add(first, "topic")
    add(d.topic(frozenset((first.id,))) if first else None, "second")
    for state in d.title:
        add(state_actor(state), "title")
    add(d.group(), "group")
    add(d.organisation(), "organisation")
    told = d.last()
    for side, role in zip(told or (), ("doer", "done_to"), strict=False):
        add(side, role)
    found = [End(actor, None, None, tuple(dict.fromkeys(names))) for actor, names in roles.values()]
    found.sort(key=lambda e: -len(e.known))
    return found[:BEFORE]


# What is seen of a pair


def _way(looked: Looked, one: Token, other: Token) -> tuple[list[Token], list[Token], Token]:
    """The steps from two tokens up to where their ways meet, and that token; ways longer than REACH are cut."""
    up = looked.up(one)
    places = {t.i: n for n, t in enumerate(up)}
    down = [other]
    while down[-1].i not in places:
        if down[-1].head == down[-1] or len(down) > REACH:
            return up, down, down[-1]
        down.append(down[-1].head)
    top = down[-1]
    return up[: places[top.i]], down[:-1], top


def _step(token: Token) -> str:
    if token.dep_ in ("prep", "agent", "mark", "dative") and token.pos_ in ("ADP", "SCONJ", "PART"):
        return f"{'by' if token.dep_ == 'agent' else token.lower_}"
    return str(token.dep_)


def _role(steps: list[Token], top: Token) -> str:
    """What an actor is to the word where the ways meet: its subject whatever the voice, its object, "to", ..."""
    if not steps:
        return "self"
    last = steps[-1]
    passive = top.pos_ == "VERB" and is_passive(top)
    if last.dep_ in SUBJECTS:
        return "object" if passive else "subject"
    if last.dep_ in PASSIVE:
        return "object"
    if last.dep_ == "agent":
        return "subject"
    if last.dep_ == "dobj":
        return "object"
    if last.dep_ in ("relcl", "acl") or (last.dep_ == "conj" and last.pos_ == "VERB"):
        return f"{last.dep_}"
    return _step(last)


CONTENT = ("VERB", "NOUN", "ADJ", "PROPN", "ADV")


def _see(s: Sentence, looked: Looked, pair: Pair, actors: int, every: dict[tuple[str, str], Pair]) -> None:
    a, b = pair.a, pair.b
    pair.see("any")
    pair.see(f"types={a.actor.type}>{b.actor.type if b else '-'}")
    if b is not None:
        pair.see(f"same={a.actor.state == b.actor.state and a.actor.state is not None}")
    pair.see(f"how={_how(a)}>{_how(b)}")
    if a.token is not None and b is not None and b.token is not None:
        _see_both(s, looked, pair, a.token, b.token)
    else:
        _see_one(s, looked, pair, actors)
    _see_frames(pair, every)


def _how(end: End | None) -> str:
    if end is None:
        return "nobody"
    return end.who.how if end.who is not None else "before"


def _see_word(looked: Looked, pair: Pair, token: Token, mark: str) -> None:
    lemma, names = looked.of(token)
    pair.see(f"{mark}={lemma}", token)
    for name in names:
        pair.see(f"{mark}~{name}", token)


def _see_both(s: Sentence, looked: Looked, pair: Pair, one: Token, other: Token) -> None:
    up, down, top = _way(looked, one, other)
    if one == other:  # "the two countries met": both hang on the verb alike
        top = next((t for t in one.ancestors if t.pos_ in ("VERB", "AUX")), one)
        up = down = [one, *(t for t in one.ancestors if t.i != top.i and top in t.ancestors)]
    ra, rb = _role(up, top), _role(down, top)
    wa, wb = ">".join(map(_step, up)), ">".join(map(_step, down))
    pair.see(f"ways={wa}|{wb}")
    pair.see(f"wa={wa}")
    pair.see(f"wb={wb}")
    pair.see(f"roles={ra}|{rb}")
    pair.see(f"order={one.i < other.i} far={min(abs(one.i - other.i) // 4, 5)} steps={min(len(up) + len(down), 8)}")
    pair.see(f"order={one.i < other.i}")
    for end, mark in ((one, "a"), (other, "b")):
        if end.pos_ == "NOUN" or end.i not in s.part_of:
            _see_word(looked, pair, end, f"{mark}head")
    pair.words = [t for t in (*up[1:], *down[1:], top) if t.pos_ in CONTENT and t.i not in s.part_of]
    for token in up[1:] + down[1:]:
        if token.pos_ in CONTENT and token.i not in s.part_of:
            _see_word(looked, pair, token, "on")
            side = "a" if token in up else "b"
            for name in looked.of(token)[1]:
                pair.see(f"on{side}~{name}", token)
    _see_top(s, looked, pair, top, f"{ra}|{rb}")
    nouns = [t for t in up[1:] + down[1:] if t.pos_ == "NOUN"]
    for noun in nouns[:2]:
        steps_a = up[: up.index(noun)] if noun in up else up
        steps_b = down[: down.index(noun)] if noun in down else down
        mark = f"{_role(steps_a, noun) if noun in up else '^'}|{_role(steps_b, noun) if noun in down else '^'}"
        for name in looked.of(noun)[1]:
            pair.see(f"noun~{name} {mark}", noun)
    low, high = sorted((one.i, other.i))
    if high - low < 30:
        for i, token, _, names in looked.content:
            if low < i < high:
                for name in names:
                    pair.see(f"between~{name}", token)
    for i, _, is_adjective, names in looked.content:
        if not is_adjective and not low <= i <= high:
            pair.seen.update(dict.fromkeys(f"around~{name}" for name in names))


def _see_top(s: Sentence, looked: Looked, pair: Pair, top: Token, roles: str) -> None:
    """The word where the ways meet, what it acts on, and what governs it."""
    lemma, names = looked.of(top)
    pair.see(f"top={lemma}", top)
    pair.see(f"top={lemma} {roles}", top)
    pair.see(f"top:{top.pos_} {roles}")
    for name in names:
        pair.see(f"top~{name}", top)
        pair.see(f"top~{name} {roles}", top)
    if top.pos_ not in ("VERB", "AUX"):
        return
    themes = themes_of(top)
    for theme in themes[:2]:
        noun = s.head_noun(theme)
        word, kinds = looked.of(noun)
        if noun not in pair.words and noun.i not in s.part_of:
            pair.words.append(noun)
        pair.see(f"theme={word}", noun)
        pair.see(f"top={lemma} theme={word}", noun)
        for kind in kinds:
            pair.see(f"theme~{kind}", noun)
            pair.see(f"theme~{kind} {roles}", noun)
            pair.see(f"top={lemma} theme~{kind}", top)
            for name in names:
                pair.see(f"top~{name} theme~{kind}", top)
                pair.see(f"top~{name} theme~{kind} {roles}", top)
    if not themes:
        pair.see("theme=none")
        pair.see(f"top={lemma} theme=none", top)
    for child in top.children:
        if child.dep_ in ("xcomp", "ccomp", "advcl") and child.pos_ == "VERB":
            for name in looked.of(child)[1]:
                pair.see(f"below~{name}", child)
        if child.dep_ == "prep":
            pair.see(f"prep={child.lower_}")
            pair.see(f"top={lemma} prep={child.lower_}", top)
    if top.dep_ in ("xcomp", "ccomp", "advcl", "acl", "relcl", "conj") and top.head.pos_ in ("VERB", "NOUN"):
        for name in looked.of(top.head)[1]:
            pair.see(f"above~{name} {top.dep_}", top)


def _see_one(s: Sentence, looked: Looked, pair: Pair, actors: int) -> None:
    """A pair of which the sentence names one side, or that has only one: what that side hangs on."""
    here, mark = (pair.a, "a") if pair.a.token is not None else (pair.b, "b")
    there = pair.b if mark == "a" else pair.a
    assert here is not None and here.token is not None
    token = here.token
    up = looked.up(token)
    known = there.known if there is not None else ("nobody",)
    pair.see(f"one={mark}")
    pair.see(f"one={mark} actors={min(actors, 5)}")
    for role in known:
        pair.see(f"one={mark} known={role}")
    if token.pos_ == "NOUN" or token.i not in s.part_of:
        _see_word(looked, pair, token, f"{mark}head")
    heads = [n for n, t in enumerate(up) if n and t.pos_ in ("VERB", "NOUN", "AUX", "ADJ") and t.i not in s.part_of]
    if not heads and token.pos_ == "NOUN" and token.i not in s.part_of:
        heads = [0]
    for place in heads[:3]:
        word = up[place]
        pair.words.append(word)
        role = f"{mark}:{_role(up[:place], word)}{'' if place == heads[0] else '+'}"
        lemma, names = looked.of(word)
        pair.see(f"hang={role}")
        pair.see(f"hang={lemma} {role}", word)
        for name in names:
            pair.see(f"hang~{name} {role}", word)
            for kind in known:
                pair.see(f"hang~{name} {role} known={kind}", word)
        for theme in themes_of(word)[:1] if word.pos_ == "VERB" else ():
            noun = s.head_noun(theme)
            if noun.i not in s.part_of:
                pair.words.append(noun)
            for kind in looked.of(noun)[1]:
                pair.see(f"theme~{kind} {role}", noun)
                for name in names:
                    pair.see(f"hang~{name} theme~{kind} {role}", word)
            if noun.i in s.head_of or any("actor" in s.kinds(t) for t in (theme,)):
                pair.see(f"theme=actor {role}")
                for name in names:
                    pair.see(f"hang~{name} theme=actor {role}", word)
        for child in word.children:
            if child.dep_ == "prep":
                pair.see(f"hang={lemma} prep={child.lower_}", word)
    pair.seen.update(looked.inside[mark])


def _see_frames(pair: Pair, every: dict[tuple[str, str], Pair]) -> None:
    """Which frames spoke of the pair, of the pair turned round, and of its sides with others."""
    for match in pair.matches:
        pair.see(f"frame={match.frame.relation}", match.trigger)
        pair.see(f"frame={match.frame.name}", match.trigger)
        slots = f"{match.slots.get('subject', '')}|{match.slots.get('object', '')}"
        pair.see(f"frame={match.frame.relation} slots={slots}", match.trigger)
    if not pair.matches:
        pair.see("frame=none")
    a, b = pair.ends
    for match in every[(b, a)].matches if (b, a) in every and b else ():
        pair.see(f"turned={match.frame.relation}")
    others = {m.frame.relation for (x, _), p in every.items() if x == a and p is not pair for m in p.matches}
    for relation in sorted(others):
        pair.see(f"beside={relation}")
