// The tree of block sums as a stack: after part c, while the lowest bits of c are ones, the waiting sum of that level is
// added. It equals adding neighbours level by level, and needs no array of sums.
#pragma once

#include <stddef.h>

#define EK_SUM_BLOCK ((size_t)4096)  // elements of a block of docs/numerics.md section 4

struct ek_sum_tree {
  size_t parts;
  float waiting[64];
};

static inline void ek_tree_push(struct ek_sum_tree *tree, float sum) {
  size_t level = 0;
  for (; tree->parts >> level & 1; level++) { sum = tree->waiting[level] + sum; }
  tree->waiting[level] = sum;
  tree->parts++;
}

static inline float ek_tree_total(const struct ek_sum_tree *tree) {
  float sum = 0;
  int any = 0;
  for (size_t level = 0; tree->parts >> level; level++) {
    if (tree->parts >> level & 1) {
      sum = any ? tree->waiting[level] + sum : tree->waiting[level];
      any = 1;
    }
  }
  return sum;
}
