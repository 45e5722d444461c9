"""Random dense graphs in the shape of a projection, and every named query answered again in plain Python.

The answers here share nothing with the queries but the question: they walk over lists of rows.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any

from kg.model import FACTUAL, FAMILIES, MODALITIES, NO_TIE, content_id

Row = dict[str, Any]
Params = dict[str, Any]
STATES = ["AAA", "BBB", "CCC", "DDD", "EEE", "FFF"]
ARMIES = {"army:AAA": "AAA", "army:BBB": "BBB", "army:CCC": "CCC"}
REGIONS = {"region:AAA-North": "AAA", "region:DDD-South": "DDD"}
ORGS = ["org:ONE", "org:TWO"]
PEOPLE = {"leader:ann": "AAA", "leader:bob": "BBB"}
UNKNOWN = ["?state:freedonia", "?organisation:the league"]
DATES = [None, "2019", "2019-05", "2019-05-17", "2020", "2020-01", "2020-11-30", "2021", "2021-06-01", "2022-02"]
OFTEN = ["ALLIED_WITH", "ARMS_TRANSFER", "TROOP_DEPLOYMENT", "MEMBER_OF", "COMBAT"]
NOT_YET = ("future", "conditional")  # hedges of what may come
RELATIONS = [r for members in FAMILIES.values() for r in members if r != "PART_OF"] + OFTEN * 5

WITHIN = (None, ["quantity"], ["polarity", "quantity"])  # None: it is contested by another fact


class Dense:
    """A graph as rows, and ways to walk over it."""

    def __init__(self, seed: int, edges: int = 500, claims: int = 90):
        self.random = random.Random(seed)
        self.nodes: list[Row] = []
        self.edges: list[Row] = []
        self._entities()
        for n in range(edges):
            self._tie(n)
        self._evidence(claims)
        self.node("Run", "build", record="x")
        self.by_id = {(n["label"], n["id"]): n for n in self.nodes}
        self.ends: dict[tuple[str, str], list[str]] = defaultdict(list)
        for e in self.edges:
            self.ends[e["type"], e["start_id"]].append(e["end_id"])

    # -- making it -----------------------------------------------------------------------------

    def node(self, label: str, id: str, *kinds: str, **props: Any) -> None:
        row = {"label": label, "labels": [label, *kinds], "id": id} | _told(props)
        self.nodes.append(row | {"h": content_id(row)})

    def edge(self, type: str, start: tuple[str, str], end: tuple[str, str], key: str = "", **props: Any) -> None:
        row = {"type": type, "start_label": start[0], "start_id": start[1], "end_label": end[0], "end_id": end[1]}
        row |= _told(props) | {"key": key or content_id(type, *start, *end)}
        self.edges.append(row | {"h": content_id(row)})

    def _entities(self) -> None:
        for s in STATES:
            self.node("Entity", s, "State", name=f"State {s}", state=s, acts_for=s)
        for kind, owned in (("Army", ARMIES), ("Region", REGIONS), ("Person", PEOPLE)):
            for id, owner in owned.items():
                acts_for = owner if kind == "Army" or id == "leader:ann" else None
                apart = True if id == "region:DDD-South" else None
                self.node(
                    "Entity", id, kind, name=f"{kind} of {owner}", state=owner, acts_for=acts_for, breakaway=apart
                )
                self.edge("BELONGS_TO", ("Entity", id), ("Entity", owner))
        for id in ORGS:
            self.node("Entity", id, "Organisation", name=id[4:], founded=ORGS[0] if id == ORGS[-1] else None)
        for id in UNKNOWN:
            self.node("Entity", id, "Unresolved", name=id.partition(":")[2])
        for a, b, day in (("AAA", "BBB", "1990-10-03"), ("BBB", "CCC", "1991-12-26"), ("EEE", "FFF", "1993-01-01")):
            self.edge("SUCCEEDED_BY", ("Entity", a), ("Entity", b), on=day)

    def _tie(self, n: int) -> None:
        pick = self.random.choice
        relation = pick(RELATIONS)
        subject, object, place = self._ends(relation)
        low = pick([None, 100.0, 12.5, 3000.0])
        table = relation in ("ALLIED_WITH", "ARMS_TRANSFER", "DEPENDS_ON", "TRADES_WITH") and pick([True, True, False])
        props = {
            "since": pick(DATES), "until": pick([None, None, *DATES]), "known": pick(DATES),
            "belief": round(self.random.random(), 6), "hedge": pick([*MODALITIES, "asserted", "asserted", *NO_TIE]),
            "contested": pick([True, False, False]), "quantity_min": low, "quantity_max": pick([low, None, 12000.0]),
            "unit": pick([None, "troops", "USD"]), "n_stories": pick([0, 1, 2, 3]), "n_denials": pick([0, 0, 1]),
            "n_documents": pick([1, 2, 5]), "source": pick(["sipri", "atop"]) if table else "text",
            "version": pick(["1", "2"]) if table else None, "row": n if table else None,
            "item": pick([None, "tank", "rifle's \"case\"", "Ракета"]),
        }  # fmt: skip
        props["polarity"] = "negative" if props["hedge"] in NO_TIE else "positive"
        if relation == "ARMS_TRANSFER" and table:
            props |= {"years": pick([None, "2019; 2020", "2020", "2018; 2019; 2021"]), "tiv": pick([None, 0.1, 2.5, 40.0]), "category": pick([None, "aircraft"]),
                      "uncertain": pick([None, "number"])}  # fmt: skip
        if relation == "ALLIED_WITH" and table:
            props |= {"pledge": pick(["defense", "consul"]), "treaty": pick(["1", "2"])}
        if relation in ("MILITARY_AID", "AIDS", "SANCTIONS") and n % 3 == 0:
            props |= {"source": "gdelt", "n_events": 2, "unit": "events", "quantity_min": 2.0, "quantity_max": 2.0}
        if relation == "TROOP_DEPLOYMENT" and n % 3 == 0:
            props |= {"source": "troopdata", "until": props["since"]}
        if relation == "DEPENDS_ON" and table:
            props |= {"denominator": pick(["total trade", "arms"]), "share_of": "trade"}
        fact = content_id("fact", n)
        extra = {"contested_in": WITHIN[n % 3] if props["contested"] else None}
        self.node("Fact", fact, relation=relation, subject=subject, object=object, place=place, **props | extra)
        if object is not None:
            kept = {k: v for k, v in props.items() if k != "last_known"}
            self.edge(
                relation, ("Entity", subject), ("Entity", object), key=fact, fact=fact, **_told(kept | {"place": place})
            )
        if place and relation == "TROOP_DEPLOYMENT" and subject in ARMIES:
            self.edge(
                relation, ("Entity", subject), ("Entity", place), key=content_id("place", fact), fact=fact,
                **props | {"place": place},
            )  # fmt: skip

    def _ends(self, relation: str) -> tuple[str, str | None, str | None]:
        pick = self.random.choice
        subject, object, place = pick(STATES), pick(STATES), pick([None, *REGIONS])
        if relation in ("TROOP_DEPLOYMENT", "TROOP_WITHDRAWAL", "CASUALTIES", "COMBAT"):
            subject, object = pick([*STATES, *ARMIES]), pick([None, *STATES, *STATES, *REGIONS])
        if relation == "MEMBER_OF":
            object = pick(ORGS)
        if relation == "LEADS":
            subject, object = pick([*PEOPLE]), pick([*STATES, *ARMIES])
        if pick([False] * 20 + [True]):
            object = pick(UNKNOWN)
        return subject, object, place

    def _evidence(self, claims: int) -> None:
        pick = self.random.choice
        for s in ("outlet:alpha", "outlet:beta", "outlet:gamma"):
            self.node("Source", s, name=s[7:].title(), kind="outlet")
        for n in range(14):
            self.node("Document", f"d{n}", title=f"Report {n}", published=pick(DATES), name=f"file-{n}")
            self.edge(
                "PUBLISHED_BY", ("Document", f"d{n}"), ("Source", pick(["outlet:alpha", "outlet:beta", "outlet:gamma"]))
            )
            story = f"story{n // 2 if n < 8 else n}"
            if not any(r["id"] == story for r in self.nodes):
                self.node("Story", story)
            self.edge("IN_STORY", ("Document", f"d{n}"), ("Story", story))
        facts = [r for r in self.nodes if r["label"] == "Fact" and r["source"] == "text"]
        for n in range(claims):
            fact, document = pick(facts[: claims // 2]), f"d{pick(range(14))}"
            self._claim(f"c{n}", fact, document, n)
        for a, b in zip(facts[:9], facts[1:10], strict=True):
            self.edge("CONTRADICTS", ("Fact", a["id"]), ("Fact", b["id"]), about=pick(["quantity", "interval"]))

    def _claim(self, id: str, fact: Row, document: str, n: int) -> None:
        pick = self.random.choice
        passage = f"{document}:{10 * n}-{10 * n + 9}"
        self.node("Claim", id, relation=fact["relation"], modality=pick(MODALITIES), polarity=pick(["positive", "negative"]),
                  speaker=pick([None, None, "Ann", "Bob"]), quantity_min=pick([None, 5.0]), unit=fact.get("unit"))  # fmt: skip
        self.node("Passage", passage, text=f"Sentence {n} says \"so\" — 'it' \\ does.", start=10 * n, stop=10 * n + 9)
        self.edge("STATED_IN", ("Claim", id), ("Passage", passage))
        self.edge("PART_OF", ("Passage", passage), ("Document", document))
        self.edge("BEARS_ON", ("Claim", id), ("Fact", fact["id"]), stance=pick(["supports", "supports", "denies"]))
        self.edge("SUBJECT", ("Claim", id), ("Entity", fact["subject"]))
        if fact.get("object"):
            self.edge("OBJECT", ("Claim", id), ("Entity", fact["object"]))
        if n % 4 == 3:
            self.edge("ANSWERS", ("Claim", id), ("Claim", f"c{n - 1}"), how="denies")
        if pick([True, False]):
            self.edge("SPEAKER", ("Claim", id), ("Entity", pick([*PEOPLE, *UNKNOWN])))

    # -- walking over it -----------------------------------------------------------------------

    def ties(self, *relations: str) -> Iterator[Row]:
        """Edges between entities; of these relations where any are named."""
        for e in self.edges:
            if e["start_label"] == e["end_label"] == "Entity" and (
                e["type"] in relations if relations else "fact" in e
            ):
                yield e

    def around(self, id: str, *relations: str) -> Iterator[tuple[Row, str]]:
        """(edge, other end) for each edge at a node; a loop once."""
        for e in self.ties(*relations):
            if e["start_id"] == id:
                yield e, e["end_id"]
            elif e["end_id"] == id:
                yield e, e["start_id"]

    def name(self, id: str, label: str = "Entity") -> str | None:
        return self.by_id[label, id].get("name")

    def state(self, id: str) -> str:
        return str(self.by_id["Entity", id].get("state") or id)

    def acts_for(self, id: str) -> str | None:
        return self.by_id["Entity", id].get("acts_for")

    def of(self, label: str) -> list[Row]:
        return [n for n in self.nodes if n["label"] == label]

    def belonging(self, id: str) -> set[str]:
        return {e["start_id"] for e in self.edges if e["type"] == "BELONGS_TO" and e["end_id"] == id}

    def out(self, type: str, id: str) -> list[str]:
        return self.ends[type, id]

    def told(self) -> Iterator[tuple[Row, str, Row, Row, Row, Row]]:
        """(fact, stance, claim, passage, document, source) for every claim that bears on a fact."""
        for e in self.edges:
            if e["type"] == "BEARS_ON":
                claim = self.by_id["Claim", e["start_id"]]
                [passage] = self.out("STATED_IN", claim["id"])
                [document] = self.out("PART_OF", passage)
                [source] = self.out("PUBLISHED_BY", document)
                yield (self.by_id["Fact", e["end_id"]], e["stance"], claim, self.by_id["Passage", passage],
                       self.by_id["Document", document], self.by_id["Source", source])  # fmt: skip


def _told(props: Row) -> Row:
    return {k: v for k, v in props.items() if v is not None}


def started(e: Row) -> str | None:
    return e.get("since") or e.get("known")


def dated(e: Row) -> str | None:
    """When it was, or was ordered; the day of the report where neither is told."""
    return e.get("since") or e.get("ordered") or e.get("known")


def happened(e: Row) -> str | None:
    """When it was: a report of today tells of today, a table of any time."""
    return e.get("since") or (e.get("known") if e["source"] == "text" else None)


# Of these no end means that they go on; what else text tells without an end was of its first day.
STANDING = ("ALLIED_WITH", "MEMBER_OF", "BASE_ACCESS", "SANCTIONS", "TROOP_DEPLOYMENT")


def active(e: Row, year: int) -> bool:
    start = started(e)
    if e["hedge"] in NO_TIE or start is None:
        return False
    end = "9999" if e["type"] in STANDING or e["source"] != "text" else start
    return start[:4] <= str(year) <= e.get("until", end)[:4]


def within(e: Row, low: int, high: int) -> bool:
    start = dated(e)
    return start is not None and start[:4] <= str(high) and (e.get("until") or start)[:4] >= str(low)


def pick(e: Row, columns: str, **named: Any) -> Row:
    return named | {c: e.get(c) for c in columns.split()}


def ordered(rows: Iterable[Row], cypher: str) -> list[Row]:
    """Rows in the order that a query asks for; null comes last, and first where the order is turned round."""
    rows = list(rows)
    keys = re.search(r"(?s).*ORDER BY ([^;]*?)(?:\nLIMIT.*)?$", cypher.strip().rstrip(";"))
    assert keys, cypher
    for key in reversed(keys[1].split(",")):
        name, _, turned = key.strip().partition(" ")
        rows.sort(key=lambda row, name=name: (row[name] is None, row[name] if row[name] is not None else 0),
                  reverse=turned == "DESC")  # fmt: skip
    return rows


def _count(rows: Iterable[Any]) -> int:
    return len(set(rows))


# -- alliances -----------------------------------------------------------------------------------


def allies(g: Dense, state: str, year: int) -> Iterator[Row]:
    for e, other in g.around(state, "ALLIED_WITH"):
        if active(e, year):
            yield pick(e, "pledge since until hedge belief source version fact contested", ally=other, name=g.name(other),
                       pledged_by=e["start_id"])  # fmt: skip


def pacts(g: Dense, a: str, b: str) -> Iterator[Row]:
    for e, other in g.around(a, "ALLIED_WITH"):
        if other == b:
            columns = "since until pledge treaty hedge belief contested source version fact"
            yield pick(e, columns, pledged_by=e["start_id"])


def _bound(g: Dense, state: str, year: int) -> dict[str, dict[str, Row]]:
    found: dict[str, dict[str, Row]] = defaultdict(dict)
    for e, other in g.around(state, "ALLIED_WITH"):
        if active(e, year):
            found[other][e["fact"]] = e
    return found


def _pacts(told: dict[str, Row]) -> int:
    return len({(e["source"], e.get("treaty") or e.get("since") or e["fact"]) for e in told.values()})


def common_allies(g: Dense, a: str, b: str, year: int) -> Iterator[Row]:
    first, second = _bound(g, a, year), _bound(g, b, year)
    for ally in first.keys() & second.keys() if a != b else ():
        disputed = any(g.by_id["Fact", fact]["contested"] for fact in (*first[ally], *second[ally]))
        yield {"ally": ally, "name": g.name(ally), "pacts_with_a": _pacts(first[ally]), "pacts_with_b": _pacts(second[ally]),
               "contested": disputed}  # fmt: skip


def _two_steps(g: Dense, state: str, year: int, *relations: str) -> Iterator[Row]:
    def around(id: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for e, other in g.around(id, *relations):
            if active(e, year) and e["hedge"] not in NOT_YET:
                found[other].append(e)
        return found

    near = around(state)
    through: dict[str, list[tuple[list[Row], list[Row]]]] = defaultdict(list)
    for middle, first in near.items():
        for other, second in around(middle).items():
            # A loop at the middle is no way to it, and none is walked twice.
            if middle not in (state, other) and other != state and other not in near:
                through[other].append((first, second))
    for other, ways in through.items():
        yield {"state": other, "name": g.name(other), "through": len(ways),
               "hedge": min((max(map(_firmest, way), key=MODALITIES.index) for way in ways), key=MODALITIES.index),
               "contested": any(_disputed(ties) for way in ways for ties in way)}  # fmt: skip


def allies_of_allies(g: Dense, state: str, year: int) -> Iterator[Row]:
    return _two_steps(g, state, year, "ALLIED_WITH")


def enemies_allies(g: Dense, state: str, year: int) -> Iterator[Row]:
    quarrels: dict[tuple[str, str], set[str]] = defaultdict(set)
    for e, other in g.around(state, "COMBAT", "ATTACKS", "THREATENS", "SANCTIONS"):
        if active(e, year):
            quarrels[other, e["type"]].add(e["fact"])
    for (enemy, quarrel), why in quarrels.items():
        for ally, facts in _bound(g, enemy, year).items():
            if ally != state:
                disputed = any(g.by_id["Fact", fact]["contested"] for fact in (*why, *facts))
                yield {"enemy": enemy, "quarrel": quarrel, "ally": ally, "name": g.name(ally), "pacts": _pacts(facts),
                       "contested": disputed}  # fmt: skip


def _not_after(date: str, day: str) -> bool:
    size = min(len(date), len(day))
    return date[:size] <= day[:size]


def members(g: Dense, organisation: str, on: str) -> Iterator[Row]:
    for e in g.ties("MEMBER_OF"):
        start = started(e)
        founded = g.by_id["Entity", e["end_id"]].get("founded")
        if organisation in (e["end_id"], founded) and e["hedge"] not in NO_TIE and start and _not_after(start, on):
            if "until" not in e or _not_after(on, e["until"]):
                yield pick(
                    e,
                    "since until hedge belief source fact contested",
                    member=e["start_id"],
                    name=g.name(e["start_id"]),
                    organisation=e["end_id"],
                )


def memberships(g: Dense, state: str) -> Iterator[Row]:
    for e in g.ties("MEMBER_OF"):
        if e["start_id"] == state:
            yield pick(
                e, "since until hedge belief source fact contested", organisation=e["end_id"], name=g.name(e["end_id"])
            )


# -- arms ----------------------------------------------------------------------------------------


def _trade_in_arms(g: Dense, end: str, other: str, state: str, low: int, high: int) -> dict[tuple[Any, ...], list[Row]]:
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for e in g.ties("ARMS_TRANSFER"):
        if e[end] == state and e["hedge"] not in NO_TIE and within(e, low, high):
            groups[e[other], e["source"], e.get("version")].append(e)
    return groups


def _sums(g: Dense, role: str, groups: dict[tuple[Any, ...], list[Row]]) -> Iterator[Row]:
    for (other, source, version), deals in groups.items():
        yield {
            role: other, "name": g.name(other), "source": source, "version": version, "deals": len(deals),
            "tiv": _tiv(deals), "hedge": _firmest(deals), "contested": _disputed(deals),
            "first": min((d[:4] for e in deals if (d := happened(e))), default=None),
            "last": max((d[:4] for e in deals if (d := e.get("until") or happened(e))), default=None),
        }  # fmt: skip


def _tiv(deals: list[Row]) -> float | None:
    told = [e["tiv"] for e in deals if "tiv" in e]
    return sum(told) if told else None


def _firmest(deals: list[Row]) -> str:
    return min((e["hedge"] for e in deals), key=MODALITIES.index)


def _disputed(found: Iterable[Row]) -> bool:
    return any(e["contested"] for e in found)


def suppliers(g: Dense, state: str, **years: int) -> Iterator[Row]:
    return _sums(g, "supplier", _trade_in_arms(g, "end_id", "start_id", state, years["from"], years["to"]))


def recipients(g: Dense, state: str, **years: int) -> Iterator[Row]:
    return _sums(g, "recipient", _trade_in_arms(g, "start_id", "end_id", state, years["from"], years["to"]))


def supplier_shares(g: Dense, state: str, **years: int) -> Iterator[Row]:
    tiv: dict[tuple[Any, ...], float] = defaultdict(float)
    total: dict[tuple[Any, ...], float] = defaultdict(float)
    for e in g.ties("ARMS_TRANSFER"):
        if e["end_id"] == state and e["hedge"] not in NO_TIE and "tiv" in e:
            for year in (spread := _delivered(e)):
                if years["from"] <= year <= years["to"]:
                    tiv[e["start_id"], e["source"], e.get("version")] += e["tiv"] / len(spread)
                    total[e["source"], e.get("version")] += e["tiv"] / len(spread)
    for (other, *origin), value in tiv.items():
        if total[tuple(origin)] > 0:
            yield {"source": origin[0], "version": origin[1], "supplier": other, "tiv": value,
                   "share": value / total[tuple(origin)]}  # fmt: skip


def _delivered(e: Row) -> list[int]:
    """The years that the register lists, else those from the first to the last."""
    if "years" in e:
        return [int(year) for year in e["years"].split(";")]
    if "since" not in e:
        return []
    first = int(e["since"][:4])
    return list(range(first, max(first, int(e.get("until", e["since"])[:4])) + 1))


def deals(g: Dense, a: str, b: str) -> Iterator[Row]:
    for e in g.ties("ARMS_TRANSFER"):
        if (e["start_id"], e["end_id"]) == (a, b):
            yield pick(e, "since until item quantity_min quantity_max unit tiv uncertain hedge belief source version row "
                          "fact contested")  # fmt: skip


def uncertain_deals(g: Dense, state: str) -> Iterator[Row]:
    for e, _ in g.around(state, "ARMS_TRANSFER"):
        if "uncertain" in e or e["hedge"] != "asserted":
            yield pick(e, "since item uncertain hedge belief source version row fact contested", supplier=e["start_id"],
                       recipient=e["end_id"])  # fmt: skip


def weapons(g: Dense, state: str) -> Iterator[Row]:
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for e in g.ties("ARMS_TRANSFER"):
        weapon = e.get("category") or e.get("item")
        if e["end_id"] == state and e["hedge"] not in NO_TIE and weapon:
            groups[weapon, e["source"], e.get("version")].append(e)
    for (weapon, source, version), found in groups.items():
        yield {"weapon": weapon, "source": source, "version": version, "deals": len(found),
               "suppliers": _count(e["start_id"] for e in found), "tiv": _tiv(found), "hedge": _firmest(found),
               "contested": _disputed(found)}  # fmt: skip


def military_aid(g: Dense, state: str) -> Iterator[Row]:
    for e, _ in g.around(state, "MILITARY_AID", "AIDS"):
        amount = {c: None if "n_events" in e else e.get(c) for c in ("quantity_min", "quantity_max", "unit")}
        yield pick(e, "since known item n_events hedge belief source fact contested", relation=e["type"], giver=e["start_id"],
                   taker=e["end_id"], **amount)  # fmt: skip


# -- deployments ---------------------------------------------------------------------------------

FORCES = "since until known quantity_min quantity_max unit hedge belief contested source fact"


def deployments(g: Dense, state: str) -> Iterator[Row]:
    for e in g.ties("TROOP_DEPLOYMENT"):
        if e["start_id"] in {state, *g.belonging(state)}:
            yield pick(e, FORCES, sender=e["start_id"], place=e["end_id"], name=g.name(e["end_id"]))


def foreign_forces(g: Dense, state: str) -> Iterator[Row]:
    for e in g.ties("TROOP_DEPLOYMENT"):
        if e["end_id"] in {state, *g.belonging(state)}:
            yield pick(e, FORCES, sender=e["start_id"], place=e["end_id"], name=g.name(e["start_id"]))


def armies_in(g: Dense, region: str) -> Iterator[Row]:
    for e in g.ties("TROOP_DEPLOYMENT"):
        if e["end_id"] == region and e["start_id"] in ARMIES:
            yield pick(e, "since known quantity_min quantity_max unit hedge belief contested fact", army=e["start_id"],
                       name=g.name(e["start_id"]), owner=ARMIES[e["start_id"]])  # fmt: skip


def withdrawals(g: Dense, state: str) -> Iterator[Row]:
    for e, _ in g.around(state, "TROOP_WITHDRAWAL"):
        yield pick(e, "since known quantity_min quantity_max unit hedge belief source fact contested", owner=e["start_id"],
                   place=e["end_id"])  # fmt: skip


def bases(g: Dense, state: str) -> Iterator[Row]:
    for e, _ in g.around(state, "BASE_ACCESS"):
        site = g.name(e["place"]) if "place" in e else None
        yield pick(
            e, "since until hedge belief source fact contested", user=e["start_id"], host=e["end_id"], place=site
        )


# -- conflict ------------------------------------------------------------------------------------


def sanctions(g: Dense, state: str) -> Iterator[Row]:
    for e, _ in g.around(state, "SANCTIONS"):
        columns = "since until known item hedge belief source fact contested"
        yield pick(e, columns, imposer=e["start_id"], target=e["end_id"])


def fighting(g: Dense, state: str, **years: int) -> Iterator[Row]:
    for e, _ in g.around(state, "COMBAT", "ATTACKS"):
        if within(e, years["from"], years["to"]):
            yield pick(e, "since until hedge belief contested source fact", relation=e["type"], a=e["start_id"],
                       b=e["end_id"])  # fmt: skip


def casualties(g: Dense, state: str) -> Iterator[Row]:
    own = {state, *g.belonging(state)}
    for f in g.of("Fact"):
        if f["relation"] == "CASUALTIES" and ({f["subject"], f.get("object")} & own):
            yield pick(f, "place since known quantity_min quantity_max unit hedge belief contested source",
                       suffered=f["subject"], inflicted_by=f.get("object"), fact=f["id"])  # fmt: skip


def hostile_words(g: Dense, state: str) -> Iterator[Row]:
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for e, _ in g.around(state, "ACCUSES", "THREATENS", "REJECTS"):
        if e["hedge"] not in NO_TIE:
            groups[e["start_id"], e["type"], e["end_id"]].append(e)
    for (a, relation, b), found in groups.items():
        days = [d for e in found if (d := started(e))]
        yield {"a": a, "relation": relation, "b": b, "facts": len(found), "first": min(days, default=None),
               "last": max(days, default=None), "contested": _disputed(found)}  # fmt: skip


# -- evidence ------------------------------------------------------------------------------------


def evidence(g: Dense, fact: str) -> Iterator[Row]:
    for f, stance, claim, passage, document, source in g.told():
        if f["id"] == fact:
            yield pick(claim, "modality speaker quantity_min quantity_max unit", stance=stance, text=passage["text"],
                       published=document.get("published"), title=document["title"], outlet=source["name"],
                       story=g.out("IN_STORY", document["id"])[0], document=document["id"], claim=claim["id"])  # fmt: skip


def claims_of(g: Dense, document: str) -> Iterator[Row]:
    for f, _, claim, passage, found, _ in g.told():
        if document in (found["id"], found["name"]):
            yield pick(claim, "relation modality polarity speaker", start=passage["start"], text=passage["text"],
                       subject=f["subject"], object=f.get("object"), document=found["id"], claim=claim["id"])  # fmt: skip


def contested(g: Dense) -> Iterator[Row]:
    for f in g.of("Fact"):
        if f["contested"]:
            pairs = (e for e in g.edges if e["type"] == "CONTRADICTS" and f["id"] in (e["start_id"], e["end_id"]))
            within = f.get("contested_in") or []
            about = [*within, *sorted({e["about"] for e in pairs} - {*within})]
            yield pick(f, "relation subject object quantity_min quantity_max unit belief hedge", fact=f["id"],
                       about=about, stories=f["n_stories"], denials=f["n_denials"])  # fmt: skip


def contradictions(g: Dense) -> Iterator[Row]:
    for e in g.edges:
        if e["type"] == "CONTRADICTS":
            a, b = g.by_id["Fact", e["start_id"]], g.by_id["Fact", e["end_id"]]
            yield pick(a, "relation subject object", a=a["id"], b=b["id"], about=e["about"], version_a=a.get("version"),
                       version_b=b.get("version"))  # fmt: skip
    for f in g.of("Fact"):
        if f.get("contested_in"):
            yield pick(f, "relation subject object", a=f["id"], b=None, about=f["contested_in"],
                       version_a=f.get("version"), version_b=None)  # fmt: skip


def fragile(g: Dense, state: str) -> Iterator[Row]:
    for f in g.of("Fact"):
        weak = f["n_stories"] <= 1 or f["hedge"] != "asserted"
        if f["source"] == "text" and state in (f["subject"], f.get("object")) and f["hedge"] not in NO_TIE and weak:
            yield pick(f, "relation subject object hedge belief known contested", fact=f["id"], stories=f["n_stories"],
                       documents=f["n_documents"])  # fmt: skip


def one_source(g: Dense, state: str) -> Iterator[Row]:
    outlets: dict[str, set[str]] = defaultdict(set)
    documents: dict[str, set[str]] = defaultdict(set)
    for f, stance, _, _, document, source in g.told():
        if stance == "supports" and state in (f["subject"], f.get("object")):
            outlets[f["id"]].add(source["name"])
            documents[f["id"]].add(document["id"])
    for id, names in outlets.items():
        if len(names) == 1:
            f = g.by_id["Fact", id]
            yield pick(f, "relation subject object belief hedge contested", fact=id, outlet=min(names),
                       documents=len(documents[id]))  # fmt: skip


def hedged(g: Dense, state: str) -> Iterator[Row]:
    for e, _ in g.around(state):
        if e["hedge"] != "asserted":
            yield pick(
                e, "hedge belief since known source fact contested", a=e["start_id"], relation=e["type"], b=e["end_id"]
            )


def denials(g: Dense, state: str) -> Iterator[Row]:
    for f, stance, claim, passage, document, source in g.told():
        if stance == "denies" and state in (f["subject"], f.get("object")):
            denied = claim.get("speaker") or g.out("ANSWERS", claim["id"])
            yield pick(f, "relation subject object contested", kind="denied" if denied else "not so", speaker=claim.get("speaker"), text=passage["text"],
                       outlet=source["name"], published=document.get("published"), supporting_stories=f["n_stories"],
                       fact=f["id"], claim=claim["id"])  # fmt: skip


def who_says(g: Dense, state: str) -> Iterator[Row]:
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for f, _, claim, _, document, source in g.told():
        if state in (f["subject"], f.get("object")):
            who = claim.get("speaker") or source["name"]
            groups[who, claim["relation"], claim["polarity"], claim["modality"]].append(document)
    for (speaker, relation, polarity, modality), found in groups.items():
        days = [d["published"] for d in found if "published" in d]
        yield {"speaker": speaker, "relation": relation, "polarity": polarity, "modality": modality, "claims": len(found),
               "documents": _count(d["id"] for d in found), "first": min(days, default=None),
               "last": max(days, default=None)}  # fmt: skip


def copies(g: Dense) -> Iterator[Row]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for d in g.of("Document"):
        groups[g.out("IN_STORY", d["id"])[0]].append(d)
    for story, found in groups.items():
        if len(found) > 1:
            yield {"story": story, "title": min(d["title"] for d in found), "documents": len(found),
                   "outlets": _count(g.out("PUBLISHED_BY", d["id"])[0] for d in found),
                   "first": min((d["published"] for d in found if "published" in d), default=None)}  # fmt: skip


def sources_of(g: Dense, state: str) -> Iterator[Row]:
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for e, _ in g.around(state):
        groups[e["source"], e.get("version"), e["type"]].append(e)
    for (source, version, relation), found in groups.items():
        yield {"source": source, "version": version, "relation": relation, "ties": len(found),
               "first": min((d for e in found if (d := happened(e))), default=None),
               "last": max((d for e in found if (d := e.get("until") or happened(e))), default=None)}  # fmt: skip


# -- change --------------------------------------------------------------------------------------


def timeline(g: Dense, a: str, b: str) -> Iterator[Row]:
    for e, other in g.around(a):
        if other == b:
            yield pick(e, "until item quantity_min quantity_max unit hedge belief contested source fact", date=dated(e),
                       subject=e["start_id"], relation=e["type"], object=e["end_id"])  # fmt: skip


def learned(g: Dense, **span: str) -> Iterator[Row]:
    low, high = span["from"], span["to"]
    for f in g.of("Fact"):
        if f.get("known") and low <= f["known"] and f["known"][: len(high)] <= high:
            yield pick(f, "known relation subject object since quantity_min quantity_max unit hedge belief contested source",
                       fact=f["id"])  # fmt: skip


def began(g: Dense, state: str, year: int) -> Iterator[Row]:
    for e, _ in g.around(state):
        if e.get("since", "")[:4] == str(year):
            yield pick(e, "since hedge belief source fact contested", subject=e["start_id"], relation=e["type"],
                       object=e["end_id"])  # fmt: skip


def ended(g: Dense, state: str, year: int) -> Iterator[Row]:
    for e, _ in g.around(state, "ALLIED_WITH", "MEMBER_OF", "BASE_ACCESS", "SANCTIONS", "TROOP_DEPLOYMENT"):
        yearly = e["type"] == "TROOP_DEPLOYMENT" and e["source"] != "text" and e.get("since") == e.get("until")
        if e.get("until", "")[:4] == str(year) and not yearly and "n_events" not in e:
            yield pick(e, "until since hedge belief source fact contested", subject=e["start_id"], relation=e["type"],
                       object=e["end_id"], name=g.name(e["end_id"]))  # fmt: skip


# -- neighbours ----------------------------------------------------------------------------------

PARTNERS = ("ALLIED_WITH", "AGREES_WITH", "COOPERATES_WITH", "SUPPORTS", "MILITARY_AID", "ARMS_TRANSFER", "BASE_ACCESS",
            "TROOP_DEPLOYMENT", "MEETS_WITH")  # fmt: skip
IN_PLACES = ("BASE_ACCESS", "TROOP_DEPLOYMENT")
COOPERATION = ("ALLIED_WITH", "COOPERATES_WITH", "MILITARY_AID", "ARMS_TRANSFER")


def partners(g: Dense, state: str, year: int) -> Iterator[Row]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for e in g.ties(*PARTNERS):
        ends = [e["start_id"], e["end_id"]]
        for mine, other in (ends, ends[::-1]):
            if g.acts_for(mine) == state != g.state(other) and active(e, year) and e["hedge"] not in NOT_YET:
                partner = _partner(g, e, state, other)
                if partner and not (e["type"] == "TROOP_DEPLOYMENT" and _enemies(g, state, partner, e, year)):
                    groups[partner].append(e)
    for other, found in groups.items():
        yield {"partner": other, "name": g.name(other), "kinds": _count(e["type"] for e in found),
               "facts": _count(e["fact"] for e in found), "firmest": max(e["belief"] for e in found),
               "hedge": _firmest(found), "contested": _disputed(found)}  # fmt: skip


def _partner(g: Dense, tie: Row, state: str, other: str) -> str | None:
    """Whom a tie is with: a state for its army and, of troops and bases, for its soil; no state where that is held apart."""
    held = tie.get("place") if tie["type"] in IN_PLACES else None
    if held and g.by_id["Entity", held].get("breakaway") and g.state(held) in (state, g.state(other)):
        return held if g.state(held) != state else None
    if tie["type"] in IN_PLACES and other in REGIONS:
        return REGIONS[other]
    return g.acts_for(other) or other


def _enemies(g: Dense, a: str, b: str, troops: Row, year: int) -> bool:
    """Whether two fight while troops of one are with the other, or one holds a place of the other, which protests."""
    came, fights, held, protests = started(troops), False, [], []
    for e in g.ties("ATTACKS", "COMBAT", "CASUALTIES", "CONTROLS", "ACCUSES", "REJECTS"):
        first = started(e)
        last = e.get("until") or ("9999" if e["type"] == "CONTROLS" else first)
        if (
            not (came and first)
            or first[:4] > str(year)
            or last[:4] < came[:4]
            or "n_events" in e
            or e["hedge"] not in FACTUAL
        ):
            continue
        ends = (e["start_id"], e["end_id"])
        acting = [g.acts_for(end) for end in ends]
        if e["type"] == "CONTROLS":
            held.append([g.state(end) for end in ends])
        elif e["type"] in ("ACCUSES", "REJECTS"):
            protests.append(acting[::-1])
        else:
            fights |= {*acting} == {a, b} and a != b
    return fights or any(pair in protests for pair in ([a, b], [b, a]) if pair in held)


def partners_of_partners(g: Dense, state: str, year: int) -> Iterator[Row]:
    return _two_steps(g, state, year, *COOPERATION)


def paths(g: Dense, a: str, b: str) -> Iterator[Row]:
    chains = [[a]]
    for _ in range(3):
        chains = [
            [*chain, other]
            for chain in chains
            for other in sorted({o for _, o in _steps(g, chain[-1])})
            if other not in chain
        ]
        if found := [chain for chain in chains if chain[-1] == b]:
            for chain in found:
                steps = [[e for e, o in _steps(g, x) if o == y] for x, y in pairwise(chain)]
                yield {"steps": len(steps), "chain": chain, "hedge": max(map(_firmest, steps), key=MODALITIES.index),
                       "contested": any(map(_disputed, steps))}  # fmt: skip
            return


def _steps(g: Dense, id: str) -> list[tuple[Row, str]]:
    """The ties that a chain may go over: none that is not so or only to come, and no troops among enemies."""
    return [
        (e, other) for e, other in g.around(id, *COOPERATION, *IN_PLACES)
        if e["hedge"] not in (*NO_TIE, *NOT_YET)
        and not (e["type"] == "TROOP_DEPLOYMENT" and _enemies(g, id, other, e, int(e.get("until", "9999")[:4])))
    ]  # fmt: skip


def succession(g: Dense, state: str) -> Iterator[Row]:
    steps = [e for e in g.edges if e["type"] == "SUCCEEDED_BY"]
    chain, size = {state}, 0
    before, after = {state}, {state}
    while size != len(chain):
        size = len(chain)
        before |= {e["start_id"] for e in steps if e["end_id"] in before}
        after |= {e["end_id"] for e in steps if e["start_id"] in after}
        chain = before | after
    for e in steps:
        if e["end_id"] in before or e["start_id"] in after:
            yield {"before": e["start_id"], "before_name": g.name(e["start_id"]), "after": e["end_id"],
                   "after_name": g.name(e["end_id"]), "day": e["on"]}  # fmt: skip


def belongings(g: Dense, state: str) -> Iterator[Row]:
    for id in g.belonging(state):
        yield {"kind": g.by_id["Entity", id]["labels"][1], "id": id, "name": g.name(id)}


def leaders(g: Dense, state: str) -> Iterator[Row]:
    for e in g.ties("LEADS"):
        if e["end_id"] in {state, *g.belonging(state)}:
            yield pick(e, "since until known hedge source fact contested", leader=e["start_id"], name=g.name(e["start_id"]),
                       of=e["end_id"])  # fmt: skip


def dependence(g: Dense, state: str) -> Iterator[Row]:
    for e in g.ties("DEPENDS_ON"):
        if e["start_id"] == state:
            yield pick(e, "share_of denominator since until quantity_min quantity_max unit hedge source version row fact "
                          "contested",                       on=e["end_id"])  # fmt: skip


def trade(g: Dense, a: str, b: str) -> Iterator[Row]:
    for e, other in g.around(a, "TRADES_WITH"):
        if other == b:
            yield pick(e, "since until quantity_min quantity_max unit flow hedge source version fact contested",
                       exporter=e["start_id"], importer=e["end_id"])  # fmt: skip


def unresolved(g: Dense, n: int) -> Iterator[Row]:
    for node in g.nodes:
        if "Unresolved" in node["labels"]:
            claims = {e["start_id"] for e in g.edges if e["start_label"] == "Claim" and e["end_id"] == node["id"]}
            rows = {e["fact"] for e, _ in g.around(node["id"]) if "row" in e and node["id"].startswith("?state:")}
            if claims or rows:
                yield {"id": node["id"], "name": node["name"], "claims": len(claims), "rows": len(rows)}


ANSWERS: dict[str, Callable[..., Iterator[Row]]] = {
    f.__name__: f
    for f in (
        allies, pacts, common_allies, allies_of_allies, enemies_allies, members, memberships, suppliers, recipients,
        supplier_shares, deals, uncertain_deals, weapons, military_aid, deployments, foreign_forces, armies_in,
        withdrawals, bases, sanctions, fighting, casualties, hostile_words, evidence, claims_of, contested,
        contradictions, fragile, one_source, hedged, denials, who_says, copies, sources_of, timeline, learned, began,
        ended, partners, partners_of_partners, paths, succession, belongings, leaders, dependence, trade, unresolved,
    )
}  # fmt: skip


def parameters(g: Dense, query: str, declared: Iterable[str]) -> Iterator[Params]:
    """A few sets of values for a query's parameters; edges of the range among them."""
    told = [f["id"] for f, *_ in g.told()]
    choices: dict[str, list[Any]] = {
        "state": STATES, "a": STATES, "b": STATES[1:] + STATES[:1], "year": [2018, 2023, 2020, 2021, 2019, 2022], "from": [2019, 2020],
        "to": [2020, 2021], "on": ["2019", "2020-01", "2020-01-15", "2021-06-01"], "organisation": ORGS,
        "region": list(REGIONS), "fact": told, "document": ["d0", "d3", "file-5", "none"], "n": [50],
    }  # fmt: skip
    if query == "learned":
        choices |= {"from": ["2019-05", "2019", "2020"], "to": ["2020", "2019-05", "2021-06"]}
    names = list(declared)
    for n in range(3 if names else 1):
        yield {name: choices[name][(n * 2 + place) % len(choices[name])] for place, name in enumerate(names)}
