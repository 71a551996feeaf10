// Products of matrices. What they compute, bit for bit: docs/numerics.md, section 3.
//
// Matrices are row major; leading dimensions count elements between rows as stored. op(X) is X, or its transpose if the
// flag is set. A result never depends on the instruction set, the threads, the blocking, or on packing.
#pragma once

#include "ckernels.h"

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

// From ek_hold to ek_release the caller owns the pool: other callers wait, and the pool's threads may look for the next
// piece of work for some microseconds before they sleep. For work that consists of many short operations, as a training
// step does. Operations of the same thread run inside; holds nest.
void ek_hold(ek_pool *pool);
void ek_release(ek_pool *pool);

// C = op(A) op(B): op(A) is m by k, op(B) is k by n.
int ek_gemm_f32(ek_pool *pool, int isa, int transpose_a, int transpose_b, size_t m, size_t n, size_t k, const float *a,
                size_t lda, const float *b, size_t ldb, float *c, size_t ldc);
int ek_gemm_f64(ek_pool *pool, int isa, int transpose_a, int transpose_b, size_t m, size_t n, size_t k, const double *a,
                size_t lda, const double *b, size_t ldb, double *c, size_t ldc);

// What becomes of a finished product P, in this order, each step rounded by itself and each NaN canonical:
// accumulate: C + P; bias: the sum + bias[column]; relu: as ek_relu_f32. The bits are those of the separate operations.
typedef struct {
  const float *_Nullable bias;  // n elements
  int relu;
  int accumulate;
} ek_gemm_epilogue;
int ek_gemm_fused_f32(ek_pool *pool, int isa, int transpose_a, int transpose_b, size_t m, size_t n, size_t k,
                      const float *a, size_t lda, const float *b, size_t ldb, float *c, size_t ldc,
                      const ek_gemm_epilogue *_Nullable epilogue);

// `batch` products of one shape with the epilogue, each by one thread: operands and results of number i begin i * step
// elements after the first (a step of 0: all share the operand).
int ek_gemm_batch_f32(ek_pool *pool, int isa, int transpose_a, int transpose_b, size_t batch, size_t m, size_t n, size_t k,
                      const float *a, size_t lda, size_t step_a, const float *b, size_t ldb, size_t step_b, float *c,
                      size_t ldc, size_t step_c, const ek_gemm_epilogue *_Nullable epilogue);

// A right operand that serves many products, laid out once for one instruction set: `packed` holds
// ek_gemm_packed_elements elements and should lie on a 64-byte boundary.
size_t ek_gemm_packed_elements_f32(int isa, size_t k, size_t n);
size_t ek_gemm_packed_elements_f64(int isa, size_t k, size_t n);
void ek_gemm_pack_f32(ek_pool *pool, int isa, int transpose_b, size_t k, size_t n, const float *b, size_t ldb,
                      float *packed);
void ek_gemm_pack_f64(ek_pool *pool, int isa, int transpose_b, size_t k, size_t n, const double *b, size_t ldb,
                      double *packed);
int ek_gemm_prepacked_f32(ek_pool *pool, int isa, int transpose_a, size_t m, size_t n, size_t k, const float *a,
                          size_t lda, const float *packed, float *c, size_t ldc,
                          const ek_gemm_epilogue *_Nullable epilogue);
int ek_gemm_prepacked_f64(ek_pool *pool, int isa, int transpose_a, size_t m, size_t n, size_t k, const double *a,
                          size_t lda, const double *packed, double *c, size_t ldc);

// y = op(A) x, op(A) m by n: the product with one column.
int ek_gemv_f32(ek_pool *pool, int isa, int transpose, size_t m, size_t n, const float *a, size_t lda, const float *x,
                float *y);
int ek_gemv_f64(ek_pool *pool, int isa, int transpose, size_t m, size_t n, const double *a, size_t lda,
                const double *x, double *y);

// out[j] = the product of a row of k ones with B (k by n): the column sums of B.
int ek_column_sums_f32(ek_pool *pool, int isa, size_t k, size_t n, const float *b, size_t ldb, float *out);

// For tests: products use blocks of at most so many rows and columns (rounded up to whole tiles; 0: the default).
void ek_gemm_set_blocking(size_t rows, size_t columns);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif
