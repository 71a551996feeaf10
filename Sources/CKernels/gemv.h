// Matrix times vector for matrices given by strides, inside an operation of the pool.
#pragma once

#include "include/ek_gemm.h"

enum { FAR_BYTES = 16 << 20 };  // of a matrix that is read once: beyond, it comes from memory

// y[i * y_step] = the sum over p of a[i * row + p * column] * x[p * x_step], i below m and p below k, by the definition
// of the product. Returns 0, and does nothing, if the matrix does not suit: neither stride is 1, or it has few rows.
int ek_gemv_inside_f32(ek_pool *pool, int isa, size_t m, size_t k, const float *a, ptrdiff_t row, ptrdiff_t column,
                       const float *x, ptrdiff_t x_step, float *y, ptrdiff_t y_step);
int ek_gemv_inside_f64(ek_pool *pool, int isa, size_t m, size_t k, const double *a, ptrdiff_t row, ptrdiff_t column,
                       const double *x, ptrdiff_t x_step, double *y, ptrdiff_t y_step);
