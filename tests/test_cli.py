"""The commands as an analyst calls them: what they print, and the code they end with."""

from __future__ import annotations

import csv
import html
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.errors import Ambiguous
from kg.model import MODALITIES
from kg.workspace import open_workspace

REPORT = """---
title: {title}
published: {day}
source: {outlet}
---
{text}
"""
SENT = "North Korea has sent 1,500 troops to Russia, South Korea's National Intelligence Service said on Friday."
DENIED = "Russia denied that North Korea had sent troops to Russia."
SHARES = (
    "of,on,year,share,numerator,total,unit,denominator,source,url,published,note\n"
    "North Korea,China,2022,0.967,1.53,1.59,billion USD,total trade,KOTRA,,2023-07-20,\n"
    "North Korea,China,2023,0.983,,,,total trade,KOTRA,,2024-07-21,\n"
)
TRADE = (
    "ccode1,ccode2,year,importer1,importer2,flow1,flow2\n"
    "816,710,2012,Vietnam,China,300,200\n"
    "816,2,2012,Vietnam,United States,100,400\n"
)


def kg(*words: object, code: int = 0, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Runs one command and checks its exit code; a traceback is never an answer."""
    command = [sys.executable, "-m", "kg.cli", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **(env or {})}, timeout=600)
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == code, (done.returncode, done.stdout[-500:], done.stderr[-2000:])
    return done


def rows(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("in")
    for name, day, outlet, text in (
        ("a", "2024-10-18", "Harbour Dispatch", SENT),
        ("b", "2024-10-22", "Ostrava Courier", DENIED),
    ):
        (folder / f"{name}.txt").write_text(REPORT.format(title=f"Report {name}", day=day, outlet=outlet, text=text))
    (folder / "shares.csv").write_text(SHARES)
    return folder


@pytest.fixture(scope="module")
def store(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store") / "kg-data"
    kg("load", files, "--store", folder, "--json")
    return folder


def test_help_answers_at_once() -> None:
    """Nothing is imported for `kg --help` but Python's own, click and a handful of ours: no NumPy, spaCy or driver."""

    def imported(*words: str) -> set[str]:
        command = [sys.executable, "-X", "importtime", *words]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stderr
        return {line.rpartition("|")[2].strip() for line in told.splitlines() if line.startswith("import time:")}

    found = imported("-m", "kg.cli", "--help") - imported("-c", "pass")  # the interpreter's own hooks are not ours
    assert {name.partition(".")[0] for name in found} - sys.stdlib_module_names == {"click", "kg"}
    assert sum(name.partition(".")[0] == "kg" for name in found) < 12


def test_the_same_content_again_changes_nothing(store: Path, files: Path) -> None:
    """A second load of the same files adds no document and no claim, and says so by its exit code."""
    again = json.loads(kg("load", files, "--store", store, "--json", "--exit-code", code=3).stdout)
    assert {i["status"] for i in again["inputs"]} == {"unchanged"} and again["totals"]["claims"] == 0


def test_a_bad_file_among_good_ones_is_listed_with_its_reason(files: Path, tmp_path: Path) -> None:
    """The good file is loaded, the bad one named with a reason, and the exit code is 4."""
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 but nothing of one")
    done = kg("load", files / "a.txt", tmp_path / "bad.pdf", tmp_path / "absent.txt", "--store", tmp_path / "s", code=4)
    told = {Path(i["path"]).name: i for i in json.loads(done.stdout)["inputs"]}
    assert told["a.txt"]["status"] == "loaded" and told["bad.pdf"]["status"] == "rejected" and told["bad.pdf"]["reason"]
    assert "no such file" in told["absent.txt"]["reason"]


def test_every_name_in_a_folder_is_told_what_became_of_it(files: Path, tmp_path: Path) -> None:
    """A link to nothing, a text that says it is a packed table, and a signed network, which a metric reads."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "gone.txt").symlink_to(tmp_path / "no-such-file")
    (folder / "trade.csv.gz").write_bytes((files / "a.txt").read_bytes())
    (folder / "page.csv.gz").write_text("<!doctype html><html><body><p>Sign in</p></body></html>")
    (folder / "network.csv").write_text("network,a,b,sign\nn,x,y,1\n")
    (folder / "shares.csv.gz").write_text(SHARES)  # unpacked on its way here: its content says what it is
    told = {
        Path(i["path"]).name: i for i in json.loads(kg("load", folder, "--store", tmp_path, code=4).stdout)["inputs"]
    }
    assert told["shares.csv.gz"]["status"] == "loaded" and len(told) == 5
    assert "a link to a file that is not there" in told["gone.txt"]["reason"]
    assert "name of a packed file" in told["trade.csv.gz"]["reason"]
    assert "web page under the name of a table" in told["page.csv.gz"]["reason"]
    assert "kg metric balance --edges" in told["network.csv"]["reason"]


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file system that takes any bytes as a name")
def test_a_file_whose_name_is_no_utf8_is_read_as_any_other(tmp_path: Path) -> None:
    """Folders of the years before UTF-8: a name in ISO-8859-1 ended the load of all with a traceback."""
    folder = os.fsencode(tmp_path) + b"/in"
    os.mkdir(folder)
    for name, text in ((b"T\xfcrkei.txt", SENT), (b"\xe9changes.csv", TRADE), (b"vid\xe9.txt", "")):
        Path(os.fsdecode(folder + b"/" + name)).write_text(text)
    for status in ("loaded", "unchanged"):
        done = kg("load", os.fsdecode(folder), "--store", tmp_path / "s", code=4)
        assert [i["status"] for i in json.loads(done.stdout)["inputs"]].count(status) == 2
    assert json.loads(kg("build", "--store", tmp_path / "s", "--json").stdout)["facts"] == 5
    assert rows(kg("contested", "--store", tmp_path / "s")) == []


def test_a_table_that_is_none_leaves_the_record_as_it_was(tmp_path: Path) -> None:
    """A file most of whose rows cannot be read is refused whole."""
    table = "of,on,year,share,numerator,total,unit,denominator,source,url,published,note\n" + "x,y,z\n" * 20
    (tmp_path / "shares.csv").write_text(table)
    kg("load", tmp_path / "shares.csv", "--store", tmp_path / "s", code=4)
    counts = rows(kg("doctor", "--store", tmp_path / "s", "--json"))[0]["rows"]
    assert " 0 claims" in next(r["found"] for r in counts if r["what"] == "record")


def test_the_table_of_claims_shows_how_many_since_when_and_who_says_so(tmp_path: Path) -> None:
    """What a person reads has the numbers, too; the sentence is the last column."""
    (tmp_path / "a.txt").write_text("Mali\n\nChad sent 1,400 men to Mali on 3 May 2020, the defence ministry said.\n")
    heads, _, row = kg("claims", tmp_path / "a.txt", "--format", "table").stdout.splitlines()
    assert heads.split() == [
        "relation", "subject", "object", "polarity", "modality", "quantity", "since", "speaker", "sentence",
    ]  # fmt: skip
    assert "1,400 troops  2020-05-03  defence ministry" in row
    heads, _, row = kg("claims", tmp_path / "a.txt", "--explain", "--format", "table").stdout.splitlines()
    assert heads.split()[-5:] == ["frame", "trigger", "cues", "chance", "sentence"]
    assert "TROOP_DEPLOYMENT" in row[20:] and "  sent " in row and "reported: said" in row


def test_claims_are_printed_in_the_schema_of_the_scorer_and_no_store_is_made(files: Path, tmp_path: Path) -> None:
    """One JSON object a line with relation, actors, quantity, modality, attribution and the exact sentence."""
    done = subprocess.run(
        [sys.executable, "-m", "kg.cli", "claims", str(files / "a.txt")], cwd=tmp_path, capture_output=True, text=True
    )
    [claim] = [c for c in map(json.loads, done.stdout.splitlines()) if c["relation"] == "TROOP_DEPLOYMENT"]
    assert (claim["doc_id"], claim["subject"]["state"], claim["object"]["state"]) == ("a", "PRK", "RUS")
    assert claim["quantity"]["value"] == 1500 and claim["modality"] == "reported" and claim["sentence"] == SENT
    assert claim["schema"] == 1 and claim["attribution"] and not list(tmp_path.iterdir())


def test_a_long_text_tells_how_far_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report of 250 sentences takes seconds and a book minutes: `kg claims` and `kg load` count the sentences."""
    from click.testing import CliRunner

    from kg import cli

    text = tmp_path / "long.txt"
    text.write_text("The ministers met again in the capital.\n\n" * 250)
    told: list[str] = []
    monkeypatch.setattr(cli, "progress", told.append)
    for words in (["claims", str(text)], ["load", str(text), "--store", str(tmp_path / "s")]):
        told.clear()
        assert CliRunner().invoke(cli.main, words).exit_code == 0
        counted = [f"{n} of 250 sentences {done}" for done in ("parsed", "read") for n in (100, 200)]
        assert [m.partition(": ")[2] for m in told if "sentences" in m] == counted
        assert all("long" in m for m in told)


def test_the_digest_does_not_depend_on_the_order_of_loading(files: Path, tmp_path: Path) -> None:
    """Two stores, loaded in opposite orders, build to one digest; a full and an incremental build too."""
    digests = set()
    for name, order in (("x", ("a.txt", "b.txt", "shares.csv")), ("y", ("shares.csv", "b.txt", "a.txt"))):
        for file in order:
            kg("load", files / file, "--store", tmp_path / name)
        digests.add(json.loads(kg("build", "--store", tmp_path / name, "--json").stdout)["digest"])
        digests.add(json.loads(kg("build", "--full", "--store", tmp_path / name, "--json").stdout)["digest"])
    assert len(digests) == 1


def test_a_denial_stands_beside_what_it_denies(store: Path) -> None:
    """The troops are reported by one outlet and denied in another: contested by polarity, nothing deleted."""
    [row] = [r for r in rows(kg("contested", "PRK", "--store", store, "--json")) if r["about"] == "polarity"]
    assert row["matter"]["relation"] == "TROOP_DEPLOYMENT"
    assert {c["polarity"] for c in row["claims"]} == {"positive", "negative"}


def test_an_id_may_be_written_as_a_table_cuts_it(store: Path) -> None:
    """Eleven characters of 32, with the mark of the cut or without: what they begin is what they mean."""
    [row] = [r for r in rows(kg("contested", "PRK", "--store", store, "--json")) if r["about"] == "polarity"]
    whole, claim = row["fact"], row["claims"][0]["claim"]
    for beginning in (whole[:11], whole[:11] + "…", whole[:6]):
        assert json.loads(kg("explain", beginning, "--store", store, "--json").stdout)["id"] == whole
        assert rows(kg("contested", beginning, "--store", store, "--json"))[0]["fact"] == whole
    assert json.loads(kg("explain", claim[:11], "--store", store, "--json").stdout)["id"] == claim
    evidence = json.loads(kg("query", "evidence", "-p", f"fact={whole[:11]}", "--store", store, "--json").stdout)
    assert len(evidence["rows"]) == 2
    assert "nothing here has the id" in kg("explain", whole[:5], "--store", store, code=2).stderr


def test_of_two_facts_that_begin_alike_none_is_guessed(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are listed, each in a sentence; one more character tells them apart."""
    with open_workspace(store) as work:
        one, *_ = work.facts()
        pair = [replace(one, id="abcdef0" + "0" * 25), replace(one, id="abcdef1" + "0" * 25)]
        monkeypatch.setattr(work, "facts_beginning", lambda start: [f for f in pair if f.id.startswith(start)])
        with pytest.raises(Ambiguous, match="2 ids begin with 'abcdef'; write more") as told:
            work.explain("abcdef")
        assert [c["id"] for c in told.value.candidates] == [f.id for f in pair] and told.value.exit_code == 2
        assert one.relation in told.value.candidates[0]["reason"]
        assert work.whole_id("abcdef1") == pair[1].id


def test_a_document_is_left_out_by_the_beginning_of_its_id(store: Path) -> None:
    """`--without doc:` takes what `kg explain` prints of a document, cut or whole."""
    [row] = [r for r in rows(kg("contested", "PRK", "--store", store, "--json")) if r["about"] == "polarity"]
    document = row["claims"][0]["document_id"]
    call = ("metric", "dependence", "--of", "PRK", "--on", "RUS", "--dimension", "text", "--store", store, "--json")
    whole, cut = (json.loads(kg(*call, "--without", f"doc:{d}").stdout) for d in (document, document[:11]))
    assert [p["value"] for p in whole["series"]] == [p["value"] for p in cut["series"]]
    assert "no document has the id or name '0000000'" in kg(*call, "--without", "doc:0000000", code=2).stderr


def test_a_misspelt_relation_or_label_of_a_query_is_no_silent_nothing(store: Path) -> None:
    """No rows, as the store says, and beside them the name that may have been meant."""
    query = "MATCH (a:Sate)-[r:TROOP_DEPLOYMNT]->(b:State) RETURN a.name AS name"
    done = kg("cypher", query, "--store", store, "--json")
    assert json.loads(done.stdout)["rows"] == []
    assert "no label or type TROOP_DEPLOYMNT; did you mean TROOP_DEPLOYMENT?" in done.stderr
    assert "no label or type Sate; did you mean State?" in done.stderr
    right = kg("cypher", query.replace("Sate", "State").replace("MNT", "MENT"), "--store", store, "--json")
    assert json.loads(right.stdout)["rows"] == [{"name": "North Korea"}] and "did you mean" not in right.stderr


@pytest.mark.parametrize(
    "call",
    ["query denials -p state=PRK", "cypher MATCH(n)RETURN(n)", "graph -o page.html", "contested", "export -o facts.csv",
     "metric dependence --of PRK --on CHN --dimension trade", "report due", "diff --from 2024-01 --to 2024-02",
     "review list"],
)  # fmt: skip
def test_a_misspelt_store_is_told(call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever only reads finds no record there, is told so beside the answer of nothing, and leaves none there."""
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        assert "nosuch: there is no record here; kg load makes one" in kg(*call.split(), "--store", "nosuch").stderr
        assert not Path("nosuch").exists()


def test_signed_edges_of_a_file_need_no_record(tmp_path: Path) -> None:
    """Balance of a network that comes in a file: the one reading for which a store is not wanted."""
    (tmp_path / "edges.csv").write_text("network,a,b,sign\n1,A,B,1\n1,B,C,1\n1,A,C,1\n")
    call = ("metric", "balance", "--measure", "triangle", "--edges", tmp_path / "edges.csv", "--json")
    assert json.loads(kg(*call, "--store", tmp_path / "none").stdout)["series"][0]["value"] == 1.0


def test_a_file_of_signed_edges_that_is_none_is_wrong_usage_and_one_bad_row_is_listed(tmp_path: Path) -> None:
    """Where nothing was measured the exit code is 2; a pair that is friend and enemy at once costs no other pair."""
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "unsigned.csv").write_text("network,a,b\nn,x,y\n")
    (tmp_path / "bad.csv").write_text("network,a,b,sign\nn,x,y,maybe\n")
    for name in ("absent", "empty", "unsigned", "bad"):
        done = kg("metric", "balance", "--edges", tmp_path / f"{name}.csv", "--json", code=2)
        assert not done.stdout and f"{name}.csv" in done.stderr
    signs = "network,a,b,sign\nn,x,y,1\nn,y,z,1\nn,x,z,-1\nn,x,w,1\nn,w,x,-1\n"
    (tmp_path / "signs.csv").write_text(signs)
    done = kg("metric", "balance", "--measure", "frustration", "--edges", tmp_path / "signs.csv", "--json", code=4)
    result = json.loads(done.stdout)
    assert [p["value"] for p in result["series"]] == [1.0]
    assert [r["where"] for r in result["rejected"]] == ["row 6"] and "w and x have both signs" in done.stderr


def test_signed_edges_in_a_pipe_are_refused_and_not_told_to_be_none(tmp_path: Path) -> None:
    """A pipe can be read once, and its rows were gone when they were wanted: "the file has no signed ties"."""
    os.mkfifo(tmp_path / "edges")
    assert "is no regular file" in kg("metric", "balance", "--edges", tmp_path / "edges", code=2).stderr


def test_a_balance_of_ones_own_file_opens_to_its_rows(tmp_path: Path) -> None:
    """Each value that is printed, of any measure, is opened by its id: to rows whose weights add up to it."""
    file = tmp_path / "two networks.csv"
    file.write_text("network,a,b,sign\nn,x,y,1\nn,y,z,1\nn,x,z,-1\nm 2,x,y,1\nm 2,y,z,-1\nm 2,x,z,-1\nn,z,w,1\n")
    for measure, values in (("triangle", [0.0, 1.0]), ("frustration", [1.0, 0.0]), ("walk", None)):
        told = json.loads(kg("metric", "balance", "--measure", measure, "--edges", file, "--json").stdout)["series"]
        assert values in (None, [p["value"] for p in told])
        for point in told:
            done = kg("explain", point["id"], "--json", "--store", tmp_path / "none")
            found = json.loads(done.stdout)
            assert found["value"] == point["value"] and "no record" not in done.stderr
            assert sum(p["weight"] for p in found["parts"]) == pytest.approx(point["value"], abs=1e-9)
            rows = {p["fact"]: p["label"] for p in found["parts"] if p["fact"]}
            assert all(f"two networks.csv:{fact.removeprefix('row ')}" in label for fact, label in rows.items())
    assert not (tmp_path / "none").exists()
    file.unlink()
    assert "two networks.csv: cannot be read" in kg("explain", point["id"], code=2).stderr


def test_what_tells_of_the_data_in_a_folder_is_no_news(files: Path, tmp_path: Path) -> None:
    """README files and codebooks of a folder are counted and listed, and read where one is named by itself."""
    about = REPORT.format(title="About", day="2024-10-18", outlet="Harbour Dispatch", text=SENT)
    (folder := tmp_path / "in" / "deep").mkdir(parents=True)
    for name in ("README.md", "atop_codebook.txt"):
        (folder / name).write_text(about)
    (folder / "news.txt").write_text(about.replace("About", "News"))
    done = kg("load", tmp_path / "in", "--store", tmp_path / "s")
    told = json.loads(done.stdout)
    assert [Path(i["path"]).name for i in told["inputs"]] == ["news.txt"]
    assert told["left_out"] == [str(folder / "README.md"), str(folder / "atop_codebook.txt")]
    assert told["totals"]["left_out"] == 2 and "2 README files and codebooks left out of the folders" in done.stderr
    assert str(folder / "README.md") in done.stderr
    by_itself = json.loads(kg("load", folder / "README.md", "--store", tmp_path / "s").stdout)
    assert by_itself["totals"] | {"left_out": 0, "loaded": 1} == by_itself["totals"]
    claims = kg("claims", tmp_path / "in")
    assert {row["doc_id"] for row in rows(claims)} == {"news"} and "README.md" in claims.stderr


def test_articles_that_tell_no_day_or_outlet_are_counted_as_they_are_loaded(files: Path, tmp_path: Path) -> None:
    """They are in no past view and no report's window, which is noticed months later, when they are there for good."""
    (tmp_path / "note.txt").write_text("North Korea sent 3,000 troops to Russia.")
    done = kg("load", tmp_path / "note.txt", files / "a.txt", "--store", tmp_path / "s")
    totals = json.loads(done.stdout)["totals"]
    assert (totals["no_day"], totals["no_outlet"]) == (1, 1)
    assert "1 article without a day of publication" in done.stderr and "--published and --source" in done.stderr
    told = kg("load", files, "--store", tmp_path / "s").stderr
    assert "without" not in told
    dated = kg("load", tmp_path / "note.txt", "--published", "2024-10", "--store", tmp_path / "t").stderr
    assert "without a day" not in dated and "1 article without an outlet" in dated


def test_a_figure_in_a_table_keeps_all_its_digits(tmp_path: Path) -> None:
    """12,345 troops are not 1.234e+04, and 1.3 billion dollars are read by nobody as 1.3e+09; a share keeps four."""
    from kg.output import as_table

    figures = [12345.0, 1.3e9, 18963.5, 945.0, 64.89, 0.75961]
    shown = as_table([{"figure": f} for f in figures], ["figure"]).split()[2:]
    assert shown == ["12,345", "1,300,000,000", "18,964", "945", "64.89", "0.7596"]


def test_that_a_pipe_gets_json_is_told_before_it_surprises(files: Path, tmp_path: Path) -> None:
    """`kg load news/ | cat` prints JSON without being asked to; the README and both helps say so."""
    assert json.loads(kg("load", files / "a.txt", "--store", tmp_path / "s").stdout)["totals"]["documents"] == 1
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    for words in (kg("--help").stdout, kg("load", "--help").stdout, readme):
        assert re.search(r"JSON (object )?(to|in) a pipe", " ".join(words.split()))


def test_what_counts_as_hedged_is_written_where_it_is_asked_for(store: Path) -> None:
    """The help of `kg metric` names the modalities that --without hedged leaves out, and those that it keeps."""
    told = " ".join(kg("metric", "--help").stdout.split())
    with open_workspace(store) as work:
        left_out = work.excluding("hedged")
        assert left_out is not None
        claim = next(c for _, c in work.log.claims())
        hedged = {m: left_out("", replace(claim, modality=m)) for m in MODALITIES}
        assert not left_out("", replace(claim, polarity="negative", modality="reported"))
    kept, gone = [m for m in hedged if not hedged[m]], [m for m in hedged if hedged[m]]
    assert f"What is {' or '.join(kept)} stays, also where it is denied or contested" in told
    [named] = re.findall(r"leaves out each claim that is ([\w, ]+)\.", told)
    assert sorted(re.split(r", | or ", named)) == sorted(gone)


def test_a_source_that_nobody_knows_is_refused_with_those_there_are(store: Path) -> None:
    """A misspelt --source is no lack of data; a data set that is known and not loaded is."""
    call = ("metric", "dependence", "--of", "PRK", "--on", "CHN", "--dimension", "trade", "--store", store, "--source")
    told = kg(*call, "nosuch", code=2)
    assert told.stdout == "" and "--source: no source is called 'nosuch'; there are: text, trade_shares" in told.stderr
    assert json.loads(kg(*call, "trade_shares").stdout)["series"]
    assert "no data" in json.loads(kg(*call, "cow", "--json").stdout)["note"]


def test_a_source_is_left_out_by_the_name_that_stands_beside_its_sentence(store: Path) -> None:
    """`kg explain` prints "Harbour Dispatch", and the series says "text"; only the id of either was known."""
    call = ("metric", "dependence", "--of", "PRK", "--on", "RUS", "--dimension", "text", "--store", store, "--json")
    [point] = json.loads(kg(*call).stdout)["series"]
    [part] = json.loads(kg("explain", point["id"], "--store", store, "--json").stdout)["parts"]
    for name in (part["claims"][0]["source"], "harbour-dispatch", point["source"]):
        assert json.loads(kg(*call, "--without", f"source:{name}").stdout)["series"] == []
    assert json.loads(kg(*call, "--without", "source:Ostrava Courier").stdout)["series"][0]["value"] == 1.0


def test_a_version_that_is_not_there_is_refused_and_is_not_a_time_without_news(store: Path) -> None:
    """`kg diff` of a misspelt version found nothing added, changed or removed, as of a register that stands still."""
    call = ("diff", "--from", "2020", "--to", "2024", "--store", store, "--source")
    told = kg(*call, "trade_shares@nosuch", code=2)
    assert told.stdout == "" and "trade_shares@nosuch: there is no such version; there are: " in told.stderr
    assert json.loads(kg(*call, "trade_shares", "--json").stdout)["added"]


def test_a_base_that_may_be_closed_is_in_doubt_and_denied_by_nobody(tmp_path: Path) -> None:
    """The sentence takes the base for granted: it is listed, as doubted, and among no denials."""
    closing = "If Armenia leaves the CSTO, Russia will close its base at Gyumri."
    told = REPORT.format(title="Gyumri", day="2024-05-01", outlet="Harbour Dispatch", text=closing)
    (tmp_path / "base.txt").write_text(told)
    store = ("--store", tmp_path / "kg-data", "--json")
    kg("load", tmp_path / "base.txt", *store)
    [base] = json.loads(kg("query", "bases", "-p", "state=Armenia", *store).stdout)["rows"]
    assert base["hedge"] == "doubted"
    assert json.loads(kg("query", "denials", "-p", "state=Armenia", *store).stdout)["rows"] == []


def test_what_became_known_is_not_asked_backwards(store: Path) -> None:
    """From June to May everything learned would be "removed"; a year and a month of it are no contradiction."""
    assert "--from 2024-11 is after --to 2024-10-20" in kg(
        "diff", "--from", "2024-11", "--to", "2024-10-20", "--store", store, code=2).stderr  # fmt: skip
    forward = json.loads(kg("diff", "--from", "2024-10-20", "--to", "2024", "--store", store, "--json").stdout)
    assert forward["changed"] and not forward["removed"]
    assert not json.loads(kg("diff", "--from", "2024-10", "--to", "2024-10-31", "--store", store).stdout)["changed"]


def test_a_new_version_of_a_register_buries_no_news(tmp_path: Path) -> None:
    """Two deals of which one grew, and an article: one addition, one change, and one deal that is only told again."""
    from kg.model import Actor, Claim, Document, Passage, Source
    from kg.workspace import Workspace

    russia, armenia, syria = (Actor(id, "state", id, id) for id in ("RUS", "ARM", "SYR"))
    register = Source("sipri", "SIPRI")
    with Workspace(tmp_path) as work:
        for day, guns in (("2023-03-11", 5.0), ("2024-10-13", 10.0)):
            table = Document("sipri", "Trade register", "", day, "sipri", version=day, digest=day)
            deals = [
                Claim(Passage(table.id, f"deal {row}", row=row), "ARMS_TRANSFER", russia, buyer, matter=buyer.name,
                      since="2016", details={"tiv": tiv, "ordered": "2015"})
                for row, (buyer, tiv) in enumerate(((armenia, 7.0), (syria, guns)), 2)
            ]  # fmt: skip
            work.log.add([register], [table], deals)
    (tmp_path / "news.txt").write_text(
        REPORT.format(title="n", day="2024-11-02", outlet="Wire", text="Iran attacked Iraq.")
    )
    at = ("--store", tmp_path, "--json")
    kg("load", tmp_path / "news.txt", *at)

    def diff(*options: object) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(kg("diff", "--from", "2024-10-01", "--to", "2024-12", *options, *at).stdout)
        return found

    def changed(*options: object) -> list[str]:
        return [c["after"]["object"] for c in diff(*options)["changed"]]

    told = diff()
    assert [(f["subject"], f["object"]) for f in told["added"]] == [("IRN", "IRQ")] and not told["removed"]
    [grown] = told["changed"]
    assert (grown["in"], grown["before"]["tiv"], grown["after"]["tiv"]) == (["tiv"], 5.0, 10.0)
    assert told["reissued"] == [{"source": "sipri", "version": "2024-10-13", "facts": 2, "unchanged": 1}]
    assert changed("--of", "Syria") == ["SYR"] and diff("--of", "Syria")["added"] == []
    assert [f["object"] for f in diff("--relation", "attacks")["added"]] == ["IRQ"]
    assert [f["object"] for f in diff("--source", "text")["added"]] == ["IRQ"] and changed("--source", "text") == []
    assert changed("--source", "sipri@2024") == ["SYR"]
    assert diff("--of", "Armenia")["added"] == [] and diff("--of", "Armenia")["reissued"][0]["unchanged"] == 1
    table = kg("diff", "--from", "2024-10-01", "--to", "2024-12", "--store", tmp_path, "--format", "table").stdout
    assert "sipri 2024-10-13: 1 of 2 facts stand as in an older version" in table
    assert "there are" in kg("diff", "--from", "2024", "--to", "2024", "--relation", "LIKES", *at, code=2).stderr


def test_what_is_contested_about_one_state_is_what_the_whole_list_has_of_it(tmp_path: Path) -> None:
    """Also where one article names the army with its state and another without: both bear on one matter."""
    from kg.model import Actor, Claim, Document, Passage, Source
    from kg.workspace import Workspace

    army, nobodys = (Actor("the Guard", "armed_force", "army:X", state) for state in ("PRK", None))
    others = Actor("China", "state", "CHN", "CHN"), Actor("Russia", "state", "RUS", "RUS")
    with Workspace(tmp_path) as work:
        for n, (who, polarity) in enumerate(((army, "positive"), (nobodys, "negative"), (others[0], "positive"))):
            report = Document("outlet:wire", f"report {n}", "words", "2024-10-01", "text")
            said = [Claim(Passage(report.id, "words", 0, 5), "ATTACKS", who, others[1], polarity=polarity)]
            said += [Claim(Passage(report.id, "words", 0, 5), "ATTACKS", others[0], others[1], polarity="negative")]
            work.log.add([Source("outlet:wire", "Wire")], [report], said)
        everything = work.contested()
        assert [(r["matter"]["subject"], len(r["claims"])) for r in work.contested("PRK")] == [("army:X", 2)]
        assert work.contested("PRK") == [r for r in everything if r["matter"]["subject"] == "army:X"]
        assert len(everything) == 2 and work.contested("RUS") == everything
        assert work.contested(everything[0]["fact"]) == everything[:1]


def test_what_is_contested_is_read_in_whole_sentences(tmp_path: Path) -> None:
    """Contested by polarity and by quantity: one matter, each sentence once and uncut; in a csv a row for each claim."""
    more = "North Korea has sent 12,000 troops to Russia, South Korea's National Intelligence Service said on Friday."
    for name, text in (("a", SENT), ("b", DENIED), ("c", more)):
        report = REPORT.format(title=f"Report {name}", day="2024-10-18", outlet=f"Outlet {name}", text=text)
        (tmp_path / f"{name}.txt").write_text(report)
    at = ("--store", tmp_path / "kg-data")
    kg("load", *tmp_path.glob("*.txt"), *at)
    table = kg("contested", "PRK", *at, "--format", "table").stdout
    assert [table.count(sentence) for sentence in (SENT, DENIED, more)] == [1, 1, 1]
    assert table.count("PRK TROOP_DEPLOYMENT RUS, contested by polarity, quantity") == 1
    told = list(csv.DictReader(io.StringIO(kg("contested", "PRK", *at, "--format", "csv").stdout)))
    assert sorted(row["text"] for row in told) == sorted((SENT, DENIED, more))
    assert {row["about"] for row in told} == {"polarity, quantity"} and {row["subject"] for row in told} == {"PRK"}
    # A pipe gets one object a line, one for each thing that is contested.
    assert [row["about"] for row in rows(kg("contested", "PRK", *at))] == ["polarity", "quantity"]


def test_every_value_opens_to_rows_whose_weights_add_up(store: Path) -> None:
    """China's share of North Korea's trade in 2023, 98.3 % by KOTRA, opens to the row that says it."""
    call = ("metric", "dependence", "--of", "North Korea", "--on", "cow:710", "--dimension", "trade", "--store", store)
    result = json.loads(kg(*call, "--json").stdout)
    last = result["series"][-1]
    assert (last["year"], last["value"], result["last_year"]) == (2023, 0.983, 2023)
    opened = json.loads(kg("explain", last["id"], "--store", store, "--json").stdout)
    assert sum(p["weight"] for p in opened["parts"]) == pytest.approx(0.983, abs=1e-9)
    assert "0.983" in opened["parts"][0]["claims"][0]["text"]


def test_csv_has_the_columns_of_the_series_at_full_precision(store: Path) -> None:
    """`--format csv` is what `series` is, one row each."""
    call = ("metric", "dependence", "--of", "PRK", "--on", "CHN", "--dimension", "trade", "--store", store)
    series = json.loads(kg(*call, "--json").stdout)["series"]
    table = list(csv.DictReader(io.StringIO(kg(*call, "--format", "csv").stdout)))
    assert [list(r) for r in table] == [list(p) for p in series]
    assert [float(r["value"]) for r in table] == [p["value"] for p in series]


def test_a_past_view_does_not_know_what_was_said_later(store: Path) -> None:
    """On 20 October 2024 the denial of the 22nd was not out; between the two days it became known."""
    done = json.loads(kg("diff", "--from", "2024-10-20", "--to", "2024-10-31", "--store", store, "--json").stdout)
    changed = [c for c in done["changed"] if c["after"]["relation"] == "TROOP_DEPLOYMENT"]
    assert changed and "contested" in changed[0]["in"]


def test_what_became_known_is_told_with_its_figure_and_that_it_is_contested(store: Path) -> None:
    """ "TROOP_DEPLOYMENT PRK RUS, reported" alone is no news: how many, and does anybody deny it?"""
    told = kg("diff", "--from", "2024-10-01", "--to", "2024-10-31", "--store", store, "--format", "table").stdout
    heads, _, *lines = told.splitlines()
    assert heads.split()[1:] == ["relation", "subject", "object", "item", "quantity", "since", "hedge", "contested",
                                 "belief", "id"]  # fmt: skip
    [sent] = [line for line in lines if "TROOP_DEPLOYMENT" in line]
    assert " troops " in sent and "polarity" in sent


def test_a_graph_that_shows_a_past_view_says_so_with_every_answer(files: Path, tmp_path: Path) -> None:
    """Built as of 20 October it has no denial of the 22nd, also after a load; `kg build` brings it back to today."""
    kg("load", files / "a.txt", files / "b.txt", "--store", tmp_path)
    kg("build", "--known", "2024-10-20", "--store", tmp_path)
    (tmp_path / "c.txt").write_text(
        REPORT.format(title="c", day="2024-11-02", outlet="Wire", text="Iran attacked Iraq.")
    )
    kg("load", tmp_path / "c.txt", "--store", tmp_path)
    asked = [("query", "denials", "-p", "state=RUS"), ("cypher", "MATCH (f:Fact) RETURN f.id AS id")]
    for words in asked:
        assert "known on 2024-10-20" in kg(*words, "--store", tmp_path).stderr
    told = rows(kg("doctor", "--store", tmp_path, "--json"))[0]["rows"]
    assert "known on 2024-10-20" in next(r["advice"] for r in told if r["what"] == "graph")
    kg("build", "--store", tmp_path)
    for words in asked:
        assert "known on" not in kg(*words, "--store", tmp_path).stderr


def test_a_past_view_names_the_tables_that_tell_no_date(tmp_path: Path) -> None:
    """Trade of 2012 in a view of 1990 is told to come from an undated table; with --published it is not there."""
    table = tmp_path / "Dyadic_COW_4.0.csv"
    table.write_text(TRADE)
    asked = ("metric", "dependence", "--of", "VNM", "--on", "CHN", "--dimension", "trade", "--known", "1990")
    kg("load", table, "--store", tmp_path / "undated")
    undated = kg(*asked, "--store", tmp_path / "undated")
    assert json.loads(undated.stdout)["series"] and "cow_trade: no date of publication" in undated.stderr
    assert "cow_trade: no date of publication" in json.loads(undated.stdout)["note"]
    assert "cow_trade" in kg("build", "--known", "1990", "--store", tmp_path / "undated").stderr
    assert (
        "cow_trade" in kg("graph", "--known", "1990", "-o", tmp_path / "g.html", "--store", tmp_path / "undated").stderr
    )
    assert "known on 1990: cow_trade: no date of publication" in (tmp_path / "g.html").read_text(encoding="utf-8")
    assert "no date of publication" not in kg(*asked[:-2], "--store", tmp_path / "undated").stderr
    kg("load", table, "--published", "2016-05-01", "--store", tmp_path / "dated")
    dated = kg(*asked, "--store", tmp_path / "dated")
    assert json.loads(dated.stdout)["series"] == [] and dated.stderr == ""


def test_a_query_reads_and_cannot_change(store: Path) -> None:
    """The graph answers Cypher; a query that writes is refused with exit code 2 and changes nothing."""
    count = "MATCH (n) RETURN count(n) AS n"
    before = kg("cypher", count, "--store", store, "--json").stdout
    kg("cypher", "MATCH (n) DETACH DELETE n", "--store", store, code=2)
    assert kg("cypher", count, "--store", store, "--json").stdout == before


def test_what_a_query_that_writes_returns_is_its_answer(files: Path, tmp_path: Path) -> None:
    """A mark set on one state is shown as the query says; what was changed is counted beside the rows, or for them."""
    kg("load", files / "a.txt", "--store", tmp_path)
    mark = "MATCH (s:State) WHERE s.id IN ['PRK', 'RUS'] SET s.mark = 'seen'"
    answer = kg("cypher", f"{mark} RETURN s.id AS id ORDER BY id", "--write", "--store", tmp_path)
    assert json.loads(answer.stdout)["rows"] == [{"id": "PRK"}, {"id": "RUS"}]
    assert "properties_set 2" in answer.stderr
    [counts] = json.loads(kg("cypher", mark, "--write", "--store", tmp_path).stdout)["rows"]
    assert counts["properties_set"] == 2 and counts["nodes_created"] == 0
    none = kg(
        "cypher", "MATCH (s:State {id: 'XXX'}) SET s.mark = 'seen' RETURN s.id AS id", "--write", "--store", tmp_path
    )
    assert json.loads(none.stdout)["rows"] == [] and "nothing was changed" in none.stderr
    cut = kg("cypher", "MATCH (s:State) SET s.mark = 2 RETURN s.id AS id", "--limit", 1, "--write", "--store", tmp_path)
    assert len(json.loads(cut.stdout)["rows"]) == 1 and "cut after 1 rows" in cut.stderr
    [left] = json.loads(
        kg("cypher", "MATCH (s:State) WHERE s.mark = 2 RETURN count(s) AS n", "--store", tmp_path).stdout
    )["rows"]
    assert left["n"] > 1


def test_the_page_of_a_region_and_that_of_an_army_show_who_is_there(tmp_path: Path) -> None:
    """Troops sent to Russia, in Kursk: around Kursk a tie with North Korea, around its army one with Kursk. Losses there
    that name no other side are named as left out."""
    (tmp_path / "kursk.txt").write_text(
        REPORT.format(title="Kursk", day="2024-11-05", outlet="Meridian Wire", text=(
            "North Korea has sent 10,000 troops to Kursk, South Korea's defence ministry said on Monday. "
            "Some 300 North Korean soldiers were killed in Kursk.")),
        encoding="utf-8",
    )  # fmt: skip
    kg("load", tmp_path / "kursk.txt", "--store", tmp_path / "kg")
    for ego in ("region:RUS-Kursk", "army:PRK"):
        call = ("graph", "-o", tmp_path / "page.html", "--ego", ego, "--json", "--store", tmp_path / "kg")
        told = json.loads(kg(*call).stdout)
        assert (told["nodes"], told["edges"]) == (2, 1), told
        assert "10,000" in (tmp_path / "page.html").read_text(encoding="utf-8")
        assert ("1 fact with one side only: 1 CASUALTIES" in told["left_out"]) == (ego == "region:RUS-Kursk"), told


def test_the_list_of_queries_is_cut_by_nobody_but_a_terminal() -> None:
    """In a pipe each description is whole; of a narrow window it takes what there is room for."""
    described = json.loads(kg("query", "--list", "--json").stdout)["rows"]
    whole = kg("query", "--list", "--format", "table").stdout
    assert all(row["description"] in whole for row in described)
    narrow = kg("query", "--list", "--format", "table", env={"COLUMNS": "80"}).stdout.splitlines()
    assert max(map(len, narrow)) <= 80 and any(line.endswith("…") for line in narrow)


def test_two_commands_at_once_both_answer(store: Path) -> None:
    """A second command attaches to the graph that the first one holds."""
    command = [sys.executable, "-m", "kg.cli", "cypher", "MATCH (s:State) RETURN count(s) AS n", "--store", str(store)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    answers = [p.communicate(timeout=600) for p in both]
    assert [p.returncode for p in both] == [0, 0], answers
    assert answers[0][0] == answers[1][0]


@pytest.mark.parametrize(
    "words",
    [
        ("metric", "dependance"),
        ("metric", "dependence", "--of", "Korea", "--on", "CHN", "--dimension", "arms"),
        ("metric", "dependence", "--of", "PRK", "--on", "Nowhere", "--dimension", "arms"),
        ("query", "no-such-query"),
        ("query", "allies", "-p", "state"),
        ("explain", "nothing-has-this-id"),
        ("diff", "--from", "yesterday", "--to", "2024"),
        ("graph", "-o", "never.html", "--from", "2025", "--to", "2020"),
        ("cypher", "MATCH (a:State) DELETE a"),
        ("report", "run", "dependence", "--window", "2024-13"),
        ("review", "undo", "7"),
        ("review", "reject", ""),
        ("cypher", "THIS IS NO CYPHER"),
        ("export", "-o", "facts.docx"),
        ("load",),
        ("explain", "metric/dependence/dimension=text/of=RUS/on=IRN/year=lately"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line_with_exit_code_2(store: Path, words: tuple[str, ...]) -> None:
    """Wrong usage names what was found and what would do."""
    assert kg(*words, "--store", store, code=2).stderr.strip()


NO_DATES = ["yesterday", "04-2024", "2024/04/01", "2024-13-45", "2010-13-01", ""]


@pytest.mark.parametrize("day", NO_DATES)
def test_a_past_view_of_no_date_is_refused_and_never_answered_with_todays(store: Path, day: str) -> None:
    """As text, "yesterday" comes after every date: a view of it would be today's under another name."""
    asked = [
        ("metric", "dependence", "--of", "PRK", "--on", "RUS", "--dimension", "text", "--known", day),
        ("metric", "capability", "--of", "PRK", "--known", day),
        ("graph", "-o", store / "never.html", "--known", day),
        ("build", "--known", day),
        ("explain", f"metric/dependence/dimension=text/known={day}/of=PRK/on=RUS/source=text/year=2024"),
    ]
    for words in asked if day == NO_DATES[0] else asked[:1]:
        [line] = kg(*words, "--store", store, code=2).stderr.splitlines()
        assert repr(day) in line and "write 2024, 2024-10 or 2024-10-08" in line
    assert not (store / "never.html").exists()


def test_a_date_of_publication_is_a_date_for_every_command_that_reads(files: Path, tmp_path: Path) -> None:
    """`kg load`, `kg claims` and `kg frames test` refuse another one before they read."""
    for words in (
        ("claims", files / "a.txt"),
        ("load", files / "a.txt", "--store", tmp_path / "s"),
        ("frames", "test", SENT),
    ):
        [line] = kg(*words, "--published", "last Friday", code=2).stderr.splitlines()
        assert "--published: 'last Friday' is no date" in line


def test_a_server_that_is_not_there_is_worth_trying_again(tmp_path: Path) -> None:
    """Exit code 75, the address told, a password not."""
    env = {"KG_NEO4J_PASSWORD": "hush", "NEO4J_PASSWORD": "hush"}
    done = kg("cypher", "RETURN 1", "--store", "bolt://127.0.0.1:1", "--data", tmp_path / "d", code=75, env=env)
    assert "127.0.0.1:1" in done.stderr and "hush" not in done.stderr


def test_a_record_without_its_file_never_starts_empty(store: Path, tmp_path: Path) -> None:
    """A graph whose record is gone is an error, not an empty record."""
    (tmp_path / "graph").mkdir()
    assert "claims.db is gone" in kg("build", "--store", tmp_path, code=1).stderr


def test_decisions_can_be_undone(files: Path, tmp_path: Path) -> None:
    """A rejected fact is out of the next build, and back after the rejection is undone."""
    kg("load", files / "a.txt", "--store", tmp_path)
    count = "MATCH (f:Fact {relation: 'TROOP_DEPLOYMENT'}) RETURN f.id AS id"
    [fact] = json.loads(kg("cypher", count, "--store", tmp_path, "--json").stdout)["rows"]
    kg("review", "reject", fact["id"], "--reason", "for the test", "--store", tmp_path)
    assert json.loads(kg("cypher", count, "--store", tmp_path, "--json").stdout)["rows"] == []
    kg("review", "undo", "1", "--store", tmp_path)
    assert json.loads(kg("cypher", count, "--store", tmp_path, "--json").stdout)["rows"] == [fact]


def test_that_a_belief_is_a_reviewers_decision_is_told_where_it_is_shown(tmp_path: Path) -> None:
    """An official alleges, the state denies, and a reviewer takes it for true: 1.00 is his word and not the papers'."""
    for name, day, words in (
        ("alleged", "2024-10-03", "Russia supplied 40 missiles to Iran on 1 October 2024, a US official alleged."),
        ("denied", "2024-10-05", "Iran denied that Russia supplied 40 missiles to Iran on 1 October 2024."),
    ):
        (tmp_path / f"{name}.txt").write_text(REPORT.format(title=name, day=day, outlet=name, text=words))
    at = ("--store", tmp_path)
    kg("load", tmp_path, *at)
    query = "MATCH (f:Fact {relation: 'ARMS_TRANSFER'}) RETURN f.id AS id, f.belief AS belief"
    [fact] = json.loads(kg("cypher", query, *at, "--json").stdout)["rows"]

    def shown() -> tuple[str, str, str]:
        kg("graph", "-o", tmp_path / "page.html", *at)
        file = json.loads(kg("report", "run", "changes", "--window", "2024-10", *at).stdout)["file"]
        pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "page.html", Path(file))]
        return kg("explain", fact["id"], "--format", "table", *at).stdout, *pages

    assert fact["belief"] < 0.4 and not any("on review" in text for text in shown())
    kg("review", "accept", fact["id"], *at)
    explained, page, report = shown()
    head, part = (line for line in explained.splitlines() if "on review" in line)
    assert head.endswith(
        ": 1.0, accepted on review: a reviewer's decision, and not what the claims add up to (kg review list)"
    )
    assert part.endswith("[alleged, contested, accepted on review]")
    assert '"sureness":"belief 1.00 (accepted on review)"' in page and "<td>1.00, accepted on review</td>" in page
    assert "belief 1.00 (accepted on review)" in report and "[alleged, contested, accepted on review]" in report
    kg("review", "undo", "1", *at)
    kg("review", "reject", fact["id"], *at)
    assert ": 0.0, rejected on review: it counts for nothing" in shown()[0]


def test_a_merge_of_the_wrong_two_is_refused_and_a_right_one_is_followed(store: Path, tmp_path: Path) -> None:
    """Niger is not Nigeria, and no state goes under in a name that nobody knows; what was merged is asked by its old name."""
    (tmp_path / "a.txt").write_text(REPORT.format(title="Talks", day="2025-02-03", outlet="Wire", text=SENT))
    kg("load", tmp_path / "a.txt", "--store", tmp_path / "s")
    for words, why in (
        (("Niger", "Nigeria"), "are two, side by side; --force"),
        (("?state:atlantis", "RUS"), "no claim here is about '?state:atlantis'"),
        (("RUS", "?state:atlantis"), "no claim here is about '?state:atlantis'"),
    ):
        assert why in kg("review", "merge", *words, "--store", tmp_path / "s", code=2).stderr
    assert json.loads(kg("review", "list", "--store", tmp_path / "s", "--json").stdout)["rows"] == []
    done = kg("review", "merge", "Russia", "North Korea", "--force", "--store", tmp_path / "s")
    assert json.loads(done.stdout)["self_ties"] >= 1 and "since a merge" in done.stderr
    [found] = rows(kg("resolve", "DPRK", "--store", tmp_path / "s"))
    assert (found["name"], found["id"]) == ("DPRK", "RUS")
    assert json.loads(kg("build", "--store", tmp_path / "s", "--json").stdout)["facts"] == 0


def test_every_command_takes_a_store(files: Path, tmp_path: Path) -> None:
    """A script that names its store names it everywhere, also where nothing is asked of it; none is made there."""
    for words in (("formats",), ("claims", files / "a.txt"), ("resolve", "Russia")):
        assert rows(kg(*words, "--store", tmp_path / "s")) == rows(kg(*words))
    assert not (tmp_path / "s").exists()


def test_names_are_resolved_by_date_and_ambiguous_ones_refused() -> None:
    """The Soviet Union is COW 365; "Korea" in 2000 means two states and is not guessed."""
    soviet, korea = rows(kg("resolve", "Soviet Union", "Korea", "--on", "1985", "--json", code=4))
    assert (soviet["id"], soviet["codes"]["cow"]) == ("RUS", 365)
    assert korea["id"] is None and {c["id"] for c in korea["candidates"]} == {"PRK", "KOR"}
    assert korea["codes"] == {"cow": None, "gw": None, "iso3": None}


OWN = """
hanoi:
  title: On whom does {of} depend?
  every: month
  of: [{of}]
  on: [Russia, "Korea, South"]
  dimensions: [text]
"""


def test_an_analyst_has_reports_of_his_own_states(store: Path, tmp_path: Path) -> None:
    """Some lines of YAML with states by name make a report, which is listed, due and scheduled like those of kg."""
    own = tmp_path / "mine.yaml"
    own.write_text(OWN.format(of="North Korea").replace("Korea, South", "South Korea"))
    [listed] = rows(kg("report", "list", "--config", own, "--json"))
    assert (listed["name"], listed["of"]) == ("hanoi", ["North Korea"])
    words = ("report", "run", "hanoi", "--config", own, "--window", "2024-10", "--store", store, "-o", tmp_path)
    page = Path(json.loads(kg(*words).stdout)["file"]).read_text(encoding="utf-8")
    assert "On whom does North Korea depend?" in page and "--config mine.yaml" in page and SENT in html.unescape(page)
    assert json.loads(kg(*words).stdout)["status"] == "unchanged"
    due = rows(kg("report", "due", "--config", own, "--store", store, "-o", tmp_path / "due"))
    assert {Path(row["file"]).name.partition("-")[0] for row in due} <= {"hanoi"}
    assert f"--config {own}" in kg("report", "schedule", "--print", "cron", "--config", own, "--store", store).stdout


def test_a_mistake_in_a_report_of_ones_own_is_told(store: Path, tmp_path: Path) -> None:
    """A name of two states is not guessed; a field that is none is named with its line."""
    own = tmp_path / "mine.yaml"
    own.write_text(OWN.format(of="Korea").replace("Korea, South", "China"))
    run = ("report", "run", "hanoi", "--config", own, "--window", "2024-10", "--store", store, "-o", tmp_path)
    assert "'Korea' is ambiguous" in kg(*run, code=2).stderr
    own.write_text("hanoi:\n  title: x\n  who: VNM\n")
    assert f"{own}:3: hanoi: unknown field 'who'" in kg(*run, code=4).stderr


def test_the_facts_of_a_report_are_those_it_is_about(store: Path, tmp_path: Path) -> None:
    """A record of many facts has none about Vietnam, and the page does not say that it has none."""
    own = tmp_path / "mine.yaml"
    own.write_text(OWN.format(of="Vietnam").replace("Korea, South", "China"))
    done = kg("report", "run", "hanoi", "--config", own, "--window", "2024", "--store", store, "-o", tmp_path)
    page = Path(json.loads(done.stdout)["file"]).read_text(encoding="utf-8")
    assert "0 facts about Vietnam" in page and "0 facts," not in page


def printed_by_cron(text: str) -> list[str]:
    """The words that cron hands to a shell: what stands behind the five fields of its one line of work."""
    [line] = [line for line in text.splitlines() if line and not line.startswith("#")]
    return ["/bin/sh", "-c", line.split(maxsplit=5)[5].replace(r"\%", "%")]


def printed_by_systemd(text: str) -> list[str]:
    """The same of a unit: its folder and its command."""
    told = dict(
        line.split("=", 1) for line in text.splitlines() if line.startswith(("WorkingDirectory=", "ExecStart="))
    )
    return ["/bin/sh", "-c", f"cd '{told['WorkingDirectory']}' && {told['ExecStart']}".replace("%%", "%")]


@pytest.mark.parametrize(("kind", "printed"), [("cron", printed_by_cron), ("systemd", printed_by_systemd)])
def test_what_a_timer_is_given_makes_the_reports(files: Path, tmp_path: Path, kind: str, printed: Any) -> None:
    """The command runs as it is printed, without the variables of the terminal that it was printed in."""
    kg("load", files, "--store", tmp_path / "50% of it")
    text = kg("report", "schedule", "--print", kind, env={"KG_STORE": str(tmp_path / "50% of it")}).stdout
    bare = {k: v for k, v in os.environ.items() if k not in ("KG_STORE", "KG_DATA")}
    done = subprocess.run(printed(text), capture_output=True, text=True, env=bare, cwd="/", timeout=600)
    assert done.returncode == 0, (text, done.stderr)
    assert {Path(row["file"]).parent for row in rows(done)} == {tmp_path / "50% of it" / "reports"}
    assert {row["status"] for row in rows(done)} == {"written"}


def test_a_timer_over_tables_alone_says_why_it_makes_no_report(files: Path, tmp_path: Path) -> None:
    """What a table tells of 2022 came out in 2023, and closes no window of either; one report by name is made."""
    kg("load", files / "shares.csv", "--store", tmp_path / "s")
    done = kg("report", "due", "--store", tmp_path / "s", "-o", tmp_path, "--json", "--exit-code", code=3)
    assert not done.stdout and "no article here has a date; kg report run" in done.stderr
    kg("report", "run", "dependence", "--window", "2023", "--store", tmp_path / "s", "-o", tmp_path)
    (tmp_path / "new.txt").write_text(REPORT.format(title="New", day="2025-01-02", outlet="Wire", text=SENT))
    kg("load", tmp_path / "new.txt", "--store", tmp_path / "s")
    done = kg("report", "due", "--store", tmp_path / "s", "-o", tmp_path, "--json")
    assert rows(done) and "nothing is due" not in done.stderr


def test_an_article_of_a_day_to_come_is_read_whole_and_warned_of(tmp_path: Path) -> None:
    """2093 is a slip of the pen: nothing of the article is lost, so nothing was rejected; the reader is told."""
    file = tmp_path / "slip.txt"
    file.write_text(REPORT.format(title="Slip", day="2093-01-01", outlet="Wire", text=SENT))
    done = kg("load", file, "--store", tmp_path / "s", "--json")
    told = json.loads(done.stdout)
    [read] = told["inputs"]
    assert (read["status"], read["documents"], read["rejected_rows"], read["reason"]) == ("loaded", 1, 0, None)
    [warning] = read["warnings"]
    assert (
        warning["reason"] == "published: 2093-01-01 is still to come; kept as told" and told["totals"]["warnings"] == 1
    )
    assert warning["reason"] in done.stderr
    assert warning["reason"] in kg("claims", file).stderr
    due = kg("report", "due", "--store", tmp_path / "s", "--exit-code", code=3)
    assert "each article here is of a day to come" in due.stderr


WEEK = ("report", "run", "dependence", "--window", "2024-W43")


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("graph", "-o", "page.html/of/egypt.html"), 1, "cannot be written (page.html is no folder)"),
        (("export", "-o", "page.html/facts.csv"), 1, "cannot be written (page.html is no folder)"),
        (("graph", "-o", "x" * 300), 1, "cannot be written (File name too long)"),
        (("graph", "-o", "."), 2, ".: is a folder; write the name of a file in it"),
        ((*WEEK, "-o", "page.html/weekly"), 1, "cannot be written (page.html is no folder)"),
        ((*WEEK, "-o", "x" * 300), 1, "cannot be written (File name too long)"),
        ((*WEEK, "-o", "page.html"), 2, "-o page.html: is the name of a file; write that of a folder"),
        ((*WEEK, "-o", "new.html"), 2, "-o new.html: is the name of a file; write that of a folder"),
        (("report", "due", "-o", "page.html"), 2, "-o page.html: is the name of a file; write that of a folder"),
    ],
)  # fmt: skip
def test_a_page_that_cannot_be_where_it_is_wanted_is_told_in_a_line(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: int, why: str
) -> None:
    """A file stands where a folder is needed, or the other way round: nothing is written, and nothing is lost."""
    monkeypatch.chdir(tmp_path)
    Path("page.html").write_text("mine")
    [line] = kg(*words, "--store", store, code=code).stderr.splitlines()
    assert why in line
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("page.html", "mine")]


