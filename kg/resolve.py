"""Names: what a name or code means on a date, by curated and dated tables, never by likeness.

Fuzzy matching at the usual 0.8 merges North with South Korea and Niger with Nigeria. So a name is in
the tables, or it is not known; a name that means several things on that date is ambiguous, and the
candidates are told with the reason for each.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kg.dates import overlaps
from kg.errors import Ambiguous, Usage
from kg.states import DATA, State, by_cow, by_gw, norm, state, states

CODE = re.compile(r"(cow|gw):(\d{1,4})", re.IGNORECASE)
# Kinds of names that mean a state itself; a capital or a palace means its government, and counts last.
METONYMS = ("capital", "government")
DEMONYMS = ("demonym", "demonym_plural")


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of one thing, and when it means that."""

    text: str
    id: str
    type: str  # one of kg.model.ACTOR_TYPES
    state: str | None
    kind: str  # name, short, official, former, abbrev, demonym, capital, government, force, leader, …
    since: str | None = None
    until: str | None = None

    def holds(self, on: str | None) -> bool:
        return on is None or overlaps(self.since, self.until, on, on)


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a name means: an id, or None with the candidates."""

    name: str
    id: str | None = None
    kind: str | None = None
    label: str | None = None
    codes: dict[str, int | str | None] = field(default_factory=dict)
    valid: list[str | None] = field(default_factory=lambda: [None, None])
    candidates: list[dict[str, str]] = field(default_factory=list)


@cache
def aliases() -> tuple[Alias, ...]:
    """Every name of the tables, for the gazetteer and for look-up."""
    return tuple(_all())


def _all() -> Iterator[Alias]:
    """The names of aliases.csv first: an id's label is its first name there."""
    for row in _rows("aliases.csv"):
        yield Alias(row["text"], row["id"], "state", row["id"], row["kind"], row["since"] or None, row["until"] or None)
    for s in states():
        ended = s.spells[-1][1] if s.spells else None
        yield Alias(s.name, s.id, "state", s.id, "name", None, ended)
    for table, kind in (("organisations.csv", "organisation"), ("forces.csv", "force"), ("leaders.csv", "leader"),
                        ("regions.csv", "region")):  # fmt: skip
        for row in _rows(table):
            type = row.get("type") or kind
            of = row.get("state") or None
            dates = (row.get("since") or None, row.get("until") or None)
            for number, text in enumerate([row["name"], *(a.strip() for a in row["aliases"].split(";") if a.strip())]):
                yield Alias(text, row["id"], type, of, kind if number else "name", *dates)


def _rows(table: str) -> Iterator[dict[str, str]]:
    path: Path = DATA / table
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


@cache
def _by_name() -> dict[str, tuple[Alias, ...]]:
    found: dict[str, list[Alias]] = {}
    for alias in aliases():
        found.setdefault(norm(alias.text), []).append(alias)
    return {name: tuple(group) for name, group in found.items()}


@cache
def _labels() -> dict[str, str]:
    """The first name of each id in the tables."""
    labels: dict[str, str] = {}
    for alias in aliases():
        if alias.kind in ("short", "name"):
            labels.setdefault(alias.id, alias.text)
    return labels


def label_of(id: str) -> str | None:
    """The name that the tables give an id; None for an id that they do not have.

    >>> label_of("PRK"), label_of("nobody")
    ('North Korea', None)
    """
    if id.startswith("army:") and id not in _labels() and (of := label_of(id.removeprefix("army:"))):
        return f"armed forces of {of}"
    return _labels().get(id)


