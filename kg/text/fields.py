"""The fields of a claim beside its actors: change, amount, goods and place, each from the claim's own clause."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.model import Actor
from kg.text.actors import MONEY, Sentence
from kg.text.frames import Match
from kg.text.grammar import objects
from kg.text.mentions import capitals, classes, is_designation, made_by, state_actor, words
from kg.text.noun_phrases import NAVIES
from kg.text.numerals import YEAR
from kg.text.when_written import MONTHS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.text.amounts import Amount
else:
    Token = Amount = Any

LOCATED = frozenset(("TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL", "ATTACKS", "BASE_ACCESS", "COMBAT", "CONTROLS"))
# "the first talks since March": dates what was before, not what is told
FIRST_SINCE = re.compile(
    r"\b(?:first|last|largest|biggest|worst|deadliest|highest|lowest)\b[^,;]{0,40}\bsince\b[^,;]{0,20}$"
)
WARS = ("war", "conflict", "invasion", "revolution")
OF_A_WAR = re.compile(rf" (?:{'|'.join(WARS)})\b")  # "the first since the 1973 war": it was in 1973
# "down from 50,000 in 1999", "compared with 6,000 in 2008", "from $1 billion in 2009 to $2 billion": how it once was
_FIGURE = r" (?:(?:the|some|about|around|nearly|almost|more than|over|just) )?[$€£]?\d[\d,.]*(?: [\w-]+){0,3}"
OF_BEFORE = re.compile(rf"(?:(?:\b(?:up|down)|,) from|\bcompared (?:with|to)|, against){_FIGURE}(?: in| by)? $")
THAN_BEFORE = re.compile(
    r"\b(?:(?<!later )(?<!earlier )(?<!sooner )than|as (?:much|many|high|large|big|often)(?: as)?)"
    r"(?: (?:it|they|he) (?:did|had|was|were|sent|got))?(?: in| at| during)? $"
)
EARLIER = re.compile(r"(?:a|one|the same) (?:year|month|quarter|period) (?:earlier|ago|before)")
FROM_FIGURE = re.compile(rf"\bfrom{_FIGURE}(?: in| by)? $")
TO_FIGURE = re.compile(rf",? to{_FIGURE}")


def is_of_before(text: str, start: int, end: int) -> bool:
    """Whether a time that stands there dates the figure with which the present one is compared.

    >>> text = "Spain has 300 men in Latvia, up from 120 in 2017."
    >>> is_of_before(text, text.index("2017"), len(text) - 1)
    True
    """
    before = text[max(0, start - 80) : start]
    if before.endswith((" from ", " than ", " with ", " against ")) and EARLIER.fullmatch(text, start, end):
        return True  # "rose 10 percent from a year earlier"
    first = FIRST_SINCE.search(before) and not OF_A_WAR.match(text, end)
    if OF_BEFORE.search(before) or first or THAN_BEFORE.search(before):
        return True
    return bool(FROM_FIGURE.search(before) and TO_FIGURE.match(text, end))


def change_of(s: Sentence, match: Match) -> Any:
    """Increase or decrease of a dependence or of trade: said of it in the same sentence."""
    if match.frame.get("change"):
        return match.frame.get("change")
    if match.frame.relation not in ("DEPENDS_ON", "TRADES_WITH"):
        return None
    down = {
        "reduce",
        "decrease",
        "fall",
        "shrink",
        "decline",
        "cut",
        "lessen",
        "ease",
        "lower",
        "diminish",
        "drop",
        "wean",
        "diversify",
        "limit",
        "slump",
        "halve",
        "plunge",
        "dwindle",
        "curb",
        "end",
        "less",
        "tumble",
        "narrow",
        "loosen",
    }
    up = {
        "increase",
        "grow",
        "rise",
        "deepen",
        "double",
        "jump",
        "surge",
        "expand",
        "triple",
        "climb",
        "soar",
        "more",
        "heighten",
        "boost",
        "swell",
        "increasingly",
        "balloon",
        "quadruple",
    }
    near = [match.trigger, match.verb, match.trigger.head, *match.trigger.children, *match.verb.children]
    near += [
        t
        for t in s.doc
        if t.dep_ == "conj"
        and any(s.lemma(g) in ("share", "trade", "dependence", "reliance", "proportion", "volume") for g in t.children)
    ]
    lemmas = {s.lemma(t) for t in near}
    if lemmas & down:
        return "decrease"
    return "increase" if lemmas & up else None


def unit_fits(wanted: str, amount: Amount) -> bool:
    unit, noun = (amount.quantity.unit or "").lower(), (amount.noun or "").lower()
    money = (
        unit.isupper()
        or (amount.quantity.unit or "") in CURRENCIES
        or (len(amount.quantity.unit or "") == 3 and (amount.quantity.unit or "").isupper())
    )
    share = unit in ("percent", "share", "%")
    dead = unit in (
        "killed",
        "wounded",
        "dead",
        "injured",
        "casualties",
        "killed or wounded",
        "captured",
        "missing",
        "deaths",
    )
    if wanted == "money":
        return money
    if wanted == "percent":
        return share
    if (
        money
        or share
        or unit in ("year", "years", "km", "day", "days", "month", "months", "hours", "miles", "weeks", "week", "hour")
    ):
        return False
    if wanted == "casualties":
        return True
    if wanted == "people" and (unit == "captured" or noun in ("troops", "soldiers")):
        return True
    return not dead


CURRENCIES = frozenset(("USD", "EUR", "GBP", "CNY", "JPY", "RUB", "INR", "KRW", "AUD", "CAD", "CHF"))


def within(s: Sentence, host: Token, amount: Amount) -> bool:
    """Whether an amount stands in the noun phrase itself, not in a clause or another item that hangs on it."""
    heads = {host.i}
    noun = s.head_noun(host)
    heads |= {
        noun.i,
        *(t.i for t in (host, *host.ancestors) if s.lemma(t) in classes()["partitives"] and t.pos_ in ("NOUN", "NUM")),
        *(t.head.i for t in host.ancestors if t.lower_ == "of" and t.i < host.i and t.head.pos_ == "NUM"),
    }
    span = s.doc.char_span(amount.start, amount.end, alignment_mode="expand") if amount.end <= len(s.text) else None
    if span is None:
        return False
    token = span.root
    for _ in range(6):
        if token.i in heads:
            return True
        if token.dep_ in ("conj", "relcl", "ROOT", "acl") and token.pos_ != "NUM":
            return False
        token = token.head
    return False


def clause_of(token: Token, hosts: set[int]) -> int:
    """The verb or host that a phrase hangs on."""
    for t in token.ancestors if token.pos_ not in ("VERB",) else (token, *token.ancestors):
        if t.i not in hosts and t.dep_ == "acl" and t.lemma_ in ("name", "call", "dub", "codename", "know"):
            continue  # "an exercise named Search on Thursday"
        since = token.head.lower_ == "since" and t.i not in hosts
        if since and t.dep_ == "appos" and t.pos_ == "NOUN" and t.i > t.head.i:
            return t.i  # "Oman, a British partner since 1971, bought": no date of the purchase
        if t.i in hosts or t.pos_ in ("VERB", "AUX"):
            return t.i
    return token.i


def dates_a_paper(s: Sentence, match: Match, token: Token) -> bool:
    """ "under an agreement of 1994": the year of the paper and not of what is done under it."""
    if match.frame.relation == "ALLIED_WITH":
        return False  # allies "under a treaty of 1961" are so since
    for t in token.ancestors:
        if t.i in (match.trigger.i, match.verb.i) or t.pos_ in ("VERB", "AUX"):
            return False
        if t.pos_ == "NOUN" and (match.theme is None or t.i != match.theme.i) and "accord" in s.kinds(t):
            return True
    return False


def holds(amount: Amount, token: Token) -> bool:
    """Whether a word is one of an amount's own."""
    return amount.start <= token.idx < amount.end


