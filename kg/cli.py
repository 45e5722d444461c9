"""The command line: parse, call, print. What a verb does is in the workspace.

Data go to stdout, messages and progress to stderr. Everything heavy is imported by the command that
needs it, so that `kg --help` answers at once.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import __version__
from kg.errors import Ambiguous, KgError, Usage
from kg.output import as_json, as_jsonl, emit, emit_rows, printable

if TYPE_CHECKING:
    from kg.workspace import Workspace

Command = Callable[..., Any]
NOTHING_NEW = 3
IN_PART = 4


class Group(click.Group):
    """Turns every error that we can explain into one line and its exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KgError as problem:
            click.echo(f"kg: {printable(str(problem))}", err=True)
            for candidate in problem.candidates if isinstance(problem, Ambiguous) else []:
                click.echo(f"    {candidate['id']}: {candidate['reason']}", err=True)
            ctx.exit(problem.exit_code)
        except KeyboardInterrupt:
            click.echo("kg: interrupted; what was written is whole, and the same command goes on from there", err=True)
            ctx.exit(130)
        except BrokenPipeError:
            # The reader (head, less) has what it wanted.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """A knowledge graph of state alliances and military cooperation, with evidence for every edge.

    \b
    kg demo                                   see it work, on bundled data
    kg load reports/ atop5_1m.csv             read documents and tables into ./kg-data
    kg metric dependence --of "North Korea" --on China --dimension arms
    kg explain ID                             open any number down to its sentences

    Results are printed as a table to a person and as JSON to a pipe or a file, unless --json or --format says
    otherwise; messages go to stderr.
    """


def progress(message: str) -> None:
    """The latest message on one line of a terminal; to a log file at most one line in ten seconds."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{printable(message)[:110]}", nl=False, err=True)
        return
    now = time.monotonic()
    if now - _last[0] >= 10:
        _last[0] = now
        click.echo(printable(message), err=True)


_last = [time.monotonic()]


