// The processor's peak: fused operations on registers, nothing else.
#include "job.h"

#include <stdlib.h>

enum { SUMS = 12 };

struct peak_job {
  peer_job job;
  int f64, threads;
  double flops;
  void (*loop)(size_t rounds, void *sink);
  double lanes;
};

// One round is a fused operation on each of the sums, which depend on nothing but themselves.
#define PEAK_LOOP(name, T, LANES)                                                                        \
  static void name(size_t rounds, void *sink) {                                                          \
    typedef T vector __attribute__((ext_vector_type(LANES)));                                            \
    vector sums[SUMS], a = (vector)(T)0.5, b = (vector)(T)0.25;                                          \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < SUMS; i++) { sums[i] = (vector)(T)i; }        \
    for (size_t r = 0; r < rounds; r++) {                                                                \
      _Pragma("clang loop unroll(full)") for (int i = 0; i < SUMS; i++) {                                \
        sums[i] = __builtin_elementwise_fma(a, sums[i], b);                                              \
      }                                                                                                  \
    }                                                                                                    \
    vector all = sums[0];                                                                                \
    _Pragma("clang loop unroll(full)") for (int i = 1; i < SUMS; i++) { all += sums[i]; }                \
    *(volatile T *)sink = all[0];                                                                        \
  }

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx512f"))), apply_to = function)
PEAK_LOOP(f32_16, float, 16)
PEAK_LOOP(f64_8, double, 8)
#pragma clang attribute pop
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
PEAK_LOOP(f32_8, float, 8)
PEAK_LOOP(f64_4, double, 4)
#pragma clang attribute pop

static int choose(struct peak_job *w) {
  __builtin_cpu_init();
  int wide = __builtin_cpu_supports("avx512f"), narrow = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  w->lanes = (w->f64 ? 4 : 8) * (wide ? 2 : 1);
  w->loop = wide ? (w->f64 ? f64_8 : f32_16) : (w->f64 ? f64_4 : f32_8);
  return wide || narrow;
}
#else
PEAK_LOOP(f32_4, float, 4)
PEAK_LOOP(f64_2, double, 2)

static int choose(struct peak_job *w) {
  w->lanes = w->f64 ? 2 : 4;
  w->loop = w->f64 ? f64_2 : f32_4;
  return 1;
}
#endif

static void run_part(void *context, size_t first, size_t rounds) {
  (void)first;
  double sink;
  ((struct peak_job *)context)->loop(rounds, &sink);
}

static void run_peak(peer_job *job) {
  struct peak_job *w = (struct peak_job *)job;
  peer_share(w->threads, (size_t)(w->flops / (2 * SUMS * w->lanes)), run_part, w);
}

peer_job *peer_peak_create(int f64, double flops, int threads, char *why, size_t size) {
  struct peak_job *w = calloc(1, sizeof *w);
  if (!w) { return peer_fail(why, size, "no memory"); }
  w->job = (peer_job){run_peak, NULL, NULL};
  w->f64 = f64, w->threads = threads, w->flops = flops;
  if (choose(w)) { return &w->job; }
  free(w);
  return peer_fail(why, size, "this processor has no fused operations");
}
