"""Votes and events between two states."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.metrics import METRICS

votes = st.one_of(st.none(), st.integers(1, 3))


@settings(max_examples=60)
@given(st.lists(st.tuples(votes, votes), min_size=1, max_size=30))
def test_agreement_counts_only_roll_calls_that_both_took_part_in(calls: list[tuple[int | None, int | None]]) -> None:
    """Share of equal votes, and S = 1 - 2 sum|x - y| / (2 n), against plain counting; absence is no vote."""
    graph = nx.MultiDiGraph()
    for number, pair in enumerate(calls):
        for state, vote in zip(("PRK", "RUS"), pair, strict=True):
            if vote is not None:
                graph.add_edge(state, f"unrc:{number}", key=f"{state}/{number}", relation="VOTES_ON", source="un_votes",
                               vote=vote, since="2022-03-02", belief=0.97)  # fmt: skip
    common = [(x, y) for x, y in calls if x and y]
    shares, scores = (METRICS["agreement"].compute(graph, of="PRK", on="RUS", measure=m).series for m in ("share", "s"))
    if not common:
        assert shares == [] and scores == []
        return
    [share], [score] = shares, scores
    assert share.value == pytest.approx(sum(x == y for x, y in common) / len(common), abs=1e-12)
    assert score.value == pytest.approx(1 - 2 * sum(abs(x - y) for x, y in common) / (2 * len(common)), abs=1e-12)
    for point in (share, score):
        assert sum(w for _, w in point.parts) == pytest.approx(point.value, abs=1e-9)
        assert point.lo <= point.value <= point.hi and point.n_facts == 2 * len(common)


def test_a_year_without_a_common_roll_call_has_no_agreement() -> None:
    """A gap stays a gap, and the line ends with the last common roll call."""
    graph = nx.MultiDiGraph()
    for state, years in (("PRK", (2010, 2012)), ("RUS", (2010, 2011, 2012, 2013))):
        for year in years:
            graph.add_edge(state, f"unrc:{year}", key=f"{state}{year}", relation="VOTES_ON", vote=1, since=str(year))
    found = METRICS["agreement"].compute(graph, of="PRK", on="RUS")
    assert [(p.year, p.value) for p in found.series] == [(2010, 1.0), (2011, None), (2012, 1.0)]
    assert found.last_year == 2012 and "no data after 2012" in str(found.note)


def test_a_vote_counts_in_the_year_of_its_own_day() -> None:
    """Roll call 78250 was voted on in December 2023; that a compilation files it under 2022 changes nothing."""
    graph = nx.MultiDiGraph()
    for state in ("PRK", "CHN"):
        for call, day in (("unrc:77100", "2022-12-07"), ("unrc:78250", "2023-12-19")):
            told = {"relation": "VOTES_ON", "source": "un_votes", "vote": 1, "since": day, "years": "2022"}
            graph.add_edge(state, call, key=f"{state}/{call}", **told)
    found = METRICS["agreement"].compute(graph, of="PRK", on="CHN")
    assert [(p.year, p.n_facts) for p in found.series] == [(2022, 2), (2023, 2)] and found.last_year == 2023


def events() -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    told = (("PRK", "RUS", 4.0, "2018-06-01"), ("RUS", "PRK", -2.0, "2018-06-02"), ("PRK", "USA", None, "2018-06-02"))
    for number, (a, b, intensity, day) in enumerate(told):
        graph.add_edge(a, b, key=f"e{number}", relation="MEETS_WITH", source="icews", intensity=intensity, since=day)
    return graph


def test_events_are_counted_by_who_acts_on_whom() -> None:
    """One event of North Korea towards Russia, one of Russia towards it; three of North Korea with anybody."""
    compute = METRICS["events"].compute
    roles = (None, "source", "target", "both")
    values = [compute(events(), of="PRK", on="RUS", role=r).series[0].value for r in roles]
    assert values == [1.0, 1.0, 1.0, 2.0]
    assert compute(events(), of="PRK").series[0].value == 3.0
    assert compute(events(), of="PRK", role="source").series[0].value == 2.0
    [mean] = compute(events(), of="PRK", on="RUS", measure="intensity", role="both").series
    assert mean.value == 1.0 and sum(w for _, w in mean.parts) == 1.0 and mean.lo <= 1.0 <= mean.hi
    assert compute(events(), of="PRK", on="RUS", measure="intensity").series[0].value == 4.0
    assert compute(events(), of="PRK", on="USA", measure="intensity").series[0].value is None


def test_what_is_undone_or_intended_is_a_coded_event_too() -> None:
    """Cut aid is a denied fact of the graph, and an event all the same; a conflict's intensity in UCDP is none."""
    graph = events()
    graph.add_edge("PRK", "RUS", key="u", relation="MILITARY_AID", source="icews", hedge="denied", belief=0.0,
                   n_events=5, intensity=-5.6, since="2018-06")  # fmt: skip
    graph.add_edge("PRK", "RUS", key="v", relation="COMBAT", source="ucdp", intensity=2, since="2018")
    [point] = METRICS["events"].compute(graph, of="PRK", on="RUS").series
    assert point.value == 6.0 and point.lo is not None and point.lo >= 0
    [mean] = METRICS["events"].compute(graph, of="PRK", on="RUS", measure="intensity").series
    assert mean.value == pytest.approx((4.0 - 5 * 5.6) / 6, abs=1e-12)


def test_dependence_for_events_is_the_share_of_events_with_a_partner() -> None:
    """Two of three."""
    [point] = METRICS["dependence"].compute(events(), of="PRK", on="RUS", dimension="events").series
    assert point.value == pytest.approx(2 / 3, abs=1e-12)


def test_dependence_and_the_number_of_events_rest_on_the_same_counts() -> None:
    """Statements and what was undone are events in both; a conflict of UCDP, with its intensity, in neither."""
    graph = events()
    graph.add_edge("PRK", "CHN", key="s", relation="SPEAKS_OF", source="gdelt", n_events=4, since="2018-05")
    graph.add_edge("RUS", "PRK", key="u", relation="AIDS", source="gdelt", hedge="denied", belief=0.0, n_events=6,
                   since="2018-06")  # fmt: skip
    graph.add_edge("PRK", "USA", key="v", relation="COMBAT", source="ucdp", intensity=2, since="2018")
    graph.add_edge("PRK", "CHN", key="w", relation="MEETS_WITH", source="phoenix", n_events=2, since="2018-07")
    for source, on in (("gdelt", "RUS"), ("icews", "USA"), ("phoenix", "CHN")):
        of = {"of": "PRK", "source": source}
        [some] = METRICS["events"].compute(graph, on=on, role="both", **of).series
        [all_] = METRICS["events"].compute(graph, **of).series
        [share] = METRICS["dependence"].compute(graph, on=on, dimension="events", **of).series
        assert some.value and all_.value and share.value == pytest.approx(some.value / all_.value, abs=1e-12)
    assert {p.source for p in METRICS["dependence"].compute(graph, of="PRK", on="RUS", dimension="events").series} == {
        "gdelt", "icews", "phoenix"}  # fmt: skip
    needed = [METRICS["events"].relations({}), METRICS["dependence"].relations({"dimension": "events"})]
    assert needed[0] == needed[1] and "SPEAKS_OF" in needed[0]
