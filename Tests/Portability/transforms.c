// Sorting, sparse products, Fourier transforms, sine and cosine.
#include "trial.h"
#include "ek_fft.h"
#include "ek_sort.h"
#include "ek_spmv.h"

static const struct sizes lengths = {
  SIZES({0}, {1}, {2}, {3}, {17}, {255}, {256}, {257}, {4097}, {20000}, {140000}), .least = {1}, .most = {30000}};

#define SORT(T, suffix, fill)                                                                                        \
  static void sort_##suffix(struct trial *t) {                                                                       \
    size_t n = t->size[0];                                                                                           \
    const T *x = fill;                                                                                               \
    T *y = ROOM(t, T, n);                                                                                            \
    expect(t, ek_sort_##suffix(t->pool, x, y, n) == EK_OK, "there is memory");                                       \
    OUTPUT(t, y, n);                                                                                                 \
  }
SORT(float, f32, floats(t, n))
SORT(double, f64, doubles(t, n))
SORT(int32_t, i32, bytes(t, n * 4))
SORT(uint32_t, u32, t->mood == TAME ? indices(t, n, 1000) : bytes(t, n * 4))
SORT(uint64_t, u64, bytes(t, n * 8))

// rows, columns, most entries of a row
static const struct sizes sparse = {
  SIZES({0, 1, 0}, {1, 1, 1}, {9, 40, 7}, {33, 900, 255}, {5, 900, 256}, {6, 900, 257}, {3, 1100, 1029}, {17, 3, 9}, {3000, 50, 32},
        {4, 200, 600}),
  .least = {1, 1, 0},
  .most = {300, 500, 400},
};

// Rows of different lengths, some of them empty.
#define SPARSE(T, suffix, fill)                                                                                      \
  static void spmv_##suffix(struct trial *t) {                                                                       \
    size_t rows = t->size[0], width = t->size[1];                                                                    \
    uint64_t *starts = ROOM(t, uint64_t, rows + 1);                                                                  \
    starts[0] = 0;                                                                                                   \
    for (size_t i = 0; i < rows; i++) { starts[i + 1] = starts[i] + (i % 5 ? below(t, t->size[2] + 1) : t->size[2]); }\
    const uint32_t *columns = indices(t, starts[rows], width);                                                       \
    const T *values = fill(t, starts[rows]), *x = fill(t, width);                                                    \
    T *y = ROOM(t, T, rows);                                                                                         \
    EACH_PART(t, rows) { ek_spmv_##suffix(t->pool, t->isa, count, starts + first, columns, values, x, y + first); }  \
    OUTPUT(t, y, rows);                                                                                              \
  }
SPARSE(float, f32, floats)
SPARSE(double, f64, doubles)

// levels, batch, inverse
static const struct sizes transforms = {
  SIZES({0, 3, 0}, {1, 1, 1}, {2, 5, 0}, {3, 2, 1}, {4, 3, 0}, {5, 40, 1}, {6, 1, 0}, {7, 3, 1}, {8, 2, 0}, {9, 7, 1}, {10, 4, 0},
        {13, 1, 1}, {14, 2, 0}),
  .least = {0, 1, 0},
  .most = {11, 9, 1},
};

#define TRANSFORM(T, suffix, fill)                                                                                   \
  static void fft_##suffix(struct trial *t) {                                                                        \
    size_t size = (size_t)1 << t->size[0], batch = t->size[1];                                                       \
    const T *x = fill(t, 2 * size * batch);                                                                          \
    T *y = ROOM(t, T, 2 * size * batch);                                                                             \
    uint64_t environment = ek_control_register();                                                                    \
    ek_set_control_register(ek_pinned_control_register()); /* the plan is made by no pool */                         \
    ek_fft_plan *plan = ek_fft_plan_create_##suffix(t->isa, size);                                                   \
    ek_set_control_register(environment);                                                                            \
    expect(t, plan != NULL, "there is memory");                                                                      \
    if (!plan) { return; }                                                                                           \
    EACH_PART(t, batch) {                                                                                            \
      size_t at = 2 * size * first;                                                                                  \
      expect(t, ek_fft_##suffix(t->pool, plan, (int)t->size[2], count, x + at, y + at) == EK_OK, "there is memory"); \
    }                                                                                                                \
    ek_fft_plan_destroy(plan);                                                                                       \
    OUTPUT(t, y, 2 * size * batch);                                                                                  \
  }
TRANSFORM(float, f32, floats)
TRANSFORM(double, f64, doubles)

static const struct sizes angles = {SIZES({1}, {3000}), .least = {1}, .most = {3000}};

static void trigonometry(struct trial *t) {
  size_t n = t->size[0];
  const double *x = doubles(t, n);
  double *out = ROOM(t, double, 4 * n);
  for (size_t i = 0; i < n; i++) {
    double angle = t->mood == TAME ? x[i] * 100 : x[i];
    out[4 * i] = ek_sin_f64(angle), out[4 * i + 1] = ek_cos_f64(angle);
    uint64_t turns = 1 + below(t, (size_t)1 << (1 + i % 53));
    ek_turn_f64(below(t, turns), turns, out + 4 * i + 2, out + 4 * i + 3);
  }
  OUTPUT(t, out, 4 * n);
}

const struct operation transform_operations[] = {
  {"sort_f32", sort_f32, &lengths, 0},
  {"sort_f64", sort_f64, &lengths, 0},
  {"sort_i32", sort_i32, &lengths, 0},
  {"sort_u32", sort_u32, &lengths, 0},
  {"sort_u64", sort_u64, &lengths, 0},
  {"spmv_f32", spmv_f32, &sparse, SPLIT},
  {"spmv_f64", spmv_f64, &sparse, SPLIT},
  {"fft_f32", fft_f32, &transforms, SPLIT},
  {"fft_f64", fft_f64, &transforms, SPLIT},
  {"trigonometry", trigonometry, &angles, CALM},
  {0},
};
