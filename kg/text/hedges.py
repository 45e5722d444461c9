"""How firmly a passage says something, who says so, and whether it holds: read from the parse by cues.

The cues are words in cues.yaml. A claim's modality is the first that applies of conditional, speculated,
alleged, future, reported, asserted. What stands in a request, a wish or a question is not said at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.actors import Sentence
from kg.text.arguments import Arguments
from kg.text.frames import Match
from kg.text.grammar import (
    DAYS,
    PASSIVE,
    SPANS,
    SUBJECTS,
    by_agents,
    is_passive,
    is_relative,
    objects,
    particle_lemma,
    past_beside_infinitive,
)
from kg.text.mentions import classes_of, state_actor, table, words
from kg.text.who import Who

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

CARRIED = {w: "speculated" for w in ("consider", "weigh", "mull", "study", "contemplate", "discuss")} | {
    w: "future"
    for w in (
        "plan",
        "propose",
        "promise",
        "pledge",
        "offer",
        "order",
        "announce_plan",
        "schedule",
        "prepare",
        "negotiate",
    )
}
# What ends, breaks or refuses such a thing is told by REJECTS; the noun alone then claims nothing.
ENDED = frozenset(
    (
        "AGREES_WITH",
        "ALLIED_WITH",
        "COOPERATES_WITH",
        "MEETS_WITH",
        "ARMS_TRANSFER",
        "MILITARY_AID",
        "AIDS",
        "MEMBER_OF",
    )
)
PLEDGED = frozenset(("promise", "pledge", "offer", "order"))
GIVEN = frozenset(("AIDS", "MILITARY_AID", "ARMS_TRANSFER", "TROOP_WITHDRAWAL", "TROOP_DEPLOYMENT"))
# Who counts his own dead says so.
COUNTED = frozenset(
    ("put", "admit", "acknowledge", "concede", "count", "report", "confirm", "list", "give", "own_up", "claim", "say")
)
ORDER = ("conditional", "speculated", "alleged", "future", "reported", "asserted")


@dataclass
class Stance:
    """What the surroundings of a trigger do to its claim."""

    hedges: set[str] = field(default_factory=set)
    negations: int = 0
    denials: set[int] = field(default_factory=set)  # tokens that negate: one that two rules see negates once
    denied: bool = False
    said: bool = True  # False: requested, wished or asked, so nothing is claimed
    speakers: list[Actor] = field(default_factory=list)
    cues: list[str] = field(default_factory=list)
    times_at: list[int] = field(default_factory=list)  # tokens whose time also dates the claim

    @property
    def modality(self) -> str:
        return next((label for label in ORDER if label in self.hedges), "asserted")

    @property
    def polarity(self) -> str:
        return "negative" if self.negations % 2 else "positive"

    def add(self, label: str, cue: Token | str) -> None:
        self.hedges.add(label)
        self.cues.append(f"{label}: {cue}")

    def negate(self, cue: Token) -> None:
        if cue.i in self.denials:
            return
        self.denials.add(cue.i)
        self.negations += 1
        self.cues.append(f"negative: {cue}")


@cache
def cues(*path: str) -> frozenset[str]:
    """One list of cues.yaml: cues("modals", "future")."""
    data: Any = table("cues.yaml")
    for key in path:
        data = data[key]
    return frozenset(str(data).split())


@cache
def _rhetoric() -> re.Pattern[str]:
    return re.compile("(?i)" + re.sub(r"\s*\n\s*|\s+(?=\|)", "", str(table("cues.yaml")["rhetoric"]).strip()))


def is_rhetoric(sentence: str) -> bool:
    """Whether a sentence asks, jokes or plays with images and so states nothing.

    >>> is_rhetoric("Will the grouping ever sign a treaty?"), is_rhetoric("They signed a treaty.")
    (True, False)
    """
    return not stated(sentence) or bool(_rhetoric().search(sentence))


def stated(sentence: str) -> str:
    """What a sentence states before a question that ends it; "" where it only asks.

    >>> stated("As Cuba sends troops to Angola, it raises questions: why now?")
    'As Cuba sends troops to Angola, it raises questions'
    """
    if not sentence.rstrip("\"'”’») ").endswith("?"):
        return sentence
    cut = max(sentence.rfind(": "), sentence.rfind("; "), sentence.rfind(" — "), sentence.rfind(" – "))
    return sentence[:cut] if cut > 0 else ""


# What is done with forces, goods and money: where the word for it is one of intent, it is not yet done.
DONE = frozenset((
    "TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL", "MOBILIZES", "ARMS_TRANSFER", "MILITARY_AID", "AIDS", "COOPERATES_WITH",
    "TRADES_WITH", "BASE_ACCESS", "MEMBER_OF",
))  # fmt: skip
CHARGED = frozenset(("accuse", "suspect", "charge"))


def _is_under_way(verb: Token) -> bool:
    return verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" and c.tag_ != "VBD" for c in verb.children)


def stance(s: Sentence, match: Match) -> Stance:
    """Reads the surroundings of a match from its trigger up to the root."""
    found = Stance()
    _nominal(found, s, match)
    token = match.verb if match.verb != match.trigger else match.trigger
    if match.verb != match.trigger:
        _own_words(found, s, match.trigger)
        carrier = match.verb.lemma_.lower()
        if carrier in CARRIED:
            found.add(CARRIED[carrier], match.verb)
        elif carrier in ("approve", "authorise", "authorize", "clear") and match.frame.relation in (
            "TROOP_DEPLOYMENT",
            "ARMS_TRANSFER",
            "MILITARY_AID",
        ):
            found.add("future", match.verb)
    elif match.verb.lemma_.lower() in PLEDGED and match.frame.relation in GIVEN:
        found.add("future", match.verb)  # "was promised $280 million", "ordered the Americans out"
    elif match.frame.name.startswith("learned") and match.frame.relation in DONE:
        for label in ("speculated", "future"):  # where no frame spoke, the word may be one of intent
            if match.verb.lemma_.lower() in cues(label):
                found.add(label, match.verb)
    if match.verb.lemma_ in ("send", "dispatch", "despatch") and _is_under_way(match.verb):
        found.add("future", match.verb)  # "is sending 65 soldiers"
    if match.frame.get("after"):
        _report(found, s, token, match)
        return found  # "will leave at Baghdad's request": that was asked, whatever comes of it
    _climb(found, s, token, match)
    _timetable(found, token)
    _report(found, s, token, match)
    if match.frame.relation == "THREATENS":
        _threat(found, match)
    if match.frame.relation == "CASUALTIES" and match.verb.lemma_.lower() in COUNTED:
        found.add("reported", match.verb)  # "Tbilisi put its dead at 175"
        found.speakers += speakers(s, match.verb)
    if match.frame.get("modality") == "alleged" and not found.speakers:
        found.speakers += speakers(s, match.verb)  # "blamed Hezbollah for the bombing": who says so
    if match.frame.relation == "ACCUSES" or match.frame.relation in ("REQUESTS", "THREATENS"):
        found.hedges.discard("alleged")
    return found


def _threat(found: Stance, match: Match) -> None:
    """A threat is made, whatever its condition; a warning of what would follow is as conditional as that."""
    if match.verb.lemma_ == "threaten" and not any(
        c.dep_ == "mark" and c.lower_ in cues("conditionals") for c in match.verb.children
    ):
        found.hedges.discard("conditional")
    elif match.verb.lemma_ == "tell" and match.theme is not None:
        found.hedges.discard("conditional")  # "told Baghdad that he would strike if ...": he has been told
    elif match.verb.lemma_ in ("warn", "caution", "say", "tell", "hint"):
        for clause in (c for c in match.verb.children if c.dep_ == "ccomp"):
            _conditions_beside(found, clause)


# The words at the claim itself


def _own_words(found: Stance, s: Sentence, token: Token) -> None:
    """Modals, negation and adverbs that hang on a word."""
    inverted = False
    for child in token.children:
        word = child.lower_
        if child.dep_ == "neg" or (word in cues("adverbs", "negative") and child.dep_ in ("advmod", "preconj", "neg")):
            if not (
                word == "not"
                and any(c.lower_ in ("only", "just", "merely") for c in (child, *child.children, *_next(child)))
            ):
                found.negate(child)
        elif child.dep_ == "advmod" and word == "longer" and any(c.lower_ == "no" for c in child.children):
            found.negate(child)
        elif child.dep_ == "aux":
            inverted = inverted or (child.i == token.sent.start and word in ("should", "were", "had"))
            _modal(found, s, child, token)
        elif child.dep_ in ("advmod", "mark", "intj", "amod", "npadvmod"):
            _adverb(found, child, token)
        elif child.dep_ == "prep" and any(c.lower_ == "neither" for c in (*child.children, *_before(child))):
            found.negate(child)  # "belongs neither to the League nor ..."
    if token.dep_ == "appos" and any(  # "Britain, no longer a member"
        c.lower_ == "longer" and c.i < token.i and any(g.lower_ in ("no", "not") for g in _before(c))
        for c in token.head.children
    ):  # fmt: skip
        found.negate(token)
    for child in token.children:
        if child.dep_ in ("det",) and child.lower_ in ("no", "neither") and token.pos_ in ("NOUN", "PROPN"):
            found.negate(child)
    if inverted:
        found.add("conditional", "inversion")


def _before(token: Token) -> list[Token]:
    return [token.doc[token.i - 1]] if token.i > 0 else []


def _next(token: Token) -> list[Token]:
    return [token.doc[token.i + 1]] if token.i + 1 < len(token.doc) else []


def _modal(found: Stance, s: Sentence, child: Token, token: Token) -> None:
    word = child.lower_
    if child.i == token.doc[0].i and word == "should":
        found.add("conditional", child)
    elif word in cues("modals", "future"):
        found.add("future", child)
    elif word in cues("modals", "speculated"):
        found.add("speculated", child)
    elif word in cues("modals", "hypothetical"):
        found.add("conditional" if _in_hypothesis(token) else "future", child)
    elif word in cues("modals", "unsaid"):
        found.said = False
        found.cues.append(f"unsaid: {child}")


def _in_hypothesis(token: Token) -> bool:
    """ "would" beside an if-clause, or without a reported clause that moves a future into the past."""
    for clause in [c for c in token.children if c.dep_ == "advcl"]:
        if any(c.dep_ == "mark" and c.lower_ in cues("conditionals") for c in clause.children):
            return True
    return not any(
        a.lemma_.lower() in cues("reported") | cues("future") | cues("alleged") | cues("speculated") | cues("denied")
        for a in token.ancestors
    )


def _adverb(found: Stance, child: Token, token: Token) -> None:
    word = child.lower_
    for label in ("reported", "alleged", "speculated"):
        if word in cues("adverbs", label):
            found.add(label, child)
            return
    if child.dep_ == "mark" and word in cues("conditionals"):
        found.add("conditional", child)
    elif child.dep_ == "mark" and word == "whether":
        found.add("speculated", child)


def _nominal(found: Stance, s: Sentence, match: Match) -> None:
    """Adjectives and determiners of nouns: "planned deployment", "no troops", "alleged deliveries"."""
    nouns = [t for t in (match.trigger, match.theme) if t is not None and t.pos_ in ("NOUN", "PROPN")]
    for noun in nouns:
        for child in noun.children:
            if child.dep_ == "amod":
                for label in ("speculated", "alleged", "future", "reported"):
                    if child.lower_ in cues("adjectives", label):
                        found.add(label, child)
            if (
                child.dep_ == "det"
                and child.lower_ == "no"
                and (noun != match.trigger or match.verb != match.trigger or noun.dep_ in SUBJECTS + PASSIVE)
            ):
                found.negate(child)
    for subject in [t for c in match.verb.children if c.dep_ in SUBJECTS + PASSIVE for t in (c,)]:
        if subject in nouns:
            continue
        for child in subject.children:
            if child.dep_ == "det" and child.lower_ in ("no", "neither"):
                found.negate(child)
        if subject.lower_ in ("nobody", "none", "neither", "nothing"):
            found.negate(subject)


# What governs the claim


def _climb(found: Stance, s: Sentence, token: Token, match: Match) -> None:
    """From the claim's clause up to the root, stopping where the clause above no longer says anything about it."""
    _own_words(found, s, token)
    _conditions_beside(found, token)
    seen = 0
    while token.head != token and seen < 25:
        seen += 1
        head, dep = token.head, token.dep_
        if dep == "ccomp" and _asked(s, token, head):
            found.said = False
            found.cues.append(f"unsaid: {head}")
        if dep == "ccomp" and token.i < head.i and any(t.text == ";" for t in s.doc[token.i : head.i]):
            if head.dep_ == "ccomp" and head.head.i < token.i:  # "Lima says that 46 died; Quito is silent"
                _governor(found, s, head.head, head, match)
            return  # two sentences joined by a semicolon
        if dep == "appos" or (dep == "relcl" and not _content(s, token)):
            return
        if dep == "advcl":
            marks = [c for c in token.children if c.dep_ in ("mark", "advmod")]
            if any(
                m.lower_ in cues("factual_marks") for m in marks if m.dep_ == "mark" or m.lower_ in ("when", "where")
            ):
                return
            if any(m.lower_ in cues("conditionals") for m in marks):
                return
            purpose = any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)
            if purpose and seen == 1 and match.frame.relation in ("ATTACKS", "CONTROLS"):
                found.add("future", token)  # "marched in to take the town"
            if any(c.dep_ == "dobj" and s.kinds(c) & {"accord"} for c in head.children) and token.tag_ == "VB":
                found.add("future", head)  # "signed a deal to buy"
            if not any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children) and token.tag_ not in (
                "VBG",
                "VBN",
            ):
                return
        if dep == "prep" or dep == "agent":
            if token.lower_ in (
                "after",
                "since",
                "following",
                "because",
                "despite",
                "amid",
                "during",
                "over",
                "before",
                "until",
            ):
                return
            if token.lower_ == "under" and match.frame.relation in ("AGREES_WITH", "ALLIED_WITH", "MEMBER_OF"):
                return  # "will stay until 2042 under an agreement reached on Friday": that stands, whatever it brings
            if token.lower_ == "without":
                found.negate(token)
        if dep == "conj" and head.tag_ == "VB" and (token.tag_ in ("VBD", "VBZ") or past_beside_infinitive(token)):
            return  # "has chosen a firm to build ships and turned down bids": joined to the infinitive by the parser
        if dep in (*SUBJECTS, *PASSIVE) and head.pos_ in ("VERB", "AUX"):
            _still_to_come(found, head)
        if dep == "conj":
            _shared(found, s, token, head)
        else:
            _governor(found, s, head, token, match)
            if (
                (
                    dep
                    not in (
                        "dobj",
                        "pobj",
                        "nsubj",
                        "nsubjpass",
                        "attr",
                        "compound",
                        "prep",
                        "agent",
                        "poss",
                        "amod",
                        "dative",
                        "conj",
                    )
                    or head.pos_ in ("VERB", "AUX")
                )
                and head.pos_ in ("VERB", "AUX")
                and dep
                in (
                    "ccomp",
                    "xcomp",
                    "pcomp",
                    "prep",
                    "advcl",
                    "acl",
                    "oprd",
                    "dobj",
                    "nsubj",
                    "nsubjpass",
                    "acomp",
                )
            ):
                known = head.lemma_.lower() in _all_cues() or dep != "ccomp"
                if known and head != match.verb and (not _is_speech(head) or dep == "xcomp" or _negated(head)):
                    _own_words(found, s, head)
                _conditions_beside(found, head)
        token = head


