#!/bin/bash
# Makes the published example: runs on targets that differ by instruction set, threads and BLAS, and the pages of all of them.
#
# Usage: scripts/example_results.sh [ETALON]   (default: .build/release/etalon, else .build/debug/etalon)
# Bundles go to results/example, pages to docs/site. Both folders are made anew.
set -euo pipefail
cd "$(dirname "$0")/.."
etalon=${1:-}
for built in .build/release/etalon .build/debug/etalon; do
  if [ -z "$etalon" ] && [ -x "$built" ]; then etalon=$built; fi
done
out=results/example
rm -rf "$out" docs/site
mkdir -p "$out"

# One run: a name, then overrides of the spec.
run() {
  local name=$1
  shift
  local set=()
  for pair in "$@"; do set+=(--set "$pair"); done
  "$etalon" run specs/quickstart.yaml -o "$out/$name" "${set[@]}" -q >/dev/null
  echo "$name"
}

for threads in 1 2; do
  for isa in sse2 avx2 avx512; do
    "$etalon" env --format json | grep -q "\"$isa\"" || { echo "skipped: this host has no $isa"; continue; }
    run "$isa-$threads" "targets.whole-server.threads=$threads" "targets.whole-server.isa=$isa" "targets.one-core.isa=$isa"
  done
done
# The same kernels by the system's BLAS, where it is installed.
run "openblas-2" targets.whole-server.threads=2 workloads.gemm.numerics=vendor || echo "skipped: no OpenBLAS here"
# Another model: a narrower network, which is other work and therefore not ranked among the others.
run "narrow-2" targets.whole-server.threads=2 "workloads.digits-training.with.layers=[64, 64, 10]"

"$etalon" site "$out" --scale specs/scales/ai-server.yaml --title "Example: one machine, several targets" -o docs/site
