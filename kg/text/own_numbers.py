"""Whose a number is where a sentence tells of several: each giver has his own, and each kind of goods."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kg.model import Quantity
from kg.text.actors import Sentence
from kg.text.asked import counts_parties
from kg.text.counted_nouns import FORMATIONS
from kg.text.fields import holds, root_of, unit_fits, within
from kg.text.frames import Match
from kg.text.grammar import PASSIVE, SUBJECTS, is_passive, verb_above
from kg.text.mentions import words
from kg.text.strengths import place_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.text.amounts import Amount
    from kg.text.who import Who
else:
    Token = Amount = Who = Any

GIFTS = frozenset(("ARMS_TRANSFER", "MILITARY_AID", "AIDS"))
OF_THE = re.compile(r" of (?:the |its |their |his )?")
APIECE = re.compile(
    r"(?: an?| per)? ?(?:month|year|day|week)?,? (?:apiece|a head|for each|per (?:head|man|soldier|unit))\b"
)
AT = re.compile(r"\bat (?:about |some |around |nearly )?$")
MOST_AFTER = re.compile(r"[^.;,]{0,40}, (?:most|many|some|all but|nearly all|almost all) of (?:them|which|these)\b")
HAS = words("have operate fly use own field possess keep hold maintain count")
MAKES = words("pump produce burn consume mine extract refine harvest")
VALUED = re.compile(
    r"\b(?:worth|valued at|costing|to the value of) (?:about |some |around |nearly |almost |up to |more than )?$"
)


def is_apiece(text: str, amount: Amount) -> bool:
    """ "Bought at $25 million apiece", "$1,028 a month for each soldier": not what was paid.

    >>> from kg.text.amounts import amounts
    >>> told = "bought four at $25 million apiece"
    >>> [is_apiece(told, a) for a in amounts(told) if a.quantity.unit == "USD"]
    [True]
    """
    if not unit_fits("money", amount):
        return False
    each = text.startswith(" each", amount.end) and AT.search(text, max(0, amount.start - 20), amount.start)
    return bool(each) or APIECE.match(text, amount.end) is not None


def is_stock(s: Sentence, match: Match, amount: Amount) -> bool:
    """ "Pumps 2.6 million barrels and sells half of them", "has 40 jets, most of them from": what somebody has, not
    what is sold of it."""
    if match.frame.relation not in ("TRADES_WITH", "ARMS_TRANSFER") or not unit_fits("arms", amount):
        return False
    most = MOST_AFTER.match(s.text, amount.end) is not None
    noun = _counted(s, amount) if most or match.frame.relation == "TRADES_WITH" else None
    maker = verb_above(noun) if noun is not None else None
    return maker is not None and ((most and maker.lemma_ in HAS) or (maker != match.verb and maker.lemma_ in MAKES))


# "..., 62 percent of them to Russia", "..., of which Qatar took 12 percent": up to whose the part is
PART_FOR = re.compile(
    r"(?: [\w-]+){0,4},(?: [\w.,-]+(?: per ?cent)?)? of (?:which|them|these|that)(?: (?:to|from|for|by|in))? (?:the )?"
)
AT_HEAD_OF = re.compile(
    r"\b(?:at the head|vanguard|spearhead|(?<=, )part) of (?:an?|the|its) (?:[\w-]+ )*"
    r"of (?:about |some |around |nearly |almost )?$"
)
COUNTED_NEXT = re.compile(r", (?:and )?\d[\d,]* (?:with|under|alongside) ")


def is_anothers(s: Sentence, match: Match, amount: Amount) -> bool:
    """Whether an amount is of somebody or something else by the words around it: of the whole of which a side has a
    part, of the force that it leads, of another place, of another clause."""
    relation, other = match.frame.relation, _next_named(s, match.object, amount)
    if other is not None and relation in TRADED and PART_FOR.fullmatch(s.text, amount.end, other):
        return True
    if relation == "TROOP_DEPLOYMENT":
        if AT_HEAD_OF.search(s.text, 0, amount.start):
            return True
        if other is not None and COUNTED_NEXT.search(s.text, amount.end, other):
            return True  # "has 302 soldiers on the Golan, 329 with the observers in Sinai"
    return amount.quantity.unit == "percent" and _is_of_clause_before(s, match, amount)


TRADED = frozenset(("ARMS_TRANSFER", "TRADES_WITH"))


def part_taken(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """ "Arms for $5 billion, of which Qatar took 12 percent", "40 million bottles, 62 percent of them to Russia": the
    share, where it is in figures."""
    if match.object is None or match.frame.relation not in TRADED:
        return None
    named = [m for m in s.mentions if m.state and m.state == match.object.actor.state]
    for a in numbers:
        if a.quantity.unit == "percent" and any(c.isdigit() for c in a.quantity.text or ""):
            for m in named:
                if OF_THEM_TO.fullmatch(s.text, a.end, m.start):
                    return a.quantity
                if OF_WHICH.search(s.text, 0, m.start) and TOOK.fullmatch(s.text, m.end, a.start):
                    return a.quantity
    return None


OF_THEM_TO = re.compile(r" of (?:which|them|these|that) (?:to|from|for|by) (?:the )?")
OF_WHICH = re.compile(r", of which (?:the )?$")
TOOK = re.compile(r" [a-z]+(?: for)? (?:about |some |around |nearly |almost )?")


def _is_of_clause_before(s: Sentence, match: Match, amount: Amount) -> bool:
    """ "Ninety percent of its exports go to China, and nearly all petrol comes from Russia": no share of Russia's."""
    root = root_of(s, amount)
    verb = verb_above(root) if root is not None else None
    for who in (match.subject, match.object):
        token = _named(s, who)
        over = verb_above(token) if token is not None else None
        after = verb is not None and over is not None and over.head == verb and over.dep_ in ("conj", "advcl")
        if after and over is not None and any(c.dep_ in (*SUBJECTS, *PASSIVE) for c in over.children):
            return True
    return False


def _next_named(s: Sentence, who: Who | None, amount: Amount) -> int | None:
    """The character after an amount where a side, or its state, is first named."""
    state = who.actor.state if who is not None else None
    return next((m.start for m in s.mentions if state and m.state == state and m.start >= amount.end), None)


def _named(s: Sentence, who: Who | None) -> Token | None:
    """The word that names somebody in the sentence."""
    return None if who is None or who.how == "coreference" else s.doc[who.token]


def of_doer(s: Sentence, match: Match, numbers: list[Amount], wanted: str) -> Quantity | None:
    """ "Italy will build 10 helicopters and Turkey delivered two of six gunships": Turkey's are two, by whichever verb
    the claim was found."""
    learned = match.frame.relation in GIFTS and match.frame.name.startswith("learned") and len(numbers) > 1
    if not learned or match.subject.how == "coreference":
        return None
    verb = _own_verb(s.doc[match.subject.token])
    if verb is None or verb in (match.verb, match.trigger):
        return None
    given = [c for c in verb.children if c.dep_ == ("nsubjpass" if is_passive(verb) else "dobj")]
    fitting = [a for a in numbers if unit_fits(wanted, a) and not counts_parties(a)]
    return next((a.quantity for thing in given for a in fitting if within(s, thing, a)), None)


def _own_verb(doer: Token) -> Token | None:
    """What somebody does: "delivered", "release" of "is expected to release"."""
    while doer.dep_ in ("poss", "compound", "amod", "nmod") and doer.head != doer:
        doer = doer.head
    if doer.dep_ not in (*SUBJECTS, *PASSIVE):
        return None
    verb = doer.head
    for _ in range(3):
        inner = next((c for c in verb.children if c.dep_ == "xcomp" and c.pos_ == "VERB"), None)
        if inner is None or any(c.dep_ == "dobj" for c in verb.children):
            break
        verb = inner
    return verb


MOVED = frozenset(("TROOP_DEPLOYMENT", "MOBILIZES"))  # ships and aircraft, too
OF_GOODS = frozenset(("ARMS_TRANSFER", "MILITARY_AID", *MOVED))


