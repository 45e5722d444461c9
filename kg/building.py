"""From the record to the graph: all of it, or only what changed since the last build.

The graph is the sum of parts (kg/projection.py). A part depends on nothing but the claims of its two actors in
its one relation, on what is told of their articles (the story among it), and on judgements about them. A build
reads the ids of all claims, works out anew the parts of which any of this is other than at the last build, and
writes the rows that differ. So it is no matter what happened in between: files loaded, records merged or put back,
stories joined, judgements made or undone, another day of knowledge.

What the last build made is in `built.db` beside the record (`Built`). It is believed where the graph says that
it is whole and has the digest of what `built.db` holds; the graph says so from the end of a build to the first
change by the next. In any doubt (no such file, another version of kg, actors merged, a graph that is half-written,
another graph) everything is made anew and compared with all that is in the graph.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.built import REST, SCHEMA, Built, Doubt, Update, verdicts_on
from kg.cycles import no_search_for_cycles
from kg.errors import Failed, Unreachable
from kg.facts import Context, Judgements, is_known, is_table, with_rejected
from kg.model import Claim, compact, content_id
from kg.projection import Part, Row, part_of
from kg.store.bolt import BoltStore
from kg.store.sync import change, manifest, own_statements, sync

if TYPE_CHECKING:
    from kg.workspace import Workspace

FILE = "built.db"


def build(work: Workspace, known: str | None = None, full: bool = False) -> dict[str, Any]:
    """Brings the graph store to what the record says; what was written, and how many facts were worked out.

    Where the engine fails at changing the graph it is compared with all that it should hold, and where it fails at
    that too, an embedded graph is dropped and written anew. A server is emptied only by who asks for it.
    """
    work.store.apply_schema()
    return _built(work, known, full) | {"self_ties": work.self_ties()}


def _built(work: Workspace, known: str | None, full: bool) -> dict[str, Any]:
    if not full:
        with suppress(Doubt, Unreachable, Failed):
            return _changed(work, known)
        try:
            return _anew(work, known, _written_by_hand(work.store))
        except Failed as problem:
            if work.store.kind != "embedded":
                raise
            work.progress(f"{problem}; doing that now")
    return _anew(work, known, True)


def projection(work: Workspace, known: str | None = None) -> tuple[list[Row], list[Row], str]:
    """All nodes and relationships and their digest, worked out from nothing."""
    with closing(Built(":memory:")) as built:
        update = _update(work, built, known)
        return *update.rows(), built.digest()


def _changed(work: Workspace, known: str | None) -> dict[str, Any]:
    with _kept(work.data / FILE) as built:
        before = _stamp_in(work.store)
        if before.get("digest") != built.digest() or not _is_alone(work.store, built):
            raise Doubt
        update = _update(work, built, known)
        stamp = _stamp(update, known)
        if update.old or update.new or before["h"] != stamp["h"]:
            work.progress(f"{len(update.new):,} nodes and relationships to write")
            change(work.store, update.old, update.new, stamp, built.commit)
        elif update.worked_out:
            built.commit()
        return _result(built, known, update, len(update.new) + (before["h"] != stamp["h"]), len(update.gone()))


def _anew(work: Workspace, known: str | None, full: bool) -> dict[str, Any]:
    _discard(work.data / FILE)
    with closing(Built(work.data / FILE)) as built:
        update = _update(work, built, known)
        nodes, edges = update.rows()
        work.progress(f"{len(nodes):,} nodes, {len(edges):,} relationships")
        if full:
            work.store.wipe()
        changes = sync(work.store, [*nodes, _stamp(update, known)], edges)
        with suppress(sqlite3.Error):  # without it the graph is as right, and the next build makes all anew again
            built.commit()
        return _result(built, known, update, changes["written"], changes["deleted"])


def _result(built: Built, known: str | None, update: Update, written: int, deleted: int) -> dict[str, Any]:
    totals = built.totals
    return {
        "schema": 1,
        "facts": totals["facts"],
        "edges": totals["edges"],
        "contradictions": totals["contested"] + totals["conflicts"],
        "digest": built.digest(),
        "known": known,
        "worked_out": update.worked_out,
        "written": written,
        "deleted": deleted,
        "unchanged": totals["rows"] + 1 - written,
    }


# -- what the graph says of itself ---------------------------------------------------------------


def _stamp(update: Update, known: str | None) -> Row:
    record, digest = update.record, update.built.digest()
    told = {"label": "Run", "labels": ["Run"], "id": "build", "record": record, "known": known, "digest": digest}
    return compact(told | {"h": content_id(record, known, digest)})


def _stamp_in(store: BoltStore) -> Mapping[str, Any]:
    with own_statements(store):
        found = store.read("MATCH (r:Run {id: 'build'}) RETURN r.digest AS digest, r.h AS h")
    return found[0] if found else {}


def _written_by_hand(store: BoltStore) -> bool:
    """Whether `kg cypher --write` came after the last build: hashes do not tell what it made of a property."""
    return _stamp_in(store).get("digest") == ""


def _is_alone(store: BoltStore, built: Built) -> bool:
    """Whether nobody but builds has written: others may write to a server, so there all hashes are compared."""
    if store.kind == "embedded":
        return True
    from kg.schema import load_schema

    there = manifest(store, load_schema())
    there.nodes.pop(("Run", "build"), None)
    return there.nodes | there.edges == built.hashes()


# -- what a part depends on ----------------------------------------------------------------------


@cache
def _code() -> str:
    """The programs and tables that make facts of claims: another version may make other facts."""
    whole = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*")):
        if path.suffix in (".py", ".csv", ".yaml"):
            whole.update(path.name.encode() + path.read_bytes())
    return whole.hexdigest()


def _version(judgements: Judgements) -> str:
    """What all parts depend on; merged actors can turn up anywhere, also as places."""
    return content_id(_code(), SCHEMA, sorted(judgements.same.items()))


def _units(work: Workspace, context: Context, known: str | None) -> dict[str, list[str]]:
    """The claims of each part: each id with what is told of its article, or when the version of its table begins, and
    whether it was accepted.

    The id of a claim is made from all that it says, and from the source, version and date of its document.
    """
    judged = context.judgements
    first = work.begins(known)
    tokens = {
        id: str(first.get((d.source, d.version or ""), ""))
        for id, d in context.documents.items()
        if is_table(d) and is_known(d, known)
    }
    sources = work.log.sources()
    for id, d in context.documents.items():
        if id not in tokens and is_known(d, known):
            of_others = (context.story(id), sorted(context.later.get(id, ())), context.days.get(id))
            told = (*of_others, d.title, d.url, d.language, d.format, d.name)
            source = sources.get(d.source)
            tokens[id] = content_id(*told, source and [source.name, source.kind])
    between: dict[tuple[str, str, str | None], list[str]] = defaultdict(list)
    for id, document, relation, subject, object in work.log.outline(work.ties):
        if document in tokens and id not in judged.rejected:
            between[relation, subject, object].append(
                id + tokens[document] + ("accepted" if id in judged.accepted else "")
            )
    units: dict[str, list[str]] = defaultdict(list)
    for (relation, subject, object), ids in between.items():
        keys = sorted(judged.same.get(end, end) for end in (subject, object or ""))
        units["\t".join((relation, *keys))] += ids
    return units


def _inputs(claims: Iterable[str], verdicts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join([*sorted(claims), *sorted(verdicts)]).encode()).hexdigest()


# -- working out ---------------------------------------------------------------------------------


def _update(work: Workspace, built: Built, known: str | None) -> Update:
    """Works out the parts that changed, from one state of the record, and puts them into `built`."""
    with work.log.snapshot(), no_search_for_cycles():
        work.notice(work.log.moment())
        update = _updated(work, built, known)
        update.record = work.log.stamp()
        return update


def _updated(work: Workspace, built: Built, known: str | None) -> Update:
    context = work.as_known(known)
    built.must_be(_version(context.judgements))
    units = _units(work, context, known)
    judged = built.verdicts(context.judgements)
    before = built.inputs()
    changed = {
        name for name, ids in units.items() if name not in before or before[name] != _inputs(ids, judged.get(name, ()))
    }
    update = Update(built)
    for name in before.keys() - units.keys() - {REST}:
        update.part(name, Part())
    sources, first = work.log.sources(), work.begins(known)
    for name, claims in _claims_of(work, changed, units):
        facts = with_rejected(claims.items(), context)
        standing = [f for f in facts if f.id not in context.judgements.rejected]
        texts = {id: c for id, c in claims.items() if not is_table(context.documents[c.passage.document])}
        inputs = _inputs(units[name], verdicts_on(context.judgements, (f.id for f in facts)))
        contested = sum(bool(f.contested) for f in standing)
        update.part(name, part_of(standing, texts, context, sources, first), inputs, [f.id for f in facts], contested)
    update.finish(work.log.decisions())
    return update


def _claims_of(
    work: Workspace, changed: set[str], units: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, dict[str, Claim]]]:
    names = {tagged[:32]: name for name in changed for tagged in units[name]}
    if not names:
        return
    claims: dict[str, dict[str, Claim]] = defaultdict(dict)
    most = 2 * len(names) > sum(map(len, units.values()))
    for id, claim in work.log.claims(work.ties) if most else work.log.claims(ids=list(names)):
        if id in names:
            claims[names[id]][id] = claim
    yield from sorted(claims.items())


@contextmanager
def _kept(path: Path | str) -> Iterator[Built]:
    """The file of the last build; one that is damaged is a `Doubt`."""
    try:
        with closing(Built(path)) as built:
            yield built
    except (sqlite3.Error, json.JSONDecodeError) as problem:
        raise Doubt from problem


def _discard(path: Path) -> None:
    for file in (path, path.with_name(path.name + "-journal")):
        file.unlink(missing_ok=True)
