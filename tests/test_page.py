"""The page of the graph: what it shows, in a real browser without a network, and what it must never do."""

from __future__ import annotations

import ast
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from kg.errors import Usage
from kg.views.evidence import Edge, Sentence, bounded, safe_url
from kg.views.layout import HIGH, TIGHT, WIDE, positions
from kg.views.page import Node, View, page, view_of
from kg.views.select import select

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]

SENT = Sentence(
    "Pyongyang sent up to 12,000 soldiers to Russia.",
    "reported",
    speaker="South Korea",
    document="Troops on the move",
    outlet="Meridian Wire",
    published="2024-10-18",
    url="https://news.example/troops",
)
DENIAL = Sentence(
    "No soldiers were sent.", "asserted", "negative", "Russia", "Moscow answers", "Harbour Post", "2024-10-21"
)
STATES = (Node("PRK", "North Korea"), Node("RUS", "Russia"), Node("CHN", "China"), Node("army:PRK-KPA", "KPA", "Army"))
TROOPS = Edge(
    "f1",
    "PRK",
    "RUS",
    "TROOP_DEPLOYMENT",
    "2024-10",
    None,
    "2024-10-18",
    "2024-10",
    "2024-12",
    0.62,
    "reported",
    True,
    "up to 12,000 troops",
    2,
    claims=(SENT, DENIAL),
)
TRADE = Edge(
    "f2",
    "PRK",
    "CHN",
    "TRADES_WITH",
    "2016",
    "2016",
    "2017",
    "2016",
    "2016",
    0.97,
    "asserted",
    False,
    "5.4 USD",
    1,
    "cow_trade 4.0, row 12",
    False,
)
DENIED = Edge(
    "f3", "RUS", "PRK", "ARMS_TRANSFER", "2024", None, "2024-11-02", "2024", "2024", 0.0, "denied", n_stories=0
)
VIEW = View(
    "North Korea", "2016 to 2024", STATES, (TROOPS, TRADE, DENIED), "PRK", ("3 undated ties",), ("Digest 3f2a",)
)


# -- in a browser --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install -e '.[dev]'")
    if CHROMIUM is None:
        pytest.skip("needs Chromium to open the page: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


class Opened:
    """A page in a browser without a network, and everything that it tried."""

    def __init__(self, browser: Any, file: Path, **context: Any):
        self.context = browser.new_context(offline=True, **({"viewport": {"width": 1280, "height": 800}} | context))
        self.tab = self.context.new_page()
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.tab.on("console", lambda m: self.complaints.append(m.text))
        self.tab.on("pageerror", lambda e: self.complaints.append(str(e)))
        self.tab.on("dialog", lambda d: (self.complaints.append(f"dialog {d.message}"), d.dismiss()))
        self.tab.on("request", lambda r: self.asked.append(r.url))
        self.tab.goto(file.as_uri())

    def text(self, selector: str) -> str:
        return str(self.tab.inner_text(selector))

    def where(self, script: str) -> tuple[float, float]:
        """A place of the canvas in the window, from a point that the script returns."""
        at = self.tab.evaluate(
            "() => { const n = kgPage.network; const p = n.canvasToDOM((" + script + ")(n));"
            " const c = document.getElementById('canvas').getBoundingClientRect(); return [c.x + p.x, c.y + p.y]; }"
        )
        return at[0], at[1]

    def middle(self, a: str, b: str) -> tuple[float, float]:
        return self.where(
            f"n => {{ const p = n.getPosition({a!r}), q = n.getPosition({b!r});"
            " return {x: p.x + (q.x - p.x) / 3, y: p.y + (q.y - p.y) / 3}; }"
        )

    def shown(self) -> list[str]:
        return sorted(self.tab.evaluate("() => [...kgPage.shownFacts].map(k => kgPage.facts[k].id)"))

    def slide(self, id: str, value: int) -> None:
        self.tab.evaluate(
            "([id, v]) => { const s = document.getElementById(id); s.value = v; s.dispatchEvent(new Event('input')); }",
            [id, value],
        )


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Any]:
    tabs: list[Opened] = []

    def open_(view: View | str, **context: Any) -> Opened:
        file = tmp_path / f"page{len(tabs)}.html"
        file.write_text(view if isinstance(view, str) else page(view), encoding="utf-8")
        tabs.append(Opened(browser, file, **context))
        return tabs[-1]

    yield open_
    for tab in tabs:
        tab.context.close()


def test_the_page_asks_for_nothing_and_complains_of_nothing(opened: Any) -> None:
    """With the network off the whole page works; it asks for no file but itself."""
    tab = opened(VIEW)
    tab.tab.wait_for_timeout(300)
    assert len(tab.asked) == 1 and tab.asked[0].startswith("file:")
    assert tab.complaints == []
    assert tab.text("h1") == "North Korea"
    assert "3 undated ties" in tab.text("#left-out")
    assert "Shown: 3 ties of 3 as 3 lines" in tab.text("#status")
    assert "Digest 3f2a" in tab.text("body > footer")


HOSTILE = (
    "<script>window.ran=1</script>",
    "<img src=x onerror=window.ran=2>",
    '<a href="javascript:window.ran=3">href</a>',
    "</script><script>window.ran=4</script><!--",
    "javascript:window.ran=5",
    "{{ 7*7 }}${7*7}\u2028\u202e\x00\ud800'\"><svg/onload=window.ran=6>",
)


def test_hostile_text_is_shown_and_never_run(opened: Any) -> None:
    """Headlines, names, speakers, ids and addresses that try to be code are shown as the text that they are."""
    nodes = [Node(f"n{k}<b>", text, "State") for k, text in enumerate(HOSTILE)]
    edges = [
        Edge(
            f'f{k}"><i>',
            nodes[k].id,
            nodes[(k + 1) % len(nodes)].id,
            "ACCUSES",
            quantity=text,
            origin=text,
            claims=(Sentence(text, "asserted", "positive", text, text, text, "2024", text),),
        )
        for k, text in enumerate(HOSTILE)
    ]
    tab = opened(View(HOSTILE[0], HOSTILE[1], tuple(nodes), tuple(edges), None, (HOSTILE[3],), (HOSTILE[2],)))
    assert tab.text("h1") == HOSTILE[0] and tab.text(".subtitle") == HOSTILE[1]
    for node in nodes:  # names pop up where the pointer is
        tab.tab.mouse.move(*tab.where(f"n => n.getPosition({node.id!r})"))
        tab.tab.wait_for_timeout(180)
        if node.label == HOSTILE[2]:
            assert tab.text("div.vis-tooltip") == HOSTILE[2]
    for number, text in enumerate(HOSTILE[:5]):
        tab.tab.evaluate("k => document.querySelectorAll('#table tbody button')[k].click()", number)
        assert text in tab.text("#panel blockquote p")
    tab.tab.evaluate("document.getElementById('table').open = true")
    in_table = tab.tab.evaluate("[...document.querySelectorAll('#table bdi')].map(e => e.textContent)")
    assert set(HOSTILE[:5]) <= set(in_table)
    assert tab.tab.evaluate("window.ran") is None
    assert tab.tab.evaluate("document.querySelectorAll('img, iframe, object, embed, svg[onload]').length") == 0
    assert tab.tab.evaluate("[...document.links].filter(a => !/^https?:$/.test(a.protocol)).length") == 0
    assert tab.complaints == [] and len(tab.asked) == 1


def test_even_a_script_that_got_in_would_not_run(opened: Any) -> None:
    """The policy of the page runs the scripts whose hashes it names, and no other."""
    tab = opened(page(VIEW).replace("</h1>", "</h1><script>window.ran=1</script><img src=x onerror='window.ran=2'>", 1))
    tab.tab.wait_for_timeout(200)
    assert tab.tab.evaluate("window.ran") is None
    assert "Shown: 3 ties" in tab.text("#status")


def test_a_click_on_a_tie_opens_its_sentences(opened: Any) -> None:
    """A reported deployment shows who says so, where and when, how firmly, and who denies it."""
    view = replace(VIEW, edges=(TROOPS, TRADE))
    tab = opened(view)
    tab.tab.mouse.click(*tab.middle("PRK", "RUS"))
    said = tab.text("#panel")
    assert said.startswith("North Korea → Russia")
    for words in (
        "up to 12,000 troops",
        "contested",
        "2 independent reports",
        "belief 0.62",
        "first said 2024-10-18",
        SENT.text,
        "reported",
        "according to South Korea",
        "Meridian Wire",
        "2024-10-18",
        DENIAL.text,
        "denies (asserted)",
        "Harbour Post",
        "kg explain f1",
    ):
        assert words in said
    links = tab.tab.query_selector_all("#panel a")
    assert [(a.get_attribute("href"), a.get_attribute("rel")) for a in links] == [(SENT.url, "noopener noreferrer")]
    assert tab.tab.eval_on_selector_all("#panel blockquote.denies p", "e => e.map(p => p.textContent)") == [DENIAL.text]
    assert tab.complaints == []


