"""What every reader of documents needs: decoding, headers, dates, caps, outlets, languages.

A document comes from outside and says what it likes about itself. What it says well is kept, what
it says badly is reported as `Rejected` and left unknown: a date is never guessed, and the body
keeps its own characters, so that the offsets of a sentence stay good.
"""

from __future__ import annotations

import codecs
import gzip
import re
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_tz
from itertools import takewhile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kg.dates import is_partial, is_to_come
from kg.errors import BadInput
from kg.model import Document, Kept, Loaded, Rejected, Source
from kg.text.languages import language_of

TEXT_CAP = 5_000_000  # characters of one document: a long book
FILE_CAP = 64_000_000  # bytes of one file of documents, unpacked
HEADER_CAP = 16_384  # characters of front matter
TITLE_CAP = 300
NAME_CAP = 120  # of an outlet
RUN_CAP = 64  # equal symbols in a row that a tokeniser sees
WORD_CAP = 512  # characters without white space that a tokeniser sees
WITHOUT = "the document is read without it"  # of what it says badly of itself: only that is lost
NOT_SAID = frozenset(("", "~", "null", "none", "n/a", "unknown", "undated"))
UNKNOWN = Source("unknown", "unknown", kind="unknown")


# Reading bytes


def read_bytes(path: Path, cap: int = FILE_CAP) -> tuple[bytes, bool]:
    """The bytes of a file, of what is inside for .gz and a zip of one file; whether they were cut at `cap`."""
    try:
        with path.open("rb") as file:
            head = file.read(4)
        if head.startswith(b"\x1f\x8b"):
            with gzip.open(path) as packed:
                raw = packed.read(cap + 1)
        elif head == b"PK\x03\x04" and (member := _only_member(path)):
            with zipfile.ZipFile(path) as archive, archive.open(member) as inner:
                raw = inner.read(cap + 1)
        else:
            with path.open("rb") as file:
                raw = file.read(cap + 1)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError) as problem:
        raise BadInput(f"cannot be read: {problem}", str(path)) from problem
    return raw[:cap], len(raw) > cap


def _only_member(path: Path) -> str | None:
    with zipfile.ZipFile(path) as archive:
        members = [m.filename for m in archive.infolist() if not m.is_dir()]
    return members[0] if len(members) == 1 else None


BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BINARY = (b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\xd0\xcf\x11\xe0",
          b"\x7fELF", b"SQLite format 3", b"PAR1", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ", b"OggS", b"ID3")  # fmt: skip


def decoded(raw: bytes) -> tuple[str, str | None]:
    """Bytes as text, and a remark where characters were lost. `BadInput` for what is no text.

    >>> decoded("Ankara’s jets".encode("utf-16"))
    ('Ankara’s jets', None)
    >>> decoded("Élysée palace".encode("latin-1"))
    ('Élysée palace', None)
    """
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            return _strictly(raw[len(mark) :], encoding)
    if raw.startswith(BINARY):
        raise BadInput(f"is no text: it begins with {raw[:5]!r}")
    if b"\0" in raw:
        return _strictly(raw, _utf16_without_mark(raw))
    if _controls(raw) > max(4, len(raw) // 50):
        raise BadInput("is no text: too many control characters")
    try:
        return raw.decode("utf-8"), None
    except UnicodeDecodeError:
        return _legacy(raw)


def _strictly(raw: bytes, encoding: str) -> tuple[str, str | None]:
    width = {"utf-16": 2, "utf-32": 4}.get(encoding[:6], 1)
    text = raw[: len(raw) // width * width].decode(encoding, "replace")
    lost = text.count("\ufffd")
    if lost > len(text) // 10:
        raise BadInput(f"is no text: it is marked {encoding} but is something else")
    return text, f"{lost} characters are not {encoding}; replaced" if lost else None


def _utf16_without_mark(raw: bytes) -> str:
    """UTF-16 of a western text has a NUL in every second byte; other bytes with NUL are no text."""
    even, odd = raw[:4096:2].count(0), raw[1:4096:2].count(0)
    half = max(1, len(raw[:4096]) // 2)
    if len(raw) >= 8 and odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if len(raw) >= 8 and even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    raise BadInput("is no text: it holds NUL bytes")


def _controls(raw: bytes) -> int:
    return len(raw) - len(raw.translate(None, bytes(b for b in range(32) if b not in b"\t\n\r\f\x1b")))


def _legacy(raw: bytes) -> tuple[str, str | None]:
    """Not UTF-8: a few bad bytes in UTF-8, a western code page, or what charset-normalizer finds."""
    repaired = raw.decode("utf-8", "replace")
    lost, foreign = repaired.count("\ufffd"), sum(1 for c in repaired if c > "\x7f")
    if lost * 10 <= foreign:
        return repaired, f"{lost} bytes are not UTF-8; replaced"
    high = len(raw) - len(raw.translate(None, bytes(range(128, 256))))
    if high * 6 <= len(raw) and _western(raw):
        return raw.decode("cp1252", "replace"), None
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:200_000]).best()
    if best is None:
        raise BadInput("is no text: no encoding fits")
    text = raw.decode(best.encoding, "replace")
    return text, f"read as {best.encoding}; {text.count(chr(0xFFFD))} bytes replaced" if "\ufffd" in text else None


def _western(raw: bytes) -> bool:
    """Whether the high bytes are letters and quotation marks in cp1252: what western editors write."""
    try:
        found = {c for c in raw.decode("cp1252") if c > "\x7f"}
    except UnicodeDecodeError:
        return False
    return all(c.isalpha() or c in "‘’“”–—…•€£§°©®™«»¿¡\xa0·½¼²³" for c in found)


# Cleaning

LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
SURROGATES = re.compile("[\ud800-\udfff]")
# Marks that turn the direction of writing or take no room: they have no place in a title or a name.
INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")


# Marks within or beside words that hide a name: nobody sees them, and no reader looks for "Po\u200bland". Joiners and
# marks of direction mean something in other scripts, and stay there; at the end of a line a hyphen divides a word.
HIDING = re.compile(
    "[\u200b\u2060\ufeff]|\u00ad(?!\n|\\Z)|(?<=[A-Za-z\u00c0-\u024f])[\u200c-\u200f\u202a-\u202e\u2061-\u2069]+"
    "|[\u200c-\u200f\u202a-\u202e\u2061-\u2069]+(?=[A-Za-z\u00c0-\u024f])"
)


def cleaned(text: str) -> str:
    r"""The text with \n at line ends, without control characters but tab, lone surrogates and marks that hide words.

    >>> cleaned("a\r\nb\x00\x1b[1m\tc"), cleaned("Po\u200bland sent sold\u00adiers")
    ('a\nb[1m\tc', 'Poland sent soldiers')
    """
    text = HIDING.sub("", LINE_ENDS.sub("\n", text))
    return SURROGATES.sub("\ufffd", CONTROLS.sub("", text))


def one_line(text: str, cap: int = TITLE_CAP) -> str:
    """A title or a name: one line, no invisible marks, NFC, not longer than `cap`.

    >>> one_line("  Seoul\\n signs\\u202e ")
    'Seoul signs'
    """
    text = INVISIBLE.sub("", cleaned(text[: cap * 8]))
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    return text if len(text) <= cap else text[: cap - 1].rstrip() + "…"


SYMBOL_RUN = re.compile(rf"[^\w\s]{{{RUN_CAP + 1},}}")
WORD_RUN = re.compile(rf"\S{{{WORD_CAP + 1},}}")


def calm(text: str) -> str:
    """The text as a tokeniser may see it: of the same length, but long runs are cut short by blanks.

    Tokenisers need time with the square of a run of symbols (10,000 brackets: 12 s). Offsets stay good.

    >>> calm("(" * 70 + "x") == "(" * 64 + " " * 6 + "x"
    True
    """
    text = SYMBOL_RUN.sub(lambda m: m[0][:RUN_CAP] + " " * (len(m[0]) - RUN_CAP), text)
    return WORD_RUN.sub(lambda m: m[0][:WORD_CAP] + " " * (len(m[0]) - WORD_CAP), text)


# Dates, addresses, languages, outlets

NAMES = ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sep sept", "october oct", "november nov", "december dec")  # fmt: skip
MONTHS = {name: number for number, names in enumerate(NAMES, start=1) for name in names.split()}
DAY_FIRST = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]{3,9})\.?,?\s+(\d{4})")
MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
NUMBERS = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?(?:[T ]\d{1,2}:\d{2}.*)?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{4,6}Z?)?")
WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+")


