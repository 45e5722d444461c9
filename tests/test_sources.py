"""What docs/sources.md and the README tell of each source: every column, and what to download where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from kg.documentation import BEGIN, END, downloads, readme
from kg.sources import Format, formats

ROOT = Path(__file__).resolve().parent.parent
NEW = ("polecat", "phoenix")  # held to this from the day on which they tell anything of their columns
TABLES = {f.name: f for f in formats() if f.is_table and (f.name not in NEW or hasattr(f.module, "BECOMES"))}
# Which constants of a loader name the columns that it asks for, where they are not NEEDED, OPTIONAL and IGNORED.
ASKED = {
    "atop": ("NEEDED", "IGNORED", "DYAD", "DYAD_IGNORED"),
    "sipri": ("LAYOUTS", "IGNORED"),
    "sipri_values": ("FIRST",),
    "cow_system": ("NEEDED", "ALL"),
    "cow_alliance": ("MEMBER", "DYAD", "YEARLY", "IGNORED"),
    "dcad": ("TREATIES", "DYAD", "KINDS", "IGNORED"),
    "cow_mid": ("NUMBERS", "NEEDED", "OPTIONAL", "IGNORED"),
    "un_votes": ("ROLL_CALLS", "DATES", "IGNORED"),
    "ucdp_support": ("NEW", "OLD", "OPTIONAL", "IGNORED"),
    "troopdata": ("NEEDED", "BRANCHES", "IGNORED"),
    "gdelt": ("COLUMNS",),
    "icews": ("COLUMNS",),
    "polecat": ("COLUMNS",),
    "phoenix": ("COLUMNS",),
}


def names(told: object) -> Iterable[str]:
    """The strings inside tuples and tables; of SIPRI's layouts and UCDP's the columns, not our words for them."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, Mapping):
        for value in told.values():
            yield from names(value)
    elif isinstance(told, Iterable):
        for value in told:
            yield from names(value)


def asked(format: Format) -> set[str]:
    constants = ASKED.get(format.name, ("NEEDED", "OPTIONAL", "IGNORED"))
    found = {n for c in constants for n in names(getattr(format.module, c, ()))}
    if format.name == "sipri_values":
        found = set(format.module.FIRST)  # columns by what they hold
    return found | ({"ccode", "vote"} if format.name == "un_votes" else set())


def explained(format: Format) -> set[str]:
    """Column names; what stands in brackets explains."""
    told = (*format.module.BECOMES, *format.module.LEFT_OUT)
    plain = (name for columns in told for name in columns.split(", "))
    return {name.partition(" (to ")[0] for name in plain}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_column_that_a_loader_asks_for_is_explained(name: str) -> None:
    """A reader of docs/sources.md learns what becomes of it, or why it is left out."""
    format = TABLES[name]
    assert asked(format), "say in ASKED which constants name this loader's columns"
    assert asked(format) - explained(format) == set()
    assert format.module.BECOMES and format.module.YEARS and format.module.FILES and format.module.REPAIRS


@pytest.mark.parametrize("name", sorted(TABLES))
def test_no_column_is_both_read_and_left_out(name: str) -> None:
    """Each column is told once."""
    told = [c for group in (*TABLES[name].module.BECOMES, *TABLES[name].module.LEFT_OUT) for c in group.split(", ")]
    assert len(told) == len(set(told))


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_column_left_out_is_one_that_the_loader_does_not_mind(name: str) -> None:
    """No reason is given for a column that no version of the file has."""
    format = TABLES[name]
    left_out = {c for group in format.module.LEFT_OUT for c in group.split(", ") if not group.startswith("columns of ")}
    assert left_out <= asked(format)


def test_the_readme_lists_every_source_with_what_to_download() -> None:
    """Between its two marks stands what the loaders tell."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme(text) == text, "run python -m kg.documentation docs"
    shown = text.partition(BEGIN)[2].partition(END)[0]
    assert shown.strip() == downloads().strip()
    assert all(f"| `{name}` |" in shown for name in TABLES)
