"""PDF files with a text layer. Lines become paragraphs again; nothing is read from pictures."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg.loaders.unsaid import completed

from kg.model import Loaded, Rejected, Source
from kg.text.documents import TEXT_CAP, Header, article, cleaned, one_line, read_bytes, title_from, title_lines

SOURCE: Source | None = None
FORMAT = "pdf"
DESCRIPTION = "PDF with a text layer; the date of its making is not taken for the date of publication"
EXPECTED: dict[str, int] = {}

CAP = 100_000_000  # bytes
PAGES = 1_000
PAGE_CAP = 200_000  # characters of one page


def matches(head: bytes, path: Path) -> bool:
    return b"%PDF-" in head[:1024]


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    import pypdfium2 as pdfium

    raw, cut = read_bytes(path, CAP)
    if cut:
        yield Rejected(str(path), f"the file is larger than {CAP:,} bytes")
        return
    try:
        pdf = pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as problem:
        yield Rejected(str(path), _reason(raw, str(problem)))
        return
    try:
        count, title = len(pdf), (pdf.get_metadata_value("Title") or "")
        pages, broken = _pages(pdf)
    finally:
        pdf.close()
    if count > PAGES:
        yield Rejected(str(path), f"the file has {count:,} pages; the first {PAGES:,} were read")
    if broken:
        yield Rejected(str(path), f"pages that cannot be read: {', '.join(map(str, broken[:20]))}")
    said, text = body(pages)
    if not text:
        yield Rejected(str(path), "no text layer: the pages are pictures or empty; run an OCR program first")
        return
    said.title = said.title or _usable(title) or _headline(text)
    yield from article(path, FORMAT, text, completed(said, published, source))


def _reason(raw: bytes, problem: str) -> str:
    if "assword" in problem or "ecurity" in problem:
        return "the file is encrypted; save it without a password"
    return f"the file is broken: {one_line(problem, 120)}" if raw else "the file is empty"


def _pages(pdf: object) -> tuple[list[list[str]], list[int]]:
    """The lines of each page, and the numbers of the pages that could not be read."""
    import pypdfium2 as pdfium

    pages: list[list[str]] = []
    broken: list[int] = []
    length = 0
    for number in range(min(len(pdf), PAGES)):  # type: ignore[arg-type]
        try:
            page = pdf[number]  # type: ignore[index]
            layer = page.get_textpage()
            found = layer.get_text_range(0, min(layer.count_chars(), PAGE_CAP)) if layer.count_chars() > 0 else ""
            layer.close()
            page.close()
        except pdfium.PdfiumError:
            broken.append(number + 1)
            continue
        # pdfium marks a hyphen at a line end by U+FFFE or U+0002.
        text = cleaned(re.sub("[\ufffe\x02]\\s*", "\u00ad\n", found))
        pages.append([line.strip() for line in text.split("\n")])
        length += len(text)
        if length > TEXT_CAP:
            break
    return pages, broken


BY_PROGRAM = re.compile(
    r"(microsoft (word|powerpoint) -|untitled|document\d*$|slide \d|.*\.(docx?|indd|tex|pdf|qxd)$)", re.I
)


def _usable(title: str) -> str:
    """The title in the file's properties, unless it is what a program put there."""
    title = one_line(title)
    return "" if BY_PROGRAM.match(title) or len(title) < 4 else title


def body(pages: list[list[str]]) -> tuple[Header, str]:
    """What the first page says about the document, and its paragraphs."""
    lines = [line for page in _without_running_heads(pages) for line in [*page, "\f"]]
    written = [line for line in lines if line and line != "\f"]
    found = title_lines("\n".join([*written[:3], ""]))
    said = found[0] if found else Header()
    if found:
        skipped = 0
        while lines and skipped < 2:
            skipped += lines[0] not in ("", "\f")
            lines.pop(0)
    return said, "\n\n".join(paragraphs(lines))


def _headline(text: str) -> str | None:
    """A first paragraph that is no sentence and has several words."""
    found = title_from(text, "")
    return found if 2 < len(found.split()) < 20 else None


def _without_running_heads(pages: list[list[str]]) -> list[list[str]]:
    """Pages without page numbers, and without first and last lines that come back on most pages."""
    written = [[line for line in page if line] for page in pages]
    edges = Counter(key for page in written for key in {_key(line) for line in page[:2] + page[-2:]})
    often = {key for key, n in edges.items() if n >= 3 and n >= len(pages) / 2}
    return [_without_edges(page, often) for page in pages]


NUMBER = re.compile(r"[-–\s]*(page )?\d{1,4}( (of|/) \d{1,4})?[-–\s]*", re.I)


def _without_edges(page: list[str], often: set[str]) -> list[str]:
    """A page without running head and foot, and without its number: two lines at most on either side."""

    def is_edge(line: str) -> bool:
        return not line or _key(line) in often or NUMBER.fullmatch(line) is not None

    start, end = 0, len(page)
    for _ in range(2):
        while start < end and not page[start]:
            start += 1
        start += start < end and is_edge(page[start])
        while start < end and not page[end - 1]:
            end -= 1
        end -= start < end and is_edge(page[end - 1])
    return page[start:end]


def _key(line: str) -> str:
    return re.sub(r"\d+", "0", line.casefold())


STOPPED = re.compile(r"[.!?:…][\"'”’)\]]*(?:\[\d+\])*$")


def paragraphs(lines: list[str]) -> list[str]:
    """Lines joined to paragraphs, words divided at a line end put together.

    A paragraph ends at an empty line, and at a line that ends a sentence short of the usual width.
    A page does not end a paragraph.

    >>> paragraphs(["Russia and North Korea signed a trea\\u00ad", "ty of mutual defence in June in the", "capital.", \
"China said nothing about it for a month."])
    ['Russia and North Korea signed a treaty of mutual defence in June in the capital.', 'China said nothing about it \
for a month.']
    """
    widths = [len(line) for line in lines if len(line) > 20]
    width = statistics.quantiles(widths, n=4)[2] if len(widths) > 1 else 0
    result: list[str] = []
    current = ""
    previous = ""
    for line in lines:
        if line == "\f":
            continue
        if not line:
            result, current = [*result, current] if current else result, ""
            continue
        if current and _new_paragraph(previous, line, width):
            result.append(current)
            current = ""
        current = _joined(current, line)
        previous = line
    if current:
        result.append(current)
    return result


def _new_paragraph(previous: str, line: str, width: float) -> bool:
    if line[:1] in "•▪–" or re.match(r"\(?\d{1,2}[.)]\s", line):
        return True
    if previous.endswith(("-", "\u00ad")) or line[:1].islower():
        return False
    short = len(previous) < width * 0.85
    return short and (bool(STOPPED.search(previous)) or len(previous) < width * 0.6)


def _joined(current: str, line: str) -> str:
    """A hyphen at a line end divides a word when the word goes on in lower case."""
    if current.endswith("\u00ad"):
        return current[:-1] + line
    if re.search(r"[a-zà-ÿ]-$", current) and re.match(r"[a-zà-ÿ]{2}", line) and not re.search(r"-\w+-$", current):
        return current[:-1] + line
    if current.endswith(("-", "–", "/")) and re.search(r"\w[-–/]$", current):
        return current + line
    return f"{current} {line}" if current else line
