"""The ledger of contested claims: what is said about a matter, by whom, and what is said against it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.arguments import text
from kg.cycles import no_search_for_cycles
from kg.dates import checked, last_day
from kg.errors import Usage
from kg.facts import (
    OF_VERSIONS,
    Fact,
    contradictions,
    disputed,
    fact_values,
    is_known,
    is_table,
    reissued,
)
from kg.model import RELATIONS, Claim, Measured, Passage, Quantity

if TYPE_CHECKING:
    from kg.workspace import Workspace

FACT = re.compile(r"[0-9a-f]{32}")  # an id, as `content_id` makes them


@no_search_for_cycles()
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
    >>> quantity_words(Quantity(min=10000, max=10000, unit="troops"))
    '10,000 troops'
    """
    if q is None or (q.text and (q.vague or q.low is q.high is None)):
        return q.text if q else None
    one = q.low if q.low == q.high else None
    if one is not None:
        words = _number(one)
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
    """
    >>> _number(536_862_000.4), _number(1234.5), _number(0.0625)
    ('536,862,000', '1,234.5', '0.0625')
    """
    return f"{n:,.0f}" if n == int(n) or abs(n) >= 1e6 else f"{n:,g}"


@no_search_for_cycles()
def contested(work: Workspace, id: str | None = None) -> list[dict[str, Any]]:
    """Every matter in dispute: within one fact (polarity, quantity), or between two versions of a data set.

    Of one fact or actor where `id` names it; who is not known, or not told from others, is refused: it would seem
    that nothing about him is in dispute.
    """
    wanted = None if id is None else _named(work.whole_id(text(id, "contested")), work.merges())
    keys = [] if wanted is None or any(map(FACT.fullmatch, wanted)) else work.all_of(wanted)
    facts = work.facts(about=keys)
    conflicts = contradictions(facts, work.begins())
    by_id = {f.id: f for f in disputed(facts, conflicts)}
    disputes: list[tuple[Fact, Fact | None, str]] = [(by_id[f.id], None, about) for f in facts for about in f.contested]
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


def _named(id: str, same: Mapping[str, str]) -> set[str]:
    """A fact's id as it is; an actor by its id or any of its names."""
    from kg.measure import actor_key

    return {id} if FACT.fullmatch(id) else {id, actor_key(id, same)}


def must_be_in_graph(work: Workspace, values: Mapping[str, Any]) -> None:
    """Refuses a query about a fact or document that is not there, or is of a table: rows are in the record only.

    No rows would say of most facts that nothing bears them out.
    """
    if (id := values.get("fact")) is not None:
        facts = [f for f in work.facts_beginning(id) if f.id == id]
        if not facts:
            raise Usage(f"no fact has the id {id!r}; queries and kg contested show ids")
        if facts[0].reviewed == "rejected":
            raise Usage(f"{id} was rejected on review and is not in the graph; kg explain {id} shows it")
        if facts[0].source != "text":
            raise Usage(
                f"{id} rests on rows of {facts[0].source}, which are not in the graph; kg explain {id} shows them"
            )
    if (name := values.get("document")) is not None:
        documents = [d for id, d in work.context.documents.items() if name in (id, d.name)]
        if not documents:
            raise Usage(f"no document has the id or name {name!r}")
        if all(map(is_table, documents)):
            name = documents[0].name or name
            raise Usage(f"{name} is a table, whose rows are not in the graph; kg explain ID shows those behind a fact")


def diff(
    work: Workspace,
    start: str,
    end: str,
    of: str | None = None,
    relations: Sequence[str] = (),
    source: str | None = None,
) -> dict[str, Any]:
    """Facts that became known, changed, or were withdrawn between the ends of two days of knowledge.

    Of one actor, of some relations, of one source, where they are named. A data set of which no version came out
    between the two days is not read. What a new version tells as an older one told it is not added but `reissued`;
    what it tells otherwise is changed, and what it leaves out is removed, `dropped_by` that version.
    """
    if last_day(checked(start, "--from")) > last_day(checked(end, "--to")):
        raise Usage(f"--from {start} is after --to {end}")
    documents = work.context.documents
    renewed = {d.source for d in documents.values() if is_known(d, end) and not is_known(d, start)}
    read = [id for id, d in documents.items() if not is_table(d) or d.source in renewed]
    before = {f.id: f for f in work.facts(relations, known=start, documents=read)}
    after = {f.id: f for f in work.facts(relations, known=end, documents=read)}
    new = reissued(before.values(), after.values())

    def asked(f: Fact, version: str) -> bool:
        return _asked(f, of, source) or _asked(replace(f, version=version), of, source)

    pairs = [(a, b, differing(a, b)) for id, a in before.items() if (b := after.get(id))]
    pairs += [(a, b, [k for k in differing(a, b) if k not in OF_VERSIONS]) for a, b in new.revised]
    told_before = new.again | {b.id for _, b in new.revised}
    added = [f for id, f in sorted(after.items()) if id not in before and _asked(f, of, source)]
    removed = {id: fact_values(f) for id, f in before.items() if id not in after and _asked(f, of, source)}
    removed |= {f.id: fact_values(f) | {"dropped_by": v} for f, v in new.dropped if asked(f, v)}
    return {
        "schema": 1,
        "from": start,
        "to": end,
        "added": [fact_values(f) for f in added if f.id not in told_before],
        "changed": [
            {"id": b.id, "in": changed, "before": fact_values(a), "after": fact_values(b)}
            for a, b, changed in sorted(pairs, key=lambda pair: pair[1].id)
            if changed and (_asked(a, of, source) or _asked(b, of, source))
        ],
        "removed": [removed[id] for id in sorted(removed)],
        "reissued": _reissued(added, new.again),
    }


def _asked(fact: Fact, of: str | None, source: str | None) -> bool:
    return (of is None or of in _names(fact, None)) and (not source or any(_is_of(fact, s) for s in source.split(",")))


def _is_of(fact: Fact, source: str) -> bool:
    """`cow` is each table of COW, `sipri@2024` the versions whose name holds that, `text` all articles."""
    name, _, version = source.strip().partition("@")
    return (fact.source == name or fact.source.startswith(f"{name}_")) and (
        version.casefold() in (fact.version or "").casefold()
    )


def _reissued(added: Iterable[Fact], again: Collection[str]) -> list[dict[str, Any]]:
    """For each new version that repeats an older one: how many matters it tells, and how many of them unchanged."""
    told: dict[tuple[str, str | None], list[bool]] = {}
    for fact in added:
        told.setdefault((fact.source, fact.version), []).append(fact.id in again)
    return [
        {"source": source, "version": version, "facts": len(same), "unchanged": sum(same)}
        for (source, version), same in sorted(told.items(), key=str)
        if any(same)
    ]


def relation_named(name: str) -> str:
    """The relation of a name in any case; `Usage` with all of them where there is none."""
    if name.upper() not in RELATIONS:
        raise Usage(f"--relation {name!r}: there are {', '.join(sorted(RELATIONS))}")
    return name.upper()


def differing(a: Fact, b: Fact) -> list[str]:
    """The properties in which two tellings of a fact differ."""
    before, after = fact_values(a), fact_values(b)
    return sorted(k for k in before.keys() | after.keys() if before.get(k) != after.get(k))
