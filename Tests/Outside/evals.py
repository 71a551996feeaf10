#!/usr/bin/env python3
"""Puts the same items to a server through lm-evaluation-harness and Inspect, and says what each makes of every item.

usage: evals.py PYTHON URL ITEMS [--tool lm-eval|inspect] [--limit N] [--concurrency N] [--quiet]

PYTHON has lm_eval and inspect_ai (`make evals`). ITEMS is JSON Lines with `id`, `question` and `answer` (a number). Prints one JSON
object: for each tool the items by id, each with the reply, the extracted part, and the score of its own standard scorer for numbers:
`flexible-extract` and `strict-match` of the harness's gsm8k, and `match(numeric=True)` of Inspect.
"""
import argparse
import glob
import json
import os
import subprocess
import sys
import tempfile

TASK = """task: etalon_items
dataset_path: json
dataset_kwargs: {{ data_files: {{ test: {items} }} }}
test_split: test
output_type: generate_until
doc_to_text: "{{{{question}}}}"
doc_to_target: "{{{{answer}}}}"
generation_kwargs: {{ until: [], do_sample: false, temperature: 0.0, max_gen_toks: 64 }}
filter_list:
  - name: strict-match
    filter: [ {{ function: regex, regex_pattern: "The answer is (\\\\-?[0-9\\\\.\\\\,]+)" }}, {{ function: take_first }} ]
  - name: flexible-extract
    filter: [ {{ function: regex, group_select: -1, regex_pattern: "(-?[$0-9.,]{{2,}})|(-?[0-9]+)" }}, {{ function: take_first }} ]
metric_list:
  - metric: exact_match
    aggregation: mean
    higher_is_better: true
    ignore_case: true
    ignore_punctuation: false
    regexes_to_ignore: [",", "\\\\$", "(?s).*#### ", "\\\\.$"]
metadata: {{ version: 1 }}
"""

INSPECT = """from inspect_ai import Task, task
from inspect_ai.dataset import Sample, json_dataset
from inspect_ai.scorer import match
from inspect_ai.solver import generate

@task
def etalon_items():
    def sample(record):
        return Sample(id=record["id"], input=record["question"], target=record["answer"])
    return Task(dataset=json_dataset({items!r}, sample), solver=generate(), scorer=match(numeric=True))
"""


def environment(folder):
    return dict(
        os.environ, HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1", HF_HOME=os.path.join(folder, "hf"), HOME=folder, OPENAI_API_KEY="none", ETALON_API_KEY="none",
        INSPECT_DISABLE_MODEL_API_LOG="1", TOKENIZERS_PARALLELISM="false", NO_COLOR="1")


def run(command, folder, quiet):
    done = subprocess.run(command, cwd=folder, env=environment(folder), text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout[-4000:]}")
    if not quiet:
        print(done.stdout[-500:], file=sys.stderr)


def harness(python, url, items, folder, arguments):
    """The command of lm-evaluation-harness, and what reads its samples."""
    with open(os.path.join(folder, "etalon_items.yaml"), "w", encoding="utf-8") as file:
        file.write(TASK.format(items=items))
    out = os.path.join(folder, "harness")
    command = [
        python, "-m", "lm_eval", "run", "--model", "local-chat-completions", "--model_args",
        f"model=null,base_url={url}/chat/completions,num_concurrent={arguments.concurrency},max_retries=1,tokenizer_backend=None",
        "--tasks", "etalon_items", "--include_path", folder, "--apply_chat_template", "--log_samples", "--output_path", out]
    if arguments.limit:
        command += ["--limit", str(arguments.limit)]

    def read():
        found = {}
        for path in glob.glob(out + "/**/samples_*.jsonl", recursive=True):
            with open(path, encoding="utf-8") as file:
                for line in file:
                    sample = json.loads(line)
                    entry = found.setdefault(sample["doc"]["id"], {"reply": sample["resps"][0][0]})
                    entry[sample["filter"]] = {"text": sample["filtered_resps"][0], "score": sample["exact_match"]}
        return found

    return command, read


def inspect(python, url, items, folder, arguments):
    """The command of Inspect, and what reads its log."""
    with open(os.path.join(folder, "etalon_items.py"), "w", encoding="utf-8") as file:
        file.write(INSPECT.format(items=items))
    out = os.path.join(folder, "inspect")
    command = [
        python, "-m", "inspect_ai", "eval", "etalon_items.py", "--model", "openai-api/etalon/null", "--model-base-url", url,
        "--log-dir", out, "--log-format", "json", "--display", "none", "--max-connections", str(arguments.concurrency),
        "--temperature", "0", "--max-tokens", "64", "--max-retries", "1"]
    if arguments.limit:
        command += ["--limit", str(arguments.limit)]

    def read():
        found = {}
        for path in glob.glob(out + "/*.json"):
            with open(path, encoding="utf-8") as file:
                for sample in json.load(file)["samples"]:
                    score = sample["scores"]["match"]
                    found[sample["id"]] = {
                        "reply": sample["output"]["choices"][0]["message"]["content"],
                        "match": {"text": score.get("answer"), "score": 1.0 if score["value"] == "C" else 0.0}}
        return found

    return command, read


TOOLS = {"lm-eval": harness, "inspect": inspect}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("python")
    parser.add_argument("url")
    parser.add_argument("items")
    parser.add_argument("--tool", choices=TOOLS, action="append")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--concurrency", type=int, default=8)
    parser.add_argument("--quiet", action="store_true")
    arguments = parser.parse_args()
    found = {}
    for name in arguments.tool or TOOLS:
        with tempfile.TemporaryDirectory() as folder:
            command, read = TOOLS[name](
                os.path.abspath(arguments.python), arguments.url, os.path.abspath(arguments.items), folder, arguments)
            run(command, folder, arguments.quiet)
            found[name] = read()
    print(json.dumps(found, ensure_ascii=False, sort_keys=True))


if __name__ == "__main__":
    main()
