"""Text as the pieces of words that the reader knows: the longest known piece first, with where each begins.

The pieces and the way of cutting are those of BERT's uncased English vocabulary (Devlin et al. 2019), so that weights
which were learned on such pieces mean the same here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

LONGEST, LONGEST_PIECE = 100, 20  # characters of a word, and of a piece; what is longer is no word
PLAIN = re.compile(r"[A-Za-z0-9]+|[^A-Za-z0-9 ]")  # words and signs, where all is ASCII
START, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"


def pieces(text: str, known: Mapping[str, int]) -> tuple[list[int], list[int]]:
    """Numbers of the pieces of a text, and the character at which each begins.

    >>> known = {"[UNK]": 0, "kur": 1, "##sk": 2, "fell": 3, ".": 4}
    >>> pieces("Kursk fell.", known)
    ([1, 2, 3, 4], [0, 3, 6, 10])
    """
    numbers: list[int] = []
    starts: list[int] = []
    for letters, places in _words(text):
        found = _cut(letters, known)
        for number, at in found or [(known[UNKNOWN], 0)]:
            numbers.append(number)
            starts.append(places[at])
    return numbers, starts


def _cut(letters: str, known: Mapping[str, int]) -> list[tuple[int, int]]:
    """A word's pieces with where they begin in it; nothing where some part of it is not known."""
    found: list[tuple[int, int]] = []
    start = 0 if len(letters) <= LONGEST else len(letters)
    while start < len(letters):
        for end in range(min(len(letters), start + LONGEST_PIECE), start, -1):
            number = known.get(("##" if start else "") + letters[start:end])
            if number is not None:
                found.append((number, start))
                start = end
                break
        else:
            return []
    return found


def _words(text: str) -> Iterator[tuple[str, list[int]]]:
    """Runs of letters and digits in lower case without accents, and signs one by one, with the place of each letter."""
    if text.isascii() and (written := text.replace("\n", " ")).isprintable():  # most texts, and six times as fast
        for run in PLAIN.finditer(written):
            yield run.group().lower(), list(range(*run.span()))
        return
    letters: list[str] = []
    places: list[int] = []
    for n, sign in enumerate(text):
        is_end, is_alone, written = _as_written(sign)
        if is_end and letters:
            yield "".join(letters), places
            letters, places = [], []
        if is_alone:
            yield sign, [n]
        else:
            letters.extend(written)
            places.extend([n] * len(written))
    if letters:
        yield "".join(letters), places


@lru_cache(maxsize=4096)
def _as_written(sign: str) -> tuple[bool, bool, str]:
    """Whether a sign ends a word, whether it stands alone, and its letters in lower case without accents."""
    kind = unicodedata.category(sign)
    if kind[0] == "P" or (sign.isascii() and sign.isprintable() and not sign.isalnum() and sign != " "):
        return True, True, ""
    if sign.isspace() or kind[0] in "CZ":
        return True, False, ""
    letters = unicodedata.normalize("NFD", sign.lower())
    return False, False, "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")
