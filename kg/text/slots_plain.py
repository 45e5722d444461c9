"""Slots that the trigger's own phrase fills: agent, theme, owner, dative, person, maker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.arguments import Arguments
from kg.text.grammar import DAYS, PASSIVE, SUBJECTS, by_agents, conjuncts, is_passive, objects
from kg.text.mentions import makers, state_actor, words
from kg.text.who import Who, distinct

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

UNKNOWN = Actor("unknown", "group")  # a passive without agent: somebody, never guessed
# After these what somebody owns stands for its owner.
OWNED = frozenset(["on", "against", "to", "with", "for", "at", "from", "over", "upon"])
HIRED = frozenset(["mercenary", "volunteer", "contractor"])  # whoever sends them, not where they come from
PARTIES = words("delegation envoy negotiator mediator diplomat leader ruler chief monarch prince")
GIVES = words("""
    give sell lend offer send grant promise supply provide hand deliver pledge loan ship award allot lease rent owe
    bring deny refuse assure donate extend guarantee pay
    """)


def from_agent(a: Arguments) -> list[Who]:
    return distinct(w for t in a.agents() for w in a.s.actors(t))


def from_state_subject(a: Arguments) -> list[Who]:
    return [w for w in from_agent(a) if w.actor.type == "state" and w.how != "office"]


from_state_only = from_state_subject


def from_state_agent(a: Arguments) -> list[Who]:
    return [w for w in from_agent(a) if w.actor.type in ("state", "organisation", "leader")]


def from_person(a: Arguments) -> list[Who]:
    """Leaders by name or office; "Moscow went to ..." is no journey."""
    token = a.verb.head
    who = a.verb.dep_ == "relcl" and any(t.tag_ == "WP" for t in a.agents())
    unknown = token.pos_ == "PROPN" and token.i not in a.s.part_of and " " in a.s.proper(token)
    if who and unknown:  # "John Garang, who leads the Sudan People's Liberation Army"
        return [Who(Actor(a.s.proper(token), "leader"), token.i)]
    return [w for w in from_agent(a) if is_person(a, w)]


def is_person(a: Arguments, who: Who) -> bool:
    token = a.s.doc[who.token]
    return who.actor.type == "leader" or (
        who.how == "office" and bool(a.s.kinds(token) & {"leader_titles", "other_titles"} or a.s.words(token) & PARTIES)
    )


def from_theme(a: Arguments) -> list[Who]:
    return [w for t in a.themes() for w in a.s.actors(t)]


def from_person_theme(a: Arguments) -> list[Who]:
    return [w for w in from_theme(a) if is_person(a, w)]


def from_people_theme(a: Arguments) -> list[Who]:
    """Those who are taken in: "800,000 refugees"."""
    return [
        w
        for t in a.themes()
        for w in a.s.actors(t) or [Who(Actor(a.s.lemma(a.s.head_noun(t)) + "s", "group"), t.i, "people")]
    ]


def from_theme_group(a: Arguments) -> list[Who]:
    """ "asked allies to pay": nobody's allies, by their own word."""
    return [
        Who(Actor(a.s.phrase(t), "group"), t.i)
        for t in a.themes()
        if t.pos_ == "NOUN" and t.tag_ == "NNS" and not a.s.actors(t)
    ]


def from_with_person(a: Arguments) -> list[Who]:
    """ "toured the yard with his Danish counterpart": persons in company."""
    return [w for t in a.prepositional("with") for w in a.s.actors(t) if is_person(a, w)]


def from_dative(a: Arguments) -> list[Who]:
    found = []
    for child in a.verb.children:
        if child.dep_ == "dative":
            tokens = objects(child) if child.pos_ == "ADP" else [child]
            found += [w for t in tokens for w in a.s.actors(t)]
    if not found:  # "to sell Armenia weapons": taken for one noun by the parser
        names = [c for t in a.themes() for c in t.children if c.dep_ in ("compound", "nmod") and c.i < t.i]
        named = [c for c in names if c.i in a.s.head_of and not a.s.head_of[c.i].is_adjective]
        found = [w for c in named for w in a.s.actors(c)] if a.verb.lemma_ in GIVES | {"cost"} else []
    if not found and a.verb.lemma_ in GIVES and not is_passive(a.verb):  # "sold Chad $4m worth of tanks"
        named = [c for c in a.verb.children if c.dep_ == "dobj" and c.i in a.s.head_of]
        found = [w for c in named[:1] for w in a.s.one(c, 0) if w.actor.type == "state" and w.how == "name"]
    two = [c for c in a.verb.children if c.dep_ == "dobj"]
    if not found and len(two) > 1:  # "sold it drones": two objects for the parser, the first of them the receiver
        found = a.s.actors(two[0])
    kept = any(c.dep_ == "dobj" for c in a.verb.children)
    if not found and kept and is_passive(a.verb):  # "Kyiv was given tanks"
        found = [w for c in a.verb.children if c.dep_ in PASSIVE for w in a.s.actors(c)]
    return found


def from_owner(a: Arguments) -> list[Who]:
    return [w for w in a.s.owners(a.trigger, of=False) if w.token != a.trigger.i]


def from_of_owner(a: Arguments) -> list[Who]:
    return [w for t in a.prepositional("of", a.trigger) for w in a.s.owners(a.s.head_noun(t))]


def from_compound_owner(a: Arguments) -> list[Who]:
    """ "North Korean troop deployment", "North Korea's troop deployment": the owner of the compound."""
    return [w for c in a.trigger.children if c.dep_ == "compound" and c.i not in a.s.part_of for w in a.s.owners(c)]


def from_poss_owner(a: Arguments) -> list[Who]:
    """ "its ally", "Baku's backer": whose by a possessive, not by an adjective."""
    return [w for c in a.trigger.children if c.dep_ == "poss" for w in a.s.actors(c)]


