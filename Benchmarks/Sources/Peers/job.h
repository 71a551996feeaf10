// A job, and the two threads that share the loops of peers which have no threads of their own.
#pragma once

#include "peers.h"

struct peer_job {
  void (*run)(peer_job *job);
  void (*release)(peer_job *job);  // what `free` does not reach, or NULL
  ek_pool *pool;                   // NULL where the contender is not Etalon
};

// Says why in `out` and is NULL.
void *peer_fail(char *out, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));

// Runs body(context, first, count) over `threads` equal parts of a range, one of them on the calling thread. The others
// spin for a moment before they sleep, as those of OpenMP do.
void peer_share(int threads, size_t count, void (*body)(void *context, size_t first, size_t count), void *context);
