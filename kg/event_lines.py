"""A file of coded events as parts of sound lines in UTF-8, hashed while it is read.

A line is bad when it has more or fewer cells than the format, is too long, or is not in the encoding of the file. All
lines of a chunk are checked at once; only where that finds a bad one are lines looked at one by one.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np

from kg.errors import BadInput
from kg.model import Rejected
from kg.tables import RECORD_LENGTH, Line, _decoded, _encoding, _lines, _opened

Part = TypeVar("Part")

PART = 1 << 24  # bytes that are made rows of in one go
CHUNK = 1 << 18  # bytes that are read, hashed and checked in one go: they stay in the cache of the processor
LINE_MOST = 1 << 24  # bytes; a file with a longer line is no table of events
TAB, LINE_END = np.uint8(9), np.uint8(10)


class Lines(NamedTuple):
    """Some whole lines of a file."""

    text: bytes
    size: int  # how many lines
    done: int  # how many lines of the file stand above them


@contextmanager
def plain(
    path: Path, width: int, rejected: list[Rejected], above: int = 0
) -> Iterator[tuple[Iterator[Lines], Callable[[], str]]]:
    """A file as parts of sound lines of `width` cells in UTF-8, and after them the sha256 of what was in it.

    Compressed files are unpacked, other encodings are turned into UTF-8, and bad lines are replaced by empty cells
    and added to `rejected` (not the `above` first, which are no rows). The same content has the same hash however it
    was compressed.
    """
    with tempfile.TemporaryDirectory(prefix="kg-events-") as folder:
        whole, hashed = _unpacked(path, Path(folder) / "whole"), hashlib.sha256()
        yield ahead(_joined(_mended(whole, width, hashed, rejected, path, above))), hashed.hexdigest


def _joined(chunks: Iterable[tuple[bytes, int]]) -> Iterator[Lines]:
    """Chunks joined to parts that are large enough to be worth reading."""
    held: list[bytes] = []
    length = size = done = 0
    for text, lines in chunks:
        held.append(text)
        length, size = length + len(text), size + lines
        if length >= PART:
            yield Lines(b"".join(held), size, done)
            held, length, size, done = [], 0, 0, done + size
    if held:
        yield Lines(b"".join(held), size, done)


def ahead(parts: Iterator[Part]) -> Iterator[Part]:
    """The same parts; the next one is made in a thread while the caller works with this one."""
    with ThreadPoolExecutor(1) as pool:
        following = pool.submit(next, parts, None)
        while (part := following.result()) is not None:
            following = pool.submit(next, parts, None)
            yield part


def _unpacked(path: Path, draft: Path) -> Path:
    with path.open("rb") as file:
        if not file.read(4).startswith((b"\x1f\x8b", b"PK\x03\x04")):
            return path
    try:
        with _opened(path) as inside, draft.open("wb") as out:
            while block := inside.read(1 << 20):
                out.write(block)
    except BadInput:
        raise
    except Exception as problem:  # zlib, zipfile and gzip have no common error
        raise BadInput(f"cannot be read: {problem or type(problem).__name__}", str(path)) from problem
    return draft


# -- sound lines ---------------------------------------------------------------------------------


def _sound(lines: bytes, width: int) -> int:
    """How many whole lines these are if each has `width` cells, is not too long, and is UTF-8; 0 if one is not so."""
    if b"\0" in lines or not _is_utf8(lines):
        return 0
    cells = np.frombuffer(lines, dtype=np.uint8)
    ends = np.flatnonzero(cells == LINE_END)
    starts = np.concatenate(([0], ends[:-1] + 1))
    if int((ends - starts).max()) >= RECORD_LENGTH:
        return 0
    tabs = np.add.reduceat((cells == TAB).view(np.uint8), starts, dtype=np.uint16)  # a line has less than 2**16 bytes
    return len(ends) if (tabs == width - 1).all() else 0


def _is_utf8(text: bytes) -> bool:
    """As `bytes.decode` would say, in a quarter of its time."""
    import polars as pl

    try:
        return text.isascii() or len(pl.Series([text], dtype=pl.Binary).cast(pl.String)) == 1
    except pl.exceptions.ComputeError:
        return False


# -- bad lines -----------------------------------------------------------------------------------


def _mended(
    path: Path, width: int, hashed: Any, rejected: list[Rejected], named: Path, above: int
) -> Iterator[tuple[bytes, int]]:
    """The lines with the bad ones emptied, in UTF-8, and how many; a line without any character is no row and no fault.

    Chunks of sound lines are taken as they are; only the others are looked at line by line.
    """
    with path.open("rb") as file:
        head = file.read(1 << 20)
    declared, done = _encoding(head[:4096]), 0
    if b"\n" not in head or (declared and declared.startswith("utf-16")):
        yield from _mended_by_line(path, width, hashed, rejected, named.name, above)
        return
    settled = [declared] if declared else []
    for chunk in _chunks(path, hashed, named):
        text, size = _sound_text(chunk, width, settled) if done or not declared else (chunk, 0)
        if not size:
            raws = chunk[:-1].split(b"\n")
            told = (_line_of(number, raw, settled) for number, raw in enumerate(raws, start=done + 1))
            text = "".join(_mended_lines(told, width, rejected, named.name, above)).encode("utf-8", "replace")
            size = len(raws)
        yield text, size
        done += size


def _chunks(path: Path, hashed: Any, named: Path) -> Iterator[bytes]:
    """The file in chunks of whole lines, which are hashed; the last line gets its end where it has none."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            rest = file.readline(LINE_MOST)
            if len(rest) == LINE_MOST:
                raise BadInput(f"has a line of more than {LINE_MOST:,} bytes: no table of events", str(named))
            chunk += rest
            hashed.update(chunk)
            yield chunk if chunk.endswith(b"\n") else chunk + b"\n"


