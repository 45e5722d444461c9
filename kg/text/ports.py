"""Where other extractors plug in: one interface, one gate, and a way to read with two at once.

The default extractor (frames) needs none of this. Any other one proposes, and `grounding.grounded` decides
what of it the document bears out. An adapter that speaks to a network does so only when it is asked for by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from kg.errors import Usage
from kg.model import MODALITIES, SYMMETRIC, Actor, Claim, Document
from kg.text.grounding import grounded

KNOWN = ("frames", "llm", "zeroshot")


class Extractor(Protocol):
    """Reads a document and yields its claims; each claim carries the name, which has a version in it."""

    @property
    def name(self) -> str: ...

    def extract(self, document: Document) -> Iterator[Claim]: ...


@dataclass
class Frames:
    """The default extractor behind the interface."""

    model: str | None = None
    dropped: Counter[str] = field(default_factory=Counter)  # always empty: its claims are read from the sentences

    @property
    def name(self) -> str:
        from kg.text.extract import extractor_name

        return extractor_name(self.model)

    def extract(self, document: Document) -> Iterator[Claim]:
        from kg.text.extract import extract

        return extract(document, self.model)


@dataclass
class Gated:
    """A foreign extractor: a function from a document to proposals, and the gate behind it.

    `dropped` counts what the gate refused since the start, by reason.
    """

    name: str
    propose: Callable[[Document], Iterable[Any]]
    dropped: Counter[str] = field(default_factory=Counter)

    def extract(self, document: Document) -> Iterator[Claim]:
        claims, dropped = grounded(document, self.propose(document), self.name)
        self.dropped += dropped
        yield from claims


@dataclass
class Both:
    """Two extractors that read the same documents."""

    first: Extractor
    second: Extractor

    @property
    def name(self) -> str:
        return f"{self.first.name} + {self.second.name}"

    @property
    def dropped(self) -> Counter[str]:
        return told(self.first) + told(self.second)

    def extract(self, document: Document) -> Iterator[Claim]:
        yield from combined(self.first.extract(document), self.second.extract(document))


def told(extractor: Extractor) -> Counter[str]:
    """What an extractor says that it dropped, by reason."""
    dropped = getattr(extractor, "dropped", None)
    return Counter(dropped) if isinstance(dropped, dict) else Counter()


def extractor_named(names: str, model: str | None = None) -> Extractor:
    """The extractor of a name, or of several joined by "+": "frames", "llm", "frames+llm".

    Raises `Usage` for an unknown name and for one that is not configured, before anything is read.
    """
    parts = [part.strip() for part in names.split("+")]
    unknown = [part for part in parts if part not in KNOWN]
    if unknown or len(set(parts)) != len(parts):
        what = f"{unknown[0]!r} is not known" if unknown else f"{names!r} names one twice"
        raise Usage(f"--extractor: {what}; write {', '.join(KNOWN)}, or several joined by +, as frames+llm")
    found = [_made(part, model) for part in parts]
    whole = found[0]
    for more in found[1:]:
        whole = Both(whole, more)
    return whole


def _made(name: str, model: str | None) -> Extractor:
    if name == "llm":
        from kg.text.llm import configured

        return configured()
    if name == "zeroshot":
        from kg.text.zeroshot import loaded

        return loaded()
    return Frames(model)


# -- two readings of one document ------------------------------------------------------------------


def combined(first: Iterable[Claim], second: Iterable[Claim]) -> list[Claim]:
    """The claims of two readings of one document as one reading.

    Two claims agree when relation, ends and polarity are the same, they stand in the same sentence or speak of the
    same time, and their quantities do not differ. They become one claim, at the place of the first: of two
    modalities the more cautious, what the first left empty from the second, `because["agreed"]` the names of
    both, and as its extractor both names. Agreement is kept there and changes no belief, which counts stories.
    All others stay as they are, each with the name of its own extractor; where both read the same two actors in
    one sentence and disagree, `because["disagrees"]` names the other.
    """
    ours, theirs = list(first), list(second)
    alike = _grouped(theirs, _matter)
    pairs: dict[int, Claim] = {}  # place in the first reading -> the claim of the second that agrees
    for same in (_same_sentence, _same_time):
        for n, claim in enumerate(ours):
            free = alike.get(_matter(claim), [])
            match = (
                next((c for c in free if _same_figure(claim, c) and same(claim, c)), None) if n not in pairs else None
            )
            if match is not None:
                pairs[n] = match
                free.remove(match)
    left = [c for group in alike.values() for c in group]
    here, there = _grouped(ours, _sentence), _grouped(theirs, _sentence)
    found = [_one(c, pairs[n]) if n in pairs else _disputed(c, there) for n, c in enumerate(ours)]
    found += [_disputed(c, here) for c in left]
    return sorted(found, key=lambda c: c.passage.start or 0)


def _grouped(claims: Iterable[Claim], key: Callable[[Claim], Any]) -> dict[Any, list[Claim]]:
    groups: dict[Any, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(key(claim), []).append(claim)
    return groups


def _matter(claim: Claim) -> tuple[str, ...]:
    return (claim.relation, claim.polarity, *_ends(claim))


def _sentence(claim: Claim) -> tuple[str, ...]:
    """One sentence and two actors, whoever of them does something to the other."""
    return (claim.passage.id, *sorted(_ends(claim)))


def end(actor: Actor | None) -> str:
    """Who an end of a claim is, for comparing two readings: "Ukrainian soldiers" are Ukraine's."""
    if actor is None:
        return ""
    return actor.id or (actor.state if actor.state and actor.type != "leader" else None) or actor.key


def _ends(claim: Claim) -> tuple[str, ...]:
    ends = (end(claim.subject), end(claim.object))
    return tuple(sorted(ends)) if claim.relation in SYMMETRIC else ends


def _same_figure(a: Claim, b: Claim) -> bool:
    return a.quantity is None or b.quantity is None or _range(a) == _range(b)


def _range(claim: Claim) -> tuple[float | None, float | None]:
    return (claim.quantity.low, claim.quantity.high) if claim.quantity else (None, None)


def _same_sentence(a: Claim, b: Claim) -> bool:
    return a.passage.id == b.passage.id


def _same_time(a: Claim, b: Claim) -> bool:
    """Both dated, and one date is the other one, told as finely or less so."""
    return bool(a.since and b.since) and (
        _within(a.since or "", b.since or "") or _within(b.since or "", a.since or "")
    )


def _within(fine: str, coarse: str) -> bool:
    return fine == coarse or fine.startswith(coarse + "-")


def _one(a: Claim, b: Claim) -> Claim:
    """Two claims that agree, as one."""
    who = [*a.because.get("agreed", [a.extractor]), *b.because.get("agreed", [b.extractor])]
    reasons: dict[str, Any] = {"agreed": who}
    if a.modality != b.modality:
        reasons["modalities"] = {a.extractor: a.modality, b.extractor: b.modality}
    if not _same_sentence(a, b):
        reasons["also"] = b.passage.id
    unread = [w for w in a.because.get("unread", []) if w in b.because.get("unread", [])]
    filled = {k: getattr(b, k) for k in ("item", "quantity", "place", "speakers", "change")
              if not getattr(a, k) and getattr(b, k)}  # fmt: skip
    if not a.since and not a.until:
        filled |= {"since": b.since, "until": b.until}
    kept = {k: v for k, v in a.because.items() if k != "unread"}
    return replace(a, **filled, modality=_cautious(a, b), extractor=f"{a.extractor} + {b.extractor}",
                   because=kept | reasons | ({"unread": unread} if unread else {}))  # fmt: skip


def _cautious(a: Claim, b: Claim) -> str:
    """The weaker of two modalities; one that was not read but set does not count against one that was."""
    read = [c.modality for c in (a, b) if "modality" not in c.because.get("unread", [])]
    return max(read or [a.modality, b.modality], key=MODALITIES.index)


def _disputed(claim: Claim, others: dict[Any, list[Claim]]) -> Claim:
    """The claim; and who else reads the same two actors in this sentence, but says something else of them."""
    against = sorted({o.extractor for o in others.get(_sentence(claim), []) if _differ(claim, o)})
    return replace(claim, because={**claim.because, "disagrees": against}) if against else claim


def _differ(a: Claim, b: Claim) -> bool:
    return _matter(a) != _matter(b) or not _same_figure(a, b)


__all__ = ["Both", "Extractor", "Frames", "Gated", "combined", "extractor_named", "grounded", "told"]
