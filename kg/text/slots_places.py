"""Places as slots: what is taken, held, lost or left, also where no table knows the place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.arguments import Arguments
from kg.text.grammar import DAYS, SUBJECTS, conjuncts, objects
from kg.text.mentions import classes_of, state_actor, words
from kg.text.slots_plain import from_agent, own_side
from kg.text.who import Who, again

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

AROUND = ("in", "at", "across", "throughout", "from", "through")  # where a crowd gathers
PARTS = frozenset((
    "street", "dock", "centre", "center", "outskirts", "port", "city", "town", "capital", "suburb", "district",
    "square",
    "north", "south", "east", "west", "region", "province",
))  # fmt: skip
FOE_REACH = 8  # sentences back


def from_place_theme(a: Arguments) -> list[Who]:
    return [w for t in a.themes() for w in places_at(a, t)]


OWN_LAND = words("breakaway renegade rebel own its sovereign wayward")


def from_place_named(a: Arguments) -> list[Who]:
    """ "Regards the two provinces as part of Georgia": the land that is spoken of."""
    parts = _part(a)
    inner = [c for t in parts if t.dep_ == "ccomp" for c in t.children if c.dep_ in (*SUBJECTS, "compound")]
    return [w for t in inner or a.themes() for w in a.s.actors(t)] if parts else []


LANDS = words("""
    island archipelago enclave exclave peninsula region province territory strip district atoll rock islet republic
    county emirate
    """)


def from_land(a: Arguments) -> list[Who]:
    """ "The archipelago belongs to France", "an island that belongs to Chad": the land named before, or beside it."""
    found = []
    for token in a.agents():
        noun = a.verb.head if token.tag_ in ("WDT", "WP") and a.verb.dep_ == "relcl" else token
        if a.s.lemma(noun) not in LANDS or noun.i in a.s.head_of:
            continue
        if noun.dep_ == "appos":
            found += a.s.actors(noun.head) or _unknown_land(a, noun.head)
        elif a.s.is_definite(noun) and a.s.discourse.region is not None:
            found.append(again(a.s.discourse.region, noun))
    return found


def _unknown_land(a: Arguments, name: Token) -> list[Who]:
    known = name.pos_ == "PROPN" and name.i not in a.s.part_of
    return [Who(Actor(a.s.proper(name), "region"), name.i)] if known else []


def from_as_part(a: Arguments) -> list[Who]:
    parts = _part(a)
    named = [w for t in parts for o in a.prepositional("of", t) for w in a.s.actors(o)]
    named = named or [w for t in parts for o in a.prepositional("of", t) for w in a.s.owners(o)]
    own = any(c.lower_ in OWN_LAND for t in parts for c in t.children)
    return named or ([w for t in a.agents() for w in a.s.actors(t)] if own else [])


def _part(a: Arguments) -> list[Token]:
    """The word "part" in "as part of", "an integral part of"."""
    near = [*a.prepositional("as"), *(c for c in a.verb.children if c.dep_ in ("oprd", "attr"))]
    below = [g for c in a.verb.children if c.dep_ == "ccomp" for g in (c, *c.children)]
    near += [g for g in below if g.dep_ in ("attr", "oprd", "ccomp")]
    return [t for t in near if t.lemma_ in ("part", "province", "territory", "region")]


def from_place_of(a: Arguments) -> list[Who]:
    return [w for name in ("of", "over") for t in a.prepositional(name) for w in places_at(a, t)]


def from_place_at(a: Arguments) -> list[Who]:
    """ "Fired rockets at Kiryat Shmona", "lobbed shells into Kuito": a place that no table knows."""
    onto = ("at", "on", "into", "onto", "over", "against", "towards", "toward")
    tokens = [t for p in onto for t in a.prepositional(p)]
    return [w for t in tokens if t.pos_ == "PROPN" for w in places_at(a, t) if w.actor.type in ("region", "state")]


def from_place_agent(a: Arguments) -> list[Who]:
    return [w for t in a.agents() for w in places_at(a, t)]


def from_place_from(a: Arguments) -> list[Who]:
    """ "Driven out of the town of Nasir", "pushed back from the ridge": the place that is left."""
    return [w for name in ("from", "out_of", "off") for t in a.prepositional(name) for w in places_at(a, t)]


def from_place_into(a: Arguments) -> list[Who]:
    tokens = [*a.prepositional("into"), *(a.themes() if a.verb.lemma_ == "enter" else [])]
    if not any(w.actor.type == "armed_group" for w in from_agent(a)):  # an army that crosses a province
        tokens = [t for t in tokens if "control_places" in a.s.kinds(t)]
    return [w for t in tokens for w in places_at(a, t)]


def from_in_hands_of(a: Arguments) -> list[Who]:
    hands = [t for t in a.prepositional("in") if t.lemma_ == "hand"]
    return [w for h in hands for w in (a.s.owners(h) or [])]


def from_at_hands_of(a: Arguments) -> list[Who]:
    return [
        w for p in a.prepositional("at") if p.lemma_ == "hand" for t in a.prepositional("of", p) for w in a.s.actors(t)
    ]


def from_into_hands_of(a: Arguments) -> list[Who]:
    return [
        w
        for p in a.prepositional("into")
        if p.lemma_ == "hand"
        for t in a.prepositional("of", p)
        for w in a.s.actors(t)
    ]


def from_under_control(a: Arguments) -> list[Who]:
    """ "The region was back under Russian control", "came under the control of the rebels"."""
    held = [t for t in a.prepositional("under") if t.lemma_ in ("control", "rule", "command", "occupation")]
    return [w for h in held for w in a.s.owners(h)]


def from_control_of(a: Arguments) -> list[Who]:
    """ "Its troops are in firm control of Badme", "already in possession of the airport"."""
    held = [t for t in a.prepositional("in") if t.lemma_ in ("control", "possession", "command", "charge")]
    return [w for h in held for c in h.children if c.lower_ == "of" for o in objects(c) for w in places_at(a, o)]


def from_authorities(a: Arguments) -> list[Who]:
    """Who arrests where nobody is said to: the state where it happens, that of whom it befalls, the text's own."""
    around = [w for p in AROUND for t in a.prepositional(p) for w in [*a.s.actors(t), *places_at(a, t)]]
    around += [w for t in a.where() for w in a.s.actors(t)]
    theirs = [w for t in (*a.themes(), *a.agents()) for w in a.s.actors(t) if w.actor.type == "leader"]
    state = next((w.actor.state for w in (*around, *theirs) if w.actor.state), None)
    besides = frozenset(w.actor.state for t in a.themes() for w in a.s.owners(a.s.head_noun(t)))  # "84 Afghan soldiers"
    area = a.s.discourse.setting()
    area = area if area is None or area.state not in besides else a.s.discourse.topic(besides)
    state = state or lone_place(a) or (area.state if area is not None else None)
    return [again(state_actor(state), a.trigger)] if state else []


