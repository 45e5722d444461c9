"""What a verb says of the clause or noun below it: that it is reported, alleged, planned, refused, wished for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.text.actors import Sentence
from kg.text.cues import GIVEN, Stance, any_cues, cues
from kg.text.frames import Match
from kg.text.grammar import PASSIVE, SUBJECTS, by_agents, falls_short, is_passive, is_to_blame
from kg.text.own_words import WARNS, is_warned_of, negated
from kg.text.speakers import speakers
from kg.text.undone import RUNNING_OUT, is_kept

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
BLAMED = frozenset(("criticise", "criticize", "condemn", "denounce"))
DEEDS = frozenset(("ARMS_TRANSFER", "ATTACKS", "SUPPORTS", "CASUALTIES", "TROOP_DEPLOYMENT", "AIDS", "MILITARY_AID"))
ESTIMATES = frozenset(("estimate", "reckon", "assess"))
SPREADS = frozenset(
    ("persist", "circulate", "abound", "grow", "mount", "emerge", "surface", "spread", "swirl", "remain", "rise")
)
DIRECTS = frozenset(("order", "direct", "decree", "rule", "command", "instruct", "propose", "stipulate", "decide"))


DROPPED = frozenset((
    "suspend", "terminate", "cancel", "scrap", "end", "annul", "revoke", "abrogate", "abandon", "freeze", "sever",
))  # fmt: skip
MET = frozenset(("MEETS_WITH", "AGREES_WITH"))
FOUGHT = frozenset(("ATTACKS", "COMBAT", "CONTROLS", "COERCES"))  # "insisted that Chad would invade": a guess
RESOLVES = frozenset(("decide", "vote", "resolve", "agree", "choose", "elect", "opt"))
VOTED = frozenset(("ACCUSES", "REQUESTS"))
STAYS = frozenset(("keep", "retain", "maintain", "remain", "stay", "continue", "uphold"))
PROVIDES = frozenset(("provide", "allow", "arrange", "budget"))  # "the plan provides for the deployment of 15 tanks"
TRIES = frozenset(("try", "attempt", "compete", "vie", "strive", "bid"))


def _no_more(match: Match) -> bool:
    """ "Voted to close the embassy": who resolves to refuse has refused."""
    lifts = match.frame.relation == "SANCTIONS" and match.frame.get("polarity") == "negative"
    return match.frame.relation in ("REJECTS", "SUPPORTS") or lifts


def _is_voted(match: Match) -> bool:
    """ "Voted to condemn Mali": by that it is condemned; a union that votes for sanctions imposes them."""
    union = match.frame.relation == "SANCTIONS" and match.subject.actor.type == "organisation"
    return match.frame.relation in VOTED or union


PERMITS = frozenset(("allow", "permit", "let"))
PERMITTED = frozenset((
    "ATTACKS", "COMBAT", "CONTROLS", "TROOP_DEPLOYMENT", "MOBILIZES", "ARMS_TRANSFER", "MILITARY_AID",
))  # fmt: skip
OPPOSES = frozenset(("oppose", "reject", "resist"))


def _is_host(s: Sentence, verb: Token, presence: Token, match: Match) -> bool:
    """ "Sudan opposes the presence of Kenyan troops on its soil": they are there; elsewhere, or "any presence", who
    knows."""
    acting = {w.actor.state for c in verb.children if c.dep_ in SUBJECTS for w in s.actors(c)}
    here = match.object is None or match.object.actor.state in acting
    return here and all(c.lower_ in ("the", "this") for c in presence.children if c.dep_ == "det")


def _is_barred(verb: Token) -> bool:
    return negated(verb) or (verb.dep_ == "xcomp" and verb.head.lemma_ in cues("refused"))


ORDERS = frozenset(("order", "decree"))


def orders_itself(match: Match) -> bool:
    """ "Ordered an embargo on Mali": who orders sanctions imposes them by that; not "will order", nor "ordered Chad
    to", "ordered sanctions to be restored".

    What is ordered of others' hands, an attack or a delivery, is yet to be done.
    """
    verb, noun = match.verb, match.trigger if match.verb != match.trigger else match.theme
    if match.frame.relation != "SANCTIONS" or verb.lemma_ not in ORDERS or noun is None or noun.head != verb:
        return False
    below = [c for c in (*verb.children, *noun.children) if c.dep_ in ("xcomp", "ccomp", "acl", "relcl")]
    if any(c.dep_ == "aux" and c.lower_ == "to" for t in below for c in t.children):
        return False
    finite = verb.tag_ in ("VBD", "VBZ", "VBP") or (verb.tag_ == "VBN" and verb.dep_ not in ("acl", "amod"))
    return finite and noun.dep_ in ("dobj", "nsubjpass") and all(c.tag_ != "MD" for c in verb.children)


def _is_permission(s: Sentence, verb: Token, match: Match) -> bool:
    """ "Ghana allows it to send", "the pact lets them station": a right is given; not "the fog let them attack", "were
    allowed to enter", nor "let it use its territory to attack", which is told of what was done."""
    if match.frame.relation not in PERMITTED:
        return False
    above = [match.verb, *match.verb.ancestors]
    used = [o.lemma_ for t in above if t.lemma_ == "use" and t.head == verb for o in t.children if o.dep_ == "dobj"]
    lapsed = (
        verb.dep_ == "relcl" and verb.tag_ == "VBD"
    )  # "revoked the pact that allowed Dutch troops to be based there"
    if lapsed or (used and set(used) <= SOIL and not _is_barred(verb)):
        return False
    if is_passive(verb):
        return match.frame.relation in ("ATTACKS", "ARMS_TRANSFER")
    if verb.dep_ == "advcl" and verb.tag_ == "VBG":  # "signed a deal with Chad allowing it to send"
        return any(c.dep_ == "dobj" and "accord" in s.kinds(c) for c in verb.head.children)
    finite = verb.head if verb.dep_ == "xcomp" else verb  # "refused to let"
    givers = [c for c in finite.children if c.dep_ in SUBJECTS]
    if verb.dep_ in ("relcl", "acl"):
        givers = [verb.head if c.tag_ in ("WDT", "WP") else c for c in givers] or [verb.head]
    return any(s.actors(g) or "accord" in s.kinds(g) or g.lemma_ in RULES for g in givers)


