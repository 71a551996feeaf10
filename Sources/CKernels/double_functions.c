// exp, log, integer powers and the normal quantile in double precision, by the published algorithm of
// docs/numerics.md: plain operations, each rounded, no fused ones and no tables, so that any IEEE machine agrees.
#include "isa.h"
#include "coefficients.h"

#include <string.h>

static uint64_t bits_of(double x) {
  uint64_t u;
  memcpy(&u, &x, 8);
  return u;
}

static double of_bits(uint64_t u) {
  double x;
  memcpy(&x, &u, 8);
  return x;
}

double ek_exp_f64(double x) {
  if (x != x) { return __builtin_nan(""); }
  if (x > 709.782712893384) { return __builtin_inf(); }
  if (x < -745.1332191019412) { return 0.0; }
  double k = (x * EK_LOG2E + 0x1.8p52) - 0x1.8p52;
  double r = (x - k * EK_LN2_HEAD) - k * EK_LN2_TAIL;
  static const double factorials[15] = {1,      1,       2,        6,         24,         120,        720,       5040,
                                        40320., 362880., 3628800., 39916800., 479001600., 6227020800., 87178291200.};
  double sum = 1.0 / factorials[14];
  for (int n = 13; n >= 0; n--) { sum = sum * r + 1.0 / factorials[n]; }
  int e = (int)k, first = e / 2, second = e - first;  // two steps, so that a subnormal result is rounded once
  return sum * of_bits((uint64_t)(first + 1023) << 52) * of_bits((uint64_t)(second + 1023) << 52);
}

double ek_log_f64(double x) {
  if (x != x || x < 0) { return __builtin_nan(""); }
  if (x == 0) { return -__builtin_inf(); }
  if (x == __builtin_inf()) { return x; }
  int e = 0;
  if (x < 0x1p-1022) { x *= 0x1p54, e = -54; }
  uint64_t u = bits_of(x) - 0x3fe6a09e667f3bcd;  // sqrt(1/2)
  e += (int)((int64_t)u >> 52);
  double m = of_bits((u & 0xfffffffffffff) + 0x3fe6a09e667f3bcd);
  double f = m - 1.0, s = f / (f + 2.0), z = s * s, half = 0.5 * f * f;
  double sum = 2.0 / 29.0;
  for (int n = 13; n >= 1; n--) { sum = sum * z + 2.0 / (2 * n + 1); }
  double k = e;
  return k * EK_LN2_HEAD + (f - (half - (s * (half + z * sum) + k * EK_LN2_TAIL)));
}

double ek_power_f64(double x, uint64_t n) {
  double result = 1.0;
  for (; n; n >>= 1, x *= x) {
    if (n & 1) { result *= x; }
  }
  return ek_canonical_f64(result);
}

double ek_sqrt_f64(double x) {
  double root = __builtin_elementwise_sqrt(x);
  EK_OPAQUE(root);
  return ek_canonical_f64(root);
}

static double ratio(double x, const double numerator[8], const double denominator[8]) {
  double p = numerator[7], q = denominator[7];
  for (int i = 6; i >= 0; i--) { p = p * x + numerator[i], q = q * x + denominator[i]; }
  return p / q;
}

// M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution", PPND16, 1988.
double ek_normal_quantile(double p) {
  static const double a[8] = {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
                              1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
                              3.3430575583588128105e4, 2.5090809287301226727e3};
  static const double b[8] = {1.0,
                              4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
                              2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4,
                              5.2264952788528545610e3};
  static const double c[8] = {1.42343711074968357734e0, 4.63033784615654529590e0,  5.76949722146069140550e0,
                              3.64784832476320460504e0, 1.27045825245236838258e0,  2.41780725177450611770e-1,
                              2.27238449892691845833e-2, 7.74545014278341407640e-4};
  static const double d[8] = {1.0,
                              2.05319162663775882187e0, 1.67638483018380384940e0,  6.89767334985100004550e-1,
                              1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
                              1.05075007164441684324e-9};
  static const double e[8] = {6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
                              2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                              2.71155556874348757815e-5, 2.01033439929228813265e-7};
  static const double f[8] = {1.0,
                              5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
                              7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
                              2.04426310338993978564e-15};
  if (!(p > 0 && p < 1)) { return __builtin_nan(""); }
  double q = p - 0.5;
  if ((q < 0 ? -q : q) <= 0.425) { return q * ratio(0.180625 - q * q, a, b); }
  double r = __builtin_elementwise_sqrt(-ek_log_f64(q < 0 ? p : 1.0 - p));
  double value = r <= 5.0 ? ratio(r - 1.6, c, d) : ratio(r - 5.0, e, f);
  return q < 0 ? -value : value;
}
