"""What is written for others to read: the interactive page, and reports for windows of time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.dates import checked
from kg.files import replaced
from kg.graphs import graph_of, label_for
from kg.ledger import opened

if TYPE_CHECKING:
    from kg.facts import Fact
    from kg.workspace import Workspace


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
    from kg.resolve import required
    from kg.views.page import page as render
    from kg.views.page import view_of
    from kg.views.select import select

    ego = required(ego) if ego else None
    for day, option in ((start, "--from"), (end, "--to"), (known, "--known")):
        if day:
            checked(day, option)
    facts = {f.id: f for f in work.facts([_relation(r) for r in relations], known=known)}
    part, left_out = select(graph_of(facts.values()), ego, depth, start, end, limit=limit)
    shown = [facts[key] for _, _, key in part.edges(keys=True)]
    view = view_of(
        part,
        opened(work, shown),
        title=f"Ties of {label_for(ego)}" if ego else "Alliances and military cooperation",
        subtitle=_window_words(start, end, known),
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


def _relation(name: str) -> str:
    from kg.errors import Usage
    from kg.model import RELATIONS

    if name.upper() not in RELATIONS:
        raise Usage(f"--relation {name!r}: there are {', '.join(sorted(RELATIONS))}")
    return name.upper()


def _window_words(start: str | None, end: str | None, known: str | None) -> str:
    words = f"from {start or 'the beginning'} to {end or 'the last report'}" if start or end else ""
    return ", ".join(w for w in (words, f"as known on {known}" if known else "") if w)


def _made_from(work: Workspace, shown: list[Fact]) -> list[str]:
    """Which sources in which version, and up to when."""
    documents = work.context.documents
    told = {id for fact in shown for id in fact.documents}
    articles = [d for id in told if (d := documents[id]).digest == ""]
    tables = sorted({f"{f.source} {f.version or ''}".strip() for f in shown if f.source != "text"})
    newest = max((d.published for d in articles if d.published), default=None)
    words = [f"{len(articles)} reports" + (f", the newest of {newest}" if newest else "")] if articles else []
    return words + tables
