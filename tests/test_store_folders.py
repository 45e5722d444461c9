"""Folders in which a store lies, and databases of other programs: what is kg's own is passed over, what is not kg's is
left as it is."""

from __future__ import annotations

import gzip
import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import kg
from kg.errors import KgError
from kg.log import Log, is_record
from kg.model import Document, Source

ARTICLE = "A pact\nPost, 2025-01-01\n\nPoland sent 10 troops to Latvia.\n"


def found(folder: Path, *paths: Path, store: str = "kg-data") -> dict[str, tuple[str, str | None]]:
    """Status and reason of each input, by its name below the folder."""
    with kg.open(folder / store) as g:
        results = g.load([*paths])
    return {r.path.removeprefix(f"{folder}/"): (r.status, r.reason) for r in results}


def digests(folder: Path) -> dict[Path, str]:
    return {p: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*")) if p.is_file()}


def notes(path: Path, *statements: str, mode: str = "delete") -> Path:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(f"PRAGMA journal_mode = {mode}")
        for statement in statements or ("create table meta(key, value)", "insert into meta values ('schema', '1')"):
            db.execute(statement)
    return path


def test_the_folder_of_the_store_can_be_loaded(tmp_path: Path) -> None:
    """`kg load .` where the store is, after a build and a report: the articles are read, and nothing else is told."""
    (tmp_path / "a.txt").write_text(ARTICLE)
    (tmp_path / "z.txt").write_text(ARTICLE.replace("Latvia", "Estonia"))
    assert set(found(tmp_path, tmp_path / "a.txt")) == {"a.txt"}
    with kg.open(tmp_path / "kg-data") as g:
        g.build()
        g.report("weekly", "2025-W01")
        assert found(tmp_path, tmp_path) == {"a.txt": ("unchanged", None), "z.txt": ("loaded", None)}
    assert {p.name for p in (tmp_path / "kg-data").iterdir()} >= {"built.db", "runs.db", "graph", "reports"}


def test_a_store_may_lie_beside_its_documents(tmp_path: Path) -> None:
    """`--store .`: a folder of the user's is the user's, also where the store has one of that name."""
    for name in ("reports", "graph", "events"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(ARTICLE.replace("Latvia", name))
    Log(tmp_path / "claims.db").close()
    (tmp_path / "build.lock").write_text("1")
    assert set(found(tmp_path, tmp_path, store=".")) == {"events/a.txt", "graph/a.txt", "reports/a.txt"}


def test_of_another_store_the_record_is_added_and_nothing_else_is_read(tmp_path: Path) -> None:
    """As a colleague sends it: with what it works with, and with what its last writer has not moved into the file."""
    (tmp_path / "in").mkdir()
    with kg.open(tmp_path / "in/theirs") as theirs:
        (tmp_path / "a.txt").write_text(ARTICLE)
        theirs.load(tmp_path / "a.txt")
        theirs.build()
        assert (tmp_path / "in/theirs/claims.db-wal").stat().st_size
        assert found(tmp_path, tmp_path / "in") == {"in/theirs/claims.db": ("loaded", None)}
    [told] = found(tmp_path, tmp_path / "in/theirs/built.db").values()
    assert told == ("rejected", "is a working file of a store; its record is the claims.db beside it")


@pytest.mark.parametrize("mode", ["delete", "wal"])
@pytest.mark.parametrize(
    "tables",
    [
        (),
        ("create table meta(key, value)",),
        ("create table notes(text)",),
        ("create table documents(id)", "create table claims(id)"),
        ("pragma user_version = 7",),
    ],
)
def test_a_database_of_another_program_is_refused_and_left_as_it_is(
    tmp_path: Path, tables: tuple[str, ...], mode: str
) -> None:
    """Not a byte of it changes, and no file is put beside it."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(ARTICLE)
    notes(tmp_path / "in/notes.db", *tables, mode=mode)
    (tmp_path / "in/z.txt").write_text(ARTICLE.replace("Latvia", "Estonia"))
    before = digests(tmp_path / "in")
    told = found(tmp_path, tmp_path / "in")
    assert told.pop("in/notes.db") == (
        "rejected", "is an SQLite database of another program and no record of kg; it was left as it is")  # fmt: skip
    assert told == {"in/a.txt": ("loaded", None), "in/z.txt": ("loaded", None)}
    assert digests(tmp_path / "in") == before


def test_a_damaged_or_packed_database_is_refused_with_that_reason(tmp_path: Path) -> None:
    path = notes(tmp_path / "notes.db")
    (tmp_path / "packed.db.gz").write_bytes(gzip.compress(path.read_bytes()))
    path.write_bytes(path.read_bytes()[:40] + b"\xff" * 5000)
    before = digests(tmp_path)
    told = found(tmp_path, path, tmp_path / "packed.db.gz")
    assert "damaged" in str(told["notes.db"][1]) and "packed" in str(told["packed.db.gz"][1])
    assert {status for status, _ in told.values()} == {"rejected"}
    assert {p: d for p, d in digests(tmp_path).items() if p in before} == before


def test_a_record_is_known_before_its_writer_has_moved_it_into_its_file(tmp_path: Path) -> None:
    """All of it may still stand beside the file, while the one who writes it is at work."""
    log = Log(tmp_path / "claims.db")
    log.add([Source("outlet:wire", "Wire")], [Document("outlet:wire", "A", "B.", "2024", "text")])
    assert is_record(tmp_path / "claims.db")
    log.close()
    assert is_record(tmp_path / "claims.db")


def test_a_store_does_not_open_what_another_program_keeps_under_the_name_of_its_record(tmp_path: Path) -> None:
    """It is told, and no table is made in it."""
    path = notes(tmp_path / "claims.db")
    before = digests(tmp_path)
    with pytest.raises(KgError, match="another program"):
        Log(path)
    assert digests(tmp_path) == before
