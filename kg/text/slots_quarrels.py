"""Quarrels as slots: the other side of a charge, a threat or a refusal that names nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.arguments import Arguments
from kg.text.cues import cues
from kg.text.deeds import clauses, doers_of, on_side, relations_of, told_near
from kg.text.grammar import PASSIVE, SUBJECTS, by_agents, objects
from kg.text.mentions import words
from kg.text.slots_clauses import from_clause_doer
from kg.text.slots_plain import from_agent, from_by, from_owner, from_state_agent, from_theme
from kg.text.who import Who, again, organisation_of

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

ENVOYS = frozenset(("ambassador", "envoy", "diplomat", "consul", "attache", "mission", "embassy"))
ASKED = 1  # sentences back that an offer without an addressee may be answered
ASKING = words("offer propose invite suggest proposal offer invitation")
OCCASIONS = words("when after because since as")
HOMES = frozenset(("base", "register", "headquarter", "locate", "incorporate", "operate"))


def speakers(a: Arguments) -> list[Who]:
    return from_agent(a) or from_owner(a) or from_by(a) or from_theme(a)


def speakers_side(a: Arguments) -> set[str]:
    """Keys and states of those who speak; of a noun without a speaker, of whom it is about.

    A rebel group is not on the side of the state that it fights.
    """
    said = speakers(a)
    states = {w.actor.state for w in said if w.actor.type not in ("armed_group", "group") and w.actor.state}
    bodies = {body.key for w in said if w.actor.type == "leader" and (body := organisation_of(w.actor)) is not None}
    return states | bodies | {w.actor.key for w in said}


def from_opponent(a: Arguments) -> list[Who]:
    """Whom a charge, a threat or a refusal is meant for that names nobody: the other side of the story.

    The title tells it best, where it names just one other state; what the text told of before must agree.
    """
    mine = speakers_side(a)
    threat = a.frame is not None and a.frame.relation == "THREATENS"
    if threat and (striker := _striker(a, mine)) is not None:
        return [again(striker, a.trigger)]
    foe = a.s.discourse.foe(mine) if mine else None
    return [again(foe, a.trigger)] if foe is not None else []


def from_cut_off(a: Arguments) -> list[Who]:
    """ "Chad broke off relations with Libya. Niger withdrew its ambassador": from whom somebody else has just done."""
    d, mine = a.s.discourse, {w.actor.state for t in a.agents() for w in a.s.actors(t)}
    told = [(who, whom) for at, r, who, whom in d.history if d.sentence - at == 1 and r == "REJECTS" and whom]
    ends = {end.state for pair in told for end in pair}
    whom = {other.key: other for _, other in told if other.type == "state"}
    return [again(next(iter(whom.values())), a.trigger)] if len(whom) == 1 and not ends & mine else []


def from_who_denies(a: Arguments) -> list[Who]:
    """ "Chad denied accusations by Sudan that it had armed them": who denies that is who is accused."""
    verb = a.trigger.head
    if a.trigger.dep_ != "dobj" or verb.lemma_ not in cues("denied") | {"reject", "rebuff"}:
        return []
    told = [t for c in a.trigger.children if c.dep_ in ("acl", "relcl", "ccomp") for t in c.children]
    if any(t.dep_ in (*SUBJECTS, *PASSIVE) and t.left_edge.pos_ not in ("PRON", "SCONJ") for t in told):
        return []  # "accusations that Eritrea had"
    return [w for c in verb.children if c.dep_ in SUBJECTS for w in a.s.actors(c) if w.actor.type != "group"]


BLAMES = words("blame accuse condemn denounce")


def _striker(a: Arguments, mine: set[str]) -> Actor | None:
    """ "Israel shelled a Syrian post. Syria vowed revenge": the one who has just been told to have struck it."""
    d = a.s.discourse
    first = a.verb.head if a.verb.dep_ == "conj" and a.verb.head.lemma_ in BLAMES else None
    for c in first.children if first is not None else ():  # "blamed the rebels and said Chad would respond"
        if c.dep_ == "dobj" and (charged := [w.actor for w in a.s.actors(c) if not on_side(w.actor, mine)]):
            return charged[0] if len(charged) == 1 else None
    told = [(r, one, whom) for at, r, one, whom in d.history if d.sentence - at == 1 and whom is not None]
    blows = [(one, whom) for r, one, whom in told if r in ("ATTACKS", "COERCES")]
    blows += [(whom, one) for r, one, whom in told if r == "CASUALTIES"]
    blows = blows or [(one, whom) for r, one, whom in told if r == "SANCTIONS"]
    struck = {one.side: one for one, whom in blows if on_side(whom, mine) and not on_side(one, mine)}
    return next(iter(struck.values())) if len(struck) == 1 else None


def from_captor(a: Arguments) -> list[Who]:
    """ "Iran seized a Greek tanker. Athens demanded its release": of whoever was told to hold somebody."""
    if not any(t.lemma_ in ("release", "freedom") for t in (*a.themes(), *a.prepositional("for"))):
        return []
    mine = speakers_side(a)
    d = a.s.discourse
    here = [one for r, one, _ in a.s.told if r == "COERCES"]
    told = here or [one for at, r, one, _ in d.history if d.sentence - at == 1 and r == "COERCES"]
    held = {one.side: one for one in told if not on_side(one, mine)}
    return [again(one, a.trigger) for one in held.values()] if len(held) == 1 else []


def from_foe_here(a: Arguments) -> list[Who]:
    """Whoever acts in the clause before: "Pyongyang fired a missile, and Tokyo denounced the test"."""
    mine = speakers_side(a)
    verbs = [t for t in a.s.doc[: a.trigger.i] if t.pos_ in ("VERB", "AUX") and t.i != a.verb.i and t.dep_ != "relcl"]
    for verb in reversed(verbs) if mine else ():
        for token in verb.children:
            if token.dep_ in SUBJECTS and token.i < a.trigger.i:
                found = [w for w in a.s.actors(token) if w.actor.type != "group"]
                if found and not any(on_side(w.actor, mine) for w in found):
                    return found
    return []


def from_wrongdoer(a: Arguments) -> list[Who]:
    """ "Georgian guards fired on a Turkish trawler. Ankara protested": who has just been told to have wronged it."""
    mine = speakers_side(a)
    if any(
        c.dep_ in ("dobj", "ccomp") or c.lower_ in ("of", "about", "over", "at", "against") for c in a.verb.children
    ):
        return []  # "complained of piracy"
    told = [e for r in WRONGS if (e := a.s.discourse.events.get(r)) is not None]
    for at, doer, victim in sorted(told, key=lambda e: -e[0]):
        struck = victim is not None and on_side(victim, mine)
        if mine and struck and a.s.discourse.sentence - at == 1 and not on_side(doer, mine):
            return [again(doer, a.trigger)]
    return []


WRONGS = ("ATTACKS", "COERCES", "REJECTS", "SANCTIONS", "CONTROLS")


def from_aimed_at(a: Arguments) -> list[Who]:
    """Whom a threat, a charge or a refusal in a clause is about: the first in it who is not on the speaker's side.

    Who is told of beside it ("refused to hand over the men, who were flown to Romania") is not meant.
    """
    mine = speakers_side(a)
    hung = ("acl",) if a.kind == "nouns" else ()  # "its threat to attack Zambia"
    for clause in a.clauses(("ccomp", "xcomp", "advcl", *hung)):
        found = _first_other(a, clause, mine)
        if found:
            return found
    return []


def from_told_in(a: Arguments) -> list[Who]:
    """ "Will shoot down balloons that cross from Belarus": whom only a relative clause of the threat names."""
    mine = speakers_side(a)
    inner = [r for c in a.clauses(("xcomp", "ccomp")) for t in c.children for r in t.children if r.dep_ == "relcl"]
    return next((found for r in inner if (found := _first_other(a, r, mine))), [])


def from_aimed_at_party(a: Arguments) -> list[Who]:
    """The same, never a place: "refuses to reopen Rafah" refuses somebody that."""
    return [w for w in from_aimed_at(a) if w.actor.type != "region"]


def from_doing(a: Arguments) -> list[Who]:
    """ "Voted against letting American troops cross", "blamed for arming Iran": whom the deed in a phrase is about."""
    mine = speakers_side(a)
    deeds = [c for p in a.verb.children if p.dep_ == "prep" for c in p.children if c.dep_ == "pcomp"]
    return next((found for d in deeds if (found := _first_other(a, d, mine))), [])


def _first_other(a: Arguments, clause: Token, mine: set[str]) -> list[Who]:
    """The first party in a clause that is not `mine`, a named one before nameless "rebels".

    That whose something is comes before whom it is for.
    """
    nameless: list[Who] = []
    for token in clause.subtree:
        if token.dep_ not in ("nsubj", "dobj", "pobj", "nsubjpass", "dative", "attr") or token.i == clause.i:
            continue
        between = []
        for above in token.ancestors:
            if above == clause:
                break
            between.append(above)
        if any(t.dep_ in ("relcl", "advcl") or (t.dep_ == "conj" and t.pos_ in ("VERB", "AUX")) for t in between):
            continue
        named = a.s.actors(token) or a.s.owners(a.s.head_noun(token), of=False)
        found = [w for w in named if not on_side(w.actor, mine)]
        if any(w.actor.state or w.actor.id for w in found):
            return found
        nameless = nameless or found
    return nameless


def from_clause_other(a: Arguments) -> list[Who]:
    """Who does what a charge says, and is not on the side of the one who makes it."""
    mine = speakers_side(a)
    subjects = [
        t for c in a.clauses(("ccomp", "xcomp", "advcl")) for t in c.children if t.dep_ in (*SUBJECTS, "nsubjpass")
    ]
    found = [w for t in subjects for w in a.s.actors(t) or a.s.owners(a.s.head_noun(t), of=False)]
    return [w for w in found if not on_side(w.actor, mine) and w.actor.type != "region"]


def from_it_doer(a: Arguments) -> list[Who]:
    """ "Condemned it as illegal": who did what was told last; who is accused or blamed is "it" himself."""
    it = [t for t in a.themes() if t.pos_ == "PRON" and t.lower_ in ("it", "this", "that")]
    which = [t for t in a.themes() if t.tag_ == "WDT"]
    return doers_of(a.s, it[0], speakers_side(a)) if it else _done_above(a) if which else []


def from_about_whom(a: Arguments) -> list[Who]:
    """ "Complained about Serbia": what stands after the word, which is the name of another slot as well."""
    return [w for t in a.prepositional("about") for w in a.s.actors(t)]


def from_to_party(a: Arguments) -> list[Who]:
    """ "Complained to Ankara", not "to the Security Council": he who judges is not the one complained of."""
    told = [t for t in a.prepositional("to") if t.head.head.pos_ != "NOUN"]  # not "against arms sales to Ankara"
    return [w for t in told for w in a.s.actors(t) if w.actor.type != "organisation"]


def from_state_speaker(a: Arguments) -> list[Who]:
    """Who protests in words: a state or its officials, not "Jordanians" in the street."""
    plural = ("NNS", "NNPS")
    return [
        w
        for w in from_state_agent(a)
        if w.how == "office" or a.s.doc[w.token].tag_ not in plural or w.actor.type != "state"
    ]


def from_over_doer(a: Arguments) -> list[Who]:
    """ "Protested over the raids", "complained about the deal"."""
    return _doer_after(a, ("over", "about", "at", "against"))


def from_against_doer(a: Arguments) -> list[Who]:
    """ "Voted against the embargo"."""
    return _doer_after(a, ("against",))


def _doer_after(a: Arguments, prepositions: tuple[str, ...]) -> list[Who]:
    nouns = [t for p in prepositions for t in a.prepositional(p) if not a.s.actors(t)]
    return next((found for t in nouns if (found := doers_of(a.s, t, speakers_side(a)))), [])


def from_occasion(a: Arguments) -> list[Who]:
    """ "Protested when an Israeli ship reached the field", "closed the crossing after Afghan police shot at soldiers":
    who does what it is an answer to."""
    mine = speakers_side(a)
    marked = [c for c in a.verb.children if c.dep_ == "advcl" and any(m.lower_ in OCCASIONS for m in c.children)]
    doers = [g for c in marked for g in Arguments(a.s, c, "verbs").agents(c)]
    doers += [o for c in a.verb.children if c.dep_ == "prep" and c.lower_ == "after" for o in objects(c)]
    doers += [o for t in list(doers) for c in t.children if c.dep_ == "acl" for o in by_agents(c)]
    named = [w for t in doers for w in a.s.actors(t) or a.s.owners(a.s.head_noun(t), of=False)]
    return [w for w in named if w.actor.type != "region" and not on_side(w.actor, mine)][:1]


def from_told_whom(a: Arguments) -> list[Who]:
    """ "Told Ankara that it would answer": whom the threat is told."""
    mine = speakers_side(a)
    told = [c for c in a.verb.children if c.dep_ in ("dobj", "dative")] if a.verb.lemma_ in ("tell", "warn") else []
    return [w for t in told for w in a.s.actors(t) if not on_side(w.actor, mine)]


def from_asker(a: Arguments) -> list[Who]:
    """Who asked for or offered what is refused: the last who did so to the one that refuses.

    "Sudan offered to mediate, but Ethiopia declined."
    """
    mine = speakers_side(a)
    for deed in reversed(told_near(a.s)):
        asked = deed.relation == "REQUESTS" and any(on_side(w, mine) for w in deed.whom)
        if asked and not any(on_side(w, mine) for w in deed.doers):
            return [again(w, a.trigger) for w in deed.doers]
    offers = [*a.s.discourse.deeds, *clauses(a.s, a.trigger.i)] if _is_answer(a) else []
    for deed in reversed(offers):
        near = not deed.relation and a.s.discourse.sentence - deed.at <= ASKED
        if near and deed.words & ASKING and len(deed.doers) == 1 and not on_side(deed.doers[0], mine):
            return [again(w, a.trigger) for w in deed.doers]
    return []


def _is_answer(a: Arguments) -> bool:
    """ "Declined", "turned it down", "rejected the idea": what is refused is an offer spoken of before."""
    if not a.themes():
        return not any(c.dep_ in ("xcomp", "ccomp") for c in a.verb.children)
    return all(_spoken_of(t) and (t.pos_ == "PRON" or "REQUESTS" in relations_of(a.s.lemma(t))) for t in a.themes())


def from_agent_doer(a: Arguments) -> list[Who]:
    """ "..., which angered Ankara", "the raid drew protests": who did what the subject stands for."""
    for token in a.agents():
        if token.tag_ in ("WDT", "WP"):
            plain = (
                a.verb.dep_ == "relcl" and a.verb.head.dep_ in (*SUBJECTS, "nsubjpass") and a.verb.head.i in a.s.head_of
            )
            return [] if plain else _done_above(a)
        if token.pos_ == "NOUN" and not a.s.owners(token, of=False):
            return doers_of(a.s, token, speakers_side(a))
        if token.pos_ == "PRON" and token.lower_ in ("this", "that", "it"):
            return doers_of(a.s, token, speakers_side(a))
    return []


def from_sanctioned(a: Arguments) -> list[Who]:
    """Whom "the American sanctions" are on, where only their owner is named: whom he was told to punish before."""
    mine = speakers_side(a)
    for deed in reversed(a.s.discourse.deeds):
        if deed.relation == "SANCTIONS" and deed.whom and any(on_side(w, mine) for w in deed.doers):
            return [again(w, a.trigger) for w in deed.whom]
    return []


def from_punished(a: Arguments) -> list[Who]:
    """Whom a penalty is on that names only who imposes it: the state that most in the text speaks for."""
    mine = frozenset(w.actor.side for w in a.subjects)
    if a.verb.lemma_ in ("weigh", "mull", "consider", "study", "discuss", "debate"):
        return []  # "weighs sanctions ahead of a trip to Beijing": on nobody yet
    if any(t.lower_ in ("those", "anyone", "whoever", "individuals", "people") for t in a.prepositional("on")):
        return []  # "sanctions on those responsible for the raids": told, and no state
    named = [m for i, m in a.s.head_of.items() if m.type == "state" and a.s.doc[i].dep_ not in SUBJECTS]
    here = frozenset(m.state for m in named if m.state)
    told = [other for _, r, _, other in a.s.discourse.history if r == "SANCTIONS" and other is not None]
    found = a.s.discourse.receiver(mine, here, told) if mine else None
    return [again(found, a.trigger)] if found is not None else []


def from_sanctioner(a: Arguments) -> list[Who]:
    """Who imposed "the sanctions on Haiti", where nobody is said to: whoever was told to punish it before."""
    if from_owner(a) or a.trigger.dep_ in ("dobj", "nsubjpass"):
        return []
    on = {w.actor.state for name in ("on", "against") for t in a.prepositional(name, a.trigger) for w in a.s.actors(t)}
    told = [
        (one, other) for _, r, one, other in reversed(a.s.discourse.history) if r == "SANCTIONS" and other is not None
    ]
    known = next((one for one, other in told if other.state and other.state in on), None)
    return [again(known, a.trigger)] if known is not None else []


def from_theme_inside(a: Arguments) -> list[Who]:
    """ "rejected a treaty that would have let the United States stay": who would act in what the noun is about."""
    mine = speakers_side(a)
    for theme in a.themes():
        clauses = [c for c in theme.children if c.dep_ in ("relcl", "acl") and c.i > theme.i]
        for clause in (c for c in clauses if any(m.tag_ == "MD" for m in c.children)):
            for token in clause.subtree:
                if token.dep_ in ("nsubj", "dobj", "pobj", "dative") and token.tag_ not in ("WDT", "WP"):
                    found = [w for w in a.s.actors(token) if not on_side(w.actor, mine)]
                    if found:
                        return found[:1]
    return []


def _spoken_of(noun: Token) -> bool:
    """Whether something is spoken of as known: "this", "the raid", "such demands"."""
    if noun.pos_ == "PRON":
        return noun.lower_ in ("it", "this", "that")
    marks = {c.lower_ for c in (*noun.children, *noun.head.children)}
    return bool(marks & {"the", "this", "that", "such", "these", "those"})


def _sums_up(a: Arguments, noun: Token) -> bool:
    """ "Fiji offered 40 men, a step that Tonga condemned": what the clause before says, in a noun of its own."""
    new = any(c.lower_ in ("a", "an") for c in noun.children) and noun.i > 2
    own = a.verb.dep_ == "relcl" and a.verb.head == noun and noun.dep_ in ("appos", "npadvmod", "dobj", "attr", "conj")
    told = relations_of(a.s.lemma(noun))
    return new and own and a.s.doc[noun.left_edge.i - 1].text == "," and told[:1] not in ((), ("ACCUSES",))


def from_theme_doer(a: Arguments) -> list[Who]:
    """Who did what "the raid", "the demand", "the decision" names, as told before."""
    besides = {g.i for c in a.verb.children if c.dep_ == "conj" for g in c.subtree}
    nouns = [t for t in a.verb.subtree if t.i > a.verb.i and t.dep_ in ("dobj", "compound", "nsubj", "oprd")]
    nouns = [t for t in nouns if t.i not in besides]
    for theme in dict.fromkeys((*a.themes(), *nouns)):
        if theme.tag_ in ("WDT", "WP") or _sums_up(a, theme):
            found = _done_above(a)
        elif _spoken_of(theme):
            found = doers_of(a.s, theme, speakers_side(a))
        else:
            found = []
        if found:
            return found
    return []


def from_summed_up(a: Arguments) -> list[Who]:
    """ "Israel extended its law there, a step that Syria has never recognised": who did so."""
    return _done_above(a) if any(_sums_up(a, t) for t in a.themes()) else []


OF_STATES = words("intervention operation offensive mission deployment campaign")  # what bands do has other names


def from_theme_deed(a: Arguments) -> list[Who]:
    """The same where a noun says what was done: "rejected the demand", not "rejected it"."""
    themes = a.themes()
    found = [] if any(t.pos_ == "PRON" for t in themes) else from_theme_doer(a)
    if any(t.lemma_ in OF_STATES for t in themes):
        found = [w for w in found if w.actor.type not in ("armed_group", "group")]
    return found


def _done_above(a: Arguments) -> list[Who]:
    """ "London expelled the envoy, which Moscow called absurd": who does what "which" stands for."""
    above = a.verb.head
    while a.verb.dep_ == "relcl" and above.pos_ not in ("VERB", "AUX") and above.head != above:
        above = above.head
    if above.pos_ not in ("VERB", "AUX"):
        return []
    mine = speakers_side(a)
    tokens = Arguments(a.s, above, "verbs").agents(above)
    return [w for t in tokens for w in a.s.actors(t) if not on_side(w.actor, mine)]


def from_addressee(a: Arguments) -> list[Who]:
    """ "notified Washington that it was scrapping the pact": to whom it is said."""
    above = a.verb.head
    if a.verb.dep_ != "ccomp" or above.lemma_ not in ("notify", "tell", "inform", "warn", "remind"):
        return []
    return [w for c in above.children if c.dep_ in ("dobj", "dative") for w in a.s.actors(c)]


def from_theme_based(a: Arguments) -> list[Who]:
    """ "Sanctioned two firms based in Turkey": where somebody is at home who is of no state by name."""
    homes = [c for t in a.themes() for c in t.children if c.dep_ == "acl" and c.lemma_ in HOMES]
    return [w for c in homes for p in c.children if p.lower_ in ("in", "at") for o in objects(p) for w in a.s.actors(o)]


def from_no_sayer(a: Arguments) -> list[Who]:
    """ "Said no to Washington"."""
    no = [t for t in a.verb.subtree if t.lower_ == "no" and t.dep_ in ("intj", "dobj", "advmod", "ccomp")]
    return from_agent(a) if any(0 < t.i - a.verb.i < 3 for t in no) else []


def from_sanctioned_beside(a: Arguments) -> list[Who]:
    """ "EU sanctions Georgian judges": a headline whose verb is a noun to the parser."""
    if any(t.pos_ in ("VERB", "AUX") for t in a.trigger.sent):
        return []
    beside = [c for c in a.trigger.children if c.dep_ == "appos" and c.i > a.trigger.i]
    beside += [a.trigger.head] if a.trigger.dep_ == "compound" else []
    return [w for t in beside for w in (a.s.actors(t) or a.s.owners(t)) if not on_side(w.actor, speakers_side(a))]


# "warned that the strikes could lead to a war": a fear for all, and no threat
BRINGS_ON = words(
    "lead spark trigger ignite escalate spread plunge drag provoke spill result turn destabilise destabilize fuel"
)


def from_clause_deed(a: Arguments) -> list[Who]:
    """ "Swore that the raids would not go unpunished": who did the deed that a threat is about."""
    clauses = [c for c in a.clauses(("ccomp",)) if c.lemma_ not in BRINGS_ON]
    deeds = [t for c in clauses for t in c.children if t.dep_ in ("nsubj", "nsubjpass", "dobj", "prep")]
    nouns = [o for t in deeds for o in (objects(t) if t.dep_ == "prep" else [t]) if o.pos_ == "NOUN"]
    return next((found for t in nouns if (found := doers_of(a.s, t, speakers_side(a)))), [])


def from_capital(a: Arguments) -> list[Who]:
    """ "Lodged a protest in Berlin": the state of the capital in which it is done."""
    named = [o for o in a.prepositional("in") if (m := a.s.head_of.get(o.i)) is not None and m.kind == "capital"]
    mine = speakers_side(a)
    return [w for o in named for w in a.s.actors(o) if not on_side(w.actor, mine)]


def from_it_here(a: Arguments) -> list[Who]:
    """ "Shut the border with Rwanda, blaming it for the raid": whom the sentence named last that is not the speaker."""
    it = next((t for t in a.themes() if t.pos_ == "PRON" and t.lower_ in ("it", "him", "her", "them")), None)
    mine = speakers_side(a)
    if it is None or not mine:
        return []
    wanted = ("leader",) if it.lower_ in ("him", "her") else ("state", "organisation", "armed_group")
    before = [t for t in a.s.doc[: it.i] if t.i in a.s.head_of]
    named = [w for t in reversed(before) for w in a.s.actors(t) if w.actor.type in wanted]
    return [again(w.actor, it) for w in named if not on_side(w.actor, mine)][:1]


def from_theme_state_owner(a: Arguments) -> list[Who]:
    """ "Suspended the Serbian talks": with whom, where it is a state; "Minsk", "Red Cross" only name the thing."""
    found = [w for t in a.themes() for w in a.s.owners(a.s.head_noun(t))]
    return [w for w in found if w.actor.type in ("state", "leader", "armed_group")]


def from_clause_side(a: Arguments) -> list[Who]:
    """ "Recalled its envoy from Algiers in protest": whom the deed around the noun concerns."""
    verb = next((t for t in a.trigger.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return []
    mine = {k for w in from_clause_doer(a) for k in (w.actor.state, w.actor.key) if k}
    direct = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and a.s.lemma(c) in ENVOYS]
    if not direct:
        return []
    preps = [p for h in (verb, *direct) for p in h.children if p.lower_ in ("from", "with", "of", "to", "against")]
    tokens = [*direct, *(o for p in preps for o in objects(p))]
    named = [w for t in tokens for w in (a.s.actors(t) or a.s.owners(a.s.head_noun(t), of=False))]
    return [w for w in named if w.actor.type != "region" and not on_side(w.actor, mine)][:1] if mine else []


def from_imposed_on(a: Arguments) -> list[Who]:
    """ "Lifted the sanctions that it had put on Mali", "the embargo imposed on Haiti"."""
    clauses = [c for t in a.themes() for c in t.children if c.dep_ in ("relcl", "acl")]
    preps = [p for c in clauses for p in c.children if p.dep_ == "prep" and p.lower_ in ("on", "against", "upon")]
    return [w for p in preps for o in objects(p) for w in (a.s.actors(o) or a.s.owners(a.s.head_noun(o)))]


def from_clause_owned(a: Arguments) -> list[Who]:
    """ "Iranian money is frozen because of American sanctions": whose is what the clause around the noun is about."""
    verb = next((t for t in a.trigger.ancestors if t.pos_ in ("VERB", "AUX")), None)
    mine = {k for w in from_owner(a) for k in (w.actor.state, w.actor.key) if k}
    if verb is None or not mine:
        return []
    tokens = [c for d in ("dobj", "nsubjpass", "nsubj") for c in verb.children if c.dep_ == d and not a.s.actors(c)]
    named = [w for t in tokens for w in a.s.owners(a.s.head_noun(t))]
    return [w for w in named if w.actor.type == "state" and not on_side(w.actor, mine)][:1]
