"""Who works with whom: the same answer from the graph of metrics and from the queries, for the same claims."""

from __future__ import annotations

import json
from typing import Any

from kg.facts import Context, build
from kg.graphs import acts_for, graph_of
from kg.metrics import METRICS
from kg.model import RELATIONS, Actor, Claim, Document, Passage
from kg.projection import hashed, part_of
from kg.queries import load_queries
from kg.store.bolt import BoltStore
from kg.store.sync import sync

pytest_plugins = ("tests.stores",)
QUERIES = load_queries()
Row = dict[str, Any]

ACTORS = {
    a.name: a
    for a in (
        Actor("army of North Korea", "armed_force", "army:PRK-KPA", "PRK"),
        Actor("Abkhazia", "region", "region:GEO-Abkhazia", "GEO"),
        Actor("Okinawa", "region", "region:JPN-Okinawa", "JPN"),
        Actor("Crimea", "region", "region:UKR-Crimea", "UKR"),
        Actor("Mocimboa", "region", "region:MOZ-Mocimboa-da-Praia", "MOZ"),
        Actor("Hezbollah", "armed_group", "group:HEZBOLLAH", "LBN"),
        Actor("M23", "armed_group", "group:M23", "COD"),
        Actor("FARC", "armed_group", "group:FARC", "COL"),
        Actor("Muse Bihi Abdi", "leader", "leader:muse-bihi-abdi", "SOM"),
        Actor("Emmanuel Macron", "leader", "leader:emmanuel-macron", "FRA"),
    )
}


def actor(name: str) -> Actor:
    return ACTORS.get(name) or Actor(name, "state", name, name)


class Told:
    """Claims of one article each, as facts; a sentence reads "RUS ATTACKS UKR"."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []
        self.documents: dict[str, Document] = {}

    def say(self, sentence: str, published: str, place: str = "", **more: Any) -> Told:
        subject, relation, object = (" ".join(part) for part in _parts(sentence))
        title = f"Note {len(self.documents)}"
        document = Document("outlet:post", title, f"{title}: {sentence}", published, "text")
        self.documents[document.id] = document
        said = Passage(document.id, sentence, 0, len(sentence))
        self.claims.append(
            Claim(said, relation, actor(subject), actor(object), place=actor(place) if place else None, **more)
        )
        return self

    def facts(self) -> list[Any]:
        return build([(c.id, c) for c in self.claims], Context(self.documents, {d: d for d in self.documents}))

    def dependence(self, of: str, on: str) -> dict[int | None, float | None]:
        graph = graph_of(self.facts(), by_state=True)
        return {p.year: p.value for p in METRICS["dependence"].compute(graph, of=of, on=on, dimension="text").series}

    def into(self, store: BoltStore) -> BoltStore:
        part = part_of(self.facts(), {}, Context(self.documents, {}), {}, {})  # without the sentences
        shared = [hashed(json.loads(row)) for row in part.told.values()]
        rows = [*part.own.values(), *shared]
        sync(store, [r for r in rows if "label" in r], [r for r in rows if "type" in r])
        return store


def _parts(sentence: str) -> tuple[list[str], list[str], list[str]]:
    words = sentence.split()
    at = next(n for n, word in enumerate(words) if word in RELATIONS)
    return words[:at], [words[at]], words[at + 1 :]


def partners(store: BoltStore, state: str, year: int) -> list[str]:
    return sorted(row["partner"] for row in store.read(QUERIES["partners"].text, {"state": state, "year": year}))


# -- who acts for a state --------------------------------------------------------------------------


def test_a_state_acts_by_its_army_and_leaders_and_not_by_its_rebels_and_regions():
    """A president speaks for France; who presides over Somaliland does not speak for Somalia."""
    speaks = {name: acts_for(a) for name, a in ACTORS.items()}
    assert {name: state for name, state in speaks.items() if state} == {
        "army of North Korea": "PRK",
        "Emmanuel Macron": "FRA",
    }
    assert (
        acts_for(Actor("GNA", "organisation", "group:GNA", "LBY")) == "LBY"
    )  # a government that the tables call a group


def test_an_accord_with_a_breakaway_region_is_none_with_the_state_that_it_left(embedded):
    """Russia and Abkhazia, 2022: Georgia, which protests, has one partner, and depends on Russia for nothing."""
    told = Told().say("RUS AGREES_WITH Abkhazia", "2022-02-06").say("USA MILITARY_AID GEO", "2022-03-01")
    told.say("RUS BASE_ACCESS GEO", "2022-05-01", place="Abkhazia").say(
        "RUS TROOP_DEPLOYMENT GEO", "2022-05-02", place="Abkhazia"
    )
    assert told.dependence("GEO", "RUS") == {2022: 0.0} and told.dependence("GEO", "USA") == {2022: 1.0}
    assert told.dependence("RUS", "region:GEO-Abkhazia") == {2022: 1.0}
    store = told.into(embedded)
    assert (partners(store, "GEO", 2022), partners(store, "RUS", 2022)) == (["USA"], ["region:GEO-Abkhazia"])


def test_arms_for_a_militia_are_none_for_its_country(embedded):
    """Missiles for Hezbollah do not make Lebanon depend on Iran; an accord with one's own rebels ties one to nobody."""
    told = Told().say("IRN ARMS_TRANSFER Hezbollah", "2019-03-01").say("FRA ARMS_TRANSFER LBN", "2019-04-01")
    told.say("COL AGREES_WITH FARC", "2016-11-24")
    assert told.dependence("LBN", "IRN") == {2019: 0.0}
    assert told.dependence("COL", "group:FARC") == {}
    store = told.into(embedded)
    assert partners(store, "LBN", 2019) == ["FRA"] and partners(store, "IRN", 2019) == ["group:HEZBOLLAH"]
    assert partners(store, "COL", 2016) == []


def test_what_an_army_or_a_president_does_the_state_does(embedded):
    """A meeting of Macron, a base on Okinawa, an exercise of the Korean People's Army: each is a tie of the state."""
    told = (
        Told()
        .say("Emmanuel Macron MEETS_WITH JPN", "2023-05-01")
        .say("USA BASE_ACCESS JPN", "2023-06-01", place="Okinawa")
    )
    told.say("army of North Korea COOPERATES_WITH CHN", "2023-07-01")
    assert told.dependence("JPN", "FRA")[2023] == told.dependence("JPN", "USA")[2023] == 0.5
    store = told.into(embedded)
    assert partners(store, "JPN", 2023) == ["FRA", "USA"] and partners(store, "PRK", 2023) == ["CHN"]
    assert partners(store, "FRA", 2023) == ["JPN"] and partners(store, "CHN", 2023) == ["PRK"]


# -- an invasion is no cooperation -----------------------------------------------------------------


def test_an_invasion_is_no_cooperation(embedded):
    """Russia's troops in Ukraine, 2022, beside its attack: Ukraine worked with Germany, and depended on it alone."""
    told = Told().say("RUS TROOP_DEPLOYMENT UKR", "2022-02-25", since="2022-02-24")
    told.say("RUS ATTACKS UKR", "2022-02-24").say("DEU ARMS_TRANSFER UKR", "2022-03-01")
    assert told.dependence("UKR", "RUS") == {2022: 0.0} and told.dependence("UKR", "DEU") == {2022: 1.0}
    store = told.into(embedded)
    assert partners(store, "UKR", 2022) == ["DEU"] and partners(store, "UKR", 2024) == []  # a delivery is of its year
    assert partners(store, "RUS", 2022) == []


def test_troops_were_guests_before_the_fight_and_after_it_are_new_ones(embedded):
    """Guests of 1995, enemies in 2003; those who came in 2014, when asked, are guests again. A plan to attack is no fight."""
    told = Told().say("USA TROOP_DEPLOYMENT IRQ", "1995-05-01").say("USA COMBAT IRQ", "2003-03-20", until="2011")
    told.say("USA TROOP_DEPLOYMENT IRQ", "2014-09-01").say("USA ATTACKS IRQ", "2014-10-01", modality="future")
    assert told.dependence("IRQ", "USA") == {1995: 1.0, 2014: 1.0}
    store = told.into(embedded)
    assert [partners(store, "IRQ", year) for year in (1995, 2003, 2014)] == [["USA"], [], ["USA"]]


