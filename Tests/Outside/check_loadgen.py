#!/usr/bin/env python3
"""Prints the samples that LoadGen itself asks about, as a JSON list; exits with 77 where its wheel is not installed.

usage: check_loadgen.py LIBRARY-SEED SAMPLE-SEED SCHEDULE-SEED SAMPLES QUERIES RATE
"""
import json
import sys
import tempfile

try:
    import mlperf_loadgen as loadgen
except ImportError:
    sys.exit(77)

library, samples, schedule, count, queries, rate = map(int, sys.argv[1:])
asked = []


def issue(batch):
    asked.extend(query.index for query in batch)
    loadgen.QuerySamplesComplete([loadgen.QuerySampleResponse(query.id, 0, 0) for query in batch])


settings = loadgen.TestSettings()
settings.scenario, settings.mode = loadgen.TestScenario.Server, loadgen.TestMode.PerformanceOnly
settings.min_query_count = settings.max_query_count = queries
settings.min_duration_ms, settings.server_target_qps = 0, float(rate)
settings.qsl_rng_seed, settings.sample_index_rng_seed, settings.schedule_rng_seed = library, samples, schedule
system = loadgen.ConstructSUT(issue, lambda: None)
source = loadgen.ConstructQSL(count, count, lambda _: None, lambda _: None)
with tempfile.TemporaryDirectory() as folder:
    logs = loadgen.LogSettings()
    logs.log_output.outdir, logs.log_output.copy_summary_to_stdout = folder, False
    loadgen.StartTestWithLogSettings(system, source, settings, logs)
print(json.dumps(asked))
