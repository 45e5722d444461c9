"""How fast a GDELT file becomes counts by dyad and month: python -m benchmarks.events [--rows N] [--json].

One run makes a file of N mostly distinct rows in a temporary folder and measures, each in a process of its own:

- ours: the load path up to the aggregates (hash, check of all lines and rows, duplicates, dyad-months);
- kept: the same where the rows are kept in Parquet with all their columns, as `kg load` does;
- polars: a bare scan of the same file that reads the same columns and does the same group-by, without hash, row
  numbers, checks, duplicates or Parquet;
- polars_kept: polars alone writes the same columns to Parquet and groups what it wrote, again without the rest;
- loop: `csv.reader` and dictionaries over the whole file, with the same hash, checks, duplicates and sums; without
  Parquet. It finds the same events, or the run fails.

Seconds are of the clock, CPU seconds of the process with all its threads. Memory is the most that the process had
allocated at one time (RssAnon, looked at every 10 ms): pages of the file itself, which polars maps and the system can
take back, are not in it. It is measured at N and at 4N rows, on files of their own, with the rows kept.
The two ratios to polars are of CPU seconds, the least of three runs each; on a busy machine these still vary.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

GOALS = {
    "rows_per_second": ("at least", 1_000_000),
    "cpu_to_polars": ("at most", 1.3),
    "times_faster_than_loop": ("at least", 10),
    "memory_4n_to_n": ("at most", 1.25),
}
ROWS = 1_000_000
REPEATS = 3  # the fastest counts: other processes only ever slow one down
BLOCK = 50_000  # rows made at a time
STATES = ("PRK", "KOR", "CHN", "RUS", "USA", "JPN", "IND", "PAK", "IRN", "ISR", "TUR", "SYR", "UKR", "POL", "DEU",
          "FRA", "GBR", "EGY", "SAU", "VNM", "THA", "AUS", "BRA", "ZAF", "", "", "", "EUR")  # fmt: skip
CODES = ("010", "020", "036", "040", "042", "043", "051", "057", "0312", "061", "062", "072", "080", "0874", "111",
         "112", "120", "130", "138", "141", "150", "163", "173", "190", "193")  # fmt: skip
PLACES = ("KN", "KS", "CH", "RS", "US", "JA", "IN", "PK", "IR", "IS", "TU", "SY", "UP", "PL", "GM", "FR", "UK", "EG")


def made(path: Path, rows: int, seed: int = 0) -> None:
    """A file in the layout of GDELT 2.0; one row in 500 is told again, one actor in seven is no state.

    The events are of two months, and one in a hundred of a year before, as in a file of GDELT's.
    """
    from kg.loaders.gdelt import VERSIONS

    draw = random.Random(seed)
    names = VERSIONS[61][1]
    at = {name: n for n, name in enumerate(names)}
    with path.open("w", encoding="utf-8") as out:
        for start in range(0, rows, BLOCK):
            lines = []
            for n in range(start, min(start + BLOCK, rows)):
                cells = [""] * len(names)
                again = n - 7 if n % 500 == 499 else n
                for name, cell in _row(again, draw).items():
                    cells[at[name]] = cell
                lines.append("\t".join(cells))
            out.write("\n".join(lines) + "\n")


def _row(n: int, draw: random.Random) -> dict[str, str]:
    a, b, code = draw.choice(STATES), draw.choice(STATES), draw.choice(CODES)
    year, month, day = 2024 - (n % 100 == 0), 1 + n % 2, 1 + n % 28
    words = f"{draw.getrandbits(64):016x}"
    place = draw.choice(PLACES)
    latitude = f"{n % 80}.{n % 97:02d}"
    where = {"Type": "4", "FullName": f"Town {words[:3]}, Province, Country", "CountryCode": place,
             "ADM1Code": f"{place}0{n % 9}", "ADM2Code": words[:5], "Lat": latitude,
             "Long": f"{n % 170}.5", "FeatureID": f"-{n % 999_983}"}  # fmt: skip
    row = {
        "GLOBALEVENTID": str(840_000_000 + n), "SQLDATE": f"{year}{month:02d}{day:02d}",
        "MonthYear": f"{year}{month:02d}", "Year": str(year), "FractionDate": f"{year}.{n % 10_000:04d}",
        "Actor1Code": f"{a}GOV", "Actor1Name": f"NAME {words[:4]}", "Actor1CountryCode": a, "Actor1Type1Code": "GOV",
        "Actor2Code": b, "Actor2Name": f"NAME {words[4:8]}" if b else "", "Actor2CountryCode": b,
        "IsRootEvent": str(n % 2), "EventCode": code, "EventBaseCode": code[:3], "EventRootCode": code[:2],
        "QuadClass": str(1 + n % 4), "GoldsteinScale": f"{n % 200 / 10 - 10:.1f}", "NumMentions": str(1 + n % 40),
        "NumSources": str(1 + n % 5), "NumArticles": str(1 + n % 40), "AvgTone": f"-{n % 10}.{words[:14]}",
        "DATEADDED": "20240301120000",
        "SOURCEURL": f"https://news{n % 97}.example/{year}/{words}/a-report-about-two-states-{n}",
    }  # fmt: skip
    for whose in ("Actor1Geo", "Actor2Geo", "ActionGeo"):
        row |= {f"{whose}_{part}": cell for part, cell in where.items()}
    return row


def ours(path: Path) -> int:
    """Events between known actors, by the load path."""
    from kg.loaders import gdelt

    from kg.events import aggregates

    return int(aggregates(gdelt, path)["events"].sum())


def kept(path: Path) -> int:
    """The same, with the rows written to a folder."""
    from kg.loaders import gdelt

    from kg.events import aggregates

    with tempfile.TemporaryDirectory() as folder:
        return int(aggregates(gdelt, path, Path(folder))["events"].sum())


def bare(path: Path) -> int:
    """The same columns and the same sums by polars alone; an event that is told again counts again."""
    import polars as pl

    frame = _scanned(path)
    named = ("event", "added", "source_name", "source_code", "target_name", "target_code")
    return _grouped(frame, *(pl.col(name).count() for name in named))


def bare_kept(path: Path) -> int:
    """The same with all columns, written to Parquet first."""
    import polars as pl

    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "rows.parquet"
        _scanned(path).sink_parquet(rows, compression="zstd", compression_level=1, statistics=False)
        return _grouped(pl.scan_parquet(rows))


def _scanned(path: Path) -> Any:
    import polars as pl
    from kg.loaders import gdelt

    cells = pl.scan_csv(
        path, separator="\t", has_header=False, schema=dict.fromkeys(gdelt.COLUMNS, pl.String), quote_char=None,
    ).with_columns(row=pl.lit(None, pl.Int64))  # fmt: skip
    return gdelt.frame(cells, gdelt.COLUMNS)


def _grouped(rows: Any, *more: Any) -> int:
    import polars as pl

    intensity = pl.col("intensity")
    found = (
        rows.filter(pl.col("source") != pl.col("target"))
        .group_by("source", "target", pl.col("date").dt.truncate("1mo"), "code")
        .agg(pl.len().alias("events"), intensity.sum(), intensity.count().alias("rated"),
             intensity.min().alias("lowest"), intensity.max().alias("highest"), *more)
        .collect(engine="streaming")
    )  # fmt: skip
    return int(found["events"].sum())


def loop(path: Path) -> int:
    """The whole file by `csv.reader` and dictionaries, with the hash, the checks and the sums of the load path."""
    from kg.loaders.gdelt import COLUMNS

    from kg.event_layout import QUADS, group_codes, state_codes

    states, groups, roots = state_codes("cameo"), group_codes(), QUADS["CAMEO"]
    event, day, code, scale, added = (COLUMNS.index(name) for name in (
        "GLOBALEVENTID", "SQLDATE", "EventCode", "GoldsteinScale", "DATEADDED"))  # fmt: skip
    who = [[COLUMNS.index(f"Actor{n}{part}") for part in ("CountryCode", "KnownGroupCode", "Name", "Code")]
           for n in (1, 2)]  # fmt: skip
    with path.open("rb") as raw:
        hashlib.file_digest(raw, "sha256")
    told: set[str] = set()
    fates = {"bad": 0, "again": 0, "alone": 0, "unknown": 0, "domestic": 0, "claimed": 0}
    last = date.min
    counted: dict[tuple[str, str, str, str], list[float]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for n, row in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
            try:
                when, rated = _date(row[day]), float(row[scale]) if row[scale] else None
                sound = len(row) == len(COLUMNS) and row[event] and row[code].isdigit() and row[code][:2] in roots
                sound = sound and 2 <= len(row[code]) <= 4 and (rated is None or -10 <= rated <= 10)
                last = max(last, _date(row[added]))
            except (ValueError, IndexError):
                sound = False
            if not sound:
                fates["bad"] += 1
                continue
            if row[event] in told:
                fates["again"] += 1
                continue
            told.add(row[event])
            a, b = (states.get(row[side[0]]) or groups.get(row[side[1]]) for side in who)
            if not (a and b):
                named = (any(row[cell] for cell in side) for side in who)
                fates["unknown" if all(named) else "alone"] += 1
                continue
            if a == b:
                fates["domestic"] += 1
                continue
            fates["claimed"] += 1
            sums = counted.get(key := (a, b, f"{when.year}-{when.month:02}", row[code]))
            if sums is None:
                sums = counted[key] = [0, 0, 0.0, 10.0, -10.0, n]
            sums[0] += 1
            if rated is not None:
                sums[1], sums[2] = sums[1] + 1, sums[2] + rated
                sums[3], sums[4] = min(sums[3], rated), max(sums[4], rated)
    return fates["claimed"]


def _date(said: str) -> date:
    return date(int(said[:4]), int(said[4:6]), int(said[6:8]))


WAYS: dict[str, Callable[[Path], int]] = {
    "ours": ours,
    "kept": kept,
    "polars": bare,
    "polars_kept": bare_kept,
    "loop": loop,
}


def measured(way: str, path: Path) -> dict[str, float]:
    """Seconds, CPU seconds and MiB at most of one way, in a process of its own; starting and importing left out."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.events", "--way", way, "--file", str(path)],
                          capture_output=True, text=True, check=True)  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _here(way: str, path: Path) -> dict[str, float]:
    import polars as pl
    from kg.loaders import gdelt

    pl.LazyFrame({"a": ["x"]}).group_by("a").len().collect(engine="streaming")
    gdelt.version_of(path)
    memory = Memory()
    memory.start()
    clock, cpu = time.perf_counter(), time.process_time()
    events = WAYS[way](path)
    seconds, used = time.perf_counter() - clock, time.process_time() - cpu
    return {"seconds": seconds, "cpu": used, "events": events, "mib": memory.most()}


