"""What a text says twice: a sentence that is half likely to say something is borne out by another one, or is not."""

from __future__ import annotations

import pytest

from kg.model import Actor, Claim, Document, Passage, Quantity
from kg.text.extract import extract
from kg.text.learned import HALF
from kg.text.mentions import state_actor
from kg.text.retold import retold, together
from quality import corpus as articles
from quality.scores import CORPUS
from quality.train import SILENT

ENVOY = (
    "Estonia said on Monday that its airspace had been violated twice within a week. The defence ministry in Tallinn "
    "summoned the Russian envoy. Portuguese F-16s flying out of Amari scrambled in response. Lisbon has kept four of the "
    "aircraft there since April as part of NATO's air policing mission. They will be relieved by Spanish fighters in "
    "August."
)


def read(title: str, text: str) -> list[Claim]:
    return list(extract(Document("outlet:x", title, text, "2021-05-20", "text", name="t")))


def test_what_a_text_says_elsewhere_needs_less_in_another_sentence():
    """Instructors who are to come to a port are the help of which the text has told."""
    article = articles.read(CORPUS / "agency-horn" / "agency-horn-6.txt")
    both = [c for c in read(article.title, article.text.split("\n", 2)[2]) if c.relation == "MILITARY_AID"]
    stay = next(c for c in both if c.passage.text.startswith("Some 180 instructors"))
    assert HALF < float(stay.because["chance"]) < SILENT
    assert stay.because["elsewhere"] in {c.passage.text for c in both} - {stay.passage.text}


def test_what_one_sentence_alone_may_say_is_not_read():
    """Who summons an envoy may be said to meet him: likelier than not, and told once."""
    relations = {(c.relation, c.subject.state, c.object and c.object.state) for c in read("Baltic air policing", ENVOY)}
    assert ("ACCUSES", "EST", "RUS") in relations
    assert not [r for r in relations if r[0] == "MEETS_WITH"]


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
