#!/bin/sh
# Installs the peers from PyPI and measures: a whole run writes BENCHMARKS.md, a part of it goes to the screen alone.
# usage: BENCH=pattern QUICK=1 scripts/bench.sh PROGRAM [options of Benchmarks/bench.py]
set -eu
cd "$(dirname "$0")/.."
program=$1
shift

peers=.build/bench-venv
wanted=Benchmarks/requirements.txt
if ! cmp -s "$wanted" "$peers/requirements.txt"; then
  python3 -m venv "$peers"
  "$peers/bin/pip" install -q --disable-pip-version-check -r "$wanted"
  cp "$wanted" "$peers/requirements.txt"
fi

if [ -n "${QUICK:-}" ]; then set -- --quick "$@"; fi
if [ -n "${BENCH:-}" ]; then set -- --filter "$BENCH" "$@"; fi
exec "$peers/bin/python" -B Benchmarks/bench.py --program "$program" --json .build/bench.json "$@"
