"""What stands whatever the sentence denies: an invasion that is not condemned took place, a member that does not sign
is a member, and who refuses "accusing Peru" accuses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.text.actors import Sentence
from kg.text.cues import cues
from kg.text.frames import Match
from kg.text.grammar import PASSIVE, SUBJECTS
from kg.text.mentions import words
from kg.text.own_words import negated

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

CHARGES = words("""
    accuse blame condemn criticise criticize denounce say call describe urge warn demand cite claim allege argue add
    insist reject charge fault brand label deplore dismiss note complain
    """)
# Told by a noun with its doer, these have taken place; "the sale", "the deployment" may be a plan.
KNOWN = frozenset(("ATTACKS", "COMBAT", "CONTROLS", "CASUALTIES", "SANCTIONS", "MEETS_WITH", "SUPPORTS", "AGREES_WITH"))
# By these the noun itself takes place, or is sought: what they deny is the deed.
HAPPENS = words("""
    hold occur happen begin start resume go materialise materialize carry conduct launch mount stage make plan order
    authorise authorize approve agree schedule expect see confirm rule intend consider be sign reach conclude impose
    have get receive win enjoy need want seek ask give offer provide lend promise pledge find show prove exist
    stop halt prevent suspend cancel postpone block avert avoid allow let expire lapse
    """)
JUDGES = words("""
    condemn criticise criticize denounce support oppose recognise recognize accept welcome back endorse join attend
    ignore mention discuss protest forgive deplore comment reject
    """)
NAMED = frozenset(("SUPPORTS", "MEMBER_OF", "ALLIED_WITH", "PART_OF", "LEADS", "AIDS"))


def adds_charge(clause: Token) -> bool:
    """ "Refused to come, accusing Peru of bias", "rejected it, saying Peru had opened fire": the charge is no part of
    what is refused."""
    own = any(c.dep_ in ("mark", "neg", *SUBJECTS) for c in clause.children)
    joined = clause.dep_ == "advcl" and clause.tag_ == "VBG" and clause.i > clause.head.i
    return joined and clause.lemma_ in CHARGES and not own


def stands_beside(token: Token, match: Match) -> bool:
    """ "NATO member Peru did not sign", "union members Peru and Chile did not", "the Peruvian-backed rebels have not
    signed": what they are called."""
    if match.frame.relation not in NAMED or token not in (match.trigger, match.verb):
        return False
    called = token.dep_ in ("amod", "compound", "nmod", "appos", "npadvmod") and token.head.pos_ in ("NOUN", "PROPN")
    after = token.nbor(1) if token.i + 1 < len(token.doc) else token  # "Peru's ally Chile", two subjects to the parser
    named = after.pos_ == "PROPN" and (after.dep_ in SUBJECTS or (after.dep_ == "appos" and after.head == token))
    return called or (token.dep_ in SUBJECTS and named)


EXITS = words("leave quit exit withdraw")


def is_said_to_belong(s: Sentence, match: Match) -> bool:
    """ "Chile left the OAS but remains a member of the UN": what is left is another body."""
    member = match.frame.relation == "MEMBER_OF" and match.frame.get("copular") and match.verb.lemma_ not in EXITS
    return bool(member) and not EXITS.isdisjoint(s.lemmas) and not negated(match.verb)


def is_named_charge(s: Sentence, token: Token, head: Token, match: Match) -> bool:
    """ "Dismissed calls by Peru for a truce", "rejects Peru's accusations": they were made, by another."""
    if match.frame.relation not in ("REQUESTS", "ACCUSES") or not _is_told_by_noun(token, match):
        return False
    scorned = head.lemma_ in cues("denied") | cues("refused") | {"dismiss", "reject", "ignore", "brush", "rebuff"}
    return head.pos_ == "VERB" and scorned and not _is_his_own(s, head, match)


