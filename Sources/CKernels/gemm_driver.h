// The loops around the register tiles, for one element type: blocks, copies, the tree of chunk sums, threads.
//
// A block of C goes through k in groups of chunks. A group's part of A stays in the second cache while the panels of B
// stream by; within a group, a tile's chunks follow each other, so that the sums which wait for the next chunk stay in
// the first cache.

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
  size_t chunks, far_levels, blocks_down, blocks_across;
  size_t block_rows, block_columns;  // of the largest block
  size_t copied_a, copied_b, near, private_elements, packed_elements;
  EK_T *pack_into, *private;
};

// The width of the panel at column j: a full tile, but for the last, which ends with a whole vector.
static size_t EK_NAME(panel_width)(const struct EK_NAME(problem) * p, size_t j) {
  size_t full = (size_t)p->kernel->columns, vector = (size_t)p->kernel->vector, left = p->n - j;
  return left >= full ? full : rounded_up(left, vector);
}

// The panel at column j of rows q0 ..< q0 + depth of B: its rows without gaps, zeros beyond the last column.
static void EK_NAME(copy_panel)(const struct EK_NAME(problem) * p, size_t j, size_t q0, size_t depth, EK_T *out) {
  size_t width = EK_NAME(panel_width)(p, j), columns = p->n - j < width ? p->n - j : width;
  const EK_T *in = p->b.data + (ptrdiff_t)q0 * p->b.row + (ptrdiff_t)j * p->b.column;
  if (p->b.column == 1) {
    p->kernel->copy(in, p->b.row, columns, depth, out, width);
  } else {
    p->kernel->transpose(in, p->b.column, columns, depth, out, width);
  }
  for (size_t q = 0; columns < width && q < depth; q++) {
    for (size_t i = columns; i < width; i++) { out[q * width + i] = 0; }
  }
}

static void EK_NAME(pack_panel)(void *context, size_t first, size_t count) {
  const struct EK_NAME(problem) *p = context;
  size_t full = (size_t)p->kernel->columns;
  for (size_t j = first * full; j < (first + count) * full; j += full) {
    EK_NAME(copy_panel)(p, j, 0, p->k, p->pack_into + j * p->k);
  }
}

static void EK_NAME(pack)(ek_pool *pool, struct EK_NAME(problem) * p, int serial) {
  size_t panels = (p->n + (size_t)p->kernel->columns - 1) / (size_t)p->kernel->columns;
  if (serial) { return EK_NAME(pack_panel)(p, 0, panels); }
  ek_for_ranges(pool, panels, panels / (4 * (size_t)ek_workers(pool)) + 1, EK_NAME(pack_panel), p);
}

// A block of C, and the group of chunks that it has come to.
struct EK_NAME(place) {
  size_t i0, rows, j0, columns, tiles_down;
  size_t first_chunk, q0, depth;
  const EK_T *a, *b;
  ptrdiff_t row, step, ldb;
  EK_T *panel, *far;
  struct EK_NAME(tile) tile;
};

// Lets the tiles read A's part of the group: as it lies, or from a copy whose rows do not compete for cache sets.
static void EK_NAME(prepare_a)(const struct EK_NAME(problem) * p, struct EK_NAME(place) * at, EK_T *copy) {
  const EK_T *from = p->a.data + (ptrdiff_t)at->i0 * p->a.row + (ptrdiff_t)at->q0 * p->a.column;
  at->a = from, at->row = p->a.row, at->step = p->a.column;
  if (!p->copy_a) { return; }
  at->a = copy;
  if (p->a.row == 1) {
    at->row = 1, at->step = (ptrdiff_t)rounded_up(at->rows, 16);
    p->kernel->copy(from, p->a.column, at->rows, at->depth, copy, (size_t)at->step);
  } else {
    at->row = A_LINE, at->step = 1;
    p->kernel->copy(from, p->a.row, at->depth, at->rows, copy, A_LINE);
  }
}

static void EK_NAME(prepare_b)(const struct EK_NAME(problem) * p, struct EK_NAME(place) * at, size_t j) {
  if (p->read_b == IN_PLACE) {
    at->b = p->b.data + (ptrdiff_t)at->q0 * p->b.row + (ptrdiff_t)j, at->ldb = p->b.row;
    return;
  }
  at->ldb = (ptrdiff_t)EK_NAME(panel_width)(p, j);
  at->b = p->read_b == WHOLE ? p->packed + j * p->k + at->q0 * (size_t)at->ldb : at->panel;
  if (p->read_b == PANELWISE) { EK_NAME(copy_panel)(p, j, at->q0, at->depth, at->panel); }
}

// Chooses what the next call of a tile fetches ahead, one line for each step of k: first the panel of B that comes next,
// then, a column of lines at a time, the next group's part of A. `turn` counts the calls of a column of tiles.
static void EK_NAME(look_ahead)(const struct EK_NAME(problem) * p, struct EK_NAME(place) * at, size_t j, size_t turn) {
  struct EK_NAME(tile) *t = &at->tile;
  size_t full = (size_t)p->kernel->columns, panel = at->depth * full * sizeof(EK_T), fetched = CHUNK * LINE;
  size_t panel_turns = (panel + fetched - 1) / fetched, turns = at->tiles_down * GROUP;
  int last_group = at->q0 + at->depth == p->k;
  t->ahead = (const char *)t->b, t->ahead_step = 0;
  if (turn < panel_turns) {
    int last_panel = j + full >= at->j0 + at->columns;
    const EK_T *next = p->packed + (last_panel ? at->j0 * p->k + (at->q0 + at->depth) * full
                                               : (j + full) * p->k + at->q0 * full);
    if (!last_panel || !last_group) { t->ahead = (const char *)next + turn * fetched, t->ahead_step = LINE; }
  } else if (p->a.column == 1 && !last_group) {
    size_t walk = turn - panel_turns + (j - at->j0) / full * (turns - panel_turns);
    const EK_T *next = p->a.data + (ptrdiff_t)at->i0 * p->a.row + (ptrdiff_t)(at->q0 + at->depth);
    if (walk * LINE < GROUP * CHUNK * sizeof(EK_T)) {
      t->ahead = (const char *)next + walk * LINE, t->ahead_step = p->a.row * (ptrdiff_t)sizeof(EK_T);
    }
  }
}

// A tile's chunks of the group, one after the other.
static void EK_NAME(run_chunks)(const struct EK_NAME(problem) * p, struct EK_NAME(place) * at, size_t j, size_t *turn,
                                EK_NAME(tile_body) * body) {
  struct EK_NAME(tile) *t = &at->tile;
  for (size_t q = 0, chunk = at->first_chunk;; chunk++) {
    // The tree: a chunk's sum absorbs one waiting sum for each trailing one bit of its index; the last absorbs all.
    t->depth = at->depth - q < CHUNK ? at->depth - q : CHUNK;
    t->last = chunk + 1 == p->chunks;
    t->absorbed = t->last ? chunk : chunk & ~(chunk + 1);
    t->destination = __builtin_ctzll(chunk + 1);
    t->ahead = (const char *)t->b, t->ahead_step = 0;
    if (p->read_b == WHOLE) { EK_NAME(look_ahead)(p, at, j, (*turn)++); }
    body(t);
    q += CHUNK;
    if (q >= at->depth) { return; }
    t->a += CHUNK * at->step, t->b += CHUNK * at->ldb;
  }
}

static void EK_NAME(one_column_of_tiles)(const struct EK_NAME(problem) * p, struct EK_NAME(place) * at, size_t j) {
  struct EK_NAME(tile) *t = &at->tile;
  size_t full = (size_t)p->kernel->columns, columns = at->j0 + at->columns - j, height = at->rows / at->tiles_down;
  size_t taller = at->rows % at->tiles_down, turn = 0;  // this many tiles have one row more
  EK_NAME(prepare_b)(p, at, j);
  t->columns = (int)(columns < full ? columns : full);
  t->row = at->row, t->step = at->step, t->ldb = at->ldb;
  t->bias = p->bias ? p->bias + j : NULL, t->bias_step = 0, t->ldc = (ptrdiff_t)p->ldc;
  t->far = at->far + (j - at->j0) / full * at->tiles_down * p->far_levels * (size_t)p->kernel->level;
  int width = p->kernel->width(t->columns);
  for (size_t r = 0, i = 0; r < at->tiles_down; r++) {
    size_t rows = height + (r < taller);
    t->c = p->c + (at->i0 + i) * p->ldc + j;
    t->a = at->a + (ptrdiff_t)i * at->row, t->b = at->b;
    EK_NAME(run_chunks)(p, at, j, &turn, p->kernel->tiles[rows][width]);
    t->far += p->far_levels * (size_t)p->kernel->level;
    i += rows;
  }
}

