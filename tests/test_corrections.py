"""Reports that are wrong, taken back, only told of or not confirmed: what a story says is as sure as its noun, unless
somebody has called it false."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.text.extract import explain_sentence

Told = tuple[str, str, str, str, str]


def told(text: str, relation: str = "") -> set[Told]:
    """Relation, sides, how it is told, and who says so: of one relation, or of all but titles and criticism."""
    return {
        (c["relation"], c["subject"]["state"], c["object"] and c["object"]["state"],
         ("no " if c["polarity"] == "negative" else "") + c["modality"],
         " ".join(a["name"] for a in c["attribution"]))
        for c in explain_sentence(text)
        if c["relation"] == relation or (not relation and c["relation"] not in ("LEADS", "ACCUSES"))
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Harbour News withdrew its story of 3 May that Turkey had sent soldiers to Niger.", "Harbour News"),
        ("Harbour News has retracted its story that Turkey had sent soldiers to Niger.", "Harbour News"),
        ("The agency has taken back a dispatch saying that Turkey sent soldiers to Niger.", "agency"),
        ("A newspaper retracted its claim of Monday that Turkey had sent soldiers to Niger.", "A newspaper"),
        ("The station retracted on Friday its report that Turkey had sent soldiers to Niger.", "station"),
        ("The Courier's report of last week that Turkey sent soldiers to Niger was retracted.", ""),
        ("The agency corrected an earlier report that Turkey had sent soldiers to Niger; it was Togo.", "agency"),
        ("A report in the Daily that Turkey had sent soldiers to Niger was later corrected.", ""),
    ],
)
def test_a_report_that_is_taken_back_is_denied_by_who_takes_it_back(text: str, who: str) -> None:
    assert told(text) == {("TROOP_DEPLOYMENT", "TUR", "NER", "no reported", who)}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The allegation that Turkey sent soldiers to Niger is untrue, the ministry said.", "ministry"),
        ("Claims that Turkey sent soldiers to Niger were without foundation, Ankara said.", "Turkey"),
        ("Claims that Turkey had sent soldiers to Niger turned out to be wrong.", ""),
        ("Turkey described reports that it had sent soldiers to Niger as a fabrication.", "Turkey"),
        ("The government called reports that Turkey had sent soldiers to Niger false.", "government"),
        ("The story that Turkey had sent soldiers to Niger was made up.", ""),
        ("False reports that Turkey had sent soldiers to Niger spread on Sunday.", ""),
        ("Niamey denied false reports that Turkey had sent soldiers to Niger.", "Niger"),
    ],
)
def test_a_report_that_is_called_false_is_denied(text: str, who: str) -> None:
    """And no longer the word of whoever made it: by who calls it false, where that is told."""
    assert told(text) == {("TROOP_DEPLOYMENT", "TUR", "NER", "no reported", who)}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The channel incorrectly claimed that Turkey had sent soldiers to Niger.", ""),
        ("It was wrongly reported that Turkey had sent soldiers to Niger.", ""),
        ("Turkey was mistakenly reported to have sent soldiers to Niger.", ""),
        ("Turkey was falsely accused of sending soldiers to Niger.", ""),
        ("Editor's note: a first dispatch stated in error that Turkey had sent soldiers to Niger.", ""),
        ("The weekly misreported that Turkey had sent soldiers to Niger.", ""),
        ("The paper admitted that it had wrongly reported that Turkey sent soldiers to Niger.", "paper"),
        ("The editor apologised for having written that Turkey sent soldiers to Niger.", "editor"),
        ("The ministry erred in announcing that Turkey had sent soldiers to Niger.", "ministry"),
        ("The magazine was wrong to report that Turkey had sent soldiers to Niger.", ""),
    ],
)
def test_what_was_said_by_mistake_is_denied_and_nobody_says_it(text: str, who: str) -> None:
    found = told(text)
    assert {one[:4] for one in found} == {("TROOP_DEPLOYMENT", "TUR", "NER", "no reported")}
    assert {one[4] for one in found} <= {who, "magazine"}


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Rumours that Turkey had sent soldiers to Niger worried Benin.", "alleged"),
        ("Rumours spread that Turkey had sent soldiers to Niger.", "alleged"),
        ("Diplomats reacted to rumours that Turkey had sent soldiers to Niger.", "alleged"),
        ("Despite claims that Turkey had sent soldiers to Niger, Niamey was calm.", "alleged"),
        ("Unconfirmed reports that Turkey had sent soldiers to Niger circulated.", "alleged"),
        ("Reports that Turkey had sent soldiers to Niger remain unconfirmed.", "alleged"),
        ("Amid reports that Turkey had sent soldiers to Niger, the market closed.", "reported"),
        ("A report that Turkey had sent soldiers to Niger surfaced on Friday.", "reported"),
        ("The council met after reports that Turkey had sent soldiers to Niger.", "reported"),
        ("Asked about reports that Turkey had sent soldiers to Niger, the minister said that talks go on.", "reported"),
        ("The general declined to comment on reports that Turkey had sent soldiers to Niger.", "reported"),
        ("The general would not comment on reports that Turkey had sent soldiers to Niger.", "reported"),
        ("The Pentagon could not verify reports that Turkey had sent soldiers to Niger.", "reported"),
    ],
)
def test_a_report_is_told_as_one_whatever_is_done_with_it(text: str, how: str) -> None:
    """Who fears it or will not comment on it makes no report and denies none."""
    assert told(text) == {("TROOP_DEPLOYMENT", "TUR", "NER", how, "")}


@pytest.mark.parametrize(
    "text",
    [
        "Ankara did not confirm that Turkey had sent soldiers to Niger.",
        "The army was unable to confirm that Turkey had sent soldiers to Niger.",
        "Neither side confirmed that Turkey had sent soldiers to Niger.",
        "Officials have yet to confirm that Turkey sent soldiers to Niger.",
        "The ministry would neither confirm nor deny that Turkey had sent soldiers to Niger.",
        "The ministry would not deny or confirm that Turkey had sent soldiers to Niger.",
        "The ministry refused to acknowledge that Turkey had sent soldiers to Niger.",
        "The ministry declined to say whether Turkey had sent soldiers to Niger.",
        "The ministry would not say whether Turkey had sent soldiers to Niger.",
    ],
)
def test_who_does_not_confirm_denies_nothing(text: str) -> None:
    assert told(text) == {("TROOP_DEPLOYMENT", "TUR", "NER", "speculated", "")}


def test_who_declines_to_say_rejects_nobody() -> None:
    assert not told("Niger declined to say whether it had bought drones from Turkey.", "REJECTS")
    assert told("Niger refused to admit Turkey to the talks.", "REJECTS")


def test_what_would_tell_how_many_tells_nothing() -> None:
    assert not told("The general would not say how many soldiers Turkey had sent to Niger.")


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Reports that Turkey had sent soldiers to Niger were confirmed.", "reported"),
        ("Reports that Turkey had sent soldiers to Niger may be false.", "reported"),
        ("Ankara did not deny reports that Turkey had sent soldiers to Niger.", "reported"),
        ("Ankara asked the Courier to retract its report that Turkey had sent soldiers to Niger.", "reported"),
        ("A report that Turkey sent soldiers to Niger was partly wrong.", "reported"),
        ("The agency correctly reported that Turkey had sent soldiers to Niger.", "reported"),
        ("The minister apologised for revealing that Turkey had sent soldiers to Niger.", "reported"),
        ("The UN said in a report that Turkey had sent soldiers to Niger.", "reported"),
        ("The ministry declined to comment but confirmed that Turkey had sent soldiers to Niger.", "reported"),
        ("If reports that Turkey sent soldiers to Niger are true, Benin will act.", "conditional"),
        ("Ankara confirmed that Turkey had sent soldiers to Niger.", "reported"),
        ("Turkey mistakenly sent soldiers to Niger.", "asserted"),
        ("Turkey was wrong to send soldiers to Niger.", "asserted"),
        ("Turkey apologised for sending soldiers to Niger.", "asserted"),
        ("Ankara denied that Turkey had sent soldiers to Niger.", "no reported"),
        ("The panel did not find evidence that Turkey had sent soldiers to Niger.", "no reported"),
    ],
)
def test_what_has_not_been_taken_back_stands(text: str, how: str) -> None:
    assert {one[3] for one in told(text, "TROOP_DEPLOYMENT")} == {how}


def test_a_retraction_that_says_what_it_takes_back_takes_back_nothing_else() -> None:
    """Two claims of the text and one that is denied; the rifles stand."""
    text = (
        "A newspaper said that Kenya had sold rifles to Chad. "
        "The newspaper retracted its report of Monday that Turkey had sent soldiers to Niger."
    )
    found = {one[:4] for one in told(text)}
    assert found == {
        ("ARMS_TRANSFER", "KEN", "TCD", "reported"),
        ("TROOP_DEPLOYMENT", "TUR", "NER", "no reported"),
    }


def test_a_retraction_by_the_same_outlet_counts_against_the_fact(tmp_path: Path) -> None:
    """It was read as a second story in support, and raised belief. Now no story is left that says so."""
    first = "Turkey sent 40 drones to Niger on February 20, 2024."
    second = "Beta Post has retracted its report of March 1 that Turkey sent 40 drones to Niger. The report was wrong."
    for name, day, text in (("a", "2024-03-01", first), ("b", "2024-04-10", second)):
        (tmp_path / f"{name}.txt").write_text(f"Drones\nBeta Post, {day}\n\n{text}\n", encoding="utf-8")
    with kg.open(str(tmp_path / "data")) as g:
        g.load([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
        g.build()
        (row,) = g.cypher(
            "MATCH (f:Fact {relation: 'ARMS_TRANSFER'}) RETURN f.n_stories AS stories, f.n_denials AS denials, f.hedge AS hedge"
        )
    assert (row["stories"], row["denials"], row["hedge"]) == (0, 1, "denied")
