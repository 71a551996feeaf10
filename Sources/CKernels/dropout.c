// Dropout whose mask is a random stream: the backward pass draws it again instead of keeping it.
#include "isa.h"
#include "include/ek_activations.h"

struct dropout {
  void (*kernel)(const struct dropout *, size_t first, size_t count);
  uint64_t key, high, first;
  uint32_t threshold;
  float scale;
  const float *x;
  float *y;
};

#define EK_TEMPLATE "dropout_each.h"
#include "each_isa.h"

static void run(void *context, size_t first, size_t count) {
  const struct dropout *d = context;
  d->kernel(d, first, count);
}

void ek_dropout_f32(ek_pool *pool, int isa, uint64_t key, uint64_t high, uint64_t first, uint32_t threshold, float scale,
                    const float *x, float *y, size_t count) {
  struct dropout d = {EK_PICK(isa, dropout_range), key, high, first, threshold, scale, x, y};
  ek_enter(pool);
  ek_for_ranges(pool, count, 16384, run, &d);
  ek_leave(pool);
}
