"""The dead and the wounded of one blow, where a claim tells of the one and the sentence of both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kg.model import Actor, Claim, Quantity
from kg.text.amounts import last_word
from kg.text.counted_nouns import HARM
from kg.text.fields import holds
from kg.text.grammar import PASSIVE, SUBJECTS, is_passive, objects
from kg.text.mentions import state_actor
from kg.text.slots_casualties import DIES, FIGHTING, MORTALS, SERVE

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.text.actors import Sentence
    from kg.text.amounts import Amount
    from kg.text.mentions import Mention
else:
    Token = Sentence = Amount = Mention = Any

# Between the two numbers: "killing four sailors and wounding nineteen", "78 dead and more than 320 wounded"
BETWEEN = re.compile(
    r"(?: [a-z][\w'’-]*){0,7},? (?:and|but|while) (?:(?:left|leaving|had|saw) )?"
    r"(?:(?:wound(?:ed|ing)|injur(?:ed|ing)|hurt(?:ing)?|kill(?:ed|ing)) )?"
    r"(?:(?:another|a further|some|about|around|nearly|almost|over) )?"
)
FATAL, HURT = "killed", "wounded"


def both_harms(text: str, numbers: Sequence[Amount], named: Sequence[Mention], found: list[Claim]) -> list[Claim]:
    """What was read of a sentence, with the wounded of those whose dead are told, and the dead of the wounded: "four
    sailors were killed and nineteen wounded" tells both of the same men, by the same hand."""
    more: list[Claim] = []
    for one, other in pairwise(numbers):
        harms = _harm(one), _harm(other)
        if set(harms) != {FATAL, HURT} or not _of_the_same(text, one, other, named):
            continue
        for claim in found:
            if claim.relation != "CASUALTIES" or claim.quantity is None or claim.polarity == "negative":
                continue
            twin = other if _counts(claim, one) else one if _counts(claim, other) else None
            if twin is not None:
                quantity = replace(twin.quantity, unit=_harm(twin))
                more.append(replace(claim, quantity=quantity, because={**claim.because, "beside": twin.quantity.text}))
    return [*found, *more]


def both_sides(s: Sentence, numbers: Sequence[Amount], found: list[Claim]) -> list[Claim]:
    """What was read of a sentence, with the dead of the other side who are listed with those of the one: "40 rebels of
    the ELN and seven soldiers were killed"; in a battle each side by the other."""
    dead = [c for c in found if c.relation == "CASUALTIES" and c.quantity is not None and c.polarity == "positive"]
    for model in dead:
        verb = next((t for t in s.doc if t.text == model.because.get("trigger") and t.pos_ == "VERB"), None)
        if verb is not None and (lost := _lost_too(verb, numbers, model, dead)) is not None:
            return [*found, lost]
        if verb is None or not (is_passive(verb) or verb.lemma_ in DIES):
            continue
        first = [c for c in verb.children if c.dep_ in (*SUBJECTS, *PASSIVE)]
        parts = list(dict.fromkeys(t for c in first for t in (c, *c.conjuncts) if t.i < verb.i))
        counts = [next((a for a in numbers if holds(a, t)), None) for t in parts]
        if len(parts) != 2 or None in counts:
            continue
        whose = [_whose(s, t, model) for t in parts]
        mine = [n for n, side in enumerate(whose) if side is not None and side.key == model.subject.key]
        other = whose[1 - mine[0]] if len(mine) == 1 else None
        count = counts[1 - mine[0]] if len(mine) == 1 else None
        if other is None or count is None or count.quantity.vague or any(c.subject.key == other.key for c in dead):
            continue
        fought = any(o.lemma_ in FIGHTING for p in verb.children if p.dep_ == "prep" for o in objects(p))
        quantity = replace(count.quantity, unit=model.quantity.unit if model.quantity else None)
        twin = replace(model, subject=other, object=model.subject if fought else model.object, quantity=quantity)
        if fought and model.object is None:
            found = [replace(c, object=other) if c is model else c for c in found]
        return [*found, twin]
    return found


def _lost_too(verb: Token, numbers: Sequence[Amount], model: Claim, dead: list[Claim]) -> Claim | None:
    """ "Killed 60 rebels and lost three men": the dead of either side, where those of the other are read."""
    after = next((c for c in verb.children if c.dep_ == "conj" and c.lemma_ == "lose"), None)
    other = verb.head if verb.lemma_ == "lose" and verb.dep_ == "conj" else after if verb.lemma_ == "kill" else None
    own = after is not None and any(c.dep_ in SUBJECTS for c in after.children)
    if other is None or own or other.lemma_ not in ("kill", "lose") or model.object is None:
        return None
    fallen = [c for c in other.children if c.dep_ == "dobj" and (c.lemma_ in MORTALS or c.pos_ == "NUM")]
    count = next((a.quantity for t in fallen for a in numbers if holds(a, t)), None)
    if count is None or count.vague or any(c.subject.key == model.object.key for c in dead):
        return None
    quantity = replace(count, unit=FATAL)
    return replace(model, subject=model.object, object=model.subject, quantity=quantity)


def _whose(s: Sentence, part: Token, told: Claim) -> Actor | None:
    """Whose the dead of one side are; of "seven soldiers" beside a group's fighters, of who tells of them or of the
    state in which they fell."""
    noun = s.head_noun(part)
    named = [w.actor for w in s.owners(noun) or s.actors(noun) if w.how != "coreference"]
    if named:
        return state_actor(named[0].state) if named[0].state and named[0].type == "armed_force" else named[0]
    if s.lemma(noun) not in SERVE or told.subject.type != "armed_group":
        return None
    states = [a.state for a in (*told.speakers, told.place, told.subject) if a is not None and a.state]
    return state_actor(states[0]) if states else None


def _harm(amount: Amount) -> str | None:
    """Whether the dead or the wounded are counted."""
    unit = amount.quantity.unit
    return unit if unit in (FATAL, HURT) else None


def _counts(claim: Claim, amount: Amount) -> bool:
    quantity = claim.quantity or Quantity()
    return not amount.quantity.vague and (quantity.low, quantity.high) == (amount.quantity.low, amount.quantity.high)


def _of_the_same(text: str, one: Amount, other: Amount, named: Sequence[Mention]) -> bool:
    """Whether the second number names nobody of its own, and none is named between the two."""
    noun = last_word(other)
    bare = not noun or noun in HARM or noun in ("others", "more")
    between = text[one.end : other.start]
    return bare and BETWEEN.fullmatch(between) is not None and all(not one.end <= m.start < other.start for m in named)
