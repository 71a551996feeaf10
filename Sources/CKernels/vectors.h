// Vector types and their few primitives for one instruction set. Included inside a template, after each_isa.h has
// named the instruction set; defines VF (floats), VD (doubles) and VN (as many floats as VD has lanes).

#include <string.h>

#define EK_FLOATS (EK_VECTOR_BYTES / 4)
#define EK_DOUBLES (EK_VECTOR_BYTES / 8)

typedef float EK(vf) __attribute__((ext_vector_type(EK_FLOATS)));
typedef double EK(vd) __attribute__((ext_vector_type(EK_DOUBLES)));
typedef int64_t EK(vl) __attribute__((ext_vector_type(EK_DOUBLES)));
typedef int32_t EK(vi) __attribute__((ext_vector_type(EK_FLOATS)));
typedef float EK(vn) __attribute__((ext_vector_type(EK_DOUBLES)));
typedef float EK(vf_loose) __attribute__((ext_vector_type(EK_FLOATS), aligned(4), may_alias));
typedef double EK(vd_loose) __attribute__((ext_vector_type(EK_DOUBLES), aligned(8), may_alias));
typedef float EK(vn_loose) __attribute__((ext_vector_type(EK_DOUBLES), aligned(4), may_alias));

#define VF EK(vf)
#define VD EK(vd)
#define VL EK(vl)
#define VI EK(vi)
#define VN EK(vn)

EK_INLINE VF EK(load_f32)(const float *p) { return *(const EK(vf_loose) *)p; }
EK_INLINE VD EK(load_f64)(const double *p) { return *(const EK(vd_loose) *)p; }
EK_INLINE VN EK(load_narrow)(const float *p) { return *(const EK(vn_loose) *)p; }
EK_INLINE void EK(store_f32)(float *p, VF v) { *(EK(vf_loose) *)p = v; }
EK_INLINE void EK(store_f64)(double *p, VD v) { *(EK(vd_loose) *)p = v; }
EK_INLINE void EK(store_narrow)(float *p, VN v) { *(EK(vn_loose) *)p = v; }

// The first `count` floats of a vector, fewer than it has; the other lanes are +0.
#if EK_VECTOR_BYTES == 64
EK_INLINE VF EK(load_some)(const float *p, size_t count) {
  return (VF)_mm512_maskz_loadu_ps((__mmask16)((1u << count) - 1), p);
}
EK_INLINE void EK(store_some)(float *p, VF v, size_t count) {
  _mm512_mask_storeu_ps(p, (__mmask16)((1u << count) - 1), (__m512)v);
}
#elif EK_VECTOR_BYTES == 32
EK_INLINE __m256i EK(first_lanes)(size_t count) {
  static const int32_t ones_then_zeros[16] = {-1, -1, -1, -1, -1, -1, -1, -1};
  return _mm256_loadu_si256((const __m256i *)(ones_then_zeros + 8 - count));
}
EK_INLINE VF EK(load_some)(const float *p, size_t count) { return (VF)_mm256_maskload_ps(p, EK(first_lanes)(count)); }
EK_INLINE void EK(store_some)(float *p, VF v, size_t count) {
  _mm256_maskstore_ps(p, EK(first_lanes)(count), (__m256)v);
}
#else
EK_INLINE VF EK(load_some)(const float *p, size_t count) {
  VF v = (VF)0.0f;
  memcpy(&v, p, count * sizeof(float));
  return v;
}
EK_INLINE void EK(store_some)(float *p, VF v, size_t count) { memcpy(p, &v, count * sizeof(float)); }
#endif

// A vector of an array of which `left` elements are left, the lanes beyond them +0, and back.
EK_INLINE VF EK(load_part)(const float *p, size_t left) {
  return left >= EK_FLOATS ? EK(load_f32)(p) : EK(load_some)(p, left);
}
EK_INLINE void EK(store_part)(float *p, VF v, size_t left) {
  if (left >= EK_FLOATS) {
    EK(store_f32)(p, v);
  } else {
    EK(store_some)(p, v, left);
  }
}
// The first `left` lanes, the others +0.
EK_INLINE VF EK(keep_part)(VF v, size_t left) {
  if (left >= EK_FLOATS) { return v; }
  float lanes[EK_FLOATS];
  EK(store_f32)(lanes, v);
  return EK(load_part)(lanes, left);
}

// Lanes of `yes` where the mask's lanes are all ones, of `no` elsewhere.
EK_INLINE VD EK(select_f64)(VL mask, VD yes, VD no) { return (VD)((mask & (VL)yes) | (~mask & (VL)no)); }
EK_INLINE VF EK(select_f32)(VI mask, VF yes, VF no) { return (VF)((mask & (VI)yes) | (~mask & (VI)no)); }

// Whether a lane of the mask is not zero; its lanes are all ones or zero.
EK_INLINE int EK(any)(VI mask) { return __builtin_reduce_or(mask) != 0; }

EK_INLINE VF EK(canonical_vf)(VF x) { return EK(select_f32)((VI)(x == x), x, (VF)(VI)(0x7fc00000)); }
EK_INLINE VD EK(canonical_vd)(VD x) { return EK(select_f64)((VL)(x == x), x, (VD)(VL)(0x7ff8000000000000)); }

#if EK_HAS_FMA

EK_INLINE VF EK(fma_f32)(VF a, VF b, VF c) { return __builtin_elementwise_fma(a, b, c); }
EK_INLINE VD EK(fma_f64)(VD a, VD b, VD c) { return __builtin_elementwise_fma(a, b, c); }

#else

#include "soft_fma.h"

// An exact float fused multiply-add on two doubles: the product is exact, the sum is rounded to odd (so that the
// second rounding, to float, is right), with the sum's error from Knuth's TwoSum.
EK_INLINE VD EK(odd_sum)(VD p, VD c) {
  VD s = p + c;
  VD t = s - p;
  VD error = (p - (s - t)) + (c - t);
  VL inexact = (VL)(error > 0.0) | (VL)(error < 0.0);
  VL even = ((VL)s & 1) - 1;
  VL away = (VL)(error > 0.0) ^ (VL)(s < 0.0);
  VL step = (away & 1) | (~away & -1);
  return (VD)((VL)s + (step & inexact & even));
}

EK_INLINE VF EK(fma_f32)(VF a, VF b, VF c) {
  VD low = EK(odd_sum)(__builtin_convertvector(a.lo, VD) * __builtin_convertvector(b.lo, VD),
                       __builtin_convertvector(c.lo, VD));
  VD high = EK(odd_sum)(__builtin_convertvector(a.hi, VD) * __builtin_convertvector(b.hi, VD),
                        __builtin_convertvector(c.hi, VD));
  VF out;
  out.lo = __builtin_convertvector(low, VN);
  out.hi = __builtin_convertvector(high, VN);
  return out;
}

EK_INLINE VD EK(fma_f64)(VD a, VD b, VD c) {
  VD out;
  for (int lane = 0; lane < EK_DOUBLES; lane++) { out[lane] = ek_soft_fma(a[lane], b[lane], c[lane]); }
  return out;
}

#endif
