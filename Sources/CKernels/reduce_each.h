#include "vectors.h"
#include "lanes_sum.h"

static double EK(lanes_sum_f64)(const double *x, size_t count) {
  double lanes[16];
  VD sums[16 / EK_DOUBLES];
  EK_UNROLL for (int v = 0; v < 16 / EK_DOUBLES; v++) { sums[v] = (VD)0.0; }
  size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    EK_UNROLL for (int v = 0; v < 16 / EK_DOUBLES; v++) { sums[v] += EK(load_f64)(x + i + v * EK_DOUBLES); }
  }
  EK_UNROLL for (int v = 0; v < 16 / EK_DOUBLES; v++) { EK(store_f64)(lanes + v * EK_DOUBLES, sums[v]); }
  for (size_t l = 0; i + l < count; l++) { lanes[l] += x[i + l]; }
  for (int half = 8; half >= 1; half /= 2) {
    for (int l = 0; l < half; l++) { lanes[l] += lanes[l + half]; }
  }
  return lanes[0];
}
