#!/bin/sh
# Builds the program that is handed out: one file, the same bits from every folder and every build with one toolchain.
# The Swift runtime, libyaml, SQLite, libcrypto and libsodium are inside; glibc, libstdc++ and libgcc stay outside, since a
# wholly static program could not open libcurl, hwloc and OpenBLAS at run time.
#
# usage: scripts/dist.sh [OUTPUT]      default: .build/etalon-ARCHITECTURE
set -eu
cd -P "$(dirname "$0")/.."

machine=$(uname -m)
output=${1:-.build/etalon-$machine}
scratch=.build/dist

# SwiftPM passes the library folders of pkg-config to the linker: here it finds ones with nothing but archives.
archives=$PWD/$scratch/archives
rm -rf "$archives" && mkdir -p "$archives"
for package in libcrypto:crypto libsodium:sodium sqlite3:sqlite3 yaml-0.1:yaml; do
  archive=$(cc -print-file-name="lib${package#*:}.a")
  if [ ! -f "$archive" ]; then echo "dist: no lib${package#*:}.a; see scripts/install-packages.sh build" >&2 && exit 2; fi
  ln -s "$archive" "$archives"
  description=$(pkg-config --variable pcfiledir "${package%:*}")/${package%:*}.pc
  sed "s|^libdir=.*|libdir=$archives|" "$description" >"$archives/${package%:*}.pc"
done

PKG_CONFIG_PATH=$archives swift build -c release --product etalon --scratch-path $scratch --static-swift-stdlib -debug-info-format none \
  -Xswiftc -Xfrontend -Xswiftc -disable-incremental-llvm-codegen -Xlinker -s -Xlinker --build-id=none -Xlinker --gc-sections
cp "$scratch/release/etalon" "$output"

# Nothing that this machine happens to have may be needed where the program goes.
allowed='libc.so.6 libm.so.6 libstdc++.so.6 libgcc_s.so.1 ld-linux-x86-64.so.2 ld-linux-aarch64.so.1'
for library in $(readelf -d "$output" | awk '/NEEDED/ { gsub(/[][]/, "", $NF); print $NF }'); do
  case " $allowed " in
    *" $library "*) ;;
    *) echo "dist: $output needs $library, which not every machine has" >&2 && exit 1 ;;
  esac
done
sha256sum "$output"
