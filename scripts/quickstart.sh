#!/bin/sh
# From a fresh build to a verified, signed bundle: the way a newcomer goes first.
# usage: scripts/quickstart.sh ETALON
set -eu

etalon=$1
say() { printf '\n\033[1m%s\033[0m\n' "$*" | if [ -t 1 ]; then cat; else sed 's/\x1b\[[0-9;]*m//g'; fi; }

key=${XDG_CONFIG_HOME:-$HOME/.config}/etalon/keys/quickstart.pem
if [ ! -e "$key" ]; then
  say "1. A key of your own, trusted by your own policy"
  "$etalon" key new quickstart
  "$etalon" key trust "$key.pub" --builder quickstart
fi

say "2. Run specs/quickstart.yaml"
"$etalon" run specs/quickstart.yaml --sign quickstart --builder quickstart --allow-nothing-else
