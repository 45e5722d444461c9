"""What the last build made of the record, by parts: hashes and places of rows, and what several parts tell.

`Built` is the file, `Update` an exchange of parts in it that says which rows of the graph are other ones then.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.facts import Judgements
from kg.judging import in_force
from kg.log import Decision
from kg.projection import Part, Place, Row, Telling, decided, hashed, succeeded
from kg.store.sync import Ends

REST = ""  # the part that no claims have: decisions and successions
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE parts (name TEXT PRIMARY KEY, inputs TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE facts (id TEXT PRIMARY KEY, part TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE told (
    kind TEXT, id TEXT, h TEXT, text TEXT NOT NULL, times INTEGER NOT NULL, PRIMARY KEY (kind, id, h)) WITHOUT ROWID;
"""

Kept = list[str]  # the hash of a row, and of a relationship label and id of its ends


class Doubt(Exception):
    """What is kept of the last build does not fit; it is thrown away."""


@dataclass(slots=True)
class Body:
    """What is kept of a part: hash and ends of each of its own rows, its tellings, and numbers to be added up."""

    own: dict[str, dict[str, Kept]] = field(default_factory=dict)
    told: list[Telling] = field(default_factory=list)
    totals: dict[str, int] = field(default_factory=dict)

    def rows(self) -> dict[Place, Kept]:
        return {(kind, id): kept for kind, rows in self.own.items() for id, kept in rows.items()}


def _body(part: Part, contested: int) -> Body:
    body = Body(told=list(part.told))
    for (kind, id), row in part.own.items():
        body.own.setdefault(kind, {})[id] = _kept_of(row)
    edges = sum("fact" in row for row in part.own.values())
    counts = {"rows": len(part.own), "facts": len(body.own.get("Fact", ())), "edges": edges, "contested": contested,
              "conflicts": len(body.own.get("CONTRADICTS", ()))}  # fmt: skip
    body.totals = {name: n for name, n in counts.items() if n}
    return body


def _kept_of(row: Row) -> Kept:
    ends = [row["start_label"], row["start_id"], row["end_label"], row["end_id"]] if "type" in row else []
    return [row["h"], *ends]


def _read(text: str) -> Body:
    own, told, totals = json.loads(text)
    return Body(own, [(kind, id, h) for kind, id, h in told], totals)


class Update:
    """Parts that come and go, and which rows of the graph are other ones then."""

    def __init__(self, built: Built):
        self.built = built
        self.old: dict[Place, Ends] = {}  # to be taken away, or written anew
        self.new: dict[Place, Row] = {}
        self.worked_out = 0  # facts
        self.record = ""  # the stamp of the record that was read
        self.times: Counter[Telling] = Counter()  # how much more often each thing is told now
        self.texts: dict[Telling, str] = {}
        self.before: dict[Place, str | None] = {}  # what counted at each place that is told of

    def part(self, name: str, part: Part, inputs: str = "", facts: Sequence[str] = (), contested: int = 0) -> None:
        """Puts a part in the place of the one of its name; an empty part takes it away."""
        old, new = self.built.body(name), _body(part, contested)
        self.worked_out += len(facts)
        there = old.rows()
        for place, row in part.own.items():
            self._differs(place, there.pop(place, None), row)
        for place, kept in there.items():
            self._differs(place, kept, None)
        self.times.subtract(old.told)
        self.times.update(part.told.keys())
        self.texts |= part.told
        self.built.replace(name, inputs, old, new, facts)

    def finish(self, decisions: Sequence[Decision]) -> None:
        """The part that depends on all others, and what counts of what is told in several."""
        told = self.built.body(REST).told
        self.times.subtract(told)  # what is there for another reason is asked below
        self._tell()
        rest = Part()
        decided(rest, in_force(decisions))
        succeeded(rest, lambda id: self.built.first("Entity", id) is not None)
        self.times.update(told)
        self.part(REST, rest)
        self._tell()
        for (kind, id), before in self.before.items():
            after = self.built.first(kind, id)
            if before != after:
                self._counts_now((kind, id), before, after)

    def rows(self) -> tuple[list[Row], list[Row]]:
        """Nodes and relationships to be written."""
        rows = [self.new[place] for place in sorted(self.new)]
        return [row for row in rows if "type" not in row], [row for row in rows if "type" in row]

    def gone(self) -> set[Place]:
        return self.old.keys() - self.new.keys()

    def _differs(self, place: Place, old: Kept | None, new: Row | None) -> None:
        if old and new and old[0] == new["h"]:
            return
        if old:
            self.old[place] = tuple(old[1:])
        if new:
            self.new[place] = new
        self.built.weigh(old[0] if old else None, new["h"] if new else None)

    def _tell(self) -> None:
        for telling, more in self.times.items():
            if more:
                kind, id, _ = telling
                if (kind, id) not in self.before:
                    self.before[kind, id] = self.built.first(kind, id)
                self.built.tell(telling, self.texts.get(telling), more)
        self.times.clear()

    def _counts_now(self, place: Place, before: str | None, after: str | None) -> None:
        old, new = (hashed(json.loads(text)) if text else None for text in (before, after))
        if old and new and old.get("labels") != new.get("labels"):
            raise Doubt  # a node keeps its labels for life: with it go relationships that no part here has
        self._differs(place, _kept_of(old) if old else None, new)
        self.built.totals["rows"] += bool(new) - bool(old)


