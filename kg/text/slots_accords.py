"""Accords and meetings as slots: the parties, who signs, travels, stands by, and the bodies that one belongs to."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.arguments import Arguments
from kg.text.cues import any_cues
from kg.text.grammar import DAYS, PASSIVE, SPANS, SUBJECTS, by_agents, objects, themes_of
from kg.text.mentions import Mention, state_actor, words
from kg.text.slots_clauses import from_clause_subject
from kg.text.slots_plain import from_agent, from_by, from_owner, is_person
from kg.text.who import Who, again, distinct

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

BROKER = words("broker mediate arrange facilitate negotiate oversee monitor guarantee host supervise sponsor")
MEMBER_WORDS = words("""
    full fellow new founding permanent associate long-standing longstanding nato eu other non-permanent loyal
    """)
COMPANY = words("""
    together along jointly side tandem concert coordination cooperation partnership conjunction collaboration shoulder
    hand league
    """)
ENDED = words("cancel suspend scrap halt end freeze refuse reject stop abandon postpone shelve rule quit leave")
JOINS = ("join", "accede", "enrol", "enroll")
SEASONS = SPANS | words("spring summer autumn fall winter end middle half beginning course spite due time")
SIDES = words("side part camp corner favour favor defence defense support praise")


NOT_YET = words("before until unless while although")
TAKEN = words("accept ratify endorse approve upgrade")
LEADS = words("lead host organise organize stage run hold")


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
        if i not in brokers and not _stands_aside(a, i, m) and (m.state or m.type == "armed_group"):
            for who in a.s.named(a.s.doc[i], m, 0):
                here.setdefault(who.actor.key if m.type == "armed_group" else who.actor.state, who)
    if len(here) == 2:
        return list(here.values())
    pair = a.s.discourse.both()
    known = {actor.state for actor in pair}
    if len(pair) == 2 and set(here) <= known:
        return [again(actor, a.trigger) for actor in pair]
    return []


def _stands_aside(a: Arguments, i: int, mention: Mention) -> bool:
    """ "The Paris accords", "a pact against China": where it was made and against whom are no parties."""
    token = a.s.doc[i]
    named_for = mention.kind == "capital" and token.dep_ in ("compound", "nmod", "amod")
    return named_for or (token.dep_ == "pobj" and token.head.lower_ == "against")


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
    verb = a.verb.head if a.verb.dep_ == "xcomp" else a.verb
    if verb.dep_ == "conj" and any(c.dep_ in SUBJECTS for c in verb.children):
        third = {m.state for m in a.s.mentions if m.state and m.start < a.verb.idx} - mine - others.keys()
        if third:  # "France sent arms to Chad and Niger bought jets": of nobody who is told of
            return []
    if len(others) == 1 and mine:
        return [Who(state_actor(str(k)), w.token, w.how, w.antecedent) for k, w in others.items()]
    partner = [actor for actor in a.s.discourse.pair if actor.state not in mine]
    if len(a.s.discourse.pair) == 2 and len(partner) == 1 and mine:
        return [Who(partner[0], a.trigger.i, "coreference", partner[0].name)]
    return []


def from_each_other(a: Arguments) -> list[Who]:
    """ "The two sides accused each other", "bombed each other's airports", "traded accusations": the other's each."""
    traded = a.verb.lemma_ in ("trade", "exchange", "swap")
    return from_agent(a) if traded or any(_mutual(a, t) for t in _aimed_at(a)) else []


def _aimed_at(a: Arguments) -> list[Token]:
    return [*a.themes(), *(t for p in ("at", "on", "against", "into") for t in a.prepositional(p))]


def _mutual(a: Arguments, token: Token) -> bool:
    """ "Each other", "one another", "each other's villages", "villages on each other's side"."""
    owners = [c for c in token.children if c.dep_ == "poss"]
    return any("each" in a.s.kinds(t) for t in (token, *owners))


def from_agent_all(a: Arguments) -> list[Who]:
    """ "The Czech Republic joined together with Poland": who does it, and in whose company."""
    agents = from_agent(a)
    return distinct([*agents, *from_together_with(a)]) if agents else []


def from_together_with(a: Arguments) -> list[Who]:
    """ "together with Kiir's army", "alongside Malian soldiers", "side by side with": in whose company."""
    return [w for t in _companions([a.trigger, a.verb, *a.themes(), *a.agents()]) for w in a.s.actors(t)]


def in_company(a: Arguments, subjects: list[Who]) -> list[Who]:
    """ "Italy, along with Greece, sent", "Latvia joined NATO together with Estonia": who does or is so as well."""
    acting = [*a.agents(), *(c for c in a.verb.children if c.dep_ in PASSIVE)]
    if not {w.token for t in acting for w in a.s.actors(t)} & {w.token for w in subjects}:
        return []
    return [w for t in _companions([a.verb, *acting], ("along", "together")) for w in a.s.actors(t)]


def _companions(hosts: list[Token], words: Collection[str] = COMPANY) -> list[Token]:
    """What stands after "together with", "side by side with", "alongside" at one of the hosts."""
    preps = [c for h in dict.fromkeys(hosts) for c in h.children if c.dep_ in ("prep", "advmod", "prt")]
    preps += [g for c in list(preps) for g in c.children if c.lower_ in ("along", "together", "jointly", "side")]
    found: list[Token] = []
    if words is COMPANY:
        found += [o for c in preps if c.lower_ in ("alongside", "beside") for o in objects(c)]
        found += [o for c in preps for g in c.children if c.lower_ == "next" and g.lower_ == "to" for o in objects(g)]
    for prep in preps:
        near = [*prep.children, prep.head, *prep.doc[max(0, prep.i - 1) : prep.i]]  # "side by side with"
        if prep.lower_ == "with" and any(c.lower_ in words for c in near):
            found += objects(prep)
        if words is COMPANY and prep.lower_ in ("in", "by", "to", "hand"):  # "in tandem with", "side by side with"
            held = [o for o in objects(prep) if o.lower_ in COMPANY or prep.lower_ == "hand"]
            found += [o for t in held for p in t.children if p.lower_ == "with" for o in objects(p)]
    return list(dict.fromkeys(found))


def from_joint_sides(a: Arguments) -> list[Who]:
    """ "A joint patrol of Russians and rebels", "will run a joint centre": who does so together."""
    above = [t for t in a.trigger.ancestors if t.pos_ in ("VERB", "AUX")]
    if any(t.lemma_ in ENDED for t in above[:1]) or a.trigger.dep_ == "compound":
        return []
    beside = [t for p in ("between", "of", "by") for t in a.prepositional(p, a.trigger)]
    found = from_owner(a) + [w for t in beside for w in a.s.actors(t)]
    for verb in above:
        if len(distinct(found)) > 1 or verb.dep_ == "ccomp":
            break
        tokens = a.agents(verb) or [c for c in verb.children if c.dep_ in PASSIVE]
        found += [w for t in tokens for w in a.s.actors(t)]
    states = {w.actor.state or w.actor.key: w for w in reversed(distinct(found))}
    if any(w.actor.type == "organisation" for w in states.values()) and len(states) == 1:
        return []
    if len(states) == 1 and not a.prepositional("with"):
        return from_both(a) or list(states.values())
    return list(reversed(states.values())) or from_both(a)


