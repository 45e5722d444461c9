"""What there is to learn in the corpus: of each sentence its scene, and what the gold says of the pairs in it."""

from __future__ import annotations

import os
import random
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.model import MODALITIES, RELATIONS, SYMMETRIC, Actor, Document
from kg.text import extract, learned
from kg.text.actors import Sentence
from kg.text.cascade import Part, seats
from kg.text.fields import item_name
from kg.text.frames import Match
from kg.text.items import things
from kg.text.mentions import names
from kg.text.pairs import Pair
from kg.text.rivals import Seen
from kg.text.scene import LONGEST, Scene, Scenes
from quality.corpus import Article, articles, splits
from quality.scores import CORPUS, scorer

if TYPE_CHECKING:
    from spacy.tokens import Token
else:
    Token = Any

LEARNED = tuple(r for r in RELATIONS if r not in learned.LEFT_OUT)
# Windows within a text are to be learned too, texts without a title, and sentences alone.
SHORT, CUT = 160, 4  # pieces of the windows of every fourth article
UNTITLED = 8  # every such article has no title
IDLE = 0.5  # chance that of an article a sentence that claims nothing is read alone as well
MOST_TOLD = 2  # pairs of one claim of which the fields are learned; those that the sentence names first
Which = tuple[int, ...] | None  # those that are right: (-1,) none of them, None not known


@dataclass(frozen=True)
class Answer:
    """What the gold says of one relation of one pair; None where it does not say which."""

    pair: int
    relation: int
    modality: int
    denied: bool
    said: bool
    amount: Which
    time: Which
    speaker: Which
    item: Which


@dataclass(frozen=True, slots=True)
class Lesson:
    """One sentence to learn from."""

    scene: Scene
    right: tuple[tuple[int, int], ...]  # (pair, relation)
    told: tuple[Answer, ...]
    amounts: tuple[int, ...]  # the pieces where they begin
    times: tuple[int, ...]
    nouns: tuple[int, ...]  # that may be an item


Text = list[Lesson]  # of one window


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence: what the network learns from it, and its pairs as rivals see them."""

    lesson: Lesson
    seen: tuple[Seen, ...]


def examples(article: Article, known: dict[str, int], longest: int = LONGEST) -> list[Example]:
    """Every sentence of an article in which somebody is named, with what the gold says of it."""
    gold: dict[str, list[dict[str, Any]]] = {}
    norm = scorer()["norm_sentence"]
    for row in article.claims:
        gold.setdefault(norm(row["sentence"]), []).append(row)
    found: list[Example] = []
    document = extract.straight(document_of(article))
    mentions = seats(document.text, names().mentions(document.text, document.published))
    title = names().mentions(document.title, document.published)
    scenes = Scenes(document, mentions, title, known, longest)

    def watch(part: Part, s: Sentence, matches: list[Match], reading: extract.Reading, is_plain: bool) -> None:
        here = norm(part.span.text)  # a line of the corpus may hold two short sentences
        rows = [row for sentence, said in gold.items() if here in sentence for row in said]
        others = [m for m in matches if m.frame.relation not in learned.LEFT_OUT]
        every, scene = scenes.enter(s, others, part.span.start, len(part.span.text), is_plain)
        if not every:
            return
        numbers, times, nouns = (reading.numbers, reading.times, things(s)) if is_plain else ([], [], [])
        relations = [sorted({LEARNED.index(row["relation"]) for row in rows if _same(row, pair)}) for pair in every]
        lesson = Lesson(
            scene,
            tuple((n, k) for n, found in enumerate(relations) for k in found),
            tuple(_answers(every, rows, scene, numbers, times, [_named(s, t) for t in nouns])),
            tuple(scene.piece(a.start) for a in numbers),
            tuple(scene.piece(t.start) for t in times),
            tuple(scene.piece(t.idx) for t in nouns),
        )
        found.append(Example(lesson, tuple(learned.seen(pair) for pair in every)))

    extract.watched(document, watch)
    return found


def document_of(article: Article) -> Document:
    body = article.text.split("\n", 2)[2]
    source = "outlet:" + article.outlet.lower().replace(" ", "-")
    return Document(source, article.title, body, article.date, "text", name=article.id)


def _same(row: dict[str, Any], pair: Pair) -> bool:
    if row["relation"] not in LEARNED:
        return False
    a, b = pair.a.actor, pair.b.actor if pair.b else None
    if b is None:
        return is_actor(row["subject"], a) and (row["object"] is None or row["object_optional"])
    if row["object"] is None:
        return False
    if is_actor(row["subject"], a) and is_actor(row["object"], b):
        return True
    return row["relation"] in SYMMETRIC and is_actor(row["subject"], b) and is_actor(row["object"], a)


def is_actor(gold: dict[str, Any], actor: Any) -> bool:
    """Whether an actor that was read is the one of the gold, at the level of states."""
    if gold["state"]:
        return bool(actor.state == gold["state"])
    norm = scorer()["norm"]
    return norm(actor.name) in {norm(n) for n in (gold["name"], *gold["accept"])}


def _answers(
    every: list[Pair],
    rows: list[dict[str, Any]],
    scene: Scene,
    numbers: list[Any],
    times: list[Any],
    nouns: list[set[str]],
) -> Iterator[Answer]:
    actors = [p.actor for p in scene.actors]
    ranked = sorted(range(len(every)), key=lambda n: every[n].is_from_before)
    for row in rows:
        for n in [n for n in ranked if _same(row, every[n])][:MOST_TOLD]:
            yield Answer(
                n, LEARNED.index(row["relation"]), MODALITIES.index(row["modality"]), row["polarity"] == "negative",
                bool(row["attribution"]), _amounts(row["quantity"], numbers), _times(row["time"], times),
                _speakers(row["attribution"], actors), _items(row["item"], nouns),
            )  # fmt: skip


def _amounts(gold: dict[str, Any] | None, numbers: list[Any]) -> Which:
    """The amounts of a sentence that are the gold's; (-1,) if it has none, None if none of them is or it is vague."""
    if not gold:
        return (-1,)
    if gold.get("vague"):
        return None
    bounds = [gold["value"]] * 2 if gold.get("value") is not None else [gold.get("min"), gold.get("max")]
    read = [[q.value] * 2 if q.value is not None else [q.min, q.max] for q in (a.quantity for a in numbers)]
    return tuple(n for n, found in enumerate(read) if all(map(_near, found, bounds))) or None


