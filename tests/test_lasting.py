"""How long a tie holds: a deadline is no end, and what stands goes on until its end is told, on pages and in queries."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

import kg
from kg.facts import Context, Fact, build
from kg.lasting import LASTING, STANDING
from kg.measure import sentence
from kg.model import Actor, Claim, Document, Passage
from kg.queries import load_queries
from kg.views.select import select
from kg.workspace import Workspace

CHN = Actor("China", "state", "CHN", "CHN")
DJI = Actor("Djibouti", "state", "DJI", "DJI")
POST, WIRE = (Document(f"outlet:{name}", name, "words", "2025-05-03", "text") for name in ("post", "wire"))


def base(text: str, where: Document = POST, relation: str = "BASE_ACCESS", **more: object) -> Claim:
    told = {"modality": "future"} | more
    return Claim(Passage(where.id, text, 0, len(text)), relation, CHN, DJI, **told)  # type: ignore[arg-type]


def fact_of(*claims: Claim) -> Fact:
    [fact] = build([(c.id, c) for c in claims], Context({d.id: d for d in (POST, WIRE)}, {}))
    return fact


def read(folder: Path, published: str, text: str) -> Workspace:
    (folder / "a.txt").write_text(f"Ties\nPost, {published}\n\n{text}\n")
    work = kg.open(folder / "kg-data")
    work.load(folder / "a.txt")
    return work


# -- deadlines -----------------------------------------------------------------------------------


@pytest.mark.parametrize("modality", ["future", "speculated", "conditional"])
def test_a_plan_with_a_deadline_begins_by_then_and_has_no_end(modality: str) -> None:
    """ "China will open a base in Djibouti by 2028": there is one from 2028 on, if not before."""
    fact = fact_of(base("China will open a base in Djibouti by 2028.", until="2028", modality=modality))
    assert (fact.since, fact.until, fact.details) == ("2028", None, {"deadline": True})
    assert sentence(fact) == f"China BASE_ACCESS Djibouti by 2028 [{modality}]"


@pytest.mark.parametrize(
    "text",
    ["China will keep its base in Djibouti until 2028.", "China may use the base through 2028.",
     "China will have the base up to the end of 2028.", "The base, to be ready by 2027, will be used till 2028."],
)  # fmt: skip
def test_what_is_to_last_until_a_year_ends_in_it(text: str) -> None:
    fact = fact_of(base(text, until="2028"))
    assert (fact.since, fact.until, fact.details) == (None, "2028", {})


def test_what_was_until_a_year_has_ended_however_it_is_told() -> None:
    """ "By 2008 China had left its base" is told as so, and no plan."""
    fact = fact_of(base("China had a base by 2008.", until="2008", modality="asserted"))
    assert (fact.since, fact.until) == (None, "2008")


def test_a_first_day_that_is_told_stands_before_a_deadline() -> None:
    """One paper says March 2028, another by the end of 2028: the base is to open in March, and not to close."""
    fact = fact_of(base("in March 2028", since="2028-03"), base("by December 2028", WIRE, until="2028-12"))
    assert (fact.since, fact.until, fact.details) == ("2028-03", None, {})


def test_a_deadline_and_an_end_are_told_apart() -> None:
    until = base("and keep it until June 2028", WIRE, until="2028-06")
    fact = fact_of(base("by March 2028", until="2028-03"), until)
    assert (fact.since, fact.until) == ("2028-03", "2028-06")
    backwards = fact_of(base("by November 2028", until="2028-11"), until)
    assert (backwards.since, backwards.until) == (None, "2028-06")  # what ends before it begins is told of nothing


def test_a_planned_delivery_is_of_its_deadline() -> None:
    """ "Will deliver jets by 2029": in 2029 at the latest, and not in each year until then."""
    fact = fact_of(base("by 2029", relation="ARMS_TRANSFER", until="2029"))
    assert (fact.since, fact.until, fact.details) == ("2029", "2029", {"deadline": True})


def test_a_plan_by_2027_makes_no_partners_yet_and_ends_nothing(tmp_path: Path) -> None:
    """What an analyst asks of "by 2027": not in force while it is a plan, not ended then, not gone from the page after."""
    text = "Germany plans to deploy 4,800 soldiers to Lithuania by 2027."
    with read(tmp_path, "2025-05-03", text) as g:
        g.build()
        assert not g.query("ended", state="Germany", year=2027)
        assert not [year for year in (2025, 2027, 2029) if g.query("partners", state="Lithuania", year=year)]
        drawn = g.page(tmp_path / "page.html")
        assert drawn["edges"] == 1 and '"when":"by 2027"' in (tmp_path / "page.html").read_text()
        assert [c["time"] for c in g.claims(tmp_path / "a.txt")] == [{"start": None, "end": "2027"}]


def test_a_report_does_not_tell_that_a_plan_ended_on_its_deadline(tmp_path: Path) -> None:
    from kg.briefing import changes
    from kg.reports.windows import parse

    with read(tmp_path, "2025-05-03", "France will deliver 12 Rafale jets to Serbia by June 2025.") as g:
        facts = g.facts()
        assert facts and not changes(g, facts, facts, parse("2025-06")).removed


# -- what stands, and what is followed to its last report -----------------------------------------

IN_FORCE = "Sweden joined NATO on 7 March 2024. Turkey has maintained a base in Qatar since 2015. " \
    "Russia has stationed 5,000 troops in Armenia since 1995."  # fmt: skip


def kept(start: str | None, *ties: dict[str, object], end: str | None = None) -> tuple[list[str], list[str]]:
    """The relations that a window keeps of what was told in 2024, and what is said to be left out."""
    graph = nx.MultiDiGraph()
    for n, told in enumerate(ties):
        graph.add_edge("A", "B", key=str(n), **({"source": "text", "known": "2024-02", "last_known": "2024-03"} | told))
    part, left_out = select(graph, start=start, end=end)
    return sorted(data["relation"] for *_, data in part.edges(data=True)), left_out


def test_a_page_of_a_later_window_has_what_queries_say_is_in_force(tmp_path: Path) -> None:
    """A membership, a base and a garrison told of on 8 March 2024, whose end nobody tells: in April, and in 2025."""
    with read(tmp_path, "2024-03-08", IN_FORCE) as g:
        g.build()
        assert [r["member"] for r in g.query("members", organisation="NATO", on="2025-01-01")] == ["SWE"]
        assert [r["partner"] for r in g.query("partners", state="Qatar", year=2025)] == ["TUR"]
        assert [r["partner"] for r in g.query("partners", state="Armenia", year=2025)] == ["RUS"]
        for start, end in (("2024-04-01", "2024-04-30"), ("2025", "2025"), ("2025", None)):
            drawn = g.page(tmp_path / "page.html", start=start, end=end)
            assert (drawn["edges"], drawn["left_out"]) == (3, [])
        assert g.page(tmp_path / "page.html", end="2014")["edges"] == 1


def test_what_was_last_reported_before_the_window_is_counted_where_it_is_left_out() -> None:
    """Fronts and governments change: who held a place in March 2024 is not said to hold it in 2025."""
    ties = ({"relation": r} for r in ("CONTROLS", "LEADS", "LEADS", "BASE_ACCESS", "MEETS_WITH"))
    assert kept("2025", *ties) == (
        ["BASE_ACCESS"],
        ["3 ties that count no longer than reported, last reported before 2025: 1 CONTROLS, 2 LEADS"],
    )
    assert kept("2024-03", {"relation": "CONTROLS"}) == (["CONTROLS"], [])
    assert kept(None, {"relation": "CONTROLS"}, end="2023") == ([], [])


def test_around_one_state_only_its_own_ties_are_counted_as_left_out() -> None:
    graph = nx.MultiDiGraph()
    for a, b in (("A", "B"), ("C", "D")):
        graph.add_edge(a, b, key=a, relation="CONTROLS", source="text", known="2024", last_known="2024")
    _, left_out = select(graph, ego="A", start="2025")
    assert left_out == ["A has no ties in this selection",
                        "1 tie that counts no longer than reported, last reported before 2025: 1 CONTROLS"]  # fmt: skip


@pytest.mark.parametrize("hedge", ["denied", "doubted"])
def test_what_sources_only_deny_does_not_stand(hedge: str) -> None:
    relations, left_out = kept("2025", {"relation": "BASE_ACCESS", "hedge": hedge})
    assert not relations and left_out[0].endswith(f": 1 BASE_ACCESS {hedge}")


def test_an_end_that_is_told_ends_what_stands() -> None:
    assert kept("2025", {"relation": "BASE_ACCESS", "until": "2024-06"}) == ([], [])


def test_a_meeting_makes_no_partners_in_later_years(tmp_path: Path) -> None:
    """The page and the query agree that it was in 2024, though no day is told."""
    with read(tmp_path, "2024-03-08", "The foreign ministers of France and Egypt met in Paris.") as g:
        g.build()
        assert [len(g.query("partners", state="Egypt", year=year)) for year in (2023, 2024, 2025)] == [0, 1, 0]
        assert g.page(tmp_path / "page.html", start="2025")["edges"] == 0


def test_the_queries_name_the_ties_that_stand() -> None:
    """Those of a query's own relations; and `ended` asks for the ends of all of them."""
    assert STANDING < LASTING
    texts = {name: query.text for name, query in load_queries().items()}
    assert all(relation in texts["ended"] for relation in STANDING)
    assert "type(r) IN ['ALLIED_WITH', 'BASE_ACCESS', 'TROOP_DEPLOYMENT']" in texts["partners"]
