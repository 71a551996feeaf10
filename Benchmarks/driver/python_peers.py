"""Peers that are Python libraries, driven by the protocol of etalon-bench's main.swift."""

import importlib.metadata
import math
import platform
import sys
import time


class Missing(Exception):
    """A case that a library has nothing for."""


def parsed(words):
    """The operation, the other plain words, and the values by name; `hold` is Etalon's alone."""
    plain = [word for word in words if "=" not in word]
    values = dict(word.split("=", 1) for word in words if "=" in word)
    values.pop("hold", None)
    return plain[0] if plain else "", plain[1:], values


KINDS = {"f32": "float32", "f64": "float64", "i32": "int32"}


def numpy_job(operation, words, values, _threads):
    import numpy

    n, random = int(values.get("n", 0)), numpy.random.default_rng(1)
    if operation in ("reduce-sum", "exact-sum"):  # numpy's sum is a rounded one in both cases
        return random.standard_normal(n).astype(KINDS[words[0]]).sum
    if operation == "sort":
        x = (1e6 * random.standard_normal(n)).astype(KINDS[words[0]])
        return lambda: numpy.sort(x)
    if operation == "fft":
        x = complex_signal(random, words[0], values)
        return lambda: numpy.fft.fft(x)
    raise Missing(f"numpy has no {operation}")


def scipy_job(operation, words, values, threads):
    import numpy
    import scipy.fft
    import scipy.sparse

    random = numpy.random.default_rng(1)
    if operation == "fft":
        x = complex_signal(random, words[0], values)
        return lambda: scipy.fft.fft(x, workers=threads)
    if operation == "spmv":
        rows, columns, each = (int(values[name]) for name in ("rows", "columns", "row-entries"))
        indices = sparse_columns(random, rows, columns, each)
        numbers = random.standard_normal(rows * each).astype(KINDS[words[0]])
        starts = numpy.arange(0, rows * each + 1, each, dtype=numpy.int32)
        matrix = scipy.sparse.csr_array((numbers, indices, starts), shape=(rows, columns))
        x = random.standard_normal(columns).astype(KINDS[words[0]])
        return lambda: matrix @ x
    raise Missing(f"scipy has no {operation}")


def sparse_columns(random, rows, columns, each):
    """Entry e of a row lies in the e-th of equal strips of the columns, as in Etalon's operation."""
    strip = columns // each
    return (random.integers(0, strip, (rows, each)) + [strip * e for e in range(each)]).astype("int32").ravel()


def complex_signal(random, kind, values):
    """Rows of complex numbers; both libraries keep single precision."""
    shape = (int(values["batch"]), 1 << int(values["levels"]))
    x = random.uniform(-1, 1, shape) + 1j * random.uniform(-1, 1, shape)
    return x.astype({"f32": "complex64", "f64": "complex128"}[kind])


def fsum_job(operation, words, values, _threads):
    import numpy

    if operation != "exact-sum":
        raise Missing(f"math has no {operation}")
    x = numpy.random.default_rng(1).standard_normal(int(values["n"])).tolist()
    return lambda: math.fsum(x)


def torch_job(operation, words, values, threads):
    import torch
    import torch_peers

    torch.set_num_threads(threads)
    torch.manual_seed(1)
    return torch_peers.job(operation, words, values)


def channels_last_job(operation, words, values, threads):
    return torch_job(operation, words, {**values, "channels-last": "1"}, threads)


JOBS = {
    "numpy": numpy_job,
    "scipy": scipy_job,
    "fsum": fsum_job,
    "torch": torch_job,
    "torch channels-last": channels_last_job,
}
PACKAGES = {"torch channels-last": "torch"}


class Measurement:
    """As etalon-bench's: batches that a clock can measure, bursts, their median."""

    def __init__(self, job):
        self.job = job
        job()
        start = time.monotonic()
        job()
        self.once = max(1e-8, time.monotonic() - start)
        self.batch = max(1, int(200e-6 / self.once))

    def repeat(self):
        for _ in range(self.batch):
            self.job()

    def burst(self, clock, budget):
        read = time.thread_time if clock == "thread" else time.monotonic
        if self.once < 0.2:
            self.repeat()
        start = (time.thread_time(), time.process_time(), time.monotonic())
        times = []
        while not times or time.monotonic() - start[2] + self.once * self.batch / 2 < budget:
            before = read()
            self.repeat()
            times.append((read() - before) / self.batch)
        times.sort()
        median = (times[(len(times) - 1) // 2] + times[len(times) // 2]) / 2
        spent = (time.thread_time() - start[0], time.process_time() - start[1], time.monotonic() - start[2])
        return f"burst {median} {len(times) * self.batch} {spent[0]} {spent[1]} {spent[2]}"


def answer(line, name, threads, current):
    verb, *words = line.split()
    if verb == "prepare":
        current.clear()
        operation, plain, values = parsed(words)
        current.append(Measurement(JOBS[name](operation, plain, values, threads)))
        return "ready"
    if verb == "burst" and current:
        return current[0].burst(words[0], float(words[1]))
    if verb == "facts":
        if name == "fsum":
            return f"facts\tversion=math.fsum of Python {platform.python_version()}"
        return f"facts\tversion={importlib.metadata.version(PACKAGES.get(name, name))}"
    raise Missing(f"no request is called {verb}")


def main():
    name, threads = sys.argv[1], int(sys.argv[2])
    if name not in JOBS:
        print(f"missing no library is called {name}", flush=True)
        return
    print("ready", flush=True)
    current = []
    for line in sys.stdin:
        try:
            print(answer(line, name, threads, current), flush=True)
        except Missing as reason:
            print(f"missing {reason}", flush=True)
        except (ImportError, KeyError, TypeError, ValueError, RuntimeError) as error:
            print(f"missing {type(error).__name__}: {str(error).splitlines()[0]}", flush=True)


if __name__ == "__main__":
    main()
