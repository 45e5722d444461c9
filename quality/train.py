"""Train the reader: `python -m quality.train` writes kg/text/reader.npz from corpus/ (its train topics).

Two steps. A network (network.py) learns which relations hold of which pair of actors, and what goes with them. A
logistic regression then weighs each relation beside what the frames found and beside its rivals, from the topics
in WEIGHED, of which neither the network nor who wrote the frames has seen anything. Some forty minutes on two cores;
wants `pip install alliance-kg[train]`.
"""

from __future__ import annotations

import io
import json
import os
import random
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import minimize

from kg.text import learned
from kg.text.rivals import compared
from kg.text.wordpiece import pieces
from quality.corpus import articles
from quality.lessons import LEARNED, Answer, Example, Text, folders_of, gathered, texts_of

if TYPE_CHECKING:
    from torch import Tensor

    from quality.network import Batch, Network
else:
    Batch = Network = Tensor = Any

EPOCHS, TEXTS = 8, 8  # rounds through the corpus, texts of a step
RATE, RATE_ABOVE = 2e-4, 1e-3  # at most, of the encoder and of what is above it
FIELDS = 0.3  # weight of the fields beside the relations
MOST_PIECES = 3  # of a word that are hidden with its first one
LARGE = 4096  # numbers from which a table is kept in steps
PENALTY = 1.0  # L2, of the second step
PIECES = 16_000  # of the encoder's most frequent pieces that are kept
# Chances from which a relation is read that a frame found between two whom a lone sentence names, or one of a longer
# text, that a frame found where one side is from the text before, and that none found.
LONE, NAMED, SPOKEN, SILENT = 0.05, 0.2, 0.45, 0.7


# The first step


