#include "vectors.h"

EK_INLINE VD EK(stream_one)(const int operation, VD a, VD b, VD s) {
  switch (operation) {
    case EK_STREAM_COPY: return a;
    case EK_STREAM_SCALE: return s * a;
    case EK_STREAM_ADD: return a + b;
    default: return a + s * b;
  }
}

EK_INLINE void EK(stream_as)(const int operation, const int past, const double *a, const double *b, double *c, double s,
                             size_t count) {
  const int two = operation == EK_STREAM_ADD || operation == EK_STREAM_TRIAD;
  size_t i = 0;
  // Up to a whole vector of c, then whole vectors of it.
  size_t head = (EK_VECTOR_BYTES - (uintptr_t)c % EK_VECTOR_BYTES) % EK_VECTOR_BYTES / sizeof(double);
  for (; i < head && i < count; i++) {
    c[i] = EK(stream_one)(operation, (VD)(a[i]), (VD)(two ? b[i] : 0.0), (VD)(s))[0];
  }
  for (; i + 4 * EK_DOUBLES <= count; i += 4 * EK_DOUBLES) {
    EK_UNROLL for (int v = 0; v < 4; v++) {
      size_t at = i + (size_t)v * EK_DOUBLES;
      VD x = EK(load_f64)(a + at), y = two ? EK(load_f64)(b + at) : (VD)(0.0);
      VD z = EK(stream_one)(operation, x, y, (VD)(s));
      if (past) {
        __builtin_nontemporal_store(z, (VD *)(void *)(c + at));
      } else {
        *(VD *)(void *)(c + at) = z;
      }
    }
  }
  for (; i < count; i++) { c[i] = EK(stream_one)(operation, (VD)(a[i]), (VD)(two ? b[i] : 0.0), (VD)(s))[0]; }
}

#define EK_STREAM_CASE(operation)                                                                                    \
  case operation:                                                                                                    \
    if (past) {                                                                                                      \
      EK(stream_as)(operation, 1, a, b, c, s, count);                                                                \
    } else {                                                                                                         \
      EK(stream_as)(operation, 0, a, b, c, s, count);                                                                \
    }                                                                                                                \
    return

// `past` stores go past the caches: the lines of c are not read first.
static void EK(stream)(int operation, int past, const double *a, const double *b, double *c, double s, size_t count) {
  switch (operation) {
    EK_STREAM_CASE(EK_STREAM_COPY);
    EK_STREAM_CASE(EK_STREAM_SCALE);
    EK_STREAM_CASE(EK_STREAM_ADD);
    EK_STREAM_CASE(EK_STREAM_TRIAD);
    default: return;
  }
}
#undef EK_STREAM_CASE
