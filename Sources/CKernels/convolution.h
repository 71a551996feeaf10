// What the parts of convolution share: copies of padded rows.
#pragma once

#include "tile.h"

#include "include/ek_convolution.h"

#include <string.h>

// Copies input rows low ..< low + rows, columns low_x ..< low_x + padded_width, +0 outside the image.
static inline void ek_copy_padded(const float *image, size_t height, size_t width, size_t channels, ptrdiff_t low,
                                  size_t rows, ptrdiff_t low_x, size_t padded_width, float *out) {
  size_t left = low_x < 0 ? (size_t)-low_x : 0, skip = low_x > 0 ? (size_t)low_x : 0;
  left = left < padded_width ? left : padded_width;
  size_t inside = width > skip ? width - skip : 0;
  inside = inside < padded_width - left ? inside : padded_width - left;
  size_t right = padded_width - left - inside;
  for (size_t r = 0; r < rows; r++, out += padded_width * channels) {
    ptrdiff_t y = low + (ptrdiff_t)r;
    if (y < 0 || y >= (ptrdiff_t)height) {
      memset(out, 0, padded_width * channels * sizeof(float));
      continue;
    }
    memset(out, 0, left * channels * sizeof(float));
    memcpy(out + left * channels, image + ((size_t)y * width + skip) * channels, inside * channels * sizeof(float));
    memset(out + (left + inside) * channels, 0, right * channels * sizeof(float));
  }
}
