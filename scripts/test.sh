#!/bin/bash
# Runs the tests that were built, names the ten slowest, and ends with the runner's closing line. Arguments go to `swift test`.
set -uo pipefail
cd "$(dirname "$0")/.." || exit

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
swift test --skip-build --disable-xctest --event-stream-output-path "$folder/events.jsonl" "$@" 2>&1 | tee "$folder/log"
status=${PIPESTATUS[0]}

[ -s "$folder/events.jsonl" ] && python3 scripts/slowest_tests.py "$folder/events.jsonl"
# What failed once more, and the closing line, so that it is the last.
awk '/^✘ (Test|Suite) .* (recorded an issue|failed after)/ { print; more = 8; next } /^↳/ && more-- > 0 { print; next } { more = 0 }' \
  "$folder/log" | cut -c 1-600 | tail -80
grep -E 'Test run with' "$folder/log" | tail -1
exit "$status"
