"""The scheduled report: what it must say, how its windows fall, and that it is the same bytes everywhere."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

import kg
from kg.briefing import health
from kg.errors import BadInput, KgError, Usage
from kg.model import Actor, Claim, Document, Passage, Source
from kg.publish import due as reports_due
from kg.reports import config
from kg.reports.report import Change, Changes, Difference, Evidence, Health, Matter, MetricRow, Owed, Report, render
from kg.reports.schedule import schedule
from kg.reports.sparkline import sparkline
from kg.reports.windows import due, following, holding, parse, previous
from kg.views.evidence import Edge, Sentence

ROOT = Path(__file__).resolve().parent.parent

SENT = Sentence(
    "Pyongyang sent up to 12,000 soldiers.",
    "reported",
    "positive",
    "South Korea",
    "Troops on the move",
    "Meridian Wire",
    "2024-10-18",
    "https://news.example/troops",
)
DENIAL = Sentence(
    "No soldiers were sent.", "asserted", "negative", "Russia", "Moscow answers", "Harbour Post", "2024-10-21"
)
TROOPS = Edge(
    "f1",
    "PRK",
    "RUS",
    "TROOP_DEPLOYMENT",
    "2024-10",
    None,
    "2024-10-18",
    belief=0.62,
    hedge="reported",
    contested=True,
    quantity="up to 12,000 troops",
    n_stories=2,
    claims=(SENT, DENIAL),
)
# North Korea's trade with China, by the figures of KOTRA as they were widely reported; 2020 to 2022 left out here.
KOTRA = (
    (2016, 0.915, 0.91, 0.92),
    (2017, 0.946, 0.94, 0.95),
    (2018, 0.957, 0.95, 0.96),
    (2019, 0.954, 0.95, 0.96),
    (2023, 0.983, 0.98, 0.99),
)
TRADE = MetricRow(
    "dependence",
    0.983,
    "kotra",
    "trade",
    "PRK",
    "CHN",
    2023,
    0.98,
    0.99,
    None,
    1,
    1,
    "reported trade",
    2023,
    KOTRA,
    0.983,
    None,
    "share",
    "the two Koreas' trade is not counted",
    "metric/dependence/of=PRK",
)
ARMS = MetricRow(
    "dependence",
    0.25,
    "sipri",
    "arms",
    "PRK",
    "CHN",
    1994,
    0.2,
    0.3,
    0.4,
    1,
    7,
    "all arms received",
    2023,
    ((1993, 0.4, 0.3, 0.5), (1994, 0.25, 0.2, 0.3)),
    0.25,
    0.4,
    "share",
)
REPORT = Report(
    title="Is North Korea less dependent on China?",
    window=parse("2024-10"),
    previous=previous(parse("2024-10")),
    cutoff="2025-03-02",
    digest="3f2a99c1",
    code_version="0.1.0",
    counts=(("documents", 14), ("claims", 1200), ("rejected rows", 1), ("duplicates", 2)),
    changes=Changes(
        added=(Change(TROOPS, "North Korea", "Russia"),),
        changed=(
            Change(
                replace(TROOPS, id="f2"), "A", "B", (Difference("quantity", "1,500 troops", "up to 12,000 troops"),)
            ),
        ),
    ),
    metrics=(TRADE, ARMS),
    contested=(Matter("North Korea → Russia: troop deployment", ("polarity",), "f1", (SENT, DENIAL)),),
    evidence=(Evidence("North Korea TRADES_WITH China", 0.983, "f9", (SENT,)),),
    health=Health(
        (("2024-09", "Meridian Wire", 3), ("2024-10", "Harbour Post", 1)),
        2,
        (("sipri", 2023), ("feed", None)),
        (("cow.csv:12", "year 'abc' is no number"),),
    ),
    sources=(Owed("SIPRI", "SIPRI Arms Transfers Database", "free for non-commercial use", "https://www.sipri.org/"),),
    commands=(("Dependence in trade", "kg metric dependence --of PRK --on CHN --dimension trade"),),
    notes=("Trade shares end in 2023.",),
)
EMPTY = Report("Nothing", parse("2024"), parse("2023"), None, "0", "0.1.0")


class Page(HTMLParser):
    """What a browser would see: tags with their attributes, and text."""

    def __init__(self, html: str):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("bdi", "span", "a", "strong", "code"):
            self.said += " "

    handle_startendtag = handle_starttag

    def handle_data(self, data: str) -> None:
        self.said += data

    @property
    def text(self) -> str:
        return " ".join(self.said.split())


# -- what a report says --------------------------------------------------------------------------


def test_a_report_says_of_when_and_from_what_it_is() -> None:
    """Window and the one before as absolute days, the newest report, counts, digest and version."""
    said = Page(render(REPORT)).text
    for words in (
        "2024-10-01 to 2024-10-31, UTC",
        "2024-09-01 to 2024-09-30",
        "2025-03-02",
        "14 documents",
        "1,200 claims",
        "1 rejected rows",
        "3f2a99c1",
        "kg 0.1.0",
        "Trade shares end in 2023.",
    ):
        assert words in said


def test_each_change_shows_its_sentences_with_hedge_speaker_and_denial() -> None:
    """A deployment that is reported and denied is never shown as plain fact."""
    page = Page(render(REPORT))
    for words in (
        "New (1)",
        "troop deployment reported ≠ contested",
        "up to 12,000 troops",
        "2 independent reports",
        "belief 0.62",
        SENT.text,
        "according to South Korea",
        "Meridian Wire · 2024-10-18",
        "✕ denies (asserted)",
        DENIAL.text,
        "according to Russia",
        "Told differently (1)",
        "quantity: 1,500 troops → up to 12,000 troops",
    ):
        assert words in page.text
    assert page.said.count(DENIAL.text) == [a.get("class") for t, a in page.tags if t == "blockquote"].count("denies")


def test_a_window_without_change_says_so_in_one_line() -> None:
    """Silence would read as a broken report."""
    said = Page(render(EMPTY)).text
    assert "No text tells of a tie that is new, that ended, or that is told differently in 2024" in said
    assert "none has a date" in said and "No text contradicts another" in said


@pytest.mark.parametrize("report", [REPORT, EMPTY])
def test_a_report_says_that_it_looks_at_texts_and_what_tells_of_tables(report: Report) -> None:
    """A new version of a register is no event, and what it corrects or leaves out is told elsewhere, not "nothing"."""
    said = Page(render(report)).text
    assert (
        f"Of texts only. What tables that came out in {report.window} add, correct or leave out: kg diff --from" in said
    )
    assert (
        "Versions of a table are not compared here. Where two of them tell a matter differently: kg contested" in said
    )
    assert "Nothing:" not in said and "No source" not in said


def test_metrics_show_interval_source_denominator_and_last_year() -> None:
    """Two dimensions are two lines: no line is joined across sources, and none goes on after its last year."""
    html = render(REPORT)
    said = Page(html).text
    for words in (
        "98.3 % [98.0 %, 99.0 %]",
        "of reported trade",
        "no data after 2023",
        "25.0 %",
        "−15.0 points",
        "7 facts",
        "the two Koreas' trade is not counted",
        "kg explain metric/dependence/of=PRK",
    ):
        assert words in said
    assert html.count('class="spark"') == 2
    assert "no data" in Page(render(replace(REPORT, metrics=(replace(TRADE, value=None, last_year=None),)))).text


def test_a_change_that_vanishes_without_hedged_reports_is_marked() -> None:
    """From 0.3 to 0.5 in the text, but only by what is merely alleged."""
    row = MetricRow(
        "dependence", 0.5, "text", previous=0.3, without_hedged=0.3, previous_without_hedged=0.3, unit="share"
    )
    marked = "rests on hedged reports"
    assert marked in render(replace(EMPTY, metrics=(row,)))
    firm = replace(row, without_hedged=0.45)
    assert marked not in render(replace(EMPTY, metrics=(firm,)))
    assert marked not in render(replace(EMPTY, metrics=(replace(row, previous=0.5),)))


def test_a_value_without_what_is_hedged_is_worked_out_only_where_something_is(tmp_path: Path) -> None:
    """A table of votes or trade asserts each row: the report of a week took twice as long for the same figures."""
    from kg.briefing import _all_firm
    from kg.workspace import open_workspace

    (tmp_path / "a.txt").write_text("Germany will send 4,800 soldiers to Lithuania.")
    (tmp_path / "trade.csv").write_text(
        "ccode1,ccode2,year,importer1,importer2,flow1,flow2\n816,710,2012,Vietnam,China,300,200\n"
    )
    with open_workspace(tmp_path / "s") as g:
        g.load(tmp_path / "trade.csv")
        assert _all_firm({f.id: f for f in g.facts()})
        g.load(tmp_path / "a.txt")
        assert not _all_firm({f.id: f for f in g.facts()})


def test_data_health_shows_the_months_in_which_an_outlet_was_silent() -> None:
    """A drop in articles looks like a drop in cooperation."""
    said = Page(render(REPORT)).text
    for words in (
        "Outlet 2024-09 2024-10 Harbour Post 0 1 Meridian Wire 3 0",
        "2 articles without a date",
        "sipri 2023",
        "feed not known",
        "cow.csv:12: year 'abc' is no number",
    ):
        assert words in said


def test_tables_can_be_read_aloud() -> None:
    """Every header cell says whether it heads a column or a row; every picture says its values."""
    page = Page(render(REPORT))
    heads = [a for t, a in page.tags if t == "th"]
    assert heads and all(a.get("scope") in ("col", "row") for a in heads)
    assert "PRK on CHN, kotra: 0.915 in 2016 to 0.983 in 2023" in page.said


HOSTILE = "<script>x</script><img src=x onerror=y> \"'><a href='javascript:z'>{{ 7*7 }}\u2028\x00\ud800</td></table>"


def test_hostile_text_stays_text() -> None:
    """Whatever a headline holds, a report has no script, no picture from elsewhere, no event and no odd link."""
    bad = Sentence(HOSTILE, "alleged", "positive", HOSTILE, HOSTILE, HOSTILE, HOSTILE, "javascript:alert(1)")
    edge = replace(TROOPS, id=HOSTILE, quantity=HOSTILE, origin=HOSTILE, hedge=HOSTILE, claims=(bad,))
    row = replace(
        TRADE,
        name=HOSTILE,
        source=HOSTILE,
        dimension=HOSTILE,
        of=HOSTILE,
        note=HOSTILE,
        id=HOSTILE,
        denominator=HOSTILE,
    )
    report = Report(
        HOSTILE,
        parse("2024"),
        parse("2023"),
        HOSTILE,
        HOSTILE,
        HOSTILE,
        ((HOSTILE, 1),),
        Changes((Change(edge, HOSTILE, HOSTILE, (Difference(HOSTILE, HOSTILE, HOSTILE),)),)),
        (row,),
        (Matter(HOSTILE, (HOSTILE,), HOSTILE, (bad,)),),
        (Evidence(HOSTILE, 1.0, HOSTILE, (bad,)),),
        Health(((HOSTILE, HOSTILE, 1),), 1, ((HOSTILE, 2020),), ((HOSTILE, HOSTILE),)),
        (Owed(HOSTILE, HOSTILE, HOSTILE, "javascript:alert(1)"),),
        ((HOSTILE, HOSTILE),),
        (HOSTILE,),
        HOSTILE,
    )
    html = render(report)
    page = Page(html)
    html.encode("utf-8")  # no lone surrogate is left
    tags = {t for t, _ in page.tags}
    assert not tags & {"script", "img", "iframe", "object", "link", "base", "form"}
    assert not [a for _, a in page.tags if any(name.startswith("on") for name in a)]
    assert [a["href"] for t, a in page.tags if t == "a"] == []
    assert "{{ 7*7 }}" in page.said and "\x00" not in html
    assert "default-src 'none'" in html


def test_the_style_is_the_one_that_the_policy_names() -> None:
    """If the hash were wrong a browser would show the report without its style; and no script may run at all."""
    import base64
    import hashlib
    import re

    html = render(REPORT)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"sha256-{digest}" in html
    assert "script-src" not in html


def test_the_same_report_is_the_same_bytes_everywhere() -> None:
    """Time zone, locale and the seed of hashes play no part."""
    script = (
        "import importlib.util as u, hashlib;"
        "s = u.spec_from_file_location('t', 'tests/test_report.py');"
        "t = u.module_from_spec(s); s.loader.exec_module(t);"
        "print(hashlib.sha256(t.render(t.REPORT).encode()).hexdigest())"
    )
    found = set()
    places = ("0", "UTC", "C"), ("1", "Pacific/Kiritimati", "C.UTF-8"), ("2", "America/Lima", "de_DE.UTF-8")
    for seed, zone, locale in places:
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        found.add(subprocess.check_output([sys.executable, "-c", script], cwd=ROOT, env=environment))
    assert len(found) == 1


def test_a_report_reads_no_clock() -> None:
    """A report of 2024 made in 2030 is the one made in 2025."""
    for path in (ROOT / "kg" / "reports").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        for call in ("today(", "now(", "time.time", "import random", "uuid"):
            assert call not in text, f"{path.name}: {call}"


# -- small pictures ------------------------------------------------------------------------------


def test_a_line_stops_where_there_are_no_data() -> None:
    """2020 to 2022 are missing: the line of 2016 to 2019 does not run on to 2023, which is a dot."""
    svg = sparkline(KOTRA)
    assert svg.count("<polyline") == 1 and svg.count("<circle") == 1
    line = svg.split("<polyline")[1].split('points="')[1].split('"')[0]
    assert len(line.split()) == 4
    gap = sparkline([(2016, 1, 1, 1), (2017, 2, 2, 2), (2018, None, None, None), (2019, 3, 3, 3), (2020, 4, 4, 4)])
    assert gap.count("<polyline") == 2
    assert sparkline([]) == sparkline([(2020, None, None, None)]) == ""


def test_two_sources_cannot_be_one_line() -> None:
    """Where a year comes twice, two series were put together."""
    with pytest.raises(KgError, match="each year once"):
        sparkline([(2016, 0.9, None, None), (2016, 0.8, None, None)])
    with pytest.raises(KgError, match="in order"):
        sparkline([(2017, 0.9, None, None), (2016, 0.8, None, None)])


@pytest.mark.parametrize("values", [[0.0], [5.0, 5.0], [-1.0, 1e300], [1e-300, 0.0]])
def test_any_values_stay_inside_the_picture(values: list[float]) -> None:
    """One value, equal values and values far apart: every point lies in the picture."""
    svg = sparkline([(2000 + k, v, v, v) for k, v in enumerate(values)], width=100, height=20)
    numbers = svg.split('points="')[1].split('"')[0].replace(",", " ").split() if "points" in svg else ["50", "10"]
    assert "nan" not in svg and "inf" not in svg
    assert all(0 <= float(n) <= 100 for n in numbers[::2]) and all(0 <= float(n) <= 20 for n in numbers[1::2])


def test_the_interval_is_drawn_where_there_is_one() -> None:
    """A band behind the line, and nothing where lo, value and hi are one."""
    assert "<polygon" in sparkline([(2019, 0.5, 0.4, 0.6), (2020, 0.5, 0.5, 0.5)])
    assert "<polygon" not in sparkline([(2019, 0.5, 0.5, 0.5), (2020, 0.5, None, None)])


# -- windows -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),  # a leap year
        ("2024-W43", "2024-10-21", "2024-10-27"),
        ("2020-W53", "2020-12-28", "2021-01-03"),  # ISO 8601: 2020 has 53 weeks
        ("2025-W01", "2024-12-30", "2025-01-05"),  # and weeks begin in the year before
    ],
)
def test_windows_are_absolute_days(name: str, start: str, end: str) -> None:
    """Years, months and ISO weeks, checked against the calendar."""
    window = parse(name)
    assert (window.start, window.end) == (start, end)
    assert holding(start, window.kind) == holding(end, window.kind) == window
    assert following(previous(window)) == window
    assert previous(window).end == str(date.fromisoformat(start) - timedelta(days=1))


@pytest.mark.parametrize(
    "name",
    [
        "",
        "24",
        "2024-13",
        "2024-00",
        "2024-W54",
        "2024-W53",
        "2024-W00",
        "2024-w43",
        "2024-10-08",
        "0000",
        "２０２４",
        "2024-W1",
        "2024 ",
        "2024\n",
        "yesterday",
    ],
)
def test_what_is_no_window_is_refused(name: str) -> None:
    """The message says what would do; nothing is guessed."""
    with pytest.raises(Usage, match="--window"):
        parse(name)


def test_every_window_since_the_last_success_is_due_the_oldest_first() -> None:
    """Three weeks were missed over New Year, and one is still running: it is not due."""
    assert [w.name for w in due("week", "2025-01-08", done="2024-W51")] == ["2024-W52", "2025-W01"]
    assert [w.name for w in due("month", "2024-12-31", done="2024-10")] == ["2024-11", "2024-12"]
    assert [w.name for w in due("month", "2024-12-30", done="2024-11")] == []
    assert [w.name for w in due("year", "2025-06", first="2022-05-01")] == ["2022", "2023", "2024"]
    assert [w.name for w in due("year", "2025-06")] == ["2024"]
    assert due("month", "2024-05-31", done="2030-01") == []
    with pytest.raises(Usage, match="no date"):
        due("month", "soon")
    with pytest.raises(Usage, match="year, month, week"):
        due("fortnight", "2024")


def test_a_report_that_changed_its_rhythm_goes_on_where_it_ended() -> None:
    """After the report of October 2024 weekly ones begin with the week in which October ended."""
    assert [w.name for w in due("week", "2024-11-17", done="2024-10")] == ["2024-W45", "2024-W46"]


# -- what to install -----------------------------------------------------------------------------


def test_a_timer_makes_up_for_time_switched_off() -> None:
    """systemd runs it once after a missed time; a path with blanks and per cent signs stays one word."""
    text = schedule("systemd", "/opt/my kg/bin/kg", ["--store", "/srv/50% $HOME"], "/srv/kg")
    assert "Persistent=true" in text and 'ExecStart="/opt/my kg/bin/kg" report due --store "/srv/50%% $$HOME"' in text
    assert "WorkingDirectory=/srv/kg" in text and "password=" not in text.lower().replace("kg_neo4j_password=...", "")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    """What is printed can be installed as it is."""
    text = schedule("systemd", shutil.which("true") or "/bin/true", ["--store", "/srv/kg data"])
    service, timer = text.split("# ~/.config/systemd/user/kg-report.timer")
    (tmp_path / "kg-report.service").write_text(service)
    (tmp_path / "kg-report.timer").write_text(timer)
    command = ["systemd-analyze", "verify", "--user", str(tmp_path / "kg-report.timer")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "kg-report" not in done.stderr, done.stderr


def test_a_line_of_cron_is_one_command() -> None:
    """Five fields of time, then a command that a shell reads back word by word; cron turns \\% into %."""
    line = schedule("cron", "/opt/my kg/bin/kg", ["--store", "/srv/50% 'x'; rm -rf y"]).splitlines()[-1]
    fields = line.split(" ", 5)
    assert all(set(f) <= set("0123456789*") for f in fields[:5])
    words = shlex.split(fields[5].replace(r"\%", "%"))
    assert words == ["/opt/my kg/bin/kg", "report", "due", "--store", "/srv/50% 'x'; rm -rf y"]


@pytest.mark.parametrize(
    ("kind", "program", "arguments", "what"),
    [
        ("systemd", "kg", [], "absolute"),
        ("cron", "./kg", [], "absolute"),
        ("cron", "/bin/kg", ["a\n* * * * * evil"], "line break"),
        ("windows", "/bin/kg", [], "systemd or cron"),
    ],
)
def test_what_cannot_be_scheduled_is_refused(kind: str, program: str, arguments: list[str], what: str) -> None:
    """A timer starts nowhere in particular, so paths are absolute; a line break would be a second line."""
    with pytest.raises(Usage, match=what):
        schedule(kind, program, arguments)


# -- named reports -------------------------------------------------------------------------------


def test_the_reports_that_come_with_the_product() -> None:
    """The question of the demo, and what changed."""
    reports = config.load()
    assert reports["dependence"].of == ("PRK",) and reports["dependence"].on == ("CHN", "RUS")
    assert reports["dependence"].dimensions == ("arms", "treaties", "trade", "votes", "events", "text")
    assert reports["weekly"].every == "week" and "TROOP_DEPLOYMENT" in reports["weekly"].relations
    with pytest.raises(Usage, match="there are: changes, dependence, weekly"):
        config.named("depend")


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a:\n  title: x\n  colour: red\n", 3, "unknown field 'colour'"),
        ("a:\n  about: x\n", 2, "needs a title"),
        ("a:\n  title: x\n  every: day\n", 3, "every 'day'; there are year, month, week"),
        ("a:\n  title: x\n  relations: [ALLIED_WITH, FRIENDS]\n", 3, "'FRIENDS'"),
        ("a:\n  title: x\n  of: PRK\n", 2, "go together"),
        ("a:\n  title: x\n  title: y\n", 3, "there twice"),
        ("a:\n  title: x\na:\n  title: x\n", 3, "there twice"),
        ("a:\n  title: [x]\n", 2, "title should be text"),
        ("a: &x\n  title: x\nb: *x\n", 3, "alias"),
        ("- a\n", 1, "list of named reports"),
        ("a:\n  title: 'x\n", 3, "no YAML"),
        ("../a:\n  title: x\n", 2, "will name a file"),
    ],
)
def test_a_mistake_in_the_list_of_reports_is_named_with_its_line(
    tmp_path: Path, text: str, line: int, what: str
) -> None:
    """File, line, what was found and what would do."""
    path = tmp_path / "reports.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as error:
        config.load(path)
    assert what in str(error.value) and f"{path}:{line}:" in str(error.value)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"a: " + b"[" * 1500, b"x" * 2_000_000])
def test_what_is_no_list_of_reports_is_refused(tmp_path: Path, content: bytes) -> None:
    """Other encodings, an empty file, a file that nests without end, a file that is far too large."""
    path = tmp_path / "reports.yaml"
    path.write_bytes(content)
    with pytest.raises(BadInput):
        config.load(path)
    with pytest.raises(BadInput, match="cannot be read"):
        config.load(tmp_path / "missing.yaml")


def test_norway_is_a_state_and_no_falsehood(tmp_path: Path) -> None:
    """YAML reads a bare NO as false; here it stays what was written."""
    path = tmp_path / "reports.yaml"
    path.write_text("a:\n  title: On\n  of: [NO]\n  on: off\n  dimensions: votes\n", encoding="utf-8")
    assert config.load(path)["a"] == config.Config("a", "On", of=("NO",), on=("off",), dimensions=("votes",))


# -- when a report is due ------------------------------------------------------------------------


def wire(folder: Path, day: str, text: str) -> Path:
    """One article of that day."""
    file = folder / f"{day}.txt"
    file.write_text(f"Troops\nWire, {day}\n\n{text}\n")
    return file


def weekly(folder: Path) -> Path:
    own = folder / "own.yaml"
    own.write_text("weeks:\n  title: Weeks\n  every: week\n")
    return own


def test_an_article_dated_in_a_year_to_come_makes_no_report_of_weeks_to_come(tmp_path: Path) -> None:
    """2093 is a slip of the pen. The weeks up to the newest article that has come are reported, and no other."""
    with kg.open(tmp_path / "data") as work:
        work.load([wire(tmp_path, "2024-10-07", SENT.text), wire(tmp_path, "2024-10-27", DENIAL.text)])
        work.load([wire(tmp_path, "2093-03-01", "Kenya sent 900 troops to Haiti.")])
        assert [r["window"] for r in reports_due(work, None, weekly(tmp_path))] == ["2024-W41", "2024-W42", "2024-W43"]
        work.load([wire(tmp_path, "2024-11-03", "Kenya sent 800 troops to Haiti.")])
        assert [r["window"] for r in reports_due(work, None, weekly(tmp_path))] == ["2024-W44"]


def test_reports_of_weeks_to_come_that_were_made_once_do_not_stop_those_that_are_due(tmp_path: Path) -> None:
    """Whoever asked for the report of a week of 2093 still gets that of the week that is over."""
    with kg.open(tmp_path / "data") as work:
        work.load([wire(tmp_path, "2024-10-20", SENT.text)])
        work.report("weeks", "2093-W01", config=weekly(tmp_path))
        assert [r["window"] for r in reports_due(work, None, weekly(tmp_path))] == ["2024-W42"]


def test_a_month_that_is_not_over_is_not_due_by_an_article_dated_by_its_month(tmp_path: Path) -> None:
    """An article of "this month" came out on one of its days so far, and not on its last one."""
    month = date.today().strftime("%Y-%m")
    file = tmp_path / "now.txt"
    file.write_text(f"---\npublished: {month}\nsource: Wire\n---\n{SENT.text}\n")
    own = tmp_path / "own.yaml"
    own.write_text("months:\n  title: Months\n  every: month\n")
    with kg.open(tmp_path / "data") as work:
        work.load([file])
        over = (date.today() + timedelta(days=1)).day == 1
        assert [r["window"] for r in reports_due(work, None, own)] == [month] * over


def test_a_week_is_reported_again_when_an_article_of_it_comes_late(tmp_path: Path) -> None:
    """The report of a week holds what was known by its end; what nobody had loaded then is no part of it until it is."""
    own = weekly(tmp_path)
    with kg.open(tmp_path / "data") as work:
        work.load([wire(tmp_path, "2024-10-06", SENT.text), wire(tmp_path, "2024-10-20", SENT.text)])
        first = {r["window"]: Path(r["file"]) for r in reports_due(work, None, own)}
        assert list(first) == ["2024-W40", "2024-W41", "2024-W42"]
        before = {window: file.read_bytes() for window, file in first.items()}
        assert reports_due(work, None, own) == []
        work.load([wire(tmp_path, "2024-10-13", "Kenya sent 900 troops to Haiti.")])
        again = reports_due(work, None, own)
        assert [(r["window"], r["status"]) for r in again] == [("2024-W41", "written"), ("2024-W42", "written")]
        assert first["2024-W40"].read_bytes() == before["2024-W40"]
        assert b"Haiti" in first["2024-W41"].read_bytes()
        assert reports_due(work, None, own) == []


def test_what_a_reviewer_rejects_goes_out_of_the_reports_that_told_of_it(tmp_path: Path) -> None:
    """What reviewers decide holds for past views too."""
    own = weekly(tmp_path)
    with kg.open(tmp_path / "data") as work:
        work.load([wire(tmp_path, "2024-10-20", "Kenya sent 900 troops to Haiti.")])
        [made] = reports_due(work, None, own)
        [fact] = work.facts()
        work.decide("reject", fact.id)
        assert [r["window"] for r in reports_due(work, None, own)] == ["2024-W42"]
        assert "900 troops" not in Path(made["file"]).read_text(encoding="utf-8")


def test_a_decision_lists_no_report_of_a_week_before_what_it_is_on(tmp_path: Path) -> None:
    """The earlier week's file names the record as it is now, and says nothing else: whoever reads the list is spared."""
    own = weekly(tmp_path)
    with kg.open(tmp_path / "data") as work:
        work.load(
            [wire(tmp_path, "2024-10-13", SENT.text), wire(tmp_path, "2024-10-20", "Kenya sent 900 troops to Haiti.")]
        )
        assert len(reports_due(work, None, own)) == 2
        [fact] = [f for f in work.facts() if f.subject.key == "KEN"]
        work.decide("reject", fact.id)
        assert [r["window"] for r in reports_due(work, None, own)] == ["2024-W42"]
        assert work.report("weeks", "2024-W41", config=own)["status"] == "unchanged"


