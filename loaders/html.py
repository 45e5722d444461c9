"""Web pages saved as HTML: the article without its surroundings. Nothing is fetched."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

from kg.loaders.html_parts import drop_unsaid, outlet_in_title
from kg.loaders.unsaid import completed

from kg.errors import BadInput
from kg.model import Loaded, Rejected, Source
from kg.text.documents import (
    WITHOUT,
    Header,
    article,
    cleaned,
    date_of,
    decoded,
    language_code,
    one_line,
    read_bytes,
    safe_url,
    shown,
)

SOURCE: Source | None = None
FORMAT = "html"
DESCRIPTION = "A web page: article text, title, outlet and stated date"
EXPECTED: dict[str, int] = {}

CAP = 10_000_000  # bytes of a page
SCRIPT_CAP = 1_000_000  # characters of one script with what a page tells programs of itself
BEHIND = 2  # times as long as what is shown: an article that is told to programs, and to readers only who pay
TAGS = re.compile(r"<(!doctype html|html|head|body|article|main|section|div|p|h1|table|meta|title|script)[\s>/]", re.I)


def matches(head: bytes, path: Path) -> bool:
    try:
        text = decoded(head)[0].lstrip("\ufeff \t\r\n")
    except BadInput:
        return False
    if re.match(r"<!doctype html|<html[\s>]", text, re.I):
        return True
    # XHTML has an XML declaration; a page may begin with a comment or be a fragment. Feeds were asked before.
    return text.startswith("<") and len(TAGS.findall(text)) >= (2 if "<?xml" in text[:100] else 1)


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    raw, cut = read_bytes(path, CAP)
    if cut:
        yield Rejected(str(path), f"the page is larger than {CAP:,} bytes")
        return
    said, text = read(raw)
    if not text:
        yield Rejected(str(path), _why_not(raw), repr(raw[:150]))
        return
    yield from article(path, FORMAT, text, completed(said, published, source))


def _why_not(raw: bytes) -> str:
    """Why a page has no article: the parser leaves out what lies too deep."""
    from lxml import etree

    parser = etree.HTMLParser()
    try:
        etree.fromstring(raw, parser)
    except (etree.LxmlError, ValueError):
        return "no article text found"
    deep = any("Excessive depth" in fault.message for fault in parser.error_log)
    return f"no article text found{'; what is nested more than 256 elements deep is not read' if deep else ''}"


def read(raw: bytes) -> tuple[Header, str]:
    """What a page says about itself, and the text of its article ("" where there is none)."""
    import logging

    import trafilatura
    from lxml import etree

    for name in ("trafilatura", "htmldate"):  # what they have to say is in our reason
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        tree = trafilatura.load_html(raw)
        if tree is None:
            return Header(), ""
        date, note = stated_date(tree)
        outlet, told_body = outlet_in_title(tree), _told_body(tree)
        drop_unsaid(tree)
        drop_teasers(tree)
        page = trafilatura.bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2999-12-31"},
        )
    except (etree.LxmlError, ValueError, TypeError, AttributeError, RecursionError):
        return Header(), ""  # malformed beyond what the libraries repair
    if page is None or isinstance(page, dict):
        return Header(), ""
    said = Header(
        title=one_line(page.title) if page.title else None,
        published=date,
        source=page.sitename or outlet,
        url=safe_url(page.url),
        language=stated_language(tree),
        notes=[note] if note else [],
    )
    shown_text, told = _body(cleaned(page.text or ""), said.title), _body(told_body, said.title)
    better = len(told) > BEHIND * len(shown_text) or told.split() == shown_text.split()  # the same, by paragraphs
    return said, told if better else shown_text


def _body(text: str, title: str | None) -> str:
    """Paragraphs apart from each other; the headline is the title and no part of the text."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if lines and title and one_line(lines[0]).casefold() == title.casefold():
        lines = lines[1:]
    return "\n\n".join(lines)


# Teasers: a paragraph in an article that points to another one is no part of its news.

LABELS = r"(?:also )?(?:read|see|watch|listen)(?: also| more| next| on| now)?|related(?: \w+)?|recommended(?: \w+)?"
LABELLED = re.compile(rf"\W*(?:{LABELS})\W*[:|»>]", re.I)
LABEL = re.compile(
    rf"\W*(?:{LABELS}|(?:read |see )?more (?:on|from|about) [^:]{{1,40}}|don['’]t miss|in case you missed it|"
    r"you (?:may|might) also like)\W*",
    re.I,
)
TEASER_CAP = 300  # characters; what is longer tells something itself
HEADLINE_WORDS = 4  # a link that has fewer may be a name in a list


def drop_teasers(tree: Any) -> None:
    """Takes the paragraphs out that only point to another article: "Read also: <a>China invaded Taiwan</a>"."""
    found = [e for e in tree.iter("p", "li", "div", "h2", "h3", "h4", "h5", "h6") if _is_teaser(e)]
    for element in found:
        if element.getparent() is not None:
            element.drop_tree()


def _is_teaser(element: Any) -> bool:
    """Whether a paragraph begins with "Read more:", or is a label and one link that reads as a headline."""
    text = " ".join("".join(element.itertext()).split())
    if not text or len(text) > TEASER_CAP or any(e.tag in BLOCK and e.tag != "br" for e in element.iterdescendants()):
        return False
    links = [a for a in element.iter("a") if (a.get("href") or "#")[0] != "#" and "".join(a.itertext()).strip()]
    linked = " ".join(" ".join("".join(a.itertext()).split()) for a in links)
    if LABELLED.match(text):
        return True
    if len(links) != 1 or not text.endswith(linked):
        return False
    label = text[: -len(linked)].strip()
    if LABEL.fullmatch(label):
        return True
    if label and not (label.endswith(":") and len(label.split()) <= HEADLINE_WORDS):
        return False
    return (
        element.tag == "p"
        and len(linked.split()) >= HEADLINE_WORDS
        and not linked.rstrip("\"”'’").endswith((".", "?", "!"))
    )


