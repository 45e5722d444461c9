"""From files to the record: read, extract, write; each file wholly or not at all.

Documents are read and their claims extracted before the record is touched; several small ones share a
transaction. A table is streamed into one transaction of its own, which is taken back when the file
turns out to be something else. Killed at any moment, the same command goes on where it was.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.dates import checked
from kg.errors import BadInput, KgError, Usage
from kg.event_counts import Counts
from kg.events import kept, loaded
from kg.facts import is_later_file
from kg.log import FOREIGN, Added, Input, Log, is_record
from kg.model import UNDATED, Claim, Document, Kept, Loaded, Measured, Rejected, Source, Understood, content_id
from kg.sources import (
    SQLITE,
    Format,
    detect,
    file_digest,
    files,
    first_bytes,
    format_named,
    inside,
    of_a_store,
    refuse_own,
)

if TYPE_CHECKING:
    from kg.text.ports import Extractor

BATCH_CLAIMS = 5_000
BATCH_SECONDS = 2.0

Progress = Callable[[str], None]


@dataclass(slots=True)
class Result:
    """What became of one file."""

    path: str
    format: str | None = None
    status: str = "loaded"  # loaded, unchanged, rejected or partial
    documents: int = 0
    rows: int = 0
    claims: int = 0
    duplicates: int = 0
    rejected_rows: int = 0
    not_english: dict[str, int] = field(default_factory=dict)  # documents that gave no claims for that, by language
    no_day: int = 0  # new articles that do not say when they were published
    no_outlet: int = 0  # … or by whom
    reason: str | None = None
    rejected: list[dict[str, str]] = field(default_factory=list)
    warnings: list[dict[str, str]] = field(default_factory=list)  # what was read as it stands and may be a slip


@dataclass(slots=True)
class _Pending:
    """Documents of small files, read but not yet written."""

    results: list[tuple[Input, list[Rejected], list[str]]] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    readings: list[tuple[str, str]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    since: float = field(default_factory=time.monotonic)

    def full(self) -> bool:
        return len(self.claims) >= BATCH_CLAIMS or time.monotonic() - self.since >= BATCH_SECONDS


class Reader:
    """Reads files into one record."""

    def __init__(
        self,
        log: Log,
        format: str | None = None,
        published: str | None = None,
        source: str | None = None,
        model: str | None = None,
        progress: Progress = lambda message: None,
        extractor: str | Extractor | None = None,
        language: str | None = None,
    ):
        self.log = log
        self.forced = format_named(format) if format and format != "record" else None
        self.options = {"published": published, "source": source}
        self.language = checked_language(language)
        self.model = model
        self.extractor = chosen_extractor(extractor, model)
        self.progress = progress
        self.pending = _Pending()
        self.folder = log.path.parent / "events"  # where the rows of coded events are kept

    def read(self, paths: Iterable[Path]) -> list[Result]:
        """Reads every file under the paths and says what became of each."""
        results: list[Result] = []
        try:
            for path in files(list(paths), self.log.path):
                for name, found in inside(path):
                    self.progress(name)
                    results.append(self._guarded(name, found))
                    if self.pending.full():
                        self._flush()
        finally:
            self._flush()  # also where an extractor's server is gone: what was read is kept
        return results

    def _guarded(self, name: str, found: Path | BadInput) -> Result:
        result = Result(name)
        try:
            if isinstance(found, BadInput):
                raise found
            self._file(found, result)
        except BadInput as problem:
            result.status, result.reason = "rejected", problem.reason
        except OSError as problem:
            result.status, result.reason = "rejected", f"cannot be read: {problem.strerror or problem}"
        return result

    def _file(self, path: Path, result: Result) -> None:
        if not path.exists():
            what = "is a link to a file that is not there" if path.is_symlink() else "there is no such file"
            raise BadInput(what, str(path))
        if not path.is_file():
            raise BadInput("is no regular file", str(path))
        if first_bytes(path).startswith(SQLITE):
            self._record(path, result)
            return
        refuse_own(path)
        format = self.forced or detect(path)
        result.format = format.name
        id = self._input(path, format, self.options)
        seen = self.log.input(id)
        if seen and not self._has_lost_rows(path, format):
            _as_before(result, seen)
        elif format.is_table:
            self._table(path, format, id, result)
        else:
            self._documents(path, format, id, result)

    def _input(self, path: Path, format: Format, options: dict[str, str | None]) -> str:
        """The id of a file as read with some options."""
        how = options | ({"language": self.language} if self.language and not format.is_table else {})
        return content_id("input", file_digest(path), format.name, how, self._extractor(format))

    def _has_lost_rows(self, path: Path, format: Format) -> bool:
        """Whether rows of coded events are not kept here, as in a record that came from elsewhere."""
        if not format.has_events:
            return False
        name = path.name.split(".")[0]
        read = (id for id, d in self.log.documents(text=False).items() if (d.format, d.name) == (format.name, name))
        return any(not kept(self.folder, id).exists() for id in read)

    def _record(self, path: Path, result: Result) -> None:
        """Another record: its content is added to this one."""
        self._flush()
        result.format = "record"
        if path.resolve() == self.log.path.resolve():
            raise BadInput("is this record itself", str(path))
        if of_a_store(path, path.parent):
            raise BadInput("is a working file of a store; its record is the claims.db beside it", str(path))
        with path.open("rb") as file:
            if not file.read(len(SQLITE)) == SQLITE:
                raise BadInput("is a packed SQLite database; unpack it", str(path))
        try:
            if not is_record(path):
                raise BadInput(f"{FOREIGN}; it was left as it is", str(path))
            added = self.log.union(path)
        except BadInput:
            raise
        except KgError as problem:
            raise BadInput(str(problem).removeprefix(f"{path}: "), str(path)) from problem
        result.documents, result.claims = added.documents, added.claims
        result.status = "loaded" if added != Added() else "unchanged"

    # -- tables --------------------------------------------------------------------------------

    def _table(self, path: Path, format: Format, id: str, result: Result) -> None:
        self._flush()
        rejected: list[Rejected] = []
        documents: list[str] = []
        added = Added()
        chunk: list[Source | Document | Claim | Measured] = []
        rows = set[int]()
        nowhere: dict[str, list[int]] = {}  # names of states that the tables do not know, and the rows that have them
        kept_as_told: list[Rejected] = []
        understood = 0
        counts: Counts | None = None
        with self.log.batch():
            for thing in self._loading(path, format):
                if isinstance(thing, Rejected):
                    (kept_as_told if isinstance(thing, Kept) else rejected).append(thing)
                    continue
                if isinstance(thing, Counts):
                    counts = thing
                    continue
                if isinstance(thing, Understood):
                    understood += thing.rows
                    continue
                if isinstance(thing, Document):
                    documents.append(thing.id)
                if isinstance(thing, Claim | Measured):
                    rows.add(thing.passage.row or 0)
                    for name in _unknown_states(thing):
                        nowhere.setdefault(name, []).append(thing.passage.row or 0)
                chunk.append(thing)
                if len(chunk) >= BATCH_CLAIMS:
                    added += self._write(chunk)
                    chunk.clear()
                    self.progress(f"{path}: {len(rows):,} rows")
            added += self._write(chunk)
            kept_as_told += _told_of(nowhere, path)
            read = counts.rows - counts.bad if counts else understood or len(rows)
            if not read and rejected:
                raise BadInput(f"no row could be read; the first: {rejected[0].where}: {rejected[0].reason}", str(path))
            self.log.finish(
                Input(id, result.path, format.name, added.documents, read, added.claims, len(rejected)),
                _placed(rejected, path, result.path),
                documents,
            )
        result.rows = read
        if added.documents and not format.has_events:
            kept_as_told += [Kept(str(path), told) for told in self._of_versions(documents)]
        _tell(result, added, _placed(rejected, path, result.path), _placed(kept_as_told, path, result.path))
        if not read and not rejected:
            result.reason = "the table has no rows"
        if counts:
            self.progress(f"{path}: {counts}")
            result.duplicates, result.reason = counts.duplicates, result.reason or str(counts)

    def _of_versions(self, read: Sequence[str]) -> Iterator[str]:
        """What is told of the version of a table: that it has no day, or that the record has the table already."""
        documents = self.log.documents(text=False)
        files: dict[tuple[str, str | None], list[str]] = {}
        for id, d in documents.items():
            files.setdefault((d.source, d.version), []).append(id)
        for one in (documents[id] for id in read):
            if (one.version or "").startswith(UNDATED):
                yield ("tells neither its day nor its version: of several such, none is known to be the newest; "
                       "--published DATE says since when it is known")  # fmt: skip
            others = [id for id in files[one.source, one.version] if documents[id].digest != one.digest]
            if others and self.log.retold(one.id, others):
                yield _told_before(one, [documents[id] for id in others])

    def _write(self, chunk: list[Source | Document | Claim | Measured]) -> Added:
        of: dict[type, list[Any]] = {Source: [], Document: [], Claim: [], Measured: []}
        for x in chunk:
            of[type(x)].append(x)
        return self.log.add(of[Source], of[Document], of[Claim], measured=of[Measured])

    def _loading(self, path: Path, format: Format) -> Iterator[Loaded | Counts]:
        if format.has_events:
            layout: Any = format.module
            return loaded(layout, path, self.options["published"], self.folder)
        options: dict[str, Any] = {k: v for k, v in self.options.items() if v is not None}
        return format.load(path, **options)

    # -- documents -----------------------------------------------------------------------------

    def _documents(self, path: Path, format: Format, id: str, result: Result) -> None:
        rejected: list[Rejected] = []
        kept_as_told: list[Rejected] = []
        found: list[str] = []
        claims = 0
        for thing in self._loading(path, format):
            if isinstance(thing, Rejected):
                (kept_as_told if isinstance(thing, Kept) else rejected).append(thing)
            elif isinstance(thing, Source):
                self.pending.sources.append(thing)
            elif isinstance(thing, Document):
                document = in_language(thing, self.language)
                found.append(document.id)
                if self._is_new(document):
                    result.documents += 1
                    result.no_day += document.published is None
                    result.no_outlet += document.source == "unknown"
                    read = self._extract(document, rejected)
                    claims += read
                    if not read and not document.is_english:
                        code = str(document.language)
                        result.not_english[code] = result.not_english.get(code, 0) + 1
                else:
                    result.duplicates += 1
        without = self.log.input(self._input(path, format, dict.fromkeys(self.options)))
        if without and not result.documents:  # the file says all that the options do, and was read before
            return _as_before(result, without)
        if not found and rejected:
            _list(result, _placed(rejected, path, result.path))
            more = f" (and {len(rejected) - 1} more)" if len(rejected) > 1 else ""
            raise BadInput(rejected[0].reason + more, rejected[0].where)
        entry = Input(id, result.path, format.name, len(found), 0, claims, len(rejected))
        rejected = _placed(rejected, path, result.path)
        self.pending.results.append((entry, rejected, found))
        _tell(result, Added(0, result.documents, claims), rejected, _placed(kept_as_told, path, result.path))

    def _is_new(self, document: Document) -> bool:
        if document.id in self.pending.ids:
            return False
        return not self.log.was_read(document.id, self._name())

    def _extract(self, document: Document, rejected: list[Rejected]) -> int:
        """Queues a document with its claims; says how many, and adds the sentences that could not be read."""

        def told(message: str) -> None:
            self.progress(f"{document.name}: {message}")

        claims = list(extracted(document, self.model, self.extractor, told, rejected))
        self.pending.ids.add(document.id)
        self.pending.documents.append(document)
        self.pending.claims += claims
        self.pending.readings.append((document.id, self._name()))
        return len(claims)

    def _flush(self) -> None:
        """Writes what is pending as one transaction."""
        waiting, self.pending = self.pending, _Pending()
        if not waiting.results and not waiting.documents:
            return
        with self.log.batch():
            self.log.add(waiting.sources, waiting.documents, waiting.claims, waiting.readings)
            for result in waiting.results:
                self.log.finish(*result)

    def _name(self) -> str:
        if self.extractor is not None:
            return self.extractor.name
        from kg.text.extract import extractor_name

        return extractor_name(self.model)

    def _extractor(self, format: Format) -> str | None:
        return None if format.is_table else self._name()


def extracted(
    document: Document,
    model: str | None = None,
    extractor: Extractor | None = None,
    progress: Progress | None = None,
    unread: list[Rejected] | None = None,
) -> Iterator[Claim]:
    """The claims of one document, by the default extractor, which tells how far it is, or by another one; `unread` gets
    the sentences in which the default one failed."""
    if extractor is not None:
        return extractor.extract(document)
    from kg.text.extract import extract

    return extract(document, model, progress, unread)


def chosen_extractor(extractor: str | Extractor | None, model: str | None = None) -> Extractor | None:
    """An extractor by its name on the command line, or one of your own; None is the default one."""
    if extractor is None or extractor == "frames":
        return None
    if not isinstance(extractor, str):
        return extractor
    from kg.text.ports import extractor_named

    return extractor_named(extractor, model)


def checked_language(text: str | None) -> str | None:
    """The code of a language, or `Usage`."""
    from kg.text.documents import language_code

    if text is not None and language_code(text) is None:
        raise Usage(f"--language: {text!r} is no code such as en")
    return language_code(text) if text is not None else None


def in_language(document: Document, language: str | None) -> Document:
    """The document in the language that the caller says; as it is where he says none."""
    return replace(document, language=language) if language else document


def in_words(languages: Counter[str]) -> str:
    """
    >>> in_words(Counter(ms=2, pcm=1))
    '3 documents are not English (ms 2, pcm 1)'
    """
    told = ", ".join(f"{code} {n}" for code, n in sorted(languages.items()))
    many = languages.total() > 1
    return f"{languages.total()} document{'s are' if many else ' is'} not English ({told})"


def documents_of(
    path: Path,
    published: str | None = None,
    source: str | None = None,
    language: str | None = None,
    unread: list[Rejected] | None = None,
) -> Iterator[Document]:
    """The documents of one file; what is no document is `BadInput`. `unread` gets what else was left out, and why."""
    format = detect(path)
    if format.is_table:
        raise BadInput(f"is a table ({format.name}); kg claims reads documents", str(path))
    options = {k: v for k, v in (("published", published), ("source", source)) if v is not None}
    unread = [] if unread is None else unread
    before, found = len(unread), False
    for thing in format.load(path, **options):
        if isinstance(thing, Document):
            found = True
            yield in_language(thing if thing.name else replace(thing, name=path.stem), language)
        elif isinstance(thing, Rejected):
            unread.append(thing)
    if not found:
        first = next((r for r in unread[before:] if not isinstance(r, Kept)), Rejected(str(path), "holds no document"))
        del unread[before:]
        raise BadInput(first.reason, first.where)


def claim_lines(
    paths: Sequence[Path],
    published: str | None = None,
    source: str | None = None,
    language: str | None = None,
    model: str | None = None,
    extractor: str | Extractor | None = None,
    explain: bool = False,
    progress: Progress = lambda message: None,
) -> Iterator[tuple[Document, list[dict[str, Any]]] | Kept | KgError | OSError]:
    """The claims of each document under the paths, as `kg claims` prints them; and why a file, or what else of one,
    could not be read; and what was kept as told.

    What an extractor's server has to say is raised: it is no fault of a file.
    """
    from kg.text.lines import claim_line

    reader = chosen_extractor(extractor, model)
    language = checked_language(language)
    published = checked(published, "--published") if published is not None else None
    for name, path in chain.from_iterable(map(inside, files(list(paths)))):
        if isinstance(path, BadInput):
            yield path
            continue
        unread: list[Rejected] = []
        try:
            for document in documents_of(path, published, source, language, unread):
                progress(name)
                found = extracted(document, model, reader, partial(_progress_of, progress, name), unread)
                yield document, [claim_line(c, document.name, explain) for c in found]
        except (KgError, OSError) as problem:
            if reader is not None and not isinstance(problem, BadInput | OSError):
                raise
            if isinstance(problem, BadInput):
                problem = BadInput(problem.reason, problem.where.replace(str(path), name))
            yield problem
        for one in _placed(unread, path, name):
            yield one if isinstance(one, Kept) else BadInput(one.reason, one.where)


def _progress_of(progress: Progress, name: str, message: str) -> None:
    """How far a long file is read."""
    progress(f"{name}: {message}")


def _unknown_states(told: Claim | Measured) -> Iterator[str]:
    """Names by which a row calls a state that ours do not know; groups, places and bodies may have any name."""
    ends = (told.subject, told.object, told.place) if isinstance(told, Claim) else (told.subject,)
    return (actor.name for actor in ends if actor and actor.type == "state" and actor.id is None)


def _told_of(nowhere: Mapping[str, Sequence[int]], path: Path) -> Iterator[Kept]:
    """What a row says of a state that nobody is known by is kept, and is missing from what is asked of any state."""
    for name, lines in sorted(nowhere.items()):
        where = f"in {len(lines):,} rows" if len(lines) > 1 else "in this row"
        yield Kept(f"{path.name}:{lines[0]}", f"no state is known as {name[:80]!r} ({where}); kept under that name, "
                   "which kg review merge can put right")  # fmt: skip


def _placed(rejected: Sequence[Rejected], path: Path, name: str) -> list[Rejected]:
    """What was rejected in a file, by the name that its reader knows, and not by where it was unpacked."""
    return [replace(r, where=r.where.replace(str(path), name)) for r in rejected]


def _told_before(one: Document, others: Sequence[Document]) -> str:
    """What becomes of the rows that a file has in common with others of its source and version."""
    before = ", ".join(sorted({f"{d.name} ({d.published or 'no date'})" for d in others}))
    if all(is_later_file(one, other) for other in others):
        becomes = "being the later one its rows take the place of theirs, and what it leaves out stays as they tell it"
    elif all(is_later_file(other, one) for other in others):
        becomes = "theirs stand, being later, and this one adds only what they leave out"
    else:
        becomes = ("which is the latest is not known: where they differ, the figures of both stand; --published DATE "
                   "says which corrects the other")  # fmt: skip
    return f"is of the same version of {one.source} as {before}, and counts as one source with it; {becomes}"


def _as_before(result: Result, seen: Input) -> None:
    result.status = "unchanged"
    result.duplicates, result.rows, result.rejected_rows = seen.documents, seen.rows, seen.rejected


def _list(result: Result, rejected: Sequence[Rejected]) -> None:
    result.rejected_rows = len(rejected)
    result.rejected = [{"where": r.where, "reason": r.reason} for r in rejected]


def _tell(result: Result, added: Added, rejected: list[Rejected], kept_as_told: list[Rejected]) -> None:
    result.documents, result.claims = added.documents, added.claims
    _list(result, rejected)
    result.warnings = [{"where": r.where, "reason": r.reason} for r in kept_as_told]
    if rejected:
        result.status = "partial"
        result.reason = f"{rejected[0].where}: {rejected[0].reason}"
        if len(rejected) > 1:
            result.reason += f" (and {len(rejected) - 1} more)"
    elif added.documents + added.claims == 0:
        result.status = "unchanged"
    if result.not_english:
        result.reason = "; ".join(
            filter(None, (result.reason, f"not English: {', '.join(sorted(result.not_english))}"))
        )