def _still_to_come(found: Stance, verb: Token) -> None:
    """ "The withdrawal is to follow in May", "deliveries are due to begin": what a noun names is yet to come."""
    for child in verb.children:
        if verb.lemma_ == "be" and child.dep_ == "xcomp" and any(c.lower_ == "to" for c in child.children):
            found.add("future", child)
        if child.dep_ in ("acomp", "oprd") and verb.lemma_ in ("be", "remain"):
            for label in ("future", "speculated"):
                if child.lower_ in cues("predicates", label) and child.lower_ not in ("committed", "ready"):
                    found.add(label, child)
    if is_passive(verb) and verb.lemma_ in DUE:
        found.add("future", verb)


DUE = frozenset(("expect", "schedule", "plan", "set", "foresee", "envisage", "slate", "promise", "await"))


def _content(s: Sentence, clause: Token) -> bool:
    """ "denied a report that Chile had sold shells": what the noun says, and no relative clause."""
    noun = s.lemma(clause.head)
    if noun not in cues("nouns", "reported") | cues("nouns", "alleged") | cues("nouns", "denied"):
        return False
    subjects = [c for c in clause.children if c.dep_ in SUBJECTS + PASSIVE]
    opens = any(c.lower_ == "that" and c.dep_ not in SUBJECTS + PASSIVE for c in clause.children)
    return opens and any(c.tag_ not in ("WDT", "WP") for c in subjects)


