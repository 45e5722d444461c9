"""Whose a noun is: by an adjective of state, a possessor, a phrase with "of", or the ground it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.antecedents import clause_subject, office
from kg.text.grammar import objects
from kg.text.mentions import classes_of, state_actor, words
from kg.text.who import Who, distinct, resolved

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.text.actors import Sentence
else:
    Token = Sentence = Any

AREAS = words("""
    east west north south capital area region country mainland zone coast interior
    """)
GROUND = ("in", "at", "near", "inside", "across", "around", "outside", "throughout", "off", "from", "of")
BACKED = words("back support arm fund finance sponsor align ally train equip recognise recognize hold occupy")
FIGHTERS = words("""
    rebel insurgent militia guerrilla separatist militant jihadist islamist terrorist secessionist mutineer gunman
    """)
THE_WEST = Actor("the West", "organisation")
THE_UNION = Actor("European Union", "organisation", "org:EU")


def owners(s: Sentence, token: Token, depth: int = 0, of: bool = True) -> list[Who]:
    """Whose a noun is: its adjective of state, possessor, or (unless told not to look) "of" and "from" phrase."""
    if depth > 3:
        return []
    found: list[Who] = []
    for child in token.children:
        if s.lemma(child) in BACKED and any(g.dep_ == "punct" for g in child.children):
            continue  # "Iranian-backed militias" are not Iran's
        if child.i in s.head_of and child.dep_ in (
            "amod",
            "compound",
            "poss",
            "nmod",
            "npadvmod",
            "det",
            "appos",
            "nsubj",
        ):
            if child.dep_ in ("appos", "nsubj") and child.i > token.i:
                continue
            found += s.named(child, s.head_of[child.i], depth)
            for other in child.children:
                if other.dep_ == "conj":
                    found += s.actors(other, depth + 1)
        elif child.dep_ == "poss":
            found += s.actors(child, depth + 1)
        elif child.dep_ in ("amod", "compound", "nmod") and child.i < token.i:
            found += [w for g in child.children if g.i in s.head_of for w in s.named(g, s.head_of[g.i], depth)]
    if (
        not found
        and any(c.lower_ in ("government", "federal") and c.i < token.i for c in token.children)
        and any({"forces", "people_forces", "other_titles", "government"} & set(classes_of(w)) for w in s.words(token))
    ):
        found = [w for w in office(s, token) if w.actor.state]  # "government troops": of the state in focus
    if not found and any(c.text == "Western" and c.dep_ == "amod" for c in token.children):
        return [Who(THE_WEST, token.i)]
    if not found and "sanctions" in {k for w in s.words(token) for k in classes_of(w)}:
        found = [Who(THE_UNION, c.i, "adjective") for c in token.children if c.text == "European" and c.dep_ == "amod"]
    if not found:
        found = _rebels_of(s, token)
    if not found:  # "forces loyal to the general"
        found = [
            w
            for c in token.children
            if c.lower_ in ("loyal", "allied", "faithful")
            for p in c.children
            if p.dep_ == "prep" and p.lower_ in ("to", "with")
            for o in objects(p)
            for w in s.actors(o, depth + 1)
        ]
    if not found and of:
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "from"):
                found += [w for o in objects(child) for w in s.actors(o, depth + 1) if w.actor.state or w.actor.id]
    return distinct([w for w in found if w.actor.type != "weapon"])


def _rebels_of(s: Sentence, token: Token) -> list[Who]:
    """ "Rebel positions", "militant camps": of the armed group that the text named last, else of such a group."""
    for child in token.children:
        word = s.lemma(child)
        if child.dep_ in ("amod", "compound", "nmod", "poss") and child.i < token.i and word in FIGHTERS:
            known = s.discourse.group()
            if known is not None:
                return [Who(known, child.i, "coreference", known.name)]
            name = child.text if child.tag_ in ("NNS", "NNPS") else f"{word}s"
            return [Who(Actor(name, "armed_group", None, s.ground(token)), child.i, "people")]
    return []


def ground(s: Sentence, token: Token, near: bool = False) -> str | None:
    """The state in which something without a home is: of a place beside it or its verb, else where the text is.

    "Gunmen stormed a bank in Guayaquil" are Ecuador's.
    """
    verb = next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), None)
    nouns = [c for c in verb.children if c.pos_ in ("NOUN", "PROPN") and c.dep_ == "dobj"] if verb is not None else []
    for host in (token, *([verb] if verb is not None else []), *nouns):
        for child in host.children:
            if child.dep_ == "prep" and child.lower_ in GROUND:
                for o in objects(child):
                    inner = [g for p in o.children if p.dep_ == "prep" and p.lower_ in ("of", "in") for g in objects(p)]
                    for t in (o, *o.children, *inner):
                        mention = s.head_of.get(t.i)
                        if mention is not None and mention.state and mention.type in ("state", "region"):
                            return mention.state
    if near:
        return None
    area = s.discourse.where or s.discourse.setting()
    return area.state if area is not None else None


def around(s: Sentence, token: Token, depth: int) -> list[Who]:
    """The state that a site lies in: "an air base near Ankara", "the capital", "the east"."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in ("in", "near", "at", "on", "outside", "along", "around"):
            found = [w for o in objects(child) for w in s.actors(o, depth + 1) if w.actor.state]
            if found:
                return [Who(state_actor(w.actor.state or ""), w.token, w.how) for w in found[:1]]
    if token.dep_ == "pobj" and s.lemma(token) in AREAS and any(c.lower_ in ("the", "its") for c in token.children):
        besides = frozenset(w.actor.state for w in clause_subject(s, token))
        found_state = s.discourse.area(besides)
        return resolved((found_state,) if found_state else (), token)
    return []
