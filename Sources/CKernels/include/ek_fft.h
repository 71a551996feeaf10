// Discrete Fourier transforms of complex arrays, real and imaginary parts interleaved, sizes powers of two.
#pragma once

#include "ckernels.h"

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

enum { EK_FFT_MAXIMUM = 1 << 24 };

// The roots of unity for one size, in the order in which one instruction set needs them.
typedef struct ek_fft_plan ek_fft_plan;
// NULL if memory is short or the size is no power of two from 1 to EK_FFT_MAXIMUM.
ek_fft_plan *_Nullable ek_fft_plan_create_f32(int isa, size_t size);
ek_fft_plan *_Nullable ek_fft_plan_create_f64(int isa, size_t size);
void ek_fft_plan_destroy(ek_fft_plan *plan);

// `batch` transforms, one after another. The inverse is that of swapped parts, not divided by the size.
int ek_fft_f32(ek_pool *pool, const ek_fft_plan *plan, int inverse, size_t batch, const float *x, float *y);
int ek_fft_f64(ek_pool *pool, const ek_fft_plan *plan, int inverse, size_t batch, const double *x, double *y);

// Sine and cosine by the published algorithm: of an angle within +-2^20, beyond which the result is NaN; and of the
// share j / n of a full turn, j below n, n at most 2^53.
double ek_sin_f64(double x);
double ek_cos_f64(double x);
void ek_turn_f64(uint64_t j, uint64_t n, double *cosine, double *sine);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif
