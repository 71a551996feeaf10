// The functions of an opened BLAS library, with the numbers that the CBLAS interface gives its options.
#pragma once

#include "peers.h"

enum { ROW_MAJOR = 101, PLAIN = 111, TRANSPOSED = 112, FIXED_OFFSET = 173 };

typedef void sgemm_function(int, int, int, int, int, int, float, const float *, int, const float *, int, float, float *,
                            int);
typedef void dgemm_function(int, int, int, int, int, int, double, const double *, int, const double *, int, double,
                            double *, int);
typedef void sgemv_function(int, int, int, int, float, const float *, int, const float *, int, float, float *, int);
typedef void dgemv_function(int, int, int, int, double, const double *, int, const double *, int, double, double *, int);

typedef void bytes_function(int layout, int ta, int tb, int offset, int m, int n, int k, float alpha, const void *a,
                            int lda, int8_t a_offset, const void *b, int ldb, int8_t b_offset, float beta, int32_t *c,
                            int ldc, const int32_t *c_offset);

struct peer_blas {
  sgemm_function *sgemm;
  dgemm_function *dgemm;
  sgemv_function *sgemv;
  dgemv_function *dgemv;
  bytes_function *bytes;  // NULL where the library has none
  char core[64], version[200];
};
