"""US bases abroad: access of the United States to each host, with the site as place."""

from __future__ import annotations

from pathlib import Path

import pytest
from kg.loaders import bases
from malformed import Slice, Variant, check, read, variants

from kg.sources import detect

# Made up in the layout of the package's table.
TABLE = """countryname,ccode,iso3c,basename,lat,lon,base,lilypad,fundedsite
Japan,740,JPN,Camp Example,26.3,127.7,1,0,0
"Korea, South",732,KOR,"Example AB, Osan",37.09,127.03,0,0,1
Honduras,91,HND,Base Soñada,NA,NA,0,1,0
Canada,20,CAN,NA,56.1,-106.3,0,1,0
Guam,2,USA,Example Field,13.5,144.8,1,0,0
Greenland,390,DNK,Northern AB,76.5,-68.7,1,0,0
Hong Kong,710,CHN,Example Airport,22.3,113.9,0,1,0
"Congo, Democratic Republic",484,COG,Example Camp,-4.3,15.3,0,1,0
"""
GOOD = Slice(
    TABLE,
    needed="lat",
    bad={
        "countryname": ("", "no name"),
        "ccode": ("999", "no state has the COW number 999"),
        "lat": ("126.3", "not between -90 and 90"),
        "lon": ("east", "is no number"),
        "base": ("2", "neither 0 nor 1"),
    },
    again="Japan,740,JPN,Camp Example,26.3,127.7,0,1,0",
    name="basedata.csv",
)


def written(folder: Path, text: str = TABLE) -> Path:
    path = folder / "basedata.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_each_site_is_access_to_its_host(tmp_path: Path) -> None:
    """Own territory is none; a territory is a region of its state; the Congo is the one that is named."""
    claims, rejected = read(bases, written(tmp_path))
    assert not rejected and detect(tmp_path / "basedata.csv").name == "bases"
    assert {(c.subject.id, c.relation, c.since) for c in claims} == {("USA", "BASE_ACCESS", None)}
    assert [(c.object.id, c.object.state) for c in claims if c.object] == [
        ("JPN", "JPN"), ("KOR", "KOR"), ("HND", "HND"), ("CAN", "CAN"), (None, "DNK"), (None, None), ("COD", "COD")]  # fmt: skip


def test_the_site_is_the_place_with_coordinates_and_kind(tmp_path: Path) -> None:
    """Without a name there is no place, and the coordinates are those of the country."""
    claims = read(bases, written(tmp_path))[0]
    japan, korea, honduras, canada = claims[:4]
    assert japan.place and (japan.place.name, japan.place.state) == ("Camp Example", "JPN")
    assert japan.details == {"latitude": 26.3, "longitude": 127.7, "kinds": "base"}
    assert korea.details["kinds"] == "base of the host funded by the US"
    assert honduras.details == {"kinds": "lilypad"} and honduras.place
    assert canada.place is None and canada.details["uncertain"] == "place"


def test_a_site_that_is_told_twice_is_two(tmp_path: Path) -> None:
    """The public table has one site of Italy in two rows; nothing is merged on a guess."""
    claims, _ = read(bases, written(tmp_path, TABLE + GOOD.again + "\n"))
    assert [c.matter for c in claims if c.object and c.object.id == "JPN"] == [
        "Japan/Camp Example", "Japan/Camp Example#2"]  # fmt: skip


@pytest.mark.parametrize("variant", variants(GOOD), ids=str)
def test_damage_is_told_by_line_and_the_rest_is_read(variant: Variant, tmp_path: Path) -> None:
    check(bases, GOOD, variant, tmp_path)


def test_the_whole_table(shared: Path) -> None:
    """414 sites, 31 of them on US territory (counted in the file); in Germany 44, in Japan 42, in South Korea 32."""
    claims, rejected = read(bases, shared / "data/troopdata/basedata.csv")
    assert not rejected and len(claims) == bases.EXPECTED["2018"]["rows"] - 31
    hosts = [c.object.id for c in claims if c.object]
    assert (hosts.count("DEU"), hosts.count("JPN"), hosts.count("KOR")) == (44, 42, 32)
    assert len({(c.object.key, c.matter) for c in claims if c.object}) == len(claims)
    assert sum("latitude" not in c.details for c in claims) == 6 and hosts.count("COD") == 1 and "COG" not in hosts
    ascension = next(c for c in claims if c.object and c.object.name == "Ascension Island")
    assert ascension.object and ascension.object.state == "GBR"
