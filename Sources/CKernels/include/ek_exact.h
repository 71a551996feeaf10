// Exact sums: an accumulator that never rounds, so that neither the order nor a split over shards can change it.
#pragma once

#include "ckernels.h"

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

enum { EK_EXACT_DIGITS = 68, EK_EXACT_BYTES = 280 };
enum { EK_EXACT_NAN = 1, EK_EXACT_POSITIVE_INFINITY = 2, EK_EXACT_NEGATIVE_INFINITY = 4 };

// Digit i counts units of 2^(32 i - 1074); 2^64 of the largest numbers fit. All zero is the empty sum.
typedef struct {
  int64_t digits[EK_EXACT_DIGITS];
  uint64_t pending;  // additions since the last carry
  uint64_t special;  // which of NaN and the infinities were added
} ek_exact;

// Adds every element, on the calling thread. One call at a time per accumulator.
void ek_exact_add_f64(int isa, ek_exact *sum, const double *x, size_t count);
void ek_exact_add_f32(int isa, ek_exact *sum, const float *x, size_t count);
// The same on a pool's threads.
int ek_exact_sum_f64(ek_pool *pool, int isa, ek_exact *sum, const double *x, size_t count);
int ek_exact_sum_f32(ek_pool *pool, int isa, ek_exact *sum, const float *x, size_t count);
// Adds all that another accumulator has taken in.
void ek_exact_merge(ek_exact *sum, const ek_exact *other);

// The canonical state: a two's complement integer of 272 bytes, in units of 2^-1074, then eight bytes of `special`,
// all little endian. Equal for equal sums.
void ek_exact_write(const ek_exact *sum, uint8_t *bytes);
// Reads what ek_exact_write wrote; 0 if the bytes are no state.
int ek_exact_read(ek_exact *sum, const uint8_t *bytes);

// The sum, rounded once to nearest, ties to even; an empty or cancelled sum is +0.
double ek_exact_value(const ek_exact *sum);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif
