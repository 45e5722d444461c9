"""Numbers, dates and firmness of other clauses are no fields of a claim; a promise that is kept is told by the giving."""

from __future__ import annotations

import pytest

from kg.model import Claim, Document
from kg.text.extract import extract

PUBLISHED = "2024-11-14"


def read(text: str) -> list[Claim]:
    return list(extract(Document("unknown", "", text, PUBLISHED, "text")))


def one(text: str, relation: str, side: str | None = None) -> Claim:
    found = [
        c for c in read(text) if c.relation == relation and (side is None or (c.object and c.object.state == side))
    ]
    assert len(found) == 1, [(c.relation, c.subject.name, c.object and c.object.name) for c in read(text)]
    return found[0]


def number(claim: Claim) -> float | None:
    return claim.quantity.value if claim.quantity else None


def told(claim: Claim) -> tuple[str, float | None, str | None]:
    return claim.modality, number(claim), claim.since


@pytest.mark.parametrize(
    ("text", "relation", "expected"),
    [
        ("Spain has given Ukraine four of the 20 tanks it pledged in 2022.", "ARMS_TRANSFER", ("asserted", 4, None)),
        ("Poland handed Moldova 20 of the 50 vehicles it offered last year.", "ARMS_TRANSFER", ("asserted", 20, None)),
        ("Canada has sold Saudi Arabia 500 of the 900 vehicles Riyadh ordered in 2014.", "ARMS_TRANSFER",
         ("asserted", 500, None)),
        ("Of the 30 jets ordered by Kuwait, Italy has delivered 13.", "ARMS_TRANSFER", ("asserted", 13, None)),
        ("Of the 2,000 soldiers it promised to Haiti, Kenya has sent 400.", "TROOP_DEPLOYMENT", ("asserted", 400, None)),
        ("The 40 vehicles that France promised Lebanon arrived on Friday.", "ARMS_TRANSFER",
         ("asserted", 40, "2024-11-08")),
        ("The three frigates that Japan promised Indonesia were delivered on 4 May.", "ARMS_TRANSFER",
         ("asserted", 3, "2024-05-04")),
        ("The tanks that Germany pledged to Ukraine in January 2023 have not arrived.", "ARMS_TRANSFER",
         ("future", None, "2023-01")),
    ],
)  # fmt: skip
def test_a_promise_that_is_kept_is_told_by_the_verb_of_giving(text, relation, expected) -> None:
    """What is still to come of the promise is told beside it."""
    found = [told(c) for c in read(text) if c.relation == relation]
    assert expected in found
    assert [modality for modality, _, _ in found if modality != "future"] in ([], ["asserted"])


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Three of the 12 jets that Sweden sold to Hungary are grounded.", 12),
        ("Two of the six patrol boats that Australia gave to Samoa have sunk.", 6),
    ],
)
def test_of_what_was_sold_the_part_that_sank_is_not_the_number(text: str, whole: int) -> None:
    assert number(read(text)[0]) == whole


def test_what_a_clause_after_the_deed_counts_and_dates_is_its_own() -> None:
    text = "Chad sent troops to Niger in 2015, two years after it had deployed 2,000 men in Mali."
    assert told(one(text, "TROOP_DEPLOYMENT", "NER")) == ("asserted", None, "2015")
    assert number(one(text, "TROOP_DEPLOYMENT", "MLI")) == 2000
    assert one("Britain sanctioned 12 Russians three months after it had listed 50.", "SANCTIONS").since is None


def test_what_the_seller_sold_to_another_is_neither_the_number_nor_the_year_of_this_sale() -> None:
    text = "Germany bought 35 F-35s from the US, which sold Finland 64 in 2021."
    assert told(one(text, "ARMS_TRANSFER", "DEU")) == ("asserted", 35, None)
    assert told(one(text, "ARMS_TRANSFER", "FIN")) == ("asserted", 64, "2021")


