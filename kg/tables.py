"""Public tables as users have them: any separator, encoding or compression, preambles, broken rows.

    for row in rows(path, needed=("network", "a", "b", "sign")):   # strict: a bad row stops
        …
    table = open_table(path, needed=("ccode1", "ccode2", "year"))  # a bad row is yielded as Rejected
    yield from table.read(claims_of_row, ignore=("version",))      # what loaders use

The header is found by its content, a record ends where its line ends unless a quote that closes
within a few lines says otherwise, and nothing is read whole: memory stays flat for any file.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import re
import zipfile
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

from kg.dates import is_partial
from kg.errors import BadInput, Copy
from kg.model import UNDATED, Claim, Document, Measured, Rejected, Source, Understood
from kg.plausible import FIRST_YEAR, LAST_YEAR, implausible

SEPARATORS = (",", ";", "\t", "|")
HEADER_LINES = 40  # a header further down is not looked for; the longest preamble seen has 11 lines
RECORD_LINES = 16  # a quoted field may hold a few line breaks; more is an unclosed quote
RECORD_LENGTH = 1 << 16  # characters in one record
UNPACKED_RATIO = 200  # public tables shrink 5 to 40 times; bombs 1,000 times
UNPACKED_SMALL = 1 << 26  # bytes below which the ratio is not asked
UNPACKED_MOST = 1 << 33
TOO_MANY_BAD = 1_000  # bad rows after which a file that is mostly bad is given up before its end
MISSING = frozenset(("", "NA", "."))
NUMBER = re.compile(r"[-+]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][-+]?\d{1,2})?", re.ASCII)
BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
UNREADABLE = (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError)

Told = TypeVar("Told", Claim, Measured)
Line = tuple[int, str, str]  # number, text, and why it cannot be read ("" where it can)


class Row(dict[str, str]):
    """The cells of one record by column name; `line` is where it begins, `raw` the record as it stands."""

    __slots__ = ("line", "raw", "table")
    line: int
    raw: str
    table: Table

    @property
    def where(self) -> str:
        return f"{self.table.path.name}:{self.line}"

    def rejected(self, reason: str) -> Rejected:
        return Rejected(self.where, reason, self.raw[:200])


@dataclass(frozen=True, slots=True)
class Header:
    """The line that names the columns, and what stands above it."""

    line: int
    names: tuple[str, ...]
    separator: str
    preamble: tuple[str, ...]


@dataclass(slots=True)
class Table:
    """One table, ready to be read from its first row. Iterating yields a Row or, for a bad one, Rejected."""

    path: Path
    header: Header
    footnote: re.Pattern[str] | None = None  # lines that stand below a table and are no rows
    told: set[str] = field(default_factory=set)  # unknown columns that were reported

    def __iter__(self) -> Iterator[Row | Rejected]:
        names, separator = self.header.names, self.header.separator
        first = _plain(names[0])
        with _lines(self.path) as lines:
            for line, _, _ in lines:
                if line == self.header.line:
                    break
            for line, raw, cells, problem in _records(lines, separator, len(names)):
                if self.footnote and self.footnote.match(raw):
                    continue
                if problem:
                    yield Rejected(f"{self.path.name}:{line}", problem, raw[:200])
                elif any(cells) and not (_plain(cells[0]) == first and self._is_header(cells)):
                    row = Row(zip(names, cells, strict=True))
                    row.line, row.raw, row.table = line, raw, self
                    yield row

    def _is_header(self, cells: list[str]) -> bool:
        """Files that were joined hold their header again."""
        return [_plain(name) for name in _names(cells)] == [_plain(name) for name in self.header.names]

    def read(
        self, claims: Callable[[Row], Iterable[Told]], ignore: Iterable[str] = ()
    ) -> Iterator[Told | Rejected | Understood]:
        """The claims (or figures) of each row, and at the end how many rows were understood.

        `claims` raises BadInput for a row that cannot be understood; one that cannot be true is refused here.
        A file most of whose rows are bad is not what it was taken for: BadInput.
        """
        ignored = frozenset(ignore)
        good = bad = 0
        first = None
        for row in self:
            found, problem = (None, row) if isinstance(row, Rejected) else _understood(row, claims)
            if problem is None:
                good += 1
                yield from found or ()
                assert isinstance(row, Row)
                yield from nothing_left(row, ignored)
            else:
                yield problem
                if found is not None:
                    continue
                bad += 1
                first = first or problem
                if bad > max(good, TOO_MANY_BAD):
                    break
        if first and bad > good:
            raise BadInput(
                f"{bad} of {good + bad} rows cannot be read: wrong format? "
                f"The first is {first.where}: {first.reason}", str(self.path),
            )  # fmt: skip
        yield Understood(good)


def _understood(row: Row, claims: Callable[[Row], Iterable[Told]]) -> tuple[list[Told] | None, Rejected | None]:
    """What a row says, or why it is refused. Both of a copy: it is understood, and says nothing more."""
    try:
        found = list(claims(row))
    except Copy as problem:
        return [], row.rejected(problem.reason)
    except BadInput as problem:
        return None, row.rejected(problem.reason)
    wrong = next(filter(None, map(implausible, found)), "")
    return (None, row.rejected(wrong)) if wrong else (found, None)


def rows(path: Path, needed: Sequence[str], optional: Sequence[str] = ()) -> Iterator[Row]:
    """The rows of a table in which every row has to be good: the first bad one is BadInput."""
    for row in open_table(path, needed, optional):
        if isinstance(row, Rejected):
            raise BadInput(row.reason, row.where)
        yield row


def nothing_left(row: Row, ignore: Iterable[str] = ()) -> Iterator[Rejected]:
    """Reports each column that was neither popped nor left out on purpose, once for a table.

    A column without a name is only reported where it holds something; the row numbers that R writes
    in front (a first column without a name) never are.
    """
    for name in row.keys() - row.table.told:
        if name in ignore or name == "" or (name.endswith("?") and row[name] == ""):
            continue
        row.table.told.add(name)
        yield Rejected(f"{row.table.path.name}:{row.table.header.line}",
                       f"header: column {name[:80]!r} is not known; not read")  # fmt: skip


def open_table(
    path: Path, needed: Sequence[str], optional: Sequence[str] = (), footnote: re.Pattern[str] | None = None
) -> Table:
    """Finds the header; BadInput says which column is missing and what was found instead.

    Column names are compared without regard to case and outer blanks, and spelled in rows as in
    `needed` and `optional`.
    """
    top = first_lines(path)
    header = find_header(top, needed, optional)
    if header is None:
        raise BadInput(_no_header(top, needed), str(path))
    return Table(path, header, footnote)


def first_lines(path: Path) -> list[str]:
    """The lines among which a header is looked for."""
    with _lines(path) as lines:
        return [text for (_, text, _), _ in zip(lines, range(HEADER_LINES), strict=False)]


def version_of(table: Table, column: str = "version") -> str | None:
    """What the first row says in its column `version`; None where there is no such column."""
    first = next((row for row in table if isinstance(row, Row)), None)
    return (first.get(column) or None) if first else None


def more_than_expected(
    table: Table, expected: Mapping[str, Mapping[str, int]], version: str | None, found: int
) -> Iterator[Rejected]:
    """A slice of a data set has fewer rows than the whole; more rows than the whole are a fault to tell."""
    most = expected.get(version or "", {}).get("rows", found)
    if found > most:
        yield Rejected(table.path.name, f"has {found:,} rows, but version {version} has {most:,}: joined or doubled?")


# -- header --------------------------------------------------------------------------------------


def find_header(top: Sequence[str], needed: Sequence[str], optional: Sequence[str] = ()) -> Header | None:
    """The first line that holds all the needed columns, whatever its separator.

    >>> find_header(["Source: …", "", "year;ccode1;ccode2; "], ("ccode1", "year"))
    Header(line=3, names=('year', 'ccode1', 'ccode2', 'ccode2?'), separator=';', preamble=('Source: …', ''))
    """
    for number, text in enumerate(top, start=1):
        for separator in SEPARATORS:
            if separator in text or len(needed) == 1:
                names = _names(_split(text, separator), (*needed, *optional))
                if set(needed) <= set(names):
                    return Header(number, tuple(names), separator, tuple(top[: number - 1]))
    return None


def looks_like(head: bytes, signature: Sequence[str]) -> bool:
    """Whether these first bytes of a file have a header with these columns."""
    text = _text(head)
    if not all(name.casefold() in text for name in signature):
        return False
    return find_header(text.splitlines()[:HEADER_LINES], [name.casefold() for name in signature]) is not None


def column_names(head: bytes) -> Iterator[frozenset[str]]:
    """What may be the header of a table in these first bytes of a file: lines with a line of as many cells below."""
    lines = [line for line in _text(head).splitlines()[: HEADER_LINES + 1] if line.strip()]
    for line, below in pairwise(lines):
        for separator in SEPARATORS:
            names = _split(line, separator) if separator in line else []
            if len(names) > 1 and len(_split(below, separator)) == len(names):
                yield frozenset(map(_plain, names))


@lru_cache(maxsize=4)
def _text(head: bytes) -> str:
    encoding = _encoding(head) or "latin-1"
    return head.decode(encoding, "replace").lstrip("\ufeff").casefold()


def _names(cells: Sequence[str], known: Sequence[str] = ()) -> list[str]:
    """Column names, each different: one without a name is its left neighbour's with "?"."""
    spelled = {_plain(name): name for name in known}
    names: list[str] = []
    for cell in cells:
        name = spelled.get(_plain(cell), " ".join(cell.split()))
        if not name and names:
            name = names[-1] + "?"
        if name in names:
            name = f"{name} ({sum(n == name or n.startswith(name + ' (') for n in names) + 1})"
        names.append(name)
    return names


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _split(text: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([text], delimiter=separator), [])
    except csv.Error:
        return text.split(separator)


def _no_header(top: Sequence[str], needed: Sequence[str]) -> str:
    best: list[str] = []
    for text in top:
        for separator in SEPARATORS:
            names = _names(_split(text, separator), needed)
            if len(set(needed) & set(names)) > len(set(needed) & set(best)):
                best = names
    if not best:
        found = next((repr(text[:80]) for text in top if text.strip()), "nothing")
        return f"no header with the columns {', '.join(needed)} in the first {HEADER_LINES} lines; the first is {found}"
    missing = ", ".join(repr(name) for name in needed if name not in best)
    shown = ", ".join(name[:40] for name in best[:40])
    return f"header: no column {missing}; found: {shown}{', …' if len(best) > 40 else ''}"


# -- records -------------------------------------------------------------------------------------


def _records(lines: Iterator[Line], separator: str, width: int) -> Iterator[tuple[int, str, list[str], str]]:
    """Line, raw text and cells of each record; the last says why it cannot be read, "" where it can."""
    waiting: deque[Line] = deque()
    while (line := waiting.popleft() if waiting else next(lines, None)) is not None:
        number, raw, problem = line
        if problem or not raw:
            if problem:
                yield number, raw, [], problem
            continue
        if '"' in raw:
            raw, cells, problem = _quoted(raw, separator, width, waiting, lines)
        else:
            cells = raw.split(separator)
        if raw.split(None, 1) != [raw]:  # most lines hold no blank at all
            cells = [cell.strip() for cell in cells]
        if not problem and len(cells) != width:
            cells, problem = _fitted(cells, width)
        yield number, raw, cells, problem


