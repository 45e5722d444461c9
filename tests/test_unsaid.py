"""--published and --source say of a file what it does not say of itself; what it says stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from kg.loaders import sipri

from kg.errors import Usage
from kg.model import Document
from kg.sources import detect
from kg.workspace import open_workspace

SENT = "Russia sent 1,500 troops to Syria in August 2024, officials in Damascus said."
STATED = {
    "line.txt": f"Troops for Syria\nHorn Gazette, 2024-09-05\n\n{SENT}\n",
    "front.md": f"---\ntitle: Troops for Syria\npublished: 2024-09-05\nsource: Horn Gazette\n---\n{SENT}\n",
    "line.jsonl": f'{{"title": "Troops for Syria", "published": "2024-09-05", "source": "Horn Gazette", "text": "{SENT}"}}\n',
    "page.html": '<!doctype html><html><head><title>Troops for Syria</title><meta property="og:site_name" content="Horn Gazette">'
    '<meta property="article:published_time" content="2024-09-05"></head><body><article><h1>Troops for Syria</h1>'
    f"<p>{SENT}</p><p>{SENT.replace('Russia', 'Iran')}</p></article></body></html>",
    "feed.xml": '<?xml version="1.0"?><rss version="2.0"><channel><title>Horn Gazette</title><item><title>Troops for Syria</title>'
    f"<pubDate>Thu, 05 Sep 2024 10:00:00 GMT</pubDate><description>{SENT}</description></item></channel></rss>",
    "mail.eml": "From: Horn Gazette <news@example.org>\nDate: Thu, 05 Sep 2024 10:00:00 +0000\n"
    f"Subject: Troops for Syria\nMessage-ID: <1@example.org>\n\n{SENT}\n",
}  # fmt: skip


def written(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def day_and_outlet(path: Path, **told: str) -> tuple[str | None, str]:
    [document] = [x for x in detect(path).load(path, **told) if isinstance(x, Document)]
    return document.published, document.source


@pytest.mark.parametrize("name", STATED)
def test_the_day_and_the_outlet_that_a_file_states_stand(tmp_path: Path, name: str) -> None:
    """A folder that is loaded for its few files without a day gives the others no other day, and no other outlet."""
    path = written(tmp_path, name, STATED[name])
    assert day_and_outlet(path, published="2031", source="Other Outlet") == ("2024-09-05", "outlet:horn-gazette")


@pytest.mark.parametrize(
    ("head", "stands"),
    [
        ("source: Horn Gazette", ("2023-05", "outlet:horn-gazette")),
        ("published: 2024-09-05", ("2024-09-05", "outlet:other-outlet")),
        ("published: 2024", ("2024", "outlet:other-outlet")),
        ("published: undated\nsource: unknown", ("2023-05", "outlet:other-outlet")),
        ("published: 08/10/2024", ("2023-05", "outlet:other-outlet")),
    ],
)
def test_each_is_filled_in_by_itself(tmp_path: Path, head: str, stands: tuple[str, str]) -> None:
    """A file with its outlet and no day keeps the one and gets the other; a year is a day told to the year."""
    path = written(tmp_path, "d.md", f"---\ntitle: Troops for Syria\n{head}\n---\n{SENT}\n")
    assert day_and_outlet(path, published="2023-05", source="Other Outlet") == stands


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    """Also where the file would not need it."""
    with pytest.raises(Usage, match="no date"):
        day_and_outlet(written(tmp_path, "d.txt", STATED["line.txt"]), published="last week")


def test_what_was_loaded_is_not_loaded_again_under_another_day_or_outlet(tmp_path: Path) -> None:
    """The record is never edited: a second document of each would stay in every past view for good."""
    news = tmp_path / "news"
    news.mkdir()
    written(news, "line.txt", STATED["line.txt"])
    boundary = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\n"
    attached = "\n--x\nContent-Disposition: attachment; filename=a.pdf\n\nabc\n--x--\n"
    written(news, "two.eml", STATED["mail.eml"].replace("\n\n", "\n" + boundary).replace("1,500", "900") + attached)
    with open_workspace(tmp_path / "st") as work:
        assert [r.status for r in work.load(news)] == ["loaded", "partial"]
        digest, documents = work.build()["digest"], work.log.documents()
        for told in ({"published": "2031-01-01"}, {"source": "Other Outlet"}):
            again = work.load(news, **told)
            assert [(r.status, r.documents) for r in again] == [("unchanged", 0)] * 2
        assert work.build()["digest"] == digest and work.log.documents() == documents


def test_a_day_to_come_is_told_whoever_says_it(tmp_path: Path) -> None:
    """A slip of the pen in --published, as in a file."""
    path = written(tmp_path, "d.txt", SENT)
    with open_workspace(tmp_path / "st") as work:
        [result] = work.load(path, published="2099-01-01")
        assert "2099-01-01 is still to come" in result.warnings[0]["reason"]


def test_the_day_of_a_tables_version_may_be_said(tmp_path: Path) -> None:
    """SIPRI's register says when it was drawn, most tables say nothing: both are known since the day that is given."""
    undated = Path(__file__).parent / "data" / "sipri" / "undated.csv"
    head = "SIPRI Arms Transfers Database\nData generated: 13 April 2024\n\n"
    dated = written(tmp_path, "register.csv", head + undated.read_text(encoding="utf-8"))
    days = {p: next(x for x in sipri.load(p, published="2026-02") if isinstance(x, Document)) for p in (undated, dated)}
    assert (days[undated].published, days[dated].published) == ("2026-02", "2026-02")
