"""Whom "it", "the bloc", "the two states", "he" or "the defence minister" mean, by the rules of this field.

Nothing is guessed from the world: an antecedent is always something that the same document named
before, or the home of the outlet for "the government". Where no rule holds, the answer is nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from kg.model import Actor
from kg.text.mentions import state_actor

TITLES = ("LEADS", "MEMBER_OF", "PART_OF")  # of one side alone
AHEAD = 1.5  # times as often named as the next
SURE = 4  # votes by which an opponent must be ahead
ENOUGH, CLEAR = 2, 1  # votes that a receiver must have, and by which he must be ahead
REACH = 3  # sentences back that a pronoun may look
VOICE_REACH = 3  # sentences back that "he added" may look for who spoke


@dataclass(frozen=True)
class Deed:
    """Something told: in which sentence, by which words, who did it and to whom."""

    at: int
    words: frozenset[str]
    doers: tuple[Actor, ...]
    whom: tuple[Actor, ...] = ()
    relation: str = ""  # of a claim; none where it is only a clause that somebody acts in


@dataclass
class Discourse:
    """What a document has named so far."""

    home: str | None = None  # state of the outlet
    sentence: int = 0
    focus: tuple[Actor, ...] = ()  # subject of the last sentence that had one
    focus_at: int = -9
    quarrels: list[tuple[int, Actor, Actor]] = field(default_factory=list)  # who opposed whom, in order
    subjects: list[tuple[int, tuple[Actor, ...]]] = field(default_factory=list)  # of each clause that had one, in order
    pair: tuple[Actor, ...] = ()  # the last two states that stood together
    pair_at: int = -9
    pair_firm: bool = False  # together as equals: an accord, an alliance, talks
    joined: tuple[Actor, ...] = ()  # the two to whom one other did something: "accused Sudan and Libya"
    joined_at: int = -9
    aside: frozenset[str] = frozenset()  # with whom somebody dealt, from whom he got something: "an accord with Mali"
    aside_at: int = -9
    aid: tuple[int, Actor, Actor, str] | None = None  # when who last gave whom help, and how firmly: "the package"
    named: tuple[Actor, ...] = ()  # whom the last sentence named, in order: "the former", "the latter"
    named_at: int = -9
    nouns: frozenset[str] = frozenset()  # of the last sentence
    criticised_at: int = -9  # when somebody last criticised another, and complained of nothing done to him
    given_it: tuple[int, Actor] | None = None  # when "it" last stood for somebody acted on, and for whom
    fired: tuple[int, Actor] | None = None  # when somebody last fired drones, missiles or rockets, and who
    told_of: tuple[Actor, ...] = ()  # of whom somebody else told something: "Chad has troops there, the Union says"
    told_at: int = -9
    title: tuple[str, ...] = ()  # states named in the title
    people: list[tuple[int, Actor]] = field(default_factory=list)
    organisations: list[tuple[int, Actor]] = field(default_factory=list)
    states: list[tuple[int, Actor]] = field(default_factory=list)
    place: Actor | None = None  # the town or region where the last claim took place: "the town"
    region: Actor | None = None  # the region or island named last
    where: Actor | None = None  # the state in which the last claim took place
    places: list[tuple[int, str]] = field(default_factory=list)  # states named as places, and when: "there"
    hosts: dict[str, str] = field(default_factory=dict)  # sender -> where its troops were last said to go
    counts: Counter[str] = field(default_factory=Counter)
    forces: list[tuple[int, Actor]] = field(default_factory=list)  # whose troops were spoken of, and when
    rebels: list[Actor] = field(default_factory=list)  # armed groups without a name: "Tutsi rebels"
    full_names: dict[str, Actor] = field(default_factory=dict)
    persons: dict[str, str] = field(default_factory=dict)  # last name -> name of whom the text gives with a title
    armies: dict[str, tuple[int, str]] = field(default_factory=dict)  # "military" -> when whose was named last
    peoples: dict[str, str] = field(default_factory=dict)  # "Serbs" -> "Bosnian Serbs", where the text has told of them
    whole: Counter[str] = field(default_factory=Counter)  # how often the whole text, read ahead, names each state
    mission: str | None = None  # the state in which the mission spoken of last stands
    mission_told: int = -9  # the sentence that spoke of it
    mission_name: Actor | None = None  # the mission spoken of last, by its own name
    focus_forces: bool = False  # whether the subject of the last sentence was somebody's forces: "they left"
    titled: dict[str, tuple[int, Actor]] = field(default_factory=dict)  # "prime_minister" -> who was last called so
    events: dict[str, tuple[int, Actor, Actor | None]] = field(default_factory=dict)  # relation -> last told, who, whom
    deeds: list[Deed] = field(default_factory=list)  # what was told, in order
    voice: tuple[int, Actor, str] | None = None  # when and who spoke last, and the pronoun that may mean him

    @property
    def history(self) -> list[tuple[int, str, Actor, Actor | None]]:
        """What was claimed, in order: sentence, relation, who, whom."""
        return [(d.at, d.relation, d.doers[0], d.whom[0] if d.whom else None) for d in self.deeds if d.relation]

    def speaking(self, pronoun: str) -> tuple[int, Actor] | None:
        """ "He added", "it said": how many sentences back somebody whom the pronoun may mean spoke last, and who."""
        if self.voice is None or pronoun not in self.voice[2].split() or self.sentence - self.voice[0] > VOICE_REACH:
            return None
        return self.sentence - self.voice[0], self.voice[1]

    def saw(self, actor: Actor, adjective: bool = False) -> None:
        """Remember a named actor of the current sentence."""
        if actor.type == "leader":
            self.people.append((self.sentence, actor))
            self.full_names.setdefault(actor.name.split()[-1], actor)
        elif actor.type in ("organisation", "armed_group"):
            self.organisations.append((self.sentence, actor))
        elif actor.type == "state" and actor.id:
            self.counts[actor.id] += 1 if adjective else 2
            if not adjective or actor.name.startswith(("North ", "South ")):
                self.states.append((self.sentence, actor))

    def bearer(self, titles: Collection[str]) -> Actor | None:
        """ "The prime minister": the person of whom the text told as one."""
        found = [self.titled[t] for t in sorted(titles, key=len, reverse=True) if t in self.titled]
        return next((person for at, person in found if self.sentence - at <= 2 * REACH), None)

    def event(self, relation: str) -> tuple[Actor, Actor | None] | None:
        """Who and whom "the embargo", "the deal" is between: those of whom the relation was last told."""
        at, subject, other = self.events.get(relation, (-99, None, None))
        return (subject, other) if subject is not None and self.sentence - at <= 2 * REACH else None

    def accused(self) -> Actor | None:
        """Whom the sentence before told to be accused."""
        at, _, whom = self.events.get("ACCUSES", (-9, None, None))
        return whom if self.sentence - at == 1 else None

    def last(self, mine: frozenset[str] = frozenset()) -> tuple[Actor, Actor | None] | None:
        """Who and whom the last thing told is about: "the move", "the decision"; of two, what was done to oneself."""
        told = [e for r, e in self.events.items() if r not in TITLES and not mine & {e[1].state, e[1].key}]
        if not told:
            return None
        at, subject, other = max(told, key=lambda e: (e[0], other_is(e[2], mine)))
        return (subject, other) if self.sentence - at <= REACH else None

    def foe(self, mine: set[str]) -> Actor | None:
        """The other side for somebody who objects, threatens or demands and does not say to whom.

        The other state of the title counts twice; the state named most, who acted last, with whom somebody dealt or
        stood together last, and with whom he quarrels, count once each. With less than three, or less than `SURE` more
        than for the next, no one is meant.
        """
        votes: Counter[str] = Counter()
        known: dict[str, Actor] = {}

        def vote(actor: Actor | None, weight: int = 1) -> None:
            if actor is not None and not mine & {actor.state, actor.key}:
                votes[actor.side] += weight
                known.setdefault(actor.side, actor)

        rest = [a for a in dict(reversed([(a.id, a) for _, a in self.states])).values() if a.id in self.title]
        rest = [a for a in rest if a.id not in mine]
        vote(rest[0] if len(rest) == 1 else None, 2)
        vote(self.topic(frozenset(mine)))
        acting = next((a for at, a in reversed(self.subjects) if not any(mine & {x.state, x.key} for x in a)), ())
        vote(acting[0] if acting else None)
        vote(self.dealt_with(mine))
        vote(next((end for _, *ends in reversed(self.quarrels) if (end := _other(ends, mine)) is not None), None))
        vote(_other(self.pair, mine))
        best = max(votes, key=lambda k: votes[k], default=None)
        next_best = max((n for k, n in votes.items() if k != best), default=0)
        return known[best] if best is not None and votes[best] - next_best >= SURE else None

    def dealt_with(self, mine: set[str]) -> Actor | None:
        """With whom somebody last did something; else whoever did the last thing told."""
        told = [e for r, e in self.events.items() if r not in TITLES and self.sentence - e[0] <= 2 * REACH]
        told.sort(key=lambda e: -e[0])
        for _, one, other in told:
            end = _other((one, other), mine) if other is not None else None
            if end is not None:
                return end
        return next((one for _, one, _ in told if not mine & {one.state, one.key}), None)

    def topic(self, besides: frozenset[str | None] = frozenset()) -> Actor | None:
        """The state that the document names most, other than `besides`; of two equals not the one with whom the other
        dealt in the sentence before, else the later one."""
        aside = self.aside if self.sentence - self.aside_at == 1 else frozenset()
        ranked = [
            (
                self.counts[a.id or ""] + 2 * (a.id in self.title) + 3 * (self.sentence - at == 1),
                a.id not in aside,
                n,
                a,
            )
            for n, (at, a) in enumerate(self.states)
            if a.id not in besides
        ]
        return max(ranked, key=lambda r: r[:3])[3] if ranked else None

    def main(self, besides: frozenset[str | None]) -> Actor | None:
        """The state that the whole text is about, if that is clear; None if it is one of `besides`."""
        ranked = self._told_of()[:2]
        if not ranked or ranked[0][0] in besides or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return state_actor(ranked[0][0])

    def receiver(self, giver: frozenset[str], here: frozenset[str], given: Sequence[Actor]) -> Actor | None:
        """For whom a gift is that names only its giver: the state that most speaks for, if it leads clearly.

        That it was given something before counts three times; that the sentence names it, that the last claim took
        place there and what share of the text is about it, twice; that it was attacked and did not attack, and that
        the giver dealt with it, once.
        """
        share = self.whole + Counter({t: 3 for t in self.title})
        most = max(share.values(), default=1)
        told = [(r, {one.state, other.state}, one, other) for _, r, one, other in self.history if other is not None]
        harmed = {other.state for r, _, _, other in told if r in ("ATTACKS", "THREATENS")}
        harmed |= {one.state for r, _, one, _ in told if r == "CASUALTIES"}
        harmed -= {one.state for r, _, one, _ in told if r in ("ATTACKS", "THREATENS", "CONTROLS")}
        dealt = {state for _, ends, _, _ in told if ends & giver for state in ends}
        votes = {
            state: 2 * (state in here)
            + 3 * (state in {a.state for a in given})
            + 2 * (self.where is not None and state == self.where.state)
            + 2 * share[state] / most
            + (state in harmed)
            + (state in dealt)
            for state in {*share, *here, *(a.state for a in given)}
            if state and state not in giver
        }
        ranked = sorted(votes, key=lambda state: -votes[state])
        if not ranked or votes[ranked[0]] < ENOUGH:
            return None
        best = ranked[0]
        if len(ranked) > 1 and votes[best] - votes[ranked[1]] < CLEAR:
            return None
        return next((a for a in given if a.state == best), state_actor(best))

    def setting(self) -> Actor | None:
        """Where what has no place of its own happens: the state that title and text name most."""
        ranked = {a.id: (self.counts[a.id or ""] + 4 * (a.id in self.title), a) for _, a in self.states}
        return max(ranked.values(), key=lambda r: r[0])[1] if ranked else None

    def group(self) -> Actor | None:
        """ "the group", "the rebels", "the militants": the armed group named last, by a name or by a phrase."""
        return self.organisations_of("armed_group") or (self.rebels[-1] if self.rebels else None)

    def organisations_of(self, type: str) -> Actor | None:
        return next((a for _, a in reversed(self.organisations) if a.type == type), None)

    def troops(self) -> tuple[Actor, ...]:
        """ "the troops", "the soldiers", "the jets": those whose forces the text spoke of last."""
        last = max((n for n, _ in self.forces), default=-99)
        return (
            tuple({a.key: a for n, a in self.forces if n == last}.values()) if self.sentence - last <= 2 * REACH else ()
        )

    def theatre(self, besides: set[str]) -> str | None:
        """The state into which the troops of others were last said to go, other than `besides`."""
        return next((h for h in reversed(list(self.hosts.values())) if h not in besides), None)

    def place_named(self, besides: set[str | None] | frozenset[str]) -> str | None:
        """ "There": the state last named as a place, or of which such a place is part, other than `besides`."""
        near = [state for n, state in self.places if self.sentence - n <= REACH and state not in besides]
        return near[-1] if near else None

    def mission_is_told(self) -> bool:
        """Whether the text is just speaking of a mission: "Kenya and Ghana are taking part"."""
        at, _, host = self.events.get("TROOP_DEPLOYMENT", (-9, None, None))
        told = self.mission_told if self.mission is not None else at if host is not None else -9
        return self.sentence - told <= REACH

    def thing(self) -> tuple[Actor, ...]:
        """ "it", "its", "they" of an earlier sentence: its subject."""
        return self.focus if self.sentence - self.focus_at <= REACH else ()

    def person(self) -> Actor | None:
        """ "he", "she": the person named last."""
        acting = [a for n, told in self.subjects[-4:] if n == self.sentence - 1 for a in told if a.type == "leader"]
        if acting:
            return acting[0]  # whom the sentence before was about, whoever else it named
        recent = [a for n, a in self.people if self.sentence - n <= REACH]
        return recent[-1] if recent else None

    def organisation(self) -> Actor | None:
        """ "the bloc", "the alliance": the organisation named last, if only one can be meant."""
        recent = [a for n, a in self.organisations if a.type == "organisation"]
        return recent[-1] if recent else None

    def both(self) -> tuple[Actor, ...]:
        """ "the two states", "both sides": the last two equals, the two of the title, or the last two; never two that
        the text names in passing while it names two others all the time."""
        if not self.pair_firm and len(self.title) == 2:
            named = {a.id: a for _, a in self.states}
            if all(t in named for t in self.title):
                return tuple(named[t] for t in self.title)
        named = {a.id: a for _, a in self.states}
        top = sorted(named, key=lambda i: -(self.counts[i or ""] + 2 * (i in self.title)))[:2]
        if len(top) == 2 and len(self.pair) == 2 and self.sentence - self.pair_at > 1:
            weak = min(self.counts[a.id or ""] + 2 * (a.id in self.title) for a in self.pair)
            if min(self.counts[i or ""] + 2 * (i in self.title) for i in top) >= 2 * weak:
                return tuple(named[i] for i in top)
        return self.pair

    def others(self, mine: set[str | None]) -> tuple[Actor, ...]:
        """ "Moscow urged the two presidents": the two that the text names most besides oneself."""
        ranked = [(state, n) for state, n in self._told_of() if state not in mine]
        return tuple(state_actor(state) for state, _ in ranked[:2]) if len(ranked) > 1 else ()

    def _told_of(self) -> list[tuple[str, int]]:
        """The states of the whole text, read ahead, by how often it names them; those of the title first."""
        return (self.whole + Counter({t: 3 for t in self.title})).most_common(12)

    def fighters(self) -> tuple[Actor, ...]:
        """ "All parties", "both camps": the two who were last said to fight, or one to strike the other."""
        told = [(*d.doers, *d.whom) for d in self.deeds if d.relation in ("COMBAT", "ATTACKS")]
        armed = [ends for ends in told if len(ends) == 2 and all(a.type != "group" for a in ends)]
        return armed[-1] if armed else ()

    def together(self, pair: tuple[Actor, ...], firm: bool) -> None:
        """Two states stand together in the current sentence; two equals are not put aside by a passing remark."""
        if firm or not self.pair_firm or self.sentence - self.pair_at > REACH:
            self.pair, self.pair_at, self.pair_firm = pair, self.sentence, firm

    def list_before(self, number: int, kind: str = "state", alone: bool = False) -> tuple[Actor, ...]:
        """ "Kenya and Ghana have men in Mali. The two states": those of so many who acted together just before.

        Nobody where the sentence named as many others; `alone`, where it named any.
        """
        acting, others = self._acted_before(number)
        clear = not others if alone else others != number
        return acting if clear and all(a.type == kind for a in acting) else ()

    def are_four(self) -> bool:
        """ "Italy and Greece criticised Turkey and Libya. The two states": nobody can tell which two."""
        acting, others = self._acted_before(2)
        return bool(acting) and others == 2

    def _acted_before(self, number: int) -> tuple[tuple[Actor, ...], int]:
        """Those of so many who acted together in the sentence before, and how many other states it named."""
        lists = {a for at, a in self.subjects if at == self.sentence - 1 and len(a) == number}
        acting = lists.pop() if len(lists) == 1 else ()
        return acting, len({a.key for at, a in self.states if at == self.sentence - 1} - {a.key for a in acting})

    def bands(self, number: int) -> tuple[Actor, ...]:
        """ "Iran arms Hezbollah and Hamas. The two groups": as many as the sentence before named, and no more."""
        named = {a.key: a for at, a in self.organisations if at == self.sentence - 1 and a.type == "armed_group"}
        return tuple(named.values()) if len(named) == number else ()

    def one_of_two(self, later: bool) -> Actor | None:
        """ "Chad and Mali met. The latter": the second of just two whom the sentence before named; else the first."""
        fresh = self.sentence - self.named_at == 1 and len(self.named) == 2
        return self.named[later] if fresh else None

    def several(self, number: int) -> tuple[Actor, ...]:
        """ "the four states": those listed just before, the states of the last sentence that named so many; else of
        the whole document."""
        if listed := self.list_before(number):
            return listed
        for back in range(REACH + 1):
            named = {a.id: a for n, a in self.states if n == self.sentence - back}
            if len(named) == number:
                return tuple(named.values())
        every = {a.id: a for _, a in self.states}
        return tuple(every.values()) if len(every) == number else ()

    def country(self, besides: frozenset[str | None]) -> Actor | None:
        """ "the country", "the island", "the east": the state that the document is about, other than `besides`.

        What the whole text names by far the most; where no state is far ahead, the one it named most up to here.
        """
        ranked = [(state, n) for state, n in self._told_of() if state not in besides][:2]
        if ranked and ranked[0][1] >= AHEAD * max((n for _, n in ranked[1:]), default=1):
            return state_actor(ranked[0][0])
        return self.topic(besides)

    def half(self, point: str, here: tuple[Actor, ...] = ()) -> Actor | None:
        """ "the North", "the South": of a divided country that the document has named, if only by its other half."""
        known = {a.id: a for a in (*(a for _, a in self.states), *here)}
        named = [a for a in known.values() if a.name.startswith(point + " ")]
        if not named and len(others := [HALVES[i] for i in known if i in HALVES and i is not None]) == 1:
            return others[0] if others[0].name.startswith(point + " ") else None
        return named[0] if len(named) == 1 else None

    def area(self, besides: frozenset[str | None]) -> Actor | None:
        """ "the east", "the border": of the state in which the last claim took place, else of the topic."""
        return self.where if self.where is not None and self.where.id not in besides else self.topic(besides)

    def office(self) -> Actor | None:
        """ "the president", "the defence ministry", "the army" without a state: of the state in focus; of a state
        that an armed group has just struck, rather than of that group's own."""
        for actor in self.thing():
            if actor.type == "armed_group" and (struck := self._struck_by(actor)) is not None:
                return struck
            if actor.state:
                return actor
        topic = self.topic()
        return topic if topic else None

    def _struck_by(self, group: Actor) -> Actor | None:
        """The one state whom an armed group was told to strike in the sentence that it acted in."""
        told = [d for d in self.deeds if d.at == self.focus_at and d.relation in ("ATTACKS", "COMBAT")]
        struck = {w.state for d in told if d.doers[0].key == group.key for w in d.whom if w.type in ("state", "region")}
        return state_actor(struck.pop() or "") if len(struck) == 1 and None not in struck else None


HALVES = {"PRK": Actor("South Korea", "state", "KOR", "KOR"), "KOR": Actor("North Korea", "state", "PRK", "PRK")}


def _other(ends: Sequence[Actor | None], mine: set[str]) -> Actor | None:
    """The end of a pair that is not one's own, where the other end is."""
    one, other = ends if len(ends) == 2 else (None, None)
    for end, rest in ((one, other), (other, one)):
        if end is not None and rest is not None and mine & {rest.state, rest.key} and not mine & {end.state, end.key}:
            return end
    return None


def other_is(other: Actor | None, mine: frozenset[str]) -> bool:
    return other is not None and bool(mine & {other.state, other.key})
