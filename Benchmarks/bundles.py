#!/usr/bin/env python3
"""How quickly a bundle is checked, beside the tools that everyone has.

usage: Benchmarks/bundles.py ETALON [--quick] [--folder DIR]

Makes bundles of 100,000 trials, of 10,000 small files, of 10,000 files of 100 kB and of one file of 2 GiB from runs of two trials, and
prints medians of seconds: `etalon verify` on all processors and on one (taskset), `sha256sum -c`, `openssl dgst -sha256`, and
`bagit.py --validate` where Python has the module bagit (PyPI).
"""
import argparse
import copy
import hashlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

SPEC = """etalon: 1
name: many
seed: 1
targets: {{ host: {{ threads: 1 }} }}
workloads:
"""
CELL = """  cell{number}:
    {work}
    trials: {trials}
"""
MOST_TRIALS = 10_000  # of one cell
KERNEL = "kernel: exp\n    with: { n: 4 }\n    sample: { warmup: 0, min: 10, max: 10 }"
SCRIPT = b"#!/bin/sh\necho output > out\n"
PROGRAM = (
    "command: { file: script.sh, sha256: " + hashlib.sha256(SCRIPT).hexdigest() + " }\n"
    "    outputs: { out: { file: out, result: true } }\n    sample: { warmup: 0, count: 10 }")


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def spec_text(work, trials):
    """A spec of so many trials, in as few cells as there can be."""
    cells = (trials + MOST_TRIALS - 1) // MOST_TRIALS
    return SPEC.format() + "".join(
        CELL.format(number=number, work=work, trials=min(MOST_TRIALS, trials - number * MOST_TRIALS)) for number in range(cells))


class Builder:
    """Bundles of any size, made of the records of a run of two trials."""

    def __init__(self, etalon, folder):
        self.etalon, self.folder = etalon, folder
        with open(os.path.join(folder, "script.sh"), "wb") as file:
            file.write(SCRIPT)

    def base(self, work, name):
        """A run of two trials."""
        spec = self.write(f"{name}.yaml", spec_text(work, 2))
        out = os.path.join(self.folder, f"{name}-out")
        command = [self.etalon, "run", spec, "--quiet", "--out", out, "--allow", "command"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        found = [path for path, _, files in os.walk(out) if "bagit.txt" in files]
        if not found:
            sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
        return found[0]

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def make(self, name, work, trials, file_bytes=None):
        """A bundle of so many trials, each with a file of so many bytes; gives its folder."""
        base = self.base(work, f"{name}-base")
        read = lambda record: json.load(open(f"{base}/data/{record}.json", encoding="utf-8"))
        spec = self.write(f"{name}.yaml", spec_text(work, trials))
        plan = subprocess.run([self.etalon, "plan", spec], capture_output=True, check=True).stdout.rstrip(b"\n")
        bundle = os.path.join(self.folder, name)
        for sub in ("spec", "artifacts") if file_bytes else ("spec",):
            os.makedirs(f"{bundle}/data/{sub}")
        shutil.copy(f"{base}/bagit.txt", bundle)
        records = {record: read(record) for record in ("inputs", "results", "measurements")}
        old = records["results"]["plan"]
        with open(spec, "rb") as file:
            text = file.read()
        for entry in records["inputs"]["files"]:
            if entry["role"] == "spec":
                entry.update(sha256=sha256(text), bytes=str(len(text)))
        files = {f"data/spec/{sha256(text)}.yaml": text, "data/plan.json": plan}
        first = json.loads(open(f"{base}/data/trials.jsonl", encoding="utf-8").readline())
        result, measurement = records["results"]["trials"][0], records["measurements"]["trials"][0]
        measurement["witnesses"] = [{} for _ in measurement["witnesses"]]
        root = str(json.loads(plan)["seed"]["root"])
        lines, results, measurements, manifest = [], [], [], {}
        for index in range(trials):
            line, own = copy.copy(first), copy.deepcopy(result) if file_bytes else copy.copy(result)
            node, place = f"cell{index // MOST_TRIALS}", index % MOST_TRIALS
            line.update(node=node, index=place, stream=sha256(canonical([root, node, place, "trial"])))
            own.update(node=node, index=place)
            if file_bytes:
                digest = self.artifact(bundle, index, file_bytes)
                manifest[f"data/artifacts/{digest}"] = digest
                line["artifacts"] = [digest]
                own["values"][0]["value"]["digest"] = digest
            timing = copy.copy(measurement)
            timing.update(node=node, index=place)
            line.update(result=sha256(canonical(own)), measurement=sha256(canonical(timing)))
            lines.append(canonical(line) + b"\n")
            results.append(own)
            measurements.append(timing)
        records["results"]["trials"], records["measurements"]["trials"] = results, measurements
        for record, value in records.items():
            if "plan" in value:
                value["plan"] = sha256(plan)
            files[f"data/{record}.json"] = canonical(value)
        for record in ("environment", "run", "bounded", "scores"):
            with open(f"{base}/data/{record}.json", "rb") as file:  # as it is: Python writes numbers in another way
                files[f"data/{record}.json"] = file.read().replace(old.encode(), sha256(plan).encode())
        files["data/trials.jsonl"] = b"".join(lines)
        for path, data in files.items():
            manifest[path] = sha256(data)
            with open(f"{bundle}/{path}", "wb") as file:
                file.write(data)
        with open(f"{bundle}/manifest-sha256.txt", "w", encoding="utf-8") as file:
            file.writelines(f"{manifest[path]}  {path}\n" for path in sorted(manifest))
        self.sign(bundle)
        return bundle

    def sign(self, bundle):
        """Signs by a key of its own, so that a verification comes to an answer about authenticity."""
        home = os.path.join(self.folder, "home")
        environment = {**os.environ, "XDG_CONFIG_HOME": home, "ETALON_PASSPHRASE": ""}
        if not os.path.isdir(home):
            subprocess.run([self.etalon, "key", "new", "bench"], env=environment, capture_output=True, check=True)
            subprocess.run([self.etalon, "key", "trust", "bench", "--builder", "bench"], env=environment, capture_output=True, check=True)
        os.environ["XDG_CONFIG_HOME"] = home
        subprocess.run([self.etalon, "sign", bundle, "--key", "bench"], env=environment, capture_output=True, check=True)

    @staticmethod
    def artifact(bundle, index, size):
        """A file of incompressible bytes, named by its digest."""
        path, digest = f"{bundle}/data/artifacts/{index}", hashlib.sha256()
        with open(path, "wb") as file:
            for start in range(0, size, 1 << 20):
                piece = os.urandom(min(1 << 20, size - start))
                digest.update(piece)
                file.write(piece)
        os.rename(path, f"{bundle}/data/artifacts/{digest.hexdigest()}")
        return digest.hexdigest()


def timed(command, folder, rounds):
    """The median seconds and the greatest memory in MiB of a command."""
    seconds, memory = [], 0
    for _ in range(rounds):
        start = time.monotonic()
        with tempfile.TemporaryFile() as output:
            process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
            _, _, usage = os.wait4(process.pid, 0)
        seconds.append(time.monotonic() - start)
        memory = max(memory, usage.ru_maxrss / 1024)
    return statistics.median(seconds), memory


def compare(title, bundle, etalon, rounds):
    """One row for each contender; the first is Etalon."""
    verify = [etalon, "verify", bundle, "--ignore-report"]
    rows = [("etalon verify", verify), ("etalon verify, one core", ["taskset", "-c", "0", *verify])]
    rows.append(("sha256sum -c", ["sha256sum", "--strict", "--quiet", "-c", "manifest-sha256.txt"]))
    if subprocess.run([sys.executable, "-c", "import bagit"], capture_output=True, check=False).returncode == 0:
        rows.append(("bagit.py --validate", [sys.executable, "-m", "bagit", "--validate", bundle]))
    files = sorted((f"{bundle}/data/artifacts/{name}" for name in os.listdir(f"{bundle}/data/artifacts")), key=os.path.getsize) \
        if os.path.isdir(f"{bundle}/data/artifacts") else []
    if len(files) == 1:
        rows.append(("openssl dgst -sha256", ["openssl", "dgst", "-sha256", files[0]]))
    print(f"\n{title}")
    for name, command in rows:
        seconds, memory = timed(command, bundle, rounds)
        print(f"  {name:26} {seconds:8.3f} s {memory:8.0f} MiB", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("etalon")
    parser.add_argument("--quick", action="store_true", help="a tenth of each")
    parser.add_argument("--only", default="", help="the title of one case begins so")
    parser.add_argument("--folder", help="where the bundles stand (default: a temporary folder)")
    options = parser.parse_args()
    share, rounds = (10, 1) if options.quick else (1, 5)
    cases = [
        (f"{100_000 // share} trials", KERNEL, 100_000 // share, None),
        (f"{10_000 // share} files of 100 B", PROGRAM, 10_000 // share, 100),
        (f"{10_000 // share} files of 100 kB", PROGRAM, 10_000 // share, 100_000),
        (f"one file of {2048 // share} MiB", PROGRAM, 1, (2048 // share) << 20),
    ]
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        builder = Builder(os.path.abspath(options.etalon), folder)
        for number, (title, work, trials, size) in enumerate(cases):
            if title.startswith(options.only):
                bundle = builder.make(f"case{number}", work, trials, size)
                compare(title, bundle, builder.etalon, rounds)
                shutil.rmtree(bundle)


if __name__ == "__main__":
    main()
