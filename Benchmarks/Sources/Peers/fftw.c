// FFTW 3, opened at run time; the few declarations of its interface that are used are stated here.
#include "job.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

enum { FORWARD = -1, MEASURE = 0 };

typedef void *plan_function(int rank, const int *n, int howmany, void *in, const int *inembed, int istride, int idist,
                            void *out, const int *onembed, int ostride, int odist, int sign, unsigned flags);

struct fftw_job {
  peer_job job;
  void *plan, *in, *out;
  void (*execute)(void *);
  void (*destroy)(void *);
};

static void run_fftw(peer_job *job) {
  struct fftw_job *w = (struct fftw_job *)job;
  w->execute(w->plan);
}

static void release_fftw(peer_job *job) {
  struct fftw_job *w = (struct fftw_job *)job;
  if (w->plan) { w->destroy(w->plan); }
  ek_free(w->in), ek_free(w->out);
}

static void *function(void *library, int f64, const char *name) {
  char full[64];
  snprintf(full, sizeof full, "%s_%s", f64 ? "fftw" : "fftwf", name);
  return dlsym(library, full);
}

static void use_threads(int f64, int threads) {
  void *library = dlopen(f64 ? "libfftw3_threads.so.3" : "libfftw3f_threads.so.3", RTLD_NOW | RTLD_GLOBAL);
  if (!library) { return; }
  int (*begin)(void) = (int (*)(void))function(library, f64, "init_threads");
  void (*set)(int) = (void (*)(int))function(library, f64, "plan_with_nthreads");
  if (begin && set && begin()) { set(threads); }
}

peer_job *peer_fftw_create(int f64, size_t n, size_t batch, int threads, char *why, size_t size) {
  void *library = dlopen(f64 ? "libfftw3.so.3" : "libfftw3f.so.3", RTLD_NOW | RTLD_GLOBAL);
  if (!library) { return peer_fail(why, size, "%s", dlerror()); }
  if (threads > 1) { use_threads(f64, threads); }
  plan_function *make = (plan_function *)function(library, f64, "plan_many_dft");
  struct fftw_job *w = calloc(1, sizeof *w);
  if (!w || !make) { return peer_fail(why, size, "no FFTW"); }
  w->job = (peer_job){run_fftw, release_fftw, NULL};
  w->execute = (void (*)(void *))function(library, f64, "execute");
  w->destroy = (void (*)(void *))function(library, f64, "destroy_plan");
  size_t element = f64 ? 8 : 4, reals = 2 * n * batch;
  w->in = ek_allocate(reals * element), w->out = ek_allocate(reals * element);
  ek_pool *pool = ek_pool_create(1);
  int length = (int)n;
  if (w->in && w->out && pool) {
    w->plan = make(1, &length, (int)batch, w->in, NULL, 1, length, w->out, NULL, 1, length, FORWARD, MEASURE);
  }
  if (!w->plan || !pool) {
    peer_free(&w->job);
    return peer_fail(why, size, "FFTW refused the plan");
  }
  if (f64) {  // planning writes over the input
    ek_random_uniform_f64(pool, 1, 0, 0, -1, 2, w->in, reals);
  } else {
    ek_random_uniform_f32(pool, 1, 0, 0, -1, 2, w->in, reals);
  }
  ek_pool_destroy(pool);
  return &w->job;
}
