"""How strong a force is, how many sites it may use, how many things it destroyed: counts that a claim owes to what its
verb does."""

from __future__ import annotations

import re
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Any

from kg.model import SYMMETRIC, Quantity
from kg.text.actors import Sentence
from kg.text.amounts import last_word
from kg.text.counted_nouns import FORMATIONS, PEOPLE, SITES
from kg.text.fields import counted, holds, root_of, same_clause, unit_fits, within
from kg.text.frames import Match
from kg.text.grammar import PASSIVE, SUBJECTS, noun_of, verb_above
from kg.text.mentions import words
from kg.text.numerals import NUMERAL, YEAR, numeral

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.text.amounts import Amount
    from kg.text.mentions import Mention
else:
    Token = Amount = Mention = Any

PLACES = {*SITES, *words("bases outposts barracks harbours harbors garrisons depots locations places hangars")}
PAYS = words("pay rent lease cost charge")
ONE_UNIT = re.compile(rf"(?:(an?)|one) ({FORMATIONS})", re.IGNORECASE)
FORMED = re.compile(rf"\b(?:{FORMATIONS}|companie)s$", re.IGNORECASE)
UNITS = words("battalion company platoon")  # "a battalion" is one of them; "a contingent" may be anything
FORMATION_UNITS = {"company": "companies"}
DESTROYS = words("destroy sink down shoot overrun burn wreck demolish capture torpedo")
VISITS = words("ships warships vessels frigates submarines aircraft planes warplanes jets bombers interceptors")


def is_thing(amount: Amount) -> bool:
    """Whether things are counted, and not people: "destroyed six tanks"."""
    return bool(last_word(amount)) and last_word(amount) not in PEOPLE and amount.quantity.unit != "troops"


def place_of(found: Quantity | None, numbers: list[Amount]) -> int | None:
    """Which of the amounts a quantity was taken from; None for one that was made."""
    return next((n for n, a in enumerate(numbers) if a.quantity is found), None)


def of_formation(found: Quantity | None, numbers: list[Amount]) -> Quantity | None:
    """ "A battalion of about 700 men" is 700 men, "a battalion" is one; "two battalions, or 1,700 men" are 1,700."""
    counted = place_of(found, numbers)
    if counted is not None and counted + 1 < len(numbers) and FORMED.search(numbers[counted].noun or ""):
        men = numbers[counted + 1]
        if men.start - numbers[counted].end < 12 and unit_fits("people", men) and men.noun in PEOPLE:
            return men.quantity
    unit = ONE_UNIT.fullmatch(found.text or "") if found is not None and found.vague else None
    if found is None or unit is None:
        return found
    at = place_of(found, numbers)
    if at is None:
        return found
    following, third = [*numbers[at + 1 : at + 3], None, None][:2]
    if following and third and third.start - following.end < 6 and ONE_UNIT.fullmatch(third.quantity.text or ""):
        return found  # "a company of 120 men and a battalion of 700": neither number is that of all
    if following is not None and following.start - numbers[at].end < 12 and unit_fits("people", following):
        return following.quantity
    formation = unit[2].lower()
    if unit[1] and formation not in UNITS:
        return found
    return Quantity(1.0, unit=FORMATION_UNITS.get(formation, f"{formation}s"), text=found.text)  # no "1 troops"