def done() -> None:
    """Takes the progress line away."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)


def stored(command: Command) -> Command:
    """The options that say where the record and the graph are."""
    command = click.option("--data", metavar="DIR", help="Where the record is, when --store is a server.")(command)
    return click.option("--store", metavar="URL", help="A folder, or bolt://… / neo4j://… [KG_STORE; ./kg-data]")(
        command
    )


def printed(*formats: str) -> Callable[[Command], Command]:
    """`--json` and `--format`, which say how the result is printed."""

    def decorate(command: Command) -> Command:
        choice = click.Choice(formats or ("table", "json", "csv"))
        command = click.option(
            "--format", "format", type=choice, help="How to print; by default a table to a person, JSON to a pipe."
        )(command)
        return click.option("--json", "json", is_flag=True, help="One JSON object.")(command)

    return decorate


def by_extractor(command: Command) -> Command:
    """`--extractor`, for the two commands that read text."""
    what = "frames, llm or zeroshot, or several: frames+llm. With llm the texts are sent to KG_LLM_URL."
    return click.option("--extractor", metavar="NAME", default="frames", show_default=True, help=what)(command)


def in_language(command: Command) -> Command:
    """`--language`, for the two commands that read text."""
    what = "The language of the texts, whatever they say or seem; claims are read from English (en)."
    return click.option("--language", metavar="CODE", help=what)(command)


def tell_languages(languages: Counter[str]) -> None:
    """How many documents gave no claims since they are not English, and what to do where that is wrong."""
    if languages:
        from kg.reading import in_words

        click.echo(f"kg: {in_words(languages)}: no claims read; --language en reads them as English", err=True)


def tell_untold(no_day: int, no_outlet: int) -> None:
    """How many new articles say neither when nor where they were published, what is lost by it and what to do."""
    if no_day:
        click.echo(f"kg: {no_day} article{'s' * (no_day > 1)} without a day of publication: in no past view, diff or "
                   "window of a report, and no weekday in them is dated", err=True)  # fmt: skip
    if no_outlet:
        click.echo(f"kg: {no_outlet} article{'s' * (no_outlet > 1)} without an outlet, shown as of 'unknown'", err=True)
    if no_day or no_outlet:
        click.echo("kg: an article says both at its top, in lines such as Date: 2024-10-08 and Source: Meridian Wire; "
                   "or load it with --published and --source, the first time", err=True)  # fmt: skip


def tell_left_out(paths: tuple[Path, ...]) -> list[str]:
    """Says which files of the folders were left out and how they are read after all, and gives their names."""
    from kg.sources import left_out

    found = [printable(str(p)) for p in left_out(list(paths))]
    if found:
        what = "README file or codebook" if len(found) == 1 else "README files and codebooks"
        told = f"kg: {len(found)} {what} left out of the folders: {', '.join(found)}; one named by itself is read"
        click.echo(told, err=True)
    return found


def tell_dropped(extractor: Any) -> None:
    """How many proposals of an optional extractor the gate refused, and why."""
    if extractor is None:
        return
    from kg.text.ports import told

    dropped = told(extractor)
    if dropped:
        reasons = "; ".join(f"{n} {why}" for why, n in dropped.most_common())
        click.echo(f"kg: {printable(extractor.name)}: dropped {dropped.total()}: {printable(reasons)}", err=True)


def opened(store: str | None, data: str | None) -> Workspace:
    from kg.workspace import open_workspace

    work = open_workspace(store, data)
    work.progress = progress
    click.get_current_context().call_on_close(work.close)
    return work


def tell_undated(work: Workspace, known: str | None, sources: Collection[str] | None = None) -> None:
    """Which tables are part of a past view though nothing says that they were known then: of some sources or all."""
    told = work.undated_in_view(known, sources)
    if told:
        click.echo(f"kg: {printable(told)}; kg load FILE --published DATE, in a new record, gives one", err=True)


def tell_past(work: Workspace) -> None:
    """That the graph was built as known on a past day, where it was: its answers are of that day."""
    day = work.graph_known()
    if day:
        from kg.workspace import PAST

        done()
        click.echo(f"kg: {printable(PAST.format(day))}", err=True)


def existing(store: str | None, data: str | None, graph: bool = False) -> Workspace:
    """The workspace of a command that only reads: that there is no record, as at a misspelt --store, is told, and
    none is made there; the answer is that of an empty one.

    `graph`: for a command that reads the graph alone, which a server may have without a record beside it.
    """
    work = opened(store, data)
    if not (work.data / "claims.db").exists() and not (graph and work.server):
        import tempfile

        where = f"{printable(str(work.data))}: there is no record here; kg load makes one, --store and --data say where"
        click.echo(f"kg: {where}", err=True)
        passing = tempfile.TemporaryDirectory(prefix="kg-nothing-")
        click.get_current_context().call_on_close(passing.cleanup)
        work.data = Path(passing.name)
    return work


def tell_self_ties(count: int) -> None:
    """How many claims make no fact, since their two sides were merged into one."""
    if count:
        what = "claim ties an actor to itself since a merge and makes" if count == 1 else (
            "claims tie an actor to itself since a merge and make")  # fmt: skip
        click.echo(f"kg: {count:,} {what} no fact", err=True)


def chosen(json: bool, format: str | None) -> str | None:
    return "json" if json else format


def pairs(values: Sequence[str]) -> dict[str, str]:
    """K=V options as a dictionary."""
    found = {}
    for value in values:
        key, equals, rest = value.partition("=")
        if not equals or not key:
            raise Usage(f"--param {value!r}: write NAME=VALUE")
        if key in found:
            raise Usage(f"--param {key}: is given twice")
        found[key] = rest
    return found


# -- reading in ----------------------------------------------------------------------------------


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "format", metavar="NAME", help="The format, instead of finding it by content (kg formats).")
@click.option("--published", metavar="DATE", help="The date of publication, where a file does not say one.")
@click.option("--source", metavar="NAME", help="The outlet, where a file does not say one.")
@in_language
@click.option("--model", metavar="NAME", envvar="KG_SPACY_MODEL", help="Another spaCy model for English text.")
@by_extractor
@click.option("--exit-code", is_flag=True, help="End with 3 when nothing was new.")
@click.option("--json", "json", is_flag=True, help="One JSON object.")
@stored
def load(
    paths: tuple[Path, ...], format: str | None, published: str | None, source: str | None, language: str | None,
    model: str | None, extractor: str, exit_code: bool, json: bool, store: str | None, data: str | None,
) -> None:  # fmt: skip
    """Read files, folders and records into the record. The same content again changes nothing.

    \b
    kg load news/ --source "Meridian Wire"
    kg load trade-register.csv atop5_1m.csv
    kg load other/claims.db                    the record of another machine, by union

    A zip of several files is read as a folder: each file in it is an input (a.zip/b.csv).

    README files and codebooks in a folder tell of its data and are left out; they are counted and listed. One that is
    named by itself is read. Hidden files, whose names begin with a dot, are no input.

    A text says its day and its outlet at its top, in lines such as Date: 2024-10-08 and Source: Meridian Wire, or in
    front matter. What it says stands; --published and --source are for what it does not say, and
    --published for the day of a table's version. A text that was loaded without them and is loaded again with them is
    there twice, so give them the first time.

    A table that was corrected, or only saved again, is the same source in the same version, and counts once. Loaded
    with a later --published than the file before, its rows take the place of those that it tells anew, and those that
    it leaves out stay; with the same day, or none, both figures stand where they differ, and load says so. A file with
    a day is later than one without.

    Prints what became of each file: a table to a person, one JSON object to a pipe, to a file, or with --json.
    """
    from dataclasses import asdict

    from kg.reading import chosen_extractor

    reader = chosen_extractor(extractor, model)
    try:
        with opened(store, data) as work:
            results = work.load(
                paths,
                format=format,
                published=published,
                source=source,
                language=language,
                model=model,
                extractor=reader,
            )
    finally:
        done()
        tell_dropped(reader)
    totals = {
        k: sum(getattr(r, k) for r in results) for k in ("documents", "rows", "claims", "duplicates", "rejected_rows")
    }
    statuses = [r.status for r in results]
    totals |= {s: statuses.count(s) for s in ("loaded", "unchanged", "partial", "rejected")}
    languages = sum((Counter(r.not_english) for r in results), Counter[str]())
    totals["not_english"] = languages.total()
    rows = [asdict(r) for r in results]
    left = tell_left_out(paths)
    totals["left_out"] = len(left)
    totals |= {k: sum(getattr(r, k) for r in results) for k in ("no_day", "no_outlet")}
    totals["warnings"] = sum(len(r.warnings) for r in results)
    if json or not sys.stdout.isatty():
        emit(as_json({"schema": 1, "inputs": rows, "left_out": left, "totals": totals}))
    else:
        emit_rows(
            rows,
            ["path", "format", "status", "documents", "rows", "claims", "duplicates", "rejected_rows", "reason"],
            "table",
        )
    for r in results:
        if r.status in ("partial", "rejected"):
            click.echo(f"kg: {printable(r.path)}: {r.status}: {printable(r.reason or '')}", err=True)
        for told in r.warnings:
            click.echo(f"kg: {printable(told['where'])}: {printable(told['reason'])}", err=True)
    tell_languages(languages)
    tell_untold(totals["no_day"], totals["no_outlet"])
    if not results:
        raise Usage(f"no files under {', '.join(map(str, paths))}")
    if totals["partial"] or totals["rejected"]:
        sys.exit(IN_PART)
    if exit_code and not totals["loaded"]:
        sys.exit(NOTHING_NEW)


@main.command()
@printed("table", "json", "csv")
@stored
def formats(json: bool, format: str | None, store: str | None, data: str | None) -> None:
    """Every format that load knows, with licence and citation. The same whatever is in the store."""
    from kg.sources import formats as known

    rows = [f.describe() for f in known()]
    emit_rows(rows, ["format", "kind", "description", "licence", "citation"], chosen(json, format), lines=True)


@main.command()
@click.argument("names", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every data set that load knows, loaded or not.")
@printed("text", "json", "csv")
@stored
def cite(
    names: tuple[str, ...], everything: bool, json: bool, format: str | None, store: str | None, data: str | None
) -> None:
    """What you owe: citation, licence and address of each data set in the record, or of those named.

    \b
    kg cite                  what is loaded, in which version
    kg cite atop sipri       of these, loaded or not
    """
    if names and everything:
        raise Usage("kg cite: write names, or --all")
    with opened(store, data) as work:
        rows = work.cite(names, everything)
    if chosen(json, format) == "text" or (chosen(json, format) is None and sys.stdout.isatty()):
        emit("\n".join(_owed(row) for row in rows) or "no data set is loaded\n")
    else:
        emit_rows(rows, rows.columns, chosen(json, format), lines=True)


def _owed(row: dict[str, Any]) -> str:
    """One source as a paragraph: a citation is to be copied, and a table would cut it."""
    head = " ".join([row["source"], *row["versions"]])
    told = [row["citation"] or row["name"], row["licence"], row["url"]]
    return "".join(f"{line}\n" for line in [head, *(f"    {printable(t)}" for t in told if t)])


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--published", metavar="DATE", help="The date of publication, where a file does not say one.")
@click.option("--source", metavar="NAME", help="The outlet, where a file does not say one.")
@in_language
@click.option("--model", metavar="NAME", envvar="KG_SPACY_MODEL", help="Another spaCy model for English text.")
@by_extractor
@click.option("--explain", is_flag=True, help="Also the frame, the cues and the antecedent that made each claim.")
@printed("json", "table")
@stored
def claims(
    paths: tuple[Path, ...], published: str | None, source: str | None, language: str | None, model: str | None,
    extractor: str, explain: bool, json: bool, format: str | None, store: str | None, data: str | None,
) -> None:  # fmt: skip
    """Read documents and print their claims, one JSON object a line. Touches no store, also where one is named.

    What could not be read of a file is told on stderr, and the exit code is 4, as of kg load.
    """
    from kg.model import Kept, Quantity
    from kg.reading import chosen_extractor, claim_lines

    reader = chosen_extractor(extractor, model)
    rejected = 0
    rows = []
    languages = Counter[str]()
    for told in claim_lines(paths, published, source, language, model, reader, explain, progress):
        if isinstance(told, Kept):
            click.echo(f"kg: {printable(told.where)}: {printable(told.reason)}", err=True)
            continue
        if isinstance(told, Exception):
            rejected += 1
            click.echo(f"kg: {printable(str(told))}", err=True)
            continue
        document, lines = told
        if not lines and not document.is_english:
            languages[str(document.language)] += 1
        if chosen(json, format) == "table":
            rows += lines
        else:
            emit(as_jsonl(lines))
    done()
    tell_left_out(paths)
    tell_dropped(reader)
    tell_languages(languages)
    if chosen(json, format) == "table":
        from kg.ledger import quantity_words

        flat = [
            r
            | {k: (r[k] or {}).get("name") for k in ("subject", "object")}
            | {"quantity": quantity_words(Quantity(**r["quantity"]) if r["quantity"] else None)}
            | {"since": (r["time"] or {}).get("start"), "speaker": ", ".join(a["name"] for a in r["attribution"])}
            for r in rows
        ]
        columns = ["relation", "subject", "object", "polarity", "modality", "quantity", "since", "speaker", "sentence"]
        if explain:
            flat = [row | _why(row["explain"] or {}) for row in flat]
            columns[-1:] = ["frame", "trigger", "cues", "chance", "sentence"]
        emit_rows(flat, columns, "table")
    if rejected:
        sys.exit(IN_PART)


def _why(explain: Mapping[str, Any]) -> dict[str, Any]:
    """What made a claim, for a line of a table: all of it is in the JSON."""
    return {k: explain.get(k) for k in ("frame", "trigger", "chance")} | {"cues": "; ".join(explain.get("cues", ()))}


# -- the graph -----------------------------------------------------------------------------------


@main.command()
@click.option(
    "--known", metavar="DATE", help="The graph as known at the end of that day; it stays so until the next build."
)
@click.option("--full", is_flag=True, help="Empty the graph first, instead of writing what differs.")
@click.option("--exit-code", is_flag=True, help="End with 3 when nothing changed.")
@click.option("--json", "json", is_flag=True, help="One JSON object.")
@stored
def build(known: str | None, full: bool, exit_code: bool, json: bool, store: str | None, data: str | None) -> None:
    """Rebuild stories, facts and edges from the record and its decisions."""
    with opened(store, data) as work:
        result = work.build(known, full)
        done()
        tell_undated(work, known)
    tell_self_ties(result["self_ties"])
    if json or not sys.stdout.isatty():
        emit(as_json(result))
    else:
        emit_rows([result], ["facts", "edges", "contradictions", "written", "deleted", "unchanged", "digest"], "table")
    if exit_code and not result["written"] and not result["deleted"]:
        sys.exit(NOTHING_NEW)


@main.command()
@click.argument("name", required=False)
@click.option("--param", "-p", multiple=True, metavar="K=V", help="A parameter; states by any name.")
@click.option("--list", "listing", is_flag=True, help="All named queries with their parameters.")
@printed()
@stored
def query(
    name: str | None,
    param: tuple[str, ...],
    listing: bool,
    json: bool,
    format: str | None,
    store: str | None,
    data: str | None,
) -> None:
    """Run a named query.

    \b
    kg query --list
    kg query allies -p state="North Korea" -p year=2018
    """
    if listing or not name:
        from kg.queries import load_queries

        rows = [q.describe() for q in load_queries().values()]
        emit_rows(rows, ["name", "parameters", "description"], chosen(json, format))
        return
    with existing(store, data, graph=True) as work:
        result = work.query(name, pairs(param))
        tell_past(work)
    done()
    emit_rows(result, result.columns, chosen(json, format))


@main.command()
@click.argument("text")
@click.option("--param", "-p", multiple=True, metavar="K=V", help="A parameter; numbers and JSON are read as such.")
@click.option("--limit", type=click.IntRange(1), default=1000, show_default=True, help="At most so many rows.")
@click.option("--timeout", type=click.FloatRange(0.1), default=30.0, show_default=True, help="Seconds.")
@click.option("--write", is_flag=True, help="Allow changes to the graph. A build puts the record's view back.")
@printed()
@stored
def cypher(
    text: str, param: tuple[str, ...], limit: int, timeout: float, write: bool, json: bool, format: str | None,
    store: str | None, data: str | None,
) -> None:  # fmt: skip
    """Run your own Cypher. Read-only unless --write; the store itself enforces that.

    With --write too the answer is what the query returns, and what it changed is counted on stderr; a query that
    returns nothing answers with the counts.
    """
    if not write:
        from kg.schema import load_schema

        for name, near in load_schema().unknown_in(text):
            meant = f"did you mean {near}?" if near else "docs/schema.md lists all"
            click.echo(f"kg: the schema knows no label or type {name}; {meant}", err=True)
    with existing(store, data, graph=True) as work:
        result = work.cypher(text, {k: _literal(v) for k, v in pairs(param).items()}, limit, timeout, write)
        tell_past(work)
    done()
    emit_rows(result, result.columns, chosen(json, format))
    if result.changes is not None:
        told = ", ".join(f"{name} {n}" for name, n in result.changes.items() if n)
        click.echo(f"kg: {told or 'nothing was changed'}", err=True)
    if result.truncated:
        click.echo(f"kg: cut after {limit} rows; --limit N shows more", err=True)


def _literal(text: str) -> Any:
    """A parameter as JSON where it is JSON, else as text."""
    import json

    try:
        return json.loads(text)
    except ValueError:
        return text


# -- answers -------------------------------------------------------------------------------------


@main.command()
@click.argument("name", required=False)
@click.option("--list", "listing", is_flag=True, help="All metrics with formula, range and source.")
@click.option("--of", "of", metavar="ID", help="Whose.")
@click.option("--on", "on", metavar="ID", help="On or with whom.")
@click.option("--from", "start", type=int, metavar="Y", help="First year.")
@click.option("--to", "end", type=int, metavar="Y", help="Last year.")
@click.option("--dimension", metavar="D", help="trade, arms, treaties, votes, events or text.")
@click.option("--measure", metavar="M", help="s, s2, pi, kappa, taub; triangle, walk, frustration.")
@click.option("--role", metavar="R", help="tiv: recipient or supplier; events: source, target or both.")
@click.option("--relation", metavar="R", help="Which relation, for measures of position.")
@click.option("--source", metavar="S", help="Only this source, or one version of it: sipri@VERSION.")
@click.option("--edges", type=click.Path(path_type=Path), metavar="FILE.csv", help="Signed edges: network,a,b,sign.")
@click.option("--known", metavar="DATE", help="As known at the end of that day.")
@click.option("--without", metavar="WHAT", help="Leave out source:S, doc:ID or hedged.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of the resampling behind lo and hi.")
@printed()
@stored
def metric(
    name: str | None,
    listing: bool,
    json: bool,
    format: str | None,
    store: str | None,
    data: str | None,
    **arguments: Any,
) -> None:
    """A metric over time, with an interval and the facts behind each value.

    --known leaves out what was published later. A table that tells no date of publication stays in, and it is
    said so: load it with --published DATE.

    \b
    kg metric dependence --of "North Korea" --on China --dimension trade
    kg metric similarity --measure s --source atop --format csv

    --without hedged leaves out each claim that is alleged, future, speculated or conditional. What is asserted or
    reported stays, also where it is denied or contested.
    """
    if listing or not name:
        from kg.metrics import listing as all_metrics

        rows = [{"schema": 1, **row} for row in all_metrics()]
        emit_rows(
            rows, ["name", "definition", "formula", "range", "reference", "arguments"], chosen(json, format), lines=True
        )
        return
    given = {k: v for k, v in arguments.items() if v is not None}
    with (opened if "edges" in given else existing)(store, data) as work:
        result = work.metric(name, **given)
        done()
        told = {(point["source"] or "").partition("@")[0] for point in result["series"]}
        as_object = chosen(json, format) == "json" or (format is None and not sys.stdout.isatty())
        if as_object:  # beside a table its note says so
            tell_undated(work, arguments["known"], told)
    columns = result["series"].columns
    if as_object:
        emit(as_json(result))
        _end_in_part(result)
        return
    emit_rows(result["series"], columns, chosen(json, format))
    if result["note"]:
        click.echo(printable(result["note"]), err=True)
    _end_in_part(result)


def _end_in_part(result: dict[str, Any]) -> None:
    """Lists the rows of a file that have no part in a metric; the others were measured."""
    for row in result.get("rejected", ()):
        click.echo(f"kg: {printable(row['where'])}: {printable(row['reason'])}", err=True)
    if result.get("rejected"):
        sys.exit(IN_PART)


DECIDED = {
    "rejected": ", rejected on review: it counts for nothing",
    "accepted": ", accepted on review: a reviewer's decision, and not what the claims add up to (kg review list)",
}  # what a value is said to be that a decision makes 0 or 1


@main.command()
@click.argument("id")
@printed("table", "json")
@stored
def explain(id: str, json: bool, format: str | None, store: str | None, data: str | None) -> None:
    """Open a metric value, a fact or an edge: the facts, claims, sentences and sources behind it.

    ID of a fact or claim may be its beginning, as a table shows it: six characters or more. A value of metric balance
    --edges FILE is measured again in that file and opens to its rows, which are no facts and have no sentences.
    """
    with (opened if "/edges=" in id else existing)(store, data) as work:
        result = work.explain(id)
    if chosen(json, format) == "json" or (format is None and not sys.stdout.isatty()):
        emit(as_json(result))
        return
    click.echo(f"{result['kind']} {result['id']}: {result['value']}{DECIDED.get(result.get('reviewed') or '', '')}")
    if result.get("denominator_id"):
        shown = f"{len(result['parts'])} of the {result['n_facts']} facts in {result['denominator']}"
        click.echo(f"  {shown}; all of them:\n  kg explain {result['denominator_id']}")
    for part in result["parts"]:
        click.echo(f"\n  {part['weight']:+.4g}  {printable(str(part.get('label') or part['fact']))}")
        for c in part["claims"]:
            click.echo(_said(c))


def _said(c: dict[str, Any]) -> str:
    """A claim in whole words: how firmly it is said, by whom, and where it stands."""
    says = f"{c['speaker']}: " if c["speaker"] else ""
    where = ", ".join(str(x) for x in (c["source"], c["version"], c["published"], c["row"] and f"row {c['row']}") if x)
    mark = "superseded by a later version: " if c.get("stance") == "superseded" else ""
    return f"      [{mark}{c['modality']}, {c['polarity']}] {printable(says + c['text'])}\n        — {printable(where)}"


@main.command()
@click.option("--from", "start", required=True, metavar="DATE", help="What was known then …")
@click.option("--to", "end", required=True, metavar="DATE", help="… against what was known then.")
@click.option("--of", "of", metavar="ID", help="Only about this state, army or organisation.")
@click.option("--relation", "relations", multiple=True, metavar="R", help="Only these relations.")
@click.option(
    "--source", metavar="S", help="Only this source, or one version of it: sipri@VERSION; text: all articles."
)
@click.option("--exit-code", is_flag=True, help="End with 3 when nothing changed.")
@printed("table", "json")
@stored
def diff(
    start: str, end: str, of: str | None, relations: tuple[str, ...], source: str | None, exit_code: bool, json: bool,
    format: str | None, store: str | None, data: str | None,
) -> None:  # fmt: skip
    """What became known, changed or was withdrawn between two days of knowledge.

    What a new version of a data set tells as an older one told it, known before, is no addition: it is counted. A deal
    or treaty that it corrects is changed, and one that it leaves out is removed; the older version's own row stays.
    """
    with existing(store, data) as work:
        result = work.diff(start, end, of, relations, source)
    if chosen(json, format) == "json" or (format is None and not sys.stdout.isatty()):
        emit(as_json(result))
    else:
        rows = [{"change": "added", **f} for f in result["added"]] + [
            {"change": f"removed: not in {f['dropped_by']}" if "dropped_by" in f else "removed", **f}
            for f in result["removed"]
        ]
        rows += [{"change": "changed: " + ", ".join(c["in"]), **c["after"]} for c in result["changed"]]
        from kg.ledger import quantity_words
        from kg.model import Quantity

        for row in rows:
            span = Quantity(min=row.get("quantity_min"), max=row.get("quantity_max"), unit=row.get("unit"))
            row |= {"quantity": quantity_words(span), "contested": ", ".join(row.get("contested") or ())}
        columns = [
            "change",
            "relation",
            "subject",
            "object",
            "item",
            "quantity",
            "since",
            "hedge",
            "contested",
            "belief",
        ]
        emit_rows(rows, [*columns, "id"], "table")
        for version in result["reissued"]:
            name = printable(" ".join(filter(None, (version["source"], version["version"]))))
            same = f"{version['unchanged']:,} of {version['facts']:,} facts stand as in an older version"
            click.echo(f"{name}: {same}, and are no additions")
    if exit_code and not (result["added"] or result["changed"] or result["removed"]):
        sys.exit(NOTHING_NEW)


@main.command()
@click.argument("id", required=False)
@printed()
@stored
def contested(id: str | None, json: bool, format: str | None, store: str | None, data: str | None) -> None:
    """Claims in conflict about one matter: polarity, quantity, interval. Of one actor or fact with ID.

    Each matter with its sentences, to a person or with --format table; one row for each claim with --format csv.
    """
    with existing(store, data) as work:
        rows = work.contested(id)
    how = chosen(json, format) or ("table" if sys.stdout.isatty() else "json")
    if how == "json":
        emit(as_jsonl(rows))
        return
    matters = _by_matter(rows)
    if how == "csv":
        columns = ["about", "fact", "subject", "relation", "object", "polarity", "modality", "quantity", "speaker",
                   "source", "published", "text", "claim"]  # fmt: skip
        emit_rows([r["matter"] | c | {"about": r["about"], "fact": r["fact"]} for r in matters for c in r["claims"]],
                  columns, "csv")  # fmt: skip
        return
    for r in matters:
        ends = " ".join(str(r["matter"].get(k) or "") for k in ("subject", "relation", "object")).strip()
        click.echo(f"{printable(ends)}, contested by {r['about']}  ({r['fact']})")
        click.echo("".join(f"{_said(c)}\n" for c in r["claims"]))
    if not matters:
        click.echo("(nothing)")


def _by_matter(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row for each matter, whatever the number of things that it is contested by."""
    found: dict[tuple[str, str | None], dict[str, Any]] = {}
    for row in rows:
        matter = found.setdefault((row["fact"], row.get("other")), row | {"about": ""})
        matter["about"] += f"{', ' if matter['about'] else ''}{row['about']}"
    return list(found.values())


@main.command()
@click.argument("names", nargs=-1, required=True)
@click.option("--on", "on", metavar="DATE", help="What the name meant on that date.")
@printed("table", "json")
@stored
def resolve(
    names: tuple[str, ...], on: str | None, json: bool, format: str | None, store: str | None, data: str | None
) -> None:
    """What a name or code means, on a date: the id, or the candidates when it is ambiguous.

    Who was merged into another on review (kg review merge), in the record of --store, is that other.
    """
    from kg.dates import checked

    day = checked(on, "--on") if on else None
    with (existing if store or data else opened)(store, data) as work:
        rows = [{"schema": 1, **row} for row in work.resolve(names, day)]
    emit_rows(rows, ["name", "id", "kind", "label", "codes", "valid", "candidates"], chosen(json, format), lines=True)
    if any(row["id"] is None for row in rows):
        sys.exit(IN_PART)


# -- pages and reports ---------------------------------------------------------------------------


@main.command()
@click.option("-o", "--output", "file", required=True, type=click.Path(path_type=Path), help="The page to write.")
@click.option("--ego", metavar="ID", help="Only what is around this state, army, region or organisation …")
@click.option("--depth", type=click.IntRange(1, 5), default=1, show_default=True, help="… within so many steps.")
@click.option("--from", "start", metavar="Y", help="Only what held in or after this year or date: pacts, memberships, "
              "bases, deployments and sanctions until their end is told, other states of affairs until their last "
              "report.")  # fmt: skip
