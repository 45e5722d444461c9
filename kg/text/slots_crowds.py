"""Crowds as slots: who takes to the street, against whom, at whose door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.arguments import Arguments
from kg.text.grammar import SUBJECTS, objects
from kg.text.mentions import state_actor, words
from kg.text.slots_places import AROUND, lone_place, places_at
from kg.text.who import Who, again

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

DEMONSTRATORS = words("""
    protester demonstrator marcher resident mother woman student worker miner nurse doctor driver trucker
    lawyer pensioner
    exile emigrant expatriate monk nun widow trader docker unionist opponent veteran feminist muslim
    """)
MASSES = words("thousand hundred dozen crowd people") | DEMONSTRATORS
SPECTATORS = words("fan stock share market bond future player currency price investor spectator")
MARCHERS = words("protester demonstrator marcher student striker activist")
MARCHING = words("protest demonstrate rally march riot chant")
PROTEST = words("protest demonstration rally hunger_strike sit-in sit_in march vigil riot")
NO_CROWD = frozenset(("forces", "people_forces", "weapons", "government", "state_nouns", "leader_titles", "media"))
DOORS = ("outside", "from", "at", "to", "past", "of", "before", "into", "on", "near", "around", "towards", "toward")
EMBASSIES = words(
    """
    embassy consulate mission residence residency compound base ambassador flag effigy portrait legation high_commission
    factory arms_factory cultural_centre trade_office liaison_office headquarters
    """
)
PALACES = frozenset(("White House", "Kremlin", "Downing Street", "Capitol", "Pentagon", "Elysee", "Blue House"))
STREETS = words("street centre center heart square avenue outskirts gate")
FOREIGN = frozenset(("people_forces", "base", "sanctions", "weapons"))
AT_HOME = words("""
    law bill price reform election authority government parliament resign resignation pension fuel tax release truth
    corruption budget wage salary shortage bread constitution cut power electricity blackout water outage cost job
    unemployment crime education pay subsidy abortion ruling court term vote result fraud poll cabinet emergency curfew
    lockdown vaccine mandate inflation hunger austerity amendment poverty insecurity
    """)  # what a crowd wants from its own state


def from_crowd(a: Arguments) -> list[Who]:
    """People who take to the street: whose they are, or in which state they do it, or that the text is about."""
    found = []
    protest = any(a.s.words(t) & PROTEST for t in a.themes()) or a.verb.lemma_ in MARCHING
    for token in meant(a.agents()) or a.themes():
        noun = a.s.head_noun(token)
        kinds = a.s.kinds(token)
        many = token.tag_ in ("NNS", "NNPS") and kinds == {"name"}
        mass = bool(a.s.words(token) & MASSES) or a.s.lemma(token) in MASSES
        known = a.s.head_of.get(noun.i)
        if known is not None and known.kind == "demonym_plural" and known.state:  # "dozens of Egyptians"
            found.append(Who(Actor(known.text, "group", None, known.state), token.i, "people"))
            continue
        if a.s.lemma(noun) in SPECTATORS:
            continue
        named = noun.i in a.s.part_of and "group_people" not in kinds
        crowd = kinds & {"group_people", "rebels"} or many or mass
        plain = protest and noun.pos_ == "NOUN" and noun.tag_ == "NNS" and not kinds & NO_CROWD
        if named or not (crowd or plain):
            continue
        owners = [w for w in a.s.owners(noun) if w.actor.state] or [
            w
            for w in a.s.actors(token)
            if w.actor.type in ("group", "armed_group") and w.actor.state and w.how != "coreference"
        ]
        around = [t for h in (token, noun, None) for p in AROUND for t in a.prepositional(p, h) if t.lemma_ != "front"]
        around += [t for v in a.verb.ancestors for p in AROUND for t in a.prepositional(p, v)]
        around += [
            o
            for p in ("to", "in", "on", "onto", "into", "through")
            for t in a.prepositional(p)
            if t.lemma_ in STREETS
            for o in a.prepositional("of", t)
        ]
        around += a.where()  # "Chad, where students demonstrated"
        if a.verb.dep_ == "conj":  # "N'Djamena has paid nobody, and strikers marched"
            around += [c for c in a.verb.head.children if c.dep_ in SUBJECTS and c.pos_ == "PROPN"]
        near = [w for t in around for w in [*a.s.actors(t), *places_at(a, t)] if w.actor.state]
        first = owners or [w for w in near if w.actor.type in ("state", "region")] or near
        state = first[0].actor.state if first else lone_place(a) or a.s.ground(token)
        if state:
            name = "demonstrators" if a.s.lemma(noun) in MASSES - DEMONSTRATORS else a.s.phrase(noun)
            found.append(Who(Actor(name, "group", None, state), token.i, "people"))
    return found


def meant(tokens: list[Token]) -> list[Token]:
    """ "Protesters who demanded": the word before the relative clause."""
    return [t.head.head if t.tag_ in ("WP", "WDT") and t.head.dep_ == "relcl" else t for t in tokens]


def from_mob(a: Arguments) -> list[Who]:
    """A mob or rioters that do harm; students and demonstrators who throw stones protest."""
    agents = a.agents()
    return from_crowd(a) if agents and not any(a.s.words(t) & MARCHERS for t in agents) else []


def from_masses(a: Arguments) -> list[Who]:
    """ "Thousands demanded": a crowd that is told by its number."""
    agents = meant(a.agents())
    return from_crowd(a) if any(a.s.words(t) & MASSES or a.s.lemma(t) in MASSES for t in agents) else []


def from_marchers(a: Arguments) -> list[Who]:
    agents = a.agents()
    return from_crowd(a) if any(a.s.words(t) & MARCHERS for t in agents) else []


def from_crowd_owner(a: Arguments) -> list[Who]:
    return [w for w in a.s.owners(a.trigger) if w.actor.type in ("state", "group")]


def from_here(a: Arguments) -> list[Who]:
    """A crowd that says not against whom: the state in which it marches."""
    return [Who(state_actor(w.actor.state), w.token, "office") for w in from_crowd(a) if w.actor.state]


def from_embassy(a: Arguments) -> list[Who]:
    """ "Outside the Russian embassy", "to the consulate of Rwanda": at whose door a crowd gathers."""
    doors = [t for p in DOORS for t in a.prepositional(p)]
    doors += [o for t in a.prepositional("in") if t.lemma_ == "front" for o in a.prepositional("of", t)]
    doors += [t for t in a.themes() if a.s.lemma(t) in EMBASSIES]
    found = []
    for door in doors:
        noun = a.s.head_noun(door)
        known = a.s.head_of.get(noun.i)
        if known is not None and known.state and known.text.removeprefix("the ") in PALACES:
            found += a.s.named(noun, known, 0)
        inner = [o for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for o in objects(c)]
        for t in (noun, *inner, *(g for i in inner for c in i.children if c.dep_ == "prep" for g in objects(c))):
            if a.s.lemma(t) in EMBASSIES:
                found += a.s.owners(t)
    return found


def from_protested(a: Arguments) -> list[Who]:
    """Against whom a crowd marches that says only "against the convoy", "against it": the other side, named before in
    the sentence or told of before."""
    mine = {w.actor.state for w in from_crowd(a) if w.actor.state}
    if not mine:
        return []
    d = a.s.discourse
    aims = [t for h in (None, *a.themes()) for t in a.prepositional("against", h)]
    whose = [i for t in aims for i in (g.i for g in t.subtree) if i in a.s.part_of]
    if aims and whose:
        return []
    if any(t.pos_ == "PRON" or (a.s.is_definite(t) and a.s.kinds(t) & FOREIGN) for t in aims):
        named = [m for i, m in sorted(a.s.head_of.items()) if i < a.trigger.i and m.state]
        other = next((m.state for m in named if m.state not in mine), None)
        if other is not None:
            return [again(state_actor(other), a.trigger)]
        foe = d.dealt_with(mine) or d.topic(frozenset(mine))
        return [again(foe, a.trigger)] if foe is not None else []
    return []


def from_nameless(a: Arguments) -> list[Who]:
    """ "Church leaders urged", "opponents accuse", "human rights groups condemned": people who speak as a group."""
    found = []
    for token in meant(a.agents()):
        noun = a.s.head_noun(token)
        if noun.tag_ == "NNS" and noun.i not in a.s.part_of and a.s.words(noun) & VOICES:
            state = next((w.actor.state for w in a.s.owners(noun) if w.actor.state), None) or a.s.ground(token)
            found.append(Who(Actor(a.s.phrase(noun), "group", None, state), token.i, "people"))
    return found


VOICES = words("""
    leader opponent critic group lawmaker deputy activist campaigner newspaper union villager veteran bishop cleric
    party organisation organization rival parliamentarian senator politician nationalist islamist conservative
    communist trader
    """)
