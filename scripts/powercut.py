#!/usr/bin/env python3
"""Watches in which order commands write, and looks whether a power cut at any moment could lose what they say is done.

usage: scripts/powercut.py ETALON [--folder DIR]

A file system may keep writes for a while and lose all of them when the power goes, in any order; what fsync, fdatasync and syncfs came back
for is kept. So each command runs under strace, and every write, new name and rename in its results is followed:

1. a rename puts only what is durable in place: each file below was synchronized after its last write, each folder after its last new name;
2. nothing is removed before what replaces it is durable: no file of the results goes while a rename there is not yet synchronized;
3. when a command has ended, every file and name that it left in the results is durable.

SQLite's own files are held to rule 3 alone: its write-ahead log is made to be cut anywhere. Prints what breaks a rule, and a summary.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

CALLS = "openat,creat,write,pwrite64,writev,pwritev,ftruncate,fallocate,copy_file_range,fsync,fdatasync,syncfs,rename,renameat,renameat2," \
        "unlink,unlinkat,mkdir,mkdirat,rmdir,link,linkat,close"
SPEC = """etalon: 1
name: cut
seed: 3
targets: { one: { device: cpu, threads: 1 } }
workloads:
  gemm: { kernel: gemm, with: { m: 64, n: 64, k: 64 }, trials: 2, sample: { warmup: 1, count: 10 } }
"""


class Disk:
    """What is durable below a folder, by the calls that one command made."""

    def __init__(self, root):
        self.root = root
        self.written = set()
        self.named = set()
        self.renamed = set()
        self.broken = []
        self.counts = {"renames": 0, "removals": 0, "synchronized": 0}

    def ours(self, path):
        return path.startswith(self.root + "/") and "/.journal/" not in path

    def below(self, paths, folder):
        return sorted(path for path in paths if path == folder or path.startswith(folder + "/"))

    def write(self, path):
        if self.ours(path):
            self.written.add(path)

    def name(self, path):
        if self.ours(path):
            self.named.add(path)

    def sync(self, path, everything):
        self.counts["synchronized"] += 1
        if everything:
            self.written.clear()
            self.named.clear()
            self.renamed.clear()
            return
        self.written.discard(path)
        for names in (self.named, self.renamed):
            for name in [name for name in names if os.path.dirname(name) == path]:
                names.discard(name)

    def rename(self, old, new):
        if not self.ours(new):
            for paths in (self.written, self.named, self.renamed):
                for path in self.below(paths, old):
                    paths.discard(path)
            return
        self.counts["renames"] += 1
        for path in self.below(self.written, old):
            self.broken.append(f"rename to {new}: {path} was not synchronized after its last write")
        for path in self.below(self.named, old):
            if path != old:
                self.broken.append(f"rename to {new}: the name {path} was not synchronized")
        for paths in (self.written, self.named):
            for path in self.below(paths, old):
                paths.discard(path)
        self.renamed.add(new)

    def remove(self, path):
        if not path.startswith(self.root + "/"):
            return
        for paths in (self.written, self.named, self.renamed):
            paths.discard(path)
        # Files on their way, which a later command sweeps, are no loss.
        if "/.etalon-" in path:
            return
        self.counts["removals"] += 1
        for name in sorted(self.renamed):
            self.broken.append(f"{path} is removed while the rename to {name} is not synchronized")

    def end(self):
        for path in sorted(self.written):
            self.broken.append(f"at the end: {path} was not synchronized after its last write")
        for name in sorted(self.named | self.renamed):
            if "/.etalon-" not in name:
                self.broken.append(f"at the end: the name {name} was not synchronized")


def text(quoted):
    return quoted.encode().decode("unicode_escape").encode("latin-1").decode("utf-8", "replace")


def follow(disk, line, existing, folder):
    """Takes one line of strace's record."""
    found = re.match(r"\d+\s+(\w+)\((.*)\)\s+= (-?\d+|\?)", line)
    if not found or found[3].startswith("-") or found[3] == "?":
        return
    call, words = found[1], found[2]
    handle = re.match(r"\d+<([^>]*)>", words)
    paths = [os.path.normpath(os.path.join(folder, text(path))) for path in re.findall(r'"((?:[^"\\]|\\.)*)"', words)]
    if call in ("write", "pwrite64", "writev", "pwritev", "ftruncate", "fallocate", "copy_file_range"):
        if handle:
            disk.write(handle[1])
    elif call in ("fsync", "fdatasync", "syncfs"):
        if handle:
            disk.sync(handle[1], call == "syncfs")
    elif call in ("openat", "creat") and ("O_CREAT" in words or call == "creat") and paths:
        if paths[0] not in existing:
            disk.name(paths[0])
            existing.add(paths[0])
    elif call in ("mkdir", "mkdirat") and paths:
        disk.name(paths[0])
    elif call in ("link", "linkat") and len(paths) > 1:
        disk.name(paths[1])
    elif call.startswith("rename") and len(paths) > 1:
        disk.rename(paths[0], paths[1])
    elif call in ("unlink", "unlinkat", "rmdir") and paths:
        existing.discard(paths[0])
        disk.remove(paths[0])


def watch(name, command, root, folder, environment):
    record = os.path.join(folder, "calls")
    existing = {os.path.join(path, file) for path, _, files in os.walk(root) for file in files}
    done = subprocess.run(["strace", "-f", "-y", "-s", "4096", "-o", record, "-e", "trace=" + CALLS, *command], env=environment, cwd=folder,
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{name} ends with {done.returncode}: {done.stderr[-600:]}")
    disk = Disk(root)
    pending = {}
    with open(record, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            process = line.split(" ", 1)[0]
            if "<unfinished ...>" in line:
                pending[process] = line.split("<unfinished")[0].rstrip()
                continue
            resumed = re.match(r"\d+\s+<\.\.\. \w+ resumed>(.*)", line)
            if resumed:
                line = pending.pop(process, "") + resumed[1]
            follow(disk, line, existing, folder)
    disk.end()
    state = "FAILED" if disk.broken else "ok"
    print(f"{state}  {name}: " + ", ".join(f"{count} {what}" for what, count in disk.counts.items()), *disk.broken, sep="\n    ", flush=True)
    return done.stdout.strip(), bool(disk.broken)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("etalon")
    parser.add_argument("--folder")
    options = parser.parse_args()
    if not shutil.which("strace"):
        sys.exit("no strace here")
    etalon = os.path.abspath(options.etalon)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        folder = os.path.realpath(folder)
        environment = dict(os.environ, HOME=f"{folder}/home", NO_COLOR="1", ETALON_PASSPHRASE="", TMPDIR=f"{folder}/tmp")
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            environment.pop(name, None)
        os.makedirs(f"{folder}/tmp")
        with open(f"{folder}/cut.yaml", "w", encoding="utf-8") as file:
            file.write(SPEC)
        subprocess.run([etalon, "key", "new", "lab"], env=environment, check=True, capture_output=True)
        root = f"{folder}/r"
        run = [etalon, "run", f"{folder}/cut.yaml", "-o", root, "-q", "--no-cache"]
        bundle, failed = watch("run", run, root, folder, environment)
        failures = [failed]
        for name, command in (
                ("sign", [etalon, "sign", bundle, "--key", "lab"]),
                ("report", [etalon, "report", bundle, "-o", f"{root}/report.html"]),
                ("pack", [etalon, "pack", bundle, "-o", f"{root}/bundle.tar"]),
                ("run once more", run)):
            failures.append(watch(name, command, root, folder, environment)[1])
    print(f"{sum(failures)} of {len(failures)} commands could lose something in a power cut")
    sys.exit(any(failures))


if __name__ == "__main__":
    main()
