// The loops around the register tiles, for one element type: blocks, copies, the tree of chunk sums, threads.

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
  const EK_T *bias;
  int accumulate, relu;
  const EK_T *packed;  // B as panels, or NULL

  // The plan.
  const struct EK_NAME(kernel) * kernel;
  int serial, copy_a;
  enum way_to_read read_b;
  size_t chunks, levels, blocks_down, blocks_across;
  size_t block_rows, block_columns;  // of the largest block
  size_t copied_a, copied_b, private_elements, packed_elements;
  EK_T *pack_into, *private;
};

// Copies `rows` lines of `length` elements. Short lines are common, and calling memcpy for each would cost more than copying.
static void EK_NAME(copy_lines)(const EK_T *in, ptrdiff_t apart, size_t rows, size_t length, EK_T *out, size_t stride) {
  for (size_t i = 0; i < rows; i++, in += apart, out += stride) { memcpy(out, in, length * sizeof(EK_T)); }
}

// The width of the panel at column j: a full tile, but for the last, which ends with a whole vector.
static size_t EK_NAME(panel_width)(const struct EK_NAME(problem) * p, size_t j) {
  size_t full = (size_t)p->kernel->columns, vector = (size_t)p->kernel->vector, left = p->n - j;
  return left >= full ? full : rounded_up(left, vector);
}

// Rows q0 ..< q0 + depth of B's columns j0 ..< j0 + columns, as panels `apart` elements from the column before; the rows
// of a panel follow each other without gaps. Zeros fill the last panel.
static void EK_NAME(copy_panels)(const struct EK_NAME(problem) * p, size_t j0, size_t columns, size_t q0, size_t depth,
                                 EK_T *out, size_t apart) {
  size_t full = (size_t)p->kernel->columns;
  const EK_T *in = p->b.data + (ptrdiff_t)q0 * p->b.row + (ptrdiff_t)j0 * p->b.column;
  for (size_t j = 0; j < columns; j += full) {
    size_t width = EK_NAME(panel_width)(p, j0 + j), left = columns - j < full ? columns - j : full;
    const EK_T *from = in + (ptrdiff_t)j * p->b.column;
    EK_T *to = out + j * apart;
    if (p->b.column == 1) {
      EK_NAME(copy_lines)(from, p->b.row, depth, left, to, width);
    } else {
      p->kernel->transpose(from, p->b.column, left, depth, to, width);
    }
    for (size_t q = 0; left < width && q < depth; q++) {
      for (size_t i = left; i < width; i++) { to[q * width + i] = 0; }
    }
  }
}

enum { EK_NAME(PANELS_PER_TASK) = 4 };

static void EK_NAME(pack_whole)(void *context, size_t task, int worker) {
  (void)worker;
  const struct EK_NAME(problem) *p = context;
  size_t step = EK_NAME(PANELS_PER_TASK) * (size_t)p->kernel->columns, j0 = task * step;
  EK_NAME(copy_panels)(p, j0, p->n - j0 < step ? p->n - j0 : step, 0, p->k, p->pack_into + j0 * p->k, p->k);
}

static void EK_NAME(pack)(ek_pool *pool, const struct EK_NAME(problem) * p, int serial) {
  size_t step = EK_NAME(PANELS_PER_TASK) * (size_t)p->kernel->columns;
  run_tasks(pool, serial, (p->n + step - 1) / step, EK_NAME(pack_whole), (void *)p);
}

// A block of C, and the chunk of k that it has come to.
struct EK_NAME(place) {
  size_t i0, rows, j0, columns, tiles_down;
  size_t q0, depth;
  const EK_T *a;
  ptrdiff_t row, step, tile_apart;  // tile_apart: 0, or elements from one copied tile of a transposed A to the next
  EK_T *panels, *waiting;
  struct EK_NAME(tile) tile;
};

// Lets the tiles read A's part of the chunk: as it lies, or from a copy whose rows neither share a cache set nor a page.
static void EK_NAME(prepare_a)(const struct EK_NAME(problem) * p, struct EK_NAME(place) * at, EK_T *copy) {
  const EK_T *from = p->a.data + (ptrdiff_t)at->i0 * p->a.row + (ptrdiff_t)at->q0 * p->a.column;
  at->a = from, at->row = p->a.row, at->step = p->a.column;
  if (!p->copy_a) { return; }
  at->a = copy;
  if (p->a.row == 1) {
    at->row = 1, at->step = (ptrdiff_t)rounded_up(at->rows, 16);
    EK_NAME(copy_lines)(from, p->a.column, at->depth, at->rows, copy, (size_t)at->step);
  } else {
    at->row = A_LINE, at->step = 1;
    EK_NAME(copy_lines)(from, p->a.row, at->rows, at->depth, copy, A_LINE);
  }
}

