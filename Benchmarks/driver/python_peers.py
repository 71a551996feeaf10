"""Peers that are Python libraries, driven by the protocol of etalon-bench's main.swift."""

import importlib.metadata
import math
import sys
import time


class Missing(Exception):
    """A case that a library has nothing for."""


def parsed(words):
    """The operation, the other plain words, and the values by name."""
    plain = [word for word in words if "=" not in word]
    values = dict(word.split("=", 1) for word in words if "=" in word)
    return plain[0] if plain else "", plain[1:], values


def numpy_job(operation, words, values, _threads):
    import numpy

    random = numpy.random.default_rng(1)
    kind = {"f32": numpy.float32, "f64": numpy.float64}.get(words[0] if words else "")
    n = int(values.get("n", 0))
    if operation == "reduce-sum":
        x = random.standard_normal(n).astype(kind)
        return x.sum
    raise Missing(f"numpy has no {operation}")


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


JOBS = {"numpy": numpy_job, "fsum": fsum_job, "torch": torch_job}


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
        package = "numpy" if name == "fsum" else name
        return f"facts\tversion={importlib.metadata.version(package)}"
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
        except (ImportError, ValueError, RuntimeError) as error:
            print(f"missing {type(error).__name__}: {str(error).splitlines()[0]}", flush=True)


if __name__ == "__main__":
    main()
