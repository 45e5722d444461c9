"""Common formulas of agency English, one short passage each, with what is to be read in it.

    python -m quality.formulas check FILE...            # every line that cannot be understood, by file and line
    python -m quality.formulas show FILE [odd|even]     # gold, what is read, and the verdict, passage by passage

Articles tell how much of the news is read; formulas tell whether what stands in thousands of reports ("X said its
forces had killed two Y soldiers", "A, along with B, has lifted its ban on C") is read rightly, each kind once. A file
of `formulas/` holds one area. Passages are parted by a blank line and begin with the day on which they were written;
sentences, claims and, after `---`, actors are written as in the corpus (`quality/corpus.py`):

    @2024-06-25
    Kenya sent at least 200 police officers to Haiti on Tuesday, officials in Nairobi said.
        TROOP_DEPLOYMENT Kenya -> Haiti; n >=200 officers; on 2024-06-25; reported; by officials in Nairobi / Kenya

Of each file the odd passages (the first, the third ...) may be looked at to mend what is misread; the even ones are
scored only.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from quality import scores
from quality.corpus import Article, Malformed, declared, gold_rows

FORMULAS = scores.HERE / "formulas"
FIELDS = ("quantity", "time", "attribution")
HALVES = {"odd": 0, "even": 1}


def passages(file: Path, half: str | None = None) -> list[Article]:
    """The passages of a file as articles without title; of one half, `odd` or `even`, or of both.

    `Malformed` names the first line that cannot be understood.
    """
    lines = file.read_text(encoding="utf-8").rstrip("\n").split("\n")
    end = lines.index("---") if "---" in lines else len(lines)
    actors = declared(lines[end + 1 :], end + 2, file)
    found: list[Article] = []
    for number, line in enumerate(lines[:end], 1):
        try:
            if line.startswith("@"):
                found.append(Article(f"{file.stem}-{len(found) + 1}", file.stem, "", "Agency", line[1:].strip(), [[]]))
            elif line.strip() and not found:
                raise ValueError("a passage begins with its day, `@YYYY-MM-DD`")
            elif line.startswith((" ", "\t")) and line.strip():
                if not found[-1].paragraphs[0]:
                    raise ValueError("a claim stands before any sentence")
                found[-1].gold += gold_rows(line.strip(), actors, found[-1])
            elif line.strip():
                found[-1].paragraphs[0].append(line.strip())
        except ValueError as problem:
            raise Malformed(f"{file}:{number}: {problem}") from problem
    return found if half is None else found[HALVES[half] :: 2]


def read(passage: Article) -> list[dict[str, Any]]:
    return scores.read(passage.id, "", passage.outlet, passage.date, " ".join(passage.paragraphs[0]))


def verdict(passage: Article, found: list[dict[str, Any]]) -> list[str]:
    """What is wrong with what was read of a passage: claims missed or false, fields that differ. Empty if all right."""
    gold = passage.gold or [_nothing(passage)]
    result = scores.scored(gold, found)
    state = result["state"]
    wrong = [f"{name} {state[key]}" for name, key in (("missed", "fn"), ("false", "fp")) if state[key]]
    modality = result["modality"]
    if modality["acc6"] is not None and modality["acc6"] < 1:
        wrong.append("modality")
    wrong += [field for field in FIELDS if result["fields"][field]["fp"] or result["fields"][field]["fn"]]
    return wrong


def _nothing(passage: Article) -> dict[str, Any]:
    """A row of gold that says that a passage without any says nothing: the scorer wants one."""
    return {"claim_id": f"{passage.id}-n", "doc_id": passage.id, "negative": True, "reason": "",
            "sentence": passage.paragraphs[0][0]}  # fmt: skip


def told(files: Iterable[Path], half: str | None = None) -> dict[str, Any]:
    """How many passages are read wholly right, with right claims, and what is wrong with the others."""
    count: Counter[str] = Counter()
    gold, read_ = [], []
    for file in files:
        for passage in passages(file, half):
            found = read(passage)
            wrong = verdict(passage, found)
            count["passages"] += 1
            count["right"] += not wrong
            count["claims right"] += not any(w.startswith(("missed", "false")) for w in wrong)
            count["something false"] += any(w.startswith("false") for w in wrong)
            gold += passage.gold
            read_ += found
    return {**count, "scores": scores.scored(gold, read_)}


def _show(file: Path, half: str | None) -> None:
    count: Counter[str] = Counter()
    for passage in passages(file, half):
        found = read(passage)
        wrong = verdict(passage, found)
        count["right" if not wrong else "wrong"] += 1
        print(f"\n{passage.id} @{passage.date} {' '.join(passage.paragraphs[0])}")
        for row in passage.gold:
            print("    gold", "nothing" if row.get("negative") else _line(row))
        for row in found:
            because = row["explain"]
            why = f"<{because.get('frame')} {because.get('chance') or 0:.2f} {because.get('trigger')}>"
            print("    read", _line(row), why)
        print("    ->", ", ".join(wrong) or "right")
    print(f"\n{count['right']} of {count.total()} wholly right")


def _line(row: dict[str, Any]) -> str:
    """A claim on one line, gold or read."""
    time, speakers = row["time"], [a if isinstance(a, str) else a["name"] for a in row["attribution"]]
    parts = [
        row["relation"], row["subject"]["name"], "->", (row["object"] or {}).get("name", "-"),
        "not" if row["polarity"] == "negative" else "", row["modality"], _amount(row["quantity"] or {}),
        f"on={time['start'] or ''}..{time['end'] or ''}" if time else "",
        f"by={', '.join(speakers)}" if speakers else "",
        row.get("tier") or "",
    ]  # fmt: skip
    return " ".join(p for p in parts if p)


def _amount(amount: dict[str, Any]) -> str:
    value = amount.get("value")
    low, high = (value, value) if value is not None else (amount.get("min"), amount.get("max"))
    if low is None and high is None:
        return ""
    return f"n={low:g}" if low == high else f"n={low or ''}..{high or ''}"


def main(arguments: list[str]) -> int:
    files = [Path(a) for a in arguments[1:] if a not in HALVES]
    half = next((a for a in arguments[1:] if a in HALVES), None)
    if not files or arguments[0] not in ("check", "show", "score"):
        print(__doc__)
        return 2
    try:
        if arguments[0] == "show":
            for file in files:
                _show(file, half)
        elif arguments[0] == "score":
            result = told(files, half)
            print({k: v for k, v in result.items() if k != "scores"})
        else:
            for file in files:
                found = passages(file)
                print(f"{file}: {len(found)} passages, {sum(len(p.claims) for p in found)} claims: all understood")
    except Malformed as problem:
        print(problem)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
