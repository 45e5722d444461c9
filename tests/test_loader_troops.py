"""US personnel abroad: who the host is, where the number of the file means somebody else."""

from __future__ import annotations

from pathlib import Path

from kg.loaders import troops

from kg.model import Claim, Rejected

TABLE = "countryname,year,ccode,iso3c,region,troops_ad\n"


def read(path: Path) -> tuple[list[Claim], list[Rejected]]:
    things = list(troops.load(path))
    return [t for t in things if isinstance(t, Claim)], [t for t in things if isinstance(t, Rejected)]


def test_the_number_of_the_papal_states_means_the_vatican_today(tmp_path: Path) -> None:
    """COW's 327 ended in 1870. The file writes it for the Vatican, with its ISO code or without."""
    path = tmp_path / "troops.csv"
    path.write_text(TABLE + "Vatican City,1986,327,VAT,Europe,5\nVatican City,1987,327,NA,Europe,4\n")
    claims, rejected = read(path)
    assert not rejected and [c.object and c.object.id for c in claims] == ["VAT", "VAT"]


def test_no_host_is_a_state_that_had_ended(shared: Path) -> None:
    """Ten years of the Vatican in the whole file, and none of the Papal States."""
    claims, _ = read(shared / "data/troopdata/troopdata-rebuild-country-year.csv.gz")
    hosts = [c.object.id for c in claims if c.object]
    assert hosts.count("VAT") == 10 and "PAP" not in hosts


def test_a_row_of_totals_is_no_place(tmp_path: Path) -> None:
    """Known are Turkey by its number, Cyprus by its name, and Aden (1029) as a region; a "Total" has neither."""
    path = tmp_path / "troops.csv"
    path.write_text(
        TABLE + "Turkey,2020,640,TUR,Asia,1000\nCyprus,2020,,,Asia,13\nAden,2020,1029,NA,Asia,5\nTotal,2020,,,,99999\n"
    )
    claims, rejected = read(path)
    assert [c.object and c.object.key for c in claims] == ["TUR", "CYP", "?region:aden"]
    assert [r.where for r in rejected] == ["troops.csv:5"]
    assert rejected[0].reason == "'Total' is no state that is known, and has no number: a row of totals?"


def test_no_row_of_the_whole_file_is_without_a_place(shared: Path) -> None:
    assert not read(shared / "data/troopdata/troopdata-rebuild-country-year.csv.gz")[1]
