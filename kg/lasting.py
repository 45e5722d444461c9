"""How long a tie holds: one rule for graph pages, exports and the named queries (docs/decisions/0020).

A tie holds from the first day that is told of it, else from its first report, to the last day that is told. Where
none is told: an event is of its first day; a pact, membership, base, deployment or sanction stands until somebody
tells its end; any other state of affairs, and what sources only deny, goes as far as its last report; a row of a table
is open. That something is to be so "by 2027" tells its beginning at the latest and never its end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kg.model import FACTUAL, NO_TIE, Claim

# Text between these relations speaks of a state of affairs, which lasts; between others of an event.
LASTING = frozenset(
    ("ALLIED_WITH", "MEMBER_OF", "BASE_ACCESS", "DEPENDS_ON", "LEADS", "PART_OF", "CONTROLS", "SANCTIONS",
     "TROOP_DEPLOYMENT", "TRADES_WITH")
)  # fmt: skip
# Of these a text that says nothing tells that nothing has changed: they stand until their end is told.
STANDING = frozenset(("ALLIED_WITH", "MEMBER_OF", "BASE_ACCESS", "SANCTIONS", "TROOP_DEPLOYMENT"))
BOUND = re.compile(r"\b(?:(?P<end>until|till?|through|up to)|by|before|within|later than)\b", re.IGNORECASE)


def is_deadline(claim: Claim) -> bool:
    """Whether the only date of a plan is the last by which it is to be so, and not the day on which it ends.

    >>> from kg.model import Actor, Passage
    >>> def plan(text, until, modality="future"):
    ...     return Claim(Passage("d", text), "BASE_ACCESS", Actor("China"), until=until, modality=modality)
    >>> is_deadline(plan("China will open a base by 2028.", "2028"))
    True
    >>> is_deadline(plan("China will keep its base until 2028.", "2028"))
    False
    >>> is_deadline(plan("China will open a base by 2028 and keep it until 2040.", "2028"))
    True
    >>> is_deadline(plan("China had a base until 2008.", "2008", "asserted"))
    False
    """
    if claim.until is None or claim.since is not None or claim.passage.row is not None:
        return False
    planned = claim.modality not in FACTUAL and claim.stance == "supports"
    return planned and not _tells_end(claim.passage.text, claim.until)


def _tells_end(text: str, until: str) -> bool:
    """Whether the last word before the year that bounds a time is one of an end: "until", and not "by"."""
    before = text.partition(until[:4])[0]  # all of it where the year is not written: "until next year"
    bounds = list(BOUND.finditer(before))
    return bool(bounds and bounds[-1]["end"])


def days(data: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """The first and the last day on which a tie holds; None: open on that side, both None: undated.

    >>> told = {"source": "text", "known": "2024-10-08", "last_known": "2025-02-01"}
    >>> days(told | {"relation": "MEETS_WITH"}), days(told | {"relation": "CONTROLS"})
    (('2024-10-08', '2024-10-08'), ('2024-10-08', '2025-02-01'))
    >>> days(told | {"relation": "BASE_ACCESS", "since": "2015"})
    ('2015', None)
    """
    first = data.get("since") or data.get("known")
    if data.get("source", "text") != "text" or data.get("until"):
        return first, data.get("until")
    if data.get("relation") not in LASTING:
        return first, first
    last = max((d for d in (data.get("last_known"), data.get("since")) if d), default=first)
    return first, last if is_followed(data) else None


def is_followed(data: Mapping[str, Any]) -> bool:
    """Whether it is a state of affairs that holds no longer than it is reported, since its kind changes untold."""
    if data.get("source", "text") != "text" or data.get("until") or data.get("relation") not in LASTING:
        return False
    return data["relation"] not in STANDING or data.get("hedge") in NO_TIE
