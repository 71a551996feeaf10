#!/usr/bin/env python3
"""Names the ten slowest tests of a run from the runner's event stream.

A test is announced long before a core is free for it, so the runner's own "passed after" holds the waiting too. The cases of a test begin
when they really run: their times are added up.
"""
import collections
import json
import sys

seconds = collections.defaultdict(float)
with open(sys.argv[1], encoding="utf-8") as stream:
    for line in stream:
        event = json.loads(line).get("payload", {})
        if event.get("kind") == "testCaseStarted":
            seconds[event["testID"]] -= event["instant"]["absolute"]
        elif event.get("kind") == "testCaseEnded":
            seconds[event["testID"]] += event["instant"]["absolute"]

print("\nThe ten slowest tests, the times of their cases added up:")
for name, time in sorted(seconds.items(), key=lambda entry: -entry[1])[:10]:
    print(f"{time:8.1f} s  {name.rsplit('/', 1)[0].replace('`', '')}")
print()