def date_of(text: str) -> str | None:
    """A written date as a partial ISO date, as fine as written; None where it has two meanings or none.

    The day is the one that the publisher wrote, in the publisher's own time zone.

    >>> [date_of(d) for d in ("2024-10", "8 October 2024", "Tue, 08 Oct 2024 23:30:00 -0500", "2024-10-08T23:30Z")]
    ['2024-10', '2024-10-08', '2024-10-08', '2024-10-08']
    >>> [date_of(d) for d in ("08/10/2024", "2024-02-30", "yesterday")]
    [None, None, None]
    """
    text = one_line(text, 80).strip(" \"'").lower()
    if not text.isascii():
        return None
    if re.fullmatch(r"\d{4}", text):
        return text if is_partial(text) else None
    if found := NUMBERS.fullmatch(text.upper()):
        return _joined(found[1], found[3], found[4])
    if found := COMPACT.fullmatch(text.upper()):
        return _joined(*found.groups())
    plain = WEEKDAY.sub("", text)
    if found := DAY_FIRST.fullmatch(plain):
        return _named(found[3], found[2], found[1])
    if found := MONTH_FIRST.fullmatch(plain):
        return _named(found[3], found[1], found[2])
    return _mail_date(text)


def _joined(year: str, month: str, day: str | None) -> str | None:
    date = "-".join([year, month.zfill(2), *([day.zfill(2)] if day else [])])
    return date if is_partial(date) else None


def _named(year: str, month: str, day: str | None) -> str | None:
    number = MONTHS.get(month)
    return _joined(year, str(number), day) if number else None


def _mail_date(text: str) -> str | None:
    """RFC 822, the form of RSS: "Tue, 08 Oct 2024 23:30:00 -0500"."""
    if not re.search(r"\d{1,2}\s+[a-z]{3}\s+\d{4}\s+\d{1,2}:\d{2}", text):
        return None
    try:
        found = parsedate_tz(text)
    except (ValueError, IndexError, TypeError):  # the standard library gives up on some broken ones
        return None
    return _joined(f"{found[0]:04d}", str(found[1]), str(found[2])) if found else None


