#!/usr/bin/env python3
"""Checks a bundle without any code of Etalon: written from docs/bundle-format.md and docs/scoring.md alone.

usage: check_bundle.py BUNDLE [--key FILE] [--schema FILE]

Checks the folder, the manifest, canonical JSON, the shapes of records, what the records say about each other, the statement and, with a
public key (an `ssh-ed25519` line or PEM), its signature; derives metrics, item scores, verdicts on claims and the score again. Says in a
line each what is wrong and where; exit 0 where nothing is, else 1. The standard library is enough, for signatures with `cryptography`.
"""
import argparse
import base64
import bisect
import collections
import hashlib
import json
import os
import re
import struct
import sys
from fractions import Fraction

from bundle_records import canonical, mismatch, parsed
from bundle_scores import derived_scores, nearest_rank, ranks95
from bundle_spread import invocation_count, ranges

ORDER = ["answer", "several", "none", "refused", "cut", "withheld", "error"]
RECORDS = ["plan", "inputs", "environment", "run", "results", "bounded", "measurements", "scores"]
KEYED = re.compile(r"data/(spec/[0-9a-f]{64}\.yaml|(inputs|artifacts|transcripts|items)/[0-9a-f]{64})")
EVIDENCE = r"attestations/((run|plan)\.dsse\.json|(run|void|verify)\.[0-9a-f]{64}\.dsse\.json|[^/]*\.(tsr|tlog-proof|pulse\.json))"
BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
faults = []


def fault(where, what):
    faults.append(f"{where}: {what}")
    print(f"fails  {where}: {what}")


def demand(holds, where, what):
    if not holds:
        fault(where, what)
    return holds


def sha256(data):
    return hashlib.sha256(data).hexdigest()


