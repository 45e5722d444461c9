"""Stata files (.dta) as the tables of kg/tables.py: the same rows, audits and bad rows.

    table = open_rows(path, needed=("ccode", "styear"))  # csv in any shape, or .dta

Releases 113 to 119 of the format, which Stata 8 to 18 write, after its public description (`help dta`). Read
here rather than by pandas: the layout is a list of fixed-width records, which the standard library reads as they
come, from inside .gz and .zip too, and a whole data-frame library is not asked of everybody for the sake of it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple

from kg.errors import BadInput
from kg.model import Rejected
from kg.tables import UNREADABLE, Header, Row, Table, _names, _opened, find_header, open_table

MODERN = b"<stata_dta><header><release>"
OLD = (113, 114, 115)
TOP = 1 << 26  # bytes before the first record; labels and notes are a few kilobytes
# struct code and the largest number that is no missing value (., .a to .z) of each type.
MODERN_TYPES = {
    65530: ("b", 100),
    65529: ("h", 32740),
    65528: ("i", 2147483620),
    65527: ("f", 1.7e38),
    65526: ("d", 8.98e307),
    32768: ("8s", 0),  # text kept elsewhere in the file; its cells are read as empty
}
OLD_TYPES = {251: MODERN_TYPES[65530], 252: MODERN_TYPES[65529], 253: MODERN_TYPES[65528],
             254: MODERN_TYPES[65527], 255: MODERN_TYPES[65526]}  # fmt: skip


class Layout(NamedTuple):
    """What stands above the records: names, struct format and types of the columns, how many records, from where."""

    names: tuple[str, ...]
    format: str
    types: tuple[tuple[str, float], ...]
    records: int
    begins: int
    encoding: str


def is_stata(head: bytes) -> bool:
    """Whether a file with these first bytes is Stata's."""
    return head.startswith(MODERN) or (
        len(head) > 109 and head[0] in OLD and head[1] in (1, 2) and head[2:4] == b"\1\0"
    )


def has_columns(head: bytes, signature: Sequence[str]) -> bool:
    """Whether these are the first bytes of a Stata file with these columns, whatever their case."""
    if not is_stata(head):
        return False
    try:
        return {name.casefold() for name in signature} <= {name.casefold() for name in _layout(head).names}
    except (struct.error, IndexError, ValueError):
        return False


def open_rows(path: Path, needed: Sequence[str], optional: Sequence[str] = ()) -> Table:
    """A table from a text file or a Stata file, by its first bytes; BadInput says which column is missing."""
    try:
        with _opened(path) as file:
            if not is_stata(file.peek(128)[:128]):
                return open_table(path, needed, optional)
            layout = _layout(file.read(TOP))
    except UNREADABLE as problem:
        raise BadInput(f"cannot be read: {problem or type(problem).__name__}", str(path)) from problem
    except (struct.error, IndexError, ValueError) as problem:
        raise BadInput("is no whole Stata file: it ends before its first record", str(path)) from problem
    if find_header([",".join(layout.names)], needed, optional) is None:
        missing = ", ".join(repr(n) for n in needed if n.casefold() not in {x.casefold() for x in layout.names})
        raise BadInput(f"header: no column {missing}; found: {', '.join(layout.names)}", str(path))
    return Stata(path, Header(0, tuple(_names(layout.names, (*needed, *optional))), ",", ()), layout=layout)


NOTHING = Layout((), "", (), 0, 0, "")


@dataclass(slots=True)
class Stata(Table):
    """A Stata file; `line` of a row is the number of its observation, as Stata counts them."""

    layout: Layout = NOTHING

    def __iter__(self) -> Iterator[Row | Rejected]:
        layout = self.layout
        record = struct.Struct(layout.format)
        with _opened(self.path) as file:
            file.read(layout.begins)
            for number in range(1, layout.records + 1):
                data = _read(file, record.size)
                if len(data) < record.size:
                    yield Rejected(
                        f"{self.path.name}:{number}", f"the file ends here, before {layout.records:,} records"
                    )
                    return
                cells = [_cell(v, t, layout.encoding) for v, t in zip(record.unpack(data), layout.types, strict=True)]
                row = Row(zip(self.header.names, cells, strict=True))
                row.line, row.raw, row.table = number, ",".join(cells), self
                yield row


def _read(file: IO[bytes], size: int) -> bytes:
    try:
        return file.read(size)
    except UNREADABLE:
        return b""


def _cell(value: bytes | int | float, type: tuple[str, float], encoding: str) -> str:
    """A value as a text table would have it; "" where it is missing."""
    code, most = type
    if isinstance(value, bytes):
        return "" if code == "8s" and most == 0 else value.split(b"\0")[0].decode(encoding, "replace").strip()
    if value > most:
        return ""
    return f"{value:.7g}" if code == "f" else f"{value:.15g}" if code == "d" else str(value)


def _layout(head: bytes) -> Layout:
    layout = _modern(head) if head.startswith(MODERN) else _old(head)
    if not layout.names or not 0 < layout.begins <= TOP or layout.records < 0:
        raise ValueError("the places that the file tells cannot be")
    return layout


def _modern(head: bytes) -> Layout:
    """Releases 117 to 119: tagged sections, whose places the map tells."""
    release = int(head[len(MODERN) : len(MODERN) + 3])
    order = "<" if _after(head, b"<byteorder>", 3) == b"LSF" else ">"
    wide = release == 119
    (count,) = struct.unpack(order + ("I" if wide else "H"), _after(head, b"<K>", 4 if wide else 2))
    narrow = release == 117
    (records,) = struct.unpack(order + ("I" if narrow else "Q"), _after(head, b"<N>", 4 if narrow else 8))
    places = struct.unpack(order + "14Q", _after(head, b"<map>", 112))
    at = places[2] + len("<variable_types>")
    codes = struct.unpack(f"{order}{count}H", head[at : at + 2 * count])
    types = tuple(MODERN_TYPES.get(code) or (f"{code}s", 1) for code in codes)
    names = _texts(head, places[3] + len("<varnames>"), 33 if narrow else 129, count)
    form = order + "".join(code for code, _ in types)
    return Layout(names, form, types, records, places[9] + len("<data>"), "cp1252" if narrow else "utf-8")


def _old(head: bytes) -> Layout:
    """Releases 113 to 115: fixed offsets, then fields of any length until an empty one."""
    order = ">" if head[1] == 1 else "<"
    count, records = struct.unpack(order + "Hi", head[4:10])
    codes = head[109 : 109 + count]
    types = tuple(OLD_TYPES.get(code) or (f"{code}s", 1) for code in codes)
    names = _texts(head, 109 + count, 33, count)
    at = 109 + count * (1 + 33 + (12 if head[0] == 113 else 49) + 33 + 81) + 2 * (count + 1)
    while True:
        kind, length = struct.unpack(order + "bi", head[at : at + 5])
        at += 5
        if kind == 0 and length == 0:
            break
        at += max(length, 0)
    return Layout(names, order + "".join(code for code, _ in types), types, records, at, "cp1252")


def _after(head: bytes, tag: bytes, size: int) -> bytes:
    at = head.index(tag) + len(tag)
    return head[at : at + size]


def _texts(head: bytes, at: int, width: int, count: int) -> tuple[str, ...]:
    if len(head) < at + width * count:
        raise ValueError("the names of the columns are cut off")
    cells = (head[at + n * width : at + (n + 1) * width] for n in range(count))
    return tuple(cell.split(b"\0")[0].decode("utf-8", "replace") for cell in cells)
