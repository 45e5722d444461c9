"""Troops as slots: whose they are, who sends them, to which mission, across which border."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text import antecedents
from kg.text.actors import MISSIONS
from kg.text.arguments import Arguments
from kg.text.grammar import PASSIVE, SUBJECTS, conjuncts, is_passive, is_there, objects
from kg.text.mentions import classes, missions, state_actor, words
from kg.text.noun_phrases import NAVIES
from kg.text.slots_plain import HIRED, bands_named, from_agent, theme_inside
from kg.text.who import Who, again, distinct

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

SOLDIERS = words(
    "troop soldier force police jet warplane aircraft gunner marine paratrooper guard tank helicopter policeman"
)
MEN = words("""
    man member staff medic engineer doctor officer observer
    sapper technician specialist guard scout operator fighter crew monitor gendarme carabiniere carabinieri regular
    ranger sailor airman pilot gunner rifleman volunteer auxiliary guardsman policewoman constable inspector verifier
    """)  # of forces, where somebody owns them
COMPANY = words("party group team squad element personnel colleague platoon frigate warship helicopter jet")
BESIDES = ("with", "along", "alongside", "including", "plus", "beside", "besides")
TOGETHER = words("arrive land remain stay come go move deploy station base return leave fly sail send dispatch")
SENDERS = ("state", "organisation")
ABOUT_FORCES = words("""
    number presence deployment withdrawal arrival departure commander chief head leader death killing killer loss use
    role dispatch training movement convoy base strength cost plan transfer return
    """)  # "the withdrawal of Kenyan troops" is none
SAYING = words("say announce promise state confirm pledge declare add tell deny dismiss reject claim assert allege")
HAVING = words("have keep maintain count retain")
TAKING_PART = words("take participate contribute")
CIVIL = words("live arrive land cross fly go travel come return stay work flee move reach enter settle")  # people do
SENDING = words("send deploy station post base dispatch have keep commit contribute place move put leave rotate serve")
FORMATIONS = words("squadron flight fleet wing pair dozen handful score group number couple flotilla")
SENT_TO = ("to", "in", "into", "at", "on")
NUMBERED = words("troop_number troop_strength troop_level number_of_troops")
SHOTS = frozenset(["missile", "rocket", "shell", "warhead", "satellite"])  # they fly, but nobody is sent
FLEETS = frozenset((
    "HMS", "USS", "INS", "HMAS", "HMCS", "Navy", "Army", "Force", "Forces", "Guard", "Guards", "Marines", "Corps",
    "Battalion", "Brigade", "Regiment",
))  # fmt: skip
BORDERS = words("border frontier boundary crossing borderline demarcation_line line_of_control border_crossing street")
BY_A_BORDER = {word.split("_")[-1] for word in BORDERS} | BORDERS | {"line"}  # without any of these words there is none
TO_A_BORDER = ("to", "on", "at", "along", "near", "towards", "toward", "by", "up", "onto", "around", "in")
PEACEKEEPING = words("""
    peacekeeping_force peace_force stabilisation_force
    stabilization_force multinational_force regional_force peacekeeping_operation
    multinational_brigade multinational_division stabilisation_division
    stabilization_division training_team observer_force un_force
    multinational_battalion intervention_brigade peacekeeping_contingent monitoring_team regional_brigade
    peacekeeping_brigade
    monitoring_centre monitoring_center separate_force battle_group air_policing policing_mission
    """)


def from_troops(a: Arguments) -> list[Who]:
    """ "The troops", "the soldiers", "troops" that nobody owns: those who were sent before, else the setting's."""
    for token in a.agents():
        noun = a.s.head_noun(token)
        near = [c for c in noun.children if c.dep_ in ("amod", "compound", "nummod", "poss", "relcl", "acl")]
        if a.s.lemma(noun) not in SOLDIERS or near or a.s.actors(token):
            continue
        told = a.s.discourse.event("TROOP_DEPLOYMENT") or a.s.discourse.event("ATTACKS")
        if told is not None and a.s.is_definite(noun):
            return [Who(told[0], token.i, "forces", told[0].name)]
        area = a.s.discourse.setting()
        return [Who(area, token.i, "forces", area.name)] if area is not None else []
    return []


def from_fighters(a: Arguments) -> list[Who]:
    """Armed groups and soldiers that move into a place."""
    return [w for w in from_forces_owner(a) if w.how != "office"]


def from_forces_owner(a: Arguments) -> list[Who]:
    """The state of the forces that do it: where the subject is forces, or "they" spoken of before."""
    found = []
    for token in a.agents():
        found += forces_of(a, token)
        for other in conjuncts(token):  # "the Spaniards and Hondurans"
            known = a.s.head_of.get(other.i)
            found += forces_of(a, other) if known is not None and known.kind == "demonym_plural" else []
    return distinct(found + (from_company(a) if found else []))


def from_company(a: Arguments) -> list[Who]:
    """Whose the forces are that go with others: "..., together with police from Fiji", "with 90 Danish engineers"."""
    at_verb = a.verb.children if a.verb.lemma_ in TOGETHER else ()
    moved = [*a.agents(), *a.themes()]
    preps = [c for h in (*moved, *at_verb, *[a.verb] * bool(at_verb)) for c in h.children if c.lower_ in BESIDES]
    beside = [o for p in dict.fromkeys(preps) for q in (p, *p.children) for o in objects(q)]
    nouns = [t for o in beside for t in (o, *conjuncts(o)) if a.s.words(t) & (classes()["people_only"] | MEN | COMPANY)]
    named = [
        m for o in beside for t in (o, *conjuncts(o)) if (m := a.s.head_of.get(t.i)) and m.kind == "demonym_plural"
    ]
    people = [Who(state_actor(m.state), a.trigger.i, "forces") for m in named if m.state]  # "160 Italians"
    return people + [Who(w.actor, w.token, "forces") for t in nouns for w in a.s.owners(t) if w.actor.type in SENDERS]


def from_theme_forces(a: Arguments) -> list[Who]:
    """The owner of the forces that are moved; a named force is its own."""
    return [w for token in a.themes() for w in forces_of(a, token)]


def from_to_force(a: Arguments) -> list[Who]:
    """ "Home to thousands of Cuban advisers": whose the forces after "to" are."""
    return [w for t in a.prepositional("to", a.trigger) for w in forces_of(a, t) if w.actor.type != "group"]


def from_theme_compound(a: Arguments) -> list[Who]:
    """ "Give US forces access": whom a verb of giving names first, which the parser takes for a part of the gift."""
    near = [c for t in a.themes() for c in t.children if c.dep_ in ("compound", "nmod") and c.i > a.trigger.i]
    return [w for c in near for w in (forces_of(a, c) or [w for w in a.s.actors(c) if w.how == "name"])]


def from_sender(a: Arguments) -> list[Who]:
    """Who sends them: a state, whoever they are ("Turkey flew Syrian fighters"); else whose they are."""
    alone = is_passive(a.verb) and not from_agent(a)  # "Chadian fighters had been sent to the front"
    sent = HIRED | (frozenset() if alone else {"fighter", "recruit", "auxiliary"})
    hired = any(a.s.lemma(a.s.head_noun(t)) in sent for t in a.themes())
    theirs = any(c.dep_ == "poss" and c.pos_ == "PRON" for t in a.themes() for c in a.s.head_noun(t).children)
    if theirs and not from_agent(a) and not is_passive(a.verb):
        return []  # "Container lines are sending their vessels around the Cape"
    whose = [] if hired else theme_inside(a, "owner")
    if whose and is_passive(a.verb):
        whose += from_company(a)
    agents = [w for w in from_agent(a) if w.actor.type != "group"]
    return whose or agents or ([] if hired else from_theme_forces(a))


def from_pushed(a: Arguments) -> list[Who]:
    """ "France was pushed out of Mali": a state that is, or forces that somebody drives out."""
    whole = is_passive(a.verb) and any(c.dep_ in PASSIVE for c in a.verb.children)
    states = [w for t in a.themes() for w in a.s.actors(t) if w.actor.type == "state"] if whole else []
    return states or from_theme_forces(a)


