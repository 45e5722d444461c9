"""One place to work in: a record, the graph made from it, and the verbs of the command line as methods.

import kg
g = kg.open("./kg-data")
g.load(["reports/"])
g.metric("dependence", of="North Korea", on="China", dimension="arms")
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, replace
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from kg.arguments import MANY, bounds, judgement, of_one_state, only, parameters, several, somewhere, text
from kg.dates import checked, last_day
from kg.errors import Ambiguous, KgError, Usage
from kg.facts import (
    Context,
    Fact,
    Judgements,
    Outline,
    bearing_on,
    build,
    contradictions,
    disputed,
    is_known,
    is_table,
    known_claims,
    outlined,
)
from kg.files import alone
from kg.judging import judged, merge_problem
from kg.log import Decision, Log
from kg.model import RECORD_ONLY, UNHEDGED, Claim, Document, Measured, Source, content_id
from kg.output import Rows
from kg.runs import Runs
from kg.verbs import Verbs

if TYPE_CHECKING:
    import networkx as nx

    from kg.reading import Result

DEFAULT = "./kg-data"
BEGINNING = re.compile(r"[0-9a-f]{6,31}…?")  # of an id, as a table cuts it
COMPARED = 100  # actors: to read what all have told is then no longer than to read theirs
ACTORS = ("state", "actor")  # types of a query's parameters that are somebody
TEXT = "text"  # all articles together, as one source
REMOTE = ("bolt://", "bolt+s://", "bolt+ssc://", "neo4j://", "neo4j+s://", "neo4j+ssc://")
PAST = "the graph shows what was known on {}, as it was built; kg build brings it to today"
Progress = Callable[[str], None]
T = TypeVar("T")


def open_workspace(store: str | Path | None = None, data: str | Path | None = None) -> Workspace:
    """Opens (or makes) a workspace. `store` is a folder, or the address of a Neo4j server.

    With a server's address the record is in `data`, by default ./kg-data.
    """
    where = str(store or os.environ.get("KG_STORE") or DEFAULT)
    if where.startswith(REMOTE):
        return Workspace(Path(data or os.environ.get("KG_DATA") or DEFAULT), where)
    if "://" in where:
        raise Usage(f"--store {where!r}: write a folder, bolt://HOST:PORT or neo4j://HOST:PORT")
    return Workspace(Path(data or where), None)


class Workspace(Verbs):
    """A record and its projections."""

    def __init__(self, data: Path, server: str | None = None, progress: Progress = lambda message: None):
        self.data = data
        self.server = server
        self.progress = progress
        if (data / "graph").exists() and not (data / "claims.db").exists():
            raise KgError(
                f"{data}: holds a graph but its record claims.db is gone; put the record back, "
                f"or remove {data / 'graph'} to start anew"
            )
        if data.exists() and not data.is_dir():
            raise KgError(f"{data}: is a file; --store needs a folder or the address of a server")

    # -- the parts -----------------------------------------------------------------------------

    @cached_property
    def log(self) -> Log:
        return Log(self.data / "claims.db")

    @cached_property
    def runs(self) -> Runs:
        return Runs(self.data / "runs.db")

    @cached_property
    def store(self) -> Any:
        from kg.store import open_store

        return open_store(self.server or str(self.data / "graph"))

    def close(self) -> None:
        for part in ("store", "runs", "log"):
            if part in self.__dict__:
                self.__dict__.pop(part).close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- evidence ------------------------------------------------------------------------------

    def load(self, paths: str | Path | Sequence[str | Path], **options: Any) -> list[Result]:
        """Reads files and folders, one or several, into the record; see `kg.reading.Reader` for the options."""
        from kg.reading import Reader

        if options.get("published") is not None:
            options["published"] = checked(options["published"], "--published")
        reader = Reader(self.log, progress=self.progress, **options)
        self.forget()
        return reader.read([Path(p) for p in several(paths, "load")])

    @cached_property
    def judgements(self) -> Judgements:
        return judged(self.log)

    @cached_property
    def context(self) -> Context:
        """All documents (without texts), which story each belongs to, and the decisions in force."""
        return self._context(None)

    def as_known(self, known: str | None) -> Context:
        """The context of a past day: stories are clusters of what had been published by then."""
        if known is None:
            return self.context
        return self._once(("context", checked(known, "--known")), lambda: self._context(known))

    def facts_of_day(self, relations: tuple[str, ...], about: tuple[str, ...], known: str) -> list[Fact]:
        """`facts` as known on a day: with this window's facts the next one's begin, and are not worked out again."""
        return self._once(("facts", relations, about, known), lambda: self.facts(relations, about, known))

    def _once(self, key: tuple[Any, ...], work_out: Callable[[], T]) -> T:
        """What the last two calls of a kind worked out is kept, for those that ask for the same."""
        kept: dict[tuple[Any, ...], Any] = self.__dict__.setdefault("kept", {})
        found: T = kept.pop(key) if key in kept else work_out()
        kept[key] = found
        for old in [k for k in kept if k[0] == key[0]][:-2]:
            del kept[old]
        return found

    def _context(self, known: str | None) -> Context:
        from kg.text.stories import days_of_copies, later_versions, voices

        documents = self.log.documents(text=False)
        articles = [id for id, d in documents.items() if not is_table(d) and is_known(d, known)]
        stories = self._stories(articles)
        later, days = later_versions(documents, stories), days_of_copies(documents, stories)
        return Context(documents, stories | voices(documents), self.judgements, later, days)

    def _stories(self, articles: Sequence[str]) -> dict[str, str]:
        """Clusters of near-identical reports: worked out once for each set of articles."""
        key = content_id("stories and versions", sorted(articles))
        found = self.runs.stories(key)
        if found is None:
            from kg.text.stories import stories

            texts = self.log.documents()
            found = stories([texts[id] for id in articles])
            self.runs.keep_stories(key, found)
        return found

    @of_one_state
    def facts(
        self,
        relations: Sequence[str] = (),
        about: Sequence[str] = (),
        known: str | None = None,
        without: Callable[[str, Claim], bool] | None = None,
        documents: Sequence[str] | None = None,
    ) -> list[Fact]:
        """The facts of some relations about some actors, as known on a day, without some claims, in some documents.

        Without `relations`: of all that are ties; votes on roll calls are facts too, and are asked for by name.
        """
        context = self.as_known(known)
        found = self.log.claims(relations or self.ties, self._with_merged(about), documents)
        claims = known_claims(found, context.documents, known)
        if without is not None:
            claims = ((id, claim) for id, claim in claims if not without(id, claim))
        return build(claims, context)

    @of_one_state
    def outlined(
        self, relations: Sequence[str] = (), known: str | None = None
    ) -> tuple[dict[str, Outline], list[Fact]]:
        """The facts of some relations, as known on a day: those of one row of a table in outline, the others whole."""
        context = self.as_known(known)
        claims = self.log.claims(relations or self.ties, ordered=False)
        alone, rest = outlined(known_claims(claims, context.documents, known), context)
        both = [alone.pop(fact).claim for fact in alone.keys() & rest.keys()]
        return alone, build(chain(self.log.claims(ids=both), *rest.values()), context)

    @of_one_state
    def facts_beginning(self, id: str) -> list[Fact]:
        """The facts, votes among them, whose ids begin so: all that such an id is of, and no other is made.

        Those that were rejected on review are among them, and say so.
        """
        claims = self.log.claims([*self.ties, *RECORD_ONLY], ordered=False)
        judged = self.judgements
        spared = replace(judged, rejected=frozenset(i for i in judged.rejected if not i.startswith(id)))
        context = replace(self.context, judgements=spared)
        found = [f for f in build(bearing_on(claims, context, id), context) if f.id.startswith(id)]
        return [replace(f, reviewed="rejected") if f.id in judged.rejected else f for f in found]

    @of_one_state
    def merges(self) -> Mapping[str, str]:
        """Who counts as whom, by what reviewers have merged: the key of an actor, and the one that it went into."""
        return self.judgements.same

    def actor_named(self, name: str) -> str:
        """The id of a name, or where it was merged into another that one's."""
        key = self._actor_key(name, self.merges())
        return self.merges().get(key, key)

    @of_one_state
    def self_ties(self) -> int:
        """How many claims tell of two who are one since a merge: they make no fact."""
        same = self.judgements.same
        ends = ((a, b) for *_, a, b in self.log.outline(self.ties) if b) if same else ()
        return sum(a != b and same.get(a, a) == same.get(b, b) for a, b in ends)

    @of_one_state
    def whole(self, outlines: Iterable[Outline], known: str | None = None) -> list[Fact]:
        """The facts of some outlines, as known on a day."""
        return build(self.log.claims(ids=[o.claim for o in outlines]), self.as_known(known))

    @of_one_state
    def undated_tables(self) -> list[str]:
        """The data sets that tell no day of publication, and so are part of every past view: see `facts.is_known`."""
        return sorted({d.source for d in self.context.documents.values() if is_table(d) and d.published is None})

    def undated_in_view(self, known: str | None, sources: Iterable[str] | None = None) -> str | None:
        """What is said of a view of a past day that holds tables without a day: of some sources or of all."""
        found = self.undated_tables() if known else []
        told = found if sources is None else sorted({*found}.intersection(sources))
        return (
            f"as known on {known}: {', '.join(told)}: no date of publication, so in every past view" if told else None
        )

    def begins(self, known: str | None = None) -> dict[tuple[str, str], int]:
        """The first year that each version speaks of, by source and version, of registers of orders known in several.

        By what their files hold, whatever part of it is asked for: two versions are compared where both reach.
        """
        tables = {id: d for id, d in self.context.documents.items() if is_table(d) and is_known(d, known)}
        versions = _versions(tables.values())
        first: dict[tuple[str, str], int] = {}
        for id, year in self.log.first_years(id for id, d in tables.items() if versions[d.source] > 1):
            key = (tables[id].source, tables[id].version or "")
            first[key] = min(year, first.get(key, year))
        return first

    @of_one_state
    def covered(self, known: str | None, of: Collection[tuple[str, str]] | None = None) -> dict[tuple[str, str], int]:
        """The last year that each version of a data set covers, by source and version, as known on a day: all or some.

        By its codebook, else the last of which its file tells anything, whoever is asked about.
        """
        from kg.metrics.base import covered_by_codebook

        tables = {id: d for id, d in self.context.documents.items() if is_table(d) and is_known(d, known)}
        named = {id: (d.source, d.version or "") for id, d in tables.items()}
        chosen = [id for id, version in named.items() if of is None or version in of]
        last = {named[id]: year for id in chosen if (year := covered_by_codebook(*named[id])) is not None}
        for id, year in self.log.last_years(chosen):
            if year is not None:
                last[named[id]] = max(year, last.get(named[id], year))
        return last

    @of_one_state
    def with_disputes(self, facts: Iterable[Fact], known: str | None = None) -> list[Fact]:
        """Some facts as known on a day, each contested also in what another version of its table tells otherwise."""
        facts = list(facts)
        tables = {id: d for id, d in self.context.documents.items() if is_table(d)}
        versions = _versions(tables.values())
        told = [f for f in facts if versions[f.source] > 1]
        if not told:
            return facts
        sources = {f.source for f in told}
        read = [id for id, d in tables.items() if d.source in sources]
        actors = sorted({f.subject.key for f in told})
        whose = actors if len(actors) < COMPARED else ()
        both = self.facts(sorted({f.relation for f in told}), whose, known, None, read)
        return disputed(facts, contradictions(both, self.begins(known)))

    @of_one_state
    def measured(
        self, known: str | None = None, without: Callable[[str, Measured], bool] | None = None
    ) -> list[tuple[str, Measured]]:
        """What tables say of single states, as known on a day, without what is left out.

        Of several files of one version one counts for the figures of a state and year: the last published.
        """
        if known is not None:
            checked(known, "--known")
        documents = self.context.documents
        rows = ((id, m) for id, m in self.log.measured() if is_known(documents[m.passage.document], known))
        kept = [(id, m) for id, m in rows if without is None or not without(id, m)]
        counts: dict[tuple[object, ...], str] = {}

        def about(row: Measured) -> tuple[object, ...]:
            document = documents[row.passage.document]
            return document.source, document.version, row.subject.key, row.year, frozenset(row.figures)

        def order(id: str) -> tuple[str, str]:
            return last_day(documents[id].published or ""), id

        for _, m in kept:
            counts[about(m)] = max(counts.get(about(m), m.passage.document), m.passage.document, key=order)
        return [(id, m) for id, m in kept if counts[about(m)] == m.passage.document]

    def _with_merged(self, keys: Sequence[str]) -> list[str]:
        """The keys and all that decisions merged into them."""
        return [*keys, *sorted(k for k, into in self.judgements.same.items() if into in keys)]

    def all_of(self, keys: Iterable[str]) -> list[str]:
        """The keys of some actors and of what belongs to them, also as they were before decisions merged them.

        Facts about all of these are whole for each of them: no claim is missing that names an army without its state.
        """
        same = self.judgements.same
        named = self._with_merged([*keys])
        named += self.log.belongings(named)
        return self._with_merged(sorted({same.get(key, key) for key in named}))

    def whole_id(self, id: str) -> str:
        """The id of a fact or claim by its beginning, as tables show it; as it is where nothing here begins so."""
        if not BEGINNING.fullmatch(id):
            return id
        from kg.measure import sentence

        start = id.rstrip("…")
        found = {f.id: f"fact {sentence(f)}" for f in self.facts_beginning(start)}
        found |= {i: f"claim in “{c.passage.text[:100]}”" for i, c in self.log.claims(beginning=start)}
        return only(id, found)

    def _document_ids(self, name: str) -> set[str]:
        """The documents of an id, of its beginning, of a name, or of a file."""
        documents = self.context.documents
        found = {id for id, d in documents.items() if name in (id, d.name)} or self.log.held(name)
        if found or not BEGINNING.fullmatch(name):
            return found
        start = name.rstrip("…")
        return {only(name, {id: d.title or d.name for id, d in documents.items() if id.startswith(start)})} - {name}

    @of_one_state
    def _document_of(self, name: str) -> str:
        """The id or name of the one document of a file, by the file's name with its ending; what is neither as it is.

        A file that has changed since it was read first gives several documents of one name, as versions.
        """
        held = self.log.held(name)
        documents = self.log.documents(text=False) if held else {}
        if not held or name in documents or any(d.name == name for d in documents.values()):
            return name
        articles = sorted(id for id in held if not is_table(documents[id]))
        names = {documents[id].name for id in articles}
        if len(names) == 1 and articles == sorted(id for id, d in documents.items() if d.name in names):
            return names.pop()
        if len(articles) > 1:
            told = [{"id": id, "reason": documents[id].title or documents[id].name} for id in articles[:MANY]]
            raise Ambiguous(f"{name} holds {len(articles)} documents; write the id or name of the one you mean", told)
        return next(iter(articles), min(held))

    def excluding(self, without: str | None) -> Callable[[str, Any], bool] | None:
        """What `--without source:S`, `doc:ID` or `hedged` leaves out."""
        if not without:
            return None
        if without == "hedged":
            return lambda id, claim: claim.modality not in UNHEDGED
        left_out = self._left_out(without)
        return lambda id, claim: claim.passage.document in left_out

    def _left_out(self, without: str) -> set[str]:
        """The documents that `--without source:S` or `doc:ID` leaves out."""
        kind, _, value = text(without, "--without").partition(":")
        documents = self.context.documents
        if kind == "source" and value:
            sources = self._sources_called(value)
            return {id for id, d in documents.items() if d.source in sources}
        if kind == "doc" and value:
            found = self._document_ids(value)
            if not found:
                raise Usage(f"--without: no document has the id or name {value!r}")
            return found
        raise Usage(f"--without {without!r}: write source:NAME, doc:ID or hedged")

    def _sources_called(self, name: str) -> set[str]:
        """The sources that `--without source:NAME` means: by id, by the name that stands beside its sentences, or as
        a series names them (`text` is all articles)."""
        there = {d.source: is_table(d) for d in self.context.documents.values()}
        for called in ({name}, {f"outlet:{name}"}, {id for id, s in self.sources.items() if s.name == name},
                       {id for id, table in there.items() if name == TEXT and not table}):  # fmt: skip
            if found := called & there.keys():
                return found
        raise Usage(f"--without: no source is called {name!r}; there are: {', '.join(sorted(there))}")

    def versions(
        self, relations: Sequence[str], known: str | None = None, without: str | None = None
    ) -> dict[str, set[str]]:
        """The versions known on a day of each data set that tells of some relations, without some documents.

        Asked for of a state, since the newest may have nothing of it any more.
        """
        left_out = self._left_out(without) if without not in (None, "", "hedged") else set()
        tables = {
            id: d
            for id, d in self.context.documents.items()
            if is_table(d) and is_known(d, known) and id not in left_out
        }
        counted = _versions(tables.values())
        several = [id for id, d in tables.items() if counted[d.source] > 1]
        found: dict[str, set[str]] = {}
        for id in self.log.telling(several, relations or self.ties):
            found.setdefault(tables[id].source, set()).add(tables[id].version or "")
        return found

    def must_know_source(self, source: str | None) -> None:
        """Refuses a `--source` that no loader and no document has, and of a data set that is loaded a version that is
        not; a data set that is only not loaded gives no data.

        `cow` stands for each table of COW, `sipri@2024` for one version of one, and `atop,cow_alliance` for both.
        """
        from kg.sources import data_sets

        if not source:
            return
        loaded = {d.source if is_table(d) else TEXT for d in self.context.documents.values()}
        for name, _, version in (one.strip().partition("@") for one in source.split(",")):
            named = {known for known in {TEXT, *loaded, *data_sets()} if known == name or known.startswith(f"{name}_")}
            if not named:
                raise Usage(f"--source: no source is called {name!r}; there are: {', '.join(sorted(loaded))}")
            told = {d.version or "" for d in self.context.documents.values() if d.source in named and is_table(d)}
            if told and not any(version.casefold() in one.casefold() for one in told):
                there = ", ".join(sorted(told))
                raise Usage(f"--source {name}@{version}: there is no such version; there are: {there}")

    @of_one_state
    def graph(
        self,
        /,
        facts: Iterable[Fact] | None = None,
        relations: str | Sequence[str] = (),
        about: str | Sequence[str] = (),
        known: str | None = None,
        without: str | Callable[[str, Claim], bool] | None = None,
        **selection: Any,
    ) -> nx.MultiDiGraph:
        """The facts as a NetworkX graph: of some relations, about some actors by name or id, as known on a day.

        `without` is what `--without` of a metric is, or a function of a claim's id and the claim; see also `facts`.
        """
        from kg.graphs import graph_of
        from kg.ledger import relation_named

        if facts is not None:
            return graph_of(facts)
        named = [relation_named(text(r, "relations")) for r in several(relations, "relations")]
        actors = [self.actor_named(text(a, "about")) for a in several(about, "about")]
        left_out = without if callable(without) else self.excluding(without)
        return graph_of(self.with_disputes(self.facts(named, actors, known, left_out, **selection), known))

    @cached_property
    def ties(self) -> tuple[str, ...]:
        """The relations that are ties between two actors."""
        from kg.schema import load_schema

        return tuple(load_schema().edges)

    @cached_property
    def sources(self) -> dict[str, Source]:
        return self.log.sources()

    @of_one_state
    def cite(self, names: Sequence[str] = (), everything: bool = False) -> Rows:
        """What a user owes: citation, licence and address of each data set in the record, and its versions there.

        `names` asks for some sources, loaded or not; `everything` for all that there are loaders for.
        """
        from kg.sources import cited, data_sets, source_named

        known = data_sets()
        found = known if everything else {**self.sources, **known} if names else self.sources
        versions: dict[str, set[str]] = {}
        for document in self.log.documents(text=False).values():
            versions.setdefault(document.source, set()).add(document.version or "")
        chosen = [source_named(name, found) for name in names] or [
            id for id, s in sorted(found.items()) if s.kind == "dataset"]  # fmt: skip
        return Rows(
            [cited(known.get(id, found[id]), sorted(versions.get(id, set()) - {""}), id in versions) for id in chosen],
            ["source", "name", "loaded", "versions", "citation", "licence", "url"],
        )

    # -- the graph store -----------------------------------------------------------------------

    def build(self, known: str | None = None, full: bool = False) -> dict[str, Any]:
        """Brings the graph store to what the record says; writes only what differs unless `full`."""
        if known is not None:
            checked(known, "--known")
        from kg import building

        with alone(self.data / "build.lock"):
            return building.build(self, known, full)

    def fresh(self) -> None:
        """Builds the embedded graph if the record has changed since; a server is a team's and is left alone."""
        if self.server or not (self.data / "claims.db").exists():
            return
        from kg import building

        with alone(self.data / "build.lock"):
            self.store.apply_schema()
            rows = self.store.read("MATCH (r:Run {id: 'build'}) RETURN r.record AS record, r.known AS known")
            if rows and rows[0]["record"] == self.log.stamp():
                return
            known = rows[0]["known"] if rows else None
            self.progress("the record has changed: building the graph" + (f" as known on {known}" if known else ""))
            building.build(self, known)

    @contextmanager
    def _graph(self) -> Iterator[None]:
        """The graph as the record says, to be asked; a server may have one without a record beside it."""
        with nullcontext() if self.server else somewhere(self):
            self.fresh()
            yield

    def graph_known(self) -> str | None:
        """The day whose knowledge the stored graph shows; None where it shows all that is known."""
        rows = self.store.read("MATCH (r:Run {id: 'build'}) RETURN r.known AS known")
        return rows[0]["known"] if rows else None

    def query(self, name: str | None = None, params: Mapping[str, Any] | None = None, **keywords: Any) -> Rows:
        """A named query of cypher/, with its parameters as a dictionary or as keywords: states by any name.

        Without a name the list of them, as `kg query` prints it.
        """
        from kg.queries import load_queries
        from kg.resolve import required

        queries = load_queries()
        if name is None:
            return Rows(q.describe() for q in queries.values())
        if name not in queries:
            raise Usage(f"no query is called {name!r}; kg query --list shows them all")
        query = queries[name]
        same = self.merges()
        values = query.convert(parameters(params, keywords), partial(required, same=same))
        values |= {p.name: same.get(values[p.name], values[p.name]) for p in query.parameters if p.type in ACTORS}
        with self._graph():
            if "fact" in values:
                values["fact"] = self.whole_id(values["fact"])
            if "document" in values:
                values["document"] = self._document_of(values["document"])
            found = self.store.read(query.text, values)
            if not found:
                self._must_be_in_graph(values)
        # The embedded engine does not name the columns of an empty answer.
        return Rows(found, found.columns or query.columns, found.truncated)

    @of_one_state
    def _must_be_in_graph(self, values: Mapping[str, Any]) -> None:
        from kg.ledger import must_be_in_graph

        must_be_in_graph(self, values)

    def cypher(
        self,
        text: str,
        params: Mapping[str, Any] | None = None,
        limit: int = 1000,
        timeout: float = 30.0,
        write: bool = False,
        **keywords: Any,
    ) -> Rows:
        """An analyst's own Cypher: read-only, or with `write` into the graph until its next build.

        Parameters in a dictionary or as keywords; those called text, limit, timeout or write in a dictionary.
        What it returns; of a statement that writes and returns nothing, one row that counts what it changed.
        """
        from kg.queries import columns_named

        bounds(limit, timeout)
        values = parameters(params, keywords)
        with self._graph():
            if write:
                self.store.write("MATCH (r:Run {id: 'build'}) SET r.digest = '', r.h = ''")  # no longer only a build's
                found, changes = self.store.change(text, values, limit)
            else:
                found, changes = self.store.read(text, values, timeout=timeout, limit=limit), None
        rows = Rows(found, found.columns or columns_named(text), found.truncated)
        if changes and not rows.columns:
            rows = Rows([changes])
        rows.changes = changes
        return rows

    # -- answers: each verb is in the module that is named after what it does --------------------

    @of_one_state
    def diff(
        self,
        start: str,
        end: str,
        of: str | None = None,
        relations: Sequence[str] = (),
        source: str | None = None,
    ) -> dict[str, Any]:
        """What became known, changed or was withdrawn between two days: all, or of an actor, relations, a source."""
        from kg.ledger import diff, relation_named

        self.must_know_source(source)
        named = [relation_named(text(r, "relations")) for r in several(relations, "relations")]
        return diff(self, start, end, self.actor_named(of) if of else None, named, source)

    @of_one_state
    def contested(self, id: str | None = None) -> Rows:
        """Matters about which claims or sources contradict each other."""
        from kg.ledger import contested

        return Rows(contested(self, id))

    @of_one_state
    def metric(self, /, name: str, **arguments: Any) -> dict[str, Any]:
        """A metric over time, as `kg metric --json` prints it."""
        from kg.measure import metric

        return metric(self, name, **arguments)

    @of_one_state
    def explain(self, id: str) -> dict[str, Any]:
        """Opens a metric value, fact or edge down to its sentences."""
        from kg.measure import explain

        return explain(self, id)

    @of_one_state
    def page(self, /, file: str | Path, **selection: Any) -> dict[str, Any]:
        """Writes one self-contained interactive page of the graph."""
        from kg.publish import page

        return page(self, Path(file), **selection)

    @of_one_state
    def report(
        self,
        name: str,
        window: str,
        folder: str | Path | None = None,
        force: bool = False,
        config: str | Path | None = None,
    ) -> dict[str, Any]:
        """Writes one report for one window: one that comes with kg, or one of the file `config`."""
        from kg.publish import report

        own = Path(config) if config else None
        return report(self, name, window, Path(folder) if folder else None, force, own)

    @of_one_state
    def export(self, file: str | Path, known: str | None = None) -> dict[str, Any]:
        """Writes the facts, as known on a day, in the format that the file's suffix names."""
        from kg.export import export

        return export(self, Path(file), known)

    # -- decisions -----------------------------------------------------------------------------

    def decide(
        self, kind: str, a: str, b: str | None = None, reason: str | None = None, force: bool = False
    ) -> Decision:
        """Appends a judgement: accept or reject a claim or fact, merge b into a, undo the n-th decision.

        `force` merges also two that the tables know side by side.
        """
        judgement(kind, b)
        if kind in ("accept", "reject"):
            a = self.whole_id(a)
            self._must_exist(a)
        elif kind == "merge" and b is not None:
            a, b = self._actor_key(a), self._actor_key(b)
            if problem := self._unnamed(a, b) or merge_problem(a, b, self.merges(), force):
                raise Usage(problem)
        elif kind == "undo":
            a = self._nth_decision(str(a))
        decision = self.log.decide(kind, a, b, reason)
        self.forget()
        return decision

    @of_one_state
    def decisions(self) -> Rows:
        """All decisions in the order of replay, numbered, with the undone ones marked."""
        found = self.log.decisions()
        undone = {d.a for d in found if d.kind == "undo"}
        return Rows({"n": n, **asdict(d), "undone": d.id in undone} for n, d in enumerate(found, 1))

    def _nth_decision(self, number: str) -> str:
        found = self.log.decisions()
        if not number.isdigit() or not 1 <= int(number) <= len(found):
            raise Usage(f"there is no decision {number}; kg review list shows them")
        chosen = found[int(number) - 1]
        if chosen.kind == "undo":
            raise Usage(f"decision {number} is itself an undo; decide anew instead")
        if any(d.kind == "undo" and d.a == chosen.id for d in found):
            raise Usage(f"decision {number} is undone already; kg review list shows it")
        return chosen.id

    def _must_exist(self, id: str) -> None:
        from kg.ledger import FACT

        shown = "kg explain and kg contested show ids"
        if not BEGINNING.fullmatch(id) and not FACT.fullmatch(id):
            raise Usage(f"{id!r} is no id of a claim or fact; write it whole or its first six characters; {shown}")
        if not any(self.log.claims(ids=[id])) and not any(f.id == id for f in self.facts_beginning(id)):
            raise Usage(f"no claim and no fact has the id {id!r}; {shown}")

    def _unnamed(self, *keys: str) -> str | None:
        """Which of some names that no table knows is not in the record either."""
        for key in keys:
            if key.startswith("?") and not any(self.log.claims(about=[key])):
                return f"no claim here is about {key!r}; kg query unresolved lists the names that no table knows"
        return None

    def _actor_key(self, name: str, same: Mapping[str, str] = MappingProxyType({})) -> str:
        """The id of a name; a key of an unresolved name ("?state:…") as it is."""
        if name.startswith("?"):
            return " ".join(name.lower().split())
        from kg.resolve import required

        return required(name, same=same)

    def notice(self, moment: tuple[int, int]) -> None:
        """Forgets what was worked out where the record has changed since; see `Log.moment`."""
        if self.__dict__.get("moment") != moment:
            self.forget()
            self.moment = moment

    def forget(self) -> None:
        """Drops what was worked out from the record as it was."""
        for worked_out in ("judgements", "context", "sources", "kept"):
            self.__dict__.pop(worked_out, None)


__all__ = ["Rows", "Workspace", "open_workspace"]


def _versions(tables: Iterable[Document]) -> Counter[str]:
    """How many versions of each data set there are."""
    return Counter(source for source, _ in {(d.source, d.version) for d in tables})
