"""The named queries, on a graph that can be checked by hand.

Six states in 2024: who is bound to whom, who arms whom, whose troops are where, and who says so. The
figures are made up for counting, not taken from a source.
"""

from __future__ import annotations

from typing import Any

import pytest

from kg.errors import KgError, Usage
from kg.queries import collect, load_queries, parse
from kg.store.bolt import BoltStore
from kg.store.sync import sync
from kg.workspace import open_workspace

pytest_plugins = ("tests.stores",)
QUERIES = load_queries()
Row = dict[str, Any]

ENTITIES = {
    "PRK": "State", "CHN": "State", "RUS": "State", "KOR": "State", "USA": "State", "UKR": "State", "SUN": "State",
    "JPN": "State", "PHL": "State", "VNM": "State", "MMR": "State",
    "army:PRK-KPA": "Army", "region:RUS-Kursk": "Region", "org:NATO": "Organisation", "leader:kim": "Person",
    "?state:freedonia": "Unresolved", "?state:italien": "Unresolved", "?region:aden": "Unresolved",
}  # fmt: skip
OWNERS = {"army:PRK-KPA": "PRK", "region:RUS-Kursk": "RUS", "leader:kim": "PRK"}
TABLE = {"source": "atop", "version": "5.1", "hedge": "asserted", "belief": 0.97}
SIPRI = TABLE | {"source": "sipri", "version": "2024"}
# id: (subject, relation, object, what is said)
FACTS: dict[str, tuple[str, str, str | None, Row]] = {
    "pact1": ("PRK", "ALLIED_WITH", "CHN", TABLE | {"since": "1961-07-11", "pledge": "defense", "treaty": "3", "row": 1}),
    "pact2": ("PRK", "ALLIED_WITH", "RUS", TABLE | {"since": "1961", "until": "1995", "pledge": "defense", "treaty": "4", "row": 2}),
    "pact3": ("PRK", "ALLIED_WITH", "RUS", {"since": "2024-06-19", "known": "2024-06-20"}),
    "pact4": ("KOR", "ALLIED_WITH", "USA", TABLE | {"since": "1953", "pledge": "defense", "treaty": "5", "row": 3}),
    "pact5": ("CHN", "ALLIED_WITH", "RUS", {"since": "2001", "hedge": "denied", "belief": 0.0}),
    "arms1": ("CHN", "ARMS_TRANSFER", "PRK", SIPRI | {"since": "2010", "until": "2012", "tiv": 3.0, "item": "truck", "row": 1}),
    "arms2": ("RUS", "ARMS_TRANSFER", "PRK", SIPRI | {"since": "2011", "tiv": 1.0, "item": "missile", "uncertain": "number", "row": 2}),
    "arms3": ("PRK", "ARMS_TRANSFER", "RUS", {"since": "2023-09", "known": "2023-10", "hedge": "reported", "item": "shells"}),
    "arms4": ("JPN", "ARMS_TRANSFER", "PHL", {"since": "2023", "hedge": "conditional", "item": "radar"}),
    "arms5": ("JPN", "ARMS_TRANSFER", "PHL", {"since": "2024", "hedge": "alleged", "item": "radar"}),
    "arms6": ("?state:italien", "ARMS_TRANSFER", "JPN", SIPRI | {"since": "2012", "tiv": 6.0, "item": "gun", "row": 10}),
    "count3": ("USA", "TROOP_DEPLOYMENT", "?region:aden", {"since": "1994", "until": "1994", "quantity_min": 5.0,
               "quantity_max": 5.0, "unit": "troops", "source": "troopdata", "version": "1", "row": 7}),
    "order": ("RUS", "ARMS_TRANSFER", "VNM", SIPRI | {"ordered": "2015", "known": "2023-03-11", "hedge": "future",
              "item": "helicopter", "row": 11}),
    "arms7": ("RUS", "ARMS_TRANSFER", "VNM", SIPRI | {"since": "2013", "until": "2020", "ordered": "2011", "tiv": 8.0,
              "known": "2023-03-11", "item": "fighter", "row": 12}),
    "order2": ("RUS", "ARMS_TRANSFER", "MMR", SIPRI | {"ordered": "2015", "known": "2023-03-11", "hedge": "future",
               "item": "helicopter", "row": 13}),
    "aid1": ("USA", "MILITARY_AID", "UKR", {"since": "2022", "quantity_min": 4e10, "quantity_max": 4.4e10, "unit": "USD"}),
    "aid2": ("USA", "AIDS", "UKR", {"since": "2024-05", "until": "2024-05", "quantity_min": 2.0, "quantity_max": 2.0,
             "unit": "events", "n_events": 2, "source": "gdelt", "version": "1"}),
    "count1": ("USA", "TROOP_DEPLOYMENT", "JPN", {"since": "1994", "until": "1994", "quantity_min": 36796.0,
               "quantity_max": 36796.0, "unit": "troops", "source": "troopdata", "version": "1", "row": 5}),
    "count2": ("USA", "TROOP_DEPLOYMENT", "JPN", {"since": "1995", "until": "1995", "quantity_min": 36016.0,
               "quantity_max": 36016.0, "unit": "troops", "source": "troopdata", "version": "1", "row": 6}),
    "left": ("USA", "TROOP_DEPLOYMENT", "PHL", {"since": "1947", "until": "1995"}),
    "troops": ("PRK", "TROOP_DEPLOYMENT", "RUS", {"since": "2024-10", "known": "2024-10-18", "place": "region:RUS-Kursk",
               "quantity_min": 3000.0, "quantity_max": 12000.0, "unit": "troops", "contested": True,
               "contested_in": ["polarity", "quantity"], "n_stories": 2, "n_denials": 1, "n_documents": 3}),
    "back": ("RUS", "TROOP_WITHDRAWAL", "UKR", {"since": "2022-03", "known": "2022-03-30"}),
    "base": ("USA", "BASE_ACCESS", "KOR", {"since": "1954"}),
    "member": ("USA", "MEMBER_OF", "org:NATO", TABLE | {"since": "1949-04-04", "row": 9}),
    "sanction": ("USA", "SANCTIONS", "PRK", {"since": "2016", "known": "2016-03-15", "item": "coal"}),
    "war": ("RUS", "COMBAT", "UKR", {"since": "2022-02-24", "known": "2022-02-24"}),
    "losses": ("army:PRK-KPA", "CASUALTIES", None, {"known": "2025-01-10", "quantity_min": 300.0, "unit": "killed", "hedge": "reported"}),
    "threat": ("PRK", "THREATENS", "KOR", {"since": "2024-01", "known": "2024-01-16"}),
    "leads": ("leader:kim", "LEADS", "PRK", {"since": "2011-12-17"}),
    "share": ("PRK", "DEPENDS_ON", "CHN", {"since": "2023", "until": "2023", "quantity_min": 0.98, "quantity_max": 0.98,
              "unit": "share", "denominator": "total trade", "share_of": "trade", "source": "trade_shares", "row": 7}),
    "trade": ("CHN", "TRADES_WITH", "PRK", {"since": "2014", "until": "2014", "quantity_min": 3.5e9, "quantity_max": 3.5e9,
              "unit": "USD", "source": "cow_trade", "version": "4", "row": 4}),
}  # fmt: skip
# claim: (fact, document, stance, modality, speaker, sentence)
CLAIMS = {
    "c1": ("troops", "d1", "supports", "reported", "NIS", "Seoul says 3,000 troops went to Kursk."),
    "c2": ("troops", "d2", "supports", "reported", "NIS", "Seoul says 3,000 troops went to Kursk."),
    "c3": ("troops", "d3", "supports", "asserted", None, "Up to 12,000 North Korean troops are in Russia."),
    "c4": ("troops", "d3", "denies", "asserted", "Moscow", "Moscow called that fake news."),
    "c5": ("pact3", "d3", "supports", "asserted", None, "The two signed a treaty in June."),
    "c6": ("arms4", "d2", "denies", "asserted", None, "Tokyo has halted deliveries of radars to Manila."),
    "c7": ("arms5", "d2", "denies", "reported", "Tokyo", "Tokyo denies that it sold any radar."),
}
# document: (outlet, published, story)
DOCUMENTS = {
    "d1": ("alpha", "2024-10-18", "s1"),
    "d2": ("beta", "2024-10-19", "s1"),
    "d3": ("alpha", "2024-11-01", "s2"),
}


def rows() -> tuple[list[Row], list[Row]]:
    nodes: list[Row] = []
    edges: list[Row] = []

    def node(label: str, id: str, *kinds: str, **told: Any) -> None:
        told = {k: v for k, v in told.items() if v is not None}
        nodes.append({"label": label, "labels": [label, *kinds], "id": id, "h": repr(told)} | told)

    def edge(type: str, start: tuple[str, str], end: tuple[str, str], key: str = "", **told: Any) -> None:
        key = key or f"{type} {start[1]} {end[1]}"
        edges.append({"type": type, "start_label": start[0], "start_id": start[1], "end_label": end[0], "end_id": end[1],
                      "key": key, "h": repr(told)} | told)  # fmt: skip

    for id, kind in ENTITIES.items():
        node("Entity", id, kind, name=f"the {id}")
    for id, owner in OWNERS.items():
        edge("BELONGS_TO", ("Entity", id), ("Entity", owner))
    edge("SUCCEEDED_BY", ("Entity", "SUN"), ("Entity", "RUS"), on="1991-12-26")
    for id, (subject, relation, object, said) in FACTS.items():
        text = {"source": "text", "hedge": "asserted", "belief": 0.9, "contested": False, "n_stories": 1, "n_denials": 0,
                "n_documents": 1}  # fmt: skip
        told = text | said
        told["polarity"] = "negative" if told["hedge"] == "denied" else "positive"
        node("Fact", id, relation=relation, subject=subject, object=object, **told)
        tie = {k: v for k, v in told.items() if k != "contested_in"}
        if object:
            edge(relation, ("Entity", subject), ("Entity", object), key=id, fact=id, **tie)
        if "place" in said:
            edge(relation, ("Entity", "army:PRK-KPA"), ("Entity", said["place"]), key=f"{id} place", fact=id, **tie)
    for outlet in ("alpha", "beta"):
        node("Source", outlet, name=outlet.title())
    for story in ("s1", "s2"):
        node("Story", story)
    for id, (outlet, published, story) in DOCUMENTS.items():
        node("Document", id, title=f"Report {id}", published=published, name=f"{id}.txt")
        edge("PUBLISHED_BY", ("Document", id), ("Source", outlet))
        edge("IN_STORY", ("Document", id), ("Story", story))
    for n, (id, (fact, document, stance, modality, speaker, text)) in enumerate(CLAIMS.items()):
        subject, relation, object, _ = FACTS[fact]
        node("Claim", id, relation=relation, modality=modality, speaker=speaker,
             polarity="negative" if stance == "denies" else "positive")  # fmt: skip
        node("Passage", f"{document}:{n}", text=text, start=n, stop=n + 1)
        edge("STATED_IN", ("Claim", id), ("Passage", f"{document}:{n}"))
        edge("PART_OF", ("Passage", f"{document}:{n}"), ("Document", document))
        edge("BEARS_ON", ("Claim", id), ("Fact", fact), stance=stance)
        edge("SUBJECT", ("Claim", id), ("Entity", subject))
        edge("OBJECT", ("Claim", id), ("Entity", object or ""))
    edge("SPEAKER", ("Claim", "c4"), ("Entity", "?state:freedonia"))
    edge("CONTRADICTS", ("Fact", "arms1"), ("Fact", "arms2"), about="quantity")
    return nodes, edges


