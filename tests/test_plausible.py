"""Rows that cannot be true: listed with their line and what was found, whatever the table; all others are read."""

from __future__ import annotations

from pathlib import Path

import pytest
from kg.loaders import atop, cow_wars, exercises, sipri, troops, ucdp

from kg.log import Log
from kg.model import Actor, Claim, Measured, Passage, Quantity
from kg.plausible import implausible
from kg.reading import Reader, Result
from tests.malformed import read

WARS = "WarNum,WarName,ccode,StateName,Side,StartMonth1,StartDay1,StartYear1,EndMonth1,EndDay1,EndYear1,BatDeath\n"
KOREAN = "151,Korean,732,South Korea,2,6,24,1950,7,27,1953,113248\n151,Korean,731,North Korea,1,6,24,1950,7,27,1953,"
TROOPS = "countryname,ccode,year,troops_ad\nSouth Korea,732,2010,27912\n"
REGISTER = (
    "SIPRI AT Database ID,Supplier,Recipient,Designation,Description,Armament category,Order date,Numbers delivered,"
    "Delivery year,Status,TIV deal unit,TIV delivery values,Local production\n"
)
DEAL = "67296,Austria,Myanmar,DART,trainer aircraft,Aircraft,2017,2,{},New,0.3,{},Yes\n"
PARTS = ("conflict_id,location,side_a,side_a_id,side_b,side_b_id,year,intensity_level,type_of_conflict,ep_end,ep_end_date,"
         "gwno_a,gwno_b,gwno_loc,version\n")  # fmt: skip


def loaded(folder: Path, name: str, text: str) -> Result:
    """What `kg load` says of one file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    log = Log(folder / "claims.db")
    [result] = Reader(log).read([path])
    log.close()
    return result


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ({"since": "1950-06-24", "until": "1950-06"}, ""),
        ({"since": "1950-06-24", "until": "1950-05"}, "ends in 1950-05, before it begins in 1950-06-24"),
        ({"since": "2500", "until": "2500"}, "2500 is not between 1000 and 2200"),
        ({"quantity": Quantity(value=-5, unit="killed")}, "-5 killed is below 0"),
        ({"quantity": Quantity(min=1, max=3e12, unit="troops")}, "3e+12 troops is more than can be"),
        ({"quantity": Quantity(value=5e12, unit="USD")}, ""),
        ({"details": {"tiv": -9.0}}, "tiv: -9 is below 0"),
    ],
)
def test_what_no_row_can_mean_is_told(claim: dict[str, object], reason: str) -> None:
    """An end before the beginning, less than nothing, more than there is in the world."""
    passage, state = Passage("d", "row", row=2), Actor("Russia", "state", "RUS", "RUS")
    assert implausible(Claim(passage, "COMBAT", state, **claim)) == reason  # type: ignore[arg-type]


def test_a_figure_of_one_state_can_be_too_large() -> None:
    """Thirty zeros in a column of people."""
    measured = Measured(Passage("d", "row", row=2), Actor("Russia", "state", "RUS"), 1990, {"tpop": 1e30})
    assert implausible(measured) == "tpop: 1e+30 is more than can be"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (
            "151,Korean,710,China,1,10,27,1950,7,27,1853,422612\n",
            "EndYear1: ends in 1853-07-27, before it begins in 1950",
        ),
        ("151,Korean,710,China,1,10,27,1950,7,27,1953,-5\n", "-5 killed is below 0"),
        ("151,Korean,710,China,1,10.5,27,1950,7,27,1953,5\n", "StartYear1: '10.5' is no whole number"),
    ],
)
def test_a_state_whose_row_is_refused_fought_nobody(tmp_path: Path, row: str, reason: str) -> None:
    """A bad row of China between two good ones gives no losses, and no fighting of China either."""
    path = tmp_path / "wars.csv"
    path.write_text(WARS + KOREAN.replace("\n151", f"\n{row}151") + "316579\n")
    claims, [bad] = read(cow_wars, path)
    assert bad.where == "wars.csv:3" and reason in bad.reason
    assert {end.id for c in claims for end in (c.subject, c.object) if end} == {"KOR", "PRK"}


def test_a_delivery_without_a_year_is_an_order_in_each_layout(tmp_path: Path) -> None:
    """The layout by year has no column of the number ordered; the row used to end `kg load` with a KeyError."""
    path = tmp_path / "register.csv"
    path.write_text(REGISTER + DEAL.format("", "") + DEAL.format("2020", "0.6"))
    claims, rejected = read(sipri, path)
    assert not rejected and next((c.modality, c.since, c.quantity) for c in claims) == ("future", None, None)


def test_a_copy_of_a_delivery_is_counted_once(tmp_path: Path) -> None:
    """Two exports that were joined: the TIV of a row that stands in both is no second delivery."""
    path = tmp_path / "register.csv"
    path.write_text(REGISTER + DEAL.format("2020", "0.6") + DEAL.format("2021", "0.6") + DEAL.format("2020", "0.6"))
    claims, [copy] = read(sipri, path)
    assert [c.since for c in claims] == ["2020", "2021"]
    assert (copy.where, copy.reason) == ("register.csv:4", "is the same as line 2 in all columns; counted once")


def test_a_register_that_was_joined_three_times_is_a_register(tmp_path: Path) -> None:
    """Most of its rows are copies, which are understood; they were taken for rows of another format."""
    path = tmp_path / "register.csv"
    path.write_text(REGISTER + DEAL.format("2020", "0.6") * 3)
    claims, copies = read(sipri, path)
    assert len(claims) == 1 and [c.where for c in copies] == ["register.csv:3", "register.csv:4"]


@pytest.mark.parametrize(("tiv", "reason"), [("-0.6", "tiv: -0.6 is below 0"), ("1e12", "tiv: 1e+12 is more than")])
def test_a_negative_or_absurd_volume_of_arms_is_in_no_sum(tmp_path: Path, tiv: str, reason: str) -> None:
    path = tmp_path / "register.csv"
    path.write_text(REGISTER + DEAL.format("2020", "0.6") + DEAL.format("2021", tiv))
    claims, [bad] = read(sipri, path)
    assert len(claims) == 1 and bad.where == "register.csv:3" and reason in bad.reason


def test_a_member_has_a_number_of_four_digits_at_most(tmp_path: Path) -> None:
    """-5 is nobody's number, and so is 1e30."""
    names = ("atopid", "member", "phase", "yrent", "moent", "dayent", "yrexit", "moexit", "dayexit", *atop.PLEDGES)
    rows = [f"1,{member},0,1990,7,1,0,0,0,1,0,0,0,0" for member in ("2", "-5", "20", "1e30", "70")]
    path = tmp_path / "m.csv"
    path.write_text("\n".join([",".join(names), *rows]))
    claims, rejected = read(atop, path)
    assert [r.where for r in rejected] == ["m.csv:3", "m.csv:5"] and "between 1 and 9999" in rejected[0].reason
    assert {c.subject.id for c in claims} == {"USA", "CAN", "MEX"}


@pytest.mark.parametrize(
    ("level", "ended", "last", "reason"),
    [
        ("2", "1", "6/10/1967", "ep_end_date: '6/10/1967' is no date"),
        ("-5", "0", "", "intensity_level: -5 is neither"),
        ("2", "yes", "", "ep_end: 'yes' is neither 0 nor 1"),
        ("2", "1", "1973-01-05", "ep_end_date: 1973-01-05 is not in the year 1969"),
    ],
)
def test_what_a_spreadsheet_made_of_a_date_is_told_and_no_end_is_dropped(
    tmp_path: Path, level: str, ended: str, last: str, reason: str
) -> None:
    """A day as a spreadsheet writes it used to leave the fighting without its end, in silence."""
    row = '343,Israel,Government of Egypt,117,Government of Israel,121,{},{},2,{},{},651,666,"651, 666",22.1\n'
    path = tmp_path / "acd.csv"
    path.write_text(PARTS + row.format(1967, 2, 1, "1967-06-10") + row.format(1969, level, ended, last))
    claims, [bad] = read(ucdp, path)
    assert [c.until for c in claims] == ["1967-06-10"] and bad.where == "acd.csv:3" and reason in bad.reason


def test_troops_are_somewhere_and_in_no_branch_fewer_than_none(tmp_path: Path) -> None:
    """A row without a host is refused; one with -5 soldiers of the army (6 of version 2024) keeps its total."""
    path = tmp_path / "troops.csv"
    path.write_text("countryname,ccode,year,troops_ad,army_ad,navy_ad\nTurkey,640,1959,9,-5,4\n,640,1960,9,5,4\n")
    [claim], [bad] = read(troops, path)
    assert claim.details == {"branch": "navy 4", "uncertain": "branch"}
    assert claim.quantity and claim.quantity.value == 9
    assert (bad.where, bad.reason) == ("troops.csv:3", "countryname: no name")


def test_a_kind_of_exercise_is_told_by_0_or_1(tmp_path: Path) -> None:
    """Whatever else stands in the column used to be no."""
    path = tmp_path / "mme.csv"
    path.write_text("MMEID,Ex_Name,StartDate,EndDate,Air,Sea,StateA,StateB\nmme1,A,9/17/03,9/18/03,1,-9,Latvia,Poland\n"
                    "mme2,B,9/17/03,9/18/03,yes,0,Latvia,Poland\n")  # fmt: skip
    [claim], [bad] = read(exercises, path)
    assert claim.details["kinds"] == "air" and (bad.where, bad.reason) == ("mme.csv:3", "Air: 'yes' is neither 0 nor 1")


def test_dates_of_an_exercise_that_contradict_each_other_leave_what_they_agree_on(tmp_path: Path) -> None:
    """Six exercises of version 7 end before they begin; two years that differ cannot be mended."""
    path = tmp_path / "mme.csv"
    path.write_text("MMEID,Ex_Name,StartDate,EndDate,StateA,StateB\n"
                    "mme281,-9,11/11/82,11/10/82,Morocco,United States\nmme2,A,9/17/03,2002-08-xx,Latvia,Poland\n"
                    "mme3,B,9/17/03,9/18/03,Latvia,Poland\n")  # fmt: skip
    claims, [bad] = read(exercises, path)
    assert [(c.since, c.until) for c in claims] == [("1982-11", "1982-11"), ("2003-09-17", "2003-09-18")]
    assert (bad.where, bad.reason) == ("mme.csv:3", "ends in 2002-08, before it begins in 2003-09-17")


