// exp, log, tanh, erf, 1/sqrt and sqrt of arrays of floats.
#include "isa.h"
#include "coefficients.h"

typedef void (*unary_kernel)(const float *x, float *y, size_t count);

#define EK_TEMPLATE "unary_each.h"
#include "each_isa.h"

struct unary {
  unary_kernel kernel;
  const float *x;
  float *y;
};

static void run(void *context, size_t first, size_t count) {
  const struct unary *u = context;
  u->kernel(u->x + first, u->y + first, count);
}

void ek_unary_f32(ek_pool *pool, int isa, int function, const float *x, float *y, size_t count) {
  struct unary u = {NULL, x, y};
  switch (function) {
    case EK_EXP: u.kernel = EK_PICK(isa, exp_array); break;
    case EK_LOG: u.kernel = EK_PICK(isa, log_array); break;
    case EK_TANH: u.kernel = EK_PICK(isa, tanh_array); break;
    case EK_ERF: u.kernel = EK_PICK(isa, erf_array); break;
    case EK_RSQRT: u.kernel = EK_PICK(isa, rsqrt_array); break;
    default: u.kernel = EK_PICK(isa, sqrt_array); break;
  }
  ek_enter(pool);
  ek_for_ranges(pool, count, 8192, run, &u);
  ek_leave(pool);
}
