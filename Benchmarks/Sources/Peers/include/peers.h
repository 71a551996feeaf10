// The libraries that Etalon is measured against, and the calls of Etalon's own kernels that the catalogue does not name.
//
// A job is one case of one contender with its operands in memory; running it is one repetition. Libraries are opened at
// run time, so the program builds without them.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "ckernels.h"
#include "ek_gemm.h"

#pragma clang assume_nonnull begin

// A BLAS library with the CBLAS interface for 32-bit integers: OpenBLAS (also with the prefix `scipy_`), BLIS, MKL.
typedef struct peer_blas peer_blas;
// NULL, and why, if the library cannot be opened or lacks a function.
peer_blas *_Nullable peer_blas_open(const char *path, int threads, char *why, size_t size);
// The kernel or core that the library chose, and its version; empty where it does not say.
void peer_blas_core(const peer_blas *blas, char *out, size_t size);
void peer_blas_version(const peer_blas *blas, char *out, size_t size);

typedef struct {
  int f64;
  int vector;  // y = op(A) x, op(A) m by k
  int transpose_a, transpose_b;
  int prepacked;  // Etalon lays B out once, before the clock runs
  size_t m, n, k;
} peer_product;
typedef struct peer_job peer_job;

// A product by Etalon (`blas` is NULL) or by a library. NULL, and why, without memory or if the library's result is wrong.
peer_job *_Nullable peer_product_create(peer_product product, ek_pool *pool, int isa, const peer_blas *_Nullable blas,
                                        char *why, size_t size);

// The same for signed bytes into 32 bits, A and B as stored. The one library that has it, MKL, wants A unsigned.
peer_job *_Nullable peer_bytes_create(peer_product product, ek_pool *pool, int isa, const peer_blas *_Nullable blas,
                                      char *why, size_t size);

// An exact sum of normal doubles by Etalon.
peer_job *_Nullable etalon_exact_create(ek_pool *pool, int isa, size_t count, char *why, size_t size);

// What computes an elementary function (a number of ckernels.h) over an array.
enum {
  PEER_LIBMVEC,  // glibc's vector functions, the widest that this processor runs
  PEER_LIBM,     // glibc's scalar functions in a loop that is not vectorised
  PEER_LOOP,     // the plain C expression, vectorised by the compiler; rsqrt only
};
// Inputs as the catalogue draws them: uniform in -8 to 8, for log and rsqrt in 0 to 16.
peer_job *_Nullable peer_unary_create(int kind, int function, size_t count, int threads, char *why, size_t size);

peer_job *_Nullable etalon_unary_create(ek_pool *pool, int isa, int function, size_t count, char *why, size_t size);

// STREAM's four kernels (numbers of ckernels.h) as plain C loops that the compiler vectorises.
peer_job *_Nullable peer_stream_create(int operation, size_t count, int threads, char *why, size_t size);

// So many flops of fused operations on registers: the processor's peak.
peer_job *_Nullable peer_peak_create(int f64, double flops, int threads, char *why, size_t size);

// FFTW 3, planned with FFTW_MEASURE: `batch` complex transforms of n points, in f32 or f64, out of place.
peer_job *_Nullable peer_fftw_create(int f64, size_t n, size_t batch, int threads, char *why, size_t size);

// Runs a job. `hold` keeps Etalon's pool between repetitions, as a training step does.
void peer_run(peer_job *job, uint64_t repetitions, int hold);
void peer_free(peer_job *job);

// The mean of |c - exact| / (2^-24 sum |a||b|) over 64 by 64 elements, k terms each: Etalon's product, and a plain chain
// of fused operations in ascending k. `kind`: 0 uniform in 0 to 1, 1 uniform in -1 to 1, 2 normal.
typedef struct {
  double etalon, chain;
} peer_errors;
int peer_product_errors(ek_pool *pool, int isa, int kind, size_t k, uint64_t seed, peer_errors *out);

#pragma clang assume_nonnull end
