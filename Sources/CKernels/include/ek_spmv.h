// Products of sparse matrices with vectors.
#pragma once

#include "ckernels.h"

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

// y[i] = the sum over e in starts[i] ..< starts[i + 1] of values[e] * x[columns[e]], in the order of the GEMM's k over
// the stored entries: chunks of 256 of a row, fused in order, chunk sums by the tree.
void ek_spmv_f32(ek_pool *pool, int isa, size_t rows, const uint64_t *starts, const uint32_t *columns,
                 const float *values, const float *x, float *y);
void ek_spmv_f64(ek_pool *pool, int isa, size_t rows, const uint64_t *starts, const uint32_t *columns,
                 const double *values, const double *x, double *y);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif
