"""Fights as slots: the foe, whose the target and the dead are, who struck, in the clause or told of before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.arguments import Arguments
from kg.text.frames import index
from kg.text.grammar import DAYS, SUBJECTS, by_agents, is_passive, is_relative, objects, particle_lemma, themes_of
from kg.text.mentions import state_actor, words
from kg.text.slots_places import AROUND, FOE_REACH, places_at
from kg.text.slots_plain import from_agent, own_side
from kg.text.who import Who, again, distinct

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
FIGHTING = words("fighting clash battle combat firefight skirmish gunfight war shoot-out melee brawl")
AIMS = ("on", "at", "against", "into", "in")
FIRE = words("""
    fire gunfire shot bullet round grenade mortar salvo barrage artillery shelling bomb mine explosion blast
    missile rocket drone shell fighting
    """)
MORTALS = words("""
    fighter person people man woman child civilian soldier policeman policewoman guard gendarme
    villager resident passenger
    body worker miner driver cadet private conscript reservist officer sailor pilot crew crewman boy girl baby
    student pupil nurse doctor patient teacher priest monk nun tourist pilgrim fisherman farmer herder trader
    teenager youth infant toddler youngster bodyguard cleric aide mourner worshipper engineer contractor marine trooper
    servicemember sapper commando paratrooper peacekeeper commander chief leader cameraman reporter medic
    humanitarian adviser
    life family relative comrade colleague member defender victim inhabitant other serviceman servicewoman recruit
    """)
UNDER_FIRE = words("fire attack gunfire bombardment shelling shellfire assault siege")
STRIKES = words("carry stage mount launch conduct perpetrate commit execute wage order make lead direct")
HURTS = words("kill wound injure die perish hurt maim slay shoot massacre lose behead execute murder")
MOURNS = words("mourn bury honour honor repatriate name identify lose remember commemorate salute")
COUNTS = words("say report announce confirm state tell add claim acknowledge admit")
RAIDS = words("killing bombing explosion blast shooting massacre murder assassination kidnapping hit")
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
        if harms(clause):
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


def from_at_target(a: Arguments) -> list[Who]:
    """ "Fired missiles at an army post": whose the post is."""
    return _target(a, [*a.prepositional("at"), *a.prepositional("on")])


def from_target(a: Arguments) -> list[Who]:
    """Whose a target without owner is: of the side fought before, else of the state where it stands."""
    return _target(a, [*a.themes(), *a.prepositional("at"), *a.prepositional("on")])


def _target(a: Arguments, tokens: list[Token]) -> list[Who]:
    mine = own_side(a)
    nobodys = _no_mans(a, tokens)
    for theme in (t for t in tokens if t not in nobodys):
        noun = a.s.head_noun(theme)
        if a.s.kinds(theme) & TARGETS or a.s.lemma(noun) in TARGET_WORDS:
            placed = [w for w in places_at(a, theme) if w.actor.state and w.actor.state not in mine]
            if placed and placed[0].how == "name":
                return [Who(state_actor(placed[0].actor.state or ""), noun.i, "coreference", placed[0].actor.name)]
            state = a.s.ground(noun, near=True)
            if state and state not in mine:
                return [again(state_actor(state), noun)]
            if "people_forces" not in a.s.kinds(theme) and (land := _of_their_land(a, noun)):
                return land
            if "group_people" in a.s.kinds(theme):
                continue  # "killed nine activists": people without a place may be anybody's
            foes = from_foe(a)
            if foes:
                return foes
            state = a.s.ground(noun)
            if state and state not in mine:
                return [again(state_actor(state), noun)]
    return []


def raiders(a: Arguments, noun: Token) -> list[Who]:
    """Whose an attack is: "an Israeli raid", "the bombing of the port by rebels", "a raid carried out by rebels"."""
    found = [w for w in a.s.owners(noun, of=False) if not _is_city(a, w)]  # "the Kabul airport bombing" is not Kabul's
    by = [o for c in noun.subtree if c.lower_ == "by" and c.head.pos_ in ("NOUN", "PROPN") for o in objects(c)]
    by += [t for c in noun.children if c.dep_ in ("acl", "relcl") and c.lemma_ in STRIKES for t in by_agents(c)]
    return found or [w for t in by for w in a.s.actors(t)]


def _is_city(a: Arguments, who: Who) -> bool:
    mention = a.s.head_of.get(who.token)
    return mention is not None and mention.kind == "capital" and a.s.doc[who.token].dep_ in ("compound", "nmod")


def claimed(a: Arguments, noun: Token) -> list[Who]:
    """ "An attack claimed by the group", "a raid for which the group took responsibility": who says it was him."""
    tokens: list[Token] = []
    for c in noun.children:
        if c.dep_ in ("acl", "relcl") and c.lemma_ in ("claim", "admit"):
            tokens += by_agents(c) if is_passive(c) else [
                t for t in c.children if t.dep_ in SUBJECTS and not is_relative(t)
            ]  # fmt: skip
        elif c.dep_ == "relcl" and any(o.lemma_ == "responsibility" for o in themes_of(c)):
            tokens += [t for t in c.children if t.dep_ in SUBJECTS]
    return [w for t in tokens for w in a.s.actors(t)]


def blamed(a: Arguments, noun: Token) -> list[Who]:
    """ "An ambush blamed on the militia", "a raid attributed to it"."""
    clauses = [c for c in noun.children if c.dep_ in ("acl", "relcl") and c.lemma_ in ("blame", "attribute", "pin")]
    return [w for c in clauses for p in ("on", "to") for t in a.prepositional(p, c) for w in a.s.actors(t)]


def from_claimed_by(a: Arguments) -> list[Who]:
    return claimed(a, a.trigger)


def from_blamed_on(a: Arguments) -> list[Who]:
    return blamed(a, a.trigger)


def aims(a: Arguments, noun: Token) -> list[Who]:
    """At whom an attack goes: "the strike on Kramatorsk", "the bombing of a Chinese embassy", "a raid in Mali"."""
    for p in ("on", "against", "at", "of", "into", "near", "inside", "in"):
        for t in a.prepositional(p, noun):
            if t.text in DAYS or t.like_num:
                continue
            hit = a.s.actors(t) or a.s.owners(a.s.head_noun(t)) or places_at(a, t)
            if not hit:  # "the raid on a funeral in Sanaa"
                near = [o for g in ("in", "at", "near", "outside") for o in a.prepositional(g, t)]
                hit = [w for o in near for w in a.s.actors(o) or places_at(a, o)]
            hit = [w for w in hit if w.actor.state or w.actor.id]
            if hit:
                return [
                    Who(state_actor(w.actor.state), w.token, "office")
                    if w.actor.type in ("region", "group") and w.actor.state
                    else w
                    for w in hit[:1]
                ]
    return []


def from_raid_aim(a: Arguments) -> list[Who]:
    """At whom the attack went that somebody says was his: "claimed responsibility for the bombing in Mogadishu"."""
    raids = [*a.prepositional("for"), *a.themes()]
    raids = [t for t in raids if a.s.kinds(t) & {"attack", "harm"} or a.s.lemma(t) in FIRE | RAIDS]
    for raid in raids:
        hit = aims(a, a.s.head_noun(raid))
        if hit:
            return hit
    told = a.s.discourse.event("ATTACKS")
    if told is not None and told[1] is not None:
        return [again(told[1], a.trigger)]
    state = a.s.ground(a.s.head_noun(raids[0])) if raids else a.s.ground(a.trigger)
    return [again(state_actor(state), a.trigger)] if state else []


def from_raid_owner(a: Arguments) -> list[Who]:
    """ "An Israeli strike hit a wedding", "a raid by rebels destroyed the bridge": whose attack does it."""
    found: list[Who] = []
    for noun in (a.s.head_noun(t) for t in a.agents()):
        if "attack" in a.s.kinds(noun) or a.s.lemma(noun) in FIRE:
            after = [w for t in a.prepositional("from", noun) for w in a.s.actors(t)]
            found += raiders(a, noun) or after
    return found


def from_raider_of(a: Arguments) -> list[Who]:
    """Whose the attack is that the trigger names, wherever the parser hangs his name."""
    return raiders(a, a.trigger)


BEARS = words("suffer endure withstand face weather survive experience sustain repel")


def from_complainer(a: Arguments) -> list[Who]:
    """ "Thailand complained that Cambodian troops were attacking": whoever says so is who is attacked."""
    above = a.verb.head
    if a.verb.dep_ != "ccomp" or above.pos_ != "VERB":
        return []
    mine = own_side(a)
    said = [w for t in Arguments(a.s, above, "verbs").agents() for w in a.s.actors(t)]
    return [w for w in said if w.actor.state and w.actor.state not in mine and w.actor.key not in mine][:1]


AT_HOME = words("""
    crowd protester demonstrator marcher rioter student striker worker civilian villager resident mourner worshipper
    supporter activist inmate prisoner farmer miner people opponent
    """)


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
    return [w for t in Arguments(a.s, above, "verbs").agents() for w in a.s.actors(t)] if (
        a.trigger.dep_ == "dobj" and above.lemma_ in BEARS
    ) else []  # fmt: skip


def from_raid_victim(a: Arguments) -> list[Who]:
    """ "A Saudi bombing that killed 140 mourners in Sanaa": whose they are who were killed by it."""
    clauses = [c for c in a.trigger.children if c.dep_ == "relcl" and c.lemma_ in HURTS and not is_passive(c)]
    return [w for c in clauses for w in hurt_by(Arguments(a.s, c, "verbs", a.frame))]


def hurt_by(a: Arguments) -> list[Who]:
    """Whose they are whom a clause of killing names, or whose they must be."""
    named = [w for t in a.themes() for w in a.s.owners(a.s.head_noun(t)) or a.s.actors(t) if w.actor.type != "group"]
    return named or from_victim(a)


def from_theme_firer(a: Arguments) -> list[Who]:
    """ "A missile fired by the rebels": who let it go."""
    clauses = [c for t in a.themes() for c in a.s.head_noun(t).children if c.dep_ in ("acl", "relcl")]
    return [w for c in clauses for w in _who_fired(a, c)]


def from_fired_from(a: Arguments) -> list[Who]:
    """ "Rounds fired from Syria landed in a Turkish town", "shells fired by the rebels": from where, or by whom."""
    clauses = [c for t in a.agents() for c in a.s.head_noun(t).children if c.dep_ in ("acl", "relcl")]
    named = [w for c in clauses for w in _who_fired(a, c)]
    return named or [w for c in clauses for t in a.prepositional("from", c) for w in a.s.actors(t)]


def from_verb_on(a: Arguments) -> list[Who]:
    """ "The attack on the embassy was blamed on the group": on whom it is laid, not on whom it was made."""
    preps = [c for c in a.verb.children if c.dep_ in ("prep", "dative") and c.lower_ in ("on", "to")]
    return [w for p in preps for o in objects(p) for w in a.s.actors(o)]


def from_theme_aim(a: Arguments) -> list[Who]:
    return [w for t in a.themes() for w in aims(a, a.s.head_noun(t))]


def from_spoken_own(a: Arguments) -> list[Who]:
    """ "Armenia said Azerbaijani troops fired at its posts": the speaker's, where the doer's own would be struck."""
    themes = [*a.themes(), *(t for p in AIMS for t in a.prepositional(p))]
    own = any(c.dep_ == "poss" and c.pos_ == "PRON" for t in themes for c in t.children)
    mine = own_side(a)
    return [w for w in _who_reports(a) or _who_complains(a) if w.actor.state not in mine] if own else []


def _who_complains(a: Arguments) -> list[Who]:
    """ "Islamabad complains that rebels who killed seven of its soldiers hide there": who says so, further up."""
    above = next((t for t in a.verb.ancestors if t.pos_ == "VERB" and t.lemma_ in COUNTS | COMPLAINS), None)
    if above is None or not own_side(a):
        return []
    return [w for t in Arguments(a.s, above, "verbs").agents() for w in a.s.actors(t) if w.actor.type == "state"][:1]


COMPLAINS = words("complain protest allege charge accuse blame condemn denounce")


def from_hurt(a: Arguments) -> list[Who]:
    """ "Two soldiers were killed when Pakistani troops fired": whose those are who are hurt in the clause above."""
    above = a.verb.head
    if a.verb.dep_ not in ("advcl", "ccomp") or above.lemma_ not in HURTS:
        return []
    tokens = themes_of(above) if is_passive(above) else Arguments(a.s, above, "verbs").agents()
    mine = own_side(a)
    hurt = [w for t in tokens for w in a.s.owners(a.s.head_noun(t)) or a.s.actors(t)]
    return [w for w in hurt if w.actor.key not in mine and w.actor.state not in mine and w.actor.type != "group"]


def from_clause_hurt(a: Arguments) -> list[Who]:
    """ "Fifty soldiers were killed in an attack claimed by the group": whose they are who were hurt there."""
    verb = a.trigger.head.head if a.trigger.dep_ == "pobj" else a.trigger.head
    if verb.pos_ != "VERB" or verb.lemma_ not in HURTS:
        return []
    tokens = themes_of(verb) if is_passive(verb) else Arguments(a.s, verb, "verbs").agents()
    hurt = [w for t in tokens for w in a.s.owners(a.s.head_noun(t)) or a.s.actors(t)]
    return [w for w in hurt if w.actor.type != "group"]


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


def from_invader(a: Arguments) -> list[Who]:
    """ "Since the invasion of Kuwait": who was said to attack or to hold it."""
    hit = [w for t in a.prepositional("of", a.trigger) for w in a.s.actors(t) if w.actor.state]
    if not hit:
        return []
    d, state = a.s.discourse, hit[0].actor.state
    for relation in ("ATTACKS", "CONTROLS", "COMBAT"):
        for _, told, one, other in reversed(d.history):
            if told == relation and other is not None and other.state == state and one.state != state:
                return [again(one, a.trigger)]
    return []


SHIPS = words("""
    ship vessel boat freighter trawler tanker cargo_ship yacht ferry dhow merchant_ship merchantman bulk_carrier coaster
    container_ship oil_tanker fishing_boat fishing_vessel barge supertanker shipping carrier
    """)
AIMED = ("on", "at", "against")


def _no_mans(a: Arguments, tokens: list[Token]) -> list[Token]:
    """Ships of which nothing says whose they are."""
    ships = [t for t in tokens if a.s.words(t) & SHIPS and t.i not in a.s.part_of and not a.s.owners(a.s.head_noun(t))]
    return [t for t in ships if not any(c.dep_ == "poss" for c in a.s.head_noun(t).children)]


def from_holder_of_ship(a: Arguments) -> list[Who]:
    """ "The Spanish navy boarded a freighter": who stops a ship of which nothing says whose it is."""
    return from_agent(a) if _no_mans(a, a.themes()) else []


def from_raider_of_ships(a: Arguments) -> list[Who]:
    """ "The rebels have fired on 15 merchant ships": who attacks ships that are nobody's in particular."""
    aimed = [*a.themes(), *(t for p in AIMED for t in a.prepositional(p))]
    return [w for w in from_agent(a) or from_raid_owner(a) if w.actor.type != "group"] if _no_mans(a, aimed) else []


