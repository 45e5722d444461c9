"""When a tie begins, and what a plan's deadline tells of it.

That something is to be so "by 2027" tells its beginning at the latest and never its end.
"""

from __future__ import annotations

import re

from kg.model import FACTUAL, Claim

# Text between these relations speaks of a state of affairs, which lasts; between others of an event.
LASTING = frozenset(
    ("ALLIED_WITH", "MEMBER_OF", "BASE_ACCESS", "DEPENDS_ON", "LEADS", "PART_OF", "CONTROLS", "SANCTIONS",
     "TROOP_DEPLOYMENT", "TRADES_WITH")
)  # fmt: skip
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
