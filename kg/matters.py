"""What in texts is one and the same matter: the rule by which claims between the same two actors are told apart.

Two claims of one relation between the same actors are about one matter unless they say that they are not:

    the year       they speak of different ones (a claim without a date: the year in which it was published; a copy
                   without one is of the day of its story)
    the item       of what passes between two: by names ("MiG-29", "F-16"), or by other words where it has none
    the day        of an event: more than a few days apart, or apart at all and in different places
    the change     that a tie grows or shrinks is another matter than that it exists

What a claim does not say it does not contradict, and differing figures tell nothing apart: they are what a fact is
contested in. A claim that fits several matters joins the one that it agrees with most: in its item, its day, its
figure; a report of an event without a day, the one that had just happened. Where that decides nothing it stands by
itself. A denial bears on all matters that it can mean.

Plans (what is told as future, speculated or conditional) have days that may not be kept: they part plans from plans.
A deed is what a plan came to, unless it was done before the plan was told and no item says that it is the same. A
plan for another year is a matter of the year too in which it was told, for what is said of it without a date.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from kg.dates import first_day, last_day
from kg.model import FACTUAL, FAMILIES, Claim, Document

Member = tuple[str, Claim]
Figure = tuple[float | None, float | None]
Days = tuple[int, int]  # the first and the last, counted as Python counts them

NO_DAYS: Mapping[str, str] = MappingProxyType({})
EVENTS = ("COMBAT", "CASUALTIES", "ATTACKS", "ARMS_TRANSFER", "MILITARY_AID")
PASSED_ON = (*FAMILIES["material_aid"], *FAMILIES["economy"])  # between whose ends goes something with a name
FEW_DAYS = 3  # by which papers date one event differently
NEWS = 10  # days for which an event is news, and told without a date

# Words that name the same to most writers, the first of each line for all; and those that leave open what is meant.
SAME = """
    aircraft jet fighter plane warplane airplane aeroplane
    drone uav
    ammunition ammo munition round shell
    ship boat vessel
    truck lorry
    oil crude petroleum
    armoured armored
    su sukhoi
    ak kalashnikov
"""
ALIKE = {word: line.split()[0] for line in SAME.strip().splitlines() for word in line.split()}
GENERAL = """
    additional aid and arm armament assistance batch battalion battery consignment container delivery equipment export
    for gear good hardware import item load made materiel material military modern money more new of other package piece
    product set shipment squadron supply support system the ton tonne type unit used weapon weaponry with