def root_of(s: Sentence, amount: Amount) -> Token | None:
    """The highest word of an amount in the parse; None where it ends outside a sentence that was written anew."""
    if amount.start >= len(s.text):
        return None
    span = s.doc.char_span(amount.start, min(amount.end, len(s.text)), alignment_mode="expand")
    return span.root if span is not None and len(span) else None


def counted(s: Sentence, amount: Amount) -> Token | None:
    """The noun before which an amount stands: "soldiers" of "300 more soldiers"."""
    token = root_of(s, amount)
    while token is not None and token.dep_ in ("nummod", "amod", "compound", "quantmod") and token.head != token:
        token = token.head
    return token


def same_clause(s: Sentence, match: Match, amount: Amount) -> bool:
    root = root_of(s, amount)
    if root is None:
        return False
    inside = {t.i for t in match.verb.subtree} | {t.i for t in match.trigger.subtree}
    if match.trigger == match.verb and match.trigger.dep_ == "nsubj":  # "exports to Chad came to $2 million"
        inside |= {t.i for t in match.trigger.head.subtree}
    low, high = sorted((root.i, match.trigger.i))
    if any(t.text == ";" for t in s.doc[low:high]):
        return False
    return root.i in inside and not _aside(root, {match.verb, match.trigger})


def _aside(token: Token, own: set[Token]) -> bool:
    """Whether a clause about something else stands between an amount and the claim's own words: "China, to which Tonga
    owes $100 million, donated", "the pilot died, and China held the 24 others"."""
    for t in (token, *token.ancestors):
        if t in own:
            return False
        if t.dep_ == "relcl" or (t.dep_ == "conj" and t.pos_ == "VERB" and any(c.dep_ == "nsubj" for c in t.children)):
            return True
    return False


