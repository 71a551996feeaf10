#!/bin/bash
# Runs the tests that were built, names the ten slowest, and ends with the runner's closing line. Arguments go to `swift test`.
set -uo pipefail
cd "$(dirname "$0")/.." || exit

log=$(mktemp)
trap 'rm -f "$log"' EXIT
swift test --skip-build --disable-xctest "$@" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}

# A line of the runner: ✔ Test "name" with 3 test cases passed after 1.234 seconds.
slowest=$(sed -nE 's/^. Test (.*) (passed|failed) after ([0-9.]+) seconds.*$/\3 s  \1/p' "$log" | grep -v ' s  run with ' | sort -rn | head -10)
if [ -n "$slowest" ]; then
  printf '\nThe ten slowest tests, each beside others on the same cores:\n%s\n\n' "$slowest"
fi
# The closing line once more, so that it is the last.
grep -E 'Test run with' "$log" | tail -1
exit "$status"