def _asked(s: Sentence, clause: Token, head: Token) -> bool:
    """ "Neither government has said how many troops will be stationed there": an open question."""
    opening = s.doc[clause.left_edge.i].lower_
    silent = _negated(head) or any(
        c.dep_ in SUBJECTS
        and (c.lower_ in ("nobody", "none", "neither") or any(d.lower_ in ("neither", "no") for d in c.children))
        for c in head.children
    )
    return silent and opening in ("how", "when", "where", "why", "what", "whether", "if", "which", "who")


def _conditions_beside(found: Stance, token: Token) -> None:
    """The clause that depends on an if-clause is conditional too."""
    for clause in token.children:
        if (
            clause.dep_ == "advcl"
            and any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "provided") for c in clause.children)
            and not any(c.lower_ == "even" for c in clause.children)
        ):
            found.add("conditional", "if-clause")
        if (clause.lower_ in ("provided", "providing") and any(c.dep_ == "ccomp" for c in clause.children)) or (
            clause.dep_ == "prep"
            and clause.lower_ == "on"
            and any(
                o.lemma_ == "condition" and any(c.dep_ in ("acl", "ccomp", "relcl") for c in o.children)
                for o in objects(clause)
            )
        ):
            found.add("conditional", clause)
        if clause.dep_ == "parataxis":
            _conditions_beside(found, clause)
        if clause.dep_ == "advcl" and any(
            c.dep_ == "aux" and c.lower_ in ("should", "were") and c.i == clause.left_edge.i for c in clause.children
        ):
            found.add("conditional", "inverted if-clause")


