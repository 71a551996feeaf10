#include "vectors.h"

typedef uint64_t EK(vw) __attribute__((ext_vector_type(EK_DOUBLES)));
typedef uint32_t EK(vm) __attribute__((ext_vector_type(EK_DOUBLES)));

enum { EK(blocks) = EK_DOUBLES, EK(words) = 4 * EK_DOUBLES };

// Philox4x32-10 of as many counters as a vector has 64-bit lanes: words[4 i ..< 4 i + 4] are those of block + i. The
// upper halves of the lanes hold rubbish that no product reads.
EK_INLINE void EK(philox)(uint64_t key, uint64_t high, uint64_t block, uint32_t *words) {
  EK(vw) counter, low = 0xffffffff;
  EK_UNROLL for (int i = 0; i < EK_DOUBLES; i++) { counter[i] = block + (uint64_t)i; }
  EK(vw) c0 = counter, c1 = counter >> 32, c2 = high, c3 = high >> 32;
  uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
  EK_UNROLL for (int round = 0; round < 10; round++) {
    EK(vw) p0 = (c0 & low) * (EK(vw))(uint64_t)0xD2511F53, p1 = (c2 & low) * (EK(vw))(uint64_t)0xCD9E8D57;
    c0 = (p1 >> 32) ^ c1 ^ k0, c1 = p1;
    c2 = (p0 >> 32) ^ c3 ^ k1, c3 = p0;
    k0 += 0x9E3779B9, k1 += 0xBB67AE85;
  }
  EK(vw) pair01 = (c0 & low) | c1 << 32, pair23 = (c2 & low) | c3 << 32;
  EK_UNROLL for (int i = 0; i < EK_DOUBLES; i++) {
    memcpy(words + 4 * i, &(uint64_t){pair01[i]}, 8);
    memcpy(words + 4 * i + 2, &(uint64_t){pair23[i]}, 8);
  }
}

static void EK(dropout_range)(const struct dropout *d, size_t first, size_t count) {
  const float *x = d->x + first;
  float *y = d->y + first;
  uint64_t word = d->first + first;
  size_t skip = word % 4;  // words of the first block that belong to earlier elements
  uint32_t words[EK(words)];
  for (size_t i = 0; i < count;) {
    EK(philox)(d->key, d->high, (word + i) / 4, words);
    size_t n = EK(words) - skip < count - i ? EK(words) - skip : count - i;
    for (size_t l = 0; l < n; l++) {
      float kept = ek_canonical_f32(x[i + l] * d->scale);
      y[i + l] = words[skip + l] >= d->threshold ? kept : 0.0f;
    }
    i += n, skip = 0;
  }
}
