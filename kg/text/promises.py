"""What was promised, ordered or imposed, and what the same sentence tells of it: handed over, lifted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.model import Claim, Quantity
from kg.text.cues import cues
from kg.text.frames import Frame, Match
from kg.text.grammar import PASSIVE, SUBJECTS, is_passive, verb_above
from kg.text.mentions import words
from kg.text.numerals import NUMERAL, numeral
from kg.text.settling import LIFTED_LATER, MORE

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.text.amounts import Amount
    from kg.text.when import Time
else:
    Token = Amount = Time = Any

PROMISES = words("promise pledge offer order commission request vow earmark commit buy purchase contract")
BOUGHT = words("buy purchase contract")  # what the buyer then sends somewhere is no second deal
TAKES = words("receive get obtain take deliver hand arrive")
GIVES = words("""
    give hand send deliver supply transfer ship donate provide sell lend grant lease
    receive get obtain acquire""")
ARRIVES = words("deliver hand ship give send transfer receive commission induct")  # in the passive
COMES = words("arrive land reach come dock roll")
COUNTED_BY = words("number value cost price amount sum letter")
KEPT = "kept"  # among the slots: by which word a promise is kept


def handed_over(match: Match) -> Match:
    """ "Has given it four of the 20 tanks that it promised in 2022", "the vehicles that France promised arrived on
    Friday": a promise that is kept is told by the verb of giving, with its number, time and firmness."""
    promise = match.verb
    if MORE in match.slots:
        return match
    if promise.lemma_ in GIVES and _is_done(promise) and _gives_what_was_promised(promise):
        return _told_by(match, promise, None)
    giving, part = giving_verb(promise) if promise.lemma_ in PROMISES else (None, None)
    if giving is None and (giving := _gives_them(promise)) is not None and _is_never(giving):
        return _told_by(match, giving, None)  # "promised Ghana ships, but never delivered them"
    comes = giving is not None and (_is_done(giving) or (part is not None and part.lower_ in FIRST and _will(giving)))
    return _told_by(match, giving, part) if giving is not None and comes else match


FIRST = ("first", "second", "third", "last")
MORE_OF = frozenset(("ARMS_TRANSFER", "MILITARY_AID", "AIDS", "TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL", "SANCTIONS"))


def and_more(found: list[Match]) -> list[Match]:
    """All that is found, and "will send 200 more" of "sent 300 soldiers to Mali and will send 200 more": to Mali, too,
    instead of to nobody."""
    again: list[Match] = []
    for m in found:
        if m.frame.relation in MORE_OF and m.object is not None and m.frame.get("polarity") != "negative":
            again += [_once_more(m, verb, more) for verb, more in _tells_of_more(m.verb)]
    told = {(m.frame.relation, m.verb.i) for m in again}
    return [*(m for m in found if m.object is not None or (m.frame.relation, m.verb.i) not in told), *again]


def promised_too(match: Match) -> list[Match]:
    """ "Has given Chad 10 of the 18 tanks that it promised": the 18, too, which are yet to come."""
    if match.frame.relation not in MORE_OF or match.object is None or match.frame.get("polarity") == "negative":
        return []
    verb = match.verb
    if verb.doc[0].lower_ == "of":
        return []  # "Of the 18 tanks promised to Chad, 10 have come": these alone are told of
    goods = [verb] if verb.lemma_ in PROMISES else verb.subtree if verb.lemma_ in GIVES else ()
    for promise in (t for t in goods if t.dep_ in ("relcl", "acl") and t.lemma_ in PROMISES):
        giving, part = giving_verb(promise)
        if giving is not None and part is not None and has_number(promise.head) and (_is_done(giving) or _will(giving)):
            return [_once_more(match, promise, promise.head)]
    return []


def is_promised(match: Match) -> bool:
    """Whether what a match tells of is promised, and something of it is given by another verb."""
    return MORE in match.slots and match.verb.lemma_ in PROMISES


def _will(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ in ("will", "would") for c in verb.children)


