// STREAM's kernels as plain C.
#include "job.h"

#include <stdlib.h>

struct stream_job {
  peer_job job;
  int operation, threads;
  size_t count;
  double *a, *b, *c;
};

#if defined(__x86_64__)
#define WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define WIDE
#endif

WIDE static void stream_range(int operation, const double *restrict a, const double *restrict b, double *restrict c,
                              size_t count) {
  switch (operation) {
    case EK_STREAM_COPY:
      for (size_t i = 0; i < count; i++) { c[i] = a[i]; }
      break;
    case EK_STREAM_SCALE:
      for (size_t i = 0; i < count; i++) { c[i] = 3 * a[i]; }
      break;
    case EK_STREAM_ADD:
      for (size_t i = 0; i < count; i++) { c[i] = a[i] + b[i]; }
      break;
    default:
      for (size_t i = 0; i < count; i++) { c[i] = a[i] + 3 * b[i]; }
  }
}

static void run_range(void *context, size_t first, size_t count) {
  const struct stream_job *w = context;
  stream_range(w->operation, w->a + first, w->b + first, w->c + first, count);
}

static void run_stream(peer_job *job) {
  struct stream_job *w = (struct stream_job *)job;
  if (w->threads == 1) {
    run_range(w, 0, w->count);
  } else {
    peer_share(w->threads, w->count, run_range, w);
  }
}

static void release_stream(peer_job *job) {
  struct stream_job *w = (struct stream_job *)job;
  ek_free(w->a), ek_free(w->b), ek_free(w->c);
}

peer_job *peer_stream_create(int operation, size_t count, int threads, char *why, size_t size) {
  struct stream_job *w = calloc(1, sizeof *w);
  if (!w) { return peer_fail(why, size, "no memory"); }
  w->job = (peer_job){run_stream, release_stream, NULL};
  w->operation = operation, w->threads = threads, w->count = count;
  w->a = ek_allocate(count * 8), w->b = ek_allocate(count * 8), w->c = ek_allocate(count * 8);
  ek_pool *pool = ek_pool_create(1);
  if (!w->a || !w->b || !w->c || !pool) {
    peer_free(&w->job);
    return peer_fail(why, size, "no memory");
  }
  ek_random_uniform_f64(pool, 1, 0, 0, 0, 1, w->a, count), ek_random_uniform_f64(pool, 2, 0, 0, 0, 1, w->b, count);
  ek_pool_destroy(pool);
  return &w->job;
}
