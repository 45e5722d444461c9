"""What pages and reports show of a tie: its words, and the sentences it rests on.

Everything here is plain text for people, bounded in length. Text comes from documents and is hostile:
it is made harmless where it is written out (autoescaped templates, `textContent`), never here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from kg.lasting import days
from kg.model import FACTUAL, RELATIONS, SYMMETRIC

LONGEST = {"label": 80, "title": 200, "text": 600, "url": 2000}
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
HEDGES = ("asserted", "reported", "future", "alleged", "speculated", "conditional", "doubted", "denied")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One claim as a reader sees it: the words, how firmly they are said, by whom and where."""

    text: str
    modality: str  # one of kg.model.MODALITIES
    polarity: str = "positive"  # "negative": the sentence denies the tie, or doubts it
    speaker: str | None = None  # None: the document itself says so
    document: str | None = None  # title
    outlet: str | None = None
    published: str | None = None  # partial ISO date; None: unknown
    url: str | None = None
    superseded: bool = False  # a later version of the same report tells the matter anew

    @property
    def denies(self) -> bool:
        return self.polarity == "negative" and self.modality in FACTUAL and not self.superseded

    @property
    def hedge(self) -> str:
        """What a reader must see beside the sentence.

        >>> Sentence("No troops were sent.", "asserted", "negative").hedge
        'denies (asserted)'
        >>> Sentence("The base may be closed.", "speculated", "negative").hedge
        'doubts (speculated)'
        """
        if self.superseded:
            return f"superseded ({self.modality})"
        if self.polarity != "negative":
            return self.modality
        return f"{'denies' if self.denies else 'doubts'} ({self.modality})"


@dataclass(frozen=True, slots=True)
class Edge:
    """One fact as a tie between two nodes. `id` is the fact's, for `kg explain`."""

    id: str
    source: str  # node id of the subject
    target: str  # node id of the object
    relation: str
    since: str | None = None  # partial ISO dates, as the sources say
    until: str | None = None
    known: str | None = None  # when the first source said so
    first: str | None = None  # the days on which it holds, by `kg.lasting`: what the time slider goes by.
    last: str | None = None  # None: open on that side; both None: undated
    belief: float | None = None  # 0 to 1; ranks, and is no probability
    hedge: str = "asserted"  # one of HEDGES
    contested: bool = False
    quantity: str = ""  # in words: "10,000 to 12,000 troops"
    n_stories: int = 1
    origin: str = "text"  # the data set with version and row, or "text"
    directed: bool = True
    deadline: bool = False  # of a plan: it is to begin by `since`
    last_known: str | None = None  # the last report of it
    claims: tuple[Sentence, ...] = ()
    reviewed: str | None = None  # "accepted": the belief is a reviewer's decision, and not what the sources add up to

    @property
    def family(self) -> str:
        return RELATIONS.get(self.relation, "other")

    @property
    def sureness(self) -> str:
        """The belief in words, and whose it is where no sources make it.

        >>> Edge("f", "PRK", "RUS", "SUPPORTS", belief=0.4).sureness
        'belief 0.40'
        >>> Edge("f", "PRK", "RUS", "SUPPORTS", belief=1.0, reviewed="accepted").sureness
        'belief 1.00 (accepted on review)'
        """
        if self.belief is None:
            return ""
        return f"belief {self.belief:.2f}" + (f" ({on_review(self.reviewed)})" if self.reviewed else "")

    @property
    def when(self) -> str:
        """
        >>> Edge("f", "PRK", "RUS", "MEETS_WITH", since="2024-10", until="2024-10").when
        '2024-10'
        >>> Edge("f", "CHN", "DJI", "BASE_ACCESS", since="2028", hedge="future", deadline=True).when
        'by 2028'
        """
        if self.deadline and self.until in (None, self.since):
            return f"by {self.since}"
        if self.since == self.until:
            return self.since or "undated"
        return f"{self.since or '…'} to {self.until}" if self.until else f"since {self.since}"


def on_review(reviewed: str | None) -> str:
    """What a reader must see beside a belief that a reviewer's decision makes 1, or 0.

    >>> on_review("accepted"), on_review(None)
    ('accepted on review', '')
    """
    return f"{reviewed} on review" if reviewed else ""


def sentence_of(claim: Mapping[str, Any]) -> Sentence:
    """A claim as `kg.ledger.opened` gives it."""
    return Sentence(
        text=bounded(claim["text"], "text"),
        modality=claim["modality"],
        polarity="negative" if claim.get("stance") == "denies" else claim.get("polarity", "positive"),
        speaker=bounded(claim.get("speaker"), "label") or None,
        document=bounded(claim.get("document"), "title") or None,
        outlet=bounded(claim.get("source"), "label") or None,
        published=claim.get("published"),
        url=safe_url(claim.get("url")),
        superseded=claim.get("stance") == "superseded",
    )