def test_what_news_tells_stands_above_the_rows_of_tables(opened: Any) -> None:
    """Ten years of trade are ten rows of one table, and no better told than what two papers report."""
    years = tuple(replace(TRADE, id=f"t{year}", since=str(year), until=str(year)) for year in range(2010, 2020))
    tab = opened(View("North Korea", "", STATES, (*years, TROOPS), "PRK"))
    first = tab.tab.eval_on_selector("#panel .ties button", "e => e.textContent")
    assert "troop deployment" in first


def test_a_click_on_a_node_lists_its_ties(opened: Any) -> None:
    """China has one tie here; from the list it opens to its row of the table."""
    tab = opened(VIEW)
    tab.tab.mouse.click(*tab.where("n => n.getPosition('CHN')"))
    assert tab.text("#panel").startswith("China") and "1 tie shown" in tab.text("#panel")
    tab.tab.click("#panel .ties button")
    assert "China – North Korea" in tab.text("#panel") and "cow_trade 4.0, row 12" in tab.text("#panel")


def test_legend_filters_by_relation_and_by_hedge(opened: Any) -> None:
    """What is unticked is hidden, in the picture and in the table, and the page counts what is left."""
    tab = opened(VIEW)
    tab.tab.uncheck("#relations input[value=TROOP_DEPLOYMENT]")
    assert tab.shown() == ["f2", "f3"] and "Shown: 2 ties of 3" in tab.text("#status")
    assert tab.tab.evaluate("document.getElementById('fact-f1').hidden") is True
    assert tab.tab.evaluate("kgPage.network.body.data.edges.length") == 2
    tab.tab.uncheck("#hedges input[value=denied]")
    assert tab.shown() == ["f2"]
    tab.tab.click("#none")
    assert tab.shown() == []
    tab.tab.click("#all")
    assert tab.shown() == ["f1", "f2"]
    tab.tab.check("#contested")
    assert tab.shown() == ["f1"]
    assert tab.complaints == []


def test_time_hides_what_was_not_so_then_or_not_yet_known(opened: Any) -> None:
    """Trade of 2016 was known in 2017; the troops of October 2024 were reported that month."""
    undated = Edge("f4", "CHN", "RUS", "SUPPORTS")
    tab = opened(replace(VIEW, edges=(*VIEW.edges, undated)))
    assert tab.shown() == ["f1", "f2", "f3", "f4"]
    tab.slide("time-to", 2016 * 12 + 11)
    assert tab.shown() == ["f2"]
    assert tab.text("#time-to-text") == "2016-12"
    tab.tab.check("#undated")
    assert tab.shown() == ["f2", "f4"]
    tab.tab.select_option("#time-by", "said")
    assert tab.shown() == ["f4"]
    tab.slide("time-to", 2024 * 12 + 9)
    assert tab.shown() == ["f1", "f2", "f4"]


def test_search_finds_a_node_by_name_or_id(opened: Any) -> None:
    """A part of a name or an id is enough; the node is in the middle of the picture and its ties are listed."""
    tab = opened(VIEW)
    assert tab.tab.eval_on_selector_all("#names option", "o => o.map(e => e.value)")[0] == "North Korea"
    tab.tab.fill("#search", "chin")
    tab.tab.press("#search", "Enter")
    tab.tab.wait_for_timeout(500)
    assert tab.text("#panel").startswith("China")
    box = tab.tab.query_selector("#canvas").bounding_box()
    x, y = tab.where("n => n.getPosition('CHN')")
    assert abs(x - box["x"] - box["width"] / 2) < 3 and abs(y - box["y"] - box["height"] / 2) < 3
    tab.tab.fill("#search", "Atlantis")
    tab.tab.press("#search", "Enter")
    assert tab.text("#search-result") == "no such node here"


def test_keys_are_enough(opened: Any) -> None:
    """Without a pointer: from the table's button to the evidence, and back with Escape."""
    tab = opened(VIEW)
    tab.tab.focus("#table summary")
    tab.tab.keyboard.press("Enter")
    tab.tab.focus("#fact-f1 button")
    tab.tab.keyboard.press("Enter")
    assert SENT.text in tab.text("#panel")
    tab.tab.keyboard.press("Escape")
    assert tab.text("#panel").startswith("Evidence")


