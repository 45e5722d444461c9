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

GIVEN = frozenset(("AIDS", "MILITARY_AID", "ARMS_TRANSFER", "TROOP_WITHDRAWAL", "TROOP_DEPLOYMENT", "BASE_ACCESS"))
# What is done with forces, goods and money: where the word for it is one of intent, it is not yet done.
DONE = frozenset((
    "TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL", "MOBILIZES", "ARMS_TRANSFER", "MILITARY_AID", "AIDS", "COOPERATES_WITH",
    "TRADES_WITH", "BASE_ACCESS", "MEMBER_OF",
))  # fmt: skip
ORDER = ("conditional", "speculated", "alleged", "future", "reported", "asserted")


Told = tuple[frozenset[str], int, bool]  # what the words so far say: hedges, negations, said at all


@dataclass
class Stance:
    """What the surroundings of a trigger do to its claim."""

    hedges: set[str] = field(default_factory=set)
    negations: int = 0
    denials: set[int] = field(default_factory=set)  # tokens that negate: one that two rules see negates once
    denied: bool = False
    is_open: bool = False  # who takes it back is told or nobody: of others' reports nobody in the sentence says it
    stands: bool = False  # nothing that the sentence denies reaches it: "NATO member Peru did not sign"
    said: bool = True  # False: requested, wished or asked, so nothing is claimed
    speakers: list[Actor] = field(default_factory=list)
    charged_by: list[Actor] = field(default_factory=list)  # "denied Oman's accusation that": whose it is
    cues: list[str] = field(default_factory=list)
    times_at: list[int] = field(default_factory=list)  # tokens whose time also dates the claim
    said_at: list[int] = field(default_factory=list)  # words by which it is reported

    @property
    def modality(self) -> str:
        return next((label for label in ORDER if label in self.hedges), "asserted")

    @property
    def polarity(self) -> str:
        return "negative" if self.negations % 2 else "positive"

    def so_far(self) -> Told:
        return frozenset(self.hedges), self.negations, self.said

    def keep_speech(self, told: Told) -> None:
        """Of what was read since then only who says so is kept."""
        self.hedges &= told[0] | {"reported", "alleged"}
        if not self.denied:
            self.negations = told[1]
        self.said = told[2]

    def add(self, label: str, cue: Token | str) -> None:
        self.hedges.add(label)
        if label == "reported" and not isinstance(cue, str):
            self.said_at.append(cue.i)
        self.cues.append(f"{label}: {cue}")

    def negate(self, cue: Token) -> None:
        if cue.i in self.denials:
            return
        self.denials.add(cue.i)
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
def any_cues(*lists: str) -> frozenset[str]:
    """Several lists of cues.yaml as one, put together once: any_cues("reported", "alleged")."""
    return frozenset().union(*map(cues, lists))


@cache
def all_cues() -> frozenset[str]:
    return any_cues("reported", "alleged", "speculated", "future", "denied", "refused", "unsaid", "enabled")
