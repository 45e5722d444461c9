"""What the claims about one matter add up to. A pure function of claims, stories and decisions.

A matter is: one relation between two actors, in one source. Text is one source, in which `kg.matters` tells
matters apart; in tables the loader's `matter` tells two deals or two treaties apart, and two versions of a data
set stay two. Whatever the order of loading, the same claims give the same facts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest
from typing import Any, Literal, NamedTuple, TypeVar, get_args

from kg.cycles import no_search_for_cycles
from kg.dates import first_day, known_by, last_day, year_of
from kg.lasting import LASTING, is_deadline
from kg.matters import Member, figure_of, matters
from kg.model import FACTUAL, MODALITIES, NO_TIE, SYMMETRIC, Actor, Claim, Document, Scalar, Stance, compact, content_id

T = TypeVar("T")
NO_WORD = re.compile(r"[\W_]+")
Key = tuple[str | None, ...]  # hashed, the id of a fact
Superseded = Literal["superseded"]  # how a claim bears on a fact of which a later version of its report tells anew
SUPERSEDED: Superseded = "superseded"

# How far one independent story that says so goes towards being sure, by its modality. These are our
# ordering of the modalities put into numbers, not measured frequencies: belief ranks, it does not predict.
STRENGTH = {"asserted": 0.9, "reported": 0.7, "alleged": 0.4, "future": 0.3, "speculated": 0.25, "conditional": 0.1}
TABLE_STRENGTH = {"asserted": 0.97, "future": 0.3}
UNCERTAIN_STRENGTH = 0.85  # a row that its own source marks as uncertain
DENIAL = 0.6  # of the strength of the same words in support: a denial is evidence, not a deletion
OWN_CASE = 0.5  # of that again, where a party denies what it is itself said to do


@dataclass(frozen=True, slots=True)
class Fact:
    """One matter, with all that is said about it.

    belief runs from 0 to 1: the chance that at least one of the independent stories is right, if each
    were right as often as STRENGTH says, times the chance that no denial is. `belief_lo` leaves out
    the strongest story, `belief_hi` leaves out the denials. That a tie may end, or will, is kept beside it
    as a doubt, and takes nothing from the belief that it is there.

    What an outlet has told and then taken back supports nothing any more, and stays a claim of the fact.

    Dates, figures, item and place are those of claims as firm as the hedge: what was only planned or supposed when
    others tell of it as so stays a claim of the fact, and fills in nothing.
    """

    id: str
    relation: str
    subject: Actor
    object: Actor | None
    place: Actor | None
    item: str | None
    since: str | None
    until: str | None
    change: str | None
    quantity_min: float | None
    quantity_max: float | None
    unit: str | None
    hedge: str  # the firmest supporting modality; "denied", or "doubted", where nothing supports it any more
    belief: float
    belief_lo: float
    belief_hi: float
    contested: tuple[str, ...]  # of "polarity", "quantity"; "interval", "pledge" once `disputed` has compared versions
    known: str | None  # when the first of the claims that are as firm as the hedge was published
    last_known: str | None
    source: str
    version: str | None
    row: int | None
    claims: tuple[tuple[str, Stance | Superseded], ...]
    stories: tuple[str, ...]  # in support, of what their own outlets have not taken back
    documents: tuple[str, ...]
    n_denials: int
    matter: str = ""
    reviewed: str | None = None
    details: Mapping[str, Scalar] = field(default_factory=dict)

    @property
    def n_stories(self) -> int:
        return len(self.stories)

    @property
    def polarity(self) -> str:
        return "negative" if self.hedge in NO_TIE else "positive"

    @property
    def ends(self) -> tuple[str, str, str | None]:
        """Relation, subject and object, by their keys."""
        return self.relation, self.subject.key, self.object.key if self.object else None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two facts about one matter that cannot both be right, in `about`: "quantity", "interval", "pledge"."""

    a: str
    b: str
    about: str


@dataclass(frozen=True, slots=True)
class Differing:
    """Two facts that two versions tell differently; no contradiction yet, since a file may begin after the deal."""

    a: str
    b: str
    about: str
    source: str
    versions: tuple[str, str]
    ordered: int | None  # the year of the deal's order, where it has one


@dataclass(frozen=True, slots=True)
class Judgements:
    """The decisions in force: what was rejected, accepted, and who is one and the same."""

    rejected: frozenset[str] = frozenset()
    accepted: frozenset[str] = frozenset()
    same: Mapping[str, str] = field(default_factory=dict)  # actor key -> the key it was merged into

    def actor(self, actor: Actor | None) -> Actor | None:
        if actor is None or actor.key not in self.same:
            return actor
        into = self.same[actor.key]
        return Actor(actor.name, actor.type, into, into if actor.type == "state" else actor.state)

    def joins_ends(self, claim: Claim) -> bool:
        """Whether it is told of two who are one since a merge: a state is no ally and no enemy of itself."""
        if not self.same or claim.object is None:
            return False
        a, b = claim.subject.key, claim.object.key
        return a != b and self.same.get(a, a) == self.same.get(b, b)

    def counts(self, id: str, claim: Claim) -> bool:
        """Whether a claim has a part in any fact."""
        return id not in self.rejected and not self.joins_ends(claim)


@dataclass(frozen=True, slots=True)
class Context:
    """What a fact needs to know of the record beside the claims."""

    documents: Mapping[str, Document]  # texts may be left out
    stories: Mapping[str, str]  # document id -> story id; a document of its own otherwise
    judgements: Judgements = Judgements()
    later: Mapping[str, frozenset[str]] = field(default_factory=dict)  # document id -> later versions of it
    days: Mapping[str, str] = field(default_factory=dict)  # id of a copy that tells no day -> the day of its story

    def story(self, document: str) -> str:
        return self.stories.get(document, document)

    def is_outdated(self, id: str, others: Collection[str]) -> bool:
        """Whether one of some documents on a matter is a later version of this one: of a report, or of a table.

        Tables on one matter are of one source and version: the key of the matter has both.
        """
        document = self.documents[id]
        if is_table(document):
            return any(is_later_file(self.documents[other], document) for other in others)
        return not self.later.get(id, frozenset()).isdisjoint(others)


@no_search_for_cycles()
def build(claims: Iterable[tuple[str, Claim]], context: Context) -> list[Fact]:
    """All facts, in the order of their ids."""
    return [f for f in with_rejected(claims, context) if f.id not in context.judgements.rejected]


def with_rejected(claims: Iterable[tuple[str, Claim]], context: Context) -> list[Fact]:
    """All facts, those among them that were rejected as a whole; a claim that was rejected counts for none.

    Nor does one whose two sides a merge has made one.
    """
    counted = ((id, claim) for id, claim in claims if context.judgements.counts(id, claim))
    facts = (_fact(key, sorted(told, key=lambda m: m[0]), context) for key, told in by_matter(counted, context))
    return sorted(facts, key=lambda f: f.id)


def by_matter(claims: Iterable[Member], context: Context) -> Iterator[tuple[Key, list[Member]]]:
    """The claims on each matter, by what names it; all claims on matters between the same actors are to be there."""
    groups: dict[Key, list[Member]] = defaultdict(list)
    for id, claim in claims:
        groups[_key(claim, context)].append((id, claim))
    for key, members in groups.items():
        if key[-1] is None:
            yield from (((*key[:-1], name), told) for name, told in matters(members, context.documents, context.days))
        else:
            yield key, members


def bearing_on(claims: Iterable[Member], context: Context, beginning: str) -> Iterator[Member]:
    """The claims that are needed to make the facts whose ids begin so."""
    texts: dict[Key, list[Member]] = defaultdict(list)
    for id, claim in claims:
        key = _key(claim, context)
        if key[-1] is None:
            texts[key].append((id, claim))
        elif content_id(*key).startswith(beginning):
            yield id, claim
    for members in texts.values():
        told = by_matter([m for m in members if context.judgements.counts(*m)], context)
        if any(content_id(*key).startswith(beginning) for key, _ in told):
            yield from members


class Outline(NamedTuple):
    """A matter that a single row of a table tells: what ranks it among others, and not all that it says."""

    fact: str  # the id that the fact has
    claim: str
    relation: str
    subject: Actor
    object: Actor
    place: Actor | None
    since: str | None
    until: str | None
    known: str | None
    source: str
    belief: float


