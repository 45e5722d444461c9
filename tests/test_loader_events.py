"""Coded events of GDELT and ICEWS, counted by directed pair, month and meaning, and kept row by row."""

from __future__ import annotations

import csv
import gzip
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from kg.loaders import gdelt, icews

import kg
from kg.errors import BadInput
from kg.event_counts import Counts
from kg.event_layout import meaning
from kg.events import loaded, rows_of
from kg.model import MODALITIES, RECORD_ONLY, RELATIONS, Claim, Document, Kept, Rejected
from kg.sources import detect
from kg.states import by_code


def read(layout: Any, path: Path, folder: Path | None = None) -> tuple[list[Claim], list[Rejected], Counts, Document]:
    found = list(loaded(layout, path, folder=folder))
    [counts] = [x for x in found if isinstance(x, Counts)]
    [document] = [x for x in found if isinstance(x, Document)]
    return [x for x in found if isinstance(x, Claim)], [x for x in found if isinstance(x, Rejected)], counts, document


def by_dyad_year(claims: list[Claim]) -> Counter[tuple[str | None, str | None, str]]:
    counted: Counter[tuple[str | None, str | None, str]] = Counter()
    for c in claims:
        assert c.object and c.since and c.quantity and c.quantity.value == c.details["n_events"]
        counted[c.subject.id, c.object.id, c.since[:4]] += int(c.quantity.value or 0)
    return counted


# -- GDELT ---------------------------------------------------------------------------------------


def gdelt_row(event: int = 1, width: int = 61, **cells: str) -> str:
    """One line, made by hand: on 24 October 2019 somebody in North Korea criticises somebody in South Korea."""
    columns = gdelt.VERSIONS[width][1]
    row = {
        "GLOBALEVENTID": str(event), "SQLDATE": "20191024", "MonthYear": "201910", "Year": "2019",
        "FractionDate": "2019.8055", "Actor1Code": "PRKGOV", "Actor1Name": "PYONGYANG", "Actor1CountryCode": "PRK",
        "Actor1Type1Code": "GOV", "Actor2Code": "KOR", "Actor2Name": "SEOUL", "Actor2CountryCode": "KOR",
        "IsRootEvent": "1", "EventCode": "111", "EventBaseCode": "111", "EventRootCode": "11", "QuadClass": "3",
        "GoldsteinScale": "-2.0", "NumMentions": "4", "NumSources": "1", "NumArticles": "4", "AvgTone": "-3.5",
        "ActionGeo_Type": "4", "ActionGeo_FullName": "Hamhung, North Korea", "ActionGeo_CountryCode": "KN",
        "ActionGeo_ADM1Code": "KN03", "ActionGeo_Lat": "39.9", "ActionGeo_Long": "127.5",
        "DATEADDED": "20191025143000", "SOURCEURL": "https://news.example/1",
    }  # fmt: skip
    row |= cells
    return "\t".join(row.get(name, "") for name in columns)


def gdelt_file(path: Path, *lines: str) -> Path:
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [57, 58, 61])
def test_gdelt_is_known_by_the_shape_of_its_lines(tmp_path, width):
    """No header: 57 columns until 2013, 58 with the address of the report, 61 in version 2.0; the name does not count."""
    path = gdelt_file(tmp_path / "events.txt", *(gdelt_row(n, width) for n in range(1, 4)))
    assert detect(path).name == "gdelt"
    claims, rejected, counts, document = read(gdelt, path)
    assert not rejected and counts == Counts(rows=3, claimed=3)
    assert document.version == ("2.0" if width == 61 else "1.0") and document.published == "2019-10-25"
    assert [(c.subject.id, c.relation, c.object.id, c.since) for c in claims if c.object] == [
        ("PRK", "ACCUSES", "KOR", "2019-10")]  # fmt: skip
    assert claims[0].quantity and claims[0].quantity.value == 3 and claims[0].quantity.unit == "events"
    assert claims[0].details == {"n_events": 3, "codes": "111", "intensity": -2.0, "intensity_min": -2.0,
                                 "intensity_max": -2.0}  # fmt: skip


def test_actors_have_cameo_codes_and_places_fips_codes(tmp_path):
    """AUS is Australia as an actor; as a place AU is Austria and AS Australia."""
    row = gdelt_row(1, Actor1CountryCode="AUS", Actor2CountryCode="AUT", ActionGeo_CountryCode="AU")
    claims, _, _, document = read(gdelt, gdelt_file(tmp_path / "e.CSV", row), tmp_path)
    assert claims[0].object and (claims[0].subject.id, claims[0].object.id) == ("AUS", "AUT")
    [told] = rows_of(tmp_path, claims[0], "CAMEO")
    assert (told["place"], told["row"], told["url"]) == ("AUT", 1, "https://news.example/1")
    assert document.id in claims[0].passage.text


def test_what_is_no_event_between_two_known_actors_is_counted_and_kept_as_rows(tmp_path):
    """A state with itself, one actor, and a region of the world instead of a state; an alliance is known by its group code."""
    rows = (
        gdelt_row(1),
        gdelt_row(2, Actor2CountryCode="PRK"),
        gdelt_row(3, Actor2Code="", Actor2Name="", Actor2CountryCode=""),
        gdelt_row(4, Actor2CountryCode="EUR"),
        gdelt_row(5, Actor2Code="IGONAT", Actor2CountryCode="", Actor2KnownGroupCode="NAT"),
    )
    claims, _, counts, _ = read(gdelt, gdelt_file(tmp_path / "e.CSV", *rows))
    assert counts == Counts(rows=5, alone=1, unknown=1, domestic=1, claimed=2)
    assert {c.object.id for c in claims if c.object} == {"KOR", "org:NATO"}


def test_an_event_of_a_day_to_come_is_kept_and_told_and_stretches_no_series(tmp_path):
    """2099 is a slip of whoever coded it: the row is read as it stands, is no loss, and the 79 years before it hold nothing."""
    rows = (gdelt_row(1), *(gdelt_row(n, SQLDATE="20990101", MonthYear="209901", Year="2099") for n in (2, 3)))
    path = gdelt_file(tmp_path / "e.CSV", *rows)
    _, [told], counts, _ = read(gdelt, path)
    assert isinstance(told, Kept) and told.where == "e.CSV:2" and counts == Counts(rows=3, claimed=3)
    assert told.reason == "date: 2 events are of days still to come, the last 2099-01-01; kept as told"
    with kg.open(tmp_path / "kg-data") as g:
        [result] = g.load(path)
        assert (result.status, result.rejected_rows, len(result.warnings)) == ("loaded", 0, 1)
        found = g.metric("events", of="PRK", on="KOR")
    assert [(p["year"], p["value"]) for p in found["series"]] == [(2019, 1.0), (2099, 2.0)]
    assert found["last_year"] == 2019 and "events are dated in years to come: 2099" in found["note"]


def test_an_event_told_twice_counts_once(tmp_path):
    """By its id, also where other events stand between."""
    rows = [gdelt_row(n) for n in (7, 8, 7, 9, 8)]
    claims, _, counts, _ = read(gdelt, gdelt_file(tmp_path / "e.CSV", *rows))
    assert counts == Counts(rows=5, duplicates=2, claimed=3)
    assert [c.details["n_events"] for c in claims] == [3]


def test_an_event_is_told_again_in_whatever_part_of_a_large_file(tmp_path, monkeypatch):
    """Parts of a few lines, and few events that are compared in one go."""
    rows = [gdelt_row(n, GoldsteinScale=str(n % 7)) for n in range(1, 61)] + [gdelt_row(n) for n in (5, 5, 50)]
    path = gdelt_file(tmp_path / "e.CSV", *rows)
    whole = list(loaded(gdelt, path))
    monkeypatch.setattr("kg.event_lines.CHUNK", 1_000)
    for part, compared, pending in ((1, 1 << 24, 1), (1, 2, 0), (3_000, 1, 1)):
        monkeypatch.setattr("kg.event_counts.PENDING", pending)
        monkeypatch.setattr("kg.event_lines.PART", part)
        monkeypatch.setattr("kg.event_counts.PARTITION", compared)
        assert list(loaded(gdelt, path)) == whole
        assert whole[-1] == Counts(rows=63, duplicates=3, claimed=60)