def from_around(a: Arguments) -> list[Who]:
    """ "Moved troops as part of a bargain with Washington": who does what the verb around a noun says."""
    if a.trigger.dep_ != "pobj":
        return []
    verb = next((t for t in a.trigger.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return []
    tokens = [c for c in verb.children if c.dep_ in PASSIVE] or a.agents(verb)
    return distinct(w for t in tokens for w in a.s.actors(t))


def from_around_person(a: Arguments) -> list[Who]:
    return [w for w in from_around(a) if is_person(a, w)]


def from_who_left(a: Arguments) -> list[Who]:
    """ "Washington left the pact, concluded with Moscow in 1987": who did what the verb above the noun says."""
    noun = a.verb.head
    if a.verb.dep_ not in ("acl", "conj") or any(c.dep_ in SUBJECTS for c in a.verb.children):
        return []
    above = next((t for t in noun.ancestors if t.pos_ in ("VERB", "AUX")), None)
    return [w for t in a.agents(above) for w in a.s.actors(t)] if above is not None and noun.pos_ == "NOUN" else []


def from_both_subject(a: Arguments) -> list[Who]:
    """ "Talks will be held in Dhaka": the two whom the text is about."""
    noun = a.themes()[0] if a.kind == "verbs" and a.themes() else a.trigger
    if noun.dep_ not in SUBJECTS + PASSIVE or any(a.prepositional(p, noun) for p in ("with", "between", "of")):
        return []
    pair = a.s.discourse.both()
    return [again(actor, noun) for actor in pair] if len(pair) == 2 and not from_owner(a) else []


def from_counterparty(a: Arguments) -> list[Who]:
    """ "Under an accord of May Tunis lets Rome ...": with the one other party that the sentence names."""
    mine = {w.actor.state for w in a.subjects} | {w.actor.key for w in a.subjects}
    if len(a.subjects) != 1 or any(w.how == "unknown" for w in a.subjects):
        return []
    brokers = {t.i for v in _participles(a) if v.lemma_ in BROKER for actor in by_agents(v) for t in actor.subtree}
    here: dict[str, Who] = {}
    within = {t.i for t in a.verb.subtree} if a.kind == "verbs" else {t.i for t in a.s.doc} - _told_later(a.trigger)
    for i, m in sorted(a.s.head_of.items()):
        t = a.s.doc[i]
        signed_there = a.kind == "verbs" and t.dep_ == "pobj" and t.head.lower_ in ("in", "at")
        if i not in within or signed_there or _stands_aside(a, i, m):
            continue
        ground = m.type == "region" and a.kind == "nouns" and m.state
        if i in brokers or not (m.type in ("state", "armed_group") or (m.type == "leader" and m.state) or ground):
            continue
        for who in [Who(state_actor(str(m.state)), i)] if ground else a.s.named(a.s.doc[i], m, 0):
            if not mine & {who.actor.key, who.actor.state if m.type != "armed_group" else who.actor.key}:
                here.setdefault(who.actor.state or who.actor.key, who)
    return list(here.values()) if len(here) == 1 else []


def _told_later(talks: Token) -> set[int]:
    """ "After the talks Garcia said Peru would send boats to Chile": whom the others deal with in what is said then."""
    above = [t for t in talks.ancestors if t.pos_ == "VERB" and t.tag_ != "VBG"]  # over "(speaking) following"
    verb = above[0] if above and talks.dep_ == "pobj" else None
    if verb is None or verb.i < talks.i or verb.lemma_ not in any_cues("reported"):
        return set()
    said = [c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i]
    return {t.i for c in said for o in c.children if o.dep_ not in SUBJECTS for t in o.subtree}


def _paired_with(a: Arguments) -> list[Who]:
    """The other of the two whom the text is about."""
    mine = {w.actor.state for w in a.subjects}
    pair = a.s.discourse.both()
    partner = [actor for actor in pair if actor.state not in mine]
    return [again(partner[0], a.trigger)] if len(pair) == 2 and len(partner) == 1 == len(mine) else []


def from_signed_with(a: Arguments) -> list[Who]:
    """ "Chad signed an accord that lets Paris stay", "a contract to deliver guns to Yerevan": the other side of it.

    Only what hangs on the accord or says how it came about; else with whom the text pairs the one side.
    """
    if len(a.subjects) > 1 or (any(t.tag_ == "NNS" for t in a.themes()) and not any(a.s.discourse.both())):
        return []
    beside = {
        t.i for c in a.verb.children for t in c.subtree
        if (c.dep_ == "conj" and any(g.dep_ in SUBJECTS for g in c.children))
        or (c.dep_ == "advcl" and any(g.lower_ in NOT_YET for g in c.children))
        or (c.dep_ == "prep" and c.lower_ in ("in", "at", "despite", "against"))
    }  # fmt: skip
    own = {t.i for theme in a.themes() for c in theme.children if c.i < theme.i for t in c.subtree}
    named = from_counterparty(a)
    if named or a.verb.lemma_ in TAKEN or a.prepositional("in") or a.prepositional("at"):
        return [w for w in named if w.token not in beside | own]  # "signed in Paris": with somebody, nobody says whom
    return _paired_with(a)


def from_signed_there(a: Arguments) -> list[Who]:
    """ "The minister signed a pact in Hanoi", "flew to Doha, where he concluded an accord": with his hosts."""
    more = any(t.tag_ == "NNS" or any(c.dep_ == "conj" for c in t.children) for t in a.agents())
    if len(a.subjects) != 1 or more or a.subjects[0].how == "unknown":
        return []
    there = [t for p in ("in", "at") for t in a.prepositional(p)] or a.where()
    if not is_person(a, a.subjects[0]):  # "Norway signed a memorandum in Kyiv"
        there = [t for t in there if t.i in a.s.head_of and a.s.head_of[t.i].kind == "capital"]
    hosts = [w for t in there for w in a.s.actors(t) if w.actor.state not in (None, a.subjects[0].actor.state)]
    return [Who(state_actor(w.actor.state or ""), w.token) for w in hosts]


def from_visitor(a: Arguments) -> list[Who]:
    """Persons of a state who speak in another's city."""
    return [w for w in from_agent(a) if is_person(a, w) and w.actor.state and w.actor.type != "organisation"]


def from_stranger(a: Arguments) -> list[Who]:
    """ "Zhao Leji, third in rank in Beijing, visited": a person by a name that no table has."""
    found = [t for t in a.agents() if t.pos_ == "PROPN" and t.i not in a.s.part_of and not a.s.actors(t)]
    return [Who(Actor(a.s.proper(t), "leader"), t.i) for t in found if " " in a.s.proper(t) and t.tag_ == "NNP"]


def from_sayer(a: Arguments) -> list[Who]:
    """ "Hungary said that Slovakia was its ally": whose, the one who says so."""
    own = any(c.dep_ == "poss" and c.lower_ in ("its", "their", "our") for c in a.trigger.children)
    if not own or a.verb.dep_ != "ccomp":
        return []
    mine = {w.actor.key for t in a.agents() for w in a.s.actors(t)}
    return [w for t in a.agents(a.verb.head) for w in a.s.actors(t) if w.actor.key not in mine]


def from_these_allies(a: Arguments) -> list[Who]:
    """ "The two allies, Greece and Cyprus": each other's, where nobody else's are meant."""
    owned = any(c.dep_ == "poss" or c.i in a.s.head_of for c in a.trigger.children if c.i < a.trigger.i)
    if a.trigger.tag_ != "NNS" or owned or a.prepositional("of", a.trigger) or not a.s.is_definite(a.trigger):
        return []
    return [w for w in a.s.actors(a.trigger) if w.how == "name"]


def from_are_named(a: Arguments) -> list[Who]:
    """ "Jordan's main allies are Britain and the United States": who they are."""
    be = a.trigger.head
    if a.trigger.dep_ not in SUBJECTS or be.lemma_ not in ("be", "remain", "include"):
        return []
    return [w for c in be.children if c.dep_ == "attr" for w in a.s.actors(c) if w.how == "name"]


def from_ally_there(a: Arguments) -> list[Who]:
    """ "Moscow promised its ally in Phnom Penh tanks": where the ally sits."""
    near = [o for p in ("in", "at") for o in a.prepositional(p, a.trigger) if o.i in a.s.head_of]
    states = [a.s.head_of[o.i].state for o in near if a.s.head_of[o.i].type == "state"]
    return [Who(state_actor(str(k)), o.i) for k, o in zip(states, near, strict=False) if k]


def from_small_subject(a: Arguments) -> list[Who]:
    """ "Serbia considers Russia an ally": a clause without a verb to the parser."""
    clauses = [c for c in a.trigger.children if c.dep_ == "ccomp" and c.pos_ in ("NOUN", "PROPN")]
    return [w for c in clauses for g in c.children if g.dep_ in SUBJECTS for w in a.s.actors(g)]


def _drills(a: Arguments) -> list[Token]:
    return [t for t in (*a.prepositional("in"), *a.themes()) if "drill" in a.s.kinds(t)]


def from_drill_place(a: Arguments) -> list[Who]:
    """ "American soldiers are taking part in an exercise in Armenia": with the land where it is held."""
    mine = {w.actor.state for w in a.subjects}
    there = [w for d in _drills(a) for p in ("in", "at", "near") for t in a.prepositional(p, d) for w in a.s.actors(t)]
    return [Who(state_actor(w.actor.state), w.token) for w in there if w.actor.state and w.actor.state not in mine]


def from_drill_leader(a: Arguments) -> list[Who]:
    """ "Took part in an exercise hosted by Oman", "in the US-led drill": with whoever leads it."""
    drills = _drills(a)
    led = [c for t in drills for c in t.children if c.lemma_ in LEADS and c.tag_ == "VBN"]
    found = [w for c in led for t in by_agents(c) for w in a.s.actors(t)]
    return found or [w for t in drills for w in a.s.owners(t, of=False)]


def _headline(a: Arguments) -> Token | None:
    """ "Ethiopian premier in Mogadishu for talks": who stands at the head of a headline without a verb."""
    root = next((t for t in a.trigger.ancestors if t.dep_ == "ROOT"), None)
    verbless = not any(t.pos_ in ("VERB", "AUX") for t in a.s.doc)
    at = a.trigger.dep_ == "pobj" and a.trigger.head.lower_ in ("for", "on")
    return root if root is not None and verbless and at and root.pos_ in ("NOUN", "PROPN") else None


def from_headline_person(a: Arguments) -> list[Who]:
    root = _headline(a)
    return [w for w in a.s.actors(root) if is_person(a, w)] if root is not None else []


def from_headline_place(a: Arguments) -> list[Who]:
    root = _headline(a)
    return [w for o in a.prepositional("in", root) for w in a.s.actors(o)] if root is not None else []


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


def from_title_state(a: Arguments) -> list[Who]:
    for child in a.verb.subtree:
        if "leader_titles" in a.s.kinds(child):
            return a.s.owners(child) or a.s.definite(child, {"leader_titles"})
    chiefs = [
        c for c in a.verb.children if c.dep_ in ("oprd", "attr") and a.s.lemma(c) in ("commander", "chief", "head")
    ]
    bodies = [w for c in chiefs if not any(g.lower_ == "deputy" for g in c.children) for w in a.s.owners(c)]
    return [w for w in bodies if w.actor.type == "organisation"]  # "was appointed commander of the ECOMOG force"


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


def _ranks(word: Token) -> bool:
    """ "a full member", "the 29th member": of the body spoken of, not of another."""
    return word.lower_ in MEMBER_WORDS or (word.text[:1].isdigit() and word.text[-2:] in ("st", "nd", "rd", "th"))


def from_last_union(a: Arguments) -> list[Who]:
    """ "Finland, a member since April": of the organisation named last."""
    if any(a.prepositional(p, a.trigger) for p in ("of", "in", "to")):
        return []
    if any(c.dep_ in ("poss", "compound", "amod") and not _ranks(c) for c in a.trigger.children):
        return []  # "its founder", "a council member"
    if any(c.dep_ in ("acl", "relcl") and any(o.dep_ == "dobj" for o in c.children) for c in a.trigger.children):
        return []  # "a candidate to join the EU"
    return _last_body(a)


def _last_body(a: Arguments) -> list[Who]:
    here = [i for i, m in sorted(a.s.head_of.items()) if m.type == "organisation" and i < a.trigger.i]
    if here:
        return a.s.named(a.s.doc[here[-1]], a.s.head_of[here[-1]], 0)
    last = a.s.discourse.organisation()
    return [again(last, a.trigger)] if last is not None else []


def from_bloc(a: Arguments) -> list[Who]:
    """ "Albania and Croatia will join in April": the body spoken of last, where nothing else is said to be joined."""
    joins = next((v for v in (a.verb, *a.clauses(("xcomp", "ccomp"))) if v.lemma_ in JOINS), None)
    if joins is None or any(w.actor.type != "state" for w in a.subjects):
        return []
    said = [*themes_of(joins), *(c for c in joins.children if c.dep_ == "prt")]
    said += [t for p in ("in", "with", "for", "up", "on", "at") for t in a.prepositional(p, joins)]
    d = a.s.discourse
    lately = any(d.sentence - n <= 1 for n, body in d.organisations if body.type == "organisation")
    return _last_body(a) if lately and all(_is_time(t) for t in said) else []


def _is_time(token: Token) -> bool:
    return token.text in DAYS or token.like_num or token.lemma_ in SEASONS


def from_theme_states(a: Arguments) -> list[Who]:
    """ "The bloc, which also includes Tunisia and Libya", "whose members include Cuba": states that are counted."""
    agents = a.agents()
    if any(t.pos_ == "NOUN" and t.lemma_ not in ("member", "state", "country") and not a.s.actors(t) for t in agents):
        return []
    return [w for t in a.themes() for w in a.s.actors(t) if w.actor.type == "state" and w.how == "name"]


def from_under_sides(a: Arguments) -> list[Who]:
    """ "Under a treaty of 1993 its regiment stayed": who acts under it; else the two whom text or sentence is about."""
    return from_clause_subject(a) or from_both(a)


def from_titled_of(a: Arguments) -> list[Who]:
    """ "was named a major ally of the United States": whose ally; a non-NATO ally is America's by its law."""
    calls = [t for t in a.verb.subtree if a.s.lemma(t) == "ally" and t.i > a.verb.i]
    found = [w for t in calls for o in a.owner_tokens(t) for w in a.s.actors(o)]
    law = any(c.lower_ in ("nato", "non-nato") for t in calls for c in t.children if c.i < t.i)
    return found or ([Who(state_actor("USA"), calls[0].i)] if calls and law else [])


def from_listed_before(a: Arguments) -> list[Who]:
    """ "The rebels and their Rwandan allies": whose allies they are, the one named beside them."""
    own = any(c.dep_ == "poss" and c.lower_ in ("its", "their", "his", "her") for c in a.trigger.children)
    if a.trigger.dep_ != "conj" or not own:
        return []
    head = a.trigger.head
    return [w for w in a.s.actors(head) if w.token < a.trigger.i] or a.s.owners(head)


def from_adjective_owner(a: Arguments) -> list[Who]:
    """ "Their Rwandan allies": of which state the adjective is."""
    named = [c for c in a.trigger.children if c.dep_ in ("amod", "compound", "nmod") and c.i in a.s.head_of]
    return [w for c in named for w in a.s.named(c, a.s.head_of[c.i], 0)]


def from_of_both(a: Arguments) -> list[Who]:
    """ "An ally of both": of the two whom the text is about."""
    if not any(c.lower_ == "both" for t in a.prepositional("of", a.trigger) for c in (t, *t.children)):
        return []
    mine = {w.actor.state for w in a.subjects}
    return [again(actor, a.trigger) for actor in a.s.discourse.both() if actor.state not in mine]


def from_talking(a: Arguments) -> list[Who]:
    """ "Talks with Washington are under way": who else talks, the subject of the clause beside or of the text."""
    them = {w.actor.state for t in a.prepositional("with", a.trigger) for w in a.s.actors(t)}
    verb = a.trigger.head
    beside = verb.head if verb.dep_ in ("conj", "advcl") else None
    named = [w for t in (a.agents(beside) if beside is not None else []) for w in a.s.actors(t)]
    found = named or from_owner(a) or [again(actor, a.trigger) for actor in a.s.discourse.thing()]
    return [w for w in found if w.actor.state not in them] if a.trigger.dep_ in SUBJECTS else []


def from_after_talks(a: Arguments) -> list[Who]:
    """ "After eight hours of talks in Jeddah Ukraine accepted": who has talked."""
    prep, verb = a.trigger.head, None
    while prep.dep_ == "prep" and prep.lower_ == "of" and prep.head.dep_ == "pobj":
        prep = prep.head.head
    if a.trigger.dep_ != "pobj" or prep.lower_ not in ("after", "following", "during", "at", "in", "before", "ahead"):
        return []
    if prep.lower_ in ("at", "in") and not a.prepositional("with", a.trigger):
        return []
    verb = next((t for t in prep.ancestors if t.pos_ in ("VERB", "AUX")), None)
    tokens = [c for c in verb.children if c.dep_ in PASSIVE] or a.agents(verb) if verb is not None else []
    return [w for t in tokens for w in a.s.actors(t)]


def from_of_persons(a: Arguments) -> list[Who]:
    """ "In the presence of the prince and the president": both are there."""
    if a.trigger.dep_ != "pobj" or a.trigger.head.lower_ not in ("in", "under"):
        return []
    return [w for t in a.prepositional("of", a.trigger) for w in a.s.actors(t) if is_person(a, w)]


def from_clause_in(a: Arguments) -> list[Who]:
    """ "Bombed the town in coordination with Damascus": who did."""
    prep = a.trigger.head
    if a.trigger.dep_ != "pobj" or prep.lower_ != "in" or prep.head.pos_ != "VERB":
        return []
    tokens = [c for c in prep.head.children if c.dep_ in PASSIVE] or a.agents(prep.head)
    return distinct(w for t in tokens for w in a.s.actors(t))


def from_drill_host(a: Arguments) -> list[Who]:
    """ "Two Polish companies took part": in the exercise of which the text told, with whoever holds it."""
    mine = {w.actor.state for w in from_agent(a)}
    for relation in ("COOPERATES_WITH", "MOBILIZES"):
        told = a.s.discourse.event(relation)
        if told is not None and told[0].state not in mine:
            return [again(told[0], a.trigger)]
    return []
