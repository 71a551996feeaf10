#!/usr/bin/env python3
"""Writes captured fingerprints as one base and a patch each: what a file changes of fields, taints and evidence.

Evidence of the base, and of everything that was not captured under load on purpose, is set to that of a quiet host, since what else a
machine does while it captures is no part of the corpus.

Usage: fingerprint-patches.py CAPTURED FOLDER
"""
import json
import pathlib
import sys

QUIET = {"load": [0.1, 0.1, 0.1], "cpu.busy": 1, "cpu.steal": 0, "pressure.cpu": 0, "pressure.memory": 0, "pressure.io": 0}


def main():
    captured, folder = map(pathlib.Path, sys.argv[1:3])
    prints = {file.stem: json.loads(file.read_text()) for file in sorted(captured.glob("*.json"))}
    for name, fingerprint in prints.items():
        if not name.startswith("load-"):
            fingerprint["evidence"] = dict(QUIET)
    base = prints.pop("base")
    write(folder / "base.json", base)
    for name, fingerprint in prints.items():
        fields = fingerprint["fields"]
        patch = {
            "set": {key: value for key, value in fields.items() if base["fields"].get(key) != value},
            "remove": sorted(key for key in base["fields"] if key not in fields),
        }
        for part in ("taints", "evidence"):
            if fingerprint[part] != base[part]:
                patch[part] = fingerprint[part]
        write(folder / f"{name}.json", {key: value for key, value in patch.items() if value or key == "taints"})


def write(path, value):
    path.write_text(json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


main()
