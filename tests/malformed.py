"""What becomes of a good table on its way through spreadsheets, mail and bad luck, once for all loaders.

    GOOD = Slice(TABLE, needed="ccode", bad={"ccode": ("x", "is no number")}, again="…a second row of one key…")

    @pytest.mark.parametrize("variant", variants(GOOD), ids=str)
    def test_damage_is_told_by_line(variant, tmp_path):
        check(cow_mid, GOOD, variant, tmp_path)

Each variant says which status `kg load` ends with, which lines are listed with which reason, and that the rows
left whole give the same claims as ever.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from kg.errors import BadInput
from kg.log import Log
from kg.model import Claim, Measured, Rejected, actor_value, claim_body, content_id
from kg.reading import Reader
from kg.sources import detect


@dataclass(frozen=True)
class Slice:
    """A good slice of a table, written by hand, and what a loader says to bad cells in it.

    bad: column -> (a cell that cannot be, part of the reason); each is tried in a copy of the first row
    refused: part of what is said where the needed column is gone; "" for its name
    again: a further row (as in the file) that says something else under the key of one above
    header: lines above the header
    """

    text: str
    needed: str
    bad: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    refused: str = ""
    again: str = ""
    header: int = 0
    name: str = "table.csv"

    @property
    def top(self) -> str:
        return "".join(self.text.splitlines(keepends=True)[: self.header])

    @property
    def rows(self) -> list[list[str]]:
        return list(csv.reader(self.text.splitlines()[self.header :]))

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())


class Variant(NamedTuple):
    """One damaged file: status `loaded` (same claims), `partial` (same claims, and bad lines) or `rejected`."""

    name: str
    file: str
    content: bytes
    status: str = "loaded"
    bad: tuple[tuple[int, str], ...] = ()  # line and part of the reason; 0 for the file as a whole
    claims: str = "same"  # "same" as of the good slice, "more" or "none"

    def __str__(self) -> str:
        return self.name


def variants(good: Slice) -> list[Variant]:
    """All of them, in an order that does not change."""
    found = [
        *_encodings(good), *_shapes(good), *_columns(good), *_bad_cells(good), *_bad_lines(good), *_packed(good),
        *_names(good),
    ]  # fmt: skip
    assert len({v.name for v in found}) == len(found)
    return found


def written(good: Slice, rows: list[list[str]], separator: str = ",", end: str = "\n") -> bytes:
    """Rows as a file of the slice's kind, below the lines that stand above its header."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=end).writerows(rows)
    return (good.top.replace("\n", end) + text.getvalue()).encode()


def _encodings(good: Slice) -> Iterator[Variant]:
    for encoding in ("utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be"):
        yield Variant(encoding, good.name, good.text.encode(encoding))


def _shapes(good: Slice) -> Iterator[Variant]:
    for name, separator in (("semicolons", ";"), ("tabs", "\t"), ("bars", "|")):
        yield Variant(name, good.name, written(good, good.rows, separator))
    for name, end in (("windows line ends", "\r\n"), ("macintosh line ends", "\r")):
        yield Variant(name, good.name, written(good, good.rows, end=end))
    yield Variant("everything quoted", good.name, _quoted(good))
    yield Variant("blank lines below", good.name, good.text.encode() + b"\n\n" + b"," * (len(good.rows[0]) - 1) + b"\n")
    yield Variant("separators behind", good.name, written(good, [[*row, "", ""] for row in good.rows]))
    yield Variant("no line end", good.name, good.text.rstrip("\n").encode())
    joined = [*good.rows, good.rows[0]]
    yield Variant("joined files", good.name, written(good, joined))


def _quoted(good: Slice) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(good.rows)
    return (good.top + text.getvalue()).encode()


def _columns(good: Slice) -> Iterator[Variant]:
    names, *rows = good.rows
    at = names.index(good.needed)
    reason = good.refused or f"'{good.needed}'"
    without = [[*row[:at], *row[at + 1 :]] for row in good.rows]
    yield Variant("a column less", good.name, written(good, without), "rejected", ((0, reason),), "none")
    renamed = [[*names[:at], "somethingelse", *names[at + 1 :]], *rows]
    yield Variant("a column renamed", good.name, written(good, renamed), "rejected", ((0, reason),), "none")
    added = [[*names, "surprise"], *([*row, "1"] for row in rows)]
    told = ((good.header + 1, "column 'surprise' is not known"),)
    yield Variant("a column more", good.name, written(good, added), "partial", told)
    yield Variant("columns reversed", good.name, written(good, [row[::-1] for row in good.rows]))
    yield Variant("columns in capitals", good.name, written(good, [[n.upper() for n in names], *rows]))


