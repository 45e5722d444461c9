"""What the frames find in a sentence, before anybody asks how firmly it is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from kg.model import SYMMETRIC, Actor
from kg.text.actors import Sentence
from kg.text.arguments import Arguments, does_too
from kg.text.conditions import acted_on, conditions, theme_of
from kg.text.coreference import TITLES
from kg.text.frames import Frame, Match, index
from kg.text.grammar import SUBJECTS, particle_lemma
from kg.text.items import items_of
from kg.text.mentions import state_actor
from kg.text.movements import has_sent, is_at_border, is_at_home, is_home_front, mission_hosts, where_sent
from kg.text.places import LANDS
from kg.text.slots import find
from kg.text.slots_accords import in_company
from kg.text.slots_forces import SHOTS, from_theatre
from kg.text.slots_gifts import SISTERS, from_told_object, receiver
from kg.text.slots_plain import from_unknown
from kg.text.who import Who, again, distinct

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

# Refusals and charges that name nobody are about somebody all the same: three in four claims without him are wrong.
TWO_SIDED = frozenset(("REJECTS", "ACCUSES"))
RESUMED = frozenset((
    "SANCTIONS", "ARMS_TRANSFER", "AGREES_WITH", "TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL", "MILITARY_AID", "BASE_ACCESS",
    "AIDS",
))  # fmt: skip
VERBAL_NOUNS = frozenset(("fighting", "shelling", "bombing"))
# Verbs that mean another thing without their particle: who gives up his arms gives them to nobody.
YIELDED = frozenset(("give_up", "shoot_down", "hold_up", "hold_back", "take_on"))
OUTWARD = frozenset(("REJECTS", "THREATENS", "SUPPORTS", "REQUESTS", "CONCEDES"))
IN_WORDS = OUTWARD | {"ACCUSES"}
PACTS = frozenset(("AGREES_WITH", "ALLIED_WITH"))  # of a treaty of many, what counts is told of the first
# Where a coalition strikes and whom it does not strike: the land is the other side's only for the time being.
LENT = {"org:COALITION-ISIS": ("IRQ",)}
TAKES = {
    "state": ("state", "region"),
    "country": ("state",),
    "provider": ("state", "region", "agency", "armed_group"),
    "host": ("state", "region", "armed_group", "organisation", "leader"),
    "buyer": ("state", "armed_group", "organisation", "region", "armed_force", "leader"),
    "organisation": ("organisation",),
    "target": ("state", "leader", "organisation", "armed_group", "group", "agency"),
    "union": ("organisation",),
    "armed": ("state", "armed_group", "armed_force"),
    "fighters": ("armed_group", "armed_force"),
    "side": ("state", "armed_group", "armed_force", "organisation", "leader", "group"),
    "captive": ("leader", "armed_group", "group"),
    "captive_any": ("leader", "armed_group", "group", "state", "armed_force"),
    "place": ("region",),
    "vessel": ("group", "state", "armed_force", "armed_group"),
    "led": ("state", "organisation", "armed_group", "armed_force", "region"),
}


def matches(sentence: Sentence) -> Iterator[Match]:
    """What the frames find in a sentence, one match for each pair of actors and each item."""
    frames = index()
    for token in sentence.doc:
        for kind, keys in keys_of(sentence, token):
            found = {frame.name: frame for key in keys for frame in frames.get((kind, key), ())}
            told = _words_acted_on(sentence, token) if found and kind == "verbs" else None
            for frame in found.values():
                if told is None or frame.themes.may_be(told):
                    yield from _match(sentence, frame, token, kind)


def _words_acted_on(s: Sentence, verb: Token) -> set[str]:
    """Words and classes of all that a verb acts on."""
    return {word for t in acted_on(verb) for told in (s.kinds(t), s.words(t)) for word in told}


def keys_of(s: Sentence, token: Token) -> list[tuple[str, list[str]]]:
    """How a token may be looked up: as a verb with and without particle, as a noun with its compound."""
    lemma = s.lemma(token)
    if token.pos_ in ("VERB", "AUX"):
        whole = particle_lemma(token)
        together = not s.spoken.isdisjoint(JOINTLY) and _is_done_together(s, token)
        found = [("verbs", [whole, *([] if whole in YIELDED else [lemma]), *(["done_together"] if together else [])])]
        goes_on = any(c.dep_ == "aux" for c in token.children)  # "are fighting", which two do against a third
        as_noun = token.dep_ in ("nsubj", "csubj", "pobj", "pcomp", "dobj", "ROOT") and not goes_on
        if token.lower_ in VERBAL_NOUNS and as_noun:
            found.append(("nouns", [token.lower_]))  # "Fighting between the two armies went on": a verb to the parser
        if token.tag_ in ("VBZ", "VBP") and token.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass"):
            found = [("nouns", [f"{s.lemma(c)}_{lemma}" for c in token.children if c.dep_ == "compound"] + [lemma])]
        return found
    if token.pos_ in ("NOUN", "PROPN") and token.i not in s.part_of:
        lemma = lemma if token.pos_ == "NOUN" else token.lower_
        compound = [f"{s.lemma(c)}_{lemma}" for c in token.children if c.dep_ in ("compound", "amod") and c.i < token.i]
        joint = ["joint_thing"] if "joint_thing" in s.kinds(token) else []
        return [("nouns", [*compound, lemma, *joint])]
    if token.pos_ == "ADJ" or (token.pos_ == "VERB" and token.dep_ == "acomp"):
        return [("adjectives", [token.lower_])]
    return []


JOINTLY = ("together", "jointly")


def _is_done_together(s: Sentence, verb: Token) -> bool:
    near = [*verb.children, *(g for c in verb.children for g in c.children if g.i < c.i)]  # hung on "over"
    near += [t for t in s.doc[verb.i + 1 : verb.i + 9] if t.head.pos_ == "ADP" and verb in t.ancestors]
    return any(c.dep_ == "advmod" and c.lower_ in JOINTLY for c in near)


def _match(s: Sentence, frame: Frame, token: Token, kind: str) -> Iterator[Match]:
    """What one frame finds at one trigger."""
    hits = token.head.dep_ in SUBJECTS or token.head.head.dep_ == "agent"
    if frame.relation == "MOBILIZES" and token.dep_ == "acl" and hits:
        return  # "missiles fired by Iran hit a depot", "was hit by a missile fired by Iran" is no test
    arguments = Arguments(s, token, kind, frame)
    theme = theme_of(arguments, frame)
    if theme is False or not conditions(arguments, frame):
        return
    subjects, subject_source = _slot(arguments, frame.subject, frame, None)
    before = _earlier(arguments, frame, theme)
    if not subjects and before is not None:
        subjects, subject_source = [again(before[0], token)], "before"
    if not subjects:
        return
    if frame.relation not in SYMMETRIC:
        subjects = distinct([*subjects, *in_company(arguments, subjects)])
    if frame.relation in SISTERS:
        subjects = distinct([_as_state(w) for w in subjects])
    arguments.subjects = subjects
    found, object_source = _slot(arguments, frame.object, frame, subjects)
    if frame.relation in SYMMETRIC and object_source in ("with", "theme.with"):  # "Chad, along with Mali, met with"
        subjects = distinct([*subjects, *in_company(arguments, subjects)])
    whom = before[1] if before is not None and not found and not frame.object_optional else None
    if whom is not None and whom.key not in {w.actor.key for w in subjects}:
        found, object_source = [again(whom, token)], "before"
    if frame.relation == "AGREES_WITH" and subject_source == "before" and object_source != "before":
        return  # "the declaration was signed with Argentina": not by those who are named
    if subject_source == "told_subject" and object_source not in ("told_object", "before"):
        told = {w.actor.key for w in from_told_object(arguments)}
        if not any(w.actor.key in told for w in found):
            return  # he delivers what he was told to deliver to the same buyer only
    may_lack = frame.object_optional
    if frame.relation == "TROOP_WITHDRAWAL" and may_lack:
        found = found or where_sent(s, subjects, token)
    if frame.relation in ("TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL") and found:
        found = mission_hosts(s, found)
        may_lack = may_lack or not found
    if frame.relation == "TROOP_DEPLOYMENT" and may_lack and not found and not frame.get("object_needed"):
        found = from_theatre(arguments)  # "Poland is sending 40 engineers too"
        object_source = "theatre" if found else object_source
    taken = [w for w in found if _fits(frame, w)]
    if found and not taken and not may_lack:
        return
    slots = {"subject": subject_source, "object": object_source}
    acted_on = None if isinstance(theme, bool) else theme
    items = items_of(arguments, frame, theme)
    if frame.get("item") == "accord_goods" and items == [None]:
        return
    for subject, other in _pairs(frame, arguments, subjects, taken):
        at_line = bool(frame.get("home")) and is_at_border(arguments, subject)  # "near the Chadian border"
        if not (_stands(arguments, frame, subject, other, may_lack) and (at_line or _homes(frame, subject, other))):
            continue
        if not _moves(arguments, frame, subject, object_source):
            continue
        if other is None and frame.get("not_home") and is_at_home(arguments, subject):
            continue
        if frame.relation in SISTERS and other is not None:
            s.given.append(other.actor)
        known = other is not None and subject.how != "unknown" and frame.relation not in TITLES
        if known and other is not None and other.actor.key != subject.actor.key:
            s.told.append((frame.relation, subject.actor, other.actor))
        if frame.relation == "MOBILIZES" and object_source != "against":
            other = None  # "moved tanks to the border with Chad" is told of him who moves them
        for item in items:
            yield Match(frame, token, arguments.verb, subject, other, item, acted_on, slots)


def _stands(a: Arguments, frame: Frame, subject: Who, other: Who | None, may_lack: bool) -> bool:
    """Whether the frame takes these two, or the first of them alone."""
    if subject.how == "unknown" and a.verb.lemma_ in frame.words("casualty_verbs"):
        return False
    if other is None and a.verb.lemma_ in frame.words("object_verbs"):
        return False
    if frame.relation == "PROTESTS" and other is not None and other.actor.key == subject.actor.key:
        return False
    if frame.get("leaders") and not (other and subject.actor.type == other.actor.type == "leader"):
        return False
    if frame.relation == "CONTROLS" and a.verb.lemma_ == "enter" and other is not None and other.actor.name in LANDS:
        return False  # whose troops "entered Abkhazia" do not yet hold that land
    both_states = subject.actor.type == "state" and other is not None and other.actor.type == "state"
    both_states = both_states and subject.how == "name" and "belong" not in frame.words("verbs")  # "a ship belongs to"
    if frame.get("places_only") and subject.actor.type not in ("region", "armed_force") and not both_states:
        return False
    if other is None and (not may_lack or frame.get("object_needed") or frame.relation in TWO_SIDED):
        return False
    if frame.relation in SYMMETRIC and any(
        w.actor.type == "region" and not w.actor.state for w in (subject, other) if w
    ):
        return False  # a sea is nobody's partner
    sides = {"ATTACKS": other, "CASUALTIES": subject}
    if (side := sides.get(frame.relation)) is not None and (side.actor.id or "").startswith("region:INT"):
        return False  # "struck a boat in the Caribbean": it is not the sea that is hit
    both = (subject, other) if other is not None and frame.relation == "ATTACKS" else ()
    if both and all(w is not None and w.actor.type == "region" and w.actor.state == subject.actor.state for w in both):
        return False  # "missiles hit Kherson and drones struck Odesa": no town shells another
    if other is not None and frame.relation == "ATTACKS" and other.actor.state in LENT.get(subject.actor.id or "", ()):
        return False
    if other is None or frame.relation != "COERCES":
        return True
    if other.actor.type == "organisation":  # "seized six UN observers": its people, and no body itself
        return any(a.s.kinds(t) & {"mortal", "people_only"} or t.lemma_ in ("member", "staff") for t in a.themes())
    return other.actor.type != "region"  # a place is held, not coerced


def _moves(a: Arguments, frame: Frame, subject: Who, object_source: str) -> bool:
    """Whether troops move as the frame says: abroad, at home, to a border of their own."""
    if frame.get("sent") and not has_sent(a.s, subject):
        return False
    if frame.relation in ("TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL") and a.s.lemma(a.s.doc[subject.token]) in SHOTS:
        return False
    at_border = is_at_border(a, subject)
    if frame.get("border") and not (at_border or (frame.get("border") != "line" and is_at_home(a, subject))):
        return False
    if frame.get("home_front") and not (is_home_front(a, subject) or is_at_border(a, subject)):
        return False
    if frame.relation != "TROOP_DEPLOYMENT":
        return True
    if at_border and frame.get("not_home"):
        return False
    if object_source == "" and is_home_front(a, subject):
        return False  # "moved 700 soldiers to Rondonia" is no deployment abroad
    return subject.how != "people"  # "rebels" of nobody's army are no deployment


def _slot(a: Arguments, sources: list[str], frame: Frame, besides: list[Who] | None) -> tuple[list[Who], str]:
    """The first of the sources that names somebody fitting and not named before, and who that is."""
    taken = {w.actor.key for w in besides or ()}
    for source in sources:
        found = find(a, source)
        if besides and frame.relation in SISTERS and (frame.relation != "AIDS" or source != "theme.owner"):
            found = [_not_oneself(a, besides, w) for w in found]
        found = [w for w in found if w.actor.key not in taken or source in ("each_other", "fallen_too")]
        if besides and frame.relation == "PROTESTS":  # "a rally called by the opposition" is not against it
            found = [w for w in found if w.actor.name not in {b.actor.name for b in besides}]
        if besides and frame.relation in SISTERS:  # the minister who sells is no buyer
            states = {w.actor.state for w in besides} - {None}
            found = [w for w in found if w.actor.state not in states or w.actor.type in ("armed_group", "region")]
        if frame.relation in IN_WORDS:
            found = [w for w in found if not _of_many(a, w, found)]
        if source == "unknown":
            found = from_unknown(a)
        if besides is not None and found:
            fitting = [w for w in found if _fits(frame, w)]
            if not fitting:
                continue
            found = fitting
        if found:
            return distinct(found), source
    return [], ""


def _of_many(a: Arguments, who: Who, found: list[Who]) -> bool:
    """ "The force", "the brigade" of five states: whoever condemns it does not condemn each of the five."""
    token = a.s.doc[who.token]
    alike = [w for w in found if w.token == who.token]
    return len(alike) > 1 and token.tag_ == "NN" and token.i not in a.s.part_of and "people_forces" in a.s.kinds(token)


def _fits(frame: Frame, who: Who) -> bool:
    wanted = frame.get("takes")
    if frame.relation == "CONCEDES" and who.actor.type == "region" and who.how != "coreference":
        return False  # "removed its claim to Karabakh" is yielded to those who hold it
    if frame.relation == "MEMBER_OF":
        wanted = "organisation"
    if wanted in ("armed", "fighters") and who.how == "unknown":
        return True  # "the ADF": a name outside the tables that somebody fights
    return wanted is None or wanted not in TAKES or who.actor.type in TAKES[wanted]


def _earlier(a: Arguments, frame: Frame, theme: Token | bool | None) -> tuple[Actor, Actor | None] | None:
    """Who stood in this relation when "the embargo", "these deliveries", "the deal" was spoken of before."""
    if frame.relation not in RESUMED or frame.get("quantity_from") == "agent":
        return None  # "train the army", "replace the force": the theme is not what was sent
    if a.kind == "nouns" and frame.relation == "AGREES_WITH":
        return None  # "the pact" is no claim of its own
    noun = a.trigger if a.kind == "nouns" else theme if frame.words("theme") else None
    if noun is None or isinstance(noun, bool) or noun.pos_ != "NOUN":
        return None
    if not any(c.lower_ in ("the", "this", "that", "these", "those") and c.dep_ == "det" for c in noun.children):
        return None
    return a.s.discourse.event(frame.relation)


def _as_state(who: Who) -> Who:
    """ "Trained in Oklahoma": a region gives and teaches as its state, where it is of one."""
    if who.actor.type != "region" or not who.actor.state:
        return who
    return Who(state_actor(who.actor.state), who.token, who.how, who.antecedent)


def _not_oneself(a: Arguments, giver: list[Who], who: Who) -> Who:
    """ "The United States gave its coast guard a cutter": a giver does not give to itself, so "its" is another's."""
    if who.antecedent and {w.actor.key for w in giver} == {who.actor.key}:
        other = receiver(a, giver)
        if other is not None:
            return Who(other, who.token, "coreference", other.name)
    return who


