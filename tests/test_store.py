"""The graph store: one graph from any earlier state, limits that hold, and faults that are told apart."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from kg.errors import KgError, Locked, Unreachable, Usage
from kg.schema import load_schema
from kg.store import open_store
from kg.store.bolt import GRACE, BoltStore
from kg.store.embedded import EmbeddedStore
from kg.store.sync import manifest, sync
from tests.dense import Dense

SOON = 30  # seconds in which a busy machine, too, does what takes one; without a limit it would be hours

pytest_plugins = ("tests.stores",)
SMALL = Dense(7, edges=60, claims=10)


def entity(id: str, kind: str = "State", **told: Any) -> dict[str, Any]:
    return {"label": "Entity", "labels": ["Entity", kind], "id": id, "h": f"{kind}{told}"} | told


def tie(key: str, start: str, end: str, **told: Any) -> dict[str, Any]:
    return {"type": "SUPPORTS", "start_label": "Entity", "start_id": start, "end_label": "Entity", "end_id": end,
            "key": key, "fact": key, "h": f"{start}{end}{told}"} | told  # fmt: skip


def contents(store: BoltStore) -> tuple[dict, dict, dict]:
    found = manifest(store, load_schema())
    return found.nodes, found.labels, found.edges


# -- one graph from any earlier state ------------------------------------------------------------


def test_a_build_writes_only_what_differs_and_ends_in_the_same_graph(store):
    """Four states, a changed name, a changed kind, a lost tie and a new one."""
    before = [entity(s) for s in ("PRK", "CHN", "RUS", "KOR")], [tie("a", "PRK", "CHN"), tie("b", "RUS", "PRK")]
    after = (
        [entity("PRK", name="North Korea"), entity("CHN"), entity("RUS", "Organisation"), entity("USA")],
        [tie("a", "PRK", "CHN", hedge="reported"), tie("b", "RUS", "PRK"), tie("c", "USA", "CHN")],
    )
    store.wipe()
    assert sync(store, *before) == {"written": 6, "deleted": 0, "unchanged": 0}
    assert sync(store, *before) == {"written": 0, "deleted": 0, "unchanged": 6}
    # PRK, RUS and USA; a, c, and b, which goes with RUS and comes back with it. KOR is gone.
    assert sync(store, *after) == {"written": 6, "deleted": 1, "unchanged": 1}
    incremental = contents(store)
    store.wipe()
    sync(store, *after)
    assert contents(store) == incremental
    rows = store.read("MATCH (a:Organisation {id: 'RUS'})-[r:SUPPORTS]->(b) RETURN labels(a) AS l, b.name AS name")
    assert [(sorted(r["l"]), r["name"]) for r in rows] == [(["Entity", "Organisation"], "North Korea")]


@pytest.mark.parametrize("partners, years, kept", [(1, 141, 0), (1, 1000, 0), (8, 50, 0), (8, 400, 0), (8, 400, 3)])
def test_long_series_between_the_same_states_are_taken_away_whole(store, partners, years, kept):
    """Each year's trade is a tie of its own, both ways: the embedded engine lost its way among a hundred of them."""
    others = [f"S{n}" for n in range(partners)]
    states = [entity(s) for s in ("USA", *others)]
    ties = [
        tie(f"{start}-{end}-{year}", start, end)
        for other in others
        for start, end in (("USA", other), (other, "USA"))
        for year in range(years)
    ]
    left = [t for t in ties if int(t["key"].rpartition("-")[2]) % 10 < kept]
    store.wipe()
    sync(store, states, ties)
    assert sync(store, states, left)["deleted"] == len(ties) - len(left)
    assert contents(store)[2] == {("SUPPORTS", t["key"]): t["h"] for t in left}
    for pattern in ("(a:Entity)-[r:SUPPORTS]->()", "(a:Entity)<-[r:SUPPORTS]-()"):
        assert list(store.rows(f"MATCH {pattern} RETURN count(r)")) == [(len(left),)]


def test_a_tie_without_a_key_is_taken_away_too(store):
    """It came by `kg cypher --write`."""
    store.wipe()
    sync(store, [entity("PRK"), entity("CHN")], [])
    store.write("MATCH (a:Entity {id: 'PRK'}), (b:Entity {id: 'CHN'}) CREATE (a)-[:SUPPORTS]->(b)")
    sync(store, [entity("PRK"), entity("CHN", name="China")], [])
    assert contents(store)[2] == {}


