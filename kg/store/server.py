"""A Neo4j server, version 5.26 or later."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from kg.errors import Unreachable, Usage
from kg.schema import FULLTEXT, fulltext_neo4j
from kg.store.bolt import PATIENCE, BoltStore, bounded
from kg.store.embedded import words
from kg.store.values import Rows, sendable

# Procedures that read this graph and nothing else. Any other may write, read files or call out.
HARMLESS = re.compile(
    r"db\.(labels|relationshipTypes|propertyKeys|info|ping|awaitIndexes?|schema\.\w+|resampleOutdatedIndexes"
    r"|index\.fulltext\.(queryNodes|queryRelationships|listAvailableAnalyzers)"
    r"|index\.vector\.query(Nodes|Relationships))"
    r"|dbms\.(components|info)|tx\.getMetaData"
)
# Namespaces of functions that are part of Cypher; others come from plugins, and could do anything.
FUNCTIONS = re.compile(
    r"(date|datetime|localdatetime|localtime|time|duration|point|vector|graph|coll|string)\.\w+|duration|db\.nameFromElementId"
)
REFUSED = frozenset(("LoadCSV", "TerminateTransactions", "ShowTransactions", "ShowSettings"))
_CALLED = re.compile(r"((?:`[^`]+`|\w+)(?:\s*\.\s*(?:`[^`]+`|\w+))+)\s*\(")
_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
_ALREADY = re.compile(r"\s*(EXPLAIN|PROFILE)\b", re.IGNORECASE)


class Neo4jStore(BoltStore):
    """A graph on a Neo4j server."""

    kind = "neo4j"

    def __init__(self, url: str):
        super().__init__()
        parts = urlsplit(url)
        try:
            address = f"{parts.hostname or 'localhost'}:{parts.port or 7687}"
        except ValueError:
            raise Usage(f"--store {parts.scheme}://…: the port is no number") from None
        self.where = f"{parts.scheme}://{address}"
        self._name = parts.path.strip("/") or os.environ.get("NEO4J_DATABASE") or None
        user = unquote(parts.username) if parts.username else os.environ.get("NEO4J_USERNAME", "neo4j")
        password = unquote(parts.password) if parts.password else os.environ.get("NEO4J_PASSWORD")
        self._auth = (user, password) if password else None

    def connect(self) -> None:
        """Asks for an answer once; later failures are told by what fails."""
        if self._drivers:
            return
        from neo4j import GraphDatabase

        with self._errors():
            driver = GraphDatabase.driver(
                self.where, auth=self._auth, connection_timeout=PATIENCE, connection_acquisition_timeout=2 * PATIENCE,
                notifications_min_severity="OFF",
            )  # fmt: skip
            self._drivers = {"reading": driver, "writing": driver}
            try:
                bounded(driver.verify_connectivity, PATIENCE)
            except TimeoutError:
                self._abandon()
                raise Unreachable(f"{self.where} takes the connection but does not answer") from None
            except BaseException:
                self.close()
                raise

    def address(self) -> tuple[str, str, str | None]:
        """The server, with what was given to log in."""
        user, password = self._auth or ("neo4j", None)
        return self.where, user, password

    def _driver(self, purpose: Literal["reading", "writing"]) -> Any:
        return self._drivers[purpose]

    def _database(self) -> str | None:
        return self._name

    def _judge(self, text: str, params: Mapping[str, Any]) -> None:
        """Looks at the plan of a query: reading mode alone lets it open files and call procedures.

        The server makes the plan without running the query.
        """
        explained = "EXPLAIN\n" + _ALREADY.sub("", text, count=1)
        try:
            with self._errors(), self._session(reading=True) as session, session.begin_transaction() as tx:
                summary = tx.run(explained, sendable(params)).consume()
        except Usage as problem:
            raise Usage(_in_own_lines(str(problem))) from None
        plan = summary.plan
        if plan is None or summary.query_type != "r":
            raise Usage("the query does more than read the graph; kg cypher --write allows changes")
        for step in _steps(plan):
            operator = str(step["operatorType"]).partition("@")[0]
            details = str((step.get("args") or {}).get("Details", ""))
            if operator in REFUSED:
                raise Usage(f"the query uses {operator}; queries read the graph and nothing else")
            if "ProcedureCall" in operator and not HARMLESS.match(details):
                raise Usage(f"the query calls {details.partition('(')[0]}, which is not known to be harmless")
        for name in _functions(text):
            if not (FUNCTIONS.fullmatch(name) or HARMLESS.fullmatch(name)):
                raise Usage(f"the query calls {name}, which is not part of Cypher")

    def _fulltext_schema(self) -> list[str]:
        return fulltext_neo4j()

    def apply_schema(self) -> None:
        """Constraints and indexes, and waits until they answer."""
        if self._has_schema():
            return
        super().apply_schema()
        list(self.rows("CALL db.awaitIndexes(60)"))

    def fulltext(self, text: str, limit: int = 20) -> Rows:
        """Sentences and titles with these words, best first."""
        found = Rows(columns=["label", "id", "text", "score"])
        if not words(text):
            return found
        for label, name in FULLTEXT:
            found += self.read(
                f"CALL db.index.fulltext.queryNodes('{label.lower()}_{name}', $text) YIELD node, score "
                f"RETURN '{label}' AS label, node.id AS id, node.{name} AS text, score ORDER BY score DESC, id",
                {"text": words(text)}, limit=limit,
            )  # fmt: skip
        found.sort(key=lambda row: (-row["score"], row["id"]))
        del found[limit:]
        return found


def _steps(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for child in plan.get("children") or ():
        yield from _steps(child)


def _functions(text: str) -> Iterator[str]:
    """Names with a dot in them that are called, outside of quoted text.

    >>> list(_functions("RETURN date.truncate('year', d), `apoc`.load.json('f(')"))
    ['date.truncate', 'apoc.load.json']
    """
    for found in _CALLED.finditer(_QUOTED.sub("''", text)):
        yield re.sub(r"[`\s]", "", found[1])


def _in_own_lines(message: str) -> str:
    """The server's message with the line of the query as it was written, without our EXPLAIN before it.

    >>> _in_own_lines("Invalid input 'x' (line 2, column 3 (offset: 9))")
    "Invalid input 'x' (line 1, column 3)"
    """

    def place(found: re.Match[str]) -> str:
        return f"(line {int(found[1]) - 1}, column {found[2]})"

    return re.sub(r"\(line (\d+), column (\d+).*", place, message, flags=re.DOTALL)
