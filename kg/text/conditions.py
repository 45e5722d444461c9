"""What a frame asks of the trigger's surroundings: its theme, and all further conditions."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.text.arguments import Arguments, described_by
from kg.text.contents import clause_says, is_of, is_share_of, tells_of
from kg.text.frames import Frame
from kg.text.grammar import (
    DAYS,
    SUBJECTS,
    by_agents,
    conjuncts,
    is_compound,
    is_passive,
    is_relative,
    objects,
    particle_lemma,
    themes_of,
)
from kg.text.mentions import words
from kg.text.slots_clauses import UNDER_IT
from kg.text.slots_crowds import meant
from kg.text.slots_forces import from_mission_host, is_mission, mission_tokens
from kg.text.slots_plain import from_agent

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

OUTBREAK = words("""
    break erupt resume flare rage spread escalate intensify continue begin start rekindle reignite ensue occur
    happen recur explode subside
    """)
UNDER = UNDER_IT | words("after since before of to from")
LISTS = words("list blacklist sanctions_list terror_list terrorist_list terrorism_list")
SEAS = words("sea ocean water")
ZONES = words("""
    country zone sector area ground site region province territory soil place peninsula island capital city town theatre
    peacekeeper coalition mission kingdom republic north south east west district
    """)
LAND = words("breakaway renegade rebel separatist border island mountain oil enclave")  # "a breakaway region of"
GIFTS = frozenset(("ARMS_TRANSFER", "MILITARY_AID", "AIDS"))  # "equips the army with tanks": tanks are given
MAKES = words("build make design manufacture produce")
WITHIN = frozenset(["in", "at", "on", "inside", "near", "around", "along", "across", "with", "under", "off"])


def theme_of(a: Arguments, frame: Frame) -> Token | bool | None:
    """The token that fills the theme slot; None where the frame asks for none; False where it is not filled."""
    wanted, refused = frame.themes, frame.words("not_theme")
    plain = a.kind != "verbs" or not wanted.told or wanted.negative
    tokens = a.themes() if plain else acted_on(a.trigger)
    for token in tokens if refused else ():
        kinds, words = a.s.kinds(token), a.s.words(token)
        if any(is_of(k, kinds, words) for k in refused) and words.isdisjoint(wanted.told):
            return False  # a word that the frame names itself is never refused
    if a.kind != "verbs" or not wanted.told:
        return tokens[0] if tokens else None
    if "none" in wanted.taken and not tokens:
        return None
    for token in tokens:
        kinds, words = a.s.kinds(token), a.s.words(token)
        if any(is_of(n, kinds, words) for n in wanted.negative):
            continue
        if not wanted.taken or any(p == "any" or is_of(p, kinds, words) for p in wanted.taken):
            return token
    return False


def acted_on(verb: Token) -> list[Token]:
    """What a verb acts on, and what is listed with it: "photographs and other military intelligence"."""
    tokens = themes_of(verb)
    return tokens + [c for t in tokens if t.i > verb.i for c in conjuncts(t)]


def conditions(a: Arguments, frame: Frame) -> bool:
    """Whether all that the frame asks of the trigger's surroundings is there."""
    if is_compound(a.trigger) and a.trigger.lemma_ in MAKES:
        return False  # "the American-built jets": whoever made them delivers nothing
    return all(fits(a, frame) for fits in _asked_by(frame.asks))


@cache
def _asked_by(keys: frozenset[str]) -> tuple[Callable[[Arguments, Frame], bool], ...]:
    """What is to be looked at for a frame of these keys."""
    return tuple(fits for fits, asking in FITS if not asking.isdisjoint(keys))


def _words_fit(a: Arguments, frame: Frame) -> bool:
    """Words around the trigger that the frame wants or refuses."""
    needed, refused = frame.words("needs_word"), frame.words("not_word")
    if needed and _around(a).isdisjoint(needed):
        return False
    if refused and (near := _around(a).intersection(refused)) and near - _not_meant(a):
        return False
    above = a.trigger.head.lemma_ if a.trigger.dep_ in ("dobj", "nsubjpass") else ""
    if {a.verb.lemma_, above} & set(frame.words("not_verb")):
        return False
    if frame.get("needs") and not tells_of(a, str(frame.get("needs"))):
        return False
    if frame.get("not_needs") and tells_of(a, str(frame.get("not_needs"))):
        return False
    return not frame.get("if_attacked") or not a.s.lemmas.isdisjoint(("attack", "invade", "aggression"))


