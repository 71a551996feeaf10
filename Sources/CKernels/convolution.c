// Convolution without a matrix of patches. With channels last, the terms of a pixel's dot product lie in the padded
// image as one contiguous run for each row of the kernel, and the same run of the pixel to the right starts a fixed
// distance later: so a register tile takes several pixels of a row by two vectors of output channels, and reads the
// image in place.
//
// The gradient of the input is a convolution of the padded output gradient with the turned kernel; with a stride, one
// for each remainder of the position, which only meets every stride-th row and column of the kernel.
//
// The gradient of the weights is a product over all pixels of the batch. Its chunks are split over threads along the
// tree, whose subtrees are independent.
#include "convolution.h"

size_t ek_convolution_size(size_t size, size_t kernel, size_t stride, size_t padding) {
  return size + 2 * padding < kernel ? 0 : (size + 2 * padding - kernel) / stride + 1;
}

// One dense convolution of step 1 in the kernel: its packed weights, and which pixels of the output it makes.
struct pass {
  const float *weights;  // panels of [terms, tile columns]
  const struct ek_run *runs, *end;
  size_t terms;
  ptrdiff_t y0, x0;      // the input row and column under the kernel's corner at output (0, 0)
  size_t rows, columns;  // of the output
  size_t first_y, first_x;
};

struct convolving {
  const struct ek_tiles *tiles;
  size_t batch, in_height, in_width, in_channels;
  const float *x;
  size_t out_height, out_width, out_channels;
  float *y;
  size_t in_step, out_step;  // between a pass's neighbours
  const float *bias;
  int relu;

  struct pass *passes;
  size_t pass_count;
  ptrdiff_t low_y, low_x;  // the first input row and column that the first output pixel may meet
  size_t reach_y;          // input rows from low_y that one output row meets
  size_t padded_width;
  int in_place;            // no pixel meets padding
  size_t block, blocks;    // output rows of a task, tasks of an image
  float *copies;           // per worker: the padded input rows of a task
  size_t copy_elements;
};

static void one_row(const struct convolving *c, const struct pass *p, const float *corner, size_t image, size_t t,
                    size_t j0) {
  size_t left = c->out_channels - j0, columns = (size_t)c->tiles->columns;
  struct ek_tile tile = {
    .row = (ptrdiff_t)(c->in_step * c->in_channels), .step = 1, .b = p->weights + j0 * p->terms,
    .ldb = (ptrdiff_t)columns, .runs = p->runs, .end = p->end, .out_row = (ptrdiff_t)(c->out_step * c->out_channels),
    .columns = (int)(left < columns ? left : columns), .last = 1, .bias = c->bias ? c->bias + j0 : NULL,
    .relu = c->relu};
  float *out = c->y + ((image * c->out_height + p->first_y + c->out_step * t) * c->out_width + p->first_x) *
                        c->out_channels + j0;
  size_t pieces = ek_pieces(p->columns, (size_t)c->tiles->rows);
  for (size_t i = 0; i < pieces; i++) {
    size_t first = ek_piece(p->columns, pieces, i);
    tile.a = corner + first * c->in_step * c->in_channels;
    tile.out = out + first * c->out_step * c->out_channels;
    c->tiles->run((int)(ek_piece(p->columns, pieces, i + 1) - first), &tile);
  }
}

static void convolve_block(void *context, size_t task, int worker) {
  const struct convolving *c = context;
  size_t image = task / c->blocks, from = task % c->blocks * c->block;
  const float *x = c->x + image * c->in_height * c->in_width * c->in_channels;
  size_t rows_of_x = (c->block - 1) * c->in_step + c->reach_y;
  ptrdiff_t low = (ptrdiff_t)(from * c->in_step) + c->low_y;
  const float *rows = x + low * (ptrdiff_t)(c->in_width * c->in_channels);
  if (!c->in_place) {
    float *copy = c->copies + (size_t)worker * c->copy_elements;
    ek_copy_padded(x, c->in_height, c->in_width, c->in_channels, low, rows_of_x, c->low_x, c->padded_width, copy);
    rows = copy;
  }
  for (size_t i = 0; i < c->pass_count; i++) {
    const struct pass *p = &c->passes[i];
    size_t to = from + c->block < p->rows ? from + c->block : p->rows;
    for (size_t j0 = 0; j0 < c->out_channels; j0 += (size_t)c->tiles->columns) {
      for (size_t t = from; t < to; t++) {
        size_t row = (t - from) * c->in_step + (size_t)(p->y0 - c->low_y);
        const float *corner = rows + (row * c->padded_width + (size_t)(p->x0 - c->low_x)) * c->in_channels;
        one_row(c, p, corner, image, t, j0);
      }
    }
  }
}