@pytest.mark.parametrize(
    ("events", "again"),
    [
        ([9, 8, 7, 8, 9, 6], 2),  # falling: each may have been told before
        (["7", "007", "+7", "7"], 1),  # ids are told apart as they are written
        ([1, "b", 2, "a", 3, "b", 4, "9" * 30, 5, "9" * 30, 6], 2),  # ids that are no numbers, or large ones
        ([5, 99, 6, 7, 99, 6, 5], 3),  # one far ahead of its place
        (["-3", "0", "-3", "0", "1.0", "1"], 2),
    ],
)
@pytest.mark.parametrize("part", [1, 1 << 24])
def test_events_need_not_stand_in_the_order_of_their_ids(tmp_path, monkeypatch, events, again, part):
    """In whatever order ids stand and whatever they look like: the first row of each counts, and no other."""
    monkeypatch.setattr("kg.event_lines.PART", part)
    rows = [gdelt_row(n, GLOBALEVENTID=str(event)) for n, event in enumerate(events)]
    claims, _, counts, _ = read(gdelt, gdelt_file(tmp_path / "e.CSV", *rows), tmp_path)
    assert counts == Counts(rows=len(events), duplicates=again, claimed=len(events) - again)
    assert [row["event"] for row in rows_of(tmp_path, claims[0], "CAMEO")] == list(dict.fromkeys(map(str, events)))


def test_a_line_without_end_deep_in_a_file_is_refused(tmp_path):
    """Twenty million characters without a line end are no table of events."""
    path = gdelt_file(tmp_path / "e.CSV", *(gdelt_row(n) for n in range(1, 50)), "x" * 20_000_000 + "\n")
    with pytest.raises(BadInput, match="has a line of more than 16,777,216 bytes"):
        read(gdelt, path, tmp_path / "events")


def test_what_is_intended_is_not_counted_with_what_was_done(tmp_path):
    """CAMEO 0312 is intent to cooperate militarily, 062 is doing so; 1622 is cutting military aid."""
    rows = (
        gdelt_row(1, EventCode="0312", GoldsteinScale="5.2"),
        gdelt_row(2, EventCode="062", GoldsteinScale="7.4"),
        gdelt_row(3, EventCode="1622", GoldsteinScale="-5.6"),
        gdelt_row(4, EventCode="010", GoldsteinScale="0.0"),
    )
    claims, *_ = read(gdelt, gdelt_file(tmp_path / "e.CSV", *rows))
    assert [(c.relation, c.modality, c.polarity, c.details["intensity"]) for c in claims] == [
        ("COOPERATES_WITH", "future", "positive", 5.2),
        ("COOPERATES_WITH", "asserted", "positive", 7.4),
        ("MILITARY_AID", "asserted", "negative", -5.6),
        ("SPEAKS_OF", "asserted", "positive", 0.0),
    ]


BAD = [
    (gdelt_row(2, SQLDATE="20191324"), "date: '20191324' is no day of the calendar"),
    (gdelt_row(2, SQLDATE=""), "date: '' is no day of the calendar"),
    (gdelt_row(2, EventCode="999"), "code: '999' is no code of CAMEO"),
    (gdelt_row(2, EventCode="---"), "code: '---' is no code of CAMEO"),
    (gdelt_row(2, GoldsteinScale="warm"), "intensity: 'warm' is no number between -10 and 10"),
    (gdelt_row(2, GoldsteinScale="70"), "intensity: '70' is no number between -10 and 10"),
    (gdelt_row(2, GLOBALEVENTID=""), "event id: there is none"),
    (gdelt_row(2).rpartition("\t")[0], "has 60 fields, the format 61"),
    (gdelt_row(2) + "\tmore", "has 62 fields, the format 61"),
    (gdelt_row(2, Actor1Name="A\tB"), "has 62 fields, the format 61"),
    (gdelt_row(2, Actor1Name="x" * 70_000), "is longer than 65,536 characters"),
    (gdelt_row(2, Actor1Name="a\0b"), "holds a NUL character"),
]


@pytest.mark.parametrize(("line", "reason"), BAD, ids=[reason for _, reason in BAD])
@pytest.mark.parametrize("pack", ["plain", "gzip", "zip"])
def test_a_bad_line_is_listed_and_the_others_count(tmp_path, line, reason, pack):
    """One bad line among good ones, in a plain or compressed file, whatever its suffix says."""
    text = "\n".join([gdelt_row(1), line, gdelt_row(3), gdelt_row(4)]) + "\n"
    path = tmp_path / "export.dat"
    if pack == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("export.CSV", text)
    else:
        path.write_bytes(gzip.compress(text.encode()) if pack == "gzip" else text.encode())
    assert detect(path).name == "gdelt"
    claims, rejected, counts, _ = read(gdelt, path)
    assert [(r.where, r.reason) for r in rejected] == [("export.dat:2", reason)]
    assert counts == Counts(rows=4, bad=1, claimed=3) and [c.details["n_events"] for c in claims] == [3]
    assert len(rejected[0].raw) <= 200


