"""Conflicts, wars, deployments and exercises: the public files, row by row, and damage of each kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from kg.loaders import cow_system, cow_wars, exercises, troops, ucdp

from kg.model import Claim, Rejected
from kg.sources import detect

UCDP_HEADER = (
    "conflict_id,location,side_a,side_a_id,side_a_2nd,side_b,side_b_id,side_b_2nd,incompatibility,territory_name,year,"
    "intensity_level,cumulative_intensity,type_of_conflict,start_date,start_prec,start_date2,start_prec2,ep_end,"
    "ep_end_date,ep_end_prec,gwno_a,gwno_a_2nd,gwno_b,gwno_b_2nd,gwno_loc,region,version\n"
)
# The war over Kuwait in the layout of the file, written by hand: two lists of states in one row.
WAR = (
    '371,"Iraq, Kuwait",Government of Iraq,116,,"Government of Kuwait","118","Government of Egypt, Government of Canada",1,'
    'Kuwait,1991,2,1,2,1990-08-02,1,1990-08-02,1,1,1991-02-28,,645,,690,"651, 20","645, 690",2,22.1\n'
)


def read(loader: object, path: Path) -> tuple[list[Claim], list[Rejected]]:
    things = list(loader.load(path))  # type: ignore[attr-defined]
    return [t for t in things if isinstance(t, Claim)], [t for t in things if isinstance(t, Rejected)]


def test_each_side_of_a_list_fought_each_of_the_other(tmp_path: Path) -> None:
    """Iraq against Kuwait, Egypt and Canada: three pairs; the two that joined are secondary."""
    path = tmp_path / "acd.csv"
    path.write_text(UCDP_HEADER + WAR)
    claims, rejected = read(ucdp, path)
    assert not rejected and detect(path).name == "ucdp"
    told = {(c.subject.id, c.object and c.object.id, c.details["role"]) for c in claims}
    assert told == {("IRQ", "KWT", "primary"), ("IRQ", "EGY", "secondary"), ("IRQ", "CAN", "secondary")}
    assert {(c.since, c.until) for c in claims} == {("1991", "1991-02-28")}


def test_a_row_with_more_governments_than_numbers_is_rejected_by_line(tmp_path: Path) -> None:
    """Who is who cannot be told, so the row is listed and the good one loaded."""
    path = tmp_path / "acd.csv"
    path.write_text(UCDP_HEADER + WAR + WAR.replace('"651, 20"', '"651"'))
    claims, [bad] = read(ucdp, path)
    assert len(claims) == 3 and bad.where == "acd.csv:3" and "Gleditsch-Ward" in bad.reason


def test_a_government_in_no_list_of_states_is_a_party_by_its_name(tmp_path: Path) -> None:
    """Hyderabad, at war with the CPI in 1947, has UCDP's number 751; a number that nobody has is refused."""
    path, row = tmp_path / "acd.csv", ("11884,Hyderabad,Government of Hyderabad,2,,CPI,178,,2,,1947,2,1,3,1947-06-30,4,"
                                       "1947-06-30,4,0,,,751,,,,751,3,22.1\n")  # fmt: skip
    path.write_text(UCDP_HEADER + row + row.replace(",751,", ",999,"))
    [claim], [bad] = read(ucdp, path)
    assert (claim.subject.name, claim.subject.id, claim.subject.state) == ("Government of Hyderabad", "ucdp:2", None)
    assert bad.where == "acd.csv:3" and "no state has the Gleditsch-Ward number 999 in 1947" in bad.reason


def test_the_whole_file_of_armed_conflicts(shared: Path) -> None:
    """UCDP/PRIO 22.1: 2,568 conflict-years. Hyderabad, in no list of states, fought the CPI and in 1948 India."""
    claims, rejected = read(ucdp, shared / "data/ucdp/ucdp-prio-acd-221.csv")
    assert len({c.passage.row for c in claims}) == ucdp.EXPECTED["22.1"]["rows"] and not rejected
    assert [(c.since, c.object and c.object.name) for c in claims if c.subject.name == "Government of Hyderabad"] == [
        ("1947", "CPI"), ("1948", "CPI"), ("1948", "India")]  # fmt: skip
    korea = [c for c in claims if c.since == "1951" and {c.subject.id, c.object and c.object.id} == {"PRK", "KOR"}]
    assert korea and korea[0].details["intensity"] == 2


def test_the_whole_file_of_inter_state_wars(shared: Path) -> None:
    """COW 4.0: 95 wars with line ends of an old Macintosh; 316,579 North Korean dead in the Korean War."""
    claims, rejected = read(cow_wars, shared / "data/cow/Inter-StateWarData_v4.0.csv")
    assert not rejected
    assert len({c.details["conflict"] for c in claims}) == cow_wars.EXPECTED["4"]["wars"]
    dead = {
        c.subject.id: c.quantity.value
        for c in claims
        if c.relation == "CASUALTIES" and c.quantity and "Korean" in str(c.details["conflict"])
    }
    assert dead["PRK"] == 316_579 and dead["CHN"] == 422_612
    fought = {
        (c.subject.id, c.object and c.object.id)
        for c in claims
        if c.relation == "COMBAT" and str(c.details["conflict"]).endswith("Korean")
    }
    assert ("KOR", "PRK") in fought and ("KOR", "USA") not in fought


def test_us_troops_by_host_and_year(shared: Path) -> None:
    """US troops in South Korea: 41,344 (1990), 27,912 (2010), 24,515 (2024)."""
    claims, rejected = read(troops, shared / "data/troopdata/troopdata-rebuild-country-year.csv.gz")
    told = {c.since: c.quantity.value for c in claims if c.object and c.object.id == "KOR" and c.quantity}
    assert not rejected and (told["1990"], told["2010"], told["2024"]) == (41_344, 27_912, 24_515)


def test_exercises_keep_the_precision_of_their_dates(shared: Path) -> None:
    """1/14/80 is a day, 1980-01-xx a month; every two participants cooperated."""
    claims, rejected = read(exercises, shared / "data/troopdata/mme_v7.csv.gz")
    assert not rejected
    readex = {c.since for c in claims if c.details["exercise"] == "Readex 1-80"}
    assert readex == {"1980-01-14"} and any(c.since == "1980-01" for c in claims)
    pairs = {(c.subject.id, c.object and c.object.id) for c in claims if c.details["exercise"] == "Readex 1-80"}
    assert pairs == {("GBR", "NLD"), ("GBR", "USA"), ("NLD", "USA")}


EXERCISE = "MMEID,Ex_Name,Location,StartDate,EndDate,AdditionalParticipantInfo,StateA,StateB,StateC\n"


def test_an_alliance_that_takes_part_is_the_one_that_texts_name(tmp_path: Path) -> None:
    """NATO in a column of states, and alone in the column of words with -9 for the first state, is org:NATO; words that
    only tell of NATO name nobody."""
    path = tmp_path / "mme.csv"
    path.write_text(EXERCISE + "mme1,Longbow,Albania,10/10/07,10/30/07,,NATO,Israel,\n"
                    "mme2,-9,-9,4/7/10,4/9/10,NATO,-9,Russia,\nmme3,Guard,Oslo,4/7/80,4/9/80,17 NATO states,-9,Norway,\n")  # fmt: skip
    claims, rejected = read(exercises, path)
    assert not rejected
    told = [{(end.id, end.type) for end in (c.subject, c.object) if end} for c in claims]
    assert told == [{("ISR", "state"), ("org:NATO", "organisation")}, {("RUS", "state"), ("org:NATO", "organisation")}]
    assert [(c.details["exercise"], c.place and c.place.name) for c in claims] == [("Longbow", "Albania"), (None, None)]


def test_a_territory_that_takes_part_is_no_state_and_a_state_takes_part_once(tmp_path: Path) -> None:
    """Hong Kong in 1993 was not China's; St. Christopher and St. Kitts & Nevis are one state."""
    path = tmp_path / "mme.csv"
    path.write_text(EXERCISE + "mme1,Kakadu,,5/7/93,5/21/93,,Hong Kong,Australia,\n"
                    "mme2,Tradewinds,,4/20/92,4/30/92,,st. christopher,St. Kitts & Nevis,Bahamas\n")  # fmt: skip
    claims, _ = read(exercises, path)
    told = [{(end.key, end.state) for end in (c.subject, c.object) if end} for c in claims]
    assert told == [{("AUS", "AUS"), ("region:CHN-Hong-Kong", None)}, {("BHS", "BHS"), ("KNA", "KNA")}]


def test_nobody_in_the_whole_file_of_exercises_is_unresolved(shared: Path) -> None:
    """MME 7: of 3,707 exercises NATO takes part in 2 as a state and in 27 as a word."""
    claims, _ = read(exercises, shared / "data/troopdata/mme_v7.csv.gz")
    ends = [end for c in claims for end in (c.subject, c.object) if end]
    assert not {end.name for end in ends if end.id is None}
    with_nato = {c.matter: {c.subject.id, c.object.id} for c in claims if c.object and "NATO" in c.passage.text}
    assert {"org:NATO", "RUS"} in with_nato.values()


def test_state_years_become_spells(shared: Path) -> None:
    """Cuba was a member 1902-1906 and from 1909 on; the list ends in 2016 and does not end the membership."""
    claims, rejected = read(cow_system, shared / "data/cow/system2016.csv")
    cuba = sorted((c.since, c.until) for c in claims if c.subject.id == "CUB")
    assert not rejected and cuba == [("1902", "1906"), ("1909", None)]


@pytest.mark.parametrize("code", ["9999", "x", ""])
def test_a_state_that_is_none_is_rejected_and_the_rest_loaded(tmp_path: Path, code: str) -> None:
    """One bad line among three."""
    path = tmp_path / "system.csv"
    path.write_text(f"stateabb,ccode,year,version\nUSA,2,1816,2016\nXXX,{code},1816,2016\nUKG,200,1816,2016\n")
    claims, [bad] = read(cow_system, path)
    assert {c.subject.id for c in claims} == {"USA", "GBR"} and bad.where == "system.csv:3"
