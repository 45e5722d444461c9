"""POLECAT events: lists of actors, PLOVER's types and modes, ISO-8859-1."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from kg.loaders import polecat
from malformed import Slice, Variant, variants

from kg.errors import BadInput
from kg.event_counts import Counts
from kg.event_layout import QUADS, meaning, relations
from kg.events import loaded, rows_of
from kg.model import MODALITIES, RELATIONS, Claim, Rejected
from kg.sources import detect

# As the files name them, from left to right.
ACTOR = ("{0} Name", "{0} Country", "{0} COW", "Primary {0} Sector", "{0} Sectors", "{0} Title", "{0} Name Raw",
         "Wikipedia {0} ID")  # fmt: skip
HEADER = [
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    *(part.format(who) for who in ("Actor", "Recipient") for part in ACTOR),
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
]  # fmt: skip


def row(event: str = "e1", **cells: str) -> list[str]:
    """One line, made by hand: on 13 September 2023 North Korea's leader visits Russia."""
    told = {
        "Event ID": event, "Event Date": "2023-09-13", "Event Type": "CONSULT", "Event Mode": "visit",
        "Intensity": "1.0", "Quad Code": "VERBAL COOPERATION", "Contexts": "diplomatic; military",
        "Actor Name": "Office of the leader", "Actor Country": "PRK", "Actor COW": "731",
        "Primary Actor Sector": "GOV", "Recipient Name": "Federation", "Recipient Country": "RUS",
        "Recipient COW": "365", "City": "Vostochny", "Country": "RUS", "Latitude": "51.88", "Longitude": "128.33",
        "Source": "The Example Gazette", "Publication Date": "2023-09-14", "Language": "eng", "Version": "NGEC-1",
    } | {name.replace("_", " "): cell for name, cell in cells.items()}  # fmt: skip
    return [told.get(name, "None") for name in HEADER]


def file(path: Path, *rows: list[str], header: list[str] = HEADER, encoding: str = "latin-1") -> Path:
    path.write_bytes("".join("\t".join(cells) + "\n" for cells in [header, *rows]).encode(encoding))
    return path


def read(path: Path, folder: Path | None = None) -> tuple[list[Claim], list[Rejected], Counts]:
    layout: Any = polecat
    found = list(loaded(layout, path, folder=folder))
    [counts] = [x for x in found if isinstance(x, Counts)]
    return [x for x in found if isinstance(x, Claim)], [x for x in found if isinstance(x, Rejected)], counts


def pairs(claims: list[Claim]) -> list[tuple[str | None, str, str | None]]:
    return [(c.subject.id, c.relation, c.object.id if c.object else None) for c in claims]


def test_a_file_has_forty_columns_and_is_known_by_their_names(tmp_path):
    """ "None" is missing; the row leads back to the report's publisher and place."""
    assert len(HEADER) == 40 and set(HEADER) == set(polecat.COLUMNS)
    path = file(tmp_path / "week.dat", row())
    assert detect(path).name == "polecat"
    claims, rejected, counts = read(path, tmp_path)
    assert not rejected and counts == Counts(rows=1, claimed=1) and pairs(claims) == [("PRK", "MEETS_WITH", "RUS")]
    assert (claims[0].since, claims[0].details["codes"], claims[0].details["intensity"]) == (
        "2023-09", "CONSULT/visit", 1.0)  # fmt: skip
    [told] = rows_of(tmp_path, claims[0], "PLOVER")
    assert (told["row"], told["place"], told["place_name"], told["url"], told["root"], told["quad"]) == (
        2, "RUS", "Vostochny, RUS", "The Example Gazette", "CONSULT", 1)  # fmt: skip


def test_an_event_of_several_actors_counts_for_each_directed_pair(tmp_path):
    """Two actors and two recipients, one of them on both sides: three pairs of one row."""
    rows = [row("e1", Actor_Country="CHN; RUS", Recipient_Country="PRK; RUS"), row("e2", Recipient_Country="PRK")]
    claims, rejected, counts = read(file(tmp_path / "e.txt", *rows), tmp_path)
    assert not rejected and counts == Counts(rows=2, claimed=1, domestic=1)
    assert sorted(pairs(claims)) == [
        ("CHN", "MEETS_WITH", "PRK"), ("CHN", "MEETS_WITH", "RUS"), ("RUS", "MEETS_WITH", "PRK")]  # fmt: skip
    assert all(len(rows_of(tmp_path, c, "PLOVER")) == 1 for c in claims)


