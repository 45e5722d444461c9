"""What the words near a trigger are about: a class of things, a share of goods, what a clause threatens or charges."""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import TYPE_CHECKING, Any

from kg.text.arguments import Arguments
from kg.text.grammar import SUBJECTS, conjuncts, objects, themes_of
from kg.text.mentions import classes, words

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

HARM = words("""
    attack war retaliate response respond strike consequence end destroy price force nuclear target
    retaliation action reaction catastrophe punish intervene regret cost escalation answer pay dearly
    unanswered penalty countermeasure counter-measure hostile hostility act_of_war legitimate suffer bleed
    retaliatory severe harshly sanction tariff punishment bombing red_line intolerable ruin grave serious
    regret defend ash dust rubble crush crushing annihilate wipe hit harsh firm shoot sink bomb unpunished
    repercussion retribution reprisal invade hell flame reply self-defence self-defense graveyard meet
    counter devastating devastate escalate idle idly withhold
    """)
MENACE = words("""
    respond retaliate answer pay unanswered strike attack destroy annihilate crush hit punish avenge revenge
    retaliation consequence countermeasure dearly regret invade bomb legitimate target mistake war shoot sink
    fire graveyard hostile hell burn war aggression devastating seize suffer sorry lose unpunished ruin
    reprisal retribution repercussion crushing ash dust rubble self-defence self-defense idle idly
    """)
VIOLATION = words("""
    behind responsible blame fault occupy oppress collude harbour harbor shelter spy cheat trespass bully
    blackmail exploit exceed endanger destabilise destabilize upset fuel stoke prolong unlawful reckless
    provocation betray deceive mislead trample illegally encroach orchestrate instigate plot mastermind foment
    incite abet complicit complicity guilty bear breach infringe intrude wage massacre terrorise terrorize
    persecute discriminate escalate aggravate jeopardise jeopardize invade bribe poison
    """)
MISDEEDS = words("""
    pay finance fund arm supply train infiltrate kill shell fire bomb attack invade cross shoot plant spy steal
    hire recruit smuggle ship support back host help aid lie plot hack jam abduct kidnap execute torture
    massacre poison assassinate order send raid seize occupy break violate fail ignore delay block withhold drag
    cheat rig
    """)
PLAIN_VIOLATION = words("""
    violate breach provoke lie undermine sabotage illegal aggression interfere meddle violation
    """)  # said at once, not by way of another word
JUST = words("right justified entitled")
SELVES = frozenset(("itself", "themselves", "himself", "herself"))
FUTURE_AUX = ("will", "would", "can", "could", "may", "might", "to")
SHARES = words("""
    most percent share third half quarter bulk majority % per_cent cent proportion lion part fifth tenth sixth
    all much everything remainder
    """)


def is_of(name: str, kinds: Set[str], words: Set[str]) -> bool:
    """Whether a name of frames.yaml is a class of a noun, or the noun itself."""
    return name in kinds or name in words


def is_help(clause: Token) -> bool:
    """ "To help the army", "to support its troops": what money is for."""
    return clause.lemma_ in HELPED and any(c.dep_ == "aux" and c.lower_ == "to" for c in clause.children)


HELPED = words("help support assist aid strengthen reinforce boost back")


def tells_of(a: Arguments, wanted: str) -> bool:
    """Whether the trigger, its object or what hangs on them is of a class: "a deal for the supply of radars"."""
    if wanted == "weapons_inside":  # "a package including 300 missiles"
        inside = [g for t in a.themes() for g in t.subtree if g.i > t.i and g.dep_ in ("pobj", "conj", "dobj", "appos")]
        return any("weapons" in a.s.kinds(g) for g in inside)
    if wanted == "weapons_below":
        return any(
            "weapons" in a.s.kinds(g) for g in a.verb.subtree if g.i > a.verb.i and g.pos_ in ("NOUN", "PROPN", "ADJ")
        )
    if wanted == "forces_below":  # "to help it rebuild its army"
        clauses = [c for c in a.verb.children if c.dep_ in ("ccomp", "xcomp", "advcl")]
        return any("people_forces" in a.s.kinds(g) for c in clauses for g in c.children if g.dep_ == "dobj")
    tokens = [a.trigger, *a.prepositional("of"), *a.prepositional("for")]
    if wanted == "military_purpose":  # "pledged $5 million to help the Chadian army"
        tokens += [o for c in a.clauses(("advcl", "xcomp", "acl", "relcl")) if is_help(c) for o in themes_of(c)]
    tokens += [o for h in (a.trigger, *a.themes()) for t in a.prepositional("to", h) for o in a.prepositional("of", t)]
    tokens += [c for t in a.prepositional("of", a.trigger) for c in conjuncts(t)]
    tokens += [c for c in a.trigger.children if c.dep_ in ("compound", "amod", "nmod")]
    if a.kind == "verbs":
        tokens += [t for x in a.themes() for t in (*a.prepositional("of", x), *a.prepositional("for", x))]
        tokens += [c for t in a.themes() for c in t.children if c.dep_ in ("compound", "amod")]
        tokens += [
            o
            for t in a.themes()
            for c in t.children
            if c.dep_ == "prep" and c.lower_ in ("of", "for", "in")
            for o in objects(c)
        ]
        tokens += [g for t in a.themes() for c in t.children if c.dep_ == "acl" for g in c.children if g.dep_ == "dobj"]
        below = [(t, g) for t in a.themes() for g in t.subtree]
        tokens += [g for t, g in below if g.i > t.i and g.dep_ == "pobj" and g.head.lower_ == "for"]
        tokens += [o for p in ("on", "to", "towards", "toward", "into", "as", "under") for o in a.prepositional(p)]
        tokens += [c for c in a.verb.children if c.dep_ == "dative"]
        tokens += [c for t in list(tokens) for c in t.children if c.dep_ in ("compound", "amod")]
    return any(
        wanted in a.s.kinds(t) or a.s.lemma(t) in classes().get(wanted, ())
        for t in tokens
        if t != a.trigger or a.kind == "verbs"
    )


def clause_says(a: Arguments, kind: str) -> bool:
    """Whether the clause below a verb is of a kind: a wish, a threat, a charge."""
    says, clauses = SAYS.get(kind), a.clauses(("ccomp", "xcomp"))
    if kind in ("menace", "harm"):
        clauses = [c for c in clauses if not _is_others_deed(a, c)]
    return says is None or says(a, clauses)


BLOWS = words("attack invade strike bomb shell seize annex occupy raid storm hit launch fire")


def _is_others_deed(a: Arguments, clause: Token) -> bool:
    """ "Warned that Chad would invade": what another may do is no threat of him who warns of it."""
    own = {w.actor.state for t in a.agents() for w in a.s.actors(t)}
    does = {w.actor.state for t in clause.children if t.dep_ in SUBJECTS for w in a.s.actors(t)} - {None}
    told = not any(t.dep_ == "advcl" for t in clause.children)
    return clause.lemma_ in BLOWS and bool(does) and told and own.isdisjoint(does)


def _should(a: Arguments, clauses: list[Token]) -> bool:
    return any(t.lower_ in ("should", "must", "ought") and t.dep_ == "aux" for c in clauses for t in c.children)


ENDS = words("""
    lift remove end stop halt cease leave quit withdraw go return release free scrap drop abandon dismantle disarm pull
    pull_out cancel revoke vacate
    """)


GOES = words("lift remove leave quit withdraw pull_out vacate")


def _must_end(a: Arguments, clauses: list[Token]) -> bool:
    """ "Says that the sanctions must be lifted", "that Eritrean troops should leave"; not "hostages should be free"."""
    told = [(c, {t.lower_ for t in c.children if t.dep_ == "aux"}) for c in clauses if c.lemma_ in ENDS]
    return any("must" in aux or ("should" in aux and "have" not in aux and c.lemma_ in GOES) for c, aux in told)


FARES = words("""
    be have win lose face get receive join become expect know remain fear suffer prevail exist benefit feel
    """)  # what befalls somebody, and nobody is asked for
DUTIES = ENDS | words("allow let permit respect honour honor comply accept negotiate talk show cooperate change act")


def _ought(a: Arguments, clauses: list[Token]) -> bool:
    """ "Said Algeria should open its border", "needed to respect the truce": asked of it; not "should be punished",
    "should have known", "needs to defend itself", "should, if it attacks, expect"."""
    return any(_is_asked(c, [t for t in c.children if t.dep_ == "aux"]) for c in clauses)


def _is_asked(clause: Token, helpers: list[Token]) -> bool:
    does = next((t for t in clause.children if t.dep_ == "nsubj" and t.i < clause.i), None)
    if does is None or any(t.dep_ in ("expl", "mark") and t.lower_ in ("if", "there") for t in clause.children):
        return False
    if any(t.lower_ in ("should", "ought") and t.i > does.i for t in helpers):
        itself = any(t.dep_ == "dobj" and t.lower_ in SELVES for t in clause.children)
        return clause.lemma_ not in FARES and not itself and not any(t.lower_ == "have" for t in helpers)
    needs = clause.lemma_ == "need" and not any(t.dep_ == "neg" for t in clause.children)
    return needs and any(t.dep_ == "xcomp" and t.lemma_ in DUTIES for t in clause.children)


def _wish(a: Arguments, clauses: list[Token]) -> bool:
    """ "Insists that Baghdad disarm", "... be withdrawn", not "insists that it has disarmed"."""
    return any(
        any(t.lower_ in ("should", "must", "ought") or (t.lower_ == "be" and t.i < c.i) for t in c.children)
        or c.tag_ == "VB"
        or c.lower_ == "be"
        or (c.tag_ == "VBP" and any(t.dep_ == "nsubj" and t.tag_ in ("NN", "NNP") for t in c.children))
        for c in clauses
        if not any(t.dep_ == "aux" and t.lower_ in FUTURE_AUX for t in c.children)
    )


def _harm(a: Arguments, clauses: list[Token]) -> bool:
    return any(a.s.lemma(t) in HARM for c in clauses for t in c.subtree)


def _refusal(a: Arguments, clauses: list[Token]) -> bool:
    """ "Told India that it will not send recruits"."""
    return any(
        c.pos_ == "VERB"
        and any(t.dep_ == "neg" for t in c.children)
        and any(t.lower_ in ("will", "would", "'ll", "wo") for t in c.children)
        for c in clauses
    )


UNMET = words("""
    leave wait shrink refrain spare go remain be let allow tolerate stand accept permit hesitate rest sit escape forgive
    forget rule pass
    """)


def _menace(a: Arguments, clauses: list[Token]) -> bool:
    """ "Would strike back", "will pay dearly", not "would stop the attacks", "if you were attacked, we would help"."""
    ahead = [c for c in clauses if any(t.dep_ == "aux" and t.lower_ in ("will", "would", "'ll") for t in c.children)]
    ahead = [c for c in ahead if c.lemma_ not in ("stop", "cease", "end", "suspend", "halt", "withdraw", "avoid")]
    promised = [c for c in ahead if any(t.dep_ == "neg" for t in c.children)]
    ahead = [c for c in ahead if c not in promised or c.lemma_ in UNMET]  # not "will not attack"
    said = [t for c in ahead for t in c.children if t.dep_ not in ("conj", "nsubj", "nsubjpass", "advcl", "relcl")]
    near = [*ahead, *said, *(g for x in said for g in x.children if g.dep_ not in ("relcl", "acl", "conj"))]
    meant = any(a.s.lemma(t) in MENACE for t in near)
    arms = [t for c in ahead if c.lemma_ == "use" for t in c.children if t.dep_ == "dobj"]
    meant = meant or any(a.s.lemma(t) in ("weapon", "force", "missile", "bomb") for t in arms)
    table = any({"option", "table"} <= {a.s.lemma(t) for t in c.subtree} for c in clauses)
    return meant or table


def _fair_game(a: Arguments, clauses: list[Token]) -> bool:
    """ "Says that American bases are legitimate targets"."""
    linked = [t for c in clauses for t in c.children if t.dep_ in ("attr", "acomp")]
    return any(a.s.lemma(t) == "target" and any(m.dep_ == "amod" for m in t.children) for t in linked)


def _violation(a: Arguments, clauses: list[Token]) -> bool:
    clauses = [c for c in clauses if not any(t.dep_ == "neg" or t.lower_ == "longer" for t in c.children)]
    clauses = [c for c in clauses if not (c.lemma_ in BLOWS and any(t.tag_ == "MD" for t in c.children))]
    said = [t for c in clauses for t in (c, *c.children)]
    inner = ("xcomp", "prep", "acomp", "attr", "conj")
    below = [g for c in clauses for x in c.children if x.dep_ in inner for g in x.children]
    plain = any(a.s.lemma(t) in PLAIN_VIOLATION for t in said)
    return plain or any(a.s.lemma(t) in VIOLATION for t in (*said, *below))


def _misdeed(a: Arguments, clauses: list[Token]) -> bool:
    """ "Claims that Moscow paid the mutineers"."""
    done = [c for c in clauses if not any(t.dep_ == "neg" or t.tag_ == "MD" for t in c.children)]
    return any(a.s.lemma(t) in MISDEEDS | PLAIN_VIOLATION for c in done for t in (c, *c.children) if t.pos_ == "VERB")


def _right(a: Arguments, clauses: list[Token]) -> bool:
    """ "Said that Israel was right to strike", "had the right to defend itself", "must defend itself"."""
    said = [t for c in clauses for t in c.children if t.dep_ in ("acomp", "dobj", "attr")]
    just = any(a.s.lemma(t) in JUST and not any(g.lower_ in ("no", "not") for g in t.children) for t in said)
    itself = any(c.lemma_ in ("defend", "protect") and any(t.lower_ in SELVES for t in c.children) for c in clauses)
    return (just or itself) and not any(t.dep_ == "neg" for c in clauses for t in c.children)


SAYS: dict[str, Callable[[Arguments, list[Token]], bool]] = {
    "should": _should,
    "must_end": _must_end,
    "ought": _ought,
    "wish": _wish,
    "harm": _harm,
    "refusal": _refusal,
    "menace": _menace,
    "fair_game": _fair_game,
    "violation": _violation,
    "misdeed": _misdeed,
    "right": _right,
}


def is_share_of(a: Arguments, words: tuple[str, ...]) -> bool:
    """ "most of its weapons", "about 80 percent of Vietnamese arms imports": a share of a class of goods."""
    tokens = [*a.themes(), *a.agents()]
    if a.verb.lemma_ == "account" or a.kind == "nouns":  # "accounts for half of", "the market for half of"
        tokens += [t for name in ("for", "of") for t in a.prepositional(name)]
    for token in tokens:
        if (
            a.s.lemma(token) in SHARES
            or token.text == "%"
            or any(c.lower_ in ("most", "percent", "%", "all", "half", "much") for c in token.children)
        ):
            inner = [o for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for o in objects(c)] or [token]
            if any(is_of(w, a.s.kinds(i), a.s.words(i)) for i in inner for w in words):
                return True
    return False
