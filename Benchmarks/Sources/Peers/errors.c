// How far Etalon's product lies from the exact one, beside the plain chain of fused operations.
#include "peers.h"

#include <math.h>
#include <stdlib.h>

enum { SIDE = 64 };

static void draw(ek_pool *pool, int kind, uint64_t seed, float *out, size_t count) {
  if (kind == 2) {
    ek_random_normal_f32(pool, seed, 0, 0, out, count);
  } else {
    ek_random_uniform_f32(pool, seed, 0, 0, kind == 0 ? 0 : -1, kind == 0 ? 1 : 2, out, count);
  }
}

// The products of floats are exact in double, and k roundings of 2^-53 are nothing beside 2^-24.
static void add_errors(const float *a, const float *b, const float *c, size_t k, peer_errors *out) {
  for (size_t i = 0; i < SIDE; i++) {
    for (size_t j = 0; j < SIDE; j++) {
      double exact = 0, magnitude = 0;
      float chain = 0;
      for (size_t q = 0; q < k; q++) {
        double product = (double)a[i * k + q] * (double)b[q * SIDE + j];
        exact += product, magnitude += fabs(product);
        chain = __builtin_fmaf(a[i * k + q], b[q * SIDE + j], chain);
      }
      double unit = 0x1p-24 * magnitude * SIDE * SIDE;
      out->etalon += fabs((double)c[i * SIDE + j] - exact) / unit;
      out->chain += fabs((double)chain - exact) / unit;
    }
  }
}

int peer_product_errors(ek_pool *pool, int isa, int kind, size_t k, uint64_t seed, peer_errors *out) {
  float *a = ek_allocate(SIDE * k * sizeof *a), *b = ek_allocate(SIDE * k * sizeof *b);
  float *c = ek_allocate(sizeof(float) * SIDE * SIDE);
  int failed = !a || !b || !c;
  *out = (peer_errors){0, 0};
  if (!failed) {
    draw(pool, kind, 2 * seed, a, SIDE * k), draw(pool, kind, 2 * seed + 1, b, SIDE * k);
    failed = ek_gemm_f32(pool, isa, 0, 0, SIDE, SIDE, k, a, k, b, SIDE, c, SIDE);
    if (!failed) { add_errors(a, b, c, k, out); }
  }
  ek_free(a), ek_free(b), ek_free(c);
  return failed;
}
