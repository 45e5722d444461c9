"""Events of organised violence: one claim for each, with place, range of days and range of deaths."""

from __future__ import annotations

from pathlib import Path

import pytest
from growth import linear
from kg.loaders import ucdp_ged
from malformed import Slice, Variant, check, read, variants

from kg.model import Claim, Document, Rejected
from kg.sources import detect

# The columns of the codebook (49 since version 18); the rows are made up in that layout.
NAMES = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,"
    "dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,"
    "source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,"
    "where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,"
    "date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob"
)


def event(id: int = 1, kind: int = 1, a: str = "Government of Mali", a_id: str = "72", gw_a: str = "432",
          b: str = "AQIM", b_id: str = "539", gw_b: str = "", year: int = 2013, start: str = "2013-02-01",
          end: str = "2013-02-03", dead: str = "1,2,0,0,3,5,3", clarity: int = 1, status: str = "Clear") -> str:  # fmt: skip
    return (
        f'{id},REL-{id},{year},1,{status},{kind},11,11347,"Mali: Government",7,7,A - B,1,{a_id},"{a}",2,{b_id},"{b}",2,'
        f'"Agency, 2 Feb","Office","2013-02-02","Made-up headline, with a comma",,3,"Timbuktu région","north of it",'
        f"Tombouctou région,,16.77,-3.01,POINT (-3.01 16.77),155000,Mali,432,Africa,{clarity},2,{start} 00:00:00.000,"
        f'{end} 00:00:00.000,{dead},"{gw_a}","{gw_b}"\n'
    )


TABLE = (
    NAMES
    + "\n"
    + event()
    + event(2, 3, dead="0,0,4,0,4,9,0", clarity=2)
    + event(3, 2, "MNLA", "1162", "", dead="0,0,0,2,2,2,2")
)
GOOD = Slice(
    TABLE,
    needed="date_end",
    bad={
        "type_of_violence": ("4", "none of 1, 2, 3"),
        "date_start": ("yesterday", "is no day"),
        "date_end": ("2012-01-01", "is before 2013-02-01"),
        "latitude": ("96.77", "not between -90 and 90"),
        "low": ("-3", "no number of dead"),
        "best": ("a few", "is no number"),
        "gwnoa": ("9999", "no state has the Gleditsch-Ward number 9999"),
        "side_b": ("", "no name"),
        "year": ("99999", "no year between"),
    },
    again=event(1, dead="1,2,0,0,30,50,30"),
    name="GEDEvent_v23_1.csv",
)


def written(folder: Path, *events: str, name: str = "GEDEvent_v23_1.csv") -> Path:
    path = folder / name
    path.write_text(NAMES + "\n" + "".join(events), encoding="utf-8")
    return path


def test_sides_that_fought_are_combat_and_civilians_are_attacked(tmp_path: Path) -> None:
    """Types 1 and 2 against type 3; groups have UCDP's number, as in its table of conflicts."""
    path = tmp_path / "GEDEvent_v23_1.csv"
    path.write_text(TABLE, encoding="utf-8")
    claims, rejected = read(ucdp_ged, path)
    assert not rejected and detect(path).name == "ucdp_ged"
    assert [(c.relation, c.subject.id, c.object and c.object.id) for c in claims] == [
        ("COMBAT", "MLI", "ucdp:539"), ("ATTACKS", "MLI", None), ("COMBAT", "ucdp:1162", "ucdp:539")]  # fmt: skip
    victims = claims[1].object
    assert victims and (victims.name, victims.type, victims.state) == ("civilians in Mali", "group", "MLI")


def test_deaths_are_a_range_and_days_a_span(tmp_path: Path) -> None:
    """Low 3, best 3, high 5; three days on which it can have happened. Equal estimates are one number."""
    path = tmp_path / "GEDEvent_v23_1.csv"
    path.write_text(TABLE, encoding="utf-8")
    first, second, third = read(ucdp_ged, path)[0]
    assert first.quantity and (first.quantity.min, first.quantity.max, first.quantity.unit) == (3, 5, "killed")
    assert (first.since, first.until) == ("2013-02-01", "2013-02-03")
    assert (first.details["best"], first.details["deaths_b"]) == (3, 2)
    assert second.quantity and second.quantity.low == 0 and third.quantity and third.quantity.value == 2


