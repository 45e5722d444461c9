"""What is written for others to read: the interactive page, and reports for windows of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from itertools import chain
from os.path import exists, isdir, isfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.cycles import no_search_for_cycles
from kg.dates import checked, first_day, is_to_come, last_day, today
from kg.errors import Usage
from kg.facts import is_known, is_table
from kg.files import replaced
from kg.graphs import (
    drawn_around,
    edge_values,
    graph_of,
    kind,
    label,
    label_for,
    moves_somewhere,
    outline_values,
    within,
)
from kg.ledger import opened, relation_named

if TYPE_CHECKING:
    from kg.facts import Fact, Outline
    from kg.model import Actor
    from kg.reports.config import Config
    from kg.reports.windows import Window
    from kg.workspace import Workspace


@no_search_for_cycles()
def page(
    work: Workspace,
    file: Path,
    ego: str | None = None,
    depth: int = 1,
    start: str | None = None,
    end: str | None = None,
    relations: tuple[str, ...] = (),
    limit: int = 300,
    known: str | None = None,
) -> dict[str, Any]:
    """Writes one page of the chosen part of the graph; says how much is on it and what was left out."""
    from kg.views.page import page as render
    from kg.views.page import view_of
    from kg.views.select import best

    ego = work.actor_named(ego) if ego else None
    for day, option in ((start, "--from"), (end, "--to"), (known, "--known")):
        if day is not None:
            checked(day, option)
    if start and end and first_day(start) > last_day(end):
        raise Usage(f"--from {start} is after --to {end}")
    outlines, facts = _told(work, [relation_named(r) for r in relations], known)
    drawn = [drawn_around(f, ego) for f in facts.values()] if ego else list(facts.values())
    edges = [(o.subject.key, o.object.key, id, outline_values(o)) for id, o in outlines.items()]
    edges += [(f.subject.key, f.object.key, f.id, edge_values(f)) for f in drawn if f.object]
    there = _named(ego, chain(drawn, outlines.values())) if ego else None
    kept, left_out = best(edges, ego, there is not None and kind(there) == "Region", depth, start, end, limit)
    if ego:
        left_out += one_sided(within([f for f in drawn if f.object is None], start, end), ego)
    chosen = {key for _, _, key, _ in kept}
    facts |= {f.id: f for f in work.whole([outlines[id] for id in sorted(chosen & outlines.keys())], known)}
    shown = work.with_disputes([facts[id] for id in sorted(chosen)], known)
    part = graph_of(drawn_around(f, ego) if ego else f for f in shown)
    if there is not None and there.key not in part:
        part.add_node(there.key, label=label(there), kind=kind(there))
    view = view_of(
        part,
        opened(work, shown),
        title=f"Ties of {label_for(ego)}" if ego else "Alliances and military cooperation",
        subtitle=_window_words(start, end, known, work.undated_in_view(known, {f.source for f in shown})),
        ego=ego,
        left_out=left_out,
        made_from=_made_from(work, shown),
    )
    with replaced(file) as draft:
        draft.write_text(render(view), encoding="utf-8")
    return {
        "schema": 1,
        "file": str(file),
        "nodes": part.number_of_nodes(),
        "edges": part.number_of_edges(),
        "left_out": left_out,
    }


def _named(ego: str, told: Iterable[Fact | Outline]) -> Actor | None:
    """Who the ego is, where any tie is with it; under several names the first of them."""
    found = {end for x in told for end in (x.subject, x.object) if end is not None and end.key == ego}
    return min(found, key=lambda end: (label(end), end.type), default=None)


def _told(work: Workspace, relations: list[str], known: str | None) -> tuple[dict[str, Outline], dict[str, Fact]]:
    """All ties by the fact's id: in outline those that need not be known whole to be chosen from, and the others."""
    outlines, facts = work.outlined(relations, known)
    moved = [outlines.pop(id) for id in [id for id, o in outlines.items() if moves_somewhere(o)]]
    return outlines, {f.id: f for f in (*facts, *work.whole(moved, known))}


def one_sided(facts: Iterable[Fact], ego: str) -> list[str]:
    """What is told of a place or of a side and names no other: it cannot be drawn, so it is named."""
    found = [f for f in facts if f.object is None and ego in (f.subject.key, f.place.key if f.place else None)]
    kinds = Counter(f.relation for f in found)
    told = ", ".join(f"{n:,} {relation}" for relation, n in sorted(kinds.items()))
    return [f"{len(found):,} {'fact' if len(found) == 1 else 'facts'} with one side only: {told}"] if found else []


def _window_words(start: str | None, end: str | None, known: str | None, undated: str | None) -> str:
    words = f"from {start or 'the beginning'} to {end or 'the last report'}" if start or end else ""
    return ", ".join(w for w in (words, undated or (f"as known on {known}" if known else "")) if w)


def _made_from(work: Workspace, shown: list[Fact]) -> list[str]:
    """Which sources in which version, and up to when."""
    documents = work.context.documents
    told = {id for fact in shown for id in fact.documents}
    articles = [d for id in told if (d := documents[id]).digest == ""]
    tables = sorted({f"{f.source} {f.version or ''}".strip() for f in shown if f.source != "text"})
    newest = max((d.published for d in articles if d.published), default=None)
    words = [f"{len(articles)} reports" + (f", the newest of {newest}" if newest else "")] if articles else []
    return words + tables


def report(
    work: Workspace,
    name: str,
    window: str,
    folder: Path | None = None,
    force: bool = False,
    reports: Path | None = None,
) -> dict[str, Any]:
    """Writes one report for one window; the same record, configuration and window give the same bytes.

    What was written from the same inputs is left as it is, unless `force`. `reports` is a file of reports of your own.
    """
    from kg.reports.config import named
    from kg.reports.windows import parse

    _must_be_folder(folder)
    return _made(work, named(name, reports), parse(window), folder, force, reports)


def _file(work: Workspace, config: Config, days: Window, folder: Path | None) -> Path:
    return (folder or work.data / "reports") / f"{config.name}-{days.name}.html"


def _must_be_folder(folder: Path | None) -> None:
    """Refuses the name of a file: reports have names of their own, and a folder of that name helps nobody."""
    if folder is None or isdir(folder):
        return
    if exists(folder) or folder.suffix.lower() in (".html", ".htm"):
        raise Usage(
            f"-o {folder}: is the name of a file; write that of a folder, in which the report is NAME-WINDOW.html"
        )


def _made(
    work: Workspace, config: Config, days: Window, folder: Path | None, force: bool, reports: Path | None
) -> dict[str, Any]:
    from dataclasses import astuple, replace

    from kg import __version__
    from kg.briefing import brief
    from kg.model import content_id
    from kg.reports.report import render

    name = config.name
    config = replace(config, of=tuple(map(work.actor_named, config.of)), on=tuple(map(work.actor_named, config.on)))
    file = _file(work, config, days, folder)
    own = [reports.name] if reports else []
    inputs = content_id("report", __version__, list(astuple(config)), days.name, work.log.digest(), *own)
    done = work.runs.report(name, days.name)
    result = {"schema": 1, "file": str(file), "window": days.name, "status": "unchanged"}
    if not force and done and done[:2] == (inputs, str(file)) and file.exists() and _digest(file) == done[2]:
        return result
    text = render(brief(work, config, days, reports.name if reports else None))
    same = isfile(file) and file.read_text(encoding="utf-8") == text
    if force or not same:
        with replaced(file) as draft:
            draft.write_text(text, encoding="utf-8")
    work.runs.keep_report(name, days.name, inputs, str(file), _digest(file))
    return result | {"status": "unchanged" if same and not force else "written"}


