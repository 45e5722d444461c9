"""Militarized disputes: what each state did to each of the other side, from text and from Stata's files."""

from __future__ import annotations

import csv
import gzip
import struct
from collections import Counter
from pathlib import Path

import pytest
from kg.loaders import cow_mid
from malformed import Slice, Variant, check, read, variants

from kg.errors import BadInput
from kg.model import Document
from kg.sources import detect
from kg.states import by_cow

NAMES = ("dispnum3,dispnum4,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,revstate,revtype1,revtype2,"
         "fatality,fatalpre,hiact,hostlev,orig,version")  # fmt: skip
# Made up in the layout of release 4.3. Dispute 9001: two states, one shows force and one seizes a ship; days of
# the beginning are not known. Dispute 9002: one state attacks, two stand against it, one of them without acting.
TABLE = f"""{NAMES}
9001,-9,PRK,731,-9,3,1990,12,4,1990,1,1,1,-9,0,0,7,3,1,4.3
9001,-9,JPN,740,-9,3,1990,12,4,1990,0,0,0,-9,2,-9,15,4,1,4.3
9002,-9,RUS,365,1,7,2001,3,7,2001,1,1,2,-9,1,7,16,4,1,4.3
9002,-9,UKG,200,1,7,2001,3,7,2001,0,0,0,-9,0,0,1,2,1,4.3
9002,-9,FRN,220,2,7,2001,3,7,2001,0,0,0,-9,-9,-9,0,1,0,4.3
"""
GOOD = Slice(
    TABLE,
    needed="hiact",
    bad={
        "ccode": ("9999", "no state has the COW number 9999"),
        "styear": ("-9", "no year of beginning"),
        "stmon": ("13", "no date of the calendar"),
        "endyear": ("1980", "before it began"),
        "sidea": ("2", "neither 0 nor 1"),
        "hostlev": ("7", "none of 1 to 5"),
        "hiact": ("44", "none of 0 to 21"),
        "fatality": ("9", "none of 0 to 6"),
        "dispnum3": ("-9", "has no number"),
    },
    again="9001,-9,PRK,731,-9,3,1990,12,4,1990,1,1,1,-9,0,0,16,4,1,4.3",
    name="MIDB 4.3.csv",
)


def written(folder: Path, text: str = TABLE) -> Path:
    path = folder / "MIDB 4.3.csv"
    path.write_text(text)
    return path


def stata(text: str, strings: tuple[str, ...] = ("stabb",), width: int = 3) -> bytes:
    """The same table as a Stata file of release 118: text of some bytes, whole numbers, and a float for the version."""
    names, *rows = [line.split(",") for line in text.splitlines()]
    codes = [width if n in strings else 65527 if n == "version" else 65529 for n in names]
    form = "<" + "".join({width: f"{width}s", 65527: "f", 65529: "h"}[c] for c in codes)
    cells = [[c.encode() if n in strings else float(c) if n == "version" else int(c) if c else 32741
              for n, c in zip(names, row, strict=True)] for row in rows]  # fmt: skip
    head = b"<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>" + struct.pack("<H", len(names))
    head += b"</K><N>" + struct.pack("<Q", len(rows)) + b"</N><label>\0\0</label><timestamp>\0</timestamp></header>"
    types = b"<variable_types>" + struct.pack(f"<{len(names)}H", *codes) + b"</variable_types>"
    called = b"<varnames>" + b"".join(n.encode().ljust(129, b"\0") for n in names) + b"</varnames>"
    data = b"<data>" + b"".join(struct.pack(form, *row) for row in cells) + b"</data></stata_dta>"
    at = len(head) + len("<map></map>") + 112
    places = [0, len(head), at, at + len(types), 0, 0, 0, 0, 0, at + len(types) + len(called), 0, 0, 0, 0]
    return head + b"<map>" + struct.pack("<14Q", *places) + b"</map>" + types + called + data


def test_each_state_did_what_it_did_itself(tmp_path: Path) -> None:
    """The level of hostility is the state's own: a show of force on one side, a seizure on the other."""
    claims, rejected = read(cow_mid, written(tmp_path))
    told = [(c.relation, c.subject.id, c.object and c.object.id, c.details.get("estimated")) for c in claims]
    assert not rejected and told == [
        ("MOBILIZES", "PRK", "JPN", None),
        ("CASUALTIES", "JPN", "PRK", None),
        ("COERCES", "JPN", "PRK", None),
        ("CASUALTIES", "RUS", None, None),
        ("ATTACKS", "RUS", "GBR", True),
        ("ATTACKS", "RUS", "FRA", True),
        ("THREATENS", "GBR", "RUS", None),
    ]


def test_dates_are_those_on_which_both_were_in_it_and_as_fine_as_told(tmp_path: Path) -> None:
    """A day of -9 leaves the month; a state that joined a day later was attacked from that day on."""
    claims, _ = read(cow_mid, written(tmp_path))
    spells = {
        (c.subject.id, c.object and c.object.id): (c.since, c.until) for c in claims if c.relation != "CASUALTIES"
    }
    assert spells["PRK", "JPN"] == ("1990-03", "1990-04-12")
    assert spells["RUS", "GBR"] == ("2001-07-01", "2001-07-03") and spells["RUS", "FRA"][0] == "2001-07-02"


def test_deaths_are_a_class_or_a_number(tmp_path: Path) -> None:
    """Class 2 is 26 to 100; 7 is 7; -9 is not known and nothing is said."""
    dead = {c.subject.id: c.quantity for c in read(cow_mid, written(tmp_path))[0] if c.relation == "CASUALTIES"}
    assert dead["JPN"] and (dead["JPN"].min, dead["JPN"].max) == (26, 100)
    assert dead["RUS"] and dead["RUS"].value == 7 and "FRA" not in dead


def test_a_war_is_told_once_for_each_pair(tmp_path: Path) -> None:
    """Both began a war with each other: one combat, told by side A."""
    war = TABLE.replace("7,3,1,4.3", "20,5,1,4.3").replace("15,4,1,4.3", "20,5,1,4.3")
    claims, _ = read(cow_mid, written(tmp_path, war))
    assert [c.subject.id for c in claims if c.relation == "COMBAT"] == ["PRK"]


def test_releases_number_disputes_in_columns_of_their_own(tmp_path: Path) -> None:
    """Release 5 has `dispnum`; a dispute new in release 4 only `dispnum4`."""
    five = "\n".join(line.replace(",-9,", ",", 1) for line in TABLE.splitlines()).replace(
        "dispnum3,dispnum4", "dispnum"
    )
    four = TABLE.replace("9001,-9", "-9,9001")
    for text in (five, four):
        claims, rejected = read(cow_mid, written(tmp_path, text))
        assert not rejected and {c.details["conflict"] for c in claims} == {"MID 9001", "MID 9002"}


def test_a_stata_file_gives_the_claims_of_the_text(tmp_path: Path) -> None:
    """By content, packed or not, under any name; the version is 4.3 and not 4.300000190734863."""
    expected = Counter(c.matter + c.relation for c in read(cow_mid, written(tmp_path))[0])
    for name, content in (("MIDB 4.3.dta", stata(TABLE)), ("b.csv", gzip.compress(stata(TABLE)))):
        path = tmp_path / name
        path.write_bytes(content)
        claims, rejected = read(cow_mid, path)
        assert not rejected and Counter(c.matter + c.relation for c in claims) == expected
        assert detect(path).name == "cow_mid"
        assert next(t for t in cow_mid.load(path) if isinstance(t, Document)).version == "4.3"


def test_a_damaged_stata_file_is_told(tmp_path: Path) -> None:
    """Cut off in its records: the rows before are read. Cut off above them, or without a column: refused."""
    path = tmp_path / "b.dta"
    whole = stata(TABLE)
    path.write_bytes(whole[: whole.index(b"</data>") - 40])
    claims, [bad] = read(cow_mid, path)
    assert claims and bad.where == "b.dta:5" and "the file ends here, before 5 records" in bad.reason
    path.write_bytes(whole[:300])
    with pytest.raises(BadInput, match="no whole Stata file"):
        list(cow_mid.load(path))
    path.write_bytes(stata(TABLE.replace("hiact", "hiact2")))
    with pytest.raises(BadInput, match="no column 'hiact'"):
        list(cow_mid.load(path))
    path.write_bytes(stata(TABLE.replace("9001,-9,PRK,731", "9001,-9,PRK,").replace("revtype1", "novelty")))
    claims, rejected = read(cow_mid, path)
    assert [(r.where, r.reason[:20]) for r in rejected] == [
        ("b.dta:1", "ccode: '' is no whol"), ("b.dta:0", "header: column 'nove")]  # fmt: skip


def test_the_table_of_disputes_names_nobody_and_says_so(tmp_path: Path) -> None:
    """MIDA: outcome and settlement of a dispute without its parties."""
    path = tmp_path / "MIDA 4.3.csv"
    path.write_text(
        "dispnum3,stday,stmon,styear,outcome,settle,hiact,hostlev,numa,numb,version\n9001,-9,3,1990,6,1,7,3,1,1,4.3\n"
    )
    assert detect(path).name == "cow_mid"
    with pytest.raises(BadInput, match=r"names no states.*load the table of participants \(MIDB\)"):
        list(cow_mid.load(path))


@pytest.mark.parametrize("variant", variants(GOOD), ids=str)
def test_damage_is_told_by_line_and_the_rest_is_read(variant: Variant, tmp_path: Path) -> None:
    check(cow_mid, GOOD, variant, tmp_path)


def test_the_whole_file_of_participants(shared: Path) -> None:
    """MID 4.3: 5,558 participants in 2,315 disputes (counted in the file); none is refused.

    Dispute 4 is the Corfu Channel of 1946: Albania attacked (action 16), the United Kingdom lost 26 to 100."""
    path = shared / "data/cow/MIDB 4.3.dta"
    claims, rejected = read(cow_mid, path)
    assert not rejected and detect(path).name == "cow_mid"
    assert Counter(c.relation for c in claims) == {
        "MOBILIZES": 1573, "COMBAT": 1215, "ATTACKS": 1100, "CASUALTIES": 896, "COERCES": 424, "THREATENS": 364}  # fmt: skip
    corfu = {(c.relation, c.subject.id) for c in claims if c.details["conflict"] == "MID 4"}
    assert corfu == {("ATTACKS", "ALB"), ("CASUALTIES", "GBR"), ("MOBILIZES", "GBR")}
    assert len({(c.relation, c.subject.key, c.object and c.object.key, c.matter) for c in claims}) == len(claims)


def test_states_of_different_sides_are_the_dyads_of_disputes(shared: Path) -> None:
    """Against the directed dyads of militarized disputes that peacesciencer distributes (to 2014): of 7,046 dyads in
    disputes that release 4.3 has, 7,040 are on different sides at one time here, and 2 more; where only one state
    stood on the other side, its dyad says the same level of 4,904 states out of 4,909. (Differences of releases.)"""
    dyads = {}
    with gzip.open(shared / "data/cow/derived/cow_mid_directed_dyad_disputes.csv.gz", "rt") as file:
        for line in csv.DictReader(file):
            a, b = by_cow(int(line["ccode1"])), by_cow(int(line["ccode2"]))
            dyads.setdefault((f"MID {line['dispnum']}", a and a.id, b and b.id), int(line["hostlev1"]))
    claims, _ = read(cow_mid, shared / "data/cow/MIDB 4.3.dta")
    told = [c for c in claims if c.relation != "CASUALTIES"]
    ours = {(str(c.details["conflict"]), c.subject.id, c.object and c.object.id): c for c in told}
    ours |= {(m, b, a): c for (m, a, b), c in ours.items() if c.relation == "COMBAT" and (m, b, a) not in ours}
    acted = {k for k, level in dyads.items() if level > 1 and k[0] in {m for m, _, _ in ours}}
    assert len(acted - ours.keys()) <= 6 and len(ours.keys() - dyads.keys()) <= 2
    certain = [k for k, c in ours.items() if k in dyads and k[1] == c.subject.id and not c.details.get("estimated")]
    assert sum(dyads[k] == ours[k].details["hostility"] for k in certain) >= len(certain) - 5 > 2_000


def test_the_whole_table_of_disputes_is_known_and_refused(shared: Path) -> None:
    """MIDA 4.3 as Stata writes it."""
    path = shared / "data/cow/MIDA 4.3.dta"
    assert detect(path).name == "cow_mid"
    with pytest.raises(BadInput, match="names no states"):
        list(cow_mid.load(path))
