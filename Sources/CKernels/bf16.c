// Products of bfloat16 matrices by the definition of the float product. The processors' own instruction (vdpbf16ps) is
// of no use here: it takes subnormals for zero, rounds to odd in between, and adds pairs, so its bits are its own.
#include "isa.h"

#include "include/ek_bf16.h"
#include "include/ek_gemm.h"

#include <string.h>

enum { BLOCK = 16384 };

struct widening {
  const uint16_t *from;
  size_t columns, stride;
  float *to;
};

// Rows first ..< first + count, closed up.
static void widen_rows(void *context, size_t first, size_t count) {
  const struct widening *w = context;
  for (size_t i = first; i < first + count; i++) {
    const uint16_t *from = w->from + i * w->stride;
    uint32_t *to = (uint32_t *)(void *)(w->to + i * w->columns);
    for (size_t j = 0; j < w->columns; j++) {
      uint32_t bits = (uint32_t)from[j] << 16;
      memcpy(to + j, &bits, 4);
    }
  }
}

static void widen(ek_pool *pool, const uint16_t *x, size_t rows, size_t columns, size_t stride, float *y) {
  struct widening w = {x, columns, stride, y};
  ek_for_ranges(pool, rows, columns >= BLOCK ? 1 : BLOCK / (columns + 1) + 1, widen_rows, &w);
}

int ek_gemm_bf16(ek_pool *pool, int isa, int ta, int tb, size_t m, size_t n, size_t k, const uint16_t *a, size_t lda,
                 const uint16_t *b, size_t ldb, float *c, size_t ldc) {
  float *wide_a = ek_allocate(m * k * sizeof *wide_a), *wide_b = ek_allocate(k * n * sizeof *wide_b);
  int status = EK_NO_MEMORY;
  if (wide_a && wide_b) {
    ek_enter(pool);
    widen(pool, a, ta ? k : m, ta ? m : k, lda, wide_a);
    widen(pool, b, tb ? n : k, tb ? k : n, ldb, wide_b);
    ek_leave(pool);
    status = ek_gemm_f32(pool, isa, ta, tb, m, n, k, wide_a, ta ? m : k, wide_b, tb ? k : n, c, ldc);
  }
  ek_free(wide_a);
  ek_free(wide_b);
  return status;
}

void ek_widen_bf16(ek_pool *pool, const uint16_t *x, float *y, size_t count) {
  ek_enter(pool);
  widen(pool, x, count, 1, 1, y);
  ek_leave(pool);
}

struct narrowing {
  const float *from;
  uint16_t *to;
};

static void narrow(void *context, size_t first, size_t count) {
  const struct narrowing *n = context;
  for (size_t i = first; i < first + count; i++) {
    uint32_t bits;
    memcpy(&bits, n->from + i, 4);
    uint32_t rounded = (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
    n->to[i] = (uint16_t)((bits & 0x7fffffff) > 0x7f800000 ? 0x7fc0 : rounded);
  }
}

void ek_narrow_bf16(ek_pool *pool, const float *x, uint16_t *y, size_t count) {
  struct narrowing n = {x, y};
  ek_enter(pool);
  ek_for_ranges(pool, count, BLOCK, narrow, &n);
  ek_leave(pool);
}