def test_the_picture_can_be_kept_as_png(opened: Any) -> None:
    """The button gives a file that is a PNG."""
    tab = opened(VIEW)
    with tab.tab.expect_download() as download:
        tab.tab.click("#png")
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
    assert tab.complaints == []


def test_without_scripts_the_table_tells_all(opened: Any) -> None:
    """Where scripts are off the ties can be read with their sentences, hedges and denials."""
    tab = opened(VIEW, java_script_enabled=False)
    tab.tab.click("#table summary")
    table = tab.text("#table")
    for words in ("troop deployment", "up to 12,000 troops", SENT.text, "denies (asserted)", "Harbour Post", "denied"):
        assert words in table
    assert "needs JavaScript" in tab.text("body")


def test_a_phone_shows_it_without_sideways_scrolling(opened: Any) -> None:
    """At 390 pixels the picture and the evidence stand below each other."""
    tab = opened(VIEW, viewport={"width": 390, "height": 844})
    assert tab.tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert tab.tab.evaluate("document.getElementById('canvas').clientHeight") > 300
    assert tab.tab.query_selector("#panel").bounding_box()["width"] > 350


def test_an_empty_view_is_a_page_that_says_so(opened: Any) -> None:
    """No ties is an answer too."""
    tab = opened(View("Nothing", left_out=("ATL has no ties in this selection",)))
    assert "ATL has no ties" in tab.text("#left-out") and "0 ties" in tab.text("#status")
    assert tab.complaints == []


def test_300_nodes_are_drawn_and_searched(opened: Any) -> None:
    """The default budget, full: 300 nodes and 1,000 ties in one picture."""
    tab = opened(many(300, 1000))
    assert "Shown: 1,000 ties of 1,000" in tab.text("#status")
    tab.tab.fill("#search", "State 17")
    tab.tab.press("#search", "Enter")
    assert tab.text("#panel").startswith("State 17")
    assert tab.complaints == [] and len(tab.asked) == 1


# -- as text -------------------------------------------------------------------------------------


def many(nodes: int, edges: int, seed: int = 3) -> View:
    chance = random.Random(seed)
    pairs = list(nx.barabasi_albert_graph(nodes, 3, seed=seed).edges)
    chosen = [pairs[k] if k < len(pairs) else chance.choice(pairs) for k in range(edges)]
    relations = ("ALLIED_WITH", "ARMS_TRANSFER", "COMBAT", "TRADES_WITH", "ACCUSES")
    return View(
        "Many",
        nodes=tuple(Node(f"n{k}", f"State {k}") for k in range(nodes)),
        edges=tuple(
            Edge(f"f{k}", f"n{a}", f"n{b}", chance.choice(relations), "2020") for k, (a, b) in enumerate(chosen)
        ),
    )