@no_search_for_cycles()
def outlined(
    claims: Iterable[tuple[str, Claim]], context: Context
) -> tuple[dict[str, Outline], dict[str, list[tuple[str, Claim]]]]:
    """What single rows of tables tell, by the id of the fact; and all other claims, by the same.

    A fact of one row says what the row says. For a hundred thousand of which few are wanted, to make them all
    takes many times as long as to look at the rows. Together both are all that `build` makes facts of.
    """
    judged = context.judgements
    alone: dict[str, Outline] = {}
    rest: dict[str, list[tuple[str, Claim]]] = defaultdict(list)
    for id, claim in claims:
        key = _key(claim, context)
        fact = content_id(*key)  # of texts, which are gathered into facts later, no fact's id
        if fact in judged.rejected or not judged.counts(id, claim):
            continue
        if fact not in alone and fact not in rest and (outline := _outline(fact, id, claim, context)):
            alone[fact] = outline
        else:
            rest[fact].append((id, claim))
    return alone, rest


def _outline(fact: str, id: str, claim: Claim, context: Context) -> Outline | None:
    document = context.documents[claim.passage.document]
    subject, object = context.judgements.actor(claim.subject), context.judgements.actor(claim.object)
    if not is_table(document) or claim.stance != "supports" or subject is None or object is None:
        return None
    if fact in context.judgements.accepted or id in context.judgements.accepted:
        return None
    until = None if _open(claim) else _latest([claim])
    return Outline(fact, id, claim.relation, subject, object, claim.place, claim.since, until,
                   document.published, document.source, round(_strength(claim, context), 6))  # fmt: skip


def known_claims(
    claims: Iterable[tuple[str, Claim]], documents: Mapping[str, Document], day: str | None
) -> Iterator[tuple[str, Claim]]:
    """The claims that had been published by the end of `day`; all without a day."""
    for id, claim in claims:
        if is_known(documents[claim.passage.document], day):
            yield id, claim


def is_known(document: Document, day: str | None) -> bool:
    """Whether a document had been published by the end of `day`.

    An undated article was known at no past day. A data set whose version does not tell its day is part of every view,
    since without it no past view would have a state's alliances or trade.
    """
    return known_by(document.published, day) or (is_table(document) and document.published is None)


def is_table(document: Document) -> bool:
    return document.digest != ""


def is_later_file(one: Document, other: Document) -> bool:
    """Whether of two files of a data set in one version the one is known to be published after the other.

    One without a date is part of every past view, and so older than any that has one. Loading tells no order.
    """
    if one.digest == other.digest or not one.published:
        return False
    return not other.published or first_day(one.published) > last_day(other.published)


def _key(claim: Claim, context: Context) -> Key:
    """What names the matter of a claim; the last part is None for texts, where other claims have a say in it."""
    document = context.documents[claim.passage.document]
    subject = context.judgements.actor(claim.subject)
    object = context.judgements.actor(claim.object)
    ends = (subject.key if subject else "", object.key if object else None)
    if is_table(document):
        return ("fact", claim.relation, *ends, document.source, document.version, claim.matter)
    if claim.relation in SYMMETRIC and ends[1] is not None:
        ends = (min(ends[0], ends[1]), max(ends[0], ends[1]))
    return ("fact", claim.relation, *ends, "text", None, None)


def _fact(key: Key, members: Sequence[Member], context: Context) -> Fact:
    id = content_id(*key)
    members, superseded = _by_version_told(members, context)
    supports, denies, doubts = ([m for m in members if m[1].stance == stance] for stance in get_args(Stance))
    withdrawn = _taken_back(supports, denies, context)
    standing = [m for m in supports if m[0] not in withdrawn] if withdrawn else supports
    telling = [c for _, c in standing or supports or denies or doubts]
    first = _alone(telling) or min(telling, key=lambda c: (MODALITIES.index(c.modality), c.passage.id))
    telling = [c for c in telling if _is_as_firm(c, first)]
    subject, object = _ends(first, key, context)
    documents = sorted({c.passage.document for _, c in (*members, *superseded)})
    published = _published(documents, context)
    so = [c for _, c in superseded if c.stance == first.stance and _is_as_firm(c, first)]
    told = _published((c.passage.document for c in (*telling, *so)), context)
    belief, low, high = _belief(standing, denies, context)
    reviewed = None if context.judgements.accepted.isdisjoint((id, *(i for i, _ in members))) else "accepted"
    unit, q_min, q_max, disputed = _quantity(telling, context)
    contested = (("polarity",) if supports and denies else ()) + (("quantity",) if disputed else ())
    document = context.documents[first.passage.document]
    table = is_table(document)
    since, until = _interval(telling)
    due = None if since else _due(telling, until)
    return Fact(
        id=id,
        relation=first.relation,
        subject=subject,
        object=object,
        place=_commonest([c.place for c in telling if c.place]),
        item=_commonest([c.item for c in telling if c.item]),
        since=since or due,
        until=until,
        change=_commonest([c.change for c in telling if c.change]),
        quantity_min=q_min,
        quantity_max=q_max,
        unit=unit,
        hedge=first.modality if standing else "denied" if denies else "doubted",
        belief=1.0 if reviewed else belief,
        belief_lo=1.0 if reviewed else low,
        belief_hi=1.0 if reviewed else high,
        contested=contested,
        known=told[0] if told else None,
        last_known=published[-1] if published else None,
        source=document.source if table else "text",
        version=document.version if table else None,
        row=first.passage.row,
        claims=tuple(sorted([*((i, c.stance) for i, c in members), *((i, SUPERSEDED) for i, _ in superseded)])),
        stories=tuple(sorted({context.story(c.passage.document) for _, c in standing})),
        documents=tuple(documents),
        n_denials=len({context.story(c.passage.document) for _, c in denies}),
        matter=str(key[-1]),
        reviewed=reviewed,
        details=_details(first) | ({"deadline": True} if due else {}),
    )


