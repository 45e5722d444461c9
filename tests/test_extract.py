"""What the extractor reads in documents: whole texts, co-reference, fields, the floor on annotated news."""

from __future__ import annotations

import json
import runpy
import warnings
from pathlib import Path

import pytest
from growth import linear, repeated

from kg.model import Claim, Document
from kg.text import extract as extraction
from kg.text.extract import NoModel, explain_sentence, extract
from kg.text.lines import claim_line

PUBLISHED = "2024-06-13"  # a Thursday


def read(text: str, published: str | None = PUBLISHED, title: str = "", source: str = "unknown") -> list[Claim]:
    return list(extract(Document(source, title, text, published, "text")))


def triples(claims: list[Claim]) -> set[tuple[str, str, str | None]]:
    return {(c.relation, c.subject.id or c.subject.name, c.object and (c.object.id or c.object.name)) for c in claims}


def only(claims: list[Claim], relation: str) -> Claim:
    (found,) = [c for c in claims if c.relation == relation]
    return found


# Co-reference


def test_it_is_the_state_of_the_sentence_before():
    """A pronoun in the subject stands for the subject of the sentence before."""
    assert ("TROOP_DEPLOYMENT", "RWA", "MOZ") in triples(
        read("Rwanda has a small army. It sent 1,000 soldiers to Mozambique in July.")
    )


def test_a_giver_does_not_give_to_itself():
    """ "It" as the recipient is not the giver."""
    found = read("Zambia owes money to many lenders. China has lent it $3 billion.")
    assert ("AIDS", "CHN", "ZMB") in triples(found)


def test_the_two_states_are_the_two_that_stood_together():
    """ "The two countries" are the partners of the accord before, not whoever was named last."""
    found = read("Ethiopia and Eritrea signed a peace accord in Jeddah. The two countries held talks again in May.")
    assert ("MEETS_WITH", "ERI", "ETH") in triples(found) or ("MEETS_WITH", "ETH", "ERI") in triples(found)


def test_three_states_form_what_the_text_says_they_form():
    """ "The three countries" are resolved where just three were named."""
    found = read("Mali, Burkina Faso and Niger expelled French troops. The three countries joined the African Union.")
    assert {("MEMBER_OF", s, "org:AU") for s in ("MLI", "BFA", "NER")} <= triples(found)


def test_nobody_is_guessed_for_a_pronoun_without_antecedent():
    """A document that begins with "it" names nobody, so nothing is claimed."""
    assert read("It sent 1,000 soldiers there. They fought for months.") == []


def test_two_states_are_not_guessed_where_three_were_named():
    """ "Both countries" after three states with no pair among them has no antecedent."""
    found = read("Togo, Benin and Ghana are neighbours. Both countries signed a pact with Japan.")
    assert not [c for c in found if c.relation == "AGREES_WITH" and "TGO" in (c.subject.id, c.object and c.object.id)]


def test_he_is_the_leader_named_last():
    """ "He" is a person, never a state."""
    found = read("Narendra Modi left New Delhi on Monday. He met Emmanuel Macron in Paris on Tuesday.")
    met = only(found, "MEETS_WITH")
    assert (met.subject.state, met.object and met.object.state) == ("IND", "FRA")


def test_an_office_belongs_to_the_state_in_focus():
    """ "The defence ministry" is that of the state the text speaks of."""
    found = read("Peru reported a clash at the border. The defence ministry accused Ecuador of laying mines.")
    assert ("ACCUSES", "PER", "ECU") in triples(found)


def test_the_north_is_the_half_that_was_named():
    """ "The North" is North Korea where North Korea was named."""
    found = read("North Korea denies it. The North sent munitions to Russia.")
    assert ("ARMS_TRANSFER", "PRK", "RUS") in triples(found)


def test_korea_alone_is_the_one_that_the_document_names():
    """A name of two states is decided by the document, and by nothing else."""
    found = read("South Korea is an ally. Canada sent soldiers to Korea.")
    assert ("TROOP_DEPLOYMENT", "CAN", "KOR") in triples(found)
    assert not any(c.object and c.object.id in ("KOR", "PRK") for c in read("Canada sent soldiers to Korea."))


