// Exact permutations between layouts.
#include "isa.h"

#include "include/ek_convolution.h"

void ek_images_from_nchw_f32(const float *from, float *to, size_t batch, size_t channels, size_t area) {
  for (size_t b = 0; b < batch; b++) {
    ek_transpose_f32(from + b * channels * area, channels, area, to + b * channels * area);
  }
}

void ek_images_to_nchw_f32(const float *from, float *to, size_t batch, size_t channels, size_t area) {
  for (size_t b = 0; b < batch; b++) {
    ek_transpose_f32(from + b * channels * area, area, channels, to + b * channels * area);
  }
}

void ek_weights_from_oihw_f32(const float *from, float *to, size_t area, size_t inputs, size_t outputs) {
  for (size_t o = 0; o < outputs; o++) {
    for (size_t i = 0; i < inputs; i++) {
      for (size_t k = 0; k < area; k++) { to[(k * inputs + i) * outputs + o] = *from++; }
    }
  }
}

void ek_weights_to_oihw_f32(const float *from, float *to, size_t area, size_t inputs, size_t outputs) {
  for (size_t o = 0; o < outputs; o++) {
    for (size_t i = 0; i < inputs; i++) {
      for (size_t k = 0; k < area; k++) { *to++ = from[(k * inputs + i) * outputs + o]; }
    }
  }
}