def sites(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """ "Has access to 17 Swedish bases", else how many men or ships may come, "let 62,000 soldiers cross its soil", or
    what is paid: "leases the base for $4,085 a year"."""
    told = [a for a in numbers if not a.quantity.vague]
    places = [a for a in told if last_word(a) in PLACES]
    if len(places) > 1:
        places = [a for a in places if same_clause(s, match, a)]
    if places:
        return places[0].quantity
    guests = [a for a in told if last_word(a) in VISITS or last_word(a) in PEOPLE]
    inside = [a for a in guests if match.theme is not None and within(s, match.theme, a)]
    if inside:
        return inside[0].quantity
    rent = [a for a in told if unit_fits("money", a) and any(t.lemma_ in PAYS for t in (match.verb, match.trigger))]
    return rent[0].quantity if rent else None


CAME = re.compile(
    r"(?: of (?:the|its|them|these)(?: \w+)?)?(?: (?:is|are|were|was|come|came|hail|hailed))?(?: from)?(?: the)? "
)
NEXT = re.compile(r",? (?:and |or )?(?:the )?")


def share_of(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """ "2,400 of the soldiers are Americans, 1,000 come from Pakistan and 500 from Canada": of each his own; none of
    "500 from Canada and Peru"."""
    state, text = match.subject.actor.state, s.text
    if state is None or not numbers or match.subject.how == "coreference":
        return None
    named = _states_named(s)
    for m, after in zip_longest(named, named[1:]):
        if m.state != state or (after is not None and NEXT.fullmatch(text, m.end, after.start)):
            continue
        before = list(NUMERAL.finditer(text, max(0, m.start - 60), m.start))
        if before and CAME.fullmatch(text, before[-1].end(), m.start):
            own = numeral(before[-1])
            if not (own.bare and YEAR.fullmatch(own.bare)) and _is_one_of(text, m.end):
                whole = next((a for a in numbers if a.start <= own.start < a.end), None)
                if whole is not None:
                    return whole.quantity
                unit = next((a.quantity.unit for a in numbers if a.quantity.unit != "percent"), "troops")
                return Quantity(own.value, unit=unit, text=text[own.start : own.end])
    return None


def _is_one_of(text: str, end: int) -> bool:
    """Whether a name that ends here is told to be whose men they are, and no third name or verb follows."""
    return COMES.search(text, 0, end) is not None and ENDS_SO.match(text, end) is not None


COMES = re.compile(r" (?:are|were|come|came|hail|hailed) ")
ENDS_SO = re.compile(r"[,.;]| and \S+ | by |$")
EACH_OF = re.compile(r"[^,.;\d]{0,60}?\b(?:each|apiece)\b")


def apiece(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """ "Norway, Denmark and Italy promised to contribute, most of them between 50 and 150 officers each"."""
    beside = _named_with(s, s.doc[match.subject.token].idx)
    for a in numbers if len(beside) > 1 else ():
        people = not a.quantity.vague and last_word(a) in PEOPLE and a.start > beside[0].start
        if people and not _names_state(s, a, match.subject.actor.state) and EACH_OF.match(s.text, a.end):
            return a.quantity
    return None


def _names_state(s: Sentence, amount: Amount, own: str | None = None) -> bool:
    """ "80 Russian soldiers": whether it is told whose they are, and another's than one's own."""
    return any(m.state and m.state != own and amount.start <= m.start < amount.end for m in s.mentions)


def _states_named(s: Sentence) -> list[Mention]:
    """What names a state or something of one, in order."""
    return sorted((m for m in s.mentions if m.state), key=lambda m: m.start)


def _named_with(s: Sentence, at: int) -> list[Mention]:
    """The list of states in which the one stands that begins at a character: "Norway, Denmark and Italy"."""
    listed: list[Mention] = []
    for m in _states_named(s):
        if listed and not NEXT.fullmatch(s.text, listed[-1].end, m.start):
            if any(one.start <= at < one.end for one in listed):
                break
            listed = []
        listed.append(m)
    return listed if any(one.start <= at < one.end for one in listed) else []


def harmed(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """ "147 Americans killed and 467 wounded": who was wounded are the 467; "Accra reported 12 killed,
    Lome 31 killed": of each capital its own."""
    hurt = [a for a in numbers if a.quantity.unit in ("killed", "wounded")]
    if not hurt or len(numbers) < 2:
        return None
    named = _states_named(s)
    own: dict[str, Quantity] = {}
    for m, after in zip_longest(named, named[1:]):
        first = next((a for a in hurt if m.end <= a.start and (after is None or a.start < after.start)), None)
        if first is not None and REPORTS.fullmatch(s.text, m.end, first.start):
            own.setdefault(m.state or "", first.quantity)
    if len(own) > 1:
        return own.get(match.subject.actor.state or "")
    at = match.trigger.idx
    return next((a.quantity for a in hurt if a.start <= at < a.end), None)


REPORTS = re.compile(r" (?:reported |counted |lost |put |said |admitted |announced |had |spoke of )?")


def of_own_clause(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """ "Morocco has flown in 1,200 men and Syria means to send a brigade": the only count of the clause of who sends
    the men, where what was read leans on another verb; "take 350 of its 1,760 men": the part."""
    told = [a for a in numbers if unit_fits("people", a) and not a.quantity.vague]
    state = match.subject.actor.state
    if not told or state is None or not match.frame.name.startswith("learned"):
        return None
    named = [s.doc[match.subject.token], *(t for t in s.doc if t.i in s.head_of and s.head_of[t.i].state == state)]
    heads = [noun_of(t) for t in named]
    verbs = [t.head for t in heads if t.dep_ in SUBJECTS and t.head.dep_ != "relcl"]
    told = [a for a in told if _finite(_verb_over(s, a)) in verbs and not _names_state(s, a, state)]
    part = len(told) == 2 and OF_ITS.fullmatch(s.text, told[0].end, told[1].start)
    only = told[0].quantity if len(told) == 1 or part else None
    return only if only is not None and only.unit == "troops" else None


def _finite(verb: Token | None) -> Token | None:
    """The verb above that has the subject: "intends to send"."""
    while verb is not None and verb.dep_ == "xcomp":
        verb = verb.head
    return verb


OF_ITS = re.compile(r" of (?:the |its |their )?")


def _verb_over(s: Sentence, amount: Amount) -> Token | None:
    """The verb of the clause in which an amount stands."""
    root = root_of(s, amount)
    return verb_above(root) if root is not None else None


CARRIERS = words("planes plane aircraft flight flights transports transporters airliners helicopters")
ABOARD = re.compile(r"\b(?:with|carrying|bringing)(?: (?:some|about|around|nearly|almost|up to|more than))? $")


def aboard(s: Sentence, match: Match, found: Quantity | None, numbers: list[Amount]) -> Quantity | None:
    """ "Two C-130s landed with about 300 commandos": the men, not what brought them; but "sent 12 planes with 300 men
    to guard them" are the planes."""
    if found is None or (match.item is not None and match.item.dep_ == "dobj"):
        return found
    for one, men in pairwise(numbers):
        brought = one.quantity is found and (last_word(one) in CARRIERS or any(c.isdigit() for c in one.noun or ""))
        if brought and men.quantity.unit == "troops" and ABOARD.search(s.text, one.end, men.start):
            return men.quantity
    return found


def of_doers(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """ "Around 30 Serb gunmen ambushed a patrol", "some 200 demonstrators demanded his release": how many they are; of
    nobody named it is told of no one."""
    subject = noun_of(s.doc[match.subject.token])
    if match.subject.how == "unknown" or subject.pos_ not in ("NOUN", "PROPN", "PRON", "NUM"):
        return None
    inside = [a for a in numbers if (not a.quantity.vague and a.quantity.unit == "troops") or last_word(a) in CROWDS]
    inside = [a for a in inside if within(s, subject, a)]
    return inside[0].quantity if inside else None


CROWDS = words("demonstrators protesters protestors marchers people students workers supporters strikers rioters women")


def held_too(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """ "Diverted the tanker and are holding its 20 sailors": what a second verb of the same doer acts on."""
    held = [a for a in numbers if is_held_too(s, match, a)]
    return held[0].quantity if len(held) == 1 else None


HOLDS = words("hold detain arrest seize capture confiscate impound take board divert expel")


def is_held_too(s: Sentence, match: Match, amount: Amount) -> bool:
    """Whether an amount is what the next verb of him who coerces somebody holds or takes."""
    if match.frame.relation != "COERCES" or amount.quantity.vague:
        return False
    verb = _verb_over(s, amount)
    if verb is None or verb.dep_ != "conj" or verb.head != match.verb or verb.lemma_ not in HOLDS:
        return False
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    own = not any(c.dep_ in SUBJECTS for c in verb.children)
    return own and any(holds(amount, o) for o in objects)


DRILLS = words("exercise exercises drill drills manoeuvres maneuvers manoeuvre patrols training games")
PARTAKE = words("""
    participate join train exercise practise practice rehearse attend assemble gather open begin end finish
    """)  # their subjects do
BRINGS = words("involve gather bring include comprise")  # and the objects of these: "drills that involve 300 troops"


def partakers(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """ "Opened an exercise with more than 2,000 soldiers", "a drill in which 10,000 troops took part": the only
    count of men or ships of the sentence, if they take part."""
    told = [a for a in numbers if last_word(a) in PEOPLE or last_word(a) in VISITS]
    told = [a for a in told if " of them" not in s.text[a.start : a.end + 8]]
    if len(told) != 1 or told[0].quantity.vague or not any(t.lower_ in DRILLS for t in s.doc):
        return None
    if _names_state(s, told[0]):
        return None  # "80 Russian soldiers took part": of one side only
    token = counted(s, told[0])
    if token is None:
        return None
    over = token.head
    takes = over.lemma_ == "take" and any(c.lower_ == "part" for c in over.children)
    does = token.dep_ in (*SUBJECTS, *PASSIVE) and (takes or over.lemma_ in PARTAKE)
    brought = over.lemma_ in BRINGS or (over.lower_ == "with" and over.dep_ == "prep")
    return told[0].quantity if does or brought else None


def own_strength(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """What each of several states sends, where the sentence tells it of each."""
    return share_of(s, match, numbers) or apiece(s, match, numbers)


def joint(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """ "About 1,500 Israeli, Greek and Cypriot soldiers", "100 American and British aircraft bombed": how many all of
    those are who do something together."""
    doers = [match.subject, match.object] if match.frame.relation in SYMMETRIC else [match.subject]
    states = {who.actor.state for who in doers if who is not None}
    for a in numbers:
        named = {m.state for m in s.mentions if m.state and a.start <= m.start < a.end}
        if len(named) > 1 and states <= named and not a.quantity.vague and (is_thing(a) or a.quantity.unit == "troops"):
            return a.quantity
    return None


# Counts that a sentence gives so plainly that nothing else is asked.
OWN_FIRST = {"TROOP_DEPLOYMENT": own_strength, "COOPERATES_WITH": joint, "ATTACKS": joint}
# What a relation counts, by a rule of its own.
COUNTED = {"sites": sites, "partakers": partakers}
