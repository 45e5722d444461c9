"""A second reader: which relation two actors of a sentence stand in, by weights learned from the corpus.

The frames are sure where they match and silent elsewhere. The scorer looks at every pair of actors in a
sentence, at the words and the way between them in the parse, and gives each relation a probability; what it
says with enough weight where no frame spoke is a claim too, read for stance, amount and date like any other.
Weights are plain arrays in `scorer.npz` (no pickle), written by `make train`; `docs/corpus.md` is the data
statement. Without the file the frames stand alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.model import SYMMETRIC
from kg.text.actors import PASSIVE, SUBJECTS, Sentence, Who
from kg.text.frames import Arguments, Frame, Match, is_passive, particle_lemma
from kg.text.mentions import classes_of

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

WEIGHTS = "scorer.npz"
MOST_ACTORS = 8  # of one sentence; lists of more are no news about any two of them
ALONE = ("MOBILIZES", "CASUALTIES", "PROTESTS", "TROOP_WITHDRAWAL")  # relations that may have no object


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors of a sentence, the token that joins them, and what the scorer sees of it."""

    subject: Who
    object: Who | None
    trigger: Token
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights by feature and relation. `bias` and each row of `weights` are in the order of `relations`."""

    relations: tuple[str, ...]
    features: dict[str, int]
    weights: np.ndarray  # features x relations
    bias: np.ndarray
    threshold: float

    def probabilities(self, features: tuple[str, ...]) -> np.ndarray:
        """A probability for each relation; they need not add up to 1, since two can hold at once."""
        rows = [self.features[f] for f in features if f in self.features]
        score = self.bias + self.weights[rows].sum(axis=0, dtype=np.float32) if rows else self.bias
        return np.asarray(1.0 / (1.0 + np.exp(-score)))

    def reasons(self, features: tuple[str, ...], relation: str, most: int = 4) -> list[str]:
        """The features that speak most for a relation."""
        column = self.relations.index(relation)
        known = sorted((float(self.weights[self.features[f], column]), f) for f in features if f in self.features)
        return [f for weight, f in reversed(known[-most:]) if weight > 0]


@cache
def scorer() -> Scorer | None:
    """The shipped weights; None where there are none."""
    file = resources.files("kg.text") / WEIGHTS
    if not file.is_file():
        return None
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as arrays:
        names = bytes(arrays["features"]).decode("utf-8").split("\n")
        return Scorer(
            tuple(bytes(arrays["relations"]).decode("ascii").split()),
            {name: n for n, name in enumerate(names)},
            arrays["weights"].astype(np.float32) * arrays["scale"].astype(np.float32),
            arrays["bias"].astype(np.float32),
            float(arrays["threshold"]),
        )


def matches(s: Sentence, known: set[tuple[str, str]]) -> Iterator[tuple[Match, float, list[str]]]:
    """What the scorer reads between actors that the frames left alone (`known`: pairs of keys they spoke of)."""
    model = scorer()
    if model is None:
        return
    for pair in pairs(s):
        ends = (pair.subject.actor.key, pair.object.actor.key if pair.object else "")
        if ends in known or ends[::-1] in known:
            continue
        chances = model.probabilities(pair.features)
        best = int(np.argmax(chances))
        if chances[best] >= model.threshold:
            relation = model.relations[best]
            if pair.object is None and relation not in ALONE:
                continue
            yield match(s, pair, relation), float(chances[best]), model.reasons(pair.features, relation)


def match(s: Sentence, pair: Pair, relation: str) -> Match:
    """A pair with its relation, as the rest of the extractor takes it."""
    frame = Frame(f"learned {relation}", relation, {"quantity": QUANTITIES.get(relation, "")})
    kind = "verbs" if pair.trigger.pos_ in ("VERB", "AUX") else "nouns"
    arguments = Arguments(s, pair.trigger, kind, frame)
    theme = next(iter(arguments.themes()), None)
    item = theme if theme is not None and relation == "ARMS_TRANSFER" and "weapons" in s.kinds(theme) else None
    return Match(frame, pair.trigger, arguments.verb, pair.subject, pair.object, item, theme)


QUANTITIES = {
    "TROOP_DEPLOYMENT": "people", "TROOP_WITHDRAWAL": "people", "MOBILIZES": "people", "CASUALTIES": "casualties",
    "ARMS_TRANSFER": "arms", "MILITARY_AID": "money", "AIDS": "money", "TRADES_WITH": "money",
}  # fmt: skip


# Pairs and what is seen of them


def pairs(s: Sentence) -> Iterator[Pair]:
    """Every ordered pair of actors, and each actor that does something alone."""
    actors = _actors(s)
    if len({w.actor.key for w, _ in actors}) > MOST_ACTORS:
        return
    for one, at in actors:
        for other, there in actors:
            if one.actor.key == other.actor.key or at == there:
                continue
            yield Pair(one, other, *_seen(s, one, at, other, there))
        verb = _governing(at)
        if verb is not None:
            yield Pair(one, None, verb, tuple(_alone(s, one, at, verb)))


def _actors(s: Sentence) -> list[tuple[Who, Token]]:
    """Actors with the highest token that stands for them; two mentions of one actor are both looked at."""
    found: list[tuple[Who, Token]] = []
    for token in s.doc:
        if token.pos_ not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM"):
            continue
        if token.i in s.part_of and token.i not in s.head_of:
            continue
        head = token.head
        for who in s._one(token, 0):
            upward = token.dep_ in ("amod", "compound", "nmod", "poss", "nummod", "appos") and head != token
            if upward and any(w.actor.key == who.actor.key for w in s._one(head, 1)):
                continue
            found.append((who, token))
    return found[: MOST_ACTORS * 2]


def _path(token: Token) -> list[Token]:
    return [token, *token.ancestors]


def _seen(s: Sentence, one: Who, at: Token, other: Who, there: Token) -> tuple[Token, tuple[str, ...]]:
    """The token where the ways of two actors meet, and the features of both ways."""
    up, down = _path(at), _path(there)
    below = {t.i for t in down}
    meeting = next((t for t in up if t.i in below), up[-1])
    left = up[: up.index(meeting)]
    right = down[: down.index(meeting)]
    trigger = _trigger(s, meeting, left, right)
    word = _word(s, trigger)
    a, b = _way(s, left), _way(s, right)
    themes = Arguments(s, trigger, "verbs").themes() if trigger.pos_ in ("VERB", "AUX") else []
    theme = s.lemma(s.head_noun(themes[0])) if themes else ""
    kinds = sorted({k for t in themes[:1] for w in s.words(t) for k in classes_of(w)})
    voice = "passive" if trigger.pos_ == "VERB" and is_passive(trigger) else "active"
    found = [
        f"top={word}",
        f"top={word} a={a[0]} b={b[0]}",
        f"a={a[0]} b={b[0]} {voice}",
        f"away={a[1]}",
        f"bway={b[1]}",
        f"way={a[1]}|{trigger.pos_}|{b[1]}",
        f"top={word} bway={b[1]}",
        f"top={word} away={a[1]}",
        f"types={one.actor.type}>{other.actor.type}",
        f"how={one.how}>{other.how}",
        f"near={min(4, abs(at.i - there.i) // 4)}",
        f"order={at.i < there.i}",
        f"theme={theme}",
        f"top={word} theme={theme}",
        *(f"kind={k}" for k in kinds),
        *(f"top={word} kind={k}" for k in kinds),
        *(f"kind={k} b={b[0]}" for k in kinds),
        *(f"on={_word(s, t)}" for t in (*left[1:], *right[1:]) if t.pos_ in ("NOUN", "VERB", "ADJ")),
        *(f"onb={_word(s, t)} {b[0]}" for t in right[1:] if t.pos_ in ("NOUN", "VERB", "ADJ")),
        *(f"ona={_word(s, t)} {a[0]}" for t in left[1:] if t.pos_ in ("NOUN", "VERB", "ADJ")),
        *(f"class={k} side={side}" for side, way in (("a", left[1:]), ("b", right[1:])) for t in way
          for k in classes_of(s.lemma(t))),
        *(f"class={k} top" for k in classes_of(s.lemma(trigger))),
    ]  # fmt: skip
    return trigger, tuple(dict.fromkeys(found))


def _trigger(s: Sentence, meeting: Token, left: list[Token], right: list[Token]) -> Token:
    """What says the relation: where the ways meet, or, where one actor governs the other, the word between."""
    if meeting.i not in s.head_of and meeting.pos_ in ("VERB", "AUX", "NOUN", "ADJ"):
        return meeting
    between = [t for t in (*reversed(left), *reversed(right)) if t.pos_ in ("VERB", "NOUN") and t.i not in s.head_of]
    return between[0] if between else meeting


def _way(s: Sentence, tokens: list[Token]) -> tuple[str, str]:
    """How an actor hangs on the joining word: the last step, with its preposition, and the whole way."""
    if not tokens:
        return "self", ""
    last = tokens[-1]
    step = f"{last.dep_}:{last.lower_}" if last.dep_ in ("prep", "agent") else last.dep_
    steps = [f"{t.dep_}:{t.lower_}" if t.dep_ in ("prep", "agent") else t.dep_ for t in tokens]
    return step, ">".join(steps[-4:])


def _word(s: Sentence, token: Token) -> str:
    return particle_lemma(token) if token.pos_ == "VERB" else s.lemma(token)


def _governing(token: Token) -> Token | None:
    """The verb or noun that an actor is the doer, sufferer or owner of."""
    for step in _path(token)[:4]:
        if step.dep_ in SUBJECTS + PASSIVE:
            return step.head if step.head.pos_ in ("VERB", "AUX") else None
        if step.dep_ == "poss" and step.head.pos_ == "NOUN":
            return step.head
    return None


def _alone(s: Sentence, one: Who, at: Token, verb: Token) -> list[str]:
    word = _word(s, verb)
    themes = Arguments(s, verb, "verbs").themes() if verb.pos_ in ("VERB", "AUX") else []
    theme = s.lemma(s.head_noun(themes[0])) if themes else ""
    voice = "passive" if verb.pos_ == "VERB" and is_passive(verb) else "active"
    kinds = sorted({k for t in themes[:1] for w in s.words(t) for k in classes_of(w)})
    return [
        "alone",
        f"alone top={word}",
        f"alone top={word} {voice} theme={theme}",
        f"alone type={one.actor.type}",
        f"alone how={one.how}",
        f"alone theme={theme}",
        *(f"alone kind={k} top={word}" for k in kinds),
    ]


def both_ways(relation: str) -> bool:
    return relation in SYMMETRIC
