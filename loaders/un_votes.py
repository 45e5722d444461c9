"""Roll-call votes in the UN General Assembly: who voted yes, no, or abstained.

VOTES_ON, state to roll call, `details.vote` 1 yes, 2 abstain, 3 no (Voeten's codes). Absence (8) and not
being a member (9) are no votes and give no claim. These claims stay in the record and are no edges.

A vote is dated by its day, and metrics count it in the calendar year of that day. The column `year` is only read where
there is no date: it may name the session, whose last votes fall into the next year, or the file of a yearly
compilation, which may hold votes of the years after.

Voeten's own files (UNVotes.csv, or his R data written out as a table) number a roll call twice: `rcid` is a running
number, `resid` is session and vote (64066: the 66th of the 64th). `resid` is read where both stand. Numbers may be
written as R writes them (365.0), days as 1946-01-01 or, by Stata, 01jan1946. A day with slashes is refused: which
part is the month cannot be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from kg.dates import is_partial
from kg.errors import BadInput
from kg.model import Actor, Claim, Loaded, Passage, Source
from kg.states import by_cow
from kg.tables import Row, first_lines, integer, looks_like, open_table, table_document

SOURCE = Source(
    "un_votes",
    "United Nations General Assembly Voting Data",
    "dataset",
    "free for scholarly use with citation",
    "Bailey, Michael A., Anton Strezhnev and Erik Voeten. 2017. Estimating Dynamic State Preferences from United "
    "Nations Voting Data. Journal of Conflict Resolution 61(2): 430-456",
    "https://doi.org/10.7910/DVN/LEJUQZ",
)
FORMAT = "un_votes"
DESCRIPTION = "UN General Assembly roll calls (Voeten's UNVotes, or columns resid, ccode, date, vote)"
EXTRACTOR = "un_votes 1"
EXPECTED = {"2010-2022": {"rows": 199_606, "states": 193}}

ROLL_CALLS = ("resid", "rcid")  # the two names of the number of a roll call
DATES = ("date", "year")
# Left out: names that repeat codes, session and resolution, totals of a roll call, topics, row numbers of R.
IGNORED = ("country", "countryname", "country_code", "member", "session", "unres", "resolution", "amend", "para",
           "short", "descr", "importantvote", "yes", "no", "abstain", "me", "nu", "di", "hr", "co",
           "ec", "stateabb", "rownames", "x", "v1", *ROLL_CALLS)  # fmt: skip
VOTES = {"1": 1, "2": 2, "3": 3, "yes": 1, "abstain": 2, "no": 3}
NO_VOTE = frozenset(("", "na", ".", "8", "9", "absent", "not a member"))
NO_DATE = frozenset(("", "NA", "."))
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
STATA_DAY = re.compile(r"(\d{1,2})([a-z]{3})(\d{4})", re.IGNORECASE)
# What `docs/sources.md` tells a user: see kg.documentation.
YEARS = "1946 on"
FILES = "United Nations General Assembly Voting Data: UNVotes.csv"
BECOMES = {
    "ccode": "subject of VOTES_ON",
    "resid, rcid": "object of VOTES_ON, the roll call; `resid` where both stand",
    "vote": "`vote`: 1 yes, 2 abstain, 3 no",
    "date": "`since` and `until`",
    "year": "`since` and `until` where there is no date; not read where there is one",
}
LEFT_OUT = {
    "country, countryname, country_code, stateabb": "names that repeat the number",
    "member": "whether the state was a member: others cast no vote",
    "session, unres, resolution, amend, para, short, descr, importantvote": "on the roll call, not on the vote",
    "yes, no, abstain": "totals of the roll call, which follow",
    "me, nu, di, hr, co, ec": "topics of the roll call",
    "rownames, x, v1": "row numbers of R",
}
REPAIRS = (
    "Absence (8) and not being a member (9) are no votes and give no claim.",
    "Last votes of a session fall into the next year: the vote's own day decides, whatever `year` says.",
    "A vote that is told twice is one fact; told otherwise the second time, that row is refused.",
    "365.0 is 365, and 01jan1946 a day. A day with slashes is refused: which part is the month cannot be known.",
)


def matches(head: bytes, path: Path) -> bool:
    return any(looks_like(head, (name, "ccode", "vote")) for name in ROLL_CALLS)


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    """One claim for each vote; `source` is not used, since the data set is its own."""
    head = "\n".join(first_lines(path)).encode()
    call = next((name for name in ROLL_CALLS if looks_like(head, (name,))), ROLL_CALLS[1])
    when = next((name for name in DATES if looks_like(head, ("vote", name))), DATES[0])
    table = open_table(path, (call, "ccode", "vote", when), (*IGNORED, "year"))
    document = table_document(path, SOURCE, FORMAT, None, published)
    yield SOURCE
    yield document
    cast: dict[str, bytearray] = {}
    yield from table.read(lambda row: claims(row, document.id, call, when, cast), IGNORED)


def claims(row: Row, document: str, call: str, when: str, cast: dict[str, bytearray]) -> Iterator[Claim]:
    """The vote of a row; `cast` knows, for each roll call, what the state of each number voted in a row before."""
    number, voter, said = row.pop(call), row.pop("ccode"), row.pop("vote").casefold().removesuffix(".0")
    told, year = row.pop(when), row.pop("year", "")
    date = day(year if told in NO_DATE else told)
    vote = VOTES.get(said)
    if vote is None:
        if said in NO_VOTE:
            return
        raise BadInput(f"vote: {said[:20]!r} is none of 1 (yes), 2 (abstain), 3 (no), 8 (absent), 9 (no member)")
    ballot, here = roll_call(number), state(voter, date[:4])
    votes, code = cast.setdefault(number, bytearray(1000)), integer(voter, "ccode")
    if votes[code] not in (0, vote):
        raise BadInput(f"ccode {code} on roll call {number} is told twice, with another vote")
    votes[code] = vote
    yield Claim(
        Passage(document, row.raw[:200], row=row.line), "VOTES_ON", here, ballot,
        since=date, until=date, extractor=EXTRACTOR, matter=str(ballot.id)[5:],
        details={"vote": vote},
    )  # fmt: skip


@lru_cache(maxsize=65_536)
def state(number: str, year: str) -> Actor:
    cow = integer(number, "ccode")
    found = by_cow(cow, int(year)) or by_cow(cow)
    if found is None:
        raise BadInput(f"no state has the COW number {cow}")
    return Actor(found.name, "state", found.id, found.id)


@lru_cache(maxsize=65_536)
def roll_call(number: str) -> Actor:
    plain = integer(number, "number of the roll call")
    return Actor(f"UN roll call {plain}", "group", f"unrc:{plain}")


@lru_cache(maxsize=65_536)
def day(cell: str) -> str:
    """A date as 2010-02-26, 2010-02 or 2010.

    >>> day("01jan1946"), day("2010-02-26"), day("2010.0")
    ('1946-01-01', '2010-02-26', '2010')
    """
    text = cell.removesuffix(".0")
    if (found := STATA_DAY.fullmatch(text)) and found[2].casefold() in MONTHS:
        text = f"{found[3]}-{MONTHS.index(found[2].casefold()) + 1:02d}-{int(found[1]):02d}"
    if not is_partial(text):
        raise BadInput(f"date: {cell[:40]!r} is no date; write 2010-02-26")
    return text
