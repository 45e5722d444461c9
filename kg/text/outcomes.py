"""What became of a plan that the same sentence tells: "was to have sent six, but did not"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.text.governors import DROPPED, INTENTS, comes_to_nothing
from kg.text.grammar import PASSIVE, SUBJECTS, infinitive_of, particle_lemma
from kg.text.mentions import words
from kg.text.own_words import negated

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.text.frames import Match
else:
    Match = Token = Any

HAPPENS = words("happen materialise materialize come occur arrive follow deliver")
AGAIN = words("it this that they these both")
PLANS = INTENTS | words("sale purchase delivery transfer shipment deployment mission plan")


def came_to_nothing(match: Match) -> Token | None:
    """ "Was to have sent six, but did not", "..., but it never happened", "..., but the sale fell through", "agreed to
    buy six but later dropped the deal": the word that says so."""
    for but in match.trigger.doc[match.trigger.i + 1 :]:
        if but.text == ";" or (but.pos_ == "VERB" and but.dep_ == "conj" and but.head in (match.verb, match.verb.head)):
            return None
        if but.lower_ in ("but", "yet", "and") and but.dep_ == "cc":
            verbs = [c for c in but.head.children if c.dep_ == "conj" and c.i > but.i and c.pos_ in ("VERB", "AUX")]
            if but.lower_ == "and" and not (verbs and any(c.lower_ in AFTERWARDS for c in verbs[0].children)):
                continue
            return (_dropped(verbs[0]) or _failed(verbs[0], match)) if verbs else None
    return None


AFTERWARDS = words("later then subsequently eventually afterwards")
OF_IT = words("the this that its their his")


def _dropped(verb: Token) -> Token | None:
    """ "But dropped the deal", "and later cancelled it": the verb, where the same doer gives up what he had planned."""
    if (
        verb.tag_ not in ("VBD", "VBN", "VBZ", "VBP")
        or negated(verb)
        or not {verb.lemma_, particle_lemma(verb)} & DROPPED
    ):
        return None
    doers = [c for c in verb.children if c.dep_ in SUBJECTS + PASSIVE]
    plans = [c for c in verb.children if c.dep_ == "dobj"]
    named = all(c.lower_ in ("it", "them") or _is_the_plan(c) for c in plans)
    return verb if plans and named and all(d.lower_ in AGAIN for d in doers) else None


def _is_the_plan(noun: Token) -> bool:
    """ "The deal", "its order": the plan spoken of, and no other."""
    own = any(c.lower_ in OF_IT for c in noun.children if c.dep_ in ("det", "poss"))
    return own and noun.lemma_.lower() in PLANS and not any(c.dep_ in ("prep", "acl") for c in noun.children)


LEAVES = words("walk withdraw pull back drop")


def left_deal(match: Match) -> Token | None:
    """ "Walked away from a deal to buy jets", "withdrew from a contract to sell tanks": the verb that leaves it."""
    if not infinitive_of(match.verb):
        return None
    before = [t for t in match.verb.doc[max(0, match.verb.i - 6) : match.verb.i] if t.lemma_.lower() in INTENTS]
    prep = before[-1].head if before else None
    if prep is None or prep.lower_ not in ("from", "of") or prep.dep_ not in ("prep", "pcomp"):
        return None
    verb = next((t for t in prep.ancestors if t.pos_ == "VERB"), None)
    return verb if verb is not None and verb.lemma_ in LEAVES and not negated(verb) else None


def is_held_on_to(match: Match) -> bool:
    """ "Refused to drop its bid to join the union": a No to others, and none to the union."""
    if match.frame.relation != "REJECTS":
        return False
    verb = match.verb
    drops = [c for c in verb.children if c.dep_ == "xcomp" and {c.lemma_, particle_lemma(c)} & DROPPED]
    own = [o for c in drops for o in c.children if o.dep_ == "dobj" and o.lemma_ in INTENTS]
    return any(g.tag_ == "PRP$" for o in own for g in o.children)


def _failed(verb: Token, match: Match) -> Token | None:
    subjects = [c for c in verb.children if c.dep_ in SUBJECTS + PASSIVE]
    again = all(c.lower_ in AGAIN for c in subjects)
    no = next((c for c in verb.children if c.dep_ == "neg" or c.lower_ == "never"), None)
    if no is None:
        plan = subjects and all(c.lemma_.lower() in PLANS for c in subjects)
        other = verb.lemma_ == "fail" and any(c.dep_ == "xcomp" for c in verb.children)  # "failed to draw off reserves"
        return verb if plan and comes_to_nothing(verb) and not other else None
    if any(c.lower_ in ("before", "until") for c in verb.children):
        return None  # "will not arrive before 2025"
    said = [
        c for c in verb.children if c.dep_ in ("dobj", "xcomp", "ccomp", "attr", "acomp", "prep") and c.lower_ != "so"
    ]
    elided = verb.lemma_ == "do" and not said
    same = verb.lemma_ == match.verb.lemma_ and [c.lower_ for c in said] in (["it"], ["them"], ["any"])
    named = all(c.lemma_.lower() in PLANS for c in subjects)
    return no if (again and (elided or same)) or ((again or named) and subjects and verb.lemma_ in HAPPENS) else None