def test_estimates_out_of_order_are_uncertain(tmp_path: Path) -> None:
    """Low 99, best 12, high 14: one of them is a slip, and nothing says which. Best 12, high 14, low 12 is in order."""
    path = tmp_path / "GEDEvent_v23_1.csv"
    path.write_text(NAMES + "\n" + event(1, dead="0,0,0,12,12,14,99") + event(2, dead="0,0,0,12,12,14,12"))
    slip, good = read(ucdp_ged, path)[0]
    assert slip.quantity and (slip.quantity.min, slip.quantity.max, slip.details["uncertain"]) == (12, 99, "deaths")
    assert good.quantity and (good.quantity.min, good.quantity.max, good.details.get("uncertain")) == (12, 14, None)


def test_the_place_is_a_region_of_its_state_with_coordinates(tmp_path: Path) -> None:
    """The first-order region with its state, since regions of several states share names."""
    [claim], _ = read(ucdp_ged, written(tmp_path, event()))
    assert claim.place and (claim.place.name, claim.place.state) == ("Tombouctou région, Mali", "MLI")
    assert (claim.details["latitude"], claim.details["longitude"]) == (16.77, -3.01)
    assert (claim.details["place_precision"], claim.details["date_precision"]) == (3, 2)


def test_what_ucdp_doubts_stays_doubtful(tmp_path: Path) -> None:
    """Known from a summary only, or not yet checked (the monthly candidates)."""
    claims, _ = read(ucdp_ged, written(tmp_path, event(), event(2, clarity=2), event(3, status="Check deaths")))
    assert [c.details.get("uncertain") for c in claims] == [None, "event", "Check deaths"]


def test_a_side_of_several_governments_is_each_of_them(tmp_path: Path) -> None:
    """Who of the coalition took part is not said; a list without a number for each cannot be told apart."""
    joint = "Government of United Kingdom, Government of United States of America"
    claims, rejected = read(
        ucdp_ged, written(tmp_path, event(1, a=joint, gw_a="200, 2"), event(2), event(3, a=joint, gw_a="2"))
    )
    assert [(c.subject.id, c.details.get("estimated")) for c in claims] == [("GBR", True), ("USA", True), ("MLI", None)]
    assert [r.where for r in rejected] == ["GEDEvent_v23_1.csv:4"] and "has 1 Gleditsch-Ward numbers" in rejected[
        0
    ].reason


def test_estimates_had_other_names_before(tmp_path: Path) -> None:
    """best_est, high_est and low_est; a table with neither is refused."""
    path = written(tmp_path, event())
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("best,high,low", "best_est,high_est,low_est"), encoding="utf-8")
    assert read(ucdp_ged, path)[0][0].details["best"] == 3
    path.write_text(text.replace("best,high,low", "best,highest,low"), encoding="utf-8")
    with pytest.raises(Exception, match="no column 'high'"):
        read(ucdp_ged, path)


def test_the_version_is_in_the_name(tmp_path: Path) -> None:
    """The table has no column for it."""
    for name, version in (("GEDEvent_v23_1.csv", "23.1"), ("GEDEvent_v24_0_3.csv", "24.0.3"), ("events.csv", None)):
        document = next(t for t in ucdp_ged.load(written(tmp_path, event(), name=name)) if isinstance(t, Document))
        assert document.version == version or (version is None and str(document.version).startswith("undated "))


def test_more_events_than_the_version_has_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two files joined, or one doubled."""
    monkeypatch.setitem(ucdp_ged.EXPECTED, "23.1", {"rows": 1})
    *_, last = ucdp_ged.load(written(tmp_path, event(), event(2)))
    assert isinstance(last, Rejected) and "has 2 events, but version 23.1 has 1" in last.reason


def test_many_events_cost_no_more_each(tmp_path: Path) -> None:
    """The whole file has 385,918 events (version 25.1)."""
    few, many = (written(tmp_path, *(event(n) for n in range(size)), name=f"{size}.csv") for size in (2_000, 16_000))
    assert sum(isinstance(x, Claim) for x in ucdp_ged.load(many)) == 16_000
    assert linear(lambda path: list(ucdp_ged.load(path)), few, many)


@pytest.mark.parametrize("variant", variants(GOOD), ids=str)
def test_damage_is_told_by_line_and_the_rest_is_read(variant: Variant, tmp_path: Path) -> None:
    check(ucdp_ged, GOOD, variant, tmp_path)
