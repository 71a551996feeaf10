// How a product with a vector is shared among the workers, for one element type.

struct EK_NAME(gemv) {
  const EK_T *a, *x;
  EK_T *y;
  ptrdiff_t lda, x_step, y_step;
  size_t m, k, step;  // step: elements of y that one walk across the matrix computes
  size_t block;    // elements of y that one task computes
  EK_T *sums;
  size_t sums_each;
  EK_NAME(down) * down;
  EK_NAME(across) * across;
};

static void EK_NAME(run_down)(void *context, size_t task, int worker) {
  const struct EK_NAME(gemv) *g = context;
  size_t first = task * g->block, count = g->m - first < g->block ? g->m - first : g->block;
  g->down(g->a + first, g->lda, g->x, g->x_step, g->k, g->y + (ptrdiff_t)first * g->y_step, g->y_step, count,
          g->sums + (size_t)worker * g->sums_each);
}

static void EK_NAME(run_across)(void *context, size_t task, int worker) {
  (void)worker;
  const struct EK_NAME(gemv) *g = context;
  size_t first = task * g->block, end = g->m - first < g->block ? g->m : first + g->block;
  _Alignas(64) EK_T out[2 * 64 / sizeof(EK_T)];
  for (size_t i = first; i < end; i += g->step) {
    // The last walk begins early enough to stay inside the matrix, and only its new rows are kept.
    size_t begin = i + g->step <= g->m ? i : g->m - g->step, stop = end - i < g->step ? end : i + g->step;
    g->across(g->a + (ptrdiff_t)begin * g->lda, g->lda, g->x, g->x_step, g->k, out);
    for (size_t r = i; r < stop; r++) { g->y[(ptrdiff_t)r * g->y_step] = out[r - begin]; }
  }
}

// Inside an operation of the pool. 0 if the matrix does not suit a walk, or if memory is short.
static int EK_NAME(run_gemv)(ek_pool *pool, struct EK_NAME(gemv) * g, ptrdiff_t row, ptrdiff_t column) {
  int across = column == 1 && g->m >= g->step;
  if (row != 1 && !across) { return 0; }
  g->lda = across ? row : column;
  // Whole cache lines of y, and a piece for each worker if there is enough to share: the wider it is, the better its rows
  // are fetched ahead.
  size_t unit = across ? g->step : 64 / sizeof(EK_T), most = BLOCK_BYTES / sizeof(EK_T);
  size_t workers = (size_t)ek_workers(pool);
  int serial = workers == 1 || (double)g->m * (double)g->k * sizeof(EK_T) < LEAST_BYTES;
  g->block = serial ? most : (g->m / workers + unit) / unit * unit;
  if (g->block > most) { g->block = most; }
  size_t chunks = g->k ? (g->k + CHUNK - 1) / CHUNK : 1, levels = 64 - (size_t)__builtin_clzll(chunks);
  size_t pieces = (g->m + g->block - 1) / g->block;
  g->sums_each = (levels + 1) * g->block;
  g->sums = across ? NULL : ek_scratch(pool, workers * g->sums_each * sizeof(EK_T));
  if (!across && !g->sums) { return 0; }
  void (*body)(void *, size_t, int) = across ? EK_NAME(run_across) : EK_NAME(run_down);
  if (!serial) {
    ek_run(pool, pieces, body, g);
  } else {
    for (size_t task = 0; task < pieces; task++) { body(g, task, 0); }
  }
  return 1;
}
