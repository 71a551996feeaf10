// A superaccumulator: one fixed-point integer wide enough for every finite double, in digits of 32 bits with room for
// carries (Kulisch, "Computer Arithmetic and Validity", chapter 8; Neal, arXiv:1505.05571).
//
// The fast path needs few additions to it. A block of 2,048 elements is cut by value into slices of 42 bits below its
// largest exponent. A slice of x is (x + M) - M for a large M, which is exact, as is what remains; 2^11 slices of 42
// bits add up exactly in a double. Two slices hold every element whose exponent lies within 31 of the largest; a block
// where something remains takes the slow path, element by element. Both are exact, so both give the same integer.
#include "isa.h"

#include "include/ek_exact.h"
#include "soft_fma.h"

enum { BLOCK = 2048, SLICE = 42, CARRY_EVERY = 1 << 29, RETRY_AFTER = 7 };

struct exact_slices { double sums[2]; };

#define EK_TEMPLATE "exact_each.h"
#include "each_isa.h"

// Brings every digit but the last into 0 ..< 2^32; the last keeps the sign.
static void carry(ek_exact *s) {
  for (int i = 0; i + 1 < EK_EXACT_DIGITS; i++) {
    int64_t over = s->digits[i] >> 32;
    s->digits[i] &= 0xffffffff;
    s->digits[i + 1] += over;
  }
  s->pending = 0;
}

static void add_one(ek_exact *s, double x) {
  uint64_t u = ek_bits(x), fraction = u & 0xfffffffffffff;
  unsigned biased = (unsigned)(u >> 52 & 0x7ff);
  if (biased == 0x7ff) {
    s->special |= fraction ? EK_EXACT_NAN : u >> 63 ? EK_EXACT_NEGATIVE_INFINITY : EK_EXACT_POSITIVE_INFINITY;
    return;
  }
  uint64_t significand = fraction | (uint64_t)(biased != 0) << 52;
  unsigned shift = biased - (biased != 0), bit = shift & 31;
  int64_t sign = (int64_t)u >> 63, *digit = s->digits + (shift >> 5);
  // 53 bits shifted by up to 31 reach into three digits.
  uint64_t low = significand << bit, high = significand >> 1 >> (63 - bit);
  digit[0] += ((int64_t)(low & 0xffffffff) ^ sign) - sign;
  digit[1] += ((int64_t)(low >> 32) ^ sign) - sign;
  digit[2] += ((int64_t)high ^ sign) - sign;
}

static void room_for(ek_exact *s, size_t additions) {
  s->pending += additions;
  if (s->pending > CARRY_EVERY) { carry(s), s->pending = additions; }
}

#define EK_EXACT(T, suffix)                                                                                          \
  static void add_slowly_##suffix(ek_exact *s, const T *x, size_t count) {                                           \
    room_for(s, count);                                                                                              \
    for (size_t i = 0; i < count; i++) { add_one(s, x[i]); }                                                         \
  }                                                                                                                  \
  static void add_##suffix(int isa, ek_exact *s, const T *x, size_t count) {                                         \
    int (*kernel)(const T *, size_t, struct exact_slices *) = EK_PICK(isa, exact_slices_##suffix);                   \
    int wait = 0; /* blocks to take slowly, after one for which the fast path was in vain */                         \
    for (size_t i = 0; i < count; i += BLOCK) {                                                                      \
      size_t now = count - i < BLOCK ? count - i : BLOCK;                                                            \
      struct exact_slices slices;                                                                                    \
      if (wait == 0 && now >= 64) {                                                                                  \
        if (kernel(x + i, now, &slices)) {                                                                           \
          add_slowly_f64(s, slices.sums, 2);                                                                         \
          continue;                                                                                                  \
        }                                                                                                            \
        wait = RETRY_AFTER;                                                                                          \
      } else if (wait) {                                                                                             \
        wait--;                                                                                                      \
      }                                                                                                              \
      add_slowly_##suffix(s, x + i, now);                                                                            \
    }                                                                                                                \
  }                                                                                                                  \
  void ek_exact_add_##suffix(int isa, ek_exact *s, const T *x, size_t count) {                                       \
    uint64_t callers = ek_control_register();                                                                        \
    ek_set_control_register(ek_pinned_control_register());                                                           \
    add_##suffix(isa, s, x, count);                                                                                  \
    ek_set_control_register(callers);                                                                                \
  }                                                                                                                  \
  struct exact_work_##suffix {                                                                                       \
    int isa;                                                                                                         \
    const T *x;                                                                                                      \
    size_t count;                                                                                                    \
    ek_exact *sums; /* one per worker */                                                                             \
  };                                                                                                                 \
  static void run_##suffix(void *context, size_t task, int worker) {                                                 \
    const struct exact_work_##suffix *w = context;                                                                   \
    size_t first = task * SHARE, left = w->count - first;                                                            \
    add_##suffix(w->isa, w->sums + worker, w->x + first, left < SHARE ? left : SHARE);                               \
  }                                                                                                                  \
  int ek_exact_sum_##suffix(ek_pool *pool, int isa, ek_exact *s, const T *x, size_t count) {                         \
    ek_enter(pool);                                                                                                  \
    size_t workers = (size_t)ek_workers(pool);                                                                       \
    ek_exact *sums = ek_scratch(pool, workers * sizeof *sums);                                                       \
    if (sums) {                                                                                                      \
      memset(sums, 0, workers * sizeof *sums);                                                                       \
      ek_run(pool, (count + SHARE - 1) / SHARE, run_##suffix, &(struct exact_work_##suffix){isa, x, count, sums});   \
      for (size_t w = 0; w < workers; w++) { ek_exact_merge(s, sums + w); }                                          \
    }                                                                                                                \
    ek_leave(pool);                                                                                                  \
    return sums ? EK_OK : EK_NO_MEMORY;                                                                              \
  }
