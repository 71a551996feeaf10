// Row operations beside softmax itself (ckernels.h), defined in docs/numerics.md section 8.
#pragma once

#include "ckernels.h"

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

// The logarithm of each row's softmax.
void ek_log_softmax_f32(ek_pool *pool, int isa, const float *x, float *y, size_t rows, size_t columns);

// As ek_softmax_cross_entropy_f32, for some rows of a batch of `batch` rows: the gradient is divided by `batch`.
void ek_softmax_cross_entropy_part_f32(ek_pool *pool, int isa, const float *logits, const uint32_t *labels,
                                       float *gradient, float *losses, size_t rows, size_t columns, size_t batch);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif
