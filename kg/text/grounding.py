"""The gate that every foreign extractor passes: nothing enters the record that its sentence does not say.

A proposal is a plain mapping in the schema of claims, as `kg claims` prints it. What a document does not
bear out is dropped and counted by reason. What would only make a claim more exact (a date, a place, an
item) is left out of it instead, and `because["left_out"]` says so. Nothing is mended.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import Any

from kg.dates import first_day, is_partial, last_day
from kg.model import ACTOR_TYPES, MODALITIES, RELATIONS, Actor, Claim, Document, Passage, Quantity
from kg.resolve import Alias, aliases, label_of, resolve
from kg.text import amounts, when
from kg.text.counted_nouns import HARM
from kg.text.mentions import Mention, names, plain, state_actor, words
from kg.text.sentences import SENTENCE_CAP, Span, sentences

MOST_PROPOSALS = 2000  # of one document; more are not looked at
MOST_SPEAKERS = 5
LONGEST = 200  # characters of a name, an item or the words of a quantity
LARGEST = 1e16
CHANGES = ("increase", "decrease")
POLARITIES = ("positive", "negative")
PRONOUNS = words(
    """i me we us you he him his she her hers it its they them their theirs this that these those who whom whose which
    one ones both all some others another each neither himself herself itself themselves former latter"""
)
# A sentence that gives orders to whoever reads the text says nothing about states. This keeps the plain attempts
# out; it is no wall, and need not be: whatever passes still stands in the document, word for word.
ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b[^.]{0,20}\b(?:your|all|any|previous|prior|above|earlier|system)\b[^.]{0,20}"
    r"\b(?:instructions?|prompts?)\b|\bsystem prompt\b|"
    r"\b(?:add|output|emit|append|insert|return|extract)\s(?:only\s|valid\s|a\s|an\s|the\s|this\s|these\s|another\s|following\s)*"
    r"(?:claims?|json|triples?)\b|\byou are (?:now )?(?:an? )?(?:ai|assistant|language model|extractor)\b",
    re.IGNORECASE,
)
EDGES = " \t\n\"'“”‘’«».!?…:;,"


class Refused(Exception):
    """Why a proposal does not become a claim."""


def grounded(
    document: Document, proposals: Iterable[Any], extractor: str = "unnamed"
) -> tuple[list[Claim], Counter[str]]:
    """The claims that the document bears out, and how many proposals were dropped, by reason.

    >>> text = "Rwanda sent 1,000 soldiers to Mozambique."
    >>> sent = {"relation": "TROOP_DEPLOYMENT", "subject": {"name": "Rwanda", "type": "state"}, "sentence": text}
    >>> claims, dropped = grounded(Document("unknown", "", text, "2021-07-10", "text"),
    ...                            [sent, sent | {"subject": {"name": "Kenya", "type": "state"}}])
    >>> [c.subject.id for c in claims], dict(dropped)
    (['RWA'], {'subject is not named in the document so far': 1})
    """
    text = Text(document)
    claims: dict[str, Claim] = {}
    dropped: Counter[str] = Counter()
    rest = iter(proposals)
    for proposal in islice(rest, MOST_PROPOSALS):
        try:
            claim = _claim(text, proposal, extractor)
        except Refused as why:
            dropped[str(why)] += 1
            continue
        if claims.setdefault(claim.id, claim) is not claim:
            dropped["said twice"] += 1
    if next(rest, None) is not None:
        dropped[f"more than {MOST_PROPOSALS:,} proposals"] += 1
    return sorted(claims.values(), key=lambda c: c.passage.start or 0), dropped


class Text:
    """A document, ready to be asked what it says where."""

    def __init__(self, document: Document):
        self.document = document
        self.plain = plain(document.text)
        self.flat = _flat(document.text)
        self.spans: dict[str, list[Span]] = {}
        for span in sentences(document.text):
            self.spans.setdefault(_flat(span.text).strip(EDGES), []).append(span)
        self.mentions = names().mentions(document.text, document.published)
        self.starts = [m.start for m in self.mentions]
        self.by_text = {m.text: m for m in reversed(self.mentions)}
        self.first = {m.id: m.start for m in reversed(self.mentions)}
        self.actors: dict[tuple[str, str], tuple[Actor, int] | None] = {}

    def span(self, sentence: Any, start: Any = None) -> Span:
        """The sentence of the document that this is, whole and word for word; white space may differ.

        A piece of a sentence is refused: what was cut away may be its "denied that".
        """
        if not isinstance(sentence, str) or not sentence.strip():
            raise Refused("no sentence")
        if len(sentence) > SENTENCE_CAP:
            raise Refused(f"sentence longer than {SENTENCE_CAP:,} characters")
        found = self.spans.get(_flat(sentence).strip(EDGES))
        if not found:
            cut = _flat(sentence) in self.flat
            raise Refused("not one whole sentence of the document" if cut else "sentence is not in the document")
        span = next((s for s in found if s.start == start), found[0])
        if ORDERS.search(span.text):
            raise Refused("sentence gives orders to its reader")
        return span

    def actor(self, name: str, type: str) -> tuple[Actor, int] | None:
        """Who is named, and where in the text first; None where nobody is. Kept: a name is asked for often."""
        key = (name, type)
        if key not in self.actors:
            self.actors[key] = self._actor(name, type)
        return self.actors[key]

    def _actor(self, name: str, type: str) -> tuple[Actor, int] | None:
        place = self._place(name)
        meant = self._meant(name)
        if meant is None:
            return None if place is None else (Actor(name, type, None, self._state_in(name)), place)
        # The thing may be named by another of its names: "Kyiv" and "Ukrainian" are Ukraine, by the tables.
        places = [p for p in (place, self.first.get(meant.id)) if p is not None]
        return (meant, min(places)) if places else None

    def _place(self, name: str) -> int | None:
        """Where the name first stands at word bounds and is no piece of a longer known name.

        "Guinea" in "Equatorial Guinea" names nobody.
        """
        text, parts = self.plain, plain(name).split()
        if any(part not in text for part in parts):
            return None
        pattern = r"\s+".join(map(re.escape, parts))
        for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text):
            n = bisect_right(self.starts, match.start()) - 1
            around = self.mentions[n] if n >= 0 else None
            if around is None or around.end < match.end() or (around.start, around.end) == match.span():
                return match.start()
        return None

    def _meant(self, name: str) -> Actor | None:
        """What the tables say of the name on the day of the document; of an ambiguous one, what this document means."""
        published = self.document.published
        found = resolve(name, published if published and is_partial(published) else None)
        if found.id is not None:
            return _known(found.id, found.kind or "", found.label or name)
        mention = self.by_text.get(name)
        return _known(mention.id, mention.type, label_of(mention.id) or name) if mention and mention.id else None

    def _state_in(self, name: str) -> str | None:
        """The one state that a name of several words names: "Ukrainian soldiers" are Ukraine's."""
        states = {m.state for m in names().mentions(name, self.document.published) if m.state}
        return states.pop() if len(states) == 1 else None


def _known(id: str, type: str, label: str) -> Actor:
    """An actor as the tables have it: a type of our own list, whatever the proposal called it."""
    if type == "state":
        return state_actor(id)
    of = _tables().get(id)
    kind, state = (of.type, of.state) if of else (type, None)
    return Actor(label, kind if kind in ACTOR_TYPES else "organisation", id, state)


@cache
def _tables() -> dict[str, Alias]:
    return {alias.id: alias for alias in reversed(aliases())}


def _flat(text: str) -> str:
    """The same text with single spaces and plain signs."""
    return plain(" ".join(text.split()))


# -- one proposal ----------------------------------------------------------------------------------


def _claim(text: Text, proposal: Any, extractor: str) -> Claim:
    if not isinstance(proposal, Mapping):
        raise Refused("not an object")
    relation = _one_of(proposal, "relation", RELATIONS)
    modality = _one_of(proposal, "modality", MODALITIES, unread="speculated")
    polarity = _one_of(proposal, "polarity", POLARITIES, unread="positive")
    change = proposal.get("change")
    if change is not None and change not in CHANGES:
        raise Refused("change is not in the closed list")
    span = text.span(proposal.get("sentence"), proposal.get("start"))
    subject = _actor(text, span, proposal.get("subject"), "subject")
    if subject is None:
        raise Refused("no subject")
    other = _actor(text, span, proposal.get("object"), "object")
    if other is not None and other.key == subject.key:
        raise Refused("subject and object are one")
    left_out: list[str] = []
    since, until = _dates(text, span, proposal.get("time"), left_out)
    quantity = _quantity(span, proposal.get("quantity"), relation)
    because = {
        "extractor": extractor,
        "confidence": _confidence(proposal.get("confidence")),
        "unread": [k for k in ("modality", "polarity") if proposal.get(k) is None],
        "left_out": left_out,
    }
    claim = Claim(
        passage=Passage(text.document.id, span.text, span.start, span.end),
        relation=relation,
        subject=subject,
        object=other,
        item=_item(span, proposal.get("item"), left_out),
        quantity=quantity,
        place=_place(text, span, proposal.get("place"), left_out),
        since=since,
        until=until,
        change=change,
        modality=modality,
        polarity="negative" if polarity == "negative" else "positive",
        speakers=_speakers(text, span, proposal.get("attribution")),
        extractor=extractor,
    )
    return replace(claim, because={k: v for k, v in because.items() if v not in (None, [])})