def test_a_line_too_short_and_one_too_long_do_not_hide_each_other(tmp_path):
    """Their tabs add up to those of two good lines."""
    rows = [gdelt_row(1), gdelt_row(2) + "\tmore", gdelt_row(3).rpartition("\t")[0], gdelt_row(4)]
    _, rejected, counts, _ = read(gdelt, gdelt_file(tmp_path / "e.CSV", *rows))
    assert [r.where for r in rejected] == ["e.CSV:2", "e.CSV:3"] and counts.claimed == 2


def test_quotes_are_no_marks_and_blank_lines_no_rows(tmp_path):
    """GDELT writes names as they come: an opening quote does not swallow the lines after it."""
    rows = [gdelt_row(1, Actor1Name='THE "EAGLE'), "", gdelt_row(2), gdelt_row(3) + "\t\t", gdelt_row(4) + "\r"]
    claims, rejected, counts, _ = read(gdelt, gdelt_file(tmp_path / "e.CSV", *rows))
    assert not rejected and counts.claimed == 4 and claims[0].details["n_events"] == 4


def test_a_line_that_is_not_utf8_among_lines_that_are_is_bad(tmp_path):
    """A file in one other encoding is read; one that changes its encoding midway is not trusted in that line."""
    good, odd = gdelt_row(1, Actor1Name="CÔTE"), gdelt_row(2, Actor1Name="CÔTE")
    path = tmp_path / "e.CSV"
    path.write_bytes(good.encode() + b"\n" + odd.encode("latin-1") + b"\n" + gdelt_row(3).encode() + b"\n")
    _, rejected, counts, _ = read(gdelt, path)
    assert [(r.where, r.reason) for r in rejected] == [("e.CSV:2", "is not UTF-8, as the lines before it are")]
    assert counts.claimed == 2
    path.write_bytes(odd.encode("latin-1") + b"\n")
    claims, rejected, _, _ = read(gdelt, path, tmp_path)
    assert not rejected and rows_of(tmp_path, claims[0], "CAMEO")[0]["source_name"] == "CÔTE"


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-8-sig"])
def test_bad_lines_are_found_in_whatever_part_of_a_large_file(tmp_path, monkeypatch, encoding):
    """A file is looked at in parts; those without a bad line are taken over whole, the others line by line."""
    rows = [gdelt_row(n, Actor1Name="CÔTE" if n > 30 else "COTE") for n in range(1, 61)]
    rows[9] += "\tmore"
    rows[44] = "short"
    path = tmp_path / "e.CSV"
    path.write_bytes(("\r\n".join(rows)).encode(encoding))
    for size in (1_000, 5_000, 1 << 20):
        monkeypatch.setattr("kg.event_lines.CHUNK", size)
        claims, rejected, counts, _ = read(gdelt, path, tmp_path)
        assert [r.where for r in rejected] == ["e.CSV:10", "e.CSV:45"] and counts == Counts(rows=60, bad=2, claimed=58)
        assert {row["source_name"] for row in rows_of(tmp_path, claims[0], "CAMEO")} == {"COTE", "CÔTE"}


def test_a_file_of_mostly_bad_lines_is_refused_and_leaves_nothing(tmp_path):
    """Three of four events have no day."""
    rows = [gdelt_row(1), *(gdelt_row(n, EventCode="0") for n in (2, 3, 4))]
    path = gdelt_file(tmp_path / "e.CSV", *rows)
    with pytest.raises(BadInput, match="3 of 4 rows cannot be read: wrong format"):
        read(gdelt, path, tmp_path / "events")
    assert list((tmp_path / "events").iterdir()) == []


def test_the_same_events_packed_otherwise_are_the_same_document(tmp_path):
    """GDELT publishes zip files and users keep them as they like: nothing is counted twice."""
    text = gdelt_row(1) + "\n"
    (tmp_path / "a.CSV").write_text(text)
    (tmp_path / "b.gz").write_bytes(gzip.compress(text.encode()))
    with kg.open(tmp_path / "kg-data") as g:
        first, second = g.load([tmp_path / "a.CSV", tmp_path / "b.gz"])
        assert (first.status, first.claims, second.status, second.claims) == ("loaded", 1, "unchanged", 0)
        [point] = g.metric("events", of="PRK", on="KOR")["series"]
        assert (point["year"], point["value"]) == (2019, 1.0)


