#include "vectors.h"
#include "elementary.h"
#include "lanes_sum.h"

// The largest element; NaN loses every comparison.
EK_INLINE float EK(row_maximum)(const float *x, size_t count) {
  VF best = (VF)-__builtin_inff(), other = best;
  size_t i = 0;
  for (; i + 2 * EK_FLOATS <= count; i += 2 * EK_FLOATS) {
    VF v = EK(load_f32)(x + i), w = EK(load_f32)(x + i + EK_FLOATS);
    best = EK(select_f32)((VI)(v > best), v, best);
    other = EK(select_f32)((VI)(w > other), w, other);
  }
  best = EK(select_f32)((VI)(other > best), other, best);
  float maximum = -__builtin_inff();
  for (int l = 0; l < EK_FLOATS; l++) { maximum = best[l] > maximum ? best[l] : maximum; }
  for (; i < count; i++) { maximum = x[i] > maximum ? x[i] : maximum; }
  return maximum;
}

// y[i] = exp(x[i] - shift), the difference rounded to float.
EK_INLINE void EK(shifted_exp)(const float *x, float *y, size_t count, float shift) {
  size_t i = 0;
  for (; i + EK_FLOATS <= count; i += EK_FLOATS) { EK(store_f32)(y + i, EK(exp_f32)(EK(load_f32)(x + i) - shift)); }
  if (i < count) { EK(store_some)(y + i, EK(exp_f32)(EK(load_some)(x + i, count - i) - shift), count - i); }
}

static void EK(softmax_rows)(const float *x, float *y, size_t rows, size_t columns) {
  for (size_t r = 0; r < rows; r++, x += columns, y += columns) {
    EK(shifted_exp)(x, y, columns, EK(row_maximum)(x, columns));
    float sum = EK(row_sum)(y, columns);
    for (size_t j = 0; j < columns; j += EK_FLOATS) {
      VF e = EK(load_part)(y + j, columns - j);
      EK(store_part)(y + j, EK(canonical_vf)(e / sum), columns - j);
    }
  }
}

// The differences x - m are computed twice: cheaper than keeping both them and their exponentials.
static void EK(log_softmax_rows)(const float *x, float *y, size_t rows, size_t columns) {
  for (size_t r = 0; r < rows; r++, x += columns, y += columns) {
    float maximum = EK(row_maximum)(x, columns);
    struct ek_sum_tree tree = {0};
    float block[EK_SUM_BLOCK];
    for (size_t j = 0; j < columns; j += EK_SUM_BLOCK) {
      size_t count = columns - j < EK_SUM_BLOCK ? columns - j : EK_SUM_BLOCK;
      EK(shifted_exp)(x + j, block, count, maximum);
      ek_tree_push(&tree, EK(lanes_sum_f32)(block, count));
    }
    VF logarithm = (VF)EK(log_f32)((VF)ek_tree_total(&tree))[0];
    for (size_t j = 0; j < columns; j += EK_FLOATS) {
      VF value = (EK(load_part)(x + j, columns - j) - maximum) - logarithm;
      EK(store_part)(y + j, EK(canonical_vf)(value), columns - j);
    }
  }
}

static void EK(loss_rows)(const float *x, const uint32_t *labels, float *gradient, float *losses, size_t rows,
                          size_t columns, float batch) {
  for (size_t r = 0; r < rows; r++, x += columns, gradient += columns) {
    float maximum = EK(row_maximum)(x, columns), wanted = x[labels[r]];
    EK(shifted_exp)(x, gradient, columns, maximum);
    float sum = EK(row_sum)(gradient, columns);
    losses[r] = ek_canonical_f32(EK(log_f32)((VF)sum)[0] - (wanted - maximum));
    float right = ek_canonical_f32((gradient[labels[r]] / sum - 1.0f) / batch);
    for (size_t j = 0; j < columns; j += EK_FLOATS) {
      VF e = EK(load_part)(gradient + j, columns - j);
      EK(store_part)(gradient + j, EK(canonical_vf)(e / sum / batch), columns - j);
    }
    gradient[labels[r]] = right;
  }
}
