"""Denials: "Islamabad denies this", "Rwanda denies that it sent them", "called the report nonsense".

What is denied is a claim that the text made before, in the sentence or up to a few sentences back, and is not sure of:
the last that tells of the denier.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kg.model import Actor, Claim
from kg.text.actors import Sentence
from kg.text.corrections import story_of
from kg.text.grammar import SUBJECTS, particle_lemma, themes_of
from kg.text.hedges import cues, speakers
from kg.text.mentions import words
from kg.text.settling import states_in
from kg.text.slots_plain import UNKNOWN

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

DENIABLE = ("alleged", "reported", "speculated")
# What is denied: a deed, not the charge, the talks or the losses of others that are told beside it.
DENIABLE_RELATIONS = frozenset((
    "ATTACKS", "ARMS_TRANSFER", "MILITARY_AID", "AIDS", "TROOP_DEPLOYMENT", "BASE_ACCESS", "COERCES", "MOBILIZES",
    "TRADES_WITH", "SUPPORTS", "THREATENS", "COOPERATES_WITH", "CONTROLS",
))  # fmt: skip
DEEDS = frozenset(("ATTACKS", "COERCES"))
PART = words("involvement role part responsibility hand complicity participation connection link knowledge")
DONE = words("""
    attack strike raid assault bombing shelling bombardment incursion invasion offensive ambush deployment delivery
    shipment sale transfer supply seizure
    """)
SAID = words("report claim allegation accusation charge statement story article account remark figure assertion")
STORIES = SAID | words("suspicion insinuation rumour rumor version finding suggestion this that it which")
PRONOUNS = frozenset(("that", "this", "it", "which"))
FAR = 4  # sentences back that a denial may reach
ANYTHING = words("anyone anything nobody nothing any none such so kind sort one")
FALSE = words("""
    fabricated fabrication false baseless lie untrue nonsense groundless unfounded invention slander fiction fantasy
    absurd ridiculous hoax propaganda
    """)


@dataclass
class Denials:
    """What a text has claimed so far, and who denies it."""

    told: list[tuple[int, Claim]] = field(default_factory=list)  # with the sentence of each, in order

    def remember(self, now: int, claims: list[Claim]) -> None:
        self.told = [(n, c) for n, c in self.told if now - n < 2 * FAR]
        self.told += [(now, c) for c in claims if c.polarity == "positive"]

    def of(self, s: Sentence, found: list[Claim]) -> Iterator[tuple[Claim, Token, list[Actor], str]]:
        """Each claim that a sentence denies or takes back, the verb, who does so, and how."""
        now = s.discourse.sentence
        for verb in s.doc:
            what = denied(s, verb) if verb.pos_ == "VERB" else ""
            deniers = speakers(s, verb) if what else []
            if not deniers:
                continue
            if what == "retracted":
                yield from ((c, verb, deniers, "retraction") for c in self._retracted(now, deniers))
                continue
            theirs = {k for a in deniers for k in (a.key, a.state) if k}
            if what == "part":
                yield from ((c, verb, deniers, "denial") for c in self._no_part(now, deniers, theirs))
                continue
            here = [c for c in found if c.polarity == "positive"]
            counts = any(t.lemma_ in ("figure", "toll", "number") for t in verb.subtree)
            for claim in self._answered(now, here, theirs):
                if claim.relation == "CONTROLS" and counts:
                    continue  # "dismissed the casualty figures": that the town fell is another matter
                yield claim, verb, deniers, "denial"

    def _answered(self, now: int, here: list[Claim], theirs: set[str]) -> list[Claim]:
        """What others said last of the denier and are not sure of; what he does himself before what is done to him."""
        for back in range(FAR + 1):
            claims = (
                [c for c in here if not _says_it(c, theirs)]
                if back == 0
                else [c for n, c in self.told if n == now - back]
            )
            known = [c for c in claims if c.relation in DENIABLE_RELATIONS and theirs & keys(c)]
            own = [c for c in known if theirs & {c.subject.key, c.subject.state}]
            meant = [c for c in [*(own or known), *_losses(claims, theirs)] if c.modality in DENIABLE]
            if meant:
                return meant
        return []

    def _retracted(self, now: int, speakers: list[Actor]) -> list[Claim]:
        """ "The newspaper retracted its report": what the same voice said last, or if that is nobody, whoever did."""
        keys = {a.key for a in speakers} | {a.state for a in speakers if a.state}
        near = [(n, c) for n, c in self.told if now - n <= FAR and c.modality in DENIABLE]
        theirs = [(n, c) for n, c in near if any(a.key in keys or (a.state and a.state in keys) for a in c.speakers)]
        last = max((n for n, _ in theirs or near), default=None)
        return [c for n, c in theirs or near if n == last]

    def _no_part(self, now: int, deniers: list[Actor], theirs: set[str]) -> list[Claim]:
        """ "Addis Ababa denied any involvement": that it did what was told last, to whom it was done."""
        for _, claim in reversed(self.told):
            if claim.object is None or claim.relation not in DEEDS:
                continue
            ends = (claim.subject, claim.object)
            own = [a for a in ends if a.key in theirs or a.state in theirs]
            if len(own) == len(ends) or (own and own[0] is claim.object):
                continue
            if not own and claim.subject.type not in ("group", "armed_group") and claim.subject.name != UNKNOWN.name:
                continue  # it was told who did it
            band = own and own[0].type in ("group", "armed_group") and own[0].key not in theirs
            subject = own[0] if own and not band else deniers[0]  # "gunmen from Oman struck. Oman denied any role"
            return [replace(claim, subject=subject, quantity=None, place=None, since=None, until=None)]
        return []


def _losses(claims: list[Claim], theirs: set[str]) -> Iterator[Claim]:
    """ "Baku said that it had killed 25 Armenian soldiers. Armenia denied the claim": its own, by the other's hand."""
    for claim in claims:
        hand = claim.object
        if claim.relation != "CASUALTIES" or hand is None or theirs & {hand.key, hand.state}:
            continue
        if theirs & {claim.subject.key, claim.subject.state}:
            yield claim


def _says_it(claim: Claim, theirs: set[str]) -> bool:
    """ "Rejected the report and said that deliveries go on": what he says he does not deny."""
    return claim.modality == "reported" and bool(claim.speakers) and all(a.key in theirs for a in claim.speakers)


def is_guessed_denial(claim: Claim, answers: list[Claim]) -> bool:
    """ "Oman accuses Yemen of arming the rebels. Yemen denies it": that it armed Oman nobody denies; what no frame read
    gives way to the answer."""
    guessed = claim.polarity == "negative" and str(claim.because.get("frame", "")).startswith("learned")
    return guessed and any((a.relation, a.subject.key) == (claim.relation, claim.subject.key) for a in answers)


def keys(claim: Claim) -> set[str]:
    return states_in(claim) | {a.key for a in (claim.subject, claim.object) if a is not None}


def denied(s: Sentence, verb: Token) -> str:
    """How a verb denies what was told before: a "story" of others, any "part" in it; "retracted"; "" for any other."""
    lemma = verb.lemma_.lower()
    if lemma in cues("retracted") or particle_lemma(verb) in cues("retracted"):
        return _taken_back(s, verb)
    if _calls_false(s, verb):
        return "story"
    apart = next((c.i for c in verb.children if c.text == ";" and c.i < verb.i), -1)  # "Homs was hit; Oman denied it"
    below = [c for c in verb.children if c.dep_ in ("ccomp", "xcomp", "pcomp") and c.i > apart]
    if below and _says_nothing(s, verb, below[0]):
        return "part" if _has_no_part(s, below[0]) else "story"
    if lemma not in cues("denied") | {"reject"} or any(c.lower_ == "nor" for c in verb.head.children):
        return ""
    themes = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    if any(s.lemma(o) in PART for o in themes) or any(_takes_part(s, c) for c in below):
        return "part"
    if below:
        return ""
    if lemma != "reject" and themes and all(_is_deed(s, o) for o in themes):
        return "story"
    stories = STORIES | cues("nouns", "alleged")
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and not below:  # "an allegation denied by Kigali"
        return "story" if s.lemma(verb.head) in stories else ""
    if verb.dep_ == "relcl":
        relative = any(o.tag_ in ("WDT", "WP") for o in themes)
        told = s.lemma(verb.head) in stories | {"something"} or (relative and lemma != "reject")
        return "story" if told else ""
    if themes and all(s.lemma(o) in stories for o in themes):
        return "" if any(c.dep_ in ("acl", "ccomp") for o in themes for c in o.children) else "story"
    return ""


