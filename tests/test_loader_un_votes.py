"""Votes in the General Assembly: yes, no, abstention; absence is none of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest
from kg.loaders import un_votes
from malformed import Slice, Variant, check, variants

from kg.model import Claim, Rejected
from kg.sources import detect

VOETEN = Path(__file__).parent / "data" / "un_votes" / "voeten.csv"
FULL = VOETEN.with_name("UNVotes.csv")  # Voeten's 25 columns and the row numbers of R, in our own words


def loaded(path: Path) -> tuple[list[Claim], list[Rejected]]:
    found = list(un_votes.load(path))
    return [x for x in found if isinstance(x, Claim)], [x for x in found if isinstance(x, Rejected)]


@pytest.fixture(scope="module")
def real(shared: Path) -> list[Claim]:
    path = shared / "data" / "un_votes" / "un_votes_2010_2022.csv.gz"
    assert detect(path).name == "un_votes"
    claims, rejected = loaded(path)
    assert not rejected
    return claims


def test_every_vote_of_the_file_is_one_claim(real):
    """199,606 votes of 193 states: 161,509 yes, 23,282 abstentions, 14,815 no (counted by cut and uniq)."""
    expected = un_votes.EXPECTED["2010-2022"]
    assert (len(real), len({c.subject.id for c in real})) == (expected["rows"], expected["states"]) == (199_606, 193)
    assert Counter(c.details["vote"] for c in real) == {1: 161_509, 2: 23_282, 3: 14_815}
    # Three votes are told twice, with two dates (679 in 78015, 551 in 78078, 552 in 78022); they are one fact each.
    assert len({(c.subject.key, c.object.key, c.matter) for c in real if c.object}) == 199_603


@pytest.mark.parametrize(("other", "share"), [("RUS", 0.819444), ("CHN", 0.816901)])
def test_in_2022_north_korea_voted_more_with_russia_than_with_china(real, other, share):
    """Share of the roll calls of 2022 that both took part in, in which both voted the same (counted by hand: 72 and 71
    roll calls). By the column `year`, in which this file counts 94 votes of 2023 and 2024 as 2022, it is 0.833, 0.792.
    """
    votes: dict[str, dict[str, object]] = defaultdict(dict)
    for claim in real:
        if claim.subject.id in ("PRK", other) and claim.object and str(claim.since).startswith("2022"):
            votes[claim.object.key][claim.subject.id] = claim.details["vote"]
    both = [v for v in votes.values() if len(v) == 2]
    assert sum(v["PRK"] == v[other] for v in both) / len(both) == pytest.approx(share, abs=5e-7)


def test_absent_states_and_non_members_cast_no_vote():
    """Voeten's own layout: 8 is absent, 9 is no member yet."""
    claims, rejected = loaded(VOETEN)
    assert [(c.subject.id, c.details["vote"]) for c in claims] == [("USA", 1), ("RUS", 3), ("TUR", 2)]
    assert not rejected and {(c.object.id, c.since, c.until) for c in claims if c.object} == {
        ("unrc:3", "1946-01-01", "1946-01-01")}  # fmt: skip


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1,2,2010-02-26,2010,5", "vote: '5' is none of 1 (yes), 2 (abstain), 3 (no), 8 (absent), 9 (no member)"),
        ("1,2,26/02/2010,2010,1", "date: '26/02/2010' is no date; write 2010-02-26"),
        ("1,9999,2010-02-26,2010,1", "no state has the COW number 9999"),
        ("x,2,2010-02-26,2010,1", "number of the roll call: 'x' is no number"),
    ],
)
def test_a_bad_row_is_refused_and_the_others_are_read(tmp_path, row, reason):
    """One bad row among good ones."""
    path = tmp_path / "v.csv"
    path.write_text(f"resid,ccode,date,year,vote\n1,20,2010-02-26,2010,1\n{row}\n1,70,2010-02-26,2010,3\n")
    claims, rejected = loaded(path)
    assert len(claims) == 2 and [(r.where, r.reason) for r in rejected] == [("v.csv:3", reason)]