def _fitted(cells: list[str], width: int) -> tuple[list[str], str]:
    """Rows of separators alone are blank, and spreadsheets write separators behind the last cell."""
    if not any(cells):
        return [], ""
    if len(cells) > width and not any(cells[width:]):
        return cells[:width], ""
    return [], f"has {len(cells)} fields, the header {width}"


def _quoted(
    raw: str, separator: str, width: int, waiting: deque[Line], lines: Iterator[Line]
) -> tuple[str, list[str], str]:
    """A record with quotes; if they do not close within a few lines, its first line alone is bad."""
    text, taken = raw, list[Line]()
    problem = "a quote is not closed"
    while True:
        try:
            cells = next(csv.reader([text], delimiter=separator, strict=True))
            if not taken or len(cells) == width:
                return text, cells, ""
            break
        except csv.Error as error:
            if "unexpected end of data" not in str(error):
                problem = problem if taken else f"quotes are broken ({error})"
                break
        more = waiting.popleft() if waiting else next(lines, None)
        if more is None:
            break
        taken.append(more)
        text += "\n" + more[1]
        if more[2] or len(taken) >= RECORD_LINES or len(text) > RECORD_LENGTH:
            break
    waiting.extendleft(reversed(taken))
    return raw, [], problem


# -- lines ---------------------------------------------------------------------------------------


@contextmanager
def _lines(path: Path) -> Iterator[Iterator[Line]]:
    with ExitStack() as stack:
        try:
            file = stack.enter_context(_opened(path))
            head = file.peek(4096)[:4096]
        except UNREADABLE as problem:
            raise BadInput(f"cannot be read: {problem or type(problem).__name__}", str(path)) from problem
        yield _decoded_lines(file, _encoding(head), path)


def _decoded_lines(file: io.BufferedReader, declared: str | None, path: Path) -> Iterator[Line]:
    """Lines as text. Bytes travel as ISO-8859-1, which loses nothing, until `_decoded` knows better."""
    wide = declared if declared and declared.startswith("utf-16") else None
    text = io.TextIOWrapper(file, encoding=wide or "latin-1", errors="replace", newline=None)
    settled = [declared] if declared else []
    number = 0
    while line := _readline(text, path, number):
        number += 1
        problem = ""
        if len(line) > RECORD_LENGTH:
            while line[-1] != "\n" and (rest := _readline(text, path, number)):
                line = line[:200] + rest[-1]
            line, problem = line[:200], f"is longer than {RECORD_LENGTH:,} characters"
        line = line.rstrip("\n")
        if number == 1:
            line = line.removeprefix("\xef\xbb\xbf").removeprefix("\ufeff")
        if not line.isascii():
            line, problem = (line, problem) if wide else _decoded(line, settled, problem)
            if wide and "\ufffd" in line:
                problem = problem or "is not UTF-16"
        if "\0" in line:
            problem = problem or "holds a NUL character"
        yield number, line, problem


def _readline(text: io.TextIOWrapper, path: Path, number: int) -> str:
    try:
        return text.readline(RECORD_LENGTH + 1)
    except UNREADABLE as problem:
        raise BadInput(f"cannot be read after line {number}: {problem}", str(path)) from problem


def _decoded(line: str, settled: list[str], problem: str) -> tuple[str, str]:
    """The first line beyond ASCII settles the encoding of a file: UTF-8, else Windows-1252."""
    raw = line.encode("latin-1")
    if settled != ["cp1252"]:
        try:
            text = raw.decode("utf-8")
            settled[:] = ["utf-8"]
            return text, problem
        except UnicodeDecodeError:
            if settled or problem:
                return line, problem or "is not UTF-8, as the lines before it are"
            settled[:] = ["cp1252"]
    try:
        return raw.decode("cp1252"), problem
    except UnicodeDecodeError:
        return line, problem  # a control character of ISO-8859-1


def _encoding(head: bytes) -> str | None:
    """What the first bytes say: a byte-order mark, or the zero bytes of UTF-16 without one."""
    for mark, encoding in BOMS:
        if head.startswith(mark):
            return encoding
    zeros_even, zeros_odd = head[0:512:2].count(0), head[1:512:2].count(0)
    if max(zeros_even, zeros_odd) * 3 > len(head[:512]):
        return "utf-16-le" if zeros_odd > zeros_even else "utf-16-be"
    return None


# -- files ---------------------------------------------------------------------------------------


class _Capped(io.RawIOBase):
    """What is inside a compressed file, up to a limit."""

    def __init__(self, inner: Any, packed: int, path: Path):
        self.inner, self.path = inner, path
        self.left = min(UNPACKED_MOST, max(UNPACKED_SMALL, UNPACKED_RATIO * packed))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        data = self.inner.read(len(buffer))
        self.left -= len(data)
        if self.left < 0:
            raise BadInput("unpacks to far more than it should; refused", str(self.path))
        buffer[: len(data)] = data
        return len(data)


def _capped(inner: Any, packed: int, path: Path) -> io.BufferedReader:
    capped: Any = _Capped(inner, packed, path)
    return io.BufferedReader(capped)


@contextmanager
def _opened(path: Path) -> Iterator[io.BufferedReader]:
    """The bytes of a file, of what is inside for .gz and a .zip of one file; content decides, not the name."""
    with path.open("rb") as file:
        mark = file.peek(4)[:4]
        size = path.stat().st_size
        if mark.startswith(b"\x1f\x8b"):
            with gzip.GzipFile(fileobj=file) as inner:
                yield _capped(inner, size, path)
        elif mark == b"PK\x03\x04":
            with zipfile.ZipFile(file) as archive, archive.open(_only_member(archive, path)) as member:
                yield _capped(member, size, path)
        else:
            yield file


def _only_member(archive: zipfile.ZipFile, path: Path) -> str:
    names = [m.filename for m in archive.infolist() if not m.is_dir() and not m.filename.startswith("__MACOSX/")]
    if len(names) != 1:
        raise BadInput(f"holds {len(names)} files; unpack it and load them one by one", str(path))
    return names[0]


def table_document(
    path: Path, source: Source, format: str, version: str | None = None, published: str | None = None, note: str = ""
) -> Document:
    """The document that a file of a data set is: its name and version, and the hash of its bytes."""
    if published is not None and not is_partial(published):
        raise BadInput(f"published: {published!r} is no date; write 2024, 2024-10 or 2024-10-08", str(path))
    title = " ".join(part for part in (source.name, version, note) if part)
    return Document(source=source.id, title=title, text="", published=published, format=format, version=version,
                    url=source.url, name=path.name.split(".")[0], digest=digest(path))  # fmt: skip


