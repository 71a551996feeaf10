#include "vectors.h"
#include "elementary.h"
#include "lanes_sum.h"

#define EK_LOSS_ROWS ((size_t)64)

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
  EK_FOR_STEPS(count, {
    FLOATS d = EK(load_floats)(x + at, left);
    EK_EACH_F { d.v[i] -= shift; }
    EK(store_floats)(y + at, EK(exp_f32)(d), left);
  })
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
    VF logarithm = (VF)EK(log_accurate)((VF)ek_tree_total(&tree))[0];
    for (size_t j = 0; j < columns; j += EK_FLOATS) {
      VF value = (EK(load_part)(x + j, columns - j) - maximum) - logarithm;
      EK(store_part)(y + j, EK(canonical_vf)(value), columns - j);
    }
  }
}

// Up to EK_LOSS_ROWS rows; their logarithms are taken together.
EK_INLINE void EK(some_loss_rows)(const float *x, const uint32_t *labels, float *gradient, float *losses, size_t rows,
                                  size_t columns, float batch) {
  float sums[EK_LOSS_ROWS], wanted[EK_LOSS_ROWS];
  for (size_t r = 0; r < rows; r++, x += columns, gradient += columns) {
    float maximum = EK(row_maximum)(x, columns);
    wanted[r] = x[labels[r]] - maximum;
    EK(shifted_exp)(x, gradient, columns, maximum);
    float sum = EK(row_sum)(gradient, columns);
    sums[r] = sum;
    float right = ek_canonical_f32((gradient[labels[r]] / sum - 1.0f) / batch);
    for (size_t j = 0; j < columns; j += EK_FLOATS) {
      VF e = EK(load_part)(gradient + j, columns - j);
      EK(store_part)(gradient + j, EK(canonical_vf)(e / sum / batch), columns - j);
    }
    gradient[labels[r]] = right;
  }
  EK_FOR_STEPS(rows, EK(store_floats)(sums + at, EK(log_f32)(EK(load_floats)(sums + at, left)), left))
  for (size_t r = 0; r < rows; r++) { losses[r] = ek_canonical_f32(sums[r] - wanted[r]); }
}

static void EK(loss_rows)(const float *x, const uint32_t *labels, float *gradient, float *losses, size_t rows,
                          size_t columns, float batch) {
  for (size_t r = 0; r < rows; r += EK_LOSS_ROWS) {
    size_t some = rows - r < EK_LOSS_ROWS ? rows - r : EK_LOSS_ROWS, offset = r * columns;
    EK(some_loss_rows)(x + offset, labels + r, gradient + offset, losses + r, some, columns, batch);
  }
}
