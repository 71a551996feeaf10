// Row operations beside softmax itself (ckernels.h), defined in docs/numerics.md section 8.
#pragma once

#include "ckernels.h"

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

// The logarithm of each row's softmax.
void ek_log_softmax_f32(ek_pool *pool, int isa, const float *x, float *y, size_t rows, size_t columns);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif
