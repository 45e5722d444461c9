"""A page, a fact and a report are made of the facts that they show, and of no others."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from test_building import Chance

import kg
import kg.facts
from kg.graphs import edge_values, outline_values
from kg.model import RECORD_ONLY, Actor, Claim, Document, Passage, Source
from kg.publish import due

PRK, CHN, RUS = (Actor(s, "state", s, s) for s in ("PRK", "CHN", "RUS"))


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each fact was made."""
    counts: Counter[str] = Counter()
    make = kg.facts._fact

    def counted(*arguments: Any) -> Any:
        fact = make(*arguments)
        counts[fact.id] += 1
        return fact

    monkeypatch.setattr(kg.facts, "_fact", counted)
    return counts


def trade(work: Any, years: range) -> None:
    """One row of a table for each year, between two states; and one with a third."""
    table = Document("cow_trade", "trade", "", None, "cow_trade", "4.0", digest="1" * 64)
    rows = [
        Claim(
            Passage(table.id, f"row {n}", row=n), "TRADES_WITH", CHN, who, since=str(y), until=str(y), matter=f"{y} {n}"
        )
        for n, (y, who) in enumerate([*((y, PRK) for y in years), (2000, RUS)])
    ]
    work.log.add([Source("cow_trade", "COW")], [table], rows)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("known", [None, "2024-06-01"])
def test_an_outline_ranks_as_the_fact_that_it_stands_for(seed: int, known: str | None, tmp_path: Path) -> None:
    """Random tables, reports and judgements: outlines and facts together are all facts, and tell the same."""
    chance = Chance(seed)
    with kg.open(tmp_path) as work:
        for _ in range(12):
            chance.adds(work)
        for _ in range(4):
            chance.decides(work)
        work.forget()
        outlines, others = work.outlined(known=known)
        facts = {f.id: f for f in work.facts(known=known)}
        assert sorted([*outlines, *(f.id for f in others)]) == sorted(facts) and outlines
        for id, outline in outlines.items():
            values = outline_values(outline)
            assert values == {k: edge_values(facts[id]).get(k, values[k]) for k in values}
            assert (outline.subject, outline.object) == (facts[id].subject, facts[id].object)
        assert work.whole(outlines.values(), known) == [facts[id] for id in sorted(outlines)]


def test_a_page_makes_only_the_facts_that_it_shows(tmp_path: Path, made: Counter[str]) -> None:
    """Of 1,500 years of trade a page draws 1,000, and says so; the others are no facts yet."""
    with kg.open(tmp_path / "data") as work:
        trade(work, range(1000, 2500))
        told = work.page(tmp_path / "page.html", ego="PRK")
    assert told["edges"] == 1000 and told["left_out"][0].startswith("500 of 1,500 ties")
    assert sum(made.values()) == 1000


def test_a_fact_is_opened_without_making_the_others(tmp_path: Path, made: Counter[str]) -> None:
    """By its id or the beginning of it; a vote on a roll call as well as a tie."""
    votes = Document("un_votes", "votes", "", None, "un_votes", "1", digest="2" * 64)
    vote = Claim(Passage(votes.id, "yes", row=1), RECORD_ONLY[0], PRK, Actor("roll call", "group", "unrc:1"))
    with kg.open(tmp_path) as work:
        trade(work, range(1950, 2000))
        work.log.add([Source("un_votes", "UN")], [votes], [vote])
        facts = [*work.facts(), *work.facts(RECORD_ONLY)]
        made.clear()
        for fact in facts:
            assert work.explain(fact.id)["fact"]["id"] == fact.id
            assert work.explain(fact.id[:20])["id"] == fact.id
        assert set(made) == {f.id for f in facts} and max(made.values()) <= 4


def test_a_report_begins_with_the_facts_of_the_window_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of twelve months that are due each has its facts worked out once, and not again as the next one's past."""
    own = tmp_path / "own.yaml"
    own.write_text("months:\n  title: Months\n  every: month\n")
    asked: Counter[str | None] = Counter()
    facts = kg.workspace.Workspace.facts

    def counted(work: Any, *selection: Any, **more: Any) -> Any:
        asked[selection[2]] += 1
        return facts(work, *selection, **more)

    with kg.open(tmp_path / "data") as work:
        for month in range(1, 13):
            (tmp_path / f"{month}.txt").write_text(
                f"Talks\nWire, 2024-{month:02d}-28\n\nChina met Russia in {month}.\n"
            )
        work.load(sorted(tmp_path.glob("*.txt")))
        monkeypatch.setattr(kg.workspace.Workspace, "facts", counted)
        written = due(work, tmp_path / "out", own)
    assert len(written) == 11  # December is not over on its 28th
    assert len(asked) == 12 and set(asked.values()) == {1}
