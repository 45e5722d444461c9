"""What a text says twice: a sentence that is half likely to say something is borne out by another one, or is not."""

from __future__ import annotations

import pytest

from kg.model import Actor, Claim, Document, Passage, Quantity
from kg.text.extract import extract
from kg.text.mentions import state_actor
from kg.text.retold import retold, together

COURSE = (
    "Norway said on Monday that it would send 40 instructors to a camp in Poland where Ukrainian soldiers learn to "
    "clear mines. The course is run by the Norwegian army together with the Poles. Some 300 Ukrainian sappers have "
    "finished it since May. In Lillehammer, too, Ukrainians are being taught, according to the ministry in Oslo."
)
LEASE = (
    "The United States has leased the airfield at Manta from Ecuador since 1999. Two hundred Americans live there, and "
    "their planes look for boats that carry cocaine. When the lease ends, Washington may move the aircraft to Colombia. "
    "It was renewed once, and Quito has asked for rent that was never paid. President Rafael Correa has called the base "
    "an insult."
)
COMPLAINT = (
    "Greece accused Turkey on Tuesday of violating its airspace over Samos eleven times in a day. Two Turkish drones "
    "had flown as far as Ikaria. Athens was not consulted, Foreign Minister Nikos Dendias complained, and Ankara had "
    "broken its word once more. In Ankara nobody was available for comment."
)


def read(title: str, text: str) -> list[Claim]:
    return list(extract(Document("outlet:x", title, text, "2021-05-20", "text", name="t")))


def test_what_two_sentences_each_may_say_is_read_from_both():
    """Neither sentence names Norway's pupils beside Norway plainly enough; that the text is about them nobody doubts."""
    aid = [c for c in read("Course for sappers", COURSE) if (c.relation, c.subject.state) == ("MILITARY_AID", "NOR")]
    to_ukraine = [c for c in aid if c.object is not None and c.object.state == "UKR"]
    one, other = to_ukraine
    assert one.passage.text.startswith("Norway said") and other.passage.text.startswith("In Lillehammer")
    assert one.because["elsewhere"] == other.passage.text and other.because["elsewhere"] == one.passage.text
    assert max(float(c.because["chance"]) for c in to_ukraine) < 0.72


def test_what_a_text_says_surely_needs_less_where_it_comes_back_to_it():
    first, *later = [c for c in read("Manta", LEASE) if c.relation == "BASE_ACCESS"]
    assert "elsewhere" not in first.because and first.passage.text.startswith("The United States has leased")
    assert [c.because["elsewhere"] for c in later] == [first.passage.text]


def test_what_one_sentence_alone_may_say_is_not_read():
    """Drones in one's airspace: an attack by every other reader's chance, and told once."""
    assert [c.relation for c in read("Athens complains", COMPLAINT)] == ["ACCUSES"]


# Of claims made by hand


def said(at: int, chance: float, relation: str = "ARMS_TRANSFER", n: int | None = None, **more: object) -> Claim:
    amount = None if n is None else Quantity(value=float(n), min=float(n), max=float(n), unit="items", text=str(n))
    ends = {"subject": state_actor("RUS"), "object": state_actor("DZA"), **more}
    passage = Passage("d", f"sentence {at}", at, at + 10)
    return Claim(passage=passage, relation=relation, quantity=amount, because={"chance": chance}, **ends)  # type: ignore[arg-type]


def starts(claims: list[Claim]) -> list[int | None]:
    return [c.passage.start for c in claims]


def test_claims_come_in_the_order_of_the_text():
    assert starts(retold([said(30, 0.9)], [said(0, 0.6, n=12), said(60, 0.6, n=4)])) == [0, 30, 60]


def test_a_repeat_that_adds_nothing_is_left_out():
    assert starts(retold([said(0, 0.9, n=12)], [said(30, 0.6), said(60, 0.6, n=12), said(90, 0.6, n=4)])) == [0, 90]


def test_an_army_and_its_state_say_the_same():
    army = Actor(id="army:DZA", name="Algerian army", type="army", state="DZA")
    assert starts(retold([said(0, 0.9)], [said(30, 0.6, n=12, object=army)])) == [0, 30]


@pytest.mark.parametrize(
    "other",
    [
        said(30, 0.6, n=4, relation="MILITARY_AID"),
        said(30, 0.6, n=4, polarity="negative"),
        said(30, 0.6, n=4, object=state_actor("MLI")),
        said(30, 0.6, n=4, subject=state_actor("DZA"), object=state_actor("RUS")),
        said(0, 0.6, n=4),
    ],
    ids=["relation", "polarity", "other side", "direction", "the same sentence"],
)
def test_another_matter_bears_nothing_out(other: Claim):
    assert starts(retold([said(0, 0.9)], [other])) == [0]


def test_two_sentences_are_as_likely_as_that_one_of_them_is_right():
    """1 - (1 - .6)(1 - .5) = .8; a sentence counts once, by its likeliest claim."""
    assert together([said(0, 0.6), said(30, 0.5)]) == pytest.approx(0.8)
    assert together([said(0, 0.6), said(0, 0.5)]) == pytest.approx(0.6)
    assert starts(retold([], [said(0, 0.7), said(30, 0.6, n=4)])) == [0, 30]
    assert starts(retold([], [said(0, 0.55), said(30, 0.55, n=4)])) == []