def test_rows_that_were_lost_come_back_with_the_next_load(tmp_path):
    """The record says what was read; the rows beside it can be made again from the file."""
    path = gdelt_file(tmp_path / "a.CSV", gdelt_row(1))
    with kg.open(tmp_path / "kg-data") as g:
        g.load([path])
        [kept] = (tmp_path / "kg-data" / "events").glob("*.parquet")
        kept.unlink()
        assert g.load([path])[0].status == "unchanged" and kept.exists()


@pytest.mark.parametrize("ontology", ["CAMEO"])
def test_every_meaning_is_one_that_the_graph_knows(ontology):
    """Relations, polarity and modality of the tables are those of the model."""
    from kg.event_layout import relations

    for code, told in relations(ontology).items():
        assert told.relation in RELATIONS or told.relation in RECORD_ONLY, code
        assert told.polarity in ("positive", "negative") and told.modality in MODALITIES, code


def test_all_2111_gdelt_rows_count_as_a_plain_loop_counts_them(shared):
    """One file of 15 minutes: by directed pair of states and year, exactly."""
    path = shared / "data" / "gdelt" / "20191024143000.export.CSV.gz"
    counted: Counter[tuple[str | None, str | None, str]] = Counter()
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            a, b = by_code("cameo", row[7]), by_code("cameo", row[17])
            if a and b and a != b:
                counted[a.id, b.id, row[1][:4]] += 1
    claims, rejected, counts, _ = read(gdelt, path)
    assert not rejected and counts.rows == 2_111
    found = by_dyad_year(claims)
    assert {k: n for k, n in found.items() if not str(k).count("org:")} == dict(counted) and sum(counted.values()) > 400
    assert all(meaning("CAMEO", str(code)) for c in claims for code in str(c.details["codes"]).split())


# -- ICEWS ---------------------------------------------------------------------------------------


def icews_row(event: int = 1, **cells: str) -> list[str]:
    """One line, made by hand: on 1 June 2018 North Korea's foreign ministry meets Russia's head of government."""
    row = {
        "Event ID": str(event), "Event Date": "2018-06-01", "Source Name": "Foreign Affairs (North Korea)",
        "Source Sectors": "Foreign Ministry,Government", "Source Country": "North Korea", "Event Text": "Host a visit",
        "CAMEO Code": "043", "Intensity": "2.8", "Target Name": "Head of Government (Russia)",
        "Target Sectors": "Executive,Government", "Target Country": "Russian Federation", "Story ID": "7",
        "Sentence Number": "2", "Publisher": "The Example Gazette", "City": "Pyongyang", "District": "NA",
        "Province": "", "Country": "North Korea", "Latitude": "39.03", "Longitude": "125.75",
    } | {name.replace("_", " "): cell for name, cell in cells.items()}  # fmt: skip
    return list(row.values())


ICEWS_HEADER = ["Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
                "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number",
                "Publisher", "City", "District", "Province", "Country", "Latitude", "Longitude"]  # fmt: skip


def icews_file(path: Path, *rows: list[str], header: list[str] = ICEWS_HEADER) -> Path:
    path.write_text("".join("\t".join(cells) + "\n" for cells in [header, *rows]), encoding="utf-8")
    return path


def test_icews_names_countries_and_writes_missing_in_two_ways(tmp_path):
    """ "Russian Federation" is Russia; "NA" and nothing are both missing; a body without a country is an organisation."""
    rows = (
        icews_row(1),
        icews_row(2, Target_Name="Ministry (European Union)", Target_Country="NA"),
        icews_row(3, Target_Name="European Union", Target_Country="", Intensity="NA"),
        icews_row(4, Target_Name="The Example Gazette", Target_Country="NA"),
    )
    path = icews_file(tmp_path / "events.tab", *rows)
    assert detect(path).name == "icews"
    claims, rejected, counts, _ = read(icews, path, tmp_path)
    assert not rejected and counts == Counts(rows=4, unknown=1, claimed=3)
    assert [(c.subject.id, c.relation, c.object.id, c.quantity.value) for c in claims if c.object and c.quantity] == [
        ("PRK", "MEETS_WITH", "RUS", 1), ("PRK", "MEETS_WITH", "org:EU", 2)]  # fmt: skip
    assert claims[1].details["n_rated"] == 1 and claims[1].details["intensity"] == 2.8
    [told] = rows_of(tmp_path, claims[0], "CAMEO")
    assert (told["row"], told["place"], told["place_name"], told["story"], told["url"], told["quad"]) == (
        2, "PRK", "Pyongyang, North Korea", "7/2", "The Example Gazette", 1)  # fmt: skip


