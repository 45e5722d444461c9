"""Raids as slots: whose an attack is, who fired, at whom it goes, and what is done to ships that are nobody's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.arguments import Arguments
from kg.text.grammar import DAYS, SUBJECTS, by_agents, is_passive, is_relative, objects, themes_of
from kg.text.mentions import state_actor, words
from kg.text.slots_places import places_at
from kg.text.slots_plain import from_agent
from kg.text.who import Who, again

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

FIRE = words("""
    fire gunfire shot bullet round grenade mortar salvo barrage artillery shelling bomb mine explosion blast
    missile rocket drone shell fighting
    """)
UNDER_FIRE = words("fire attack gunfire bombardment shelling shellfire assault siege")
STRIKES = words("carry stage mount launch conduct perpetrate commit execute wage order make lead direct")
RAIDS = words("killing bombing explosion blast shooting massacre murder assassination kidnapping hit")
OF_DOERS = words("attack strike airstrike offensive counteroffensive aggression onslaught")  # "of" whom who strikes
SHIPS = words("""
    ship vessel boat freighter trawler tanker cargo_ship yacht ferry dhow merchant_ship merchantman bulk_carrier coaster
    container_ship oil_tanker fishing_boat fishing_vessel barge supertanker shipping carrier
    """)
AIMED = ("on", "at", "against")


def raiders(a: Arguments, noun: Token) -> list[Who]:
    """Whose an attack is: "an Israeli raid", "the bombing of the port by rebels", "a raid carried out by rebels"."""
    found = [w for w in a.s.owners(noun, of=False) if not _is_city(a, w)]  # "the Kabul airport bombing" is not Kabul's
    by = [o for c in noun.subtree if c.lower_ == "by" and c.head.pos_ in ("NOUN", "PROPN") for o in objects(c)]
    by += [t for c in noun.children if c.dep_ in ("acl", "relcl") and c.lemma_ in STRIKES for t in by_agents(c)]
    return found or [w for t in by for w in a.s.actors(t)] or _attackers(a, noun)


def _attackers(a: Arguments, noun: Token) -> list[Who]:
    """ "The attacks of the rebels", "the aggression of Chad against Niger": whose; where a blow strikes nobody with an
    "on", and a town cannot strike ("the bombing of Chad", "the attack of Agadez" are suffered)."""
    if a.s.lemma(noun) not in OF_DOERS:
        return []
    of = [o for c in noun.children if c.lower_ == "of" and c.i == noun.i + 1 for o in objects(c)]
    return [w for o in of for w in a.s.actors(o) if w.actor.type != "region" and not _is_town(a, w)]


def from_theme_raider(a: Arguments) -> list[Who]:
    """ "Condemned the attacks of the rebels": whose."""
    return [w for t in a.themes() for w in _attackers(a, t)]


def _is_town(a: Arguments, who: Who) -> bool:
    mention = a.s.head_of.get(who.token)
    return mention is not None and mention.kind == "capital"


def _is_city(a: Arguments, who: Who) -> bool:
    return _is_town(a, who) and a.s.doc[who.token].dep_ in ("compound", "nmod")


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


def owned_up(a: Arguments, noun: Token) -> list[Who]:
    """ "The group claimed responsibility for an attack that killed two": the group did it."""
    for_it = noun.dep_ == "pobj" and noun.head.lower_ == "for"
    thing = noun.head.head if for_it else noun
    verb = thing.head if for_it and thing.lemma_ == "responsibility" else noun.head.head if for_it else noun.head
    plain = noun.dep_ == "dobj" or (for_it and thing.dep_ == "dobj" and thing.lemma_ in ("responsibility", "credit"))
    done = not any(c.dep_ == "neg" for c in verb.children)
    if not plain or not done or verb.lemma_ not in ("claim", "take", "accept") or is_passive(verb):
        return []
    return [w for c in verb.children if c.dep_ in SUBJECTS for w in a.s.actors(c)]


def blamed(a: Arguments, noun: Token) -> list[Who]:
    """ "An ambush blamed on the militia", "a raid attributed to it"."""
    clauses = [c for c in noun.children if c.dep_ in ("acl", "relcl") and c.lemma_ in ("blame", "attribute", "pin")]
    return [w for c in clauses for p in ("on", "to") for t in a.prepositional(p, c) for w in a.s.actors(t)]


def from_claimed_by(a: Arguments) -> list[Who]:
    return claimed(a, a.trigger)


def from_blamed_on(a: Arguments) -> list[Who]:
    return blamed(a, a.trigger)


def from_verb_on(a: Arguments) -> list[Who]:
    """ "The attack on the embassy was blamed on the group": on whom it is laid, not on whom it was made."""
    preps = [c for c in a.verb.children if c.dep_ in ("prep", "dative") and c.lower_ in ("on", "to")]
    return [w for p in preps for o in objects(p) for w in a.s.actors(o)]


def from_struck_before(a: Arguments) -> list[Who]:
    """ "Three Iraqi guards were shot. Turkey blamed rebels for the attack": those of whom the sentence before told
    that they were struck or complained, and not whoever lays the blame; where it names a place alone, its state."""
    raids = [t for t in a.prepositional("for") if a.s.is_definite(t)]
    d = a.s.discourse
    mine = {k for t in a.agents() for w in a.s.actors(t) for k in (w.actor.key, w.actor.state)}
    told = [e for e in d.history if d.sentence - e[0] == 1] if raids else []
    struck = [one for _, r, one, _ in told if r == "CASUALTIES"]
    struck += [whom for _, r, _, whom in told if r == "ATTACKS" and whom is not None]
    charged = [e for e in told if e[1] in ("ACCUSES", "REJECTS") and e[3] and mine & {e[3].key, e[3].state}]
    struck += [one for _, _, one, _ in charged]
    places = [state_actor(state) for at, state in d.places if d.sentence - at == 1] if raids and not told else []
    struck = struck or places
    return [] if any(mine & {one.key, one.state} for one in struck) else [again(one, a.trigger) for one in struck[:1]]


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
    return raiders(a, a.trigger) or _answerable(a, a.trigger)


def _answerable(a: Arguments, noun: Token) -> list[Who]:
    """ "Sudan was behind the raid on Adre", "is responsible for it", "denied any role in it", "had nothing to do with
    it": whose it is, or is said not to be."""
    prep = noun.head
    above = prep.head
    if noun.dep_ != "pobj" or not any(c.lower_ in ("the", "this", "these", "that") for c in noun.children):
        return []
    word = f"{above.lower_} {prep.lower_}"
    verb = above.head
    if prep.lower_ == "behind" and above.lemma_ == "be":
        verb = above
    elif word == "do with" and verb.lower_ == "nothing" and verb.head.lemma_ == "have":
        verb = verb.head
    elif word in ("responsible for", "blame for") and verb.lemma_ == "be":
        pass
    elif above.lemma_ in DENIES and any(c.dep_ == "dobj" and c.lemma_ in PART for c in above.children):
        verb = above
    elif not (above.lemma_ in PART and prep.lower_ in ("in", "for", "to", "of") and verb.lemma_ in DENIES):
        return []
    named = [c for c in verb.children if c.dep_ in SUBJECTS]
    while (
        not named and verb.dep_ in ("xcomp", "pcomp", "ccomp") and verb.head.lemma_ in DENIES
    ):  # "denied being behind"
        verb = verb.head  # "denied being behind"
        named = [c for c in verb.children if c.dep_ in SUBJECTS]
    return [w for c in named for w in a.s.actors(c) if w.actor.type in ("state", "armed_group", "organisation")]