def edge_of(id: str, source: str, target: str, data: Mapping[str, Any], claims: Iterable[Mapping[str, Any]]) -> Edge:
    """An edge of the graph (attributes as `kg.graphs.edge_values` names them) with its opened claims."""
    first, last = days(data)
    origin = str(data.get("source") or "text")
    return Edge(
        id=id,
        source=source,
        target=target,
        relation=data["relation"],
        since=data.get("since"),
        until=data.get("until"),
        known=data.get("known"),
        first=first,
        last=last,
        belief=data.get("belief"),
        hedge=data.get("hedge") or "asserted",
        contested=bool(data.get("contested")),
        quantity=bounded(amount(data), "title"),
        n_stories=int(data.get("n_stories") or 0),
        origin=_origin(origin, data),
        deadline=bool(data.get("deadline")),
        last_known=data.get("last_known"),
        # What a table says of one dyad has a direction: who pledged, who exported.
        directed=data["relation"] not in SYMMETRIC or origin != "text",
        claims=tuple(sentence_of(c) for c in claims),
        reviewed=data.get("reviewed"),
    )


def _origin(source: str, data: Mapping[str, Any]) -> str:
    version, row = data.get("version"), data.get("row")
    return source + (f" {version}" if version else "") + (f", row {row}" if row is not None else "")


def amount(data: Mapping[str, Any]) -> str:
    """What is said of how much and of what, in words.

    >>> amount({"quantity_min": 10000, "quantity_max": 12000, "unit": "troops"})
    '10,000 to 12,000 troops'
    >>> amount({"quantity_max": 12000, "unit": "troops"}), amount({"quantity_min": 0.983, "quantity_max": 0.983,
    ...     "unit": "share", "denominator": "total trade"})
    ('up to 12,000 troops', '98.3 % of total trade')
    >>> amount({"quantity_max": 60, "unit": "tanks", "item": "Leopard tanks"})
    'up to 60 Leopard tanks'
    """
    low, high, unit, item = (data.get(key) for key in ("quantity_min", "quantity_max", "unit", "item"))
    if low is not None or high is not None:
        unit, item = named_once(unit, item)
    told = [_range(low, high, unit)]
    if told[0] and data.get("unit") == "share" and data.get("denominator"):
        told[0] += f" of {data['denominator']}"
    if data.get("tiv") is not None and data.get("unit") != "TIV":
        told.append(f"{number(data['tiv'])} million TIV")
    told += [str(value) for value in (item, data.get("pledge"), data.get("change")) if value]
    return "; ".join(t for t in told if t)


def named_once(unit: str | None, item: str | None) -> tuple[str | None, str | None]:
    """Unit and item beside a number, where the unit is the item's own noun without it: "8 jets", not "8 jets jets".

    >>> named_once("jets", "jets"), named_once("units", "F-16 jets")
    (('jets', None), ('units', 'F-16 jets'))
    """
    if unit and item and (item == unit or item.endswith(f" {unit}")):
        return item, None
    return unit, item


def _range(low: float | None, high: float | None, unit: str | None) -> str:
    if low is None and high is None:
        return ""
    if unit == "share":
        low, high, unit = (low if low is None else 100 * low), (high if high is None else 100 * high), "%"
    if low is None:
        words = f"up to {number(high)}"
    elif high is None:
        words = f"at least {number(low)}"
    else:
        words = number(low) if low == high else f"{number(low)} to {number(high)}"
    return f"{words} {unit}" if unit else words


def number(value: float | None) -> str:
    """
    >>> number(12000), number(0.5), number(3.14159), number(None)
    ('12,000', '0.5', '3.142', '')
    """
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 1000 or value == int(value) else f"{value:.4g}"


def words(name: str) -> str:
    """
    >>> words("TROOP_DEPLOYMENT")
    'troop deployment'
    """
    return name.replace("_", " ").lower()


def printable(value: Any) -> Any:
    """Text without characters that no page can hold; anything else as it is. For Jinja's `finalize`."""
    # Not of a subclass of str: Markup is ours, and stays what its hash says.
    return UNPRINTABLE.sub("\ufffd", value) if type(value) is str else value


def bounded(text: object, what: str = "text") -> str:
    """Text of one paragraph without characters that cannot be shown, cut to its bound with an ellipsis."""
    clean: str = " ".join(UNPRINTABLE.sub("\ufffd", str(text if text is not None else "")).split())
    longest = LONGEST[what]
    return clean if len(clean) <= longest else clean[: longest - 1] + "…"


def safe_url(url: object) -> str | None:
    """The address if it is one of the web, without a password or hidden characters; else None.

    >>> safe_url("https://news.example/a?b=1"), safe_url("javascript:alert(1)"), safe_url("https://a@b/")
    ('https://news.example/a?b=1', None, None)
    """
    if not isinstance(url, str) or len(url) > LONGEST["url"] or re.search(r"[\s\\<>\"'`]", url):
        return None
    if UNPRINTABLE.search(url) or not re.fullmatch(r"[!-~]+", url):
        return None
    try:
        parts = urlsplit(url)
        bad = parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc
    except ValueError:
        return None
    return None if bad else url


def told(claims: Iterable[Sentence], most: int) -> tuple[list[Sentence], int]:
    """At most so many sentences in their order, denials before others where not all fit; and how many are left."""
    claims = list(claims)
    if len(claims) <= most:
        return claims, 0
    kept = sorted(range(len(claims)), key=lambda k: (not claims[k].denies, k))[:most]
    return [claims[k] for k in sorted(kept)], len(claims) - most