def from_raider_of_shipping(a: Arguments) -> list[Who]:
    """ "Houthi attacks on shipping"."""
    aimed = [t for p in AIMED for t in a.prepositional(p, a.trigger)]
    return [w for w in raiders(a, a.trigger) if w.actor.type != "group"] if _no_mans(a, aimed) else []


def from_ship_named(a: Arguments) -> list[Who]:
    """ "Fired on the tanker Handytankers Magic", "on three tankers": the ships themselves."""
    ships = _no_mans(a, [*a.themes(), *(t for p in AIMED for t in a.prepositional(p))])
    nouns = [a.s.head_noun(t) for t in ships]
    near = [c for n in nouns for c in n.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i not in a.s.part_of]
    named = [Who(Actor(a.s.proper(c), "group"), c.i) for c in near]
    return named or [Who(Actor(_sort(n), "group"), n.i, "people") for n in nouns if n.tag_ == "NNS"][:1]


def _sort(noun: Token) -> str:
    """ "Several large merchant ships" are merchant ships."""
    left = [c.i for c in noun.children if c.dep_ == "compound" and c.i < noun.i and c.pos_ == "NOUN"]
    return noun.doc[min([noun.i, *left]) : noun.i + 1].text


def from_noun_above(a: Arguments) -> list[Who]:
    """ "Armenia, Azerbaijan in border clashes": a headline without a verb."""
    prep = a.trigger.head
    top = prep.head
    if prep.lower_ != "in" or top.dep_ != "ROOT" or top.pos_ not in ("NOUN", "PROPN") or top.i > prep.i:
        return []
    return a.s.actors(top)


def _tolls(a: Arguments) -> list[Token]:
    return [t for t in a.agents() if a.s.lemma(t) in ("toll", "number", "count", "tally")]


def from_toll_victim(a: Arguments) -> list[Who]:
    """ "The death toll from the strike on Beirut rose", "the number of Poles killed in Iraq": whose dead they are."""
    for t in _tolls(a):
        dead = [o for p in ("of", "among") for o in a.prepositional(p, t)]
        if a.s.lemma(t) != "toll" and not any(c.lemma_ in HURTS for o in dead for c in o.subtree):
            continue
        whose = [w for o in dead for w in a.s.owners(a.s.head_noun(o)) or a.s.actors(o)]
        raids = [o for p in ("from", "in", "of") for o in a.prepositional(p, t) if "attack" in a.s.kinds(o)]
        hit = whose or [w for o in raids for w in aims(a, a.s.head_noun(o))] or a.s.owners(t, of=False)
        places = [w for o in a.prepositional("in", t) for w in places_at(a, o) if w.actor.state]
        hit = hit or [Who(state_actor(w.actor.state or ""), w.token, "office") for w in places]
        if hit:
            return hit
    return []


def from_toll_raider(a: Arguments) -> list[Who]:
    raids = [o for t in _tolls(a) for p in ("from", "in", "of") for o in a.prepositional(p, t)]
    return [w for o in raids if "attack" in a.s.kinds(o) for w in raiders(a, a.s.head_noun(o))]


def _who_reports(a: Arguments) -> list[Who]:
    """ "Pakistan said shelling had killed three civilians": a state counts its own dead."""
    verb = a.verb.head if a.verb.dep_ == "conj" else a.verb
    if verb.dep_ != "ccomp" or verb.head.lemma_ not in COUNTS:
        return []
    return [
        Who(state_actor(w.actor.state), w.token, "office")
        for t in Arguments(a.s, verb.head, "verbs").agents()
        for w in a.s.actors(t)
        if w.actor.type == "state" and w.actor.state and not w.antecedent and w.how != "coreference"
    ][:1]


def from_counter(a: Arguments) -> list[Who]:
    """ "Israel counts 28 dead": a state or a group that tells of dead tells of its own."""
    return [w for w in from_agent(a) if w.actor.type in ("state", "armed_group")]


def from_attacker(a: Arguments) -> list[Who]:
    """Who killed, where only a clause beside says it: "were hurt when rebels stormed the camp", "tanks smashed
    the gate, and fifteen men were wounded", "died in an Israeli raid"."""
    if not (is_passive(a.verb) or a.verb.lemma_ in DIES):
        return []
    raids = from_in_attack(a)
    if raids:
        return raids
    beside = [c for c in a.verb.children if c.dep_ == "advcl" and c.tag_ != "VBG"]
    if a.verb.dep_ in ("conj", "ccomp"):
        beside.append(a.verb.head)
    beside += [c for c in a.verb.children if c.dep_ == "conj"]
    for clause in beside:
        if harms(clause, ("ATTACKS",)) and clause.lemma_ not in FOUGHT:
            found = [w for t in Arguments(a.s, clause, "verbs").agents() for w in a.s.actors(t)]
            if found:
                return found
    return _fought_beside(a)


