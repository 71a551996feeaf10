// Sorting numbers in ascending order.
#pragma once

#include "ckernels.h"

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

// y = x sorted; the arrays do not overlap. Floats by their total order: -inf first, -0 before +0, every NaN last, as
// the canonical NaN.
int ek_sort_f32(ek_pool *pool, const float *x, float *y, size_t count);
int ek_sort_f64(ek_pool *pool, const double *x, double *y, size_t count);
int ek_sort_i32(ek_pool *pool, const int32_t *x, int32_t *y, size_t count);
int ek_sort_u32(ek_pool *pool, const uint32_t *x, uint32_t *y, size_t count);
int ek_sort_u64(ek_pool *pool, const uint64_t *x, uint64_t *y, size_t count);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif
