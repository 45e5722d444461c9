"""The record: one SQLite file of sources, documents, claims and decisions, only ever added to.

Everything is keyed by its content, so writing a thing twice writes it once, and two records merge
by union. A batch is one transaction with full sync: what was acknowledged survives a kill or a power
cut, and half a batch never exists. The graph is a projection of this file and can be thrown away.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.errors import KgError, Locked
from kg.model import (
    Actor,
    Claim,
    Document,
    Measured,
    Passage,
    Quantity,
    Rejected,
    Source,
    actor_value,
    claim_body,
    claim_id,
    content_id,
)

SCHEMA_VERSION = 1
BUSY_SECONDS = 30
FOREIGN = "is an SQLite database of another program and no record of kg"
# Ids come in no order, so each row of a large load goes to another page of the index: with SQLite's own
# 2 MB it waits for pages that it has just written, at half the speed from some 300,000 claims on.
CACHE_KIB = 1 << 16

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE sources (id TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE documents (
    id TEXT PRIMARY KEY, source TEXT NOT NULL, title TEXT NOT NULL, published TEXT, format TEXT NOT NULL,
    version TEXT, url TEXT, language TEXT, name TEXT NOT NULL, digest TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE claims (
    id TEXT PRIMARY KEY, document TEXT NOT NULL, start INTEGER, stop INTEGER, line INTEGER, passage TEXT NOT NULL,
    relation TEXT NOT NULL, subject TEXT NOT NULL, object TEXT, subject_of TEXT, object_of TEXT,
    body TEXT NOT NULL, because TEXT NOT NULL);
CREATE INDEX claims_by_document ON claims (document);
CREATE INDEX claims_by_subject ON claims (subject, relation);
CREATE INDEX claims_by_object ON claims (object, relation);
CREATE INDEX claims_by_subject_of ON claims (subject_of, relation) WHERE subject_of IS NOT NULL;
CREATE INDEX claims_by_object_of ON claims (object_of, relation) WHERE object_of IS NOT NULL;
CREATE TABLE readings (document TEXT NOT NULL, extractor TEXT NOT NULL, PRIMARY KEY (document, extractor));
CREATE TABLE inputs (
    id TEXT PRIMARY KEY, path TEXT NOT NULL, format TEXT NOT NULL, documents INTEGER NOT NULL,
    lines INTEGER NOT NULL, claims INTEGER NOT NULL, rejected INTEGER NOT NULL);
CREATE TABLE rejected (
    input TEXT NOT NULL, place TEXT NOT NULL, reason TEXT NOT NULL, raw TEXT NOT NULL,
    PRIMARY KEY (input, place, reason));
CREATE TABLE decisions (
    id TEXT PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, a TEXT NOT NULL, b TEXT, reason TEXT);
"""
# Came after the first records: made where it is missing, so that a record of either kind is read by all.
MEASURED = """
CREATE TABLE IF NOT EXISTS measured (
    id TEXT PRIMARY KEY, document TEXT NOT NULL, line INTEGER NOT NULL, passage TEXT NOT NULL,
    subject TEXT NOT NULL, year INTEGER NOT NULL, figures TEXT NOT NULL)
"""
HOLDS = """
CREATE TABLE IF NOT EXISTS holds (input TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (input, document))
"""
LATER = {"measured": MEASURED, "holds": HOLDS}

UNION = {
    "sources": "id, body",
    "documents": "id, source, title, published, format, version, url, language, name, digest, text",
    "claims": (
        "id, document, start, stop, line, passage, relation, subject, object, subject_of, object_of, body, because"
    ),
    "measured": "id, document, line, passage, subject, year, figures",
    "readings": "document, extractor",
    "inputs": "id, path, format, documents, lines, claims, rejected",
    "rejected": "input, place, reason, raw",
    "decisions": "id, at, kind, a, b, reason",
    "holds": "input, document",
}


@dataclass(frozen=True, slots=True)
class Input:
    """One file that was read: `id` is made from its bytes and from how it was read."""

    id: str
    path: str
    format: str
    documents: int
    rows: int
    claims: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Decision:
    """A reviewer's judgement: `accept` or `reject` a claim or fact, `merge` b into a, `undo` another one."""

    id: str
    at: str  # UTC, to the microsecond: the order of replay
    kind: str
    a: str
    b: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """How much of a batch was new."""

    sources: int = 0
    documents: int = 0
    claims: int = 0

    def __add__(self, other: Added) -> Added:
        return Added(self.sources + other.sources, self.documents + other.documents, self.claims + other.claims)


class Log:
    """The record in one file. `path` is made when it does not exist, unless `create` is False."""

    def __init__(self, path: Path, create: bool = True):
        self.path = path
        if not create and not path.exists():
            raise KgError(f"{path}: there is no record here; kg load makes one")
        try:
            if create:
                path.parent.mkdir(parents=True, exist_ok=True)
            self.db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
            self._prepare()
        except (OSError, sqlite3.OperationalError) as problem:
            raise _explained(problem, path) from problem
        except sqlite3.DatabaseError as problem:
            raise KgError(
                f"{path}: the record is damaged ({problem}); restore it from a copy, nothing was changed"
            ) from problem

    def _prepare(self) -> None:
        if _tables(self.db) and not _has_record(self.db):
            raise KgError(f"{self.path}: {FOREIGN}; it was left as it is")
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute("PRAGMA synchronous = FULL")
        self.db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        found = self.db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'meta'").fetchone()[0]
        if not found:
            with self.batch():
                # Another process may have been first; it then holds what we would make.
                if not self.db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'meta'").fetchone()[0]:
                    for statement in SCHEMA.split(";"):
                        self.db.execute(statement)
                    self.db.execute("INSERT INTO meta VALUES ('schema', ?)", (str(SCHEMA_VERSION),))
        version = int(self.db.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()[0])
        if version > SCHEMA_VERSION:
            raise KgError(
                f"{self.path}: written by a newer kg (record version {version}, this kg reads {SCHEMA_VERSION}); "
                "upgrade kg to open it"
            )
        for table, statement in LATER.items():
            if not self.db.execute("SELECT count(*) FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]:
                self.db.execute(statement)

    def close(self) -> None:
        self.db.close()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """One transaction: all of it is there afterwards, or nothing. A batch in a batch is part of it."""
        if self.db.in_transaction:
            yield
            return
        try:
            self.db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as problem:
            raise _explained(problem, self.path) from problem
        try:
            yield
            self.db.execute("COMMIT")
        except BaseException as problem:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            if isinstance(problem, sqlite3.OperationalError):
                raise _explained(problem, self.path) from problem
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read in it is of one state of the record, whatever others write meanwhile."""
        if self.db.in_transaction:
            yield
            return
        self.db.execute("BEGIN")
        try:
            yield
        finally:
            self.db.execute("ROLLBACK")

    # -- writing -------------------------------------------------------------------------------

    def add(
        self,
        sources: Sequence[Source] = (),
        documents: Sequence[Document] = (),
        claims: Sequence[Claim] = (),
        readings: Sequence[tuple[str, str]] = (),
        measured: Sequence[Measured] = (),
    ) -> Added:
        """Writes what is not there yet, as one transaction, and says how much that was."""
        with self.batch():
            self._insert("readings", list(readings))
            self._insert("measured", [_measured_row(m) for m in measured])
            return Added(
                self._insert("sources", [(s.id, json.dumps(asdict(s), ensure_ascii=False)) for s in sources]),
                self._insert("documents", [_document_row(d) for d in documents]),
                self._insert("claims", [_claim_row(c) for c in claims]),
            )

    def _insert(self, table: str, rows: Sequence[tuple[Any, ...]]) -> int:
        before = self.db.total_changes
        marks = ", ".join("?" * len(UNION[table].split(", ")))
        statement = f"INSERT OR IGNORE INTO {table} ({UNION[table]}) VALUES ({marks})"
        try:
            self.db.executemany(statement, rows)
        except UnicodeEncodeError:  # a file's name may be no UTF-8
            self.db.executemany(statement, [tuple(map(_as_utf8, row)) for row in rows])
        return self.db.total_changes - before

    def finish(self, entry: Input, rejected: Iterable[Rejected], documents: Iterable[str] = ()) -> None:
        """Marks a file as read to its end, with what was rejected in it and the documents that it holds."""
        with self.batch():
            self._insert("rejected", [(entry.id, r.where, r.reason, r.raw[:200]) for r in rejected])
            self._insert("holds", [(entry.id, document) for document in documents])
            self._insert("inputs", [tuple(asdict(entry).values())])

    def decide(self, kind: str, a: str, b: str | None = None, reason: str | None = None) -> Decision:
        """Appends a decision; it takes effect at the next build."""
        at = datetime.now(UTC).isoformat(timespec="microseconds")
        decision = Decision(content_id("decision", at, kind, a, b, reason), at, kind, a, b, reason)
        with self.batch():
            self._insert("decisions", [tuple(asdict(decision).values())])
        return decision

    def union(self, other: Path) -> Added:
        """Adds all that another record holds and this one does not, as one transaction."""
        Log(other, create=False).close()  # refuses what is damaged or newer before anything is written
        self.db.execute("ATTACH DATABASE ? AS other", (str(other),))
        try:
            with self.batch():
                counts = {}
                for table, columns in UNION.items():
                    before = self.db.total_changes
                    self.db.execute(f"INSERT OR IGNORE INTO {table} ({columns}) SELECT {columns} FROM other.{table}")
                    counts[table] = self.db.total_changes - before
            return Added(counts["sources"], counts["documents"], counts["claims"])
        finally:
            self.db.execute("DETACH DATABASE other")

    # -- reading -------------------------------------------------------------------------------

    def input(self, id: str) -> Input | None:
        row = self.db.execute(f"SELECT {UNION['inputs']} FROM inputs WHERE id = ?", (id,)).fetchone()
        return Input(*row) if row else None

    def rejected(self, input: str | None = None, documents: Iterable[str] | None = None) -> list[Rejected]:
        """What was rejected: in all files, in one, or in those that hold any of some documents.

        Of files read before the record kept what they hold, nothing is known of that, and they are always among them.
        """
        where, args = ("WHERE input = ?", (input,)) if input else ("", ())
        if documents is not None:
            where = (
                "WHERE input NOT IN (SELECT input FROM holds) OR input IN "
                "(SELECT input FROM holds WHERE document IN (SELECT value FROM json_each(?)))"
            )
            args = (json.dumps(list(documents)),)
        rows = self.db.execute(f"SELECT place, reason, raw FROM rejected {where} ORDER BY 1, 2", args)
        return [Rejected(*row) for row in rows]

    def was_read(self, document: str, extractor: str) -> bool:
        found = self.db.execute(
            "SELECT 1 FROM readings WHERE document = ? AND extractor = ?", (document, extractor)
        ).fetchone()
        return found is not None

    def has_document(self, id: str) -> bool:
        return self.db.execute("SELECT 1 FROM documents WHERE id = ?", (id,)).fetchone() is not None

    def held(self, file: str) -> set[str]:
        """The documents that were read from files of this name, with the folders before it or without."""
        ends = "path = ?1 OR substr(path, -length(?1) - 1) IN ('/' || ?1, '\\' || ?1)"
        rows = self.db.execute(f"SELECT document FROM holds JOIN inputs ON input = id WHERE {ends}", (file,))
        return {document for (document,) in rows}

    def sources(self) -> dict[str, Source]:
        return {id: Source(**json.loads(body)) for id, body in self.db.execute("SELECT id, body FROM sources")}

    def documents(self, text: bool = True) -> dict[str, Document]:
        """All documents by id; without `text` their words are left out, for speed."""
        columns = UNION["documents"] if text else UNION["documents"].replace(", text", ", ''")
        rows = self.db.execute(f"SELECT {columns} FROM documents ORDER BY id")
        return {row[0]: _document(row) for row in rows}

    def languages(self) -> dict[str, int]:
        """How many documents with a text there are in each language."""
        rows = self.db.execute("SELECT language, count(*) FROM documents WHERE text <> '' GROUP BY 1 ORDER BY 1")
        return {code or "": n for code, n in rows}

    def document(self, id: str) -> Document | None:
        row = self.db.execute(f"SELECT {UNION['documents']} FROM documents WHERE id = ?", (id,)).fetchone()
        return _document(row) if row else None

    def claims(
        self,
        relations: Sequence[str] = (),
        about: Sequence[str] = (),
        documents: Sequence[str] | None = None,
        ids: Sequence[str] | None = None,
        because: bool = False,
        beginning: str = "",
        ordered: bool = True,
    ) -> Iterator[tuple[str, Claim]]:
        """Claims with their ids, in the order of the ids: of some relations, about some actors, by id or its beginning.

        Not `ordered` they come as they lie, which of very many is sooner.

        A claim is about a state also where it names its army, its leader or a region of it. No `documents`, and no
        `ids`, give no claims; where they are None, all.
        """
        where, args = ["1"], list[Any]()
        if relations:
            where.append(f"relation IN ({_marks(relations)})")
            args += relations
        if about:
            ends = ("subject", "object", "subject_of", "object_of")
            where.append("(" + " OR ".join(f"{end} IN ({_marks(about)})" for end in ends) + ")")
            args += [*about] * len(ends)
        if documents is not None:
            where.append("document IN (SELECT value FROM json_each(?))")
            args.append(json.dumps(list(documents)))
        if ids is not None:
            where.append("id IN (SELECT value FROM json_each(?))")
            args.append(json.dumps(list(ids)))
        if beginning:
            where.append("id >= ? AND id < ?")
            args += [beginning, beginning + "~"]  # after every digit
        columns = "id, document, start, stop, line, passage, body" + (", because" if because else "")
        query = f"SELECT {columns} FROM claims WHERE {' AND '.join(where)}{' ORDER BY id' if ordered else ''}"
        for row in self.db.execute(query, args):
            yield row[0], _claim(row)

    def belongings(self, states: Sequence[str]) -> set[str]:
        """The keys of all that claims say belongs to a state: its armies, leaders and regions."""
        marks = _marks(states)
        query = " UNION ".join(f"SELECT {end} FROM claims WHERE {end}_of IN ({marks})" for end in ("subject", "object"))
        return {key for (key,) in self.db.execute(query, [*states] * 2)}

    def outline(self, relations: Sequence[str]) -> Iterator[tuple[str, str, str, str, str | None]]:
        """Id, document, relation and ends of each claim of some relations, without what it says of them."""
        columns = "id, document, relation, subject, object"
        yield from self.db.execute(
            f"SELECT {columns} FROM claims WHERE relation IN ({_marks(relations)})", list(relations)
        )

    def measured(self, ids: Sequence[str] = ()) -> Iterator[tuple[str, Measured]]:
        """Figures of single states with their ids, in the order of the ids: all, or those named."""
        where, args = ("WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)) if ids else ("", ())
        for row in self.db.execute(f"SELECT {UNION['measured']} FROM measured {where} ORDER BY id", args):
            id, document, line, text, subject, year, figures = row
            passage = Passage(document, text, row=line)
            yield id, Measured(passage, Actor(*json.loads(subject)), year, json.loads(figures))

    def decisions(self) -> list[Decision]:
        """In the order of replay, undone ones included."""
        rows = self.db.execute(f"SELECT {UNION['decisions']} FROM decisions ORDER BY at, id")
        return [Decision(*row) for row in rows]

    def counts(self) -> dict[str, int]:
        return {
            table: self.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("sources", "documents", "claims", "inputs", "rejected", "decisions")
        }

    def stamp(self) -> str:
        """Changes whenever the record does: how a projection knows that it is old."""
        counts = self.counts()
        return ".".join(str(counts[t]) for t in ("documents", "claims", "decisions"))

    def moment(self) -> tuple[int, int]:
        """Changes with each write, by others and by this connection, and costs nothing to ask; told to nobody else."""
        return self.db.execute("PRAGMA data_version").fetchone()[0], self.db.total_changes

    def last_years(self, documents: Iterable[str]) -> list[tuple[str, int | None]]:
        """(document, last year that one of its claims or figures speaks of) of each of these tables."""
        these, chosen = [json.dumps(list(documents))], "document IN (SELECT value FROM json_each(?))"
        rows = self.db.execute(
            "SELECT document, max(max(coalesce(json_extract(body, '$[7]'), ''), "
            f"coalesce(json_extract(body, '$[6]'), ''))) FROM claims WHERE {chosen} GROUP BY document",
            these,
        )
        measured = self.db.execute(f"SELECT document, max(year) FROM measured WHERE {chosen} GROUP BY document", these)
        return [*((document, int(day[:4]) if day else None) for document, day in rows), *measured]

    def telling(self, documents: Iterable[str], relations: Sequence[str]) -> list[str]:
        """Those of some documents that have a claim of one of the relations."""
        rows = self.db.execute(
            "SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM claims WHERE document = value "
            f"AND relation IN ({_marks(relations)}))",
            [json.dumps(list(documents)), *relations],
        )
        return [document for (document,) in rows]

    def retold(self, document: str, others: Iterable[str]) -> bool:
        """Whether other documents tell a matter that a table tells, by the first of its rows: a copy has those too."""
        found = self.db.execute(
            "SELECT 1 FROM (SELECT relation, subject, object, json_extract(body, '$[13]') AS matter FROM claims "
            "WHERE document = ? LIMIT 30) AS one JOIN claims AS two ON two.subject = one.subject "
            "AND two.relation = one.relation AND two.object IS one.object "
            "AND two.document IN (SELECT value FROM json_each(?)) "
            "AND json_extract(two.body, '$[13]') = one.matter LIMIT 1",
            (document, json.dumps(list(others))),
        )
        return found.fetchone() is not None

    def first_years(self, documents: Iterable[str]) -> list[tuple[str, int]]:
        """(document, first year that one of its claims speaks of) of each of these tables that tells of orders."""
        rows = self.db.execute(
            "SELECT document, min(json_extract(body, '$[6]')) AS first FROM claims "
            "WHERE document IN (SELECT value FROM json_each(?)) GROUP BY document "
            "HAVING first IS NOT NULL AND max(json_extract(body, '$[14].ordered')) IS NOT NULL",
            [json.dumps(list(documents))],
        )
        return [(document, int(day[:4])) for document, day in rows]

    def sizes(self) -> dict[str, int]:
        """How many claims each document has that has any. None is ever taken away, so these tell whether any came."""
        return dict(self.db.execute("SELECT document, count(*) FROM claims GROUP BY document"))

    def digest(self, documents: Iterable[str] | None = None) -> str:
        """The content of the record in 32 digits: the same for the same claims and decisions in any order.

        With `documents` that of a record which holds only those, and all decisions.
        """
        whole = hashlib.sha256()
        these = None if documents is None else json.dumps(list(documents))
        for table, key in (("documents", "id"), ("claims", "document"), ("decisions", None)):
            some = these is not None and key is not None
            where = f"WHERE {key} IN (SELECT value FROM json_each(?))" if some else ""
            for (id,) in self.db.execute(f"SELECT id FROM {table} {where} ORDER BY id", (these,) if some else ()):
                whole.update(id.encode())
        return whole.hexdigest()[:32]

    def check(self) -> list[str]:
        """What SQLite finds wrong with the file; [] for a sound one."""
        rows = self.db.execute("PRAGMA integrity_check").fetchall()
        return [] if rows == [("ok",)] else [row[0] for row in rows]


def is_record(path: Path) -> bool:
    """Whether an SQLite file is a record, found out without a change to it: no lock, no other mode, no file beside it.

    What its last writer has only put beside it ("-wal") is not seen so; a file that seems empty is looked at in a copy.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            if _tables(db):
                return _has_record(db)
        beside = path.with_name(path.name + "-wal")
        if not beside.exists() or not beside.stat().st_size:
            return False
        with tempfile.TemporaryDirectory(prefix="kg-record-") as folder:
            for file in (path, beside):
                shutil.copyfile(file, Path(folder) / file.name)
            with closing(sqlite3.connect(Path(folder) / path.name)) as db:
                return _has_record(db)
    except sqlite3.DatabaseError as problem:
        raise KgError(f"{path}: is a damaged SQLite database ({problem}); it was left as it is") from problem


def _tables(db: sqlite3.Connection) -> set[str]:
    return {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _has_record(db: sqlite3.Connection) -> bool:
    if not {"meta", "sources", "documents", "claims", "inputs", "decisions"} <= _tables(db):
        return False
    found = db.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    return found is not None and str(found[0]).isdigit()


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))