def _is_fight(a: Arguments, verb: Token) -> bool:
    """ "Fought", "clashed", "exchanged fire"."""
    traded = verb.lemma_ in ("exchange", "trade", "swap") and any(a.s.lemma(t) in FIRE for t in themes_of(verb))
    return verb.lemma_ in FOUGHT or traded


def from_fallen_too(a: Arguments) -> list[Who]:
    """ "13 soldiers and 65 rebels were killed in fighting": each side by the other."""
    fought = any(a.s.lemma(a.s.head_noun(t)) in FIGHTING for p in ("in", "during") for t in a.prepositional(p))
    return a.subjects if fought and len({w.actor.key for w in a.subjects}) == 2 else []


def from_striker(a: Arguments) -> list[Who]:
    """ "Iran fired at Haifa. Three Israelis were killed.": who was told to attack those to whom the dead belong."""
    if not (is_passive(a.verb) or a.verb.lemma_ in DIES):
        return []
    dead = {w.actor.key for w in a.subjects} | {w.actor.state for w in a.subjects if w.actor.type != "armed_group"}
    d = a.s.discourse
    told = [(d.sentence, r, one, other) for r, one, other in a.s.told] + list(reversed(d.history))
    for at, relation, one, other in told:
        if relation != "ATTACKS" or other is None or d.sentence - at >= STRUCK_REACH:
            continue
        if dead & {other.key, other.state} and not dead & {one.key, one.state}:
            return [again(one, a.trigger)]
    return []


