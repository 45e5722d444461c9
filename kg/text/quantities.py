"""Which of a sentence's amounts is a claim's own: what its frame counts, where it stands."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kg.model import Actor, Quantity
from kg.text.actors import Sentence
from kg.text.amounts import fewer, last_word
from kg.text.apportioned import of_them, some_of
from kg.text.asides import is_aside, is_in_clause_of
from kg.text.asked import accords_signed, asked_for, counts, counts_parties, refused
from kg.text.counted_nouns import HARM
from kg.text.fields import counted, holds, root_of, same_clause, unit_fits, within
from kg.text.frames import Match
from kg.text.further_counts import arms_given, attackers, requested, share_taken
from kg.text.grammar import PASSIVE, SUBJECTS, is_open, noun_of, objects, verb_above
from kg.text.mentions import words
from kg.text.numerals import NUMERAL, YEAR, numeral
from kg.text.own_numbers import OF_THE, is_anothers, is_apiece, is_stock, of_doer, part_taken, valued_goods
from kg.text.promises import KEPT, PROMISES, giving_verb
from kg.text.slots_casualties import MORTALS, mourned
from kg.text.strengths import (
    COUNTED,
    DESTROYS,
    ONE_UNIT,
    OWN_FIRST,
    aboard,
    harmed,
    held_too,
    is_held_too,
    is_thing,
    of_doers,
    of_formation,
    of_own_clause,
    place_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.text.amounts import Amount
    from kg.text.mentions import Mention
else:
    Token = Amount = Mention = Any

# What is struck and counted; of other themes of an attack the number is that of the dead.
STRUCK = words("""
    targets sites posts camps positions objectives locations installations facilities points depots bunkers hideouts
    drones ships vessels trucks lorries tankers helicopters raids strikes sorties attacks
    """)
HELD = words("""
    villages towns hills hilltops posts reefs positions townships outposts heights camps settlements peaks
    """)


MATERIAL = words("""
    aircraft planes jets helicopters tanks vehicles ships boats drones missiles rockets guns bombs shells bases posts
    clashes battles incidents raids attacks strikes ambushes bombings explosions blasts trucks
    """)  # lost, too, and no casualties


# What a relation counts where its frame does not say.
USUAL = {
    "TROOP_DEPLOYMENT": "people", "TROOP_WITHDRAWAL": "people", "MOBILIZES": "people", "ARMS_TRANSFER": "arms",
    "COERCES": "counted", "PROTESTS": "people", "CONCEDES": "counted", "SANCTIONS": "counted", "TRADES_WITH": "money",
    "AIDS": "money", "DEPENDS_ON": "percent", "ATTACKS": "strikes", "CONTROLS": "held", "REQUESTS": "asked",
    "BASE_ACCESS": "sites", "COOPERATES_WITH": "partakers", "REJECTS": "refused",
}  # fmt: skip


ARMED = frozenset(("TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL", "MOBILIZES", "ARMS_TRANSFER", "CASUALTIES", "MILITARY_AID"))


def own_amounts(s: Sentence, match: Match, numbers: list[Amount]) -> tuple[list[Amount], list[Amount]]:
    """The amounts that may be a claim's own, none of a clause about something else, and those of what its doer does
    next. Neither has the part of which the sentence speaks where the claim is about the whole: "three of the 12 jets
    that Oslo sold to Lima are grounded"."""
    found, away = [], []
    for amount, following in zip(numbers, [*numbers[1:], None][: len(numbers)], strict=True):
        part = following is not None and OF_THE.fullmatch(s.text, amount.end, following.start)
        if part and following is not None and _is_told_inside(match, following.start):
            continue
        if _is_beside(s, match, amount) or is_apiece(s.text, amount) or _is_former(s, amount, following):
            continue
        if is_anothers(s, match, amount):
            continue
        if counts_parties(amount) and match.frame.relation in ARMED:
            continue  # "leaves Taipei with 13 partners and asks what the troops are for"
        if not is_aside(s, match, amount.start) or is_held_too(s, match, amount):
            found.append(amount)
        elif _goes_on(s, match, amount):
            away.append(amount)
    inside = [a for a in found if is_in_clause_of(s, match.verb, a.start)]
    return (inside if inside and match.frame.relation == "ARMS_TRANSFER" else found), away


def _is_former(s: Sentence, amount: Amount, following: Amount | None) -> bool:
    """Whether a share or a sum is what it was before: "fell from 64 to 45 percent"."""
    if following is None or not any(
        unit_fits(what, amount) and unit_fits(what, following) for what in ("percent", "money")
    ):
        return False
    return s.text[amount.end : following.start] == " to " and s.text.endswith("from ", 0, amount.start)


def _goes_on(s: Sentence, match: Match, amount: Amount) -> bool:
    """ "Leads the brigade and has raised its force to 2,200 men", "opened a mission, and its parliament approved 200
    soldiers": whether an amount is of what the doer does next."""
    root = root_of(s, amount)
    verb = verb_above(root) if root is not None else None
    if verb is None or verb.dep_ != "conj" or match.verb not in verb.ancestors:
        return False
    doers = [c for c in verb.children if c.dep_ in (*SUBJECTS, *PASSIVE)]
    return all(t.lower_ in THE_SAME or any(c.lower_ in THE_SAME for c in t.children) for t in doers)


THE_SAME = words("it its they their he his she her")
ON_BOARD = words("crew crewmen crewmembers sailors seafarers passengers people mariners hands")
ON_A_SHIP = re.compile(r" (?:on board|aboard)\b")
VOTES = words("votes abstentions ballots")
WITH = re.compile(r"\b(?:with|carrying)(?: (?:its|some|about|around|a crew of))? $")
MOST_OF = re.compile(
    r"\b(?:most|many|some|part|much|almost all|nearly all) of (?:the |its |their |his |[A-Z][\w-]+(?:['’]s|s['’]) )?$",
    re.IGNORECASE,
)


BY = re.compile(r"\b(?:by|up|down)(?: (?:about|around|some|nearly|almost|only|at least|more than|over))? $")


def _is_beside(s: Sentence, match: Match, amount: Amount) -> bool:
    """ "Seized a tanker with 19 sailors", "lifted the sanctions with 15 votes": who is aboard, who voted; "most of its
    5,000 soldiers" are no 5,000."""
    noun, before = last_word(amount), s.text[max(0, amount.start - 30) : amount.start]
    if (
        match.frame.relation in ("DEPENDS_ON", "ARMS_TRANSFER")
        and amount.quantity.unit == "percent"
        and BY.search(before)
    ):
        return True  # "imports from Oslo fell by 40 percent": no share of them
    held = match.theme is not None and match.theme.lemma_ in ("crew", "sailor", "captain", "passenger")
    aboard = noun in ON_BOARD or ON_A_SHIP.match(s.text, amount.end) is not None
    if match.frame.relation in ("ATTACKS", "COERCES") and aboard and not held and WITH.search(before):
        return True
    if (
        match.frame.relation == "REQUESTS"
        and (root := root_of(s, amount)) is not None
        and root.dep_ in ("dative", "compound")
    ):
        return True  # "asked France to give its 1,200 soldiers bread", which parsers take for one word
    moved = match.frame.relation in ("TROOP_WITHDRAWAL", "TROOP_DEPLOYMENT", "ARMS_TRANSFER", "TRADES_WITH", "AIDS")
    return noun in VOTES or (moved and bool(MOST_OF.search(before))) or is_stock(s, match, amount)


