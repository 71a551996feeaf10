// The elementwise steps of training: bias, ReLU and its gradient, SGD with momentum, AdamW. Every multiplication and
// addition is rounded by itself. The loops are plain: the compiler vectorises them, and without contraction no vector
// width can change an element.
#include "isa.h"
#include "include/ek_training.h"

#define EK_TEMPLATE "training_each.h"
#include "each_isa.h"

enum { BLOCK = 16384 };

struct bias_job {
  void (*kernel)(float *, const float *, size_t, size_t);
  float *x;
  const float *bias;
  size_t columns;
};

static void run_bias(void *context, size_t first, size_t count) {
  const struct bias_job *j = context;
  j->kernel(j->x + first * j->columns, j->bias, count, j->columns);
}

void ek_add_bias_f32(ek_pool *pool, int isa, float *x, const float *bias, size_t rows, size_t columns) {
  struct bias_job job = {EK_PICK(isa, add_bias), x, bias, columns};
  ek_enter(pool);
  ek_for_ranges(pool, rows, columns >= BLOCK ? 1 : BLOCK / (columns ? columns : 1), run_bias, &job);
  ek_leave(pool);
}

struct relu_job {
  void (*kernel)(const float *, float *, size_t);
  const float *x;
  float *y;
};

static void run_relu(void *context, size_t first, size_t count) {
  const struct relu_job *j = context;
  j->kernel(j->x + first, j->y + first, count);
}

void ek_relu_f32(ek_pool *pool, int isa, const float *x, float *y, size_t count) {
  struct relu_job job = {EK_PICK(isa, relu), x, y};
  ek_enter(pool);
  ek_for_ranges(pool, count, BLOCK, run_relu, &job);
  ek_leave(pool);
}

void ek_relu_gradient_f32(ek_pool *pool, int isa, const float *x, float *gradient, size_t count) {
  struct relu_job job = {EK_PICK(isa, relu_gradient), x, gradient};
  ek_enter(pool);
  ek_for_ranges(pool, count, BLOCK, run_relu, &job);
  ek_leave(pool);
}

struct sgd_job {
  void (*kernel)(float *, const float *, float *, size_t, float, float);
  float *parameter;
  const float *gradient;
  float *velocity, rate, momentum;
};

static void run_sgd(void *context, size_t first, size_t count) {
  const struct sgd_job *j = context;
  float *velocity = j->velocity ? j->velocity + first : NULL;
  j->kernel(j->parameter + first, j->gradient + first, velocity, count, j->rate, j->momentum);
}

void ek_sgd_f32(ek_pool *pool, int isa, float *parameter, const float *gradient, float *velocity, size_t count,
                float rate, float momentum) {
  struct sgd_job job = {EK_PICK(isa, sgd), parameter, gradient, velocity, rate, momentum};
  if (momentum == 0) { job.kernel = EK_PICK(isa, sgd_plain), job.velocity = NULL; }
  ek_enter(pool);
  ek_for_ranges(pool, count, BLOCK, run_sgd, &job);
  ek_leave(pool);
}

struct adamw_job {
  void (*kernel)(float *, const float *, float *, float *, size_t, ek_adamw_step);
  float *parameter;
  const float *gradient;
  float *first, *second;
  ek_adamw_step step;
};

static void run_adamw(void *context, size_t first, size_t count) {
  const struct adamw_job *j = context;
  j->kernel(j->parameter + first, j->gradient + first, j->first + first, j->second + first, count, j->step);
}

void ek_adamw_f32(ek_pool *pool, int isa, float *parameter, const float *gradient, float *first, float *second,
                  size_t count, ek_adamw_step step) {
  struct adamw_job job = {EK_PICK(isa, adamw), parameter, gradient, first, second, step};
  ek_enter(pool);
  ek_for_ranges(pool, count, BLOCK, run_adamw, &job);
  ek_leave(pool);
}

struct adamw_list {
  void (*kernel)(float *, const float *, float *, float *, size_t, ek_adamw_step);
  float *const *parameters;
  const float *const *gradients;
  float *const *firsts, *const *seconds;
  const size_t *counts;
  ek_adamw_step step;
};

static size_t blocks_of(size_t count) { return (count + BLOCK - 1) / BLOCK; }

// Task t is a block of the array that it falls in when the arrays' blocks stand in a line.
static void run_adamw_list(void *context, size_t task, int worker) {
  (void)worker;
  const struct adamw_list *l = context;
  size_t i = 0;
  for (; task >= blocks_of(l->counts[i]); i++) { task -= blocks_of(l->counts[i]); }
  size_t first = task * BLOCK, left = l->counts[i] - first;
  l->kernel(l->parameters[i] + first, l->gradients[i] + first, l->firsts[i] + first, l->seconds[i] + first,
            left < BLOCK ? left : BLOCK, l->step);
}

void ek_adamw_many_f32(ek_pool *pool, int isa, size_t arrays, float *const *parameters, const float *const *gradients,
                       float *const *firsts, float *const *seconds, const size_t *counts, ek_adamw_step step) {
  struct adamw_list list = {EK_PICK(isa, adamw), parameters, gradients, firsts, seconds, counts, step};
  size_t blocks = 0;
  for (size_t i = 0; i < arrays; i++) { blocks += blocks_of(counts[i]); }
  ek_enter(pool);
  ek_run(pool, blocks, run_adamw_list, &list);
  ek_leave(pool);
}
