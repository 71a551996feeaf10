#!/bin/sh
# Counts the primes below a bound by trial division: deterministic, and slow enough to be timed.
set -eu
bound=$1
count=0
candidate=2
while [ "$candidate" -lt "$bound" ]; do
  divisor=2
  prime=1
  while [ $((divisor * divisor)) -le "$candidate" ]; do
    if [ $((candidate % divisor)) -eq 0 ]; then
      prime=0
      break
    fi
    divisor=$((divisor + 1))
  done
  if [ "$prime" -eq 1 ]; then
    count=$((count + 1))
    echo "$candidate" >> primes.txt
  fi
  candidate=$((candidate + 1))
done
echo "primes below $bound: $count"
echo "count: $count"
