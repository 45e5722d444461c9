"""Which loader reads which file: found by content, never by the name of the file alone."""

from __future__ import annotations

import gzip
import hashlib
import importlib
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from kg.archives import EMPTY, ZIP, bundled, is_hidden, unpacked
from kg.errors import BadInput, Usage
from kg.model import Loaded, Source
from kg.nearly import nearly
from kg.tables import looks_like

# In the order of asking: tables know their header, documents their first bytes, plain text is last.
TABLES = (
    "atop", "sipri", "sipri_values", "cow_nmc", "cow_system", "cow_trade", "baci", "cow_alliance", "dcad", "cow_wars",
    "cow_mid", "un_votes", "trade_shares", "ucdp", "ucdp_ged", "ucdp_support", "archigos", "troops", "bases",
    "exercises", "gdelt", "icews", "polecat", "phoenix",
)  # fmt: skip
DOCUMENTS = ("pdf", "docx", "feed", "html", "jsonl", "mail", "article_text")
HEAD = 1 << 16
POINTER = b"version https://git-lfs.github.com/spec/"
TABLE_NAMES = (".csv", ".tsv", ".tab", ".dta")
PACKED = (".gz", ".zip")
# What kg writes is made of evidence and is none: its own words, read again, would bear themselves out. Pages and
# reports, those of versions that did not name themselves too, and exports to Turtle, STIX, statements and csv.
OWN = re.compile(
    rb'<meta name="generator" content="alliance-kg">|All ties with their sentences are in the table below\.</p>'
    rb'|<div><dt>Digest</dt><dd><code>[0-9a-f]{8,64}</code>, kg |\A@prefix kg: <urn:kg:>|"name": "alliance-kg"'
    rb'|\A\{"entity_id": [^\n]*"dataset": "kg"\}|\Aid,relation,subject,subject_name,object,'
)
# What lies in a store beside its record, claims.db.
WORKING = re.compile(
    r"claims\.db-(?:wal|shm|journal)|(?:built|runs)\.db(?:-wal|-shm|-journal)?|build\.lock"
    r"|graph/(?:engine|log)(?:[./].*)?|events/[^/]*\.parquet|reports/[^/]*\.html"
)
SQLITE = b"SQLite format 3\x00"
SIGNED = ("network", "a", "b", "sign")  # the columns of `kg metric balance --edges`


@dataclass(frozen=True, slots=True)
class Format:
    """One format that `kg load` knows."""

    module: ModuleType

    @property
    def name(self) -> str:
        return str(self.module.FORMAT)

    @property
    def source(self) -> Source | None:
        return getattr(self.module, "SOURCE", None)

    @property
    def is_table(self) -> bool:
        return self.source is not None

    @property
    def has_events(self) -> bool:
        """Whether its rows are coded events, which are kept in Parquet and claimed by month: see kg.events."""
        return hasattr(self.module, "frame")

    def matches(self, head: bytes, path: Path) -> bool:
        return bool(self.module.matches(head, path))

    def load(self, path: Path, **options: Any) -> Iterator[Loaded]:
        yield from self.module.load(path, **options)

    def describe(self) -> dict[str, Any]:
        source = self.source
        return {
            "schema": 1,
            "format": self.name,
            "description": self.module.DESCRIPTION,
            "kind": "table" if self.is_table else "document",
            "source": source.id if source else None,
            "licence": source.licence if source else None,
            "citation": source.citation if source else None,
            "url": source.url if source else None,
        }


def formats() -> list[Format]:
    """All formats, in the order in which a file is offered to them."""
    return [Format(importlib.import_module(f"kg.loaders.{name}")) for name in (*TABLES, *DOCUMENTS)]


def data_sets() -> dict[str, Source]:
    """The sources of all tables by id, as the loaders of this release name them."""
    return {source.id: source for f in formats() if (source := f.source)}


def format_named(name: str) -> Format:
    known = {f.name: f for f in formats()}
    if name not in known:
        raise Usage(f"no format is called {name!r}; there are: {', '.join(sorted(known))}")
    return known[name]


def is_own(head: bytes) -> bool:
    """Whether kg wrote the file that begins so."""
    return OWN.search(head) is not None


def refuse_own(path: Path) -> None:
    if is_own(first_bytes(path)):
        raise BadInput("was made by kg itself and is no evidence; load the documents and tables that it was made of",
                       str(path))  # fmt: skip


def detect(path: Path) -> Format:
    """The format of a file by its first bytes, or `BadInput` saying that none fits."""
    refuse_own(path)
    head = first_bytes(path)
    if not head.strip():
        raise BadInput("the file is empty", str(path))
    if head.startswith(POINTER):
        raise BadInput(
            "stands for a file that Git LFS keeps elsewhere, and holds none of it; git lfs pull brings it", str(path)
        )
    for format in formats():
        if format.matches(head, path):
            if format.name == "text" and (lacking := _nearly(head, path)):
                raise BadInput(lacking, str(path))
            if reason := _misnamed(path, format.name):
                raise BadInput(f"{reason}; --format {format.name} reads it all the same", str(path))
            return format
    if looks_like(head, SIGNED):
        raise BadInput("is a signed network of your own, which is not kept; kg metric balance --edges FILE measures it",
                       str(path))  # fmt: skip
    if head.startswith(ZIP):
        raise BadInput("is a zip in a zip, or a document of another program packed as one (Excel, OpenDocument, EPUB); "
                       "unpack it, or save it as csv or text", str(path))  # fmt: skip
    reason = _nearly(head, path) or importlib.import_module("kg.loaders.article_text").why_not(head, path)
    raise BadInput(f"{reason}; kg formats lists what is read, --format NAME forces a format", str(path))