def _digest(file: Path) -> str:
    import hashlib

    return hashlib.sha256(file.read_bytes()).hexdigest()


def due(work: Workspace, folder: Path | None = None, reports: Path | None = None) -> list[dict[str, Any]]:
    """Every window of every report since the last success that ended by the newest article in the record, and by today.

    Those made before whose record has changed since (an article that came late, a decision) are made again, and are
    among the answers where they now say something else; that the record has another digest is nothing else. Tables
    close no window: what they tell of a year came out years later, or on no day that they name.
    """
    from kg.reports.config import load
    from kg.reports.report import said
    from kg.reports.windows import due as windows_due
    from kg.reports.windows import parse

    _must_be_folder(folder)
    configs = load(reports)
    dates = _dates(work)
    if not dates:
        return []
    until = min(max(map(last_day, dates)), today())
    record = _records(work)
    made = []
    for config in configs.values():
        reported = [w for name in work.runs.windows(config.name) if (w := parse(name)).end <= until]
        done = max((w.name for w in reported), default=None)
        new = windows_due(config.every, until, done, None if done else min(dates))
        old = [w for w in reported if w.kind == config.every and w not in new]
        again = [w for w in old if work.runs.record(config.name, w.name) != record(w)]
        for window in sorted([*again, *new]):
            work.progress(f"{config.name} {window}")
            file = _file(work, config, window, folder)
            before = said(file) if isfile(file) else None
            result = _made(work, config, window, folder, False, reports)
            work.runs.keep_record(config.name, window.name, record(window))
            if window in new or said(file) != before:
                made.append(result)
    return made


def _records(work: Workspace) -> Callable[[Window], str]:
    """What the record holds for a window, in one word: the documents known by its end, their claims, the decisions."""
    from kg.model import content_id

    sizes, decisions = work.log.sizes(), [d.id for d in work.log.decisions()]
    documents = sorted(work.context.documents.items())

    @cache
    def record(window: Window) -> str:
        known = [(id, sizes.get(id, 0)) for id, d in documents if is_known(d, window.end)]
        return content_id("window", known, decisions)

    return record


def _dates(work: Workspace) -> list[str]:
    """The days on which the articles of the record came out; one still to come is a slip of the pen, and no clock."""
    articles = (d for d in work.context.documents.values() if not is_table(d))
    return [d.published for d in articles if d.published and not is_to_come(d.published)]


def never_due(work: Workspace) -> str | None:
    """Why no report can be due of what the record holds; None where one can be, or where it holds nothing."""
    documents = work.context.documents.values()
    if not documents or _dates(work):
        return None
    dated = any(d.published for d in documents if not is_table(d))
    why = "each article here is of a day to come" if dated else "no article here has a date"
    return (
        f"nothing is due: a window ends with the newest article, and {why}; "
        "kg report run NAME --window W makes a report of tables"
    )


def schedule(kind: str, store: str | None, data: str | None, reports: Path | None = None) -> str:
    """What to install so that `kg report due` runs every day: from this folder, on this store."""
    import os

    from kg.reports.config import load
    from kg.reports.schedule import schedule as text

    load(reports)  # a mistake in it is told now, and not to a timer

    # A timer knows nothing of the variables of this terminal.
    chosen = (
        ("--store", store or os.environ.get("KG_STORE")),
        ("--data", data or os.environ.get("KG_DATA")),
        ("--config", str(reports.absolute()) if reports else None),
    )
    where = [part for option, value in chosen if value for part in (option, value)]
    return text(kind, program(), where, str(Path.cwd()))


def program() -> list[str]:
    """How this program was called, so that a timer can call it: as `kg`, or as a module of this Python."""
    import os
    import sys

    called = Path(sys.argv[0]).absolute()
    if called.suffix != ".py" and called.is_file() and os.access(called, os.X_OK):
        return [str(called)]
    return [sys.executable, "-m", "kg.cli"]