class Bundle:
    def __init__(self, path, schemas):
        self.path, self.files, self.records = path, {}, {}
        self.schemas = schemas
        self.walk("")
        self.check_manifest()
        for name in RECORDS:
            if f"data/{name}.json" in self.files:
                self.records[name] = self.record(f"data/{name}.json", self.read(f"data/{name}.json"), name)
            elif name != "bounded":
                fault(f"data/{name}.json", "missing")
        self.redacted = 0
        self.trial_lines = self.lines("data/trials.jsonl")
        self.trials = [self.record(f"data/trials.jsonl:{i + 1}", line, "trial") for i, line in enumerate(self.trial_lines)]
        if faults:
            return
        self.plan, self.run = self.records["plan"], self.records["run"]
        self.plan_digest = sha256(self.read("data/plan.json"))
        self.status = {(t["node"], t["index"]): t["status"] for t in self.trials}
        self.measured = {(t["node"], t["index"]): t for t in self.records["measurements"]["trials"]}
        entries = self.records["results"]["trials"] + self.records.get("bounded", {"trials": []})["trials"]
        self.result = {(t["node"], t["index"]): {v["name"]: v["value"] for v in t["values"]} for t in entries}

    def walk(self, inside):
        with os.scandir(os.path.join(self.path, inside)) as entries:
            entries = list(entries)
        demand(entries or not inside, inside, "an empty folder")
        for entry in entries:
            name = f"{inside}/{entry.name}" if inside else entry.name
            demand(re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}", entry.name), name, "not a name of the format")
            if entry.is_dir(follow_symlinks=False):
                self.walk(name)
            elif not entry.is_file(follow_symlinks=False) or entry.stat(follow_symlinks=False).st_nlink != 1:
                fault(name, "not a plain file with one link")
            else:
                self.files[name] = entry.stat().st_size
                is_ours = name in ("bagit.txt", "manifest-sha256.txt", "report.html", "data/trials.jsonl") or KEYED.fullmatch(name) or \
                    re.fullmatch(EVIDENCE, name) or name in [f"data/{record}.json" for record in RECORDS]
                demand(is_ours, name, "no file of the format")

    def read(self, name):
        with open(os.path.join(self.path, name), "rb") as file:
            return file.read()

    def lines(self, name):
        data = self.read(name) if name in self.files else b""
        demand(name in self.files and (not data or data.endswith(b"\n")), name, "missing, or the last line is not ended")
        return data.split(b"\n")[:-1]

    def record(self, where, data, kind):
        try:
            value = parsed(data)
        except (ValueError, RecursionError) as problem:
            fault(where, problem)
            return {}
        if self.schemas and (found := mismatch(value, self.schemas["$defs"][kind], self.schemas)):
            fault(where, found)
        return value

    def check_manifest(self):
        demand("bagit.txt" in self.files and self.read("bagit.txt") == BAGIT, "bagit.txt", "not the two fixed lines")
        listed = []
        for number, line in enumerate(self.lines("manifest-sha256.txt"), 1):
            match = re.fullmatch(rb"([0-9a-f]{64})  (data/[A-Za-z0-9_./-]+)", line)
            if not demand(match, f"manifest-sha256.txt:{number}", "not a line of the manifest"):
                continue
            listed.append(match[2].decode())
            if demand(listed[-1] in self.files, listed[-1], "listed in the manifest, and missing"):
                demand(sha256(self.read(listed[-1])) == match[1].decode(), listed[-1], "not the digest that the manifest has")
        demand(all(a < b for a, b in zip(listed, listed[1:])), "manifest-sha256.txt", "not sorted, or a path stands twice")
        for name in self.files.keys() - set(listed):
            demand(not name.startswith("data/"), name, "not listed in the manifest")
        for name in filter(KEYED.fullmatch, listed):
            demand(name not in self.files or sha256(self.read(name)) == name.split("/")[2][:64], name, "not named by its digest")
        self.root = sha256(self.read("manifest-sha256.txt")) if "manifest-sha256.txt" in self.files else None

    def samples(self, series):
        """The samples of a series: nanoseconds as integers, readings as numbers."""
        if "artifact" in series:
            name = f"data/artifacts/{series['artifact']}"
            data = self.read(name) if name in self.files else b""
            found = list(struct.unpack(f"<{len(data) // 8}{'Q' if series['unit'] == 'ns' else 'd'}", data[:len(data) // 8 * 8]))
        else:
            found = [int(ns) for ns in series["nanoseconds"]] if "nanoseconds" in series else series.get("numbers", [])
        return found if demand(len(found) == series["count"], f"series {series['name']}", "not as many samples as it says") else None

    # --- What records say about each other

    def check_records(self):
        for name in ("run", "results", "bounded", "measurements", "scores"):
            if name in self.records:
                demand(self.records[name]["plan"] == self.plan_digest, f"data/{name}.json#/plan", "not the digest of data/plan.json")
        demand(self.run["overrides"] == self.plan["overrides"], "data/run.json#/overrides", "not those of the plan")
        demand(self.run["started"] <= self.run["ended"], "data/run.json#/ended", "before it started")
        cached = {trial["node"] for trial in self.trials if trial["cached"]}
        demand(set(self.run["cacheHits"]) == cached, "data/run.json#/cacheHits", "not the cells whose trials came from the cache")
        planned = [(node["id"], index) for node in self.plan["nodes"] for index in range(int(node["trials"]))]
        demand([(t["node"], t["index"]) for t in self.trials] == planned, "data/trials.jsonl", "not the planned trials in plan order")
        self.check_inputs()
        demand(self.plan["seed"]["rule"] == "etalon-stream/1", "data/plan.json#/seed/rule", "a rule that is not checked here")
        self.check_classes()
        named = self.check_trials()
        demand(self.run.get("redacted", 0) == self.redacted, "data/run.json#/redacted", "not the number of transcripts that had a secret")
        for listed in self.records["inputs"]["files"]:
            if listed["role"] == "spec" or listed["included"]:
                named.add(f"data/spec/{listed['sha256']}.yaml" if listed["role"] == "spec" else f"data/inputs/{listed['sha256']}")
        for name in set(filter(KEYED.fullmatch, self.files)) ^ named:
            fault(name, "no record names it" if name in self.files else "a record names it, and it is missing")

    def check_inputs(self):
        used = {name for node in self.plan["nodes"] for name in node["inputs"]}
        expected = [(i["kind"], i["id"], i["sha256"], i.get("license")) for i in self.plan["inputs"] if i["id"] in used]
        specs = [("root", self.plan["spec"]["root"])] + [("parent", digest) for digest in self.plan["spec"]["parents"]]
        expected += [("spec", name, digest, None) for name, digest in specs]
        listed = [(f["role"], f["id"], f["sha256"], f.get("license")) for f in self.records["inputs"]["files"]]
        for role, name, *_ in set(expected) ^ set(listed):
            fault("data/inputs.json", f"{role}/{name}: not as the plan has it")
        demand(len(listed) == len(set(listed)), "data/inputs.json", "an input stands twice")

    def check_trials(self):
        nodes = {node["id"]: node for node in self.plan["nodes"]}
        unfinished = {t["node"] for t in self.trials if t["status"] != "ok"}
        entries = {"result": self.records["results"]["trials"], "measurement": self.records["measurements"]["trials"],
                   "bounded": self.records.get("bounded", {"trials": []})["trials"]}
        rest, named = {field: collections.deque(list_) for field, list_ in entries.items()}, set()
        for number, trial in enumerate(self.trials, 1):
            where, node = f"data/trials.jsonl:{number}", nodes.get(trial["node"])
            if node is None:
                continue
            key = [self.plan["seed"]["root"], trial["node"], trial["index"], "trial"]
            demand(trial["stream"] == sha256(canonical(key)), f"{where}#/stream", "not the stream of the plan's seed")
            for field, queue in rest.items():
                is_next = queue and (queue[0]["node"], queue[0]["index"]) == (trial["node"], trial["index"])
                digest = sha256(canonical(queue.popleft())) if is_next else None
                demand(digest == trial.get(field), f"{where}#/{field}", "not the digest of the trial's entry")
            self.check_attempts(trial, where)
            is_ok, is_blocked = trial["status"] == "ok", any(need in unfinished for need in node["needs"])
            if is_ok:
                is_done = trial["cached"] or trial["attempts"] and trial["attempts"][-1]["outcome"] == "finished"
                demand(is_done and not is_blocked, f"{where}#/status", "finished without a finished attempt, or without what it needs")
                self.check_samples(node, trial, where)
            else:
                left = [field for field in ("result", "bounded", "measurement", "items") if field in trial] + trial["artifacts"]
                demand("reason" in trial and not left and not trial["cached"], f"{where}#/status", "did not finish, and left something")
            demand((trial["status"] == "skipped") <= is_blocked, f"{where}#/status", "skipped although what it needs finished")
            named |= {f"data/artifacts/{digest}" for digest in trial["artifacts"]}
            named |= {f"data/artifacts/{s['artifact']}" for s in self.series_of(trial) if "artifact" in s}
            named |= {f"data/{field}/{trial[field]}" for field in ("transcripts", "items") if field in trial}
            answers = self.answers(trial) if "transcripts" in trial else {}
            if "items" in trial and f"data/items/{trial['items']}" in self.files:
                self.check_items(trial, where, answers)
        for field, queue in rest.items():
            demand(not queue, f"data/{field}s.json" if field != "bounded" else "data/bounded.json", "an entry that no line names")
        return named

    def check_attempts(self, trial, where):
        """Attempts lie within the run, one after another, and end as the status says."""
        last, outcomes = self.run["started"], [attempt["outcome"] for attempt in trial["attempts"]]
        for attempt in trial["attempts"]:
            ended = attempt.get("ended", attempt["started"])
            is_whole = "ended" in attempt or attempt["outcome"] == "interrupted"
            is_inside = is_whole and last <= attempt["started"] <= ended <= self.run["ended"]
            demand(is_inside, f"{where}#/attempts", "not within the run, in order")
            last = ended
        demand(len(outcomes) <= len(self.run["interruptions"]) + 1, f"{where}#/attempts", "more than the run has interruptions")
        if trial["status"] in ("cut", "failed"):
            end = "finished" if trial["status"] == "cut" else "failed"
            demand(outcomes[-1:] == [end], f"{where}#/attempts", "do not end as the status says")

    def check_classes(self):
        """Results of evaluations follow from transcripts, all others come out bit for bit or within a bound."""
        kinds = {node["id"]: node["work"]["kind"] for node in self.plan["nodes"]}
        for name in ("results", "bounded"):
            for entry in self.records.get(name, {"trials": []})["trials"]:
                expected = "bounded" if name == "bounded" else "replayed" if kinds.get(entry["node"]) == "evaluate" else "exact"
                is_so = entry["values"] and all(value["class"] == expected for value in entry["values"])
                demand(is_so, f"data/{name}.json {entry['node']}", f"not all of the class {expected}")

    def series_of(self, trial):
        return self.measured.get((trial["node"], trial["index"]), {"series": []})["series"]

    def check_samples(self, node, trial, where):
        """The sampling rule stops at the last sample, not before, for the recorded reason."""
        kind, rule = node["work"]["kind"], node["sampling"]
        if trial["cached"] or kind == "evaluate":
            return
        name = "latency" if kind == "infer" and "single-stream" in node["work"]["scenario"] else "time"
        series = [s for s in self.series_of(trial) if s["name"] == name]
        if not demand(len(series) == 1, f"{where}#/measurement", f"no series `{name}`"):
            return
        samples, entry, wanted = self.samples(series[0]) or [], self.measured[trial["node"], trial["index"]], invocation_count(node)
        parts, listed = ranges(entry, len(samples)), entry.get("invocations")
        is_as_planned = parts and len(parts) == wanted and (listed is None) == (wanted == 1)
        if not demand(is_as_planned, f"{where}#/measurement", f"not the {wanted} invocations of the plan, with all samples"):
            return
        if wanted > 1 and "budget" in rule:
            rule = {**rule, "budget": str(max(1, int(rule["budget"]) // wanted))}
        reasons = [invocation["stopped"] for invocation in listed] if listed else [entry["stopped"]]
        for (first, end), reason in zip(parts, reasons):
            is_last = self.stop_of(rule, samples[first:end]) == (reason, end - first)
            demand(is_last, f"{where}#/measurement", "the sampling rule does not stop here for this reason")
        ended = 0
        for (first, end), invocation in zip(parts, listed or []):
            began, spent = int(invocation["began"]), sum(samples[first:end])
            fits = ended <= began and spent <= int(invocation["ended"]) - began
            demand(fits, f"{where}#/measurement", "an invocation overlaps another, or is shorter than its samples")
            ended = int(invocation["ended"])
        demand(reasons[-1] == entry["stopped"], f"{where}#/measurement", "not the reason of the last invocation")

    def stop_of(self, rule, samples):
        """The reason for which the rule stops, and after how many samples; None where it goes on."""
        seen, spent = [], 0
        for count, sample in enumerate(samples, 1):
            bisect.insort(seen, sample)
            spent += sample
            if stop := self.stops(rule, seen, spent):
                return stop, count
        return None

    @staticmethod
    def stops(rule, seen, spent):
        count = len(seen)
        if count >= rule["min"] and "ci95" in rule:
            low, high = ranks95(count, 50)
            middle = nearest_rank(seen, 50)
            if low and high and middle > 0:
                reach = max(middle - seen[low - 1], seen[high - 1] - middle)
                if Fraction(reach, middle) <= Fraction(rule["ci95"]):
                    return "rule"
        if count >= rule["max"]:
            return "max"
        return "budget" if count >= rule["min"] and "budget" in rule and spent >= int(rule["budget"]) else None

    def check_items(self, trial, where, answers):
        """Item scores: the results of an evaluation are what its item records add up to."""
        path, results = f"data/items/{trial['items']}", self.result.get((trial["node"], trial["index"]), {})
        demand(results.get("items") == {"digest": trial["items"]}, f"{where}#/items", "not the file that the result `items` names")
        counts, scores = collections.Counter(), collections.defaultdict(list)
        for position, line in enumerate(self.lines(path)):
            item = self.record(f"{path}:{position + 1}", line, "item")
            if not item:
                return
            is_scored = item["outcome"] in ORDER[:4]
            place = f"{path}:{position + 1}"
            demand(item["position"] == position, place, "not at its position")
            agrees = is_scored == ("reason" not in item) and (is_scored or not item["scores"])
            demand(agrees, place, "outcome, reason and scores do not agree")
            demand(item.get("transcript") == answers.pop(position, None), f"{place}#/transcript", "not the digest of its lines")
            if part := item.get("extracted"):
                demand(part["end"] - part["start"] == len(part["text"].encode()), f"{place}#/extracted", "not as long as its span")
            is_obedient = item["scores"].get("format-obedience") == "1"
            demand(not is_obedient or item["outcome"] == "answer", place, "obeys the form without an answer")
            if "variant" in item:  # counts in results of its own
                continue
            counts[item["outcome"]] += 1
            for name, score in item["scores"].items():
                scores[name].append(Fraction(score))
        demand(not answers, path, "a transcript belongs to no item")
        scored = sum(counts[outcome] for outcome in ORDER[:4])
        expected = {f"items-{outcome}": {"count": str(counts[outcome])} for outcome in ORDER}
        # What a scorer keeps for its own totals stands with the items alone.
        for name, values in ((name, values) for name, values in scores.items() if name in results):
            if all(value in (0, 1) for value in values):
                expected[name] = {"share": str(sum(values)), "total": str(scored)}
            else:
                expected[name] = {"number": float(sum(Fraction(float(value)) for value in values)) / scored}
        for name, value in expected.items():
            demand(results.get(name) == value, f"data/results.json {trial['node']}#{int(trial['index'])} {name}",
                   f"{results.get(name)} is not what the item records add up to, {value}")

    def answers(self, trial):
        """The digest of the lines of each item in the transcripts of a trial."""
        digests, last = {}, None
        path = f"data/transcripts/{trial['transcripts']}"
        for number, line in enumerate(self.lines(path), 1):
            exchange = self.record(f"{path}:{number}", line, "transcript")
            parts = exchange.get("exchange", "probe/0").split("/")
            place = (-1, int(parts[1])) if parts[0] == "probe" else (int(parts[1]), int(parts[3]) if len(parts) == 4 else -1)
            self.redacted += "redactions" in exchange
            demand(last is None or last < place, f"{path}:{number}", "not in the order of the exchanges")
            last = place
            if place[0] >= 0:
                digests.setdefault(place[0], hashlib.sha256()).update(line + b"\n")
        return {position: digest.hexdigest() for position, digest in digests.items()}

    def check_scores(self):
        derived, recorded = derived_scores(self), json.loads(json.dumps(self.records["scores"]))
        for claim in recorded["claims"]:
            claim.pop("because", None)
        for place, mine, theirs in differences(derived, recorded):
            fault(f"data/scores.json#{place}", f"{theirs} is recorded, {mine} follows from the raw records")

    # --- The signature

    def check_statement(self, key):
        path = "attestations/run.dsse.json"
        if path not in self.files:
            demand(not key, path, "missing, so nobody vouches for the bundle")
            return "nobody"
        try:
            envelope = parsed(self.read(path))
            (signature,) = envelope["signatures"]
            payload, sig = (base64.b64decode(text, validate=True) for text in (envelope["payload"], signature["sig"]))
            demand(sorted(envelope) == ["payload", "payloadType", "signatures"] and sorted(signature) == ["keyid", "sig"], path, "fields")
            demand(base64.b64encode(payload).decode() == envelope["payload"], path, "not strict base64")
            demand(envelope["payloadType"] == "application/vnd.in-toto+json", path, "not the payload type of a statement")
            statement = json.loads(payload)
            self.compare_statement(statement, path)
        except (ValueError, KeyError, TypeError, IndexError) as problem:
            fault(path, f"no envelope of this format: {problem!r}")
            return None
        if key:
            kind = envelope["payloadType"].encode()
            signed = b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)
            demand(signature["keyid"] == keyid(key), path, f"signed by {signature['keyid']}, not by the given key")
            demand(verifies(key, sig, signed), path, "the signature does not verify")
        return signature["keyid"]

    def compare_statement(self, statement, path):
        build, details = statement["predicate"]["buildDefinition"], statement["predicate"]["runDetails"]
        inputs = [{"digest": {"sha256": f["sha256"]}, "name": f"{f['role']}/{f['id']}"} for f in self.records["inputs"]["files"]]
        parameters = {"plan": self.plan_digest, "trialsCount": str(len(self.trials)), "trialsRoot": merkle(self.trial_lines).hex()}
        pairs = {
            "_type": (statement["_type"], "https://in-toto.io/Statement/v1"),
            "predicateType": (statement["predicateType"], "https://slsa.dev/provenance/v1"),
            "buildType": (build["buildType"], "urn:etalon:run:v1"),
            "subject": (statement["subject"], [{"digest": {"sha256": self.root}, "name": "manifest-sha256.txt"}]),
            "externalParameters": (build["externalParameters"], parameters),
            "resolvedDependencies": (build["resolvedDependencies"], inputs),
            "startedOn": (details["metadata"]["startedOn"], self.run["started"]),
            "finishedOn": (details["metadata"]["finishedOn"], self.run["ended"]),
        }
        demand(isinstance(details["builder"]["id"], str), path, "no builder")
        for name, (stated, found) in pairs.items():
            demand(stated == found, f"{path} {name}", f"{stated} is stated, {found} is in the bundle")


def differences(mine, theirs, place=""):
    if isinstance(mine, dict) and isinstance(theirs, dict):
        for name in sorted(mine.keys() | theirs.keys()):
            yield from differences(mine.get(name), theirs.get(name), f"{place}/{name}")
    elif isinstance(mine, list) and isinstance(theirs, list) and len(mine) == len(theirs):
        for index, pair in enumerate(zip(mine, theirs)):
            yield from differences(*pair, f"{place}/{index}")
    elif mine != theirs:
        yield place, mine, theirs


def merkle(lines):
    """The tree hash of RFC 6962, section 2.1."""
    if len(lines) <= 1:
        return hashlib.sha256(b"\0" + lines[0] if lines else b"").digest()
    half = 1 << (len(lines) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + merkle(lines[:half]) + merkle(lines[half:])).digest()


def public_key(path):
    """The 32 bytes of an `ssh-ed25519` line or of a SubjectPublicKeyInfo in PEM."""
    with open(path) as file:
        text = file.read()
    if text.startswith("ssh-ed25519 "):
        return base64.b64decode(text.split()[1])[-32:]
    return base64.b64decode("".join(line for line in text.splitlines() if not line.startswith("-")))[-32:]


def keyid(key):
    return sha256(canonical({"keytype": "ed25519", "keyval": {"public": key.hex()}, "scheme": "ed25519"}))


def verifies(key, signature, message):
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        fault("attestations/run.dsse.json", "cannot be checked here: python3-cryptography is not installed")
        return True
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
        return True
    except (InvalidSignature, ValueError):
        return False


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bundle")
    parser.add_argument("--key", help="who must have signed: an ssh-ed25519 line or PEM")
    parser.add_argument("--schema", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../schema/bundle-1.json"))
    options = parser.parse_args()
    schemas = json.load(open(options.schema)) if os.path.exists(options.schema) else None
    signer = None
    try:
        bundle = Bundle(options.bundle, schemas)
        if not faults:
            bundle.check_records()
            signer = bundle.check_statement(public_key(options.key) if options.key else None)
            bundle.check_scores()
    except (OSError, LookupError, TypeError, ValueError, ArithmeticError, AttributeError, RecursionError) as problem:
        fault(options.bundle, f"cannot be read as a bundle: {problem!r}")
    if faults:
        print(f"{len(faults)} faults")
        return 1
    print(f"root         {bundle.root}\nplan         {bundle.plan_digest}\ntrials root  {merkle(bundle.trial_lines).hex()}")
    print(f"signed by    {signer}" + ("" if options.key else ", which was not checked: --key FILE"))
    counts = len(bundle.files), len(bundle.trials), len(bundle.records["scores"]["metrics"])
    print("holds        {} files, {} trials, {} metrics derived again".format(*counts))
    print("not checked here: that the plan follows from the spec, the results themselves, the scorer's judgements, report.html"
          + ("" if schemas else ", the shapes of records (no schema at hand)"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
