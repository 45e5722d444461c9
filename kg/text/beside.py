"""The fields of a claim by rule, beside what the reader makes of them: where it is surer, it is followed.

Rules know the words of hedging and counting, the reader whole sentences. Each threshold was chosen on the topics
kept apart for weighing (corpus/README.md), by accuracy of the field over claims that are right.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.model import Actor, Quantity
from kg.text.reader import Fields

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.text.figures import Figures
    from kg.text.when import Time
else:
    Figures = Time = Token = Any

UNSURE = ("future", "alleged", "speculated", "conditional")
ORDERED = 0.75  # chance from which what is told in the past tense is yet to come: "ordered 12 jets"
UNLIKELY = 0.02  # chance of a modality below which the rule's gives way to one that is as firm
HEDGED = 0.4  # chance of all that is unsure, from which no fact is told
DENIED = 0.85  # chance from which a claim is denied; what a rule takes for denied stays so
DOUBTED = 0.4  # ... if a verb of denying or refusing is what no frame read it from
AMOUNT = (0.1, 0.6)  # chance below which the rule's amount is dropped, and from which the reader's is taken
AMOUNT_ALONE = (0.1, 0.7)  # ... of a sentence alone, of which the rules know more
ELSEWHERE = 0.8  # ... and from which one is taken that the rules leave to what the doer does next
UNCOUNTED = 0.6  # ... and from which a count is taken of which it is not said what it counts
MOMENT = (0.3, 0.6)
ITEM = (0.15, 0.5)
UNSAID = 0.2  # chance that anybody is named whose word it is, below which nobody is
VOICE = 0.5  # chance from which an actor says so where no rule found who does
MORE = 0.3  # chance from which several amounts or items are each a claim's own, where no rule names one


def modality(by_rule: str, fields: Fields | None, is_past: bool = False) -> str:
    """How firmly a claim is made; what may well be unsure is no fact, and what a rule takes for unsure becomes none.
    What is told in the past tense is done, unless it is much likelier that it is to come.

    >>> none = np.ones(1)
    >>> sure = {"asserted": 0.3, "reported": 0, "future": 0.65, "alleged": 0.05, "speculated": 0, "conditional": 0}
    >>> modality("asserted", Fields(sure, 0.0, 0.0, none, none, none, none))
    'future'
    """
    if fields is None or not fields.modality:
        return by_rule
    chance = fields.modality
    done = is_past and by_rule not in UNSURE and chance["future"] < ORDERED
    unsure = [one for one in UNSURE if not (done and one == "future")]
    likely = max(unsure, key=lambda one: chance[one])
    if sum(chance[one] for one in unsure) >= HEDGED:
        kept = by_rule == "conditional" or (by_rule in UNSURE and chance[by_rule] >= UNLIKELY)  # "if" is plain enough
        return by_rule if kept else likely
    if by_rule in UNSURE or chance[by_rule] >= UNLIKELY:
        return by_rule
    return "reported" if by_rule == "asserted" else "asserted"


def polarity(by_rule: str, fields: Fields | None, least: float = DENIED) -> str:
    """Whether a claim holds, "positive", or is denied, "negative", which it is from the chance `least`."""
    if fields is None:
        return by_rule
    return "negative" if fields.denied >= least else by_rule


def amounts(by_rule: Quantity | None, fields: Fields | None, told: Figures, relation: str) -> list[Quantity | None]:
    """A claim's own amount among those of its sentence, [None] for none; of casualties of whom no rule has the number
    several, the killed and the wounded. What the rules leave to what the doer does next ("leads the brigade and has
    raised its contingent to 2,200 men"), and what counts they do not know ("has given three"), is taken where the
    reader is surer and no rule names an amount."""
    if fields is None or not told.amounts:
        return [by_rule]
    numbers, size = told.numbers, len(told.numbers)
    chances = np.append(fields.amount[:size], fields.amount[-1])  # as if the others were not there
    chances = chances / max(chances.sum(), 1e-9)
    likely = [n for n in range(size) if chances[n] >= MORE]
    if relation == "CASUALTIES" and by_rule is None and len(likely) > 1:
        return [numbers[n].quantity for n in likely]
    mine = [n for n, one in enumerate(numbers) if by_rule is not None and _same(one.quantity, by_rule)]
    best = _chosen(by_rule is not None, mine, chances, AMOUNT if fields.modality else AMOUNT_ALONE) if size else None
    least = [1.0] * size + [ELSEWHERE] * len(told.others) + [UNCOUNTED] * len(told.spare)
    likeliest = int(fields.amount[:-1].argmax())
    if by_rule is None and fields.amount[likeliest] >= least[likeliest]:
        return [told.amounts[likeliest].quantity]
    return [by_rule if best is None else None if best < 0 else numbers[best].quantity]


def _same(one: Quantity, other: Quantity) -> bool:
    return (one.value, one.min, one.max) == (other.value, other.min, other.max)


def speakers(by_rule: tuple[Actor, ...], modality: str, fields: Fields | None, doer: Actor) -> tuple[Actor, ...]:
    """Whose word it is; not the doer's own, unless a rule says so."""
    if fields is None:
        return by_rule
    if by_rule:
        return by_rule if fields.said >= UNSAID else ()
    best = int(fields.speaker[:-1].argmax()) if len(fields.speaker) > 1 else -1
    found = best >= 0 and modality in ("reported", "alleged") and fields.speaker[best] >= VOICE
    return (fields.actors[best],) if found and fields.actors[best].key != doer.key else ()


def items(by_rule: Token | None, fields: Fields | None, nouns: Sequence[Token], relation: str) -> list[Token | None]:
    """What is given or sent, among the nouns of its sentence, [None] for nothing; of arms several where no rule names
    one."""
    if fields is None or not nouns:
        return [by_rule]
    mine = [n for n, noun in enumerate(nouns) if by_rule in (noun, noun.head, noun.head.head)]
    best = _chosen(by_rule is not None, mine, fields.item, ITEM)
    if best is None or best < 0:
        return [by_rule if best is None else None]
    several = relation == "ARMS_TRANSFER" and by_rule is None
    more = [n for n in range(len(nouns)) if several and fields.item[n] >= MORE]
    return [nouns[n] for n in more or [best]]


def moment(
    by_rule: tuple[str | None, str | None], fields: Fields | None, times: Sequence[Time]
) -> tuple[str | None, str | None]:
    """When it happened, since and until, by the times of its sentence."""
    if fields is None or not times:
        return by_rule
    since, until = by_rule
    mine = [n for n, t in enumerate(times) if (t.since == since if since else until and until in (t.until, t.since))]
    best = _chosen(any(by_rule), mine, fields.time, MOMENT)
    return by_rule if best is None else (None, None) if best < 0 else (times[best].since, times[best].until)


def _chosen(is_told: bool, mine: list[int], chances: np.ndarray, bounds: tuple[float, float]) -> int | None:
    """The number of the candidate to be taken; -1 for none of them, None for what the rule said."""
    least, enough = bounds
    if is_told and (not mine or chances[mine].sum() >= least):
        return None
    best = int(chances[:-1].argmax())
    return best if chances[best] >= enough else -1 if is_told else None