# Fields


def test_an_upper_bound_stays_an_upper_bound():
    """ "Up to 12,000" is at most 12,000, attributed to who says so."""
    claim = only(
        read("US intelligence says up to 12,000 North Korean soldiers are being sent to Russia."), "TROOP_DEPLOYMENT"
    )
    assert claim.quantity is not None and (claim.quantity.max, claim.quantity.value) == (12000, None)
    assert (claim.subject.id, claim.object and claim.object.id) == ("PRK", "RUS")
    assert [a.name for a in claim.speakers] == ["US intelligence"]
    assert claim.modality == "reported"


def test_each_weapon_has_its_own_number():
    """Tanks and howitzers of one contract are two claims with two numbers."""
    found = [
        c
        for c in read("Poland ordered 180 K2 tanks and 212 K9 howitzers from South Korea.")
        if c.relation == "ARMS_TRANSFER"
    ]
    assert {(c.item, c.quantity and c.quantity.value) for c in found} == {("K2", 180), ("K9", 212)}
    assert {c.modality for c in found} == {"future"}


def test_a_weekday_is_the_one_before_publication():
    """ "On Tuesday" in a paper of Thursday 13 June 2024 is 11 June."""
    assert only(read("Israel bombed an airfield in Syria on Tuesday."), "ATTACKS").since == "2024-06-11"


def test_an_undated_document_gives_undated_claims():
    """Without a day of publication nothing relative is dated."""
    assert only(read("Israel bombed an airfield in Syria on Tuesday.", published=None), "ATTACKS").since is None


def test_a_time_belongs_to_its_own_clause():
    """The year of the invasion is not the year of the gift."""
    claim = only(
        read("Estonia has given howitzers to Ukraine since Russia invaded it in February 2022."), "ARMS_TRANSFER"
    )
    assert claim.since is None or claim.since.startswith("2022")
    assert only(read("Georgia fought a war with Russia in 2008."), "COMBAT").since == "2008"


def test_a_town_is_the_place_and_its_state_the_party():
    """Troops in Kursk are in Russia; Kursk is where."""
    claim = only(read("North Korean soldiers arrived in Kursk in October 2024."), "TROOP_DEPLOYMENT")
    assert (claim.object and claim.object.id, claim.place and claim.place.name) == ("RUS", "Kursk")


def test_dependence_says_which_way_it_moves():
    """A falling dependence is a decrease, speculated where the sentence only expects it."""
    claim = only(read("Armenia may reduce its dependence on Russia."), "DEPENDS_ON")
    assert (claim.subject.id, claim.object and claim.object.id, claim.change, claim.modality) == (
        "ARM",
        "RUS",
        "decrease",
        "speculated",
    )


def test_an_accusation_is_two_claims():
    """The accusing is a fact; what is alleged stays alleged and has the accuser as its voice."""
    found = read("Sudan accused Chad of sending weapons to the militia.")
    accusing, alleged = only(found, "ACCUSES"), only(found, "ARMS_TRANSFER")
    assert (accusing.modality, alleged.modality, [a.id for a in alleged.speakers]) == ("asserted", "alleged", ["SDN"])


def test_a_title_names_a_leader():
    """Who leads whom is said by a title beside a name, also for somebody whom no table knows."""
    found = only(read("Senegal's president, Abdou Testname, spoke in Dakar."), "LEADS")
    assert (found.subject.name, found.object and found.object.id) == ("Abdou Testname", "SEN")


def test_a_repeat_in_the_same_document_is_one_claim():
    """Saying it twice does not make it two."""
    found = read("Iran supplied drones to Sudan. Analysts were not surprised. Iran supplied drones to Sudan.")
    assert len([c for c in found if c.relation == "ARMS_TRANSFER"]) == 1


# The passage and the line


