"""Documents from outside: what is read, what is refused, and that nothing is guessed."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
import zipfile
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import docx as python_docx
import pytest
from growth import linear, repeated
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kg.loaders import article_text, docx, feed, html, jsonl, mail, pdf

from kg.errors import BadInput
from kg.model import Document, Loaded, Rejected, Source
from kg.sources import detect
from kg.text.documents import TEXT_CAP, calm, date_of, decoded, is_table, one_line, outlet, safe_url

DATA = Path(__file__).parent / "data" / "documents"
READERS = (pdf, docx, feed, html, jsonl, mail, article_text)


def documents(loaded: list[Loaded]) -> list[Document]:
    return [x for x in loaded if isinstance(x, Document)]


def reasons(loaded: list[Loaded]) -> list[str]:
    return [x.reason for x in loaded if isinstance(x, Rejected)]


def read(
    tmp_path: Path, content: str | bytes, name: str = "d.txt", by: ModuleType = article_text, **options: str
) -> list[Loaded]:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(by.load(path, **options))


def one(
    tmp_path: Path, content: str | bytes, name: str = "d.txt", by: ModuleType = article_text, **options: str
) -> Document:
    (document,) = documents(read(tmp_path, content, name, by, **options))
    return document


# Plain text


def test_front_matter_says_title_date_outlet_address_and_language():
    """The block between the two lines of --- is about the document and no part of its text."""
    (document,) = documents(list(article_text.load(DATA / "front.md")))
    assert (document.title, document.published, document.source) == (
        "Kyiv: a winter of drones",
        "2024-12-03",
        "outlet:sahel-monitor",
    )
    assert (document.url, document.language, document.name) == ("https://example.org/kyiv", "en", "front")
    assert document.text.startswith("Turkey delivered") and document.text.endswith("a diplomat said.")


def test_a_source_stands_before_its_document_and_has_its_id():
    """A log that reads in order knows the outlet before the article."""
    loaded = list(article_text.load(DATA / "front.md"))
    assert loaded[0] == Source("outlet:sahel-monitor", "Sahel Monitor", kind="outlet")
    assert isinstance(loaded[1], Document) and len(loaded) == 2


@pytest.mark.parametrize("date", ["2024-10-08", "2024-10", "2024"])
def test_a_title_line_and_an_outlet_line_are_read_as_fine_as_they_are(tmp_path, date):
    """A date is as fine as its source says and no finer."""
    document = one(tmp_path, f"A pact in Sochi\nMeridian Wire, {date}\n\nRussia signed.\n\nIran did not.")
    assert (document.title, document.source, document.published) == ("A pact in Sochi", "outlet:meridian-wire", date)
    assert document.text == "Russia signed.\n\nIran did not."


@pytest.mark.parametrize(
    "head",
    [
        "Title: Sahel trio leaves ECOWAS\nSource: Niamey Observer\nDate: 2025-01-29\n\n",
        "Sahel trio leaves ECOWAS\nSource: Niamey Observer\nPublished: 29 January 2025\nAuthor: A. Maiga\n\n",
        "Headline: Sahel trio leaves ECOWAS\nBy: A. Maiga\nOUTLET: Niamey Observer\npublication date: 2025-01-29\n",
    ],
)
def test_lines_that_name_title_outlet_and_day_are_about_the_article_and_no_part_of_it(tmp_path, head):
    """Many save an article so; read as text, "Source: Niamey Observer" spoke, and ten outlets were one, and undated."""
    document = one(tmp_path, head + "Mali withdrew from ECOWAS on Wednesday.")
    assert (document.title, document.source, document.published) == (
        "Sahel trio leaves ECOWAS",
        "outlet:niamey-observer",
        "2025-01-29",
    )
    assert document.text == "Mali withdrew from ECOWAS on Wednesday."


@pytest.mark.parametrize(
    "text", ["Source: Reuters\n\nRussia signed a treaty.", "Location: Kursk\nTags: war, arms\nMore."]
)
def test_one_label_alone_makes_no_head(tmp_path, text):
    """A caption or a note may begin so, and nothing of a text is lost on a guess."""
    assert one(tmp_path, text).text == text


def test_a_text_that_says_nothing_about_itself_has_no_date_and_keeps_its_whole_text(tmp_path):
    """The day of loading is never the date of publication."""
    text = "Warsaw shops in Seoul\nPoland signed contracts for 180 tanks."
    document = one(tmp_path, text, "notes-2024-10-08.txt")
    assert (document.title, document.published, document.source) == ("Warsaw shops in Seoul", None, "unknown")
    assert document.text == text


def test_a_first_line_that_is_a_sentence_is_no_title(tmp_path):
    """Then the file's name is the title."""
    assert one(tmp_path, "Poland signed contracts.\nThen it waited.", "d09.txt").title == "d09"


@pytest.mark.parametrize("bad", ["2024-13-45", "yesterday", "08/10/2024", "2024-02-30", "[2024, 2025]", "{a: 1}"])
def test_a_bad_date_leaves_the_date_unknown_and_says_so(tmp_path, bad):
    """3/4/2019 is March in Washington and April in London: nothing is guessed."""
    loaded = read(tmp_path, f"---\ntitle: A pact\npublished: {bad}\n---\nRussia signed.")
    assert documents(loaded)[0].published is None
    assert [r for r in reasons(loaded) if "published" in r]


def test_a_bad_date_in_the_outlet_line_keeps_the_outlet(tmp_path):
    """One wrong field does not spoil the others."""
    loaded = read(tmp_path, "A pact\nMeridian Wire, 2024-13-45\n\nRussia signed.")
    assert (documents(loaded)[0].source, documents(loaded)[0].published) == ("outlet:meridian-wire", None)
    assert "2024-13-45" in reasons(loaded)[0]


@pytest.mark.parametrize(
    "block",
    [
        "a: &x [1]\nb: *x",
        "title: !!python/object/apply:os.system [ls]",
        "[" * 500,
        "- a\n- b",
        "just words\ntitle: [a, b",
        "{" * 90,
        "a: &a ['x']\n" + "\n".join(f"{c}: &{c} [*a,*a]" for c in "bcdef"),
    ],
)
def test_front_matter_that_is_no_flat_mapping_is_refused_and_the_text_is_kept(tmp_path, block):
    """YAML can run code, and nine lines of aliases can fill the memory."""
    loaded = read(tmp_path, f"---\n{block}\n---\nRussia signed a treaty.")
    assert documents(loaded)[0].text == "Russia signed a treaty."
    assert reasons(loaded)


@pytest.mark.parametrize(
    "text",
    [
        "Po\u200bland sent 36 tanks to Ukr\u00adaine.",
        "\ufeffPoland sent 36 ta\u200dnks to \u2060Ukraine.",
        "Poland sent 36 tanks to Uk\u00ad\nraine.",
        "\u200ePol\u200cand sent 36 tanks to \u202aUkraine\u202c.",
    ],
)
def test_marks_that_nobody_sees_hide_no_name(tmp_path, text):
    """Copied web text is full of soft hyphens and of spaces without width; a search for "Poland" finds it."""
    assert one(tmp_path, f"A gift\n\n{text}").text.endswith("Poland sent 36 tanks to Ukraine.")


