// Exact sums by Etalon.
#include "ek_exact.h"
#include "job.h"

#include <stdlib.h>
#include <string.h>

struct exact_job {
  peer_job job;
  int isa;
  double *x;
  size_t count;
  volatile double value;
};

static void run_exact(peer_job *job) {
  struct exact_job *w = (struct exact_job *)job;
  ek_exact sum;
  memset(&sum, 0, sizeof sum);
  if (ek_exact_sum_f64(job->pool, w->isa, &sum, w->x, w->count)) { abort(); }
  w->value = ek_exact_value(&sum);
}

static void release_exact(peer_job *job) { ek_free(((struct exact_job *)job)->x); }

peer_job *etalon_exact_create(ek_pool *pool, int isa, size_t count, char *why, size_t size) {
  struct exact_job *w = calloc(1, sizeof *w);
  if (!w) { return peer_fail(why, size, "no memory"); }
  w->job = (peer_job){run_exact, release_exact, pool};
  w->isa = isa, w->count = count, w->x = ek_allocate(count * sizeof *w->x);
  if (!w->x) {
    peer_free(&w->job);
    return peer_fail(why, size, "no memory");
  }
  ek_random_normal_f64(pool, 1, 0, 0, w->x, count);
  return &w->job;
}
