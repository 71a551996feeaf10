// The passes of a transform for one element type and instruction set.

typedef EK_T EK_TYPED(fft_loose) __attribute__((ext_vector_type(EK_LANES), aligned(sizeof(EK_T)), may_alias));
typedef struct { EK_V re, im; } EK_TYPED(fft_pair);
#define EK_PAIR EK_TYPED(fft_pair)

// Which roots are 1 or -i, so that the product is exact: those of all lanes, of the first lane (for BOTH, 1 there and
// -i in the middle), or of none.
enum {
  EK_TYPED(FFT_ANY), EK_TYPED(FFT_ONE), EK_TYPED(FFT_MINUS_I), EK_TYPED(FFT_FIRST_ONE), EK_TYPED(FFT_FIRST_MINUS_I),
  EK_TYPED(FFT_BOTH)
};
#define EK_ANY EK_TYPED(FFT_ANY)
#define EK_ONE EK_TYPED(FFT_ONE)
#define EK_MINUS_I EK_TYPED(FFT_MINUS_I)
#define EK_FIRST_ONE EK_TYPED(FFT_FIRST_ONE)
#define EK_FIRST_MINUS_I EK_TYPED(FFT_FIRST_MINUS_I)
#define EK_BOTH EK_TYPED(FFT_BOTH)

EK_INLINE EK_V EK_TYPED(fft_get)(const EK_T *p) { return *(const EK_TYPED(fft_loose) *)p; }
EK_INLINE void EK_TYPED(fft_put)(EK_T *p, EK_V v) { *(EK_TYPED(fft_loose) *)p = v; }

EK_INLINE EK_V EK_TYPED(fft_lane)(int lane, EK_V exact, EK_V others) {
  others[lane] = exact[lane];
  return others;
}

EK_INLINE EK_PAIR EK_TYPED(fft_times)(const int kind, EK_PAIR w, EK_PAIR o) {
  if (kind == EK_ONE) { return o; }
  if (kind == EK_MINUS_I) { return (EK_PAIR){o.im, -o.re}; }
  EK_V p = w.im * o.im, q = w.im * o.re;
  EK_PAIR t = {EK_FMA(w.re, o.re, -p), EK_FMA(w.re, o.im, q)};
  if (kind == EK_FIRST_ONE || kind == EK_BOTH) {
    t.re = EK_TYPED(fft_lane)(0, o.re, t.re), t.im = EK_TYPED(fft_lane)(0, o.im, t.im);
  }
  if (kind == EK_FIRST_MINUS_I || kind == EK_BOTH) {
    int lane = kind == EK_BOTH ? EK_LANES / 2 : 0;
    t.re = EK_TYPED(fft_lane)(lane, o.im, t.re), t.im = EK_TYPED(fft_lane)(lane, -o.re, t.im);
  }
  return t;
}

// Which of a pass's k is at work: some are special.
enum { EK_TYPED(AT_ANY), EK_TYPED(AT_FIRST), EK_TYPED(AT_MIDDLE), EK_TYPED(AT_BOTH) };

// What root number `offset` of a level (from 1) is: root k + offset L of 2^level L parts of a turn, for k = 0, L / 2,
// both in one vector, or others. `whole` if all lanes have the same root.
EK_INLINE int EK_TYPED(fft_kind)(const int place, const int whole, const int level, const int offset) {
  const int zero = place == EK_TYPED(AT_FIRST) || place == EK_TYPED(AT_BOTH);
  if (zero && offset == 0) {
    return whole ? EK_ONE : level == 1 && place == EK_TYPED(AT_BOTH) ? EK_BOTH : EK_FIRST_ONE;
  }
  if ((zero && 4 * offset == 1 << level) || (place == EK_TYPED(AT_MIDDLE) && level == 1)) {
    return whole ? EK_MINUS_I : EK_FIRST_MINUS_I;
  }
  return EK_ANY;
}

// Several levels in registers: q[c] is element k of the transform of residue j + c n/(2^levels L) before, and element
// k + c L of the one of residue j after. Root number `offset` of a level is w[2^(level - 1) - 1 + offset].
EK_INLINE void EK_TYPED(fft_join)(const int levels, const int place, const int whole, const EK_PAIR *w, EK_PAIR *q) {
  EK_PAIR next[1 << EK_MOST_LEVELS];
  EK_UNROLL for (int level = 1; level <= levels; level++) {
    const int offsets = 1 << (level - 1), half = 1 << (levels - level);
    EK_UNROLL for (int f = 0; f < offsets; f++) {
      EK_UNROLL for (int r = 0; r < half; r++) {
        EK_PAIR e = q[2 * f * half + r];
        EK_PAIR t = EK_TYPED(fft_times)(EK_TYPED(fft_kind)(place, whole, level, f), w[offsets - 1 + f],
                                        q[(2 * f + 1) * half + r]);
        next[f * half + r] = (EK_PAIR){e.re + t.re, e.im + t.im};
        next[(f + offsets) * half + r] = (EK_PAIR){e.re - t.re, e.im - t.im};
      }
    }
    EK_UNROLL for (int c = 0; c < 1 << levels; c++) { q[c] = next[c]; }
  }
}

// Where a pass reads from or writes to: parts in planes, or interleaved with `swap` turning them around.
typedef struct {
  EK_T *re, *im;
  EK_T *mixed;
  int swap;
} EK_TYPED(fft_place);
#define EK_PLACE EK_TYPED(fft_place)

#if EK_LANES == 16
#define EK_EVENS 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30
#define EK_ODDS 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31
#define EK_LOWS 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define EK_HIGHS 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31
#elif EK_LANES == 8
#define EK_EVENS 0, 2, 4, 6, 8, 10, 12, 14
#define EK_ODDS 1, 3, 5, 7, 9, 11, 13, 15
#define EK_LOWS 0, 8, 1, 9, 2, 10, 3, 11
#define EK_HIGHS 4, 12, 5, 13, 6, 14, 7, 15
#elif EK_LANES == 4
#define EK_EVENS 0, 2, 4, 6
#define EK_ODDS 1, 3, 5, 7
#define EK_LOWS 0, 4, 1, 5
#define EK_HIGHS 2, 6, 3, 7
#else
#define EK_EVENS 0, 2
#define EK_ODDS 1, 3
#define EK_LOWS 0, 2
#define EK_HIGHS 1, 3
#endif

EK_INLINE EK_PAIR EK_TYPED(fft_load)(const int mixed, const EK_PLACE *p, size_t at) {
  if (!mixed) { return (EK_PAIR){EK_TYPED(fft_get)(p->re + at), EK_TYPED(fft_get)(p->im + at)}; }
  EK_V a = EK_TYPED(fft_get)(p->mixed + 2 * at), b = EK_TYPED(fft_get)(p->mixed + 2 * at + EK_LANES);
  EK_PAIR x = {__builtin_shufflevector(a, b, EK_EVENS), __builtin_shufflevector(a, b, EK_ODDS)};
  return p->swap ? (EK_PAIR){x.im, x.re} : x;
}

EK_INLINE void EK_TYPED(fft_store)(const int mixed, const EK_PLACE *p, size_t at, EK_PAIR x) {
  if (!mixed) {
    EK_TYPED(fft_put)(p->re + at, x.re), EK_TYPED(fft_put)(p->im + at, x.im);
    return;
  }
  if (p->swap) { x = (EK_PAIR){x.im, x.re}; }
  EK_V re = EK_CANONICAL_V(x.re), im = EK_CANONICAL_V(x.im);
  EK_TYPED(fft_put)(p->mixed + 2 * at, __builtin_shufflevector(re, im, EK_LOWS));
  EK_TYPED(fft_put)(p->mixed + 2 * at + EK_LANES, __builtin_shufflevector(re, im, EK_HIGHS));
}

// Along rows: every k has one root. `row` is the length of an output row, which is a part of an input row.
EK_INLINE void EK_TYPED(fft_row)(const int levels, const int place, const int mixed, const EK_PLACE *in,
                                 const EK_PLACE *out, const EK_T *roots, size_t k, size_t L, size_t row) {
  EK_PAIR w[(1 << EK_MOST_LEVELS) - 1], q[1 << EK_MOST_LEVELS];
  roots += 2 * k * ((1 << levels) - 1);
  EK_UNROLL for (int c = 0; c + 1 < 1 << levels; c++) {
    w[c] = (EK_PAIR){(EK_V)(roots[2 * c]), (EK_V)(roots[2 * c + 1])};
  }
  for (size_t i = 0; i < row; i += EK_LANES) {
    EK_UNROLL for (int c = 0; c < 1 << levels; c++) {
      q[c] = EK_TYPED(fft_load)(mixed, in, ((k << levels) + (size_t)c) * row + i);
    }
    EK_TYPED(fft_join)(levels, place, 1, w, q);
    EK_UNROLL for (int c = 0; c < 1 << levels; c++) {
      EK_TYPED(fft_store)(0, out, (k + (size_t)c * L) * row + i, q[c]);
    }
  }
}

