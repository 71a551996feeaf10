// Sorting by radix, lowest byte first. A sorted array of numbers is unique once the order is total, so the method, the
// shares of the threads and the passes that are left out cannot show.
//
// Numbers are mapped to unsigned keys of the same order when they are first read, and back when they are last written.
// Each thread owns a share of the array; a byte's counts of all shares give each share its place in each bucket.
#include "isa.h"

#include "include/ek_sort.h"

#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 256, MOST_SHARES = 64, LEAST_SHARE = 1 << 17, FEW = 48, LINE = 64 };
// Beyond the second-level cache, buckets are filled through a line each that lies in the first.
enum { LARGE = 1 << 20 };

static inline uint32_t key_u32(uint32_t u) { return u; }
static inline uint32_t unkey_u32(uint32_t u) { return u; }
static inline uint64_t key_u64(uint64_t u) { return u; }
static inline uint64_t unkey_u64(uint64_t u) { return u; }
static inline uint32_t key_i32(uint32_t u) { return u ^ 0x80000000; }
static inline uint32_t unkey_i32(uint32_t u) { return u ^ 0x80000000; }

// Negative numbers have all bits turned, others their sign: so larger numbers have larger keys.
static inline uint32_t key_f32(uint32_t u) {
  u = (u & 0x7fffffff) > 0x7f800000 ? 0x7fc00000 : u;
  return u ^ ((uint32_t)((int32_t)u >> 31) | 0x80000000);
}
static inline uint32_t unkey_f32(uint32_t u) { return u ^ ((uint32_t)((int32_t)~u >> 31) | 0x80000000); }
static inline uint64_t key_f64(uint64_t u) {
  u = (u & 0x7fffffffffffffff) > 0x7ff0000000000000 ? 0x7ff8000000000000 : u;
  return u ^ ((uint64_t)((int64_t)u >> 63) | 0x8000000000000000);
}
static inline uint64_t unkey_f64(uint64_t u) { return u ^ ((uint64_t)((int64_t)~u >> 63) | 0x8000000000000000); }

struct sort {
  const char *from;
  char *to;
  size_t count, share, shares;
  int shift, first, last, large;
  size_t (*counts)[8][BUCKETS];  // of each share, for each byte of the key; then where each bucket starts
};

// One thread's line for each bucket.
#define EK_LINES(U)                                                                                                  \
  struct {                                                                                                           \
    _Alignas(LINE) U line[BUCKETS][LINE / sizeof(U)];                                                                \
    uint8_t filled[BUCKETS], start[BUCKETS];                                                                         \
  }