def test_a_store_below_a_file_is_told_in_a_line(tmp_path: Path) -> None:
    """The folder of a store cannot be in an article; `kg build` ended with a traceback."""
    (tmp_path / "article.txt").write_text(SENT)
    [line] = kg("build", "--store", tmp_path / "article.txt" / "store", code=1).stderr.splitlines()
    assert "cannot be written" in line and "article.txt is no folder" in line


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a disk that is always full")
def test_that_the_disk_is_full_is_told_in_a_line() -> None:
    """Output that goes to a file on a full disk is cut there, and a cut answer is no answer."""
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kg.cli", "formats"], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 1 and done.stderr.startswith("kg: the output cannot be written (No space left on device)")
    assert "Traceback" not in done.stderr


def test_reports_come_out_the_same_and_are_not_written_twice(store: Path, tmp_path: Path) -> None:
    """The same record and window give the same bytes, also in another folder and time zone."""
    one = json.loads(
        kg("report", "run", "dependence", "--window", "2024", "-o", tmp_path / "x", "--store", store).stdout
    )
    env = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    two = json.loads(
        kg("report", "run", "dependence", "--window", "2024", "-o", tmp_path / "y", "--store", store, env=env).stdout
    )
    assert Path(one["file"]).read_bytes() == Path(two["file"]).read_bytes()
    again = kg(
        "report", "run", "dependence", "--window", "2024", "-o", tmp_path / "y", "--store", store, "--exit-code", code=3
    )
    assert json.loads(again.stdout)["status"] == "unchanged"


