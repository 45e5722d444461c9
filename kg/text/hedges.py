"""How firmly a passage says something, who says so, and whether it holds: read from the parse by cues.

The cues are words in cues.yaml. A claim's modality is the first that applies of conditional, speculated,
alleged, future, reported, asserted. What stands in a request, a wish or a question is not said at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.text.actors import Sentence
from kg.text.contents import BLOWS
from kg.text.cues import DONE, GIVEN, ORDER, Stance, any_cues, cues
from kg.text.frames import Match
from kg.text.governors import BEFALLS, CHARGED, climb
from kg.text.grammar import DAYS, PASSIVE, SPANS, SUBJECTS, is_open, objects, particle_lemma, verb_above
from kg.text.mentions import words
from kg.text.outcomes import came_to_nothing, is_held_on_to, left_deal
from kg.text.own_words import is_headline, is_warned_of, noun_words, own_words
from kg.text.provisos import condition_after, conditions_beside
from kg.text.reports import report
from kg.text.slots_gifts import SALES
from kg.text.speakers import speakers
from kg.text.undone import left_out, undone, unsaid
from kg.text.untold import is_untold
from kg.text.verbs_above import PERMITS, orders_itself

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

CARRIED = {
    w: "speculated"
    for w in (
        "consider",
        "weigh",
        "mull",
        "study",
        "contemplate",
        "discuss",
        "hope",
        "want",
        "wish",
        "compete",
        "vie",
        "try",
        "attempt",
        "seek",
        "bid",
        "strive",
    )
} | {
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
CLEARS = words("approve authorise authorize clear okay ok green-light greenlight endorse")
PLEDGED = frozenset(("promise", "pledge", "offer", "order"))
# Who counts his own dead says so.
COUNTED = frozenset(
    (
        *("put", "admit", "acknowledge", "concede", "count", "report", "confirm", "list", "give", "own_up", "claim"),
        *("say", "speak", "tell"),
    )
)


def _is_under_way(verb: Token) -> bool:
    return verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" and c.tag_ != "VBD" for c in verb.children)


def stance(s: Sentence, match: Match) -> Stance:
    """Reads the surroundings of a match from its trigger up to the root."""
    found = Stance()
    noun_words(found, s, match)
    token = match.verb if match.verb != match.trigger else match.trigger
    if match.verb != match.trigger:
        own_words(found, s, match.trigger)
        carrier = s.lemma(match.verb)
        if carrier in CARRIED and not orders_itself(match):
            found.add(CARRIED[carrier], match.verb)
        elif carrier in ("approve", "authorise", "authorize", "clear", "decree") and match.frame.relation in (
            "TROOP_DEPLOYMENT",
            "MOBILIZES",
            "ARMS_TRANSFER",
            "MILITARY_AID",
        ):
            found.add("future", match.verb)
    elif match.verb.lemma_.lower() in ("plan", "envisage", "envision") and match.frame.relation in DONE:
        found.add("future", match.verb)  # "plan a joint force"
    elif match.verb.lemma_.lower() in CARRIED and match.frame.relation in ("ALLIED_WITH", "AGREES_WITH", "SANCTIONS"):
        if not orders_itself(match):
            found.add(CARRIED[match.verb.lemma_.lower()], match.verb)  # "are negotiating a defence pact"
    elif match.verb.lemma_.lower() in PLEDGED and match.frame.relation in GIVEN:
        found.add("future", match.verb)  # "was promised $280 million", "ordered the Americans out"
    elif match.frame.name.startswith("learned") and match.frame.relation in DONE:
        for label in ("speculated", "future"):  # where no frame spoke, the word may be one of intent
            if match.verb.lemma_.lower() in cues(label):
                found.add(label, match.verb)
    sold = match.frame.relation == "ARMS_TRANSFER" and match.frame.name.startswith("learned")
    if sold and match.trigger.lemma_ in SALES and match.trigger.head.lemma_ in SIGNED:
        found.add("future", match.trigger)  # "signed a contract with Oslo for the supply of boats"
    if _is_charge_itself(s, match):
        found.add("alleged", match.verb)
        found.speakers += speakers(s, match.verb)
    if match.frame.relation in DONE and match.frame.name.startswith("learned") and _allows(s, match.trigger):
        found.add("future", match.trigger)
    if match.frame.relation in DONE | {"SANCTIONS"} and (later := _put_off(match)) is not None:
        found.add("future", later)
    later = _put_off(match) if match.frame.relation in ("ATTACKS", "COMBAT") else None
    if later is not None and later.lemma_ not in ("delay", "hold", "push"):  # what is delayed may be under way
        found.add("future", later)
    if match.verb.lemma_ in ("send", "dispatch", "despatch") and _is_under_way(match.verb):
        found.add("future", match.verb)  # "is sending 65 soldiers"
    if match.frame.relation in ABLE and (can := _can(match.verb)) is not None:
        found.add("speculated", can)
    if match.frame.relation in DONE and is_headline(match.verb):
        found.add("future", match.verb)
    if match.frame.get("after"):
        if match.frame.relation == "COMBAT":
            _fallen_in(found, s, match)
        report(found, s, token, match)
        found.said = found.said and not is_untold(s, match)
        return found  # "will leave at Baghdad's request": that was asked, whatever comes of it
    if match.frame.relation in ("ALLIED_WITH", "COOPERATES_WITH") and _exists(match.trigger):
        own_words(found, s, token)
        return found
    if match.frame.relation == "AGREES_WITH" and _is_signed(match.trigger):
        own_words(found, s, match.trigger)
        return found  # "may use the bases under an accord signed in May"
    if match.frame.relation == "COMBAT" and _is_joined(match):
        return found  # "refused to take sides in the war between them": there is a war
    if match.frame.relation == "COMBAT" and _is_to_end(match.trigger):
        found.hedges -= PLANNED
        return found
    if match.frame.relation == "MEETS_WITH" and (later := _ahead_of(s, match)) is not None:
        found.add("future", later)
    climb(found, s, token, match)
    if _is_cleared(s, match):
        found.hedges.discard("speculated")
        found.add("future", match.verb)
    _barred(found, match)
    undone(found, match)
    planned = found.hedges & PLANNED or match.frame.get("modality") == "future"
    if planned and (failed := came_to_nothing(match)) is not None:
        found.hedges -= PLANNED
        found.negate(failed)
    if match.frame.relation in DONE and not found.negations and (left := left_deal(match)) is not None:
        found.negate(left)
    if unsaid(s, match) or is_untold(s, match) or is_held_on_to(match) or _only_warns(s, match):
        found.said = False
    for who in (match.subject, match.object):
        if who is not None and (no := left_out(s.doc[who.token])) is not None:
            found.negate(no)
    _timetable(found, token)
    if match.frame.relation in ("ARMS_TRANSFER", "MILITARY_AID") and (later := _yet_to_come(s, match)) is not None:
        found.add("future", later)
    report(found, s, token, match)
    if match.frame.relation == "THREATENS":
        _threat(found, s, match)
    taken = any(c.dep_ == "dobj" and c.lemma_ == "life" for c in match.verb.children)  # "the war claimed 50,000 lives"
    if match.frame.relation == "CASUALTIES" and match.verb.lemma_.lower() in COUNTED and not taken:
        found.add("reported", match.verb)  # "Tbilisi put its dead at 175"
        found.speakers += speakers(s, match.verb)
    if (blamed := _blamed_on(s, match)) is not None:
        found.add("alleged", blamed)
    if match.frame.get("modality") in ("alleged", "reported") and not found.speakers:
        found.speakers += speakers(s, match.verb)  # "blamed Hezbollah for the bombing", "claimed the raid": who says so
    told = found.speakers or "hearsay" in found.cues
    if match.frame.relation in ("ACCUSES", "THREATENS") or (match.frame.relation == "REQUESTS" and not told):
        found.hedges.discard("alleged")  # but "it has asked for jets, Israeli media allege"
    return found


def _only_warns(s: Sentence, match: Match) -> bool:
    """ "Warned that Chad would invade Sudan": who warns of another's attack threatens nobody."""
    told = [c for c in match.verb.children if c.dep_ == "ccomp" and c.lemma_ in BLOWS]
    return match.frame.relation == "THREATENS" and any(is_warned_of(s, c) for c in told)


def _is_cleared(s: Sentence, match: Match) -> bool:
    """ "Approved a possible sale": so the notices call what may be signed from now on, and it is no guess."""
    over = (match.verb, match.trigger.head) if match.trigger.dep_ in ("dobj", "nsubjpass") else (match.verb,)
    sale = match.theme if match.theme is not None and match.trigger == match.verb else match.trigger
    possible = any(c.lower_ in ("possible", "potential") for c in sale.children)
    return match.frame.relation == "ARMS_TRANSFER" and possible and any(s.lemma(v) in CLEARS for v in over)


def _fallen_in(found: Stance, s: Sentence, match: Match) -> None:
    """ "Chad said two of its men had been killed in a clash with the rebels": the clash is its word, too."""
    fell = verb_above(match.trigger)
    if fell is not None and fell.dep_ == "ccomp" and fell.lemma_ in BEFALLS and fell.head.lemma_ in cues("reported"):
        found.add("reported", fell.head)
        found.speakers += speakers(s, fell.head)


def _is_charge_itself(s: Sentence, match: Match) -> bool:
    """ "Chad accused Libya of shooting across the frontier": what is read from the verb of the charge, and not from
    the gerund, is alleged as well, where the accused does it."""
    of_harm = match.frame.relation == "CASUALTIES"
    doer = match.object if of_harm else match.subject
    if match.verb.lemma_ not in CHARGED or match.frame.relation == "ACCUSES" or doer is None:
        return False
    who = s.doc[doer.token]
    accused = [c for c in match.verb.children if c.dep_ in ("dobj", "nsubjpass")]
    return any(c == who or c in who.ancestors for c in accused)


