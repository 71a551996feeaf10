#if EK_HAS_FMA
EK_INLINE float EK(fma_one_f32)(float a, float b, float c) { return __builtin_fmaf(a, b, c); }
EK_INLINE double EK(fma_one_f64)(double a, double b, double c) { return __builtin_fma(a, b, c); }
#else
#include "vectors.h"
EK_INLINE float EK(fma_one_f32)(float a, float b, float c) { return EK(fma_f32)((VF)(a), (VF)(b), (VF)(c))[0]; }
EK_INLINE double EK(fma_one_f64)(double a, double b, double c) { return ek_soft_fma(a, b, c); }
#endif

// Nothing to the processor; to the compiler a reason not to gather rows into a vector, which is slower.
#if !EK_HAS_FMA
#define EK_KEEP_APART(x)
#elif defined(__x86_64__)
#define EK_KEEP_APART(x) __asm__("" : "+x"(x))
#else
#define EK_KEEP_APART(x) __asm__("" : "+w"(x))
#endif

#define EK_SPMV_ROWS(T, suffix)                                                                                      \
  static T EK(sparse_dot_##suffix)(size_t count, const uint32_t *columns, const T *values, const T *x) {             \
    T waiting[MAX_LEVELS];                                                                                           \
    T sum = 0;                                                                                                       \
    int levels = 0;                                                                                                  \
    for (size_t chunk = 0; chunk == 0 || chunk * CHUNK < count; chunk++) {                                           \
      size_t end = count - chunk * CHUNK < CHUNK ? count : (chunk + 1) * CHUNK;                                      \
      sum = 0;                                                                                                       \
      for (size_t e = chunk * CHUNK; e < end; e++) { sum = EK(fma_one_##suffix)(values[e], x[columns[e]], sum); }    \
      for (size_t bits = chunk; bits & 1; bits >>= 1) { sum = waiting[--levels] + sum; }                             \
      waiting[levels++] = sum;                                                                                       \
    }                                                                                                                \
    sum = waiting[--levels];                                                                                         \
    while (levels) { sum = waiting[--levels] + sum; }                                                                \
    return ek_canonical_##suffix(sum);                                                                               \
  }                                                                                                                  \
                                                                                                                     \
  static void EK(spmv_##suffix)(size_t rows, const uint64_t *starts, const uint32_t *columns, const T *values,       \
                                const T *x, T *y) {                                                                  \
    size_t i = 0;                                                                                                    \
    for (; i + TOGETHER <= rows; i += TOGETHER) {                                                                    \
      uint64_t least = UINT64_MAX, most = 0;                                                                         \
      for (int r = 0; r < TOGETHER; r++) {                                                                           \
        uint64_t count = starts[i + (size_t)r + 1] - starts[i + (size_t)r];                                          \
        least = count < least ? count : least, most = count > most ? count : most;                                   \
      }                                                                                                              \
      if (most > LONG) {                                                                                             \
        for (size_t r = i; r < i + TOGETHER; r++) {                                                                  \
          y[r] = EK(sparse_dot_##suffix)(starts[r + 1] - starts[r], columns + starts[r], values + starts[r], x);     \
        }                                                                                                            \
        continue;                                                                                                    \
      }                                                                                                              \
      T sums[TOGETHER];                                                                                              \
      const T *v[TOGETHER];                                                                                          \
      const uint32_t *c[TOGETHER];                                                                                   \
      EK_UNROLL for (int r = 0; r < TOGETHER; r++) {                                                                 \
        sums[r] = 0, v[r] = values + starts[i + (size_t)r], c[r] = columns + starts[i + (size_t)r];                  \
      }                                                                                                              \
      for (uint64_t e = 0; e < least; e++) {                                                                         \
        EK_UNROLL for (int r = 0; r < TOGETHER; r++) {                                                               \
          sums[r] = EK(fma_one_##suffix)(v[r][e], x[c[r][e]], sums[r]);                                              \
          EK_KEEP_APART(sums[r]);                                                                                    \
        }                                                                                                            \
      }                                                                                                              \
      for (int r = 0; r < TOGETHER; r++) {                                                                           \
        uint64_t count = starts[i + (size_t)r + 1] - starts[i + (size_t)r];                                          \
        T sum = sums[r];                                                                                             \
        for (uint64_t e = least; e < count; e++) { sum = EK(fma_one_##suffix)(v[r][e], x[c[r][e]], sum); }           \
        y[i + (size_t)r] = ek_canonical_##suffix(sum);                                                               \
      }                                                                                                              \
    }                                                                                                                \
    for (; i < rows; i++) {                                                                                          \
      y[i] = EK(sparse_dot_##suffix)(starts[i + 1] - starts[i], columns + starts[i], values + starts[i], x);         \
    }                                                                                                                \
  }
EK_SPMV_ROWS(float, f32)
EK_SPMV_ROWS(double, f64)
#undef EK_SPMV_ROWS
#undef EK_KEEP_APART