def test_the_passage_is_the_text_at_its_place():
    """Every claim can be opened at its characters in the document."""
    text = "Prices rose.\n\nTogo hosts French soldiers. Benin condemned the coup in Niger."
    document = Document("unknown", "", text, None, "text")
    found = list(extract(document))
    assert found and all(document.text[c.passage.start : c.passage.end] == c.passage.text for c in found)


def test_a_claim_line_has_the_schema_of_the_scorer(shared: Path):
    """What is printed is read by tools/score_claims.py without complaint."""
    scorer = runpy.run_path(str(shared / "tools" / "score_claims.py"))
    lines = [claim_line(c, "d", explain=True) for c in read("Togo hosts 300 French soldiers.")]
    (line,) = [row for row in lines if row["relation"] == "TROOP_DEPLOYMENT"]
    parsed = scorer["claim"](json.loads(json.dumps(line)), "here", False)
    assert (parsed["relation"], parsed["quantity"]["min"], line["explain"]["frame"].split()[0]) == (
        "TROOP_DEPLOYMENT",
        300,
        "TROOP_DEPLOYMENT",
    )


def test_one_sentence_can_be_explained():
    """`kg frames test` shows frame, trigger and cues."""
    (line,) = explain_sentence("Saudi Arabia is considering the purchase of Turkish drones.")
    assert line["explain"]["trigger"] == "purchase"
    assert any(cue.startswith("speculated") for cue in line["explain"]["cues"])


# Annotated news and the seed


def scores(shared: Path, folder: Path) -> dict[str, dict[str, float]]:
    news = shared / "data" / "extraction" / "news_dev"
    lines = []
    for row in map(json.loads, (news / "texts" / "documents.jsonl").read_text(encoding="utf-8").splitlines()):
        body = (news / "texts" / Path(row["file"]).name).read_text(encoding="utf-8").split("\n", 2)[2]
        source = "outlet:" + row["outlet"].lower().replace(" ", "-")
        document = Document(source, row["title"], body, row["date"], "text", name=row["doc_id"])
        lines += [json.dumps(claim_line(c, row["doc_id"])) for c in extract(document)]
    predicted = folder / "predicted.jsonl"
    predicted.write_text("\n".join(lines), encoding="utf-8")
    scorer = runpy.run_path(str(shared / "tools" / "score_claims.py"))
    result: dict[str, dict[str, float]] = scorer["score"](
        scorer["load"](str(news / "gold.jsonl"), True), scorer["load"](str(predicted), False)
    )
    return result


def test_the_floor_on_annotated_news(shared: Path, tmp_path: Path):
    """The ten development articles. The rules were tuned on them: unseen text scores lower."""
    found = scores(shared, tmp_path)
    assert found["state"]["f1"] >= 0.75
    assert found["state"]["p"] >= 0.85
    assert found["recall_core"]["r"] >= 0.80
    assert found["modality"]["overclaim"] <= 0.12
    assert found["negatives"]["false_facts"] == 0


def seed(shared: Path) -> list[Claim]:
    (file,) = (shared / "seed").glob("*.txt")
    return read(file.read_text(encoding="utf-8"), published=None)


def test_the_seed_says_that_dependence_on_china_may_fall(shared: Path):
    """The question of the demo: said as a possibility, so kept as one."""
    found = [c for c in seed(shared) if c.relation == "DEPENDS_ON"]
    assert {(c.subject.id, c.object and c.object.id, c.change, c.modality) for c in found} == {
        ("PRK", "CHN", "decrease", "speculated")
    }


def test_the_seed_names_an_upper_bound_and_who_gives_it(shared: Path):
    """ "Up to 12000" soldiers, says US intelligence."""
    found = [c for c in seed(shared) if c.quantity and c.quantity.max == 12000 and c.quantity.value is None]
    assert [(c.relation, c.subject.id, c.object and c.object.id, [a.name for a in c.speakers]) for c in found] == [
        ("TROOP_DEPLOYMENT", "PRK", "RUS", ["US intelligence"])
    ]


def test_the_seed_speaks_of_munitions_for_russia(shared: Path):
    """ "North Korea's supply of munitions was already critical to Russia's war effort"."""
    assert ("ARMS_TRANSFER", "PRK", "RUS") in triples(seed(shared))


def test_jokes_of_the_seed_are_no_facts(shared: Path):
    """Buddy-cop comedies, a UFC fight and questions say nothing about states."""
    for claim in seed(shared):
        assert not any(
            word in claim.passage.text
            for word in ("buddy cop", "UFC", "golden ticket", "sneeze", "global repercussions")
        )


# Without a model; hostile text


def test_without_a_model_names_and_trigger_words_remain():
    """All that is read without a parser is speculated, and a warning says what is lost."""
    extraction.parser.cache_clear()
    with pytest.warns(NoModel, match="speculated"):
        found = list(
            extract(
                Document(
                    "unknown", "", "Russia invaded Ukraine. The People’s Republic of China invaded Laos.", None, "text"
                ),
                model="no_such_model",
            )
        )
    assert triples(found) == {("ATTACKS", "RUS", "UKR"), ("ATTACKS", "CHN", "LAO")}
    assert {c.modality for c in found} == {"speculated"} and found[0].extractor.startswith("names")
    extraction.parser.cache_clear()


def test_the_model_is_configurable(monkeypatch: pytest.MonkeyPatch):
    """KG_SPACY_MODEL names another model; claims carry its name."""
    assert "en_core_web" in extraction.extractor_name()
    monkeypatch.setenv("KG_SPACY_MODEL", "somebodys_model")
    assert extraction.model_name() == "somebodys_model"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NoModel)
        assert extraction.extractor_name().startswith("names")


@pytest.mark.parametrize(
    "piece, length",
    [
        ("$", 48_000),
        ("(", 32_000),
        ("😀", 24_000),
        ("a", 96_000),
        ("Russia ", 32_000),
        ("Russia attacked Ukraine and ", 80_000),
        ("Россия направила войска в Сирию. ", 6_400),
        ("러시아는 우크라이나를 공격했다. ", 3_200),
    ],
)
def test_hostile_text_costs_linear_time(piece: str, length: int):
    """Symbol runs, endless sentences, other scripts: eight times as much takes some eight times as long, or less."""
    text = repeated(piece, length)
    assert linear(read, text[: length // 8], text)
    assert all(c.passage.text in text for c in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\n\t ",
        "(" * 30_000 + " Russia attacked Ukraine",
        "Russia attacked " + "Ukraine and " * 2_000 + "Poland.",
        "\u202eRussia attacked Ukraine\u202c \x00 \ufeff.",
        "Russia attacked Ukraine\u2028Iran\u2029",
    ],
)
def test_what_is_read_of_odd_text_stands_in_it(text: str):
    """Nothing but blanks, a sentence behind a wall of brackets, marks that turn the line about."""
    assert all(c.passage.text in text for c in read(text))


def test_a_document_in_another_language_is_left_alone():
    """Rules for English say nothing about French."""
    assert list(extract(Document("unknown", "", "La France a attaqué Russia.", None, "text", language="fr"))) == []


def test_pronouns_in_each_others_antecedents_come_to_an_end():
    """ "his" in the apposition of the name that "he" would mean: found on encyclopaedic text."""
    read("He met Ivan Petrov, his aide in the council, and her envoy Anna Sidorova, his minister, said he saw him.")


def test_a_list_taken_for_apposition_is_a_list():
    text = "Saudi Arabia, the United Arab Emirates, Bahrain and Egypt broke off relations with Qatar on Monday."
    assert {c.subject.id for c in read(text) if c.object and c.object.id == "QAT"} == {"SAU", "ARE", "BHR", "EGY"}


def test_a_dateline_says_where_it_was_filed_and_nothing_else():
    claims = read("SEOUL - Some 3,000 North Korean troops have been shipped to Russia.")
    assert {(c.relation, c.subject.id, c.object and c.object.id) for c in claims} == {
        ("TROOP_DEPLOYMENT", "PRK", "RUS")
    }


def test_brussels_acts_for_the_union_where_no_belgian_is_named():
    claims = read("Brussels imposed sanctions on Belarus on Monday.")
    assert [(c.relation, c.subject.id) for c in claims] == [("SANCTIONS", "org:EU")]
    claims = read("Brussels imposed sanctions on Belarus on Monday. The Belgian foreign minister welcomed it.")
    assert [c.subject.id for c in claims if c.relation == "SANCTIONS"] == ["BEL"]


def test_a_denial_reaches_back_over_a_sentence_between():
    claims = read(
        "South Korea says North Korea has sent 3,000 soldiers to Russia. The weather in Kursk is bad. "
        "Pyongyang's mission at the United Nations denies having sent anyone."
    )
    assert ("TROOP_DEPLOYMENT", "PRK", "negative") in {(c.relation, c.subject.id, c.polarity) for c in claims}


# Whom an office, a realm and a regime without a name mean


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The delegate of Kenya said his country had sent 900 soldiers to Croatia.", ("TROOP_DEPLOYMENT", "KEN", "HRV")),
        ("The Ghanaian minister said her country would withdraw 500 soldiers from Somalia.",
         ("TROOP_WITHDRAWAL", "GHA", "SOM")),
        ("The representative of Peru said that his Government had sent 200 soldiers to Haiti.",
         ("TROOP_DEPLOYMENT", "PER", "HTI")),
        ("Iran's envoy said his country had never attacked Iraq.", ("ATTACKS", "IRN", "IRQ")),
        ("The Polish ambassador told Ukraine's minister that his country would give it 40 tanks.",
         ("ARMS_TRANSFER", "POL", "UKR")),
    ],
)  # fmt: skip
def test_his_country_is_that_for_which_an_office_speaks(text: str, expected: tuple[str, str, str]) -> None:
    assert [t for t in triples(read(text)) if t[0] == expected[0]] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("King Salman of Saudi Arabia received King Abdullah of Jordan. The Kingdom has lent Yemen 2 billion dollars.",
         ("AIDS", "SAU", "YEM")),
        ("Morocco recalled its envoy from Spain. The Kingdom has sent 200 troops to Mali.",
         ("TROOP_DEPLOYMENT", "MAR", "MLI")),
        ("Jordan thanked Saudi Arabia. The United States will deliver 50 tanks to the Kingdom.",
         ("ARMS_TRANSFER", "USA", "JOR")),
        ("Oman thanked Iran. The Sultanate has sent 200 troops to Yemen.", ("TROOP_DEPLOYMENT", "OMN", "YEM")),
        ("Spain thanked Morocco. The Kingdom of Norway sent 200 troops to Mali.", ("TROOP_DEPLOYMENT", "NOR", "MLI")),
        ("Chad thanked Morocco. The United Kingdom sent 200 troops to Mali.", ("TROOP_DEPLOYMENT", "GBR", "MLI")),
    ],
)  # fmt: skip
def test_the_kingdom_in_its_own_press_is_the_one_with_which_the_text_begins(text: str, expected: tuple[str, ...]):
    assert [t for t in triples(read(text)) if t[0] == expected[0]] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iran shot down a drone. The Zionist regime has bombed Syria, he said.", {("ATTACKS", "ISR", "SYR")}),
        ("The Zionists also shelled Lebanon.", {("ATTACKS", "ISR", "LBN")}),
        ("Syria condemned the attacks by the Zionist enemy.", {("ACCUSES", "SYR", "ISR")}),
        ("The Jewish state attacked Lebanon.", {("ATTACKS", "ISR", "LBN")}),
        ("The Zionist movement was founded in Basel.", set()),
        ("The Christian Zionist group supports peace.", set()),
    ],
)
def test_names_that_foes_give_a_state_are_the_state(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert triples(read(text)) == expected
