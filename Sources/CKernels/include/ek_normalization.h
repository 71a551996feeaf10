// Layer norm and RMS norm of rows, forward and backward, defined in docs/numerics.md section 8. Matrices are rows by
// columns; `gain`, `bias` and their gradients have one element for each column, `mean` and `rstd` one for each row.
#pragma once

#include "ckernels.h"

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

// Keeps each row's mean and 1 / standard deviation for the backward pass. y may be x.
void ek_layer_norm_f32(ek_pool *pool, int isa, const float *x, const float *gain, const float *bias, float *y,
                       float *mean, float *rstd, size_t rows, size_t columns, float epsilon);
// dx may be dy. EK_OK or EK_NO_MEMORY.
int ek_layer_norm_gradient_f32(ek_pool *pool, int isa, const float *x, const float *gain, const float *mean,
                               const float *rstd, const float *dy, float *dx, float *dgain, float *dbias, size_t rows,
                               size_t columns);

void ek_rms_norm_f32(ek_pool *pool, int isa, const float *x, const float *gain, float *y, float *rstd, size_t rows,
                     size_t columns, float epsilon);
int ek_rms_norm_gradient_f32(ek_pool *pool, int isa, const float *x, const float *gain, const float *rstd,
                             const float *dy, float *dx, float *dgain, size_t rows, size_t columns);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif
