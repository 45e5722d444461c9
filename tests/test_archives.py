"""Zips as people have them: data sets with their codebook, articles of a month, and what a Mac puts beside them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

import kg
from kg.reading import Result

SENT = "North Korea has sent 1,500 troops to Russia, South Korea's National Intelligence Service said on Friday."
SHARES = (
    "of,on,year,share,numerator,total,unit,denominator,source,url,published,note\n"
    "North Korea,China,2022,0.967,1.53,1.59,billion USD,total trade,KOTRA,,2023-07-20,\n"
)
LATER = SHARES.replace("2022,0.967,1.53,1.59", "2023,0.983,,").replace("billion USD", "")
BROKEN = SHARES + "North Korea,China,x,0.5,,,,total trade,KOTRA,,2024-07-20,\n"


def packed(path: Path, members: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def loaded(folder: Path, path: Path) -> dict[str, Result]:
    with kg.open(folder / "kg-data") as work:
        return {r.path.removeprefix(f"{folder}/"): r for r in work.load(path)}


def test_each_file_of_a_zip_is_an_input_of_its_own(tmp_path: Path) -> None:
    """Two tables and an article; the codebook, the folder and what macOS adds are no evidence."""
    members: dict[str, str | bytes] = {
        "data/": "", "data/a.csv": SHARES, "data/b.csv": LATER, "news/a.txt": SENT, "data/codebook.txt": "of: a state",
        "__MACOSX/data/._a.csv": b"\0\5\x16\7", "data/.DS_Store": b"\0\0\0\1Bud1",
    }  # fmt: skip
    found = loaded(tmp_path, packed(tmp_path / "u.zip", members))
    assert {name: r.status for name, r in found.items()} == dict.fromkeys(
        ("u.zip/data/a.csv", "u.zip/data/b.csv", "u.zip/news/a.txt"), "loaded"
    )
    again = loaded(tmp_path, tmp_path / "u.zip")
    assert {r.status for r in again.values()} == {"unchanged"}
    (tmp_path / "a.csv").write_text(SHARES)
    assert [r.status for r in loaded(tmp_path, tmp_path / "a.csv").values()] == ["unchanged"]
    with kg.open(tmp_path / "kg-data") as work:
        assert [c["doc_id"] for c in work.claims(packed(tmp_path / "n.zip", {"x.txt": SENT, "y.txt": SENT}))] == [
            "x",
            "y",
        ]


def test_what_macos_adds_to_one_table_does_not_make_it_two(tmp_path: Path) -> None:
    path = packed(tmp_path / "u.zip", {"u.csv": SHARES, "__MACOSX/._u.csv": b"\0\5\x16\7"})
    assert [(r.status, r.rows) for r in loaded(tmp_path, path).values()] == [("loaded", 1)]


def test_a_row_of_a_table_in_a_zip_is_rejected_where_its_reader_finds_it(tmp_path: Path) -> None:
    """Nothing in the record tells of the folder in which it was unpacked: another day it is another one."""
    found = loaded(
        tmp_path, packed(tmp_path / "u.zip", {"a.csv": BROKEN, "b.txt": b"Russia said \xff\xfe\xfd no. " * 9})
    )
    assert found["u.zip/a.csv"].status == "partial"
    with kg.open(tmp_path / "kg-data") as work:
        told = [r.where for r in work.log.rejected()]
        paths = [p for (p,) in work.log.db.execute("SELECT path FROM inputs")]
    assert told and not any("kg-zip-" in where for where in [*told, *paths])


@pytest.mark.parametrize(
    ("name", "where"),
    [("../../../evil.csv", "evil.csv"), ("/etc/evil.csv", "etc/evil.csv"), ("C:\\x\\evil.csv", "C_/x/evil.csv")],
)
def test_no_name_in_a_zip_leads_out_of_it(tmp_path: Path, name: str, where: str) -> None:
    found = loaded(tmp_path, packed(tmp_path / "u.zip", {name: SHARES, "b.csv": LATER}))
    assert {n: r.status for n, r in found.items()} == {f"u.zip/{where}": "loaded", "u.zip/b.csv": "loaded"}
    assert not list(tmp_path.parent.glob("evil.csv"))


def test_a_zip_in_a_zip_is_not_opened_and_costs_no_other_file(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("c.csv", LATER)
    found = loaded(tmp_path, packed(tmp_path / "u.zip", {"a.csv": SHARES, "inner.zip": inner.getvalue()}))
    assert found["u.zip/a.csv"].status == "loaded"
    assert found["u.zip/inner.zip"].reason == "is a zip in a zip, which is not opened; unpack the outer one"


def test_a_zip_that_would_fill_the_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred megabytes of blanks take a hundred kilobytes; of many files some are too many."""
    path = packed(tmp_path / "u.zip", {"a.csv": " " * 50_000_000, "b.csv": " " * 50_000_000})
    assert [r.reason for r in loaded(tmp_path, path).values()] == ["unpacks to far more than it should; refused"]
    monkeypatch.setattr("kg.archives.FILES", 2)
    path = packed(tmp_path / "v.zip", dict.fromkeys("abc", SHARES))
    assert ["is a zip of 3 files" in str(r.reason) for r in loaded(tmp_path, path).values()] == [True]


def test_a_zip_that_holds_nothing_to_read_says_why(tmp_path: Path) -> None:
    """Cut short on its way here, empty, or with nothing in it but a README."""
    whole = packed(tmp_path / "u.zip", {"a.csv": SHARES, "b.csv": LATER}).read_bytes()
    cut, one = tmp_path / "cut.zip", packed(tmp_path / "one.zip", {"a.csv": SHARES})
    cut.write_bytes(whole[: len(whole) // 2])
    one.write_bytes(one.read_bytes()[:-30])
    for path, reason in (
        (cut, "breaks off"),
        (one, "breaks off"),
        (packed(tmp_path / "empty.zip", {}), "without a file in it"),
        (packed(tmp_path / "folders.zip", {"a/": "", "b/": ""}), "without a file in it"),
        (packed(tmp_path / "readme.zip", {"README.md": "of data", "codebook.pdf": b"%PDF-"}), "no file that is data"),
    ):
        [found] = loaded(tmp_path, path).values()
        assert found.status == "rejected" and reason in str(found.reason), path


def test_a_word_file_is_one_document_and_no_folder(tmp_path: Path) -> None:
    """Word, Excel and EPUB files are zips of many parts, none of which is read by itself."""
    path = packed(tmp_path / "x.xlsx", {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"})
    [(name, found)] = loaded(tmp_path, path).items()
    assert name == "x.xlsx" and "Excel" in str(found.reason) and "save it as csv" in str(found.reason)


def test_of_a_file_of_which_nothing_is_read_each_line_is_listed(tmp_path: Path) -> None:
    """Claims are no documents, and a line that breaks off is something else: both are told, by their lines."""
    line = (
        '{"claim_id": "x", "doc_id": "a", "sentence": "Mali left.", "relation": "REJECTS", "subject": {"name": "Mali"}}'
    )
    (tmp_path / "c.jsonl").write_text(f'{line}\n{line}\n{{"broken": \n')
    [found] = loaded(tmp_path, tmp_path / "c.jsonl").values()
    assert (found.status, found.documents, found.rejected_rows) == ("rejected", 0, 3)
    told = {r["where"].rpartition(":")[2]: r["reason"] for r in found.rejected}
    assert "is a claim" in told["1"] and "is a claim" in told["2"] and "is no JSON" in told["3"]
    assert "load the document" in str(found.reason) and "(and 2 more)" in str(found.reason)
