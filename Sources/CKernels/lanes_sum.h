// Sums by 16 interleaved lanes and a halving tree. Included inside a template after vectors.h.
#include "sum_tree.h"

#define EK_LANES (16 / EK_FLOATS)

typedef struct {
  VF v[EK_LANES];
} EK(lanes);

EK_INLINE EK(lanes) EK(no_lanes)(void) {
  EK(lanes) lanes;
  EK_UNROLL for (int v = 0; v < EK_LANES; v++) { lanes.v[v] = (VF)0.0f; }
  return lanes;
}

// lane[l] += lane[l + h] for h = 8, 4, 2, 1.
EK_INLINE float EK(fold)(EK(lanes) lanes) {
#if EK_FLOATS == 16
  EK(vn) eight = lanes.v[0].lo + lanes.v[0].hi;
  __typeof__(eight.lo) four = eight.lo + eight.hi;
#elif EK_FLOATS == 8
  VF eight = lanes.v[0] + lanes.v[1];
  VN four = eight.lo + eight.hi;
#else
  VF four = (lanes.v[0] + lanes.v[2]) + (lanes.v[1] + lanes.v[3]);
#endif
  __typeof__(four.lo) two = four.lo + four.hi;
  return two[0] + two[1];
}

// The sum of at most one block. Lanes are never -0, so the zeros of a part of a vector change nothing. The loop is a few
// instructions: aligned, it lies in one cache line wherever the linker puts the function, which is worth 7 %.
__attribute__((aligned(64))) static float EK(lanes_sum_f32)(const float *x, size_t count) {
  EK(lanes) lanes = EK(no_lanes)();
  size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    EK_UNROLL for (int v = 0; v < EK_LANES; v++) { lanes.v[v] += EK(load_f32)(x + i + v * EK_FLOATS); }
  }
  EK_UNROLL for (int v = 0; v < EK_LANES; v++) {
    size_t at = i + (size_t)v * EK_FLOATS;
    if (at < count) { lanes.v[v] += EK(load_part)(x + at, count - at); }
  }
  return EK(fold)(lanes);
}

// The sum of a row: blocks of 4,096 and their tree.
EK_INLINE float EK(row_sum)(const float *x, size_t count) {
  if (count <= EK_SUM_BLOCK) { return EK(lanes_sum_f32)(x, count); }
  struct ek_sum_tree tree = {0};
  for (size_t i = 0; i < count; i += EK_SUM_BLOCK) {
    ek_tree_push(&tree, EK(lanes_sum_f32)(x + i, count - i < EK_SUM_BLOCK ? count - i : EK_SUM_BLOCK));
  }
  return ek_tree_total(&tree);
}

#undef EK_LANES
