#include "softmax_each.h"

// The largest lane; no lane is NaN.
EK_INLINE float EK(largest_lane)(VF v) {
#if EK_FLOATS == 16
  EK(vn) eight = __builtin_elementwise_max(v.lo, v.hi);
  __typeof__(eight.lo) four = __builtin_elementwise_max(eight.lo, eight.hi);
#elif EK_FLOATS == 8
  VN four = __builtin_elementwise_max(v.lo, v.hi);
#else
  VF four = v;
#endif
  __typeof__(four.lo) two = __builtin_elementwise_max(four.lo, four.hi);
  return two[0] > two[1] ? two[0] : two[1];
}

// Rows are worked on in whole blocks of the sum's 16 lanes where there is room for that: so many elements are.
EK_INLINE size_t EK(whole_lanes)(size_t count, size_t columns) {
  size_t padded = (count + 15) / 16 * 16;
  return padded <= columns ? padded : count;
}

EK_INLINE float EK(attention_maximum)(const float *x, size_t count) {
  VF best = (VF)-__builtin_inff();
  for (size_t j = 0; j + EK_FLOATS <= count; j += EK_FLOATS) {
    VF v = EK(load_f32)(x + j);
    best = EK(select_f32)((VI)(v > best), v, best);
  }
  float maximum = EK(largest_lane)(best);
  for (size_t j = count / EK_FLOATS * EK_FLOATS; j < count; j++) { maximum = x[j] > maximum ? x[j] : maximum; }
  return maximum;
}

// Softmax of the first `count` elements of a row in place. The row is filled up with -inf, whose exponentials add +0;
// or NaN where the maximum is -inf, but then each element of the row is NaN.
static void EK(attention_softmax)(float *x, size_t count, size_t columns) {
  size_t padded = EK(whole_lanes)(count, columns);
  for (size_t j = count; j < padded; j++) { x[j] = -__builtin_inff(); }
  EK(shifted_exp)(x, x, padded, EK(attention_maximum)(x, padded));
  VF sum = (VF)EK(row_sum)(x, padded);
  for (size_t j = 0; j < padded; j += EK_FLOATS) {
    VF y = EK(load_part)(x + j, padded - j) / sum;
    EK(store_part)(x + j, EK(canonical_vf)(y), padded - j);
  }
}

// x[j] = (p[j] * (x[j] - sum of x p)) * scale for j below count. Behind them the softmax has left +0 in p, or NaN in a
// row of NaN.
static void EK(attention_score_gradient)(float *x, const float *p, size_t count, size_t columns, float scale) {
  size_t padded = EK(whole_lanes)(count, columns);
  for (size_t j = count; j < padded; j++) { x[j] = 0; }
  struct ek_sum_tree tree = {0};
  for (size_t start = 0; start < padded; start += EK_SUM_BLOCK) {
    size_t end = padded - start < EK_SUM_BLOCK ? padded : start + EK_SUM_BLOCK;
    EK(lanes) lanes = EK(no_lanes)();
    for (size_t j = start; j < end; j += 16) {
      EK_UNROLL for (int l = 0; l < 16 / EK_FLOATS; l++) {
        size_t at = j + (size_t)l * EK_FLOATS;
        if (at >= end) { break; }
        lanes.v[l] += EK(load_part)(x + at, end - at) * EK(load_part)(p + at, end - at);
      }
    }
    ek_tree_push(&tree, EK(fold)(lanes));
  }
  VF sum = (VF)ek_tree_total(&tree);
  for (size_t j = 0; j < padded; j += EK_FLOATS) {
    VF v = EK(load_part)(x + j, padded - j), q = EK(load_part)(p + j, padded - j);
    EK(store_part)(x + j, (q * (v - sum)) * scale, padded - j);
  }
}

// Panels of [rows, panel] of a matrix of rows by columns, +0 beyond; a panel is some vectors.
static void EK(pack_rows)(const float *x, ptrdiff_t row, size_t rows, size_t columns, size_t panel, float *out) {
  for (size_t j0 = 0; j0 < columns; j0 += panel) {
    size_t left = columns - j0;
    for (size_t i = 0; i < rows; i++, out += panel) {
      const float *from = x + (ptrdiff_t)i * row + j0;
      if (left >= panel) {
        for (size_t j = 0; j < panel; j += EK_FLOATS) { EK(store_f32)(out + j, EK(load_f32)(from + j)); }
      } else {
        memcpy(out, from, left * sizeof(float));
        memset(out + left, 0, (panel - left) * sizeof(float));
      }
    }
  }
}

// One step of a transposition: lanes whose number has the bit s change places with the other row's that lack it.
#define EK_LOWER(l, s) (((l) & (s)) ? EK_FLOATS + (l) - (s) : (l))
#define EK_UPPER(l, s) (((l) & (s)) ? EK_FLOATS + (l) : (l) + (s))
#if EK_FLOATS == 16
#define EK_SHUFFLE(a, b, f, s)                                                                                       \
  __builtin_shufflevector(a, b, f(0, s), f(1, s), f(2, s), f(3, s), f(4, s), f(5, s), f(6, s), f(7, s), f(8, s),     \
                          f(9, s), f(10, s), f(11, s), f(12, s), f(13, s), f(14, s), f(15, s))
#elif EK_FLOATS == 8
#define EK_SHUFFLE(a, b, f, s)                                                                                       \
  __builtin_shufflevector(a, b, f(0, s), f(1, s), f(2, s), f(3, s), f(4, s), f(5, s), f(6, s), f(7, s))
#else
#define EK_SHUFFLE(a, b, f, s) __builtin_shufflevector(a, b, f(0, s), f(1, s), f(2, s), f(3, s))
#endif
#define EK_EXCHANGE(s)                                                                                               \
  EK_UNROLL for (int i = 0; i < EK_FLOATS; i++) {                                                                    \
    if (!(i & (s))) {                                                                                                \
      VF a = r[i], b = r[i + (s)];                                                                                   \
      r[i] = EK_SHUFFLE(a, b, EK_LOWER, s), r[i + (s)] = EK_SHUFFLE(a, b, EK_UPPER, s);                              \
    }                                                                                                                \
  }

// out[j * stride + i] = x[i * row + j] for i and j below the number of a vector's lanes.
EK_INLINE void EK(transpose_block)(const float *x, ptrdiff_t row, float *out, size_t stride) {
  VF r[EK_FLOATS];
  EK_UNROLL for (int i = 0; i < EK_FLOATS; i++) { r[i] = EK(load_f32)(x + i * row); }
#if EK_FLOATS > 8
  EK_EXCHANGE(8)
#endif
#if EK_FLOATS > 4
  EK_EXCHANGE(4)
#endif
  EK_EXCHANGE(2)
  EK_EXCHANGE(1)
  EK_UNROLL for (int i = 0; i < EK_FLOATS; i++) { EK(store_f32)(out + (size_t)i * stride, r[i]); }
}
#undef EK_LOWER
#undef EK_UPPER
#undef EK_SHUFFLE
#undef EK_EXCHANGE

// The panels of the transposed matrix: panels of [columns, panel] of its rows, +0 beyond.
static void EK(pack_columns)(const float *x, ptrdiff_t row, size_t rows, size_t columns, size_t panel, float *out) {
  for (size_t i0 = 0; i0 < rows; i0 += panel, out += columns * panel) {
    size_t height = rows - i0 < panel ? rows - i0 : panel, blocks = height / EK_FLOATS * EK_FLOATS;
    size_t across = columns / EK_FLOATS * EK_FLOATS;
    const float *from = x + (ptrdiff_t)i0 * row;
    for (size_t i = 0; i < blocks; i += EK_FLOATS) {
      for (size_t j = 0; j < across; j += EK_FLOATS) {
        EK(transpose_block)(from + (ptrdiff_t)i * row + j, row, out + j * panel + i, panel);
      }
    }
    for (size_t i = 0; i < panel; i++) {
      for (size_t j = i < blocks ? across : 0; j < columns; j++) {
        out[j * panel + i] = i < height ? from[(ptrdiff_t)i * row + (ptrdiff_t)j] : 0;
      }
    }
  }
}

static const struct attention_kernels EK(attention_kernels) = {EK(attention_softmax), EK(attention_score_gradient),
                                                               EK(pack_rows), EK(pack_columns)};
