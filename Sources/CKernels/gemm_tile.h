// The register tile, for one element type and instruction set: `rows` by `vectors` accumulators over one chunk of k.
// Rows and vectors are constants after inlining, so the accumulators stay in registers.

EK_INLINE void EK_TYPED(finish)(const int rows, const int vectors, int columns, EK_V sums[EK_MR][EK_NV],
                                const EK_FINISH *f) {
  for (int level = 0; level < f->count; level++) {
    const EK_T *waiting = f->waiting[level];
    EK_UNROLL for (int i = 0; i < rows; i++) {
      EK_UNROLL for (int j = 0; j < vectors; j++) {
        sums[i][j] = EK_TYPED(load)(waiting + i * f->waiting_stride + j * EK_W) + sums[i][j];
      }
    }
  }
  if (f->last) {
    EK_UNROLL for (int i = 0; i < rows; i++) {
      EK_UNROLL for (int j = 0; j < vectors; j++) { sums[i][j] = EK_CANONICAL_VECTOR(sums[i][j]); }
    }
  }
#if EK_EPILOGUE
  if (f->epilogue) {
    for (int i = 0; i < rows; i++) {
      EK_T row[EK_NV * EK_W];
      EK_UNROLL for (int j = 0; j < vectors; j++) { EK_TYPED(store)(row + j * EK_W, sums[i][j]); }
      for (int j = 0; j < columns; j++) {
        EK_T x = row[j], *to = f->out + i * f->out_stride + j;
        if (f->epilogue->accumulate) { x = ek_canonical_f32(*to + x); }
        if (f->bias) { x = ek_canonical_f32(x + f->bias[j]); }
        if (f->epilogue->relu) { x = x > 0 ? x : x == x ? 0 : x; }
        *to = x;
      }
    }
    return;
  }
#endif
  if (columns == vectors * EK_W) {
    EK_UNROLL for (int i = 0; i < rows; i++) {
      EK_UNROLL for (int j = 0; j < vectors; j++) {
        EK_TYPED(store)(f->out + i * f->out_stride + j * EK_W, sums[i][j]);
      }
    }
    return;
  }
  EK_UNROLL for (int i = 0; i < rows; i++) {
    EK_T row[EK_NV * EK_W];
    EK_UNROLL for (int j = 0; j < vectors; j++) { EK_TYPED(store)(row + j * EK_W, sums[i][j]); }
    for (int j = 0; j < columns; j++) { f->out[i * f->out_stride + j] = row[j]; }
  }
}

EK_INLINE void EK_TYPED(tile)(const int rows, const int vectors, int columns, const EK_T *a, ptrdiff_t row,
                              ptrdiff_t step, const EK_T *b, ptrdiff_t ldb, size_t k, const EK_FINISH *f) {
  EK_V sums[EK_MR][EK_NV];
  EK_UNROLL for (int i = 0; i < rows; i++) {
    EK_UNROLL for (int j = 0; j < vectors; j++) { sums[i][j] = (EK_V)(EK_T)0; }
  }
  for (size_t p = 0; p < k; p++) {
    EK_V right[EK_NV];
    EK_UNROLL for (int j = 0; j < vectors; j++) { right[j] = EK_TYPED(load)(b + j * EK_W); }
    EK_UNROLL for (int i = 0; i < rows; i++) {
      EK_V left = (EK_V)a[i * row];
      EK_UNROLL for (int j = 0; j < vectors; j++) { sums[i][j] = EK_TYPED(fma)(left, right[j], sums[i][j]); }
    }
    a += step, b += ldb;
  }
  EK_TYPED(finish)(rows, vectors, columns, sums, f);
}

// One case per height, so that a short tile does no work for rows that are not there.
#define EK_HEIGHT(r)                                                                                                 \
  case r:                                                                                                            \
    if (columns <= EK_W) {                                                                                           \
      EK_TYPED(tile)(r, 1, columns, a, EK_ROW, EK_STEP, b, ldb, k, f);                                               \
    } else {                                                                                                         \
      EK_TYPED(tile)(r, EK_NV, columns, a, EK_ROW, EK_STEP, b, ldb, k, f);                                           \
    }                                                                                                                \
    return

#define EK_ROW 1
#define EK_STEP EK_MR
static void EK_TYPED(packed_tile)(int rows, int columns, const EK_T *a, const EK_T *b, ptrdiff_t ldb, size_t k,
                                  EK_FINISH *f) {
  switch (rows) {
    EK_HEIGHT(1);
    EK_HEIGHT(2);
    EK_HEIGHT(3);
    EK_HEIGHT(4);
#if EK_MR > 4
    EK_HEIGHT(5);
    EK_HEIGHT(6);
#endif
#if EK_MR > 6
    EK_HEIGHT(7);
    EK_HEIGHT(8);
#endif
#if EK_MR > 8
    EK_HEIGHT(9);
    EK_HEIGHT(10);
    EK_HEIGHT(11);
    EK_HEIGHT(12);
    EK_HEIGHT(13);
    EK_HEIGHT(14);
#endif
  }
}
#undef EK_ROW
#undef EK_STEP

#define EK_ROW row
#define EK_STEP step
static void EK_TYPED(loose_tile)(int rows, int columns, const EK_T *a, ptrdiff_t row, ptrdiff_t step, const EK_T *b,
                                 ptrdiff_t ldb, size_t k, EK_FINISH *f) {
  switch (rows) {
    EK_HEIGHT(1);
    EK_HEIGHT(2);
    EK_HEIGHT(3);
    EK_HEIGHT(4);
  }
}
#undef EK_ROW
#undef EK_STEP
#undef EK_HEIGHT

static const EK_KERNEL EK_TYPED(gemm_kernel) = {
  .rows = EK_MR,
  .columns = EK_NV * EK_W,
  .loose_rows = 4,
  .packed = EK_TYPED(packed_tile),
  .loose = EK_TYPED(loose_tile),
};
