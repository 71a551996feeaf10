// Elementwise functions, sums, the loops over arrays that are exact or that judge a result.
#include "trial.h"
#include "ek_networks.h"

#include <string.h>

// Sizes around vectors, blocks of 4,096 and tasks; the largest has several tasks of each family.
static const struct sizes lengths = {
  SIZES({0}, {1}, {2}, {3}, {5}, {7}, {8}, {9}, {15}, {16}, {17}, {31}, {33}, {63}, {65}, {255}, {4095}, {4096}, {4097}, {12289},
        {40001}),
  .least = {1},
  .most = {20000},
};

static const struct sizes long_lengths = {
  SIZES({0}, {1}, {7}, {16}, {17}, {1000}, {4096}, {4097}, {12289}, {65537}, {140000}),
  .least = {1},
  .most = {100000},
};

static const struct sizes matrices = {
  SIZES({0, 5}, {1, 1}, {1, 17}, {3, 16}, {5, 255}, {33, 31}, {64, 65}, {40, 10}, {7, 257}, {3000, 11}),
  .least = {1, 1},
  .most = {60, 300},
};

#define UNARY(name, function)                                                                                        \
  static void name(struct trial *t) {                                                                                \
    size_t n = t->size[0];                                                                                           \
    float *x = spread_floats(t, n), *y = ROOM(t, float, n);                                                          \
    ek_unary_f32(t->pool, t->isa, function, x, y, n);                                                                \
    OUTPUT(t, y, n);                                                                                                 \
  }
UNARY(exp_f32, EK_EXP)
UNARY(log_f32, EK_LOG)
UNARY(tanh_f32, EK_TANH)
UNARY(erf_f32, EK_ERF)
UNARY(rsqrt_f32, EK_RSQRT)
UNARY(sqrt_f32, EK_SQRT)

#define SUM(T, suffix, fill)                                                                                         \
  static void sum_##suffix(struct trial *t) {                                                                        \
    const T *x = fill(t, t->size[0]);                                                                                \
    T sum;                                                                                                           \
    expect(t, ek_sum_##suffix(t->pool, t->isa, x, t->size[0], &sum) == EK_OK, "there is memory");                    \
    OUTPUT(t, &sum, 1);                                                                                              \
  }
SUM(float, f32, floats)
SUM(double, f64, doubles)

static void relu(struct trial *t) {
  size_t n = t->size[0];
  float *x = floats(t, n), *y = ROOM(t, float, n);
  ek_relu_f32(t->pool, t->isa, x, y, n);
  OUTPUT(t, y, n);
}

static void stream(struct trial *t, int operation) {
  size_t n = t->size[0];
  const double *a = finite_doubles(t, n), *b = finite_doubles(t, n);
  double *c = ROOM(t, double, n);
  ek_stream_f64(t->pool, t->isa, operation, a, b, c, 3.0, n);
  OUTPUT(t, c, n);
}

static void stream_copy(struct trial *t) { stream(t, EK_STREAM_COPY); }
static void stream_scale(struct trial *t) { stream(t, EK_STREAM_SCALE); }
static void stream_add(struct trial *t) { stream(t, EK_STREAM_ADD); }
static void stream_triad(struct trial *t) { stream(t, EK_STREAM_TRIAD); }

static void transpose(struct trial *t) {
  size_t rows = t->size[0], columns = t->size[1];
  const float *x = floats(t, rows * columns);
  float *y = ROOM(t, float, rows * columns);
  ek_transpose_f32(x, rows, columns, y);
  OUTPUT(t, y, rows * columns);
}

static void gather(struct trial *t) {
  size_t rows = t->size[0], columns = t->size[1];
  const float *x = floats(t, rows * columns);
  const uint32_t *index = indices(t, 2 * rows, rows);
  float *y = ROOM(t, float, 2 * rows * columns);
  EACH_PART(t, 2 * rows) { ek_gather_rows_f32(x, index + first, y + first * columns, count, columns); }
  OUTPUT(t, y, 2 * rows * columns);
}

static void argmax(struct trial *t) {
  size_t rows = t->size[0], columns = t->size[1];
  const float *x = floats(t, rows * columns);
  uint32_t *y = ROOM(t, uint32_t, rows);
  EACH_PART(t, rows) { ek_argmax_rows_f32(x + first * columns, y + first, count, columns); }
  OUTPUT(t, y, rows);
}

// Judges and exact conversions: widening, magnitudes, finiteness, error ratios, canonical NaN, the checksum.
static void judges(struct trial *t) {
  size_t n = t->size[0];
  float *x = floats(t, n);
  const double *wide = doubles(t, n), *reference = finite_doubles(t, n);
  double *y = ROOM(t, double, n), *z = ROOM(t, double, n);
  float *same = ROOM(t, float, n);
  int finite = ek_all_finite_f32(x, n);
  OUTPUT(t, &finite, 1);
  memcpy(same, x, n * sizeof *x);
  ek_canonicalise_f32(same, n);
  OUTPUT(t, same, n);
  ek_widen_f32(same, y, n, 0);
  OUTPUT(t, y, n);
  ek_widen_f32(same, y, n, 1);
  ek_absolute_f64(reference, z, n);
  OUTPUT(t, z, n);
  double ratios[2] = {ek_max_error_ratio_f32(same, reference, z, n, 0x1p-20, 0x1p-1040),
                      ek_max_error_ratio_f64(wide, reference, z, n, 0x1p-50, 0x1p-1070)};
  OUTPUT(t, ratios, 2);
  ek_square_f64(z, n);
  OUTPUT(t, z, n);
  ek_root_f64(z, n);
  OUTPUT(t, z, n);
  uint64_t checksum = ek_fnv1a64(0xcbf29ce484222325, x, n * sizeof *x);
  OUTPUT(t, &checksum, 1);
}

struct visits { uint8_t *of_task; };

static void visit(void *context, size_t task, int worker) {
  (void)worker;
  struct visits *v = context;
  v->of_task[task]++;
}

// Each task runs once, whoever runs it.
static void parallel(struct trial *t) {
  size_t n = t->size[0];
  struct visits v = {ROOM(t, uint8_t, n)};
  memset(v.of_task, 0, n);
  ek_parallel(t->pool, n, visit, &v);
  for (size_t i = 0; i < n; i++) { expect(t, v.of_task[i] == 1, "each task runs once"); }
}

const struct operation array_operations[] = {
  {"exp_f32", exp_f32, &lengths, 0},
  {"log_f32", log_f32, &lengths, 0},
  {"tanh_f32", tanh_f32, &lengths, 0},
  {"erf_f32", erf_f32, &lengths, 0},
  {"rsqrt_f32", rsqrt_f32, &lengths, 0},
  {"sqrt_f32", sqrt_f32, &lengths, 0},
  {"sum_f32", sum_f32, &long_lengths, 0},
  {"sum_f64", sum_f64, &long_lengths, 0},
  {"relu_f32", relu, &lengths, 0},
  {"stream_copy_f64", stream_copy, &lengths, 0},
  {"stream_scale_f64", stream_scale, &lengths, 0},
  {"stream_add_f64", stream_add, &lengths, 0},
  {"stream_triad_f64", stream_triad, &lengths, 0},
  {"transpose_f32", transpose, &matrices, CALM},
  {"gather_rows_f32", gather, &matrices, CALM | SPLIT},
  {"argmax_rows_f32", argmax, &matrices, CALM | SPLIT},
  {"parallel", parallel, &lengths, 0},
  {"judges", judges, &lengths, CALM},
  {0},
};
