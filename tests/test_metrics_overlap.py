"""Do two data sets see the same alliances? Overlap of their dyads, counted by hand and on the whole files."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from pathlib import Path

import networkx as nx
import pytest

import kg
from kg.errors import Usage
from kg.metrics import METRICS, Point
from kg.states import by_cow, members

PACTS = (
    ("atop", "GBR", "FRA", "defense", "1949", "1960"),
    ("atop", "FRA", "GBR", "defense,consul", "1949", "1960"),  # the same dyad, told from the other side
    ("atop", "FRA", "ITA", "defense", "1950", "1955"),
    ("atop", "ITA", "ESP", "nonagg", "1950", "1950"),
    ("cow_alliance", "GBR", "FRA", "defense", "1949", "1958"),
    ("cow_alliance", "FRA", "ITA", "entente", "1950", "1950"),
    ("cow_alliance", "ITA", "USA", "defense", "1950", "1950"),
)  # fmt: skip
SHARE = "share of the dyads with a defence pact in either"


def network(*pacts: tuple[str, ...]) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    for n, (source, a, b, pledge, since, until) in enumerate(pacts):
        graph.add_edge(
            a, b, key=f"f{n}", relation="ALLIED_WITH", source=source, pledge=pledge, since=since, until=until
        )
    return graph


def series(graph: nx.MultiDiGraph, **arguments: object) -> dict[tuple[str, int], Point]:
    found = METRICS["overlap"].compute(graph, **arguments).series
    return {(str(p.denominator), int(p.year or 0)): p for p in found}


def test_overlap_is_the_dyads_in_both_of_those_in_either():
    """1949: one dyad in both. 1950: Britain and France in both, France and Italy in ATOP, Italy and the USA in COW."""
    found = series(network(*PACTS))
    assert found[SHARE, 1949].value == 1.0
    assert found[SHARE, 1950].value == pytest.approx(1 / 3)
    assert found[SHARE, 1952].value == 0.5, "France and Italy are in ATOP alone"


def test_how_many_dyads_each_has_is_told_beside():
    """A dyad is one, whoever pledged to whom and in however many rows."""
    found = series(network(*PACTS))
    counts = [found[f"dyads with a defence pact in {s}", 1950].value for s in ("atop", "cow_alliance")]
    assert counts == [2, 2]


def test_any_alliance_is_more_than_defence_pacts():
    """1950: two dyads in both, Italy and Spain in ATOP, Italy and the USA in COW."""
    found = series(network(*PACTS), measure="any")
    assert found["share of the dyads with any alliance in either", 1950].value == 0.5


def test_only_years_that_both_sources_cover_are_compared():
    """COW's last year here is 1958; what ATOP says of 1959 has nothing to be compared with."""
    result = METRICS["overlap"].compute(network(*PACTS))
    assert {p.year for p in result.series} == set(range(1949, 1959)) and result.last_year == 1958
    assert {p.year for p in METRICS["overlap"].compute(network(*PACTS), start=1950, end=1951).series} == {1950, 1951}


def test_only_members_of_the_state_system_are_compared():
    """The German Democratic Republic was no member in 1950; ATOP counts treaties of non-members, COW does not."""
    graph = network(*PACTS, ("atop", "GDR", "POL", "defense", "1950", "1960"))
    assert series(graph)["dyads with a defence pact in atop", 1950].value == 2
    assert series(graph)["dyads with a defence pact in atop", 1955].value == 3


def test_weights_lead_to_the_facts_and_add_up_to_the_value():
    """The facts of one dyad share its part: three facts say that Britain and France were allied."""
    point = series(network(*PACTS))[SHARE, 1950]
    assert sum(w for _, w in point.parts) == pytest.approx(point.value)
    assert [f for f, _ in point.parts] == ["f0", "f1", "f4"]
    assert point.lo is not None and point.hi is not None and point.lo <= 1 / 3 <= point.hi


def test_two_sources_are_named_and_two_are_needed():
    """A source that is not loaded is told; one source alone has no overlap."""
    swapped = METRICS["overlap"].compute(network(*PACTS), source="cow_alliance,atop")
    assert {p.source for p in swapped.series} == {"cow_alliance,atop"}
    nothing = METRICS["overlap"].compute(network(*PACTS[:4]))
    assert nothing.series == [] and "no alliances of cow_alliance are loaded" in str(nothing.note)
    for wrong in ("atop", "atop,atop", "atop,"):
        with pytest.raises(Usage, match="two sources with a comma between them"):
            METRICS["overlap"].compute(network(*PACTS), source=wrong)


def test_a_value_opens_down_to_the_rows_of_both_tables(tmp_path):
    """Through the record: each value has an id, and its parts are facts of both sources."""
    cow = "ccode1,ccode2,year,cow_defense,cow_neutral,cow_nonagg,cow_entente\n" + "".join(
        f"{a},{b},{y},1,0,0,0\n" for a, b in ((731, 710), (710, 731)) for y in (1961, 1962))  # fmt: skip
    (tmp_path / "cow.csv").write_text(cow)
    atop = "stateA,stateB,year,defense,offense,neutral,nonagg,consul,atopally\n731,710,1961,1,0,0,0,0,1\n710,731,1961,1,0,0,0,0,1\n"
    (tmp_path / "atop.csv").write_text(atop)
    with kg.open(tmp_path / "data") as work:
        assert {r.status for r in work.load([tmp_path / "cow.csv", tmp_path / "atop.csv"])} == {"loaded"}
        points = work.metric("overlap")["series"]
        share = next(p for p in points if p["year"] == 1961 and p["denominator"] == SHARE)
        assert share["value"] == 1.0
        told = work.explain(share["id"])
        assert {c["source_id"] for part in told["parts"] for c in part["claims"]} == {"atop", "cow_alliance"}


def dyads(rows: list[tuple[int, int, int]]) -> dict[int, set[frozenset[str]]]:
    """Undirected dyads of system members by year, from (number, number, year)."""
    found: dict[int, set[frozenset[str]]] = defaultdict(set)
    for one, other, year in rows:
        a, b = by_cow(one), by_cow(other)
        if a and b and a is not b and {a.id, b.id} <= set(members(year)):
            found[year].add(frozenset((a.id, b.id)))
    return found


# Germany and Yemen, which in 1990 took the place of two states each: no allies of theirs.
IN_TURN = {frozenset(pair) for pair in ((255, 260), (255, 265), (679, 678), (679, 680))}


def atop_rows(path: Path) -> list[tuple[int, int, int]]:
    """Defence pacts by calendar year out of ATOP's members, by loops of plain Python."""
    treaties: dict[tuple[str, str], list[tuple[int, int, int, bool]]] = defaultdict(list)
    with path.open(encoding="latin-1") as file:
        for r in csv.DictReader(file):
            last = int(r["yrexit"]) or 2018
            treaties[r["atopid"], r["phase"]].append((int(r["member"]), int(r["yrent"]), last, r["defense"] == "1"))
    return [
        (a[0], b[0], year)
        for told in treaties.values() for n, a in enumerate(told) for b in told[n + 1 :]
        if (a[3] or b[3]) and frozenset((a[0], b[0])) not in IN_TURN
        for year in range(max(a[1], b[1]), min(a[2], b[2]) + 1)
    ]  # fmt: skip


def test_the_whole_of_atop_and_cow_overlap_as_plain_loops_count_them(shared, tmp_path):
    """Defence pacts in each of the 197 years from 1816 to 2012; .904 in 1981 and .879 in 2000."""
    atop = shared / "data" / "atop" / "atop5_1m.csv"
    cow = shared / "data" / "cow" / "derived" / "cow_alliance_directed_dyad_year.csv.gz"
    with gzip.open(cow, "rt", encoding="ascii") as file:
        rows = [(int(float(r["ccode1"])), int(float(r["ccode2"])), int(float(r["year"])))
                for r in csv.DictReader(file) if r["cow_defense"] == "1"]  # fmt: skip
    one, other = dyads(atop_rows(atop)), dyads(rows)
    with kg.open(tmp_path / "data") as work:
        work.load([atop, cow])
        points = [p for p in work.metric("overlap")["series"] if p["denominator"] == SHARE]
    by_year = {p["year"]: p["value"] for p in points}
    assert list(by_year) == list(range(1816, 2013))
    assert (round(by_year[1981], 3), round(by_year[2000], 3)) == (0.904, 0.879)
    for year, value in by_year.items():
        assert value == pytest.approx(len(one[year] & other[year]) / len(one[year] | other[year]), abs=1e-12), year
