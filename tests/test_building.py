"""A build after any change ends in the graph that a build from nothing gives, and works out only what changed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.building import FILE, _kept, _update, projection
from kg.built import Built, Doubt
from kg.errors import Failed, Unreachable, Usage
from kg.facts import contradictions
from kg.model import Actor, Claim, Document, Passage, Quantity, Source
from kg.projection import Place, Row
from kg.schema import load_schema
from kg.workspace import Workspace

STATES = [Actor(s, "state", s, s) for s in ("PRK", "RUS", "CHN", "USA", "KOR", "DDR")]
ODD = [
    Actor("Workers' Republic", "state"),
    Actor("military", "group", None, "PRK"),
    Actor("military", "group", None, "RUS"),
    Actor("KPA", "armed_force", "army:PRK-KPA", "PRK"),
]
PLACES = [Actor("Kursk", "region", "region:RUS-Kursk", "RUS"), Actor("Kursk oblast", "region", "region:RUS-Kursk")]
VERSIONS = {"sipri": ("2024", "2025", "2026"), "atop": ("5.0", "5.1"), "cow_trade": ("4.0",)}
DAYS = [None, "2023", "2024-05", "2024-10-24", "2025-01-02"]


class Chance:
    """Random documents, claims and judgements; the same for the same seed."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)
        self.number = 0
        self.wires = [" ".join(self.random.choices(["army", "river", "talks"], k=3) + [
            f"word{self.random.randrange(10**6)}" for _ in range(40)]) for _ in range(4)]  # fmt: skip

    def report(self) -> Document:
        """A printing of one of a few wire stories, or a round-up of two of them, or of nothing else's words."""
        self.number += 1
        text = self.random.choice(self.wires)
        if self.random.random() < 0.3:
            text += " " + self.random.choice(self.wires)
        if self.random.random() < 0.3:
            text = " ".join(f"own{self.random.randrange(10**6)}" for _ in range(30))
        return Document(f"outlet:{self.number % 7}", f"Report {self.number}", f"{text} end{self.number}",
                        self.random.choice(DAYS), "text", name=f"r{self.number}")  # fmt: skip

    def table(self) -> Document:
        self.number += 1
        source = self.random.choice(list(VERSIONS))
        return Document(source, source, "", self.random.choice(DAYS[:3]), source,
                        self.random.choice(VERSIONS[source]), digest=f"{self.number:064d}")  # fmt: skip

    def claim(self, of: Document) -> Claim:
        pick, place = self.random.choice, self.random.randrange(5)
        if of.digest:
            ordered = pick(["1990", "1995", "2001"]) if of.source == "sipri" else None
            year = str(self.random.randrange(1990, 2005))
            return Claim(
                Passage(of.id, f"row {place}", row=self.random.randrange(10**6)),
                {"sipri": "ARMS_TRANSFER", "atop": "ALLIED_WITH", "cow_trade": "TRADES_WITH"}[of.source],
                *self.random.sample(STATES, 2), since=year, until=pick([year, None]), item=pick([None, "tanks"]),
                quantity=pick([None, Quantity(value=place, unit="units")]), extractor="table 1", matter=pick("abc"),
                details={"ordered": ordered, "tiv": place * 1.5} if ordered else {"pledge": pick(["defense", "consul"])},
            )  # fmt: skip
        ends = self.random.sample(STATES + ODD, 2)
        return Claim(
            Passage(of.id, f"sentence {place}", place * 10, place * 10 + 9),
            pick(["TROOP_DEPLOYMENT", "MEETS_WITH", "DEPENDS_ON", "MOBILIZES"]), ends[0], pick([ends[1], None]),
            place=pick([None, *PLACES]), since=pick([None, "2024", "2024-05-06"]), modality=pick(["asserted", "alleged"]),
            change=pick([None, None, "decrease"]), polarity=pick(["positive", "positive", "negative"]),
            speakers=tuple(self.random.sample(STATES + ODD, 1)) if place else (),
            quantity=pick([None, Quantity(max=place * 10, unit="troops"), Quantity(text="many", vague=True)]),
        )  # fmt: skip

    def adds(self, work: Workspace) -> None:
        new = [pick() for pick in self.random.choices([self.report, self.table], k=self.random.randrange(1, 4))]
        old = [d for d in work.log.documents().values() if self.random.random() < 0.1]
        claims = [self.claim(d) for d in (*new, *old) for _ in range(self.random.randrange(6))]
        work.log.add([Source(d.source, d.source.upper()) for d in new], new, claims)

    def decides(self, work: Workspace) -> None:
        work.forget()
        facts, claims = [f.id for f in work.facts()], [id for id, _ in work.log.claims()]
        kind = self.random.choice(["accept", "reject", "accept", "reject", "merge", "undo", "undo"])
        if kind == "merge":
            into, one = (s.key for s in self.random.sample(STATES, 2))
            with suppress(Usage):  # one already, or a name that nothing here is about
                work.decide(kind, into, self.random.choice([one, "?state:workers' republic"]), force=True)
        elif kind == "undo":
            numbers = [row["n"] for row in work.decisions() if row["kind"] != "undo" and not row["undone"]]
            for n in self.random.sample(numbers, min(len(numbers), 1)):
                work.decide(kind, str(n))
        elif facts and claims:
            work.decide(kind, self.random.choice(self.random.choice([facts, claims])))