class Built:
    """The file of what the last build made, within one transaction: what is not committed is as if it never was."""

    def __init__(self, path: Path | str):
        self.db = sqlite3.connect(path, timeout=30, isolation_level=None)
        self.db.execute("PRAGMA cache_spill = OFF")  # nothing reaches the disk before the commit
        self.db.execute("BEGIN IMMEDIATE")
        if not self.db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            for statement in SCHEMA.strip().split(";")[:-1]:
                self.db.execute(statement)
            self._remember(version="", totals="{}", digest="0")
        meta = dict(self.db.execute("SELECT key, value FROM meta"))
        self.version = meta["version"]
        self.totals = Counter(json.loads(meta["totals"]))
        self.sum = int(meta["digest"], 16)
        self.facts: list[tuple[str, str]] = []  # new ones, and the part of each

    def close(self) -> None:
        self.db.close()

    def must_be(self, version: str) -> None:
        """Refuses what another version has made; a new file takes the version that it is told."""
        if self.version not in ("", version):
            raise Doubt
        self.version = version

    def commit(self) -> None:
        self.db.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", self.facts)
        self._remember(version=self.version, totals=json.dumps(self.totals), digest=self.digest())
        self.db.execute("COMMIT")

    def _remember(self, **values: str) -> None:
        self.db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    def digest(self) -> str:
        """The sum of the hashes of all rows: the same for the same graph in whatever order it came about."""
        return f"{self.sum:032x}"

    def weigh(self, old: str | None, new: str | None) -> None:
        self.sum = (self.sum - int(old or "0", 16) + int(new or "0", 16)) % (1 << 128)

    # -- parts ---------------------------------------------------------------------------------

    def inputs(self) -> dict[str, str]:
        """A hash of all that a part depends on, for each part."""
        return dict(self.db.execute("SELECT name, inputs FROM parts WHERE name <> ?", (REST,)))

    def verdicts(self, judgements: Judgements) -> dict[str, list[str]]:
        """Judgements on facts, by the part that has them."""
        found: dict[str, list[str]] = defaultdict(list)
        for id in judgements.accepted | judgements.rejected:
            for (name,) in self.db.execute("SELECT part FROM facts WHERE id = ?", (id,)):
                found[name] += verdicts_on(judgements, [id])
        return found

    def body(self, name: str) -> Body:
        row = self.db.execute("SELECT body FROM parts WHERE name = ?", (name,)).fetchone()
        return _read(row[0]) if row else Body()

    def replace(self, name: str, inputs: str, old: Body, new: Body, facts: Sequence[str]) -> None:
        self.totals.subtract(old.totals)
        self.totals.update(new.totals)
        if new.own or new.told or inputs:
            body = json.dumps([new.own, new.told, new.totals], separators=(",", ":"))
            self.db.execute("INSERT OR REPLACE INTO parts VALUES (?, ?, ?)", (name, inputs, body))
        else:
            self.db.execute("DELETE FROM parts WHERE name = ?", (name,))
        self.facts += ((id, name) for id in facts)

    # -- tellings ------------------------------------------------------------------------------

    def first(self, kind: str, id: str) -> str | None:
        """What counts of all that is told of a place."""
        row = self.db.execute("SELECT min(text) FROM told WHERE kind = ? AND id = ?", (kind, id)).fetchone()
        return row[0] if row else None

    def tell(self, telling: Telling, text: str | None, more: int) -> None:
        where = "kind = ? AND id = ? AND h = ?"
        row = self.db.execute(f"SELECT times FROM told WHERE {where}", telling).fetchone()
        times = (row[0] if row else 0) + more
        if times < 0 or (row is None and text is None):
            raise Doubt
        if row is None:
            self.db.execute("INSERT INTO told VALUES (?, ?, ?, ?, ?)", (*telling, text, times))
        elif times:
            self.db.execute(f"UPDATE told SET times = ? WHERE {where}", (times, *telling))
        else:
            self.db.execute(f"DELETE FROM told WHERE {where}", telling)

    def hashes(self) -> dict[Place, str]:
        """The hash of every row by its place: all that a graph should hold."""
        found: dict[Place, str] = {}
        for (body,) in self.db.execute("SELECT body FROM parts"):
            found |= {place: kept[0] for place, kept in _read(body).rows().items()}
        for kind, id, text in self.db.execute("SELECT kind, id, min(text) FROM told GROUP BY kind, id"):
            found[kind, id] = hashed(json.loads(text))["h"]
        return found


def verdicts_on(judged: Judgements, facts: Iterable[str]) -> list[str]:
    return [f"{id} {id in judged.accepted}" for id in facts if id in judged.accepted or id in judged.rejected]
