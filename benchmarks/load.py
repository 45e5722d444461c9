"""Table claims a second into the record; the same files again; one changed file of many.

python -m benchmarks.load [--rows N] [--files N]
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

import kg
from benchmarks.synthetic import trade
from kg.sources import file_digest, formats


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=50_000, help="rows of the large table; two claims each")
    options.add_argument("--files", type=int, default=1000, help="small tables of 20 rows")
    chosen = options.parse_args()
    formats()  # importing the loaders is no part of a load
    with tempfile.TemporaryDirectory() as folder:
        print(f"load average {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
        one_table(Path(folder), chosen.rows)
        many_files(Path(folder), chosen.files)


def one_table(folder: Path, rows: int) -> None:
    table = folder / "trade.csv"
    trade(table, rows)
    with kg.open(folder / "one") as workspace:
        claims, first, cpu = timed(workspace, table)
        assert claims == 2 * rows == workspace.log.counts()["claims"]
        digest = workspace.log.digest()
        _, again, _ = timed(workspace, table)
        assert workspace.log.digest() == digest
    start = time.perf_counter()
    file_digest(table)
    hashed = time.perf_counter() - start
    print(f"first load       {claims:>9,} claims  {first:8.2f} s  {claims / first:9,.0f} claims/s"
          f"  ({claims / cpu:,.0f} per second of processor)")  # fmt: skip
    print(
        f"unchanged        {first / again:9,.0f} x faster; {again * 1000:.1f} ms, its hash alone {hashed * 1000:.1f} ms"
    )


def many_files(folder: Path, number: int) -> None:
    """Each file is a transaction of its own with full sync, so that many small ones cost more than one large one."""
    tables = folder / "tables"
    tables.mkdir()
    for n in range(number):
        trade(tables / f"{n:05}.csv", 20, seed=n)
    with kg.open(folder / "many") as workspace:
        _, first, _ = timed(workspace, tables)
        _, unchanged, _ = timed(workspace, tables)
        trade(tables / "00000.csv", 20, seed=number)
        claims, changed, _ = timed(workspace, tables)
        assert claims == 40
    print(f"{number} files       {first:9.2f} s first, {first / number * 1000:.1f} ms each")
    print(f"  unchanged      {first / unchanged:9.1f} x faster; {unchanged / number * 1000:.2f} ms each")
    print(f"  one changed    {changed / unchanged:9.2f} x the unchanged; {(changed - unchanged) * 1000:.1f} ms more")


def timed(workspace: kg.Workspace, path: Path) -> tuple[int, float, float]:
    """(claims added, seconds, seconds of processor) of a load in which nothing may be rejected."""
    start, cpu = time.perf_counter(), time.process_time()
    results = workspace.load([path])
    took = time.perf_counter() - start, time.process_time() - cpu
    assert all(result.status in ("loaded", "unchanged") for result in results), results
    return sum(result.claims for result in results), *took


if __name__ == "__main__":
    main()
