// Matrix products with a fixed order of operations.
//
// Element (i, j) is computed alone, in an order that only k enters: k is cut into chunks of exactly 256; a chunk's sum
// is the chain s = fma(a, b, s) from +0 in ascending k; the chunks' sums are added by a balanced binary tree (the
// halves of a node are the largest power of two below its length and the rest). So tiles, packing, vector width and
// threads are free, and none of them can change a bit.
//
// The shape is Goto's: packed panels of B, tiles of MR by NR accumulators held in registers. A tile finishes a chunk
// by adding the partial sums that the tree has waiting (one level per trailing one bit of the chunk's index), so the
// tree costs about one more load per chunk than adding in order.
#include "isa.h"

#include <string.h>

enum { CHUNK = 256, MAX_LEVELS = 64 };

// The register tiles (rows by vectors), by vector bytes: 16 accumulators on SSE2, AVX2 and 32 on AVX-512 and NEON.
#define EK_TEMPLATE "gemm_each.h"
#include "each_isa.h"

#define EK_T float
#define EK_NAME(x) x##_f32
#include "gemm_driver.h"
#undef EK_T
#undef EK_NAME

#define EK_T double
#define EK_NAME(x) x##_f64
#include "gemm_driver.h"
#undef EK_T
#undef EK_NAME

int ek_gemm_f32(ek_pool *pool, int isa, int ta, int tb, size_t m, size_t n, size_t k, const float *a, size_t lda,
                const float *b, size_t ldb, float *c, size_t ldc) {
  struct problem_f32 p = {.m = m, .n = n, .k = k, .c = c, .ldc = ldc};
  p.a = (struct view_f32){a, ta ? 1 : (ptrdiff_t)lda, ta ? (ptrdiff_t)lda : 1};
  p.b = (struct view_f32){b, tb ? 1 : (ptrdiff_t)ldb, tb ? (ptrdiff_t)ldb : 1};
  return multiply_f32(pool, EK_PICK(isa, gemm_kernel_f32), &p);
}

int ek_gemm_f64(ek_pool *pool, int isa, int ta, int tb, size_t m, size_t n, size_t k, const double *a, size_t lda,
                const double *b, size_t ldb, double *c, size_t ldc) {
  struct problem_f64 p = {.m = m, .n = n, .k = k, .c = c, .ldc = ldc};
  p.a = (struct view_f64){a, ta ? 1 : (ptrdiff_t)lda, ta ? (ptrdiff_t)lda : 1};
  p.b = (struct view_f64){b, tb ? 1 : (ptrdiff_t)ldb, tb ? (ptrdiff_t)ldb : 1};
  return multiply_f64(pool, EK_PICK(isa, gemm_kernel_f64), &p);
}

int ek_column_sums_f32(ek_pool *pool, int isa, size_t k, size_t n, const float *b, size_t ldb, float *out) {
  static const float one = 1.0f;
  struct problem_f32 p = {.m = 1, .n = n, .k = k, .c = out, .ldc = n};
  p.a = (struct view_f32){&one, 0, 0};
  p.b = (struct view_f32){b, (ptrdiff_t)ldb, 1};
  return multiply_f32(pool, EK_PICK(isa, gemm_kernel_f32), &p);
}
