// exp, log, tanh, erf and 1/sqrt of floats, correctly rounded and fast: near functions, in double with relative errors
// below 2^-41, decide the float unless the value lies within 2^-40 of the middle of two; then the accurate functions are
// asked. Included inside a template after the accurate functions of elementary.h.
//
// A processor that waits for one result can work on another, so each step is written for several vectors side by side.

#ifndef EK_SIDES
#define EK_SIDES 2
#endif

typedef struct {
  VF v[EK_SIDES];
} EK(floats);
typedef struct {
  VD v[2 * EK_SIDES];
} EK(wide);

#define EK_EACH EK_UNROLL for (int i = 0; i < 2 * EK_SIDES; i++)
#define EK_EACH_F EK_UNROLL for (int i = 0; i < EK_SIDES; i++)
// Keeps the compiler from finishing one vector before it starts the next.
#define EK_TOGETHER(x) EK_EACH { EK_OPAQUE(x.v[i]); }
#define WIDE EK(wide)
#define FLOATS EK(floats)

// a * b + c, fused where that is free: the near functions do not care.
EK_INLINE VD EK(mad)(VD a, VD b, VD c) {
#if EK_HAS_FMA
  return EK(fma_f64)(a, b, c);
#else
  return a * b + c;
#endif
}

EK_INLINE WIDE EK(near_polynomial)(WIDE x, const double *c, const int degree) {
  WIDE sum;
  EK_EACH { sum.v[i] = (VD)c[degree]; }
  EK_UNROLL for (int j = degree - 1; j >= 0; j--) {
    EK_EACH { sum.v[i] = EK(mad)(sum.v[i], x.v[i], (VD)c[j]); }
    EK_TOGETHER(sum)
  }
  return sum;
}

EK_INLINE WIDE EK(widened)(FLOATS x) {
  WIDE out;
  EK_EACH_F {
    out.v[2 * i] = __builtin_convertvector(x.v[i].lo, VD);
    out.v[2 * i + 1] = __builtin_convertvector(x.v[i].hi, VD);
  }
  return out;
}

EK_INLINE FLOATS EK(narrowed)(WIDE x) {
  FLOATS out;
  EK_EACH_F {
    out.v[i].lo = __builtin_convertvector(x.v[2 * i], VN);
    out.v[i].hi = __builtin_convertvector(x.v[2 * i + 1], VN);
  }
  return out;
}

#if EK_VECTOR_BYTES == 64

EK_INLINE VD EK(look_up)(VL index, const double *table) {  // by the low four bits of each lane
  return (VD)_mm512_permutex2var_pd((__m512d)EK(load_f64)(table), (__m512i)index, (__m512d)EK(load_f64)(table + 8));
}

// x = k ln(2) + r with k a multiple of 1/16; `power` is 2^k.
EK_INLINE WIDE EK(reduce_near)(WIDE x, WIDE *power) {
  WIDE shifted, r;
  EK_EACH { shifted.v[i] = EK(mad)(x.v[i], (VD)EK_LOG2E, (VD)0x1.8p48); }
  EK_EACH { r.v[i] = EK(mad)(0x1.8p48 - shifted.v[i], (VD)EK_LN2, x.v[i]); }
  EK_EACH {
    VL index = (VL)shifted.v[i];  // 16 k
    power->v[i] = (VD)((VL)EK(look_up)(index, (const double *)ek_power_16) + (index << 48));
  }
  return r;
}

EK_INLINE WIDE EK(exp_near)(WIDE x) {
  WIDE power, r = EK(reduce_near)(x, &power), p = EK(near_polynomial)(r, ek_exp_16, 5);
  EK_EACH { p.v[i] *= power.v[i]; }
  return p;
}

// t = exp(2y) - 1, then t / (t + 2) by an estimate of the denominator's reciprocal good to 2^-14.
EK_INLINE WIDE EK(tanh_near)(WIDE y) {
  EK_EACH { y.v[i] += y.v[i]; }
  WIDE power, r = EK(reduce_near)(y, &power), p = EK(near_polynomial)(r, ek_expm1_16, 4), t, estimate, e, quotient;
  EK_EACH { t.v[i] = EK(mad)(power.v[i] * r.v[i], p.v[i], power.v[i] - 1.0); }
  EK_EACH {
    VD d = t.v[i] + 2.0;
    estimate.v[i] = (VD)_mm512_rcp14_pd((__m512d)d);
    e.v[i] = EK(mad)(-d, estimate.v[i], (VD)1.0);
  }
  EK_EACH {
    quotient.v[i] = t.v[i] * estimate.v[i];
    VD series = EK(mad)(e.v[i], e.v[i], e.v[i]);  // 1 / (1 - e) - 1 but for e^3, 2^-42
    quotient.v[i] = EK(mad)(quotient.v[i], series, quotient.v[i]);
  }
  return quotient;
}

EK_INLINE WIDE EK(log_near)(FLOATS x) {
  WIDE w = EK(widened)(x), r, base;
  EK_EACH {
    VD m = (VD)_mm512_getmant_pd((__m512d)w.v[i], _MM_MANT_NORM_p75_1p5, _MM_MANT_SIGN_nan);
    VD exponent = (VD)_mm512_getexp_pd((__m512d)(w.v[i] * 0x1.5555555555556p+0));  // a little more than 4/3
    VL index = (VL)m >> 48;
    r.v[i] = EK(mad)(m, EK(look_up)(index, ek_log_table[0]), (VD)-1.0);
    base.v[i] = EK(mad)(exponent, (VD)EK_LN2, EK(look_up)(index, ek_log_table[1]));
  }
  WIDE p = EK(near_polynomial)(r, ek_table_log, 7);
  EK_EACH { p.v[i] = EK(mad)(r.v[i], p.v[i], base.v[i]); }
  return p;
}
// The instructions above know zeros, infinities, NaNs and subnormal numbers.
EK_INLINE int EK(log_special)(FLOATS x) {
  (void)x;
  return 0;
}

#define EK_ERF_TABLE ek_erf16
#define EK_ERF_DEGREE EK_ERF16_DEGREE
#define EK_ERF_SCALE EK_ERF16_SCALE
EK_INLINE VL EK(erf_index)(VL index) { return index; }

#else

#if EK_VECTOR_BYTES == 32

// Doubles of a table of eight that is cut into low and high words, by eight indices that stand in the order of the low
// words of v[0] and v[1] after a shuffle of 128-bit lanes.
EK_INLINE void EK(look_up_eight)(VI index, const uint32_t *low, const uint32_t *high, VD *out) {
  __m256i l = _mm256_permutevar8x32_epi32(_mm256_load_si256((const __m256i *)low), (__m256i)index);
  __m256i h = _mm256_permutevar8x32_epi32(_mm256_load_si256((const __m256i *)high), (__m256i)index);
  out[0] = (VD)_mm256_unpacklo_epi32(l, h), out[1] = (VD)_mm256_unpackhi_epi32(l, h);
}

// x = k ln(2) + r with k a multiple of 1/8; `power` is 2^k.
EK_INLINE WIDE EK(reduce_near)(WIDE x, WIDE *power) {
  WIDE shifted, r;
  EK_EACH { shifted.v[i] = EK(mad)(x.v[i], (VD)EK_LOG2E, (VD)0x1.8p49); }
  EK_EACH { r.v[i] = EK(mad)(0x1.8p49 - shifted.v[i], (VD)EK_LN2, x.v[i]); }
  EK_EACH_F {
    VI index = __builtin_shufflevector((VI)shifted.v[2 * i], (VI)shifted.v[2 * i + 1], 0, 2, 8, 10, 4, 6, 12, 14);
    EK(look_up_eight)(index, ek_power_low_8, ek_power_high_8, &power->v[2 * i]);
  }
  EK_EACH { power->v[i] = (VD)((VL)power->v[i] + ((VL)shifted.v[i] << 49)); }
  return r;
}
#define EK_EXP ek_exp_8
#define EK_EXP_DEGREE 5
#define EK_EXPM1 ek_expm1_8
#define EK_EXPM1_DEGREE 5

#else

// x = k ln(2) + r; `power` is 2^k.
EK_INLINE WIDE EK(reduce_near)(WIDE x, WIDE *power) {
  WIDE shifted, r;
  EK_EACH { shifted.v[i] = EK(mad)(x.v[i], (VD)EK_LOG2E, (VD)0x1.8p52); }
  EK_EACH {
    VD k = shifted.v[i] - 0x1.8p52;
#if EK_HAS_FMA
    r.v[i] = EK(mad)(-k, (VD)EK_LN2, x.v[i]);
#else
    r.v[i] = (x.v[i] - k * EK_LN2_HEAD) - k * EK_LN2_TAIL;
#endif
  }
  EK_EACH { power->v[i] = (VD)(((VL)shifted.v[i] + 1023) << 52); }
  return r;
}
#define EK_EXP ek_exp_1
#define EK_EXP_DEGREE 9
#define EK_EXPM1 ek_expm1_1
#define EK_EXPM1_DEGREE 8

#endif

EK_INLINE WIDE EK(exp_near)(WIDE x) {
  WIDE power, r = EK(reduce_near)(x, &power), p = EK(near_polynomial)(r, EK_EXP, EK_EXP_DEGREE);
  EK_EACH { p.v[i] *= power.v[i]; }
  return p;
}

EK_INLINE WIDE EK(tanh_near)(WIDE y) {
  EK_EACH { y.v[i] += y.v[i]; }
  WIDE power, r = EK(reduce_near)(y, &power), t = EK(near_polynomial)(r, EK_EXPM1, EK_EXPM1_DEGREE);
  EK_EACH {
    t.v[i] = EK(mad)(power.v[i] * r.v[i], t.v[i], power.v[i] - 1.0);
    t.v[i] = t.v[i] / (t.v[i] + 2.0);
  }
  return t;
}

// log(2^e m) = e ln(2) + 2 atanh(s), s = (m - 1) / (m + 1).
EK_INLINE WIDE EK(log_near)(FLOATS x) {
  FLOATS m, e;
  EK_EACH_F {
    VI bits = (VI)x.v[i] - 0x3f3504f4;  // sqrt(1/2), rounded up
    m.v[i] = (VF)((bits & 0x7fffff) + 0x3f3504f4);
    e.v[i] = __builtin_convertvector(bits >> 23, VF);
  }
  WIDE s = EK(widened)(m), exponent = EK(widened)(e), z;
  EK_EACH {
    s.v[i] = (s.v[i] - 1.0) / (s.v[i] + 1.0);
    z.v[i] = s.v[i] * s.v[i];
  }
  WIDE p = EK(near_polynomial)(z, ek_near_log, 5);
  EK_EACH { p.v[i] = EK(mad)(exponent.v[i], (VD)EK_LN2, s.v[i] * p.v[i]); }
  return p;
}
EK_INLINE int EK(log_special)(FLOATS x) {
  VI normal = (VI)(x.v[0] == x.v[0]);
  EK_EACH_F { normal &= (VI)(x.v[i] >= __FLT_MIN__) & (VI)(x.v[i] <= __FLT_MAX__); }
  return EK(any)(~normal);
}

#undef EK_EXP
#undef EK_EXP_DEGREE
#undef EK_EXPM1
#undef EK_EXPM1_DEGREE

#define EK_ERF_TABLE ek_erf4
#define EK_ERF_DEGREE EK_ERF4_DEGREE
#define EK_ERF_SCALE EK_ERF4_SCALE

#if EK_VECTOR_BYTES == 32
// Lanes i of four become the pairs of 32-bit lanes 2 i, 2 i + 1.
EK_INLINE VL EK(erf_index)(VL index) {
  VI low = __builtin_shufflevector((VI)index, (VI)index, 0, 0, 2, 2, 4, 4, 6, 6);
  return (VL)(low + low) + 0x100000000;
}
EK_INLINE VD EK(look_up)(VL index, const double *table) {
  return (VD)_mm256_permutevar8x32_epi32((__m256i)EK(load_f64)(table), (__m256i)index);
}
#else
EK_INLINE VL EK(erf_index)(VL index) { return index & 3; }
EK_INLINE VD EK(look_up)(VL index, const double *table) { return (VD){table[index[0]], table[index[1]]}; }
#endif

#endif

EK_INLINE WIDE EK(erf_near)(WIDE y) {
  VL index[2 * EK_SIDES];
  WIDE t, sum;
  EK_EACH {
    index[i] = EK(erf_index)((VL)(EK(mad)(y.v[i], (VD)EK_ERF_SCALE, (VD)-0.5) + 0x1.8p52));
    t.v[i] = y.v[i] - EK(look_up)(index[i], EK_ERF_TABLE[0]);
    sum.v[i] = EK(look_up)(index[i], EK_ERF_TABLE[EK_ERF_DEGREE + 1]);
  }
  EK_UNROLL for (int j = EK_ERF_DEGREE; j >= 1; j--) {
    EK_EACH { sum.v[i] = EK(mad)(sum.v[i], t.v[i], EK(look_up)(index[i], EK_ERF_TABLE[j])); }
    EK_TOGETHER(sum)
  }
  return sum;
}
#undef EK_ERF_TABLE
#undef EK_ERF_DEGREE
#undef EK_ERF_SCALE