static void EK_NAME(one_column_of_tiles)(const struct EK_NAME(problem) * p, struct EK_NAME(place) * at, size_t j) {
  struct EK_NAME(tile) *t = &at->tile;
  size_t full = (size_t)p->kernel->columns;
  size_t j1 = at->j0 + j, columns = at->columns - j < full ? at->columns - j : full;
  switch (p->read_b) {
    case IN_PLACE:
      t->b = p->b.data + (ptrdiff_t)at->q0 * p->b.row + (ptrdiff_t)j1, t->ldb = p->b.row;
      break;
    case WHOLE:
      t->ldb = (ptrdiff_t)EK_NAME(panel_width)(p, j1);
      t->b = p->packed + j1 * p->k + at->q0 * (size_t)t->ldb;
      break;
    case CHUNKWISE:
      t->ldb = (ptrdiff_t)EK_NAME(panel_width)(p, j1);
      t->b = at->panels + j * CHUNK;
      break;
  }
  t->columns = (int)columns;
  t->row = at->row, t->step = at->step;
  t->bias = p->bias ? p->bias + j1 : NULL;
  t->waiting = at->waiting + j / full * at->tiles_down * (size_t)t->level * p->levels;
  int width = p->kernel->width(t->columns);
  for (size_t r = 0, i = 0; r < at->tiles_down; r++) {
    size_t end = at->rows * (r + 1) / at->tiles_down;
    t->a = at->a + (ptrdiff_t)i * at->row;
    t->c = p->c + (at->i0 + i) * p->ldc + j1;
    p->kernel->tiles[end - i][width](t);
    t->waiting += (size_t)t->level * p->levels;
    i = end;
  }
}

static void EK_NAME(one_block)(void *context, size_t task, int worker) {
  const struct EK_NAME(problem) *p = context;
  size_t full = (size_t)p->kernel->columns, panels = (p->n + full - 1) / full;
  size_t down = task / p->blocks_across, across = task % p->blocks_across;
  EK_T *copy_a = p->private + (size_t)worker * p->private_elements;
  struct EK_NAME(place) at;
  at.i0 = p->m * down / p->blocks_down, at.rows = p->m * (down + 1) / p->blocks_down - at.i0;
  at.j0 = panels * across / p->blocks_across * full;
  size_t end = panels * (across + 1) / p->blocks_across * full;
  at.columns = (end < p->n ? end : p->n) - at.j0;
  size_t height = (size_t)(p->k < SHORT_K ? p->kernel->short_rows : p->kernel->rows);
  at.tiles_down = (at.rows + height - 1) / height;
  at.panels = copy_a + p->copied_a;
  at.waiting = at.panels + p->copied_b;
  at.tile.level = (ptrdiff_t)((size_t)p->kernel->rows * full);
  at.tile.ldc = (ptrdiff_t)p->ldc;
  at.tile.accumulate = p->accumulate, at.tile.relu = p->relu;
  for (size_t chunk = 0; chunk < p->chunks; chunk++) {
    at.q0 = chunk * CHUNK;
    at.depth = at.tile.depth = p->k - at.q0 < CHUNK ? p->k - at.q0 : CHUNK;
    // The tree: a chunk's sum absorbs one waiting sum for each trailing one bit of its index; the last absorbs all that wait.
    at.tile.last = chunk + 1 == p->chunks;
    at.tile.absorbed = at.tile.last ? chunk : chunk & ~(chunk + 1);
    at.tile.destination = __builtin_ctzll(chunk + 1);
    EK_NAME(prepare_a)(p, &at, copy_a);
    if (p->read_b == CHUNKWISE) { EK_NAME(copy_panels)(p, at.j0, at.columns, at.q0, at.depth, at.panels, CHUNK); }
    for (size_t j = 0; j < at.columns; j += full) { EK_NAME(one_column_of_tiles)(p, &at, j); }
  }
}

// Chooses blocks and copies, and says how many elements of scratch memory that takes.
static size_t EK_NAME(plan)(struct EK_NAME(problem) * p, const struct EK_NAME(kernel) * kernel, size_t workers,
                            size_t least_work) {
  size_t height = (size_t)kernel->rows, width = (size_t)kernel->columns, vector = (size_t)kernel->vector;
  p->kernel = kernel;
  p->chunks = p->k ? (p->k + CHUNK - 1) / CHUNK : 1;
  p->levels = p->chunks > 1 ? 64 - (size_t)__builtin_clzll(p->chunks - 1) : 0;
  p->serial = workers == 1 || (double)p->m * (double)p->n * (double)p->k < (double)least_work;

  size_t most_rows = atomic_load_explicit(&blocking_rows, memory_order_relaxed);
  size_t most_columns = atomic_load_explicit(&blocking_columns, memory_order_relaxed);
  most_rows = most_rows ? most_rows : BLOCK_ROWS, most_columns = most_columns ? most_columns : BLOCK_COLUMNS * 4 / sizeof(EK_T);
  size_t panels = (p->n + width - 1) / width;
  most_columns = most_columns < width ? width : most_columns / width * width;
  p->blocks_down = (p->m + most_rows - 1) / most_rows;
  p->blocks_across = (p->n + most_columns - 1) / most_columns;
  size_t target = p->serial ? 1 : workers * 3;
  while (p->blocks_down * p->blocks_across < target) {
    size_t rows = (p->m + p->blocks_down - 1) / p->blocks_down, columns = (panels + p->blocks_across - 1) / p->blocks_across;
    if (rows > 2 * height && rows >= columns * width) {
      p->blocks_down++;
    } else if (columns > 1) {
      p->blocks_across++;
    } else {
      break;
    }
  }
  p->block_rows = (p->m + p->blocks_down - 1) / p->blocks_down;
  p->block_columns = (panels + p->blocks_across - 1) / p->blocks_across * width;

  // A is read where it lies unless many rows would compete for one cache set.
  size_t apart = (size_t)(p->a.column == 1 ? p->a.row : p->a.column) * sizeof(EK_T);
  p->copy_a = p->a.column == 1 ? apart % 1024 == 0 && p->m > 2 : apart > 256;
  if (p->a.row == 0) { p->copy_a = 0; }
  // B is read where it lies if its rows are near each other or used only a few times. Else it is copied: all of it if
  // several blocks share it, or by the block that needs it.
  p->read_b = WHOLE;
  if (!p->packed) {
    int contiguous = p->b.column == 1 && (kernel->masked || p->n % vector == 0);
    if (contiguous && (p->m <= 64 || (size_t)p->b.row * sizeof(EK_T) <= 640)) {
      p->read_b = IN_PLACE;
    } else if (p->blocks_down == 1) {
      p->read_b = CHUNKWISE;
    }
  }
  p->packed_elements = p->read_b == WHOLE && !p->packed ? rounded_up(p->k * rounded_up(p->n, vector), 16) : 0;
  p->copied_a = p->copy_a ? (p->a.row == 1 ? CHUNK * rounded_up(p->block_rows, 16) : A_LINE * p->block_rows) : 0;
  p->copied_b = p->read_b == CHUNKWISE ? CHUNK * p->block_columns : 0;
  size_t tiles = ((p->block_rows + height - 1) / height + 1) * (p->block_columns / width);
  p->copied_a = rounded_up(p->copied_a, 16);
  p->private_elements = rounded_up(p->copied_a + p->copied_b + tiles * p->levels * height * width, 16);
  return p->packed_elements + workers * p->private_elements;
}

static void EK_NAME(execute)(ek_pool *pool, struct EK_NAME(problem) * p, EK_T *scratch) {
  if (p->packed_elements) {
    p->pack_into = scratch;
    EK_NAME(pack)(pool, p, p->serial);
    p->packed = scratch;
  }
  p->private = scratch + p->packed_elements;
  run_tasks(pool, p->serial, p->blocks_down * p->blocks_across, EK_NAME(one_block), p);
}

static int EK_NAME(multiply)(ek_pool *pool, const struct EK_NAME(kernel) * kernel, struct EK_NAME(problem) * p) {
  if (p->m == 0 || p->n == 0) { return EK_OK; }
  ek_enter(pool);
  size_t elements = EK_NAME(plan)(p, kernel, (size_t)ek_workers(pool), least_work(pool));
  EK_T *scratch = ek_scratch(pool, elements * sizeof(EK_T));
  if (scratch) { EK_NAME(execute)(pool, p, scratch); }
  ek_leave(pool);
  return scratch ? EK_OK : EK_NO_MEMORY;
}

static size_t EK_NAME(packed_elements)(const struct EK_NAME(kernel) * kernel, size_t k, size_t n) {
  return rounded_up(n, (size_t)kernel->vector) * k;
}

static void EK_NAME(prepack)(ek_pool *pool, const struct EK_NAME(kernel) * kernel, struct EK_NAME(problem) * p,
                             EK_T *packed) {
  p->kernel = kernel, p->pack_into = packed;
  ek_enter(pool);
  EK_NAME(pack)(pool, p, 0);
  ek_leave(pool);
}
