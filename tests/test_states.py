"""Which states there were, and under which numbers: the state system of the Correlates of War, held to its own files."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from pathlib import Path

import pytest

from kg.errors import Usage
from kg.states import (
    army_id,
    by_code,
    by_cow,
    by_gw,
    by_iso3,
    by_source_name,
    crosswalk,
    members,
    members_of,
    norm,
    state,
    states,
    succession,
    table,
)


def test_each_id_and_each_cow_number_is_one_state():
    """217 states have ever been in the system (the numbers of cow_states.csv, counted by cut and uniq)."""
    numbers = [s.cow for s in states() if s.cow is not None]
    assert len(numbers) == len(set(numbers)) == 217
    ids = [s.id for s in states()]
    assert len(ids) == len(set(ids))
    assert len({s.cow_abb for s in states() if s.cow_abb}) == 217


def test_members_are_those_of_cows_own_list_in_all_201_years(shared: Path):
    """system2016.csv: 15,951 state-years, 1816-2016."""
    listed = defaultdict(set)
    with (shared / "data/cow/system2016.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            listed[int(row["year"])].add(int(row["ccode"]))
    assert sorted(listed) == list(range(1816, 2017)) and sum(map(len, listed.values())) == 15_951
    for year, numbers in listed.items():
        assert {state(id).cow for id in members(year)} == numbers, year


def test_the_spells_are_cows_own_to_the_day(shared: Path):
    """243 spells; an end of 2016-12-31 is the end of the data."""
    listed = defaultdict(list)
    with (shared / "data/cow/derived/cow_states.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            since, until = (
                f"{row[s + 'year']}-{int(row[s + 'month']):02}-{int(row[s + 'day']):02}" for s in ("st", "end")
            )
            listed[int(row["ccode"])].append((since, None if until == "2016-12-31" else until))
    assert {s.cow: list(s.spells) for s in states() if s.cow is not None} == listed
    assert sum(map(len, listed.values())) == 243


def test_pairs_of_states_over_two_centuries():
    """994,005 undirected dyad-years 1816-2018 with 2016 carried on: the number that S was computed on (ATOP 5.1)."""
    assert sum(len(members(y)) * (len(members(y)) - 1) // 2 for y in range(1816, 2019)) == 994_005


def test_the_crosswalk_of_cow_and_gleditsch_ward_holds_in_each_year(shared: Path):
    """peacesciencer's table of 1816-2020. Left out are its rows that give a number of Gleditsch and Ward a second time
    in a year, without COW's (72): 260 from 1990 on, 678 until 1990, and years in which a spell of COW's begins or ends."""
    theirs = set()
    with gzip.open(shared / "data/cow/derived/cow_gw_years.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            theirs.add((int(row["year"]), *(int(row[c]) if row[c] else None for c in ("ccode", "gwcode"))))
    both = {(year, gw) for year, cow, gw in theirs if cow and gw}
    theirs = {(year, cow, gw) for year, cow, gw in theirs if cow or (year, gw) not in both}
    ours = {(year, cow, gw) for year in range(1816, 2021) for _, cow, gw, _ in crosswalk(year)}
    assert len(theirs) == 16_864
    assert {row for row in theirs if row[1]} == {row for row in ours if row[1]}
    assert theirs - ours == set()


def test_each_year_has_the_states_that_gleditsch_and_ward_count(shared: Path):
    """Their list of states: 216 spells, of which those that end in 2017 go on."""
    listed = defaultdict(set)
    with (shared / "data/cow/derived/gw_states.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for year in range(int(row["startdate"][:4]), int(row["enddate"][:4]) + 1):
                listed[year].add(int(row["gwcode"]))
    # Serbia is 340 again in the year in which it stops to be 345.
    for year in set(listed) - {2006}:
        assert {gw for *_, gw, _ in crosswalk(year) if gw} == listed[year], year


@pytest.mark.parametrize(
    ("number", "year", "id"),
    [(260, 1989, "GFR"), (260, 1991, "DEU"), (255, 1914, "DEU"), (678, 1989, "YAR"), (678, 1991, "YEM"),
     (340, 1910, "SRB"), (345, 1999, "SRB"), (340, 2010, "SRB"), (816, 1970, "VNM"), (817, 1970, "RVN"),
     (365, 1985, "RUS"), (711, 1920, "TBT"), (970, 2015, "KIR"), (971, 2015, "NRU"), (972, 2006, "TON")],
)  # fmt: skip
def test_a_gleditsch_ward_number_means_a_state_in_a_year(number, year, id):
    """Germany goes on as 260, Yemen as 678, Serbia as 340; 970-973 are Gleditsch's microstates, not COW's."""
    found = by_gw(number, year)
    assert found and found.id == id


@pytest.mark.parametrize(
    ("number", "id", "iso3"),
    [(2, "USA", "USA"), (255, "DEU", "DEU"), (260, "GFR", None), (265, "GDR", None), (300, "AUH", None),
     (315, "CSK", None), (316, "CZE", "CZE"), (345, "SRB", "SRB"), (365, "RUS", "RUS"), (511, "ZAN", None),
     (678, "YAR", None), (679, "YEM", "YEM"), (680, "YPR", None), (713, "TWN", "TWN"), (730, "KOR730", None),
     (731, "PRK", "PRK"), (732, "KOR", "KOR"), (816, "VNM", "VNM"), (817, "RVN", None), (970, "NRU", "NRU")],
)  # fmt: skip
def test_the_cow_number_decides_who_a_state_is(number, id, iso3):
    """The Germanies are three, the Yemens three, the Koreas three; Russia and the Soviet Union are one."""
    found = by_cow(number)
    assert found and (found.id, found.iso3) == (id, iso3)
    assert iso3 is None or by_iso3(iso3.lower()) is found


def test_an_unknown_number_or_id_is_nobody():
    """Nothing near it is taken instead."""
    assert by_cow(9999) is None and by_gw(9999, 2000) is None and by_iso3("GFR") is None
    assert by_source_name("Nordkorea") is None
    with pytest.raises(Usage, match="'PRX' is no id of a state"):
        state("PRX")


def test_every_row_of_the_tables_speaks_of_a_state_that_is_there():
    """A name, a membership, a succession or a code of nobody would never be found."""
    known = {s.id for s in states()}
    for name, column in [("aliases.csv", "id"), ("codes.csv", "id"), ("members.csv", "state"), ("forces.csv", "state"),
                         ("regions.csv", "state"), ("leaders.csv", "state"), ("organisations.csv", "state"),
                         ("succession.csv", "before"), ("succession.csv", "after")]:  # fmt: skip
        assert {row[column] for row in table(name)} - known <= {""}, name
    assert {row["org"] for row in table("members.csv")} <= {row["id"] for row in table("organisations.csv")}
    assert {row["org"] for row in table("leaders.csv")} - {row["id"] for row in table("organisations.csv")} == {""}


def test_a_successor_begins_where_its_predecessor_ended():
    """Where COW counts two states, the day lies in or after the predecessor's life, and the successor lives on it."""
    assert ("GDR", "DEU", "1990-10-03") in succession() and ("RUS", "UKR", "1991-12-26") in succession()
    for before, after, on in succession():
        start, end = state(before).life[0], state(after).life[1]
        assert start is not None and start <= on and (end is None or on <= end), (before, after)


@pytest.mark.parametrize(
    ("org", "on", "count"),
    [("org:NATO", "1949-09", 12), ("org:NATO", "1985", 16), ("org:NATO", "2023-04-03", 30), ("org:NATO", "2023-04-04", 31),
     ("org:NATO", "2024-03-07", 32), ("org:EU", "2003", 15), ("org:EU", "2019", 28), ("org:EU", "2021", 27),
     ("org:WTO-WARSAW", "1960", 8), ("org:WTO-WARSAW", "1985", 7), ("org:CSTO", "2024", 6), ("org:GCC", "2024", 6),
     ("org:BRICS", "2023", 5), ("org:BRICS", "2024", 9), ("org:ASEAN", "2024", 10), ("org:ECOWAS", "2024", 15),
     ("org:ECOWAS", "2025-02", 12), ("org:AES", "2024", 3), ("org:SCO", "2024-07-05", 10), ("org:AU", "2024", 55),
     ("org:ARABLEAGUE", "2024", 22), ("org:G7", "2024", 7), ("org:UNSC-P5", "1960", 5), ("org:AUKUS", "2024", 3)],
)  # fmt: skip
def test_organisations_had_as_many_members_as_they_say(org, on, count):
    """As each organisation counts its own members; a joining day is the deposit of the instrument."""
    assert len(members_of(org, on)) == count


def test_an_organisation_whose_members_are_not_listed_has_none_to_tell():
    """An empty answer is no claim that nobody is in it."""
    assert members_of("org:IMF") == () and "DEU" in members_of("org:NATO")


def test_event_codes_of_places_are_not_iso(shared: Path):
    """FIPS 10-4: AU is Austria and AS Australia, CH China and SZ Switzerland. All countries that GDELT's file of
    24 Oct 2019 names at country level resolve by name to the state of their code; territories are no states."""
    assert [by_code("fips", c).id for c in ("AU", "AS", "CH", "SZ", "KN", "KS", "NG", "NI", "GZ", "WE")] == [  # type: ignore[union-attr]
        "AUT", "AUS", "CHN", "CHE", "PRK", "KOR", "NER", "NGA", "PSE", "PSE"]  # fmt: skip
    assert by_code("cameo", "ROM") is by_code("cameo", "ROU") is by_iso3("ROU") and by_code("cameo", "AFR") is None
    seen = set()
    with gzip.open(shared / "data/gdelt/20191024143000.export.CSV.gz", "rt", encoding="utf-8") as file:
        for line in file:
            cells = line.rstrip("\n").split("\t")
            seen |= {(cells[n], cells[n + 1]) for n in (36, 44, 52) if cells[n - 1] == "1"}
    territories = {"Jersey", "Bermuda", "Hong Kong", "British Virgin Islands"}
    assert len(seen) > 80
    for name, code in {(n, c) for n, c in seen if n and n not in territories}:
        found = by_source_name(name, "cow")
        assert found and found is by_code("fips", code), name


@pytest.mark.parametrize(
    ("name", "source", "on", "id"),
    [("Turkiye", "", None, "TUR"), ("Viet Nam", "sipri", None, "VNM"), ("Soviet Union", "sipri", "1985", "RUS"),
     ("Soviet Union", "sipri", "2024", "RUS"), ("East Germany (GDR)", "sipri", None, "GDR"), ("UAE", "", None, "ARE"),
     ("Korea, Republic of", "", None, "KOR"), ("Korea, Democratic People's Republic of", "", None, "PRK"),
     ("Cote d'Ivoire", "", None, "CIV"), ("Bosnia-Herzegovina", "", None, "BIH"), ("South Vietnam", "", None, "RVN"),
     ("North Yemen", "", None, "YAR"), ("South Yemen", "", None, "YPR"), ("Yugoslavia", "", None, "SRB"),
     ("Czechoslovakia", "", None, "CSK"), ("Congo", "", None, None), ("Congo", "sipri", None, "COG"),
     ("DR Congo (Zaire)", "ucdp", "1999", "COD"), ("Germany (Prussia)", "gw", "1850", "DEU"),
     ("Occupied Palestinian Territory", "icews", None, "PSE"), ("unknown supplier(s)", "sipri", None, None),
     ("Germany", "exercises", "1985", "GFR"), ("Germany", "exercises", "2005", "DEU"), ("Germany", "", "1970", None)],
)  # fmt: skip
def test_data_sets_name_states_in_their_own_way(name, source, on, id):
    """Names out of SIPRI's register, UCDP, ICEWS, Gleditsch-Ward and ISO 3166."""
    found = by_source_name(name, source, on)
    assert (found.id if found else None) == id


def test_all_suppliers_and_recipients_of_a_register_that_are_states_are_known(shared: Path):
    """SIPRI marks those that are not with * or calls them unknown."""
    path = shared / "data/sipri/trade-register_1950-2024_obtained-2026-02.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        names = {row[c] for row in csv.DictReader(file) for c in ("Recipient", "Supplier")}
    missing = {n for n in names if n and by_source_name(n, "sipri") is None}
    assert len(names) > 100 and {n for n in missing if "*" not in n and not n.startswith("unknown")} == set()


def test_a_state_outlives_an_occupation():
    """COW's spells of France stop in 1942 and begin again in 1944; its name did not."""
    assert state("FRA").life == ("1816-01-01", None) and not any(
        a <= "1943" <= (b or "9") for a, b in state("FRA").spells
    )
    assert state("CSK").life[1] == "1992-12-31"


def test_names_are_compared_without_case_accents_and_articles():
    """Six ways to write two names."""
    assert len({norm(n) for n in ("Côte d’Ivoire", "COTE D'IVOIRE", "the Cote d'Ivoire")}) == 1
    assert len({norm(n) for n in ("St. Vincent & the Grenadines", "Saint Vincent and the Grenadines")}) == 1
    assert norm("Bahamas, The") == norm("The Bahamas") and norm("U.A.E.") == norm("UAE")
    assert norm("Ærø") == "aero" and norm("") == norm("…") == ""


def test_every_state_has_an_army():
    """Even where no force of it has a name of its own."""
    assert army_id("PRK") == "army:PRK"
