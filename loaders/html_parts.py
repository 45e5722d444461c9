"""What stands in a page and is not what its article says: struck and hidden text, and notices about cookies.

A quotation (`<blockquote>`) is a part of the article that quotes it, and is read with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

STRUCK = frozenset(("s", "strike", "del"))
CROSSED = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.I)
UNSEEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
WHOLE = frozenset(("html", "head", "body", "article", "main"))

# Words in the id or the class of a box, and in its text, where it asks for consent. A name that files an article under
# a subject ("category-privacy", "tag-gdpr") is none.
BOX = re.compile(r"(?:gdpr|ccpa|cookies?|consent|privacy|onetrust|didomi|cybot)", re.I)
SUBJECT = re.compile(r"(?:tag|tags|category|cat|topic|topics|section|term|post)[-_]", re.I)
ASKS = re.compile(r"\b(?:cookies?|consent|privacy|personal data|your data|gdpr)\b", re.I)
BOX_CAP = 6_000  # characters; the list of a banner's partners may be long


def drop_unsaid(tree: Any) -> None:
    """Takes out of a page what it does not say: what is struck, what is hidden, and boxes that ask for consent.

    What holds most of the page's text is kept though it is hidden: some pages show their article by a program.
    """
    whole = len(_text(tree))
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None or element.tag in WHOLE:
            continue
        most = 0.5 * whole if _is_hidden(element) else 0.9 * whole if _asks_consent(element) else 0
        if _is_struck(element) or (most and len(_text(element)) <= most):
            element.drop_tree()


def _is_struck(element: Any) -> bool:
    return element.tag in STRUCK or CROSSED.search(element.get("style") or "") is not None


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or UNSEEN.search(element.get("style") or "") is not None


def _asks_consent(element: Any) -> bool:
    """Whether its id or a class names it so, and its text speaks of that; the article itself is not in it."""
    names = [element.get("id") or "", *(element.get("class") or "").split()]
    if not any(_names_a_box(name) for name in names):
        return False
    text = _text(element)
    return (
        len(text) <= BOX_CAP
        and ASKS.search(text) is not None
        and not any(True for _ in element.iter("article", "main", "h1"))
    )


def _names_a_box(name: str) -> bool:
    """
    >>> [n for n in ("gdpr", "cookieBanner", "site-privacy", "tag-gdpr", "scookies", "recipe") if _names_a_box(n)]
    ['gdpr', 'cookieBanner', 'site-privacy']
    """
    return not SUBJECT.match(name) and any(BOX.match(part) for part in re.split(r"[-_.:]|(?<=[a-z])(?=[A-Z])", name))


def _text(element: Any) -> str:
    """What it shows, without programs and styles."""
    pieces = []
    for part in element.iter():
        pieces.append(part.text or "" if isinstance(part.tag, str) and part.tag not in ("script", "style") else "")
        pieces.append(part.tail or "" if part is not element else "")
    return " ".join("".join(pieces).split())


# The outlet, where a page names none in the places that are made for it: "Headline - Outlet" in its title.

MARKS = re.compile(r"\s+[-–—|·•»:]+\s+|\s*\|\s*")
OUTLET_WORDS = 6
SECTION = re.compile(r"(?:home|news|world|politics|opinion|business|africa|americas?|asia|europe|middle east)", re.I)


def outlet_in_title(tree: Any) -> str | None:
    """What stands behind the headline in the title of a page, where the page tells what its headline is; where it does
    not, what stands behind a bar. A dash may as well stand before who said so."""
    title = next((_text(e) for e in tree.iter("title")), "")
    parts = [part for part in MARKS.split(title) if part]
    outlet = parts[-1] if len(parts) > 1 else ""
    if not outlet or len(outlet.split()) > OUTLET_WORDS or SECTION.fullmatch(outlet):
        return None
    headlines = [h for h in _headlines(tree) if len(h.split()) > len(outlet.split())]  # a logo may be a headline too
    if any(title.casefold().startswith(h.casefold()) and MARKS.match(title, len(h)) for h in headlines):
        return outlet
    barred = re.fullmatch(r"(.+\S)\s*\|\s*(.+)", title)
    told = not headlines and barred is not None and barred[2] == outlet
    return outlet if told and barred and len(barred[1].split()) > len(outlet.split()) else None


def _headlines(tree: Any) -> Iterator[str]:
    yield from (text for e in tree.iter("h1") if (text := _text(e)))
    for meta in tree.iter("meta"):
        if (meta.get("property") or meta.get("name") or "").lower() in ("og:title", "twitter:title"):
            yield " ".join((meta.get("content") or "").split())