#define EK_SORT(U, T, name)                                                                                          \
  static void count_all_##name(void *context, size_t share, int worker) {                                            \
    (void)worker;                                                                                                    \
    struct sort *s = context;                                                                                        \
    size_t begin = share * s->share, end = s->count - begin < s->share ? s->count : begin + s->share;                \
    const U *x = (const U *)(const void *)s->from;                                                                   \
    uint32_t (*counts)[BUCKETS] = calloc(sizeof(U), sizeof *counts);                                                 \
    size_t(*out)[BUCKETS] = s->counts[share];                                                                        \
    memset(out, 0, sizeof(U) * sizeof *out);                                                                         \
    if (!counts) {                                                                                                   \
      for (size_t i = begin; i < end; i++) {                                                                         \
        for (size_t b = 0; b < sizeof(U); b++) { out[b][key_##name(x[i]) >> (8 * b) & 255]++; }                      \
      }                                                                                                              \
      return;                                                                                                        \
    }                                                                                                                \
    for (size_t i = begin; i < end;) {                                                                               \
      size_t stop = end - i < UINT32_MAX ? end : i + UINT32_MAX;                                                     \
      for (; i < stop; i++) {                                                                                        \
        U key = key_##name(x[i]);                                                                                    \
        EK_UNROLL for (size_t b = 0; b < sizeof(U); b++) { counts[b][key >> (8 * b) & 255]++; }                      \
      }                                                                                                              \
      for (size_t b = 0; b < sizeof(U); b++) {                                                                       \
        for (size_t d = 0; d < BUCKETS; d++) { out[b][d] += counts[b][d], counts[b][d] = 0; }                        \
      }                                                                                                              \
    }                                                                                                                \
    free(counts);                                                                                                    \
  }                                                                                                                  \
  static void count_##name(void *context, size_t share, int worker) {                                                \
    (void)worker;                                                                                                    \
    struct sort *s = context;                                                                                        \
    size_t begin = share * s->share, end = s->count - begin < s->share ? s->count : begin + s->share;                \
    const U *x = (const U *)(const void *)s->from;                                                                   \
    size_t *counts = s->counts[share][s->shift / 8];                                                                 \
    memset(counts, 0, BUCKETS * sizeof *counts);                                                                     \
    if (s->first) {                                                                                                  \
      for (size_t i = begin; i < end; i++) { counts[key_##name(x[i]) >> s->shift & 255]++; }                         \
    } else {                                                                                                         \
      for (size_t i = begin; i < end; i++) { counts[x[i] >> s->shift & 255]++; }                                     \
    }                                                                                                                \
  }                                                                                                                  \
  EK_INLINE void scatter_as_##name(const struct sort *s, size_t share, const int first, const int last) {            \
    size_t begin = share * s->share, end = s->count - begin < s->share ? s->count : begin + s->share;                \
    const U *x = (const U *)(const void *)s->from;                                                                   \
    U *y = (U *)(void *)s->to;                                                                                       \
    int shift = s->shift;                                                                                            \
    size_t *at = s->counts[share][shift / 8];                                                                        \
    for (size_t i = begin; i < end; i++) {                                                                           \
      U key = first ? key_##name(x[i]) : x[i];                                                                       \
      y[at[key >> shift & 255]++] = last ? unkey_##name(key) : key;                                                  \
    }                                                                                                                \
  }                                                                                                                  \
  /* The same through lines, which go out whole to whole lines of the array. */                                      \
  EK_INLINE void scatter_lines_as_##name(const struct sort *s, size_t share, const int first, const int last) {      \
    enum { PER = LINE / sizeof(U) };                                                                                 \
    size_t begin = share * s->share, end = s->count - begin < s->share ? s->count : begin + s->share;                \
    const U *x = (const U *)(const void *)s->from;                                                                   \
    U *y = (U *)(void *)s->to;                                                                                       \
    int shift = s->shift;                                                                                            \
    const size_t *places = s->counts[share][shift / 8];                                                              \
    ptrdiff_t at[BUCKETS]; /* where the bucket's next line goes; the first may begin before the array */             \
    EK_LINES(U) lines;                                                                                               \
    size_t phase = (uintptr_t)y / sizeof(U) % PER;                                                                   \
    for (int b = 0; b < BUCKETS; b++) {                                                                              \
      size_t offset = (places[b] + phase) % PER;                                                                     \
      lines.filled[b] = lines.start[b] = (uint8_t)offset;                                                            \
      at[b] = (ptrdiff_t)places[b] - (ptrdiff_t)offset;                                                              \
    }                                                                                                                \
    for (size_t i = begin; i < end; i++) {                                                                           \
      U key = first ? key_##name(x[i]) : x[i];                                                                       \
      size_t b = key >> shift & 255, f = lines.filled[b];                                                            \
      lines.line[b][f] = last ? unkey_##name(key) : key;                                                             \
      if (__builtin_expect(f + 1 < PER, 1)) {                                                                        \
        lines.filled[b] = (uint8_t)(f + 1);                                                                          \
        continue;                                                                                                    \
      }                                                                                                              \
      if (lines.start[b]) {                                                                                          \
        size_t from = lines.start[b];                                                                                \
        memcpy(y + (at[b] + (ptrdiff_t)from), lines.line[b] + from, (PER - from) * sizeof(U));                       \
        lines.start[b] = 0;                                                                                          \
      } else {                                                                                                       \
        put_line(y + at[b], lines.line[b]);                                                                          \
      }                                                                                                              \
      at[b] += PER, lines.filled[b] = 0;                                                                             \
    }                                                                                                                \
    for (int b = 0; b < BUCKETS; b++) {                                                                              \
      size_t from = lines.start[b];                                                                                  \
      memcpy(y + (at[b] + (ptrdiff_t)from), lines.line[b] + from, (lines.filled[b] - from) * sizeof(U));             \
    }                                                                                                                \
  }                                                                                                                  \
  static void scatter_##name(void *context, size_t share, int worker) {                                              \
    (void)worker;                                                                                                    \
    const struct sort *s = context;                                                                                  \
    switch (s->large * 4 + s->first * 2 + s->last) {                                                                 \
      case 0: scatter_as_##name(s, share, 0, 0); break;                                                              \
      case 1: scatter_as_##name(s, share, 0, 1); break;                                                              \
      case 2: scatter_as_##name(s, share, 1, 0); break;                                                              \
      case 3: scatter_as_##name(s, share, 1, 1); break;                                                              \
      case 4: scatter_lines_as_##name(s, share, 0, 0); break;                                                        \
      case 5: scatter_lines_as_##name(s, share, 0, 1); break;                                                        \
      case 6: scatter_lines_as_##name(s, share, 1, 0); break;                                                        \
      default: scatter_lines_as_##name(s, share, 1, 1); break;                                                       \
    }                                                                                                                \
  }                                                                                                                  \
  static void insert_##name(const U *x, U *y, size_t count) {                                                        \
    for (size_t i = 0; i < count; i++) {                                                                             \
      U key = key_##name(x[i]);                                                                                      \
      size_t j = i;                                                                                                  \
      for (; j > 0 && y[j - 1] > key; j--) { y[j] = y[j - 1]; }                                                      \
      y[j] = key;                                                                                                    \
    }                                                                                                                \
    for (size_t i = 0; i < count; i++) { y[i] = unkey_##name(y[i]); }                                                \
  }                                                                                                                  \
  int ek_sort_##name(ek_pool *pool, const T *x, T *y, size_t count) {                                                \
    if (count <= FEW) {                                                                                              \
      insert_##name((const U *)(const void *)x, (U *)(void *)y, count);                                              \
      return EK_OK;                                                                                                  \
    }                                                                                                                \
    return sort(pool, (const char *)x, (char *)y, count, sizeof(U), count_all_##name, count_##name, scatter_##name); \
  }

