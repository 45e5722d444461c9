"""Scores of the extractor on the development sets, as plain dictionaries.

    python -m quality.scores news_dev news/train varied/dev/sudan-war [--errors N]

Sets with claims (`news_dev`, the corpus) are scored by the claims scorer that stands beside the project, so that
the numbers are the ones anybody else gets. PLOVER's records are scored on who did which root to whom.
"""

from __future__ import annotations

import json
import runpy
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from kg.model import Document
from kg.text.extract import extract
from kg.text.lines import claim_line
from quality.corpus import Article, articles, splits

HERE = Path(__file__).resolve().parents[1]
SHARED = HERE.parent / "shared"
EXTRACTION = SHARED / "data" / "extraction"
CORPUS = HERE / "corpus"

# PLOVER's event roots, siblings merged as in the anchors that were measured for this set, and our relations.
ROOTS = {
    "AGREES_WITH": "AGREE", "ALLIED_WITH": "AGREE", "MEETS_WITH": "CONSULT", "SUPPORTS": "SUPPORT",
    "COOPERATES_WITH": "COOPERATE", "TRADES_WITH": "COOPERATE", "MILITARY_AID": "AID", "AIDS": "AID",
    "ARMS_TRANSFER": "AID", "CONCEDES": "CONCEDE", "TROOP_WITHDRAWAL": "CONCEDE", "REQUESTS": "REQUEST",
    "ACCUSES": "DISAPPROVE", "REJECTS": "REJECT", "THREATENS": "THREATEN", "PROTESTS": "PROTEST",
    "MOBILIZES": "MOBILIZE", "TROOP_DEPLOYMENT": "MOBILIZE", "SANCTIONS": "SANCTION", "COERCES": "COERCE",
    "ATTACKS": "FIGHT", "COMBAT": "FIGHT", "CASUALTIES": "FIGHT", "CONTROLS": "FIGHT",
}  # fmt: skip
# What is only intended has a root of its own in that codebook: help that is promised, harm that is threatened.
INTENT = {**dict.fromkeys(("SUPPORT", "COOPERATE", "AID", "CONCEDE", "CONSULT"), "AGREE"),
          **dict.fromkeys(("SANCTION", "COERCE", "FIGHT", "REJECT"), "THREATEN")}  # fmt: skip
SIBLINGS = {"RETREAT": "CONCEDE", "YIELD": "CONCEDE", "DEMAND": "REQUEST", "INVESTIGATE": "DISAPPROVE",
            "ACCUSE": "DISAPPROVE", "ASSAULT": "FIGHT"}  # fmt: skip


@cache
def scorer() -> dict[str, Any]:
    """The claims scorer beside the project; `FileNotFoundError` where there is none."""
    return runpy.run_path(str(SHARED / "tools" / "score_claims.py"))


def read(doc_id: str, title: str, outlet: str, published: str | None, body: str) -> list[dict[str, Any]]:
    """The claims of one text, as `kg claims --explain` prints them."""
    source = "outlet:" + outlet.lower().replace(" ", "-")
    document = Document(source, title, body, published, "text", name=doc_id)
    return [claim_line(c, doc_id, explain=True) for c in extract(document)]


def of_article(article: Article) -> list[dict[str, Any]]:
    body = article.text.split("\n", 2)[2]
    return read(article.id, article.title, article.outlet, article.date, body)


def news_dev() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Gold and predictions of the ten development articles."""
    folder = EXTRACTION / "news_dev"
    gold = _jsonl(folder / "gold.jsonl")
    found = []
    for row in _jsonl(folder / "texts" / "documents.jsonl"):
        body = (folder / "texts" / Path(row["file"]).name).read_text(encoding="utf-8").split("\n", 2)[2]
        found += read(row["doc_id"], row["title"], row["outlet"], row["date"], body)
    return gold, found


def corpus(style: str, split: str, topic: str | None = None) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Gold and predictions of one split of the corpus, of one style."""
    topics = [t for t, part in splits(CORPUS, style).items() if part == split and topic in (None, t)]
    wanted = list(articles([CORPUS / t for t in topics if (CORPUS / t).is_dir()]))
    return [g for a in wanted for g in a.gold], [p for a in wanted for p in of_article(a)]


