"""What is asked for, and how many accords are signed: amounts that their frames do not count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kg.model import Quantity
from kg.text.actors import Sentence
from kg.text.amounts import last_word
from kg.text.counted_nouns import PEOPLE
from kg.text.fields import same_clause, unit_fits, within
from kg.text.frames import Match
from kg.text.grammar import objects
from kg.text.mentions import words
from kg.text.promises import GIVES

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.text.amounts import Amount
else:
    Token = Amount = Any

PARTIES = words("""
    governments sides countries states capitals neighbours neighbors parties nations leaders presidents armies
    militaries navies allies partners rivals peoples
    """)
ACCORDS = words("""
    accords agreements contracts deals documents memorandums memoranda memorandum pacts protocols treaties instruments
    """)
MANY = 4  # accords; of two or three one is told of each
ONE_OF = re.compile(
    r"\b(?:one|two|three|first|second|third|last|latest|some|most|each|any|none|among) (?:of )?(?:the )?$"
)
GRANTS = GIVES | words("contribute pay invest allocate return buy purchase commit build pledge release raise")
PAYS = words("pay give grant sell lend")
TERMS = words("price quote quotation offer permission licence license approval request bid tender")


def counts(amount: Amount) -> bool:
    return any(unit_fits(kind, amount) for kind in ("people", "money", "percent"))


def counts_parties(amount: Amount) -> bool:
    """ "Asked the two governments": nothing that is given or done is counted by it."""
    return last_word(amount) in PARTIES


def asked_for(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """ "Asked Seoul for 200 shells", "for six", "for a price for 32 jets", "asked Kuwait to sell it 33 jets"."""
    wanted = [a for a in numbers if counts(a) and not a.quantity.vague and not counts_parties(a)]
    wanted = [a for a in wanted if a.quantity.unit != "percent"]
    if not wanted:
        return None
    hosts = [*_things_asked([t for t in (match.verb, match.trigger, match.theme) if t is not None])]
    hosts += [match.item] if match.item is not None else []
    inside = [a for host in hosts for a in wanted if within(s, host, a)]
    return inside[0].quantity if inside else None


def _things_asked(asking: list[Token]) -> Iterator[Token]:
    for child in (c for t in dict.fromkeys(asking) for c in t.children):
        if child.dep_ == "prep" and child.lower_ == "for":
            for thing in objects(child):
                yield thing
                if thing.lemma_ in TERMS:
                    yield from _things_asked([thing])
        elif child.dep_ in ("xcomp", "ccomp", "acl", "advcl") and child.lemma_ in GRANTS and child.tag_ == "VB":
            yield from (c for c in child.children if c.dep_ == "dobj" and not _is_paid(child, c))


def _is_paid(verb: Token, thing: Token) -> bool:
    """ "To pay 200 soldiers", "to give its 1,200 soldiers bread": who gets what is asked for."""
    return verb.lemma_ in PAYS and any(t.lower_ in PEOPLE for t in (thing, *thing.children))


WITHHOLDS = words("deny withhold stop block suspend freeze hold reject refuse cancel decline turn scrap drop halt")


def refused(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """ "Turned down a request for four jets", "refused to pay $533 million", "denied Cairo 96 million dollars": what is
    not given."""
    if (asked := asked_for(s, match, numbers)) is not None:
        return asked
    told = [a for a in numbers if counts(a) and not a.quantity.vague and not counts_parties(a)]
    money = [a for a in told if unit_fits("money", a)]
    verbs = [t for t in (match.verb, match.trigger) if t.lemma_ in WITHHOLDS]
    things = [(c, money) for t in verbs for c in t.children if c.dep_ in ("dobj", "nsubjpass")]
    things += [
        (c, told) for t in verbs for x in t.children if x.dep_ == "xcomp" for c in x.children if c.dep_ == "dobj"
    ]
    return next((a.quantity for thing, among in things for a in among if within(s, thing, a)), None)


def accords_signed(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """ "Signed 31 agreements with Caracas": how many, where it is no single one of them that is told of."""
    for a in numbers:
        if last_word(a) not in ACCORDS or (a.quantity.value or 0) < MANY:
            continue
        if not ONE_OF.search(s.text, max(0, a.start - 20), a.start) and same_clause(s, match, a):
            return a.quantity
    return None
