// Checks that exp, log, tanh, erf, 1/sqrt and sqrt of floats are correctly rounded for all 2^32 inputs, and quotients for
// random operands.
//
//   clang -O2 -std=c17 -ISources/CKernels/include scripts/check_elementary.c Sources/CKernels/*.c \
//     -o .build/check-elementary -lmpfr -lgmp -lm -lpthread          (Debian: libmpfr-dev)
//   .build/check-elementary [exp log tanh erf rsqrt sqrt divide] [avx512 avx2 sse2 neon] [every N]
//
// The reference is the C library's double function where every double within 2^-48 of it rounds to one float, and MPFR
// with 200 bits elsewhere. Each instruction set that the processor has is held against it. A function takes one to four
// minutes on one core. Ends with 1 if any input is wrong on any instruction set.
#include "ckernels.h"
#include "ek_activations.h"

#include <math.h>
#include <mpfr.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 1 << 16, FUNCTIONS = 7, DIVIDE = 6, SETS = 4 };
static const char *function_names[FUNCTIONS] = {"exp", "log", "tanh", "erf", "rsqrt", "sqrt", "divide"};
static const char *set_names[SETS] = {"sse2", "avx2", "avx512", "neon"};
static float inputs[BLOCK], divisors[BLOCK], outputs[BLOCK];
static uint32_t expected[BLOCK];

static uint32_t bits_of(float x) {
  uint32_t u;
  memcpy(&u, &x, 4);
  return u;
}

static float float_of(uint32_t u) {
  float x;
  memcpy(&x, &u, 4);
  return x;
}

static double approximate(int function, double x, double y) {
  switch (function) {
    case EK_EXP: return exp(x);
    case EK_LOG: return log(x);
    case EK_TANH: return tanh(x);
    case EK_ERF: return erf(x);
    case EK_RSQRT: return 1 / sqrt(x);
    case EK_SQRT: return sqrt(x);
    default: return x / y;
  }
}

// Rounded once more, from 200 bits to a float, subnormal or not.
static float exact(int function, float x, float y) {
  static mpfr_t value, divisor;
  static int ready;
  if (!ready++) { mpfr_init2(value, 200), mpfr_init2(divisor, 24); }
  mpfr_set_flt(value, x, MPFR_RNDN);
  mpfr_set_flt(divisor, y, MPFR_RNDN);
  switch (function) {
    case EK_EXP: mpfr_exp(value, value, MPFR_RNDN); break;
    case EK_LOG: mpfr_log(value, value, MPFR_RNDN); break;
    case EK_TANH: mpfr_tanh(value, value, MPFR_RNDN); break;
    case EK_ERF: mpfr_erf(value, value, MPFR_RNDN); break;
    case EK_RSQRT: mpfr_rec_sqrt(value, value, MPFR_RNDN); break;
    case EK_SQRT: mpfr_sqrt(value, value, MPFR_RNDN); break;
    default: mpfr_div(value, value, divisor, MPFR_RNDN); break;
  }
  return mpfr_get_flt(value, MPFR_RNDN);
}

static uint32_t reference(int function, float x, float y, uint64_t *hard) {
  double d = approximate(function, (double)x, (double)y);
  if (d != d) { return 0x7fc00000; }
  double slack = fabs(d) * 0x1p-48;
  float low = (float)(d - slack), high = (float)(d + slack);
  if (d == 0 || isinf(d) || bits_of(low) == bits_of(high)) { return bits_of((float)d); }
  ++*hard;
  return bits_of(exact(function, x, y));
}

// A quotient's operands: random bits (splitmix64), and in each block all pairs of some special values.
static void draw_quotients(uint64_t *state) {
  static const uint32_t special[] = {0,          0x80000000, 1,          0x80000001, 0x7fffff,   0x800000,
                                     0x3f800000, 0xbf800000, 0x3f7fffff, 0x3f800001, 0x7f7fffff, 0xff7fffff,
                                     0x7f800000, 0xff800000, 0x7fc00000, 0xffc00001, 0x7f800001, 0x40490fdb};
  enum { SPECIAL = sizeof special / sizeof *special };
  for (size_t i = 0; i < BLOCK; i++) {
    uint64_t z = *state += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    z ^= z >> 31;
    int pair = i < SPECIAL * SPECIAL;
    inputs[i] = float_of(pair ? special[i / SPECIAL] : (uint32_t)z);
    divisors[i] = float_of(pair ? special[i % SPECIAL] : (uint32_t)(z >> 32));
  }
}

static uint64_t check(ek_pool *pool, int function, const int *sets, uint64_t every) {
  uint64_t wrong[SETS] = {0}, hard = 0, tried = 0, state = 0, all = 0;
  for (uint64_t first = 0; first < 1ull << 32; first += BLOCK * every) {
    size_t count = 0;
    if (function == DIVIDE) {
      draw_quotients(&state);
      count = BLOCK;
    }
    for (uint64_t u = first; count < BLOCK && u < 1ull << 32; u += every) { inputs[count++] = float_of((uint32_t)u); }
    for (size_t i = 0; i < count; i++) { expected[i] = reference(function, inputs[i], divisors[i], &hard); }
    for (int set = 0; set < SETS; set++) {
      if (!sets[set]) { continue; }
      if (function == DIVIDE) {
        ek_divide_f32(pool, set, inputs, divisors, outputs, count);
      } else {
        ek_unary_f32(pool, set, function, inputs, outputs, count);
      }
      for (size_t i = 0; i < count; i++) {
        if (bits_of(outputs[i]) != expected[i] && wrong[set]++ < 20) {
          printf("%s(%a, %a) is %08x with %s, should be %08x\n", function_names[function], (double)inputs[i],
                 (double)divisors[i], bits_of(outputs[i]), set_names[set], expected[i]);
        }
      }
    }
    tried += count;
  }
  printf("%s: %llu inputs, %llu judged by MPFR; wrong:", function_names[function], (unsigned long long)tried,
         (unsigned long long)hard);
  for (int set = 0; set < SETS; set++) {
    if (sets[set]) { printf(" %s %llu", set_names[set], (unsigned long long)wrong[set]); }
    all += wrong[set];
  }
  printf("\n");
  fflush(stdout);
  return all;
}

int main(int argc, char **argv) {
  int functions[FUNCTIONS] = {0}, sets[SETS] = {0}, any_function = 0, any_set = 0;
  uint64_t every = 1, wrong = 0;
  for (int a = 1; a < argc; a++) {
    for (int f = 0; f < FUNCTIONS; f++) {
      if (!strcmp(argv[a], function_names[f])) { functions[f] = any_function = 1; }
    }
    for (int s = 0; s < SETS; s++) {
      if (!strcmp(argv[a], set_names[s])) { sets[s] = any_set = 1; }
    }
    if (!strcmp(argv[a], "every") && a + 1 < argc) { every = strtoull(argv[++a], NULL, 10); }
  }
  for (int s = 0; s < SETS; s++) {
    if ((sets[s] || !any_set) && ek_isa_supported(s)) {
      sets[s] = 1;
    } else {
      if (sets[s]) { printf("%s: not on this processor\n", set_names[s]); }
      sets[s] = 0;
    }
  }
  ek_pool *pool = ek_pool_create(1);
  for (int f = 0; pool && f < FUNCTIONS; f++) {
    if (functions[f] || !any_function) { wrong += check(pool, f, sets, every ? every : 1); }
  }
  return wrong != 0 || !pool;
}