def test_an_event_of_several_pairs_told_twice_counts_once(tmp_path):
    """By its id."""
    several = row("e1", Actor_Country="CHN; RUS", Recipient_Country="PRK")
    claims, _, counts = read(file(tmp_path / "e.txt", several, row("e2"), several))
    assert counts == Counts(rows=3, duplicates=1, claimed=2)
    assert all(c.quantity and c.quantity.value == 1 for c in claims) and len(claims) == 3


def test_an_actor_without_a_country_is_the_organisation_of_its_name(tmp_path):
    """A person, and nobody, are none."""
    rows = [
        row("e1", Recipient_Name="European Union", Recipient_Country="None"),
        row("e2", Recipient_Name="A passer-by", Recipient_Country="None"),
        row("e3", Recipient_Name="None", Recipient_Country=""),
    ]
    claims, _, counts = read(file(tmp_path / "e.txt", *rows))
    assert pairs(claims) == [("PRK", "MEETS_WITH", "org:EU")] and counts == Counts(3, alone=1, unknown=1, claimed=1)


@pytest.mark.parametrize(
    ("type", "mode", "contexts", "relation", "polarity", "modality"),
    [
        ("AID", "None", "military; economic", "MILITARY_AID", "positive", "asserted"),
        ("AID", "None", "humanitarian", "AIDS", "positive", "asserted"),
        ("AID", "None", "military; peacekeeping", "TROOP_DEPLOYMENT", "positive", "asserted"),
        ("AGREE", "None", "military", "AGREES_WITH", "positive", "future"),
        ("RETREAT", "withdraw", "None", "TROOP_WITHDRAWAL", "positive", "asserted"),
        ("RETREAT", "ceasefire", "None", "CONCEDES", "positive", "asserted"),
        ("SANCTION", "discontinue", "None", "AIDS", "negative", "asserted"),
        ("ASSAULT", "heavy-weapons", "military", "ATTACKS", "positive", "asserted"),
    ],
)
def test_types_modes_and_the_contexts_of_aid_say_what_was_done(
    tmp_path, type, mode, contexts, relation, polarity, modality
):
    """PLOVER's type with its mode; aid has no modes."""
    claims, *_ = read(file(tmp_path / "e.txt", row(Event_Type=type, Event_Mode=mode, Contexts=contexts)))
    assert [(c.relation, c.polarity, c.modality) for c in claims] == [(relation, polarity, modality)]


def test_each_of_plovers_sixteen_types_has_a_meaning_and_a_quad_class():
    """Four types of verbal cooperation, three of material; four of verbal conflict, five of material."""
    assert Counter(QUADS["PLOVER"].values()) == {"1": 4, "2": 3, "3": 4, "4": 5}
    assert all(meaning("PLOVER", type) for type in QUADS["PLOVER"])
    for code, told in relations("PLOVER").items():
        assert code.split("/")[0] in QUADS["PLOVER"] and told.relation in RELATIONS, code
        assert told.polarity in ("positive", "negative") and told.modality in MODALITIES, code


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Event_Date": "2023-02-30"}, "date: '2023-02-30' is no day of the calendar"),
        ({"Event_Date": "None"}, "date: 'None' is no day of the calendar"),
        ({"Event_Type": "DEMAND"}, "code: 'DEMAND' is no code of PLOVER"),
        ({"Event_Type": "None"}, "code: 'None' is no code of PLOVER"),
        ({"Intensity": "12"}, "intensity: '12' is no number between -10 and 10"),
        ({"Event_ID": "None"}, "event id: there is none"),
        ({"City": "A\tB"}, "has 41 fields, the format 40"),
    ],
)
def test_a_bad_row_is_listed_and_the_others_count(tmp_path, cells, reason):
    """One bad row among good ones, itself of several pairs."""
    bad = row("e2", Actor_Country="PRK; CHN", **cells)
    _, rejected, counts = read(file(tmp_path / "e.txt", row("e1"), bad, row("e3")))
    assert [(r.where, r.reason) for r in rejected] == [("e.txt:3", reason)]
    assert counts == Counts(rows=3, bad=1, claimed=2)


