// Opens BLAS libraries, and asks them what they are.
#include "blas.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

#include "job.h"

// A function of the library, with or without the prefix that Python packages give OpenBLAS.
static void *function(void *library, const char *name) {
  char prefixed[64];
  snprintf(prefixed, sizeof prefixed, "scipy_%s", name);
  void *plain = dlsym(library, name);
  return plain ? plain : dlsym(library, prefixed);
}

static void set_threads(void *library, int threads) {
  static const char *const names[] = {"openblas_set_num_threads", "MKL_Set_Num_Threads"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    void (*set)(int) = (void (*)(int))function(library, names[i]);
    if (set) { set(threads); }
  }
  void (*set_blis)(int64_t) = (void (*)(int64_t))function(library, "bli_thread_set_num_threads");
  if (set_blis) { set_blis(threads); }
}

static void describe(void *library, peer_blas *blas) {
  const char *(*openblas_core)(void) = (const char *(*)(void))function(library, "openblas_get_corename");
  const char *(*openblas_config)(void) = (const char *(*)(void))function(library, "openblas_get_config");
  int (*blis_arch)(void) = (int (*)(void))function(library, "bli_arch_query_id");
  const char *(*blis_arch_name)(int) = (const char *(*)(int))function(library, "bli_arch_string");
  const char *(*blis_version)(void) = (const char *(*)(void))function(library, "bli_info_get_version_str");
  void (*mkl_version)(char *, int) = (void (*)(char *, int))function(library, "MKL_Get_Version_String");
  if (openblas_core) { snprintf(blas->core, sizeof blas->core, "%s", openblas_core()); }
  if (openblas_config) { snprintf(blas->version, sizeof blas->version, "%s", openblas_config()); }
  if (blis_arch && blis_arch_name) { snprintf(blas->core, sizeof blas->core, "%s", blis_arch_name(blis_arch())); }
  if (blis_version) { snprintf(blas->version, sizeof blas->version, "BLIS %s", blis_version()); }
  if (mkl_version) { mkl_version(blas->version, sizeof blas->version - 1); }
}

peer_blas *peer_blas_open(const char *path, int threads, char *why, size_t size) {
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library) { return peer_fail(why, size, "%s", dlerror()); }
  peer_blas *blas = calloc(1, sizeof *blas);
  if (!blas) { return peer_fail(why, size, "no memory"); }
  blas->sgemm = (sgemm_function *)function(library, "cblas_sgemm");
  blas->dgemm = (dgemm_function *)function(library, "cblas_dgemm");
  blas->sgemv = (sgemv_function *)function(library, "cblas_sgemv");
  blas->dgemv = (dgemv_function *)function(library, "cblas_dgemv");
  blas->bytes = (bytes_function *)function(library, "cblas_gemm_s8u8s32");
  if (!blas->sgemm || !blas->dgemm || !blas->sgemv || !blas->dgemv) {
    free(blas);
    return peer_fail(why, size, "%s has no CBLAS interface", path);
  }
  set_threads(library, threads);
  describe(library, blas);
  return blas;
}

void peer_blas_core(const peer_blas *blas, char *out, size_t size) { snprintf(out, size, "%s", blas->core); }
void peer_blas_version(const peer_blas *blas, char *out, size_t size) { snprintf(out, size, "%s", blas->version); }
