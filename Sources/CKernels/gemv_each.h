// Both element types' products with a vector, for one instruction set.
#include "vectors.h"
#include "gemm_vectors.h"

// Transposes the squares in each 128-bit lane of v: 4 by 4 floats, 2 by 2 doubles.
#if EK_VECTOR_BYTES == 64
#define EK_EVERY_LANE_F32(a, b, c, d)                                                                                  \
  a, b, c, d, a + 4, b + 4, c + 4, d + 4, a + 8, b + 8, c + 8, d + 8, a + 12, b + 12, c + 12, d + 12
#define EK_EVERY_LANE_F64(a, b) a, b, a + 2, b + 2, a + 4, b + 4, a + 6, b + 6
#elif EK_VECTOR_BYTES == 32
#define EK_EVERY_LANE_F32(a, b, c, d) a, b, c, d, a + 4, b + 4, c + 4, d + 4
#define EK_EVERY_LANE_F64(a, b) a, b, a + 2, b + 2
#else
#define EK_EVERY_LANE_F32(a, b, c, d) a, b, c, d
#define EK_EVERY_LANE_F64(a, b) a, b
#endif
EK_INLINE void EK(transpose_lanes_f32)(const VF v[4], VF columns[4]) {
  enum { OTHER = EK_FLOATS };
  VF a = __builtin_shufflevector(v[0], v[1], EK_EVERY_LANE_F32(0, OTHER, 1, OTHER + 1));
  VF b = __builtin_shufflevector(v[2], v[3], EK_EVERY_LANE_F32(0, OTHER, 1, OTHER + 1));
  VF c = __builtin_shufflevector(v[0], v[1], EK_EVERY_LANE_F32(2, OTHER + 2, 3, OTHER + 3));
  VF d = __builtin_shufflevector(v[2], v[3], EK_EVERY_LANE_F32(2, OTHER + 2, 3, OTHER + 3));
  columns[0] = __builtin_shufflevector(a, b, EK_EVERY_LANE_F32(0, 1, OTHER, OTHER + 1));
  columns[1] = __builtin_shufflevector(a, b, EK_EVERY_LANE_F32(2, 3, OTHER + 2, OTHER + 3));
  columns[2] = __builtin_shufflevector(c, d, EK_EVERY_LANE_F32(0, 1, OTHER, OTHER + 1));
  columns[3] = __builtin_shufflevector(c, d, EK_EVERY_LANE_F32(2, 3, OTHER + 2, OTHER + 3));
}
EK_INLINE void EK(transpose_lanes_f64)(const VD v[2], VD columns[2]) {
  enum { OTHER = EK_DOUBLES };
  columns[0] = __builtin_shufflevector(v[0], v[1], EK_EVERY_LANE_F64(0, OTHER));
  columns[1] = __builtin_shufflevector(v[0], v[1], EK_EVERY_LANE_F64(1, OTHER + 1));
}
#undef EK_EVERY_LANE_F32
#undef EK_EVERY_LANE_F64

typedef float EK(lane_f32) __attribute__((ext_vector_type(4), aligned(4), may_alias));
typedef double EK(lane_f64) __attribute__((ext_vector_type(2), aligned(8), may_alias));

// A vector whose 128-bit lanes lie `step` elements apart.
#define EK_LANE_OF(type, lane) (*(const type *)(a + lane * step))
EK_INLINE VF EK(gather_lanes_f32)(const float *a, ptrdiff_t step) {
  VF v;
#if EK_VECTOR_BYTES == 64
  v.lo.lo = EK_LANE_OF(EK(lane_f32), 0), v.lo.hi = EK_LANE_OF(EK(lane_f32), 1);
  v.hi.lo = EK_LANE_OF(EK(lane_f32), 2), v.hi.hi = EK_LANE_OF(EK(lane_f32), 3);
#elif EK_VECTOR_BYTES == 32
  v.lo = EK_LANE_OF(EK(lane_f32), 0), v.hi = EK_LANE_OF(EK(lane_f32), 1);
#else
  v = EK_LANE_OF(EK(lane_f32), 0);
#endif
  return v;
}
EK_INLINE VD EK(gather_lanes_f64)(const double *a, ptrdiff_t step) {
  VD v;
#if EK_VECTOR_BYTES == 64
  v.lo.lo = EK_LANE_OF(EK(lane_f64), 0), v.lo.hi = EK_LANE_OF(EK(lane_f64), 1);
  v.hi.lo = EK_LANE_OF(EK(lane_f64), 2), v.hi.hi = EK_LANE_OF(EK(lane_f64), 3);
#elif EK_VECTOR_BYTES == 32
  v.lo = EK_LANE_OF(EK(lane_f64), 0), v.hi = EK_LANE_OF(EK(lane_f64), 1);
#else
  v = EK_LANE_OF(EK(lane_f64), 0);
#endif
  return v;
}
#undef EK_LANE_OF

#define EK_T float
#define EK_V VF
#define EK_W EK_FLOATS
#define EK_MASK EK(mask_f32)
#define EK_NAN __builtin_nanf("")
#define EK_TYPED(x) EK(x##_f32)
#include "gemv_tile.h"
#undef EK_T
#undef EK_V
#undef EK_W
#undef EK_MASK
#undef EK_NAN
#undef EK_TYPED

#define EK_T double
#define EK_V VD
#define EK_W EK_DOUBLES
#define EK_MASK EK(mask_f64)
#define EK_NAN __builtin_nan("")
#define EK_TYPED(x) EK(x##_f64)
#include "gemv_tile.h"
#undef EK_T
#undef EK_V
#undef EK_W
#undef EK_MASK
#undef EK_NAN
#undef EK_TYPED

#undef EK_MASKED