def test_the_year_before_is_named_and_a_table_without_a_date_too(tmp_path: Path) -> None:
    """Deliveries of 2012 and 2015: in the report of 2024 the value before is of 2012, and not of 2023."""
    egypt, states = Actor("EGY", "state", "EGY", "EGY"), [Actor(s, "state", s, s) for s in ("RUS", "USA")]
    table = Document("sipri", "SIPRI", "", None, "sipri", "undated 1", digest="1" * 64)
    deals = [
        Claim(Passage(table.id, year, row=row), "ARMS_TRANSFER", by, egypt, since=year, until=year, matter=str(row),
              details={"tiv": 10.0, "years": year})
        for row, (year, by) in enumerate([("2012", states[0]), ("2015", states[1])])
    ]  # fmt: skip
    own = tmp_path / "own.yaml"
    own.write_text("cairo:\n  title: Cairo\n  every: year\n  of: [Egypt]\n  on: [USA]\n  dimensions: [arms]\n")
    with kg.open(tmp_path / "data") as work:
        work.log.add([Source("sipri", "SIPRI")], [table], deals)
        text = Page(Path(work.report("cairo", "2024", config=own)["file"]).read_text(encoding="utf-8")).text
    assert "0.0 % in 2012" in " ".join(text.split())
    assert "as known on 2024-12-31: sipri: no date of publication, so in every past view" in text


def test_a_data_set_reaches_as_far_as_its_codebook_says(tmp_path: Path) -> None:
    """The last entry of a part of ATOP is of 2015; that no pact began or ended until 2018 is told by it too."""
    prk, chn = (Actor(s, "state", s, s) for s in ("PRK", "CHN"))
    table = Document("atop", "ATOP", "", "2022-01-01", "atop", "5.1", digest="1" * 64)
    pact = Claim(Passage(table.id, "3", row=2), "ALLIED_WITH", prk, chn, since="1961", until="2015", matter="3")
    with kg.open(tmp_path / "data") as work:
        work.log.add([Source("atop", "ATOP")], [table], [pact])
        window = parse("2024")
        assert health(work, [table.id], window, previous(window)).coverage == (("atop 5.1", 2018),)
