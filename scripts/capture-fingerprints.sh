#!/bin/bash
# Captures fingerprints of this machine while it is really changed in one way after another, and writes each as a patch to the first.
#
# Usage: scripts/capture-fingerprints.sh ETALON [FOLDER]; FOLDER is Tests/Corpora/diff/captured unless given. Each way is skipped, and said
# so, where the machine does not allow it. Needs python3, cc, setarch, taskset, prlimit, unshare, bwrap, chrt for all of them.
set -u
etalon=$(realpath "$1")
folder=${2:-Tests/Corpora/diff/captured}
mkdir -p "$folder"
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
captured=0

# capture NAME COMMAND...: a fingerprint taken by a command that changes the machine for the program.
capture() {
  local name=$1
  shift
  if "$@" >"$work/$name.json" 2>"$work/$name.err" && [ -s "$work/$name.json" ]; then
    captured=$((captured + 1))
  else
    rm -f "$work/$name.json"
    echo "skipped $name: $(tail -n 1 "$work/$name.err")" >&2
  fi
}

cp "$etalon" "$work/etalon" && etalon=$work/etalon && chmod 755 "$work" "$etalon"
printf 'int etalon_preloaded(void) { return 1; }\n' >"$work/preload.c"
cc -shared -fPIC -o "$work/preload.so" "$work/preload.c"

capture base "$etalon" env
capture again "$etalon" env
# Where it runs.
capture taskset-0 taskset -c 0 "$etalon" env
capture taskset-1 taskset -c 1 "$etalon" env
capture nice-10 nice -n 10 "$etalon" env
capture nice-19 nice -n 19 "$etalon" env
capture batch chrt -b 0 "$etalon" env
capture idle chrt -i 0 "$etalon" env
capture fifo chrt -f 1 "$etalon" env
capture no-randomisation setarch -R "$etalon" env
capture compat-layout setarch --addr-compat-layout "$etalon" env
# Variables.
capture blas-core-haswell env OPENBLAS_CORETYPE=Haswell "$etalon" env
capture blas-core-zen env OPENBLAS_CORETYPE=Zen "$etalon" env
capture blas-core-sandybridge env OPENBLAS_CORETYPE=Sandybridge "$etalon" env
capture blas-core-prescott env OPENBLAS_CORETYPE=Prescott "$etalon" env
capture blas-threads env OPENBLAS_NUM_THREADS=1 "$etalon" env
capture omp-threads env OMP_NUM_THREADS=1 "$etalon" env
capture omp-bind env OMP_PROC_BIND=close "$etalon" env
capture mkl-threads env MKL_NUM_THREADS=4 "$etalon" env
capture tunables-no-avx2 env GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4 "$etalon" env
capture tunables-huge-pages env GLIBC_TUNABLES=glibc.malloc.hugetlb=1 "$etalon" env
capture malloc-arenas env MALLOC_ARENA_MAX=1 "$etalon" env
capture preload env LD_PRELOAD="$work/preload.so" "$etalon" env
capture library-path env LD_LIBRARY_PATH="$work" "$etalon" env
capture locale-c env LC_ALL=C "$etalon" env
capture locale-german env LC_ALL=de_DE.UTF-8 LANG=de_DE.UTF-8 "$etalon" env
capture numeric-locale env LC_NUMERIC=fr_FR.UTF-8 "$etalon" env
capture time-zone env TZ=Asia/Shanghai "$etalon" env
capture empty-environment env -i "$etalon" env
# Limits.
capture stack-1m prlimit --stack=1048576 "$etalon" env
capture stack-unlimited prlimit --stack=unlimited "$etalon" env
capture address-space-8g prlimit --as=8589934592 "$etalon" env
capture data-4g prlimit --data=4294967296 "$etalon" env
capture files-256 prlimit --nofile=256 "$etalon" env
capture cpu-time prlimit --cpu=600 "$etalon" env
capture locked-memory prlimit --memlock=65536 "$etalon" env
capture file-size prlimit --fsize=1073741824 "$etalon" env
capture processes prlimit --nproc=200 "$etalon" env
# Another user, other namespaces, a container.
capture another-user setpriv --reuid=65534 --regid=65534 --clear-groups "$etalon" env
capture no-capabilities setpriv --bounding-set=-all --inh-caps=-all --no-new-privs "$etalon" env
capture user-namespace unshare -U -r "$etalon" env
capture process-namespace unshare -p -f --mount-proc "$etalon" env
capture bubblewrap bwrap --ro-bind / / --dev /dev --proc /proc --tmpfs /tmp --ro-bind "$work" /tmp/work --unshare-all /tmp/work/etalon env
capture no-libraries bwrap --ro-bind / / --dev /dev --proc /proc --tmpfs /usr/lib/x86_64-linux-gnu/openblas-pthread --bind "$work" "$work" "$etalon" env
capture traced strace -f -o /dev/null "$etalon" env

# A control group of its own, of either version.
group() {
  local name=$1 controller=$2 file1=$3 value1=$4 file2=$5 value2=$6 place
  place=/sys/fs/cgroup/$controller/etalon-capture
  if [ -d "/sys/fs/cgroup/$controller" ] && mkdir -p "$place" 2>/dev/null; then
    echo "$value1" >"$place/$file1" 2>/dev/null
  else
    place=/sys/fs/cgroup/etalon-capture
    mkdir -p "$place" 2>/dev/null && echo "$value2" >"$place/$file2" 2>/dev/null
  fi || { echo "skipped $name: no control group" >&2; return; }
  capture "$name" sh -c "echo \$\$ >$place/cgroup.procs && exec \"$etalon\" env"
  rmdir "$place" 2>/dev/null
}
group quota-half cpu cpu.cfs_quota_us 50000 cpu.max "50000 100000"
group quota-150 cpu cpu.cfs_quota_us 150000 cpu.max "150000 100000"
group weight cpu cpu.shares 128 cpu.weight 10
group memory-4g memory memory.limit_in_bytes 4294967296 memory.max 4294967296

# Settings of the kernel, put back at once.
setting() {
  local name=$1 file=$2 value=$3 before
  before=$(sed 's/.*\[\(.*\)\].*/\1/' "$file" 2>/dev/null) || { echo "skipped $name: no $file" >&2; return; }
  if echo "$value" >"$file" 2>/dev/null; then
    capture "$name" "$etalon" env
    echo "$before" >"$file"
  else
    echo "skipped $name: $file cannot be written" >&2
  fi
}
setting huge-pages-always /sys/kernel/mm/transparent_hugepage/enabled always
setting huge-pages-never /sys/kernel/mm/transparent_hugepage/enabled never
setting randomisation-off /proc/sys/kernel/randomize_va_space 0
setting autogroup-off /proc/sys/kernel/sched_autogroup_enabled 0
setting swappiness-0 /proc/sys/vm/swappiness 0
setting overcommit-always /proc/sys/vm/overcommit_memory 1

# Load by busy loops: as many as there are CPUs, and twice as many.
load() {
  local name=$1 count=$2 loops=()
  for _ in $(seq "$count"); do
    sh -c 'while :; do :; done' &
    loops+=($!)
  done
  sleep 4
  capture "$name" "$etalon" env
  kill "${loops[@]}"
  wait "${loops[@]}" 2>/dev/null
}
load load-all "$(nproc)"
load load-twice $(($(nproc) * 2))

python3 "$(dirname "$0")/fingerprint-patches.py" "$work" "$folder"
echo "$captured fingerprints captured, as patches in $folder" >&2
