"""Stories: which documents are one report, printed more than once.

Belief counts independent stories. A wire story is printed whole, cut, under another byline, with a
local beginning or with some words changed; all of these are one story. Two reporters who write
about one event share names and numbers but few runs of three words; they are two stories.

The measure is containment: the share of the shorter text's three-word runs that the longer one has.
Jaccard similarity would lose what was cut: reprints average only 0.3 (Silcock et al. 2023,
"Noise-Robust De-Duplication at Scale"). Pairs are found exactly, not by sampling: if 40 % of a text's
runs are in another one, then so is at least one of its rarest 60 % (prefix filter; Chaudhuri, Ganti
and Kaushik 2006, "A Primitive Operator for Similarity Joins in Data Cleaning").

Ministries that report every day fill in a form: yesterday's text with today's figures. Texts of which
most figures differ are two stories, however many words they share.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any
from urllib.parse import urlsplit

from kg.dates import first_day, last_day
from kg.model import Document, content_id

SAME = 0.4  # containment of one printing in another; 24,976 pairs of different reports had 0.14 at most
RELATED = 0.1  # containment that any two printings of one story have at least
SHORT = 12  # words; below, only the same words are the same story
FIGURES = 5  # different figures that a text needs before they count
AGREEING = 1 / 3  # of the figures of the text with fewer, the share that a printing keeps at least
WITNESSES = 16  # members of a large story that a newcomer is compared with
WORD = re.compile(r"\w+")


def words(document: Document) -> tuple[str, ...]:
    """The words of the text, without case, form of writing or punctuation; title and text where it is short."""
    found = _words(document.text)
    return found if len(found) >= SHORT else (*_words(document.title), "", *found)


def _words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def stories(documents: Sequence[Document]) -> dict[str, str]:
    """Story id of each document id; the same whatever the order of the documents.

    Of data sets see `voices`. A document that joins two unrelated ones (a round-up of the
    day) goes with the one that it holds most of, and does not make one story of the two.

    >>> wire = Document("outlet:a", "T", "Two brigades crossed the river near Kupiansk at dawn on Friday, "
    ...                 "the army of Ukraine said in a statement.", "2024-10", "text")
    >>> copy = Document("outlet:b", "U", wire.text + " More soon.", "2024-10", "text")
    >>> len(set(stories([wire, copy]).values()))
    1
    """
    printings: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for id, document in sorted({d.id: d for d in documents if not d.digest}.items()):
        printings[words(document)].append(id)
    texts = sorted(printings, key=lambda text: printings[text][0])
    result = voices({d.id: d for d in documents})
    for cluster in _clusters(texts):
        members = [id for number in cluster for id in printings[texts[number]]]
        story = content_id("story", min(members))
        result.update((id, story) for id in members)
    for one, other in _editions(documents):
        a, b = sorted((result[one], result[other]))
        result = {id: a if story == b else story for id, story in result.items()} if a != b else result
    return result


def voices(documents: Mapping[str, Document]) -> dict[str, str]:
    """Story of each file of a data set: one source in one version is one voice, however often its file is saved.

    >>> saved = [Document("sipri", "T", "", None, "sipri", "generated 2024", digest=bytes) for bytes in ("a", "b")]
    >>> len(set(voices({d.id: d for d in saved}).values()))
    1
    """
    return {id: content_id("story", d.source, d.version) for id, d in documents.items() if d.digest}


# Versions of one report: an outlet that corrects what it has published keeps its address.

ALIKE = 0.4  # of the longer words of the shorter version: an address may also be a page on which all news stand
LONGER = 4  # letters of a word that tells texts apart
MARKED = re.compile(r"\W*(?:update|updated|correct(?:ed|ion|s))\b[\s#]*(\d{1,3})?", re.I)


def address(document: Document) -> tuple[str, str] | None:
    """What the versions of one report have in common; None where an outlet or an address is not told, or is a site's.

    >>> address(Document("outlet:wire", "A", "B.", None, "feed", url="http://wire.example/1"))
    ('outlet:wire', 'wire.example/1')
    >>> address(Document("outlet:wire", "A", "B.", None, "feed", url="https://wire.example/"))
    """
    parts = urlsplit(document.url or "")
    where = f"{parts.path.rstrip('/')}{'?' + parts.query if parts.query else ''}"
    if document.digest or document.source == "unknown" or not parts.netloc or not where:
        return None
    return document.source, f"{parts.netloc.casefold()}{where}"


def _editions(documents: Sequence[Document]) -> Iterator[tuple[str, str]]:
    """Pairs of documents that are versions of one report."""
    groups: dict[tuple[str, str], list[Document]] = defaultdict(list)
    for document in sorted({d.id: d for d in documents}.values(), key=lambda d: d.id):
        if where := address(document):
            groups[where].append(document)
    for versions in groups.values():
        telling = [{word for word in _words(f"{d.title} {d.text}") if len(word) >= LONGER} for d in versions]
        for (one, ours), (other, theirs) in combinations(zip(versions, telling, strict=True), 2):
            if len(ours & theirs) >= ALIKE * max(1, min(len(ours), len(theirs))):
                yield one.id, other.id


def later_versions(documents: Mapping[str, Document], stories: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Of each document the later versions of it: of one outlet, address and story, and of a later day.

    Of one day the one counts as later whose title is marked "UPDATE" or "CORRECTED"; of two without, neither is known
    to be later.
    """
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for id, story in stories.items():
        if id in documents and (where := address(documents[id])):
            groups[(*where, story)].append(id)
    rank = {id: _rank(documents[id]) for ids in groups.values() if len(ids) > 1 for id in ids}
    return {
        id: later
        for ids in groups.values()
        if len(ids) > 1
        for id in ids
        if (later := frozenset(other for other in ids if _is_later(rank[other], rank[id])))
    }