enum { SHARE = 64 * BLOCK };
EK_EXACT(double, f64)
EK_EXACT(float, f32)

void ek_exact_merge(ek_exact *s, const ek_exact *other) {
  ek_exact copy = *other;
  carry(&copy), carry(s);
  for (int i = 0; i < EK_EXACT_DIGITS; i++) { s->digits[i] += copy.digits[i]; }
  s->special |= copy.special;
  carry(s);
}

void ek_exact_write(const ek_exact *s, uint8_t *bytes) {
  ek_exact copy = *s;
  carry(&copy);
  for (int i = 0; i < EK_EXACT_DIGITS; i++) {
    for (int b = 0; b < 4; b++) { bytes[4 * i + b] = (uint8_t)(copy.digits[i] >> (8 * b)); }
  }
  for (int b = 0; b < 8; b++) { bytes[4 * EK_EXACT_DIGITS + b] = (uint8_t)(copy.special >> (8 * b)); }
}

int ek_exact_read(ek_exact *s, const uint8_t *bytes) {
  *s = (ek_exact){0};
  for (int b = 0; b < 8; b++) { s->special |= (uint64_t)bytes[4 * EK_EXACT_DIGITS + b] << (8 * b); }
  for (int i = 0; i < EK_EXACT_DIGITS; i++) {
    uint32_t digit = 0;
    for (int b = 0; b < 4; b++) { digit |= (uint32_t)bytes[4 * i + b] << (8 * b); }
    s->digits[i] = i + 1 < EK_EXACT_DIGITS ? (int64_t)digit : (int64_t)(int32_t)digit;
  }
  return s->special <= (EK_EXACT_NAN | EK_EXACT_POSITIVE_INFINITY | EK_EXACT_NEGATIVE_INFINITY);
}

double ek_exact_value(const ek_exact *s) {
  const uint64_t both = EK_EXACT_POSITIVE_INFINITY | EK_EXACT_NEGATIVE_INFINITY;
  if (s->special & EK_EXACT_NAN || (s->special & both) == both) { return __builtin_nan(""); }
  if (s->special) { return s->special & EK_EXACT_POSITIVE_INFINITY ? __builtin_inf() : -__builtin_inf(); }
  ek_exact copy = *s;
  carry(&copy);
  int negative = copy.digits[EK_EXACT_DIGITS - 1] < 0;
  if (negative) {
    for (int i = 0; i < EK_EXACT_DIGITS; i++) { copy.digits[i] = -copy.digits[i]; }
    carry(&copy);
  }
  int top = EK_EXACT_DIGITS - 1;
  while (top > 0 && copy.digits[top] == 0) { top--; }
  if (top == 0 && copy.digits[0] == 0) { return 0.0; }
  if (top < 2) { top = 2; }
  // Three digits hold at least 65 bits, or all; a sticky bit stands for those below.
  unsigned __int128 leading = 0;
  for (int i = top; i > top - 3; i--) { leading = leading << 32 | (unsigned __int128)copy.digits[i]; }
  int sticky = 0;
  for (int i = 0; i < top - 2; i++) { sticky |= copy.digits[i] != 0; }
  return ek_round_pack(negative, leading | (unsigned)sticky, 32 * (top - 2) - 1074);
}