def _by_version_told(
    members: Sequence[tuple[str, Claim]], context: Context
) -> tuple[Sequence[tuple[str, Claim]], Sequence[tuple[str, Claim]]]:
    """What counts, and what a later version of the same report or table tells anew; of what that leaves out nothing is
    taken."""
    if len(members) == 1:
        return members, ()
    there = {c.passage.document for _, c in members}
    old = {document for document in there if len(there) > 1 and context.is_outdated(document, there)}
    if not old:
        return members, ()
    return ([m for m in members if m[1].passage.document not in old],
            [m for m in members if m[1].passage.document in old])  # fmt: skip


def _is_as_firm(claim: Claim, first: Claim) -> bool:
    """Whether a claim says that it is so, where the firmest does."""
    return claim.modality in FACTUAL or first.modality not in FACTUAL


def _published(documents: Iterable[str], context: Context) -> list[str]:
    return sorted(p for d in documents if (p := context.documents[d].published))


def _details(first: Claim) -> dict[str, Scalar]:
    return dict(sorted((k, v) for k, v in first.details.items() if v is not None and k not in OF_CLAIMS))


OF_CLAIMS = ("answers", "retracts")  # details of one claim, not of what several add up to


def _ends(first: Claim, key: Key, context: Context) -> tuple[Actor, Actor | None]:
    """Subject and object in the order of the key: symmetric relations of text have one order."""
    subject, object = context.judgements.actor(first.subject), context.judgements.actor(first.object)
    assert subject is not None
    if object is not None and subject.key != key[2]:
        return object, subject
    return subject, object


def _open(claim: Claim) -> bool:
    """In force for all that its source knows: the row says that the tie had not ended."""
    return claim.details.get("right_censored") is True


def _interval(claims: Sequence[Claim]) -> tuple[str | None, str | None]:
    """The first and the last day that are told."""
    since = min((c.since for c in claims if c.since), key=first_day, default=None)
    return since, None if any(_open(c) for c in claims) else _latest(claims)


def _latest(claims: Sequence[Claim]) -> str | None:
    """The last day that is told; a dated event ends on its day, a state of affairs is left open.

    So is one that is planned with a deadline: what there is to be "by 2027" does not end in 2027.
    """
    ends = [_end(c) for c in claims]
    return max((e for e in ends if e), key=last_day, default=None)


def _end(claim: Claim) -> str | None:
    if claim.relation not in LASTING:
        return claim.until or claim.since
    return None if is_deadline(claim) else claim.until


def _due(claims: Sequence[Claim], until: str | None) -> str | None:
    """The day by which a plan of which no first day is told is to be so: it begins then at the latest."""
    due = max((c.until for c in claims if c.until and is_deadline(c)), key=last_day, default=None)
    return None if due and until and last_day(until) < first_day(due) else due


def _alone(values: Sequence[T]) -> T | None:
    """The only value: nearly every matter of a table is told by one row, and needs no comparing."""
    return values[0] if len(values) == 1 else None


def _commonest(values: Sequence[T]) -> T | None:
    """The value said most often; of several the first in order, so that loading order does not matter."""
    if len(values) < 2:
        return values[0] if values else None
    counts: dict[T, int] = defaultdict(int)
    for value in values:
        counts[value] += 1
    return min(counts, key=lambda v: (-counts[v], str(v)), default=None)


