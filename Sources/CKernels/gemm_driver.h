// The loops around the register tiles, for one element type: packing, blocks, the tree of chunk sums, threads.

// An element (row i, column j) of a matrix: data[i * row + j * column].
struct EK_NAME(view) {
  const EK_T *data;
  ptrdiff_t row, column;
};

struct EK_NAME(problem) {
  size_t m, n, k;
  struct EK_NAME(view) a, b;
  EK_T *c;
  size_t ldc;

  const struct EK_NAME(kernel) * kernel;
  size_t chunks, levels;
  size_t block_rows, block_columns, blocks_across;
  size_t blocks_down, elements_a, elements_b;
  int serial, packs_b;
  EK_T *packed_a, *packed_b;  // NULL where the matrix is read in place
  const ek_gemm_epilogue *epilogue;
  EK_T *private;              // per worker: a chunk of B's panels, then the tree's waiting sums
  size_t private_elements;
};

static size_t EK_NAME(rounded_up)(size_t x, size_t step) { return (x + step - 1) / step * step; }

// out[q * stride + i] = from[i * row + q * step]: i below rows, q below depth, in strips that stay in the nearest cache.
static void EK_NAME(transpose)(const EK_T *from, ptrdiff_t row, ptrdiff_t step, size_t rows, size_t depth, EK_T *out,
                               size_t stride) {
  enum { STRIP = 64 };
  for (size_t q0 = 0; q0 < depth; q0 += STRIP) {
    size_t end = depth - q0 < STRIP ? depth : q0 + STRIP;
    if (row == 1) {
      for (size_t q = q0; q < end; q++) { memcpy(out + q * stride, from + (ptrdiff_t)q * step, rows * sizeof(EK_T)); }
    } else if (step == 1) {
      for (size_t i = 0; i < rows; i++) {
        const EK_T *line = from + (ptrdiff_t)i * row;
        for (size_t q = q0; q < end; q++) { out[q * stride + i] = line[q]; }
      }
    } else {
      for (size_t i = 0; i < rows; i++) {
        for (size_t q = q0; q < end; q++) { out[q * stride + i] = from[(ptrdiff_t)i * row + (ptrdiff_t)q * step]; }
      }
    }
  }
}

// Panel t of A: `rows` rows side by side for each k. The last panel's missing rows are never read.
static void EK_NAME(pack_a)(const struct EK_NAME(problem) * p, size_t panel) {
  size_t height = (size_t)p->kernel->rows, first = panel * height;
  size_t rows = p->m - first < height ? p->m - first : height;
  EK_T *out = p->packed_a + panel * height * p->k;
  const EK_T *from = p->a.data + (ptrdiff_t)first * p->a.row;
  EK_NAME(transpose)(from, p->a.row, p->a.column, rows, p->k, out, height);
}

// Columns j0 ..< j0 + columns of rows q0 ..< q0 + depth of B, as panels of the kernel's width, `apart` elements from one
// to the next, zeros beyond the matrix. Rows are read along their length, since a panel's width alone is a cache line or two.
static void EK_NAME(copy_panels)(const struct EK_NAME(problem) * p, size_t j0, size_t columns, size_t q0, size_t depth,
                                 EK_T *out, size_t apart) {
  size_t width = (size_t)p->kernel->columns, full = columns / width, rest = columns % width;
  const EK_T *from = p->b.data + (ptrdiff_t)q0 * p->b.row + (ptrdiff_t)j0 * p->b.column;
  if (p->b.column == 1) {
    for (size_t q = 0; q < depth; q++) {
      const EK_T *line = from + (ptrdiff_t)q * p->b.row;
      EK_T *to = out + q * width;
      for (size_t t = 0; t < full; t++) { memcpy(to + t * apart, line + t * width, width * sizeof(EK_T)); }
      memcpy(to + full * apart, line + full * width, rest * sizeof(EK_T));
    }
  } else {
    for (size_t t = 0; t * width < columns; t++) {
      EK_NAME(transpose)(from + (ptrdiff_t)(t * width) * p->b.column, p->b.column, p->b.row, t < full ? width : rest,
                         depth, out + t * apart, width);
    }
  }
  for (size_t q = 0; rest && q < depth; q++) {
    for (size_t j = rest; j < width; j++) { out[full * apart + q * width + j] = 0; }
  }
}

enum { EK_NAME(PANELS_PER_TASK) = 16 };

static void EK_NAME(pack)(void *context, size_t task, int worker) {
  (void)worker;
  const struct EK_NAME(problem) *p = context;
  size_t height = (size_t)p->kernel->rows, width = (size_t)p->kernel->columns;
  size_t panels_a = p->packed_a ? (p->m + height - 1) / height : 0;
  if (task < panels_a) {
    EK_NAME(pack_a)(p, task);
  } else {
    size_t step = EK_NAME(PANELS_PER_TASK) * width, j0 = (task - panels_a) * step;
    size_t columns = p->n - j0 < step ? p->n - j0 : step;
    EK_NAME(copy_panels)(p, j0, columns, 0, p->k, p->packed_b + j0 * p->k, width * p->k);
  }
}

