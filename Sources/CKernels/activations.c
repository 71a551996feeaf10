// Activations, their gradients, and elementwise sums and quotients of arrays.
#include "isa.h"
#include "coefficients.h"
#include "include/ek_activations.h"

enum { BLOCK = 8192 };

#define EK_TEMPLATE "activations_each.h"
#include "each_isa.h"

struct activation {
  void (*kernel)(const float *, const float *, float *, size_t);
  const float *a, *b;
  float *y;
};

static void run(void *context, size_t first, size_t count) {
  const struct activation *j = context;
  j->kernel(j->a + first, j->b + first, j->y + first, count);
}

static void start(ek_pool *pool, struct activation job, size_t count) {
  ek_enter(pool);
  ek_for_ranges(pool, count, BLOCK, run, &job);
  ek_leave(pool);
}

void ek_divide_f32(ek_pool *pool, int isa, const float *a, const float *b, float *y, size_t count) {
  start(pool, (struct activation){EK_PICK(isa, divide_array), a, b, y}, count);
}

void ek_add_f32(ek_pool *pool, int isa, const float *a, const float *b, float *y, size_t count) {
  start(pool, (struct activation){EK_PICK(isa, add_array), a, b, y}, count);
}

void ek_gelu_f32(ek_pool *pool, int isa, const float *x, float *y, size_t count) {
  start(pool, (struct activation){EK_PICK(isa, gelu_array), x, x, y}, count);
}

void ek_gelu_gradient_f32(ek_pool *pool, int isa, const float *x, const float *dy, float *dx, size_t count) {
  start(pool, (struct activation){EK_PICK(isa, gelu_gradient_array), x, dy, dx}, count);
}

void ek_silu_f32(ek_pool *pool, int isa, const float *x, float *y, size_t count) {
  start(pool, (struct activation){EK_PICK(isa, silu_array), x, x, y}, count);
}

void ek_silu_gradient_f32(ek_pool *pool, int isa, const float *x, const float *dy, float *dx, size_t count) {
  start(pool, (struct activation){EK_PICK(isa, silu_gradient_array), x, dy, dx}, count);
}

void ek_tanh_gradient_f32(ek_pool *pool, int isa, const float *y, const float *dy, float *dx, size_t count) {
  start(pool, (struct activation){EK_PICK(isa, tanh_gradient_array), y, dy, dx}, count);
}
