// Activations and other elementwise operations with f32 results, defined in docs/numerics.md sections 5 and 8. An output
// may be the same array as an input of its call, but not overlap it otherwise.
#pragma once

#include "ckernels.h"

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

// y = a / b, and y = a + b.
void ek_divide_f32(ek_pool *pool, int isa, const float *a, const float *b, float *y, size_t count);
void ek_add_f32(ek_pool *pool, int isa, const float *a, const float *b, float *y, size_t count);

// The gradients take the activation's input x (tanh: its output y) and the incoming gradient dy.
void ek_gelu_f32(ek_pool *pool, int isa, const float *x, float *y, size_t count);
void ek_gelu_gradient_f32(ek_pool *pool, int isa, const float *x, const float *dy, float *dx, size_t count);
void ek_silu_f32(ek_pool *pool, int isa, const float *x, float *y, size_t count);
void ek_silu_gradient_f32(ek_pool *pool, int isa, const float *x, const float *dy, float *dx, size_t count);
void ek_tanh_gradient_f32(ek_pool *pool, int isa, const float *y, const float *dy, float *dx, size_t count);

// Element i is kept where word `first + i` of the stream is at least `threshold` (probability * 2^32, rounded), and then
// multiplied by `scale`; else it is +0. The backward pass is the same call on the gradient.
void ek_dropout_f32(ek_pool *pool, int isa, uint64_t key, uint64_t high, uint64_t first, uint32_t threshold, float scale,
                    const float *x, float *y, size_t count);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif
