#include "vectors.h"
#include "elementary.h"

#define EK_UNARY(function)                                                                                           \
  static void EK(function##_array)(const float *x, float *y, size_t count) {                                         \
    size_t i = 0;                                                                                                    \
    for (; i + EK_DOUBLES <= count; i += EK_DOUBLES) {                                                               \
      VD wide = __builtin_convertvector(EK(load_narrow)(x + i), VD);                                                 \
      EK(store_narrow)(y + i, EK(round_to_float)(EK(function##_value)(wide)));                                       \
    }                                                                                                                \
    if (i < count) {                                                                                                 \
      float last[EK_DOUBLES] = {0};                                                                                  \
      memcpy(last, x + i, (count - i) * sizeof(float));                                                              \
      VD wide = __builtin_convertvector(EK(load_narrow)(last), VD);                                                  \
      EK(store_narrow)(last, EK(round_to_float)(EK(function##_value)(wide)));                                        \
      memcpy(y + i, last, (count - i) * sizeof(float));                                                              \
    }                                                                                                                \
  }

EK_UNARY(exp)
EK_UNARY(log)
EK_UNARY(tanh)
EK_UNARY(erf)
EK_UNARY(rsqrt)
#undef EK_UNARY