def goods(s: Sentence, match: Match) -> str | None:
    if match.item is None or s.lemma(s.head_noun(match.item)) in MONEY:
        return None
    if match.frame.relation == "AIDS" and s.lemma(s.head_noun(match.item)) in FUNDS:
        return None
    found = item_name(s, match.item)
    found = SHARE_OF.sub("", found) if match.frame.relation in ("DEPENDS_ON", "TRADES_WITH") else found
    traded = match.frame.relation == "TRADES_WITH" and found.lower() in ("exports", "trade", "commerce")
    return None if traded or found.lower() in NO_ITEM else found


def is_party(match: Match, token: Token, prep: Token) -> bool:
    """ "arms to Kyiv", "sanctions on Caracas": a capital after such a word is the government, no place."""
    if match.object is None or match.object.token != token.i or match.frame.relation in LOCATED:
        return False
    return prep.lower_ not in ("in", "at", "near") and match.object.how != "office"


def seat_visited(s: Sentence, verb: Token) -> Actor | None:
    """ "visited Washington", "flew to Moscow": the capital itself is the place of the talks."""
    near = [c for c in verb.children if c.dep_ == "dobj"]
    near += [o for c in verb.children if c.dep_ == "prep" and c.lower_ in ("to", "in") for o in objects(c)]
    for token in near:
        mention = s.head_of.get(token.i)
        if mention is not None and mention.kind == "capital":
            return Actor(mention.text, "region", None, mention.state)
    return None


# Names that may stand after "in" and are no place.
EVENTS = words(
    "exercise operation drill manoeuvre maneuver war fleet summit forum conference squadron flotilla brigade"
)


def _is_event(s: Sentence, noun: Token) -> bool:
    """ "Exercise Eager Lion", "the Iran-Iraq War", "Zapad 2021", "the 5th Fleet": what takes place, or who is there."""
    year = s.doc[noun.i + 1] if noun.i + 1 < len(s.doc) else None
    dated = year is not None and YEAR.fullmatch(year.text) and year.head == noun
    named = [noun, *(c for c in noun.children if c.dep_ == "compound" and c.pos_ in ("PROPN", "NOUN"))]
    return noun.pos_ == "PROPN" and bool(dated or any(t.lower_ in EVENTS for t in named))


def _is_told(noun: Token) -> bool:
    prep = noun.head
    return prep.lower_ == "to" and prep.dep_ in ("prep", "dative") and prep.head.lemma_ in TELLS


TELLS = words("reveal say tell report confirm disclose admit explain confide speak announce")