def _shared(found: Stance, s: Sentence, token: Token, head: Token) -> None:
    """Of coordinated verbs the later shares the modal of the first, but not its negation unless "or" joins them."""
    if token.pos_ not in ("VERB", "AUX") or head.pos_ not in ("VERB", "AUX"):
        return
    own = [c for c in token.children if c.dep_ in ("aux", "auxpass", *SUBJECTS)]
    if own:
        return
    if token.tag_ == "VB" or head.tag_ == token.tag_:
        for child in head.children:
            if child.dep_ == "aux":
                _modal(found, s, child, head)
        if any(c.dep_ == "cc" and c.lower_ in ("or", "nor") for c in head.children):
            for child in head.children:
                if child.dep_ == "neg":
                    found.negate(child)


@cache
def _all_cues() -> frozenset[str]:
    return frozenset().union(
        *(cues(k) for k in ("reported", "alleged", "speculated", "future", "denied", "refused", "unsaid", "enabled"))
    )


def _is_about(head: Token, below: Token, match: Match) -> bool:
    """ "an agreement signed in May", "the deal that they struck": said of the noun; "a deal to sign" is its content."""
    if any(c.lower_ == "no" for c in head.children) or any(
        c.dep_ == "aux" and c.lower_ == "to" for c in below.children
    ):
        return False
    if below.dep_ == "acl" and not any(is_relative(c) for c in below.children):
        return below.tag_ == "VBN"
    relative = any(is_relative(c) and c.dep_ in ("dobj", "nsubj", "nsubjpass", "pobj") for c in below.children)
    return below.dep_ in ("relcl", "acl") and (relative or match.theme == head)


def _is_speech(head: Token) -> bool:
    return head.lemma_.lower() in cues("reported") | cues("alleged") | cues("denied")


def _charge(verb: Token) -> bool:
    return verb.tag_ == "VBG" and verb.dep_ == "pcomp" and verb.head.lower_ == "of"


