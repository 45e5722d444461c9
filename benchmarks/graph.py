"""Relationships a second into the graph: as a build writes them, one statement each, and the bare engine.
One changed file of many, through to the graph, against a build from nothing.

python -m benchmarks.graph [--rows N] [--single N] [--files N]

On the embedded engine, and on the Neo4j server at KG_NEO4J_URI (which is emptied: KG_NEO4J_WIPE=1 allows it).
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import kg
from benchmarks.synthetic import trade
from kg.building import projection
from kg.schema import load_schema
from kg.store import open_store
from kg.store.bolt import BoltStore
from kg.store.sync import manifest, sync

Row = Mapping[str, Any]
ENDS = ("type", "start_label", "start_id", "end_label", "end_id")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=10_000, help="rows of the table; two relationships each")
    options.add_argument("--single", type=int, default=500, help="relationships that are written one by one")
    options.add_argument("--files", type=int, default=1000, help="tables of 20 rows, of which one changes")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ARCADEDB_LOG_CONSOLE"] = "0"
        print(f"load average {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
        one_changed(Path(folder) / "changed", chosen.files)
        nodes, edges = projected(Path(folder), chosen.rows)
        with open_store(str(Path(folder) / "graph")) as store:
            compare(store, nodes, edges, chosen.single)
        bare_engine(Path(folder) / "bare", nodes, edges)
        if os.environ.get("KG_NEO4J_URI") and os.environ.get("KG_NEO4J_WIPE") == "1":
            with open_store(os.environ["KG_NEO4J_URI"]) as store:
                compare(store, nodes, edges, chosen.single)


def projected(folder: Path, rows: int) -> tuple[list[Row], list[Row]]:
    trade(folder / "trade.csv", rows)
    with kg.open(folder / "data") as workspace:
        workspace.load([folder / "trade.csv"])
        start, cpu = time.perf_counter(), time.process_time()
        nodes, edges, _ = projection(workspace)
        took, used = time.perf_counter() - start, time.process_time() - cpu
    ties = [e for e in edges if e["type"] == "TRADES_WITH"]
    print(f"claims to rows of the graph: {len(ties) / took:,.0f} facts/s ({len(ties) / used:,.0f} by processor)")
    return nodes, ties


def one_changed(folder: Path, files: int) -> None:
    """The claims of the old file stay in the record, so that each of its flows is then told twice."""
    tables = folder / "tables"
    tables.mkdir(parents=True)
    for n in range(files):
        trade(tables / f"{n:05}.csv", 20, seed=n, skip=20 * n)
    with kg.open(folder / "data") as workspace:
        workspace.store.apply_schema()  # starting the engine is no part of a build
        print(f"{files} files: seconds (of the command's processor) to load and to build")
        told("first", workspace, tables)
        trade(tables / "00000.csv", 20, seed=files)
        told("one changed", workspace, tables)
        told("none changed", workspace, tables)
        digest = told("none changed, from nothing", workspace, tables, full=True)
        assert digest == workspace.build()["digest"]


def told(what: str, workspace: kg.Workspace, tables: Path, full: bool = False) -> str:
    marks = [(time.perf_counter(), time.process_time())]
    workspace.load([tables])
    marks.append((time.perf_counter(), time.process_time()))
    built = workspace.build(full=full)
    marks.append((time.perf_counter(), time.process_time()))
    load, build = (f"{b[0] - a[0]:7.2f} ({b[1] - a[1]:6.2f})" for a, b in pairwise(marks))
    print(f"  {what:<27} load {load}   build {build}   {built['worked_out']:,} facts worked out, "
          f"{built['written']:,} rows written, {built['unchanged']:,} left")  # fmt: skip
    return str(built["digest"])


def compare(store: BoltStore, nodes: Sequence[Row], edges: Sequence[Row], single: int) -> None:
    """Nodes first, then all relationships at once, then the same kind one by one, each way checked by counting."""
    store.apply_schema()
    store.wipe()
    node_seconds = seconds(lambda: sync(store, nodes, []))
    edge_seconds = seconds(lambda: sync(store, nodes, edges))
    looking = seconds(lambda: manifest(store, load_schema()))
    counted(store, len(edges))
    one_by_one = seconds(lambda: [alone(store, edge) for edge in edges[:single]])
    counted(store, len(edges) + single)
    bulk, slow = len(edges) / edge_seconds, single / one_by_one
    print(f"{store.kind}: {len(nodes) / node_seconds:,.0f} nodes/s; {bulk:,.0f} relationships/s, the looking included")
    print(f"  one statement each {slow:,.0f}/s: a build is {bulk / slow:.1f} x faster")
    print(f"  looking at what is there: {(len(nodes) + len(edges)) / looking:,.0f} nodes and relationships/s")


def alone(store: BoltStore, edge: Row) -> None:
    """What a program without batches does: a transaction of one statement for each relationship."""
    store.write(
        f"MATCH (a:Entity {{id: $start}}), (b:Entity {{id: $end}}) CREATE (a)-[r:{edge['type']}]->(b) SET r = $props",
        {"start": edge["start_id"], "end": edge["end_id"], "props": properties(edge)},
    )


def bare_engine(folder: Path, nodes: Sequence[Row], edges: Sequence[Row]) -> None:
    """The embedded engine's own bulk loader in this process: the ceiling. Its batches are not transactions of ours."""
    import arcadedb

    database = arcadedb.create_database(str(folder))
    try:
        rid: dict[str, str] = {}
        entities = [n for n in nodes if n["label"] == "Entity"]
        database.command("sql", "CREATE VERTEX TYPE Entity")
        database.command("sql", "CREATE EDGE TYPE TRADES_WITH")
        start = time.perf_counter()
        with database.graph_batch(batch_size=20_000, commit_every=5_000, use_wal=True) as batch:
            names = batch.create_vertices("Entity", [{"id": n["id"]} for n in entities])
            rid.update(zip((n["id"] for n in entities), names, strict=True))
            batch.new_edges(
                [rid[e["start_id"]] for e in edges], "TRADES_WITH", [rid[e["end_id"]] for e in edges],
                [properties(e) for e in edges],
            )  # fmt: skip
        took = time.perf_counter() - start
        found = database.query("opencypher", "MATCH ()-[r]->() RETURN count(r) AS n").to_list()[0]["n"]
        assert found == len(edges), found
        print(f"bare engine, in process: {len(edges) / took:,.0f} relationships/s")
    finally:
        database.close()


def properties(edge: Row) -> dict[str, Any]:
    return {k: v for k, v in edge.items() if k not in ENDS}


def counted(store: BoltStore, wanted: int) -> None:
    ((found,),) = store.rows("MATCH (:Entity)-[r:TRADES_WITH]->(:Entity) RETURN count(r)")
    assert found == wanted, (found, wanted)


def seconds(work: Any) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
