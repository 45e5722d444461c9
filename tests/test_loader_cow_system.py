"""The state system as the Correlates of War publish it: who was a member, and when."""

from __future__ import annotations

from pathlib import Path

import pytest
from kg.loaders import cow_system

from kg.errors import BadInput
from kg.model import Claim, Document, Rejected, Source
from kg.sources import detect
from kg.states import state

YEARS = "stateabb,ccode,year,version\n"
SPELLS = "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n"


def read(path: Path) -> tuple[list[Claim], list[Rejected]]:
    found = list(cow_system.load(path))
    assert isinstance(found[0], Source) and isinstance(found[1], Document)
    return [x for x in found if isinstance(x, Claim)], [x for x in found if isinstance(x, Rejected)]


def written(folder: Path, text: str, name: str = "system2016.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def spells_of(claims: list[Claim], id: str) -> list[tuple[str | None, str | None]]:
    return [(c.since, c.until) for c in claims if c.subject.id == id]


def test_15_951_state_years_are_243_spells(shared: Path):
    """As many as COW's own list of spells has; no row is left over."""
    path = shared / "data/cow/system2016.csv"
    assert detect(path).name == "cow_system"
    claims, rejected = read(path)
    assert rejected == [] and len(claims) == 243
    assert {(c.relation, c.object.id, c.object.type) for c in claims if c.object} == {
        ("MEMBER_OF", "org:COW-SYSTEM", "organisation")}  # fmt: skip
    years = sum(int((c.until or "2016")[:4]) - int(str(c.since)[:4]) + 1 for c in claims)
    assert years == cow_system.EXPECTED["2016"]["rows"] == 15_951


def test_years_and_spells_tell_the_same_story(shared: Path):
    """The spells of cow_states.csv, cut to years, are those that the state-years join to."""
    yearly, _ = read(shared / "data/cow/system2016.csv")
    daily, rejected = read(shared / "data/cow/derived/cow_states.csv")
    assert rejected == [] and detect(shared / "data/cow/derived/cow_states.csv").name == "cow_system"
    assert {(c.subject.id, c.since, c.until) for c in yearly} == {
        (c.subject.id, str(c.since)[:4], c.until[:4] if c.until else None) for c in daily}  # fmt: skip
    for id in ("CUB", "FRA", "GDR"):
        assert spells_of(daily, id) == list(state(id).spells)


def test_a_spell_that_lasts_to_the_end_of_the_data_is_open(shared: Path):
    """195 members at the end of 2016; France lost its place on 11 November 1942 and has it since 25 August 1944."""
    claims, _ = read(shared / "data/cow/derived/cow_states.csv")
    assert sum(c.until is None for c in claims) == 195
    assert all(c.details == ({"right_censored": True} if c.until is None else {}) for c in claims)
    assert spells_of(claims, "FRA") == [("1816-01-01", "1942-11-11"), ("1944-08-25", None)]


def test_major_powers_have_a_list_of_their_own(shared: Path):
    """14 spells of nine powers; Germany three times, and a great power since 11 December 1991."""
    claims, rejected = read(shared / "data/cow/majors2016.csv")
    assert rejected == [] and len(claims) == 14
    assert {c.object.id for c in claims if c.object} == {"org:COW-MAJORS"}
    assert spells_of(claims, "DEU") == [
        ("1816-01-01", "1918-11-11"),
        ("1925-01-01", "1945-05-07"),
        ("1991-12-11", None),
    ]
    assert {c.subject.id for c in claims if c.until is None} == {"USA", "GBR", "FRA", "DEU", "RUS", "CHN", "JPN"}


def test_each_spell_is_cited_by_its_first_row(tmp_path: Path):
    """Cuba was occupied from 1906 to 1909: rows 2 and 4 open its two spells."""
    path = written(tmp_path, YEARS + "CUB,40,1905,2016\nCUB,40,1906,2016\nCUB,40,1909,2016\n")
    claims, _ = read(path)
    assert [(c.since, c.until, c.passage.row) for c in claims] == [("1905", "1906", 2), ("1909", "1909", 4)]
    assert claims[0].passage.text.startswith("CUB (40)") and len({c.id for c in claims}) == 2


def test_a_slice_that_stops_early_does_not_open_its_spells(tmp_path: Path):
    """Version 2016 ends in 2016; a file without a version ends with its latest year."""
    assert spells_of(read(written(tmp_path, YEARS + "HAN,240,1860,2016\n"))[0], "HAN") == [("1860", "1860")]
    plain = "stateabb,ccode,year\nHAN,240,1860\nUSA,2,2011\n"
    assert [c.until for c in read(written(tmp_path, plain))[0]] == ["1860", None]


def test_a_later_version_ends_with_its_own_year(tmp_path: Path):
    """A list of 2024 says of 31 December 2016 that something ended, and of 31 December 2024 that the data do."""
    path = written(tmp_path, SPELLS + "USA,2,United States of America,1816,1,1,2024,12,31,2024\n"
                   "MLI,432,Mali,1960,6,20,2016,12,31,2024\n", "statelist2024.csv")  # fmt: skip
    claims, rejected = read(path)
    assert rejected == [] and [c.until for c in claims] == [None, "2016-12-31"]
    assert next(x for x in cow_system.load(path) if isinstance(x, Document)).version == "2024"


@pytest.mark.parametrize(
    ("line", "reason"),
    [("XXX,9999,1900,2016", "no state has the COW number 9999"), ("USA,two,1900,2016", "ccode"),
     ("USA,2,19OO,2016", "year"), ("USA,2,1066,2016", "no year between 1816 and 2016"),
     ("USA,2,2116,2016", "no year between 1816 and 2016"), ("USA,2,,2016", "year"), ("USA,2", "has 2 fields"),
     ("CAN,2,1921,2016", "are two states"), ("FRN,220,1816,2016", "was told in line 2")],
)  # fmt: skip
def test_a_bad_row_is_told_with_its_line_and_the_rest_is_read(tmp_path: Path, line: str, reason: str):
    """One broken row among three good ones."""
    path = written(tmp_path, YEARS + f"FRN,220,1816,2016\n{line}\nFRN,220,1817,2016\nUKG,200,1816,2016\n")
    claims, [bad] = read(path)
    assert reason in bad.reason and bad.where == "system2016.csv:3"
    assert [(c.subject.id, c.since, c.until) for c in claims] == [("FRA", "1816", "1817"), ("GBR", "1816", "1816")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [("PRK,731,North Korea,1948,13,9,2016,12,31,2016", "no date of the calendar"),
     ("PRK,731,North Korea,,,,2016,12,31,2016", "no year of beginning"),
     ("PRK,731,North Korea,2016,12,31,1948,9,9,2016", "before it begins"),
     ("PRK,731,North Korea,1948,9,9,20166,12,31,2016", "no year between")],
)  # fmt: skip
def test_a_spell_with_impossible_dates_is_told(tmp_path: Path, line: str, reason: str):
    """The other member is read."""
    path = written(tmp_path, SPELLS + f"ROK,732,South Korea,1949,6,29,2016,12,31,2016\n{line}\n", "statelist2016.csv")
    claims, [bad] = read(path)
    assert reason in bad.reason and bad.where == "statelist2016.csv:3"
    assert [c.subject.id for c in claims] == ["KOR"]


def test_a_missing_column_is_named(tmp_path: Path):
    """COW's number is what a row is known by; without it, or without any date, nothing is read."""
    with pytest.raises(BadInput, match="no column 'ccode'"):
        read(written(tmp_path, "stateabb,year,version\nUSA,1816,2016\n"))
    with pytest.raises(BadInput, match="no column 'year', and not all of a spell: no endyear"):
        read(
            written(
                tmp_path, "stateabb,ccode,styear,stmonth,stday,endmonth,endday,version\nUSA,2,1816,1,1,12,31,2016\n"
            )
        )


def test_a_new_column_is_told_once_and_the_rest_is_read(tmp_path: Path):
    """Not dropped unseen, and no reason to stop."""
    path = written(tmp_path, "stateabb,ccode,year,version,region\nUSA,2,1816,2016,NA1\nUSA,2,1817,2016,NA1\n")
    claims, [told] = read(path)
    assert "'region' is not known; not read" in told.reason and spells_of(claims, "USA") == [("1816", "1817")]


def test_columns_in_another_order_case_and_separator_are_the_same_table(tmp_path: Path):
    """As spreadsheets save it: semicolons, a byte-order mark, capitals."""
    path = written(tmp_path, "\ufeffVersion;Year;CCode;StateAbb\r\n2016;1816;2;USA\r\n2016;1817;2;USA\r\n")
    claims, rejected = read(path)
    assert rejected == [] and spells_of(claims, "USA") == [("1816", "1817")]


def test_a_file_of_mostly_bad_rows_is_not_this_table(tmp_path: Path):
    """Rather no members than wrong ones."""
    with pytest.raises(BadInput, match="2 of 3 rows cannot be read"):
        read(written(tmp_path, YEARS + "USA,2,1816,2016\n,x,y,2016\n,z,w,2016\n"))
