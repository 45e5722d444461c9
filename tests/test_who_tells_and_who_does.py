"""Whose word a clause beside is, and who "it", "its" and "the country's" are: the speaker, the accused, the giver."""

from __future__ import annotations

import pytest

from kg.text.extract import explain_sentence


def read(text: str, relation: str) -> list[dict]:
    return [c for c in explain_sentence(text) if c["relation"] == relation]


def sides(text: str, relation: str) -> set[tuple[str, str | None]]:
    return {(c["subject"]["name"], c["object"] and c["object"]["name"]) for c in read(text, relation)}


def by(claim: dict) -> list[str]:
    return [a["name"] if isinstance(a, dict) else a for a in claim["attribution"]]


@pytest.mark.parametrize(
    "text",
    [
        "Sudan said five people were killed when Chad shelled a village.",
        "Sudan said five soldiers had died after Chad bombed a post.",
        "Sudan said two of its soldiers were wounded as Chad shelled a camp.",
        "Sudan said it opened fire after Chadian troops shelled a post.",
    ],
)
def test_what_befell_when_somebody_struck_is_all_told_by_who_speaks(text):
    [claim] = [c for c in read(text, "ATTACKS") if c["subject"]["name"] == "Chad"]
    assert claim["modality"] == "reported" and by(claim) == ["Sudan"]


def test_what_is_known_stays_so_beside_a_plan():
    """Finland does not tell of the invasion, but of what it will do."""
    [claim] = read("Finland said it would close the border after Russia invaded Ukraine.", "ATTACKS")
    assert claim["modality"] == "asserted"


@pytest.mark.parametrize(
    "text, who, whom",
    [
        ("Sudan said Chad had fired rockets and that its jets had bombed Chadian posts.", "Sudan", "Chad"),
        ("Sudan said Chad shelled Geneina and that it had struck a Chadian convoy.", "Sudan", "Chad"),
        ("Sudan said Chad had shelled Geneina and that it had attacked Sudanese soldiers.", "Chad", "Sudan"),
    ],
)
def test_its_after_and_that_is_the_speakers_where_the_other_is_struck(text, who, whom):
    assert (who, whom) in sides(text, "ATTACKS")


def test_a_ministry_speaks_and_its_state_fights():
    assert sides("Ukraine's defence ministry said its forces had recaptured Robotyne.", "CONTROLS") == {
        ("Ukraine", "Robotyne")
    }
    [claim] = read("The Russian Defence Ministry said it had shot down nine Ukrainian drones.", "ATTACKS")
    assert claim["subject"]["name"] == "Russia" and by(claim) == ["Russian Defence Ministry"]


@pytest.mark.parametrize(
    "text, relation, who, whom",
    [
        ("Kenya accused Sudan of arming the Houthis and asked it to stop.", "REQUESTS", "Kenya", "Sudan"),
        ("Britain accused Iran of arming Hezbollah and imposed sanctions on it.", "SANCTIONS", "United Kingdom", "Iran"),
        ("Oman sent arms to Yemen and urged it to hold talks.", "REQUESTS", "Oman", "Yemen"),
    ],
)  # fmt: skip
def test_who_is_accused_is_asked(text, relation, who, whom):
    assert sides(text, relation) == {(who, whom)}


def test_who_is_blamed_has_done_what_is_said_then():
    [claim] = read("Chad blamed Sudan for the fighting, saying its troops had shelled a village.", "ATTACKS")
    assert (claim["subject"]["name"], claim["object"]["name"]) == ("Sudan", "Chad")
    assert claim["modality"] == "alleged" and by(claim) == ["Chad"]
    own = "Chad blamed Sudan for the fighting, saying its troops had shelled Sudanese posts in response."
    assert ("Sudan", "Chad") not in {s for s in sides(own, "ATTACKS")}


def test_who_says_that_it_wants_peace_and_accuses_does_accuse():
    [claim] = read("Iran says it wants talks and accuses Israel of lying.", "ACCUSES")
    assert claim["modality"] == "asserted"


def test_the_countrys_minister_is_the_givers():
    [claim] = read("Norway has given Ukraine 20 tanks, the country's prime minister said.", "ARMS_TRANSFER")
    assert by(claim) == ["Norway"]


def test_another_who_sells_it_jets_sells_them_to_the_accuser():
    assert sides("Egypt condemned Ethiopia, and France sold it 20 jets.", "ARMS_TRANSFER") == {("France", "Egypt")}
