"""What was computed and shown: metric values that `kg explain` can open, and the ledger of reports.

A file of its own beside the record, since none of it is evidence: it can be deleted, and the same
commands fill it again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE IF NOT EXISTS points (id TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS reports (
    name TEXT NOT NULL, window TEXT NOT NULL, inputs TEXT NOT NULL, file TEXT NOT NULL, digest TEXT NOT NULL,
    PRIMARY KEY (name, window));
"""


class Runs:
    """The ledger in one file."""

    def __init__(self, path: Path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self.db = sqlite3.connect(path, timeout=30, isolation_level=None)
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.executescript(SCHEMA)

    def close(self) -> None:
        self.db.close()

    def keep_points(self, points: Iterable[dict[str, Any]]) -> None:
        rows = [(p["id"], json.dumps(p, ensure_ascii=False, sort_keys=True)) for p in points]
        self.db.execute("BEGIN IMMEDIATE")
        self.db.executemany("INSERT OR REPLACE INTO points VALUES (?, ?)", rows)
        self.db.execute("COMMIT")

    def point(self, id: str) -> dict[str, Any] | None:
        row = self.db.execute("SELECT body FROM points WHERE id = ?", (id,)).fetchone()
        return json.loads(row[0]) if row else None

    def points_like(self, prefix: str) -> list[str]:
        rows = self.db.execute("SELECT id FROM points WHERE substr(id, 1, ?) = ? LIMIT 10", (len(prefix), prefix))
        return [row[0] for row in rows]

    def report(self, name: str, window: str) -> tuple[str, str, str] | None:
        """(inputs, file, digest) of the last run of this report for this window."""
        row = self.db.execute(
            "SELECT inputs, file, digest FROM reports WHERE name = ? AND window = ?", (name, window)
        ).fetchone()
        return (row[0], row[1], row[2]) if row else None

    def keep_report(self, name: str, window: str, inputs: str, file: str, digest: str) -> None:
        self.db.execute("INSERT OR REPLACE INTO reports VALUES (?, ?, ?, ?, ?)", (name, window, inputs, file, digest))

    def windows(self, name: str) -> list[str]:
        rows = self.db.execute("SELECT window FROM reports WHERE name = ? ORDER BY window", (name,))
        return [row[0] for row in rows]
