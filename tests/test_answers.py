"""Who answers in interviews, briefings and written answers: his word, and not the paper's."""

from __future__ import annotations

import pytest

from kg.model import Claim, Document
from kg.text.extract import extract


def read(text: str, title: str = "Interview") -> list[Claim]:
    return list(extract(Document("paper", title, text, "2016-08-08", "text")))


def told(text: str, title: str = "Interview") -> list[tuple[str, str, str, str]]:
    """(relation, polarity, modality, who says so) of each claim."""
    return [(c.relation, c.polarity, c.modality, "/".join(a.name for a in c.speakers)) for c in read(text, title)]


@pytest.mark.parametrize(
    ("title", "text", "speaker"),
    [
        ("'We host nobody': Niger's defence minister",
         "Q: Will Russia get a base?\n\nA: No. Russia has never attacked Mali.", "Niger's defence minister"),
        ("Interview: Defence minister Karlsson of Sweden",
         "Q: Is Russia a threat?\n\nA: Norway has not attacked Russia.", "Defence minister Karlsson"),
        ("Interview", "Foreign Minister Ayesha Khan of Pakistan spoke to the Review.\n\nQ: And the Taliban?\n\n"
         "A: Pakistan has never attacked Iran.", "Ayesha Khan"),
        ("Questions to the envoy", "Q. Did Syria arm Hezbollah?\n\nA. Syria has never armed Hezbollah.", "envoy"),
        ("General Marchetti: 'Nobody asked'", "Review: Has Italy sent tanks?\n\n"
         "Marchetti: No. Italy has not sent tanks to Ukraine.", "General Marchetti"),
        ("Press briefing", "QUESTION: Is it true?\n\nGEN. ROSS: No, Chad has not attacked Libya.", "Gen. Ross"),
        ("Press conference", "Reuters: Is China supplying drones?\n\n"
         "Spokesperson: China has never sold drones to Russia.", "spokesperson"),
        ("Press conference", "MS. DIALLO: Guinea has not attacked Mali.", "Diallo"),
        ("Written answers", "Mrs Cole: To ask the Minister whether Britain supplied rifles to Nepal.\n\n"
         "Tony Lloyd: Britain has not supplied rifles to Nepal.\n\nTony Lloyd: I have no more to say.", "Tony Lloyd"),
    ],
)  # fmt: skip
def test_who_is_asked_denies_it_and_not_the_paper(title: str, text: str, speaker: str) -> None:
    assert {(polarity, modality, who) for _, polarity, modality, who in told(text, title)} == {
        ("negative", "reported", speaker)
    }


def test_all_sentences_of_an_answer_are_his() -> None:
    text = "ENVOY: Israel bombed a convoy in Sudan. Chad sent 200 soldiers to Mali. Kenya attacked Somalia."
    found = told(f"JOURNALIST: Who bombed it?\n\n{text}")
    assert found
    assert {(modality, who) for _, _, modality, who in found} == {("reported", "envoy")}


def test_whoever_he_quotes_keeps_his_word() -> None:
    text = "Q: Is Chad at war?\n\nA: Sudan accuses Chad of arming rebels. Libya said that Chad had attacked Sebha."
    assert ("ATTACKS", "positive", "reported", "Libya") in told(text, "Interview: General Adoum of Chad")


def test_where_two_may_answer_nobody_is_guessed_and_nothing_asserted() -> None:
    title = "Colonel Toure of Mali and General Barry of Guinea on the war"
    assert told("Q: Who did it?\n\nA: Chad attacked Libya.", title) == [("ATTACKS", "positive", "reported", "")]


def test_the_label_is_no_part_of_the_sentence() -> None:
    (claim,) = read("Q: Who did it?\n\nA: Chad attacked Libya.")
    assert claim.passage.text == "Chad attacked Libya."


@pytest.mark.parametrize(
    "text",
    [
        "Chad attacked Libya.\n\nQ: And now?",
        "Analysis: Will there be war?\n\nBackground: Chad attacked Libya.",
        "Analysis: Who did it?\n\nChad attacked Libya, and nobody knows why.",
        "Reuters: Is there war?\n\nA: I do not know.\n\nChad attacked Libya.",
        "Was it war?\n\nLatest: Chad attacked Libya.",
    ],
)
def test_what_is_no_answer_is_the_papers_own(text: str) -> None:
    assert ("ATTACKS", "positive", "asserted", "") in told(text)
