"""External support: from each supporter to the party it helped, by kind, with what is alleged kept alleged."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from kg.loaders import ucdp_support
from malformed import Slice, Variant, check, read, variants
from test_loader_cow_mid import stata

from kg.errors import BadInput
from kg.model import Document
from kg.sources import detect
from kg.states import by_gw

# Columns as public code uses them; the rows are made up in that layout.
NAMES = (
    "id,year,active,conflict_id,location,dyad_id,dyad_name,civil,actor_id,actor_name,actor_nonstate,ext_id,ext_name,"
    "ext_nonstate,ext_coalition,ext_coalition_name,ext_elements,ext_bothsides,ext_sup,ext_alleged,"
    "ext_x,ext_p,ext_y,ext_w,ext_m,ext_t,ext_f,ext_i,ext_l,ext_o,ext_u"
)


def row(kinds: str = "wmt", actor: str = "Government of Mali", actor_id: str = "72", ext: str = "Government of France",
        ext_id: str = "9", year: int = 2013, sup: str = "1", alleged: str = "0", elements: str = "0") -> str:  # fmt: skip
    flags = ",".join("1" if letter in kinds else "0" for letter in "xpywmtfilou")
    return (f'1,{year},1,11347,Mali: Government,7,Mali - AQIM,1,{actor_id},"{actor}",0,{ext_id},"{ext}",0,0,,'
            f"{elements},0,{sup},{alleged},{flags}\n")  # fmt: skip


TABLE = (
    NAMES
    + "\n"
    + row()
    + row("xi", ext="Government of Chad", ext_id="70")
    + row("y", "AQIM", "539", "Ansar Exämple", "1050")
)
GOOD = Slice(
    TABLE,
    needed="ext_name",
    bad={
        "year": ("soon", "is no number"),
        "ext_sup": ("2", "neither 0 nor 1"),
        "ext_w": ("yes", "neither 0 nor 1"),
        "ext_name": ("", "no name"),
        "actor_name": ("", "no name"),
    },
    again=row("f"),
    name="ucdp-esd-ty-181.csv",
)
OLD_NAMES = (
    "ywp_id,ywp_year,ywp_name,actorID,bc_id,conflictID,bc_name,country1,locationid1,bwd_id,bwd_name,external_id,"
    "external_exists,external_alleged,external_name,external_nameid,external_type_text,external_type_X,external_type_L,"
    "external_type_Y,external_type_W,external_type_M,external_type_T,external_type_$,external_type_I,external_type_O,"
    "external_type_U,external_comment"
)


def written(folder: Path, *rows: str, names: str = NAMES, name: str = "ucdp-esd-ty-181.csv") -> Path:
    path = folder / name
    path.write_text(names + "\n" + "".join(rows), encoding="utf-8")
    return path


def told(path: Path) -> list[tuple[str, str | None, str | None, object]]:
    claims, rejected = read(ucdp_support, path)
    assert not rejected
    return [(c.relation, c.subject.id, c.object and c.object.id, c.details.get("kinds")) for c in claims]


def test_each_kind_of_support_becomes_its_relation(tmp_path: Path) -> None:
    """Weapons, aid and troops go to the party; who is let into a territory uses it."""
    path = tmp_path / "ucdp-esd-ty-181.csv"
    path.write_text(TABLE, encoding="utf-8")
    assert detect(path).name == "ucdp_support"
    assert sorted(told(path), key=str) == sorted([
        ("ARMS_TRANSFER", "FRA", "MLI", "weapons"), ("MILITARY_AID", "FRA", "MLI", "materiel, training"),
        ("TROOP_DEPLOYMENT", "TCD", "MLI", "troops"), ("MILITARY_AID", "TCD", "MLI", "intelligence"),
        ("BASE_ACCESS", "ucdp:539", "ucdp:1050", "territory"),
    ], key=str)  # fmt: skip
    assert {(c.since, c.until) for c in read(ucdp_support, path)[0]} == {("2013", "2013")}


def test_what_is_alleged_stays_alleged(tmp_path: Path) -> None:
    """With or without support that is established in the same row; elements of a state are noted."""
    claims, _ = read(
        ucdp_support, written(tmp_path, row(), row(alleged="1"), row(alleged="1", sup="0"), row("w", elements="1"))
    )
    assert [c.modality for c in claims if c.relation == "ARMS_TRANSFER"] == [
        "asserted",
        "alleged",
        "alleged",
        "asserted",
    ]
    assert claims[-1].details["note"] == "by elements of the state"


def test_a_year_without_support_is_no_claim(tmp_path: Path) -> None:
    """Most rows of the table say that nobody helped; their supporter is empty."""
    assert told(written(tmp_path, row("", sup="0", ext="", ext_id=""))) == []


def test_support_of_no_kind_that_is_told_is_support(tmp_path: Path) -> None:
    """Other and unknown kinds too."""
    assert told(written(tmp_path, row(""), row("u"))) == [
        ("SUPPORTS", "FRA", "MLI", None),
        ("SUPPORTS", "FRA", "MLI", "unknown"),
    ]


def test_a_list_of_governments_is_each_of_them(tmp_path: Path) -> None:
    """Who of them gave it is not said."""
    claims, _ = read(ucdp_support, written(tmp_path, row("w", ext="Government of France, Government of Chad")))
    assert [(c.subject.id, c.details["estimated"]) for c in claims] == [("FRA", True), ("TCD", True)]


def test_the_older_table_is_read_too(tmp_path: Path) -> None:
    """Supporters by Gleditsch-Ward number below 1000, money in a column named $, -99 for what is not known."""
    old = ("1,1986,Government of Afghanistan,130,1,137,Afghanistan,Afghanistan,700,1,x,9,1,0,Soviet Union,365,X W,"
           "1,0,0,1,0,0,1,0,0,0,\n"
           "2,1986,Made-up Front,300,1,137,Afghanistan,Afghanistan,700,1,x,10,0,1,Pakistan,770,Y,"
           "0,0,1,0,0,-99,0,0,0,0,\n")  # fmt: skip
    path = written(tmp_path, old, names=OLD_NAMES, name="external.csv")
    claims, rejected = read(ucdp_support, path)
    assert not rejected and detect(path).name == "ucdp_support"
    assert [(c.relation, c.subject.key, c.object and c.object.key, c.modality) for c in claims] == [
        ("TROOP_DEPLOYMENT", "RUS", "AFG", "asserted"), ("ARMS_TRANSFER", "RUS", "AFG", "asserted"),
        ("MILITARY_AID", "RUS", "AFG", "asserted"), ("BASE_ACCESS", "ucdp:300", "PAK", "alleged")]  # fmt: skip
    assert next(t for t in ucdp_support.load(path) if isinstance(t, Document)).version == "1.0-2011"


def test_tables_that_do_not_say_who_gave_what_are_refused(tmp_path: Path) -> None:
    """By dyad and by party: supporters and kinds stand side by side."""
    by_dyad = written(
        tmp_path, names="year,conflict_id,dyad_id,ext_sup,ext_id,ext_name,ext_x,ext_w", name="ucdp-esd-dy-181.csv"
    )
    by_party = written(
        tmp_path, names="year,actor_id,actor_name,ext_sup,ext_sup_s,ext_name,ext_x,ext_x_s", name="ay.csv"
    )
    for path in (by_dyad, by_party):
        assert detect(path).name == "ucdp_support"
        with pytest.raises(BadInput, match="load the table by triad and year"):
            list(ucdp_support.load(path))


def test_a_stata_file_gives_the_same(tmp_path: Path) -> None:
    """The data set is published as Stata file too."""
    plain = NAMES + "\n" + (row() + row("xi", ext="Government of Chad", ext_id="70")).replace('"', "")
    words = ("location", "dyad_name", "actor_name", "ext_name", "ext_coalition_name")
    path = tmp_path / "ucdp-esd-ty-181.dta"
    path.write_bytes(stata(plain, words, width=30))
    assert told(path) == told(written(tmp_path, row(), row("xi", ext="Government of Chad", ext_id="70")))


def test_governments_are_those_that_ucdp_numbers(shared: Path) -> None:
    """Each government that stands alone in the table of conflicts: by its name the state of its number, in that year.

    Hyderabad 1947-48 is in neither table of states."""
    wrong = set()
    with (shared / "data/ucdp/ucdp-prio-acd-221.csv").open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            for side in ("side_a", "side_b"):
                code, name, year = line[side.replace("side", "gwno")], line[side], int(line["year"])
                if code.isdecimal() and re.fullmatch(r"Government of [^,]+", name):
                    expected, found = by_gw(int(code), year), ucdp_support.government(name[14:], year)
                    if expected != found:
                        wrong.add(name)
    assert wrong == set()


@pytest.mark.parametrize("variant", variants(GOOD), ids=str)
def test_damage_is_told_by_line_and_the_rest_is_read(variant: Variant, tmp_path: Path) -> None:
    check(ucdp_support, GOOD, variant, tmp_path)
