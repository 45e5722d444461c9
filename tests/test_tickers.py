"""Headlines of agencies and feeds: whose word they are, and what stands around the sentence."""

from __future__ import annotations

import pytest

from kg.model import Claim, Document
from kg.text.amounts import amounts
from kg.text.extract import extract


def read(text: str) -> list[Claim]:
    return list(extract(Document("wire", "", text, "2024-11-14", "text")))


def told(text: str) -> set[tuple[str, str | None, str | None, str, str]]:
    """(relation, subject, object, modality, who says so)."""
    return {
        (c.relation, c.subject.state or c.subject.id, c.object and (c.object.state or c.object.id), c.modality,
         ">".join(a.id or a.name for a in c.speakers))
        for c in read(text)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rwanda shelled Goma camp: UN", ("ATTACKS", "RWA", "COD", "reported", "org:UN")),
        ("Iran arming Taliban: Pentagon", ("ARMS_TRANSFER", "IRN", "AFG", "reported", "USA")),
        ("Turkey shipped arms to Libya - UN experts", ("ARMS_TRANSFER", "TUR", "LBY", "reported", "UN experts")),
        ("Russia gave missiles to Iran - Israeli official", ("ARMS_TRANSFER", "RUS", "IRN", "reported", "ISR")),
        ("Kagame: Congo arming FDLR", ("ARMS_TRANSFER", "COD", "COD", "reported", "leader:paul-kagame")),
        ("Pentagon: 900 US troops still in Syria", ("TROOP_DEPLOYMENT", "USA", "SYR", "reported", "USA")),
        ("Chinese Foreign Minister Wang Yi: The US is arming Taiwan.",
         ("ARMS_TRANSFER", "USA", "TWN", "reported", "leader:wang-yi")),
    ],
)  # fmt: skip
def test_the_source_before_or_after_a_headline_says_so_and_takes_no_part(text: str, expected: tuple[str, ...]) -> None:
    assert told(text) == {expected}


