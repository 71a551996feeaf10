#!/bin/sh
# Proves that the C kernels give the same bits everywhere, with the harness of Tests/Portability.
#
# usage: scripts/portability.sh native|arm64|faults|address|sanitize|covered ...
#
#   native    every operation in every setting of this machine; the fixed cases have the digests of digests.txt
#   arm64     the same for arm64 under qemu-user, and its digests are those of this machine
#   faults    kernels that are wrong on purpose: each must be noticed; with QUICK a quarter of them, drawn by the seed
#   address   the harness with the address and undefined-behaviour sanitizers
#   sanitize  the same, then with the thread sanitizer
#   covered   every function of the headers is tried by the harness, or exempt.txt says why not
#
# SEED=N repeats the cases of a printed seed; UPDATE=1 rewrites digests.txt (bits that change need a new revision);
# QUICK=1 tries half the thread counts. Actions may run at the same time.
set -eu
cd -P "$(dirname "$0")/.."

here=Tests/Portability
build=.build/portability
seed=${SEED:-$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}
flags="-std=c17 -Wall -Wextra -Werror -ISources/CKernels/include"

clang=
for candidate in "$(dirname "$(command -v swift || echo /)")/clang" clang; do
  if command -v "$candidate" >/dev/null; then clang=$candidate && break; fi
done
if [ -z "$clang" ]; then echo "portability: no clang; it comes with the Swift toolchain" >&2 && exit 2; fi

# compile FOLDER FLAGS...: objects of the kernels and the harness that are not there or older than a source.
compile() {
  mkdir -p "$build"
  exec 9>"$build/$1.lock"
  if command -v flock >/dev/null; then flock 9; fi
  objects "$@"
  exec 9>&-
}

objects() {
  out=$build/$1 && shift
  mkdir -p "$out"
  newest=$(find Sources/CKernels $here scripts/portability.sh -type f -newer "$out/done" 2>/dev/null | head -1 || true)
  if [ -f "$out/done" ] && [ -z "$newest" ]; then return 0; fi
  rm -f "$out"/*.o "$out/done"
  # shellcheck disable=SC2016,SC2086 # the inner shell expands its own words; $flags are several
  for file in Sources/CKernels/*.c "$here"/*.c; do echo "$file"; done |
    xargs -P 2 -I{} sh -c 'out=$1 file=$2 && shift 2 && exec "$@" -c "$file" -o "$out/$(echo "$file" | tr / _).o"' \
      sh "$out" {} "$clang" $flags "$@"
  touch "$out/done"
}

native() {
  compile native -O2
  $clang "$build"/native/*.o -o $build/native/harness -pthread
  $build/native/harness ${QUICK:+--quick} --seed "$seed" >$build/native.txt
  if [ "${UPDATE:-}" = 1 ]; then grep '^fixed' $build/native.txt >$here/digests.txt; fi
  grep '^fixed' $build/native.txt | diff $here/digests.txt - >&2 || {
    echo "portability: the bits of the operations above are not those of $here/digests.txt" >&2 && exit 1
  }
}

arm64() {
  for program in qemu-aarch64 aarch64-linux-gnu-gcc; do
    command -v $program >/dev/null || { echo "portability: no $program; see scripts/install-packages.sh portability" >&2 && exit 2; }
  done
  compile arm64 -O2 --target=aarch64-linux-gnu -isystem /usr/aarch64-linux-gnu/include
  aarch64-linux-gnu-gcc -static $build/arm64/*.o -o $build/arm64/harness -pthread
  qemu-aarch64 $build/arm64/harness --seed "$seed" >$build/arm64.txt &
  emulated=$!
  native
  wait $emulated
  diff $build/native.txt $build/arm64.txt >&2 || { echo "portability: x86-64 (<) and arm64 (>) differ" >&2 && exit 1; }
  echo "portability: $(wc -l <$build/arm64.txt) digests of $(uname -m) and arm64 are equal"
}

# Whether a harness finds the operation as it should be.
holds() {
  "$1" --quick --quick --only "$2" >"$1.txt" 2>/dev/null &&
    [ "$(grep '^fixed' "$1.txt")" = "$(grep "^fixed $2 " $here/digests.txt)" ]
}

one_fault() {
  name=$1 operation=$2 file=$3 source=$4 edit=$5
  work=$build/faults/$name
  rm -rf "$work" && mkdir -p "$work"
  cp -r Sources/CKernels "$work/kernels"
  sed -i "$edit" "$work/kernels/$file"
  if cmp -s "Sources/CKernels/$file" "$work/kernels/$file"; then
    echo "portability: the fault $name no longer changes $file; mend its edit in $here/faults.txt" >&2 && return 1
  fi
  cp $build/native/*.o "$work"
  $clang -std=c17 -O1 -c "$work/kernels/$source" -o "$work/Sources_CKernels_$source.o" || return 1
  $clang "$work"/*.o -o "$work/harness" -pthread -lm
  if holds "$work/harness" "$operation"; then echo "portability: nobody notices the fault $name" >&2 && return 1; fi
  rm -rf "$work"
}

faults() {
  compile native -O2
  mkdir -p $build/faults
  $clang "$build"/native/*.o -o $build/faults/harness -pthread
  failed=0 count=0 number=0
  while read -r name operation file source; do
    case "$name" in ''|'#'*) continue ;; esac
    read -r edit
    number=$((number + 1))
    if [ -n "${QUICK:-}" ] && [ $(((number + seed) % 4)) -ne 0 ]; then continue; fi
    holds $build/faults/harness "$operation" || { echo "portability: $operation is wrong without a fault" >&2 && exit 1; }
    one_fault "$name" "$operation" "$file" "$source" "$edit" || failed=$((failed + 1))
    count=$((count + 1))
  done <$here/faults.txt
  if [ "$failed" -ne 0 ]; then exit 1; fi
  echo "portability: each of $count wrong kernels is noticed"
}

# checked NAME SANITIZERS: the sanitizers have nothing to report of the harness. Nothing is optimised: the checks in the
# products' unrolled loops take four times as long to optimise as the harness takes to run without.
checked() {
  compile "$1" -O0 -g -fsanitize="$2" -fno-sanitize-recover=all
  # The thread sanitizer of the Swift toolchain watches libdispatch too, and so has to be linked with it.
  libraries=$(dirname "$clang")/../lib/swift/linux
  dispatch=
  if [ "$2" = thread ] && [ -e "$libraries/libdispatch.so" ]; then
    dispatch="-L$libraries -Wl,-rpath,$libraries -ldispatch -lBlocksRuntime"
  fi
  # shellcheck disable=SC2086 # $dispatch are several words
  $clang -fuse-ld=lld -fsanitize="$2" "$build/$1"/*.o -o "$build/$1/harness" -pthread $dispatch
  "$build/$1/harness" --quick --quick --quick --seed "$seed" >"$build/$1.txt"
  echo "portability: nothing to report from the sanitizers: $2"
}

address() { checked address address,undefined; }
sanitize() {
  address
  checked thread thread
}

# The functions that the harness calls are the undefined symbols of its objects: names made by macros count as well.
covered() {
  compile native -O2
  nm -u $build/native/Tests_*.o | awk '$1 == "U" && $2 ~ /^ek_/ { print $2 }' | sort -u >$build/called.txt
  grep -v '^#' $here/exempt.txt | awk '{ print $1 }' | sort -u >$build/exempt.txt
  grep -hoE '\bek_[a-z0-9_]+\(' Sources/CKernels/include/*.h | tr -d '(' | sort -u >$build/declared.txt
  sort -u $build/called.txt $build/exempt.txt | comm -23 $build/declared.txt - >$build/missing.txt
  comm -12 $build/called.txt $build/exempt.txt >$build/needless.txt
  sort -u $build/declared.txt | comm -13 - $build/exempt.txt >>$build/needless.txt
  if [ -s $build/missing.txt ]; then
    echo "portability: no operation of $here tries these functions of the headers:" >&2
    sed 's/^/  /' $build/missing.txt >&2
    echo "  add a line to a table there (UPDATE=1 scripts/portability.sh native keeps its digest), or a reason to exempt.txt" >&2
    exit 1
  fi
  if [ -s $build/needless.txt ]; then
    echo "portability: exempt.txt names what is tried or is no function: $(tr '\n' ' ' <$build/needless.txt)" >&2 && exit 1
  fi
  echo "portability: $(wc -l <$build/called.txt) functions are tried, $(wc -l <$build/exempt.txt) are exempt"
}

for action in "$@"; do
  case "$action" in
    native|arm64|faults|covered|address|sanitize) $action ;;
    *) echo "portability: no action \`$action\`" >&2 && exit 2 ;;
  esac
done
