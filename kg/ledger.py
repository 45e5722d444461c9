"""The ledger of contested claims: what is said about a matter, by whom, and what is said against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from kg.dates import checked, last_day
from kg.errors import Usage
from kg.facts import Fact, contradictions, fact_values
from kg.model import Claim, Measured, Passage, Quantity

if TYPE_CHECKING:
    from kg.workspace import Workspace


def opened(work: Workspace, facts: Iterable[Fact]) -> dict[str, list[dict[str, Any]]]:
    """The claims that bear on each fact, by fact id: words, speaker, stance, and where they stand."""
    facts = list(facts)
    claims = dict(work.log.claims(ids=[id for fact in facts for id, _ in fact.claims]))
    return {fact.id: [_opened(work, id, claims[id], stance) for id, stance in fact.claims] for fact in facts}


def _opened(work: Workspace, id: str, claim: Claim, stance: str) -> dict[str, Any]:
    return {
        "claim": id,
        "stance": stance,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "speaker": ", ".join(s.name for s in claim.speakers) or None,
        "text": claim.passage.text,
        "quantity": quantity_words(claim.quantity),
        "change": claim.change,
        **_where(work, claim.passage),
    }


def opened_row(work: Workspace, id: str, row: Measured) -> dict[str, Any]:
    """A row of figures as a claim is opened: its words, and where it stands."""
    silent = dict.fromkeys(("speaker", "quantity", "change"))
    said = {"claim": id, "stance": "supports", "polarity": "positive", "modality": row.modality}
    return said | silent | {"text": row.passage.text, **_where(work, row.passage)}


def _where(work: Workspace, passage: Passage) -> dict[str, Any]:
    document = work.context.documents[passage.document]
    source = work.sources.get(document.source)
    return {
        "document": document.title or document.name,
        "document_id": passage.document,
        "row": passage.row,
        "source": source.name if source else document.source,
        "source_id": document.source,
        "version": document.version,
        "published": document.published,
        "url": document.url,
        "story": work.context.story(passage.document),
    }


def quantity_words(q: Quantity | None) -> str | None:
    """
    >>> quantity_words(Quantity(max=12000, unit="troops")), quantity_words(Quantity(min=10, max=20))
    ('up to 12,000 troops', '10 to 20')
    """
    if q is None or (q.text and (q.vague or q.low is q.high is None)):
        return q.text if q else None
    if q.value is not None:
        words = _number(q.value)
    elif q.min is not None and q.max is not None:
        words = f"{_number(q.min)} to {_number(q.max)}"
    elif q.max is not None:
        words = f"up to {_number(q.max)}"
    elif q.min is not None:
        words = f"at least {_number(q.min)}"
    else:
        return None
    return f"{words} {q.unit}" if q.unit else words


def _number(n: float) -> str:
    return f"{n:,.0f}" if n == int(n) else f"{n:,g}"


def contested(work: Workspace, id: str | None = None) -> list[dict[str, Any]]:
    """Every matter in dispute: within one fact (polarity, quantity), or between two versions of a data set."""
    facts = work.facts()
    conflicts = contradictions(facts)
    wanted = _named(work.whole_id(id) if id else None)
    by_id = {f.id: f for f in facts}
    disputes: list[tuple[Fact, Fact | None, str]] = [(f, None, about) for f in facts for about in f.contested]
    disputes += [(by_id[c.a], by_id[c.b], c.about) for c in conflicts]
    chosen = [d for d in disputes if wanted is None or wanted & set(_names(d[0], d[1]))]
    words = opened(work, [f for a, b, _ in chosen for f in (a, b) if f])
    return [_dispute(a, b, about, words) for a, b, about in chosen]


def _dispute(a: Fact, b: Fact | None, about: str, words: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    row = {"schema": 1, "fact": a.id, "about": about, "matter": fact_values(a), "claims": words[a.id]}
    if b is not None:
        row |= {"other": b.id, "against": fact_values(b), "claims": words[a.id] + words[b.id]}
    return row


def _names(a: Fact, b: Fact | None) -> Iterator[str]:
    for fact in (a, b):
        if fact is not None:
            yield fact.id
            yield from (end.key for end in (fact.subject, fact.object) if end)
            yield from (end.state for end in (fact.subject, fact.object) if end and end.state)


def _named(id: str | None) -> set[str] | None:
    """A fact's id as it is; a state or army by any of its names."""
    if id is None:
        return None
    from kg.resolve import resolve

    found = resolve(id).id
    return {id, found} if found else {id}


def diff(work: Workspace, start: str, end: str) -> dict[str, Any]:
    """Facts that became known, changed, or were withdrawn between the ends of two days of knowledge."""
    if last_day(checked(start, "--from")) > last_day(checked(end, "--to")):
        raise Usage(f"--from {start} is after --to {end}")
    before = {f.id: f for f in work.facts(known=start)}
    after = {f.id: f for f in work.facts(known=end)}
    both = sorted(before.keys() & after.keys())
    return {
        "schema": 1,
        "from": start,
        "to": end,
        "added": [fact_values(after[id]) for id in sorted(after.keys() - before.keys())],
        "changed": [
            {"id": id, "in": changed, "before": fact_values(before[id]), "after": fact_values(after[id])}
            for id in both
            if (changed := differing(before[id], after[id]))
        ],
        "removed": [fact_values(before[id]) for id in sorted(before.keys() - after.keys())],
    }


def differing(a: Fact, b: Fact) -> list[str]:
    """The properties in which two tellings of a fact differ."""
    before, after = fact_values(a), fact_values(b)
    return sorted(k for k in before.keys() | after.keys() if before.get(k) != after.get(k))
