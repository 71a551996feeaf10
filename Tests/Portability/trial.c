#define _GNU_SOURCE  // MAP_ANONYMOUS
#include "trial.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif

// --- Numbers: Philox4x32-10, as section 7 of docs/numerics.md; exact operations only.

static uint32_t word(struct trial *t) {
  static _Thread_local uint32_t block[4];
  static _Thread_local uint64_t stream, number = UINT64_MAX;
  uint64_t wanted = t->next_word / 4;
  if (stream != t->stream || number != wanted) {
    uint32_t key[2] = {(uint32_t)t->stream, (uint32_t)(t->stream >> 32)};
    uint32_t counter[4] = {(uint32_t)wanted, (uint32_t)(wanted >> 32), 0x706f7274, 0};
    ek_philox(key, counter, block);
    stream = t->stream, number = wanted;
  }
  return block[t->next_word++ % 4];
}

uint64_t draw(struct trial *t) {
  uint64_t low = word(t);
  return (uint64_t)word(t) << 32 | low;
}

// The modulo's bias is of no interest here.
size_t below(struct trial *t, size_t bound) { return bound ? (size_t)(draw(t) % bound) : 0; }

static float float_of(uint32_t bits) {
  float x;
  memcpy(&x, &bits, 4);
  return x;
}

static double double_of(uint64_t bits) {
  double x;
  memcpy(&x, &bits, 8);
  return x;
}

// The low eight bits choose the kind, the rest makes the value: bits only, so that no rounding mode enters.
static float one_float(struct trial *t, enum mood mood) {
  uint32_t w = word(t), sign = w & 0x80000000, fraction = w >> 8 & 0x7fffff, kind = w & 0xff;
  if (mood == BROKEN && kind < 2) { return float_of(sign | 0x7f800000 | (kind ? fraction | 1 : 0)); }
  if (kind < 6) { return float_of(sign); }
  if (kind < 12) { return float_of(sign | fraction); }
  uint32_t exponent = 126 - (uint32_t)__builtin_ctz(w >> 8 | 1 << 20);
  if (mood != TAME && kind >= 192) { exponent = 57 + (kind * 37 + fraction) % 130; }
  return float_of(sign | exponent << 23 | fraction);
}

static double one_double(struct trial *t, enum mood mood) {
  uint64_t w = draw(t), sign = w & (uint64_t)1 << 63, fraction = w >> 8 & 0xfffffffffffff, kind = w & 0xff;
  if (mood == BROKEN && kind < 2) { return double_of(sign | 0x7ff0000000000000 | (kind ? fraction | 1 : 0)); }
  if (kind < 6) { return double_of(sign); }
  if (kind < 12) { return double_of(sign | fraction); }
  uint64_t exponent = 1022 - (uint64_t)__builtin_ctzll(w >> 8 | 1 << 20);
  if (mood != TAME && kind >= 192) { exponent = 500 + (kind * 37 + fraction) % 900; }
  return double_of(sign | exponent << 52 | fraction);
}

#define FILL(T, name, one, mood)                                                                                     \
  T *name(struct trial *t, size_t count) {                                                                           \
    T *out = ROOM(t, T, count);                                                                                      \
    for (size_t i = 0; i < count; i++) { out[i] = one(t, mood); }                                                    \
    return out;                                                                                                      \
  }
FILL(float, floats, one_float, t->mood)
FILL(double, doubles, one_double, t->mood)
FILL(float, finite_floats, one_float, t->mood == BROKEN ? WILD : t->mood)
FILL(double, finite_doubles, one_double, t->mood == BROKEN ? WILD : t->mood)

float *spread_floats(struct trial *t, size_t count) {
  float *out = floats(t, count);
  for (size_t i = 0; i < count; i += 2) {
    uint32_t bits;
    memcpy(&bits, out + i, 4);
    uint32_t exponent = bits >> 23 & 0xff;
    if (exponent && exponent < 0xff - 4) { out[i] = float_of(bits + (4 << 23)); }
  }
  return out;
}

float *positive_floats(struct trial *t, size_t count) {
  float *out = finite_floats(t, count);
  for (size_t i = 0; i < count; i++) { out[i] = __builtin_fabsf(out[i]); }
  return out;
}

uint32_t *indices(struct trial *t, size_t count, size_t bound) {
  uint32_t *out = ROOM(t, uint32_t, count);
  for (size_t i = 0; i < count; i++) { out[i] = (uint32_t)(word(t) % bound); }
  return out;
}

void *bytes(struct trial *t, size_t count) {
  uint8_t *out = room(t, count);
  for (size_t i = 0; i < count; i++) { out[i] = (uint8_t)word(t); }
  return out;
}

// --- Memory

enum { ROOMS = 32, ROOM_BYTES = 4 << 20, FENCE = 64 };

#if SANITIZED

void *room(struct trial *t, size_t bytes) {
  static void *given[ROOMS];
  if (t->rooms == ROOMS) { abort(); }
  free(given[t->rooms]);
  void *memory = malloc(bytes ? bytes : 1);
  given[t->rooms++] = memory;
  return memset(memory, 0xa5, bytes);
}

static int fences_broken(const struct trial *t) {
  (void)t;
  return 0;
}

#else

static uint8_t *ends[ROOMS], *starts[ROOMS];

// Rooms are made once and end at a page that nobody may touch.
void *room(struct trial *t, size_t bytes) {
  if (t->rooms == ROOMS || bytes + FENCE > ROOM_BYTES) {
    fprintf(stderr, "portability: a trial wants %zu bytes in room %d\n", bytes, t->rooms);
    abort();
  }
  if (!ends[t->rooms]) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    uint8_t *memory = mmap(NULL, ROOM_BYTES + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED || mprotect(memory + ROOM_BYTES, page, PROT_NONE)) { abort(); }
    ends[t->rooms] = memory + ROOM_BYTES;
  }
  uint8_t *start = ends[t->rooms] - bytes;
  memset(start - FENCE, 0x5a, FENCE);
  starts[t->rooms++] = start;
  return memset(start, 0xa5, bytes);
}

// Whether something was written just below a room.
static int fences_broken(const struct trial *t) {
  int broken = 0;
  for (int r = 0; r < t->rooms; r++) {
    for (int i = 1; i <= FENCE; i++) { broken |= starts[r][-i] != 0x5a; }
  }
  return broken;
}

#endif

// --- What came out

void expect(struct trial *t, int is_so, const char *what) {
  if (is_so) { return; }
  t->faults++;
  fprintf(stderr, "portability: not so: %s\n", what);
}

void output(struct trial *t, const void *data, size_t bytes) {
  expect(t, !fences_broken(t), "nothing is written below an array");
  const uint8_t *p = data;
  uint64_t h = t->digest ^ bytes * 0x9e3779b97f4a7c15;
  for (; bytes >= 8; bytes -= 8, p += 8) {
    uint64_t w;
    memcpy(&w, p, 8);
    h = (h ^ w) * 0xff51afd7ed558ccd;
    h ^= h >> 32;
  }
  for (; bytes; bytes--, p++) { h = (h ^ *p) * 0x100000001b3; }
  t->digest = h ^ h >> 29;
}

size_t part(const struct trial *t, size_t first, size_t rows) {
  size_t left = rows - first;
  switch (t->split) {
    case PARTS: return first == 0 ? (rows + 2) / 3 : left;
    case SINGLE: return left ? 1 : 0;
    default: return left;
  }
}
