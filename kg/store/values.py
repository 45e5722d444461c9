"""What comes back from a query, as plain values of Python that JSON knows.

The engines number nodes and relationships in their own ways; those numbers are left out, so that
the same graph gives the same rows on each. So is `h`, the content hash that a build compares.
"""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_HALF = re.compile("[\ud800-\udfff]")


class Rows(list[dict[str, Any]]):
    """Rows of a result: a list of dictionaries, with the names of its columns.

    `truncated` says that there were more rows than asked for.
    """

    def __init__(self, rows: Iterable[dict[str, Any]] = (), columns: Sequence[str] = (), truncated: bool = False):
        super().__init__(rows)
        self.columns = list(columns)
        self.truncated = truncated


def plan_rows(plan: Mapping[str, Any], depth: int = 0) -> Rows:
    """What EXPLAIN or PROFILE says of a query, a line each: the engine's own text, else its steps, the last first.

    >>> scan = {"operatorType": "NodeByLabelScan@neo4j", "args": {"Details": "n:State", "DbHits": 12}}
    >>> [row["plan"] for row in plan_rows({"operatorType": "ProduceResults@neo4j", "children": [scan]})]
    ['ProduceResults', '  NodeByLabelScan n:State, 12 hits']
    """
    told = plan.get("args") or {}
    if "string-representation" in told:
        return Rows(({"plan": line} for line in str(told["string-representation"]).splitlines() if line), ["plan"])
    name = str(plan.get("operatorType", "")).partition("@")[0]
    hits = f", {told['DbHits']} hits" if "DbHits" in told else ""
    lines = Rows([{"plan": f"{'  ' * depth}{name} {told.get('Details', '')}".rstrip() + hits}], ["plan"])
    for child in plan.get("children") or ():
        lines += plan_rows(child, depth + 1)
    return lines


def plain(value: Any) -> Any:
    """A value of a result as JSON can say it. Dates become ISO 8601; what is no number becomes null.

    >>> import datetime
    >>> plain([1, float("nan"), datetime.date(2024, 10, 8)])
    [1, None, '2024-10-08']
    """
    from neo4j import graph

    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, graph.Node):
        return {"labels": sorted(value.labels), "properties": _properties(value)}
    if isinstance(value, graph.Relationship):
        return {"type": value.type, "properties": _properties(value)}
    if isinstance(value, graph.Path):
        return {"nodes": [plain(n) for n in value.nodes], "relationships": [_step(r) for r in value.relationships]}
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, bytes | bytearray):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, tuple) and hasattr(value, "srid"):
        return {"srid": value.srid, "coordinates": list(value)}
    if isinstance(value, list | tuple) and not hasattr(value, "iso_format"):
        return [plain(v) for v in value]
    return _iso(value)


def _iso(value: Any) -> str:
    for method in ("iso_format", "isoformat"):
        if hasattr(value, method):
            return str(getattr(value, method)())
    return str(value)


def _properties(entity: Any) -> dict[str, Any]:
    return {k: plain(entity[k]) for k in sorted(entity.keys()) if k != "h"}


def _step(value: Any) -> dict[str, Any]:
    """A relationship of a path, with the ids of its ends: only there does every engine send them."""
    ends = {"start": value.start_node.get("id"), "end": value.end_node.get("id")}
    return {"type": value.type, **ends, "properties": _properties(value)}


def sendable(value: Any) -> Any:
    """A parameter as the protocol can carry it: a lone half of a character pair becomes U+FFFD."""
    if isinstance(value, str):
        return value if value.isascii() else _HALF.sub("\ufffd", value)
    if isinstance(value, dict):
        return {k: sendable(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [sendable(v) for v in value]
    return value
