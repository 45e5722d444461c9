"""Which language a text is written in. English is believed unless the words that are no names say otherwise.

A guesser of languages takes a sentence full of African or Malay names for Pidgin, Ganda or Malay, and a document in
another language gives no claims. So the small words of English decide first; only where they are few is the guesser
asked, and it must say the same of the whole text and of its words without a capital.
"""

from __future__ import annotations

import math
import re

SAMPLE = 4000  # characters that are looked at
LETTERS = 40  # fewer tell too little; one of another script tells as much as three
SHARE = 0.2  # of the words without a capital: so many are enough for English
SURE = 0.1  # how likely the other language must be, among some 140 of which its neighbours look alike …
TIMES = 5  # … and how much likelier than English
WORD = re.compile(r"[^\W\d_]+")

# Small words of English that are none in the languages around it: no "in", "on", "over", "was".
ENGLISH = frozenset(
    (
        "the", "of", "and", "to", "with", "from", "that", "this", "were", "have", "has", "its", "their", "said",
        "says", "would", "but", "after", "which", "they", "been", "between", "against", "about", "than", "could",
        "while", "where", "when", "during", "before", "since", "until",
    )
)  # fmt: skip
# Nigerian Pidgin has the small words of English too; these it has alone.
PIDGIN = frozenset(
    (
        "dey", "wey", "wetin", "don", "dem", "di", "dia", "na", "im", "una", "sey", "soja", "comot", "neva",
        "plenti", "kontri", "pipo",
    )
)  # fmt: skip


def language_of(text: str) -> str | None:
    """The language of a text as a code of two or three letters; None where its words do not tell.

    >>> language_of("Mali, Niger and Burkina Faso quit ECOWAS on Sunday, and Russia sent them instructors.")
    'en'
    >>> language_of("Brunei, Malaysia dan Indonesia mengadakan latihan tentera laut.")
    'ms'
    """
    sample = text[:SAMPLE]
    if sum(3 if c > "\u024f" else 1 for c in sample if c.isalpha()) < LETTERS:
        return None
    words = [word for word in WORD.findall(sample) if not word[0].isupper()]
    english = sum(word in ENGLISH for word in words)
    if words and english >= SHARE * len(words) and PIDGIN.isdisjoint(words):
        return "en"
    whole, nameless = _likelihoods(sample), _likelihoods(" ".join(words))
    both = {code: min(whole[code], nameless[code]) for code in whole}
    best = max(both, key=lambda code: both[code])
    if best == "en":
        return "en"
    sure = both[best] >= max(SURE, TIMES * both.get("en", 0.0))
    return best if sure and re.fullmatch(r"[a-z]{2,3}", best) else None


def _likelihoods(text: str) -> dict[str, float]:
    """How likely each language is; the sum is 1. Scores grow with the length of a text, and are made comparable."""
    import py3langid

    ranked: list[tuple[str, float]] = py3langid.rank(text)  # type: ignore[attr-defined,no-untyped-call]
    scale, best = math.sqrt(len(text.encode("utf-8", "surrogatepass")) or 1), ranked[0][1]
    weights = {code: math.exp((score - best) / scale) for code, score in ranked}
    total = sum(weights.values())
    return {code: weight / total for code, weight in weights.items()}