PART = words("involvement role part responsibility hand complicity participation link connection")
DENIES = words("deny dispute refute reject")


def from_theme_firer(a: Arguments) -> list[Who]:
    """ "A missile fired by the rebels": who let it go."""
    clauses = [c for t in a.themes() for c in a.s.head_noun(t).children if c.dep_ in ("acl", "relcl")]
    return [w for c in clauses for w in who_fired(a, c)]


BOUND = words("bind head aim fly fire launch direct intend")


def from_theme_bound(a: Arguments) -> list[Who]:
    """ "Drones bound for Israel", "missiles aimed at Riyadh": whom they were to hit."""
    nouns = [a.s.head_noun(t) for t in a.themes()]
    clauses = [c for n in nouns for c in n.children if c.dep_ in ("acl", "relcl", "amod") and c.lemma_ in BOUND]
    return [w for c in clauses for p in ("for", "at", "towards", "toward") for t in a.prepositional(p, c)
            for w in a.s.actors(t)]  # fmt: skip


def from_fired_from(a: Arguments) -> list[Who]:
    """ "Rounds fired from Syria landed in a Turkish town", "shells fired by the rebels": from where, or by whom."""
    clauses = [c for t in a.agents() for c in a.s.head_noun(t).children if c.dep_ in ("acl", "relcl")]
    named = [w for c in clauses for w in who_fired(a, c)]
    return named or [w for c in clauses for t in a.prepositional("from", c) for w in a.s.actors(t)]


def who_fired(a: Arguments, clause: Token) -> list[Who]:
    """ "Shots fired by Croatian gunners", "a grenade that soldiers threw": who let it go."""
    tokens = by_agents(clause) if is_passive(clause) or clause.tag_ == "VBN" else [
        c for c in clause.children if c.dep_ in SUBJECTS and not is_relative(c)
    ]  # fmt: skip
    return [w for t in tokens for w in a.s.actors(t)]