def resolve(name: str, on: str | None = None) -> Resolution:
    """What a name, an id or a code means on a date.

    >>> resolve("cow:731").id, resolve("DPRK").id, resolve("Nowhereland").id
    ('PRK', 'PRK', None)
    """
    if (coded := _coded(name, on)) is not None:
        return _state_resolution(name, coded, "code", on)
    known = {s.id: s for s in states()}
    if name.upper() in known and name.isupper():
        return _state_resolution(name, known[name], "id", on)
    meant = [a for a in _by_name().get(norm(name), ()) if a.holds(on) and not a.kind.startswith("source:")]
    meant += [a for a in _by_id(name)]
    plain = [a for a in meant if a.kind not in METONYMS] or meant
    ids = sorted({a.id for a in plain})
    candidates = [{"id": a.id, "reason": _reason(a)} for a in {a.id: a for a in reversed(plain)}.values()]
    if len(ids) != 1:
        return Resolution(name, candidates=sorted(candidates, key=lambda c: c["id"]))
    alias = plain[0]
    if alias.type == "state":
        return _state_resolution(name, state(alias.id), _reason(alias), on, alias)
    codes: dict[str, int | str | None] = {}
    return Resolution(name, alias.id, alias.type, label_of(alias.id), codes, [alias.since, alias.until], candidates)


def _coded(name: str, on: str | None) -> State | None:
    found = CODE.fullmatch(name.strip())
    if not found:
        return None
    number, year = int(found[2]), int(on[:4]) if on else None
    return by_cow(number, year) if found[1].lower() == "cow" else by_gw(number, year)


@cache
def _ids() -> dict[str, Alias]:
    return {a.id: a for a in reversed(aliases())}


def _by_id(name: str) -> list[Alias]:
    return [_ids()[name]] if name in _ids() and name not in _labels().values() else []


def _state_resolution(name: str, s: State, reason: str, on: str | None, alias: Alias | None = None) -> Resolution:
    spell = next((p for p in reversed(s.spells) if on is None or overlaps(*p, on, on)), None)
    valid = [alias.since, alias.until] if alias and (alias.since or alias.until) else list(spell or (None, None))
    gw = next((n for n, first, last in reversed(s.gw) if on is None or first <= int(on[:4]) <= (last or 9999)), None)
    codes: dict[str, int | str | None] = {"cow": s.cow, "gw": gw, "iso3": s.iso3}
    return Resolution(name, s.id, "state", label_of(s.id), codes, valid, [{"id": s.id, "reason": reason}])


def _reason(alias: Alias) -> str:
    dates = f", {alias.since or '…'} to {alias.until or 'now'}" if alias.since or alias.until else ""
    return f"{alias.kind} “{alias.text}”{dates}"


def required(name: str, on: str | None = None) -> str:
    """The id of a name; an ambiguous one is `Ambiguous` with its candidates, an unknown one `Usage`."""
    found = resolve(name, on)
    if found.id is not None:
        return found.id
    if found.candidates:
        meant = ", ".join(c["id"] for c in found.candidates)
        raise Ambiguous(f"{name!r} is ambiguous: {meant}; write one of these", found.candidates)
    import difflib

    close = difflib.get_close_matches(norm(name), list(_by_name()), n=3, cutoff=0.75)
    hint = f"; did you mean {', '.join(_by_name()[c][0].text for c in close)}?" if close else ""
    raise Usage(f"{name!r} is not known{hint}")


def state_named(name: str, on: str | None = None, source: str = "") -> str | None:
    """The id of the state that a table means by this name; None where the name is not one state's.

    A data set may use a name that is ambiguous elsewhere: in SIPRI's register "Congo" is Brazzaville.

    >>> state_named("Congo"), state_named("Congo", source="sipri"), state_named("Turkiye")
    (None, 'COG', 'TUR')
    """
    states_meant = [a for a in _by_name().get(norm(name), ()) if a.type == "state"]
    own = [a for a in states_meant if source and a.kind == f"source:{source}"]
    meant = own or [
        a for a in states_meant if a.kind not in (*METONYMS, *DEMONYMS) and not a.kind.startswith("source:")
    ]
    now = sorted({a.id for a in meant if a.holds(on)}) or sorted({a.id for a in meant})
    return now[0] if len(now) == 1 else None