def _tells_of_more(verb: Token) -> list[tuple[Token, Token]]:
    """The verbs joined to one that say "40 more" and nobody to whom, each with that word."""
    joined = [v for v in verb.children if v.dep_ == "conj" and v.i > verb.i]
    if (
        verb.dep_ == "relcl" and verb.head.dep_ in SUBJECTS
    ):  # "Peru, which has men in Mali, (said it) will send 50 more"
        above = verb.head.head
        joined += [above, *(x for x in above.children if x.dep_ == "ccomp" and _is_by_itself(x))]
    joined += [x for v in joined for x in v.children if x.dep_ == "xcomp"]
    found = []
    for v in joined:
        kept = verb.lemma_ in PROMISES and v.lemma_ in GIVES | {"pay"} and _is_done(v)  # "... and has given 10"
        things = [c for c in v.children if c.dep_ == "dobj"]
        more = next((c for c in things if _is_more(c) or (kept and c.pos_ == "NUM")), None)
        follow = _that_follow(v)
        if follow is not None:
            found.append((v, follow))
            continue
        alone = not any(c.dep_ in ("dative", *SUBJECTS) or c.lower_ in ("to", "for") for c in v.children if c.i > v.i)
        if more is not None and alone and (more.pos_ == "NUM" or has_number(more)):
            found.append((v, more))
    return found


def _is_by_itself(clause: Token) -> bool:
    """ "Said it would send 50 more": of its own deed."""
    return any(c.dep_ in SUBJECTS and c.lower_ in ("it", "he", "she", "they") for c in clause.children)


def _that_follow(verb: Token) -> Token | None:
    """ "Two battalions left Mali, and three more will follow", "and six others are to be delivered": of the same."""
    finite = verb.head if verb.dep_ == "xcomp" else verb
    comes = is_passive(verb) if verb.lemma_ in ARRIVES else verb.lemma_ in COMES | {"follow", "leave", "go"}
    if not comes or verb.tag_ != "VB" or any(c.dep_ in ("dobj", "neg", "agent") for c in verb.children):
        return None
    those = (c for c in finite.children if c.dep_ in (*SUBJECTS, *PASSIVE) and c.i < finite.i)
    return next((c for c in those if _is_more(c) and (c.pos_ == "NUM" or has_number(c))), None)


def has_number(noun: Token) -> bool:
    """Whether a noun is told with a number: "40 tanks", "three more"."""
    return any(c.dep_ == "nummod" for c in noun.children)


def _is_more(thing: Token) -> bool:
    """ "40 more", "three others"; "40 more next year", "another 40", which the parser hangs on the number."""
    number = thing.pos_ == "NUM" and thing.i + 1 < len(thing.doc)
    return thing.lower_ in ("more", "others") or (
        number and (thing.nbor(1).lower_ in ("more", "others") or any(c.lower_ == "another" for c in thing.children))
    )


def has_more_to_come(verb: Token) -> bool:
    """ "Sent 40 men to Mali and will send 60 more next year": done, and the rest of the sentence is yet to come."""
    joined = [v for v in verb.children if v.dep_ == "conj" and v.i > verb.i] if _is_done(verb) else []
    ahead = ("will", "may", "might", "would", "shall", "could")
    return any(c.dep_ == "aux" and c.lower_ in ahead for v in joined for c in v.children) or any(
        x.dep_ == "xcomp" and v.lemma_.lower() in cues("future") for v in joined for x in v.children
    )


def _once_more(match: Match, verb: Token, more: Token) -> Match:
    slots = {**match.slots, MORE: more.text, **({KEPT: verb.text} if verb.lemma_ in GIVES and _is_done(verb) else {})}
    return replace(match, verb=verb, trigger=verb, theme=more, slots=slots)


def more_of(match: Match, numbers: list[Amount]) -> Quantity | None:
    """How many more: of "40 more" the 40."""
    own = [c for c in match.theme.children if c.dep_ == "nummod"] if match.theme is not None else []
    own += [match.theme] if match.theme is not None and match.theme.pos_ == "NUM" else []
    return next((a.quantity for t in own for a in numbers if a.start <= t.idx < a.end), None)


# "Another 300 will follow soon." "Two more are to be delivered." "About 600 will leave by June." "Two companies left."
FOLLOWS = re.compile(
    rf"(?:(?P<more>another|a further) )?(?:(?:about|around|some|nearly) )?(?P<number>{NUMERAL.pattern})"
    r"(?P<others> (?:more|others))?(?: (?:of them|soldiers|troops|men|(?P<units>battalions|companies|brigades)))? "
    r"(?:(?P<ahead>will|(?:are|is) (?:due )?to) "
    r"(?:follow|arrive|come|be (?:delivered|sent|handed over)|(?P<leave>leave|be withdrawn))|(?P<left>left))"
    r"(?P<rest>(?: [^,;:.]+)?)\.?\s*$",
    re.IGNORECASE,
)


def that_follow(text: str, before: list[Claim], times: Callable[[str], list[Time]]) -> list[Claim]:
    """What a sentence tells of more of the same, by the one claim before it of soldiers, arms or aid: "Kenya sent 200
    men to Haiti. Another 300 will follow in May."; of those who leave also "Two battalions left on Monday"."""
    models = [c for c in before if c.relation in MORE_OF]
    told = FOLLOWS.match(text) if len(text) < LONGEST and len(models) == 1 else None
    if told is None or models[0].polarity != "positive":
        return []
    model, number = models[0], NUMERAL.match(text, told.start("number"))
    leaves = bool(told["leave"] or told["left"])
    more = bool(told["more"] or told["others"]) and model.quantity is not None
    withdraws = model.relation == "TROOP_WITHDRAWAL"
    if number is None or not (leaves or more) or (leaves and not withdraws) or (withdraws and not (leaves or more)):
        return []
    unit = told["units"] or (model.quantity.unit if model.quantity is not None else "troops")
    quantity = Quantity(numeral(number).value, unit=unit, text=number.group())
    at = next((t for t in times(text) if t.start >= told.start("rest")), None)
    return [
        replace(
            model,
            quantity=quantity,
            since=at.since if at else None,
            until=at.until if at else None,
            modality="future" if told["ahead"] else "asserted",
            speakers=(),
            because={**model.because, "trigger": text[told.end("number") : told.start("rest")].split()[-1]},
        )
    ]


LONGEST = 120  # characters of such a sentence
LIFTED = Frame(LIFTED_LATER, "SANCTIONS", {"polarity": "negative"})


def lifted_later(match: Match) -> list[Match]:
    """ "Imposed sanctions on Sudan in 1997 and lifted them in 2017", "an embargo, which it lifted": lifted as well."""
    if match.frame.relation != "SANCTIONS" or match.frame.get("polarity") == "negative" or match.object is None:
        return []
    papers = [t for t in match.verb.subtree if t.lemma_ in ("sanction", "embargo", "tariff", "ban", "penalty")]
    later = [v for v in match.verb.children if v.dep_ == "conj" and _lifts(v, ("them", "it", "these", "those"))]
    above = match.verb.head.head if match.verb.dep_ == "relcl" and match.verb.head.dep_ in SUBJECTS else match.verb
    if above != match.verb and _lifts(above, ("them", "it", "these", "those"), by=match.verb.head):
        later.append(above)  # "Chad, which had imposed a ban on French milk, lifted it"
    later += [v for t in papers for v in t.subtree if v.dep_ == "relcl" and _lifts(v, ("which", "that"))]
    return [replace(match, frame=LIFTED, trigger=v, verb=v, theme=None, item=None) for v in dict.fromkeys(later)]


def _lifts(verb: Token, words: tuple[str, ...], by: Token | None = None) -> bool:
    if any(c.dep_ in ("neg", "nsubj") and c.tag_ != "PRP" and c != by for c in verb.children):
        return False  # "did not lift them", "and the UN lifted them"
    return verb.lemma_ in cues("lifted") and any(c.dep_ == "dobj" and c.lower_ in words for c in verb.children)


