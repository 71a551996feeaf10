// A matrix times a vector, for one element type and instruction set: two walks through the matrix, one for each way in
// which it may lie. Each lane is one element of y, with its own chain over k and its own tree.

// y[j] = the sum over p of a[p * lda + j] * x[p * x_step], for `columns` neighbours j: some rows of A at a time, so
// that each row is read in its own direction, and fetched `ahead` elements before. `sums` has room for the columns, and
// again for each level of the tree.
EK_INLINE void EK_TYPED(down)(const int rows, const size_t ahead, const EK_T *a, ptrdiff_t lda, const EK_T *x,
                              ptrdiff_t x_step, size_t k, EK_T *y, ptrdiff_t y_step, size_t columns, EK_T *sums) {
  const size_t apart = (columns + EK_W - 1) / EK_W * EK_W, whole = columns / EK_W * EK_W;
  const EK_MASK mask = EK_TYPED(edge_mask)((int)(columns - whole));
  const size_t chunks = k ? (k + CHUNK - 1) / CHUNK : 1;
  for (size_t chunk = 0; chunk < chunks; chunk++) {
    size_t depth = k - chunk * CHUNK < CHUNK ? k - chunk * CHUNK : CHUNK, p = 0;
    for (size_t j = 0; j < apart; j++) { sums[j] = 0; }
    for (; p + (size_t)rows <= depth; p += (size_t)rows, a += rows * lda, x += rows * x_step) {
      EK_V left[8];
      EK_UNROLL for (int q = 0; q < rows; q++) { left[q] = (EK_V)x[q * x_step]; }
      for (size_t j = 0; j < whole; j += EK_W) {
        EK_V sum = EK_TYPED(load)(sums + j);
        EK_UNROLL for (int q = 0; q < rows; q++) {
          if (ahead) { __builtin_prefetch(a + q * lda + j + ahead, 0, 2); }
          sum = EK_TYPED(fma)(left[q], EK_TYPED(load)(a + q * lda + j), sum);
        }
        EK_TYPED(store)(sums + j, sum);
      }
      if (whole < columns) {
        EK_V sum = EK_TYPED(load)(sums + whole);
        EK_UNROLL for (int q = 0; q < rows; q++) {
          sum = EK_TYPED(fma)(left[q], EK_TYPED(load_edge)(a + q * lda + whole, mask), sum);
        }
        EK_TYPED(store)(sums + whole, sum);
      }
    }
    for (; p < depth; p++, a += lda, x += x_step) {
      for (size_t j = 0; j < columns; j += EK_W) {
        EK_V right = j < whole ? EK_TYPED(load)(a + j) : EK_TYPED(load_edge)(a + j, mask);
        EK_TYPED(store)(sums + j, EK_TYPED(fma)((EK_V)x[0], right, EK_TYPED(load)(sums + j)));
      }
    }
    int last = chunk + 1 == chunks;
    for (uint64_t rest = last ? chunk : chunk & ~(chunk + 1); rest; rest &= rest - 1) {
      const EK_T *waiting = sums + (size_t)(__builtin_ctzll(rest) + 1) * apart;
      for (size_t j = 0; j < apart; j++) { sums[j] = waiting[j] + sums[j]; }
    }
    EK_T *to = sums + (size_t)(__builtin_ctzll(chunk + 1) + 1) * apart;
    for (size_t j = 0; !last && j < apart; j++) { to[j] = sums[j]; }
  }
  for (size_t j = 0; j < columns; j++) { y[(ptrdiff_t)j * y_step] = sums[j] == sums[j] ? sums[j] : EK_NAN; }
}

// The larger the matrix, the further away it lies: a few rows at a time are enough for near caches, more of them hide
// that the sums are stored, and memory wants to be asked early.
#define EK_DOWN(name, rows, ahead)                                                                                   \
  static void EK_TYPED(name)(const EK_T *a, ptrdiff_t lda, const EK_T *x, ptrdiff_t x_step, size_t k, EK_T *y,       \
                             ptrdiff_t y_step, size_t columns, EK_T *sums) {                                         \
    EK_TYPED(down)(rows, ahead, a, lda, x, x_step, k, y, y_step, columns, sums);                                     \
  }
EK_DOWN(gemv_down_near, 4, 0)
EK_DOWN(gemv_down, 8, 0)
EK_DOWN(gemv_down_far, 8, 2 * AHEAD / sizeof(EK_T))
#undef EK_DOWN

// A 128-bit lane of columns, and how many lanes of a row are loaded at once: as much of a cache line as registers allow,
// since with many rows the line may be gone before the next visit.
#define EK_LANE (16 / (int)sizeof(EK_T))
#define EK_PIECES (EK_VECTOR_BYTES == 64 ? 4 : 2)

// Adds the products of EK_PIECES * EK_LANE columns of EK_W rows. A lane is loaded from the row that it belongs to, so
// that only the squares inside the lanes are left to transpose.
EK_INLINE EK_V EK_TYPED(add_columns)(const EK_T *a, ptrdiff_t lda, const EK_T *x, ptrdiff_t x_step, EK_V sum) {
  EK_V v[EK_PIECES][EK_LANE], columns[EK_LANE];
  EK_UNROLL for (int i = 0; i < EK_W; i++) { __builtin_prefetch(a + i * lda + AHEAD / sizeof(EK_T), 0, 2); }
  EK_UNROLL for (int r = 0; r < EK_LANE; r++) {
    EK_UNROLL for (int piece = 0; piece < EK_PIECES; piece++) {
      v[piece][r] = EK_TYPED(gather_lanes)(a + r * lda + piece * EK_LANE, EK_LANE * lda);
    }
  }
  EK_UNROLL for (int piece = 0; piece < EK_PIECES; piece++) {
    EK_TYPED(transpose_lanes)(v[piece], columns);
    EK_UNROLL for (int c = 0; c < EK_LANE; c++, x += x_step) { sum = EK_TYPED(fma)(columns[c], (EK_V)x[0], sum); }
  }
  return sum;
}

// y[i] = the sum over p of a[i * lda + p] * x[p * x_step] for two vectors of neighbours i: two, because one chain would
// wait for itself.
static void EK_TYPED(gemv_across)(const EK_T *a, ptrdiff_t lda, const EK_T *x, ptrdiff_t x_step, size_t k, EK_T *y) {
  EK_V waiting[64][2], sums[2];
  const size_t chunks = k ? (k + CHUNK - 1) / CHUNK : 1;
  for (size_t chunk = 0; chunk < chunks; chunk++) {
    size_t p = chunk * CHUNK, end = k - p < CHUNK ? k : p + CHUNK;
    sums[0] = sums[1] = (EK_V)(EK_T)0;
    for (; p + EK_PIECES * EK_LANE <= end; p += EK_PIECES * EK_LANE) {
      const EK_T *right = x + (ptrdiff_t)p * x_step;
      sums[0] = EK_TYPED(add_columns)(a + p, lda, right, x_step, sums[0]);
      sums[1] = EK_TYPED(add_columns)(a + EK_W * lda + p, lda, right, x_step, sums[1]);
    }
    for (; p < end; p++) {
      EK_V right = (EK_V)x[(ptrdiff_t)p * x_step], column;
      for (int v = 0; v < 2; v++) {
        for (int i = 0; i < EK_W; i++) { column[i] = a[(v * EK_W + i) * lda + (ptrdiff_t)p]; }
        sums[v] = EK_TYPED(fma)(column, right, sums[v]);
      }
    }
    int last = chunk + 1 == chunks;
    for (uint64_t rest = last ? chunk : chunk & ~(chunk + 1); rest; rest &= rest - 1) {
      int level = __builtin_ctzll(rest);
      sums[0] = waiting[level][0] + sums[0], sums[1] = waiting[level][1] + sums[1];
    }
    int level = __builtin_ctzll(chunk + 1);
    waiting[level][0] = sums[0], waiting[level][1] = sums[1];
  }
  EK_TYPED(store)(y, EK_TYPED(canonical)(sums[0]));
  EK_TYPED(store)(y + EK_W, EK_TYPED(canonical)(sums[1]));
}
#undef EK_LANE
#undef EK_PIECES
