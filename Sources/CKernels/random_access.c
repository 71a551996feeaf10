// Random updates of a table, as HPC Challenge's RandomAccess defines them. It lets one update of a hundred be lost to a race; here none is:
// several threads update by atomic instructions, so the table is the same whoever works on it.
#include "isa.h"

#include "include/ek_memory.h"

// Updates that are looked at in advance, so that their lines are on the way when they are due; the definition allows 1,024.
enum { AHEAD = 64 };

// The shift register of period 2^64 - 1 over x^64 + x^2 + x + 1.
static inline uint64_t step(uint64_t a) { return a << 1 ^ ((int64_t)a < 0 ? 7 : 0); }

static uint64_t product(uint64_t a, uint64_t b) {
  uint64_t sum = 0;
  for (int bit = 63; bit >= 0; bit--) { sum = step(sum) ^ (b >> bit & 1 ? a : 0); }
  return sum;
}

// The state after n steps: the state times x^n.
static uint64_t jump(uint64_t a, uint64_t n) {
  for (uint64_t power = 2; n; n >>= 1, power = product(power, power)) {
    if (n & 1) { a = product(a, power); }
  }
  return a;
}

struct access {
  uint64_t start, mask, *table;
  int shared;
};

EK_INLINE void update(const struct access *s, uint64_t a, const int shared) {
  uint64_t *word = s->table + (a & s->mask);
  if (shared) {
    __atomic_fetch_xor(word, a, __ATOMIC_RELAXED);
  } else {
    *word ^= a;
  }
}

EK_INLINE void updates(const struct access *s, size_t first, size_t count, const int shared) {
  uint64_t ring[AHEAD], a = jump(s->start, first);
  size_t filled = count < AHEAD ? count : AHEAD, i = 0;
  for (size_t k = 0; k < filled; k++) {
    a = step(a), ring[k] = a;
    __builtin_prefetch(s->table + (a & s->mask), 1);
  }
  for (; i + AHEAD < count; i++) {
    uint64_t *place = ring + i % AHEAD;
    update(s, *place, shared);
    a = step(a), *place = a;
    __builtin_prefetch(s->table + (a & s->mask), 1);
  }
  for (; i < count; i++) { update(s, ring[i % AHEAD], shared); }
}

static void run(void *context, size_t first, size_t count) {
  const struct access *s = context;
  if (s->shared) {
    updates(s, first, count, 1);
  } else {
    updates(s, first, count, 0);
  }
}

void ek_random_access(ek_pool *pool, uint64_t start, uint64_t *table, int levels, size_t count) {
  size_t workers = (size_t)ek_workers(pool), share = (count + workers - 1) / workers;
  share = share < 1024 ? 1024 : share;
  struct access s = {start, ((uint64_t)1 << levels) - 1, table, count > share};
  ek_enter(pool);
  ek_for_ranges(pool, count, share, run, &s);
  ek_leave(pool);
}
