// Small loops over arrays that are exact, or that judge a result rather than make one.
#include "isa.h"

#include <string.h>

#define EK_ERROR_RATIO(T, name)                                                                                      \
  double name(const T *candidate, const double *reference, const double *magnitude, size_t count, double relative,   \
              double absolute) {                                                                                     \
    double worst = 0;                                                                                                \
    for (size_t i = 0; i < count; i++) {                                                                             \
      double difference = (double)candidate[i] - reference[i];                                                       \
      double error = difference < 0 ? -difference : difference;                                                      \
      double bound = relative * magnitude[i] + absolute;                                                             \
      double ratio = error == 0 ? 0 : error / bound;                                                                 \
      if (!(ratio <= worst)) { worst = ratio == ratio ? ratio : __builtin_inf(); }                                   \
    }                                                                                                                \
    return worst;                                                                                                    \
  }
EK_ERROR_RATIO(float, ek_max_error_ratio_f32)
EK_ERROR_RATIO(double, ek_max_error_ratio_f64)

void ek_widen_f32(const float *x, double *y, size_t count, int absolute) {
  for (size_t i = 0; i < count; i++) { y[i] = absolute ? __builtin_fabs((double)x[i]) : (double)x[i]; }
}

void ek_absolute_f64(const double *x, double *y, size_t count) {
  for (size_t i = 0; i < count; i++) { y[i] = __builtin_fabs(x[i]); }
}

void ek_square_f64(double *x, size_t count) {
  for (size_t i = 0; i < count; i++) { x[i] = x[i] * x[i]; }
}

void ek_root_f64(double *x, size_t count) {
  for (size_t i = 0; i < count; i++) { x[i] = __builtin_elementwise_sqrt(x[i]); }
}

void ek_transpose_f32(const float *x, size_t rows, size_t columns, float *out) {
  enum { TILE = 32 };
  for (size_t i0 = 0; i0 < rows; i0 += TILE) {
    for (size_t j0 = 0; j0 < columns; j0 += TILE) {
      for (size_t i = i0; i < rows && i < i0 + TILE; i++) {
        for (size_t j = j0; j < columns && j < j0 + TILE; j++) { out[j * rows + i] = x[i * columns + j]; }
      }
    }
  }
}

void ek_gather_rows_f32(const float *x, const uint32_t *index, float *out, size_t rows, size_t columns) {
  for (size_t r = 0; r < rows; r++) { memcpy(out + r * columns, x + index[r] * columns, columns * sizeof(float)); }
}

void ek_argmax_rows_f32(const float *x, uint32_t *out, size_t rows, size_t columns) {
  for (size_t r = 0; r < rows; r++, x += columns) {
    size_t best = 0;
    int broken = 0;
    for (size_t j = 0; j < columns; j++) {
      broken |= x[j] != x[j];
      if (x[j] > x[best]) { best = j; }
    }
    out[r] = (uint32_t)(broken ? columns : best);
  }
}

int ek_all_finite_f32(const float *x, size_t count) {
  int finite = 1;
  for (size_t i = 0; i < count; i++) { finite &= x[i] - x[i] == 0.0f; }
  return finite;
}

uint64_t ek_fnv1a64(uint64_t state, const void *bytes, size_t count) {
  const uint8_t *p = bytes;
  for (size_t i = 0; i < count; i++) { state = (state ^ p[i]) * 0x100000001b3; }
  return state;
}

void ek_canonicalise_f32(float *x, size_t count) {
  for (size_t i = 0; i < count; i++) { x[i] = ek_canonical_f32(x[i]); }
}
