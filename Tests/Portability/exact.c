// Products of bytes and of bfloat16, sums in a superaccumulator.
#include "trial.h"
#include "ek_bf16.h"
#include "ek_exact.h"
#include "ek_gemm.h"
#include "ek_gemm_i8.h"

#include <string.h>

static const struct sizes products = {
  SIZES({1, 1, 1, 0}, {1, 1, 0, 1}, {3, 5, 0, 2}, {0, 4, 3, 0}, {1, 1, 255, 3}, {2, 3, 257, 1}, {3, 2, 513, 2}, {3, 5, 7, 0},
        {7, 17, 257, 1}, {13, 33, 31, 2}, {2, 49, 1025, 3}, {1, 300, 300, 2}, {15, 9, 1800, 1}, {97, 5, 40, 3}, {110, 130, 9, 1},
        {33, 97, 100, 0}, {64, 64, 64, 3}, {1, 2, 131071, 0}),
  .least = {1, 1, 0, 0},
  .most = {70, 110, 600, 3},
};

static void gemm_i8(struct trial *t) {
  size_t m = t->size[0], n = t->size[1], k = t->size[2];
  int ta = t->size[3] & 1, tb = t->size[3] >> 1 & 1;
  size_t lda = (ta ? m : k) + 3, ldb = (tb ? k : n) + 1, ldc = n + 2;
  size_t down_a = ta ? k : m, down_b = tb ? n : k, elements = m ? (m - 1) * ldc + n : 0;
  int8_t *a = bytes(t, down_a ? down_a * lda - 3 : 0), *b = bytes(t, down_b ? down_b * ldb - 1 : 0);
  if (t->mood == WILD) {  // the largest sums
    memset(a, -128, down_a ? down_a * lda - 3 : 0);
    memset(b, -128, down_b ? down_b * ldb - 1 : 0);
  }
  int32_t *c = ROOM(t, int32_t, elements);
  EACH_PART(t, m) {
    int code = ek_gemm_i8(t->pool, t->isa, ta, tb, count, n, k, a + first * (ta ? 1 : lda), lda, b, ldb, c + first * ldc, ldc);
    expect(t, code == EK_OK, "there is memory");
  }
  OUTPUT(t, c, elements);
  int8_t one = 1;
  int32_t out = 7;
  expect(t, ek_gemm_i8(t->pool, t->isa, 0, 0, 1, 1, EK_I8_MAXIMUM_K + 1, &one, 0, &one, 0, &out, 1) == EK_K_TOO_LARGE && out == 7,
         "a product that could overflow is refused");
}

// The bits are those of the float product of the same values.
static void gemm_bf16(struct trial *t) {
  size_t m = t->size[0], n = t->size[1], k = t->size[2] % 2000;
  int ta = t->size[3] & 1, tb = t->size[3] >> 1 & 1;
  const float *wide_a = floats(t, m * k), *wide_b = floats(t, k * n);
  uint16_t *a = ROOM(t, uint16_t, m * k), *b = ROOM(t, uint16_t, k * n);
  float *c = ROOM(t, float, m * n), *expected = ROOM(t, float, m * n);
  float *exact_a = ROOM(t, float, m * k), *exact_b = ROOM(t, float, k * n);
  ek_narrow_bf16(t->pool, wide_a, a, m * k);
  ek_narrow_bf16(t->pool, wide_b, b, k * n);
  ek_widen_bf16(t->pool, a, exact_a, m * k);
  ek_widen_bf16(t->pool, b, exact_b, k * n);
  size_t lda = ta ? m : k, ldb = tb ? k : n;
  int code = ek_gemm_f32(t->pool, t->isa, ta, tb, m, n, k, exact_a, lda, exact_b, ldb, expected, n);
  expect(t, code == EK_OK, "there is memory");
  EACH_PART(t, m) {
    code = ek_gemm_bf16(t->pool, t->isa, ta, tb, count, n, k, a + first * (ta ? 1 : lda), lda, b, ldb, c + first * n, n);
    expect(t, code == EK_OK, "there is memory");
  }
  expect(t, !memcmp(c, expected, m * n * sizeof *c), "the product is that of the floats");
  OUTPUT(t, a, m * k);
  OUTPUT(t, exact_a, m * k);
  OUTPUT(t, c, m * n);
}

static const struct sizes lengths = {
  SIZES({0}, {1}, {2}, {15}, {16}, {17}, {255}, {4097}, {65536}, {70000}), .least = {1}, .most = {30000}};

static void finish(struct trial *t, const ek_exact *sum) {
  uint8_t *state = ROOM(t, uint8_t, EK_EXACT_BYTES);
  ek_exact_write(sum, state);
  ek_exact back;
  expect(t, ek_exact_read(&back, state), "a written state can be read");
  double values[2] = {ek_exact_value(sum), ek_exact_value(&back)};
  expect(t, !memcmp(values, values + 1, sizeof *values), "a state that was read has the same value");
  OUTPUT(t, state, EK_EXACT_BYTES);
  OUTPUT(t, values, 1);
}

// The sum on the pool; added in parts; as the merged sums of parts: one state.
#define EXACT(T, suffix, fill)                                                                                       \
  static void exact_##suffix(struct trial *t) {                                                                      \
    size_t n = t->size[0];                                                                                           \
    const T *x = fill(t, n);                                                                                         \
    ek_exact whole = {0}, parts = {0}, merged = {0};                                                                 \
    uint8_t states[2][EK_EXACT_BYTES];                                                                               \
    expect(t, ek_exact_sum_##suffix(t->pool, t->isa, &whole, x, n) == EK_OK, "there is memory");                     \
    for (size_t first = 0; first < n; first += n / 7 + 1) {                                                          \
      size_t count = n - first < n / 7 + 1 ? n - first : n / 7 + 1;                                                  \
      ek_exact one = {0};                                                                                            \
      ek_exact_add_##suffix(t->isa, &one, x + first, count);                                                         \
      ek_exact_add_##suffix(t->isa, &parts, x + first, count);                                                       \
      ek_exact_merge(&merged, &one);                                                                                 \
    }                                                                                                                \
    ek_exact_write(&parts, states[0]);                                                                               \
    ek_exact_write(&merged, states[1]);                                                                              \
    finish(t, &whole);                                                                                               \
    finish(t, &parts);                                                                                               \
    expect(t, !memcmp(states[0], states[1], EK_EXACT_BYTES), "merged parts are the whole");                          \
  }
EXACT(float, f32, floats)
EXACT(double, f64, doubles)

// Any bytes are a state or none, and no over-read tells them apart.
static void exact_bytes(struct trial *t) {
  uint8_t *state = bytes(t, EK_EXACT_BYTES);
  if (t->mood != TAME) { memset(state + 272, 0, 8); }
  ek_exact sum = {0};
  int is_one = ek_exact_read(&sum, state);
  OUTPUT(t, &is_one, 1);
  if (is_one) { finish(t, &sum); }
}

const struct operation exact_operations[] = {
  {"gemm_i8", gemm_i8, &products, BLOCKED | SPLIT},
  {"gemm_bf16", gemm_bf16, &products, BLOCKED | SPLIT},
  {"exact_f32", exact_f32, &lengths, 0},
  {"exact_f64", exact_f64, &lengths, 0},
  {"exact_bytes", exact_bytes, &lengths, CALM},
  {0},
};
