"""The embedded engine, in a process of its own: `python -m kg.store.engine FOLDER`.

A process of its own because only that can be stopped: the engine ends most queries that run too long
when told to, but not one that is inside a single expression (`[x IN range(…) | [y IN range(…) | …]]`),
and one that eats all memory takes its process with it. Killing it loses nothing that was committed.

The process serves Bolt on the loopback interface to every `kg` command that works in the folder. Each
holds a connection to its control port; when the last one is gone, the engine stops. `engine.json`,
readable by its owner alone, says where the ports are and with which passwords. Bolt has two users:
`writer`, and `reader`, to whom the engine grants reading and nothing else.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import shutil
import socket
import sys
import threading
from base64 import b64encode
from pathlib import Path
from typing import Any, Protocol
from urllib.request import ProxyHandler, Request, build_opener

DATABASE = "kg"
LONGEST_MESSAGE = 1 << 30  # bytes, from a client that has shown who it is
FIRST_CLIENT = 20.0  # seconds that an engine waits for the command that started it
_LIMITS = {
    "command.timeout": 600_000,  # milliseconds that any statement may take; a read sets a shorter limit itself
    "queryMaxRangeSize": 5_000_000,  # elements of one range(); a longer one is an error and not a full memory
    "txWalFlush": 2,  # full sync: a graph that is silently short after a power cut would be believed
}
_RECORDS = ["createRecord", "readRecord", "updateRecord", "deleteRecord"]
_GROUPS = {
    "admin": (["updateSecurity", "updateSchema", "updateDatabaseSettings"], _RECORDS),
    "reader": ([], ["readRecord"]),
    "*": ([], []),
}
# Queries may not reach for files or the network, whoever asks.
_SETTINGS = {
    "mode": "development",  # the other mode hides from the asker why a query is refused
    "host": "127.0.0.1",
    "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
    "bolt_defaultDatabase": DATABASE,
    "opencypher_loadCsv_allowFileUrls": False,
    "opencypher_loadCsv_allowRemoteUrls": False,
}


class Stream(Protocol):
    """The two directions of a control connection."""

    def write(self, data: bytes, /) -> int: ...

    def flush(self) -> None: ...

    def readline(self, size: int = ..., /) -> bytes: ...


class Engine:
    """The database of one folder and the commands that are using it."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.home = folder / "engine"
        self.clients = 0
        self.changed = threading.Condition()
        self.stopping = False

    def serve(self) -> None:
        """Starts, says so on stdout, and returns when the last client is gone."""
        self.passwords = {name: secrets.token_urlsafe(24) for name in ("root", "writer", "reader", "control")}
        self._configure()
        bolt = self._start()
        control = socket.create_server(("127.0.0.1", 0))
        self._announce(bolt, control.getsockname()[1])
        threading.Thread(target=self._accept, args=(control,), daemon=True).start()
        print(json.dumps({"ready": os.getpid()}), flush=True)
        with self.changed:
            self.changed.wait_for(lambda: self.stopping, timeout=FIRST_CLIENT)
            if self.clients:
                self.changed.wait_for(lambda: self.stopping)
            self.stopping = True
        control.close()
        self._place("engine.json").unlink(missing_ok=True)
        self.server.stop()  # type: ignore[no-untyped-call]

    # -- the database --------------------------------------------------------------------------

    def _configure(self) -> None:
        """New users with new passwords at every start; nothing of the last start's is kept."""
        config = self.home / "config"
        shutil.rmtree(config, ignore_errors=True)
        config.mkdir(parents=True, mode=0o700)
        groups = {
            name: {"resultSetLimit": -1, "readTimeout": -1, "access": access, "types": {"*": {"access": records}}}
            for name, (access, records) in _GROUPS.items()
        }
        _write_private(
            config / "server-groups.json", json.dumps({"databases": {"*": {"groups": groups}}, "version": 2})
        )
        users = [
            {"name": name, "databases": {"*": [group]}, "password": _hashed(self.passwords[name])}
            for name, group in (("root", "admin"), ("writer", "admin"), ("reader", "reader"))
        ]
        _write_private(config / "server-users.jsonl", "".join(json.dumps(user) + "\n" for user in users))

    def _start(self) -> int:
        import arcadedb

        for attempt in range(5):
            bolt, self.http = _free_ports(2)
            settings = {**_SETTINGS, "bolt_port": bolt, "http_port": self.http}
            self.server = arcadedb.create_server(str(self.home), None, settings)
            try:
                self.server.start()  # type: ignore[no-untyped-call]
                break
            except arcadedb.ArcadeDBError as problem:
                if attempt == 4 or "in use" not in str(problem):
                    raise
        self._open()
        return bolt

    def _open(self) -> None:
        self.database = self.server.create_database(DATABASE)
        for setting, value in _LIMITS.items():
            self.database.command("sql", f"ALTER DATABASE `arcadedb.{setting}` {value}")

    def _empty(self) -> None:
        """Drops the database and makes a new one; the engine lets only its HTTP side do that."""
        key = b64encode(f"root:{self.passwords['root']}".encode()).decode()
        request = Request(
            f"http://127.0.0.1:{self.http}/api/v1/server",
            json.dumps({"command": f"drop database {DATABASE}"}).encode(),
            {"Authorization": f"Basic {key}", "Content-Type": "application/json"},
        )
        with build_opener(ProxyHandler({})).open(request, timeout=60):
            self._open()

    # -- the clients ---------------------------------------------------------------------------

    def _announce(self, bolt: int, control: int) -> None:
        told = {"pid": os.getpid(), "owner": os.getppid(), "bolt": bolt, "control": control,
                "control_secret": self.passwords["control"], "writer": self.passwords["writer"],
                "reader": self.passwords["reader"]}  # fmt: skip
        temporary = self._place("engine.json.new")
        _write_private(temporary, json.dumps(told))
        os.replace(temporary, self._place("engine.json"))

    def _place(self, name: str) -> Path:
        return self.folder / name

    def _accept(self, control: socket.socket) -> None:
        while True:
            try:
                connection, _ = control.accept()
            except OSError:
                return
            threading.Thread(target=self._attend, args=(connection,), daemon=True).start()

    def _attend(self, connection: socket.socket) -> None:
        """One client, from its proof that it read engine.json until it goes or dies."""
        stream = connection.makefile("rwb")
        try:
            if not _proves(stream, self.passwords["control"]) or not self._arrives():
                return
            try:
                self._obey(stream)
            finally:
                self._leaves()
        except (OSError, ValueError):
            pass  # the client died; `_leaves` has counted that
        finally:
            if not self.stopping:
                connection.close()

    def _obey(self, stream: Stream) -> None:
        send(stream, {"welcome": True})
        while told := receive(stream, LONGEST_MESSAGE):
            if told.get("do") == "leave":
                with self.changed:
                    send(stream, {"left": self.clients - 1})
                return
            send(stream, self._done(told))

    def _done(self, told: dict[str, Any]) -> dict[str, Any]:
        """Schema statements that Cypher has no words for, the emptying of the database, and many rows at once."""
        import arcadedb

        try:
            if told["do"] == "make":
                return {"made": self.database.run_in_transaction(lambda: self._make(told["cypher"], told["rows"]))}
            if told["do"] == "wipe":
                self._empty()
            for statement in told.get("sql", ()):
                self.database.command("sql", statement)
            return {"ok": True}
        except (arcadedb.ArcadeDBError, OSError) as problem:
            return {"error": str(problem)}

    def _make(self, cypher: str, rows: list[dict[str, Any]]) -> int:
        found = self.database.command("opencypher", cypher, {"rows": rows})
        return int(found.to_list()[0]["made"]) if found is not None else 0

    def _arrives(self) -> bool:
        with self.changed:
            if self.stopping:
                return False
            self.clients += 1
            return True

    def _leaves(self) -> None:
        with self.changed:
            self.clients -= 1
            if self.clients == 0:
                self.stopping = True
                self.changed.notify_all()


def send(stream: Stream, message: dict[str, Any]) -> None:
    """One message of the control connection: a line of JSON."""
    stream.write(json.dumps(message).encode() + b"\n")
    stream.flush()


def receive(stream: Stream, most: int = 1 << 20) -> dict[str, Any]:
    """The next message of at most so many bytes, or {} when the other side is gone."""
    line = stream.readline(most)
    return dict(json.loads(line)) if line else {}


def proof(secret: str, side: str, nonce: str) -> str:
    """What only a holder of the secret can say, in answer to the other side's nonce."""
    return hmac.new(secret.encode(), f"{side}:{nonce}".encode(), hashlib.sha256).hexdigest()


def _proves(stream: Stream, secret: str) -> bool:
    """Both sides show that they know the secret; neither says it, so that no stranger on the port learns it."""
    nonce = secrets.token_hex(16)
    hello = receive(stream)
    send(stream, {"proof": proof(secret, "engine", str(hello.get("nonce"))), "nonce": nonce})
    return hmac.compare_digest(str(receive(stream).get("proof")), proof(secret, "client", nonce))


def _hashed(password: str) -> str:
    """A password as the engine keeps it. Few rounds: it is random, and lives as long as the process."""
    rounds, salt = 1000, b64encode(secrets.token_bytes(32)).decode()
    key = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), rounds, 32)
    return f"PBKDF2WithHmacSHA256${rounds}${salt}${b64encode(key).decode()}"


def _write_private(path: Path, text: str) -> None:
    """A file that only its owner can read, from its first byte on."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


def _free_ports(n: int) -> list[int]:
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(n)]
    ports = [s.getsockname()[1] for s in taken]
    for s in taken:
        s.close()
    return ports


def _hold(folder: Path) -> int | None:
    """Takes the folder for this process, for as long as it lives; None where another engine has it.

    Before anything is written there: two engines that start at once must not both set passwords.
    """
    held = os.open(folder / "engine.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(held, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(held)
        return None
    return held


def main() -> None:
    """Says on stdout that it is ready, or what stood in the way."""
    import arcadedb

    try:
        folder = Path(sys.argv[1])
        if _hold(folder) is None:
            print(json.dumps({"locked": "another engine has this folder"}), flush=True)
            os._exit(1)
        Engine(folder).serve()
    except arcadedb.ArcadeDBError as problem:
        print(json.dumps({"locked" if "lock" in str(problem).lower() else "error": str(problem)}), flush=True)
        os._exit(1)
    except OSError as problem:
        print(json.dumps({"error": str(problem)}), flush=True)
        os._exit(1)


if __name__ == "__main__":
    main()
