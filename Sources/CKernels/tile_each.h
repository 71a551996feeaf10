// The register tile for one instruction set. Rows and vectors are constants after inlining, so the sums stay in
// registers.
#include "vectors.h"

#if EK_VECTOR_BYTES == 64
#define EK_TR 14
#define EK_TV 2
#elif EK_VECTOR_BYTES == 32
#define EK_TR 6
#define EK_TV 2
#elif EK_HAS_FMA
#define EK_TR 8
#define EK_TV 3
#else
#define EK_TR 4
#define EK_TV 2
#endif

EK_INLINE void EK(tile_store)(const int rows, const int vectors, VF sums[EK_TR][EK_TV], const struct ek_tile *t) {
  for (int level = 0; level < t->waits; level++) {
    const float *waiting = t->waiting[level];
    EK_UNROLL for (int i = 0; i < rows; i++) {
      EK_UNROLL for (int j = 0; j < vectors; j++) {
        sums[i][j] = EK(load_f32)(waiting + i * t->out_row + j * EK_FLOATS) + sums[i][j];
      }
    }
  }
  if (t->scale) {
    VF scale = (VF)*t->scale;
    EK_UNROLL for (int i = 0; i < rows; i++) {
      EK_UNROLL for (int j = 0; j < vectors; j++) { sums[i][j] = sums[i][j] * scale; }
    }
  }
  if (t->bias) {
    EK_UNROLL for (int j = 0; j < vectors; j++) {
      VF bias = EK(load_f32)(t->bias + j * EK_FLOATS);
      EK_UNROLL for (int i = 0; i < rows; i++) { sums[i][j] = sums[i][j] + bias; }
    }
  }
  if (t->relu) {
    EK_UNROLL for (int i = 0; i < rows; i++) {
      EK_UNROLL for (int j = 0; j < vectors; j++) {
        sums[i][j] = EK(select_f32)((VI)(sums[i][j] <= 0.0f), (VF)0.0f, sums[i][j]);
      }
    }
  }
  if (t->last) {
    EK_UNROLL for (int i = 0; i < rows; i++) {
      EK_UNROLL for (int j = 0; j < vectors; j++) { sums[i][j] = EK(canonical_vf)(sums[i][j]); }
    }
  }
  if (t->columns == vectors * EK_FLOATS) {
    EK_UNROLL for (int i = 0; i < rows; i++) {
      EK_UNROLL for (int j = 0; j < vectors; j++) {
        EK(store_f32)(t->out + i * t->out_row + j * EK_FLOATS, sums[i][j]);
      }
    }
    return;
  }
  EK_UNROLL for (int i = 0; i < rows; i++) {
    float row[EK_TV * EK_FLOATS];
    EK_UNROLL for (int j = 0; j < vectors; j++) { EK(store_f32)(row + j * EK_FLOATS, sums[i][j]); }
    for (int j = 0; j < t->columns; j++) { t->out[i * t->out_row + j] = row[j]; }
  }
}

// As many steps as the tile has rows (above the diagonal one less), in which only the rows on one side take part.
EK_INLINE void EK(tile_side)(const int rows, const int vectors, VF sums[EK_TR][EK_TV], const float *a, ptrdiff_t row,
                             ptrdiff_t step, const float *b, ptrdiff_t ldb, const int above) {
  EK_UNROLL for (int t = 0; t < (above ? rows - 1 : rows); t++, a += step, b += ldb) {
    VF right[EK_TV];
    EK_UNROLL for (int j = 0; j < vectors; j++) { right[j] = EK(load_f32)(b + j * EK_FLOATS); }
    EK_UNROLL for (int i = above ? t + 1 : 0; i < (above ? rows : t + 1); i++) {
      VF x = (VF)a[i * row];
      EK_UNROLL for (int j = 0; j < vectors; j++) { sums[i][j] = EK(fma_f32)(x, right[j], sums[i][j]); }
    }
  }
}

EK_INLINE void EK(tile_run)(const int rows, const int vectors, const struct ek_tile *t) {
  VF sums[EK_TR][EK_TV], waiting[EK_TILE_LEVELS][EK_TR][EK_TV];
  EK_UNROLL for (int i = 0; i < rows; i++) {
    EK_UNROLL for (int j = 0; j < vectors; j++) { sums[i][j] = (VF)0.0f; }
  }
  ptrdiff_t row = t->row, step = t->step, ldb = t->ldb;
  size_t chunk = 0;
  for (const struct ek_run *run = t->runs; run < t->end; run++) {
    const float *a = t->a + run->a, *b = t->b + run->b;
    if (run->side == EK_ROWS_ABOVE) {
      EK(tile_side)(rows, vectors, sums, a, row, step, b, ldb, 1);
    } else if (run->side == EK_ROWS_TO) {
      EK(tile_side)(rows, vectors, sums, a, row, step, b, ldb, 0);
    } else {
      for (uint32_t left = run->count; left; left--, a += step, b += ldb) {
        VF right[EK_TV];
        EK_UNROLL for (int j = 0; j < vectors; j++) { right[j] = EK(load_f32)(b + j * EK_FLOATS); }
        EK_UNROLL for (int i = 0; i < rows; i++) {
          VF x = (VF)a[i * row];
          EK_UNROLL for (int j = 0; j < vectors; j++) { sums[i][j] = EK(fma_f32)(x, right[j], sums[i][j]); }
        }
      }
    }
    if (!run->ends) { continue; }
    // The tree: the chunk's sum absorbs one waiting sum for each trailing one bit of its number; the last all that
    // wait.
    int final = run + 1 == t->end;
    size_t level = 0;
    for (; final ? chunk >> level : chunk >> level & 1; level++) {
      if (!(chunk >> level & 1)) { continue; }
      EK_UNROLL for (int i = 0; i < rows; i++) {
        EK_UNROLL for (int j = 0; j < vectors; j++) { sums[i][j] = waiting[level][i][j] + sums[i][j]; }
      }
    }
    if (final) { break; }
    EK_UNROLL for (int i = 0; i < rows; i++) {
      EK_UNROLL for (int j = 0; j < vectors; j++) {
        waiting[level][i][j] = sums[i][j];
        sums[i][j] = (VF)0.0f;
      }
    }
    chunk++;
  }
  EK(tile_store)(rows, vectors, sums, t);
}

#define EK_HEIGHT(r)                                                                                                 \
  case r:                                                                                                            \
    if (t->columns <= EK_FLOATS) {                                                                                   \
      EK(tile_run)(r, 1, t);                                                                                         \
    } else {                                                                                                         \
      EK(tile_run)(r, EK_TV, t);                                                                                     \
    }                                                                                                                \
    return

static void EK(any_tile)(int rows, const struct ek_tile *t) {
  switch (rows) {
    EK_HEIGHT(1);
    EK_HEIGHT(2);
    EK_HEIGHT(3);
    EK_HEIGHT(4);
#if EK_TR > 4
    EK_HEIGHT(5);
    EK_HEIGHT(6);
#endif
#if EK_TR > 6
    EK_HEIGHT(7);
    EK_HEIGHT(8);
#endif
#if EK_TR > 8
    EK_HEIGHT(9);
    EK_HEIGHT(10);
    EK_HEIGHT(11);
    EK_HEIGHT(12);
    EK_HEIGHT(13);
    EK_HEIGHT(14);
#endif
  }
}
#undef EK_HEIGHT

static const struct ek_tiles EK(tiles) = {
  .rows = EK_TR, .columns = EK_TV * EK_FLOATS, .width = EK_FLOATS, .run = EK(any_tile)};

#undef EK_TR
#undef EK_TV
