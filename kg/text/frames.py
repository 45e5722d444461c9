"""Frames as data: which words say which relation, and where their arguments stand in the parse.

`frames.yaml` explains the keys; `matching` reads a sentence by them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import Usage
from kg.model import RELATIONS
from kg.text.mentions import table, words
from kg.text.who import Who

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

KEYS = words("""
    verbs nouns adjectives theme not_theme subject object takes not_home home quantity quantity_from item
    polarity modality change pair swap needs needs_word not_word light copular purpose_verb clause with_item
    object_needed share_of loose agent_class not_agent_class not_definite intransitive future_verbs not_with
    together in_class from_class person title object_complement if_attacked places_only casualty_verbs
    needs_quantity on_forces lost_verbs infinitive object_verbs not_verb onto predicate finite bare definite
    same passive located border mission gone sent in_mission with_class passive_only after_class after_word
    under negated after with_prep few leaders breaks_out not_needs off_list home_front alone
    foreign_only himself not_located
    """)
OWN_CAP = 1_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Themes:
    """The words of a frame's theme: as written, those that fill it, and those that do not."""

    told: tuple[str, ...]
    taken: frozenset[str]
    negative: tuple[str, ...]

    def may_be(self, words: Set[str]) -> bool:
        """Whether words and classes of all that a verb acts on can fill it; a look that costs little."""
        return not self.taken or not ANYTHING.isdisjoint(self.taken) or not self.taken.isdisjoint(words)


ANYTHING = frozenset(("any", "none"))


@dataclass(frozen=True)
class Frame:
    """One pattern of frames.yaml."""

    name: str  # "TROOP_DEPLOYMENT 3"
    relation: str
    keys: dict[str, Any]

    def get(self, key: str) -> Any:
        return self.keys.get(key)

    def words(self, key: str) -> tuple[str, ...]:
        return self._words.get(key, ())

    @cached_property
    def _words(self) -> dict[str, tuple[str, ...]]:
        return {key: tuple(str(told).split()) for key, told in self.keys.items() if told}

    @cached_property
    def asks(self) -> frozenset[str]:
        """What it says something of."""
        return frozenset(self.keys)

    @property
    def is_own(self) -> bool:
        """Whether an analyst wrote it (`KG_FRAMES`)."""
        return " own " in self.name

    @cached_property
    def subject(self) -> list[str]:
        return [s.strip("?") for s in self.words("subject")]

    @cached_property
    def object(self) -> list[str]:
        return [s.strip("?") for s in self.words("object")]

    @cached_property
    def themes(self) -> Themes:
        """What it may act on."""
        told = self.words("theme")
        taken = frozenset(w for w in told if not w.startswith("!"))
        return Themes(told, taken, tuple(w[1:] for w in told if w.startswith("!")))

    @cached_property
    def carriers(self) -> frozenset[str]:
        """Light verbs that carry its noun."""
        return light_verbs() | frozenset(self.words("light"))

    @property
    def object_optional(self) -> bool:
        return str(self.keys.get("object") or "?").endswith("?")


@dataclass(frozen=True)
class Match:
    """A frame found at a trigger, with its actors."""

    frame: Frame
    trigger: Token
    verb: Token  # the verb that carries it: the trigger, or the light verb of a noun
    subject: Who
    object: Who | None
    item: Token | None
    theme: Token | None
    slots: dict[str, str] = field(default_factory=dict)


@cache
def frames() -> tuple[Frame, ...]:
    """All frames: those of the package, and before them those of one's own file (`KG_FRAMES`)."""
    return (*_own_frames(), *_checked(table("frames.yaml")["frames"], "frames.yaml", ""))


def _checked(entries: Any, where: str, mark: str) -> Iterator[Frame]:
    """Frames of one file; an unknown relation or key stops with its name."""
    if not isinstance(entries, dict):
        raise Usage(f"{where}: wanted relations with a list of frames each, found {type(entries).__name__}")
    for relation, listed in entries.items():
        if relation not in RELATIONS:
            raise Usage(f"{where}: unknown relation {relation!r}; one of {', '.join(RELATIONS)}")
        if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
            raise Usage(f"{where}: {relation}: wanted a list of frames, each with its keys")
        for number, entry in enumerate(listed, 1):
            known = ", ".join(sorted(KEYS))
            if strange := set(map(str, entry)) - KEYS:
                raise Usage(f"{where}: {relation} {number}: unknown key {sorted(strange)[0]!r}; one of {known}")
            if not any(entry.get(kind) for kind in ("verbs", "nouns", "adjectives")):
                raise Usage(f"{where}: {relation} {number}: wanted trigger words under verbs, nouns or adjectives")
            yield Frame(f"{relation} {mark}{number}", relation, entry)


def own_file() -> Path | None:
    """The file of one's own frames that `KG_FRAMES` names."""
    name = os.environ.get("KG_FRAMES")
    return Path(name) if name else None


def _own_frames() -> tuple[Frame, ...]:
    import yaml

    path = own_file()
    if path is None:
        return ()
    try:
        with path.open("rb") as file:
            raw = file.read(OWN_CAP + 1)
        if len(raw) > OWN_CAP:
            raise Usage(f"{path}: larger than {OWN_CAP:,} bytes")
        data = yaml.safe_load(raw.decode("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        raise Usage(f"{path}: frames of one's own (KG_FRAMES) cannot be read: {problem}") from problem
    entries = data.get("frames", data) if isinstance(data, dict) else data
    return tuple(_checked(entries, str(path), "own "))


@cache
def index() -> dict[tuple[str, str], list[Frame]]:
    """(kind of trigger, lemma) -> frames."""
    found: dict[tuple[str, str], list[Frame]] = {}
    for frame in frames():
        for kind in ("verbs", "nouns", "adjectives"):
            for word in frame.words(kind):
                found.setdefault((kind, word), []).append(frame)
    return found


@cache
def triggers() -> frozenset[str]:
    """All words that a frame can start from: for the cheap filter before the parser."""
    return frozenset(part for _, word in index() for part in word.split("_")[:1])


@cache
def verbs() -> frozenset[str]:
    """The verbs that a frame starts from."""
    return frozenset(word for kind, word in index() if kind == "verbs")


@cache
def light_verbs() -> frozenset[str]:
    return frozenset(str(table("frames.yaml")["light"]).split())
