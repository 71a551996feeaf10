// Products of signed bytes into 32-bit integers. Integer sums have no order, so every path is free to choose its own;
// the bound on k keeps each result inside 32 bits, and an intermediate that wraps comes back.
//
// A slab of A (all rows, up to SLAB of k) is packed once into tiles of a few rows. A task then takes one panel of
// columns, packs its part of B into memory of its worker (so B is read once, and never written back), and goes down all
// the tiles. Both are packed in units of 32 bits: neighbours in k, four bytes for VNNI and two widened halves without.
#include "isa.h"

#include "include/ek_gemm_i8.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { SLAB = 2048, ROW_SLAB = 16384, TASKS_PER_WORKER = 4, LEAST_ROWS = 256 };
enum { THIN = 4, THIN_WIDTH = 4096, THIN_DEPTH = 8 };

// A matrix of which packing walks `width` lanes (rows of A, columns of B) and k.
struct i8_view {
  const int8_t *data;
  ptrdiff_t lane, step;  // elements between neighbouring lanes, and between neighbours in k; one of them is 1
  size_t lanes, depth;   // how far it reaches
};

struct i8_kernel {
  int rows, columns, group;  // of a tile; neighbours in k per unit
  // Packs lanes first ..< first + width (of which those inside the matrix count, others are zero) and
  // k = from ..< from + depth to out[unit * width + lane].
  void (*pack)(const struct i8_view *v, size_t first, int width, size_t from, size_t depth, uint32_t flip,
               uint32_t *out);
  // What each row's accumulators start from.
  void (*starts)(const uint32_t *tile, size_t units, int32_t *out);
  void (*tile)(int rows, int columns, const uint32_t *a, const uint32_t *b, size_t units, const int32_t *starts,
               int add, int32_t *c, size_t ldc);
  // out[i] = lane i of few (bytes, `stride` apart, zeros up to 64 beyond depth) times one lane.
  void (*dots)(int count, const int8_t *few, size_t stride, const int32_t *starts, const int8_t *lane, size_t depth,
               int32_t *out);
  // The same from packed units, for `width` lanes at a time.
  void (*spread)(int count, const uint32_t *few, const uint32_t *many, size_t units, size_t width, int32_t *sums);
  uint32_t flip;  // what B's units are xored with
};

#define EK_I8_VNNI 0
#define EK_TEMPLATE "gemm_i8_each.h"
#include "each_isa.h"
#undef EK_I8_VNNI

#if defined(__x86_64__)
#define EK_I8_VNNI 1
#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,avx512vnni,avx2,fma"))),     \
                             apply_to = function)
#define EK_SUFFIX avx512vnni
#define EK_VECTOR_BYTES 64
#include "gemm_i8_each.h"
#undef EK_SUFFIX
#undef EK_VECTOR_BYTES
#pragma clang attribute pop
#endif

static const struct i8_kernel *choose(int isa) {
#if defined(__x86_64__)
  if (isa == EK_AVX512 && __builtin_cpu_supports("avx512vnni")) { return i8_kernel_avx512vnni; }
#endif
  return EK_PICK(isa, i8_kernel);
}

static size_t ceiling(size_t x, size_t y) { return x / y + (x % y != 0); }

struct i8_product {
  const struct i8_kernel *kernel;
  struct i8_view a, b;
  int32_t *c;
  size_t ldc, n;
  size_t first_row, rows;   // of this slab
  size_t from, depth;       // in k
  size_t units, tiles, panels, groups;
  uint32_t *packed_a;       // tile after tile
  int32_t *starts;          // one per row of the tiles
  uint32_t *packed_b;       // one panel per worker
};

static void pack_tiles(void *context, size_t first, size_t count) {
  struct i8_product *p = context;
  const struct i8_kernel *k = p->kernel;
  for (size_t t = first; t < first + count; t++) {
    uint32_t *out = p->packed_a + t * p->units * (size_t)k->rows;
    // Only the last tile reaches beyond the slab, and only where the slab ends with the matrix.
    k->pack(&p->a, p->first_row + t * (size_t)k->rows, k->rows, p->from, p->depth, 0, out);
    k->starts(out, p->units, p->starts + t * (size_t)k->rows);
  }
}

static void multiply_panel(void *context, size_t task, int worker) {
  struct i8_product *p = context;
  const struct i8_kernel *k = p->kernel;
  size_t rows = (size_t)k->rows, columns = (size_t)k->columns;
  size_t column = task / p->groups * columns, group = task % p->groups;
  size_t first = group * p->tiles / p->groups, end = (group + 1) * p->tiles / p->groups;
  uint32_t *b = p->packed_b + (size_t)worker * SLAB / (size_t)k->group * columns;
  k->pack(&p->b, column, k->columns, p->from, p->depth, k->flip, b);
  int width = (int)(p->n - column < columns ? p->n - column : columns);
  for (size_t t = first; t < end; t++) {
    size_t left = p->rows - t * rows;
    k->tile((int)(left < rows ? left : rows), width, p->packed_a + t * p->units * rows, b, p->units,
            p->starts + t * rows, p->from != 0, p->c + (p->first_row + t * rows) * p->ldc + column, p->ldc);
  }
}

struct thin_product {
  const struct i8_kernel *kernel;
  struct i8_view few, many;
  int32_t *c;
  size_t few_stride, many_stride;  // of C
  int8_t *bytes;                   // few, lane by lane
  size_t stride;
  uint32_t *units;                 // few, packed four wide
  size_t width;                    // lanes of many per task: long runs, as the next k lies a whole row away
  int32_t starts[THIN];
};

static void multiply_dots(void *context, size_t first, size_t count) {
  const struct thin_product *p = context;
  int32_t out[THIN];
  for (size_t l = first; l < first + count; l++) {
    p->kernel->dots((int)p->few.lanes, p->bytes, p->stride, p->starts, p->many.data + (ptrdiff_t)l * p->many.lane,
                    p->few.depth, out);
    for (size_t i = 0; i < p->few.lanes; i++) { p->c[i * p->few_stride + l * p->many_stride] = out[i]; }
  }
}

static void multiply_spread(void *context, size_t first, size_t count) {
  const struct thin_product *p = context;
  uint32_t many[THIN_WIDTH * THIN_DEPTH / 2];
  int32_t sums[THIN * THIN_WIDTH];
  size_t group = (size_t)p->kernel->group, depth = p->few.depth, width = p->width;
  for (size_t i = 0; i < p->few.lanes * width; i++) { sums[i] = p->starts[i / width]; }
  for (size_t from = 0; from < depth; from += THIN_DEPTH) {
    size_t now = depth - from < THIN_DEPTH ? depth - from : THIN_DEPTH;
    p->kernel->pack(&p->many, first, (int)width, from, now, p->kernel->flip, many);
    p->kernel->spread((int)p->few.lanes, p->units + from / group * THIN, many, ceiling(now, group), width, sums);
  }
  for (size_t i = 0; i < p->few.lanes; i++) {
    for (size_t l = 0; l < count; l++) {
      p->c[i * p->few_stride + (first + l) * p->many_stride] = sums[i * width + l];
    }
  }
}

// Few lanes against many: the caller has entered the pool.
static int multiply_thin(ek_pool *pool, struct thin_product *p) {
  size_t depth = p->few.depth, group = (size_t)p->kernel->group;
  p->stride = ceiling(depth, 64) * 64;
  size_t unit_bytes = ceiling(depth, group) * THIN * 4;
  p->bytes = ek_scratch(pool, p->stride * p->few.lanes + unit_bytes + 64);  // something even for k = 0
  if (!p->bytes) { return EK_NO_MEMORY; }
  p->units = (uint32_t *)(p->bytes + p->stride * p->few.lanes);
  memset(p->bytes, 0, p->stride * p->few.lanes);
  for (size_t i = 0; i < p->few.lanes; i++) {
    int32_t sum = 0;
    for (size_t q = 0; q < depth; q++) {
      int8_t x = p->few.data[(ptrdiff_t)i * p->few.lane + (ptrdiff_t)q * p->few.step];
      p->bytes[i * p->stride + q] = x, sum += x;
    }
    p->starts[i] = p->kernel->flip ? (int32_t)(-128u * (uint32_t)sum) : 0;
  }
  if (p->many.step == 1) {
    ek_for_ranges(pool, p->many.lanes, 64, multiply_dots, p);
  } else {
    p->kernel->pack(&p->few, 0, THIN, 0, depth, 0, p->units);
    size_t share = ceiling(ceiling(p->many.lanes, (size_t)ek_workers(pool)), 64) * 64;
    p->width = share < THIN_WIDTH ? share : THIN_WIDTH;
    ek_for_ranges(pool, p->many.lanes, p->width, multiply_spread, p);
  }
  return EK_OK;
}

