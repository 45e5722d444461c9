"""Learn on from the shipped weights: `python -m quality.further TIMES:SHARE:FOLDER...` writes kg/text/reader.npz anew.

The network that is shipped teaches the one that learns on, so that little is forgotten: of each folder of topics its
own answers weigh SHARE and the gold the rest, and its texts come TIMES times (`0.5`: half of them). Some thousand
texts take half an hour on two cores. The last steps, what is weighed and what is seen at a glance, are those of
`quality.train`. Wants `pip install '.[train]'`, and no graphics card.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from kg.text import learned
from quality.batches import Batch, in_batches
from quality.encoding import decoded
from quality.learning import Course, answered, device, learn
from quality.lessons import folders_of, gathered, texts_of
from quality.network import Network
from quality.train import SHOWN, TEXTS, finished, save

ON = Course(rounds=1, rate=1.5e-4, above=6e-4, fields=0.7, hidden=0.1, mean=0.004)


def network(path: Path) -> tuple[Network, list[str]]:
    """The network of a file of weights as torch trains it, and the pieces that it knows."""
    with np.load(path, allow_pickle=False) as arrays:
        weights = learned.numbers(arrays)
    known = weights.pop("pieces")
    net = Network(len(known), len(weights.pop("relations")))
    weights |= decoded(weights.pop("encoder").tobytes())
    net.load_state_dict({name: torch.tensor(weights[name]) for name in net.state_dict()})
    net.enc.emb.weight.requires_grad = False
    return net.eval(), known


def further(parts: Sequence[tuple[float, float, Sequence[Path]]], path: Path, say: Any = print) -> None:
    """Learns on from the weights of a file, which is written anew: of each part how often its texts come, how much the
    old answers weigh, and its folders of topics."""
    net, known = network(path)
    batches: list[Batch] = []
    shares: list[float] = []
    shown = []
    chance = random.Random(0)
    for times, share, folders in parts:
        found = gathered(list(folders), {piece: n for n, piece in enumerate(known)}, is_taught=True)
        texts = [text for topic in found for article in topic for text in texts_of(article)]
        shown += [text[0].scene.window for text in texts[:: 1 + len(texts) // SHOWN]]
        made = [b.to(device()) for b in in_batches(texts, TEXTS)]
        some = made * int(times) + chance.sample(made, int(len(made) * (times % 1)))
        batches += some
        shares += [share] * len(some)
    told = dict(zip(map(id, batches), answered(net, batches), strict=True))
    learn(net, batches, known, ON, [told[id(b)] for b in batches], say, shares)
    unweighed = path.with_suffix(".part.npz")
    weights = {name: table.detach().float().cpu().numpy() for name, table in net.state_dict().items()}
    save(weights, known, {"": 0.0}, unweighed, shown)
    finished(unweighed, gathered(folders_of("weigh"), {piece: n for n, piece in enumerate(known)}))
    unweighed.replace(path)


def main(arguments: list[str]) -> int:
    parts = []
    for one in arguments:
        times, share, folder = one.split(":", 2)
        topics = folders_of("train") if folder == "train" else sorted(p for p in Path(folder).iterdir() if p.is_dir())
        parts.append((float(times), float(share), topics))
    further(parts, Path(learned.__file__).with_name(learned.WEIGHTS))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
