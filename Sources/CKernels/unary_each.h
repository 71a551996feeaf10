#include "vectors.h"
#include "elementary.h"

#define EK_UNARY(function)                                                                                           \
  static void EK(function##_array)(const float *x, float *y, size_t count) {                                         \
    size_t i = 0;                                                                                                    \
    for (; i + EK_FLOATS <= count; i += EK_FLOATS) {                                                                 \
      EK(store_f32)(y + i, EK(function##_f32)(EK(load_f32)(x + i)));                                                 \
    }                                                                                                                \
    if (i < count) {                                                                                                 \
      EK(store_some)(y + i, EK(function##_f32)(EK(load_some)(x + i, count - i)), count - i);                         \
    }                                                                                                                \
  }

EK_UNARY(exp)
EK_UNARY(log)
EK_UNARY(tanh)
EK_UNARY(erf)
EK_UNARY(rsqrt)
EK_UNARY(sqrt)
#undef EK_UNARY
