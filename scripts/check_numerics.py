#!/usr/bin/env python3
"""Compare Etalon's bits with docs/examples/portable_numerics.py, which is written from docs/numerics.md alone.

    python3 scripts/check_numerics.py CASES.json

The Swift test `PythonTests` writes the cases (inputs and Etalon's outputs as hexadecimal words) and runs this. Prints a
line for each case; ends with 1 if one differs.
"""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "docs" / "examples"))

import numpy as np  # noqa: E402
import portable_numerics as pn  # noqa: E402
import portable_inputs  # noqa: E402
import portable_networks as networks  # noqa: E402
import portable_operations  # noqa: E402


def floats(words):
    return np.array([int(w, 16) for w in words], np.uint32).view(np.float32)


def same(found, words):
    expected = np.array([int(w, 16) for w in words], np.uint32)
    return np.array_equal(np.ascontiguousarray(found, np.float32).view(np.uint32).ravel(), expected)


def gemm(case):
    a = floats(case["a"]).reshape(case["m"], case["k"])
    b = floats(case["b"]).reshape(case["k"], case["n"])
    return same(pn.gemm(a, b), case["out"])


def reduce_sum(case):
    return same(pn.reduce_sum(floats(case["x"])), case["out"])


def exp(case):
    return same(pn.exp(floats(case["x"])), case["out"])


def log(case):
    return same(pn.log(floats(case["x"])), case["out"])


def softmax(case):
    return same(pn.softmax(floats(case["x"]).reshape(-1, case["columns"])), case["out"])


def train(case):
    stream = pn.Stream(int(case["key"], 16), int(case["high"], 16))
    layers, labels = case["layers"], np.array(case["labels"])
    features = floats(case["features"]).reshape(len(labels), layers[0])
    if case["optimizer"] == "sgd":
        optimizer = pn.SGD(case["rate"], case["momentum"])
    else:
        optimizer = pn.AdamW(case["rate"])
    weights, biases, losses = pn.train(layers, features, labels, case["batch"], optimizer, stream, case["steps"])
    parameters = np.concatenate([p.ravel() for p in weights + biases])
    return same(losses, case["losses"]) and same(parameters, case["out"])


def network(case):
    """Some steps of a network's training: every loss and every tensor."""
    kind, shape, rows = case["kind"], case["shape"], case["rows"]
    if kind == "gpt":
        tokens, context = np.array(case["tokens"]), shape["context"]
        windows = tokens[: rows * context + 1]
        rows_of = lambda some: np.array([windows[w * context : (w + 1) * context] for w in some])  # noqa: E731
        labels_of = lambda some: np.array([windows[w * context + 1 : (w + 1) * context + 1] for w in some])  # noqa: E731
    else:
        features, labels = floats(case["features"]).reshape(rows, *shape.get("image", [-1])), np.array(case["labels"])
        rows_of, labels_of = (lambda some: features[some]), (lambda some: labels[some])
    build = lambda net: getattr(networks, kind)(net, **shape)  # noqa: E731
    streams = [pn.Stream(*case["stream"]), pn.Stream(*case["dropout-stream"])]
    names, tensors, losses = networks.train(build, rows_of, labels_of, rows, case["settings"], *streams, len(case["losses"]))
    differing = [name for name, tensor in zip(names, tensors) if not same(tensor, case["tensors"].get(name, []))]
    if differing or not same(losses, case["losses"]):
        print(f"differ: {' '.join(differing)}; losses {losses}")
    return not differing and names and set(names) == set(case["tensors"]) and same(losses, case["losses"])


def inputs(case):
    """What an operation of the catalogue draws."""
    found = portable_inputs.inputs(case["operation"], case["type"], case["parameters"], case["stream"])
    return [np.ascontiguousarray(x).tobytes().hex() for x in found] == case["inputs"]


def operation(case):
    """An operation of the catalogue: inputs and output as bytes; types that are not f32 are told by the function."""
    types = {"f64": np.float64}
    inputs = [np.frombuffer(bytes.fromhex(x), types.get(case["type"], np.float32 if len(x) % 8 == 0 else np.uint8)) for x in case["inputs"]]
    function = portable_operations.OPERATIONS.get(case["operation"])
    if function is None:
        print(f"portable_operations.py has no {case['operation']}")
        return False
    return np.ascontiguousarray(function({**case["parameters"], "stream": case["stream"], "type": case["type"]}, *inputs)).tobytes().hex() == case["out"]


def main():
    wrong = 0
    for case in json.load(open(sys.argv[1])):
        good = globals()[case["check"]](case)
        print(f"{'same bits' if good else 'DIFFERENT'}: {case['name']}")
        wrong += not good
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
