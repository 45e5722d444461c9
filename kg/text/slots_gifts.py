"""Gifts and sales as slots: giver and taker, where only the text before names them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.arguments import Arguments
from kg.text.grammar import SUBJECTS, by_agents, is_passive, objects
from kg.text.mentions import state_actor, words
from kg.text.slots_forces import speakers_state
from kg.text.slots_plain import from_agent, makers_of
from kg.text.who import Who, again, distinct

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

SISTERS = ("ARMS_TRANSFER", "MILITARY_AID", "AIDS")  # who sells, gives and helps is told of in one breath
AMOUNTS = words("value tune amount total sum")  # "weapons to the value of $345 million" name no receiver
BUYING = words("purchase acquisition order procurement deal contract delivery import")
MEANT = words("mean intend destine bind earmark offer promise give sell ready design head set_aside")
ORDERED = words("order buy purchase procure acquire commission contract book lease")
BUYS = words("buy purchase order procure acquire commission lease")
ASKS = words("ask want request seek need demand beg plead appeal call")
HOLDS_UP = words("block hold veto obstruct delay")
USES = words("""
    use operate fly field deploy unveil show display parade induct commission introduce have own employ fire launch test
    possess lose get put
    """)
CHOOSES = words("choose select pick hire contract ask approach commission tap want")
GROUPS = words("group movement militia rebel insurgent militant party faction guerrilla fighter opposition side")
COURSES = words("""
    mission team instructor trainer programme program course scheme adviser advisor expert academy centre center
    """)


def _told(a: Arguments) -> tuple[Actor, Actor | None] | None:
    """Who and whom the same relation, or among gifts and sales a like one, was last told of."""
    relation = a.frame.relation if a.frame is not None else ""
    same = a.frame is not None and a.frame.get("same")
    order = (relation, *(r for r in SISTERS if r != relation and not same)) if relation in SISTERS else (relation,)
    return next((told for r in order if (told := a.s.discourse.event(r)) is not None), None)


def from_told_subject(a: Arguments) -> list[Who]:
    """ "The first jets are due in May": who delivers is who was told to."""
    told = _told(a)
    return [again(told[0], a.trigger)] if told is not None else []


def from_told_object(a: Arguments) -> list[Who]:
    told = _told(a)
    if told is None or told[1] is None or a.prepositional("to"):
        return []
    return [again(told[1], a.trigger)]


def from_aid_giver(a: Arguments) -> list[Who]:
    """ "Spain gave Mali $5 million in military aid. The package included rifles": who gave it, and then to whom."""
    return [again(aid[0], a.trigger)] if (aid := _aid_before(a)) is not None else []


def from_aid_taker(a: Arguments) -> list[Who]:
    return [again(aid[1], a.trigger)] if (aid := _aid_before(a)) is not None else []


def _aid_before(a: Arguments) -> tuple[Actor, Actor] | None:
    """Of whose help to whom the sentence before told, if this one goes on about it; what is only to come is left."""
    d = a.s.discourse
    if d.aid is None or d.sentence - d.aid[0] != 1 or not any(_is_the_aid(a, t) for t in a.agents()):
        return None
    _, giver, taker, modality = d.aid
    ahead = any(c.dep_ == "aux" and c.lower_ in ("will", "would") for c in a.verb.children)
    return (giver, taker) if modality in ("asserted", "reported") or ahead else None


def _is_the_aid(a: Arguments, token: Token) -> bool:
    named = a.s.lemma(token) in ("package", "aid", "assistance", "shipment", "delivery") and a.s.is_definite(token)
    return token.lower_ == "it" or (named and not a.s.owners(token))


def from_taker(a: Arguments) -> list[Who]:
    """To whom a gift goes that names only its giver: whoever was given something before, in the sentence itself."""
    return _taker(a, a.s.given)


def from_receiver(a: Arguments) -> list[Who]:
    """... or for whom it is by all that the text tells; by a verb that needs no receiver, who was given something."""
    taught = [t for t in a.themes() if a.s.kinds(t) >= {"people_forces"} and "weapons" not in a.s.kinds(t)]
    named = any(
        a.s.actors(t) or a.s.owners(t) for t in taught
    )  # "Somali soldiers were trained there": they, nobody else
    found = receiver(a, a.subjects) if not named else None
    needs_none = a.frame is not None and a.verb.lemma_ in a.frame.words("object_verbs")
    return _taker(a, [found] if found is not None and (found in _given(a) or not needs_none) else [])


def receiver(a: Arguments, giver: list[Who]) -> Actor | None:
    """For whom a gift is by all that the text tells."""
    states = frozenset(w.actor.state for w in giver if w.actor.state)
    here = frozenset(m.state for m in a.s.mentions if m.type == "state" and m.state)
    return a.s.discourse.receiver(states, here, _given(a)) if states else None


def _given(a: Arguments) -> list[Actor]:
    """Who was last given something, of each kind of gift."""
    told = [a.s.discourse.event(r) for r in SISTERS]
    return [event[1] for event in told if event is not None and event[1] is not None]


def _taker(a: Arguments, known: list[Actor]) -> list[Who]:
    if any(a.s.lemma(t) not in AMOUNTS for t in a.prepositional("to")):  # one is named, only not known
        return []
    given = [c for c in a.verb.children if c.dep_ == "dative" and c.pos_ != "ADP"]
    if any("people_forces" not in a.s.kinds(c) for c in given) or _two_in_one(a):
        return []  # "the coast guard" is that of the state spoken of
    mine = {w.actor.state for w in a.subjects}
    fitting = [actor for actor in known if actor.type != "leader" and actor.state not in mine]
    return [again(fitting[-1], a.trigger)] if fitting and mine else []


def _two_in_one(a: Arguments) -> bool:
    """ "Sold the junta arms": receiver and goods are one noun phrase to the parser."""
    before = [
        c for t in a.themes() for c in t.children if c.dep_ in ("compound", "nmod") and c.i < t.i and t.i > a.trigger.i
    ]
    return any(a.s.kinds(c) & {"government", "rebels", "state_nouns"} for c in before)


RELIEF = words("humanitarian relief aid emergency rescue recovery reconstruction rebuilding food earthquake flood")
CAUSES = words("response effort appeal operation work relief plan programme program fund reconstruction recovery")


def from_relief_in(a: Arguments) -> list[Who]:
    """ "Gave $2 million to the humanitarian response in Yemen", "for reconstruction in Mali": for whom that is."""
    causes = [a.s.head_noun(t) for name in ("to", "for") for t in a.prepositional(name)]
    causes = [t for t in causes if a.s.lemma(t) in CAUSES]
    meant = [t for t in causes if RELIEF & {a.s.lemma(t), *(a.s.lemma(c) for c in t.children if c.i < t.i)}]
    there = [w for t in meant for name in ("in", "for") for o in a.prepositional(name, t) for w in a.s.actors(o)]
    return [w if w.actor.type == "state" else Who(state_actor(w.actor.state), w.token, "office")
            for w in there if w.actor.state]  # fmt: skip


def from_bringer(a: Arguments) -> list[Who]:
    """ "Such a purchase could bring sanctions": whoever did, or bought, what the subject speaks of."""
    mine = {w.actor.state for w in a.subjects}
    for token in a.agents():
        if not any(c.lower_ in ("the", "such", "this", "that", "these", "any") for c in token.children):
            continue
        sold = a.s.discourse.event("ARMS_TRANSFER") if a.s.words(token) & BUYING else None
        if a.s.actors(token):  # "the Union may prolong its embargo": no deed of anybody
            continue
        told = a.s.discourse.last(frozenset(m for m in mine if m))
        doer = sold[1] if sold is not None else told[0] if told is not None else None
        return [again(doer, token)] if doer is not None and doer.state not in mine else []
    return []


def from_meant(a: Arguments) -> list[Who]:
    """ "Weapons destined for Yemen", "the biggest package ever offered to Taiwan": for whom the goods are meant."""
    hosts = [*a.themes(), *([a.trigger] if a.kind == "nouns" else [])]
    hosts += [t for h in list(hosts) for p in ("of", "for") for t in a.prepositional(p, h)]
    # "a consignment that the Red Cross had promised to Chad"
    bound = [c for h in hosts for c in h.children if c.dep_ in ("acl", "amod", "relcl") and c.lemma_ in MEANT]
    found = [w for c in bound for p in ("to", "for") for t in a.prepositional(p, c) for w in a.s.actors(t)]
    # "handed over the jets ordered by India"
    bought = [c for h in hosts for c in h.children if c.dep_ in ("acl", "relcl") and c.lemma_ in ORDERED]
    ordered = [
        t for c in bought for t in by_agents(c) + [g for g in c.children if g.dep_ in SUBJECTS and c.dep_ == "relcl"]
    ]
    return found or [w for t in ordered for w in a.s.actors(t)]


def from_contractor(a: Arguments) -> list[Who]:
    """ "Saab has signed a contract with Thailand for four Gripens": who makes what is sold sells it."""
    if not _after_with(a):
        return []
    goods = [t for x in (None, *a.themes()) for t in a.prepositional("for", x)]
    made = {state for t in goods for state, _ in makers_of(a, t)}
    return [w for w in from_agent(a) if w.actor.type in FIRMS or (w.actor.state in made and w.actor.type == "state")]


def from_contracted_with(a: Arguments) -> list[Who]:
    """... and with whom he signs gets it."""
    return _after_with(a) if from_contractor(a) else []


def from_with_seller(a: Arguments) -> list[Who]:
    """ "Thailand signed a contract with Saab": with whom one signs sells, unless who signs does."""
    return [] if from_contractor(a) else _after_with(a)


def _after_with(a: Arguments) -> list[Who]:
    return distinct(w for x in (*a.themes(), None) for t in a.prepositional("with", x) for w in a.s.actors(t))


FIRMS = ("agency", "organisation", "group")
SALES = words("deal contract agreement memorandum letter")


def from_dealt_with(a: Arguments) -> list[Who]:
    """ "Signed a deal with Serbia to buy helicopters": with whom one agrees to buy is who sells, whoever made them."""
    head = a.verb.head
    if a.verb.dep_ not in ("acl", "xcomp", "advcl", "relcl") or not any(c.lower_ == "to" for c in a.verb.children):
        return []
    hosts = [head, *(c for c in head.children if c.dep_ == "dobj"), head.head]
    together = any(c.lower_ in ("together", "jointly") for c in a.verb.children) or a.prepositional("for")
    deals = [h for h in hosts if h.lemma_ in SALES or h.lemma_ in ("agree", "negotiate")]
    deals += [h for h in hosts if h.lemma_ == "sign" and any(c.lemma_ in SALES for c in h.children)]
    if together:  # "signed a pact with Belgium to buy frigates together"
        return []
    return distinct(w for h in deals for t in a.prepositional("with", h) for w in a.s.actors(t))


def from_bought_in(a: Arguments) -> list[Who]:
    """ "Has bought jets in Ukraine and Bulgaria", "vehicles that it ordered in China": where one buys is who sells."""
    if a.verb.lemma_ not in BUYS:
        return []
    places = [w for t in a.prepositional("in") for w in a.s.actors(t)]
    return [
        w for w in places if w.actor.type == "state" and a.s.head_of.get(w.token) is not None and not _is_seat(a, w)
    ]


def _is_seat(a: Arguments, who: Who) -> bool:
    """ "Ordered 40 jets in Paris": where a contract is signed."""
    mention = a.s.head_of.get(who.token)
    return mention is not None and mention.kind == "capital"


def from_user(a: Arguments) -> list[Who]:
    """ "Chad uses tanks supplied by France": whoever has in use what somebody supplied."""
    noun = a.verb.head
    if a.verb.dep_ not in ("acl", "relcl") or not is_passive(a.verb):
        return []
    while noun.dep_ in ("pobj", "conj") and noun.head.pos_ in ("ADP", "NOUN", "PROPN", "NUM"):
        noun = noun.head
    verb = noun.head
    uses = verb.pos_ in ("VERB", "AUX") and verb.lemma_ in USES and noun.dep_ == "dobj"
    return [w for t in a.agents(verb) for w in a.s.actors(t)] if uses else []


def from_wisher(a: Arguments) -> list[Who]:
    """ "Togo asked for boats, and Oslo sent them": whoever asked for, or ordered, what is given."""
    goods = next((t for them in a.themes() if (t := a.s.arms_meant(them)) is not None), None)
    if goods is None:
        return []
    verb = goods.head.head if goods.dep_ == "pobj" else goods.head
    asks = verb.pos_ == "VERB" and (verb.lemma_ in ASKS or verb.lemma_ in ORDERED)
    mine = {w.actor.state for w in a.subjects}
    return [w for t in a.agents(verb) for w in a.s.actors(t) if w.actor.state not in mine] if asks else []


def from_thanker(a: Arguments) -> list[Who]:
    """ "Togo thanked Oslo for sending boats": who thanks has got them."""
    thanks = a.verb.head.head
    if a.verb.dep_ != "pcomp" or thanks.lemma_ != "thank" or is_passive(thanks):
        return []
    return [w for t in a.agents(thanks) for w in a.s.actors(t)]


def from_chooser(a: Arguments) -> list[Who]:
    """ "Chad chose a Turkish firm to supply drones": who gets what he has chosen another to deliver."""
    verb = a.verb.head
    if a.verb.dep_ not in ("xcomp", "advcl", "ccomp") or verb.lemma_ not in CHOOSES:
        return []
    return [w for t in a.agents(verb) for w in a.s.actors(t)]


def from_below_subject(a: Arguments) -> list[Who]:
    """ "Helped Chad rebuild its army": who does what the clause below says."""
    below = [c for c in a.verb.children if c.dep_ in ("ccomp", "xcomp")]
    return [w for c in below for t in c.children if t.dep_ in SUBJECTS for w in a.s.actors(t)]


def from_held_up(a: Arguments) -> list[Who]:
    """ "Norway blocked a World Bank loan to Togo", "a loan by the bank": whose aid it is that another holds up."""
    if a.verb.lemma_ not in HOLDS_UP:
        return []
    mine = {k for w in from_agent(a) for k in (w.actor.key, w.actor.state) if k}
    by = [t for t in by_agents(a.verb) if not is_passive(a.verb)]
    by += [t for x in a.themes() for p in ("by", "from") for t in a.prepositional(p, x)]
    owners = [w for t in a.themes() for w in a.s.owners(a.s.head_noun(t))]
    return [w for w in [*owners, *(w for t in by for w in a.s.actors(t))] if not mine & {w.actor.key, w.actor.state}]


def from_group(a: Arguments) -> list[Who]:
    """ "Arming the movement", "trained the group": the armed group that the text named last."""
    nouns = [t for t in a.themes() if a.s.words(t) & GROUPS]
    found = a.s.discourse.group() if nouns else None
    return [again(found, nouns[0])] if found is not None else []


def from_gift_from(a: Arguments) -> list[Who]:
    """ "Ten boats arrived in Togo, a gift from Norway": the apposition may hang on the boats or on the place."""
    hosts = [*a.agents(), *(o for p in a.verb.children if p.dep_ == "prep" for o in objects(p))]
    gifts = [c for h in hosts for c in h.children if c.dep_ == "appos" and c.lemma_ in ("gift", "donation", "present")]
    return [w for g in gifts for t in a.prepositional("from", g) for w in a.s.actors(t)]


def from_trader_says(a: Arguments) -> list[Who]:
    """ "Exports to Togo had doubled, Norway's minister said": his own state's, where nobody's are named."""
    return [again(actor, a.trigger) for actor in speakers_state(a)]


def from_named_taker(a: Arguments) -> list[Who]:
    """ "Arms for the Islamic Courts": a receiver that no table knows, by its name; a port has no article."""
    tokens = [t for p in ("to", "for") for t in a.prepositional(p)] + a.themes()
    return [
        Who(Actor(a.s.proper(t), "armed_group"), t.i)
        for t in tokens
        if t.pos_ == "PROPN"
        and t.i not in a.s.part_of
        and any(c.lower_ == "the" for c in t.children)
        and not a.s.kinds(t) & {"weapons", "territory", "control_places", "base"}
        and not a.s.actors(t)
    ]


def from_about(a: Arguments) -> list[Who]:
    """Who trades or depends where nobody is said to ("imports from Russia have fallen"): the text's main state."""
    found = a.s.discourse.main(frozenset())
    return [again(found, a.trigger)] if found is not None else []


def from_nearest(a: Arguments) -> list[Who]:
    """The state named last before the trigger: "tanks given to Ukraine since Russia invaded"."""
    mine = {w.actor.state for w in from_agent(a)}
    before = [
        m for i, m in sorted(a.s.head_of.items()) if i < a.trigger.i and m.type == "state" and m.state not in mine
    ]
    return [Who(state_actor(before[-1].state or ""), a.trigger.i, "coreference", before[-1].text)] if before else []


def from_sponsor(a: Arguments) -> list[Who]:
    """Whose "a mission", "the instructors" are: of him who sets them to work, else the organisation named last."""
    nouns = a.agents() if a.kind == "verbs" else [a.trigger]
    if not any(a.s.lemma(a.s.head_noun(t)) in COURSES or t.pos_ == "PRON" for t in nouns):
        return []
    for verb in a.trigger.ancestors:
        found = [w for c in verb.children if c.dep_ in SUBJECTS for w in a.s.actors(c)]
        found = [w for w in found if w.actor.type in ("state", "organisation", "leader") and _named_before(w, nouns)]
        if found:
            return found
    last = a.s.discourse.organisation()
    return [again(last, a.trigger)] if last is not None else []


def _named_before(who: Who, nouns: list[Token]) -> bool:
    """Whether an actor is named before the nouns that are his."""
    return not nouns or who.token < min(t.i for t in nouns)
