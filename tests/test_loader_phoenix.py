"""Phoenix events: no header, CAMEO codes, two widths."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
from kg.loaders import phoenix

from kg.errors import BadInput
from kg.event_counts import Counts
from kg.events import loaded, rows_of
from kg.model import Claim, Rejected
from kg.sources import detect


def row(event: int = 0, width: int = 27, **cells: str) -> str:
    """One line, made by hand: on 20 June 2014 Thailand's police criticises somebody in Myanmar."""
    told = {
        "eventid": f"{event}_v0.0.1", "date": "20140620", "year": "2014", "month": "06", "day": "20",
        "sourceactorfull": "THACOP", "sourceactorentity": "THA", "sourceactorrole": "COP",
        "targetactorfull": "MMR", "targetactorentity": "MMR", "eventcode": "111", "rootcode": "11", "quadclass": "3",
        "goldstein": "-2.0", "joinedissues": "ID,1", "lat": "13.75", "lon": "100.5", "locationname": "Bangkok",
        "countryname": "THA", "sentenceid": "abc_2", "urls": "https://news.example/1", "newssources": "example",
    } | cells  # fmt: skip
    return "\t".join(told.get(name, "") for name in phoenix.VERSIONS[width])


def file(path: Path, *lines: str) -> Path:
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def read(path: Path, folder: Path | None = None) -> tuple[list[Claim], list[Rejected], Counts]:
    layout: Any = phoenix
    found = list(loaded(layout, path, folder=folder))
    [counts] = [x for x in found if isinstance(x, Counts)]
    return [x for x in found if isinstance(x, Claim)], [x for x in found if isinstance(x, Rejected)], counts


@pytest.mark.parametrize("width", [26, 27])
def test_a_file_is_known_by_the_shape_of_its_lines(tmp_path, width):
    """26 columns, or 27 with the attributes of the actors; the name of the file does not count."""
    path = file(tmp_path / "day.dat", *(row(n, width) for n in range(3)))
    assert detect(path).name == "phoenix"
    claims, rejected, counts = read(path, tmp_path)
    assert not rejected and counts == Counts(rows=3, claimed=3)
    assert [(c.subject.id, c.relation, c.object.id, c.since, c.details["intensity"]) for c in claims if c.object] == [
        ("THA", "ACCUSES", "MMR", "2014-06", -2.0)]  # fmt: skip
    told = rows_of(tmp_path, claims[0], "CAMEO")[0]
    assert (told["row"], told["place"], told["place_name"], told["source_type"], told["url"], told["story"]) == (
        1, "THA", "Bangkok, THA", "COP", "https://news.example/1", "abc_2")  # fmt: skip


@pytest.mark.parametrize(
    ("full", "entity", "role", "attribute", "id"),
    [
        ("PRKMIL", "PRK", "MIL", "", "PRK"),
        ("PRKMIL", "", "", "", "PRK"),
        ("IGONAT", "IGO", "NAT", "", "org:NATO"),
        ("NAT", "NAT", "", "", "org:NATO"),
        ("IGOEUREEC", "IGO", "", "EUR;EEC", "org:EU"),
        ("IGOUNO", "IGO", "", "", "org:UN"),
    ],
)
def test_an_actor_is_the_state_of_its_code_or_the_organisation_in_it(tmp_path, full, entity, role, attribute, id):
    """Roles do not change whose actor it is."""
    line = row(targetactorfull=full, targetactorentity=entity, targetactorrole=role, targetactorattribute=attribute)
    claims, _, _ = read(file(tmp_path / "e.txt", line))
    assert [c.object.id for c in claims if c.object] == [id]


def test_what_is_no_event_between_two_known_actors_is_counted(tmp_path):
    """A state with itself, nobody, an armed group, and an event told twice."""
    lines = (
        row(0),
        row(1, targetactorfull="THAGOV", targetactorentity="THA"),
        row(2, targetactorfull="", targetactorentity=""),
        row(3, targetactorfull="IMGMUSISI", targetactorentity="IMG", targetactorattribute="MUS;ISI"),
        row(0),
    )
    _, _, counts = read(file(tmp_path / "e.txt", *lines))
    assert counts == Counts(rows=5, claimed=1, domestic=1, alone=1, unknown=1, duplicates=1)


BAD = [
    (row(1, date="20140631"), "date: '20140631' is no day of the calendar"),
    (row(1, eventcode="211"), "code: '211' is no code of CAMEO"),
    (row(1, goldstein="-20"), "intensity: '-20' is no number between -10 and 10"),
    (row(1, eventid=""), "event id: there is none"),
    (row(1).rpartition("\t")[0], "has 26 fields, the format 27"),
    (row(1) + "\tmore", "has 28 fields, the format 27"),
    (row(1, locationname="a\0b"), "holds a NUL character"),
    (row(1, locationname="x" * 70_000), "is longer than 65,536 characters"),
]


@pytest.mark.parametrize(("line", "reason"), BAD, ids=[reason for _, reason in BAD])
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gz"])
def test_a_bad_line_is_listed_and_the_others_count(tmp_path, line, reason, packed):
    """One bad line among good ones, whatever the suffix says."""
    text = "\n".join([row(0), line, row(2), "", row(3) + "\t\t"]) + "\n"
    path = tmp_path / "day.pdf"
    path.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
    assert detect(path).name == "phoenix"
    _, rejected, counts = read(path)
    assert [(r.where, r.reason) for r in rejected] == [("day.pdf:2", reason)]
    assert counts == Counts(rows=4, bad=1, claimed=3)


def test_other_encodings_and_line_ends_are_read(tmp_path):
    """Latin-1, and the line ends of Windows; quotes are no marks."""
    text = row(0, locationname='"São Tomé') + "\r\n" + row(1) + "\r\n"
    path = tmp_path / "e.txt"
    path.write_bytes(text.encode("latin-1"))
    claims, rejected, counts = read(path, tmp_path)
    assert not rejected and counts.claimed == 2
    assert rows_of(tmp_path, claims[0], "CAMEO")[0]["place_name"] == "São Tomé, THA"


def test_a_file_of_other_lines_is_refused(tmp_path):
    """Ten columns are no Phoenix file."""
    with pytest.raises(BadInput, match="is no Phoenix file: its lines do not have 26 or 27 columns"):
        read(file(tmp_path / "e.txt", "\t".join(row(0).split("\t")[:10])))
