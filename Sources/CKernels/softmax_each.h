#include "vectors.h"
#include "elementary.h"
#include "lanes_sum.h"

EK_INLINE float EK(row_maximum)(const float *x, size_t count) {
  VF best = (VF)-__builtin_inff();
  size_t i = 0;
  for (; i + EK_FLOATS <= count; i += EK_FLOATS) {
    VF v = EK(load_f32)(x + i);
    best = EK(select_f32)((VI)(v > best), v, best);
  }
  float maximum = -__builtin_inff();
  for (int l = 0; l < EK_FLOATS; l++) { maximum = best[l] > maximum ? best[l] : maximum; }
  for (; i < count; i++) { maximum = x[i] > maximum ? x[i] : maximum; }
  return maximum;
}

// y[i] = exp(x[i] - shift), the difference rounded to float.
EK_INLINE void EK(shifted_exp)(const float *x, float *y, size_t count, float shift) {
  size_t i = 0;
  for (; i + EK_DOUBLES <= count; i += EK_DOUBLES) {
    VN d = EK(load_narrow)(x + i) - (VN)shift;
    EK(store_narrow)(y + i, EK(round_to_float)(EK(exp_value)(__builtin_convertvector(d, VD))));
  }
  if (i < count) {
    float last[EK_DOUBLES] = {0};
    memcpy(last, x + i, (count - i) * sizeof(float));
    VN d = EK(load_narrow)(last) - (VN)shift;
    EK(store_narrow)(last, EK(round_to_float)(EK(exp_value)(__builtin_convertvector(d, VD))));
    memcpy(y + i, last, (count - i) * sizeof(float));
  }
}

// The row's sum: blocks of 4,096 as in reduce.c. A stack of waiting sums gives the same tree without memory.
EK_INLINE float EK(row_sum)(const float *x, size_t count) {
  float waiting[64], sum = 0;
  size_t blocks = (count + 4095) / 4096;
  for (size_t b = 0; b < blocks; b++) {
    size_t left = count - b * 4096;
    sum = EK(lanes_sum_f32)(x + b * 4096, left < 4096 ? left : 4096);
    size_t level = 0;
    if (b + 1 == blocks) {
      for (; b >> level; level++) {
        if (b >> level & 1) { sum = waiting[level] + sum; }
      }
      return sum;
    }
    for (; b >> level & 1; level++) { sum = waiting[level] + sum; }
    waiting[level] = sum;
  }
  return sum;
}

static void EK(softmax_rows)(const float *x, float *y, size_t rows, size_t columns) {
  for (size_t r = 0; r < rows; r++, x += columns, y += columns) {
    EK(shifted_exp)(x, y, columns, EK(row_maximum)(x, columns));
    float sum = EK(row_sum)(y, columns);
    for (size_t j = 0; j < columns; j++) { y[j] = ek_canonical_f32(y[j] / sum); }
  }
}

static void EK(loss_rows)(const float *x, const uint32_t *labels, float *gradient, float *losses, size_t rows,
                          size_t columns, float batch) {
  for (size_t r = 0; r < rows; r++, x += columns, gradient += columns) {
    float maximum = EK(row_maximum)(x, columns);
    EK(shifted_exp)(x, gradient, columns, maximum);
    float sum = EK(row_sum)(gradient, columns);
    VD logarithm = EK(log_value)((VD)(double)sum);
    losses[r] = ek_canonical_f32((float)logarithm[0] - (x[labels[r]] - maximum));
    for (size_t j = 0; j < columns; j++) {
      float p = gradient[j] / sum;
      gradient[j] = ek_canonical_f32((j == labels[r] ? p - 1.0f : p) / batch);
    }
  }
}
