// Products of 8-bit integer matrices, exact in 32 bits.
#pragma once

#include "ckernels.h"

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

// The deepest product that cannot overflow: |a b| is at most 2^14, and 131,071 * 2^14 < 2^31.
enum { EK_I8_MAXIMUM_K = 131071 };
enum { EK_K_TOO_LARGE = 2 };

// C = op(A) op(B) of signed bytes, row major, op(A) m by k, op(B) k by n; leading dimensions count elements between
// rows as stored. Exact for every k up to EK_I8_MAXIMUM_K; a larger one is refused with EK_K_TOO_LARGE.
int ek_gemm_i8(ek_pool *pool, int isa, int transpose_a, int transpose_b, size_t m, size_t n, size_t k, const int8_t *a,
               size_t lda, const int8_t *b, size_t ldb, int32_t *c, size_t ldc);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif
