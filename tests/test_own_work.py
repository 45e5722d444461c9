"""What kg makes of evidence is none: its pages, reports and exports would bear out what they were made of."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg

TEXT = "A pact\nMeridian Wire, 2025-01-02\n\nPoland sent 10 troops to Latvia on 1 January 2025.\n"
MADE = ("page.html", "report.html", "old-page.html", "old-report.html", "x.csv", "x.json", "x.stix.json", "x.ttl",
        "x.graphml", "x.gexf")  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one of all that kg writes of one article."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "a.txt").write_text(TEXT)
    with kg.open(folder / "kg-data") as g:
        g.load(folder / "a.txt")
        g.page(folder / "page.html")
        report = Path(g.report("weekly", "2025-W01", folder)["file"])
        report.rename(folder / "report.html")
        for name in MADE[4:]:
            g.export(folder / name)
    for name in ("page", "report"):  # as versions wrote them that did not name themselves
        text = (folder / f"{name}.html").read_text()
        assert '<meta name="generator"' in text and "Latvia" in text
        (folder / f"old-{name}.html").write_text(text.replace('<meta name="generator" content="alliance-kg">', ""))
    return folder


@pytest.mark.parametrize("name", MADE)
def test_what_kg_has_made_is_refused_as_evidence(made: Path, tmp_path: Path, name: str) -> None:
    """A report that is loaded with the documents would be one more story that says the same."""
    with kg.open(tmp_path / "kg-data") as g:
        [found] = g.load(made / name)
        assert (found.status, found.claims, g.log.counts()["documents"]) == ("rejected", 0, 0)
        assert "was made by kg itself" in str(found.reason) or name in ("x.graphml", "x.gexf")


def test_it_is_refused_also_where_its_format_is_told(made: Path, tmp_path: Path) -> None:
    """--format html says how a page is to be read, and not that it is one of an outlet."""
    with kg.open(tmp_path / "kg-data") as g:
        [found] = g.load(made / "report.html", format="html")
        assert found.status == "rejected" and "was made by kg itself" in str(found.reason)


def test_a_page_about_kg_is_an_article(tmp_path: Path) -> None:
    """What names the program, or its relations, was not made by it."""
    text = f"<p>{TEXT.splitlines()[3]} alliance-kg shows it as TROOP_DEPLOYMENT, with its digest.</p>"
    (tmp_path / "a.html").write_text(
        f"<html><head><title>kg</title></head><body><article>{text}</article></body></html>"
    )
    with kg.open(tmp_path / "kg-data") as g:
        [found] = g.load(tmp_path / "a.html")
        assert (found.status, found.claims) == ("loaded", 1)
