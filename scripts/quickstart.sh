#!/bin/sh
# From a fresh build to a verified, signed bundle: the way a newcomer goes first.
# usage: scripts/quickstart.sh ETALON
set -eu

etalon=$1
config=${XDG_CONFIG_HOME:-$HOME/.config}/etalon
bold='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then bold=$(printf '\033[1m') plain=$(printf '\033[0m'); fi
step() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }

step "1. A signing key of your own, trusted by your own policy"
if [ -e "$config/keys/quickstart.pem" ]; then
  echo "$config/keys/quickstart.pem is there already"
else
  "$etalon" key new quickstart
fi
"$etalon" key trust quickstart --builder quickstart

step "2. Run specs/quickstart.yaml and sign the bundle"
bundle=$("$etalon" run specs/quickstart.yaml --sign quickstart --builder quickstart)

step "3. Verify the bundle: intact, authentic, and reproduced by running it again"
"$etalon" verify "$bundle" --reproduce --inputs specs/data

step "Done"
cat <<TEXT
bundle  $bundle
report  $bundle/report.html   (open it in a browser; it needs no network)

try next
  $etalon diff results/quickstart-reference $bundle
  $etalon score $bundle --explain
  $etalon new my-evaluation
TEXT