def _governor(found: Stance, s: Sentence, head: Token, below: Token, match: Match) -> None:
    """What a word says about the clause or noun below it."""
    if head == match.verb or head == match.trigger:
        return
    lemma, phrasal = head.lemma_.lower(), particle_lemma(head)
    if (lemma in cues("retracted") or phrasal in cues("retracted")) and s.lemma(below) in cues("nouns", "alleged") | {
        "report",
        "statement",
    }:  # "withdrew its claim that troops had crossed"
        found.negate(head)
        found.denied = True
        found.add("reported", head)
        found.hedges.discard("alleged")
        found.speakers += speakers(s, head)
        return
    if lemma in CHARGED and _charge(match.verb) and below.dep_ in ("dobj", "nsubjpass", "agent"):
        found.add("alleged", head)  # "accused Serbian makers of selling shells", the "of" hung on the makers
        found.speakers += speakers(s, head)
        return
    if head.pos_ in ("VERB", "AUX"):
        clausal = below.dep_ in ("ccomp", "xcomp", "pcomp", "advcl", "prep", "dep", "oprd", "acomp")
        nominal = below.dep_ in ("dobj", "pobj", "nsubjpass", "prep") and match.trigger.pos_ == "NOUN"
        if below.dep_ in ("dobj", "nsubjpass") and any(
            _content(s, c) for c in below.children if c.dep_ in ("relcl", "acl")
        ):
            clausal, nominal = True, False
        if clausal or nominal:
            _verb_governor(found, s, head, below, lemma, phrasal, nominal, match)
    elif head.pos_ == "NOUN" and below.dep_ in ("acl", "prep", "ccomp", "relcl", "xcomp"):
        word = s.lemma(head)
        if _is_about(head, below, match):
            return
        for label in ("future", "speculated", "alleged", "reported"):
            if word in cues("nouns", label):
                found.add(label, head)
                if label == "alleged":
                    found.speakers += [w.actor for w in s.owners(head)]
        if word in cues("nouns", "denied"):
            found.negate(head)
            found.denied = True
            found.speakers += [w.actor for w in s.owners(head)]
        if word in cues("nouns", "unsaid"):
            found.said = False
        if any(c.dep_ == "det" and c.lower_ == "no" for c in head.children):
            found.negate(head)
    elif head.pos_ == "ADJ" and below.dep_ in ("xcomp", "prep", "ccomp", "advcl"):
        for label in ("future", "speculated"):
            if head.lower_ in cues("predicates", label):
                found.add(label, head)
        if head.lower_ in cues("predicates", "refused"):
            found.negate(head)
            found.add("speculated" if head.lower_ == "unlikely" else "future", head)


def _verb_governor(
    found: Stance, s: Sentence, head: Token, below: Token, lemma: str, phrasal: str, nominal: bool, match: Match
) -> None:
    if nominal and (lemma in cues("ended") or phrasal in cues("ended")) and match.frame.relation in ENDED:
        found.said = False
        found.cues.append(f"ended: {head}")
        return
    if (
        lemma in ("tell", "order", "instruct")
        and below.dep_ in ("xcomp", "ccomp", "advcl")
        and any(c.dep_ == "aux" and c.lower_ == "to" for c in below.children)
    ):
        if any("forces" in s.kinds(c) for c in head.children if c.dep_ in ("dobj", *PASSIVE)) or not any(
            c.dep_ == "dobj" for c in head.children
        ):
            found.add("future", head)
        else:
            found.said = False
            found.cues.append(f"unsaid: {head}")
        return
    infinitive = below.dep_ == "xcomp" or any(c.dep_ == "aux" and c.lower_ == "to" for c in below.children)
    if lemma in cues("denied") or phrasal in cues("denied"):
        if match.frame.relation not in ("ACCUSES", "REJECTS") or not nominal:
            found.negate(head)
            found.denied = True
            found.add("reported", head)
            found.speakers += speakers(s, head)
    elif lemma in cues("refused") or phrasal in cues("refused"):
        if not (nominal and match.frame.relation in ("ACCUSES",)):
            found.negate(head)
            if phrasal in ("rule_out",) or lemma in ("exclude",):
                found.add("speculated" if found.negations % 2 == 0 or _negated(head) else "future", head)
                found.speakers += speakers(s, head)
    elif lemma in ("want", "hope", "wish") and below.dep_ == "xcomp":  # "Poland wants to order tanks": its own plan
        found.add("future" if lemma == "want" else "speculated", head)
    elif lemma in cues("unsaid") or (lemma in ("warn",) and infinitive):
        if is_passive(head) and lemma in ("ask", "need"):
            pass
        found.said = False
        found.cues.append(f"unsaid: {head}")
    elif nominal and lemma not in cues("speculated") | cues("alleged"):
        if lemma in (
            "plan",
            "propose",
            "promise",
            "pledge",
            "order",
            "approve",
            "prepare",
            "authorise",
            "authorize",
            "schedule",
            "offer",
            "agree",
            "notify",
        ) or (
            match.frame.relation in ("ARMS_TRANSFER", "TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL", "MILITARY_AID")
            and (lemma in ("sign", "ink", "initial", "clear", "seal", "endorse") or _puts_name(head))
        ):
            found.add("future", head)
    elif lemma in cues("alleged"):
        found.add("alleged", head)
        found.speakers += speakers(s, head)
    elif lemma in cues("speculated"):
        if lemma in ("show",):
            return
        found.add("speculated", head)
        if is_passive(head):  # "are thought by the UN to be there"
            found.speakers += speakers(s, head)
        if below.dep_ == "ccomp" or is_passive(head):
            found.speakers += [
                a
                for a in speakers(s, head)
                if lemma not in ("consider", "weigh", "appear", "seem", "risk") and below.dep_ == "ccomp"
            ]
    elif lemma in ("promise", "pledge", "vow", "swear") and match.frame.relation == "SUPPORTS":
        return  # who promises to stand by somebody supports him
    elif (
        lemma in cues("future") | DIRECTS
        and below.dep_ == "ccomp"
        and (
            below.tag_ == "VB"
            or any(c.lower_ == "be" and c.dep_ == "auxpass" for c in below.children)
            or (lemma in DIRECTS and below.tag_ == "VBP" and not any(c.dep_ == "aux" for c in below.children))
        )
    ):
        found.add("future", head)  # "proposed that Ukraine break off relations", "ordered that sanctions be restored"
        found.speakers += speakers(s, head)
    elif (
        (lemma in cues("future") and (infinitive or below.dep_ in ("pcomp", "prep")))
        or (lemma == "go" and infinitive and head.tag_ == "VBG")
        or (lemma == "be" and infinitive and below.dep_ in ("xcomp",))
    ):
        found.add("future", head)
    elif lemma == "threaten":
        found.said = found.said and match.frame.relation == "THREATENS"
    elif lemma == "warn":
        if below.dep_ == "ccomp":
            found.add("speculated", head)
            found.speakers += speakers(s, head)
    elif lemma in SPREADS and below.dep_ in ("ccomp", "acl"):  # "Rumours persist that arms are reaching Quito"
        for subject in (c for c in head.children if c.dep_ in SUBJECTS):
            for label in ("alleged", "speculated", "reported"):
                if s.lemma(subject) in cues("nouns", label):
                    found.add(label, subject)
    elif (lemma in cues("reported") and below.dep_ in ("ccomp", "xcomp", "pcomp")) or (
        match.frame.relation == "CASUALTIES" and below.dep_ == "prep" and lemma in cues("reported") | {"speak", "boast"}
    ):
        found.add("reported", head)
        found.speakers += speakers(s, head)
        found.times_at.append(head.i)
        if is_passive(head) and below.dep_ == "xcomp":
            found.cues.append("hearsay")
            if lemma == "say":  # "is said to have killed 70": nobody stands by it
                found.add("alleged", head)


