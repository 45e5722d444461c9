"""UCDP external support: who supported which warring party in which year and with what, 1975 to 2017.

A row is a supporter, a supported party and a year. The kinds of support become relations, one claim for each
relation and row; `kinds` names what stands behind it:

    troops that fought, foreign troops present          TROOP_DEPLOYMENT, supporter to the side it helps
    weapons                                             ARMS_TRANSFER
    materiel, training, funding, intelligence           MILITARY_AID
    access to territory, to military infrastructure     BASE_ACCESS, the supported party to the supporter
    other, of unknown kind, of no kind that is told     SUPPORTS

Support that is only alleged stays so (modality alleged). Years without support are rows too; they are no claim.

Two layouts are read, as text or Stata files: the External Support Dataset by triad and year (ucdp-esd-ty-*), and the
Supporter Dataset of 2011 before it. The tables by dyad or party and year (ucdp-esd-dy-*, -ay-*) list supporters and
kinds side by side and do not say who gave what; they are known and refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from kg.dates import overlaps
from kg.errors import BadInput
from kg.model import Actor, Claim, Loaded, Passage, Source, compact
from kg.stata import has_columns, open_rows
from kg.states import State, by_gw, by_source_name
from kg.tables import Row, Table, flag, integer, looks_like, table_document, undated
from kg.tables import year as year_of

SOURCE = Source(
    "ucdp_support",
    "UCDP External Support Dataset",
    "dataset",
    "CC BY 4.0",
    "Meier, Vanessa, Niklas Karlén, Therése Pettersson and Mihai Croicu. 2023. External support in armed conflicts: "
    "Introducing the UCDP external support dataset (ESD), 1975-2017. Journal of Peace Research 60(3); of the older "
    "table: Högbladh, Stina, Therése Pettersson and Lotta Themnér. 2011. External Support in Armed Conflict 1975-2009. "
    "Paper presented at the ISA Convention, Montreal",
    "https://ucdp.uu.se/downloads/",
)
FORMAT = "ucdp_support"
DESCRIPTION = "UCDP external support by supporter, party and year (ucdp-esd-ty-*.csv, .dta): troops, arms, aid, access"
EXTRACTOR = "ucdp_support 1"
# Rows as its catalogue tells; no file was here to count.
EXPECTED = {"1.0-2011": {"rows": 6_519}}

NEW = {"supporter": "ext_name", "party": "actor_name", "year": "year", "exists": "ext_sup"}
OLD = {"supporter": "external_name", "party": "ywp_name", "year": "ywp_year", "exists": "external_exists"}
SIGN = (("ext_sup", "ext_x", "year"), ("external_exists", "external_alleged", "ywp_year"))
OPTIONAL = {
    "ext_name": ("ext_id", "ext_nonstate", "ext_elements", "ext_alleged", "actor_id", "actor_nonstate", "conflict_id",
                 "location", "dyad_id", "dyad_name"),
    "external_name": ("external_nameid", "external_alleged", "actorID", "conflictID", "bc_id", "bc_name", "bwd_id"),
}  # fmt: skip
# Left out: whether the pair was active that year, codes of coalitions and regions, the coders' notes, and columns that
# follow from others.
IGNORED = ("id", "active", "gwno_a", "gwno_b", "country_a", "country_b", "civil", "ext_coalition", "ext_coalition_name",
           "ext_bothsides", "ext_com", "ext_comment", "ext_category", "ext_combination", "ext_type", "region",
           "version", "ywp_id", "external_id", "external_code", "external_type_code", "external_type_text",
           "external_comment", "country1", "country2", "locationid1", "locationid2", "location1", "location2",
           "bwd_name", "type", "ext_nonstate", "actor_nonstate", "dyad_name")  # fmt: skip
KINDS: Mapping[str, tuple[str, str]] = {
    "x": ("TROOP_DEPLOYMENT", "troops"), "p": ("TROOP_DEPLOYMENT", "foreign troops present"),
    "w": ("ARMS_TRANSFER", "weapons"), "m": ("MILITARY_AID", "materiel"), "t": ("MILITARY_AID", "training"),
    "f": ("MILITARY_AID", "funding"), "i": ("MILITARY_AID", "intelligence"), "y": ("BASE_ACCESS", "territory"),
    "l": ("BASE_ACCESS", "military infrastructure"), "o": ("SUPPORTS", "other"), "u": ("SUPPORTS", "unknown"),
}  # fmt: skip
KIND_COLUMN = re.compile(r"ext_([xpwmtfiylou])|external_type_{1,2}([xwmtiylou$.]?)", re.IGNORECASE)
VERSION = re.compile(r"esd-ty-(\d\d)(\d)(?!\d)")
GOVERNMENTS = re.compile(r",\s*(?=Government of )")
MISSING = ("-9", "-99", "-999")
# What `docs/sources.md` tells a user: see kg.documentation.
YEARS = "1975-2017 (older table: 1975-2009)"
FILES = "UCDP External Support Dataset, by triad and year: ucdp-esd-ty-181.csv or .dta"
BECOMES = {
    "ext_name, external_name, ext_id, external_nameid": "who supports: subject (object of BASE_ACCESS)",
    "actor_name, ywp_name, actor_id, actorID": "the party supported: object (subject of BASE_ACCESS)",
    "year, ywp_year": "`since` and `until`",
    "ext_sup, external_exists": "whether there is a claim at all",
    "ext_x, ext_p, ext_w, ext_m, ext_t, ext_f, ext_i, ext_y, ext_l, ext_o, ext_u (external_type_*)":
        "the relation and `kinds`, see above",
    "ext_alleged, external_alleged": "modality `alleged`",
    "ext_elements": "`note`: by elements of the state",
    "conflict_id, conflictID, bc_id, location, bc_name": "`conflict`",
    "dyad_id, bwd_id": "`dyad`",
}  # fmt: skip
LEFT_OUT = {
    "id, ywp_id, external_id, external_code": "numbers of rows and parties in other lists",
    "active": "whether the two fought in that year, which the yearly tables say",
    "gwno_a, gwno_b, country_a, country_b, country1, country2, locationid1, locationid2, location1, location2, region":
        "states and regions of the conflict: they are not said to give or get",
    "civil, type": "the type of conflict",
    "ext_coalition, ext_coalition_name, ext_bothsides, ext_category, ext_combination, ext_type, external_type_code, "
    "external_type_text, ext_nonstate, actor_nonstate, dyad_name, bwd_name": "follow from other columns",
    "ext_com, ext_comment, external_comment": "notes of the coders, in their words",
    "version": "kept with the document",
}  # fmt: skip
REPAIRS = (
    "Years without support are rows too; they are no claim.",
    "A list of governments is one claim each, marked `estimated`.",
    "Tables by dyad or by party do not say who gave what; they are known and refused.",
)


def matches(head: bytes, path: Path) -> bool:
    return any(knows(head, signature) for knows in (looks_like, has_columns) for signature in SIGN)


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    """The claims of each row, as they come."""
    table, layout = _opened(path)
    kinds = {name: letter for name in table.header.names if (letter := kind_of(name))}
    if not kinds:
        raise BadInput("header: no column of a kind of support (ext_x, ext_w, …)", str(path))
    told = VERSION.search(path.name)
    version = "1.0-2011" if layout is OLD else f"{told[1]}.{told[2]}" if told else undated(path)
    document = table_document(path, SOURCE, FORMAT, version, published)
    id = document.id
    yield SOURCE
    yield document
    yield from table.read(lambda row: list(claims(row, layout, kinds, id)), IGNORED)


def _opened(path: Path) -> tuple[Table, Mapping[str, str]]:
    """The table and its layout; BadInput names what is missing, or what to load instead."""
    names = _names(path)
    if names and ("actor_name" not in names or "ext_sup_s" in names) and "ext_sup" in names:
        raise BadInput(
            "lists supporters and kinds of support side by side and does not say who gave what; load the table by "
            "triad and year (ucdp-esd-ty-*)", str(path),
        )  # fmt: skip
    layout = NEW if "ext_sup" in names else OLD
    return open_rows(path, tuple(layout.values()), (*OPTIONAL[layout["supporter"]], *IGNORED)), layout


def _names(path: Path) -> tuple[str, ...]:
    """The columns, where one of them says whether there was support."""
    for column in ("ext_sup", "external_exists"):
        try:
            other = "ext_x" if column == "ext_sup" else "external_alleged"
            return tuple(name.casefold() for name in open_rows(path, (column, other)).header.names)
        except BadInput:
            continue
    return ()


def kind_of(column: str) -> str | None:
    """The kind of support that a column tells; the older table writes money as $ (R makes a point of it).

    >>> kind_of("ext_w"), kind_of("external_type__W"), kind_of("external_type_$"), kind_of("ext_sup")
    ('w', 'w', 'f', None)
    """
    found = KIND_COLUMN.fullmatch(column)
    if not found:
        return None
    letter = (found[1] or found[2]).lower()
    return letter if letter in KINDS else "f"


def claims(row: Row, layout: Mapping[str, str], kinds: Mapping[str, str], document: str) -> Iterator[Claim]:
    """What one supporter gave one party in one year, or nothing where it gave nothing."""
    passage = Passage(document, row.raw[:300], row=row.line)
    cell = {key: row.pop(column) for key, column in layout.items()}
    year = year_of(cell["year"])
    told = {letter for column, letter in kinds.items() if _flag(row.pop(column, ""), column)}
    given = [letter for letter in KINDS if letter in told]
    alleged = any([_flag(row.pop(name, ""), name) for name in ("ext_alleged", "external_alleged")])
    exists = _flag(cell["exists"], layout["exists"])
    elements = _flag(row.pop("ext_elements", ""), "ext_elements")
    conflict = row.pop("conflict_id", "") or row.pop("conflictID", "") or row.pop("bc_id", "")
    where = row.pop("location", "") or row.pop("bc_name", "")
    dyad = row.pop("dyad_id", "") or row.pop("bwd_id", "")
    codes = [row.pop(name, "") for name in ("ext_id", "external_nameid", "actor_id", "actorID")]
    for name in ("conflictID", "bc_id", "bc_name", "bwd_id"):
        row.pop(name, "")
    if not (exists or alleged):
        return
    party, supporter = cell["party"], cell["supporter"]
    if not (party and supporter):
        raise BadInput(f"{layout['supporter']} or {layout['party']}: no name")
    helped = parties(party, codes[2] or codes[3], "", year)
    helpers = parties(supporter, codes[0], codes[1], year)
    for relation, words in by_relation(given).items():
        for a in helpers:
            for b in helped:
                user = relation == "BASE_ACCESS"
                yield Claim(
                    passage, relation, b if user else a, a if user else b,
                    since=str(year), until=str(year),
                    modality="alleged" if alleged else "asserted",
                    extractor=EXTRACTOR,
                    matter=f"{dyad or conflict}/{year}",
                    details=compact({
                        "conflict": f"{conflict} {where}".strip(), "dyad": dyad, "kinds": ", ".join(words),
                        "estimated": len(helpers) * len(helped) > 1 or None,
                        "note": "by elements of the state" if elements else None,
                    }),
                )  # fmt: skip


def by_relation(given: list[str]) -> dict[str, list[str]]:
    """
    >>> by_relation(["t", "w", "f"]), by_relation([])
    ({'MILITARY_AID': ['training', 'funding'], 'ARMS_TRANSFER': ['weapons']}, {'SUPPORTS': []})
    """
    found: dict[str, list[str]] = {}
    for letter in given:
        found.setdefault(KINDS[letter][0], []).append(KINDS[letter][1])
    return found or {"SUPPORTS": []}


def _flag(cell: str, what: str) -> bool:
    return flag("" if cell in MISSING else cell, what)


@lru_cache(maxsize=16_384)
def parties(name: str, id: str, code: str, year: int) -> tuple[Actor, ...]:
    """States, by Gleditsch-Ward number or as "Government of …"; others by UCDP's number, as in its other tables.

    >>> parties("Government of Russia (Soviet Union)", "62", "", 1980)[0].id
    'RUS'
    >>> parties("Hezbollah", "195", "", 1990)[0].id
    'ucdp:195'
    """
    if code.isdecimal() and int(code) < 1000 and (state := by_gw(integer(code, "external_nameid"), year)):
        return (Actor(state.name, "state", state.id, state.id),)
    if not name.startswith("Government of "):
        state = by_source_name(name, "ucdp", str(year)) if code else None
        if state:
            return (Actor(state.name, "state", state.id, state.id),)
        return (Actor(name, "armed_group", f"ucdp:{id}" if id.isdecimal() else None),)
    return tuple(_government(part.removeprefix("Government of "), year) for part in GOVERNMENTS.split(name))


def _government(name: str, year: int) -> Actor:
    state = government(name, year)
    return Actor(state.name, "state", state.id, state.id) if state else Actor(f"Government of {name}", "government")


def government(name: str, year: int) -> State | None:
    """The state that UCDP names; older names stand in parentheses, as in "Myanmar (Burma)"."""
    plain, _, older = name.partition(" (")
    spelled = [n for n in (name, plain, older.rstrip(")")) if n]
    on = f"{year}-12-31"
    meant = [s for n in spelled for source in ("ucdp", "") if (s := by_source_name(n, source, on))]
    living = (s for s in meant if overlaps(*s.life, on, on))
    return next(living, meant[0] if meant else None)