def test_a_load_that_is_killed_and_repeated_gives_the_clean_digest(shared: Path, tmp_path: Path) -> None:
    """load → kill -9 → load ends in the same graph as one clean load, wherever the kill falls."""
    inputs = [
        shared / "data/atop/atop5_1m.csv",
        *sorted((shared / "data/extraction/news_dev/texts").glob("d*.txt"))[:3],
    ]
    kg("load", *inputs, "--store", tmp_path / "clean")
    clean = json.loads(kg("build", "--store", tmp_path / "clean", "--json").stdout)["digest"]
    for number, delay in enumerate((0.4, 0.9)):
        folder = tmp_path / f"killed{number}"
        command = [sys.executable, "-m", "kg.cli", "load", *map(str, inputs), "--store", str(folder)]
        loader = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(delay)
        loader.send_signal(signal.SIGKILL)
        loader.wait()
        kg("load", *inputs, "--store", folder)
        assert json.loads(kg("build", "--store", folder, "--json").stdout)["digest"] == clean


def test_exports_open_in_the_readers_of_their_formats(store: Path, tmp_path: Path) -> None:
    """GraphML and GEXF through NetworkX, JSON and STIX as JSON, CSV by its header, Turtle by its statements."""
    import networkx as nx

    told = {s: json.loads(kg("export", "-o", tmp_path / f"x{s}", "--store", store, "--json").stdout)
            for s in (".graphml", ".gexf", ".csv", ".json", ".stix.json", ".ttl")}  # fmt: skip
    edges = {t["edges"] for t in told.values()}
    assert len(edges) == 1
    assert nx.read_graphml(tmp_path / "x.graphml").number_of_edges() in edges
    assert nx.read_gexf(tmp_path / "x.gexf").number_of_edges() in edges
    assert (
        len([o for o in json.loads((tmp_path / "x.stix.json").read_text())["objects"] if o["type"] == "relationship"])
        in edges
    )
    assert all(json.loads(line) for line in (tmp_path / "x.json").read_text().splitlines())
    assert "each line is one" in kg("export", "--help").stdout  # no reader of whole JSON files opens it
    assert (tmp_path / "x.ttl").read_text().count("a kg:Fact") >= max(edges)
