"""Tables as people have them: whatever the separator, the encoding, the preamble or the damage."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from kg import tables
from kg.errors import BadInput
from kg.model import Actor, Claim, Passage, Rejected, Understood
from kg.tables import Row, flag, integer, looks_like, number, open_table, partial_date, rows, table_document, year

NEEDED = ("giver", "taker", "year")
PLAIN = "giver,taker,year\nRUS,PRK,1961\nCHN,PRK,1961\n"
WANTED = [("RUS", "PRK", "1961"), ("CHN", "PRK", "1961")]


def written(folder: Path, content: str | bytes, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def cells(path: Path) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in NEEDED) for row in rows(path, NEEDED)]


def both(path: Path, needed: tuple[str, ...] = NEEDED) -> tuple[list[Row], list[Rejected]]:
    read = list(open_table(path, needed))
    return [r for r in read if isinstance(r, Row)], [r for r in read if isinstance(r, Rejected)]


def pledge(row: Row) -> list[Claim]:
    """What a loader does with a row: the years become numbers, or the row is refused."""
    giver, taker, when = Actor(row.pop("giver")), Actor(row.pop("taker")), year(row.pop("year"))
    return [Claim(Passage("d", row.raw, row=row.line), "ALLIED_WITH", giver, taker, since=str(when))]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_in_the_header(tmp_path, separator):
    """Exports of the same table come with commas, semicolons and tabs."""
    assert cells(written(tmp_path, PLAIN.replace(",", separator))) == WANTED


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_end_on_any_system(tmp_path, end):
    """Unix, Windows and old Macintosh."""
    assert cells(written(tmp_path, PLAIN.replace("\n", end).encode())) == WANTED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "iso-8859-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_names_with_accents_survive_every_encoding(tmp_path, encoding):
    """W\u00e4rtsil\u00e4 (SIPRI) and C\u00f4te d'Ivoire, with and without a byte-order mark."""
    table = "giver,taker,year\nC\u00f4te d'Ivoire,W\u00e4rtsil\u00e4,1961\n"
    assert cells(written(tmp_path, table.encode(encoding))) == [("C\u00f4te d'Ivoire", "W\u00e4rtsil\u00e4", "1961")]


def test_a_byte_that_is_no_utf8_in_a_file_of_utf8_is_refused_and_not_guessed(tmp_path):
    """The lines before settled the encoding; a broken one would come out as other letters."""
    table = "giver,taker,year\nC\u00f4te,PRK,1961\n".encode() + b"W\xe4r,PRK,1961\nCHN,PRK,1961\n"
    good, bad = both(written(tmp_path, table))
    assert [r["giver"] for r in good] == ["C\u00f4te", "CHN"]
    assert [(r.where, r.reason) for r in bad] == [("table.csv:3", "is not UTF-8, as the lines before it are")]


def test_a_preamble_of_notes_is_skipped_and_kept(tmp_path):
    """SIPRI puts eleven lines of notes, with commas and a blank line, above the header."""
    notes = "Transfers of arms, all states\n\nSource: somebody, 2024\n"
    table = open_table(written(tmp_path, notes + PLAIN), NEEDED)
    assert table.header.line == 4
    assert table.header.preamble == tuple(notes.splitlines())
    assert [row.line for row in table] == [5, 6]


def test_columns_may_come_in_any_order_and_case(tmp_path):
    """A column is its name, not its place."""
    assert cells(written(tmp_path, "Year, TAKER ,giver\n1961,PRK,RUS\n")) == [("RUS", "PRK", "1961")]


def test_a_missing_column_is_named_together_with_what_was_found(tmp_path):
    """'yr' is not 'year': the reader says so and does not guess."""
    with pytest.raises(BadInput, match=r"no column 'year'; found: giver, taker, yr") as raised:
        open_table(written(tmp_path, "giver,taker,yr\nRUS,PRK,1961\n"), NEEDED)
    assert "table.csv" in str(raised.value)


def test_a_file_without_any_header_says_what_it_begins_with(tmp_path):
    """Prose given as a table."""
    with pytest.raises(BadInput, match=r"no header with the columns giver, taker, year .*'Dear reader'"):
        open_table(written(tmp_path, "Dear reader\nhow are you\n"), NEEDED)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"\x00\x01\x02\xff" * 99])
