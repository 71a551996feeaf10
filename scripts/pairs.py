#!/usr/bin/env python3
"""Runs one spec many times and counts what `etalon diff` says of neighbouring runs of the same machine.

usage: pairs.py ETALON SPEC [--runs 21] [--idle SECONDS] [--out FOLDER]

Two honest runs of one machine are to be called equal. Of each measurement of each pair of neighbours the script counts
  equal      the interval of the ratio lies within the band
  undecided  not shown to differ, but not shown to agree either
  apart      the program says that they differ
and of each pair whether load, steal, throttling or drift on record makes the program say that one cannot say anything of speed.
Exit 1 where a pair without a disturbance on record is called different in more than 5 of 100.
"""
import argparse, collections, json, pathlib, subprocess, sys, tempfile, time


def run(etalon, spec, folder):
    done = subprocess.run([etalon, "run", spec, "--out", folder], capture_output=True, text=True)
    bundles = sorted(p for p in pathlib.Path(folder).glob("*/*") if (p / "bagit.txt").exists())
    if not bundles:
        sys.exit(f"no bundle: {done.stderr[-600:]}")
    return bundles[-1]


def diff(etalon, a, b):
    text = subprocess.run([etalon, "diff", str(a), str(b), "--format", "json"], capture_output=True, text=True).stdout
    return json.loads(text)


def word(remark):
    if "the same within" in remark:
        return "equal"
    return "apart" if "differs beyond chance" in remark else "undecided"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("etalon")
    parser.add_argument("spec")
    parser.add_argument("--runs", type=int, default=21)
    parser.add_argument("--idle", type=float, default=0)
    parser.add_argument("--out")
    options = parser.parse_args()
    base = pathlib.Path(options.out or tempfile.mkdtemp(prefix="pairs-"))
    bundles = []
    for number in range(options.runs):
        folder = base / f"{number:03}"
        folder.mkdir(parents=True, exist_ok=True)
        bundles.append(run(options.etalon, options.spec, str(folder)))
        time.sleep(options.idle)
    counts, answers = collections.Counter(), collections.Counter()
    for a, b in zip(bundles, bundles[1:]):
        said = diff(options.etalon, a, b)
        rows = [row for section in said["sections"] if section["title"] == "measurements" for row in section["rows"]]
        words = [word(row.get("remark", "")) for row in rows]
        counts.update(words)
        speed = said["answers"][1]
        isDisturbed = " was " in speed["because"] and speed["answer"] == "cannot say"
        answers["cannot say, disturbed" if isDisturbed else speed["answer"]] += 1
        print(f"{a.name}  {speed['answer']:>10}  {', '.join(words)}  {speed['because'][:90]}")
    print(f"measurements of {len(bundles) - 1} pairs: " + ", ".join(f"{n} {w}" for w, n in sorted(counts.items())))
    print("same speed?  " + ", ".join(f"{n} {w}" for w, n in sorted(answers.items())))
    print(f"bundles in {base}")
    sys.exit(1 if answers["no"] * 20 > len(bundles) - 1 else 0)


main()
