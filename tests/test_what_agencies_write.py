"""What reports of agencies and the defence press say again and again: sales approved but not signed, models before the
kind of arms, help that is logistic, who stands behind whom, peoples called by the last word of their name."""

from __future__ import annotations

import pytest

from kg.model import Actor, Claim, Document
from kg.text.extract import extract


def read(text: str, published: str = "2021-03-10") -> list[Claim]:
    return list(extract(Document("outlet:x", "", text, published, "text")))


def side(actor: Actor | None) -> str:
    return (actor.state or actor.name) if actor else ""


def told(text: str) -> set[str]:
    return {f"{c.relation} {side(c.subject)} {side(c.object)}".strip() for c in read(text) if c.relation != "LEADS"}


def the(relation: str, text: str) -> Claim:
    (found,) = [c for c in read(text) if c.relation == relation]
    return found


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The State Department has approved a possible sale of 40 Javelin missiles to Georgia.", "future"),
        ("Washington cleared the potential sale of 12 helicopters to Bahrain.", "future"),
        ("Canada authorised a possible $2 billion sale of frigates to Chile on Monday.", "future"),
        ("The Pentagon notified Congress of a possible sale of 40 missiles to Morocco.", "speculated"),
        ("Germany is considering a possible sale of 12 tanks to Kuwait.", "speculated"),
    ],
)
def test_a_possible_sale_that_is_approved_is_to_come(text: str, modality: str) -> None:
    assert the("ARMS_TRANSFER", text).modality == modality


@pytest.mark.parametrize(
    ("text", "since", "place"),
    [
        ("Sweden and Finland held an exercise in mid-April.", "2020-04", None),
        ("Kenyan and Ugandan troops will hold an exercise in mid-June.", "2021-06", None),
        ("Japan sent 200 soldiers to Djibouti in mid-2019.", "2019", None),
        ("Sweden and Finland held an exercise in Narvik in April.", "2020-04", "Narvik"),
        ("Sweden and Finland held an exercise in Midland.", None, "Midland"),
    ],
)
def test_the_middle_of_a_month_is_no_place(text: str, since: str | None, place: str | None) -> None:
    claim = read(text)[0]
    assert ((claim.since or "")[:7] or None, claim.place.name if claim.place else None) == (since, place)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Germany delivered 40 Marder infantry fighting vehicles to Ukraine.", 40, "vehicles"),
        ("Sweden will sell 24 CV90 infantry fighting vehicles to Slovakia.", 24, "vehicles"),
        ("Bulgaria gave Moldova 12 armoured personnel carriers.", 12, "carriers"),
        ("Germany sent 40 infantry soldiers to Lithuania.", 40, "troops"),
        ("Germany sent 40 armoured infantry troops to Lithuania.", 40, "troops"),
    ],
)
def test_vehicles_of_the_infantry_are_no_soldiers(text: str, value: int, unit: str) -> None:
    quantity = read(text)[0].quantity
    assert quantity is not None
    assert (quantity.value, quantity.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Greece plans to provide Armenia with 14 Leopard 2A4 main battle tanks.", "Leopard 2A4"),
        ("Turkey sold Bayraktar TB2 drones to Mali.", "Bayraktar TB2"),
        ("Brazil delivered two C-390 military transport aircraft to Ghana.", "C-390"),
        ("South Korea delivered 24 K9 self-propelled howitzers to Norway.", "K9"),
        ("Italy delivered two patrol boats to Libya.", "patrol boats"),
        ("Spain sold four minesweepers to Peru in 2019.", "minesweepers"),
    ],
)
def test_the_model_names_the_goods_better_than_their_kind(text: str, item: str) -> None:
    assert (found := the("ARMS_TRANSFER", text).item) and found.startswith(item)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Chile and Peru provide logistical assistance to British units.", {"MILITARY_AID CHL GBR", "MILITARY_AID PER GBR"}),
        ("France is giving the Djiboutian army logistic help.", {"MILITARY_AID FRA DJI"}),
        ("The United States has promised the Kenyan forces financial and logistical support.", {"MILITARY_AID USA KEN"}),
        ("Norway provided medical assistance to Malawi.", {"AIDS NOR MWI"}),
        ("Japan promised Fiji financial assistance.", {"AIDS JPN FJI"}),
    ],
)  # fmt: skip
def test_logistic_help_to_an_army_is_military(text: str, claims: set[str]) -> None:
    assert told(text) == claims


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Two Indian soldiers were killed on Monday, according to an Indian army statement.", "Indian army"),
        ("Chad will withdraw 400 troops from Mali, according to the Chadian government statement.", "Chadian government"),
        ("Three Saudi soldiers were killed on Monday, a Saudi defence ministry statement said.", "Saudi defence ministry"),
        ("Two Indian soldiers were killed on Monday, according to the Indian army.", "Indian army"),
        ("Two Indian soldiers were killed on Monday, according to an Indian army spokesman.", "an Indian army spokesman"),
    ],
)  # fmt: skip
def test_who_makes_a_statement_is_the_speaker(text: str, speaker: str) -> None:
    assert [a.name for a in read(text)[0].speakers] == [speaker]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Maduro found strong support in Russia and China.", {"SUPPORTS RUS VEN", "SUPPORTS CHN VEN"}),
        ("Serbia found backing in Hungary and Slovakia.", {"SUPPORTS HUN SRB", "SUPPORTS SVK SRB"}),
        ("The Burmese junta has found support in Moscow.", {"SUPPORTS RUS MMR"}),
        ("The proposal found support in the Bundestag.", set()),
        ("Maduro found no support in Brazil.", set()),
    ],
)
def test_who_is_backed_finds_support_somewhere(text: str, claims: set[str]) -> None:
    assert {
        f"{c.relation} {side(c.subject)} {side(c.object)}" for c in read(text) if c.polarity == "positive"
    } == claims


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Bosnian Serbs took 40 UN soldiers hostage near Pale.\n\nSerbs destroyed three UN vehicles.", "Bosnian Serbs"),
        ("NATO jets struck the Bosnian Serbs on Monday.\n\nThe Serbs attacked a Dutch post a day later.", "Bosnian Serbs"),
        ("Croatian Serbs fired on Sisak.\n\nThe Serbs also attacked a Danish post.", "Croatian Serbs"),
        ("Serbs attacked a French post in Mitrovica.", "SRB"),
        ("Bosnian Serbs took 40 soldiers hostage near Pale.\n\nSerbia attacked a Croatian village.", "SRB"),
    ],
)  # fmt: skip
def test_the_serbs_are_those_that_were_named_before(text: str, who: str) -> None:
    attacker = [c for c in read(text) if c.relation == "ATTACKS"][-1].subject
    assert who in (attacker.name, attacker.state)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Armenia on Monday appealed for international help.", {"REQUESTS ARM"}),
        ("Chad in 2019 requested international support.", {"REQUESTS TCD"}),
        ("Mali has asked for foreign military assistance.", {"REQUESTS MLI"}),
        ("Mali has asked for a glass of water.", set()),
        ("Mali has asked Chad for military assistance.", {"REQUESTS MLI TCD"}),
    ],
)
def test_help_is_asked_for_of_nobody_named(text: str, claims: set[str]) -> None:
    assert told(text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Iran was aiding the Houthis with supplies of missiles.", {"ARMS_TRANSFER IRN YEM"}),
        ("Syria helped Lebanon with supplies of ammunition.", {"ARMS_TRANSFER SYR LBN"}),
        ("Turkey has supported Azerbaijan with supplies of advanced weaponry.", {"ARMS_TRANSFER TUR AZE"}),
        ("India helped Nepal with supplies of rice.", {"AIDS IND NPL"}),
        ("Iran was aiding the Houthis with advice.", set()),
    ],
)
def test_help_with_supplies_of_arms_is_a_gift_of_arms(text: str, claims: set[str]) -> None:
    assert {c for c in told(text) if c.split()[0] in ("ARMS_TRANSFER", "AIDS")} == claims


@pytest.mark.parametrize(
    ("text", "supplier"),
    [
        ("Four Gepard-class frigates were ordered for the Sri Lankan navy at the yard in Zelenodolsk.", "RUS"),
        ("Two Gepard 3.9 frigates were ordered for the Sri Lankan navy.", "RUS"),
        ("Six Kilo-class submarines were ordered for the Algerian navy.", "RUS"),
        ("Thirty Gepard anti-aircraft tanks were ordered for the Romanian army.", "DEU"),
        ("Twelve Leopard 2 tanks were ordered for the Chilean army.", "DEU"),
    ],
)
def test_a_class_of_ships_has_its_own_maker(text: str, supplier: str) -> None:
    assert {c.subject.state for c in read(text) if c.relation == "ARMS_TRANSFER"} == {supplier}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Maj. Gen. Peter Carter, the Australian commander, accused Indonesia of arming the militias.", "Peter Carter"),
        ("Lt. Gen. Jan Smit, the Dutch commander, accused Serbia of arming the militias.", "Jan Smit"),
        ("Rear Adm. Paul Reyes, the Philippine commander, accused China of ramming a boat.", "Paul Reyes"),
        ("General Peter Carter, the Australian commander, accused Indonesia of arming the militias.", "Peter Carter"),
        ("Jan Smit, the Dutch commander, accused Serbia of arming the militias.", "Jan Smit"),
    ],
)
def test_a_rank_cut_short_is_no_part_of_the_name(text: str, name: str) -> None:
    assert the("ACCUSES", text).subject.name == name


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("An Omani soldier was killed on Tuesday after an exchange of gunfire with the Yemeni army.", "YEM"),
        ("Two Turkish soldiers were wounded following an exchange of fire with Syrian forces.", "SYR"),
        ("Three Kenyan policemen died after a gun battle with Ethiopian troops near Moyale.", "ETH"),
        ("Two Malian soldiers were killed on Monday after a meeting with Algerian officers.", None),
        ("Two Malian soldiers were killed after an exchange of views with Algerian officers.", None),
    ],
)
def test_who_exchanged_fire_killed_the_other(text: str, by: str | None) -> None:
    killer = the("CASUALTIES", text).object
    assert (killer.state if killer else None) == by


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Algeria says several of its soldiers have been killed during fighting with Moroccan troops.", 1),
        ("Peru said some of its marines were wounded in a clash with Ecuadorean troops.", 1),
        ("Niger said many of its soldiers had been killed in fighting with Boko Haram.", 1),
        ("Algeria says its soldiers fought with Moroccan troops.", 0),
        ("Peru said none of its marines fought Ecuadorean troops.", 0),
    ],
)
def test_several_of_its_soldiers_are_counted(text: str, count: int) -> None:
    assert len([c for c in read(text) if c.relation == "CASUALTIES"]) == count


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Officials in Tirana said the fighting started after Greek troops shelled two Albanian villages.", "Officials in Tirana"),
        ("The Chadian army said the incident happened when Sudanese soldiers shelled a Chadian post.", "Chadian army"),
        ("Thailand said the clash began after Cambodian troops shelled a Thai post.", "Thailand"),
        ("Thailand said it closed the crossing after Cambodian troops shelled a Thai post.", None),
        ("The fighting started after Greek troops shelled two Albanian villages.", None),
    ],
)  # fmt: skip
def test_how_a_fight_began_is_part_of_what_is_said(text: str, speaker: str | None) -> None:
    claim = the("ATTACKS", text)
    assert ([a.name for a in claim.speakers], claim.modality) == (
        ([speaker], "reported") if speaker else ([], "asserted")
    )


@pytest.mark.parametrize(
    ("text", "accuser"),
    [
        ("Georgia's security council said on Monday that two soldiers had died.\n\nThe council accused the Armenian side of using mortars.", "GEO"),
        ("Chad's defence council said on Monday that two soldiers had died.\n\nThe council also accused Libya of using mortars.", "TCD"),
        ("The Kyrgyz border commission said a post was on fire.\n\nThe commission accused the Tajik side of using mortars.", "KGZ"),
        ("Georgia's security council said on Monday that two soldiers had died.\n\nThe committee accused Armenia of using mortars.", None),
        ("Georgia's security council met on Monday.\n\nAzerbaijan accused the Armenian side of using mortars.", "AZE"),
    ],
)  # fmt: skip
def test_the_council_is_the_one_that_spoke(text: str, accuser: str | None) -> None:
    assert {c.subject.state for c in read(text) if c.relation == "ACCUSES"} == ({accuser} if accuser else set())


@pytest.mark.parametrize(
    ("text", "allies"),
    [
        ("China blocked two Philippine boats.\n\nThe United States assured Japan that it would uphold the two nations' defence treaty.", {"USA", "JPN"}),
        ("Russia warned Moldova.\n\nFrance told Romania that it would honour the two countries' alliance.", {"FRA", "ROU"}),
        ("Syria shelled Jordan.\n\nIran promised Oman on Monday to renew the two states' defence pact.", {"IRN", "OMN"}),
        ("Russia and Belarus met in Minsk.\n\nPoland criticised the two countries' defence treaty.", set()),
        ("Syria shelled Jordan.\n\nThe two states have no defence pact.", set()),
    ],
)  # fmt: skip
def test_the_treaty_of_the_two_is_that_of_whom_the_sentence_names(text: str, allies: set[str]) -> None:
    pairs = [{c.subject.state, c.object.state} for c in read(text)
             if c.relation == "ALLIED_WITH" and c.object and c.polarity == "positive"]  # fmt: skip
    assert all(p == allies for p in pairs)
    assert bool(pairs) == bool(allies)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Ghana signed a deal allowing American forces to conduct operations from Ghanaian bases.", {"BASE_ACCESS USA GHA"}),
        ("Ethiopia lets U.S. forces run drone flights from Ethiopian bases.", {"BASE_ACCESS USA ETH"}),
        ("Russian aircraft carry out patrols from Syrian bases.", {"BASE_ACCESS RUS SYR"}),
        ("Russian aircraft carry out patrols from Russian bases.", set()),
        ("French forces conduct operations against rebels from Mali.", set()),
    ],
)  # fmt: skip
def test_who_flies_from_anothers_base_uses_it(text: str, claims: set[str]) -> None:
    assert {c for c in told(text) if c.startswith("BASE_ACCESS")} == claims


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The juntas in Mali and Guinea have expelled the French ambassador.", {"MLI", "GIN"}),
        ("The governments in Riga and Vilnius have expelled the Russian ambassador.", {"LVA", "LTU"}),
        ("The military regimes in Chad and Sudan expelled the French ambassador on Monday.", {"TCD", "SDN"}),
        ("The government in Mali has expelled the French ambassador.", {"MLI"}),
        ("The ambassadors in Mali and Guinea condemned France.", set()),
    ],
)
def test_the_governments_of_several_lands_are_several(text: str, who: set[str]) -> None:
    assert {c.subject.state for c in read(text) if c.relation == "REJECTS"} == who


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The United States has agreed to Niger's request to withdraw US troops from Niger.", "future"),
        ("France agreed to a Malian request to withdraw its soldiers from Mali.", "future"),
        ("Uganda has bowed to a Congolese demand to withdraw its troops from Congo.", "future"),
        ("France rejected a Malian request to withdraw its soldiers from Mali.", None),
        ("France received a Malian request to withdraw its soldiers from Mali.", None),
    ],
)
def test_what_is_agreed_to_is_to_come(text: str, modality: str | None) -> None:
    found = [c.modality for c in read(text) if c.relation == "TROOP_WITHDRAWAL" and c.polarity == "positive"]
    assert found == ([modality] if modality else [])


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Britain and Canada imposed sanctions on Myanmar's military leaders.\n\nThe military expelled the Thai ambassador on Monday.", {"MMR"}),
        ("Kenya and Ghana criticised the Sudanese army.\n\nThe army expelled the British ambassador.", {"SDN"}),
        ("France has announced sanctions on Guinea's army chiefs.\n\nThe army expelled the Spanish ambassador.", {"GIN"}),
        ("Kenya and Ghana met in Accra.\n\nThe Sudanese army expelled the British ambassador.", {"SDN"}),
        ("The Chadian army and the Sudanese army met.\n\nKenya expelled the British ambassador.", {"KEN"}),
    ],
)  # fmt: skip
def test_the_army_is_the_one_whose_army_was_named(text: str, who: set[str]) -> None:
    assert {c.subject.state for c in read(text) if c.relation == "REJECTS"} == who


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Angola and Namibia fought for Congo in exchange for mining concessions.", set()),
        ("Chad and Niger fought for the government of Mali in 2013.", set()),
        ("Oman and Jordan fought for Yemen.", set()),
        ("Uganda and Rwanda fought in Kisangani in 2000.", {"COMBAT UGA RWA"}),
        ("Uganda and Rwanda fought for control of Kisangani in 2000.", {"COMBAT UGA RWA"}),
        ("Uganda and Rwanda fought for six days in Kisangani.", {"COMBAT UGA RWA"}),
    ],
)
def test_who_fight_for_a_third_do_not_fight_each_other(text: str, claims: set[str]) -> None:
    assert {c for c in told(text) if c.startswith("COMBAT")} == claims


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Russian missiles hit the Black Sea port of Odesa on Monday.", {"UKR"}),
        ("Israel bombed the Mediterranean port of Latakia on Monday.", {"SYR"}),
        ("Russian drones struck the Black Sea city of Kherson on Monday.", {"UKR"}),
        ("Syria shelled the Turkish border town of Akcakale.", {"TUR"}),
        ("Russian missiles hit Odesa on Monday.", {"UKR"}),
    ],
)
def test_the_sea_on_which_a_port_lies_is_not_hit(text: str, target: set[str]) -> None:
    assert {side(c.object) for c in read(text) if c.relation == "ATTACKS"} == target
    assert all(c.place and " Sea" not in c.place.name and " port" not in c.place.name for c in read(text))


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Chadian aircraft attacked two towns held by Boko Haram on Monday.", {"ATTACKS TCD NGA"}),
        ("Jets from Egypt and Jordan bombed positions held by Islamic State.", {"ATTACKS EGY Islamic State", "ATTACKS JOR Islamic State"}),
        ("Turkey shelled a village controlled by Kurdish fighters.", {"ATTACKS TUR Kurdish fighters"}),
        ("Chad seized two towns held by Boko Haram.", set()),
        ("Chadian aircraft bombed Boko Haram on Monday.", {"ATTACKS TCD NGA"}),
    ],
)  # fmt: skip
def test_who_holds_the_town_is_whom_the_bombs_are_for(text: str, claims: set[str]) -> None:
    assert {c for c in told(text) if c.startswith("ATTACKS")} == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Saudi air defences intercepted a missile fired by the Houthis toward Riyadh.", {"ATTACKS YEM SAU"}),
        ("Israel shot down a rocket launched by Hamas on Monday.", {"ATTACKS"}),
        ("A Japanese destroyer intercepted a missile launched by North Korea.", {"ATTACKS"}),
        ("North Korea launched a ballistic missile on Monday.", {"MOBILIZES PRK"}),
        ("A Japanese destroyer intercepted a North Korean tanker.", {"COERCES JPN PRK"}),
    ],
)
def test_a_missile_that_is_intercepted_was_no_test_and_is_no_prisoner(text: str, claims: set[str]) -> None:
    relations = {c for c in told(text) if c.startswith(("MOBILIZES", "COERCES"))}
    assert relations == {c for c in claims if not c.startswith("ATTACKS")}


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("A Lao soldier was killed on Monday after a clash with the Thai army at the border, a Lao officer said, a rare fatality in a quiet region.", "THA"),
        ("Two Chadian soldiers were wounded in a clash with Libyan troops, an officer said, a rare incident on a quiet border.", "LBY"),
        ("A Peruvian policeman was killed on Friday in a clash with Chilean marines, the army said, a grave loss for a small post.", "CHL"),
        ("A Lao soldier was killed in a clash with the Thai army, a Lao officer said.", "THA"),
        ("A Lao soldier was given a medal, a Lao officer said, a rare honour.", None),
    ],
)  # fmt: skip
def test_what_is_added_after_the_speaker_is_not_killed(text: str, by: str | None) -> None:
    killers = {c.object.state for c in read(text) if c.relation == "CASUALTIES" and c.object}
    assert killers == ({by} if by else set())
