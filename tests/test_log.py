"""The record: added to once, never edited, whole batches or nothing."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.log import SCHEMA_VERSION, Log
from kg.model import Actor, Claim, Document, Passage, Quantity, Source

PRK = Actor("North Korea", "state", "PRK", "PRK")
RUS = Actor("Russia", "state", "RUS", "RUS")
WIRE = Source("outlet:wire", "Wire")
REPORT = Document("outlet:wire", "Troops", "North Korea sent up to 12,000 troops to Russia.", "2024-10-24", "text")


def claim(number: int = 0, **changes: object) -> Claim:
    passage = Passage(REPORT.id, REPORT.text, number, number + len(REPORT.text))
    return Claim(passage, "TROOP_DEPLOYMENT", PRK, RUS, **({"quantity": Quantity(max=12000, unit="troops")} | changes))


def test_the_name_of_a_claim_is_what_it_always_was() -> None:
    """Two records merge by their claims' names, whichever version of kg wrote them: this one is of November 2026."""
    kpa = Actor('KPA "élite"', "armed_force", "army:PRK-KPA", "PRK")
    full = Claim(
        Passage("d" * 32, "…", 3, 9), "TROOP_DEPLOYMENT", kpa, Actor("Rússia", "state", "RUS", "RUS"), "shells",
        Quantity(max=12000.0, unit="troops", text="up to 12,000"), Actor("Kursk", "region", "region:RUS-Kursk", "RUS"),
        "2024-10", "2024-11", None, "alleged", "negative", (kpa,), "frames 2", "m", {"b": 1, "a": 2.5, "c": None},
        {"cue": "x"},
    )  # fmt: skip
    assert full.id == "47f4b474f7e77c4cfa603bb877ad528d"


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return Log(tmp_path / "claims.db")


def test_what_was_written_comes_back_as_it_was(log: Log) -> None:
    """A claim with a bound, a speaker and details survives the way to disk and back unchanged."""
    told = claim(
        speakers=(Actor("US intelligence", "agency", None, "USA"),), details={"tiv": 12.5, "uncertain": "number"}
    )
    log.add([WIRE], [REPORT], [told])
    assert dict(log.claims()) == {told.id: told}
    assert log.document(REPORT.id) == REPORT
    assert log.sources() == {WIRE.id: WIRE}


def test_the_same_thing_twice_is_one_thing(log: Log) -> None:
    """A second writing of the same batch adds nothing."""
    first = log.add([WIRE], [REPORT], [claim(), claim(1)])
    again = log.add([WIRE], [REPORT], [claim(), claim(1)])
    assert (first.claims, again.claims, again.documents) == (2, 0, 0)


def test_white_space_does_not_make_another_document_but_another_outlet_does() -> None:
    """A reflowed copy is the same report; the same words of another outlet are a second document."""
    reflowed = Document(REPORT.source, REPORT.title, REPORT.text.replace(" ", "\n "), REPORT.published, "html")
    elsewhere = Document("outlet:other", REPORT.title, REPORT.text, REPORT.published, "text")
    assert reflowed.id == REPORT.id != elsewhere.id


def test_half_a_batch_never_exists(log: Log) -> None:
    """An error in the middle of a batch takes the whole batch back."""
    with pytest.raises(RuntimeError), log.batch():
        log.add([WIRE], [REPORT], [claim()])
        raise RuntimeError
    assert log.counts()["claims"] == log.counts()["documents"] == 0


def test_two_records_merge_by_union(tmp_path: Path) -> None:
    """What two machines hold in common is there once; what only one holds is there too."""
    a, b = Log(tmp_path / "a.db"), Log(tmp_path / "b.db")
    a.add([WIRE], [REPORT], [claim(0), claim(1)])
    b.add([WIRE], [REPORT], [claim(1), claim(2)])
    assert a.union(tmp_path / "b.db").claims == 1
    assert {id for id, _ in a.claims()} == {claim(n).id for n in range(3)}
    assert a.union(tmp_path / "b.db").claims == 0


def test_a_record_of_a_newer_version_is_refused_with_both_numbers(tmp_path: Path) -> None:
    """An older kg does not touch what a newer one wrote."""
    Log(tmp_path / "claims.db").close()
    with sqlite3.connect(tmp_path / "claims.db") as db:
        db.execute("UPDATE meta SET value = '7' WHERE key = 'schema'")
    with pytest.raises(KgError, match=f"record version 7, this kg reads {SCHEMA_VERSION}"):
        Log(tmp_path / "claims.db")


def test_a_damaged_record_is_said_to_be_damaged(tmp_path: Path) -> None:
    """A file that is no database gives one clear line and is left alone."""
    (tmp_path / "claims.db").write_bytes(b"not a database, but long enough to be read as one" * 40)
    before = (tmp_path / "claims.db").read_bytes()
    with pytest.raises(KgError, match="damaged"):
        Log(tmp_path / "claims.db")
    assert (tmp_path / "claims.db").read_bytes() == before


def test_claims_are_found_by_the_state_of_the_army_that_they_name(log: Log) -> None:
    """Asking for North Korea finds what its army did."""
    army = Actor("Korean People's Army", "armed_force", "army:PRK-KPA", "PRK")
    by_army = Claim(Passage(REPORT.id, REPORT.text, 0, 5), "ATTACKS", army, RUS)
    log.add([WIRE], [REPORT], [by_army])
    assert [id for id, _ in log.claims(about=["PRK"])] == [by_army.id]
    assert not list(log.claims(about=["KOR"]))


def test_no_ids_and_no_documents_give_no_claims(log: Log) -> None:
    """A report in which nothing changed opened every claim of the record: no ids meant all."""
    log.add([WIRE], [REPORT], [claim()])
    assert not list(log.claims(ids=[])) and not list(log.claims(documents=[]))
    assert [id for id, _ in log.claims(documents=[REPORT.id])] == [claim().id]


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from test_log import REPORT, WIRE, claim
from kg.log import Log
log = Log(Path(sys.argv[1]))
for batch in range(40):
    log.add([WIRE], [REPORT], [claim(batch * 25 + n) for n in range(25)])
    print(batch, flush=True)
"""


@pytest.mark.parametrize("seed", range(4))
def test_a_kill_at_any_moment_loses_and_doubles_nothing(tmp_path: Path, seed: int) -> None:
    """Killed while it writes: whole batches only, all that were acknowledged, and a second run completes them."""
    path = tmp_path / "claims.db"
    command = [sys.executable, "-c", WRITER, str(path), str(Path(__file__).parent)]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert writer.stdout
    writer.stdout.readline()
    time.sleep(random.Random(seed).uniform(0, 0.1))
    os.kill(writer.pid, signal.SIGKILL)
    acknowledged = 1 + len(writer.stdout.read().splitlines())
    writer.wait()
    survived = Log(path).counts()["claims"]
    assert survived % 25 == 0 and survived >= 25 * acknowledged
    subprocess.run(command, check=True, capture_output=True)
    assert Log(path).counts()["claims"] == 1000