def lone_place(a: Arguments) -> str | None:
    """ "Pelted the high commission in Dhaka": the one state in which a place of the sentence lies."""
    found = set()
    for t in a.s.doc:
        known = a.s.head_of.get(t.i)
        if known is not None and known.state and not known.is_adjective and t.dep_ == "pobj":
            part = t.head.lower_ == "of" and t.head.head.lemma_ in PARTS
            found |= {known.state} if part or t.head.lower_ in ("in", "across", "throughout") else set()
    return found.pop() if len(found) == 1 else None


def places_at(a: Arguments, token: Token) -> list[Who]:
    """A place as the object of control: a known one, a proper name by its wording ("the town of Qoqani",
    "the Lele Tepe height"), or the state where a nameless one lies ("five hilltops inside Lebanon")."""
    noun = a.s.head_noun(token)
    if noun.pos_ == "PROPN" and noun.i not in a.s.part_of and (noun.text in DAYS or _no_place(a, noun)):
        return []
    found = _one_place(a, token, noun)
    more = [c for c in conjuncts(noun) if c.pos_ == "PROPN" or any(g.pos_ == "PROPN" for g in c.subtree)]
    return found + [w for c in more for w in _one_place(a, c, a.s.head_noun(c))]


def _no_place(a: Arguments, noun: Token) -> bool:
    """A person, a group or a make: "captured the Kurdish leader Abdullah Ocalan"."""
    if any(w.actor.type in ("leader", "armed_group", "organisation") for w in a.s.actors(noun)):
        return True
    near = [c for c in noun.children if c.dep_ in ("compound", "nmod", "amod", "appos")]
    kinds = {k for c in near for k in classes_of(a.s.lemma(c))}
    return bool(kinds & {"government", "leader_titles", "other_titles", "group_people", "weapons", "rebels"})