def _around(a: Arguments) -> frozenset[str]:
    """The words below the trigger and below its verb."""
    seen, key = a.s.seen_around, (a.trigger.i, a.verb.i)
    if key not in seen:
        hosts = (a.trigger, a.verb) if a.trigger.i != a.verb.i else (a.verb,)
        seen[key] = frozenset(a.s.lemma(t) for host in hosts for t in host.subtree)
    return seen[key]


def _verb_fits(a: Arguments, frame: Frame) -> bool:
    """The verb's form: voice, tense, what it governs."""
    trigger = a.trigger
    if frame.get("passive_only") and not is_passive(a.verb):
        return False
    if frame.get("passive") and (not is_passive(a.verb) or by_agents(a.verb)):
        return False
    if frame.get("finite") and a.verb.tag_ == "VBG" and not any(c.dep_ == "aux" for c in a.verb.children):
        return False  # "depending on what NATO does" is no dependence
    if frame.get("negated") and not any(
        c.dep_ == "neg" or c.lower_ in ("never", "neither", "no") for c in (*a.verb.children, *_modifiers(a))
    ):
        return False
    if frame.get("intransitive") and a.themes():
        return False
    if frame.get("light") and a.verb == trigger and frame.relation != "DEPENDS_ON":
        return False
    if (
        frame.get("light")
        and frame.get("polarity")
        and not {a.verb.lemma_, particle_lemma(a.verb)} & set(frame.words("light"))
    ):
        return False  # what ends it, and no verb that any noun may have
    if frame.get("copular") and a.verb == trigger and described_by(trigger) is None:
        return False
    return not frame.get("gone") or any(  # "the troops will be out by May"
        c.dep_ in ("advmod", "acomp", "prt", "prep") and c.lower_ in ("out", "gone") and not any(c.children)
        for c in a.verb.children
    )


def _noun_fits(a: Arguments, frame: Frame) -> bool:
    """Where a noun stands, and what it stands with."""
    trigger = a.trigger
    if frame.get("predicate") and (
        trigger.dep_ not in ("attr", "appos", "oprd", "conj")
        or a.verb.lemma_ not in ("be", "remain", "become", trigger.lemma_)
        or any(c.dep_ == "compound" and c.i not in a.s.part_of and c.lower_ not in LAND for c in trigger.children)
    ):  # "received the leader of Chad", "the army chief": no leader of it
        return False
    if frame.get("under") and not (trigger.dep_ == "pobj" and trigger.head.lower_ in UNDER):
        return False
    if (words := frame.words("after")) and not (trigger.dep_ == "pobj" and trigger.head.lower_ in words):
        return False
    if frame.get("breaks_out") and not (
        trigger.dep_ == "nsubj" and trigger.head.lemma_.lower() in OUTBREAK and not a.prepositional("against", trigger)
    ):
        return False
    if frame.get("definite") and not any(c.lower_ in ("the", "these", "those") for c in trigger.children):
        return False
    named = frame.get("not_definite") and a.verb != trigger and any(c.lower_ == "the" for c in trigger.children)
    if named and not any(a.prepositional(p, trigger) for p in ("with", "between", "of")):
        return False  # "joined the alliance" that has a name
    if frame.get("bare") and any(a.prepositional(p, trigger) for p in ("on", "against")):
        return False
    if frame.get("loose"):
        within = ("nsubj", "nsubjpass", "pobj", "dobj", "conj", "ROOT", "attr", "appos")
        return trigger.dep_ in within and _owned_abroad(a) and not _is_trained(a)
    return True