def forces_of(a: Arguments, token: Token) -> list[Who]:
    noun = a.s.head_noun(token)
    if noun.lemma_ in ("team", "crew", "expedition") and not any(
        a.s.kinds(t) & {"people_only", "weapons"} for t in noun.subtree if t != noun
    ):
        return []  # of sportsmen, doctors, explorers
    found = [
        w
        for w in a.s.actors(token)
        if w.how == "forces" or (w.actor.type in ("armed_force", "armed_group") and w.how != "office") or is_guard(a, w)
    ]
    if found:
        return found
    if (
        noun.pos_ == "NOUN" and not a.s.words(noun) & classes()["people_only"]
    ):  # "an advance party of 200 Kenyan police"
        inner = [o for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for o in objects(c)]
        men = classes()["people_only"] | MEN | (classes()["weapons"] if noun.lemma_ in FORMATIONS else set())
        if inner and a.s.words(inner[0]) & men and a.s.lemma(noun) not in ABOUT_FORCES:
            return [Who(w.actor, w.token, "forces") for o in inner for w in a.s.owners(o) if w.actor.state]
    mention = a.s.head_of.get(noun.i)
    if noun.pos_ == "PROPN" and any(w.actor.type == "leader" for w in a.s.actors(token)):
        return []  # "Turkish Foreign Minister Hakan Fidan arrived" is no deployment
    if mention is not None and mention.kind == "demonym_plural" and mention.state:  # "300 Americans are at the site"
        return [Who(state_actor(mention.state), noun.i, "forces")] if _are_soldiers(a, mention.state) else []
    if mention is not None and mention.id in missions():
        return [Who(Actor(mention.text, "organisation", mention.id, None), noun.i, "forces")]
    if noun.pos_ not in ("NOUN", "PROPN", "NUM", "PRON", "DET", "ADJ"):
        return []
    navy = next((NAVIES[c.text] for c in (noun, *noun.children) if c.text in NAVIES), None)
    if navy and noun.pos_ == "PROPN":  # "The frigate HMS Kent moored at Gibraltar"
        return [Who(state_actor(navy), noun.i, "forces")]
    if noun.pos_ == "PROPN" and not _is_of_forces(a, noun):
        return []  # "Slovak premier Robert Fico", "Nigeria's Super Eagles"
    if any(c.lower_ == "foreign" for c in noun.children) and "people_only" in a.s.kinds(
        noun
    ):  # "the withdrawal of all foreign troops"
        return [Who(Actor(a.s.phrase(noun), "group"), noun.i, "forces")]
    if "weapons" in a.s.kinds(noun) and a.s.lemma(noun) not in SHOTS:  # "Four Spanish F-18s are at the base"
        return [Who(w.actor, noun.i, "forces", w.antecedent) for w in a.s.owners(noun, of=False) if w.actor.state]
    if noun.pos_ == "NOUN" and not a.s.words(noun) & classes()["people_only"] | (a.s.words(noun) & MEN):
        return []
    owners = [w for w in a.s.owners(noun, of=noun.pos_ == "NOUN") if w.actor.type not in ("leader", "region")]
    owners = owners or [state_who(w) for w in a.s.owners(noun) if w.actor.type == "leader" and w.actor.state]
    if owners:
        return [Who(w.actor, noun.i, "forces", w.antecedent) for w in owners]
    if token.dep_ == "dobj" and token.head.lemma_ in HAVING:  # "Austria has 350 soldiers serving in Kosovo"
        holders = [w for t in a.agents(token.head) for w in a.s.actors(t) if w.actor.state]
        return [Who(w.actor, noun.i, "forces", w.antecedent) for w in holders]
    if token.dep_ == "pobj" and token.head.lower_ == "with" and token.head.head.i in a.s.head_of:
        holders = [
            w for w in a.s.actors(token.head.head) if w.actor.state
        ]  # "Syria, with 30,000 soldiers stationed there"
        return [Who(w.actor, noun.i, "forces", w.antecedent) for w in holders]
    alone = not any(c.dep_ in ("amod", "compound") and c.text[0].isupper() for c in noun.children)
    counted = noun.pos_ == "NOUN" or "people_only" in a.s.kinds(noun)  # "2,500 are to follow"
    if alone and counted and token.dep_ in (*SUBJECTS, *PASSIVE):  # "Some 900 soldiers will fly home"
        whose = [w.actor for w in a.s.troops_before(noun)] or list(a.s.discourse.troops())
        told = [e for r in ("TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL") if (e := a.s.discourse.event(r)) is not None]
        whose = whose or list(dict.fromkeys(e[0] for e in told))
        if not whose and a.frame is not None and a.frame.relation in ("TROOP_WITHDRAWAL", "MOBILIZES"):
            whose = speakers_state(a)  # "its defence minister said the last soldiers would leave Chad"
        return [
            Who(actor, noun.i, "forces", actor.name) for actor in whose if len(whose) == 1 and actor.type != "region"
        ]
    return []


