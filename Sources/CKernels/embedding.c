// Rows of a table by number. The gradient is split over columns, so that each task meets the positions in order.
#include "isa.h"

#include "include/ek_embedding.h"

#include <string.h>

#define EK_TEMPLATE "embedding_each.h"
#include "each_isa.h"

enum { ROW_BLOCK = 16384 /* elements */, COLUMN_BLOCK = 64 };

struct embedding {
  void (*copy)(const float *, const uint32_t *, float *, size_t, size_t);
  void (*add)(const float *, const uint32_t *, float *, size_t, size_t, size_t);
  const float *from;
  const uint32_t *ids;
  float *to;
  size_t count, rows, columns;
};

static void copy_rows(void *context, size_t first, size_t count) {
  const struct embedding *e = context;
  e->copy(e->from, e->ids + first, e->to + first * e->columns, count, e->columns);
}

static void add_columns(void *context, size_t first, size_t width) {
  const struct embedding *e = context;
  for (size_t r = 0; r < e->rows; r++) { memset(e->to + r * e->columns + first, 0, width * sizeof(float)); }
  e->add(e->from + first, e->ids, e->to + first, e->count, width, e->columns);
}

void ek_embedding_f32(ek_pool *pool, int isa, const float *table, const uint32_t *ids, float *y, size_t count,
                      size_t columns) {
  struct embedding e = {.copy = EK_PICK(isa, copy_rows), .from = table, .ids = ids, .to = y, .columns = columns};
  ek_enter(pool);
  ek_for_ranges(pool, count, columns >= ROW_BLOCK ? 1 : ROW_BLOCK / (columns ? columns : 1), copy_rows, &e);
  ek_leave(pool);
}

void ek_embedding_gradient_f32(ek_pool *pool, int isa, const float *gradient, const uint32_t *ids,
                               float *table_gradient, size_t count, size_t rows, size_t columns) {
  struct embedding e = {.add = EK_PICK(isa, add_rows), .from = gradient, .ids = ids, .to = table_gradient,
                        .count = count, .rows = rows, .columns = columns};
  ek_enter(pool);
  ek_for_ranges(pool, columns, ek_workers(pool) > 1 ? COLUMN_BLOCK : columns + !columns, add_columns, &e);
  ek_leave(pool);
}
