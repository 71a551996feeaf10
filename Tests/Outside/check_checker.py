"""Holds docs/examples/check_bundle.py against bundles: honest ones are accepted, and each kind of damage is noticed where it was done.

usage: check_checker.py BUNDLE KEY SCRATCH

BUNDLE is signed by KEY (a public key in PEM). Copies of it are damaged below SCRATCH: as a disk or a stranger would, and as a liar would
who writes the digests anew and leaves the statement out.
"""
import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE + "/../../docs/examples")
from bundle_records import canonical, parsed

DAMAGES = []


def damage(words, liar=True):
    """A kind of damage, with words that the checker has to say about it; `liar`: the digests are written anew."""
    def register(function):
        DAMAGES.append((function.__name__.replace("_", " "), words, liar, function))
        return function
    return register


class Folder:
    def __init__(self, path):
        self.path = path

    def __truediv__(self, name):
        return os.path.join(self.path, name)

    def read(self, name):
        with open(self / name, "rb") as file:
            return file.read()

    def write(self, name, data):
        with open(self / name, "wb") as file:
            file.write(data)

    def change(self, name, edit):
        """Edits a record in its place; a function that returns something gives a new one."""
        record = parsed(self.read(name))
        self.write(name, canonical(edit(record) or record))

    def trials(self, edit):
        lines = [parsed(line) for line in self.read("data/trials.jsonl").splitlines()]
        edit(lines)
        self.write("data/trials.jsonl", b"".join(canonical(line) + b"\n" for line in lines))

    def entry(self, record, edit):
        """Changes the first entry of results or measurements that an edit wants, and the digest in its trial's line."""
        def pick(whole):
            for entry in whole["trials"]:
                if edit(entry):
                    found.append(entry)
                    return
        found = []
        self.change(f"data/{record}.json", pick)
        digest = hashlib.sha256(canonical(found[0])).hexdigest()

        def point(lines):
            for line in lines:
                if (line["node"], line["index"]) == (found[0]["node"], found[0]["index"]):
                    line[record.rstrip("s")] = digest
        self.trials(point)

    def keyed(self, kind):
        return f"data/{kind}/{sorted(os.listdir(self / f'data/{kind}'))[0]}"

    def rekey(self, kind, edit):
        """Changes the lines of the first file of a kind that is named by its digest, and the names of it in trials and results."""
        old = self.keyed(kind)
        data = edit(self.read(old))
        new = hashlib.sha256(data).hexdigest()
        os.remove(self / old)
        self.write(f"data/{kind}/{new}", data)
        was = old.rsplit("/", 1)[1]
        self.trials(lambda lines: [line.update({kind: new}) for line in lines if line.get(kind) == was])
        if kind == "items":
            self.entry("results", lambda entry: [v["value"].update(digest=new) for v in entry["values"] if v["value"] == {"digest": was}])

    def seal(self):
        walk = os.walk(self / "data")
        names = sorted(os.path.relpath(os.path.join(folder, name), self.path) for folder, _, files in walk for name in files)
        lines = "".join(f"{hashlib.sha256(self.read(name)).hexdigest()}  {name}\n" for name in names)
        self.write("manifest-sha256.txt", lines.encode())


# --- As a disk or a stranger would

