#!/usr/bin/env python3
"""How time and memory of a run grow: items of an evaluation that are asked, exported and verified, and cells of a matrix.

usage: scripts/scale.py ETALON [--items 10000,100000,1000000] [--cells 1000,10000] [--folder DIR]

The items are put to a server on this machine that answers at once (scripts/null_server.c). Prints a table: seconds, microseconds an item,
and the greatest resident memory of the process, which must not grow with the items beyond what the dataset's file itself takes.
"""
import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def start_server(folder):
    """Compiles and starts the server; gives its process and port."""
    program = os.path.join(folder, "null_server")
    subprocess.run(["cc", "-O2", "-o", program, os.path.join(HERE, "null_server.c")], check=True)
    server = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    return server, int(server.stdout.readline().split()[1])


def measure(command, marks=()):
    """Runs a command; gives when lines with the marks came, the whole time, the greatest memory in MiB and its output."""
    start = time.monotonic()
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.PIPE, text=True)
        moments, talk = {}, []
        for line in process.stderr:
            talk.append(line)
            for mark in marks:
                if mark in line:
                    moments[mark] = time.monotonic() - start
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
        output.seek(0)
        if status != 0:
            sys.exit(f"{' '.join(command)} failed:\n{''.join(talk[-20:])}{output.read()[-2000:]}")
        return moments, seconds, usage.ru_maxrss / 1024, output.read().strip()


def write_evaluation(folder, count, port):
    """Writes a dataset and its spec; gives the spec's path and the dataset's size in MiB."""
    data = os.path.join(folder, "items.jsonl")
    with open(data, "w", encoding="utf-8") as file:
        for number in range(count):
            file.write('{"id":"q%d","q":"Is %d a number?","a":"yes"}\n' % (number, number))
    with open(data, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    spec = os.path.join(folder, "items.yaml")
    with open(spec, "w", encoding="utf-8") as file:
        file.write(f"""etalon: 1
name: scale
seed: 1
targets:
  host: {{ device: cpu, threads: 1 }}
datasets:
  items: {{ file: items.jsonl, sha256: {digest}, format: {{ jsonl: {{ id: id, input: q, answer: a }} }} }}
subjects:
  model: {{ endpoint: {{ url: "http://127.0.0.1:{port}/v1", model: "null" }} }}
workloads:
  quiz: {{ evaluate: model, dataset: items, concurrency: 16 }}
""")
    return spec, os.path.getsize(data) / (1 << 20)


def items(etalon, counts, folder):
    """Measures evaluations of so many items."""
    server, port = start_server(folder)
    print(f"{'items':>9} {'dataset':>8}  {'asked':>16} {'exported':>16} {'run, memory':>11}  {'verified':>16} {'memory':>8}")
    for count in counts:
        spec, size = write_evaluation(folder, count, port)
        out = os.path.join(folder, "results")
        moments, seconds, memory, bundle = measure(
            [etalon, "run", spec, "--out", out, "--allow", f"network=127.0.0.1:{port}"], ["quiz ok"])
        asked = moments["quiz ok"]
        _, verified, checking, _ = measure([etalon, "verify", bundle, "--require", "intact", "--inputs", folder])

        def cell(spent):
            return f"{spent:8.1f} s {spent / count * 1e6:4.0f} µs"

        print(f"{count:9} {size:4.0f} MiB  {cell(asked)} {cell(seconds - asked)} {memory:7.0f} MiB  {cell(verified)} {checking:4.0f} MiB",
              flush=True)
        subprocess.run(["rm", "-rf", out], check=True)
    server.stdin.close()
    server.wait()


def cells(etalon, counts, folder):
    """Measures matrices of so many cells of almost no work."""
    print(f"\n{'cells':>9} {'checked':>16} {'run':>16} {'memory':>9} {'verified':>16}")
    for count in counts:
        spec = os.path.join(folder, "cells.yaml")
        axis = ", ".join(str(number) for number in range(1, count // 10 + 1))
        with open(spec, "w", encoding="utf-8") as file:
            file.write(f"""etalon: 1
name: cells
seed: 1
targets:
  host: {{ device: cpu, threads: 1 }}
workloads:
  gemm:
    kernel: gemm
    with: {{ k: 1 }}
    matrix: {{ m: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], n: [{axis}] }}
    sample: {{ warmup: 0, count: 1 }}
""")
        out = os.path.join(folder, "results")
        _, checked, _, _ = measure([etalon, "check", spec])
        _, ran, memory, bundle = measure([etalon, "run", spec, "--out", out])
        _, verified, _, _ = measure([etalon, "verify", bundle, "--require", "intact"])

        def cell(spent):
            return f"{spent:7.1f} s {spent / count * 1e3:3.1f} ms"

        print(f"{count:9} {cell(checked):>16} {cell(ran):>16} {memory:5.0f} MiB {cell(verified):>16}", flush=True)
        subprocess.run(["rm", "-rf", out], check=True)


def numbers(text):
    return [int(word) for word in text.split(",") if word]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("etalon")
    parser.add_argument("--items", type=numbers, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--cells", type=numbers, default=[1_000, 10_000])
    parser.add_argument("--folder", help="where everything is written (default: a temporary folder)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        if arguments.items:
            items(os.path.abspath(arguments.etalon), arguments.items, folder)
        if arguments.cells:
            cells(os.path.abspath(arguments.etalon), arguments.cells, folder)


if __name__ == "__main__":
    main()
