// Sine and cosine in double precision, by the published algorithm of docs/numerics.md: plain operations, none fused.
#include "isa.h"

#include "include/ek_fft.h"

// 1/3! - z (1/5! - z (1/7! - ...)) up to 1/17!: sin x = x - x z s(z) for z = x * x, |x| at most pi/4.
static double series(double z, int first) {
  static const double factorials[19] = {1,      1,       2,        6,         24,         120,         720,
                                        5040,   40320,   362880,   3628800,   39916800,   479001600,   6227020800.,
                                        87178291200., 1307674368000., 20922789888000., 355687428096000.,
                                        6402373705728000.};
  double sum = 1.0 / factorials[first + 14];
  for (int n = first + 12; n >= first; n -= 2) { sum = 1.0 / factorials[n] - z * sum; }
  return sum;
}

static double sine_near(double x) {
  double z = x * x;
  return x - (x * z) * series(z, 3);
}

static double cosine_near(double x) {
  double z = x * x, half = 0.5 * z, rough = 1.0 - half;
  return rough + (((1.0 - rough) - half) + (z * z) * series(z, 4));
}

// x - k pi/2 for the nearest k, with pi/2 in three parts of which two have 33 bits: their products with k are exact.
static double reduce(double x, int64_t *quarters) {
  double k = (x * 0x1.45f306dc9c883p-1 + 0x1.8p52) - 0x1.8p52;
  *quarters = (int64_t)k;
  return ((x - k * 0x1.921fb544p+0) - k * 0x1.0b4611a6p-34) - k * 0x1.3198a2e037073p-69;
}

static double quarter_value(double r, int64_t quarters) {
  double value = quarters & 1 ? cosine_near(r) : sine_near(r);
  return quarters & 2 ? -value : value;
}

double ek_sin_f64(double x) {
  if (!(x >= -0x1p20 && x <= 0x1p20)) { return __builtin_nan(""); }
  int64_t quarters;
  double r = reduce(x, &quarters);
  return x == 0 ? x : quarter_value(r, quarters);
}

double ek_cos_f64(double x) {
  if (!(x >= -0x1p20 && x <= 0x1p20)) { return __builtin_nan(""); }
  int64_t quarters;
  double r = reduce(x, &quarters);
  return quarter_value(r, quarters + 1);
}

void ek_turn_f64(uint64_t j, uint64_t n, double *cosine, double *sine) {
  uint64_t octant = 8 * j / n, rest = 8 * j % n;
  double share = (double)(octant & 1 ? n - rest : rest) / (double)n, x = share * 0x1.921fb54442d18p-1;  // pi/4
  double c = cosine_near(x), s = sine_near(x);
  if (share == 1.0) { c = s = 0x1.6a09e667f3bcdp-1; }  // sqrt(1/2): else the diagonal would not be one
  // Within the quarter turn, the second octant is the first one's mirror image.
  if (octant & 1) {
    double t = c;
    c = s, s = t;
  }
  switch (octant >> 1) {
    case 0: *cosine = c, *sine = s; break;
    case 1: *cosine = -s, *sine = c; break;
    case 2: *cosine = -c, *sine = -s; break;
    default: *cosine = s, *sine = -c; break;
  }
}
