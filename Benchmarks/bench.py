"""Measures Etalon's kernels beside other libraries; see docs/benchmarks.md.

Run by `make bench`, in the environment that holds the peers from PyPI.
"""

import argparse
import re
import shutil
import subprocess
import sys
from pathlib import Path

from driver import contenders, machine, report
from driver.cases import ACCURACY_DATA, ACCURACY_DEPTHS, all_cases
from driver.measure import LEAST_ROUNDS, MOST_ROUNDS, measure
from driver.worker import Missing, Worker, may_run_in_real_time

ROOT = Path(__file__).resolve().parent.parent


def arguments():
    parser = argparse.ArgumentParser(description="Measures Etalon's kernels beside other libraries.")
    parser.add_argument("--program", type=Path, required=True, help="the etalon-bench that was built")
    parser.add_argument("--filter", default="", help="a regular expression: only cases whose section or name it finds")
    parser.add_argument("--quick", action="store_true", help="few cases, short bursts, the least rounds")
    parser.add_argument("--threads", default="1,2", help="the numbers of threads, with commas (1,2)")
    parser.add_argument("--rounds", type=int, default=MOST_ROUNDS, help="the most rounds of a case that does not settle")
    parser.add_argument("--output", type=Path, help="where the Markdown goes (default: BENCHMARKS.md, if all is measured)")
    parser.add_argument("--json", type=Path, help="where all times go, as JSON")
    return parser.parse_args()


def chosen(options):
    pattern = re.compile(options.filter)
    cases = [case for case in all_cases() if case.section == "peak" or pattern.search(f"{case.section} {case.name}")]
    if all(case.section == "peak" for case in cases):
        return []
    return [case for case in cases if case.quick] if options.quick else cases


def start(names, program, threads, real_time):
    """The workers that start, and why the others do not."""
    workers = {}
    for name in names:
        try:
            workers[name] = Worker(contenders.ALL[name], program, threads, real_time)
        except Missing as reason:
            print(f"bench: {name} does not start: {reason}", file=sys.stderr)
    return workers


def restart(workers, program, threads, real_time):
    """A contender that died in one case may be fit for the next."""
    dead = [name for name, worker in workers.items() if worker.has_ended()]
    for name in dead:
        workers.pop(name).close()
    workers.update(start(dead, program, threads, real_time))


def run_threads(cases, threads, options, real_time, peers):
    """Measures all cases with one number of threads."""
    names = dict.fromkeys(name for case in cases for name in ("Etalon", *case.peers))
    workers = start(names, options.program, threads, real_time)
    rows = []
    try:
        for name, worker in workers.items():
            peers.setdefault(name, worker.facts())
        for number, case in enumerate(cases, 1):
            restart(workers, options.program, threads, real_time)
            most = LEAST_ROUNDS if options.quick else max(LEAST_ROUNDS, options.rounds)
            row = measure(case, workers, threads, 0.01 if options.quick else 0.02, most)
            rows.append(row)
            print(f"[{number}/{len(cases)}, {threads} T] {case.section} {case.name}: {summary(row)}", file=sys.stderr)
    finally:
        for worker in workers.values():
            worker.close()
    return rows


def summary(row):
    if "Etalon" in row.missing:
        return f"Etalon: {row.missing['Etalon']}"
    if row.case.section == "peak":
        return f"{report.in_unit(row, 'Etalon')} GF/s"
    return "; ".join(
        f"{c.quartiles[1]:.2f} of {c.best} (goal {c.goal or '-'}), {len(row.series['Etalon'].times)} rounds"
        for c in row.comparisons
    )


def run_accuracy(options):
    """The mean errors of products by depth and kind of operands."""
    if not re.search(options.filter, "accuracy"):
        return {}
    workers = start(["Etalon"], options.program, 1, False)
    errors = {}
    try:
        for data in ACCURACY_DATA:
            for depth in ACCURACY_DEPTHS:
                words = workers["Etalon"].ask(f"errors data={data} k={depth}", "errors", 120).split()
                errors[data, depth] = (float(words[1]), float(words[2]))
    finally:
        for worker in workers.values():
            worker.close()
    return errors


def commit():
    def git(*words):
        command = ["git", "-C", str(ROOT), *words]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()

    return git("rev-parse", "--short=12", "HEAD") + (" with changes" if git("status", "--porcelain") else "")


def command(options):
    words = ["make bench", "QUICK=1" if options.quick else "", f"BENCH={options.filter}" if options.filter else ""]
    return " ".join(word for word in words if word)


def main():
    options = arguments()
    cases = chosen(options)
    real_time = may_run_in_real_time()
    load = machine.Load()
    facts = machine.facts(shutil.which("swift") or "swift", commit())
    rows, peers = [], {}
    for threads in (int(word) for word in options.threads.split(",")):
        if cases:
            rows += run_threads(cases, threads, options, real_time, peers)
    errors = run_accuracy(options)
    if not rows and not errors:
        sys.exit(f"bench: no case is called {options.filter!r}")
    found = report.Report(rows, errors, facts, peers, load.since(), real_time, command(options))
    text = report.markdown(found)
    print(text)
    is_whole = not options.quick and not options.filter and options.threads == "1,2"
    if options.output or is_whole:
        path = options.output or ROOT / "BENCHMARKS.md"
        # What `make peers` measured stands behind what this program writes, and stays.
        kept = path.read_text(encoding="utf-8").partition("\n## Evaluations\n") if path.exists() else ("", "", "")
        path.write_text(text.rstrip("\n") + "\n" + kept[1] + kept[2], encoding="utf-8")
    if options.json:
        options.json.write_text(report.as_json(found), encoding="utf-8")
    absent = sorted({f"{row.case.name}: {row.missing['Etalon']}" for row in rows if "Etalon" in row.missing})
    if absent:
        sys.exit("bench: Etalon lacks " + "; ".join(absent))


if __name__ == "__main__":
    main()
