"""Fields by rule beside what the network makes of them: when which of the two is followed."""

from __future__ import annotations

import numpy as np
import pytest

from kg.model import MODALITIES, Actor, Quantity
from kg.text import beside
from kg.text.actors import Sentence
from kg.text.amounts import Amount
from kg.text.coreference import Discourse
from kg.text.extract import model_name, parser
from kg.text.figures import Figures
from kg.text.items import things
from kg.text.mentions import names
from kg.text.reader import Fields
from kg.text.when import Time

NONE = (1.0,)


def fields(
    denied: float = 0.0,
    amount: tuple[float, ...] = NONE,
    time: tuple[float, ...] = NONE,
    item: tuple[float, ...] = NONE,
    speaker: tuple[float, ...] = NONE,
    said: float = 0.0,
    actors: tuple[Actor, ...] = (),
    **chance: float,
) -> Fields:
    pointed = (np.array(amount), np.array(time), np.array(speaker), np.array(item))
    return Fields(dict.fromkeys(MODALITIES, 0.0) | chance, denied, said, *pointed, actors)


@pytest.mark.parametrize(
    ("by_rule", "chance", "is_past", "expected"),
    [
        ("asserted", {"asserted": 0.3, "future": 0.7}, False, "future"),  # what may well be to come is no fact
        ("asserted", {"asserted": 0.3, "future": 0.7}, True, "asserted"),  # "has delivered"
        ("asserted", {"asserted": 0.1, "future": 0.9}, True, "future"),  # "ordered 12 jets"
        ("reported", {"reported": 0.3, "alleged": 0.4, "speculated": 0.3}, True, "alleged"),
        ("speculated", {"asserted": 0.99, "speculated": 0.01}, False, "speculated"),  # a hedge is never taken away
        ("speculated", {"future": 0.99, "speculated": 0.01}, False, "future"),
        ("conditional", {"future": 0.99, "conditional": 0.01}, False, "conditional"),  # the text says "if"
        ("asserted", {"asserted": 0.01, "reported": 0.99}, True, "reported"),
    ],
)
def test_what_may_well_be_unsure_is_no_fact(by_rule: str, chance: dict, is_past: bool, expected: str):
    assert beside.modality(by_rule, fields(**chance), is_past) == expected
    assert beside.modality(by_rule, None, is_past) == by_rule


def test_what_a_rule_takes_for_denied_stays_so():
    assert beside.polarity("negative", fields(denied=0.0)) == "negative"
    assert beside.polarity("positive", fields(denied=0.9)) == "negative"
    assert beside.polarity("positive", fields(denied=0.5)) == "positive"


def amounts(*values: float) -> list[Amount]:
    return [Amount(n, n + 1, Quantity(value=v, unit="troops"), None) for n, v in enumerate(values)]


def chosen(
    by_rule: Quantity | None,
    chances: tuple[float, ...],
    own: list[Amount],
    relation: str,
    others: list[Amount] | None = None,
    spare: list[Amount] | None = None,
) -> list[Quantity | None]:
    """A claim's amounts, by the chances of its own ones, those of what the doer does next, spare counts, and none."""
    return beside.amounts(by_rule, fields(amount=chances), Figures(own, others or [], spare or [], []), relation)


def test_the_amount_of_a_rule_gives_way_to_one_that_is_far_likelier():
    two, mine = amounts(200, 30), Quantity(value=200)
    assert chosen(mine, (0.2, 0.8, 0.0), two, "ATTACKS") == [mine]  # still likely enough
    assert chosen(mine, (0.05, 0.8, 0.15), two, "ATTACKS") == [two[1].quantity]
    assert chosen(mine, (0.05, 0.15, 0.8), two, "ATTACKS") == [None]
    assert chosen(None, (0.8, 0.1, 0.1), two, "ATTACKS") == [two[0].quantity]
    assert chosen(None, (0.5, 0.1, 0.4), two, "ATTACKS") == [None]
    killed_and_wounded = (0.5, 0.4, 0.1)
    assert chosen(None, killed_and_wounded, two, "CASUALTIES") == [two[0].quantity, two[1].quantity]
    assert chosen(None, killed_and_wounded, two, "ATTACKS") == [None]
    level = Quantity(value=230)  # what no amount of the sentence says by itself
    assert chosen(level, (0.0, 0.0, 1.0), two, "ATTACKS") == [level]


