"""Counts that a relation tells beside what it usually counts: rifles given to an army, a share of somebody's exports,
who or what attacks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kg.model import Claim, Quantity
from kg.text.actors import Sentence
from kg.text.amounts import last_word
from kg.text.asked import counts_parties
from kg.text.fields import holds, same_clause, unit_fits, within
from kg.text.frames import Match
from kg.text.grammar import PASSIVE, SUBJECTS
from kg.text.mentions import words
from kg.text.own_numbers import taught
from kg.text.promises import GIVES
from kg.text.settling import KIND
from kg.text.strengths import PLACES

if TYPE_CHECKING:
    from kg.text.amounts import Amount
else:
    Amount = Any

TEACHERS = words("instructors trainers advisers advisors mentors")
PAYS = words("pay finance fund hand leave")
BUILT = PLACES | words("buildings schools roads rooms courses classes battalions brigades units companies")
TAKES = words("take buy get purchase import receive obtain")
SEEKS = words("request seek demand want")
STOPS = words("shoot down intercept destroy find stop seize")
MISSILES = words("missiles rockets shells drones bombs mortars scuds projectiles")


def arms_given(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """ "Gave the army 16 Land Rovers", "keeps some 50 military trainers there", "some 400 instructors are believed to
    be training its units": what an army is helped with, where it is not money."""
    if match.frame.relation != "MILITARY_AID":
        return None
    if (men := taught(s, match, numbers)) is not None:
        return men
    told = [a for a in numbers if unit_fits("arms", a) and not a.quantity.vague and not counts_parties(a)]
    teachers = [a for a in told if last_word(a) in TEACHERS]
    if len(teachers) == 1 and (same_clause(s, match, teachers[0]) or _stands_in(s, match, teachers[0])):
        return teachers[0].quantity
    if not {match.verb.lemma_, match.trigger.lemma_} & (GIVES | PAYS):
        return None
    things = [a for a in told if last_word(a) and a.quantity.unit != "troops" and last_word(a) not in BUILT]
    for host in (match.item, match.theme):
        inside = [a for a in things if host is not None and holds(a, host)]
        if inside:
            return inside[0].quantity
    return None


def _stands_in(s: Sentence, match: Match, amount: Amount) -> bool:
    """ "About 30 Portuguese instructors": whether the doer is named in the words of an amount."""
    return holds(amount, s.doc[match.subject.token])


def share_taken(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """ "Takes about 85 percent of Mongolian exports", "purchased 78 percent of its arms from": a share in figures that
    the verb itself takes; "a third" of something is told of the need for it."""
    theme = match.theme
    if theme is None or match.verb.lemma_ not in TAKES or theme.dep_ != "dobj" or theme.head != match.verb:
        return None
    shares = [a for a in numbers if not s.text.startswith(" of what", a.end)]
    shares = [a for a in shares if a.quantity.unit == "percent" and any(c.isdigit() for c in a.quantity.text or "")]
    return next((a.quantity for a in shares if within(s, theme, a)), None)


def requested(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """ "Has requested 6.4 billion euros in loans", "is seeking 300 more": what the verb itself asks for; not "asked
    him to take in 9,000 people"."""
    if match.verb.lemma_ not in SEEKS:
        return None
    told = [a for a in numbers if not a.quantity.vague and not counts_parties(a) and a.quantity.unit != "percent"]
    things = [c for c in match.verb.children if c.dep_ == "dobj" and c.i > match.verb.i]
    return next((a.quantity for thing in things for a in told if within(s, thing, a)), None)


def attackers(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """ "Some 5,000 Tamil Tigers attacked the base", "three rockets fired from Iraq landed in Kuwait": who or what
    attacks."""
    told = [a for a in numbers if not a.quantity.vague and a.noun and unit_fits("arms", a)]
    tribe = next((a for a in told if (a.noun or "").split(" ")[-1][0].isupper() and _stands_in(s, match, a)), None)
    if tribe is not None and last_word(tribe).isalpha():
        return tribe.quantity
    fired = [a for a in told if last_word(a) in MISSILES and _is_in_deed(s, match, a)]
    return fired[0].quantity if len(fired) == 1 else None


def _is_in_deed(s: Sentence, match: Match, amount: Amount) -> bool:
    """Whether what is counted is what the verb of an attack is told of, and not "shot down 220 drones since they began
    firing them"."""
    own = [t for t in (match.trigger, match.verb) if t.pos_ in ("VERB", "AUX") and t.lemma_ not in STOPS]
    nouns = [c for t in own for c in (*t.children, t.head) if c.dep_ in (*SUBJECTS, *PASSIVE, "dobj")]
    return any(holds(amount, noun) for noun in nouns)


OTHER_MEN = words("police policemen gendarmes marines officers advisers advisors instructors observers guards")
MEN = OTHER_MEN | words("soldiers troops men personnel peacekeepers servicemen paratroopers")
AND = re.compile(r",? and (?:about |some |around |nearly |almost |another |a further |up to |over |more than )?")


def men_beside(text: str, numbers: Sequence[Amount], found: list[Claim]) -> list[Claim]:
    """What was read of a sentence, with the police who go with soldiers: "sent 250 soldiers and 40 police officers to
    Haiti" tells of both, each with its number; not "250 soldiers and 35 doctors"."""
    more: list[Claim] = []
    for one, other in pairwise(numbers):
        pair = last_word(one) in MEN and last_word(other) in OTHER_MEN and not other.quantity.vague
        if not pair or last_word(one) == last_word(other) or not AND.fullmatch(text[one.end : other.start]):
            continue
        of_one = [c for c in found if c.relation in ("TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL") and c.quantity is not None]
        for claim in of_one:
            if claim.quantity == one.quantity:
                because = {**claim.because, KIND: last_word(other)}
                more.append(replace(claim, quantity=other.quantity, because=because))
    return [*found, *more]