STRUCK_REACH = 3  # sentences back
DIES = words("die lose perish fall suffer leave cost claim")
FOUGHT = words("fight clash battle skirmish duel engage grapple combat")


def _fought_beside(a: Arguments) -> list[Who]:
    """ "The troops and the rebels fought near Sufa, leaving one soldier dead": those who fought and lost nobody."""
    dead = {w.actor.key for w in a.subjects} | {w.actor.state for w in a.subjects if w.actor.type != "armed_group"}
    above = [t for t in a.verb.ancestors if t.pos_ == "VERB" and _is_fight(a, t)]
    for clause in (*above[:1], *(c for c in a.verb.children if c.dep_ in ("advcl", "conj"))):
        if not _is_fight(a, clause) or not a.subjects:
            continue
        fight = Arguments(a.s, clause, "verbs")
        tokens = [*fight.agents(), *fight.themes(), *fight.prepositional("with"), *fight.prepositional("against")]
        sides = distinct(w for t in tokens for w in a.s.actors(t))
        rest = [w for w in sides if w.actor.key not in dead and w.actor.state not in dead]
        if len(rest) == 1 and len(sides) > 1:
            return rest
    return []


def from_in_attack(a: Arguments) -> list[Who]:
    inside = [t for p in ("in", "during", "by") for t in a.prepositional(p)]
    raids = [t for t in inside if "attack" in a.s.kinds(t)]
    fights = [t for t in inside if a.s.lemma(t) in FIGHTING]
    against = [w for t in fights for p in ("with", "against") for o in a.prepositional(p, t) for w in a.s.actors(o)]
    named = against or [w for t in raids for w in raiders(a, t) or claimed(a, t) or blamed(a, t)]
    told = a.s.discourse.event("ATTACKS")
    definite = [t for t in raids if a.s.is_definite(t) and a.s.lemma(t) not in ("operation", "landing")]
    if not named and definite and told is not None:  # "died in the bombardment": of whom it was told
        return [again(told[0], definite[0])]
    return named


def from_raider(a: Arguments) -> list[Who]:
    """Whose attack "the raid", "one of the strikes" is, where an attack is what kills; who fired what does."""
    for token in a.agents() or a.prepositional("by"):
        noun = a.s.head_noun(token)
        if noun.tag_ in ("WDT", "WP") and a.verb.dep_ == "relcl":  # "shells, one of which killed a woman"
            noun = a.verb.head
            lent = Arguments(a.s, a.verb, "verbs").agents(noun.head.head if noun.dep_ == "pobj" else noun.head)
            if "attack" in a.s.kinds(noun) and (found := raiders(a, noun) or claimed(a, noun) or blamed(a, noun)):
                return found  # "a Saudi bombing that killed 140 mourners"
            if "weapons" in a.s.kinds(noun) or a.s.lemma(noun) in FIRE:
                found = a.s.owners(noun, of=False) or [w for t in lent for w in a.s.actors(t)]
                if found:
                    return found
        if "weapons" in a.s.kinds(noun) or a.s.lemma(noun) in FIRE:
            fired = [w for c in noun.children if c.dep_ in ("acl", "relcl") for w in _who_fired(a, c)]
            if fired:
                return fired
        if "attack" in a.s.kinds(token) or a.s.lemma(noun) in FIRE:
            owners = raiders(a, noun) or claimed(a, noun) or blamed(a, noun)
            if owners:
                return owners
            told = a.s.discourse.event("ATTACKS")
            if (told is not None and noun.lower_ != token.lower_) or a.s.is_definite(noun):
                return [again(told[0], token)] if told is not None else []
    return []


def _who_fired(a: Arguments, clause: Token) -> list[Who]:
    """ "Shots fired by Croatian gunners", "a grenade that soldiers threw": who let it go."""
    tokens = by_agents(clause) if is_passive(clause) or clause.tag_ == "VBN" else [
        c for c in clause.children if c.dep_ in SUBJECTS and not is_relative(c)
    ]  # fmt: skip
    return [w for t in tokens for w in a.s.actors(t)]


def from_clause_victim(a: Arguments) -> list[Who]:
    """ "Six soldiers were wounded in a firefight with a gang", "died in clashes with": who fought there."""
    verb = next((t for t in a.trigger.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if verb is None or not is_passive(verb):
        return []
    return [w for t in themes_of(verb) for w in a.s.actors(t) if w.how == "forces" or w.actor.type == "armed_group"]


def from_under_fire_of(a: Arguments) -> list[Who]:
    """ "Came under Taliban fire", "was under attack from the rebels": whose fire it is."""
    fire = [t for t in a.prepositional("under") if a.s.lemma(t) in UNDER_FIRE]
    found = [w for t in fire for w in a.s.owners(t, of=False)]
    found = found or [w for t in fire for p in ("from", "by") for o in a.prepositional(p, t) for w in a.s.actors(o)]
    return found or ([w for p in ("from", "by") for o in a.prepositional(p) for w in a.s.actors(o)] if fire else [])


def from_victim(a: Arguments) -> list[Who]:
    """Whose the dead are where the phrase does not say: of those whom the clause above attacks ("stormed the
    Colombian town, killing 60 policemen"), of the place, of the side that was attacked before."""
    tokens = [t for t in a.themes() if _mortal(a, t)] or [t for t in a.agents() if _mortal(a, t)]
    if not tokens:
        return []
    of_whom = [o for c in tokens[0].children if c.dep_ == "prep" and c.lower_ == "of" for o in objects(c)]
    for t in of_whom:  # "13 of them", "two of its sailors"
        theirs = a.s.actors(t) if t.pos_ == "PRON" else []
        if a.verb.dep_ == "advcl" and not is_passive(a.verb):  # "fired on tourists, killing eight of them"
            theirs = [w for w in theirs if not {w.actor.key, w.actor.state} & own_side(a)]
        theirs = theirs or [w for c in t.children if c.dep_ == "poss" for w in a.s.actors(c)]
        if theirs:
            return theirs
    group = a.s.discourse.group()
    if group is not None and a.s.lemma(a.s.head_noun(tokens[0])) in ("fighter", "militiaman", "attacker"):
        return [again(group, tokens[0])]
    fought = any(a.s.lemma(a.s.head_noun(t)) in FIGHTING for t in a.agents())  # "the clashes left 30 people dead"
    mine = set() if is_passive(a.verb) or fought or tokens[0] in a.agents() else own_side(a)
    if not mine:  # "the fighters shot at the convoy, and six soldiers fell": not theirs
        mine = {x for w in from_attacker(a) for x in (w.actor.key, w.actor.state) if x}
    doing = [a.verb.head if is_relative(t) and a.verb.dep_ == "relcl" else t for t in a.agents()]
    raids = [a.s.head_noun(t) for t in (*doing, *a.prepositional("in")) if "attack" in a.s.kinds(t)]
    hit = [w for r in raids for w in aims(a, r) if w.actor.key not in mine and w.actor.state not in mine]
    hit = hit or _fallen_side(a, tokens[0])
    hit = hit or [w for r in raids for w in from_sufferer(Arguments(a.s, r, "nouns", a.frame))]
    if hit:
        return hit[:1]
    for governor in (a.verb, *a.verb.ancestors):
        if governor.pos_ not in ("VERB", "AUX"):
            continue
        if governor != a.verb and (harms(governor) or governor.lemma_ in ("take", "enter")):
            inner = Arguments(a.s, governor, "verbs")
            goals = [*themes_of(governor), *(t for p in AIMS for t in inner.prepositional(p))]
            for aim in goals:
                if aim in tokens or a.s.kinds(aim) & {"attack", "accord", "weapons"} - {"territory"}:
                    continue
                known = aim.pos_ != "PROPN" or aim.i in a.s.part_of  # no "on Sunday"
                hit = a.s.actors(aim) or a.s.owners(a.s.head_noun(aim)) or (places_at(a, aim) if known else [])
                hit = [w for w in hit if w.actor.key not in mine and w.actor.state not in mine]
                if hit:
                    return hit[:1]
        if governor.dep_ not in ("conj", "advcl", "xcomp", "relcl", "acl", "ccomp"):
            break
    above = a.verb.head.head if a.verb.dep_ == "acl" and a.verb.head.dep_ in ("dobj", "pobj") else a.verb
    if above.lemma_ in MOURNS:  # "Portugal mourned a soldier killed in Mali"
        mourners = [w for t in Arguments(a.s, above, "verbs").agents() for w in a.s.actors(t)]
        mourners = [w for w in mourners if w.actor.type == "state"]
        if mourners:
            return mourners
    around = [w for p in AROUND for t in a.prepositional(p) for w in [*a.s.actors(t), *places_at(a, t)]]
    around = [w for w in around if w.actor.state and w.actor.state not in mine]
    if around:
        return [Who(state_actor(around[0].actor.state or ""), around[0].token, "office")]
    reporters = [w for w in _who_reports(a) if w.actor.state not in mine]
    if reporters and "rebels" not in a.s.kinds(tokens[0]):
        return reporters
    if mine and (land := _of_their_land(a, tokens[0])):
        return land
    d = a.s.discourse
    hit_before = d.event("ATTACKS")
    if hit_before is not None and hit_before[1] is not None and hit_before[1].key not in mine:
        return [again(hit_before[1], tokens[0])]
    if mine:
        return from_foe(a)
    area = d.where or d.setting()
    return [again(state_actor(area.state), tokens[0])] if area is not None and area.state else []


def _fallen_side(a: Arguments, token: Token) -> list[Who]:
    """ "Clashes between Kenyan troops and a militia left one soldier dead": the side that has soldiers; of both sides
    that are of one state, that state."""
    fights = [t for t in (*a.agents(), *a.prepositional("in")) if a.s.lemma(a.s.head_noun(t)) in FIGHTING]
    sides = [w for t in fights for o in a.prepositional("between", t) for w in a.s.actors(o)]
    armies = [w for w in sides if w.actor.type in ("state", "armed_force")]
    if "people_only" in a.s.kinds(token) and len(armies) == 1:
        return armies
    states = {w.actor.state for w in sides}
    home = next(iter(states)) if len(states) == 1 and len(sides) > 1 else None
    return [again(state_actor(home), token)] if home else []


def _of_their_land(a: Arguments, token: Token) -> list[Who]:
    """ "The FARC killed 13 police officers": whom an armed group kills is of the land it fights in."""
    groups = [w.actor.state for w in from_agent(a) if w.actor.type == "armed_group" and w.actor.state]
    if not groups or "rebels" in a.s.kinds(token):
        return []
    return [again(state_actor(a.s.ground(token, near=True) or groups[0] or ""), token)]


def _mortal(a: Arguments, token: Token) -> bool:
    noun = a.s.head_noun(token)
    return bool(
        a.s.kinds(token) & {"people_only", "group_people", "casualties", "rebels"}
        or a.s.lemma(noun) in MORTALS
        or (noun.pos_ == "NUM" and not any(c.dep_ == "prep" for c in noun.children))
    )


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
