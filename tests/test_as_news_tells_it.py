"""Numbers and days as news tells them: soldiers of a state with a plural name, and "in four days after"."""

from __future__ import annotations

import pytest

from kg.text.amounts import amounts
from kg.text.extract import explain_sentence
from kg.text.when import times


@pytest.mark.parametrize(
    "text, unit, noun",
    [
        ("Around 90 United States Coast Guard personnel reached Palau.", "troops", "personnel"),
        ("It lent Ghana 12 United States Navy boats.", "boats", "United States Navy boats"),
        ("Twelve member states signed it.", "states", "member states"),
    ],
)
def test_a_states_plural_name_before_its_soldiers_is_not_what_is_counted(text, unit, noun):
    """ "90 United States Coast Guard personnel" were 90 states, and so nobody's strength."""
    [amount] = amounts(text)
    assert (amount.quantity.unit, amount.noun) == (unit, noun)


def test_soldiers_of_a_named_service_are_counted():
    found = explain_sentence("Some 90 United States Coast Guard personnel arrived in Latvia.")
    [claim] = [c for c in found if c["relation"] == "TROOP_DEPLOYMENT"]
    assert claim["quantity"]["value"] == 90


@pytest.mark.parametrize(
    "text, counted",
    [
        ("Chad will leave Mali in four days after ending its mission, its envoy said on Friday.", []),
        ("On Friday, four days after a drone killed its general, Chad left Mali.", ["2018-05-07"]),
    ],
)
def test_in_so_many_days_is_not_counted_from_what_comes_after(text, counted):
    """ "In four days after ending its mission" counts from now; "four days after a drone killed" from the deed."""
    assert [t.since for t in times(text, "2018-05-12") if "after" in t.text] == counted