def test_empty_and_binary_files_are_refused(tmp_path, content):
    """There is nothing to find a header in."""
    with pytest.raises(BadInput, match="no header"):
        open_table(written(tmp_path, content), NEEDED)


def test_an_unknown_column_is_reported_once_and_a_column_left_out_on_purpose_never(tmp_path):
    """A source that adds a column is noticed on the first day."""
    path = written(tmp_path, "giver,taker,year,version,novel\nRUS,PRK,1961,5,x\nCHN,PRK,1961,5,y\n")
    told = [r for r in open_table(path, NEEDED).read(pledge, ignore=("version",)) if isinstance(r, Rejected)]
    assert [(r.where, r.reason) for r in told] == [("table.csv:1", "header: column 'novel' is not known; not read")]


def test_columns_without_a_name_are_called_after_their_left_neighbour(tmp_path):
    """SIPRI's three columns named ' ' hold the '?' of the column before."""
    path = written(tmp_path, "giver,taker,year, ,number, \nRUS,PRK,1961,?,3,\n")
    row = next(rows(path, NEEDED))
    assert (row["year?"], row["number?"]) == ("?", "")


def test_columns_with_the_same_name_are_kept_apart(tmp_path):
    """A join in a spreadsheet leaves two columns of one name; neither may hide the other."""
    row = next(rows(written(tmp_path, "giver,taker,year,note,note\nRUS,PRK,1961,a,b\n"), NEEDED))
    assert (row["note"], row["note (2)"]) == ("a", "b")


def test_row_numbers_of_r_and_empty_columns_of_spreadsheets_are_no_news(tmp_path):
    """write.csv puts a column without a name in front; spreadsheets put empty ones behind."""
    path = written(tmp_path, '"","giver","taker","year",,\n"1","RUS","PRK",1961,,\n"2","CHN","PRK",1961,,\n')
    assert [type(x) for x in open_table(path, NEEDED).read(pledge)] == [Claim, Claim, Understood]


def test_short_and_long_rows_are_refused_with_their_line_and_reading_goes_on(tmp_path):
    """Two bad rows among three good ones."""
    path = written(tmp_path, PLAIN + "RUS,PRK\nRUS,PRK,1961,9,9\nUSA,KOR,1953\n")
    good, bad = both(path)
    assert [r["giver"] for r in good] == ["RUS", "CHN", "USA"]
    assert [(r.where, r.reason) for r in bad] == [
        ("table.csv:4", "has 2 fields, the header 3"), ("table.csv:5", "has 5 fields, the header 3")]  # fmt: skip
    assert bad[0].raw == "RUS,PRK"


def test_blank_rows_and_headers_of_joined_files_are_no_rows(tmp_path):
    """cat a.csv b.csv leaves the second header in the middle."""
    assert cells(written(tmp_path, PLAIN + "\n,,\nGiver,Taker,Year\n" + PLAIN)) == WANTED + WANTED


def test_a_quoted_field_may_hold_separators_quotes_and_line_breaks(tmp_path):
    """The comment of a deal is free text."""
    path = written(tmp_path, 'giver,taker,year\n"a ""b"", c","two\nlines",1961\nCHN,PRK,1961\n')
    good, bad = both(path)
    assert (good[0]["giver"], good[0]["taker"]) == ('a "b", c', "two\nlines")
    assert [r.line for r in good] == [2, 4] and not bad


@pytest.mark.parametrize("broken", ['"RUS,PRK,1961', 'RUS,"PRK,1961', 'RUS,PRK,"1961'])
@pytest.mark.parametrize("after", ["", '"USA","KOR, South",1953\n', '"USA","KOR",1953\n' * 40])
def test_a_quote_that_is_not_closed_costs_one_line_and_not_the_rest_of_the_file(tmp_path, broken, after):
    """The csv module alone would swallow everything down to the next quote, silently."""
    good, bad = both(written(tmp_path, f"giver,taker,year\n{broken}\n" + "CHN,PRK,1961\n" * 50 + after))
    assert [(r.where, r.reason.split(" (")[0]) for r in bad] == [("table.csv:2", "a quote is not closed")]
    assert len(good) == 50 + after.count("USA")


def test_a_quote_inside_a_name_is_a_letter(tmp_path):
    """A 5" gun has a quote in its name and needs none around it."""
    good, bad = both(written(tmp_path, 'giver,taker,year\n5" gun,PRK,1961\n'))
    assert good[0]["giver"] == '5" gun' and not bad


def test_a_line_of_ten_megabytes_is_one_bad_line(tmp_path):
    """It is passed over in pieces: never held whole."""
    path = written(tmp_path, "giver,taker,year\nRUS," + "x" * 10_000_000 + ",1961\nCHN,PRK,1961\n")
    tracemalloc.start()
    good, bad = both(path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [r["giver"] for r in good] == ["CHN"]
    assert [(r.where, r.reason) for r in bad] == [("table.csv:2", "is longer than 65,536 characters")]
    assert most < 2_000_000


def test_a_nul_character_spoils_only_its_line(tmp_path):
    """A torn disk block."""
    good, bad = both(written(tmp_path, b"giver,taker,year\nR\x00S,PRK,1961\nCHN,PRK,1961\n"))
    assert len(good) == 1 and bad[0].reason == "holds a NUL character"


@pytest.mark.parametrize("name", ["table.csv.gz", "table.csv", "table.zip"])
def test_compression_is_found_in_the_bytes_and_not_in_the_name(tmp_path, name):
    """A .gz renamed to .csv still opens, and so does one named .zip."""
    assert cells(written(tmp_path, gzip.compress(PLAIN.encode()), name)) == WANTED


def zipped(folder: Path, **members: str) -> Path:
    with zipfile.ZipFile(folder / "t.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/"), text)
    return folder / "t.zip"


def test_a_zip_of_one_file_is_that_file_and_a_zip_of_two_is_refused(tmp_path):
    """Which of the two was meant nobody can know."""
    assert cells(zipped(tmp_path, data__table=PLAIN)) == WANTED
    with pytest.raises(BadInput, match="holds 2 files"):
        open_table(zipped(tmp_path, a=PLAIN, b=PLAIN), NEEDED)


def test_a_truncated_gz_says_after_which_line(tmp_path):
    """Half a download is no table."""
    lines = ["giver,taker,year\n", *(f"A{n * 7919 % 99991},B,1961\n" for n in range(9000))]
    whole = gzip.compress("".join(lines).encode())
    with pytest.raises(BadInput, match=r"cannot be read after line [1-9]"):
        list(rows(written(tmp_path, whole[: len(whole) // 2], "t.gz"), NEEDED))


@pytest.mark.parametrize("content", [b"PK\x03\x04 not a zip", b"\x1f\x8b\x08 not a gz"])
def test_what_only_begins_like_an_archive_is_refused(tmp_path, content):
    """The first four bytes prove nothing."""
    with pytest.raises(BadInput, match="cannot be read"):
        open_table(written(tmp_path, content), NEEDED)


def test_a_decompression_bomb_is_refused_before_it_fills_the_disk(tmp_path, monkeypatch):
    """1:1,000 is what gzip can do with nothing but zeros; tables shrink 5 to 40 times."""
    monkeypatch.setattr(tables, "UNPACKED_SMALL", 1 << 20)  # so that a small bomb is enough
    packed = io.BytesIO()
    with gzip.open(packed, "wb") as file:
        file.write(b"giver,taker,year\n")
        for _ in range(8):
            file.write(b"RUS,PRK,1961\n" * 80_000)
    with pytest.raises(BadInput, match="unpacks to far more than it should"):
        sum(1 for _ in open_table(written(tmp_path, packed.getvalue(), "t.gz"), NEEDED))


def test_a_row_whose_cells_make_no_sense_is_refused_with_its_line(tmp_path):
    """What a loader refuses is told like what the reader refuses."""
    found = list(open_table(written(tmp_path, PLAIN + "RUS,PRK,soon\n"), NEEDED).read(pledge))
    assert [type(x) for x in found] == [Claim, Claim, Rejected, Understood]
    assert found[3] == Understood(2) and found[2] == Rejected(
        "table.csv:4", "year: 'soon' is no number", "RUS,PRK,soon"
    )


def test_a_file_that_is_mostly_bad_is_the_wrong_format(tmp_path):
    """Three of five rows: nothing of it can be trusted."""
    path = written(tmp_path, PLAIN + "RUS,PRK,soon\nRUS,PRK,late\nRUS,PRK,never\n")
    with pytest.raises(BadInput, match=r"3 of 5 rows cannot be read: wrong format\? The first is table.csv:4: year"):
        list(open_table(path, NEEDED).read(pledge))


def test_a_huge_wrong_file_is_given_up_early(tmp_path):
    """Not after its last row."""
    path = written(tmp_path, "giver,taker,year\n" + "a,b,soon\n" * 20_000)
    found: list[object] = []
    with pytest.raises(BadInput, match="wrong format"):
        found.extend(iter(open_table(path, NEEDED).read(pledge)))
    assert len(found) <= tables.TOO_MANY_BAD + 1


def test_strict_reading_stops_at_the_first_bad_row(tmp_path):
    """A list of edges with a hole in it is no network."""
    with pytest.raises(BadInput, match=r"table\.csv:4: has 1 fields"):
        list(rows(written(tmp_path, PLAIN + "x\n"), NEEDED))


def test_memory_stays_flat_however_long_the_table(tmp_path):
    """Ten times the rows, the same memory."""

    def peak(n: int) -> int:
        path = written(tmp_path, "giver,taker,year\n" + "RUS,PRK,1961\n" * n)
        tracemalloc.start()
        for _ in open_table(path, NEEDED):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    small = peak(3_000)
    assert peak(30_000) < small * 1.5 + 100_000


def test_the_head_of_a_file_tells_its_format():
    """Detection sees the first 64 KiB, whatever their encoding, and asks for a header and not for words."""
    assert looks_like(PLAIN.encode("utf-16"), ("giver", "year"))
    assert looks_like(b"notes\n\nYear;Giver\n", ("giver", "year"))
    assert not looks_like(b"the giver of the year, they say, is no header\n", ("giver", "year"))


def test_numbers_are_read_as_they_stand_or_refused():
    """'1,234' may be 1234 or 1.234; 'nan', '1_000' and thousands of digits are no figures of a table."""
    assert [number(c) for c in ("13.60", "-4", "1e3", ".5", "", "NA")] == [13.6, -4.0, 1000.0, 0.5, None, None]
    for bad in ("1,234", "nan", "inf", "1_000", "0x10", "\u0661", "9" * 5_000, "12 tanks", "-"):
        with pytest.raises(BadInput, match="is no number"):
            number(bad)
    assert (integer("365.0"), year("1961")) == (365, 1961)
    for bad in ("1.5", "", "NA"):
        with pytest.raises(BadInput, match="is no whole number"):
            integer(bad)
    with pytest.raises(BadInput, match="is no year"):
        year("61")


def test_dates_are_as_fine_as_their_parts():
    """A missing day leaves a month; the thirtieth of February is refused."""
    assert partial_date("1961", "7", "6") == "1961-07-06"
    assert partial_date("1961", "7", "") == partial_date("1961", "7", "0") == "1961-07"
    assert partial_date("0", "0", "0") is None
    for bad in (("1961", "2", "30"), ("1961", "13", "1")):
        with pytest.raises(BadInput, match="no date of the calendar"):
            partial_date(*bad)


def test_a_flag_is_one_or_zero():
    """2 is neither a pledge nor none."""
    assert [flag(c, "defense") for c in ("1", "0", "", "1.0")] == [True, False, False, True]
    with pytest.raises(BadInput, match="defense: '2' is neither 0 nor 1"):
        flag("2", "defense")


def test_a_data_set_is_named_by_its_bytes(tmp_path):
    """The same file under another name is the same document; another byte is another."""
    from kg.model import Source

    source = Source("atop", "ATOP", "dataset")
    one, two = written(tmp_path, PLAIN, "a.csv"), written(tmp_path, PLAIN, "b.csv")
    assert table_document(one, source, "atop").id == table_document(two, source, "atop").id
    assert table_document(one, source, "atop").id != table_document(written(tmp_path, PLAIN + "\n"), source, "atop").id
    with pytest.raises(BadInput, match="'soon' is no date"):
        table_document(one, source, "atop", None, "soon")