@click.option("--to", "end", metavar="Y", help="Only what held in or before it.")
@click.option("--relation", "relations", multiple=True, metavar="R", help="Only these relations.")
@click.option("--limit", type=click.IntRange(1, 1000), default=300, show_default=True, help="At most so many nodes.")
@click.option("--known", metavar="DATE", help="As known at the end of that day.")
@click.option("--json", "json", is_flag=True, help="One JSON object.")
@stored
def graph(file: Path, json: bool, store: str | None, data: str | None, **selection: Any) -> None:
    """Write one interactive page that holds everything it needs and fetches nothing."""
    with existing(store, data) as work:
        result = work.page(file, **selection)
        done()
        tell_undated(work, selection["known"])
    if json or not sys.stdout.isatty():
        emit(as_json(result))
    else:
        click.echo(f"{result['file']}: {result['nodes']} nodes, {result['edges']} edges")
        for left in result["left_out"]:
            click.echo(f"  left out: {left}")


@main.group(cls=Group)
def report() -> None:
    """Reports for windows of time, each a pure function of the record, its name and the window."""


def of_config(command: Command) -> Command:
    """`--config`, for all that is about reports."""
    what = "Reports of your own, in YAML, instead of those that come with kg (kg report list)."
    return click.option("--config", "reports", type=click.Path(path_type=Path), metavar="FILE", help=what)(command)