@pytest.mark.parametrize(
    "text",
    [
        "'No evidence' Rwanda shot down UN helicopter - Kigali",
        "'Not true' that Uganda shelled Congo village - Kampala",
    ],
)
def test_what_the_source_calls_false_is_denied(text: str) -> None:
    assert [(c.relation, c.polarity, c.modality) for c in read(text)] == [("ATTACKS", "negative", "reported")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lebanon - Israeli strike kills three in Tyre", {("ATTACKS", "ISR", "LBN"), ("CASUALTIES", "LBN", "ISR")}),
        ("WRAPUP 3-Russia hits Kyiv with missiles", {("ATTACKS", "RUS", "UKR")}),
        ("KUWAIT (UPI) -- Iraq has moved 30,000 troops to the border", {("MOBILIZES", "IRQ", None)}),
        ("UPDATE 2-Turkey sends troops to Libya", {("TROOP_DEPLOYMENT", "TUR", "LBY")}),
    ],
)
def test_the_place_and_the_number_of_an_item_do_nothing(text: str, expected: set[tuple[str, str, str | None]]) -> None:
    assert {row[:3] for row in told(text)} == expected
    assert {row[3] for row in told(text)} == {"asserted"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gambia severs ties with Taiwan", ("REJECTS", "GMB", "TWN")),
        ("Ukraine hands over last Tu-160 bombers to Russia", ("ARMS_TRANSFER", "UKR", "RUS")),
        ("NATO bombs Belgrade TV station; 10 feared dead", ("ATTACKS", "org:NATO", "SRB")),
        ("S Korea sells tanks to Poland", ("ARMS_TRANSFER", "KOR", "POL")),
        ("S. Africa sends troops to Congo", ("TROOP_DEPLOYMENT", "ZAF", "COD")),
        ("Morocco plans to buy F-16s", ("ARMS_TRANSFER", "USA", "MAR")),
    ],
)
def test_headlines_without_articles_and_stop_are_sentences(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in {row[:3] for row in told(text)}


def test_whose_troops_are_shelled_shells_nobody() -> None:
    assert not [row for row in told("Fiji peacekeepers shelled in Lebanon, 2 killed") if row[:2] == ("ATTACKS", "FJI")]
    assert told("Italian embassy shelled in Libya") == set()


@pytest.mark.parametrize(
    ("text", "relation", "modality"),
    [
        ("Japan sends envoy to Seoul ahead of Abe's visit to China", "MEETS_WITH", "future"),
        ("Georgia accuses Russia of air raid, Moscow denies it", "ACCUSES", "asserted"),
    ],
)
def test_what_is_ahead_is_to_come_and_a_charge_that_is_denied_is_made(text: str, relation: str, modality: str) -> None:
    found = [c for c in read(text) if c.relation == relation and c.subject.state != "JPN"] or read(text)
    assert modality in {c.modality for c in found if c.relation == relation}
    assert {c.polarity for c in found if c.relation == relation} == {"positive"}


def test_sanctions_that_are_weighed_are_on_nobody_yet() -> None:
    found = read("US weighs sanctions ahead of Putin's trip to Beijing")
    assert [c for c in found if c.relation == "SANCTIONS"] == []


@pytest.mark.parametrize("text", ["Iran FM in Ankara for talks on Syria", "The envoys held talks on Libya in Cairo."])
def test_whom_talks_are_about_is_not_met(text: str) -> None:
    assert not [c for c in read(text) if c.relation == "MEETS_WITH" and c.object and c.object.state in ("SYR", "LBY")]


def test_mln_and_bln_are_millions_and_billions() -> None:
    assert [a.quantity.value for a in amounts("A loan of $5 bln and 30 mln euros was signed.")] == [5e9, 3e7]


# Prose with colons and dashes is read as before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Egypt — Africa's second economy — bought 24 jets from France.", ("ARMS_TRANSFER", "FRA", "EGY", "asserted", "")),
        ("Iran – Hezbollah's main patron – attacked Israel with 300 missiles.", ("ATTACKS", "IRN", "ISR", "asserted", "")),
        ("Egypt: It bought 24 jets from France in 2015.", ("ARMS_TRANSFER", "FRA", "EGY", "asserted", "")),
        ("Hezbollah: Israel killed 30 of its fighters on Monday.", ("CASUALTIES", "LBN", "ISR", "asserted", "")),
        ("Military Aid: Germany sends 18 tanks to Ukraine.", ("ARMS_TRANSFER", "DEU", "UKR", "asserted", "")),
        ("Ukraine: Russia shelled hospital in Kharkiv", ("ATTACKS", "RUS", "UKR", "asserted", "")),
        ("Turkey trains Somali soldiers - and police", ("MILITARY_AID", "TUR", "SOM", "asserted", "")),
        ("Germany gives Kenya 20 trucks for its army, police", ("MILITARY_AID", "DEU", "KEN", "asserted", "")),
        ("Russia bombed near Kharkiv, killing three", ("ATTACKS", "RUS", "UKR", "asserted", "")),
    ],
)  # fmt: skip
def test_appositions_rubrics_and_lists_are_nobodys_word(text: str, expected: tuple[str, ...]) -> None:
    assert expected in told(text)
    assert {row[4] for row in told(text)} == {""}


def test_a_capital_before_a_colon_speaks_and_a_state_is_a_place() -> None:
    assert told("Kyiv: Russia shelled a hospital in Kharkiv.") == {("ATTACKS", "RUS", "UKR", "reported", "UKR")}


def test_what_a_source_says_is_to_come_is_its_word_too() -> None:
    assert told("Lavrov: NATO is sending weapons to Ukraine.") == {
        ("ARMS_TRANSFER", "org:NATO", "UKR", "future", "leader:sergei-lavrov")
    }


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("India, Pakistan trade artillery fire in Kashmir", {"IND", "PAK"}),
        ("Hamas, Israel exchange fire across Gaza border", {"ISR", "PSE"}),
    ],
)
def test_who_trade_fire_fight(text: str, pair: set[str]) -> None:
    found = [c for c in read(text) if c.relation == "COMBAT"]
    assert [{a.state or a.id for a in (c.subject, c.object) if a} for c in found] == [pair]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pakistan orders tanks from China", ("ARMS_TRANSFER", "CHN", "PAK")),
        ("Chile orders tanks from Germany.", ("ARMS_TRANSFER", "DEU", "CHL")),
        ("Ethiopia bombs Mekelle.", ("ATTACKS", "ETH", "ETH")),
    ],
)
def test_a_bare_name_and_a_plural_are_who_does_what(text: str, expected: tuple[str, str, str]) -> None:
    assert [(c.relation, c.subject.state, c.object and c.object.state) for c in read(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkey has launched a military operation in northern Syria.", [("TUR", "SYR")]),
        ("Iran launched an anti-terror operation inside Pakistan on Tuesday.", [("IRN", "PAK")]),
        ("Turkey launched a rescue operation in Syria.", []),
    ],
)
def test_a_military_operation_in_a_state_is_an_attack_and_a_rescue_is_none(
    text: str, expected: list[tuple[str, str]]
) -> None:
    found = [c for c in read(text) if c.relation == "ATTACKS"]
    assert [(c.subject.state, c.object and c.object.state) for c in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FRANCE will send 2,000 troops to Lebanon.", ("TROOP_DEPLOYMENT", "FRA", "LBN", "future", "")),
        ("IRAN has sent missiles to SYRIA.", ("ARMS_TRANSFER", "IRN", "SYR", "asserted", "")),
        ("BURUNDI accuses RWANDA of lying.", ("ACCUSES", "BDI", "RWA", "asserted", "")),
        ("SOUTH KOREA attacked NORTH KOREA.", ("ATTACKS", "KOR", "PRK", "asserted", "")),
        ("FRANCE - 2,000 troops in Lebanon.", ("TROOP_DEPLOYMENT", "FRA", "LBN", "asserted", "")),
        ("SPAIN – 1,100 soldiers in Lebanon.", ("TROOP_DEPLOYMENT", "ESP", "LBN", "asserted", "")),
        ("SINGAPORE - China sold two ships to Chile.", ("ARMS_TRANSFER", "CHN", "CHL", "asserted", "")),
        ("PARIS - 2,000 soldiers of Chad attacked Libya.", ("ATTACKS", "TCD", "LBY", "asserted", "")),
    ],
)
def test_states_that_bulletins_and_lists_print_in_capitals_act_and_datelines_do_not(text, expected) -> None:
    assert expected in told(text)
    assert {subject for _, subject, *_ in told(text)} == {expected[1]}


# Datelines, hours and the heads of a timeline's lines


def facts(text: str, published: str = "2010-04-21") -> set[tuple[str, str | None, str | None, str | None]]:
    """(relation, subject, object, day); agreements and drills by their sides in order."""
    claims = extract(Document("wire", "", text, published, "text"))
    found = [(c.relation, c.subject.state or c.subject.id, c.object and (c.object.state or c.object.id), c.since)
             for c in claims]  # fmt: skip
    even = ("AGREES_WITH", "COOPERATES_WITH", "MEETS_WITH", "ALLIED_WITH")
    return {(r, *(sorted((a or "", b or "")) if r in even else (a, b)), day) for r, a, b, day in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moscow, April 20 (Agency) -- Ukraine and Poland held joint exercises near Lviv.",
         {("COOPERATES_WITH", "POL", "UKR", None)}),
        ("Dushanbe/Moscow, 20 April 2010 (KNI) — Kazakhstan sent 300 soldiers to Mali.",
         {("TROOP_DEPLOYMENT", "KAZ", "MLI", None)}),
        ("Cairo (Agency) -- Israel and Greece signed an accord.", {("AGREES_WITH", "GRC", "ISR", None)}),
        ("Damascus, March 3, SNA – Syria and Iraq signed an agreement.", {("AGREES_WITH", "IRQ", "SYR", None)}),
        ("Rabat, April 20, MAP -- Morocco expelled two Iranian diplomats.", {("REJECTS", "MAR", "IRN", None)}),
        ("Windhoek, 20 April – Angola sent 40 soldiers to Namibia.", {("TROOP_DEPLOYMENT", "AGO", "NAM", None)}),
        ("St. Petersburg, Russia, April 20 (Agency) -- Kenya sent 300 soldiers to Haiti on Monday.",
         {("TROOP_DEPLOYMENT", "KEN", "HTI", "2010-04-19")}),
        ("Kabul, May 2 (Agency) -- Pakistan attacked Khost.", {("ATTACKS", "PAK", "AFG", None)}),
    ],
)  # fmt: skip
def test_the_city_of_a_dateline_does_nothing_and_its_day_is_no_day_of_a_deed(
    text: str, expected: set[tuple[str, str, str, str | None]]
) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("In Moscow, on April 20 – the day of the vote – Russia bombed Kharkiv.", ("ATTACKS", "RUS", "UKR", "2010-04-20")),
        ("April 20 – Russia bombed Kharkiv.", ("ATTACKS", "RUS", "UKR", "2010-04-20")),
        ("Russia, Iran – Moscow's oldest friend – and Syria signed a pact.", ("AGREES_WITH", "IRN", "RUS", None)),
        ("Russia – and Belarus – held drills.", ("COOPERATES_WITH", "BLR", "RUS", None)),
        ("Macron, Merkel – April 3 – agreed to send troops to Mali.", ("TROOP_DEPLOYMENT", "FRA", "MLI", "2010-04-03")),
    ],
)  # fmt: skip
def test_what_stands_between_dashes_is_no_dateline(text: str, fact: tuple[str, str, str, str | None]) -> None:
    assert fact in facts(text)