PRK = {"state": "PRK"}
# (query, parameters, columns, rows in order)
HAND = [
    ("allies", PRK | {"year": 1990}, "ally fact pledge", [("CHN", "pact1", "defense"), ("RUS", "pact2", "defense")]),
    ("allies", PRK | {"year": 2000}, "ally fact", [("CHN", "pact1")]),
    ("allies", PRK | {"year": 2024}, "ally fact hedge", [("CHN", "pact1", "asserted"), ("RUS", "pact3", "asserted")]),
    ("allies", {"state": "RUS", "year": 2024}, "ally pledged_by", [("PRK", "PRK")]),  # the pact with China is denied
    ("pacts", {"a": "RUS", "b": "PRK"}, "since until pledge", [("1961", "1995", "defense"), ("2024-06-19", None, None)]),
    ("common_allies", {"a": "CHN", "b": "RUS", "year": 1990}, "ally pacts_with_a pacts_with_b", [("PRK", 1, 1)]),
    ("common_allies", {"a": "CHN", "b": "RUS", "year": 2000}, "ally", []),
    ("allies_of_allies", {"state": "CHN", "year": 2024}, "state through", [("RUS", 1)]),
    ("enemies_allies", {"state": "KOR", "year": 2024}, "enemy quarrel ally", [("PRK", "THREATENS", "CHN"), ("PRK", "THREATENS", "RUS")]),
    ("enemies_allies", {"state": "USA", "year": 2024}, "enemy quarrel ally", [("PRK", "SANCTIONS", "CHN"), ("PRK", "SANCTIONS", "RUS")]),
    ("enemies_allies", {"state": "UKR", "year": 2024}, "enemy", []),  # of the fighting only a day of 2022 is told
    ("enemies_allies", {"state": "UKR", "year": 2021}, "enemy", []),
    ("members", {"organisation": "org:NATO", "on": "1949-04-04"}, "member", [("USA",)]),
    ("members", {"organisation": "org:NATO", "on": "1949-04-03"}, "member", []),
    ("members", {"organisation": "org:NATO", "on": "1949"}, "member", [("USA",)]),
    ("memberships", {"state": "USA"}, "organisation since", [("org:NATO", "1949-04-04")]),
    ("suppliers", PRK | {"from": 1900, "to": 2100}, "supplier deals tiv first last",
     [("CHN", 1, 3.0, "2010", "2012"), ("RUS", 1, 1.0, "2011", "2011")]),
    ("suppliers", PRK | {"from": 2012, "to": 2012}, "supplier tiv", [("CHN", 3.0)]),
    ("suppliers", {"state": "PHL", "from": 1900, "to": 2100}, "supplier deals tiv hedge", [("JPN", 2, None, "alleged")]),
    ("recipients", {"state": "PRK", "from": 2023, "to": 2023}, "recipient source deals tiv hedge", [("RUS", "text", 1, None, "reported")]),
    # Of what Russia sold to Vietnam an order of 2015 has not come; the day of the register, 2023, is no delivery's.
    ("recipients", {"state": "RUS", "from": 1900, "to": 2100}, "recipient deals tiv first last hedge",
     [("MMR", 1, None, None, None, "future"), ("VNM", 2, 8.0, "2013", "2020", "asserted"), ("PRK", 1, 1.0, "2011", "2011", "asserted")]),
    ("suppliers", {"state": "VNM", "from": 2021, "to": 2030}, "supplier", []),
    ("suppliers", {"state": "VNM", "from": 2015, "to": 2015}, "supplier deals first last", [("RUS", 2, "2013", "2020")]),
    ("sources_of", {"state": "VNM"}, "source relation ties first last", [("sipri", "ARMS_TRANSFER", 2, "2013", "2020")]),
    ("timeline", {"a": "RUS", "b": "MMR"}, "date item", [("2015", "helicopter")]),
    ("supplier_shares", PRK | {"from": 1900, "to": 2100}, "supplier share", [("CHN", 0.75), ("RUS", 0.25)]),
    ("supplier_shares", PRK | {"from": 2011, "to": 2011}, "supplier tiv share", [("CHN", 1.0, 0.5), ("RUS", 1.0, 0.5)]),  # a third of 2010-2012
    ("supplier_shares", PRK | {"from": 2012, "to": 2013}, "supplier tiv", [("CHN", 1.0)]),
    ("supplier_shares", PRK | {"from": 2013, "to": 2100}, "supplier", []),
    ("deals", {"a": "CHN", "b": "PRK"}, "since until item tiv row", [("2010", "2012", "truck", 3.0, 1)]),
    ("uncertain_deals", PRK, "supplier recipient uncertain hedge", [("PRK", "RUS", None, "reported"), ("RUS", "PRK", "number", "asserted")]),
    ("weapons", PRK, "weapon deals suppliers tiv hedge", [("truck", 1, 1, 3.0, "asserted"), ("missile", 1, 1, 1.0, "asserted")]),
    ("weapons", {"state": "PHL"}, "weapon deals tiv hedge", [("radar", 2, None, "alleged")]),
    ("military_aid", {"state": "UKR"}, "relation giver taker quantity_max unit n_events",  # two events are no amount
     [("AIDS", "USA", "UKR", None, None, 2), ("MILITARY_AID", "USA", "UKR", 4.4e10, "USD", None)]),
    ("deployments", PRK, "sender place quantity_min quantity_max contested",
     [("PRK", "RUS", 3000.0, 12000.0, True), ("army:PRK-KPA", "region:RUS-Kursk", 3000.0, 12000.0, True)]),
    ("foreign_forces", {"state": "RUS"}, "sender place fact", [("PRK", "RUS", "troops"), ("army:PRK-KPA", "region:RUS-Kursk", "troops")]),
    ("armies_in", {"region": "region:RUS-Kursk"}, "army owner quantity_max", [("army:PRK-KPA", "PRK", 12000.0)]),
    ("withdrawals", {"state": "UKR"}, "owner place since", [("RUS", "UKR", "2022-03")]),
    ("bases", {"state": "KOR"}, "user host since", [("USA", "KOR", "1954")]),
    ("sanctions", PRK, "imposer target item", [("USA", "PRK", "coal")]),
    ("fighting", {"state": "UKR", "from": 2022, "to": 2024}, "relation a b", [("COMBAT", "RUS", "UKR")]),
    ("fighting", {"state": "UKR", "from": 2023, "to": 2024}, "a", []),  # an event belongs to its day
    ("casualties", PRK, "suffered quantity_min unit hedge", [("army:PRK-KPA", 300.0, "killed", "reported")]),
    ("hostile_words", {"state": "KOR"}, "a relation b facts first", [("PRK", "THREATENS", "KOR", 1, "2024-01")]),
    ("evidence", {"fact": "troops"}, "stance modality speaker outlet published story",
     [("supports", "reported", "NIS", "Alpha", "2024-10-18", "s1"), ("supports", "reported", "NIS", "Beta", "2024-10-19", "s1"),
      ("supports", "asserted", None, "Alpha", "2024-11-01", "s2"), ("denies", "asserted", "Moscow", "Alpha", "2024-11-01", "s2")]),
    ("claims_of", {"document": "d3.txt"}, "relation subject object polarity",
     [("TROOP_DEPLOYMENT", "PRK", "RUS", "positive"), ("TROOP_DEPLOYMENT", "PRK", "RUS", "negative"), ("ALLIED_WITH", "PRK", "RUS", "positive")]),
    ("contested", {}, "fact about stories denials", [("troops", ["polarity", "quantity"], 2, 1)]),
    ("contradictions", {}, "a b about", [("arms1", "arms2", "quantity"), ("troops", None, ["polarity", "quantity"])]),
    ("fragile", {"state": "RUS"}, "fact hedge stories",
     [("pact3", "asserted", 1), ("arms3", "reported", 1), ("war", "asserted", 1), ("back", "asserted", 1)]),
    ("one_source", PRK, "fact outlet documents", [("pact3", "Alpha", 1)]),
    ("hedged", {"state": "RUS"}, "a relation b hedge",
     [("CHN", "ALLIED_WITH", "RUS", "denied"), ("PRK", "ARMS_TRANSFER", "RUS", "reported"), ("RUS", "ARMS_TRANSFER", "MMR", "future"),
      ("RUS", "ARMS_TRANSFER", "VNM", "future")]),
    ("denials", PRK, "kind speaker outlet supporting_stories fact", [("denied", "Moscow", "Alpha", 2, "troops")]),
    ("denials", {"state": "PHL"}, "kind speaker fact",  # that a delivery was halted denies nothing that anybody said
     [("not so", None, "arms4"), ("denied", "Tokyo", "arms5")]),
    ("who_says", PRK, "speaker relation polarity claims documents first",
     [("NIS", "TROOP_DEPLOYMENT", "positive", 2, 2, "2024-10-18"), ("Alpha", "ALLIED_WITH", "positive", 1, 1, "2024-11-01"),
      ("Alpha", "TROOP_DEPLOYMENT", "positive", 1, 1, "2024-11-01"), ("Moscow", "TROOP_DEPLOYMENT", "negative", 1, 1, "2024-11-01")]),
    ("copies", {}, "story documents outlets first", [("s1", 2, 2, "2024-10-18")]),
    ("sources_of", {"state": "KOR"}, "source version relation ties first",
     [("atop", "5.1", "ALLIED_WITH", 1, "1953"), ("text", None, "BASE_ACCESS", 1, "1954"), ("text", None, "THREATENS", 1, "2024-01")]),
    ("timeline", {"a": "PRK", "b": "RUS"}, "date subject relation",
     [("1961", "PRK", "ALLIED_WITH"), ("2011", "RUS", "ARMS_TRANSFER"), ("2023-09", "PRK", "ARMS_TRANSFER"),
      ("2024-06-19", "PRK", "ALLIED_WITH"), ("2024-10", "PRK", "TROOP_DEPLOYMENT")]),
    ("learned", {"from": "2024-06", "to": "2024-10"}, "known fact", [("2024-06-20", "pact3"), ("2024-10-18", "troops")]),
    ("began", PRK | {"year": 2024}, "since fact", [("2024-01", "threat"), ("2024-06-19", "pact3"), ("2024-10", "troops")]),
    ("ended", PRK | {"year": 1995}, "until fact", [("1995", "pact2")]),
    ("ended", {"state": "USA", "year": 1995}, "fact", [("left",)]),  # counts of troops in 1994 and 1995 ended nothing
    ("ended", {"state": "USA", "year": 1994}, "fact", []),
    ("partners", {"state": "USA", "year": 2024}, "partner kinds facts", [("KOR", 2, 2)]),
    ("partners", {"state": "USA", "year": 2022}, "partner kinds facts", [("KOR", 2, 2), ("UKR", 1, 1)]),
    ("partners_of_partners", {"state": "CHN", "year": 2024}, "state through", [("RUS", 1)]),
    ("paths", {"a": "CHN", "b": "RUS"}, "steps chain", [(2, ["CHN", "PRK", "RUS"])]),  # a denied pact is no step
    ("paths", {"a": "KOR", "b": "UKR"}, "steps chain", [(2, ["KOR", "USA", "UKR"])]),
    ("paths", {"a": "CHN", "b": "USA"}, "steps", []),
    ("succession", {"state": "RUS"}, "before after day", [("SUN", "RUS", "1991-12-26")]),
    ("belongings", PRK, "kind id", [("Army", "army:PRK-KPA"), ("Person", "leader:kim")]),
    ("leaders", PRK, "leader of since", [("leader:kim", "PRK", "2011-12-17")]),
    ("dependence", PRK, "on denominator quantity_min source", [("CHN", "total trade", 0.98, "trade_shares")]),
    ("trade", {"a": "PRK", "b": "CHN"}, "exporter importer quantity_min unit", [("CHN", "PRK", 3.5e9, "USD")]),
    ("unresolved", {"n": 5}, "id claims rows",  # that a table knows a region by a name of its own is no fault
     [("?state:italien", 0, 1), ("?state:freedonia", 1, 0)]),
]  # fmt: skip


@pytest.fixture
def hand(embedded: BoltStore) -> BoltStore:
    sync(embedded, *rows())  # writes only what another test has changed
    return embedded


@pytest.mark.parametrize(
    ("name", "values", "columns", "expected"), HAND, ids=[f"{n}-{i}" for i, (n, *_) in enumerate(HAND)]
)
def test_the_answer_is_the_one_counted_by_hand(hand, name, values, columns, expected):
    found = hand.read(QUERIES[name].text, values)
    assert [tuple(row[c] for c in columns.split()) for row in found] == expected
    assert found.columns == QUERIES[name].columns or not found


def test_every_query_is_counted_by_hand():
    assert {name for name, *_ in HAND} == set(QUERIES)


def test_every_tie_that_a_query_shows_says_how_firmly_it_is_said():
    """Nothing hedged may look like plain fact: who returns a fact's id returns its hedge, or the stance of each claim."""
    plain = {"learned", "evidence", "claims_of", "contradictions", "one_source", "leaders", "denials"}
    for query in QUERIES.values():
        if "fact" in query.columns and query.name not in plain - {"learned", "one_source", "leaders"}:
            assert "hedge" in query.columns, query.name


def test_every_tie_that_a_query_shows_says_whether_it_is_disputed():
    """A tie that a government denies must not look like one that nobody denies: hedge alone is that of its supporters.

    Not asked of single sentences, whose stance is told, nor of what is listed only because it is in conflict.
    """
    for query in QUERIES.values():
        if {"hedge", "fact", "facts", "deals", "firmest"} & set(query.columns):
            if query.name not in {"evidence", "claims_of", "contested", "contradictions"}:
                assert "contested" in query.columns, query.name


def test_a_pact_that_both_sides_made_and_two_versions_tell_is_one_pact(hand):
    """Treaty 3 binds North Korea and China each to the other, in ATOP 5.0 and 5.1: four facts, one pact. A COW coding of
    it is another source's word, and counts as such."""
    nodes, edges = rows()
    [pact] = [e for e in edges if e["type"] == "ALLIED_WITH" and e["fact"] == "pact1"]
    back = {"start_id": pact["end_id"], "end_id": pact["start_id"]}
    more = [back, {"version": "5.0"}, back | {"version": "5.0"}, {"source": "cow_alliance", "treaty": "7"}]
    for n, other in enumerate(more):
        edges.append(pact | other | {"key": f"more{n}", "fact": f"more{n}", "h": f"more{n}"})
    sync(hand, nodes, edges)
    [ally] = hand.read(QUERIES["common_allies"].text, {"a": "CHN", "b": "RUS", "year": 1990})
    assert (ally["ally"], ally["pacts_with_a"], ally["pacts_with_b"]) == ("PRK", 2, 1)
    enemies = hand.read(QUERIES["enemies_allies"].text, {"state": "KOR", "year": 2024})
    assert [(row["ally"], row["pacts"]) for row in enemies] == [("CHN", 2), ("RUS", 1)]


def test_the_members_of_nato_are_those_of_its_treaty(tmp_path):
    """ATOP's treaty 3180 founded NATO and is a node of its own: who asks for NATO's members is not told "nothing"."""
    columns = "atopid,member,phase,yrent,moent,dayent,yrexit,moexit,dayexit,defense,offense,neutral,nonagg,consul"
    signed = [f"3180,{state},0,1949,4,4,0,0,0,1,0,0,0,1" for state in (220, 2)]
    (tmp_path / "atop5_1m.csv").write_text("\n".join([columns, *signed]) + "\n")
    with open_workspace(tmp_path / "s") as g:
        g.load(tmp_path / "atop5_1m.csv")
        told = g.query("members", organisation="NATO", on="2000-01-01")
        assert [(r["member"], r["organisation"]) for r in told] == [("FRA", "org:ATOP-3180"), ("USA", "org:ATOP-3180")]


def test_of_two_bases_in_one_state_each_says_where_it_is(tmp_path):
    """Of 120 American bases in Japan 120 equal lines were told."""
    heads = "countryname,ccode,iso3c,basename,lat,lon,base,lilypad,fundedsite"
    sites = [f'Japan,740,JPN,"{site}",35.2,139.6,1,0,0' for site in ("Yokosuka", "Camp Fuji, Gotemba")]
    (tmp_path / "basedata.csv").write_text("\n".join([heads, *sites]) + "\n")
    with open_workspace(tmp_path / "s") as g:
        g.load(tmp_path / "basedata.csv")
        assert {r["place"] for r in g.query("bases", state="Japan")} == {"Yokosuka", "Camp Fuji, Gotemba"}


