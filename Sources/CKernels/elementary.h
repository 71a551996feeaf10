// exp, log, tanh, erf and 1/sqrt of floats, correctly rounded: evaluated in double with errors far below the distance
// of any float's result from a rounding boundary (scripts/check_elementary.c tries all of them), then rounded once.
// Included inside a template after vectors.h and coefficients.h. Arguments are floats widened to double.

// r with x = k ln(2) + r, and k as a double; the magic number's low bits hold k, to nearest.
EK_INLINE VD EK(reduce_ln2)(VD x, VD *k) {
  VD magic = (VD)0x1.8p52;
  VD shifted = EK(fma_f64)(x, (VD)EK_LOG2E, magic);
  *k = shifted - magic;
  VD r = EK(fma_f64)(-*k, (VD)EK_LN2_HEAD, x);
  return EK(fma_f64)(-*k, (VD)EK_LN2_TAIL, r);
}

// 2^k for integers within the range of normal doubles.
EK_INLINE VD EK(power_of_two)(VD k) {
  VL bits = (VL)(k + 0x1.8p52);  // the low bits are k, modulo 2^51
  return (VD)((bits + 1023) << 52);
}

EK_INLINE VD EK(polynomial)(VD x, const double *c, const int degree) {
  VD sum = (VD)c[degree];
  EK_UNROLL for (int i = degree - 1; i >= 0; i--) { sum = EK(fma_f64)(sum, x, (VD)c[i]); }
  return sum;
}

EK_INLINE VD EK(clamp)(VD x, double low, double high) {  // NaN stays
  x = EK(select_f64)((VL)(x < low), (VD)low, x);
  return EK(select_f64)((VL)(x > high), (VD)high, x);
}

// exp(r) - 1 for |r| <= ln(2)/2.
EK_INLINE VD EK(expm1_reduced)(VD r) {
  VD q = EK(polynomial)(r, ek_exp_q, 10);
  return EK(fma_f64)(r * r, q, r);
}

EK_INLINE VD EK(exp_value)(VD x) {
  VD k, r = EK(reduce_ln2)(EK(clamp)(x, -150.0, 150.0), &k);
  VD q = EK(polynomial)(r, ek_exp_q, 10);
  VD p = EK(fma_f64)(EK(fma_f64)(q, r, (VD)1.0), r, (VD)1.0);
  return EK(power_of_two)(k) * p;
}

// log(x) as a head and a small tail, joined by rounding to odd, so that only the conversion to float rounds.
EK_INLINE VD EK(log_value)(VD x) {
  VL bits = (VL)x - 0x3fe6a09e667f3bcd;  // sqrt(1/2)
  VL exponent = bits >> 52;
  VD m = (VD)((bits & 0xfffffffffffff) + 0x3fe6a09e667f3bcd);  // in [sqrt(1/2), sqrt(2))
  VD e = (VD)((exponent & 0xffff) + 0x4338000000000000) - 0x1.8p52;
  e = EK(select_f64)((VL)(e > 32767.0), e - 65536.0, e);
  VD f = m - 1.0, s = f / (f + 2.0), z = s * s;
  VD half = 0.5 * f * f, half_error = EK(fma_f64)(0.5 * f, f, -half);
  VD rest = EK(fma_f64)(s, EK(fma_f64)(z, EK(polynomial)(z, ek_log_p, 9), half), e * EK_LN2_TAIL);
  // e ln2_head is exact; the sum of it, f and -half is kept as head + errors (TwoSum).
  VD a = e * EK_LN2_HEAD, head = a + f, t = head - a;
  VD tail = (a - (head - t)) + (f - t);
  VD head2 = head - half, t2 = head2 - head;
  tail += (head - (head2 - t2)) - (half + t2);
  tail += rest - half_error;
  VD sum = head2 + tail, t3 = sum - head2, error = (head2 - (sum - t3)) + (tail - t3);
  VL inexact = ((VL)(error > 0.0) | (VL)(error < 0.0)) & (((VL)sum & 1) - 1);
  VL away = (VL)(error > 0.0) ^ (VL)(sum < 0.0);
  sum = (VD)((VL)sum + (((away & 1) | (~away & -1)) & inexact));
  VD special = EK(select_f64)((VL)(x == 0.0), (VD)-__builtin_inf(), (VD)__builtin_nan(""));
  special = EK(select_f64)((VL)(x == __builtin_inf()), x, special);
  VL normal = (VL)(x > 0.0) & (VL)(x < __builtin_inf());
  return EK(select_f64)(normal, sum, special);
}

EK_INLINE VD EK(copy_sign)(VD magnitude, VD sign) {
  VL bit = (VL)(uint64_t)0x8000000000000000;
  return (VD)(((VL)magnitude & ~bit) | ((VL)sign & bit));
}

EK_INLINE VD EK(absolute)(VD x) { return (VD)((VL)x & 0x7fffffffffffffff); }

// tanh y = t / (t + 2) with t = exp(2y) - 1.
EK_INLINE VD EK(tanh_value)(VD x) {
  VD y = EK(clamp)(EK(absolute)(x), 0.0, 16.0);
  VD k, r = EK(reduce_ln2)(y + y, &k), scale = EK(power_of_two)(k);
  VD t = EK(fma_f64)(scale, EK(expm1_reduced)(r), scale - 1.0);
  return EK(copy_sign)(t / (t + 2.0), x);
}

EK_INLINE VD EK(erf_value)(VD x) {
  VD y = EK(clamp)(EK(absolute)(x), 0.0, 3.9375);  // erf(3.9375) rounds to 1
  VD small = y * EK(polynomial)(y * y, ek_erf_small, 14);
  VD large = EK(polynomial)(y - 2.46875, ek_erf_large, 27);
  return EK(copy_sign)(EK(select_f64)((VL)(y < 1.0), small, large), x);
}

EK_INLINE VD EK(rsqrt_value)(VD x) { return 1.0 / __builtin_elementwise_sqrt(x); }

EK_INLINE VN EK(round_to_float)(VD x) {
  return __builtin_convertvector(EK(canonical_vd)(x), VN);
}

// Whole vectors of floats; NaN results are canonical.
#define EK_OF_FLOATS(name, function)                                                                                  \
  static __attribute__((noinline, unused)) VF EK(name)(VF x) {                                                                \
    VF out;                                                                                                           \
    out.lo = EK(round_to_float)(EK(function##_value)(__builtin_convertvector(x.lo, VD)));                             \
    out.hi = EK(round_to_float)(EK(function##_value)(__builtin_convertvector(x.hi, VD)));                             \
    return out;                                                                                                       \
  }
EK_OF_FLOATS(exp_accurate, exp)
EK_OF_FLOATS(log_accurate, log)
EK_OF_FLOATS(tanh_accurate, tanh)
EK_OF_FLOATS(erf_accurate, erf)
EK_OF_FLOATS(rsqrt_accurate, rsqrt)
#undef EK_OF_FLOATS

#include "elementary_near.h"
