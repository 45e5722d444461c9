"""Which state "the country", "the kingdom" or "the Central Asian state" means: one that the text has named, of that
kind and in that part of the world.

Nothing is guessed from the map: it only rules out whom the words cannot mean.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.grammar import SUBJECTS
from kg.text.mentions import classes_of, state_actor, table, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.text.actors import Sentence
else:
    Token = Sentence = Any

Besides = frozenset[str | None]  # states that are not meant: who acts in the clause
COMPASS = words("north south east west northeast northwest southeast southwest centre center")
MOVES = words("move send shift deploy rush dispatch")
DEAD = words("loss toll dead death casualty fatality")
OF_AREA = words("country state nation kingdom republic government neighbour neighbor island")


@cache
def _lands() -> dict[str, frozenset[str]]:
    return {noun: frozenset(states.split()) for noun, states in table("nouns.yaml")["lands"].items()}


@cache
def _areas() -> dict[str, frozenset[str]]:
    """Adjective of a part of the world -> its states."""
    rows = table("nouns.yaml")["areas"]
    found: dict[str, frozenset[str]] = {}
    for names, members in rows.items():
        parts = (found[word.replace("_", " ")] if word.islower() else (word,) for word in members.split())
        states = frozenset(code for part in parts for code in part)
        found |= {name.replace("_", " "): states for name in names.split()}
    return found


def of_area(token: Token) -> frozenset[str] | None:
    """The states that may be "the Central Asian country" by these words alone; None where they name no such area."""
    if token.tag_ != "NN" or token.lemma_.lower() not in OF_AREA:
        return None
    start = max(token.left_edge.i, token.i - 8)
    before = " ".join(t.lower_ for t in token.doc[start : token.i]).replace(" - ", "-").replace("-", " ")
    if not before.startswith(("the ", "this ", "that ")) and " the " not in before:
        return None
    found = [area for area in _areas() if before.endswith(f" {area}") or f" {area} " in before]
    return _areas()[max(found, key=len)] if found else None


def country(s: Sentence, token: Token, besides: Besides) -> Actor | None:
    """ "The country": the state named last that is not the clause's subject, else the one that the text is about."""
    if (area := of_area(token)) is not None:
        return _within(s, token, area, besides)
    if (state := land(s, token, besides)) is not None:
        return state
    if token.dep_ == "poss" and token.head.lemma_ in DEAD:  # "killed two French soldiers in Mali, bringing the
        whose = [m.state for i, m in sorted(s.head_of.items()) if i < token.i and m.type == "state" and m.is_adjective]
        if whose and whose[-1]:  # country's losses to 53": of France
            return state_actor(whose[-1])
    if (own := _own_part(s, token, besides)) is not None:
        return own
    if (doer := _who_gives(s, token)) is not None:
        return doer
    near = [
        m
        for i, m in sorted(s.head_of.items())
        if i < token.i
        and m.type == "state"
        and not m.is_adjective
        and m.state
        and m.state not in besides
        and s.doc[i].dep_ != "poss"
    ]
    if near and token.dep_ not in SUBJECTS:
        return state_actor(near[-1].state or "")
    if (host := hosts_guests(s, token, besides)) is not None:
        return host[0] if host else None
    return s.discourse.country(besides)


def hosts_guests(s: Sentence, token: Token, besides: Besides) -> list[Actor] | None:
    """ "Chad protested to Libya. France has 900 soldiers in the country": in Chad, which complains; nobody knows in
    whose after "Chad criticised Libya". None where nothing of the kind is told."""
    held = token.head.head if token.dep_ == "pobj" else token.head
    verb = held if held.pos_ in ("VERB", "AUX") else held.head
    if verb.lemma_ not in KEEPS or not any(_are_forces(t) for t in (held, *verb.children)):
        return None
    d = s.discourse
    told = [(who, whom) for at, r, who, whom in d.history if at == d.sentence - 1 and r == "ACCUSES" and whom]
    sides = {a.state for pair in told for a in pair if a.type != "organisation"}
    if len(sides) != 2 or None in sides or sides & besides:
        return None
    return [state_actor(told[0][0].state or "")] if d.criticised_at != d.sentence - 1 else []


def _are_forces(noun: Token) -> bool:
    return noun.pos_ == "NOUN" and "people_forces" in classes_of(noun.lemma_)


KEEPS = words("have keep station base maintain deploy be")


def _who_gives(s: Sentence, token: Token) -> Actor | None:
    """ "Norway has sold Chad boats, the country's minister said": of Norway, that does it; of whom one harms another
    may be the minister."""
    after = s.doc[token.i + 1 : token.i + 12]
    said = next((t for t in after if t.lemma_ in ("say", "announce", "tell", "confirm")), None)
    told = [c for c in said.children if c.dep_ == "ccomp" and c.i < token.i] if said is not None else []
    if token.dep_ != "poss" or s.doc[max(0, token.i - 2)].text != "," or not told or told[0].lemma_ not in GIVES:
        return None
    doers = [m for c in told[0].children if c.dep_ in SUBJECTS and (m := s.head_of.get(c.i)) is not None]
    return state_actor(doers[0].state or "") if doers and doers[0].type == "state" else None


GIVES = words("give send sell supply deliver provide donate lend hand offer pledge promise ship export transfer buy")


def _own_part(s: Sentence, token: Token, besides: Besides) -> Actor | None:
    """ "Finland moved troops to the north of the country": its own, after somebody has warned or accused it."""
    part = token.head.head if token.head.lower_ == "of" else token
    verb = next((t for t in token.ancestors if t.pos_ == "VERB"), None)
    mine = [state for state in besides if state]
    moved = part.lower_ in COMPASS and verb is not None and verb.lemma_ in MOVES and len(mine) == 1
    struck = s.discourse.deeds and any(a.state in mine for a in s.discourse.deeds[-1].whom)  # somebody warned it
    return state_actor(mine[0]) if moved and struck and mine[0] not in s.discourse.hosts else None


def land(s: Sentence, token: Token, besides: Besides) -> Actor | None:
    """ "The kingdom", "the island": the state of that kind that was named last."""
    kind = _lands().get(s.lemma(token), frozenset())
    return _last(s, token, kind, besides)


def islands(s: Sentence, token: Token, besides: Besides) -> Actor | None:
    """ "The islands": the state of several islands that was named last."""
    return _last(s, token, _lands()["archipelago"], besides) if token.tag_ == "NNS" else None


def _within(s: Sentence, token: Token, area: frozenset[str], besides: Besides) -> Actor | None:
    """The state of an area that the text is about, else the one that it named last."""
    about = s.discourse.country(besides)
    return about if about is not None and about.id in area else _last(s, token, area, besides)


def _last(s: Sentence, token: Token, kind: frozenset[str], besides: Besides) -> Actor | None:
    here = [m.state for i, m in sorted(s.head_of.items()) if i < token.i and m.type == "state"]
    named = [*(a.id for _, a in s.discourse.states), *here]
    found = [state for state in named if state in kind and state not in besides]
    found = found or [state for state in s.discourse.counts if state in kind and state not in besides]  # "Kuwaiti"
    return state_actor(found[-1]) if found and found[-1] else None