"""
NO_NAMES = frozenset(GENERAL.split())


@dataclass(frozen=True, slots=True)
class Item:
    """An item as it is named: "6 F-16 jets" by the name "F-16", all words, and the noun "jets"."""

    names: frozenset[str]  # the words with a capital or a number
    words: frozenset[str]
    noun: str | None

    @property
    def fullness(self) -> tuple[bool, int]:
        return bool(self.names), len(self.words)


NOTHING = Item(frozenset(), frozenset(), None)


@dataclass(frozen=True, slots=True)
class Mark:
    """What tells the matter of a claim from others. Only what is looked at is kept, so that most claims share one."""

    year: str
    dated: bool
    plan: bool
    against: bool
    change: str | None
    said_in: str | None  # the year of publication, of plans and denials
    said: int | None = None  # the day of publication, of plans and undated reports of events
    item: Item = NOTHING
    days: Days | None = None
    exact: bool = False
    place: str | None = None

    @property
    def order(self) -> tuple[object, ...]:
        """The most telling first, so that what tells less finds all that it may mean."""
        rest = (self.said or 0, self.said_in or "", self.dated, self.place or "", self.change or "")
        days = self.days or (10**7, 0)
        named, words = self.item.fullness
        item = (sorted(self.item.words), sorted(self.item.names), self.item.noun or "")
        return (not named, -words, self.plan, not self.exact, days, item, self.year, *rest)


def mark(claim: Claim, published: str | None) -> Mark:
    when, plan, event = claim.since or claim.until, claim.modality not in FACTUAL, claim.relation in EVENTS
    days = _days(claim) if event else None
    against = claim.stance != "supports"
    asked = event and (plan or not days) and published is not None and len(published) == 10
    return Mark(
        year=(when or published or "")[:4],
        dated=when is not None,
        plan=plan,
        against=against,
        change=claim.change,
        said_in=published[:4] if published and (plan or against) else None,
        said=_day(published) if asked and published else None,
        item=item_of(claim),
        days=days,
        exact=days is not None and all(len(d) == 10 for d in (claim.since, claim.until) if d),
        place=claim.place.key if days and claim.place else None,
    )


def _days(claim: Claim) -> Days | None:
    """The days that are told to the month or finer."""
    start, end = claim.since or claim.until, claim.until or claim.since
    if not start or not end or len(start) < 7 or len(end) < 7:
        return None
    first, last = _day(first_day(start)), _day(last_day(end))
    return (first, last) if first <= last else (last, first)


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def item_of(claim: Claim) -> Item:
    """What passes on, with what it is counted in.

    >>> from kg.model import Actor, Passage, Quantity
    >>> claim = Claim(Passage("d", ""), "ARMS_TRANSFER", Actor("x"), item="F-16s", quantity=Quantity(6, unit="jets"))
    >>> sorted(item_of(claim).names), sorted(item_of(claim).words), item_of(claim).noun
    (['16', 'f'], ['16', 'aircraft', 'f'], 'aircraft')
    """
    if claim.relation not in PASSED_ON or not claim.item:
        return NOTHING
    unit = claim.quantity.unit if claim.quantity else None
    return _item(claim.item, unit if unit and not unit.isupper() else "")


@lru_cache(maxsize=4096)
def _item(item: str, unit: str = "") -> Item:
    words, counted = _words(item), _words(unit)
    names = frozenset(word for word, named in words if named)
    nouns = [word for word, named in (*words, *counted) if not named]
    return Item(names, names.union(nouns), nouns[-1] if nouns else None)


def _words(text: str) -> list[tuple[str, bool]]:
    """The words that say what it is, and whether they are names."""
    plain = unicodedata.normalize("NFKD", text.replace("ı", "i"))
    plain = re.sub(r"(?<=\d)s\b|['’]s\b", "", "".join(c for c in plain if not unicodedata.combining(c)))
    found = [(_singular(word.casefold()), not word.islower()) for word in re.findall(r"[^\W\d_]+|\d+", plain)]
    return [(ALIKE.get(word, word), named) for word, named in found if word not in NO_NAMES]


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def figure_of(claim: Claim) -> Figure | None:
    """The lowest and the highest number; None where there is none."""
    q = claim.quantity
    return (q.low, q.high) if q and not q.vague and (q.low is not None or q.high is not None) else None


# -- what is told apart --------------------------------------------------------------------------


def items_differ(a: Item, b: Item) -> bool:
    """Whether two items are none that one thing could be called; what is not named differs from nothing.

    >>> def differ(a, b): return items_differ(_item(a), _item(b))
    >>> differ("MiG-29 jets", "F-16 jets"), differ("TB2", "Bayraktar TB2 drones"), differ("K9 guns", "K9 howitzers")
    (True, False, False)
    >>> differ("battle tanks", "Leopard 2 tanks"), differ("cruise missiles", "ballistic missiles")
    (False, True)
    """
    if not a.words or not b.words or a.words <= b.words or b.words <= a.words:
        return False
    if a.names and b.names:
        return not (a.names <= b.words or b.names <= a.words)
    named, other = (a, b) if a.names else (b, a)
    return not named.names or other.noun not in named.words


def apart(a: Mark, b: Mark) -> bool:
    """Whether two claims say that they are about different matters, their items aside."""
    return a.change != b.change or not _of_one_year(a, b) or _days_differ(a, b)


def _of_one_year(a: Mark, b: Mark) -> bool:
    return a.year == b.year or _said_of_plan(a, b) or _said_of_plan(b, a)


def _said_of_plan(a: Mark, plan: Mark) -> bool:
    """Whether a plan for another year was told in the year of what is planned, or denied, without a date."""
    return plan.plan and not a.dated and (a.plan or a.against) and a.said_in == plan.said_in is not None


def _days_differ(a: Mark, b: Mark) -> bool:
    if a.plan != b.plan:
        if a.item.words and b.item.words:
            return False  # six of those planned were given: more of the same may be to come
        plan, deed = (a, b) if a.plan else (b, a)
        return deed.days is not None and plan.said is not None and deed.days[1] < plan.said - FEW_DAYS
    if a.days and b.days:
        gap = max(a.days[0] - b.days[1], b.days[0] - a.days[1])
        elsewhere = gap > 0 and a.place is not None and b.place is not None and a.place != b.place
        return elsewhere or gap > (FEW_DAYS if a.exact and b.exact else 0)
    if a.plan:
        return False
    said, days = (a.said, b.days) if b.days else (b.said, a.days)
    return said is not None and days is not None and said < days[0] - FEW_DAYS  # told before it happened


# -- what comes together -------------------------------------------------------------------------


@dataclass(slots=True)
class Told:
    """Claims of which a matter sees no difference."""

    mark: Mark
    figure: Figure | None
    outlet: str | None  # that takes back what it has told
    members: list[Member] = field(default_factory=list)


@dataclass(slots=True)
class Matter:
    marks: dict[Mark, None] = field(default_factory=dict)
    members: list[Member] = field(default_factory=list)
    denials: list[Member] = field(default_factory=list)
    item: Item = NOTHING  # as it is named most fully
    figures: set[object] = field(default_factory=set)
    outlets: set[str] = field(default_factory=set)
    vague: bool = False  # it may be one of several others, and nothing says which

    def add(self, told: Told, outlets: Iterable[str]) -> None:
        self.marks[told.mark] = None
        self.members += told.members
        self.item = max(self.item, told.mark.item, key=lambda item: item.fullness)
        self.figures |= {told.figure} - {None}
        self.outlets.update(outlets)

    def fits(self, other: Mark) -> bool:
        return not items_differ(self.item, other.item) and not any(apart(other, m) for m in self.marks)

    def agrees(self, told: Told) -> tuple[bool, ...]:
        """Whether it says the same of what tells most, in this order: item, day, figure, place; last, by whom."""
        mark = told.mark
        return (
            bool(self.item.words and mark.item.words),
            mark.days is not None and any(m.days for m in self.marks if m.plan == mark.plan),
            told.figure in self.figures,
            mark.place is not None and any(m.place == mark.place for m in self.marks),
            told.outlet in self.outlets,
        )

    def just_before(self, other: Mark) -> int | None:
        """The day of an event that was news when a report without a day was published."""
        if other.days or other.plan or (said := other.said) is None:
            return None
        told = (m.days for m in self.marks if m.exact and m.days and not m.plan)
        return max((first for first, last in told if first <= said + 1 and said - last <= NEWS), default=None)


class _Gathered:
    """Matters by the years in which they are looked for."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self.documents = documents
        self.all: list[Matter] = []
        self.by_year: dict[str, dict[int, Matter]] = defaultdict(dict)
        self.asked: tuple[Mark | None, list[Matter]] = None, []

    def add(self, told: Told) -> None:
        fitting = self.fitting(told.mark)
        best = self._closest(told, [m for m in fitting if not m.vague])
        same = [m for m in fitting if m.vague and m.item == told.mark.item]
        if len(best) == 1:
            matter = best[0]
        elif same:
            matter = same[0]
        else:
            matter = Matter(vague=len(best) > 1)
            self.all.append(matter)
            fitting.append(matter)
        matter.add(told, (self.documents[c.passage.document].source for _, c in told.members))
        for year in _years(told.mark):
            self.by_year[year][id(matter)] = matter

    def fitting(self, mark: Mark) -> list[Matter]:
        """Asked for one mark after the other: what fitted a mark fits it still when more was told with that mark."""
        if mark != self.asked[0]:
            near = {n: m for year in _years(mark) for n, m in self.by_year[year].items()}
            self.asked = mark, [m for m in near.values() if m.fits(mark)]
        return self.asked[1]

    def _closest(self, told: Told, fitting: Sequence[Matter]) -> list[Matter]:
        best = _most(fitting, lambda m: m.agrees(told))
        if len(best) > 1:
            days = [m.just_before(told.mark) for m in best]
            latest = max((d for d in days if d is not None), default=0)
            last = [m for m, d in zip(best, days, strict=True) if d == latest]
            return last if len(last) == 1 else best
        return best

    def meant(self, told: Told) -> list[Matter]:
        """All matters that a denial can mean."""
        return _most(self.fitting(told.mark), lambda m: m.agrees(told))