def _one_of(proposal: Mapping[Any, Any], field: str, known: Iterable[str], unread: str | None = None) -> str:
    """A word of a closed list; `unread` where the proposal says that it did not look."""
    value = proposal.get(field)
    if value is None and unread is not None:
        return unread
    if not isinstance(value, str) or value not in known:
        raise Refused(f"{field} is not in the closed list")
    return value


def _named(value: Any, what: str) -> tuple[str, str | None] | None:
    """Name and type of something named: a mapping or a plain string."""
    if value is None or value == "":
        return None
    given = value if isinstance(value, Mapping) else {"name": value}
    name, type = given.get("name"), given.get("type")
    if not isinstance(name, str) or not name.strip():
        raise Refused(f"{what} without a name")
    if len(name) > LONGEST:
        raise Refused(f"{what} longer than {LONGEST} characters")
    if type is not None and (not isinstance(type, str) or type not in ACTOR_TYPES):
        raise Refused(f"type of {what} is not in the closed list")
    bare = re.sub(r"^(?:the|The) ", "", re.sub(r"['’]s?$", "", _flat(name)))
    return bare, type


def _actor(text: Text, span: Span, value: Any, what: str) -> Actor | None:
    """An actor named in the sentence or before it, by the tables or, where they do not know it, as a name."""
    named = _named(value, what)
    if named is None:
        return None
    name, type = named
    if not name or name.lower() in PRONOUNS or not any(c.isalpha() for c in name):
        raise Refused(f"{what} is no name")
    found = text.actor(name, type or "group")
    if found is None or found[1] >= span.end:
        raise Refused(f"{what} is not named in the document so far")
    actor = found[0]
    if actor.id is None and type == "state":
        raise Refused(f"{what} is no state that the tables know on that date")
    return actor


def _speakers(text: Text, span: Span, value: Any) -> tuple[Actor, ...]:
    """Who says so. One that the text does not name drops the claim: without him it would be said more firmly."""
    if value is None:
        return ()
    if not isinstance(value, list | tuple) or len(value) > MOST_SPEAKERS:
        raise Refused("attribution is not a short list")
    found = (_actor(text, span, v, "speaker") for v in value)
    return tuple(dict.fromkeys(a for a in found if a is not None))


# -- what makes a claim more exact -----------------------------------------------------------------


def _item(span: Span, value: Any, left_out: list[str]) -> str | None:
    named = _named(value if not isinstance(value, Mapping) else {"name": value.get("name")}, "item")
    if named is None:
        return None
    found = _found(named[0], span.text)
    if not found:
        left_out.append("item that the sentence does not name")
    return found


