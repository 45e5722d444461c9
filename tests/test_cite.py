"""What a user owes to the makers of the data: citations, licences and addresses, of what is loaded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg.cli import main
from kg.errors import Usage
from kg.model import Source
from kg.sources import data_sets

VOTES = Path(__file__).parent / "data" / "un_votes" / "voeten.csv"
TRADE = Path(__file__).parent / "data" / "cow_trade" / "Dyadic_COW_4.0.csv"


@pytest.fixture
def record(tmp_path) -> Path:
    with kg.open(tmp_path / "data") as work:
        assert {r.status for r in work.load([VOTES, TRADE])} == {"loaded"}
    return tmp_path / "data"


def printed(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["cite", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_each_data_set_in_the_record_is_cited_with_its_version(record):
    """COW's trade in version 4, and the UN votes, whose table names none."""
    with kg.open(record) as work:
        rows = {row["source"]: row for row in work.cite()}
    assert set(rows) == {"cow_trade", "un_votes"}
    assert rows["cow_trade"]["versions"] == ["4"] and rows["un_votes"]["versions"] == []
    assert rows["cow_trade"]["citation"].startswith("Barbieri, Katherine")
    assert rows["un_votes"]["licence"] and rows["un_votes"]["url"] == "https://doi.org/10.7910/DVN/LEJUQZ"


def test_nothing_loaded_is_nothing_owed(tmp_path):
    """An empty record."""
    with kg.open(tmp_path / "data") as work:
        assert work.cite() == []
    assert printed("--store", str(tmp_path / "data"), "--format", "text") == "no data set is loaded\n"


def test_a_source_is_cited_by_its_id_or_name_loaded_or_not(record):
    """In the order asked for; `loaded` says which is which."""
    with kg.open(record) as work:
        rows = work.cite(["atop", "COW bilateral trade".replace("COW", "Correlates of War")])
        assert [(r["source"], r["loaded"]) for r in rows] == [("atop", False), ("cow_trade", True)]
        with pytest.raises(Usage, match="no source is called 'nobody'; there are: .*un_votes"):
            work.cite(["nobody"])


def test_an_outlet_asks_for_no_citation_and_is_told_when_named(record):
    """A newspaper is no data set; its name is what there is to give."""
    with kg.open(record) as work:
        work.log.add([Source("outlet:meridian-wire", "Meridian Wire")])
        assert {row["source"] for row in work.cite()} == {"cow_trade", "un_votes"}
        [row] = work.cite(["meridian-wire"])
        assert (row["name"], row["citation"], row["loaded"]) == ("Meridian Wire", None, False)


def test_every_loader_says_what_its_users_owe(tmp_path):
    """`--all`: no data set without a citation and a licence."""
    with kg.open(tmp_path / "data") as work:
        rows = work.cite(everything=True)
    assert [r["source"] for r in rows] == sorted(data_sets())
    assert not [r["source"] for r in rows if not r["licence"] or not r["citation"]]


def test_json_is_one_object_a_line(record):
    """For a bibliography made by a script."""
    rows = [json.loads(line) for line in printed("--store", str(record), "--json").splitlines()]
    assert [(r["schema"], r["source"]) for r in rows] == [(1, "cow_trade"), (1, "un_votes")]


def test_text_gives_the_whole_citation_to_copy(record):
    """A table would cut it to the width of the terminal."""
    text = printed("--store", str(record), "--format", "text")
    assert "cow_trade 4\n    Barbieri, Katherine, Omar M. G. Keshk and Brian Pollins. 2009. Trading Data: " in text
    assert text.count("\n\n") == 1


def test_names_and_all_do_not_go_together(record):
    """One or the other."""
    result = CliRunner().invoke(main, ["cite", "atop", "--all", "--store", str(record)])
    assert result.exit_code == 2