// Whether a value lies so near the middle of two normal floats, where the low 29 bits are 2^28, that the errors above
// could decide. One in 2^15 does.
EK_INLINE int EK(doubtful)(WIDE x) {
#if EK_VECTOR_BYTES == 64
  __m512i middle = _mm512_set1_epi64(0x2000 - 0x10000000), mask = _mm512_set1_epi64(0x1fffc000);
  int any = 0;
  EK_EACH { any |= _mm512_testn_epi64_mask(_mm512_add_epi64((__m512i)x.v[i], middle), mask); }
  return any;
#else
  VI any = (VI)(x.v[0] != x.v[0]) & 0;
  EK_EACH_F {
#if EK_VECTOR_BYTES == 32
    VI words = __builtin_shufflevector((VI)x.v[2 * i], (VI)x.v[2 * i + 1], 0, 2, 8, 10, 4, 6, 12, 14);
#else
    VI words = __builtin_shufflevector((VI)x.v[2 * i], (VI)x.v[2 * i + 1], 0, 2, 4, 6);
#endif
    any |= (VI)(((words + (0x2000 - 0x10000000)) & 0x1fffc000) == 0);
  }
  return EK(any)(any);
#endif
}

// NaN stays in both.
EK_INLINE VF EK(at_most)(VF x, float limit) { return EK(select_f32)((VI)(x > limit), (VF)limit, x); }
EK_INLINE VF EK(at_least)(VF x, float limit) { return EK(select_f32)((VI)(x < limit), (VF)limit, x); }
EK_INLINE VF EK(magnitude)(VF x) { return (VF)((VI)x & 0x7fffffff); }
EK_INLINE VF EK(with_sign)(VF x, VF sign) { return (VF)((VI)x | ((VI)sign & (int32_t)0x80000000)); }

// The next elements of an array of which `left` are left: lanes beyond them are +0 and stay unwritten.
EK_INLINE FLOATS EK(load_floats)(const float *p, size_t left) {
  FLOATS x;
  EK_EACH_F {
    size_t at = (size_t)i * EK_FLOATS;
    x.v[i] = at < left ? EK(load_part)(p + at, left - at) : (VF)0.0f;
  }
  return x;
}
EK_INLINE void EK(store_floats)(float *p, FLOATS x, size_t left) {
  EK_EACH_F {
    size_t at = (size_t)i * EK_FLOATS;
    if (at < left) { EK(store_part)(p + at, x.v[i], left - at); }
  }
}

// Runs a statement over an array in steps of FLOATS from `at`, of which `left` elements are left: in all whole steps `left`
// is a constant.
#define EK_STEP ((size_t)EK_SIDES * EK_FLOATS)
#define EK_FOR_STEPS(count, statement)                                                                                \
  {                                                                                                                   \
    size_t at = 0;                                                                                                    \
    for (; at + EK_STEP <= (count); at += EK_STEP) {                                                                  \
      const size_t left = EK_STEP;                                                                                    \
      statement;                                                                                                      \
    }                                                                                                                 \
    if (at < (count)) {                                                                                               \
      const size_t left = (count) - at;                                                                               \
      statement;                                                                                                      \
    }                                                                                                                 \
  }

#ifndef EK_RARELY
#define EK_RARELY(condition) __builtin_expect(!!(condition), 0)
#endif
#define EK_ACCURATE(function, x)                                                                                      \
  EK_EACH_F { x.v[i] = EK(function)(x.v[i]); }                                                                        \
  return x

EK_INLINE FLOATS EK(exp_f32)(FLOATS x) {
  FLOATS y;
  EK_EACH_F { y.v[i] = EK(at_least)(EK(at_most)(x.v[i], 89.0f), -104.0f); }  // infinite above, +0 below
  WIDE value = EK(exp_near)(EK(widened)(y));
  if (EK_RARELY(EK(doubtful)(value))) { EK_ACCURATE(exp_accurate, x); }
  y = EK(narrowed)(value);
  EK_EACH_F { y.v[i] = EK(canonical_vf)(y.v[i]); }
  return y;
}

