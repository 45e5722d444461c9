"""Casualties as slots: whose the dead and the wounded are, who killed them, and who counts them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.arguments import Arguments
from kg.text.frames import Match
from kg.text.grammar import PASSIVE, SUBJECTS, by_agents, is_passive, is_relative, objects, themes_of, told_before
from kg.text.mentions import state_actor, words
from kg.text.slots_fights import AIMS, from_foe, from_sufferer, harms, of_their_land, who_reports
from kg.text.slots_places import AROUND, places_at
from kg.text.slots_plain import from_agent, own_side
from kg.text.slots_raids import FIRE, SHIPS, aims, blamed, claimed, is_blow, owned_up, raiders, who_fired
from kg.text.who import Who, again, distinct

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

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
CIVIL = words("woman child civilian girl baby infant toddler villager pupil schoolchild schoolgirl worshipper farmer")
HURTS = words("kill wound injure die perish hurt maim slay shoot massacre lose behead execute murder")
MOURNS = words("mourn bury honour honor repatriate name identify lose remember commemorate salute")
DIES = words("die lose perish fall suffer leave cost claim")
BLOWS = words("shelling bombing fire raid strike attack ambush bombardment airstrike")
FIGHTING = words("fighting clash battle combat firefight skirmish gunfight war shoot-out melee brawl")
FOUGHT = words("fight clash battle skirmish duel engage grapple combat")
STRUCK_REACH = 3  # sentences back


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
    if theirs := _of_those_counted(a, tokens[0]):
        return theirs
    if sides := _of_who_struck(a, tokens[0]):
        return sides[0]
    group = a.s.discourse.group()
    if group is not None and a.s.lemma(a.s.head_noun(tokens[0])) in ("fighter", "militiaman", "attacker"):
        return [again(group, tokens[0])]
    fought = any(a.s.lemma(a.s.head_noun(t)) in FIGHTING for t in a.agents())  # "the clashes left 30 people dead"
    mine = set() if is_passive(a.verb) or fought or tokens[0] in a.agents() else own_side(a)
    if not mine:  # "the fighters shot at the convoy, and six soldiers fell": not theirs
        mine = {x for w in from_attacker(a) for x in _side(w) if x}
    doing = [a.verb.head if is_relative(t) and a.verb.dep_ == "relcl" else t for t in a.agents()]
    inside = [a.verb.head if is_relative(t) and a.verb.dep_ == "relcl" else t for t in a.prepositional("in")]
    raids = [a.s.head_noun(t) for t in (*doing, *inside) if is_blow(a, t)]
    hit = [w for r in raids for w in aims(a, r) if w.actor.key not in mine and w.actor.state not in mine]
    hit = hit or _fallen_side(a, tokens[0])
    hit = hit or [w for r in raids for w in from_sufferer(Arguments(a.s, r, "nouns", a.frame))]
    before = told_before(a.verb)
    later = set(before.ancestors) if before is not None else set()  # "shelled Oman after a raid had killed two"
    hit = [w for w in hit if before is None or before.left_edge.i <= w.token <= before.right_edge.i]
    if hit:
        return hit[:1]
    while_hit = [c for c in a.verb.children if c.dep_ == "advcl" and _is_then(c) and harms(c, ("ATTACKS",))]
    for governor in (*while_hit, a.verb, *a.verb.ancestors):  # "were killed when jets bombed Nyala"
        if governor in later:
            break
        if governor.pos_ not in ("VERB", "AUX"):
            continue
        if governor != a.verb and (harms(governor) or governor.lemma_ in ("take", "enter", "fire", "open")):
            inner = Arguments(a.s, governor, "verbs")
            goals = [*themes_of(governor), *(t for p in AIMS for t in inner.prepositional(p))]
            if governor == a.verb.head and any(c.dep_ == "mark" and c.lower_ == "after" for c in a.verb.children):
                lost = [w for t in inner.agents() for w in a.s.actors(t)]
                return lost[:1]  # "Chad bombed Libya after a raid killed two": who answers has lost them
            if _is_killers(a, governor):
                return [w for t in inner.agents() for w in a.s.actors(t) if w.actor.state][:1]
            for aim in goals:
                things = a.s.kinds(aim) & {"attack", "accord", "weapons"} and not a.s.words(aim) & SHIPS
                if aim in tokens or things:  # but "opened fire at an Omani trawler, wounding two"
                    continue
                known = aim.pos_ != "PROPN" or aim.i in a.s.part_of  # no "on Sunday"
                hit = a.s.actors(aim) or a.s.owners(a.s.head_noun(aim)) or (places_at(a, aim) if known else [])
                hit = [w for w in hit if w.actor.key not in mine and w.actor.state not in mine]
                if hit and hit[0].actor.type == "armed_group" and a.s.lemma(a.s.head_noun(tokens[0])) in CIVIL:
                    hit = [w for p in AROUND for t in inner.prepositional(p) for w in places_at(a, t) if w.actor.state]
                    hit = [Who(state_actor(w.actor.state or ""), w.token, "office") for w in hit]
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
    reporters = [w for w in who_reports(a) if w.actor.state not in mine]
    serves = a.s.lemma(a.s.head_noun(tokens[0])) in SERVE and not of_whom and tokens[0].tag_ == "NNS"
    ours = any(w.actor.state == reporters[0].actor.state for r in raids for w in raiders(a, r)) if reporters else True
    if serves and not ours and is_passive(a.verb) and not by_agents(a.verb):
        return reporters  # "Chad said six soldiers had been killed in northern Niger": its own
    around = [
        w
        for p in AROUND
        for t in a.prepositional(p)
        if t.lemma_ not in BLOWS
        for w in [*a.s.actors(t), *places_at(a, t)]
    ]
    around = [w for w in around if w.actor.state and w.actor.state not in mine]
    if around:
        return [Who(state_actor(around[0].actor.state or ""), around[0].token, "office")]
    if later:
        return []
    if reporters and "rebels" not in a.s.kinds(tokens[0]):
        return reporters
    d = a.s.discourse
    hit_before = d.event("ATTACKS")
    if hit_before is not None and hit_before[0].key in mine and hit_before[1] is not None and hit_before[1].state:
        return [again(hit_before[1], tokens[0])]  # "The sect raided a town in Chad. It killed ten soldiers."
    if mine and (land := of_their_land(a, tokens[0])):
        return land
    served = a.s.lemma(a.s.head_noun(tokens[0])) in SERVE and not of_whom
    if hit_before is not None and served and _is_raid_on_rebels(*hit_before):
        return [again(hit_before[0], tokens[0])]  # "Chad killed six rebels. Two soldiers died, too."
    if hit_before is not None and hit_before[1] is not None and hit_before[1].key not in mine:
        return [again(hit_before[1], tokens[0])]
    if mine:
        return from_foe(a)
    area = d.where or d.setting()
    return [again(state_actor(area.state), tokens[0])] if area is not None and area.state else []


def _is_killers(a: Arguments, strikes: Token) -> bool:
    """ "Chad bombed camps of rebels who killed six people": who strikes the killers has lost them."""
    killers = a.verb.head
    who = a.verb.dep_ == "relcl" and any(is_relative(c) for c in a.verb.children if c.dep_ in SUBJECTS)
    aimed = who and a.s.kinds(killers) & {"rebels", "group_people"} and killers.i > strikes.i
    return bool(aimed) and not is_passive(strikes) and any(c.dep_ == "dobj" for c in strikes.children)


def _of_those_counted(a: Arguments, token: Token) -> list[Who]:
    """ "Three Kenyan soldiers died and two (others) were wounded": whose the three are."""
    above = a.verb.head
    counted = token.pos_ == "NUM" or (token.lower_ == "others" and any(c.dep_ == "nummod" for c in token.children))
    if not counted or a.verb.dep_ not in ("conj", "ccomp") or above.lemma_ not in HURTS:
        return []
    first = Arguments(a.s, above, "verbs")
    dies = above.lemma_ in DIES  # of "killed six men and wounded four" the men are meant
    hurt = [*first.themes(), *first.agents()] if is_passive(above) else first.agents() if dies else first.themes()
    hurt = [t for t in hurt if _mortal(a, t) or a.s.kinds(t) & {"other_titles", "leader_titles"}]
    return [w for t in hurt for w in a.s.owners(a.s.head_noun(t)) or a.s.actors(t)]


def _side(who: Who) -> tuple[str | None, ...]:
    """A group that fights the state it lives in is not on its side."""
    return (who.actor.key,) if who.actor.type == "armed_group" else (who.actor.key, who.actor.state)


SERVE = words("""
    soldier policeman policewoman serviceman servicewoman trooper gendarme conscript sailor airman marine paratrooper
    """)  # whom a state has, and rebels have not
ARMED = words("troop force fighter officer commander general personnel")


def _is_raid_on_rebels(doer: Actor, hit: Actor | None) -> bool:
    return hit is not None and hit.type == "armed_group" and doer.type in ("state", "armed_force")


def _of_who_struck(a: Arguments, token: Token) -> tuple[list[Who], list[Who]] | None:
    """ "Chad's army killed six rebels, while two soldiers were wounded": of the side that has soldiers; and the other
    side."""
    verb = next((t for t in a.verb.ancestors if t.pos_ == "VERB"), None)
    joined = a.verb.dep_ in ("conj", "advcl", "relcl") and (is_passive(a.verb) or a.verb.lemma_ in DIES)
    if verb is None or not joined or is_passive(verb) or verb.lemma_ not in HURTS or verb.i > a.verb.i:
        return None
    if a.s.lemma(a.s.head_noun(token)) not in SERVE or a.s.owners(a.s.head_noun(token)) or by_agents(a.verb):
        return None
    first = Arguments(a.s, verb, "verbs")
    own, foes = ([w for t in tokens for w in a.s.actors(t)] for tokens in (first.agents(), first.themes()))
    fits = own and foes and all(_is_raid_on_rebels(o.actor, f.actor) for o in own for f in foes)
    if any(c.lower_ == "while" for c in a.verb.children) and foes and not fits:  # "killed six villagers, while ..."
        unarmed = all(a.s.lemma(a.s.head_noun(t)) not in SERVE | ARMED for t in first.themes())
        armies = bool(own) and all(w.actor.type in ("state", "armed_force") for w in own)
        fits, foes = unarmed and armies, []
    return (own[:1], foes[:1]) if fits else None


def _is_then(clause: Token) -> bool:
    """ "When jets bombed the town": of somebody who is named."""
    marks = [c.lower_ for c in clause.children if c.dep_ in ("mark", "advmod") and c.i < clause.i]
    doers = [c for c in clause.children if c.dep_ in SUBJECTS]
    return any(m in ("when", "as", "after") for m in marks) and all(c.pos_ != "PRON" for c in doers)


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


def _mortal(a: Arguments, token: Token) -> bool:
    noun = a.s.head_noun(token)
    return bool(
        a.s.kinds(token) & {"people_only", "group_people", "casualties", "rebels"}
        or a.s.lemma(noun) in MORTALS
        or (noun.pos_ == "NUM" and not any(c.dep_ == "prep" for c in noun.children))
    )


def from_raid_victim(a: Arguments) -> list[Who]:
    """ "A Saudi bombing that killed 140 mourners in Sanaa": whose they are who were killed by it."""
    clauses = [c for c in a.trigger.children if c.dep_ == "relcl" and c.lemma_ in HURTS and not is_passive(c)]
    return [w for c in clauses for w in hurt_by(Arguments(a.s, c, "verbs", a.frame))]


def hurt_by(a: Arguments) -> list[Who]:
    """Whose they are whom a clause of killing names, or whose they must be."""
    named = [w for t in a.themes() for w in a.s.owners(a.s.head_noun(t)) or a.s.actors(t) if w.actor.type != "group"]
    return named or from_victim(a)


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
    inside = a.trigger.dep_ in ("pobj", "pcomp")
    verb = a.trigger.head.head if inside else a.trigger.head
    if verb.pos_ != "VERB" or verb.lemma_ not in HURTS or (inside and a.trigger.head.lower_ not in THERE):
        return []  # "were killed after the raid": not by it
    hurt: list[Who] = []
    first = verb.head if verb.dep_ == "conj" and verb.head.lemma_ in HURTS else verb  # "killed and nine wounded in"
    for clause in (verb, first):
        tokens = themes_of(clause) if is_passive(clause) else Arguments(a.s, clause, "verbs").agents()
        hurt = hurt or [w for t in tokens for w in a.s.owners(a.s.head_noun(t)) or a.s.actors(t)]
    return [w for w in hurt if w.actor.type != "group"]


THERE = ("in", "by", "during", "from")


def from_forces_hurt(a: Arguments) -> list[Who]:
    """ "Two Chadian soldiers were killed in a Libyan raid in Niger": the raid was on them, and not on Niger."""
    above = next((t for t in a.trigger.ancestors if t.pos_ == "VERB"), a.trigger)
    who = [c for c in above.children if c.dep_ in (*SUBJECTS, *PASSIVE)]
    fallen = any("people_forces" in a.s.kinds(t) for t in who)
    return [w for w in from_clause_hurt(a) if fallen or w.actor.type == "armed_group"]


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
    return [again(side, a.trigger) for side in _told_toll(a)[:1]]


def _told_toll(a: Arguments) -> list[Actor]:
    """ "Chad shelled a Libyan town, killing ten. The death toll rose to 30 on Friday": whose dead, and by whose hand,
    the text has just counted."""
    d, tolls = a.s.discourse, _tolls(a)
    bare = [t for t in tolls if a.s.is_definite(t) and not a.s.owners(t, of=False) and _is_bare_toll(a, t)]
    told = [(who, whom) for at, r, who, whom in d.history if r == "CASUALTIES" and d.sentence - at <= 2]
    return [side for side in told[-1] if side is not None] if bare and len(set(told)) == 1 else []


def _is_bare_toll(a: Arguments, toll: Token) -> bool:
    dead = [o for o in a.prepositional("of", toll)]
    named = any(o.lower_ not in ("dead", "deaths", "fatalities", "victims") or list(o.children) for o in dead)
    others = any(c.dep_ == "prep" and c.lower_ != "of" for c in toll.children)
    return not named and not others and (a.s.lemma(toll) == "toll" or bool(dead))


def from_toll_raider(a: Arguments) -> list[Who]:
    if told := _told_toll(a):
        return [again(side, a.trigger) for side in told[1:]]
    raids = [o for t in _tolls(a) for p in ("from", "in", "of") for o in a.prepositional(p, t)]
    return [w for o in raids if "attack" in a.s.kinds(o) for w in raiders(a, a.s.head_noun(o))]


def _tolls(a: Arguments) -> list[Token]:
    return [t for t in a.agents() if a.s.lemma(t) in ("toll", "number", "count", "tally")]


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
    hurt = [*a.themes(), *a.agents()]
    if hurt and (sides := _of_who_struck(a, hurt[0])):
        return sides[1]
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


def from_in_attack(a: Arguments) -> list[Who]:
    inside = [t for p in ("in", "during", "by") for t in a.prepositional(p)]
    raids = [t for t in inside if is_blow(a, t)]
    later = [t for p in ("after", "following") for t in a.prepositional(p)]
    fights = [t for t in (*inside, *later) if a.s.lemma(t) in FIGHTING or _is_exchange_of_fire(a, t)]
    against = [w for t in fights for p in ("with", "against") for o in a.prepositional(p, t) for w in a.s.actors(o)]
    named = against or [w for t in raids for w in _whose_raid(a, t)]
    told = a.s.discourse.event("ATTACKS")
    definite = [t for t in raids if a.s.is_definite(t) and a.s.lemma(t) not in ("operation", "landing")]
    if not named and definite and told is not None:  # "died in the bombardment": of whom it was told
        return [again(told[0], definite[0])]
    return named


def _is_exchange_of_fire(a: Arguments, noun: Token) -> bool:
    """ "An exchange of gunfire", "an exchange of rocket and rifle fire"; not "of views"."""
    return a.s.lemma(noun) == "exchange" and any(a.s.lemma(t) in FIRE for t in a.prepositional("of", noun))


def from_raider(a: Arguments) -> list[Who]:
    """Whose attack "the raid", "one of the strikes" is, where an attack is what kills; who fired what does."""
    for token in a.agents() or a.prepositional("by"):
        noun = a.s.head_noun(token)
        if noun.tag_ in ("WDT", "WP") and a.verb.dep_ == "relcl":  # "shells, one of which killed a woman"
            noun = a.verb.head
            lent = Arguments(a.s, a.verb, "verbs").agents(noun.head.head if noun.dep_ == "pobj" else noun.head)
            if "attack" in a.s.kinds(noun) and (found := _whose_raid(a, noun) or owned_up(a, noun)):
                return found  # "a Saudi bombing that killed 140 mourners"
            if "weapons" in a.s.kinds(noun) or a.s.lemma(noun) in FIRE:
                found = a.s.owners(noun, of=False) or [w for t in lent for w in a.s.actors(t)]
                if found:
                    return found
        if "weapons" in a.s.kinds(noun) or a.s.lemma(noun) in FIRE:
            fired = [w for c in noun.children if c.dep_ in ("acl", "relcl") for w in who_fired(a, c)]
            if fired:
                return fired
        if "attack" in a.s.kinds(token) or a.s.lemma(noun) in FIRE:
            owners = _whose_raid(a, noun)
            if owners:
                return owners
            told = a.s.discourse.event("ATTACKS")
            if (told is not None and noun.lower_ != token.lower_) or a.s.is_definite(noun):
                return [again(told[0], token)] if told is not None else []
    return []


def _whose_raid(a: Arguments, noun: Token) -> list[Who]:
    return raiders(a, noun) or claimed(a, noun) or blamed(a, noun)


def mourned(match: Match, subject: Token) -> Token:
    """Who died, of a verb that is told of them: "a Uruguayan blue helmet died", no Uruguayan; of "a Burmese officer
    said that fourteen people had lost their lives" the people."""
    doer: Token | None = next((c for c in match.verb.children if c.dep_ in (*SUBJECTS, *PASSIVE)), None)
    if doer is not None and subject not in doer.subtree and match.trigger == match.verb:
        return doer
    head: Token = subject.head
    return head if subject.dep_ in ("nmod", "amod") and head.pos_ == "NOUN" else subject


def names_the_dead(match: Match) -> bool:
    """ "Six U.N. peacekeepers were killed", "1,200 Indian soldiers fell": whose they are is said where they are
    counted."""
    if match.frame.relation != "CASUALTIES" or match.subject.how == "coreference":
        return False
    token = match.verb.doc[match.subject.token]
    noun = token.head if token.dep_ in ("amod", "compound", "poss", "nmod") else token
    hurt = [*themes_of(match.verb), *(c for c in match.verb.children if c.dep_ in (*SUBJECTS, *PASSIVE))]
    return noun in hurt and any(c.dep_ == "nummod" for c in noun.children)
