"""A table that is nearly a known one is refused by the name of what it lacks, and is never read as an article."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.errors import BadInput
from kg.sources import detect

PREAMBLE = """Transfers of major conventional arms from All countries to All countries. Deals with deliveries or orders
made for year range '1990' to '2023'. A '?' in a column indicates uncertain data.
An empty field for Number ordered indicates that data is not yet available. SIPRI TIVs are in millions.
A '0' for SIPRI TIV of delivered weapons indicates that the volume of deliveries is between 0 and 0.5 million.
Figures may not add up to stated totals due to the conventions of rounding.
For the method used for the SIPRI TIV see <https://www.sipri.org/databases/armstransfers/sources-and-methods>.

Source: SIPRI Arms Transfers Database (c) SIPRI.
Data generated: 13 Apr 2024 3:44:54 PM
"""
REGISTER = """SIPRI AT Database ID,Supplier,Recipient,Designation,Description,Armament category,Order date,\
Order date is estimate,Numbers delivered,Numbers delivered is estimate,Delivery year,Delivery year is estimate,Status,\
SIPRI estimate,TIV deal unit,TIV delivery values,Local production
70001,Turkiye,Niger,Bayraktar TB2,UAV,Aircraft,2021,No,2,No,2022,No,New,0.2,1.5,3,No
"""
CONFLICTS = """conflict_id,location,side_a,side_a_id,side_b,side_b_id,year,intensity_level,type_of_conflict,gwno_a,gwno_b,gwno_loc,version
99001,Sotk,Government of Armenia,1,Government of Azerbaijan,2,2021,1,2,371,373,371,22.1
"""
TROOPS = "countryname,year,ccode,troops_ad\nNiger,2022,436,800\n"


def changed(table: str, column: str, name: str | None) -> str:
    """The table with a column under another name, or without it."""
    rows = list(csv.reader(io.StringIO(table)))
    place = rows[0].index(column)
    new = (
        [[name, *rows[0][place + 1 :]], *(row[place:] for row in rows[1:])] if name else [r[place + 1 :] for r in rows]
    )
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([*old[:place], *row] for old, row in zip(rows, new, strict=True))
    return text.getvalue()


@pytest.mark.parametrize(
    ("text", "format", "lacking"),
    [
        (PREAMBLE + changed(REGISTER, "Supplier", "Seller"), "sipri", "Supplier"),
        (PREAMBLE + changed(REGISTER, "TIV delivery values", None), "sipri", "TIV delivery values"),
        (PREAMBLE + changed(REGISTER, "Designation", None), "sipri", "Designation"),
        (changed(CONFLICTS, "gwno_a", None), "ucdp", "gwno_a"),
        (changed(TROOPS, "ccode", None), "troopdata", "ccode"),
        (changed(TROOPS, "troops_ad", "troops"), "troopdata", "troops_ad"),
    ],
)
def test_a_column_that_was_renamed_or_left_out_is_named(tmp_path: Path, text: str, format: str, lacking: str) -> None:
    """The notes above a register are prose; the rows below them are no article that says nothing."""
    (tmp_path / "table.csv").write_text(text)
    command = [
        sys.executable,
        "-m",
        "kg.cli",
        "load",
        str(tmp_path / "table.csv"),
        "--store",
        str(tmp_path / "st"),
        "--json",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    [told] = json.loads(done.stdout)["inputs"]
    assert (done.returncode, told["status"], told["documents"]) == (4, "rejected", 0)
    assert f"header: no column '{lacking}'; found: " in told["reason"]
    assert format == told["format"] or f"looks like a table of the format {format}, but" in told["reason"]


def test_the_whole_tables_are_read(tmp_path: Path) -> None:
    """What is refused above lacks nothing here."""
    for text, format in ((PREAMBLE + REGISTER, "sipri"), (CONFLICTS, "ucdp"), (TROOPS, "troopdata")):
        (tmp_path / "table.csv").write_text(text)
        assert detect(tmp_path / "table.csv").name == format


def test_a_table_of_nobodys_below_notes_is_no_article(tmp_path: Path) -> None:
    """However long the notes are."""
    rows = "code,name,a,b,c,d\n" + "".join(f"{n},X{n},1.5,2,3,4\n" for n in range(4))
    (tmp_path / "table.csv").write_text(PREAMBLE + rows)
    with pytest.raises(BadInput, match="table in no known format"):
        detect(tmp_path / "table.csv")


@pytest.mark.parametrize(
    "below",
    [
        "Supplier,Recipient,Year\nTurkey,Niger,2022\n",
        "| supplier | recipient | item | n | year | status |\n|---|---|---|---|---|---|\n| France | Greece | Rafale | 24 | 2022 | new |\n",
        "Among them are Angola, Benin, Chad, Ghana, Mali, Niger and Togo, 2021, 2022, 2023.\n" * 3,
    ],
)  # fmt: skip
def test_an_article_with_a_small_table_is_an_article(tmp_path: Path, below: str) -> None:
    """Reporters set out a few figures by themselves; what they say in sentences counts."""
    (tmp_path / "a.txt").write_text(f"A pact\nPost, 2025-01-01\n\nPoland sent 10 troops to Latvia.\n\n{below}")
    with kg.open(tmp_path / "st") as g:
        [found] = g.load(tmp_path / "a.txt")
        assert (found.format, found.status) == ("text", "loaded") and found.claims
