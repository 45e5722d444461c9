"""What governs a claim: the verbs, nouns and conjunctions above its clause, up to the root."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.text.actors import Sentence
from kg.text.cues import Stance, Told, all_cues, cues
from kg.text.frames import Match
from kg.text.grammar import PASSIVE, SUBJECTS, infinitive_of, is_passive, is_relative, objects, particle_lemma, past_beside_infinitive
from kg.text.own_words import modal, negated, own_words
from kg.text.speakers import speakers

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

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
DEEDS = frozenset(("ARMS_TRANSFER", "ATTACKS", "SUPPORTS", "CASUALTIES", "TROOP_DEPLOYMENT", "AIDS", "MILITARY_AID"))
DELIVERED = frozenset(("ARMS_TRANSFER", "MILITARY_AID"))
ESTIMATES = frozenset(("estimate", "reckon", "believe", "think", "assess"))
CHARGED = frozenset(("accuse", "suspect", "charge"))
SPREADS = frozenset(
    ("persist", "circulate", "abound", "grow", "mount", "emerge", "surface", "spread", "swirl", "remain", "rise")
)
DIRECTS = frozenset(("order", "direct", "decree", "rule", "command", "instruct", "propose", "stipulate", "decide"))


def climb(found: Stance, s: Sentence, token: Token, match: Match) -> None:
    """From the claim's clause up to the root, stopping where the clause above no longer says anything about it.

    Above a participle that tells what is past, and a reason given, only who says so carries on.
    """
    own_words(found, s, token)
    conditions_beside(found, token)
    told = _ascend(found, s, token, match)
    if told is not None:
        found.keep_speech(told)


def _ascend(found: Stance, s: Sentence, token: Token, match: Match) -> Told | None:
    told: Told | None = None
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
            return told  # two sentences joined by a semicolon
        if dep == "acl" and token.tag_ == "VBN" and seen == 1 and not infinitive_of(token) and told is None:
            told = found.so_far()  # "will avenge an officer killed in May": the killing is past
        if dep == "appos" or (dep == "relcl" and not _content(s, token)):
            return told
        if dep == "advcl":
            marks = [c for c in token.children if c.dep_ in ("mark", "advmod")]
            if any(
                m.lower_ in cues("factual_marks") for m in marks if m.dep_ == "mark" or m.lower_ in ("when", "where")
            ):
                return told
            if any(m.lower_ in cues("conditionals") for m in marks):
                return told
            purpose = any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)
            if purpose and seen == 1 and match.frame.relation in ("ATTACKS", "CONTROLS"):
                found.add("future", token)  # "marched in to take the town"
            if any(c.dep_ == "dobj" and s.kinds(c) & {"accord"} for c in head.children) and (
                token.tag_ == "VB" or (token.tag_ == "VBG" and seen == 1 and match.frame.relation in DELIVERED)
            ):
                found.add("future", head)  # "signed a deal to buy", "signed a contract, supplying it with 24 jets"
            if _when_it_comes(token, head, marks):
                found.add("future", head)
            if any(m.lower_ == "because" for m in marks) and head.dep_ == "ccomp" and told is None:
                told = found.so_far()  # "said that they had no choice, because ...": all of it is said
                token = head
                continue
            if not any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children) and token.tag_ not in (
                "VBG",
                "VBN",
            ):
                return told
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
                return told
            if token.lower_ == "under" and match.frame.relation in ("AGREES_WITH", "ALLIED_WITH", "MEMBER_OF"):
                return (
                    told  # "will stay until 2042 under an agreement reached on Friday": that stands, whatever it brings
                )
            if token.lower_ == "without":
                found.negate(token)
        if dep == "conj" and head.tag_ == "VB" and (token.tag_ in ("VBD", "VBZ") or past_beside_infinitive(token)):
            return (
                told  # "has chosen a firm to build ships and turned down bids": joined to the infinitive by the parser
            )
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
                known = head.lemma_.lower() in all_cues() or dep != "ccomp"
                if known and head != match.verb and (not _is_speech(head) or dep == "xcomp" or negated(head)):
                    own_words(found, s, head)
                conditions_beside(found, head)
        token = head
    return told


def _when_it_comes(token: Token, head: Token, marks: list[Token]) -> bool:
    """ "Are to pull back once others have moved in", "will talk when he visits": as far off as the main clause."""
    if not any(m.lower_ in ("once", "when", "until", "till", "before") for m in marks):
        return False
    tenses = {t.tag_ for t in (token, *token.children) if t.tag_ in ("VBD", "VBZ", "VBP", "MD")}
    ahead = any(c.dep_ == "aux" and c.lower_ in ("will", "shall", "to", "may", "might", "could") for c in head.children)
    return bool(tenses) and tenses <= {"VBZ", "VBP"} and ahead


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


def _none(noun: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children)


def _asked(s: Sentence, clause: Token, head: Token) -> bool:
    """ "Neither government has said how many troops will be stationed there": an open question."""
    opening = s.doc[clause.left_edge.i].lower_
    silent = negated(head) or any(
        c.dep_ in SUBJECTS
        and (c.lower_ in ("nobody", "none", "neither") or any(d.lower_ in ("neither", "no") for d in c.children))
        for c in head.children
    )
    return silent and opening in ("how", "when", "where", "why", "what", "whether", "if", "which", "who")


def conditions_beside(found: Stance, token: Token) -> None:
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
            conditions_beside(found, clause)
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
    planned = head.tag_ in ("VBD", "VBZ", "VBP") and head.lemma_ in cues("future")
    if token.tag_ == "VB" and planned and any(c.dep_ == "xcomp" and infinitive_of(c) for c in head.children):
        found.add("future", head)  # "intends to equip and train"
    if token.tag_ == "VB" or head.tag_ == token.tag_:
        for child in head.children:
            if child.dep_ == "aux":
                modal(found, s, child, head)
        if any(c.dep_ == "cc" and c.lower_ in ("or", "nor") for c in head.children):
            for child in head.children:
                if child.dep_ == "neg":
                    found.negate(child)


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
            if word in cues("nouns", label) and not (label == "future" and _none(head)):
                found.add(label, head)
                if label == "alleged":
                    found.speakers += [w.actor for w in s.owners(head)]
        if word in cues("nouns", "denied"):
            found.negate(head)
            found.denied = True
            found.speakers += [w.actor for w in s.owners(head)]
        if word in cues("nouns", "unsaid"):
            found.said = False
        if _none(head):
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
                found.add("speculated" if found.negations % 2 == 0 or negated(head) else "future", head)
                found.speakers += speakers(s, head)
    elif lemma in ("want", "hope", "wish") and below.dep_ == "xcomp":  # "Poland wants to order tanks": its own plan
        found.add("speculated", head)
    elif lemma in cues("unsaid") or (lemma in ("warn",) and infinitive):
        if is_passive(head) and lemma in ("ask", "need"):
            pass
        found.said = False
        found.cues.append(f"unsaid: {head}")
    elif nominal and (lemma in cues("probed") or phrasal in cues("probed")) and match.frame.relation in DEEDS:
        found.add("alleged", head)  # "is investigating secret shipments of rifles"
    elif nominal and below.dep_ == "nsubjpass" and lemma in ("report", "record", "confirm", "announce"):
        found.add("reported", head)  # "Heavy fighting was reported around the town"
    elif lemma in ESTIMATES and match.frame.relation == "CASUALTIES" and below.dep_ == "ccomp":
        found.add("reported", head)  # "relief groups reckon": a count of the dead, and no guess
        found.speakers += speakers(s, head)
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
            "accept",
            "await",
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
