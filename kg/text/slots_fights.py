"""Fights as slots: the foe, in the clause or told of before, the sides of a fight, and whose a target is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.arguments import Arguments
from kg.text.frames import index
from kg.text.grammar import SUBJECTS, by_agents, is_passive, objects, particle_lemma, themes_of
from kg.text.items import DOWNED, UNMANNED
from kg.text.mentions import state_actor, words
from kg.text.owners import FIGHTERS
from kg.text.slots_accords import from_mate
from kg.text.slots_places import FOE_REACH, places_at
from kg.text.slots_plain import from_agent, own_side
from kg.text.slots_raids import no_mans
from kg.text.standing import BLUNTS
from kg.text.who import Who, again

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

FIGHTS = ("ATTACKS", "COMBAT", "CASUALTIES", "CONTROLS")
TARGETS = frozenset(("territory", "control_places", "infrastructure", "group_people", "people_forces", "base"))
TARGET_WORDS = words(
    """
    car truck bus house home market church mosque bakery shop boat patrol convoy target village patient pipeline
    oil_pipeline
    wedding wedding_party funeral ceremony procession prayer gathering clinic school resort hotel restaurant mall club
    nightclub theatre concert festival community train railway bridge dam refinery depot farm mine quarry office bank
    station
    prison jail parliament university temple synagogue monastery shrine power_plant power_station substation grid tower
    tanker
    ferry minibus motorcade caravan column checkpoint outpost camp barracks headquarters warehouse factory workshop
    """
)
AIMS = ("on", "at", "against", "into", "in")
COUNTS = words("say report announce confirm state tell add claim acknowledge admit")
COMPLAINS = words("complain protest allege charge accuse blame condemn denounce")
BEARS = words("suffer endure withstand face weather survive experience sustain repel")
AT_HOME = words("""
    crowd protester demonstrator marcher rioter student striker worker civilian villager resident mourner worshipper
    supporter activist inmate prisoner farmer miner people opponent
    """)
NOT_ALWAYS_HARM = words(
    "take use make begin order lead send direct hold keep blame have be join answer reply help return"
)


def harms(verb: Token, as_told: tuple[str, ...] = ("ATTACKS", "CONTROLS")) -> bool:
    """Whether a verb tells of an attack."""
    keys = (particle_lemma(verb), verb.lemma_.lower())
    return any(f.relation in as_told for k in keys for f in index().get(("verbs", k), ())) and (
        verb.lemma_.lower() not in NOT_ALWAYS_HARM
    )


def from_foe(a: Arguments) -> list[Who]:
    """The other side of a fight told before: "the army answered with air strikes", "the troops bombed a depot"."""
    mine = own_side(a)
    d = a.s.discourse
    if len({w.actor.state for w in from_agent(a)}) > 1:
        return []
    beside = [a.verb.head] if a.verb.dep_ in ("conj", "ccomp", "advcl") else []
    beside += [c for c in a.verb.children if c.dep_ in ("conj", "advcl")]
    for clause in beside:  # "his tanks took the city, and the Americans replied with missiles"
        if harms(clause) or _returns_fire(clause):
            theirs = [w for t in Arguments(a.s, clause, "verbs").agents() for w in a.s.actors(t)]
            theirs = [w for w in theirs if w.actor.key not in mine and w.actor.state not in mine]
            if theirs and mine:
                return [again(theirs[0].actor, a.trigger)]
    for i, m in sorted(a.s.head_of.items(), reverse=True):
        if m.type == "armed_group" and i < a.trigger.i and (m.id or m.text) not in mine:
            here = [w for w in a.s.actors(a.s.doc[i]) if w.actor.key not in mine]
            if here and mine:
                return [again(here[0].actor, a.trigger)]
    told = sorted((d.events[r] for r in FIGHTS if r in d.events), key=lambda e: -e[0])
    for at, one, other in told:
        if other is None or d.sentence - at > FOE_REACH:
            continue
        for side, foe in ((one, other), (other, one)):
            if (side.key in mine or side.state in mine) and foe.key not in mine and foe.state not in mine:
                return [again(foe, a.trigger)]
    group = d.group()
    if group is not None and group.key not in mine and mine:
        return [again(group, a.trigger)]
    return []


def _returns_fire(verb: Token) -> bool:
    """ "Chad returned fire after Libyan soldiers shot at a post"."""
    return verb.lemma_ == "return" and any(c.dep_ == "dobj" and c.lemma_ in ("fire", "gunfire") for c in verb.children)


ANSWERS = words("return answer respond retaliate reply fire_back hit_back strike_back shoot_back")


def from_who_answers(a: Arguments) -> list[Who]:
    """ "Chad returned fire after shells from Libya fell on a village": on one of his own who answers."""
    above = a.verb.head
    if a.verb.dep_ != "advcl" or {above.lemma_, particle_lemma(above)}.isdisjoint(ANSWERS):
        return []
    return [w for t in Arguments(a.s, above, "verbs").agents() for w in a.s.actors(t) if w.actor.type == "state"]


def from_at_target(a: Arguments) -> list[Who]:
    """ "Fired missiles at an army post": whose the post is."""
    return _target(a, [*a.prepositional("at"), *a.prepositional("on")])


def from_target(a: Arguments) -> list[Who]:
    """Whose a target without owner is: of the side fought before, else of the state where it stands."""
    themes = a.themes()
    if {a.verb.lemma_, particle_lemma(a.verb)} & DOWNED:
        flying = [t for t in themes if a.s.lemma(a.s.head_noun(t)) in UNMANNED]
        from_where = [c for t in flying for c in t.children if c.dep_ in ("acl", "relcl") or c.lower_ == "from"]
        by = [o for c in from_where if c.dep_ == "acl" for o in by_agents(c)]
        if by:  # "drones fired by the Houthis"
            return [w for o in by for w in a.s.actors(o)]
        if flying and not from_where:  # "Jordan shot down the drones": of whoever fired them, and not of their target
            fired = a.s.discourse.fired
            near = fired is not None and a.s.discourse.sentence - fired[0] <= FOE_REACH
            return [again(fired[1], flying[0])] if fired and near and fired[1].state not in own_side(a) else []
    return _target(a, [*themes, *a.prepositional("at"), *a.prepositional("on")])


HOLDS = frozenset(("hold", "control", "occupy"))


def _group_told(a: Arguments) -> Actor | None:
    """The armed group that the text told of, or that the sentence alone names."""
    here = {m.id: m for m in a.s.mentions if m.type == "armed_group" and m.id}
    named = [Actor(m.text, "armed_group", m.id, m.state) for m in here.values()]
    return named[0] if len(named) == 1 else a.s.discourse.group()


def from_foe_unspoken(a: Arguments) -> list[Who]:
    """ "A British submarine sank the cruiser": the other party's; not who says so: "Chad said rebels shot it down"."""
    return [] if a.verb.dep_ == "ccomp" else from_mate(a)


def from_holder(a: Arguments) -> list[Who]:
    """ "Shelled rebel-held suburbs", "Houthi-controlled districts": the group that holds what is hit."""
    for noun in (a.s.head_noun(t) for t in (*a.themes(), *a.prepositional("on"), *a.prepositional("at"))):
        for held in (c for c in noun.children if c.lemma_ in HOLDS and c.tag_ == "VBN" and c.i < noun.i):
            group = next((t for t in held.doc[max(0, held.i - 2) : held.i] if t.text != "-"), None)
            if group is None:
                continue
            if a.s.lemma(group) in FIGHTERS:
                if (known := _group_told(a)) is not None:
                    return [again(known, group)]
                return [Who(Actor(f"{a.s.lemma(group)}s", "armed_group", None, a.s.ground(noun)), group.i, "people")]
            return [w for w in a.s.actors(group) if w.actor.type == "armed_group"]
        for held in (c for c in noun.children if c.lemma_ in HOLDS and c.tag_ == "VBN" and c.dep_ == "acl"):
            if theirs := [w for t in by_agents(held) for w in a.s.actors(t) if w.actor.key not in own_side(a)]:
                return theirs  # "two towns held by the rebels"
    return []


def _target(a: Arguments, tokens: list[Token]) -> list[Who]:
    mine = own_side(a)
    nobodys = no_mans(a, tokens)
    for theme in (t for t in tokens if t not in nobodys):
        noun = a.s.head_noun(theme)
        if a.s.kinds(theme) & TARGETS or a.s.lemma(noun) in TARGET_WORDS:
            placed = [w for w in places_at(a, theme) if w.actor.state and w.actor.state not in mine]
            if placed and placed[0].how == "name":
                return [Who(state_actor(placed[0].actor.state or ""), noun.i, "coreference", placed[0].actor.name)]
            state = a.s.ground(noun, near=True)
            if state and state not in mine:
                return [again(state_actor(state), noun)]
            if "people_forces" not in a.s.kinds(theme) and (land := of_their_land(a, noun)):
                return land
            if "group_people" in a.s.kinds(theme):
                continue  # "killed nine activists": people without a place may be anybody's
            foes = from_foe(a) if not _is_known_target(a, theme, noun) else []
            if foes:
                return foes
            state = a.s.ground(noun)
            if state and state not in mine:
                return [again(state_actor(state), noun)]
    return []


def _is_known_target(a: Arguments, theme: Token, noun: Token) -> bool:
    """ "Oman shelled a school in Yemen. The school, it said, was hit by a Yemeni rocket": no school of Oman's."""
    d = a.s.discourse
    if noun.lemma_ not in d.nouns or not any(c.dep_ == "det" and c.lower_ in ("the", "that") for c in theme.children):
        return False
    struck = [w.state for e in d.deeds if e.at == d.sentence - 1 and e.relation == "ATTACKS" for w in e.whom]
    return bool(set(struck) & own_side(a))


def of_their_land(a: Arguments, token: Token) -> list[Who]:
    """ "The FARC killed 13 police officers": whom an armed group kills is of the land it fights in."""
    fighters = [w.actor for w in from_agent(a) if w.actor.type == "armed_group" and w.actor.state]
    groups = [g.state for g in fighters if not fights_abroad(g)]
    if not groups or "rebels" in a.s.kinds(token):
        return []
    return [again(state_actor(a.s.ground(token, near=True) or groups[0] or ""), token)]


def fights_abroad(group: Actor) -> bool:
    """Whether a group's war is with a neighbour, and not with the state it lives in, whose targets it spares."""
    return group.state == "PSE" or group.id == "group:HEZBOLLAH"


def from_complainer(a: Arguments) -> list[Who]:
    """ "Thailand complained that Cambodian troops were attacking": whoever says so is who is attacked."""
    above = a.verb.head
    if a.verb.dep_ != "ccomp" or above.pos_ != "VERB":
        return []
    mine = own_side(a)
    said = [w for t in Arguments(a.s, above, "verbs").agents() for w in a.s.actors(t)]
    return [w for w in said if w.actor.state and w.actor.state not in mine and w.actor.key not in mine][:1]


def from_home_people(a: Arguments) -> list[Who]:
    """ "Soldiers shot at crowds in Harare": people of their own state, where they are in it and nobody else's."""
    states = {w.actor.state for w in a.subjects if w.actor.type in ("state", "armed_force")}
    for t in (*a.themes(), *a.prepositional("at"), *a.prepositional("on"), *a.prepositional("into")):
        noun = a.s.head_noun(t)
        if a.s.lemma(noun) not in AT_HOME or len(states) != 1 or a.s.owners(noun) or noun.i in a.s.part_of:
            continue
        if (a.s.ground(noun, near=True) or a.s.ground(noun)) in states:
            return [Who(Actor(a.s.phrase(noun), "group", None, next(iter(states))), noun.i, "people")]
    return []


def from_sufferer(a: Arguments) -> list[Who]:
    """ "The Emirates suffered attacks by the Houthis": who bears them."""
    above = a.trigger.head
    if a.trigger.dep_ != "dobj" or above.lemma_ not in BEARS | BLUNTS:
        return []
    agents = Arguments(a.s, above, "verbs").agents()
    if above.lemma_ in BLUNTS:  # "Chadian troops halted the Libyan offensive"; mediators may stop it, too
        agents = [t for t in agents if "people_forces" in a.s.kinds(t)]
    return [w for t in agents for w in a.s.actors(t)]


def from_loser(a: Arguments) -> list[Who]:
    """ "Wagner lost dozens of men in an ambush by rebels near Tinzaouaten": who lost them there."""
    prep = a.trigger.head
    lost = prep.dep_ == "prep" and prep.lower_ in ("in", "to", "during") and prep.head.lemma_ in ("lose", "suffer")
    return [w for t in Arguments(a.s, prep.head, "verbs").agents() for w in a.s.actors(t)] if lost else []


def from_spoken_own(a: Arguments) -> list[Who]:
    """ "Armenia said Azerbaijani troops fired at its posts": the speaker's, where the doer's own would be struck."""
    themes = [*a.themes(), *(t for p in AIMS for t in a.prepositional(p))]
    own = any(c.dep_ == "poss" and c.pos_ == "PRON" for t in themes for c in t.children)
    mine = own_side(a)
    return [w for w in who_reports(a) or _who_complains(a) if w.actor.state not in mine] if own else []


def who_reports(a: Arguments) -> list[Who]:
    """ "Pakistan said shelling had killed three civilians": a state counts its own dead."""
    verb = a.verb.head if a.verb.dep_ == "conj" or (a.verb.dep_ == "acl" and a.verb.head.dep_ == "dobj") else a.verb
    told = verb.dep_ == "ccomp" or (verb != a.verb and verb.dep_ == "dobj")  # "Chad says six soldiers killed in clash"
    if not told or verb.head.lemma_ not in COUNTS:
        return []
    return [
        Who(state_actor(w.actor.state), w.token, "office")
        for t in Arguments(a.s, verb.head, "verbs").agents()
        for w in a.s.actors(t)
        if w.actor.type == "state" and w.actor.state and not w.antecedent and w.how != "coreference"
    ][:1]


def _who_complains(a: Arguments) -> list[Who]:
    """ "Islamabad complains that rebels who killed seven of its soldiers hide there": who says so, further up."""
    above = next((t for t in a.verb.ancestors if t.pos_ == "VERB" and t.lemma_ in COUNTS | COMPLAINS), None)
    if above is None or not own_side(a):
        return []
    return [w for t in Arguments(a.s, above, "verbs").agents() for w in a.s.actors(t) if w.actor.type == "state"][:1]


def from_between_above(a: Arguments) -> list[Who]:
    """ "Fighting continued between the army and the rebels": the parser hangs "between" on the verb."""
    verb = a.trigger.head
    if a.trigger.dep_ not in SUBJECTS or verb.pos_ not in ("VERB", "AUX"):
        return []
    inner = [t for t in verb.subtree if t.i > verb.i and t.dep_ == "prep" and t.lower_ == "between"]
    inner = [t for t in inner if t.head == verb or t.head.head.head == verb or t.head.head == verb]
    return [w for t in inner[:1] for o in objects(t) for w in a.s.actors(o)]


def from_fought_side(a: Arguments) -> list[Who]:
    """ "People fled Thailand since fighting with Cambodia erupted": the other of two, where one side is named."""
    foes = [w for p in ("with", "against") for t in a.prepositional(p, a.trigger) for w in a.s.actors(t)]
    if not foes or a.trigger.dep_ not in SUBJECTS:
        return []
    theirs = {w.actor.key for w in foes} | {w.actor.state for w in foes if w.actor.type != "armed_group"}
    before = [t for t in a.s.doc[: a.trigger.i] if t not in a.trigger.subtree]
    acting = [w for t in before if t.dep_ in SUBJECTS for w in a.s.actors(t)]
    placed = [w for t in before if t.i in a.s.head_of and not a.s.head_of[t.i].is_adjective for w in a.s.actors(t)]
    return [w for w in acting + placed if w.actor.key not in theirs and w.actor.state not in theirs][:1]


def from_clause_victim(a: Arguments) -> list[Who]:
    """ "Six soldiers were wounded in a firefight with a gang", "died in clashes with": who fought there."""
    verb = next((t for t in a.trigger.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if verb is None or not is_passive(verb):
        return []
    return [w for t in themes_of(verb) for w in a.s.actors(t) if w.how == "forces" or w.actor.type == "armed_group"]


def from_noun_above(a: Arguments) -> list[Who]:
    """ "Armenia, Azerbaijan in border clashes": a headline without a verb."""
    prep = a.trigger.head
    top = prep.head
    if prep.lower_ != "in" or top.dep_ != "ROOT" or top.pos_ not in ("NOUN", "PROPN") or top.i > prep.i:
        return []
    return a.s.actors(top)


def from_at_with(a: Arguments) -> list[Who]:
    if not any(t.lemma_ == "war" for t in a.prepositional("at")):
        return []
    return [w for t in a.prepositional("with") for w in a.s.actors(t)] or [
        w for p in a.prepositional("at") for t in a.prepositional("with", p) for w in a.s.actors(t)
    ]


def from_at_war(a: Arguments) -> list[Who]:
    """ "Khartoum, at war with the rebels since April, sent no one": whom the phrase "at war" stands beside."""
    prep = a.trigger.head
    if prep.lower_ != "at" or prep.dep_ != "prep":
        return []
    if prep.head.pos_ in ("VERB", "AUX"):
        return [w for c in prep.head.children if c.dep_ in SUBJECTS for w in a.s.actors(c)]
    return a.s.actors(prep.head)