def _one_place(a: Arguments, token: Token, noun: Token) -> list[Who]:
    if noun.dep_ == "attr" and noun.i not in a.s.part_of:  # "Mosul is the largest city held by the group"
        called = [c for c in noun.head.children if c.dep_ in SUBJECTS and c.i in a.s.head_of]
        if called:
            return _one_place(a, called[0], called[0])
    mention = a.s.head_of.get(noun.i)
    said = noun.lower_ == "it" or (
        a.s.is_definite(noun) and noun.pos_ == "NOUN" and not any(c.dep_ == "prep" for c in noun.children)
    )
    if said and (noun.lower_ == "it" or a.s.kinds(noun) & {"control_places"} or noun.lower_ in ("place", "site")):
        here = _named_here(a, noun)
        if here:
            return here
        told = a.s.discourse.events.get("CONTROLS")  # "the town", "it": the place told of before
        if told is not None and told[2] is not None and a.s.discourse.sentence - told[0] <= FOE_REACH:
            return [again(told[2], noun)]
        if noun.lower_ == "it":
            return []
    if mention is not None and mention.type in ("region", "state") and not mention.is_adjective:
        kind = "region" if mention.type == "region" or mention.kind == "capital" else "state"
        actor = Actor(mention.text, kind, mention.id if kind == mention.type else None, mention.state)
        return [Who(actor, noun.i)]
    if noun.pos_ == "PROPN" and noun.i not in a.s.part_of:
        return [Who(Actor(a.s.proper(noun), "region", None, _lies_in(a, noun)), noun.i)]
    kinds = a.s.kinds(token)
    if not kinds & {"control_places", "territory"}:
        return []
    named = [c for c in noun.children if c.dep_ in ("appos", "compound", "nmod") and c.pos_ == "PROPN"]
    after = [o for c in noun.children if c.dep_ == "prep" and c.lower_ in ("of", "at") for o in objects(c)]
    named += [o for o in after if o.pos_ == "PROPN"]
    named = [c for c in named if c.i not in a.s.head_of or a.s.head_of[c.i].type == "region"
             or ((c in after or c.dep_ == "appos") and a.s.head_of[c.i].kind == "capital")]  # fmt: skip
    if "control_places" in kinds and named:
        found = []
        for inner in [named[-1], *(c for c in conjuncts(named[-1]) if c.pos_ == "PROPN")]:
            known = a.s.head_of.get(inner.i)
            actor = (
                Actor(known.text, "region", known.id if known.type == "region" else None, known.state)
                if known
                else Actor(a.s.proper(inner), "region", None, _lies_in(a, noun))
            )
            found.append(Who(actor, inner.i))
        return found
    owners = [w for w in a.s.owners(noun) if w.actor.state]
    if owners and owners[0].actor.state in own_side(a):
        return [Who(Actor(a.s.phrase(noun), "region", None, owners[0].actor.state), noun.i)]
    if owners:
        return owners[:1]
    state = _lies_in(a, noun)
    if state and state in own_side(a):
        return [Who(Actor(a.s.phrase(noun), "region", None, state), noun.i)]
    if state is None and "control_places" in kinds:  # "the rebels took the headquarters": in the land they fight in
        state = next((w.actor.state for w in from_agent(a) if w.actor.type == "armed_group"), None)
    return [again(state_actor(state), noun)] if state else []


def _named_here(a: Arguments, noun: Token) -> list[Who]:
    """ "Pulled out of Avdiivka after a fight with Russian forces, who now hold the town": named before it."""
    if noun.lower_ == "it":  # "declares the Essequibo a state, although Guyana administers it"
        regions = [t for t in a.s.doc[: noun.i] if t.i in a.s.head_of and a.s.head_of[t.i].type == "region"]
        return _one_place(a, regions[-1], regions[-1]) if regions else []
    if a.s.lemma(noun) not in ("town", "city", "village", "place"):
        return []
    for token in reversed(a.s.doc[: noun.i]):
        reached = token.dep_ == "dobj" and token.head.lemma_ in ("enter", "reach", "storm", "attack", "besiege")
        into = token.dep_ == "pobj" and token.head.lower_ in ("of", "from", "in", "at", "into", "on", "towards")
        if (into or reached) and token.pos_ == "PROPN":
            known = a.s.head_of.get(token.i)
            town = known is not None and (known.type == "region" or known.kind == "capital")
            bare = known is None and token.i not in a.s.part_of and not a.s.actors(token)
            if token.text not in DAYS and (town or bare):
                return _one_place(a, token, token)
    return []


def _lies_in(a: Arguments, noun: Token) -> str | None:
    """The state of a place that no table knows: its adjective, the place it is in, or where the text is."""
    near = [c for c in noun.children if c.i in a.s.head_of and c.i < noun.i and a.s.head_of[c.i].state]
    state = next((a.s.head_of[c.i].state for c in near), None) or a.s.ground(noun, near=True)
    place = a.s.discourse.place if noun.pos_ == "NOUN" and a.s.is_definite(noun) else None
    return state or (place.state if place is not None else None) or a.s.ground(noun)