def test_a_state_cannot_vote_yes_and_no_on_one_roll_call(tmp_path):
    """A row that says otherwise than one before is listed, in either order; one that says the same is no harm."""
    path = tmp_path / "v.csv"
    for first, second in ((1, 3), (3, 1)):
        votes = (first, second, first)
        path.write_text("rcid,ccode,date,vote\n" + "".join(f"1,20,2010-02-26,{vote}\n" for vote in votes))
        claims, [row] = loaded(path)
        assert [c.details["vote"] for c in claims] == [first, first]
        assert (row.where, row.reason) == ("v.csv:3", "ccode 20 on roll call 1 is told twice, with another vote")


def test_a_file_with_years_only_has_votes_of_that_year(tmp_path):
    """As fine as the source, and no finer."""
    (tmp_path / "v.csv").write_text("rcid,ccode,year,vote\n1,20,2010,yes\n1,2,2010,no\n")
    assert [(c.since, c.details["vote"]) for c in loaded(tmp_path / "v.csv")[0]] == [("2010", 1), ("2010", 3)]


def test_voetens_full_table_is_read_with_its_topics_left_out():
    """The 25 columns of UNVotes.csv: all are known, a summary may hold a comma, a quote and a line break."""
    assert detect(FULL).name == "un_votes"
    claims, rejected = loaded(FULL)
    assert not rejected
    assert [(c.subject.id, c.object.id if c.object else None, c.since, c.details["vote"]) for c in claims] == [
        ("USA", "unrc:1001", "1946-01-01", 1),
        ("RUS", "unrc:1001", "1946-01-01", 3),
        ("TUR", "unrc:72002", "2018-01-05", 2),
        ("CIV", "unrc:72002", "2017", 1),  # without a day: the column `year`, and no finer
    ]


def test_a_vote_after_new_year_is_of_the_year_of_its_day():
    """The 72nd session began in 2017, and `year` says 2017; its vote of January 2018 is of 2018."""
    turkey = next(c for c in loaded(FULL)[0] if c.subject.id == "TUR")
    assert (turkey.since, turkey.until, turkey.details) == ("2018-01-05", "2018-01-05", {"vote": 2})


def test_the_numbers_of_r_and_the_days_of_stata_are_read(tmp_path):
    """365.0 and 01jan1946 are what R and Stata write for 365 and 1946-01-01."""
    (tmp_path / "v.csv").write_text(
        "rcid,ccode,vote,year,date\n3.0,365.0,3.0,1946.0,01jan1946\n3,2,8.0,1946,01jan1946\n"
    )
    [claim], rejected = loaded(tmp_path / "v.csv")
    assert not rejected and claim.object
    assert (claim.subject.id, claim.object.id, claim.since, claim.details) == (
        "RUS", "unrc:3", "1946-01-01", {"vote": 3})  # fmt: skip


GOOD = Slice(
    """rcid,ccode,member,vote,Country,Countryname,year,session,date,unres
3,2,1,1,USA,United States of America,1946,1,1946-01-01,R/1/107
3,220,1,2,FRN,France,1946,1,1946-01-01,R/1/107
3,437,0,9,CDI,Côte d'Ivoire,1946,1,1946-01-01,R/1/107
""",
    needed="vote",
    bad={
        "ccode": ("NA", "ccode: 'NA' is no whole number"),
        "vote": ("5", "vote: '5' is none of 1 (yes)"),
        "date": ("1/2/1946", "date: '1/2/1946' is no date"),
        "rcid": ("x", "number of the roll call: 'x' is no number"),
    },
    name="UNVotes.csv",
)


@pytest.mark.parametrize("variant", variants(GOOD), ids=str)
def test_damage_is_told_by_line_and_the_other_votes_are_read(variant: Variant, tmp_path):
    """Encodings, separators, columns, broken lines, compression, suffixes."""
    check(un_votes, GOOD, variant, tmp_path)
