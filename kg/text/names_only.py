"""What is read without a parser: two names and a trigger word in one sentence, marked as speculated."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg.model import Claim, Document, Passage
from kg.text.cascade import PARSED_CAP, VERSION, WORD, parts_of
from kg.text.frames import index
from kg.text.mentions import Mention, state_actor
from kg.text.rhetoric import is_rhetoric
from kg.text.sentences import Span


def by_names(document: Document, spans: list[Span], found: list[Mention]) -> Iterator[Claim]:
    """Two names and a trigger word in one sentence: all that can be read without a parse, so only speculated."""
    from kg.text import when

    forms = _verb_forms()
    for part in parts_of(spans, found):
        text = part.span.text
        states = list(dict.fromkeys(m.state for m in part.mentions if m.type == "state" and m.state))
        if len(states) != 2 or is_rhetoric(text):
            continue
        relation = next((forms[w] for w in WORD.findall(_between(text, part.mentions).lower()) if w in forms), None)
        if relation is None:
            continue
        times = when.times(text[:PARSED_CAP], document.published)
        yield Claim(
            passage=Passage(document.id, text, part.span.start, part.span.end),
            relation=relation,
            subject=state_actor(states[0]),
            object=state_actor(states[1]),
            since=times[0].since if len(times) == 1 else None,
            modality="speculated",
            extractor=f"names {VERSION}",
            because={"frame": "names", "trigger": relation},
        )


def _between(text: str, found: list[Mention]) -> str:
    """What stands between the names: the "republic" in a name is no trigger."""
    starts = [0, *(m.end for m in found)]
    return " ".join(text[a:b] for a, b in zip(starts, [*(m.start for m in found), len(text)], strict=True))


@cache
def _verb_forms() -> dict[str, str]:
    """Trigger words that point at one relation only, in the forms of running text."""
    owners: dict[str, set[str]] = {}
    for (_, word), entries in index().items():
        if "_" not in word and len(word) > 3:
            owners.setdefault(word, set()).update(f.relation for f in entries)
    found = {}
    for word, relations in owners.items():
        if len(relations) == 1:
            base = word[:-1] if word.endswith(("e", "y")) else word
            for form in (word, word + "s", word + "ed", word + "d", base + "ing", base + "ied"):
                found[form] = next(iter(relations))
    return found
