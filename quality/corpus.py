"""The corpus: short articles in our own words, each sentence followed by what it says.

    python -m quality.corpus check corpus/            # every line that cannot be understood, by file and line
    python -m quality.corpus build corpus/ OUT/       # OUT/<split>/texts/ID.txt and OUT/<split>/gold.jsonl

An article is a text file that a person can read and write:

    Kenya sends police to Haiti
    Savanna Wire, 2024-06-25

    Kenya sent at least 200 police officers to Haiti on Tuesday, officials in Nairobi said.
        TROOP_DEPLOYMENT Kenya -> Haiti; n >=200 officers; on 2024-06-25; reported; by officials in Nairobi / Kenya

    Will they ever go home?
        x rhetorical question
    ---
    Multinational Security Support = MSS, the mission | organisation |

A sentence has a line of its own, a blank line parts paragraphs. Under it, indented: one line a claim, or
`x REASON` where no claim may be drawn from it. After `---` come the actors that are not states:
`Name = other, names | type | ISO-3 of the state it belongs to`; a state's names are known (a line adds more).

A claim is `RELATION A -> B; field; field`. `A + B -> C` is one claim for each; `A + B + C <->` one for each
pair; `-> -` is no object, `-> B?` an object that may be left out. Fields, in any order:

    item missiles / rockets      what was given, with other names that count
    n 400 troops                 a number; `<=12000`, `>=225`, `1000..2000`; `n ~ thousands` is vague
    at Kursk / Kursk region      where
    on 2024-10..2024-12          when, as fine as the text; `2015..` is open
    by NIS / spy agency, Seoul   who says so, outermost first
    more | less                  the change, on DEPENDS_ON and TRADES_WITH
    not                          the text says that it does not hold
    asserted (left out) | reported | alleged | speculated | conditional | future
    core (left out) | deep | optional
    =tag                         mentions of one claim share a tag

A file may hold many texts of a sentence or a few instead, the common formulas of agency English one by one: parted by
blank lines, each begins with its day, and the actors after `---` are those of all of them:

    @2024-06-25
    Kenya sent at least 200 police officers to Haiti on Tuesday, officials in Nairobi said.
        TROOP_DEPLOYMENT Kenya -> Haiti; n >=200 officers; on 2024-06-25; reported; by officials in Nairobi / Kenya
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, product
from pathlib import Path
from typing import Any

from kg.model import RELATIONS
from kg.resolve import aliases, resolve
from kg.states import state

TYPES = ("state", "armed_force", "armed_group", "organisation", "leader", "region", "agency", "government", "group",
         "weapon")  # fmt: skip
MODALITIES = ("asserted", "reported", "alleged", "speculated", "conditional", "future")
TIERS = ("core", "deep", "optional")
CHANGES = {"more": "increase", "less": "decrease"}
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
NUMBER = re.compile(r"(<=|>=)?\s*(\d[\d,]*(?:\.\d+)?)(?:\s*\.\.\s*(\d[\d,]*(?:\.\d+)?))?\s*(.*)")
SPLITS = ("train", "weigh", "dev", "test")


class Malformed(Exception):
    """A line of an article that cannot be understood; the message names file and line."""


@dataclass(slots=True)
class Article:
    """One article: its text by paragraphs of sentences, and the gold as rows of the claim schema."""

    id: str
    topic: str
    title: str
    outlet: str
    date: str
    paragraphs: list[list[str]] = field(default_factory=list)
    gold: list[dict[str, Any]] = field(default_factory=list)

    @property
    def text(self) -> str:
        body = "\n\n".join(" ".join(sentences) for sentences in self.paragraphs)
        return f"{self.title}\n{self.outlet}, {self.date}\n\n{body}\n"

    @property
    def claims(self) -> list[dict[str, Any]]:
        return [row for row in self.gold if not row.get("negative")]


def articles(paths: list[Path]) -> Iterator[Article]:
    for file in _files(paths):
        yield from _of_file(file)


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.rglob("*.txt")) if path.is_dir() else [path]


def _of_file(file: Path) -> list[Article]:
    """The article of a file, or its many short texts."""
    with file.open(encoding="utf-8") as opened:
        has_many = opened.read(1) == "@"
    return passages(file) if has_many else [read(file)]


def passages(file: Path) -> list[Article]:
    """The short texts of a file as articles without title; `Malformed` names the first line not understood."""
    lines = file.read_text(encoding="utf-8").rstrip("\n").split("\n")
    end = lines.index("---") if "---" in lines else len(lines)
    actors = _actors(lines[end + 1 :], end + 2, file)
    found: list[Article] = []
    for number, line in enumerate(lines[:end], 1):
        try:
            if line.startswith("@"):
                if not DAY.fullmatch(line[1:].strip()):
                    raise ValueError(f"wanted `@YYYY-MM-DD`, found {line!r}")
                name = f"{file.parent.name}-{file.stem}-{len(found) + 1}"
                found.append(Article(name, file.parent.name, "", "Agency", line[1:].strip(), [[]]))
            elif line.strip() and not found:
                raise ValueError("a text begins with its day, `@YYYY-MM-DD`")
            elif line.startswith((" ", "\t")) and line.strip():
                if not found[-1].paragraphs[0]:
                    raise ValueError("a claim stands before any sentence")
                found[-1].gold += _rows(line.strip(), actors, found[-1])
            elif line.strip():
                found[-1].paragraphs[0].append(line.strip())
        except ValueError as problem:
            raise Malformed(f"{file}:{number}: {problem}") from problem
    return found


def read(path: Path) -> Article:
    """One article. `Malformed` names the first line that cannot be understood."""
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    if len(lines) < 4:
        raise Malformed(f"{path}: shorter than a title, an outlet with a date, and a sentence")
    outlet, _, date = lines[1].rpartition(", ")
    if not outlet or not DAY.fullmatch(date):
        raise Malformed(f"{path}:2: wanted `Outlet, YYYY-MM-DD`, found {lines[1]!r}")
    end = lines.index("---") if "---" in lines else len(lines)
    article = Article(path.stem, path.parent.name, lines[0], outlet, date)
    actors = _actors(lines[end + 1 :], end + 2, path)
    paragraph: list[str] = []
    article.paragraphs.append(paragraph)
    for number, line in enumerate(lines[2:end], 3):
        if not line.strip():
            if paragraph:
                paragraph = []
                article.paragraphs.append(paragraph)
        elif not line.startswith((" ", "\t")):
            paragraph.append(line.strip())
        elif not paragraph:
            raise Malformed(f"{path}:{number}: a claim stands before any sentence")
        else:
            try:
                article.gold += _rows(line.strip(), actors, article)
            except ValueError as problem:
                raise Malformed(f"{path}:{number}: {problem}") from problem
    article.paragraphs = [p for p in article.paragraphs if p]
    return article


def _rows(line: str, actors: dict[str, Any], article: Article) -> list[dict[str, Any]]:
    """The gold rows of one line under the article's last sentence: a negative, or a claim for each pair of its actors.

    `ValueError` says what was not understood.
    """
    sentence, n = article.paragraphs[-1][-1], len(article.gold)
    if re.match(r"x\s", line):
        return [{"claim_id": f"{article.id}-n{n}", "doc_id": article.id, "negative": True, "sentence": sentence,
                 "reason": line[2:].strip()}]  # fmt: skip
    head, *fields = [part.strip() for part in line.split(";")]
    relation, _, who = head.partition(" ")
    if relation not in RELATIONS:
        raise ValueError(f"{relation!r} is none of the relations")
    common = _fields(fields)
    rows = []
    for number, (subject, object, optional) in enumerate(_pairs(who)):
        claim_id = f"{article.id}-{n + number:02d}"
        rows.append(
            {
                "claim_id": claim_id,
                "doc_id": article.id,
                "relation": relation,
                "subject": _actor(subject, actors, article.date),
                "object": _actor(object, actors, article.date) if object else None,
                "object_optional": optional,
                **common,
                "group": f"{article.id}-{common['group']}-{number}" if common["group"] else claim_id,
                "sentence": sentence,
            }
        )
    return rows


def _pairs(who: str) -> list[tuple[str, str | None, bool]]:
    """Subject, object, and whether the object may be left out."""
    if who.rstrip().endswith("<->"):
        names = [n.strip() for n in who.rstrip()[:-3].split(" + ")]
        if len(names) < 2:
            raise ValueError("`<->` wants two actors or more before it, joined by ` + `")
        return [(a, b, False) for a, b in combinations(names, 2)]
    left, arrow, right = who.partition("->")
    if not arrow or not left.strip() or not right.strip():
        raise ValueError("wanted `A -> B`, `A -> -` or `A + B <->`")
    found: list[tuple[str, str | None, bool]] = []
    for a, b in product(left.split(" + "), right.split(" + ")):
        name, optional = b.strip().rstrip("?").strip(), b.strip().endswith("?")
        found.append((a.strip(), None if name == "-" else name, optional))
    return found


def _fields(parts: list[str]) -> dict[str, Any]:
    row: dict[str, Any] = {"item": None, "change": None, "quantity": None, "place": None, "time": None,
                           "modality": "asserted", "polarity": "positive", "attribution": [], "tier": "core",
                           "group": None}  # fmt: skip
    counts = 0
    for part in filter(None, parts):
        word, _, rest = part.partition(" ")
        rest = rest.strip()
        if part in MODALITIES:
            row["modality"] = part
        elif part in TIERS:
            row["tier"] = part
        elif part == "not":
            row["polarity"] = "negative"
        elif part in CHANGES:
            row["change"] = CHANGES[part]
        elif part.startswith("=") and len(part) > 1:
            row["group"] = part[1:]
        elif word in ("item", "at") and rest:
            row["item" if word == "item" else "place"] = _named(rest)
        elif word == "by" and rest:
            row["attribution"] = [_named(name) for name in rest.split(",")]
        elif word == "on" and rest:
            row["time"] = _time(rest)
        elif word == "n" and rest:
            counts += 1
            if counts > 1:
                raise ValueError(f"a second amount, {rest!r}: wanted one, or a claim of its own for it")
            row["quantity"] = _quantity(rest)
        else:
            raise ValueError(f"field {part!r} is not understood")
    return row


def _named(text: str) -> dict[str, Any]:
    """A name, and the other names that count; a state in it counts by all its names."""
    names = [name.strip() for name in text.split(" / ") if name.strip()]
    if not names:
        raise ValueError(f"no name in {text!r}")
    return {"name": names[0], "accept": list(dict.fromkeys([*names[1:], *(a for n in names for a in _accepted(n))]))}


def _time(text: str) -> dict[str, Any]:
    start, _, end = (part.strip() for part in text.partition(".."))
    for date in filter(None, (start, end)):
        if not DATE.fullmatch(date):
            raise ValueError(f"{date!r} is no date YYYY[-MM[-DD]]")
    if not start and not end:
        raise ValueError("a time wants a date")
    return {"start": start or None, "end": end or None, "text": ""}


def _quantity(text: str) -> dict[str, Any]:
    if text.startswith("~"):
        return {"vague": True, "unit": "", "text": text[1:].strip()}
    match = NUMBER.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is no quantity")
    bound, low, high, unit = match.groups()
    value = {"unit": unit.strip(), "text": text, "vague": False}
    first = float(low.replace(",", ""))
    if high:
        return {"min": first, "max": float(high.replace(",", "")), **value}
    return {{"<=": "max", ">=": "min"}.get(bound, "value"): first, **value}


def _actors(lines: list[str], first: int, path: Path) -> dict[str, dict[str, Any]]:
    """The declared actors of an article by their name."""
    found = {}
    for number, line in enumerate(lines, first):
        if not line.strip():
            continue
        parts = [p.strip() for p in line.split("|")]
        if len(parts) not in (2, 3) or parts[1] not in TYPES:
            raise Malformed(
                f"{path}:{number}: wanted `Name = others | type | ISO-3`, with a type of {', '.join(TYPES)}"
            )
        name, _, others = (p.strip() for p in parts[0].partition("="))
        code = parts[2] if len(parts) == 3 and parts[2] else None
        if code and not re.fullmatch(r"[A-Z]{3}", code):
            raise Malformed(f"{path}:{number}: {code!r} is no ISO-3 code")
        accept = [o.strip() for o in others.split(",") if o.strip()]
        if parts[1] == "state":
            accept += _accepted(name)
        found[name] = {"name": name, "type": parts[1], "state": code, "accept": list(dict.fromkeys(accept))}
    return found


def _actor(name: str, actors: dict[str, dict[str, Any]], on: str) -> dict[str, Any]:
    if name in actors:
        return actors[name]
    found = resolve(name, on).id or resolve(name).id
    if found is None or ":" in found:
        raise ValueError(f"{name!r} is no state; declare it after `---` as `{name} = other, names | type | ISO-3`")
    return {"name": name, "type": "state", "state": found, "accept": _accepted(name)}


def _accepted(name: str) -> list[str]:
    """All names of the state that a name means: short name, demonym, capital, seat of government."""
    found = resolve(name).id
    if found is None or ":" in found:
        return []
    return [n for n in (*_names().get(found, ()), state(found).name) if n != name]


@cache
def _names() -> dict[str, tuple[str, ...]]:
    by_state: dict[str, list[str]] = {}
    for alias in aliases():
        if ":" not in alias.id and len(alias.text) > 1:
            by_state.setdefault(alias.id, []).append(alias.text)
    return {id: tuple(dict.fromkeys(names)) for id, names in by_state.items()}


def splits(folder: Path, style: str | None = None) -> dict[str, str]:
    """Topic → train, dev or test, as `splits.csv` of the corpus says; of one style ("news", "varied") or of both."""
    with (folder / "splits.csv").open(encoding="utf-8", newline="") as file:
        found = {row["topic"]: row["split"] for row in csv.DictReader(file) if style in (None, row["style"])}
    wrong = {s for s in found.values() if s not in SPLITS}
    if wrong:
        raise Malformed(f"{folder}/splits.csv: {', '.join(sorted(wrong))} is none of {', '.join(SPLITS)}")
    return found


def write(found: list[Article], folder: Path) -> None:
    """Texts and gold as `tools/score_claims.py` reads them."""
    (folder / "texts").mkdir(parents=True, exist_ok=True)
    for article in found:
        (folder / "texts" / f"{article.id}.txt").write_text(article.text, encoding="utf-8")
    with (folder / "gold.jsonl").open("w", encoding="utf-8") as file:
        for article in found:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in article.gold)


def check(paths: list[Path]) -> list[str]:
    """What is wrong with the articles: lines not understood, actors that the text does not name."""
    problems: list[str] = []
    for file in _files(paths):
        try:
            found = _of_file(file)
        except Malformed as problem:
            problems.append(str(problem))
            continue
        for article in found:
            text = article.text.casefold()
            for claim in article.claims:
                for role in ("subject", "object"):
                    actor = claim[role]
                    if actor and not any(n.casefold() in text for n in (actor["name"], *actor["accept"])):
                        problems.append(f"{file}: {claim['claim_id']}: the text never names {actor['name']!r}")
    return problems


def main(arguments: list[str]) -> int:
    if len(arguments) >= 2 and arguments[0] == "check":
        paths = [Path(a) for a in arguments[1:]]
        problems = check(paths)
        print("\n".join(problems))
        if not problems:
            found = list(articles(paths))
            print(f"{len(found)} articles, {sum(len(a.claims) for a in found)} claims, "
                  f"{sum(len(a.gold) - len(a.claims) for a in found)} negatives: all understood")  # fmt: skip
        return 1 if problems else 0
    if len(arguments) == 3 and arguments[0] == "build":
        folder, out = Path(arguments[1]), Path(arguments[2])
        topics = splits(folder)
        for split in SPLITS:  # by topic, so that the second readings of an article stay out
            wanted = [folder / topic for topic, part in topics.items() if part == split and (folder / topic).is_dir()]
            write(list(articles(wanted)), out / split)
        return 0
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
