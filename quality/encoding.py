"""The reader's encoder as a graph of operations (ONNX), which kg/text/reader.py runs.

Vectors are multiplied with weights in whole numbers of eight bits, which takes a third of the time: weights in steps of
their column, vectors in steps of the range that they have (Jacob et al. 2018). Some few places of a vector are far
larger than all others and would make these steps coarse; they are multiplied apart, in single precision (Dettmers et
al. 2022, LLM.int8()).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from kg.text.reader import HEADS, LOOKS, embedded, session
from kg.text.scene import Window

APART = 48  # of so many places of a vector, the largest is multiplied apart
# Steps to each side of 0. Where a processor has no instructions of its own for this, it adds two products of a vector's
# step (up to 255) and a weight's in 16 bits. With 63 steps the sum always fits; with 127 it fits but for one in 40,000,
# but for one in 2,000 of what attention found in the first layer.
STEPS, STEPS_ATTENDED = 127, 63
OWN = "com.microsoft"  # operations that onnxruntime has beside those of ONNX
VERSION = 18  # of ONNX's own
SMALLEST = 1e-12  # added to a variance

Weights = Mapping[str, np.ndarray]


def encoder(weights: Weights, windows: Sequence[Window] = ()) -> bytes:
    """The graph that makes of `x`, the vectors of a window's pieces, `y`, their vectors in its text, all 1 x pieces x
    width, and of these `kv`, what each says to a pair that looks at it. In steps of eight bits where there are windows,
    which show how large vectors are; else in single precision."""
    if not windows:
        return _Graph(weights).written()
    whole = _Graph(weights)
    run = session(whole.written(whole.taken))
    largest = dict.fromkeys(whole.taken, np.zeros(1, np.float32))
    for window in windows:
        for name, seen in zip(largest, run.run(list(largest), {"x": embedded(weights, window)}), strict=True):
            largest[name] = np.maximum(largest[name], np.abs(seen[0]).max(axis=0))
    apart = {name: np.sort(np.argsort(size)[-len(size) // APART :]) for name, size in largest.items()}
    return _Graph(weights, apart).written()


def decoded(graph: bytes) -> dict[str, np.ndarray]:
    """The weights of which `encoder` made a graph in steps: those that were multiplied in steps to the nearest one."""
    tables = {one.name: numpy_helper.to_array(one) for one in onnx.load_from_string(graph).graph.initializer}

    def product(name: str) -> tuple[np.ndarray, np.ndarray]:
        weight = tables[f"{name}.most.steps"].astype(np.float32) * tables[f"{name}.most.step"]
        weight[tables[f"{name}.few"]] = tables[f"{name}.w"]
        return weight.T, tables[f"{name}.most.b"]

    found = {name: table for name, table in tables.items() if name.startswith("enc.")}
    joined: dict[str, tuple[tuple[str, int], ...]] = {"kv": (("k", LOOKS), ("v", 1))}  # each look has a key
    for n in range(1 + max(int(name.split(".")[2]) for name in found if name.startswith("enc.layers."))):
        joined[f"{n}.qkv"] = tuple((f"enc.layers.{n}.{part}", 1) for part in "qkv")
        joined |= {f"{n}.{part}": ((f"enc.layers.{n}.{part}", 1),) for part in ("o", "f1", "f2")}
    for name, parts in joined.items():
        weight, bias = product(name)
        size, at = len(bias) // sum(times for _, times in parts), 0
        for part, times in parts:
            here = slice(at, at + times * size)
            found[f"{part}.weight"], found[f"{part}.bias"] = weight[here].copy(), bias[here].copy()
            at = here.stop
    return found


class _Graph:
    """The operations in their order, and the tables that they take."""

    def __init__(self, weights: Weights, apart: Mapping[str, np.ndarray] | None = None):
        self.weights = weights
        self.apart = apart  # of each vector the places that are multiplied apart; None: all in single precision
        self.taken: list[str] = []  # vectors that are multiplied with weights
        self.operations: list[onnx.NodeProto] = []
        self.tables: list[onnx.TensorProto] = []
        layers = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("enc.layers."))
        x = self._normal("enc.norm", "x", "0.x")
        for n in range(layers):
            x = self._layer(n, x, f"{n + 1}.x" if n < layers - 1 else "y")
        looked = [np.concatenate([weights[f"{part}.{what}"] for part in "kv"]) for what in ("weight", "bias")]
        self._product(x, looked[0], looked[1], "kv")

    def written(self, shown: Sequence[str] = ("y", "kv")) -> bytes:
        width = self.weights["enc.norm.weight"].shape[0]
        given = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, "pieces", None]) for name in shown]
        taken = [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, "pieces", width])]
        graph = helper.make_graph(self.operations, "encoder", taken, given, self.tables)
        versions = [helper.make_opsetid("", VERSION), helper.make_opsetid(OWN, 1)]
        return bytes(helper.make_model(graph, opset_imports=versions, ir_version=9).SerializeToString())

    def _layer(self, n: int, x: str, given: str) -> str:
        name, w = f"enc.layers.{n}", self.weights
        wide = np.concatenate([w[f"{name}.{part}.weight"] for part in "qkv"])
        bias = np.concatenate([w[f"{name}.{part}.bias"] for part in "qkv"])
        parts = [f"{n}.q", f"{n}.k", f"{n}.v"]
        self._do("Split", [self._product(x, wide, bias, f"{n}.qkv")], parts, axis=2, num_outputs=3)
        seen = self._do("MultiHeadAttention", parts, [f"{n}.seen"], OWN, num_heads=HEADS)
        x = self._normal(f"{name}.n1", self._sum(x, self._of(f"{name}.o", seen, f"{n}.o", STEPS_ATTENDED)), f"{n}.mid")
        inner = self._do("FastGelu", [self._of(f"{name}.f1", x, f"{n}.f1")], [f"{n}.inner"], OWN)
        return self._normal(f"{name}.n2", self._sum(x, self._of(f"{name}.f2", inner, f"{n}.f2")), given)

    def _of(self, name: str, x: str, given: str, steps: int = STEPS) -> str:
        return self._product(x, self.weights[f"{name}.weight"], self.weights[f"{name}.bias"], given, steps)

    def _product(self, x: str, weight: np.ndarray, bias: np.ndarray, given: str, steps: int = STEPS) -> str:
        """Vectors times weights, which have a row for each place of what is given, and their bias."""
        table = weight.T.copy()
        self.taken.append(x)
        if self.apart is None:
            product = self._do("MatMul", [x, self._table(f"{given}.w", table)], [f"{given}.product"])
            return self._do("Add", [product, self._table(f"{given}.b", bias)], [given])
        few = self.apart[x]
        others = np.ones(len(table), np.float32)
        others[few] = 0
        kept = self._do("Mul", [x, self._table(f"{given}.others", others)], [f"{given}.kept"])
        most = self._in_steps(kept, table * others[:, None], bias, f"{given}.most", steps)
        large = self._do("Gather", [x, self._table(f"{given}.few", few.astype(np.int64))], [f"{given}.large"], axis=2)
        rest = self._do("MatMul", [large, self._table(f"{given}.w", table[few])], [f"{given}.rest"])
        return self._sum(most, rest, given)

    def _in_steps(self, x: str, table: np.ndarray, bias: np.ndarray, given: str, steps: int) -> str:
        step = np.maximum(np.abs(table).max(axis=0), 1e-9) / steps
        taken = [
            self._table(f"{given}.steps", np.round(table / step).astype(np.int8)),
            self._table(f"{given}.step", step.astype(np.float32)),
            self._table(f"{given}.zero", np.zeros(len(step), np.int8)),
            self._table(f"{given}.b", bias),
        ]
        return self._do("DynamicQuantizeMatMul", [x, *taken], [given], OWN)

    def _normal(self, name: str, x: str, given: str) -> str:
        tables = [self._table(f"{name}.{part}", self.weights[f"{name}.{part}"]) for part in ("weight", "bias")]
        return self._do("LayerNormalization", [x, *tables], [given], axis=-1, epsilon=SMALLEST)

    def _sum(self, x: str, other: str, given: str = "") -> str:
        return self._do("Add", [x, other], [given or f"{other}.sum"])

    def _table(self, name: str, values: np.ndarray) -> str:
        self.tables.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _do(self, operation: str, taken: list[str], given: list[str], domain: str = "", **how: float) -> str:
        self.operations.append(helper.make_node(operation, taken, given, domain=domain, **how))
        return given[0]
