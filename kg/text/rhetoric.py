"""Sentences that ask, joke or play with images: they state nothing."""

from __future__ import annotations

import re
from functools import cache

from kg.text.mentions import table


@cache
def _rhetoric() -> re.Pattern[str]:
    """Of a sentence in lower case: a third of the time that a search takes which minds no case."""
    return re.compile(re.sub(r"\s*\n\s*|\s+(?=\|)", "", str(table("cues.yaml")["rhetoric"]).strip()))


def is_rhetoric(sentence: str) -> bool:
    """Whether a sentence asks, jokes or plays with images and so states nothing.

    >>> is_rhetoric("Will the grouping ever sign a treaty?"), is_rhetoric("They signed a treaty.")
    (True, False)
    """
    return not stated(sentence) or bool(_rhetoric().search(sentence.lower()))


def stated(sentence: str) -> str:
    """What a sentence states before a question that ends it; "" where it only asks.

    >>> stated("As Cuba sends troops to Angola, it raises questions: why now?")
    'As Cuba sends troops to Angola, it raises questions'
    """
    if not sentence.rstrip("\"'”’») ").endswith("?"):
        return sentence
    cut = max(sentence.rfind(": "), sentence.rfind("; "), sentence.rfind(" — "), sentence.rfind(" – "))
    return sentence[:cut] if cut > 0 else ""
