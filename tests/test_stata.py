"""Stata's files as tables: values as text would have them, missing ones empty, in each release that is around."""

from __future__ import annotations

import gzip
import struct
from pathlib import Path

import pytest

from kg.errors import BadInput
from kg.model import Rejected
from kg.stata import has_columns, is_stata, open_rows
from kg.tables import Row

NAMES = ("name", "small", "middle", "large", "single", "double")
# One row of plain values, one of Stata's missing ones ("." of each type).
ROWS = [(b"S\xe3o", -9, 1990, 70_701, 4.3, 0.1), (b"", 101, 32_741, 2_147_483_621, 2.0**127, 2.0**1023)]
PLAIN = [["São", "-9", "1990", "70701", "4.3", "0.1"], [""] * 6]


def modern(release: int, order: str = "<", rows: list[tuple[object, ...]] = ROWS) -> bytes:
    """Releases 117 to 119, after the public description of the format: tags, and a map of where each part is."""
    utf8 = release > 117
    width, codes = (129 if utf8 else 33), (5, 65530, 65529, 65528, 65527, 65526)
    count = struct.pack(order + ("I" if release == 119 else "H"), len(NAMES))
    head = b"<stata_dta><header><release>%d</release><byteorder>%s</byteorder><K>%s</K><N>%s</N>" % (
        release, b"LSF" if order == "<" else b"MSF", count, struct.pack(order + ("Q" if utf8 else "I"), len(rows)))  # fmt: skip
    head += b"<label>" + (b"\0\0" if utf8 else b"\0") + b"</label><timestamp>\0</timestamp></header>"
    types = b"<variable_types>" + struct.pack(f"{order}6H", *codes) + b"</variable_types>"
    names = b"<varnames>" + b"".join(n.encode().ljust(width, b"\0") for n in NAMES) + b"</varnames>"
    data = b"".join(struct.pack(order + "5sbhifd", *_text(row, utf8)) for row in rows)
    at = len(head) + len("<map></map>") + 112
    places = [0, len(head), at, at + len(types), 0, 0, 0, 0, 0, at + len(types) + len(names), 0, 0, 0, 0]
    return (
        head
        + b"<map>"
        + struct.pack(order + "14Q", *places)
        + b"</map>"
        + types
        + names
        + b"<data>"
        + data
        + b"</data>"
    )


def _text(row: tuple[object, ...], utf8: bool) -> tuple[object, ...]:
    first = row[0]
    assert isinstance(first, bytes)
    return (first.decode("latin-1").encode() if utf8 else first, *row[1:])


def old(release: int, order: str = "<") -> bytes:
    """Releases 113 to 115: 109 bytes, then descriptors of fixed width, a note of the user's, and the records."""
    head = bytes([release, 2 if order == "<" else 1, 1, 0]) + struct.pack(order + "Hi", 6, len(ROWS)) + bytes(99)
    head += bytes([5, 251, 252, 253, 254, 255]) + b"".join(n.encode().ljust(33, b"\0") for n in NAMES)
    head += bytes(2 * 7) + bytes((12 if release == 113 else 49) * 6) + bytes(33 * 6) + bytes(81 * 6)
    head += struct.pack(order + "bi", 1, 4) + b"note" + struct.pack(order + "bi", 0, 0)
    return head + b"".join(struct.pack(order + "5sbhifd", *row) for row in ROWS)


def cells(path: Path) -> list[list[str]]:
    return [list(row.values()) for row in open_rows(path, NAMES) if isinstance(row, Row)]


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("release", [113, 114, 115, 117, 118, 119])
def test_each_release_gives_the_same_cells(tmp_path: Path, release: int, order: str) -> None:
    """Both byte orders; 4.3 as a float is 4.3; what is missing is empty."""
    path = tmp_path / "table.dta"
    content = modern(release, order) if release > 115 else old(release, order)
    path.write_bytes(content)
    assert is_stata(content) and has_columns(content, ("NAME", "double")) and not has_columns(content, ("nothing",))
    assert cells(path) == PLAIN
    path.write_bytes(gzip.compress(content))
    assert cells(path) == PLAIN


def test_rows_are_numbered_as_stata_numbers_them(tmp_path: Path) -> None:
    """The first observation is 1."""
    path = tmp_path / "table.dta"
    path.write_bytes(modern(118))
    assert [row.line for row in open_rows(path, NAMES) if isinstance(row, Row)] == [1, 2]


def test_a_text_table_is_read_as_ever(tmp_path: Path) -> None:
    """By its first bytes and not by its name."""
    path = tmp_path / "table.dta"
    path.write_text("name,small\nx,1\n")
    assert [dict(row) for row in open_rows(path, ("name",)) if isinstance(row, Row)] == [{"name": "x", "small": "1"}]


@pytest.mark.parametrize("places", [2**62, 0])
def test_places_that_cannot_be_are_told(tmp_path: Path, places: int) -> None:
    """A map that leads beyond the file must not ask for the memory to read that far."""
    content = modern(118)
    at = content.index(b"<map>") + 5 + 8 * 9
    path = tmp_path / "table.dta"
    path.write_bytes(content[:at] + struct.pack("<Q", places) + content[at + 8 :])
    if places:
        with pytest.raises(BadInput, match="no whole Stata file"):
            open_rows(path, NAMES)
    else:
        assert list(open_rows(path, NAMES))  # garbage, which a loader refuses row by row


def test_a_file_cut_off_gives_its_rows_and_says_where_it_ends(tmp_path: Path) -> None:
    """The second record is not whole."""
    path = tmp_path / "table.dta"
    path.write_bytes(modern(118)[:-30])
    row, bad = open_rows(path, NAMES)
    assert isinstance(row, Row) and isinstance(bad, Rejected)
    assert (bad.where, bad.reason) == ("table.dta:2", "the file ends here, before 2 records")
