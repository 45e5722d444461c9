"""Headlines in capitals, read as if they were written in small letters."""

from __future__ import annotations

import re
from collections.abc import Container

from kg.text.mentions import names

WORD = re.compile(r"[^\W\d_]+(?:[.'’&][^\W\d_]+)*")
ENOUGH = 3  # words in capitals that make a headline; two may be a dateline or a name


def in_small_letters(text: str) -> str:
    """A text, character for character, whose lines all in capitals stand in small letters but for its known names.

    >>> in_small_letters("CHAD SHELLS LIBYA, UN SAYS")
    'Chad shells Libya, UN says'
    """
    if not any(line.isupper() for line in text.splitlines()):
        return text
    return "".join(_line(line) if line.isupper() else line for line in text.splitlines(keepends=True))


def _line(line: str) -> str:
    found = list(WORD.finditer(line))
    small = line.lower()
    if len([w for w in found if len(w[0]) > 1]) < ENOUGH or len(small) != len(line):
        return line
    known = names().meanings
    titled = WORD.sub(lambda w: _titled(w[0], known), line)
    held = [(m.start, m.end) for m in names().mentions(titled)] if len(titled) == len(line) else []
    for start, end in held:
        small = small[:start] + titled[start:end] + small[end:]
    first = found[0].start()
    return small[:first] + small[first].upper() + small[first + 1 :]


def _titled(word: str, known: Container[str]) -> str:
    """ "CHAD" is "Chad", "UN" remains: no name is known as "Un"."""
    small = word.capitalize()
    return word if len(word) < 6 and word in known and small not in known else small
