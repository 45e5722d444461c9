"""Which reports are one story: copies count once, independent reports count each."""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path

import pytest
from growth import linear
from kg.loaders import article_text

from kg.model import Document
from kg.text.stories import RELATED, SAME, SHORT, stories, words

VOCABULARY = [
    f"{a}{b}"
    for a in ("ka", "lo", "mi", "ru", "te", "so", "vi", "pa", "ne", "du")
    for b in (
        "bar",
        "dent",
        "fol",
        "gim",
        "hask",
        "jol",
        "kren",
        "lurt",
        "mov",
        "nist",
        "port",
        "quil",
        "rast",
        "sund",
        "tork",
        "ulm",
        "vest",
        "wick",
        "yard",
        "zint",
    )
]


def document(text: str, outlet: str = "outlet:a", title: str = "T", published: str | None = "2024-10-08") -> Document:
    return Document(outlet, title, text, published, "text")


def article(seed: int, length: int = 300) -> str:
    r = random.Random(seed)
    return " ".join(r.choice(VOCABULARY) for _ in range(length))


def changed(text: str, share: float, seed: int) -> str:
    r = random.Random(seed)
    return " ".join(f"new{r.randrange(10**6)}" if r.random() < share else word for word in text.split())


def printings(text: str, seed: int) -> dict[str, str]:
    """What other papers make of one wire story."""
    of = text.split()
    return {
        "new byline": f"By our correspondent in Kyiv {seed}. {text}",
        "first 70 %": " ".join(of[: len(of) * 7 // 10]),
        "5 % of the words changed": changed(text, 0.05, seed),
        "15 % of the words changed": changed(text, 0.15, seed),
        "local beginning and first half": f"{article(seed + 10_000, 40)} {' '.join(of[: len(of) // 2])}",
    }


def test_every_printing_of_a_wire_story_belongs_to_it_and_to_no_other(shared):
    """Ten news articles of 150 words and five printings of each: 60 documents, 10 stories."""
    groups: list[list[Document]] = []
    for n, path in enumerate(sorted((shared / "data/extraction/news_dev/texts").glob("*.txt"))):
        (wire,) = [d for d in article_text.load(path) if isinstance(d, Document)]
        copies = [document(text, f"outlet:{name}", name) for name, text in printings(wire.text, n).items()]
        groups.append([wire, *copies])
    found = stories([d for group in groups for d in group])
    assert [len({found[d.id] for d in group}) for group in groups] == [1] * 10
    assert len(set(found.values())) == 10


def test_two_reporters_on_one_event_are_two_stories():
    """They share names and figures, not runs of words: two units of independence."""
    folder = Path(__file__).parent / "data" / "documents"
    first, second = (
        d
        for name in ("event_a.txt", "event_b.txt")
        for d in article_text.load(folder / name)
        if isinstance(d, Document)
    )
    assert len(set(stories([first, second]).values())) == 2
    shared_names = set(words(first)) & set(words(second))
    assert {"tartus", "hmeimim", "12", "december"} <= shared_names


def test_a_round_up_does_not_make_one_story_of_two():
    """The day's digest holds two unrelated stories; each stays itself, the digest goes with one."""
    one, two = document(article(1, 200), "outlet:a"), document(article(2, 120), "outlet:b")
    digest = document(f"{one.text} {two.text}", "outlet:c")
    found = stories([two, digest, one])
    assert found[one.id] != found[two.id] and found[digest.id] == found[one.id]


def test_a_chain_of_copies_that_share_less_and_less_is_cut():
    """A holds half of B, B half of C, and so on: the first and the last have not a word in common."""
    text = article(3, 900).split()
    chain = [document(" ".join(text[n * 100 : n * 100 + 210]), f"outlet:{n}") for n in range(7)]
    found = stories(chain)
    assert found[chain[0].id] != found[chain[6].id] and len(set(found.values())) < 7


def test_independent_changes_of_one_story_stay_one_story():
    """Two papers change 15 % each: they share 38 % of their runs with each other, 61 % with the wire."""
    wire = article(4, 400)
    group = [document(wire), *(document(changed(wire, 0.15, n), f"outlet:{n}") for n in range(6))]
    assert len(set(stories(group).values())) == 1


def test_a_daily_release_is_a_new_story_every_day(shared):
    """The Coalition's strike releases of 9 and 10 January 2017 share 76 % of their runs, and 1 figure of 5."""
    lines = (shared / "data/extraction/re3d/dev.jsonl").read_text().splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    releases = [
        document(t, "outlet:cjtf") for t in texts if t.startswith(("On Jan. 9, Coalition", "On Jan. 10, Coalition"))
    ]
    assert len(releases) == 2 and len(set(stories(releases).values())) == 2


def test_different_reports_of_one_war_are_different_stories(shared):
    """40 reports by ministries and agencies on Iraq and Syria: no two but daily releases share 15 % of their runs."""
    lines = (shared / "data/extraction/re3d/dev.jsonl").read_text().splitlines()
    reports = {d.id: d for d in (document(json.loads(line)["text"], "outlet:x") for line in lines)}
    assert len(set(stories(list(reports.values())).values())) == len(reports) >= 40


def test_short_texts_are_one_story_only_when_they_are_the_same():
    """ "Read more" under two headlines is no story; the same headline and line in two feeds is."""
    same = [document("Seoul denied it.", f"outlet:{n}", "A denial") for n in range(2)]
    other = document("Seoul denied it.", "outlet:c", "Another denial")
    empty = [document("", f"outlet:{n}", "A headline") for n in range(2)]
    found = stories([*same, other, *empty])
    assert found[same[0].id] == found[same[1].id] != found[other.id]
    assert found[empty[0].id] == found[empty[1].id] and len(set(found.values())) == 3
    assert len(words(other)) < SHORT


def test_case_punctuation_and_forms_of_letters_make_no_other_story():
    """An e with an accent is one character or two; headlines shout."""
    text = "The café owner in Orléans said that two convoys had passed, on Friday, before dawn and after dusk."
    copy = text.upper().replace("É", "E\u0301").replace(",", " -- ")
    assert len(set(stories([document(text), document(copy, "outlet:b")]).values())) == 1


def test_two_versions_of_a_data_set_are_two_stories():
    """Files of tables have no text; their title does not make them copies."""
    versions = [Document("sipri", "SIPRI", "", None, "sipri", version=v, digest=v * 10) for v in ("a", "b")]
    assert len(set(stories(versions).values())) == 2


def test_the_order_of_the_documents_changes_nothing():
    """Two machines that loaded in another order build the same graph."""
    some = [
        document(text, f"outlet:{n}-{name}") for n in range(6) for name, text in printings(article(n, 120), n).items()
    ]
    some += [document(f"{some[0].text} {some[7].text}", "outlet:digest")]
    expected = stories(some)
    for seed in range(4):
        mixed = random.Random(seed).sample(some, len(some))
        assert stories([*mixed, mixed[0]]) == expected


def runs(d: Document) -> set[tuple[str, ...]]:
    w = words(d)
    return {w[i : i + 3] for i in range(len(w) - 2)} if len(w) >= SHORT and "" not in w else set()


def by_every_pair(some: list[Document]) -> dict[str, set[str]]:
    """The definition, without an index: links of all pairs, closest first, no merge of the unrelated."""
    of = {d.id: runs(d) for d in some}
    links = []
    for a, b in itertools.combinations(sorted(of), 2):
        common, size = len(of[a] & of[b]), min(len(of[a]), len(of[b]))
        if size and common / size >= SAME:
            links.append((-common / size, -common, a, b))
    home = {id: {id} for id in of}
    for *_, a, b in sorted(links):
        if home[a] is not home[b] and all(
            len(of[x] & of[y]) >= RELATED * min(len(of[x]), len(of[y])) for x in home[a] for y in home[b]
        ):
            merged = home[a] | home[b]
            home.update((id, merged) for id in merged)
    return home


@pytest.mark.parametrize("seed", range(12))
def test_the_index_finds_what_comparing_every_pair_finds(seed):
    """No pair is lost by the filter on rare runs; small vocabularies make many near misses."""
    r = random.Random(seed)
    vocabulary = [f"w{n}" for n in range(r.choice((6, 15, 60)))]
    base = [[r.choice(vocabulary) for _ in range(r.randrange(8, 60))] for _ in range(6)]
    some = []
    for n in range(30):
        text = list(r.choice(base))
        cut = r.randrange(len(text))
        text = text[cut:] + r.choice(base)[: r.randrange(40)] if r.random() < 0.5 else text[: max(3, cut)]
        some.append(document(" ".join(text), f"outlet:{n}"))
    some = list({words(d): d for d in some}.values())
    found, expected = stories(some), by_every_pair(some)
    for a, b in itertools.combinations(some, 2):
        assert (found[a.id] == found[b.id]) == (b.id in expected[a.id])


def test_a_thousand_copies_and_a_thousand_others_are_compared_in_linear_time():
    """Popular wire stories are printed everywhere: not every copy is held against every other."""
    wire = article(5, 300)
    copies = [document(changed(wire, 0.02, n), f"outlet:{n}") for n in range(300)] + [
        document(wire, f"o:{n}") for n in range(700)
    ]
    others = [document(article(n + 100, 300), f"outlet:{n}") for n in range(1000)]
    assert len(set(stories(copies + others).values())) == 1001
    assert linear(stories, copies[:125] + others[:125], copies + others)


def test_a_report_that_only_credits_the_agency_is_a_story_of_its_own() -> None:
    """An outlet that writes anew from Reuters' report may add its own; the pages say that wording counts, not credit."""
    wire = Document("outlet:reuters", "Kenya", "Four hundred Kenyan police landed in Port-au-Prince on Tuesday, the first "
                    "of a force that is to take back the capital from armed gangs.", "2024-06-25", "text")  # fmt: skip
    anew = Document("outlet:post", "Haiti", "(Reuters) Some 400 Kenyan police officers arrived in Haiti on Tuesday, the "
                    "vanguard of a mission against gangs. Washington has promised 300 million dollars for it.",
                    "2024-06-25", "text")  # fmt: skip
    assert len(set(stories([wire, anew]).values())) == 2
    for page in ("views/page.html.j2", "reports/report.html.j2"):
        told = (Path(__file__).parent.parent / "kg" / page).read_text(encoding="utf-8")
        assert "one that is worded anew counts by itself, also where it credits the same agency" in told
