"""How results are printed: a table to a person, JSON or CSV to a pipe."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.errors import KgError

FORMATS = ("table", "json", "jsonl", "csv")


class Rows(list[dict[str, Any]]):
    """Rows of a result; a list of dictionaries, with the names of its columns.

    `truncated`: there were more than asked for. `changes`: what a statement that writes has changed, counted.
    `rejected`: what could not be read, and why; `warnings`: what was read as it stands and may be a slip.
    """

    def __init__(self, rows: Iterable[dict[str, Any]] = (), columns: Sequence[str] = (), truncated: bool = False):
        super().__init__(rows)
        self.columns = list(columns) or (list(self[0]) if self else [])
        self.truncated = truncated
        self.changes: dict[str, int] | None = None
        self.rejected: list[str] = []
        self.warnings: list[str] = []

    def to_pandas(self) -> Any:
        """The rows as a pandas DataFrame, where pandas is installed."""
        try:
            import pandas
        except ImportError as missing:
            raise KgError("to_pandas needs pandas: pip install '.[pandas]', in the folder of kg's README") from missing

        return pandas.DataFrame(list(self), columns=self.columns or None)


def emit(text: str) -> None:
    """Writes to stdout, as UTF-8 whatever the locale says."""
    try:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise  # the reader has what it wanted: see kg.cli
    except OSError as problem:
        raise KgError(f"the output cannot be written ({problem.strerror or problem})") from problem


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=str) + "\n"


def as_jsonl(rows: Sequence[Mapping[str, Any]]) -> str:
    return "".join(as_json(row) for row in rows)


def as_csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """One row each, numbers at full precision; text that a spreadsheet would run is quoted by a '.

    >>> as_csv([{"year": 2016, "value": 0.915}, {"year": 2017, "value": None}], ["year", "value"])
    'year,value\\n2016,0.915\\n2017,\\n'
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([[_cell(row.get(c)) for c in columns] for row in rows])
    return out.getvalue()


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, float):
        return repr(value)
    return _harmless(value) if isinstance(value, str) else value


def _harmless(text: str) -> str:
    """OWASP: a cell that starts like a formula is shown, not run."""
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\0") else text


def as_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """Columns aligned for a terminal; long text is cut to the window with an ellipsis. In a pipe nothing is cut."""
    if not rows:
        return "(nothing)\n"
    cells = [[_shown(row.get(c)) for c in columns] for row in rows]
    widths = _fitted([max(len(r[i]) for r in [list(columns), *cells]) for i in range(len(columns))])
    lines = [[_cut(c, w).ljust(w) for c, w in zip(line, widths, strict=True)] for line in [list(columns), *cells]]
    rule = ["-" * w for w in widths]
    return "".join("  ".join(line).rstrip() + "\n" for line in [lines[0], rule, *lines[1:]])


def _fitted(widths: list[int]) -> list[int]:
    """Takes from the widest columns until the line fits the terminal, or the COLUMNS that are asked for."""
    window = shutil.get_terminal_size((0, 0)).columns
    if not window:
        return widths
    room = max(60, window) - 2 * (len(widths) - 1)
    while sum(widths) > room and max(widths) > 12:
        widths[widths.index(max(widths))] -= 1
    return widths


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.0f}" if 1000 <= abs(value) < 1e15 else f"{value:.4g}"
    return printable(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str))


def printable(text: str) -> str:
    """One line without control characters: a headline must not move a terminal's cursor."""
    return "".join(" " if c in "\n\t\r" else c for c in text if c in "\n\t\r" or unicodedata.category(c)[0] != "C")


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def emit_rows(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[str], format: str | None, lines: bool = False
) -> None:
    """Rows in the format asked for; else a table to a terminal and JSON to a pipe.

    `lines`: where the interface promises one object a line rather than one object.
    """
    chosen = format or ("table" if sys.stdout.isatty() else "json")
    if chosen == "table":
        emit(as_table(rows, columns))
    elif chosen == "csv":
        emit(as_csv(rows, columns))
    elif lines or chosen == "jsonl":
        emit(as_jsonl(rows))
    else:
        emit(as_json({"schema": 1, "rows": list(rows)}))
