"""Who "the army", "the two states", "the country" and "the latter" are: whom the sentence before them told of."""

from __future__ import annotations

import pytest

from kg.model import Document
from kg.text.extract import extract


def read(text: str) -> set[tuple[str, str | None, str | None]]:
    claims = extract(Document("unknown", "", text, "2024-06-15", "text", name="d"))
    return {(c.relation, _end(c.subject), _end(c.object)) for c in claims}


def _end(actor) -> str | None:
    return None if actor is None else actor.name if actor.type == "armed_group" else actor.state or actor.name


@pytest.mark.parametrize(
    "text, claim, never",
    [
        ("Boko Haram fighters raided a barracks in Chad on Sunday. The army said it had killed 14 fighters.",
         ("CASUALTIES", "Boko Haram", "TCD"), ("ATTACKS", "Boko Haram", None)),
        ("Boko Haram fighters raided a barracks in Chad on Sunday. The army killed 14 of the attackers.",
         ("CASUALTIES", "Boko Haram", "TCD"), ("CASUALTIES", "Boko Haram", "NGA")),
        ("Boko Haram fighters raided a barracks in Chad on Sunday. They killed 14 soldiers.",
         ("CASUALTIES", "TCD", "Boko Haram"), ("CASUALTIES", "NGA", "Boko Haram")),
        ("Hezbollah fired rockets at Israel on Sunday. The military said it had shelled a village in Lebanon.",
         ("ATTACKS", "ISR", "LBN"), ("ATTACKS", "Hezbollah", "LBN")),
    ],
)  # fmt: skip
def test_the_army_is_that_of_the_state_that_was_struck(text, claim, never):
    """And not that of the state where the group is at home, and "it" is the army that speaks."""
    found = read(text)
    assert claim in found and never not in found


def test_the_army_of_a_group_s_own_state_is_still_meant():
    found = read("Boko Haram killed nine people in Nigeria on Sunday. The military said it had killed 30 militants.")
    assert ("CASUALTIES", "Boko Haram", "NGA") in found


@pytest.mark.parametrize("them", ["The two countries", "Both countries", "The two governments"])
def test_two_that_acted_together_are_the_two(them):
    """The third state of the sentence is the one that they acted on."""
    found = read(f"Denmark and Finland imposed sanctions on Belarus. {them} will train Ukrainian soldiers.")
    assert {c for c in found if c[0] == "MILITARY_AID"} == {("MILITARY_AID", s, "UKR") for s in ("DNK", "FIN")}


def test_three_that_acted_together_are_the_three():
    found = read(
        "Spain, Latvia and Italy imposed sanctions on Belarus. The three countries will send tanks to Ukraine."
    )
    assert {c for c in found if c[0] == "ARMS_TRANSFER"} == {("ARMS_TRANSFER", s, "UKR") for s in ("ESP", "LVA", "ITA")}


def test_the_two_may_be_acted_on_by_another():
    found = read("Turkey and Greece have troops in Somalia. Russia criticised the two countries.")
    assert {("ACCUSES", "RUS", "TUR"), ("ACCUSES", "RUS", "GRC")} <= found


def test_of_two_pairs_nobody_knows_which():
    found = read("Spain and Malta urged India and Nepal to talk. The two countries have been fighting since May.")
    assert not any(relation == "COMBAT" for relation, _, _ in found)


def test_two_sides_are_one_against_the_other():
    found = read("Serbia accused Kosovo of arresting Serbs. The two sides agreed on a ceasefire.")
    assert ("AGREES_WITH", "XKX", "SRB") in found or ("AGREES_WITH", "SRB", "XKX") in found


def test_both_groups_are_those_named_just_before():
    found = read("Hezbollah and Hamas fired rockets at Israel on Sunday. Both groups are backed by Iran.")
    assert {("SUPPORTS", "IRN", "Hezbollah"), ("SUPPORTS", "IRN", "Hamas")} <= found


def test_the_former_and_the_latter():
    found = read(
        "Israel and Hezbollah have been at war since May. Iran supports the latter. Greece supports the former."
    )
    assert {("SUPPORTS", "IRN", "Hezbollah")} <= found and ("SUPPORTS", "IRN", "ISR") not in found
    assert read("The former president of Kenya visited Oman on Sunday.") == read("Kenya's former president visited Oman on Sunday.")  # fmt: skip


def test_the_two_koreas_are_named_by_one_word():
    assert ("MEETS_WITH", "PRK", "KOR") in read("The two Koreas held talks on Sunday.")
    assert ("AGREES_WITH", "PRK", "KOR") in read("North and South Korea signed a military agreement on Sunday.")


def test_the_separatists_are_those_of_the_region_just_struck():
    found = read("Azerbaijan shelled Nagorno-Karabakh on Sunday. The separatists surrendered to Azerbaijan.")
    assert any(relation == "CONCEDES" and who == "AZE" for relation, who, _ in found)


def test_the_country_that_says_what_it_did_is_the_doer():
    text = "Turkey bombed northern Iraq on Sunday. The country said it had killed 12 PKK fighters."
    claims = extract(Document("unknown", "", text, "2024-06-15", "text", name="d"))
    assert {a.name for c in claims for a in c.speakers} == {"Turkey"}


@pytest.mark.parametrize(
    "text, claim",
    [
        ("Ghana has sent 200 soldiers to Niger. The country will send 300 more soldiers in May.",
         ("TROOP_DEPLOYMENT", "GHA", "NER")),
        ("Japan lent Ghana 3 billion dollars. The country also gave Kenya a loan of 2 billion dollars.",
         ("AIDS", "JPN", "KEN")),
        ("Ghana has sent 200 soldiers to Niger. The West African country has promised to send another 300.",
         ("TROOP_DEPLOYMENT", "GHA", "NER")),
        ("Canada gave Ukraine 30 tanks. The country has also received jets from Denmark.",
         ("ARMS_TRANSFER", "DNK", "UKR")),
    ],
)  # fmt: skip
def test_who_gives_more_gave_the_first(text, claim):
    assert claim in read(text) and not any(c[1] in ("NER", "GHA") and c[2] == "KEN" for c in read(text))


def test_the_nato_member_is_a_state():
    found = read("Greece bought missiles from Russia. Canada imposed sanctions on the NATO member.")
    assert ("SANCTIONS", "CAN", "GRC") in found and not any(c[2] == "NATO" for c in found)


@pytest.mark.parametrize(
    "text, claim, never",
    [
        ("A mine killed four Iraqi soldiers in Dohuk on Sunday. Turkey blamed Kurdish rebels for the attack.",
         ("ATTACKS", "Kurdish rebels", "IRQ"), ("ATTACKS", "Kurdish rebels", "TUR")),
        ("Turkey blamed Kurdish rebels for a raid on Iraqi soldiers.",
         ("ATTACKS", "Kurdish rebels", "IRQ"), ("ACCUSES", "TUR", "IRQ")),
        ("A mine killed four Turkish soldiers in Dohuk on Sunday. Turkey blamed Kurdish rebels for the attack.",
         ("ATTACKS", "Kurdish rebels", "TUR"), ("ATTACKS", "Kurdish rebels", "IRQ")),
        ("Iran accused Oman of opening its ports to Israel.",
         ("BASE_ACCESS", "ISR", "OMN"), ("BASE_ACCESS", "ISR", "IRN")),
        ("Oman angered Iran by opening its ports to Israel.",
         ("BASE_ACCESS", "ISR", "OMN"), ("BASE_ACCESS", "ISR", "IRN")),
    ],
)  # fmt: skip
def test_who_lays_the_blame_is_not_the_one_it_was_done_to(text, claim, never):
    found = read(text)
    assert claim in found and never not in found


@pytest.mark.parametrize(
    "text, claim",
    [
        ("Iran shelled a Pakistani village on Sunday. Pakistan vowed revenge.", ("THREATENS", "PAK", "IRN")),
        ("Israel killed a Hezbollah commander in Tyre on Sunday. The group vowed revenge.",
         ("THREATENS", "Hezbollah", "ISR")),
        ("Iran seized a Danish tanker in the Gulf on Sunday. Denmark demanded the immediate release of the ship.",
         ("REQUESTS", "DNK", "IRN")),
        ("Iran arrested two Danish tourists on Sunday. Copenhagen called for their release.",
         ("REQUESTS", "DNK", "IRN")),
        ("Chad asked France to withdraw its soldiers. Paris will withdraw its troops by September.",
         ("TROOP_WITHDRAWAL", "FRA", "TCD")),
        ("Chad asked France to withdraw its soldiers from Niger. Paris will withdraw its troops by September.",
         ("TROOP_WITHDRAWAL", "FRA", "NER")),
        ("Spain gave Ukraine 40 million euros in military aid. The package included artillery shells.",
         ("ARMS_TRANSFER", "ESP", "UKR")),
        ("Peru expelled the Cuban ambassador. Cuba called the decision arbitrary.", ("ACCUSES", "CUB", "PER")),
    ],
)  # fmt: skip
def test_what_is_not_named_again_was_told_just_before(text, claim):
    assert claim in read(text)


def test_training_is_told_beside_money():
    text = (
        "Spain said it would give Ukraine 40 million euros in military aid. It said Spain would train Ukrainian pilots."
    )
    claims = extract(Document("unknown", "", text, "2024-06-15", "text", name="d"))
    assert len([c for c in claims if c.relation == "MILITARY_AID"]) == 2


def test_provincial_capitals_are_not_the_capital():
    text = "Rebels captured Goma on Sunday. The rebels now control two provincial capitals."
    claims = extract(Document("unknown", "", text, "2024-06-15", "text", name="d"))
    assert not any(c.place is not None and c.place.name == "Kinshasa" for c in claims)
