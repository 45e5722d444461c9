"""Whose a noun is: by an adjective of state, a possessor, a phrase with "of", or the ground it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.antecedents import clause_subject, office
from kg.text.grammar import PASSIVE, SUBJECTS, by_agents, objects
from kg.text.mentions import classes_of, state_actor, words
from kg.text.who import Who, distinct, resolved

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.text.actors import Sentence
else:
    Token = Sentence = Any

KNOWN_BY = words("""
    convention accord protocol statute treaty agreement declaration process summit format framework charter pact
    """)
AREAS = words("""
    east west north south capital area region country mainland zone coast interior
    """)
GROUND = ("in", "at", "near", "inside", "across", "around", "outside", "throughout", "off", "from", "of")
SHIPS = words("ship frigate destroyer corvette carrier submarine cruiser cutter gunboat warship vessel")
DOWNS = words("shoot down bring destroy lose intercept")
MADE = words("make build manufacture design supply")
BACKED = words("""
    back support arm fund finance sponsor align ally train equip recognise recognize hold occupy link affiliate inspire
    """)
LINKED = words("linked backed supported allied aligned affiliated inspired sponsored funded trained")
FIGHTERS = words("""
    rebel insurgent militia guerrilla separatist militant jihadist islamist terrorist secessionist mutineer gunman
    """)
ARMED = FIGHTERS | {"fighter", "gunman", "militiaman", "men", "man", "guerrilla", "soldier", "commander", "unit"}
SPEAK_FOR = words("""
    negotiator spokesman spokeswoman spokesperson spokespeople delegate envoy representative mediator lawyer
    """)
COALITIONS = {"org:COALITION-ISIS": "Global Coalition against Daesh", "org:AL-COALITION": "Saudi-led coalition"}
AT_WAR = {"group:ISIS": "org:COALITION-ISIS", "group:HOUTHIS": "org:AL-COALITION"}
THE_WEST = Actor("the West", "organisation")
THE_UNION = Actor("European Union", "organisation", "org:EU")

OWNING = words("belong own operate register man crew")
LEADING = words("lead command send supply provide contribute furnish field lend deploy")  # "battalions led by Kenya"


def _fired_by(s: Sentence, children: list[Token], depth: int) -> list[Who]:
    """ "Missiles fired by Iran hit a depot", "Iranian drones launched by Russia": whose they are then."""
    fired = [c for c in children if c.dep_ == "acl" and c.tag_ == "VBN" and c.lemma_ in ("fire", "launch")]
    return [w for c in fired for o in by_agents(c) for w in s.actors(o, depth + 1)]


def owners(s: Sentence, token: Token, depth: int = 0, of: bool = True) -> list[Who]:
    """Whose a noun is: its adjective of state, possessor, or (unless told not to look) "of" and "from" phrase."""
    if depth > 3:
        return []
    children = list(token.children)
    if any(t.i in s.head_of and s.head_of[t.i].type == "armed_group" for t in (token, *_called(token, children))):
        return []  # "the Syrian YPG", "Lebanon's Hezbollah": whoever's land it is, the group is its own
    if by := _fired_by(s, children, depth):
        return by
    found: list[Who] = []
    if (land := _of_its_leader(s, children, depth)) is not None:
        return [Who(land, token.i, "coreference", land.name)]
    for child in children:
        if child.i not in s.head_of and child.dep_ not in ("poss", "amod", "compound", "nmod"):
            continue
        lemma = s.lemma(child)
        if lemma in BACKED and any(g.dep_ == "punct" for g in child.children):
            continue  # "Iranian-backed militias" are not Iran's
        following = s.doc[child.i + 1] if child.i + 1 < token.i else child
        is_linked = following.lower_ in LINKED and following.dep_ == "amod" and following.head == token
        if is_linked and child.i in s.part_of:
            continue  # nor are "Iran backed militias"
        if child.lower_ in LINKED and child.dep_ == "amod" and any(g.i in s.part_of for g in child.children):
            continue
        if lemma in MADE and _is_used(token) and any(g.dep_ == "punct" for g in child.children):
            continue  # "Turkish-made drones struck the camp": whoever bought them
        if child.i > 1 and s.doc[child.i - 1].text == "-" and s.doc[child.i - 2].lower_ == "anti":
            continue  # an anti-French rally is not France's
        if _names_only(s, token, child):
            continue
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
            if s.doc[child.i - 1].text == "-" and s.doc[child.i - 2].lower_ == "non":
                continue  # "a non-NATO ally"
            found += [w for g in child.children if _is_paired(s, g) for w in s.named(g, s.head_of[g.i], depth)]
            found += s.named(child, s.head_of[child.i], depth)
            for other in child.children:
                joined = other.i in s.head_of and s.doc[other.i - 1].text == "-"  # "the UK-Japan agreement"
                if other.dep_ == "conj" or (joined and other.i > child.i):
                    found += s.actors(other, depth + 1)
        elif child.dep_ == "poss":
            found += s.actors(child, depth + 1)
        elif child.dep_ in ("amod", "compound", "nmod") and child.i < token.i:
            found += [w for g in child.children if g.i in s.head_of for w in s.named(g, s.head_of[g.i], depth)]
        if lemma == "coalition" and child.dep_ in ("amod", "compound", "nmod") and child.i not in s.part_of:
            known = coalition(s)
            found += [Who(known, child.i, "coreference", known.name)] if known is not None else []
        if lemma in ("alliance", "bloc") and child.dep_ == "compound" and child.i not in s.part_of:
            league = s.discourse.organisation()  # "alliance helicopters"
            found += [Who(league, child.i, "coreference", league.name)] if league is not None else []
    if len(found) > 1:
        found = [*_before_list(s, token), *found]
    if found and (band := _band_of_people(s, children)) is not None:
        return [band]
    if (
        not found
        and any(c.lower_ in ("government", "federal") and c.i < token.i for c in children)
        and any({"forces", "people_forces", "other_titles", "government"} & set(classes_of(w)) for w in s.words(token))
    ):
        taken = {m.state for m in s.mentions if m.state and (m.type == "region" or m.kind == "capital")}
        if len(taken) == 1:  # "Government forces captured Huambo": of the land in which they take it
            found = [Who(state_actor(taken.pop()), token.i, "coreference")]
        found = found or [w for w in office(s, token) if w.actor.state]  # "government troops": of the state in focus
        here = {m.state for m in s.mentions if m.state and m.type in ("state", "region")}
        rebels = {m.state for m in s.mentions if m.state and m.type == "armed_group"}
        if len(rebels) == 1 and not here:  # "government troops and the Rwandan Patriotic Front"
            found = [Who(state_actor(rebels.pop()), token.i, "coreference")]
        if not found and len(here) == 1:  # the first sentence: "Government forces took Huambo"
            found = [Who(state_actor(here.pop()), token.i, "coreference")]
    western = next((c for c in children if c.text == "Western" and c.dep_ == "amod"), None)
    if not found and western is not None:
        return [Who(THE_WEST, western.i, "adjective")]
    if not found and "sanctions" in {k for w in s.words(token) for k in classes_of(w)}:
        found = [Who(THE_UNION, c.i, "adjective") for c in children if c.text == "European" and c.dep_ == "amod"]
    if not found:
        found = _rebels_of(s, token, children)
    if not found:  # "forces loyal to the general"
        found = [
            w
            for c in children
            if c.lower_ in ("loyal", "allied", "faithful", "linked", "tied", "close", "connected", "affiliated")
            for p in c.children
            if p.dep_ == "prep" and p.lower_ in ("to", "with")
            for o in objects(p)
            for w in s.actors(o, depth + 1)
        ]
    beside = token.dep_ == "pobj" and token.head.lower_ in ("with", "alongside", "beside")
    if not found and of and beside and token.i + 1 < len(s.doc) and s.doc[token.i + 1].head == token.head.head:
        after = s.doc[token.i + 1]  # "trained alongside soldiers from Mali": "from" hangs on the verb
        found = [w for o in objects(after) for w in s.actors(o, depth + 1)] if after.lower_ == "from" else []
    if not found:  # "a tanker belonging to Japan", "a plant run by the French"
        told = [c for c in children if c.dep_ == "acl"]
        for child in [*told, *(g for c in told for g in c.children if g.dep_ == "conj")]:
            if child.lemma_ in OWNING or (child.lemma_ in LEADING and _are_forces(s, token)):
                words_of = ("to", "by", "in") if child.lemma_ in OWNING else ("by",)
                preps = [p for p in child.children if p.dep_ in ("prep", "agent") and p.lower_ in words_of]
                found += [w for p in preps[:1] for o in objects(p) for w in s.actors(o, depth + 1)]
    if not found and of:
        for child in (*children, *_those(children)):
            speaks = child.lower_ == "for" and s.lemma(token) in SPEAK_FOR  # "negotiators for Kyiv"
            if child.dep_ == "prep" and (child.lower_ in ("of", "from") or speaks):
                found += [
                    w
                    for o in objects(child)
                    for w in s.actors(o, depth + 1)
                    if w.actor.state or w.actor.id or (w.how == "unknown" and s.lemma(token) in ARMED)
                ]
                if not found and child.lower_ == "of":  # "commandos of the Danish frigate Esbern Snare"
                    ships = [o for o in objects(child) if any(s.lemma(c) in SHIPS for c in o.children)]
                    found = [w for o in ships for w in owners(s, o, depth + 1, of=False)]
    return distinct([w for w in found if w.actor.type != "weapon"])


def _called(token: Token, children: list[Token]) -> list[Token]:
    """ "The militia Hezbollah", "the People's Protection Units (YPG)": another name of it."""
    return [c for c in children if c.dep_ == "appos" and c.i > token.i]


def _is_used(token: Token) -> bool:
    """ "Drones struck the camp", "was hit by drones", "shot down two drones"."""
    return token.dep_ in (*SUBJECTS, *PASSIVE) or token.head.lower_ == "by" or token.head.lemma_ in DOWNS


def _of_its_leader(s: Sentence, children: list[Token], depth: int) -> Actor | None:
    """ "The country's army, led by General Burhan": whose general he is."""
    if not any(c.dep_ == "poss" and c.lower_ in ("country", "nation") for c in children):
        return None
    led = [o for c in children if c.dep_ == "acl" and c.lower_ in ("led", "commanded") for o in by_agents(c)]
    states = {w.actor.state for o in led for w in s.actors(o, depth + 1) if w.actor.type == "leader" and w.actor.state}
    return state_actor(states.pop()) if len(states) == 1 else None


def _names_only(s: Sentence, token: Token, child: Token) -> bool:
    """ "The Ottawa convention", "the Minsk agreements": a town by which a treaty is known owns nothing."""
    mention = s.head_of.get(child.i)
    return mention is not None and mention.kind == "capital" and child.dep_ == "compound" and s.lemma(token) in KNOWN_BY


def _are_forces(s: Sentence, token: Token) -> bool:
    return any("people_only" in classes_of(w) for w in s.words(token))


def _those(children: list[Token]) -> list[Token]:
    """ "Four navies, those of Chile and Peru": whose they are is said of "those"."""
    return [g for c in children if c.dep_ == "appos" and c.lower_ == "those" for g in c.children]


def _before_list(s: Sentence, token: Token) -> list[Who]:
    """ "Greek, Cypriot and Egyptian forces": the first, which the parser hangs on the verb."""
    named = [t.i for t in token.subtree if t.i < token.i and t.i in s.head_of and s.head_of[t.i].is_adjective]
    first = min(named, default=0)
    found: list[Who] = []
    while first > 1 and s.doc[first - 1].text == "," and first - 2 in s.head_of and s.head_of[first - 2].is_adjective:
        first -= 2
        found = s.named(s.doc[first], s.head_of[first], 0) + found
    return found


def _is_paired(s: Sentence, token: Token) -> bool:
    """ "The Romanian-Polish alliance", "India-Pakistan talks": the first of two that a hyphen joins."""
    after = s.doc[token.i + 1].text if token.i + 1 < len(s.doc) else ""
    return token.i in s.head_of and after == "-" and token.i < token.head.i


def coalition(s: Sentence) -> Actor | None:
    """ "The coalition", "coalition jets": the one that the text named, else the one at war with whom it speaks of."""
    known = s.discourse.organisations
    told = [a for _, a in reversed(known) if a.id in COALITIONS]
    here = [m for m in s.mentions if m.id in COALITIONS]
    if here or told:
        return Actor(here[-1].text, "organisation", here[-1].id, None) if here else told[0]
    if any(a.id and "COALITION" in a.id.upper() for _, a in known):
        return None
    group = s.discourse.group()
    foes = [m.id for m in s.mentions if m.type == "armed_group"] + ([group.id] if group is not None else [])
    return next((Actor(COALITIONS[i], "organisation", i, None) for f in foes if f and (i := AT_WAR.get(f))), None)


def _rebels_of(s: Sentence, token: Token, children: list[Token]) -> list[Who]:
    """ "Rebel positions", "militant camps": of the armed group that the text named last, else of such a group."""
    for child in children:
        if child.dep_ not in ("amod", "compound", "nmod", "poss") or child.i > token.i:
            continue
        if (word := s.lemma(child)) in FIGHTERS:
            known = s.discourse.group()
            if known is not None:
                return [Who(known, child.i, "coreference", known.name)]
            name = child.text if child.tag_ in ("NNS", "NNPS") else f"{word}s"
            return [Who(Actor(name, "armed_group", None, s.ground(token)), child.i, "people")]
    return []


def _band_of_people(s: Sentence, children: list[Token]) -> Who | None:
    """ "Syrian rebel positions": of Syrian rebels, and none of Syria's."""
    for child in children:
        people = s.head_of.get(child.i - 1)
        if people is not None and people.is_adjective and child.dep_ in ("compound", "amod") and people.type == "state":
            word = s.lemma(child) if child.pos_ == "NOUN" or child.dep_ == "compound" else ""
            if word in FIGHTERS and s.doc[child.i - 1].head == child.head:
                return Who(Actor(f"{people.text} {word}s", "armed_group", None, people.state), child.i, "people")
    return None


