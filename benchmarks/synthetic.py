"""A table in the layout of COW's bilateral trade with made-up flows, as large as asked for."""

from __future__ import annotations

import random
from itertools import combinations, islice
from pathlib import Path

from kg.states import by_cow

HEADER = "ccode1,ccode2,year,flow1,flow2,smoothflow1,smoothflow2,spike1,spike2,source1,source2,version\n"


def trade(path: Path, rows: int, seed: int = 1, skip: int = 0) -> None:
    """`rows` dyad-years of states that existed in 2000 to 2014, from another one on; each row gives two claims."""
    states = [number for number in range(2, 990) if by_cow(number, 2000)]
    flow = random.Random(seed)
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        dyad_years = ((a, b, year) for year in range(2000, 2015) for a, b in combinations(states, 2))
        for a, b, year in islice(dyad_years, skip, skip + rows):
            one, two = flow.uniform(0.1, 1000), flow.uniform(0.1, 1000)
            file.write(f"{a},{b},{year},{one:.4f},{two:.4f},1,1,0,0,1,1,4\n")
            rows -= 1
    if rows:
        raise ValueError(f"there are {rows} dyad-years too few")
