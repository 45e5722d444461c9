"""How firmly, according to whom, and whether at all: one sentence for each way of saying it."""

from __future__ import annotations

import pytest

from kg.model import Claim, Document
from kg.text.extract import explain_sentence, extract
from kg.text.rhetoric import is_rhetoric


def arms(sentence: str) -> list[Claim]:
    return [
        c for c in extract(Document("unknown", "", sentence, "2024-06-13", "text")) if c.relation == "ARMS_TRANSFER"
    ]


@pytest.mark.parametrize(
    ("sentence", "modality", "polarity"),
    [
        ("Iran supplied drones to Sudan.", "asserted", "positive"),
        ("Iran supplied drones to Sudan, a minister said.", "reported", "positive"),
        ("Iran reportedly supplied drones to Sudan.", "reported", "positive"),
        ("According to diplomats, Iran supplied drones to Sudan.", "reported", "positive"),
        ("Iran supplied drones to Sudan, according to a UN panel.", "reported", "positive"),
        ("Iran will supply drones to Sudan.", "future", "positive"),
        ("Iran plans to supply drones to Sudan.", "future", "positive"),
        ("Iran has agreed to supply drones to Sudan.", "future", "positive"),
        ("Iran is ready to supply drones to Sudan.", "future", "positive"),
        ("Iran said it would supply drones to Sudan.", "future", "positive"),
        ("Iran's promise to supply drones to Sudan was welcomed.", "future", "positive"),
        ("Egypt alleges that Iran supplied drones to Sudan.", "alleged", "positive"),
        ("Egypt accused Iran of supplying drones to Sudan.", "alleged", "positive"),
        ("Iran allegedly supplied drones to Sudan.", "alleged", "positive"),
        ("Iran may supply drones to Sudan.", "speculated", "positive"),
        ("Iran could supply drones to Sudan.", "speculated", "positive"),
        ("Iran is likely to supply drones to Sudan.", "speculated", "positive"),
        ("Experts fear that Iran supplied drones to Sudan.", "speculated", "positive"),
        ("Iran is believed to have supplied drones to Sudan.", "speculated", "positive"),
        ("If Iran supplied drones to Sudan, the war would go on.", "conditional", "positive"),
        ("Should Iran supply drones to Sudan, the war would go on.", "conditional", "positive"),
        ("Unless Iran supplies drones to Sudan, the army will lose.", "conditional", "positive"),
        ("Iran did not supply drones to Sudan.", "asserted", "negative"),
        ("Iran has never supplied drones to Sudan.", "asserted", "negative"),
        ("Iran no longer supplies drones to Sudan.", "asserted", "negative"),
        ("Iran denied that it had supplied drones to Sudan.", "reported", "negative"),
        ("Iran denies supplying drones to Sudan.", "reported", "negative"),
        ("Iran refused to supply drones to Sudan.", "asserted", "negative"),
        ("Iran will not supply drones to Sudan.", "future", "negative"),
        ("No drones were supplied to Sudan by Iran.", "asserted", "negative"),
    ],
)
def test_modality_and_polarity_of_a_delivery(sentence: str, modality: str, polarity: str):
    """One delivery in thirty hedges: the first that applies, in the order of the annotation guide."""
    (claim,) = arms(sentence)
    assert (claim.modality, claim.polarity) == (modality, polarity)
    assert (claim.subject.id, claim.object and claim.object.id) == ("IRN", "SDN")


