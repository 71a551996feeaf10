#!/usr/bin/env python3
"""Etalon's base compute beside the tools of the field: HPC Challenge, fio, sockperf, qperf, and a chain of pointers in plain C.

    scripts/judge_base.py ETALON [--rounds 3] [--folder DIR]

Each round measures every figure once with Etalon and once with the other tool, one after the other; the table shows medians over the rounds and
the range of each side. Needs Debian's `hpcc fio sockperf qperf gcc`; what is missing is left out, and named. DIR has to lie on a disk.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import socket
import statistics
import subprocess
import tempfile
import time

MIB = 1 << 20

SPEC = """etalon: 1
name: judged
seed: 1
targets: { core: { device: cpu, threads: 1 } }
workloads:
%s"""

WORKLOADS = {
    "chase": ("pointer-chase", {"lines": MIB, "steps": 2 * MIB}, "latency"),
    "chase-cache": ("pointer-chase", {"lines": 4096, "steps": 2 * MIB}, "latency"),
    "gups": ("random-access", {"levels": 22}, "throughput"),
    "triad": ("stream-triad", {"n": 8_000_000}, "throughput"),
    "read": ("storage-read", {"blocks": 256}, "throughput"),
    "write": ("storage-write", {"blocks": 256}, "throughput"),
    "random-read": ("storage-read", {"blocks": 8192, "block": 4096, "random": 1}, "request-rate"),
    "random-read-4": ("storage-read", {"blocks": 8192, "block": 4096, "random": 1, "depth": 4}, "request-rate"),
    "random-write": ("storage-write", {"blocks": 8192, "block": 4096, "random": 1, "sync": 0}, "request-rate"),
    "commit": ("storage-write", {"blocks": 256, "block": 4096, "sync": 2}, "request-rate"),
    "echo": ("loopback-latency", {"messages": 20000, "size": 14}, "latency"),
    "carry": ("loopback-throughput", {"messages": 2048, "size": 65536}, "throughput"),
}

CHASE = r"""
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
int main(int n, char **a) {
  size_t lines = atol(a[1]), steps = atol(a[2]), *order = malloc(lines * sizeof *order);
  char *memory = aligned_alloc(4096, lines * 64);
  for (size_t i = 0; i < lines; i++) order[i] = i;
  for (size_t i = lines - 1; i > 0; i--) { size_t j = (size_t)(drand48() * i), t = order[i]; order[i] = order[j]; order[j] = t; }
  for (size_t i = 0; i < lines; i++) *(void **)(memory + 64 * i) = memory + 64 * order[i];
  void **p = (void **)memory;
  double best = 1e9;
  for (int r = 0; r < 12; r++) {
    struct timespec s, e;
    clock_gettime(CLOCK_MONOTONIC, &s);
    for (size_t i = 0; i < steps; i++) p = *p;
    clock_gettime(CLOCK_MONOTONIC, &e);
    double t = (e.tv_sec - s.tv_sec) + 1e-9 * (e.tv_nsec - s.tv_nsec);
    if (r && t < best) best = t;
  }
  printf("%g %p\n", best / steps, (void *)p);
}
"""


def run(*command, cwd=None, env=None):
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=True).stdout


def etalon(program, folder, name):
    kernel, sizes, metric = WORKLOADS[name]
    text = f"  {name}: {{ kernel: {kernel}, target: core, with: {json.dumps(sizes)}, " \
           "sample: { warmup: 1, min: 10, max: 12, invocations: 1 } }\n"
    spec = pathlib.Path(folder, "judged.yaml")
    spec.write_text(SPEC % text.replace('"', ""))
    shutil.rmtree(pathlib.Path(folder, "results"), ignore_errors=True)
    run(program, "run", str(spec), "--out", str(pathlib.Path(folder, "results")), env={**os.environ, "TMPDIR": folder})
    scores = json.loads(next(pathlib.Path(folder, "results").rglob("scores.json")).read_text())
    return next(value["estimate"][0] if isinstance(value["estimate"], list) else value["estimate"]["value"]
                for value in scores["metrics"] if value["metric"] == metric)


def chase(folder, lines):
    source, program = pathlib.Path(folder, "chase.c"), pathlib.Path(folder, "chase")
    if not program.exists():
        source.write_text(CHASE)
        run("gcc", "-O2", "-o", str(program), str(source))
    return float(run(str(program), str(lines), str(2 * MIB)).split()[0])


def hpcc(folder, key):
    """One process; HPC Challenge takes a power of two of words up to half of N * N * 8 bytes, here 32 MiB."""
    text = pathlib.Path("/usr/share/doc/hpcc/examples/_hpccinf.txt").read_text()
    for word, value in (("Ns", 2896), ("Ps", 1), ("Qs", 1)):
        text = re.sub(rf"^\d+(\s+{word})$", rf"{value}\1", text, flags=re.M)
    pathlib.Path(folder, "hpccinf.txt").write_text(text)
    pathlib.Path(folder, "hpccoutf.txt").unlink(missing_ok=True)
    run("mpirun", "--allow-run-as-root", "-n", "1", "hpcc", cwd=folder, env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})
    return float(re.search(rf"^{key}=([\d.eE+-]+)", pathlib.Path(folder, "hpccoutf.txt").read_text(), re.M)[1]) * 1e9


def fio(folder, pattern, block, size, direction, figure, jobs=1, extra=()):
    line = ["fio", "--name=j", f"--directory={folder}", "--filename=fio.data", f"--rw={pattern}", f"--bs={block}", f"--size={size}", "--direct=1",
            "--ioengine=psync", "--thread", f"--numjobs={jobs}", "--group_reporting", "--output-format=json", "--loops=4", *extra]
    found = json.loads(run(*line))["jobs"][0][direction]
    return found["bw_bytes"] if figure == "bytes" else found["iops"]


def sockperf(folder):
    port = free_port()
    server = subprocess.Popen(["sockperf", "server", "--tcp", "-i", "127.0.0.1", "-p", str(port)], stdout=subprocess.DEVNULL)
    try:
        time.sleep(1)
        text = run("sockperf", "ping-pong", "--tcp", "-i", "127.0.0.1", "-p", str(port), "-t", "2", "-m", "14")
    finally:
        server.terminate()
        server.wait()
    # It tells half a round trip.
    return 2e-6 * float(re.search(r"percentile 50.000 =\s*([\d.]+)", text)[1])


def qperf(folder):
    port = str(free_port())
    server = subprocess.Popen(["qperf", "-lp", port], stdout=subprocess.DEVNULL)
    try:
        time.sleep(1)
        text = run("qperf", "127.0.0.1", "-lp", port, "-t", "2", "-m", "65536", "-uu", "-vvs", "tcp_bw")
    finally:
        server.terminate()
        server.wait()
    return float(re.search(r"^\s*bw\s*=\s*([\d.]+) bytes/sec", text, re.M)[1])


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


JUDGES = [
    ("chase", "plain C, gcc -O2", "ns", 1e9, lambda f: chase(f, MIB), ["gcc"]),
    ("chase-cache", "plain C, gcc -O2", "ns", 1e9, lambda f: chase(f, 4096), ["gcc"]),
    ("gups", "HPC Challenge, single", "M/s", 1e-6, lambda f: hpcc(f, "SingleRandomAccess_GUPs"), ["hpcc", "mpirun"]),
    ("triad", "HPC Challenge, single", "GB/s", 1e-9, lambda f: hpcc(f, "SingleSTREAM_Triad"), ["hpcc", "mpirun"]),
    ("read", "fio, psync", "MB/s", 1e-6, lambda f: fio(f, "read", "1m", "256m", "read", "bytes"), ["fio"]),
    ("write", "fio, psync, end_fsync", "MB/s", 1e-6, lambda f: fio(f, "write", "1m", "256m", "write", "bytes", extra=["--end_fsync=1"]), ["fio"]),
    ("random-read", "fio, psync", "1/s", 1, lambda f: fio(f, "randread", "4k", "32m", "read", "iops"), ["fio"]),
    ("random-read-4", "fio, psync, 4 threads", "1/s", 1, lambda f: fio(f, "randread", "4k", "32m", "read", "iops", jobs=4), ["fio"]),
    ("random-write", "fio, psync", "1/s", 1, lambda f: fio(f, "randwrite", "4k", "32m", "write", "iops"), ["fio"]),
    ("commit", "fio, psync, fdatasync=1", "1/s", 1, lambda f: fio(f, "write", "4k", "1m", "write", "iops", extra=["--fdatasync=1"]), ["fio"]),
    ("echo", "sockperf ping-pong", "us", 1e6, sockperf, ["sockperf"]),
    ("carry", "qperf tcp_bw", "GB/s", 1e-9, qperf, ["qperf"]),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("etalon")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", default="/var/tmp")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    program = str(pathlib.Path(options.etalon).resolve())
    print("| figure | Etalon | range | other | range | ratio | judge |")
    print("|---|---|---|---|---|---|---|")
    for name, judge, unit, scale, other, needs in JUDGES:
        if options.only and not re.search(options.only, name):
            continue
        missing = [need for need in needs if not shutil.which(need)]
        if missing:
            print(f"| {name} | | | | | | not compared: no {', '.join(missing)} |")
            continue
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            pairs = [(etalon(program, folder, name) * scale, other(folder) * scale) for _ in range(options.rounds)]
        mine, theirs = ([pair[side] for pair in pairs] for side in (0, 1))
        middle = [statistics.median(side) for side in (mine, theirs)]
        print(f"| {name}, {unit} | {middle[0]:.4g} | {min(mine):.4g}–{max(mine):.4g} | {middle[1]:.4g} | "
              f"{min(theirs):.4g}–{max(theirs):.4g} | {middle[0] / middle[1]:.2f} | {judge} |", flush=True)


if __name__ == "__main__":
    main()