def digest(path: Path) -> str:
    """sha256 of the file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def undated(path: Path) -> str:
    """The version of a file that tells none and no day: named by its lines, whatever it is saved with besides.

    So two such files are two versions, unless the one has only blank lines or another encoding that the other has not.
    """
    whole = hashlib.sha256()
    with _lines(path) as lines:
        for _, line, _ in lines:
            whole.update(f"{line.strip()}\n".encode("utf-8", "surrogatepass") if line.strip() else b"")
    return f"{UNDATED} {whole.hexdigest()[:8]}"


# -- cells ---------------------------------------------------------------------------------------


def shown(row: Mapping[str, str], columns: Iterable[str], most: int = 500) -> str:
    """The cells that a claim uses, by column, as evidence: "member 731, yrent 1961".

    >>> shown({"member": "731", "phase": "", "yrent": "1961"}, ("member", "phase", "yrent"))
    'member 731, yrent 1961'
    """
    return ", ".join([f"{name} {cell}" for name in columns if (cell := row.get(name))])[:most]


def number(cell: str, what: str = "number", missing: Iterable[str] = ()) -> float | None:
    """A number as it stands, None where it is missing ("", "NA", "." and those given).

    >>> number("0.50"), number("-9", missing=("-9",)), number("NA")
    (0.5, None, None)
    >>> number("1,234")
    Traceback (most recent call last):
    kg.errors.BadInput: number: '1,234' is no number
    """
    if cell in MISSING or cell in missing:
        return None
    if not NUMBER.fullmatch(cell):
        raise BadInput(f"{what}: {cell[:40]!r} is no number")
    return float(cell)


def integer(cell: str, what: str = "number") -> int:
    """A whole number that has to be there; "731.0" is one too, as statistics programs write it.

    >>> integer("731"), integer("731.0")
    (731, 731)
    """
    if cell.isdecimal() and cell.isascii() and len(cell) <= 15:  # nearly all; beyond it a float would round
        return int(cell)
    value = number(cell, what)
    if value is None or value != int(value):
        raise BadInput(f"{what}: {cell[:40]!r} is no whole number")
    return int(value)


def year(cell: str, what: str = "year", first: int = FIRST_YEAR, last: int = LAST_YEAR) -> int:
    """A year of the common era, within what the data can mean.

    >>> year("2024")
    2024
    """
    value = integer(cell, what)
    if not first <= value <= last:
        raise BadInput(f"{what}: {cell[:40]!r} is no year between {first} and {last}")
    return value


def partial_date(year: str, month: str = "", day: str = "", what: str = "date") -> str | None:
    """A date as fine as its parts are given; a missing or zero part ends it. None without a year.

    >>> partial_date("1961", "7", "6"), partial_date("1961", "7", ""), partial_date("0", "0", "0")
    ('1961-07-06', '1961-07', None)
    """
    parts = []
    for cell, width in ((year, 4), (month, 2), (day, 2)):
        value = number(cell, what, missing=("0", "-9"))
        if value is None:
            break
        if value != int(value):
            raise BadInput(f"{what}: {cell[:40]!r} is no whole number")
        parts.append(f"{int(value):0{width}d}")
    date = "-".join(parts)
    if date and not is_partial(date):
        raise BadInput(f"{what}: {date!r} is no date of the calendar")
    if date and not FIRST_YEAR <= int(date[:4]) <= LAST_YEAR:
        raise BadInput(f"{what}: {date!r} is not between {FIRST_YEAR} and {LAST_YEAR}")
    return date or None


def flag(cell: str, what: str) -> bool:
    """1 or 0; a missing cell is no obligation coded, and counts as 0.

    >>> flag("1", "defense"), flag("", "defense")
    (True, False)
    """
    if cell in MISSING or cell in ("0", "0.0"):
        return False
    if cell in ("1", "1.0"):
        return True
    raise BadInput(f"{what}: {cell[:40]!r} is neither 0 nor 1")


def spells(years: dict[int, tuple[str, int]]) -> Iterator[tuple[int, int, str, int]]:
    """Years in a row with the same pledge as one spell: first and last year, pledge, row of the first.

    >>> list(spells({1990: ("defense", 2), 1991: ("defense", 3), 1993: ("defense", 4)}))
    [(1990, 1991, 'defense', 2), (1993, 1993, 'defense', 4)]
    """
    numbered = [(year - n, pledge, year, line) for n, (year, (pledge, line)) in enumerate(sorted(years.items()))]
    for (_, pledge), run in groupby(numbered, itemgetter(0, 1)):
        told = list(run)
        yield told[0][2], told[-1][2], pledge, told[0][3]
