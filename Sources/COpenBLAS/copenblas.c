#include "copenblas.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

enum { row_major = 101, no_transpose = 111, transpose = 112 };

static struct {
  void *library;
  char why[160];
  char *(*config)(void);
  char *(*core)(void);
  void (*set_threads)(int);
  int (*threads)(void);
  void (*sgemm)(int, int, int, int, int, int, float, const float *, int, const float *, int, float, float *, int);
  void (*dgemm)(int, int, int, int, int, int, double, const double *, int, const double *, int, double, double *, int);
  void (*sgemv)(int, int, int, int, float, const float *, int, const float *, int, float, float *, int);
  void (*dgemv)(int, int, int, int, double, const double *, int, const double *, int, double, double *, int);
} lib;

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_library(void) {
  lib.library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
  if (!lib.library) {
    snprintf(lib.why, sizeof lib.why, "OpenBLAS is not installed (apt-get install libopenblas0)");
    return;
  }
  lib.config = (char *(*)(void))dlsym(lib.library, "openblas_get_config");
  lib.core = (char *(*)(void))dlsym(lib.library, "openblas_get_corename");
  lib.set_threads = (void (*)(int))dlsym(lib.library, "openblas_set_num_threads");
  lib.threads = (int (*)(void))dlsym(lib.library, "openblas_get_num_threads");
  *(void **)&lib.sgemm = dlsym(lib.library, "cblas_sgemm");
  *(void **)&lib.dgemm = dlsym(lib.library, "cblas_dgemm");
  *(void **)&lib.sgemv = dlsym(lib.library, "cblas_sgemv");
  *(void **)&lib.dgemv = dlsym(lib.library, "cblas_dgemv");
  bool has_products = lib.sgemm && lib.dgemm && lib.sgemv && lib.dgemv;
  if (!lib.config || !lib.core || !lib.set_threads || !lib.threads || !has_products)
    snprintf(lib.why, sizeof lib.why, "libopenblas.so.0 lacks functions of OpenBLAS 0.3");
  else if (strstr(lib.config(), "USE64BITINT"))
    snprintf(lib.why, sizeof lib.why, "libopenblas.so.0 is built for 64-bit integers; the usual build is needed");
}

bool etalon_openblas_open(char *why, int size) {
  pthread_once(&once, open_library);
  snprintf(why, (size_t)size, "%s", lib.why);
  return lib.why[0] == 0;
}

const char *etalon_openblas_config(void) { return lib.config(); }
const char *etalon_openblas_core(void) { return lib.core(); }
void etalon_openblas_set_threads(int count) { lib.set_threads(count); }
int etalon_openblas_threads(void) { return lib.threads(); }

static int at_least_one(int value) { return value > 0 ? value : 1; }

void etalon_openblas_sgemm(bool ta, bool tb, int m, int n, int k, const float *a, const float *b, float *c) {
  lib.sgemm(row_major, ta ? transpose : no_transpose, tb ? transpose : no_transpose, m, n, k, 1, a, at_least_one(ta ? m : k), b,
            at_least_one(tb ? k : n), 0, c, at_least_one(n));
}

void etalon_openblas_dgemm(bool ta, bool tb, int m, int n, int k, const double *a, const double *b, double *c) {
  lib.dgemm(row_major, ta ? transpose : no_transpose, tb ? transpose : no_transpose, m, n, k, 1, a, at_least_one(ta ? m : k), b,
            at_least_one(tb ? k : n), 0, c, at_least_one(n));
}

// OpenBLAS takes the rows and columns of A as it is stored. Where A has no element, it returns early and leaves y as it was.
void etalon_openblas_sgemv(bool ta, int m, int n, const float *a, const float *x, float *y) {
  memset(y, 0, (size_t)m * sizeof *y);
  lib.sgemv(row_major, ta ? transpose : no_transpose, ta ? n : m, ta ? m : n, 1, a, at_least_one(ta ? m : n), x, 1, 0, y, 1);
}

void etalon_openblas_dgemv(bool ta, int m, int n, const double *a, const double *x, double *y) {
  memset(y, 0, (size_t)m * sizeof *y);
  lib.dgemv(row_major, ta ? transpose : no_transpose, ta ? n : m, ta ? m : n, 1, a, at_least_one(ta ? m : n), x, 1, 0, y, 1);
}
