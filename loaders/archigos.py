"""Archigos: who led each state, from which day to which, 1840 on; how they came to power and how they lost it.

LEADS, person to state, one claim for each spell in office. `details` keep entry and exit in the data set's words.
The states are Gleditsch and Ward's, though their column is called ccode: 260 is West Germany until 1990 and Germany
after. A day that is not known is a span: startdate to eindate, enddate to eoutdate. It is told as fine as
the two agree (1900-01-01 to 1900-12-31 is 1900), and marked uncertain where they do not even agree on the year. Who
was in office when the data end is told without an end.

A person is the one of the curated table of leaders where name, state and term agree; else known by the data set's own
number (leadid), never by the name alone: there are two Harrisons among the presidents of the United States.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from kg.dates import is_partial, overlaps
from kg.errors import BadInput
from kg.model import Actor, Claim, Document, Loaded, Passage, Source, compact
from kg.resolve import aliases
from kg.stata import has_columns, open_rows
from kg.states import by_gw, norm
from kg.tables import Row, integer, looks_like, shown, table_document

SOURCE = Source(
    "archigos",
    "Archigos: a data set on leaders",
    "dataset",
    "free for scholarly use with citation",
    "Goemans, Henk E., Kristian Skrede Gleditsch and Giacomo Chiozza. 2009. Introducing Archigos: A Dataset of "
    "Political Leaders. Journal of Peace Research 46(2): 269-283",
    "http://www.ksgleditsch.com/archigos.html",
)
FORMAT = "archigos"
DESCRIPTION = "Archigos leaders (1March_Archigos_4.1.txt, Archigos_4.1_stata14.dta): who led which state, by spell"
EXTRACTOR = "archigos 1"
EXPECTED = {"4.1": {"rows": 3_409}}

SIGNATURE = ("obsid", "leadid", "leader", "startdate")
NEEDED = (*SIGNATURE, "ccode", "enddate")
OPTIONAL = ("idacr", "eindate", "eoutdate", "entry", "exit", "exitcode")
# Left out: a leader's later fate, life and family, links, and numbers that repeat words; named as R and Stata do.
IGNORED = ("prevtimesinoffice", "posttenurefate", "gender", "yrborn", "yrdied", "borndate", "ebirthdate", "deathdate",
           "edeathdate", "dbpedia.uri", "dbpediauri", "num.entry", "numentry", "num.exit", "numexit", "num.exitcode",
           "numexitcode", "num.posttenurefate", "numposttenurefate", "fties", "ftcur")  # fmt: skip
MISSING = frozenset(("", "NA", "."))
IN_OFFICE = "still in office"
# What `docs/sources.md` tells a user: see kg.documentation.
YEARS = "1840-2015 (4.1)"
FILES = "Archigos 4.1: 1March_Archigos_4.1.txt, or Archigos_4.1_stata14.dta"
BECOMES = {
    "leader, leadid": "subject of LEADS, a person",
    "ccode": "object of LEADS, by Gleditsch and Ward's number",
    "startdate, eindate": "`since`, as fine as the two agree",
    "enddate, eoutdate": "`until`, as fine as the two agree",
    "entry": "`entry`: how the leader came to power",
    "exit, exitcode": "`exit`: how power was lost; still in office is an open end",
    "obsid": "tells spells of one leader apart",
}
LEFT_OUT = {
    "idacr": "an abbreviation that repeats the number",
    "prevtimesinoffice": "follows from the earlier spells",
    "posttenurefate, gender, yrborn, yrdied, borndate, ebirthdate, deathdate, edeathdate, fties, ftcur":
        "life, family and later fate: nothing on two states",
    "dbpedia.uri, dbpediauri": "links",
    "num.entry, numentry, num.exit, numexit, num.exitcode, numexitcode, num.posttenurefate, numposttenurefate":
        "numbers that repeat words",
}  # fmt: skip
REPAIRS = (
    "The column ccode holds Gleditsch and Ward's numbers, not COW's: 260 is Germany since 1990.",
    "A day that is not known is a span; it is told as fine as its ends agree, else marked uncertain.",
    "People are never joined by name alone: there are two presidents Harrison.",
)


def matches(head: bytes, path: Path) -> bool:
    return looks_like(head, SIGNATURE) or has_columns(head, SIGNATURE)


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    """One claim for each spell in office; `source` is not used, since the data set is its own."""
    told = re.search(r"(?<!\d)(\d\.\d+)(?!\d)", path.name)
    document = table_document(path, SOURCE, FORMAT, told[1] if told else None, published)
    yield SOURCE
    yield document
    yield from open_rows(path, NEEDED, (*OPTIONAL, *IGNORED)).read(lambda row: [spell(row, document)], IGNORED)


def spell(row: Row, document: Document) -> Claim:
    """One spell of one leader."""
    text = shown(row, ("obsid", "leader", "ccode", "startdate", "eindate", "enddate", "eoutdate", "entry", "exit"))
    name, person, matter = row.pop("leader"), row.pop("leadid"), row.pop("obsid")
    if name in MISSING:
        raise BadInput("leader: no name")
    since, vague_start = date(row.pop("startdate"), row.pop("eindate", ""), "startdate")
    until, vague_end = date(row.pop("enddate"), row.pop("eoutdate", ""), "enddate")
    if since is None:
        raise BadInput("startdate: missing")
    if until is not None and until[: len(since)] < since[: len(until)]:
        raise BadInput(f"enddate: ends on {until}, before it begins on {since}")
    state = state_of(row.pop("ccode"), int(since[:4]))
    row.pop("idacr", "")
    entry, exit, code = (row.pop(column, "") for column in ("entry", "exit", "exitcode"))
    open_ended = exit.casefold() == IN_OFFICE
    uncertain = ", ".join(n for n, vague in (("since", vague_start), ("until", vague_end and not open_ended)) if vague)
    details = {
        "entry": None if entry in MISSING else entry,
        "exit": None if exit in MISSING or open_ended else exit if code in (*MISSING, exit) else f"{exit}: {code}",
        "right_censored": open_ended or None,
        "uncertain": uncertain or None,
    }
    return Claim(
        Passage(document.id, text, row=row.line),
        "LEADS",
        leader(name, person, str(state.id), since, None if open_ended else until),
        state,
        since=since,
        until=None if open_ended else until,
        extractor=EXTRACTOR,
        matter=matter,
        details=compact(details),
    )


def date(first: str, last: str, what: str) -> tuple[str | None, bool]:
    """A date as fine as the two ends of its span agree, and whether they do not even agree on the year.

    >>> date("1900-03-01", "1900-03-31", "x"), date("1900-01-01", "NA", "x"), date("1899-12-31", "1900-01-02", "x")
    (('1900-03', False), ('1900-01-01', False), ('1899', True))
    """
    ends = [cell for cell in (first, last) if cell not in MISSING]
    for cell in ends:
        if not is_partial(cell):
            raise BadInput(f"{what}: {cell[:40]!r} is no date; write 1900-01-31")
    if not ends:
        return None, False
    start, end = min(ends), max(ends)
    if start == end:
        return start, False
    shared = next((start[:n] for n in (7, 4) if start[:n] == end[:n]), None)
    return shared or start[:4], shared is None


@lru_cache(maxsize=4096)
def state_of(code: str, year: int) -> Actor:
    number = integer(code, "ccode")
    found = by_gw(number, year) or by_gw(number)
    if found is None:
        raise BadInput(f"ccode: no state has the Gleditsch-Ward number {number}")
    return Actor(found.name, "state", found.id, found.id)


def leader(name: str, number: str, state: str, since: str, until: str | None) -> Actor:
    """The leader of the tables with this name, in this state and in these years; else one with the source's number."""
    found = {id for id, start, end in named().get((norm(name), state), ()) if overlaps(start, end, since, until)}
    if len(found) == 1:
        return Actor(name, "leader", found.pop(), state)
    return Actor(name, "leader", f"leader:archigos-{number}" if number not in MISSING else None, state)


@lru_cache(maxsize=1)
def named() -> dict[tuple[str, str | None], list[tuple[str, str | None, str | None]]]:
    """Leaders of the curated tables by name and state, with their terms."""
    found: dict[tuple[str, str | None], list[tuple[str, str | None, str | None]]] = {}
    for alias in aliases():
        if alias.type == "leader":
            found.setdefault((norm(alias.text), alias.state), []).append((alias.id, alias.since, alias.until))
    return found