// A single row, several panels side by side as long as there are enough of them. Returns where it stopped.
static size_t EK_NAME(panels_abreast)(const struct EK_NAME(problem) * p, struct EK_NAME(place) * at) {
  struct EK_NAME(tile) *t = &at->tile;
  size_t full = (size_t)p->kernel->columns, together = EK_ABREAST * full, turn = 0, j = at->j0;
  int far = (double)p->n * (double)p->k * sizeof(EK_T) > FAR_BYTES;
  t->panel = (ptrdiff_t)(full * p->k), t->step = at->step, t->bias_step = t->ldc = (ptrdiff_t)full;
  for (; j + together <= at->j0 + at->columns; j += together) {
    EK_NAME(prepare_b)(p, at, j);
    t->bias = p->bias ? p->bias + j : NULL;
    t->far = at->far + (j - at->j0) / full * p->far_levels * (size_t)p->kernel->level;
    t->c = p->c + at->i0 * p->ldc + j;
    t->a = at->a, t->b = at->b;
    EK_NAME(run_chunks)(p, at, j, &turn, far ? p->kernel->abreast_far : p->kernel->abreast_near);
  }
  return j;
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
  at.panel = copy_a + p->copied_a;
  at.tile.near = at.panel + p->copied_b;
  at.far = at.tile.near + p->near;
  at.tile.accumulate = p->accumulate, at.tile.relu = p->relu;
  at.first_chunk = at.q0 = 0;
  do {
    at.depth = p->k - at.q0 < GROUP * CHUNK ? p->k - at.q0 : GROUP * CHUNK;
    EK_NAME(prepare_a)(p, &at, copy_a);
    size_t j = p->m == 1 && p->read_b == WHOLE ? EK_NAME(panels_abreast)(p, &at) : at.j0;
    for (; j < at.j0 + at.columns; j += full) { EK_NAME(one_column_of_tiles)(p, &at, j); }
    at.q0 += at.depth, at.first_chunk += GROUP;
  } while (at.q0 < p->k);
}

// Chooses blocks: as large as the second cache allows, but enough of them for the workers.
static void EK_NAME(plan_blocks)(struct EK_NAME(problem) * p, size_t workers) {
  size_t height = (size_t)p->kernel->rows, width = (size_t)p->kernel->columns;
  size_t deep = p->k < GROUP * CHUNK ? p->k : GROUP * CHUNK, panels = (p->n + width - 1) / width;
  size_t most_rows = atomic_load_explicit(&blocking_rows, memory_order_relaxed);
  size_t most_columns = atomic_load_explicit(&blocking_columns, memory_order_relaxed);
  if (!most_rows) { most_rows = RESIDENT_BYTES / ((deep + 16) * sizeof(EK_T)); }
  size_t most_panels = ((most_columns ? most_columns : BLOCK_COLUMNS) + width - 1) / width;
  p->blocks_down = (p->m + most_rows - 1) / most_rows;
  p->blocks_across = (panels + most_panels - 1) / most_panels;
  if (!p->serial && p->blocks_down == 1 && panels >= workers) {
    // Each worker takes its part of B's columns, and copies what it needs alone.
    p->blocks_across = rounded_up(p->blocks_across, workers);
  } else if (!p->serial) {
    size_t target = p->blocks_down == 1 ? workers : workers * 3;
    while (p->blocks_down * p->blocks_across < target) {
      size_t rows = (p->m + p->blocks_down - 1) / p->blocks_down;
      size_t columns = (panels + p->blocks_across - 1) / p->blocks_across;
      if (rows > height && (rows >= columns * width || columns == 1)) {
        p->blocks_down++;
      } else if (columns > 1) {
        p->blocks_across++;
      } else {
        break;
      }
    }
  }
  // A few blocks that do not go into the workers leave some of these idle at the end.
  while (!p->serial && p->blocks_down < p->m / height && p->blocks_down * p->blocks_across < workers * 16 &&
         p->blocks_down * p->blocks_across % workers) {
    p->blocks_down++;
  }
  p->block_rows = (p->m + p->blocks_down - 1) / p->blocks_down;
  p->block_columns = (panels + p->blocks_across - 1) / p->blocks_across * width;
}