def quantity_of(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """How much or how many a claim is about, as far as its frame counts anything."""
    wanted = str(match.frame.get("quantity") or USUAL.get(match.frame.relation, ""))
    if not wanted:
        return arms_given(s, match, numbers)
    if wanted in ("people", "arms", "casualties") and (some := some_of(match, numbers)) is not None:
        return some.quantity
    if match.frame.relation in OWN_FIRST and (mine := OWN_FIRST[match.frame.relation](s, match, numbers)) is not None:
        return mine
    if wanted == "people" and match.frame.relation != "CASUALTIES" and _together(s, match):
        # "Senegal, Nigeria and Ghana are moving 631 soldiers": of none of them is it the number
        return own.quantity if (own := _of_subject(s, match, numbers)) else None
    if wanted == "people" and match.frame.relation == "TROOP_DEPLOYMENT" and _is_company(s, match):
        return None
    if match.theme is not None and match.theme.pos_ == "NUM":  # "of the 30 it delivered 13", "and hopes to sell 60"
        handed = [a for a in numbers if holds(a, match.theme)]
        fits = wanted != "casualties" and bool(handed) and unit_fits(wanted, handed[0])
        if handed and (KEPT in match.slots or fits):
            return handed[0].quantity
    if wanted in COUNTED:
        return COUNTED[wanted](s, match, numbers)
    if (
        share := part_taken(s, match, numbers)
        or _respective(s, match, numbers, wanted)
        or of_them(s, match, numbers, wanted)
    ):
        return share
    if doers := of_doer(s, match, numbers, wanted) or valued_goods(s, match, numbers):
        return doers
    if (level := _level(s, match, numbers, wanted)) is not None:
        return level
    if match.frame.relation == "TROOP_WITHDRAWAL" and (gone := _gone(s, match, numbers)) is not None:
        return gone
    if wanted == "strikes":
        return _struck(s, match, numbers) or of_doers(s, match, numbers) or attackers(s, match, numbers)
    if wanted == "held":
        return _held(s, match, numbers)
    if wanted == "refused":
        return refused(s, match, numbers)
    if wanted == "asked":
        return asked_for(s, match, numbers) or requested(s, match, numbers)
    if wanted == "counted":
        return _anything(s, match, numbers) or held_too(s, match, numbers)
    found = _of_many(s, match, of_formation(_wanted(s, match, numbers, wanted), numbers), numbers)
    if match.frame.relation == "TROOP_DEPLOYMENT":
        found = aboard(s, match, found, numbers)
    if match.frame.relation == "REQUESTS":
        return asked_for(s, match, numbers) or found or requested(s, match, numbers)
    if found is None and match.frame.relation in ELSE:
        return ELSE[match.frame.relation](s, match, numbers)
    return found or held_too(s, match, numbers)


# What is counted where nothing that the relation counts is told.
ELSE = {
    "MILITARY_AID": arms_given, "AGREES_WITH": accords_signed, "TRADES_WITH": share_taken, "ARMS_TRANSFER": share_taken,
}  # fmt: skip


APIECE = re.compile(r"\b(?:each|apiece)\b")
AND = re.compile(r",? and (?:the )?")


def _respective(s: Sentence, match: Match, numbers: list[Amount], wanted: str) -> Quantity | None:
    """ "Poland and Slovakia gave Ukraine 14 and 13 jets": of two who are named together each has his own."""
    state = match.subject.actor.state or match.subject.actor.key
    named = sorted(s.mentions, key=lambda m: m.start)
    pairs = [(a, b) for a, b in pairwise(named) if AND.fullmatch(s.text, a.end, b.start)]
    sides = next(([a.state or a.id, b.state or b.id] for a, b in pairs if state in (a.state, a.id, b.state, b.id)), [])
    if len(set(sides)) != 2 or APIECE.search(s.text) or sum(1 for m in named if m.state == state) > 1:
        return None
    for last in (a for a in numbers if unit_fits(wanted, a) and same_clause(s, match, a)):
        before = [numeral(m) for m in NUMERAL.finditer(s.text, max(0, last.start - 40), last.start)]
        first = before[-1] if before and s.text[before[-1].end : last.start] == " and " else None
        whole = NUMERAL.match(s.text, last.start)
        scaled = whole is not None and numeral(whole).scaled and first is not None and not first.scaled
        if first is not None and not scaled and not YEAR.fullmatch(first.bare):  # not "$20 and $30 million"
            own = Quantity(first.value, unit=last.quantity.unit, text=s.text[first.start : first.end])
            return own if sides[0] == state else last.quantity
    return None


def _wanted(s: Sentence, match: Match, numbers: list[Amount], wanted: str) -> Quantity | None:
    host = _host(s, match, wanted)
    fitting = [a for a in numbers if unit_fits(wanted, a) and not counts_parties(a)]
    if wanted == "casualties":
        if (own_harm := harmed(s, match, numbers)) is not None:
            return own_harm
        fitting = [a for a in fitting if last_word(a) not in MATERIAL]
    if wanted in ("people", "arms") and (own := _of_object(s, match, fitting)) is not None:
        return own.quantity
    if wanted == "people" and (own := _of_subject(s, match, numbers)) is not None:
        return own.quantity
    if wanted == "percent" and _several(s, match):
        return None  # "relies on two others for a third of its gas": of neither is it the share
    inside = [a for a in fitting if host is not None and within(s, host, a)]
    if len(inside) > 1 and host is not None:  # of "36 howitzers and ten launchers" the ten
        inside.sort(key=lambda a: not holds(a, host))
    near = [a for a in fitting if same_clause(s, match, a)] if wanted == "casualties" else inside
    if own := _by_state(s, match, near):  # "1,300 Palestinians and 13 Israelis"
        return own.quantity
    if inside and wanted == "people":  # "two batteries and 300 soldiers": the men
        inside.sort(key=lambda a: a.quantity.unit != "troops")
    if inside:
        return inside[0].quantity
    if wanted == "casualties":
        return _dead(s, match, fitting, host)
    if wanted in ("money", "percent"):
        return _nearest(s, match, fitting) or (_goods(s, match, numbers) if wanted == "money" else None)
    if len(fitting) == len(numbers) == 1 and fitting[0].quantity.min and fitting[0].quantity.max:
        return fitting[0].quantity  # the parse may hang "between 11,000 and 12,000 troops" on the verb
    if wanted == "people" and (strong := next((a for a in fitting if _is_strength(s, match, a)), None)) is not None:
        return strong.quantity
    if wanted == "people" and (joined := _joined_men(s, match, fitting)) is not None:
        return joined.quantity
    if wanted == "people" and (company := _with(s, match, fitting, "people")) is not None:
        return company  # "launched a mission with some 100 staff"
    if wanted == "people" and match.frame.relation == "TROOP_DEPLOYMENT":
        return of_own_clause(s, match, numbers)
    if wanted == "people" and match.frame.relation == "PROTESTS":
        return of_doers(s, match, numbers)
    if wanted == "arms" and match.frame.relation in ("ARMS_TRANSFER", "MILITARY_AID"):
        return _with(s, match, fitting) or _price(s, match, numbers)
    return None


def _by_state(s: Sentence, match: Match, inside: list[Amount]) -> Amount | None:
    """ "12 Indian and five Chinese soldiers": the amount in whose words one side of the claim stands."""
    if len(inside) < 2:
        return None
    places = [s.doc[who.token].idx for who in (match.subject, match.object) if who is not None]
    return next((a for place in places for a in inside if a.start <= place < a.end), None)


AT_OBJECT = re.compile(
    r" (?:of (?:whom|them|which) (?:(?:are|were|serve|remain|stay) )?)?(?:\w+ )?(?:in|to|at|for|from) (?:the )?"
)


def _of_object(s: Sentence, match: Match, fitting: list[Amount]) -> Amount | None:
    """ "28,500 troops in South Korea and 55,000 in Japan": of several the one that stands with the other side."""
    if match.object is None or len(fitting) < 2:
        return None
    near = [a for a in fitting if same_clause(s, match, a)]
    fitting = near if len(near) > 1 or match.frame.relation != "TROOP_DEPLOYMENT" else fitting
    beside: dict[str, Amount] = {}
    for m in s.mentions:
        last = next((a for a in reversed(fitting) if a.end <= m.start), None)
        if m.state and last is not None and AT_OBJECT.fullmatch(s.text, last.end, m.start):
            beside.setdefault(m.state, last)
    sides = [match.object] if match.frame.relation != "ARMS_TRANSFER" else [match.subject, match.object]
    theirs = [beside[state] for side in sides if (state := side.actor.state or "") in beside]
    own = theirs[0] if theirs else None
    part = own is not None and s.text.startswith((" of whom", " of them"), own.end)
    before = next((a for a in reversed(fitting) if own is not None and a.end <= own.start), None)
    apart = before is not None and own is not None and ELSEWHERE.search(s.text, before.end, own.start)
    return own if len(beside) > 1 or part or (apart and match.frame.relation == "TROOP_DEPLOYMENT") else None


ELSEWHERE = re.compile(r" (?:in|at|to|with|on|under) ")  # "ten officers in Jerusalem and 200 soldiers in Lebanon"


FIRST_OF = re.compile(r"\b(?:first|second|third|one) of (?:the |its |their )?$")
TAKEN_OF = ("ARMS_TRANSFER", "MILITARY_AID", "TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL", "CASUALTIES")
HANDED = words("hand deliver arrive receive get ship send give transfer")  # not what orders all of them


def _of_many(s: Sentence, match: Match, found: Quantity | None, numbers: list[Amount]) -> Quantity | None:
    """ "The first of eight submarines" is one; of "1,500 of the 5,000 soldiers" who leave it is the first number, of
    "a third of the 900" none that is written."""
    at = place_of(found, numbers)
    if found is None or at is None:
        return found
    text, start = s.text, numbers[at].start
    handed = match.frame.relation == "ARMS_TRANSFER" and match.verb.lemma_ in HANDED
    if handed and FIRST_OF.search(text, max(0, start - 24), start):
        return Quantity(1.0, unit=found.unit, text=text[start : numbers[at].end])
    part = at > 0 and OF_THE.fullmatch(text, numbers[at - 1].end, start)
    if part and ONE_UNIT.fullmatch(numbers[at - 1].quantity.text or ""):
        part = None  # "a company of 150 reservists"
    if not part or _is_told_inside(match, start) or match.frame.relation not in TAKEN_OF:
        return found
    if numbers[at - 1].quantity.unit != "percent":
        return numbers[at - 1].quantity
    return None if match.frame.relation == "TROOP_WITHDRAWAL" else found


def _is_told_inside(match: Match, start: int) -> bool:
    """Whether a claim's verb stands in the clause that hangs on what is counted: "the 12 jets that Oslo sold to"."""
    inside = match.verb.dep_ in ("relcl", "acl") and match.verb.idx > start
    promised = match.verb.lemma_ in PROMISES and giving_verb(match.verb)[0] is not None
    return inside and not promised  # not "will receive 26 of the 36 that it ordered"


def _of_subject(s: Sentence, match: Match, numbers: list[Amount]) -> Amount | None:
    """ "Among them 500 Belarusians and 200 Tajiks": the amount in whose words the one stands whose they are."""
    state = match.subject.actor.state
    if state is None or match.subject.how == "coreference" or len(numbers) < 2:
        return None
    named = [m.start for m in s.mentions if m.state == state]
    for a in numbers:
        if named and not a.quantity.vague and all(a.start < place < a.end for place in named):
            return a
    return None


def _joined_men(s: Sentence, match: Match, fitting: list[Amount]) -> Amount | None:
    """ "A battery and some 100 soldiers", "riot police, 125 of them, are there", "the last 250 soldiers crossed"."""
    men = [a for a in fitting if a.quantity.unit == "troops" and not a.quantity.vague]
    theme = match.theme
    if theme is not None and not any(c.dep_ == "nummod" for c in theme.children):
        beside = [t for t in theme.conjuncts if t.i > theme.i]
        if found := next((a for t in beside for a in men if within(s, t, a)), None):
            return found
    for a in men:
        before, after = s.text[max(0, a.start - 12) : a.start], s.text[a.end : a.end + 9]
        if before.endswith(", ") and after.startswith(" of them") and same_clause(s, match, a):
            return a
        if match.frame.relation == "TROOP_WITHDRAWAL" and LAST.search(before) and a.start < match.verb.idx:
            return a
    return None


LAST = re.compile(r"\b(?:last|final|remaining)(?: of the)? $")
COMPANY = words("together along alongside with")


def _is_company(s: Sentence, match: Match) -> bool:
    """ "Are deployed there, together with contingents from France": the number is not of who is named beside."""
    token = s.doc[match.subject.token]
    above = [t for t in token.ancestors if t.dep_ == "prep" and t.i > match.verb.i]
    return match.subject.how != "coreference" and any(t.lower_ in COMPANY for t in above)


def _is_strength(s: Sentence, match: Match, amount: Amount) -> bool:
    """ "The division, some 5,500 strong, is quartered in ..."."""
    return s.text.startswith(" strong", amount.end) and same_clause(s, match, amount)


CHANGES = words("""
    raise lift increase double treble triple boost expand grow rise cut reduce lower shrink fall swell bring take climb
    halve strengthen enlarge
    """)


BY_SO_MANY = re.compile(r" by (?:(?:about|around|some|nearly) )?\S+(?: [mb]illion)? to $")


def _level(s: Sentence, match: Match, numbers: list[Amount], wanted: str) -> Quantity | None:
    """ "Raised its contingent from 500 to 1,300", "lift trade to $10 billion": what it comes to; else what is added."""
    of = match.trigger.head  # "the number of its troops rose"
    number = [of.head.head] if of.lower_ == "of" and of.head.lemma_ in ("number", "strength") else []
    verb = next((t for t in (match.verb, of, *number) if t.lemma_ in CHANGES), None)
    if verb is None or match.frame.relation == "TROOP_WITHDRAWAL":  # "cut the force to 300": that many stay
        return None
    for to in numbers:  # "by $15 million to $120 million"
        if unit_fits(wanted, to) and BY_SO_MANY.search(s.text, max(0, to.start - 40), to.start):
            return to.quantity
    preps = [c for word in ("to", "by") for c in verb.children if c.dep_ == "prep" and c.lower_ == word]
    ends = [o for prep in preps for o in objects(prep)]
    for token in ends:
        for amount in numbers:
            if (unit_fits(wanted, amount) or amount.noun is None) and within(s, token, amount):
                return amount.quantity
    return None


def _gone(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """ "Cut its contingent from 1,700 to 1,100", "by 600 to 1,100": those who leave; not where several
    are cut in one sentence."""
    if match.verb.lemma_ not in CHANGES:
        return None
    for prep in (c for c in match.verb.children if c.dep_ == "prep" and c.lower_ == "by"):
        for amount in (a for a in numbers if s.text[: a.start].rstrip().endswith(" by")):
            if prep.idx < amount.start:
                return replace(amount.quantity, unit=amount.quantity.unit or "troops")
    found = list(fewer(s.text))
    alone = len(found) == len(FROM_TO.findall(s.text)) == 1
    return found[0][1] if alone and _is_from(s, match.verb, found[0][0]) else None


FROM_TO = re.compile(r"\bfrom (?:\w+ ){0,2}\d[\d,.]* to ")


def _is_from(s: Sentence, verb: Token, start: int) -> bool:
    """Whether the figure that begins at a character is what a verb goes down "from"."""
    token = next((t for t in s.doc if t.idx >= start), None)
    while token is not None and token.dep_ in ("nummod", "pobj", "compound", "quantmod"):
        token = token.head
    return token is not None and token.lower_ == "from" and token.head in (verb, *objects(verb))


def _goods(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """ "Exported 1.5 million barrels a day", "flew in 40 tonnes of food", "sells 70 percent of its fruit to"; what
    somebody buys for a share of his own needs tells of his dependence."""
    if match.frame.relation not in ("TRADES_WITH", "AIDS") or match.theme is None:
        return None
    sells = match.verb.lemma_ in ("export", "sell", "ship", "send", "deliver", "supply")
    units = ("people", "percent") if sells else ("people",)
    inside = [a for a in numbers if any(unit_fits(u, a) for u in units) and within(s, match.theme, a)]
    return inside[0].quantity if inside else None


def _host(s: Sentence, match: Match, wanted: str) -> Token | None:
    """The noun in whose phrase the number is looked for."""
    subject = s.doc[match.subject.token]
    host = match.item if match.item is not None and wanted == "arms" else match.theme
    if match.frame.get("quantity_from") == "agent":
        return mourned(match, subject) if match.frame.relation == "CASUALTIES" else subject
    if host is None and match.trigger.pos_ == "NOUN":
        return match.trigger
    if match.frame.relation == "CASUALTIES":
        if host is not None and s.lemma(host) == "life":  # "two Kenyans have lost their lives"
            return subject
        besides = host is not None and match.verb.dep_ == "conj" and verb_above(subject.head) == match.verb.head
        if host is not None and besides and subject.head not in (host, *host.conjuncts):
            return host  # "a Kenyan soldier was killed and two were wounded": one and two
        if subject.head.pos_ == "NOUN" and match.subject.how == "adjective":
            return subject.head  # of "200 Armenian and 192 Azerbaijani soldiers" each its own
    return host


def _dead(s: Sentence, match: Match, fitting: list[Amount], host: Token | None) -> Quantity | None:
    if host is not None and _single(s, host):
        return Quantity(1.0, text="one")
    inside = [a for a in fitting if same_clause(s, match, a)]
    if own := _by_state(s, match, inside):
        return own.quantity
    if len(inside) > 1:
        put = [a for a in inside if _put_at(s, match, a)]
        return put[0].quantity if put else None  # several figures, none of them its own
    return inside[0].quantity if inside else None


def _price(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """Goods that are not counted go by their price: "rocket launchers worth $245 million"; the only number of the
    clause counts them wherever the parser hangs it."""
    beside = [a for a in numbers if same_clause(s, match, a)]
    things = [a for a in beside if unit_fits("arms", a) and not counts_parties(a)]
    if match.frame.get("modality") == "future" and len(things) == 1:
        return things[0].quantity
    if things or _several(s, match):
        return None
    return _nearest(s, match, [a for a in beside if unit_fits("money", a)])


def _nearest(s: Sentence, match: Match, amounts: list[Amount]) -> Quantity | None:
    """Of the amounts of a clause the one that stands nearest to the verb."""
    inside = [a for a in amounts if same_clause(s, match, a)]
    at = match.verb.idx
    return min(inside, key=lambda a: abs(a.start - at)).quantity if inside else None


def _anything(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """Whatever is counted: "expelled two diplomats", "sanctions on three ministers", "tariffs of 25 percent"."""
    any_unit = [a for a in numbers if counts(a) and not a.quantity.vague and not counts_parties(a)]
    object_noun = noun_of(s.doc[match.object.token]) if match.object is not None else None
    for host in (match.item, match.theme, object_noun):
        inside = [a for a in any_unit if host is not None and within(s, host, a)]
        if inside:
            return inside[0].quantity
    if found := _with(s, match, any_unit):
        return found
    if match.frame.relation != "SANCTIONS":
        return None
    return _nearest(s, match, [a for a in any_unit if unit_fits("percent", a)])


def _held(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """ "Took 14 villages", "holds 70 percent of the province": the only such amount of the clause, in figures."""
    held = [a for a in numbers if a.quantity.unit == "percent" or last_word(a) in HELD]
    held = [a for a in held if not a.quantity.vague and _is_object(s, match.verb, a)]
    only = held[0].quantity if len(held) == 1 else None
    in_words = only is not None and only.unit == "percent" and not any(c.isdigit() for c in only.text or "")
    return None if in_words else only  # "a third of the province"


def _is_object(s: Sentence, verb: Token, amount: Amount) -> bool:
    """Whether an amount counts what a verb acts on, and not "14 villages away", "Mosul and 30 villages"."""
    token = counted(s, amount)
    return token is not None and token.dep_ in ("dobj", "nsubjpass") and token.head == verb


def _with(s: Sentence, match: Match, amounts: list[Amount], kind: str = "arms") -> Quantity | None:
    """ "attacked the grid with more than 400 drones", "sealed the border with 12 battalions"."""
    hosts = {match.verb, match.trigger} | ({match.theme} if match.theme is not None else set())
    for prep in (c for host in sorted(hosts) for c in host.children):
        if prep.dep_ == "prep" and prep.lower_ in ("with", "using"):
            for token in (c for c in prep.children if c.dep_ == "pobj"):
                inside = [a for a in amounts if unit_fits(kind, a) and within(s, token, a)]
                if inside:
                    return inside[0].quantity
    return None


def _struck(s: Sentence, match: Match, numbers: list[Amount]) -> Quantity | None:
    """What an attack is made with, else how many targets it struck."""
    counts = [a for a in numbers if not a.quantity.vague and unit_fits("arms", a)]
    if found := _with(s, match, counts):
        return found
    destroyed = match.verb.lemma_ in DESTROYS
    targets = [a for a in counts if last_word(a) in STRUCK or (destroyed and is_thing(a))]
    if match.trigger.tag_ == "NNS":  # "carried out seven raids"
        times = [a for a in counts if within(s, match.trigger, a)]
        if times:
            return times[0].quantity
    for host in (match.theme, noun_of(s.doc[match.object.token]) if match.object is not None else None):
        inside = [a for a in targets if host is not None and within(s, host, a)]
        if inside:
            return inside[0].quantity
    return None


def _several(s: Sentence, match: Match) -> bool:
    """Whether a side of the claim is one of several named together."""
    tokens = [s.doc[who.token] for who in (match.subject, match.object) if who is not None]
    return any(t.dep_ == "conj" or any(c.dep_ == "conj" for c in t.children) for t in tokens)


def _together(s: Sentence, match: Match) -> bool:
    """Whether the subject is one of a list of three states or more of which none has "each" a number of its own."""
    listed: list[Mention] = []
    end, at = -1, s.doc[match.subject.token].idx
    for m in sorted(s.mentions, key=lambda m: m.start):
        listed = listed if LISTED.fullmatch(s.text, max(0, end), m.start) else []
        listed.append(m)
        end = m.end
        if len(listed) > 2 and any(one.start <= at < one.end for one in listed):
            return not EACH.search(s.text)
    return False


LISTED = re.compile(r",? (?:and |or |as well as )?(?:the )?")
EACH = re.compile(r"\b(?:each|apiece|respectively)\b")


def _put_at(s: Sentence, match: Match, amount: Amount) -> bool:
    """ "Put its own dead at seven": the figure after the verb's own "at", "to" or "of"."""
    token = root_of(s, amount)
    if token is None:
        return False
    while token.dep_ in ("nummod", "amod", "compound", "advmod", "quantmod") and token.head.i != token.i:
        token = token.head
    prep = token.head
    return (
        token.dep_ == "pobj"
        and prep.lower_ in ("at", "to", "of", "between")
        and prep.head in (match.verb, match.trigger)
    )


COIN_AT_HOME = {("NOK", "DNK"): "DKK", ("SEK", "ISL"): "ISK"}  # "kroner" of Denmark


def in_its_own_words(found: Quantity | None, match: Match, giver: Actor) -> Quantity | None:
    """The unit as the claim makes it plain: "bought 20 fighters" are aircraft, the "kroner" of Denmark are Danish."""
    if found is None:
        return None
    item = match.item.lower_ if match.item is not None else ""
    bought = match.frame.relation == "ARMS_TRANSFER" and match.verb.lemma_ not in ("hire", "recruit", "enlist")
    if found.unit == "troops" and bought and item in ("fighters", "trainers"):
        return replace(found, unit=item)
    coin = COIN_AT_HOME.get((found.unit or "", giver.state or ""))
    return replace(found, unit=coin) if coin and not (found.text or "").startswith(found.unit or "") else found


KILLS = words("kill die slay murder execute assassinate behead massacre perish drown")
HURTS = words("wound injure hurt maim")


def of_harm(found: Quantity | None, match: Match) -> Quantity | None:
    """ "Three peacekeepers from Burundi were killed": so many killed, whatever they were."""
    said = found is None or found.unit in HARM.values()
    lemmas = {match.trigger.lemma_, match.verb.lemma_}
    lemmas |= {c.lemma_ for c in match.trigger.children if c.dep_ in ("oprd", "xcomp")}  # "were reported killed"
    lost = match.theme is not None and match.theme.lemma_ == "life"  # "lost their lives"
    lost = lost or any(c.lower_ == "dead" and c.dep_ == "oprd" for c in match.trigger.children)  # "feared dead"
    harm = "killed" if lost or lemmas & KILLS else "wounded" if lemmas & HURTS else None
    return found if found is None or said or harm is None else replace(found, unit=harm)


FATAL = words("kill die wound injure maim")
COLLECTIVE = words("""
    patrol convoy family crew group couple number unit team squad platoon company battalion brigade column total dozen
    hundred thousand third half quarter handful party crowd garrison contingent
    """)


def _single(s: Sentence, token: Token) -> bool:
    """ "A policeman was killed", "lost one of its pilots": one person."""
    one = token.lower_ == "one" or any(
        c.lower_ in ("a", "an", "one") for c in token.children if c.dep_ in ("det", "nummod")
    )
    headline = is_open(s.doc) and token.tag_ == "NN"
    one = one or (headline and not any(c.dep_ in ("det", "nummod", "poss") for c in token.children))
    kinds = s.kinds(token) & {"people_only", "group_people", "rebels", "other_titles", "leader_titles"}
    citizen = token.i in s.head_of and s.head_of[token.i].is_adjective  # "a Honduran was killed"
    mortal = token.tag_ == "NN" and bool(kinds or s.lemma(token) in MORTALS)
    mortal = mortal or (token.head.lemma_ in FATAL and token.tag_ == "NN" and s.lemma(token) not in COLLECTIVE)
    return one and (token.lower_ == "one" or mortal or citizen)