def place_of(s: Sentence, token: Token) -> Actor | None:
    noun = s.head_noun(token)
    if s.lemma(noun) in SITES:  # "Dushanbe airport": the site and not the town
        near = [c for c in noun.children if c.dep_ == "compound" and c.pos_ == "PROPN" and c.i < noun.i]
        known = next((s.part_of[c.i] for c in near if c.i in s.part_of), None)
        if near and (known is None or known.type == "region" or known.kind == "capital"):
            first = min(t.i for c in near for t in c.subtree if t.pos_ == "PROPN")
            return Actor(s.doc[first : noun.i + 1].text, "region", None, known.state if known else None)
    mention = s.head_of.get(noun.i)
    if mention is not None:
        if mention.type == "region":
            return Actor(mention.text, "region", mention.id, mention.state)
        compass = next((c for c in noun.children if c.dep_ == "amod" and c.lower_.removesuffix("ern") in COMPASS), None)
        if mention.type == "state" and compass is not None:  # "northern Syria", "north-eastern Syria"
            half = compass.i > 1 and compass.nbor(-1).text == "-" and compass.nbor(-2).lower_ in COMPASS
            name = f"{compass.nbor(-2).text}-{compass.text}" if half else compass.text
            return Actor(f"{name} {mention.text}", "region", None, mention.state)
        if mention.type == "state" and mention.kind == "capital":
            return Actor(mention.text, "region", None, mention.state)
        if mention.type == "state" and not mention.is_adjective and mention.state:
            return state_actor(mention.state)
        return None
    if noun.tag_ == "NNPS" and not any(c.dep_ == "det" for c in noun.children):
        return None  # "took the port from Islamists"; "the Kurils" are a place
    if noun.text in ("North", "South", "West", "-") or (noun.text[0].islower() and noun.pos_ == "PROPN"):
        return None  # a dash is one in "mid-April"
    if any(t.text in NAVIES for t in s.doc[max(0, noun.i - 2) : noun.i]):
        return None  # "HMS Kent"
    if noun.dep_ in ("compound", "nmod") and noun.head.pos_ == "NOUN" and "weapons" in s.kinds(noun.head):
        return None  # "Bayraktar drones"
    if _is_event(s, noun):
        return None
    if noun.pos_ == "PROPN" and not is_designation(noun.text) and noun.i not in s.part_of and not s.unknown_name(noun):
        if any(c.isdigit() for c in noun.text) or _is_told(noun):
            return None  # the aircraft "F/A18"; "as sources revealed to Ritzau"
        if noun.ent_type_ == "" and noun.text.rstrip(".").lower() not in DAYS and not noun.like_num:
            return Actor(s.proper(noun), "region", None, None)
        return None
    if noun.lower_ in COMPASS and any(c.lower_ == "the" for c in noun.children):
        return Actor(f"the {noun.text}", "region", None, next((w.actor.state for w in s.actors(noun)), None))
    if (told := _told_place(s, noun)) is not None:
        return told
    kinds = s.words(noun)
    named = [
        c
        for c in noun.children
        if c.dep_ == "compound"
        and c.pos_ == "PROPN"
        and c.i < noun.i
        and (c.i not in s.part_of or s.part_of[c.i].kind == "government")
    ]
    known = next((s.part_of[c.i] for c in noun.children if c.dep_ == "compound" and c.i in s.part_of), None)
    if known is not None and known.type == "region" and s.lemma(noun) in FEATURES:  # "the Negev desert"
        return Actor(known.text, "region", known.id, known.state)
    of = [o for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for o in objects(c)]
    of = [o for o in of if o.i in s.head_of and s.head_of[o.i].type == "region"]  # "the Black Sea port of Odesa"
    if named and noun.pos_ == "NOUN" and s.lemma(noun) in FEATURES and not of:  # "Paracel islands", "Elysee palace"
        return Actor(s.doc[min(t.i for c in named for t in c.subtree) : noun.i + 1].text, "region")
    if kinds & classes()["control_places"] | kinds & classes()["territory"]:
        for child in sorted(noun.children, key=lambda c: c.lower_ != "of"):  # "the Black Sea city of Kherson"
            if child.dep_ == "prep" and child.lower_ in ("of", "in", "near", "at", "on"):
                for inner in objects(child):
                    found = place_of(s, inner)
                    if found is not None and found.type == "region":
                        return found
            elif child.dep_ in ("appos", "compound") and child.pos_ == "PROPN" and child.i not in s.part_of:
                if any(c.isdigit() for c in child.text) or "weapons" in s.kinds(noun):
                    continue  # "six Hercules planes", though one may seize planes
                return Actor(s.proper(child), "region", None, None)
            elif child.i in s.head_of and s.head_of[child.i].type == "region":
                m = s.head_of[child.i]
                return Actor(m.text, "region", m.id, m.state)
    return None


