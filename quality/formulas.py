"""How the common formulas of agency English are read, text by text.

    python -m quality.formulas show FILE     # gold, what is read, and the verdict on each
    python -m quality.formulas score FILE... # how many are read wholly right

Articles tell how much of the news is read. Formulas tell whether what stands in thousands of reports ("X said its
forces had killed two Y soldiers", "A, along with B, has lifted its ban on C") is read rightly, each kind once. They
are written as the corpus is (`quality/corpus.py`, many texts in a file) and stand in its topics of style `formulas`:
those of `dev` may be looked at to mend what is misread, those of `test` are scored only.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from quality import scores
from quality.corpus import Article, Malformed, articles

FIELDS = ("quantity", "time", "attribution")


def verdict(text: Article, found: list[dict[str, Any]]) -> list[str]:
    """What is wrong with what was read of a text: claims missed or false, fields that differ. Empty if all is right.

    Actors are compared as states; of the fields modality, quantity, time and speakers count.
    """
    result = scores.scored(text.gold or [_nothing(text)], found)
    state = result["state"]
    wrong = [f"{name} {state[key]}" for name, key in (("missed", "fn"), ("false", "fp")) if state[key]]
    modality = result["modality"]["acc6"]
    if modality is not None and modality < 1:
        wrong.append("modality")
    return wrong + [f for f in FIELDS if result["fields"][f]["fp"] or result["fields"][f]["fn"]]


def _nothing(text: Article) -> dict[str, Any]:
    """A row of gold that says that a text without any says nothing: the scorer wants one."""
    return {"claim_id": f"{text.id}-n", "doc_id": text.id, "negative": True, "reason": "",
            "sentence": text.paragraphs[0][0]}  # fmt: skip


def told(texts: Iterable[Article]) -> Counter[str]:
    """How many texts there are, how many are read wholly right, with the right claims, and with a false one."""
    count: Counter[str] = Counter()
    for text in texts:
        wrong = verdict(text, scores.of_article(text))
        count["texts"] += 1
        count["wholly right"] += not wrong
        count["claims right"] += not any(w.startswith(("missed", "false")) for w in wrong)
        count["with a false claim"] += any(w.startswith("false") for w in wrong)
    return count


# To look at


def _show(texts: Iterable[Article]) -> None:
    right = total = 0
    for text in texts:
        found = scores.of_article(text)
        wrong = verdict(text, found)
        right, total = right + (not wrong), total + 1
        print(f"\n{text.id} @{text.date} {' '.join(text.paragraphs[0])}")
        for row in text.gold:
            print("    gold", "nothing" if row.get("negative") else _line(row))
        for row in found:
            because = row["explain"]
            why = f"<{because.get('frame')} {because.get('chance') or 0:.2f} {because.get('trigger')}>"
            print("    read", _line(row), why)
        print("    ->", ", ".join(wrong) or "right")
    print(f"\n{right} of {total} wholly right")


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
    files = [Path(a) for a in arguments[1:]]
    if not files or arguments[0] not in ("show", "score"):
        print(__doc__)
        return 2
    try:
        if arguments[0] == "show":
            _show(articles(files))
        else:
            print(", ".join(f"{name} {n}" for name, n in told(articles(files)).items()))
    except Malformed as problem:
        print(problem)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
