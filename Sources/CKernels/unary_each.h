#include "vectors.h"
#include "elementary.h"

#define EK_UNARY(function)                                                                                           \
  static void EK(function##_array)(const float *x, float *y, size_t count) {                                         \
    EK_FOR_STEPS(count, EK(store_floats)(y + at, EK(function##_f32)(EK(load_floats)(x + at, left)), left))           \
  }

EK_UNARY(exp)
EK_UNARY(log)
EK_UNARY(tanh)
EK_UNARY(erf)
EK_UNARY(rsqrt)
EK_UNARY(sqrt)
#undef EK_UNARY
