"""Who says so: the subject of a verb of saying, named as the text names it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.actors import Sentence
from kg.text.arguments import Arguments
from kg.text.cues import all_cues, cues
from kg.text.grammar import DAYS, by_agents, is_passive, objects
from kg.text.mentions import classes_of

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any


def speakers(s: Sentence, verb: Token) -> list[Actor]:
    """Who stands as the subject of a verb of saying, named as shortly as the text allows."""
    tokens = Arguments(s, verb, "verbs").agents(verb)
    if is_passive(verb):
        tokens = by_agents(verb)
    elif not tokens and verb.i > 1 and verb.tag_ in ("VBD", "VBZ", "VBP") and verb.lemma_.lower() in all_cues():
        before = s.doc[verb.i - 1]  # "..., killing one soldier, a southern officer said": lost by the parser
        opens = s.doc[before.left_edge.i - 1].text if before.left_edge.i > 0 else ""
        tokens = [before] if before.pos_ in ("NOUN", "PROPN") and opens in (",", ";", '"', "”") else []
    names = {t.i for t in tokens if t.pos_ == "PROPN"}
    found = []
    for token in tokens:
        if token.pos_ == "NOUN" and token.i + 1 in names:
            continue  # "the news agency Interfax": two subjects to the parser
        found += speaker(s, token)
        for other in token.conjuncts:  # "Norway, Finland and Spain"
            if other not in tokens and other.i > token.i and other.pos_ in ("NOUN", "PROPN"):
                found += speaker(s, other)
    return found


def speaker(s: Sentence, token: Token) -> list[Actor]:
    if s.lemma(token) in cues("mute") or token.text in DAYS:
        return []
    if s.lemma(token) in PAPERS:  # "according to a report of UN experts", "by a count of the think tank"
        inner = [c for c in token.children if c.dep_ == "poss"]
        inner += [
            o for c in token.children if c.dep_ == "prep" and c.lower_ in ("of", "by", "from") for o in objects(c)
        ]
        if inner:
            return speaker(s, inner[0])
    person = s.one(token, 0)
    kinds = {k for w in s.words(token) for k in classes_of(w)}
    for who in person:
        if who.actor.type == "leader":
            return [who.actor]
    if token.pos_ == "PRON" or token.tag_ in ("WDT", "WP"):
        return [w.actor for w in person]
    if token.i in s.head_of and person:
        return [w.actor for w in person if w.how != "adjective"] or [Actor(token.text, "group")]
    if token.pos_ == "PROPN":
        return [person[0].actor] if person else [Actor(s.proper(token), "group")]
    if token.pos_ in ("NOUN", "NUM", "ADJ", "PRON"):
        if (
            person
            and person[0].how == "coreference"
            and (
                "state_nouns" in kinds
                or (s.lemma(token) in BODY and person[0].actor.type in ("armed_group", "organisation"))
            )
        ):
            return [w.actor for w in person]
        own = [c for c in token.children if c.dep_ in ("compound", "nmod") and c.i in s.head_of]
        if s.lemma(token) in BODY and own and s.head_of[own[-1].i].type in ("armed_group", "organisation"):
            return [w.actor for w in s.one(own[-1], 0)]  # "the Wagner group"
        named = [c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > token.i]
        if named and (kinds & {"leader_titles", "other_titles", "media"} or named[0].left_edge.i == token.i + 1):
            known = [w.actor for w in s.one(named[0], 0)]  # "the think tank All Eyes", "the spokesman, Alfred Mutua"
            return known or [Actor(s.proper(named[0]), "agency" if "media" in kinds else "group")]
        state = (
            person[0].actor.state if person else next((w.actor.state for w in s.owners(token) if w.actor.state), None)
        )
        kind = "media" if "media" in kinds else "government" if "government" in kinds else "group"
        return [Actor(_speaker_phrase(s, token), "agency" if kind == "media" else kind, None, state)]
    return []


BODY = frozenset(("group", "movement", "organisation", "organization", "coalition", "militia", "bloc", "alliance"))
PAPERS = frozenset(("report", "count", "estimate", "figure", "statement", "account", "study", "assessment", "tally"))


def _speaker_phrase(s: Sentence, token: Token) -> str:
    left = [
        c.left_edge.i
        for c in token.children
        if c.i < token.i and c.dep_ in ("amod", "compound", "nmod", "poss", "nummod", "det", "quantmod")
    ]
    right = [  # "three traders in Tokyo", "a manager of the utility"
        max(t.i for t in c.subtree)
        for c in token.children
        if c.dep_ == "prep" and c.i == token.i + 1 and c.lower_ in ("of", "in", "at", "from", "for", "to")
        and not any(t.dep_ in ("relcl", "acl", "appos", "conj") or t.is_punct for t in c.subtree)
    ]  # fmt: skip
    text: str = s.doc[min([token.i, *left]) : max([token.i, *right]) + 1].text
    return text[4:] if text.lower().startswith("the ") else text
