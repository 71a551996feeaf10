// McCalpin's four STREAM kernels on doubles: c = a, c = s a, c = a + b, c = a + s b, the product rounded by itself.
#include "isa.h"

#include <string.h>

#define EK_TEMPLATE "stream_each.h"
#include "each_isa.h"

struct stream {
  void (*kernel)(int, const double *, const double *, double *, double, size_t);
  int operation;
  const double *a, *b;
  double *c, scalar;
};

static void run(void *context, size_t first, size_t count) {
  const struct stream *s = context;
  s->kernel(s->operation, s->a + first, s->b + first, s->c + first, s->scalar, count);
}

void ek_stream_f64(ek_pool *pool, int isa, int operation, const double *a, const double *b, double *c, double scalar,
                   size_t count) {
  struct stream s = {EK_PICK(isa, stream), operation, a, b, c, scalar};
  ek_enter(pool);
  size_t share = (count + (size_t)ek_workers(pool) - 1) / (size_t)ek_workers(pool);
  ek_for_ranges(pool, count, share < 4096 ? 4096 : (share + 7) / 8 * 8, run, &s);
  ek_leave(pool);
}
