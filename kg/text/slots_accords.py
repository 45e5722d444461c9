"""Accords and meetings as slots: the parties, who signs, travels, stands by, and the bodies that one belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.arguments import Arguments
from kg.text.grammar import PASSIVE, SUBJECTS, by_agents, objects
from kg.text.mentions import state_actor, words
from kg.text.slots_clauses import from_clause_subject
from kg.text.slots_plain import from_agent, from_by, from_owner, is_person
from kg.text.who import Who, again, distinct

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

BROKER = words("broker mediate arrange facilitate negotiate oversee monitor guarantee host supervise sponsor")
BODIES = words("""
    force committee council forum grouping commission organisation organization union club bloc community league
    association bank coalition alliance
    """)
SIDES = words("side part camp corner favour favor defence defense support praise")


def from_both(a: Arguments) -> list[Who]:
    """ "the truce", "a pact concluded in May": the two whom the sentence, else the text, is about."""
    if any(a.prepositional(name) for name in ("with", "between")) or (
        a.kind == "verbs" and any(c.dep_ in SUBJECTS for c in a.verb.children)
    ):
        return []  # somebody is named, though not understood
    if any(c.lower_ in ("any", "no", "every") for t in (a.trigger, *a.themes()) for c in t.children):
        return []
    brokers = {t.i for v in _participles(a) if v.lemma_ in BROKER for actor in by_agents(v) for t in actor.subtree}
    here: dict[str | None, Who] = {}
    for i, m in sorted(a.s.head_of.items()):
        if i not in brokers and (m.state or m.type == "armed_group"):
            for who in a.s.named(a.s.doc[i], m, 0):
                here.setdefault(who.actor.key if m.type == "armed_group" else who.actor.state, who)
    if len(here) == 2:
        return list(here.values())
    pair = a.s.discourse.both()
    known = {actor.state for actor in pair}
    if len(pair) == 2 and set(here) <= known:
        return [again(actor, a.trigger) for actor in pair]
    return []


def _participles(a: Arguments) -> list[Token]:
    """The verb itself and the participles of its object or of the noun."""
    return [a.verb, *(c for t in (*a.themes(), a.trigger) for c in t.children if c.dep_ == "acl")]


def from_signers(a: Arguments) -> list[Who]:
    """Who makes an accord; not who only brings it about: "a truce mediated by Egypt"."""
    return [] if a.verb.lemma_ in BROKER else from_agent(a)


def from_signatory(a: Arguments) -> list[Who]:
    """The other party of "the treaty", as the text told of it."""
    mine = {w.actor.state for w in from_agent(a)}
    for relation in ("AGREES_WITH", "ALLIED_WITH", "COOPERATES_WITH", "MEETS_WITH"):
        told = [actor for actor in a.s.discourse.event(relation) or () if actor is not None]
        if any(actor.state in mine for actor in told):
            return [again(actor, a.trigger) for actor in told if actor.state not in mine]
    return []


def from_mate(a: Arguments) -> list[Who]:
    """The other party where the sentence or the discourse knows just one: the seller, the visitor's host."""
    mine = {w.actor.state for w in (from_agent(a) or from_owner(a) or from_by(a))}
    if len(mine) > 1:  # they are each other's
        return []
    clause = next((t for t in (a.trigger, *a.trigger.ancestors) if t.dep_ == "ROOT"), a.trigger)
    named = [w for c in clause.children if c.dep_ in SUBJECTS + PASSIVE for w in a.s.actors(c)]
    others = {w.actor.state: w for w in named if w.actor.state and w.actor.state not in mine}
    if len(others) == 1 and mine:
        return [Who(state_actor(str(k)), w.token, w.how, w.antecedent) for k, w in others.items()]
    partner = [actor for actor in a.s.discourse.pair if actor.state not in mine]
    if len(a.s.discourse.pair) == 2 and len(partner) == 1 and mine:
        return [Who(partner[0], a.trigger.i, "coreference", partner[0].name)]
    return []


def from_each_other(a: Arguments) -> list[Who]:
    """ "The two sides accused each other", "traded accusations": each of the two is the other's."""
    traded = a.verb.lemma_ in ("trade", "exchange", "swap")
    return from_agent(a) if traded or any("each" in a.s.kinds(t) for t in a.themes()) else []


def from_agent_all(a: Arguments) -> list[Who]:
    """ "The Czech Republic joined together with Poland": who does it, and in whose company."""
    agents = from_agent(a)
    return distinct([*agents, *from_together_with(a)]) if agents else []


def from_together_with(a: Arguments) -> list[Who]:
    """ "together with Kiir's army", "alongside Malian soldiers", "side by side with": in whose company."""
    hosts = [a.trigger, a.verb, *a.themes()]
    preps = [c for h in dict.fromkeys(hosts) for c in h.children if c.dep_ in ("prep", "advmod")]
    preps += [g for c in list(preps) for g in c.children if c.lower_ in ("along", "together", "jointly", "side")]
    found = [o for c in preps if c.lower_ == "alongside" for o in objects(c)]
    for prep in preps:
        near = [*prep.children, prep.head]
        if prep.lower_ == "with" and any(c.lower_ in ("together", "along", "jointly", "side") for c in near):
            found += objects(prep)
    return [w for t in found for w in a.s.actors(t)]


def from_presence(a: Arguments) -> list[Who]:
    """ "in the presence of Marco Rubio", "with Qatar looking on": who stands by."""
    return [
        w
        for t in a.prepositional("in") + a.prepositional("under")
        if t.lemma_ in ("presence", "eye", "mediation", "auspex", "auspice")
        for o in a.prepositional("of", t)
        for w in a.s.actors(o)
        if is_person(a, w)
    ]


def from_travellers(a: Arguments) -> list[Who]:
    """Persons on a journey, of whom the sentence says something else."""
    return [w for w in from_clause_subject(a) if is_person(a, w)]


def from_here_state(a: Arguments) -> list[Who]:
    """ "A Russian delegation arrives next week": in the state of which the text tells."""
    if any(a.prepositional(p) for p in ("in", "to", "at", "from", "into")):
        return []
    mine = frozenset(w.actor.state for w in a.subjects)
    found = a.s.discourse.main(mine)
    return [again(found, a.trigger)] if found is not None else []


def from_topic_party(a: Arguments) -> list[Who]:
    """ "An agreement with Beijing was rushed through parliament": whose, if the text has one other state."""
    named = {w.actor.state for t in a.prepositional("with") for w in a.s.actors(t)}
    told = [actor for actor in a.s.discourse.thing() if actor.state not in named]
    found = told[0] if told else a.s.discourse.main(frozenset(named))
    return [again(found, a.trigger)] if found is not None and named else []


def from_title_state(a: Arguments) -> list[Who]:
    for child in a.verb.subtree:
        if "leader_titles" in a.s.kinds(child):
            return a.s.owners(child) or a.s.definite(child, {"leader_titles"})
    return []


def from_side_of(a: Arguments) -> list[Who]:
    """ "took Mogadishu's side", "is in the camp of Moscow": whose side."""
    near = [*a.themes(), *(o for p in ("on", "at", "by", "to", "in") for o in a.prepositional(p))]
    sides = [t for t in near if t.lemma_ in SIDES]
    found = [w for t in sides for o in a.owner_tokens(t) for w in a.s.actors(o)]
    return found or [w for t in sides for w in a.s.owners(t)]


def from_in_union(a: Arguments) -> list[Who]:
    """ "froze participation in the pact": the organisation."""
    tokens = [t for x in (None, *a.themes()) for p in ("in", "of") for t in a.prepositional(p, x)]
    return [w for t in tokens for w in a.s.actors(t) if w.actor.type == "organisation"]


def from_last_union(a: Arguments) -> list[Who]:
    """ "Finland, a member since April": of the organisation named last."""
    if any(a.prepositional(p, a.trigger) for p in ("of", "in")):
        return []
    last = a.s.discourse.organisation()
    return [again(last, a.trigger)] if last is not None else []


def from_body_theme(a: Arguments) -> list[Who]:
    return _bodies(a, a.themes())


def from_body_to(a: Arguments) -> list[Who]:
    return _bodies(a, a.prepositional("to"))


def _bodies(a: Arguments, tokens: list[Token]) -> list[Who]:
    """ "the monitoring committee, to which France belongs": a body without a name of its own."""
    found = []
    for token in tokens:
        while token.tag_ in ("WDT", "WP") and a.verb.dep_ == "relcl":
            token = a.verb.head
        if token.pos_ == "NOUN" and a.s.lemma(token) in BODIES and not a.s.actors(token):
            found.append(Who(Actor(a.s.phrase(token), "organisation"), token.i))
    return found