def ground(s: Sentence, token: Token, near: bool = False) -> str | None:
    """The state in which something without a home is: of a place beside it or its verb, else where the text is.

    "Gunmen stormed a bank in Guayaquil" are Ecuador's.
    """
    verb = next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), None)
    nouns = [c for c in verb.children if c.pos_ in ("NOUN", "PROPN") and c.dep_ == "dobj"] if verb is not None else []
    clauses = [c for c in token.children if c.dep_ in ("relcl", "acl")]  # "the land that it holds in the north of Mali"
    for host in (token, *([verb] if verb is not None else []), *nouns, *clauses):
        for child in host.children:
            if child.dep_ == "prep" and child.lower_ in GROUND:
                for o in objects(child):
                    if child.lower_ in ("near", "at") and s.lemma(o) in ("border", "frontier"):
                        continue  # what stands near the Thai border does not stand in Thailand
                    inner = [g for p in o.children if p.dep_ == "prep" and p.lower_ in ("of", "in") for g in objects(p)]
                    for t in (o, *o.children, *inner):
                        mention = s.head_of.get(t.i)
                        if mention is not None and mention.state and mention.type in ("state", "region"):
                            return mention.state
    if near:
        return None
    area = s.discourse.where or s.discourse.setting()
    return area.state if area is not None else None


COURTS = words("court tribunal judge prosecutor arbitrator")


def around(s: Sentence, token: Token, depth: int) -> list[Who]:
    """The state that a site lies in: "an air base near Ankara", "the capital", "the east"."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in ("in", "near", "at", "on", "outside", "along", "around"):
            found = [w for o in objects(child) for w in s.actors(o, depth + 1) if w.actor.state]
            if s.lemma(token) in COURTS and any(o.text == "Hague" for o in objects(child)):
                return []  # of the United Nations
            if found:  # "the juntas in Mali and Guinea": of each
                several = token.tag_ == "NNS" and s.lemma(token) in ("government", "junta", "regime", "authority")
                return [Who(state_actor(w.actor.state or ""), w.token, w.how) for w in found[: None if several else 1]]
    if token.dep_ == "pobj" and s.lemma(token) in AREAS and any(c.lower_ in ("the", "its") for c in token.children):
        besides = frozenset(w.actor.state for w in clause_subject(s, token))
        found_state = s.discourse.area(besides)
        return resolved((found_state,) if found_state else (), token)
    return []
