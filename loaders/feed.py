"""Saved feeds (RSS, Atom): every entry a document. Nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.loaders.html import plain
from kg.loaders.unsaid import completed

from kg.errors import BadInput
from kg.model import Document, Loaded, Rejected, Source
from kg.text.documents import (
    WITHOUT,
    Header,
    article,
    date_of,
    decoded,
    language_code,
    one_line,
    read_bytes,
    safe_url,
    shown,
)

SOURCE: Source | None = None
FORMAT = "feed"
DESCRIPTION = "RSS or Atom: every entry a document, dated where the feed says when it was published"
EXPECTED: dict[str, int] = {}

CAP = 20_000_000  # bytes
REPAIR_CAP = 500_000  # bytes of a feed that is not well-formed
ENTRIES = 10_000
ROOT = re.compile(
    r"(?:<\?[^>]{0,300}\?>|<!--.{0,5000}?-->|<!DOCTYPE[^\[>]{0,500}(?:\[.{0,20000}?\]\s*)?>|\s)*<(?:\w+:)?(rss|feed|RDF)\b",
    re.S,
)


def matches(head: bytes, path: Path) -> bool:
    try:
        text = decoded(head)[0].lstrip("\ufeff \t\r\n")
    except BadInput:
        return False
    return bool(ROOT.match(text[:40_000]))


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    import feedparser

    raw, cut = read_bytes(path, CAP)
    problem = f"the file is larger than {CAP:,} bytes" if cut else unsafe(raw)
    if problem:
        yield Rejected(str(path), problem)
        return
    try:
        feed = feedparser.parse(raw, response_headers={"content-type": "application/xml"})
    except (ValueError, LookupError, AssertionError, RecursionError) as fault:  # damaged beyond its own repairs
        yield Rejected(str(path), f"the feed is broken: {one_line(str(fault), 120)}", repr(raw[:150]))
        return
    if not feed.entries:
        why = f": {one_line(str(feed.get('bozo_exception')), 120)}" if feed.get("bozo") else ""
        yield Rejected(str(path), f"no entries found{why}", repr(raw[:150]))
        return
    entries = list(_entries(path, feed, published, source))
    if feed.get("bozo") and not isinstance(feed.get("bozo_exception"), feedparser.CharacterEncodingOverride):
        some = any(isinstance(thing, Document) for thing in entries)
        became = "what could be read was read" if some else "nothing could be read"
        yield Rejected(str(path), f"the feed is malformed; {became}: {one_line(str(feed.bozo_exception), 120)}")
    if len(feed.entries) > ENTRIES:
        yield Rejected(str(path), f"the feed has {len(feed.entries):,} entries; the first {ENTRIES:,} were read")
    yield from entries


def unsafe(raw: bytes) -> str | None:
    """Why a feed is not parsed. Feeds declare no entities of their own: what does is an attack or no feed."""
    if re.search(rb"<!ENTITY", raw.replace(b"\0", b""), re.I):
        return "declares entities, which no feed needs"
    # Repairing takes time with the square of the length.
    if len(raw) > REPAIR_CAP and (fault := _fault(raw)):
        return f"is no XML and larger than {REPAIR_CAP:,} bytes: {fault}"
    return None


def _fault(raw: bytes) -> str | None:
    """Where the XML is not well-formed."""
    from xml.parsers import expat

    try:
        expat.ParserCreate().Parse(raw, True)
    except (expat.ExpatError, ValueError) as problem:
        return one_line(str(problem), 120)
    return None


def _entries(path: Path, feed: Any, published: str | None, source: str | None) -> Iterator[Loaded]:
    sources: set[str] = set()
    only_updated = 0
    for number, entry in enumerate(feed.entries[:ENTRIES], start=1):
        said = _header(entry, feed)
        only_updated += not said.published and bool(dict.get(entry, "updated"))
        yield from article(
            path,
            FORMAT,
            _text(entry, said.title),
            completed(said, published, source),
            name=f"{path.stem}-{number}",
            where=f"{path}: entry {number}",
            sources=sources,
        )
    if only_updated and not published:
        what = "when they were updated and not when they were published; their date is unknown"
        yield Rejected(str(path), f"{only_updated} entries say {what}")


def _header(entry: Any, feed: Any) -> Header:
    stated = dict.get(entry, "published") or (dict.get(entry, "updated") if feed.get("version") == "rss10" else None)
    date = date_of(stated) if stated else None
    origin = entry.get("source", {}).get("title") if isinstance(entry.get("source"), dict) else None
    return Header(
        title=one_line(plain(entry.get("title", ""))) or None,
        published=date,
        source=plain(origin or feed.feed.get("title", "")),
        url=safe_url(entry.get("link")) or safe_url(entry.get("id")),
        language=language_code(feed.feed.get("language") or ""),
        notes=[f"published: {shown(stated)} is no date; {WITHOUT}"] if stated and not date else [],
    )


def _text(entry: Any, title: str | None) -> str:
    """The longest that an entry gives of its text; "" where it only repeats the title."""
    given = [c.get("value") or "" for c in entry.get("content", [])] + [entry.get("summary") or ""]
    text = max((plain(g) for g in given), key=len, default="")
    return "" if one_line(text) == title else text
