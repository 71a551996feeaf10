// Softmax of rows, and softmax cross-entropy with its gradient.
#include "isa.h"
#include "coefficients.h"
#include "include/ek_softmax.h"

#define EK_TEMPLATE "softmax_each.h"
#include "each_isa.h"

struct softmax {
  void (*rows_kernel)(const float *, float *, size_t, size_t);
  void (*loss_kernel)(const float *, const uint32_t *, float *, float *, size_t, size_t, float);
  const float *x;
  const uint32_t *labels;
  float *y, *losses;
  size_t rows, columns, batch;
};

static void run_softmax(void *context, size_t first, size_t count) {
  const struct softmax *s = context;
  s->rows_kernel(s->x + first * s->columns, s->y + first * s->columns, count, s->columns);
}

static void run_loss(void *context, size_t first, size_t count) {
  const struct softmax *s = context;
  size_t offset = first * s->columns;
  s->loss_kernel(s->x + offset, s->labels + first, s->y + offset, s->losses + first, count, s->columns, (float)s->batch);
}

// Rows per task: about 8,192 elements.
static size_t grain(size_t columns) { return columns >= 8192 ? 1 : 8192 / (columns ? columns : 1); }

static void start(ek_pool *pool, struct softmax s) {
  ek_enter(pool);
  ek_for_ranges(pool, s.rows, grain(s.columns), run_softmax, &s);
  ek_leave(pool);
}

void ek_softmax_f32(ek_pool *pool, int isa, const float *x, float *y, size_t rows, size_t columns) {
  start(pool, (struct softmax){EK_PICK(isa, softmax_rows), NULL, x, NULL, y, NULL, rows, columns, rows});
}

void ek_log_softmax_f32(ek_pool *pool, int isa, const float *x, float *y, size_t rows, size_t columns) {
  start(pool, (struct softmax){EK_PICK(isa, log_softmax_rows), NULL, x, NULL, y, NULL, rows, columns, rows});
}

void ek_softmax_cross_entropy_part_f32(ek_pool *pool, int isa, const float *logits, const uint32_t *labels,
                                       float *gradient, float *losses, size_t rows, size_t columns, size_t batch) {
  struct softmax s = {NULL, EK_PICK(isa, loss_rows), logits, labels, gradient, losses, rows, columns, batch};
  ek_enter(pool);
  ek_for_ranges(pool, rows, grain(columns), run_loss, &s);
  ek_leave(pool);
}

void ek_softmax_cross_entropy_f32(ek_pool *pool, int isa, const float *logits, const uint32_t *labels, float *gradient,
                                  float *losses, size_t rows, size_t columns) {
  ek_softmax_cross_entropy_part_f32(pool, isa, logits, labels, gradient, losses, rows, columns, rows);
}