def speakers_state(a: Arguments) -> list[Actor]:
    """The state whose government says what its soldiers do."""
    above = [t for t in a.verb.ancestors if t.lemma_ in SAYING][:1]
    found = [w.actor.state for v in above for t in a.agents(v) for w in a.s.actors(t) if w.actor.type != "region"]
    return [state_actor(s) for s in dict.fromkeys(found) if s]


def from_origin(a: Arguments) -> list[Who]:
    """ "The peacekeepers come from Ghana and Nepal", and "They come from Ghana" after a sentence about forces."""
    doers = [a.s.head_noun(t) for t in a.agents()]
    told = max((at for at, _ in a.s.discourse.forces), default=-9) >= a.s.discourse.sentence - 1
    forces = any(a.s.kinds(t) & {"people_forces"} or (told and t.lower_ in ("they", "these")) for t in doers)
    moving = any(a.prepositional(p) for p in ("to", "into", "under"))
    found = [w for t in a.prepositional("from") for w in a.s.actors(t)] if forces and not moving else []
    return [w for w in found if w.actor.type == "state" and w.how in ("name", "coreference")]


def from_theme_named(a: Arguments) -> list[Who]:
    """ "Guantanamo, a base that the United States leases": the place that the theme explains."""
    named = [t.head for t in a.themes() if t.dep_ == "appos"]
    named += [t.head.head for t in a.themes() if t.dep_ == "relcl" and t.head.dep_ == "appos"]
    return [w for t in named for w in a.s.actors(t) if w.actor.state]


def from_denier(a: Arguments) -> list[Who]:
    """ "Paraguay denied that American troops had a base at Estigarribia": who speaks, of his own land."""
    denied = any(t.lemma_ in ("deny", "dismiss", "reject") for t in a.verb.ancestors)
    return [again(actor, a.trigger) for actor in speakers_state(a)] if denied else []


def from_teller(a: Arguments) -> list[Who]:
    """ "A deputy in Lusaka claimed that the Americans were building a base": who says it, of his own land."""
    placed = any(a.prepositional(name) for name in ("in", "at", "on"))
    return [] if placed else [again(actor, a.trigger) for actor in speakers_state(a)]


def from_known_base(a: Arguments) -> list[Who]:
    """ "The base", "the port": in the state that was named as a place last."""
    nouns = [*a.themes(), *(t for name in ("at", "in", "from") for t in a.prepositional(name))]
    if not any(a.s.words(t) & classes()["base"] and a.s.is_definite(t) for t in nouns):
        return []
    if any(a.prepositional("in", t) for t in nouns):
        return []
    state = a.s.discourse.place_named({w.actor.state for w in a.subjects})
    return [again(state_actor(state), a.trigger)] if state else []


def from_fight_for(a: Arguments) -> list[Who]:
    """ "Sent 12,000 men to fight for Russia": whom those help who are sent."""
    clauses = [c for c in a.clauses(("xcomp", "advcl", "acl", "relcl")) if c.lemma_ in ("fight", "serve", "work")]
    preps = [p for c in clauses for p in c.children if p.dep_ == "prep" and p.lower_ in ("for", "alongside")]
    return [w for p in preps for o in objects(p) for w in a.s.actors(o) if w.actor.type in ("state", "armed_group")]


def from_sent_host(a: Arguments) -> list[Who]:
    """ "The soldiers will stay", "the last of them flew out": where the text said that they were."""
    hosts = {a.s.discourse.hosts.get(w.actor.side) for w in a.subjects} - {None}
    host = hosts.pop() if len(hosts) == 1 else None
    return [again(state_actor(host), a.trigger)] if host else []


def from_setting(a: Arguments) -> list[Who]:
    """ "Some 200 Turkish officers are to instruct recruits": in the state that the text is about."""
    mine = {w.actor.state for w in a.subjects}
    named = {antecedents.place_named(a.s, t) for t in a.s.doc} - {None} - mine
    about = a.s.discourse.main(frozenset(mine)) if not named else None
    return [again(about, a.trigger)] if about is not None else []


def from_theme_foreign(a: Arguments) -> list[Who]:
    """ "Saw its last Russian unit off", "rule out a Russian deployment": whose it is, other than the doer's."""
    mine = {w.actor.state for w in from_agent(a)}
    return [w for w in theme_inside(a, "owner") if w.actor.state not in mine]


