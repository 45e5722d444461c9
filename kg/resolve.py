"""Names: what a name or code means on a date, by curated and dated tables, never by likeness.

Fuzzy matching at the usual 0.8 merges North with South Korea and Niger with Nigeria. So a name is in
the tables, or it is not known; a name that means several things on that date is ambiguous, and the
candidates are told with the reason for each.

Of what a name can mean the plainest counts: a state by its name, then organisations, forces and people,
then the government that a capital or palace stands for, then places. `Georgia` is the state, `the Kremlin`
is Russia, `Kursk` a place; `Brussels` is Belgium, and its candidates tell of the city.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType

from kg.dates import checked, overlaps
from kg.errors import Ambiguous, Usage
from kg.states import State, army_id, by_cow, by_gw, by_id, norm, state, states, table

CODE = re.compile(r"(cow|gw):\s*(\d{1,4})", re.IGNORECASE | re.ASCII)
CODES = ("cow", "gw", "iso3")  # which of them a state has, and nobody else
LONGEST = 200  # characters of a name that is looked up; longer ones are not in the tables
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
    codes: dict[str, int | str | None] = field(default_factory=lambda: dict.fromkeys(CODES))
    valid: list[str | None] = field(default_factory=lambda: [None, None])
    candidates: list[dict[str, str]] = field(default_factory=list)


# -- tables --------------------------------------------------------------------------------------


@cache
def aliases() -> tuple[Alias, ...]:
    """Every name of the tables, for the gazetteer and for look-up."""
    return tuple(_all())


def _all() -> Iterator[Alias]:
    """The names of aliases.csv first: an id's label is its first name there. Names of a state that has
    ended end with it, so that Saxony is a state in 1850 and a part of Germany today."""
    for row in table("aliases.csv"):
        yield Alias(row["text"], row["id"], "state", row["id"], row["kind"], row["since"] or None,
                    row["until"] or state(row["id"]).life[1])  # fmt: skip
    for s in states():
        if norm(s.name) not in _listed():
            yield Alias(s.name, s.id, "state", s.id, "name", None, s.life[1])
    for name, kind in (("organisations.csv", "organisation"), ("forces.csv", "force"), ("leaders.csv", "leader"),
                       ("regions.csv", "region")):  # fmt: skip
        for row in table(name):
            texts = [row["name"], *(a.strip() for a in row["aliases"].split(";") if a.strip())]
            for number, text in enumerate(texts):
                yield Alias(text, row["id"], row.get("type") or kind, row.get("state") or None,
                            kind if number else "name", row.get("since") or None, row.get("until") or None)  # fmt: skip


@cache
def _listed() -> frozenset[str]:
    """Names that aliases.csv has, with the dates that hold for them."""
    return frozenset(norm(row["text"]) for row in table("aliases.csv"))


@cache
def _by_name() -> dict[str, tuple[Alias, ...]]:
    found: dict[str, list[Alias]] = {}
    for alias in aliases():
        found.setdefault(norm(alias.text), []).append(alias)
    return {name: tuple(group) for name, group in found.items()}


@cache
def _by_key() -> dict[str, tuple[Alias, ...]]:
    """Lower-case id -> the names of that thing which are names proper."""
    found: dict[str, list[Alias]] = {}
    for alias in aliases():
        if alias.type != "state" and alias.kind == "name":
            found.setdefault(alias.id.lower(), []).append(alias)
    for s in states():
        army = Alias(label_of(army_id(s.id)) or s.id, army_id(s.id), "armed_force", s.id, "name", *s.life)
        found.setdefault(army.id.lower(), []).append(army)
    return {id: tuple(group) for id, group in found.items()}


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


# -- reviewers' merges ---------------------------------------------------------------------------


def followed(found: Resolution, same: Mapping[str, str]) -> Resolution:
    """What a name means where reviewers have merged who it meant into another; `same` has the keys of both.

    >>> followed(resolve("Freedonia"), {"?state:freedonia": "PRK"}).id, followed(resolve("Freedonia"), {}).id
    ('PRK', None)
    """
    keys = {found.id} if found.id else set() if found.candidates else _unresolved(found.name, same)
    into = {same[key]: key for key in keys if key in same}
    if len(into) != 1:
        return found
    [(id, key)] = into.items()
    kind, _, name = id.removeprefix("?").partition(":")
    told = Resolution(id, id, kind, name) if id.startswith("?") else resolve(id)
    return replace(told, name=found.name, candidates=[{"id": id, "reason": f"{key} was merged into it on review"}])


def _unresolved(name: str, keys: Iterable[str]) -> set[str]:
    """The keys of a name that no table knows: "?state:freedonia" of Freedonia."""
    unknown = [key for key in keys if key.startswith("?")]
    return {k for k in unknown if k == name or norm(k.partition(":")[2]) == norm(name[:LONGEST])}


# -- look-up -------------------------------------------------------------------------------------


def resolve(name: str, on: str | None = None) -> Resolution:
    """What a name, an id or a code means on a date; without a date, what it means now, else what it meant.

    `valid` is when the name had that meaning, or else the spell of the state in the COW system.

    >>> resolve("cow:731").id, resolve("DPRK").id, resolve("Nowhereland").id
    ('PRK', 'PRK', None)
    >>> resolve("Germany", "1930").id, resolve("Germany", "1970").id, resolve("Germany").id
    ('DEU', None, 'DEU')
    """
    on = checked(on) if on else None
    name = name.strip()
    if found := CODE.fullmatch(name):
        year = int(on[:4]) if on else None
        coded = by_cow(int(found[2])) if found[1].lower() == "cow" else by_gw(int(found[2]), year)
        told = f"{found[1].upper()} number {found[2]}"
        return _of_state(name, coded, on, [(coded.id, told)]) if coded else Resolution(name)
    if name in by_id():
        return _of_state(name, state(name), on, [(name, "id"), *_abbreviated(name)])
    meant, others = _meanings(name, on)
    if not meant:
        return _unknown(name, on, others)
    if len({a.id for a in meant}) > 1:
        return Resolution(name, candidates=_candidates((a.id, _reason(a)) for a in meant))
    alias = _latest(meant)
    reasons = [(a.id, _reason(a)) for a in (*meant, *others)]
    if alias.type == "state":
        return _of_state(name, state(alias.id), on, reasons, alias)
    valid = [alias.since, alias.until]
    others_too = _candidates(reasons)
    return Resolution(name, alias.id, alias.type, label_of(alias.id), valid=valid, candidates=others_too)


def _meanings(name: str, on: str | None) -> tuple[list[Alias], list[Alias]]:
    """The plainest meanings of a name on a date; and all others, those of other dates too."""
    named = [a for a in _by_name().get(norm(name[:LONGEST]), ()) if not a.kind.startswith("source:")]
    every = [*_by_key().get(name.lower(), ()), *named]
    held = [a for a in every if _current(a)] or every if on is None else [a for a in every if _in_force(a, on)]
    plainest = min((_rank(a) for a in held), default=0)
    meant = [a for a in held if _rank(a) == plainest]
    ids = {a.id for a in meant}
    return meant, [a for a in every if a.id not in ids]


def _current(alias: Alias) -> bool:
    """Whether the name has this meaning today. People keep their names when they leave office."""
    return alias.until is None or (alias.type == "leader" and alias.kind == "name")


def _in_force(alias: Alias, on: str) -> bool:
    """Whether the name had this meaning on that date: it was its name, and a state was there to be meant."""
    if alias.type == "leader" and alias.kind == "name":
        return True
    if alias.type != "state" or alias.since:
        return alias.holds(on)
    since, until = state(alias.id).life
    return alias.holds(on) and overlaps(since, alias.until or until, on, on)


def _rank(alias: Alias) -> int:
    if alias.type == "state":
        return 2 if alias.kind in METONYMS else 1 if alias.kind in DEMONYMS else 0
    return 3 if alias.type == "region" else 1


def _latest(meanings: list[Alias]) -> Alias:
    """Of several names or terms of one thing the one in force last; of equals the first of the table."""
    return max(meanings, key=lambda a: (a.until is None, a.until or "", a.since or ""))


def _unknown(name: str, on: str | None, others: list[Alias]) -> Resolution:
    """A code of the tables, or no name on that date; then the meanings of other dates are told."""
    if not others and (s := by_id().get(name.upper())):
        return _of_state(name, s, on, [(s.id, "id")])
    if not others and len(found := _abbreviated(name)) == 1:
        return _of_state(name, state(found[0][0]), on, found)
    return Resolution(name, candidates=_candidates((a.id, f"{_reason(a)}; not on {on}") for a in others))


def _abbreviated(name: str) -> list[tuple[str, str]]:
    """States that COW abbreviates so, if it is not their id too: AUS is Austria there."""
    return [(s.id, f"COW abbreviation {name}") for s in states() if s.cow_abb == name.upper() != s.id]


def _of_state(
    name: str, s: State, on: str | None, told: Iterable[tuple[str, str]], alias: Alias | None = None
) -> Resolution:
    spell = next((p for p in reversed(s.spells) if on is None or overlaps(*p, on, on)), s.life)
    valid = [alias.since, alias.until] if alias and (alias.since or alias.until != s.life[1]) else list(spell)
    gw = s.gw_in(int(on[:4])) if on else s.gw[-1][0] if s.gw else s.gw_small
    codes: dict[str, int | str | None] = {"cow": s.cow, "gw": gw, "iso3": s.iso3}
    return Resolution(name, s.id, "state", label_of(s.id), codes, valid, _candidates(told))


def _candidates(told: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """One for each id, with the first reason for it."""
    reasons: dict[str, str] = {}
    for id, reason in told:
        reasons.setdefault(id, reason)
    return [{"id": id, "reason": reason} for id, reason in reasons.items()]


def _reason(alias: Alias) -> str:
    dates = f", {alias.since or '…'} to {alias.until or 'now'}" if alias.since or alias.until else ""
    return f"{alias.kind} “{alias.text}”{dates}"


def required(name: str, on: str | None = None, same: Mapping[str, str] = MappingProxyType({})) -> str:
    """The id of a name; an ambiguous one is `Ambiguous` with its candidates, an unknown one `Usage`.

    Names that look alike are offered, and never taken. `same` are the merges of reviewers, see `followed`.
    """
    found = followed(resolve(name, on), same)
    if found.id is not None:
        return found.id
    shown, when = repr(name[:LONGEST]), f" on {on}" if on else ""
    if found.candidates:
        meant = "; ".join(f"{c['id']} ({c['reason']})" for c in found.candidates)
        what = "is ambiguous" if _meanings(name, on)[0] else "means nothing"
        raise Ambiguous(f"{shown} {what}{when}: {meant}; write an id", found.candidates)
    if re.fullmatch(r"\d{1,4}", number := name.strip(), re.ASCII):
        raise Usage(f"{shown} is not known; write cow:{number} for a COW number, gw:{number} for Gleditsch-Ward")
    import difflib

    close = difflib.get_close_matches(norm(name[:LONGEST]), list(_by_name()), n=3, cutoff=0.75)
    hint = f"; did you mean {', '.join(_by_name()[c][0].text for c in close)}?" if close else ""
    raise Usage(f"{shown} is not known{hint}")


def state_named(name: str, on: str | None = None, source: str = "") -> str | None:
    """The id of the state that a table means by this name; None where the name is not one state's.

    A data set may use a name that is ambiguous elsewhere: in SIPRI's register "Congo" is Brazzaville. It may
    also use a name before its time or after it; then the state that has ever had it is meant.

    >>> state_named("Congo"), state_named("Congo", source="sipri"), state_named("Turkiye")
    (None, 'COG', 'TUR')
    """
    meant = [a for a in _by_name().get(norm(name[:LONGEST]), ()) if a.type == "state"]
    own = [a for a in meant if source and a.kind == f"source:{source}" and a.holds(on)]
    plain = own or [a for a in meant if a.kind not in (*METONYMS, *DEMONYMS) and not a.kind.startswith("source:")]
    held = [a for a in plain if (_current(a) if on is None else _in_force(a, on))]
    ids = {a.id for a in held or plain}
    return ids.pop() if len(ids) == 1 else None
