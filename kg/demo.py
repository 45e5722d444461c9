"""What `kg demo` shows: bundled documents and table slices, one question, and where each answer comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from kg.errors import Usage
from kg.ledger import opened
from kg.measure import sentence
from kg.model import RECORD_ONLY, RELATIONS, Document
from kg.output import printable
from kg.sources import detect, files
from kg.workspace import Workspace, open_workspace

BUNDLED = Path(__file__).parent / "data"
LOADED = (BUNDLED / "demo" / "documents", BUNDLED / "demo" / "tables", BUNDLED / "trade_shares.csv")
OF, ON, RIVAL = "PRK", "CHN", "RUS"
PICTURED = tuple(r for r in RELATIONS if r not in ("TRADES_WITH", "MEMBER_OF"))  # a hundred partners hide the rest
SHOWN = ("TROOP_DEPLOYMENT", "ARMS_TRANSFER", "ALLIED_WITH", "AGREES_WITH")
DIMENSIONS = (
    ("arms", "of the arms that North Korea received (SIPRI's volume of deliveries)"),
    ("treaties", "of the states that pledged to defend North Korea (ATOP)"),
    ("trade", "of North Korea's trade"),
    ("votes", "of the UN roll calls that both took part in, voted the same way"),
)

Say = Callable[[str], None]


def run(folder: Path, quiet: bool = False, progress: Say = lambda message: None) -> dict[str, Any]:
    """Loads, builds, answers and writes the pages; twice in one folder gives the same counts.

    A folder with a record of something else is refused: what is loaded stays, and the reports are invented.
    """
    say: Say = (lambda text: None) if quiet else (lambda text: click.echo(text))
    with open_workspace(folder) as work:
        work.progress = progress
        _refuse_other_records(work)
        work.load(LOADED)
        built = work.build()
        counts = work.log.counts()
        kept = sum(1 for _ in work.log.claims(RECORD_ONLY, ordered=False))
        say(
            f"Read {counts['documents']} documents and tables: {counts['claims']} claims, {built['facts']} facts, "
            f"{built['edges']} edges, {built['contradictions']} matters contested."
        )
        say(
            f"{kept} of the claims are votes and years without trade, which stay in the record for the metrics; of the "
            f"other {counts['claims'] - kept}, those on one matter are one fact.\n"
        )
        _edges(work, say)
        _question(work, say)
        page = work.page(folder / "graph.html", ego=OF, relations=PICTURED)
        report = work.report("dependence", "2024", folder, force=True)
        report_file = _named(Path(report["file"]), folder / "report.html")
        _next(folder, report_file, page["file"], say)
    return {
        "schema": 1,
        "documents": counts["documents"],
        "claims": counts["claims"],
        "facts": built["facts"],
        "edges": built["edges"],
        "report": str(report_file),
        "graph": page["file"],
    }


def _refuse_other_records(work: Workspace) -> None:
    """Refuses a record with anything in it that the demo does not bring."""
    if not (work.data / "claims.db").exists():
        return
    bundled = (x for file in files(list(LOADED)) for x in detect(file).load(file))
    own = {x.id for x in bundled if isinstance(x, Document)}
    others = [d.title or d.name for id, d in work.log.documents(text=False).items() if id not in own]
    if others:
        another = "kg-demo" if work.data.name != "kg-demo" else "kg-demo-2"
        raise Usage(
            f"{work.data}: holds a record with other documents than the demo's ({len(others)}, such as {others[0]!r}), "
            f"and what is loaded into a record stays there; kg demo --dir {another} puts the demo into another folder"
        )


def _named(written: Path, wanted: Path) -> Path:
    written.replace(wanted)
    return wanted


def _edges(work: Workspace, say: Say) -> None:
    """The best supported ties that the text tells, each with a sentence and its hedge."""
    facts = [f for f in work.facts(SHOWN, [OF]) if f.source == "text" and f.object]
    facts.sort(key=lambda f: (-f.n_stories, -f.belief, f.id))
    claims = opened(work, facts[:4])
    say("Some edges, each with what it rests on:")
    for fact in facts[:4]:
        say(f"\n  {printable(sentence(fact))}")
        say(f"    belief {fact.belief:.2f} from {_counted(fact.n_stories, 'independent story', 'independent stories')}")
        for claim in _of_each_kind(_varied(claims[fact.id]))[:3]:
            stance = claim["modality"] if claim["stance"] == "supports" else claim["stance"]
            speaker = f" {claim['speaker']}:" if claim["speaker"] else ""
            say(f"    [{stance}]{printable(speaker)} “{printable(claim['text'])}”")
            say(f"        {printable(str(claim['source']))}, {claim['published'] or 'undated'}")


def _varied(claims: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """One claim of each story, denials first: what a reader should not miss."""
    seen: set[tuple[str, str]] = set()
    order = sorted(claims, key=lambda c: (c["stance"] != "denies", c["published"] or "", c["claim"]))
    return [c for c in order if (c["story"], c["stance"]) not in seen and not seen.add((c["story"], c["stance"]))]  # type: ignore[func-returns-value]


def _of_each_kind(claims: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each stance by turns, so that the first few neither drown what is said nor what is said against it."""
    turn: Counter[str] = Counter()
    by_turns = []
    for claim in claims:
        by_turns.append((turn[claim["stance"]], claim))
        turn[claim["stance"]] += 1
    return [claim for _, claim in sorted(by_turns, key=lambda one: one[0])]


