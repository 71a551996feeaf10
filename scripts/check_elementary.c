// Checks that exp, log, tanh, erf and 1/sqrt of floats are correctly rounded for all 2^32 inputs.
//
//   clang -O2 -std=c17 -ISources/CKernels/include scripts/check_elementary.c Sources/CKernels/*.c \
//     -o .build/check-elementary -lmpfr -lgmp -lm -lpthread          (Debian: libmpfr-dev)
//   .build/check-elementary [exp log tanh erf rsqrt] [avx2|avx512|sse2] [every N]
//
// The reference is the C library's double function where every double within 2^-48 of it rounds to one float, and MPFR
// with 200 bits elsewhere. One function takes one to three minutes on one core with AVX2. Ends with 1 if any input is wrong.
#include "ckernels.h"

#include <math.h>
#include <mpfr.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 1 << 16 };
static float inputs[BLOCK], outputs[BLOCK];

static uint32_t bits_of(float x) {
  uint32_t u;
  memcpy(&u, &x, 4);
  return u;
}

static double approximate(int function, double x) {
  switch (function) {
    case EK_EXP: return exp(x);
    case EK_LOG: return log(x);
    case EK_TANH: return tanh(x);
    case EK_ERF: return erf(x);
    default: return 1 / sqrt(x);
  }
}

static float exact(int function, float x) {
  static mpfr_t value;
  static int ready;
  if (!ready++) { mpfr_init2(value, 200); }
  mpfr_set_flt(value, x, MPFR_RNDN);
  switch (function) {
    case EK_EXP: mpfr_exp(value, value, MPFR_RNDN); break;
    case EK_LOG: mpfr_log(value, value, MPFR_RNDN); break;
    case EK_TANH: mpfr_tanh(value, value, MPFR_RNDN); break;
    case EK_ERF: mpfr_erf(value, value, MPFR_RNDN); break;
    default: mpfr_rec_sqrt(value, value, MPFR_RNDN); break;
  }
  return mpfr_get_flt(value, MPFR_RNDN);
}

static uint32_t reference(int function, float x, uint64_t *hard) {
  double d = approximate(function, (double)x);
  if (d != d) { return 0x7fc00000; }
  double slack = fabs(d) * 0x1p-48;
  float low = (float)(d - slack), high = (float)(d + slack);
  if (d == 0 || isinf(d) || bits_of(low) == bits_of(high)) { return bits_of((float)d); }
  ++*hard;
  return bits_of(exact(function, x));
}

static uint64_t check(ek_pool *pool, int isa, int function, const char *name, uint64_t every) {
  uint64_t wrong = 0, hard = 0, tried = 0;
  for (uint64_t first = 0; first < 1ull << 32; first += BLOCK * every) {
    size_t count = 0;
    for (uint64_t u = first; count < BLOCK && u < 1ull << 32; u += every) {
      uint32_t word = (uint32_t)u;
      memcpy(&inputs[count++], &word, 4);
    }
    ek_unary_f32(pool, isa, function, inputs, outputs, count);
    for (size_t i = 0; i < count; i++) {
      uint32_t expected = reference(function, inputs[i], &hard);
      if (bits_of(outputs[i]) != expected && wrong++ < 20) {
        printf("%s(%a) is %08x, should be %08x\n", name, inputs[i], bits_of(outputs[i]), expected);
      }
    }
    tried += count;
  }
  printf("%s: %llu inputs, %llu judged by MPFR, %llu wrong\n", name, (unsigned long long)tried, (unsigned long long)hard,
         (unsigned long long)wrong);
  fflush(stdout);
  return wrong;
}

int main(int argc, char **argv) {
  static const char *names[] = {"exp", "log", "tanh", "erf", "rsqrt"};
  int isa = EK_AVX2, chosen[5] = {0}, any = 0;
  uint64_t every = 1, wrong = 0;
  for (int a = 1; a < argc; a++) {
    for (int f = 0; f < 5; f++) {
      if (!strcmp(argv[a], names[f])) { chosen[f] = any = 1; }
    }
    if (!strcmp(argv[a], "sse2")) { isa = EK_SSE2; }
    if (!strcmp(argv[a], "avx512")) { isa = EK_AVX512; }
    if (!strcmp(argv[a], "every") && a + 1 < argc) { every = strtoull(argv[++a], NULL, 10); }
  }
  ek_pool *pool = ek_pool_create(1);
  for (int f = 0; pool && f < 5; f++) {
    if (chosen[f] || !any) { wrong += check(pool, isa, f, names[f], every ? every : 1); }
  }
  return wrong != 0 || !pool;
}
