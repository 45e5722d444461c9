"""Coded events, one normal layout for all sources: kept in Parquet, and claimed by pair of actors and month.

A loader says how the columns of its source become the normal layout (`frame`). This file reads them part by part, so
that memory stays flat (each part is hashed, checked, counted and written before the next is read), and makes one claim
for each directed pair of known actors, month, relation, polarity and modality: how many events, and how intense. The
rows stay in `events/<document id>.parquet` beside the record, where a claim is followed to them by `rows_of`.

What is no event between two known actors (one actor, an unknown one, a state with itself) stays in the Parquet file
and is counted in `Counts`. Bad rows stay there too, marked in the column `problem`, and are listed as Rejected.
"""

from __future__ import annotations

import csv
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np

from kg.dates import is_partial
from kg.errors import BadInput
from kg.model import Actor, Claim, Document, Loaded, Passage, Quantity, Rejected, Source
from kg.resolve import label_of
from kg.states import DATA, table
from kg.tables import RECORD_LENGTH, Header, Line, _decoded, _encoding, _lines, _opened, open_table

if TYPE_CHECKING:
    import polars as pl

CHUNK = 1 << 20  # bytes looked at in one go: what is made of them stays in the cache of the processor
TAB = np.uint8(9)
LINE_MOST = 1 << 24  # bytes; a file with a longer line is no table of events
PART = 1 << 24  # bytes of whole lines that become rows in one go
BUCKETS = 1 << 24  # places for event ids, by hash, in which a later row with the id of an earlier one is found
PENDING = 200_000  # sums that wait to be added to those of the parts before
PARTITION = 4_000_000  # rows whose event ids are compared in one go
UNIT = "events"

# The normal layout. Ids of actors and places are ours ("PRK", "org:NATO"); codes and names are the source's.
COLUMNS = {
    "row": "Int64",  # line of the file
    "event": "String",  # the source's id of the event
    "date": "Date",
    "source": "String",  # who acts
    "source_name": "String",
    "source_code": "String",
    "source_type": "String",  # in the source's words: GOV, MIL
    "target": "String",  # on whom
    "target_name": "String",
    "target_code": "String",
    "target_type": "String",
    "code": "String",  # what: of CAMEO, or the event type and mode of PLOVER
    "root": "String",
    "quad": "Int8",  # 1, 2: verbal, material cooperation; 3, 4: verbal, material conflict
    "intensity": "Float64",  # Goldstein's scale: -10 hostile to 10 friendly
    "place": "String",  # the state in which it happened
    "place_name": "String",
    "lat": "Float64",
    "lon": "Float64",
    "url": "String",  # where the report is; its publisher where the source gives no address
    "story": "String",  # the source's number of the report and sentence
    "mentions": "Int64",
    "sources": "Int64",
    "articles": "Int64",
    "added": "Date",  # the day on which the source learnt of it
    "problem": "UInt8",  # why the row is bad: one of PROBLEMS; 0 is none
}
QUADS = {
    "CAMEO": {f"{n:02d}": "1" if n < 6 else "2" if n < 9 else "3" if n < 14 else "4" for n in range(1, 21)},
    "PLOVER": {
        **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "1"),
        **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "2"),
        **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "3"),
        **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "4"),
    },
}  # fmt: skip
PROBLEMS = {
    1: "event id: there is none",
    2: "date: {date!r} is no day of the calendar",
    3: "code: {code!r} is no code of {ontology}",
    4: "intensity: {intensity!r} is no number between -10 and 10",
}


class Layout(Protocol):
    """What a loader of events says of its source; its module is one."""

    SOURCE: Source
    FORMAT: str
    EXTRACTOR: str
    ONTOLOGY: str  # CAMEO or PLOVER: which table of relations holds
    COLUMNS: Sequence[str]  # all that it may have; others are reported
    TOLD: Mapping[str, str]  # which cells hold date, code and intensity, to show what is wrong with them

    @staticmethod
    def shape(path: Path) -> tuple[Sequence[str], int]:
        """The names of the columns of this file, from left to right, and how many lines stand above its rows."""

    @staticmethod
    def frame(cells: pl.LazyFrame, names: Sequence[str]) -> pl.LazyFrame:
        """Cells of these columns as text, with the number of each line in `row`, in the normal layout."""

    @staticmethod
    def version_of(path: Path) -> str | None:
        """The version of the source that this file is of."""


@dataclass(slots=True)
class Counts:
    """What became of the rows of a file: rows = bad + duplicates + claimed + alone + unknown + domestic."""

    rows: int = 0
    bad: int = 0
    duplicates: int = 0  # an event id that an earlier row has
    alone: int = 0  # without a second actor
    unknown: int = 0  # an actor that is no known state or organisation
    domestic: int = 0  # both actors of one state
    claimed: int = 0

    def __str__(self) -> str:
        left = [f"{n:,} {what}" for n, what in ((self.alone, "with one actor"), (self.unknown, "with an unknown actor"),
                (self.domestic, "within one state"), (self.duplicates, "told before")) if n]  # fmt: skip
        return f"{self.claimed:,} of {self.rows:,} events are between two known actors" + (
            f"; kept as rows only: {', '.join(left)}" if left else ""
        )


class Meaning(NamedTuple):
    """What a code of an ontology says in our terms."""

    relation: str
    polarity: Any
    modality: str


# -- codes ---------------------------------------------------------------------------------------


@cache
def relations(ontology: str) -> Mapping[str, Meaning]:
    """Code prefix to meaning, by the table of the ontology; a code without a relation is in no line of it."""
    with (DATA / f"{ontology.lower()}_relations.csv").open(encoding="utf-8", newline="") as file:
        return {r["code"]: Meaning(r["relation"], r["polarity"], r["modality"]) for r in csv.DictReader(file)}


@cache
def meaning(ontology: str, code: str) -> Meaning | None:
    """What a code means: the longest prefix that the table has wins.

    >>> meaning("CAMEO", "0721").relation, meaning("CAMEO", "071").relation, meaning("CAMEO", "999")
    ('MILITARY_AID', 'AIDS', None)
    """
    known = relations(ontology)
    return next((known[code[:n]] for n in range(len(code), 0, -1) if code[:n] in known), None)


@cache
def state_codes(scheme: str) -> Mapping[str, str]:
    """Code to id of the state, for `cameo` or `fips`."""
    return {code: row["id"] for row in table("codes.csv") for code in row[scheme].split()}


# Organisations by their codes in CAMEO's dictionaries of international actors.
GROUP_CODES = {
    "NAT": "org:NATO", "EEC": "org:EU", "UNO": "org:UN", "AFU": "org:AU", "ASN": "org:ASEAN", "CIS": "org:CIS",
    "GCC": "org:GCC", "ARL": "org:ARABLEAGUE", "OIC": "org:OIC", "SCO": "org:SCO", "ECA": "org:ECOWAS",
    "WAS": "org:ECOWAS", "SAD": "org:SADC", "OAS": "org:OAS", "SCE": "org:OSCE", "OPC": "org:OPEC",
    "IAE": "org:IAEA", "IMF": "org:IMF", "WBK": "org:WB", "WTO": "org:WTO",
}  # fmt: skip


@cache
def group_codes() -> Mapping[str, str]:
    """The codes of those organisations that our tables know."""
    return {code: id for code, id in GROUP_CODES.items() if label_of(id)}


def translated(column: pl.Expr, names: Mapping[str, str]) -> pl.Expr:
    """Each value by a dictionary; None where it has no entry."""
    import polars as pl

    return column.replace_strict(dict(names), default=None, return_dtype=pl.String)


def normal(
    cells: pl.LazyFrame, ontology: str, event: pl.Expr, date: pl.Expr, code: pl.Expr, intensity: pl.Expr,
    **others: pl.Expr,
) -> pl.LazyFrame:  # fmt: skip
    """The cells of a source in the normal layout; columns that it does not have are empty.

    `intensity` is the cell as it stands; a root and a quad class that are not given are told by the code.
    """
    import polars as pl

    root = code.str.slice(0, 2) if ontology == "CAMEO" else code.str.extract("^([^/]*)")
    given: dict[str, pl.Expr] = {
        "row": pl.col("row"), "event": event, "date": date, "code": code, "root": root,
        "quad": translated(root, QUADS[ontology]), "intensity": intensity,
        "problem": _problem(event, date, code, root, intensity, ontology), **others,
    }  # fmt: skip
    types = {"String": pl.String, "Int8": pl.Int8, "Int64": pl.Int64, "Float64": pl.Float64, "Date": pl.Date,
             "UInt8": pl.UInt8}  # fmt: skip
    return cells.select(
        given.get(name, pl.lit(None)).cast(types[kind], strict=False).alias(name) for name, kind in COLUMNS.items()
    )


def _problem(event: pl.Expr, date: pl.Expr, code: pl.Expr, root: pl.Expr, intensity: pl.Expr, ontology: str) -> pl.Expr:
    """The number of the first thing that is wrong with a row, 0 where nothing is; see PROBLEMS."""
    import polars as pl

    known = root.is_in(sorted(QUADS[ontology]))
    if ontology == "CAMEO":
        known = known & code.str.contains("^[0-9]{2,4}$")
    number = intensity.cast(pl.Float64, strict=False)
    sound = intensity.is_null() | number.is_between(-10, 10).fill_null(False)
    return (
        pl.when(event.is_null()).then(1)
        .when(date.is_null()).then(2)
        .when(~known.fill_null(False)).then(3)
        .when(~sound).then(4)
        .otherwise(0)
    )  # fmt: skip


# -- reading -------------------------------------------------------------------------------------


def cells_of(lines: bytes, names: Sequence[str], done: int) -> pl.LazyFrame:
    """The cells of some sound lines with tabs as text, with the number of each line in `row`; quotes are no marks.

    `names` are the columns from left to right; `done` lines of the file stand above these.
    """
    import polars as pl

    cells = pl.scan_csv(
        lines, separator="\t", has_header=False, schema=dict.fromkeys(names, pl.String), quote_char=None,
        encoding="utf8-lossy", row_index_name="row", row_index_offset=done + 1,
    )  # fmt: skip
    return cells.with_columns(pl.col("row").cast(pl.Int64))


def header_of(path: Path, needed: Sequence[str], known: Iterable[str]) -> Header:
    """The header of a table with tabs; BadInput says which column is missing."""
    header = open_table(path, needed, tuple(known)).header
    if header.separator != "\t":
        raise BadInput(f"header: the columns stand between {header.separator!r}; event data have tabs", str(path))
    return header


def resolved(cells: pl.LazyFrame, columns: Sequence[pl.Expr], meant: Callable[[str], str | None]) -> dict[str, str]:
    """Each name that stands in these columns and means somebody known, with the id; all names are looked at once."""
    found: set[str] = set()
    for column in columns:
        found |= set(cells.select(column.alias("name").unique()).collect(engine="streaming")["name"].drop_nulls())
    return {name: id for name in sorted(found) if (id := meant(name))}


@contextmanager
def plain(
    path: Path, width: int, rejected: list[Rejected], above: int = 0
) -> Iterator[tuple[Iterator[bytes], Callable[[], str]]]:
    """A file as parts of sound lines of `width` cells in UTF-8, and after them the sha256 of what was in it.

    Compressed files are unpacked, other encodings are turned into UTF-8, and bad lines are replaced by empty cells
    and added to `rejected` (not the `above` first, which are no rows). The same content has the same hash however it
    was compressed.
    """
    with tempfile.TemporaryDirectory(prefix="kg-events-") as folder:
        whole, hashed = _unpacked(path, Path(folder) / "whole"), hashlib.sha256()
        yield _ahead(_joined(_mended(whole, width, hashed, rejected, path, above))), hashed.hexdigest


def _joined(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Blocks small enough for the cache of the processor, joined to parts large enough to be worth reading."""
    part: list[bytes] = []
    size = 0
    for block in blocks:
        part.append(block)
        size += len(block)
        if size >= PART:
            yield b"".join(part)
            part, size = [], 0
    if part:
        yield b"".join(part)


def _ahead(parts: Iterator[bytes]) -> Iterator[bytes]:
    """The same parts; the next one is checked and hashed while the caller works with this one."""
    with ThreadPoolExecutor(1) as pool:
        following = pool.submit(next, parts, None)
        while (part := following.result()) is not None:
            following = pool.submit(next, parts, None)
            yield part


def _unpacked(path: Path, draft: Path) -> Path:
    with path.open("rb") as file:
        if not file.read(4).startswith((b"\x1f\x8b", b"PK\x03\x04")):
            return path
    try:
        with _opened(path) as inside, draft.open("wb") as out:
            while block := inside.read(CHUNK):
                out.write(block)
    except BadInput:
        raise
    except Exception as problem:  # zlib, zipfile and gzip have no common error
        raise BadInput(f"cannot be read: {problem or type(problem).__name__}", str(path)) from problem
    return draft


def _sound(lines: bytes, width: int) -> bool:
    """Whether each of some whole lines has as many cells as it should, is not too long, and is UTF-8."""
    cells = np.frombuffer(lines, dtype=np.uint8)
    marks = np.flatnonzero(cells - TAB < 2)  # tabs and line ends are neighbours, and smaller ones wrap around
    if len(marks) % width or b"\0" in lines:
        return False
    ends = marks[width - 1 :: width]  # where the lines end if all are sound; then no line ends elsewhere
    if (cells[ends] == TAB).any() or lines.count(b"\n") != len(ends):
        return False
    if int(np.diff(ends, prepend=-1).max(initial=0)) > RECORD_LENGTH:
        return False
    try:
        return lines.isascii() or bool(lines.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _mended(path: Path, width: int, hashed: Any, rejected: list[Rejected], named: Path, above: int) -> Iterator[bytes]:
    """The lines with the bad ones emptied, in UTF-8; a line without any character is no row and no fault.

    Blocks of sound lines are taken as they are; only the others are looked at line by line.
    """
    with path.open("rb") as file:
        head = file.read(CHUNK)
    declared = _encoding(head[:4096])
    if b"\n" not in head or (declared and declared.startswith("utf-16")):
        yield from _mended_by_line(path, width, hashed, rejected, named.name, above)
        return
    settled, done = [declared] if declared else [], 0
    for block in _blocks(path, hashed, named):
        written = None if not done and declared else _sound_text(block, width, settled)
        if written is None:
            lines = enumerate(block[:-1].split(b"\n"), start=done + 1)
            told = (_line_of(number, raw, settled) for number, raw in lines)
            written = "".join(_mended_lines(told, width, rejected, named.name, above)).encode("utf-8", "replace")
        yield written
        done += block.count(b"\n")


def _blocks(path: Path, hashed: Any, named: Path) -> Iterator[bytes]:
    """The file in parts of whole lines, which are hashed; the last line gets its end where it has none."""
    with path.open("rb") as file:
        while block := file.read(CHUNK):
            rest = file.readline(LINE_MOST)
            if len(rest) == LINE_MOST:
                raise BadInput(f"has a line of more than {LINE_MOST:,} bytes: no table of events", str(named))
            block += rest
            hashed.update(block)
            yield block if block.endswith(b"\n") else block + b"\n"


def _sound_text(block: bytes, width: int, settled: list[str]) -> bytes | None:
    """A block of sound lines in UTF-8; None where a line is bad or the encoding of the file is still to be found."""
    if settled != ["cp1252"] or block.isascii():
        if not _sound(block, width):
            return None
        settled[:] = settled if block.isascii() else ["utf-8"]
        return block
    try:
        text = block.decode("cp1252").encode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if _sound(text, width) else None


def _line_of(number: int, raw: bytes, settled: list[str]) -> Line:
    """As `kg.tables` reads a line: text, and why it cannot be read."""
    text, problem = raw.decode("latin-1").removesuffix("\r"), ""
    if number == 1:
        text = text.removeprefix("\xef\xbb\xbf")
    if len(raw) >= RECORD_LENGTH:
        text, problem = text[:200], f"is longer than {RECORD_LENGTH:,} characters"
    if not text.isascii():
        text, problem = _decoded(text, settled, problem)
    return number, text, problem or ("holds a NUL character" if "\0" in text else "")


def _mended_by_line(
    path: Path, width: int, hashed: Any, rejected: list[Rejected], name: str, above: int
) -> Iterator[bytes]:
    """The same for files in UTF-16, or with the line ends of old Macintoshes."""
    with path.open("rb") as file:
        while block := file.read(CHUNK):
            hashed.update(block)
    with _lines(path) as lines:
        for line in _mended_lines(lines, width, rejected, name, above):
            yield line.encode("utf-8", "replace")


def _mended_lines(lines: Iterable[Line], width: int, rejected: list[Rejected], name: str, above: int) -> Iterator[str]:
    empty = "\t" * (width - 1)
    for number, text, problem in lines:
        found = text.count("\t") + 1
        if not problem and text and found != width:
            text, problem = _fitted(text, width, found)
        if problem and number > above:
            rejected.append(Rejected(f"{name}:{number}", problem, text[:200]))
        kept = number <= above or (text and not problem)
        yield (text if kept else empty) + "\n"


def _fitted(text: str, width: int, found: int) -> tuple[str, str]:
    """Spreadsheets write separators behind the last cell."""
    if found > width and not text.rstrip("\t\r").count("\t") >= width:
        return "\t".join(text.split("\t")[:width]), ""
    return text, f"has {found} fields, the format {width}"


# -- one file ------------------------------------------------------------------------------------


def loaded(
    layout: Layout, path: Path, published: str | None = None, folder: Path | None = None
) -> Iterator[Loaded | Counts]:
    """Source, document, claims and bad rows of a file, and at last the Counts of its rows.

    With a `folder` the rows are kept in it as Parquet, under the id of the document.
    """
    if published is not None and not is_partial(published):
        raise BadInput(f"published: {published!r} is no date; write 2024, 2024-10 or 2024-10-08", str(path))
    names, above = layout.shape(path)
    rejected: list[Rejected] = []
    with _draft(folder) as draft:
        tally = _tallied(layout, path, draft, rejected, narrow=folder is None)
        counts = tally.counts(len(rejected))
        if counts.bad > counts.rows - counts.bad:
            first = min(rejected, key=_line)
            raise BadInput(f"{counts.bad} of {counts.rows} rows cannot be read: wrong format? The first is "
                           f"{first.where}: {first.reason}", str(path))  # fmt: skip
        added = tally.added.isoformat() if tally.added and getattr(layout, "PUBLISHES_AS_ADDED", False) else None
        document = _document(layout, path, tally.digest, published or added)
        yield layout.SOURCE
        yield document
        for row in dyad_months(tally.by_code(), layout.ONTOLOGY).iter_rows(named=True):
            yield _claim(layout, document, row)
        if folder is not None:
            os.replace(draft, kept(folder, document.id))
    yield from _strange_columns(layout, path, names, above)
    yield from sorted(rejected, key=_line)
    yield counts


def aggregates(layout: Layout, path: Path, folder: Path | None = None) -> pl.DataFrame:
    """What `loaded` makes claims of: events by dyad, month and meaning. With a `folder` all columns are written."""
    rejected: list[Rejected] = []
    with _draft(folder) as draft:
        tally = _tallied(layout, path, draft, rejected, narrow=folder is None)
        tally.counts(len(rejected))
        return dyad_months(tally.by_code(), layout.ONTOLOGY)


NARROW = ("row", "event", "date", "source", "target", "code", "intensity", "added", "problem")  # what counts need


def _narrow(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Only what counts need; of names whether there is one."""
    import polars as pl

    named = pl.col("source_name", "source_code", "target_name", "target_code")
    return frame.select(*NARROW, pl.when(named.is_not_null()).then(True).name.keep())


def _tallied(layout: Layout, path: Path, draft: Path, rejected: list[Rejected], narrow: bool) -> Tally:
    """What the rows of a file come to; the rows are written to the draft, one part of the file after the other."""
    import polars as pl
    from polars.io.plugins import register_io_source

    names, above = layout.shape(path)
    tally = Tally(getattr(layout, "SEVERAL", False))
    there = pl.any_horizontal(pl.col("event", "date", "code").is_not_null())
    raised: list[BadInput] = []

    def rows_of_part(frame: pl.LazyFrame) -> pl.DataFrame:
        return (_narrow(frame.filter(there)) if narrow else frame.filter(there)).collect()

    def read(*_: object) -> Iterator[pl.DataFrame]:
        done = 0
        try:
            for lines in parts:
                size = lines.count(b"\n")
                left = max(0, min(above - done, size))
                below = lines.split(b"\n", left)[-1] if left else lines
                done += size
                if left < size:
                    rows = rows_of_part(layout.frame(cells_of(below, names, done - size + left), names))
                    rejected.extend(_bad_rows(layout, rows, below, done - size + left, names, path.name))
                    tally.take(rows)
                    yield rows
        except BadInput as problem:
            raised.append(problem)
            raise

    try:
        with plain(path, len(names), rejected, above) as (parts, digest):
            empty = pl.LazyFrame(schema={"row": pl.Int64} | dict.fromkeys(names, pl.String))
            none = rows_of_part(layout.frame(empty, names))
            tally.take(none)
            register_io_source(read, schema=none.schema).sink_parquet(
                draft, compression="zstd", compression_level=1, statistics=False, engine="streaming"
            )
            tally.digest = digest()
        tally.settle(draft)
    except pl.exceptions.PolarsError as problem:
        if raised:
            raise raised[0] from None
        raise BadInput(f"cannot be read: {str(problem).splitlines()[0]}", str(path)) from problem
    return tally


@dataclass(slots=True)
class Tally:
    """What the rows of a file come to, part by part.

    A row whose event id may have been told by an earlier row waits until all are read: `first` has for each place of
    a hash the row that came first, and what comes later in that place is compared exactly by `settle`. So the memory
    that this takes depends on the rows that are told again, and hardly on the size of the file.
    """

    several: bool  # whether a row may be there several times, once for each pair: it counts for its best one
    digest: str = ""
    added: date | None = None  # the day on which the source says that it learnt of the latest event
    again: int = 0
    fates: Any = field(default_factory=lambda: np.zeros(4, np.int64))  # claimed, domestic, unknown, alone
    first: Any = field(default_factory=lambda: np.zeros(BUCKETS, np.uint32))
    waiting: list[Any] = field(default_factory=list)
    pending: list[pl.DataFrame] = field(default_factory=list)

    def take(self, rows: pl.DataFrame) -> None:
        """Counts the rows of a part, but for those that may have been told before."""
        import polars as pl

        day = rows["added"].max()
        self.added = max((d for d in (self.added, day) if isinstance(d, date)), default=None)
        good = rows.lazy().filter(pl.col("problem") == 0).select(*NARROW[:-2], fate=_fate()).collect()
        number = good["row"].to_numpy().astype(np.uint32)
        place = (good["event"].hash(seed=0) % BUCKETS).to_numpy()
        new = self.first[place] == 0
        self.first[place[new][::-1]] = number[new][::-1]  # of several in one place the last that is written stays
        earlier = self.first[place]
        later = earlier != number
        if later.any():
            self.waiting += [np.unique(number[later]), np.unique(earlier[later])]
            good = good.filter(pl.Series(~later))
        self._count(good)

    def settle(self, draft: Path) -> None:
        """Counts those that waited, but for those whose event an earlier row has told."""
        import polars as pl

        if not self.waiting:
            return
        waited = np.unique(np.concatenate(self.waiting[::2]))
        both = pl.LazyFrame({"row": np.union1d(waited, np.concatenate(self.waiting[1::2])).astype(np.int64)})
        rows = pl.scan_parquet(draft).filter(pl.col("problem") == 0).join(both, on="row", how="semi")
        found = rows.select(*NARROW[:-2], fate=_fate(), later=pl.col("row") != pl.col("row").min().over("event"))
        found = found.join(pl.LazyFrame({"row": waited.astype(np.int64)}), on="row", how="semi")
        settled = found.collect(engine="streaming")
        self.again = settled.filter("later")["row"].n_unique()
        self._count(settled.filter(~pl.col("later")).drop("later"))

    def _count(self, rows: pl.DataFrame) -> None:
        import polars as pl

        fates = rows.group_by("row").agg(pl.col("fate").min())["fate"] if self.several else rows["fate"]
        self.fates += np.bincount(fates.to_numpy(), minlength=4)
        self.pending.append(by_code(rows))
        if sum(part.height for part in self.pending[1:]) > max(PENDING, self.pending[0].height):
            self.pending = [self.by_code()]

    def by_code(self) -> pl.DataFrame:
        """Events by directed pair, month and code, of all parts."""
        import polars as pl

        return pl.concat(self.pending).group_by("source", "target", "month", "code").agg(
            pl.col("events", "sum", "rated").sum(), pl.col("lowest").min(), pl.col("highest").max(), pl.col("row").min()
        )  # fmt: skip

    def counts(self, bad: int) -> Counts:
        """What became of each row; `bad` are those that are listed."""
        claimed, domestic, unknown, alone = (int(n) for n in self.fates)
        return Counts(
            rows=int(self.fates.sum()) + self.again + bad, bad=bad, duplicates=self.again, alone=alone,
            unknown=unknown, domestic=domestic, claimed=claimed,
        )  # fmt: skip


def _fate() -> pl.Expr:
    """What becomes of a good row: see `Tally.fates`."""
    import polars as pl

    alone = pl.any_horizontal(_absent("source"), _absent("target"))
    unknown = pl.any_horizontal(pl.col("source", "target").is_null())
    domestic = (pl.col("source") == pl.col("target")).fill_null(False)
    return pl.when(alone).then(3).when(unknown).then(2).when(domestic).then(1).otherwise(0).cast(pl.UInt8)


def _absent(side: str) -> pl.Expr:
    """Whether a row names nobody on this side."""
    import polars as pl

    return pl.all_horizontal(pl.col(side, f"{side}_name", f"{side}_code").is_null())


def _strange_columns(layout: Layout, path: Path, names: Sequence[str], above: int) -> Iterator[Rejected]:
    for name in names:
        if name not in layout.COLUMNS:
            yield Rejected(f"{path.name}:{above}", f"header: column {name[:80]!r} is not known; not read")


def without_counts(things: Iterable[Loaded | Counts]) -> Iterator[Loaded]:
    """What every loader yields."""
    return (thing for thing in things if not isinstance(thing, Counts))


@contextmanager
def _draft(folder: Path | None) -> Iterator[Path]:
    """A file to write to: beside its place, so that it can be moved there in one step, or for a while."""
    with tempfile.TemporaryDirectory(prefix="kg-events-") as passing:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f".{os.getpid()}.draft" if folder is not None else Path(passing) / "rows.parquet"
        try:
            yield draft
        finally:
            draft.unlink(missing_ok=True)


def _bad_rows(
    layout: Layout, rows: pl.DataFrame, lines: bytes, done: int, names: Sequence[str], name: str
) -> Iterator[Rejected]:
    """The rows of a part that are marked as bad, with their reason and as they stand in the file."""
    import polars as pl

    bad = dict(rows.filter(pl.col("problem") > 0).select("row", "problem").iter_rows())
    raws = lines.split(b"\n") if bad else []
    for number, problem in bad.items():
        raw = raws[number - done - 1].decode("utf-8", "replace").rstrip("\r")
        row = dict(zip(names, raw.split("\t"), strict=False))
        told = {what: row.get(cell, "")[:40] for what, cell in layout.TOLD.items()}
        reason = PROBLEMS[problem].format(ontology=layout.ONTOLOGY, **told)
        yield Rejected(f"{name}:{number}", reason, raw[:200])


def _line(rejected: Rejected) -> int:
    return int(rejected.where.rpartition(":")[2])


def _document(layout: Layout, path: Path, digest: str, published: str | None) -> Document:
    version = layout.version_of(path)
    return Document(
        source=layout.SOURCE.id, title=" ".join(p for p in (layout.SOURCE.name, version) if p), text="",
        published=published, format=layout.FORMAT, version=version, url=layout.SOURCE.url,
        name=path.name.split(".")[0], digest=digest,
    )  # fmt: skip


# -- from rows to claims -------------------------------------------------------------------------


def _told_before(draft: Path) -> list[int]:
    """The rows whose event an earlier row has told. Ids are compared in parts, so that memory stays bounded."""
    import polars as pl

    rows = pl.scan_parquet(draft).filter(pl.col("problem") == 0).select("row", "event")
    number = pl.col("event").cast(pl.Int64, strict=False)
    size, rising = rows.select(pl.len(), (number.diff() > 0).sum() >= pl.len() - 1).collect(engine="streaming").row(0)
    if rising:
        return []
    parts = size // PARTITION + 1
    part = pl.col("event").hash(seed=0) % parts
    again: list[int] = []
    for n in range(parts):
        chosen = rows.filter(part == n) if parts > 1 else rows
        later = chosen.filter(pl.col("row") != pl.col("row").min().over("event")).select("row")
        again += later.collect().to_series().to_list()
    return sorted(set(again))


def _good(draft: Path, again: Sequence[int]) -> pl.LazyFrame:
    """The rows that count: the first of each event."""
    import polars as pl

    rows = pl.scan_parquet(draft).filter(pl.col("problem") == 0)
    if not again:
        return rows
    return rows.join(pl.LazyFrame({"row": again}, schema={"row": pl.Int64}), on="row", how="anti")


def by_code(rows: pl.DataFrame) -> pl.DataFrame:
    """Events between known actors by directed pair, month and code.

    Intensities are added up in thousandths, as whole numbers: then the sum is the same in whatever order.
    """
    import polars as pl

    months = pl.col("date").dt.year().cast(pl.Int32) * 12 + pl.col("date").dt.month() - 1
    thousandths = (pl.col("intensity") * 1000).round().cast(pl.Int64)
    return (
        rows.lazy()
        .filter(pl.col("fate") == 0)
        .group_by("source", "target", months.alias("month"), "code")
        .agg(
            pl.len().cast(pl.Int64).alias("events"),
            thousandths.sum().alias("sum"),
            pl.col("intensity").count().cast(pl.Int64).alias("rated"),
            pl.col("intensity").min().alias("lowest"),
            pl.col("intensity").max().alias("highest"),
            pl.col("row").min(),
        )
        .collect()
    )


def dyad_months(by_code: pl.DataFrame, ontology: str) -> pl.DataFrame:
    """Events between known actors by directed pair, month and meaning, in the order of their first rows."""
    import polars as pl

    codes = by_code["code"].unique().to_list()
    means = [(code, *told) for code in codes if (told := meaning(ontology, code))]
    table = pl.DataFrame(means, schema=["code", "relation", "polarity", "modality"], orient="row")
    return (
        by_code.join(table.cast(pl.String), on="code", how="inner")
        .group_by("source", "target", "month", "relation", "polarity", "modality")
        .agg(
            pl.col("events", "sum", "rated").sum(),
            pl.col("lowest").min(),
            pl.col("highest").max(),
            pl.col("row").min(),
            pl.col("code").unique().sort().str.join(" "),
        )
        .with_columns(pl.date(pl.col("month") // 12, pl.col("month") % 12 + 1, 1).dt.strftime("%Y-%m").alias("month"))
        .sort("row", "relation", "polarity", "modality")
    )


def _claim(layout: Layout, document: Document, row: Mapping[str, Any]) -> Claim:
    """So many events of one meaning in one month. Files of a source add to each other: each is its own matter."""
    n, rated = row["events"], row["rated"]
    details = {"n_events": n, "codes": row["code"][:200]}
    if rated:
        details |= {
            "intensity": row["sum"] / 1000 / rated,
            "intensity_min": row["lowest"],
            "intensity_max": row["highest"],
        }
    if rated != n:
        details["n_rated"] = rated
    said = f"{row['source']} to {row['target']}, {row['month']}: {n} event{'s' * (n != 1)} coded {row['code']}"
    return Claim(
        Passage(document.id, f"{said}; rows in events/{document.id}.parquet"[:300], row=row["row"]),
        row["relation"], actor(row["source"]), actor(row["target"]), quantity=Quantity(value=n, unit=UNIT),
        since=row["month"], until=row["month"], modality=row["modality"], polarity=row["polarity"],
        extractor=layout.EXTRACTOR, details=details,
        matter=f"{row['month']} {row['polarity']} {row['modality']} {document.id}",
    )  # fmt: skip


@cache
def actor(id: str) -> Actor:
    name = label_of(id) or id
    return Actor(name, "organisation", id) if id.startswith("org:") else Actor(name, "state", id, id)


# -- back to the rows ----------------------------------------------------------------------------


def kept(folder: Path, document: str) -> Path:
    """Where the rows of a document are."""
    return folder / f"{document}.parquet"


def rows_of(folder: Path, claim: Claim, ontology: str, most: int = 1000) -> list[dict[str, Any]]:
    """The rows that a claim counts, in the order of the file; BadInput where they are not kept here."""
    import polars as pl

    file = kept(folder, claim.passage.document)
    if not file.exists():
        raise BadInput("the rows of this file are not here; load the file again", str(file))
    assert claim.object is not None
    told = Meaning(claim.relation, claim.polarity, claim.modality)
    found = _good(file, _told_before(file)).filter(
        pl.col("source") == claim.subject.id, pl.col("target") == claim.object.id,
        pl.col("date").dt.strftime("%Y-%m") == claim.since,
    )  # fmt: skip
    rows = found.sort("row").collect().to_dicts()
    return [row for row in rows if meaning(ontology, row["code"]) == told][:most]