def _allows(s: Sentence, noun: Token) -> bool:
    """ "Signed a pact that lets it station troops there": a right, whatever deed is read from the pact."""
    clauses = [c for c in noun.children if c.dep_ in ("relcl", "acl")]
    return "accord" in s.kinds(noun) and any(c.lemma_ in PERMITS and c.tag_ != "VBD" for c in clauses)


# What somebody can do he need not have done; who can use a base, or buys what he can, is another matter.
ABLE = frozenset(("ATTACKS", "COMBAT", "CONTROLS", "TROOP_DEPLOYMENT", "MOBILIZES", "COERCES", "CASUALTIES"))


def _can(verb: Token) -> Token | None:
    """ "Russia can strike Kyiv": that it does is not said."""
    can = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ == "can"), None)
    return can if can is not None and not any(c.dep_ == "neg" for c in verb.children) else None


def _blamed_on(s: Sentence, match: Match) -> Token | None:
    """ "A strike blamed on Israel killed two": that it was Israel's is somebody's charge."""
    doer = {"ATTACKS": match.subject, "CASUALTIES": match.object}.get(match.frame.relation)
    prep = s.doc[doer.token].head if doer is not None else None
    blames = prep is not None and prep.dep_ == "prep" and prep.head.lemma_ in ("blame", "pin", "attribute")
    return prep.head if blames and prep is not None else None


SIGNED = words("sign reach conclude strike ink agree negotiate renew")


