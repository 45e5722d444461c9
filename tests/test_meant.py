"""Whom a word means, and whose number and day it is: what invented articles showed to be read wrongly once."""

from __future__ import annotations

import pytest

from kg.model import Claim, Document
from kg.states import states
from kg.text.amounts import amounts
from kg.text.countries import _areas
from kg.text.extract import extract
from kg.text.fields import is_of_before

PUBLISHED = "2012-05-10"


def read(text: str, title: str = "") -> list[Claim]:
    return list(extract(Document("unknown", title, text, PUBLISHED, "text")))


def ends(claim: Claim) -> tuple[str, str, str | None]:
    side = claim.object and (claim.object.state or claim.object.key)
    return claim.relation, claim.subject.state or claim.subject.key, side


def found(text: str, relation: str) -> list[tuple[str, str | None]]:
    return [ends(c)[1:] for c in read(text) if c.relation == relation]


# Whom "it", "both", "the country", "parliament" mean


@pytest.mark.parametrize(
    ("text", "relation", "pair"),
    [
        ("China lent Zambia $1 billion, and the World Bank lent it $500 million.", "AIDS", ("org:WB", "ZMB")),
        ("The United States sanctioned Iran, but Russia sold it missiles.", "ARMS_TRANSFER", ("RUS", "IRN")),
        ("Britain sold Oman 12 jets, and France sold it two ships.", "ARMS_TRANSFER", ("FRA", "OMN")),
    ],
)
def test_it_is_given_to_whoever_got_something_in_the_clause_before(
    text: str, relation: str, pair: tuple[str, str]
) -> None:
    """Two clauses of one form: "it" stands on the side of him who was given to, not of the first giver."""
    assert pair in found(text, relation)
    giver = {a for a, _ in found(text, relation)} & {b for _, b in found(text, relation)}
    assert not giver


def test_after_an_attack_it_may_be_either() -> None:
    """ "Russia attacked Georgia, and Iran gave it drones": nobody can tell to whom, so nobody is named."""
    assert not found("Russia attacked Georgia, and Iran gave it drones.", "ARMS_TRANSFER")


@pytest.mark.parametrize(
    ("text", "relation", "pair"),
    [
        ("Kyrgyzstan borrowed $9 million from Russia. Turkey gave the Central Asian country $10 million.", "AIDS",
         ("TUR", "KGZ")),
        ("Nepal bought rifles from India. China gave the Himalayan country $20 million.", "AIDS", ("CHN", "NPL")),
        ("Senegal bought boats from Spain. France gave the West African country 20 vehicles.", "MILITARY_AID",
         ("FRA", "SEN")),
        ("Kuwait bought jets from Italy. Britain gave the Gulf state 10 boats.", "MILITARY_AID", ("GBR", "KWT")),
        ("Guyana signed a pact with Brazil. The South American country also bought boats from France.",
         "ARMS_TRANSFER", ("FRA", "GUY")),  # Brazil is there as well: whoever acted in the sentence before
    ],
)  # fmt: skip
def test_a_part_of_the_world_rules_out_who_is_not_in_it(text: str, relation: str, pair: tuple[str, str]) -> None:
    """ "The Central Asian country" after Kyrgyzstan and Russia is Kyrgyzstan."""
    assert found(text, relation)[-1] == pair


def test_the_country_is_whoever_acted_and_not_with_whom() -> None:
    """Niger ended its accord; those who arrive "in the country" arrive in Niger."""
    text = "Niger ended its accord with Washington. About 100 Russian instructors arrived in the country last week."
    assert found(text, "TROOP_DEPLOYMENT") == [("RUS", "NER")]


def test_both_are_the_two_accused_and_say_so_themselves() -> None:
    """Who denies is who was accused, and not the accuser."""
    claims = read("Colombia accused Ecuador and Venezuela of helping the FARC. Both denied it.")
    denied = [c for c in claims if c.polarity == "negative"]
    assert {c.subject.state for c in denied} == {"ECU", "VEN"}
    assert all({a.state for a in c.speakers} == {"ECU", "VEN"} for c in denied)


def test_a_denial_says_no_number() -> None:
    """Who denies a report does not say how many it was about."""
    claims = read("Congo said Rwanda had sent 4,000 soldiers to Goma. Rwanda denied the charge.")
    (denied,) = [c for c in claims if c.polarity == "negative"]
    assert denied.quantity is None
    assert [c.quantity.value for c in claims if c.relation == "TROOP_DEPLOYMENT" and c.quantity] == [4000]


def test_a_sentence_is_about_its_subject_and_not_about_who_says_so() -> None:
    """ "Ethiopia has troops there, the African Union says. It denies": Ethiopia does."""
    claims = read("Ethiopia has troops in Somalia, the African Union says. It denies that they help the rebels.")
    assert {c.subject.state for c in claims if c.relation == "SUPPORTS"} == {"ETH"}


@pytest.mark.parametrize(
    "text",
    [
        "Rwanda signed an accord with Uganda on Monday. Paul Kagame asked parliament to ratify the accord.",
        "India signed a treaty with Japan. The prime minister asked parliament to approve it.",
    ],
)
def test_a_leader_asks_his_own_parliament(text: str) -> None:
    """No request to the other state."""
    assert not found(text, "REQUESTS")


def test_who_accuses_two_of_its_members_does_not_do_it_himself() -> None:
    """The helpers are two who are not named."""
    assert not found("Armenia left the CSTO. It accused two of its members of helping Azerbaijan.", "SUPPORTS")


def test_a_warning_of_what_may_follow_is_no_threat() -> None:
    """Who fears that strikes lead to war threatens nobody; who says that they will not go unanswered does."""
    assert not found("Israel struck Iran. Egypt warned that the strikes could lead to a regional war.", "THREATENS")


def test_an_ally_is_not_the_next_state_of_the_sentence() -> None:
    """ "Its ally" is somebody whom this text does not name."""
    assert not found("France pledged help to its ally and called on Libya to pull back.", "AIDS")


def test_losses_of_the_country_are_of_those_who_fell() -> None:
    """Two French soldiers fell in Mali: the country whose losses they bring to 53 is not Mali."""
    claims = read("A bomb killed two French soldiers in Mali on Monday, bringing the country's losses to 53.")
    assert {c.subject.state for c in claims if c.relation == "CASUALTIES"} == {"FRA"}


# Who fights whom


@pytest.mark.parametrize(
    "text",
    [
        "Chad and Cameroon are fighting Boko Haram.",
        "Chad and Cameroon fight Boko Haram together.",
        "Chad and Cameroon fought Boko Haram side by side.",
        "Chad and Cameroon fight side by side against Boko Haram.",
    ],
)
def test_who_fights_a_third_beside_another_does_not_fight_him(text: str) -> None:
    """Both fight the third; nobody takes his side."""
    assert set(found(text, "COMBAT")) == {("TCD", "NGA"), ("CMR", "NGA")}  # Boko Haram is of Nigeria
    assert not found(text, "SUPPORTS")


@pytest.mark.parametrize("sayer", ["Vladimir Putin", "Russia", "India"])
def test_who_tells_of_a_clash_is_not_in_it(sayer: str) -> None:
    """ "... were killed in clashes with Azerbaijan, Moscow said"."""
    text = f"Ten Armenian soldiers were killed in clashes with Azerbaijan, {sayer} said."
    assert found(text, "COMBAT") == [("ARM", "AZE")]


# What has not been done, and what is over


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Nigeria's senate voted against sending troops to Niger.", "TROOP_DEPLOYMENT"),
        ("The Dutch parliament voted against selling tanks to Indonesia.", "ARMS_TRANSFER"),
        ("Chile decided against sending troops to Haiti.", "TROOP_DEPLOYMENT"),
        ("The Kenyan parliament voted down a plan to send troops to Haiti.", "TROOP_DEPLOYMENT"),
        ("The military agreement between Mali and France expired in June.", "AGREES_WITH"),
        ("The pact between Cuba and Venezuela ran out last year.", "AGREES_WITH"),
        ("The defence pact between Cuba and Venezuela was suspended in May.", "ALLIED_WITH"),
    ],
)
def test_what_was_voted_down_or_has_run_out_is_denied(text: str, relation: str) -> None:
    """Nothing of the kind stands as a fact."""
    assert [c.polarity for c in read(text) if c.relation == relation] == ["negative"]


@pytest.mark.parametrize(
    "text",
    [
        "The pact between Cuba and Venezuela has not expired.",
        "The defence pact between Cuba and Venezuela expires in 2044.",
        "The treaty between Cuba and Venezuela ended the war in 2010.",
    ],
)
def test_what_has_not_run_out_still_holds(text: str) -> None:
    """And a treaty that ended a war has not ended itself."""
    assert [c.polarity for c in read(text) if c.relation == "AGREES_WITH"] == ["positive"]


def test_a_pact_that_runs_out_in_a_year_holds_until_then() -> None:
    """Its end is no beginning."""
    claims = read("The defence pact between Cuba and Venezuela expires in 2044.")
    assert {(c.since, c.until) for c in claims} == {(None, "2044")}


def test_who_blocks_the_sale_of_others_sells_nothing() -> None:
    """Germany blocks what Britain sells."""
    claims = read("Germany blocked the sale of British Typhoons to Saudi Arabia.")
    assert all(c.subject.state != "DEU" for c in claims if c.relation == "ARMS_TRANSFER")


# Money for arms


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Vietnam paid Russia $2 billion for six submarines.", ("RUS", "VNM")),
        ("Nigeria paid $500 million to the United States for 12 Super Tucano planes.", ("USA", "NGA")),
        ("Indonesia spent $1 billion on Russian jets.", ("RUS", "IDN")),
    ],
)
def test_who_pays_for_arms_gets_them(text: str, pair: tuple[str, str]) -> None:
    """And gives no aid by that."""
    assert found(text, "ARMS_TRANSFER") == [pair]
    assert not found(text, "MILITARY_AID")


def test_what_a_war_costs_oneself_is_no_aid() -> None:
    """Spending on a war in a country is not spending for it."""
    assert not found("Uganda has spent $300 million on the war in Congo.", "MILITARY_AID")


# Whose number


def numbers(text: str, relation: str) -> dict[tuple[str, str | None], float | None]:
    return {ends(c)[1:]: c.quantity and c.quantity.value for c in read(text) if c.relation == relation}


@pytest.mark.parametrize(
    ("text", "relation", "expected"),
    [
        ("Poland and Slovakia gave Ukraine 14 and 13 MiG-29 jets.", "ARMS_TRANSFER",
         {("POL", "UKR"): 14, ("SVK", "UKR"): 13}),
        ("The Netherlands and Canada are sending 1,100 and 450 soldiers to Eritrea respectively.",
         "TROOP_DEPLOYMENT", {("NLD", "ERI"): 1100, ("CAN", "ERI"): 450}),
        ("Turkey and Azerbaijan sent Kyrgyzstan three and two drones respectively.", "ARMS_TRANSFER",
         {("TUR", "KGZ"): 3, ("AZE", "KGZ"): 2}),
        ("Spain and Portugal sent 300 soldiers and 12 jets to Latvia.", "TROOP_DEPLOYMENT",
         {("ESP", "LVA"): 300, ("PRT", "LVA"): 300}),
    ],
)  # fmt: skip
def test_of_two_who_are_named_together_each_has_his_own_number(
    text: str, relation: str, expected: dict[tuple[str, str], float]
) -> None:
    """But soldiers and jets are of both."""
    assert numbers(text, relation) == expected


