"""Published shares of a state's trade, collected by hand: one row, one figure that somebody printed.

A plain CSV that anybody can write: `of, on, year, share, numerator, total, unit, denominator, source, url,
published, note`. The share runs from 0 to 1. Figures with different sources or denominators are never joined;
each source and day of publication is a document of its own, so that what was known when stays right.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.dates import is_partial
from kg.errors import BadInput
from kg.model import Actor, Claim, Document, Loaded, Passage, Quantity, Source, compact
from kg.states import by_iso3, by_source_name
from kg.tables import Row, looks_like, number, open_table, shown, table_document
from kg.tables import year as year_of

SOURCE = Source(
    "trade_shares",
    "Published shares of trade",
    "dataset",
    "figures, each with its source",
    "the source that each row names",
)
FORMAT = "trade_shares"
DESCRIPTION = "published shares of trade (columns of, on, year, share, denominator, source, …)"
EXTRACTOR = "trade_shares 1"
EXPECTED = {"bundled": {"rows": 7}}

NEEDED = ("of", "on", "year", "share", "denominator", "source")
OPTIONAL = ("numerator", "total", "unit", "url", "published", "note")
ROUNDING = 0.006  # a printed share and its two printed amounts agree to about half a per cent
# What `docs/sources.md` tells a user: see kg.documentation.
YEARS = "as collected"
FILES = "a csv of your own; seven published shares come with kg (kg/data/trade_shares.csv)"
BECOMES = {
    "of": "subject of DEPENDS_ON",
    "on": "object of DEPENDS_ON",
    "year": "`since` and `until`",
    "share": "the quantity, 0 to 1",
    "denominator": "`denominator`: of what it is a share, and who counts so",
    "source": "the speaker, and the title of the document",
    "url, published": "address and date of the document",
    "numerator, total, unit": "the passage; the two amounts must agree with the share",
    "note": "`note`",
}
LEFT_OUT: dict[str, str] = {}
REPAIRS = (
    "A share that is not numerator over total (to 0.006) is refused with both.",
    "Shares with different sources or denominators are never joined into one line.",
)


def matches(head: bytes, path: Path) -> bool:
    return looks_like(head, ("of", "on", "share", "denominator"))


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    """Documents, one for each source and day, and their claims; `published` dates the rows that have no date."""
    table = open_table(path, NEEDED, OPTIONAL)
    file = table_document(path, SOURCE, FORMAT, None, published)
    yield SOURCE
    documents: dict[tuple[str, ...], Document] = {}
    for row in table:
        if isinstance(row, Row):
            document = _document(row, file)
            if documents.setdefault(_key(row), document) is document:
                yield document
    yield from table.read(lambda row: [claim(row, documents[_key(row)])])


def _key(row: Row) -> tuple[str, ...]:
    return row["source"], row.get("url", ""), row.get("published", "")


def _document(row: Row, file: Document) -> Document:
    """Who printed the figure, and when; a date that is none is left out here and refused with its row."""
    source, url, published = _key(row)
    return Document(
        SOURCE.id, source, "", published if is_partial(published) else file.published, FORMAT,
        url=url or None, name=file.name, digest=file.digest,
    )  # fmt: skip


def claim(row: Row, document: Document) -> Claim:
    text = shown(row, (*NEEDED, *OPTIONAL))
    of, on = state(row.pop("of")), state(row.pop("on"))
    year, share = str(year_of(row.pop("year"))), number(row.pop("share"), "share")
    if share is None or not 0 <= share <= 1:
        raise BadInput("share: must be a number from 0 to 1 (0.956, not 95.6 %)")
    _agrees(share, number(row.pop("numerator", ""), "numerator"), number(row.pop("total", ""), "total"))
    source, basis, note = row.pop("source"), row.pop("denominator"), row.pop("note", "")
    if not source or not basis:
        raise BadInput("source or denominator is missing; a share without them cannot be compared")
    told = basis if source in basis else f"{basis} ({source})"
    published = row.pop("published", "")
    if published and not is_partial(published):
        raise BadInput(f"published: {published[:40]!r} is no date; write 2024, 2024-10 or 2024-10-08")
    for name in ("unit", "url"):
        row.pop(name, None)
    return Claim(
        Passage(document.id, text, row=row.line), "DEPENDS_ON", of, on, quantity=Quantity(value=share, unit="share"),
        since=year, until=year, speakers=(Actor(source, "organisation"),), extractor=EXTRACTOR,
        matter=f"{source}/{basis}/{year}",
        details=compact({"denominator": told, "share_of": "trade", "note": note}),
    )  # fmt: skip


def _agrees(share: float, numerator: float | None, total: float | None) -> None:
    if numerator is not None and total is not None and (total <= 0 or abs(numerator / total - share) > ROUNDING):
        raise BadInput(f"share: {share:g} is not {numerator:g} of {total:g}")


def state(name: str) -> Actor:
    found = by_iso3(name) or by_source_name(name)
    if found is None:
        raise BadInput(f"{name[:40]!r} is no state; write its ISO 3166 code or its name")
    return Actor(found.name, "state", found.id, found.id)
