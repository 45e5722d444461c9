"""Who may import whom: one direction, so that each layer can be read without the ones above it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# From the bottom up. A module may import its own layer and those below; loaders and text know no store.
LAYERS = [
    {"kg", "kg.model", "kg.errors", "kg.data"},
    {
        "kg.cycles",
        "kg.dates",
        "kg.schema",
        "kg.queries",
        "kg.stata",
        "kg.tables",
        "kg.plausible",
        "kg.states",
        "kg.resolve",
        "kg.cypher",
        "kg.files",
        "kg.arguments",
        "kg.output",
        "kg.events",
        "kg.event_counts",
        "kg.event_layout",
        "kg.event_lines",
    },
    {"kg.log", "kg.text", "kg.store", "kg.metrics", "kg.loaders", "kg.runs"},
    {
        "kg.facts",
        "kg.lasting",
        "kg.matters",
        "kg.judging",
        "kg.graphs",
        "kg.projection",
        "kg.built",
        "kg.views",
        "kg.reports",
        "kg.archives",
        "kg.nearly",
        "kg.sources",
        "kg.reading",
        "kg.py2neo_bridge",
    },
    {
        "kg.workspace",
        "kg.verbs",
        "kg.building",
        "kg.ledger",
        "kg.measure",
        "kg.publish",
        "kg.briefing",
        "kg.export",
        "kg.doctor",
        "kg.demo",
    },
    {"kg.cli", "kg.__main__", "kg.documentation"},
]
FORBIDDEN = [
    ("kg.loaders", "kg.store"),
    ("kg.loaders", "kg.log"),
    ("kg.loaders", "kg.text.extract"),
    ("kg.text", "kg.store"),
    ("kg.text.extract", "kg.text.ports"),  # the default path knows no other extractor, and so no network
    ("kg.text.extract", "kg.text.llm"),
    ("kg.text.extract", "kg.text.zeroshot"),
    ("kg.metrics", "kg.store"),
    ("kg.metrics", "kg.log"),
    ("kg.store", "kg.metrics"),
]


def modules() -> dict[str, Path]:
    """Every module of the product by its dotted name."""
    found = {}
    for folder, package in (("kg", "kg"), ("loaders", "kg.loaders"), ("cypher", "kg.cypher")):
        for path in (ROOT / folder).rglob("*.py"):
            parts = path.relative_to(ROOT / folder).with_suffix("").parts
            found[".".join([package, *(p for p in parts if p != "__init__")])] = path
    return found


def imports(path: Path) -> set[str]:
    """What a module imports from the product, also inside functions, but not for type checkers only."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    names: set[str] = set()
    for node in ast.walk(tree):
        if node in for_types:
            continue
        if isinstance(node, ast.Import):
            names |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names |= {node.module, *(f"{node.module}.{a.name}" for a in node.names)}
    return {n for n in names if n == "kg" or n.startswith("kg.")}


def layer(name: str) -> int | None:
    """The layer of a module, by its longest listed prefix."""
    parts = name.split(".")
    for length in range(len(parts), 1, -1):
        prefix = ".".join(parts[:length])
        for number, names in enumerate(LAYERS):
            if prefix in names:
                return number
    return 0 if name == "kg" else None


@pytest.mark.parametrize("name", sorted(modules()))
def test_imports_point_one_way(name: str) -> None:
    """Each module has a layer and imports nothing from a higher one."""
    if name == "kg":
        return  # kg.open is the front door; it imports the workspace when it is called
    own = layer(name)
    assert own is not None, f"{name}: put it into a layer of tests/test_shape.py"
    higher = {i for i in imports(modules()[name]) if (found := layer(i)) is not None and found > own}
    assert not higher, f"{name} (layer {own}) imports {sorted(higher)}"


@pytest.mark.parametrize(("above", "below"), FORBIDDEN)
def test_layers_do_not_know_what_they_need_not_know(above: str, below: str) -> None:
    """Loaders yield and never write; metrics take a graph and know no store."""
    for name, path in modules().items():
        if name == above or name.startswith(above + "."):
            assert not {i for i in imports(path) if i == below or i.startswith(below + ".")}, name


def test_there_are_no_import_cycles() -> None:
    """At import time no module needs itself."""
    graph = {name: {i for i in _at_import(path) if i in modules()} for name, path in modules().items()}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join([*trail, name])
        if name not in done:
            for target in graph[name]:
                visit(target, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def _at_import(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{a.name}" for a in node.names)}
        elif isinstance(node, ast.Import):
            names |= {a.name for a in node.names}
    return names
