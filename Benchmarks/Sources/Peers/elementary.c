// Elementary functions by glibc: the vector functions of libmvec, and the scalar ones of libm.
#include "job.h"

#include <dlfcn.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef void loop_function(void *library_function, const float *x, float *y, size_t count);

struct unary_job {
  peer_job job;
  int threads, isa, function;
  loop_function *loop;
  void *library_function;
  void *memory;
  float *x, *y;
  size_t count;
};

enum { PAGE = 4096 };

#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__)
#include <immintrin.h>
typedef __m512 vector16(__m512);
typedef __m256 vector8(__m256);

__attribute__((target("avx512f"))) static void loop16(void *f, const float *x, float *y, size_t count) {
  vector16 *call = (vector16 *)f;
  for (size_t i = 0; i + 16 <= count; i += 16) { _mm512_storeu_ps(y + i, call(_mm512_loadu_ps(x + i))); }
}

__attribute__((target("avx2"))) static void loop8(void *f, const float *x, float *y, size_t count) {
  vector8 *call = (vector8 *)f;
  for (size_t i = 0; i + 8 <= count; i += 8) { _mm256_storeu_ps(y + i, call(_mm256_loadu_ps(x + i))); }
}

__attribute__((target("avx512f"))) static void reciprocal_roots16(void *f, const float *x, float *y, size_t count) {
  (void)f;
  __m512 one = _mm512_set1_ps(1);
  for (size_t i = 0; i + 16 <= count; i += 16) {
    _mm512_storeu_ps(y + i, _mm512_div_ps(one, _mm512_sqrt_ps(_mm512_loadu_ps(x + i))));
  }
}

__attribute__((target("avx2"))) static void reciprocal_roots8(void *f, const float *x, float *y, size_t count) {
  (void)f;
  __m256 one = _mm256_set1_ps(1);
  for (size_t i = 0; i + 8 <= count; i += 8) {
    _mm256_storeu_ps(y + i, _mm256_div_ps(one, _mm256_sqrt_ps(_mm256_loadu_ps(x + i))));
  }
}

static loop_function *vector_loop(int function, void **library_function) {
  static const char *const names[] = {[EK_EXP] = "expf", [EK_LOG] = "logf", [EK_TANH] = "tanhf", [EK_ERF] = "erff"};
  __builtin_cpu_init();
  int wide = __builtin_cpu_supports("avx512f");
  void *library = dlopen("libmvec.so.1", RTLD_NOW | RTLD_LOCAL);
  if (!library || function == EK_RSQRT) { return NULL; }
  char name[32];
  snprintf(name, sizeof name, "_ZGV%sv_%s", wide ? "eN16" : "dN8", names[function]);
  *library_function = dlsym(library, name);
  return *library_function ? (wide ? loop16 : loop8) : NULL;
}

static loop_function *plain_loop(int function) {
  __builtin_cpu_init();
  if (function != EK_RSQRT) { return NULL; }
  return __builtin_cpu_supports("avx512f") ? reciprocal_roots16 : reciprocal_roots8;
}
#else
static loop_function *vector_loop(int function, void **library_function) {
  (void)function, (void)library_function;
  return NULL;
}
static loop_function *plain_loop(int function) {
  (void)function;
  return NULL;
}
#endif

typedef float scalar_function(float);

static void scalar_loop(void *f, const float *x, float *y, size_t count) {
  scalar_function *call = (scalar_function *)f;
  for (size_t i = 0; i < count; i++) { y[i] = call(x[i]); }
}

static void scalar_reciprocal_roots(void *f, const float *x, float *y, size_t count) {
  (void)f;
#pragma clang loop vectorize(disable)
  for (size_t i = 0; i < count; i++) { y[i] = 1 / sqrtf(x[i]); }
}

static void *scalar(int function) {
  switch (function) {
    case EK_EXP: return (void *)expf;
    case EK_LOG: return (void *)logf;
    case EK_TANH: return (void *)tanhf;
    case EK_ERF: return (void *)erff;
    default: return NULL;
  }
}

static void run_range(void *context, size_t first, size_t count) {
  struct unary_job *w = context;
  w->loop(w->library_function, w->x + first, w->y + first, count);
}

static void run_unary(peer_job *job) {
  struct unary_job *w = (struct unary_job *)job;
  if (w->threads == 1) {
    run_range(w, 0, w->count);
  } else {
    peer_share(w->threads, w->count, run_range, w);
  }
}

static void run_etalon(peer_job *job) {
  struct unary_job *w = (struct unary_job *)job;
  ek_unary_f32(job->pool, w->isa, w->function, w->x, w->y, w->count);
}

static void release_unary(peer_job *job) {
  struct unary_job *w = (struct unary_job *)job;
  ek_free(w->memory);
}

// Inputs as the catalogue draws them: uniform in -8 to 8, for log and rsqrt in 0 to 16. Every contender has y half a page
// off x: a store that looks like a later load of the same place in another page costs up to a sixth of the time.
static int fill(struct unary_job *w) {
  size_t bytes = (w->count * sizeof(float) + PAGE - 1) / PAGE * PAGE;
  w->memory = ek_allocate(2 * bytes + 2 * PAGE);
  ek_pool *pool = ek_pool_create(1);
  int ready = w->memory && pool;
  if (w->memory) {
    w->x = (float *)(((uintptr_t)w->memory + PAGE - 1) / PAGE * PAGE);
    w->y = (float *)((char *)w->x + bytes + PAGE / 2);
  }
  int positive = w->function == EK_LOG || w->function == EK_RSQRT;
  if (ready) { ek_random_uniform_f32(pool, 1, 0, 0, positive ? 0 : -8, 16, w->x, w->count); }
  if (pool) { ek_pool_destroy(pool); }
  return ready;
}

static peer_job *filled(struct unary_job *w, char *why, size_t size) {
  if (fill(w)) { return &w->job; }
  peer_free(&w->job);
  return peer_fail(why, size, "no memory");
}

peer_job *peer_unary_create(int kind, int function, size_t count, int threads, char *why, size_t size) {
  struct unary_job *w = calloc(1, sizeof *w);
  if (!w) { return peer_fail(why, size, "no memory"); }
  w->job = (peer_job){run_unary, release_unary, NULL};
  w->threads = threads, w->function = function, w->count = count / 64 * 64;
  if (kind == PEER_LIBMVEC) { w->loop = vector_loop(function, &w->library_function); }
  if (kind == PEER_LOOP) { w->loop = plain_loop(function); }
  if (kind == PEER_LIBM) {
    w->loop = function == EK_RSQRT ? scalar_reciprocal_roots : scalar_loop;
    w->library_function = scalar(function);
  }
  if (w->loop) { return filled(w, why, size); }
  free(w);
  return peer_fail(why, size, "glibc has no such vector function here");
}

peer_job *etalon_unary_create(ek_pool *pool, int isa, int function, size_t count, char *why, size_t size) {
  struct unary_job *w = calloc(1, sizeof *w);
  if (!w) { return peer_fail(why, size, "no memory"); }
  w->job = (peer_job){run_etalon, release_unary, pool};
  w->isa = isa, w->function = function, w->count = count / 64 * 64;
  return filled(w, why, size);
}
