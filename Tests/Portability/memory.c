// Access to memory: chains of dependent loads, random updates, updates that threads contend for; integers only.
#include "trial.h"

#include "ek_memory.h"

static const struct sizes chains = {SIZES({1}, {2}, {3}, {64}, {1000}), .least = {1}, .most = {5000}};

// A drawn chain, followed from its first line for more steps than it has lines.
static void chase(struct trial *t) {
  size_t n = t->size[0], steps = 2 * n + below(t, 100);
  uint32_t *words = ROOM(t, uint32_t, n);
  for (size_t i = 0; i < n; i++) { words[i] = (uint32_t)draw(t); }
  uint64_t *next = ROOM(t, uint64_t, n), *lines = ROOM(t, uint64_t, 8 * n), *out = ROOM(t, uint64_t, 2);
  ek_cycle(words, next, n);
  expect(t, ek_is_cycle(next, n), "a drawn chain is one cycle");
  OUTPUT(t, next, n);
  ek_chase_lay(next, lines, n);
  ek_chase(t->pool, lines, out, steps);
  OUTPUT(t, out, 2);
  next[below(t, n)] = n;
  expect(t, !ek_is_cycle(next, n), "a place outside the chain is noticed");
}

static const struct sizes tables = {SIZES({0, 5}, {1, 3}, {4, 64}, {9, 2000}), .least = {0, 1}, .most = {12, 20000}};

static void random_access(struct trial *t) {
  int levels = (int)t->size[0];
  size_t words = (size_t)1 << levels;
  uint64_t *table = bytes(t, 8 * words), start = draw(t) | 1;
  ek_random_access(t->pool, start, table, levels, t->size[1]);
  OUTPUT(t, table, words);
}

static const struct sizes cells = {SIZES({1, 1}, {1, 1000}, {3, 777}, {64, 5000}), .least = {1, 1}, .most = {64, 20000}};

static void contend(struct trial *t, int kind) {
  size_t n = t->size[0];
  uint64_t *terms = bytes(t, 8 * 64), *lines = ROOM(t, uint64_t, 8 * n), *out = ROOM(t, uint64_t, n);
  ek_atomic(t->pool, kind, terms, lines, out, n, t->size[1]);
  OUTPUT(t, out, n);
}

static void atomic_add(struct trial *t) { contend(t, EK_ATOMIC_ADD); }
static void atomic_swap(struct trial *t) { contend(t, EK_ATOMIC_SWAP); }

const struct operation memory_operations[] = {
  {"pointer_chase", chase, &chains, 0},
  {"random_access", random_access, &tables, 0},
  {"atomic_add", atomic_add, &cells, 0},
  {"atomic_swap", atomic_swap, &cells, 0},
  {0},
};
