// Rows of logits, layers and optimisers.
#include "trial.h"

static const struct sizes rows_columns = {
  SIZES({0, 3}, {1, 1}, {1, 17}, {3, 16}, {5, 255}, {2, 4096}, {3, 5000}, {40, 10}, {7, 257}, {1, 12289}, {900, 33}),
  .least = {1, 1},
  .most = {40, 700},
};

static const struct sizes lengths = {
  SIZES({0}, {1}, {3}, {7}, {15}, {16}, {17}, {255}, {4097}, {16384}, {16385}, {40001}), .least = {1}, .most = {20000}};

static void softmax(struct trial *t) {
  size_t rows = t->size[0], columns = t->size[1];
  const float *x = floats(t, rows * columns);
  float *y = ROOM(t, float, rows * columns);
  EACH_PART(t, rows) { ek_softmax_f32(t->pool, t->isa, x + first * columns, y + first * columns, count, columns); }
  OUTPUT(t, y, rows * columns);
}

// The gradient is divided by the rows of the batch, so that a part of a batch is another batch.
static void cross_entropy(struct trial *t) {
  size_t rows = t->size[0], columns = t->size[1];
  const float *x = floats(t, rows * columns);
  const uint32_t *labels = indices(t, rows, columns);
  float *gradient = ROOM(t, float, rows * columns), *losses = ROOM(t, float, rows);
  ek_softmax_cross_entropy_f32(t->pool, t->isa, x, labels, gradient, losses, rows, columns);
  OUTPUT(t, gradient, rows * columns);
  OUTPUT(t, losses, rows);
}

static void add_bias(struct trial *t) {
  size_t rows = t->size[0], columns = t->size[1];
  float *x = floats(t, rows * columns);
  const float *bias = floats(t, columns);
  EACH_PART(t, rows) { ek_add_bias_f32(t->pool, t->isa, x + first * columns, bias, count, columns); }
  OUTPUT(t, x, rows * columns);
}

static void relu_gradient(struct trial *t) {
  size_t n = t->size[0];
  const float *x = floats(t, n);
  float *gradient = floats(t, n);
  ek_relu_gradient_f32(t->pool, t->isa, x, gradient, n);
  OUTPUT(t, gradient, n);
}

static void sgd(struct trial *t) {
  size_t n = t->size[0];
  float *parameter = floats(t, n), *velocity = floats(t, n);
  const float *gradient = floats(t, n);
  for (int step = 0; step < 2; step++) { ek_sgd_f32(t->pool, t->isa, parameter, gradient, velocity, n, 0.01f, 0.9f); }
  OUTPUT(t, parameter, n);
  OUTPUT(t, velocity, n);
}

static void sgd_plain(struct trial *t) {
  size_t n = t->size[0];
  float *parameter = floats(t, n);
  const float *gradient = floats(t, n);
  ek_sgd_f32(t->pool, t->isa, parameter, gradient, NULL, n, 0.01f, 0);
  OUTPUT(t, parameter, n);
}

static void adamw(struct trial *t) {
  size_t n = t->size[0];
  float *parameter = floats(t, n), *first = floats(t, n), *second = positive_floats(t, n);
  const float *gradient = floats(t, n);
  ek_adamw_step step = {0.99999f, 0.9f, 0.1f, 0.999f, 0.001f, 0.0037f, 0.0547f, 1e-8f};
  for (int i = 0; i < 2; i++) { ek_adamw_f32(t->pool, t->isa, parameter, gradient, first, second, n, step); }
  OUTPUT(t, parameter, n);
  OUTPUT(t, first, n);
  OUTPUT(t, second, n);
}

const struct operation training_operations[] = {
  {"softmax_f32", softmax, &rows_columns, SPLIT},
  {"softmax_cross_entropy_f32", cross_entropy, &rows_columns, 0},
  {"add_bias_f32", add_bias, &rows_columns, SPLIT},
  {"relu_gradient_f32", relu_gradient, &lengths, 0},
  {"sgd_f32", sgd, &lengths, 0},
  {"sgd_plain_f32", sgd_plain, &lengths, 0},
  {"adamw_f32", adamw, &lengths, 0},
  {0},
};
