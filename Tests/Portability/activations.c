// Activations, norms and what else works on elements or rows, with the gradients.
#include "trial.h"
#include "ek_activations.h"
#include "ek_normalization.h"
#include "ek_softmax.h"
#include "ek_training.h"

static const struct sizes lengths = {
  SIZES({0}, {1}, {3}, {7}, {8}, {15}, {16}, {17}, {33}, {255}, {4097}, {16385}, {40001}), .least = {1}, .most = {20000}};

static const struct sizes rows_columns = {
  SIZES({0, 3}, {1, 1}, {1, 17}, {3, 16}, {5, 255}, {2, 4096}, {3, 5000}, {40, 10}, {7, 257}, {300, 65}, {1, 12289},
        {600, 33}),
  .least = {1, 1},
  .most = {40, 700},
};

#define ONE_TO_ONE(name)                                                                                             \
  static void name(struct trial *t) {                                                                                \
    size_t n = t->size[0];                                                                                           \
    const float *x = spread_floats(t, n);                                                                            \
    float *y = ROOM(t, float, n);                                                                                    \
    ek_##name##_f32(t->pool, t->isa, x, y, n);                                                                       \
    OUTPUT(t, y, n);                                                                                                 \
  }
#define TWO_TO_ONE(name)                                                                                             \
  static void name(struct trial *t) {                                                                                \
    size_t n = t->size[0];                                                                                           \
    const float *x = spread_floats(t, n), *other = floats(t, n);                                                     \
    float *y = ROOM(t, float, n);                                                                                    \
    ek_##name##_f32(t->pool, t->isa, x, other, y, n);                                                                \
    OUTPUT(t, y, n);                                                                                                 \
  }
ONE_TO_ONE(gelu)
ONE_TO_ONE(silu)
TWO_TO_ONE(divide)
TWO_TO_ONE(add)
TWO_TO_ONE(gelu_gradient)
TWO_TO_ONE(silu_gradient)
TWO_TO_ONE(tanh_gradient)

// A batch in parts is the stream from another word on.
static void dropout(struct trial *t) {
  size_t n = t->size[0];
  const float *x = floats(t, n);
  float *y = ROOM(t, float, n);
  uint64_t key = draw(t), high = draw(t), start = draw(t) >> (t->mood == WILD ? 0 : 40);
  uint32_t threshold = t->mood == TAME ? 0x40000000 : (uint32_t)draw(t);
  ek_dropout_f32(t->pool, t->isa, key, high, start, threshold, 1.25f, x, y, n);
  OUTPUT(t, y, n);
}

// The same in parts of elements, whose words begin anywhere in a block of four.
static void dropout_parts(struct trial *t) {
  size_t n = t->size[0] % 300;
  const float *x = floats(t, n);
  float *y = ROOM(t, float, n);
  uint64_t key = draw(t), high = draw(t), start = draw(t) >> 8;
  EACH_PART(t, n) {
    ek_dropout_f32(t->pool, t->isa, key, high, start + first, 0x33333333, 1.25f, x + first, y + first, count);
  }
  OUTPUT(t, y, n);
}

static void layer_norm(struct trial *t) {
  size_t rows = t->size[0], columns = t->size[1];
  const float *x = floats(t, rows * columns), *gain = floats(t, columns), *bias = floats(t, columns);
  float *y = ROOM(t, float, rows * columns), *mean = ROOM(t, float, rows), *rstd = ROOM(t, float, rows);
  EACH_PART(t, rows) {
    size_t at = first * columns;
    ek_layer_norm_f32(t->pool, t->isa, x + at, gain, bias, y + at, mean + first, rstd + first, count, columns, 1e-5f);
  }
  OUTPUT(t, y, rows * columns);
  OUTPUT(t, mean, rows);
  OUTPUT(t, rstd, rows);
}

static void layer_norm_gradient(struct trial *t) {
  size_t rows = t->size[0], columns = t->size[1];
  const float *x = floats(t, rows * columns), *gain = floats(t, columns), *mean = floats(t, rows);
  const float *rstd = positive_floats(t, rows), *dy = floats(t, rows * columns);
  float *dx = ROOM(t, float, rows * columns), *dgain = ROOM(t, float, columns), *dbias = ROOM(t, float, columns);
  int code = ek_layer_norm_gradient_f32(t->pool, t->isa, x, gain, mean, rstd, dy, dx, dgain, dbias, rows, columns);
  expect(t, code == EK_OK, "there is memory");
  OUTPUT(t, dx, rows * columns);
  OUTPUT(t, dgain, columns);
  OUTPUT(t, dbias, columns);
}