def from_agent_unowned(a: Arguments) -> list[Who]:
    """Whoever does it, where what is done is nobody else's: "ruled out soldiers", not "a Russian deployment"."""
    return [] if theme_inside(a, "owner") else from_agent(a)


def from_there(a: Arguments) -> list[Who]:
    """The adverb alone: "ordered more troops there"."""
    near = [c for h in (a.trigger, *a.themes()) for c in h.children if is_there(c)]
    return [w for t in near for w in a.s.one(t, 0)]


def from_beside_army(a: Arguments) -> list[Who]:
    """ "Have been fighting alongside the Chadian army": whose army it is; states by name are only allies, and so are
    armies where it is said where to: "will fly to Iraq to serve alongside troops from Nicaragua"."""
    way = [t for name in ("to", "in", "into") for t in a.prepositional(name, a.verb.head)]
    if a.verb.dep_ in ("advcl", "xcomp") and any(a.s.actors(t) for t in way):
        return []
    beside = [t for name in ("alongside", "beside") for t in a.prepositional(name)]
    return [w for t in beside if "people_only" in a.s.kinds(t) for w in forces_of(a, t)]


def from_agent_base(a: Arguments) -> list[Who]:
    """ "The compound houses 180 Japanese sailors": where the base stands that does."""
    nouns = [t for t in a.agents() if a.s.words(t) & (classes()["base"] | {"compound"}) and a.s.is_definite(t)]
    here = [w for t in nouns for o in a.prepositional("in", t) for w in a.s.actors(o) if w.actor.state]
    state = a.s.discourse.place_named(set()) if nouns and not here else None
    return here or ([again(state_actor(state), a.trigger)] if state else [])


def from_base_user(a: Arguments) -> list[Who]:
    """Who leaves a base of his own: "Britain closed its base", not "Chad closed the French base"."""
    owners = theme_inside(a, "owner")
    agents = from_agent(a)
    own = {w.actor.side for w in owners}
    if owners and agents and not any(w.actor.side in own for w in agents):
        return []
    return agents or owners


def from_theme_sent(a: Arguments) -> list[Who]:
    """ "To withdraw the men whom it had sent to Chad", "the troops stationed in Chad", "sent men to Chad and withdrew
    them": where they were sent."""
    if any(t.lower_ == "them" for t in a.themes()) and a.verb.lemma_ != "evacuate":
        above = [t for t in a.verb.ancestors if t.pos_ == "VERB" and t.i < a.verb.i]
        return _sent_to(a, [v for v in above if v.lemma_ in SENDING])
    clauses = [c for t in a.themes() for n in {t, a.s.head_noun(t)} for c in n.children if c.dep_ in ("relcl", "acl")]
    return _sent_to(a, [c for c in clauses if c.lemma_ in SENDING])


def _sent_to(a: Arguments, verbs: list[Token]) -> list[Who]:
    preps = [c for v in verbs for c in v.children if c.dep_ in ("prep", "dative") and c.lower_ in SENT_TO]
    return [w for p in preps for o in objects(p) for w in a.s.actors(o) if w.actor.state]


def from_forces_number(a: Arguments) -> list[Who]:
    """ "The number of Cuban soldiers in Angola will fall", "troop numbers", "the French contingent": whose they are."""
    found = []
    for token in a.agents():
        noun = a.s.head_noun(token)
        if noun.lemma_ in ("number", "strength", "level", "size"):
            of = a.prepositional("of", noun)
            found += [w for t in of for w in forces_of(a, t)] or [
                w for w in a.s.owners(noun, of=False) if a.s.words(noun) & NUMBERED
            ]
        elif noun.lemma_ in ("contingent", "garrison", "presence", "deployment", "battlegroup"):
            found += forces_of(a, token)
    return distinct(found)


def from_below_at(a: Arguments) -> list[Who]:
    """ "Asked for its ships to be allowed to call at Djibouti": where the clause below says."""
    clauses = a.clauses(("xcomp", "ccomp", "advcl"))
    preps = [c for v in clauses for c in v.children if c.dep_ == "prep" and c.lower_ in ("at", "in", "on", "from")]
    return [w for p in preps for o in objects(p) for w in a.s.actors(o) if w.actor.state]


