"""Totals of TIV by state and year: figures of one state, beside the register and never added to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from kg.loaders import sipri, sipri_values
from malformed import Slice, Variant, check, variants

import kg
from kg.errors import BadInput, Usage
from kg.model import Claim, Document, Measured, Rejected
from kg.sources import detect

# Made up in the layout of the exported tables: nine lines above the header, "0 " for less than half a million, empty
# cells for nothing, sums behind the years, the world's total below.
TOP = """SIPRI Arms Transfers Database
Data generated: 11 March 2024

Importer/exporter TIV table for all recipients
Deliveries from 1990-1993
Figures are trend-indicator values (TIVs) in millions; rounded, so that sums may differ
"0" means less than 0.5 million

Made up for tests
"""
TABLE = (
    TOP
    + """Recipient,1990,1991,1992,1993,1990-1993,Percentage,Sum total years,Percentage of total
North Korea,340,0 ,,12,352,20,352,20
Soviet Union,100,50,,,150,8,150,8
Cote d'Ivoire,,,1,2,3,1,3,1
Russia,,,30,40,70,4,70,4
Total world import,440,50,31,54,575,100,575,100
"""
)
EXPORTS = TABLE.replace("Recipient,", "Exports by,").replace("world import", "world export")
GOOD = Slice(
    TABLE,
    needed="Recipient",
    refused="no line with one of the columns 'Recipient'",
    bad={"Recipient": ("", "no name"), "1991": ("-4", "below 0"), "1992": ("n.a.", "is no number")},
    header=9,
    name="import-values_1990-1993.csv",
)
# A register of the same state in the layout of one row for each delivery year.
REGISTER = (
    "SIPRI AT Database ID,Supplier,Recipient,Designation,Description,Armament category,Order date,Order date is estimate,"
    "Numbers delivered,Numbers delivered is estimate,Delivery year,Delivery year is estimate,Status,SIPRI estimate,"
    "TIV deal unit,TIV delivery values,Local production\n"
    "1,China,North Korea,Made-up boat,patrol craft,Ships,1988,No,2,No,1990,No,New,1,100,200,No\n"
    "2,Russia,North Korea,Made-up gun,naval gun,Naval weapons,1988,No,4,No,1990,No,New,1,35,140.2,No\n"
)


def figures(path: Path) -> list[Measured]:
    found = list(sipri_values.load(path))
    assert not [x for x in found if isinstance(x, Claim | Rejected)]
    return [x for x in found if isinstance(x, Measured)]


def written(folder: Path, text: str = TABLE, name: str = "import-values_1990-1993.csv") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def test_each_cell_is_a_figure_of_one_state_in_one_year(tmp_path: Path) -> None:
    """A "0" is told and an empty cell is not; sums and the world are left out."""
    path = written(tmp_path)
    told = {(m.subject.id, m.year): dict(m.figures) for m in figures(path)}
    assert detect(path).name == "sipri_values" and len(told) == 9
    assert told["PRK", 1990] == {"tiv_imported": 340} and told["PRK", 1991] == {"tiv_imported": 0}
    assert ("PRK", 1992) not in told and told["RUS", 1991] == {"tiv_imported": 50} and told["CIV", 1993]


def test_exports_are_told_apart_by_the_first_column(tmp_path: Path) -> None:
    """Import tables begin with Recipient, export tables with Exports by."""
    found = figures(written(tmp_path, EXPORTS, "export-values_1990-1993.csv"))
    assert {name for m in found for name in m.figures} == {"tiv_exported"}


def test_the_version_is_the_day_it_was_made_or_obtained(tmp_path: Path) -> None:
    """As in the register, whose versions they can be compared with."""
    documents = [next(x for x in sipri_values.load(p) if isinstance(x, Document)) for p in
                 (written(tmp_path), written(tmp_path, TABLE.replace("Data generated: 11 March 2024", ""), "b.csv"))]  # fmt: skip
    assert (documents[0].version, documents[0].published) == ("generated 2024-03-11", "2024-03-11")
    assert str(documents[1].version).startswith("undated ")


def test_a_register_is_not_taken_for_a_table_of_totals(tmp_path: Path) -> None:
    """Each has its own columns."""
    path = written(tmp_path, TOP + REGISTER, "trade-register.csv")
    assert detect(path).name == "sipri"
    with pytest.raises(BadInput, match="columns of years"):
        list(sipri_values.load(path))
    with pytest.raises(BadInput, match="its format is sipri_values"):
        list(sipri.load(written(tmp_path)))


def test_totals_are_never_added_to_deliveries(tmp_path: Path) -> None:
    """340.2 million by the register, 340 (339.5 to 340.5) as printed: two lines, asked for by their source."""
    (tmp_path / "files").mkdir()
    written(tmp_path / "files")
    written(tmp_path / "files", EXPORTS, "export-values_1990-1993.csv")
    written(tmp_path / "files", TOP + REGISTER, "trade-register.csv")
    with kg.open(tmp_path / "data") as g:
        assert {r["status"] if isinstance(r, dict) else r.status for r in g.load([tmp_path / "files"])} == {"loaded"}
        by_register = g.metric("tiv", of="PRK")["series"]
        assert [(p["year"], p["value"]) for p in by_register] == [(1990, pytest.approx(340.2))]
        printed = g.metric("tiv", of="PRK", source="sipri_values")
        assert [(p["year"], p["value"], p["lo"], p["hi"]) for p in printed["series"]] == [
            (1990, 340, 339.5, 340.5), (1991, 0, 0, 0.5), (1992, None, None, None), (1993, 12, 11.5, 12.5)]  # fmt: skip
        assert printed["last_year"] == 1993
        supplied = g.metric("tiv", of="RUS", role="supplier", source="sipri_values@2024-03-11")["series"]
        assert [(p["year"], p["value"]) for p in supplied] == [(1990, 100), (1991, 50), (1992, 30), (1993, 40)]
        [part] = g.explain(printed["series"][0]["id"])["parts"]
        assert part["weight"] == 340 and "340 million TIV" in str(part["claims"])
        with pytest.raises(Usage, match="knows no partner"):
            g.metric("tiv", of="PRK", on="CHN", source="sipri_values")


def test_a_second_row_of_one_state_is_refused_and_never_added(tmp_path: Path) -> None:
    """340 and 400 million TIV for North Korea in 1990 are two tellings of one total, and no 740."""
    path = tmp_path / GOOD.name
    path.write_text(TABLE.replace("Total world", "North Korea,400,,,,400,0,400,0\nTotal world"))
    [problem] = [x for x in sipri_values.load(path) if isinstance(x, Rejected)]
    assert (problem.where, problem.reason) == (f"{path.name}:15", "North Korea was told in line 11")


@pytest.mark.parametrize("variant", variants(GOOD), ids=str)
def test_damage_is_told_by_line_and_the_rest_is_read(variant: Variant, tmp_path: Path) -> None:
    check(sipri_values, GOOD, variant, tmp_path)