def safe_url(text: str | None) -> str | None:
    """The address if it is an http(s) link that can be shown, else None.

    >>> safe_url("https://example.org/a"), safe_url("javascript:alert(1)")
    ('https://example.org/a', None)
    """
    text = (text or "").strip()
    if not text or len(text) > 2000 or re.search(r"[\s\x00-\x20\x7f-\x9f<>\"`\ud800-\udfff]", text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme.lower() in ("http", "https") and parts.hostname and not parts.username else None


def language_code(text: str) -> str | None:
    """
    >>> language_code("en-GB"), language_code("Klingon!")
    ('en', None)
    """
    found = re.fullmatch(r"([a-z]{2,3})(?:[-_][a-z0-9-]{2,16})?", text.strip().lower())
    return found[1] if found else None


def outlet(name: str | None) -> Source:
    """The outlet of that name; `unknown` where nothing is said.

    >>> outlet("Meridian Wire").id, outlet("../../etc").id, outlet(None).id
    ('outlet:meridian-wire', 'outlet:etc', 'unknown')
    """
    name = one_line(name or "", NAME_CAP).removeprefix("outlet:")
    slug = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFKC", name).casefold()).strip("-")
    if not slug or name.casefold() in NOT_SAID:
        return UNKNOWN
    return Source(f"outlet:{slug}", name, kind="outlet")


# Headers

KEYS = {
    "title": "title", "headline": "title",
    "published": "published", "date": "published", "publication_date": "published", "pubdate": "published",
    "source": "source", "outlet": "source", "publisher": "source",
    "url": "url", "link": "url",
    "language": "language", "lang": "language",
}  # fmt: skip


@dataclass(slots=True)
class Header:
    """What a document says about itself; what it said badly is in `notes`."""

    title: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    notes: list[str] = field(default_factory=list)


def header(values: Mapping[str, Any]) -> Header:
    """The known entries of a mapping, checked one by one.

    >>> header({"Title": "A pact", "date": "2024-13-45"})
    Header(title='A pact', published=None, source=None, url=None, language=None, notes=["published: '2024-13-45' is no \
date; the document is read without it; write 2024, 2024-10 or 2024-10-08"])
    """
    found, result = _known(values), Header()
    result.title = one_line(found["title"]) if "title" in found else None
    result.source = found.get("source")
    if "published" in found:
        result.published = date_of(found["published"])
        if result.published is None:
            result.notes.append(f"published: {shown(found['published'])} is no date; {WITHOUT}; "
                                "write 2024, 2024-10 or 2024-10-08")  # fmt: skip
    if "url" in found:
        result.url = safe_url(found["url"])
        if result.url is None:
            result.notes.append(f"url: {shown(found['url'])} is no http(s) address; {WITHOUT}")
    if "language" in found:
        result.language = language_code(found["language"])
        if result.language is None:
            result.notes.append(f"language: {shown(found['language'])} is no code such as en; {WITHOUT}")
    for key, value in values.items():
        if KEYS.get(str(key).strip().lower()) and isinstance(value, list | dict):
            result.notes.append(f"{one_line(str(key), 40)}: found a {type(value).__name__}, needs one value; {WITHOUT}")
    return result


def _known(values: Mapping[str, Any]) -> dict[str, str]:
    """Entries under our names; of two names for one thing the first listed in KEYS counts."""
    lowered = {str(key).strip().lower(): value for key, value in values.items()}
    found: dict[str, str] = {}
    for name, ours in KEYS.items():
        value = lowered.get(name)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and ours not in found:
            text = f"{value:.20g}" if isinstance(value, float) else str(value)
            if text.strip().lower() not in NOT_SAID:
                found[ours] = text.strip()
    return found


def shown(value: object, cap: int = 60) -> str:
    """A found value for a message: quoted, one line, short."""
    return repr(one_line(str(value), cap))


FENCE = re.compile(r"---[ \t]*\n")
FENCE_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.M)


def front_matter(text: str) -> tuple[Header, str] | None:
    """Header and body of a text that begins with `---`; None where it does not.

    >>> front_matter("---\\ntitle: A pact\\npublished: 2024-06\\n---\\nRussia signed.")[0].published
    '2024-06'
    """
    text = text.lstrip("\n")
    opening = FENCE.match(text)
    if not opening:
        return None
    closing = FENCE_END.search(text, opening.end(), opening.end() + HEADER_CAP)
    if not closing:
        return None
    try:
        result = header(_yaml(text[opening.end() : closing.start()]))
    except BadInput as problem:
        result = Header(notes=[f"front matter: {problem.reason}; {WITHOUT}"])
    return result, text[closing.end() :]