def _are_soldiers(a: Arguments, state: str) -> bool:
    """Whether "300 Americans" who arrive, live or are hosted somewhere are soldiers: where forces, or theirs, are
    spoken of."""
    if a.verb.lemma_ not in CIVIL and a.trigger.lemma_ not in ("host", "home"):
        return True
    told = {actor.state for _, actor in a.s.discourse.forces} | set(a.s.discourse.hosts)
    return state in told or any(a.s.kinds(t) & {"people_only", "weapons", "base"} for t in a.s.doc if t.pos_ == "NOUN")


def _is_of_forces(a: Arguments, noun: Token) -> bool:
    """Whether a proper noun is the name of forces or of a ship or plane, not of a person or a team."""
    near = [noun, *(c for c in noun.children if c.dep_ in ("compound", "amod", "nmod", "appos"))]
    return any(a.s.kinds(t) & {"people_only", "people_forces", "weapons"} or t.text in FLEETS for t in near)


def is_guard(a: Arguments, who: Who) -> bool:
    """ "Russian border guards", a service by its name, but one of armed men."""
    return who.actor.type == "agency" and bool(a.s.words(a.s.doc[who.token]) & {"border_guard", "guard", "coastguard"})


def state_who(who: Who) -> Who:
    """The state of a leader, where "his men" are its forces."""
    return Who(state_actor(who.actor.state or ""), who.token, who.how, who.antecedent)


def is_line(noun: Token) -> bool:
    """ "The Line of Control", "the line of contact"."""
    after = [o.lower_ for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for o in objects(c)]
    return noun.lower_ == "line" and bool({"control", "contact", "demarcation", "separation"} & set(after))


def from_border(a: Arguments) -> list[Who]:
    """Across which border troops look: "to the Colombian frontier", "its border with Chad"."""
    found: list[Who] = []
    for name in TO_A_BORDER:
        for token in a.prepositional(name):
            noun = a.s.head_noun(token)
            near = [noun, *(c for c in noun.children if c.dep_ == "compound")]
            if not any(a.s.words(n) & BORDERS for n in near):
                continue
            found += [w for n in near for w in a.s.owners(n)]
            found += [w for h in (noun, None) for t in a.prepositional("with", h) for w in a.s.actors(t)]
    mine = {w.actor.state for w in from_agent(a)} | {w.actor.state for w in from_theme_forces(a)}
    return [w for w in found if w.actor.state and w.actor.state not in mine]


def from_known_host(a: Arguments) -> list[Who]:
    """Where the same sender's troops were said to go: for "joined the fight", "sent to fight in the war"."""
    senders = {w.actor.state for t in (*a.themes(), *a.agents()) for w in a.s.owners(a.s.head_noun(t))} - {None}
    if len(senders) != 1:
        return []
    around = {m.state for m in a.s.mentions if m.type == "region" and m.state} - senders
    host = next(iter(around)) if len(around) == 1 else a.s.discourse.hosts.get(senders.pop() or "")
    return [Who(state_actor(host), a.trigger.i, "coreference", host)] if host else []


def mission_tokens(a: Arguments) -> list[Token]:
    """The mission that somebody joins, leads or contributes to: by its name, or a noun of missions."""
    near = [*a.themes(), *(t for name in ("to", "in", "with", "for") for t in a.prepositional(name))]
    found = [t for t in near if is_mission(a, t)]
    alone = a.verb.lemma_ in TAKING_PART and not [t for t in near if t not in a.themes()]
    alone = alone and not any(t.pos_ == "PRON" for t in a.agents())
    return found or ([a.trigger] if alone and a.s.discourse.mission_is_told() else [])


def is_mission(a: Arguments, token: Token) -> bool:
    mention = a.s.head_of.get(token.i)
    if mention is not None:
        return mention.id in missions()
    lemma = a.s.lemma(token)
    if token.tag_ not in ("NN", "NNP") or lemma not in MISSIONS:
        return False
    if (
        token.dep_ == "dobj"
        and a.s.is_definite(token)
        and any(w.actor.state for t in a.prepositional("in") for w in a.s.actors(t))
    ):
        return True  # "is leading the contingent in Estonia", to the parser a leading in Estonia
    if a.s.is_definite(token) and lemma in ("force", "operation") and not any(c.dep_ == "prep" for c in token.children):
        return a.s.discourse.mission_is_told() or a.s.mission_at(token) is not None
    return lemma == "mission" or a.s.mission_at(token) is not None or bool(a.s.words(token) & PEACEKEEPING)


