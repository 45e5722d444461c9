"""Plain text and Markdown: front matter, or a title line and `Outlet, YYYY-MM-DD`, or nothing but text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kg.loaders.unsaid import completed

from kg.errors import BadInput
from kg.model import Loaded, Rejected, Source
from kg.text.documents import Header, article, cleaned, decoded, front_matter, is_table, read_bytes, title_lines

SOURCE: Source | None = None
FORMAT = "text"
DESCRIPTION = "Plain text or Markdown, with or without front matter"
EXPECTED: dict[str, int] = {}

CAP = 20_000_000  # bytes: five million characters of any script fit


def matches(head: bytes, path: Path) -> bool:
    """Plain text is what is left when no other format wants a file, and it reads as text."""
    return why_not(head, path) is None


def why_not(head: bytes, path: Path) -> str | None:
    """What keeps these bytes from being an article; None when nothing does."""
    try:
        text = cleaned(decoded(_whole_lines(head))[0]).strip()
    except BadInput as problem:
        return problem.reason
    if not text:
        return "is empty"
    if (re.match(r"<\?xml|<[a-z][\w:]*[\s>]", text, re.I) and "</" in text) or text.startswith("<?xml"):
        return "looks like XML in no known format"
    if re.match(r"[{\[]\s*[\"{\[\]}\d]", text) and path.suffix.lower() not in (".txt", ".md"):
        return "looks like JSON in no known format"
    if front_matter(text) is None and is_table(text):
        return "looks like a table in no known format"
    return None


def _whole_lines(head: bytes) -> bytes:
    """A head of 64 KiB may end inside a character; its last line is left out."""
    if len(head) < 1 << 16 or b"\0" in head:
        return head
    end = max(head.rfind(b"\n"), head.rfind(b" "))
    return head[:end] if end > 0 else head[:-3]


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    raw, cut = read_bytes(path, CAP)
    try:
        text, remark = decoded(_whole_lines(raw) if cut else raw)
    except BadInput as problem:
        yield Rejected(str(path), problem.reason, repr(raw[:50]))
        return
    if remark:
        yield Rejected(str(path), remark)
    said, body = split(cleaned(text))
    yield from article(path, FORMAT, body, completed(said, published, source))


def split(text: str) -> tuple[Header, str]:
    """What a text says about itself, and its body."""
    found = front_matter(text)
    if found is None:
        found = title_lines(text)
    if found is None and re.match(r"\n*---[ \t]*\n[ \t]*[A-Za-z_]+:", text):
        return Header(notes=["front matter: has no closing --- line; read as text"]), text
    return found or (Header(), text)
