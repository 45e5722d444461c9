"""ATOP: who pledged what to whom, and for how long."""

from __future__ import annotations

import csv
import re
from collections import Counter
from itertools import permutations
from pathlib import Path

import pytest
from kg.loaders import atop

from kg.errors import BadInput
from kg.model import Claim, Document, Rejected
from kg.sources import detect
from kg.states import members, table

HERE = Path(__file__).parent / "data" / "atop"
CODES = {"defense": 3, "offense": 3, "neutral": 2, "consul": 2, "nonagg": 1, "none": 0}
DyadYears = dict[tuple[str | None, str | None, int], set[str]]  # giver, taker, year
COLUMNS = ("atopid", "member", "phase", "yrent", "moent", "dayent", "yrexit", "moexit", "dayexit",
           "defense", "offense", "neutral", "nonagg", "consul")  # fmt: skip


@pytest.fixture(scope="module")
def real(shared: Path) -> list[Claim | Rejected]:
    path = shared / "data" / "atop" / "atop5_1m.csv"
    return [x for x in atop.load(path) if isinstance(x, Claim | Rejected)]


@pytest.fixture(scope="module")
def years(real: list[Claim | Rejected]) -> DyadYears:
    return dyad_years(real)


def written(folder: Path, *members: str, header: tuple[str, ...] = COLUMNS) -> Path:
    path = folder / "atop5_1m.csv"
    path.write_text(",".join(header) + "\n" + "".join(m + "\n" for m in members))
    return path


def ties(claims: list[Claim | Rejected], relation: str = "ALLIED_WITH") -> list[Claim]:
    return [c for c in claims if isinstance(c, Claim) and c.relation == relation]


def loaded(path: Path) -> list[Claim | Rejected]:
    return [x for x in atop.load(path) if isinstance(x, Claim | Rejected)]


def dyad_years(claims: list[Claim | Rejected]) -> DyadYears:
    """Pledges by giver, taker and year, to the end of the data (2018)."""
    pledged: DyadYears = {}
    for tie in ties(claims):
        assert tie.object and tie.since
        for year in range(int(tie.since[:4]), int((tie.until or "2018")[:4]) + 1):
            key = (tie.subject.id, tie.object.id, year)
            pledged.setdefault(key, set()).update(str(tie.details["pledge"]).split(","))
    return pledged


def test_every_row_of_the_members_file_is_a_membership(real):
    """2,510 rows, 789 treaties (codebook and README of version 5.1); none refused."""
    joined = ties(real, "MEMBER_OF")
    assert not [r for r in real if isinstance(r, Rejected)]
    assert len(joined) == atop.EXPECTED["5.1"]["rows"] == 2510
    assert len({c.details["treaty"] for c in joined}) == atop.EXPECTED["5.1"]["treaties"] == 789
    assert sum(c.until is None for c in joined) == 1146  # rows with yrexit 0
    assert len({(c.subject.key, c.object.key, c.matter) for c in joined if c.object}) == 2510


def test_members_give_all_the_dyad_years_that_atop_counts_and_few_more(years):
    """ATOP's dyad file has 273,296 directed dyad-years, and all are here (compared once, pair by pair, with the table
    as the R package peacesciencer carries it). The 20 more are of Annam, which has no COW number and which ATOP drops
    from its dyads (codebook, 2.6)."""
    assert len(years) == atop.EXPECTED["5.1 dyad-years"]["rows"] + 20
    assert sum("VNM815" in key for key in years) == 20
    assert sum(pledge == {"none"} for pledge in years.values()) == 59


def test_states_that_share_a_treaty_in_the_state_years_share_it_here(years, shared):
    """ATOP's own state-years list the treaties of each state and year; whoever shares one is a pair here."""
    import gzip

    shared_in: dict[tuple[str, int], set[int]] = {}
    with gzip.open(shared / "data" / "atop" / "atop5_1sy.csv.gz", "rt") as file:
        for row in csv.DictReader(file):
            for n in range(1, 60):
                if row[f"atopid{n}"]:
                    shared_in.setdefault((row[f"atopid{n}"], int(row["year"])), set()).add(int(row["state"]))
    theirs = {
        (atop.state(a, year).id, atop.state(b, year).id, year)
        for (_, year), states in shared_in.items()
        for a, b in permutations(states, 2)
    }
    ours = set(years)
    # In 1992 Yugoslavia (345) left before Croatia, Ukraine and Kazakhstan entered: never members on one day. In 1990
    # Germany and Yemen took the place of two states each.
    assert len(theirs) == 273_310 and Counter(year for _, _, year in theirs - ours) == {1992: 6, 1990: 8}


@pytest.mark.parametrize(
    ("a", "b", "year", "absolute", "squared"),
    [
        ("GBR", "FRA", 1914, 0.837037, 0.876543),
        ("DEU", "RUS", 1914, 0.659259, 0.688889),
        ("USA", "RUS", 1985, 0.229814, 0.326432),
        ("PRK", "RUS", 1990, 0.684848, 0.776431),
        ("PRK", "RUS", 2018, 0.630769, 0.778917),
        ("PRK", "CHN", 2018, 0.890598, 0.943020),
        ("RUS", "CHN", 2018, 0.664957, 0.833618),
        ("KOR", "USA", 2018, 0.254701, 0.350427),
    ],
)
def test_similarity_of_portfolios_comes_out_as_published(years, a, b, year, absolute, squared):
    """S of Signorino and Ritter from these claims equals the published series of Miller (SALLYVA, SALLYVS), to its six
    digits: the path from member rows to a number of the field."""
    states = members(min(year, 2016))

    def row(of: str) -> list[int]:
        return [3 if s == of else max(CODES[p] for p in years.get((of, s, year), {"none"})) for s in states]

    gaps = [abs(x - y) for x, y in zip(row(a), row(b), strict=True)]
    assert 1 - 2 * sum(gaps) / (3 * len(states)) == pytest.approx(absolute, abs=5e-7)
    assert 1 - 2 * sum(g * g for g in gaps) / (9 * len(states)) == pytest.approx(squared, abs=5e-7)


def test_north_korea_has_a_defence_pact_with_china_and_had_one_with_russia(real):
    """With China from July 1961 and in force; with Russia from July 1961 to September 1996 (ATOP 3445, 3440)."""
    pacts = {
        str(c.object.id): (c.since, c.until, c.details["treaty"], c.details["right_censored"])
        for c in ties(real)
        if c.subject.id == "PRK" and c.object and "defense" in str(c.details["pledge"]) and c.since[:4] == "1961"
    }
    assert pacts["CHN"][0][:7] == "1961-07" and pacts["CHN"][1:] == (None, "3445", True)
    assert (pacts["RUS"][0][:7], pacts["RUS"][1][:7], *pacts["RUS"][2:]) == ("1961-07", "1996-09", "3440", False)


def test_a_pledge_binds_only_the_state_that_made_it(tmp_path):
    """In 1832 France (220) pledged to defend Belgium (211); Belgium pledged nothing back, yet is an ally."""
    path = written(tmp_path, "1060,211,0,1832,10,22,1833,1,5,0,0,0,0,0", "1060,220,0,1832,10,22,1833,1,5,1,0,0,0,0")
    pledges = {(c.subject.id, c.object.id): c.details["pledge"] for c in ties(loaded(path)) if c.object}
    assert pledges == {("FRA", "BEL"): "defense", ("BEL", "FRA"): "none"}


def test_allies_are_those_who_were_members_on_the_same_day(tmp_path):
    """The second joins in June; the third after the first had left: two pairs of spells, not three."""
    path = written(
        tmp_path,
        "1,2,0,1990,1,1,1995,3,1,1,0,0,0,0", "1,20,0,1992,6,15,0,0,0,1,0,0,0,1", "1,70,0,1995,3,2,0,0,0,1,0,0,0,0",
    )  # fmt: skip
    found = {(c.subject.id, c.object.id): (c.since, c.until) for c in ties(loaded(path)) if c.object}
    assert found == {
        ("USA", "CAN"): ("1992-06-15", "1995-03-01"), ("CAN", "USA"): ("1992-06-15", "1995-03-01"),
        ("CAN", "MEX"): ("1995-03-02", None), ("MEX", "CAN"): ("1995-03-02", None),
    }  # fmt: skip


def test_a_state_is_no_ally_of_the_one_that_takes_its_place(tmp_path):
    """West Germany (260) left NATO on the day on which Germany (255) entered; both were allies of France (220)."""
    path = written(
        tmp_path,
        "1,260,0,1954,10,23,1990,10,3,1,0,0,0,0", "1,255,0,1990,10,3,0,0,0,1,0,0,0,0", "1,220,0,1949,4,4,0,0,0,1,0,0,0,0",
    )  # fmt: skip
    found = {(c.subject.id, c.object.id) for c in ties(loaded(path)) if c.object}
    assert found == {("GFR", "FRA"), ("FRA", "GFR"), ("DEU", "FRA"), ("FRA", "DEU")}


def test_a_treaty_is_called_by_its_members_or_by_what_it_founded(real):
    """ATOP only numbers: 3180 is the treaty that founded NATO on 4 April 1949, 3445 that of China and North Korea."""
    names = {c.object.id: c.object.name for c in ties(real, "MEMBER_OF") if c.object}
    assert names["org:ATOP-3445"] == "ATOP treaty 3445 of 1961: China, North Korea"
    assert names["org:ATOP-3180"] == "NATO (ATOP treaty 3180)"
    assert names["org:ATOP-4175"].startswith("ATOP treaty 4175 of 1992: Belgium, Denmark, France and ")
    assert not [name for name in names.values() if re.fullmatch(r"ATOP \d+", name)]


@pytest.mark.parametrize("treaty", sorted(atop.FOUNDING))
def test_a_treaty_named_after_an_organisation_began_on_its_first_day(real, treaty):
    """The day of the first entry is the organisation's first day in the tables, and who entered then was a member."""
    entered = [c for c in ties(real, "MEMBER_OF") if c.details["treaty"] == treaty]
    first = min(c.since for c in entered)
    org = atop.FOUNDING[treaty]
    assert {row["since"] for row in table("organisations.csv") if row["id"] == org} == {first}
    listed = {row["state"] for row in table("members.csv") if row["org"] == org}
    assert not listed or {c.subject.id for c in entered if c.since == first} <= listed


def test_who_signs_without_a_number_of_cow_has_a_name_or_is_said_to_be_unknown(real, tmp_path):
    """Annam, Vietnam before 1893, allied with France in 1874 (codebook, footnote 18); 9999 is in no list."""
    annam = {(c.subject.id, c.object.id) for c in ties(real) if c.details["treaty"] == "1320" and c.object}
    assert annam == {("FRA", "VNM815"), ("VNM815", "FRA")}
    path = written(tmp_path, "1,2,0,1990,7,1,0,0,0,1,0,0,0,0", "1,9999,0,1990,7,1,0,0,0,1,0,0,0,0")
    names = {c.subject.name for c in ties(loaded(path), "MEMBER_OF")}
    assert names == {"United States of America", "unknown signatory (ATOP number 9999)"}


def test_phases_of_a_treaty_do_not_mix(tmp_path):
    """Members of phase 1 and of phase 2 are no allies by this treaty."""
    path = written(tmp_path, "1,2,1,1990,1,1,1995,3,1,1,0,0,0,0", "1,20,2,1990,1,1,1995,3,1,1,0,0,0,0")
    assert not ties(loaded(path)) and len(ties(loaded(path), "MEMBER_OF")) == 2


def test_a_missing_day_leaves_the_month_and_no_day_is_invented(tmp_path):
    """ATOP leaves days empty that it does not know (5 entries, 31 exits in 5.1)."""
    path = written(tmp_path, "1,2,0,1990,7,,1995,3,,1,0,0,0,0", "1,20,0,1990,7,,0,0,0,1,0,0,0,0")
    assert {(c.since, c.until) for c in ties(loaded(path))} == {("1990-07", "1995-03")}


def test_a_tie_names_the_rows_of_both_members(tmp_path):
    """Giver's row as evidence, taker's row in the details."""
    path = written(tmp_path, "1,2,0,1990,7,1,0,0,0,1,0,0,0,0", "1,20,0,1990,7,1,0,0,0,0,0,0,1,1")
    tie = next(c for c in ties(loaded(path)) if c.subject.id == "CAN")
    assert (tie.passage.row, tie.details["partner_row"], tie.details["pledge"]) == (3, 2, "nonagg,consul")
    assert "member 20" in tie.passage.text and "consul 1" in tie.passage.text


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1,2,0,soon,7,1,0,0,0,1,0,0,0,0", "yrent: 'soon' is no number"),
        ("1,2,0,0,0,0,0,0,0,1,0,0,0,0", "yrent: there is no year of entry"),
        ("1,2,0,1990,7,1,1980,1,1,1,0,0,0,0", "leaves in 1980-01-01, before it enters in 1990-07-01"),
        ("1,2,0,1990,7,1,0,0,0,7,0,0,0,0", "defense: '7' is neither 0 nor 1"),
        ("1,,0,1990,7,1,0,0,0,1,0,0,0,0", "member: '' is no whole number"),
        ("1,2,0,1990,13,1,0,0,0,1,0,0,0,0", "yrent: '1990-13-01' is no date of the calendar"),
        ("1,2,0,1990", "has 4 fields, the header 14"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_the_others_are_read(tmp_path, row, reason):
    """One bad row between two good ones."""
    path = written(tmp_path, "1,20,0,1990,7,1,0,0,0,1,0,0,0,0", row, "1,70,0,1990,7,1,0,0,0,1,0,0,0,0")
    found = loaded(path)
    assert [(r.where, r.reason) for r in found if isinstance(r, Rejected)] == [("atop5_1m.csv:3", reason)]
    assert len(ties(found)) == 2


def test_a_renamed_column_stops_and_an_added_one_is_told(tmp_path):
    """The day the source changes its columns is noticed."""
    renamed = tuple("entered" if c == "yrent" else c for c in COLUMNS)
    with pytest.raises(BadInput, match="no column 'yrent'"):
        loaded(written(tmp_path, "1,2,0,1990,7,1,0,0,0,1,0,0,0,0", header=renamed))
    found = loaded(written(tmp_path, "1,2,0,1990,7,1,0,0,0,1,0,0,0,0,x", header=(*COLUMNS, "trust")))
    assert [r.reason for r in found if isinstance(r, Rejected)] == ["header: column 'trust' is not known; not read"]


def test_a_file_loaded_with_its_rows_twice_is_noticed(shared, tmp_path):
    """Version 5.1 has 2,510 rows; 2,511 are one too many."""
    lines = (shared / "data" / "atop" / "atop5_1m.csv").read_text().splitlines()
    (tmp_path / "m.csv").write_text("\n".join([*lines, lines[-1]]))
    told = [x.reason for x in loaded(tmp_path / "m.csv") if isinstance(x, Rejected)]
    assert told == ["has 2,511 rows, but version 5.1 has 2,510: joined or doubled?"]


@pytest.mark.parametrize("name", ["atop5_1a.csv", "atop5_1aph.csv", "atop5_1sy.csv.gz"])
def test_the_other_files_of_atop_are_known_and_refused_with_the_reason(shared, name):
    """They hold the same treaties by another unit; loading both would count them twice."""
    path = shared / "data" / "atop" / name
    assert detect(path).name == "atop"
    with pytest.raises(BadInput, match=r"load the members' file \(atop5_1m.csv\)"):
        list(atop.load(path))


def test_dyad_years_become_spells_of_the_same_pledge():
    """Nine dyad-years are five spells; the last year of the data leaves a spell open, any other year ends it."""
    found = ties(loaded(HERE / "atop5_1ddyr.csv"))
    assert {(c.subject.id, c.object.id, c.since, c.until, c.details["pledge"]) for c in found if c.object} == {
        ("BEL", "FRA", "1832", "1833", "none"),
        ("FRA", "BEL", "1832", "1833", "defense"),
        ("PRK", "CHN", "2016", None, "defense,nonagg"),
        ("PRK", "RUS", "2007", "2007", "consul"),
        ("PRK", "RUS", "2008", "2008", "nonagg"),
    }
    document = next(x for x in atop.load(HERE / "atop5_1ddyr.csv") if isinstance(x, Document))
    assert document.version == "5.1 dyad-years"


def test_no_two_rows_become_one_fact(real):
    """Two treaties, phases or spells of the same pair stay apart by their matter."""
    told = Counter((c.relation, c.subject.key, c.object.key if c.object else "", c.matter) for c in ties(real))
    assert max(told.values()) == 1
