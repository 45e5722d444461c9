"""Where sentences end, and that their places in the text are exact."""

from __future__ import annotations

import itertools
import json

import pytest
from growth import linear, repeated
from hypothesis import given, settings
from hypothesis import strategies as st
from kg.loaders import article_text

from kg.model import Document
from kg.text.sentences import SENTENCE_CAP, sentences


def split(text: str) -> list[str]:
    return [s.text for s in sentences(text)]


@pytest.mark.parametrize(
    "whole",
    [
        "Gen. Thomas Waldhauser met Lt. Col. Ivan Petrov, Maj. Gen. Cho and Adm. Karl Thomas in Sydney.",
        "The U.S. Navy and the U.K. Ministry of Defence met U.N. Secretary-General Antonio Guterres in St. Petersburg.",
        "Mr. Biden, Dr. Kim and Sen. J. D. Vance met George W. Bush and Kim J. Un's envoy.",
        "At 9 a.m. Moscow time, and again at 5 p.m. EST on Oct. 8, No. 2 Brigade fired.",
        "The deal, worth $2.5 billion (some 3.1 bn euros), covers 1,000 of the T-72B3.5 tanks.",
        "“Will they go?” Putin asked at the meeting.",
        '"We will not!" a Chadian minister said on Thursday.',
        "It was signed (see Art. 5 and Sec. 2 of the treaty) by Prof. Chen et al. in 1975.",
        "Raytheon Co. Patriot batteries were sold by Lockheed Martin Corp. Missiles and Fire Control.",
        "The talks ... went on until Jan. 3 in Washington, D.C. and Fort Liberty, formerly Ft. Bragg.",
        "Moscow sent e.g. Su-35 jets, i.e. its best, vs. Kyiv's F-16s.",
        "The army has 12 of the T-72B3.5 Tanks, and an army of the 2.0 Kind.",
        "It is told in Vol.14 The Army and in Art.5 The Union.",
        "Brig. Gen. Yahya Saree spoke of the Pres. Xi visit in Sept. 2023.",
    ],
)
def test_a_stop_of_an_abbreviation_an_initial_or_a_number_ends_no_sentence(whole):
    """Ranks, states' initials, hours, months and figures all carry stops."""
    assert split(whole) == [whole]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Russia left the U.S.", "It did so in 2022."),
        ("The convoy left at 9 a.m.", "Officials said nothing."),
        ("He fought in World War I.", "The front held."),
        ("It bought jets from Boeing Inc.", "The price is secret."),
        ("They fled in 2024.", "Russia stayed."),
        ("Did they go?", "Nobody in Sydney would say."),
        ("They went!", "Then they came back."),
        ('"We will fight."', "Kyiv did not answer."),
        ("He said: “No.”", "Warsaw disputes that."),
        ("(It was closed.)", "Two ships waited."),
        ("The treaty binds both.[12]", "China did not sign."),
        ("The first was delivered in 2015.(3)", "Germany delivered two frigates."),
        ("Algeria bought two frigates.¹", "Rioters had burnt shops."),
        ("France bombed Gao on 12 January 2013.†", "Germany withdrew."),
        ("Chad sent 1,400 soldiers to Mali.14", "Niger gave two vehicles."),
        ("They were ordered in November 2017.4", "Romania paid for seven."),
        ("Both denied it.*", "Neither was believed."),
        ("10 February 1995. Peru sends 300 soldiers.", "Ecuador objects."),
        ("Troops are now in the country.", "“They stay,” he said."),
        ("It costs 5.8 billion.", "50 tanks came."),
        ("Sending thousands of ...", "Pyongyang units have been shelled."),
        ("Pyongyang hesitated…", "Moscow did not."),
        ("No one asked.", "No. 2 Brigade left."),
        ("He signed as John Smith Jr.", "The pact holds."),
    ],
)
def test_two_sentences_are_two(first, second):
    """What ends a sentence is told from the word before and the word after."""
    assert split(f"{first} {second}") == [first, second]


def test_a_missing_blank_after_a_stop_is_an_error_of_the_page():
    """Scraped pages lose blanks; addresses and numbers have stops inside."""
    assert split("Russia ended the war.The army left.") == ["Russia ended the war.", "The army left."]
    assert len(split("See www.state.gov and U.S.Navy for 3.5 million.")) == 1


def test_a_paragraph_ends_a_sentence_with_or_without_a_stop():
    """Headlines, lists and cut snippets have no stop."""
    text = (
        "Warsaw shops in Seoul\n\nPoland signed contracts\n\n- 180 tanks\n- 212 guns\n***\n## Views\nBerlin was silent"
    )
    assert split(text) == [
        "Warsaw shops in Seoul",
        "Poland signed contracts",
        "- 180 tanks",
        "- 212 guns",
        "## Views",
        "Berlin was silent",
    ]


def test_lines_that_stand_for_themselves_are_not_joined():
    """A page of search results: each line a snippet of another report, some cut."""
    text = (
        "G7 nations say the deployment is a sign of desperation as Moscow looks to plug troop losses\n"
        "For Pyongyang, sending thousands of ...\nUnits have been shelled in Kursk.\nKyiv spoke."
    )
    assert split(text) == text.split("\n")


def test_wrapped_lines_are_one_sentence():
    """Mail and old agencies wrap at 70 characters; a name may begin a line."""
    text = (
        "The two governments signed a treaty of mutual defence on Tuesday in\n"
        "Pyongyang, which obliges each of them to help the other. President\n"
        "Putin called it a breakthrough for the whole of the region and Mr.\nKim agreed with him that it was. A visit\n"
        "to Moscow was agreed.\n\nThe foreign ministry in Tokyo asked for a meeting of the United\nNations."
    )
    found = split(text)
    assert [" ".join(s.split()) for s in found] == [
        "The two governments signed a treaty of mutual defence on Tuesday in Pyongyang, which obliges each of them to "
        "help "
        "the other.",
        "President Putin called it a breakthrough for the whole of the region and Mr. Kim agreed with him that it was.",
        "A visit to Moscow was agreed.",
        "The foreign ministry in Tokyo asked for a meeting of the United Nations.",
    ]
    assert split("Russia sent\ntroops to Syria.") == ["Russia sent\ntroops to Syria."]


def test_other_scripts_end_sentences_their_own_way():
    """Chinese and Japanese write no blank after a stop; Arabic and Hindi have marks of their own."""
    assert split("俄罗斯撤军。中国沉默！为什么？") == ["俄罗斯撤军。", "中国沉默！", "为什么？"]
    assert split("هل ستنسحب روسيا؟ لم تجب موسكو.") == ["هل ستنسحب روسيا؟", "لم تجب موسكو."]
    assert split("Россия вывела войска. Москва молчит.") == ["Россия вывела войска.", "Москва молчит."]


def test_every_gold_sentence_is_one_of_ours(shared):
    """The 160 sentences of the annotated news, character by character."""
    folder = shared / "data/extraction/news_dev"
    ours: dict[str, set[str]] = {}
    for path in (folder / "texts").glob("*.txt"):
        for loaded in article_text.load(path):
            if isinstance(loaded, Document):
                ours[loaded.name] = set(split(loaded.text))
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text().splitlines()]
    missed = [g["sentence"] for g in gold if g["sentence"] not in ours[g["doc_id"]]]
    assert len(gold) == 160 and missed == []


def test_the_snippets_of_the_seed_are_sentences_of_their_own(shared):
    """33 by hand count: 21 of the article (lines 1-7), 12 of nine snippets, two of them cut short."""
    (path,) = (shared / "seed").glob("*.txt")
    text = path.read_text()
    found = split(text)
    assert len(found) == 33
    assert "For Pyongyang, sending thousands of ..." in found and "Now, its troops have joined the fight." in found
    assert sum("\n" in s for s in found) == 0


@settings(max_examples=200)
@given(st.text(alphabet=st.sampled_from("aB1 .!?…\"”'()\n\t,;—U.S.Mr。é\u2028"), max_size=300))
def test_places_are_exact_and_nothing_is_lost(text):
    """Every letter and digit stands in exactly one sentence."""
    found = sentences(text)
    assert all(text[s.start : s.end] == s.text == s.text.strip() and s.text for s in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert [c for s in found for c in s.text if c.isalnum()] == [c for c in text if c.isalnum()]


@pytest.mark.parametrize(
    "unit", [".", "a. ", "x", "(", "?!", "U.S. ", "a\n", "A\n", "\n", " ", "“", "Mr. ", "word ", "a.B", "...\n", "[1]"]
)
def test_long_and_odd_texts_take_time_with_their_length(unit):
    """Half a million characters of anything cost no more each than an eighth of them; no sentence is over the cap."""
    text = repeated(unit, 400_000)
    assert linear(sentences, text[:50_000], text)
    assert all(len(s.text) <= SENTENCE_CAP for s in sentences(text))