def _sound_text(lines: bytes, width: int, settled: list[str]) -> tuple[bytes, int]:
    """Lines in UTF-8 and how many; 0 where one is bad or the encoding of the file is still to be found."""
    if settled != ["cp1252"] or lines.isascii():
        size = _sound(lines, width)
        settled[:] = ["utf-8"] if size and not lines.isascii() else settled
        return lines, size
    try:
        text = lines.decode("cp1252").encode("utf-8")
    except UnicodeDecodeError:
        return lines, 0
    return text, _sound(text, width)


def _line_of(number: int, raw: bytes, settled: list[str]) -> Line:
    """As `kg.tables` reads a line: text, and why it cannot be read."""
    text, problem = raw.decode("latin-1").removesuffix("\r"), ""
    if number == 1:
        text = text.removeprefix("\xef\xbb\xbf")
    if len(raw) >= RECORD_LENGTH:
        text, problem = text[:200], f"is longer than {RECORD_LENGTH:,} characters"
    if not text.isascii():
        text, problem = _decoded(text, settled, problem)
    return number, text, problem or ("holds a NUL character" if "\0" in text else "")


def _mended_by_line(
    path: Path, width: int, hashed: Any, rejected: list[Rejected], name: str, above: int
) -> Iterator[tuple[bytes, int]]:
    """The same for files in UTF-16, or with the line ends of old Macintoshes."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            hashed.update(chunk)
    with _lines(path) as lines:
        for line in _mended_lines(lines, width, rejected, name, above):
            yield line.encode("utf-8", "replace"), 1


def _mended_lines(lines: Iterable[Line], width: int, rejected: list[Rejected], name: str, above: int) -> Iterator[str]:
    empty = "\t" * (width - 1)
    for number, text, problem in lines:
        found = text.count("\t") + 1
        if not problem and text and found != width:
            text, problem = _fitted(text, width, found)
        if problem and number > above:
            rejected.append(Rejected(f"{name}:{number}", problem, text[:200]))
        kept = number <= above or (text and not problem)
        yield (text if kept else empty) + "\n"


def _fitted(text: str, width: int, found: int) -> tuple[str, str]:
    """Spreadsheets write separators behind the last cell."""
    if found > width and not text.rstrip("\t\r").count("\t") >= width:
        return "\t".join(text.split("\t")[:width]), ""
    return text, f"has {found} fields, the format {width}"
