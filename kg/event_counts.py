"""Rows of coded events counted part by part: what becomes of each, and sums by directed pair, month and code.

An event that is told again counts once. Most sources write events with rising numbers, so a row whose number is above
all before it is the first of its event, and is counted at once. The others wait in a file, and are settled when all
rows are read: so the memory that this takes does not grow with the file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kg.dates import is_to_come
from kg.event_layout import meaning

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

PENDING = 400_000  # rows, or sums, that wait to be added to the sums before them
PARTITION = 500_000  # rows whose events are compared in one go
NUMBERS = 18  # digits of a number that Int64 surely holds
NARROW = ("row", "event", "date", "source", "target", "code", "intensity", "added", "problem")  # what counts need
SUMS = ("source", "target", "month", "code")  # what sums are by


@dataclass(slots=True)
class Counts:
    """What became of the rows of a file: rows = bad + duplicates + claimed + alone + unknown + domestic."""

    rows: int = 0
    bad: int = 0
    duplicates: int = 0  # an event id that an earlier row has
    alone: int = 0  # without a second actor
    unknown: int = 0  # an actor that is no known state or organisation
    domestic: int = 0  # both actors of one state
    claimed: int = 0

    def __str__(self) -> str:
        left = [f"{n:,} {what}" for n, what in ((self.alone, "with one actor"), (self.unknown, "with an unknown actor"),
                (self.domestic, "within one state"), (self.duplicates, "told before")) if n]  # fmt: skip
        return f"{self.claimed:,} of {self.rows:,} events are between two known actors" + (
            f"; kept as rows only: {', '.join(left)}" if left else ""
        )


def narrow(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Only what counts need; of names whether there is one."""
    import polars as pl

    named = pl.col("source_name", "source_code", "target_name", "target_code")
    return frame.select(*NARROW, pl.when(named.is_not_null()).then(True).name.keep())


@dataclass(slots=True)
class Tally:
    """What the rows of a file come to, part by part; `folder` is for what waits."""

    folder: Path
    several: bool  # whether a row may be there several times, once for each pair: it counts for its best one
    digest: str = ""
    added: date | None = None  # the day on which the source says that it learnt of the latest event
    ahead: int = 0  # rows of days that no time zone has reached
    first_ahead: int | None = None  # the first of them
    latest: date | None = None  # and the last of those days
    again: int = 0
    fates: NDArray[np.int64] = field(default_factory=lambda: np.zeros(4, np.int64))  # claimed, domestic, unknown, alone
    highest: int = -1  # the number of an event so far
    waiting: int = 0  # files with rows whose event may have been told before
    rows: list[pl.DataFrame] = field(default_factory=list)
    sums: list[pl.DataFrame] = field(default_factory=list)

    def take(self, rows: pl.DataFrame) -> None:
        """Counts the good rows of a part, but for those whose event may have been told before."""
        import polars as pl

        day = rows["added"].max()
        self.added = max((d for d in (self.added, day) if isinstance(d, date)), default=None)
        good = rows if rows["problem"].max() == 0 else rows.filter(pl.col("problem") == 0)
        self._look_ahead(good)
        good = good.select("row", "event", *_counted())
        new = self._new(good)
        if not new.all():
            good.filter(~new).write_parquet(self.folder / f"waiting-{self.waiting}.parquet", compression="lz4")
            self.waiting += 1
            good = good.filter(new)
        self._count(good)

    def _look_ahead(self, rows: pl.DataFrame) -> None:
        """Counts the rows of days that are still to come."""
        import polars as pl

        latest = rows["date"].max()
        if not isinstance(latest, date) or not is_to_come(latest.isoformat()):
            return
        ahead = rows.filter(pl.col("date") > date.today() + timedelta(days=1))["row"]
        first = ahead.min()
        assert isinstance(first, int)
        self.ahead += ahead.n_unique()
        self.first_ahead = min(first, self.first_ahead or first)
        self.latest = max(latest, self.latest or latest)

    def _new(self, rows: pl.DataFrame) -> pl.Series:
        """Whether the number of an event is above all before it; those numbers are written down."""
        import polars as pl

        of_row = rows["row"].to_numpy()
        first = np.diff(of_row, prepend=-1) != 0  # a row of several pairs stands there for each
        numbers = _number(rows["event"]).to_numpy()[first]
        before = np.maximum.accumulate(np.concatenate(([self.highest], numbers)))
        rising = numbers > before[:-1]
        self.highest = int(before[-1])
        with (self.folder / "numbers").open("ab") as file:
            numbers[rising].tofile(file)
        return pl.Series(rising[np.cumsum(first) - 1])

    def settle(self) -> None:
        """Counts those that waited, but for those whose event an earlier row has told."""
        import polars as pl

        if not self.waiting:
            return
        waiting = pl.scan_parquet(self.folder / "waiting-*.parquet")
        parts = waiting.select(pl.len()).collect().item() // PARTITION + 1
        told = _mapped(self.folder / "numbers")
        for n in range(parts):
            rows = waiting.filter(pl.col("event").hash(seed=0) % parts == n).collect()
            later = rows.select(pl.col("row") != pl.col("row").min().over("event")).to_series()
            later |= pl.Series(_among(_number(rows["event"]).to_numpy(), told))
            self.again += rows.filter(later)["row"].n_unique()
            self._count(rows.filter(~later))

    def _count(self, rows: pl.DataFrame) -> None:
        import polars as pl

        fates = rows.group_by("row").agg(pl.col("fate").min())["fate"] if self.several else rows["fate"]
        self.fates += np.bincount(fates.to_numpy(), minlength=4)
        self.rows.append(rows.lazy().filter(pl.col("fate") == 0).drop("event", "fate").collect())
        if sum(part.height for part in self.rows) > PENDING:
            self._add_up()

    def _add_up(self) -> None:
        """Rows become sums, and sums of parts those of all where there are many."""
        import polars as pl

        self.sums.append(by_code(pl.concat(self.rows)))
        self.rows = []
        if sum(part.height for part in self.sums[1:]) > max(PENDING, self.sums[0].height):
            self.sums = [_together(self.sums)]

    def by_code(self) -> pl.DataFrame:
        """Events by directed pair, month and code, of all parts."""
        if self.rows:
            self._add_up()
        return _together(self.sums)

    def counts(self, bad: int) -> Counts:
        """What became of each row; `bad` are those that are listed."""
        claimed, domestic, unknown, alone = (int(n) for n in self.fates)
        return Counts(
            rows=int(self.fates.sum()) + self.again + bad, bad=bad, duplicates=self.again, alone=alone,
            unknown=unknown, domestic=domestic, claimed=claimed,
        )  # fmt: skip


# -- whether an event was told before ------------------------------------------------------------


def _number(events: pl.Series) -> pl.Series:
    """The number of each event whose id is one as it is usually written; -1 of others, which "007" and "+7" are."""
    import polars as pl

    number, digits = pl.col("event").cast(pl.Int64, strict=False), pl.col("event").str.len_bytes()
    least = pl.lit(10, pl.Int64).pow(digits - 1)
    usual = digits.is_between(1, NUMBERS) & (number >= least)
    return events.to_frame("event").select(pl.when(usual).then(number).otherwise(-1)).to_series()


def _mapped(file: Path) -> NDArray[np.int64]:
    """The numbers in a file, which stay there."""
    return np.memmap(file, np.int64, "r") if file.stat().st_size else np.empty(0, np.int64)


def _among(numbers: NDArray[np.int64], told: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each number is among those told, which rise."""
    if not len(told):
        return np.zeros(len(numbers), bool)
    return np.asarray(told[np.minimum(np.searchsorted(told, numbers), len(told) - 1)] == numbers)


# -- sums ----------------------------------------------------------------------------------------


def _counted() -> list[pl.Expr]:
    """What the sums are made of, and what becomes of a row: see `Tally.fates`.

    Intensities are added up in thousandths, as whole numbers: then the sum is the same in whatever order.
    """
    import polars as pl

    months = pl.col("date").dt.year().cast(pl.Int32) * 12 + pl.col("date").dt.month() - 1
    alone = pl.any_horizontal(_absent("source"), _absent("target"))
    unknown = pl.any_horizontal(pl.col("source", "target").is_null())
    domestic = (pl.col("source") == pl.col("target")).fill_null(False)
    fate = pl.when(alone).then(3).when(unknown).then(2).when(domestic).then(1).otherwise(0).cast(pl.UInt8)
    return [
        pl.col("source"), pl.col("target"), months.alias("month"), pl.col("code"), pl.col("intensity"),
        fate.alias("fate"),
    ]  # fmt: skip


def _absent(side: str) -> pl.Expr:
    """Whether a row names nobody on this side."""
    import polars as pl

    return pl.all_horizontal(pl.col(side, f"{side}_name", f"{side}_code").is_null())


def by_code(rows: pl.DataFrame) -> pl.DataFrame:
    """Events between known actors by directed pair, month and code."""
    import polars as pl

    intensity = pl.col("intensity")
    return rows.lazy().group_by(SUMS).agg(
        pl.len().cast(pl.Int64).alias("events"),
        (intensity * 1000).round().cast(pl.Int64).sum().alias("sum"),
        intensity.count().cast(pl.Int64).alias("rated"),
        intensity.min().alias("lowest"),
        intensity.max().alias("highest"),
        pl.col("row").min(),
    ).collect()  # fmt: skip


def _together(sums: list[pl.DataFrame]) -> pl.DataFrame:
    import polars as pl

    return pl.concat(sums).group_by(SUMS).agg(
        pl.col("events", "sum", "rated").sum(), pl.col("lowest").min(), pl.col("highest").max(), pl.col("row").min()
    )  # fmt: skip


def dyad_months(by_code: pl.DataFrame, ontology: str) -> pl.DataFrame:
    """Events between known actors by directed pair, month and meaning, in the order of their first rows."""
    import polars as pl

    codes = by_code["code"].unique().to_list()
    means = [(code, *told) for code in codes if (told := meaning(ontology, code))]
    table = pl.DataFrame(means, schema=["code", "relation", "polarity", "modality"], orient="row")
    return (
        by_code.join(table.cast(pl.String), on="code", how="inner")
        .group_by("source", "target", "month", "relation", "polarity", "modality")
        .agg(
            pl.col("events", "sum", "rated").sum(),
            pl.col("lowest").min(),
            pl.col("highest").max(),
            pl.col("row").min(),
            pl.col("code").unique().sort().str.join(" "),
        )
        .with_columns(pl.date(pl.col("month") // 12, pl.col("month") % 12 + 1, 1).dt.strftime("%Y-%m").alias("month"))
        .sort("row", "relation", "polarity", "modality")
    )
