"""SIPRI Arms Transfers Database: who delivered which major arms to whom.

Four export layouts of the trade register are in use, told apart by their headers: rows for each
delivery year (17 columns, with Supplier/Recipient or Seller/Buyer), and rows for each deal (16 columns,
three of them unnamed, holding "?"). In the second a deal's TIV covers all its delivery years together;
the years are kept as listed and nothing is split. TIV measures military capability, in millions; it is no price.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path

from kg.dates import is_partial
from kg.errors import BadInput, Copy
from kg.model import Actor, Claim, Document, Loaded, Passage, Quantity, Scalar, Source, compact, content_id
from kg.states import by_source_name
from kg.tables import Row, column_names, first_lines, looks_like, number, open_table, table_document, undated
from kg.tables import year as year_of

SOURCE = Source(
    "sipri",
    "SIPRI Arms Transfers Database",
    "dataset",
    "SIPRI fair use: non-commercial, less than 10 per cent of the data set, source named",
    "SIPRI Arms Transfers Database, Stockholm International Peace Research Institute",
    "https://www.sipri.org/databases/armstransfers",
)
FORMAT = "sipri"
DESCRIPTION = "SIPRI trade register in its four export layouts (trade-register*.csv, DealsAndTIVs*.txt)"
EXTRACTOR = "sipri 1"
# Rows of the whole register, of which most users have a part.
EXPECTED = {"generated 2024-04-13": {"rows": 27_838}, "generated 2024-10-13": {"rows": 27_953},
            "generated 2023-03-11": {"rows": 10_126}}  # fmt: skip

BY_YEAR = {
    "deal": "SIPRI AT Database ID", "supplier": "Supplier", "recipient": "Recipient", "item": "Designation",
    "kind": "Description", "category": "Armament category", "ordered": "Order date", "delivered": "Numbers delivered",
    "years": "Delivery year", "status": "Status", "tiv_unit": "TIV deal unit", "tiv": "TIV delivery values",
    "licensed": "Local production", "order_date?": "Order date is estimate",
    "number_delivered?": "Numbers delivered is estimate", "delivery_year?": "Delivery year is estimate",
}  # fmt: skip
BY_DEAL = {
    "supplier": "Supplier", "recipient": "Recipient", "item": "Weapon designation", "kind": "Weapon description",
    "ordered": "Year of order", "number_ordered": "Number ordered", "delivered": "Number delivered",
    "years": "Year(s) of delivery", "status": "status", "comment": "Comments", "tiv_unit": "SIPRI TIV per unit",
    "tiv_order": "SIPRI TIV for total order", "tiv": "SIPRI TIV of delivered weapons",
    "order_date?": "Year of order?", "number_ordered?": "Number ordered?", "number_delivered?": "Number delivered?",
}  # fmt: skip
LAYOUTS = (BY_DEAL, BY_YEAR, BY_YEAR | {"deal": "Deal ID", "supplier": "Seller", "recipient": "Buyer"})
NEEDED = ("supplier", "recipient", "item", "ordered", "delivered", "years", "tiv")
SIGN = ("supplier", "recipient", "tiv")  # what tells a layout, so that a missing column is named and not a riddle
IGNORED = ("SIPRI estimate",)  # TIV of the same weapon when new
UNCERTAIN = ("order_date", "number_ordered", "number_delivered", "delivery_year")
YES = frozenset(("?", "yes"))

GENERATED = re.compile(r"(?:Data generated|created):\s*(\d{1,2})[ -](\w{2,12})[ -](\d{4})", re.IGNORECASE)
# What was asked of the register, in the preambles of three of its layouts.
ASKED = (
    re.compile(r"Transfers of major .{0,40}arms from (?P<suppliers>.+?) +to (?P<recipients>.+?) *\. Deals", re.I),
    re.compile(r"results for buyer +'(?P<recipients>[^']+)' and seller +'(?P<suppliers>[^']+)'", re.I),
)
EVERYBODY = "all countries"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# The last line of the older export: © (or what is left of it), the institute, the year.
FOOTNOTE = re.compile(r"\s*(?:©|\(c\)|\?)?\s*Stockholm International Peace Research Institute", re.IGNORECASE)
VALUES = re.compile(r'^"?(?:recipient|supplier|(?:im|ex)ports (?:by|to|from))"?[,;\t]"?(?:19|20)\d\d', re.I | re.M)
ORGANISATIONS = {"united nations": "org:UN", "osce": "org:OSCE", "nato": "org:NATO", "european union": "org:EU",
                 "african union": "org:AU"}  # fmt: skip
# What `docs/sources.md` tells a user: see kg.documentation.
YEARS = "1950 to the year before the export; each file says which"
FILES = "Trade Register, downloaded as csv (any suppliers, recipients and years)"
BECOMES = {
    "Supplier, Seller": "subject of ARMS_TRANSFER",
    "Recipient, Buyer": "object of ARMS_TRANSFER",
    "Designation, Weapon designation": "`item`",
    "Description, Weapon description, Armament category": "`category`",
    "Numbers delivered, Number delivered": "the quantity, in units",
    "Number ordered": "`number_ordered`; the quantity of an order of which nothing has been delivered",
    "Delivery year, Year(s) of delivery": "`since`, `until` and `years`; without any it is an order, modality `future`",
    "Order date, Year of order": "`ordered`",
    "TIV delivery values, SIPRI TIV of delivered weapons": "`tiv`, millions, of all years of delivery together",
    "TIV deal unit, SIPRI TIV per unit": "`tiv_unit`",
    "SIPRI TIV for total order": "`tiv_order`",
    "Local production": "`licensed`",
    "Status, status": "`status`: new, second hand, …",
    "Comments": "`comment`",
    "SIPRI AT Database ID, Deal ID": "`deal`, which tells two rows of one deal from two deals",
    "Order date is estimate, Numbers delivered is estimate, Delivery year is estimate, Year of order?, "
    "Number ordered?, Number delivered?": "`uncertain` names what is an estimate",
}  # fmt: skip
LEFT_OUT = {"SIPRI estimate": "the TIV of the same weapon when new: the delivery has its own"}
REPAIRS = (
    "The header is found below a preamble of any length; three columns without a name are called after their left "
    'neighbour with "?"; the sentence of copyright at the end is no row; UTF-8 with BOM and ISO-8859-1 are told apart.',
    "A deal over several years has one TIV. It is kept whole; metrics by year split it evenly and mark the estimate.",
    "Versions of the register disagree on one deal: each is kept with the day on which it was generated, and "
    "`kg contested` shows them side by side. A metric takes the newest, or the one that --source names; of a state "
    "that the newest has no more it gives no value, and its note names the versions that had one.",
    "A file that does not tell the day of its making is a version named by its lines. Of several such none is known "
    "to be the newest: `kg load` and the note of a metric say so, and --published DATE tells the day.",
    "A row that is the same as one above in all columns, the number of the deal too, is a copy: it is listed and "
    "counted once. In the layouts without that number such rows are kept, since two deals may look alike.",
    "A file that was asked for some suppliers or recipients only has this in the name of its version, where its "
    "preamble tells it. It is not taken while there is a whole one, and no share of all is worked out of it.",
    "A delivery later than the day on which the register was generated is refused, as is one of a state to itself.",
    '"Soviet Union" and "Russia" are two names of one state here; "unknown supplier(s)" is a group and no state.',
)


def matches(head: bytes, path: Path) -> bool:
    return any(looks_like(head, [layout[key] for key in SIGN]) for layout in LAYOUTS)


def load(
    path: Path, published: str | None = None, source: str | None = None, version: str | None = None
) -> Iterator[Loaded]:
    """One claim for each row. `published` and `version` say what a file without preamble does not."""
    top = first_lines(path)
    layout = _layout(path, top)
    optional = [column for key, column in layout.items() if key not in NEEDED]
    table = open_table(path, [layout[key] for key in NEEDED], (*optional, *IGNORED), FOOTNOTE)
    generated = generated_on("\n".join(table.header.preamble))
    version = version or _version(path, generated, published) + asked_for("\n".join(table.header.preamble))
    document = table_document(path, SOURCE, FORMAT, version, published or generated)
    yield SOURCE
    yield document
    told: Counter[tuple[str, ...]] = Counter()
    lines: dict[str, int] = {}

    def deal(row: Row) -> list[Claim]:
        if "deal" in layout and row.get(layout["deal"]):
            _once(row, lines)
        found = claim(row, layout, document, told)
        if generated and (found.until or "") > generated[:4]:
            raise BadInput(f"delivered in {found.until}, but the register was generated on {generated}")
        return [found]

    yield from table.read(deal, IGNORED)


def _once(row: Row, lines: dict[str, int]) -> None:
    """A delivery that has the register's number of its deal stands in the register once: a second row that is the same
    in all is a copy, as in files that were joined, and would count its TIV twice.

    Without numbers two rows may be two deals that look alike (NASAMS-2 from Norway to Ukraine in 2023).
    """
    first = lines.setdefault(content_id(*row.values()), row.line)
    if first != row.line:
        raise Copy(f"is the same as line {first} in all columns; counted once")


def _layout(path: Path, top: list[str]) -> Mapping[str, str]:
    head = "\n".join(top).encode()
    for layout in LAYOUTS:
        if looks_like(head, [layout[key] for key in SIGN]):
            return layout
    if VALUES.search("\n".join(top)):
        raise BadInput("is a table of TIV by state and year, no register: its format is sipri_values", str(path))
    return max((BY_YEAR, *LAYOUTS), key=partial(_alike, list(column_names(head))))


def _alike(headers: Iterable[frozenset[str]], layout: Mapping[str, str]) -> int:
    """How many columns of a layout one of the headers has."""
    columns = {name.casefold() for name in layout.values()}
    return max((len(names & columns) for names in headers), default=0)


def asked_for(preamble: str) -> str:
    """What a file holds only, where it was not asked of the register for all suppliers and all recipients.

    >>> asked_for("Transfers of major conventional arms from Russia  to All countries . Deals with deliveries")
    ', only from Russia'
    >>> asked_for("Database search results for buyer 'Turkey' and seller 'All Countries' and the years from 2011")
    ', only to Turkey'
    >>> asked_for("Transfers of major conventional arms from All countries to All countries. Deals with deliveries")
    ''
    """
    found = next((m for asked in ASKED if (m := asked.search(preamble))), None)
    ends = (("from", "suppliers"), ("to", "recipients"))
    told = [f"{word} {found[end]}" for word, end in ends if found and found[end].casefold() != EVERYBODY]
    return f", only {' '.join(told)}" if told else ""


def _version(path: Path, generated: str | None, published: str | None) -> str:
    """By the day the file was made; two files of no known day are two versions, named by their content."""
    return f"generated {generated}" if generated else obtained(path, published)


def obtained(path: Path, published: str | None) -> str:
    """The version of a file that does not tell its day: when it was obtained, if its user says so."""
    return f"obtained {published}" if published else undated(path)


def generated_on(preamble: str) -> str | None:
    """
    >>> generated_on("Data generated: 13 Apr 2024 3:44:54 PM"), generated_on("(created: 11-03-2023)")
    ('2024-04-13', '2023-03-11')
    """
    found = GENERATED.search(preamble)
    if not found:
        return None
    day, month, year = found.groups()
    named = month[:3].lower()
    which = MONTHS.index(named) + 1 if named in MONTHS else int(month) if month.isdecimal() else 0
    date = f"{year}-{which:02d}-{int(day):02d}"
    return date if is_partial(date) else None


def claim(row: Row, layout: Mapping[str, str], document: Document, told: Counter[tuple[str, ...]]) -> Claim:
    """A delivery, or an order of which nothing has been delivered yet."""
    passage = Passage(document.id, row.raw[:1000], row=row.line)
    cell = {key: row.pop(column, "") for key, column in layout.items()}
    if not (cell["supplier"] and cell["recipient"] and cell["item"]):
        raise BadInput("supplier, recipient or weapon is missing")
    years = delivery_years(cell["years"])
    ordered = str(year_of(cell["ordered"], "order year")) if cell["ordered"] else None
    on = str(years[0]) if years else ordered
    delivered = number(cell["delivered"], "number delivered") or None
    amount = delivered if years else _number_ordered(cell)
    supplier, recipient = actor(cell["supplier"], on), actor(cell["recipient"], on)
    if supplier.key == recipient.key:
        raise BadInput(f"supplier {cell['supplier']!r} and recipient {cell['recipient']!r} are one")
    return Claim(
        passage, "ARMS_TRANSFER", supplier, recipient, item=cell["item"],
        quantity=Quantity(value=amount, unit="units") if amount is not None else None,
        since=str(years[0]) if years else None,
        until=str(years[-1]) if years else None,
        modality="asserted" if years else "future",
        extractor=EXTRACTOR,
        matter=_matter(supplier, recipient, cell, ordered, told),
        details=_details(cell, ordered, years),
    )  # fmt: skip


def _matter(
    supplier: Actor, recipient: Actor, cell: Mapping[str, str], ordered: str | None, told: Counter[tuple[str, ...]]
) -> str:
    """One deal, by what stays the same between versions of the register; a row of a year adds its year.

    Deals that look the same are told apart by their order; "Soviet Union" and "Russia" are one supplier.
    """
    parts = [cell["item"], ordered or "", *([f"deal {cell['deal']}", cell["years"]] if cell.get("deal") else [])]
    same = (supplier.key, recipient.key, *parts)
    told[same] += 1
    return "/".join(parts) + (f"#{told[same]}" if told[same] > 1 else "")


def _number_ordered(cell: Mapping[str, str]) -> float | None:
    """None in the layouts by year, which tell deliveries only."""
    return number(cell.get("number_ordered", ""), "number ordered")


def _details(cell: Mapping[str, str], ordered: str | None, years: list[int]) -> dict[str, Scalar]:
    doubts = ",".join(what for what in UNCERTAIN if cell.get(what + "?", "").lower() in YES)
    return compact(
        {
            "tiv": number(cell["tiv"], "TIV") if years else None,
            "tiv_unit": number(cell["tiv_unit"], "TIV per unit"),
            "tiv_order": number(cell.get("tiv_order", ""), "TIV of the order"),
            "years": "; ".join(map(str, years)),
            "ordered": ordered,
            "number_ordered": _number_ordered(cell),
            "category": ", ".join(cell[key] for key in ("category", "kind") if cell.get(key)),
            "status": cell["status"],
            "comment": cell.get("comment"),
            "deal": cell.get("deal"),
            "licensed": {"yes": True, "no": False}.get(cell.get("licensed", "").lower()),
            "uncertain": doubts,
        }
    )


def delivery_years(cell: str) -> list[int]:
    """
    >>> delivery_years("2017; 2018"), delivery_years("2019?"), delivery_years("")
    ([2017, 2018], [2019], [])
    """
    return sorted(year_of(part.strip(" ?()"), "delivery year") for part in cell.split(";") if part.strip())


@lru_cache(maxsize=4096)
def actor(name: str, on: str | None) -> Actor:
    """Who supplies or receives: a state, a non-state actor ("*"), an organisation ("**"), or nobody known."""
    plain = name.rstrip("* ")
    if name.casefold().startswith("unknown"):
        return Actor(plain, "group")
    if name.endswith("**") or plain.casefold() in ORGANISATIONS:
        return Actor(plain, "organisation", ORGANISATIONS.get(plain.casefold()))
    if name.endswith("*"):
        return Actor(plain, "armed_group")
    state = by_source_name(name, "sipri", on) or by_source_name(name, "sipri")
    return Actor(name, "state", state.id, state.id) if state else Actor(name, "state")