def from_mission(a: Arguments) -> list[Who]:
    hosts = [(a.s.mission_at(t), t) for t in mission_tokens(a)]
    found = [again(state_actor(h), t) for h, t in hosts if h]
    found = found or [w for t in a.prepositional("in") for w in a.s.actors(t) if w.actor.state]
    there = a.s.discourse.mission or a.s.discourse.theatre(set())
    return found or [again(state_actor(there), t) for _, t in hosts if there]


def from_of_mission(a: Arguments) -> list[Who]:
    """ "the 330 Irish members of the mission"."""
    near = [t for name in ("of", "in", "with") for t in a.prepositional(name, a.trigger)]
    hosts = [(a.s.mission_at(t) or a.s.discourse.mission, t) for t in near if is_mission(a, t)]
    return [again(state_actor(h), t) for h, t in hosts if h]


def from_mission_host(a: Arguments) -> list[Who]:
    """Where the mission stands that the sentence or the text speaks of."""
    here = next((h for t in a.s.doc if (h := a.s.mission_at(t))), None) or a.s.discourse.mission
    return [again(state_actor(here), a.trigger)] if here else []


def from_mission_agent(a: Arguments) -> list[Who]:
    """The mission that starts its work, or who sends it."""
    tokens = [
        t for t in a.agents() if is_mission(a, t) or any(is_mission(a, c) for c in t.children if c.dep_ == "appos")
    ]
    found = [w for t in tokens for w in (a.s.owners(t, of=False) or a.s.actors(t))]
    return [w for w in found if w.actor.type in ("organisation", "state")]


def mission_subjects(a: Arguments) -> list[Token]:
    """The mission that grows or shrinks: the subject, by its name or as "the force", "the mission"."""
    tokens = [t for t in (*a.agents(), *a.themes()) if t.dep_ in (*SUBJECTS, *PASSIVE)]
    return [t for t in tokens if is_mission(a, t) or _is_it(a, t)]


def _is_it(a: Arguments, token: Token) -> bool:
    """ "The mission", "the force", or "it" after the mission's name."""
    called = a.s.lemma(token) in ("mission", "force") and a.s.is_definite(token)
    return called or (token.lower_ == "it" and any(w.actor.id in missions() for w in a.s.actors(token)))


def from_mission_self(a: Arguments) -> list[Who]:
    """The mission itself, where its numbers are told: "UNIFIL is to grow to 7,900 men", "the force will number 900"."""
    found = [w for t in mission_subjects(a) for w in a.s.actors(t) or a.s.owners(t, of=False)]
    found = [w for w in found if w.actor.type == "organisation"]
    name = a.s.discourse.mission_name
    return found or ([again(name, t) for t in mission_subjects(a)[:1]] if name is not None else [])


def from_mission_place(a: Arguments) -> list[Who]:
    """Where the mission of the subject stands."""
    hosts = [h for t in mission_subjects(a) if (h := a.s.mission_at(t) or a.s.discourse.mission)]
    return [again(state_actor(h), a.trigger) for h in hosts[:1]]


def from_theatre(a: Arguments) -> list[Who]:
    """Where the troops of others were last said to go, else where the mission spoken of stands."""
    mine = {w.actor.side for w in (a.subjects or from_agent(a))}
    host = a.s.discourse.theatre(mine) or a.s.discourse.mission
    return [again(state_actor(host), a.trigger)] if host and host not in mine else []


def from_from_ground(a: Arguments) -> list[Who]:
    """ "Attacked the town from Congolese soil": whose the ground is."""
    grounds = [
        t for t in a.prepositional("from") if a.s.words(t) & {"soil", "territory", "airspace", "airfield", "base"}
    ]
    found = [w for t in grounds for w in a.s.owners(t)]
    return [w for w in found if w.actor.state]


def from_others_ground(a: Arguments) -> list[Who]:
    """ "Syria is calm, yet Turkey keeps 900 soldiers on its soil": whose the sentence told of before."""
    if a.verb.lemma_ not in HAVING:
        return []
    grounds = [t for p in ("on", "in") for h in (None, *a.themes()) for t in a.prepositional(p, h) if t.lemma_ in SOIL]
    theirs = [t for t in grounds for c in t.children if c.lower_ in ("its", "their") and c.dep_ == "poss"]
    others = any(c.i in a.s.part_of for t in a.themes() for c in t.children)  # "Belarus keeps Wagner men on its soil"
    if not theirs or others or any(c.lower_ == "own" for t in theirs for c in t.children):
        return []
    mine = {w.actor.state for w in from_agent(a)}
    before = [t for t in a.s.doc[: a.verb.i] if t.dep_ in (*SUBJECTS, *PASSIVE) and t.head != a.verb]
    told = [w for t in before for w in antecedents.shallow(a.s, t) if w.actor.state and w.actor.state not in mine]
    return [again(state_actor(w.actor.state or ""), theirs[0]) for w in told[-1:]]