def _bad_cells(good: Slice) -> Iterator[Variant]:
    for column, (cell, reason) in good.bad.items():
        row = list(good.rows[1])
        row[good.rows[0].index(column)] = cell
        told = ((good.lines + 1, reason),)
        yield Variant(f"bad {column}", good.name, written(good, [*good.rows, row]), "partial", told)


def _bad_lines(good: Slice) -> Iterator[Variant]:
    width = len(good.rows[0])
    last = good.lines + 1
    first = ",".join(f'"{c}"' if "," in c else c for c in good.rows[1])
    for name, line, reason in (
        ("a field less", ",".join(["1"] * (width - 1)), f"has {width - 1} fields, the header {width}"),
        ("a field more", ",".join(["1"] * (width + 1)), f"has {width + 1} fields, the header {width}"),
        ("a field too long", "x" * 70_000 + "," * (width - 1), "is longer than"),
        ("a NUL", "\0" + first, "holds a NUL character"),
        ("words", "End of the table", f"has 1 fields, the header {width}"),
    ):
        if width > 1:
            yield Variant(name, good.name, good.text.encode() + line.encode() + b"\n", "partial", ((last, reason),))
    lines = good.text.splitlines()
    at = good.header + 2
    lines.insert(at, '"' + first.replace('"', ""))
    text = "\n".join(lines) + "\n"
    yield Variant("a quote not closed", good.name, text.encode(), "partial", ((at + 1, "quote"),))
    if good.again:
        yield Variant(
            "conflicting rows", good.name, (good.text + good.again.rstrip("\n") + "\n").encode(), claims="more"
        )


def _packed(good: Slice) -> Iterator[Variant]:
    packed = gzip.compress(good.text.encode())
    yield Variant("gz", good.name + ".gz", packed)
    yield Variant("gz under another name", good.name, packed)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(good.name, good.text)
    yield Variant("zip", Path(good.name).stem + ".zip", archive.getvalue())
    yield Variant(
        "gz cut off", good.name + ".gz", packed[: len(packed) // 2], "rejected", ((0, "cannot be read"),), "none"
    )


def _names(good: Slice) -> Iterator[Variant]:
    for suffix in (".txt", ".pdf", ".dta", ""):
        yield Variant(f"named {suffix or 'without suffix'}", f"table{suffix}", good.text.encode())
    yield Variant("no rows", good.name, written(good, good.rows[:1]), claims="none")


def check(loader: ModuleType, good: Slice, variant: Variant, folder: Path) -> None:
    """That `kg load` ends as the variant says, lists each bad line, and keeps the claims of the good rows."""
    path = folder / variant.file
    path.write_bytes(variant.content)
    log = Log(folder / "claims.db")
    [result] = Reader(log).read([path])
    log.close()
    assert result.status == variant.status, result.reason
    if variant.status == "rejected":
        assert all(reason in str(result.reason) for _, reason in variant.bad), result.reason
        return
    assert result.format == loader.FORMAT == detect(path).name
    told = [(r["where"], r["reason"]) for r in result.rejected]
    assert len(told) == len(variant.bad), told
    for (where, reason), (line, part) in zip(told, variant.bad, strict=True):
        assert where == f"{path.name}:{line}" and part in reason, (where, reason)
    plain = folder / ("plain " + good.name)
    plain.write_text(good.text, encoding="utf-8")
    before, after = essence(loader, plain), essence(loader, path)
    if variant.claims == "none":
        assert not after
    elif variant.claims == "more":
        assert not before - after
    else:
        assert after == before


def essence(loader: ModuleType, path: Path) -> Counter[str]:
    """What the claims of a file say, without where they stand in it."""
    found: Counter[str] = Counter()
    for thing in loader.load(path):
        if isinstance(thing, Claim):
            *values, details = json.loads(claim_body(thing))
            found[content_id(values, {k: v for k, v in details.items() if not k.endswith("row")})] += 1
        elif isinstance(thing, Measured):
            found[content_id(actor_value(thing.subject), thing.year, dict(thing.figures))] += 1
    return found


def read(loader: ModuleType, path: Path) -> tuple[list[Claim], list[Rejected]]:
    """The claims of a file, and its bad rows."""
    things = list(loader.load(path))
    return [t for t in things if isinstance(t, Claim)], [t for t in things if isinstance(t, Rejected)]


__all__ = ["BadInput", "Slice", "Variant", "check", "essence", "read", "variants", "written"]
