#!/bin/sh
# Installs the Debian packages of the named groups that are not installed yet.
# usage: scripts/install-packages.sh build [test] [bench] [portability]
set -eu

build="pkg-config libyaml-dev libsqlite3-dev libssl-dev libsodium-dev libcurl4-openssl-dev libhwloc-dev libopenblas-dev"
test="python3-venv openssl zstd age bubblewrap chromium fonts-noto-cjk fish zsh util-linux"
bench="python3-venv libopenblas0-pthread libblis4-pthread libfftw3-double3 libfftw3-single3"
portability="qemu-user gcc-aarch64-linux-gnu libc6-dev-arm64-cross"

wanted=
for group in "$@"; do
  case "$group" in
    build) wanted="$wanted $build" ;;
    test) wanted="$wanted $test" ;;
    bench) wanted="$wanted $bench" ;;
    portability) wanted="$wanted $portability" ;;
    *) echo "install-packages: no group \`$group\`; there are build, test, bench and portability" >&2; exit 2 ;;
  esac
done

missing=
for package in $wanted; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null; then
  echo "install-packages: this system has no apt-get; install the equivalents of:$missing" >&2
  exit 1
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "install-packages: run as root, or install sudo; missing:$missing" >&2; exit 1; }
  as_root=sudo
fi
echo "installing:$missing" >&2
$as_root apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
