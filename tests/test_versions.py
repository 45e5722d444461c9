"""An outlet that corrects a report keeps its address: versions of one report are one story, and the later one counts."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.facts import Fact

FEED = """<rss version="2.0"><channel><title>{outlet}</title><item><title>{title}</title><link>{link}</link>
<guid>1</guid><pubDate>{day} Jan 2025 10:00:00 GMT</pubDate><description>{text}</description></item></channel></rss>"""
FIRST = {"outlet": "Wire", "title": "Poland sends troops to Latvia", "link": "http://wire.example/1", "day": "06",
         "text": "Poland sent 100 troops to Latvia."}  # fmt: skip
SECOND = FIRST | {"day": "07", "text": "Poland sent 140 troops to Latvia."}


def told(folder: Path, *versions: dict[str, str], known: str | None = None) -> tuple[Fact, dict[str, str]]:
    """The fact of the troops, and how the sentences bear on it."""
    for n, version in enumerate(versions):
        (folder / f"f{n}.xml").write_text(FEED.format(**version))
    with kg.open(folder / "kg-data") as g:
        g.load([folder / f"f{n}.xml" for n in range(len(versions))])
        [fact] = g.facts(["TROOP_DEPLOYMENT"], known=known)
        claims = [c for part in g.explain(fact.id)["parts"] for c in part["claims"]]
        return fact, {c["text"]: c["stance"] for c in claims}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_versions_the_later_counts_and_the_earlier_stays_to_be_seen(
    tmp_path: Path, order: tuple[int, int]
) -> None:
    """A correction bears nothing out that was not borne out before, and is no dispute; whatever was loaded first."""
    (tmp_path / "alone").mkdir()
    alone, _ = told(tmp_path / "alone", FIRST)
    fact, stances = told(tmp_path, *((FIRST, SECOND)[n] for n in order))
    assert (fact.quantity_min, fact.quantity_max) == (140, 140)
    assert (fact.n_stories, fact.belief, fact.contested) == (1, alone.belief, ())
    assert stances == {FIRST["text"]: "superseded", SECOND["text"]: "supports"}
    assert (fact.known, fact.last_known) == ("2025-01-06", "2025-01-07")


def test_before_the_correction_came_out_the_first_version_counts(tmp_path: Path) -> None:
    """A past view knows what had been published by then."""
    fact, _ = told(tmp_path, FIRST, SECOND, known="2025-01-06")
    assert fact.quantity_max == 100 and {stance for _, stance in fact.claims} == {"supports"}


@pytest.mark.parametrize("title", ["UPDATED: Poland sends troops to Latvia", "CORRECTED-Poland sends troops to Latvia",
                                   "UPDATE 2 - Poland sends troops to Latvia"])  # fmt: skip
def test_of_one_day_the_version_that_is_marked_is_the_later_one(tmp_path: Path, title: str) -> None:
    """As agencies mark them."""
    fact, stances = told(tmp_path, FIRST, SECOND | {"day": "06", "title": title})
    assert (fact.quantity_min, fact.n_stories, fact.belief) == (140, 1, 0.9)
    assert stances[FIRST["text"]] == "superseded"


def test_of_one_day_without_a_mark_nobody_knows_which_is_the_later_one(tmp_path: Path) -> None:
    """They are one story all the same, and both figures stand."""
    fact, stances = told(tmp_path, FIRST, SECOND | {"day": "06"})
    assert (fact.quantity_min, fact.quantity_max, fact.n_stories, fact.belief) == (100, 140, 1, 0.9)
    assert set(stances.values()) == {"supports"}


@pytest.mark.parametrize(
    "other",
    [
        {"link": "http://wire.example/2"},
        {"outlet": "Post"},
        {"link": "http://wire.example/", "both": "yes"},
    ],
)
def test_another_address_or_outlet_is_another_report(tmp_path: Path, other: dict[str, str]) -> None:
    """An address that is only that of the site tells nothing."""
    first = FIRST | {"link": other["link"]} if "both" in other else FIRST
    fact, stances = told(tmp_path, first, SECOND | other)
    assert (fact.quantity_min, fact.quantity_max, fact.n_stories) == (100, 140, 2)
    assert set(stances.values()) == {"supports"}


def test_a_page_on_which_all_news_stand_makes_no_versions_of_them(tmp_path: Path) -> None:
    """Two reports under one address that have hardly a word in common are two."""
    other = SECOND | {
        "title": "Kenyan police in Haiti",
        "text": "Kenya deployed 400 officers to Haiti, a minister said.",
    }
    for n, version in enumerate((FIRST, other)):
        (tmp_path / f"f{n}.xml").write_text(FEED.format(**version))
    with kg.open(tmp_path / "kg-data") as g:
        g.load([tmp_path / "f0.xml", tmp_path / "f1.xml"])
        assert len(set(g.context.stories.values())) == 2


def test_the_graph_is_brought_to_the_later_version_by_the_next_build(tmp_path: Path) -> None:
    """As a build from nothing makes it; the earlier sentence is in it, superseded."""
    (tmp_path / "f0.xml").write_text(FEED.format(**FIRST))
    (tmp_path / "f1.xml").write_text(FEED.format(**SECOND))
    ask = "MATCH (:Claim)-[b:BEARS_ON]->(f:Fact) RETURN b.stance AS stance, f.quantity_max AS most ORDER BY stance"
    with kg.open(tmp_path / "kg-data") as g:
        g.load(tmp_path / "f0.xml")
        g.build()
        g.load(tmp_path / "f1.xml")
        changed = g.build()["digest"]
        assert list(g.cypher(ask)) == [{"stance": "superseded", "most": 140}, {"stance": "supports", "most": 140}]
        assert g.build(full=True)["digest"] == changed
