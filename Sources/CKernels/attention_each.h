#include "softmax_each.h"

// Softmax of the first `count` elements of a row in place; the others become +0.
static void EK(attention_softmax)(float *x, size_t count, size_t columns) {
  EK(shifted_exp)(x, x, count, EK(row_maximum)(x, count));
  float sum = EK(row_sum)(x, count);
  for (size_t j = 0; j < count; j++) { x[j] = ek_canonical_f32(x[j] / sum); }
  memset(x + count, 0, (columns - count) * sizeof(float));
}

// x[j] = (p[j] * (x[j] - sum of x p)) * scale; `products` holds as many elements.
static void EK(attention_score_gradient)(float *x, const float *p, size_t count, float scale, float *products) {
  for (size_t j = 0; j < count; j++) { products[j] = x[j] * p[j]; }
  float sum = EK(row_sum)(products, count);
  for (size_t j = 0; j < count; j++) { x[j] = (p[j] * (x[j] - sum)) * scale; }
}