@pytest.mark.parametrize(
    "sentence",
    [
        "The opposition wants Iran to supply drones to Sudan.",
        "Egypt urged Iran to supply drones to Sudan.",
        "Did Iran supply drones to Sudan?",
        "Iran should supply drones to Sudan.",
        "Nobody has said whether Iran supplied drones to Sudan.",
    ],
)
def test_what_is_wished_or_asked_is_not_said(sentence: str):
    """A wish, a request and a question claim no delivery."""
    assert arms(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("Egypt said that Iran supplied drones to Sudan.", ["Egypt"]),
        ("Iran supplied drones to Sudan, four Western officials told reporters.", ["four Western officials"]),
        ("Iran supplied drones to Sudan, fishermen allege.", ["fishermen"]),
        ("Kyiv said that Seoul believes Iran supplied drones to Sudan.", ["South Korea", "Ukraine"]),
        ("Iran supplied drones to Sudan, the news agency Reuters reported.", ["Reuters"]),
        ("Iran supplied drones to Sudan, according to a report of four Western officials.", ["four Western officials"]),
        ("Iran supplied drones to Sudan, diplomats there believe.", ["diplomats"]),
        ("Iran supplied drones to Sudan.", []),
    ],
)
def test_who_says_so(sentence: str, speakers: list[str]):
    """The voice of a claim, nested voices included; the document's own voice is nobody's."""
    (claim,) = arms(sentence)
    assert sorted(a.name for a in claim.speakers) == sorted(speakers)


def test_a_relative_clause_is_no_part_of_the_hedge_above():
    """What is presupposed stays fact: the plane was sold, whatever may be done with it."""
    (claim,) = [c for c in arms("Sudan may sell the drones that Iran supplied to it.") if c.subject.id == "IRN"]
    assert (claim.modality, claim.object and claim.object.id) == ("asserted", "SDN")


@pytest.mark.parametrize(
    "text",
    [
        "Sudan is suspected of having bought drones from Iran. Tehran denies this.",
        "Sudan is accused of buying drones from Iran, which both states deny.",
        "Iran supplied drones to Sudan, Egypt said. Tehran rejected the charge.",
    ],
)
def test_a_denial_is_a_claim_of_its_own(text: str):
    """Who denies says that it was not so; the earlier claim stays beside it."""
    said = arms(text)
    assert {c.polarity for c in said} == {"positive", "negative"}
    (denial,) = [c for c in said if c.polarity == "negative"]
    assert denial.modality == "reported" and "Iran" in [a.name for a in denial.speakers]
    assert (denial.subject.id, denial.object and denial.object.id) == ("IRN", "SDN")


def test_lifted_sanctions_are_no_sanctions():
    """The commonest serious false fact."""
    (claim,) = extract(Document("unknown", "", "Washington lifted sanctions on Sudan in 2017.", None, "text"))
    assert (claim.relation, claim.polarity, claim.since) == ("SANCTIONS", "negative", "2017")


def test_an_ended_pact_is_not_a_pact():
    """Ending a pact is a rejection and not an agreement."""
    found = {
        c.relation for c in extract(Document("unknown", "", "Chad ended its defence pact with France.", None, "text"))
    }
    assert found == {"REJECTS"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Will the grouping ever sign a treaty?", True),
        ("It reads like weird buddy cop comedies gone rogue.", True),
        ("Russia and Ukraine met in the World Cup qualifier.", True),
        ("Russia attacked Ukraine.", False),
        ("As Cuba sends troops to Angola, it raises questions: why now?", False),
    ],
)
def test_rhetoric_is_told_from_statement(sentence: str, expected: bool):
    """Questions, imagery and sport state nothing; what stands before a question may."""
    assert is_rhetoric(sentence) is expected


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Ukraine claimed that Belarus had sent troops to Russia. Kyiv later withdrew the claim.", "UKR"),
        ("A newspaper said Uganda had sent 500 soldiers to Chad. On Friday the newspaper retracted its report.", None),
    ],
)
def test_what_is_taken_back_is_denied_and_points_to_what_was_said(text: str, who: str | None):
    """Two claims: the one that was made, and its retraction by the same voice with a link to it."""
    first, second = (
        c for c in extract(Document("unknown", "", text, None, "text")) if c.relation == "TROOP_DEPLOYMENT"
    )
    assert (first.polarity, second.polarity) == ("positive", "negative")
    assert second.details == {"answers": first.id, "retracts": True}
    assert who is None or [a.state for a in second.speakers] == [who]


def test_a_denial_points_to_what_it_denies():
    text = "Sudan accused Chad of arming rebels. Chad denied the allegation."
    claims = {
        c.polarity: c for c in extract(Document("unknown", "", text, None, "text")) if c.relation == "ARMS_TRANSFER"
    }
    assert claims["negative"].details == {"answers": claims["positive"].id}


def test_a_claim_that_is_withdrawn_where_it_is_told_does_not_hold(monkeypatch: pytest.MonkeyPatch):
    text = "Ukraine withdrew its claim that Belarus had sent troops to Russia."
    claims = [c for c in extract(Document("unknown", "", text, None, "text")) if c.relation == "TROOP_DEPLOYMENT"]
    assert [(c.polarity, c.modality) for c in claims] == [("negative", "reported")]


@pytest.mark.parametrize(
    ("sentence", "relation", "modality"),
    [
        ("The withdrawal of Kenyan troops from Somalia is to follow in May.", "TROOP_WITHDRAWAL", "future"),
        ("The ministers directed that the Kenyan troops leave Somalia.", "TROOP_WITHDRAWAL", "future"),
        ("Rumours persist that Iran supplied drones to Sudan.", "ARMS_TRANSFER", "alleged"),
        ("Emmanuel Macron travels to Kenya on Sunday.", "MEETS_WITH", "future"),
        ("The ministers put their names to the sale of Iranian drones to Sudan.", "ARMS_TRANSFER", "future"),
        ("Kenya will let ships call at Lamu under an agreement that it signed with Oman.", "AGREES_WITH", "asserted"),
    ],
)
def test_what_is_due_ordered_or_rumoured_is_no_plain_fact(sentence: str, relation: str, modality: str):
    """A timetable, a direction and a rumour say what is to come or said to be; a pact that is in force is a fact."""
    claims = extract(Document("unknown", "", sentence, "2024-06-13", "text"))
    assert [c.modality for c in claims if c.relation == relation] == [modality]


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("The parliament of Chile voted to send 300 soldiers to Haiti.", "future"),
        ("Peru will withdraw its troops from Haiti once Chile has sent soldiers to Haiti.", "future"),
        ("Chile complained that Peruvian jets had bombed Arica.", "alleged"),
        ("Chile threatened to attack Peru if it did not withdraw.", "conditional"),
    ],
)
def test_a_claim_is_as_unsure_as_what_it_waits_for(sentence: str, modality: str) -> None:
    claims = explain_sentence(sentence)
    assert modality in {c["modality"] for c in claims}, claims


@pytest.mark.parametrize(
    ("closing", "speakers"),
    [
        ("Sudan's foreign minister, Ali Hassan Bashir al-Nur, announced on Wednesday", ["Ali Hassan Bashir al-Nur"]),
        ("the defence secretary, Jane Moore, told the Commons on Monday", ["Jane Moore"]),
        ("the Chadian Observatory for Peace reported from London", ["Chadian Observatory for Peace"]),
        ("a diplomat in Nairobi told reporters", ["a diplomat in Nairobi"]),
        ("residents told Agence France-Presse", ["residents"]),
        ("Kenyan members of parliament allege", ["Kenyan members of parliament"]),
        ("an African newsletter reports", ["an African newsletter"]),
        ("a monitor based in Geneva says", ["a monitor based in Geneva"]),
        ("two persons familiar with the talks said", ["two persons familiar with the talks"]),
    ],
)
def test_who_says_so_may_stand_apart_at_the_end(closing: str, speakers: list[str]) -> None:
    """Titles and names in apposition, whom somebody told, from where: whatever the parser makes of them."""
    (claim,) = arms(f"Iran supplied drones to Sudan, {closing}.")
    assert [a.name for a in claim.speakers] == speakers


def test_a_new_clause_behind_who_says_so_is_the_texts_own() -> None:
    sentence = "Chad supplied rifles to Sudan, a spokesman said, and Kenya withdrew its soldiers from Somalia."
    found = {c["relation"]: [a["name"] for a in c["attribution"]] for c in explain_sentence(sentence)}
    assert found == {"ARMS_TRANSFER": ["a spokesman"], "TROOP_WITHDRAWAL": []}


def test_at_the_end_of_two_clauses_both_are_what_is_reported() -> None:
    sentence = "Chad fired 20 rockets at Sudan, and 11 people were killed, according to the town's hospital."
    found = {c["relation"]: c["modality"] for c in explain_sentence(sentence)}
    assert (found["ATTACKS"], found["CASUALTIES"]) == ("reported", "reported")


def test_what_a_speaker_sets_off_is_not_told_by_who_closes_the_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_SCORER", "none")  # to the network all of it is reported
    sentence = "Algeria, which supplied rifles to Chad, refused to pay, according to a police report."
    assert [(c.modality, c.speakers) for c in arms(sentence)] == [("asserted", ())]


@pytest.mark.parametrize(
    ("before", "sentence", "speaker"),
    [
        ("A diplomat in Nairobi said Kenya had left Somalia.", "He added that {}.", "A diplomat in Nairobi"),
        ("A diplomat in Nairobi said Kenya had left Somalia.", "{}, she said.", "A diplomat in Nairobi"),
        ("The ministry in Cairo said Egypt had left Gaza.", "It added that {}.", "ministry in Cairo"),
        ("A diplomat said Kenya had left. President William Ruto flew to Chad.", "He said {}.", "William Ruto"),
    ],
)
def test_who_spoke_last_goes_on_speaking(before: str, sentence: str, speaker: str, monkeypatch: pytest.MonkeyPatch):
    """ "He added", "it said": whoever spoke before, also without a name, unless somebody was named since."""
    monkeypatch.setenv("KG_SCORER", "none")
    (claim,) = arms(f"{before} {sentence.format('Iran had supplied drones to Sudan')}")
    assert [a.name for a in claim.speakers] == [speaker]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("President William Ruto flew to Chad, where he said Iran had supplied drones to Sudan.", "William Ruto"),
        ("When Sergei Lavrov arrived in Mali, he said Iran had supplied drones to Sudan.", "Sergei Lavrov"),
    ],
)
def test_he_is_first_whom_his_own_sentence_names(sentence: str, speaker: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    (claim,) = arms(f"A diplomat in Nairobi said Kenya had left Somalia. {sentence}")
    assert [a.name for a in claim.speakers] == [speaker]


def test_a_spokesman_is_told_from_his_master(monkeypatch: pytest.MonkeyPatch):
    """ "A spokesman for the president, Jaan Tamm,": Tamm speaks, and is no president."""
    monkeypatch.setenv("KG_SCORER", "none")
    sentence = "A spokesman for the Estonian president, Jaan Tamm, said Iran had supplied drones to Sudan."
    (claim,) = explain_sentence(sentence)
    assert [a["name"] for a in claim["attribution"]] == ["Jaan Tamm"]


def test_what_a_newspaper_is_told_is_no_deed_of_the_newspaper(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    (claim,) = explain_sentence("A minister told a newspaper that France had bombed Mali.")
    assert (claim["relation"], claim["object"]["id"], claim["modality"]) == ("ATTACKS", "MLI", "reported")


@pytest.mark.parametrize(
    ("sentence", "modality", "speakers"),
    [
        ("Kenya has asked Chad for help, two Kenyan diplomats said.", "reported", ["two Kenyan diplomats"]),
        ("Kenya asked Chad for help.", "asserted", []),
        ("Kenya said it had asked Chad for help.", "asserted", []),  # that is its request
    ],
)
def test_who_reports_what_his_state_asked_is_named(
    sentence: str, modality: str, speakers: list[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("KG_SCORER", "none")
    (claim,) = [c for c in explain_sentence(sentence) if c["relation"] == "REQUESTS"]
    assert (claim["modality"], [a["name"] for a in claim["attribution"]]) == (modality, speakers)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Yemen's recognised government said that Iran had supplied drones to the Houthis.", "Yemen"),
        ("The Houthis denied it. The rebels said that Sudan had supplied shells to Yemen.", "Houthis"),
    ],
)
def test_a_government_and_its_rebels_speak_by_their_names(text: str, speaker: str) -> None:
    claims = [c for c in extract(Document("unknown", "", text, None, "text")) if c.polarity == "positive"]
    assert {a.name for c in claims for a in c.speakers} == {speaker}


@pytest.mark.parametrize(
    ("sentence", "relation", "modality"),
    [
        ("France hopes to sell Kenya 12 jets.", "ARMS_TRANSFER", "speculated"),
        ("Sweden and France are competing to sell Kenya jets.", "ARMS_TRANSFER", "speculated"),
        ("Kenya may withdraw its troops from Haiti if the costs rise.", "TROOP_WITHDRAWAL", "conditional"),
        (
            "Kenya is ready to send 150 soldiers to Haiti, provided parliament consents.",
            "TROOP_DEPLOYMENT",
            "conditional",
        ),
        ("Kenya decided to keep its battalion in Haiti.", "TROOP_DEPLOYMENT", "asserted"),
        ("Kenya and Ghana plan a joint force of 500 men.", "COOPERATES_WITH", "future"),
        ("Kenya and Ghana agreed on Friday to resume relations.", "AGREES_WITH", "asserted"),
        ("Emmanuel Macron is flying to Kenya on Sunday.", "MEETS_WITH", "future"),
        ("Chile threatened Peru with sanctions if it did not withdraw.", "THREATENS", "asserted"),
        ("A minister said they had no choice, because Kenya had supplied rifles to Chad.", "ARMS_TRANSFER", "reported"),
        ("Officials in Nairobi claim 19 Ethiopian soldiers killed.", "CASUALTIES", "alleged"),
    ],
)
def test_plans_hopes_conditions_and_what_has_been_resolved(
    sentence: str, relation: str, modality: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if sentence.startswith(("Kenya is ready to send", "Kenya decided to keep")):
        monkeypatch.setenv("KG_SCORER", "none")  # to the network both are yet to come
    claims = extract(Document("unknown", "", sentence, "2024-06-13", "text"))
    assert {c.modality for c in claims if c.relation == relation} == {modality}


def test_who_announces_his_own_plan_needs_no_voice_but_his_leader_does() -> None:
    """A state's plan that it announces itself is told in the text's own voice."""
    own = explain_sentence("Chile announced that its battalion would leave Haiti.")
    other = explain_sentence("Gabriel Boric announced that Chile would withdraw its battalion from Haiti.")
    assert [len(c["attribution"]) for c in (*own, *other) if c["relation"] == "TROOP_WITHDRAWAL"] == [0, 1]


@pytest.mark.parametrize(
    ("sentence", "modality", "speaker"),
    [
        # the parser takes "doubt" for an adverb, "claims" for a noun of which a general kind is meant
        (
            "Two scholars in Prague doubt that the treaty of June makes Russia and North Korea allies for good.",
            "speculated",
            "Two scholars in Prague",
        ),
        ("A general claims that Russia sent 200 tanks to Syria.", "alleged", "A general"),
        # somebody else's word about a request
        ("Morocco has asked for 32 American F-35s, Israeli media allege.", "alleged", "Israeli media"),
        # onlookers expect what is nobody's plan
        ("Analysts in Nairobi expect China to ask Djibouti for a pier.", "speculated", "Analysts in Nairobi"),
    ],
)
def test_who_doubts_claims_or_expects_is_named(sentence: str, modality: str, speaker: str):
    found = [(c["modality"], [a["name"] for a in c["attribution"]]) for c in explain_sentence(sentence)]
    assert found == [(modality, [speaker])]


@pytest.mark.parametrize("who", ["Kyiv", "The government", "NATO"])
def test_what_a_state_expects_is_its_own_timetable(who: str):
    (claim,) = explain_sentence(f"{who} expects Germany to send tanks to Ukraine.")
    assert claim["modality"] == "future"


def test_what_is_denied_in_the_parsers_blind_spot_is_denied():
    """To the parser the weapons supply; a claim that only the network reads may not turn a denial into a fact."""
    text = "The United Arab Emirates has denied supplying weapons to the Rapid Support Forces."
    (claim,) = [c for c in explain_sentence(text) if c["relation"] == "ARMS_TRANSFER"]
    assert (claim["polarity"], claim["modality"]) == ("negative", "reported")
    assert [a["name"] for a in claim["attribution"]] == ["United Arab Emirates"]


@pytest.mark.parametrize(
    ("sentence", "relation", "polarity"),
    [
        ("Neither Russia nor Turkey sent troops to Mali.", "TROOP_DEPLOYMENT", {"negative"}),
        ("Neither Russia nor Turkey has withdrawn its fighters from Libya.", "TROOP_WITHDRAWAL", {"negative"}),
        ("Both Russia and Turkey have withdrawn their fighters from Libya.", "TROOP_WITHDRAWAL", {"positive"}),
        # one "no" for two deeds
        ("Russia has not attacked or occupied Georgia.", "CONTROLS", {"negative"}),
        ("Russia neither attacked nor occupied Georgia.", "CONTROLS", {"negative"}),
        ("Russia did not attack and occupy Georgia.", "CONTROLS", {"negative"}),
        ("Kenya did not attack Sudan, but occupied Somalia.", "CONTROLS", {"positive"}),
        ("France stopped short of sending troops to Ukraine.", "TROOP_DEPLOYMENT", {"negative"}),
        ("France stopped short of sending 300 troops to Ukraine.", "TROOP_DEPLOYMENT", {"negative"}),
        ("Germany came close to sending tanks to Ukraine.", "ARMS_TRANSFER", {"negative"}),
        ("Poland did not stop short of sending tanks to Ukraine.", "ARMS_TRANSFER", {"positive"}),
        ("Instead of attacking Iran, Israel bombed Syria.", "ATTACKS", {"negative", "positive"}),
        ("India almost attacked Pakistan in 2019.", "ATTACKS", {"negative"}),
        ("Almost 200 Kenyan soldiers were sent to Somalia.", "TROOP_DEPLOYMENT", {"positive"}),
        ("Turkey nearly doubled its troops in Syria.", "TROOP_DEPLOYMENT", {"positive"}),
        ("Hardly any of the promised tanks have reached Ukraine from Spain.", "ARMS_TRANSFER", {"negative"}),
        ("It is not true that Rwanda has troops in Congo.", "TROOP_DEPLOYMENT", {"negative"}),
        ("It is true that Rwanda has troops in Congo.", "TROOP_DEPLOYMENT", {"positive"}),
        ("Reports that Chad had attacked Sudan proved false.", "ATTACKS", {"negative"}),
        ("Reports that Chad had attacked Sudan were confirmed.", "ATTACKS", {"positive"}),
        ("Nothing suggests that North Korea sent soldiers to Syria.", "TROOP_DEPLOYMENT", {"negative"}),
        ("Sanctions imposed on Mali by ECOWAS were lifted.", "SANCTIONS", {"negative"}),
        ("Sanctions imposed on Mali by ECOWAS hurt trade.", "SANCTIONS", {"positive"}),
        # and what only sounds so
        ("Iran demanded that the sanctions imposed on it by the United States be lifted.", "SANCTIONS", {"positive"}),
        ("The sanctions imposed on Russia by the EU were not lifted.", "SANCTIONS", {"positive"}),
        ("Nobody knew that Israel had attacked Syria.", "ATTACKS", {"positive"}),
        ("Poland bought 250 tanks from the United States, just short of 300.", "ARMS_TRANSFER", {"positive"}),
        ("Short of declaring war, Russia attacked Ukraine with everything.", "ATTACKS", {"positive"}),
        ("It was not Russia that attacked Poland.", "ATTACKS", set()),
        ("Russia has almost halted gas exports to Germany.", "TRADES_WITH", {"negative"}),
        ("Israel nearly destroyed the Iranian nuclear facility at Natanz.", "ATTACKS", {"positive"}),
        ("Iran evaded the embargo on the supply of missiles to Yemen.", "ARMS_TRANSFER", {"positive"}),
        ("The United States ended existing sanctions on Sudan.", "SANCTIONS", {"negative"}),
        # a ban on a sale is no sale
        ("Germany imposed a ban on the sale of arms to Turkey.", "ARMS_TRANSFER", {"negative"}),
        ("Germany announced a halt to arms deliveries to Israel.", "ARMS_TRANSFER", {"negative"}),
    ],
)
def test_what_did_not_happen_is_no_fact(sentence: str, relation: str, polarity: set[str]):
    assert {c["polarity"] for c in explain_sentence(sentence) if c["relation"] == relation} == polarity


def test_a_ban_that_is_lifted_sells_nothing_yet():
    found = explain_sentence("Germany lifted a ban on the sale of arms to Turkey.")
    assert [c["modality"] for c in found if c["relation"] == "ARMS_TRANSFER"] == ["future"]


@pytest.mark.parametrize(
    ("sentence", "claims"),
    [
        ("Israel is poised to attack Iran.", [("ATTACKS", "ISR", "IRN", "future")]),
        (
            "According to unconfirmed reports, Eritrea sent soldiers to Sudan.",
            [("TROOP_DEPLOYMENT", "ERI", "SDN", "alleged")],
        ),
        # "it was ... that": who does it stands before
        ("It was Turkey that gave Somalia armoured vehicles.", [("MILITARY_AID", "TUR", "SOM", "asserted")]),
        ("It was Israel that attacked Syria.", [("ATTACKS", "ISR", "SYR", "asserted")]),
        ("It is clear that Russia attacked Georgia.", [("ATTACKS", "RUS", "GEO", "asserted")]),
        # who shoots them down is not whom they were to hit
        ("Jordan intercepted Iranian drones bound for Israel.", [("ATTACKS", "IRN", "ISR", "asserted")]),
    ],
)
def test_who_does_it_and_how_firmly(sentence: str, claims: list[tuple[str, str, str, str]]):
    found = [(c["relation"], c["subject"]["state"], c["object"]["state"], c["modality"])
             for c in explain_sentence(sentence)]  # fmt: skip
    assert found == claims


@pytest.mark.parametrize(
    ("sentence", "relation", "found"),
    [
        ("Kosovo is recognised by Germany but not by Spain.", "SUPPORTS", {"DEU": "positive", "ESP": "negative"}),
        ("France, but not Germany, recognises Palestine.", "SUPPORTS", {"FRA": "positive", "DEU": "negative"}),
        ("Russia, not Ukraine, attacked Poland.", "ATTACKS", {"RUS": "positive", "UKR": "negative"}),
        ("The troops were sent by Kenya and not Uganda to Haiti.", "TROOP_DEPLOYMENT",
         {"KEN": "positive", "UGA": "negative"}),
        ("India abstained in a vote on Russia's annexation of Crimea.", "CONTROLS", {"RUS": "positive"}),
        ("India abstained from condemning Russia.", "ACCUSES", {"IND": "negative"}),
    ],
)  # fmt: skip
def test_who_is_named_as_one_who_did_not(sentence: str, relation: str, found: dict[str, str]):
    claims = [c for c in explain_sentence(sentence) if c["relation"] == relation]
    assert {c["subject"]["state"]: c["polarity"] for c in claims} == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Kenya sent troops to Somalia, not to Sudan.", {"SOM": "positive", "SDN": "negative"}),
        ("Kenya did not send troops to Somalia or Sudan.", {"SOM": "negative", "SDN": "negative"}),
        ("Turkey sent troops to Libya and, not surprisingly, to Syria.", {"LBY": "positive", "SYR": "positive"}),
    ],
)
def test_whom_it_was_not_done_to(sentence: str, found: dict[str, str]):
    claims = [c for c in explain_sentence(sentence) if c["relation"] == "TROOP_DEPLOYMENT"]
    assert {c["object"]["state"]: c["polarity"] for c in claims} == found


@pytest.mark.parametrize(
    ("sentence", "asks"),
    [
        ("To ask the Minister when Spain sent troops to Haiti.", True),
        ("Mrs Cole: To ask the Minister if France has sold missiles to Taiwan.", True),
        ("To ask Her Majesty's Government what missiles Iran sold to Sudan.", True),
        ("Spain is to ask the Minister when Haiti will pay.", False),
        ("To ask the Minister for help, Chad sent an envoy to Niger.", False),
    ],
)
def test_a_question_to_a_minister_states_nothing(sentence: str, asks: bool) -> None:
    assert is_rhetoric(sentence) is asks
