"""What both engines have in common: the official driver, transactions, limits, batches, errors.

Only explicit and managed transactions are used: on the embedded engine an automatic commit can leave
half a statement behind.
"""

from __future__ import annotations

import random
import re
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Literal, TypeVar

from kg.errors import KgError, Unreachable, Usage
from kg.schema import FULLTEXT, INDEXED, constraints, load_schema
from kg.store.values import Rows, plain, plan_rows, sendable

CHANGES = "the query changes the graph or its settings; kg cypher --write allows changes"
T = TypeVar("T")
Kind = Literal["embedded", "neo4j"]

PATIENCE = 5.0  # seconds to wait for a server to answer at all
GRACE = 1.0  # seconds beyond a query's limit, for the engine to end it itself
RETRIES = 30.0  # seconds in which what failed by no fault of its own is tried again
LONGEST_WRITE = 600.0  # seconds for one write, whatever happens on the way
BATCH = 1000  # rows of one transaction; measured best of 250 to 20,000 on the embedded engine
LOST = "Neo.ClientError.Statement.EntityNotFound"
COLLECT = "; let it find all before it deletes: MATCH … WITH collect(r) AS found UNWIND found AS r DELETE r"
FAILED = "Error: "  # how the embedded engine begins a line of a plan that came to nothing
PLAN = re.compile(r"\s*(EXPLAIN|PROFILE)\b", re.IGNORECASE)
COUNTERS = ("nodes_created", "nodes_deleted", "relationships_created", "relationships_deleted",
            "properties_set", "labels_added", "labels_removed", "constraints_added", "indexes_added")  # fmt: skip


class BoltStore:
    """A graph behind the Bolt protocol. See `EmbeddedStore` and `Neo4jStore` for what differs."""

    kind: Kind
    where: str  # the address as it may be shown: without a password

    def __init__(self) -> None:
        self.mark = uuid.uuid4().hex[:12]
        self._drivers: dict[str, Any] = {}

    # -- reading -------------------------------------------------------------------------------

    def read(
        self, cypher: str, params: Mapping[str, Any] | None = None, timeout: float = 30.0, limit: int = 10_000
    ) -> Rows:
        """The rows of a query that changes nothing: at most `limit`, within `timeout` seconds.

        A query that would write, read files or call what is not known to be harmless is refused with
        `Usage`, by the store and not by the words in it, and the transaction is rolled back whatever
        it did. A query that takes longer is ended, and `KgError` says so. What EXPLAIN or PROFILE asks of
        a query is answered by the lines of its plan.
        """
        text = cypher.strip().rstrip(";").strip()
        if not text:
            raise Usage("the query is empty")
        self.connect()
        self._judge(text, params or {})
        mark = f"kg {self.mark} {threading.get_ident()}"
        stopper = threading.Timer(timeout, self._terminate, (mark,))
        stopper.daemon = True
        stopper.start()
        try:
            return bounded(lambda: self._fetch(text, params or {}, timeout, limit, mark), timeout + GRACE)
        except TimeoutError:
            self._abandon()
            raise self._too_long(timeout) from None
        finally:
            stopper.cancel()

    def _fetch(self, text: str, params: Mapping[str, Any], timeout: float, limit: int, mark: str) -> Rows:
        with self._errors(timeout), self._session(reading=True, fetch_size=min(limit + 1, 1000)) as session:
            tx = session.begin_transaction(timeout=timeout)
            try:
                result = tx.run(f"{text}\n/* {mark} */", sendable(params))
                rows = Rows(columns=result.keys())
                for record in result:
                    if len(rows) == limit:
                        rows.truncated = True
                        self._cut_short(mark)
                        return rows
                    rows.append({k: plain(v) for k, v in record.items()})
                summary = result.consume()
                if summary.counters.contains_updates:
                    raise Usage("the query changes the graph; kg cypher --write allows that")
                if plan := summary.profile or summary.plan:
                    return self._plan(plan)
                if summary.query_type in ("w", "rw"):  # it would have changed something, had it found it
                    raise Usage(CHANGES)
                if PLAN.match(text):
                    raise Usage("the engine shows no plan of this query; leave out EXPLAIN or PROFILE to run it")
                return rows
            finally:
                self._roll_back(tx)

    @staticmethod
    def _plan(plan: Mapping[str, Any]) -> Rows:
        """The lines of a plan; the embedded engine tells in one of them that what it was to measure failed."""
        rows = plan_rows(plan)
        failed = next((row["plan"] for row in rows if row["plan"].startswith(FAILED)), "")
        if failed:
            raise Usage(CHANGES if "is not allowed to" in failed else failed.removeprefix(FAILED))
        return rows

    @staticmethod
    def _roll_back(tx: Any) -> None:
        from neo4j.exceptions import DriverError, Neo4jError

        with suppress(Neo4jError, DriverError):  # one that was ended from outside is rolled back already
            tx.close()

    def _judge(self, text: str, params: Mapping[str, Any]) -> None:
        """Refuses, before it runs, what the engine itself would let through."""

    def _terminate(self, mark: str) -> None:
        """Ends the query that carries this mark, if the engine has not done so by its own limit."""

    def _cut_short(self, mark: str) -> None:
        """Tells the engine that no more rows are wanted."""

    def _abandon(self) -> None:
        """Gives up a connection that does not come back."""
        for driver in self._drivers.values():
            threading.Thread(target=driver.close, daemon=True).start()
        self._drivers = {}

    def _too_long(self, timeout: float) -> KgError:
        return KgError(f"the query was stopped after {timeout:g} s; narrow it, or give it longer with --timeout")

    # -- writing -------------------------------------------------------------------------------

    def write(self, cypher: str, params: Mapping[str, Any] | None = None) -> dict[str, int]:
        """Runs a statement that may change the graph, in one transaction; what it changed, counted."""
        return self.change(cypher, params, 0)[1]

    def change(
        self, cypher: str, params: Mapping[str, Any] | None = None, limit: int = 10_000
    ) -> tuple[Rows, dict[str, int]]:
        """As `write`, with the rows that the statement returns: at most `limit`, though it is run to its end."""
        self.connect()
        text, values = cypher.strip().rstrip(";"), sendable(dict(params or {}))
        try:
            return bounded(lambda: self._written(text, values, limit), LONGEST_WRITE)
        except TimeoutError:
            self._abandon()
            raise Unreachable(f"{self.where} has not answered for {LONGEST_WRITE:g} s") from None

    def _written(self, text: str, values: dict[str, Any], limit: int) -> tuple[Rows, dict[str, int]]:
        """Tries again after a deadlock or an election, which leave nothing behind.

        Not after a lost connection, as the driver's own managed transactions would: the commit may have
        arrived, and a second one would write twice. `sync` looks at what is there instead.
        """
        from neo4j.exceptions import Neo4jError

        deadline = time.monotonic() + RETRIES
        pause = 0.1
        while True:
            with self._errors():
                try:
                    with self._session() as session, session.begin_transaction() as tx:
                        done = _ran(tx, text, values, limit)
                        tx.commit()
                    return done
                except Neo4jError as problem:
                    if not problem.is_retryable() or time.monotonic() + pause > deadline:
                        raise
            time.sleep(pause * random.uniform(0.5, 1.5))
            pause *= 2

    def rows(self, cypher: str, **params: Any) -> Iterator[tuple[Any, ...]]:
        """All rows of a query of our own, as they come: without limits, for reading whole graphs."""
        self.connect()
        with self._errors(), self._session(fetch_size=5000) as session, session.begin_transaction() as tx:
            for record in tx.run(cypher, sendable(params)):
                yield tuple(record.values())

    def write_nodes(self, labels: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
        """Nodes with these labels and exactly these properties; those that are there already are set anew.

        A node's labels are given once, when it is made: the embedded engine moves a node, with all its
        edges, when a label is added later.
        """
        key = labels[0]
        found = {id for part in batches(rows) for (id,) in self.rows(_FIND.format(key), ids=[r["id"] for r in part])}
        old, new = _split(rows, lambda r: r["id"] in found)
        for part in batches(old):
            self.write(_SET.format(key), {"rows": part})
        for part in batches(new):
            self._made(_CREATE.format(":".join(labels)), part)

    def write_edges(
        self, type: str, start_label: str, end_label: str, rows: Sequence[Mapping[str, Any]], new: bool = False
    ) -> None:
        """Relationships as {"start", "end", "props"} with a `key` in the properties; the same key replaces.

        `new` says that none of the keys is there, and saves looking.
        """
        for part in batches(rows):
            if not new:
                self.delete_edges(
                    type, start_label, end_label, [(r["start"], r["end"], r["props"]["key"]) for r in part]
                )
            statement = _JOIN.format(start_label, end_label, type)
            made = self._made(statement, part)
            if made != len(part):
                raise KgError(f"{type}: {len(part) - made} of {len(part)} relationships have an end that is not there")

    def _made(self, cypher: str, rows: Sequence[Mapping[str, Any]]) -> int:
        """How many nodes or relationships a statement of ours made from `$rows`, in one transaction."""
        counted = self.write(cypher, {"rows": rows})
        return counted["nodes_created"] + counted["relationships_created"]

    def delete_nodes(self, label: str, ids: Sequence[str]) -> None:
        """Takes nodes away, with their relationships."""
        for part in batches(ids):
            self.write(f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) DETACH DELETE n", {"ids": part})

    def delete_edges(self, type: str, start_label: str, end_label: str, ends: Sequence[tuple[str, str, str]]) -> int:
        """Takes relationships away, each told by (start, end, key), "" where it has no key; how many there were."""
        statement = _CUT.format(start_label, end_label, type)
        gone = 0
        for part in batches(ends):
            keys: dict[tuple[str, str], list[str]] = defaultdict(list)
            for start, end, key in part:
                keys[start, end].append(key)
            rows = [{"start": start, "end": end, "keys": of_pair} for (start, end), of_pair in keys.items()]
            gone += self.write(statement, {"rows": rows})["relationships_deleted"]
        return gone

    def apply_schema(self) -> None:
        """Constraints and indexes of cypher/schema.yaml; those that are there stay."""
        if self._has_schema():
            return
        for statement in [*constraints(load_schema()), *self._fulltext_schema()]:
            self.write(statement)

    def _has_schema(self) -> bool:
        """Whether every constraint and index is there: one question instead of thirty statements."""
        there = set()
        for labels, properties, owner in self.rows("SHOW INDEXES YIELD labelsOrTypes, properties, owningConstraint"):
            for label in labels or ():
                there.add((label, *(properties or ()), owner is not None))
        wanted = {(label, "id", True) for label in load_schema().labels}
        return there >= wanted | {(*index, False) for index in (*INDEXED, *FULLTEXT)}

    def _fulltext_schema(self) -> list[str]:
        return []

    def wipe(self) -> None:
        """Takes away every node that has a label of the schema; what others keep on the server stays."""
        for label in load_schema().labels:
            while self.write(f"MATCH (n:{label}) WITH n LIMIT 10000 DETACH DELETE n")["nodes_deleted"]:
                pass

    # -- asking --------------------------------------------------------------------------------

    def fulltext(self, text: str, limit: int = 20) -> Rows:
        """Sentences and titles with these words, best first: label, id, text, score."""
        raise NotImplementedError

    def info(self) -> dict[str, Any]:
        """Which engine, where, which version."""
        self.connect()
        with self._errors():
            server = self._driver("reading").get_server_info()
        return {"kind": self.kind, "where": self.where, "engine": server.agent,
                "protocol": ".".join(map(str, server.protocol_version))}  # fmt: skip

    def address(self) -> tuple[str, str, str | None]:
        """(address, user, password) for another client that only reads; None where none is asked for."""
        raise NotImplementedError

    # -- connections ---------------------------------------------------------------------------

    def connect(self) -> None:
        """Makes sure that there is somebody to talk to, or raises `Unreachable` within seconds."""
        raise NotImplementedError

    def close(self) -> None:
        """Ends all connections; the store can be used again and connects anew."""
        drivers, self._drivers = self._drivers, {}
        for driver in drivers.values():
            driver.close()

    def _driver(self, purpose: Literal["reading", "writing"]) -> Any:
        raise NotImplementedError

    def _session(self, reading: bool = False, **options: Any) -> Any:
        from neo4j import READ_ACCESS, WRITE_ACCESS

        driver = self._driver("reading" if reading else "writing")
        access = READ_ACCESS if reading else WRITE_ACCESS
        return driver.session(database=self._database(), default_access_mode=access, **options)

    def _database(self) -> str | None:
        return None

    @contextmanager
    def _errors(self, timeout: float = 0.0) -> Iterator[None]:
        """Says in our words, and without secrets, what the driver and the server have to say."""
        from neo4j import exceptions as bolt

        try:
            yield
        except (bolt.AuthError, bolt.AuthConfigurationError):
            raise KgError(
                f"{self.where}: user name or password refused; set NEO4J_USERNAME and NEO4J_PASSWORD"
            ) from None
        except bolt.Neo4jError as problem:
            raise self._explained(problem, timeout) from None
        except (bolt.DriverError, OSError) as problem:
            raise Unreachable(f"{self.where} does not answer ({type(problem).__name__})") from None
        except (TypeError, ValueError, OverflowError) as problem:
            raise Usage(f"a parameter cannot be sent: {problem}") from None

    def _explained(self, problem: Any, timeout: float) -> KgError:
        code = problem.code or ""
        message = " ".join((problem.message or code).split())
        if "TransactionTimedOut" in code or "Terminated" in code or "has been terminated" in message:
            return self._too_long(timeout) if timeout else KgError(f"the statement was stopped: {message}")
        if "Forbidden" in code or "AccessMode" in code or "Statement.AccessMode" in code:
            return Usage(CHANGES)
        if message.startswith("DeleteConnectedNode"):
            # The embedded engine finds it before it knows that a query may not write; only queries have a time limit.
            return Usage(CHANGES if timeout else message)
        if code == LOST:
            return KgError(
                f"{self.where}: the engine lost a record on its way ({message})" + ("" if timeout else COLLECT)
            )
        if code.startswith("Neo.ClientError.Statement"):
            return Usage(message)
        if "MemoryPool" in code or "OutOfMemory" in code:
            return KgError("the query needs more memory than the engine may use; narrow it")
        return KgError(f"{self.where}: {message}")

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


_FIND = "UNWIND $ids AS id MATCH (n:{0} {{id: id}}) RETURN n.id"
_SET = "UNWIND $rows AS row MATCH (n:{0} {{id: row.id}}) SET n = row"
_CREATE = "UNWIND $rows AS row CREATE (n:{0}) SET n = row"
_JOIN = (
    "UNWIND $rows AS row MATCH (a:{0} {{id: row.start}}), (b:{1} {{id: row.end}}) "
    "CREATE (a)-[r:{2}]->(b) SET r = row.props"
)
# All are found before the first is taken away. The embedded engine deletes while it still walks along the
# relationships of a node, and then ends in "Record not found" or passes over some of them without a word
# (ArcadeDB issue 7023, mended there for paths of variable length only).
_CUT = (
    "UNWIND $rows AS row MATCH (a:{0} {{id: row.start}}), (b:{1} {{id: row.end}}) MATCH (a)-[r:{2}]->(b) "
    "WHERE coalesce(r.key, '') IN row.keys WITH collect(r) AS found UNWIND found AS r DELETE r"
)


def _ran(tx: Any, cypher: str, params: dict[str, Any], limit: int) -> tuple[Rows, dict[str, int]]:
    """The first rows of a statement and what it changed. All rows are fetched: what nobody asks for may not be done."""
    result = tx.run(cypher, params)
    rows = Rows(columns=result.keys())
    for record in result:
        if len(rows) < limit:
            rows.append({k: plain(v) for k, v in record.items()})
        else:
            rows.truncated = True
    counters = result.consume().counters
    return rows, {name: getattr(counters, name) for name in COUNTERS}


def _split(rows: Iterable[T], is_old: Callable[[T], bool]) -> tuple[list[T], list[T]]:
    old: list[T] = []
    new: list[T] = []
    for row in rows:
        (old if is_old(row) else new).append(row)
    return old, new


def batches(rows: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """
    >>> list(batches([1, 2, 3], 2))
    [[1, 2], [3]]
    """
    part: list[T] = []
    for row in rows:
        part.append(row)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part


def bounded(work: Callable[[], T], seconds: float) -> T:
    """What `work` gives, or TimeoutError after so many seconds; the work is then left to itself.

    The driver waits for an answer without end, whatever its own time limits say.
    """
    done: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as problem:  # raised again, in the thread that asked
            failed.append(problem)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise TimeoutError
    if failed:
        raise failed[0]
    return done[0]
