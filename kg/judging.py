"""What reviewers' decisions come to: replayed in order, and carried over where actors became one or two again.

The id of a fact is made of its actors, its relation and its matter. Once one of the actors is merged into another the
same claims make a fact of another id, and what was judged by the old one would lapse without a word. A judgement
on a fact is therefore one on all claims that make this fact by the names that held when it was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.dates import overlaps
from kg.facts import Context, Judgements, by_matter
from kg.log import Decision, Log
from kg.model import content_id
from kg.resolve import label_of
from kg.states import by_id, state

Names = dict[str, str]  # actor key -> the key it was merged into
Verdict = tuple[str, Names]  # "accept" or "reject", and the names that held then


def judgements(decisions: Sequence[Decision]) -> Judgements:
    """The decisions in force: replayed in order, without the undone ones."""
    verdicts = {id: kind for id, (kind, _) in _verdicts(decisions).items()}
    return Judgements(
        frozenset(i for i, kind in verdicts.items() if kind == "reject"),
        frozenset(i for i, kind in verdicts.items() if kind == "accept"),
        _merged(decisions),
    )


def judged(log: Log) -> Judgements:
    """The decisions of a record in force; those on facts that merges have changed since are on their claims.

    A record may hold the merges of one reviewer and the judgements of another who did not know of them: what was
    judged under today's names is looked for under all that held once.
    """
    decisions = log.decisions()
    today = judgements(decisions)
    others = [names for names in _held(decisions) if names != today.same]
    verdicts = _verdicts(decisions) if others else {}
    on_facts = verdicts.keys() - {id for id, _ in log.claims(ids=list(verdicts))}
    if not on_facts:
        return today
    context = Context(log.documents(text=False), {})
    renamed = [_renamed(names, today.same) for names in others]
    about = set[str]().union(*renamed)
    about |= {key for names in _held(decisions) for key, into in names.items() if into in about}
    claims = list(log.claims(about=sorted(about), ordered=False))
    moved, carried = set[str](), {"accept": set[str](), "reject": set[str]()}
    for names, actors in zip(others, renamed, strict=True):
        wanted = {id for id in on_facts if verdicts[id][1] in (names, today.same)}
        then = replace(context, judgements=Judgements(same=names))
        for key, members in by_matter(claims, then) if wanted else ():
            if (fact := content_id(*key)) in wanted:
                told = {id for id, c in members if not actors.isdisjoint(e.key for e in (c.subject, c.object) if e)}
                kind, known_as = verdicts[fact]
                carried[kind] |= told
                moved |= {fact} if told and known_as == names else set()
    return replace(
        today,
        rejected=(today.rejected - moved) | carried["reject"],
        accepted=(today.accepted - moved) | carried["accept"],
    )


def merge_problem(a: str, b: str, same: Mapping[str, str], force: bool = False) -> str | None:
    """Why `b` is not to be merged into `a`, by what they are already; None where it may be.

    What a table knows never goes under in a name that none knows. Two that the tables know as two are one only where a
    reviewer insists; a state and the one that it became, which were never there at once, may be taken together.

    >>> merge_problem("PRK", "?state:workers' republic", {}), merge_problem("DEU", "GDR", {})
    (None, None)
    >>> merge_problem("NER", "NGA", {})
    'NER (Niger) and NGA (Nigeria) are two, side by side; --force treats them as one all the same'
    """
    into, now = same.get(a, a), same.get(b, b)
    if into in (now, b):
        return f"{a} and {b} are one already"
    if b.startswith("?"):
        return None
    if into.startswith("?"):
        return f"{b} ({label_of(b)}) is known, and {into!r} in no table; write: kg review merge {b} {into!r}"
    if not force and _side_by_side(into, b):
        names = " and ".join(f"{key} ({label_of(key)})" for key in (into, b))
        return f"{names} are two, side by side; --force treats them as one all the same"
    return None


def _side_by_side(a: str, b: str) -> bool:
    """Two states that were there on one day, or two of whom one is no state: those are two whatever their dates."""
    if not {a, b} <= by_id().keys():
        return True
    return any(overlaps(*one, *other) for one in _spells(a) for other in _spells(b))


def _spells(id: str) -> Sequence[tuple[str | None, str | None]]:
    found = state(id)
    return found.spells or (found.life,)


def _verdicts(decisions: Sequence[Decision]) -> dict[str, Verdict]:
    """The last judgement in force on each claim and fact."""
    undone = _undone(decisions)
    names: Names = {}
    found: dict[str, Verdict] = {}
    for n, d in enumerate(decisions, 1):
        if d.kind in ("merge", "undo"):
            names = _merged(decisions[:n])
        elif d.id not in undone:
            found[d.a] = d.kind, names
    return found


def _held(decisions: Sequence[Decision]) -> list[Names]:
    """The names that held at any time, the first ones of a record among them."""
    found: list[Names] = [{}]
    for n, d in enumerate(decisions, 1):
        if d.kind in ("merge", "undo") and (names := _merged(decisions[:n])) not in found:
            found.append(names)
    return found


def _merged(decisions: Sequence[Decision]) -> Names:
    undone = _undone(decisions)
    same: Names = {}
    for d in decisions:
        if d.kind == "merge" and d.b and d.id not in undone:
            into = same.get(d.a, d.a)
            same = {k: into if v == d.b else v for k, v in same.items()} | {d.b: into}
    return same


def in_force(decisions: Sequence[Decision]) -> list[Decision]:
    """Those that nobody has undone, without the undoings: what the graph holds, so that an undoing leaves no trace."""
    undone = _undone(decisions)
    return [d for d in decisions if d.kind != "undo" and d.id not in undone]


def _undone(decisions: Iterable[Decision]) -> set[str]:
    return {d.a for d in decisions if d.kind == "undo"}


def _renamed(a: Mapping[str, str], b: Mapping[str, str]) -> set[str]:
    """The actors that two sets of names tell otherwise, and those that they become."""
    keys = {key for key in {*a, *b} if a.get(key, key) != b.get(key, key)}
    return keys | {names.get(key, key) for key in keys for names in (a, b)}