def test_names_are_in_the_encoding_of_the_files(tmp_path):
    """ISO-8859-1, or UTF-8."""
    for encoding in ("latin-1", "utf-8"):
        folder = tmp_path / encoding
        folder.mkdir()
        claims, rejected, _ = read(file(folder / "e.txt", row(City="Ñuñoa"), encoding=encoding), folder)
        assert not rejected and rows_of(folder, claims[0], "PLOVER")[0]["place_name"] == "Ñuñoa, RUS"


def test_a_column_that_only_the_header_has_and_separators_behind_the_cells_are_read_over(tmp_path):
    """Some published files name a column Headline that no row has; others have tabs at the ends of their lines."""
    odd = [*HEADER[:10], "Headline", *HEADER[10:]]
    for header, rows in ((odd, [row()]), ([*HEADER, "", ""], [[*row(), "", ""]]), (HEADER, [[*row(), ""]])):
        claims, rejected, counts = read(file(tmp_path / "e.txt", *rows, header=header))
        assert not rejected and counts.claimed == 1 and pairs(claims) == [("PRK", "MEETS_WITH", "RUS")]


def test_a_file_without_a_needed_column_is_refused_by_its_name(tmp_path):
    """The countries of the recipients are not there."""
    n = HEADER.index("Recipient Country")
    short = [cells[:n] + cells[n + 1 :] for cells in (HEADER, row())]
    with pytest.raises(BadInput, match="header: no column 'Recipient Country'"):
        read(file(tmp_path / "e.txt", short[1], header=short[0]))


def _slice() -> Slice:
    """The slice of the shared malformed variants has commas; see `_with_tabs`."""
    rows = [HEADER, row("e1"), row("e2", Event_Type="AID", Event_Mode="None"), row("e3", Actor_Country="CHN; RUS")]
    bad = {
        "Event Date": ("2023-02-30", "no day of the calendar"),
        "Event Type": ("SMILE", "no code of PLOVER"),
        "Intensity": ("strong", "no number between -10 and 10"),
    }
    text = "".join(",".join(cells) + "\n" for cells in rows)
    return Slice(text, needed="Event Type", bad=bad, name="ngecEvents.txt")


OTHER = ("semicolons", "bars", "tabs", "everything quoted", "a quote not closed", "utf-16", "columns in capitals",
         "macintosh line ends", "joined files")  # fmt: skip
VARIANTS = [v for v in variants(_slice()) if not v.name.startswith(OTHER) and not v.name.startswith(("gz", "zip"))]


def _with_tabs(content: bytes) -> bytes:
    """No cell of the slice has a comma."""
    return content.replace(b",", b"\t")


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gz"])
def test_damage_is_told_by_line_and_the_good_rows_count(variant: Variant, packed: bool, tmp_path):
    """What befalls tables on their way, with tabs instead of commas."""
    plain = tmp_path / "good.txt"
    plain.write_bytes(_with_tabs(_slice().text.encode()))
    path = tmp_path / variant.file
    content = _with_tabs(variant.content)
    path.write_bytes(gzip.compress(content) if packed else content)
    if variant.status == "rejected":
        with pytest.raises(BadInput) as told:
            read(path)
        assert all(reason in str(told.value) for _, reason in variant.bad)
        return
    claims, rejected, _ = read(path)
    told_lines = [(int(r.where.rpartition(":")[2]), r.reason) for r in rejected]
    expected = [(n, reason.replace("the header", "the format")) for n, reason in variant.bad]
    assert [n for n, _ in told_lines] == [n for n, _ in expected]
    assert all(part in reason for (_, reason), (_, part) in zip(told_lines, expected, strict=True))
    wanted = [] if variant.claims == "none" else _essence(read(plain)[0])
    assert _essence(claims) == wanted


def _essence(claims: list[Claim]) -> list[tuple[Any, ...]]:
    return sorted((c.subject.id, c.relation, c.object.id, c.since, c.quantity) for c in claims if c.object)  # type: ignore[type-var]


def test_the_slice_is_a_table_with_tabs():
    """Its rows have as many cells as its header."""
    assert {len(cells) for cells in csv.reader(_slice().text.splitlines())} == {40}