def of_goods(s: Sentence, match: Match, found: Quantity | None, numbers: list[Amount]) -> Quantity | None:
    """ "36 howitzers and ten launchers", "Javelin missiles and nine howitzers": of goods that are listed each has its
    own number, or none."""
    if match.frame.relation not in OF_GOODS or match.item is None or found is None:
        return found
    sent = match.frame.relation in MOVED
    if sent and found.unit == "troops":
        return found
    at = place_of(found, numbers)
    if at is None or numbers[at].noun is None or not unit_fits("arms", numbers[at]):
        return found  # "of the 30 jets it has delivered 13"
    item, text = s.head_noun(match.item), s.text
    if holds(numbers[at], item):
        return found
    own = next((n for n, a in enumerate(numbers) if holds(a, item) and unit_fits("arms", a)), None)
    if own is not None:
        part = at == own - 1 and OF_THE.fullmatch(text, numbers[at].end, numbers[own].start)
        part = part or (own > 0 and OF_THE.fullmatch(text, numbers[own - 1].end, numbers[own].start))
        return found if part or numbers[own].quantity.vague else numbers[own].quantity
    other = _counted(s, numbers[at])
    if other is None or other == item or sent:
        return found
    apart = verb_above(item) == match.verb and verb_above(other) not in (None, match.verb)
    return None if item in other.conjuncts or apart else found


def is_of_list(match: Match, found: Quantity | None, numbers: list[Amount]) -> bool:
    """Whether an amount counts the very goods of a claim, one of several kinds that are listed: "18 tanks, 40 vehicles
    and two batteries". Whose of the three a number is the network is not asked: all have the same two sides."""
    at = place_of(found, numbers)
    return at is not None and match.item is not None and holds(numbers[at], match.item) and bool(match.item.conjuncts)


def _counted(s: Sentence, amount: Amount) -> Token | None:
    """The noun that an amount counts."""
    root = root_of(s, amount)
    return root if root is not None and root.pos_ in ("NOUN", "PROPN") else None


TEACHES = words("train retrain coach instruct mentor drill tutor teach school")
FORMED = re.compile(rf"\b(?:{FORMATIONS})s\b|\b(?:companies|units|classes|groups)\b")


def taught(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """ "Sixty American marines are training the battalion", "eight Malaysian pilots have been training at Sacheon": who
    teaches or is taught, where nobody else is counted."""
    if match.frame.relation != "MILITARY_AID" or match.verb.lemma_ not in TEACHES:
        return None
    men = [a for a in numbers if unit_fits("people", a) and not a.quantity.vague and not FORMED.search(a.noun or "")]
    doers = [c for c in match.verb.children if c.dep_ in (*SUBJECTS, *PASSIVE)]
    return next((a.quantity for doer in doers for a in men if within(s, doer, a)), None)


def valued_goods(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """ "Send 350,000 tons of wheat valued at $60 million": the tons; "gave the army 45 trucks worth $3 million": the
    trucks."""
    if match.frame.relation == "MILITARY_AID":
        for things, sum_paid in pairwise(numbers):
            between = s.text[things.end : sum_paid.start]
            counted = unit_fits("arms", things) and things.noun and not things.quantity.vague
            if counted and unit_fits("money", sum_paid) and VALUED.fullmatch(between.removeprefix(" ")):
                return things.quantity
    if match.frame.relation != "AIDS" or match.theme is None or len(numbers) < 2:
        return None
    goods = [a for a in numbers if unit_fits("people", a) and not a.quantity.vague and within(s, match.theme, a)]
    price = [a for a in numbers if unit_fits("money", a) and VALUED.search(s.text, max(0, a.start - 30), a.start)]
    return goods[0].quantity if goods and price and goods[0].start < price[0].start else None


def is_one(match: Match) -> bool:
    """ "Expelled a Peruvian envoy, and Lima two Chilean ones": the number is the other's; not of "a group of 12"."""
    theme = match.theme
    single = theme is not None and theme.tag_ == "NN" and any(c.lower_ in ("a", "an") for c in theme.children)
    return single and theme is not None and not any(c.dep_ == "prep" and c.lower_ == "of" for c in theme.children)
