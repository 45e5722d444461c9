"""Defense Cooperation Agreement Dataset (DCAD): bilateral framework treaties on defence, 1980 to 2010.

A defence cooperation agreement coordinates exercises, procurement, training and the like. It pledges no help in war,
and is no alliance. Two files are read, each as a coding of its own:

The treaties (DCAD-v1.0-main.csv): one AGREES_WITH for each, from the day of signature to the end that the data set
estimates; `details` name its kind (general, or sector: one field of defence) with its categories, and the day on which
it entered into force. An end is the coders' estimate and marked so; 2010 is where the data end, and leaves it open.

The dyad-years (DCAD-v1.0-dyadic.csv): COOPERATES_WITH for the years in which some agreement was in force. Of each
indicator there are a strict version (V1) and a broad one (V2); what only the broad one says is marked uncertain.
Years with the same indicators become one spell. Neither file orders its pairs: a pair told twice is one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from kg.errors import BadInput
from kg.model import Actor, Claim, Document, Loaded, Passage, Source, compact
from kg.states import by_cow
from kg.tables import (
    Row,
    first_lines,
    flag,
    integer,
    looks_like,
    open_table,
    partial_date,
    shown,
    spells,
    table_document,
)
from kg.tables import year as year_of

SOURCE = Source(
    "dcad",
    "Defense Cooperation Agreement Dataset (DCAD)",
    "dataset",
    "free for scholarly use with citation",
    "Kinne, Brandon J. 2020. The Defense Cooperation Agreement Dataset (DCAD). Journal of Conflict Resolution 64(4): "
    "729-755",
    "https://correlatesofwar.org/data-sets/defense-cooperation-agreement-dataset/",
)
FORMAT = "dcad"
DESCRIPTION = "Defense Cooperation Agreements (DCAD-v1.0-main.csv: treaties; DCAD-v1.0-dyadic.csv: dyad-years)"
EXTRACTOR = "dcad 1"
EXPECTED = {"1.0": {"rows": 1_872}}  # treaties, as the makers count them
FIRST, LAST = 1980, 2010  # the years that the data cover

SIGNED, FORCE = ("signYear", "signMonth", "signDay"), ("EIFYear", "EIFMonth", "EIFDay")
CATEGORIES = ("category1", "category2", "category3")
TREATY = ("ccode1", "ccode2", "signYear", "EIFYear", "type")
TREATIES = (*TREATY, *SIGNED[1:], *FORCE[1:], *CATEGORIES, "endYearEstimate", "asymmetry", "DCAid")
DYAD = ("ccode1", "ccode2", "year", "dcaAnyV1", "dcaAnyV2")
KINDS = {"general": ("dcaGeneralV1", "dcaGeneralV2"), "sector": ("dcaSectorV1", "dcaSectorV2")}
# Left out: names that repeat codes, terms of renewal from which the end is estimated, sources and how sure they are.
IGNORED = ("cowName1", "cowName2", "abbrev1", "abbrev2", "span", "renewType", "renewYears", "terminated",
           "durationActual", "categoryConf", "UNTS", "fullText", "sourceType", "source", "factivaConf", "factivaSign",
           "factivaEIF")  # fmt: skip
ONLY_BROAD = "only the broad version (V2) of the indicator"
MISSING = frozenset(("", "NA", ".", "-9", "-99", "-999"))
# What `docs/sources.md` tells a user: see kg.documentation.
YEARS = "1980-2010"
FILES = "DCAD 1.0: DCAD-v1.0-main.csv, the treaties; or DCAD-v1.0-dyadic.csv, the dyad-years"
BECOMES = {
    "ccode1, ccode2": "the two states of AGREES_WITH (treaties) or COOPERATES_WITH (dyad-years)",
    "signYear, signMonth, signDay": "`since`",
    "EIFYear, EIFMonth, EIFDay": "`in_force`; `since` where no day of signature is known",
    "endYearEstimate": "`until`, marked uncertain; 2010 is where the data end and leaves it open",
    "type, category1, category2, category3": "`kinds`",
    "asymmetry": "`note`",
    "DCAid": "`treaty`",
    "year": "`since` and `until` of the dyad-years: years with the same indicators are one spell",
    "dcaAnyV1, dcaAnyV2": "whether there is a claim; of the broad version (V2) alone it is marked uncertain",
    "dcaGeneralV1, dcaGeneralV2, dcaSectorV1, dcaSectorV2": "`kinds`: general, sector",
}
LEFT_OUT = {
    "cowName1, cowName2, abbrev1, abbrev2": "names that repeat the numbers",
    "span, renewType, renewYears, terminated, durationActual": "terms from which the makers estimate the end",
    "categoryConf, factivaConf": "how sure the coders are of the category and of press reports",
    "UNTS, fullText, sourceType, source, factivaSign, factivaEIF": "where the text of the treaty is, and press dates",
}
REPAIRS = (
    "An end is the makers' estimate and says so.",
    "Neither file orders its pairs: a pair told both ways is one.",
    "-9, -99, -999, NA and . are missing.",
)


def matches(head: bytes, path: Path) -> bool:
    return looks_like(head, TREATY[:-1]) or looks_like(head, (*DYAD[:3], "dcaAnyV2"))


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    """The treaties, or the spells of cooperation; `source` is not used, since the data set is its own."""
    treaties = looks_like("\n".join(first_lines(path)).encode(), TREATY[:-1])
    document = table_document(path, SOURCE, FORMAT, version(path.name, treaties), published)
    yield SOURCE
    yield document
    if treaties:
        table = open_table(path, TREATY, (*TREATIES, *IGNORED))
        yield from table.read(lambda row: [treaty(row, document)], IGNORED)
    else:
        indicators = [name for pair in KINDS.values() for name in pair]
        table = open_table(path, DYAD, (*indicators, *IGNORED))
        pairs = Pairs()
        yield from table.read(pairs.add, IGNORED)
        yield from pairs.claims(document)


def version(name: str, treaties: bool) -> str:
    """The version that the name of the file tells; treaties and dyad-years are two codings.

    >>> version("DCAD-v1.0-main.csv", True), version("DCAD-v1.0-dyadic.csv", False), version("dca.csv", False)
    ('1.0', '1.0 dyad-years', 'dyad-years')
    """
    told = re.search(r"v(\d+(?:\.\d+)*)", name, re.IGNORECASE)
    return " ".join(part for part in (told[1] if told else "", "" if treaties else "dyad-years") if part) or "treaties"


# -- treaties ------------------------------------------------------------------------------------


def treaty(row: Row, document: Document) -> Claim:
    """One agreement between two states."""
    text = shown(row, TREATIES)
    signed, force = date(row, SIGNED), date(row, FORCE)
    year = int((signed or force or "0")[:4])
    if not year:
        raise BadInput("signYear and EIFYear are both missing")
    one, other = pair(row, year)
    kind = row.pop("type").casefold()
    if kind not in KINDS:
        raise BadInput(f"type: {kind[:40]!r} is neither 'general' nor 'sector'")
    categories = [c for name in CATEGORIES if (c := row.pop(name, "")) not in MISSING]
    end, asymmetry = row.pop("endYearEstimate", ""), row.pop("asymmetry", "")
    last = None if end in MISSING else year_of(end, "endYearEstimate", year)
    open_ended = last is not None and last >= LAST
    details = {
        "treaty": row.pop("DCAid", "") or None,
        "kinds": ", ".join([kind, *categories]),
        "in_force": force,
        "right_censored": open_ended or None,
        "uncertain": "until" if last and not open_ended else None,
        "note": None if asymmetry in (*MISSING, "0") else f"asymmetry {asymmetry}",
    }
    return Claim(
        Passage(document.id, text, row=row.line),
        "AGREES_WITH",
        one,
        other,
        since=signed or force,
        until=str(last) if last and not open_ended else None,
        extractor=EXTRACTOR,
        matter=str(details["treaty"] or f"{signed or force}/{kind}"),
        details=compact(details),
    )


def date(row: Row, parts: tuple[str, str, str]) -> str | None:
    """A date as fine as its three cells tell; None where the year is missing."""
    cells = ["" if (cell := row.pop(name, "")) in MISSING else cell for name in parts]
    if cells[0]:
        year_of(cells[0], parts[0], 1900, 2100)
    return partial_date(cells[0], cells[1], cells[2], parts[0])


def pair(row: Row, year: int) -> tuple[Actor, Actor]:
    """The two states, the one with the lower number first."""
    one, other = sorted(integer(row.pop(name), name) for name in ("ccode1", "ccode2"))
    if one == other:
        raise BadInput(f"ccode1 and ccode2 are both {one}")
    return state(one, year), state(other, year)


# -- dyad-years ----------------------------------------------------------------------------------


class Pairs:
    """The years in which each pair had an agreement, with the row that says so first."""

    def __init__(self) -> None:
        self.years: dict[tuple[Actor, Actor], dict[int, tuple[str, int]]] = defaultdict(dict)

    def add(self, row: Row) -> list[Claim]:
        """Takes one row in; claims come when all are read."""
        year = year_of(row.pop("year"), "year", 1900)
        strict, broad = (flag(row.pop(name), name) for name in ("dcaAnyV1", "dcaAnyV2"))
        told = {kind: [flag(row.pop(name, ""), name) for name in names] for kind, names in KINDS.items()}
        ends = pair(row, year)
        if strict or broad:
            kinds = sorted(kind for kind, versions in told.items() if any(versions))
            before, line = self.years[ends].get(year, ("", row.line))
            if before:
                kinds = sorted({*kinds, *before.split("|")[0].split(", ")} - {""})
                strict = strict or before.endswith("|strict")
            self.years[ends][year] = f"{', '.join(kinds)}|{'strict' if strict else 'broad'}", line
        return []

    def claims(self, document: Document) -> Iterator[Claim]:
        for (one, other), years in self.years.items():
            for since, until, told, line in spells(years):
                kinds, _, how = told.partition("|")
                details = {"kinds": kinds, "uncertain": ONLY_BROAD if how == "broad" else None,
                           "right_censored": until >= LAST or None}  # fmt: skip
                text = f"{one.name} and {other.name}: agreement in force {since} to {until} ({how}) {kinds}".rstrip()
                yield Claim(
                    Passage(document.id, text, row=line),
                    "COOPERATES_WITH",
                    one,
                    other,
                    since=str(since),
                    until=None if until >= LAST else str(until),
                    extractor=EXTRACTOR,
                    matter=f"{since}/{told}",
                    details=compact(details),
                )


@lru_cache(maxsize=65_536)
def state(cow: int, year: int) -> Actor:
    found = by_cow(cow, year)
    if found is None:
        raise BadInput(f"no state has the COW number {cow}")
    return Actor(found.name, "state", found.id, found.id)
