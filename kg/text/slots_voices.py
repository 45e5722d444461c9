"""Voices as slots: whoever asked before somebody gives in, police and their captives, whose deed a crowd or a
government speaks of, crowds that a noun tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.arguments import Arguments
from kg.text.deeds import doers_of
from kg.text.grammar import PASSIVE, SUBJECTS, is_passive, objects, themes_of
from kg.text.mentions import names, state_actor, words
from kg.text.slots_crowds import AT_HOME, DEMONSTRATORS, NO_CROWD, from_crowd, from_here, meant
from kg.text.slots_places import AROUND, from_authorities, lone_place, places_at
from kg.text.slots_plain import from_agent, from_by, from_owner
from kg.text.slots_quarrels import speakers_side
from kg.text.who import Who, again, distinct

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

PRESSING = (
    "REQUESTS", "THREATENS", "REJECTS", "ACCUSES", "SANCTIONS", "COERCES", "ATTACKS", "COMBAT", "PROTESTS",
    "MEETS_WITH",
)  # fmt: skip
PRESSED = 6  # sentences back
LAW = words("""
    police policeman prosecutor authority court judge tribunal magistrate customs gendarme gendarmerie coastguard
    coast_guard investigator detective security_force security_service secret_police secret_service
    border_guard guard officer riot_police agent security_agent border_police security_officer security_police
    immigration_officer state_security security interior_ministry special_force commando soldier troop army
    military navy marine intelligence_service
    """)
PEOPLE = words("""
    man woman person people suspect general officer colonel soldier tourist worker aid_worker trader fighter director
    politician leader lawyer priest bishop monk cleric imam nun nurse doctor engineer geologist driver fisherman
    villager guest manager executive employee staff member supporter demonstrator protester
    activist journalist reporter blogger
    student teacher critic opponent dissident rioter marcher mourner looter smuggler trafficker militant suspect plotter
    mutineer spy agent informer collaborator relative brother son daughter wife cousin youth teenager boy girl child
    migrant refugee asylum-seeker settler tribesman elder civilian resident citizen national foreigner hostage captive
    prisoner detainee passenger captain skipper sailor crew crewman seaman mariner pilot airman minister deputy lawmaker
    official mayor governor judge diplomat consul envoy inspector observer contractor mercenary survivor deserter
    conscript recruit commander guerrilla rebel gunman terrorist pirate bomber assassin insurgent peacekeeper missionary
    hundred dozen thousand score organiser organizer ringleader accomplice schoolgirl schoolboy schoolchild pupil farmer
    footballer athlete preacher pastor academic researcher photographer cameraman translator interpreter banker convict
    """)
WHOLE = words("hundred thousand dozen score")


def from_demander(a: Arguments) -> list[Who]:
    """To whom somebody gives in who does not say to whom: whoever pressed him before, in the sentence or the text."""
    mine = speakers_side(a)
    if not mine:
        return []
    for _, one, other in reversed(a.s.told):
        if mine & {other.state, other.key} and not mine & {one.state, one.key}:
            return [again(one, a.trigger)]
    d = a.s.discourse
    for at, relation, one, whom in reversed(d.history):
        if relation not in PRESSING or d.sentence - at > PRESSED:
            continue
        if whom is not None and mine & {whom.state, whom.key} and not mine & {one.state, one.key}:
            return [again(one, a.trigger)]
    return []


def from_group_state(a: Arguments) -> list[Who]:
    """ "The militia will lay down its arms": to the state in which an armed group fights."""
    groups = [w for w in from_agent(a) if w.actor.type == "armed_group" and w.actor.state]
    return [again(state_actor(w.actor.state or ""), a.trigger) for w in groups[:1]]


def from_demanded_of(a: Arguments) -> list[Who]:
    """ "Froze its pact with Ottawa and demands the ship back": of whom the sentence tells beside."""
    mine = speakers_side(a)
    for _, one, other in reversed(a.s.told):
        for end, rest in ((one, other), (other, one)):
            if mine & {end.state, end.key} and not mine & {rest.state, rest.key}:
                return [again(rest, a.trigger)]
    return []


def from_law(a: Arguments) -> list[Who]:
    """ "Police detained 30 marchers": those of the state in which it happens, where nothing says whose they are."""
    for t in a.agents():
        if a.s.words(t) & LAW and not a.s.actors(t):
            own = [w for w in a.s.owners(t) if w.actor.type == "state"]
            if own:  # "Cuba's state security"
                return own[:1]
            around = [w for p in AROUND for o in a.prepositional(p, t) for w in [*a.s.actors(o), *places_at(a, o)]]
            state = next((w.actor.state for w in around if w.actor.state), None)
            state = state or a.s.ground(t, near=True) or lone_place(a)
            return [again(state_actor(state), t)] if state else []
    return []


def from_home_forces(a: Arguments) -> list[Who]:
    """ "The gang fought police", "clashed with security forces": those of the state in which it happens."""
    for t in (*a.themes(), *a.prepositional("with"), *a.prepositional("against")):
        if a.s.words(t) & LAW and not a.s.actors(t) and not a.s.owners(t):
            fought = [w.actor.state for w in from_agent(a) if w.actor.type == "armed_group" and w.actor.state]
            state = a.s.ground(t, near=True) or (fought[0] if fought else None)
            home = [again(state_actor(state), t)] if state else from_authorities(a)
            return [Who(w.actor, t.i, "forces", w.antecedent) for w in home]
    return []


def from_among(a: Arguments) -> list[Who]:
    """ "Seized seven men, among them five Americans": of which states the captives are."""
    found = []
    for theme in a.themes():
        near = [t for t in theme.subtree if t.i > theme.i] + [t for t in a.verb.subtree if t.i > theme.i]
        marks = [t for t in near if t.lower_ in ("among", "including", "mostly")]
        for mark in marks[:1]:
            for t in near:
                known = a.s.head_of.get(t.i)
                if (
                    t.i > mark.i
                    and t.i - mark.i < 16
                    and known is not None
                    and known.state
                    and known.kind.startswith("demonym")
                ):
                    found += a.s.named(t, known, 0)
    return distinct(found)


def from_captives(a: Arguments) -> list[Who]:
    """ "Detained dozens of people": those who are held, by their own words, of the state that holds them."""
    holder = next((w.actor.state for w in a.subjects if w.actor.state), None)
    found = []
    for theme in a.themes():
        noun = a.s.head_noun(theme)
        counted = noun.pos_ == "NUM" or a.s.lemma(noun) in WHOLE
        if not (counted or a.s.words(noun) & PEOPLE) or noun.i in a.s.part_of:
            continue
        if any(c.dep_ == "poss" and c.pos_ == "PRON" for c in noun.children):
            continue  # "its sailors" are those of a state that is named
        state = next((w.actor.state for w in a.s.owners(noun) if w.actor.state), None)
        name = "people" if counted else a.s.phrase(noun)
        found.append(Who(Actor(name, "group", None, state or holder), theme.i, "people"))
    return found


def from_captors(a: Arguments) -> list[Who]:
    """ "Two tourists were abducted": the armed group told of last, else kidnappers."""
    if not is_passive(a.verb) or a.agents():
        return []
    known = a.s.discourse.organisations_of("armed_group")
    if known is not None:
        return [again(known, a.trigger)]
    return [Who(Actor("kidnappers", "armed_group"), a.trigger.i, "people")]


def from_those_before(a: Arguments) -> list[Who]:
    """ "Thirty rebels were killed and five captured", "three of them died and six were arrested": of the same."""
    counted = any(t.pos_ == "NUM" or t.lower_ in ("others", "another") for t in a.themes())
    above = a.verb.head
    if not counted or a.verb.dep_ != "conj" or above.pos_ != "VERB":
        return []
    before = themes_of(above) if is_passive(above) else Arguments(a.s, above, "verbs").agents()
    return [w for t in before for w in a.s.actors(t) if w.actor.type in ("armed_group", "group", "armed_force")]


def from_known_captors(a: Arguments) -> list[Who]:
    """ "The Fijians were seized after the rebels took the crossing": who acts beside, or the armed group told of."""
    if a.agents():
        return []
    clauses = [c for c in a.verb.children if c.dep_ in ("advcl", "conj")]
    beside = [w for c in clauses for g in c.children if g.dep_ in SUBJECTS for w in a.s.actors(g)]
    armed = [w for w in beside if w.actor.type == "armed_group"]
    known = a.s.discourse.group()
    return armed[:1] or ([again(known, a.trigger)] if known is not None else [])


def from_in_captivity_of(a: Arguments) -> list[Who]:
    """ "Remains in North Korean custody", "in the captivity of the rebels": who holds him."""
    held = [t for t in a.prepositional("in") if t.lemma_ in ("custody", "captivity", "detention", "hand", "jail")]
    return [w for t in held for w in a.s.owners(t)]


def from_nationals(a: Arguments) -> list[Who]:
    """ "Arrested 12 Algerians", "84 Afghan servicemen": of which state the captives are."""
    found = []
    for theme in a.themes():
        noun = a.s.head_noun(theme)
        known = a.s.head_of.get(noun.i)
        if known is not None and known.kind.startswith("demonym") and known.state:
            found += a.s.named(noun, known, 0)
        elif noun.tag_ == "NNS" and "people_forces" in a.s.kinds(noun) and noun.i not in a.s.part_of:
            found += [w for w in a.s.owners(noun) if w.actor.state]
    return distinct(found)


def aims(a: Arguments) -> list[Token]:
    """What a crowd marches against, over or for the end of."""
    hosts = (None, *a.themes())
    found = [t for p in ("against", "over", "about", "at") for h in hosts for t in a.prepositional(p, h)]
    clauses = [c for h in (a.verb, *a.themes()) for c in h.children if c.dep_ in ("advcl", "xcomp", "acl", "relcl")]
    for c in clauses:
        if c.lemma_ in ("oppose", "denounce", "condemn", "protest", "demand", "reject", "decry"):
            found += [g for g in c.children if g.dep_ == "dobj"]
            found += [o for p in c.children if p.dep_ == "prep" and p.lower_ == "against" for o in objects(p)]
    return found


def from_aim_doer(a: Arguments) -> list[Who]:
    """ "Marched against the offensive": whose it is, as told before, be it the crowd's own state."""
    return next((found for t in aims(a) if (found := doers_of(a.s, t, set()))), [])