def _years(mark: Mark) -> set[str]:
    return {mark.year, mark.said_in or mark.year} if mark.plan else {mark.year}


def _most(found: Sequence[Matter], rank: Callable[[Matter], tuple[bool, ...]]) -> list[Matter]:
    ranks = [rank(m) for m in found]
    most = max(ranks, default=None)
    return [m for m, r in zip(found, ranks, strict=True) if r == most]


def matters(
    members: Sequence[Member], documents: Mapping[str, Document], days: Mapping[str, str] = NO_DAYS
) -> list[tuple[str, list[Member]]]:
    """The matters of one relation between the same actors: the name of each, and the claims that bear on it.

    `days`: of articles that tell none and are copies, that of their story (`kg.text.stories.days_of_copies`).
    The same claims give the same matters in whatever order they come. A denial can bear on several.
    """
    if len(members) == 1:
        return [(_name(members[0], documents, days), list(members))]
    told = _told(members, documents, days)
    found, denied = _Gathered(documents), _Gathered(documents)
    for one in told:
        if not one.mark.against:
            found.add(one)
    for one in told:
        if one.mark.against:
            meant = found.meant(one)
            for matter in meant:
                matter.denials += one.members
            if not meant:
                denied.add(one)
    return _named([*found.all, *denied.all], documents, days)


