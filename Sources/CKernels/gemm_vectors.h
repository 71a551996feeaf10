// What the register tiles need beyond vectors.h: half vectors, the shuffles of a transpose, and vectors at the right
// edge of a matrix, of which only the first `columns` elements exist.

#define EK_LOW_2 0, 2
#define EK_HIGH_2 1, 3
#define EK_LOW_4 0, 4, 1, 5
#define EK_HIGH_4 2, 6, 3, 7
#define EK_LOW_8 0, 8, 1, 9, 2, 10, 3, 11
#define EK_HIGH_8 4, 12, 5, 13, 6, 14, 7, 15
#define EK_LOW_16 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define EK_HIGH_16 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31

// The elements of two vectors in turn: the results' first and second half.
#if EK_VECTOR_BYTES == 64
#define EK_LOW_F32 EK_LOW_16
#define EK_HIGH_F32 EK_HIGH_16
#define EK_LOW_F64 EK_LOW_8
#define EK_HIGH_F64 EK_HIGH_8
#elif EK_VECTOR_BYTES == 32
#define EK_LOW_F32 EK_LOW_8
#define EK_HIGH_F32 EK_HIGH_8
#define EK_LOW_F64 EK_LOW_4
#define EK_HIGH_F64 EK_HIGH_4
#else
#define EK_LOW_F32 EK_LOW_4
#define EK_HIGH_F32 EK_HIGH_4
#define EK_LOW_F64 EK_LOW_2
#define EK_HIGH_F64 EK_HIGH_2
#endif
EK_INLINE VF EK(interleave_low_f32)(VF x, VF y) { return __builtin_shufflevector(x, y, EK_LOW_F32); }
EK_INLINE VF EK(interleave_high_f32)(VF x, VF y) { return __builtin_shufflevector(x, y, EK_HIGH_F32); }
EK_INLINE VD EK(interleave_low_f64)(VD x, VD y) { return __builtin_shufflevector(x, y, EK_LOW_F64); }
EK_INLINE VD EK(interleave_high_f64)(VD x, VD y) { return __builtin_shufflevector(x, y, EK_HIGH_F64); }
#undef EK_LOW_F32
#undef EK_HIGH_F32
#undef EK_LOW_F64
#undef EK_HIGH_F64

// A NaN made canonical.
EK_INLINE VF EK(canonical_f32)(VF x) { return x == x ? x : (VF)__builtin_nanf(""); }
EK_INLINE VD EK(canonical_f64)(VD x) { return x == x ? x : (VD)__builtin_nan(""); }

// Whether x or y is a NaN, lane by lane, and whether any lane said so.
#if EK_VECTOR_BYTES == 64
typedef uint32_t EK(truth_f32);
typedef uint32_t EK(truth_f64);
EK_INLINE uint32_t EK(unordered_f32)(VF x, VF y) { return _mm512_cmp_ps_mask((__m512)x, (__m512)y, _CMP_UNORD_Q); }
EK_INLINE uint32_t EK(unordered_f64)(VD x, VD y) { return _mm512_cmp_pd_mask((__m512d)x, (__m512d)y, _CMP_UNORD_Q); }
EK_INLINE int EK(any_f32)(uint32_t lanes) { return lanes != 0; }
EK_INLINE int EK(any_f64)(uint32_t lanes) { return lanes != 0; }
#else
typedef VI EK(truth_f32);
typedef VL EK(truth_f64);
EK_INLINE VI EK(unordered_f32)(VF x, VF y) { return (VI)(x != x) | (VI)(y != y); }
EK_INLINE VL EK(unordered_f64)(VD x, VD y) { return (VL)(x != x) | (VL)(y != y); }
EK_INLINE int EK(any_f32)(VI lanes) { return __builtin_reduce_or(lanes) != 0; }
EK_INLINE int EK(any_f64)(VL lanes) { return __builtin_reduce_or(lanes) != 0; }
#endif

#if EK_VECTOR_BYTES >= 32

#define EK_MASKED 1
typedef float EK(hf) __attribute__((ext_vector_type(EK_FLOATS / 2)));
typedef double EK(hd) __attribute__((ext_vector_type(EK_DOUBLES / 2)));
EK_INLINE EK(hf) EK(fma_half_f32)(EK(hf) a, EK(hf) b, EK(hf) c) { return __builtin_elementwise_fma(a, b, c); }
EK_INLINE EK(hd) EK(fma_half_f64)(EK(hd) a, EK(hd) b, EK(hd) c) { return __builtin_elementwise_fma(a, b, c); }
EK_INLINE VF EK(widen_half_f32)(EK(hf) x) {
  VF out = 0;
  out.lo = x;
  return out;
}
EK_INLINE VD EK(widen_half_f64)(EK(hd) x) {
  VD out = 0;
  out.lo = x;
  return out;
}

#else

#define EK_MASKED 0
typedef VF EK(hf);
typedef VD EK(hd);
EK_INLINE VF EK(fma_half_f32)(VF a, VF b, VF c) { return EK(fma_f32)(a, b, c); }
EK_INLINE VD EK(fma_half_f64)(VD a, VD b, VD c) { return EK(fma_f64)(a, b, c); }
EK_INLINE VF EK(widen_half_f32)(VF x) { return x; }
EK_INLINE VD EK(widen_half_f64)(VD x) { return x; }