// A whole line past the caches, which the next pass would find gone anyway.
static inline void put_line(void *to, const void *from) {
  typedef uint64_t pair __attribute__((ext_vector_type(2)));
  pair *out = to;
  const pair *in = from;
  EK_UNROLL for (int i = 0; i < 4; i++) { __builtin_nontemporal_store(in[i], out + i); }
}

typedef void sort_task(void *, size_t, int);

// Turns the shares' counts of a byte into places; 0 if all keys lie in one bucket, so that the pass changes nothing.
static int place(const struct sort *s, int byte) {
  size_t at = 0, largest = 0;
  for (int b = 0; b < BUCKETS; b++) {
    size_t before = at;
    for (size_t share = 0; share < s->shares; share++) {
      size_t *count = &s->counts[share][byte][b], here = *count;
      *count = at, at += here;
    }
    if (at - before > largest) { largest = at - before; }
  }
  return largest < s->count;
}

static int sort(ek_pool *pool, const char *x, char *y, size_t count, size_t size, sort_task *count_all,
                sort_task *count_one, sort_task *scatter) {
  ek_enter(pool);
  size_t workers = (size_t)ek_workers(pool), most = (count + LEAST_SHARE - 1) / LEAST_SHARE;
  size_t shares = workers < most ? workers : most;
  if (shares > MOST_SHARES) { shares = MOST_SHARES; }
  struct sort s = {.from = x, .count = count, .large = count * size > LARGE};
  s.share = (count + shares - 1) / shares, s.shares = (count + s.share - 1) / s.share;
  size_t counts = s.shares * sizeof *s.counts;
  char *scratch = ek_scratch(pool, counts + count * size);
  if (scratch) {
    s.counts = (void *)scratch;
    char *other = scratch + counts;
    ek_run(pool, s.shares, count_all, &s);
    int bytes[8], passes = 0;
    for (int b = 0; b < (int)size; b++) {
      if (place(&s, b) || (b + 1 == (int)size && passes == 0)) { bytes[passes++] = b; }
    }
    for (int p = 0; p < passes; p++) {
      s.shift = 8 * bytes[p], s.first = p == 0, s.last = p + 1 == passes;
      // The shares hold other elements after a pass, so with several their counts are taken anew.
      if (p > 0 && s.shares > 1) {
        ek_run(pool, s.shares, count_one, &s);
        place(&s, bytes[p]);
      }
      s.to = (passes - p) % 2 ? y : other;
      ek_run(pool, s.shares, scatter, &s);
#if defined(__x86_64__)
      if (s.large) { __builtin_ia32_sfence(); }
#endif
      s.from = s.to;
    }
  }
  ek_leave(pool);
  return scratch ? EK_OK : EK_NO_MEMORY;
}

EK_SORT(uint32_t, uint32_t, u32)
EK_SORT(uint32_t, int32_t, i32)
EK_SORT(uint32_t, float, f32)
EK_SORT(uint64_t, uint64_t, u64)
EK_SORT(uint64_t, double, f64)