@report.command("list")
@of_config
@click.option("--json", "json", is_flag=True, help="One JSON object a line.")
def report_list(reports: Path | None, json: bool) -> None:
    """The reports that there are. One of your own is some lines of YAML:

    \b
    hanoi:
      title: On whom does Vietnam depend?
      every: year                  # or month, week: what report due makes
      of: [Vietnam]
      on: [Russia, China, USA]
      dimensions: [arms, trade, text]
      relations: [ARMS_TRANSFER]   # in what changed; all where this is missing
    """
    from dataclasses import asdict

    from kg.reports.config import load

    rows = [{"schema": 1, **asdict(config)} for config in load(reports).values()]
    columns = ["name", "every", "title", "of", "on", "dimensions", "relations"]
    emit_rows(rows, columns, "json" if json else None, lines=True)


@report.command("run")
@click.argument("name")
@click.option("--window", required=True, metavar="W", help="2024, 2024-10 or 2024-W43.")
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), help="Folder to write to [DATA/reports].")
@of_config
@click.option("--force", is_flag=True, help="Write it again, though nothing changed.")
@click.option("--exit-code", is_flag=True, help="End with 3 when nothing changed.")
@click.option("--json", "json", is_flag=True, help="One JSON object.")
@stored
def report_run(
    name: str,
    window: str,
    folder: Path | None,
    reports: Path | None,
    force: bool,
    exit_code: bool,
    json: bool,
    store: str | None,
    data: str | None,
) -> None:
    """Write one report for one window."""
    with existing(store, data) as work:
        result = work.report(name, window, folder, force, reports)
    emit(as_json(result)) if json or not sys.stdout.isatty() else click.echo(f"{result['file']}: {result['status']}")
    if exit_code and result["status"] == "unchanged":
        sys.exit(NOTHING_NEW)


@report.command("due")
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), help="Folder to write to [DATA/reports].")
@of_config
@click.option("--exit-code", is_flag=True, help="End with 3 when nothing was due.")
@click.option("--json", "json", is_flag=True, help="One JSON object a line.")
@stored
def report_due(
    folder: Path | None, reports: Path | None, exit_code: bool, json: bool, store: str | None, data: str | None
) -> None:
    """Run every window since the last success, the oldest first.

    Windows are due up to the newest article in the record, and none before it is over: an article dated in a year to
    come makes none. One that was reported is due again when an article of its time is loaded late, or a decision is
    made, and is listed where that changes what it says. Of tables alone none is due: kg report run makes one.
    """
    from kg.publish import due, never_due

    with existing(store, data) as work:
        rows = due(work, folder, reports)
        why = never_due(work)
    if why:
        click.echo(f"kg: {why}", err=True)
    emit_rows(rows, ["file", "window", "status"], "json" if json else None, lines=True)
    if exit_code and not rows:
        sys.exit(NOTHING_NEW)


@report.command("schedule")
@click.option("--print", "kind", type=click.Choice(["systemd", "cron"]), required=True, help="What to print.")
@of_config
@stored
def report_schedule(kind: str, reports: Path | None, store: str | None, data: str | None) -> None:
    """Print what to install so that reports are made on time. Installs nothing."""
    from kg.publish import schedule

    emit(schedule(kind, store, data, reports))