def giving_verb(promise: Token) -> tuple[Token | None, Token | None]:
    """The verb by which what was promised in a relative clause comes, done or not, and the number that comes of it."""
    noun = promise.head if promise.dep_ in ("relcl", "acl") else promise
    part: Token | None = None
    while (noun.dep_ == "pobj" and noun.head.lower_ == "of") or noun.dep_ in ("prep", "nummod"):
        above = noun.head
        if noun.dep_ == "prep" and above.lower_ in FIRST:  # "the first of the 18 jets that it ordered"
            return (above.head, above) if above.head.lemma_ in ARRIVES | COMES else (None, None)
        if noun.dep_ == "prep" and above.pos_ == "VERB":  # "of the 30 jets that it ordered, Italy delivered 13"
            those = SUBJECTS if above.lemma_ in COMES else ("dobj", *PASSIVE)
            part = next((c for c in above.children if c.dep_ in those and c.pos_ == "NUM"), None)
            return (above, part) if part is not None and above.lemma_ in GIVES | ARRIVES | COMES else (None, None)
        if above.pos_ not in ("NOUN", "NUM", "ADP", "PROPN", "DET", "PRON"):
            break
        part = above if above.pos_ == "NUM" else part
        noun = above
    giving = noun.head
    if noun == promise or noun.lemma_.lower() in COUNTED_BY:
        return None, None
    thing = noun.dep_ == "dobj" or (noun.dep_ == "dative" and noun.pos_ != "PROPN")
    given = thing and giving.lemma_ in GIVES and not is_passive(giving)
    given = given or (noun.lemma_ == "delivery" and giving.lemma_ == "take")
    given = given or (thing and giving.lemma_ == "take" and any(c.lower_ == "over" for c in giving.children))
    comes = noun.dep_ in (*SUBJECTS, *PASSIVE) and (giving.lemma_ in COMES or giving.lemma_ in ARRIVES)
    comes = comes and (giving.lemma_ in COMES or is_passive(giving))
    if promise.lemma_ in BOUGHT and giving.lemma_ not in TAKES:
        return None, None
    return (giving, part) if given or comes else (None, None)


def _gives_them(promise: Token) -> Token | None:
    """ "Ordered six boats from Italy and received them in June", "promised it guns and delivered them": the verb of
    giving beside that of the promise, done by the same side to the same things."""
    if promise.lemma_ not in PROMISES:
        return None
    beside = (c for c in promise.children if c.dep_ == "conj" and c.lemma_ in GIVES)
    kept = promise.lemma_ not in BOUGHT | {"order", "commission"}
    return next((v for v in beside if (kept or v.lemma_ in TAKES - {"deliver", "hand"}) and _has_them(v)), None)


def _is_never(verb: Token) -> bool:
    return any(c.dep_ == "neg" or c.lower_ == "never" for c in verb.children)


def _has_them(verb: Token) -> bool:
    own = any(c.dep_ in SUBJECTS for c in verb.children)
    return not own and any(c.dep_ == "dobj" and c.lower_ in ("it", "them") for c in verb.children)


def _gives_what_was_promised(verb: Token) -> bool:
    goods = [t for t in verb.subtree if t.dep_ in ("relcl", "acl") and t.lemma_ in PROMISES - BOUGHT]
    return any(verb_above(t.head) == verb for t in goods)


def _told_by(match: Match, giving: Token, part: Token | None) -> Match:
    slots = {**match.slots, KEPT: giving.text}
    return replace(match, verb=giving, trigger=giving, theme=part or match.theme, slots=slots)


def _is_done(verb: Token) -> bool:
    """Told of the past and not denied: "has delivered", "arrived", "were handed over"."""
    aux = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    denied = any(c.dep_ == "neg" for c in verb.children)
    return verb.tag_ in ("VBD", "VBN") and not denied and aux <= {"has", "have", "had", "was", "were", "been", "'ve"}


def is_given(match: Match, is_past: bool) -> bool:
    """ "Delivered six of the jets it had promised", "thanked Norway for providing the guns": done, whatever else the
    sentence says of the time to come."""
    verb, prep = match.verb, match.verb.head
    thanked = verb.dep_ == "pcomp" and prep.lower_ == "for" and prep.head.lemma_ in ("thank", "thanks", "gratitude")
    handed = is_past and verb.lemma_.lower() in ("deliver", "hand", "receive")
    joined = verb.tag_ == "VBD" and match.frame.relation == "MEMBER_OF" and verb.lemma_ == "join"
    return handed or thanked or joined or KEPT in match.slots
