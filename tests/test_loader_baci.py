"""Trade by product, summed to one flow a year for each pair: who exported how much to whom."""

from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path

import pytest
from kg.loaders import baci
from malformed import Slice, Variant, check, variants

import kg
from kg.errors import BadInput
from kg.model import Claim, Document, Rejected
from kg.sources import detect
from kg.states import states

# BACI's own layout: quantities are padded with blanks, and missing ones are NA.
FILE = "BACI_HS92_Y2022_V202501.csv"
SLICE = """t,i,j,k,v,q
2022,156,408,100630,1000.001,          12.000
2022,156,408,270900,500.500,              NA
2022,408,156,260111,300.000,          90.500
2022,643,408,270900,200.000,           3.000
2022,490,842,854231,50.000,            0.100
2022,344,408,640299,100.000,           2.000
2022,251,757,300490,7.000,             1.000
2022,250,756,300490,3.000,             1.000
"""
CODES = "country_code,country_name,country_iso2,country_iso3\n408,DPR of Korea,KP,PRK\n999,Atlantis,N/A,N/A\n"
OLD_CODES = (
    "country_code,country_name_abbreviation,country_name_full,iso_2digit_alpha,iso_3digit_alpha\n"
    "999,Atlantis,The Kingdom of Atlantis,N/A,N/A\n997,Koryo,Koryo,KP,PRK\n"
)


GOOD = Slice(
    SLICE,
    needed="v",
    bad={
        "v": ("NA", "v: missing; a flow has a value"),
        "i": ("408", "i and j are both 408"),
        "j": ("China", "j: 'China' is no number"),
        "t": ("22", "t: '22' is no year between 1900 and 2200"),
    },
    name=FILE,
)


@pytest.mark.parametrize("variant", variants(GOOD), ids=str)
def test_damage_is_told_by_line_and_the_other_rows_are_summed(variant: Variant, tmp_path):
    """Encodings, separators, columns, broken lines, compression, suffixes."""
    check(baci, GOOD, variant, tmp_path)


def loaded(path: Path) -> tuple[list[Claim], list[Rejected]]:
    found = list(baci.load(path))
    return [x for x in found if isinstance(x, Claim)], [x for x in found if isinstance(x, Rejected)]


def written(folder: Path, text: str = SLICE, name: str = FILE, encoding: str = "utf-8") -> Path:
    (folder / name).write_text(text, encoding=encoding)
    return folder / name


def flows(claims: list[Claim]) -> dict[tuple[str, str, str], float]:
    return {(c.subject.key, str(c.object and c.object.key), str(c.since)): float(c.quantity.value or 0)
            for c in claims if c.quantity}  # fmt: skip


def test_products_are_summed_to_one_flow_of_dollars(tmp_path):
    """1,000.001 and 500.500 thousand are 1,500,501 dollars, to the dollar; the first row is cited."""
    assert detect(written(tmp_path)).name == "baci"
    claims, rejected = loaded(tmp_path / FILE)
    assert not rejected and len(claims) == 6
    china = next(c for c in claims if (c.subject.id, c.object and c.object.id) == ("CHN", "PRK"))
    assert china.quantity and (china.quantity.value, china.quantity.unit) == (1_500_501.0, "USD")
    assert china.passage.row == 2
    assert china.passage.text == "t 2022, i 156, j 408, v 1500.501 in 2 rows"


def test_the_codes_of_customs_areas_mean_their_states(tmp_path):
    """490 is Taiwan, and the flow says why; 842 the USA; 251 and 250 are one France, 757 and 756 one Switzerland."""
    claims, _ = loaded(written(tmp_path))
    found = flows(claims)
    assert found["TWN", "USA", "2022"] == 50_000 and found["FRA", "CHE", "2022"] == 10_000
    notes = {c.subject.id: c.details.get("note") for c in claims}
    assert str(notes["TWN"]).startswith("code 490") and notes["FRA"] is None


def test_a_place_that_is_no_state_is_a_partner_of_its_own(tmp_path):
    """Hong Kong is not counted as China, which would make another dependence of it."""
    hong_kong = next(c.subject for c in loaded(written(tmp_path))[0] if c.subject.type == "region")
    assert (hong_kong.name, hong_kong.id, hong_kong.state) == ("Hong Kong", None, None)


def test_every_state_of_today_has_its_iso_number():
    """ISO 3166 gives one number to each state with ISO letters here; Kosovo has letters of its own and no number."""
    lettered = {s.iso3 for s in states() if s.iso3}
    assert set(baci.ISO.values()) == lettered - {"XKX"} and len(baci.ISO) == len(lettered) - 1
    assert {n: baci.ISO[n] for n in (408, 410, 156, 392, 643, 840)} == {
        408: "PRK", 410: "KOR", 156: "CHN", 392: "JPN", 643: "RUS", 840: "USA"}  # fmt: skip
    assert not set(baci.ISO) & set(baci.PLACES) and not set(baci.ISO) & set(baci.AREAS)


@pytest.mark.parametrize(("name", "text", "known"), [
    ("country_codes_V202501.csv", CODES, ["Atlantis"]),
    ("country_codes_V202102.csv", OLD_CODES, ["The Kingdom of Atlantis", "North Korea"]),
])  # fmt: skip
def test_a_code_that_is_in_no_list_is_looked_up_beside_the_file(tmp_path, name, text, known):
    """In both layouts of the list that comes with the data; what neither knows keeps its number, and is told."""
    path = written(tmp_path, "t,i,j,k,v,q\n2022,156,999,1,1,1\n2022,156,997,1,1,1\n")
    claims, rejected = loaded(path)
    assert [c.object.name for c in claims if c.object] == ["BACI code 999", "BACI code 997"]
    assert [r.reason.split(";")[0] for r in rejected] == [
        "code 997 is in no list of countries", "code 999 is in no list of countries"]  # fmt: skip
    written(tmp_path, text, name)
    claims, rejected = loaded(path)
    assert [c.object.name for c in claims if c.object][: len(known)] == known and len(rejected) == 2 - len(known)


def test_the_version_is_the_release_and_the_nomenclature(tmp_path):
    """So that the yearly files of one release are one version."""
    document = next(x for x in baci.load(written(tmp_path)) if isinstance(x, Document))
    assert document.version == "202501 HS92"


def test_several_years_in_one_file_are_told_apart(tmp_path):
    """A year ends where the next begins; a year in two places would be told twice, and is refused."""
    later = SLICE.replace("2022,", "2023,").split("\n", 1)[1]
    claims, rejected = loaded(written(tmp_path, SLICE + later))
    assert not rejected and len(claims) == 12
    assert [flows(claims)["CHN", "PRK", year] for year in ("2022", "2023")] == [1_500_501.0] * 2
    with pytest.raises(BadInput, match="rows of 2022 stand in two places; sort the file by t"):
        loaded(written(tmp_path, SLICE + later + SLICE.split("\n", 1)[1]))


def test_dependence_has_baci_as_its_own_denominator(tmp_path):
    """North Korea in 2022: 1,500,501 and 300,000 with China, 200,000 with Russia, 100,000 with Hong Kong."""
    cow = "ccode1,ccode2,year,flow1,flow2\n731,710,2022,3,1\n731,365,2022,4,0\n"
    with kg.open(tmp_path / "data") as work:
        work.load([written(tmp_path), written(tmp_path, cow, "Dyadic.csv")])
        metric = work.metric("dependence", of="North Korea", on="China", dimension="trade", source="baci")
        [point] = metric["series"]
        assert point["value"] == pytest.approx(1_800_501 / 2_100_501) and point["source"] == "baci"
        both = work.metric("dependence", of="PRK", on="CHN", dimension="trade")["series"]
        assert {p["source"]: p["value"] for p in both} == {
            "baci": point["value"], "cow_trade": 0.5}, "two sources are two lines"  # fmt: skip
        assert work.explain(point["id"])["parts"][0]["claims"][0]["row"] in (2, 4)


def test_the_products_of_older_releases_have_another_name(tmp_path):
    """hs6 for k, until 2016."""
    path = written(tmp_path, SLICE.replace(",k,", ",hs6,"))
    assert detect(path).name == "baci" and len(loaded(path)[0]) == 6


def test_a_value_below_zero_is_no_flow(tmp_path):
    """BACI has none; a file that has one was changed."""
    claims, rejected = loaded(written(tmp_path, SLICE + "2022,156,410,1,-5,1\n"))
    assert len(claims) == 6 and [r.reason for r in rejected] == ["v: -5 is below 0; a flow has a value"]


def test_memory_is_of_pairs_and_not_of_rows(tmp_path):
    """Ten times the rows of the same 400 pairs, compressed, take no more memory: no list of rows is kept."""

    def peak(products: int) -> int:
        lines = "".join(f"2022,{i},{j},{k},1.000,1.000\n" for i in (156, 392, 410, 643) for j in range(900, 1000)
                        for k in range(products))  # fmt: skip
        (tmp_path / "b.csv.gz").write_bytes(gzip.compress(("t,i,j,k,v,q\n" + lines).encode(), 1))
        tracemalloc.start()
        claims = [x for x in baci.load(tmp_path / "b.csv.gz") if isinstance(x, Claim)]
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert len(claims) == 400 and {c.quantity.value for c in claims if c.quantity} == {1000.0 * products}
        return most

    assert peak(200) < 1.5 * peak(20)
