// OpenBLAS, opened at run time with its own declarations of the few functions that are used (ABI of libopenblas.so.0 with 32-bit
// integers). Loading it starts its threads and takes milliseconds, so it is opened only where a plan asks for it, and never closed:
// its threads outlive every caller.
#pragma once
#include <stdbool.h>
#include <stdint.h>

/// Opens the library once a process; false with a reason in `why` (at least 160 bytes).
bool etalon_openblas_open(char *why, int size);

/// The build's own description, such as `OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH NO_AFFINITY Zen MAX_THREADS=64`.
const char *etalon_openblas_config(void);

/// The processor core whose code was chosen, such as `Zen`.
const char *etalon_openblas_core(void);

void etalon_openblas_set_threads(int count);
int etalon_openblas_threads(void);

/// C = op(A) op(B), row major without gaps; sizes are at most 2^31 - 1.
void etalon_openblas_sgemm(bool transpose_a, bool transpose_b, int m, int n, int k, const float *a, const float *b, float *c);
void etalon_openblas_dgemm(bool transpose_a, bool transpose_b, int m, int n, int k, const double *a, const double *b, double *c);

/// y = op(A) x, A row major without gaps, op(A) m by n.
void etalon_openblas_sgemv(bool transpose_a, int m, int n, const float *a, const float *x, float *y);
void etalon_openblas_dgemv(bool transpose_a, int m, int n, const double *a, const double *x, double *y);
