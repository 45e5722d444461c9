"""Defence cooperation agreements: framework treaties between two states, and the years in which they were in force."""

from __future__ import annotations

from pathlib import Path

import pytest
from kg.loaders import dcad
from malformed import Slice, Variant, check, variants

import kg
from kg.model import Claim, Document, Rejected
from kg.schema import load_schema
from kg.sources import detect

# The thirty columns of DCAD-v1.0-main.csv; treaties of our own invention.
HEADER = (
    "ccode1,cowName1,ccode2,cowName2,signDay,signMonth,signYear,EIFDay,EIFMonth,EIFYear,type,category1,category2,"
    "category3,span,renewType,renewYears,terminated,durationActual,endYearEstimate,asymmetry,categoryConf,UNTS,"
    "fullText,sourceType,source,factivaConf,factivaSign,factivaEIF,DCAid"
)
TREATIES = f"""{HEADER}
2,United States,310,Hungary,7,5,1995,1,2,1996,general,3,NA,NA,5,1,5,NA,15,2010,0,1,1,1,2,made up,0,NA,NA,101
220,France,310,Hungary,NA,11,1991,NA,NA,NA,sector,2,4,NA,NA,NA,NA,2001,10,2001,1,1,0,0,1,"made up, too",1,NA,NA,102
365,Russia,369,Ukraine,NA,NA,1993,NA,NA,1993,general,NA,NA,NA,NA,NA,NA,NA,NA,NA,2,1,0,0,1,made up,1,NA,NA,103
"""
DYADS = """ccode1,abbrev1,ccode2,abbrev2,year,dcaGeneralV1,dcaGeneralV2,dcaSectorV1,dcaSectorV2,dcaAnyV1,dcaAnyV2
2,USA,310,HUN,1994,0,0,0,0,0,0
2,USA,310,HUN,1995,1,1,0,0,1,1
2,USA,310,HUN,1996,1,1,0,0,1,1
2,USA,310,HUN,1997,1,1,0,1,1,1
220,FRN,310,HUN,1991,0,0,0,1,0,1
220,FRN,310,HUN,1993,0,0,0,1,0,1
365,RUS,369,UKR,2009,1,1,0,0,1,1
365,RUS,369,UKR,2010,1,1,0,0,1,1
"""


GOOD = Slice(
    TREATIES,
    needed="type",
    bad={
        "ccode1": ("310", "ccode1 and ccode2 are both 310"),
        "ccode2": ("999", "no state has the COW number 999"),
        "type": ("secret", "type: 'secret' is neither 'general' nor 'sector'"),
        "signYear": ("95", "signYear: '95' is no year between 1900 and 2100"),
        "signMonth": ("13", "signYear: '1995-13-07' is no date of the calendar"),
        "endYearEstimate": ("1990", "endYearEstimate: '1990' is no year between 1995"),
    },
    name="DCAD-v1.0-main.csv",
)
YEARS = Slice(
    DYADS,
    needed="dcaAnyV1",
    bad={"year": ("95", "year: '95' is no year"), "dcaAnyV2": ("2", "dcaAnyV2: '2' is neither 0 nor 1")},
    name="DCAD-v1.0-dyadic.csv",
)


@pytest.mark.parametrize("variant", variants(GOOD), ids=str)
def test_damage_is_told_by_line_and_the_other_treaties_are_read(variant: Variant, tmp_path):
    """Encodings, separators, columns, broken lines, compression, suffixes."""
    check(dcad, GOOD, variant, tmp_path)


@pytest.mark.parametrize("variant", variants(YEARS), ids=str)
def test_damage_is_told_by_line_and_the_other_years_are_read(variant: Variant, tmp_path):
    """The same, of the dyad-years."""
    check(dcad, YEARS, variant, tmp_path)


def loaded(path: Path) -> tuple[list[Claim], list[Rejected]]:
    found = list(dcad.load(path))
    return [x for x in found if isinstance(x, Claim)], [x for x in found if isinstance(x, Rejected)]


def written(folder: Path, text: str, name: str = "DCAD-v1.0-main.csv", encoding: str = "utf-8") -> Path:
    (folder / name).write_text(text, encoding=encoding)
    return folder / name


def test_a_treaty_is_an_agreement_from_its_signature_on(tmp_path):
    """Dates are as fine as the table tells them; the day of entry into force is kept beside that of signature."""
    assert detect(written(tmp_path, TREATIES)).name == "dcad"
    claims, rejected = loaded(tmp_path / "DCAD-v1.0-main.csv")
    assert not rejected and {c.relation for c in claims} == {"AGREES_WITH"}
    assert [(c.subject.id, c.object and c.object.id, c.since, c.details.get("in_force")) for c in claims] == [
        ("USA", "HUN", "1995-05-07", "1996-02-01"),
        ("FRA", "HUN", "1991-11", None),
        ("RUS", "UKR", "1993", "1993"),
    ]


def test_an_estimated_end_is_marked_and_the_end_of_the_data_is_open(tmp_path):
    """2001 is what the coders estimate; 2010 is where they stop looking; without an estimate nothing is said."""
    claims, _ = loaded(written(tmp_path, TREATIES))
    assert [(c.until, c.details.get("uncertain"), c.details.get("right_censored")) for c in claims] == [
        (None, None, True), ("2001", "until", None), (None, None, None)]  # fmt: skip


def test_a_treaty_says_what_kind_it_is(tmp_path):
    """General, or of a sector, with its categories and its number."""
    claims, _ = loaded(written(tmp_path, TREATIES))
    assert [(c.matter, c.details["kinds"], c.details.get("note")) for c in claims] == [
        ("101", "general, 3", None), ("102", "sector, 2, 4", "asymmetry 1"), ("103", "general", "asymmetry 2")]  # fmt: skip
    assert {key for c in claims for key in c.details} <= set(load_schema().properties)


def test_years_in_force_become_spells_of_cooperation(tmp_path):
    """A change of kind, or a year without, begins a new spell; the data end in 2010, not the agreement."""
    path = written(tmp_path, DYADS, "DCAD-v1.0-dyadic.csv")
    assert detect(path).name == "dcad"
    claims, rejected = loaded(path)
    assert not rejected and {c.relation for c in claims} == {"COOPERATES_WITH"}
    assert [(c.subject.id, c.since, c.until, c.details["kinds"], c.passage.row) for c in claims] == [
        ("USA", "1995", "1996", "general", 3),
        ("USA", "1997", "1997", "general, sector", 5),
        ("FRA", "1991", "1991", "sector", 6),
        ("FRA", "1993", "1993", "sector", 7),
        ("RUS", "2009", None, "general", 8),
    ]


def test_what_only_the_broad_version_says_is_uncertain(tmp_path):
    """V1 is strict, V2 is broad."""
    claims, _ = loaded(written(tmp_path, DYADS, "DCAD-v1.0-dyadic.csv"))
    assert [c.subject.id for c in claims if c.details.get("uncertain")] == ["FRA", "FRA"]


def test_a_pair_in_both_directions_is_one_pair(tmp_path):
    """Hungary with the United States is the United States with Hungary; their flags are joined."""
    twice = DYADS + "310,HUN,2,USA,1995,1,1,0,1,1,1\n"
    claims, _ = loaded(written(tmp_path, twice, "DCAD-v1.0-dyadic.csv"))
    assert [(c.since, c.details["kinds"]) for c in claims if c.subject.id == "USA"] == [
        ("1995", "general, sector"), ("1996", "general"), ("1997", "general, sector")]  # fmt: skip


def test_treaties_and_dyad_years_are_two_codings_of_one_source(tmp_path):
    """Loaded together, neither replaces the other: the versions differ, and the relations too."""
    paths = [written(tmp_path, TREATIES), written(tmp_path, DYADS, "DCAD-v1.0-dyadic.csv")]
    versions = [next(x for x in dcad.load(p) if isinstance(x, Document)).version for p in paths]
    assert versions == ["1.0", "1.0 dyad-years"]
    with kg.open(tmp_path / "data") as work:
        assert [r.status for r in work.load(paths)] == ["loaded", "loaded"]
        assert {(f.relation, f.source) for f in work.facts(about=["HUN"])} == {
            ("AGREES_WITH", "dcad"), ("COOPERATES_WITH", "dcad")}  # fmt: skip


def test_a_treaty_without_any_year_is_refused(tmp_path):
    """Neither signed nor in force: there is nothing to date it by."""
    claims, rejected = loaded(written(tmp_path, TREATIES.replace("NA,NA,1993,NA,NA,1993", "NA,NA,NA,NA,NA,NA")))
    assert len(claims) == 2 and [(r.where, r.reason) for r in rejected] == [
        ("DCAD-v1.0-main.csv:4", "signYear and EIFYear are both missing")]  # fmt: skip