def _strength(claim: Claim, context: Context) -> float:
    if is_table(context.documents[claim.passage.document]):
        return UNCERTAIN_STRENGTH if claim.details.get("uncertain") else TABLE_STRENGTH.get(claim.modality, 0.5)
    return STRENGTH[claim.modality]


def _denial(claim: Claim, context: Context) -> float:
    accused = {claim.subject.state, claim.object.state if claim.object else None} - {None}
    own_case = any(speaker.state in accused for speaker in claim.speakers)
    return _strength(claim, context) * DENIAL * (OWN_CASE if own_case else 1.0)


def _taken_back(supports: Sequence[Member], denies: Sequence[Member], context: Context) -> set[str]:
    """What the outlet that told it has retracted: all that it had told of the matter, or the figure that is named.

    A retraction is the outlet's own report that something is not so. What it denies as a fact, and whose denial it
    reports, is evidence and takes nothing back.
    """
    found = set[str]()
    for _, denial in denies:
        if denial.details.get("retracts"):
            found.add(str(denial.details.get("answers")))
        elif denial.modality == "reported" and _is_of_its_outlet(denial, context):
            own = [(id, c) for id, c in supports if _is_told_before(c, denial, context)]
            named = [id for id, c in own if figure_of(denial) in (figure_of(c), None)]
            found.update(named or (id for id, _ in own))
    return found & {id for id, _ in supports} if found else found


def _is_of_its_outlet(claim: Claim, context: Context) -> bool:
    """Whether an outlet says it, unnamed or by its name."""
    outlet = context.documents[claim.passage.document].source
    return all(f"outlet:{NO_WORD.sub('-', s.name.casefold()).strip('-')}" == outlet for s in claim.speakers)


def _is_told_before(claim: Claim, denial: Claim, context: Context) -> bool:
    """Whether the same outlet told it in an earlier document."""
    before, after = (context.documents[c.passage.document] for c in (claim, denial))
    if before.id == after.id or before.source != after.source or before.source == "unknown":
        return False
    return bool(before.published and after.published and first_day(before.published) <= last_day(after.published))


def _belief(
    supports: Sequence[tuple[str, Claim]], denies: Sequence[tuple[str, Claim]], context: Context
) -> tuple[float, float, float]:
    """(belief, low, high). Copies of a wire story are one story and count once, at their firmest."""
    if len(supports) == 1 and not denies:
        alone = round(_strength(supports[0][1], context), 6)
        return alone, 0.0, alone
    for_it: dict[str, float] = defaultdict(float)
    against: dict[str, float] = defaultdict(float)
    for _, c in supports:
        story = context.story(c.passage.document)
        for_it[story] = max(for_it[story], _strength(c, context))
    for _, c in denies:
        story = context.story(c.passage.document)
        against[story] = max(against[story], _denial(c, context))
    doubt = _none_of(against.values())
    strengths = sorted(for_it.values())
    high = 1 - _none_of(strengths)
    low = (1 - _none_of(strengths[:-1])) * doubt
    return round(high * doubt, 6), round(low, 6), round(high, 6)


def _none_of(chances: Iterable[float]) -> float:
    none = 1.0
    for chance in sorted(chances):
        none *= 1 - chance
    return none


def _quantity(claims: Sequence[Claim], context: Context) -> tuple[str | None, float | None, float | None, bool]:
    """(unit, lowest, highest, disputed) of the unit that most stories use.

    Disputed: two stories give ranges that have no number in common. Figures are never added up. Where the lowest figure
    is told as "at most" so much there is no lowest one, and no highest one where it is "at least" so much.
    """
    alone = _alone(claims)
    if alone is not None:
        q = alone.quantity
        if q is None or q.vague or q.low is q.high is None:
            return None, None, None, False
        if q.low is None or q.high is None or q.low <= q.high:
            return q.unit or None, q.low, q.high, False
    by_unit: dict[str, dict[str, list[tuple[float, float]]]] = defaultdict(lambda: defaultdict(list))
    for c in claims:
        if c.quantity and not c.quantity.vague and (c.quantity.low is not None or c.quantity.high is not None):
            low = c.quantity.low if c.quantity.low is not None else float("-inf")
            high = c.quantity.high if c.quantity.high is not None else float("inf")
            by_unit[c.quantity.unit or ""][context.story(c.passage.document)].append((low, high))
    if not by_unit:
        return None, None, None, False
    unit = min(by_unit, key=lambda u: (-len(by_unit[u]), u))
    lows, highs = zip(*(r for story in by_unit[unit].values() for r in story), strict=True)
    return unit or None, _least(lows, highs), _most(lows, highs), max(lows) > min(highs)


def _least(lows: Sequence[float], highs: Sequence[float]) -> float | None:
    """The lowest figure; None where it is only "at most" so much, of which nobody says that it is as much."""
    least = min(low for low in (*lows, float("inf")) if low != float("-inf"))
    return least if least < float("inf") and least <= min(highs) else None


def _most(lows: Sequence[float], highs: Sequence[float]) -> float | None:
    """The highest figure; None where it is only "at least" so much, of which nobody says that it is no more."""
    most = max(high for high in (*highs, float("-inf")) if high != float("inf"))
    return most if most > float("-inf") and most >= max(lows) else None


def contradictions(facts: Iterable[Fact], first: Mapping[tuple[str, str], int] | None = None) -> list[Contradiction]:
    """Versions of one data set that tell one matter differently, each with the version before it.

    `first`: when whole versions begin (`Workspace.begins`), where `facts` are only some of theirs.
    """
    facts = list(facts)
    first = begins(facts) if first is None else first
    found = [Contradiction(d.a, d.b, d.about) for d in differing(facts) if both_reach(d, first)]
    return sorted(found, key=lambda c: (c.a, c.b))


def disputed(facts: Iterable[Fact], conflicts: Iterable[Contradiction]) -> list[Fact]:
    """The facts, each contested also in what another contradicts it about: `contested` is this wherever it is shown."""
    about: dict[str, set[str]] = defaultdict(set)
    for c in conflicts:
        about[c.a].add(c.about)
        about[c.b].add(c.about)
    return [replace(f, contested=tuple(sorted({*f.contested, *about[f.id]}))) if f.id in about else f for f in facts]


def begins(facts: Iterable[Fact]) -> dict[tuple[str, str], int]:
    """The first year that a version of a data set speaks of, by source and version."""
    first: dict[tuple[str, str], int] = {}
    for f in facts:
        if f.source != "text" and (year := year_of(f.since)) is not None:
            key = (f.source, f.version or "")
            first[key] = min(year, first.get(key, year))
    return first


def both_reach(d: Differing, first: Mapping[tuple[str, str], int]) -> bool:
    """A deal is compared where both versions reach back to its order, since a file may begin in any year."""
    return d.ordered is None or d.ordered >= max(first.get((d.source, v), d.ordered) for v in d.versions)


def differing(facts: Iterable[Fact]) -> Iterator[Differing]:
    """Matters that a version of a data set tells otherwise than the one before it.

    A register that lists deliveries by year and one that lists whole deals are compared deal by deal.
    """
    tables = [f for f in facts if f.source != "text"]
    groups = _by_version(tables) if len({(f.source, f.version) for f in tables}) > 1 else {}
    for versions in groups.values():
        for older, newer in pairwise(sorted(versions)):
            about = _difference(versions[older], versions[newer])
            if about is None:
                continue
            for one, other in _opposed(versions[older], versions[newer]):
                a, b = sorted((one.id, other.id))
                yield Differing(a, b, about, one.source, (older, newer), _ordered(one))


