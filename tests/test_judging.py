"""What a reviewer has judged holds under whatever names the actors come to have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.errors import Ambiguous, Usage
from kg.facts import Fact
from kg.model import Actor, Claim, Document, Passage, Source
from kg.workspace import Workspace

CHN, IND, RUS, NER, NGA = (Actor(s, "state", s, s) for s in ("CHN", "IND", "RUS", "NER", "NGA"))
ATLANTIS = Actor("Atlantis", "state")  # in no table


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Workspace]:
    with kg.open(tmp_path / "data") as workspace:
        yield workspace


def register(work: Workspace, to: Actor, *items: str) -> None:
    """What Russia delivered: each weapon is a deal of its own."""
    table = Document("sipri", "Trade Register", "", "2024-03-11", "sipri", "2024", digest=f"{1:064d}")
    rows = [
        Claim(Passage(table.id, f"{to.name} {item}", row=n), "ARMS_TRANSFER", RUS, to, item=item, since="2001",
              extractor="table 1", matter=item)
        for n, item in enumerate(items, 2)
    ]  # fmt: skip
    work.log.add([Source("sipri", "SIPRI")], [table], rows)


def meeting(work: Workspace, outlet: str, who: Actor) -> str:
    """A report that somebody met Russia in May 2024; the id of its claim."""
    text = f"{who.name} met Russia, writes {outlet}."
    report = Document(f"outlet:{outlet}", outlet, text, "2024-05-10", "text", name=outlet)
    claim = Claim(Passage(report.id, text, 0, len(text)), "MEETS_WITH", who, RUS, since="2024-05-09")
    work.log.add([Source(report.source, outlet)], [report], [claim])
    return claim.id


def items(work: Workspace) -> list[str]:
    """The weapons of all deliveries: the same in the graph, in a graph made anew, and as all other commands see them."""
    built = work.build()
    found = sorted(item for (item,) in work.store.rows("MATCH ()-[r:ARMS_TRANSFER]->() RETURN r.item"))
    assert found == sorted(str(f.item) for f in work.facts())
    alone, rest = work.outlined()
    assert len(found) == len(alone) + len(rest)
    assert work.build(full=True)["digest"] == built["digest"]
    return found


def fact(work: Workspace, **told: Any) -> Fact:
    [found] = [f for f in work.facts() if all(getattr(f, k) == v for k, v in told.items())]
    return found


def test_a_rejected_delivery_stays_rejected_when_its_buyer_is_merged_into_another(work):
    register(work, CHN, "W1", "W2", "W3")
    work.decide("reject", fact(work, item="W2").id)
    assert items(work) == ["W1", "W3"]
    work.decide("merge", "IND", "CHN", force=True)
    assert items(work) == ["W1", "W3"]
    register(work, CHN, "W1", "W2", "W3", "W4")  # more of the same register
    assert items(work) == ["W1", "W3", "W4"]
    work.decide("undo", "2")
    assert items(work) == ["W1", "W3", "W4"]
    work.decide("undo", "1")
    assert items(work) == ["W1", "W2", "W3", "W4"]


def test_a_rejection_that_is_undone_after_a_merge_counts_no_more(work):
    register(work, CHN, "W1", "W2")
    work.decide("reject", fact(work, item="W2").id)
    work.decide("merge", "IND", "CHN", force=True)
    assert items(work) == ["W1"]
    work.decide("undo", "1")
    assert items(work) == ["W1", "W2"]


def test_what_was_rejected_of_merged_states_stays_rejected_of_both_when_they_are_parted(work):
    register(work, CHN, "W1", "W2")
    register(work, IND, "W2", "W3")
    work.decide("merge", "IND", "CHN", force=True)
    work.decide("reject", fact(work, item="W2").id)
    assert items(work) == ["W1", "W3"]
    work.decide("undo", "1")
    assert items(work) == ["W1", "W3"]


@pytest.mark.parametrize("rejected, stays", [("CHN", "IND"), ("IND", "CHN")])
def test_a_judgement_does_not_spread_to_what_another_actor_was_said_to_do(work, rejected, stays):
    """One of two meetings was rejected; merged they are one matter, for which the other report still speaks."""
    claims = {"CHN": meeting(work, "Gazette", CHN), "IND": meeting(work, "Herald", IND)}
    [judged] = [f for f in work.facts() if rejected in (f.subject.key, f.object.key)]
    work.decide("reject", judged.id)
    work.decide("merge", "IND", "CHN", force=True)
    work.build()
    assert [[id for id, _ in f.claims] for f in work.facts()] == [[claims[stays]]]
    assert list(work.store.rows("MATCH (c:Claim)-[:BEARS_ON]->(:Fact) RETURN c.id")) == [(claims[stays],)]


def test_an_accepted_fact_stays_accepted_when_its_actor_is_merged(work):
    register(work, CHN, "W1", "W2")
    work.decide("accept", fact(work, item="W2").id)
    work.decide("merge", "IND", "CHN", force=True)
    work.build()
    assert {f.item: f.reviewed for f in work.facts()} == {"W1": None, "W2": "accepted"}


def test_a_rejection_by_who_did_not_know_of_the_merge_holds_in_the_record_of_both(work, tmp_path):
    """Two reviewers, two copies of one record: one merges, later the other rejects, and the records are joined."""
    register(work, CHN, "W1", "W2")
    with kg.open(tmp_path / "other") as other:
        other.log.union(work.data / "claims.db")
        work.decide("merge", "IND", "CHN", force=True)
        other.decide("reject", fact(other, item="W2").id)
    work.log.union(tmp_path / "other" / "claims.db")
    work.forget()
    assert items(work) == ["W1"]


def test_judgements_on_others_are_not_touched_by_a_merge(work):
    register(work, CHN, "W1")
    kept = meeting(work, "Gazette", IND)
    work.decide("reject", kept)
    work.decide("merge", "PRK", "CHN", force=True)
    assert items(work) == ["W1"]


# -- who may be merged into whom -----------------------------------------------------------------


def test_a_name_that_no_table_knows_may_be_merged_into_a_state_and_not_a_state_into_it(work):
    """Russia does not go under in a name that somebody has misspelt."""
    meeting(work, "Gazette", ATLANTIS)
    with pytest.raises(
        Usage, match=r"IND \(India\) is known, and '\?state:atlantis' in no table; write: kg review merge IND"
    ):
        work.decide("merge", "?state:atlantis", "India", force=True)
    work.decide("merge", "India", "?state:Atlantis")
    [met] = work.facts()
    assert met.subject.key == "IND"
    with pytest.raises(Usage, match="are one already"):
        work.decide("merge", "?state:atlantis", "IND")


def test_two_states_side_by_side_are_merged_only_by_force(work):
    """Niger and Nigeria are the pair that looks alike; East Germany ended before the Germany of today began."""
    register(work, NER, "W1")
    with pytest.raises(Usage, match=r"NER \(Niger\) and NGA \(Nigeria\) are two, side by side; --force"):
        work.decide("merge", "Niger", "Nigeria")
    with pytest.raises(Usage, match="side by side"):
        work.decide("merge", "NATO", "CSTO")
    work.decide("merge", "DEU", "GDR")
    work.decide("merge", "NER", "NGA", force=True)


def test_a_name_that_nothing_in_the_record_is_about_is_not_merged(work):
    meeting(work, "Gazette", ATLANTIS)
    for a, b in (("RUS", "?state:lemuria"), ("?state:lemuria", "?state:atlantis")):
        with pytest.raises(Usage, match=r"no claim here is about '\?state:lemuria'; kg query unresolved lists"):
            work.decide("merge", a, b)


def test_a_state_is_no_partner_of_itself_after_a_merge(work):
    """A report that Atlantis met Russia, when both are Russia, says nothing of anybody; it is counted."""
    meeting(work, "Gazette", ATLANTIS)
    meeting(work, "Herald", CHN)
    assert work.build()["self_ties"] == 0
    before = work.build()["digest"]
    work.decide("merge", "RUS", "?state:atlantis")
    built = work.build()
    assert (built["facts"], built["self_ties"], len(work.facts())) == (1, 1, 1)
    alone, rest = work.outlined()
    assert len(alone) + len(rest) == 1
    work.decide("undo", "1")
    assert (work.build()["facts"], work.build()["digest"]) == (2, before)


def test_what_is_asked_by_a_merged_name_is_answered_of_who_it_went_into(work):
    """Names, queries, metrics, disputes and pages follow the merge, and let go of it when it is undone."""
    register(work, ATLANTIS, "W1")
    register(work, IND, "W2")
    with pytest.raises(Usage, match="not known"):
        work.query("suppliers", state="Atlantis")
    work.decide("merge", "IND", "?state:atlantis")
    [found] = work.resolve("Atlantis")
    assert (found["id"], found["label"], found["codes"]["cow"]) == ("IND", "India", 750)
    assert found["candidates"] == [{"id": "IND", "reason": "?state:atlantis was merged into it on review"}]
    assert work.resolve("?state:atlantis")[0]["id"] == "IND"
    for who in ("Atlantis", "?state:atlantis", "IND"):
        assert [row["deals"] for row in work.query("suppliers", state=who)] == [2]
        [point] = work.metric("degree", of=who, relation="ARMS_TRANSFER", start=2001, end=2001)["series"]
        assert (point["of"], point["n_facts"]) == ("IND", 2)
        assert work.explain(point["id"])["value"] == point["value"]
    work.decide("undo", "1")
    assert work.resolve("Atlantis")[0]["id"] is None


def test_the_reviewer_sees_what_he_has_rejected(work):
    """A rejected fact or claim opens to its sentence, counts for nothing, and can be accepted after all."""
    claim = meeting(work, "Gazette", CHN)
    [met] = work.facts()
    work.decide("reject", met.id)
    told = work.explain(met.id[:12])
    assert (told["id"], told["value"], told["reviewed"]) == (met.id, 0.0, "rejected")
    assert told["parts"][0]["weight"] == 0.0
    assert told["parts"][0]["claims"][0]["text"] == "CHN met Russia, writes Gazette."
    with pytest.raises(Usage, match="was rejected on review and is not in the graph; kg explain"):
        work.query("evidence", fact=met.id)
    work.decide("accept", met.id)
    assert [f.reviewed for f in work.facts()] == ["accepted"]
    work.decide("reject", claim)
    assert work.facts() == []
    told = work.explain(claim)
    assert (told["kind"], told["reviewed"], told["parts"][0]["weight"]) == ("claim", "rejected", 0.0)
    assert told["parts"][0]["claims"][0]["claim"] == claim


def test_a_decision_names_the_one_claim_or_fact_that_it_judges(work, monkeypatch):
    """An id left empty, or cut too short, is no decision: the reviewer would believe that the claim is out."""
    claim = meeting(work, "Gazette", CHN)
    meeting(work, "Herald", IND)
    some = [claim, *(f.id for f in work.facts())]
    for id in ("", "…", "zz", *(i[:n] for i in some for n in (1, 5)), *(i[:5] + "…" for i in some), "f" * 32):
        for kind in ("accept", "reject"):
            with pytest.raises(Usage, match="kg explain and kg contested show ids"):
                work.decide(kind, id)
    twins = [fact(work, subject=CHN), fact(work, subject=IND)]
    twins = [replace(f, id=f"{'ab' * 4}{n}{f.id[9:]}") for n, f in enumerate(twins)]
    with monkeypatch.context() as patched:
        patched.setattr(work, "facts_beginning", lambda start: [f for f in twins if f.id.startswith(start)])
        with pytest.raises(Ambiguous):
            work.decide("reject", "abababab")
    assert work.decisions() == []
    assert work.decide("reject", claim[:6]).a == claim