# The date. trafilatura's own search takes dates from image addresses, copyright lines and changes of
# the page, and fills up months to days; here a date counts only where the page says "published".

PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued", "dcterms.date", "dcterms.issued", "dcterms.created", "dc.date.created", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "citation_publication_date", "citation_date",
    "parsely-pub-date", "sailthru.date", "article.published", "published-date", "cxenseparse:recs:publishtime",
    "originalpublicationdate", "article_date_original", "prism.publicationdate",
)  # fmt: skip


def stated_date(tree: Any) -> tuple[str | None, str | None]:
    """The date of publication that a page states, and a note where it states one that cannot be read."""
    unread = None
    for text in _stated_dates(tree):
        date = date_of(text)
        if date:
            return date, None
        unread = unread or f"published: {shown(text)} is no date; {WITHOUT}; write 2024, 2024-10 or 2024-10-08"
    return _visible_date(tree), unread


def _stated_dates(tree: Any) -> Iterator[str]:
    names: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        names.setdefault(name.strip().lower(), (meta.get("content") or "").strip())
    yield from (names[name] for name in PUBLISHED if names.get(name))
    yield from (thing["datePublished"] for thing in _things(tree) if isinstance(thing.get("datePublished"), str))
    for element in tree.iter():
        if isinstance(element.tag, str) and (element.get("itemprop") or "").lower() == "datepublished":
            yield element.get("datetime") or element.get("content") or "".join(element.itertext())
    for element in tree.iter("time"):
        if element.get("pubdate") is not None or "publish" in (element.get("class") or "").lower():
            yield element.get("datetime") or "".join(element.itertext())


def _things(tree: Any) -> Iterator[dict[str, Any]]:
    """What a page tells of itself in the terms of schema.org: the things named, and those one level down (@graph)."""
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "").lower() or len(text) > SCRIPT_CAP:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        things = data if isinstance(data, list) else [data]
        graphs = [t["@graph"] for t in things if isinstance(t, dict) and isinstance(t.get("@graph"), list)]
        yield from (t for t in [*things, *(thing for graph in graphs for thing in graph)] if isinstance(t, dict))


def _told_body(tree: Any) -> str:
    """The text of the one article that a page tells programs of (`articleBody`); "" where there is none or several."""
    bodies = {body for thing in _things(tree) if isinstance(body := thing.get("articleBody"), str)}
    body = bodies.pop() if len(bodies) == 1 else ""
    return plain(body) if "</" in body else cleaned(unescape(body))


BYLINES = re.compile(r"\b(byline|dateline|date|publish|pubdate|timestamp|posted|entry-date|article-date)", re.I)
WHEN = re.compile(r"(?:published|posted|first published|date)?\s*(?:on|at|:)?\s*(.{4,60})", re.I)


def _visible_date(tree: Any) -> str | None:
    """A date that stands by itself in a byline, or the page's only <time> in its head part."""
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "body", "html", "head", "article"):
            continue
        marks = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag != "time" and not BYLINES.search(marks):
            continue
        if re.search(r"updat|modif|copyright|footer|event|comment|related|sidebar", marks, re.I) or _aside(element):
            continue
        text = one_line(element.get("datetime") or " ".join(element.itertext()), 90)
        if re.match(r"(last\s+)?(updated|modified)", text, re.I):
            continue
        found = WHEN.fullmatch(text)
        date = date_of(found[1]) if found else None
        if date is None and found:
            date = date_of(re.split(r"\s+(?:at\s+)?\d{1,2}[:.]\d{2}|\s*[|·•]|,?\s+\d{1,2}\s*[ap]\.?m", found[1])[0])
        if date:
            return date
    return None


def _aside(element: Any) -> bool:
    return any(parent.tag in ("footer", "aside", "nav", "table", "form") for parent in element.iterancestors())


def stated_language(tree: Any) -> str | None:
    root = tree if tree.tag == "html" else tree.find(".//html")
    return language_code(root.get("lang") or root.get("xml:lang") or "") if root is not None else None


SKIP = frozenset(("script", "style", "noscript", "template", "iframe", "object", "svg", "head"))
BLOCK = frozenset(("p", "div", "br", "li", "ul", "ol", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote",
                   "section", "article", "pre", "hr", "dd", "dt", "figcaption"))  # fmt: skip


def plain(fragment: str) -> str:
    """The text of an HTML fragment, paragraphs apart, without scripts.

    >>> plain("<p>Seoul &amp; Warsaw</p><script>x()</script><p>signed <b>twice</b>.</p>")
    'Seoul & Warsaw\\n\\nsigned twice.'
    """
    from lxml import etree, html

    fragment = cleaned(fragment)
    if "<" not in fragment and "&" not in fragment:
        return fragment.strip()
    try:
        tree = html.document_fromstring(f"<div>{fragment}</div>")
    except (etree.LxmlError, ValueError):
        return ""
    drop_unsaid(tree)
    drop_teasers(tree)
    pieces: list[str] = []
    skipping = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        hidden = element.tag in SKIP
        if event == "start":
            skipping += hidden
            pieces.append("\n\n" if element.tag in BLOCK else "")
            pieces.append(element.text or "" if not skipping else "")
        else:
            skipping -= hidden
            pieces.append("\n\n" if element.tag in BLOCK else "")
            pieces.append(element.tail or "" if not skipping else "")
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", "".join(pieces)))
    return "\n\n".join(part for part in paragraphs if part)