def stands_anyway(s: Sentence, token: Token, head: Token, match: Match) -> bool:
    """ "Has not condemned Peru's invasion of Chile", "Peru's sanctions on Chile have not worked": the invasion took
    place and the sanctions are there. Not "has not carried out its attack", nor of a deed of his who denies it."""
    if match.frame.relation not in KNOWN or head.pos_ not in ("VERB", "AUX") or not _is_known(match.trigger):
        return False
    if not _is_told_by_noun(token, match) or head.lemma_ in HAPPENS or head.lemma_ in cues("denied") - JUDGES:
        return False
    if head.lemma_ == "take" and any(c.dep_ == "dobj" and c.lower_ == "place" for c in head.children):
        return False
    doubted = negated(head) or head.lemma_ in JUDGES or head.lemma_ in cues("refused")
    return bool(doubted) and not _is_his_own(s, head, match)


BLUNTS = words("halt stop blunt thwart foil")


def is_beaten_back(s: Sentence, token: Token, head: Token, match: Match) -> bool:
    """ "Chadian troops halted a Libyan advance": it was made; mediators who stop it are no soldiers."""
    if match.frame.relation != "ATTACKS" or token.dep_ != "dobj" or head.lemma_ not in BLUNTS:
        return False
    who = [c for c in head.children if c.dep_ in SUBJECTS]
    return (
        token == match.trigger and any("people_forces" in s.kinds(c) for c in who) and not _is_his_own(s, head, match)
    )


PARTS = words("role part involvement hand participation complicity knowledge foreknowledge responsibility link tie")
DENIES = cues("denied") | cues("refused") | {"reject", "dismiss"}
IN_IT = frozenset(("in", "behind", "for", "of", "with", "to"))


def takes_no_part(s: Sentence, match: Match) -> bool:
    """ "Oman denied a hand in the rebels' raid on Aden", "said it was not behind it": the raid, by others, took place;
    not where the raider himself denies it, nor "denied the rebels' raid"."""
    prep = match.trigger.head
    head = prep.head
    if match.frame.relation not in KNOWN or prep.dep_ != "prep" or prep.lower_ not in IN_IT:
        return False
    shares = head.lemma_ in PARTS and head.pos_ == "NOUN"
    part = head.lemma_ == "take" and any(c.dep_ == "dobj" and c.lemma_ == "part" for c in head.children)
    behind = head.lemma_ == "be" and prep.lower_ == "behind"
    involved = head.lemma_ in ("involve", "implicate", "participate") or behind or part
    if not (shares or involved) or match.trigger.pos_ != "NOUN":
        return False
    above = [t for t in (head, *head.ancestors) if t.pos_ in ("VERB", "AUX")]
    no = next((t for t in above if t.lemma_ in DENIES or negated(t) or _has_no(head)), None)
    return no is not None and not _is_his_own(s, no, match)


def _has_no(noun: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children)


def _is_told_by_noun(token: Token, match: Match) -> bool:
    """Whether a word is the noun that tells it, or the preposition before that."""
    own = token if token.dep_ != "prep" else next((c for c in token.children if c.dep_ == "pobj"), token)
    return match.trigger.pos_ == "NOUN" and own == match.trigger


def _is_known(noun: Token) -> bool:
    """Whether a noun is definite: with a genitive or an article, or as the subject."""
    marked = any(c.dep_ == "poss" or c.lower_ in ("the", "this", "these", "those") for c in noun.children)
    return marked or (noun.dep_ in (*SUBJECTS, *PASSIVE) and noun.tag_ == "NNS")


def _is_his_own(s: Sentence, verb: Token, match: Match) -> bool:
    """Whether who does the deed is the subject of the verb above, or of what that hangs on."""
    while verb.dep_ == "xcomp":
        verb = verb.head
    named = [c for c in verb.children if c.dep_ in (*SUBJECTS, *PASSIVE) and c != match.trigger]
    own = match.subject.actor
    doers = [w.actor for c in named for w in s.actors(c)]
    return any(a.key == own.key or (a.state and a.state == own.state) for a in doers)