def border(s: Sentence, token: Token) -> Actor | None:
    """Where forces are moved at home: "its border with Tunisia", "the northern frontier", as the text calls it."""
    if s.lemma(token) not in ("border", "frontier", "borderland"):
        return None
    first = min([token.i, *(c.left_edge.i for c in token.children if c.dep_ in ("amod", "compound") and c.i < token.i)])
    last = token.i
    for prep in token.children:
        if prep.dep_ == "prep" and prep.i == token.i + 1 and prep.lower_ == "with":
            last = max((o.i for o in objects(prep)), default=last)
    return Actor(s.doc[first : last + 1].text, "region")


def _told_place(s: Sentence, noun: Token) -> Actor | None:
    """ "The Egyptian capital", "in the capital": by its name; "the town", "the city": the place told of before."""
    lemma = s.lemma(noun)
    after = any(c.dep_ in ("prep", "appos", "relcl", "acl", "compound") and c.i != noun.i for c in noun.children)
    lesser = noun.tag_ == "NNS" or any(c.lower_ in ("provincial", "regional") for c in noun.children)
    if lemma == "capital" and not lesser:
        owners = [w.actor.state for w in s.owners(noun) if w.actor.state]
        area = s.discourse.where or s.discourse.setting()
        state = owners[0] if owners else area.state if area is not None and not after else None
        name = capitals().get(state or "")
        return Actor(name, "region", None, state) if name else None
    if lemma in TOWNS and not after and any(c.lower_ in ("the", "that", "this") for c in noun.children):
        owned = any(c.dep_ in ("amod", "poss", "nummod") for c in noun.children)
        return None if owned else s.discourse.place
    return None


TOWNS = words("town city village port camp enclave peninsula province region valley island")
NO_ITEM = words("help reinforcement reinforcements supply supplies demand support assistance")
SHARE_OF = re.compile(r"\s+(?:imports|exports|needs|consumption|requirements|supply|supplies)$")
FUNDS = words("""
    aid assistance help relief loan credit grant fund funds funding money package financing support donation subsidy
    bailout tranche payment budget cash
    """)  # money by another name: no goods
SITES = words("airport airfield base airbase camp crossing")
FEATURES = words("""
    island islands palace river strait sea province region valley peninsula airport mountain gulf bay lake
    desert base port corridor district oblast governorate county state camp shoal reef plateau canal basin
    coast heights archipelago front sector axis border pass range ridge
    """)
COMPASS = words("""
    north south east west northeast northwest southeast southwest central
    """)
DAYS = words("monday tuesday wednesday thursday friday saturday sunday spring summer autumn winter")
DAYS |= {month.lower() for month in MONTHS}  # "Jan." too


MARK = re.compile(
    r"\d{1,4}[A-Z]?\d?s?$|[A-Z]{1,3}-?\d{1,3}[A-Z]?s?$|[A-Z]{2,3}$"
)  # "Leopard 2A7", "Mirage 2000D", "Bayraktar TB2"
PLAIN = words("""
    more other new first last such same own imported surplus used second-hand refurbished retired old older elderly
    ageing aging modern most latest additional further extra few many several numerous foreign domestic cheap
    secondhand former hand generation horizon promised remaining total annual secret entire large small huge big
    tiny winter free donated captured least best newest oldest final next second third three seven previous alleged
    stolen available great lethal
    """)  # says nothing of the kind of the goods


