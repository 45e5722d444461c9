"""Two versions of a register, as SIPRI's file of a year repeats, corrects and leaves out what the last year's told, and
two files of one version, as of a table that was saved again or in which a cell was corrected."""

from pathlib import Path
from typing import Any

import pytest

from kg.errors import Usage
from kg.facts import Fact
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


# -- two files of one version ----------------------------------------------------------------------

FLOWS = "ccode1,ccode2,year,importer1,importer2,flow1,flow2,version\n640,651,2012,Turkey,Egypt,{flow},3679,4.0\n"
TROOPS = "countryname,year,ccode,iso3c,region,troops_ad\nTurkey,2020,640,TUR,Asia,{troops}\n"


def imports(work: Workspace, known: str | None = None) -> Fact:
    """What is known of Turkey's imports from Egypt in 2012."""
    return next(f for f in work.facts(["TRADES_WITH"], known=known) if f.details["flow"] == "imports" and (
        f.quantity_max or 0) < 1e9)  # fmt: skip


def load(work: Workspace, path: Path, text: str, published: str | None = None) -> list[str]:
    """Loads a table; what a user is told of it."""
    path.write_text(text)
    [result] = work.load([path], published=published)
    return [told["reason"] for told in result.warnings]


def test_a_table_that_is_saved_again_is_one_voice_and_adds_no_belief(tmp_path: Path) -> None:
    """COW's 4.0, the same with a blank line, and with semicolons: one source said it once (.97 of a table's row)."""
    with Workspace(tmp_path / "store") as work:
        table = FLOWS.format(flow="536.862")
        for n, text in enumerate((table, table + "\n", table.replace(",", ";"))):
            told = load(work, tmp_path / f"{n}.csv", text)
            fact = imports(work)
            assert (fact.n_stories, fact.belief, fact.belief_lo, len(fact.claims)) == (1, 0.97, 0.0, n + 1)
            assert bool(told) == (n > 0)
        [point] = work.metric("dependence", of="TUR", on="EGY", dimension="trade")["series"]
        assert point["n_stories"] == 1


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_corrected_file_of_a_later_day_takes_the_place_of_the_wrong_one(
    tmp_path: Path, order: tuple[int, int]
) -> None:
    """Whichever was loaded first; a view of the day before still has the wrong figure, and it stays to be explained."""
    files = [("536.5", "2017-01-01"), ("546.5", "2018-01-01")]
    with Workspace(tmp_path / "store") as work:
        told = [load(work, tmp_path / f"{n}.csv", FLOWS.format(flow=files[n][0]), files[n][1]) for n in order]
        fact = imports(work)
        assert (fact.quantity_min, fact.quantity_max, fact.belief, fact.contested) == (546500000, 546500000, 0.97, ())
        assert (fact.known, fact.last_known) == ("2017-01-01", "2018-01-01")
        assert imports(work, "2017-12-31").quantity_max == 536500000
        assert sorted(c["stance"] for c in work.explain(fact.id)["parts"][0]["claims"]) == ["superseded", "supports"]
        assert "being later" in " ".join(told[1]) or "being the later one" in " ".join(told[1])
        work.build()
        [row] = work.query("trade", a="Turkey", b="Egypt")[:1]
        assert work.build(full=True)["written"] and row["contested"] is False


def test_a_file_with_a_day_corrects_one_without(tmp_path: Path) -> None:
    """What has no date counts as known on every past day."""
    with Workspace(tmp_path / "store") as work:
        load(work, tmp_path / "wrong.csv", TROOPS.format(troops=7))
        load(work, tmp_path / "right.csv", TROOPS.format(troops=2419), "2022-01-01")
        [fact] = work.facts(["TROOP_DEPLOYMENT"])
        assert (fact.quantity_min, fact.quantity_max) == (2419, 2419)


def test_of_two_files_of_one_day_load_says_that_nobody_knows_which_corrects_the_other(tmp_path: Path) -> None:
    """Both figures stand, contested, and are one source's; what it leaves out stays."""
    with Workspace(tmp_path / "store") as work:
        load(work, tmp_path / "one.csv", TROOPS.format(troops=7) + "Egypt,2020,651,EGY,Africa,300\n", "2021")
        [told] = load(work, tmp_path / "two.csv", TROOPS.format(troops=2419), "2021")
        assert "which is the latest is not known" in told and "--published DATE" in told and "one (2021)" in told
        host = {f.object.key: f for f in work.facts(["TROOP_DEPLOYMENT"]) if f.object}
        assert (host["TUR"].quantity_min, host["TUR"].quantity_max, host["TUR"].n_stories) == (7, 2419, 1)
        assert host["TUR"].contested == ("quantity",) and host["EGY"].quantity_max == 300


def test_totals_of_a_table_that_was_saved_again_are_not_added_up(tmp_path: Path) -> None:
    """340 million TIV of imports in 1990 and 52 of exports, as printed; both tables are saved with a blank line more."""
    top = "SIPRI Arms Transfers Database\nData generated: 11 March 2024\n\n"
    with Workspace(tmp_path / "store") as work:
        for n, end in enumerate(("", "\n")):
            load(work, tmp_path / f"in{n}.csv", top + "Recipient,1990,1991\nNorth Korea,340,10\n" + end)
            load(work, tmp_path / f"out{n}.csv", top + "Exports by,1990,1991\nNorth Korea,52,1\n" + end)
        values = {
            role: work.metric("tiv", of="PRK", role=role, source="sipri_values")["series"][0]["value"]
            for role in ("recipient", "supplier")
        }
        assert values == {"recipient": 340, "supplier": 52}


# -- which version a metric takes ------------------------------------------------------------------


def test_what_the_newest_version_has_no_more_is_not_measured_by_the_one_before(work: Workspace) -> None:
    """The American helicopters (50 TIV in 2018) are withdrawn: America supplied nothing any more, and the note says who
    told of it. Before the newer version came out, the older one is the newest."""
    gone = work.metric("tiv", of="USA", role="supplier")
    assert gone["series"] == []
    assert "'obtained 2024-03-11' has nothing of this; obtained 2023-03-13 had" in gone["note"]
    assert work.metric("tiv", of="USA", role="supplier", source="sipri@2024")["series"] == []
    for chosen in ({"source": "sipri@2023"}, {"known": "2023-12-31"}):
        [point] = work.metric("tiv", of="USA", role="supplier", **chosen)["series"]
        assert (point["year"], point["value"]) == (2018, 50)
    with pytest.raises(Usage, match="there are: obtained 2023-03-13, obtained 2024-03-11"):
        work.metric("tiv", of="USA", role="supplier", source="sipri@2030")
    newest = next(id for id, d in work.context.documents.items() if d.published == "2024-03-11")
    [point] = work.metric("tiv", of="USA", role="supplier", without=f"doc:{newest}")["series"]
    assert point["value"] == 50


def test_of_registers_without_a_day_none_is_called_the_newest(tmp_path: Path) -> None:
    """Load says that there is no day; a blank line more makes no other version of a register."""
    with Workspace(tmp_path / "store") as work:
        [told] = load(work, tmp_path / "a.csv", OLDER)
        assert "tells neither its day nor its version" in told and "--published DATE" in told
        load(work, tmp_path / "b.csv", OLDER + "\n")
        assert work.metric("tiv", of="EGY")["note"].count("undated") == 0  # one version, as if loaded once
        load(work, tmp_path / "c.csv", NEWER)
        note = work.metric("tiv", of="EGY")["note"]
        assert "none of its versions tells its date, and which is the newest is not known" in note
        assert "that tells its date" not in note
        load(work, tmp_path / "d.csv", NEWER + "\n", "2024-03-11")
        assert "the newest version that tells its date, 'obtained 2024-03-11'" in work.metric("tiv", of="EGY")["note"]


BY_YEAR = (
    '"Data generated: {day}"\n\n'
    "SIPRI AT Database ID,Supplier,Recipient,Designation,Description,Armament category,Order date,Order date is estimate,"
    "Numbers delivered,Numbers delivered is estimate,Delivery year,Delivery year is estimate,Status,SIPRI estimate,"
    "TIV deal unit,TIV delivery values,Local production\n"
)
DELIVERY = "{id},{supplier},{recipient},{item},ship,Ships,{ordered},No,{n},No,{year},No,New,2.5,2.5,{tiv},No\n"


def _register(day: str, *deals: tuple[Any, ...]) -> str:
    names = ("id", "supplier", "recipient", "item", "ordered", "n", "year", "tiv")
    return BY_YEAR.format(day=day) + "".join(DELIVERY.format(**dict(zip(names, d, strict=True))) for d in deals)


