// McCalpin's four STREAM kernels on doubles: c = a, c = s a, c = a + b, c = a + s b, the product rounded by itself.
#include "isa.h"

// Arrays longer than this (16 MB) are written past the caches: they would not be found there anyway.
enum { LONG = 1 << 21 };

#define EK_TEMPLATE "stream_each.h"
#include "each_isa.h"

struct stream {
  void (*kernel)(int, int, const double *, const double *, double *, double, size_t);
  int operation, past;
  const double *a, *b;
  double *c, scalar;
};

static void run(void *context, size_t first, size_t count) {
  const struct stream *s = context;
  s->kernel(s->operation, s->past, s->a + first, s->b + first, s->c + first, s->scalar, count);
#if defined(__x86_64__)
  if (s->past) { __builtin_ia32_sfence(); }  // before anyone is told that the range is done
#endif
}

void ek_stream_f64(ek_pool *pool, int isa, int operation, const double *a, const double *b, double *c, double scalar,
                   size_t count) {
  struct stream s = {EK_PICK(isa, stream), operation, count > LONG, a, b, c, scalar};
  ek_enter(pool);
  size_t share = (count + (size_t)ek_workers(pool) - 1) / (size_t)ek_workers(pool);
  ek_for_ranges(pool, count, share < 4096 ? 4096 : (share + 7) / 8 * 8, run, &s);
  ek_leave(pool);
}