def scored(gold: Iterable[dict[str, Any]], found: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The claims scorer's result for gold and predicted rows."""
    module = scorer()
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, rows in (("gold", gold), ("found", found)):
            path = Path(folder) / f"{name}.jsonl"
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
            paths.append(path)
        result: dict[str, Any] = module["score"](
            module["load"](str(paths[0]), True), module["load"](str(paths[1]), False)
        )
    return result


# PLOVER


def plover() -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """The records that name both sides, each with what is read in its sentence."""
    rows = []
    for row in _jsonl(EXTRACTION / "plover_gsr" / "dev.jsonl"):
        if _codes(row["source"]) and (_codes(row["target"]) or row["symmetric"]):
            rows.append((row, read(row["id"], "", "PLOVER", None, row["text"])))
    return rows


def plover_scores(rows: list[tuple[dict[str, Any], list[dict[str, Any]]]]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of triples (source, root, target), roots, and pairs of actors, over records.

    A record is one event; what else a sentence says counts as wrong, which it need not be.
    """
    levels: dict[str, Counter[str]] = {"triple": Counter(), "root": Counter(), "pair": Counter()}
    for row, found in rows:
        for level, (gold, said) in plover_sets(row, found).items():
            levels[level]["tp"] += bool(gold & said)
            levels[level]["gold"] += 1
            levels[level]["said"] += max(len(said) if not gold & said else len(said - gold) + 1, 0)
    return {level: _prf(c["tp"], c["said"], c["gold"]) for level, c in levels.items()}


def plover_sets(row: dict[str, Any], found: list[dict[str, Any]]) -> dict[str, tuple[set[Any], set[Any]]]:
    """What the record holds and what was read, at each level; pairs of a symmetric event have no direction."""
    root = SIBLINGS.get(row["event"], row["event"])
    source, target = _codes(row["source"]), _codes(row["target"])
    if row["symmetric"]:
        source = target = source | target
    gold = {(a, root, b) for a in source for b in target if a != b or len(source) == 1}
    said, roots = set(), set()
    for claim in found:
        read_as = root_of(claim, root)
        if read_as is None:
            continue
        roots.add(read_as)
        if claim["object"]:
            ends = (_code(claim["subject"]), read_as, _code(claim["object"]))
            said.add(ends[::-1] if row["symmetric"] and ends not in gold and ends[::-1] in gold else ends)
    return {
        "triple": (gold, said),
        "root": ({root}, roots),
        "pair": ({frozenset((a, b)) for a, _, b in gold}, {frozenset((a, b)) for a, _, b in said}),
    }


def root_of(claim: dict[str, Any], wanted: str = "") -> str | None:
    """The root that a claim has in PLOVER; of a claim that is only intended or refused, `wanted` if it may be that."""
    root = ROOTS.get(claim["relation"])
    other = INTENT.get(root or "") if claim["modality"] in ("future", "conditional", "speculated") else None
    if claim["polarity"] == "negative":
        other = "CONCEDE" if root in ("SANCTION", "COERCE") else "REJECT"
    if root is None or (claim["polarity"] == "negative" and other != wanted):
        return other
    return other if other == wanted else root


CODES = {"JAP": "JPN", "ROM": "ROU", "TMP": "TLS", "KSV": "XKX"}  # the set's own slips and old codes


def _codes(actors: Any) -> set[str]:
    found = {a.get("code") or a.get("actorText") for a in actors} if isinstance(actors, list) else set()
    return {CODES.get(c, c) for c in found if c}


def _code(actor: dict[str, Any]) -> str:
    id = str(actor.get("id") or actor["name"])
    return str(actor.get("state") or id.removeprefix("org:"))


def _prf(tp: int, said: int, gold: int) -> dict[str, float]:
    p, r = tp / said if said else 0.0, tp / gold if gold else 0.0
    return {"p": round(p, 3), "r": round(r, 3), "f1": round(2 * p * r / (p + r) if p + r else 0.0, 3)}


def _jsonl(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


# To look at


def shown(name: str, errors: int = 0) -> None:
    if name == "plover":
        rows = plover()
        print(name, len(rows), json.dumps(plover_scores(rows)))
        for row, found in rows[: errors * 1000]:
            sets = plover_sets(row, found)
            if not sets["triple"][0] & sets["triple"][1]:
                said = "; ".join(
                    f"{c['relation']}({c['subject']['name']}, {(c['object'] or {}).get('name')})" for c in found
                )
                print(f"\n{row['text']}\n  gold {sorted(map(str, sets['triple'][0]))[:3]} {row['eventText']}")
                print(f"  said {said}")
        return
    gold, found = news_dev() if name == "news_dev" else corpus(*name.split("/"))
    result = scored(gold, found)
    state, strict = result["state"], result["strict"]
    fields = {f: v["f1"] for f, v in result["fields"].items()}
    modality = result["modality"]
    print(f"{name}: state P {state['p']} R {state['r']} F1 {state['f1']} | strict {strict['f1']} | "
          f"core {result['recall_core']} deep {result['recall_deep']}\n  {fields}\n  modality "
          f"{modality['acc6']} overclaim {modality['overclaim']} of {modality['overclaim_n']} "
          f"negatives {result['negatives']}")  # fmt: skip
    if errors:
        for relation, v in sorted(result["by_relation"].items()):
            print(f"  {relation:18} P {v['p']:.2f} R {v['r']:.2f}  tp {v['tp']} fp {v['fp']} fn {v['fn']}")
        _errors(result, gold, found)


def _errors(result: dict[str, Any], gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> None:
    """Each sentence with something wrong: what was missed, what was wrongly said, by the state level."""
    module = scorer()
    with tempfile.TemporaryDirectory() as folder:
        paths = {n: Path(folder) / n for n in ("gold", "found")}
        for n, rows in (("gold", gold), ("found", found)):
            paths[n].write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
        g, p = module["load"](str(paths["gold"]), True), module["load"](str(paths["found"]), False)
    level = module["score_level"](g, p, "state")
    lines: dict[tuple[str, str], list[str]] = {}
    for gid in level["missed"]:
        row = level["groups"][gid][0]
        lines.setdefault((row["doc_id"], row["text"]), []).append(
            f"    missed {module['brief'](row)} {row['tier']} {row['modality']}"
        )
    for i in level["wrong"]:
        because = found[i]["explain"]
        by = f"{because.get('frame')} at {because.get('trigger')!r}"
        lines.setdefault((p[i]["doc_id"], p[i]["text"]), []).append(
            f"    wrong  {module['brief'](p[i])} {p[i]['modality']} by {by}"
        )
    for (doc, sentence), what in lines.items():
        print(f"\n{doc}: {sentence}\n" + "\n".join(what))


if __name__ == "__main__":
    wanted = [a for a in sys.argv[1:] if not a.startswith("--")]
    for one in wanted or ["news_dev", "plover"]:
        shown(one, 1 if "--errors" in sys.argv else 0)