@pytest.mark.parametrize(
    "text",
    [
        "France sold Senegal six boats, four more than in 2018.",
        "Qatar gave Lebanon $60 million, three times as much as in 2022.",
    ],
)
def test_the_year_of_a_comparison_dates_nothing(text: str) -> None:
    assert read(text)[0].since is None


def test_of_three_hosts_each_has_its_own_number() -> None:
    found = read("Russia has 4,000 troops in Armenia, 7,000 in Tajikistan and 500 in Kyrgyzstan.")
    assert {(c.object and c.object.state, number(c)) for c in found} == {("ARM", 4000), ("TJK", 7000), ("KGZ", 500)}


def test_what_a_contingent_is_cut_by_and_not_what_it_is_cut_to_leaves() -> None:
    assert number(one("Kenya cut its contingent in Somalia by 1,000 to 3,000 soldiers.", "TROOP_WITHDRAWAL")) == 1000


def test_most_of_the_soldiers_are_not_all_of_them() -> None:
    assert one("The UAE pulled most of its 5,000 soldiers out of Yemen.", "TROOP_WITHDRAWAL").quantity is None


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Houthi missiles hit a Greek tanker with 25 crew on board.", "ATTACKS"),
        ("Iran seized the tanker St Nikolas with 19 sailors.", "COERCES"),
        ("The Security Council lifted sanctions on Eritrea with 15 votes in favour in 2018.", "SANCTIONS"),
    ],
)
def test_who_is_aboard_and_who_voted_is_no_number_of_the_deed(text: str, relation: str) -> None:
    assert one(text, relation).quantity is None


def test_what_was_done_by_october_was_done_by_the_last_one() -> None:
    assert one("Nigeria withdrew its soldiers from Liberia by October.", "TROOP_WITHDRAWAL").until == "2024-10"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Peru bought 20 fighters from France in 2012.", "fighters"),  # aircraft, no men
        ("Bolivia bought six K-8 trainers from China.", "trainers"),
        ("Denmark gave Ukraine 1.2 billion kroner in military aid.", "DKK"),
        ("Norway gave Ukraine 1.2 billion kroner in military aid.", "NOK"),
    ],
)
def test_units_are_those_of_what_is_bought_and_of_who_pays(text: str, unit: str) -> None:
    quantity = read(text)[0].quantity
    assert quantity is not None and quantity.unit == unit


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Austria got 80% of its gas from Russia.", "gas"),
        ("France sent Chad surface-to-air missiles.", "surface-to-air missiles"),
        ("Libya received six L-39 trainers from Serbia.", "L-39"),
    ],
)
def test_goods_are_named_whole(text: str, item: str) -> None:
    assert {c.item for c in read(text)} == {item}


def test_ships_that_bear_a_statesmans_name_meet_nobody() -> None:
    assert {c.relation for c in read("The USS Gerald Ford reached Croatia on 12 June.")} == {"TROOP_DEPLOYMENT"}
    assert read("HMS Queen Elizabeth visited Japan.") == []


# Two clauses, each with who does it


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The US sent troops to Qatar and Iran fired missiles at Israel.",
         {("TROOP_DEPLOYMENT", "USA", "QAT"), ("ATTACKS", "IRN", "ISR")}),
        ("Egypt sold Chad six fighters and Pakistan sold Niger two bombers.",
         {("ARMS_TRANSFER", "EGY", "TCD"), ("ARMS_TRANSFER", "PAK", "NER")}),
        ("Norway gave Ukraine tanks and South Korea has lent Poland money.",
         {("ARMS_TRANSFER", "NOR", "UKR"), ("AIDS", "KOR", "POL")}),
        ("Egypt backs Haftar, and Turkey backs the government.", {("SUPPORTS", "EGY", "LBY")}),
    ],
)  # fmt: skip
def test_who_does_the_second_is_no_port_of_call_of_the_first(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert {(c.relation, c.subject.state, c.object and c.object.state) for c in read(text)} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Saudi Arabia gave Yemen aid worth $500 million.", ("AIDS", "SAU", "YEM", 500_000_000)),
        ("Iran gave Sudan arms worth $90 million.", ("ARMS_TRANSFER", "IRN", "SDN", 90_000_000)),
        ("Germany gave Jordan a loan worth 100 million dollars.", ("AIDS", "DEU", "JOR", 100_000_000)),
        ("China put 50,000 soldiers on the frontier with India in 2020.", ("MOBILIZES", "CHN", None, 50_000)),
        ("Eritrea has 20,000 troops on the border with Ethiopia.", ("MOBILIZES", "ERI", None, 20_000)),
    ],
)
def test_what_is_worth_so_much_and_who_stands_at_the_border(text: str, expected: tuple[str, str, str, float]) -> None:
    assert [(c.relation, c.subject.state, c.object and c.object.state, number(c)) for c in read(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("France sent 1,000 soldiers to Mali in 2013 and pulled them out in 2022.", ("asserted", "MLI", "2022")),
        ("Ghana sent 800 soldiers to Lebanon and withdrew them in 2010.", ("asserted", "LBN", "2010")),
        ("Ghana's 800 soldiers serve in Lebanon, and Accra has decided to recall them.", ("future", "LBN", None)),
    ],
)
def test_they_are_withdrawn_from_where_they_were_sent(text: str, expected: tuple[str, str, str | None]) -> None:
    claim = one(text, "TROOP_WITHDRAWAL")
    assert (claim.modality, claim.object and claim.object.state, claim.since) == expected
    assert one(text, "TROOP_DEPLOYMENT").since in ("2013", None)  # not the year in which they left


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Twelve people were killed when Emirati jets bombed Nyala.", ("SDN", "ARE", "killed")),
        ("At least 20 people were wounded when Turkish drones bombed Kobani.", ("SYR", "TUR", "wounded")),
        ("Four soldiers died when Indian troops shelled a Pakistani post.", ("PAK", "IND", "killed")),
    ],
)
def test_who_died_when_a_place_was_bombed_was_of_that_place(text: str, expected: tuple[str, str, str]) -> None:
    claim = one(text, "CASUALTIES")
    assert claim.quantity is not None
    assert (claim.subject.state, claim.object and claim.object.state, claim.quantity.unit) == expected


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        (
            "Georgian coast guards fired on a Turkish trawler. Ankara protested and demanded compensation.",
            ("TUR", "GEO"),
        ),
        ("Chinese ships rammed a Philippine boat. Manila protested.", ("PHL", "CHN")),
    ],
)
def test_who_was_wronged_protests_against_who_did_it(text: str, pair: tuple[str, str]) -> None:
    claim = one(text, "ACCUSES")
    assert (claim.subject.state, claim.object and claim.object.state) == pair


def test_the_second_year_has_its_own_number() -> None:
    found = read("The US gave Jordan $1 billion in 2023 and $1.5 billion in 2024.")
    assert {(number(c), c.since) for c in found} == {(1e9, "2023"), (1.5e9, "2024")}


# What is not said at all


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("The EU threatened Burundi with sanctions.", "SANCTIONS"),
        ("French troops freed four Senegalese hostages in Mali.", "CONCEDES"),
        ("French troops freed four Senegalese hostages in Mali.", "COERCES"),
        ("Israel said it would never allow Iran to build a nuclear bomb.", "BASE_ACCESS"),
        ("Mali accused Ukraine of using Bayraktar drones against its soldiers.", "BASE_ACCESS"),
        ("Asked whether Russia might send troops, Tokayev said no such request had been made.", "REQUESTS"),
        ("Hungary vetoed Ukraine's admission to NATO.", "SUPPORTS"),
        ("Chile left the treaty. Peru deplored the move, but Spain backed it.", "SUPPORTS"),
    ],
)
def test_it_has_the_words_of_the_relation_and_tells_of_something_else(text: str, relation: str) -> None:
    assert [c for c in read(text) if c.relation == relation] == []


