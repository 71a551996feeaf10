#include "vectors.h"
#include "elementary.h"

// Every step below is rounded to float by itself: docs/numerics.md section 8 lists them. Results may be NaNs of any
// kind; EK_PAIRWISE makes them canonical.

// An infinity as the largest finite number of its sign: what a limit needs where a factor of it is zero.
EK_INLINE VF EK(bounded_below)(VF x) { return EK(at_least)(x, -__FLT_MAX__); }
EK_INLINE VF EK(finite)(VF x) { return EK(at_most)(EK(bounded_below)(x), __FLT_MAX__); }

EK_INLINE FLOATS EK(divide)(FLOATS a, FLOATS b) {
  EK_EACH_F { a.v[i] = a.v[i] / b.v[i]; }
  return a;
}

EK_INLINE FLOATS EK(add)(FLOATS a, FLOATS b) {
  EK_EACH_F { a.v[i] = a.v[i] + b.v[i]; }
  return a;
}

EK_INLINE FLOATS EK(erf_of_scaled)(FLOATS x) {
  EK_EACH_F { x.v[i] *= 0x1.6a09e6p-1f; }
  return EK(erf_f32)(x);
}

EK_INLINE FLOATS EK(gelu)(FLOATS x, FLOATS unused) {
  (void)unused;
  FLOATS e = EK(erf_of_scaled)(x);
  EK_EACH_F { x.v[i] = (0.5f * EK(bounded_below)(x.v[i])) * (1.0f + e.v[i]); }
  return x;
}

EK_INLINE FLOATS EK(gelu_gradient)(FLOATS x, FLOATS dy) {
  FLOATS power;
  EK_EACH_F {
    x.v[i] = EK(finite)(x.v[i]);
    power.v[i] = -0.5f * (x.v[i] * x.v[i]);
  }
  FLOATS e = EK(erf_of_scaled)(x), density = EK(exp_f32)(power);
  EK_EACH_F {
    VF slope = 0.5f * (1.0f + e.v[i]) + x.v[i] * (density.v[i] * 0x1.988454p-2f);
    x.v[i] = dy.v[i] * slope;
  }
  return x;
}

EK_INLINE FLOATS EK(one_plus_exp)(FLOATS x) {  // 1 + exp(-x)
  EK_EACH_F { x.v[i] = -x.v[i]; }
  x = EK(exp_f32)(x);
  EK_EACH_F { x.v[i] = 1.0f + x.v[i]; }
  return x;
}

EK_INLINE FLOATS EK(silu)(FLOATS x, FLOATS unused) {
  (void)unused;
  FLOATS d = EK(one_plus_exp)(x);
  EK_EACH_F { x.v[i] = EK(bounded_below)(x.v[i]) / d.v[i]; }
  return x;
}

EK_INLINE FLOATS EK(silu_gradient)(FLOATS x, FLOATS dy) {
  EK_EACH_F { x.v[i] = EK(finite)(x.v[i]); }
  FLOATS d = EK(one_plus_exp)(x);
  EK_EACH_F {
    VF s = 1.0f / d.v[i];
    x.v[i] = dy.v[i] * (s * (1.0f + x.v[i] * (1.0f - s)));
  }
  return x;
}

EK_INLINE FLOATS EK(tanh_gradient)(FLOATS y, FLOATS dy) {
  EK_EACH_F { y.v[i] = dy.v[i] * (1.0f - y.v[i] * y.v[i]); }
  return y;
}

EK_INLINE FLOATS EK(canonical_floats)(FLOATS x) {
  EK_EACH_F { x.v[i] = EK(canonical_vf)(x.v[i]); }
  return x;
}

#define EK_PAIRWISE(function)                                                                                        \
  static void EK(function##_array)(const float *a, const float *b, float *y, size_t count) {                         \
    EK_FOR_STEPS(count, {                                                                                            \
      FLOATS value = EK(function)(EK(load_floats)(a + at, left), EK(load_floats)(b + at, left));                     \
      EK(store_floats)(y + at, EK(canonical_floats)(value), left);                                                   \
    })                                                                                                               \
  }

EK_PAIRWISE(divide)
EK_PAIRWISE(add)
EK_PAIRWISE(gelu)
EK_PAIRWISE(gelu_gradient)
EK_PAIRWISE(silu)
EK_PAIRWISE(silu_gradient)
EK_PAIRWISE(tanh_gradient)
#undef EK_PAIRWISE
