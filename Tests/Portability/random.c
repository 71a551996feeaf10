// Philox streams, from any word on: a split is a stream read in parts.
#include "trial.h"

static const struct sizes short_lengths = {
  SIZES({0}, {1}, {2}, {3}, {4}, {5}, {63}, {255}, {1000}), .least = {1}, .most = {2000}};

// Longer ones have several tasks; they are read in one piece.
static const struct sizes lengths = {SIZES({16384}, {16389}, {50001}), .least = {10000}, .most = {40000}};

#define FILLER(T, name, call)                                                                                 \
  static void name(struct trial *t) {                                                                                \
    size_t n = t->size[0];                                                                                           \
    T *out = ROOM(t, T, n);                                                                                          \
    uint64_t key = draw(t), high = draw(t), start = draw(t) >> (t->mood == WILD ? 0 : 40);                           \
    EACH_PART(t, n) { call; }                                                                                        \
    OUTPUT(t, out, n);                                                                                               \
  }

FILLER(uint32_t, words, ek_random_words(t->pool, key, high, start + first, out + first, count))
FILLER(float, uniform_f32,
       ek_random_uniform_f32(t->pool, key, high, start + first, -0.3f, 1.7f, out + first, count))
FILLER(double, uniform_f64,
       ek_random_uniform_f64(t->pool, key, high, start + 2 * first, -0.3, 1.7, out + first, count))
FILLER(float, normal_f32, ek_random_normal_f32(t->pool, key, high, start + first, out + first, count))
FILLER(double, normal_f64, ek_random_normal_f64(t->pool, key, high, start + 2 * first, out + first, count))

// The generator alone, with the three known answers of Random123.
static void philox(struct trial *t) {
  static const uint32_t known[3][10] = {
    {0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8},
    {~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd},
    {0xa4093822, 0x299f31d0, 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1},
  };
  for (int i = 0; i < 3; i++) {
    uint32_t out[4];
    ek_philox(known[i], known[i] + 2, out);
    for (int w = 0; w < 4; w++) { expect(t, out[w] == known[i][6 + w], "Philox gives its known answers"); }
    OUTPUT(t, out, 4);
  }
}

const struct operation random_operations[] = {
  {"philox", philox, &(const struct sizes){SIZES({0}), {0}, {0}}, CALM},
  {"random_words", words, &short_lengths, SPLIT},
  {"random_words_long", words, &lengths, 0},
  {"random_uniform_f32", uniform_f32, &short_lengths, SPLIT},
  {"random_uniform_f32_long", uniform_f32, &lengths, 0},
  {"random_uniform_f64", uniform_f64, &short_lengths, SPLIT},
  {"random_uniform_f64_long", uniform_f64, &lengths, 0},
  {"random_normal_f32", normal_f32, &short_lengths, SPLIT},
  {"random_normal_f32_long", normal_f32, &lengths, 0},
  {"random_normal_f64", normal_f64, &short_lengths, SPLIT},
  {"random_normal_f64_long", normal_f64, &lengths, 0},
  {0},
};
