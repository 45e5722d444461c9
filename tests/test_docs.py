"""Documentation cannot fall behind: pages are what the product says of itself, examples run."""

from __future__ import annotations

import doctest
import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
from test_shape import modules

from kg.documentation import INTERVALS, PAGES
from kg.errors import KgError
from kg.workspace import Rows

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_written_page_is_up_to_date(name: str) -> None:
    """docs/ holds what `python -m kg.documentation docs` writes."""
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == PAGES[name](), "run python -m kg.documentation docs"


@pytest.mark.parametrize("name", sorted(n for n in modules() if ">>>" in modules()[n].read_text(encoding="utf-8")))
def test_the_examples_in_docstrings_run(name: str) -> None:
    """Each >>> example gives what it says."""
    module = importlib.import_module(name)
    assert doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE).failed == 0


def test_the_page_of_metrics_says_of_each_what_its_interval_rests_on() -> None:
    """What lo and hi are: of 16 TIV in one row, 16 to 16 at a belief of 0.97, 0 to 16 at 0.85."""
    import networkx as nx

    from kg.metrics import METRICS

    assert set(INTERVALS) == set(METRICS)
    for belief, lo in ((0.97, 16.0), (0.85, 0.0)):
        deal = nx.MultiDiGraph()
        deal.add_edge(
            "RUS", "ARM", "deal", relation="ARMS_TRANSFER", source="sipri", tiv=16.0, since="2013", belief=belief
        )
        [point] = METRICS["tiv"].compute(deal, of="ARM").series
        assert (point.lo, point.value, point.hi) == (lo, 16.0, 16.0)


def test_every_command_of_the_interface_is_there_and_has_help() -> None:
    """The commands that the interface names, and no command without a sentence of help."""
    import click

    from kg.cli import main

    named = "build claims contested cypher demo diff doctor explain export formats graph load metric query report resolve review"
    assert set(named.split()) <= set(main.commands)

    def check(command: click.Command) -> None:
        assert command.help, command.name
        for sub in getattr(command, "commands", {}).values():
            check(sub)

    check(main)


def test_links_between_pages_lead_somewhere() -> None:
    """Every relative link in the README and in docs/ is a file of the project."""
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_no_advice_asks_an_index_for_a_package_that_is_on_none() -> None:
    """kg comes as a clone: its extras are installed from there, `pip install '.[parquet]'`."""
    pages = [
        ROOT / "README.md",
        *(p for d in ("docs", "kg", "loaders", "quality") for p in (ROOT / d).rglob("*.[mp][dy]")),
    ]
    assert not [str(page) for page in pages if "alliance-kg[" in page.read_text(encoding="utf-8")]


def test_the_python_example_of_the_readme_runs_as_the_readme_installs_it(tmp_path: Path) -> None:
    """Word for word, on a folder of news, and without pandas, which the README does not install."""
    [example] = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(
        "Arms\nHarbour Dispatch, 2024-10-18\n\nRussia sent 12 tanks to North Korea.\n"
    )
    script = f"import sys; sys.modules['pandas'] = None\n{example}\nprint(g.graph().number_of_edges())\ng.close()\n"
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=600)
    assert (done.returncode, done.stdout.strip()) == (0, "1"), done.stderr


def test_rows_say_what_a_table_of_pandas_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pandas: one line that says how to get it, and no traceback of an import."""
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KgError, match=r"pip install '.\[pandas\]'"):
        Rows([{"name": "China"}]).to_pandas()


def test_nothing_names_a_machine_or_a_registry() -> None:
    """No path of a developer's machine and no address of a package registry in what is shipped."""
    for page in [
        ROOT / "requirements.lock",
        ROOT / "requirements-dev.lock",
        ROOT / "README.md",
        ROOT / "pyproject.toml",
    ]:
        assert not re.search(r"(/home/|/root/|--index-url|pypi\.org|//files\.)", page.read_text(encoding="utf-8")), (
            page.name
        )
