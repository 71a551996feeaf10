"""The cases: what is run, against whom, and which ratio is the goal."""

from dataclasses import dataclass

BLAS = ("OpenBLAS Debian", "OpenBLAS PyPI", "BLIS", "MKL")


@dataclass(frozen=True)
class Goal:
    """Etalon's speed over the best of some peers, and how much is wanted (None: a ratio to know, not to reach)."""

    peers: tuple[str, ...]
    ratio: float | None


@dataclass(frozen=True)
class Case:
    """One row: a request of the workers' protocol, and the work of one repetition in the table's unit."""

    section: str
    name: str
    request: str
    work: float
    goals: tuple[Goal, ...]
    quick: bool = False
    hold: bool = False

    @property
    def peers(self):
        return tuple(dict.fromkeys(peer for goal in self.goals for peer in goal.peers))

    def request_for(self, threads):
        """Etalon's threads stay awake between repetitions, as a training step keeps them and as the peers' do."""
        return f"{self.request} hold=1" if self.hold and threads > 1 else self.request


# A section's title, its unit, and whether the unit is a rate (work over time) or a time.
SECTIONS = {
    "peak": ("The processor's peak: fused operations on registers", "GF/s", True),
    "sgemm": ("Products of f32 matrices", "GF/s", True),
    "transformer": ("Products of f32 matrices with weights that are laid out once", "GF/s", True),
    "dgemm": ("Products of f64 matrices", "GF/s", True),
    "gemv": ("Matrix times vector, f32", "GB/s", True),
    "elementary": ("Elementary functions, f32", "ns per element", False),
    "training": ("Training steps", "ms", False),
    "layers": ("Layers of networks, forward", "ms", False),
    "mixed": ("Products of bf16 matrices, f32 by Etalon and bf16 by PyTorch", "GF/s", True),
    "integer": ("Products of i8 matrices into i32", "GOP/s", True),
    "fft": ("Fourier transforms, complex", "GF/s", True),
    "sort": ("Sorting", "ns per element", False),
    "spmv": ("Sparse matrix times vector", "GF/s", True),
    "sums": ("Sums", "GB/s", True),
    "stream": ("Memory bandwidth", "GB/s", True),
    "control": ("Control: Etalon against itself in a second process", "ms", False),
}


# Which type's peak bounds a section's rates.
PEAK_OF = {"sgemm": "f32", "transformer": "f32", "dgemm": "f64"}


def peaks():
    flops = 2 * 12 * 16 * 50_000
    for kind in ("f32", "f64"):
        yield Case("peak", kind, f"peak {kind} flops={flops}", 1e-9 * flops, (), quick=True)


def product(section, name, m, n, k, goal, type="f32", extra="", quick=False):
    request = f"gemm {type} m={m} n={n} k={k} {extra}".strip()
    return Case(section, name, request, 2e-9 * m * n * k, (Goal(BLAS, goal),), quick, hold=True)


def sgemm():
    for n in (64, 128, 256, 512, 1024, 2048, 4096):
        yield product("sgemm", f"{n}^3", n, n, n, 1.0, quick=n in (64, 256, 1024))
    for m, n, k in ((37, 53, 71), (65, 129, 257), (100, 100, 100)):
        yield product("sgemm", f"{m} x {n} x {k}", m, n, k, 1.0, quick=m == 37)
    for n in (128, 512, 1024):
        yield product("sgemm", f"{n}^3, B transposed", n, n, n, 1.0, extra="transpose-b=1", quick=n == 512)
    yield product("sgemm", "512^3, A transposed", 512, 512, 512, 1.0, extra="transpose-a=1")
    yield product("sgemm", "2048 x 768 x 256, B transposed", 2048, 768, 256, 1.0, extra="transpose-b=1")


def transformer():
    for m, goal in ((8, 2.5), (32, 1.5), (128, 1.2), (512, 1.2)):
        for n, k in ((384, 384), (384, 1536), (1536, 384), (1024, 1024)):
            yield product(
                "transformer", f"{m} x {n} x {k}", m, n, k, goal, extra="prepacked=1", quick=n == 1024 and m < 512
            )


def dgemm():
    for n in (64, 128, 256, 512, 1024, 2048):
        yield product("dgemm", f"{n}^3", n, n, n, 1.0, type="f64", quick=n in (64, 512))


def gemv():
    for n in (384, 1024, 4096):
        for transpose, name in ((0, "A x"), (1, "transposed A x")):
            request = f"gemv f32 m={n} k={n} transpose-a={transpose}"
            yield Case("gemv", f"{name}, n = {n}", request, 4e-9 * n * n, (Goal(BLAS, 1.0),), n == 1024, hold=True)
        request = f"gemv f32 m={n} k={n} prepacked=1"
        yield Case("gemv", f"A x, A laid out once, n = {n}", request, 4e-9 * n * n, (Goal(BLAS, 1.0),), n == 1024, hold=True)


def elementary():
    count = 1 << 16
    for function in ("exp", "log", "tanh", "erf", "rsqrt"):
        vector = Goal(("C loop",), None) if function == "rsqrt" else Goal(("libmvec",), 0.6)
        goals = (vector, Goal(("libm",), 4.0))
        request = f"{function} f32 n={count}"
        yield Case("elementary", function, request, 1e-9 * count, goals, function in ("exp", "erf"), hold=True)


def training():
    gpt = "gpt batch=16 vocabulary=65 layers=4 width=256 heads=4 context=128"
    eager = ("torch",)
    models = (
        ("MLP 64-256-128-10, batch 64, SGD", "mlp layers=64-256-128-10 batch=64", Goal(eager, 3.0)),
        ("MLP 784-512-256-10, batch 128, SGD", "mlp layers=784-512-256-10 batch=128", Goal(eager, 1.5)),
        ("CNN 1-16-32, 28 x 28, batch 64, SGD", "cnn batch=64", Goal(eager, 1.3), Goal(("torch channels-last",), None)),
        ("GPT 4 layers, width 256, context 128, batch 16, AdamW", gpt, Goal(eager, 1.15)),
    )
    for name, request, *goals in models:
        yield Case("training", name, f"train {request}", 1e-3, tuple(goals), "64-256" in request)


def streams():
    n = 10_000_000
    for name, arrays in (("copy", 2), ("scale", 2), ("add", 3), ("triad", 3)):
        goals = (Goal(("C loop", "torch"), None),)
        yield Case("stream", f"{name}, n = {n}", f"stream-{name} f64 n={n}", 8e-9 * arrays * n, goals, name == "triad")


def sums():
    for type, size in (("f32", 4), ("f64", 8)):
        n = 1 << 22
        goals = (Goal(("numpy", "torch"), None),)
        yield Case("sums", f"{type}, n = {n}", f"reduce-sum {type} n={n}", 1e-9 * size * n, goals, type == "f32")
    for n in (1 << 14, 1 << 20):
        goals = (Goal(("fsum",), None), Goal(("numpy",), None))
        yield Case("sums", f"exact, f64, n = {n}", f"exact-sum f64 n={n}", 8e-9 * n, goals, n == 1 << 20, hold=True)


def integers():
    for n in (256, 512, 1024, 2048):
        goals = (Goal(("torch", "MKL"), None),)
        request = f"gemm i8 m={n} n={n} k={n}"
        yield Case("integer", f"{n}^3", request, 2e-9 * n**3, goals, n == 512, hold=True)


def layers():
    rows = "rows=1024 columns=1024"
    attention = "attention f32 batch=16 tokens=128 heads=4 head-size=64"
    convolution = "convolution f32 batch=32 height=32 width=32 inputs=64 outputs=64"
    eager, last = Goal(("torch",), None), Goal(("torch channels-last",), None)
    yield Case("layers", "softmax of 1024 x 1024", f"softmax f32 {rows}", 1e-3, (eager,))
    yield Case("layers", "layer norm of 1024 x 1024", f"layer-norm f32 {rows}", 1e-3, (eager,))
    yield Case("layers", "GELU of 1048576", f"gelu f32 n={1 << 20}", 1e-3, (eager,))
    yield Case("layers", "causal attention, 16 x 128 tokens, 4 heads of 64", attention, 1e-3, (eager,))
    yield Case("layers", "convolution 3 x 3, 32 x 32 x 64 to 64, batch 32", convolution, 1e-3, (eager, last))


def transforms():
    for levels, batch in ((10, 64), (16, 1), (20, 1)):
        n = 1 << levels
        for kind in ("f32", "f64"):
            work = 5e-9 * n * levels * batch
            name = f"{kind}, n = {n}" + (f", {batch} rows" if batch > 1 else "")
            goals = (Goal(("FFTW", "scipy", "numpy"), None),)
            yield Case("fft", name, f"fft {kind} levels={levels} batch={batch}", work, goals, n == 1 << 16)


def sorting():
    n = 1 << 20
    for kind in ("f32", "f64", "i32"):
        goals = (Goal(("numpy", "torch"), None),)
        yield Case("sort", f"{kind}, n = {n}", f"sort {kind} n={n}", 1e-9 * n, goals, kind == "f32")


def sparse():
    rows, each = 100_000, 16
    for kind in ("f32", "f64"):
        request = f"spmv {kind} rows={rows} columns={rows} row-entries={each}"
        yield Case(
            "spmv", f"{kind}, {rows} rows of {each}", request, 2e-9 * rows * each, (Goal(("scipy", "torch"), None),)
        )


def mixed():
    for n in (512, 1024):
        request = f"gemm-mixed bf16 m={n} n={n} k={n}"
        yield Case("mixed", f"{n}^3", request, 2e-9 * n**3, (Goal(("torch",), None),))


def control():
    """What a ratio of equals looks like in this run."""
    goals = (Goal(("Etalon again",), None),)
    requests = {
        "sgemm 256^3": "gemm f32 m=256 n=256 k=256",
        "A x, n = 1024": "gemv f32 m=1024 k=1024",
        "exp": "exp f32 n=65536",
        "MLP 784-512-256-10": "train mlp layers=784-512-256-10 batch=128",
    }
    for name, request in requests.items():
        yield Case("control", name, request, 1e-3, goals, hold=not request.startswith("train"))


def all_cases():
    return [
        *peaks(),
        *sgemm(),
        *transformer(),
        *dgemm(),
        *gemv(),
        *elementary(),
        *training(),
        *layers(),
        *mixed(),
        *integers(),
        *sums(),
        *transforms(),
        *sorting(),
        *sparse(),
        *streams(),
        *control(),
    ]


# The accuracy table: depths and kinds of operands.
ACCURACY_DEPTHS = (512, 1024, 2048, 4096)
ACCURACY_DATA = {"uniform01": "uniform in 0 to 1", "uniform": "uniform in -1 to 1", "normal": "normal"}
ACCURACY_GOAL = 0.5
