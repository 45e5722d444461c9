"""Documents as JSON lines: one object a line with its text and what is known about it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.loaders.unsaid import completed

from kg.errors import BadInput
from kg.model import Loaded, Rejected, Source
from kg.text.documents import FILE_CAP, article, decoded, header, one_line, read_bytes, shown

SOURCE: Source | None = None
FORMAT = "jsonl"
DESCRIPTION = "JSON lines, or a JSON array: documents with text, title, published, source, url, language, id"
EXPECTED: dict[str, int] = {}

TEXT_KEYS = ("text", "body", "content", "article", "article_text", "maintext")
NAME_KEYS = ("doc_id", "id", "name")
LINE_CAP = 8_000_000  # characters of one record


def matches(head: bytes, path: Path) -> bool:
    try:
        text = decoded(_safe_end(head))[0].lstrip("\ufeff \t\r\n")
    except BadInput:
        return False
    if not re.match(r"\{\s*[\"}]|\[\s*\{", text):
        return False
    first = text.split("\n", 1)[0].rstrip("\r ")
    try:
        return isinstance(json.loads(first), dict | list)
    except (ValueError, RecursionError):
        # The record is longer than the head, spread over lines, or wrong: the name and the keys tell.
        keys = "|".join((*TEXT_KEYS, "title", "headline"))
        return path.suffix.lower() in (".jsonl", ".ndjson", ".json") or bool(re.search(rf'"(?:{keys})"\s*:', text))


def _safe_end(head: bytes) -> bytes:
    """A head of 64 KiB may end inside a character."""
    return head if len(head) < 1 << 16 or b"\0" in head else head[: max(head.rfind(b" "), head.rfind(b"\n"), 1)]


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    raw, cut = read_bytes(path, FILE_CAP)
    try:
        text, remark = decoded(raw[: raw.rfind(b"\n") + 1] or raw if cut else raw)
    except BadInput as problem:
        yield Rejected(str(path), problem.reason, repr(raw[:50]))
        return
    if remark:
        yield Rejected(str(path), remark)
    if cut:
        yield Rejected(str(path), f"the file is larger than {FILE_CAP:,} bytes; only the records before that were read")
    sources: set[str] = set()
    for number, record in records(text):
        where = f"{path}:{number}"
        if isinstance(record, Rejected):
            yield Rejected(where, record.reason, record.raw)
        elif problem := not_a_document(record):
            yield Rejected(where, problem, one_line(str(record), 200))
        else:
            yield from _document(path, number, record, published, source, sources)


def records(text: str) -> Iterator[tuple[int, dict[str, Any] | Rejected]]:
    """Line number and object of each record; of an array or one object over several lines, its number."""
    text = text.removeprefix("\ufeff")
    whole = _whole(text)
    if whole is not None:
        yield from ((n, _object(value)) for n, value in enumerate(whole, start=1))
        return
    for number, line in enumerate(re.split(r"\r\n?|\n", text), start=1):
        if line.strip(" \t\x1e"):
            yield number, _object(_parsed(line.strip(" \t\x1e")))


def _whole(text: str) -> list[Any] | None:
    """The records of a text that is one JSON value over several lines, or an array; None for JSON lines."""
    start = text.lstrip()
    if not (start.startswith("[") or re.match(r"\{\s*\n", start)):
        return None
    value = _parsed(start, cap=FILE_CAP)
    if isinstance(value, Rejected):
        return None
    return value if isinstance(value, list) else [value]


def _parsed(text: str, cap: int = LINE_CAP) -> Any:
    if len(text) > cap:
        return Rejected("", f"the record is longer than {cap:,} characters", text[:200])
    try:
        return json.loads(text, parse_constant=_no_number)
    except RecursionError:
        return Rejected("", "is nested too deeply", text[:200])
    except ValueError as problem:  # also: more digits than Python turns into a number
        return Rejected("", f"is no JSON: {one_line(str(problem), 120)}", text[:200])


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number in JSON")


def _object(value: Any) -> dict[str, Any] | Rejected:
    if isinstance(value, dict | Rejected):
        return value
    return Rejected("", f"needs an object with a text, found a {type(value).__name__}", one_line(str(value)[:300], 200))


def not_a_document(record: dict[str, Any]) -> str | None:
    """Why an object is no document, in words that say what it is."""
    keys = {str(key).lower() for key in record}
    if _first(record, TEXT_KEYS) is not None:
        return None
    if "relation" in keys and "subject" in keys:
        return "is a claim, not a document, as kg claims prints it; load the document that it was read in"
    if "negative" in keys and "sentence" in keys:
        return "is a line of a gold set, not a document; documents have a text"
    if "file" in keys or "path" in keys:
        return "names a file and holds no text; load that file itself"
    wrong = [key for key in TEXT_KEYS if key in record]
    if wrong:
        return f"{wrong[0]}: needs text, found {shown(record[wrong[0]])}"
    found = one_line(", ".join(sorted(keys)), 80) or "nothing"
    return f"has no text; needs one of {', '.join(TEXT_KEYS[:3])}, found {found}"


def _first(record: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    lowered = {str(key).lower(): value for key, value in record.items()}
    return next((v for k in keys if isinstance(v := lowered.get(k), str) and v.strip()), None)


def _document(
    path: Path, number: int, record: dict[str, Any], published: str | None, source: str | None, sources: set[str]
) -> Iterator[Loaded]:
    lowered = {str(key).lower(): value for key, value in record.items()}
    given = next((v for k in NAME_KEYS if isinstance(v := lowered.get(k), str | int) and not isinstance(v, bool)), None)
    name = str(given)[:200] if given not in (None, "") else f"{path.stem}-{number}"
    # {"source": {"name": "Han River Times"}} is common in downloads of news.
    plain = {k: v.get("name", v.get("title", "")) if isinstance(v, dict) else v for k, v in record.items()}
    said = header({**plain, "title": one_line(str(plain.get("title") or plain.get("headline") or ""))})
    yield from article(
        path,
        FORMAT,
        _first(record, TEXT_KEYS) or "",
        completed(said, published, source),
        name=name,
        where=f"{path}:{number}",
        sources=sources,
    )