def test_joiners_of_other_scripts_stay(tmp_path):
    """In Persian the mark parts what would run together; in pictures it joins them."""
    assert one(tmp_path, "می\u200cخواهم 👨\u200d👩").text == "می\u200cخواهم 👨\u200d👩"


def test_a_colon_in_a_title_is_no_reason_to_lose_the_date(tmp_path):
    """`title: Kyiv: the war` is no YAML, and everybody writes it."""
    document = one(tmp_path, "---\ntitle: Kyiv: the war\ndate: 2023-05\noutlet: No: 1 Post\n---\nText here.")
    assert (document.title, document.published) == ("Kyiv: the war", "2023-05")


def test_norwegian_is_a_language_and_not_the_value_false(tmp_path):
    """YAML 1.1 reads `no` as false and 2024-02-30 as an error; here values are text."""
    assert one(tmp_path, "---\nlanguage: no\npublished:\n---\nNorge kjøpte fly.").language == "no"


def test_front_matter_without_an_end_is_text(tmp_path):
    """Nothing disappears into a header that never closes."""
    loaded = read(tmp_path, "---\ntitle: A pact\nRussia signed.")
    assert "Russia signed." in documents(loaded)[0].text and "no closing" in reasons(loaded)[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_encodings(tmp_path, encoding):
    """An umlaut and a curly quote survive every encoding that editors write."""
    text = "Ankara’s jets\nBosporus Letter, 2019-07-19\n\nErdoğan’s Élysée visit: “naïve”, said Müller. " * 1
    text = text.replace("ğ", "g") if encoding == "cp1252" else text
    document = one(tmp_path, text.encode(encoding))
    assert document.title == "Ankara’s jets" and "Élysée visit: “naïve”, said Müller." in document.text


def test_cyrillic_code_pages_are_found(tmp_path):
    """Russian text in windows-1251 is still common."""
    text = "Россия и Северная Корея подписали договор о взаимной обороне. Москва отправила делегацию в Пхеньян. " * 5
    assert one(tmp_path, text.encode("cp1251")).text == text.strip()


@pytest.mark.parametrize(
    "raw",
    [
        b"\x89PNG\r\n\x1a\n\0\0",
        b"a\0b\0\0\0c" * 50,
        bytes(range(256)) * 20,
        b"{\\rtf1 hello}",
        b"\x01\x02\x03\x04" * 100,
    ],
)
def test_what_is_no_text_is_refused_by_name(tmp_path, raw):
    """A picture is no article, whatever its suffix."""
    path = tmp_path / "article.txt"
    path.write_bytes(raw)
    assert not article_text.matches(raw, path)
    assert "is no text" in reasons(list(article_text.load(path)))[0]


def test_control_characters_line_ends_and_surrogates(tmp_path):
    """The body keeps its own characters, but for what no screen and no database bears."""
    document = one(tmp_path, "A line.\r\nTwo\x1b[31m.\rThree\x07.\u2028Four\tx.")
    assert document.text == "A line.\nTwo[31m.\nThree.\nFour\tx."
    record = json.dumps({"text": "Chad \ud800 ended it."})
    assert one(tmp_path, record, "x.jsonl", jsonl).text == "Chad \ufffd ended it."


def test_unknown_tables_and_other_formats_are_refused_with_the_reason(tmp_path):
    """Plain text is what is left, but a table of nobody's is not an article."""
    cases = {
        "a.csv": ("stateA;stateB;year\n2;20;1958\n2;200;1949\n", "table in no known format"),
        "a.tsv": ("name\tyear\nX\t1\nY\t2\n", "table in no known format"),
        "a.xml": ("<?xml version='1.0'?><data><row/></data>", "XML in no known format"),
        "a.json": ('{"rows": [1, 2]', "JSON in no known format"),
        "a.txt": ("  \n\n", "empty"),
    }
    for name, (text, reason) in cases.items():
        assert reason in (article_text.why_not(text.encode(), tmp_path / name) or ""), name
    prose = (
        b"On Monday, Russia, China and Iran met.\nOn Tuesday, they signed, he said.\nOn Friday, they left, she said.\n"
    )
    assert article_text.why_not(prose, tmp_path / "a.txt") is None


def test_no_public_table_is_taken_for_an_article(shared):
    """Whatever loader is missing or fails: the rows of a data set are never read as sentences."""
    tables = [p for p in (shared / "data").rglob("*") if p.suffix.lower() in (".csv", ".gz", ".tab")]
    taken = []
    for path in tables:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        taken += [path.name] if article_text.matches(raw[: 1 << 16], path) else []
    assert len(tables) > 20 and taken == []


def test_every_news_article_is_text_with_its_title_outlet_and_date(shared):
    """The ten annotated articles say what documents.jsonl says about them."""
    folder = shared / "data/extraction/news_dev/texts"
    for line in (folder / "documents.jsonl").read_text().splitlines():
        said = json.loads(line)
        path = folder / said["file"]
        (document,) = documents(list(article_text.load(path)))
        assert article_text.matches(path.read_bytes(), path)
        assert (document.name, document.title, document.published) == (said["doc_id"], said["title"], said["date"])
        assert document.source == outlet(said["outlet"]).id
        assert path.read_text().endswith(document.text + "\n") or path.read_text().endswith(document.text)


def test_the_seed_has_no_date_and_no_outlet(shared):
    """A document without a date gives claims without one."""
    (path,) = (shared / "seed").glob("*.txt")
    (document,) = documents(list(article_text.load(path)))
    assert (document.published, document.source, document.language) == (None, "unknown", "en")
    assert document.text == path.read_text().strip()


# Size


def test_a_text_over_the_cap_is_cut_and_the_cut_is_reported(tmp_path):
    """Ten megabytes in one line are read within the limit, not refused and not read whole."""
    loaded = read(tmp_path, "Russia signed. " * 700_000)
    assert TEXT_CAP - 2000 < len(documents(loaded)[0].text) <= TEXT_CAP
    assert "only the beginning was read" in reasons(loaded)[0]


def test_packed_text_is_read_and_a_bomb_is_cut(tmp_path):
    """A gzip of 200 MB of blanks is a few kilobytes long."""
    assert one(tmp_path, gzip.compress(b"Russia signed a pact."), "a.txt.gz").text == "Russia signed a pact."

    def peak(characters: int) -> int:
        packed = gzip.compress(b"a b " * (characters // 4), 1)
        tracemalloc.start()
        loaded = read(tmp_path, packed, "b.txt.gz")
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert len(documents(loaded)[0].text) <= TEXT_CAP
        return most

    assert peak(160_000_000) < 1.1 * peak(20_000_000), "it is not unpacked whole"
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        archive.writestr("inside.txt", "Iran signed a pact.")
    assert one(tmp_path, box.getvalue(), "c.zip").text == "Iran signed a pact."


@pytest.mark.parametrize(
    "piece, length", [("(", 20_000), ("$", 20_000), ("😀", 20_000), ("((( ", 27_000), ("x", 200_000), ("a(", 120_000)]
)
def test_calm_text_does_not_slow_the_tokeniser(piece, length):
    """spaCy needs 12 s for 10,000 brackets, time with the square of the run; offsets must stay good."""
    import spacy

    calmed = calm(repeated(piece, length))
    assert len(calmed) == length
    assert linear(spacy.blank("en").tokenizer, calm(repeated(piece, length // 8)), calmed)


def test_calm_leaves_articles_alone():
    """Nothing that a reporter writes has 64 equal symbols in a row."""
    text = (DATA / "front.md").read_text()
    assert calm(text) == text


def test_a_date_that_is_still_to_come_is_kept_and_told(tmp_path):
    """Nothing is published in 2093 yet: a slip of the pen, or a clock that is wrong. Today's news from Samoa is no slip."""
    tomorrow = (date.today() + timedelta(days=1)).isoformat()
    for day, told in (("2093-05-01", ["published: 2093-05-01 is still to come; kept as told"]), (tomorrow, [])):
        loaded = read(tmp_path, f"---\npublished: {day}\n---\nRussia signed.")
        assert (documents(loaded)[0].published, reasons(loaded)) == (day, told)


# Web pages


def test_a_page_gives_its_article_title_outlet_and_stated_date():
    """Not the menu, not the script, not the date of the last change."""
    path = DATA / "page.html"
    assert html.matches(path.read_bytes(), path)
    (document,) = documents(list(html.load(path)))
    assert (document.title, document.published, document.source) == (
        "Two brigades for Kupiansk",
        "2024-10-08",
        "outlet:meridian-wire",
    )
    assert (document.url, document.language) == ("https://example.org/world/two-brigades", "en")
    assert document.text.startswith("The Ukrainian army") and document.text.count("\n\n") == 2
    for foreign in ("SCRIPT", "recipes", "Copyright", "Home"):
        assert foreign not in document.text


BODY = (
    "<article><h1>A pact</h1>"
    + "<p>Russia and North Korea signed a treaty of mutual defence in June.</p>" * 6
    + "</article>"
)


@pytest.mark.parametrize(
    "head",
    [
        "",
        '<meta property="og:image" content="https://x.org/2018/02/03/a.jpg">',
        '<meta property="article:modified_time" content="2024-05-06">',
        '<link rel="canonical" href="https://x.org/2017/08/02/a">',
        '<meta name="date" content="03/04/2019">',
    ],
)
def test_a_page_that_states_no_date_of_publication_has_none(tmp_path, head):
    """A change, a picture's address and a copyright line are no dates of publication; nor is today."""
    page = f"<html><head><title>A pact</title>{head}</head><body>{BODY}<footer>Copyright 2019</footer></body></html>"
    assert one(tmp_path, page, "a.html", html).published is None


@pytest.mark.parametrize(
    ("markup", "date"),
    [
        ('<meta name="DC.date" content="2024-05">', "2024-05"),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "News", '
            '"datePublished": "2024-05-06T23:00-07:00"}]}'
            "</script>",
            "2024-05-06",
        ),
        ('<p class="byline">Published 6 May 2024 at 10:15</p>', "2024-05-06"),
        ('<span class="date">May 6, 2024</span>', "2024-05-06"),
        ('<time datetime="2024-05-06T10:00Z">yesterday</time>', "2024-05-06"),
        ('<meta property="article:published_time" content="2094-01-02">', "2094-01-02"),
    ],
)
def test_stated_dates_are_found_where_pages_put_them(tmp_path, markup, date):
    """The day is the publisher's own, as fine as stated, and does not depend on today's."""
    head = markup if markup.startswith(("<meta", "<script")) else ""
    body = BODY if head else BODY.replace("</h1>", "</h1>" + markup, 1)
    page = f"<html><head><title>A pact</title>{head}</head><body>{body}</body></html>"
    assert one(tmp_path, page, "a.html", html).published == date


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<html><body><script>alert('Russia signed')</script></body></html>",
        "<html>" + "<div>" * 20_000,
        "<!doctype html><p>",
    ],
)
def test_a_page_without_an_article_is_refused(tmp_path, page):
    """A page of scripts says nothing."""
    (reason,) = reasons(read(tmp_path, page, "a.html", html))
    assert reason.startswith("no article text found")


def test_an_article_too_deep_in_a_page_is_refused_with_that_reason(tmp_path):
    """The parser gives up 256 elements deep; the paragraph is there all the same."""
    page = f"<!doctype html><html><body>{'<div>' * 20_000}{BODY}{'</div>' * 20_000}</body></html>"
    (reason,) = reasons(read(tmp_path, page, "a.html", html))
    assert "256 elements deep" in reason


@pytest.mark.parametrize(
    "teaser",
    [
        '<p>Read also: <a href="/x">China invaded Taiwan, says pundit</a></p>',
        '<p><strong>Related</strong><br><a href="/x">China invaded Taiwan</a></p>',
        '<p>Read more on Taiwan: <a href="/x">China invaded Taiwan</a></p>',
        '<div>SEE ALSO – <a href="/x">China invaded Taiwan</a></div>',
        "<p>READ MORE: China invaded Taiwan</p>",
        '<p><a href="/x">China invaded Taiwan, says pundit</a></p>',
        '<p>Opinion: <a href="/x">China invaded Taiwan, says pundit</a></p>',
    ],
)
def test_a_teaser_of_another_article_is_no_news_of_this_one(tmp_path, teaser):
    """A paragraph that only points elsewhere is left out, in pages and in feeds."""
    page = f"<html><head><title>A pact</title></head><body>{BODY.replace('</p>', '</p>' + teaser, 1)}</body></html>"
    text = one(tmp_path, page, "a.html", html).text
    assert "Taiwan" not in text and text.startswith("Russia and North Korea signed")
    assert html.plain(f"<p>Russia signed.</p>{teaser}") == "Russia signed."


@pytest.mark.parametrize(
    "told",
    [
        '<p>Related parties said that <a href="/x">China left Taiwan</a></p>',
        '<p>Also, <a href="/x">China left Taiwan alone in May</a></p>',
        '<p>China, <a href="/x">the ministry in Taipei said</a></p>',
        '<p><a href="/x">China left Taiwan alone in May.</a></p>',
        '<p><a name="top">China left Taiwan alone in May</a></p>',
        '<li><a href="/x">China left Taiwan alone in May</a></li>',
        "<p>See what China did to Taiwan: it left.</p>",
    ],
)
def test_a_sentence_with_a_link_is_no_teaser(told):
    """Links stand in sentences, in lists and around whole sentences."""
    assert html.plain(f"<p>Russia signed.</p>{told}").startswith("Russia signed.\n\n")


PAYWALL = (
    "<article><h1>A pact</h1><p>You have read your last free article. Subscribe for a dollar a week.</p></article>"
)


@pytest.mark.parametrize("shown", [PAYWALL, "<p>Subscribe</p>"])
def test_an_article_behind_a_paywall_is_read_where_the_page_tells_it_to_programs(tmp_path, shown):
    """`articleBody` of schema.org is the publisher's own text; markup and entities are no part of it."""
    thing = {"@type": "NewsArticle", "headline": "A pact", "datePublished": "2024-06-25"}
    body = "Russia &amp; North Korea signed a treaty.\nIt binds both to mutual defence. " + "It runs for years. " * 9
    script = f'<script type="application/ld+json">{json.dumps(thing | {"articleBody": body})}</script>'
    page = f"<html><head><title>A pact</title>{script}</head><body>{shown}</body></html>"
    document = one(tmp_path, page, "a.html", html)
    assert document.text.startswith("Russia & North Korea signed a treaty.\n\nIt binds both to mutual defence.")
    assert (document.title, document.published) == ("A pact", "2024-06-25") and "Subscribe" not in document.text


def test_what_a_page_shows_is_read_before_what_it_tells_programs_in_short(tmp_path):
    """An `articleBody` that is only the beginning takes nothing away; of several nobody knows which is the page's."""
    for bodies in (["Russia signed."], ["Mali left. " * 90, "Chad left. " * 90]):
        things = json.dumps([{"@type": "NewsArticle", "articleBody": body} for body in bodies])
        script = f'<script type="application/ld+json">{things}</script>'
        document = one(
            tmp_path, f"<html><head><title>A pact</title>{script}</head><body>{BODY}</body></html>", "a.html", html
        )
        assert document.text.startswith("Russia and North Korea signed a treaty of mutual defence")


# What a page shows and does not say

CORRECTED = "Egypt sent 90 troops to Libya in May 2025, the ministry in Cairo said on Friday."


@pytest.mark.parametrize(
    "unsaid",
    [
        "<s>Egypt sent 80 troops.</s> ",
        "<del>Egypt sent 80 troops.</del> <ins></ins>",
        "<strike>Egypt sent 80 troops.</strike> ",
        '<span style="color:red; text-decoration: line-through">Egypt sent 80 troops.</span> ',
        '<span style="display:none">Egypt sent 80 troops.</span>',
        '<span style="visibility : hidden">Egypt sent 80 troops.</span>',
        "<span hidden>Egypt sent 80 troops.</span>",
    ],
)
def test_what_a_page_strikes_or_hides_it_does_not_say(tmp_path, unsaid):
    """A struck figure is one that was corrected. What stands beside it is kept, in pages and in feeds."""
    page = f"<html><head><title>A pact</title></head><body><article><p>{unsaid}{CORRECTED}</p></article></body></html>"
    assert one(tmp_path, page, "a.html", html).text == CORRECTED
    assert html.plain(f"<p>{unsaid}{CORRECTED}</p>") == CORRECTED


def test_a_quotation_is_a_part_of_its_article(tmp_path):
    """A blockquote is the article's own: who says it stands beside it."""
    quote = "<blockquote><p>“Our soldiers have come home,” the minister said.</p></blockquote>"
    page = f"<html><head><title>A pact</title></head><body><article><p>{CORRECTED}</p>{quote}</article></body></html>"
    assert one(tmp_path, page, "a.html", html).text.endswith("“Our soldiers have come home,” the minister said.")


def test_an_article_that_a_program_shows_is_read_though_the_page_hides_it(tmp_path):
    """Some pages hide all that they have until their programs run."""
    body = f'<div style="display:none"><article><p>{CORRECTED}</p></article></div>'
    page = f"<html><head><title>A pact</title></head><body>{body}<script>{'show();' * 99}</script></body></html>"
    assert one(tmp_path, page, "a.html", html).text == CORRECTED


NOTICE = "This website stores cookies. The United States and the European Union signed an agreement on your privacy."


@pytest.mark.parametrize(
    "box",
    [
        '<div id="gdpr">',
        '<div class="site consentBox">',
        '<section class="cookie-notice">',
        '<div id="privacy-policy">',
    ],
)
def test_a_box_that_asks_for_consent_is_no_news(tmp_path, box):
    """What a page asks of its readers, by law, is not in its article."""
    end = "</section>" if box.startswith("<section") else "</div>"
    page = f"<body>{box}<p>{NOTICE}</p><button>Accept all</button>{end}<main><h1>A pact</h1><p>{CORRECTED}</p></main></body>"
    document = one(tmp_path, f"<html><head><title>A pact</title></head>{page}</html>", "a.html", html)
    assert document.text == CORRECTED


@pytest.mark.parametrize(
    "body",
    [
        f'<article class="post category-privacy tag-gdpr"><p>{NOTICE} {CORRECTED}</p></article>',
        f'<div class="category-privacy tag-gdpr"><p>{NOTICE} {CORRECTED}</p></div>',
        f'<div class="privacy"><h1>A pact</h1><p>{NOTICE} {CORRECTED}</p></div>',
        f'<article><p>{NOTICE}</p><div id="consent"><p>{CORRECTED}</p></div></article>',
    ],
)
def test_an_article_about_privacy_is_news(tmp_path, body):
    """Its subject stands in the names of its elements, as that of any article does."""
    text = one(tmp_path, f"<html><head><title>A pact</title></head><body>{body}</body></html>", "a.html", html).text
    assert "signed an agreement on your privacy" in text and CORRECTED in text


@pytest.mark.parametrize(
    ("title", "headline", "outlet"),
    [
        ("Kenya has 600 troops in Haiti - Port Journal", "Kenya has 600 troops in Haiti", "port-journal"),
        (
            "Kenya has 600 troops in Haiti | World | The Port Journal",
            "Kenya has 600 troops in Haiti",
            "the-port-journal",
        ),
        ("Kenya has 600 troops – in Haiti — Port Journal", "Kenya has 600 troops – in Haiti", "port-journal"),
        ("Kenya has 600 troops in Haiti | Port Journal", "", "port-journal"),
        ("Kenya has 600 troops in Haiti - minister", "Kenya has 600 troops in Haiti - minister", None),
        ("Kenya has 600 troops in Haiti - minister", "", None),
        ("Port Journal - Kenya has 600 troops in Haiti", "Port Journal", None),
        ("Kenya has 600 troops in Haiti - World", "Kenya has 600 troops in Haiti", None),
        ("Kenya has 600 troops in Haiti", "Kenya has 600 troops in Haiti", None),
    ],
)
def test_the_outlet_may_stand_behind_the_headline_in_the_title(tmp_path, title, headline, outlet):
    """Where a page names it nowhere else; "- minister" behind a headline says whose word it is."""
    head = f"<h1>{headline}</h1>" if headline else ""
    page = f"<html><head><title>{title}</title></head><body><main>{head}<p>{CORRECTED}</p></main></body></html>"
    assert one(tmp_path, page, "a.html", html).source == (f"outlet:{outlet}" if outlet else "unknown")
    named = page.replace("<title>", '<meta property="og:site_name" content="Meridian Wire"><title>')
    assert one(tmp_path, named, "a.html", html).source == "outlet:meridian-wire"


# PDF


def a_pdf(pages: list[list[str]], info: str = "", encrypt: str = "") -> bytes:
    """A small PDF: each page a list of lines in Helvetica."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    kids = []
    for lines in pages:
        shown = "".join(f"({line.replace('(', '').replace(')', '')}) Tj T* " for line in lines)
        stream = f"BT /F1 10 Tf 14 TL 50 780 Td {shown}ET" if lines else ""
        kids.append(len(objects) + 1)
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {kids[-1] + 1} 0 R>>"
        )
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(f'{k} 0 R' for k in kids)}]/Count {len(kids)}>>"
    objects.append(f"<<{info}/CreationDate(D:20190304000000Z)>>")
    raw, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(raw))
        raw += f"{number} 0 obj{text}endobj\n".encode("cp1252")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"<</Size {len(objects) + 1}/Root 1 0 R/Info {len(objects)} 0 R{encrypt}>>"
    return (
        raw
        + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
        + f"trailer{trailer}\nstartxref\n{len(raw)}\n%%EOF".encode()
    )


LINES = [
    "A pact in Sochi",
    "Meridian Wire, 2024-10-08",
    "",
    "Russia and North Korea signed a treaty of mutual defence in Sochi, which binds each to coop-",
    "erate when the other is attacked. The text names no state, but officials in Seoul said that it",
    "is aimed at them.",
    "China said nothing about it for a month, and then only that it had been told of the treaty in",
    "time.",
]


def test_a_pdf_gives_paragraphs_words_and_a_title_line(tmp_path):
    """Lines are joined, divided words put together, and the title and outlet lines read."""
    raw = a_pdf([LINES])
    assert pdf.matches(raw, tmp_path / "x.bin")
    document = one(tmp_path, raw, "a.pdf", pdf)
    assert (document.title, document.source, document.published) == (
        "A pact in Sochi",
        "outlet:meridian-wire",
        "2024-10-08",
    )
    assert document.text == (
        "Russia and North Korea signed a treaty of mutual defence in Sochi, which binds each to cooperate when the "
        "other is attacked. The text names no state, but officials in Seoul said that it is aimed at them.\n\n"
        "China said nothing about it for a month, and then only that it had been told of the treaty in time."
    )


def test_the_day_a_pdf_was_made_is_not_its_date_of_publication(tmp_path):
    """Archives print old papers to PDF every day."""
    document = one(tmp_path, a_pdf([LINES[3:]], "/Title(Annual survey of treaties)"), "a.pdf", pdf)
    assert (document.title, document.published) == ("Annual survey of treaties", None)
    assert one(tmp_path, a_pdf([LINES[3:]]), "a.pdf", pdf, published="2020").published == "2020"


def test_running_heads_and_page_numbers_do_not_cut_sentences(tmp_path):
    """A sentence that goes over the page is one sentence."""
    names = ("Angola", "Benin", "Chad", "Djibouti", "Eritrea")
    pages = [
        [
            "Survey of treaties 2020",
            f"agreement between {name} and its neighbour was signed in the capital, and it was",
            f"ratified by the parliament of {name} before the end of the year in which the",
            str(n),
        ]
        for n, name in enumerate(names, start=1)
    ]
    document = one(tmp_path, a_pdf(pages), "a.pdf", pdf)
    assert "Survey" not in document.text and document.text.count("in which the agreement between") == 4


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (a_pdf([[]]), "no text layer"),
        (b"%PDF-1.4\nnonsense", "broken"),
        (b"%PDF-", "broken"),
        (
            a_pdf(
                [LINES],
                encrypt="/Encrypt<</Filter/Standard/V 1/R 2/O(" + "o" * 32 + ")/U(" + "u" * 32 + ")/P -4>>/ID[(a)(a)]",
            ),
            "encrypted",
        ),
        (a_pdf([LINES])[:300], "broken"),
    ],
)
def test_a_pdf_that_cannot_be_read_says_why(tmp_path, raw, reason):
    """No OCR is tried: a scan is a rejection with a reason."""
    loaded = read(tmp_path, raw, "a.pdf", pdf)
    assert not documents(loaded) and reason in reasons(loaded)[0]


# Word


def a_docx(tmp_path: Path) -> Path:
    document = python_docx.Document()
    document.core_properties.title = "Note on Djibouti"
    document.add_paragraph("China opened a base in Djibouti.")
    table = document.add_table(2, 2)
    for row, cells in zip(table.rows, (("Host", "Troops"), ("Djibouti", "up to 10,000")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.add_paragraph("India worries.")
    path = tmp_path / "note.docx"
    document.save(str(path))
    return path


def test_a_word_file_gives_paragraphs_and_tables_in_order(tmp_path):
    """The day a file was made is not the day it was published."""
    path = a_docx(tmp_path)
    assert docx.matches(path.read_bytes()[:65536], path)
    (document,) = documents(list(docx.load(path)))
    assert (document.title, document.published) == ("Note on Djibouti", None)
    assert document.text.split("\n\n") == [
        "China opened a base in Djibouti.",
        "Host\tTroops",
        "Djibouti\tup to 10,000",
        "India worries.",
    ]
    assert documents(list(docx.load(path, published="2017-08")))[0].published == "2017-08"


def repacked(path: Path, name: str, content: bytes) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in {**parts, name: content}.items():
            archive.writestr(part, data)


def test_struck_and_hidden_text_of_a_word_file_is_not_read(tmp_path):
    """A struck figure is one that was corrected; what is set not to be struck is not."""
    document = python_docx.Document()
    words = document.add_paragraph("Egypt sent ")
    for text, mark in (("80 ", "strike"), ("85 ", "double_strike"), ("86 ", "hidden"), ("90 troops.", "")):
        run = words.add_run(text)
        for name in ("strike", "double_strike", "hidden"):
            setattr(run.font, name, name == mark)
    document.save(str(tmp_path / "note.docx"))
    assert documents(list(docx.load(tmp_path / "note.docx")))[0].text == "Egypt sent 90 troops."


def test_deleted_text_is_not_read_and_inserted_text_is(tmp_path):
    """With tracked changes a file still holds what its author took back."""
    path = a_docx(tmp_path)
    with zipfile.ZipFile(path) as archive:
        body = archive.read("word/document.xml").decode()
    changed = body.replace(
        "India worries.</w:t></w:r>",
        "India worries.</w:t></w:r><w:del><w:r><w:delText>NO</w:delText></w:r>"
        "</w:del><w:ins><w:r><w:t> Greatly.</w:t></w:r></w:ins>",
    )
    repacked(path, "word/document.xml", changed.encode())
    assert documents(list(docx.load(path)))[0].text.endswith("India worries. Greatly.")


def test_a_word_file_that_unpacks_to_a_hundred_times_its_size_is_not_opened(tmp_path):
    """A zip bomb is known by its directory, before anything is unpacked."""
    path = a_docx(tmp_path)
    repacked(path, "word/media/image1.bin", b"\0" * 30_000_000)
    tracemalloc.start()
    loaded = list(docx.load(path))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "times its size" in reasons(loaded)[0] and not documents(loaded) and most < 10_000_000


@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "_rels/.rels", "docProps/core.xml"])
@pytest.mark.parametrize(
    "content", [b"", b"<a", b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", b"\0\xff"]
)
def test_broken_word_files_are_refused(tmp_path, part, content):
    """Whatever part is broken, the reader says so and goes on with the next file."""
    path = a_docx(tmp_path)
    repacked(path, part, content)
    loaded = list(docx.load(path))
    assert (not documents(loaded) and "broken" in reasons(loaded)[0]) or part == "docProps/core.xml"


# JSON lines


def test_json_lines_are_documents_and_wrong_lines_are_listed_with_their_number():
    """Of ten lines four are documents; six say what is wrong and where."""
    path = DATA / "documents.jsonl"
    assert jsonl.matches(path.read_bytes(), path)
    loaded = list(jsonl.load(path))
    found = documents(loaded)
    assert [(d.name, d.title, d.published, d.source) for d in found] == [
        ("m1", "A railway for Mombasa", "2017-05-31", "outlet:horn-tribune"),
        ("documents-2", "A base in Manas", "2014-06", "outlet:steppe-courier"),
        ("documents-3", "documents-3", None, "unknown"),
        ("7", "7", None, "unknown"),
    ]
    assert found[3].text == "Chad ended the pact 😀 with \ufffd France."
    wrong = {x.where.rpartition(":")[2]: x.reason for x in loaded if isinstance(x, Rejected)}
    assert set(wrong) == {"3", "4", "5", "6", "7", "8", "9"}
    assert (
        "03/04/2019" in wrong["3"] and "is a claim" in wrong["9"] and "NaN" in wrong["5"] and "needs text" in wrong["7"]
    )


def test_json_that_is_claims_is_named_as_such(shared):
    """A gold file given for documents is told apart, not read as empty documents."""
    path = shared / "data/extraction/news_dev/gold.jsonl"
    loaded = list(jsonl.load(path))
    assert not documents(loaded) and "is a claim, not a document" in reasons(loaded)[0]


def test_an_array_of_documents_is_read_like_lines(tmp_path):
    """Downloads often come as one array."""
    value = [{"title": "A", "text": "Iran signed."}, 5]
    for text in (json.dumps(value), json.dumps(value, indent=1)):
        assert jsonl.matches(text.encode(), tmp_path / "a.json")
        loaded = read(tmp_path, text, "a.json", jsonl)
        assert [d.text for d in documents(loaded)] == ["Iran signed."] and len(reasons(loaded)) == 1


@pytest.mark.parametrize(
    "line", ["[" * 100_000, '{"a":' * 100_000, '{"text": ' + "9" * 5000 + "}", '{"text": 1e999}', '{"text": "a']
)
def test_hostile_json_lines_are_bounded(tmp_path, line):
    """Depth, digits and numbers that are none end a line, not the program."""
    loaded = read(tmp_path, line + '\n{"text": "Iran signed."}', "a.jsonl", jsonl)
    assert [d.text for d in documents(loaded)] == ["Iran signed."] and len(reasons(loaded)) == 1


# Feeds


def test_every_entry_of_a_feed_is_a_document():
    """The day is the one the feed writes; scripts and bad links stay out."""
    path = DATA / "feed.xml"
    assert feed.matches(path.read_bytes(), path) and not html.matches(b"", path)
    loaded = list(feed.load(path))
    first, second, third = documents(loaded)
    assert (first.title, first.published, first.url) == ("Seoul & Warsaw sign", "2024-10-08", "https://example.org/1")
    assert first.text == "Poland ordered 180 tanks from South Korea.\n\nThe contract is worth $5.8 billion."
    assert (second.title, second.text, second.url, second.published) == ("Only a headline", "", None, None)
    assert third.published is None and any("next Tuesday" in r for r in reasons(loaded))
    assert {d.source for d in (first, second, third)} == {"outlet:han-river-times"}


def test_an_update_is_no_publication():
    """Atom says when an entry was changed; that is not when it was published."""
    loaded = list(feed.load(DATA / "atom.xml"))
    first, second = documents(loaded)
    assert (first.published, second.published) == ("2024-12-15", None)
    assert first.text.startswith("Two Russian ships") and any("updated" in r for r in reasons(loaded))


def test_a_malformed_feed_says_what_became_of_it(tmp_path):
    """Cut off in its first entry it gives nothing; cut off later, what stands before the cut."""
    [nothing, *_] = read(tmp_path, "<rss><channel><item>", "f.xml", feed)
    assert isinstance(nothing, Rejected) and "malformed; nothing could be read: " in nothing.reason
    entry = "<item><title>A pact</title><description>Russia and Iran signed a pact.</description></item>"
    cut = read(tmp_path, f"<rss><channel>{entry}<item>", "f.xml", feed)
    assert len(documents(cut)) == 1
    assert any("what could be read was read" in r.reason for r in cut if isinstance(r, Rejected))


def test_feeds_that_cannot_be_read_say_why(tmp_path):
    """Ten lines of entities can be three gigabytes of text."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "lol">{laughs}]><rss><channel><title>&l9;</title></channel>'
    outside = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title>'
    for text, reason in ((bomb, "entities"), (outside, "entities"), ("<rss><channel></channel></rss>", "no entries")):
        loaded = read(tmp_path, text, "a.xml", feed)
        assert not documents(loaded) and reason in reasons(loaded)[0]


# Which reader


def test_content_decides_which_reader_reads(tmp_path):
    """The suffix is wrong on purpose: only the content tells."""
    word = a_docx(tmp_path).rename(tmp_path / "word.txt")
    cases = [
        (pdf, a_pdf([LINES])),
        (docx, word.read_bytes()),
        *((feed, (DATA / n).read_bytes()) for n in ("feed.xml", "atom.xml")),
        (html, (DATA / "page.html").read_bytes()),
        (html, b"<p>Russia signed.</p>"),
        (jsonl, (DATA / "documents.jsonl").read_bytes()),
        (article_text, (DATA / "front.md").read_bytes()),
        (article_text, b"Russia signed {a pact}.\n<Then> it left."),
        (html, "<!DOCTYPE html><html><p>Élysée".encode("utf-16")),
        (feed, (DATA / "feed.xml").read_text().encode("utf-16")),
    ]
    for number, (expected, raw) in enumerate(cases):
        path = tmp_path / f"{number}.bin"
        path.write_bytes(raw)
        found = next((m for m in READERS if m.matches(raw[: 1 << 16], path)), None)
        assert found is expected, (number, found)


# Hostile text


def test_titles_and_outlets_are_one_line_without_marks_that_turn_writing(tmp_path):
    """An override mark makes a title read backwards; a name that is a path stays a name."""
    title = "<script>alert(1)</script> \u202egnp.exe\u202c ../../etc/passwd"
    text = f'---\ntitle: "{title}"\nsource: ../../etc/passwd\n---\nText.'
    document = one(tmp_path, text)
    assert document.title == "<script>alert(1)</script> gnp.exe ../../etc/passwd"  # escaped where it is shown
    assert document.source == "outlet:etc-passwd"
    record = {"id": "../../../tmp/x\u202e\n", "text": "Iran signed.", "source": {"name": "Правда"}}
    hostile = one(tmp_path, json.dumps(record), "a.jsonl", jsonl)
    assert (hostile.name, hostile.source) == ("../../../tmp/x", "outlet:правда")


def test_two_ways_to_write_one_letter_are_one_outlet():
    """é is one character or two; the outlet is the same."""
    assert outlet("Le Caf\u00e9") == outlet("Le Cafe\u0301") and outlet("LE CAFÉ").id == outlet("le café").id
    assert outlet(" \u202e!! ").id == "unknown" and outlet("n/a").id == "unknown"


@pytest.mark.parametrize(
    "bad",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "//x.org",
        "https://",
        "http://a b",
        "https://u:p@x.org/",
        "http://[::1",
        'https://x.org/"onload=',
        "https://x.org/" + "a" * 3000,
    ],
)
def test_only_links_that_can_be_shown_are_kept(bad):
    """A link is shown to analysts; it must lead to the web, without script or password."""
    assert safe_url(bad) is None


def test_dates_have_one_meaning_or_none():
    """The day is the publisher's own, whatever the zone."""
    assert date_of("Sept. 3, 1939") == "1939-09-03" and date_of("3rd September 1939") == "1939-09-03"
    assert date_of("20241008T120000Z") == "2024-10-08" and date_of("2024/10/8") == "2024-10-08"
    assert [date_of(d) for d in ("", "0000", "32 May 2024", "May 32, 2024", "10/8/24", "2024-W41", "٢٠٢٤")] == [
        None
    ] * 7


def test_tables_are_told_from_prose():
    """Verse and lists have commas too."""
    assert is_table("a,b\n1,2\n3,4\n") and is_table("country|year|value\nX|1|2\n")
    assert not is_table("Russia, China and Iran met.\nJapan, Korea and Palau did not.\n")
    assert not is_table(
        "2014, July: Israel bombs Gaza.\n1999, May 26: India bombs Kargil.\n2011, March: France acts.\n"
    )
    assert is_table("2014, 5, Israel\n2015, 6, Yemen\n")


SMALL = settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
STARTS = st.sampled_from(
    [
        b"",
        b"---\n",
        b'{"text":',
        b"<html>",
        b"<?xml version='1.0'?><rss>",
        b"%PDF-1.4\n",
        b"PK\x03\x04",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\x1f\x8b\x08",
        b"A\nB, 2024\n",
        b"<feed><entry><title>",
    ]
)


@pytest.mark.parametrize("reader", READERS, ids=lambda m: m.FORMAT)
@SMALL
@given(start=STARTS, rest=st.binary(max_size=400))
def test_random_bytes_give_documents_or_reasons_and_nothing_else(tmp_path, reader, start, rest):
    """Whatever the bytes: a document within bounds, or a reason; never a crash."""
    path = tmp_path / "x"
    path.write_bytes(start + rest)
    assert reader.matches(start + rest, path) in (True, False)
    try:
        loaded = list(reader.load(path))
    except BadInput:
        return
    for x in loaded:
        assert isinstance(x, Source | Document | Rejected)
        if isinstance(x, Document):
            assert len(x.title) <= 300 and len(x.text) <= TEXT_CAP and (x.title or x.text)
            assert not set(x.title + x.text) & set(map(chr, (*range(9), *range(11, 32), *range(0xD800, 0xE000))))
            x.text.encode()


@SMALL
@given(
    cut=st.integers(0, 3000),
    flip=st.integers(0, 3000),
    byte=st.integers(0, 255),
    which=st.sampled_from(["pdf", "docx", "html", "feed"]),
)
def test_damaged_files_give_documents_or_reasons(tmp_path, cut, flip, byte, which):
    """One byte changed and the end torn off: what a bad download looks like."""
    raw = bytearray(
        {
            "pdf": lambda: a_pdf([LINES]),
            "docx": lambda: a_docx(tmp_path).read_bytes(),
            "html": (DATA / "page.html").read_bytes,
            "feed": (DATA / "feed.xml").read_bytes,
        }[which]()
    )
    raw[flip % len(raw)] = byte
    path = tmp_path / "damaged"
    path.write_bytes(bytes(raw[: len(raw) - cut]))
    reader = {"pdf": pdf, "docx": docx, "html": html, "feed": feed}[which]
    assert all(isinstance(x, Source | Document | Rejected) for x in reader.load(path))


@SMALL
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300))
def test_text_is_decoded_to_itself(text):
    """What UTF-8 writes, UTF-8 reads, unless it is no text at all."""
    try:
        assert decoded(text.encode()) == (text.removeprefix("\ufeff"), None)
    except BadInput as problem:
        assert "no text" in problem.reason
    assert "\n" not in one_line(text) and len(one_line(text)) <= 300


# Mail

HEAD = """From: Meridian Wire <news@meridian.example>
Date: Wed, 08 May 2024 23:30:00 -0500
Subject: =?utf-8?q?Kenya=E2=80=99s_police_in_Haiti?=
Message-ID: <1@meridian.example>
MIME-Version: 1.0
"""
PLAIN = (
    HEAD
    + """Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

Kenya sent 400 police officers to Port=E2=80=91au=E2=80=91Prince, the capi=
tal of Haiti.
"""
)
MIXED = (
    HEAD
    + """Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/html; charset=iso-8859-1

<html><body><p>C\u00f4te d'Ivoire sent 40 officers to Haiti on Tuesday, the ministry said.</p></body></html>
--b
Content-Type: application/pdf
Content-Disposition: attachment; filename="list.pdf"
Content-Transfer-Encoding: base64

JVBERi0=
--b--
"""
)


def test_a_mail_is_its_text_with_its_date_subject_and_sender(tmp_path):
    """Lines that its way of sending broke are put together; the sender's own day counts."""
    (tmp_path / "m.eml").write_text(PLAIN)
    assert detect(tmp_path / "m.eml").name == "mail"
    document = one(tmp_path, PLAIN, "m.eml", mail)
    assert (
        document.text.replace("\u2011", "-")
        == "Kenya sent 400 police officers to Port-au-Prince, the capital of Haiti."
    )
    assert (document.title, document.published, document.source) == (
        "Kenya’s police in Haiti",
        "2024-05-08",
        "outlet:meridian-wire",
    )


def test_a_mail_of_markup_is_read_as_a_page_and_attachments_are_counted(tmp_path):
    """No tag is part of the text; what is left out is named."""
    loaded = read(tmp_path, MIXED.encode("latin-1"), "m.eml", mail)
    (document,) = documents(loaded)
    assert document.text == "Côte d'Ivoire sent 40 officers to Haiti on Tuesday, the ministry said."
    assert reasons(loaded) == ["attachments are left out: 1 (list.pdf)"]


def test_every_message_of_a_box_is_a_document(tmp_path):
    """A line that begins with "From " and ends with a year parts them; a sentence that begins so does not."""
    line = "From news@meridian.example Wed May  8 23:30:00 2024\n"
    box = (
        line + PLAIN + "From Mali came 30 more.\n\n" + line + PLAIN.replace("Meridian Wire ", "").replace("400", "500")
    )
    (tmp_path / "box").write_text(box)
    assert detect(tmp_path / "box").name == "mail"
    found = documents(read(tmp_path, box, "box", mail))
    assert [(d.name, d.source) for d in found] == [
        ("box-1", "outlet:meridian-wire"),
        ("box-2", "outlet:meridian-example"),
    ]
    assert found[0].text.endswith("From Mali came 30 more.")


@pytest.mark.parametrize(
    "text",
    [
        "From: Moscow\n\nRussia signed.",
        "Date: 8 May 2024\nSubject: a pact\n\nRussia signed.",
        "From: Moscow\nRussia signed on a\nDate: unknown\nSubject: none\n\n",
    ],
)
def test_a_text_with_a_line_like_a_mails_is_no_mail(tmp_path, text):
    assert not mail.matches(text.encode(), tmp_path / "a.txt")


def test_a_broken_mail_is_listed_and_ends_nothing(tmp_path):
    """Parts within parts within parts; a charset that nobody knows."""
    deep = HEAD + "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3000))
    assert reasons(read(tmp_path, deep, "m.eml", mail))
    odd = PLAIN.replace("utf-8", "klingon")
    assert "Haiti" in one(tmp_path, odd, "m.eml", mail).text


# What others wrote in a mail

REPLY = """From: A. Analyst <a@desk.example>
Date: Sat, 05 Apr 2025 10:00:00 +0000
Subject: Re: troops
MIME-Version: 1.0
Content-Type: text/plain; charset="utf-8"

"""
NEWS = "Russia has sent 5,000 troops to Armenia."


def mails(tmp_path: Path, text: str, head: str = REPLY) -> tuple[list[tuple[str, str | None, str]], list[str]]:
    """Source, day and text of the documents of a mail, and what was listed as left out."""
    loaded = read(tmp_path, head + text, "m.eml", mail)
    return [(d.source.removeprefix("outlet:"), d.published, d.text) for d in documents(loaded)], reasons(loaded)


@pytest.mark.parametrize(
    "quoted",
    [
        f"On 3 April 2025 Bob wrote:\n> {NEWS}\n>\n> China sold 40 tanks to Iran.",
        f"On Thu, 3 Apr 2025 at 10:12, Bob\n<bob@wire.example>\nwrote:\n\n> {NEWS}\n>> China sold 40 tanks to Iran.\n>",
        f"> {NEWS}\n> China sold\n> 40 tanks to Iran.",
        f"On Thu, Apr 3, 2025 at 10:12 AM Bob <bob@wire.example> wrote:\n\n{NEWS}\n\nChina sold 40 tanks.\nEnd.",
    ],
)
def test_what_a_reply_quotes_is_not_said_by_its_writer(tmp_path, quoted):
    """It was said by another on another day; the reply itself is kept, and that something is left out is told."""
    assert mails(tmp_path, f"I disagree.\n\n{quoted}\n") == (
        [("a-analyst", "2025-04-05", "I disagree.")],
        ["what is quoted of other mail is left out: 3 lines"],
    )


