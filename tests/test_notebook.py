"""The verbs as they are called from Python: by people who pass numbers, dates and single names, in sessions of days."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.errors import Ambiguous, Usage
from kg.workspace import Workspace

SENT = "North Korea has sent 1,500 troops to Russia, South Korea's National Intelligence Service said on Friday."
DENIED = "Russia denied that North Korea had sent troops to Russia."
SHARES = (
    "of,on,year,share,numerator,total,unit,denominator,source,url,published,note\n"
    "North Korea,China,2022,0.967,1.53,1.59,billion USD,total trade,KOTRA,,2023-07-20,\n"
)


def article(path: Path, day: str, text: str) -> Path:
    path.write_text(f"---\ntitle: Report of {day}\npublished: {day}\nsource: Harbour Dispatch\n---\n{text}\n")
    return path


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Workspace]:
    with kg.open(tmp_path / "kg-data") as opened:
        opened.load([article(tmp_path / "a.txt", "2024-10-18", SENT)])
        yield opened


@pytest.fixture
def shares(tmp_path: Path) -> Path:
    path = tmp_path / "shares.csv"
    path.write_text(SHARES)
    return path


@pytest.mark.parametrize("kind", [str, Path, lambda path: [path], lambda path: (str(path),)])
def test_one_file_is_one_file_and_not_a_list_of_letters(
    work: Workspace, shares: Path, kind: Callable[[Path], Any]
) -> None:
    """The letters of "/home/news" are paths too, and the first is the whole disk."""
    assert [(r.path, r.status) for r in work.load(kind(shares))] == [(str(shares), "loaded")]


def test_a_record_that_others_load_into_is_read_as_it_is_now(work: Workspace, tmp_path: Path) -> None:
    """An analyst has it open while a timer loads the news: both know the same, and what is new is cited and dated."""
    assert work.graph().number_of_edges() == 1 and not work.contested()
    with kg.open(work.data) as timer:
        timer.load(article(tmp_path / "b.txt", "2024-10-22", DENIED))
        theirs = timer.contested()
    [dispute] = work.contested()
    assert [dispute] == theirs and {c["published"] for c in dispute["claims"]} == {"2024-10-18", "2024-10-22"}
    assert work.diff("2024-10-20", "2024-10-23")["changed"]


def test_a_query_without_a_name_is_the_list_of_them(work: Workspace) -> None:
    """As `kg query` prints it, each with what it needs: nobody has to leave a notebook to look one up."""
    told = {row["name"]: row for row in work.query()}
    assert told["allies"]["parameters"] == "state: state, year: int" and told["allies"]["description"]


def test_what_another_decides_counts_at_once(work: Workspace) -> None:
    [edge] = [fact for *_, fact in work.graph().edges(keys=True)]
    with kg.open(work.data) as reviewer:
        reviewer.decide("reject", edge)
    assert work.graph().number_of_edges() == 0


def test_a_tie_is_asked_for_by_the_names_that_people_use(work: Workspace) -> None:
    asked: list[dict[str, Any]] = [
        {"relations": "TROOP_DEPLOYMENT"},
        {"relations": ["troop_deployment"]},
        {"about": "North Korea"},
        {"about": ["PRK", "cow:2"]},
    ]
    assert [work.graph(**a).number_of_edges() for a in asked] == [1, 1, 1, 1]
    assert work.graph(without="source:harbour-dispatch").number_of_edges() == 0


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (lambda w: w.graph(relations=["TROOPS"]), "TROOP_DEPLOYMENT"),
        (lambda w: w.graph(about="Nowherria"), "'Nowherria' is not known"),
        (lambda w: w.graph(known=datetime.date(2024, 10, 18)), "write '2024', '2024-10' or '2024-10-08'"),
        (lambda w: w.graph(relations=3), "neither a name nor a list"),
        (lambda w: w.load(3), "neither a name nor a list"),
        (lambda w: w.load([], published=2024), "2024 is no text"),
        (lambda w: w.metric("degree", of="PRK", known=datetime.date(2024, 1, 1)), "is no text"),
        (lambda w: w.metric("degree", of="PRK", relation="COMBAT", without=["hedged"]), r"\['hedged'\] is no text"),
        (lambda w: w.diff(2023, 2024), "2023 is no text"),
        (lambda w: w.diff("2023", "2024", relations=[None]), "None is no text"),
        (lambda w: w.report("dependence", 2024), "no window"),
        (lambda w: w.explain(None), "None is no text"),
        (lambda w: w.query("allies", {"state": None, "year": 2018}), "needs state"),
        (lambda w: w.cypher("RETURN 1 AS n", limit=-1), "1 row or more"),
        (lambda w: w.cypher("RETURN 1 AS n", timeout=0), "some seconds"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_would_do(
    work: Workspace, asked: Callable[[Workspace], object], told: str
) -> None:
    with pytest.raises(Usage, match=told):
        asked(work)


@pytest.mark.parametrize("decision", [("accpet", "PRK"), ("merge", "PRK"), ("", "PRK")])
def test_no_decision_is_kept_that_means_nothing(work: Workspace, decision: tuple[str, ...]) -> None:
    """Decisions are appended for good: what is none must not get that far."""
    with pytest.raises(Usage):
        work.decide(*decision)
    assert not work.decisions()


def test_every_verb_of_the_command_line_is_a_method(work: Workspace, tmp_path: Path) -> None:
    """What the interface promises: the same verbs, rows as lists of dictionaries, parameters by their names."""
    from kg.cli import main

    called = {"report": ("report",), "graph": ("graph", "page"), "frames": ()}  # frames are tried, not asked
    for verb in main.commands:
        assert all(callable(getattr(work, name)) for name in called.get(verb, (verb,))), verb
    assert [r["id"] for r in work.resolve(["DPRK", "Korea"])] == ["PRK", None]
    assert work.resolve("Germany", on="1970")[0]["id"] is None and work.resolve("Germany")[0]["id"] == "DEU"
    assert "sipri" in {r["format"] for r in work.formats()}
    assert {r["what"] for r in work.doctor()} >= {"kg", "record", "graph"}
    [deployed] = work.claims(tmp_path / "a.txt")
    assert deployed["relation"] == "TROOP_DEPLOYMENT" and deployed["doc_id"] == "a"
    unread = work.claims([tmp_path / "a.txt", tmp_path / "absent.txt"])
    assert len(unread) == 1 and "absent.txt" in unread.rejected[0]
    [made] = work.review("reject", work.facts()[0].id, reason="misread")
    assert made["kind"] == "reject" and [d["reason"] for d in work.review()] == ["misread"]
    work.review("undo", 1)
    assert [d["undone"] for d in work.review("list")] == [True, False]
    with pytest.raises(Usage, match="say what is decided on"):
        work.review("accept")


def test_parameters_are_given_by_their_names_or_in_a_dictionary(work: Workspace) -> None:
    from kg.queries import load_queries

    asked = {"state": "North Korea", "year": 2018}
    assert work.query("allies", asked) == work.query("allies", **asked)
    assert work.query("allies", {"state": "PRK"}, year=2018).columns
    named = "MATCH (s:State {id: $id}) RETURN s.id AS id"
    assert work.cypher(named, id="PRK") == work.cypher(named, {"id": "PRK"}) == [{"id": "PRK"}]
    with pytest.raises(Usage, match="id is given twice"):
        work.cypher(named, {"id": "PRK"}, id="RUS")
    assert not {p.name for q in load_queries().values() for p in q.parameters} & {"name", "params", "self"}


def test_a_decision_is_undone_once(work: Workspace) -> None:
    [edge] = [fact for *_, fact in work.graph().edges(keys=True)]
    work.decide("reject", edge)
    work.decide("undo", "1")
    with pytest.raises(Usage, match="decision 1 is undone already"):
        work.decide("undo", "1")
    assert [d["kind"] for d in work.decisions()] == ["reject", "undo"]


def test_nothing_in_dispute_is_not_what_a_misspelt_state_hears(work: Workspace) -> None:
    """Nobody contradicts that troops were sent; about whom we do not know we cannot say so."""
    assert work.contested("North Korea") == work.contested("PRK") == work.contested("army:PRK") == []
    with pytest.raises(Ambiguous):
        work.contested("Korea")
    for name in ("Nowherria", "ffffffff"):
        with pytest.raises(Usage, match="not known"):
            work.contested(name)


def test_a_fact_of_a_table_is_not_told_to_have_no_evidence(work: Workspace, shares: Path) -> None:
    """Rows are in the record and not in the graph; a query that finds none says where they are."""
    work.load(shares)
    by_source = {f.source: f.id for f in work.facts()}
    assert [r["stance"] for r in work.query("evidence", {"fact": by_source.pop("text")})] == ["supports"]
    [of_table] = by_source.values()
    with pytest.raises(Usage, match=f"kg explain {of_table}"):
        work.query("evidence", {"fact": of_table})
    with pytest.raises(Usage, match="no fact has the id 'ffffffff'"):
        work.query("evidence", {"fact": "ffffffff"})
    assert len(work.query("claims_of", {"document": "a"})) == 1
    with pytest.raises(Usage, match="shares is a table"):
        work.query("claims_of", {"document": "shares"})
    with pytest.raises(Usage, match="no document has the id or name 'b'"):
        work.query("claims_of", {"document": "b"})


def test_a_document_is_called_by_the_file_that_it_was_read_from(work: Workspace, shares: Path) -> None:
    """As a folder shows it, with its ending; a file of several documents is none of them, and they are listed."""
    line = '{{"title": "{0}", "text": "Russia sent {1} troops to Syria.", "published": "2024-05-0{2}"}}\n'
    several = shares.parent / "more" / "two.jsonl"
    several.parent.mkdir()
    several.write_text(line.format("One", "1,000", 1) + line.format("Two", "70", 2))
    work.load([shares, several])
    named = work.query("claims_of", document="a")
    for called in ("a.txt", str(shares.with_name("a.txt"))):
        assert work.query("claims_of", document=called) == named != []
    with pytest.raises(Usage, match="no document has the id or name 'a.md'"):
        work.query("claims_of", document="a.md")
    with pytest.raises(Usage, match="shares is a table"):
        work.query("claims_of", document="shares.csv")
    with pytest.raises(Ambiguous, match="two.jsonl holds 2 documents") as told:
        work.query("claims_of", document="two.jsonl")
    assert {c["reason"] for c in told.value.candidates} == {"One", "Two"}
    assert {len(work.query("claims_of", document=c["id"])) for c in told.value.candidates} == {1}
    without = work.metric("dependence", of="SYR", on="RUS", dimension="text", without="doc:two.jsonl")
    assert without["series"] == []
    work.load(article(shares.with_name("a.txt"), "2024-10-19", SENT))
    assert len(work.query("claims_of", document="a.txt")) == len(work.query("claims_of", document="a")) == 2


def test_a_table_for_pandas_has_its_columns_also_without_rows(work: Workspace) -> None:
    """What comes after it in a notebook asks for columns by name, and today nobody may have sent anything."""
    asked = "MATCH (a:State {id: 'PRK'})-[r:SANCTIONS]->(b) WHERE r.item = 'RETURN' RETURN DISTINCT a.id, b.name AS whom ORDER BY whom"
    found = [work.cypher(asked), work.metric("degree", of="PRK", relation="COMBAT", start=1900, end=1901)["series"]]
    assert [(len(f), f.columns[:2]) for f in found] == [(0, ["a.id", "whom"]), (len(found[1]), ["year", "of"])]
    assert all(hasattr(f, "to_pandas") for f in (*found, work.contested(), work.decisions(), work.cite()))


def test_a_file_that_may_not_be_looked_at_ends_no_load(
    work: Workspace, tmp_path: Path, shares: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    shares.rename(folder / "shares.csv")
    closed = article(folder / "closed.txt", "2024-10-19", SENT)
    looked = os.stat

    def refused(path: Any, *args: Any, **options: Any) -> os.stat_result:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return looked(path, *args, **options)

    monkeypatch.setattr(os, "stat", refused)
    results = {Path(r.path).name: (r.status, r.reason) for r in work.load(folder)}
    assert results["shares.csv"][0] == "loaded"
    assert results["closed.txt"] == ("rejected", "cannot be read: Permission denied")


def test_what_is_asked_of_a_record_that_is_not_there_makes_none(work: Workspace, tmp_path: Path) -> None:
    """A misspelt folder is not made by a question; the answers are those of an empty record until one is loaded."""
    folder = tmp_path / "kg-dat" / "a"
    with kg.open(folder) as misspelt:
        assert misspelt.graph().number_of_edges() == 0 and not misspelt.contested() and not misspelt.decisions()
        assert not misspelt.query("allies", {"state": "PRK", "year": "2018"})
        assert not misspelt.cypher("MATCH (n:State) RETURN n.id AS id") and not misspelt.cite()
        assert not folder.parent.exists()
        misspelt.load(tmp_path / "a.txt")
        assert misspelt.graph().number_of_edges() == 1 and misspelt.cypher("MATCH (n:State) RETURN n.id AS id")
    assert (folder / "claims.db").exists()


def test_the_package_is_called_like_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "kg", "--version"], capture_output=True, text=True, check=True)
    assert kg.__version__ in done.stdout


@pytest.mark.parametrize("name", ["dependence", "changes", "weekly"])
def test_the_report_of_a_past_year_is_the_same_bytes_after_later_news(
    work: Workspace, tmp_path: Path, name: str
) -> None:
    """What is published in 2025, and what of it could not be read, is no part of what 2024 knew."""
    before = Path(work.report(name, "2024", tmp_path / "before")["file"]).read_bytes()
    later = article(tmp_path / "later.txt", "2025-03-01", DENIED)
    later.write_text(later.read_text().replace("published:", "url: 'ftp://nowhere'\npublished:"))
    assert [r.rejected_rows for r in work.load(later)] == [1]
    assert Path(work.report(name, "2024", tmp_path / "after", force=True)["file"]).read_bytes() == before
    assert "is no http(s) address" in Path(work.report(name, "2025", tmp_path)["file"]).read_text()


def test_two_records_that_are_merged_tell_what_was_rejected_in_which_year(work: Workspace, tmp_path: Path) -> None:
    before = Path(work.report("weekly", "2024", tmp_path / "before")["file"]).read_bytes()
    later = article(tmp_path / "later.txt", "2025-03-01", DENIED)
    later.write_text(later.read_text().replace("published:", "url: 'ftp://nowhere'\npublished:"))
    with kg.open(tmp_path / "other") as other:
        other.load(later)
    work.load(tmp_path / "other" / "claims.db")
    assert Path(work.report("weekly", "2024", tmp_path / "after", force=True)["file"]).read_bytes() == before


def test_the_digest_of_all_documents_is_that_of_the_record(work: Workspace, shares: Path) -> None:
    work.load(shares)
    documents = work.log.documents(text=False)
    assert work.log.digest(documents) == work.log.digest() != work.log.digest([*documents][:1])