def first_step(texts: list[Text], known: dict[str, int], say: Any = print, epochs: int = EPOCHS) -> Network:
    """The network, trained: AdamW (Loshchilov & Hutter 2019) its rate rises for a tenth of the steps, then falls."""
    import torch

    from quality.network import MASKED, Batch, Network, start

    torch.manual_seed(0)
    chance = random.Random(0)
    every, weights = start()
    net = Network(len(known), len(LEARNED))
    net.enc.take(weights, [every[piece] for piece in known])
    below = [p for p in net.enc.parameters() if p.requires_grad]
    above = [p for name, p in net.named_parameters() if not name.startswith("enc.")]
    descent = torch.optim.AdamW([{"params": below, "lr": RATE}, {"params": above, "lr": RATE_ABOVE}], weight_decay=0.01)
    inner = torch.tensor([piece.startswith("##") for piece in known])
    texts = list(texts)
    chance.shuffle(texts)
    texts.sort(key=lambda t: len(t[0].scene.window.pieces) // 24)  # of like length, so that little is filled up
    steps = [texts[n : n + TEXTS] for n in range(0, len(texts), TEXTS)]
    most = epochs * len(steps)
    rate = torch.optim.lr_scheduler.LambdaLR(descent, lambda n: min(1.0, 10 * (n + 1) / most) * (most - n) / most)
    began = time.monotonic()
    for epoch in range(epochs):
        chance.shuffle(steps)
        total = 0.0
        for chosen in steps:
            batch = Batch(chosen)
            hidden = (torch.rand(batch.ids.shape) < MASKED) & (torch.rand(len(chosen), 1) < 0.6) & (batch.marks == 1)
            for _ in range(MOST_PIECES):  # the whole name
                hidden[:, 1:] |= hidden[:, :-1] & inner[batch.ids[:, 1:]]
            batch.ids[hidden] = known["[MASK]"]
            with torch.autocast("cpu", torch.bfloat16):
                odds, fields = net(batch)
            loss = _loss(odds, fields, batch)
            descent.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            descent.step()
            rate.step()
            total += float(loss.detach())
        say(
            f"round {epoch + 1} of {epochs}: loss {total / len(steps):.3f}, {time.monotonic() - began:.0f} s",
            flush=True,
        )
    return net.eval()


def _loss(odds: Tensor, fields: tuple[Tensor, ...] | None, batch: Batch) -> Tensor:
    from torch.nn.functional import binary_cross_entropy_with_logits as binary
    from torch.nn.functional import cross_entropy

    right = odds.new_zeros(odds.shape)
    if batch.right:
        right[tuple(zip(*batch.right, strict=True))] = 1.0
    loss = binary(odds, right, reduction="sum")
    if fields is None:
        return loss / TEXTS / 10
    told = batch.told
    firm, denied, said, *pointed = fields
    beside = cross_entropy(firm, _column(told, "modality").long(), reduction="sum")
    beside = beside + binary(denied, _column(told, "denied"), reduction="sum")
    beside = beside + binary(said, _column(told, "said"), reduction="sum")
    for name, scores in zip(("amount", "time", "speaker", "item"), pointed, strict=True):
        known = [(n, which) for n, t in enumerate(told) if (which := getattr(t, name)) is not None]
        if known:
            allowed = scores.new_zeros(scores.shape, dtype=bool)
            for n, which in known:
                allowed[n, list(which)] = True
            rows = [n for n, _ in known]
            likely = scores.log_softmax(-1)[rows].masked_fill(~allowed[rows], -1e4)
            beside = beside - likely.logsumexp(-1).sum()
    return (loss + FIELDS * beside) / TEXTS / 10


def _column(told: list[Answer], name: str) -> Tensor:
    import torch

    return torch.tensor([float(getattr(t, name)) for t in told])


# The second step


def second_step(found: list[tuple[Example, np.ndarray]]) -> dict[str, float]:
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
    words: dict[int, np.ndarray] = {}
    result = []
    for one in found:
        scene = one.lesson.scene
        if id(scene.window) not in words:
            words[id(scene.window)] = reader.encoded(scene.window)
        result.append((one, reader.read(scene, words[id(scene.window)]).odds))
    return result


# What is kept


def kept_pieces(corpus: Iterable[str]) -> dict[str, int]:
    """The pieces that the reader knows: those of the corpus, and the most frequent ones, in letters of ASCII."""
    from quality.network import start

    every, _ = start()
    used = {n for text in corpus for n in pieces(text, every)[0]}
    names_of = sorted(every, key=lambda piece: every[piece])
    marks = {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"}
    kept = [
        p
        for n, p in enumerate(names_of)
        if p in marks or n in used or (n < PIECES and p.isascii() and not p.startswith("["))
    ]
    return {piece: n for n, piece in enumerate(kept)}


def save(weights: dict[str, np.ndarray], known: Iterable[str], beside: dict[str, float], path: Path) -> None:
    """Writes the weights of both steps, large tables in 8-bit steps of their row."""
    arrays: dict[str, Any] = {"text:pieces": _letters(known), "text:relations": _letters(LEARNED), **_beside(beside)}
    for name, table in sorted(weights.items()):
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
        "named": np.float64(NAMED),
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
    """Both steps, written to a file at their end; the number of articles that the network learned from."""
    known = kept_pieces(f"{a.title} {a.text}" for a in articles(taught))
    found, others = gathered(taught, known, is_cut=True), gathered(weighed, known)
    texts = [t for one in found for t in texts_of(one)]
    right = sum(len(lesson.right) for t in texts for lesson in t)
    print(f"{len(taught)} topics, {len(texts):,} texts, {right:,} right pairs", flush=True)
    net = first_step(texts, known)
    unweighed = path.with_suffix(".part.npz")
    weights = {name: table.detach().float().numpy() for name, table in net.state_dict().items()}
    save(weights, known, {"": 0.0}, unweighed)
    weigh(unweighed, others)
    unweighed.replace(path)
    print(f"{path.name}: {path.stat().st_size:,} bytes", flush=True)
    return len(found)


def weigh(path: Path, found: list[list[Example]] | None = None) -> None:
    """The second step for the network of a file, which is written anew with its weights."""
    with np.load(path, allow_pickle=False) as arrays:
        kept = {name: arrays[name] for name in arrays.files}
    learned._loaded.cache_clear()
    model = learned._loaded(str(path))
    assert model is not None
    found = found or gathered(folders_of("weigh"), model.reader.known)
    beside = second_step([pair for one in found for pair in odds_of(one, model.reader)])
    write(kept | _beside(beside), path)


def main(arguments: list[str]) -> int:
    """Train and write the shipped weights; `--weigh`: the second step only; `--share 4`: a row of curve.json from every
    fourth topic."""
    shipped = Path(learned.__file__).with_name(learned.WEIGHTS)
    taught, weighed = folders_of("train"), folders_of("weigh")
    if arguments == ["--weigh"]:
        weigh(shipped)
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
    row = {"articles": number, **{name: state[name] for name in ("p", "r", "f1")}}
    rows = sorted([one for one in rows if one["articles"] != number] + [row], key=lambda one: int(one["articles"]))
    curve.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    print(row)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
