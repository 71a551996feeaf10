// The gradients of a convolution's weights and bias: a product over all pixels of the batch, in chunks of 256 pixels.
//
// A task takes a subtree of chunks (a power of two of them, aligned) and part of the rows of the result. For each chunk
// it copies the padded input rows under the chunk's pixels; in them the terms of a row of the kernel lie side by side,
// so a register tile is some of them by two vectors of output channels, and walks over the pixels. The chunks' sums
// wait in matrices, one for each level of the tree.
#include "convolution.h"

struct weighing {
  const struct ek_tiles *tiles;
  const ek_convolution *s;
  const float *x, *gradient;
  size_t height, width;                 // of the output
  size_t pixels, chunks, group, groups; // chunks of a group, groups
  size_t length, pieces;                // terms of a row of the kernel, tiles that they are cut into
  size_t parts;                         // tasks that share a group
  size_t terms, stride;                 // rows of the result (one more for the bias), elements between its rows
  size_t padded_width;
  int in_place;                         // gradients are read where they are: their rows are whole panels
  float *partial;                       // a result for each group
  float *private;                       // per worker: copied input rows, copied gradients, levels of the tree, runs
  size_t copy_elements, gradient_elements, level_elements, levels, private_bytes;
  float *weight_gradient, *bias_gradient;
};

// Copies the padded input rows under `count` pixels from `first` on; runs walk over those under the kernel's corner.
static size_t copy_rows(const struct weighing *w, size_t first, size_t count, float *copy, struct ek_run *runs) {
  const ek_convolution *s = w->s;
  size_t row = w->padded_width * s->inputs, area = w->height * w->width, copied = 0, run = 0;
  for (size_t at = 0; at < count;) {
    size_t image = (first + at) / area, from = (first + at) % area;
    size_t to = area - from < count - at ? area : from + count - at;
    size_t y0 = from / w->width, y1 = (to - 1) / w->width, rows = (y1 - y0) * s->stride + s->kernel_height;
    ek_copy_padded(w->x + image * s->height * s->width * s->inputs, s->height, s->width, s->inputs,
                   (ptrdiff_t)(y0 * s->stride) - (ptrdiff_t)s->padding, rows, -(ptrdiff_t)s->padding, w->padded_width,
                   copy + copied * row);
    for (size_t pixel = from; pixel < to;) {
      size_t y = pixel / w->width, x = pixel % w->width, steps = w->width - x < to - pixel ? w->width - x : to - pixel;
      size_t corner = (copied + (y - y0) * s->stride) * row + x * s->stride * s->inputs;
      runs[run++] = (struct ek_run){.a = (ptrdiff_t)corner, .b = (ptrdiff_t)((at + pixel - from) * w->stride),
                                    .count = (uint32_t)steps};
      pixel += steps;
    }
    copied += rows, at += to - from;
  }
  runs[run - 1].ends = 1;
  return run;
}

// At most so many input rows are copied for a chunk: those of every output row, and the kernel's height at the ends.
static size_t most_rows(const struct weighing *w) {
  size_t area = w->height * w->width, images = (EK_CHUNK - 1) / area + 2, rows = (EK_CHUNK - 1) / w->width + 2;
  return rows * w->s->stride + images * w->s->kernel_height;
}

static void one_chunk(const struct weighing *w, size_t chunk, size_t part, struct ek_tile *tile, float *out, float *copy,
                      float *gradients, struct ek_run *runs) {
  size_t first = chunk * EK_CHUNK, count = w->pixels - first < EK_CHUNK ? w->pixels - first : EK_CHUNK;
  size_t outputs = w->s->outputs, panel = (size_t)w->tiles->columns, row = w->padded_width * w->s->inputs;
  tile->runs = runs, tile->end = runs + copy_rows(w, first, count, copy, runs);
  const float *b = w->gradient + first * outputs;
  if (!w->in_place) {
    for (size_t i = 0; i < count; i++) {
      memcpy(gradients + i * w->stride, b + i * outputs, outputs * sizeof(float));
      memset(gradients + i * w->stride + outputs, 0, (w->stride - outputs) * sizeof(float));
    }
    b = gradients;
  }
  const float *const *levels = tile->waiting, *waiting[EK_TREE_LEVELS];
  tile->waiting = waiting;
  size_t tiles = w->s->kernel_height * w->pieces, from = ek_piece(tiles, w->parts, part);
  size_t to = ek_piece(tiles, w->parts, part + 1);
  for (size_t j0 = 0; j0 < w->stride; j0 += panel) {
    tile->b = b + j0;
    tile->columns = (int)(w->stride - j0 < panel ? w->stride - j0 : panel);
    for (size_t i = from; i < to; i++) {
      size_t ky = i / w->pieces, at = ek_piece(w->length, w->pieces, i % w->pieces);
      size_t rows = ek_piece(w->length, w->pieces, i % w->pieces + 1) - at;
      size_t offset = (ky * w->length + at) * w->stride + j0;
      tile->a = copy + ky * row + at;
      tile->out = out + offset;
      for (int l = 0; l < tile->waits; l++) { waiting[l] = levels[l] + offset; }
      w->tiles->run((int)rows, tile);
    }
    if (w->bias_gradient && part + 1 == w->parts) {
      static const float one = 1.0f;
      struct ek_run all = {.count = (uint32_t)count, .ends = 1};
      struct ek_tile sums = *tile;
      size_t offset = w->terms * w->stride + j0;
      sums.a = &one, sums.step = 0, sums.runs = &all, sums.end = &all + 1, sums.out = out + offset;
      for (int l = 0; l < tile->waits; l++) { waiting[l] = levels[l] + offset; }
      w->tiles->run(1, &sums);
    }
  }
}

static void weigh_group(void *context, size_t task, int worker) {
  const struct weighing *w = context;
  size_t group = task / w->parts, part = task % w->parts, first = group * w->group;
  size_t chunks = w->chunks - first < w->group ? w->chunks - first : w->group;
  float *copy = (float *)((char *)w->private + (size_t)worker * w->private_bytes);
  float *gradients = copy + w->copy_elements, *levels = gradients + w->gradient_elements;
  struct ek_run *runs = (struct ek_run *)(levels + w->levels * w->level_elements);
  for (size_t c = 0; c < chunks; c++) {
    struct ek_tile tile = {.row = 1, .step = (ptrdiff_t)(w->s->stride * w->s->inputs), .ldb = (ptrdiff_t)w->stride,
                           .out_row = (ptrdiff_t)w->stride};
    int absorbed[EK_TREE_LEVELS], waits_at;
    const float *waiting[EK_TREE_LEVELS];
    tile.waits = ek_plan_tree(c, chunks, absorbed, &waits_at), tile.waiting = waiting;
    for (int l = 0; l < tile.waits; l++) { waiting[l] = levels + (size_t)absorbed[l] * w->level_elements; }
    float *out = levels + (size_t)waits_at * w->level_elements;
    if (c + 1 == chunks) { out = w->partial + group * w->level_elements; }
    one_chunk(w, first + c, part, &tile, out, copy, gradients, runs);
  }
}

// Adds the groups' results by the tree, for some rows, and stores them without the panels' padding.
static void join_groups(void *context, size_t first, size_t rows) {
  const struct weighing *w = context;
  size_t outputs = w->s->outputs;
  for (size_t r = first; r < first + rows; r++) {
    float *sums = w->partial + r * w->stride;
    for (size_t count = w->groups; count > 1; count = (count + 1) / 2) {
      for (size_t i = 0; i < count / 2; i++) {
        float *to = sums + i * w->level_elements;
        const float *left = sums + 2 * i * w->level_elements, *right = left + w->level_elements;
        for (size_t j = 0; j < outputs; j++) { to[j] = left[j] + right[j]; }
      }
      if (count % 2) {
        memcpy(sums + count / 2 * w->level_elements, sums + (count - 1) * w->level_elements, outputs * sizeof(float));
      }
    }
    float *out = r < w->terms ? w->weight_gradient + r * outputs : w->bias_gradient;
    for (size_t j = 0; j < outputs; j++) { out[j] = ek_canonical_f32(sums[j]); }
  }
}

// Groups of chunks and parts of the rows, so that there are some tasks for each worker and each one's sums stay near.
static void plan_tasks(struct weighing *w, size_t workers) {
  size_t tiles = w->s->kernel_height * w->pieces, bytes = w->level_elements * sizeof(float);
  size_t wanted = workers > 1 ? workers * 6 : 1;
  w->parts = 1 + bytes / (512 << 10);
  w->parts = w->parts < tiles ? w->parts : tiles;
  w->group = 1;
  while ((w->chunks + w->group - 1) / w->group * w->parts > wanted && w->group < w->chunks) { w->group *= 2; }
  w->groups = (w->chunks + w->group - 1) / w->group;
  for (w->levels = 0; w->group >> w->levels; w->levels++) {}
}

int ek_convolution_weight_gradient_f32(ek_pool *pool, int isa, const ek_convolution *s, const float *x,
                                       const float *gradient, float *weight_gradient, float *bias_gradient) {
  const struct ek_tiles *tiles = ek_tiles_of(isa);
  struct weighing w = {.tiles = tiles, .s = s, .x = x, .gradient = gradient, .weight_gradient = weight_gradient,
                       .bias_gradient = bias_gradient};
  w.height = ek_convolution_size(s->height, s->kernel_height, s->stride, s->padding);
  w.width = ek_convolution_size(s->width, s->kernel_width, s->stride, s->padding);
  w.pixels = s->batch * w.height * w.width;
  w.length = s->kernel_width * s->inputs, w.terms = s->kernel_height * w.length;
  if (!w.pixels) {
    memset(weight_gradient, 0, w.terms * s->outputs * sizeof(float));
    if (bias_gradient) { memset(bias_gradient, 0, s->outputs * sizeof(float)); }
    return EK_OK;
  }
  if (!s->outputs) { return EK_OK; }
  w.chunks = (w.pixels + EK_CHUNK - 1) / EK_CHUNK;
  w.pieces = ek_pieces(w.length, (size_t)tiles->rows);
  w.stride = ek_padded_columns(tiles, s->outputs), w.in_place = w.stride == s->outputs;
  w.padded_width = (w.width - 1) * s->stride + s->kernel_width;
  w.level_elements = ek_rounded_up((w.terms + (bias_gradient != NULL)) * w.stride, 16);
  w.copy_elements = ek_rounded_up(most_rows(&w) * w.padded_width * s->inputs, 16);
  w.gradient_elements = w.in_place ? 0 : EK_CHUNK * w.stride;

  ek_enter(pool);
  size_t workers = (size_t)ek_workers(pool);
  plan_tasks(&w, workers);
  size_t elements = w.copy_elements + w.gradient_elements + w.levels * w.level_elements;
  w.private_bytes = ek_rounded_up(elements * sizeof(float) + (EK_CHUNK + 1) * sizeof(struct ek_run), 64);
  size_t partial_bytes = w.groups * w.level_elements * sizeof(float);
  char *scratch = ek_scratch(pool, partial_bytes + workers * w.private_bytes);
  if (scratch) {
    w.partial = (float *)scratch;
    w.private = (float *)(scratch + partial_bytes);
    ek_run(pool, w.groups * w.parts, weigh_group, &w);
    size_t rows = w.terms + (bias_gradient != NULL), small = rows * w.stride * w.groups < 65536;
    ek_for_ranges(pool, rows, small ? rows : (rows + workers - 1) / workers, join_groups, &w);
  }
  ek_leave(pool);
  return scratch ? EK_OK : EK_NO_MEMORY;
}
