"""Claims add up to facts: by matter, by independent story, with denials beside what they deny."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pytest

from kg.facts import Context, Fact, Judgements, build, contradictions, fact_values, known_claims, reissued
from kg.judging import judgements
from kg.log import Decision
from kg.measure import sentence
from kg.model import Actor, Claim, Document, Passage, Quantity
from kg.views.evidence import amount

PRK = Actor("North Korea", "state", "PRK", "PRK")
RUS = Actor("Russia", "state", "RUS", "RUS")
CHN = Actor("China", "state", "CHN", "CHN")


def document(name: str, published: str | None = "2024-10-24", **changes: str) -> Document:
    return Document(f"outlet:{name}", name, f"words of {name}", published, "text", **changes)


def said(
    where: Document, relation: str = "TROOP_DEPLOYMENT", of: Actor = PRK, on: Actor = RUS, **more: object
) -> Claim:
    return Claim(Passage(where.id, where.text, 0, 5), relation, of, on, **more)  # type: ignore[arg-type]


def facts(
    *claims: Claim, documents: list[Document], stories: dict[str, str] | None = None, **judged: object
) -> list[Fact]:
    context = Context({d.id: d for d in documents}, stories or {}, Judgements(**judged))  # type: ignore[arg-type]
    return build([(c.id, c) for c in claims], context)


A, B, C = document("a"), document("b"), document("c")


def test_ten_copies_of_a_wire_story_are_believed_like_one() -> None:
    """Belief counts independent stories, not copies (a rival's score rises from .65 to .95 on copies)."""
    copies = [document(f"paper{n}") for n in range(10)]
    story = {d.id: "wire" for d in copies}
    [one] = facts(said(copies[0]), documents=copies, stories=story)
    [ten] = facts(*map(said, copies), documents=copies, stories=story)
    assert (ten.belief, ten.n_stories, len(ten.documents)) == (one.belief, 1, 10)


def test_a_second_independent_story_raises_belief() -> None:
    """Two outlets that report the same on their own: 1 - .1 x .1 = .99."""
    [two] = facts(said(A), said(B), documents=[A, B])
    assert two.belief == pytest.approx(0.99) and two.belief_lo == pytest.approx(0.9)


def test_a_denial_lowers_belief_and_deletes_nothing() -> None:
    """The denied fact stays, contested, with the denial beside it; the low end is the denied one."""
    [fact] = facts(said(A), said(B, polarity="negative", modality="reported"), documents=[A, B])
    assert fact.contested == ("polarity",) and fact.hedge == "asserted" and fact.n_denials == 1
    assert fact.belief < 0.9 == fact.belief_hi
    assert [stance for _, stance in fact.claims].count("denies") == 1


def test_who_denies_its_own_doing_counts_half() -> None:
    """Moscow's denial of its own act weighs less than a third party's."""
    own = said(B, polarity="negative", modality="reported", speakers=(RUS,))
    other = said(B, polarity="negative", modality="reported", speakers=(CHN,))
    [by_itself], [by_china] = (facts(said(A), denial, documents=[A, B]) for denial in (own, other))
    assert by_china.belief < by_itself.belief


def test_what_is_only_denied_is_shown_as_denied() -> None:
    """A matter that sources only deny has no belief and the hedge "denied"."""
    [fact] = facts(said(A, polarity="negative"), documents=[A])
    assert (fact.hedge, fact.polarity, fact.belief) == ("denied", "negative", 0.0)


DOUBTS = ("speculated", "conditional", "future")


@pytest.mark.parametrize("modality", DOUBTS)
def test_who_says_that_a_base_may_close_or_will_close_denies_no_base(modality: str) -> None:
    """ "If Armenia leaves the CSTO, Russia will close its base" takes the base for granted: a doubt, no denial."""
    [fact] = facts(said(A, "BASE_ACCESS", polarity="negative", modality=modality), documents=[A])
    assert (fact.hedge, fact.n_denials, fact.belief, fact.n_stories) == ("doubted", 0, 0.0, 0)
    assert [stance for _, stance in fact.claims] == ["doubts"]


@pytest.mark.parametrize("modality", DOUBTS)
def test_a_doubt_is_kept_beside_a_fact_and_takes_no_belief_away(modality: str) -> None:
    """One outlet tells of a base, another that it may close: they do not contradict each other."""
    doubt = said(B, "BASE_ACCESS", polarity="negative", modality=modality)
    [alone] = facts(said(A, "BASE_ACCESS"), documents=[A])
    [fact] = facts(said(A, "BASE_ACCESS"), doubt, documents=[A, B])
    assert (fact.hedge, fact.belief, fact.contested, fact.n_denials) == ("asserted", alone.belief, (), 0)
    assert (doubt.id, "doubts") in fact.claims


@pytest.mark.parametrize("modality", ["asserted", "reported", "alleged"])
def test_who_says_that_there_is_no_base_denies_it(modality: str) -> None:
    """A denial that is only alleged is one, and counts as little as it is firm; beside it a doubt counts nothing."""
    denial = said(A, "BASE_ACCESS", polarity="negative", modality=modality)
    doubt = said(B, "BASE_ACCESS", polarity="negative", modality="speculated")
    [fact] = facts(denial, doubt, documents=[A, B])
    assert (fact.hedge, fact.n_denials) == ("denied", 1)


def test_figures_of_several_stories_are_a_range_and_never_a_sum() -> None:
    """1,500, up to 12,000 and about 10,000 troops: one fact from 1,500 to 12,000, disputed."""
    figures = [
        Quantity(value=1500, unit="troops"),
        Quantity(max=12000, unit="troops"),
        Quantity(value=10000, unit="troops"),
    ]
    [fact] = facts(*(said(d, quantity=q) for d, q in zip((A, B, C), figures, strict=True)), documents=[A, B, C])
    assert (fact.quantity_min, fact.quantity_max, fact.unit) == (1500, 12000, "troops")
    assert fact.contested == ("quantity",)


def test_a_bound_alone_stays_a_bound() -> None:
    """ "Up to 12,000" gives a highest figure and no lowest one."""
    [fact] = facts(said(A, quantity=Quantity(max=12000, unit="troops")), documents=[A])
    assert (fact.quantity_min, fact.quantity_max, fact.contested) == (None, 12000, ())


@pytest.mark.parametrize(
    ("one", "other", "low", "high", "contested"),
    [
        ({"min": 20}, {"value": 5}, 5, None, ("quantity",)),
        ({"max": 5}, {"value": 20}, None, 20, ("quantity",)),
        ({"min": 20}, {"value": 25}, 20, 25, ()),
        ({"min": 20}, {"max": 30}, 20, 30, ()),
        ({"min": 20}, {"min": 23}, 20, None, ()),
    ],
)
def test_at_least_twenty_dead_is_no_highest_figure_beside_a_lower_one(
    one: dict[str, float], other: dict[str, float], low: float | None, high: float | None, contested: tuple[str, ...]
) -> None:
    """One outlet counts at least 20 dead, another 5: nobody says that there were no more than 20."""
    figures = (Quantity(unit="killed", **one), Quantity(unit="killed", **other))
    [fact] = facts(*(said(d, "CASUALTIES", quantity=q) for d, q in zip((A, B), figures, strict=True)), documents=[A, B])
    assert (fact.quantity_min, fact.quantity_max, fact.contested) == (low, high, contested)


@pytest.mark.parametrize(
    ("item", "unit", "words"),
    [("jets", "jets", "8 jets"), ("F-16 jets", "jets", "8 F-16 jets"), ("F-16 jets", "units", "8 units F-16 jets")],
)
def test_what_is_counted_and_what_is_sold_are_named_once(item: str, unit: str, words: str) -> None:
    """Russia sold 8 jets: "8 jets", and not "8 jets jets"."""
    [fact] = facts(said(A, "ARMS_TRANSFER", item=item, quantity=Quantity(value=8, unit=unit)), documents=[A])
    assert sentence(fact) == f"North Korea ARMS_TRANSFER Russia {words} [asserted]"
    assert amount(fact_values(fact)) == words.replace("units ", "units; ")


def test_shells_and_containers_do_not_share_a_range() -> None:
    """Different units are never put on one scale: the unit of most stories is shown."""
    shells = Quantity(value=8_000_000, unit="shells")
    boxes = Quantity(value=10_000, unit="containers")
    [fact] = facts(
        *(said(d, "ARMS_TRANSFER", quantity=q) for d, q in ((A, shells), (B, boxes), (C, boxes))), documents=[A, B, C]
    )
    assert (fact.quantity_max, fact.unit) == (10_000, "containers")


def test_the_order_of_loading_changes_nothing() -> None:
    """All orders of five claims give identical facts."""
    claims = [
        said(A), said(B, modality="alleged"), said(C, polarity="negative"),
        said(A, "MEETS_WITH", RUS, PRK), said(B, "MEETS_WITH", PRK, RUS),
    ]  # fmt: skip
    expected = facts(*claims, documents=[A, B, C])
    for order in itertools.permutations(claims):
        assert facts(*order, documents=[A, B, C]) == expected
    assert len(expected) == 2  # a meeting is one matter from whichever side it is told


def test_random_claims_shuffled_give_the_same_facts() -> None:
    """200 random claims in 5 random orders."""
    chance = random.Random(7)
    documents = [document(f"d{n}", chance.choice([None, "2023-01-01", "2024-05", "2024"])) for n in range(20)]
    claims = [
        said(
            chance.choice(documents), chance.choice(["ALLIED_WITH", "ATTACKS", "ARMS_TRANSFER"]), *chance.sample([PRK, RUS, CHN], 2),
            modality=chance.choice(["asserted", "alleged", "future"]), polarity=chance.choice(["positive", "negative"]),
            since=chance.choice([None, "2023", "2024-02"]), item=chance.choice([None, "shells", "missiles"]),
            quantity=chance.choice([None, Quantity(min=5), Quantity(value=9, unit="tanks")]),
        )
        for _ in range(200)
    ]  # fmt: skip
    expected = facts(*claims, documents=documents)
    for _ in range(5):
        chance.shuffle(claims)
        assert facts(*claims, documents=documents) == expected


def test_text_of_two_years_is_two_matters() -> None:
    """A deployment in 2023 and one in 2024 are told apart; an undated note joins neither."""
    undated = document("undated", None)
    found = facts(said(A, since="2023"), said(B), said(undated), documents=[A, B, undated])
    assert len(found) == 3 and {f.known for f in found} == {"2024-10-24", None}


def test_a_guess_that_dependence_falls_is_no_part_of_the_plain_fact_that_it_exists() -> None:
    """ "Depends on China" is asserted, "could reduce its dependence" speculated: two facts, each with its own hedge."""
    exists = said(A, "DEPENDS_ON", PRK, CHN)
    falls = said(B, "DEPENDS_ON", PRK, CHN, change="decrease", modality="speculated")
    told = {f.change: f.hedge for f in facts(exists, falls, documents=[A, B])}
    assert told == {None: "asserted", "decrease": "speculated"}


def test_a_past_view_leaves_out_what_was_not_yet_said() -> None:
    """On 1 November 2024 the second report was not out; what has no date was known at no past day."""
    later, undated = document("later", "2024-11-18"), document("undated", None)
    claims = [(c.id, c) for c in map(said, (A, later, undated))]
    documents = {d.id: d for d in (A, later, undated)}
    assert [c.passage.document for _, c in known_claims(claims, documents, "2024-11-01")] == [A.id]


def test_two_versions_of_a_register_are_two_facts_that_contradict_each_other() -> None:
    """SIPRI's Hwasong-11 deal: 5 missiles, 12.5 TIV in the file of April 2024; 100 and 250 in that of 2026."""
    april = document("sipri", "2024-04-13", version="2024-04-13", digest="1")
    recent = replace(document("sipri", "2026-02-01", version="2026-02", digest="2"), source=april.source)
    deal = {"matter": "RUS/PRK/Hwasong-11/2023"}
    old = said(april, "ARMS_TRANSFER", quantity=Quantity(value=5), details={"tiv": 12.5}, **deal)
    new = said(recent, "ARMS_TRANSFER", quantity=Quantity(value=100), details={"tiv": 250.0}, **deal)
    found = facts(old, new, documents=[april, recent])
    assert {f.details["tiv"] for f in found} == {12.5, 250.0}
    [conflict] = contradictions(found)
    assert conflict.about == "quantity"


def test_a_deal_that_a_new_version_tells_as_the_older_one_did_is_no_news() -> None:
    """The register of October 2024 repeats April's Hwasong-11 deal, in other words, and doubles that of the 240 mm guns."""
    april = document("sipri", "2024-04-13", version="2024-04-13", digest="1")
    october = replace(document("sipri", "2024-10-13", version="2024-10-13", digest="2"), source=april.source)

    def deal(where: Document, item: str, tiv: float, remark: str) -> Claim:
        details = {"tiv": tiv, "ordered": "2023", "comment": remark}
        return said(where, "ARMS_TRANSFER", item=item, matter=item, details=details)

    older = facts(deal(april, "Hwasong-11", 12.5, "Possibly"), deal(april, "M-1985", 5.0, ""), documents=[april])
    [missile] = facts(deal(october, "Hwasong-11", 12.5, "Probably"), documents=[october])
    [gun] = facts(deal(october, "M-1985", 10.0, ""), documents=[october])
    new = reissued(older, [*older, missile, gun])
    assert new.again == {missile.id} and not new.dropped
    assert [(a.details["tiv"], b.details["tiv"]) for a, b in new.revised] == [(5.0, 10.0)]
    same = reissued([missile, gun], [missile, gun])  # a version does not repeat itself
    assert not (same.again or same.revised or same.dropped)


def register(day: str, *deals: tuple[str, str, str, str], only: str = "") -> list[Fact]:
    """A version of the register of (recipient, weapon, year of order, years of delivery), all supplied by Russia."""
    name = f"generated {day}{only}"
    where = replace(document(f"sipri {name}", day, version=name, digest=name), source="sipri")
    told = [
        said(where, "ARMS_TRANSFER", RUS, Actor(to, "state", to, to), item=item, matter=f"{item}/{ordered}",
             since=years[:4], until=years[-4:], details={"ordered": ordered, "years": years, "tiv": 8.0})
        for to, item, ordered, years in deals
    ]  # fmt: skip
    return facts(*told, documents=[where])


def what_became(old: list[Fact], new: list[Fact]) -> tuple[list[tuple[str | None, str | None]], list[str | None]]:
    found = reissued(old, [*old, *new])
    return [(a.item, b.item) for a, b in found.revised], [f.item for f, _ in found.dropped]


TANKS, JETS, GUNS = (
    ("EGY", "T-90", "2014", "2016"),
    ("EGY", "MiG-29", "2014", "2017; 2018"),
    ("SYR", "D-30", "2012", "2013"),
)


def test_a_deal_that_a_new_version_leaves_out_is_dropped_by_it() -> None:
    assert what_became(register("2023-03-11", TANKS, JETS, GUNS), register("2024-03-11", JETS, GUNS)) == ([], ["T-90"])


def test_a_deal_of_which_a_year_is_corrected_is_the_same_deal() -> None:
    """The years of delivery, and the year of the order by which two deals are told apart."""
    old = register("2023-03-11", TANKS, JETS, GUNS)
    delivered, ordered = ("EGY", "MiG-29", "2014", "2017; 2019"), ("EGY", "T-90", "2015", "2016")
    assert what_became(old, register("2024-03-11", TANKS, delivered, GUNS)) == ([("MiG-29", "MiG-29")], [])
    assert what_became(old, register("2024-03-11", ordered, JETS, GUNS)) == ([("T-90", "T-90")], [])


@pytest.mark.parametrize(
    "newer",
    [
        register("2024-03-11", GUNS, only=", only to Syria"),  # asked for one recipient
        register("2024-03-11", GUNS, ("SYR", "T-72", "2012", "2014")),  # cut out by hand: all of it is of Syria
        register("2024-03-11", ("EGY", "Ka-52", "2015", "2019")),  # begins after the deliveries
    ],
)
def test_a_file_of_fewer_states_or_years_drops_nothing_of_others(newer: list[Fact]) -> None:
    assert what_became(register("2023-03-11", TANKS, JETS, GUNS), newer) == ([], [])


def test_a_rejected_claim_counts_no_more_and_an_undone_rejection_counts_again() -> None:
    """Decisions are replayed: reject, then undo the rejection."""
    claim = said(A)
    reject = Decision("d1", "2025-01-01", "reject", claim.id)
    undo = Decision("d2", "2025-01-02", "undo", "d1")
    assert facts(claim, documents=[A], rejected=judgements([reject]).rejected) == []
    assert len(facts(claim, documents=[A], rejected=judgements([reject, undo]).rejected)) == 1


def test_merged_actors_share_their_facts() -> None:
    """Once "the Workers' Republic" is merged into North Korea, both claims bear on one fact."""
    odd = Actor("Workers' Republic", "state")
    claims = [said(A), said(B, of=odd)]
    assert len(facts(*claims, documents=[A, B])) == 2
    same = judgements([Decision("d1", "2025", "merge", "PRK", odd.key)]).same
    [fact] = facts(*claims, documents=[A, B], same=same)
    assert fact.subject.key == "PRK" and fact.n_stories == 2


def counted(where: Document, n: float | None, since: str | None = None, **more: object) -> Claim:
    return said(where, quantity=Quantity(value=n, unit="troops") if n else None, since=since, **more)


@pytest.mark.parametrize("planned", ["future", "speculated", "conditional"])
@pytest.mark.parametrize("firm", ["asserted", "reported"])
def test_an_asserted_deployment_has_the_day_and_number_of_those_who_came_and_not_of_the_plan(
    firm: str, planned: str
) -> None:
    """1,000 were to come in May; 400 came on 25 June. The plan stays a claim of the fact, and no dispute."""
    announced, arrived = document("announced", "2024-03-01"), document("arrived", "2024-06-26")
    plan = counted(announced, 1000, "2024-05", modality=planned, until="2024-12", item="police", place=CHN)
    [fact] = facts(plan, counted(arrived, 400, "2024-06-25", modality=firm), documents=[announced, arrived])
    assert (fact.hedge, fact.since, fact.until, fact.known) == (firm, "2024-06-25", None, "2024-06-26")
    assert (fact.quantity_min, fact.quantity_max, fact.item, fact.place, fact.contested) == (400, 400, None, None, ())
    assert (plan.id, "supports") in fact.claims and fact.n_stories == 2


def test_a_plan_alone_has_its_own_day_and_number() -> None:
    [fact] = facts(counted(A, 1000, "2024-11", modality="future"), documents=[A])
    assert (fact.hedge, fact.since, fact.quantity_max) == ("future", "2024-11", 1000)


def test_what_came_without_a_number_or_a_day_does_not_borrow_those_of_the_plan() -> None:
    [fact] = facts(counted(A, 1000, "2024-11", modality="future"), counted(B, None), documents=[A, B])
    assert (fact.hedge, fact.since, fact.quantity_max) == ("asserted", None, None)


def test_an_alleged_figure_stands_beside_an_asserted_one() -> None:
    """Both say that it is so; how many they are is in dispute."""
    [fact] = facts(counted(A, 400), counted(B, 1000, modality="alleged"), documents=[A, B])
    assert (fact.quantity_min, fact.quantity_max, fact.contested) == (400, 1000, ("quantity",))


MARCH, DENIED, APRIL = (document("gazette", day) for day in ("2024-03-01", "2024-03-05", "2024-04-10"))


def retraction(where: Document = APRIL, **more: object) -> Claim:
    return said(where, polarity="negative", modality="reported", **more)


def test_what_its_only_source_has_retracted_is_no_longer_asserted() -> None:
    """The report stays beside its retraction, and nobody says any more that it is so."""
    report = said(MARCH)
    [fact] = facts(report, retraction(), documents=[MARCH, APRIL])
    assert (fact.hedge, fact.polarity, fact.belief, fact.n_stories) == ("denied", "negative", 0, 0)
    assert (report.id, "supports") in fact.claims and fact.contested == ("polarity",)


def test_until_it_is_retracted_a_report_is_asserted() -> None:
    """As known in March the fact is as the gazette told it."""
    claims = [(c.id, c) for c in (said(MARCH), retraction())]
    documents = {d.id: d for d in (MARCH, APRIL)}
    [fact] = build(known_claims(claims, documents, "2024-03-31"), Context(documents, {}))
    assert (fact.hedge, fact.belief) == ("asserted", 0.9)


def test_what_another_outlet_tells_too_is_still_asserted() -> None:
    """Belief is that in the other outlet, less the retraction's weight as a denial."""
    [fact] = facts(said(MARCH), said(A), retraction(), documents=[MARCH, APRIL, A])
    [other] = facts(said(A), retraction(), documents=[APRIL, A])
    assert (fact.hedge, fact.stories, fact.belief) == ("asserted", (A.id,), other.belief)


@pytest.mark.parametrize(
    "denial",
    [
        retraction(speakers=(RUS,)),  # the gazette reports who denies it
        retraction(A),  # another outlet says that the reports were wrong
        said(APRIL, polarity="negative"),  # in April there is none
        retraction(document("gazette", "2024-02-01")),  # said before it was reported
    ],
    ids=["of others", "by others", "no more", "before"],
)
def test_a_denial_that_is_no_retraction_takes_nothing_back(denial: Claim) -> None:
    """It is evidence against the fact, which stays asserted and is contested."""
    february = document("gazette", "2024-02-01")
    [fact] = facts(said(MARCH), denial, documents=[MARCH, APRIL, A, february])
    assert (fact.hedge, fact.contested, fact.n_stories) == ("asserted", ("polarity",), 1)


def test_a_retracted_figure_takes_back_no_other_figure() -> None:
    """Of 24 and, corrected, 14 drones the gazette takes back the 24."""
    right = document("gazette", "2024-03-03")
    claims = counted(MARCH, 24), counted(right, 14), retraction(quantity=Quantity(value=24, unit="troops"))
    [fact] = facts(*claims, documents=[MARCH, right, APRIL])
    assert (fact.hedge, fact.quantity_min, fact.quantity_max, fact.n_stories) == ("asserted", 14, 14, 1)


def test_an_outlet_may_retract_under_its_name_and_in_the_same_article() -> None:
    """ "The Gazette has retracted its report"; and a claim that says which earlier one it takes back."""
    gazette = Actor("Gazette", "group")
    [named] = facts(said(MARCH), retraction(speakers=(gazette,)), documents=[MARCH, APRIL])
    report = said(MARCH)
    [same] = facts(report, retraction(MARCH, details={"retracts": True, "answers": report.id}), documents=[MARCH])
    assert named.hedge == same.hedge == "denied"
