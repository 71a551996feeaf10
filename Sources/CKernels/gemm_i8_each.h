// Packing and tiles of the byte product for one instruction set.

#define EK_W (EK_VECTOR_BYTES / 4)
#define EK_NV 2
#if EK_VECTOR_BYTES == 64
#define EK_MR 14
#elif EK_VECTOR_BYTES == 32
#define EK_MR 6
#elif defined(__aarch64__)
#define EK_MR 8
#else
#define EK_MR 4
#endif
#define EK_GROUP (EK_I8_VNNI ? 4 : 2)

typedef int32_t EK(i8_vi) __attribute__((ext_vector_type(EK_W)));
typedef int32_t EK(i8_loose) __attribute__((ext_vector_type(EK_W), aligned(4), may_alias));
typedef int8_t EK(i8_16) __attribute__((ext_vector_type(16)));
typedef int8_t EK(i8_16_loose) __attribute__((ext_vector_type(16), aligned(1), may_alias));
typedef int8_t EK(i8_32) __attribute__((ext_vector_type(32)));
typedef int16_t EK(i8_half) __attribute__((ext_vector_type(8)));
typedef uint32_t EK(i8_units) __attribute__((ext_vector_type(4)));
typedef uint32_t EK(i8_units_loose) __attribute__((ext_vector_type(4), aligned(4), may_alias));
#define VI EK(i8_vi)
#define VB EK(i8_16)
#define VU EK(i8_units)

// sum + the products of each lane's neighbours in k.
EK_INLINE VI EK(i8_dot)(VI sum, VI a, VI b) {
#if EK_I8_VNNI
  // B's bytes are unsigned (128 too large), A's signed; nothing saturates. The excess is in the accumulator's start.
  return (VI)_mm512_dpbusd_epi32((__m512i)sum, (__m512i)b, (__m512i)a);
#elif EK_VECTOR_BYTES == 64
  return sum + (VI)_mm512_madd_epi16((__m512i)a, (__m512i)b);
#elif EK_VECTOR_BYTES == 32
  return sum + (VI)_mm256_madd_epi16((__m256i)a, (__m256i)b);
#elif defined(__x86_64__)
  return sum + (VI)_mm_madd_epi16((__m128i)a, (__m128i)b);
#else
  return sum + (a << 16 >> 16) * (b << 16 >> 16) + (a >> 16) * (b >> 16);
#endif
}

EK_INLINE VB EK(i8_load)(const int8_t *p) { return *(const EK(i8_16_loose) *)p; }
EK_INLINE void EK(i8_put)(uint32_t *p, VU v) { *(EK(i8_units_loose) *)p = v; }

