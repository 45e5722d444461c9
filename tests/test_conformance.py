"""The same questions on every engine, against answers worked out in plain Python on dense random graphs.

An embedded engine that answers wrongly without a word is worse than none; this gates its version.
"""

from __future__ import annotations

import re
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from kg.queries import load_queries
from kg.store.bolt import BoltStore
from kg.store.sync import sync
from tests.dense import ANSWERS, STATES, Dense, ordered, parameters
from tests.stores import STORES, store_named

pytest_plugins = ("tests.stores",)
QUERIES = load_queries()
SEEDS = (1, 2)
SPARSE = 25  # has chains of each length, and one that goes round troops among enemies
_graphs = {seed: Dense(seed) for seed in SEEDS}
_holds: dict[str, int] = {}


def graph_in(name: str, folder: Path, seed: int) -> tuple[BoltStore, Dense]:
    """A store that holds the graph of a seed; written only when it holds another."""
    store = store_named(name, folder)
    if _holds.get(name) != seed:
        sync(store, _graphs[seed].nodes, _graphs[seed].edges)
        _holds[name] = seed
    return store, _graphs[seed]


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    """Sums of floats differ in their last digit by the order of adding."""
    return {k: round(v, 6) if isinstance(v, float) else v for k, v in sorted(row.items())}


def test_every_query_has_an_answer_of_its_own():
    """No query ships without a second way to work out what it should say."""
    assert sorted(ANSWERS) == sorted(QUERIES)


@pytest.mark.parametrize("name", QUERIES)  # varies fastest: a graph is written once for all of them
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("engine", STORES)
def test_every_query_gives_the_rows_that_plain_python_gives(engine, seed, name, store_folder):
    """Three sets of parameters, in order and to the last value; a denied, undated or looping tie among them."""
    store, graph = graph_in(engine, store_folder, seed)
    query = QUERIES[name]
    for values in parameters(graph, name, [p.name for p in query.parameters]):
        expected = ordered(ANSWERS[name](graph, **values), query.text)
        found = store.read(query.text, values)
        assert found.columns == query.columns or not found
        assert [_rounded(row) for row in found] == [_rounded(row) for row in expected], values


def test_the_graphs_are_dense_enough_to_show_a_wrong_answer():
    """Every query has rows on some of the graphs it is checked on."""
    silent = [
        name
        for name, query in QUERIES.items()
        if not any(
            list(ANSWERS[name](graph, **values))
            for graph in _graphs.values()
            for values in parameters(graph, name, [p.name for p in query.parameters])
        )
    ]
    assert silent == []


@pytest.mark.parametrize("engine", STORES)
def test_chains_between_all_pairs_of_states(engine, store_folder):
    """On a sparse graph, where chains are long and a denied tie would often be the shorter way."""
    store, sparse = store_named(engine, store_folder), Dense(SPARSE, edges=40, claims=5)
    _holds.pop(engine, None)
    sync(store, sparse.nodes, sparse.edges)
    query, lengths = QUERIES["paths"], set()
    for a, b in permutations(STATES, 2):
        expected = ordered(ANSWERS["paths"](sparse, a, b), query.text)
        assert list(store.read(query.text, {"a": a, "b": b})) == expected, (a, b)
        lengths |= {row["steps"] for row in expected}
    assert lengths == {1, 2, 3}


@pytest.mark.parametrize("version", ["CYPHER 5", "CYPHER 25"])
def test_the_queries_say_the_same_in_both_versions_of_the_language(version, store_folder):
    """Servers from 2025.06 on know two versions of Cypher, and either may be a database's default."""
    store, graph = graph_in("neo4j-2026.09", store_folder, SEEDS[0])
    for name, query in QUERIES.items():
        values = next(parameters(graph, name, [p.name for p in query.parameters]))
        assert store.read(f"{version}\n{query.text}", values) == store.read(query.text, values), name


def test_the_queries_use_only_what_every_engine_knows():
    """No SHORTEST k, no vectors, no quantified paths, no APOC: the embedded engine has none of them."""
    for query in QUERIES.values():
        assert not re.search(r"\bSHORTEST\b|\bvector\.|\bapoc\.|\){\d|CALL db\.|\bid\(", query.text), query.name