EK_INLINE FLOATS EK(tanh_f32)(FLOATS x) {
  FLOATS y;
  EK_EACH_F { y.v[i] = EK(at_most)(EK(magnitude)(x.v[i]), 10.0f); }  // 1 above
  WIDE value = EK(tanh_near)(EK(widened)(y));
  if (EK_RARELY(EK(doubtful)(value))) { EK_ACCURATE(tanh_accurate, x); }
  y = EK(narrowed)(value);
  EK_EACH_F { y.v[i] = EK(canonical_vf)(EK(with_sign)(y.v[i], x.v[i])); }
  return y;
}

EK_INLINE FLOATS EK(erf_f32)(FLOATS x) {
  FLOATS y;
  EK_EACH_F { y.v[i] = EK(at_most)(EK(magnitude)(x.v[i]), 3.92f); }  // 1 above
  WIDE value = EK(erf_near)(EK(widened)(y));
  if (EK_RARELY(EK(doubtful)(value))) { EK_ACCURATE(erf_accurate, x); }
  y = EK(narrowed)(value);
  EK_EACH_F { y.v[i] = EK(canonical_vf)(EK(with_sign)(y.v[i], x.v[i])); }
  return y;
}

EK_INLINE FLOATS EK(log_f32)(FLOATS x) {
  WIDE value = EK(log_near)(x);
  if (EK_RARELY(EK(doubtful)(value) | EK(log_special)(x))) { EK_ACCURATE(log_accurate, x); }
  FLOATS y = EK(narrowed)(value);
  EK_EACH_F { y.v[i] = EK(canonical_vf)(y.v[i]); }
  return y;
}

#if EK_HAS_FMA && defined(__x86_64__)

// Newton's rule from the processor's estimate to y, within 2^-22. Then the residual 1 - x y^2 with its rounding errors
// gives a correction good to 2^-20 of itself, and the sum is decided where a correction larger or smaller by 2^-18 gives
// the same. Zeros, infinities, negative, subnormal numbers and NaNs end as NaNs, which decide nothing.
EK_INLINE FLOATS EK(rsqrt_f32)(FLOATS x) {
  FLOATS y, correction;
  VI undecided = (VI)(x.v[0] == x.v[0]) & 0;
  EK_EACH_F {
#if EK_VECTOR_BYTES == 64
    VF estimate = (VF)_mm512_rsqrt14_ps((__m512)x.v[i]);
#else
    VF estimate = (VF)_mm256_rsqrt_ps((__m256)x.v[i]);
#endif
    VF e = EK(fma_f32)(-(x.v[i] * estimate), estimate, (VF)1.0f);
    VF step = e * EK(fma_f32)(e, (VF)0.375f, (VF)0.5f);
    y.v[i] = EK(fma_f32)(step, estimate, estimate);
  }
  EK_EACH_F {
    VF root = x.v[i] * y.v[i], root_error = EK(fma_f32)(x.v[i], y.v[i], -root);
    VF residual = EK(fma_f32)(-root_error, y.v[i], EK(fma_f32)(-root, y.v[i], (VF)1.0f));
    correction.v[i] = (0.5f * y.v[i]) * residual;
  }
  EK_EACH_F {
    VF more = EK(fma_f32)(correction.v[i], (VF)(1 + 0x1p-18f), y.v[i]);
    VF less = EK(fma_f32)(correction.v[i], (VF)(1 - 0x1p-18f), y.v[i]);
    undecided |= ~(VI)(more == less);
    y.v[i] = more;
  }
  if (EK_RARELY(EK(any)(undecided))) { EK_ACCURATE(rsqrt_accurate, x); }
  return y;
}

#else

EK_INLINE FLOATS EK(rsqrt_f32)(FLOATS x) { EK_ACCURATE(rsqrt_accurate, x); }

#endif

EK_INLINE FLOATS EK(sqrt_f32)(FLOATS x) {
  EK_EACH_F {
    VF root = __builtin_elementwise_sqrt(x.v[i]);
    EK_OPAQUE(root);
    x.v[i] = EK(canonical_vf)(root);
  }
  return x;
}
