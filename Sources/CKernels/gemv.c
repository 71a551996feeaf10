// Products of a matrix and a vector: the bits of gemm.c with one column. Reading the matrix is all that such a product
// costs, so it is read once, in the direction in which it lies.
#include "gemv.h"
#include "isa.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { CHUNK = 256 };            // the definition's
enum { BLOCK_BYTES = 16384 };    // of y's elements that one task computes: a row of the block is read in one piece
enum { LEAST_BYTES = 1 << 18 };  // of a matrix that several threads share
enum { AHEAD = 512 };            // bytes from what is read to what is fetched for later
enum { NEAR_BYTES = 8 << 20 };   // of a matrix that near caches keep up with

#define EK_TEMPLATE "gemv_each.h"
#include "each_isa.h"

typedef void down_f32(const float *, ptrdiff_t, const float *, ptrdiff_t, size_t, float *, ptrdiff_t, size_t, float *);
typedef void down_f64(const double *, ptrdiff_t, const double *, ptrdiff_t, size_t, double *, ptrdiff_t, size_t,
                      double *);
typedef void across_f32(const float *, ptrdiff_t, const float *, ptrdiff_t, size_t, float *);
typedef void across_f64(const double *, ptrdiff_t, const double *, ptrdiff_t, size_t, double *);

static size_t vector_bytes(int isa) { return isa == EK_AVX512 ? 64 : isa == EK_AVX2 ? 32 : 16; }

#define EK_T float
#define EK_NAME(x) x##_f32
#include "gemv_driver.h"
#undef EK_T
#undef EK_NAME

#define EK_T double
#define EK_NAME(x) x##_f64
#include "gemv_driver.h"
#undef EK_T
#undef EK_NAME

int ek_gemv_inside_f32(ek_pool *pool, int isa, size_t m, size_t k, const float *a, ptrdiff_t row, ptrdiff_t column,
                       const float *x, ptrdiff_t x_step, float *y, ptrdiff_t y_step) {
  struct gemv_f32 g = {.a = a, .x = x, .y = y, .x_step = x_step, .y_step = y_step, .m = m, .k = k};
  g.step = 2 * vector_bytes(isa) / sizeof *a, g.across = EK_PICK(isa, gemv_across_f32);
  double bytes = (double)m * (double)k * sizeof *a;
  g.down = bytes <= NEAR_BYTES  ? EK_PICK(isa, gemv_down_near_f32)
           : bytes <= FAR_BYTES ? EK_PICK(isa, gemv_down_f32)
                                : EK_PICK(isa, gemv_down_far_f32);
  return run_gemv_f32(pool, &g, row, column);
}

int ek_gemv_inside_f64(ek_pool *pool, int isa, size_t m, size_t k, const double *a, ptrdiff_t row, ptrdiff_t column,
                       const double *x, ptrdiff_t x_step, double *y, ptrdiff_t y_step) {
  struct gemv_f64 g = {.a = a, .x = x, .y = y, .x_step = x_step, .y_step = y_step, .m = m, .k = k};
  g.step = 2 * vector_bytes(isa) / sizeof *a, g.across = EK_PICK(isa, gemv_across_f64);
  double bytes = (double)m * (double)k * sizeof *a;
  g.down = bytes <= NEAR_BYTES  ? EK_PICK(isa, gemv_down_near_f64)
           : bytes <= FAR_BYTES ? EK_PICK(isa, gemv_down_f64)
                                : EK_PICK(isa, gemv_down_far_f64);
  return run_gemv_f64(pool, &g, row, column);
}

int ek_gemv_f32(ek_pool *pool, int isa, int transpose, size_t m, size_t n, const float *a, size_t lda, const float *x,
                float *y) {
  return ek_gemm_f32(pool, isa, transpose, 0, m, 1, n, a, lda, x, 1, y, 1);
}

int ek_gemv_f64(ek_pool *pool, int isa, int transpose, size_t m, size_t n, const double *a, size_t lda, const double *x,
                double *y) {
  return ek_gemm_f64(pool, isa, transpose, 0, m, 1, n, a, lda, x, 1, y, 1);
}