def _nearly(head: bytes, path: Path) -> str | None:
    return nearly(head, path, (f.module for f in formats() if f.is_table and not f.has_events))


def _misnamed(path: Path, format: str) -> str | None:
    """What a page or a text that has the name of something else probably is; None where its name is its own."""
    packed = path.suffix.lower() in PACKED
    name = Path(path.stem) if packed else path
    if format == "html" and name.suffix.lower() in TABLE_NAMES:
        return "is a web page under the name of a table, as a download that failed leaves it"
    if format in ("html", "text") and packed and not _is_packed(path):
        return f"has the name of a packed file ({path.suffix}) and is plain text: what should be in it is not here"
    return None


def _is_packed(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4).startswith((b"\x1f\x8b", ZIP))


def first_bytes(path: Path) -> bytes:
    """The first 64 KiB of a file, of what is inside for .gz and single-file .zip."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
        if head.startswith(b"\x1f\x8b"):
            with gzip.open(path) as inner:
                return inner.read(HEAD)
        if head.startswith(ZIP) and zipfile.is_zipfile(path):
            return _zip_head(path, head)
        if head.startswith(ZIP):
            raise BadInput("is a zip, or a document packed as one, that breaks off: its end is missing; fetch it again",
                           str(path))  # fmt: skip
        if head.startswith(EMPTY):
            raise BadInput("is a zip without a file in it", str(path))
        return head
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError) as problem:
        raise BadInput(f"cannot be read: {problem}", str(path)) from problem


def _zip_head(path: Path, head: bytes) -> bytes:
    """A zip of one file is that file compressed; other zips (.docx) are a format of their own."""
    with zipfile.ZipFile(path) as archive:
        members = [m for m in archive.infolist() if not m.is_dir()]
        if not members:
            raise BadInput("is a zip without a file in it", str(path))
        if len(members) > 1:
            return head
        with archive.open(members[0]) as inner:
            return inner.read(HEAD)


def file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files(paths: list[Path], record: Path | None = None) -> Iterator[Path]:
    """The files under the paths, folders in the order of their names; of a folder no hidden files, none that tell of
    its data (see `left_out`), none with which a store works, and not the `record` that is loaded into."""
    own = record.resolve() if record else None
    for path in paths:
        if path.is_dir():
            yield from (p for p in _under(path) if not _tells_of_data(p) and (own is None or p.resolve() != own))
        else:
            yield path


def left_out(paths: list[Path]) -> list[Path]:
    """The files of folders and zips that tell of the data beside them and are no evidence: READMEs and codebooks."""
    found = [p for path in paths if path.is_dir() for p in _under(path) if _tells_of_data(p)]
    packed = [path / name for path in files(paths) for name in bundled(path) if not is_hidden(name)]
    return found + [p for p in packed if _tells_of_data(p)]


def inside(path: Path) -> Iterator[tuple[str, Path | BadInput]]:
    """What a file is called and where it is read: itself, or each file of a zip of several, as of a folder."""
    names = bundled(path)
    if not names:
        yield str(path), path
        return
    wanted = [n for n in names if not is_hidden(n) and not _tells_of_data(Path(n))]
    yield from unpacked(path, wanted) if wanted else [(str(path), BadInput("holds no file that is data", str(path)))]


def _under(folder: Path) -> list[Path]:
    found = (p for p in folder.rglob("*") if _is_file(p))
    seen = (p for p in found if not any(part.startswith(".") for part in p.relative_to(folder).parts))
    return sorted(p for p in seen if not of_a_store(p, folder))


def of_a_store(path: Path, folder: Path) -> bool:
    """Whether kg works with the file in a store at or below `folder`: all but its record is made of that one."""
    for store in (folder, *reversed([up for up in path.parents if folder in up.parents])):
        name = path.relative_to(store).as_posix()
        if WORKING.fullmatch(name) and _has_record(store):
            return not name.startswith("reports/") or is_own(first_bytes(path))
    return False


def _has_record(store: Path) -> bool:
    try:
        with (store / "claims.db").open("rb") as file:
            return file.read(len(SQLITE)) == SQLITE
    except OSError:
        return False


def _is_file(path: Path) -> bool:
    """Also where it may not be looked at, or is a link to nothing: the load goes on, and lists it with the reason."""
    try:
        return path.is_file() or (path.is_symlink() and not path.exists())
    except OSError:
        return True


def _tells_of_data(path: Path) -> bool:
    """
    >>> [n for n in ("README.md", "readme_first.txt", "atop_5_1_codebook.pdf", "reader.txt") if _tells_of_data(Path(n))]
    ['README.md', 'readme_first.txt', 'atop_5_1_codebook.pdf']
    """
    name = path.name.casefold()
    return name.startswith("readme") or "codebook" in name


def cited(source: Source, versions: Sequence[str], loaded: bool) -> dict[str, Any]:
    """One source as `kg cite` prints it; what its maker does not say is None."""
    return {"schema": 1, "source": source.id, "name": source.name, "loaded": loaded, "versions": list(versions),
            "citation": source.citation or None, "licence": source.licence or None,
            "url": source.url or None}  # fmt: skip


def source_named(name: str, found: Mapping[str, Source]) -> str:
    """The id of a source by its id, its name, or an outlet's name without "outlet:"."""
    wanted = name.casefold()
    for id, source in found.items():
        if wanted in (id.casefold(), source.name.casefold(), id.casefold().removeprefix("outlet:")):
            return id
    raise Usage(f"no source is called {name!r}; there are: {', '.join(sorted(found))}")
