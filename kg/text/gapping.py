"""Clauses that lean on the verb of the one before, spelled out.

"Italy sent a frigate to Beirut and Spain two destroyers" tells of two deeds. The parser knows no clause without a verb
and makes "Spain" another port of call; so each deed is written out and read by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kg.text.grammar import DAYS, FINITE, SMALL, SUBJECTS, is_relative, objects
from kg.text.mentions import Mention, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token
else:
    Doc = Span = Token = Any

JOINS = (",", ";", "and", "while")
DOERS = ("state", "organisation", "armed_group", "armed_force", "leader")
COUNTS = words("a an the some another about around nearly almost only just up at more over its none most")
ABOUT = words("about some another around nearly")
GIVES = words(
    "sell send give supply deliver provide donate ship export offer lend deploy dispatch transfer promise pledge order"
)
MOMENTS = words(
    "day week month year hour minute morning evening night time weekend decade later earlier before after ago"
)
SAME = words("to from against on with for in")  # prepositions that stand once more in the clause without a verb
# "gave Chad and Mali a loan" is one deed
NAMING = (SMALL - {"keep", "hold"}) | words("make name cost give grant charge deny")
NUMBERS = ("NUM", "SYM")
THINGS = ("NOUN", "PROPN", "ADJ", "DET", *NUMBERS)
YEAR = re.compile(r"(?:19|20)\d\d")
LONGEST = 7  # words before the preposition of a second object


@dataclass(frozen=True)
class Told:
    """One deed of a sentence, written out, with the known names in it."""

    text: str
    mentions: list[Mention]


@dataclass(frozen=True)
class Gap:
    """A clause without its verb: where it begins with its conjunction, who does it, what follows."""

    start: int
    doer: tuple[int, int] | None  # tokens; None: he of the clause before
    rest: int
    kept: int = 0  # up to where the clause before is said again, where the doer is the same


def spelled_out(doc: Doc, text: str, mentions: list[Mention]) -> list[Told]:
    """The deeds of a sentence one by one, if it tells of any without a verb; else nothing. `text` is as long as what
    was parsed, which has "about" for "up to"."""
    names = _Names(doc, mentions)
    if (followed := _followed(names)) is not None:
        return [_written(doc, text, mentions, pieces) for pieces in followed]
    first = next(_gaps(names, 2, None), None)
    clause = _clause_before(doc, first.start) if first is not None else None
    if first is None or clause is None:
        return []
    gaps = [first, *_gaps(names, first.rest, clause)]
    end = _end(doc, gaps[-1].rest)
    found = [_written(doc, text, mentions, [(0, first.start), (end, len(doc))])]
    for gap, after in zip(gaps, [*(g.start for g in gaps[1:]), end], strict=True):
        found.append(_written(doc, text, mentions, [*_filled(doc, clause, first, gap, after), (end, len(doc))]))
    return found


FOLLOWED = words(
    "impose join sign ratify send deploy dispatch expel recall establish condemn suspend lift ban announce"
)


def _followed(names: _Names) -> list[list[tuple[int, int]]] | None:
    """ "Chile imposed sanctions on Cuba, followed by Peru and Mexico this week": the pieces of both deeds."""
    doc = names.doc
    by = next((t.i for t in doc[2:-1] if t.lower_ == "by" and t.nbor(-1).lower_ == "followed"), 0)
    comma, end = by - 2, by + 1
    clause = _clause_before(doc, comma) if by > 4 and doc[comma].text == "," and names.type(by + 1) in DOERS else None
    if clause is None or clause.verb.lemma_ not in FOLLOWED or comma < clause.verb.i:
        return None
    while end < len(doc) and (names.type(end) in DOERS or doc[end].lower_ in (",", "and", "the")):
        end = max((stop for start, (stop, _) in names.at.items() if start == end), default=end + 1)
    stop = _end(doc, end)
    if any(t.pos_ in ("VERB", "AUX", "NUM") and not YEAR.fullmatch(t.text) for t in doc[end:stop]):
        return None  # "followed by Peru, which sent 20", "followed by Peru with 20"
    told = _before_date(doc, comma) if stop > end else comma
    begin = clause.subject.left_edge.i
    return (
        [
            [(0, comma), (stop, len(doc))],
            [(by + 1, end), (clause.subject.right_edge.i + 1, told), (end, len(doc))],
        ]
        if begin < by
        else None
    )


class _Names:
    """Where the known names of a sentence stand, adjectives aside."""

    def __init__(self, doc: Doc, mentions: list[Mention]):
        self.doc = doc
        named = ((doc.char_span(m.start, m.end), m) for m in mentions if not m.is_adjective)
        self.at = {span.start: (span.end, m.type) for span, m in named if span is not None}

    def type(self, at: int) -> str:
        """What is named here, if need be behind an article."""
        at += at not in self.at and at < len(self.doc) and self.doc[at].lower_ == "the"  # "the Philippines" is a name
        return self.at[at][1] if at in self.at else ""


@dataclass(frozen=True)
class _Clause:
    """The clause that lends its verb: "plans to send" has its subject at the one and its object at the other."""

    finite: Token
    verb: Token

    @property
    def subject(self) -> Token:
        return next(c for c in self.finite.children if c.dep_ in SUBJECTS)

    def object(self, before: int) -> Token | None:
        return next((c for c in self.verb.children if c.dep_ == "dobj" and self.verb.i < c.i < before), None)


def _clause_before(doc: Doc, at: int) -> _Clause | None:
    """The clause that ends here, with a subject of its own."""
    inner = None
    for token in reversed(doc[:at]):
        if token.text == ":":
            return None
        if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass", "amod", "acl", "pcomp"):
            continue
        subjects = [c for c in token.children if c.dep_ in SUBJECTS and c.i < token.i]
        if subjects:
            verb = inner or token
            return _Clause(token, verb) if not is_relative(subjects[0]) and verb.lemma_ != "be" else None
        if token.dep_ != "xcomp":
            return None
        inner = inner or token
    return None


def _gaps(names: _Names, at: int, known: _Clause | None) -> Iterator[Gap]:
    doc = names.doc
    words = [t.lower_ for t in doc]
    for i in range(at, len(doc) - 1):
        besides = i > 2 and words[i - 2 : i + 1] == ["as", "well", "as"]
        if not besides and (words[i] not in JOINS or words[i + 1] in JOINS):
            continue
        start = i - 2 if besides else i - 1 if doc[i].lower_ == "and" and doc[i - 1].text == "," else i
        begin = i + 2 if doc[i + 1].lower_ == "the" else i + 1
        named, kind = names.at.get(begin, (0, ""))
        end = _past_aside(doc, named) if kind else named
        if kind not in DOERS and (kind or not (doc[i + 1].pos_ in THINGS or doc[i + 1].lower_ in ABOUT)):
            continue
        clause = known or _clause_before(doc, start)
        if clause is None:
            continue
        taken = kind and _is_taken(names, clause, start, end)
        thing = clause.object(start)
        place = _another_place(names, start, i + 1, clause)
        place = place or _second_object(names, start, i + 1, clause)
        if not kind and thing is not None and _another_time(doc, start, i + 1, clause):
            yield Gap(start, None, i + 1, thing.left_edge.i)  # "gave Tunis 20 boats in 2019 and 30 more in 2022"
        elif (not kind and place) or (taken and doc[start].lower_ == "and"):
            yield Gap(start, None, i + 1, clause.verb.i + 1)
        elif taken or clause.verb.lemma_ in NAMING:  # "gave Ukraine 14 tanks, Poland 14" may tell of one more giver
            continue
        elif kind:
            further = known is not None and end < len(doc) and doc[end].pos_ in ("ADJ", "NOUN")
            same = _same_phrase(names, start, end, clause) or _other_goods(names, start, end, clause)
            if _counted(doc, end, clause, start, further) or same:
                yield Gap(start, (i + 1, named), end)
            elif kept := _another_day(names, start, end):
                yield Gap(start, None, i + 1, kept)


def _past_aside(doc: Doc, at: int) -> int:
    """ "Chad, the largest contributor, 6,000": where what follows a name goes on behind what it is called."""
    if at + 3 >= len(doc) or doc[at].text != "," or doc[at + 1].lower_ not in ("the", "a", "an"):
        return at
    close = next((t.i for t in doc[at + 1 : at + LONGEST] if t.text == ","), 0)
    plain = close and not any(t.pos_ in ("VERB", "AUX", "NUM") for t in doc[at + 1 : close])
    return close + 1 if plain and close + 1 < len(doc) and doc[close + 1].pos_ in NUMBERS else at


def _counted(doc: Doc, at: int, clause: _Clause, start: int, further: bool) -> bool:
    """ "... and Spain two destroyers": a number or an article right after the name, and no verb."""
    thing = clause.object(start)
    if thing is None or thing.pos_ == "PROPN" or at >= len(doc) - 1:
        return False
    if not (further or doc[at].pos_ in NUMBERS or doc[at].lower_ in COUNTS):
        return False
    for token in doc[at : _end(doc, at)]:
        if token.lower_ in MOMENTS or token.text in DAYS:
            return False
        if token.tag_ in ("WDT", "WP") or token.lower_ == "that" or token.text == "and":
            return True
        if token.tag_ in FINITE:
            return False
    return True


def _same_phrase(names: _Names, start: int, at: int, clause: _Clause) -> bool:
    """ "Rome sent men to Beirut and Madrid to Bamako", "in July, and Britain in October": the same word once more."""
    doc = names.doc
    before = _last_phrase(doc, start, doc[at].lower_) if at + 1 < len(doc) else None
    if before is None or clause.finite not in before.ancestors:
        return False
    one, other = before.i + 1, at + 1
    if _is_date(doc, before.i) and _is_date(doc, at):
        return doc[start].text == ","
    kinds = [names.type(one), names.type(other)]
    return all(kinds) and (doc[at].lower_ != "in" or kinds == ["state", "state"])


def _other_goods(names: _Names, start: int, at: int, clause: _Clause) -> bool:
    """ "Sold missiles to Manila, Turkey drones to Jakarta", "sent police to Haiti, Jamaica soldiers.": a bare plural,
    and then the same word once more or the end of the sentence."""
    doc, thing = names.doc, clause.object(start)
    plural = next((i for i in range(at, min(at + 3, len(doc) - 1)) if doc[i].tag_ == "NNS"), 0)
    if thing is None or thing.pos_ != "NOUN" or not plural or clause.verb.lemma_ not in GIVES:
        return False
    if any(t.pos_ not in ("ADJ", "NOUN") for t in doc[at:plural]) or not any(e == start for e, _ in names.at.values()):
        return False
    after = doc[plural + 1]
    if after.text in (".", ";"):
        return True
    before = _last_phrase(doc, start, after.lower_) if plural + 2 < len(doc) else None
    return before is not None and bool(names.type(before.i + 1) and names.type(plural + 2))


def _another_day(names: _Names, start: int, at: int) -> int:
    """ "signed with Peru in March and Chile in May": where the name stands that another takes the place of."""
    doc = names.doc
    before = _last_phrase(doc, start, doc[at].lower_) if at + 1 < len(doc) else None
    if before is None or doc[before.i + 1].text not in DAYS or doc[at + 1].text not in DAYS:
        return 0
    return next((i for i, (end, _) in names.at.items() if end == before.i), 0)


def _is_taken(names: _Names, clause: _Clause, start: int, at: int) -> bool:
    """ "lent Angola $2 billion and Zambia $1 billion": who gets it right after the verb, and how much."""
    doc, verb = names.doc, clause.verb
    first = next(
        (end for begin, (end, _) in names.at.items() if begin - verb.i in (1, 2) and names.type(verb.i + 1)), 0
    )
    counted = at < len(doc) - 1 and doc[at].pos_ in NUMBERS and 0 < first < start and doc[first].pos_ in NUMBERS
    return counted and not any(t.tag_ in FINITE for t in doc[at : _end(doc, at)])


def _another_place(names: _Names, start: int, at: int, clause: _Clause) -> bool:
    """ "Has 4,000 troops in Armenia, 7,000 in Tajikistan": of the same, in another state."""
    doc, thing = names.doc, clause.object(start)
    if thing is None or thing.pos_ != "NOUN" or doc[at].pos_ != "NUM" or at + 2 >= len(doc):
        return False
    if doc[at + 1].lower_ not in ("in", "at") or names.type(at + 2) not in ("state", "region"):
        return False
    if clause.verb.lemma_ in ("lose", "kill", "wound", "injure"):
        return False  # "killed 500 people in Lebanon, 50 in Tyre": among them
    before = _last_phrase(doc, start, doc[at + 1].lower_)
    return before is not None and names.type(before.i + 1) in ("state", "region") and clause.verb in before.ancestors


def _another_time(doc: Doc, start: int, at: int, clause: _Clause) -> bool:
    """ "sent 50 soldiers to Doha in 2015 and 300 in 2017": of the same, at another time."""
    number = at + (doc[at].pos_ == "SYM" or doc[at].lower_ in ABOUT)
    last = next((i for i in range(number, min(number + 3, len(doc) - 1)) if _is_date(doc, i + 1)), None)
    counted = clause.object(start) is not None and doc[number].pos_ == "NUM" and last is not None
    if not counted or _before_date(doc, start) == start:
        return False
    if any(t.pos_ != "NUM" and t.lower_ != "more" for t in doc[number : (last or number) + 1]):
        return False
    rest = doc[at : _end(doc, at)]  # not "and 40 in 2016 came home", "and 40 in 2016 to Somalia"
    return not any(t.tag_ in FINITE or (t.lower_ in SAME and not _is_date(doc, t.i)) for t in rest)


def _is_date(doc: Doc, at: int) -> bool:
    """ "in 2017", "in May", "on Monday"."""
    on = at + 1 < len(doc) and doc[at].lower_ in ("in", "on")
    return on and (doc[at + 1].text in DAYS or YEAR.fullmatch(doc[at + 1].text) is not None)


def _before_date(doc: Doc, end: int) -> int:
    """Where "in 2015", "in May 2009" begins that ends here; the end itself where there is no such date."""
    return next((i for i in (end - 2, end - 3) if i > 0 and _is_date(doc, i)), end)


def _second_object(names: _Names, start: int, at: int, clause: _Clause) -> bool:
    """ "sold jets to Addis Ababa and tanks to Asmara": another thing, and to whom."""
    doc, thing = names.doc, clause.object(start)
    if thing is None or doc[at].dep_ in SUBJECTS:
        return False
    for i in range(at + 1, min(at + LONGEST, len(doc) - 1)):
        if doc[i].pos_ in ("VERB", "AUX", "PUNCT") or doc[i].lower_ in JOINS or i in names.at:
            return False
        if doc[i].lower_ in SAME and doc[i].lower_ != "in" and names.type(i + 1):
            before = _last_phrase(doc, _before_date(doc, start), doc[i].lower_)  # "to Doha in 2015 and ..."
            return before is not None and bool(names.type(before.i + 1)) and clause.verb in before.ancestors
    return False


def _last_phrase(doc: Doc, start: int, word: str) -> Token | None:
    """The preposition whose phrase ends where the clause without a verb begins."""
    for i in range(start - 1, max(0, start - 7), -1) if word in SAME else ():
        if doc[i].lower_ == word and doc[i].pos_ in ("ADP", "PART"):
            return doc[i]
        if doc[i].pos_ in ("ADP", "VERB", "PUNCT"):
            return None
    return None


def _end(doc: Doc, at: int) -> int:
    """Where what all the deeds share goes on: at the next comma, else at the full stop."""
    return next((t.i for t in doc[at:] if t.text in (",", ";", ".")), len(doc))


def _filled(doc: Doc, clause: _Clause, first: Gap, gap: Gap, after: int) -> Iterator[tuple[int, int]]:
    """The pieces of a deed: who does it, the verb, what is said of this deed, and what it shares with the first."""
    begin, end = clause.subject.left_edge.i, clause.subject.right_edge.i + 1
    yield (0, begin)
    yield gap.doer or (begin, end)
    thing = clause.object(first.start)
    same = _last_phrase(doc, first.start, doc[gap.rest].lower_) if gap.doer is not None else None
    if same is not None:
        yield from [(end, same.i), (gap.rest, after)]
        return
    counted = next((t.i for t in doc[gap.rest + 1 : after] if t.pos_ == "ADP" or is_relative(t)), after)
    if thing is None or gap.doer is None:
        yield from [(end, gap.kept), (gap.rest, _told(doc, gap.rest, counted))]
        yield from _kind(thing, doc[gap.rest : counted], clause) if thing is not None else ()
        if thing is not None and _another_time(doc, first.start, gap.rest, clause):
            yield from _shared(clause, thing, _before_date(doc, first.start), set())
        yield (counted, after)
        return
    yield (end, thing.left_edge.i)
    yield (gap.rest, _told(doc, gap.rest, counted))
    yield from _kind(thing, doc[gap.rest : counted], clause)
    yield from _shared(clause, thing, first.start, {t.lower_ for t in doc[gap.rest : after] if t.pos_ == "ADP"})
    yield (counted, after)


def _told(doc: Doc, start: int, stop: int) -> int:
    """Where the words of a second object end; "the one in Latvia" counts nothing."""
    return stop - 1 if stop - start > 1 and doc[stop - 1].lower_ == "one" and doc[stop - 2].lower_ == "the" else stop


def _kind(thing: Token, told: Span, clause: _Clause) -> Iterator[tuple[int, int]]:
    """ "Spain 400", "Chad 12", "300 in 2017": of the same."""
    named = [t for t in told if t.pos_ in ("NOUN", "PROPN") and t.i > told[-1].i - 1]
    number = told[-2] if len(told) > 1 and told[-1].lower_ == "more" else told[-1]
    if thing.pos_ in ("NOUN", "PROPN") and number.pos_ == "NUM" and not named and thing.i > clause.verb.i:
        kind = [c.i for c in thing.children if c.dep_ in ("amod", "compound") and c.i < thing.i]
        yield (min([thing.i, *kind]), thing.i + 1)


def _shared(clause: _Clause, thing: Token, stop: int, own: set[str]) -> Iterator[tuple[int, int]]:
    """What the clause before says of its deed and the second does not say anew: where to, "there"."""
    for prep in (*clause.verb.children, *thing.children):
        if prep.lower_ in ("there", "here") and thing.i < prep.i < stop:
            yield (prep.i, prep.i + 1)
        meant = [o for o in objects(prep) if prep.head == clause.verb or o.pos_ == "PROPN"]
        shared = prep.dep_ in ("prep", "dative") and thing.i < prep.i < stop and prep.lower_ not in own
        if shared and meant:
            yield (prep.i, min(meant[0].i + 1, stop))


def _written(doc: Doc, sentence: str, mentions: list[Mention], pieces: list[tuple[int, int]]) -> Told:
    """Pieces of a sentence as a sentence, and where the known names stand in it."""
    text, moved = "", []
    for start, end in pieces:
        if start >= end:
            continue
        low, high = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
        gap = " " if text and doc[start].text not in (",", ";", ".") else ""
        shift = len(text) + len(gap) - low
        moved += [
            replace(m, start=m.start + shift, end=m.end + shift) for m in mentions if low <= m.start and m.end <= high
        ]
        text += gap + sentence[low:high]
    return Told(text, moved)
