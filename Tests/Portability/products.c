// Products of matrices: all transposes, leading dimensions with gaps, epilogues, packed operands.
#include "trial.h"
#include "ek_gemm.h"

#include <string.h>

static const struct sizes products = {
  SIZES({1, 1, 1, 0}, {1, 1, 0, 1}, {3, 5, 0, 2}, {0, 4, 3, 0}, {1, 1, 255, 3}, {1, 1, 256, 0}, {2, 3, 257, 1},
        {3, 2, 513, 2}, {1, 9, 512, 3}, {3, 5, 7, 0}, {7, 17, 257, 1}, {13, 33, 31, 2}, {2, 49, 1025, 3}, {5, 1, 513, 0},
        {1, 40, 70, 0}, {1, 300, 300, 2}, {15, 9, 1800, 1}, {29, 66, 12, 2}, {97, 5, 40, 3}, {3, 260, 270, 0},
        {110, 130, 9, 1}, {120, 2, 258, 0}, {33, 97, 100, 0}, {64, 64, 64, 3}, {1, 400, 1100, 2}),
  .least = {1, 1, 0, 0},
  .most = {70, 110, 600, 3},
};

static const struct sizes tables = {
  SIZES({0, 3, 0}, {1, 0, 0}, {1, 1, 1}, {5, 255, 0}, {6, 256, 1}, {17, 257, 0}, {33, 513, 1}, {300, 40, 0}, {1030, 7, 1},
        {40, 1030, 0}, {257, 300, 1}, {700, 600, 0}),
  .least = {1, 0, 0},
  .most = {400, 700, 1},
};

// Operands as they are stored: rows of `ld` elements, a few of which lie in the gap.
#define STORED(T, name, fill)                                                                                        \
  static const T *name(struct trial *t, size_t rows, size_t columns, int transposed, size_t *ld) {                   \
    size_t down = transposed ? columns : rows, across = transposed ? rows : columns;                                 \
    *ld = across + 3;                                                                                                \
    return fill(t, down ? (down - 1) * *ld + across : 0);                                                            \
  }
STORED(float, stored_f32, floats)
STORED(double, stored_f64, doubles)

// Rows of an output with gaps: the digest sees the gaps, which stay as they were.
static size_t with_gaps(size_t rows, size_t ld, size_t columns) { return rows ? (rows - 1) * ld + columns : 0; }

#define PRODUCT(T, suffix)                                                                                           \
  static void gemm_##suffix(struct trial *t) {                                                                       \
    size_t m = t->size[0], n = t->size[1], k = t->size[2], lda, ldb, ldc = n + 2;                                    \
    int ta = t->size[3] & 1, tb = t->size[3] >> 1 & 1;                                                               \
    const T *a = stored_##suffix(t, m, k, ta, &lda), *b = stored_##suffix(t, k, n, tb, &ldb);                        \
    T *c = ROOM(t, T, with_gaps(m, ldc, n));                                                                         \
    EACH_PART(t, m) {                                                                                                \
      const T *rows = a + first * (ta ? 1 : lda);                                                                    \
      expect(t, ek_gemm_##suffix(t->pool, t->isa, ta, tb, count, n, k, rows, lda, b, ldb, c + first * ldc, ldc) ==   \
                  EK_OK, "there is memory");                                                                         \
    }                                                                                                                \
    OUTPUT(t, c, with_gaps(m, ldc, n));                                                                              \
  }                                                                                                                  \
  static T *packed_##suffix(struct trial *t, int tb, size_t k, size_t n, const T *b, size_t ldb) {                   \
    T *packed = ROOM(t, T, ek_gemm_packed_elements_##suffix(t->isa, k, n));                                          \
    ek_gemm_pack_##suffix(t->pool, t->isa, tb, k, n, b, ldb, packed);                                                \
    return packed;                                                                                                   \
  }                                                                                                                  \
  static void gemv_##suffix(struct trial *t) {                                                                       \
    size_t m = t->size[0], n = t->size[1], lda;                                                                      \
    int transposed = t->size[2] & 1;                                                                                 \
    const T *a = stored_##suffix(t, m, n, transposed, &lda), *x = stored_##suffix(t, 1, n, 0, &(size_t){0});         \
    T *y = ROOM(t, T, m);                                                                                            \
    EACH_PART(t, m) {                                                                                                \
      const T *rows = a + first * (transposed ? 1 : lda);                                                            \
      expect(t, ek_gemv_##suffix(t->pool, t->isa, transposed, count, n, rows, lda, x, y + first) == EK_OK,           \
             "there is memory");                                                                                     \
    }                                                                                                                \
    OUTPUT(t, y, m);                                                                                                 \
  }
PRODUCT(float, f32)
PRODUCT(double, f64)

// One epilogue of eight for each case; the case's sizes choose it.
static ek_gemm_epilogue epilogue(struct trial *t, size_t n) {
  size_t choice = t->size[0] + t->size[1] + t->size[2];
  return (ek_gemm_epilogue){choice & 1 ? floats(t, n) : NULL, choice >> 1 & 1, choice >> 2 & 1};
}

// What the fused product must give: the operations one after another, on rows without gaps.
static void apart(struct trial *t, const ek_gemm_epilogue *e, float *product, const float *c, size_t ldc) {
  size_t m = t->size[0], n = t->size[1];
  for (size_t i = 0; i < m; i++) {
    if (e->accumulate) { ek_add_bias_f32(t->pool, t->isa, product + i * n, c + i * ldc, 1, n); }
  }
  if (e->bias) { ek_add_bias_f32(t->pool, t->isa, product, e->bias, m, n); }
  if (e->relu) { ek_relu_f32(t->pool, t->isa, product, product, m * n); }
}

static void fused(struct trial *t, int packs) {
  size_t m = t->size[0], n = t->size[1], k = t->size[2], lda, ldb, ldc = n + 2;
  int ta = t->size[3] & 1, tb = t->size[3] >> 1 & 1;
  const float *a = stored_f32(t, m, k, ta, &lda), *b = stored_f32(t, k, n, tb, &ldb);
  ek_gemm_epilogue e = epilogue(t, n);
  float *c = floats(t, with_gaps(m, ldc, n)), *product = ROOM(t, float, m * n);
  float *packed = packs ? packed_f32(t, tb, k, n, b, ldb) : NULL;
  int code = ek_gemm_f32(t->pool, t->isa, ta, tb, m, n, k, a, lda, b, ldb, product, n);
  expect(t, code == EK_OK, "there is memory");
  apart(t, &e, product, c, ldc);
  EACH_PART(t, m) {
    const float *rows = a + first * (ta ? 1 : lda);
    float *out = c + first * ldc;
    code = packs ? ek_gemm_prepacked_f32(t->pool, t->isa, ta, count, n, k, rows, lda, packed, out, ldc, &e)
                 : ek_gemm_fused_f32(t->pool, t->isa, ta, tb, count, n, k, rows, lda, b, ldb, out, ldc, &e);
    expect(t, code == EK_OK, "there is memory");
  }
  for (size_t i = 0; i < m; i++) {
    expect(t, !memcmp(c + i * ldc, product + i * n, n * sizeof(float)), "fused equals the operations one by one");
  }
  OUTPUT(t, c, with_gaps(m, ldc, n));
}

static void fused_whole(struct trial *t) { fused(t, 0); }
static void fused_packed(struct trial *t) { fused(t, 1); }

// batch, m, n, k, transposes; the right operand is shared by all where their sum is odd
static const struct sizes batches = {
  SIZES({0, 2, 3, 4, 0}, {1, 1, 1, 1, 0}, {5, 7, 9, 33, 1}, {3, 20, 33, 257, 2}, {8, 12, 40, 16, 3}, {40, 3, 5, 7, 0}, {2, 65, 70, 300, 0}),
  .least = {1, 1, 1, 0, 0},
  .most = {10, 40, 50, 300, 3},
};

// Each of a batch has the bits of the product alone.
static void batch(struct trial *t) {
  size_t products_count = t->size[0], m = t->size[1], n = t->size[2], k = t->size[3], ldc = n + 2;
  int ta = t->size[4] & 1, tb = t->size[4] >> 1 & 1;
  size_t lda = ta ? m : k, ldb = tb ? k : n, step_b = (m + n + k) % 2 ? 0 : k * n, step_c = m * ldc;
  const float *a = floats(t, products_count * m * k), *b = floats(t, step_b ? products_count * k * n : k * n);
  ek_gemm_epilogue e = {m % 2 ? floats(t, n) : NULL, n % 3 == 0, 0};
  float *c = ROOM(t, float, products_count * step_c), *alone = ROOM(t, float, products_count * step_c);
  EACH_PART(t, products_count) {
    int code = ek_gemm_batch_f32(t->pool, t->isa, ta, tb, count, m, n, k, a + first * m * k, lda, m * k,
                                 b + first * step_b, ldb, step_b, c + first * step_c, ldc, step_c, &e);
    expect(t, code == EK_OK, "there is memory");
  }
  for (size_t i = 0; i < products_count; i++) {
    int code = ek_gemm_fused_f32(t->pool, t->isa, ta, tb, m, n, k, a + i * m * k, lda, b + i * step_b, ldb,
                                 alone + i * step_c, ldc, &e);
    expect(t, code == EK_OK, "there is memory");
  }
  expect(t, !memcmp(c, alone, products_count * step_c * sizeof *c), "a product of a batch is the product alone");
  OUTPUT(t, c, products_count * step_c);
}

static void prepacked_f64(struct trial *t) {
  size_t m = t->size[0], n = t->size[1], k = t->size[2], lda, ldb, ldc = n + 2;
  int ta = t->size[3] & 1, tb = t->size[3] >> 1 & 1;
  const double *a = stored_f64(t, m, k, ta, &lda), *b = stored_f64(t, k, n, tb, &ldb);
  double *c = ROOM(t, double, with_gaps(m, ldc, n)), *packed = packed_f64(t, tb, k, n, b, ldb);
  EACH_PART(t, m) {
    const double *rows = a + first * (ta ? 1 : lda);
    expect(t, ek_gemm_prepacked_f64(t->pool, t->isa, ta, count, n, k, rows, lda, packed, c + first * ldc, ldc) == EK_OK,
           "there is memory");
  }
  OUTPUT(t, c, with_gaps(m, ldc, n));
}

// Chains whose exact sum lies so near the middle of two numbers that the double (or, for doubles, any sum of two
// roundings) says it is the middle: s + half an ulp * (1 + u i) (1 - u j) with odd s, at i = j.
#define HARD(T, suffix, one_ulp)                                                                                     \
  static void hard_##suffix(struct trial *t) {                                                                       \
    size_t n = t->size[0];                                                                                           \
    T *a = ROOM(t, T, n * 2), *b = ROOM(t, T, 2 * n), *c = ROOM(t, T, n * n), u = one_ulp;                           \
    for (size_t i = 0; i < n; i++) {                                                                                 \
      T sign = i % 3 ? 1 : -1, step = (T)(i + 1) * u;                                                                \
      a[2 * i] = 1 + (T)(2 * below(t, 1000) + 1) * u;                                                                \
      a[2 * i + 1] = sign * (u / 2) * (1 + step);                                                                    \
      b[i] = i % 2 ? 1 : -1;                                                                                         \
      b[n + i] = 1 - step;                                                                                           \
    }                                                                                                                \
    expect(t, ek_gemm_##suffix(t->pool, t->isa, 0, 0, n, n, 2, a, 2, b, n, c, n) == EK_OK, "there is memory");       \
    OUTPUT(t, c, n * n);                                                                                             \
  }
HARD(float, f32, 0x1p-23f)
HARD(double, f64, 0x1p-52)

static const struct sizes squares = {SIZES({1}, {16}, {75}), .least = {1}, .most = {100}};

static void column_sums(struct trial *t) {
  size_t k = t->size[0], n = t->size[1], ldb;
  const float *b = stored_f32(t, k, n, 0, &ldb);
  float *out = ROOM(t, float, n);
  expect(t, ek_column_sums_f32(t->pool, t->isa, k, n, b, ldb, out) == EK_OK, "there is memory");
  OUTPUT(t, out, n);
}

// Operations of a holder run inside its hold, with the same bits.
static void held(struct trial *t) {
  ek_hold(t->pool);
  ek_hold(t->pool);
  gemm_f32(t);
  ek_release(t->pool);
  t->rooms = 0;
  gemm_f32(t);
  ek_release(t->pool);
}

const struct operation product_operations[] = {
  {"gemm_f32", gemm_f32, &products, BLOCKED | SPLIT},
  {"gemm_f64", gemm_f64, &products, BLOCKED | SPLIT},
  {"hard_gemm_f32", hard_f32, &squares, CALM},
  {"hard_gemm_f64", hard_f64, &squares, CALM},
  {"gemm_fused_f32", fused_whole, &products, BLOCKED | SPLIT},
  {"gemm_prepacked_f32", fused_packed, &products, BLOCKED | SPLIT},
  {"gemm_prepacked_f64", prepacked_f64, &products, BLOCKED | SPLIT},
  {"gemm_batch_f32", batch, &batches, BLOCKED | SPLIT},
  {"gemv_f32", gemv_f32, &tables, BLOCKED | SPLIT},
  {"gemv_f64", gemv_f64, &tables, BLOCKED | SPLIT},
  {"column_sums_f32", column_sums, &tables, BLOCKED},
  {"hold_f32", held, &products, BLOCKED},
  {0},
};
