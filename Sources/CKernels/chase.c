// The latency of memory: each load gives the address of the next, so that none can begin before the one before is done.
#include "isa.h"

#include "include/ek_memory.h"

enum { WORDS = 8 };  // of a line

void ek_cycle(const uint32_t *words, uint64_t *next, size_t count) {
  for (size_t i = 0; i < count; i++) { next[i] = i; }
  for (size_t i = count - 1; i > 0; i--) {
    size_t j = (size_t)(((unsigned __int128)*words++ * i) >> 32);
    uint64_t swapped = next[i];
    next[i] = next[j], next[j] = swapped;
  }
}

int ek_is_cycle(const uint64_t *next, size_t count) {
  size_t at = 0;
  for (size_t i = 0; i < count; i++) {
    if (next[at] >= count) { return 0; }
    at = next[at];
    if (at == 0) { return i + 1 == count; }
  }
  return 0;
}

void ek_chase_lay(const uint64_t *next, uint64_t *lines, size_t count) {
  for (size_t i = 0; i < count; i++) { lines[WORDS * i] = (uint64_t)(uintptr_t)(lines + WORDS * next[i]); }
}

struct chase {
  const uint64_t *lines;
  uint64_t *out;
  size_t steps;
};

static void follow(void *context, size_t task, int worker) {
  (void)task, (void)worker;
  const struct chase *c = context;
  const uint64_t *at = c->lines;
  uint64_t trail = 0, start = (uint64_t)(uintptr_t)c->lines;
  // The trail is off the path of the loads: it takes two cycles beside their four.
  for (size_t i = 0; i < c->steps; i++) {
    at = (const uint64_t *)(uintptr_t)*at;
    trail = (trail << 1 | trail >> 63) ^ (((uint64_t)(uintptr_t)at - start) / 64);
  }
  c->out[0] = (uint64_t)(at - c->lines) / WORDS, c->out[1] = trail;
}

void ek_chase(ek_pool *pool, const uint64_t *lines, uint64_t *out, size_t steps) {
  struct chase c = {lines, out, steps};
  ek_enter(pool);
  ek_run(pool, 1, follow, &c);
  ek_leave(pool);
}

static void sweep(void *context, size_t first, size_t count) {
  uint64_t *words = context;
  for (size_t i = first; i < first + count; i += WORDS) { words[i]++; }
}

void ek_sweep(ek_pool *pool, uint64_t *words, size_t count) {
  size_t workers = (size_t)ek_workers(pool), share = (count / WORDS + workers - 1) / workers * WORDS;
  ek_enter(pool);
  ek_for_ranges(pool, count, share ? share : WORDS, sweep, words);
  ek_leave(pool);
}