def test_rows_and_rejected_rows_are_all_rows_of_a_file(tmp_path: Path) -> None:
    """Four rows: one with troops, one of nobody there, one of which nothing is known, and one that cannot be."""
    text = TROOPS + "Togo,461,2010,0\nMali,432,2010,NA\nChad,483,2010,3e12\n"
    result = loaded(tmp_path, "troops.csv", text)
    assert (result.rows, result.claims, result.rejected_rows, result.status) == (3, 1, 1, "partial")
    assert result.rejected == [{"where": "troops.csv:5", "reason": "3e+12 troops is more than can be"}]
    again = loaded(tmp_path, "troops.csv", text)
    assert (again.status, again.rows, again.rejected_rows) == ("unchanged", 3, 1)
    assert again.format == troops.FORMAT


@pytest.mark.parametrize(
    ("name", "rows"),
    [("troopdata/troopdata-rebuild-country-year.csv.gz", 13_135), ("troopdata/mme_v7.csv.gz", 3_707),
     ("troopdata/basedata.csv", 414), ("cow/system2016.csv", 15_951), ("cow/Inter-StateWarData_v4.0.csv", 337)],
)  # fmt: skip
def test_the_rows_of_the_real_files_are_those_that_their_makers_count(
    shared: Path, tmp_path: Path, name: str, rows: int
) -> None:
    """Counted by `wc -l` without the header; none is rejected."""
    log = Log(tmp_path / "claims.db")
    [result] = Reader(log).read([shared / "data" / name])
    log.close()
    assert (result.rows, result.rejected_rows) == (rows, 0)


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        (
            "atop5_1m.csv",
            "<!DOCTYPE html>\n<html><body><h1>404</h1>Not found.</body></html>\n",
            "is a web page under the name",
        ),
        ("GED.csv", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "Git LFS"),
        ("UNVotes.csv", " \n\n", "the file is empty"),
    ],
)
def test_what_a_failed_download_leaves_is_no_table_and_no_news(
    tmp_path: Path, name: str, text: str, reason: str
) -> None:
    """Pages of errors and pointers used to be read as articles without a claim; the record is as it was."""
    result = loaded(tmp_path, name, text)
    log = Log(tmp_path / "claims.db")
    assert (result.status, log.documents()) == ("rejected", {}) and reason in str(result.reason)
    log.close()


def test_a_table_without_rows_is_told_to_have_none(tmp_path: Path) -> None:
    """A header alone: loaded, and said to be empty."""
    result = loaded(tmp_path, "troops.csv", TROOPS.splitlines()[0] + "\n")
    assert (result.status, result.rows, result.reason) == ("loaded", 0, "the table has no rows")


def test_a_state_that_nobody_is_known_by_is_told_when_its_table_is_loaded(tmp_path: Path) -> None:
    """Two of three rows sell to "Ägypten": told once, with the first row and how many; groups may have any name."""
    rows = "".join(DEAL.format(year, 1).replace("Myanmar", "Ägypten") for year in (2018, 2019))
    told = loaded(tmp_path, "register.csv", REGISTER + rows + DEAL.format(2020, 1).replace("Myanmar", "Hamas*"))
    assert (told.status, told.claims, told.rejected_rows) == ("loaded", 3, 0)
    nameless, *others = [w for w in told.warnings if "no state" in w["reason"]]
    assert (nameless["where"], others) == ("register.csv:2", [])
    assert nameless["reason"].startswith("no state is known as 'Ägypten' (in 2 rows); kept under that name")


def test_nobody_arms_himself_and_nothing_came_after_the_register_was_made(tmp_path: Path) -> None:
    """Of six rows two sell to their own country, one of them under an older name, and one came in 2035, in a register of 2023."""
    rows = [DEAL.format(2022, 1), DEAL.format(2022, 1).replace("Myanmar", "Austria"), DEAL.format(2035, 1),
            DEAL.format(2022, 1).replace("Austria", "Burma"), *map(DEAL.format, (2021, 2023), (1, 2))]  # fmt: skip
    path = tmp_path / "register.csv"
    path.write_text("Data generated: 5 May 2023\n\n" + REGISTER + "".join(rows))
    claims, refused = read(sipri, path)
    assert [(c.subject.id, c.since) for c in claims] == [("AUT", "2022"), ("AUT", "2021"), ("AUT", "2023")]
    assert [(r.where, r.reason) for r in refused] == [
        ("register.csv:5", "supplier 'Austria' and recipient 'Austria' are one"),
        ("register.csv:6", "delivered in 2035, but the register was generated on 2023-05-05"),
        ("register.csv:7", "supplier 'Burma' and recipient 'Myanmar' are one"),
    ]