def _told(members: Iterable[Member], documents: Mapping[str, Document], days: Mapping[str, str]) -> list[Told]:
    """What is told, the most telling first."""
    found: dict[tuple[Mark, Figure | None, str | None], Told] = {}
    for id, claim in members:
        document = documents[claim.passage.document]
        day = document.published or days.get(claim.passage.document)
        retracts = claim.stance == "denies" and claim.modality == "reported" and not claim.speakers
        key = mark(claim, day), figure_of(claim), document.source if retracts else None
        found.setdefault(key, Told(*key)).members.append((id, claim))
    return sorted(found.values(), key=lambda t: (*t.mark.order, str(t.figure), t.outlet or ""))


def _named(
    found: Iterable[Matter], documents: Mapping[str, Document], days: Mapping[str, str]
) -> list[tuple[str, list[Member]]]:
    """A matter is named by what the first published of its claims says, so that it keeps its name when more is told.

    Where two would have one name the second has the id of that claim in it.
    """
    firsts = [(min(m.members, key=lambda c: _published(c, documents)), m) for m in found]
    names: dict[str, list[Member]] = {}
    for first, matter in sorted(firsts, key=lambda f: _published(f[0], documents)):
        name = _name(first, documents, days)
        names[f"{name} {first[0]}" if name in names else name] = matter.members + matter.denials
    return list(names.items())


def _published(member: Member, documents: Mapping[str, Document]) -> tuple[str, str]:
    return documents[member[1].passage.document].published or "9999", member[0]


def _name(member: Member, documents: Mapping[str, Document], days: Mapping[str, str]) -> str:
    claim = member[1]
    id = claim.passage.document
    its = mark(claim, documents[id].published or days.get(id))
    day = (claim.since or claim.until) if its.days else None
    return " ".join(part for part in (its.year, its.change, "+".join(sorted(its.item.words)), day) if part)
