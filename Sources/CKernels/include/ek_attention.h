// Multi-head attention of floats, with its gradient. What it computes, bit for bit: docs/numerics.md, section
// "Attention".
#pragma once

#include "ckernels.h"

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

typedef struct {
  size_t batch, tokens, heads, head_size;
  int causal;   // token i attends to tokens 0 ... i; else to all
  float scale;  // of the scores, normally ek_attention_scale(head_size)
} ek_attention;

// 1 / sqrt(head_size), computed in double precision and rounded once.
float ek_attention_scale(size_t head_size);

// qkv is [batch, tokens, 3 * heads * head_size]: for each token the queries of all heads, then the keys, then the
// values. y is [batch, tokens, heads * head_size]. `probabilities` [batch, heads, tokens, tokens] is kept for the
// gradient; what it holds where a token is not attended to is of no meaning. Without it nothing is kept.
int ek_attention_f32(ek_pool *pool, int isa, const ek_attention *shape, const float *qkv,
                     float *_Nullable probabilities, float *y);
// The gradient of qkv, shaped as it, for the gradient of y.
int ek_attention_gradient_f32(ek_pool *pool, int isa, const ek_attention *shape, const float *qkv,
                              const float *probabilities, const float *gradient, float *qkv_gradient);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif
