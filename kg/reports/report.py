"""A report as HTML: a pure function of what it is given. No clock, no chance, nothing fetched.

Whoever fills a `Report` decides what changed and what a metric is worth; this file only says it, and
marks what a reader must not miss: hedges, denials, intervals, the last year that has data, and changes
that are not there any more when hedged reports are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.reports.sparkline import Value, sparkline
from kg.reports.windows import Window
from kg.views.evidence import Edge, Sentence, bounded, number, printable, safe_url, told, words

HERE = Path(__file__).parent
SENTENCES = 5  # of one tie; the rest are counted
TIES = 100  # in one list of changes


@dataclass(frozen=True, slots=True)
class Difference:
    """What is told differently of one tie: "quantity" from "1,500 to 3,000 troops" to "10,000 troops"."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """A tie that is new, ended, or told differently (`differences`)."""

    edge: Edge
    subject: str  # names, for people
    object: str
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What became known in the window. `removed`: ended, withdrawn or rejected on review."""

    added: tuple[Change, ...] = ()
    removed: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True)
class MetricRow:
    """One number of one source, beside that of the last year before of which the source tells.

    `series` is of this source and denominator only; years without data are None or not there.
    `unit` is "share" (0 to 1, shown as per cent) or "" (shown as it is).
    """

    name: str
    value: float | None
    source: str
    dimension: str = ""
    of: str = ""
    on: str = ""
    year: int | None = None  # that `value` is of
    lo: float | None = None
    hi: float | None = None
    previous: float | None = None  # of `previous_year`, as known at the end of the window too
    n_stories: int = 0
    n_facts: int = 0
    denominator: str = ""
    last_year: int | None = None  # the last year that the source covers
    series: tuple[Value, ...] = ()
    without_hedged: float | None = None  # the same value from unhedged facts only
    previous_without_hedged: float | None = None
    unit: str = ""
    note: str = ""
    id: str = ""  # for `kg explain`
    previous_year: int | None = None

    @property
    def change(self) -> float | None:
        if self.value is None or self.previous is None:
            return None
        return self.value - self.previous

    @property
    def rests_on_hedges(self) -> bool:
        """Whether the change vanishes, or turns round, once hedged reports are left out.

        >>> MetricRow("dependence", 0.5, "text", previous=0.3, without_hedged=0.3,
        ...     previous_without_hedged=0.3).rests_on_hedges
        True
        """
        if not self.change or self.previous_without_hedged is None:
            return False
        if self.without_hedged is None:
            return True
        return (self.without_hedged - self.previous_without_hedged) * self.change <= 0


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter in conflict: what it is about, in what it is contested, and what each side says."""

    label: str  # "Russia: troop deployment"
    about: tuple[str, ...]  # "polarity", "quantity", "interval", …
    id: str = ""
    claims: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a metric's value rests on most: a fact in one line, its weight in the value, its sentences."""

    label: str
    weight: float | None = None
    id: str = ""
    claims: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Health:
    """What was there to be read: fewer articles look like less cooperation."""

    documents: tuple[tuple[str, str, int], ...] = ()  # (period, outlet, documents)
    undated: int = 0
    coverage: tuple[tuple[str, int | None], ...] = ()  # (data set with version, last year covered)
    rejected: tuple[tuple[str, str], ...] = ()  # (where, reason)


@dataclass(frozen=True, slots=True)
class Owed:
    """A source that the report uses, and what its licence asks to be said."""

    name: str
    citation: str = ""
    licence: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All that a report says. Everything is plain text and is made harmless when it is written."""

    title: str
    window: Window
    previous: Window
    cutoff: str | None  # newest date of publication in the record; None: nothing is dated
    digest: str  # of the record
    code_version: str
    counts: tuple[tuple[str, int], ...] = ()  # ("documents", 14), ("claims", 120), ("rejected", 0), …
    changes: Changes = Changes()
    metrics: tuple[MetricRow, ...] = ()
    contested: tuple[Matter, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    health: Health = Health()
    sources: tuple[Owed, ...] = ()
    commands: tuple[tuple[str, str], ...] = ()  # (what it gives, command)
    notes: tuple[str, ...] = field(default=())
    about: str = ""
    name: str = ""


@lru_cache(maxsize=1)
def _template() -> Any:
    """The page's form, read once: to compile it takes longer than to fill it."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2")


def render(report: Report) -> str:
    """The report as one HTML file. The same report gives the same bytes wherever it is made."""
    from markupsafe import Markup

    style = (HERE / "report.css").read_text(encoding="utf-8")
    helpers: dict[str, Any] = {
        "amount": amount,
        "changed": changed,
        "few": lambda claims: told(claims, SENTENCES),
        "safe_url": safe_url,
        "short": lambda text: bounded(text, "text"),
        "picture": picture,
        "words": words,
    }
    text: str = _template().render(
        report=report,
        parts=[("New", report.changes.added), ("Ended or withdrawn", report.changes.removed),
               ("Told differently", report.changes.changed)],
        table=by_period(report.health.documents),
        most=TIES,
        style=Markup(style),
        policy=Markup(policy(style)),
        **helpers,
    )  # fmt: skip
    return text


def said(file: Path) -> list[str]:
    """The lines of a report that was written, without the one that names the record by its digest."""
    return [line for line in file.read_text(encoding="utf-8").splitlines() if "<dt>Digest</dt>" not in line]


def policy(style: str) -> str:
    """No script at all, and the one style sheet of this file."""
    import base64
    import hashlib

    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def amount(value: float | None, unit: str = "") -> str:
    """
    >>> amount(0.9153, "share"), amount(1234.5), amount(None)
    ('91.5 %', '1,234', 'no data')
    """
    if value is None:
        return "no data"
    return f"{100 * value:.1f} %" if unit == "share" else number(value)


def changed(row: MetricRow) -> str:
    """The change since the year before of which there are data, with its sign; shares change by points.

    >>> changed(MetricRow("dependence", 0.983, "kotra", previous=0.957, unit="share"))
    '+2.6 points'
    """
    if row.change is None:
        return ""
    if round(row.change, 12) == 0:
        return "none"
    sign = "+" if row.change > 0 else "−"
    if row.unit == "share":
        return f"{sign}{100 * abs(row.change):.1f} points"
    return sign + number(abs(row.change))


def picture(row: MetricRow) -> str:
    ends = f" of {row.of}" * bool(row.of) + f" on {row.on}" * bool(row.on)
    return sparkline(row.series, printable(bounded(f"{row.name}{ends}, {row.source}", "title")))


def by_period(documents: Sequence[tuple[str, str, int]]) -> tuple[list[str], list[tuple[str, list[int]]]]:
    """(periods, [(outlet, documents in each period)]), so that a hole in the reading is seen.

    >>> by_period([("2024-09", "Wire", 2), ("2024-10", "Wire", 1), ("2024-10", "Post", 4)])
    (['2024-09', '2024-10'], [('Post', [0, 4]), ('Wire', [2, 1])])
    """
    periods = sorted({period for period, _, _ in documents})
    counts: dict[str, dict[str, int]] = {}
    for period, outlet, n in documents:
        counts.setdefault(outlet, {})[period] = counts.get(outlet, {}).get(period, 0) + n
    return periods, [(outlet, [counts[outlet].get(p, 0) for p in periods]) for outlet in sorted(counts)]