@damage("not the digest that the manifest has", liar=False)
def a_changed_byte(b):
    data = bytearray(b.read("data/plan.json"))
    data[len(data) // 2] ^= 1
    b.write("data/plan.json", data)


@damage("missing", liar=False)
def a_file_that_is_gone(b):
    os.remove(b / "data/environment.json")


@damage("no file of the format", liar=False)
def a_file_more_beside_the_records(b):
    b.write("data/more.json", b"{}")


@damage("not listed in the manifest", liar=False)
def a_file_more_that_is_named_by_its_digest(b):
    b.write("data/artifacts/" + hashlib.sha256(b"x").hexdigest(), b"x")


@damage("not a plain file with one link", liar=False)
def a_symbolic_link(b):
    os.rename(b / "report.html", b / "../elsewhere.html")
    os.symlink("../elsewhere.html", b / "report.html")


@damage("not a plain file with one link", liar=False)
def a_hard_link(b):
    os.link(b / "report.html", b / "../linked.html")


@damage("an empty folder", liar=False)
def an_empty_folder(b):
    os.mkdir(b / "data/more")


@damage("not sorted", liar=False)
def a_manifest_in_another_order(b):
    b.write("manifest-sha256.txt", b"".join(reversed(b.read("manifest-sha256.txt").splitlines(True))))


@damage("not a line of the manifest", liar=False)
def a_manifest_in_capitals(b):
    b.write("manifest-sha256.txt", b.read("manifest-sha256.txt").upper())


@damage("not the two fixed lines", liar=False)
def another_bagit_version(b):
    b.write("bagit.txt", b.read("bagit.txt").replace(b"1.0", b"0.97"))


@damage("subject", liar=False)
def a_statement_about_another_bundle(b):
    b.change("data/run.json", lambda run: run["tool"].update(version="9.9.9"))
    b.seal()


@damage("the signature does not verify", liar=False)
def a_changed_signature(b):
    def edit(envelope):
        sig = bytearray(base64.b64decode(envelope["signatures"][0]["sig"]))
        sig[5] ^= 1
        envelope["signatures"][0]["sig"] = base64.b64encode(sig).decode()
    b.change("attestations/run.dsse.json", edit)


@damage("not by the given key", liar=False)
def another_keyid(b):
    b.change("attestations/run.dsse.json", lambda envelope: envelope["signatures"][0].update(keyid="0" * 64))


@damage("trialsRoot", liar=False)
def a_statement_with_another_root_of_trials(b):
    def edit(envelope):
        statement = json.loads(base64.b64decode(envelope["payload"]))
        statement["predicate"]["buildDefinition"]["externalParameters"]["trialsRoot"] = "0" * 64
        envelope["payload"] = base64.b64encode(canonical(statement)).decode()
    b.change("attestations/run.dsse.json", edit)


# --- As a liar would

@damage("not written as RFC 8785 says")
def a_space_in_a_record(b):
    b.write("data/run.json", b.read("data/run.json").replace(b'":', b'": ', 1))


@damage("a name stands twice")
def a_name_twice(b):
    b.write("data/run.json", b'{"allowed":[],' + b.read("data/run.json")[1:])


@damage("not a field of this record")
def an_unknown_field(b):
    b.change("data/run.json", lambda run: run.update(remark="trust me"))


@damage("/started: missing")
def a_field_that_is_gone(b):
    b.change("data/run.json", lambda run: run.pop("started") and None)


@damage("not array")
def a_field_of_another_type(b):
    b.change("data/run.json", lambda run: run.update(partial="no"))


@damage("is not written as it must be")
def a_day_that_no_calendar_has(b):
    b.change("data/run.json", lambda run: run.update(started="2026-13-01T00:00:00Z"))


@damage("not the digest of data/plan.json")
def results_of_another_plan(b):
    b.change("data/results.json", lambda results: results.update(plan="0" * 64))


@damage("not those of the plan")
def an_override_that_the_plan_does_not_have(b):
    b.change("data/run.json", lambda run: run["overrides"].append({"path": "seed", "value": "1"}))


@damage("before it started")
def a_run_that_ends_before_it_starts(b):
    b.change("data/run.json", lambda run: run.update(ended="2001-01-01T00:00:00Z"))


@damage("not the cells whose trials came from the cache")
def a_cache_hit_that_was_none(b):
    b.change("data/run.json", lambda run: run["cacheHits"].append("gemm"))


@damage("not the number of transcripts that had a secret")
def a_secret_that_was_not_there(b):
    b.change("data/run.json", lambda run: run.update(redacted=1.0))


@damage("not as the plan has it")
def an_input_that_nobody_reads(b):
    more = {"bytes": "1", "id": "x", "included": False, "role": "dataset", "sha256": "0" * 64, "source": "x"}
    b.change("data/inputs.json", lambda inputs: inputs["files"].append(more))


@damage("not the planned trials in plan order")
def trials_in_another_order(b):
    b.trials(list.reverse)


@damage("not the planned trials in plan order")
def a_trial_left_out(b):
    b.trials(list.pop)


@damage("not the stream of the plan's seed")
def another_stream(b):
    b.trials(lambda lines: lines[0].update(stream="0" * 64))


@damage("not the digest of the trial's entry")
def an_entry_that_its_line_does_not_name(b):
    b.change("data/results.json", lambda results: results["trials"][0]["values"][0].update(name="other"))


@damage("did not finish, and left something")
def a_failed_trial_that_keeps_its_result(b):
    b.trials(lambda lines: lines[0].update(status="failed", reason="who knows"))


@damage("skipped although what it needs finished")
def a_trial_skipped_without_a_cause(b):
    b.trials(lambda lines: lines[0].update(status="skipped", reason="who knows"))


@damage("finished without a finished attempt")
def a_trial_without_an_attempt(b):
    b.trials(lambda lines: lines[0].update(attempts=[]))


@damage("not within the run, in order")
def an_attempt_before_the_run(b):
    b.trials(lambda lines: lines[0]["attempts"][0].update(started="2001-01-01T00:00:00Z"))


@damage("more than the run has interruptions")
def attempts_that_nobody_interrupted(b):
    def edit(lines):
        first = lines[0]["attempts"][0]
        lines[0]["attempts"].insert(0, {"ended": first["started"], "outcome": "interrupted", "started": first["started"]})
    b.trials(edit)


@damage("not all of the class exact")
def a_result_that_need_not_come_out_again(b):
    b.entry("results", lambda entry: [value.update({"class": "replayed"}) for value in entry["values"] if value["class"] == "exact"])


@damage("not as the plan has it")
def another_licence(b):
    b.change("data/inputs.json", lambda inputs: inputs["files"][0].update(license="MIT"))


@damage("no record names it")
def an_artefact_that_no_record_names(b):
    b.write("data/artifacts/" + hashlib.sha256(b"x").hexdigest(), b"x")


@damage("not named by its digest")
def an_artefact_under_another_name(b):
    b.write(b.keyed("artifacts"), b"x")


@damage("the sampling rule does not stop here")
def a_sample_left_out(b):
    def edit(entry):
        for series in entry["series"]:
            if series["name"] == "time":
                series["nanoseconds"].pop()
                series["count"] -= 1
                for last in entry.get("invocations", [])[-1:]:
                    last["count"] -= 1
                return True
    b.entry("measurements", edit)


@damage("with all samples")
def an_invocation_left_out(b):
    b.entry("measurements", lambda entry: len(entry.get("invocations", [])) > 1 and entry["invocations"].pop())


@damage("not as many samples as it says")
def a_wrong_number_of_samples(b):
    b.entry("measurements", lambda entry: [series.update(count=series["count"] + 1) for series in entry["series"]])


@damage("follows from the raw records")
def better_samples(b):
    def edit(entry):
        for series in entry["series"]:
            if series["name"] == "time":
                series["nanoseconds"] = [str(max(1, int(ns) // 2)) for ns in series["nanoseconds"]]
                return True
    b.entry("measurements", edit)


@damage("data/scores.json#/metrics/0")
def a_better_metric(b):
    b.change("data/scores.json", lambda scores: scores["metrics"][0]["estimate"].update(value=1e15))


@damage("data/scores.json#/claims/3/verdict")
def a_better_verdict(b):
    b.change("data/scores.json", lambda scores: scores["claims"][3].update(verdict="holds"))


@damage("data/scores.json#/total")
def a_better_total(b):
    b.change("data/scores.json", lambda scores: scores["total"].update(value=1e6))


@damage("data/scores.json#/score/0")
def a_better_branch(b):
    b.change("data/scores.json", lambda scores: scores["score"][0].update(weight="1/2"))


@damage("is not what the item records add up to")
def a_better_item_score(b):
    def edit(entry):
        for value in entry["values"]:
            if value["name"] == "accuracy" and value["class"] == "replayed":
                value["value"].update(share=value["value"]["total"])
                return True
    b.entry("results", edit)


@damage("is not what the item records add up to")
def an_item_judged_otherwise(b):
    def edit(data):
        lines = [parsed(line) for line in data.splitlines()]
        for line in lines:
            line["scores"] = {name: "1" for name in line["scores"]}
        return b"".join(canonical(line) + b"\n" for line in lines)
    b.rekey("items", edit)


@damage("not at its position")
def an_item_left_out(b):
    b.rekey("items", lambda data: b"".join(data.splitlines(True)[1:]))


@damage("not the digest of its lines")
def another_answer(b):
    b.rekey("transcripts", lambda data: data.replace(b"PARIS", b"ROME!"))


@damage("not in the order of the exchanges")
def answers_in_another_order(b):
    b.rekey("transcripts", lambda data: b"".join(reversed(data.splitlines(True))))


@damage("a transcript belongs to no item")
def an_answer_more(b):
    more = {"exchange": "item/99", "request": {}, "response": "", "status": 200}
    b.rekey("transcripts", lambda data: data + canonical(more) + b"\n")


def checked(bundle, key, signed):
    words = [sys.executable, HERE + "/../../docs/examples/check_bundle.py", bundle] + (["--key", key] if signed else [])
    done = subprocess.run(words, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def main():
    bundle, key, scratch = sys.argv[1:]
    wrong = []
    for signed in (True, False):
        status, text = checked(bundle, key, signed)
        if status:
            wrong.append(f"the honest bundle is refused: {text}")
    for number, (name, words, liar, function) in enumerate(DAMAGES):
        copy = Folder(f"{scratch}/{number}/bundle")
        shutil.copytree(bundle, copy.path)
        try:
            function(copy)
        except (LookupError, OSError) as problem:
            wrong.append(f"{name}: cannot be done to this bundle: {problem!r}")
            continue
        if liar:
            shutil.rmtree(copy / "attestations")
            copy.seal()
        status, text = checked(copy.path, key, not liar)
        if status != 1 or words not in text or "Traceback" in text:
            wrong.append(f"{name}: exit {status}, and `{words}` is not said: {text[-1500:]}")
    print("\n".join(wrong) or f"{len(DAMAGES)} kinds of damage are noticed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
