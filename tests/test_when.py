"""Dates in news sentences: as fine as the words, counted from the day of publication, open where they are open."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from growth import linear, repeated

from kg.dates import is_partial
from kg.model import Document
from kg.text.extract import explain_sentence, extract
from kg.text.when import times

THURSDAY = "2024-10-24"


def read(sentence: str, published: str | None = THURSDAY) -> list[tuple[str | None, str | None, str]]:
    return [(t.since, t.until, t.kind) for t in times(sentence, published)]


def only(sentence: str, published: str | None = THURSDAY) -> tuple[str | None, str | None, str]:
    found = read(sentence, published)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("It was signed on 19 June 2024.", "2024-06-19"),
        ("It was signed on June 19, 2024.", "2024-06-19"),
        ("It was signed on the 19th of June 2024.", "2024-06-19"),
        ("It was signed on 2024-06-19.", "2024-06-19"),
        ("Es wurde am 12.09.2023 unterzeichnet.", "2023-09-12"),
        ("It was signed on Sept. 12, 2023.", "2023-09-12"),
        ("It was signed in October 2024.", "2024-10"),
        ("It was signed in mid-March 2023.", "2023-03"),
        ("It was signed in 2007.", "2007"),
        ("It was signed in the summer of 2022.", "2022"),
        ("It was signed at the end of 2023.", "2023"),
        ("The 1961 treaty binds both.", "1961"),
        ("The army last fought in the 1953 Korean War.", "1953"),
        ("IT WAS SIGNED IN MAY 2024.", "2024-05"),
    ],
)
def test_a_date_is_as_fine_as_the_words_and_needs_no_day_of_publication(sentence: str, date: str):
    """A treaty dated by its day, its month, its season or its year keeps that precision and gains none."""
    assert only(sentence, None) == (date, None, "point")


@pytest.mark.parametrize(
    ("sentence", "published", "first", "last"),
    [
        ("It was signed in the first half of 2024.", None, "2024-01", "2024-06"),
        ("Trade fell in the third quarter of 2017.", None, "2017-07", "2017-09"),
        ("Trade fell in the first quarter.", "2018-10-20", "2018-01", "2018-03"),
        ("Trade fell in the fourth quarter.", "2018-02-10", "2017-10", "2017-12"),
        ("They exchanged fire last Tuesday and Wednesday.", "2018-10-20", "2018-10-16", "2018-10-17"),
    ],
)
def test_quarters_halves_and_two_days_are_spans(sentence: str, published: str | None, first: str, last: str):
    """A quarter without its year is the last that had begun when the text appeared."""
    assert only(sentence, published) == (first, last, "span")


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("They met on Tuesday.", "2024-10-22"),
        ("They met on Thursday.", "2024-10-24"),
        ("Friday's strike hit a depot.", "2024-10-18"),
        ("They met last Friday.", "2024-10-18"),
        ("They met yesterday.", "2024-10-23"),
        ("They met last month.", "2024-09"),
        ("They met earlier this year.", "2024"),
        ("They met last year.", "2023"),
        ("They met last October.", "2023-10"),
        ("They met last summer.", "2024"),
        ("They met five days ago.", "2024-10-19"),
        ("They met two weeks ago.", "2024-10"),
        ("They met six months ago.", "2024-04"),
        ("They met three years ago.", "2021"),
        ("They met a decade ago.", "2014"),
        ("They met in March.", "2024-03"),
        ("They met in December.", "2023-12"),
        ("They met on June 19.", "2024-06-19"),
        ("They met in mid-September.", "2024-09"),
        ("They met on 3 December.", "2023-12-03"),
    ],
)
def test_a_relative_date_is_the_nearest_past_one(sentence: str, date: str):
    """What a paper of Thursday, 24 October 2024 tells as past lies before that day, by the calendar of 2024."""
    assert only(sentence) == (date, None, "point")


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("He will meet Kim on Friday.", "2024-10-25"),
        ("Talks are scheduled for next Tuesday.", "2024-10-29"),
        ("It will start on 3 November.", "2024-11-03"),
        ("The exercise is due in March.", "2025-03"),
        ("Drills are planned for next month.", "2024-11"),
        ("The plane will arrive in two years' time.", "2026"),
        ("The summit of 5 November divides them.", "2024-11-05"),
        ("They meet again tomorrow.", "2024-10-25"),
    ],
)
def test_an_announced_date_lies_ahead(sentence: str, date: str):
    """ "Will", "due", "next" turn a weekday or a month to the next one; so does a day that is a few days ahead."""
    assert only(sentence) == (date, None, "point")


def test_the_day_of_a_statement_is_past_even_where_it_speaks_of_the_future():
    """ "Said on Tuesday that they would leave on Friday": Tuesday the 22nd has been, Friday the 25th is to come."""
    assert read("He said on Tuesday that troops would leave on Friday.") == [
        ("2024-10-22", None, "point"),
        ("2024-10-25", None, "point"),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Since 2015 it has had a base.", ("2015", None, "since")),
        ("Since last October it has had a base.", ("2023-10", None, "since")),
        ("It has had a base since the 1950s.", ("1950", None, "since")),
        ("Starting in 2026 it will pay.", ("2026", None, "since")),
        ("It stays until 21 August.", (None, "2025-08-21", "until")),
        ("It stayed until 21 August.", (None, "2024-08-21", "until")),
        ("Troops will arrive by December.", (None, "2024-12", "until")),
        ("It is due by the end of 2025.", (None, "2025", "until")),
        ("It must leave by the end of October.", (None, "2024-10", "until")),
        ("It is to leave by year's end.", (None, "2024", "until")),
        ("It is due by 2030.", (None, "2030", "until")),
    ],
)
def test_an_open_interval_stays_open(sentence: str, expected: tuple[str | None, str | None, str]):
    """ "Since" has no last day and "by" no first one; neither is filled in."""
    assert only(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "since", "until"),
    [
        ("It fought there from 2021 to 2024.", "2021", "2024"),
        ("It fought there between 2014 and 2016.", "2014", "2016"),
        ("It fought there in 2014-16.", "2014", "2016"),
        ("Drills ran from 3 to 12 March 2023.", "2023-03-03", "2023-03-12"),
        ("Drills ran from March 2021 to June 2022.", "2021-03", "2022-06"),
        ("Drills ran between 3 May and 7 June.", "2024-05-03", "2024-06-07"),
        ("Drills ran from Monday to Friday.", "2024-10-14", "2024-10-18"),
        ("It was built in the 1990s.", "1990", "1999"),
        ("It is to be built in the early 2030s.", "2030", "2034"),
        ("They met last week.", "2024-10-14", "2024-10-20"),
        ("Trade grew over the past three years.", "2021", "2024"),
    ],
)
def test_a_span_has_both_ends(sentence: str, since: str, until: str):
    """Decades, weeks and ranges have a first and a last date, each as fine as it was written."""
    assert only(sentence) == (since, until, "span")


@pytest.mark.parametrize(
    "sentence",
    [
        "They met on Tuesday.",
        "They met last year.",
        "They met two weeks ago.",
        "They met on June 19.",
        "It ends today.",
    ],
)
def test_without_a_day_of_publication_nothing_relative_is_resolved(sentence: str):
    """A note without a date gives no dates but those it writes out; the day of loading is never used."""
    assert read(sentence, None) == []


def test_what_the_publication_date_does_not_say_is_not_made_up():
    """A report dated "2024" knows its last year, but no last month and no Tuesday."""
    assert only("They met last year.", "2024") == ("2023", None, "point")
    assert read("They met on Tuesday, last month and yesterday.", "2024") == []
    assert only("They met last month.", "2024-01") == ("2023-12", None, "point")


@pytest.mark.parametrize(
    "sentence",
    [
        "It sent 2,000 troops and 2000 soldiers.",
        "Resolution 1701 and Article 2014 of the law hold.",
        "The Boeing 737 flew over.",
        "He may march on, but not in a second.",
        "Theresa May and April Glaspie met.",
        "Black Friday came after Friday prayers.",
        "It costs $2015 and 2015 dollars.",
        "That year they signed in the same year.",
        "31 February 2024 and 2024-13-01 are no days.",
        "The 2nd Infantry Division took 155mm guns.",
    ],
)
def test_what_looks_like_a_date_and_is_none(sentence: str):
    """Counts, laws, aircraft, modal verbs, people and impossible days."""
    assert read(sentence) == []


def test_a_year_before_something_countable_is_a_year():
    """ "In 2022 Russian troops invaded" is dated; "a force of 2000 soldiers" is counted."""
    assert only("In 2022 Russian troops invaded with a force of 2000 soldiers.") == ("2022", None, "point")


def test_places_are_exact():
    """The characters of a mention are its text, and mentions neither overlap nor run backwards."""
    sentence = "On Saturday, 12 October, after talks since May 2023 (the “first”), it agreed to pay until 2030."
    found = times(sentence, THURSDAY)
    assert [t.text for t in found] == ["12 October", "May 2023", "2030"]
    assert all(sentence[t.start : t.end] == t.text for t in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


@pytest.mark.parametrize(
    "piece", ["2015-", "in 2015, ", "May ", "since ", "1 ", "from Monday to ", "the early ", "9", "3 to 12 ", "ab, "]
)
def test_hostile_sentences_cost_linear_time(piece: str):
    """Eight times as much of anything takes some eight times as long; every date found is of the calendar."""
    text = repeated(piece, 80_000)
    assert linear(lambda some: times(some, THURSDAY), text[:10_000], text)
    found = times(text, THURSDAY)
    assert all(is_partial(d) for t in found[:200] for d in (t.since, t.until) if d)


def test_dates_of_the_annotated_news(shared: Path):
    """Of the gold dates of news_dev at least 80 % are named in the claim's own sentence and read there.

    The rest is said in another sentence ("in that year", "a week after") and must not be guessed here.
    """
    folder = shared / "data" / "extraction" / "news_dev"
    published = {d["doc_id"]: d["date"] for d in _lines(folder / "texts" / "documents.jsonl")}
    dated = [c for c in _lines(folder / "gold.jsonl") if c.get("time")]
    right = [c for c in dated if any(_agrees(c["time"], t) for t in times(c["sentence"], published[c["doc_id"]]))]
    assert len(dated) == 41
    assert len(right) / len(dated) >= 0.80, [c["claim_id"] for c in dated if c not in right]


def _agrees(gold: dict[str, str | None], found: object) -> bool:
    since, until = getattr(found, "since", None) or "", getattr(found, "until", None) or ""
    return since.startswith(gold["start"] or "") and until.startswith(gold["end"] or "")


def _lines(path: Path) -> list[dict[str, object] | dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("The next day the rebels left.", "2024-03-01"),
        ("Two days earlier the bloc had imposed sanctions.", "2024-02-27"),
        ("The army struck back that night.", "2024-02-29"),
        ("Chad did likewise in the same month.", "2024-02"),
        ("Two days after the vote, the army attacked.", "2024-03-02"),
        ("Peace came two days after gunmen had killed a judge.", "2024-02-27"),
    ],
)
def test_a_day_is_counted_from_the_one_told_before(sentence: str, date: str):
    assert [t.since for t in times(sentence, "2024-05-10", "2024-02-29")] == [date]


def test_a_day_in_the_sentence_comes_before_the_one_told():
    found = times("Chad voted on 5 May, two days after rebels had struck.", "2024-05-10", "2024-02-29")
    assert [t.since for t in found] == ["2024-05-05", "2024-05-03"]


def test_a_month_before_a_name_is_one_after_in():
    assert [t.since for t in times("In March Berlin signed.", "2024-05-10")] == ["2024-03"]


@pytest.mark.parametrize(
    ("sentence", "relation", "since"),
    [
        ("Kenya agreed on Tuesday to send 500 soldiers to Haiti.", "TROOP_DEPLOYMENT", "2024-10-22"),
        ("Kenya and Chad signed a pact on Monday after the worst fighting since 1999.", "AGREES_WITH", "2024-10-21"),
        ("Kenyan jets bombed a camp in Chad on Monday, and two civilians were killed.", "CASUALTIES", "2024-10-21"),
        ("William Ruto flew to Chad on Monday to meet Mahamat Deby.", "MEETS_WITH", "2024-10-21"),
        ("William Ruto is flying to Chad on Sunday.", "MEETS_WITH", "2024-10-27"),
        ("William Ruto travels to Chad in February.", "MEETS_WITH", "2025-02"),
        ("Kenya and Chad held an exercise that ended on Sunday.", "COOPERATES_WITH", "2024-10-20"),
        ("Kenya closed its border on Monday and accused Chad of theft.", "ACCUSES", None),
        ("Kenya freed ten prisoners on Monday at the request of Chad.", "REQUESTS", None),
    ],
)
def test_a_clause_may_share_the_day_of_another(
    sentence: str, relation: str, since: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is agreed, done in passing or on the way has the day of the verb above; a charge or a request has not."""
    monkeypatch.setenv("KG_SCORER", "none")  # the network leaves what is only agreed on without a day
    found = [c["time"] for c in explain_sentence(sentence, THURSDAY) if c["relation"] == relation]
    assert found and {t and t["start"] for t in found} == {since}


def test_two_decades_are_one_span() -> None:
    assert read("In the 1970s and 1980s it armed them.", None) == [("1970", "1989", "span")]


def test_who_signs_in_the_next_breath_signs_that_day() -> None:
    """A pact or a meeting told in the plain past right after a day, in a sentence that names no time of its own."""
    text = "William Ruto flew to Chad on Monday. He signed a treaty with Mahamat Deby. Kenya has met Chad often."
    found = {
        (c.relation, c.since)
        for c in extract(Document("unknown", "", text, THURSDAY, "text"))
        if c.relation == "AGREES_WITH"
    }
    assert found == {("AGREES_WITH", "2024-10-21")}


def test_a_means_of_travel_is_no_deadline() -> None:
    """ "By telephone on Wednesday" speaks of the past Wednesday."""
    assert only("They spoke by telephone on Wednesday.")[0] == "2024-10-23"
