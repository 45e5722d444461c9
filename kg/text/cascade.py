"""What costs little comes first: names and trigger words; the parser sees only sentences that can hold a claim."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.text.datelines import label_of
from kg.text.frames import triggers
from kg.text.mentions import Mention, words
from kg.text.notes import is_note, without_notes
from kg.text.rhetoric import is_rhetoric, stated
from kg.text.sentences import Span
from kg.text.tickers import Ticker, ticker

if TYPE_CHECKING:
    from spacy.language import Language
else:
    Language = Any

VERSION = "27"  # of all that reads claims from text; a change of what is read is a new one
BATCH = 48
PARSED_CAP = 900  # characters of a sentence that the parser sees


@dataclass
class Part:
    """One sentence of a document with the known names in it."""

    span: Span
    mentions: list[Mention]
    wanted: bool
    ticker: Ticker  # what stands around the sentence where it is a headline


def parts_of(spans: list[Span], found: list[Mention]) -> list[Part]:
    parts = []
    at = 0
    for span in spans:
        while at < len(found) and found[at].start < span.start:
            at += 1
        inside = []
        while at < len(found) and found[at].end <= span.end:
            m = found[at]
            inside.append(replace(m, start=m.start - span.start, end=m.end - span.start))
            at += 1
        around = ticker(without_notes(span.text).rstrip(), inside)
        inside = [m for m in inside if around.start <= m.start and m.end <= around.end]
        parts.append(Part(span, inside, False, around))
    return parts


# Of a sentence in lower case: a search that minds no case takes four times as long.
COREFERENT = re.compile(
    r"\b(?:it|its|he|she|his|her|they|their|them|both|neither|each|(?:all|the) (?:three|four|five)|koreas|"
    r"the (?:[a-z-]+ ){1,2}(?:country|nation)|"  # "the East African country"
    r"the (?:two|latter|former|bloc|alliance|group|grouping|union|"
    r"country|island|organi[sz]ation|kingdom|republic|north|south|west|state|government|president|prime|minister|army|military|ministry|"
    r"general|king|league|coalition|foreign|defen[cs]e|company|fleet)|"
    r"armies|allies|reservists?|congress|two-way trade|"
    r"soldiers?|troops|fighters?|rebels?|insurgents?|militants?|militia(?:men)?|guerrillas?|gunmen|separatists?|jihadists?|"
    r"peacekeepers?|police(?:m[ae]n)?|civilians?|people|protesters?|demonstrators?|marchers?|students|crowds?|thousands|hundreds|"
    r"death toll|the (?:[a-z-]+ )?(?:neighbou?rs|rivals)|"
    r"killed|wounded|injured|died|dead|clash(?:es)?|fighting|protests?|arrested|detained|captured|bombed|shelled|"
    r"men|women|officers|generals|sailors|crew|captain|pilots?|hostages?|prisoners?|captives?|detainees?|commandos|"
    r"warplanes|gunboats|attackers?|assailants?|pirates|raiders|villagers|attacks?|raids?|air strikes?|shelling|"
    r"bombing)\b",
)
# Of goods, sales and sanctions spoken of before, who gave or imposed them is looked for in what was said before.
SPOKEN_OF = re.compile(
    r"\b(?:deliver(?:y|ies)|handover|shipments?|consignments?|planeloads?|embargo(?:es)?|sanctions|penalties|"
    r"the (?:ban|measures|package|contract|sale|deal|order|aid|loan|money)|"
    r"the (?:first |last |second |new |remaining |other |\w+ )?(?:\d+ )?"
    r"(?:jets|aircraft|planes|tanks|missiles|drones|helicopters|frigates?|submarines?|boats|ships?|howitzers|batter(?:y|ies)|systems?|weapons|arms|fighters|"
    r"vehicles|guns|rockets|vessels?|rifles|launchers|shells))\b",
)
WORD = re.compile(r"[a-z][a-z'-]*")


@cache
def trigger_forms() -> frozenset[str]:
    """Inflected forms of all trigger words; a superset is good enough for a filter."""
    irregular = words("""
    sent sold gave given fought held met took taken bought built left led lent spent struck hit shot fell
    withdrew withdrawn flew flown went gone came began begun broke broken cut put set struck sought told
    said paid won lost kept bore bound overthrew overthrown drove driven threw thrown swore sworn sank sunk
    stood chose chosen drew drawn made had has was were been is are became laid fed froze frozen spoke
    overran overtook forbade forbidden foresaw hung dealt stole stolen stuck swung taught tore torn threw underwent
    understood withheld withstood wrote written dug flung wove woven slew spilt spread split burst cast beat beaten
    rose risen grew grown knew known drank bit bitten blew blown ground wound bound shrank shrunk caught fought
    bade bid retook retaken undid undone oversaw overseen repaid rebuilt unfroze unfrozen mistook foreswore drilled
    spoken shook forgave hid wore rode ran read swept held fled slain upheld undertook
    """)
    forms = set(irregular) | {"president", "premier", "chancellor", "king", "minister", "leader", "secretary", "emir"}
    for word in triggers():
        base = word[:-1] if word.endswith(("e", "y")) else word
        forms |= {
            word,
            word + "s",
            word + "es",
            word + "ed",
            word + "d",
            word + "ing",
            base + "ing",
            base + "ied",
            base + "ies",
            word + word[-1] + "ed",
            word + word[-1] + "ing",
        }
    return frozenset(forms)


def can_claim(text: str, mentions: list[Mention]) -> bool:
    """Whether a sentence may hold a claim: somebody known or referred to, and a trigger word."""
    return tells(text) and is_of_somebody(text, mentions)


def tells(text: str) -> bool:
    """Whether a sentence holds a trigger word, and is no rhetoric and no note to the reader."""
    words_of = WORD.findall(text.lower())
    return not trigger_forms().isdisjoint(words_of) and not is_rhetoric(text) and not is_note(text)


def is_of_somebody(text: str, mentions: list[Mention]) -> bool:
    """Whether a sentence names somebody known, or refers to somebody or something spoken of before."""
    lower = text.lower()
    return bool(mentions) or COREFERENT.search(lower) is not None or SPOKEN_OF.search(lower) is not None


Glance = Callable[[int, int], bool]  # of a sentence's first character and its length: whether it may hold a claim


def choose(parts: list[Part], named: bool, glance: Glance | None) -> None:
    """Marks the sentences that the parser sees: by their words, and then by a glance at these in their text, which
    tells better than a list of words what goes on with somebody named before: "Four more are on order". Where the
    whole text names nobody, "it" is nobody either."""
    named = named or any("Koreas" in part.span.text for part in parts)
    for part in parts:
        text = part.span.text
        if glance is None:
            part.wanted = named and can_claim(text, part.mentions)
        else:
            part.wanted = named and tells(text) and glance(part.span.start, len(text))


SYMBOLS = re.compile(r"[^\w\s]{12,}|\S{200,}")
UP_TO = re.compile(
    r"\bup to(?= (?:\w+ ){0,2}(?:\d|[a-z]+ (?:hundred|thousand|dozen)|a (?:hundred|thousand|dozen|third|half)))", re.I
)
AGAIN = re.compile(
    r"\bre-(?=(?:establish|open|impos|start|deploy|negotiat|affirm|activat|sign|launch|suppl|join|enter|export|arm|"
    r"equip|occup|captur|tak|tool|invad|admit|appoint|elect)(?:e|es|s|ed|ied|ing|y|ies)?\b)",
    re.I,
)
MARKS = re.compile(r"[{}\[\]`]")


def seats(text: str, found: list[Mention]) -> list[Mention]:
    """ "Brussels" that acts, in a text that speaks of no Belgians, is the Union that sits there."""
    if any(m.state == "BEL" and m.text != "Brussels" for m in found):
        return found
    union = Mention(0, 0, "European Union", "org:EU", "organisation", None, "metonym")
    return [
        replace(union, start=m.start, end=m.end)
        if m.text == "Brussels" and not PLACED.search(text[max(0, m.start - 12) : m.start])
        else m
        for m in found
    ]


def ashore(text: str, found: list[Mention]) -> list[Mention]:
    """Without the leaders after whom ships are named: "the USS Gerald Ford reached Split"."""
    return [m for m in found if m.type != "leader" or not SHIP.search(text[max(0, m.start - 12) : m.start])]


SHIP = re.compile(
    r"\b(?:USS|USNS|HMS|HMCS|HMAS|INS|TCG|KRI|BRP|ARA|CVN-\d\d|[Cc]arrier|[Ff]rigate|[Dd]estroyer|[Cc]ruiser|[Ww]arship|"
    r"[Ss]ubmarine|[Ff]lagship)\s$"
)
PLACED = re.compile(r"\b(?:in|at|to|from|near|outside|around|of)\s$")


def tame(text: str) -> str:
    """The same number of characters with runs that choke a tokeniser blanked, cut at a cap.

    >>> len(tame("$" * 5000 + " x")) == min(PARSED_CAP, 5002)
    True
    """
    clean = SYMBOLS.sub(lambda m: " " * len(m.group()), text).replace("\n", " ")
    label = label_of(clean)
    clean = " " * len(label) + MARKS.sub(" ", clean[len(label) :])
    clean = AGAIN.sub("   ", clean)  # "re-established" is three words to the parser
    clean = UP_TO.sub("about", clean)  # as long, and parsed as part of the number
    if len(clean) > PARSED_CAP:
        clean = clean[: clean.rfind(" ", 0, PARSED_CAP) + 1 or PARSED_CAP]
    return clean


ACTING = ("state", "organisation", "armed_group", "leader")


# Forms of which the parser's lemmatiser makes another word: "staged" is no stag.
def headline(text: str, mentions: list[Mention]) -> str:
    """The same number of characters, the comma of a headline that stands for "and" made one that the parser knows.

    "Chile, Peru hold talks" becomes "Chile& Peru hold talks".
    """
    if text.rstrip().endswith((".", "!", "?", '."', ".”")) or not mentions or mentions[0].start > 0:
        return text
    last = mentions[0]
    for m in mentions[1:]:
        acts = m.type in ACTING and last.type in ACTING
        if text[last.end : m.start] != ", " or not acts or m.state == last.state or m.is_adjective:
            break
        last, comma = m, last.end
    if last is mentions[0] or not re.match(r" (?!and\b|or\b|who\b|which\b|where\b)[a-z]", text[last.end :]):
        return text
    return text[:comma] + "&" + text[comma + 1 :]


def _within(text: str, around: Ticker) -> str:
    return " " * around.start + text[around.start : around.end]


def parsed_parts(
    spans: list[Span], found: list[Mention], parse: Language, glance: Glance | None = None
) -> Iterator[tuple[Part, Any]]:
    """Each sentence with its parse, or None where the parser was not needed."""
    parts = parts_of(spans, found)
    for part in parts:
        part.mentions = [m for m in part.mentions if m.start >= len(label_of(part.span.text))]
    choose(parts, bool(found), glance)
    texts = (
        tame(headline(_within(stated(without_notes(p.span.text)), p.ticker), p.mentions)) for p in parts if p.wanted
    )
    docs = parse.pipe(texts, batch_size=BATCH)
    for part in parts:
        yield part, next(docs) if part.wanted else None
