"""A claim as one JSON object, in the schema of claims."""

from __future__ import annotations

from typing import Any

from kg.model import Actor, Claim, Quantity


def claim_line(claim: Claim, doc_id: str, explain: bool = False) -> dict[str, Any]:
    """A claim as one JSON object in the schema of claims."""
    line: dict[str, Any] = {
        "schema": 1,
        "claim_id": claim.id,
        "doc_id": doc_id,
        "relation": claim.relation,
        "subject": _actor_line(claim.subject),
        "object": _actor_line(claim.object),
        "item": {"name": claim.item} if claim.item else None,
        "quantity": _quantity_line(claim.quantity),
        "place": _actor_line(claim.place),
        "time": {"start": claim.since, "end": claim.until} if claim.since or claim.until else None,
        "change": claim.change,
        "modality": claim.modality,
        "polarity": claim.polarity,
        "attribution": [_actor_line(a) for a in claim.speakers],
        "sentence": claim.passage.text,
        "start": claim.passage.start,
        "end": claim.passage.end,
        "extractor": claim.extractor,
    }
    return line | ({"explain": dict(claim.because)} if explain else {})


def _actor_line(actor: Actor | None) -> dict[str, Any] | None:
    if actor is None:
        return None
    return {"name": actor.name, "type": actor.type, "state": actor.state, "id": actor.id}


def _quantity_line(q: Quantity | None) -> dict[str, Any] | None:
    if q is None:
        return None
    return {"value": q.value, "min": q.min, "max": q.max, "unit": q.unit, "text": q.text, "vague": q.vague}
