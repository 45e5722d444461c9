"""What others wrote in a mail: quoted lines, and the messages below it that it answers or passes on.

Quoted lines ("> …") are somebody else's words under the writer's name and day, so they are left out. A message that
stands below with a head of its own (From, Date, Subject) is a message by itself, of its own sender and day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from kg.text.documents import date_of

QUOTE = re.compile(r" {0,3}>")
FIELD = re.compile(r"\*?(From|Sent|Date|To|Cc|Bcc|Subject|Reply-To|Importance|Attachments)\*?:\*?[ \t]*(.*)", re.I)
RULE = re.compile(r"[ \t]*(?:-{2,}[ \t]*(?:original|forwarded) (?:message|mail)\b[^\n]{0,80}-{2,}"
                  r"|begin forwarded message:)[ \t]*", re.I)  # fmt: skip
WROTE = re.compile(r"[^\n]{1,160}\b(?:wrote|writes):[ \t]*")
ON = re.compile(r"On\s.{4,300}\s(?:wrote|writes):\s*", re.S)
FROM_A_PROGRAM = re.compile(r"\d[:.]\d\d|\S@\S")  # an hour or an address: no reporter begins a quotation so
LINE = re.compile(r"(?:\A|\n)[ \t]*_{10,}\s*\Z")  # which parts a message from the one below
DEPTH = 50  # messages below each other
HOUR = re.compile(r",?\s+(?:at\s+)?\d{1,2}[:.]\d{2}.*", re.S)


@dataclass(frozen=True, slots=True)
class Below:
    """A message below another one: what its head says, and its text without what is quoted in it."""

    head: Mapping[str, str]  # of title, published, source
    text: str


def parted(text: str) -> tuple[str, list[Below], int]:
    """The writer's own text, the messages below it, and how many lines of others were left out.

    >>> parted("I doubt it.\\n\\nOn 3 April 2025 Bob wrote:\\n> Russia has left.\\n> Iran too.")
    ('I doubt it.', [], 2)
    >>> parted("See below.\\n\\n-----Original Message-----\\nFrom: Bob\\nSent: 1 March 2025\\n\\nRussia has left.")[1]
    [Below(head={'source': 'Bob', 'published': '2025-03-01'}, text='Russia has left.')]
    """
    lines = text.replace("\r\n", "\n").split("\n")
    own, left_out = _own(lines[: (start := _begin(lines))])
    below: list[Below] = []
    while start < len(lines) and len(below) < DEPTH:
        head, lines = _head(_unquoted(lines[start:]))
        start = _begin(lines)
        said, more = _own(lines[:start])
        if "source" in head:
            below.append(Below(head, said))
            left_out += more
        else:
            left_out += sum(bool(line.strip()) for line in lines[:start])
    return own, below, left_out + sum(bool(line.strip()) for line in lines[start:])


def _begin(lines: Sequence[str]) -> int:
    """The line with which a message below begins: a rule that says so, or a head of From, Date and one more."""
    for number, line in enumerate(lines):
        if RULE.fullmatch(line.lstrip("> ")):
            return number
        if FIELD.match(line) and line.lstrip("*")[:5].casefold() == "from:":
            names = {name for name, _ in _fields(lines[number : number + 12])}
            if names & {"sent", "date"} and names & {"to", "subject"}:
                return number
    return len(lines)


def _fields(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The fields at the top, blank lines between them allowed: where each was a line of HTML, there are some."""
    for line in lines:
        if found := FIELD.match(line):
            yield found[1].casefold(), found[2].strip()
        elif line.strip():
            return


