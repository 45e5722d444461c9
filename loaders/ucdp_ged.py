"""UCDP Georeferenced Event Dataset (GED): single events of organised violence, 1989 on, with place and deaths.

A row is an event in which at least one person died. Two armed sides that fought each other are COMBAT
(state-based and non-state violence), an armed side that killed civilians is ATTACKS (one-sided violence). The
deaths of all sides together are a range, from UCDP's low to its high estimate; its best estimate and the
deaths by side are details. `since` and `until` are the first and the last day on which it can have happened.

Where a side is a list of governments, UCDP does not say which of them took part in the event: one claim for each,
marked `estimated`, and their deaths are the same deaths. What UCDP itself calls unclear (event_clarity 2: known
from a summary of several events; a code_status that is not "Clear") is marked `uncertain`; so are
deaths of which the low estimate is above the best, or that above the high.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from kg.dates import is_partial
from kg.errors import BadInput
from kg.model import Actor, Claim, Loaded, Passage, Quantity, Rejected, Source, compact
from kg.states import by_gw
from kg.tables import Row, integer, looks_like, number, open_table, table_document, undated
from kg.tables import year as year_of

SOURCE = Source(
    "ucdp_ged",
    "UCDP Georeferenced Event Dataset",
    "dataset",
    "CC BY 4.0",
    "Sundberg, Ralph and Erik Melander. 2013. Introducing the UCDP Georeferenced Event Dataset. Journal of Peace "
    "Research 50(4); Davies, Shawn, Therese Pettersson, Margareta Sollenberg and Magnus Öberg. 2025. Organized "
    "violence 1989-2024. Journal of Peace Research 62(4)",
    "https://ucdp.uu.se/downloads/",
)
FORMAT = "ucdp_ged"
DESCRIPTION = "UCDP events of organised violence (GEDEvent_v*.csv): who fought or attacked whom, where, deaths"
EXTRACTOR = "ucdp_ged 1"
# Events of the whole file, as those tell who use it; no file was here to count.
EXPECTED = {"19.1": {"rows": 152_616}, "20.1": {"rows": 225_385}, "21.1": {"rows": 261_864}, "25.1": {"rows": 385_918}}

SIGN = ("type_of_violence", "side_a", "side_b", "date_start")  # what tells the table, so that a missing column is named
NEEDED = ("id", "year", "type_of_violence", "side_a", "side_b", "date_start", "date_end", "latitude", "longitude",
          "country", "country_id")  # fmt: skip
ESTIMATES = ("best", "high", "low")  # "best_est" and so on until version 17
OPTIONAL = ("conflict_new_id", "conflict_name", "dyad_new_id", "side_a_new_id", "side_b_new_id", "number_of_sources",
            "where_coordinates", "adm_1", "event_clarity", "date_prec", "where_prec", "code_status", "deaths_a",
            "deaths_b", "deaths_civilians", "deaths_unknown", "gwnoa", "gwnob", *ESTIMATES,
            *(name + "_est" for name in ESTIMATES))  # fmt: skip
# Left out: older numbers of the same things, the wording and addresses of the sources, other codes of the place,
# whether the two killed 25 in that year, which GED's yearly tables say.
IGNORED = ("relid", "active_year", "conflict_dset_id", "dyad_dset_id", "dyad_name", "side_a_dset_id", "side_b_dset_id",
           "source_article", "source_office", "source_date", "source_headline", "source_original", "where_description",
           "adm_2", "geom_wkt", "priogrid_gid", "region", "gwab", "conflict_id", "dyad_id")  # fmt: skip
KINDS = {"1": "state-based", "2": "non-state", "3": "one-sided"}
DEAD = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
VERSION = re.compile(r"v(\d{1,2})[_.](\d{1,2})(?:[_.](\d{1,2}))?(?!\d)", re.IGNORECASE)
LIST = re.compile(r"[,;]\s*")
GOVERNMENTS = re.compile(r"[,;]\s*(?=Government of )")
# What `docs/sources.md` tells a user: see kg.documentation.
YEARS = "1989 to the year before the version"
FILES = "UCDP Georeferenced Event Dataset, csv: GEDEvent_v25_1.csv (any version)"
BECOMES = {
    "id": "the number of the event, in its passage",
    "type_of_violence": "the relation: COMBAT (1, 2) or ATTACKS on civilians (3); `conflict_type`",
    "side_a, side_a_new_id, gwnoa": "subject",
    "side_b, side_b_new_id, gwnob": "object; the civilians of the country where the violence is one-sided",
    "date_start": "`since`",
    "date_end": "`until`",
    "year": "finds the states of that year",
    "low, high, low_est, high_est": "the quantity, killed, as a range",
    "best, best_est": "`best`",
    "deaths_a, deaths_b, deaths_civilians, deaths_unknown": "details of the same names",
    "where_coordinates, adm_1, country, country_id": "the place",
    "latitude, longitude": "details of the same names",
    "date_prec, where_prec": "`date_precision`, `place_precision`",
    "conflict_new_id, conflict_name": "`conflict`",
    "dyad_new_id": "`dyad`",
    "number_of_sources": "`n_sources`",
    "event_clarity, code_status": "`uncertain`",
}
LEFT_OUT = {
    "relid, conflict_dset_id, dyad_dset_id, dyad_name, side_a_dset_id, side_b_dset_id, gwab, conflict_id, dyad_id":
        "older numbers and names of the same",
    "active_year": "whether the two killed 25 in that year, which the yearly tables say",
    "source_article, source_office, source_date, source_headline, source_original":
        "wording and titles of the reports, which are their publishers'",
    "where_description, adm_2, geom_wkt, priogrid_gid, region": "other codes of the place",
}  # fmt: skip
REPAIRS = (
    "A list of governments is one claim each, marked `estimated`: their deaths are the same deaths.",
    "best_est, low_est and high_est are the names until version 17.",
    "Where the estimates are out of order (low 99, best 12, high 14) the range is from the least to the most of "
    "them, and `uncertain` says deaths.",
    "The table does not say its version; the name of the file does.",
)


def matches(head: bytes, path: Path) -> bool:
    return looks_like(head, SIGN)


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    """One claim for an event, in the order of the file; nothing of it is kept."""
    table = open_table(path, NEEDED, (*OPTIONAL, *IGNORED))
    suffix = next((s for s in ("", "_est") if {e + s for e in ESTIMATES} <= set(table.header.names)), None)
    if suffix is None:
        missing = ", ".join(repr(e) for e in ESTIMATES if e not in table.header.names)
        raise BadInput(f"header: no column {missing}", str(path))
    version = version_of(path)
    document = table_document(path, SOURCE, FORMAT, version, published)
    yield SOURCE
    yield document
    found, id = 0, document.id
    for thing in table.read(lambda row: claims(row, id, suffix), IGNORED):
        found += isinstance(thing, Claim) and "estimated" not in thing.details
        yield thing
    most = EXPECTED.get(version, {}).get("rows", found)
    if found > most:
        yield Rejected(path.name, f"has {found:,} events, but version {version} has {most:,}: joined or doubled?")


def version_of(path: Path) -> str:
    """The table does not say; its name does. A file under another name is a version named by its content.

    >>> version_of(Path("GEDEvent_v25_1.csv")), version_of(Path("GEDEvent_v24_0_3.csv.gz"))
    ('25.1', '24.0.3')
    """
    told = VERSION.search(path.name)
    return ".".join(part for part in told.groups() if part) if told else undated(path)


def claims(row: Row, document: str, suffix: str) -> list[Claim]:
    """One event: COMBAT, or ATTACKS where the other side are civilians."""
    event, kind, year = row.pop("id"), row.pop("type_of_violence"), year_of(row.pop("year"))
    if kind not in KINDS:
        raise BadInput(f"type_of_violence: {kind!r} is none of {', '.join(KINDS)}")
    since, until = day(row.pop("date_start"), "date_start"), day(row.pop("date_end"), "date_end")
    if until < since:
        raise BadInput(f"date_end: {until} is before {since}")
    country = row.pop("country")
    state = country_of(row.pop("country_id"), year)
    where, area = row.pop("where_coordinates", ""), row.pop("adm_1", "")
    a = side(row.pop("side_a"), row.pop("side_a_new_id", ""), row.pop("gwnoa", ""), year)
    b = side(row.pop("side_b"), row.pop("side_b_new_id", ""), row.pop("gwnob", ""), year)
    if kind == "3":
        b = (Actor(f"civilians in {country}", "group", None, state),)
    dead = [count(row.pop(name + suffix), name) for name in ("low", "best", "high")]
    low, high = min(dead), max(dead)
    details = _details(row, kind, dead[1], "" if dead == sorted(dead) else "deaths")
    if len(a) * len(b) > 1:
        details["estimated"] = True
    place = Actor(f"{area or where or country}, {country}" if area or where else country, "region", None,
                  state)  # fmt: skip
    passage = Passage(
        document, f"event {event}, {since} to {until}, {where or country}: {low:g} to {high:g} killed", row=row.line
    )
    killed = Quantity(value=low, unit="killed") if low == high else Quantity(min=low, max=high, unit="killed")
    relation = "ATTACKS" if kind == "3" else "COMBAT"
    return [
        Claim(passage, relation, x, y, quantity=killed, place=place, since=since, until=until, extractor=EXTRACTOR,
              matter=event, details=details)
        for x in a for y in b
    ]  # fmt: skip


def _details(row: Row, kind: str, best: float, doubt: str) -> dict[str, str | int | float | bool | None]:
    number_, name = row.pop("conflict_new_id", ""), row.pop("conflict_name", "")
    clarity, status = row.pop("event_clarity", ""), row.pop("code_status", "")
    dyad = row.pop("dyad_new_id", "")
    sources = number(row.pop("number_of_sources", ""), "number_of_sources", ("-1",))
    unclear = ("event" if clarity == "2" else "", "" if status in ("", "Clear") else status, doubt)
    doubts = ",".join(filter(None, unclear))
    return compact(
        {
            "conflict": f"{number_} {name}".strip(),
            "conflict_type": KINDS[kind],
            "dyad": dyad,
            "best": best,
            **{name: count(row.pop(name, "") or "0", name) or None for name in DEAD},
            "latitude": coordinate(row.pop("latitude"), "latitude", 90),
            "longitude": coordinate(row.pop("longitude"), "longitude", 180),
            "date_precision": precision(row.pop("date_prec", ""), "date_prec"),
            "place_precision": precision(row.pop("where_prec", ""), "where_prec"),
            "n_sources": int(sources) if sources else None,
            "uncertain": doubts,
        }
    )


@lru_cache(maxsize=16_384)
def day(cell: str, what: str) -> str:
    """A day; UCDP writes midnight behind it.

    >>> day("2016-02-01 00:00:00.000", "date_start")
    '2016-02-01'
    """
    if len(cell) < 10 or not is_partial(cell[:10]):
        raise BadInput(f"{what}: {cell[:40]!r} is no day (YYYY-MM-DD)")
    return cell[:10]


@lru_cache(maxsize=4_096)
def count(cell: str, what: str) -> float:
    dead = number(cell, what)
    if dead is None or dead < 0:
        raise BadInput(f"{what}: {cell[:40]!r} is no number of dead")
    return dead


def coordinate(cell: str, what: str, most: int) -> float:
    degrees = number(cell, what)
    if degrees is None or abs(degrees) > most:
        raise BadInput(f"{what}: {cell[:40]!r} is not between -{most} and {most} degrees")
    return degrees


@lru_cache(maxsize=16_384)
def country_of(code: str, year: int) -> str | None:
    """The state in which it happened; None where nobody held that number."""
    state = by_gw(integer(code, "country_id"), year)
    return state.id if state else None


@lru_cache(maxsize=64)
def precision(cell: str, what: str) -> int | None:
    """1 is the day or place itself, more is a wider span or area (UCDP's codebook)."""
    return integer(cell, what) if cell else None


@lru_cache(maxsize=16_384)
def side(name: str, id: str, codes: str, year: int) -> tuple[Actor, ...]:
    """One side: states by their Gleditsch-Ward numbers, an armed group by UCDP's number, as in its other tables.

    >>> side("Government of Mali", "72", "432", 2013)[0].id, side("AQIM", "539", "", 2013)[0].id
    ('MLI', 'ucdp:539')
    """
    if not name:
        raise BadInput("side_a or side_b: no name")
    numbers = [integer(code, "gwnoa or gwnob") for code in LIST.split(codes) if code not in ("", "NA", "-99")]
    if not numbers:
        return (Actor(name, "armed_group", f"ucdp:{id}" if id else None),)
    names = GOVERNMENTS.split(name)
    if len(names) != len(numbers):
        raise BadInput(f"{name[:60]!r} has {len(numbers)} Gleditsch-Ward numbers")
    return tuple(_government(n, year) for n in numbers)


def _government(number: int, year: int) -> Actor:
    state = by_gw(number, year)
    if state is None:
        raise BadInput(f"no state has the Gleditsch-Ward number {number} in {year}")
    return Actor(state.name, "state", state.id, state.id)