SOIL = words("territory soil land ground")


def from_agent_host(a: Arguments) -> list[Who]:
    tokens = [*a.agents(), *(c for t in a.agents() for c in t.children if c.dep_ == "appos")]
    places = [w.actor.state for t in a.prepositional("in") for w in a.s.actors(t) if w.actor.state]
    hosts = [h for t in tokens if (h := a.s.mission_at(t))] or places
    return [again(state_actor(h), a.trigger) for h in hosts[:1]]


def from_unit_agent(a: Arguments) -> list[Who]:
    """ "The 47th Brigade, part of the Ukrainian army": a force by its own name, and not its state."""
    found = []
    for token in a.agents():
        if token.tag_ in ("WDT", "WP") and a.verb.dep_ == "relcl":
            token = a.verb.head
        known = a.s.head_of.get(token.i)
        if known is not None and known.type in ("armed_force", "armed_group", "agency"):
            found += a.s.named(token, known, 0)
        elif (
            known is None
            and not any(c.pos_ == "PRON" for c in token.children)
            and a.s.kinds(token) & {"forces", "people_forces", "rebels"}
        ):
            state = next((w.actor.state for w in a.s.owners(token) if w.actor.state), None)
            found.append(Who(Actor(a.s.phrase(token), "armed_force", None, state), token.i))
    return found


def from_whole(a: Arguments) -> list[Who]:
    """ "Part of the Ukrainian army": of what is named, not of what "the army" stands for."""
    return [w for t in a.prepositional("of") for w in a.s.actors(t) if not w.antecedent and w.how != "coreference"]


def named_in_short(a: Arguments, token: Token) -> Actor | None:
    """ "The Guards", "the Rifles": the body whose name, told before, ends so."""
    if token.pos_ != "PROPN" or token.i in a.s.part_of or not a.s.is_definite(token):
        return None
    bodies = [body for _, body in reversed(a.s.discourse.organisations)]
    return next((body for body in bodies if body.name.split()[-1] == token.text), None)


OFFICES = words("army military country government state armed_force navy junta air_force nation")


def from_led(a: Arguments) -> list[Who]:
    """What somebody leads: one state or body, or the mission that "the force" stands for."""
    own = [w.actor.state for w in a.subjects if w.actor.type == "leader" and w.actor.state]
    if own and any(a.s.lemma(t) in OFFICES and a.s.is_definite(t) and not a.s.owners(t) for t in a.themes()):
        return [again(state_actor(own[0]), a.trigger)]  # "Syrskyi, who leads the army": of his own state
    beside = a.verb.dep_ == "amod"  # "the Burhan-led army and the RSF": the army alone
    bands = bands_named(a) if a.verb.dep_ == "acl" else []
    led = bands or a.themes()
    found = [w for t in led for w in (a.s.one(t, 0) if beside or bands else a.s.actors(t)) if w.how != "forces"]
    lands = [t for t in a.themes() if a.s.lemma(t) in ("region", "province", "territory", "island", "enclave")]
    told = any(c.dep_ in SUBJECTS for c in a.verb.children)  # "named a general to run the region": not he who named
    if lands and told and not found and a.s.discourse.region is not None and a.s.is_definite(lands[0]):
        return [again(a.s.discourse.region, a.trigger)]
    revolt = any(a.s.lemma(t) in ("rebellion", "mutiny", "uprising", "insurgency", "revolt") for t in a.themes())
    group = a.s.discourse.group() if revolt and not found else None
    if group is not None:
        return [again(group, a.trigger)]
    if not found:
        found = [again(body, a.trigger) for t in a.themes() if (body := named_in_short(a, t)) is not None]
    mission = a.s.discourse.mission_name
    if mission is not None and any(a.s.lemma(t) in ("force", "mission", "operation") for t in a.themes()):
        found = [w for w in found if w.how == "name"] or [again(mission, a.trigger)]
    return found if len(found) == 1 else []
