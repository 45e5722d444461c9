"""The default store: an engine in a folder, started when needed, shared by the commands that use it.

See kg/store/engine.py for the process that holds the files.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from kg.errors import KgError, Locked, Unreachable
from kg.schema import FULLTEXT, fulltext_embedded
from kg.store.bolt import LONGEST_WRITE, BoltStore
from kg.store.engine import DATABASE, Stream, proof, receive, send
from kg.store.values import Rows, sendable

STARTING = 30.0  # seconds for another command's engine to start or stop
SCHEMA_BY_ANOTHER = 5.0
MEMORY = "2g"  # the engine's heap; KG_GRAPH_MEMORY sets another


class EmbeddedStore(BoltStore):
    """A graph in a folder. The second command in the same folder joins the engine of the first."""

    kind = "embedded"

    def __init__(self, folder: str | Path, patience: float = STARTING):
        super().__init__()
        self.folder = Path(folder)
        self.where = str(folder)
        self.patience = patience
        self.engine: dict[str, Any] = {}
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    # -- joining or starting the engine --------------------------------------------------------

    def connect(self) -> None:
        """Joins the engine that runs in this folder, or starts one."""
        if self._alive():
            return
        self._forget()
        self._make_folder()
        deadline = time.monotonic() + self.patience
        while not self._join() and not (self._start() and self._join()):
            if time.monotonic() > deadline:
                raise Locked(f"{self.folder}: in use by {self._holder()}; wait for it to end, or end it")
            time.sleep(0.1)

    def _alive(self) -> bool:
        """Whether the engine still holds its end of the control connection."""
        if self._control is None:
            return False
        try:
            self._control.setblocking(False)
            return self._control.recv(1, socket.MSG_PEEK) != b""
        except BlockingIOError:
            return True
        except OSError:
            return False
        finally:
            with contextlib.suppress(OSError):
                self._control.settimeout(self.patience)

    def _make_folder(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as problem:
            raise KgError(f"{self.folder}: no folder for the graph can be made here ({problem.strerror})") from None
        if not os.access(self.folder, os.W_OK):
            raise KgError(f"{self.folder}: may not be written to; give another folder with --store")

    def _join(self) -> bool:
        """Joins a running engine; False where there is none, or it is just starting or stopping."""
        try:
            told = json.loads((self.folder / "engine.json").read_text(encoding="utf-8"))
            control = socket.create_connection(("127.0.0.1", told["control"]), timeout=5)
        except PermissionError:
            raise Locked(f"{self.folder}: in use by another user of this machine") from None
        except (OSError, ValueError, KeyError):
            return False
        try:
            self._stream = control.makefile("rwb")
            if not _welcomed(self._stream, told["control_secret"]):
                return False
        except (OSError, ValueError):
            control.close()
            return False
        self._control, self.engine = control, told
        return True

    def _start(self) -> bool:
        """Starts an engine; False where another process holds the files."""
        environment = os.environ | {
            "ARCADEDB_NATIVE_ISOLATE_ARGS": f"-Xmx{os.environ.get('KG_GRAPH_MEMORY', MEMORY)}",
            "ARCADEDB_LOG_CONSOLE": "0",
            "ARCADEDB_LOG_DIR": str((self.folder / "log").absolute()),
            "PYTHONPATH": os.pathsep.join(os.path.abspath(p) for p in sys.path),
        }
        (self.folder / "log").mkdir(exist_ok=True)
        with open(self.folder / "log" / "engine.log", "wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "kg.store.engine", str(self.folder.absolute())],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, env=environment,
                start_new_session=True,  # Ctrl-C is for the command; the engine then stops in order
            )  # fmt: skip
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        told = json.loads(line) if line else {"error": f"it ended at once; see {self.folder / 'log' / 'engine.log'}"}
        if "ready" in told:
            return True
        self._process.wait()
        if "locked" in told:
            return False
        raise KgError(f"{self.folder}: the graph engine does not start: {told['error']}")

    def _holder(self) -> str:
        try:
            told = json.loads((self.folder / "engine.json").read_text(encoding="utf-8"))
            return f"process {told['pid']} (started by process {told['owner']})"
        except (OSError, ValueError, KeyError):
            return "another process"

    def _forget(self) -> None:
        super().close()
        if self._control is not None:
            self._control.close()
            self._control = None

    def close(self) -> None:
        """Leaves the engine; the last to leave waits until its files are closed."""
        super().close()
        if self._control is None:
            return
        with contextlib.suppress(OSError, ValueError):
            self._control.settimeout(10)
            send(self._stream, {"do": "leave"})
            if receive(self._stream).get("left") == 0:
                receive(self._stream)  # the end of the connection is the end of the engine
        self._forget()
        if self._process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(0.5 if self._process.poll() is None else 0)
            if self._process.stdout:
                self._process.stdout.close()
            self._process = None

    def _ask(self, **message: Any) -> dict[str, Any]:
        self.connect()
        try:
            send(self._stream, message)
            answer = receive(self._stream)
        except (OSError, ValueError):
            answer = {}
        if not answer:
            self._forget()  # an answer that comes late would be taken for that to the next question
            raise Unreachable(f"{self.where}: the engine ended")
        if "error" in answer:
            raise KgError(f"{self.where}: {answer['error']}")
        return answer

    # -- writing -------------------------------------------------------------------------------

    def _made(self, cypher: str, rows: Sequence[Mapping[str, Any]]) -> int:
        """The same statement and transaction, told to the engine's process as JSON.

        Bolt carries each value in a message of its own making, in Python: two thirds of the time of a build.
        """
        self.connect()
        assert self._control is not None
        self._control.settimeout(LONGEST_WRITE)
        try:
            return int(self._ask(do="make", cypher=f"{cypher} RETURN count(*) AS made", rows=sendable(rows))["made"])
        finally:
            if self._control is not None:
                self._control.settimeout(self.patience)

    # -- limits --------------------------------------------------------------------------------

    def _terminate(self, mark: str) -> None:
        """The engine has no time limit for one query, but ends one when told to."""
        with contextlib.suppress(KgError), self._errors(), self._session(reading=True) as session:
            with session.begin_transaction() as tx:
                told = [(t["transactionId"], t.get("currentQuery") or "") for t in tx.run("SHOW TRANSACTIONS")]
            for id in [id for id, query in told if mark in query]:
                with session.begin_transaction() as tx:
                    tx.run(f"TERMINATE TRANSACTIONS '{id}'").consume()

    def _cut_short(self, mark: str) -> None:
        """It would work out all the rows that nobody wants any more."""
        self._terminate(mark)

    def _abandon(self) -> None:
        """A query inside one long expression does not end when told to: the engine is killed and starts anew.

        Nothing is lost but what other commands are doing at that moment; their builds can be repeated.
        """
        super()._abandon()
        with contextlib.suppress(OSError, KeyError):
            os.kill(self.engine["pid"], getattr(signal, "SIGKILL", signal.SIGTERM))
        if self._process is not None:
            self._process.wait()
        self._forget()

    # -- what this engine says differently -----------------------------------------------------

    def apply_schema(self) -> None:
        """Constraints by Cypher; full text by the engine's own words."""
        if self._has_schema():
            return
        try:
            super().apply_schema()
            self._ask(do="schema", sql=fulltext_embedded())
        except KgError:
            # Another command may be making the same schema at this moment; then it is soon there.
            deadline = time.monotonic() + SCHEMA_BY_ANOTHER
            while not self._has_schema():
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def wipe(self) -> None:
        """Drops the whole database and begins a new one."""
        self._ask(do="wipe")
        super().close()
        self.apply_schema()

    def fulltext(self, text: str, limit: int = 20) -> Rows:
        """Sentences and titles with these words, best first."""
        found = Rows(columns=["label", "id", "text", "score"])
        if not words(text):
            return found
        for label, name in FULLTEXT:
            found += self.read(
                f"CALL db.index.fulltext.queryNodes('{label}[{name}]', $text) YIELD node, score "
                f"RETURN '{label}' AS label, node.id AS id, node.{name} AS text, score ORDER BY score DESC, id",
                {"text": words(text)}, limit=limit,
            )  # fmt: skip
        found.sort(key=lambda row: (-row["score"], row["id"]))
        del found[limit:]
        return found

    def address(self) -> tuple[str, str, str | None]:
        """Where another client can read this graph, for as long as this command runs."""
        self.connect()
        return f"bolt://127.0.0.1:{self.engine['bolt']}", "reader", self.engine["reader"]

    def _database(self) -> str:
        return DATABASE

    def _driver(self, purpose: Literal["reading", "writing"]) -> Any:
        user = "reader" if purpose == "reading" else "writer"
        if user not in self._drivers:
            from neo4j import GraphDatabase

            self._drivers[user] = GraphDatabase.driver(
                f"bolt://127.0.0.1:{self.engine['bolt']}", auth=(user, self.engine[user]),
                connection_timeout=5, notifications_min_severity="OFF",
            )  # fmt: skip
        return self._drivers[user]


def _welcomed(stream: Stream, secret: str) -> bool:
    """Whether the other side is the engine that wrote engine.json, and takes us in."""
    nonce = secrets.token_hex(16)
    send(stream, {"nonce": nonce})
    answer = receive(stream)
    if answer.get("proof") != proof(secret, "engine", nonce):
        return False
    send(stream, {"proof": proof(secret, "client", str(answer.get("nonce")))})
    return receive(stream).get("welcome") is True


def words(text: str) -> str:
    """The words of a search, without what full-text engines take for commands.

    >>> words('Kursk AND "12,000 troops" title:x*')
    'kursk and 12 000 troops title x'
    """
    return " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split())
