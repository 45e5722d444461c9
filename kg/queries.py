"""The analysts' named queries: files of Cypher in cypher/, checked when they are read.

    // name: allies(state: state, year: int)
    // Who is bound to a state by a pact in force that year.
    MATCH (:Entity {id: $state})-[r:ALLIED_WITH]-(other:Entity) …;

A parameter has a type (state, actor, int, number, date or text) and may have a default, `n: int = 20`.
What is declared and not used, or used and not declared, stops the reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from kg.dates import checked, first_day, last_day
from kg.errors import KgError, Usage

TYPES = ("state", "actor", "int", "number", "date", "text")
_HEADER = re.compile(r"//\s*name:\s*(\w+)\s*\((.*)\)\s*$")
_PARAMETER = re.compile(r"(\w+)\s*:\s*(\w+)(?:\s*=\s*(\S+))?$")
_NOT_CODE = re.compile(r"//[^\n]*|/\*.*?\*/|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", re.DOTALL)
_RETURN = re.compile(r"\bRETURN (?:DISTINCT )?((?:(?!\bRETURN\b).)*?)(?=\nORDER BY|\nLIMIT|\Z)", re.DOTALL)
_NESTED = re.compile(r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|\[[^\]]*\](?:\[\d+\])?")
_END = re.compile(r"\b(?:ORDER\s+BY|SKIP|OFFSET|LIMIT)\b|;", re.IGNORECASE)
_RETURNED = re.compile(r"\bRETURN\b(?:\s+DISTINCT\b)?", re.IGNORECASE)
_COLUMN = re.compile(r".*\sAS\s+(\w+)|(\w+(?:\.\w+)?)", re.DOTALL | re.IGNORECASE)
Resolve = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query asks for."""

    name: str
    type: str
    default: str | None = None

    def __str__(self) -> str:
        return f"{self.name}: {self.type}" + (f" = {self.default}" if self.default is not None else "")


@dataclass(frozen=True, slots=True)
class Query:
    """One named query and where it stands."""

    name: str
    parameters: tuple[Parameter, ...]
    description: str
    text: str
    where: str  # file:line

    @property
    def columns(self) -> list[str]:
        """The names of what it returns: an engine that finds no row may not tell them."""
        returned = _NESTED.sub("", _RETURN.findall(self.text)[-1])
        return [part.split()[-1] for part in returned.split(",")]

    def describe(self) -> dict[str, Any]:
        """As `kg query --list` prints it."""
        return {
            "schema": 1,
            "name": self.name,
            "parameters": ", ".join(map(str, self.parameters)),
            "description": self.description,
            "file": self.where.partition(":")[0],
        }

    def convert(self, given: Mapping[str, Any], resolve: Resolve) -> dict[str, Any]:
        """The values of K=V options, or of numbers, by their types; `resolve` turns a state's name into its id."""
        given = {name: str(value) for name, value in given.items() if value is not None}
        unknown = sorted(given.keys() - {p.name for p in self.parameters})
        missing = [p.name for p in self.parameters if p.name not in given and p.default is None]
        if unknown or missing:
            takes = ", ".join(map(str, self.parameters)) or "nothing"
            problem = f"has no parameter {unknown[0]!r}" if unknown else f"needs {', '.join(missing)}"
            raise Usage(f"{self.name} {problem}; it takes {takes}")
        values = {p.name: _value(p, given.get(p.name, p.default or ""), resolve) for p in self.parameters}
        _check_order(self.name, values)
        return values


def _check_order(name: str, values: Mapping[str, Any]) -> None:
    """Refuses a span that ends before it begins: nothing is in it, which says nothing about what it asks for."""
    start, end = values.get("from"), values.get("to")
    if start is None or end is None:
        return
    days = (first_day(start), last_day(end)) if isinstance(start, str) else (start, end)
    if days[0] > days[1]:
        raise Usage(f"{name}: from {start} is after to {end}")


def _value(parameter: Parameter, text: str, resolve: Resolve) -> Any:
    """
    >>> _value(Parameter("year", "int"), "2024", str), _value(Parameter("on", "date"), "2024-10", str)
    (2024, '2024-10')
    """
    if parameter.type in ("state", "actor"):
        return text if parameter.type == "actor" and (":" in text or text.startswith("?")) else resolve(text)
    if parameter.type == "date":
        return checked(text, parameter.name)
    if parameter.type in ("int", "number"):
        try:
            return int(text) if parameter.type == "int" else float(text)
        except ValueError:
            kind = "a whole number" if parameter.type == "int" else "a number"
            raise Usage(f"{parameter.name}: {text!r} is not {kind}") from None
    return text


def columns_named(text: str) -> list[str]:
    """The columns of an analyst's own query, in which each has a plain name; [] where one has not.

    >>> columns_named("MATCH (s)-[r]->() RETURN s.name, count(r) AS n ORDER BY n")
    ['s.name', 'n']
    >>> columns_named("MATCH (s) RETURN count(s)"), columns_named("MATCH (s) RETURN *")
    ([], [])
    """
    _, *returned = _RETURNED.split(_NOT_CODE.sub("''", text))
    if not returned:
        return []
    parts = _NESTED.sub("()", _END.split(returned[-1])[0]).split(",")
    found = [_COLUMN.fullmatch(part.strip()) for part in parts]
    return [f[1] or f[2] for f in found if f] if all(found) else []


def load_queries() -> dict[str, Query]:
    """All named queries that come with this release, by name."""
    folder = files("kg.cypher")
    names = sorted(f.name for f in folder.iterdir() if f.name.endswith(".cypher"))
    return collect((name, folder.joinpath(name).read_text(encoding="utf-8")) for name in names)


def collect(sources: Iterable[tuple[str, str]]) -> dict[str, Query]:
    """The queries of several files as (name, text); a name may stand only once."""
    found: dict[str, Query] = {}
    for file, text in sources:
        for query in parse(text, file):
            if query.name in found:
                raise KgError(f"{query.where}: {query.name} is also in {found[query.name].where}; give it another name")
            found[query.name] = query
    return dict(sorted(found.items()))


def parse(text: str, file: str) -> Iterator[Query]:
    """The queries of one file.

    >>> [q] = parse("// name: one(n: int)\\n// The same number.\\nRETURN $n AS n;", "x.cypher")
    >>> q.name, q.description, q.text, q.columns, q.where
    ('one', 'The same number.', 'RETURN $n AS n', ['n'], 'x.cypher:1')
    """
    lines = text.splitlines()
    starts = [n for n, line in enumerate(lines) if line.startswith("// name:")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield _query(lines[start:end], file, start + 1)


def _query(lines: list[str], file: str, number: int) -> Query:
    where = f"{file}:{number}"
    header = _HEADER.match(lines[0])
    if not header:
        raise KgError(f"{where}: {lines[0]!r} should read // name: NAME(PARAMETER: TYPE, …)")
    name = header[1]
    parameters = tuple(_parameter(part.strip(), name, where) for part in header[2].split(",") if part.strip())
    length = next((n for n, line in enumerate(lines[1:]) if not line.startswith("//")), len(lines) - 1)
    description = " ".join(line.removeprefix("//").strip() for line in lines[1 : 1 + length])
    text = "\n".join(lines[1 + length :]).strip()
    if not description:
        raise KgError(f"{where}: {name} has no line that says what it answers")
    if not text.endswith(";"):
        raise KgError(f"{where}: {name} does not end with ;")
    _check_used(name, parameters, text, where)
    return Query(name, parameters, description, text.rstrip(";").rstrip(), where)


def _parameter(told: str, query: str, where: str) -> Parameter:
    found = _PARAMETER.match(told)
    if not found or found[2] not in TYPES:
        raise KgError(f"{where}: {query}: {told!r} should read NAME: TYPE, with one of {', '.join(TYPES)}")
    return Parameter(found[1], found[2], found[3])


def _check_used(name: str, parameters: tuple[Parameter, ...], text: str, where: str) -> None:
    declared = sorted(p.name for p in parameters)
    used = sorted(set(re.findall(r"\$(\w+)", _NOT_CODE.sub(" ", text))))
    if declared != used:
        raise KgError(f"{where}: {name} declares {declared} but uses {used}")
