// What training networks needs besides operations.
#include "include/ek_networks.h"
#include "isa.h"

void ek_parallel(ek_pool *pool, size_t tasks, void (*body)(void *, size_t, int), void *context) {
  ek_enter(pool);
  ek_run(pool, tasks, body, context);
  ek_leave(pool);
}

// 1/a! - z (1/(a+2)! - z (1/(a+4)! - ...)), nine quotients of exact doubles: of cosine for a = 0, of sine for a = 1.
static double series(double z, int first) {
  double factorials[18] = {1.0};
  for (int n = 1; n < 18; n++) { factorials[n] = factorials[n - 1] * n; }
  double sum = 1.0 / factorials[16 + first];
  for (int n = 14 + first; n >= 0; n -= 2) { sum = 1.0 / factorials[n] - z * sum; }
  return sum;
}

double ek_cosine_of_share_f64(double share) {
  if (!(share >= 0 && share <= 1)) { return __builtin_nan(""); }
  double half = share > 0.5 ? 1.0 - share : share;  // cos(pi - x) = -cos(x)
  double x = 0x1.921fb54442d18p+1 * (half > 0.25 ? 0.5 - half : half);
  double cosine = half > 0.25 ? x * series(x * x, 1) : series(x * x, 0);
  return share > 0.5 ? -cosine : cosine;
}
