#!/usr/bin/env python3
"""Evaluations beside lm-evaluation-harness and Inspect: the same items on the same server, item by item and by processor time.

usage: Benchmarks/evaluations.py ETALON PYTHON [--items N] [--rounds N] [--check]

PYTHON has lm_eval and inspect_ai (`make evals`). First the items of Tests/Corpora/evals go to a server that gives each question the reply
that stands beside it: prints what each tool makes of every item, and fails where that is not what `expected` there says. Then N and N/10
items go to a server that answers at once: prints microseconds of processor time an item, the difference of the two divided by the items
between them, so that nobody's start counts. `--check` leaves out the second part.
"""
import argparse
import glob
import hashlib
import json
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
OUTSIDE = os.path.join(HERE, "..", "Tests", "Outside")
CORPUS = os.path.join(HERE, "..", "Tests", "Corpora", "evals", "items.jsonl")
CONCURRENCY = 8

SPEC = """etalon: 1
name: peers
seed: 1
targets: {{ client: {{ device: cpu, threads: 1 }} }}
datasets:
  items: {{ file: items.jsonl, sha256: {digest}, license: CC0-1.0, format: {{ jsonl: {{ id: id, input: question, answer: answer }} }} }}
subjects:
  model: {{ endpoint: {{ url: "{url}", model: "null", probe: false }} }}
workloads:
  peers:
    evaluate: model
    dataset: items
    prompt: "{{question}}"
    extract: number
    scorer: numeric
    generation: {{ max-tokens: 64, temperature: 0 }}
    concurrency: {concurrency}
"""


class Server:
    """A server of Tests/Outside, ended with its standard input."""

    def __init__(self, script, *arguments):
        self.process = subprocess.Popen(
            [sys.executable, os.path.join(OUTSIDE, script), *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = f"http://127.0.0.1:{self.process.stdout.readline().split()[1]}/v1"

    def __enter__(self):
        return self.url

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()


def processor_seconds(run):
    """What a function gives, and the processor time of the processes that it waited for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    value = run()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return value, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def etalon(program, url, items):
    """The items as Etalon judges them: extracted part and score, by id."""
    with tempfile.TemporaryDirectory() as folder:
        with open(items, "rb") as file:
            data = file.read()
        with open(os.path.join(folder, "items.jsonl"), "wb") as file:
            file.write(data)
        with open(os.path.join(folder, "peers.yaml"), "w", encoding="utf-8") as file:
            file.write(SPEC.format(digest=hashlib.sha256(data).hexdigest(), url=url, concurrency=CONCURRENCY))
        host = re.search(r"//(.*)/v1", url).group(1)
        done = subprocess.run(
            [program, "run", "peers.yaml", "--allow", f"network={host}", "--out", "out", "-q"], cwd=folder,
            env=dict(os.environ, HOME=folder, NO_COLOR="1"), text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode != 0:
            sys.exit(f"etalon failed:\n{done.stdout[-2000:]}")
        found = {}
        for path in glob.glob(os.path.join(folder, "out/peers/2*/data/items/*")):
            with open(path, encoding="utf-8") as file:
                for record in map(json.loads, file):
                    text = record.get("extracted", {}).get("text") if record["outcome"] == "answer" else f"({record['outcome']})"
                    found[record["id"]] = {"text": text, "score": float(record["scores"]["accuracy"])}
        return found


def peers(python, url, items, *arguments):
    """What `evals.py` says."""
    command = [
        sys.executable, os.path.join(OUTSIDE, "evals.py"), python, url, items, "--quiet", "--concurrency", str(CONCURRENCY), *arguments]
    return json.loads(subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout)


def compare(program, python):
    """Every item with the verdict of each tool; the ids that come out otherwise than the corpus says."""
    with open(CORPUS, encoding="utf-8") as file:
        items = [json.loads(line) for line in file]
    with Server("reply_server.py", CORPUS) as url:
        own, others = etalon(program, url, CORPUS), peers(python, url, CORPUS)
    surprises = []
    print("| item | reply | right | Etalon | harness strict | harness flexible | Inspect |\n|---|---|---|---|---|---|---|")
    for item in items:
        harness, inspect = others["lm-eval"][item["id"]], others["inspect"][item["id"]]
        columns = [own[item["id"]], harness["strict-match"], harness["flexible-extract"], inspect["match"]]
        assert harness["reply"] == inspect["reply"] == item["reply"]
        scores = [int(column["score"]) for column in columns]
        if scores != item["expected"]:
            surprises.append(f"{item['id']}: expected {item['expected']}, found {scores}")
        cells = [f"{column['text']} {'✓' if score else '✗'}" for column, score in zip(columns, scores)]
        print("| " + " | ".join([item["id"], item["reply"].replace("\n", " ⏎ ").replace("|", "\\|"), item["answer"], *cells]) + " |")
    return surprises


def time(program, python, count, rounds):
    """Microseconds of processor time an item, by tool; the median of rounds that take turns."""
    tools = {
        "Etalon": lambda url, items: etalon(program, url, items),
        "lm-evaluation-harness": lambda url, items: peers(python, url, items, "--tool", "lm-eval"),
        "Inspect": lambda url, items: peers(python, url, items, "--tool", "inspect"),
    }
    found = {name: [] for name in tools}
    with tempfile.TemporaryDirectory() as folder, Server("null_server.py") as url:
        paths = []
        for size in (count // 10, count):
            paths.append(os.path.join(folder, f"{size}.jsonl"))
            with open(paths[-1], "w", encoding="utf-8") as file:
                for number in range(size):
                    file.write(json.dumps({"id": f"q{number}", "question": f"What is {number} and 17?", "answer": "408"}) + "\n")
        for _ in range(rounds):
            for name, run in tools.items():
                few, many = (processor_seconds(lambda path=path: run(url, path))[1] for path in paths)
                found[name].append((many - few) / (count - count // 10) * 1e6)
    return {name: statistics.median(values) for name, values in found.items()}


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        facts = dict(re.findall(r"^(model name|cpu family|model)\s*: (.*)$", file.read(), re.M))
    return f"{facts.get('model name', platform.machine())}, family {facts.get('cpu family')}, model {facts.get('model')}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("etalon")
    parser.add_argument("python")
    parser.add_argument("--items", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    program = os.path.abspath(arguments.etalon)
    surprises = compare(program, arguments.python)
    if not arguments.check:
        times = time(program, arguments.python, arguments.items, arguments.rounds)
        print(f"\n{processor()}; {arguments.items} items, {CONCURRENCY} at once, medians of {arguments.rounds}\n")
        print("| tool | processor time an item, µs | of Etalon's |\n|---|---|---|")
        for name, value in times.items():
            print(f"| {name} | {value:.0f} | {value / times['Etalon']:.1f} |")
    for surprise in surprises:
        print(surprise, file=sys.stderr)
    sys.exit(1 if surprises else 0)


if __name__ == "__main__":
    main()