@main.command()
@click.option(
    "-o", "--output", "file", required=True, type=click.Path(path_type=Path), help="By suffix: .graphml, .gexf …"
)
@click.option("--known", metavar="DATE", help="As known at the end of that day.")
@click.option("--json", "json", is_flag=True, help="One JSON object.")
@stored
def export(file: Path, known: str | None, json: bool, store: str | None, data: str | None) -> None:
    """Write all facts as .graphml, .gexf, .csv, .parquet, .json, .stix.json or .ttl.

    The sentences and rows behind each are in .json and .stix.json; elsewhere kg explain opens its id. Facts with one
    side only, such as a mobilisation, are rows, statements and notes, and no edges of .graphml and .gexf.

    A file .json is no one JSON document: each line is one, a statement as FollowTheMoney has them (entity_id, schema,
    prop, value, dataset), with the claim where it is a sentence or row.
    """
    with existing(store, data) as work:
        result = work.export(file, known)
        tell_undated(work, known)
    emit(as_json(result)) if json or not sys.stdout.isatty() else click.echo(
        f"{result['file']}: {result['nodes']} nodes, {result['edges']} edges"
    )


# -- decisions -----------------------------------------------------------------------------------


@main.group(cls=Group)
def review() -> None:
    """Decisions about claims, facts and identities: appended, replayed at each build, undone at will."""


def _decided(
    kind: str, a: str, b: str | None, reason: str | None, store: str | None, data: str | None, force: bool = False
) -> None:
    from dataclasses import asdict

    with existing(store, data) as work:
        decision = work.decide(kind, a, b, reason, force)
        more = {"self_ties": work.self_ties()} if kind == "merge" else {}
    emit(as_json({"schema": 1, **asdict(decision), **more}))
    tell_self_ties(more.get("self_ties", 0))


@review.command("list")
@printed()
@stored
def review_list(json: bool, format: str | None, store: str | None, data: str | None) -> None:
    """All decisions in order, with the undone ones marked."""
    with existing(store, data) as work:
        rows = work.decisions()
    emit_rows(rows, ["n", "at", "kind", "a", "b", "reason", "undone"], chosen(json, format))


@review.command("accept")
@click.argument("id")
@click.option("--reason", metavar="TEXT")
@stored
def review_accept(id: str, reason: str | None, store: str | None, data: str | None) -> None:
    """Take a claim or fact as established. ID may be its beginning: six characters or more."""
    _decided("accept", id, None, reason, store, data)


@review.command("reject")
@click.argument("id")
@click.option("--reason", metavar="TEXT")
@stored
def review_reject(id: str, reason: str | None, store: str | None, data: str | None) -> None:
    """Leave a claim or fact out of every build from now on. ID may be its beginning: six characters or more."""
    _decided("reject", id, None, reason, store, data)


@review.command("merge")
@click.argument("a")
@click.argument("b")
@click.option("--reason", metavar="TEXT")
@click.option("--force", is_flag=True, help="Also two that the tables know as two, side by side.")
@stored
def review_merge(a: str, b: str, reason: str | None, force: bool, store: str | None, data: str | None) -> None:
    """Treat B as A: one actor under two names.

    \b
    kg review merge PRK "?state:workers' republic"     what kg query unresolved lists, into who is meant

    A state or organisation is not merged into a name that no table knows, and two that were there side by side only
    with --force. What is asked by B is answered of A from then on. Claims that tie the two to each other make no facts,
    and are counted (self_ties).
    """
    _decided("merge", a, b, reason, store, data, force)


@review.command("undo")
@click.argument("number", type=int)
@click.option("--reason", metavar="TEXT")
@stored
def review_undo(number: int, reason: str | None, store: str | None, data: str | None) -> None:
    """Take decision NUMBER of the list back."""
    _decided("undo", str(number), None, reason, store, data)


# -- about the tool itself -----------------------------------------------------------------------


@main.group(cls=Group)
def frames() -> None:
    """The frames that turn sentences into claims."""


@frames.command("test")
@click.argument("sentence")
@click.option("--published", metavar="DATE", help="The date that weekdays and 'last month' refer to.")
def frames_test(sentence: str, published: str | None) -> None:
    """What the extractor sees in one sentence: frames, slots, cues and claims."""
    from kg.dates import checked
    from kg.text.extract import explain_sentence

    published = checked(published, "--published") if published is not None else None
    emit(as_jsonl(explain_sentence(sentence, published)))


@main.command()
@click.option("--dir", "folder", type=click.Path(path_type=Path), default=Path("kg-demo"), show_default=True,
              help="Where to put the demo's store and pages.")  # fmt: skip
@click.option("--json", "json", is_flag=True, help="One JSON object.")
def demo(folder: Path, json: bool) -> None:
    """Show what kg does on bundled documents and tables; needs no network and no server.

    The documents are invented: a folder with a record of your own is refused.
    """
    from kg.demo import run

    result = run(folder, quiet=json, progress=progress)
    if json:
        emit(as_json(result))


@main.command()
@printed("table", "json")
@stored
def doctor(json: bool, format: str | None, store: str | None, data: str | None) -> None:
    """What is installed, which store and model, free disk; what is missing and how to get it."""
    from kg.doctor import examine

    rows = examine(store, data)
    emit_rows(rows, ["what", "found", "advice"], chosen(json, format))


if __name__ == "__main__":
    main()
