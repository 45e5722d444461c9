"""Slots that the trigger's own phrase fills: agent, theme, owner, dative, person, maker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.antecedents import PATRONS, RIVALS
from kg.text.arguments import Arguments
from kg.text.grammar import DAYS, PASSIVE, SUBJECTS, by_agents, conjuncts, is_passive, objects
from kg.text.mentions import made_by, makers, state_actor, words
from kg.text.who import Who, distinct, state_of

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

UNKNOWN = Actor("unknown", "group")  # a passive without agent: somebody, never guessed
# After these what somebody owns stands for its owner.
OWNED = frozenset(["on", "against", "to", "with", "for", "at", "from", "over", "upon"])
HIRED = frozenset(["mercenary", "volunteer", "contractor"])  # whoever sends them, not where they come from
PARTIES = words("delegation envoy negotiator mediator diplomat leader ruler chief monarch prince")
CONCEDED = ("as", "though", "although", "while", "albeit", "like")
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
    if token.dep_ == "appos" and token.head.pos_ == "PROPN":  # "Jane Doe, the diplomat who heads the mission"
        token = token.head
    who = a.verb.dep_ == "relcl" and any(t.tag_ == "WP" for t in (*a.agents(), *a.verb.children))
    if who and token != a.verb.head and token.i in a.s.head_of:
        return [w for w in a.s.one(token, 0) if is_person(a, w)]
    unknown = token.pos_ == "PROPN" and token.i not in a.s.part_of and " " in a.s.proper(token)
    if who and unknown:  # "John Garang, who leads the Sudan People's Liberation Army"
        return [Who(Actor(a.s.proper(token), "leader", None, state_of(a.s.owners(a.verb.head))), token.i)]
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


def from_with_person(a: Arguments) -> list[Who]:
    """ "toured the yard with his Danish counterpart": persons in company."""
    return [w for t in a.prepositional("with") for w in a.s.actors(t) if is_person(a, w)]


def from_dative(a: Arguments) -> list[Who]:
    found = _right_after(a) if a.verb.lemma_ in GIVES and a.kind == "verbs" and not is_passive(a.verb) else []
    for child in a.verb.children if not found else ():
        if child.dep_ == "dative":
            tokens = objects(child) if child.pos_ == "ADP" else [child]
            found += [w for t in tokens for w in a.s.actors(t)]
    if not found:  # "to sell Armenia weapons": taken for one noun by the parser
        names = [c for t in a.themes() for c in t.children if c.dep_ in ("compound", "nmod") and c.i < t.i]
        named = [c for c in names if c.i in a.s.head_of and not a.s.head_of[c.i].is_adjective and not made_by(c.text)]
        found = [w for c in named for w in a.s.actors(c)] if a.verb.lemma_ in GIVES | {"cost"} else []
    if not found and a.verb.lemma_ in GIVES and not is_passive(a.verb):  # "sold Chad $4m worth of tanks"
        named = [c for c in a.verb.children if c.dep_ == "dobj" and c.i in a.s.head_of]
        found = [w for c in named[:1] for w in a.s.actors(c) if w.actor.type == "state" and w.how == "name"]
    if not found and a.verb.lemma_ in GIVES:  # "gave Chad's army military help": whose help, to the parser
        owners = [c for t in a.themes() for c in t.children if c.dep_ == "poss" and c.i in a.s.head_of]
        armies = [c for c in owners if "people_forces" in a.s.kinds(a.s.doc[min(c.i + 2, len(a.s.doc) - 1)])]
        found = [w for c in armies if c.head.i > c.i + 2 for w in a.s.actors(c)]
    if not found and a.verb.lemma_ in GIVES and not is_passive(a.verb):  # "sold the junta arms", "gave the army money"
        before = [c for t in a.themes() for c in t.children if c.dep_ in ("compound", "nmod", "poss") and c.i < t.i]
        known = {"government", "people_forces", "rebels", "state_nouns"}
        bodies = [c for c in before if c.i > a.verb.i and c.i not in a.s.head_of and a.s.kinds(c) & known]
        found = [
            w for c in bodies if any(g.lower_ == "the" for g in (*c.children, *c.head.children)) for w in a.s.actors(c)
        ]
    two = [c for c in a.verb.children if c.dep_ == "dobj"]
    if not found and len(two) > 1:  # "sold it drones": two objects for the parser, the first of them the receiver
        found = a.s.actors(two[0])
    if not found:  # "owes Chinese banks $2 million"
        found = [w for c in a.verb.children if c.dep_ == "dative" and c.pos_ == "NOUN" for w in a.s.owners(c)]
    kept = any(c.dep_ == "dobj" for c in a.verb.children)
    if not found and kept and is_passive(a.verb):  # "Kyiv was given tanks"
        found = [w for c in a.verb.children if c.dep_ in PASSIVE for w in a.s.actors(c)]
    return found


def _right_after(a: Arguments) -> list[Who]:
    """ "Is selling Yerevan GM200 radars", "sent the Chadian army drones", "gave Chad and Mali six boats".

    States, or a state's forces or government, right after the verb: the parser takes them for a part of the goods.
    """
    doc, at, found = a.s.doc, a.trigger.i + 1, []
    while at + 1 < len(doc):
        at += doc[at].dep_ == "det"
        mention = a.s.part_of.get(at)
        if mention is None or mention.type not in ("state", "armed_force", "armed_group"):
            break
        head = next(t for t in doc[at:] if a.s.head_of.get(t.i) is mention)
        while a.s.part_of.get(at) is mention:
            at += 1
        body = mention.is_adjective
        while body and at + 1 < len(doc) and a.s.kinds(doc[at]) & {"people_forces", "government"} - {"weapons"}:
            at, body = at + 1, doc[at + 1].lower_ in ("guard", "force")
        if body or (at < len(doc) and doc[at].tag_ == "POS"):
            return []
        found += [Who(w.actor, w.token, "name") for w in a.s.named(head, mention, 0)]
        if at >= len(doc) or doc[at].lower_ not in ("and", ",") or at + 1 not in a.s.part_of:
            break
        at += 1
    goods = [g for t in a.themes() for g in (t, *conjuncts(t)) if g.i >= at]
    return found if any(doc[at] in g.subtree for g in goods) else []


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


def from_named_as(a: Arguments) -> list[Who]:
    """ "The main supplier of the army is Italy", "the king of Bahrain is Hamad": who the subject is said to be."""
    t = a.trigger
    if t.dep_ not in SUBJECTS or t.head.lemma_ not in ("be", "remain"):
        return []
    said = [c for c in t.head.children if c.dep_ == "attr" and c.i > t.i and c.i in a.s.head_of]
    return [w for c in said for w in a.s.actors(c)]


def from_bearer(a: Arguments) -> list[Who]:
    """ "NATO member Turkey", "Syria's ally Iran": who is called so."""
    t = a.trigger
    if t.dep_ in ("compound", "nmod") and t.head.i in a.s.head_of and t.head.i > t.i:
        return a.s.listed(t.head, 1)
    if t.i + 1 in a.s.part_of and t.dep_ in SUBJECTS:  # two subjects, by the parser
        after = [c for c in t.head.children if c.dep_ in SUBJECTS and c.i > t.i and c.i in a.s.head_of]
        after = after or [c for c in t.children if c.dep_ == "appos" and c.i in a.s.head_of]
        return [w for c in after for w in a.s.actors(c)]
    if t.dep_ == "pobj" and t.head.lower_ == "as" and t.head.head.pos_ == "VERB":  # "As a NATO member, Poland may"
        return [w for c in a.agents(t.head.head) for w in a.s.actors(c)]
    beside = _called_so(a, t)
    named = [c for c in t.children if c.dep_ == "appos" and c.i in a.s.head_of]
    return beside or [w for c in named for w in a.s.actors(c)]


def _called_so(a: Arguments, t: Token) -> list[Who]:
    """ "Armenia, though a member of", "Oman and other members of", "As members of NATO, Poland and Latvia"."""
    before = a.s.doc[t.left_edge.i - 1].lower_ if t.left_edge.i else ""
    if t.dep_ in SUBJECTS and before in CONCEDED:
        beside = [c for c in t.head.children if c.dep_ in SUBJECTS and c.i < t.i]
        listed = [g for c in t.children if c.dep_ == "prep" for o in objects(c) for g in conjuncts(o)]
        return [w for c in (beside or listed) for w in a.s.actors(c) if w.actor.type == "state"]
    if t.dep_ == "conj" and any(c.lower_ in ("other", "fellow") for c in t.children):
        first = t.head
        while first.dep_ == "conj":
            first = first.head
        names = [first, *(c for c in conjuncts(first) if c.i < t.i)]
        return [w for c in names if c.i in a.s.head_of for w in a.s.one(c, 1)]
    return []


def from_person_by(a: Arguments) -> list[Who]:
    """ "Militias led by Juan Perez": somebody by name, in the tables or not."""
    found = []
    for token in a.prepositional("by"):
        unknown = token.pos_ == "PROPN" and token.i not in a.s.part_of and " " in a.s.proper(token)
        found += [Who(Actor(a.s.proper(token), "leader"), token.i)] if unknown else a.s.actors(token)
    return found


def from_band_theme(a: Arguments) -> list[Who]:
    """ "Paramilitaries led by a colonel": those who are led, if only by their own word."""
    kinds = {"rebels", "people_forces", "forces", "organisations"}
    if named := bands_named(a):
        return [w for t in named for w in a.s.one(t, 0)]
    return [
        found[0] if (found := a.s.actors(t)) else Who(Actor(a.s.phrase(t), "armed_group"), t.i, "people")
        for t in a.themes()
        if a.s.actors(t) or (t.pos_ == "NOUN" and a.s.kinds(t) & kinds and "rebels" in a.s.kinds(t))
    ]


def bands_named(a: Arguments) -> list[Token]:
    """ "The RSF, a paramilitary headed by Dagalo", "the army and the RSF, a paramilitary ...": the name beside the
    band, of two the last one, wherever the parser hangs it."""
    beside = [(t.head, *(c for c in conjuncts(t.head) if c.i < t.i)) for t in a.themes() if t.dep_ == "appos"]
    named = [names[-1] for tokens in beside if (names := [t for t in tokens if t.i in a.s.head_of])]
    return named if any(a.s.head_of[t.i].type in ("armed_group", "armed_force") for t in named) else []


def from_theme_clause(a: Arguments) -> list[Who]:
    """ "Half the gas that Brazil burns", "the gold that Chad exports": who does so with the goods."""
    tokens = [n for t in a.themes() for n in (t, *(o for c in t.children if c.dep_ == "prep" for o in objects(c)))]
    clauses = [c for t in tokens for c in t.children if c.dep_ == "relcl" and not is_passive(c)]
    return [w for v in clauses for c in v.children if c.dep_ in SUBJECTS for w in a.s.actors(c)]


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
                found.append(Who(Actor(name, "leader", None, state_of(a.s.owners(noun))), t.i))
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


OTHERS_OF_ITS = words("ally partner neighbour neighbor donor backer country state")


def from_maker(a: Arguments) -> list[Who]:
    """ "the sale of F-16s to Ankara": whose industry makes the goods that the trigger noun names."""
    return [maker_of(m) for m in makers_of(a, a.trigger)]


def from_theme_maker(a: Arguments) -> list[Who]:
    """ "Received F-16s": whose industry makes them; not "received F-16s from its allies", who need not be that."""
    if any(t.lemma_ in OTHERS_OF_ITS and t.dep_ == "pobj" and t.head.lower_ in ("from", "by") for t in a.s.doc):
        return []
    return [maker_of(m) for t in a.themes() for m in makers_of(a, t)]


HURT = ("kill", "wound", "injure")  # 200 Armenians and 192 Azerbaijanis
EDGES = words("edge outskirt fringe vicinity perimeter heart middle centre center tip corner doorstep rest interior")
PLACES = frozenset(
    ("in", "along", "at", "to", "into", "on", "from", "near", "out_of", "off", "outside", "inside", "around")
)


def around(a: Arguments, token: Token) -> list[Who]:
    """ "In Farkhor, Tajikistan", "in Lebanon's Bekaa valley": where a place is that no table knows."""
    if token.i in a.s.part_of:
        return []
    if token.pos_ == "NOUN" and a.s.kinds(token) & {"control_places", "territory"}:
        return [w for c in token.children if c.dep_ == "poss" for w in a.s.actors(c) if w.actor.type == "state"]
    if a.s.lemma(token) in EDGES:  # "along the edges of Abkhazia"
        return [w for o in a.prepositional("of", token) for w in a.s.actors(o) if w.actor.type in ("state", "region")]
    if token.pos_ != "PROPN":
        return []
    near = [c for c in token.children if c.dep_ in ("appos", "poss")]
    near += [o for c in token.children if c.dep_ == "prep" and c.lower_ in ("in", "of") for o in objects(c)]
    return [w for t in near for w in a.s.actors(t) if w.actor.type in ("state", "region")]


def inside(a: Arguments, token: Token, rest: str) -> list[Who]:
    """Whose a noun is ("owner"), or who stands after a preposition in it ("of"), or owns that ("of.owner")."""
    noun = a.s.head_noun(token)
    if rest == "owner":
        if a.s.lemma(noun) in HIRED:
            return []
        found = a.s.owners(noun, of=not a.s.kinds(noun) & {"attack", "harm"})
        found += [w for c in conjuncts(noun) if _is_counted_people(a, c) for w in a.s.one(c, 1)]
        others = [w for w in found if w.actor.type != "armed_force"]
        return others or ([] if from_agent(a) else found)
    if rest == "by":  # "a course run by the Dutch", "the sum owed by Mali"
        deeds = [c for n in dict.fromkeys((token, noun)) for c in n.children if c.dep_ == "acl" and c.tag_ == "VBN"]
        makers_ = [o for c in deeds for p in c.children if p.lower_ == "by" for o in objects(p)]
        if found := [w for t in makers_ for w in a.s.actors(t)]:
            return found
    prep, _, owner = rest.partition(".")
    inner = [t for n in dict.fromkeys((token, noun)) for t in a.prepositional(prep, n)]
    if prep == "by" and not inner:
        inner = put_forward_by(a, noun)
    found = [w for t in inner for w in (a.s.owners(t) if owner else a.s.actors(t))]
    if not found and prep in PLACES and not owner:
        found = [w for t in inner for w in around(a, t)]
    return found or (owners_after(a, inner) if prep in OWNED else [])


def owners_after(a: Arguments, tokens: list[Token]) -> list[Who]:
    """Whose a thing is to which something is done; "its ally" is somebody else, and not itself."""
    things = [t for t in tokens if t.lemma_ not in PATRONS | RIVALS]
    return [w for t in things for w in a.s.owners(a.s.head_noun(t), of=False)]


def _is_counted_people(a: Arguments, token: Token) -> bool:
    """ "Four American submarines and one British": the second of them stands for its noun."""
    mention = a.s.head_of.get(token.i)
    counted = any(c.dep_ == "nummod" for c in token.children)
    return counted and mention is not None and mention.kind in ("demonym", "demonym_plural")


def put_forward_by(a: Arguments, noun: Token) -> list[Token]:
    """ "The resolution tabled by Cuba", "an offer made by Seoul"."""
    made = [c for c in noun.children if c.dep_ == "acl"]  # "a ceasefire offer by": to the parser as well
    return [t for c in made for t in by_agents(c)]


def agent_inside(a: Arguments, rest: str) -> list[Who]:
    """ "agent.owner", "agent.of": whose the subject is, who stands after a preposition in it."""
    return [w for t in a.agents() for w in inside(a, t, rest)]


def theme_inside(a: Arguments, rest: str) -> list[Who]:
    """ "theme.owner", "theme.of": whose the object is, who stands after a preposition in it."""
    found = []
    for theme in a.themes():
        found += inside(a, theme, rest)
        people = a.s.kinds(theme) & {"mortal", "people_only", "people_forces", "other_titles"}
        if rest == "owner" and (a.verb.lemma_ in HURT or people):
            found += [w for c in conjuncts(theme) for w in inside(a, c, rest)]  # "a Dutch nun and a Kyrgyz general"
        if rest == "owner" and a.verb.lemma_ in HURT:  # "13 Chadian soldiers and 65 rebels"
            found += [w for c in conjuncts(theme) for w in a.s.one(c, 1) if w.actor.type == "armed_group"]
    return found


def own_side(a: Arguments) -> set[str]:
    """Keys and states of those who act."""
    agents = from_agent(a) or agent_inside(a, "owner") or from_owner(a) or from_by(a)
    kept = {w.actor.key for w in agents}  # a rebel group is not of its state's side
    return kept | {w.actor.state for w in agents if w.actor.state and w.actor.type not in ("armed_group", "group")}