@pytest.mark.parametrize(
    ("text", "relation", "expected"),
    [
        ("Kenya refused to extend the treaty, drawing a protest from Britain.", "ACCUSES", ("GBR", "KEN", "positive")),
        ("Russia is not the only supplier of arms to Vietnam.", "ARMS_TRANSFER", ("RUS", "VNM", "positive")),
        ("Sweden, Zambia's largest donor, has frozen its aid.", "AIDS", ("SWE", "ZMB", "negative")),
        (
            "Serbia broke off ties with Montenegro over its recognition of Kosovo.",
            "SUPPORTS",
            ("MNE", "XKX", "positive"),
        ),
        ("Greece is blocking Albania's accession to the European Union.", "REJECTS", ("GRC", "ALB", "positive")),
    ],
)
def test_what_is_refused_frozen_or_blocked_and_what_is_not(text, relation, expected) -> None:
    claim = one(text, relation)
    assert (claim.subject.state, claim.object and claim.object.state, claim.polarity) == expected


def test_what_one_may_do_under_a_treaty_is_no_guess() -> None:
    text = "Under a pact of 1993 Greek aircraft may use the base at Paphos in Cyprus."
    assert one(text, "BASE_ACCESS").modality == "asserted"


def test_her_counterpart_is_of_the_state_that_is_named() -> None:
    claim = one("Angela Merkel and her Mongolian counterpart, Norov Altankhuyag, discussed mining.", "MEETS_WITH")
    assert claim.object is not None and claim.object.state == "MNG"


def test_who_rejects_a_report_and_says_that_it_goes_on_denies_the_report_alone() -> None:
    text = (
        "Turkey suspended arms sales to Azerbaijan, a paper wrote. "
        "Azerbaijan rejected the report and said that Turkish deliveries go on."
    )
    last = [c for c in read(text) if c.passage.text.startswith("Azerbaijan")]
    assert [(c.relation, c.polarity) for c in last] == [("ARMS_TRANSFER", "positive")]


# Where the rules above do not apply


@pytest.mark.parametrize(
    ("text", "relation", "modality"),
    [
        ("Under the agreement, Rwanda may send up to 2,000 soldiers to Mozambique.", "TROOP_DEPLOYMENT", "speculated"),
        ("Under a proposed deal, US forces may use bases in Ecuador.", "BASE_ACCESS", "speculated"),
        ("Japan could sell missiles to Vietnam, triggering Chinese sanctions.", "SANCTIONS", "speculated"),
    ],
)
def test_what_may_be_under_a_mere_proposal_stays_a_guess(text: str, relation: str, modality: str) -> None:
    assert one(text, relation).modality == modality


@pytest.mark.parametrize(
    ("text", "relation", "since"),
    [
        ("Armenia's pact with Russia, which was signed in 1997, allows Russian troops to stay.", "AGREES_WITH", "1997"),
        ("Russia's strike on Kyiv, which came on Sunday, killed ten people.", "ATTACKS", "2024-11-10"),
        ("Egypt bought 30 jets from France, which were delivered in 2021.", "ARMS_TRANSFER", "2021"),
        ("Four Malian soldiers died after a drone struck their camp on Sunday.", "CASUALTIES", "2024-11-10"),
        ("Germany will deliver the submarines to Israel no earlier than 2031.", "ARMS_TRANSFER", "2031"),
        ("Russia gave up a base in Georgia and pulled its troops out in 2007.", "TROOP_WITHDRAWAL", "2007"),
        ("Denmark closed its embassy in Baghdad and withdrew its troops from Iraq in 2007.", "REJECTS", "2007"),
    ],
)
def test_which_tells_of_the_pact_and_not_of_the_partner(text: str, relation: str, since: str) -> None:
    assert one(text, relation).since == since


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Japan, Myanmar's largest donor, has not frozen its aid.", "positive"),
        ("Norway, the largest donor to Malawi, has cut its aid by half.", "positive"),
    ],
)
def test_a_donor_that_has_not_stopped_still_gives(text: str, polarity: str) -> None:
    assert one(text, "AIDS").polarity == polarity


def test_a_donor_that_stops_giving_to_another_still_gives() -> None:
    assert one("Germany, Niger's biggest donor, suspended aid to Mali.", "AIDS", "NER").polarity == "positive"


def test_who_died_before_the_strike_did_not_die_in_it() -> None:
    found = read("Twenty-six people were killed in Kashmir before India struck Pakistan on 7 May.")
    assert [c for c in found if c.relation == "CASUALTIES"] == []


def test_captors_release_their_captives() -> None:
    assert one("Hezbollah fighters released the Saudi captive.", "COERCES", "SAU").polarity == "negative"
    assert one("South Sudan's army released three Kenyan hostages.", "COERCES", "KEN").polarity == "negative"


def test_by_so_many_to_so_many_men_may_be_a_range() -> None:
    claim = one("Burundi reduced its contingent in Somalia by 500 to 700 men.", "TROOP_WITHDRAWAL")
    assert claim.quantity is not None and (claim.quantity.min, claim.quantity.max) == (500, 700)


@pytest.mark.parametrize(
    ("text", "number_of"),
    [
        ("Venezuela arrested the captain and 12 crew of a Guyanese boat.", 12),
        ("Libya's coast guard detained a trawler and eight sailors from Italy.", 8),
    ],
)
def test_who_is_seized_himself_is_counted(text: str, number_of: int) -> None:
    assert number(one(text, "COERCES")) == number_of


def test_a_type_is_no_number_of_tanks() -> None:
    assert one("Portugal supplied Leopard 2 tanks to Ukraine.", "ARMS_TRANSFER").item == "Leopard 2"


def test_what_is_made_or_said_is_no_second_clause() -> None:
    found = read("Israel struck targets in Syria and Lebanon said to belong to Hezbollah.")
    assert {c.object and c.object.state for c in found} == {"SYR", "LBN"}


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Spain criticised Israel's raid and Ireland condemned it.", ("IRL", "ISR")),
        ("Egypt condemned Ethiopia's decision and Sudan backed it.", ("SDN", "ETH")),
        ("Egypt condemned the decision by Ethiopia and Sudan backed it.", ("SDN", "ETH")),
    ],
)
def test_who_judges_a_deed_too_means_who_did_it(text: str, pair: tuple[str, str]) -> None:
    assert pair in [(c.subject.state, c.object and c.object.state) for c in read(text)]
    assert not [c for c in read(text) if c.subject.state == pair[0] and c.object and c.object.state != pair[1]]


def test_a_second_giver_lends_no_number_to_the_first() -> None:
    found = read("Poland gave tanks to Ukraine and Slovakia sent 13 MiG-29s.")
    assert {(c.subject.state, number(c)) for c in found} == {("POL", None), ("SVK", 13)}


def test_what_was_bought_and_passed_on_was_bought_whole() -> None:
    found = read("Latvia gave Ukraine two of the four helicopters that it bought from Russia.")
    assert {(c.subject.state, number(c)) for c in found} == {("LVA", 2), ("RUS", 4)}


def test_what_is_protested_against_has_happened() -> None:
    found = read("Slovenia suspended arms sales to Israel in protest at its invasion of Lebanon.")
    assert [c.polarity for c in found if c.relation == "ATTACKS"] in ([], ["positive"])