def _question(work: Workspace, say: Say) -> None:
    say("\nIs North Korea less dependent on China? It depends on the dimension:\n")
    for dimension, meaning in DIMENSIONS:
        for on in (ON, RIVAL):
            result = work.metric("dependence", of=OF, on=on, dimension=dimension)
            for basis, points in _lines(result["series"]).items():
                say(f"  {dimension:9} on {'China' if on == ON else 'Russia':7}{_span(points)}   [{basis}]")
        say(f"            share {meaning}\n")
    say("  in the text, each with its hedge (copies of one wire story are shown once):")
    for fact in work.facts(["DEPENDS_ON"], [OF]):
        if fact.source == "text" and fact.object and fact.object.state == ON:
            for claim in _varied(opened(work, [fact])[fact.id]):
                change = f", {claim['change']}" if claim["change"] else ""
                said = f"“{printable(claim['text'])}” — {claim['source']}, {claim['published'] or 'undated'}"
                say(f"    [{claim['modality']}{change}] {said}")


def _lines(series: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Values by source and, where a source has several, by what a share is a share of: never one line of two."""
    lines: dict[str, list[dict[str, Any]]] = {}
    for point in series:
        if point["value"] is not None:
            basis = f": {point['denominator']}" if point["source"] == "trade_shares" else ""
            lines.setdefault(f"{point['source']}{basis}", []).append(point)
    return lines


def _span(points: Sequence[dict[str, Any]]) -> str:
    """First and last value; a line is never drawn beyond its last year."""
    first, last = points[0], points[-1]
    ends = [first] if first is last else [first, last]
    told = " → ".join(f"{100 * p['value']:5.1f} % ({p['year']})" for p in ends)
    return f"{told}, no data after {last['year']}"


def _counted(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"


def _next(folder: Path, report: Path, page: str, say: Say) -> None:
    example = f'kg metric dependence --of "North Korea" --on China --dimension arms --store {folder}'
    say(f"\nWritten: {report} and {page} (open them in a browser; they fetch nothing).\n\nTry next:")
    for command in (
        example,
        f"kg explain ID --store {folder}                 # any id that a metric or contested prints",
        f"kg contested PRK --store {folder}              # who contradicts whom",
        f"kg diff --from 2024-10-01 --to 2024-12-31 --store {folder}",
        f"kg query --list --store {folder}",
        f"kg cypher 'MATCH (a:State)-[r:ARMS_TRANSFER]->(b:State) RETURN a.name, b.name, r.item' --store {folder}",
        "kg load YOUR_FILES                             # then the same commands, on your own",
    ):
        say(f"  {command}")
