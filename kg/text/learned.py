"""A second reader: which relation two actors of a sentence stand in, by weights learned from the corpus.

The frames are sure where they match and silent elsewhere. The scorer takes every pair of actors and every
relation that a word near them can mean (`lexicon.yaml` and the frames' own triggers), and asks how likely it
is, given where the word and the actors stand in the parse. What has enough weight where no frame spoke is a
claim too, read for stance, amount and date like any other.

Weights are plain arrays in `scorer.npz` (no pickle), written by `make train`. Without the file the frames
stand alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.model import SYMMETRIC
from kg.text.actors import Sentence, Who
from kg.text.frames import Arguments, Frame, Match, conditions, frames, index, is_passive, particle_lemma, theme_of
from kg.text.mentions import classes_of, table

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

WEIGHTS = "scorer.npz"
MOST_ACTORS = 8  # of one sentence; lists of more are no news about any two of them
ALONE = ("MOBILIZES", "CASUALTIES", "PROTESTS", "TROOP_WITHDRAWAL")  # relations that may have no object
LEFT_OUT = frozenset(("LEADS", "PART_OF"))  # titles and parts are read by rules of their own
OBJECTS = {"MEMBER_OF": ("organisation",), "CONTROLS": ("region", "state"), "BASE_ACCESS": ("state", "region"),
           "AIDS": ("state", "region", "organisation", "group"), "TRADES_WITH": ("state", "organisation"),
           "DEPENDS_ON": ("state", "organisation")}  # fmt: skip
REACH = 5  # steps from an actor up the parse that its way is looked at


@dataclass(frozen=True, slots=True)
class Candidate:
    """That a relation may hold between two actors, the word that says so, and what the scorer sees of it."""

    relation: str
    subject: Who
    object: Who | None
    trigger: Token
    features: tuple[str, ...]

    @property
    def ends(self) -> tuple[str, str]:
        return self.subject.actor.key, self.object.actor.key if self.object else ""


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights by feature; a candidate's chance is the logistic of their sum."""

    features: dict[str, int]
    weights: np.ndarray
    bias: float
    threshold: float

    def chance(self, features: tuple[str, ...]) -> float:
        rows = [self.features[f] for f in features if f in self.features]
        return float(1.0 / (1.0 + np.exp(-(self.bias + float(self.weights[rows].sum())))))

    def reasons(self, features: tuple[str, ...], most: int = 3) -> list[str]:
        """The features that speak most for a candidate."""
        known = sorted((float(self.weights[self.features[f]]), f) for f in features if f in self.features)
        return [f for weight, f in reversed(known[-most:]) if weight > 0]


@cache
def scorer() -> Scorer | None:
    """The shipped weights; None where there are none."""
    file = resources.files("kg.text") / WEIGHTS
    if not file.is_file():
        return None
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as arrays:
        names = bytes(arrays["features"]).decode("utf-8").split("\n")
        weights = arrays["weights"].astype(np.float32) * float(arrays["scale"])
        return Scorer(
            {name: n for n, name in enumerate(names)}, weights, float(arrays["bias"]), float(arrays["threshold"])
        )


@cache
def lexicon() -> dict[str, tuple[str, ...]]:
    """Word -> the relations that it can mean: the frames' triggers and the wider lists of lexicon.yaml."""
    found: dict[str, set[str]] = {}
    vague = table("lexicon.yaml")["vague"].split()
    for (_, word), entries in index().items():
        if word not in vague:
            found.setdefault(word, set()).update(f.relation for f in entries)
    for relation, words in table("lexicon.yaml")["words"].items():
        for word in str(words).split():
            found.setdefault(word, set()).add(relation)
    return {word: tuple(sorted(relations)) for word, relations in found.items()}


def read(s: Sentence, known: set[tuple[str, str]]) -> Iterator[tuple[Match, float, list[str]]]:
    """What the scorer reads between actors that the frames left alone (`known`: pairs of keys they spoke of)."""
    model = scorer()
    if model is None:
        return
    best: dict[tuple[str, str], tuple[float, Candidate]] = {}
    for candidate in candidates(s, known):
        ends = candidate.ends
        chance = model.chance(candidate.features)
        key = ends if ends[1] == "" else (min(ends), max(ends))
        if chance >= model.threshold and chance > best.get(key, (0.0, candidate))[0]:
            best[key] = (chance, candidate)
    for chance, candidate in best.values():
        yield match(s, candidate), chance, model.reasons(candidate.features)


def match(s: Sentence, candidate: Candidate) -> Match:
    """A candidate as the rest of the extractor takes it."""
    relation, trigger = candidate.relation, candidate.trigger
    frame = Frame(f"learned {relation}", relation, {"quantity": QUANTITIES.get(relation, "")})
    arguments = Arguments(s, trigger, "verbs" if trigger.pos_ in ("VERB", "AUX") else "nouns", frame)
    theme = next(iter(arguments.themes()), None)
    item = theme if theme is not None and relation == "ARMS_TRANSFER" and "weapons" in s.kinds(theme) else None
    return Match(frame, trigger, arguments.verb, candidate.subject, candidate.object, item, theme)


