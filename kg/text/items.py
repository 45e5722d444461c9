"""Which goods a frame is about: each kind of them is an item of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.text.actors import Sentence
from kg.text.arguments import Arguments
from kg.text.frames import Frame
from kg.text.grammar import conjuncts, objects, particle_lemma
from kg.text.mentions import classes, is_designation, made_by, words

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

FIRED = words("fire launch lob rain hurl drop loose pour shoot use employ send unleash throw direct")
DOWNED = words("down shoot_down bring_down shoot intercept destroy")
UNMANNED = words("missile drone rocket uav")
COUNTED_GOODS = words("import export supply need purchase delivery requirement consumption demand")
NO_GOODS = words(
    "part survival generation security protection safety existence livelihood winter year decade moment time success"
)
SUPPLIES = words("supply provide sell deliver ship meet cover buy import get")  # "fuel on credit" is no need of credit
LABOUR = words("labour labor worker credit loan aid money market grant port fuel artillery air_cover")
SUMS = words("""
    weapon weaponry arm armament package sale equipment hardware deal shipment consignment tranche contract order cargo
    """)


def things(s: Sentence) -> list[Token]:
    """The nouns that may be what is given or sent: of each noun phrase its head, names of actors left out."""
    return [
        t
        for t in s.doc
        if t.pos_ in ("NOUN", "PROPN")
        and t.i not in s.part_of
        and not t.text.isdigit()
        and (t.dep_ not in ("compound", "nmod", "amod", "poss") or is_designation(t.text))
    ]


def items_of(a: Arguments, frame: Frame, theme: Token | bool | None) -> list[Token | None]:
    """The goods: each coordinated theme that is a weapon is an item of its own."""
    place = frame.get("item")
    meant = UNSAID.get(frame.relation)
    if frame.relation == "DEPENDS_ON" and a.s.lemma(a.verb) not in SUPPLIES and (goods := _leaned_on(a)):
        return [goods[0]]
    if place in (None, "none"):
        goods = meant(a) if meant is not None else []
        return [goods[0] if goods else None]
    if place == "theme":
        tokens = [t for t in a.themes() if t == theme] or a.themes()[:1]
        tokens = [a.s.arms_meant(t) or t for t in tokens]
    elif place == "agent":
        tokens = a.agents()
    elif place == "accord_goods":  # "the agreement spoke of 980 tanks", "the contract covers 12 jets"
        tokens = [*a.themes(), *a.prepositional("of"), *a.prepositional("for")]
    elif place == "share":
        tokens = [t for x in (*a.themes(), *a.agents()) for t in a.prepositional("of", x)]
    elif place in ("weapons", "hardware"):
        tokens = [
            t
            for x in a.themes()
            for t in (x, *a.prepositional("for", x), *a.prepositional("of", x))
            if "weapons" in a.s.kinds(t)
        ]
        if place == "hardware":
            tokens = [t for t in tokens if not _crewed(a, t)]
    else:
        tokens = [t for t in a.prepositional(str(place))]
        if frame.get("after_word"):  # "thanked Oslo for the supply of boats", "for the boat deliveries"
            below = [g for t in tokens for g in (*a.prepositional("of", t), *t.children) if "weapons" in a.s.kinds(g)]
            tokens = below or tokens
        if frame.relation == "ARMS_TRANSFER" and a.kind == "nouns" and not tokens:
            tokens = [c for c in a.trigger.children if c.dep_ == "compound" and a.s.lemma(c) in classes()["weapons"]]
    if frame.relation == "ARMS_TRANSFER" and all(a.s.lemma(t) in SUMS for t in tokens):
        tokens = _listed_goods(a) or tokens
    every: list[Token | None] = []
    for token in tokens:
        if place == "from" and not any(is_designation(t.text) for t in token.subtree):
            continue
        if (
            (
                "weapons" not in a.s.kinds(token)
                and frame.relation in ("ARMS_TRANSFER", "REJECTS", "REQUESTS")
                and place not in ("share",)
            )
            and place != "from"
            and a.s.lemma(token) not in classes()["weapons"]
        ):
            continue
        every.append(token)
        more = [c for c in conjuncts(token) if "weapons" in a.s.kinds(c) and _of_its_own(c)]
        every += [c for c in more if _is_counted(c) or _is_counted(token)]
    every = [t for t in every if t is None or frame.relation != "DEPENDS_ON" or a.s.lemma(t) not in NO_GOODS]
    if not every and meant is not None:
        every += meant(a)[:1]
    return every or [None]


def _are_goods(a: Arguments, token: Token, *more: str) -> bool:
    """Whether a noun that is nobody's name means goods, weapons or one of the further classes."""
    return token.i not in a.s.part_of and bool(a.s.kinds(token) & {"goods", "weapons", *more})


def _leaned_on(a: Arguments) -> list[Token]:
    """ "Dependent on Algerian gas", "leans on the United States for its oil" has no goods after "on"."""
    after = [t for p in ("on", "upon") for t in a.prepositional(p)]
    nouns = [t for t in after if t.pos_ in ("NOUN", "PROPN") and t.i not in a.s.head_of]
    return [t for t in nouns if _are_goods(a, t) or a.s.lemma(a.s.head_noun(t)) in LABOUR]


def _shots(a: Arguments) -> list[Token]:
    """What is fired or shot down: "launched 40 drones at", "answered with missiles", "downed a helicopter"."""
    verb = a.s.lemma(a.verb)
    if a.kind != "verbs":
        return [c for c in a.trigger.children if c.dep_ == "compound" and a.s.lemma(c) in UNMANNED]
    if flown := [t for t in a.agents() if (noun := a.s.head_noun(t).text) and (is_designation(noun) or made_by(noun))]:
        return flown  # "a Sudanese Antonov bombed", "Polish F-16s shot down"
    spent = ("round", "shell", "gun")
    themes = [t for t in a.themes() if _are_goods(a, t) and a.s.lemma(a.s.head_noun(t)) not in spent]
    if verb in FIRED or verb in DOWNED or particle_lemma(a.verb) in DOWNED:
        return [t for t in themes if verb in FIRED or not a.s.words(t) & {"ship", "vehicle", "battery", "tank"}]
    thrown = [t for t in a.prepositional("with") if "weapons" in a.s.kinds(t)]
    return thrown or [t for t in a.agents() if a.s.lemma(a.s.head_noun(t)) in UNMANNED]


def _cut_off(a: Arguments) -> list[Token]:
    """What is barred, held back or taxed: "an arms embargo", "deliveries of gas", "tariffs on Canadian steel"."""
    hosts = [*a.themes(), *([a.trigger] if a.kind == "nouns" else [])]
    found = []
    for host in hosts:
        near = [c for c in host.children if c.dep_ in ("compound", "nmod") and c.i < host.i]
        near += [t for p in ("of", "on", "in") for t in a.prepositional(p, host)]
        found += [t for t in near if t.i not in a.s.head_of and _are_goods(a, t)]
        found += [g for t in near for g in t.children if g.dep_ == "compound" and _are_goods(a, g)]
    return [t for t in found if a.s.lemma(t) not in COUNTED_GOODS | {"product", "goods", "trade", "part", "equipment"}]


def _moved(a: Arguments) -> list[Token]:
    """What is sent or stationed that is no troops: aircraft, ships, missiles."""
    near = [*a.themes(), *a.agents(), *([a.trigger] if a.kind == "nouns" else [])]
    near += [t for p in ("of",) for t in (a.prepositional(p, a.trigger) if a.kind == "nouns" else [])]
    return [t for t in near if "weapons" in a.s.kinds(t) and t.i not in a.s.head_of and not _crewed(a, t)]


def _traded(a: Arguments) -> list[Token]:
    """ "The biggest buyer of Venezuelan oil", "oil imports from Libya", "trade in grain"."""
    near = [t for p in ("of", "in") for t in a.prepositional(p, a.trigger)] if a.kind == "nouns" else []
    near += [c for c in a.trigger.children if c.dep_ == "compound" and c.i < a.trigger.i] if a.kind == "nouns" else []
    return [t for t in near if t.i not in a.s.head_of and "goods" in a.s.kinds(t) and a.s.lemma(t) not in COUNTED_GOODS]


# Relations whose frames need not say where the goods stand.
UNSAID = {
    "ATTACKS": _shots,
    "SANCTIONS": _cut_off,
    "REJECTS": _cut_off,
    "TROOP_DEPLOYMENT": _moved,
    "TROOP_WITHDRAWAL": _moved,
    "MOBILIZES": _moved,
    "TRADES_WITH": _traded,
}


def _listed_goods(a: Arguments) -> list[Token]:
    """What a sum of arms is made of: "arms worth $2 billion, including four destroyers", "a package: 82 launchers"."""
    after = [t for t in a.verb.subtree if t.i > a.trigger.i]
    heads = [o for t in after if t.lower_ == "including" for o in objects(t)]
    heads += [t for t in after if t.dep_ == "appos" and t.head.pos_ == "NOUN" and a.s.lemma(t.head) in SUMS]
    return [t for t in heads if "weapons" in a.s.kinds(t) and a.s.lemma(t) not in SUMS]


def _of_its_own(token: Token) -> bool:
    """ "210 missiles and 37 launchers", "K2 tanks and FA-50 jets" are two deliveries, "tanks and artillery" is one."""
    return token.pos_ in ("PROPN", "NUM") or any(
        c.pos_ in ("NUM", "PROPN") or c.dep_ == "nummod" or is_designation(c.text) or made_by(c.text) is not None
        for c in token.children
        if c.i < token.i
    )


def _is_counted(token: Token) -> bool:
    """ "92 T-72 tanks and S-300 missiles" are told apart by their numbers, "MiGs and T-72s" are not."""
    return any(c.pos_ == "NUM" and c.i < token.i for c in token.children)


def _crewed(a: Arguments, token: Token) -> bool:
    return bool(a.s.words(token) & (classes()["people_forces"] - classes()["weapons"]))
