#!/bin/sh
# Lists the primes up to $1 with the sieve of Eratosthenes.
set -eu
awk -v n="$1" 'BEGIN {
  for (i = 2; i <= n; i++) if (!(i in composite)) {
    print i > "primes.txt"; count++
    for (j = i * i; j <= n; j += i) composite[j] = 1
  }
  print "primes: " count
}'
