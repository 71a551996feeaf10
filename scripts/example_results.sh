#!/bin/bash
# Makes the published example: one server under targets that differ by instruction set, threads and BLAS, two small models, and the pages of
# both. Everything runs here; the models are served by scripts/model_server.py.
#
# Usage: scripts/example_results.sh [ETALON]   (default: .build/release/etalon, else .build/debug/etalon)
# Bundles go to results/example, pages to docs/site. Both folders are made anew. A part that this host cannot run is skipped aloud.
set -euo pipefail
cd "$(dirname "$0")/.."
etalon=${1:-}
for built in .build/release/etalon .build/debug/etalon; do
  if [ -z "$etalon" ] && [ -x "$built" ]; then etalon=$built; fi
done
etalon=$(realpath "$etalon")
out=results/example
rm -rf "$out" docs/site
mkdir -p "$out/servers" "$out/models"

# Keys, stores and caches of its own: the run's key is made, its public half published, and the rest thrown away.
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export XDG_CONFIG_HOME=$home/config XDG_DATA_HOME=$home/data XDG_CACHE_HOME=$home/cache XDG_STATE_HOME=$home/state
"$etalon" key new etalon-example >/dev/null
"$etalon" key trust etalon-example --builder etalon-example >/dev/null
"$etalon" key trust specs/scales/etalon-scales.pub --builder etalon-scales >/dev/null
cp "$home/config/etalon/keys/etalon-example.pub" results/example.pub

# One run: where its bundle goes, then the command line of the run.
run() {
  local place=$1 bundle
  shift
  bundle=$("$etalon" run "$@" -o "$home/out" --sign etalon-example -q | tail -1)
  mv "$bundle" "$out/$place"
  echo "$place: $(du -sk "$out/$place" | cut -f1) kB"
}

for threads in 1 2; do
  for isa in sse2 avx2 avx512; do
    "$etalon" env --format json | grep -q "\"$isa\"" || { echo "skipped: this host has no $isa"; continue; }
    run "servers/$isa-$threads" specs/kernels-small.yaml --set "targets.server.threads=$threads" --set "targets.server.isa=$isa"
  done
done
# The same products by the system's BLAS: other arithmetic, so other work, which is graded and not ranked among the others.
run servers/openblas-1 specs/kernels-small.yaml --set workloads.gemm.numerics=vendor || echo "skipped: no OpenBLAS here"

for model in smollm2 gemma3-270m; do
  # The first is the one that the tests ask, in their environment.
  venv=.build/model-venv
  [ "$model" = smollm2 ] || venv=.build/$model-venv
  coproc SERVER { exec python3 scripts/model_server.py "$venv" "$model"; }
  server=$SERVER_PID
  read -r word port <&"${SERVER[0]}" || word=none
  if [ "$word" = listening ]; then
    run "models/$model" specs/models-small.yaml --include-inputs --allow "network=127.0.0.1:$port" \
      --set "subjects.model.endpoint.url=http://127.0.0.1:$port/v1" --set "subjects.model.endpoint.model=$model"
  else
    echo "skipped: $model cannot be served here ($word)"
  fi
  kill "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
done

# Under the names of their folders, whatever stands above them.
(cd "$out/servers" && "$etalon" site . --scale ../../../specs/scales/kernels-small.yaml \
  --title "Example: one server under several targets" -o "$OLDPWD/docs/site/servers" >/dev/null)
(cd "$out/models" && "$etalon" site . --title "Example: two small models" -o "$OLDPWD/docs/site/models" >/dev/null)
du -sh "$out" docs/site