// The tree: chunk c's sum absorbs one waiting sum for each trailing one bit of c; the last absorbs all that wait.
static size_t EK_NAME(plan_tree)(size_t chunk, size_t chunks, size_t absorbed[MAX_LEVELS], size_t *destination) {
  size_t count = 0, level = 0;
  if (chunk + 1 == chunks) {
    for (; chunk >> level; level++) {
      if (chunk >> level & 1) { absorbed[count++] = level; }
    }
  } else {
    for (; chunk >> level & 1; level++) { absorbed[count++] = level; }
  }
  *destination = level;
  return count;
}

struct EK_NAME(place) {
  size_t i0, rows, j0, columns;  // the block of C
  size_t chunk, q0, depth;
  EK_T *tree;
  size_t absorbed[MAX_LEVELS], count, destination;
};

static void EK_NAME(one_tile)(const struct EK_NAME(problem) * p, const struct EK_NAME(place) * at, size_t i, int rows,
                              size_t j, int columns, const EK_T *b, ptrdiff_t ldb) {
  size_t level_size = p->block_rows * p->block_columns, offset = (i - at->i0) * p->block_columns + (j - at->j0);
  struct EK_NAME(finish) f;
  f.count = (int)at->count;
  f.waiting_stride = (ptrdiff_t)p->block_columns;
  for (size_t l = 0; l < at->count; l++) { f.waiting[l] = at->tree + at->absorbed[l] * level_size + offset; }
  f.last = at->chunk + 1 == p->chunks;
  f.out = f.last ? p->c + i * p->ldc + j : at->tree + at->destination * level_size + offset;
  f.epilogue = f.last ? p->epilogue : NULL;
  f.bias = f.epilogue && f.epilogue->bias ? f.epilogue->bias + j : NULL;
  f.out_stride = f.last ? (ptrdiff_t)p->ldc : (ptrdiff_t)p->block_columns;
  if (p->packed_a) {
    const EK_T *a = p->packed_a + i * p->k + at->q0 * (size_t)p->kernel->rows;
    p->kernel->packed(rows, columns, a, b, ldb, at->depth, &f);
  } else {
    const EK_T *a = p->a.data + (ptrdiff_t)i * p->a.row + (ptrdiff_t)at->q0 * p->a.column;
    p->kernel->loose(rows, columns, a, p->a.row, p->a.column, b, ldb, at->depth, &f);
  }
}

static void EK_NAME(one_chunk)(const struct EK_NAME(problem) * p, const struct EK_NAME(place) * at, EK_T *panels) {
  size_t width = (size_t)p->kernel->columns;
  size_t height = (size_t)(p->packed_a ? p->kernel->rows : p->kernel->loose_rows);
  int in_place = !p->packed_b && p->m <= height && p->b.column == 1;
  size_t whole = in_place ? at->columns / width * width : 0;  // the columns that are read in place
  if (!p->packed_b && whole < at->columns) {
    EK_NAME(copy_panels)(p, at->j0 + whole, at->columns - whole, at->q0, at->depth, panels, CHUNK * width);
  }
  for (size_t j = 0; j < at->columns; j += width) {
    size_t columns = at->columns - j < width ? at->columns - j : width;
    const EK_T *b;
    ptrdiff_t ldb = (ptrdiff_t)width;
    if (p->packed_b) {
      b = p->packed_b + (at->j0 + j) * p->k + at->q0 * width;
    } else if (j < whole) {
      b = p->b.data + (ptrdiff_t)at->q0 * p->b.row + (ptrdiff_t)(at->j0 + j), ldb = p->b.row;
    } else {
      b = panels + (j - whole) * CHUNK;
    }
    for (size_t i = at->i0; i < at->i0 + at->rows; i += height) {
      size_t left = at->i0 + at->rows - i;
      EK_NAME(one_tile)(p, at, i, (int)(left < height ? left : height), at->j0 + j, (int)columns, b, ldb);
    }
  }
}

static void EK_NAME(one_block)(void *context, size_t task, int worker) {
  const struct EK_NAME(problem) *p = context;
  EK_T *panels = p->private + (size_t)worker * p->private_elements;
  struct EK_NAME(place) at;
  at.i0 = task / p->blocks_across * p->block_rows, at.j0 = task % p->blocks_across * p->block_columns;
  at.rows = p->m - at.i0 < p->block_rows ? p->m - at.i0 : p->block_rows;
  at.columns = p->n - at.j0 < p->block_columns ? p->n - at.j0 : p->block_columns;
  at.tree = panels + CHUNK * p->block_columns;
  for (at.chunk = 0; at.chunk < p->chunks; at.chunk++) {
    at.q0 = at.chunk * CHUNK;
    at.depth = p->k - at.q0 < CHUNK ? p->k - at.q0 : CHUNK;
    at.count = EK_NAME(plan_tree)(at.chunk, p->chunks, at.absorbed, &at.destination);
    EK_NAME(one_chunk)(p, &at, panels);
  }
}

// Chooses blocks and packing, and says how many elements of scratch memory that takes.
static size_t EK_NAME(plan)(struct EK_NAME(problem) * p, const struct EK_NAME(kernel) * kernel, size_t workers) {
  size_t height = (size_t)kernel->rows, width = (size_t)kernel->columns;
  p->kernel = kernel;
  p->chunks = p->k ? (p->k + CHUNK - 1) / CHUNK : 1;
  for (p->levels = 0; p->chunks >> p->levels; p->levels++) {}
  p->serial = workers == 1 || p->m * p->n < 4096;  // not worth waking anyone

  size_t target = p->serial ? 1 : workers * 3;
  size_t most_rows = atomic_load_explicit(&blocking_rows, memory_order_relaxed);
  size_t most_columns = atomic_load_explicit(&blocking_columns, memory_order_relaxed);
  most_rows = most_rows ? most_rows : 96, most_columns = most_columns ? most_columns : 256;
  p->block_rows = EK_NAME(rounded_up)(p->m < most_rows ? p->m : most_rows, height);
  p->block_columns = EK_NAME(rounded_up)(p->n < most_columns ? p->n : most_columns, width);
  for (;;) {
    p->blocks_down = (p->m + p->block_rows - 1) / p->block_rows;
    p->blocks_across = (p->n + p->block_columns - 1) / p->block_columns;
    if (p->blocks_down * p->blocks_across >= target) { break; }
    if (p->block_rows > 4 * height) {
      p->block_rows = EK_NAME(rounded_up)(p->block_rows / 2, height);
    } else if (p->block_columns > 2 * width) {
      p->block_columns = EK_NAME(rounded_up)(p->block_columns / 2, width);
    } else {
      break;
    }
  }

  // B is packed whole if several blocks read each panel; else a block copies a panel for itself, or a single row of tiles
  // reads it in place.
  p->elements_a = p->m > (size_t)kernel->loose_rows ? EK_NAME(rounded_up)(p->m, height) * p->k : 0;
  p->elements_b = p->packed_b || p->blocks_down == 1 ? 0 : EK_NAME(rounded_up)(p->n, width) * p->k;
  p->elements_a = EK_NAME(rounded_up)(p->elements_a, 16), p->elements_b = EK_NAME(rounded_up)(p->elements_b, 16);
  p->private_elements = EK_NAME(rounded_up)((CHUNK + p->levels * p->block_rows) * p->block_columns, 64);
  return p->elements_a + p->elements_b + workers * p->private_elements;
}

static void EK_NAME(run)(ek_pool *pool, int serial, size_t tasks, void (*body)(void *, size_t, int), void *context) {
  if (!serial) { return ek_run(pool, tasks, body, context); }
  for (size_t task = 0; task < tasks; task++) { body(context, task, 0); }
}

static void EK_NAME(execute)(ek_pool *pool, struct EK_NAME(problem) * p, EK_T *scratch) {
  size_t height = (size_t)p->kernel->rows, step = EK_NAME(PANELS_PER_TASK) * (size_t)p->kernel->columns, panels = 0;
  if (p->m > (size_t)p->kernel->loose_rows) { p->packed_a = scratch, panels += (p->m + height - 1) / height; }
  p->packs_b = !p->packed_b && p->blocks_down > 1;
  if (p->packs_b) { p->packed_b = scratch + p->elements_a, panels += (p->n + step - 1) / step; }
  p->private = scratch + p->elements_a + p->elements_b;
  EK_NAME(run)(pool, p->serial, panels, EK_NAME(pack), p);
  EK_NAME(run)(pool, p->serial, p->blocks_down * p->blocks_across, EK_NAME(one_block), p);
}

static int EK_NAME(multiply)(ek_pool *pool, const struct EK_NAME(kernel) kernel, struct EK_NAME(problem) * p) {
  if (p->m == 0 || p->n == 0) { return EK_OK; }
  ek_enter(pool);
  size_t elements = EK_NAME(plan)(p, &kernel, (size_t)ek_workers(pool));
  EK_T *scratch = ek_scratch(pool, elements * sizeof(EK_T));
  if (scratch) { EK_NAME(execute)(pool, p, scratch); }
  ek_leave(pool);
  return scratch ? EK_OK : EK_NO_MEMORY;
}

static size_t EK_NAME(packed_elements)(const struct EK_NAME(kernel) kernel, size_t k, size_t n) {
  return EK_NAME(rounded_up)(n, (size_t)kernel.columns) * k;
}

static void EK_NAME(prepack)(ek_pool *pool, const struct EK_NAME(kernel) kernel, struct EK_NAME(problem) * p,
                             EK_T *packed) {
  size_t step = EK_NAME(PANELS_PER_TASK) * (size_t)kernel.columns;
  p->kernel = &kernel, p->packed_b = packed, p->packs_b = 1;
  ek_enter(pool);
  ek_run(pool, (p->n + step - 1) / step, EK_NAME(pack), p);
  ek_leave(pool);
}