def test_who_takes_a_town_from_rebels_stays_a_guest_and_who_is_accused_of_it_does_not(embedded):
    """Rwanda retook Mocimboa da Praia for Mozambique, 2021; Ukraine protested when Russia took Crimea, 2014."""
    told = Told().say("RWA TROOP_DEPLOYMENT MOZ", "2021-07-10").say("RWA CONTROLS Mocimboa", "2021-08-08")
    told.say("RUS TROOP_DEPLOYMENT UKR", "2014-02-28").say("RUS CONTROLS Crimea", "2014-03-01").say(
        "UKR ACCUSES RUS", "2014-03-02"
    )
    told.say("MOZ ACCUSES MWI", "2021-08-09")
    assert told.dependence("MOZ", "RWA") == {2021: 1.0} and told.dependence("UKR", "RUS") == {}
    store = told.into(embedded)
    assert (partners(store, "MOZ", 2021), partners(store, "UKR", 2014)) == (["RWA"], [])


def test_a_fight_with_the_hosts_rebels_is_none_with_the_host(embedded):
    """Uganda in Congo, 2021, against the M23: it fights beside the host."""
    told = Told().say("UGA TROOP_DEPLOYMENT COD", "2021-12-01").say("UGA ATTACKS M23", "2021-12-02")
    assert told.dependence("COD", "UGA") == {2021: 1.0}
    assert partners(told.into(embedded), "COD", 2021) == ["UGA"]


# -- what is only said to be so ----------------------------------------------------------------------


def paths(store: BoltStore, a: str, b: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in store.read(QUERIES["paths"].text, {"a": a, "b": b})]


def test_no_chain_of_cooperation_leads_over_an_invasion(embedded):
    """Germany arms Ukraine, Russia is in it with troops: nothing leads from Berlin to Moscow, and all does from Oslo."""
    told = Told().say("RUS TROOP_DEPLOYMENT UKR", "2022-02-25").say("RUS ATTACKS UKR", "2022-02-24")
    told.say("RUS TROOP_DEPLOYMENT SYR", "2015-10-01").say("DEU ARMS_TRANSFER UKR", "2022-03-01").say(
        "NOR ALLIED_WITH DEU", "2022-01-01"
    )
    store = told.into(embedded)
    assert paths(store, "DEU", "RUS") == paths(store, "UKR", "RUS") == paths(store, "UKR", "SYR") == []
    assert paths(store, "RUS", "SYR") == [(1, ["RUS", "SYR"], "asserted", False)]
    assert paths(store, "NOR", "UKR") == [(2, ["NOR", "DEU", "UKR"], "asserted", False)]


def test_a_tie_that_is_alleged_or_denied_is_no_plain_one(embedded):
    """Russian missiles for Iran are alleged, and denied in Tehran; a base of 2028 and troops "if the talks fail" are no tie yet."""
    told = Told().say("RUS ARMS_TRANSFER IRN", "2024-05-01", since="2024", modality="alleged", speakers=(actor("USA"),))
    told.say(
        "RUS ARMS_TRANSFER IRN",
        "2024-05-02",
        since="2024",
        modality="reported",
        polarity="negative",
        speakers=(actor("IRN"),),
    )
    told.say("RUS ARMS_TRANSFER IND", "2024-05-03").say("CHN BASE_ACCESS DJI", "2024-05-04", modality="future")
    told.say("CHN TROOP_DEPLOYMENT PAK", "2024-05-05", modality="conditional")
    store = told.into(embedded)
    [russia] = store.read(QUERIES["partners"].text, {"state": "IRN", "year": 2024})
    assert (russia["partner"], russia["hedge"], russia["contested"]) == ("RUS", "alleged", True)
    assert partners(store, "DJI", 2024) == partners(store, "PAK", 2024) == []
    assert paths(store, "CHN", "DJI") == paths(store, "CHN", "PAK") == []
    assert paths(store, "IRN", "IND") == [(2, ["IRN", "RUS", "IND"], "alleged", True)]
    [india] = store.read(QUERIES["partners_of_partners"].text, {"state": "IRN", "year": 2024})
    assert tuple(india.values())[0::2] == ("IND", 1, True) and india["hedge"] == "alleged"


def test_an_ally_of_an_ally_is_as_sure_as_the_weaker_pact(embedded):
    """A reported pact after a plain one is a reported way; of two ways the firmer counts, and a dispute on either is told."""
    told = Told().say("PRK ALLIED_WITH RUS", "2024-06-20").say("RUS ALLIED_WITH BLR", "2024-07-01", modality="reported")
    told.say("RUS ALLIED_WITH SYR", "2024-07-01", modality="future")
    store = told.into(embedded)
    rows = store.read(QUERIES["allies_of_allies"].text, {"state": "PRK", "year": 2024})
    assert [tuple(row.values()) for row in rows] == [("BLR", rows[0]["name"], 1, "reported", False)]