// Chooses blocks and copies, and says how many elements of scratch memory that takes.
static size_t EK_NAME(plan)(struct EK_NAME(problem) * p, const struct EK_NAME(kernel) * kernel, size_t workers,
                            size_t least_work) {
  size_t height = (size_t)kernel->rows, width = (size_t)kernel->columns, vector = (size_t)kernel->vector;
  size_t deep = p->k < GROUP * CHUNK ? p->k : GROUP * CHUNK;
  p->kernel = kernel;
  p->chunks = p->k ? (p->k + CHUNK - 1) / CHUNK : 1;
  size_t levels = p->chunks > 1 ? 64 - (size_t)__builtin_clzll(p->chunks - 1) : 0;
  p->far_levels = levels > NEAR_LEVELS ? levels - NEAR_LEVELS : 0;
  p->serial = workers == 1 || (double)p->m * (double)p->n * (double)p->k < (double)least_work;
  EK_NAME(plan_blocks)(p, workers);

  // A is read where it lies unless many rows would compete for one cache set.
  size_t apart = (size_t)(p->a.column == 1 ? p->a.row : p->a.column) * sizeof(EK_T);
  p->copy_a = p->a.column == 1 ? apart % 2048 == 0 && p->m > 2 : apart > 256;
  // B is read where it lies if its rows are near each other or used only a few times. Else it is copied: all of it if
  // several blocks share it, or each panel by the block that needs it.
  p->read_b = WHOLE;
  if (!p->packed) {
    int contiguous = p->b.column == 1 && (kernel->masked || p->n % vector == 0);
    if (contiguous && (p->m <= 64 || (size_t)p->b.row * sizeof(EK_T) <= 640)) {
      p->read_b = IN_PLACE;
    } else if (p->blocks_down == 1) {
      p->read_b = PANELWISE;
    }
  }
  p->packed_elements = p->read_b == WHOLE && !p->packed ? rounded_up(p->k * rounded_up(p->n, vector), 16) : 0;
  p->copied_a = !p->copy_a ? 0 : p->a.row == 1 ? deep * rounded_up(p->block_rows, 16) : A_LINE * p->block_rows;
  p->copied_b = p->read_b == PANELWISE ? deep * width : 0;
  p->near = levels ? NEAR_LEVELS * (size_t)kernel->level : 0;
  size_t tiles = ((p->block_rows + height - 1) / height) * (p->block_columns / width);
  size_t far = tiles * p->far_levels * (size_t)kernel->level;
  p->private_elements = rounded_up(p->copied_a + p->copied_b + p->near + far, 16);
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

// The epilogue of a row that a product with a vector has stored.
static void EK_NAME(end_row)(const struct EK_NAME(problem) * p) {
  for (size_t j = 0; p->bias && j < p->n; j++) { p->c[j] = p->c[j] + p->bias[j]; }
  for (size_t j = 0; p->relu && j < p->n; j++) { p->c[j] = p->c[j] > 0 || p->c[j] != p->c[j] ? p->c[j] : 0; }
  for (size_t j = 0; p->bias && j < p->n; j++) { p->c[j] = p->c[j] == p->c[j] ? p->c[j] : (EK_T)__builtin_nan(""); }
}

// A product with one row or one column is that of a matrix and a vector, if it is little more.
static int EK_NAME(as_vector)(ek_pool *pool, int isa, const struct EK_NAME(problem) * p) {
  if (p->packed || p->accumulate || (p->m > 1 && (p->n > 1 || p->bias || p->relu))) { return 0; }
  const struct EK_NAME(view) a = p->a, b = p->b;
  if (p->m > 1) {
    return EK_NAME(ek_gemv_inside)(pool, isa, p->m, p->k, a.data, a.row, a.column, b.data, b.row, p->c,
                                   (ptrdiff_t)p->ldc);
  }
  if (!EK_NAME(ek_gemv_inside)(pool, isa, p->n, p->k, b.data, b.column, b.row, a.data, a.column, p->c, 1)) { return 0; }
  EK_NAME(end_row)(p);
  return 1;
}

static int EK_NAME(multiply)(ek_pool *pool, int isa, const struct EK_NAME(kernel) * kernel,
                             struct EK_NAME(problem) * p) {
  if (p->m == 0 || p->n == 0) { return EK_OK; }
  ek_enter(pool);
  if (EK_NAME(as_vector)(pool, isa, p)) {
    ek_leave(pool);
    return EK_OK;
  }
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
