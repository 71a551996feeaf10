// Attention: a task is a head of a sequence. Its keys and values are packed into panels once; then some rows at a time
// go through all steps while they are near: scores, softmax, output. Above the diagonal of a causal head nothing is
// computed but the rest of a tile, which is left out of every sum.
#include "tile.h"

#include "coefficients.h"
#include "include/ek_attention.h"

#include <string.h>

// What is compiled for each instruction set; attention_each.h says what they do.
struct attention_kernels {
  void (*softmax)(float *x, size_t count, size_t columns);
  void (*score_gradient)(float *x, const float *p, size_t count, size_t columns, float scale);
  void (*pack_rows)(const float *x, ptrdiff_t row, size_t rows, size_t columns, size_t panel, float *out);
  void (*pack_columns)(const float *x, ptrdiff_t row, size_t rows, size_t columns, size_t panel, float *out);
};

// The softmax of whole arrays comes along with the helpers for rows.
#pragma clang diagnostic ignored "-Wunused-function"
#define EK_TEMPLATE "attention_each.h"
#include "each_isa.h"

float ek_attention_scale(size_t head_size) { return (float)(1.0 / ek_sqrt_f64((double)head_size)); }

struct attending {
  const struct ek_tiles *tiles;
  const ek_attention *s;
  struct attention_kernels kernels;
  const float *qkv, *probabilities_in, *gradient;
  float *probabilities, *out;
  char *private;
  size_t private_bytes;
  size_t panel, token_panels, size_panels;  // widths in panels of tokens and of a head
};

// One head of one sequence: where its rows start, and a worker's memory.
struct head {
  const float *q, *k, *v, *gradient;
  float *y, *dq, *dk, *dv;
  ptrdiff_t qkv_row, y_row;
  float *memory;
  struct ek_run *runs;
};

static size_t cut(size_t terms, size_t a_step, size_t b_step, struct ek_run *runs) {
  size_t count = 0;
  for (size_t t = 0; t < terms || !count; t += EK_CHUNK) {
    size_t left = terms - t;
    runs[count++] = (struct ek_run){.a = (ptrdiff_t)(t * a_step), .b = (ptrdiff_t)(t * b_step),
                                    .count = (uint32_t)(left < EK_CHUNK ? left : EK_CHUNK), .ends = 1};
  }
  return count;
}

// The tokens that rows i0 ..< i0 + rows attend to; the rows share their chunk.
static size_t cut_before(const struct attending *w, size_t i0, size_t rows, struct ek_run *runs) {
  size_t panel = w->panel;
  if (!w->s->causal) { return cut(w->s->tokens, 1, panel, runs); }
  size_t count = i0 >= EK_CHUNK ? cut(i0 / EK_CHUNK * EK_CHUNK, 1, panel, runs) : 0, start = i0 / EK_CHUNK * EK_CHUNK;
  runs[count++] = (struct ek_run){.a = (ptrdiff_t)start, .b = (ptrdiff_t)(start * panel),
                                  .count = (uint32_t)(i0 + 1 - start)};
  runs[count++] = (struct ek_run){.a = (ptrdiff_t)(i0 + 1), .b = (ptrdiff_t)((i0 + 1) * panel),
                                  .count = (uint32_t)(rows - 1), .side = EK_ROWS_ABOVE, .ends = 1};
  return count;
}

// The tokens that attend to tokens j0 ..< j0 + rows, which share their chunk. A chunk without any is an empty one.
static size_t cut_after(const struct attending *w, size_t j0, size_t rows, struct ek_run *runs) {
  size_t panel = w->panel, tokens = w->s->tokens, count = 0;
  if (!w->s->causal) { return cut(tokens, tokens, panel, runs); }
  for (; count < j0 / EK_CHUNK; count++) { runs[count] = (struct ek_run){.ends = 1}; }
  runs[count++] = (struct ek_run){.a = (ptrdiff_t)(j0 * tokens), .b = (ptrdiff_t)(j0 * panel), .count = (uint32_t)rows,
                                  .side = EK_ROWS_TO};
  size_t at = j0 + rows, end = (j0 / EK_CHUNK + 1) * EK_CHUNK;
  for (end = end < tokens ? end : tokens;; end = end + EK_CHUNK < tokens ? end + EK_CHUNK : tokens) {
    runs[count++] = (struct ek_run){.a = (ptrdiff_t)(at * tokens), .b = (ptrdiff_t)(at * panel),
                                    .count = (uint32_t)(end - at), .ends = 1};
    at = end;
    if (end == tokens) { return count; }
  }
}

// out (rows by `columns`, from its first) = A's rows times packed panels of `terms` rows.
static void times_panels(const struct attending *w, struct ek_tile *tile, size_t rows, size_t columns, size_t limit,
                         const float *panels, size_t terms, float *out) {
  for (size_t j0 = 0; j0 < limit; j0 += w->panel) {
    tile->b = panels + j0 * terms, tile->out = out + j0;
    tile->columns = (int)(columns - j0 < w->panel ? columns - j0 : w->panel);
    w->tiles->run((int)rows, tile);
  }
}

// The columns that tiles make where the first `limit` are wanted: whole vectors.
static size_t columns_of(const struct attending *w, size_t limit) {
  size_t columns = ek_rounded_up(limit, (size_t)w->tiles->width);
  return columns < w->s->tokens ? columns : w->s->tokens;
}

static struct head locate(const struct attending *w, size_t task, int worker) {
  const ek_attention *s = w->s;
  size_t all = s->heads * s->head_size, sequence = task / s->heads, first = task % s->heads * s->head_size;
  size_t at = sequence * s->tokens * 3 * all + first;
  struct head h = {.q = w->qkv + at, .k = w->qkv + at + all, .v = w->qkv + at + 2 * all,
                   .qkv_row = (ptrdiff_t)(3 * all), .y_row = (ptrdiff_t)all};
  if (w->gradient) {
    h.gradient = w->gradient + sequence * s->tokens * all + first;
    h.dq = w->out + at, h.dk = h.dq + all, h.dv = h.dk + all;
  } else {
    h.y = w->out + sequence * s->tokens * all + first;
  }
  h.runs = (struct ek_run *)(w->private + (size_t)worker * w->private_bytes);
  h.memory = (float *)(h.runs + ek_rounded_up(s->tokens / EK_CHUNK + s->head_size / EK_CHUNK + 8, 8));
  return h;
}

static struct ek_tile tile_of(const struct attending *w, const float *a, ptrdiff_t row, ptrdiff_t step,
                              const struct ek_run *runs, size_t count, ptrdiff_t out_row) {
  return (struct ek_tile){.a = a, .row = row, .step = step, .ldb = (ptrdiff_t)w->panel, .runs = runs,
                          .end = runs + count, .out_row = out_row, .last = 1};
}

// Calls body for pieces of at most a tile's rows that do not cross a chunk's end.
static void each_piece(const struct attending *w, const struct head *h,
                       void (*body)(const struct attending *, const struct head *, size_t task, size_t i0, size_t rows),
                       size_t task) {
  for (size_t start = 0; start < w->s->tokens; start += EK_CHUNK) {
    size_t left = w->s->tokens - start, count = left < EK_CHUNK ? left : EK_CHUNK;
    size_t pieces = ek_pieces(count, (size_t)w->tiles->rows);
    for (size_t i = 0; i < pieces; i++) {
      size_t first = ek_piece(count, pieces, i);
      body(w, h, task, start + first, ek_piece(count, pieces, i + 1) - first);
    }
  }
}

static void forward_rows(const struct attending *w, const struct head *h, size_t task, size_t i0, size_t rows) {
  const ek_attention *s = w->s;
  size_t tokens = s->tokens, size = s->head_size, limit = s->causal ? i0 + rows : tokens;
  const float *keys = h->memory, *values = keys + w->token_panels * w->panel * size;
  float *p = h->memory + w->token_panels * w->panel * size + w->size_panels * w->panel * tokens;
  if (w->probabilities) { p = w->probabilities + (task * tokens + i0) * tokens; }
  struct ek_tile scores = tile_of(w, h->q + (ptrdiff_t)i0 * h->qkv_row, h->qkv_row, 1, h->runs,
                                  cut(size, 1, w->panel, h->runs), (ptrdiff_t)tokens);
  scores.scale = &s->scale, scores.last = 0;
  times_panels(w, &scores, rows, columns_of(w, limit), limit, keys, size, p);
  for (size_t i = 0; i < rows; i++) { w->kernels.softmax(p + i * tokens, s->causal ? i0 + i + 1 : tokens, tokens); }
  struct ek_tile sums = tile_of(w, p, (ptrdiff_t)tokens, 1, h->runs, cut_before(w, i0, rows, h->runs), h->y_row);
  times_panels(w, &sums, rows, size, size, values, tokens, h->y + (ptrdiff_t)i0 * h->y_row);
}

static void forward_head(void *context, size_t task, int worker) {
  const struct attending *w = context;
  struct head h = locate(w, task, worker);
  size_t tokens = w->s->tokens, size = w->s->head_size;
  w->kernels.pack_columns(h.k, h.qkv_row, tokens, size, w->panel, h.memory);
  w->kernels.pack_rows(h.v, h.qkv_row, tokens, size, w->panel, h.memory + w->token_panels * w->panel * size);
  each_piece(w, &h, forward_rows, task);
}

// A worker's memory for the gradient, in this order.
struct layout { float *values, *keys, *queries, *gradients, *scores; };

static struct layout layout_of(const struct attending *w, float *memory) {
  size_t tall = w->size_panels * w->panel * w->s->tokens;
  struct layout l = {.values = memory};
  l.keys = l.values + w->token_panels * w->panel * w->s->head_size;
  l.queries = l.keys + tall, l.gradients = l.queries + tall, l.scores = l.gradients + tall;
  return l;
}

static void backward_rows(const struct attending *w, const struct head *h, size_t task, size_t i0, size_t rows) {
  const ek_attention *s = w->s;
  size_t tokens = s->tokens, size = s->head_size, limit = s->causal ? i0 + rows : tokens;
  struct layout l = layout_of(w, h->memory);
  float *ds = l.scores + i0 * tokens;
  const float *p = w->probabilities_in + (task * tokens + i0) * tokens;
  struct ek_tile dp = tile_of(w, h->gradient + (ptrdiff_t)i0 * h->y_row, h->y_row, 1, h->runs,
                              cut(size, 1, w->panel, h->runs), (ptrdiff_t)tokens);
  dp.last = 0;
  times_panels(w, &dp, rows, columns_of(w, limit), limit, l.values, size, ds);
  for (size_t i = 0; i < rows; i++) {
    size_t count = s->causal ? i0 + i + 1 : tokens;
    w->kernels.score_gradient(ds + i * tokens, p + i * tokens, count, tokens, s->scale);
  }
  struct ek_tile dq = tile_of(w, ds, (ptrdiff_t)tokens, 1, h->runs, cut_before(w, i0, rows, h->runs), h->qkv_row);
  times_panels(w, &dq, rows, size, size, l.keys, tokens, h->dq + (ptrdiff_t)i0 * h->qkv_row);
}

static void backward_columns(const struct attending *w, const struct head *h, size_t task, size_t j0, size_t rows) {
  size_t tokens = w->s->tokens, size = w->s->head_size, count = cut_after(w, j0, rows, h->runs);
  struct layout l = layout_of(w, h->memory);
  const float *p = w->probabilities_in + task * tokens * tokens + j0;
  struct ek_tile dv = tile_of(w, p, 1, (ptrdiff_t)tokens, h->runs, count, h->qkv_row);
  times_panels(w, &dv, rows, size, size, l.gradients, tokens, h->dv + (ptrdiff_t)j0 * h->qkv_row);
  struct ek_tile dk = tile_of(w, l.scores + j0, 1, (ptrdiff_t)tokens, h->runs, count, h->qkv_row);
  times_panels(w, &dk, rows, size, size, l.queries, tokens, h->dk + (ptrdiff_t)j0 * h->qkv_row);
}

static void backward_head(void *context, size_t task, int worker) {
  const struct attending *w = context;
  struct head h = locate(w, task, worker);
  struct layout l = layout_of(w, h.memory);
  size_t tokens = w->s->tokens, size = w->s->head_size;
  w->kernels.pack_columns(h.v, h.qkv_row, tokens, size, w->panel, l.values);
  w->kernels.pack_rows(h.k, h.qkv_row, tokens, size, w->panel, l.keys);
  w->kernels.pack_rows(h.q, h.qkv_row, tokens, size, w->panel, l.queries);
  w->kernels.pack_rows(h.gradient, h.y_row, tokens, size, w->panel, l.gradients);
  each_piece(w, &h, backward_rows, task);
  each_piece(w, &h, backward_columns, task);
}

static int attend(ek_pool *pool, int isa, struct attending *w, size_t elements, void (*body)(void *, size_t, int)) {
  const ek_attention *s = w->s;
  w->tiles = ek_tiles_of(isa);
  w->panel = (size_t)w->tiles->columns;
  w->token_panels = ek_pieces(s->tokens, w->panel), w->size_panels = ek_pieces(s->head_size, w->panel);
  w->kernels = EK_PICK(isa, attention_kernels);
  size_t runs = ek_rounded_up(s->tokens / EK_CHUNK + s->head_size / EK_CHUNK + 8, 8);
  elements += w->token_panels * w->panel * s->head_size;
  w->private_bytes = ek_rounded_up(runs * sizeof(struct ek_run) + elements * sizeof(float), 64);
  ek_enter(pool);
  w->private = ek_scratch(pool, (size_t)ek_workers(pool) * w->private_bytes);
  if (w->private) { ek_run(pool, s->batch * s->heads, body, w); }
  ek_leave(pool);
  return w->private ? EK_OK : EK_NO_MEMORY;
}

int ek_attention_f32(ek_pool *pool, int isa, const ek_attention *s, const float *qkv, float *probabilities, float *y) {
  struct attending w = {.s = s, .qkv = qkv, .probabilities = probabilities, .out = y};
  size_t columns = (size_t)ek_tiles_of(isa)->columns, rows = (size_t)ek_tiles_of(isa)->rows;
  size_t values = ek_rounded_up(s->head_size, columns) * s->tokens;
  return attend(pool, isa, &w, values + (probabilities ? 0 : rows * s->tokens), forward_head);
}

int ek_attention_gradient_f32(ek_pool *pool, int isa, const ek_attention *s, const float *qkv,
                              const float *probabilities, const float *gradient, float *qkv_gradient) {
  struct attending w = {.s = s, .qkv = qkv, .probabilities_in = probabilities, .gradient = gradient,
                        .out = qkv_gradient};
  size_t tall = ek_rounded_up(s->head_size, (size_t)ek_tiles_of(isa)->columns) * s->tokens;
  return attend(pool, isa, &w, 3 * tall + s->tokens * s->tokens, backward_head);
}