def _as_utf8(value: Any) -> Any:
    """Text as SQLite can hold it: a byte of a file's name that is no letter in UTF-8 becomes a question mark."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def _document_row(d: Document) -> tuple[Any, ...]:
    return (d.id, d.source, d.title, d.published, d.format, d.version, d.url, d.language, d.name, d.digest, d.text)


def _document(row: Sequence[Any]) -> Document:
    _, source, title, published, format, version, url, language, name, digest, text = row
    return Document(source, title, text, published, format, version, url, language, name, digest)


def _claim_row(c: Claim) -> tuple[Any, ...]:
    p = c.passage
    body = claim_body(c)
    because = json.dumps(dict(c.because), ensure_ascii=False, default=str) if c.because else "{}"
    subject, subject_of = _end_columns(c.subject)
    object, object_of = _end_columns(c.object)
    return (
        claim_id(c, body),
        p.document,
        p.start,
        p.end,
        p.row,
        p.text,
        c.relation,
        subject,
        object,
        subject_of,
        object_of,
        body,
        because,
    )


def _measured_row(m: Measured) -> tuple[Any, ...]:
    subject = json.dumps(actor_value(m.subject), ensure_ascii=False)
    return (m.id, m.passage.document, m.passage.row, m.passage.text, subject, m.year, json.dumps(dict(m.figures)))


@lru_cache(maxsize=65_536)
def _end_columns(actor: Actor | None) -> tuple[str | None, str | None]:
    """An actor's key, and the state that it belongs to where that is another."""
    if actor is None:
        return None, None
    return actor.key, actor.state if actor.state != actor.key else None


