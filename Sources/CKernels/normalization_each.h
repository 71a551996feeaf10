#include "vectors.h"
#include "elementary.h"
#include "lanes_sum.h"

// Calls body(j, lane, left) for each vector of a block that starts at `first`: `lane` says which of the 16 lanes' vectors
// the elements belong to, `left` how many elements the row has from there.
#define EK_FOR_BLOCK(first, end, body)                                                                               \
  {                                                                                                                  \
    size_t j = (first);                                                                                              \
    for (; j + 16 <= (end); j += 16) {                                                                               \
      EK_UNROLL for (int v = 0; v < 16 / EK_FLOATS; v++) { body(j + (size_t)v * EK_FLOATS, v, (size_t)EK_FLOATS); }  \
    }                                                                                                                \
    EK_UNROLL for (int v = 0; v < 16 / EK_FLOATS; v++) {                                                             \
      size_t at = j + (size_t)v * EK_FLOATS;                                                                         \
      if (at < (end)) { body(at, v, (end) - at); }                                                                   \
    }                                                                                                                \
  }

EK_INLINE size_t EK(block_end)(size_t first, size_t columns) {
  return columns - first < EK_SUM_BLOCK ? columns : first + EK_SUM_BLOCK;
}

// The correctly rounded 1 / sqrt: in double two roundings cannot spoil it (scripts/check_elementary.c tries all inputs).
EK_INLINE float EK(rstd_of)(float variance, float epsilon) {
  double root = __builtin_elementwise_sqrt((double)(variance + epsilon));
  EK_OPAQUE(root);
  return ek_canonical_f32((float)(1.0 / root));
}

// d = x - mean into y; returns the sum of squares of d.
EK_INLINE float EK(deviations)(const float *x, float *y, size_t columns, float mean) {
  struct ek_sum_tree tree = {0};
  for (size_t first = 0; first < columns; first += EK_SUM_BLOCK) {
    EK(lanes) lanes = EK(no_lanes)();
#define EK_BODY(at, v, left)                                                                                         \
  VF d = EK(keep_part)(EK(load_part)(x + (at), left) - mean, left);                                                  \
  EK(store_part)(y + (at), d, left);                                                                                 \
  lanes.v[v] += d * d
    EK_FOR_BLOCK(first, EK(block_end)(first, columns), EK_BODY)
#undef EK_BODY
    ek_tree_push(&tree, EK(fold)(lanes));
  }
  return ek_tree_total(&tree);
}

EK_INLINE float EK(sum_of_squares)(const float *x, size_t columns) {
  struct ek_sum_tree tree = {0};
  for (size_t first = 0; first < columns; first += EK_SUM_BLOCK) {
    EK(lanes) lanes = EK(no_lanes)();
#define EK_BODY(at, v, left)                                                                                         \
  VF e = EK(load_part)(x + (at), left);                                                                              \
  lanes.v[v] += e * e
    EK_FOR_BLOCK(first, EK(block_end)(first, columns), EK_BODY)
#undef EK_BODY
    ek_tree_push(&tree, EK(fold)(lanes));
  }
  return ek_tree_total(&tree);
}

static void EK(layer_norm_rows)(const struct norm *n, size_t first, size_t count) {
  size_t columns = n->columns;
  for (size_t r = first; r < first + count; r++) {
    const float *x = n->x + r * columns;
    float *y = n->y + r * columns;
    float mean = EK(row_sum)(x, columns) / (float)columns;
    float r_std = EK(rstd_of)(EK(deviations)(x, y, columns, mean) / (float)columns, n->epsilon);
    n->mean[r] = ek_canonical_f32(mean), n->rstd[r] = r_std;
    for (size_t j = 0; j < columns; j += EK_FLOATS) {
      size_t left = columns - j;
      VF normal = EK(load_part)(y + j, left) * r_std;
      VF value = normal * EK(load_part)(n->gain + j, left) + EK(load_part)(n->bias + j, left);
      EK(store_part)(y + j, EK(canonical_vf)(value), left);
    }
  }
}

static void EK(rms_norm_rows)(const struct norm *n, size_t first, size_t count) {
  size_t columns = n->columns;
  for (size_t r = first; r < first + count; r++) {
    const float *x = n->x + r * columns;
    float *y = n->y + r * columns;
    float r_std = EK(rstd_of)(EK(sum_of_squares)(x, columns) / (float)columns, n->epsilon);
    n->rstd[r] = r_std;
    for (size_t j = 0; j < columns; j += EK_FLOATS) {
      size_t left = columns - j;
      VF value = (EK(load_part)(x + j, left) * r_std) * EK(load_part)(n->gain + j, left);
      EK(store_part)(y + j, EK(canonical_vf)(value), left);
    }
  }
}

// A chunk of rows: dx, and the chunk's column sums of dy * normal and (centred only) of dy.
EK_INLINE void EK(norm_chunk)(const struct norm *n, size_t first_row, size_t count, float *partial, float *row,
                              const int centred) {
  size_t columns = n->columns;
  float *gains = partial, *biases = partial + columns;
  memset(partial, 0, (centred ? 2 : 1) * columns * sizeof(float));
  for (size_t r = first_row; r < first_row + count; r++) {
    const float *x = n->x + r * columns, *dy = n->dy + r * columns;
    float *dx = n->y + r * columns;
    float mean = centred ? n->kept_mean[r] : 0.0f, r_std = n->kept_rstd[r];
    struct ek_sum_tree plain = {0}, weighted = {0};
    for (size_t first = 0; first < columns; first += EK_SUM_BLOCK) {
      EK(lanes) sum = EK(no_lanes)(), product = EK(no_lanes)();
#define EK_BODY(at, v, left)                                                                                         \
  VF in = EK(load_part)(x + (at), left), out = EK(load_part)(dy + (at), left);                                       \
  VF normal = EK(keep_part)((centred ? in - mean : in) * r_std, left);                                               \
  VF g = out * EK(load_part)(n->gain + (at), left);                                                                  \
  EK(store_part)(gains + (at), EK(load_part)(gains + (at), left) + out * normal, left);                              \
  if (centred) { EK(store_part)(biases + (at), EK(load_part)(biases + (at), left) + out, left); }                    \
  EK(store_part)(row + (at), normal, left);                                                                          \
  EK(store_part)(dx + (at), g, left);                                                                                \
  if (centred) { sum.v[v] += g; }                                                                                    \
  product.v[v] += g * normal
      EK_FOR_BLOCK(first, EK(block_end)(first, columns), EK_BODY)
#undef EK_BODY
      if (centred) { ek_tree_push(&plain, EK(fold)(sum)); }
      ek_tree_push(&weighted, EK(fold)(product));
    }
    float s1 = centred ? ek_tree_total(&plain) / (float)columns : 0.0f;
    float s2 = ek_tree_total(&weighted) / (float)columns;
    for (size_t j = 0; j < columns; j += EK_FLOATS) {
      size_t left = columns - j;
      VF g = EK(load_part)(dx + j, left), normal = EK(load_part)(row + j, left);
      if (centred) { g = g - s1; }
      EK(store_part)(dx + j, EK(canonical_vf)(r_std * (g - normal * s2)), left);
    }
  }
}

static void EK(layer_norm_chunk)(const struct norm *n, size_t first, size_t count, float *partial, float *row) {
  EK(norm_chunk)(n, first, count, partial, row, 1);
}

static void EK(rms_norm_chunk)(const struct norm *n, size_t first, size_t count, float *partial, float *row) {
  EK(norm_chunk)(n, first, count, partial, row, 0);
}

static void EK(add_sums)(float *to, const float *from, size_t count) {
  for (size_t j = 0; j < count; j += EK_FLOATS) {
    size_t left = count - j;
    EK(store_part)(to + j, EK(load_part)(to + j, left) + EK(load_part)(from + j, left), left);
  }
}

#undef EK_FOR_BLOCK
