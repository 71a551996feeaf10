// The double functions of schedules, corrections and random numbers.
#include "trial.h"

static const struct sizes lengths = {SIZES({1}, {3000}), .least = {1}, .most = {3000}};

#define FUNCTION(name, scale, expression)                                                                                   \
  static void name(struct trial *t) {                                                                                \
    size_t n = t->size[0];                                                                                           \
    const double *in = doubles(t, n);                                                                                \
    double *out = ROOM(t, double, n);                                                                                \
    for (size_t i = 0; i < n; i++) {                                                                                 \
      double x = t->mood == TAME ? in[i] * scale : in[i];                                                               \
      out[i] = expression;                                                                                           \
    }                                                                                                                \
    OUTPUT(t, out, n);                                                                                               \
  }
FUNCTION(exp_f64, 64, ek_exp_f64(x))
FUNCTION(log_f64, 64, ek_log_f64(x))
FUNCTION(power_f64, 2, ek_power_f64(x, i % 70))
FUNCTION(sqrt_f64, 1, ek_sqrt_f64(x))
FUNCTION(normal_quantile, 1, ek_normal_quantile(__builtin_fabs(x)))

const struct operation double_operations[] = {
  {"exp_f64", exp_f64, &lengths, CALM},
  {"log_f64", log_f64, &lengths, CALM},
  {"power_f64", power_f64, &lengths, CALM},
  {"sqrt_f64", sqrt_f64, &lengths, CALM},
  {"normal_quantile", normal_quantile, &lengths, CALM},
  {0},
};
