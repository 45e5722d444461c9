"""Clauses that a semicolon parts: each is read like a sentence, so that a deed takes nothing from its neighbour.

"India buys six ships from Russia; Pakistan orders tanks from China" tells of two sales, which the parser hangs on one
another. What is read still quotes the whole sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kg.text.mentions import words
from kg.text.sentences import Span

WORD = re.compile(r"[A-Za-z][a-z'-]*")
CUT = re.compile(r";\s+")
OPENS = re.compile(r"(?:and |but |in \d{4} |so, )?(?:the |a |an )?[A-Za-z]")
HELPERS = words("has have had is are was were will would may might could can should must did does")
PASTS = words("""
    sent sold gave fought held met took bought built left led lent struck hit shot fell withdrew flew went came began
    broke put said told won lost kept got sought drew made overran became rose grew paid spent drove found froze
    """)
# "Bought launchers and jets; both are to arrive in 2026": more about what was bought.
OF_BEFORE = re.compile(
    r"(?:and |but )?(?:both|all|each|they|it|this|these|those|some|none|half|most|one|two|that|or that|"
    r"deliver(?:y|ies)|payments?|the (?:first|last|group|rebels|move|decision|coalition))\b"
)
JUDGED = re.compile(
    r"(?<!denied )(?<!denies )(?<!deny )\b(?:it|them)[.,]?$"
)  # "Chad condemned the deal; Mali praised it"
FEWEST = 4  # words of a clause


def clauses(spans: list[Span], is_verb: Callable[[str], bool]) -> list[Span]:
    """Sentences in order, those of several clauses cut after each semicolon; `is_verb` knows the forms of verbs.

    >>> one = Span(0, 57, "Chad bought two jets in May; Mali has ordered three tanks.")
    >>> [s.text for s in clauses([one], lambda word: word == "bought")]
    ['Chad bought two jets in May;', 'Mali has ordered three tanks.']
    >>> len(clauses([Span(0, 42, "Denmark sends 19 jets; Norway, 22 more guns")], lambda word: word == "sends"))
    1
    """
    return [clause for span in spans for clause in (_cut(span, is_verb) if ";" in span.text else [span])]


def _cut(span: Span, is_verb: Callable[[str], bool]) -> Iterator[Span]:
    start = 0
    for stop in CUT.finditer(span.text):
        after = CUT.split(span.text[stop.end() :], maxsplit=1)[0]
        if OF_BEFORE.match(after) or JUDGED.search(after) or _is_ruled(span.text[start : stop.start()], after):
            continue
        if OPENS.match(after) and _is_clause(span.text[start : stop.start()], is_verb) and _is_clause(after, is_verb):
            yield _part(span, start, stop.start() + 1)
            start = stop.end()
    yield _part(span, start, len(span.text)) if start else span


def _is_ruled(before: str, after: str) -> bool:
    """ "According to Kyiv, ...; ...", "said that it must leave; the others would stay": one is the source of both, as
    within a quotation."""
    quoted = before.count('"') % 2 == 1 or before.count("“") > before.count("”")
    return quoted or before.startswith("According to ") or (" said " in before and " would " in after)


def _part(span: Span, start: int, end: int) -> Span:
    return Span(span.start + start, span.start + end, span.text[start:end], span)


def _is_clause(text: str, is_verb: Callable[[str], bool]) -> bool:
    """Whether words have a verb of their own, as far as its form tells: "Norway, 22" has none."""
    found = WORD.findall(text)
    return len(found) >= FEWEST and any(
        word in HELPERS or word in PASTS or (word.islower() and word.endswith(("s", "ed")) and is_verb(word))
        for word in found[1:]
    )