def _yaml(block: str) -> dict[str, Any]:
    """A flat YAML mapping with all values as text; no anchors, aliases, tags or deep nesting."""
    import yaml

    try:
        depth = 0
        for event in yaml.parse(block, yaml.BaseLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
                raise BadInput("anchors, aliases and tags are not read")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > 4:
                raise BadInput("is nested too deeply")
        values = yaml.load(block, yaml.BaseLoader)  # BaseLoader makes text only
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        return _by_line(block, problem)
    if values is None or values == "":
        return {}
    if not isinstance(values, dict):
        raise BadInput("is no list of `key: value`")
    return values


def _by_line(block: str, problem: Exception) -> dict[str, Any]:
    """`title: Kyiv: the war` is no YAML, but says what it means when every line is `key: value`."""
    values: dict[str, Any] = {}
    for line in block.splitlines():
        key, colon, value = line.partition(":")
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not colon or not re.fullmatch(r"[A-Za-z_]+", key):
            raise BadInput(f"is no YAML: {one_line(str(problem).splitlines()[0], 120)}")
        values[key] = value.strip().strip("\"'")
    return values


BYLINE = re.compile(r"(?P<outlet>[^\n]{1,120}?),[ \t]*(?P<date>\d{4}(?:-\d{1,2}){0,2})[ \t]*")
BYLINE_NAMED = re.compile(r"(?P<outlet>[^\n,]{1,120}?),[ \t]*(?P<date>(?:\d{1,2}[ \t]+)?[A-Z][a-z]{2,8}\.?[ \t]+"
                          r"(?:\d{1,2},[ \t]+)?\d{4})[ \t]*")  # fmt: skip


def title_lines(text: str) -> tuple[Header, str] | None:
    """Header and body of a text that begins with a title line and a line `Outlet, YYYY-MM-DD`.

    >>> title_lines("A pact\\nMeridian Wire, 2024-06\\n\\nRussia signed.")[0].source
    'Meridian Wire'
    """
    text = text.lstrip("\n \t")
    title, _, rest = text.partition("\n")
    line, _, body = rest.lstrip("\n \t").partition("\n")
    found = BYLINE.fullmatch(line) or BYLINE_NAMED.fullmatch(line)
    if not found or not title.strip() or len(title) > TITLE_CAP:
        return None
    # A sentence that ends in ", 2016" is no outlet.
    if re.search(r"[.!?]\s", found["outlet"]) or (len(found["outlet"].split()) > 8):
        return None
    result = header({"title": _plain_title(title), "source": found["outlet"], "published": found["date"]})
    return result, body


def _plain_title(line: str) -> str:
    return re.sub(r"^#{1,6}\s+|\s+#+$", "", line.strip())


def title_from(text: str, otherwise: str) -> str:
    """The first line where it reads as a headline: short and without a final stop; else the name given.

    >>> title_from("Warsaw shops in Seoul\\nPoland signed.", "d09"), title_from("Poland signed.", "d09")
    ('Warsaw shops in Seoul', 'd09')
    """
    first, _, rest = text.lstrip().partition("\n")
    first = _plain_title(first)
    headline = 0 < len(first) <= 120 and not first.endswith((".", "!", "?", "…", ":", ",", ";", '."', ".”"))
    return one_line(first) if headline and rest.strip() else one_line(otherwise)


# Tables that no loader knows

DELIMITERS = (",", "\t", ";", "|")


def is_table(text: str) -> bool:
    """Whether most of the first lines are rows of short cells with one delimiter, notes above them allowed.

    >>> is_table("stateA,stateB,year\\n2,20,1958\\n2,200,1949\\n"), is_table("Well, well, well.\\nThen, he, left.")
    (True, False)
    """
    lines = text[:16_384].split("\n")
    lines = [line for line in (lines[:-1] if len(text) > 16_384 and len(lines) > 2 else lines) if line.strip()][:60]
    return len(lines) >= 2 and any(_rows(lines, mark) or _wide_below(lines, mark) for mark in DELIMITERS)


WIDE = 6  # cells: no writer ends an article with three lines of so many


def _wide_below(lines: list[str], mark: str) -> bool:
    """Whether the lines end in rows of many cells, a third of them numbers, however much prose stands above.

    Writers put a blank after a comma, programs do not.
    """
    rows = _split(lines, mark)
    below = list(takewhile(lambda row: len(row) == len(rows[-1]), reversed(rows))) if rows and mark != "|" else []
    cells = [cell for row in below for cell in row]
    numbers = sum(bool(NUMERIC.fullmatch(cell.strip())) for cell in cells)
    blanks = sum(cell.startswith(" ") for cell in cells)
    return len(below) >= 3 and len(below[0]) >= WIDE and numbers >= 0.3 * len(cells) and blanks <= 0.2 * len(cells)


def _split(lines: list[str], mark: str) -> list[list[str]]:
    import csv

    try:
        return list(csv.reader(lines, delimiter=mark, quoting=csv.QUOTE_NONE if mark == "\t" else csv.QUOTE_MINIMAL))
    except csv.Error:
        return []


def _rows(lines: list[str], mark: str) -> bool:
    rows = _split(lines, mark)
    if not rows:
        return False
    width, times = Counter(len(row) for row in rows).most_common(1)[0]
    if width < 2 or times < max(2 if width > 2 else 3, 0.6 * len(rows)):
        return False
    cells = [cell for row in rows if len(row) == width for cell in row]
    if sum(bool(SENTENCE.match(row[-1])) for row in rows) >= 0.6 * len(rows):
        return False  # "2014, July: Israel bombs Gaza.": a timeline
    short = sum(len(cell.split()) <= 3 for cell in cells)
    numbers = sum(bool(NUMERIC.fullmatch(cell.strip())) for cell in cells)
    # Writers put a blank after a comma, programs do not.
    blanks = sum(cell.startswith(" ") for cell in cells)
    return short >= 0.6 * len(cells) and (blanks <= 0.2 * len(cells) or numbers >= 0.3 * len(cells))


NUMERIC = re.compile(r"[-+]?[\d.,]+%?")
SENTENCE = re.compile(r"\s(?:\S+\s){2,}\S+[.!]\s*$")


# Putting a document together


def article(
    path: Path,
    format: str,
    text: str,
    said: Header,
    *,
    name: str | None = None,
    where: str | None = None,
    sources: set[str] | None = None,
) -> Iterator[Loaded]:
    """Source and Document, or what is wrong.

    `sources` holds the ids already yielded from this file.
    """
    where, name = where or str(path), one_line(name or path.stem, 200)
    for note in said.notes:
        yield Rejected(where, note)
    if said.published and is_to_come(said.published):
        yield Kept(where, f"published: {said.published} is still to come; kept as told")
    text = re.sub("\u00ad\n?", "", cleaned(text)).lstrip("\n").rstrip()
    if len(text) > TEXT_CAP:
        text = _cut(text)
        yield Rejected(where, f"the text is longer than {TEXT_CAP:,} characters; only the beginning was read")
    title = said.title or title_from(text, name)
    if not text and not said.title:
        yield Rejected(where, "no text found")
        return
    publisher = outlet(said.source)
    if sources is None or publisher.id not in sources:
        yield publisher
    if sources is not None:
        sources.add(publisher.id)
    yield Document(
        source=publisher.id,
        title=title,
        text=text,
        published=said.published,
        format=format,
        url=said.url,
        language=said.language or language_of(text or title),
        name=name,
    )


def _cut(text: str) -> str:
    """The beginning of a text, up to the last white space before the cap."""
    piece = text[:TEXT_CAP]
    end = max(piece.rfind("\n", TEXT_CAP - 2000), piece.rfind(" ", TEXT_CAP - 2000))
    return piece[:end].rstrip() if end > 0 else piece