def _phrases_fit(a: Arguments, frame: Frame) -> bool:
    """What stands after a preposition, or with what it is done."""
    if (words := frame.words("with_class")) and not any(
        is_of(k, a.s.kinds(t), a.s.words(t)) for t in _means(a) for k in words
    ):
        return False
    if frame.get("with_item") and not any(
        any(is_of(w, a.s.kinds(i), a.s.words(i)) for w in frame.words("with_item"))
        for t in a.prepositional("with")
        for i in (t, *conjuncts(t))
    ):
        return False
    if (words := frame.words("with_prep")) and not _with_prep(a, words):
        return False
    here = a.trigger if a.kind == "nouns" else None  # "pushing for the withdrawal" is no withdrawal "for" something
    if any(
        not is_day(t) and t.lower_ != "home" and (frame.relation in GIFTS or not _is_means(a, w, t))
        for w in frame.words("not_with")
        for t in a.prepositional(w, here)
    ):
        return False
    if frame.get("not_located") and _is_located(a, "any"):
        return False
    if (words := frame.words("after_class")) and not any(words[1] in a.s.kinds(t) for t in a.prepositional(words[0])):
        return False
    if (words := frame.words("after_word")) and not any(a.s.lemma(t) in words[1:] for t in a.prepositional(words[0])):
        return False
    if (name := frame.get("in_class")) and not any(name in a.s.kinds(t) for t in a.prepositional("in")):
        return False
    if (name := frame.get("from_class")) and not any(name in a.s.kinds(t) for t in a.prepositional("from")):
        return False
    if (words := frame.words("onto")) and not any(
        a.s.words(o) & set(words) or any(w in o.lower_ for w in ("blacklist", "sanction"))
        for p in ("on", "onto", "to", "under")
        for o in a.prepositional(p)
    ):
        return False
    if frame.get("off_list") and not any(
        a.s.words(o) & LISTS for p in ("off", "from") for h in (None, *a.themes()) for o in a.prepositional(p, h)
    ):
        return False
    return not frame.get("located") or _located(a, str(frame.get("located")))


def _clauses_fit(a: Arguments, frame: Frame) -> bool:
    """What the clauses below say."""
    if (words := frame.words("purpose_verb")) and not any(
        c.lemma_ in words for c in a.clauses(("xcomp", "ccomp", "advcl", "acl"))
    ):
        return False
    if frame.get("himself") and any(c.dep_ in SUBJECTS for x in a.clauses(("ccomp",)) for c in x.children):
        return False  # "wants Chad to join": another does
    if frame.get("infinitive") and not any(
        m.dep_ == "aux" and m.lower_ == "to"
        for c in a.clauses(("xcomp", "ccomp", "advcl", "acl", "relcl"))
        for m in c.children
    ):
        return False
    if (words := frame.words("object_complement")) and not any(
        a.s.lemma(c) in words
        for c in a.trigger.subtree
        if c.dep_ in ("oprd", "acomp", "attr", "ccomp", "pobj", "amod", "xcomp", "dobj")
        and not any(x.dep_ in ("relcl", "advcl") and x.i > a.trigger.i for x in (c, *c.ancestors))
    ):
        return False
    return not frame.get("clause") or clause_says(a, str(frame.get("clause")))


def _actors_fit(a: Arguments, frame: Frame) -> bool:
    """Who acts, and whose the goods are."""
    if frame.get("mission") and not mission_tokens(a):
        return False
    if frame.get("in_mission") and not (from_mission_host(a) or any(is_mission(a, t) for t in a.s.doc)):
        return False
    if frame.get("alone") and len(from_agent(a)) != 1:
        return False  # exercises of several are cooperation
    if frame.get("foreign_only") and any(c.dep_ == "poss" and c.pos_ == "PRON" for t in a.themes() for c in t.children):
        return False
    if frame.get("on_forces") and not any(
        "people_only" in a.s.kinds(t) for name in ("on", "upon") for t in a.prepositional(name)
    ):
        return False  # "relies on 10,000 Nigerian troops"
    doers = [a.verb.head if is_relative(t) and a.verb.dep_ == "relcl" else t for t in meant(a.agents())]
    if (name := frame.get("agent_class")) and not any(name in a.s.kinds(t) for t in doers):
        return False
    if (name := frame.get("not_agent_class")) and any(name in a.s.kinds(t) for t in doers):
        return False
    words = frame.words("share_of")
    return not words or is_share_of(a, words)


# What is to be looked at, and the keys that ask for it: most frames have few
FITS = (
    (_words_fit, words("if_attacked needs needs_word not_needs not_verb not_word")),
    (_verb_fits, words("copular finite gone intransitive light negated passive passive_only")),
    (_noun_fits, words("after bare breaks_out definite loose not_definite predicate under")),
    (_phrases_fit, words("""
        after_class after_word from_class in_class located not_located not_with off_list onto with_class with_item
        with_prep
        """)),
    (_clauses_fit, words("clause himself infinitive object_complement purpose_verb")),
    (_actors_fit, words("agent_class alone foreign_only in_mission mission not_agent_class on_forces share_of")),
)  # fmt: skip


