"""Word files (.docx): paragraphs and the text of tables. The date of making is not the date of publication."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.loaders.unsaid import completed

from kg.model import Loaded, Rejected, Source
from kg.text.documents import Header, article, cleaned, language_code, one_line, title_lines

SOURCE: Source | None = None
FORMAT = "docx"
DESCRIPTION = "Word document: paragraphs and tables"
EXPECTED: dict[str, int] = {}

PACKED_CAP = 100_000_000  # bytes of the file
UNPACKED_CAP = 200_000_000  # bytes of all its parts
PART_CAP = 50_000_000  # bytes of the XML of its text
RATIO = 200  # unpacked to packed, of a part over a megabyte
PARTS = 5_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def matches(head: bytes, path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return any(_is_body(name) for name in archive.namelist()[:PARTS])
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def _is_body(name: str) -> bool:
    return name.startswith("word/document") and name.endswith(".xml")


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    problem = unsafe(path)
    if problem:
        yield Rejected(str(path), problem)
        return
    found = _opened(path)
    if isinstance(found, str):
        yield Rejected(str(path), found)
        return
    said, text = found
    lines = title_lines(text)
    if lines:
        said.title, said.source = lines[0].title, lines[0].source
        said.published, said.notes, text = lines[0].published, lines[0].notes, lines[1]
    yield from article(path, FORMAT, text, completed(said, published, source))


def unsafe(path: Path) -> str | None:
    """Why a file is not opened: a broken archive, or one that unpacks to much more than it is."""
    try:
        size = path.stat().st_size
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as problem:
        return f"the file is broken: {one_line(str(problem), 120)}"
    if size > PACKED_CAP or len(parts) > PARTS:
        return f"the file is too large: {size:,} bytes in {len(parts):,} parts"
    unpacked = sum(part.file_size for part in parts)
    if unpacked > UNPACKED_CAP:
        return f"the file unpacks to {unpacked:,} bytes; at most {UNPACKED_CAP:,} are read"
    for part in parts:
        if part.flag_bits & 1:
            return "the file is encrypted; save it without a password"
        if part.filename.endswith((".xml", ".rels")) and part.file_size > PART_CAP:
            return f"{one_line(part.filename, 60)} unpacks to {part.file_size:,} bytes; at most {PART_CAP:,} are read"
        if part.file_size > 1_000_000 and part.file_size > RATIO * max(1, part.compress_size):
            times = part.file_size // max(1, part.compress_size)
            return f"{one_line(part.filename, 60)} unpacks to {times:,} times its size"
    return None


def _opened(path: Path) -> tuple[Header, str] | str:
    """What the file says about itself, and its text; or why it cannot be read."""
    import docx
    from docx.opc.exceptions import OpcError
    from lxml import etree

    try:
        document = docx.Document(str(path))
        core = document.core_properties
        said = Header(title=one_line(core.title or "") or None, language=language_code(core.language or ""))
        return said, "\n\n".join(text for text in _paragraphs(document.element.body) if text.strip())
    except (OpcError, etree.LxmlError) as problem:
        return f"the file is broken: {one_line(str(problem), 120)}"
    except (KeyError, ValueError, AttributeError, TypeError, IndexError) as problem:
        # A part is missing or not what it says: python-docx has no error of its own for that.
        return f"the file is broken: {type(problem).__name__} {one_line(str(problem), 100)}"
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError) as problem:
        return f"the file is broken: {one_line(str(problem), 120)}"


def _paragraphs(body: Any) -> Iterator[str]:
    """Paragraphs in the order of the page; a row of a table is one, its cells apart by tabs."""
    stack = [body]
    while stack:
        element = stack.pop()
        if element.tag == W + "p":
            yield _text(element)
        elif element.tag == W + "tr":
            yield "\t".join(" ".join(_text(cell).split()) for cell in element.iter(W + "tc"))
        else:
            stack.extend(child for child in reversed(element) if child.tag != FALLBACK)


def _text(element: Any) -> str:
    """The text that a reader sees: with what was inserted, without what was deleted, struck or hidden."""
    pieces: list[str] = []
    stack = [element]
    while stack:
        part = stack.pop()
        if part.tag == W + "t":
            pieces.append(part.text or "")
        elif part.tag == W + "tab":
            pieces.append("\t" if part.getparent().tag == W + "r" else "")
        elif part.tag in (W + "br", W + "cr"):
            pieces.append("\n")
        elif part.tag == W + "noBreakHyphen":
            pieces.append("-")
        else:
            pieces.append(" " if part.tag == W + "p" and pieces else "")
            stack.extend(child for child in reversed(part) if not _is_unsaid(child))
    return cleaned("".join(pieces)).strip()


def _is_unsaid(part: Any) -> bool:
    """A twin of what stands beside it, what was deleted, or a run of characters that are struck through or hidden."""
    if part.tag in (FALLBACK, W + "del", W + "instrText"):
        return True
    properties = part.find(W + "rPr") if part.tag == W + "r" else None
    found = [] if properties is None else [properties.find(W + name) for name in ("strike", "dstrike", "vanish")]
    return any(mark is not None and mark.get(W + "val", "true") not in ("0", "false", "off") for mark in found)