def test_the_same_view_gives_the_same_bytes() -> None:
    """Whatever the zone, the locale and the seed of hashes; the layout is worked out in the page."""
    script = (
        "import sys, hashlib; sys.path.insert(0, 'tests'); import importlib.util as u;"
        "s = u.spec_from_file_location('t', 'tests/test_page.py'); t = u.module_from_spec(s); s.loader.exec_module(t);"
        "print(hashlib.sha256((t.page(t.VIEW) + t.page(t.many(70, 150))).encode()).hexdigest())"
    )
    found = set()
    for seed, zone, locale in (("0", "UTC", "C"), ("1", "Pacific/Kiritimati", "C.UTF-8")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        found.add(subprocess.check_output([sys.executable, "-c", script], cwd=ROOT, env=environment))
    assert len(found) == 1


def test_each_tie_of_a_pair_has_its_own_curve() -> None:
    """An alliance, a delivery and a sanction between two states are three lines, none upon another."""
    from kg.views.page import _lines, _network

    told = ("A", "B", "ALLIED_WITH"), ("A", "B", "ARMS_TRANSFER"), ("B", "A", "SANCTIONS"), ("B", "A", "ACCUSES")
    edges = tuple(Edge(f"f{k}", *ends) for k, ends in enumerate(told))
    view = View("x", nodes=(Node("A", "A", x=0, y=0), Node("B", "B", x=100, y=0)), edges=edges)
    drawn = _network(view, _lines(edges)).edges
    # Seen from A, a curve to the left of B→A lies to the right.
    sides = {(e["smooth"]["type"] == "curvedCCW") ^ (e["from"] == "B") for e in drawn if e["smooth"]["enabled"]}
    curves = {(e["smooth"]["roundness"], (e["smooth"]["type"] == "curvedCCW") ^ (e["from"] == "B")) for e in drawn}
    assert len(drawn) == 4 and len(curves) == 4 and sides == {True, False}


def test_deliveries_of_one_kind_are_one_line_that_opens_into_all() -> None:
    """Forty deliveries told alike are one line; the one that is denied is another."""
    from kg.views.page import _lines

    deals = [Edge(f"f{k}", "RUS", "IND", "ARMS_TRANSFER") for k in range(40)]
    lines = _lines([*deals, Edge("no", "RUS", "IND", "ARMS_TRANSFER", hedge="denied")])
    assert sorted((line.hedge, len(line.facts)) for line in lines) == [("asserted", 40), ("denied", 1)]


def test_two_pledges_of_one_pact_are_one_line_with_two_arrows() -> None:
    """What holds both ways is drawn once; a pledge that binds one side only has one arrow, at the side it protects."""
    from kg.views.page import _lines

    both = [Edge("f1", "POL", "ROU", "ALLIED_WITH"), Edge("f2", "ROU", "POL", "ALLIED_WITH")]
    one = Edge("f3", "FRA", "BEL", "ALLIED_WITH")
    talks = Edge("f4", "CHN", "USA", "MEETS_WITH", directed=False)
    drawn = [(line.source, line.target, line.heads, len(line.facts)) for line in _lines([*both, one, talks])]
    assert drawn == [
        ("BEL", "FRA", (True, False), 1),
        ("CHN", "USA", (False, False), 1),
        ("POL", "ROU", (True, True), 2),
    ]


def test_of_many_sentences_the_denials_are_kept() -> None:
    """A page shows twelve sentences of a tie, counts the others, and never drops the one that denies."""
    claims = (*(replace(SENT, text=f"sentence {k}") for k in range(30)), DENIAL)
    html = page(replace(VIEW, edges=(replace(TROOPS, claims=claims),)))
    assert DENIAL.text in html and '"more":19' in html and "sentence 11" not in html


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "https:///x",
        "https://u:p@bank.example/",
        "http://a b/",
        "https://a.example/\u202egpj",
        "https://xn--/\x00",
        "file:///etc/passwd",
        "https://[::1",
        "",
        None,
        5,
    ],
)
def test_only_plain_web_addresses_become_links(address: Any) -> None:
    """Everything else is shown as text."""
    assert safe_url(address) is None


def test_long_text_is_cut_and_says_so() -> None:
    """A sentence of a megabyte does not fill the page."""
    assert len(bounded("x" * 10**6)) == 600 and bounded("x" * 10**6).endswith("…")
    assert bounded("a\n\tb \x00c") == "a b \ufffdc"


def test_pyvis_is_the_builder_and_nothing_more() -> None:
    """from_nx changes the caller's graph, show asks the network, heading and select_menu run what they are given."""
    wrong = []
    for path in (ROOT / "kg").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in ("from_nx", "show", "generate_html", "write_html"):
                wrong.append(f"{path.name}:{node.lineno} {node.attr}")
            if isinstance(node, ast.keyword) and node.arg in ("heading", "select_menu", "filter_menu"):
                wrong.append(f"{path.name}:{node.value.lineno} {node.arg}")
    assert wrong == []


def test_scripts_of_the_page_never_write_html() -> None:
    """Text reaches the page through textContent only."""
    script = (ROOT / "kg" / "views" / "page.js").read_text(encoding="utf-8")
    for call in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
        assert call not in script


# -- what to show --------------------------------------------------------------------------------


def graph(*edges: tuple[str, str, str, dict[str, Any]]) -> nx.MultiDiGraph:
    made = nx.MultiDiGraph()
    usual = {"relation": "SUPPORTS", "source": "text", "n_stories": 1, "belief": 0.5}
    for a, b, key, data in edges:
        made.add_edge(a, b, key=key, **(usual | data))
    return made