def _head(lines: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """What the head of a message below says, and the lines of its text."""
    rest = list(lines)
    if rest and RULE.fullmatch(rest[0].lstrip("> ")):
        rest = _unquoted(rest[1:])
    told: dict[str, str] = {}
    for name, value in _fields(rest):
        told.setdefault(name, value)
    end = next((n for n, line in enumerate(rest) if line.strip() and not FIELD.match(line)), len(rest))
    sender, address = parseaddr(re.sub(r"\[mailto:[^\]]*\]", "", told.get("from", "")))
    head = {"source": sender or address.rpartition("@")[2], "title": told.get("subject", ""),
            "published": day_of(told.get("date") or told.get("sent") or "")}  # fmt: skip
    return {name: value for name, value in head.items() if value}, rest[end:]


def day_of(text: str) -> str:
    """A day as mail programs write it, without its hour; as it stands where it is none.

    >>> day_of("Thu, Apr 3, 2025 at 10:12 AM"), day_of("Friday, April 4, 2025 9:00 PM"), day_of("yesterday")
    ('2025-04-03', '2025-04-04', 'yesterday')
    """
    return date_of(text) or date_of(HOUR.sub("", text)) or text


def _unquoted(lines: Sequence[str]) -> list[str]:
    """Lines that are quoted as a whole, as some programs pass a message on, without the mark."""
    if any(line.strip() for line in lines) and all(QUOTE.match(line) for line in lines if line.strip()):
        return [re.sub(r"^ {0,3}> ?", "", line) for line in lines]
    return list(lines)


def _own(lines: Sequence[str]) -> tuple[str, int]:
    """The text without quoted lines and what introduces them; and how many lines were quoted."""
    kept: list[str] = []
    left_out = 0
    for number, line in enumerate(lines):
        if QUOTE.match(line):
            if not left_out or not QUOTE.match(lines[number - 1]):
                _drop_introduction(kept)
            left_out += 1
        elif _introduces_the_rest(kept, line):
            _drop_introduction(kept)
            left_out += sum(bool(rest.strip()) for rest in lines[number + 1 :])
            break
        else:
            kept.append(line)
    return LINE.sub("", "\n".join(kept)).strip("\n"), left_out


def _introduces_the_rest(kept: list[str], line: str) -> bool:
    """Whether a program's "On Thu, 3 Apr 2025 at 10:12, Bob <bob@x.org> wrote:" ends, all below it being quoted."""
    if not WROTE.fullmatch(line):
        return False
    told = next((t for n in range(3) if ON.fullmatch(t := "\n".join([*kept[len(kept) - n :], line]))), "")
    if not FROM_A_PROGRAM.search(told):
        return False
    kept.append(line)
    return True


def _drop_introduction(kept: list[str]) -> None:
    """Takes "On 3 April 2025 Bob wrote:" off the end, which may run over three lines."""
    end = len(kept)
    while end and not kept[end - 1].strip():
        end -= 1
    for n in (1, 2, 3):
        told = "\n".join(kept[max(0, end - n) : end])
        if ON.fullmatch(told) or (n == 1 and WROTE.fullmatch(told) and FROM_A_PROGRAM.search(told)):
            del kept[end - n :]
            return


QUOTED_CLASSES = ("gmail_quote", "moz-cite-prefix", "yahoo_quoted", "protonmail_quote")


def drop_quoted(tree: Any) -> int:
    """Takes out of a mail of markup what its program marked as quoted; how many pieces that were.

    A blockquote without such a mark is the writer's own quotation, and stays; so does a message that is passed on.
    """
    found = [e for e in tree.iter("blockquote", "div", "span") if _is_quoted(e)]
    outer = [e for e in found if not any(above in found for above in e.iterancestors())]
    for element in outer:
        element.drop_tree()
    return len(outer)


def _is_quoted(element: Any) -> bool:
    classes = (element.get("class") or "").split()
    cited = element.tag == "blockquote" and (element.get("type") or "").lower() == "cite"
    if not cited and not any(c.startswith(QUOTED_CLASSES) for c in classes):
        return False
    around = "".join(element.itertext()) + "".join(element.getparent().itertext() if cited else ())
    return element.getparent() is not None and not re.search(r"forwarded message", around, re.I)