def _pairs(frame: Frame, a: Arguments, subjects: list[Who], objects_: list[Who]) -> Iterable[tuple[Who, Who | None]]:
    if objects_ and _in_turn(a, frame, subjects, objects_):
        yield from zip(subjects, objects_, strict=True)
    elif objects_:
        yield from ((s, o) for s in subjects for o in objects_)
        if (
            frame.get("pair")
            and len(subjects) > 1
            and "others" in frame.object
            and frame.relation in SYMMETRIC
            and frame.relation != "MEETS_WITH"
            and not (a.kind == "nouns" and (frame.relation == "ALLIED_WITH" or a.trigger.lemma_ == "partner"))
            and not _singly(a)
            and len(subjects) < 7
        ):
            yield from _each(subjects, frame.relation in PACTS)
    elif frame.get("few") and len(subjects) > 3:
        return
    elif frame.get("pair") and len(subjects) > 1 and "others" in frame.object:
        for together in _together(a, subjects[:8]):
            yield from _each(together, frame.relation in PACTS)
    elif not frame.get("pair"):
        yield from ((s, None) for s in subjects)


def _together(a: Arguments, subjects: list[Who]) -> list[list[Who]]:
    """ "Chad and Mali held talks, and so did Oman and Iran": each two with one another, and not with the other two."""
    clause = next((c for c in a.verb.children if does_too(c)), None)
    if clause is None:
        return [subjects]
    there = clause.left_edge.i, clause.right_edge.i
    late = [w for w in subjects if there[0] <= w.token <= there[1]]
    return [[w for w in subjects if w not in late], late]


def _in_turn(a: Arguments, frame: Frame, subjects: list[Who], objects_: list[Who]) -> bool:
    """ "British and Danish battalions in Estonia and Latvia respectively": each with his own."""
    if len(subjects) != len(objects_) or len(subjects) < 2:
        return False
    said = "respectively" in a.s.spoken
    return said or (len(subjects) > 2 and frame.relation in ("TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL"))


LONE = ("det", "preconj", "advmod", "appos", "dep", "predet", "cc")


def _singly(a: Arguments) -> bool:
    """ "Peru and Chile have each signed with Japan", "Iran trained with Oman, as did Iraq": not with one another."""
    near = [c for t in (a.verb, a.trigger, *a.agents(), *a.themes()) for c in t.children if c.dep_ in LONE]
    near += a.s.doc[max(0, a.verb.i - 2) : a.verb.i]
    return a.is_done_too() or any(t.lower_ in ("each", "separately", "both", "neither") for t in near)


def _each(members: list[Who], first: bool = False) -> Iterator[tuple[Who, Who]]:
    for n, one in enumerate(members):
        if n and first and len(members) > 5:
            return
        for other in members[n + 1 :]:
            rivals = one.actor.type == other.actor.type == "leader" and "office" not in (one.how, other.how)
            types = (one.actor.type, other.actor.type)
            within = "armed_group" in types or "armed_force" in types  # an army and the rebels of one state
            if one.actor.state != other.actor.state or one.actor.state is None or rivals or within:
                yield one, other


