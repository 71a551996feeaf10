// Layer norm and RMS norm of rows. A row's sums are those of docs/numerics.md section 4; the gradients of gain and bias
// are column sums in the order of a matrix product with a row of ones, so that a chunk of 256 rows is a task of its own.
#include "isa.h"
#include "coefficients.h"
#include "include/ek_normalization.h"
#include "sum_tree.h"

enum { CHUNK = 256 };

// One job for both norms; RMS norm has no mean and no bias (NULL).
struct norm {
  const float *x, *gain, *bias, *dy;
  float *y;  // the output, or dx
  float *mean, *rstd;
  const float *kept_mean, *kept_rstd;
  float epsilon;
  size_t rows, columns;
  float *partial;  // per chunk of rows: the column sums for gain, then those for bias
  float *row;      // per worker: a row of normalised inputs
};

#define EK_TEMPLATE "normalization_each.h"
#include "each_isa.h"

struct forward {
  void (*kernel)(const struct norm *, size_t first, size_t count);
  const struct norm *norm;
};

static void run_forward(void *context, size_t first, size_t count) {
  const struct forward *f = context;
  f->kernel(f->norm, first, count);
}

// Rows per task: about 16,384 elements.
static size_t grain(size_t columns) { return columns >= 16384 ? 1 : 16384 / (columns ? columns : 1); }

static void start_forward(ek_pool *pool, struct forward f) {
  ek_enter(pool);
  ek_for_ranges(pool, f.norm->rows, grain(f.norm->columns), run_forward, &f);
  ek_leave(pool);
}

void ek_layer_norm_f32(ek_pool *pool, int isa, const float *x, const float *gain, const float *bias, float *y,
                       float *mean, float *rstd, size_t rows, size_t columns, float epsilon) {
  struct norm n = {.x = x, .gain = gain, .bias = bias, .y = y, .mean = mean, .rstd = rstd, .epsilon = epsilon};
  n.rows = rows, n.columns = columns;
  start_forward(pool, (struct forward){EK_PICK(isa, layer_norm_rows), &n});
}

void ek_rms_norm_f32(ek_pool *pool, int isa, const float *x, const float *gain, float *y, float *rstd, size_t rows,
                     size_t columns, float epsilon) {
  struct norm n = {.x = x, .gain = gain, .y = y, .rstd = rstd, .epsilon = epsilon, .rows = rows, .columns = columns};
  start_forward(pool, (struct forward){EK_PICK(isa, rms_norm_rows), &n});
}

struct backward {
  void (*chunk)(const struct norm *, size_t first, size_t count, float *partial, float *row);
  void (*add)(float *to, const float *from, size_t count);
  const struct norm *norm;
  size_t chunks, width;  // width: elements of a chunk's partial sums
};

static void run_chunk(void *context, size_t task, int worker) {
  const struct backward *b = context;
  const struct norm *n = b->norm;
  size_t first = task * CHUNK, count = n->rows - first < CHUNK ? n->rows - first : CHUNK;
  b->chunk(n, first, count, n->partial + task * b->width, n->row + (size_t)worker * n->columns);
}

// The tree over chunks for some of the columns, in place: the sums end in the first chunk's place.
static void run_tree(void *context, size_t first, size_t count) {
  const struct backward *b = context;
  for (size_t step = 1; step < b->chunks; step *= 2) {
    for (size_t c = 0; c + step < b->chunks; c += 2 * step) {
      float *to = b->norm->partial + c * b->width + first;
      b->add(to, to + step * b->width, count);
    }
  }
}

static int start_backward(ek_pool *pool, struct backward b, struct norm *n, float *dgain, float *dbias) {
  b.norm = n, b.width = dbias ? 2 * n->columns : n->columns;
  b.chunks = n->rows ? (n->rows + CHUNK - 1) / CHUNK : 1;
  ek_enter(pool);
  size_t workers = (size_t)ek_workers(pool);
  float *scratch = ek_scratch(pool, (b.chunks * b.width + workers * n->columns) * sizeof(float));
  if (scratch) {
    n->partial = scratch, n->row = scratch + b.chunks * b.width;
    ek_run(pool, b.chunks, run_chunk, &b);
    ek_for_ranges(pool, b.width, 1024, run_tree, &b);
    for (size_t j = 0; j < n->columns; j++) { dgain[j] = ek_canonical_f32(n->partial[j]); }
    for (size_t j = n->columns; j < b.width; j++) { dbias[j - n->columns] = ek_canonical_f32(n->partial[j]); }
  }
  ek_leave(pool);
  return scratch ? EK_OK : EK_NO_MEMORY;
}

int ek_layer_norm_gradient_f32(ek_pool *pool, int isa, const float *x, const float *gain, const float *mean,
                               const float *rstd, const float *dy, float *dx, float *dgain, float *dbias, size_t rows,
                               size_t columns) {
  struct norm n = {.x = x, .gain = gain, .dy = dy, .y = dx, .kept_mean = mean, .kept_rstd = rstd};
  n.rows = rows, n.columns = columns;
  struct backward b = {.chunk = EK_PICK(isa, layer_norm_chunk), .add = EK_PICK(isa, add_sums)};
  return start_backward(pool, b, &n, dgain, dbias);
}

int ek_rms_norm_gradient_f32(ek_pool *pool, int isa, const float *x, const float *gain, const float *rstd,
                             const float *dy, float *dx, float *dgain, size_t rows, size_t columns) {
  struct norm n = {.x = x, .gain = gain, .dy = dy, .y = dx, .kept_rstd = rstd, .rows = rows, .columns = columns};
  struct backward b = {.chunk = EK_PICK(isa, rms_norm_chunk), .add = EK_PICK(isa, add_sums)};
  return start_backward(pool, b, &n, dgain, NULL);
}
