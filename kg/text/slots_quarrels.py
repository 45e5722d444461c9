"""Quarrels as slots: the other side of a charge, a threat or a refusal that names nobody."""

from __future__ import annotations

from kg.model import Actor
from kg.text.arguments import Arguments
from kg.text.grammar import SUBJECTS
from kg.text.mentions import words
from kg.text.slots_plain import from_agent, from_by, from_owner, from_theme
from kg.text.who import Who, again

# A noun of this class names an event of that relation.
EVENTS = {"talks": "MEETS_WITH", "attack": "ATTACKS", "drill": "COOPERATES_WITH", "sanctions": "SANCTIONS",
          "accord": "AGREES_WITH", "alliance_accord": "ALLIED_WITH"}  # fmt: skip
DEEDS = words(
    """
    move decision step deployment sale delivery transfer act action announcement launch test measure plan visit
    vote inauguration enlargement expansion annexation
    """
)


def speakers(a: Arguments) -> list[Who]:
    return from_agent(a) or from_owner(a) or from_by(a) or from_theme(a)


def speakers_side(a: Arguments) -> set[str]:
    """Keys and states of those who speak; of a noun without a speaker, of whom it is about."""
    return {k for w in speakers(a) for k in (w.actor.state, w.actor.key) if k}


def from_opponent(a: Arguments) -> list[Who]:
    """Whom a charge, a threat or a refusal is meant for that names nobody: the other side of the story.

    The title tells it best, where it names just one other state; what the text told of before must agree.
    """
    mine = speakers_side(a)
    foe = a.s.discourse.foe(mine) if mine else None
    return [again(foe, a.trigger)] if foe is not None else []


def from_foe_here(a: Arguments) -> list[Who]:
    """Whoever acts in the clause before: "Pyongyang fired a missile, and Tokyo denounced the test"."""
    mine = speakers_side(a)
    verbs = [t for t in a.s.doc[: a.trigger.i] if t.pos_ in ("VERB", "AUX") and t.i != a.verb.i]
    for verb in reversed(verbs) if mine else ():
        for token in verb.children:
            if token.dep_ in SUBJECTS and token.i < a.trigger.i:
                found = [w for w in a.s.actors(token) if w.actor.type != "group"]
                if found and not any(mine & {w.actor.state, w.actor.key} for w in found):
                    return found
    return []


def from_aimed_at(a: Arguments) -> list[Who]:
    """Whom a threat or a charge in a clause is about: the first in it who is not on the speaker's side."""
    mine = speakers_side(a)
    for clause in a.clauses(("ccomp", "xcomp", "advcl")):
        for token in clause.subtree:
            if token.dep_ in ("nsubj", "dobj", "pobj", "nsubjpass", "dative") and token.i != clause.i:
                found = [w for w in a.s.actors(token) if not mine & {w.actor.state, w.actor.key}]
                if found:
                    return found
    return []


def from_theme_inside(a: Arguments) -> list[Who]:
    """ "rejected a treaty that would have let the United States stay": who acts in what the noun is about."""
    mine = speakers_side(a)
    for theme in a.themes():
        for clause in (c for c in theme.children if c.dep_ in ("relcl", "acl") and c.i > theme.i):
            for token in clause.subtree:
                if token.dep_ in ("nsubj", "dobj", "pobj", "dative") and token.tag_ not in ("WDT", "WP"):
                    found = [w for w in a.s.actors(token) if not mine & {w.actor.state, w.actor.key}]
                    if found:
                        return found[:1]
    return []


def from_theme_doer(a: Arguments) -> list[Who]:
    """Who did what "the summit", "the raid", "the decision" names, as told before."""
    found: list[Who] = []
    nouns = [t for t in a.verb.subtree if t.i > a.verb.i and t.dep_ in ("dobj", "compound", "nsubj", "oprd")]
    for theme in dict.fromkeys((*a.themes(), *nouns)):
        if not any(c.lower_ in ("the", "this", "that", "such") for c in (*theme.children, *theme.head.children)):
            continue
        kinds = a.s.kinds(theme)
        told: tuple[Actor, Actor | None] | None = a.s.told[-1] if a.s.told else None
        told = told or next((a.s.discourse.event(r) for k, r in EVENTS.items() if k in kinds), None)
        if told is None and a.s.lemma(theme) in DEEDS:
            told = a.s.discourse.last(frozenset(speakers_side(a)))
        if told is not None:
            both = kinds & {"talks", "accord", "alliance_accord", "drill"}
            found += [again(actor, theme) for actor in (told if both else told[:1]) if actor is not None]
    mine = {w.actor.key for w in from_agent(a)}
    return [w for w in found if w.actor.key not in mine]


def from_addressee(a: Arguments) -> list[Who]:
    """ "notified Washington that it was scrapping the pact": to whom it is said."""
    above = a.verb.head
    if a.verb.dep_ != "ccomp" or above.lemma_ not in ("notify", "tell", "inform", "warn", "remind"):
        return []
    return [w for c in above.children if c.dep_ in ("dobj", "dative") for w in a.s.actors(c)]


def from_sides(a: Arguments) -> list[Who]:
    """Whom an appeal for calm is meant for: the two of whom the text speaks."""
    mine = {w.actor.state for w in from_agent(a)}
    pair = [actor for actor in a.s.discourse.both() if actor.state not in mine]
    return [again(actor, a.trigger) for actor in pair]