def from_agent_deed(a: Arguments) -> list[Who]:
    """ "The accord brought thousands onto the streets": whose it is."""
    return [w for t in a.agents() for w in (a.s.owners(a.s.head_noun(t)) or doers_of(a.s, t, set()))]


def from_below_aim(a: Arguments) -> list[Who]:
    """ "Blocked the road, shouting slogans against the Americans": against whom, in a clause below."""
    below = [t for t in a.verb.subtree if t.i > a.verb.i and t.lower_ == "against" and t.dep_ == "prep"]
    found = [w for p in below for o in objects(p) for w in (a.s.owners(a.s.head_noun(o)) or a.s.actors(o))]
    for t in a.verb.subtree:
        if not found and t.lemma_ in ("oppose", "denounce", "condemn") and t.i > a.verb.i:
            found = [w for g in t.children if g.dep_ == "dobj" for w in (a.s.owners(a.s.head_noun(g)) or a.s.actors(g))]
    return found


def from_resigning(a: Arguments) -> list[Who]:
    """ "Demanding that the president resign", "to demand Maduro's departure": who shall go."""
    for t in a.verb.subtree:
        if t.i < a.verb.i and t.dep_ not in ("advcl", "acl"):
            continue
        if t.lemma_ in ("resign", "quit", "step", "go", "leave") and t.pos_ == "VERB":
            found = [w for c in t.children if c.dep_ in SUBJECTS for w in a.s.actors(c)]
            people = [w for w in found if w.actor.type in ("leader", "state") and w.how != "people"]
            if people:
                return people
        if t.lemma_ in ("resignation", "departure", "removal", "ouster", "overthrow"):
            found = [w for w in a.s.owners(t) if w.actor.type in ("leader", "state")]
            if found:
                return found
    return []


