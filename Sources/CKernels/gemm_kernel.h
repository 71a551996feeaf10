// The interface between the loops around the register tiles and the tiles of one instruction set.
#pragma once

#include "gemm.h"

// One tile's work on one chunk of k. Its sum absorbs the partial sums that wait for it (docs/numerics.md, section 2),
// then waits itself, or is the product if the chunk is the last one.
//
// A is read where it lies, an element at a[i * row + p * step]; a row of B's columns lies at b + p * ldb. Waiting sums
// are rows of the kernel's full width, `level` elements for a level of the tree: the lowest levels near, the others far.
#define EK_GEMM_KERNEL(T, suffix)                                                                                    \
  struct tile_##suffix {                                                                                             \
    const T *a, *b;                                                                                                  \
    ptrdiff_t row, step, ldb;                                                                                        \
    size_t depth;                                                                                                    \
    int columns;                                                                                                     \
    int last, accumulate, relu; /* the epilogue belongs to the last chunk */                                         \
    uint64_t absorbed;          /* the levels to add, one bit for each */                                            \
    T *near, *far;                                                                                                   \
    int destination; /* the level to wait in */                                                                      \
    const T *bias;                                                                                                   \
    ptrdiff_t bias_step; /* from one row's to the next's */                                                          \
    ptrdiff_t panel; /* of panels abreast: elements of B from one to the next */                                     \
    T *c;                                                                                                            \
    ptrdiff_t ldc;                                                                                                   \
    const char *ahead; /* what to fetch into the cache meanwhile, a line for each p, and bytes between lines */      \
    ptrdiff_t ahead_step;                                                                                            \
  };                                                                                                                 \
  typedef void tile_body_##suffix(const struct tile_##suffix *);                                                     \
  struct kernel_##suffix {                                                                                           \
    int vector;             /* elements */                                                                           \
    int rows, short_rows;   /* of the tallest tile, and of the tile that suits a small k */                          \
    int columns;            /* of a full tile: two vectors */                                                        \
    int level;              /* elements of a full tile of the tallest kind */                                        \
    int masked;             /* whether a tile can stop within a vector; else B must be padded with zeros */          \
    tile_body_##suffix *const (*tiles)[EK_TILE_WIDTHS]; /* [rows][width] */                                          \
    int (*width)(int columns);                          /* the index above for so many columns */                    \
    tile_body_##suffix *abreast_near, *abreast_far;     /* one row of A, EK_ABREAST full panels of B */              \
    /* out[p * stride + i] = in[p * row + i], or in[i * row + p], for i below columns and p below depth */           \
    void (*copy)(const T *in, ptrdiff_t row, size_t columns, size_t depth, T *out, size_t stride);                   \
    void (*transpose)(const T *in, ptrdiff_t row, size_t columns, size_t depth, T *out, size_t stride);              \
  }

enum { EK_TILE_WIDTHS = 5, EK_ABREAST = 4 };

EK_GEMM_KERNEL(float, f32);
EK_GEMM_KERNEL(double, f64);
