"""What several sentences of a text say of the same sides.

A sentence that is only half likely to say something is believed where another sentence of the text says the same, or
where several that are half likely leave little doubt together: a text that tells of Russian arms for Algeria comes
back to them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.model import SYMMETRIC, Claim, Passage
from kg.text.settling import adds_nothing

TOGETHER = 0.8  # chance that at least one of several sentences says it, from which each that may is believed

Matter = tuple[str, str, str, str]  # relation, the two sides with an army as its state, polarity


def matter(claim: Claim) -> Matter:
    """What a claim is about, whoever's army or leader does it."""
    one, other = claim.subject.side, claim.object.side if claim.object else ""
    if claim.relation in SYMMETRIC and other < one:
        one, other = other, one
    return claim.relation, one, other, claim.polarity


def retold(sure: Iterable[Claim], unsure: Sequence[Claim]) -> list[Claim]:
    """The claims of a document that are sure by themselves, and of those that are not what the rest of it bears out,
    in the order of its sentences. What adds nothing to another claim of the same is left out."""
    found = list(sure)
    known: dict[Matter, list[Claim]] = defaultdict(list)
    for claim in found:
        known[matter(claim)].append(claim)
    half: dict[Matter, list[Claim]] = defaultdict(list)
    for claim in unsure:
        half[matter(claim)].append(claim)
    for what, claims in half.items():
        told = known.get(what, [])
        if not told and together(claims) < TOGETHER:
            continue
        for claim in claims:
            beside = next((c for c in [*told, *claims] if c.passage != claim.passage), None)
            if beside is None or any(adds_nothing(claim, other) for other in known[what]):
                continue
            because = {**claim.because, "elsewhere": beside.passage.text}
            known[what].append(replace(claim, because=because))
            found.append(known[what][-1])
    return sorted(found, key=lambda c: c.passage.start or 0)


def together(claims: Iterable[Claim]) -> float:
    """Chance that at least one of the sentences says it, each by its likeliest claim, as if they were independent."""
    best: dict[Passage, float] = {}
    for claim in claims:
        best[claim.passage] = max(float(claim.because.get("chance", 0.0)), best.get(claim.passage, 0.0))
    return 1.0 - math.prod(1.0 - chance for chance in best.values())