def _two_versions(folder: Path, older: str, newer: str, days: tuple[str | None, ...] = (None, None)) -> Workspace:
    work = Workspace(folder / "store")
    for name, text, day in zip(("older", "newer"), (older, newer), days, strict=True):
        (folder / f"{name}.csv").write_text(text)
        work.load([folder / f"{name}.csv"], published=day)
    return work


FRIGATES = (1, "France", "Egypt", "FREMM", 2011, 1, 2014, 87.5)
ITS_ONLY = (2, "Spain", "Turkiye", "Type-209", 2010, 2, 2015, 90)
OLD_DEAL = (3, "China", "Turkiye", "HQ-9", 2001, 4, 2003, 40)
TANKS = (5, "Spain", "Greece", "Leopard-2A4", 2015, 30, 2017, 75)


def test_a_deal_that_was_the_only_one_between_two_states_is_removed_with_its_tie(tmp_path: Path) -> None:
    """It was ordered before the first year of the register, which lists each deal with a delivery in its years.

    What was delivered before those years a newer file that begins later says nothing of.
    """
    older = _register("11 March 2023", FRIGATES, ITS_ONLY, OLD_DEAL, TANKS)
    with _two_versions(tmp_path, older, _register("13 October 2024", FRIGATES, TANKS)) as work:
        told = work.diff("2023-12-31", "2024-12-31")
        [gone] = told["removed"]
        assert (gone["subject"], gone["object"], gone["dropped_by"]) == ("ESP", "TUR", "generated 2024-10-13")
        assert told["added"] == told["changed"] == []


def test_of_two_deliveries_of_a_deal_the_one_that_is_told_otherwise_is_contested(tmp_path: Path) -> None:
    first, second, corrected = (
        (4, "Italy", "Egypt", "FREMM", 2017, n, year, tiv)
        for n, year, tiv in ((27, 2018, 67.5), (30, 2019, 75.0), (20, 2019, 50.0))
    )
    newer = _register("13 October 2024", FRIGATES, first, corrected)
    with _two_versions(tmp_path, _register("11 March 2023", FRIGATES, first, second), newer) as work:
        [row] = work.contested()
        assert sorted((row["matter"]["quantity_max"], row["against"]["quantity_max"])) == [20, 30]


@pytest.mark.parametrize(("kept", "gone"), [(27, 30), (30, 27)])
def test_a_delivery_that_a_newer_version_does_not_tell_is_contested_and_not_the_one_that_it_repeats(
    kept: int, gone: int, tmp_path: Path
) -> None:
    both = [(4, "Italy", "Egypt", "FREMM", 2017, n, 2018, 67.5) for n in (27, 30)]
    newer = _register("13 October 2024", FRIGATES, *(deal for deal in both if deal[5] == kept))
    with _two_versions(tmp_path, _register("11 March 2023", FRIGATES, *both), newer) as work:
        [row] = work.contested()
        sides = {(side["version"], side["quantity_max"]) for side in (row["matter"], row["against"])}
        assert sides == {("generated 2023-03-11", gone), ("generated 2024-10-13", kept)}
        assert [f["quantity_max"] for f in work.diff("2023-12-31", "2024-12-31")["removed"]] == [gone]


ATOP = (
    "atopid,member,yrent,moent,dayent,yrexit,moexit,dayexit,phase,defense,offense,neutral,nonagg,consul,version\n"
    "3600,651,1971,5,27,1976,3,15,0,0,0,0,1,1,{0}\n3600,365,1971,5,27,1976,3,15,0,0,0,0,1,1,{0}\n"
    "3285,640,1955,2,24,1959,3,24,1,0,0,0,0,1,{0}\n3285,645,1955,2,24,1959,3,24,1,0,0,0,0,1,{0}\n"
    "3900,651,1990,9,30,1995,2,28,0,1,0,0,0,0,{0}\n3900,652,1990,9,30,1995,2,28,0,1,0,0,0,0,{0}\n"
)


def test_treaties_that_stand_some_lines_higher_in_a_new_version_have_not_changed(tmp_path: Path) -> None:
    """The newer version is without the treaty of Egypt and the Soviet Union: two pledges and two memberships."""
    newer = "".join(line for line in ATOP.format("5.2").splitlines(True) if not line.startswith("3600"))
    with _two_versions(tmp_path, ATOP.format("5.1"), newer, ("2019-01-01", "2023-01-01")) as work:
        told = work.diff("2022-12-31", "2023-12-31")
        assert told["changed"] == told["added"] == []
        assert {f["treaty"] for f in told["removed"]} == {"3600"} and len(told["removed"]) == 4
