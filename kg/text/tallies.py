"""Lists in which each has a number of his own: "Chad (1,400), Senegal (980) and Togo (930)", "France follows with
1,350, Pakistan with 1,160", "300 Danes, 150 Swedes"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kg.model import Actor, Claim, Quantity
from kg.text.actors import Sentence
from kg.text.amounts import amounts
from kg.text.fields import unit_fits
from kg.text.frames import Match
from kg.text.mentions import state_actor
from kg.text.numerals import SMALL_WORDS, YEAR
from kg.text.who import Who

if TYPE_CHECKING:
    from kg.text.amounts import Amount
    from kg.text.mentions import Mention
else:
    Amount = Mention = Any

COUNTED = frozenset((
    "TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL", "ARMS_TRANSFER", "MILITARY_AID", "CASUALTIES", "COERCES", "COOPERATES_WITH",
    "MOBILIZES",
))  # fmt: skip
PEOPLES = ("demonym", "demonym_plural", "adjective")
LISTED = ("state", "armed_force", "region")
_SPELT = rf"(?:{SMALL_WORDS})(?:[- ](?:{SMALL_WORDS}|hundred|thousand))*"
_BOUND = (
    r"about|some|around|nearly|almost|roughly|only|another|"
    r"over|more than|at least|up to|fewer than|just over|just under"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
_OF_ELSE = (
    r"percent|per cent|million|billion|km|kilomet|mile|year|day|week|month|hour|minute|point|vote|seat|time|" + _MONTH
)
NUMBER = (
    rf"(?P<number>(?:(?:{_BOUND}) )?(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|{_SPELT}))(?![\w%-]|[.,]\d| ?(?:{_OF_ELSE}))"
)
NOUN = r"(?: (?P<noun>[a-z]{3,14})\b)?"
HAS = (
    r"(?:has|have|had|keeps?|kept|provides?|provided|contributes?|contributed|sends?|sent|supplies|supplied|gives?|gave|"
    r"follows?|followed|maintains?|fields?|withdrew|lends?)"
)
# What may stand after a name, with its number, and how far the next name may be.
AFTER = (
    ((re.compile(rf"(?:['’]s?)? ?\({NUMBER}{NOUN}[^()]{{0,40}}\)", re.IGNORECASE),), 30),
    ((
        re.compile(rf",?(?: {HAS})? with {NUMBER}{NOUN}", re.IGNORECASE),
        re.compile(rf"(?: has| have| had)? (?:{HAS}|lost) {NUMBER}{NOUN}", re.IGNORECASE),
        re.compile(rf",? {NUMBER}(?P<noun>)(?= ?(?:[,.;)]|and |on |in |at |$))", re.IGNORECASE),
    ), 80),
)  # fmt: skip
# "Bolivia has 208 on the island"; "El Salvador, with 380 in Najaf, is staying", "Honduras followed with 370"; "Canada's
# 2,800 will go home"
ALONE_TOO = (
    re.compile(rf" {HAS} {NUMBER}(?P<noun>)(?= ?(?:[,.;)]|(?:in|at|on|there|of them)\b|$))", re.IGNORECASE),
    re.compile(rf",?(?: {HAS})? with {NUMBER}(?P<noun>)(?= ?(?:[,.;)]|in |at |on |$))", re.IGNORECASE),
    re.compile(
        rf"['’]s? {NUMBER}(?P<noun>)(?= (?:will|would|are|were|have|had|stay|remain|left|leave|go|went|came|come)\b)",
        re.IGNORECASE,
    ),
)
EACH = re.compile(rf"[^.;:,]{{0,40}} with {NUMBER} and (?P<other>\d[\d,]*)\b(?! ?(?:{_OF_ELSE}))", re.IGNORECASE)
PEOPLED = re.compile(rf"(?:^|[ (]){NUMBER}(?: of (?:them|whom)(?: were| are)?)? $", re.IGNORECASE)
PLACED = re.compile(
    rf"(?:^|[ (]){NUMBER}(?: (?:more|others))?(?: (?:are|were|is|serve|stay|remain))?"
    r" (?:in|at|on|to|from) (?:the )?$",
    re.IGNORECASE,
)
ALONE = re.compile(r" ?(?:[,.;:)]|(?:and|or|in|from|at|are|were)\b|$)")
LIST = re.compile(r"[,;]|\b(?:and|or|plus|together with)\b")
APART = re.compile(r"[.;:!?](?: |$)")
TROOPS = ("TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL")
PEOPLE = frozenset(("TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL", "MILITARY_AID", "COOPERATES_WITH", "MOBILIZES", "COERCES"))
Found = tuple[int, int, Mention, Quantity]  # where the name with its number begins and ends


@dataclass(frozen=True, slots=True)
class Run:
    """One list: its names with their numbers, by where each name begins."""

    of: dict[int, Found]
    people: bool = False  # "300 Danes", of whom a mission or a base may consist

    @property
    def numbers(self) -> dict[str, Quantity]:
        """By the state."""
        return {mention.state: quantity for _, _, mention, quantity in self.of.values() if mention.state}


def tallied(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """The number that one side of a claim has in a list in which each has his own; the doer's before the other's."""
    if match.frame.relation in ("AIDS", "MILITARY_AID") and (share := _share(s, match, numbers)):
        return share
    if match.frame.relation not in COUNTED:
        return None
    for who in (match.subject, match.object):
        named = _named(s, who) if who is not None and who.how != "coreference" else None
        if who is None or named is None or named.state != who.actor.state:
            continue
        unit = "troops" if match.frame.relation in PEOPLE else None
        own = next((run.of[named.start][3] for run in runs_of(s) if named.start in run.of), None)
        things = own is not None and own.unit not in (None, "troops")
        if own is not None and not (things and who is match.object and match.frame.relation in TROOPS):
            return _counting(own, unit)  # not "20 engineers to Ukraine with 300 generators"
        alone = match.frame.relation in TROOPS and who is match.subject
        if alone and (one := _with(ALONE_TOO, s.written or s.text, named)):
            return _counting(one[3], unit)
    return None


def _named(s: Sentence, who: Who) -> Mention | None:
    """The name that stands for a side; of the "police from Kenya" the one name of its state."""
    named = s.part_of.get(who.token)
    same = [m for m in s.mentions if m.state and m.state == who.actor.state] if named is None else []
    return same[0] if len(same) == 1 else named


def _share(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """ "Norway, Sweden and Denmark have lent it 1.5 billion euros, 500 million each"."""
    doer = s.doc[match.subject.token]
    each = next((a for a in numbers if EACH_OF_THEM.match(s.text, a.end)), None)
    whole = next((a for a in numbers if unit_fits("money", a) and a is not each), None)
    if each is None or whole is None or not doer.conjuncts or each.start < whole.start:
        return None
    return _counting(each.quantity, whole.quantity.unit)


EACH_OF_THEM = re.compile(r" (?:each|apiece)\b")


def listed(s: Sentence, found: list[Claim]) -> list[Claim]:
    """What was read of a sentence, and what its lists add to it. "Thailand (705), China (400) and Japan (600)": what is
    told of one is told of the others; "the mission in Mali has 300 Danes, 150 Swedes": of them all, and the mission is
    there too, but is not 300."""
    counted = [c for c in found if c.relation in COUNTED and c.quantity is not None]
    more: list[Claim] = []
    for run in runs_of(s) if counted else []:
        own = run.numbers
        for subject in (True, False):
            told = {c.relation: c for c in counted if _has(c, _side(c, subject), own)}
            forces = [c for c in counted if _is_of_force(c, own)] if subject and run.people and not told else []
            for model in (*told.values(), *forces[:1]):
                known = {side.state for c in found if c.relation == model.relation and (side := _side(c, subject))}
                other = _side(model, not subject)
                known |= {other.state if other else None}
                more += [_alike(model, subject, state, own[state]) for state in own if state not in known]
            wrong = [c for c in forces if c.quantity and _is_one(c.quantity, own)]
            found = [replace(c, quantity=None) if c in wrong else c for c in found]
    return [*found, *more]


def _side(claim: Claim, subject: bool) -> Actor | None:
    return claim.subject if subject else claim.object


def _has(claim: Claim, side: Actor | None, own: dict[str, Quantity]) -> bool:
    """Whether a side of a claim is in a list, with the number that the claim has."""
    number = own.get(side.state or "") if side else None
    return bool(number and claim.quantity and (number.low, number.high) == (claim.quantity.low, claim.quantity.high))


def _is_of_force(claim: Claim, own: dict[str, Quantity]) -> bool:
    """Whether a mission or a force that is no state's is told to be somewhere, as many as one people of a list or as
    all of them and more."""
    side, strength = claim.subject, claim.quantity
    if side.type not in ("organisation", "armed_force", "group") or side.state or claim.relation != "TROOP_DEPLOYMENT":
        return False
    return strength is not None and (
        _is_one(strength, own) or (strength.low or 0) >= sum(q.low or 0 for q in own.values())
    )


def _is_one(number: Quantity, own: dict[str, Quantity]) -> bool:
    return any((q.low, q.high) == (number.low, number.high) for q in own.values())


def _alike(model: Claim, subject: bool, state: str, number: Quantity) -> Claim:
    """What is told of one in a list, of another with his own number."""
    unit = model.quantity.unit if model.quantity and not (model.quantity.unit or "")[:1].isupper() else "troops"
    actor, number = state_actor(state), _counting(number, unit)
    name = model.subject.name if subject or not model.object else model.object.name
    because = {**model.because, "listed with": name}
    if subject:
        return replace(model, subject=actor, quantity=number, because=because)
    return replace(model, object=actor, quantity=number, because=because)


def _counting(quantity: Quantity, what: str | None) -> Quantity:
    """The number of a list that does not name what is counted, of that."""
    return quantity if quantity.unit else replace(quantity, unit=what)


def runs_of(s: Sentence) -> list[Run]:
    if s.seen_runs is None:
        text = s.written or s.text
        s.seen_runs = runs(text, s.mentions) if any(c.isdigit() for c in text) and len(s.mentions) > 1 else []
    return s.seen_runs


def runs(text: str, mentions: list[Mention]) -> list[Run]:
    """The lists of names that have a number each; of one name with a number there is no list.

    >>> from kg.text.mentions import names
    >>> told = "engineers from Thailand (705), China (about 400) and Japan"
    >>> [[q.value for q in run.numbers.values()] for run in runs(told, names().mentions(told, "1992-10-01"))]
    [[705.0, 400.0]]
    """
    named = [m for m in mentions if m.state and m.type in LISTED]
    forms = [([one for m in named if (one := _with(which, text, m))], gap) for which, gap in AFTER]
    forms.append((list(_each(text, named)), 30))
    peoples = [m for m in named if m.kind in PEOPLES and ALONE.match(text, m.end)]
    forms.append(([one for m in peoples if (one := _counted(PEOPLED, text, m))], 30))
    forms.append(([one for m in named if m.kind not in PEOPLES and (one := _counted(PLACED, text, m))], 30))
    result: list[Run] = []
    for found, gap in forms:
        run: list[Found] = []
        for one in [*found, None]:
            if run and one is not None and _goes_on(text, run[-1], one, gap):
                run.append(one)
                continue
            if len(run) > 1:
                result.append(Run({r[2].start: r for r in run}, all(r[2].kind in PEOPLES for r in run)))
            run = [one] if one is not None else []
    return result


def _goes_on(text: str, last: Found, one: Found, gap: int) -> bool:
    between = text[last[1] : one[0]]
    listed = LIST.search(between) and not APART.search(between)
    return bool(listed) and len(between) <= gap and last[2].state != one[2].state


def _with(forms: Iterable[re.Pattern[str]], text: str, m: Mention) -> Found | None:
    for form in forms:
        after = form.match(text, m.end)
        quantity = number_read(after["number"], after["noun"]) if after else None
        if after and quantity:
            return m.start, after.end(), m, quantity
    return None


def _each(text: str, named: list[Mention]) -> Iterator[Found]:
    """ "That Ethiopia and Mozambique are joining with 980 and 280": each in turn."""
    for one, other in pairwise(named):
        after = EACH.match(text, other.end) if text[one.end : other.start] == " and " else None
        numbers = [number_read(after["number"]), number_read(after["other"])] if after else []
        for m, quantity in zip((one, other), numbers, strict=False):
            if quantity:
                yield m.start, m.end, m, quantity


def _counted(form: re.Pattern[str], text: str, m: Mention) -> Found | None:
    """ "300 Danes", "254 of them British", "177 in Iraq"."""
    start = max(0, m.start - 60)
    before = form.search(text[start : m.start])
    quantity = number_read(before["number"]) if before else None
    return (start + before.start(), m.end, m, quantity) if before and quantity else None


def number_read(number: str, noun: str | None = None) -> Quantity | None:
    """The quantity that a number of a list is, counted in its noun if that is a plural; None where it is a year."""
    noun = (noun or "").lower()
    if YEAR.fullmatch(number):
        return None
    counts = noun.endswith("s") or noun in ("men", "women", "personnel", "police")
    read = next(iter(amounts(f"{number} {noun if counts else 'soldiers'}")), None)
    return replace(read.quantity, unit=read.quantity.unit if counts else None) if read else None