int ek_gemm_i8(ek_pool *pool, int isa, int ta, int tb, size_t m, size_t n, size_t k, const int8_t *a, size_t lda,
               const int8_t *b, size_t ldb, int32_t *c, size_t ldc) {
  if (k > EK_I8_MAXIMUM_K) { return EK_K_TOO_LARGE; }
  if (m == 0 || n == 0) { return EK_OK; }
  struct i8_product p = {.kernel = choose(isa), .c = c, .ldc = ldc, .n = n};
  p.a = (struct i8_view){a, ta ? 1 : (ptrdiff_t)lda, ta ? (ptrdiff_t)lda : 1, m, k};
  p.b = (struct i8_view){b, tb ? (ptrdiff_t)ldb : 1, tb ? 1 : (ptrdiff_t)ldb, n, k};
  if (m <= THIN || n <= THIN) {
    struct thin_product thin = {
      .kernel = p.kernel, .few = p.a, .many = p.b, .c = c, .few_stride = ldc, .many_stride = 1};
    if (m > THIN) { thin.few = p.b, thin.many = p.a, thin.few_stride = 1, thin.many_stride = ldc; }
    ek_enter(pool);
    int status = multiply_thin(pool, &thin);
    ek_leave(pool);
    return status;
  }
  size_t tile_rows = (size_t)p.kernel->rows, tile_columns = (size_t)p.kernel->columns, group = (size_t)p.kernel->group;
  size_t row_slab = ROW_SLAB / tile_rows * tile_rows;
  size_t padded_rows = ceiling(m < row_slab ? m : row_slab, tile_rows) * tile_rows;
  size_t deepest = ceiling(k < SLAB ? k : SLAB, group);
  ek_enter(pool);
  size_t a_bytes = ceiling(padded_rows * deepest, 16) * 64, start_bytes = ceiling(padded_rows, 16) * 64;
  size_t b_bytes = (size_t)ek_workers(pool) * SLAB / group * tile_columns * 4;
  char *scratch = ek_scratch(pool, a_bytes + start_bytes + b_bytes);
  if (scratch) {
    p.packed_a = (uint32_t *)scratch;
    p.starts = (int32_t *)(scratch + a_bytes);
    p.packed_b = (uint32_t *)(scratch + a_bytes + start_bytes);
    p.panels = ceiling(n, tile_columns);
    for (p.first_row = 0; p.first_row < m; p.first_row += row_slab) {
      p.rows = m - p.first_row < row_slab ? m - p.first_row : row_slab;
      p.tiles = ceiling(p.rows, tile_rows);
      // With few panels the rows are shared out too, and each group packs its panel anew.
      size_t wanted = ceiling(TASKS_PER_WORKER * (size_t)ek_workers(pool), p.panels);
      size_t most = ceiling(p.rows, LEAST_ROWS);
      p.groups = ek_workers(pool) == 1 ? 1 : wanted < most ? wanted : most;
      p.from = 0;
      do {
        p.depth = k - p.from < SLAB ? k - p.from : SLAB;
        p.units = ceiling(p.depth, group);
        ek_for_ranges(pool, p.tiles, ceiling(p.tiles, 4 * (size_t)ek_workers(pool)), pack_tiles, &p);
        ek_run(pool, p.panels * p.groups, multiply_panel, &p);
        p.from += SLAB;
      } while (p.from < k);
    }
  }
  ek_leave(pool);
  return scratch ? EK_OK : EK_NO_MEMORY;
}