// Runs of the dot product of a kernel of `height` runs of `length` contiguous terms, cut where chunks end.
static size_t plan_runs(size_t height, size_t length, size_t row, size_t columns, struct ek_run *runs) {
  size_t count = 0, terms = height * length, term = 0;
  for (size_t u = 0; u < height; u++) {
    for (size_t at = 0; at < length;) {
      size_t room = EK_CHUNK - term % EK_CHUNK, steps = length - at < room ? length - at : room;
      runs[count++] = (struct ek_run){.a = (ptrdiff_t)(u * row + at), .b = (ptrdiff_t)(term * columns),
                                      .count = (uint32_t)steps, .ends = steps == room || term + steps == terms};
      at += steps, term += steps;
    }
  }
  if (!count) { runs[count++] = (struct ek_run){.ends = 1}; }
  return count;
}

static size_t most_runs(size_t height, size_t length) { return height + height * length / EK_CHUNK + 2; }

// Plans the rows of a task and the copies, and makes the runs of the passes, whose geometry is given.
static void plan_blocks(struct convolving *c, size_t workers) {
  size_t rows = 0, columns = 0;
  for (size_t i = 0; i < c->pass_count; i++) {
    rows = c->passes[i].rows > rows ? c->passes[i].rows : rows;
    columns = c->passes[i].columns > columns ? c->passes[i].columns : columns;
  }
  size_t row_bytes = c->padded_width * c->in_channels * sizeof(float) * c->in_step;
  size_t block = (96 << 10) / (row_bytes ? row_bytes : 1);
  block = block < 4 ? 4 : block;
  size_t wanted = workers > 1 ? workers * 4 : 1, per_image = (wanted + c->batch - 1) / c->batch;
  if (per_image > 1 && block > (rows + per_image - 1) / per_image) { block = (rows + per_image - 1) / per_image; }
  c->block = block < rows ? block : rows;
  c->blocks = c->block ? (rows + c->block - 1) / c->block : 0;
  c->block = c->blocks ? (rows + c->blocks - 1) / c->blocks : 0;
  c->copy_elements = c->in_place || !c->block ? 0
    : ek_rounded_up(((c->block - 1) * c->in_step + c->reach_y) * c->padded_width * c->in_channels, 16);
}

struct packing {
  const ek_convolution *shape;
  const struct ek_tiles *tiles;
  const float *weight;
  float *out;
};

// Panels of [terms, tile columns] of the weights as they lie; `task` is the panel.
static void pack_weights(void *context, size_t task, int worker) {
  (void)worker;
  const struct packing *p = context;
  size_t terms = p->shape->kernel_height * p->shape->kernel_width * p->shape->inputs, outputs = p->shape->outputs;
  size_t width = (size_t)p->tiles->columns, j0 = task * width, columns = outputs - j0 < width ? outputs - j0 : width;
  float *out = p->out + task * terms * width;
  for (size_t t = 0; t < terms; t++, out += width) {
    memcpy(out, p->weight + t * outputs + j0, columns * sizeof(float));
    memset(out + columns, 0, (width - columns) * sizeof(float));
  }
}

int ek_convolution_f32(ek_pool *pool, int isa, const ek_convolution *s, const float *x, const float *weight,
                       const float *bias, int relu, float *y) {
  const struct ek_tiles *tiles = ek_tiles_of(isa);
  size_t height = ek_convolution_size(s->height, s->kernel_height, s->stride, s->padding);
  size_t width = ek_convolution_size(s->width, s->kernel_width, s->stride, s->padding);
  size_t terms = s->kernel_height * s->kernel_width * s->inputs, panel = (size_t)tiles->columns;
  if (!s->batch || !height || !width || !s->outputs) { return EK_OK; }
  size_t panels = (s->outputs + panel - 1) / panel;
  struct pass pass = {.terms = terms, .y0 = -(ptrdiff_t)s->padding, .x0 = -(ptrdiff_t)s->padding, .rows = height,
                      .columns = width};
  struct convolving c = {.tiles = tiles, .batch = s->batch, .in_height = s->height, .in_width = s->width,
                         .in_channels = s->inputs, .x = x, .out_height = height, .out_width = width,
                         .out_channels = s->outputs, .y = y, .in_step = s->stride, .out_step = 1, .relu = relu,
                         .passes = &pass, .pass_count = 1, .low_y = pass.y0, .low_x = pass.x0,
                         .reach_y = s->kernel_height, .in_place = s->padding == 0};
  c.padded_width = c.in_place ? s->width : (width - 1) * s->stride + s->kernel_width;

  ek_enter(pool);
  size_t workers = (size_t)ek_workers(pool);
  plan_blocks(&c, workers);
  size_t packed = panels * panel * terms;
  size_t run_bytes = most_runs(s->kernel_height, s->kernel_width * s->inputs) * sizeof(struct ek_run);
  float *scratch = ek_scratch(pool, (packed + panels * panel + workers * c.copy_elements) * sizeof(float) + run_bytes);
  if (scratch) {
    float *padded_bias = scratch + packed;
    c.copies = padded_bias + panels * panel;
    struct ek_run *runs = (struct ek_run *)(c.copies + workers * c.copy_elements);
    if (bias) {
      memset(padded_bias + (panels - 1) * panel, 0, panel * sizeof(float));
      memcpy(padded_bias, bias, s->outputs * sizeof(float));
      c.bias = padded_bias;
    }
    pass.weights = scratch;
    pass.runs = runs;
    pass.end = runs + plan_runs(s->kernel_height, s->kernel_width * s->inputs, c.padded_width * s->inputs, panel, runs);
    struct packing packing = {s, tiles, weight, scratch};
    for (size_t i = 0; i < panels; i++) { pack_weights(&packing, i, 0); }
    ek_run(pool, s->batch * c.blocks, convolve_block, &c);
  }
  ek_leave(pool);
  return scratch ? EK_OK : EK_NO_MEMORY;
}

// The kernel rows (or columns) that positions with one remainder meet: first, first + stride, ... below `kernel`.
struct phase {
  size_t count, first;
  ptrdiff_t start;  // the output position under the last of them, at the first position
};

static struct phase phase_of(size_t remainder, size_t kernel, size_t stride, size_t padding) {
  size_t first = (remainder + padding) % stride, count = first < kernel ? (kernel - first - 1) / stride + 1 : 0;
  ptrdiff_t start = (ptrdiff_t)((remainder + padding - first) / stride) - (ptrdiff_t)count + 1;
  return (struct phase){count, first, start};
}

// Panels of [kernel rows and columns of the phase, descending; outputs] by inputs.
static void pack_turned(const ek_convolution *s, struct phase y, struct phase x, size_t panel,
                        const float *weight, float *out) {
  for (size_t j0 = 0; j0 < s->inputs; j0 += panel) {
    size_t columns = s->inputs - j0 < panel ? s->inputs - j0 : panel;
    for (size_t u = y.count; u-- > 0;) {
      for (size_t v = x.count; v-- > 0;) {
        size_t place = (y.first + u * s->stride) * s->kernel_width + x.first + v * s->stride;
        const float *from = weight + (place * s->inputs + j0) * s->outputs;
        for (size_t o = 0; o < s->outputs; o++, out += panel) {
          for (size_t j = 0; j < columns; j++) { out[j] = from[j * s->outputs + o]; }
          for (size_t j = columns; j < panel; j++) { out[j] = 0; }
        }
      }
    }
  }
}

int ek_convolution_input_gradient_f32(ek_pool *pool, int isa, const ek_convolution *s, const float *weight,
                                      const float *gradient, float *input_gradient) {
  const struct ek_tiles *tiles = ek_tiles_of(isa);
  size_t height = ek_convolution_size(s->height, s->kernel_height, s->stride, s->padding);
  size_t width = ek_convolution_size(s->width, s->kernel_width, s->stride, s->padding);
  size_t panel = (size_t)tiles->columns, stride = s->stride;
  if (!s->batch || !s->height || !s->width || !s->inputs) { return EK_OK; }
  size_t panels = (s->inputs + panel - 1) / panel;
  size_t down = stride < s->height ? stride : s->height, across = stride < s->width ? stride : s->width;
  struct convolving c = {.tiles = tiles, .batch = s->batch, .in_height = height, .in_width = width,
                         .in_channels = s->outputs, .x = gradient, .out_height = s->height, .out_width = s->width,
                         .out_channels = s->inputs, .y = input_gradient, .in_step = 1, .out_step = stride,
                         .pass_count = down * across};
  // What the passes meet: the lowest corner, and the furthest reach beyond it.
  ptrdiff_t high_y = 0, high_x = 0;
  size_t runs_of_pass = 0;
  for (size_t r = 0; r < stride; r++) {
    struct phase y = phase_of(r, s->kernel_height, stride, s->padding);
    struct phase x = phase_of(r, s->kernel_width, stride, s->padding);
    ptrdiff_t columns = r < s->width ? (ptrdiff_t)((s->width - r - 1) / stride) : 0;
    if (y.count && r < down) {
      c.low_y = y.start < c.low_y ? y.start : c.low_y;
      high_y = y.start + (ptrdiff_t)y.count > high_y ? y.start + (ptrdiff_t)y.count : high_y;
    }
    if (x.count && r < across) {
      c.low_x = x.start < c.low_x ? x.start : c.low_x;
      high_x = x.start + (ptrdiff_t)x.count + columns > high_x ? x.start + (ptrdiff_t)x.count + columns : high_x;
    }
  }
  runs_of_pass = most_runs((s->kernel_height - 1) / stride + 1, ((s->kernel_width - 1) / stride + 1) * s->outputs);
  c.reach_y = (size_t)(high_y - c.low_y), c.padded_width = (size_t)(high_x - c.low_x);

  ek_enter(pool);
  size_t workers = (size_t)ek_workers(pool);
  size_t weights = s->kernel_height * s->kernel_width * s->outputs * panels * panel;
  // The passes are planned with the memory that they live in: rows first, as the copies' size depends on them.
  struct pass tallest = {.rows = (s->height - 1) / stride + 1, .columns = (s->width - 1) / stride + 1};
  c.passes = &tallest, c.pass_count = 1;
  plan_blocks(&c, workers);
  c.pass_count = down * across;
  size_t plan_bytes = c.pass_count * (sizeof(struct pass) + runs_of_pass * sizeof(struct ek_run));
  float *scratch = ek_scratch(pool, (weights + workers * c.copy_elements + 16) * sizeof(float) + plan_bytes);
  if (scratch) {
    c.copies = scratch + ek_rounded_up(weights, 16);
    c.passes = (struct pass *)(c.copies + workers * c.copy_elements);
    struct ek_run *runs = (struct ek_run *)(c.passes + c.pass_count);
    float *packed = scratch;
    for (size_t i = 0; i < c.pass_count; i++) {
      size_t py = i / across, px = i % across;
      struct phase y = phase_of(py, s->kernel_height, stride, s->padding);
      struct phase x = phase_of(px, s->kernel_width, stride, s->padding);
      struct pass *p = &c.passes[i];
      *p = (struct pass){.weights = packed, .runs = runs, .terms = y.count * x.count * s->outputs, .y0 = y.start,
                         .x0 = x.start, .rows = (s->height - py - 1) / stride + 1,
                         .columns = (s->width - px - 1) / stride + 1, .first_y = py, .first_x = px};
      if (!p->terms) { p->y0 = c.low_y, p->x0 = c.low_x; }
      runs += plan_runs(p->terms ? y.count : 0, x.count * s->outputs, c.padded_width * s->outputs, panel, runs);
      p->end = runs;
      pack_turned(s, y, x, panel, weight, packed);
      packed += p->terms * panels * panel;
    }
    ek_run(pool, s->batch * c.blocks, convolve_block, &c);
  }
  ek_leave(pool);
  return scratch ? EK_OK : EK_NO_MEMORY;
}
