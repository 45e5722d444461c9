"""Facts in the formats of other tools: what their readers find there, and that nothing is lost or made up on the way."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import kg
from kg.workspace import Workspace

SENT = "North Korea has sent up to 1,500 troops to Russia, South Korea's National Intelligence Service said on Friday."
DENIED = "Russia denied that North Korea had sent troops to Russia."
ATTACK = "Israel attacked Iran on 26 October 2024."
ALARM = "South Korea put its army on alert on 15 October 2024."
REGISTER = (
    "Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,Number delivered, ,"
    "Year(s) of delivery,status,Comments,SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons\n"
    "DR Congo,North Korea,1973,?,3,,=cmd()\x01,torpedo boat,3,,1974,Second hand,\"<script>é</script>\",2.8,8.4,8.4\n"
)  # fmt: skip


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("export")
    for name, day, text in (
        ("sent", "2024-10-18", SENT),
        ("denied", "2024-10-22", DENIED),
        ("attack", "2024-10-27", ATTACK),
        ("alarm", "2024-10-16", ALARM),
    ):
        head = f"---\ntitle: {name}\npublished: {day}\nsource: Ñandú Herald\nurl: https://example.org/{name}\n---\n"
        (folder / f"{name}.txt").write_text(head + text + "\n")
    (folder / "register.csv").write_text(REGISTER)
    with kg.open(folder / "kg-data") as opened:
        opened.load([*sorted(folder.glob("*.txt")), folder / "register.csv"])
        yield opened


@pytest.fixture(scope="module")
def stix(work: Workspace) -> list[dict[str, Any]]:
    file = work.data / "x.stix.json"
    work.export(file)
    found: list[dict[str, Any]] = json.loads(file.read_text())["objects"]
    return found


def told(objects: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What the extension says of each fact, by its id."""
    said = [e for o in objects for e in o.get("extensions", {}).values()]
    return {e["id"]: {k: v for k, v in e.items() if k != "extension_type"} for e in said}


def test_stix_says_of_a_fact_all_that_the_record_says(work: Workspace, stix: list[dict[str, Any]]) -> None:
    """Dates, ranges, units, items and hedges: a relationship of STIX has a place for none of them but the days."""
    from kg.facts import fact_values

    assert told(stix) == {f.id: json.loads(json.dumps(fact_values(f))) for f in work.facts()}
    [extension] = [o["id"] for o in stix if o["type"] == "extension-definition"]
    assert {key for o in stix for key in o.get("extensions", {})} == {extension}
    there = {o["id"] for o in stix}
    assert all(o[ref] in there for o in stix for ref in ("source_ref", "target_ref", "created_by_ref") if ref in o)


def test_stix_gives_a_tie_the_days_that_its_date_can_mean(stix: list[dict[str, Any]]) -> None:
    """A delivery of 1974 is no delivery of New Year's Day; STIX wants the end after the beginning."""
    days = {o["relationship_type"]: (o.get("start_time"), o.get("stop_time")) for o in stix if "source_ref" in o}
    assert days["arms-transfer"] == ("1974-01-01T00:00:00.000Z", "1974-12-31T23:59:59.999Z")
    assert days["attacks"] == ("2024-10-26T00:00:00.000Z", "2024-10-26T23:59:59.999Z")


def test_stix_tells_a_denial_from_what_it_denies(stix: list[dict[str, Any]]) -> None:
    [sent] = [o for o in stix if o.get("relationship_type") == "troop-deployment"]
    said = {r["url"].rpartition("/")[2]: r["description"].partition(":")[0] for r in sent["external_references"]}
    assert said["sent"].startswith("supports, ") and said["denied"].startswith("denies, ")
    assert "up to 1,500 troops" in sent["description"] and "contested-polarity" in sent["labels"]


def test_what_has_one_side_only_is_a_note_about_it(work: Workspace, stix: list[dict[str, Any]]) -> None:
    alone = [f for f in work.facts() if f.object is None]
    assert alone and [o["abstract"] for o in stix if o["type"] == "note"] == [f.relation for f in alone]


def test_a_timeline_shows_an_event_on_its_day_and_what_stands_from_its_first(work: Workspace) -> None:
    """As the page does: nobody tells that the troops left. Gephi reads "1974" as a number of milliseconds."""
    work.export(file := work.data / "x.gexf")
    edges = {d["relation"]: d for *_, d in nx.read_gexf(file).edges(data=True)}
    days = {relation: (d.get("start"), d.get("end")) for relation, d in edges.items()}
    assert days["ATTACKS"] == ("2024-10-26", "2024-10-26")
    assert days["TROOP_DEPLOYMENT"] == ("2024-10-18", None)
    assert days["ARMS_TRANSFER"] == ("1974-01-01", "1974-12-31")
    assert (edges["ARMS_TRANSFER"]["since"], edges["ARMS_TRANSFER"]["until"]) == ("1974", "1974")
    assert "since" not in edges["TROOP_DEPLOYMENT"]


@pytest.mark.parametrize("suffix", ["graphml", "gexf"])
def test_one_odd_character_in_a_cell_spoils_no_file(work: Workspace, suffix: str) -> None:
    told = work.export(file := work.data / f"x.{suffix}")
    edges = list(getattr(nx, f"read_{suffix}")(file).edges(data=True))
    assert len(edges) == told["edges"] == work.graph().number_of_edges()
    [item] = [d["item"] for *_, d in edges if d["relation"] == "ARMS_TRANSFER"]
    assert item == "=cmd()\ufffd"


def test_a_formula_is_text_in_a_spreadsheet_and_as_it_was_in_parquet(work: Workspace) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")  # to read it by another program than the one that wrote it
    for suffix in ("csv", "parquet"):
        work.export(work.data / f"x.{suffix}")
    cells = [r["item"] for r in csv.DictReader((work.data / "x.csv").open(encoding="utf-8", newline=""))]
    kept = parquet.read_table(work.data / "x.parquet").column("item").to_pylist()
    assert "'=cmd()\x01" in cells and "=cmd()\x01" in kept and len(cells) == len(kept) == len(work.facts())


def test_a_past_view_is_written_out_as_it_was(work: Workspace, tmp_path: Path) -> None:
    """As known on 20 October 2024 nobody had denied it yet."""
    work.export(file := tmp_path / "then.csv", known="2024-10-20")
    found = list(csv.DictReader(file.open(encoding="utf-8", newline="")))
    assert {r["relation"]: r.get("n_denials") for r in found}["TROOP_DEPLOYMENT"] == "0"
    assert "ATTACKS" not in {r["relation"] for r in found}
    assert {f.id for f in work.facts(known="2024-10-20")} == {r["id"] for r in found}
