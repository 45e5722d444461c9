"""What of all that two states do to each other in a year is one matter, and what each claim says of which."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest
from test_facts import CHN, PRK, RUS, document, facts, said

import kg
from kg.facts import Fact
from kg.model import Actor, Claim, Document, Quantity

ARMS, AID, DEAD = "ARMS_TRANSFER", "MILITARY_AID", "CASUALTIES"
SOTK, JERMUK = (Actor(name, "region", f"region:ARM-{name}", "ARM") for name in ("Sotk", "Jermuk"))
DOCUMENTS = {name: document(name, published) for name, published in (
    ("april", "2025-04-03"), ("may", "2025-05-10"), ("september", "2025-09-06"), ("undated", None),
)}  # fmt: skip


def told(
    relation: str,
    where: str = "may",
    n: float | None = None,
    item: str | None = None,
    unit: str = "units",
    **more: object,
) -> Claim:
    quantity = Quantity(value=n, unit=unit) if n is not None else None
    return said(DOCUMENTS[where], relation, quantity=quantity, item=item, **more)


def made(*claims: Claim) -> list[Fact]:
    return facts(*claims, documents=list(DOCUMENTS.values()))


def shown(found: list[Fact]) -> set[tuple[object, ...]]:
    return {(f.item, f.quantity_min, f.quantity_max, f.since, f.hedge, f.contested) for f in found}


# -- items -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "one, other",
    [(("MiG-29", "jets"), ("F-16", "jets")), (("TB2", "drones"), ("Akinci", "drones")),
     (("Leopard 2", "tanks"), ("Leopard 1", "tanks")), (("drones", "drones"), ("tanks", "tanks")),
     (("155 mm shells", "shells"), ("152 mm shells", "shells"))],
)  # fmt: skip
def test_two_weapons_are_two_transfers_and_no_dispute(one: tuple[str, str], other: tuple[str, str]) -> None:
    """Poland gave 14 MiG-29 and 6 F-16: nobody contradicts himself, and neither is lost."""
    found = made(told(ARMS, n=14, item=one[0], unit=one[1]), told(ARMS, n=6, item=other[0], unit=other[1]))
    assert shown(found) == {
        (one[0], 14, 14, None, "asserted", ()),
        (other[0], 6, 6, None, "asserted", ()),
    }


@pytest.mark.parametrize(
    "one, other",
    [(("TB2", "drones"), ("Bayraktar TB2", "drones")), (("TB2", "drones"), ("drones", "drones")),
     (("F-16s", "jets"), ("fighters", "fighters")), (("Leopard 2A6", "tanks"), ("Leopard 2", "units")),
     (("weapons", "units"), ("Patriot", "batteries")), (("Akıncı", "drones"), ("Akinci", "UAVs")),
     (("F-16", "units"), ("F16s", "units")),
     (("K9", "howitzers"), ("K9", "guns")), (("battle tanks", "tanks"), ("Leopard 2", "tanks")),
     (("Su-30", "jets"), ("Sukhoi-30", "units"))],
)  # fmt: skip
def test_two_papers_that_count_one_delivery_differently_contest_it(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    """24 by one, 14 by the other, whose words name the same: one matter, disputed in its quantity."""
    [fact] = made(told(ARMS, "april", 24, *one), told(ARMS, "may", 14, *other))
    assert fact.n_stories == 2
    if one[1] == other[1]:
        assert (fact.quantity_min, fact.quantity_max, fact.contested) == (14, 24, ("quantity",))


def test_what_is_still_to_come_of_a_sale_is_the_same_sale() -> None:
    """Ten K2 tanks came in April, and 170 more are to come."""
    came = told(ARMS, "april", 10, "K2", "tanks", since="2025-04-01")
    [fact] = made(came, told(ARMS, "may", 170, "K2", "tanks", modality="future"))
    assert (fact.hedge, len(fact.claims)) == ("asserted", 2)


def test_of_a_strike_the_weapon_tells_no_strikes_apart() -> None:
    """One paper writes of drones, another of missiles, and both of the night of 2 April."""
    claims = [told("ATTACKS", "april", item=item, since="2025-04-02") for item in ("drones", "missiles")]
    assert len(made(*claims)) == 1


def test_a_report_that_fits_one_delivery_joins_it_and_one_that_fits_two_stands_by_itself() -> None:
    """ "Turkey delivered drones" is about the TB2, until there are Akinci too and nobody knows which are meant."""
    drones = told(ARMS, "september", item="drones", unit="drones")
    tb2, akinci = told(ARMS, "april", 24, "TB2", "drones"), told(ARMS, "may", 16, "Akinci", "drones")
    assert [f.n_stories for f in made(tb2, drones)] == [2]
    assert {(f.item, f.n_stories) for f in made(tb2, akinci, drones)} == {("TB2", 1), ("Akinci", 1), ("drones", 1)}


def test_a_figure_tells_which_of_two_deliveries_a_report_means() -> None:
    """ "24 drones" are the TB2, of which there were 24."""
    claims = (
        told(ARMS, "april", 24, "TB2", "drones"),
        told(ARMS, "may", 16, "Akinci", "drones"),
        told(ARMS, "september", 24, "drones", "drones"),
    )
    assert {(f.quantity_max, f.n_stories) for f in made(*claims)} == {(24, 2), (16, 1)}


# -- days and places ---------------------------------------------------------------------------------


def test_two_clashes_of_one_year_are_two_events() -> None:
    """Three killed near Sotk on 2 April, twelve near Jermuk on 5 September."""
    found = made(
        told(DEAD, "april", 3, unit="killed", since="2025-04-02", place=SOTK),
        told(DEAD, "september", 12, unit="killed", since="2025-09-05", place=JERMUK),
    )
    assert shown(found) == {
        (None, 3, 3, "2025-04-02", "asserted", ()),
        (None, 12, 12, "2025-09-05", "asserted", ()),
    }


@pytest.mark.parametrize(
    "one, other, matters",
    [("2025-04-02", "2025-04-03", 1), ("2025-04-02", "2025-04-05", 1), ("2025-04-02", "2025-04-06", 2),
     ("2025-01", "2025-05", 2), ("2025-04", "2025-04-20", 1), ("2025-03", "2025-04-01", 2), ("2025", "2025-04-02", 1)],
)  # fmt: skip
@pytest.mark.parametrize("relation", ["COMBAT", DEAD, "ATTACKS", ARMS, AID])
def test_papers_date_one_event_a_few_days_apart_and_no_more(relation: str, one: str, other: str, matters: int) -> None:
    claims = (told(relation, "september", 300, since=one), told(relation, "september", 60, since=other))
    assert len(made(*claims)) == matters


@pytest.mark.parametrize("day, matters", [("2025-04-02", 1), ("2025-04-03", 2)])
def test_fights_in_two_places_on_two_days_are_two(day: str, matters: int) -> None:
    """On one day the two may be names of one place."""
    one = told("COMBAT", since="2025-04-02", place=SOTK)
    assert len(made(one, told("COMBAT", since=day, place=JERMUK))) == matters


def test_what_lasts_is_one_matter_whatever_day_is_told() -> None:
    """Troops that are there in April and in September are there."""
    claims = [told("TROOP_DEPLOYMENT", n=n, since=day) for n, day in ((300, "2025-04-02"), (400, "2025-09-05"))]
    assert len(made(*claims)) == 1


def test_a_toll_without_a_day_is_that_of_the_clash_just_before() -> None:
    """The article of 6 September counts the dead of the 5th and not those of April."""
    found = made(
        told(DEAD, "april", 3, unit="killed", since="2025-04-02"),
        told(DEAD, "september", 12, unit="killed", since="2025-09-05"),
        told(DEAD, "september", 14, unit="killed"),
    )
    assert {(f.since, f.quantity_min, f.quantity_max) for f in found} == {("2025-04-02", 3, 3), ("2025-09-05", 12, 14)}


def test_what_was_told_before_a_strike_is_about_another() -> None:
    """The article of April cannot mean the strike of September."""
    assert len(made(told("ATTACKS", "april"), told("ATTACKS", "september", since="2025-09-05"))) == 2


# -- denials, plans ----------------------------------------------------------------------------------


def denial(where: str = "september", **more: object) -> Claim:
    return told(ARMS, where, polarity="negative", modality="reported", **more)  # type: ignore[arg-type]


TB2 = {"n": 24, "item": "TB2", "unit": "drones"}
AKINCI = {"n": 16, "item": "Akinci", "unit": "drones"}


@pytest.mark.parametrize(
    "denied, disputed",
    [(AKINCI, {"Akinci"}), ({"item": "Akinci"}, {"Akinci"}), ({"n": 24, "item": "drones", "unit": "drones"}, {"TB2"}),
     ({"item": "drones"}, {"TB2", "Akinci"}), ({}, {"TB2", "Akinci"})],
)  # fmt: skip
def test_a_denial_bears_on_what_it_names_and_else_on_all_that_it_can_mean(
    denied: dict[str, object], disputed: set[str]
) -> None:
    """ "Turkey did not sell Akinci" leaves the TB2 alone; "Turkey sold Poland no arms" is about both."""
    found = made(told(ARMS, "april", **TB2), told(ARMS, "may", **AKINCI), denial(**denied))  # type: ignore[arg-type]
    assert {f.item for f in found if f.contested} == disputed and len(found) == 2


def test_an_outlet_takes_back_what_it_has_told_and_others_deny_what_all_tell() -> None:
    """ "We retract our report that Turkey sold arms" is about the Akinci, of which this outlet told."""
    again = document("may", "2025-06-01")
    matters = told(ARMS, "april", **TB2), told(ARMS, "may", **AKINCI)  # type: ignore[arg-type]
    for speakers, disputed in (((), {"Akinci"}), ((RUS,), {"TB2", "Akinci"})):
        taken = said(again, ARMS, polarity="negative", modality="reported", speakers=speakers)
        found = facts(*matters, taken, documents=[*DOCUMENTS.values(), again])
        assert {f.item for f in found if f.contested} == disputed


def test_a_denial_of_a_weapon_that_nobody_spoke_of_is_a_matter_of_its_own() -> None:
    found = made(told(ARMS, "april", **TB2), denial(item="Patriot"))  # type: ignore[arg-type]
    assert {(f.item, f.hedge, f.contested) for f in found} == {("TB2", "asserted", ()), ("Patriot", "denied", ())}


def test_a_plan_with_a_deadline_meets_its_denial_without_one() -> None:
    """ "Plans to buy 16 Akinci by 2027" was told in 2025 and is denied in 2025; the deliveries of 2027 are not."""
    plan = told(ARMS, "april", modality="future", until="2027", **AKINCI)  # type: ignore[arg-type]
    [fact] = made(plan, denial(**AKINCI))
    assert (fact.hedge, fact.contested, fact.until) == ("future", ("polarity",), "2027")
    deed = told(ARMS, "april", until="2027", **AKINCI)  # type: ignore[arg-type]
    assert not any(f.contested for f in made(deed, denial(**AKINCI)))


def test_a_plan_told_again_without_its_deadline_is_the_same_plan() -> None:
    plan, again = ({"modality": "future", **AKINCI, **more} for more in ({"until": "2027"}, {}))
    assert [f.n_stories for f in made(told(ARMS, "april", **plan), told(ARMS, "may", **again))] == [2]  # type: ignore[arg-type]


def test_what_was_given_before_a_plan_was_told_is_not_what_was_planned() -> None:
    """300 million given in January; in April 60 million more are announced for May. What is given in June may be those."""
    given, planned, later = (
        told(AID, where, n, unit="USD", since=since, modality=modality)
        for where, n, since, modality in (
            ("april", 300e6, "2025-01", "asserted"), ("april", 60e6, "2025-05", "future"), ("september", 60e6, "2025-06-03", "asserted"),
        )
    )  # fmt: skip
    assert {(f.quantity_max, f.hedge) for f in made(given, planned)} == {(300e6, "asserted"), (60e6, "future")}
    assert {(f.quantity_max, f.hedge) for f in made(given, planned, later)} == {(300e6, "asserted"), (60e6, "asserted")}


# -- order, names, past views --------------------------------------------------------------------------


def test_matters_and_their_names_do_not_depend_on_the_order_of_loading() -> None:
    """300 claims about arms and strikes, in 5 orders; each bears on a fact, and no two facts share an id."""
    chance = random.Random(3)
    papers = [document(f"d{n}", chance.choice([None, "2025", "2025-04", f"2025-0{n % 9 + 1}-11"])) for n in range(30)]
    claims = [
        said(
            chance.choice(papers), chance.choice([ARMS, AID, "ATTACKS", "COMBAT", "TROOP_DEPLOYMENT"]), *chance.sample([PRK, RUS, CHN], 2),
            modality=chance.choice(["asserted", "reported", "future"]), polarity=chance.choice(["positive"] * 4 + ["negative"]),
            since=chance.choice([None, "2025", "2025-04", "2025-04-02", "2025-04-04", "2025-09-05", "2026"]),
            until=chance.choice([None, None, "2026"]), place=chance.choice([None, SOTK, JERMUK]),
            item=chance.choice([None, "drones", "TB2", "Akinci", "weapons", "F-16", "jets"]),
            quantity=chance.choice([None, Quantity(min=5), Quantity(value=9, unit="drones"), Quantity(value=6, unit="jets")]),
        )
        for _ in range(300)
    ]  # fmt: skip
    expected = facts(*claims, documents=papers)
    assert {c.id for c in claims} == {id for f in expected for id, _ in f.claims}
    assert len({f.id for f in expected}) == len(expected) > 60
    for _ in range(5):
        chance.shuffle(claims)
        assert facts(*claims, documents=papers) == expected


def test_a_matter_keeps_its_id_when_more_is_told_of_it_and_of_others() -> None:
    """So judgements on it hold, and `kg diff` shows it as changed."""
    first = told(ARMS, "april", **TB2)  # type: ignore[arg-type]
    later = [told(ARMS, "may", **AKINCI), told(ARMS, "september", 20, "Bayraktar TB2", "drones"), denial(item="TB2")]  # type: ignore[arg-type]
    [alone] = made(first)
    for n in range(1, 4):
        for more in itertools.combinations(later, n):
            [same] = [f for f in made(first, *more) if (first.id, "supports") in f.claims]
            assert same.id == alone.id


def article(folder: Path, name: str, day: str, text: str, outlet: str = "Post") -> Path:
    path = folder / f"{name}.txt"
    path.write_text(f"Report {name}\n{outlet}, {day}\n\n{text}\n", encoding="utf-8")
    return path


def test_two_deliveries_in_one_sentence_are_two_edges_in_any_past_view(tmp_path: Path) -> None:
    """Through load, build, explain by id, and a build as known before the second report came out."""
    one = article(tmp_path, "a", "2025-02-10", "Turkey delivered 24 TB2 drones to Poland in February 2025.")
    two = article(tmp_path, "b", "2025-03-10", "Turkey delivered 16 Akinci drones to Poland in February 2025.")
    query = "MATCH (:State {id: 'TUR'})-[r:ARMS_TRANSFER]->() RETURN r.item, r.quantity_max, r.fact ORDER BY r.item"
    with kg.open(tmp_path / "data") as g:
        g.load([one, two])
        digest = g.build()["digest"]
        (akinci, tb2) = g.store.rows(query)
        assert (akinci[:2], tb2[:2]) == (("Akinci", 16.0), ("TB2", 24.0))
        assert [p["fact"] for p in g.explain(tb2[2])["parts"]] == [tb2[2]]
        assert [f.id for f in g.facts_beginning(akinci[2][:12])] == [akinci[2]]
        assert not g.contested()
        g.decide("reject", akinci[2])
        g.build()
        assert list(g.store.rows(query)) == [tb2]
        g.build(known="2025-03-01")
        assert list(g.store.rows(query)) == [tb2]
    with kg.open(tmp_path / "other") as g:
        g.load([two])
        g.load([one])
        assert g.build()["digest"] == digest


def test_documents_without_a_day_are_told_apart_by_item_too() -> None:
    """And an undated note joins no dated year."""
    undated: Document = DOCUMENTS["undated"]
    claims = [said(undated, ARMS, item=item) for item in ("TB2", "Akinci")]
    assert len(facts(*claims, told(ARMS, "april", item="TB2"), documents=list(DOCUMENTS.values()))) == 3


WIRE_TEXT = (
    "Turkey has deployed up to 3,000 troops to Libya, officials said. Egypt sent about 1,200 soldiers to the Libyan border "
    "last month. Egypt accused Turkey of violating the arms embargo on Libya."
)


def test_a_copy_without_a_day_is_about_the_matters_of_its_story(tmp_path: Path) -> None:
    """One wire story of 2020 and an undated copy of it, in any order: one accusation and one deployment, on one story.

    A past view does not know the copy, and nothing is dated by it.
    """
    wire = article(tmp_path, "wire", "2020-07-10", WIRE_TEXT)
    copy = tmp_path / "copy.txt"
    copy.write_text(WIRE_TEXT.replace("embargo on Libya.", "embargo on Libya, it added.") + "\n", encoding="utf-8")
    digests = set()
    for n, order in enumerate(([wire, copy], [copy, wire])):
        with kg.open(tmp_path / f"data{n}") as g:
            for path in order:
                g.load([path])
                g.build()
            for relation, who in (("ACCUSES", "EGY"), ("TROOP_DEPLOYMENT", "TUR")):
                [fact] = g.facts([relation], [who])
                assert (fact.known, fact.since, fact.n_stories, len(fact.documents)) == ("2020-07-10", None, 1, 2)
                [before] = g.facts([relation], [who], known="2020-12-31")
                assert (before.id, len(before.documents)) == (fact.id, 1)
            digests |= {g.build()["digest"], g.build(full=True)["digest"]}
    assert len(digests) == 1


def test_a_document_without_a_day_that_copies_nothing_joins_no_dated_year() -> None:
    undated, april = DOCUMENTS["undated"], DOCUMENTS["april"]
    assert len(made(said(undated, ARMS, item="TB2"), said(april, ARMS, item="TB2"))) == 2