// Units of 16 lanes from EK_GROUP rows of k.
EK_INLINE void EK(i8_interleave)(const int8_t *const *row, uint32_t flip, uint32_t *out) {
#if EK_I8_VNNI
  VB a = EK(i8_load)(row[0]), b = EK(i8_load)(row[1]), c = EK(i8_load)(row[2]), d = EK(i8_load)(row[3]);
  EK(i8_32) ab = __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23, 8, 24, 9, 25, 10,
                                         26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  EK(i8_32) cd = __builtin_shufflevector(c, d, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23, 8, 24, 9, 25, 10,
                                         26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  EK_UNROLL for (int part = 0; part < 4; part++) {
    EK(i8_half) x, y;
    memcpy(&x, (const char *)&ab + part * 8, 8), memcpy(&y, (const char *)&cd + part * 8, 8);
    EK(i8_half) both = __builtin_shufflevector(x, y, 0, 8, 1, 9, 2, 10, 3, 11);
    EK(i8_put)(out + part * 4, (VU)both ^ flip);
  }
#else
  VB a = EK(i8_load)(row[0]), b = EK(i8_load)(row[1]);
  EK(i8_half) low_a = __builtin_convertvector(a.lo, EK(i8_half)), low_b = __builtin_convertvector(b.lo, EK(i8_half));
  EK(i8_half) high_a = __builtin_convertvector(a.hi, EK(i8_half)), high_b = __builtin_convertvector(b.hi, EK(i8_half));
  (void)flip;
  EK(i8_put)(out, (VU)__builtin_shufflevector(low_a, low_b, 0, 8, 1, 9, 2, 10, 3, 11));
  EK(i8_put)(out + 4, (VU)__builtin_shufflevector(low_a, low_b, 4, 12, 5, 13, 6, 14, 7, 15));
  EK(i8_put)(out + 8, (VU)__builtin_shufflevector(high_a, high_b, 0, 8, 1, 9, 2, 10, 3, 11));
  EK(i8_put)(out + 12, (VU)__builtin_shufflevector(high_a, high_b, 4, 12, 5, 13, 6, 14, 7, 15));
#endif
}

// Writes four lanes' units, four of each, one unit's lanes side by side.
EK_INLINE void EK(i8_transpose)(VU a, VU b, VU c, VU d, size_t width, uint32_t *out) {
  VU ab = __builtin_shufflevector(a, b, 0, 4, 1, 5), cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
  VU ef = __builtin_shufflevector(a, b, 2, 6, 3, 7), gh = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  EK(i8_put)(out, __builtin_shufflevector(ab, cd, 0, 1, 4, 5));
  EK(i8_put)(out + width, __builtin_shufflevector(ab, cd, 2, 3, 6, 7));
  EK(i8_put)(out + 2 * width, __builtin_shufflevector(ef, gh, 0, 1, 4, 5));
  EK(i8_put)(out + 3 * width, __builtin_shufflevector(ef, gh, 2, 3, 6, 7));
}

// Units of four lanes from 16 neighbours in k of each.
EK_INLINE void EK(i8_gather)(const int8_t *const *lane, uint32_t flip, size_t width, uint32_t *out) {
  VB x[4];
  EK_UNROLL for (int i = 0; i < 4; i++) { x[i] = EK(i8_load)(lane[i]); }
#if EK_I8_VNNI
  EK(i8_transpose)((VU)x[0] ^ flip, (VU)x[1] ^ flip, (VU)x[2] ^ flip, (VU)x[3] ^ flip, width, out);
#else
  (void)flip;
  VU low[4], high[4];
  EK_UNROLL for (int i = 0; i < 4; i++) {
    low[i] = (VU)__builtin_convertvector(x[i].lo, EK(i8_half));
    high[i] = (VU)__builtin_convertvector(x[i].hi, EK(i8_half));
  }
  EK(i8_transpose)(low[0], low[1], low[2], low[3], width, out);
  EK(i8_transpose)(high[0], high[1], high[2], high[3], width, out + 4 * width);
#endif
}

// Where lanes lie side by side. Writes in sixteens: what reaches beyond the width is written over by the next units.
static void EK(i8_pack_rows)(const struct i8_view *v, size_t first, size_t width, size_t from, size_t depth,
                             uint32_t flip, uint32_t *out) {
  size_t lanes = v->lanes - first < width ? v->lanes - first : width;
  int8_t edge[EK_GROUP][16];
  uint32_t last[16], *end = out + (depth + EK_GROUP - 1) / EK_GROUP * width;
  for (size_t p = 0; p < depth; p += EK_GROUP) {
    for (size_t l = 0; l < width; l += 16) {
      const int8_t *row[EK_GROUP];
      // Sixteen bytes may be read where the matrix has sixteen lanes from here, whether or not all are wanted.
      if (p + EK_GROUP <= depth && first + l + 16 <= v->lanes) {
        EK_UNROLL for (int g = 0; g < EK_GROUP; g++) {
          row[g] = v->data + (first + l) + (ptrdiff_t)(from + p + (size_t)g) * v->step;
        }
      } else {
        memset(edge, 0, sizeof edge);
        size_t have = lanes > l ? lanes - l : 0;
        for (size_t g = 0; g < EK_GROUP && p + g < depth && have; g++) {
          memcpy(edge[g], v->data + (first + l) + (ptrdiff_t)(from + p + g) * v->step, have < 16 ? have : 16);
        }
        EK_UNROLL for (int g = 0; g < EK_GROUP; g++) { row[g] = edge[g]; }
      }
      int fits = out + l + 16 <= end;
      EK(i8_interleave)(row, flip, fits ? out + l : last);
      if (!fits) { memcpy(out + l, last, (width - l < 16 ? width - l : 16) * 4); }
    }
    out += width;
  }
}

// Where neighbours in k lie side by side.
static void EK(i8_pack_columns)(const struct i8_view *v, size_t first, size_t width, size_t from, size_t depth,
                                uint32_t flip, uint32_t *out) {
  size_t lanes = v->lanes - first < width ? v->lanes - first : width;
  size_t whole = depth / 16 * 16;
  int8_t edge[4][16];
  uint32_t units[16 / EK_GROUP * 4];
  static const int8_t zeros[16];
  for (size_t l = 0; l < width; l += 4) {
    size_t wide = width - l < 4 ? width - l : 4;
    const int8_t *lane[4];
    ptrdiff_t step[4];
    for (size_t i = 0; i < 4; i++) {
      int inside = l + i < lanes;
      lane[i] = inside ? v->data + (ptrdiff_t)(first + l + i) * v->lane + from : zeros;
      step[i] = inside ? 16 : 0;
    }
    for (size_t p = 0; p < depth; p += 16) {
      size_t count = p < whole ? 16 / EK_GROUP : (depth - p + EK_GROUP - 1) / EK_GROUP;
      if (p >= whole) {
        memset(edge, 0, sizeof edge);
        for (size_t i = 0; i < 4; i++) {
          memcpy(edge[i], lane[i], step[i] ? depth - p : 0);
          lane[i] = edge[i];
        }
      }
      if (wide == 4 && p < whole) {
        EK(i8_gather)(lane, flip, width, out + p / EK_GROUP * width + l);
      } else {
        EK(i8_gather)(lane, flip, 4, units);
        for (size_t u = 0; u < count; u++) { memcpy(out + (p / EK_GROUP + u) * width + l, units + u * 4, wide * 4); }
      }
      EK_UNROLL for (int i = 0; i < 4; i++) { lane[i] += step[i]; }
    }
  }
}

static void EK(i8_pack)(const struct i8_view *v, size_t first, int width, size_t from, size_t depth, uint32_t flip,
                        uint32_t *out) {
  if (v->step == 1) {
    EK(i8_pack_columns)(v, first, (size_t)width, from, depth, flip, out);
  } else {
    EK(i8_pack_rows)(v, first, (size_t)width, from, depth, flip, out);
  }
}

static void EK(i8_starts)(const uint32_t *tile, size_t units, int32_t *out) {
#if EK_I8_VNNI
  // -128 times the row's sum. The vectors of sixteen overlap: their last lanes are the next unit's, and count nowhere.
  VI sum = (VI)(0), ones = (VI)(0x01010101), last = (VI)(0);
  for (size_t u = 0; u + 1 < units; u++) { sum = EK(i8_dot)(sum, *(const EK(i8_loose) *)(tile + u * EK_MR), ones); }
  if (units) { memcpy(&last, tile + (units - 1) * EK_MR, EK_MR * sizeof *tile); }
  sum = EK(i8_dot)(sum, last, ones);
  for (int i = 0; i < EK_MR; i++) { out[i] = -128 * sum[i]; }
#else
  (void)tile, (void)units;
  memset(out, 0, EK_MR * sizeof *out);
#endif
}

EK_INLINE void EK(i8_work)(const int rows, const int vectors, int columns, const uint32_t *a, const uint32_t *b,
                           size_t units, const int32_t *starts, int add, int32_t *c, size_t ldc) {
  VI sums[EK_MR][EK_NV];
  EK_UNROLL for (int i = 0; i < rows; i++) {
    EK_UNROLL for (int j = 0; j < vectors; j++) { sums[i][j] = (VI)(starts[i]); }
  }
  for (size_t u = 0; u < units; u++) {
    VI y[EK_NV];
    EK_UNROLL for (int j = 0; j < vectors; j++) { y[j] = *(const EK(i8_loose) *)(b + j * EK_W); }
    EK_UNROLL for (int i = 0; i < rows; i++) {
      VI x = (VI)((int32_t)a[i]);
      EK_UNROLL for (int j = 0; j < vectors; j++) { sums[i][j] = EK(i8_dot)(sums[i][j], x, y[j]); }
    }
    a += EK_MR, b += EK_NV * EK_W;
  }
  if (columns == vectors * EK_W) {
    EK_UNROLL for (int i = 0; i < rows; i++) {
      EK_UNROLL for (int j = 0; j < vectors; j++) {
        EK(i8_loose) *out = (EK(i8_loose) *)(c + (size_t)i * ldc + j * EK_W);
        *out = add ? *out + sums[i][j] : sums[i][j];
      }
    }
  } else {
    int32_t row[EK_NV * EK_W];
    EK_UNROLL for (int i = 0; i < rows; i++) {
      EK_UNROLL for (int j = 0; j < vectors; j++) { *(EK(i8_loose) *)(row + j * EK_W) = sums[i][j]; }
      int32_t *out = c + (size_t)i * ldc;
      for (int j = 0; j < columns; j++) { out[j] = add ? out[j] + row[j] : row[j]; }
    }
  }
}

// One case per height, so that a short tile does no work for rows that are not there.
#define EK_HEIGHT(r)                                                                                                 \
  case r:                                                                                                            \
    if (columns <= EK_W) {                                                                                           \
      EK(i8_work)(r, 1, columns, a, b, units, starts, add, c, ldc);                                                  \
    } else {                                                                                                         \
      EK(i8_work)(r, EK_NV, columns, a, b, units, starts, add, c, ldc);                                              \
    }                                                                                                                \
    return

static void EK(i8_tile)(int rows, int columns, const uint32_t *a, const uint32_t *b, size_t units,
                        const int32_t *starts, int add, int32_t *c, size_t ldc) {
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
#undef EK_HEIGHT

// Products with a side of at most four lanes: memory is what they wait for, so the other side is read once, unpacked.
typedef int16_t EK(i8_wide) __attribute__((ext_vector_type(EK_VECTOR_BYTES / 2)));
#if EK_I8_VNNI
#define EK_BYTES EK_VECTOR_BYTES
#else
#define EK_BYTES (EK_VECTOR_BYTES / 2)
#endif
typedef int8_t EK(i8_bytes) __attribute__((ext_vector_type(EK_BYTES), aligned(1), may_alias));

EK_INLINE VI EK(i8_units_of)(const int8_t *p, int32_t flip) {
#if EK_I8_VNNI
  return (VI)*(const EK(i8_bytes) *)p ^ flip;
#else
  (void)flip;
  return (VI)__builtin_convertvector(*(const EK(i8_bytes) *)p, EK(i8_wide));
#endif
}

EK_INLINE void EK(i8_dots_of)(const int count, const int8_t *few, size_t stride, const int32_t *starts,
                              const int8_t *lane, size_t depth, int32_t *out) {
  VI sums[2][4];
  EK_UNROLL for (int i = 0; i < count; i++) { sums[0][i] = sums[1][i] = (VI)(0); }
  size_t p = 0;
  for (; p + 2 * EK_BYTES <= depth; p += 2 * EK_BYTES) {
    EK_UNROLL for (int h = 0; h < 2; h++) {
      VI x = EK(i8_units_of)(lane + p + h * EK_BYTES, (int32_t)0x80808080);
      EK_UNROLL for (int i = 0; i < count; i++) {
        VI y = EK(i8_units_of)(few + (size_t)i * stride + p + h * EK_BYTES, 0);
        sums[h][i] = EK(i8_dot)(sums[h][i], y, x);
      }
    }
  }
  for (; p < depth; p += EK_BYTES) {
    int8_t last[EK_BYTES] = {0};
    memcpy(last, lane + p, depth - p < EK_BYTES ? depth - p : EK_BYTES);
    VI x = EK(i8_units_of)(last, (int32_t)0x80808080);
    EK_UNROLL for (int i = 0; i < count; i++) {
      sums[0][i] = EK(i8_dot)(sums[0][i], EK(i8_units_of)(few + (size_t)i * stride + p, 0), x);
    }
  }
  EK_UNROLL for (int i = 0; i < count; i++) {
    VI sum = sums[0][i] + sums[1][i];
    uint32_t total = (uint32_t)(EK_I8_VNNI ? starts[i] : 0);
    EK_UNROLL for (int l = 0; l < EK_W; l++) { total += (uint32_t)sum[l]; }
    out[i] = (int32_t)total;
  }
}

static void EK(i8_dots)(int count, const int8_t *few, size_t stride, const int32_t *starts, const int8_t *lane,
                        size_t depth, int32_t *out) {
  switch (count) {
    case 1: EK(i8_dots_of)(1, few, stride, starts, lane, depth, out); return;
    case 2: EK(i8_dots_of)(2, few, stride, starts, lane, depth, out); return;
    case 3: EK(i8_dots_of)(3, few, stride, starts, lane, depth, out); return;
    default: EK(i8_dots_of)(4, few, stride, starts, lane, depth, out);
  }
}

// sums[i][l] += the products of `units` units of lane i of few (four wide) and of lane l of many.
static void EK(i8_spread)(int count, const uint32_t *few, const uint32_t *many, size_t units, size_t width,
                          int32_t *sums) {
  for (size_t l = 0; l < width; l += EK_W) {
    for (int i = 0; i < count; i++) {
      EK(i8_loose) *at = (EK(i8_loose) *)(sums + (size_t)i * width + l);
      VI sum = *at;
      for (size_t u = 0; u < units; u++) {
        sum = EK(i8_dot)(sum, (VI)((int32_t)few[u * 4 + (size_t)i]), *(const EK(i8_loose) *)(many + u * width + l));
      }
      *at = sum;
    }
  }
}

static const struct i8_kernel EK(i8_functions) = {
  .rows = EK_MR,
  .columns = EK_NV * EK_W,
  .group = EK_GROUP,
  .pack = EK(i8_pack),
  .starts = EK(i8_starts),
  .tile = EK(i8_tile),
  .dots = EK(i8_dots),
  .spread = EK(i8_spread),
  .flip = EK_I8_VNNI ? 0x80808080 : 0,
};
static const struct i8_kernel *const EK(i8_kernel) = &EK(i8_functions);

#undef EK_W
#undef EK_NV
#undef EK_MR
#undef EK_GROUP
#undef EK_BYTES
#undef VI
#undef VB
#undef VU