# What is told of a side in passing, and what is done later


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Guinea, a French colony until 1958, received tanks from Russia.", "ARMS_TRANSFER"),
        ("Lithuania, a NATO member since 2004, expelled a Russian diplomat.", "REJECTS"),
        ("Chad, independent since 1960, bought jets from France.", "ARMS_TRANSFER"),
    ],
)
def test_since_when_a_state_is_a_member_or_free_dates_no_other_deed(text: str, relation: str) -> None:
    claim = one(text, relation)
    assert (claim.since, claim.until) == (None, None)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Neither France nor Germany is ready to send tanks to Ukraine.", "ARMS_TRANSFER"),
        ("Rather than invade Georgia, Turkey closed the border.", "ATTACKS"),
    ],
)
def test_what_neither_is_ready_to_do_and_what_is_done_instead(text: str, relation: str) -> None:
    assert {c.polarity for c in read(text) if c.relation == relation} == {"negative"}


def test_a_move_criticised_by_two_is_criticised_by_both() -> None:
    found = read("Turkey sent troops to Libya, a move criticised by Egypt and by France.")
    pairs = {(c.subject.state, c.object and c.object.state) for c in found if c.relation == "ACCUSES"}
    assert pairs == {("EGY", "TUR"), ("FRA", "TUR")}


@pytest.mark.parametrize(
    ("text", "relation", "pair"),
    [
        ("The United States threatened India with sanctions if it bought the S-400 from Russia.", "ARMS_TRANSFER",
         ("RUS", "IND")),
        ("Russia warned Finland that it would respond if it joined NATO.", "MEMBER_OF", ("FIN", "org:NATO")),
        ("Russia leased India a submarine in 2012.", "ARMS_TRANSFER", ("RUS", "IND")),
        ("India leased a submarine from Russia.", "ARMS_TRANSFER", ("RUS", "IND")),
    ],
)  # fmt: skip
def test_who_is_warned_and_who_leases(text: str, relation: str, pair: tuple[str, str]) -> None:
    claim = one(text, relation)
    assert (claim.subject.state, claim.object and (claim.object.state or claim.object.id)) == pair


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Uganda withdrew from the African Union force in Somalia.", "MEMBER_OF"),
        ("Denmark pulled out of the NATO mission in Kosovo.", "REJECTS"),
        ("Jordan refused to join the coalition against Iraq.", "REJECTS"),
        ("Iraq and Kuwait, former allies, broke off ties in 1990.", "ALLIED_WITH"),
        ("Joe Biden attacked Donald Trump over Ukraine.", "ATTACKS"),
    ],
)
def test_leaving_a_mission_and_other_words_that_mean_less(text: str, relation: str) -> None:
    assert [c for c in read(text) if c.relation == relation] == []


def test_sanctions_that_were_imposed_and_lifted_were_both() -> None:
    found = read("The United States imposed sanctions on Sudan in 1997 and lifted them in 2017.")
    assert {(c.polarity, c.since) for c in found} == {("positive", "1997"), ("negative", "2017")}


def test_what_another_lends_meanwhile_is_not_what_was_ended() -> None:
    claim = one("Britain ended aid to Rwanda in 2012, while China lent Rwanda $300m.", "AIDS")
    assert (claim.polarity, claim.quantity) == ("negative", None)


def test_a_chronicle_tells_the_past_in_the_present() -> None:
    claim = one("3 May: Kenya deploys 300 troops to Somalia.", "TROOP_DEPLOYMENT")
    assert told(claim) == ("asserted", 300, "2024-05-03")


def test_a_sum_that_is_cut_is_cut_from_aid() -> None:
    assert told(one("Norway cut $20m in aid to Uganda.", "AIDS")) == ("asserted", 20_000_000, None)
    assert one("The United States froze $300m in military aid to Pakistan.", "MILITARY_AID").polarity == "negative"


def test_each_others_envoys_are_recalled_by_both() -> None:
    found = read("Peru and Chile recalled each other's ambassadors.")
    assert {(c.subject.state, c.object and c.object.state) for c in found} == {("PER", "CHL"), ("CHL", "PER")}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Chad signed a pact with Turkey shortly before France withdrew in January 2025.", "AGREES_WITH"),
        ("France withdrew 2,400 troops from Mali after the junta hired 1,000 Wagner fighters in 2021.", "TROOP_WITHDRAWAL"),
        ("Sixty Malians were killed after France left in 2022.", "CASUALTIES"),
    ],
)  # fmt: skip
def test_what_was_before_or_after_dates_itself_alone(text: str, relation: str) -> None:
    claim = one(text, relation)
    assert (claim.modality, claim.since) == ("asserted", None)