QUANTITIES = {
    "TROOP_DEPLOYMENT": "people", "TROOP_WITHDRAWAL": "people", "MOBILIZES": "people", "CASUALTIES": "casualties",
    "ARMS_TRANSFER": "arms", "MILITARY_AID": "money", "AIDS": "money", "TRADES_WITH": "money", "DEPENDS_ON": "percent",
}  # fmt: skip


# Candidates


def candidates(s: Sentence, known: Collection[tuple[str, str]] = ()) -> list[Candidate]:
    """Every relation that a word of the sentence can mean, between every two actors near that word but the known."""
    actors = _actors(s)
    keys = sorted({w.actor.key for w, _ in actors})
    if not 0 < len(keys) <= MOST_ACTORS:
        return []
    if known and all((a, b) in known or (b, a) in known for a in keys for b in (*keys, "") if a != b):
        return []
    found: dict[tuple[str, str, str], Candidate] = {}
    for word in [t for t in s.doc if t.pos_ in ("VERB", "NOUN", "ADJ", "AUX", "PROPN") and t.i not in s.part_of]:
        relations = sorted({r for key in _keys(s, word) for r in lexicon().get(key, ())} - LEFT_OUT)
        if not relations:
            continue
        near = [(w, t, way) for w, t in actors if t != word and (way := _way(s, word, t)) is not None]
        for relation in relations:
            for candidate in _of_word(s, word, relation, near, known):
                key = (relation, *candidate.ends)
                if key not in found or len(candidate.features) > len(found[key].features):
                    found[key] = candidate
    return list(found.values())


def _of_word(
    s: Sentence, word: Token, relation: str, near: list[tuple[Who, Token, Way]], known: Collection[tuple[str, str]]
) -> Iterator[Candidate]:
    pairs = [
        (one, at, way, other, there, path)
        for one, at, way in near
        for other, there, path in near
        if one.actor.key != other.actor.key
        and at != there
        and (one.actor.key, other.actor.key) not in known
        and (other.actor.key, one.actor.key) not in known
    ]
    single = relation in ALONE and any((one.actor.key, "") not in known for one, _, _ in near)
    if not pairs and not single:
        return
    seen = _word_features(s, word, relation)
    slots = _slots(s, word, relation)
    for one, at, way, other, there, path in pairs:
        if relation in OBJECTS and other.actor.type not in OBJECTS[relation]:
            continue
        if relation in SYMMETRIC and at.i > there.i:
            continue
        filled = _filled(slots, relation, one, other)
        features = (*seen, *_pair_features(relation, one, way, other, path), *filled)
        yield Candidate(relation, one, other, word, tuple(dict.fromkeys(features)))
    for one, _, way in near if single else ():
        if (one.actor.key, "") not in known:
            alone = _alone_features(relation, one, way, len(near))
            yield Candidate(relation, one, None, word, (*seen, *alone, *_filled(slots, relation, one, None)))


@dataclass(frozen=True, slots=True)
class Slots:
    """What one frame's slots hold at a word, its conditions aside: source of each actor by key."""

    subjects: dict[str, str]
    objects: dict[str, str]
    theme: bool
    conditions: bool


def _slots(s: Sentence, word: Token, relation: str) -> list[Slots]:
    """The frames of a relation laid on a word, its own or, where it has none, those of the relation's other words."""
    kind = "verbs" if word.pos_ in ("VERB", "AUX") else "adjectives" if word.pos_ == "ADJ" else "nouns"
    own = [f for key in _keys(s, word) for f in index().get((kind, key), ()) if f.relation == relation]
    found = []
    for frame in own or _shapes(relation, kind):
        arguments = Arguments(s, word, kind, frame)
        theme = theme_of(arguments, frame)
        found.append(
            Slots(
                {w.actor.key: source for source in frame.subject for w in arguments.find(source)},
                {w.actor.key: source for source in frame.object for w in arguments.find(source)},
                theme is not False,
                bool(own) and theme is not False and conditions(arguments, frame, theme),
            )
        )
    return found


@cache
def _shapes(relation: str, kind: str) -> tuple[Frame, ...]:
    """One frame of a relation for each different pair of slots; at most four."""
    shapes = {(f.get("subject"), f.get("object")): f for f in frames() if f.relation == relation and f.get(kind)}
    return tuple(shapes.values())[:4]


def _filled(slots: list[Slots], relation: str, one: Who, other: Who | None) -> list[str]:
    """How well a pair fills the frames' slots."""
    found = []
    for slot in slots:
        a = slot.subjects.get(one.actor.key, "-")
        b = "none" if other is None else slot.objects.get(other.actor.key, "-")
        holds = zip("abtc", (a != "-", b != "-", slot.theme, slot.conditions), strict=True)
        fit = "".join(letter for letter, held in holds if held)
        found += [f"fit={fit}", f"{relation} fit={fit}", f"slots={a}/{b}", f"{relation} slots={a}/{b}"]
        if slot.theme:
            found.append(f"themed slots={a}/{b}")
    return list(dict.fromkeys(found)) or ["fit=none"]