def days_of_copies(documents: Mapping[str, Document], stories: Mapping[str, str]) -> dict[str, str]:
    """Of each article that tells no day and is a copy of one that does, the first day on which its story was told.

    What it says is about the matters of that day. It dates no claim, and a past view knows no undated article.
    """
    first: dict[str, str] = {}
    for id, story in stories.items():
        if day := documents[id].published:
            first[story] = min(day, first.get(story, day))
    return {id: first[story] for id, story in stories.items() if story in first and not documents[id].published}


def _rank(document: Document) -> tuple[str, int]:
    mark = MARKED.match(document.title)
    return document.published or "", int(mark[1] or 1) if mark else 0


def _is_later(one: tuple[str, int], other: tuple[str, int]) -> bool:
    """Days that are told to the month only may be before or after those in it."""
    (day, mark), (before, below) = one, other
    if not day or not before or day == before:
        return day == before and mark > below
    return first_day(day) > last_day(before)


def _clusters(texts: list[tuple[str, ...]]) -> list[list[int]]:
    """Numbers of the texts that are printings of one story; links are taken from the closest on."""
    runs = _runs(texts)
    clusters = {number: [number] for number in range(len(texts))}
    home = list(range(len(texts)))
    for _, _, one, other in sorted(_links(runs)):
        a, b = sorted((home[one], home[other]))
        if a != b and same_figures(texts[one], texts[other]) and _related(runs, clusters[a], clusters[b]):
            clusters[a] = sorted(clusters[a] + clusters[b])
            for number in clusters.pop(b):
                home[number] = a
    return list(clusters.values())


def same_figures(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two texts agree in their figures; true where one has too few to tell.

    >>> same_figures(tuple("on 9 26 of 15 11 12 18".split()), tuple("on 10 23 of 15 8 16 39".split()))
    False
    """
    ours, theirs = ({word for word in text if word.isdigit()} for text in (one, other))
    fewer = min(len(ours), len(theirs))
    return fewer < FIGURES or len(ours & theirs) >= AGREEING * fewer


def _links(runs: list[Any]) -> Iterator[tuple[float, int, int, int]]:
    """Every pair of which the longer contains enough of the shorter: closest first, then largest."""
    for one, other in _candidates(runs):
        shared = _shared(runs[one], runs[other])
        share = shared / min(len(runs[one]), len(runs[other]))
        if share >= SAME:
            yield -share, -shared, one, other


def _related(runs: list[Any], ours: list[int], theirs: list[int]) -> bool:
    """No member of one cluster is foreign to a member of the other."""
    return all(
        _shared(runs[a], runs[b]) >= RELATED * min(len(runs[a]), len(runs[b]))
        for a in ours[:WITNESSES]
        for b in theirs[:WITNESSES]
    )


def _shared(one: Any, other: Any) -> int:
    import numpy as np

    return len(np.intersect1d(one, other, assume_unique=True))


def _runs(texts: list[tuple[str, ...]]) -> list[Any]:
    """The three-word runs of each text as sorted numbers; none for short texts.

    Words are numbered, and three numbers of 21 bits make one of 63: no two runs share a number
    until a corpus has two million different words.
    """
    import numpy as np

    numbers: dict[str, int] = {}
    result = []
    for text in texts:
        long = len(text) >= SHORT and "" not in text
        n = np.array([numbers.setdefault(word, len(numbers)) for word in text] if long else [], dtype=np.int64)
        result.append(np.unique((n[:-2] << 42) ^ (n[1:-1] << 21) ^ n[2:]))
    return result


def _candidates(runs: list[Any]) -> Iterator[tuple[int, int]]:
    """Pairs that share enough of the rarest runs of the shorter: no pair at or above SAME is left out.

    Of n runs s = SAME * n are shared. Leaving out all but the n - s + k rarest leaves k of the shared.
    """
    import numpy as np

    sizes = np.array([len(own) for own in runs], dtype=np.int64)
    if not sizes.any():
        return
    owners = np.repeat(np.arange(len(runs), dtype=np.int32), sizes)
    flat = np.concatenate(runs)
    order = np.argsort(flat, kind="stable")
    every, starts, counts = np.unique(flat[order], return_index=True, return_counts=True)
    having = owners[order]  # the texts that have run i: having[starts[i] : starts[i] + counts[i]]
    for number, own in enumerate(runs):
        needed = math.ceil(SAME * len(own))
        kept = max(1, needed // 4)
        places = np.searchsorted(every, own)
        rarest = places[np.argsort(counts[places], kind="stable")][: len(own) - needed + kept]
        common = rarest[counts[rarest] > 1]
        if len(common) < kept or not len(own):
            continue
        met = np.concatenate([having[starts[run] : starts[run] + counts[run]] for run in common])
        others, times = np.unique(met, return_counts=True)
        # Of two texts of one length the one with the smaller number asks.
        longer = (sizes[others] > len(own)) | ((sizes[others] == len(own)) & (others > number))
        for other in others[longer & (times >= kept)].tolist():
            yield (number, other) if number < other else (other, number)