def from_by(a: Arguments) -> list[Who]:
    return [w for t in a.prepositional("by") for w in a.s.actors(t)]


def from_self(a: Arguments) -> list[Who]:
    """Whom the noun itself means: "its ally" is Russia."""
    return a.s.actors(a.trigger)


def from_bearer(a: Arguments) -> list[Who]:
    """ "NATO member Turkey", "Syria's ally Iran": who is called so."""
    t = a.trigger
    if t.dep_ in ("compound", "nmod") and t.head.i in a.s.head_of and t.head.i > t.i:
        return a.s.listed(t.head, 1)
    if t.i + 1 in a.s.part_of and t.dep_ in SUBJECTS:  # two subjects, by the parser
        after = [c for c in t.head.children if c.dep_ in SUBJECTS and c.i > t.i and c.i in a.s.head_of]
        return [w for c in after for w in a.s.actors(c)]
    if t.dep_ == "pobj" and t.head.lower_ == "as" and t.head.head.pos_ == "VERB":  # "As a NATO member, Poland may"
        return [w for c in a.agents(t.head.head) for w in a.s.actors(c)]
    named = [c for c in t.children if c.dep_ == "appos" and c.i in a.s.head_of]
    return [w for c in named for w in a.s.actors(c)]


def from_named(a: Arguments) -> list[Who]:
    """Who or what is seized by a name that no table has: "the freighter Faina", "Alan Gross"."""
    found = []
    for theme in a.themes():
        noun = a.s.head_noun(theme)
        near = [c for c in noun.children if c.dep_ in ("appos", "compound") and c.pos_ == "PROPN" and c.i > noun.i]
        if not near and noun.pos_ == "NOUN" and noun.i + 1 < len(a.s.doc):
            after = a.s.doc[noun.i + 1]  # "the freighter Faina", whatever the parser makes of the name
            near = [after] if after.pos_ == "PROPN" and after.dep_ != "pobj" else []
        for t in [noun, *near] if noun.pos_ == "PROPN" else near:
            name = a.s.proper(t)
            if t.pos_ != "PROPN" or t.i in a.s.part_of or t.text in DAYS or a.s.actors(t):
                continue
            if a.s.is_definite(t) or near or any("ship" in a.s.words(c) for c in t.children):
                found.append(Who(Actor(name, "group"), t.i))
            elif " " in name:
                found.append(Who(Actor(name, "leader"), t.i))
    return found


def from_unknown(a: Arguments) -> list[Who]:
    """An agentless passive, or a subject that names nobody's: somebody."""
    if is_passive(a.verb) and not by_agents(a.verb):
        return [Who(UNKNOWN, a.verb.i, "unknown")]
    return []


def from_none(a: Arguments) -> list[Who]:
    return []


from_unowned = from_others = from_none  # "others" are paired by `matching`; what nobody owns has no owner to name


def makers_of(a: Arguments, theme: Token) -> list[tuple[str, int]]:
    """The state whose industry makes a weapon that the phrase names."""
    words = a.s.doc[theme.left_edge.i : theme.right_edge.i + 1].text.lower().replace("-", " ")
    return [(state, theme.i) for name, state in makers().items() if f" {name.replace('-', ' ')}" in f" {words}"][:1]


def maker_of(made: tuple[str, int]) -> Who:
    return Who(state_actor(made[0]), made[1], "maker")


def from_maker(a: Arguments) -> list[Who]:
    """ "the sale of F-16s to Ankara": whose industry makes the goods that the trigger noun names."""
    return [maker_of(m) for m in makers_of(a, a.trigger)]


def from_theme_maker(a: Arguments) -> list[Who]:
    return [maker_of(m) for t in a.themes() for m in makers_of(a, t)]


def inside(a: Arguments, token: Token, rest: str) -> list[Who]:
    """Whose a noun is ("owner"), or who stands after a preposition in it ("of"), or owns that ("of.owner")."""
    noun = a.s.head_noun(token)
    if rest == "owner":
        if a.s.lemma(noun) in HIRED:
            return []
        found = a.s.owners(noun, of=not a.s.kinds(noun) & {"attack", "harm"})
        others = [w for w in found if w.actor.type != "armed_force"]
        return others or ([] if from_agent(a) else found)
    prep, _, owner = rest.partition(".")
    inner = [t for n in dict.fromkeys((token, noun)) for t in a.prepositional(prep, n)]
    found = [w for t in inner for w in (a.s.owners(t) if owner else a.s.actors(t))]
    return found or [w for t in inner for w in a.s.owners(a.s.head_noun(t), of=False) if prep in OWNED]


def agent_inside(a: Arguments, rest: str) -> list[Who]:
    """ "agent.owner", "agent.of": whose the subject is, who stands after a preposition in it."""
    return [w for t in a.agents() for w in inside(a, t, rest)]


def theme_inside(a: Arguments, rest: str) -> list[Who]:
    """ "theme.owner", "theme.of": whose the object is, who stands after a preposition in it."""
    found = []
    for theme in a.themes():
        found += inside(a, theme, rest)
        if rest == "owner" and a.verb.lemma_ in ("kill", "wound", "injure"):  # 200 Armenians and 192 Azerbaijanis
            found += [w for c in conjuncts(theme) for w in inside(a, c, rest)]
    return found


def own_side(a: Arguments) -> set[str]:
    """Keys and states of those who act."""
    agents = from_agent(a) or agent_inside(a, "owner") or from_owner(a) or from_by(a)
    kept = {w.actor.key for w in agents}  # a rebel group is not of its state's side
    return kept | {w.actor.state for w in agents if w.actor.state and w.actor.type not in ("armed_group", "group")}
