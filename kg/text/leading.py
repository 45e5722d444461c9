"""Who leads whom: titles before a name, in apposition to it, and chiefs of organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.actors import MISSIONS, Sentence
from kg.text.grammar import SPOKESMEN, conjuncts, objects
from kg.text.mentions import classes, classes_of, state_actor, words
from kg.text.who import Who, organisation_of

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any


GONE = words("former ousted late ex deposed elect exiled toppled jailed designate hopeful candidate")


TITLES = ("leader_titles", "other_titles")


def is_title(s: Sentence, token: Token) -> bool:
    words = s.words(token) | {s.lemma(token)}
    if token.dep_ == "compound":
        following = [c for c in token.head.children if token.i < c.i < token.head.i]
        if any(s.lemma(c) in ("minister", "general") for c in following):
            words |= {f"{s.lemma(token)}_{s.lemma(c)}" for c in following}
    before = s.doc[token.i - 1].lower_ if token.i else ""
    if before in ("vice", "deputy", "former", "late", "ex", "interim-elect", "ousted", "then", "minister") or (
        token.i > 1 and before == "-" and s.doc[token.i - 2].lower_ in ("vice", "ex")
    ):
        return False
    if any(
        c.lower_ in ("former", "ousted", "late", "ex", "deposed", "next", "future", "deputy", "vice")
        for c in token.children
    ):
        return False
    return (
        bool(words & classes()["leader_titles"])
        or (token.lower_ == "minister" and before == "prime")
        or (token.lower_ == "general" and before in ("secretary", "-", "director"))
    )


def titles_of(s: Sentence, token: Token) -> set[str]:
    """Under which titles the text may speak of a person again: "the prime minister", "the foreign minister"."""
    if token.pos_ == "PROPN" and token.i in s.part_of:
        return set()
    return {w for w in (*s.words(token), s.lemma(token)) if not classes_of(w).isdisjoint(TITLES)}


def rulers_of(s: Sentence, token: Token) -> tuple[Actor | None, Actor | None]:
    """ "Robert Mugabe of Zimbabwe", "Serbia's Slobodan Milosevic": a leader in office beside his own state's name."""
    mention = s.head_of.get(token.i)
    if mention is None or mention.type != "leader" or not mention.state or not mention.id:
        return None, None
    if any(t.lower_ in GONE for t in s.doc[token.left_edge.i : token.i]):
        return None, None  # "ousted president Mohamed Bazoum of Niger"
    of = [o for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for o in c.children if o.dep_ == "pobj"]
    of += [c for c in token.children if c.dep_ == "poss"]
    known = [s.head_of[o.i] for o in of if o.i in s.head_of]
    if not any(m.type == "state" and m.state == mention.state for m in known):
        return None, None
    return s.named(token, mention, 0)[0].actor, state_actor(mention.state)


def each_of(s: Sentence, token: Token) -> list[tuple[Actor, Actor]]:
    """ "The presidents of Guyana and Suriname, Donald Ramotar and Desi Bouterse": each leads his own, in turn."""
    if token.tag_ != "NNS" or not s.words(token) & (classes()["leader_titles"] | CHIEFS):
        return []
    of = [o for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for o in c.children if o.dep_ == "pobj"]
    beside = [c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > token.i]
    listed = [t for c in (*of, *beside) for t in (c, *conjuncts(c)) if t.pos_ == "PROPN"]
    states = [t for t in listed if t.i in s.head_of and s.head_of[t.i].type == "state"]
    names = [t for t in listed if t not in states]
    led = [w.actor for t in states for w in s.one(t, 1)]
    if len(led) != len(names) or len(led) < 2:
        return []
    found = []
    for name, whose in zip(names, led, strict=True):
        mention = s.head_of.get(name.i)
        known = s.named(name, mention, 0)[0].actor if mention is not None and mention.type == "leader" else None
        found.append((known or Actor(s.proper(name), "leader", None, whose.state), whose))
    return found


CHIEFS = words("leader chief head ruler commander chairman chairwoman chairperson founder boss")
CHAIRS = words("chairman chairwoman chairperson director_general director-general secretary-general commander-in-chief")
FOR_NOW = words(
    "interim acting transitional military longtime long-time veteran current de-facto facto supreme new top"
)