static void rms_norm(struct trial *t) {
  size_t rows = t->size[0], columns = t->size[1];
  const float *x = floats(t, rows * columns), *gain = floats(t, columns);
  float *y = ROOM(t, float, rows * columns), *rstd = ROOM(t, float, rows);
  EACH_PART(t, rows) {
    size_t at = first * columns;
    ek_rms_norm_f32(t->pool, t->isa, x + at, gain, y + at, rstd + first, count, columns, 1e-6f);
  }
  OUTPUT(t, y, rows * columns);
  OUTPUT(t, rstd, rows);
}

static void rms_norm_gradient(struct trial *t) {
  size_t rows = t->size[0], columns = t->size[1];
  const float *x = floats(t, rows * columns), *gain = floats(t, columns), *rstd = positive_floats(t, rows);
  const float *dy = floats(t, rows * columns);
  float *dx = ROOM(t, float, rows * columns), *dgain = ROOM(t, float, columns);
  int code = ek_rms_norm_gradient_f32(t->pool, t->isa, x, gain, rstd, dy, dx, dgain, rows, columns);
  expect(t, code == EK_OK, "there is memory");
  OUTPUT(t, dx, rows * columns);
  OUTPUT(t, dgain, columns);
}

static void log_softmax(struct trial *t) {
  size_t rows = t->size[0], columns = t->size[1];
  const float *x = floats(t, rows * columns);
  float *y = ROOM(t, float, rows * columns);
  EACH_PART(t, rows) { ek_log_softmax_f32(t->pool, t->isa, x + first * columns, y + first * columns, count, columns); }
  OUTPUT(t, y, rows * columns);
}

static void cross_entropy_part(struct trial *t) {
  size_t rows = t->size[0], columns = t->size[1];
  const float *x = floats(t, rows * columns);
  const uint32_t *labels = indices(t, rows, columns);
  float *gradient = ROOM(t, float, rows * columns), *losses = ROOM(t, float, rows);
  EACH_PART(t, rows) {
    size_t at = first * columns;
    ek_softmax_cross_entropy_part_f32(t->pool, t->isa, x + at, labels + first, gradient + at, losses + first, count,
                                      columns, rows);
  }
  OUTPUT(t, gradient, rows * columns);
  OUTPUT(t, losses, rows);
}

// Three arrays of different sizes in one phase.
static void adamw_many(struct trial *t) {
  size_t n = t->size[0], counts[3] = {n, n / 3, 5};
  float *parameters[3], *firsts[3], *seconds[3];
  const float *gradients[3];
  for (int i = 0; i < 3; i++) {
    parameters[i] = floats(t, counts[i]), firsts[i] = floats(t, counts[i]);
    seconds[i] = positive_floats(t, counts[i]), gradients[i] = floats(t, counts[i]);
  }
  ek_adamw_step step = {0.99999f, 0.9f, 0.1f, 0.999f, 0.001f, 0.0037f, 0.0547f, 1e-8f};
  ek_adamw_many_f32(t->pool, t->isa, 3, parameters, gradients, firsts, seconds, counts, step);
  for (int i = 0; i < 3; i++) {
    OUTPUT(t, parameters[i], counts[i]);
    OUTPUT(t, firsts[i], counts[i]);
    OUTPUT(t, seconds[i], counts[i]);
  }
}

const struct operation activation_operations[] = {
  {"divide_f32", divide, &lengths, 0},
  {"add_f32", add, &lengths, 0},
  {"gelu_f32", gelu, &lengths, 0},
  {"gelu_gradient_f32", gelu_gradient, &lengths, 0},
  {"silu_f32", silu, &lengths, 0},
  {"silu_gradient_f32", silu_gradient, &lengths, 0},
  {"tanh_gradient_f32", tanh_gradient, &lengths, 0},
  {"dropout_f32", dropout, &lengths, 0},
  {"dropout_f32_parts", dropout_parts, &lengths, SPLIT},
  {"layer_norm_f32", layer_norm, &rows_columns, SPLIT},
  {"layer_norm_gradient_f32", layer_norm_gradient, &rows_columns, BLOCKED},
  {"rms_norm_f32", rms_norm, &rows_columns, SPLIT},
  {"rms_norm_gradient_f32", rms_norm_gradient, &rows_columns, BLOCKED},
  {"log_softmax_f32", log_softmax, &rows_columns, SPLIT},
  {"softmax_cross_entropy_part_f32", cross_entropy_part, &rows_columns, SPLIT},
  {"adamw_many_f32", adamw_many, &lengths, 0},
  {0},
};