def _near(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 0.02 * max(abs(other), 1e-9)


def _times(gold: dict[str, Any] | None, times: list[Any]) -> Which:
    """The times of a sentence that agree with the gold to its precision; (-1,) if it has none."""
    if not gold:
        return (-1,)
    ends = [gold.get("start"), gold.get("end")]

    def agrees(told: str | None, wanted: str | None) -> bool:
        return not wanted or (told or "")[: len(wanted)] == wanted

    return tuple(n for n, t in enumerate(times) if all(map(agrees, (t.since, t.until), ends))) or None


def _speakers(gold: list[dict[str, Any]], actors: list[Actor]) -> Which:
    """The actors of a sentence whose word it is; (-1,) if it is the text's own."""
    if not gold:
        return (-1,)
    norm = scorer()["norm"]
    said = {norm(n) for one in gold for n in (one["name"], *one["accept"])}
    return tuple(n for n, actor in enumerate(actors) if norm(actor.name) in said) or None


def _named(s: Sentence, noun: Token) -> set[str]:
    """What a noun may be called: with its kind, and alone."""
    return {scorer()["norm"](name) for name in (item_name(s, noun), noun.text, noun.lemma_)}


def _items(gold: dict[str, Any] | None, nouns: list[set[str]]) -> Which:
    """The nouns of a sentence that are the gold's item, or end as its names do; (-1,) if it has none."""
    if not gold:
        return (-1,)
    norm = scorer()["norm"]
    names = [norm(n) for n in (gold["name"], *gold["accept"])]
    for wanted in (set(names), {name.split()[-1] for name in names if name}):
        if found := tuple(n for n, called in enumerate(nouns) if called & wanted):
            return found
    return None


def texts_of(found: Iterable[Example]) -> list[Text]:
    """The sentences of an article by their windows."""
    texts: dict[int, Text] = {}
    for one in found:
        texts.setdefault(id(one.lesson.scene.window), []).append(one.lesson)
    return list(texts.values())


def alone(article: Article) -> Iterator[Article]:
    """A sentence of the article that claims something, and of some one that claims nothing, each as a text."""
    chance = random.Random(article.id)
    every = [sentence for paragraph in article.paragraphs for sentence in paragraph]
    said = {row["sentence"] for row in article.claims}
    for some, share in (([s for s in every if s in said], 1.0), ([s for s in every if s not in said], IDLE)):
        if some and (share == 1.0 or chance.random() < share):
            yield replace(article, title="", paragraphs=[[chance.choice(some)]])


def _of_topic(job: tuple[Path, dict[str, int], bool]) -> list[list[Example]]:
    folder, known, is_taught = job
    found = []
    for n, article in enumerate(articles([folder])):
        if not is_taught:
            found.append(examples(article, known))
            continue
        longest = SHORT if n % CUT == CUT - 1 else LONGEST
        found.append(examples(replace(article, title="") if n % UNTITLED == UNTITLED - 1 else article, known, longest))
        found += [examples(one, known) for one in alone(article)]
    return found


def gathered(folders: list[Path], known: dict[str, int], is_taught: bool = False) -> list[list[list[Example]]]:
    """Examples of every article of some topics, by topic; to be taught, some articles in parts, and sentences alone."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(_of_topic, [(f, known, is_taught) for f in folders]))


def folders_of(split: str) -> list[Path]:
    return [CORPUS / t for t, part in splits(CORPUS).items() if part == split and (CORPUS / t).is_dir()]
