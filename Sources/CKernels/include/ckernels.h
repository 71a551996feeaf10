// The C inner loops of Etalon's portable numerics: the only header that Swift sees.
//
// Every operation has one template, compiled once for each instruction set and chosen at run time. What an
// operation computes, bit for bit, is defined in docs/numerics.md and does not depend on the instruction set, the
// number of threads or the blocking. Functions that may need memory return EK_OK or EK_NO_MEMORY.
#pragma once

#include <stddef.h>
#include <stdint.h>

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

enum { EK_SSE2 = 0, EK_AVX2 = 1, EK_AVX512 = 2, EK_NEON = 3 };
enum { EK_OK = 0, EK_NO_MEMORY = 1 };
enum { EK_EXP = 0, EK_LOG = 1, EK_TANH = 2, EK_ERF = 3, EK_RSQRT = 4, EK_SQRT = 5 };
enum { EK_STREAM_COPY = 0, EK_STREAM_SCALE = 1, EK_STREAM_ADD = 2, EK_STREAM_TRIAD = 3 };

// The floating-point control register of the calling thread (MXCSR or FPCR), and the value that kernels compute with.
// Rounding, FTZ and DAZ stand in it; the status bits of MXCSR are masked out.
uint64_t ek_control_register(void);
void ek_set_control_register(uint64_t value);
uint64_t ek_pinned_control_register(void);

// Whether this processor, and its operating system, can run the instruction set.
int ek_isa_supported(int isa);

// Zeroed memory on a 64-byte boundary, or NULL.
void *_Nullable ek_allocate(size_t bytes);
void ek_free(void *_Nullable memory);
// Whether large pieces of memory that are allocated from now on ask for huge pages, as they do at first, or keep out of them.
void ek_set_huge_pages(int advised);

// A pool of `threads` threads, the caller of an operation being one of them. Idle threads sleep. NULL if the
// system refuses a thread. One operation runs at a time; others wait.
typedef struct ek_pool ek_pool;
ek_pool *_Nullable ek_pool_create(int threads);
void ek_pool_destroy(ek_pool *pool);

void ek_unary_f32(ek_pool *pool, int isa, int function, const float *x, float *y, size_t count);

int ek_sum_f32(ek_pool *pool, int isa, const float *x, size_t count, float *sum);
int ek_sum_f64(ek_pool *pool, int isa, const double *x, size_t count, double *sum);

void ek_softmax_f32(ek_pool *pool, int isa, const float *x, float *y, size_t rows, size_t columns);
// losses[i] of each row, and gradient (softmax - one hot) / rows. Each label is below `columns`.
void ek_softmax_cross_entropy_f32(ek_pool *pool, int isa, const float *logits, const uint32_t *labels, float *gradient,
                                  float *losses, size_t rows, size_t columns);

void ek_add_bias_f32(ek_pool *pool, int isa, float *x, const float *bias, size_t rows, size_t columns);
void ek_relu_f32(ek_pool *pool, int isa, const float *x, float *y, size_t count);
void ek_relu_gradient_f32(ek_pool *pool, int isa, const float *x, float *gradient, size_t count);

// Without momentum there is no velocity: it is neither read nor written, and may be NULL.
void ek_sgd_f32(ek_pool *pool, int isa, float *parameter, const float *gradient, float *_Nullable velocity, size_t count,
                float rate, float momentum);

typedef struct {
  float decay;           // 1 - rate * weight decay
  float beta1, rest1;    // beta1 and 1 - beta1
  float beta2, rest2;    // beta2 and 1 - beta2
  float step;            // rate / (1 - beta1^t)
  float correction;      // sqrt(1 - beta2^t)
  float epsilon;
} ek_adamw_step;
void ek_adamw_f32(ek_pool *pool, int isa, float *parameter, const float *gradient, float *first, float *second,
                  size_t count, ek_adamw_step step);

void ek_stream_f64(ek_pool *pool, int isa, int operation, const double *a, const double *b, double *c, double scalar,
                   size_t count);

// Philox4x32-10: one block of four words.
void ek_philox(const uint32_t *key, const uint32_t *counter, uint32_t *out);
// Words `first ..< first + count` of a stream: word i is word i % 4 of the block with counter i / 4, `high`.
void ek_random_words(ek_pool *pool, uint64_t key, uint64_t high, uint64_t first, uint32_t *out, size_t count);
void ek_random_uniform_f32(ek_pool *pool, uint64_t key, uint64_t high, uint64_t first, float lower, float width,
                           float *out, size_t count);
void ek_random_uniform_f64(ek_pool *pool, uint64_t key, uint64_t high, uint64_t first, double lower, double width,
                           double *out, size_t count);
void ek_random_normal_f32(ek_pool *pool, uint64_t key, uint64_t high, uint64_t first, float *out, size_t count);
void ek_random_normal_f64(ek_pool *pool, uint64_t key, uint64_t high, uint64_t first, double *out, size_t count);

// Elementary functions of double precision, by the published algorithm.
double ek_exp_f64(double x);
double ek_log_f64(double x);
double ek_power_f64(double x, uint64_t n);
double ek_normal_quantile(double p);
double ek_sqrt_f64(double x);  // the instruction; Swift's squareRoot would call libm

// The largest |candidate - reference| / bound over all elements, and infinity where a candidate is not finite.
// bound[i] = relative * magnitude[i] + absolute.
double ek_max_error_ratio_f32(const float *candidate, const double *reference, const double *magnitude, size_t count,
                              double relative, double absolute);
double ek_max_error_ratio_f64(const double *candidate, const double *reference, const double *magnitude, size_t count,
                              double relative, double absolute);
void ek_widen_f32(const float *x, double *y, size_t count, int absolute);
void ek_absolute_f64(const double *x, double *y, size_t count);
// In place: squares, and square roots.
void ek_square_f64(double *x, size_t count);
void ek_root_f64(double *x, size_t count);

// out (columns by rows) is x (rows by columns) transposed.
void ek_transpose_f32(const float *x, size_t rows, size_t columns, float *out);
// Copies whole rows, row i of `out` being row index[i] of `x`.
void ek_gather_rows_f32(const float *x, const uint32_t *index, float *out, size_t rows, size_t columns);
// The column of the largest element of each row, the first of equals; a row with a NaN gives `columns`.
void ek_argmax_rows_f32(const float *x, uint32_t *out, size_t rows, size_t columns);
// 1 if every element is finite.
int ek_all_finite_f32(const float *x, size_t count);

// FNV-1a of 64 bits, a checksum for golden values: not a cryptographic digest.
uint64_t ek_fnv1a64(uint64_t state, const void *bytes, size_t count);
// Replaces each NaN by 0x7fc00000 (0x7ff8000000000000).
void ek_canonicalise_f32(float *x, size_t count);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif
