"""One sentence of the field for each way that agencies write about a relation."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import KgError, Usage
from kg.model import RELATIONS, SYMMETRIC, Document
from kg.text import cascade, conditions, slots
from kg.text import frames as frame_file
from kg.text.extract import explain_sentence, extract
from kg.text.mentions import names, table

# What the network weighs otherwise, and not always better: here only what the frames find is looked at.
OVERRULED = ("Poland scrapped plans to send troops to Chad.",)


@pytest.fixture(autouse=True)
def _frames_alone_where_they_are_overruled(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    given = getattr(request.node, "callspec", None)
    if given is not None and any(value in OVERRULED for value in given.params.values() if isinstance(value, str)):
        monkeypatch.setenv("KG_SCORER", "none")


SENTENCES = [
    (
        "Rwanda has sent 1,000 soldiers to Mozambique to help fight Islamist insurgents in Cabo Delgado.",
        "TROOP_DEPLOYMENT",
        "RWA",
        "MOZ",
        "positive",
    ),
    (
        "Kenya's parliament approved the deployment of 1,000 police officers to Haiti.",
        "TROOP_DEPLOYMENT",
        "KEN",
        "HTI",
        "positive",
    ),
    ("Ethiopian troops crossed into Somalia on Sunday.", "TROOP_DEPLOYMENT", "ETH", "SOM", "positive"),
    ("About 3,500 Cuban advisers served in Angola.", "TROOP_DEPLOYMENT", "CUB", "AGO", "positive"),
    ("Thousands of Ugandan soldiers are stationed in eastern Congo.", "TROOP_DEPLOYMENT", "UGA", "COD", "positive"),
    ("Japan will not send troops to Iraq, the prime minister said.", "TROOP_DEPLOYMENT", "JPN", "IRQ", "negative"),
    ("The last French soldiers left Mali on Monday.", "TROOP_WITHDRAWAL", "FRA", "MLI", "positive"),
    ("Washington plans to withdraw its remaining 900 troops from Syria.", "TROOP_WITHDRAWAL", "USA", "SYR", "positive"),
    (
        "The withdrawal of Soviet forces from Afghanistan was completed in February 1989.",
        "TROOP_WITHDRAWAL",
        "RUS",
        "AFG",
        "positive",
    ),
    ("Eritrea denied that its soldiers were fighting in Tigray.", "TROOP_DEPLOYMENT", "ERI", "ETH", "negative"),
    ("India signed a deal to buy 36 Rafale jets from France.", "ARMS_TRANSFER", "FRA", "IND", "positive"),
    ("Brazil delivered six Super Tucano aircraft to Nigeria.", "ARMS_TRANSFER", "BRA", "NGA", "positive"),
    (
        "Iran has supplied hundreds of drones to Sudan's army, according to a UN report.",
        "ARMS_TRANSFER",
        "IRN",
        "SDN",
        "positive",
    ),
    ("Saudi Arabia is considering the purchase of Turkish drones.", "ARMS_TRANSFER", "TUR", "SAU", "positive"),
    (
        "The sale of F-16 fighters to Taiwan was approved by the State Department.",
        "ARMS_TRANSFER",
        "USA",
        "TWN",
        "positive",
    ),
    ("Pakistan ordered eight submarines from China in 2015.", "ARMS_TRANSFER", "CHN", "PAK", "positive"),
    ("The Netherlands handed over 24 F-16s to Ukraine.", "ARMS_TRANSFER", "NLD", "UKR", "positive"),
    ("Spain refused to sell ammunition to Israel.", "REJECTS", "ESP", "ISR", "positive"),
    ("Canada suspended arms exports to Turkey in 2020.", "REJECTS", "CAN", "TUR", "positive"),
    ("Algeria severed diplomatic relations with Morocco in August 2021.", "REJECTS", "DZA", "MAR", "positive"),
    ("Colombia expelled three Venezuelan diplomats.", "REJECTS", "COL", "VEN", "positive"),
    ("Finland joined NATO on 4 April 2023.", "MEMBER_OF", "FIN", "org:NATO", "positive"),
    ("Montenegro became a member of NATO in 2017.", "MEMBER_OF", "MNE", "org:NATO", "positive"),
    ("Ukraine has applied to join NATO.", "MEMBER_OF", "UKR", "org:NATO", "positive"),
    ("Saudi Arabia and Iran agreed to restore diplomatic ties.", "AGREES_WITH", "SAU", "IRN", "positive"),
    ("Ethiopia and Eritrea signed a peace agreement in July 2018.", "AGREES_WITH", "ETH", "ERI", "positive"),
    ("The ceasefire between Armenia and Azerbaijan took effect at midnight.", "AGREES_WITH", "ARM", "AZE", "positive"),
    ("Bolivia signed a defence memorandum with Iran.", "AGREES_WITH", "BOL", "IRN", "positive"),
    ("Japan and the Philippines concluded a reciprocal access agreement.", "AGREES_WITH", "JPN", "PHL", "positive"),
    (
        "The United States and Japan are bound by a mutual defence treaty of 1960.",
        "ALLIED_WITH",
        "USA",
        "JPN",
        "positive",
    ),
    ("Belarus is Russia's closest ally.", "ALLIED_WITH", "BLR", "RUS", "positive"),
    ("Pakistan and Saudi Arabia signed a mutual defence pact.", "ALLIED_WITH", "PAK", "SAU", "positive"),
    ("Turkey supports the government in Tripoli.", "SUPPORTS", "TUR", "LBY", "positive"),
    ("Cuba voiced its support for Venezuela.", "SUPPORTS", "CUB", "VEN", "positive"),
    ("Serbia's president met Xi Jinping in Beijing.", "MEETS_WITH", "SRB", "CHN", "positive"),
    (
        "The foreign ministers of Egypt and Sudan held talks in Cairo on Tuesday.",
        "MEETS_WITH",
        "EGY",
        "SDN",
        "positive",
    ),
    ("Narendra Modi visited Kyiv in August.", "MEETS_WITH", "IND", "UKR", "positive"),
    ("Iran's president arrived in Damascus on Wednesday.", "MEETS_WITH", "IRN", "SYR", "positive"),
    ("Indonesia and Australia held joint naval drills in the Java Sea.", "COOPERATES_WITH", "IDN", "AUS", "positive"),
    ("South Africa took part in naval exercises with China and Russia.", "COOPERATES_WITH", "ZAF", "CHN", "positive"),
    ("South Africa took part in naval exercises with China and Russia.", "COOPERATES_WITH", "ZAF", "RUS", "positive"),
    ("American instructors are training Nigerian soldiers.", "MILITARY_AID", "USA", "NGA", "positive"),
    ("Germany pledged 100 million euros in military aid to Jordan.", "MILITARY_AID", "DEU", "JOR", "positive"),
    ("Washington gives Egypt $1.3 billion in military aid every year.", "MILITARY_AID", "USA", "EGY", "positive"),
    ("China lent Zambia $3 billion to build roads.", "AIDS", "CHN", "ZMB", "positive"),
    ("The United States operates a drone base in Niger.", "BASE_ACCESS", "USA", "NER", "positive"),
    ("Djibouti allows Japan to use a base near its airport.", "BASE_ACCESS", "JPN", "DJI", "positive"),
    (
        "The United Arab Emirates built an air base on the Eritrean coast at Assab.",
        "BASE_ACCESS",
        "ARE",
        "ERI",
        "positive",
    ),
    ("Russia may open a naval base in Sudan.", "BASE_ACCESS", "RUS", "SDN", "positive"),
    ("The Solomon Islands denied that it would let China build a base.", "BASE_ACCESS", "CHN", "SLB", "negative"),
    ("Venezuela massed troops along the border with Guyana.", "MOBILIZES", "VEN", None, "positive"),
    ("Israel called up 300,000 reservists.", "MOBILIZES", "ISR", None, "positive"),
    ("Poland put its air force on high alert.", "MOBILIZES", "POL", None, "positive"),
    ("The European Union imposed sanctions on Belarus.", "SANCTIONS", "org:EU", "BLR", "positive"),
    ("Washington lifted sanctions on Sudan in 2017.", "SANCTIONS", "USA", "SDN", "negative"),
    ("Ecuador accused Peru of planting landmines.", "ACCUSES", "ECU", "PER", "positive"),
    ("Burkina Faso accused Ivory Coast of harbouring coup plotters.", "ACCUSES", "BFA", "CIV", "positive"),
    ("Qatar condemned the Israeli strike on Doha.", "ACCUSES", "QAT", "ISR", "positive"),
    ("Qatar condemned the Israeli strike on Doha.", "ATTACKS", "ISR", "QAT", "positive"),
    ("Iran threatened to close the Strait of Hormuz.", "THREATENS", "IRN", None, "positive"),
    ("Kim Jong Un warned South Korea against any provocation.", "THREATENS", "PRK", "KOR", "positive"),
    ("Niger asked France to withdraw its troops.", "REQUESTS", "NER", "FRA", "positive"),
    ("The Philippines urged China to remove its vessels.", "REQUESTS", "PHL", "CHN", "positive"),
    ("Azerbaijani forces shelled Armenian positions near Goris.", "ATTACKS", "AZE", "ARM", "positive"),
    ("Pakistan carried out air strikes in Afghanistan, killing 46 people.", "ATTACKS", "PAK", "AFG", "positive"),
    ("Iraq invaded Kuwait in August 1990.", "ATTACKS", "IRQ", "KWT", "positive"),
    ("A Ukrainian missile struck a Russian airfield in Crimea, officials said.", "ATTACKS", "UKR", "RUS", "positive"),
    ("Indian and Chinese soldiers clashed in the Galwan valley in June 2020.", "COMBAT", "IND", "CHN", "positive"),
    ("At least 20 Indian soldiers were killed in the clash.", "CASUALTIES", "IND", None, "positive"),
    ("Ukraine says Russia has lost more than 400,000 soldiers.", "CASUALTIES", "RUS", None, "positive"),
    ("Azerbaijan took control of Shusha in November 2020.", "CONTROLS", "AZE", "region:AZE-Shusha", "positive"),
    ("The Philippine coast guard detained six Chinese fishermen.", "COERCES", "PHL", "CHN", "positive"),
    ("Kazakhstan depends on Russia for the export of its oil.", "DEPENDS_ON", "KAZ", "RUS", "positive"),
    ("Armenia is trying to reduce its dependence on Russia.", "DEPENDS_ON", "ARM", "RUS", "positive"),
    ("Trade between China and Australia rose to $200 billion.", "TRADES_WITH", "CHN", "AUS", "positive"),
    ("No Polish troops will be sent to Ukraine.", "TROOP_DEPLOYMENT", "POL", "UKR", "negative"),
    ("Experts fear that Iran could supply missiles to Russia.", "ARMS_TRANSFER", "IRN", "RUS", "positive"),
    (
        "The defence ministry in Seoul said that Pyongyang had sent 7,000 containers of munitions to Russia.",
        "ARMS_TRANSFER",
        "PRK",
        "RUS",
        "positive",
    ),
    ("South Sudan rejected an Ethiopian offer to mediate.", "REJECTS", "SSD", "ETH", "positive"),
    ("Nicaragua broke off relations with Taiwan and recognised China.", "REJECTS", "NIC", "TWN", "positive"),
    ("Nicaragua broke off relations with Taiwan and recognised China.", "SUPPORTS", "NIC", "CHN", "positive"),
    ("Under the deal, Vietnam will receive ten patrol boats from Japan.", "ARMS_TRANSFER", "JPN", "VNM", "positive"),
    ("Bulgaria's decision to send artillery shells to Kyiv angered Moscow.", "ARMS_TRANSFER", "BGR", "UKR", "positive"),
    ("Malaysia protested against Chinese ships in its waters.", "ACCUSES", "MYS", "CHN", "positive"),
    ("Togo hosts French special forces.", "TROOP_DEPLOYMENT", "FRA", "TGO", "positive"),
    ("Britain keeps a garrison in Brunei.", "TROOP_DEPLOYMENT", "GBR", "BRN", "positive"),
    ("The United Nations withdrew its peacekeepers from Mali.", "TROOP_WITHDRAWAL", "org:UN", "MLI", "positive"),
    ("Norway has frozen the assets of Russian banks.", "SANCTIONS", "NOR", "RUS", "positive"),
    ("Georgia's dependence on Russian wheat has grown.", "DEPENDS_ON", "GEO", "RUS", "positive"),
    ("Tajikistan gets about 80 percent of its weapons from Russia.", "DEPENDS_ON", "TJK", "RUS", "positive"),
    ("Israel bombed the Iranian consulate in Damascus on 1 April.", "ATTACKS", "ISR", "IRN", "positive"),
    ("Sudan's foreign minister denied that Egypt had bombed the militia.", "ATTACKS", "EGY", None, "negative"),
    (
        "Russian mercenaries have arrived in the Central African Republic to guard the president.",
        "TROOP_DEPLOYMENT",
        "RUS",
        "CAF",
        "positive",
    ),
    ("A contingent of 450 Burundian soldiers landed in Goma.", "TROOP_DEPLOYMENT", "BDI", "COD", "positive"),
    (
        "Romania, Bulgaria and Turkey formed a task force to clear mines in the Black Sea.",
        "COOPERATES_WITH",
        "ROU",
        "BGR",
        "positive",
    ),
    (
        "Romania, Bulgaria and Turkey formed a task force to clear mines in the Black Sea.",
        "COOPERATES_WITH",
        "BGR",
        "TUR",
        "positive",
    ),
    (
        "Burundi, which borders on Rwanda, sent 10,000 troops to eastern Congo in December, according to diplomats.",
        "TROOP_DEPLOYMENT",
        "BDI",
        "COD",
        "positive",
    ),
    (
        "The Egyptian army is said to have sent weapons to Somalia under a pact signed in August.",
        "ARMS_TRANSFER",
        "EGY",
        "SOM",
        "positive",
    ),
    ("Addis Ababa called the shipment a threat and urged Mogadishu to stop it.", "REQUESTS", "ETH", "SOM", "positive"),
    (
        "Japan is to buy 400 Tomahawk missiles from the United States at a cost of $1.7 billion.",
        "ARMS_TRANSFER",
        "USA",
        "JPN",
        "positive",
    ),
    (
        "The Philippines has received the first batch of BrahMos missiles from India.",
        "ARMS_TRANSFER",
        "IND",
        "PHL",
        "positive",
    ),
    (
        "Under the accord, American forces gained access to four more bases in the Philippines.",
        "BASE_ACCESS",
        "USA",
        "PHL",
        "positive",
    ),
    ("Manila summoned the Chinese ambassador to protest.", "ACCUSES", "PHL", "CHN", "positive"),
    (
        "Myanmar's junta has bought jets from Russia and China since the coup.",
        "ARMS_TRANSFER",
        "RUS",
        "MMR",
        "positive",
    ),
    (
        "Myanmar's junta has bought jets from Russia and China since the coup.",
        "ARMS_TRANSFER",
        "CHN",
        "MMR",
        "positive",
    ),
    (
        "Thailand and Cambodia agreed to a ceasefire on 28 July after five days of fighting.",
        "AGREES_WITH",
        "THA",
        "KHM",
        "positive",
    ),
    (
        "Guyana asked Brazil and the United States for help after Venezuela claimed the Essequibo.",
        "REQUESTS",
        "GUY",
        "BRA",
        "positive",
    ),
    (
        "Guyana asked Brazil and the United States for help after Venezuela claimed the Essequibo.",
        "REQUESTS",
        "GUY",
        "USA",
        "positive",
    ),
    (
        "Brazil moved armoured vehicles to its northern border and urged both sides to show restraint.",
        "MOBILIZES",
        "BRA",
        None,
        "positive",
    ),
    (
        "The United States may station bombers in Australia, a newspaper reported.",
        "TROOP_DEPLOYMENT",
        "USA",
        "AUS",
        "positive",
    ),
    (
        "Australia scrapped a contract for twelve French submarines worth 90 billion Australian dollars.",
        "REJECTS",
        "AUS",
        "FRA",
        "positive",
    ),
    ("Paris recalled its ambassadors from Canberra and Washington in protest.", "REJECTS", "FRA", "AUS", "positive"),
    ("Paris recalled its ambassadors from Canberra and Washington in protest.", "REJECTS", "FRA", "USA", "positive"),
    (
        "Armenia's prime minister, Nikol Pashinyan, said that his country had suspended its membership of the CSTO.",
        "LEADS",
        "ARM",
        "ARM",
        "positive",
    ),
    (
        "Israel supplied 69 percent of Azerbaijan's arms imports between 2016 and 2020.",
        "DEPENDS_ON",
        "AZE",
        "ISR",
        "positive",
    ),
    (
        "Serbia, long dependent on Russian gas, has begun to import from Azerbaijan.",
        "DEPENDS_ON",
        "SRB",
        "RUS",
        "positive",
    ),
    ("Slovakia's government ended military aid to Ukraine in October 2023.", "REJECTS", "SVK", "UKR", "positive"),
    (
        "Cuba will allow Russia to dock warships at Havana, the foreign ministry said.",
        "BASE_ACCESS",
        "RUS",
        "CUB",
        "positive",
    ),
    ("Jordan shot down Iranian drones that crossed its airspace.", "ATTACKS", "JOR", "IRN", "positive"),
    ("Qatar hosts the largest American base in the region.", "BASE_ACCESS", "USA", "QAT", "positive"),
    ("The Emirates withdrew most of their soldiers from Yemen in 2019.", "TROOP_WITHDRAWAL", "ARE", "YEM", "positive"),
    ("Sudan cut ties with the Emirates and accused them of arming the militia.", "REJECTS", "SDN", "ARE", "positive"),
    ("Sudan cut ties with the Emirates and accused them of arming the militia.", "ACCUSES", "SDN", "ARE", "positive"),
    ("Uganda is believed to have sent special forces to South Sudan.", "TROOP_DEPLOYMENT", "UGA", "SSD", "positive"),
    ("Chad's president, Mahamat Deby, travelled to Moscow in January.", "MEETS_WITH", "TCD", "RUS", "positive"),
    ("Benin denies that it hosts French bases.", "BASE_ACCESS", "FRA", "BEN", "negative"),
    ("India and Pakistan exchanged fire across the Line of Control.", "COMBAT", "IND", "PAK", "positive"),
    ("Indian jets bombed a camp at Balakot in Pakistan in February 2019.", "ATTACKS", "IND", "PAK", "positive"),
    ("Pakistan captured an Indian pilot and later released him.", "COERCES", "PAK", "IND", "positive"),
    ("China and Bhutan held the 25th round of boundary talks in Beijing.", "MEETS_WITH", "CHN", "BTN", "positive"),
    (
        "Nepal's army took part in the Sagarmatha Friendship exercise with China.",
        "COOPERATES_WITH",
        "NPL",
        "CHN",
        "positive",
    ),
    ("The Maldives told India to withdraw its soldiers by 15 March.", "REQUESTS", "MDV", "IND", "positive"),
    (
        "Germany will station a brigade of 4,800 soldiers in Lithuania by 2027.",
        "TROOP_DEPLOYMENT",
        "DEU",
        "LTU",
        "positive",
    ),
    (
        "Latvia bought HIMARS launchers worth $180 million from the United States.",
        "ARMS_TRANSFER",
        "USA",
        "LVA",
        "positive",
    ),
    (
        "Sweden is no longer neutral: it became the 32nd member of NATO in March 2024.",
        "MEMBER_OF",
        "SWE",
        "org:NATO",
        "positive",
    ),
    ("Georgia fought a five-day war with Russia in August 2008.", "COMBAT", "GEO", "RUS", "positive"),
    ("Uzbekistan and Tajikistan signed a treaty of alliance in April 2024.", "ALLIED_WITH", "UZB", "TJK", "positive"),
    ("The United States lifted its embargo on the sale of arms to Cyprus.", "SANCTIONS", "USA", "CYP", "negative"),
    ("Britain has two sovereign bases on Cyprus.", "BASE_ACCESS", "GBR", "CYP", "positive"),
    (
        "Egypt's foreign minister discussed the dam with his Ethiopian counterpart.",
        "MEETS_WITH",
        "EGY",
        "ETH",
        "positive",
    ),
    (
        "Spain and Morocco resumed ties in April 2022 after Madrid backed Rabat's plan for Western Sahara.",
        "AGREES_WITH",
        "ESP",
        "MAR",
        "positive",
    ),
    (
        "Spain and Morocco resumed ties in April 2022 after Madrid backed Rabat's plan for Western Sahara.",
        "SUPPORTS",
        "ESP",
        "MAR",
        "positive",
    ),
    (
        "Western officials suspect that Iran shipped ballistic missiles to Russia in September.",
        "ARMS_TRANSFER",
        "IRN",
        "RUS",
        "positive",
    ),
    ("Argentina bought 24 second-hand F-16s from Denmark for $300 million.", "ARMS_TRANSFER", "DNK", "ARG", "positive"),
    (
        "Washington approved the transfer of the F-16s from Denmark to Argentina.",
        "ARMS_TRANSFER",
        "DNK",
        "ARG",
        "positive",
    ),
    ("Canada trained some 40,000 Ukrainian soldiers between 2015 and 2023.", "MILITARY_AID", "CAN", "UKR", "positive"),
    (
        "The European Union gave Niger 40 million euros in military equipment before the coup.",
        "MILITARY_AID",
        "org:EU",
        "NER",
        "positive",
    ),
    ("Italy still keeps about 300 soldiers in Niger.", "TROOP_DEPLOYMENT", "ITA", "NER", "positive"),
    (
        "Turkey sent Syrian mercenaries to Azerbaijan, France said, a claim that Baku denied.",
        "TROOP_DEPLOYMENT",
        "TUR",
        "AZE",
        "positive",
    ),
    ("Tanzania and Mozambique agreed to share intelligence on militants.", "COOPERATES_WITH", "TZA", "MOZ", "positive"),
]


def ends(sentence: str, relation: str) -> set[tuple[str | None, str | None, str]]:
    found = set()
    for c in extract(Document("unknown", "", sentence, "2024-06-15", "text")):
        if c.relation == relation:
            pair = (c.subject.id or c.subject.name, c.object and (c.object.id or c.object.name))
            states = (c.subject.state, c.object and c.object.state)
            found |= {
                (*pair, c.polarity),
                (*states, c.polarity),
                (states[0], pair[1], c.polarity),
                (pair[0], states[1], c.polarity),
            }
            if relation in SYMMETRIC:
                found |= {(b, a, p) for a, b, p in list(found)}
    return found


@pytest.mark.parametrize(("sentence", "relation", "subject", "object", "polarity"), SENTENCES)
def test_a_sentence_of_the_field(sentence: str, relation: str, subject: str, object: str | None, polarity: str):
    """Who does what to whom, in the words of a news agency."""
    assert (subject, object, polarity) in ends(sentence, relation)


def test_every_relation_has_frames():
    """29 relations, each with wording of its own."""
    assert {f.relation for f in frame_file.frames()} == set(RELATIONS)


def test_a_frame_with_a_mistyped_key_is_refused(monkeypatch: pytest.MonkeyPatch):
    """A slip in frames.yaml stops with its place instead of matching nothing."""
    broken = {"light": "", "frames": {"ATTACKS": [{"verb": "bomb", "subject": "agent"}]}}
    monkeypatch.setattr(frame_file, "table", lambda name: broken)
    frame_file.frames.cache_clear()
    with pytest.raises(KgError, match="ATTACKS 1: unknown key 'verb'"):
        frame_file.frames()
    frame_file.frames.cache_clear()


def test_a_frame_of_an_unknown_relation_is_refused(monkeypatch: pytest.MonkeyPatch):
    """The list of relations is closed."""
    monkeypatch.setattr(frame_file, "table", lambda name: {"light": "", "frames": {"LOVES": []}})
    frame_file.frames.cache_clear()
    with pytest.raises(KgError, match="unknown relation 'LOVES'"):
        frame_file.frames()
    frame_file.frames.cache_clear()


def test_the_files_of_words_hold_no_word_twice_in_one_frame():
    """A word listed twice is a slip of the pen."""
    for entries in table("frames.yaml")["frames"].values():
        for entry in entries:
            for kind in ("nouns", "adjectives"):
                words = str(entry.get(kind) or "").split()
                assert len(words) == len(set(words)), entry


@pytest.mark.parametrize(
    ("sentence", "relation", "pair"),
    [
        ("Russia's deployment of North Korean troops is a sign of desperation.", "TROOP_DEPLOYMENT", ("PRK", "RUS")),
        ("Hungary sent 200 soldiers to train the Chadian army.", "TROOP_DEPLOYMENT", ("HUN", "TCD")),
        ("Cuban troops sent to help Angola stayed for years.", "TROOP_DEPLOYMENT", ("CUB", "AGO")),
        (
            "Turkish mercenaries aside, Turkey sent Syrian mercenaries to Azerbaijan.",
            "TROOP_DEPLOYMENT",
            ("TUR", "AZE"),
        ),
        ("The sale of Swedish jets to Brazil went ahead.", "ARMS_TRANSFER", ("SWE", "BRA")),
    ],
)
def test_the_grammatical_owner_is_not_always_the_sender(sentence: str, relation: str, pair: tuple[str, str]):
    """Possessives, purpose clauses and adjectives say whose troops and arms they are."""
    assert (*pair, "positive") in ends(sentence, relation)


@pytest.mark.parametrize(
    ("text", "relation", "subject", "object", "polarity"),
    [
        ("Chad sent 2,000 soldiers to Nigeria on Monday. By Friday the troops had occupied the town of Damasko.",
         "CONTROLS", "TCD", "Damasko", "positive"),
        ("Boko Haram attacked a camp in Niger on Sunday. Niger's army answered with air strikes.",
         "ATTACKS", "NER", "NGA", "positive"),
        ("Rwandan troops shelled a camp in Burundi on Monday. Kigali denied any involvement.",
         "ATTACKS", "RWA", "BDI", "negative"),
    ],
)  # fmt: skip
def test_sides_of_a_fight_are_those_told_of_before(text, relation, subject, object, polarity):
    """The troops, the other side of an answer, and what a denial of any part denies."""
    assert (subject, object, polarity) in ends(text, relation)


@pytest.mark.parametrize(
    ("sentence", "relation", "subject", "object"),
    [
        ("Chadian jets bombed two rebel camps near Bol on Sunday.", "ATTACKS", "TCD", "rebels"),
        ("Gunmen stormed the Chadian town of Bol, killing at least 12 people.", "CASUALTIES", "TCD", "Gunmen"),
        ("Ethiopia, whose army captured Baidoa in February, has stayed outside the mission.", "CONTROLS", "ETH", "SOM"),
        ("Israeli troops still occupy five hilltops inside Lebanon.", "CONTROLS", "ISR", "LBN"),
        ("Azerbaijan said its troops had seized the Lele Tepe height.", "CONTROLS", "AZE", "Lele Tepe"),
        ("Thousands of people marched to the French embassy in Ouagadougou on Friday.", "PROTESTS", "BFA", "FRA"),
    ],
)
def test_places_victims_and_crowds_without_an_owner(sentence, relation, subject, object):
    """A place known by its wording, the dead of the town that was stormed, a crowd at an embassy's door."""
    assert (subject, object, "positive") in ends(sentence, relation)


def parties(text: str, relation: str) -> set[frozenset[str | None]]:
    found = extract(Document("test", "", text, "2024-05-06", "text"))
    return {frozenset(a.state or a.name for a in (c.subject, c.object) if a) for c in found if c.relation == relation}


@pytest.mark.parametrize(
    ("text", "relation", "pair"),
    [
        ("Chad and Sudan clashed on Monday. The truce was brokered by Qatar.", "AGREES_WITH", {"TCD", "SDN"}),
        ("Oman delivered patrol boats to Kenya under a pact concluded in May.", "AGREES_WITH", {"OMN", "KEN"}),
        ("Under a deal with Lima, Quito will clear the mines.", "AGREES_WITH", {"PER", "ECU"}),
        ("Ghana signed a defence pact with Togo. Ghana assured its ally of full support.", "SUPPORTS", {"GHA", "TGO"}),
        (
            "Peru and Chile are old rivals. Peru scrapped the joint patrols with Chile.",
            "COOPERATES_WITH",
            {"PER", "CHL"},
        ),
    ],
)
def test_the_parties_of_an_accord_may_stand_elsewhere(
    text: str, relation: str, pair: set[str], monkeypatch: pytest.MonkeyPatch
):
    """The clause around "under a pact", or the sentence before "the truce", names them."""
    monkeypatch.setenv("KG_SCORER", "none")  # the weights overrule the truce
    assert pair in parties(text, relation)


def test_a_broker_is_no_party():
    assert parties("Egypt brokered a truce between Israel and Lebanon.", "AGREES_WITH") == {frozenset({"ISR", "LBN"})}


@pytest.mark.parametrize(
    ("text", "relation", "pair"),
    [
        ("In August Greece reached a border agreement with Egypt.", "AGREES_WITH", {"GRC", "EGY"}),
        ("Iran-backed militias fired rockets at the port.", "SUPPORTS", {"IRN", "Iran-backed militias"}),
        ("Presidents Ana Brun of Peru and Juan Vidal of Chile met in Lima.", "MEETS_WITH", {"PER", "CHL"}),
        ("Rwanda welcomed the Kenyan decision, as did Uganda.", "SUPPORTS", {"UGA", "KEN"}),
        ("Panama is among those that have recognised Kosovo.", "SUPPORTS", {"PAN", "XKX"}),
    ],
)
def test_a_subject_that_the_parse_hides_is_found(text: str, relation: str, pair: set[str]):
    """A month before the name, a hyphen, a coordinated title, "as did", "those that"."""
    assert pair in parties(text, relation)


def test_nobody_is_guessed_for_a_passive_without_agent():
    """Shelled units were shelled by somebody."""
    assert ("unknown", "RUS", "positive") in ends("Russian units have been shelled near Kursk.", "ATTACKS")


def test_troops_at_home_are_not_deployed_abroad():
    """Moving an army inside its own state is no deployment."""
    assert ends("India sent soldiers to Delhi.", "TROOP_DEPLOYMENT") == set()


# Frames of one's own


def fresh() -> None:
    for cached in (
        frame_file.frames,
        frame_file.index,
        frame_file.triggers,
        cascade.trigger_forms,
    ):
        cached.cache_clear()


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Writes a file of frames and reads with it."""

    def write(text: str) -> Path:
        path = tmp_path / "mine.yaml"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setenv("KG_FRAMES", str(path))
        fresh()
        return path

    yield write
    monkeypatch.undo()
    fresh()


def test_an_analyst_adds_a_frame_in_a_file(own):
    sentence = "The American navy homeports four destroyers in Spain."
    assert not ends(sentence, "BASE_ACCESS")
    own("BASE_ACCESS:\n  - verbs: homeport\n    subject: agent\n    object: in\n    takes: state\n")
    assert ("USA", "ESP", "positive") in ends(sentence, "BASE_ACCESS")
    (claim,) = [c for c in explain_sentence(sentence) if c["relation"] == "BASE_ACCESS"]
    assert claim["explain"]["frame"] == "BASE_ACCESS own 1" and " own:" in claim["extractor"]


def test_what_an_analysts_frame_finds_is_not_overruled(own):
    """However odd it looks to the weights: whoever writes a frame wants to see what it matches."""
    own("CONCEDES:\n  - verbs: homeport\n    subject: in\n    object: agent\n    takes: state\n")
    assert ("ESP", "USA", "positive") in ends("The American navy homeports four destroyers in Spain.", "CONCEDES")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SINGS:\n  - verbs: sing\n", "unknown relation 'SINGS'"),
        ("ATTACKS:\n  - verb: hit\n", "unknown key 'verb'"),
        ("ATTACKS:\n  - subject: agent\n", "wanted trigger words"),
        ("ATTACKS: hit\n", "wanted a list of frames"),
        ("- a\n", "wanted relations"),
        ("a: [\n", "cannot be read"),
    ],
)
def test_a_file_of_frames_that_cannot_be_used_is_named(own, text: str, reason: str):
    path = own(text)
    with pytest.raises(Usage, match=reason) as problem:
        frame_file.frames()
    assert path.name in str(problem.value)


def _told(text: str, relation: str) -> set[tuple[str, str | None, str]]:
    rows = [r for r in explain_sentence(text) if r["relation"] == relation]
    return {
        (r["subject"]["state"] or r["subject"]["name"], r["object"] and r["object"]["state"], r["polarity"])
        for r in rows
    }


@pytest.mark.parametrize(
    ("text", "relation", "wanted"),
    [
        # A gift that names its giver only goes to whoever was given something before.
        ("Norway sold Chad six patrol boats. Brazil delivered the last of 12 aircraft in May.", "ARMS_TRANSFER",
         ("BRA", "TCD", "positive")),
        # The first jets, the deliveries: who delivers is who was told to.
        ("Peru signed a contract with Italy for 20 helicopters. The first aircraft are to arrive next year.",
         "ARMS_TRANSFER", ("ITA", "PER", "positive")),
        # Who is blamed, accused or punished for a thing has done it.
        ("Canada imposed sanctions on two Iranian firms for shipping drones to Sudan.", "ARMS_TRANSFER",
         ("IRN", "SDN", "positive")),
        ("France blacklisted three Turkish generals accused of supplying Libya with rifles.", "ARMS_TRANSFER",
         ("TUR", "LBY", "positive")),
        # What is stopped is no longer done.
        ("Spain has suspended arms sales to Kenya.", "ARMS_TRANSFER", ("ESP", "KEN", "negative")),
        # What a buyer wants or hopes for is said, though not done.
        ("Chile hopes to buy 12 fighters from Sweden.", "ARMS_TRANSFER", ("SWE", "CHL", "positive")),
        # The government that is given something is not the giver's.
        ("Ghana appealed for help. Japan lent the government $25 million.", "AIDS", ("JPN", "GHA", "positive")),
        # Whose "a mission" is.
        ("The European Union launched a mission that will train four battalions of the Malian army.", "MILITARY_AID",
         ("European Union", "MLI", "positive")),
        ("Malta, under a United Nations embargo since May, protested.", "SANCTIONS", ("United Nations", "MLT", "positive")),
    ],
)  # fmt: skip
def test_who_gives_and_who_receives_is_found_beyond_the_clause(text, relation, wanted):
    assert wanted in _told(text, relation)


@pytest.mark.parametrize(
    ("text", "relation", "pair"),
    [
        ("Romania will send 100 soldiers to KFOR.", "TROOP_DEPLOYMENT", ("ROU", "XKX")),
        (
            "Uruguay contributes 900 men to the United Nations force in Congo-Kinshasa.",
            "TROOP_DEPLOYMENT",
            ("URY", "COD"),
        ),
        ("Canada leads the battle group in Latvia.", "TROOP_DEPLOYMENT", ("CAN", "LVA")),
    ],
)
def test_who_sends_to_a_mission_sends_to_where_it_stands(text: str, relation: str, pair: tuple[str, str]):
    assert (*pair, "positive") in ends(text, relation)


def test_troops_at_ones_own_border_are_mobilised():
    text = "Ecuador moved three battalions to the Colombian border."
    assert ("ECU", None, "positive") in ends(text, "MOBILIZES") and not ends(text, "TROOP_DEPLOYMENT")


def test_a_state_that_has_troops_abroad_may_leave():
    text = "Uganda has deployed 2,500 soldiers in Somalia. Kampala could leave by 2017."
    assert ("UGA", "SOM", "positive") in ends(text, "TROOP_WITHDRAWAL")
    assert not ends("Kampala could leave by 2017.", "TROOP_WITHDRAWAL")


def test_a_number_alone_is_of_the_troops_spoken_of():
    text = "Kenyan policemen are in Haiti. Nairobi will send 1,500 in May."
    assert ("KEN", "HTI", "positive") in ends(text, "TROOP_DEPLOYMENT")


def test_where_no_host_is_named_it_is_where_the_troops_spoken_of_before_went():
    text = "France has troops in Mali. Germany will send 300 soldiers in May."
    assert ("DEU", "MLI", "positive") in ends(text, "TROOP_DEPLOYMENT")
    assert ("DEU", None, "positive") in ends("Germany will send 300 soldiers in May.", "TROOP_DEPLOYMENT")


def test_a_state_that_relies_on_foreign_troops_has_them():
    text = "Chad relies on 2,000 French soldiers for its defence."
    assert ("FRA", "TCD", "positive") in ends(text, "TROOP_DEPLOYMENT")


def told(text: str, relation: str, title: str = "") -> set[tuple[str | None, str | None]]:
    claims = extract(Document("outlet:x", title, text, "2024-05-10", "text"))
    return {(c.subject.state, c.object.state if c.object else None) for c in claims if c.relation == relation}


def test_a_charge_that_names_nobody_is_meant_for_whoever_did_it():
    assert told("North Korea fired a missile, and Japan condemned the test.", "ACCUSES") == {("JPN", "PRK")}
    raid = "Turkish jets bombed a Greek island. Athens denounced the raid."
    assert told(raid, "ACCUSES", "Turkey and Greece trade blows") == {("GRC", "TUR")}


def test_a_deed_at_somebodys_request_was_requested_of_the_doer():
    assert told("Kenyan troops will leave Mogadishu at Somalia's request.", "REQUESTS") == {("SOM", "KEN")}


def test_each_of_two_accuses_the_other():
    text = "Kenya and Somalia accused each other of arming rebels."
    assert told(text, "ACCUSES") == {("KEN", "SOM"), ("SOM", "KEN")}


def test_states_named_as_instances_are_the_actors():
    text = "Canada accused several states such as Iran and China of spying."
    assert told(text, "ACCUSES") == {("CAN", "IRN"), ("CAN", "CHN")}


def test_a_clause_joined_to_a_dated_one_shares_its_date():
    text = "Kenyan soldiers entered Somalia on Monday and attacked al-Shabaab."
    claims = list(extract(Document("outlet:x", "", text, "2024-05-10", "text")))
    assert {c.since for c in claims if c.relation == "ATTACKS"} == {"2024-05-06"}


def test_a_denied_report_is_denied():
    text = "Chile denied a report that it had sold shells to Ecuador."
    assert ("CHL", "ECU", "negative") in ends(text, "ARMS_TRANSFER")


def test_each_of_the_names_behind_a_plural_is_an_actor(monkeypatch: pytest.MonkeyPatch):
    pair = "Presidents William Ruto and Paul Kagame met in Lusaka on Monday."
    assert told(pair, "MEETS_WITH") == {("KEN", "RWA")}
    several = "On Saturday 40 countries, among them Poland, India and Brazil, condemned Russia."
    assert told(several, "ACCUSES") == {("POL", "RUS"), ("IND", "RUS"), ("BRA", "RUS")}


def test_an_accord_that_two_states_signed_is_theirs_wherever_it_stands():
    text = "The base was opened under an accord that Lima and Santiago signed in May."
    assert told(text, "AGREES_WITH") == {("PER", "CHL")}


def test_a_refused_treaty_refuses_whom_it_would_have_served():
    text = "Kenya's parliament rejected a treaty that would have let British soldiers train in Laikipia."
    assert told(text, "REJECTS") == {("KEN", "GBR")}


def test_whoever_joins_in_company_is_not_alone():
    text = "Chad left the African Union together with Niger."
    assert {s for s, _ in told(text, "REJECTS")} == {"TCD", "NER"}


def test_a_past_tense_joined_to_an_infinitive_belongs_to_the_clause_above():
    text = "Canada called on Kenya to stop the raids and accused Iran of arming rebels."
    assert told(text, "ACCUSES") == {("CAN", "IRN")}


def test_a_minister_does_not_threaten_his_own_state():
    text = "President Idriss Deby threatened to pull Chad out of the African Union."
    assert ("TCD", "TCD") not in told(text, "THREATENS")


def claims_of(text: str, relation: str):
    return [c for c in extract(Document("outlet:x", "", text, "2024-05-10", "text")) if c.relation == relation]


def test_what_is_done_in_doing_another_thing_has_its_day_and_place():
    text = "On Sunday rebels stormed the Chadian town of Bol, killing ten soldiers."
    assert [(c.since, c.place.name) for c in claims_of(text, "CASUALTIES")] == [("2024-05-05", "Bol")]


def test_two_fight_for_a_place():
    assert ("KEN", "SOM") in told("Kenya and Somalia fought on Monday for the island of Ras Kamboni.", "COMBAT")


def test_a_crowd_that_marches_against_a_thing_marches_against_whose_it_is():
    text = "American tanks crossed Poland on Monday; hundreds of people in Warsaw protested against the convoy."
    assert told(text, "PROTESTS") == {("POL", "USA")}


def test_people_named_by_their_state_are_a_crowd():
    assert told("Dozens of Kenyans protested outside the Ethiopian embassy.", "PROTESTS") == {("KEN", "ETH")}


def test_the_capital_is_a_place_by_its_name():
    text = "Russian drones hit the Ukrainian capital on Monday."
    assert [c.place.name for c in claims_of(text, "ATTACKS")] == ["Kyiv"]


def test_one_who_died_is_counted():
    text = "A Kenyan soldier was killed in Somalia on Monday."
    assert [c.quantity and c.quantity.value for c in claims_of(text, "CASUALTIES")] == [1]


@pytest.mark.parametrize(
    ("text", "relation", "pair"),
    [
        (
            "Chad bought tanks from Ukraine. Such a purchase could bring American sanctions.",
            "SANCTIONS",
            ("USA", "TCD"),
        ),
        ("China barred its tourists from visiting Palau.", "SANCTIONS", ("CHN", "PLW")),
        ("Hungary gets nearly all its gas from Russia.", "DEPENDS_ON", ("HUN", "RUS")),
        ("Most of Angola's tanks are Russian.", "DEPENDS_ON", ("AGO", "RUS")),
        ("Cuba is dependent on fuel supplied by Venezuela.", "DEPENDS_ON", ("CUB", "VEN")),
        ("Kenya will spend $200 million on helicopters from Italy.", "ARMS_TRANSFER", ("ITA", "KEN")),
        ("Canada suspended export permits for arms to Turkey.", "ARMS_TRANSFER", ("CAN", "TUR")),
        ("The Maldives has an airfield. The archipelago depends on India for rice.", "DEPENDS_ON", ("MDV", "IND")),
        ("Singapore lets American ships use its naval base.", "BASE_ACCESS", ("USA", "SGP")),
        ("Lockheed Martin delivered four jets to Chile.", "ARMS_TRANSFER", ("USA", "CHL")),
    ],
)
def test_givers_takers_and_targets_that_stand_elsewhere(text: str, relation: str, pair: tuple[str, str]):
    assert pair in {p[:2] for p in ends(text, relation)}


def test_what_an_accord_lists_is_delivered_under_it(monkeypatch: pytest.MonkeyPatch):
    """What the frames find by themselves: the weights take so short a text for too little to go by."""
    monkeypatch.setenv("KG_SCORER", "none")
    text = "Peru signed a contract with Italy for 12 helicopters. The deal covers 40 missiles as well."
    claims = list(extract(Document("outlet:x", "", text, "2024-05-10", "text")))
    assert "missiles" in {c.item for c in claims if (c.relation, c.subject.state) == ("ARMS_TRANSFER", "ITA")}


def test_troops_moved_within_a_state_are_mobilised():
    text = "Brazil has a drought. Brazil moved 700 soldiers to Rondonia."
    assert ("BRA", None, "positive") in ends(text, "MOBILIZES") and not ends(text, "TROOP_DEPLOYMENT")


def test_the_country_is_not_the_one_whose_troops_are_in_it():
    text = "South Sudan is at war. China, which has 300 peacekeepers in the country, called for calm."
    assert ("CHN", "SSD", "positive") in ends(text, "TROOP_DEPLOYMENT")


def test_a_sum_of_arms_is_what_it_is_made_of():
    text = "Norway approved a package of arms for Chad, including four howitzers and eight trucks of ammunition."
    claims = list(extract(Document("outlet:x", "", text, "2024-05-10", "text")))
    assert "howitzers" in {c.item for c in claims if c.relation == "ARMS_TRANSFER"}


def test_goods_go_to_whom_they_are_meant_for():
    assert ("IRN", "YEM", "positive") in ends("Iran shipped rifles destined for Yemen.", "ARMS_TRANSFER")


def test_an_army_and_the_rebels_of_its_own_state_fight_each_other():
    found = [(c["subject"]["name"], c["object"]["name"]) for c in explain_sentence(
        "Fighting between Syrian troops and Hezbollah went on around the town for a second week."
    ) if c["relation"] == "COMBAT"]  # fmt: skip
    assert found == [("Syria", "Hezbollah")]


def test_fire_that_one_comes_under_is_an_attack_by_whose_fire_it_is():
    found = [(c["subject"]["name"], c["object"]["name"]) for c in explain_sentence(
        "Canadian soldiers came under Taliban fire again near the dam."
    ) if c["relation"] == "ATTACKS"]  # fmt: skip
    assert found == [("Taliban", "Canada")]


def test_a_noun_that_names_a_deed_told_before_leads_to_its_doer():
    assert ("IRN", "TUR", "positive") in ends("Turkey bombed Iraq on Monday. Iran condemned the raids.", "ACCUSES")
    assert ("IRQ", "TUR", "positive") in ends("Turkey bombed Iraq, which Baghdad condemned as aggression.", "ACCUSES")


def test_a_place_is_not_whom_a_refusal_is_for():
    assert not [e for e in ends("Egypt refused to return 40 men, who were flown to Chad.", "REJECTS") if e[1] == "TCD"]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("The African Union, of which Malawi is a member, condemned the coup in Niger.", {"positive"}),
        ("Ukraine, not yet a member of the African Union, condemned the coup in Niger.", {"negative"}),
    ],
)
def test_a_member_may_stand_after_of_which_or_be_none_yet(text: str, sign: set[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    claims = list(extract(Document("outlet:x", "", text, "2024-05-10", "text")))
    assert {c.polarity for c in claims if c.relation == "MEMBER_OF"} == sign


def test_presidents_of_two_states_lead_each_his_own(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    text = "The presidents of Kenya and Uganda, William Ruto and Yoweri Museveni, opened the bridge."
    claims = list(extract(Document("outlet:x", "", text, "2024-05-10", "text")))
    led = {(c.subject.name, c.object.state) for c in claims if c.relation == "LEADS" and c.object}
    assert led == {("William Ruto", "KEN"), ("Yoweri Museveni", "UGA")}


def test_police_without_a_state_are_those_of_the_place_and_hold_people_by_their_words_or_their_state():
    held = {(c["relation"], c["subject"]["state"], c["object"]["state"]) for c in explain_sentence(
        "Police in Lima detained 30 demonstrators, and border guards in Peru arrested 12 Chileans.")}  # fmt: skip
    assert ("COERCES", "PER", "PER") in held
    assert ("COERCES", "PER", "CHL") in held


def test_a_verb_that_the_parser_takes_for_an_adverb_is_read_as_one():
    sentence = "Chad, Angola and Namibia, which back President Laurent Kabila, signed a truce."
    said = {(c["relation"], c["subject"]["state"]) for c in explain_sentence(sentence)}
    assert {("SUPPORTS", "TCD"), ("SUPPORTS", "AGO")} <= said


@pytest.mark.parametrize(
    ("text", "relation", "pair"),
    [
        ("Peru, Chile and Brazil will run a joint radar centre in Lima.", "COOPERATES_WITH", ("PER", "CHL")),
        ("Omani and Kenyan crews trained with Indian divers off Mombasa.", "COOPERATES_WITH", ("KEN", "IND")),
        ("Oslo and Helsinki may close the strait together.", "COOPERATES_WITH", ("NOR", "FIN")),
        ("Turkish jets are based in Qatar under a treaty of 2014.", "AGREES_WITH", ("TUR", "QAT")),
        ("Mexico moved troops to its border as part of a bargain with Canada.", "AGREES_WITH", ("MEX", "CAN")),
        ("Ghana is in talks with Togo about a bridge.", "MEETS_WITH", ("GHA", "TGO")),
        ("Kenya spoke to Chad. The United States, an ally of both, was glad.", "ALLIED_WITH", ("USA", "TCD")),
    ],
)
def test_who_takes_part_is_found_in_the_clause_around(
    monkeypatch: pytest.MonkeyPatch, text: str, relation: str, pair: tuple[str, str]
):
    """What the frames find by themselves."""
    monkeypatch.setenv("KG_SCORER", "none")
    assert set(pair) in [set(p[:2]) for p in ends(text, relation)]


def test_allies_of_a_third_are_not_thereby_each_others(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    found = ends("Ghana, Togo and Benin remain allies of France.", "ALLIED_WITH")
    assert {frozenset(p[:2]) for p in found} == {frozenset((x, "FRA")) for x in ("GHA", "TGO", "BEN")}


@pytest.mark.parametrize(
    ("text", "relation", "item"),
    [
        ("Iran fired 20 missiles at Israel.", "ATTACKS", "missiles"),
        ("Peru relies largely on Russian armour.", "DEPENDS_ON", "armour"),
        ("The arms embargo that Britain imposed on Chile remains in force.", "SANCTIONS", "arms"),
        ("Germany gave Ukraine 12 Leopard 2 tanks.", "ARMS_TRANSFER", "Leopard 2"),
        ("Chad bought surplus vehicles from Italy.", "ARMS_TRANSFER", "vehicles"),
    ],
)
def test_goods_are_named_where_the_frame_does_not_say_where_they_stand(text: str, relation: str, item: str):
    claims = list(extract(Document("outlet:x", "", text, "2024-05-10", "text")))
    assert item in {c.item for c in claims if c.relation == relation}


def test_trainers_are_men_unless_they_are_flown():
    assert not ends("Benin receives trainers from France.", "ARMS_TRANSFER")
    assert ("USA", "PER", "positive") in ends("Peru ordered 12 jet trainers from the United States.", "ARMS_TRANSFER")


def test_arms_that_are_given_up_go_to_nobody():
    assert not ends("Hungary gave up its warheads to please Slovakia.", "ARMS_TRANSFER")


def test_a_mission_whose_numbers_are_told_stands_where_it_stands(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")  # the frame; the weights prefer that the mission is there already
    assert ("LBN", "future") in missions_told("UNIFIL will grow to 12,000 soldiers.")
    text = "The African Union keeps a force in Somalia, called AMISOM. The mission will number 22,000 troops."
    assert ("SOM", "future") in missions_told(text)
    assert not missions_told("The force of the storm will grow.")


def missions_told(text: str) -> set[tuple[str | None, str]]:
    """Hosts and modality of deployments whose sender is a mission itself."""
    told = [c for c in explain_sentence(text) if c["relation"] == "TROOP_DEPLOYMENT"]
    return {
        (c["object"]["state"], c["modality"]) for c in told if c["object"] and c["subject"]["type"] == "organisation"
    }


def test_who_attacks_from_the_soil_of_another_uses_it():
    assert ("ERI", "SDN", "positive") in ends(
        "Eritrean pilots bombed the convoy from Sudanese territory.", "BASE_ACCESS"
    )
    assert not ends("Eritrean pilots bombed the convoy from a great height.", "BASE_ACCESS")


def test_a_place_that_no_table_knows_is_in_the_state_named_after_it():
    assert ("IND", "TJK", "positive") in ends("India has an airbase in Farkhor, Tajikistan.", "BASE_ACCESS")
    assert ("JPN", "IRQ", "positive") in ends(
        "Japanese engineers were dispatched to Samawah in southern Iraq.", "TROOP_DEPLOYMENT"
    )


def test_people_of_a_state_who_arrive_are_no_soldiers_unless_forces_are_spoken_of(monkeypatch: pytest.MonkeyPatch):
    assert not ends("Some 8,000 Cubans arrived in Mexico.", "TROOP_DEPLOYMENT")
    assert ("CUB", "AGO", "positive") in ends("Some 8,000 Cubans serve in Angola.", "TROOP_DEPLOYMENT")
    assert not ends("The Peruvian premier arrived in Quito.", "TROOP_DEPLOYMENT")
    assert not ends("The Italian team travelled to Baku.", "TROOP_DEPLOYMENT")


@pytest.mark.parametrize(
    ("text", "relation", "pair", "modality"),
    [
        ("Russia denied plans to withdraw from Tartus in Syria.", "TROOP_WITHDRAWAL", ("RUS", "SYR"), "reported"),
        ("Poland scrapped plans to send troops to Chad.", "TROOP_DEPLOYMENT", ("POL", "TCD"), "asserted"),
    ],
)
def test_plans_that_are_denied_or_dropped_are_none(text: str, relation: str, pair: tuple[str, str], modality: str):
    assert (*pair, "negative") in ends(text, relation)
    assert modality in {c["modality"] for c in explain_sentence(text) if c["relation"] == relation}


def test_the_infinitive_of_a_headline_is_the_future():
    told = [c for c in explain_sentence("Kenya to send police to Haiti") if c["relation"] == "TROOP_DEPLOYMENT"]
    assert [c["modality"] for c in told] == ["future"]


def test_the_armed_forces_of_a_state_are_the_states():
    assert ("KWT", None, "positive") in ends("Kuwait's armed forces began exercises.", "MOBILIZES")


def test_the_army_sent_to_places_of_its_own_state_is_mobilised():
    text = "Nepal deployed its army to quell the riots in Kathmandu."
    assert ("NPL", None, "positive") in ends(text, "MOBILIZES") and not ends(text, "TROOP_DEPLOYMENT")
    assert ("IND", None, "positive") in ends("India moved two divisions to the Line of Control.", "MOBILIZES")


def test_missiles_fired_at_the_sea_on_a_day_are_a_test():
    assert ("PRK", None, "positive") in ends(
        "North Korea fired two ballistic missiles into the sea on Sunday.", "MOBILIZES"
    )


def test_a_minister_who_says_that_the_soldiers_leave_speaks_of_his_own():
    text = "France's defence minister said the last soldiers would leave Chad by 31 January."
    assert ("FRA", "TCD", "positive") in ends(text, "TROOP_WITHDRAWAL")


def test_whom_a_base_is_granted_stands_before_it():
    text = "Norway agreed to give US forces access to four airfields."
    assert ("USA", "NOR", "positive") in ends(text, "BASE_ACCESS")


def test_the_base_that_explains_a_place_is_there():
    text = "The submarine lay at Guantanamo, a base that the United States leases."
    assert ("USA", "CUB", "positive") in ends(text, "BASE_ACCESS")


def test_who_denies_a_base_speaks_of_his_own_land():
    text = "Paraguay denied that US troops had a base at Mariscal Estigarribia."
    assert ("USA", "PRY", "negative") in ends(text, "BASE_ACCESS")


def test_a_ship_of_the_line_is_of_the_navy_that_its_name_tells():
    assert ("AUS", "PHL", "positive") in ends("HMAS Toowoomba arrived in Manila on Friday.", "TROOP_DEPLOYMENT")


def test_whose_soldiers_are_trained_elsewhere_are_not_deployed_there():
    assert not ends("Norway paid for the training of 4,000 Ukrainian soldiers in Spain.", "TROOP_DEPLOYMENT")


def test_the_army_that_is_trained_is_not_the_one_that_was_sent():
    text = "Portugal has 80 troops in Chad. Hungary plans to send 200 soldiers to train the Chadian army."
    sent = [c for c in explain_sentence(text) if c["relation"] == "TROOP_DEPLOYMENT" and c["modality"] == "future"]
    assert [c["subject"]["state"] for c in sent] == ["HUN"]


def _sides(text: str) -> set[tuple[str, str | None, str | None]]:
    return {
        (c["relation"], c["subject"]["state"] or c["subject"]["name"], c["object"] and c["object"]["state"])
        for c in explain_sentence(text)
    }


def test_whoever_speaks_of_himself_as_we_is_the_one_who_says_so() -> None:
    assert ("SUPPORTS", "NOR", "KEN") in _sides("We commend Kenya for its restraint, Norway's foreign minister said.")


def test_a_verb_between_two_names_and_a_third_is_a_verb() -> None:
    assert {("SUPPORTS", "GHA", "TGO"), ("SUPPORTS", "BEN", "TGO")} <= _sides("Ghana and Benin support Togo.")


def test_a_march_against_somebody_is_not_his(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ("PROTESTS", "PER", "CHL") in _sides("An anti-Chilean march was held in Lima.")
    assert ("PROTESTS", "PER", "PER") in _sides("Anti-government protests in Peru left four people dead.")


def test_what_a_coast_guard_owns_does_what_it_does() -> None:
    assert ("COERCES", "CHN", "VNM") in _sides("Chinese coast guard ships intercepted a Vietnamese trawler.")


def test_who_relents_gives_in_to_whom_he_then_serves() -> None:
    assert ("CONCEDES", "OMN", "QAT") in _sides("Oman relented and released the Qatari pilot.")


def test_a_ship_let_go_is_no_longer_held() -> None:
    claims = explain_sentence("Iran released the Greek tanker on Monday.")
    assert any(c["relation"] == "COERCES" and c["polarity"] == "negative" for c in claims)


@pytest.mark.parametrize(
    ("text", "relation", "pair"),
    [
        ("The Franco-Togolese accord was signed in Lome.", "AGREES_WITH", ("FRA", "TGO")),
        ("India-Nepal talks resumed in Kathmandu.", "MEETS_WITH", ("IND", "NPL")),
        ("A Danish-Polish treaty was concluded.", "AGREES_WITH", ("DNK", "POL")),
        ("Chile, Peru hold border talks", "MEETS_WITH", ("CHL", "PER")),
        ("Malta and Cyprus staged an exercise.", "COOPERATES_WITH", ("MLT", "CYP")),
        ("Fiji and Tonga re-established diplomatic relations.", "AGREES_WITH", ("FJI", "TON")),
        ("Omani, Kenyan and Indian crews held a drill.", "COOPERATES_WITH", ("OMN", "IND")),
        ("Ghana trained alongside soldiers from Togo.", "COOPERATES_WITH", ("GHA", "TGO")),
        ("Laos is one of the few allies of Cuba.", "ALLIED_WITH", ("LAO", "CUB")),
        ("Bhutan has turned into an ally of Japan.", "ALLIED_WITH", ("BTN", "JPN")),
        ("The ministry of Oman said it had signed an accord with Kenya.", "AGREES_WITH", ("OMN", "KEN")),
    ],
)
def test_two_of_a_pair_are_found_however_they_are_joined(
    monkeypatch: pytest.MonkeyPatch, text: str, relation: str, pair: tuple[str, str]
):
    """A hyphen, a comma of a headline, a list of adjectives, "from", "one of"; verbs that the lemmatiser spoils."""
    monkeypatch.setenv("KG_SCORER", "none")
    assert set(pair) in [set(p[:2]) for p in ends(text, relation)]


def test_who_signs_each_for_himself_and_who_only_helps_is_no_party(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    each = ends("Peru, Chile and Brazil have each signed accords with Japan.", "AGREES_WITH")
    assert {frozenset(p[:2]) for p in each} == {frozenset((x, "JPN")) for x in ("PER", "CHL", "BRA")}
    helped = ends("Chad and Niger will hold talks in Rome with Oman as go-between.", "MEETS_WITH")
    assert {frozenset(p[:2]) for p in helped} == {frozenset(("TCD", "NER"))}


def test_what_is_only_agreed_on_is_to_come_and_the_accord_is_made(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    said = {
        (c["relation"], c["modality"])
        for text in ("Peru and Chile signed a deal on joint patrols.", "Qatar and Oman agreed to resume relations.")
        for c in explain_sentence(text)
    }
    assert said == {("AGREES_WITH", "asserted"), ("COOPERATES_WITH", "future")}
    assert [c["modality"] for c in explain_sentence("Peru to sign accord with Chile")] == ["future"]


def test_what_is_talked_about_takes_no_part_in_the_talks(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    found = ends("Turkey's foreign minister joined his Greek counterpart in Paris for talks on Syria.", "MEETS_WITH")
    assert {frozenset(p[:2]) for p in found} == {frozenset(("TUR", "GRC"))}


def test_ships_sent_to_a_sea_and_jets_sent_to_a_base_are_no_gift():
    assert not ends("Italy sent two frigates to the Gulf.", "ARMS_TRANSFER")
    assert not ends("Canada sent six fighter jets to Incirlik.", "ARMS_TRANSFER")
    assert ("DNK", "UKR", "positive") in ends("Denmark sent 19 fighter jets to Ukraine.", "ARMS_TRANSFER")


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Chile cancelled a plan to sell tanks to Peru.", "negative"),
        ("Belgium revoked a licence to export rifles to Oman.", "negative"),
        ("Chile sold tanks to Peru.", "positive"),
        ("Kenya's purchase of 18 tanks from Serbia was criticised.", "positive"),
    ],
)
def test_what_is_cancelled_is_not_done_and_what_is_criticised_is(text: str, polarity: str):
    assert {p for _, _, p in ends(text, "ARMS_TRANSFER")} == {polarity}


def test_the_armed_forces_are_those_of_their_state():
    assert ("JPN", "JOR", "positive") in ends("Jordan's armed forces received radars from Japan.", "ARMS_TRANSFER")


def test_whoever_uses_what_another_supplied_has_got_it():
    assert ("FRA", "TCD", "positive") in ends("Chad's army used tanks supplied by France.", "ARMS_TRANSFER")


def test_a_headline_tells_of_what_is_to_come():
    claims = list(extract(Document("outlet:x", "", "Chad to buy 12 tanks from Serbia.", "2024-05-10", "text")))
    assert {c.modality for c in claims if c.relation == "ARMS_TRANSFER"} == {"future"}


@pytest.mark.parametrize(
    ("text", "relation", "pair"),
    [
        ("Kenya exports tobacco to Oman.", "TRADES_WITH", ("KEN", "OMN")),  # no verb, to the parser
        ("The Egyptian-led coalition bombed Tripoli.", "ATTACKS", (None, "LBY")),  # a participle, to the parser
        ("The army of Chad staged an attack on Libya.", "ATTACKS", ("TCD", "LBY")),  # "stag", to the lemmatiser
    ],
)
def test_slips_of_the_parser_are_mended(text: str, relation: str, pair: tuple, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    claims = list(extract(Document("outlet:x", "", text, "2024-05-10", "text")))
    assert pair in {(c.subject.state, c.object.state) for c in claims if c.relation == relation and c.object}


def test_who_acts_for_an_organisation_stands_for_it_and_some_of_its_members_do_not(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")

    def accuse(text: str) -> set[str | None]:
        claims = extract(Document("outlet:x", "", text, "2024-05-10", "text"))
        return {c.subject.id for c in claims if c.relation == "ACCUSES"}

    assert accuse("UN inspectors accused Iraq of hiding documents.") == {"org:UN"}
    assert accuse("Two NATO members accused Iraq of hiding documents.") == set()


def test_what_a_subject_is_said_to_be_fills_its_slot(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    text = "The largest trading partner of Paraguay is Brazil."
    claims = list(extract(Document("outlet:x", "", text, "2024-05-10", "text")))
    assert {(c.relation, c.subject.state, c.object.state) for c in claims if c.object} == {
        ("TRADES_WITH", "BRA", "PRY")
    }


def test_the_other_half_of_a_divided_country_is_known_by_the_one_that_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    claims = list(extract(Document("outlet:x", "", "North Korea condemned the South.", "2024-05-10", "text")))
    assert {(c.subject.state, c.object.state) for c in claims if c.object} == {("PRK", "KOR")}


def test_an_article_is_no_start_of_a_name():
    found = names().mentions("the Gulf Cooperation Council and the Commonwealth of Independent States")
    assert [m.id for m in found] == ["org:GCC", "org:CIS"]


def test_a_deed_that_several_did_is_nobody_s_fault():
    one = "Iran fired missiles at Iraq on Monday. Jordan condemned the attack."
    two = "Iran fired missiles at Iraq on Monday. Turkey shelled Iraq on Tuesday. Jordan condemned the attack."
    assert told(one, "ACCUSES") == {("JOR", "IRN")}
    assert told(two, "ACCUSES") == set()


def test_sanctions_are_on_whom_the_clause_says_they_were_put():
    assert told("The United States lifted the sanctions that it had put on Mali in January.", "SANCTIONS") == {
        ("USA", "MLI")
    }
    assert told("Iranian money is frozen because of American sanctions.", "SANCTIONS") == {("USA", "IRN")}


def test_whoever_is_blamed_as_it_is_the_other_of_the_sentence():
    assert told("Chad shut its border with Sudan, blaming it for a raid.", "ACCUSES") == {("TCD", "SDN")}


def test_rebels_threaten_the_state_that_they_come_from():
    assert told("The Taliban rejected a ceasefire offer by the Afghan government.", "REJECTS") == {("AFG", "AFG")}


def test_who_claims_an_attack_is_its_doer_by_his_own_word(monkeypatch: pytest.MonkeyPatch):
    found = [(c["subject"]["name"], c["object"]["state"], c["modality"]) for c in explain_sentence(
        "Boko Haram claimed responsibility for the bombing of a market in Chad."
    ) if c["relation"] == "ATTACKS"]  # fmt: skip
    assert ("Boko Haram", "TCD", "reported") in found


def test_a_state_that_reports_dead_without_an_owner_counts_its_own():
    assert ("KEN", "SOM", "positive") in ends("Kenya said Somali shelling had killed three policemen.", "CASUALTIES")


def test_a_place_that_is_lost_to_somebody_is_his(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")  # the frame; the weights find the second half unlikely
    found = [(c["subject"]["name"], c["polarity"]) for c in explain_sentence(
        "Mali lost Kidal to the Azawad Liberation Front."
    ) if c["relation"] == "CONTROLS"]  # fmt: skip
    assert ("Azawad Liberation Front", "positive") in found


def test_one_word_of_denial_denies_once():
    assert ("EGY", "SDN", "negative") in ends("There have been no clashes between Egypt and Sudan.", "COMBAT")


def test_the_coalition_is_the_one_at_war_with_whom_the_text_speaks_of():
    found = [c["subject"]["id"] for c in explain_sentence(
        "Coalition jets bombed Houthi positions near the port."
    ) if c["relation"] == "ATTACKS"]  # fmt: skip
    assert found == ["org:AL-COALITION"]


@pytest.mark.parametrize(
    ("text", "relation", "pairs"),
    [
        ("Omani, Qatari and Kuwaiti engineers are stationed in Sudan, Egypt and Jordan.", "TROOP_DEPLOYMENT",
         {("OMN", "SDN"), ("QAT", "EGY"), ("KWT", "JOR")}),
    ],
)  # fmt: skip
def test_each_of_a_list_does_what_the_one_verb_says(text: str, relation: str, pairs: set[tuple[str, str]]):
    assert {(a, b) for a, b, _ in ends(text, relation)} == pairs


def test_a_name_with_a_number_and_a_verb_of_its_own_shares_no_verb(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    found = ends("Peru sent 300 soldiers to Mali, and Chile 20 days later recalled its envoy.", "TROOP_DEPLOYMENT")
    assert ("CHL", "MLI", "positive") not in found


def test_there_is_the_place_named_last():
    text = "Fighting spread in Chad. Officers in Paris were silent. Gabon keeps 300 soldiers there."
    assert ("GAB", "TCD", "positive") in ends(text, "TROOP_DEPLOYMENT")
    text = "Togo sent tanks to three provinces and moved 300 soldiers there."
    assert {(a, b) for a, b, _ in ends(text, "TROOP_DEPLOYMENT")} <= {("TGO", None)}


def test_forces_that_go_along_are_sent_too(monkeypatch: pytest.MonkeyPatch):
    text = "Some 90 Fijian policemen, together with engineers from Nepal, arrived in Haiti."
    assert {("FJI", "HTI", "positive"), ("NPL", "HTI", "positive")} <= ends(text, "TROOP_DEPLOYMENT")
    text = "The UN mission in Mali will grow. The soldiers come from Togo and Benin."
    assert {("TGO", "MLI", "positive"), ("BEN", "MLI", "positive")} <= ends(text, "TROOP_DEPLOYMENT")


def test_who_closes_his_own_base_leaves_and_who_closes_anothers_does_not():
    assert ("FRA", "TCD", "positive") in ends("France handed back its base in Chad.", "TROOP_WITHDRAWAL")
    assert not ends("Chad closed the French base at Abeche.", "TROOP_WITHDRAWAL")


def test_a_land_spoken_of_again_has_its_owner():
    text = "Riots broke out in Zanzibar. The archipelago, which belongs to Tanzania, is quiet now."
    assert ("region:TZA-Zanzibar", "TZA", "positive") in ends(text, "PART_OF")


def test_what_each_does_to_the_other_both_do(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    text = "Peruvian and Ecuadorian jets bombed each other's airfields."
    assert told(text, "ATTACKS") == {("PER", "ECU"), ("ECU", "PER")}
    assert told(text, "COMBAT") in ({("PER", "ECU")}, {("ECU", "PER")})


def test_ships_of_nobody_are_seized_and_shot_at_all_the_same(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    seized = [c for c in explain_sentence("The Kenyan navy boarded a freighter.") if c["relation"] == "COERCES"]
    assert [(c["subject"]["state"], c["object"]) for c in seized] == [("KEN", None)]


def test_a_raid_is_made_on_those_whom_it_kills(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    text = "Jordan spoke of a Libyan bombing that killed 30 mourners in Algiers."
    assert told(text, "ATTACKS") == {("LBY", "DZA")}
    assert told(text, "CASUALTIES") == {("DZA", "LBY")}


def test_those_who_fought_have_killed_each_other(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    assert told("Kenyan troops clashed with Somali soldiers, losing four men.", "CASUALTIES") == {("KEN", "SOM")}
    assert told("Iran fired missiles at Iraq. Two Iraqis were killed.", "CASUALTIES") == {("IRQ", "IRN")}


def test_who_complains_of_an_attack_is_attacked(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    assert told("Sudan complained that Chadian troops were still attacking.", "ATTACKS") == {("TCD", "SDN")}


def test_an_invasion_is_his_who_was_said_to_invade(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    text = "Iraqi tanks invaded Kuwait in August. Oman has sold no oil since the invasion of Kuwait."
    assert told(text, "ATTACKS") == {("IRQ", "KWT")}


def test_a_noun_names_who_did_what_its_verb_told_of_before():
    told = "Fiji has hired 40 foreign guards for its prisons. Tonga deplored the hiring."
    assert ("TON", "FJI", "positive") in ends(told, "ACCUSES")
    assert ("TON", "FJI", "positive") not in ends(told.replace("the hiring", "the weather"), "ACCUSES")


def test_an_offer_that_is_refused_is_that_of_who_made_it():
    assert ("KEN", "UGA", "positive") in ends("Uganda offered to mediate, but Kenya declined.", "REJECTS")
    assert ends("Uganda offered to mediate, but Kenya refused to comment.", "REJECTS") == set()


def test_what_is_called_an_outrage_is_one():
    assert ("PER", "CHL", "positive") in ends("Peru condemned what it described as Chilean meddling.", "ACCUSES")


def test_who_acts_on_the_occasion_of_a_protest_is_meant_by_it():
    assert ("OMN", "IND", "positive") in ends("Oman protested when an Indian patrol boat entered the bay.", "ACCUSES")


def test_an_aside_after_the_subject_is_stepped_over():
    assert ("PER", "CHL", "positive") in ends("Peru, for its part, condemned Chile.", "ACCUSES")


def test_a_story_of_others_is_denied_by_whom_it_is_about():
    found = [(c["relation"], c["subject"]["state"], c["polarity"]) for c in explain_sentence(
        "Chad is said to have armed the rebels in Sudan. N'Djamena called the report nonsense."
    )]  # fmt: skip
    assert ("ARMS_TRANSFER", "TCD", "negative") in found or ("MILITARY_AID", "TCD", "negative") in found


@pytest.mark.parametrize(
    ("text", "relation", "pairs"),
    [
        (
            "Brazil sold rifles to Ghana and radars to Togo.",
            "ARMS_TRANSFER",
            {("BRA", "GHA"), ("BRA", "TGO")},
        ),
        ("Spain sent soldiers to Mali and food to Niger.", "TROOP_DEPLOYMENT", {("ESP", "MLI")}),
        ("Denmark is selling Lima C40 radars.", "ARMS_TRANSFER", {("DNK", "PER")}),
        ("Egypt sent the Somali army Fahd carriers.", "ARMS_TRANSFER", {("EGY", "SOM")}),
        ("Jordan, on whose ports Baghdad depends, raised its fees.", "DEPENDS_ON", {("IRQ", "JOR")}),
        ("Panama bought helicopters in Italy and Poland.", "ARMS_TRANSFER", {("ITA", "PAN"), ("POL", "PAN")}),
        ("Accra leans on Oslo for fuel and last year ordered six Norwegian boats.", "ARMS_TRANSFER", {("NOR", "GHA")}),
        ("Lagos called on the European Union to lift its sanctions on Togo.", "SANCTIONS", {("org:EU", "TGO")}),
        ("Hanoi pressed Tokyo to stop selling drones to Brunei.", "ARMS_TRANSFER", {("JPN", "BRN")}),
        ("Dhaka is choosing between Dutch and Spanish frigates.", "ARMS_TRANSFER", {("NLD", "BGD"), ("ESP", "BGD")}),
    ],
)
def test_goods_and_their_receivers_are_paired(
    text: str, relation: str, pairs: set[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
):
    found = {
        (c["subject"]["state"] or c["subject"]["id"], c["object"]["state"])
        for c in explain_sentence(text)
        if c["relation"] == relation and c["polarity"] == "positive"
    }
    assert found == pairs


def test_a_gift_without_a_receiver_is_for_whom_the_text_speaks_of(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    text = (
        "A cyclone hit Fiji on Monday and killed 40 people in Suva. Japan lent Fiji 20 million dollars. "
        "Chile has sent medicine and tents."
    )
    found = {(c["subject"]["state"], c["object"]["state"]) for c in explain_sentence(text) if c["relation"] == "AIDS"}
    assert ("CHL", "FJI") in found


def test_two_people_are_no_pair_and_a_sea_is_not_struck(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    text = "Chad and Niger signed a pact. Rebels fired rockets at Kenya, wounding two people."
    assert not {("TCD", None), ("NER", None)} & {(s, None) for s, _ in told(text, "CASUALTIES")}
    assert told("American forces struck a speedboat in the Caribbean.", "ATTACKS") in (set(), {("USA", None)})


def test_makers_do_not_fly_what_they_made(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    assert ("TUR", "SOM") not in told("Turkish-made drones struck a camp in Somalia.", "ATTACKS")


def test_both_sides_fall_in_a_fight(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    text = "Thirteen Kenyan soldiers and 40 Somali soldiers were killed in fierce fighting on Friday."
    assert told(text, "CASUALTIES") == {("KEN", "SOM"), ("SOM", "KEN")}


def test_a_land_or_a_body_is_the_one_of_that_kind_that_was_named():
    told = "Jordan and Iraq met Chad. The kingdom condemned Mali."
    assert ("JOR", "MLI", "positive") in ends(told, "ACCUSES")
    told = "The International Criminal Court wrote to the African Union. The court accused Mali."
    assert ("org:ICC", "MLI", "positive") in ends(told, "ACCUSES")


def test_both_camps_are_those_who_fight():
    told = "Chadian troops attacked Libya on Monday. Peru urged all sides to stop."
    assert {("PER", "TCD", "positive"), ("PER", "LBY", "positive")} <= ends(told, "REQUESTS")


def test_what_a_clause_sums_up_is_its_doers():
    told = "Chile offered to send men to the island, a step that Peru condemned."
    assert ("PER", "CHL", "positive") in ends(told, "ACCUSES")


def test_a_threat_in_the_midst_of_a_sentence_is_about_the_whole_of_it():
    told = "If the raids went on, Oman warned, India would face serious consequences."
    assert ("OMN", "IND", "positive") in ends(told, "THREATENS")


def test_a_penalty_is_on_whom_the_text_speaks_of(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    text = "Gabon held a vote in June. Britain restored military ties with Gabon on Monday, lifting an arms embargo."
    found = [c for c in explain_sentence(text) if c["relation"] == "SANCTIONS"]
    assert [(c["subject"]["state"], c["object"]["state"], c["polarity"]) for c in found] == [("GBR", "GAB", "negative")]


def test_soldiers_who_stay_are_where_they_were_sent():
    text = "Togo sent 300 soldiers to Mali in May. The soldiers will stay."
    assert ("TGO", "MLI", "positive") in ends(text, "TROOP_DEPLOYMENT")
    text = "Togo denied that its soldiers had been sent to Mali. The soldiers will stay."
    assert ("TGO", "MLI", "positive") not in ends(text, "TROOP_DEPLOYMENT")


def test_soldiers_sent_within_their_own_state_are_mobilised_and_not_deployed():
    text = "Peru is calm. Peru sent 300 soldiers to the north of the country."
    assert ("PER", None, "positive") in ends(text, "MOBILIZES") and not ends(text, "TROOP_DEPLOYMENT")


def test_a_fleet_based_somewhere_has_a_base_and_a_battalion_is_deployed():
    assert ("BHR", "positive") in {(b, p) for _, b, p in ends("The US Fifth Fleet is based in Bahrain.", "BASE_ACCESS")}
    assert ("FRA", "TCD", "positive") in ends("A French battalion is based in Chad.", "TROOP_DEPLOYMENT")


def test_its_commander_is_of_the_band_named_last_and_never_of_a_state():
    text = "The Arakan Army took a town. Its commander, Maung Htet Oo, was content."
    assert "Arakan Army" in {c["object"]["name"] for c in explain_sentence(text) if c["relation"] == "LEADS"}
    assert not ends("Peru is calm. Its chairman, Maung Htet Oo, was content.", "LEADS")


def test_each_slot_is_answered_by_one_function():
    defined = [
        name
        for matter in slots.MATTERS
        for name, function in vars(matter).items()
        if name.startswith("from_") and function.__module__ == matter.__name__
    ]
    assert len(defined) == len(set(defined)) > 100


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Italy sent a frigate to Lebanon and Spain two destroyers.", {("ITA", "LBN"), ("ESP", "LBN")}),
        ("Canada deployed 300 soldiers to Latvia and Norway to Estonia.", {("CAN", "LVA"), ("NOR", "EST")}),
        ("Kenya sent 300 police officers to Haiti, Benin 200 and Chad a medical unit.",
         {("KEN", "HTI"), ("BEN", "HTI"), ("TCD", "HTI")}),
    ],
)  # fmt: skip
def test_a_deed_told_without_its_verb_is_read_with_the_verb_before(text: str, pairs: set, monkeypatch):
    monkeypatch.setenv("KG_SCORER", "none")
    assert {one[:2] for one in ends(text, "TROOP_DEPLOYMENT")} == pairs


def test_two_things_that_go_to_two_states_are_two_deliveries(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    text = "Russia sold fighters to Algeria and tanks to Morocco."
    found = {
        (c["object"]["state"], c["item"]["name"]) for c in explain_sentence(text) if c["relation"] == "ARMS_TRANSFER"
    }
    assert found == {("DZA", "fighters"), ("MAR", "tanks")}


@pytest.mark.parametrize(
    "who",
    [
        "Italy as well as Greece",
        "Italy, like Greece,",
        "Italy, along with Greece,",
        "Italy, joined by Greece,",
        "Several states, among them Italy and Greece,",
        "Not only Italy but also Greece",
    ],
)
def test_a_list_is_read_to_its_end_however_it_goes_on(who: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    assert {one[:2] for one in ends(f"{who} imposed sanctions on Belarus.", "SANCTIONS")} == {
        ("ITA", "BLR"),
        ("GRC", "BLR"),
    }


@pytest.mark.parametrize(
    ("text", "relation", "pairs"),
    [
        ("In May Peru, Chile and Brazil signed an accord.", "AGREES_WITH",
         {("PER", "CHL"), ("PER", "BRA"), ("CHL", "BRA")}),
        ("Kenya held exercises with Uganda and, for the first time, Rwanda.", "COOPERATES_WITH",
         {("KEN", "UGA"), ("KEN", "RWA")}),
        ("The king of Jordan, the president of Egypt and the emir of Qatar met in Amman.", "MEETS_WITH",
         {("JOR", "EGY"), ("JOR", "QAT"), ("EGY", "QAT")}),
        ("Armenia and Russia remain bound by a treaty of mutual assistance.", "ALLIED_WITH", {("ARM", "RUS")}),
        ("Peru trained with Chile, as did Brazil.", "COOPERATES_WITH", {("PER", "CHL"), ("BRA", "CHL")}),
    ],
)  # fmt: skip
def test_each_of_several_is_a_party(text: str, relation: str, pairs: set, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    assert {one[:2] for one in ends(text, relation)} == pairs | {pair[::-1] for pair in pairs}


def test_who_will_join_joins_the_body_spoken_of(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    text = "Leaders of NATO met in Madrid on Tuesday. Finland and Sweden will join in the spring."
    found = {(c.subject.id, c.object and c.object.id, c.modality) for c in extract(
        Document("unknown", "", text, "2022-06-30", "text")
    ) if c.relation == "MEMBER_OF"}  # fmt: skip
    assert found == {("FIN", "org:NATO", "future"), ("SWE", "org:NATO", "future")}


def test_a_minister_who_signs_in_another_capital_signs_with_his_hosts(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    assert ("IND", "VNM", "positive") in ends(
        "India's defence minister signed a logistics pact in Hanoi.", "AGREES_WITH"
    )


@pytest.mark.parametrize(
    ("text", "relation", "pairs"),
    [
        ("Some 200 Kenyan and 300 Ugandan troops invaded Somalia.", "ATTACKS", {("KEN", "SOM"), ("UGA", "SOM")}),
        ("Canada lent Kenya, Uganda and Rwanda $40 million.", "AIDS",
         {("CAN", "KEN"), ("CAN", "UGA"), ("CAN", "RWA")}),
    ],
)  # fmt: skip
def test_the_first_of_a_list_is_not_lost_before_a_sum_or_a_second_count(text, relation, pairs, monkeypatch):
    monkeypatch.setenv("KG_SCORER", "none")
    assert {one[:2] for one in ends(text, relation)} == pairs


def test_the_prime_minister_is_whom_the_text_called_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    text = "Prime Minister Kiril Petkov spoke on Monday. Russia was angry. The prime minister met Volodymyr Zelensky."
    found = [(c.subject.state, c.object.state) for c in extract(
        Document("unknown", "", text, "2022-05-02", "text")
    ) if c.relation == "MEETS_WITH" and c.object]  # fmt: skip
    assert found == [("BGR", "UKR")]


def test_two_persons_with_their_titles_are_two(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    text = "French President Emmanuel Macron and Italian Prime Minister Giorgia Meloni signed an accord in Paris."
    assert ("FRA", "ITA") in {
        (c.subject.state, c.object and c.object.state)
        for c in extract(Document("unknown", "", text, "2023-11-02", "text"))
    }


@pytest.mark.parametrize(
    "text",
    [
        "American soldiers are taking part in an exercise in Armenia.",
        "The navies of the United States and Armenia wrapped up Exercise Pelican on Thursday.",
        "The United States and Armenia are spending 600 million euros together on roads.",
        "The United States will join the Armenian operation on the coast.",
    ],
)
def test_exercises_and_operations_are_shared(text: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_SCORER", "none")
    assert ("USA", "ARM", "positive") in ends(text, "COOPERATES_WITH")


def test_a_missile_that_is_shot_down_was_fired_at_whom_it_flew_over(monkeypatch: pytest.MonkeyPatch):
    text = "A ballistic missile launched from Yemen by the Houthis was intercepted over Riyadh."
    attacks = [c for c in explain_sentence(text) if c["relation"] == "ATTACKS"]
    assert [(c["subject"]["id"], c["object"]["state"]) for c in attacks] == [("group:HOUTHIS", "SAU")]


@pytest.mark.parametrize("fits", [fits for fits, _ in conditions.FITS], ids=lambda fits: fits.__name__)
def test_a_condition_is_looked_at_where_a_frame_has_one_of_its_keys(fits: Callable[..., bool]):
    """A key that is read but not listed would be passed over in silence."""
    read = set(re.findall(r'frame\.(?:get|words)\("(\w+)"\)', inspect.getsource(fits)))
    keys = dict(conditions.FITS)[fits]
    assert read - keys <= {"polarity"} and keys <= read  # the polarity only beside a light verb
