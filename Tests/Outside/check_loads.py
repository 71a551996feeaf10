#!/usr/bin/env python3
"""Recomputes what vLLM, guidellm and MLCommons endpoints would report of a load, with their formulae and numpy, and compares.

usage: check_loads.py ETALON BUNDLE

The formulae are those of `vllm/benchmarks/serve.py` (calculate_metrics), of guidellm's `GenerativeRequestStats` and of endpoints'
`metrics/reporter.py`; only the event log of the bundle is read.
"""
import json
import subprocess
import sys

import numpy

etalon, bundle = sys.argv[1:]
records = json.load(open(f"{bundle}/data/measurements.json"))["trials"]
nodes = {node["id"]: node for node in json.load(open(f"{bundle}/data/plan.json"))["nodes"]}
problems = []


def columns(trial):
    found = {}
    for series in trial["series"]:
        values = series.get("nanoseconds", series.get("numbers"))
        found[series["name"]] = numpy.array([float(value) for value in values])
    return found


def said(tool):
    text = subprocess.run([etalon, "score", bundle, "--as", tool, "--format", "json"], check=True, capture_output=True, text=True).stdout
    return json.loads(text)["loads"]


def compare(tool, load, name, expected):
    found = said_by[tool][load].get(name)
    if found is None or abs(found - expected) > 1e-9 * max(1.0, abs(expected)):
        problems.append(f"{tool}: {name} of {load} is {found}, and by its formula {expected}")


said_by = {tool: said(tool) for tool in ("vllm", "guidellm", "endpoints")}
for trial in records:
    work = nodes[trial["node"]]["work"]
    scenario = list(work.get("scenario", {}))
    if work["kind"] != "load" or scenario not in (["server"], ["closed-loop"], ["single-stream"], ["offline"]):
        continue
    load = f"{trial['node']}#{trial['index']}"
    log = columns(trial)
    good = log["outcome"] != 1
    sent, first, last, ended, tokens = (log[name][good] for name in ("sent", "first", "last", "ended", "tokens"))
    duration = ended.max() / 1e9
    # vLLM
    ttfts = (first - sent) / 1e9
    latency = (last - sent) / 1e9
    several = tokens > 1
    tpots = (latency - ttfts)[several] / (tokens[several] - 1)
    compare("vllm", load, "completed", float(good.sum()))
    compare("vllm", load, "request_throughput", good.sum() / duration)
    compare("vllm", load, "output_throughput", tokens.sum() / duration)
    for name, values in (("ttft", ttfts), ("tpot", tpots), ("e2el", latency), ("itl", log["event-gap"] / 1e9)):
        compare("vllm", load, f"mean_{name}_ms", numpy.mean(values) * 1000)
        compare("vllm", load, f"median_{name}_ms", numpy.median(values) * 1000)
        compare("vllm", load, f"p99_{name}_ms", numpy.percentile(values, 99) * 1000)
    # guidellm
    compare("guidellm", load, "mean_request_latency", numpy.mean((ended - sent) / 1e9))
    compare("guidellm", load, "mean_time_to_first_token_ms", numpy.mean(1000 * (first - sent) / 1e9))
    compare("guidellm", load, "mean_time_per_output_token_ms", numpy.mean(1000 * (last - sent) / 1e9 / tokens))
    compare("guidellm", load, "mean_inter_token_latency_ms", numpy.mean(1000 * (last - first)[several] / 1e9 / (tokens[several] - 1)))
    # endpoints
    compare("endpoints", load, "qps", good.sum() / duration)
    compare("endpoints", load, "p99_latency", numpy.percentile(ended - sent, 99))
    compare("endpoints", load, "mean_ttft", numpy.mean(first - sent))
    compare("endpoints", load, "mean_tpot", numpy.mean((ended - first)[several] / (tokens[several] - 1)))
print("\n".join(problems) or "the same numbers")
sys.exit(1 if problems else 0)
