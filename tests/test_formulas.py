"""The common formulas of agency English: what makes a text right or wrong, and how many are right."""

from __future__ import annotations

from pathlib import Path

import pytest

from quality import formulas, scores
from quality.corpus import Article, articles

pytestmark = pytest.mark.skipif(not scores.SHARED.is_dir(), reason="the claims scorer stands beside the project")


def text(folder: Path, *lines: str) -> Article:
    path = folder / "some.txt"
    path.write_text("@2024-06-25\n" + "\n".join(lines) + "\n---\n", encoding="utf-8")
    (found,) = articles([path])
    return found


SENT = "Kenya sent 200 police officers to Haiti on Tuesday."


@pytest.mark.parametrize(
    ("gold", "wrong"),
    [
        ("TROOP_DEPLOYMENT Kenya -> Haiti; n 200 officers; on 2024-06-25", []),
        ("TROOP_DEPLOYMENT Kenya -> Haiti; n 300 officers; on 2024-06-25", ["quantity"]),
        ("TROOP_DEPLOYMENT Kenya -> Haiti; n 200 officers; future; on 2024-06-24", ["modality", "time"]),
        ("TROOP_DEPLOYMENT Haiti -> Kenya; n 200 officers; on 2024-06-25", ["missed 1", "false 1"]),
        ("x nothing of the kind", ["false 1"]),
    ],
)
def test_a_text_is_right_if_its_claims_and_their_fields_are(tmp_path: Path, gold: str, wrong: list[str]):
    one = text(tmp_path, SENT, f"    {gold}")
    assert formulas.verdict(one, scores.of_article(one)) == wrong


def test_a_text_of_which_nothing_is_read_is_right_if_it_says_nothing(tmp_path: Path):
    assert formulas.verdict(text(tmp_path, SENT, "    x no claim"), []) == []


def test_of_the_formulas_that_were_looked_at_most_are_read_wholly_right_and_few_falsely():
    count = formulas.told(articles([scores.CORPUS / "formulas-dev"]))
    assert count["texts"] == 645
    assert count["wholly right"] / count["texts"] > 0.75
    assert count["with a false claim"] / count["texts"] < 0.10
