"""Published shares: each with who counted it, of what, and when it was printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from kg.loaders import trade_shares

from kg.errors import BadInput
from kg.model import Claim, Document, Rejected
from kg.sources import detect

BUNDLED = Path(trade_shares.__file__).parent.parent / "kg" / "data" / "trade_shares.csv"
HEADER = "of,on,year,share,numerator,total,unit,denominator,source,url,published,note\n"


def loaded(path: Path) -> tuple[list[Claim], list[Rejected]]:
    found = list(trade_shares.load(path))
    return [x for x in found if isinstance(x, Claim)], [x for x in found if isinstance(x, Rejected)]


def test_the_bundled_table_holds_the_seven_published_shares_of_china_in_north_koreas_trade():
    """KITA, ITC and KOTRA, as quoted in the press (the table names each page)."""
    assert detect(BUNDLED).name == "trade_shares"
    claims, rejected = loaded(BUNDLED)
    assert not rejected and {(c.subject.id, c.object.id) for c in claims if c.object} == {("PRK", "CHN")}
    assert {c.since: c.quantity.value for c in claims if c.quantity} == {
        "2001": 0.173, "2010": 0.453, "2016": 0.915, "2018": 0.918,
        "2021": 0.956, "2022": 0.967, "2023": 0.983,
    }  # fmt: skip


def test_a_share_tells_its_source_and_denominator_and_series_are_never_joined():
    """45.3 % (KITA, South Korea counted) and COW's 56.0 % for 2010 differ by what they are a share of."""
    claims = {c.since: c for c in loaded(BUNDLED)[0]}
    assert claims["2010"].details["denominator"] == "all trade as KITA counts it, South Korea included"
    assert claims["2023"].speakers[0].name == "KOTRA"
    assert len({c.matter for c in claims.values()}) == 7
    assert len({c.details["denominator"] for c in claims.values()}) == 4


def test_a_share_is_known_from_the_day_its_source_printed_it():
    """The share of 2022 was printed on 20 July 2023; where the day is not known none is made up."""
    printed = {x.id: x.published for x in trade_shares.load(BUNDLED) if isinstance(x, Document)}
    known = {c.since: printed[c.passage.document] for c in loaded(BUNDLED)[0]}
    assert known["2022"] == "2023-07-20" and known["2021"] == "2023-08" and known["2016"] is None


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("PRK,CHN,2020,95.6,,,,all trade,X,,,", "share: must be a number from 0 to 1 (0.956, not 95.6 %)"),
        ("PRK,CHN,2020,,,,,all trade,X,,,", "share: must be a number from 0 to 1 (0.956, not 95.6 %)"),
        ("PRK,CHN,2020,0.9,5,10,bn USD,all trade,X,,,", "share: 0.9 is not 5 of 10"),
        ("PRK,CHN,2020,0.9,,,,,X,,,", "source or denominator is missing; a share without them cannot be compared"),
        ("PRK,Atlantis,2020,0.9,,,,all trade,X,,,", "'Atlantis' is no state; write its ISO 3166 code or its name"),
        ("PRK,CHN,2020,0.9,,,,all trade,X,,last week,",
         "published: 'last week' is no date; write 2024, 2024-10 or 2024-10-08"),
    ],
)  # fmt: skip
def test_a_bad_row_is_refused_and_the_others_are_read(tmp_path, row, reason):
    """One bad row among good ones."""
    path = tmp_path / "s.csv"
    good = ["PRK,RUS,2020,0.01,,,,all trade,X,,,", "BLR,RUS,2020,0.5,1,2,bn USD,all trade,X,,2021,"]
    path.write_text(HEADER + "\n".join([good[0], row, good[1]]))
    claims, rejected = loaded(path)
    assert len(claims) == 2 and [(r.where, r.reason) for r in rejected] == [("s.csv:3", reason)]


def test_a_table_without_denominators_is_refused(tmp_path):
    """A share of nobody knows what cannot be compared with any other."""
    (tmp_path / "s.csv").write_text("of,on,year,share,source\nPRK,CHN,2020,0.9,X\n")
    with pytest.raises(BadInput, match="no column 'denominator'"):
        loaded(tmp_path / "s.csv")