def _opposed(a: Sequence[Fact], b: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    """What of two tellings of one matter stands against what; of several rows those that are told alike do not.

    A row with no counterpart left stands against the first row of the other telling.
    """
    _, gone, anew = _paired(a, b, lambda x, y: _difference([x], [y]) is None)
    gone, anew = gone or [_by_year(a)[0]], anew or [_by_year(b)[0]]
    return list(zip_longest(gone, anew, fillvalue=gone[0] if len(gone) < len(anew) else anew[0]))


@dataclass(slots=True)
class Reissue:
    """What the versions of data sets that came out make of what older ones told."""

    again: set[str] = field(default_factory=set)  # newer facts that say what the version before said
    revised: list[tuple[Fact, Fact]] = field(default_factory=list)  # (as it was told, as it is told now)
    dropped: list[tuple[Fact, str]] = field(default_factory=list)  # what the newest version tells no more, and its name


def reissued(before: Iterable[Fact], after: Iterable[Fact]) -> Reissue:
    """What became of the matters of data sets between two days.

    Each new version is compared with the last one before it that tells the matter. Dropped is what was in the version
    that metrics took then, and is not in the one that they take now, though that speaks of those actors and that time.
    """
    from kg.metrics.base import PART, version_order

    old, new = ([f for f in facts if f.source != "text"] for facts in (before, after))
    known = {(f.source, f.version or "") for f in old}
    came_out = _came_out(new)
    found = Reissue()
    lost: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for versions in _by_version(new).values():
        told = sorted(versions, key=lambda v: came_out[versions[v][0].source, v])
        for older, newer in pairwise(told):
            if (versions[newer][0].source, newer) not in known:
                lost[versions[newer][0].source, newer] += _revise(versions[older], versions[newer], found)
    for source in {source for source, _ in came_out}:
        then, now = (
            max((v for s, v in told if s == source), key=version_order, default="") for told in (known, came_out)
        )
        if (source, then) in known and now != then and now.partition(PART)[2] in ("", then.partition(PART)[2]):
            gone = [*_not_in(now, [f for f in new if f.source == source], then), *lost[source, now]]
            found.dropped += [(f, now) for f in gone]
    _reordered(found, [f for f in new if (f.source, f.version or "") not in known])
    return found


def _came_out(tables: Iterable[Fact]) -> dict[tuple[str, str], Any]:
    """The place in time of each version: by its day, and of one day by its name."""
    from kg.metrics.base import version_order

    days: dict[tuple[str, str], str] = {}
    for f in tables:
        key = (f.source, f.version or "")
        days[key] = min(days.get(key, f.known or ""), f.known or "")
    return {key: (day, version_order(key[1])) for key, day in days.items()}


def _revise(a: Sequence[Fact], b: Sequence[Fact], found: Reissue) -> list[Fact]:
    """Enters what a newer version `b` makes of one matter; what of the older one has no counterpart left.

    Of several deals that look alike the same ones are put together first, then one by one in order of their years.
    """
    if _same(a, b):
        found.again |= {f.id for f in b}
        return []
    alike, left, others = _paired(a, b, lambda x, y: _same([x], [y]))
    found.again |= {f.id for _, f in alike}
    found.revised += zip(left, others, strict=False)
    return left[len(others) :]


def _paired(
    a: Sequence[Fact], b: Sequence[Fact], alike: Callable[[Fact, Fact], bool]
) -> tuple[list[tuple[Fact, Fact]], list[Fact], list[Fact]]:
    """The rows of two tellings that are alike, one with one; what is left of either, in order of the years."""
    pairs: list[tuple[Fact, Fact]] = []
    left, others = _by_year(a), []
    for f in _by_year(b):
        if (like := next((x for x in left if alike(x, f)), None)) is None:
            others.append(f)
        else:
            left.remove(like)
            pairs.append((like, f))
    return pairs, left, others


def _by_year(facts: Iterable[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda f: (f.since or "", f.id))


def _not_in(now: str, of_source: Sequence[Fact], then: str) -> list[Fact]:
    """What a version tells and another one does not, of the actors and the time of which that one speaks."""
    told = [f for f in of_source if (f.version or "") == now]
    matters = {_matter_across_versions(f) for f in told}
    always = set.intersection(*({f.subject.key, f.object.key if f.object else ""} for f in told))
    times = [time for f in told if (time := _listed(f))]
    earliest, latest = min((end for _, end in times), default=""), max((start for start, _ in times), default="9999")

    def is_spoken_of(f: Fact) -> bool:
        start, end = _listed(f) or (latest, earliest)
        return start <= latest and earliest <= end

    return [
        f
        for f in of_source
        if (f.version or "") == then
        and _matter_across_versions(f) not in matters
        and (not always or not always.isdisjoint((f.subject.key, f.object.key if f.object else "")))
        and is_spoken_of(f)
    ]


def _listed(fact: Fact) -> tuple[str, str] | None:
    """The time for which a file lists a matter, if it lists a time only; None where none is told.

    A register lists each deal of which a delivery falls into its years, however old the order is; an order of which
    nothing was delivered it lists by the year of the order. All else is listed by its first day.
    """
    ordered = _ordered(fact)
    if fact.since is None:
        return None if ordered is None else (f"{ordered}-01-01", f"{ordered}-12-31")
    start = first_day(fact.since)
    return start, start if ordered is None else last_day(fact.until or fact.since)


def _reordered(found: Reissue, new: Iterable[Fact]) -> None:
    """A deal that is dropped, where the same weapon is told anew of another order, is one whose year was corrected."""
    paired = found.again | {b.id for _, b in found.revised}
    anew: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    gone: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for f in new:
        if f.id not in paired and f.item:
            anew[f.source, f.version, *f.ends, f.item].append(f)
    for f, version in found.dropped:
        if f.item:
            gone[f.source, version or None, *f.ends, f.item].append(f)
    pairs = [(a[0], anew[key][0]) for key, a in gone.items() if len(a) == 1 == len(anew.get(key, ()))]
    found.revised += pairs
    moved = {a.id for a, _ in pairs}
    found.dropped = [d for d in found.dropped if d[0].id not in moved]


def _same(a: Sequence[Fact], b: Sequence[Fact]) -> bool:
    """Whether two versions agree on a matter; on a deal in its amounts and years, since its remarks are worded anew."""
    if len(a) == len(b) == 1 and _ordered(a[0]) is None:
        values = [{k: v for k, v in fact_values(f).items() if k not in OF_VERSIONS} for f in (a[0], b[0])]
        return values[0] == values[1]
    return _difference(a, b) is None and {(f.hedge, f.belief) for f in a} == {(f.hedge, f.belief) for f in b}


# These differ where a matter stands the same.
OF_VERSIONS = ("id", "version", "row", "partner_row", "known", "last_known", "reviewed")


def _by_version(tables: Iterable[Fact]) -> dict[tuple[object, ...], dict[str, list[Fact]]]:
    """What each version tells of each matter."""
    groups: dict[tuple[object, ...], dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for f in tables:
        groups[_matter_across_versions(f)][f.version or ""].append(f)
    return groups


def _matter_across_versions(fact: Fact) -> tuple[object, ...]:
    ordered = fact.details.get("ordered")
    return (fact.source, *fact.ends, *((fact.item, ordered) if ordered else (fact.matter,)))


def _ordered(fact: Fact) -> int | None:
    ordered = str(fact.details.get("ordered") or "")[:4]
    return int(ordered) if ordered.isdigit() else None


def _difference(a: Sequence[Fact], b: Sequence[Fact]) -> str | None:
    """What two tellings of one matter disagree in, the weightiest first; None where they agree."""
    told: list[tuple[str, Callable[[Sequence[Fact]], object]]] = [
        ("quantity", lambda f: (_total(f, lambda x: x.details.get("tiv")), _total(f, lambda x: x.quantity_max))),
        ("interval", lambda f: (_years(f), {x.until for x in f} if len(a) == len(b) == 1 else None)),
        ("pledge", lambda f: {x.details.get("pledge") for x in f}),
    ]
    return next((about for about, value in told if value(a) != value(b)), None)


def _total(facts: Sequence[Fact], amount: Callable[[Fact], object]) -> float:
    """Deliveries of one deal by year add up to the deal: they are parts and do not restate each other."""
    return round(sum(float(x) for f in facts if isinstance(x := amount(f), int | float)), 1)


def _years(facts: Sequence[Fact]) -> frozenset[str]:
    told = ("; ".join(str(f.details.get("years") or f.since or "") for f in facts)).split("; ")
    return frozenset(told)


def fact_values(fact: Fact) -> dict[str, object]:
    """A fact as plain JSON values without what says nothing: for output and for the digest."""
    return compact(
        {
            "id": fact.id,
            "relation": fact.relation,
            "subject": fact.subject.key,
            "object": fact.object.key if fact.object else None,
            "place": fact.place.key if fact.place else None,
            "item": fact.item,
            "since": fact.since,
            "until": fact.until,
            "change": fact.change,
            "quantity_min": fact.quantity_min,
            "quantity_max": fact.quantity_max,
            "unit": fact.unit,
            "hedge": fact.hedge,
            "polarity": fact.polarity,
            "belief": fact.belief,
            "belief_lo": fact.belief_lo,
            "belief_hi": fact.belief_hi,
            "contested": list(fact.contested),
            "known": fact.known,
            "last_known": fact.last_known,
            "source": fact.source,
            "version": fact.version,
            "row": fact.row,
            "n_claims": len(fact.claims),
            "n_stories": fact.n_stories,
            "n_documents": len(fact.documents),
            "n_denials": fact.n_denials,
            "reviewed": fact.reviewed,
        }
    ) | dict(fact.details)