def from_a_people(a: Arguments) -> list[Who]:
    """ "Kurds", "left-wing parties", "the opposition": who takes to the street and is no state's government."""
    found = []
    for token in a.agents():
        for t in (token, *(c for c in token.children if c.dep_ == "conj")):
            noun = a.s.head_noun(t)
            known = a.s.head_of.get(noun.i)
            if known is not None and known.type != "state" and known.kind != "capital" and noun.tag_ in ("NNS", "NNPS"):
                found.append(Who(Actor(known.text, "group", None, known.state), t.i, "people"))
            elif (noun.tag_ == "NNPS" or noun.lower_.removesuffix("s") in PEOPLES) and noun.i not in a.s.part_of:
                found.append(Who(Actor(noun.text, "group", None, a.s.ground(t)), t.i, "people"))
            elif a.s.lemma(noun) in PARTIES:
                state = next((w.actor.state for w in a.s.owners(noun) if w.actor.state), None)
                state = state or lone_place(a) or a.s.ground(t)
                found.append(Who(Actor(a.s.phrase(noun), "group", None, state), t.i, "people"))
    return found


def from_marchers_all(a: Arguments) -> list[Who]:
    """Whoever in the plural stands at an embassy's door: "veterans", "pensioners"."""
    found = []
    for t in a.agents():
        noun = a.s.head_noun(t)
        if noun.pos_ == "NOUN" and noun.tag_ == "NNS" and not a.s.kinds(t) & NO_CROWD and noun.i not in a.s.part_of:
            state = next((w.actor.state for w in a.s.owners(noun) if w.actor.state), None) or a.s.ground(t)
            found.append(Who(Actor(a.s.phrase(noun), "group", None, state), t.i, "people"))
    return found