@pytest.mark.parametrize(
    ("text", "relation", "expected"),
    [
        ("Germany keeps 90 soldiers in Niger and Italy 250.", "TROOP_DEPLOYMENT",
         {("DEU", "NER"): 90, ("ITA", "NER"): 250}),
        ("China lent $2 billion to Angola, $1 billion to Zambia and $500 million to Kenya.", "AIDS",
         {("CHN", "AGO"): 2e9, ("CHN", "ZMB"): 1e9, ("CHN", "KEN"): 5e8}),
        ("Japan gave Kenya $10 million and South Korea $5 million.", "AIDS",
         {("JPN", "KEN"): 1e7, ("JPN", "KOR"): 5e6}),
        ("Russia sold 28 jets to Algeria and 12 to Vietnam.", "ARMS_TRANSFER",
         {("RUS", "DZA"): 28, ("RUS", "VNM"): 12}),
        ("Russia sold Algeria 28 jets and Vietnam 12.", "ARMS_TRANSFER", {("RUS", "DZA"): 28, ("RUS", "VNM"): 12}),
    ],
)  # fmt: skip
def test_a_clause_without_its_verb_tells_of_a_deed_of_its_own(
    text: str, relation: str, expected: dict[tuple[str, str], float]
) -> None:
    """Who gives and who gets, and how many of the same."""
    assert numbers(text, relation) == expected


def test_a_second_number_may_be_of_another_year() -> None:
    """ "50 soldiers to Qatar in 2005 and 300 in 2007"."""
    claims = read("Turkey sent 50 soldiers to Qatar in 2005 and 300 in 2007.")
    assert [(c.quantity and c.quantity.value, c.since) for c in claims] == [(50, "2005"), (300, "2007")]


def test_in_a_list_behind_commas_nobody_is_made_a_giver() -> None:
    """ "lent Angola $2 billion, Zambia $1 billion" may tell of takers or givers: Zambia lends nothing."""
    text = "China lent Angola $2 billion, Zambia $1 billion and Kenya $500 million."
    assert {a for a, _ in found(text, "AIDS")} == {"CHN"}


def test_of_fifteen_dead_eight_of_them_cambodians_cambodia_has_eight() -> None:
    """The whole is of nobody alone."""
    text = "Thailand and Cambodia fought again. Fifteen people have been killed, eight of them Cambodians."
    (loss,) = [c for c in read(text) if c.relation == "CASUALTIES" and c.subject.state == "KHM"]
    assert loss.quantity is not None
    assert (loss.quantity.value, loss.quantity.unit) == (8, "killed")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Three and two drones were sent.", [2]),
        ("Two hundred and forty soldiers left.", [240]),
        ("Serbia got 30 M-84 tanks.", [30]),
        ("Chile may order 18 Rafales.", [18]),
        ("Some 18,000 inherited 600 tanks.", [18000, 600]),
        ("Under Order 18 they left.", []),
        ("They stood 300m from the line.", []),
    ],
)
def test_what_is_counted(text: str, values: list[float]) -> None:
    """Numerals, and what only looks like a length or a name with a number."""
    assert [a.quantity.value for a in amounts(text)] == values


@pytest.mark.parametrize(
    ("text", "relation", "value"),
    [
        ("The M23 took 14 villages in eastern Congo.", "CONTROLS", 14),
        ("Rebels hold 70 percent of the province in Congo.", "CONTROLS", 70),
        ("Ukraine asked Germany for 12 jets.", "REQUESTS", 12),
        ("Iran shot down three Israeli drones.", "ATTACKS", 3),
    ],
)
def test_what_is_held_asked_for_and_shot_down_is_counted(text: str, relation: str, value: float) -> None:
    """As annotators do (corpus/README.md)."""
    assert value in numbers(text, relation).values()


# Whose day


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("NATO has 5,500 soldiers in Kosovo, down from 50,000 in 1999.", "1999"),
        ("Trade rose from $1 billion in 2009 to $2 billion last year.", "2009"),
        ("Russia has 3,000 men in Syria, compared with 6,000 in 2008.", "2008"),
    ],
)
def test_the_year_of_a_figure_that_is_past_is_not_that_of_the_present_one(text: str, then: str) -> None:
    """The claim is of today."""
    at = text.index(then)
    assert is_of_before(text, at, at + len(then))
    assert all(then not in (c.since or "") for c in read(text))


@pytest.mark.parametrize("text", ["France withdrew from 14 bases in 2012.", "Cuba trained men from 30 states in 1999."])
def test_from_so_many_is_no_comparison(text: str) -> None:
    """The year stands."""
    assert not is_of_before(text, len(text) - 5, len(text) - 1)


def test_areas_name_only_states_that_are_known() -> None:
    """Every code of the table of areas is one of the table of states."""
    assert {code for area in _areas().values() for code in area} <= {s.id for s in states()}


# Second round: bases, reports, deals, accusations, rebels


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Ukraine extended the lease on the Russian base at Sevastopol.", ("RUS", "UKR")),
        ("Panama did not renew the lease on American bases.", ("USA", "PAN")),
        ("Djibouti refused to extend France's lease on the base.", ("FRA", "DJI")),
    ],
)
def test_the_landlord_of_a_base_is_not_its_user(text: str, pair: tuple[str, str]) -> None:
    """Whose base it is uses it; who extends the lease is the host."""
    assert found(text, "BASE_ACCESS") == [pair]


@pytest.mark.parametrize(
    "text",
    [
        "France rejected a report that it had sold Iran radars.",
        "Spain laughed off a report that it had sold Iran radars.",
        "Eritrea ridiculed reports that it had attacked Djibouti.",
        "There is no truth in reports that Algeria has sent arms to Mali, Algiers said.",
        "Peru cancelled a deal to buy tanks from Russia.",
        "A deal to sell Russian tanks to Peru collapsed.",
        "Peru's plan to buy tanks from Russia fell through.",
        "Argentina declined an invitation to join BRICS.",
    ],
)
def test_what_is_laughed_off_or_comes_to_nothing_is_no_fact(text: str) -> None:
    """Denied by whoever rejects the report; or it has not come about."""
    deeds = [c for c in read(text) if c.relation in ("ARMS_TRANSFER", "ATTACKS", "MEMBER_OF")]
    assert deeds
    assert all(c.polarity == "negative" for c in deeds)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The Houthis fired at a ship. In Sudan, the army bombed the rebels near Khartoum.", "SDN"),
        ("Hezbollah fired rockets at Israel. In Mali, the army killed 20 rebels near Gao.", "MLI"),
    ],
)
def test_the_army_in_a_country_is_that_of_the_country(text: str, state: str) -> None:
    """And so are the rebels."""
    (last,) = [c for c in read(text)[-2:] if c.relation == "ATTACKS"]
    assert (last.subject.state, last.object and last.object.state) == (state, state)


def test_rebels_of_another_country_are_others() -> None:
    """ "In Sudan, ten rebels" are not the Houthis named before; where the text told of both, they are."""
    assert [
        s for s, _ in found("Houthi rebels attacked a tanker. In Sudan, ten rebels were killed.", "CASUALTIES")
    ] == ["SDN"]
    there = found("Boko Haram attacked Diffa in Niger. The army of Niger killed ten rebels.", "CASUALTIES")
    assert ("NGA", "NER") in there


def test_what_is_shot_down_is_of_whoever_fired_it() -> None:
    """Jordan did not attack Israel."""
    assert found("Iran fired 300 drones at Israel. Jordan shot down several of the drones.", "ATTACKS") == [
        ("IRN", "ISR"),
        ("JOR", "IRN"),
    ]


@pytest.mark.parametrize(
    ("text", "relation", "year"),
    [
        ("Oman, a British partner since 1971, bought 12 Typhoons from Britain.", "ARMS_TRANSFER", "1971"),
        ("Japan, an ally of the United States since 1951, sent 200 soldiers to Iraq.", "TROOP_DEPLOYMENT", "1951"),
    ],
)
def test_since_when_somebody_is_an_ally_dates_nothing_else(text: str, relation: str, year: str) -> None:
    """The year belongs to the apposition."""
    (claim,) = [c for c in read(text) if c.relation == relation]
    assert claim.since != year


def test_its_minister_is_of_whom_the_sentence_is_about() -> None:
    """ "Iran would respond if Israel attacked, its foreign minister warned": Iran's."""
    claims = read("Iran would respond if Israel attacked, its foreign minister warned.")
    assert {a.state for c in claims for a in c.speakers} == {"IRN"}
    assert not [c for c in claims if c.relation == "THREATENS" and c.subject.state == "ISR"]


@pytest.mark.parametrize(
    "text", ["Japan will not attack China, Tokyo said.", "Russia would not attack Moldova, Macron said."]
)
def test_who_promises_not_to_attack_threatens_nobody(text: str) -> None:
    """But a raid that "will not go unpunished" is a threat."""
    assert not found(text, "THREATENS")


@pytest.mark.parametrize(
    "text",
    [
        "Serbia, a candidate for membership of the European Union, condemned Russia.",
        "Moldova, an EU candidate, condemned Russia.",
        "Bosnia was granted candidate status by the European Union.",
    ],
)
def test_a_candidate_is_no_member_yet(text: str) -> None:
    """As in the guide: future."""
    assert [c.modality for c in read(text) if c.relation == "MEMBER_OF"] == ["future"]


def test_of_a_list_after_not_by_each_is_denied() -> None:
    """ "But not by Iran, Syria or Algeria": none of the three."""
    claims = read("Israel is recognised by Egypt, but not by Iran, Syria or Algeria.")
    signs = {c.subject.state: c.polarity for c in claims if c.relation == "SUPPORTS"}
    assert signs == {"EGY": "positive", "IRN": "negative", "SYR": "negative", "DZA": "negative"}


def test_opposed_sanctions_stand() -> None:
    """Who opposes the sanctions of another lifts none."""
    claims = read("Hungary opposes further EU sanctions on Moscow.")
    assert all(c.polarity == "positive" for c in claims if c.relation == "SANCTIONS")


def test_who_accuses_it_has_not_done_it_himself() -> None:
    """ "They closed their border with Libya. They accused it": Libya."""
    text = "Chad and Niger closed their border with Libya. They accused it of arming rebels."
    assert [a for a, _ in found(text, "ARMS_TRANSFER")] == ["LBY"]
    assert set(found(text, "ACCUSES")) == {("TCD", "LBY"), ("NER", "LBY")}


def test_it_denied_is_the_accused() -> None:
    """Not the accuser, whom the sentence before is about."""
    claims = read("Chad accused Sudan of arming rebels. It denied it.")
    (denied,) = [c for c in claims if c.polarity == "negative"]
    assert (denied.subject.state, [a.state for a in denied.speakers]) == ("SDN", ["SDN"])


def test_fighters_backed_by_another_are_not_their_states_army() -> None:
    """Turkey backs Syrian fighters and not Syria."""
    claims = read("Syrian fighters backed by Turkey took Suluk.")
    assert {c.object.name for c in claims if c.relation == "SUPPORTS" and c.object} == {"Syrian fighters"}


def test_who_signs_to_sell_sells_whoever_made_it() -> None:
    """The Netherlands sell their American jets."""
    assert found("Chile signed a deal with the Netherlands to buy 18 F-16s.", "ARMS_TRANSFER") == [("NLD", "CHL")]


def test_one_leaves_the_bloc_of_which_one_is_a_member() -> None:
    """Not the union that was named in between."""
    text = (
        "Armenia has frozen its membership of the CSTO. The European Union has 200 monitors there. "
        "Moscow said Armenia was leaving the bloc."
    )
    assert {b for _, b in found(text, "MEMBER_OF")} == {"org:CSTO"}


def test_the_north_of_the_country_is_ones_own() -> None:
    """Finland moves its troops in Finland."""
    text = "Russia warned Finland. Finland moved troops to the north of the country."
    assert not found(text, "TROOP_DEPLOYMENT")


@pytest.mark.parametrize(
    "text", ["South American states condemned Venezuela.", "Latin American leaders condemned Chile."]
)
def test_the_south_american_is_not_the_united_states(text: str) -> None:
    """A continent is no state."""
    assert "USA" not in {a for a, _ in found(text, "ACCUSES")}


def test_it_stands_for_the_same_as_in_the_sentence_before() -> None:
    """ "Washington pays it rent. Saudi Arabia gave it boats": Djibouti both times."""
    text = "Djibouti leases bases to the United States. Washington pays it rent. Saudi Arabia gave it five boats."
    assert found(text, "MILITARY_AID") == [("SAU", "DJI")]


def test_with_whom_one_signs_is_said() -> None:
    """Not with the buyer of the planes."""
    assert found("Brazil sold planes to Chile and signed a treaty with Peru.", "AGREES_WITH") == [("BRA", "PER")]


# What a review found: what only sounds alike


@pytest.mark.parametrize(
    ("text", "relation", "expected"),
    [
        ("Greece condemned Turkey, and France sold it 18 jets.", "ARMS_TRANSFER", ("FRA", "GRC")),
        ("Kenya sent soldiers to Somalia, and Britain gave it $10 million.", "AIDS", ("GBR", "KEN")),
        ("Poland joined NATO, and the United States sold it jets.", "ARMS_TRANSFER", ("USA", "POL")),
        ("Russia attacked Ukraine. The country has asked Germany for tanks.", "REQUESTS", ("UKR", "DEU")),
        ("Vietnam invaded Cambodia. China sent arms to the Southeast Asian country.", "ARMS_TRANSFER", ("CHN", "KHM")),
        ("Egypt and Jordan have recognised Israel. Both bought tanks from Chile.", "ARMS_TRANSFER", ("CHL", "EGY")),
        ("Russia has attacked Ukraine, the EU said. It imposed sanctions on Moscow.", "SANCTIONS", ("org:EU", "RUS")),
    ],
)
def test_other_clauses_leave_it_where_it_was(text: str, relation: str, expected: tuple[str, str]) -> None:
    """Two clauses that are not alike; the country that was attacked; two who act together."""
    assert expected in found(text, relation)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Russia voted against a resolution condemning its invasion of Ukraine.", "ATTACKS"),
        ("The court ruled against Turkey's occupation of northern Cyprus.", "CONTROLS"),
        ("The treaty between Egypt and Israel ended in a ceremony in Washington.", "AGREES_WITH"),
        ("Russia's lease on a base in Kyrgyzstan expired in 2012, but was renewed for 15 years.", "BASE_ACCESS"),
    ],
)
def test_what_a_vote_is_about_has_happened(text: str, relation: str) -> None:
    """And what is renewed still holds."""
    assert [c.polarity for c in read(text) if c.relation == relation] == ["positive"]


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("Russia sent more than 300 soldiers to Syria in 2011.", "2011"),
        ("The United States imposed sanctions against 12 Russians in March.", "2012-03"),
    ],
)
def test_more_than_so_many_is_no_comparison_with_another_year(text: str, since: str) -> None:
    """The day stands."""
    assert [c.since for c in read(text)] == [since]


# Third round: contracts, none, raids that stopped, sides that only the text before names


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Saab has signed a contract with Thailand for four Gripen fighters.", ("SWE", "THA")),
        ("Thailand signed a contract with Saab for four Gripen fighters.", ("SWE", "THA")),
        ("South Korea signed a contract with Poland for 212 K9 howitzers.", ("KOR", "POL")),
        ("Algeria signed a deal with Russia for 12 jets.", ("RUS", "DZA")),
    ],
)
def test_who_makes_the_goods_sells_them_whoever_signs_first(text: str, pair: tuple[str, str]) -> None:
    """A maker that signs with a state sells to it."""
    assert found(text, "ARMS_TRANSFER") == [pair]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("The US Army withdrew none of its launchers from the Philippines.", "TROOP_WITHDRAWAL"),
        ("Iran delivered none of the missiles to Russia.", "ARMS_TRANSFER"),
        ("Britain sent neither tanks nor guns to Ukraine.", "ARMS_TRANSFER"),
        ("Turkey said it would not itself send troops to Libya.", "TROOP_DEPLOYMENT"),
        ("Russia suspended its attacks on Odesa on Monday.", "ATTACKS"),
    ],
)
def test_none_neither_and_what_has_stopped_are_denied(text: str, relation: str) -> None:
    """Nothing was withdrawn, delivered or sent; and from Monday on there are no attacks."""
    assert {c.polarity for c in read(text) if c.relation == relation} == {"negative"}


def test_neither_of_two_who_act_is_denied_once() -> None:
    """ "Neither Russia nor Turkey sent troops" is negative, and not twice so."""
    claims = read("Neither Russia nor Turkey sent troops to Mali.")
    assert {(c.subject.state, c.polarity) for c in claims} == {("RUS", "negative"), ("TUR", "negative")}


def test_instead_of_is_no_purchase() -> None:
    """France sold; the United States did not."""
    claims = read("Egypt bought Rafales from France instead of F-15s from the United States.")
    assert {(c.subject.state, c.polarity) for c in claims} == {("FRA", "positive"), ("USA", "negative")}


def test_the_first_since_a_year_is_not_of_that_year() -> None:
    """ "For the first time since 2010" tells when it was last."""
    assert [c.since for c in read("Russian jets bombed Idlib for the first time since 2010.")] == [None]


def test_what_was_promised_and_is_delivered_is_done() -> None:
    """The promise is told beside it."""
    claims = read("Denmark delivered six of the 19 F-16s it had promised to Ukraine.")
    assert {(c.modality, c.quantity and c.quantity.value) for c in claims} == {("asserted", 6), ("future", 19)}


def test_a_sum_that_a_deal_is_under_is_no_upper_bound() -> None:
    """ "Under a 2.5 billion euro deal"."""
    claims = read("France delivered six Rafale fighters to Greece under a 2.5 billion euro deal.")
    sums = {c.relation: (c.quantity.value, c.quantity.max) for c in claims if c.quantity}
    assert sums["AGREES_WITH"] == (2.5e9, None)


def test_missiles_fired_by_somebody_are_his() -> None:
    """They strike for him, and are no test."""
    text = "Missiles fired by Iran hit an oil depot in Haifa."
    assert (found(text, "ATTACKS"), found(text, "MOBILIZES")) == ([("IRN", "ISR")], [])


def test_under_pressure_from_a_union_one_does_not_leave_it() -> None:
    """Serbia left an exercise."""
    assert not found("Serbia pulled out of the exercise under pressure from the EU.", "MEMBER_OF")


@pytest.mark.parametrize(
    ("text", "relation", "expected"),
    [
        ("Giorgia Meloni and Shinzo Abe agreed on joint patrols.", "COOPERATES_WITH", {"Italy", "Japan"}),
        ("Alexander Lukashenko bought tanks from Russia.", "ARMS_TRANSFER", {"Russia", "Belarus"}),
    ],
)
def test_what_states_do_is_told_of_states(text: str, relation: str, expected: set[str]) -> None:
    """Arms and patrols are the states', whoever is named; a meeting is of persons."""
    claims = [c for c in read(text) if c.relation == relation]
    assert {a.name for c in claims for a in (c.subject, c.object) if a} == expected
    met = read("Alexander Lukashenko met Vladimir Putin in Sochi.")
    assert {c.subject.type for c in met if c.relation == "MEETS_WITH"} == {"leader"}