def test_a_base_that_its_host_denies_is_not_shown_as_one_that_nobody_denies(hand):
    """One source says that the Americans have a base in Korea, another denies it: asserted, and contested."""
    nodes, edges = rows()
    for row in (*nodes, *edges):
        if "base" in (row.get("id"), row.get("fact")):
            row |= {"contested": True, "n_denials": 1, "h": "denied"}
    sync(hand, nodes, edges)
    [base] = hand.read(QUERIES["bases"].text, {"state": "KOR"})
    assert (base["hedge"], base["contested"]) == ("asserted", True)
    partners = hand.read(QUERIES["partners"].text, {"state": "USA", "year": 2022})
    assert {row["partner"]: row["contested"] for row in partners} == {"KOR": True, "UKR": False}


# -- the files -----------------------------------------------------------------------------------


def test_parameters_come_as_text_and_go_as_what_they_are():
    """States by any name, years as numbers, dates checked, ids of armies as they are, defaults where nothing is said."""
    names = {"North Korea": "PRK", "Russia": "RUS"}.__getitem__
    assert QUERIES["allies"].convert({"state": "North Korea", "year": "2024"}, names) == {"state": "PRK", "year": 2024}
    assert QUERIES["suppliers"].convert({"state": "Russia", "to": "2020"}, names) == {
        "state": "RUS",
        "from": 1900,
        "to": 2020,
    }
    assert QUERIES["members"].convert({"organisation": "org:NATO", "on": "2024-10"}, names) == {
        "organisation": "org:NATO",
        "on": "2024-10",
    }


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("allies", {"state": "PRK"}, "allies needs year; it takes state: state, year: int"),
        ("allies", {"state": "PRK", "year": "2024", "month": "1"}, "allies has no parameter 'month'"),
        ("allies", {"state": "PRK", "year": "MMXXIV"}, "year: 'MMXXIV' is not a whole number"),
        ("members", {"organisation": "org:NATO", "on": "last year"}, "on: 'last year' is no date"),
        ("learned", {"from": "2025", "to": "2024-12-31"}, "learned: from 2025 is after to 2024-12-31"),
        ("suppliers", {"state": "PRK", "from": "2020", "to": "2000"}, "suppliers: from 2020 is after to 2000"),
        ("contested", {"state": "PRK"}, "contested has no parameter 'state'; it takes nothing"),
    ],
)
def test_a_wrong_parameter_is_told_with_what_would_do(name, values, message):
    with pytest.raises(Usage, match=message):
        QUERIES[name].convert(values, str)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("// name: allies(state: state)\n// Who.\nRETURN $state, $year;", r"x.cypher:1: allies declares \['state'\] but uses \['state', 'year'\]"),
        ("\n// name: allies(state: state)\n// Who.\nRETURN 1 // $state\n;", r"x.cypher:2: allies declares \['state'\] but uses \[\]"),
        ("// name: allies(state: planet)\n// Who.\nRETURN $state;", "x.cypher:1: allies: 'state: planet' should read NAME: TYPE"),
        ("// name: allies state\n// Who.\nRETURN $state;", "x.cypher:1: .* should read // name:"),
        ("// name: allies(state: state)\nRETURN $state;", "allies has no line that says what it answers"),
        ("// name: allies(state: state)\n// Who.\nRETURN $state", "allies does not end with ;"),
    ],
)  # fmt: skip
def test_a_query_that_is_written_wrong_is_told_with_file_and_line(text, message):
    with pytest.raises(KgError, match=message):
        list(parse(text, "x.cypher"))


def test_a_name_stands_only_once():
    text = "// name: one()\n// One.\nRETURN 1 AS n;"
    with pytest.raises(KgError, match="b.cypher:1: one is also in a.cypher:1"):
        collect([("a.cypher", text), ("b.cypher", text)])


def test_the_list_of_queries_says_what_each_asks_and_answers():
    told = QUERIES["allies"].describe()
    assert told["parameters"] == "state: state, year: int"
    assert told["description"].startswith("Every state bound to this one")
    assert told["file"] == "alliances.cypher"