EK_INLINE void EK_TYPED(fft_rows_of)(const int levels, size_t L, const EK_PLACE *in, const EK_PLACE *out,
                                     const EK_T *roots, size_t row) {
  if (in->mixed) {  // the first pass, in which L = 1
    EK_TYPED(fft_row)(levels, EK_TYPED(AT_FIRST), 1, in, out, roots, 0, L, row);
    return;
  }
  EK_TYPED(fft_row)(levels, EK_TYPED(AT_FIRST), 0, in, out, roots, 0, L, row);
  for (size_t k = 1; k < L; k++) {
    if (2 * k == L) {
      EK_TYPED(fft_row)(levels, EK_TYPED(AT_MIDDLE), 0, in, out, roots, k, L, row);
    } else {
      EK_TYPED(fft_row)(levels, EK_TYPED(AT_ANY), 0, in, out, roots, k, L, row);
    }
  }
}

static void EK_TYPED(fft_rows)(const struct fft_step *s, const EK_PLACE *in, const EK_PLACE *out, const EK_T *roots,
                               size_t whole) {
  size_t L = s->length, row = whole / L >> s->levels;
  roots += s->roots;
  switch (s->levels) {
    case 1: EK_TYPED(fft_rows_of)(1, L, in, out, roots, row); return;
    case 2: EK_TYPED(fft_rows_of)(2, L, in, out, roots, row); return;
#if EK_MOST_LEVELS > 2
    case 3: EK_TYPED(fft_rows_of)(3, L, in, out, roots, row); return;
#endif
  }
}

// A square of vectors, its rows turned into columns: a perfect shuffle once for each bit of the length.
EK_INLINE void EK_TYPED(fft_square)(EK_V x[EK_LANES]) {
  EK_V y[EK_LANES];
  EK_UNROLL for (int bit = 1; bit < EK_LANES; bit *= 2) {
    EK_UNROLL for (int i = 0; i < EK_LANES / 2; i++) {
      y[2 * i] = __builtin_shufflevector(x[i], x[i + EK_LANES / 2], EK_LOWS);
      y[2 * i + 1] = __builtin_shufflevector(x[i], x[i + EK_LANES / 2], EK_HIGHS);
    }
    EK_UNROLL for (int i = 0; i < EK_LANES; i++) { x[i] = y[i]; }
  }
}

// Rows of a vector's length, turned into columns.
static void EK_TYPED(fft_turn)(const EK_T *in, EK_T *out, size_t rows) {
  for (size_t k = 0; k < rows; k += EK_LANES) {
    EK_V x[EK_LANES];
    EK_UNROLL for (int i = 0; i < EK_LANES; i++) { x[i] = EK_TYPED(fft_get)(in + (k + (size_t)i) * EK_LANES); }
    EK_TYPED(fft_square)(x);
    EK_UNROLL for (int i = 0; i < EK_LANES; i++) { EK_TYPED(fft_put)(out + (size_t)i * rows + k, x[i]); }
  }
}

// Along columns: a vector of roots for a vector of k. `rows` is the number of output rows.
EK_INLINE void EK_TYPED(fft_column)(const int levels, const int place, const int mixed, const EK_PLACE *in,
                                    const EK_PLACE *out, const EK_T *roots, size_t k, size_t L, size_t rows) {
  EK_PAIR w[(1 << EK_MOST_LEVELS) - 1], q[1 << EK_MOST_LEVELS];
  roots += 2 * k * ((1 << levels) - 1);
  EK_UNROLL for (int c = 0; c + 1 < 1 << levels; c++) {
    const EK_T *at = roots + 2 * c * EK_LANES;
    w[c] = (EK_PAIR){EK_TYPED(fft_get)(at), EK_TYPED(fft_get)(at + EK_LANES)};
  }
  for (size_t j = 0; j < rows; j++) {
    EK_UNROLL for (int c = 0; c < 1 << levels; c++) {
      q[c] = EK_TYPED(fft_load)(0, in, (j + (size_t)c * rows) * L + k);
    }
    EK_TYPED(fft_join)(levels, place, 0, w, q);
    EK_UNROLL for (int c = 0; c < 1 << levels; c++) {
      EK_TYPED(fft_store)(mixed, out, ((j << levels) + (size_t)c) * L + k, q[c]);
    }
  }
}