@pytest.mark.parametrize(
    "text",
    [
        "The US imposed sanctions on Iran in 2018 and did not lift them in 2021.",
        "The EU imposed sanctions on Mali in 2022 and the UN lifted them in 2023.",
    ],
)
def test_who_did_not_lift_sanctions_or_another_did(text: str) -> None:
    assert [c.polarity for c in read(text) if c.relation == "SANCTIONS"] == ["positive"]


def test_leaders_of_war_attack_with_planes() -> None:
    assert one("Haftar attacked Serraj with planes in Tripoli.", "ATTACKS")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru bought rifles from Israel as well as six helicopters from Italy.",
         {("ISR", "rifles", None), ("ITA", "helicopters", 6)}),
        ("Ukraine received 230 tanks from Poland and 71 from the Czech Republic.",
         {("POL", "tanks", 230), ("CZE", "tanks", 71)}),
    ],
)  # fmt: skip
def test_each_of_two_sellers_has_his_own_goods(text: str, expected: set[tuple[str, str, float | None]]) -> None:
    assert {(c.subject.state, c.item, number(c)) for c in read(text)} == expected


def test_of_two_who_are_given_things_each_gets_his_own() -> None:
    found = read("Turkey gave six helicopters to Libya and a radar to Tunisia.")
    assert {(c.object and c.object.state, c.item, number(c)) for c in found} == {
        ("LBY", "helicopters", 6),
        ("TUN", "radar", None),
    }


# Notes


def gifts(text: str) -> set[tuple[str, str | None, str | None, float | None, str | None]]:
    """(relation, giver, receiver, number, date)."""
    return {
        (c.relation, c.subject.state, c.object and c.object.state, number(c), c.since)
        for c in read(text)
    }  # fmt: skip


@pytest.mark.parametrize("mark", ["(3)", "¹", "†", "*", "[7]", "14", " (note 5)"])
def test_the_mark_of_a_note_glues_no_sentence_to_the_next(mark: str) -> None:
    stop = f"{mark}." if mark.startswith(" ") else f".{mark}"
    assert gifts(f"Chad sent 1,400 soldiers to Mali{stop} Niger gave Mali two vehicles{stop}") == {
        ("TROOP_DEPLOYMENT", "TCD", "MLI", 1400.0, None),
        ("MILITARY_AID", "NER", "MLI", 2.0, None),
    }


def test_the_mark_of_a_note_behind_a_year_or_a_name_is_no_part_of_it() -> None:
    assert gifts("Australia sent 100 policemen to Fiji² in November 2021¹ and left.") == {
        ("TROOP_DEPLOYMENT", "AUS", "FJI", 100.0, "2021-11")
    }


@pytest.mark.parametrize(
    "note",
    [
        "[7] Interview with a Moroccan diplomat, Rabat, 3 March 2016.",
        "3. Author's talks with Algerian officials, Algiers, June 2017.",
        '2. See "Poland attacks Russia over gas", Warsaw Daily, 2 May 2017.',
        "Cf. “Mali expels the French ambassador”, Bamako Post, 3 May 2022.",
    ],
)
def test_a_note_on_a_source_tells_no_deed(note: str) -> None:
    assert read(f"Algeria and Morocco share a border.\n\n{note}") == []


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Kenya held talks with Uganda in Kampala, 3 May 2016.", "MEETS_WITH"),
        ("Seeing Russia attack Georgia in 2008, Poland sent troops to Latvia.", "TROOP_DEPLOYMENT"),
    ],
)
def test_what_is_told_with_a_place_and_a_date_is_no_note(text: str, relation: str) -> None:
    assert relation in {c.relation for c in read(text)}
