"""What a sentence leaves behind for those that follow: who was named, whose troops stand where, who quarrels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.model import SYMMETRIC, Actor, Claim, Document
from kg.text.actors import Sentence
from kg.text.antecedents import named_in, place_named
from kg.text.cascade import Part
from kg.text.coreference import TITLES, Deed, Discourse
from kg.text.cues import cues
from kg.text.deeds import clauses
from kg.text.fields import LOCATED
from kg.text.grammar import DAYS, PASSIVE, SUBJECTS, objects
from kg.text.mentions import missions, names, state_actor, words
from kg.text.slots_plain import UNKNOWN
from kg.text.speakers import BODIES, voice

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

QUARRELS = frozenset(
    (
        "ACCUSES",
        "THREATENS",
        "REJECTS",
        "REQUESTS",
        "ATTACKS",
        "COMBAT",
        "COERCES",
        "SANCTIONS",
        "CASUALTIES",
        "PROTESTS",
    )
)


_TITLE = (
    r"[Mm]inister|[Pp]resident|[Pp]remier|[Cc]hancellor|[Aa]dmiral|[Gg]eneral|[Cc]olonel|[Cc]ommodore|[Bb]rigadier|[Cc]aptain|"
    r"[Ss]ecretary|[Aa]mbassador|[Ss]pokes(?:man|woman|person)|[Cc]hief|[Cc]ommander|[Ee]nvoy|[Aa]dviser|[Gg]overnor|"
    r"[Ss]enator|[Aa]nalyst|[Dd]irector|[Rr]esearcher|[Ll]eader"
)
TITLED = re.compile(
    rf"\b(?:(?:{_TITLE}),? )+"
    r"(?P<name>(?:[A-Z][^\W\d_]{1,20}(?:-[A-Z]?[^\W\d_]{1,20})? ){1,3}(?P<last>[A-Z][^\W\d_]{2,25}))(?![\w'’-])"
)
TITLE = re.compile(rf"(?:{_TITLE}|Mr|Mrs|Ms|Dr)")
TWO = re.compile(r"(?<![\w'’-])([A-Z][\w'’-]{0,40}) (?=([A-Z][^\W\d_]{2,25})(?![\w'’-]))")
# What begins a sentence before a name, and what in title case is none
OPENING = words("When If But And While As After Before For With In On To By Then Yet What How")
NO_NAME = (
    OPENING | BODIES | DAYS | words("Of The At Group Party Times Opposition Press Council Reporter Hits Says Bank")
)


def persons(text: str) -> dict[str, str]:
    """Last names -> names of those whom a text gives with a title, and who alone bear it there.

    >>> persons("Prime Minister Borut Pahor thanked them. Pahor said that ...")
    {'Pahor': 'Borut Pahor'}
    """
    found = {m["last"]: m["name"] for m in reversed(list(TITLED.finditer(text)))}
    found = {
        last: name for last, name in found.items() if not any(w in NO_NAME or TITLE.fullmatch(w) for w in name.split())
    }
    shared = set()
    for m in TWO.finditer(text) if found else ():
        name = found.get(m[2])
        if name is not None and m[1] not in (name.split()[-2], *OPENING) and not TITLE.fullmatch(m[1]):
            shared.add(m[2])  # "Nguyen Khac Giang" beside "General Phan Van Giang"
    return {last: name for last, name in found.items() if last not in shared}


def remember(d: Discourse, s: Sentence | None, part: Part, found: list[Claim]) -> None:
    """What a sentence tells about those that follow; without a parse, its names only."""
    states: dict[str, Actor] = {}
    for m in part.mentions:
        if m.id in missions():
            d.mission, d.mission_name = missions()[m.id], Actor(m.text, m.type, m.id, m.state)
            d.mission_told = d.sentence
        if m.type == "region" and m.state and not m.is_adjective:
            d.region = Actor(m.text, "region", m.id, m.state)
        if m.type == "state" and m.state:
            actor = state_actor(m.state)
            states[m.state] = actor
            d.saw(actor, m.is_adjective)
        else:
            d.saw(Actor(m.text, m.type, m.id, m.state))
    if s is not None:
        for token in s.doc:
            if token.pos_ == "PROPN" and token.i not in s.part_of and token.dep_ not in ("compound",):
                titled = s.one(token.head, 0) if token.dep_ == "appos" else []  # "the minister, Jane Doe"
                for who in titled or s.unknown_name(token):
                    if who.actor.type in ("leader", "organisation", "armed_group"):
                        d.saw(who.actor)
            elif token.dep_ == "appos" and token.i not in s.part_of:
                for who in s.one(token.head, 0):
                    if who.actor.type == "leader":
                        d.saw(who.actor)
        for token in s.doc:
            if there := s.mission_at(token):
                d.mission, d.mission_told = there, d.sentence
            if state := place_named(s, token):
                d.places.append((d.sentence, state))
        for word, state in _armies(s):
            d.armies[word] = (d.sentence, state)
        for who in s.owned_forces():
            d.forces.append((d.sentence, who.actor))
        for claim in found:
            if claim.relation in ("TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL") and claim.subject.type != "leader":
                d.forces.append((d.sentence, claim.subject))
            for side in (claim.subject, claim.object):
                if side is not None and side.type == "armed_group" and side.id is None:
                    d.rebels.append(side)
        _pair(d, states, found)
        _joined(d, s)
        d.named, d.named_at = named_in(s), d.sentence
        d.nouns = frozenset(t.lemma_ for t in s.doc if t.pos_ == "NOUN")
        if any(t.pos_ == "VERB" and t.lemma_ in CRITICISES for t in s.doc):
            d.criticised_at = d.sentence
        if s.pronouns_given is not None:
            d.given_it = (d.sentence, s.pronouns_given)
        _aside(d, s)
        d.deeds += clauses(s)
        for claim in found:
            if claim.object is not None and claim.relation in QUARRELS and claim.subject.name != UNKNOWN.name:
                d.quarrels.append((d.sentence, claim.subject, claim.object))
            if claim.subject.name != UNKNOWN.name and claim.relation not in TITLES:
                whom = (claim.object,) if claim.object is not None else ()
                d.deeds.append(Deed(d.sentence, frozenset(), (claim.subject,), whom, claim.relation))
            if claim.object is not None and claim.subject.name != UNKNOWN.name:
                d.events[claim.relation] = (d.sentence, claim.subject, claim.object)
            if claim.relation == "ATTACKS" and FLYING.search(claim.item or ""):
                d.fired = (d.sentence, claim.subject)
            if claim.relation in ("MILITARY_AID", "AIDS") and claim.object is not None and claim.polarity == "positive":
                d.aid = (d.sentence, claim.subject, claim.object, claim.modality)
            sent = claim.relation == "TROOP_DEPLOYMENT" and claim.polarity == "positive"
            if sent and claim.object is not None and claim.object.state:
                sender = claim.subject.state or claim.subject.key
                d.hosts.pop(sender, None)  # the last told is the last of them
                d.hosts[sender] = claim.object.state
            end = claim.place if claim.place is not None and claim.place.state else claim.object
            if claim.place is not None and claim.place.type == "region":
                d.place = claim.place
            if claim.relation in LOCATED and end is not None and end.state and end.type in ("state", "region"):
                d.where = state_actor(end.state)
        _focus(d, s)
        if (spoke := voice(s)) is not None:
            d.voice = (d.sentence, *spoke)
    elif part.mentions:
        first = next((m for m in part.mentions if m.type == "state" and not m.is_adjective), None)
        if first and first.state:
            d.focus, d.focus_at = (state_actor(first.state),), d.sentence


def _pair(d: Discourse, states: dict[str, Actor], found: list[Claim]) -> None:
    for claim in found:
        if (
            claim.relation not in ("LEADS", "MEMBER_OF")
            and claim.object is not None
            and claim.subject.state
            and claim.object.state
        ):
            ends = (claim.subject.state, claim.object.state)
            if len(set(ends)) == 2:
                d.together(tuple(state_actor(e) for e in ends), claim.relation in SYMMETRIC)
                if claim.relation in SYMMETRIC:
                    return
    if not found and len(states) == 2:
        d.together(tuple(states.values()), False)


def _joined(d: Discourse, s: Sentence) -> None:
    """ "Chad accused Sudan and Libya": of just two that are acted on together "both" may be said next."""
    for token in s.doc:
        if token.dep_ == "dobj" and token.i in s.head_of and any(c.dep_ == "conj" for c in token.children):
            two = tuple(w.actor for w in s.actors(token) if w.actor.type == "state")
            acting = [w for c in token.head.children if c.dep_ in SUBJECTS for w in s.actors(c)]
            if len(two) == 2 and len(acting) == 1:
                d.joined, d.joined_at = two, d.sentence


CRITICISES = words("criticise criticize denounce condemn deplore rebuke")
FLYING = re.compile(r"\b(?:drone|missile|rocket)", re.IGNORECASE)
GETS = words("buy borrow receive get order purchase obtain acquire import")


def _aside(d: Discourse, s: Sentence) -> None:
    """ "Ended its accord with Paris", "bought boats from Spain": the text goes on about who did so."""
    with_ = [t for t in s.doc if t.dep_ == "prep" and (t.lower_ == "with" or _is_source(t))]
    named = {s.head_of[o.i].state for prep in with_ for o in objects(prep) if o.i in s.head_of}
    d.aside, d.aside_at = frozenset(state for state in named if state), d.sentence


def _is_source(prep: Token) -> bool:
    return prep.lower_ == "from" and any(t.lemma_ in GETS for t in (prep.head, prep.head.head))


def _focus(d: Discourse, s: Sentence) -> None:
    for token in s.doc:
        if token.dep_ in SUBJECTS and token.head.pos_ in ("VERB", "AUX"):
            acting = tuple(w.actor for w in s.actors(token) if w.actor.type != "group")
            if acting:
                d.subjects.append((d.sentence, acting))
    roots = [t for t in s.doc if t.dep_ == "ROOT"]
    for root in roots:
        clause = next((c for c in root.children if c.dep_ == "ccomp"), None)
        if clause is not None and clause.i < root.i and root.lemma_.lower() in cues("reported"):
            about = [w.actor for c in clause.children if c.dep_ in SUBJECTS for w in s.actors(c)]
            d.told_of, d.told_at = tuple(about), d.sentence
        for verb in (root, clause):
            if verb is None:
                continue
            for token in verb.children:
                if token.dep_ in SUBJECTS + PASSIVE:
                    whos = [
                        w
                        for w in s.actors(token) or s.owners(token)
                        if w.actor.type in ("state", "organisation", "armed_group", "leader")
                    ]
                    if whos:
                        actors = tuple(
                            state_actor(w.actor.state) if w.actor.type == "leader" and w.actor.state else w.actor
                            for w in whos
                        )
                        d.focus, d.focus_at = actors, d.sentence
                        d.focus_forces = any(w.how == "forces" for w in whos)
                        return


def outlet_home(document: Document) -> str | None:
    """The state where the outlet is at home, where its name says so; else None."""
    name = document.source.removeprefix("outlet:").replace("-", " ").title()
    found = [m for m in names().mentions(name) if m.type == "state"]
    return found[0].state if len({m.state for m in found}) == 1 else None


ARMIES = ("army", "military", "navy", "junta")


def _armies(s: Sentence) -> list[tuple[str, str]]:
    """Whose army, military ... a sentence names by the state: "Myanmar's military leaders"; of two nobody's."""
    found: dict[str, set[str]] = {}
    for token in s.doc:
        if token.lower_ in ARMIES:
            whose = s.owners(token) or (s.owners(token.head) if token.dep_ in ("amod", "compound") else [])
            states = {w.actor.state for w in whose if w.how != "coreference"}
            force = s.part_of.get(token.i)
            states |= {force.state} if force is not None and force.type == "armed_force" else set()
            found.setdefault(token.lower_, set()).update(x for x in states if x)
    return [(word, states.pop()) for word, states in found.items() if len(states) == 1]