def _found(name: str, text: str) -> str | None:
    """The name as the text writes it; a plural may stand for its singular ("F-16" of "F-16s")."""
    match = re.search(rf"(?<!\w){re.escape(name)}(?=s?(?!\w))", _flat(text), re.IGNORECASE) if name else None
    return match.group() if match else None


def _place(text: Text, span: Span, value: Any, left_out: list[str]) -> Actor | None:
    """Where: a region of the tables, a state, or a name. A capital is a city here, and no government."""
    named = _named(value if not isinstance(value, Mapping) else {"name": value.get("name")}, "place")
    found = text.actor(named[0], "region") if named and named[0].lower() not in PRONOUNS else None
    if named is None or found is None or found[1] >= span.end:
        if named is not None:
            left_out.append("place that is not named in the document so far")
        return None
    city = _whole(named[0], text.document.published)
    if city is not None and city.type == "state" and city.kind in ("capital", "government", "metonym"):
        return Actor(named[0], "region", None, city.state)
    return found[0]


def _whole(name: str, published: str | None) -> Mention | None:
    return next((m for m in names().mentions(name, published) if m.text == name), None)


def _dates(text: Text, span: Span, value: Any, left_out: list[str]) -> tuple[str | None, str | None]:
    """Since and until, each no finer than what the sentence says there; else left out."""
    if value is None or value == "":
        return None, None
    given = value if isinstance(value, Mapping) else {"start": value}
    said = when.times(span.text, text.document.published)
    since = _date(given.get("start"), [t.since for t in said], left_out)
    until = _date(given.get("end"), [t.until for t in said], left_out)
    if since and until and first_day(since) > last_day(until):
        left_out.append("end before its start")
        return None, None
    return since, until


def _date(date: Any, said: list[str | None], left_out: list[str]) -> str | None:
    if date is None or date == "":
        return None
    if isinstance(date, str) and is_partial(date):
        if any(s == date or (s or "").startswith(date + "-") for s in said):
            return date
        finer = any(s and date.startswith(s + "-") for s in said)
        left_out.append("date finer than the sentence says" if finer else "date that the sentence does not say")
    else:
        left_out.append("what is no date")
    return None


# -- quantities ------------------------------------------------------------------------------------


def _quantity(span: Span, value: Any, relation: str) -> Quantity | None:
    """An amount whose numbers stand in the sentence as an amount, with the bound words that they have there.

    A year, an age or the number of a weapon counts nothing (kg.text.amounts), so it is no amount here either.
    """
    if value is None:
        return None
    given = value if isinstance(value, Mapping) else {"value": value}
    numbers = tuple(_number(given.get(k)) for k in ("value", "min", "max"))
    said, unit = _words(given.get("text")), _words(given.get("unit"))
    if numbers == (None, None, None):
        if said is None or given.get("vague") is not True:
            return None
        if _found(said, span.text) is None:
            raise Refused("words of the quantity are not in the sentence")
        return Quantity(unit=unit, text=said, vague=True)
    read = [a.quantity for a in amounts.amounts(span.text)]
    same = next((q for q in read if all(map(_equal, numbers, (q.value, q.min, q.max)))), None)
    if same is not None:
        harm = relation == "CASUALTIES" and unit in HARM.values()
        return replace(same, unit=unit if harm else same.unit or unit)
    asked = [n for n in numbers if n is not None]
    if any(_equal(n, m) for n in asked for q in read for m in (q.value, q.min, q.max) if m is not None):
        raise Refused("quantity without its bound words")
    raise Refused("number is not in the sentence")


def _number(value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < LARGEST:
        raise Refused("quantity is no number")
    return float(value)


def _words(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) > LONGEST:
        raise Refused("words of the quantity are no short text")
    return _flat(value)


def _equal(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= 1e-3 * max(abs(a), abs(b))


def _confidence(value: Any) -> float | None:
    """What the extractor itself thinks, from 0 to 1; kept with the reasons and used for nothing."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
        return round(float(value), 3)
    return None


__all__ = ["MOST_PROPOSALS", "Refused", "grounded"]