#endif

#if EK_VECTOR_BYTES == 64

typedef uint32_t EK(mask_f32);
typedef uint32_t EK(mask_f64);
EK_INLINE uint32_t EK(edge_mask_f32)(int columns) { return (1u << columns) - 1; }
EK_INLINE uint32_t EK(edge_mask_f64)(int columns) { return (1u << columns) - 1; }
EK_INLINE VF EK(load_edge_f32)(const float *p, uint32_t m) { return (VF)_mm512_maskz_loadu_ps((__mmask16)m, p); }
EK_INLINE VD EK(load_edge_f64)(const double *p, uint32_t m) { return (VD)_mm512_maskz_loadu_pd((__mmask8)m, p); }
EK_INLINE VF EK(load_b_edge_f32)(const float *p, uint32_t m) { return EK(load_edge_f32)(p, m); }
EK_INLINE VD EK(load_b_edge_f64)(const double *p, uint32_t m) { return EK(load_edge_f64)(p, m); }
EK_INLINE EK(hf) EK(load_b_half_edge_f32)(const float *p, uint32_t m) {
  return (EK(hf))_mm256_maskz_loadu_ps((__mmask8)m, p);
}
EK_INLINE EK(hd) EK(load_b_half_edge_f64)(const double *p, uint32_t m) {
  return (EK(hd))_mm256_maskz_loadu_pd((__mmask8)m, p);
}
EK_INLINE void EK(store_edge_f32)(float *p, VF x, uint32_t m, int columns) {
  (void)columns;
  _mm512_mask_storeu_ps(p, (__mmask16)m, (__m512)x);
}
EK_INLINE void EK(store_edge_f64)(double *p, VD x, uint32_t m, int columns) {
  (void)columns;
  _mm512_mask_storeu_pd(p, (__mmask8)m, (__m512d)x);
}

#else

#if EK_VECTOR_BYTES == 32
typedef VI EK(mask_f32);
typedef VL EK(mask_f64);
EK_INLINE VI EK(edge_mask_f32)(int columns) { return (VI){0, 1, 2, 3, 4, 5, 6, 7} < (VI)columns; }
EK_INLINE VL EK(edge_mask_f64)(int columns) { return (VL){0, 1, 2, 3} < (VL)(int64_t)columns; }
EK_INLINE VF EK(load_edge_f32)(const float *p, VI m) { return (VF)_mm256_maskload_ps(p, (__m256i)m); }
EK_INLINE VD EK(load_edge_f64)(const double *p, VL m) { return (VD)_mm256_maskload_pd(p, (__m256i)m); }
EK_INLINE VF EK(load_b_edge_f32)(const float *p, VI m) { return EK(load_edge_f32)(p, m); }
EK_INLINE VD EK(load_b_edge_f64)(const double *p, VL m) { return EK(load_edge_f64)(p, m); }
EK_INLINE EK(hf) EK(load_b_half_edge_f32)(const float *p, VI m) { return (EK(hf))_mm_maskload_ps(p, (__m128i)m.lo); }
EK_INLINE EK(hd) EK(load_b_half_edge_f64)(const double *p, VL m) { return (EK(hd))_mm_maskload_pd(p, (__m128i)m.lo); }
#else
// No masks: B comes padded with zeros, and nothing else may be read beyond its edge.
typedef int EK(mask_f32);
typedef int EK(mask_f64);
EK_INLINE int EK(edge_mask_f32)(int columns) { return columns; }
EK_INLINE int EK(edge_mask_f64)(int columns) { return columns; }
EK_INLINE VF EK(load_edge_f32)(const float *p, int columns) {
  VF x = 0;
  for (int j = 0; j < columns; j++) { x[j] = p[j]; }
  return x;
}
EK_INLINE VD EK(load_edge_f64)(const double *p, int columns) {
  VD x = 0;
  for (int j = 0; j < columns; j++) { x[j] = p[j]; }
  return x;
}
EK_INLINE VF EK(load_b_edge_f32)(const float *p, int columns) { return (void)columns, EK(load_f32)(p); }
EK_INLINE VD EK(load_b_edge_f64)(const double *p, int columns) { return (void)columns, EK(load_f64)(p); }
EK_INLINE VF EK(load_b_half_edge_f32)(const float *p, int columns) { return EK(load_b_edge_f32)(p, columns); }
EK_INLINE VD EK(load_b_half_edge_f64)(const double *p, int columns) { return EK(load_b_edge_f64)(p, columns); }
#endif
// Masked stores are slow on the processors that have them for 256 bits only.
EK_INLINE void EK(store_edge_f32)(float *p, VF x, EK(mask_f32) m, int columns) {
  (void)m;
  for (int j = 0; j < columns; j++) { p[j] = x[j]; }
}
EK_INLINE void EK(store_edge_f64)(double *p, VD x, EK(mask_f64) m, int columns) {
  (void)m;
  for (int j = 0; j < columns; j++) { p[j] = x[j]; }
}

#endif
