// Philox4x32-10 (Salmon, Moraes, Dror, Shaw, 2011) and what is made of its words.
#include "isa.h"

void ek_philox(const uint32_t *key, const uint32_t *counter, uint32_t *out) {
  uint32_t k0 = key[0], k1 = key[1], c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
  for (int round = 0; round < 10; round++) {
    uint64_t p0 = (uint64_t)0xD2511F53 * c0, p1 = (uint64_t)0xCD9E8D57 * c2;
    c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
    c1 = (uint32_t)p1;
    c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
    c3 = (uint32_t)p0;
    k0 += 0x9E3779B9, k1 += 0xBB67AE85;
  }
  out[0] = c0, out[1] = c1, out[2] = c2, out[3] = c3;
}

// A reader of a stream's words in order, one block at a time.
struct reader {
  uint32_t key[2], counter[4], block[4];
  unsigned next;
};

static void refill(struct reader *r) {
  ek_philox(r->key, r->counter, r->block);
  if (++r->counter[0] == 0) { r->counter[1]++; }
}

static void start(struct reader *r, uint64_t key, uint64_t high, uint64_t first) {
  uint64_t block = first / 4;
  r->key[0] = (uint32_t)key, r->key[1] = (uint32_t)(key >> 32);
  r->counter[0] = (uint32_t)block, r->counter[1] = (uint32_t)(block >> 32);
  r->counter[2] = (uint32_t)high, r->counter[3] = (uint32_t)(high >> 32);
  r->next = first % 4;
  refill(r);
}

static inline uint32_t next_word(struct reader *r) {
  if (r->next == 4) {
    refill(r);
    r->next = 0;
  }
  return r->block[r->next++];
}

static inline uint64_t next_pair(struct reader *r) {
  uint64_t low = next_word(r);
  return (uint64_t)next_word(r) << 32 | low;
}

struct fill {
  uint64_t key, high, first;
  double lower, width;
  void *out;
};

static void fill_words(void *context, size_t first, size_t count) {
  const struct fill *f = context;
  struct reader r;
  start(&r, f->key, f->high, f->first + first);
  uint32_t *out = (uint32_t *)f->out + first;
  for (size_t i = 0; i < count; i++) { out[i] = next_word(&r); }
}

static void fill_uniform_f32(void *context, size_t first, size_t count) {
  const struct fill *f = context;
  struct reader r;
  start(&r, f->key, f->high, f->first + first);
  float *out = (float *)f->out + first, lower = (float)f->lower, width = (float)f->width;
  for (size_t i = 0; i < count; i++) { out[i] = width * ((float)(next_word(&r) >> 8) * 0x1p-24f) + lower; }
}

static void fill_uniform_f64(void *context, size_t first, size_t count) {
  const struct fill *f = context;
  struct reader r;
  start(&r, f->key, f->high, f->first + 2 * first);
  double *out = (double *)f->out + first;
  for (size_t i = 0; i < count; i++) { out[i] = f->width * ((double)(next_pair(&r) >> 11) * 0x1p-53) + f->lower; }
}

static void fill_normal_f32(void *context, size_t first, size_t count) {
  const struct fill *f = context;
  struct reader r;
  start(&r, f->key, f->high, f->first + first);
  float *out = (float *)f->out + first;
  for (size_t i = 0; i < count; i++) {
    out[i] = (float)ek_normal_quantile(((double)next_word(&r) + 0.5) * 0x1p-32);
  }
}

static void fill_normal_f64(void *context, size_t first, size_t count) {
  const struct fill *f = context;
  struct reader r;
  start(&r, f->key, f->high, f->first + 2 * first);
  double *out = (double *)f->out + first;
  for (size_t i = 0; i < count; i++) {
    out[i] = ek_normal_quantile(((double)(next_pair(&r) >> 12) + 0.5) * 0x1p-52);
  }
}

static void run(ek_pool *pool, struct fill *fill, size_t count, void (*body)(void *, size_t, size_t)) {
  ek_enter(pool);
  ek_for_ranges(pool, count, 16384, body, fill);
  ek_leave(pool);
}

void ek_random_words(ek_pool *pool, uint64_t key, uint64_t high, uint64_t first, uint32_t *out, size_t count) {
  run(pool, &(struct fill){key, high, first, 0, 0, out}, count, fill_words);
}

void ek_random_uniform_f32(ek_pool *pool, uint64_t key, uint64_t high, uint64_t first, float lower, float width,
                           float *out, size_t count) {
  run(pool, &(struct fill){key, high, first, (double)lower, (double)width, out}, count, fill_uniform_f32);
}

void ek_random_uniform_f64(ek_pool *pool, uint64_t key, uint64_t high, uint64_t first, double lower, double width,
                           double *out, size_t count) {
  run(pool, &(struct fill){key, high, first, lower, width, out}, count, fill_uniform_f64);
}

void ek_random_normal_f32(ek_pool *pool, uint64_t key, uint64_t high, uint64_t first, float *out, size_t count) {
  run(pool, &(struct fill){key, high, first, 0, 0, out}, count, fill_normal_f32);
}

void ek_random_normal_f64(ek_pool *pool, uint64_t key, uint64_t high, uint64_t first, double *out, size_t count) {
  run(pool, &(struct fill){key, high, first, 0, 0, out}, count, fill_normal_f64);
}
