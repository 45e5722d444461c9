"""Leaders by their spells in office: who led which state, as precisely as the days are known."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from kg.loaders import archigos
from malformed import Slice, Variant, check, variants

import kg
from kg.model import Claim, Document, Rejected
from kg.schema import load_schema
from kg.sources import detect

# All 28 columns as R writes them; persons are real where the test needs them known, all numbers are ours.
HEADER = (
    "obsid,leadid,ccode,idacr,leader,startdate,eindate,enddate,eoutdate,entry,exit,exitcode,prevtimesinoffice,"
    "posttenurefate,gender,yrborn,yrdied,borndate,ebirthdate,deathdate,edeathdate,dbpedia.uri,num.entry,num.exit,"
    "num.exitcode,num.posttenurefate,fties,ftcur"
)
LIFE = "0,OK,M,1900,1990,NA,NA,NA,NA,NA,0,1,0,0,NA,NA"
TABLE = f"""{HEADER}
PRK-1948,n-1,731,PRK,Kim Il-Sung,1948-09-09,1948-09-09,1994-07-08,1994-07-08,Regular,Natural Death,Natural Death,{LIFE}
USA-1841-1,n-2,2,USA,Harrison,1841-03-04,1841-03-04,1841-04-04,1841-04-04,Regular,Natural Death,Natural Death,{LIFE}
USA-1889,n-3,2,USA,Harrison,1889-03-04,1889-03-04,1893-03-04,1893-03-04,Regular,Regular,Regular,{LIFE}
GFR-1982,n-4,260,GFR,Kohl,1982-10-01,1982-10-01,1990-10-02,1990-10-02,Regular,Regular,Regular,{LIFE}
GMY-1990,n-4,260,GMY,Kohl,1990-10-03,1990-10-03,1998-10-27,1998-10-27,Regular,Regular,Regular,{LIFE}
HAI-1902,n-5,41,HAI,Somebody,1902-05-01,1902-05-31,1902-01-01,1902-12-31,Irregular,Irregular,Popular Protest,{LIFE}
ECU-1899,n-6,130,ECU,Another,1899-12-01,1900-01-31,1901-06-02,1901-06-02,Irregular,Regular,Regular,{LIFE}
RUS-2012,n-7,365,RUS,Putin,2012-05-07,2012-05-07,2015-12-31,2015-12-31,Regular,Still in Office,Still in Office,{LIFE}
"""
GOOD = Slice(
    TABLE,
    needed="enddate",
    bad={
        "ccode": ("9999", "no state has the Gleditsch-Ward number 9999"),
        "leader": ("NA", "leader: no name"),
        "startdate": ("9 Sept 1948", "startdate: '9 Sept 1948' is no date"),
        "enddate": ("1900-01-01", "before it begins on 1948-09-09"),
    },
    name="1March_Archigos_4.1.txt",
)


def loaded(path: Path) -> tuple[list[Claim], list[Rejected]]:
    found = list(archigos.load(path))
    return [x for x in found if isinstance(x, Claim)], [x for x in found if isinstance(x, Rejected)]


@pytest.fixture
def spells(tmp_path) -> dict[str, Claim]:
    (tmp_path / GOOD.name).write_text(TABLE)
    claims, rejected = loaded(tmp_path / GOOD.name)
    assert not rejected and {c.relation for c in claims} == {"LEADS"}
    return {c.matter: c for c in claims}


@pytest.mark.parametrize("variant", variants(GOOD), ids=str)
def test_damage_is_told_by_line_and_the_other_spells_are_read(variant: Variant, tmp_path):
    """Encodings, separators, columns, broken lines, compression, suffixes."""
    check(archigos, GOOD, variant, tmp_path)


def test_a_leader_leads_a_state_from_a_day_to_a_day(spells):
    """With how the leader came and went, in the words of the data set, and where that stands."""
    kim = spells["PRK-1948"]
    assert kim.object and (kim.object.id, kim.since, kim.until) == ("PRK", "1948-09-09", "1994-07-08")
    assert kim.details == {"entry": "Regular", "exit": "Natural Death"} and kim.passage.row == 2
    assert spells["HAI-1902"].details["exit"] == "Irregular: Popular Protest"
    assert {key for c in spells.values() for key in c.details} <= set(load_schema().properties)


def test_a_leader_of_the_tables_is_that_person(spells):
    """Name, state and term agree: Kim Il-Sung and Putin are known; Kohl goes by one number through two states."""
    assert spells["PRK-1948"].subject.id == "leader:kim-il-sung"
    assert spells["RUS-2012"].subject.id == "leader:vladimir-putin"


def test_one_name_is_not_one_person(spells):
    """William Henry Harrison and his grandson Benjamin."""
    names = [spells[k].subject for k in ("USA-1841-1", "USA-1889")]
    assert {a.name for a in names} == {"Harrison"} and len({a.key for a in names}) == 2


def test_the_states_are_gleditsch_and_wards(spells):
    """260 is West Germany until it ends on 2 October 1990, and Germany after; COW has 255 for Germany."""
    found = [(spells[k].object, spells[k].subject) for k in ("GFR-1982", "GMY-1990")]
    assert [o.id for o, _ in found if o] == ["GFR", "DEU"]


def test_a_day_that_is_not_known_is_told_no_finer_than_it_is(spells):
    """A month, a year; where the two ends are in two years, the first of them, marked uncertain."""
    haiti, ecuador = spells["HAI-1902"], spells["ECU-1899"]
    assert (haiti.since, haiti.until, haiti.details.get("uncertain")) == ("1902-05", "1902", None)
    assert (ecuador.since, ecuador.until, ecuador.details.get("uncertain")) == ("1899", "1901-06-02", "since")


def test_who_was_in_office_when_the_data_end_has_no_end(spells):
    """2015 is the last year of the data, and no exit."""
    putin = spells["RUS-2012"]
    assert putin.until is None and putin.details == {"entry": "Regular", "right_censored": True}


def test_the_version_is_in_the_name_of_the_file(tmp_path, spells):
    """The table has no column for it."""
    document = next(x for x in archigos.load(tmp_path / GOOD.name) if isinstance(x, Document))
    assert document.version == "4.1"


def test_leaders_are_facts_of_their_state(tmp_path, spells):
    """`kg.facts` about North Korea have its leaders."""
    with kg.open(tmp_path / "data") as work:
        [result] = work.load([tmp_path / GOOD.name])
        assert (result.status, result.format, result.claims) == ("loaded", "archigos", 8)
        [fact] = work.facts(["LEADS"], about=["PRK"])
        assert (fact.subject.id, fact.since, fact.source) == ("leader:kim-il-sung", "1948-09-09", "archigos")


def stata(rows: list[list[str]]) -> bytes:
    """A Stata file of release 114 with text columns only, by its public description."""
    names, *cells = rows
    widths = [max(1, *(len(r[k]) for r in cells)) for k in range(len(names))]
    n = len(names)
    parts = [struct.pack("<BBBBHi", 114, 2, 1, 0, n, len(cells)), bytes(81 + 18), bytes(widths)]
    parts += [name.replace(".", "").encode().ljust(33, b"\0") for name in names]
    parts += [bytes(2 * (n + 1)), bytes(49 * n), bytes(33 * n), bytes(81 * n), bytes(5)]
    parts += [cell.encode().ljust(width, b"\0") for row in cells for cell, width in zip(row, widths, strict=True)]
    return b"".join(parts)


def test_the_stata_file_is_the_same_table(tmp_path, spells):
    """Stata's names have no dots."""
    path = tmp_path / "Archigos_4.1_stata14.dta"
    path.write_bytes(stata(GOOD.rows))
    assert detect(path).name == "archigos"
    claims, rejected = loaded(path)
    assert not rejected
    assert [(c.subject, c.object, c.since, c.until) for c in claims] == [
        (c.subject, c.object, c.since, c.until) for c in spells.values()]  # fmt: skip
