"""SIPRI's register: every row of every layout, nothing split and nothing summed."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from kg.loaders import sipri

from kg.errors import BadInput
from kg.model import Claim, Document, Rejected
from kg.sources import detect

UNDATED = Path(__file__).parent / "data" / "sipri" / "undated.csv"
APRIL = "trade-register_1990-2023_generated-2024-04-13.csv"
OCTOBER = "trade-register_1950-2024_generated-2024-10-13.csv"
OBTAINED = "trade-register_1950-2024_obtained-2026-02.csv"
OLD = "DealsAndTIVs-2023-03-11-16_22_41.txt"


def loaded(path: Path, **options: str) -> tuple[Document, list[Claim], list[Rejected]]:
    found = list(sipri.load(path, **options))
    document = next(x for x in found if isinstance(x, Document))
    return document, [x for x in found if isinstance(x, Claim)], [x for x in found if isinstance(x, Rejected)]


@pytest.mark.parametrize(
    ("name", "rows", "version", "published"),
    [
        (APRIL, 2099, "generated 2024-04-13", "2024-04-13"),
        (OCTOBER, 2177, "generated 2024-10-13", "2024-10-13"),
        (OBTAINED, 2376, None, None),
        (OLD, 677, "generated 2023-03-11", "2023-03-11"),
    ],
)
def test_every_row_of_every_layout_is_read(shared, name, rows, version, published):
    """Four layouts, three encodings; each row a claim, and none is refused. (Counts: lines below the header; the
    older export ends in a line of copyright, which is no row.)"""
    path = shared / "data" / "sipri" / name
    assert detect(path).name == "sipri"
    document, claims, rejected = loaded(path)
    assert (len(claims), rejected, document.published) == (rows, [], published)
    assert document.version == version or (version is None and str(document.version).startswith("undated "))
    assert len({c.passage.id for c in claims}) == rows
    assert len({(c.subject.key, c.object.key, c.matter) for c in claims if c.object}) == rows


@pytest.mark.parametrize("end", ["subject", "object"])
def test_tiv_by_state_and_year_is_the_plain_sum_of_the_rows(shared, end):
    """Exactly what the csv module adds up from the same file, for each supplier or recipient and year."""
    path = shared / "data" / "sipri" / APRIL
    ours: dict[tuple[str, str], float] = defaultdict(float)
    for claim in loaded(path)[1]:
        ours[getattr(claim, end).name, str(claim.since)] += float(claim.details.get("tiv") or 0)
    theirs: dict[tuple[str, str], float] = defaultdict(float)
    lines = path.read_text().splitlines()[11:]
    for row in csv.DictReader(lines):
        name = row["Supplier" if end == "subject" else "Recipient"].rstrip("*")
        theirs[name, row["Delivery year"]] += float(row["TIV delivery values"] or 0)
    assert ours == theirs


def test_north_korea_imported_as_sipri_says(shared):
    """340 million TIV in 1990, 4 in 2009, 1 in 2010, then nothing; supplier of 13 (12.5) in 2023."""
    claims = loaded(shared / "data" / "sipri" / APRIL)[1]
    taken: dict[str, float] = defaultdict(float)
    for claim in claims:
        if claim.object and claim.object.id == "PRK":
            taken[str(claim.since)] += float(claim.details["tiv"] or 0)
    for year, tiv in {"1990": 340, "2009": 4, "2010": 1}.items():
        assert taken[year] == pytest.approx(tiv, abs=0.5)  # SIPRI's tables are rounded
    assert max(taken) == "2010"
    assert sum(float(c.details["tiv"] or 0) for c in claims if c.subject.id == "PRK" and c.since == "2023") == 12.5


def test_two_versions_tell_the_same_deal_by_the_same_matter(shared):
    """Hwasong-11 to Russia: 5 units and 12.5 TIV in the file of October 2024, 100 and 250 in the later one."""
    told = []
    for name in (OCTOBER, OBTAINED):
        exports = [c for c in loaded(shared / "data" / "sipri" / name)[1] if c.subject.id == "PRK"]
        told.append(next(c for c in exports if c.object.id == "RUS" and "Hwasong-11" in c.item))
    assert told[0].matter == told[1].matter
    assert [(t.quantity.value, t.details["tiv"], t.since, t.until) for t in told] == [
        (5, 12.5, "2023", "2023"), (100, 250, "2023", "2024")]  # fmt: skip


def test_deals_of_several_years_are_kept_whole(shared):
    """46 % of the whole register list several years; the TIV is of all of them together and is not split."""
    deal = next(c for c in loaded(UNDATED)[1] if c.details.get("years") == "2023; 2024")
    assert (deal.since, deal.until, deal.details["tiv"], deal.quantity.value) == ("2023", "2024", 250, 100)


def test_what_the_register_marks_with_a_question_mark_stays_marked():
    """The three columns without a name, and Yes in the older layouts."""
    doubts = [c.details.get("uncertain") for c in loaded(UNDATED)[1]]
    assert doubts == ["order_date,number_ordered,number_delivered", "order_date", "number_ordered",
                      "order_date,number_ordered,number_delivered"]  # fmt: skip


def test_an_order_without_delivery_is_no_delivery(shared):
    """69 deals of the file of 2026 had brought nothing yet: they are to come, without years and without TIV."""
    ahead = [c for c in loaded(shared / "data" / "sipri" / OBTAINED)[1] if c.modality == "future"]
    assert len(ahead) == 69
    assert all(c.since is None and "tiv" not in c.details and c.details["ordered"] for c in ahead)
    gun = next(c for c in loaded(UNDATED)[1] if c.modality == "future")
    assert (gun.quantity.value, gun.details["tiv_order"], gun.details["ordered"]) == (36, 39.6, "2024")


def test_non_state_actors_are_no_states():
    """One star is a rebel group, two are an organisation, and nobody known is nobody."""
    rebels = next(c for c in loaded(UNDATED)[1] if "rebels" in c.object.name)
    assert (rebels.object.name, rebels.object.type, rebels.object.id) == ("Made-up rebels (Syria)", "armed_group", None)
    assert (rebels.subject.name, rebels.subject.type, rebels.subject.id) == ("unknown supplier(s)", "group", None)
    assert sipri.actor("United Nations**", None).id == "org:UN"


def test_names_of_states_are_those_that_sipri_uses(shared):
    """The Soviet Union and Russia are one state; what stays without id is marked by stars or called unknown."""
    states = {}
    for name in (APRIL, OCTOBER, OBTAINED, OLD):
        for claim in loaded(shared / "data" / "sipri" / name)[1]:
            states |= {a.name: a.id for a in (claim.subject, claim.object) if a.type == "state"}
    assert [n for n, id in states.items() if id is None] == []
    known = {"Soviet Union": "RUS", "Russia": "RUS", "Turkiye": "TUR", "Viet Nam": "VNM", "UAE": "ARE",
             "Cote d'Ivoire": "CIV", "North Korea": "PRK", "United States": "USA", "DR Congo": "COD"}  # fmt: skip
    assert {n: states[n] for n in known} == known


def test_two_deals_that_look_the_same_stay_two():
    """39 pairs of the October file differ in nothing but their numbers."""
    rockets = [c.matter for c in loaded(UNDATED)[1] if c.item == "Made-up rocket"]
    assert rockets == ["Made-up rocket/2023", "Made-up rocket/2023#2"]


def test_a_file_without_a_date_is_dated_by_nobody_but_the_user():
    """The day of loading is never used."""
    assert loaded(UNDATED)[0].published is None
    document = loaded(UNDATED, published="2026-02")[0]
    assert (document.version, document.published) == ("obtained 2026-02", "2026-02")


def test_a_bad_row_is_refused_and_the_others_are_read(tmp_path):
    """Years that are none, numbers with commas, a weapon without a name."""
    lines = UNDATED.read_text().splitlines()
    bad = [lines[1].replace("2023; 2024", "soon"), lines[1].replace(",250,250", ',250,"1,250"'),
           lines[1].replace("Made-up rocket", "")]  # fmt: skip
    (tmp_path / "r.csv").write_text("\n".join([*lines, *bad]))
    _, claims, rejected = loaded(tmp_path / "r.csv")
    assert len(claims) == 4
    assert [(r.where, r.reason) for r in rejected] == [
        ("r.csv:6", "delivery year: 'soon' is no number"),
        ("r.csv:7", "TIV: '1,250' is no number"),
        ("r.csv:8", "supplier, recipient or weapon is missing"),
    ]


@pytest.mark.parametrize("change", [("TIV of delivered", "TIV for delivered"), ("Year of order", "Ordered")])
def test_a_renamed_column_is_named(tmp_path, change):
    """Not a row is read by guess."""
    (tmp_path / "r.csv").write_text(UNDATED.read_text().replace(*change))
    with pytest.raises(BadInput, match="no column"):
        loaded(tmp_path / "r.csv")


@pytest.mark.parametrize("column", ["Supplier", "Recipient", "SIPRI TIV of delivered weapons"])
def test_a_renamed_column_is_missed_alone(tmp_path, column):
    """The layout is the one that most columns are of: those of another are not asked for."""
    (tmp_path / "r.csv").write_text(UNDATED.read_text().replace(column, "Seller1", 1))
    assert detect_problem(tmp_path / "r.csv").count(f"no column '{column}'; found: ") == 1


def detect_problem(path: Path) -> str:
    """Why a file is not taken for a register, though it looks like one."""
    with pytest.raises(BadInput) as told:
        detect(path)
    return told.value.reason


def test_tables_of_sums_are_no_register(tmp_path):
    """SIPRI's import and export values sum up what the register lists; they have a format of their own."""
    path = tmp_path / "import-values.csv"
    path.write_text("SIPRI Arms Transfers Database\n\nRecipient,1990,1991,Sum\nNowhere,1,2,3\n")
    assert detect(path).name == "sipri_values"
    with pytest.raises(BadInput, match="its format is sipri_values"):
        list(sipri.load(path))


def test_the_same_register_in_any_encoding_gives_the_same_claims(tmp_path):
    """Windows, UTF-16 and tabs: what a spreadsheet makes of the file."""
    plain = [c.matter for c in loaded(UNDATED)[1]]
    for n, (encoding, separator) in enumerate([("utf-16", ","), ("cp1252", ";"), ("utf-8-sig", "\t")]):
        path = tmp_path / f"{n}.csv"
        text = io.StringIO()
        csv.writer(text, delimiter=separator).writerows(csv.reader(UNDATED.read_text().splitlines()))
        path.write_bytes(text.getvalue().encode(encoding))
        assert Counter(c.matter for c in loaded(path)[1]) == Counter(plain)


@pytest.mark.parametrize(
    ("suppliers", "recipients", "version"),
    [
        ("All countries", "All countries", "generated 2024-10-13"),
        ("Russia", "All countries", "generated 2024-10-13, only from Russia"),
        ("All countries", "Turkiye", "generated 2024-10-13, only to Turkiye"),
        ("China, Russia", "Mali", "generated 2024-10-13, only from China, Russia to Mali"),
    ],
)
def test_a_file_asked_for_some_states_says_so_in_its_version(tmp_path, suppliers, recipients, version):
    """The first line of an export tells what was asked of the register; what it leaves out is not in the file."""
    head = (
        f"Transfers of major conventional arms from {suppliers}  to {recipients} . Deals with deliveries or orders made"
    )
    told = f"{head} for year range '1950' to '2024' \nData generated: 13 Oct 2024 2:20:11 PM\n"
    (tmp_path / "register.csv").write_text(told + UNDATED.read_text(encoding="utf-8-sig"), encoding="utf-8")
    assert loaded(tmp_path / "register.csv")[0].version == version
