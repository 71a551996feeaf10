// Sums of arrays: blocks of 4,096 elements, each by 16 interleaved lanes; block sums by the tree that GEMM's chunks use.
#include "isa.h"
#include "sum_tree.h"

#define BLOCK EK_SUM_BLOCK

#define EK_TEMPLATE "reduce_each.h"
#include "each_isa.h"

// Adds `count` block sums in place: halves of a node are the largest power of two below its length and the rest, which
// is the same as adding neighbours level by level and passing an odd last one up unchanged.
#define EK_TREE(T, name)                                                                                             \
  static T name(T *sums, size_t count) {                                                                             \
    if (count == 0) { return 0; }                                                                                    \
    for (; count > 1; count = (count + 1) / 2) {                                                                     \
      for (size_t i = 0; i < count / 2; i++) { sums[i] = sums[2 * i] + sums[2 * i + 1]; }                            \
      if (count % 2) { sums[count / 2] = sums[count - 1]; }                                                          \
    }                                                                                                                \
    return sums[0];                                                                                                  \
  }
EK_TREE(float, tree_f32)
EK_TREE(double, tree_f64)

#define EK_SUM(T, suffix)                                                                                            \
  struct sum_##suffix {                                                                                              \
    T (*kernel)(const T *, size_t);                                                                                  \
    const T *x;                                                                                                      \
    T *sums;                                                                                                         \
  };                                                                                                                 \
  static void run_##suffix(void *context, size_t first, size_t count) {                                              \
    struct sum_##suffix *s = context;                                                                                \
    for (size_t i = first; i < first + count; i += BLOCK) {                                                          \
      size_t left = first + count - i;                                                                               \
      s->sums[i / BLOCK] = s->kernel(s->x + i, left < BLOCK ? left : BLOCK);                                         \
    }                                                                                                                \
  }                                                                                                                  \
  int ek_sum_##suffix(ek_pool *pool, int isa, const T *x, size_t count, T *sum) {                                    \
    ek_enter(pool);                                                                                                  \
    size_t blocks = (count + BLOCK - 1) / BLOCK;                                                                     \
    struct sum_##suffix s = {EK_PICK(isa, lanes_sum_##suffix), x, ek_scratch(pool, blocks * sizeof(T))};             \
    if (s.sums || !blocks) {                                                                                         \
      ek_for_ranges(pool, count, 16 * BLOCK, run_##suffix, &s);                                                      \
      *sum = ek_canonical_##suffix(tree_##suffix(s.sums, blocks));                                                   \
    }                                                                                                                \
    ek_leave(pool);                                                                                                  \
    return s.sums || !blocks ? EK_OK : EK_NO_MEMORY;                                                                 \
  }
EK_SUM(float, f32)
EK_SUM(double, f64)