def test_an_amount_of_another_clause_is_taken_only_where_the_reader_is_nearly_sure():
    """ "Canada leads the brigade in Latvia and has raised its contingent to 2,200 men": by the rules the number is of
    another clause."""
    (own, away), mine = amounts(12, 2200), Quantity(value=12)
    told = (0.02, 0.9, 0.08)
    assert chosen(None, told, [own], "TROOP_DEPLOYMENT", [away]) == [away.quantity]
    assert chosen(None, (0.9, 0.1), [], "TROOP_DEPLOYMENT", [away]) == [away.quantity]
    assert chosen(None, (0.05, 0.7, 0.25), [own], "TROOP_DEPLOYMENT", [away]) == [None]
    # What the rules have is judged as if the other amounts were not there.
    assert chosen(mine, told, [own], "TROOP_DEPLOYMENT", [away]) == [mine]
    assert chosen(None, (0.4, 0.5, 0.1), [own], "TROOP_DEPLOYMENT", [away]) == [own.quantity]


def test_a_count_of_nothing_named_is_taken_where_no_rule_has_an_amount_and_the_reader_is_surer_of_it():
    """ "Seoul pledged $500 million and sent a medical unit of 154": no rule knows what the 154 are."""
    (money, unit), mine = amounts(5e8, 154), Quantity(value=5e8)
    assert chosen(None, (0.1, 0.8, 0.1), [money], "TROOP_DEPLOYMENT", spare=[unit]) == [unit.quantity]
    assert chosen(None, (0.1, 0.5, 0.4), [money], "TROOP_DEPLOYMENT", spare=[unit]) == [None]
    assert chosen(mine, (0.1, 0.8, 0.1), [money], "TROOP_DEPLOYMENT", spare=[unit]) == [mine]


def test_the_time_of_a_rule_gives_way_to_one_that_is_far_likelier():
    told = [Time(0, 4, "2014", None, "2014"), Time(9, 13, "2022-03", "2022-05", "from March to May 2022")]
    assert beside.moment(("2014", None), fields(time=(0.5, 0.5, 0.0)), told) == ("2014", None)
    assert beside.moment(("2014", None), fields(time=(0.1, 0.9, 0.0)), told) == ("2022-03", "2022-05")
    assert beside.moment(("2014", None), fields(time=(0.1, 0.0, 0.9)), told) == (None, None)
    assert beside.moment((None, None), fields(time=(0.1, 0.8, 0.1)), told) == ("2022-03", "2022-05")
    assert beside.moment((None, None), fields(time=(0.1, 0.5, 0.4)), told) == (None, None)
    assert beside.moment(("2014", None), None, told) == ("2014", None)


def test_the_item_of_a_rule_gives_way_to_one_that_is_far_likelier():
    text = "Turkey sold Kenya drones and armoured cars for its border."
    parse = parser(model_name())
    assert parse is not None
    s = Sentence(parse(text), names().mentions(text), Discourse())
    nouns = things(s)
    drones, cars, border = nouns
    assert [n.text for n in nouns] == ["drones", "cars", "border"]
    assert beside.items(drones, fields(item=(0.2, 0.8, 0.0, 0.0)), nouns, "ARMS_TRANSFER") == [
        drones
    ]  # still likely enough
    assert beside.items(border, fields(item=(0.9, 0.0, 0.0, 0.1)), nouns, "ARMS_TRANSFER") == [drones]
    assert beside.items(border, fields(item=(0.1, 0.0, 0.0, 0.9)), nouns, "ARMS_TRANSFER") == [None]
    assert beside.items(None, fields(item=(0.3, 0.1, 0.0, 0.6)), nouns, "ARMS_TRANSFER") == [None]
    assert beside.items(None, fields(item=(0.65, 0.33, 0.0, 0.0)), nouns, "ARMS_TRANSFER") == [
        drones,
        cars,
    ]  # each an item of its own
    assert beside.items(None, fields(item=(0.65, 0.33, 0.0, 0.0)), nouns, "TRADES_WITH") == [drones]
    assert beside.items(border, None, nouns, "ARMS_TRANSFER") == [border]


def test_who_says_so_by_rule_gives_way_only_where_nobody_is_heard():
    envoy, chad, iran = Actor("an envoy", "group"), Actor("Chad", "state", "TCD", "TCD"), Actor("Iran", "state", "IRN")
    heard = fields(said=0.9, speaker=(0.8, 0.1, 0.1), actors=(chad, envoy))
    assert beside.speakers((envoy,), "reported", heard, iran) == (envoy,)
    assert beside.speakers((envoy,), "reported", fields(said=0.01), iran) == ()
    assert beside.speakers((), "reported", heard, iran) == (chad,)
    assert beside.speakers((), "reported", heard, chad) == ()  # what Chad did is not Chad's word
    assert beside.speakers((), "asserted", heard, iran) == ()  # what the text says itself is nobody's word
    assert beside.speakers((), "reported", fields(speaker=(0.4, 0.3, 0.3), actors=(chad, envoy)), iran) == ()
    assert beside.speakers((), "reported", fields(), iran) == ()
