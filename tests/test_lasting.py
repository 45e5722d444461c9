"""How long a tie holds: a deadline is no end."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.facts import Context, Fact, build
from kg.measure import sentence
from kg.model import Actor, Claim, Document, Passage
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


def test_a_plan_by_2027_makes_partners_from_2027_on_and_ends_nothing(tmp_path: Path) -> None:
    """What an analyst asks of "by 2027": not in force before, not ended then, not gone after."""
    text = "Germany plans to deploy 4,800 soldiers to Lithuania by 2027."
    with read(tmp_path, "2025-05-03", text) as g:
        g.build()
        assert not g.query("ended", state="Germany", year=2027)
        years = (2025, 2026, 2027, 2029)
        assert [len(g.query("partners", state="Lithuania", year=year)) for year in years] == [0, 0, 1, 1]
        drawn = g.page(tmp_path / "page.html")
        assert drawn["edges"] == 1 and '"when":"by 2027"' in (tmp_path / "page.html").read_text()
        assert [c["time"] for c in g.claims(tmp_path / "a.txt")] == [{"start": None, "end": "2027"}]


def test_a_report_does_not_tell_that_a_plan_ended_on_its_deadline(tmp_path: Path) -> None:
    from kg.briefing import changes
    from kg.reports.windows import parse

    with read(tmp_path, "2025-05-03", "France will deliver 12 Rafale jets to Serbia by June 2025.") as g:
        facts = g.facts()
        assert facts and not changes(g, facts, facts, parse("2025-06")).removed