def item_name(s: Sentence, token: Token) -> str:
    """The goods as named: a designation ("F-16"), a product's name ("Storm Shadow"), else the noun with its kind.

    Articles, numbers and states are left out: "some 200 Russian T-72 tanks" is "T-72".
    """
    noun = s.head_noun(token)
    before = [
        c
        for c in noun.children
        if c.i < noun.i
        and (c.dep_ in ("compound", "amod", "nmod", "npadvmod") or is_designation(c.text))
        and c.i not in s.part_of
    ]
    before = [c for c in before if not _receives(s, c)]
    named = [t for c in before for t in c.subtree if t.i not in s.part_of]
    named += [t for t in _models_before(s, noun) if t not in named]
    if (ships := _ship_class(s, named)) is not None:
        return ships
    make = next((t for t in named if made_by(t.text) and not is_designation(t.text)), None)
    if make is not None:  # "Leopard 2A7 tanks", "Rafale F4 fighters"
        mark = s.doc[make.i + 1]
        return f"{make.text} {mark.text}" if MARK.match(mark.text) else _one_of(make.text)
    designation = next((t for t in (noun, *named) if is_designation(t.text)), None)
    if designation is not None:
        given = s.doc[min(designation.i + 1, noun.i)]  # "P-3 Orion aircraft"
        own = (
            designation.i + 1 < noun.i
            and given.pos_ == "PROPN"
            and given.text.isalpha()
            and given.text.istitle()
            and given.text != "Block"
        )
        return re.sub(r"(?<=\d)([A-Z]?)s$", r"\1", designation.text) + (f" {given.text}" if own else "")
    proper = sorted((t for t in named if t.pos_ == "PROPN" or made_by(t.text)), key=lambda t: t.i)
    if proper and noun.pos_ == "PROPN":  # "Super Tucanos"
        return s.proper(noun)
    if proper:  # "Storm Shadow and Scalp missiles": the first name
        stop = next((t.i for t in named if t.dep_ == "cc"), len(s.doc))
        kept = [t for t in proper if t.i < stop] or proper[:1]
        mark = s.doc[kept[-1].i + 1]  # "Bell 412 helicopters"
        return " ".join(t.text for t in (*kept, *([mark] if mark.i < noun.i and mark.like_num else [])))
    if noun.pos_ == "PROPN":
        return _one_of(s.proper(noun))
    words = [
        t
        for t in named
        if t.dep_ in ("compound", "amod", "punct", "npadvmod")
        and t.lower_ not in ("made", "built", "supplied", "style")  # "Israeli-made missiles" are missiles
        and not (t.is_punct and t.i and t.nbor(-1).i in s.part_of)
        and not t.like_num
        and t.lower_ not in PLAIN
        and not (
            t.i + 2 < len(s.doc) and t.nbor(1).text == "-" and t.nbor(2).lower_ in ("hand", "generation", "horizon")
        )
    ]
    start = min([noun.i, *(t.i for t in words)])
    while start < noun.i and s.doc[start].i not in {t.i for t in words}:
        start += 1
    after_state = [t.i for t in s.doc[start : noun.i] if t.i in s.part_of or t.lower_ in PLAIN]
    start = max([start, *(i + 1 for i in after_state)])
    if s.doc[start].text == "-" and start and s.doc[start - 1].i not in s.part_of:
        start -= 1  # "six 105-mm guns", "surface-to-air missiles"
    if s.doc[start].lower_ in ("mm", "cm") and start and s.doc[start - 1].like_num:
        start -= 1
    return str(s.doc[start : noun.i + 1].text).lstrip(", ")


def _models_before(s: Sentence, noun: Token) -> list[Token]:
    """The model right before the kind of arms, whatever the parser hangs it on: "14 Leopard 2A4 main battle tanks"."""
    at = noun.i - 1
    while at > 0 and s.doc[at].tag_ in ("JJ", "NN", "VBN", "VBG", "HYPH") and s.doc[at].is_lower | s.doc[at].is_punct:
        at -= 1
    mark = at if at > 0 and MARK.match(s.doc[at].text) else at + 1
    model = s.doc[mark - 1]
    found = [*([model] if made_by(model.text) else []), *([s.doc[at]] if is_designation(s.doc[at].text) else [])]
    return [t for t in found if t.i not in s.part_of and "weapons" in s.kinds(noun)]


def _one_of(name: str) -> str:
    """
    >>> _one_of("Gripens"), _one_of("Storm Shadow")
    ('Gripen', 'Storm Shadow')
    """
    return name[:-1] if name.endswith("s") and made_by(name[:-1]) else name


def _ship_class(s: Sentence, before: list[Token]) -> str | None:
    """ "Six Kilo-class submarines" are of the "Kilo-class"."""
    for t in before:
        if t.lower_ == "class" and t.i > 1 and s.doc[t.i - 1].text == "-":
            first = t.i - 2
            while first > 0 and s.doc[first - 1].pos_ == "PROPN" and s.doc[first - 1].i not in s.part_of:
                first -= 1
            return str(s.doc[first : t.i + 1].text)
    return None


def _receives(s: Sentence, word: Token) -> bool:
    """ "Sold the generals radars", "gave the army training aircraft": the receiver, to the parser part of the goods."""
    return word.dep_ == "compound" and (
        (word.tag_ == "NNS" and "weapons" not in s.kinds(word) and s.lemma(word) != "arm")
        or s.lemma(word) in ("army", "police", "navy", "coastguard", "military")
    )