def test_what_is_written_between_the_quoted_lines_is_the_writers(tmp_path):
    """Answers point by point; and an outlet that is quoted without the marks of mail is a part of the news."""
    found, _ = mails(
        tmp_path, f"> {NEWS}\nThey are 200.\n\n> China sold 40 tanks.\n\nOn Friday the Post wrote:\nIt is so."
    )
    assert found == [("a-analyst", "2025-04-05", "They are 200.\n\n\nOn Friday the Post wrote:\nIt is so.")]


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("-----Original Message-----\nFrom: Bob\nSent: 1 March 2025\nTo: A\nSubject: troops\n", "2025-03-01"),
        ("________________________________\nFrom: Bob <bob@wire.example>\nSent: Saturday, March 1, 2025 9:12 PM\n"
         "To: A. Analyst\nSubject: troops\n", "2025-03-01"),
        ("---------- Forwarded message ---------\nFrom: Bob <bob@wire.example>\nDate: Sat, Mar 1, 2025 at 9:12 PM\n"
         "Subject: troops\nTo: <a@desk.example>\n", "2025-03-01"),
        ("Begin forwarded message:\n\nFrom: Bob [mailto:bob@wire.example]\nSubject: troops\n"
         "Date: 1 March 2025 at 21:12:13 CET\nTo: A. Analyst\n", "2025-03-01"),
        ("-----Original Message-----\nFrom: Bob\nSubject: troops\n", None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("marked", [False, True])
def test_a_message_that_is_passed_on_is_its_senders_and_of_its_own_day(tmp_path, head, day, marked):
    """An analyst's mailbox is full of them: neither are they lost, nor do they come out on the day they are sent on."""
    below = f"{head}\n{NEWS}\n\n> Iran sent none.\n"
    if marked and head.startswith("Begin"):
        rule, _, rest = below.partition("\n\n")
        below = rule + "\n\n" + "".join(f"> {line}\n" for line in rest.split("\n"))
    found, told = mails(tmp_path, f"See below.\n\n{below}")
    assert found == [("a-analyst", "2025-04-05", "See below."), ("bob", day, NEWS)]
    assert told == ["what is quoted of other mail is left out: 1 line"]
    assert mails(tmp_path, below)[0] == [("bob", day, NEWS)]


def test_messages_lie_below_each_other_and_one_without_a_sender_is_left_out(tmp_path):
    """Each has its own sender and day."""
    text = (
        f"No.\n\nFrom: Bob\nSent: 2 March 2025\nTo: A\n\nYes.\n\nFrom: Cy\nDate: 1 March 2025\nSubject: x\n\n{NEWS}\n"
    )
    assert [d[:2] for d in mails(tmp_path, text)[0]] == [
        ("a-analyst", "2025-04-05"), ("bob", "2025-03-02"), ("cy", "2025-03-01")]  # fmt: skip
    assert mails(tmp_path, f"See.\n\n-----Original Message-----\n{NEWS}\n") == (
        [("a-analyst", "2025-04-05", "See.")],
        ["what is quoted of other mail is left out: 1 line"],
    )


@pytest.mark.parametrize(
    "quoted",
    [
        f'<div class="gmail_quote"><div class="gmail_attr">Bob wrote:</div><blockquote>{NEWS}</blockquote></div>',
        f'<blockquote type="cite"><p>{NEWS}</p></blockquote>',
    ],
)
def test_a_reply_in_markup_is_read_without_what_its_program_marked_as_quoted(tmp_path, quoted):
    """A blockquote without that mark is a quotation in the text itself, as in a newsletter, and stays."""
    head = REPLY.replace("text/plain", "text/html")
    own = "<p>They are 200, the ministry in Yerevan said on Friday.</p><blockquote>We count.</blockquote>"
    found, told = mails(tmp_path, f"<html><body>{own}{quoted}</body></html>", head)
    assert found == [("a-analyst", "2025-04-05", "They are 200, the ministry in Yerevan said on Friday.\n\nWe count.")]
    assert told == ["what is quoted of other mail is left out: 1 piece"]


def test_a_message_that_is_passed_on_in_markup_is_its_senders(tmp_path):
    head = REPLY.replace("text/plain", "text/html")
    below = f"<b>From:</b> Bob<br><b>Sent:</b> 1 March 2025<br><b>To:</b> A<br><b>Subject:</b> x<br><br><p>{NEWS}</p>"
    found, _ = mails(tmp_path, f"<html><body><p>See below.</p><div>{below}</div></body></html>", head)
    assert found == [("a-analyst", "2025-04-05", "See below."), ("bob", "2025-03-01", NEWS)]


def test_a_line_that_a_box_of_mail_had_to_mark_is_no_quotation(tmp_path):
    """In a box a line of a text that begins with "From " gets a ">" before it."""
    box = "From a@desk.example Sat Apr  5 10:00:00 2025\n" + REPLY + ">From Mali came 30 soldiers.\n"
    (document,) = documents(read(tmp_path, box, "box", mail))
    assert document.text == "From Mali came 30 soldiers."
