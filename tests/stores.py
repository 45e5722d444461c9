"""Graph stores for the tests: the embedded one always, real Neo4j servers where they can be had.

The servers come from Maven Central, run on loopback ports, and end with the tests. They need Java 17
(5.26) and 21 or later (2026.09) and Maven. KG_REQUIRE_NEO4J=1 makes their absence a failure.
KG_NEO4J_URI (with NEO4J_USERNAME, NEO4J_PASSWORD) names a server of one's own instead; the tests empty
it, and so ask for KG_NEO4J_WIPE=1.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from kg.errors import Unreachable
from kg.store import open_store
from kg.store.bolt import BoltStore

HERE = Path(__file__).resolve().parent / "neo4j"
SERVERS = {"neo4j-5.26": ("5.26.20", 17, 23), "neo4j-2026.09": ("2026.09.0", 21, 99)}  # version, Java from, to
STORES = ("embedded", *SERVERS)
ENABLE = "apt-get install maven openjdk-17-jdk-headless, and a Java 21 or later for Neo4j 2026.09"


@dataclass
class Server:
    """A server that the tests started."""

    process: subprocess.Popen[bytes]
    folder: Path
    url: str

    def stop(self) -> None:
        """At once: what is in it goes with it."""
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


_running: dict[str, Server] = {}
_opened: dict[str, BoltStore] = {}


def store_named(name: str, folder: Path) -> BoltStore:
    """One store for all tests of a session; what it holds is whatever the last test left."""
    if name not in _opened:
        _opened[name] = (
            open_store(str(folder / "graph")) if name == "embedded" else open_store(_server_url(name, folder))
        )
        _opened[name].apply_schema()
    return _opened[name]


def close_stores() -> None:
    for store in _opened.values():
        store.close()
    for server in _running.values():
        server.stop()
    _opened.clear()
    _running.clear()


def _server_url(name: str, folder: Path) -> str:
    own = os.environ.get("KG_NEO4J_URI")
    if own:
        if name != STORES[1]:
            pytest.skip("KG_NEO4J_URI names one server")
        if os.environ.get("KG_NEO4J_WIPE") != "1":
            pytest.skip("these tests empty the server at KG_NEO4J_URI; set KG_NEO4J_WIPE=1 to let them")
        return own
    if not _running:
        _start_all(folder)
    if name not in _running:
        _missing(name)
    return _running[name].url


def _missing(name: str) -> None:
    version, low, _ = SERVERS[name]
    message = f"needs Maven and Java {low} or later for Neo4j {version}: {ENABLE}"
    if os.environ.get("KG_REQUIRE_NEO4J") == "1":
        pytest.fail(message)
    pytest.skip(message)


def _start_all(folder: Path) -> None:
    """Both servers at once: each takes about 15 seconds of one core to start."""
    for name, (version, low, high) in SERVERS.items():
        java = _java(low, high)
        jars = _jars(version) if java else None
        if java and jars:
            _running[name] = _start(java, jars, folder / name)
    for server in _running.values():
        _await(server)


def _start(java: str, jars: Path, folder: Path) -> Server:
    folder.mkdir(parents=True)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    command = [java, "-Xmx700m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", f"{jars}/*",
               str(HERE / "Serve.java"), str(folder), str(port)]  # fmt: skip
    with open(folder / "server.log", "wb") as log:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log)
    return Server(process, folder, f"bolt://127.0.0.1:{port}")


def _await(server: Server) -> None:
    deadline = time.monotonic() + 120
    while True:
        try:
            with open_store(server.url) as store:
                store.connect()
                return
        except Unreachable:
            if server.process.poll() is not None or time.monotonic() > deadline:
                log = (server.folder / "server.log").read_text(errors="replace")[-800:]
                pytest.fail(f"the Neo4j server did not start: {log}")
            time.sleep(0.3)


def _jars(version: str) -> Path | None:
    """The server's jars, fetched once into a folder that git ignores."""
    folder = HERE / "target" / version
    if (folder / "complete").exists():
        return folder
    maven = shutil.which("mvn")
    if maven is None:
        return None
    subprocess.run(
        [maven, "-q", "-B", "-f", str(HERE / "pom.xml"), f"-Dneo4j={version}", "dependency:copy-dependencies",
         "-DincludeScope=runtime", f"-DoutputDirectory={folder}"], check=True, timeout=600,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    (folder / "complete").touch()
    return folder


def _java(low: int, high: int) -> str | None:
    """The lowest Java on this machine between two major versions."""
    fitting = sorted((major, path) for path, major in _javas().items() if low <= major <= high)
    return fitting[0][1] if fitting else None


@cache
def _javas() -> dict[str, int]:
    homes = [os.environ.get("JAVA_HOME", ""), *map(str, Path("/usr/lib/jvm").glob("*"))]
    paths = [p for p in [shutil.which("java"), *(f"{h}/bin/java" for h in homes if h)] if p and Path(p).exists()]
    found = {}
    for path in dict.fromkeys(str(Path(p).resolve()) for p in paths):
        told = subprocess.run([path, "-version"], capture_output=True, text=True, check=False).stderr
        if version := re.search(r'version "(\d+)', told):
            found[path] = int(version[1])
    return found


@pytest.fixture(scope="session")
def store_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    yield tmp_path_factory.mktemp("stores")
    close_stores()


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, store_folder: Path) -> BoltStore:
    """The same test on each engine."""
    return store_named(request.param, store_folder)


@pytest.fixture
def embedded(store_folder: Path) -> BoltStore:
    return store_named("embedded", store_folder)