def _puts_name(verb: Token) -> bool:
    """ "put their names to the transfer of jets"."""
    return verb.lemma_ in ("put", "set") and any(
        c.dep_ == "dobj" and c.lemma_ in ("name", "signature") for c in verb.children
    )


def _timetable(found: Stance, token: Token) -> None:
    """ "travels to Cairo on Sunday", "begins to withdraw in March": present tense with a date is to come."""
    verb = token.head if token.dep_ == "xcomp" else token
    if verb.tag_ not in ("VBZ", "VBP") or verb.lemma_ not in SCHEDULED or any(c.dep_ == "aux" for c in verb.children):
        return
    for prep in (c for t in {verb, token} for c in t.children if c.dep_ in ("prep", "npadvmod")):
        dated = objects(prep) if prep.dep_ == "prep" and prep.lower_ in ("on", "in", "from", "before") else [prep]
        if any(o.text in DAYS or (o.lemma_ in SPANS and any(c.lower_ == "next" for c in o.children)) for o in dated):
            found.add("future", prep)


SCHEDULED = words(
    "travel go fly visit arrive begin start leave open meet head depart return receive host come end expire"
)


SPREADS = frozenset(
    ("persist", "circulate", "abound", "grow", "mount", "emerge", "surface", "spread", "swirl", "remain", "rise")
)
DIRECTS = frozenset(("order", "direct", "decree", "rule", "command", "instruct", "propose", "stipulate", "decide"))


def _negated(token: Token) -> bool:
    return any(c.dep_ == "neg" for c in token.children)


def speakers(s: Sentence, verb: Token) -> list[Actor]:
    """Who stands as the subject of a verb of saying, named as shortly as the text allows."""
    tokens = Arguments(s, verb, "verbs").agents(verb)
    if is_passive(verb):
        tokens = by_agents(verb)
    elif not tokens and verb.i > 1 and verb.tag_ in ("VBD", "VBZ", "VBP") and verb.lemma_.lower() in _all_cues():
        before = s.doc[verb.i - 1]  # "..., killing one soldier, a southern officer said": lost by the parser
        opens = s.doc[before.left_edge.i - 1].text if before.left_edge.i > 0 else ""
        tokens = [before] if before.pos_ in ("NOUN", "PROPN") and opens in (",", ";", '"', "”") else []
    names = {t.i for t in tokens if t.pos_ == "PROPN"}
    found = []
    for token in tokens:
        if token.pos_ == "NOUN" and token.i + 1 in names:
            continue  # "the news agency Interfax": two subjects to the parser
        found += _speaker(s, token)
        for other in token.children:
            if other.dep_ == "conj" and other.pos_ in ("NOUN", "PROPN"):
                found += _speaker(s, other)
    return found


