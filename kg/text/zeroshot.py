"""A zero-shot relation model as an extractor: GLiREL, or any model of textual entailment (NLI), from a local folder.

`KG_ZEROSHOT_MODEL` names the folder; nothing is downloaded. Names come from our own tables, the model only
scores which relation holds between two of them. It reads neither modality nor denial, so its claims are
marked as speculated with `because["unread"]`, and sentences with a word of denial are left to others.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import Usage
from kg.model import SYMMETRIC, Claim, Document
from kg.text.grounding import grounded
from kg.text.mentions import names
from kg.text.rhetoric import is_rhetoric
from kg.text.sentences import sentences

VERSION = "1"
THRESHOLD = 0.8  # of the model's own score; a first value, to be set on annotated text for each model
MOST_NAMES = 6  # in one sentence; lists of more are roll calls
DENIED = re.compile(r"\b(?:not|no|never|nor|neither|without|den(?:y|ies|ied|ying)|refus\w+|reject\w+)\b|n['’]t\b", re.I)

# What each relation says of {a} and {b}: a label for one kind of model and a hypothesis for the other.
HYPOTHESES: Mapping[str, str] = {
    "ALLIED_WITH": "{a} is a military ally of {b}",
    "MEMBER_OF": "{a} is or becomes a member of {b}",
    "AGREES_WITH": "{a} signed an agreement with {b}",
    "SUPPORTS": "{a} supports {b} politically",
    "MEETS_WITH": "{a} held talks with {b}",
    "COOPERATES_WITH": "{a} and {b} hold military exercises together",
    "MILITARY_AID": "{a} gives military aid or training to {b}",
    "AIDS": "{a} gives economic aid or a loan to {b}",
    "ARMS_TRANSFER": "{a} supplies weapons to {b}",
    "TROOP_DEPLOYMENT": "{a} sent troops to {b}",
    "TROOP_WITHDRAWAL": "{a} withdrew its troops from {b}",
    "BASE_ACCESS": "{a} may use military bases of {b}",
    "TRADES_WITH": "{a} trades with {b}",
    "DEPENDS_ON": "{a} depends on {b}",
    "SANCTIONS": "{a} imposed sanctions on {b}",
    "ACCUSES": "{a} accuses or condemns {b}",
    "THREATENS": "{a} threatens {b}",
    "REJECTS": "{a} rejects a demand of {b} or ends cooperation with it",
    "REQUESTS": "{a} asks {b} for something",
    "COMBAT": "{a} fights against {b}",
    "ATTACKS": "{a} attacked {b}",
    "COERCES": "{a} seized ships or arrested people of {b}",
}


class Scored(NamedTuple):
    """What a model says: this relation holds between these two names, with a score from 0 to 1."""

    subject: str
    relation: str
    object: str
    score: float


# A model: the sentence, the names in it, and the relations with their wording -> what holds.
Model = Callable[[str, Sequence[str], Mapping[str, str]], Sequence[Scored]]


@dataclass
class ZeroShot:
    """A zero-shot model behind the gate."""

    model: Model
    label: str
    threshold: float = THRESHOLD
    dropped: Counter[str] = field(default_factory=Counter)

    @property
    def name(self) -> str:
        return f"zeroshot {self.label} {VERSION}"

    def extract(self, document: Document) -> Iterator[Claim]:
        """The relations that the model sees between known names. English text only, as by default."""
        if not document.text or not document.is_english:
            return
        claims, dropped = grounded(document, self._proposals(document), self.name)
        self.dropped += dropped
        yield from claims

    def _proposals(self, document: Document) -> Iterator[dict[str, Any]]:
        for span in sentences(document.text):
            found = {
                m.id: m.text for m in reversed(names().mentions(span.text, document.published)) if m.type != "region"
            }
            known = list(reversed(found.values()))
            if not 2 <= len(known) <= MOST_NAMES or DENIED.search(span.text) or is_rhetoric(span.text):
                continue
            for subject, relation, other, score in self._best(self.model(span.text, known, HYPOTHESES)):
                yield {"relation": relation, "subject": {"name": subject}, "object": {"name": other},
                       "modality": None, "polarity": None, "sentence": span.text, "start": span.start,
                       "confidence": float(score)}  # fmt: skip

    def _best(self, scored: Sequence[Scored]) -> list[Scored]:
        """Of each pair of names, in either order, the relation that the model is surest of, if sure enough."""
        best: dict[frozenset[str], Scored] = {}
        for one in scored:
            pair = frozenset((one[0], one[2]))
            if one[3] >= self.threshold and (pair not in best or one[3] > best[pair][3]):
                best[pair] = Scored(*one)
        return list(best.values())


# -- models ----------------------------------------------------------------------------------------


def loaded(environment: Mapping[str, str] = os.environ) -> ZeroShot:
    """The model of the folder that `KG_ZEROSHOT_MODEL` names; `Usage` says what is missing."""
    where = environment.get("KG_ZEROSHOT_MODEL", "").strip()
    if not where:
        raise Usage(
            "extractor zeroshot: set KG_ZEROSHOT_MODEL to the folder of a GLiREL or NLI model on this machine; "
            "nothing is downloaded"
        )
    folder = Path(where)
    package = package_for(folder)
    if package is None:
        raise Usage(f"extractor zeroshot: KG_ZEROSHOT_MODEL: {where}: is no folder of a model (it has no config)")
    if not installed(package):
        raise Usage(f"extractor zeroshot: {where} needs the package {package}; pip install {INSTALL[package]}")
    for switch in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):  # read by these packages when they are imported;
        os.environ[switch] = "1"  # without it some of their versions fetch what a folder lacks
    try:
        model = glirel(folder) if package == "glirel" else entailment(folder)
    except Exception as problem:
        # Whatever a foreign package raises on a folder that it cannot read is one line here.
        raise Usage(f"extractor zeroshot: {where}: {package} cannot load it: {type(problem).__name__}") from problem
    return ZeroShot(model, re.sub(r"\s+", "-", folder.resolve().name)[:80])


INSTALL = {"glirel": "glirel", "transformers": "transformers torch"}


def package_for(folder: Path) -> str | None:
    """Which package reads the model in this folder."""
    if (folder / "glirel_config.json").is_file():
        return "glirel"
    return "transformers" if (folder / "config.json").is_file() else None


def installed(package: str) -> bool:
    return importlib.util.find_spec(package) is not None


def glirel(folder: Path) -> Model:
    """A GLiREL model: scores labels between spans of tokens."""
    loaded = importlib.import_module("glirel").GLiREL.from_pretrained(str(folder), local_files_only=True)

    def read(sentence: str, known: Sequence[str], relations: Mapping[str, str]) -> list[Scored]:
        labels = {wording.format(a="one", b="another"): relation for relation, wording in relations.items()}
        tokens = re.findall(r"\w+(?:[-.'’]\w+)*|[^\w\s]", sentence)
        places = {name: place for name in known if (place := _place(tokens, name))}
        spans = [[first, last, "ACTOR", name] for name, (first, last) in places.items()]
        by_words = {tuple(tokens[first : last + 1]): name for name, (first, last) in places.items()}
        found = []
        for one in loaded.predict_relations(tokens, list(labels), threshold=0.0, ner=spans, top_k=1) if spans else []:
            subject, other = by_words.get(tuple(one["head_text"])), by_words.get(tuple(one["tail_text"]))
            if subject and other and one["label"] in labels:
                found.append(Scored(subject, labels[one["label"]], other, float(one["score"])))
        return found

    return read


def _place(tokens: Sequence[str], name: str) -> tuple[int, int] | None:
    """First and last token of a name.

    >>> _place(["South", "Korea", "met", "Japan", "."], "South Korea")
    (0, 1)
    """
    wanted = re.findall(r"\w+(?:[-.'’]\w+)*|[^\w\s]", name)
    starts = (n for n in range(len(tokens) - len(wanted) + 1) if list(tokens[n : n + len(wanted)]) == wanted)
    first = next(starts, None)
    return None if first is None or not wanted else (first, first + len(wanted) - 1)


def entailment(folder: Path) -> Model:
    """A model of entailment: does the sentence imply "Rwanda sent troops to Mozambique"?"""
    pipeline = importlib.import_module("transformers").pipeline
    judge = pipeline("zero-shot-classification", model=str(folder), tokenizer=str(folder), local_files_only=True)

    def read(sentence: str, known: Sequence[str], relations: Mapping[str, str]) -> list[Scored]:
        asked = {}
        for a, b in permutations(known, 2):
            for relation, wording in relations.items():
                if relation not in SYMMETRIC or a < b:
                    asked[wording.format(a=a, b=b)] = (a, relation, b)
        answer = judge(sentence, candidate_labels=list(asked), hypothesis_template="{}.", multi_label=True)
        return [Scored(*asked[w], float(s)) for w, s in zip(answer["labels"], answer["scores"], strict=True)]

    return read