// One pass over all k; the first k and the middle one have exact roots in their first lane.
EK_INLINE void EK_TYPED(fft_columns_of)(const int levels, const int mixed, size_t L, const EK_PLACE *in,
                                        const EK_PLACE *out, const EK_T *roots, size_t rows) {
  if (L == EK_LANES) {
    EK_TYPED(fft_column)(levels, EK_TYPED(AT_BOTH), mixed, in, out, roots, 0, L, rows);
    return;
  }
  EK_TYPED(fft_column)(levels, EK_TYPED(AT_FIRST), mixed, in, out, roots, 0, L, rows);
  for (size_t k = EK_LANES; k < L; k += EK_LANES) {
    if (2 * k == L) {
      EK_TYPED(fft_column)(levels, EK_TYPED(AT_MIDDLE), mixed, in, out, roots, k, L, rows);
    } else {
      EK_TYPED(fft_column)(levels, EK_TYPED(AT_ANY), mixed, in, out, roots, k, L, rows);
    }
  }
}

static void EK_TYPED(fft_columns)(const struct fft_step *s, const EK_PLACE *in, const EK_PLACE *out, const EK_T *roots,
                                  size_t whole) {
  size_t L = s->length, rows = whole / L >> s->levels;
  roots += s->roots;
  switch (2 * s->levels + (out->mixed != NULL)) {
    case 2: EK_TYPED(fft_columns_of)(1, 0, L, in, out, roots, rows); return;
    case 3: EK_TYPED(fft_columns_of)(1, 1, L, in, out, roots, rows); return;
    case 4: EK_TYPED(fft_columns_of)(2, 0, L, in, out, roots, rows); return;
    case 5: EK_TYPED(fft_columns_of)(2, 1, L, in, out, roots, rows); return;
#if EK_MOST_LEVELS > 2
    case 6: EK_TYPED(fft_columns_of)(3, 0, L, in, out, roots, rows); return;
    case 7: EK_TYPED(fft_columns_of)(3, 1, L, in, out, roots, rows); return;
#endif
  }
}

// Spreads `count` transforms over the lanes; lanes without one hold zeros.
static void EK_TYPED(fft_spread)(size_t n, const EK_PLACE *from, size_t count, const EK_PLACE *to) {
  if (n % EK_LANES) {
    memset(to->re, 0, n * EK_LANES * sizeof(EK_T)), memset(to->im, 0, n * EK_LANES * sizeof(EK_T));
    for (size_t b = 0; b < count; b++) {
      for (size_t e = 0; e < n; e++) {
        to->re[e * EK_LANES + b] = from->mixed[2 * (b * n + e) + (size_t)from->swap];
        to->im[e * EK_LANES + b] = from->mixed[2 * (b * n + e) + (size_t)!from->swap];
      }
    }
    return;
  }
  for (size_t e = 0; e < n; e += EK_LANES) {
    EK_V re[EK_LANES], im[EK_LANES];
    EK_UNROLL for (int b = 0; b < EK_LANES; b++) {
      EK_PAIR x = {(EK_V)(0), (EK_V)(0)};
      if ((size_t)b < count) { x = EK_TYPED(fft_load)(1, from, (size_t)b * n + e); }
      re[b] = x.re, im[b] = x.im;
    }
    EK_TYPED(fft_square)(re), EK_TYPED(fft_square)(im);
    EK_UNROLL for (int i = 0; i < EK_LANES; i++) {
      EK_TYPED(fft_store)(0, to, (e + (size_t)i) * EK_LANES, (EK_PAIR){re[i], im[i]});
    }
  }
}