@pytest.mark.parametrize("hour", ["[09:12] ", "[14:05 GMT] ", "06:20: ", "2.30 - "])
def test_the_hour_before_a_speaker_is_no_part_of_his_name(hour: str) -> None:
    found = read(f"{hour}Armenia's defence ministry says Azerbaijan shelled two villages near Goris.")
    assert {a.name for c in found for a in c.speakers} == {"Armenia's defence ministry"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("5 September 1987. Chad attacks the Libyan base at Maaten al-Sarra.", {("ATTACKS", "TCD", "LBY", "1987-09-05")}),
        ("May 1994. Libya withdraws its troops from Chad.", {("TROOP_WITHDRAWAL", "LBY", "TCD", "1994-05")}),
        ("1999, May 26: India bombs Pakistani positions near Kargil.", {("ATTACKS", "IND", "PAK", "1999-05-26")}),
        ("2003, December - France sends 600 soldiers to Haiti.", {("TROOP_DEPLOYMENT", "FRA", "HTI", "2003-12")}),
        ("2004, March: Saudi Arabia recalls its ambassador from Qatar.", {("REJECTS", "SAU", "QAT", "2004-03")}),
        ("2009: Russia sells Venezuela 92 tanks.", {("ARMS_TRANSFER", "RUS", "VEN", "2009")}),
        ("2009/03: Kenya expels two Ugandan diplomats.", {("REJECTS", "KEN", "UGA", "2009-03")}),
        ("April 2003: Chad signs a pact with Sudan, and Libya recalls its envoy from Khartoum.",
         {("AGREES_WITH", "SDN", "TCD", "2003-04"), ("REJECTS", "LBY", "SDN", "2003-04")}),
        # of another time
        ("March 2008: Chad expels two Libyan diplomats who had bombed Sudan.",
         {("REJECTS", "TCD", "LBY", "2008-03"), ("ATTACKS", "LBY", "SDN", None)}),
        ("March 2008: Peru says Chile sent 300 soldiers to Bolivia in 2006.", {("TROOP_DEPLOYMENT", "CHL", "BOL", "2006")}),
        # no head of a line
        ("2000 soldiers: Chad sent them to Mali.", {("TROOP_DEPLOYMENT", "TCD", "MLI", None)}),
        ("It was signed in 1995. Peru sent 300 soldiers to Ecuador.", {("TROOP_DEPLOYMENT", "PER", "ECU", None)}),
    ],
)  # fmt: skip
def test_the_date_at_the_head_of_a_timelines_line_is_that_of_all_it_tells(
    line: str, expected: set[tuple[str, str, str, str | None]]
) -> None:
    found = facts(line)
    assert expected <= found
    assert {row[3] for row in found} == {row[3] for row in expected}
