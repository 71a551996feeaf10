// Updates of few words by all threads. The sum of all terms is the same in every order.
#include "isa.h"

#include "include/ek_memory.h"

enum { WORDS = 8, TERMS = 64 };

struct atomic {
  int kind;
  const uint64_t *terms;
  uint64_t *lines;
  size_t cells;
};

static inline void add(uint64_t *cell, uint64_t term) { __atomic_fetch_add(cell, term, __ATOMIC_SEQ_CST); }

static inline void swap(uint64_t *cell, uint64_t term) {
  uint64_t old = __atomic_load_n(cell, __ATOMIC_RELAXED);
  while (!__atomic_compare_exchange_n(cell, &old, old + term, 0, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED)) {}
}

#define EK_ALL_UPDATES(update)                                                                                       \
  for (size_t i = first; i < first + count; i++) {                                                                   \
    update(s->lines + WORDS * cell, s->terms[i % TERMS]);                                                            \
    if (++cell == s->cells) { cell = 0; }                                                                            \
  }

static void run(void *context, size_t first, size_t count) {
  const struct atomic *s = context;
  size_t cell = first % s->cells;
  if (s->kind == EK_ATOMIC_ADD) {
    EK_ALL_UPDATES(add)
  } else {
    EK_ALL_UPDATES(swap)
  }
}

void ek_atomic(ek_pool *pool, int kind, const uint64_t *terms, uint64_t *lines, uint64_t *out, size_t cells,
               size_t updates) {
  struct atomic s = {kind, terms, lines, cells};
  size_t workers = (size_t)ek_workers(pool), share = (updates + workers - 1) / workers;
  for (size_t c = 0; c < cells; c++) { lines[WORDS * c] = 0; }
  ek_enter(pool);
  ek_for_ranges(pool, updates, share < 1024 ? 1024 : share, run, &s);
  ek_leave(pool);
  for (size_t c = 0; c < cells; c++) { out[c] = lines[WORDS * c]; }
}