def contents(work: Workspace) -> tuple[list[Any], list[Any]]:
    """All that the graph holds: labels, properties, and ends of relationships."""
    nodes = [
        (sorted(labels), sorted(props.items(), key=str))
        for label in load_schema().labels if label != "Run"
        for labels, props in work.store.rows(f"MATCH (n:{label}) RETURN labels(n), properties(n)")
    ]  # fmt: skip
    edges = [
        (type, start, end, sorted(props.items(), key=str))
        for type in load_schema().types
        for start, end, props in work.store.rows(f"MATCH (a)-[r:{type}]->(b) RETURN a.id, b.id, properties(r)")
    ]
    return sorted(nodes, key=str), sorted(edges, key=str)


def expected(work: Workspace, known: str | None) -> tuple[tuple[list[Any], list[Any]], str]:
    """The same, and the digest, worked out from nothing and without a graph."""
    nodes, edges, digest = projection(work, known)
    ends = ("type", "start_label", "start_id", "end_label", "end_id")
    return (
        sorted(((sorted(n["labels"]), _props(n, ("label", "labels"))) for n in nodes), key=str),
        sorted(((e["type"], e["start_id"], e["end_id"], _props(e, ends)) for e in edges), key=str),
    ), digest


def _props(row: dict[str, Any], other: tuple[str, ...]) -> list[Any]:
    return sorted(((k, v) for k, v in row.items() if k not in other), key=str)


def checked(work: Workspace, known: str | None = None) -> dict[str, Any]:
    """Builds, and compares with a build from nothing, and with the facts as every other command works them out."""
    result = work.build(known)
    wanted, digest = expected(work, known)
    assert result["digest"] == digest
    assert contents(work) == wanted
    facts = work.facts(known=known)
    conflicts = contradictions(facts, work.begins(known))
    assert result["facts"] == len(facts)
    assert result["contradictions"] == len(conflicts) + sum(bool(f.contested) for f in facts)
    assert result["contradictions"] == len(work.query("contradictions"))
    told = work.store.rows("MATCH (a)-[r:CONTRADICTS]->(b) RETURN a.id, b.id, r.about")
    assert sorted(told) == [(c.a, c.b, c.about) for c in conflicts]
    contested = {f.id for f in facts if f.contested} | {id for c in conflicts for id in (c.a, c.b)}
    assert {row["fact"] for row in work.query("contested")} == contested
    edges = list(work.store.rows("MATCH ()-[r]->() WHERE r.fact IS NOT NULL RETURN r.fact, r.contested"))
    assert {id for id, disputed in edges if disputed} == {id for id, _ in edges} & contested
    assert sorted(id for (id,) in work.store.rows("MATCH (n:Fact) RETURN n.id")) == [f.id for f in facts]
    assert work.build(known)["written"] == 0
    return result


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Workspace]:
    with kg.open(tmp_path / "data") as workspace:
        yield workspace


@pytest.mark.parametrize("seed", range(3))
def test_any_sequence_of_loads_judgements_and_past_views_ends_in_the_graph_of_a_build_from_nothing(
    work, seed, tmp_path
):
    """Random reports, tables in several versions, judgements made and undone, days of knowledge."""
    chance = Chance(seed)
    work.store.kind = "neo4j" if seed == 2 else "embedded"  # a server's graph is looked at before it is believed
    in_part = 0
    for _ in range(10):
        for step in chance.random.choices([chance.adds, chance.adds, chance.decides], k=chance.random.randrange(1, 4)):
            step(work)
        result = checked(work, chance.random.choice([None, None, None, "2024-06-01"]))
        in_part += result["worked_out"] < result["facts"]
    assert in_part >= 3
    last = checked(work)
    with kg.open(tmp_path / "other") as other:  # the same claims in one go, in the order of another file
        other.load([tmp_path / "data" / "claims.db"])
        assert other.build()["digest"] == last["digest"]
        assert contents(other) == contents(work)