def _speaker(s: Sentence, token: Token) -> list[Actor]:
    if s.lemma(token) in cues("mute") or token.text in DAYS:
        return []
    if s.lemma(token) in PAPERS:  # "according to a report of UN experts", "by a count of the think tank"
        inner = [c for c in token.children if c.dep_ == "poss"]
        inner += [
            o for c in token.children if c.dep_ == "prep" and c.lower_ in ("of", "by", "from") for o in objects(c)
        ]
        if inner:
            return _speaker(s, inner[0])
    person = s.one(token, 0)
    kinds = {k for w in s.words(token) for k in classes_of(w)}
    for who in person:
        if who.actor.type == "leader":
            return [who.actor]
    if token.pos_ == "PRON" or token.tag_ in ("WDT", "WP"):
        return [w.actor for w in person]
    if token.i in s.head_of and person:
        return [w.actor for w in person if w.how != "adjective"] or [Actor(token.text, "group")]
    if token.pos_ == "PROPN":
        return [person[0].actor] if person else [Actor(s.proper(token), "group")]
    if token.pos_ in ("NOUN", "NUM", "ADJ", "PRON"):
        if (
            person
            and person[0].how == "coreference"
            and (
                "state_nouns" in kinds
                or (s.lemma(token) in BODY and person[0].actor.type in ("armed_group", "organisation"))
            )
        ):
            return [w.actor for w in person]
        own = [c for c in token.children if c.dep_ in ("compound", "nmod") and c.i in s.head_of]
        if s.lemma(token) in BODY and own and s.head_of[own[-1].i].type in ("armed_group", "organisation"):
            return [w.actor for w in s.one(own[-1], 0)]  # "the Wagner group"
        named = [c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > token.i]
        if named and (kinds & {"leader_titles", "other_titles", "media"} or named[0].left_edge.i == token.i + 1):
            known = [w.actor for w in s.one(named[0], 0)]  # "the think tank All Eyes", "the spokesman, Alfred Mutua"
            return known or [Actor(s.proper(named[0]), "agency" if "media" in kinds else "group")]
        state = (
            person[0].actor.state if person else next((w.actor.state for w in s.owners(token) if w.actor.state), None)
        )
        kind = "media" if "media" in kinds else "government" if "government" in kinds else "group"
        return [Actor(_speaker_phrase(s, token), "agency" if kind == "media" else kind, None, state)]
    return []


BODY = frozenset(("group", "movement", "organisation", "organization", "coalition", "militia", "bloc", "alliance"))
PAPERS = frozenset(("report", "count", "estimate", "figure", "statement", "account", "study", "assessment", "tally"))


def _speaker_phrase(s: Sentence, token: Token) -> str:
    left = [
        c.left_edge.i
        for c in token.children
        if c.i < token.i and c.dep_ in ("amod", "compound", "nmod", "poss", "nummod", "det", "quantmod")
    ]
    right = [  # "three traders in Tokyo", "a manager of the utility"
        max(t.i for t in c.subtree)
        for c in token.children
        if c.dep_ == "prep" and c.i == token.i + 1 and c.lower_ in ("of", "in", "at", "from", "for", "to")
        and not any(t.dep_ in ("relcl", "acl", "appos", "conj") or t.is_punct for t in c.subtree)
    ]  # fmt: skip
    text: str = s.doc[min([token.i, *left]) : max([token.i, *right]) + 1].text
    return text[4:] if text.lower().startswith("the ") else text


# Who reports the sentence as a whole


ACCOUNTS = frozenset(
    ("account", "estimate", "count", "reckoning", "telling", "admission", "opinion", "view", "word", "assessment")
)
# Verbs that close a sentence as "said" does: "..., diplomats believe", "..., his staff promised".
CLOSING = {
    w: "speculated"
    for w in ("believe", "fear", "think", "suspect", "hint", "suggest", "predict", "reckon", "speculate")
} | {w: "reported" for w in ("warn", "boast", "promise", "pledge", "vow", "caution", "threaten")}


def _report(found: Stance, s: Sentence, token: Token, match: Match) -> None:
    """ "according to ...", and a speech verb in parataxis: "..., the minister said, ..."."""
    for t in s.doc:
        if t.dep_ in ("prep", "pcomp", "advmod", "ROOT") and t.lower_ == "according" and _covers(t, token):
            found.add("reported", t)
            found.speakers += [a for c in t.children if c.dep_ == "prep" for o in objects(c) for a in _speaker(s, o)]
        if t.dep_ == "prep" and t.lower_ in ("by", "in", "on") and _covers(t, token):  # "by Kyiv's own account"
            for noun in (o for o in objects(t) if s.lemma(o) in ACCOUNTS):
                whose = [c for c in noun.children if c.dep_ == "poss" and c.tag_ != "PRP$"]
                whose += [o for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for o in objects(c)]
                if whose:
                    found.add("speculated" if noun.lemma_ in ("opinion", "view") else "reported", t)
                    found.speakers += [a for w in whose for a in _speaker(s, w)]
    verb = _clause(token)
    for child in verb.children:
        if (
            (
                child.dep_ in ("parataxis", "ccomp")
                and child.i != token.i
                and child.lemma_.lower() in cues("reported") | cues("alleged")
            )
            and any(c.dep_ in SUBJECTS for c in child.children)
            and not any(c.dep_ in ("dobj", "ccomp") for c in child.children)
            and _same_segment(s, token.i, child.i)
        ):
            found.add("alleged" if child.lemma_.lower() in cues("alleged") else "reported", child)
            found.speakers += speakers(s, child)
    relative = token.dep_ in ("relcl", "acl") and match.frame.relation != "CASUALTIES"
    if "reported" not in found.hedges and "alleged" not in found.hedges and not relative:
        marks = [c for c in token.children if c.dep_ == "mark"]
        if not any(m.lower_ in ("after", "since", "before", "because") for m in marks):
            _aside(found, s, token)
            if not found.speakers:
                _inverted(found, s, token)
    found.speakers = list({a.name: a for a in found.speakers}.values())