SOIL = frozenset(("territory", "soil", "land", "airspace"))
RULES = frozenset(
    ("decision", "law", "rule", "resolution", "mandate", "government", "parliament", "court", "it", "they")
)
BUYS = frozenset(("buy", "purchase", "acquire", "procure", "lease"))


def verb_governor(
    found: Stance, s: Sentence, head: Token, below: Token, lemma: str, phrasal: str, nominal: bool, match: Match
) -> None:
    if lemma in ("request", "ask", "seek", "apply") and below.dep_ == "xcomp" and below.lemma_ in BUYS:
        found.add("future", head)  # "has requested to buy 30 tanks": yet to come, and asked for
        return
    if is_to_blame(head):
        found.add("alleged", head)
        return
    if lemma in PERMITS and below.dep_ in ("ccomp", "xcomp") and _is_permission(s, head, match):
        if not _is_barred(head):
            found.add("future", head)
            return
        if below != match.verb:
            found.said = False  # "will not let Oman use its ports to attack Yemen": nobody says whether it does
            return
    if nominal and s.lemma(below) == "presence" and lemma in OPPOSES:
        found.said = found.said and _is_host(s, head, below, match)
        return
    blamed = lemma in BLAMED and match.frame.relation in GIVEN  # a delivery that is criticised has taken place
    ends = lemma in cues("ended") or phrasal in cues("ended")
    dropped = lemma in DROPPED and below == match.trigger and below.dep_ == "nsubjpass" and not by_agents(head)
    if dropped and match.frame.relation in RUNNING_OUT and not is_kept(head):
        found.negate(head)  # "the treaty between them was suspended": no REJECTS says who did that
        return
    if nominal and ends and not blamed and match.frame.relation in ENDED:
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
    said = lemma in any_cues("reported", "alleged", "speculated")
    if said and nominal and below.dep_ == "prep" and below.i > head.i and match.frame.relation in MET:
        return  # "suggested at a meeting with the president": they did meet
    about = (
        below.dep_ == "prep" and below.lower_ in ("on", "for", "about") and match.frame.relation == "COOPERATES_WITH"
    )
    signed = any("accord" in s.kinds(c) for c in head.children if c.dep_ in ("dobj", "nsubjpass"))
    if about and (signed or lemma in ("meet", "talk", "confer", "speak")):
        found.add("future", head)  # "signed a deal on joint patrols", "met them about a joint force": yet to come
    if orders_itself(match) and head == match.verb:
        return
    infinitive = below.dep_ == "xcomp" or any(c.dep_ == "aux" and c.lower_ == "to" for c in below.children)
    if lemma in cues("denied") or phrasal in cues("denied"):
        if match.frame.relation not in ("ACCUSES", "REJECTS") or not nominal:
            found.negate(head)
            found.denied = True
            found.add("reported", head)
            found.speakers += speakers(s, head)
    elif near := [c for c in head.children if falls_short(head, c)]:
        if near[0].lower_ == "close":  # "came close to attacking"; what one stops short of, undone.py knows
            found.negate(head)
    elif lemma in RESOLVES and _is_against(s, head, match):
        found.negate(head)  # "voted against sending troops"
    elif lemma in ("abstain", "refrain") and not any(c.lower_ == "from" for c in head.children):
        return  # "abstained in a vote on the annexation"
    elif nominal and match.frame.relation == "SANCTIONS" and lemma in ("oppose", "reject") and not _own(s, head, match):
        return  # "Mexico opposes American sanctions on Cuba": they stand
    elif lemma in cues("refused") or phrasal in cues("refused"):
        if not (nominal and match.frame.relation in ("ACCUSES",)):
            found.negate(head)
            if found.negations % 2 == 0 and "rule" in " ".join(found.cues):  # "refused to rule out sending"
                found.hedges.discard("future")
                found.add("speculated", head)
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
    elif nominal and below == match.trigger and below.dep_ == "dobj" and lemma == "document":
        found.add("reported", head)  # "The experts documented the delivery of guns by Peru to the rebels"
        found.speakers += speakers(s, head)
    elif lemma in ESTIMATES and match.frame.relation == "CASUALTIES" and below.dep_ == "ccomp":
        found.add("reported", head)  # "relief groups reckon": a count of the dead, and no guess
        found.speakers += speakers(s, head)
    elif nominal and lemma not in any_cues("speculated", "alleged"):
        if (
            lemma
            in (
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
                "foresee",
                "envisage",
                "stipulate",
            )
            or (lemma in PROVIDES and below.dep_ == "prep" and below.lower_ == "for")
            or (
                match.frame.relation in ("ARMS_TRANSFER", "TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL", "MILITARY_AID")
                and (lemma in ("sign", "ink", "initial", "clear", "seal", "endorse") or _puts_name(head))
            )
        ):
            found.add("future", head)
    elif lemma == "protest" and nominal and below.dep_ == "prep":
        return  # "protested against the Omani bombing of Aden": it is known to all
    elif lemma in cues("alleged"):
        found.add("alleged", head)
        found.speakers += speakers(s, head)
    elif (
        lemma == "expect"
        and below.dep_ in ("ccomp", "xcomp")
        and infinitive
        and not is_passive(head)
        and not _looks_on(head)
    ):
        found.add("future", head)  # "Dakar expects the soldiers to leave by May": its own timetable
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
    elif lemma in ("promise", "pledge", "vow", "swear") and match.frame.relation == "SUPPORTS" and not negated(below):
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
        lemma in RESOLVES
        and infinitive
        and (negated(below) or below.lemma_ in STAYS or (lemma in ("vote", "decide") and _no_more(match)))
    ) or (lemma == "vote" and infinitive and _is_voted(match)):
        return  # "decided to keep its battalion there", "voted not to recognise him": it does so by that
    elif lemma in TRIES and infinitive:
        found.add("speculated", head)
    elif infinitive and is_passive(head) and head.lower_ in cues("predicates", "future"):
        found.add("future", head)  # "is poised to attack", a passive to the parser
    elif (
        (lemma in cues("future") and (infinitive or below.dep_ in ("pcomp", "prep")))
        or (lemma == "go" and infinitive and head.tag_ == "VBG")
        or (lemma == "be" and infinitive and (below.dep_ == "xcomp" or _each(head)))
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
        if match.frame.relation in FOUGHT and head.lemma_ in WARNS and is_warned_of(s, below):
            found.add("speculated", head)
        found.speakers += speakers(s, head)
        found.times_at.append(head.i)
        if is_passive(head) and below.dep_ == "xcomp":
            found.cues.append("hearsay")
            if lemma == "say":  # "is said to have killed 70": nobody stands by it
                found.add("alleged", head)


ONLOOKERS = frozenset(
    ("analyst", "expert", "diplomat", "observer", "scholar", "economist", "trader", "researcher", "historian")
)


def _looks_on(verb: Token) -> bool:
    """ "Analysts expect China to ask": nobody's own timetable, as where a state expects something."""
    return any(c.dep_ in SUBJECTS and c.lemma_.lower() in ONLOOKERS for c in verb.children)


def _each(verb: Token) -> bool:
    """ "They are each to contribute a battalion"."""
    return any(c.dep_ == "attr" and c.lower_ in ("each", "all", "both") for c in verb.children)


def _own(s: Sentence, verb: Token, match: Match) -> bool:
    """Whether who does what a verb above says is who does what the claim says."""
    acting = {w.actor.state for c in verb.children if c.dep_ in SUBJECTS for w in s.actors(c)}
    return match.subject.actor.state in acting


PLANS = frozenset(("plan", "proposal", "bill", "motion", "request", "idea", "move"))


def _is_against(s: Sentence, verb: Token, match: Match) -> bool:
    """ "Voted against sending", "decided against a plan to send", "voted against the sale": what he would do himself.

    Not "voted against a resolution that condemns its invasion": that took place.
    """
    deed = match.verb if match.verb.pos_ in ("VERB", "AUX") and match.verb != verb else match.trigger
    over = deed.head.head if deed.dep_ == "acl" and deed.head.lemma_ in PLANS else deed.head
    if over.dep_ != "prep" or over.lower_ != "against" or over.head != verb:
        return False
    whose = s.owners(deed) if deed.pos_ == "NOUN" else []
    acting = {w.actor.state for c in verb.children if c.dep_ in SUBJECTS for w in s.actors(c)}
    return all(w.actor.state in acting for w in whose if w.how != "coreference")


def _puts_name(verb: Token) -> bool:
    """ "put their names to the transfer of jets"."""
    return verb.lemma_ in ("put", "set") and any(
        c.dep_ == "dobj" and c.lemma_ in ("name", "signature") for c in verb.children
    )