def from_under_fire_of(a: Arguments) -> list[Who]:
    """ "Came under Taliban fire", "was under attack from the rebels": whose fire it is."""
    fire = [t for t in a.prepositional("under") if a.s.lemma(t) in UNDER_FIRE]
    found = [w for t in fire for w in a.s.owners(t, of=False)]
    found = found or [w for t in fire for p in ("from", "by") for o in a.prepositional(p, t) for w in a.s.actors(o)]
    return found or ([w for p in ("from", "by") for o in a.prepositional(p) for w in a.s.actors(o)] if fire else [])


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


def is_blow(a: Arguments, token: Token) -> bool:
    """An attack by its name, or somebody's fire on a place: "the Russian fire on Kherson", "the rocket fire on Metula";
    no "fire on Crete"."""
    if "attack" in a.s.kinds(token):
        return True
    noun = a.s.head_noun(token)
    if noun.lemma_ != "fire" or not any(o.pos_ == "PROPN" for o in a.prepositional("on", noun)):
        return False
    of_arms = any(c.dep_ == "compound" and "weapons" in a.s.kinds(c) for c in noun.children)
    return of_arms or bool(a.s.owners(noun, of=False))


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


def from_theme_aim(a: Arguments) -> list[Who]:
    return [w for t in a.themes() for w in aims(a, a.s.head_noun(t))]


def no_mans(a: Arguments, tokens: list[Token]) -> list[Token]:
    """Ships of which nothing says whose they are."""
    ships = [t for t in tokens if a.s.words(t) & SHIPS and t.i not in a.s.part_of and not a.s.owners(a.s.head_noun(t))]
    return [t for t in ships if not any(c.dep_ == "poss" for c in a.s.head_noun(t).children)]


def from_holder_of_ship(a: Arguments) -> list[Who]:
    """ "The Spanish navy boarded a freighter": who stops a ship of which nothing says whose it is."""
    return from_agent(a) if no_mans(a, a.themes()) else []


def from_raider_of_ships(a: Arguments) -> list[Who]:
    """ "The rebels have fired on 15 merchant ships": who attacks ships that are nobody's in particular."""
    aimed = [*a.themes(), *(t for p in AIMED for t in a.prepositional(p))]
    return [w for w in from_agent(a) or from_raid_owner(a) if w.actor.type != "group"] if no_mans(a, aimed) else []


def from_raider_of_shipping(a: Arguments) -> list[Who]:
    """ "Houthi attacks on shipping"."""
    aimed = [t for p in AIMED for t in a.prepositional(p, a.trigger)]
    return [w for w in raiders(a, a.trigger) if w.actor.type != "group"] if no_mans(a, aimed) else []


def from_ships_raided(a: Arguments) -> list[Who]:
    """ "Houthi raids on tankers": the tankers, as where they are raided."""
    ships = [a.s.head_noun(t) for t in no_mans(a, [t for p in AIMED for t in a.prepositional(p, a.trigger)])]
    return [Who(Actor(_sort(n), "group"), n.i, "people") for n in ships if n.tag_ == "NNS"][:1]


def from_ship_named(a: Arguments) -> list[Who]:
    """ "Fired on the tanker Handytankers Magic", "on three tankers": the ships themselves."""
    ships = no_mans(a, [*a.themes(), *(t for p in AIMED for t in a.prepositional(p))])
    nouns = [a.s.head_noun(t) for t in ships]
    near = [c for n in nouns for c in n.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i not in a.s.part_of]
    named = [Who(Actor(a.s.proper(c), "group"), c.i) for c in near]
    if nouns and a.verb.dep_ == "conj" and (crews := _whose_crews(a, a.verb.head)):
        return [again(crews[0].actor, nouns[0])]
    return named or [Who(Actor(_sort(n), "group"), n.i, "people") for n in nouns if n.tag_ == "NNS"][:1]


def _whose_crews(a: Arguments, verb: Token) -> list[Who]:
    """ "Arrested six Omani fishermen and seized two boats": whose the fishermen are, the boats are, too."""
    crews = [t for t in themes_of(verb) if a.s.lemma(a.s.head_noun(t)) in CREWS]
    return [w for t in crews for w in a.s.owners(a.s.head_noun(t)) or a.s.actors(t) if w.actor.state]


CREWS = ("fisherman", "sailor", "seaman", "crewman", "crew")


def _sort(noun: Token) -> str:
    """ "Several large merchant ships" are merchant ships."""
    left = [c.i for c in noun.children if c.dep_ == "compound" and c.i < noun.i and c.pos_ == "NOUN"]
    return noun.doc[min([noun.i, *left]) : noun.i + 1].text
