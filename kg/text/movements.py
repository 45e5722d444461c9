"""Where troops move: abroad, within their own state, to a border, to a mission, home again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.text.actors import MISSIONS, Sentence
from kg.text.arguments import Arguments
from kg.text.grammar import DAYS, objects
from kg.text.mentions import missions, state_actor, words
from kg.text.slots_forces import BORDERS, BY_A_BORDER, TO_A_BORDER, from_others_ground, is_line
from kg.text.who import Who, again

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

PLACED = ("to", "into", "in", "at", "on", "onto", "near", "along", "towards", "toward", "around", "off", "across")
GROUNDS = words("""
    prison school polling_station church mosque
    street border frontier coast water river line islet rock north south east west lake shore northwest northeast
    """)


def where_sent(s: Sentence, subjects: list[Who], token: Token) -> list[Who]:
    """Troops come home from where the text said that they were."""
    hosts = {s.discourse.hosts.get(w.actor.state or w.actor.key) for w in subjects} - {None}
    host = hosts.pop() if len(hosts) == 1 else _who_wants_them_gone(s, subjects) if not hosts else None
    return [again(state_actor(host), token)] if host else []


GOING_HOME = words("withdraw pull leave remove withdrawal departure pullout")


def _who_wants_them_gone(s: Sentence, subjects: list[Who]) -> str | None:
    """ "Chad asked France to withdraw its men. Paris will do so": from the other state named, else from Chad."""
    d = s.discourse
    mine = {w.actor.key for w in subjects}
    spoken_of = any(one.at == d.sentence - 1 and one.words & GOING_HOME for one in d.deeds)
    told = [e for e in d.history if spoken_of and d.sentence - e[0] == 1 and e[1] in ("REQUESTS", "REJECTS")]
    askers = {one.state for _, _, one, whom in told if whom is not None and whom.key in mine and one.type == "state"}
    others = {one.key for at, one in d.states if d.sentence - at == 1} - mine - askers if askers else set()
    hosts = others or askers
    return hosts.pop() if len(hosts) == 1 else None


def _places(a: Arguments) -> list[Token]:
    """The places that a phrase of place at the verb names, known or not."""
    tokens = [t for name in PLACED for t in a.prepositional(name)]
    tokens = [t for t in tokens if t.text not in DAYS]  # "will send 300 soldiers in May"
    return [t for t in tokens if a.s.kinds(t) & {"name", "control_places", "territory"} or a.s.lemma(t) in GROUNDS]


def is_home_front(a: Arguments, subject: Who) -> bool:
    """Whether troops move within their own state: to a place of it, or one unknown in a text that is about it."""
    if subject.actor.state is None:
        return False
    if is_at_home(a, subject):
        return True
    if any(a.s.words(t) & BORDERS for name in ("across", "over") for t in a.prepositional(name)):
        return False  # "sent infantry across the border"
    places = _places(a)
    states = {w.actor.state for t in places for w in a.s.actors(t)} - {None}
    north = any(c.dep_ == "advmod" and c.lower_ in ("north", "south", "east", "west") for c in a.verb.children)
    if states - {subject.actor.state} or not (places or north):
        return False
    about = a.s.discourse.main(frozenset())
    return about is not None and about.state == subject.actor.state and subject.actor.state not in a.s.discourse.hosts


def _around_verb(a: Arguments) -> set[str]:
    """The states of all places below the verb: "sent the army to quell riots in Kathmandu"."""
    preps = [t for t in a.verb.subtree if t.i > a.verb.i and t.dep_ == "prep" and t.lower_ in PLACED]
    named = [a.s.head_of[o.i] for t in preps for o in objects(t) if o.i in a.s.head_of]
    return {m.state for m in named if m.state and m.type in ("state", "region") and not m.is_adjective}


def is_at_home(a: Arguments, subject: Who) -> bool:
    """Whether the only place named is the subject's own: "India sent soldiers to Delhi" is no deployment abroad."""
    at = ("to", "in", "into", "at", "on", "from")
    if from_others_ground(a):
        return False  # "Syria is calm, yet Turkey keeps 900 soldiers on its soil"
    named = [w for name in at for t in a.prepositional(name) for w in a.s.actors(t) if w.token not in _owned_by(t)]
    if not named and a.kind == "verbs" and _around_verb(a) == {subject.actor.state}:
        return True
    return bool(named) and subject.actor.state is not None and all(w.actor.state == subject.actor.state for w in named)


def _owned_by(token: Token) -> set[int]:
    """ "its former colony" is not at home: what only belongs to somebody."""
    return {token.i} if any(c.dep_ == "poss" for c in token.children) and token.lemma_ in ("colony", "ally") else set()


def mission_hosts(s: Sentence, found: list[Who]) -> list[Who]:
    """Who is sent to a mission is sent to the state in which it stands; of a mission nowhere, nobody is host."""
    hosts = []
    for who in found:
        token = s.doc[who.token]
        if who.actor.id in missions() or (who.actor.type == "organisation" and s.lemma(token) in MISSIONS):
            inner = [o for c in token.children if c.dep_ == "prep" and c.lower_ in ("in", "at") for o in objects(c)]
            named = [w for o in inner for w in s.actors(o) if w.actor.state]  # "NATO's forces in Latvia"
            host = missions().get(who.actor.id or "") or s.mission_at(token) or s.discourse.mission
            hosts += named or ([Who(state_actor(host), who.token, "coreference", who.actor.name)] if host else [])
        elif who.actor.type == "organisation" and who.actor.state is None:  # "with the UN in Congo"
            inner = [o for c in token.children if c.dep_ == "prep" and c.lower_ == "in" for o in objects(c)]
            hosts += [w for o in inner for w in s.actors(o) if w.actor.state]
        elif s.lemma(token) == "peacekeeper":
            hosts += [again(state_actor(s.discourse.mission), token)] if s.discourse.mission else []
        elif (
            who.how in ("office", "forces") and s.lemma(token) in MISSIONS
        ):  # "the mission in Kosovo", "the Polish brigade"
            there = s.mission_at(token)
            hosts += [again(state_actor(there), token)] if there else []
        else:
            hosts.append(who)
    return hosts


def has_sent(s: Sentence, subject: Who) -> bool:
    """Whether the text told of troops that a state has abroad: then "Kampala could leave" is about them."""
    state = subject.actor.state
    if state is None or subject.actor.type not in ("state", "leader"):
        return False
    sent = {a.state for _, a in s.discourse.forces} | set(s.discourse.hosts)
    return state in sent and state != s.discourse.mission and state not in s.discourse.hosts.values()


def is_at_border(a: Arguments, subject: Who) -> bool:
    """Whether troops go to a border of their own: "moved two battalions to the frontier with Chad"."""
    if a.s.lemmas.isdisjoint(BY_A_BORDER) and a.s.spoken.isdisjoint(BY_A_BORDER):
        return False
    for name in TO_A_BORDER:
        for token in a.prepositional(name):
            noun = a.s.head_noun(token)
            if not (
                is_line(noun)
                or a.s.words(noun) & BORDERS
                or any(a.s.lemma(c) in BORDERS for c in noun.children if c.dep_ == "compound")
            ):
                continue
            whose = [w for c in noun.children if c.dep_ == "poss" for w in a.s.actors(c)]
            if all(w.actor.state == subject.actor.state for w in whose):
                both = {w.actor.state for w in a.s.owners(noun)} - {None}
                return len(both) < 2 or subject.actor.state in both
    return False
