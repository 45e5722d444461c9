"""Two versions of a register, as SIPRI's file of a year repeats, corrects and leaves out what the last year's told."""

from pathlib import Path
from typing import Any

import pytest

from kg.workspace import Workspace

HEADER = (
    "Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,Number delivered, ,"
    "Year(s) of delivery,status,Comments,SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons\n"
)
JETS = "Egypt,France,2015,,24,,Rafale,FGA aircraft,24,,{years},New,,50,1200,1200\n"
HELICOPTERS = "Egypt,United States,2017,,10,,AH-64E,combat helicopter,4,,2018,New,,12.5,125,50\n"
SUBMARINE = "Egypt,Germany,2015,,1,,Type-209,submarine,1,,2018,New,,100,100,100\n"
OLDER = HEADER + JETS.format(years="2015; 2016; 2017; 2018") + HELICOPTERS + SUBMARINE
NEWER = HEADER + JETS.format(years="2015; 2016; 2017") + SUBMARINE


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The jets are told with other years in the newer version, the helicopters not at all."""
    folder = tmp_path_factory.mktemp("versions")
    with Workspace(folder / "store") as work:
        for day, text in (("2023-03-13", OLDER), ("2024-03-11", NEWER)):
            (folder / f"{day}.csv").write_text(text)
            work.load([folder / f"{day}.csv"], published=day)
        yield work


def test_what_a_new_version_drops_and_corrects_is_no_new_deal(work: Workspace) -> None:
    told = work.diff("2023-12-31", "2024-12-31")
    [corrected], [dropped] = told["changed"], told["removed"]
    assert corrected["in"] == ["until", "years"] and corrected["after"]["item"] == "Rafale"
    assert (dropped["item"], dropped["dropped_by"]) == ("AH-64E", "obtained 2024-03-11")
    assert told["added"] == [] and told["reissued"][0]["unchanged"] == 1
    assert [f["item"] for f in work.diff("2023-12-31", "2024-12-31", source="sipri@2024")["removed"]] == ["AH-64E"]
    assert len(work.diff("2022-12-31", "2023-12-31")["added"]) == 3  # in their time they were news


def test_a_deal_that_two_versions_tell_differently_is_contested_wherever_it_is_shown(
    work: Workspace, tmp_path: Path
) -> None:
    work.build()
    both = {row[side] for row in work.contested() for side in ("fact", "other")}
    assert len(both) == 2 and {row["fact"] for row in work.query("contested")} == both
    assert [row["about"] for row in work.query("contested")] == [["interval"]] * 2
    assert [row["contested"] for row in work.query("deals", a="France", b="Egypt")] == [True, True]
    armed = {(row["supplier"], row["contested"]) for row in work.query("suppliers", state="Egypt")}
    assert armed == {("FRA", True), ("DEU", False), ("USA", False)}
    kinds = {(row["weapon"], row["contested"]) for row in work.query("weapons", state="Egypt")}
    assert {kind for kind, contested in kinds if contested} == {"FGA aircraft"}
    assert {f for *_, f, tie in work.graph().edges(keys=True, data=True) if tie["contested"]} == both
    work.page(tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.count('"contested":true') == 2 and "≠ arms transfer" in page
    assert all("contested" in work.explain(id)["parts"][0]["label"] for id in both)


def test_before_the_newer_version_came_out_nobody_contradicts_the_older_one(work: Workspace, tmp_path: Path) -> None:
    work.page(tmp_path / "page.html", known="2023-12-31")
    assert '"contested":true' not in (tmp_path / "page.html").read_text(encoding="utf-8")
    work.build("2023-12-31")
    assert work.query("contested") == []
    work.build()
