"""What flows through the product: evidence as plain, frozen data.

    Source     who publishes: a data set or an outlet
    Document   one article, or one file of a data set in one version
    Passage    a sentence with its offsets, or a table row with its number
    Claim      one passage saying one thing: who does what to whom, when, how much, how firmly
    Measured   one row saying what one state has in one year: numbers, and no tie to another

Everything has an id made from its content, so that the same thing read twice is one thing, and a
log can be merged with another by union. Nothing here knows a file format, a database or a metric.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, ClassVar, Literal

Stance = Literal["supports", "denies", "doubts"]
Scalar = str | int | float | bool | None

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "alliance": ("ALLIED_WITH", "MEMBER_OF", "AGREES_WITH", "SUPPORTS", "MEETS_WITH",
                 "COOPERATES_WITH", "CONCEDES"),
    "material_aid": ("MILITARY_AID", "AIDS", "ARMS_TRANSFER"),
    "posture": ("TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL", "BASE_ACCESS", "MOBILIZES"),
    "economy": ("TRADES_WITH", "DEPENDS_ON", "SANCTIONS"),
    "verbal_conflict": ("ACCUSES", "THREATENS", "REJECTS", "REQUESTS", "PROTESTS"),
    "conflict": ("COMBAT", "ATTACKS", "CASUALTIES", "CONTROLS", "COERCES"),
    "structure": ("PART_OF", "LEADS"),
}  # fmt: skip
RELATIONS: Mapping[str, str] = {r: f for f, rs in FAMILIES.items() for r in rs}
# What only tables say and is no tie: votes on roll calls, coded statements that are none of the relations, and years in
# which nothing was traded.
RECORD_ONLY = ("VOTES_ON", "SPEAKS_OF", "NO_TRADE_WITH")
SYMMETRIC = frozenset(("ALLIED_WITH", "AGREES_WITH", "MEETS_WITH", "COOPERATES_WITH", "TRADES_WITH", "COMBAT"))

# How firmly a passage says something, from firm to weak. The order decides which hedge an edge shows.
MODALITIES = ("asserted", "reported", "future", "alleged", "speculated", "conditional")
FACTUAL = ("asserted", "reported", "alleged")  # these say that something is or was so, the others only that it might be
NO_TIE = ("denied", "doubted")  # hedges of facts that nothing supports
UNHEDGED = ("asserted", "reported")  # also where it is denied or contested; `kg metric --help` says so
ACTOR_TYPES = ("state", "armed_force", "armed_group", "organisation", "leader", "region",
               "agency", "government", "group", "weapon")  # fmt: skip


UNDATED = "undated"  # how the name of a version begins that neither the file nor its user told: see kg.tables.undated


def content_id(*parts: Any) -> str:
    """A name for content: the same content gives the same 32 hex digits on every machine.

    >>> content_id("a", 1) == content_id("a", 1), content_id("a", 1) == content_id("a", "1")
    (True, False)
    """
    return named_by(canonical(parts))


# One encoder for all: json.dumps would make a new one for each claim.
canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def named_by(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def compact(value: Mapping[str, Any]) -> dict[str, Any]:
    """The entries that say something: drops None, "", [] and {}."""
    return {k: v for k, v in value.items() if v or (v is not None and v != "" and v != [] and v != {})}


def is_english(language: str | None) -> bool:
    """Whether a text in this language is read: also where the language is unknown ("und") or not said.

    >>> [is_english(code) for code in ("en-GB", None, "ms")]
    [True, True, False]
    """
    return (language or "en")[:2].lower() in ("en", "un")


@dataclass(frozen=True, slots=True)
class Source:
    """Who publishes: a data set ("sipri") or an outlet ("outlet:meridian-wire")."""

    id: str
    name: str
    kind: Literal["dataset", "outlet", "unknown"] = "outlet"
    licence: str | None = None
    citation: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One article, or one file of a data set in one version. `text` is "" for tables."""

    source: str  # id of its Source
    title: str
    text: str
    published: str | None  # partial ISO date; None: unknown, and then nothing is guessed
    format: str  # the loader that read it
    version: str | None = None  # of a data set: "5.1", "generated 2024-04-13"
    url: str | None = None
    language: str | None = None
    name: str = ""  # file name without suffix; not part of the identity
    digest: str = ""  # of a table: sha256 of the file's bytes; "" for text
    _id: str = field(default="", init=False, repr=False, compare=False)  # kept: each claim asks for it

    @property
    def id(self) -> str:
        """White space does not make another document; another outlet or date does.

        So does a language that is not read: once it is said to be English, the same text is another document.
        """
        if not self._id:
            words = [" ".join(part.split()) for part in (self.title, self.text)]
            unread = [] if self.is_english else [self.language]
            id = content_id("document", self.source, self.published, self.version, self.digest, *words, *unread)
            object.__setattr__(self, "_id", id)
        return self._id

    @property
    def is_english(self) -> bool:
        """Whether claims are read from it."""
        return is_english(self.language)


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a claim is said: characters `start` to `end` of a document's text, or its row `row`.

    For a table `text` is the row as it stands, shortened to what the claim uses.
    """

    document: str
    text: str
    start: int | None = None
    end: int | None = None
    row: int | None = None

    @property
    def id(self) -> str:
        where = f"r{self.row}" if self.row is not None else f"{self.start}-{self.end}"
        return f"{self.document}:{where}"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something in a claim: as named, and as resolved.

    `id` is None where the name is not known; the name is then kept and nothing is guessed.
    """

    name: str
    type: str = "state"  # one of ACTOR_TYPES
    id: str | None = None  # "PRK", "army:PRK-KPA", "org:NATO", "region:RUS-Kursk", "leader:kim-jong-un"
    state: str | None = None  # id of the state it belongs to, or itself

    @property
    def key(self) -> str:
        """What facts are grouped by: the id, or the name marked as not resolved."""
        return self.id or f"?{self.type}:{' '.join(self.name.lower().split())}"

    @property
    def side(self) -> str:
        """Whose side it is in a conflict or a deal: the state of an army, a leader or a place, else itself."""
        return self.state or self.key


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount as a range: "about 300" has a value, "up to 12,000" only a max, "over 200" a min.

    `vague` marks words without a number ("thousands"): kept, never counted.
    """

    value: float | None = None
    min: float | None = None
    max: float | None = None
    unit: str | None = None  # "troops", "units", "USD", "TIV", "killed", "share"
    text: str | None = None
    vague: bool = False

    @property
    def low(self) -> float | None:
        return self.value if self.value is not None else self.min

    @property
    def high(self) -> float | None:
        return self.value if self.value is not None else self.max


@dataclass(frozen=True, slots=True)
class Claim:
    """One passage saying one thing.

    `details` holds what only some sources say: {"tiv": 12.5, "pledge": "defense,consul"}. Its keys
    are declared in cypher/schema.yaml. `matter` separates facts that the actors, the relation and
    the time do not: one deal of a register, one treaty of a coding.
    """

    passage: Passage
    relation: str
    subject: Actor
    object: Actor | None = None
    item: str | None = None
    quantity: Quantity | None = None
    place: Actor | None = None
    since: str | None = None  # partial ISO dates, as fine as the text and no finer
    until: str | None = None
    change: Literal["increase", "decrease"] | None = None
    modality: str = "asserted"  # one of MODALITIES
    polarity: Literal["positive", "negative"] = "positive"
    speakers: tuple[Actor, ...] = ()  # who says so; () is the document itself
    extractor: str = ""  # name and version of the reader or loader
    matter: str = ""
    details: Mapping[str, Scalar] = field(default_factory=dict)
    because: Mapping[str, Any] = field(default_factory=dict)  # frame, cue, antecedent: for --explain

    def __post_init__(self) -> None:
        if self.relation not in RELATIONS and self.relation not in RECORD_ONLY:
            raise ValueError(f"unknown relation {self.relation!r}")
        if self.modality not in MODALITIES:
            raise ValueError(f"unknown modality {self.modality!r}")
        if self.polarity not in ("positive", "negative"):
            raise ValueError(f"unknown polarity {self.polarity!r}")

    @property
    def id(self) -> str:
        """`because` is not part of the identity: why a rule fired does not change what was said."""
        return claim_id(self, claim_body(self))

    @property
    def stance(self) -> Stance:
        """Who says that a base may close, or will, denies nothing: only what is said to be so can deny."""
        if self.polarity == "positive":
            return "supports"
        return "denies" if self.modality in FACTUAL else "doubts"


@dataclass(frozen=True, slots=True)
class Measured:
    """What a table says of one actor alone in one year: figures by name, in the units of their table.

    What a state has is no relation between two, so it is no claim and no edge. A missing figure is left out.
    """

    passage: Passage
    subject: Actor
    year: int
    figures: Mapping[str, float]
    modality: ClassVar[str] = "asserted"  # as a claim that --without looks at

    @property
    def id(self) -> str:
        figures = dict(sorted(self.figures.items()))
        return content_id("measured", self.passage.id, actor_value(self.subject), self.year, figures)


def claim_body(claim: Claim) -> str:
    """The content of a claim as the record keeps it: JSON values in a fixed order."""
    rest = [
        claim.item,
        quantity_value(claim.quantity),
        actor_value(claim.place),
        claim.since,
        claim.until,
        claim.change,
        claim.modality,
        claim.polarity,
        [actor_value(s) for s in claim.speakers],
        claim.extractor,
        claim.matter,
        dict(claim.details),
    ]
    ends = f"{_actor_text(claim.subject)},{_actor_text(claim.object)}"
    return f"[{canonical(claim.relation)},{ends},{canonical(rest)[1:]}"


def claim_id(claim: Claim, body: str) -> str:
    """What `content_id("claim", passage, *values)` gives of the values in `body`, without writing them twice."""
    return named_by(f'["claim",{canonical(claim.passage.id)},{body[1:]}')


def actor_value(actor: Actor | None) -> list[str | None] | None:
    return None if actor is None else [actor.name, actor.type, actor.id, actor.state]


@lru_cache(maxsize=65_536)  # the same few hundred states in a million claims
def _actor_text(actor: Actor | None) -> str:
    return canonical(actor_value(actor))


def quantity_value(q: Quantity | None) -> list[Any] | None:
    return None if q is None else [q.value, q.min, q.max, q.unit, q.text, q.vague]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that could not be read: counted and listed, never dropped in silence."""

    where: str  # "file:line" or "file"
    reason: str
    raw: str = ""  # the first 200 characters of what was found


class Kept(Rejected):
    """What is read as it stands though it may be a slip, such as a date that is still to come: told, and not lost."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """How many rows of a table were understood: with those that were rejected they are all rows of the file.

    Not each gives a claim of its own: nobody was there, one state stands alone, or several years are one spell.
    """

    rows: int


# What a loader yields, in any order a reader can follow: sources and documents before their claims.
Loaded = Source | Document | Claim | Measured | Rejected | Understood
