"""Whose deed it is, and whose word: what is told of a leader, a place or a maker of arms and is meant of the state."""

from __future__ import annotations

from dataclasses import replace

from kg.model import Actor, Claim
from kg.text.actors import Sentence
from kg.text.cues import Stance
from kg.text.frames import Match
from kg.text.grammar import SUBJECTS
from kg.text.mentions import state_actor
from kg.text.places import LANDS
from kg.text.pronouns import THIRD
from kg.text.who import Who

# What is told of a leader, or of a place in a state, and is meant of the state: as annotators write it more often.
ACTS_OF_STATE = {
    "leader": frozenset((
        "TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL", "MOBILIZES", "ARMS_TRANSFER", "MILITARY_AID", "AIDS", "SANCTIONS",
        "BASE_ACCESS", "COOPERATES_WITH", "ALLIED_WITH", "MEMBER_OF", "TRADES_WITH",
    )),
    "region": frozenset((
        "ARMS_TRANSFER", "MILITARY_AID", "COOPERATES_WITH", "AGREES_WITH", "REJECTS", "CASUALTIES", "TRADES_WITH",
        "ALLIED_WITH",
    )),
    "agency": frozenset(("ARMS_TRANSFER",)),  # a maker of arms
}  # fmt: skip
DONE_TO_STATE = {
    "leader": frozenset((
        "ARMS_TRANSFER", "MILITARY_AID", "AIDS", "COOPERATES_WITH", "ALLIED_WITH", "TRADES_WITH", "REJECTS",
    )),
    "region": frozenset((
        "ARMS_TRANSFER", "MILITARY_AID", "COOPERATES_WITH", "REQUESTS", "ACCUSES", "TRADES_WITH", "MEETS_WITH",
    )),
}  # fmt: skip


SETTLED = frozenset(("LEADS", "PART_OF"))  # told by a title and not by what is said
VERBAL = frozenset(("ACCUSES", "THREATENS", "REQUESTS", "SUPPORTS"))  # what a side does by saying it


def as_states(relation: str, subject: Actor, other: Actor | None) -> tuple[Actor, Actor | None]:
    """ "Meloni defended the joint project", "sold Aliyev drones": the state of whom it is told, not of two of one."""
    if subject.state and relation in ACTS_OF_STATE.get(subject.type, ()) and subject.name not in LANDS:
        subject = state_actor(subject.state)
    apart = other is not None and other.state and other.state != subject.state and other.name not in LANDS
    if other is not None and apart and relation in DONE_TO_STATE.get(other.type, ()):
        other = state_actor(other.state or "")
    return subject, other


def is_only_meant(s: Sentence, who: Who, relation: str) -> bool:
    """ "Damascus denounced the step", after a sentence about Israel's minister: Israel; no "him", whom one meets."""
    leader = who.actor.type == "leader" and who.actor.state and who.how == "coreference"
    return bool(leader) and relation not in ("MEETS_WITH", "LEADS") and s.doc[who.token].lower_ not in THIRD


def told_by(claim: Claim, who: Actor | None) -> Claim:
    """A claim as somebody's word: reported, by him where it names no speaker; by nobody where it is not known who."""
    if claim.relation in SETTLED:
        return claim
    modality = "reported" if claim.modality == "asserted" else claim.modality
    return replace(claim, modality=modality, speakers=claim.speakers or ((who,) if who is not None else ()))


def same_voice(subject: Actor, speakers: tuple[Actor, ...]) -> bool:
    """Whether a side speaks for itself, alone or with others."""
    return any(
        a.key == subject.key or (a.state and a.state == subject.state and a.type not in ("agency", "group"))
        for a in speakers
    )


def is_told_of(match: Match, attitude: Stance) -> bool:
    """Whether a word of saying reports the deed, and is not the deed itself or told beside it ("said and urged")."""
    beside = {match.verb.i}
    for t in (match.verb, *match.verb.ancestors):
        if t.dep_ != "conj":
            break
        beside.add(t.head.i)
    return any(i not in beside for i in attitude.said_at)


def announces(match: Match, attitude: Stance) -> bool:
    """ "Chile announced that its battalion would leave": its own plan, told in the text's own voice."""
    if any(c.startswith("future: rule") for c in attitude.cues):
        return True
    told = any(c.startswith(("reported: announc", "reported: signal")) for c in attitude.cues)
    return told and any(i < match.verb.i for i in attitude.times_at)


def ends_by_saying(match: Match, attitude: Stance) -> bool:
    """ "Chile announced that it was leaving the union": by that it leaves."""
    goes = match.frame.relation in ("REJECTS", "MEMBER_OF") and match.verb.tag_ == "VBG"
    itself = any(c.dep_ in SUBJECTS and c.pos_ == "PRON" for c in match.verb.children)
    return goes and itself and any(c.startswith("reported: announc") for c in attitude.cues)


def givers(found: list[Match]) -> list[Match]:
    """ "Has not received the F-16s promised by Norway": of whom gives and whose make it is, who gives."""
    named: dict[tuple[str, str], set[str | None]] = {}
    for m in found:
        if m.object is not None and m.subject.how != "maker":
            named.setdefault((m.frame.relation, m.object.actor.key), set()).add(m.subject.actor.state)
    others = [named.get((m.frame.relation, m.object.actor.key if m.object else "")) for m in found]
    return [
        m
        for m, states in zip(found, others, strict=True)
        if m.subject.how != "maker" or not states or m.subject.actor.state in states
    ]