def from_theme_crowd(a: Arguments) -> list[Who]:
    """ "Brought thousands of protesters onto the streets": those who are brought."""
    state = a.s.ground(a.trigger)
    return [Who(Actor("demonstrators", "group", None, state), t.i, "people") for t in a.themes()[:1]] if state else []


PEOPLES = words("""
    kurd tibetan uyghur uighur tamil rohingya berber sahrawi catalan chechen basque okinawan muslim shiite sunni
    christian
    copt tuareg hazara oromo amhara tigrayan druze yazidi hindu sikh buddhist crimean_tatar tatar mapuche maori roma
    """)
PARTIES = words("party union opposition faction movement group coalition ngo organisation organization federation")


def from_at_home(a: Arguments) -> list[Who]:
    """ "Marched against the price rises": the crowd's own state, whose law, price or election it is."""
    said = [g for t in aims(a) for g in t.subtree]
    if not any(a.s.lemma(g) in AT_HOME for g in said) or any(
        g.i in a.s.part_of and g.head.dep_ != "prep" for g in said
    ):
        return []
    return [Who(state_actor(w.actor.state), w.token, "office") for w in from_crowd(a) if w.actor.state]


def from_here_bare(a: Arguments) -> list[Who]:
    """A crowd that does not say at all for or against what it marches: the state in which it does."""
    return [] if aims(a) or a.prepositional("for") else from_here(a)


def _has_crowd(a: Arguments) -> bool:
    """Whether people act in the clause around, as they do in "students held a demonstration"."""
    for verb in (t for t in a.trigger.ancestors if t.pos_ == "VERB"):
        for t in a.agents(verb):
            if a.s.kinds(t) & {"group_people"} or a.s.lemma(t) in DEMONSTRATORS or t.tag_ == "NNPS":
                return True
    return False


def from_crowd_there(a: Arguments) -> list[Who]:
    """ "A rally against the Americans in Basra": nobody's crowd, of the state where it gathers."""
    if from_owner(a) or from_by(a) or _has_crowd(a):
        return []
    state = lone_place(a) or a.s.ground(a.trigger)
    return [Who(Actor("demonstrators", "group", None, state), a.trigger.i, "people")] if state else []


RULERS = words("""
    government regime junta coup monarchy establishment president corruption austerity reform tax police state military
    """)


def from_anti(a: Arguments) -> list[Who]:
    """ "Anti-French rallies", "anti-American slogans": against whom; "anti-government": the crowd's own state."""
    hosts = (a.trigger, *a.themes(), *meant(a.agents()))
    here = [t for h in hosts for t in a.s.doc[h.left_edge.i : h.i] if t.lower_ == "anti"]
    for t in (t for t in here if t.i + 2 < len(a.s.doc)):
        word = a.s.doc[t.i + 2]
        states = [m.state for m in names().mentions(word.text[0].upper() + word.text[1:], None) if m.state]
        if states:
            return [again(state_actor(states[0]), t)]
        if word.lower_ in RULERS:
            return from_here(a) or _ruled_there(a)
    return []


def _ruled_there(a: Arguments) -> list[Who]:
    state = lone_place(a) or a.s.ground(a.trigger)
    return [Who(state_actor(state), a.trigger.i, "office")] if state else []


def _aims_of_noun(a: Arguments) -> list[Token]:
    """ "Protests erupted in Sudan against the rulers": also what hangs on the verb of which they are the subject."""
    host = a.trigger.head if a.trigger.dep_ in (*SUBJECTS, *PASSIVE, "dobj") else None
    return a.prepositional("against") or (a.prepositional("against", host) if host is not None else [])


def from_against_above(a: Arguments) -> list[Who]:
    return [w for t in _aims_of_noun(a) for w in (a.s.actors(t) or a.s.owners(a.s.head_noun(t)))]


