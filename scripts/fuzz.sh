#!/bin/sh
# Fuzzes the safetensors reader with libFuzzer and the address sanitizer.
#
# usage: scripts/fuzz.sh [SECONDS]
#
# Seeds are the files of Fuzz/Safetensors; what the fuzzer adds stays in .build/fuzz. Ends with 1 and the path of the input
# on a trap, an over-read, an input that takes more than 5 seconds or 1 GiB.
set -eu
cd -P "$(dirname "$0")/.."
seconds=${1:-60}
build=.build/fuzz
mkdir -p $build/objects $build/corpus $build/module

printf 'module CKernels { umbrella "%s" export * }\n' "$PWD/Sources/CKernels/include" >$build/module/module.modulemap
clang=$(dirname "$(command -v swift)")/clang
newest=$(find Sources/CKernels Sources/Kernels Fuzz scripts/fuzz.sh -type f -newer $build/fuzzer 2>/dev/null | head -1 || true)
if [ ! -x $build/fuzzer ] || [ -n "$newest" ]; then
  # shellcheck disable=SC2016 # the inner shell expands its own words
  for file in Sources/CKernels/*.c; do echo "$file"; done |
    xargs -P 2 -I{} sh -c '"$1" -std=c17 -O1 -c "$2" -o "$3/$(basename "$2" .c).o"' sh "$clang" {} $build/objects
  find Sources/Kernels -name '*.swift' >$build/sources.txt
  # shellcheck disable=SC2046
  swiftc -swift-version 6 -O -parse-as-library -sanitize=fuzzer,address -use-ld=lld \
    -module-name Fuzz -I $build/module $(cat $build/sources.txt) Fuzz/*.swift $build/objects/*.o -o $build/fuzzer
fi

# Swift's crash reporter would wait for a debugger that never comes.
export SWIFT_BACKTRACE=enable=no
exec $build/fuzzer -max_total_time="$seconds" -timeout=5 -rss_limit_mb=1024 -max_len=65536 -dict=Fuzz/safetensors.dict \
  -artifact_prefix=$build/ -print_final_stats=1 -verbosity=0 $build/corpus Fuzz/Safetensors
