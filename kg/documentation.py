"""The pages of docs/ that are written from the product itself: `python -m kg.documentation docs`.

A test holds each page equal to what this writes, so that documentation cannot fall behind.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.sources import Format


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; cells are one line and hold no bar."""
    lines = ["| " + " | ".join(columns) + " |", "| " + " | ".join("---" for _ in columns) + " |"]
    lines += ["| " + " | ".join(_cell(c) for c in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    return "" if value is None else " ".join(str(value).split()).replace("|", "\\|")


def schema_page() -> str:
    from kg.schema import markdown

    return markdown()


def sources_page() -> str:
    from kg.sources import formats

    known = formats()
    tables = [f for f in known if f.is_table]
    parts = [
        "# Formats and sources\n\n",
        "Written from the loaders by `python -m kg.documentation docs`. Files are recognised by their content; "
        "`kg load PATH --format NAME` forces a format. Nothing here is shipped with `kg`: download what you need from "
        "its maker, under its terms, and cite it.\n\n## Tables\n\n",
        table(
            ("format", "what it is", "years", "licence"),
            (
                (f"`{f.name}`", f.describe()["description"], getattr(f.module, "YEARS", ""), f.describe()["licence"])
                for f in tables
            ),
        ),
    ]
    parts += [_source(format) for format in tables]
    documents = [f for f in known if not f.is_table]
    parts += [
        "\n## Documents\n\n",
        table(("format", "what it is"), ((f"`{f.name}`", f.describe()["description"]) for f in documents)),
    ]
    return "".join(parts)


def _source(format: Format) -> str:
    """What one source holds, what becomes of each column, and what a user owes and downloads."""
    what, module = format.describe(), format.module
    told = {name: getattr(module, name, {}) for name in ("BECOMES", "LEFT_OUT")}
    parts = [
        f"\n### {what['format']}\n\n{(module.__doc__ or '').strip()}\n\n",
        table(
            ("", ""),
            (
                (name, said)
                for name, said in (
                    ("years", getattr(module, "YEARS", "")),
                    ("download", getattr(module, "FILES", "")),
                    ("from", what["url"]),
                    ("licence", what["licence"]),
                    ("cite", what["citation"]),
                )
                if said
            ),
        ),
        "\n",
        table(
            ("column", "what becomes of it"),
            [(_code(columns), becomes) for columns, becomes in told["BECOMES"].items()]
            + [(_code(columns), f"left out: {why}") for columns, why in told["LEFT_OUT"].items()],
        ),
    ]
    repairs = getattr(module, "REPAIRS", ())
    if repairs:
        parts.append("\nKnown errors and traps, and what is done about them:\n\n")
        parts += [f"- {repair}\n" for repair in repairs]
    for version, counts in getattr(module, "EXPECTED", {}).items():
        sizes = ", ".join(f"{n:,} {thing}" for thing, n in counts.items())
        parts.append(f"\nThe whole file of version {version} has {sizes}.\n")
    return "".join(parts)


def _code(columns: str) -> str:
    """
    >>> _code("lat, lon"), _code("columns of years")
    ('`lat`, `lon`', 'columns of years')
    """
    return columns if columns.startswith("columns of ") else ", ".join(f"`{c}`" for c in columns.split(", "))


def downloads() -> str:
    """The README's table of sources: what to download where."""
    from kg.sources import formats

    sources = (f for f in formats() if f.is_table)
    told = ((f, f.describe()["url"]) for f in sources)
    return table(
        ("source", "years", "download", "from"),
        (
            (f"`{f.name}`", getattr(f.module, "YEARS", ""), getattr(f.module, "FILES", ""), f"<{url}>" if url else "")
            for f, url in told
        ),
    )


def queries_page() -> str:
    from kg.queries import load_queries

    parts = ["# Named queries\n\nWritten from `cypher/*.cypher`. Run one with `kg query NAME -p PARAMETER=VALUE`.\n"]
    for query in load_queries().values():
        parts.append(f"\n## {query.name}({', '.join(map(str, query.parameters))})\n\n{query.description}\n\n")
        parts.append(f"```cypher\n{query.text.strip()}\n```\n")
    return "".join(parts)


# What `docs/metrics.md` says of lo and hi, by metric.
INTERVALS = {
    "dependence": "arms, trade, events: each fact's amount, in a draw or not; treaties: a state counts where one of "
    "its pledges is in the draw; text: each report counts 1 or nothing (the value adds up beliefs); votes: as "
    "agreement; published shares: the lowest and the highest that is published, without draws",
    "concentration": "the same draws as for dependence",
    "tiv": "the sum of the deliveries in the draw; sipri_values: half a million either way for each printed total, "
    "which is rounded",
    "agreement": "the roll calls of which both votes are in the draw",
    "similarity": "the ties of the two states in the draw; none for all dyads at once",
    "overlap": "the ties of each data set in the draw",
    "capability": "nothing is drawn: lo and hi are the value",
    "events": "the facts in the draw, each with all its events; a fact of coded events is believed at 0.97",
    "balance": "none",
    "degree": "the partners of whom a tie is in the draw; none without --of",
    "strength": "the weights of the ties in the draw, a weight that is a belief counted as 1; none without --of",
    "eigenvector": "none",
    "betweenness": "none",
    "pagerank": "none",
}
INTERVAL = """
## lo and hi

How far a value hangs on what is not sure in its facts. In each of 500 draws a fact is so with the chance that its
belief gives, each fact by itself, and an amount told as a range lies anywhere in it; the value is worked out for
each draw. `lo` and `hi` are the 5th and the 95th percentile of these, over the draws in which it is defined,
widened to hold the value itself and cut at the metric's range. The value counts every fact in full and a draw can
only leave facts out, so that a sum is usually at its `hi`. A single row that its source marks as uncertain (belief
0.85) gives 0 to the value; one that it does not (0.97), the value alone. The same `--seed` gives the same draws.

An interval is no confidence interval of a sample, beliefs are our ordering and no measured frequencies, and nothing
in it stands for what no source tells.

"""


# What `docs/metrics.md` says of ties of a state's own will.
COOPERATION = """
## What counts as cooperation

In the dimension `text` of `dependence` and `concentration`, and in the queries `partners` and `paths`, troops that
one state has in another are no cooperation where the two are told to fight in the same years: a report, or a table
other than one of coded events, of an attack, a combat or casualties between the two states, their forces or leaders,
that is asserted, reported or alleged; or where one holds a place of the other and that one accuses or rejects it. The
years of the troops run from their first day or report to their last day or, where none is told, to the year asked
about; an attack belongs to its day, or its report. In `paths`, which is of no year, troops of whom no end is told
count as there ever since. The note of the metric says how many are left out.

The limits: an invasion of which neither fighting nor a protest is told stays, and so do its years before the first
fight; an air raid "on Aleppo" that is told as an attack on the state takes the troops of an invited ally out with
it. Only the troops are left out: what else the two do together stays, also bases.

A state takes part in what the state itself, its government, forces, organs and leaders do. An armed group, a party
or a region that belongs to a state stands for itself: an accord with Abkhazia is none with Georgia, arms for
Hezbollah are none for Lebanon. Troops and bases in a region are in its state, but those in Abkhazia, Nagorno-Karabakh,
Northern Cyprus, Somaliland, South Ossetia and Transnistria are there alone, in whatever year. This holds in all
metrics for all ties of alliance, aid, arms, troops, bases and trade; in fights, in hostile words and in
coded events a region and a group count as their state.
"""


def metrics_page() -> str:
    from kg.metrics import listing

    parts = [
        "# Metrics\n\nWritten from `kg metric --list`. A value is null where there are no data; a line ends with its "
        "data. Each value has an id that `kg explain` opens.\n",
        INTERVAL,
        table(("metric", "what its interval rests on"), INTERVALS.items()),
        COOPERATION,
    ]
    for m in listing():
        parts.append(f"\n## {m['name']}\n\n{m['definition']}\n\n")
        parts.append(table(("", ""), ((k, m[k]) for k in ("formula", "range", "reference", "arguments") if m.get(k))))
    return "".join(parts)


def commands_page() -> str:
    """The help of every command, as the command line prints it."""
    import click

    from kg.cli import main

    parts = ["# Commands\n\nWritten from `kg COMMAND --help`.\n"]

    def add(command: click.Command, path: list[str], parent: click.Context | None) -> None:
        settings = {**command.context_settings, "max_content_width": 100, "terminal_width": 100}
        context = click.Context(command, info_name=path[-1], parent=parent, **settings)
        parts.append(f"\n## {' '.join(path)}\n\n```\n{command.get_help(context)}\n```\n")
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                found = command.get_command(context, name)
                if found is not None:
                    add(found, [*path, name], context)

    add(main, ["kg"], None)
    return "".join(parts)


PAGES: dict[str, Callable[[], str]] = {
    "schema.md": schema_page,
    "sources.md": sources_page,
    "queries.md": queries_page,
    "metrics.md": metrics_page,
    "commands.md": commands_page,
}


# The lines of the README between which its table of sources stands.
BEGIN, END = "<!-- sources: written by python -m kg.documentation docs -->", "<!-- end of sources -->"


def readme(text: str) -> str:
    """The README with its table of sources as the loaders tell it; as it is where it has no place for one."""
    before, found, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{downloads()}\n{END}{after}" if found and end else text


def write(folder: Path) -> None:
    """The pages into a folder, and the table of sources into the README beside it."""
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8")
    beside = folder.resolve().parent / "README.md"
    if beside.is_file():
        beside.write_text(readme(beside.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
