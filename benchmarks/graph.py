"""Relationships a second into the graph: as a build writes them, one statement each, and the bare engine.

python -m benchmarks.graph [--rows N] [--single N]

On the embedded engine, and on the Neo4j server at KG_NEO4J_URI (which is emptied: KG_NEO4J_WIPE=1 allows it).
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import kg
from benchmarks.synthetic import trade
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
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ARCADEDB_LOG_CONSOLE"] = "0"
        print(f"load average {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
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
        start = time.perf_counter()
        projection, facts, _ = workspace.projection()
        took = time.perf_counter() - start
    print(f"claims to rows of the graph: {len(facts) / took:,.0f} facts/s")
    return list(projection.nodes), [e for e in projection.edges if e["type"] == "TRADES_WITH"]


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
