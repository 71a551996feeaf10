// The register tile, for one element type and instruction set: `rows` by `vectors` accumulators over one chunk of k,
// and at its right edge, if `tail` says so, a vector or half a vector of which only some columns exist. These three are
// constants after inlining, so the accumulators stay in registers.
//
// A sum is the chain fma(a, b, sum) from +0 in ascending p: nothing here may change that.

enum { EK_TYPED(NO_TAIL), EK_TYPED(VECTOR_TAIL), EK_TYPED(HALF_TAIL) };

static EK_T *EK_TYPED(waiting)(const EK_TILE *t, int level) {
  const ptrdiff_t size = EK_MR * 2 * EK_W;
  return level < NEAR_LEVELS ? t->near + level * size : t->far + (level - NEAR_LEVELS) * size;
}

// Adds what waits, then stores the sums where they wait or as the product.
EK_INLINE void EK_TYPED(finish)(const int rows, const int vectors, const int tail, EK_V sums[EK_MR][2], EK_MASK mask,
                                const EK_TILE *t) {
  for (uint64_t rest = t->absorbed; rest; rest &= rest - 1) {
    const EK_T *waiting = EK_TYPED(waiting)(t, __builtin_ctzll(rest));
    EK_UNROLL for (int i = 0; i < rows; i++) {
      EK_UNROLL for (int j = 0; j < vectors + !!tail; j++) {
        sums[i][j] = EK_TYPED(load)(waiting + (2 * i + j) * EK_W) + sums[i][j];
      }
    }
  }
  if (!t->last) {
    EK_T *waiting = EK_TYPED(waiting)(t, t->destination);
    EK_UNROLL for (int i = 0; i < rows; i++) {
      EK_UNROLL for (int j = 0; j < vectors + !!tail; j++) {
        EK_TYPED(store)(waiting + (2 * i + j) * EK_W, sums[i][j]);
      }
    }
    return;
  }
#if EK_EPILOGUE
  // One canonical NaN at the end is as good as one after each step.
  if (t->accumulate) {
    EK_UNROLL for (int i = 0; i < rows; i++) {
      const EK_T *c = t->c + i * t->ldc;
      EK_UNROLL for (int j = 0; j < vectors; j++) { sums[i][j] = EK_TYPED(load)(c + j * EK_W) + sums[i][j]; }
      if (tail) { sums[i][vectors] = EK_TYPED(load_edge)(c + vectors * EK_W, mask) + sums[i][vectors]; }
    }
  }
  if (t->bias) {
    EK_UNROLL for (int i = 0; i < rows; i++) {
      const EK_T *bias = t->bias + i * t->bias_step;
      EK_UNROLL for (int j = 0; j < vectors; j++) { sums[i][j] = sums[i][j] + EK_TYPED(load)(bias + j * EK_W); }
      if (tail) { sums[i][vectors] = sums[i][vectors] + EK_TYPED(load_edge)(bias + vectors * EK_W, mask); }
    }
  }
  if (t->relu) {
    EK_UNROLL for (int i = 0; i < rows; i++) {
      EK_UNROLL for (int j = 0; j < vectors + !!tail; j++) {
        EK_V x = sums[i][j];
        sums[i][j] = ((x > 0) | (x != x)) ? x : (EK_V)(EK_T)0;
      }
    }
  }
#endif
  // NaN are rare: one test for all of them costs less than making each sum canonical.
  EK_TRUTH unordered = EK_TYPED(unordered)(sums[0][0], sums[0][vectors + !!tail - 1]);
  EK_UNROLL for (int i = 1; i < rows; i++) {
    unordered |= EK_TYPED(unordered)(sums[i][0], sums[i][vectors + !!tail - 1]);
  }
  if (__builtin_expect(EK_TYPED(any)(unordered), 0)) {
    EK_UNROLL for (int i = 0; i < rows; i++) {
      EK_UNROLL for (int j = 0; j < vectors + !!tail; j++) { sums[i][j] = EK_TYPED(canonical)(sums[i][j]); }
    }
  }
  EK_UNROLL for (int i = 0; i < rows; i++) {
    EK_T *c = t->c + i * t->ldc;
    EK_UNROLL for (int j = 0; j < vectors; j++) { EK_TYPED(store)(c + j * EK_W, sums[i][j]); }
    if (tail) { EK_TYPED(store_edge)(c + vectors * EK_W, sums[i][vectors], mask, t->columns - vectors * EK_W); }
  }
}

