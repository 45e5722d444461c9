"""The demonstration: what a newcomer sees after the first command of the README."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kg.demo import BUNDLED, run
from kg.errors import Usage
from kg.reading import documents_of, extracted
from kg.workspace import open_workspace


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any], str]:
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "kg.cli", "demo", "--dir", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    return folder, run(folder, quiet=True), done.stdout


def test_it_answers_by_dimension_and_shows_the_hedges(shown: tuple[Path, dict[str, Any], str]) -> None:
    """Arms and votes say one thing, trade another, and what the text says is hedged."""
    said = " ".join(shown[2].split())
    assert "arms on China" in said and "0.0 % (2010)" in said
    assert "91.5 % (2016)" in said and "98.3 % (2023)" in said
    assert "votes on Russia" in said and "[speculated, decrease]" in said


def test_running_it_twice_gives_the_same_counts(shown: tuple[Path, dict[str, Any], str]) -> None:
    """The second run of the fixture found everything there already."""
    folder, counts, _ = shown
    assert run(folder, quiet=True) == counts
    assert counts["documents"] >= 16 and counts["claims"] > counts["documents"] and counts["edges"] > 100


def test_pages_are_written_and_fetch_nothing(shown: tuple[Path, dict[str, Any], str]) -> None:
    """Both files are there, and neither names a script or a style sheet of elsewhere."""
    for page in ("report", "graph"):
        text = Path(shown[1][page]).read_text(encoding="utf-8")
        assert "<script src" not in text and '<link rel="stylesheet"' not in text


def test_the_bundled_reports_are_what_the_demonstration_needs(shown: tuple[Path, dict[str, Any], str]) -> None:
    """At least twelve dated reports of several outlets, one without a date, two copies of one wire story."""
    with open_workspace(shown[0]) as work:
        articles = {id: d for id, d in work.context.documents.items() if not d.digest}
        assert sum(d.published is not None for d in articles.values()) >= 12
        assert sum(d.published is None for d in articles.values()) == 1
        assert len({d.source for d in articles.values()}) >= 6
        stories = [work.context.story(id) for id in articles]
        assert len(stories) - len(set(stories)) == 1
        assert work.contested("PRK")


def test_the_satire_yields_no_claim() -> None:
    """Jokes and rhetorical questions are no evidence."""
    [document] = documents_of(BUNDLED / "demo" / "documents" / "17-satire.txt")
    assert list(extracted(document)) == []


def test_json_names_the_files(tmp_path: Path) -> None:
    """`kg demo --json` prints the counts and where the pages are."""
    command = [sys.executable, "-m", "kg.cli", "demo", "--dir", str(tmp_path), "--json"]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True, timeout=600).stdout)
    assert set(told) == {"schema", "documents", "claims", "facts", "edges", "report", "graph"}


def test_a_contested_edge_shows_what_is_said_beside_what_is_denied(shown: tuple[Path, dict[str, Any], str]) -> None:
    """Of many sentences three are printed: both sides are among them wherever there are two."""
    edges = shown[2].split("each with what it rests on:")[1].split("Is North Korea less")[0].strip().split("\n\n")
    contested = [edge for edge in edges if "[denies]" in edge]
    assert contested
    for edge in contested:
        assert edge.count("    [") == 3
        assert edge.count("[denies]") < 3


@pytest.mark.parametrize("name", ["kg-data", "kg-demo"])
def test_invented_reports_do_not_get_into_a_record_of_ones_own(tmp_path: Path, name: str) -> None:
    """What is loaded stays for good: the folder is left as it is, and another one is named."""
    folder = tmp_path / name
    (tmp_path / "a.txt").write_text("Talks\nHorn Gazette, 2024-09-05\n\nRussia sent 1,500 troops to Syria.\n")
    with open_workspace(folder) as work:
        work.load(tmp_path / "a.txt")
        before = work.log.digest()
    with pytest.raises(Usage, match=r"1, such as 'Talks'.*kg demo --dir (?!kg-data)kg-demo") as refused:
        run(folder, quiet=True)
    assert not str(refused.value).endswith(f"--dir {name} puts the demo into another folder")
    with open_workspace(folder) as work:
        assert work.log.digest() == before
    assert not (folder / "report.html").exists()


def test_a_demo_that_was_cut_short_goes_on(tmp_path: Path) -> None:
    """Some of its own documents are no record of something else."""
    with open_workspace(tmp_path) as work:
        work.load(BUNDLED / "demo" / "documents" / "17-satire.txt")
    assert run(tmp_path, quiet=True)["documents"] >= 16
