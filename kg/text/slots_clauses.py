"""Slots that the clauses around the trigger fill: the one it stands in, those below it, a purpose, a condition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.text.arguments import Arguments
from kg.text.cues import cues
from kg.text.grammar import PASSIVE, SUBJECTS, by_agents, is_passive, objects
from kg.text.mentions import words
from kg.text.slots_plain import from_agent
from kg.text.who import Who, distinct

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

UNDER_IT = words("under per by through despite thanks")
ON_OCCASION = words("on during after at before following since upon ahead over amid for")
AGAINST = words("""
    fight combat counter deter repel defeat hunt attack battle confront oppose crush contain
    """)
HELPS = words("help assist aid")
SIGNS = words("sign conclude reach strike ink agree seal")
WARS = words("""
    war invasion effort campaign fight conflict offensive operation assault battle struggle
    """)


def from_clause_doer(a: Arguments) -> list[Who]:
    """Who does what the clause around a noun says: "left at Baghdad's request", "a mission requested by Oslo"."""
    for t in a.verb.ancestors if a.verb != a.trigger else a.trigger.ancestors:
        if t.pos_ in ("VERB", "AUX"):
            tokens = by_agents(t) if is_passive(t) else Arguments(a.s, t, "verbs").agents(t)
            found = [w for o in tokens for w in a.s.actors(o)]
            told = t.dep_ == "ccomp" and t.head.lemma_ in cues("reported")  # "... were killed in clashes, Moscow said"
            if found or told or t.dep_ == "ROOT":
                return found
    return []


def from_clause_subject(a: Arguments) -> list[Who]:
    """ "after a meeting with Xi", "on a visit to Berlin": who does what the clause around a noun says."""
    prep = a.trigger.head
    if a.trigger.dep_ != "pobj" or prep.dep_ != "prep" or prep.lower_ not in ON_OCCASION | UNDER_IT:
        return []
    host = prep.head
    while host.pos_ == "NOUN" and host.dep_ in ("pobj", "dobj", "prep", "attr"):  # "sailed into the harbour for"
        host = host.head
        while host.dep_ == "prep":
            host = host.head
    if host.pos_ in ("VERB", "AUX"):
        subjects = a.agents(host) or [c for c in host.children if c.dep_ in PASSIVE]
        return distinct(w for t in subjects for w in a.s.actors(t))
    return a.s.actors(host) if host.pos_ == "PROPN" else []


def from_clause_subject_with(a: Arguments) -> list[Who]:
    """ "crossed the border with Iranian help", "under Russian protection": who is helped."""
    prep = a.trigger.head
    if a.trigger.dep_ != "pobj" or prep.lower_ not in ("with", "under", "without", "to") or prep.head.pos_ != "VERB":
        return []
    return distinct(w for t in a.agents(prep.head) for w in a.s.actors(t))


def from_clause_under(a: Arguments) -> list[Who]:
    """ "served under Polish command": who does so."""
    prep = a.trigger.head
    if a.trigger.dep_ != "pobj" or prep.lower_ != "under" or prep.head.pos_ != "VERB":
        return []
    return [w for t in a.agents(prep.head) for w in a.s.actors(t)]


def from_above(a: Arguments) -> list[Who]:
    """Who does what the verb above a noun says: "Turkey runs a training camp"."""
    verb = next((t for t in a.trigger.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if verb is None or verb.lemma_ in SPEAKS_OF or _feels(verb):
        return []
    found = [w for t in a.agents(verb) for w in a.s.actors(t)]
    if verb.lemma_ in SIGNS and len(found) > 1:  # "Peru and Spain signed a contract for the supply of ships to Peru"
        to = [t for h in (a.trigger, verb) for t in a.prepositional("to", h)]
        getting = {w.actor.state for t in to for w in a.s.actors(t)}
        found = [w for w in found if w.actor.state not in getting]
        return found if len(found) == 1 else []
    return found


def _feels(verb: Token) -> bool:
    """ "Is angry at the delivery of arms to Togo", "voiced concern at it": who feels so about what another does."""
    return any(
        (c.dep_ == "acomp" and c.lower_ in FEELINGS) or (c.dep_ == "dobj" and c.lemma_ in FELT) for c in verb.children
    )


# "Welcomed the delivery of arms to Kyiv": who speaks of it and does not do it.
SPEAKS_OF = words("""
    welcome praise hail condemn criticise criticize denounce deplore regret applaud laud commend deride slam decry blast
    cheer lament note recall mention object oppose protest complain support back endorse favour favor warn caution thank
    fear urge demand call ask
    """)
FELT = words("gratitude thanks concern worry anger alarm regret dismay outrage opposition unease displeasure objection")
FEELINGS = words("""
    angry furious unhappy concerned worried alarmed anxious uneasy nervous critical wary afraid glad happy pleased proud
    grateful thankful sceptical skeptical opposed
    """)


def from_under(a: Arguments) -> list[Who]:
    """ "Eritrea, under an embargo since May": who lives under what the trigger names."""
    prep = a.trigger.head
    if prep.lower_ != "under" or prep.dep_ != "prep":
        return []
    host = prep.head.head if prep.head.pos_ == "PUNCT" else prep.head
    if host.pos_ in ("VERB", "AUX"):
        return [w for c in host.children if c.dep_ in SUBJECTS + PASSIVE for w in a.s.actors(c)]
    return a.s.actors(host)


def from_upper_theme(a: Arguments) -> list[Who]:
    """ "telephoned his Malian colleague to voice support": whom the clause above is about."""
    head = a.verb.head
    if a.verb.dep_ not in ("xcomp", "advcl", "conj") or head.pos_ != "VERB":
        return []
    return [w for c in head.children if c.dep_ == "dobj" for w in a.s.actors(c)]


def from_clause(a: Arguments) -> list[Who]:
    """Actors named in the clause below, the first that is not its speaker."""
    mine = {w.actor.key for w in from_agent(a)}
    found = []
    for clause in a.clauses(("ccomp", "xcomp", "advcl")):
        for token in clause.subtree:
            if token.dep_ in ("nsubj", "dobj", "pobj", "nsubjpass") and token.i != clause.i:
                found += [w for w in a.s.actors(token) if w.actor.key not in mine]
    return distinct(found)[:1]


BESIDES = frozenset((
    "while", "after", "as", "because", "if", "when", "since", "before", "although", "though", "whereas",
    "until", "unless",
    "where",
))  # fmt: skip


def from_clause_agent(a: Arguments) -> list[Who]:
    found = []
    for clause in a.clauses(("ccomp", "xcomp", "advcl", "relcl")):
        if clause.dep_ == "advcl" and any(c.lower_ in BESIDES for c in clause.children):
            continue  # "wants a settlement, while the generals plan ..."
        for token in clause.children:
            if token.dep_ in SUBJECTS + PASSIVE:
                found += a.s.actors(token)
    for noun in a.verb.children:  # "demanded that Azerbaijan release three men": one noun to the parser
        if not found and noun.dep_ == "ccomp" and noun.pos_ in ("NOUN", "PROPN"):
            that = any(c.dep_ == "mark" and c.lower_ == "that" for c in noun.children)
            found += a.s.owners(noun, of=False) if that else []
    mine = {w.actor.key for w in from_agent(a)}
    return [w for w in found if w.actor.key not in mine]


def from_clause_theirs(a: Arguments) -> list[Who]:
    """ "Insists that American sanctions must be lifted": whose it is of which the clause below tells."""
    mine = {k for w in from_agent(a) for k in (w.actor.key, w.actor.state) if k}
    told = [t for c in a.clauses(("ccomp", "xcomp")) for t in c.children if t.dep_ in (*SUBJECTS, *PASSIVE)]
    imposed = [o for t in told for c in t.children if c.dep_ == "acl" for o in by_agents(c)]
    found = [w for t in told for w in a.s.owners(a.s.head_noun(t))] or [w for o in imposed for w in a.s.actors(o)]
    return [w for w in found if not mine & {w.actor.key, w.actor.state}]


def _conditions(a: Arguments) -> list[Token]:
    clauses = [c for h in (a.verb, *a.clauses(("xcomp", "ccomp"))) for c in h.children if c.dep_ == "advcl"]
    marks = ("if", "unless", "until") if a.frame and a.frame.relation == "THREATENS" else ("if", "unless")
    return [c for c in clauses if any(m.lower_ in marks for m in c.children) or is_inverted(c)]


def from_if_inside(a: Arguments) -> list[Who]:
    """ "Threatened to step in if the killing of Tutsis in Kinshasa went on": who is named first in the condition."""
    mine = {k for w in from_agent(a) for k in (w.actor.key, w.actor.state) if k}
    named = [t for c in _conditions(a) for t in c.subtree if t.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")]
    found = [w for t in named for w in a.s.actors(t) or a.s.owners(a.s.head_noun(t), of=False)]
    return [w for w in found if not mine & {w.actor.key, w.actor.state}][:1]


def from_if(a: Arguments) -> list[Who]:
    """Who acts in the condition: "threatened to leave the talks if the United States goes ahead"."""
    mine = {w.actor.key for w in from_agent(a)}
    subjects = [t for c in _conditions(a) for t in c.children if t.dep_ in SUBJECTS + PASSIVE]
    return [w for t in subjects for w in a.s.actors(t) if w.actor.key not in mine]


def is_inverted(clause: Token) -> bool:
    """ "Should the European Union impose more penalties": a condition without "if"."""
    first = min(clause.children, key=lambda c: c.i, default=clause)
    return first.lower_ in ("should", "were", "had") and first.dep_ in ("aux", "auxpass") and first.i < clause.i


def from_from_doing(a: Arguments) -> list[Who]:
    """ "Barred its citizens from visiting the island": whom the deed that is forbidden concerns."""
    mine = {w.actor.state for w in from_agent(a)}
    deeds = [c for p in a.verb.children if p.lower_ == "from" for c in p.children if c.dep_ == "pcomp"]
    tokens = [t for d in deeds for t in d.subtree if t.dep_ in ("dobj", "pobj")]
    return [w for t in tokens for w in a.s.actors(t) if w.actor.state not in mine]


def from_purpose(a: Arguments) -> list[Who]:
    """Actors in the purpose clause: "sends 200 soldiers to train the Chadian army"."""
    for clause in a.clauses(("xcomp", "advcl", "acl", "ccomp", "relcl")):
        if any(c.dep_ == "aux" and c.lower_ == "to" for c in clause.children) and clause.lemma_ not in AGAINST:
            helped = clause.lemma_ in HELPS and any(c.dep_ == "ccomp" for c in clause.children)
            for wanted in ("nsubj",) if helped else ("dobj", "pobj", "nsubj"):  # "to help Chad fight Libya": Chad
                tokens = [t for t in clause.subtree if t.dep_ == wanted and t.i > clause.i and not _is_at_war(t)]
                found = [w for t in tokens for w in a.s.actors(t) + side_of_war(a, t)]
                if found:
                    return distinct(found)
    return []


def _is_at_war(token: Token) -> bool:
    """ "To supervise a truce that ended the war between Israel and Hizbollah": in neither for that."""
    between = token.head
    return between.lower_ == "between" and between.i > 0 and between.nbor(-1).lemma_ in WARS


def side_of_war(a: Arguments, token: Token) -> list[Who]:
    """Whose war it is: "Putin's invasion of Ukraine", "Russia's war effort"."""
    if a.s.lemma(token) not in WARS:
        return []
    own = [c for c in token.children if c.dep_ in ("poss", "amod", "compound") and c.i < token.i]
    return [w for c in own for w in (a.s.actors(c) if c.dep_ == "poss" or c.i in a.s.head_of else [])]


def from_war(a: Arguments) -> list[Who]:
    return [w for name in ("in", "to", "for", "into") for t in a.prepositional(name) for w in side_of_war(a, t)]


def from_predicate(a: Arguments) -> list[Who]:
    """ "The supply of munitions was critical to Russia's war effort": for whom a thing is of weight."""
    verb = a.trigger.head
    if a.trigger.dep_ != "nsubj" or verb.lemma_ not in ("be", "remain", "become", "prove"):
        return []
    weights = [c for c in verb.children if c.dep_ in ("acomp", "attr")]
    tokens = [
        o for c in weights for p in c.children if p.dep_ == "prep" and p.lower_ in ("to", "for") for o in objects(p)
    ]
    return [w for t in tokens for w in (side_of_war(a, t) or a.s.actors(t))]


def from_complement(a: Arguments) -> list[Who]:
    """ "Most of its tanks are Russian": of which state the adjective is, or where a thing is from."""
    tokens = [c for c in a.verb.children if c.dep_ in ("acomp", "attr")]
    named = [g for c in tokens for g in (c, *c.subtree) if g.i in a.s.head_of]
    return [w for g in named[:1] for w in a.s.named(g, a.s.head_of[g.i], 0)]


def from_dependent_theme(a: Arguments) -> list[Who]:
    """ "That leaves it dependent on China", "made the island reliant on": whom it is said of."""
    said = [c for c in a.verb.children if c.lower_ in ("dependent", "reliant")]
    own = [t for c in said for t in c.children if t.dep_ in SUBJECTS] or (a.themes() if said else [])
    return [w for t in own for w in a.s.actors(t)]


def from_dependent_on(a: Arguments) -> list[Who]:
    said = [c for c in a.verb.children if c.lower_ in ("dependent", "reliant")]
    tokens = [o for c in said for p in c.children if p.lower_ in ("on", "upon") for o in objects(p)]
    return [w for t in tokens for w in a.s.actors(t) or a.s.owners(a.s.head_noun(t))]


def from_supplier(a: Arguments) -> list[Who]:
    """ "Dependent on diesel supplied by an Israeli company": who brings what somebody depends on."""
    goods = [t for name in ("on", "upon") for t in a.prepositional(name)]
    brought = [c for t in goods for c in t.children if c.dep_ == "acl" and c.tag_ in ("VBN", "VBD")]
    return [w for c in brought for o in by_agents(c) for w in a.s.actors(o) or a.s.owners(o)]
