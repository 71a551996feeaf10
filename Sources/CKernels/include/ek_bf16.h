// bfloat16: the upper half of a float, for inputs only.
#pragma once

#include "ckernels.h"

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

// C = op(A) op(B) with both widened exactly to float: the bits of ek_gemm_f32 on the widened matrices.
int ek_gemm_bf16(ek_pool *pool, int isa, int transpose_a, int transpose_b, size_t m, size_t n, size_t k,
                 const uint16_t *a, size_t lda, const uint16_t *b, size_t ldb, float *c, size_t ldc);
// Each bfloat16 as a float; exact.
void ek_widen_bf16(ek_pool *pool, const uint16_t *x, float *y, size_t count);
// Each float rounded to the nearest bfloat16, ties to even; NaN becomes 0x7fc0.
void ek_narrow_bf16(ek_pool *pool, const float *x, uint16_t *y, size_t count);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif
