"""Train the reader: `python -m quality.train` writes kg/text/reader.npz from corpus/ (its train topics).

Four steps. A larger network learns, from three quarters of the topics at a time, which relations hold of which pair of
actors, and what goes with them (teaching.py). The reader's network, and one with a layer more, learn the same from the
gold and from what the larger one makes of the topics that it has not seen (learning.py); then the reader's learns once
more, from the gold and from what these two make of it together. A logistic regression then weighs each relation beside
what the frames found and beside its rivals, from the topics kept for weighing, from which no network has learned. Wants
`pip install '.[train]'`, and a graphics card for the first two steps.
"""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import minimize

from kg.text import learned
from kg.text.reader import Encoded
from kg.text.rivals import compared
from kg.text.scene import Window
from kg.text.wordpiece import pieces
from quality import glances, places
from quality.corpus import articles, splits
from quality.encoding import encoder
from quality.lessons import LEARNED, Example, folders_of, gathered, texts_of
from quality.scores import CORPUS

if TYPE_CHECKING:
    from quality.network import Network
else:
    Network = Any

TEXTS = 32  # of a step
HOW = "three layers, taught by larger networks and their pupils"  # as the learning curve has it
LARGE = 4096  # numbers from which a table is kept in steps
PENALTY = 1.0  # L2, of the last step
SHOWN = 100  # windows that show how large the encoder's vectors are
GLANCED = 3  # every third topic is learned from at a glance
PIECES = 16_000  # of the encoder's most frequent pieces that are kept
# Chances from which a relation is read that a frame found in a text of hardly more than a sentence, or in a longer one,
# and that none found.
LONE, SPOKEN, SILENT = 0.01, 0.3, 0.66


# The networks


def networks(topics: list[list[list[Example]]], known: dict[str, int], say: Any = print) -> Network:
    """The reader's network, taught by larger ones."""
    from quality import teaching
    from quality.batches import in_batches
    from quality.learning import device
    from quality.pupils import pupil

    parts = []
    for n in range(teaching.PARTS):
        texts = [text for topic in topics[n :: teaching.PARTS] for article in topic for text in texts_of(article)]
        if texts:
            parts.append([b.to(device()) for b in in_batches(texts, TEXTS)])
    return pupil(parts, list(known), len(LEARNED), say)


# The last step


def last_step(found: list[tuple[Example, np.ndarray]]) -> dict[str, float]:
    """Weights of what is seen of a relation beside its rivals, by logistic regression; "" is the bias."""
    rows: list[dict[str, float]] = []
    sign: list[float] = []
    for one, odds in found:
        right = set(one.lesson.right)
        for n, k, seen in compared(one.seen, odds, LEARNED):
            rows.append(seen)
            sign.append(1.0 if (n, k) in right else -1.0)
    index = {name: n for n, name in enumerate(sorted({name for seen in rows for name in seen}))}
    x = np.zeros((len(rows), len(index) + 1))
    x[:, -1] = 1.0
    for n, seen in enumerate(rows):
        for name, value in seen.items():
            x[n, index[name]] = value
    y = np.array(sign)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        margin = y * (x @ w)
        slope = -y / (1 + np.exp(np.clip(margin, -50, 50)))
        small = np.append(w[:-1], 0.0)
        return float(np.logaddexp(0, -margin).sum() + 0.5 * PENALTY * (small**2).sum()), x.T @ slope + PENALTY * small

    w = minimize(loss, np.zeros(len(index) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {"": float(w[-1]), **{name: float(w[n]) for name, n in index.items()}}


def odds_of(found: list[Example], reader: learned.Reader) -> list[tuple[Example, np.ndarray]]:
    """Log-odds of every pair of the sentences of one article."""
    encoded: dict[int, Encoded] = {}
    result = []
    for one in found:
        scene = one.lesson.scene
        if id(scene.window) not in encoded:
            encoded[id(scene.window)] = reader.encoded(scene.window)
        result.append((one, reader.read(scene, encoded[id(scene.window)]).odds))
    return result


# What is kept


def kept_pieces(corpus: Iterable[str]) -> dict[str, int]:
    """The pieces that the reader knows: those of the corpus, and the most frequent ones, in letters of ASCII."""
    from quality.encoders import small

    every, _ = small()
    used = {n for text in corpus for n in pieces(text, every)[0]}
    names_of = sorted(every, key=lambda piece: every[piece])
    marks = {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"}
    kept = [
        p
        for n, p in enumerate(names_of)
        if p in marks or n in used or (n < PIECES and p.isascii() and not p.startswith("["))
    ]
    return {piece: n for n, piece in enumerate(kept)}


def save(
    weights: dict[str, np.ndarray],
    known: Iterable[str],
    beside: dict[str, float],
    path: Path,
    windows: Sequence[Window] = (),
) -> None:
    """Writes the weights, large tables in 8-bit steps of their row; the encoder's layers in such steps, too, where
    windows show how large its vectors are."""
    arrays: dict[str, Any] = {"text:pieces": _letters(known), "text:relations": _letters(LEARNED), **_beside(beside)}
    arrays |= glances.EVERY
    arrays["encoder"] = np.frombuffer(encoder(weights, windows), dtype=np.uint8)
    for name, table in sorted(weights.items()):
        if name.startswith(("enc.layers.", "enc.norm.", "k.", "v.")):
            continue  # they are in the encoder
        if table.ndim == 2 and table.size > LARGE:
            scale = np.maximum(np.abs(table).max(axis=1), 1e-9) / 127
            arrays[f"steps:{name}"] = np.round(table / scale[:, None]).astype(np.int8)
            arrays[f"scale:{name}"] = scale.astype(np.float32)
        else:
            arrays[name] = table.astype(np.float32)
    write(arrays, path)


def _beside(weights: dict[str, float]) -> dict[str, Any]:
    return {
        "text:beside": _letters(weights),
        "beside_weights": np.array(list(weights.values()), dtype=np.float32),
        "lone": np.float64(LONE),
        "spoken": np.float64(SPOKEN),
        "silent": np.float64(SILENT),
    }


def write(arrays: dict[str, Any], path: Path) -> None:
    """Arrays without pickle in a zip of fixed dates: the same arrays are the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in sorted(arrays.items()):
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.asarray(array), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), buffer.getvalue())


def _letters(names: Iterable[str]) -> np.ndarray:
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def trained(taught: list[Path], weighed: list[Path], path: Path) -> int:
    """All steps, written to a file at their end; the number of articles that the networks learned from."""
    every = list(articles(taught))
    known = kept_pieces(f"{a.title} {a.text}" for a in every)
    found, others = gathered(taught, known, is_taught=True), gathered(weighed, known)
    print(f"{len(taught)} topics, {len(every):,} articles", flush=True)
    net = networks(found, known)
    unweighed = path.with_suffix(".part.npz")
    weights = {name: table.detach().float().cpu().numpy() for name, table in net.state_dict().items()}
    shown = list(dict.fromkeys(one.lesson.scene.window for topic in found for article in topic for one in article))
    save(weights, known, {"": 0.0}, unweighed, shown[:: 1 + len(shown) // SHOWN])
    finished(unweighed, others)
    unweighed.replace(path)
    print(f"{path.name}: {path.stat().st_size:,} bytes", flush=True)
    return len(every)


def finished(path: Path, topics: list[list[list[Example]]]) -> None:
    """The last steps for the network of a file, which is written anew."""
    weigh(path, topics)
    glance(path)


def weigh(path: Path, topics: list[list[list[Example]]] | None = None) -> None:
    """The last step for the network of a file, which is written anew with its weights."""
    with np.load(path, allow_pickle=False) as arrays:
        kept = {name: arrays[name] for name in arrays.files}
    learned._loaded.cache_clear()
    model = learned._loaded(str(path))
    assert model is not None
    topics = topics or gathered(folders_of("weigh"), model.reader.known)
    beside = last_step([pair for topic in topics for one in topic for pair in odds_of(one, model.reader)])
    write(kept | _beside(beside), path)


def glance(path: Path) -> None:
    """What the network of a file, read with it, makes of sentences at a glance; the file is written anew with that."""
    topics = [CORPUS / t for t, part in splits(CORPUS).items() if part == "train"][::GLANCED]
    _add(path, lambda: glances.learned(glances.glances(list(articles(topics)))))


def where(path: Path) -> None:
    """Which places are those of the claims that the network of a file reads; the file is written anew with that."""
    topics = [CORPUS / t for t, part in splits(CORPUS, "news").items() if part == "train"]
    _add(path, lambda: places.learned(places.examples(list(articles(topics)))))


def _add(path: Path, learn: Callable[[], dict[str, np.ndarray]]) -> None:
    """Writes a file of weights anew with what is learned while it is the one that reads."""
    told = os.environ.get("KG_SCORER")
    os.environ["KG_SCORER"] = str(path)
    weights = learn()
    os.environ.pop("KG_SCORER") if told is None else os.environ.update(KG_SCORER=told)
    with np.load(path, allow_pickle=False) as arrays:
        kept = {name: arrays[name] for name in arrays.files}
    write(kept | weights, path)


def main(arguments: list[str]) -> int:
    """Train and write the shipped weights; `--weigh`, `--glance`, `--where`: one of the last steps only; `--share 4`: a
    row of curve.json from every fourth topic."""
    shipped = Path(learned.__file__).with_name(learned.WEIGHTS)
    taught, weighed = folders_of("train"), folders_of("weigh")
    if arguments == ["--weigh"]:
        weigh(shipped)
    elif arguments == ["--glance"]:
        glance(shipped)
    elif arguments == ["--where"]:
        where(shipped)
    elif len(arguments) == 2 and arguments[0] == "--share":
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "some.npz"
            number = trained(taught[:: int(arguments[1])], weighed, path)
            note(number, path)
    else:
        note(trained(taught, weighed, shipped), shipped)
    return 0


def note(number: int, path: Path) -> None:
    """Puts down how the weights of a file read the development topics of plain news."""
    from quality.scores import HERE, corpus, scored

    os.environ["KG_SCORER"] = str(path)
    curve = HERE / "quality" / "curve.json"
    rows = json.loads(curve.read_text(encoding="utf-8")) if curve.is_file() else []
    state = scored(*corpus("news", "dev"))["state"]
    row = {"articles": number, "how": HOW, **{name: state[name] for name in ("p", "r", "f1")}}
    kept = [one for one in rows if (one["articles"], one["how"]) != (number, HOW)]
    rows = sorted([*kept, row], key=lambda one: (int(one["articles"]), one["f1"]))
    curve.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    print(row)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
