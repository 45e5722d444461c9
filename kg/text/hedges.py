"""How firmly a passage says something, who says so, and whether it holds: read from the parse by cues.

The cues are words in cues.yaml. A claim's modality is the first that applies of conditional, speculated,
alleged, future, reported, asserted. What stands in a request, a wish or a question is not said at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.text.actors import Sentence
from kg.text.cues import ORDER, Stance, cues
from kg.text.frames import Match
from kg.text.governors import climb, conditions_beside
from kg.text.grammar import DAYS, SPANS, objects
from kg.text.mentions import words
from kg.text.own_words import noun_words, own_words
from kg.text.reports import report
from kg.text.speakers import speakers

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
PLEDGED = frozenset(("promise", "pledge", "offer", "order"))
GIVEN = frozenset(("AIDS", "MILITARY_AID", "ARMS_TRANSFER", "TROOP_WITHDRAWAL", "TROOP_DEPLOYMENT"))
# Who counts his own dead says so.
COUNTED = frozenset(
    ("put", "admit", "acknowledge", "concede", "count", "report", "confirm", "list", "give", "own_up", "claim", "say")
)
# What is done with forces, goods and money: where the word for it is one of intent, it is not yet done.
DONE = frozenset((
    "TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL", "MOBILIZES", "ARMS_TRANSFER", "MILITARY_AID", "AIDS", "COOPERATES_WITH",
    "TRADES_WITH", "BASE_ACCESS", "MEMBER_OF",
))  # fmt: skip


def _is_under_way(verb: Token) -> bool:
    return verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" and c.tag_ != "VBD" for c in verb.children)


def stance(s: Sentence, match: Match) -> Stance:
    """Reads the surroundings of a match from its trigger up to the root."""
    found = Stance()
    noun_words(found, s, match)
    token = match.verb if match.verb != match.trigger else match.trigger
    if match.verb != match.trigger:
        own_words(found, s, match.trigger)
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
        report(found, s, token, match)
        return found  # "will leave at Baghdad's request": that was asked, whatever comes of it
    climb(found, s, token, match)
    _timetable(found, token)
    report(found, s, token, match)
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
    if match.verb.lemma_ in ("threaten", "vow", "swear", "promise"):
        for clause in (match.verb, *(c for c in match.verb.children if c.dep_ in ("xcomp", "ccomp"))):
            conditions_beside(found, clause)
    elif match.verb.lemma_ == "tell" and match.theme is not None:
        found.hedges.discard("conditional")  # "told Baghdad that he would strike if ...": he has been told
    elif match.verb.lemma_ in ("warn", "caution", "say", "tell", "hint"):
        for clause in (c for c in match.verb.children if c.dep_ == "ccomp"):
            conditions_beside(found, clause)


def _timetable(found: Stance, token: Token) -> None:
    """ "travels to Cairo on Sunday", "begins to withdraw in March": present tense with a date is to come."""
    verb = token.head if token.dep_ == "xcomp" else token
    if verb.tag_ not in ("VBZ", "VBP") or verb.lemma_ not in SCHEDULED or any(c.dep_ == "aux" for c in verb.children):
        return
    for prep in (c for t in {verb, token} for c in t.children if c.dep_ in ("prep", "npadvmod")):
        dated = (
            objects(prep)
            if prep.dep_ == "prep" and prep.lower_ in ("on", "in", "from", "before", "by", "after", "until")
            else [prep]
        )
        if any(o.text in DAYS or (o.lemma_ in SPANS and any(c.lower_ == "next" for c in o.children)) for o in dated):
            found.add("future", prep)


SCHEDULED = words(
    "travel go fly visit arrive begin start leave open meet head depart return receive host come "
    "end expire land gather convene resume withdraw deploy pull sail quit"
)


__all__ = ["ORDER", "Stance", "cues", "speakers", "stance"]