static void EK_TYPED(fft_gather)(size_t n, const EK_PLACE *from, size_t count, const EK_PLACE *to) {
  if (n % EK_LANES) {
    for (size_t b = 0; b < count; b++) {
      for (size_t e = 0; e < n; e++) {
        EK_T re = from->re[e * EK_LANES + b], im = from->im[e * EK_LANES + b];
        to->mixed[2 * (b * n + e) + (size_t)to->swap] = re == re ? re : (EK_T)__builtin_nanf("");
        to->mixed[2 * (b * n + e) + (size_t)!to->swap] = im == im ? im : (EK_T)__builtin_nanf("");
      }
    }
    return;
  }
  for (size_t e = 0; e < n; e += EK_LANES) {
    EK_V re[EK_LANES], im[EK_LANES];
    EK_UNROLL for (int i = 0; i < EK_LANES; i++) {
      EK_PAIR x = EK_TYPED(fft_load)(0, from, (e + (size_t)i) * EK_LANES);
      re[i] = x.re, im[i] = x.im;
    }
    EK_TYPED(fft_square)(re), EK_TYPED(fft_square)(im);
    EK_UNROLL for (int b = 0; b < EK_LANES; b++) {
      if ((size_t)b < count) { EK_TYPED(fft_store)(1, to, (size_t)b * n + e, (EK_PAIR){re[b], im[b]}); }
    }
  }
}

// `count` transforms side by side, one in each lane.
static void EK_TYPED(fft_across)(const ek_fft_plan *p, int swap, size_t count, const EK_T *x, EK_T *y, EK_T *space) {
  size_t n = p->size, whole = n * EK_LANES;
  EK_PLACE places[2] = {{space, space + whole, NULL, 0}, {space + 2 * whole, space + 3 * whole, NULL, 0}};
  EK_PLACE from = {NULL, NULL, (EK_T *)x, swap}, to = {NULL, NULL, y, swap};
  EK_TYPED(fft_spread)(n, &from, count, &places[0]);
  int at = 0;
  for (int i = 0; i < p->rows; i++, at = !at) {
    EK_TYPED(fft_rows)(&p->steps[i], &places[at], &places[!at], p->roots, whole);
  }
  EK_TYPED(fft_gather)(n, &places[at], count, &to);
}

static void EK_TYPED(fft_one)(const ek_fft_plan *p, int swap, size_t count, const EK_T *x, EK_T *y, EK_T *space) {
  if (p->across) {
    EK_TYPED(fft_across)(p, swap, count, x, y, space);
    return;
  }
  // The planes lie a little apart, so that powers of two do not meet in one set of the cache.
  size_t n = p->size, apart = n + EK_LANES;
  EK_PLACE places[2] = {{space, space + apart, NULL, 0}, {space + 2 * apart, space + 3 * apart, NULL, 0}};
  EK_PLACE from = {NULL, NULL, (EK_T *)x, swap}, to = {NULL, NULL, y, swap};
  int at = 0;
  for (int i = 0; i < p->rows; i++, at = !at) {
    EK_TYPED(fft_rows)(&p->steps[i], i == 0 ? &from : &places[at], &places[!at], p->roots, n);
  }
  EK_TYPED(fft_turn)(places[at].re, places[!at].re, n / EK_LANES);
  EK_TYPED(fft_turn)(places[at].im, places[!at].im, n / EK_LANES);
  at = !at;
  for (int i = 0; i < p->columns; i++, at = !at) {
    int last = i + 1 == p->columns;
    EK_TYPED(fft_columns)(&p->steps[p->rows + i], &places[at], last ? &to : &places[!at], p->roots, n);
  }
}

static const EK_FFT_TABLE EK_TYPED(fft_table) = {.lanes = EK_LANES, .levels = EK_MOST_LEVELS, .one = EK_TYPED(fft_one)};
static const EK_FFT_TABLE *const EK_TYPED(fft_functions) = &EK_TYPED(fft_table);

#undef EK_PAIR
#undef EK_PLACE
#undef EK_ANY
#undef EK_ONE
#undef EK_MINUS_I
#undef EK_FIRST_ONE
#undef EK_FIRST_MINUS_I
#undef EK_BOTH
#undef EK_EVENS
#undef EK_ODDS
#undef EK_LOWS
#undef EK_HIGHS
