"""COW's alliances: another coding than ATOP's, kept as one."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest
from kg.loaders import cow_alliance
from kg.loaders.cow_alliance import state

from kg.errors import BadInput
from kg.model import Claim, Rejected
from kg.sources import detect

HERE = Path(__file__).parent / "data" / "cow_alliance"


def loaded(path: Path, relation: str = "ALLIED_WITH") -> list[Claim]:
    found = list(cow_alliance.load(path))
    assert not [x for x in found if isinstance(x, Rejected)]
    return [x for x in found if isinstance(x, Claim) and x.relation == relation]


def test_spells_hold_exactly_the_directed_dyad_years_of_the_table(shared):
    """120,784 directed dyad-years 1816-2012 with their four flags, each and no other."""
    path = shared / "data" / "cow" / "derived" / "cow_alliance_directed_dyad_year.csv.gz"
    assert detect(path).name == "cow_alliance"
    ours = {
        (c.subject.id, c.object.id, year): c.details["pledge"]
        for c in loaded(path)
        if c.object
        for year in range(int(str(c.since)), int(str(c.until)) + 1)
    }
    with gzip.open(path, "rt") as file:
        theirs = {
            (state(int(r["ccode1"])).id, state(int(r["ccode2"])).id, int(r["year"])): (
                ",".join(p for p in ("defense", "neutral", "nonagg", "entente") if r[f"cow_{p}"] == "1") or "none"
            )
            for r in csv.DictReader(file)
        }
    assert len(theirs) == cow_alliance.EXPECTED["4.1"]["rows"] == 120_784
    assert ours == theirs


def test_years_of_0_follow_from_the_dates_and_doubles_are_put_together():
    """The United States and Israel 1981-1991 are told with year 0; Russia and North Korea twice for 2012."""
    found = {(c.subject.id, c.object.id): (c.since, c.until, c.details["pledge"])
             for c in loaded(HERE / "by_dyad_yearly.csv") if c.object}  # fmt: skip
    assert found == {
        ("CHN", "PRK"): ("2010", None, "defense,nonagg"),
        ("PRK", "CHN"): ("2010", None, "defense,nonagg"),
        ("USA", "ISR"): ("1981", "1991", "entente"),
        ("ISR", "USA"): ("1981", "1991", "entente"),
        ("RUS", "PRK"): ("2012", None, "nonagg,entente"),
        ("PRK", "RUS"): ("2012", None, "nonagg,entente"),
    }


def test_members_are_allies_from_the_day_the_later_one_joined():
    """Turkey joined the treaty of 1949 in February 1952."""
    found = {(c.subject.id, c.object.id): (c.since, c.until) for c in loaded(HERE / "by_member.csv") if c.object}
    assert len(found) == 6
    assert found["USA", "FRA"] == ("1949-04-04", None) and found["TUR", "USA"] == ("1952-02-18", None)
    assert {c.object.id for c in loaded(HERE / "by_member.csv", "MEMBER_OF") if c.object} == {"org:COW-210"}


def test_a_bad_row_is_refused_and_the_others_are_read(tmp_path):
    """Without a year of its own and without dates nobody knows when."""
    lines = (HERE / "by_dyad_yearly.csv").read_text().splitlines()
    lines.insert(2, "9,2,United States,20,Canada,,,0,,,0,0,0,1,0,0,0,0,4.1")
    (tmp_path / "a.csv").write_text("\n".join(lines))
    found = list(cow_alliance.load(tmp_path / "a.csv"))
    assert [(x.where, x.reason) for x in found if isinstance(x, Rejected)] == [
        ("a.csv:3", "there is neither a year nor a first year of the dyad")]  # fmt: skip
    assert sum(isinstance(x, Claim) for x in found) == 6


def test_a_renamed_column_is_named(tmp_path):
    """'entente' under another name."""
    (tmp_path / "a.csv").write_text((HERE / "by_member.csv").read_text().replace("entente", "detente"))
    with pytest.raises(BadInput, match="no column 'entente'"):
        list(cow_alliance.load(tmp_path / "a.csv"))
