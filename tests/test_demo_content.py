"""What the demonstration is made of: a contested case told by several voices, and slices that agree with the whole data."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest

from kg.demo import BUNDLED
from kg.model import Claim, Document, Rejected
from kg.reading import documents_of
from kg.sources import detect

DOCUMENTS = sorted((BUNDLED / "demo" / "documents").iterdir())
TABLES = sorted((BUNDLED / "demo" / "tables").iterdir())

HEADERS = ("SIPRI AT Database ID,", "atopid,", "ccode1,", "resid,")


def reports() -> list[Document]:
    return [d for path in DOCUMENTS for d in documents_of(path)]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a slice, below its preamble if it has one."""
    lines = (BUNDLED / "demo" / "tables" / name).read_text(encoding="latin-1").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(HEADERS))
    return list(csv.DictReader(lines[start:]))


def test_reports_are_short_dated_and_of_invented_outlets():
    """At least fourteen dated reports of six outlets, 2023 to 2025; one note bears no date."""
    dated = [d for d in reports() if d.published]
    assert len(dated) >= 14 and len({d.source for d in dated}) >= 6
    assert {d.published[:4] for d in dated if d.published} >= {"2023", "2024", "2025"}
    assert len(reports()) - len(dated) == 1
    for path in DOCUMENTS:
        if path.suffix == ".txt":
            assert 100 <= len(path.read_text(encoding="utf-8").split()) <= 260, path.name


@pytest.mark.parametrize(
    "figure",
    [
        "1,000 containers", "10,000 containers", "1,500 troops", "3,000 North Korean", "up to 10,000 troops",
        "11,000 and 12,000", "15,809 containers", "eight million", "6.5 million", "ten million", "4,700", "98.3 per cent",
    ],
)  # fmt: skip
def test_the_figures_in_conflict_are_all_told(figure: str):
    """One stock, counted by several services: each figure of the public record stands beside the others."""
    assert any(figure in " ".join(d.text.split()) for d in reports())


def test_two_copies_of_one_wire_story_differ_in_by_line_and_lede():
    """The second copy has a title, a by-line and a first paragraph of its own; all else is word for word the same."""
    first, second = (next(d for d in reports() if d.name.startswith(n)) for n in ("09", "10"))
    assert (first.source, first.title) != (second.source, second.title)
    assert "correspondent" in second.text and second.text.endswith(first.text[-600:])


@pytest.mark.parametrize("path", TABLES, ids=lambda p: p.name)
def test_slices_are_read_in_full_by_their_loaders(path: Path):
    """Each slice is recognised by its content, and none of its rows is refused."""
    loaded = list(detect(path).load(path))
    assert sum(isinstance(x, Claim) for x in loaded) >= len(path.read_bytes().splitlines()) // 2
    assert not [x for x in loaded if isinstance(x, Rejected)]


def test_the_arms_slice_is_tiny_and_whole_in_its_years():
    """SIPRI, 13 April 2024: 340 TIV to North Korea in 1990, 54 in 1999, 4 in 2009; from China nothing after 1995."""
    received: dict[tuple[int, str], float] = defaultdict(float)
    deliveries = rows("sipri-north-korea.csv")
    for row in deliveries:
        if row["Recipient"] == "North Korea":
            received[int(row["Delivery year"]), row["Supplier"]] += float(row["TIV delivery values"])
    by_year = {y: sum(v for (year, _), v in received.items() if year == y) for y, _ in received}
    assert len(deliveries) <= 60
    assert [round(by_year[y]) for y in (1990, 1999, 2009)] == [340, 54, 4]
    assert max(y for y, supplier in received if supplier == "China") == 1995
    assert max(by_year) == 2010


@pytest.mark.parametrize(("year", "share"), [(1990, 24.5), (2000, 20.6), (2010, 56.0), (2014, 79.3)])
def test_the_trade_slice_gives_the_shares_of_the_whole(year: int, share: float):
    """China's share of North Korea's trade by COW's bilateral trade 4.0, where -9 is a missing flow."""
    flows = {
        r["ccode2"]: sum(max(0.0, float(r[flow])) for flow in ("flow1", "flow2"))
        for r in rows("cow-trade-north-korea.csv")
        if r["year"] == str(year)
    }
    assert 100 * flows["710"] / sum(flows.values()) == pytest.approx(share, abs=0.05)


@pytest.mark.parametrize(("year", "china", "russia"), [(2021, None, None), (2022, 0.817, 0.819), (2023, 0.769, 0.835)])
def test_the_votes_slice_shows_the_crossing_of_2022(year: int, china: float | None, russia: float | None):
    """North Korea voted more often with China than with Russia until 2021, and less often in 2022 and 2023."""
    calls: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows("un-votes.csv"):
        if row["date"].startswith(str(year)):
            calls[row["resid"]][row["ccode"]] = row["vote"]
    with_china, with_russia = (
        [c["731"] == c[other] for c in calls.values() if "731" in c and other in c] for other in ("710", "365")
    )
    shares = sum(with_china) / len(with_china), sum(with_russia) / len(with_russia)
    if china is None:
        assert shares[0] > shares[1]
    else:
        assert shares == pytest.approx((china, russia), abs=0.0005)


def test_the_treaties_slice_holds_the_two_defence_pacts_of_1961():
    """ATOP 5.1: with China since July 1961 and in force, with the Soviet Union 1961 to 1996, consultation from 2000."""
    by_treaty: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for row in rows("atop-korea.csv"):
        by_treaty[row["atopid"]][row["member"]] = row
    assert {m: (r["yrent"], r["yrexit"], r["defense"]) for m, r in by_treaty["3445"].items()} == {
        "710": ("1961", "0", "1"),
        "731": ("1961", "0", "1"),
    }
    assert {(r["yrent"], r["yrexit"]) for r in by_treaty["3440"].values()} == {("1961", "1996")}
    assert {(r["yrent"], r["defense"], r["consul"]) for r in by_treaty["4940"].values()} == {("2000", "0", "1")}


def test_the_readme_names_every_slice_and_whom_to_cite():
    """Nobody should cite an excerpt: each file is listed with the authors of the data."""
    readme = (BUNDLED / "demo" / "README.md").read_text(encoding="utf-8")
    assert all(path.name in readme for path in TABLES)
    assert not [name for name in ("Barbieri", "Leeds", "Bailey", "Stockholm") if not re.search(name, readme)]


def test_the_slices_agree_with_the_public_files(shared: Path):
    """Each arms row of the slice stands in the register as downloaded, with the same year, number and value."""
    register = (shared / "data" / "sipri" / "trade-register_1990-2023_generated-2024-04-13.csv").read_text(
        encoding="latin-1"
    )
    whole = {tuple(line.split(",")[1:]) for line in register.splitlines() if "North Korea" in line}
    assert {tuple(r.values())[1:] for r in rows("sipri-north-korea.csv")} <= whole
