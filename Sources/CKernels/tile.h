// The register tile that convolution and attention share: rows by vectors of dot products whose operands may lie in
// pieces. Each element is the dot product of docs/numerics.md, section 3, over the terms of all runs in order.
#pragma once

#include "isa.h"

enum {
  EK_CHUNK = 256,
  EK_TILE_LEVELS = 17,  // a tile's own tree: up to 2^16 chunks, so 2^24 terms
  EK_TREE_LEVELS = 64   // a tree of matrices
};

// Which rows take part in step t of a run: all, or those on one side of a diagonal, in as many steps as the tile has
// rows (one less above the diagonal).
enum { EK_ALL_ROWS = 0, EK_ROWS_ABOVE = 1 /* r > t */, EK_ROWS_TO = 2 /* r <= t */ };

// `count` steps; step t of row r multiplies a[run.a + r * row + t * step] with the row of B at b + run.b + t * ldb.
struct ek_run {
  ptrdiff_t a, b;
  uint32_t count;
  uint8_t side;
  uint8_t ends;  // the last run of its chunk: at most 256 terms since the last one that ended
};

struct ek_tile {
  const float *a;
  ptrdiff_t row, step;
  const float *b;  // whole vectors: rows are padded to the vectors that are read
  ptrdiff_t ldb;
  const struct ek_run *runs, *end;  // at least one; the last one ends its chunk
  float *out;
  ptrdiff_t out_row;
  int columns;  // that are stored, at most rows of B are wide

  // Afterwards, in this order: waiting sums are added (waiting + sum); the product with `scale`; the bias; ReLU.
  // `last` tiles also make NaN canonical.
  const float *const *waiting;  // of matrices shaped as out
  int waits, last;
  const float *scale;
  const float *bias;  // whole vectors
  int relu;
};

struct ek_tiles {
  int rows, columns;  // of the largest tile
  int width;          // of a vector: B's panels are padded to multiples of it
  void (*run)(int rows, const struct ek_tile *tile);
};

const struct ek_tiles *ek_tiles_of(int isa);

// The columns that a tile reads at once where `columns` are left: a vector or all.
static inline size_t ek_tile_reads(const struct ek_tiles *tiles, size_t columns) {
  return (size_t)(columns <= (size_t)tiles->width ? tiles->width : tiles->columns);
}

// How wide rows of B must be so that tiles never read beyond them.
static inline size_t ek_padded_columns(const struct ek_tiles *tiles, size_t columns) {
  size_t panel = (size_t)tiles->columns, rest = columns % panel;
  return rest ? columns - rest + ek_tile_reads(tiles, rest) : columns;
}

static inline size_t ek_rounded_up(size_t x, size_t step) { return (x + step - 1) / step * step; }

// Where the chunk `chunk` of `chunks` goes in the tree: the levels whose waiting sums it absorbs, lowest first, and the
// level at which it then waits itself (unless it is the last).
static inline int ek_plan_tree(size_t chunk, size_t chunks, int absorbed[EK_TREE_LEVELS], int *waits_at) {
  int count = 0, level = 0, final = chunk + 1 == chunks;
  for (; final ? chunk >> level : chunk >> level & 1; level++) {
    if (chunk >> level & 1) { absorbed[count++] = level; }
  }
  *waits_at = level;
  return count;
}

// Cuts `count` into pieces of at most `most`, as equal as can be: piece i of ek_pieces starts at ek_piece(i).
static inline size_t ek_pieces(size_t count, size_t most) { return (count + most - 1) / most; }
static inline size_t ek_piece(size_t count, size_t pieces, size_t i) {
  return count / pieces * i + (count % pieces < i ? count % pieces : i);
}
