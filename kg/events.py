"""Coded events, one normal layout for all sources: kept in Parquet, and claimed by pair of actors and month.

A loader says how the columns of its source become the normal layout (`kg.event_layout`). This file reads them part by
part, so that memory stays flat (each part is hashed, checked, counted and written before it is forgotten), and makes
one claim for each directed pair of known actors, month, relation, polarity and modality: how many events, and how
intense. The rows stay in `events/<document id>.parquet` beside the record, where a claim is followed to them by
`rows_of`.

What is no event between two known actors (one actor, an unknown one, a state with itself) stays in the Parquet file
and is counted in `Counts`. Bad rows stay there too, marked in the column `problem`, and are listed as Rejected.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.dates import is_partial
from kg.errors import BadInput
from kg.event_counts import PARTITION, Counts, Tally, dyad_months, narrow
from kg.event_layout import PROBLEMS, Layout, Meaning, cells_of, meaning
from kg.event_lines import Lines, ahead, plain
from kg.model import Actor, Claim, Document, Kept, Loaded, Passage, Quantity, Rejected
from kg.resolve import label_of

if TYPE_CHECKING:
    import polars as pl

UNIT = "events"


# -- one file ------------------------------------------------------------------------------------


def loaded(
    layout: Layout, path: Path, published: str | None = None, folder: Path | None = None
) -> Iterator[Loaded | Counts]:
    """Source, document, claims and bad rows of a file, and at last the Counts of its rows.

    With a `folder` the rows are kept in it as Parquet, under the id of the document.
    """
    if published is not None and not is_partial(published):
        raise BadInput(f"published: {published!r} is no date; write 2024, 2024-10 or 2024-10-08", str(path))
    names, above = layout.shape(path)
    rejected: list[Rejected] = []
    with _drafts(folder) as (passing, draft):
        tally = _tallied(layout, path, rejected, passing, draft)
        counts = tally.counts(len(rejected))
        if counts.bad > counts.rows - counts.bad:
            first = min(rejected, key=_line)
            raise BadInput(f"{counts.bad} of {counts.rows} rows cannot be read: wrong format? The first is "
                           f"{first.where}: {first.reason}", str(path))  # fmt: skip
        added = tally.added.isoformat() if tally.added and getattr(layout, "PUBLISHES_AS_ADDED", False) else None
        document = _document(layout, path, tally.digest, published or added)
        yield layout.SOURCE
        yield document
        for row in dyad_months(tally.by_code(), layout.ONTOLOGY).iter_rows(named=True):
            yield _claim(layout, document, row)
        if folder is not None and draft is not None:
            os.replace(draft, kept(folder, document.id))
    yield from _strange_columns(layout, path, names, above)
    yield from sorted(rejected, key=_line)
    if tally.ahead:
        many = f"{tally.ahead:,} events are of days" if tally.ahead > 1 else "an event is of a day"
        told = f"date: {many} still to come, the last {tally.latest}; kept as told"
        yield Kept(f"{path.name}:{tally.first_ahead}", told)
    yield counts


def aggregates(layout: Layout, path: Path, folder: Path | None = None) -> pl.DataFrame:
    """What `loaded` makes claims of: events by dyad, month and meaning. With a `folder` all columns are written."""
    with _drafts(folder) as (passing, draft):
        tally = _tallied(layout, path, [], passing, draft)
        return dyad_months(tally.by_code(), layout.ONTOLOGY)


def _tallied(layout: Layout, path: Path, rejected: list[Rejected], passing: Path, draft: Path | None) -> Tally:
    """What the rows of a file come to. With a `draft` all their columns are written to it; `passing` is for a while."""
    import polars as pl

    names, above = layout.shape(path)
    keep = narrow if draft is None else _whole
    none = keep(layout.frame(pl.LazyFrame(schema={"row": pl.Int64} | dict.fromkeys(names, pl.String)), names)).collect()
    tally = Tally(passing, getattr(layout, "SEVERAL", False))
    tally.take(none)
    try:
        with plain(path, len(names), rejected, above) as (parts, digest):
            taken = _taken(tally, ahead(_rows(layout, path, parts, rejected, keep)))
            if draft is None:
                for _ in taken:
                    pass
            else:
                _write(taken, none.schema, draft)
            tally.digest = digest()
        tally.settle()
    except pl.exceptions.PolarsError as problem:
        raise BadInput(f"cannot be read: {str(problem).splitlines()[0]}", str(path)) from problem
    return tally


def _whole(frame: pl.LazyFrame) -> pl.LazyFrame:
    return frame


def _rows(
    layout: Layout, path: Path, parts: Iterable[Lines], rejected: list[Rejected],
    keep: Callable[[pl.LazyFrame], pl.LazyFrame],
) -> Iterator[pl.DataFrame]:  # fmt: skip
    """The rows of each part in the normal layout, without lines that hold nothing; bad rows are marked and listed."""
    import polars as pl

    names, above = layout.shape(path)
    there = pl.any_horizontal(pl.col("event", "date", "code").is_not_null())
    for text, size, done in parts:
        left = max(0, min(above - done, size))
        below = text.split(b"\n", left)[-1] if left else text
        if left < size:
            rows = keep(layout.frame(cells_of(below, names, done + left), names)).collect()
            if rows["problem"].max():
                rows = rows.filter(there)
                rejected.extend(_bad_rows(layout, rows, below, done + left, names, path.name))
            yield rows


def _taken(tally: Tally, parts: Iterable[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """The same rows; each part is counted when it is asked for."""
    for rows in parts:
        tally.take(rows)
        yield rows


def _write(parts: Iterator[pl.DataFrame], schema: pl.Schema, draft: Path) -> None:
    """Parts of rows as one Parquet file."""
    import polars as pl
    from polars.io.plugins import register_io_source

    raised: list[BadInput] = []

    def read(*_: object) -> Iterator[pl.DataFrame]:
        try:
            yield from parts
        except BadInput as problem:  # polars would tell its words only
            raised.append(problem)
            raise

    try:
        register_io_source(read, schema=schema).sink_parquet(
            draft, compression="zstd", compression_level=1, statistics=False, engine="streaming"
        )
    except pl.exceptions.PolarsError:
        if raised:
            raise raised[0] from None
        raise


def _strange_columns(layout: Layout, path: Path, names: Sequence[str], above: int) -> Iterator[Rejected]:
    for name in names:
        if name not in layout.COLUMNS:
            yield Rejected(f"{path.name}:{above}", f"header: column {name[:80]!r} is not known; not read")


def without_counts(things: Iterable[Loaded | Counts]) -> Iterator[Loaded]:
    """What every loader yields."""
    return (thing for thing in things if not isinstance(thing, Counts))


@contextmanager
def _drafts(folder: Path | None) -> Iterator[tuple[Path, Path | None]]:
    """A folder for a while, and a file to write rows to, beside its place so that it can be moved there in one step."""
    draft = folder / f".{os.getpid()}.draft" if folder is not None else None
    with tempfile.TemporaryDirectory(prefix="kg-events-") as passing:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        try:
            yield Path(passing), draft
        finally:
            if draft is not None:
                draft.unlink(missing_ok=True)


def _bad_rows(
    layout: Layout, rows: pl.DataFrame, lines: bytes, done: int, names: Sequence[str], name: str
) -> Iterator[Rejected]:
    """The rows of a part that are marked as bad, with their reason and as they stand in the file."""
    import polars as pl

    bad = dict(rows.filter(pl.col("problem") > 0).select("row", "problem").iter_rows())
    raws = lines.split(b"\n") if bad else []
    for number, problem in bad.items():
        raw = raws[number - done - 1].decode("utf-8", "replace").rstrip("\r")
        row = dict(zip(names, raw.split("\t"), strict=False))
        told = {what: row.get(cell, "")[:40] for what, cell in layout.TOLD.items()}
        reason = PROBLEMS[problem].format(ontology=layout.ONTOLOGY, **told)
        yield Rejected(f"{name}:{number}", reason, raw[:200])


def _line(rejected: Rejected) -> int:
    return int(rejected.where.rpartition(":")[2])


def _document(layout: Layout, path: Path, digest: str, published: str | None) -> Document:
    version = layout.version_of(path)
    return Document(
        source=layout.SOURCE.id, title=" ".join(p for p in (layout.SOURCE.name, version) if p), text="",
        published=published, format=layout.FORMAT, version=version, url=layout.SOURCE.url,
        name=path.name.split(".")[0], digest=digest,
    )  # fmt: skip


# -- from rows to claims -------------------------------------------------------------------------


def _claim(layout: Layout, document: Document, row: Mapping[str, Any]) -> Claim:
    """So many events of one meaning in one month. Files of a source add to each other: each is its own matter."""
    n, rated = row["events"], row["rated"]
    details = {"n_events": n, "codes": row["code"][:200]}
    if rated:
        details |= {
            "intensity": row["sum"] / 1000 / rated,
            "intensity_min": row["lowest"],
            "intensity_max": row["highest"],
        }
    if rated != n:
        details["n_rated"] = rated
    said = f"{row['source']} to {row['target']}, {row['month']}: {n} event{'s' * (n != 1)} coded {row['code']}"
    return Claim(
        Passage(document.id, f"{said}; rows in events/{document.id}.parquet"[:300], row=row["row"]),
        row["relation"], actor(row["source"]), actor(row["target"]), quantity=Quantity(value=n, unit=UNIT),
        since=row["month"], until=row["month"], modality=row["modality"], polarity=row["polarity"],
        extractor=layout.EXTRACTOR, details=details,
        matter=f"{row['month']} {row['polarity']} {row['modality']} {document.id}",
    )  # fmt: skip


@cache
def actor(id: str) -> Actor:
    name = label_of(id) or id
    return Actor(name, "organisation", id) if id.startswith("org:") else Actor(name, "state", id, id)


# -- back to the rows ----------------------------------------------------------------------------


def kept(folder: Path, document: str) -> Path:
    """Where the rows of a document are."""
    return folder / f"{document}.parquet"


def rows_of(folder: Path, claim: Claim, ontology: str, most: int = 1000) -> list[dict[str, Any]]:
    """The rows that a claim counts, in the order of the file; BadInput where they are not kept here."""
    import polars as pl

    file = kept(folder, claim.passage.document)
    if not file.exists():
        raise BadInput("the rows of this file are not here; load the file again", str(file))
    assert claim.object is not None
    told = Meaning(claim.relation, claim.polarity, claim.modality)
    found = _good(file, _told_before(file)).filter(
        pl.col("source") == claim.subject.id, pl.col("target") == claim.object.id,
        pl.col("date").dt.strftime("%Y-%m") == claim.since,
    )  # fmt: skip
    rows = found.sort("row").collect().to_dicts()
    return [row for row in rows if meaning(ontology, row["code"]) == told][:most]


def _told_before(draft: Path) -> list[int]:
    """The rows whose event an earlier row has told. Ids are compared in parts, so that memory stays bounded."""
    import polars as pl

    rows = pl.scan_parquet(draft).filter(pl.col("problem") == 0).select("row", "event")
    number = pl.col("event").cast(pl.Int64, strict=False)
    size, rising = rows.select(pl.len(), (number.diff() > 0).sum() >= pl.len() - 1).collect(engine="streaming").row(0)
    if rising:
        return []
    parts = size // PARTITION + 1
    part = pl.col("event").hash(seed=0) % parts
    again: list[int] = []
    for n in range(parts):
        chosen = rows.filter(part == n) if parts > 1 else rows
        later = chosen.filter(pl.col("row") != pl.col("row").min().over("event")).select("row")
        again += later.collect().to_series().to_list()
    return sorted(set(again))


def _good(draft: Path, again: Sequence[int]) -> pl.LazyFrame:
    """The rows that count: the first of each event."""
    import polars as pl

    rows = pl.scan_parquet(draft).filter(pl.col("problem") == 0)
    if not again:
        return rows
    return rows.join(pl.LazyFrame({"row": again}, schema={"row": pl.Int64}), on="row", how="anti")