def _not_meant(a: Arguments) -> set[str]:
    """ "Went home" is a way, "burned homes" is none: a word that a frame refuses only as an adverb; "when gunmen
    stormed the post" is no storm."""
    ways = any(t.lower_ == "home" and t.dep_ in ("advmod", "prt", "npadvmod") for t in a.verb.subtree)
    stormed = {"storm"} if any(t.lemma_ == "storm" and t.pos_ == "VERB" for t in a.s.doc) else set()
    stormed |= _called_so(a)
    return stormed if ways else {"home"} | stormed


def _called_so(a: Arguments) -> set[str]:
    """ "Hamas, which is listed as a terrorist group by Peru, attacked", "the PKK, banned by Chad, shelled": a word that
    only tells what the doer is called, beside what he does."""
    told = [t for t in a.s.doc if t.lemma_ in ("list", "ban", "sanction")]
    asides = [t for t in told if t.tag_ == "VBN" and t.dep_ in ("relcl", "acl") and t.head in a.agents()]
    return {t.lemma_ for t in asides} if len(asides) == len(told) else set()


def is_day(token: Token) -> bool:
    """ "On Sunday", "in May", "into the sea": a day, or the sea, where the frame means a place."""
    return token.text in DAYS or token.like_num or token.lemma_.lower() in SEAS


def _is_means(a: Arguments, prep: str, token: Token) -> bool:
    """ "Fought with tanks and artillery": by what means, and not with or against whom."""
    return prep == "with" and "weapons" in a.s.kinds(token) and not a.s.owners(token)


def _located(a: Arguments, how: str) -> bool:
    if how == "city":  # "signed in Jeddah"
        named = [a.s.head_of.get(o.i) for o in a.prepositional("in") + a.prepositional("at") if o.pos_ == "PROPN"]
        return any(
            m is None or m.kind == "capital" or m.type == "region" or m.text in ("Singapore", "Monaco") for m in named
        )
    return _is_located(a, how)


def _is_located(a: Arguments, how: str) -> bool:
    """Whether a place is told of at all, if only "there" or, where it must be one, "in the zone"."""
    themes = [t for theme in a.themes() for t in (theme, *conjuncts(theme))]
    inner = [o for t in themes for c in t.children if c.dep_ == "prep" and c.lower_ == "of" for o in objects(c)]
    placed = [c for t in themes for c in t.children if c.dep_ == "acl"]  # "has 900 men deployed in Mali"
    hosts = [a.trigger, a.verb, *themes, *inner, *placed]
    near = [c for h in hosts for c in h.children if c.i > a.trigger.i or c.dep_ == "advmod"]
    if any(c.dep_ == "advmod" and c.lower_ in ("there", "here", "abroad", "ashore") for c in near):
        return True
    preps = [c for c in near if c.dep_ == "prep" and c.lower_ in WITHIN]
    return any(how != "place" or a.s.lemma(o) in ZONES or is_mission(a, o) for c in preps for o in objects(c))


def _means(a: Arguments) -> list[Token]:
    """With what it is done: "answered with air strikes", "retaliated by firing missiles"."""
    done = [c for p in a.trigger.children if p.lower_ == "by" for c in p.children if c.dep_ == "pcomp"]
    return [*a.prepositional("with"), *(g for c in done for g in (c, *c.children))]


def _modifiers(a: Arguments) -> list[Token]:
    return [c for t in (*a.themes(), *a.agents()) for c in t.children if c.dep_ == "det"]


def _with_prep(a: Arguments, words: tuple[str, ...]) -> bool:
    """ "called for calm", "called for the men to be freed": the second is a clause to the parser."""
    marks = [m for c in a.clauses(("advcl", "ccomp", "xcomp")) for m in c.children if m.dep_ == "mark"]
    preps = [c for c in a.verb.children if c.dep_ in ("prep", "dative")]
    return any(t.lower_ in words for t in (*preps, *marks))


def _is_trained(a: Arguments) -> bool:
    """ "The training of Ukrainian soldiers in Spain", "money for its troops there": told of them, not of their stay."""
    prep = a.trigger.head
    if a.trigger.dep_ != "pobj":
        return False
    paid = prep.lower_ == "for" and "people_only" in a.s.kinds(a.trigger)
    return paid or (prep.lower_ == "of" and a.s.lemma(prep.head) in ("training", "arming", "equipping"))


def _owned_abroad(a: Arguments) -> bool:
    """A bare noun phrase "American troops in Japan" where no frame of its verb is at work."""
    return any(c.dep_ == "prep" and c.lower_ in ("in", "on", "at") for c in a.trigger.children)