def _is_deed(s: Sentence, noun: Token) -> bool:
    """ "Denied the attack", "denied any such delivery": what was told before."""
    return s.lemma(noun) in DONE and any(c.lower_ in ("the", "this", "any", "such", "these") for c in noun.children)


def _taken_back(s: Sentence, verb: Token) -> str:
    taken = themes_of(verb)
    inside = any(t.dep_ in ("acl", "ccomp", "relcl") for o in taken for t in o.children)
    if verb.dep_ == "relcl" or inside or any(story_of(s, t) in taken for t in verb.children):
        return ""  # what is taken back stands in the sentence itself
    return "retracted" if any(s.lemma(s.head_noun(o)) in SAID for o in taken) else ""


def _calls_false(s: Sentence, verb: Token) -> bool:
    """ "Called the report nonsense", "dismissed that as a lie", "says that the charge is groundless"."""
    if verb.lemma_.lower() not in ("call", "brand", "describe", "dismiss", "reject", "say", "term", "label"):
        return False
    below = list(verb.subtree)
    if not any(s.lemma(t) in FALSE or t.lower_ in FALSE for t in below):
        return False
    named = any(s.lemma(t) in STORIES and t.pos_ == "NOUN" for t in below)
    return named or any(c.dep_ in ("dobj", "nsubj") and c.lower_ in PRONOUNS for c in verb.children)


def _says_nothing(s: Sentence, verb: Token, clause: Token) -> bool:
    """ "Insisted that it had sold nothing", "denied having sold anyone such weapons"."""
    lemma = verb.lemma_.lower()
    if lemma not in cues("denied") | {"swear", "insist", "say", "maintain"} or clause.dep_ == "pcomp":
        return False
    thing = [c for c in clause.children if c.dep_ in ("dobj", "attr", "pobj") and s.lemma(c) in ANYTHING]
    return bool(thing) and (lemma in cues("denied") or any(s.lemma(c) in ("nothing", "nobody", "none") for c in thing))


def _has_no_part(s: Sentence, clause: Token) -> bool:
    """ "Said it had nothing to do with the raid", with the one told of before."""
    below = list(clause.subtree)
    deeds = [t for t in below if t.dep_ == "pobj" and t.head.lower_ == "with" and _is_deed(s, t)]
    bare = all(c.dep_ != "prep" for t in deeds for c in t.children)
    own = any(c.dep_ in SUBJECTS and c.pos_ == "PRON" for c in clause.children)  # not "said the talks had nothing to"
    return bool(deeds) and bare and own and any(t.lemma_ == "do" for t in below)


def _takes_part(s: Sentence, verb: Token) -> bool:
    """ "That it had taken part", "being involved", "having anything to do with it"."""
    below = {s.lemma(t) for t in verb.subtree}
    lemma = verb.lemma_.lower()
    return lemma in ("involve", "participate") or (
        lemma in ("take", "play", "have") and bool(below & {"part", "role", "hand"})
    )
