#include "vectors.h"

// The sums of two slices of at most BLOCK elements; 0 if a part of some element lies in neither, or is not finite.
#define EK_SLICES(T, suffix, LOAD)                                                                                   \
  static int EK(exact_slices_##suffix)(const T *x, size_t count, struct exact_slices *out) {                         \
    VD largest[4], first[4], second[4];                                                                              \
    VL rest = (VL)(0);                                                                                               \
    size_t step = 4 * EK_DOUBLES, whole = count / step * step;                                                       \
    T tail[4 * EK_DOUBLES] = {0};                                                                                    \
    memcpy(tail, x + whole, (count - whole) * sizeof(T));                                                            \
    EK_UNROLL for (int v = 0; v < 4; v++) { largest[v] = first[v] = second[v] = (VD)(0.0); }                         \
    for (size_t i = 0; i <= whole; i += step) {                                                                      \
      const T *at = i < whole ? x + i : tail;                                                                        \
      EK_UNROLL for (int v = 0; v < 4; v++) {                                                                        \
        VD a = (VD)((VL)LOAD(at + v * EK_DOUBLES) & (VL)(INT64_MAX));                                                \
        largest[v] = a > largest[v] ? a : largest[v]; /* passes over NaN, which the rest then shows */               \
      }                                                                                                              \
    }                                                                                                                \
    double most = 0;                                                                                                 \
    EK_UNROLL for (int v = 0; v < 4; v++) {                                                                          \
      for (int l = 0; l < EK_DOUBLES; l++) { most = largest[v][l] > most ? largest[v][l] : most; }                   \
    }                                                                                                                \
    int exponent = (int)(ek_bits(most) >> 52) - 1023 + 1; /* all are below 2^exponent */                             \
    if (exponent > 1000) { return 0; }                                                                               \
    int unit1 = exponent - SLICE, unit2 = unit1 - SLICE;                                                             \
    if (unit1 < -1074) { unit1 = -1074; }                                                                            \
    if (unit2 < -1074) { unit2 = -1074; }                                                                            \
    VD big1 = (VD)(ek_from_bits((uint64_t)(unit1 + 52 + 1023) << 52 | (uint64_t)1 << 51));                           \
    VD big2 = (VD)(ek_from_bits((uint64_t)(unit2 + 52 + 1023) << 52 | (uint64_t)1 << 51));                           \
    for (size_t i = 0; i <= whole; i += step) {                                                                      \
      const T *at = i < whole ? x + i : tail;                                                                        \
      EK_UNROLL for (int v = 0; v < 4; v++) {                                                                        \
        VD a = LOAD(at + v * EK_DOUBLES), s = (a + big1) - big1, left = a - s, t = (left + big2) - big2;             \
        first[v] += s, second[v] += t;                                                                               \
        rest |= (VL)(left != t); /* true for NaN */                                                                  \
      }                                                                                                              \
    }                                                                                                                \
    VD f = (first[0] + first[1]) + (first[2] + first[3]), g = (second[0] + second[1]) + (second[2] + second[3]);     \
    out->sums[0] = out->sums[1] = 0;                                                                                 \
    int64_t any = 0;                                                                                                 \
    for (int l = 0; l < EK_DOUBLES; l++) { out->sums[0] += f[l], out->sums[1] += g[l], any |= rest[l]; }             \
    return any == 0;                                                                                                 \
  }

#define EK_WIDEN(p) __builtin_convertvector(EK(load_narrow)(p), VD)
EK_SLICES(double, f64, EK(load_f64))
EK_SLICES(float, f32, EK_WIDEN)
#undef EK_WIDEN
#undef EK_SLICES
