#include "vectors.h"

typedef uint8_t EK(vb) __attribute__((ext_vector_type(EK_FLOATS)));
typedef uint8_t EK(vb_loose) __attribute__((ext_vector_type(EK_FLOATS), aligned(1), may_alias));

// The largest element of a window, for channels first ..< channels: corner is the window's first pixel.
static void EK(max_window)(const float *corner, size_t row, size_t window, size_t channels, float *y, uint8_t *chosen) {
  size_t c = 0;
  for (; c + EK_FLOATS <= channels; c += EK_FLOATS) {
    VF best = EK(load_f32)(corner + c);
    VI place = (VI)0;
    for (size_t i = 0; i < window; i++) {
      for (size_t j = i == 0; j < window; j++) {
        VF v = EK(load_f32)(corner + i * row + j * channels + c);
        VI wins = (VI)(v > best) | ((VI)(v != v) & (VI)(best == best));
        best = EK(select_f32)(wins, v, best);
        place = (wins & (int32_t)(i * window + j)) | (~wins & place);
      }
    }
    EK(store_f32)(y + c, EK(canonical_vf)(best));
    if (chosen) { *(EK(vb_loose) *)(chosen + c) = __builtin_convertvector(place, EK(vb)); }
  }
  for (; c < channels; c++) {
    float best = corner[c];
    size_t place = 0;
    for (size_t q = 1; q < window * window; q++) {
      float v = corner[q / window * row + q % window * channels + c];
      if (v > best || (v != v && best == best)) { best = v, place = q; }
    }
    y[c] = ek_canonical_f32(best);
    if (chosen) { chosen[c] = (uint8_t)place; }
  }
}

// sum += gradient where `chosen` is the place.
static void EK(add_chosen)(const float *gradient, const uint8_t *chosen, size_t place, size_t channels, float *sum) {
  size_t c = 0;
  for (; c + EK_FLOATS <= channels; c += EK_FLOATS) {
    VI here = (VI)(__builtin_convertvector(*(const EK(vb_loose) *)(chosen + c), VI) == (int32_t)place);
    VF before = EK(load_f32)(sum + c), after = EK(canonical_vf)(before + EK(load_f32)(gradient + c));
    EK(store_f32)(sum + c, EK(select_f32)(here, after, before));
  }
  for (; c < channels; c++) {
    if (chosen[c] == place) { sum[c] = ek_canonical_f32(sum[c] + gradient[c]); }
  }
}

// For windows that do not overlap: the gradient where the window's places are chosen, +0 at its others.
static void EK(spread_chosen)(const float *gradient, const uint8_t *chosen, size_t row, size_t window, size_t channels,
                              float *corner) {
  size_t c = 0;
  for (; c + EK_FLOATS <= channels; c += EK_FLOATS) {
    VI place = __builtin_convertvector(*(const EK(vb_loose) *)(chosen + c), VI);
    VF value = EK(canonical_vf)(EK(load_f32)(gradient + c) + 0.0f);
    for (size_t i = 0; i < window; i++) {
      for (size_t j = 0; j < window; j++) {
        VI here = (VI)(place == (int32_t)(i * window + j));
        EK(store_f32)(corner + i * row + j * channels + c, (VF)(here & (VI)value));
      }
    }
  }
  for (; c < channels; c++) {
    for (size_t q = 0; q < window * window; q++) {
      corner[q / window * row + q % window * channels + c] = chosen[c] == q ? ek_canonical_f32(gradient[c] + 0.0f) : 0;
    }
  }
}

// The mean of a window.
static void EK(mean_window)(const float *corner, size_t row, size_t window, size_t channels, float *y) {
  float count = (float)(window * window);
  for (size_t c = 0; c < channels; c++) { y[c] = 0; }
  for (size_t q = 0; q < window * window; q++) {
    const float *pixel = corner + q / window * row + q % window * channels;
    for (size_t c = 0; c < channels; c++) { y[c] = y[c] + pixel[c]; }
  }
  for (size_t c = 0; c < channels; c++) { y[c] = ek_canonical_f32(y[c] / count); }
}

// sum += gradient / count.
static void EK(add_share)(const float *gradient, float count, size_t channels, float *sum) {
  for (size_t c = 0; c < channels; c++) { sum[c] = ek_canonical_f32(sum[c] + gradient[c] / count); }
}

static const struct pooling_kernels EK(pooling_kernels) = {EK(max_window), EK(add_chosen), EK(spread_chosen),
                                                           EK(mean_window), EK(add_share)};