EK_INLINE void EK_TYPED(tile)(const int rows, const int vectors, const int tail, const EK_TILE *t) {
  const EK_T *a[(EK_MR + 2) / 3];  // every third row: a row, and its two neighbours by scaled addressing
  const EK_T *b = t->b;
  const char *ahead = t->ahead;
  const ptrdiff_t row = t->row, step = t->step, ldb = t->ldb, ahead_step = t->ahead_step;
  EK_V sums[EK_MR][2];
  EK_HALF halves[EK_MR];
  EK_UNROLL for (int i = 0; i < rows; i += 3) {
    a[i / 3] = t->a + i * row;
    __asm__("" : "+r"(a[i / 3]));  // else the compiler reaches each row from the one before: a chain of additions
  }
  EK_UNROLL for (int i = 0; i < rows; i++) {
    sums[i][0] = sums[i][1] = (EK_V)(EK_T)0;
    halves[i] = (EK_HALF)(EK_T)0;
  }
  const EK_MASK mask = EK_TYPED(edge_mask)(t->columns - vectors * EK_W);
  for (size_t p = t->depth; p > 0; p--) {
    EK_V right[2];
    EK_HALF half;
    __builtin_prefetch(ahead, 0, 2);
    EK_UNROLL for (int j = 0; j < vectors; j++) { right[j] = EK_TYPED(load)(b + j * EK_W); }
    if (tail == EK_TYPED(VECTOR_TAIL)) { right[vectors] = EK_TYPED(load_b_edge)(b + vectors * EK_W, mask); }
    if (tail == EK_TYPED(HALF_TAIL)) { half = EK_TYPED(load_b_half_edge)(b + vectors * EK_W, mask); }
    EK_UNROLL for (int i = 0; i < rows; i++) {
      const EK_T left = a[i / 3][(i % 3) * row];
      EK_UNROLL for (int j = 0; j < vectors + (tail == EK_TYPED(VECTOR_TAIL)); j++) {
        sums[i][j] = EK_TYPED(fma)((EK_V)left, right[j], sums[i][j]);
      }
      if (tail == EK_TYPED(HALF_TAIL)) { halves[i] = EK_TYPED(fma_half)((EK_HALF)left, half, halves[i]); }
    }
    EK_UNROLL for (int i = 0; i < rows; i += 3) { a[i / 3] += step; }
    b += ldb, ahead += ahead_step;
  }
  if (tail == EK_TYPED(HALF_TAIL)) {
    EK_UNROLL for (int i = 0; i < rows; i++) { sums[i][vectors] = EK_TYPED(widen_half)(halves[i]); }
  }
  EK_TYPED(finish)(rows, vectors, tail, sums, mask, t);
}

// One row over full panels that lie side by side: the two chains of a single panel would wait for themselves. The panels
// take the places of a tile's rows. From memory they have to be asked for early, which costs time where it is needless.
EK_INLINE void EK_TYPED(abreast)(const int far, const EK_TILE *t) {
  const EK_T *a = t->a, *b = t->b;
  const ptrdiff_t step = t->step, panel = t->panel;
  EK_V sums[EK_MR][2];
  EK_UNROLL for (int i = 0; i < EK_ABREAST; i++) { sums[i][0] = sums[i][1] = (EK_V)(EK_T)0; }
  for (size_t p = t->depth; p > 0; p--, a += step, b += 2 * EK_W) {
    const EK_V left = (EK_V)*a;
    EK_UNROLL for (int i = 0; i < EK_ABREAST; i++) {
      EK_UNROLL for (int line = 0; far && line < 2 * EK_VECTOR_BYTES; line += LINE) {
        __builtin_prefetch((const char *)(b + i * panel) + 32 * LINE + line, 0, 2);
      }
      sums[i][0] = EK_TYPED(fma)(left, EK_TYPED(load)(b + i * panel), sums[i][0]);
      sums[i][1] = EK_TYPED(fma)(left, EK_TYPED(load)(b + i * panel + EK_W), sums[i][1]);
    }
  }
  EK_TYPED(finish)(EK_ABREAST, 2, EK_TYPED(NO_TAIL), sums, EK_TYPED(edge_mask)(EK_W), t);
}
static void EK_TYPED(abreast_near)(const EK_TILE *t) { EK_TYPED(abreast)(0, t); }
static void EK_TYPED(abreast_far)(const EK_TILE *t) { EK_TYPED(abreast)(1, t); }

// A function for each number of rows, so that a short tile does no work for rows that are not there, and each width:
// more than half a vector, up to half a vector, two vectors, and a vector with each of the first two beside it.
#define EK_HEIGHT(r)                                                                                                 \
  static void EK_TYPED(tile_##r##_vector)(const EK_TILE *t) { EK_TYPED(tile)(r, 0, EK_TYPED(VECTOR_TAIL), t); }      \
  static void EK_TYPED(tile_##r##_half)(const EK_TILE *t) { EK_TYPED(tile)(r, 0, EK_SMALL_TAIL, t); }                \
  static void EK_TYPED(tile_##r##_two)(const EK_TILE *t) { EK_TYPED(tile)(r, 2, EK_TYPED(NO_TAIL), t); }             \
  static void EK_TYPED(tile_##r##_one_vector)(const EK_TILE *t) { EK_TYPED(tile)(r, 1, EK_TYPED(VECTOR_TAIL), t); }  \
  static void EK_TYPED(tile_##r##_one_half)(const EK_TILE *t) { EK_TYPED(tile)(r, 1, EK_SMALL_TAIL, t); }
#if EK_MASKED
#define EK_SMALL_TAIL EK_TYPED(HALF_TAIL)
#else
#define EK_SMALL_TAIL EK_TYPED(VECTOR_TAIL)
#endif
EK_HEIGHTS(EK_HEIGHT)
#undef EK_HEIGHT
#undef EK_SMALL_TAIL

static int EK_TYPED(width)(int columns) {
  if (columns == 2 * EK_W) { return 2; }
  int base = columns > EK_W ? 3 : 0;
  return base + (columns - (base ? EK_W : 0) <= EK_W / 2);
}

#define EK_HEIGHT(r)                                                                                                 \
  [r] = {EK_TYPED(tile_##r##_vector), EK_TYPED(tile_##r##_half), EK_TYPED(tile_##r##_two),                           \
         EK_TYPED(tile_##r##_one_vector), EK_TYPED(tile_##r##_one_half)},
static EK_TILE_BODY *const EK_TYPED(tiles)[EK_MR + 1][EK_TILE_WIDTHS] = {EK_HEIGHTS(EK_HEIGHT)};
#undef EK_HEIGHT

// A square of W by W elements is transposed by log2(W) perfect shuffles of its rows: each interleaves the first half of
// the rows with the second.
EK_INLINE void EK_TYPED(transpose_square)(const EK_T *in, ptrdiff_t row, EK_T *out, size_t stride) {
  EK_V x[EK_W], y[EK_W];
  EK_UNROLL for (int i = 0; i < EK_W; i++) { x[i] = EK_TYPED(load)(in + i * row); }
  EK_UNROLL for (int round = 1; round < EK_W; round *= 2) {
    EK_UNROLL for (int i = 0; i < EK_W / 2; i++) {
      y[2 * i] = EK_TYPED(interleave_low)(x[i], x[i + EK_W / 2]);
      y[2 * i + 1] = EK_TYPED(interleave_high)(x[i], x[i + EK_W / 2]);
    }
    EK_UNROLL for (int i = 0; i < EK_W; i++) { x[i] = y[i]; }
  }
  EK_UNROLL for (int i = 0; i < EK_W; i++) { EK_TYPED(store)(out + i * stride, x[i]); }
}

static void EK_TYPED(transpose)(const EK_T *in, ptrdiff_t row, size_t columns, size_t depth, EK_T *out, size_t stride) {
  size_t p = 0;
  for (; p + EK_W <= depth; p += EK_W) {
    size_t i = 0;
    for (; i + EK_W <= columns; i += EK_W) {
      EK_TYPED(transpose_square)(in + (ptrdiff_t)i * row + p, row, out + p * stride + i, stride);
    }
    for (; i < columns; i++) {
      for (size_t q = p; q < p + EK_W; q++) { out[q * stride + i] = in[(ptrdiff_t)i * row + (ptrdiff_t)q]; }
    }
  }
  for (; p < depth; p++) {
    for (size_t i = 0; i < columns; i++) { out[p * stride + i] = in[(ptrdiff_t)i * row + (ptrdiff_t)p]; }
  }
}

static void EK_TYPED(copy)(const EK_T *in, ptrdiff_t row, size_t columns, size_t depth, EK_T *out, size_t stride) {
  for (size_t p = 0; p < depth; p++, in += row, out += stride) {
    size_t i = 0;
    for (; i + 2 * EK_W <= columns; i += 2 * EK_W) {
      EK_TYPED(store)(out + i, EK_TYPED(load)(in + i));
      EK_TYPED(store)(out + i + EK_W, EK_TYPED(load)(in + i + EK_W));
    }
    for (; i < columns; i++) { out[i] = in[i]; }
  }
}

static const EK_KERNEL EK_TYPED(gemm_kernel) = {
  .vector = EK_W,
  .rows = EK_MR,
  .short_rows = EK_SHORT_MR,
  .columns = 2 * EK_W,
  .level = EK_MR * 2 * EK_W,
  .masked = EK_MASKED,
  .tiles = EK_TYPED(tiles),
  .width = EK_TYPED(width),
  .abreast_near = EK_TYPED(abreast_near),
  .abreast_far = EK_TYPED(abreast_far),
  .copy = EK_TYPED(copy),
  .transpose = EK_TYPED(transpose),
};