def from_crowd_doer(a: Arguments) -> list[Who]:
    """ "Poles marched in protest at the ruling": who does what the clause around the noun says."""
    for verb in (t for t in a.trigger.ancestors if t.pos_ == "VERB"):
        above = Arguments(a.s, verb, "verbs", a.frame)
        return from_crowd(above) or from_a_people(above) or from_marchers_all(above)
    return []


def from_here_doer(a: Arguments) -> list[Who]:
    """The state of the crowd that does what the clause around a noun says."""
    return [Who(state_actor(w.actor.state), w.token, "office") for w in from_crowd_doer(a) if w.actor.state]


def from_at_home_there(a: Arguments) -> list[Who]:
    """ "Protests against military rule erupted in Sudan": the state where they are, by what they are against."""
    said = [a.s.lemma(g) for t in _aims_of_noun(a) for g in t.subtree]
    return _ruled_there(a) if any(w in AT_HOME or w in RULERS or w == "rule" for w in said) else []


def from_slogan(a: Arguments) -> list[Who]:
    """ "Chanted Death to America", "shouted Down with Saied": against whom."""
    for t in a.verb.subtree:
        if t.lower_ in ("death", "down") and t.i + 2 < len(a.s.doc) and a.s.doc[t.i + 1].lower_ in ("to", "with"):
            found = [w for o in a.s.doc[t.i + 2 : t.i + 5] if o.i in a.s.part_of for w in a.s.actors(a.s.head_noun(o))]
            if found:
                return found[:1]
    return []


BARGAINERS = ("state", "organisation", "armed_group", "leader")


def _bargainers(found: list[Who], mine: set[str]) -> list[Who]:
    """Of those named, who may strike a bargain and is not on the side of who gives in."""
    return [w for w in found if not mine & {w.actor.state, w.actor.key} and w.actor.type in BARGAINERS]


def from_in_return(a: Arguments) -> list[Who]:
    """ "Agreed to shut its reactor in return for oil from Seoul": who gives what somebody gives in for."""
    mine = speakers_side(a)
    for t in a.verb.subtree:
        if t.lower_ in ("return", "exchange", "swap", "trade") and t.head.lower_ == "in":
            found = [w for g in t.subtree if g.i in a.s.head_of for w in a.s.named(g, a.s.head_of[g.i], 0)]
            if found := _bargainers(found, mine):
                return found[:1]
    return []


def from_after_doer(a: Arguments) -> list[Who]:
    """ "Yielded after Washington threatened tariffs": who does what he gives in after."""
    mine = speakers_side(a)
    for clause in a.verb.children:
        if clause.dep_ == "advcl" and any(c.lower_ in ("after", "when", "once") for c in clause.children):
            found = [w for c in clause.children if c.dep_ in SUBJECTS for w in a.s.actors(c)]
            if found := _bargainers(found, mine):
                return found[:1]
    return []


def from_yielded(a: Arguments) -> list[Who]:
    """ "Relented and ratified Sweden's accession": who stands in what he does beside who gives in."""
    mine = speakers_side(a)
    for clause in a.verb.children:
        if clause.dep_ == "conj" and clause.pos_ == "VERB" and not any(c.dep_ in SUBJECTS for c in clause.children):
            near = [g for g in clause.subtree if g.i in a.s.head_of]
            found = [w for g in near for w in a.s.named(g, a.s.head_of[g.i], 0)]
            if found := _bargainers(found, mine):
                return found[:1]
    return []


ASKED = words("""
    ally state country nation member faction government leader minister claimant partner company firm creditor donor
    international_community neighbour neighbor
    """)


def _groups(a: Arguments, tokens: list[Token]) -> list[Who]:
    nouns = [a.s.head_noun(t) for t in tokens if not a.s.actors(t)]
    asked = [t for t in nouns if a.s.words(t) & ASKED and t.i not in a.s.part_of]
    asked = [t for t in asked if t.tag_ == "NNS" or "international_community" in a.s.words(t)]
    return [Who(Actor(a.s.phrase(t), "group"), t.i, "people") for t in asked]


def from_asked_group(a: Arguments) -> list[Who]:
    """ "Urged the allies to agree", "asks member states for help": who has no name."""
    return _groups(a, a.themes())


def from_called_group(a: Arguments) -> list[Who]:
    """ "Called on all parties to show restraint", "appealed to the international community"."""
    return _groups(a, [t for p in ("on", "upon", "to") for t in a.prepositional(p)])
