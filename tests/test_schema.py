"""What the graph may hold, and what is refused before it is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import BadInput, KgError
from kg.model import RELATIONS
from kg.queries import load_queries
from kg.schema import constraints, load_schema, markdown, parse_schema

ROOT = Path(__file__).resolve().parent.parent
STATE = {"label": "Entity", "labels": ["Entity", "State"], "id": "PRK", "name": "North Korea", "h": "x"}
PACT = {"type": "ALLIED_WITH", "start_label": "Entity", "start_id": "PRK", "end_label": "Entity", "end_id": "CHN",
        "key": "f1", "fact": "f1", "since": "1961-07-11", "belief": 0.97, "hedge": "asserted", "h": "x"}  # fmt: skip


def told(**changes: object) -> dict:
    return {"nodes": {"State": {"description": "x"}}, "evidence": {}, "edges": {}, "properties": {}} | changes


def test_every_relation_that_a_claim_can_have_is_an_edge_of_the_graph():
    """The closed list of 29 relations, one for one; votes stay in the record."""
    assert sorted(load_schema().edges) == sorted(RELATIONS)


def test_a_name_is_a_label_or_a_relation_and_never_both():
    """The embedded engine keeps one namespace for the two, for the lifetime of a database."""
    with pytest.raises(KgError, match="one namespace"):
        parse_schema(told(nodes={"PACT": {"description": "x"}}, edges={"PACT": {"description": "y"}}))
    with pytest.raises(KgError, match="CamelCase"):
        parse_schema(told(nodes={"arms_dealer": {"description": "x"}}))
    with pytest.raises(KgError, match="UPPER_SNAKE"):
        parse_schema(told(edges={"AlliedWith": {"description": "x"}}))
    with pytest.raises(KgError, match="no label"):
        parse_schema(told(evidence={"SAID_IN": {"from": "State", "to": "Pasage", "description": "x"}}))


def test_a_good_node_and_a_good_edge_pass():
    load_schema().check_node(STATE)
    load_schema().check_edge(PACT)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"labels": ["Entity", "Planet"]}, "label 'Planet' is not in schema.yaml"),
        ({"label": "State", "labels": ["State"]}, "'State' is a kind"),
        ({"id": ""}, "needs an id"),
        ({"id": 731}, "needs an id"),
        ({"codes": [731, "PRK"]}, r"codes is a list of mixed types \(int, str\)"),
        ({"codes": {"cow": 731}}, "codes is a dict"),
        ({"codes": [[1], [2]]}, "list of lists"),
        ({"population": 2**63}, "does not fit in 64 bits"),
    ],
)
def test_a_node_that_the_engines_would_keep_differently_is_refused(change, message):
    """Neo4j refuses mixed lists and the embedded engine keeps them; so neither gets them."""
    with pytest.raises(BadInput, match=message):
        load_schema().check_node(STATE | change)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"type": "LOVES"}, "relation 'LOVES' is not in schema.yaml"),
        ({"end_label": "Document"}, "runs from Entity to Document"),
        ({"since": "July 1961"}, "since should be of type date"),
        ({"belief": 1.2}, "belief should be from 0 to 1"),
        ({"contested": "no"}, "contested should be of type boolean"),
        ({"row": 1.5}, "row should be of type integer"),
        ({"hedge": 3}, "hedge should be of type string"),
    ],
)
def test_an_edge_must_be_what_the_schema_says(change, message):
    """A date in words, a belief above certainty, a relation that is on no list."""
    with pytest.raises(BadInput, match=message):
        load_schema().check_edge(PACT | change)


def test_constraints_ask_for_nothing_that_only_the_enterprise_edition_has():
    """Uniqueness and plain indexes only: no node keys, no existence, no property types."""
    text = "\n".join(constraints(load_schema()))
    assert "IS UNIQUE" in text
    assert not re.search(r"NODE KEY|IS NOT NULL|IS KEY|IS ::", text)


def test_the_page_of_the_schema_names_everything_in_it():
    page = markdown()
    schema = load_schema()
    for name in (*schema.nodes, *schema.types, *schema.properties):
        assert f"`{name}`" in page


def test_ids_of_an_engine_are_nowhere_kept():
    """elementId changes when a node is moved or a graph rebuilt; our own ids do not."""
    files = [*ROOT.glob("kg/**/*.py"), *ROOT.glob("cypher/*.cypher")]
    assert [f.name for f in files if re.search(r"elementId|element_id", f.read_text(encoding="utf-8"))] == []


def test_no_statement_of_the_store_runs_outside_of_a_transaction():
    """An automatic commit of the embedded engine can leave half a statement behind."""
    for file in ROOT.glob("kg/store/*.py"):
        assert not re.search(r"session\.run\(|execute_query\(", file.read_text(encoding="utf-8")), file.name


def test_the_compose_file_keeps_neo4j_at_home():
    """Pinned, on the loopback interface, with a password from outside, without plugins and file loading."""
    import yaml

    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    service = yaml.safe_load(text)["services"]["neo4j"]
    assert re.fullmatch(r"neo4j:5\.26\.\d+(-community)?", service["image"])
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    environment = service["environment"]
    assert environment["NEO4J_AUTH"].startswith("neo4j/${NEO4J_PASSWORD:?")
    assert environment["NEO4J_dbms_security_allow__csv__import__from__file__urls"] == "false"
    assert "0.0.0.0/0" in environment["NEO4J_internal_dbms_cypher__ip__blocklist"]
    assert not any("PLUGIN" in name.upper() for name in environment)
    assert {v.partition(":")[2] for v in service["volumes"]} == {"/data", "/logs"}
    assert {v.partition(":")[0] for v in service["volumes"]} == set(yaml.safe_load(text)["volumes"])
    assert service["healthcheck"]["test"] and service["mem_limit"]


def test_no_query_of_ours_is_said_to_name_what_the_schema_does_not_know() -> None:
    """All named queries, with their paths of any length, their conditions and their comments."""
    assert not [q.name for q in load_queries().values() if load_schema().unknown_in(q.text)]


@pytest.mark.parametrize(
    ("cypher", "unknown"),
    [
        ("match (a)-[r:arms_transfer where r.tiv > 1]->(b) return b", [("arms_transfer", "ARMS_TRANSFER")]),
        ("MATCH (a:Stat&!Army)<-[:ALLIED_WIT*1..3]-(b:Entity:State) RETURN {a: 1}",
         [("ALLIED_WIT", "ALLIED_WITH"), ("Stat", "State")]),
        ("MATCH (a:Planet) RETURN a // (b:Moon)", [("Planet", None)]),
        ('MATCH (s:State {name: "-[:X]-"}) WHERE s.since - [1, 2][0] > 0 RETURN [x IN [1] | x]', []),
    ],
)  # fmt: skip
def test_names_are_found_where_a_pattern_names_them(cypher: str, unknown: list[tuple[str, str | None]]) -> None:
    """In small letters, in paths, beside others; not in quotes, maps, lists or comments."""
    assert load_schema().unknown_in(cypher) == unknown
