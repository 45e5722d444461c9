"""Clauses whose verb is left out: "Germany sent 300 men to Mali, Sweden 200 and Spain a frigate"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.text.mentions import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.text.actors import Sentence
else:
    Doc = Token = Sentence = Any

BEFORE = frozenset((",", ";", "and", "but", "while"))
ENDS = frozenset((",", ";", ".", ":", "and", "but", "while"))
ABOUT = words("""
    about some around nearly almost roughly over another up to more less fewer at only just as well close least most
    than many approximately between several
    """)
ARTICLES = ("a", "an", "another")
NO_NAMES = ("demonym", "adjective", "demonym_plural")
FINITE = ("VBD", "VBZ", "VBP", "MD")
VERBS = ("VBD", "VBZ", "VBP", "VBN")


def gapped(s: Sentence) -> frozenset[int]:
    """Where the names stand that do what a verb before says: each opens its piece, and a number follows it."""
    verb = next((t.i for t in s.doc if t.pos_ == "VERB"), len(s.doc))
    found = []
    for i, mention in s.head_of.items():
        if i < verb or mention.type not in ("state", "organisation") or mention.kind in NO_NAMES:
            continue
        first, after = _extent(s, i)
        if _opens(s.doc, first) and _counts(s.doc, after) and not _has_verb(s.doc, after):
            found.append(i)
    return frozenset(found)


def _extent(s: Sentence, i: int) -> tuple[int, int]:
    """The first token of a name and the one behind it."""
    first, after = i, i + 1
    while first and s.part_of.get(first - 1) is s.part_of.get(i):
        first -= 1
    while after < len(s.doc) and s.part_of.get(after) is s.part_of.get(i):
        after += 1
    return first, after


def _opens(doc: Doc, first: int) -> bool:
    before = first - 2 if first > 1 and doc[first - 1].lower_ == "the" else first - 1
    return before > 0 and doc[before].lower_ in BEFORE


def _counts(doc: Doc, after: int) -> bool:
    """Whether a number follows, or "a frigate"; a year is none."""
    said = doc[after : after + 5]
    if len(said) > 1 and said[0].lower_ in ARTICLES:
        return any(t.pos_ == "NOUN" for t in said[1:4])
    number = next((t for t in said if t.like_num), None)
    if number is None or any(t.lower_ not in ABOUT for t in doc[after : number.i]):
        return False
    year = number.text.isdigit() and len(number.text) == 4 and number.text[:2] in ("19", "20")
    return not year or (number.i + 1 < len(doc) and doc[number.i + 1].pos_ == "NOUN")


def _has_verb(doc: Doc, after: int) -> bool:
    """Whether the piece that the name opens has a verb of its own: "and Sweden 20 years ago sent"."""
    for token in doc[after:]:
        if token.lower_ in ENDS:
            return token.text == "," and any(t.tag_ in FINITE for t in doc[token.i + 1 : token.i + 3])
        if token.tag_ in FINITE:
            return True
    return False


def sharers(s: Sentence, verb: Token) -> list[Token]:
    """The names that share a verb: all that follow it before another main verb does."""
    between = (t.i for t in s.doc[verb.i + 1 :] if t.pos_ == "VERB" and t.tag_ in VERBS and verb not in t.ancestors)
    end = next(between, len(s.doc))
    return [s.doc[i] for i in sorted(s.gapped_at) if verb.i < i < end]


def gives(s: Sentence, verb: Token) -> bool:
    """ "Sold Chad 20 tanks, Niger 30": whether the names that share the verb are those of receivers."""
    at = verb.i + 1
    if at < len(s.doc) and s.doc[at].lower_ == "the":
        at += 1
    if at not in s.part_of:
        return False
    return _counts(s.doc, _extent(s, at)[1])
