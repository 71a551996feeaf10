"""The inputs that the catalogue's operations draw, written plainly from docs/numerics.md (sections 7, 11 and 13) alone."""

import numpy as np

import portable_numerics as pn
import portable_operations as po

F32, F64 = np.float32, np.float64


class Draws:
    """Arrays in an operation's element type, one after the other from its stream."""

    def __init__(self, kind, stream):
        self.kind, self.stream = kind, pn.Stream(*stream)

    def uniform(self, count, lower=0.0, upper=1.0):
        if self.kind != "f64":
            return self.stream.uniform(count, lower, upper - lower)
        u = np.array([(self.stream.pair() >> 11) * 2.0**-53 for _ in range(count)], F64)
        return (upper - lower) * u + lower

    def normal(self, count):
        if self.kind != "f64":
            return np.array([po.quantile((self.stream.word() + 0.5) * 2.0**-32) for _ in range(count)], F32)
        return np.array([po.quantile(((self.stream.pair() >> 12) + 0.5) * 2.0**-52) for _ in range(count)], F64)

    def below(self, bound, count):
        return np.array([self.stream.below(bound) for _ in range(count)], np.uint32)

    def data(self, count):
        """The bytes of whole words; an array ends its last word."""
        words = [self.stream.word() for _ in range((count + 3) // 4)]
        return np.array(words, np.uint32).view(np.uint8)[:count]


SIZES = {"i32": 4, "u32": 4, "u64": 8}


def narrowed(x):
    """The nearest bfloat16, ties to even."""
    u = x.view(np.uint32)
    return ((u + np.uint32(0x7FFF) + ((u >> np.uint32(16)) & np.uint32(1))) >> np.uint32(16)).astype(np.uint16)


def products(d, p):
    return p["m"] * p["k"], p["k"] * p["n"]


def matrices(d, p):
    return [d.uniform(count, -1, 1) for count in products(d, p)]


def sparse(d, p):
    m, columns = p["row-entries"], p["columns"]
    places = []
    for _ in range(p["rows"]):
        for e in range(m):
            first, end = e * columns // m, (e + 1) * columns // m
            places.append(first + ((d.stream.word() * (end - first)) >> 32))
    return [np.array(places, np.uint32), d.uniform(p["rows"] * m, -1, 1), d.uniform(columns, -1, 1)]


def rows(d, p):
    return d.normal(p["rows"] * p["columns"])


def gains(d, p, count):
    return [d.uniform(p["columns"], -1, 1) for _ in range(count)]


def convolved(p):
    g = po.Convolution(p)
    return g.n * g.h * g.w * g.c, g.kh * g.kw * g.c * g.o, g.n * g.oh * g.ow * g.o


def convolution(d, p):
    image, weight, _ = convolved(p)
    return [d.normal(image), d.uniform(weight, -1, 1), d.uniform(p["outputs"], -1, 1)]


def convolution_weights(d, p):
    image, _, result = convolved(p)
    return [d.normal(image), d.normal(result)]


def convolution_inputs(d, p):
    _, weight, result = convolved(p)
    return [d.uniform(weight, -1, 1), d.normal(result)]


def pooled(p, both):
    g = po.Pooling(p)
    n, h, w, c = g.shape
    return ([n * h * w * c] if both else []) + [n * g.oh * g.ow * c]


def attention(p):
    return p["batch"] * p["tokens"] * p["heads"] * p["head-size"]


def sixteen(d, p):
    return d.uniform(p["n"], -8, 8)


def cycle(d, p):
    """Sattolo's algorithm; an array of one place draws a word all the same."""
    words = d.data(4 * max(1, p["lines"] - 1)).view(np.uint32)
    places = list(range(p["lines"]))
    for w, i in zip(words, range(p["lines"] - 1, 0, -1)):
        j = int(w) * i >> 32
        places[i], places[j] = places[j], places[i]
    return [np.array(places, np.uint64)]


def start(d, p):
    state = d.data(8).view(np.uint64)
    return [np.where(state == 0, np.uint64(1), state)]


INPUTS = {
    "gemm": matrices, "gemv": lambda d, p: [d.uniform(p["m"] * p["n"], -1, 1), d.uniform(p["n"], -1, 1)],
    "gemm-integer": lambda d, p: [d.data(count) for count in products(d, p)],
    "gemm-mixed": lambda d, p: [narrowed(x) for x in matrices(d, p)],
    "dense": lambda d, p: [
        d.normal(p["batch"] * p["inputs"]), d.uniform(p["outputs"] * p["inputs"], -1, 1), d.uniform(p["outputs"], -1, 1)],
    **{name: lambda d, p: [rows(d, p)] for name in ("softmax", "log-softmax")},
    "softmax-cross-entropy": lambda d, p: [rows(d, p), d.below(p["columns"], p["rows"])],
    **{name: lambda d, p: [d.normal(p["n"])] for name in ("relu", "reduce-sum", "exact-sum", "dropout")},
    **{name: lambda d, p: [sixteen(d, p)] for name in ("exp", "tanh", "erf", "gelu", "silu")},
    **{name: lambda d, p: [sixteen(d, p), d.normal(p["n"])]
       for name in ("divide", "gelu-gradient", "silu-gradient", "relu-gradient")},
    "tanh-gradient": lambda d, p: [d.uniform(p["n"], -1, 1), d.normal(p["n"])],
    "layer-norm": lambda d, p: [rows(d, p)] + gains(d, p, 2), "rms-norm": lambda d, p: [rows(d, p)] + gains(d, p, 1),
    "layer-norm-gradient": lambda d, p: [rows(d, p), gains(d, p, 2)[0], rows(d, p)],  # the bias is drawn and enters nothing
    "rms-norm-gradient": lambda d, p: [rows(d, p), gains(d, p, 1)[0], rows(d, p)],
    **{name: lambda d, p: [d.uniform(p["n"], 0, 16)] for name in ("log", "rsqrt", "sqrt")},
    "sgd": lambda d, p: [d.normal(p["n"]) for _ in range(3)],
    "adamw": lambda d, p: [d.normal(p["n"]) for _ in range(3)] + [d.uniform(p["n"])],
    **{name: lambda d, p: [] for name in ("random-uniform", "random-normal")},
    **{f"stream-{name}": lambda d, p: [d.uniform(p["n"]), d.uniform(p["n"])] for name in ("copy", "scale", "add", "triad")},
    "fft": lambda d, p: [d.normal(2 * 2 ** p["levels"] * p["batch"])],
    "sort": lambda d, p: [d.data(p["n"] * SIZES[d.kind]) if d.kind in SIZES else d.normal(p["n"])],
    "pointer-chase": cycle, "random-access": start,
    **{name: lambda d, p: [d.data(512).view(np.uint64)] for name in ("atomic-add", "atomic-swap")},
    "spmv": sparse, "convolution": convolution, "convolution-weight-gradient": convolution_weights,
    "convolution-input-gradient": convolution_inputs,
    **{name: lambda d, p: [d.normal(pooled(p, True)[0])] for name in ("max-pool", "average-pool")},
    "max-pool-gradient": lambda d, p: [d.normal(count) for count in pooled(p, True)],
    "average-pool-gradient": lambda d, p: [d.normal(count) for count in pooled(p, False)],
    "attention": lambda d, p: [d.normal(3 * attention(p))],
    "attention-gradient": lambda d, p: [d.normal(3 * attention(p)), d.normal(attention(p))],
    "embedding": lambda d, p: [d.normal(p["rows"] * p["columns"]), d.below(p["rows"], p["count"])],
    "embedding-gradient": lambda d, p: [d.normal(p["count"] * p["columns"]), d.below(p["rows"], p["count"])],
}


def inputs(operation, kind, parameters, stream):
    """The arrays that an operation draws, in the order of section 11."""
    return INPUTS[operation](Draws(kind, stream), parameters)
