"""Plain text and Markdown: front matter, lines `Date: …`, a title line and `Outlet, YYYY-MM-DD`, or only text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kg.loaders.unsaid import completed

from kg.errors import BadInput
from kg.model import Loaded, Rejected, Source
from kg.text.documents import (
    KEYS,
    Header,
    article,
    cleaned,
    decoded,
    front_matter,
    header,
    is_table,
    read_bytes,
    title_from,
    title_lines,
)

SOURCE: Source | None = None
FORMAT = "text"
DESCRIPTION = "Plain text or Markdown; title, day and outlet in front matter or in lines Date: 2024-10-08 at the top"
EXPECTED: dict[str, int] = {}

CAP = 20_000_000  # bytes: five million characters of any script fit
LABELLED = re.compile(r"[ \t]*(?P<label>[A-Za-z][A-Za-z _-]{0,30}?)[ \t]*:[ \t]*(?P<value>[^\n]*)(?:\n|\Z)")
# What stands beside title, day and outlet and tells nothing that a document keeps.
IDLE_LABELS = {"author", "authors", "by", "byline", "section", "category", "tags", "keywords", "location", "dateline"}


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
    found = front_matter(text) or labelled_lines(text) or title_lines(text)
    if found is None and re.match(r"\n*---[ \t]*\n[ \t]*[A-Za-z_]+:", text):
        return Header(notes=["front matter: has no closing --- line; read as text"]), text
    return found or (Header(), text)


def labelled_lines(text: str) -> tuple[Header, str] | None:
    """Header and body of a text that begins with lines such as `Date: 2024-06`, below its title or with it.

    Two of title, day, outlet, address and language at least, one of them the day or the outlet: an article may well
    begin with "Source:" alone.

    >>> labelled_lines("Title: A pact\\nSource: Meridian Wire\\nDate: 2024-06\\n\\nRussia signed.")[1]
    'Russia signed.'
    >>> labelled_lines("Russia signed.\\nSource: Meridian Wire\\n")
    """
    text = text.lstrip("\n")
    title = "" if _labelled(text, 0) else title_from(text, "")
    at = len(text) - len(text.partition("\n")[2].lstrip("\n")) if title else 0
    values: dict[str, str] = {}
    while line := _labelled(text, at):
        values.setdefault(*line[:2])
        at = line[2]
    told = {KEYS[label] for label in values if label in KEYS}
    if len(told) < 2 or not told & {"published", "source"}:
        return None
    return header({"title": title} | values if title else values), text[at:].lstrip("\n")


def _labelled(text: str, at: int) -> tuple[str, str, int] | None:
    """Label, value and end of the line of a head that begins there."""
    found = LABELLED.match(text, at)
    label = re.sub(r"[ -]", "_", found["label"].lower()) if found else ""
    return (label, found["value"].strip(), found.end()) if found and label in KEYS.keys() | IDLE_LABELS else None