def test_what_is_drawn_does_not_depend_on_the_order_of_loading() -> None:
    """The same facts in another order give the same part and the same words."""
    chance = random.Random(1)
    edges = [
        (f"s{chance.randrange(40)}", f"s{chance.randrange(40)}", f"f{k}", {"n_stories": chance.randrange(4)})
        for k in range(300)
    ]
    first, left = select(graph(*edges), limit=20, most_edges=50)
    chance.shuffle(edges)
    again, left_again = select(graph(*edges), limit=20, most_edges=50)
    assert list(first.edges(keys=True)) == list(again.edges(keys=True)) and list(first) == list(again)
    assert left == left_again
    assert len(first) <= 20 and first.number_of_edges() <= 50 and "ties; shown are those" in left[0]


def test_the_best_supported_ties_are_kept() -> None:
    """Three reports before one; and what was left out is counted."""
    g = graph(
        ("A", "B", "f1", {"n_stories": 1}), ("C", "D", "f2", {"n_stories": 3}), ("D", "E", "f3", {"n_stories": 2})
    )
    part, left_out = select(g, limit=3)
    assert sorted(part) == ["C", "D", "E"]
    assert left_out == ["2 of 5 nodes and 1 of 3 ties; shown are those with most independent reports"]


def test_fifty_deals_do_not_push_out_other_ties() -> None:
    """The first tie of each pair and relation comes before the second of any."""
    deals = [("RUS", "IND", f"d{k:02d}", {"relation": "ARMS_TRANSFER", "n_stories": 9}) for k in range(50)]
    part, _ = select(graph(*deals, ("IND", "USA", "z", {"n_stories": 1})), most_edges=10)
    assert part.has_edge("IND", "USA", key="z") and part.number_of_edges() == 10


def test_yearly_trade_does_not_push_arms_and_pacts_off_the_page() -> None:
    """COW tells North Korea's trade with 170 states year by year; SIPRI tells each deal with Russia once."""
    trade = [("PRK", f"s{k % 20:02d}", f"t{k:03d}", {"relation": "TRADES_WITH", "belief": 0.97}) for k in range(200)]
    third = [(f"s{k % 20:02d}", f"s{(k + 1 + k // 20) % 20:02d}", f"u{k:03d}", {"belief": 0.97}) for k in range(100)]
    deals = [("RUS", "PRK", f"d{k:02d}", {"relation": "ARMS_TRANSFER", "belief": 0.85}) for k in range(15)]
    part, _ = select(graph(*trade, *third, *deals), ego="PRK", most_edges=80)
    told = Counter(data["relation"] for *_, data in part.edges(data=True))
    assert told == {"TRADES_WITH": 45, "ARMS_TRANSFER": 15, "SUPPORTS": 20}


def test_around_one_state() -> None:
    """Depth 1 holds the neighbours and the ties between them, not theirs."""
    pairs = ("PRK", "CHN"), ("RUS", "PRK"), ("CHN", "RUS"), ("CHN", "USA"), ("X", "Y")
    g = graph(*((a, b, f"{a}-{b}", {}) for a, b in pairs))
    assert sorted(select(g, ego="PRK")[0]) == ["CHN", "PRK", "RUS"]
    assert [k for _, _, k in select(g, ego="PRK")[0].edges(keys=True)] == ["CHN-RUS", "PRK-CHN", "RUS-PRK"]
    assert sorted(select(g, ego="PRK", depth=2)[0]) == ["CHN", "PRK", "RUS", "USA"]
    nobody, left_out = select(g, ego="ATL")
    assert len(nobody) == 0 and left_out == ["ATL has no ties in this selection"]


def test_around_a_place_stands_what_is_told_of_it() -> None:
    """Fighting in Kursk is part of it; what those who fight there trade with each other is counted and left out."""
    g = graph(
        ("PRK", "region:RUS-Kursk", "sent", {"place": "region:RUS-Kursk"}),
        ("PRK", "UKR", "fight", {"place": "region:RUS-Kursk"}),
        ("PRK", "UKR", "trade", {}),
        ("UKR", "USA", "aid", {}),
    )
    g.nodes["region:RUS-Kursk"]["kind"] = "Region"
    part, left_out = select(g, ego="region:RUS-Kursk")
    assert sorted(k for _, _, k in part.edges(keys=True)) == ["fight", "sent"]
    assert left_out == ["1 tie of those around region:RUS-Kursk that are not told of it"]


def test_a_window_leaves_out_the_undated_and_says_so() -> None:
    """What text calls an event ends on its day; a treaty of a table without an end goes on."""
    g = graph(
        ("A", "B", "meeting", {"relation": "MEETS_WITH", "since": "2019-05"}),
        ("A", "B", "treaty", {"relation": "ALLIED_WITH", "source": "atop", "since": "1961", "until": None}),
        ("A", "B", "undated", {}),
    )
    part, left_out = select(g, start="2020", end="2024")
    assert [k for _, _, k in part.edges(keys=True)] == ["treaty"]
    assert left_out == ["1 undated tie, since a window was asked for"]
    assert select(g, relations=["MEETS_WITH"])[0].number_of_edges() == 1


def test_a_page_has_its_limit() -> None:
    """No picture of more than 1,000 nodes can be read."""
    with pytest.raises(Usage, match="1 to 1000"):
        select(nx.MultiDiGraph(), limit=1001)


def test_selecting_and_drawing_leave_the_graph_as_it_was() -> None:
    """Metrics computed after drawing are right: nothing is renamed or added on the caller's graph."""
    g = graph(("PRK", "CHN", "1", {"weight": 3}), ("PRK", "CHN", "2", {"relation": "ARMS_TRANSFER"}))
    g.nodes["PRK"]["label"] = "North Korea"
    before = [dict(g.nodes(data=True)), list(g.edges(keys=True, data=True))]
    part, _ = select(g, ego="PRK")
    page(view_of(part, {}, "x"))
    assert [dict(g.nodes(data=True)), list(g.edges(keys=True, data=True))] == before


def test_a_view_carries_what_the_claims_say() -> None:
    """From the graph and the opened claims to the words on the page."""
    g = graph(
        (
            "PRK",
            "RUS",
            "f1",
            {
                "relation": "TROOP_DEPLOYMENT",
                "quantity_max": 12000,
                "unit": "troops",
                "since": "2024-10",
                "known": "2024-10-18",
                "last_known": "2024-12-01",
                "hedge": "reported",
                "contested": True,
            },
        )
    )
    claim = {
        "text": SENT.text,
        "modality": "reported",
        "stance": "denies",
        "polarity": "negative",
        "speaker": None,
        "document": "T",
        "source": "Meridian Wire",
        "published": "2024-10-18",
        "url": "javascript:x",
    }
    (edge,) = view_of(g, {"f1": [claim]}, "x").edges
    assert (edge.quantity, edge.first, edge.last, edge.hedge, edge.contested) == (
        "up to 12,000 troops",
        "2024-10",
        None,  # nobody tells that they left
        "reported",
        True,
    )
    assert edge.last_known == "2024-12-01"
    assert edge.claims[0].denies and edge.claims[0].url is None and edge.claims[0].outlet == "Meridian Wire"


# -- where nodes stand ---------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 2, 10, 60, 150, 300])
def test_no_two_names_lie_on_each_other(size: int) -> None:
    """In a network of hubs, as alliances are, each node has room for itself; of 300 at most 1 in 50 is tight."""
    drawn = nx.barabasi_albert_graph(size, min(3, size - 1), seed=5) if size > 1 else nx.empty_graph(1)
    found = positions([str(n) for n in drawn], [(str(a), str(b)) for a, b in drawn.edges])
    points = sorted(found.values())
    tight = sum(
        abs(a[0] - b[0]) < WIDE * TIGHT * 0.9 and abs(a[1] - b[1]) < HIGH * TIGHT * 0.9
        for k, a in enumerate(points)
        for b in points[:k]
    )
    assert len(set(points)) == size and tight <= (size // 50 if size > 100 else 0)


def test_places_do_not_depend_on_the_order() -> None:
    """The same ties told in another order give the same picture."""
    pairs = [("A", "B"), ("B", "C"), ("C", "A"), ("D", "E"), ("F", "F")]
    first = positions(["A", "B", "C", "D", "E", "F", "G"], pairs)
    assert first == positions(["G", "F", "E", "D", "C", "B", "A"], [(b, a) for a, b in reversed(pairs)])


def test_parts_that_are_not_connected_lie_side_by_side() -> None:
    """Ten pairs do not lie upon each other."""
    pairs = [(f"a{k}", f"b{k}") for k in range(10)]
    found = positions([n for p in pairs for n in p], pairs)
    boxes = [[sorted(found[n][axis] for n in pair) for axis in (0, 1)] for pair in pairs]
    for k, (x, y) in enumerate(boxes):
        for u, v in boxes[:k]:
            assert x[1] < u[0] or u[1] < x[0] or y[1] < v[0] or v[1] < y[0]
