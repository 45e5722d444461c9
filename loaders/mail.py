"""Saved mail: one message (.eml), or a box of them (mbox). Its text, or else its HTML; attachments are left out.

What it quotes of others is left out too; a message below it that tells its sender is a document of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

from kg.loaders import html
from kg.loaders.quoted_mail import drop_quoted, parted
from kg.loaders.unsaid import completed

from kg.errors import BadInput
from kg.model import Loaded, Rejected, Source
from kg.text.documents import article, decoded, header, one_line, read_bytes

SOURCE: Source | None = None
FORMAT = "mail"
DESCRIPTION = (
    "Mail (.eml, mbox): every message a document, with its date, subject and sender, one that is passed on too; "
    "quoted lines and attachments are left out"
)
EXPECTED: dict[str, int] = {}

CAP = 20_000_000  # bytes
MESSAGES = 10_000
FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]*):[ \t]|[ \t]")  # the beginning of a line of a head
NAMED = frozenset((b"from", b"date", b"subject", b"message-id", b"mime-version", b"received", b"return-path"))
BETWEEN = re.compile(rb"(?:\A|\r?\n\r?\n)From [^\r\n]*\d{4}[^\r\n]*\r?\n")  # the messages of an mbox
ESCAPED = re.compile(rb"^>(>*From )", re.M)
# What the parser of the standard library raises on damaged messages.
DAMAGED = (MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)


def matches(head: bytes, path: Path) -> bool:
    """A head of fields up to a blank line, a sender among them and two more of those that mail has."""
    lines = re.split(rb"\r?\n", BETWEEN.sub(b"", head.lstrip(b"\r\n"), count=1))
    end = lines.index(b"") if b"" in lines else len(lines)
    fields = [FIELD.match(line) for line in lines[:end]]
    names = {found[1].lower() for found in fields if found and found[1]}
    return all(fields) and b"from" in names and len(names & NAMED) >= 3


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    raw, cut = read_bytes(path, CAP)
    messages = [raw]
    if raw.startswith(b"From "):  # a line of a text that begins so has got a mark in the box
        messages = [ESCAPED.sub(rb"\1", m) for m in BETWEEN.split(raw) if m.strip()]
    if cut:
        yield Rejected(str(path), f"the file is larger than {CAP:,} bytes; only the messages before that were read")
    if len(messages) > MESSAGES:
        yield Rejected(str(path), f"the file has {len(messages):,} messages; the first {MESSAGES:,} were read")
    sources: set[str] = set()
    for number, message in enumerate(messages[:MESSAGES], start=1):
        several = len(messages) > 1
        where = f"{path}: message {number}" if several else str(path)
        name = f"{path.stem}-{number}" if several else path.stem
        try:
            yield from _document(message, where, name, published, source, sources)
        except DAMAGED as fault:
            yield Rejected(where, f"the message is broken: {one_line(str(fault), 120)}", repr(message[:150]))


def _document(
    raw: bytes, where: str, name: str, published: str | None, source: str | None, sources: set[str]
) -> Iterator[Loaded]:
    message = message_from_bytes(raw.lstrip(b"\r\n"), policy=policy.default)
    assert isinstance(message, EmailMessage)
    sender, address = parseaddr(str(message.get("from", "")))
    said = header(
        {
            "title": str(message.get("subject", "")),
            "published": str(message.get("date", "")),
            "source": sender or address.rpartition("@")[2],
        }
    )
    text, remark, pieces = _text(message)
    text, below, lines = parted(text)
    if remark:
        yield Rejected(where, remark)
    left = [str(part.get_filename() or part.get_content_type()) for part in message.walk() if part.is_attachment()]
    if left:
        yield Rejected(where, f"attachments are left out: {len(left)} ({one_line(', '.join(left), 120)})")
    if lines or pieces:
        yield Rejected(where, f"what is quoted of other mail is left out: {lines or pieces} "
                       f"{'line' if lines else 'piece'}{'s' if (lines or pieces) > 1 else ''}")  # fmt: skip
    if text.strip() or not below:  # a mail that only passes others on says nothing itself
        said = completed(said, published, source)
        yield from article(Path(name), FORMAT, text, said, name=name, where=where, sources=sources)
    for number, other in enumerate(below, start=1):
        yield from article(Path(name), FORMAT, other.text, header(other.head), name=f"{name}-below-{number}",
                           where=f"{where}: message {number} below", sources=sources)  # fmt: skip


def _text(message: EmailMessage) -> tuple[str, str | None, int]:
    """The text of a message, of its HTML where it has no other; a remark where characters were lost; and how many
    pieces of the HTML were quoted."""
    part = message.get_body(("plain", "html"))
    raw = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(raw, bytes):
        return "", None, 0
    text, remark = _in_letters(raw, part.get_content_charset())
    if part.get_content_subtype() != "html":
        return text, remark, 0
    text, pieces = _without_quoted(text)
    plain = html.plain(text)
    if parted(plain)[1:] != ([], 0):  # the lines that part two messages are no paragraphs of an article
        return plain, remark, pieces
    return html.read(text.encode("utf-8", "replace"))[1] or plain, remark, pieces


def _without_quoted(markup: str) -> tuple[str, int]:
    from lxml import etree
    from lxml import html as markup_of

    try:
        tree = markup_of.document_fromstring(
            markup.encode("utf-8", "replace"), parser=markup_of.HTMLParser(encoding="utf-8")
        )
    except (etree.LxmlError, ValueError):
        return markup, 0
    pieces = drop_quoted(tree)
    return (etree.tostring(tree, encoding="unicode", method="html") if pieces else markup), pieces


def _in_letters(raw: bytes, charset: str | None) -> tuple[str, str | None]:
    """The bytes as text in the charset that is stated, or as they read where it is unknown, missing or wrong."""
    try:
        return raw.decode(charset or "utf-8"), None
    except (LookupError, ValueError):
        pass
    try:
        return decoded(raw)
    except BadInput as problem:
        return "", problem.reason