@dataclass(frozen=True, slots=True)
class Way:
    """How an actor hangs on a word: its last step, all steps, and how many go up from the word."""

    step: str
    steps: str
    length: int
    up: int


def _way(s: Sentence, word: Token, actor: Token) -> Way | None:
    """The way from a word to an actor in the parse; None where it is longer than can mean anything."""
    above = [word]
    for _ in range(REACH):
        if above[-1].head == above[-1]:
            break
        above.append(above[-1].head)
    path = [actor]
    places = {t.i: n for n, t in enumerate(above)}
    while path[-1].i not in places:
        if path[-1].head == path[-1] or len(path) > REACH:
            return None
        path.append(path[-1].head)
    up = places[path[-1].i]
    down = path[:-1]
    names = [f"{t.dep_}:{t.lower_}" if t.dep_ in ("prep", "agent", "mark") else t.dep_ for t in down]
    risen = [f"^{t.dep_}" for t in above[:up]]
    steps = [*risen, *reversed(names)]
    if not steps:
        return None
    top = above[up]
    voice = "~" if top.pos_ == "VERB" and is_passive(top) else ""
    first = names[-1] if names else "self"
    return Way(f"{'^' * min(up, 2)}{voice}{first}", voice + ">".join(steps), len(steps), up)


def _actors(s: Sentence) -> list[tuple[Who, Token]]:
    """Actors with the highest token that stands for them; two mentions of one actor are both looked at."""
    found: list[tuple[Who, Token]] = []
    for token in s.doc:
        if token.pos_ not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM"):
            continue
        if token.i in s.part_of and token.i not in s.head_of:
            continue
        head = token.head
        upward = token.dep_ in ("amod", "compound", "nmod", "poss", "nummod", "appos") and head != token
        above = {w.actor.key for w in s._one(head, 1)} if upward else set()
        found += [(who, token) for who in s._one(token, 0) if who.actor.key not in above]
    return found[: MOST_ACTORS * 2]


def _keys(s: Sentence, token: Token) -> list[str]:
    lemma = s.lemma(token)
    if token.pos_ in ("VERB", "AUX"):
        return list(dict.fromkeys((particle_lemma(token), lemma)))
    before = [c for c in token.children if c.dep_ in ("compound", "amod") and c.i < token.i]
    return [lemma, *(f"{s.lemma(c)}_{lemma}" for c in before)]


def _word_features(s: Sentence, word: Token, relation: str) -> list[str]:
    lemma = particle_lemma(word) if word.pos_ == "VERB" else s.lemma(word)
    themes = Arguments(s, word, "verbs").themes() if word.pos_ in ("VERB", "AUX") else []
    kinds = sorted({k for t in themes[:1] for w in s.words(t) for k in classes_of(w)}) or ["-"]
    voice = "passive" if word.pos_ == "VERB" and is_passive(word) else word.pos_
    shared = min(4, len({r for key in _keys(s, word) for r in lexicon().get(key, ())}))
    theme = s.lemma(s.head_noun(themes[0])) if themes else "-"
    return [
        f"{relation}",
        f"{relation} word={lemma}",
        f"{relation} {voice}",
        f"shared={shared}",
        f"{relation} theme={theme}",
        f"{relation} word={lemma} theme={theme}",
        f"in={word.dep_}",
        *(f"{relation} kind={k}" for k in kinds),
        *(f"{relation} word={lemma} kind={k}" for k in kinds),
    ]


def _alone_features(relation: str, one: Who, way: Way, near: int) -> list[str]:
    return [
        "alone",
        f"{relation} alone",
        f"alone a={way.step}",
        f"{relation} alone a={way.step}",
        f"alone n={near}",
        f"alone len={way.length}",
        f"{relation} alone type={one.actor.type}",
    ]


def _pair_features(relation: str, one: Who, a: Way, other: Who, b: Way) -> list[str]:
    return [
        f"a={a.step} b={b.step}",
        f"{relation} a={a.step} b={b.step}",
        f"a={a.step}",
        f"b={b.step}",
        f"{relation} a={a.step}",
        f"{relation} b={b.step}",
        f"away={a.steps}",
        f"bway={b.steps}",
        f"{relation} bway={b.steps}",
        f"lengths={min(a.length, 4)},{min(b.length, 4)}",
        f"ups={min(a.up, 3)},{min(b.up, 3)}",
        f"{relation} types={one.actor.type}>{other.actor.type}",
        f"how={one.how}>{other.how}",
        f"{relation} how={one.how}>{other.how}",
        f"same={one.actor.state == other.actor.state}",
    ]