@pytest.mark.parametrize("seed", range(100, 106))
def test_the_rows_that_change_add_up_to_those_of_a_build_from_nothing(work, seed):
    """The same without an engine, with every row that goes and comes told to a graph that is a dictionary."""
    chance = Chance(seed)
    graph: dict[Place, Row] = {}
    for _ in range(14):
        for step in chance.random.choices([chance.adds, chance.adds, chance.decides], k=chance.random.randrange(1, 4)):
            step(work)
        known = chance.random.choice([None, None, None, "2024-06-01", "2023-12"])
        try:
            digest = exchanged(work, known, graph)
        except Doubt:
            graph.clear()
            (work.data / FILE).unlink()
            digest = exchanged(work, known, graph)
        nodes, edges, wanted = projection(work, known)
        assert digest == wanted
        assert graph == {(n["label"], n["id"]): n for n in nodes} | {(e["type"], e["key"]): e for e in edges}
        assert all((e["start_label"], e["start_id"]) in graph and (e["end_label"], e["end_id"]) in graph for e in edges)


def exchanged(work: Workspace, known: str | None, graph: dict[Place, Row]) -> str:
    with _kept(work.data / FILE) as built:
        update = _update(work, built, known)
        for place in update.old:
            del graph[place]
        assert not graph.keys() & update.new.keys()
        graph |= update.new
        built.commit()
        return built.digest()


def adds(chance: Chance, work: Workspace, n: int) -> None:
    for _ in range(n):
        chance.adds(work)


def test_one_more_row_costs_the_matters_between_its_two_actors(work):
    """And a build without a change works out nothing."""
    chance = Chance(5)
    adds(chance, work, 12)
    assert checked(work)["worked_out"] > 30
    table = next(d for d in work.log.documents().values() if d.source == "cow_trade")
    claim = replace(chance.claim(table), subject=STATES[0], object=STATES[1])
    before = len(work.facts(["TRADES_WITH"], about=["PRK"]))
    work.log.add(claims=[claim])
    assert 0 < checked(work)["worked_out"] <= before + 1
    assert work.build()["worked_out"] == 0


def test_a_copy_that_joins_a_story_changes_the_facts_of_that_story(work):
    """A copy of the first of two reports is no second story; the fact of the other report is not worked out again."""
    words = " ".join(f"w{n}" for n in range(40))
    one, copy = (Document(f"outlet:{n}", "T", f"{words} {n}", "2024-10-24", "text") for n in "ab")
    said = [Claim(Passage(d.id, "s", 0, 1), "SUPPORTS", *STATES[:2]) for d in (one, copy)]
    other = Document("outlet:c", "T", " ".join(f"v{n}" for n in range(40)), "2024-10-24", "text")
    said.append(Claim(Passage(other.id, "s", 0, 1), "SUPPORTS", *STATES[2:4]))
    work.log.add([], [one, other], [said[0], said[2]])
    assert checked(work)["worked_out"] == 2
    work.log.add([], [copy], [said[1]])
    assert checked(work)["worked_out"] == 1
    [fact] = work.facts(about=["PRK"])
    assert (fact.n_stories, len(fact.documents)) == (1, 2)


def damage(how: Callable[[Path], object]) -> Callable[[Workspace], object]:
    return lambda work: how(work.data / FILE)


def emptied(work: Workspace) -> None:
    work.cypher("MATCH (n:Fact) WITH n ORDER BY n.id LIMIT 2 DETACH DELETE n", write=True)


def changed(work: Workspace) -> None:
    work.cypher("CREATE (:Entity:State {id: 'XXX'})", write=True)


def renamed(work: Workspace) -> None:
    """What hashes cannot tell: the node is there, and so is its hash."""
    work.cypher("MATCH (n:State) WITH n ORDER BY n.id LIMIT 1 SET n.name = 'Utopia'", write=True)


def restated(work: Workspace) -> None:
    work.cypher("MATCH ()-[r:BEARS_ON]->() WITH r ORDER BY r.key LIMIT 1 SET r.stance = 'none'", write=True)


FAULTS = {
    "gone": damage(lambda file: file.unlink()),
    "empty": damage(lambda file: file.write_bytes(b"")),
    "no database": damage(lambda file: file.write_bytes(b"x" * 5000)),
    "cut short": damage(lambda file: file.write_bytes(file.read_bytes()[:9000])),
    "facts deleted by an analyst": emptied,
    "a state made by an analyst": changed,
    "a state renamed by an analyst": renamed,
    "a stance changed by an analyst": restated,
    "graph emptied": lambda work: work.store.wipe(),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_was_lost_or_written_by_others_is_found_and_all_is_made_anew(work, fault):
    chance = Chance(11)
    adds(chance, work, 3)
    all = checked(work)["worked_out"]
    chance.adds(work)
    FAULTS[fault](work)
    assert checked(work)["worked_out"] >= all


def test_another_version_of_kg_makes_all_facts_anew(work, monkeypatch):
    adds(Chance(12), work, 3)
    all = checked(work)["worked_out"]
    monkeypatch.setattr("kg.building._code", lambda: "another")
    assert checked(work)["worked_out"] == all


def test_the_memory_of_another_graph_is_not_believed(work, tmp_path):
    """The file of one workspace beside the record and graph of another."""
    chance = Chance(13)
    adds(chance, work, 3)
    all = work.build()["worked_out"]
    with kg.open(tmp_path / "other") as other:
        adds(chance, other, 3)
        other.build()
    (tmp_path / "other" / FILE).replace(work.data / FILE)
    assert checked(work)["worked_out"] == all


def test_a_record_that_was_put_back_from_a_copy_is_built_as_it_is(work):
    """Its last claims are gone again, though nothing is ever taken out of a record."""
    chance = Chance(14)
    adds(chance, work, 3)
    work.log.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    copy = (work.data / "claims.db").read_bytes()
    before = checked(work)["digest"]
    adds(chance, work, 2)
    assert checked(work)["digest"] != before
    work.close()
    (work.data / "claims.db").write_bytes(copy)
    assert checked(work)["digest"] == before


def test_a_build_that_is_killed_before_any_of_its_writes_is_healed_by_the_next(work, monkeypatch):
    """Each time one statement later, and each time with more to build than the last time, until a build is through."""
    chance = Chance(15)
    adds(chance, work, 3)
    work.build()
    for moment in range(1, 30):
        chance.adds(work)
        if not killed(work, monkeypatch, moment):
            break
        checked(work)
    assert 5 < moment < 29


class Killed(BaseException):
    pass


def killed(work: Workspace, monkeypatch: pytest.MonkeyPatch, moment: int) -> bool:
    """Builds, and dies before its n-th statement that writes; whether it came to that."""
    left = [moment]

    def dying(method: Any) -> Any:
        def wrapped(self: Any, *arguments: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                raise Killed
            return method(self, *arguments)

        return wrapped

    with monkeypatch.context() as patched:
        for kind, name in ((type(work.store), "write"), (type(work.store), "_made"), (Built, "commit")):
            patched.setattr(kind, name, dying(getattr(kind, name)))
        try:
            work.build()
        except Killed:
            return True
    return False


def trades(work: Workspace, pairs: list[tuple[Actor, Actor]], years: range) -> None:
    """A table of trade, published in 2022: each year between two states is a matter of its own."""
    table = Document("cow_trade", "Trade", "", "2022-01-01", "cow_trade", "4.0", digest=f"{22:064d}")
    claims = [
        Claim(Passage(table.id, f"row {n} {year}", row=n * 1000 + year), "TRADES_WITH", *pair, since=str(year),
              until=str(year), quantity=Quantity(value=year, unit="USD"), extractor="table 1", matter=str(year))
        for n, pair in enumerate(pairs) for year in years
    ]  # fmt: skip
    work.log.add([Source("cow_trade", "COW")], [table], claims)


PRK, RUS, CHN, USA, KOR, DDR = STATES
PAIRS = [(CHN, RUS), (RUS, CHN), (CHN, USA), (USA, CHN), (CHN, KOR), (KOR, CHN), (CHN, PRK), (PRK, CHN)]


@pytest.mark.parametrize("pairs, years", [(2, range(1870, 2011)), (8, range(1961, 2011))])
def test_a_century_of_trade_comes_and_goes_with_the_day_of_knowledge(work, pairs, years):
    """Known since 2022. The way back ends in the same graph, and so does a merge of one side into another."""
    trades(work, PAIRS[:pairs], years)
    whole = checked(work)
    for _ in range(2):
        assert checked(work, "2021")["facts"] == 0
        assert checked(work)["digest"] == whole["digest"]
    work.decide("merge", "DDR", "CHN", force=True)
    assert checked(work)["facts"] == whole["facts"]
    work.decide("undo", "1")
    checked(work)


def engine_that(fails: Callable[[int], bool], work: Workspace, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """An engine that refuses to take relationships away, the n-th time that it is asked to; how often it was asked."""
    asked, method = [0], type(work.store).delete_edges

    def failing(self: Any, *arguments: Any) -> Any:
        asked[0] += 1
        if fails(asked[0]):
            raise Usage("Error executing Cypher command")
        return method(self, *arguments)

    monkeypatch.setattr(type(work.store), "delete_edges", failing)
    return asked


@pytest.mark.parametrize("times", [1, 2, 10**6])
def test_an_engine_that_fails_at_a_change_is_given_the_whole_graph_anew(work, monkeypatch, times):
    """Once: what is there is compared. Again: the embedded graph is dropped, as only a projection of the record."""
    trades(work, PAIRS, range(2000, 2005))
    work.build()
    asked = engine_that(lambda n: n <= times, work, monkeypatch)
    assert checked(work, "2021")["facts"] == 0
    assert asked[0]
    assert checked(work)["facts"] == 40


def test_an_engine_that_passes_over_relationships_without_a_word_is_found_out(work, monkeypatch):
    trades(work, PAIRS, range(2000, 2005))
    work.build()
    method = type(work.store).delete_edges

    def some(self: Any, type: str, start: str, end: str, ends: Any) -> int:
        return int(method(self, type, start, end, ends[: len(ends) // 2]))

    monkeypatch.setattr(type(work.store), "delete_edges", some)
    checked(work, "2021")


def test_a_server_that_fails_is_no_wrong_usage_and_is_emptied_only_by_who_asks(work, monkeypatch):
    trades(work, PAIRS, range(2000, 2005))
    work.build()
    work.store.kind = "neo4j"
    engine_that(lambda n: True, work, monkeypatch)
    with pytest.raises(Failed, match="kg build --full") as failure:
        work.build("2021")
    assert failure.value.exit_code == 1
    assert work.build("2021", full=True)["facts"] == 0
    assert contents(work) == expected(work, "2021")[0]


def test_a_server_that_is_gone_in_the_middle_is_looked_at_again(work, monkeypatch):
    chance = Chance(16)
    adds(chance, work, 3)
    work.build()
    chance.adds(work)
    method, left = type(work.store)._made, [2]

    def failing(self: Any, *arguments: Any) -> Any:
        left[0] -= 1
        if left[0] == 0:
            raise Unreachable("gone")
        return method(self, *arguments)

    monkeypatch.setattr(type(work.store), "_made", failing)
    checked(work)
    assert left[0] < 0  # it came to that, and went on


def test_on_a_server_where_others_may_write_all_hashes_are_compared(work):
    """A fact that somebody else took away, without the stamp of the build: seen, and all is made anew."""
    chance = Chance(17)
    work.store.kind = "neo4j"
    adds(chance, work, 3)
    all = checked(work)["worked_out"]
    work.store.write("MATCH (n:Fact) WITH n ORDER BY n.id LIMIT 1 DETACH DELETE n")
    assert checked(work)["worked_out"] == all


def test_a_retraction_is_tied_to_the_claim_that_it_takes_back(tmp_path: Path):
    """The graph keeps both claims; the fact counts one in support and one against."""
    text = "Ukraine claimed that Belarus had sent troops to Russia. Kyiv later withdrew the claim."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with kg.open(str(tmp_path / "data")) as g:
        g.load([str(tmp_path / "a.txt")])
        g.build()
        (row,) = g.cypher(
            "MATCH (later:Claim)-[r:ANSWERS]->(earlier:Claim)-[:BEARS_ON]->(f:Fact) "
            "RETURN r.how AS how, later.polarity AS later, earlier.polarity AS earlier, f.n_stories AS stories"
        )
    assert (row["how"], row["later"], row["earlier"]) == ("retraction", "negative", "positive")