def test_icews_columns_may_stand_in_another_order_and_new_ones_are_reported(tmp_path):
    """Nothing is dropped without a word."""
    header = ["Mood", *reversed(ICEWS_HEADER)]
    path = icews_file(tmp_path / "e.tab", ["calm", *reversed(icews_row(1))], header=header)
    claims, rejected, _, _ = read(icews, path)
    assert [c.relation for c in claims] == ["MEETS_WITH"]
    assert [(r.where, r.reason) for r in rejected] == [("e.tab:1", "header: column 'Mood' is not known; not read")]


def test_icews_without_a_needed_column_is_refused_by_its_name(tmp_path):
    """The file has no column Intensity."""
    n = ICEWS_HEADER.index("Intensity")
    row, header = icews_row(1), list(ICEWS_HEADER)
    del row[n], header[n]
    with pytest.raises(BadInput, match="header: no column 'Intensity'"):
        read(icews, icews_file(tmp_path / "e.tab", row, header=header))


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Event_Date": "2018-06-31"}, "date: '2018-06-31' is no day of the calendar"),
        ({"Event_Date": "NA"}, "date: 'NA' is no day of the calendar"),
        ({"CAMEO_Code": "21"}, "code: '21' is no code of CAMEO"),
        ({"Intensity": "11"}, "intensity: '11' is no number between -10 and 10"),
        ({"Event_ID": ""}, "event id: there is none"),
        ({"City": "Pyong\tyang"}, "has 21 fields, the format 20"),
    ],
)
def test_a_bad_icews_row_is_listed_and_the_others_count(tmp_path, cells, reason):
    """One bad row among good ones."""
    path = icews_file(tmp_path / "e.tab", icews_row(1), icews_row(2, **cells), icews_row(3))
    _, rejected, counts, _ = read(icews, path)
    assert [(r.where, r.reason) for r in rejected] == [("e.tab:3", reason)]
    assert counts == Counts(rows=3, bad=1, claimed=2)


def test_all_3705_icews_events_count_as_a_plain_loop_counts_them(shared, tmp_path):
    """1 and 2 June 2018: by directed pair of countries exactly; 475 events with North Korea on one side or both."""
    path = shared / "data" / "icews" / "events.2018.sample.tab"
    counted: Counter[tuple[str, str]] = Counter()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            counted[row["Source Country"], row["Target Country"]] += 1
    claims, rejected, counts, document = read(icews, path, tmp_path)
    assert not rejected and counts.rows == 3_705
    found = by_dyad_year(claims)
    for (a, b), ours in {("North Korea", "South Korea"): ("PRK", "KOR"), ("South Korea", "North Korea"): ("KOR", "PRK"),
                         ("North Korea", "United States"): ("PRK", "USA"), ("Japan", "North Korea"): ("JPN", "PRK"),
                         ("North Korea", "Russian Federation"): ("PRK", "RUS")}.items():  # fmt: skip
        assert found[(*ours, "2018")] == counted[a, b] > 0
    pairs = sum(n for (a, b), n in counted.items() if a != b and not {a, b} & {"NA", "", "Hong Kong"})
    assert sum(n for (a, b, _), n in found.items() if "org:" not in f"{a}{b}") == pairs
    rows = pl.read_parquet(tmp_path / f"{document.id}.parquet")
    assert rows.filter((pl.col("source") == "PRK") | (pl.col("target") == "PRK")).height == 475
    with (path.parent / "cameo-codes.csv").open(encoding="latin-1", newline="") as file:
        goldstein = {row["code"]: float(row["goldstein"]) for row in csv.DictReader(file)}
    assert all(goldstein[code] == x for code, x in rows.select("code", "intensity").iter_rows())
    assert all(meaning("CAMEO", code) for code in goldstein)
