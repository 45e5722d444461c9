"""Where a thing happened, as far as its sentence says, and when a place named as a party is the place only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.actors import Sentence
from kg.text.fields import LOCATED, border, is_party, place_of, seat_visited
from kg.text.frames import Match
from kg.text.grammar import SUBJECTS, conjuncts, infinitive_of, is_later, objects, themes_of
from kg.text.mentions import state_actor, words

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

PREPOSITIONS = words("""
    in at near off on over outside around into inside along to through within from above
    """)
AT = ("in", "at", "near", "outside", "on")
TRAVELS = words("visit travel go fly come arrive journey head return tour shuttle")
# What lasts, and what is only said, has no place.
NOWHERE = frozenset(
    ("SANCTIONS", "DEPENDS_ON", "MEMBER_OF", "PART_OF", "ACCUSES", "THREATENS", "REQUESTS", "SUPPORTS", "REJECTS")
)
HAPPENS = LOCATED | {"MEETS_WITH", "AGREES_WITH", "CASUALTIES", "COOPERATES_WITH", "PROTESTS", "MOBILIZES"}


def happened_at(s: Sentence, match: Match) -> Actor | None:
    """A locality where it happened: what hangs on its words, where somebody travels, else what its clause names."""
    if match.frame.relation in NOWHERE:
        return None
    themes = [match.theme, *conjuncts(match.theme)] if match.theme is not None else []
    away = [c for c in match.verb.children if c.dep_ in ("advmod", "prt") and c.lower_ in ("back", "out", "away")]
    hosts = {t.i: t for t in (match.verb, match.trigger, *themes, *away)}  # "pulled back from the town"
    topic = match.frame.relation in ("AGREES_WITH", "MEETS_WITH", "ALLIED_WITH")  # "an accord on the Nile"
    for host in hosts.values():
        for prep in host.children:
            contested = prep.lower_ == "for" and match.frame.relation == "COMBAT"
            if prep.dep_ == "prep" and (contested or prep.lower_ in PREPOSITIONS):
                if topic and prep.lower_ in ("on", "over", "off", "through"):
                    continue
                if prep.lower_ == "from" and match.frame.relation == "TROOP_DEPLOYMENT":
                    continue
                place = _after(s, match, prep)
                if place is not None:
                    return place
    if match.frame.relation == "MEETS_WITH" and match.verb.lemma_ in TRAVELS:
        return seat_visited(s, match.verb)
    if match.frame.relation in LOCATED:  # "shelled the town of Kharkiv", "left Bagram air base"
        struck = match.trigger == match.verb and match.verb.lemma_ not in ("kill", "wound", "injure", "hurt")
        for token in themes_of(match.verb) if struck else ():
            place = place_of(s, token)
            if place is not None and place.type == "region" and place.name.lower() != "the front":
                return place
    if match.frame.relation not in HAPPENS:
        return None
    if match.verb.dep_ == "relcl" and any(c.lower_ == "where" for c in match.verb.children):
        place = place_of(s, match.verb.head)  # "in Beijing, where he had been received by Xi"
        return place if place is not None and place.type == "region" else None
    for prep in match.verb.subtree:
        if prep.dep_ != "prep" or prep.lower_ not in ("in", "at", "near", "outside", "along") or prep.i in hosts:
            continue
        if s.kinds(prep.head) & {"government", "other_titles", "media"} and prep.head.i < match.verb.i:
            continue  # "officers in Srinagar put the losses at ..."
        if next((t.i for t in prep.ancestors if t.pos_ in ("VERB", "AUX")), -1) != match.verb.i:
            continue
        if is_later(match.verb, prep) or is_of_reason(prep):  # "sent tanks two days after a raid in Gao": not there
            continue
        place = _after(s, match, prep)
        if place is not None and place.type == "region":
            return place
    return _beside(s, match)


REASONS = words("retaliation response reply revenge protest answer")


def is_of_reason(prep: Token) -> bool:
    """ "Shelled Oman in retaliation for a raid in Aden": the raid was in Aden."""
    return any(t.lower_ in ("for", "to") and t.head.lemma_ in REASONS and t.i < prep.i for t in prep.ancestors)


def _is_anothers(s: Sentence, match: Match, clause: Token) -> bool:
    """ "The rebels shelled Oman as Omani troops moved on Aden": others are at work there."""
    doers = {w.actor.key for c in clause.children if c.dep_ in SUBJECTS for w in s.actors(c)}
    return match.frame.relation == "ATTACKS" and bool(doers) and match.subject.actor.key not in doers


def _beside(s: Sentence, match: Match) -> Actor | None:
    """ "stormed the town of Mitu, killing 60 policemen", "died when a bomb exploded near Khiam": the place of the
    clause that tells the rest of one and the same deed."""
    verb = match.verb
    if match.frame.relation in ("MEETS_WITH", "AGREES_WITH"):  # "met in Oslo and signed", "is due in Oslo to meet"
        shares = (verb.dep_ == "conj" and not any(c.dep_ in SUBJECTS for c in verb.children)) or (
            verb.dep_ in ("xcomp", "advcl") and infinitive_of(verb)
        )
        due = [c for c in verb.head.children if c.dep_ == "acomp"]
        return _of_clauses(s, match, [verb.head, *due]) if shares else None
    if match.frame.relation not in ("CASUALTIES", "ATTACKS", "COERCES", "COMBAT") or match.trigger != verb:
        return None
    then = ("when", "as", "after") if match.frame.relation == "CASUALTIES" else ("when", "as")
    beside = [c for c in verb.children if c.dep_ == "advcl" and c.i > verb.i
              and any(m.lower_ in then for m in c.children) and not _is_anothers(s, match, c)]  # fmt: skip
    if (verb.dep_ == "advcl" and verb.tag_ == "VBG") or (verb.dep_ == "conj" and match.frame.relation == "CASUALTIES"):
        beside.append(verb.head)
    return _of_clauses(s, match, beside)


def _of_clauses(s: Sentence, match: Match, clauses: list[Token]) -> Actor | None:
    for clause in clauses:
        own = [p for p in clause.children if p.dep_ == "prep" and p.lower_ in AT]
        for token in (*themes_of(clause), *(o for p in own for o in objects(p))):
            place = place_of(s, token)
            if place is not None and place.type == "region":
                return place
        for prep in (p for t in themes_of(clause) for p in t.children if p.dep_ == "prep"):
            if prep.lower_ in ("in", "at", "near", "outside"):
                place = _after(s, match, prep)
                if place is not None and place.type == "region":
                    return place
    return None


def _after(s: Sentence, match: Match, prep: Token) -> Actor | None:
    if prep.lower_ == "from" and match.frame.relation not in LOCATED:
        return None  # "recalled its envoys from London"
    for token in objects(prep):
        if s.lemma(token) in ("control", "possession"):  # "fought for control of Bendery"
            token = next((o for c in token.children if c.lower_ == "of" for o in objects(c)), token)
        seat = s.head_of.get(token.i)
        if seat is not None and seat.kind == "government" and prep.lower_ in ("in", "at", "outside"):
            return Actor(seat.text.removeprefix("the "), "region", None, seat.state)  # "signed in the Kremlin"
        place = place_of(s, token)
        if place is None and match.frame.relation == "MOBILIZES":
            place = border(s, token)
        if place is not None and place.type != "state" and not is_party(match, token, prep):
            return place
    return None


HOSTED = ("TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL", "BASE_ACCESS")


def host(match: Match, other: Actor | None, place: Actor | None) -> tuple[Actor | None, Actor | None]:
    """A region as host or target is the place; the party is its state: "troops to Crimea"."""
    if other is not None and other.type == "leader" and other.state and match.frame.relation in HOSTED:
        other = state_actor(other.state)
    sea = other is not None and other.type == "region" and (other.id or "").startswith("region:INT")
    if sea and match.frame.relation.startswith("TROOP"):  # "to the Gulf": a sea is no host
        return None, place or other
    located = other is not None and other.type == "region" and match.frame.relation in LOCATED - {"CONTROLS"}
    if located and other is not None and other.state and other.state != match.subject.actor.state:
        return state_actor(other.state), place or (None if other.name in LANDS else other)
    return other, place


def at_host(
    s: Sentence, relation: str, subject: Actor, other: Actor | None, place: Actor | None
) -> tuple[Actor | None, Actor | None]:
    """A place of troops that lies in another state than their host: "in northern Syria and Iraq" is not where those in
    Iraq are; but who "landed at Aden" is in Yemen, whichever state the text spoke of before."""
    if relation not in HOSTED or other is None or other.type != "state" or place is None or place.type != "region":
        return other, place
    if place.state is None or place.state in (other.state, subject.state):
        return other, place
    named = any(m.state == other.state for m in s.mentions)
    return (other, None) if named else (state_actor(place.state), place)


# Lands that stand for themselves: who is sent there is sent to them, and not to a place in a state.
LANDS = frozenset(
    ("Greenland", "Transnistria", "Karabakh", "Nagorno-Karabakh", "Abkhazia", "South Ossetia", "Somaliland")
)


def is_nameless(s: Sentence, match: Match) -> bool:
    """Whether what is held has no name and no owner in the sentence: "the town", "five hilltops"."""
    if match.object is None or match.object.how != "coreference":
        return False
    noun = s.head_noun(s.doc[match.object.token])
    return noun.pos_ == "NOUN" and not any(t.i in s.part_of or t.pos_ == "PROPN" for t in noun.subtree)
