"""What was worked out and written: clusters of reports, and the ledger of reports that were made.

A file of its own beside the record, since none of it is evidence: it can be deleted, and the same
commands fill it again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS stories (articles TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS reports (
    name TEXT NOT NULL, window TEXT NOT NULL, inputs TEXT NOT NULL, file TEXT NOT NULL, digest TEXT NOT NULL,
    PRIMARY KEY (name, window));
CREATE TABLE IF NOT EXISTS rests_on (
    name TEXT NOT NULL, window TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (name, window));
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

    def stories(self, articles: str) -> dict[str, str] | None:
        """Which story each document is in, if that was worked out for exactly these articles."""
        row = self.db.execute("SELECT body FROM stories WHERE articles = ?", (articles,)).fetchone()
        return json.loads(row[0]) if row else None

    def keep_stories(self, articles: str, found: Mapping[str, str]) -> None:
        body = json.dumps(found, sort_keys=True)
        self.db.execute("INSERT OR REPLACE INTO stories VALUES (?, ?)", (articles, body))
        # The latest few sets are enough: today's and the past views that are being compared.
        self.db.execute(
            "DELETE FROM stories WHERE rowid NOT IN (SELECT rowid FROM stories ORDER BY rowid DESC LIMIT 8)"
        )

    def report(self, name: str, window: str) -> tuple[str, str, str] | None:
        """(inputs, file, digest) of the last run of this report for this window."""
        row = self.db.execute(
            "SELECT inputs, file, digest FROM reports WHERE name = ? AND window = ?", (name, window)
        ).fetchone()
        return (row[0], row[1], row[2]) if row else None

    def keep_report(self, name: str, window: str, inputs: str, file: str, digest: str) -> None:
        self.db.execute("INSERT OR REPLACE INTO reports VALUES (?, ?, ?, ?, ?)", (name, window, inputs, file, digest))

    def record(self, name: str, window: str) -> str | None:
        """What the record held for this window when `keep_record` was told of its report."""
        row = self.db.execute("SELECT record FROM rests_on WHERE name = ? AND window = ?", (name, window)).fetchone()
        return row[0] if row else None

    def keep_record(self, name: str, window: str, record: str) -> None:
        self.db.execute("INSERT OR REPLACE INTO rests_on VALUES (?, ?, ?)", (name, window, record))

    def windows(self, name: str) -> list[str]:
        rows = self.db.execute("SELECT window FROM reports WHERE name = ? ORDER BY window", (name,))
        return [row[0] for row in rows]