def _homes(frame: Frame, subject: Who, other: Who | None) -> bool:
    """Troops are deployed abroad and mobilised at home; nobody allies with itself."""
    if other is None:
        return True
    same = other.actor.key == subject.actor.key
    if same:
        return False
    beyond = other.how in ("name", "adjective")  # "the border with Chad", "the Chadian border"
    if frame.get("home") and other.actor.state and other.actor.state != subject.actor.state and not beyond:
        return False
    at_home = other.actor.state is not None and other.actor.state == subject.actor.state
    if frame.relation == "DEPENDS_ON" and subject.actor.type == "region" and other.actor.type == "state":
        return True  # "Greenland depends on Danish subsidies"
    rivals = subject.actor.type == other.actor.type == "leader"
    if at_home and frame.relation == "AGREES_WITH" and (rivals or subject.actor.type == "armed_group"):
        return True  # the president and the leader of the opposition, a movement and the government
    if at_home and frame.relation in OUTWARD and other.actor.type == "state":
        return subject.actor.type not in ("leader", "state")  # a minister does not threaten his own state
    if frame.get("not_home") or frame.relation in (
        "ALLIED_WITH",
        "ARMS_TRANSFER",
        "DEPENDS_ON",
        "AGREES_WITH",
        "TRADES_WITH",
    ):
        return not at_home or (other.actor.type == "armed_group" and frame.relation not in ("TROOP_DEPLOYMENT",))
    return True