def _claim(row: Sequence[Any]) -> Claim:
    _, document, start, stop, line, text, body, *because = row
    (relation, subject, object, item, quantity, place, since, until, change, modality, polarity,
     speakers, extractor, matter, details), _ = _decoded(body)  # fmt: skip
    return Claim(
        Passage(document, text, start, stop, line),
        relation,
        _actor(*subject),
        _actor(*object) if object else None,
        item,
        Quantity(*quantity) if quantity else None,
        _actor(*place) if place else None,
        since,
        until,
        change,
        modality,
        polarity,
        tuple(_actor(*s) for s in speakers),
        extractor,
        matter,
        details,
        json.loads(because[0]) if because else {},
    )


# What the record holds was written by us, with nothing around it that json.loads would have to pass over.
_decoded = json.JSONDecoder().raw_decode
_actor = lru_cache(maxsize=65_536)(Actor)  # the same few hundred states in a million claims


def _explained(problem: Exception, path: Path) -> KgError:
    text = str(problem)
    if "locked" in text or "busy" in text:
        return Locked(f"{path}: another process is writing to the record; try again when it is done")
    if "full" in text:
        return KgError(f"{path}: the disk is full; nothing of this batch was written. Free some space and run again")
    if "readonly" in text or "unable to open" in text or isinstance(problem, PermissionError):
        return KgError(f"{path}: cannot be written ({text}); check that the folder exists and is yours")
    return KgError(f"{path}: {text}")