VOICES = frozenset(("media", "government", "leader_titles", "other_titles", "group_people", "people_forces"))


def _inverted(found: Stance, s: Sentence, token: Token) -> None:
    """ "Were they to come back, warned a colonel in Kigali, the army would ...": the verb before its subject."""
    for t in s.doc[1:]:
        lemma = t.lemma_.lower()
        if lemma not in cues("reported") | CLOSING.keys() or s.doc[t.i - 1].text not in (",", '"', "”"):
            continue
        after = [c for c in t.children if c.dep_ in SUBJECTS and c.i > t.i]
        if t.tag_ in ("VBD", "VBZ", "VBP") and after and _same_segment(s, token.i, t.i) and t not in (token,):
            found.add(CLOSING.get(lemma, "reported"), t)
            if not found.speakers:
                found.speakers += _speaker(s, after[0])
            return


def _aside(found: Stance, s: Sentence, token: Token) -> None:
    """ ", fishermen allege;" and ", its officials insist.": a short clause of saying that the parser often loses."""
    for t in s.doc:
        lemma = t.lemma_.lower()
        closes = (
            t.i + 1 >= len(s.doc)
            or s.doc[t.i + 1].text in (".", ",", ";", '"', "”", "’")
            or (s.doc[t.i + 1].lower_ in ("on", "in", "yesterday", "today", "late", "last", "this", "early", "earlier"))
        )
        lost = (  # ", a magazine reported on Sunday.": a participle to the parser
            t.tag_ == "VBN" and t.dep_ == "acl" and t.head.i == t.i - 1
            and bool({k for w in s.words(t.head) for k in classes_of(w)} & VOICES)
        )  # fmt: skip
        verb = (
            lost
            or t.tag_ in ("VBD", "VBP", "VBZ")
            or (t.tag_ == "NN" and t.i > 0 and s.doc[t.i - 1].tag_ in ("NNS", "NNPS"))
        )
        if lemma not in cues("reported") | cues("alleged") | CLOSING.keys() or t.i < 2 or not closes or not verb:
            continue
        label = "alleged" if lemma in cues("alleged") else CLOSING.get(lemma, "reported")
        if token.dep_ in ("relcl", "acl") and t.i < token.i:
            continue
        start = t.i - 1
        if s.doc[start].text == "," and s.doc[start - 1].pos_ == "PROPN":  # "the chief of staff, General Brawner, said"
            start -= 1
            while start > 0 and s.doc[start].pos_ == "PROPN":
                start -= 1
            head = next((c for c in t.children if c.dep_ in SUBJECTS), s.doc[t.i - 2])
            if s.doc[start].text == "," and _same_segment(s, token.i, t.i) and token.i < start:
                found.add(label, t)
                found.speakers += [] if found.speakers else _speaker(s, head) or _speaker(s, s.doc[t.i - 2])
                return
            continue
        while (
            start > 0
            and s.doc[start].text not in (",", ";")
            and t.i - start < 9
            and s.doc[start].tag_ not in ("VBD", "VBZ", "VBP", "MD")
        ):
            start -= 1
        if s.doc[start].text != "," or not _same_segment(s, token.i, start):
            continue
        head = s.doc[t.i - 1]
        if head.pos_ == "ADV" and head.i - 1 > start:  # "diplomats there believe"
            head = s.doc[head.i - 1]
        while head.dep_ in ("pobj", "prep", "compound") and start < head.head.i < t.i:  # "a diplomat in New Delhi"
            head = head.head
        if head.pos_ not in ("NOUN", "PROPN", "PRON"):
            continue
        found.add(label, t)
        if not found.speakers:
            found.speakers += _speaker(s, head)
        return


def _same_segment(s: Sentence, one: int, other: int) -> bool:
    low, high = sorted((one, other))
    return not any(t.text == ";" or (t.dep_ == "mark" and t.lower_ in cues("factual_marks")) for t in s.doc[low:high])


def _clause(token: Token) -> Token:
    for t in (token, *token.ancestors):
        if t.pos_ in ("VERB", "AUX"):
            return t
    return token


def _covers(t: Token, token: Token) -> bool:
    """Whether an adjunct hangs on the claim's clause or above it."""
    host = t.head
    return t.dep_ == "ROOT" or host == token or host in list(token.ancestors) or token in list(host.ancestors)


__all__ = ["Stance", "Who", "cues", "is_rhetoric", "speakers", "stance", "state_actor"]