class Memory(threading.Thread):
    """Looks at the allocated memory of this process until it is asked for the most, in MiB."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.kib, self.done = 0, threading.Event()

    def run(self) -> None:
        while not self.done.wait(0.01):
            self.kib = max(self.kib, self.now())

    def now(self) -> int:
        try:
            text = Path("/proc/self/status").read_text(encoding="ascii")
            return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("RssAnon"))
        except (OSError, StopIteration):  # not Linux: the pages of the file are then in it
            return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def most(self) -> float:
        self.done.set()
        self.join()
        return self.kib / 1024


def run(rows: int) -> dict[str, float]:
    """All figures of one run."""
    with tempfile.TemporaryDirectory(prefix="kg-benchmark-") as folder:
        path = Path(folder) / "20240101.export.CSV"
        made(path, rows)
        size = path.stat().st_size
        found: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
        for _ in range(REPEATS):
            for way in WAYS:
                found[way].append(measured(way, path))
        best = {way: min(runs, key=lambda r: r["seconds"]) for way, runs in found.items()}
        cpu = {way: min(r["cpu"] for r in runs) for way, runs in found.items()}
        path.unlink()
        made(path, 4 * rows, seed=1)
        larger = measured("kept", path)
    assert best["ours"]["events"] == best["kept"]["events"] == best["loop"]["events"]
    return {
        "rows": rows, "mib_of_file": size / 2**20, "cores": os.cpu_count() or 1, "seconds": best["ours"]["seconds"],
        "rows_per_second": rows / best["ours"]["seconds"], "cpu_seconds": cpu["ours"],
        "cpu_to_polars": cpu["ours"] / cpu["polars"], "polars_seconds": best["polars"]["seconds"],
        "polars_cpu_seconds": cpu["polars"], "kept_seconds": best["kept"]["seconds"],
        "kept_rows_per_second": rows / best["kept"]["seconds"], "kept_cpu_seconds": cpu["kept"],
        "kept_cpu_to_polars_kept": cpu["kept"] / cpu["polars_kept"], "polars_kept_cpu_seconds": cpu["polars_kept"],
        "loop_seconds": best["loop"]["seconds"], "loop_cpu_seconds": cpu["loop"],
        "times_faster_than_loop": best["loop"]["seconds"] / best["ours"]["seconds"],
        "loop_cpu_to_ours": cpu["loop"] / cpu["ours"], "mib_at_n": best["kept"]["mib"],
        "polars_mib_at_n": best["polars"]["mib"], "mib_at_4n": larger["mib"],
        "memory_4n_to_n": larger["mib"] / best["kept"]["mib"],
    }  # fmt: skip


def told(figures: dict[str, float]) -> str:
    """One line for each figure, with its goal and whether it was reached."""
    lines = []
    for name, value in figures.items():
        line = f"{name:28}{value:>14,.2f}"
        if name in GOALS:
            which, goal = GOALS[name]
            reached = value >= goal if which == "at least" else value <= goal
            line += f"   goal: {which} {goal:,} ({'reached' if reached else 'not reached'})"
        lines.append(line)
    return "\n".join(lines)


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m benchmarks.events", description=(__doc__ or "").split("\n")[0])
    options.add_argument("--rows", type=int, default=ROWS)
    options.add_argument("--json", action="store_true", help="One object.")
    options.add_argument("--way", choices=sorted(WAYS), help=argparse.SUPPRESS)
    options.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.way:
        print(json.dumps(_here(chosen.way, chosen.file)))
        return
    figures = run(chosen.rows)
    print(json.dumps(figures) if chosen.json else told(figures))


if __name__ == "__main__":
    main()
