"""What the words around a claim do to it, and the tables of such words: cues.yaml."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.mentions import table

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

ORDER = ("conditional", "speculated", "alleged", "future", "reported", "asserted")


@dataclass
class Stance:
    """What the surroundings of a trigger do to its claim."""

    hedges: set[str] = field(default_factory=set)
    negations: int = 0
    denied: bool = False
    said: bool = True  # False: requested, wished or asked, so nothing is claimed
    speakers: list[Actor] = field(default_factory=list)
    cues: list[str] = field(default_factory=list)
    times_at: list[int] = field(default_factory=list)  # tokens whose time also dates the claim

    @property
    def modality(self) -> str:
        return next((label for label in ORDER if label in self.hedges), "asserted")

    @property
    def polarity(self) -> str:
        return "negative" if self.negations % 2 else "positive"

    def add(self, label: str, cue: Token | str) -> None:
        self.hedges.add(label)
        self.cues.append(f"{label}: {cue}")

    def negate(self, cue: Token) -> None:
        self.negations += 1
        self.cues.append(f"negative: {cue}")


@cache
def cues(*path: str) -> frozenset[str]:
    """One list of cues.yaml: cues("modals", "future")."""
    data: Any = table("cues.yaml")
    for key in path:
        data = data[key]
    return frozenset(str(data).split())


@cache
def all_cues() -> frozenset[str]:
    return frozenset().union(
        *(cues(k) for k in ("reported", "alleged", "speculated", "future", "denied", "refused", "unsaid", "enabled"))
    )