def chief_of(s: Sentence, token: Token) -> tuple[Actor | None, Actor | None]:
    """ "NATO's chief, Mark Rutte", "Prabhakaran, leader of the Tamil Tigers": whose chief the phrase itself tells."""
    if s.lemma(token) not in CHIEFS:
        return None, None
    said = [c for c in token.children if c.dep_ in ("compound", "amod") and c.i not in s.part_of]
    if any(s.lemma(c) not in FOR_NOW | BANDS for c in said):
        return None, None  # "army chief", "former leader"
    if token.lower_ in ("leader", "ruler") and token.dep_ in ("compound", "nmod"):  # "Kenyan leader William Ruto"
        known = s.head_of.get(token.head.i)
        of = [w.actor for w in s.owners(token) if w.how == "adjective"]
        if known is not None and known.type == "leader" and known.id and of and of[0].state == known.state:
            return s.named(token.head, known, 0)[0].actor, of[0]
    staff = [o for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for o in objects(c)]
    staff = [t for t in staff if t.lower_ == "staff"]  # "the chief of staff of the Chadian army"
    led = [
        w.actor
        for t in staff or [token]
        for w in s.owners(t)
        if (w.how in ("name", "unknown", "coreference") or _is_of_army(s, token, w))
        and w.actor.type in LED
        and not (w.how == "coreference" and w.actor.type == "state")
    ]  # "its commander": of a band, no state's
    joined = token.dep_ in ("compound", "nmod") and token.head.pos_ == "PROPN" and token.head.i > token.i
    if not led and any(s.lemma(c) in BANDS for c in said):  # "the rebel leader Joseph Kony"
        group = s.discourse.group()
        led = [group] if group is not None and group.id else []
    elif not led and _is_its(token):
        led = [body for body in [body_before(s, token)] if body is not None]
    if joined and not led:  # "Hezbollah leader Hassan Nasrallah"
        before = [s.head_of[c.i] for c in token.head.children if c.i in s.head_of and c.i < token.i]
        led = [Actor(m.text, m.type, m.id, m.state) for m in before if m.type in ("organisation", "armed_group")]
    if len(led) != 1:
        return None, None
    beside = [c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN"]
    if joined:
        beside.append(token.head)
    first = token
    while first.dep_ == "conj":  # "founder and leader of"
        first = first.head
    if first.dep_ == "appos" and first.head.pos_ == "PROPN":
        beside.append(first.head)
    for name in beside:
        mention = s.head_of.get(name.i)
        if mention is not None:
            return (s.named(name, mention, 0)[0].actor, led[0]) if mention.type == "leader" else (None, None)
        person = s.discourse.full_names.get(name.text) or Actor(s.proper(name), "leader", None, led[0].state)
        return person, led[0]
    return None, None


BANDS = words("rebel guerrilla guerilla separatist insurgent mutineer secessionist warlord")


def _is_its(token: Token) -> bool:
    return any(c.dep_ == "poss" and c.lower_ in ("its", "their") for c in token.children)


def body_before(s: Sentence, token: Token) -> Actor | None:
    """ "Its chairman, Aidarous al-Zubaidi": of the body or band that the text named last; states have no chairmen."""
    here = [m for i, m in sorted(s.head_of.items()) if i < token.i and m.type in ("organisation", "armed_group")]
    if here:
        return Actor(here[-1].text, here[-1].type, here[-1].id, here[-1].state)
    at, body = s.discourse.organisations[-1] if s.discourse.organisations else (-9, None)
    return body if s.discourse.sentence - at <= 2 else None


def band_of(s: Sentence, token: Token) -> tuple[Actor | None, Actor | None]:
    """ "John Garang's SPLA": a person by name and the band that is his."""
    band = s.head_of.get(token.i)
    whose = [c for c in token.children if c.dep_ == "poss" and c.pos_ == "PROPN"]
    known = s.head_of.get(whose[0].i) if whose else None
    if band is None or band.type != "armed_group" or known is None or known.type != "leader":
        return None, None
    return s.named(whose[0], known, 0)[0].actor, Actor(band.text, band.type, band.id, band.state)


def _is_of_army(s: Sentence, token: Token, who: Who) -> bool:
    """ "The commander of the Chadian army"; "its commander" is of some unit or other."""
    return who.how == "forces" and token.lower_ in ("chief", "commander") and s.doc[who.token].pos_ != "PRON"


def commander_of(s: Sentence, prep: Token) -> tuple[Actor | None, Actor | None]:
    """ "The army, under Commodore Frank Bainimarama, ...": forces, and who is named as above them."""
    host = prep.head
    if prep.lower_ != "under" or host.pos_ not in ("NOUN", "PROPN") or s.lemma(host) in MISSIONS:
        return None, None
    names = [o for o in objects(prep) if o.pos_ == "PROPN"]
    band = host.i in s.head_of and s.head_of[host.i].type in ("armed_group", "organisation")
    titled = [o for o in names if (band and " " in s.proper(o) and is_personal(s, o)) or _has_rank(s, o)]
    armed = band or s.kinds(host) & {"forces", "rebels", "people_only"}
    led = [w.actor for w in s.one(host, 0) if w.actor.type in LED and armed]
    if len(titled) != 1 or len(led) != 1:
        return None, None
    known = s.head_of.get(titled[0].i)
    if known is not None and known.type != "leader":
        return None, None
    name = known.text if known is not None else s.proper(titled[0])
    return Actor(name, "leader", known.id if known else None, known.state if known else led[0].state), led[0]


def is_personal(s: Sentence, name: Token) -> bool:
    """Whether a name is no state, place or body that the tables know."""
    known = s.part_of.get(name.i)
    return known is None or known.type == "leader"


def _has_rank(s: Sentence, name: Token) -> bool:
    return any(s.words(c) & RANKS for c in name.children if c.dep_ in ("compound", "nmod"))


RANKS = words("general commodore colonel major captain admiral marshal commander lieutenant brigadier sheikh chief")
LED = ("state", "organisation", "armed_group", "armed_force", "region")


def title_holder(s: Sentence, token: Token) -> Actor | None:
    """The person beside a title: after it in apposition or as one name with it."""
    options = [c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN"]
    if token.dep_ == "pobj" and token.head.lower_ == "for" and token.head.head.lemma_ in SPOKESMEN:
        options = [c for c in options if c.i in s.part_of]  # "a spokesman for the president, John Kirby"
    if token.dep_ in ("compound", "nmod", "appos") and token.head.pos_ == "PROPN":
        options.append(token.head)
    following = s.doc[token.i + 1] if token.i + 1 < len(s.doc) else None
    for option in options:
        mention = s.head_of.get(option.i)
        inside = s.part_of.get(option.i)
        if mention is None and inside is not None and inside.type == "leader":
            mention = inside  # "President Ursula von der Leyen", whatever the parser makes of the name
            return Actor(mention.text, "leader", mention.id, mention.state)
        if mention is not None:
            if mention.type == "leader":
                return s.named(option, mention, 0)[0].actor
            continue
        name = s.proper(option)
        named = option.i > token.i or following == option or token.dep_ == "appos"
        if name and name[0].isupper() and named:
            owner = next((w.actor.state for w in s.owners(token) if w.actor.state), None)
            return Actor(name, "leader", None, owner)
    if following is not None and following.i in s.part_of and s.part_of[following.i].type == "leader":
        m = s.part_of[following.i]
        return Actor(m.text, "leader", m.id, m.state)
    return None


def is_anothers(person: Actor, led: Actor) -> bool:
    """ "Putin and Kim, the North Korean leader": whom the table has as one state's leads no other state."""
    return bool(person.id and person.state and led.type == "state" and led.state != person.state)


def led_by(s: Sentence, token: Token, person: Actor) -> Actor | None:
    if _is_its(token) and (s.words(token) & CHAIRS or token.lower_ == "general"):
        bodies = [w.actor for w in s.owners(token) if w.actor.type == "organisation"]
        return bodies[0] if bodies else body_before(s, token)
    owners = [w for w in s.owners(token) if w.actor.type in ("state", "organisation")]
    if not owners and token.head.pos_ == "PROPN" and token.dep_ in ("compound", "nmod"):
        owners = [
            w for w in s.owners(token.head) if w.actor.type in ("state", "organisation") and w.token != token.head.i
        ]
    if owners:
        return owners[0].actor
    chair = s.words(token) & CHAIRS or token.lower_ == "general"
    if person.state and person.id and not chair:
        return state_actor(person.state)
    if s.lemma(token) in ("general", "secretary-general", "secretary_general") and person.state is None:
        return organisation_of(person) or s.discourse.organisation()
    ruled = s.discourse.office()
    return state_actor(ruled.state) if ruled is not None and ruled.state and person.state == ruled.state else None
