#!/usr/bin/env python3
"""Ends runs at any instant and at any system call, fills disks and takes descriptors away; then goes on and looks whether anything was lost.

usage: scripts/kills.py ETALON [--instants 20] [--calls 20] [--limits 6] [--seed 1] [--folder DIR] [--verbs run,sign,report,export]

Each case ends a command in a folder of its own (SIGKILL after a random time, SIGKILL at the n-th system call of a kind, a full disk, no
free inode, few descriptors), goes on with the same command, perhaps after a second kill, and demands: the bundle is intact and signed,
plan and results are those of an undisturbed run, nothing that finished is executed again, no question is asked twice but those that were
in flight, and nothing stays behind. Prints each case that failed, and a summary. Needs strace for system calls; full disks need a user
who may mount (in a namespace of its own), and are left out, aloud, where that is not allowed.
"""
import argparse
import collections
import glob
import hashlib
import http.server
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

ITEMS = 24
CONCURRENCY = 4
CALLS = ("openat write pwrite64 fsync fdatasync syncfs rename renameat2 unlink mkdir rmdir ftruncate flock fcntl sendto recvfrom "
         "connect close execve").split()


class Server(http.server.ThreadingHTTPServer):
    """Answers every question with its last word, and counts."""
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.counts = collections.Counter()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, client_address):
        pass


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_POST(self):
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["messages"][-1]["content"]
        self.server.counts[question] += 1
        time.sleep(0.002)
        body = json.dumps({
            "id": "x", "object": "chat.completion", "created": 1, "model": "words",
            "choices": [{"index": 0, "message": {"role": "assistant", "content": question.split()[-1]}, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 5, "completion_tokens": 1, "total_tokens": 6}}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Workplace:
    """Spec, data, key and server of all cases."""

    def __init__(self, etalon, folder):
        self.etalon, self.folder, self.server = etalon, folder, Server()
        port = self.server.server_address[1]
        items = "".join(json.dumps({"id": f"i{n}", "q": f"Repeat the word w{n}", "a": f"w{n}"}) + "\n" for n in range(ITEMS))
        program = "#!/bin/sh\nseq 1 200 > out.txt\necho 'sum: 20100'\n"
        for name, text in (("items.jsonl", items), ("count.sh", program)):
            with open(f"{folder}/{name}", "w", encoding="utf-8") as file:
                file.write(text)
        os.chmod(f"{folder}/count.sh", 0o755)
        with open(f"{folder}/k.yaml", "w", encoding="utf-8") as file:
            file.write(f"""etalon: 1
name: k
seed: 3
targets: {{ one: {{ device: cpu, threads: 1 }} }}
datasets:
  items: {{ file: items.jsonl, sha256: {digest(items)}, format: {{ jsonl: {{ id: id, input: q, answer: a }} }} }}
subjects:
  model: {{ endpoint: {{ url: "http://127.0.0.1:{port}/v1", model: words }} }}
workloads:
  gemm: {{ kernel: gemm, with: {{ m: 64, n: 64, k: 64 }}, trials: 2, sample: {{ warmup: 1, count: 10 }} }}
  quiz: {{ evaluate: model, dataset: items, concurrency: {CONCURRENCY} }}
  count:
    command: {{ file: count.sh, sha256: {digest(program)} }}
    outputs: {{ list: {{ file: out.txt, result: true }} }}
    readings: {{ sum: {{ after: "sum: ", direction: higher, origin: result }} }}
    sample: {{ warmup: 0, count: 1 }}
""")
        self.environment = dict(os.environ, HOME=f"{folder}/home", NO_COLOR="1", ETALON_PASSPHRASE="")
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            self.environment.pop(name, None)
        self.allow = ["--allow", "command", "--allow", f"network=127.0.0.1:{port}"]
        self.call([etalon, "key", "new", "lab"], None)
        start = time.monotonic()
        self.whole = self.call(self.run(f"{folder}/whole"), f"{folder}/whole-scratch").stdout.strip()
        self.seconds = time.monotonic() - start
        if not self.whole:
            sys.exit("the undisturbed run failed")
        self.counts = dict(self.server.counts)

    def call(self, command, scratch, **more):
        """Runs a command to its end; its temporary files go to a folder of its own."""
        environment = self.environment
        if scratch:
            os.makedirs(scratch, exist_ok=True)
            environment = dict(environment, TMPDIR=scratch)
        return subprocess.run(command, env=environment, cwd=self.folder, capture_output=True, text=True, check=False, **more)

    def run(self, out, *more):
        return [self.etalon, "run", f"{self.folder}/k.yaml", "-o", out, "--sign", "lab", "-q", "--no-cache", *self.allow, *more]


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def read(path):
    with open(path, "rb") as file:
        return file.read()


def killed(workplace, command, scratch, how, drawn):
    """Runs a command that is ended as `how` says; gives what it was in words, and its status."""
    if how[0] == "instant":
        os.makedirs(scratch, exist_ok=True)
        moment = drawn.uniform(0, workplace.seconds * 1.2)
        process = subprocess.Popen(
            command, env=dict(workplace.environment, TMPDIR=scratch), cwd=workplace.folder, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        try:
            process.wait(moment)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        return f"after {moment:.4f} s", process.returncode
    _, call, number = how
    process = workplace.call(
        ["strace", "-f", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:signal=SIGKILL:when={number}", *command], scratch)
    return f"at {call} {number}", process.returncode


def count_calls(workplace, command, scratch):
    """How often a command makes each system call."""
    log = f"{workplace.folder}/calls"
    workplace.call(["strace", "-f", "-o", log, "-e", "trace=" + ",".join(CALLS), *command], scratch)
    counts = collections.Counter()
    with open(log, encoding="utf-8", errors="replace") as file:
        for line in file:
            found = re.match(r"\d+\s+(\w+)\(", line)
            if found:
                counts[found[1]] += 1
    return counts


def left_behind(folder):
    """What a finished command must not leave: unfinished folders, journals, scratch."""
    names = [os.path.relpath(path, folder) for path, _, _ in os.walk(folder) if "/.etalon-" in path or "/etalon-scratch-" in path]
    for path, _, files in os.walk(folder):
        names += [os.path.relpath(f"{path}/{name}", folder) for name in files if ".tmp" in name or ".sqlite" in name]
    return sorted(set(names))


def check_bundle(workplace, bundle, problems):
    """A bundle is intact, signed, and says what the undisturbed one says."""
    checked = workplace.call(
        [workplace.etalon, "verify", bundle, "--require", "intact,authentic".split(",")[0], "--require", "authentic", "--inputs",
         workplace.folder, "--key", f"{workplace.folder}/home/.config/etalon/keys/lab.pub", "--builder", "lab"], None)
    if checked.returncode != 0:
        problems.append(f"verify ends with {checked.returncode}: {checked.stdout[:1500]}")
        return
    for name in ("plan.json", "results.json"):
        if read(f"{bundle}/data/{name}") != read(f"{workplace.whole}/data/{name}"):
            problems.append(f"{name} differs")


def go_on(workplace, out, scratch, problems):
    """Goes on until the run is whole, as somebody would who reads what is said."""
    for _ in range(3):
        resumed = workplace.call(workplace.run(out, "--resume"), scratch)
        if resumed.returncode == 0:
            return resumed.stdout.strip()
        bundles = glob.glob(f"{out}/k/2*")
        if "no-journal" in resumed.stderr:
            if bundles:
                return bundles[-1]
            again = workplace.call(workplace.run(out), scratch)
            if again.returncode == 0:
                return again.stdout.strip()
            problems.append(f"starting anew: {again.stderr[-400:]}")
        else:
            problems.append(f"--resume ends with {resumed.returncode}: {resumed.stderr[-400:]}")
    return None


def check_attempts(bundle, kills, problems):
    """What finished was not executed again, so only broken-off attempts come before the last."""
    for line in read(f"{bundle}/data/trials.jsonl").decode().splitlines():
        outcomes = [attempt["outcome"] for attempt in json.loads(line)["attempts"]]
        if outcomes.count("finished") != 1 or len(outcomes) > kills + 1:
            problems.append(f"attempts {outcomes}")


def run_case(workplace, folder, hows, drawn):
    """A run that is ended once or more, then gone on with."""
    out, scratch, problems, words = f"{folder}/r", f"{folder}/tmp", [], []
    workplace.server.counts.clear()
    for position, how in enumerate(hows):
        word, _ = killed(workplace, workplace.run(out, *(["--resume"] if position else [])), scratch, how, drawn)
        words.append(word)
    bundle = go_on(workplace, out, scratch, problems)
    if bundle:
        check_bundle(workplace, bundle, problems)
        check_attempts(bundle, len(hows), problems)
        if len(glob.glob(f"{out}/k/*")) != 1:
            problems.append(f"bundles: {glob.glob(f'{out}/k/*')}")
    again = sum(max(0, count - workplace.counts.get(question, 0)) for question, count in workplace.server.counts.items())
    if again > len(hows) * (CONCURRENCY + 4):
        problems.append(f"{again} questions asked again")
    # One more command of each kind sweeps what the killed one left.
    workplace.call(workplace.run(out), scratch)
    if left_behind(folder):
        problems.append(f"left behind: {left_behind(folder)}")
    return "run " + ", then ".join(words), problems


def changing_case(verb):
    """A command that reads a bundle and writes a file, or changes the bundle."""
    def case(workplace, folder, hows, drawn):
        bundle, scratch, problems, words = f"{folder}/b", f"{folder}/tmp", [], []
        shutil.copytree(workplace.whole, bundle)
        command = commands(workplace, folder)[verb]
        if verb == "sign":
            for path in glob.glob(f"{bundle}/attestations/*"):
                os.remove(path)
            os.rmdir(f"{bundle}/attestations")
        for how in hows:
            word, _ = killed(workplace, command, scratch, how, drawn)
            words.append(word)
        again = workplace.call(command, scratch)
        if again.returncode != 0 and "already-signed" not in again.stderr:
            problems.append(f"the same command ends with {again.returncode}: {again.stderr[-400:]}")
        check_bundle(workplace, bundle, problems)
        if verb in ("report", "export") and not read(f"{folder}/{verb}.out"):
            problems.append("the file is empty")
        if left_behind(folder):
            problems.append(f"left behind: {left_behind(folder)}")
        return f"{verb} " + ", then ".join(words), problems
    return case


def commands(workplace, folder):
    return {
        "sign": [workplace.etalon, "sign", f"{folder}/b", "--key", "lab"],
        "report": [workplace.etalon, "report", f"{folder}/b", "-o", f"{folder}/report.out"],
        "export": [workplace.etalon, "export", f"{folder}/b", "--format", "csv", "-o", f"{folder}/export.out"],
    }


def limited(workplace, folder, how, drawn):
    """A run under a limit that stops it, then without."""
    out, scratch, problems = f"{folder}/disk/r", f"{folder}/tmp", []
    os.makedirs(f"{folder}/disk")
    command = workplace.run(out)
    if how == "descriptors":
        size = drawn.randint(4, 48)
        limited = workplace.call(["bash", "-c", 'ulimit -n "$1"; shift; exec "$@"', "-", str(size), *command], scratch)
    else:
        size = drawn.randint(8, 700) if how == "bytes" else drawn.randint(2, 40)
        options = f"size={size}k" if how == "bytes" else f"size=64m,nr_inodes={size}"
        keep = f'mount -t tmpfs -o {options} none "$1"; shift; "$@" >/dev/null 2>"$TMPDIR/said"; echo $? >"$TMPDIR/status"; '
        keep += 'mount -o remount,size=64m,nr_inodes=4096 none "$D"; cp -a "$D" "$TMPDIR/kept"'
        limited = workplace.call(["unshare", "-m", "bash", "-c", f'D="$1"; {keep}', "-", f"{folder}/disk", *command], scratch)
        if limited.returncode != 0 and not os.path.exists(f"{scratch}/kept"):
            return None, ["no mounts here: " + limited.stderr[-200:]]
        # What the full disk held stands where the disk was.
        os.rmdir(f"{folder}/disk")
        os.rename(f"{scratch}/kept", f"{folder}/disk")
        limited.returncode, limited.stderr = int(read(f"{scratch}/status")), read(f"{scratch}/said").decode()
        for name in ("status", "said"):
            os.remove(f"{scratch}/{name}")
    if limited.returncode not in (0, 1, 2):
        problems.append(f"ended with {limited.returncode}: {limited.stderr[-300:]}")
    if limited.returncode != 0 and "error[" not in limited.stderr and "failed" not in limited.stderr and "refused" not in limited.stderr:
        problems.append(f"said nothing of use: {limited.stderr[-300:]}")
    said = re.findall(r"error\[([^\]]*)\]", limited.stderr)
    bundle = go_on(workplace, out, scratch, problems)
    if bundle:
        check_bundle(workplace, bundle, problems)
    workplace.call(workplace.run(out), scratch)
    if left_behind(folder):
        problems.append(f"left behind: {left_behind(folder)}")
    return f"{how} limited to {size} ({said or limited.returncode})", problems


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("etalon")
    parser.add_argument("--instants", type=int, default=20)
    parser.add_argument("--calls", type=int, default=20)
    parser.add_argument("--limits", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder")
    parser.add_argument("--verbs", default="run,sign,report,export")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    drawn = random.Random(options.seed)
    tried, failed, left_out = collections.Counter(), 0, set()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        workplace = Workplace(os.path.abspath(options.etalon), folder)

        def judge(kind, case):
            nonlocal failed
            place = tempfile.mkdtemp(dir=folder)
            words, problems = case(place)
            shutil.rmtree(place, ignore_errors=True)
            if words is None:
                left_out.add(problems[0].strip())
                return
            tried[kind] += 1
            if problems or options.verbose:
                print(f"{'FAILED' if problems else 'ok'}  {words}", *problems, sep="\n    ", flush=True)
            failed += bool(problems)

        verbs = options.verbs.split(",")
        cases = {verb: changing_case(verb) for verb in verbs if verb != "run"}
        if "run" in verbs:
            cases["run"] = run_case
        # Runs have the most to lose.
        weighted = [verb for verb in verbs for _ in range(7 if verb == "run" else 1)]
        for _ in range(options.instants):
            verb = drawn.choice(weighted)
            hows = [("instant",)] * drawn.choice([1, 1, 2])
            judge(f"{verb}: instants", lambda place: cases[verb](workplace, place, hows, drawn))
        if options.calls and shutil.which("strace"):
            counts = {}
            for verb in verbs:
                place = tempfile.mkdtemp(dir=folder)
                if verb == "run":
                    command = workplace.run(f"{place}/r")
                else:
                    shutil.copytree(workplace.whole, f"{place}/b")
                    if verb == "sign":
                        shutil.rmtree(f"{place}/b/attestations")
                    command = commands(workplace, place)[verb]
                counts[verb] = count_calls(workplace, command, f"{place}/tmp")
            every = [(verb, call, number) for verb in verbs for call in CALLS for number in range(1, counts[verb][call] + 1)]
            for verb, call, number in every if options.calls >= len(every) else drawn.sample(every, options.calls):
                hows = [("call", call, number)]
                judge(f"{verb}: system calls", lambda place: cases[verb](workplace, place, hows, drawn))
            print(f"system calls of the undisturbed commands: {len(every)}")
        elif options.calls:
            left_out.add("no strace here")
        for number in range(options.limits):
            how = ("bytes", "inodes", "descriptors")[number % 3]
            judge(f"limits: {how}", lambda place: limited(workplace, place, how, drawn))
    for kind, count in sorted(tried.items()):
        print(f"{kind}: {count} tried")
    for reason in sorted(left_out):
        print(f"left out: {reason}")
    print(f"{failed} of {sum(tried.values())} lost something")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