def test_an_engine_that_fails_at_a_query_is_no_wrong_usage(tmp_path):
    """ArcadeDB deletes while it walks (issue 7023); a user can let it find all before."""
    keys = [f"{n:03}" for n in range(400)]
    one_by_one = "UNWIND $keys AS key MATCH (a:Entity {id: 'PRK'})-[r:SUPPORTS {key: key}]->(b:Entity {id: 'CHN'}) "
    with open_store(str(tmp_path / "graph")) as store:
        store.apply_schema()
        sync(store, [entity("PRK"), entity("CHN")], [tie(key, "PRK", "CHN") for key in keys])
        with pytest.raises(KgError, match="WITH collect") as failure:
            store.write(one_by_one + "DELETE r", {"keys": keys})
        assert failure.value.exit_code == 1
        assert len(contents(store)[2]) == 400
        found = store.write(one_by_one + "WITH collect(r) AS found UNWIND found AS r DELETE r", {"keys": keys})
        assert found["relationships_deleted"] == 400


def test_all_values_come_back_as_they_went(store):
    """Numbers of 64 bits, dates as fine as their source, Hangul, Cyrillic, quotes, and what only looks like Cypher."""
    told = {
        "name": "조선 «КНДР» \"x\" 'y' \\ `z` $p }) DETACH DELETE n //", "big": 2**63 - 1, "low": -(2**63), "share": 0.1 + 0.2,
        "yes": True, "names": ["a", "б"], "empty": "", "since": "1961-07", "old": "0509", "emoji": "🛰️\u202e",
    }  # fmt: skip
    sync(store, [entity("PRK", **told)], [])
    [row] = store.read("MATCH (n:Entity {id: $id}) RETURN n", {"id": "PRK"})
    assert row["n"] == {"labels": ["Entity", "State"], "properties": {"id": "PRK"} | told}


def test_half_of_a_character_pair_is_marked_and_not_an_error(store):
    r"""JSON lines may hold \ud83d alone; no engine can store that."""
    sync(store, [entity("PRK", name="x\ud83dy")], [])
    assert store.read("MATCH (n:Entity) RETURN n.name AS name") == [{"name": "x\ufffdy"}]


def test_a_relationship_without_its_ends_stops_the_build(store):
    with pytest.raises(KgError, match="SUPPORTS: 1 of 1 relationships have an end that is not there"):
        sync(store, [entity("PRK")], [tie("a", "PRK", "CHN")])


def test_a_row_that_the_schema_does_not_know_is_refused_before_anything_is_written(store):
    sync(store, [entity("PRK")], [])
    with pytest.raises(KgError, match="label 'Planet' is not in schema"):
        sync(store, [entity("CHN"), entity("MARS", "Planet")], [])
    assert store.read("MATCH (n:Entity) RETURN n.id AS id") == [{"id": "PRK"}]


def test_the_stamp_of_a_build_is_there_only_when_the_build_is_whole(store):
    """It goes first and comes last, so that a graph that was left half-written is known as such."""
    run = {"label": "Run", "labels": ["Run"], "id": "build", "record": "1", "h": "1"}
    sync(store, [entity("PRK"), run], [])
    with pytest.raises(KgError):
        sync(store, [entity("KOR"), run | {"record": "2", "h": "2"}], [tie("a", "KOR", "CHN")])
    assert store.read("MATCH (r:Run) RETURN r.record AS record") == []


def test_writing_the_same_rows_again_leaves_each_once(store):
    """`write_nodes` and `write_edges` may be repeated after a fault."""
    store.wipe()
    for _ in range(2):
        store.write_nodes(["Entity", "State"], [{"id": "PRK", "h": "1"}, {"id": "CHN", "h": "1"}])
        store.write_edges(
            "SUPPORTS", "Entity", "Entity", [{"start": "PRK", "end": "CHN", "props": {"key": "a", "h": "1"}}]
        )
    assert store.read("MATCH (n) RETURN count(n) AS n") == [{"n": 2}]
    assert store.read("MATCH ()-[r]->() RETURN count(r) AS n") == [{"n": 1}]
    store.delete_edges("SUPPORTS", "Entity", "Entity", [("PRK", "CHN", "a")])
    store.delete_nodes("Entity", ["PRK"])
    assert store.read("MATCH (n) RETURN n.id AS id") == [{"id": "CHN"}]


def test_full_text_finds_sentences_and_titles(store):
    """The same hits on each engine; signs that its search language knows are words to us."""
    passages = {"d:1": "North Korea sent troops to Kursk", "d:2": "China denied it"}
    nodes = [{"label": "Passage", "labels": ["Passage"], "id": i, "text": t, "h": i} for i, t in passages.items()]
    nodes.append({"label": "Document", "labels": ["Document"], "id": "d", "title": "Troops in Kursk", "h": "d"})
    sync(store, nodes, [])
    for _ in range(50):  # Neo4j brings its full-text index up to date a moment after the commit
        if store.fulltext("kursk"):
            break
        time.sleep(0.1)
    assert {(r["label"], r["id"]) for r in store.fulltext("kursk")} == {("Passage", "d:1"), ("Document", "d")}
    assert [r["id"] for r in store.fulltext('denied "AND (title:*')] == ["d:2"]
    assert len(store.fulltext("kursk", limit=1)) == 1
    assert store.fulltext("…") == []


# -- faults --------------------------------------------------------------------------------------


def test_a_build_whose_engine_is_killed_goes_on_and_is_whole(tmp_path):
    """SIGKILL in the middle of the writing: the engine starts anew and the build looks again at what is there."""
    graph = Dense(3, edges=400, claims=40)
    with EmbeddedStore(tmp_path / "g") as store:
        store.apply_schema()
        killer = threading.Timer(0.6, lambda: os.kill(store.engine["pid"], signal.SIGKILL))
        killer.start()
        sync(store, graph.nodes, graph.edges)
        killer.join()
        sync(store, graph.nodes, graph.edges)
        nodes, _, edges = contents(store)
    assert nodes == {(n["label"], n["id"]): n["h"] for n in graph.nodes}
    assert edges == {(e["type"], e["key"]): e["h"] for e in graph.edges}


def test_a_command_that_dies_leaves_no_engine_and_the_next_one_heals_its_graph(tmp_path):
    """kill -9 of the command itself: its engine ends by itself, and nothing that was committed is lost."""
    script = (
        "import sys\nfrom kg.store import open_store\nfrom kg.store.sync import sync\nfrom tests.dense import Dense\n"
        "g = Dense(3, edges=400, claims=40)\ns = open_store(sys.argv[1])\ns.apply_schema()\n"
        "print(s.engine['pid'], flush=True)\nsync(s, g.nodes, g.edges)\nprint('done', flush=True)\n"
    )
    root = Path(__file__).resolve().parent.parent
    child = subprocess.Popen([sys.executable, "-c", script, str(tmp_path / "g")], cwd=root, stdout=subprocess.PIPE)
    assert child.stdout is not None
    engine = int(child.stdout.readline())
    time.sleep(0.3)
    child.kill()
    child.wait()
    deadline = time.monotonic() + 60
    while Path(f"/proc/{engine}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    graph = Dense(3, edges=400, claims=40)
    with open_store(str(tmp_path / "g")) as store:
        sync(store, graph.nodes, graph.edges)
        nodes, _, edges = contents(store)
    assert len(nodes) == len(graph.nodes) and len(edges) == len(graph.edges)


def test_a_second_command_joins_the_engine_of_the_first_and_outlives_it(tmp_path):
    with EmbeddedStore(tmp_path / "g") as first:
        first.apply_schema()
        first.write("CREATE (:Entity:State {id: 'PRK'})")
        second = EmbeddedStore(tmp_path / "g")
        assert second.read("MATCH (n:Entity) RETURN n.id AS id") == [{"id": "PRK"}]
        assert second.engine["pid"] == first.engine["pid"]
    assert second.read("MATCH (n:Entity) RETURN n.id AS id") == [{"id": "PRK"}]
    second.close()
    assert not (tmp_path / "g" / "engine.json").exists()


def test_two_commands_that_write_at_once_lose_nothing(tmp_path):
    """Both tie 150 states to one hub, so that their transactions collide and are tried again."""

    def tie_to_hub(store: EmbeddedStore, name: str) -> None:
        for n in range(150):
            store.write(
                "MATCH (h:Entity {id: 'hub'}) CREATE (:Entity:State {id: $id})-[:SUPPORTS]->(h)", {"id": f"{name}{n}"}
            )

    with EmbeddedStore(tmp_path / "g") as first, EmbeddedStore(tmp_path / "g") as second:
        first.apply_schema()
        first.write("CREATE (:Entity:State {id: 'hub'})")
        writers = [threading.Thread(target=tie_to_hub, args=pair) for pair in ((first, "a"), (second, "b"))]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        assert first.read("MATCH (n)-[r:SUPPORTS]->(:Entity {id: 'hub'}) RETURN count(r) AS ties, count(n) AS n") == [
            {"ties": 300, "n": 300}
        ]


def test_rows_told_as_json_are_the_rows_that_bolt_would_write(tmp_path):
    """Whole numbers stay whole, fractions keep each digit, and a broken character is replaced, as over Bolt."""
    odd = {"big": 2**62, "whole": 1.0, "sum": 0.1 + 0.2, "tiny": 5e-324, "huge": 1.7976931348623157e308, "minus": -0.0,
           "no": False, "text": 'Ä\ud800"\\\u2028', "list": ["quantity", "polarity"]}  # fmt: skip
    with EmbeddedStore(tmp_path / "g") as store:
        store.apply_schema()
        assert store._made("UNWIND $rows AS row CREATE (n:Fact) SET n = row", [{"id": "json", **odd}]) == 1
        assert BoltStore._made(store, "UNWIND $rows AS row CREATE (n:Fact) SET n = row", [{"id": "bolt", **odd}]) == 1
        (one,), (other,) = store.rows("MATCH (n:Fact) RETURN n {.*, id: null, h: null} AS n ORDER BY n.id")
        assert [(k, repr(v)) for k, v in sorted(one.items())] == [(k, repr(v)) for k, v in sorted(other.items())]
        assert one["sum"] == 0.1 + 0.2 and one["big"] == 2**62 and one["text"].startswith("Ä\ufffd")


def test_rows_are_written_all_or_none_when_one_is_refused(tmp_path):
    """The second row has an id that is taken: the first is not there either."""
    with EmbeddedStore(tmp_path / "g") as store:
        store.apply_schema()
        store.write_nodes(["Fact"], [{"id": "a"}])
        with pytest.raises(KgError):
            store._made("UNWIND $rows AS row CREATE (n:Fact) SET n = row", [{"id": "b"}, {"id": "a"}])
        assert store.read("MATCH (n:Fact) RETURN n.id AS id") == [{"id": "a"}]


def test_a_lock_of_a_dead_process_is_taken_over(tmp_path):
    """The engine was killed with its file still there, naming a port that nobody listens to."""
    store = EmbeddedStore(tmp_path / "g")
    store.apply_schema()
    store.write("CREATE (:Entity:State {id: 'PRK'})")
    os.kill(store.engine["pid"], signal.SIGKILL)
    assert (tmp_path / "g" / "engine.json").exists()
    with EmbeddedStore(tmp_path / "g") as other:
        assert other.read("MATCH (n:Entity) RETURN n.id AS id") == [{"id": "PRK"}]
        assert store.read("RETURN 1 AS x") == [{"x": 1}]  # the first finds the new engine by itself
    store.close()


def test_who_cannot_join_is_told_which_process_holds_the_graph(tmp_path):
    """The files are held, but the way in is not the one that engine.json tells."""
    with EmbeddedStore(tmp_path / "g") as store:
        store.connect()
        file = tmp_path / "g" / "engine.json"
        told = json.loads(file.read_text())
        file.write_text(json.dumps(told | {"control_secret": "another"}))
        with pytest.raises(Locked, match=f"in use by process {told['pid']} "):
            EmbeddedStore(tmp_path / "g", patience=0.3).connect()
        file.write_text(json.dumps(told))


def test_the_passwords_of_the_engine_are_its_owners_alone(tmp_path):
    with EmbeddedStore(tmp_path / "g") as store:
        store.connect()
        private = [tmp_path / "g" / "engine.json", *(tmp_path / "g" / "engine" / "config").glob("server-*")]
        assert len(private) == 3
        assert [oct(p.stat().st_mode & 0o777) for p in private] == ["0o600"] * 3


def test_a_folder_that_cannot_be_one_is_named(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(KgError, match="file"):
        open_store(str(tmp_path / "file")).connect()
    with pytest.raises(KgError, match="no folder for the graph"):
        open_store(str(tmp_path / "file" / "under")).connect()


def test_a_server_that_is_not_there_is_told_within_seconds_and_without_its_password():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    began = time.monotonic()
    with pytest.raises(Unreachable) as told:
        open_store(f"bolt://ann:s3cret@127.0.0.1:{port}").read("RETURN 1")
    assert time.monotonic() - began < SOON
    assert f"bolt://127.0.0.1:{port}" in str(told.value) and "s3cret" not in str(told.value)


def test_a_server_that_takes_the_connection_and_stays_silent_is_told_within_seconds():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        began = time.monotonic()
        with pytest.raises(Unreachable, match="does not answer"):
            open_store(f"bolt://ann:s3cret@127.0.0.1:{silent.getsockname()[1]}").read("RETURN 1")
        assert time.monotonic() - began < SOON


def test_a_wrong_password_is_tried_once_and_not_repeated_in_the_message(embedded):
    """Asked of the embedded engine's own Bolt port: it checks passwords as a server does."""
    embedded.connect()
    with pytest.raises(KgError, match="user name or password refused") as told:
        open_store(f"bolt://writer:s3cret@127.0.0.1:{embedded.engine['bolt']}").read("RETURN 1")
    assert not isinstance(told.value, Unreachable)
    assert "s3cret" not in str(told.value)


@pytest.mark.parametrize("url", ["http://localhost", "bolt://localhost:bolt"])
def test_an_address_that_is_none_is_wrong_usage(url):
    with pytest.raises(Usage):
        open_store(url)


# -- reading -------------------------------------------------------------------------------------


def test_rows_are_cut_at_the_limit_and_say_so(store):
    """9 of eight thousand million rows, none of which is waited for."""
    sync(store, [entity(f"S{n}") for n in range(300)], [])
    product = "MATCH (a:Entity), (b:Entity), (c:Entity), (:Entity) RETURN a.id AS a, b.id AS b, c.id AS c"
    rows = store.read(product, limit=9)
    assert (len(rows), rows.truncated, rows.columns) == (9, True, ["a", "b", "c"])
    rows = store.read("MATCH (a:Entity) RETURN a.id AS a", limit=300)
    assert (len(rows), rows.truncated) == (300, False)


EXPLOSIVE = {
    "paths": "MATCH p = (:Entity)-[:SUPPORTS*1..30]->(:Entity) RETURN count(p) AS n",
    "product": "MATCH (a:Entity), (b:Entity), (c:Entity), (d:Entity) WHERE a.id + b.id + c.id = d.id + '-' RETURN a",
    "range": "UNWIND range(1, 4000000) AS x UNWIND range(1, 4000000) AS y RETURN sum(x * y) AS n",
    "two thousand million": "UNWIND range(1, 2000000000) AS x RETURN count(x) AS n",
    "sort": "MATCH (a:Entity), (b:Entity), (c:Entity), (d:Entity) RETURN a.id AS id ORDER BY a.id + b.id + c.id + d.id",
}


@pytest.mark.parametrize("name", EXPLOSIVE)
def test_a_query_that_explodes_is_ended_in_time_and_the_next_one_works(store, name):
    """Within the limit and some seconds, whatever it is doing."""
    states = 120
    if not store.read("MATCH (:Entity)-[r:SUPPORTS]->() RETURN count(r) AS n")[0]["n"] >= 500:
        ties = [tie(f"{a}-{n}", f"S{a}", f"S{(a * 7 + n * n) % states}") for a in range(states) for n in range(1, 7)]
        sync(store, [entity(f"S{n}") for n in range(states)], ties)
    began = time.monotonic()
    with pytest.raises(KgError):
        store.read(EXPLOSIVE[name], timeout=1.0)
    assert time.monotonic() - began < 1.0 + SOON
    assert store.read("RETURN 1 AS x", timeout=10) == [{"x": 1}]


def test_a_query_inside_one_endless_expression_is_ended_with_its_engine(tmp_path):
    """The engine cannot end it, so it is killed and started anew; what was written before is there."""
    with EmbeddedStore(tmp_path / "g") as store:
        store.apply_schema()
        store.write("CREATE (:Entity:State {id: 'PRK'})")
        began = time.monotonic()
        with pytest.raises(KgError, match="stopped after 0.5 s"):
            store.read(
                "RETURN size([x IN range(1, 9000) WHERE any(y IN range(1, 900000) WHERE x * y < 0)]) AS n", timeout=0.5
            )
        assert time.monotonic() - began < 0.5 + GRACE + SOON
        assert store.read("MATCH (n:Entity) RETURN n.id AS id") == [{"id": "PRK"}]


CHANGES = [
    "CREATE (:Entity {id: 'x'})",
    "CREATE (:Planet {id: 'x'})",
    "MATCH (n:Entity) SET n.name = 'x'",
    "MATCH (n:Entity) SET n.name = 'x' RETURN n.id AS id",
    "MATCH (n:Entity) REMOVE n:State",
    "MATCH (n:Entity) DETACH DELETE n",
    "MERGE (n:Entity {id: 'x'}) RETURN n",
    "MATCH (n:Entity) CALL { WITH n CREATE (:Entity {id: 'x'}) } RETURN 1 AS x",
    "MATCH (n:Entity) CALL { WITH n SET n.name = 'x' } IN TRANSACTIONS",
    "FOREACH (i IN [1] | CREATE (:Entity {id: 'x'}))",
    "MATCH (a:Entity), (b:Entity) CREATE (a)-[:SUPPORTS]->(b)",
    "CREATE INDEX FOR (n:Entity) ON (n.cow)",
    "DROP CONSTRAINT entity_id",
    "CALL apoc.create.node(['Entity'], {id: 'x'})",
    "/* MATCH (n) */ CREATE (:Entity {id: 'x'}) // RETURN 1",
    "MATCH (n:Entity) /* RETURN n */ SET n.name = 'x'",
    "MATCH (n:Entity) WHERE n.name CONTAINS 'MERGE' SET n.name = 'x'",  # finds nothing to change
    "MATCH (n:Entity {id: 'nobody'}) DETACH DELETE n",
]
REACHING_OUT = [
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "CALL { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line } RETURN line",
    "LOAD CSV FROM 'http://127.0.0.1:9/x' AS line RETURN line",
    "LOAD CSV FROM 'http://example.org/?' + 'secret' AS line RETURN line",
    "CALL apoc.load.json('file:///etc/passwd') YIELD value RETURN value",
    "CALL dbms.listConfig() YIELD name RETURN name",
    "SHOW USERS",
    "SHOW SETTINGS",
    "CALL apoc.cypher.runFile('file:///etc/passwd')",
    "MATCH (n) RETURN n; MATCH (n) DETACH DELETE n",
]


@pytest.mark.parametrize("attack", CHANGES + REACHING_OUT)
def test_a_reading_query_can_neither_change_the_graph_nor_reach_outside(store, attack):
    """Refused by the store, by what the query does and not by its words; the graph is as it was."""
    sync(store, [entity("PRK"), entity("CHN")], [tie("a", "PRK", "CHN")])
    before = contents(store), store.read("MATCH (n) RETURN n ORDER BY n.id")
    with pytest.raises(KgError):
        store.read(attack)
    assert (contents(store), store.read("MATCH (n) RETURN n ORDER BY n.id")) == before


@pytest.mark.parametrize("prefix", ["EXPLAIN", "PROFILE", "CYPHER 5", "CYPHER 5 PROFILE", "/* x */ PROFILE"])
def test_no_prefix_opens_a_file(store, prefix):
    """Engines differ in which prefixes they know; none gives a line of the file. A plan, which opens nothing, may be shown."""
    with suppress(KgError):
        found = store.read(f"{prefix} LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line")
        assert found == [] or found.columns == ["plan"]
        assert "root:" not in str(found)


@pytest.mark.parametrize(
    "query",
    [
        "MATCH (n:Entity) WHERE n.name = 'CREATE (x) SET DELETE' RETURN n.id AS id",
        "MATCH (n:Entity {id: 'PRK'}) RETURN n.id AS `set`, 'DETACH DELETE' AS remove",
        "CALL db.labels() YIELD label RETURN label",
        "MATCH (a:Entity)-[r]->(b) RETURN a.id AS a, type(r) AS r, b.id AS b",
        "RETURN date('2024-10-08') AS day, duration.between(date('2024-01-01'), date('2024-10-08')).days AS days",
        "EXPLAIN MATCH (n) RETURN n",
        "MATCH (n:Entity) RETURN count(n) AS n; ",
        "// a comment\nMATCH (n:Entity) RETURN count(n) AS n // and another",
    ],
)
def test_words_that_look_like_writing_do_not_make_a_query_a_write(store, query):
    sync(store, [entity("PRK"), entity("CHN")], [tie("a", "PRK", "CHN")])
    store.read(query)


@pytest.mark.parametrize("asked", ["EXPLAIN", "PROFILE"])
def test_the_plan_of_a_query_is_shown_where_it_is_asked_for(store, asked):
    """One line for each step, in the words of the engine; what the query would give is not among them."""
    sync(store, [entity("PRK"), entity("CHN")], [tie("a", "PRK", "CHN")])
    plan = store.read(f"{asked} MATCH (n:Entity) WHERE n.id = 'PRK' RETURN n.id AS id")
    assert plan.columns == ["plan"] and len(plan) > 1 and "Entity" in "\n".join(row["plan"] for row in plan)


@pytest.mark.parametrize(
    "query", ["CREATE (n:Entity {id: 'KOR'}) RETURN n", "MATCH (n) RETURN 1 / 0", "MATCH (n RETURN n"]
)
def test_what_a_profile_cannot_run_is_an_error_and_no_plan(store, query):
    """The embedded engine answers with a plan in which a line says so; a command would have ended well."""
    sync(store, [entity("PRK")], [])
    with pytest.raises(Usage):
        store.read(f"PROFILE {query}")
    assert store.read("MATCH (n:Entity) RETURN n.id AS id") == [{"id": "PRK"}]


def test_writing_on_purpose_writes_and_counts(store):
    """`kg cypher --write`; a statement that fails half-way leaves nothing."""
    sync(store, [entity("PRK")], [])
    assert store.write("CREATE (:Entity:State {id: $id})", {"id": "KOR"})["nodes_created"] == 1
    with pytest.raises(KgError):
        store.write("UNWIND ['JPN', 'CHN', 'KOR'] AS id CREATE (:Entity:State {id: id})")
    assert store.read("MATCH (n:Entity) RETURN n.id AS id ORDER BY id") == [{"id": "KOR"}, {"id": "PRK"}]


@pytest.mark.parametrize("query", ["MATCH (n:Entity RETURN n", "RETURN foo", "", "  ;", "RETURN $x AS x", "HELLO"])
def test_a_query_that_is_wrong_is_told_so_in_the_engines_words(store, query):
    with pytest.raises(Usage) as told:
        store.read(query)
    assert "Traceback" not in str(told.value) and "\n" not in str(told.value) and "EXPLAIN" not in str(told.value)


def test_what_comes_back_is_plain_json(store):
    """Nodes, paths, dates and durations, the same on each engine."""
    sync(store, [entity("PRK", name="North Korea"), entity("CHN")], [tie("a", "PRK", "CHN", belief=0.5)])
    [row] = store.read(
        "MATCH p = (a:Entity {id: 'PRK'})-[r]->(b) RETURN a, r, p, date('2024-10-08') AS day, null AS nothing, "
        "datetime('2024-10-08T12:00:00+09:00') AS moment, duration('P1M2D') AS span, [1, 'x', null] AS mixed, {k: 1.5} AS map"
    )
    node = {"labels": ["Entity", "State"], "properties": {"id": "PRK", "name": "North Korea"}}
    facts = {"belief": 0.5, "fact": "a", "key": "a"}
    assert json.loads(json.dumps(row)) == {
        "a": node,
        "r": {"type": "SUPPORTS", "properties": facts},
        "p": {
            "nodes": [node, {"labels": ["Entity", "State"], "properties": {"id": "CHN"}}],
            "relationships": [{"type": "SUPPORTS", "start": "PRK", "end": "CHN", "properties": facts}],
        },
        "day": "2024-10-08", "nothing": None, "moment": "2024-10-08T12:00:00.000000000+09:00", "span": "P1M2D",
        "mixed": [1, "x", None], "map": {"k": 1.5},
    }  # fmt: skip
