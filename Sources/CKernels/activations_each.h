#include "vectors.h"
#include "elementary.h"

// Every step below is rounded to float by itself: docs/numerics.md section 8 lists them. Results may be NaNs of any
// kind; EK_PAIRWISE makes them canonical.

// An infinity as the largest finite number of its sign: what a limit needs where a factor of it is zero.
EK_INLINE VF EK(finite)(VF x) {
  x = EK(select_f32)((VI)(x < -__FLT_MAX__), (VF)-__FLT_MAX__, x);
  return EK(select_f32)((VI)(x > __FLT_MAX__), (VF)__FLT_MAX__, x);
}
EK_INLINE VF EK(bounded_below)(VF x) { return EK(select_f32)((VI)(x < -__FLT_MAX__), (VF)-__FLT_MAX__, x); }

EK_INLINE VF EK(divide)(VF a, VF b) { return a / b; }
EK_INLINE VF EK(add)(VF a, VF b) { return a + b; }

EK_INLINE VF EK(gelu)(VF x, VF unused) {
  (void)unused;
  VF e = EK(erf_f32)(x * 0x1.6a09e6p-1f);
  return (0.5f * EK(bounded_below)(x)) * (1.0f + e);
}

EK_INLINE VF EK(gelu_gradient)(VF x, VF dy) {
  x = EK(finite)(x);
  VF e = EK(erf_f32)(x * 0x1.6a09e6p-1f);
  VF density = EK(exp_f32)(-0.5f * (x * x)) * 0x1.988454p-2f;
  return dy * (0.5f * (1.0f + e) + x * density);
}

EK_INLINE VF EK(logistic)(VF x) { return 1.0f / (1.0f + EK(exp_f32)(-x)); }

EK_INLINE VF EK(silu)(VF x, VF unused) {
  (void)unused;
  return EK(bounded_below)(x) / (1.0f + EK(exp_f32)(-x));
}

EK_INLINE VF EK(silu_gradient)(VF x, VF dy) {
  x = EK(finite)(x);
  VF s = EK(logistic)(x);
  return dy * (s * (1.0f + x * (1.0f - s)));
}

EK_INLINE VF EK(tanh_gradient)(VF y, VF dy) { return dy * (1.0f - y * y); }

#define EK_PAIRWISE(function)                                                                                        \
  static void EK(function##_array)(const float *a, const float *b, float *y, size_t count) {                         \
    size_t i = 0;                                                                                                    \
    for (; i + EK_FLOATS <= count; i += EK_FLOATS) {                                                                 \
      VF value = EK(function)(EK(load_f32)(a + i), EK(load_f32)(b + i));                                             \
      EK(store_f32)(y + i, EK(canonical_vf)(value));                                                                 \
    }                                                                                                                \
    size_t rest = count - i;                                                                                         \
    if (rest) {                                                                                                      \
      VF value = EK(function)(EK(load_some)(a + i, rest), EK(load_some)(b + i, rest));                               \
      EK(store_some)(y + i, EK(canonical_vf)(value), rest);                                                          \
    }                                                                                                                \
  }

EK_PAIRWISE(divide)
EK_PAIRWISE(add)
EK_PAIRWISE(gelu)
EK_PAIRWISE(gelu_gradient)
EK_PAIRWISE(silu)
EK_PAIRWISE(silu_gradient)
EK_PAIRWISE(tanh_gradient)
#undef EK_PAIRWISE