def _is_signed(noun: Token) -> bool:
    """ "Under an accord signed in May": that there is one stands, whatever is to be done under it."""
    under = noun.dep_ == "pobj" and noun.head.lower_ in ("under", "by") and noun.head.head.pos_ in ("VERB", "AUX")
    signed = [c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN" and c.lemma_ in SIGNED]
    return under and any(all(g.lower_ not in ("to", "being") for g in c.children) for c in signed)


JOINS = words("take join enter participate intervene involve engage get stay keep remain")


def _is_joined(match: Match) -> bool:
    """A fight between two, in which somebody else takes part or does not."""
    prep = match.trigger.head
    taken = prep.head if prep.dep_ == "prep" else prep
    verb = taken if taken.pos_ == "VERB" else taken.head
    return match.slots.get("subject") == "between" and verb.lemma_ in JOINS


def _is_to_end(fight: Token) -> bool:
    """ "Signed a deal to end six weeks of fighting": there is fighting, whatever comes of the deal."""
    if fight.pos_ != "NOUN":
        return False
    ended = fight.head.head if fight.dep_ == "pobj" and fight.head.lower_ == "of" else fight
    verb = ended.head
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    return ended.dep_ == "dobj" and infinitive and verb.lemma_ in ("end", "stop", "halt", "pause")


PLANNED = frozenset(("future", "speculated"))
EVADES = words("evade ignore defy violate breach break flout circumvent bypass skirt dodge criticise criticize condemn")
LIFTS = words("expire overturn reverse abandon reject")
BARS = words("ban veto prohibition embargo moratorium halt freeze objection block restriction stop hold")


def _barred(found: Stance, match: Match) -> None:
    """ "Imposed a ban on the sale of arms": nothing is sold; "lifted its veto on the sale": something may be."""
    prep = match.trigger.head
    if match.trigger.pos_ != "NOUN" or prep.dep_ != "prep" or match.frame.relation not in (*GIVEN, "TRADES_WITH"):
        return
    above = prep.head
    bars = [above] if above.pos_ == "NOUN" else [c for c in above.children if c.dep_ in ("dobj", "nsubjpass")]
    bar = next((t for t in bars if t.lemma_ in BARS and t.i < prep.i), None)
    if bar is None:
        return
    verb = bar.head
    if verb.lemma_ in EVADES:
        return
    if verb.lemma_ in cues("lifted") | LIFTS:
        found.add("future", verb)
    elif not found.negations:
        found.negate(bar)


def _ahead_of(s: Sentence, match: Match) -> Token | None:
    """ "Sends envoy ahead of Abe's visit to China": the visit is to come, where the rest is told as present."""
    noun = match.trigger
    above = [t for t in noun.ancestors if t.dep_ == "prep"] if noun.pos_ == "NOUN" else []
    ahead = next((t for t in above if t.lower_ == "before" or (t.lower_ == "of" and t.head.lower_ == "ahead")), None)
    verb = verb_above(ahead) if ahead is not None else None
    present = verb is not None and (verb.tag_ in ("VBZ", "VBP") or any(c.tag_ == "MD" for c in verb.children))
    return ahead if present or is_open(s.doc) else None


ARRIVES = words("arrive deliver come follow land hand ship send reach deploy receive")


def _yet_to_come(s: Sentence, match: Match) -> Token | None:
    """ "Bought two batteries from Bonn; both are to arrive in May": what the goods themselves have yet to do."""
    for verb in s.doc[match.trigger.i + 1 :]:
        ahead = any(c.dep_ == "aux" and c.lower_ == "will" for c in verb.children) or (
            any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
            and verb.dep_ == "xcomp"
            and verb.head.lemma_ in ("be", "due", "expect", "schedule")
        )
        clause = verb.head if verb.dep_ == "xcomp" else verb
        subject = next((c.lower_ for c in clause.children if c.dep_ in SUBJECTS + PASSIVE), "")
        if verb.lemma_ in ARRIVES and ahead and subject in GOODS_AGAIN:
            return verb
    return None


GOODS_AGAIN = frozenset(("they", "both", "which", "all", "these", "deliveries", "it"))


def is_asked_to_lift(match: Match) -> Stance | None:
    """ "Urged France to drop its sanctions on Mali", "told it to stop arming Beirut": what is to end still is."""
    asked = any(t.lemma_ in ASKS for t in match.verb.ancestors)
    if match.frame.relation not in LASTING or not asked:
        return None
    found = Stance()
    if match.frame.get("polarity") == "negative":
        found.negate(match.verb)
        return found
    stops = match.verb.dep_ in ("xcomp", "pcomp") and match.verb.tag_ == "VBG" and match.verb.head.lemma_ in STOPS
    return found if stops else None


LASTING = frozenset(("SANCTIONS", "ARMS_TRANSFER", "MILITARY_AID", "AIDS", "TRADES_WITH"))
ASKS = words("""
    ask urge press call demand want appeal request beg plead lobby exhort push implore pressure seek insist tell wish
    """)
STOPS = frozenset(("stop", "cease", "halt", "end", "quit", "suspend"))


def _exists(noun: Token) -> bool:
    """ "their joint battalion", "its own alliance": what somebody has, whatever is said of it, unless he ends it."""
    if noun.lemma_ in ("ally", "partner") or noun.head.lemma_.lower() in any_cues("ended", "refused"):
        return False  # who calls somebody "its ally" says so
    return noun.pos_ == "NOUN" and any(c.dep_ == "poss" and c.tag_ == "PRP$" for c in noun.children)


SAYS_SO = frozenset(
    ("threaten", "warn", "caution", "tell", "say", "hint", "alert", "vow", "swear", "promise", "pledge")
)


def _threat(found: Stance, s: Sentence, match: Match) -> None:
    """Who threatens somebody has done so, whatever the condition; what he vows to do holds only under it."""
    if match.verb.lemma_ in SAYS_SO:
        found.hedges.discard("conditional")
    below = [c for c in match.verb.children if c.dep_ in ("xcomp", "ccomp")]
    vow = match.verb.lemma_ in ("vow", "swear", "promise", "pledge")
    if vow or (match.verb.lemma_ == "threaten" and any(c.dep_ == "xcomp" for c in below)):
        for clause in (match.verb, *below):
            conditions_beside(found, clause)
        if below and "conditional" not in found.hedges and condition_after(s, match.verb) is not None:
            found.add("conditional", "condition")


def _timetable(found: Stance, token: Token) -> None:
    """ "travels to Cairo on Sunday", "is flying there in March": present tense with a date is to come."""
    verb = token.head if token.dep_ == "xcomp" else token
    if (ahead := _still_ahead(verb)) is not None:
        found.add("future", ahead)
    going = verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.lower_ in ("is", "are") for c in verb.children)
    plain = verb.tag_ in ("VBZ", "VBP") and not any(c.dep_ == "aux" for c in verb.children)
    if verb.lemma_ not in SCHEDULED or not (plain or going):
        return
    for prep in (c for t in {verb, token} for c in t.children if c.dep_ in ("prep", "npadvmod")):
        dated = (
            objects(prep)
            if prep.dep_ == "prep" and prep.lower_ in ("on", "in", "from", "before", "by", "after", "until")
            else [prep]
        )
        if any(o.text in DAYS or (o.lemma_ in SPANS and any(c.lower_ == "next" for c in o.children)) for o in dated):
            found.add("future", prep)


PUT_OFF = words("postpone delay defer shelve put_off put_back push_back hold_up")


def _put_off(match: Match) -> Token | None:
    """ "Postponed new sanctions on Minsk", "the deployment has been put off": none yet."""
    noun = match.trigger
    verb = noun.head if noun.dep_ in ("dobj", "nsubjpass") else match.verb
    learned = match.frame.name.startswith("learned")  # the reader's word may be the verb itself
    return verb if {verb.lemma_, particle_lemma(verb)} & PUT_OFF and (verb != noun or learned) else None


def _still_ahead(verb: Token) -> Token | None:
    """ "The visit comes a week before the two meet": what is told as present and comes after it."""
    mark = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ in ("before", "until", "till")), None)
    bare = verb.tag_ in ("VBP", "VBZ", "VB") and not any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    return mark if bare and verb.dep_ == "advcl" else None


SCHEDULED = words(
    "travel go fly visit arrive begin start leave open meet head depart return receive host come "
    "end expire land gather convene resume withdraw deploy pull sail quit"
)


__all__ = ["ORDER", "Stance", "cues", "is_asked_to_lift", "speakers", "stance"]
